"""Segments and angles at points and lines: definitions, angles at one point, parallel lines and their transversals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, length
from generators.plane.theorems.incidence import EPSILON, Facts, incidence, once
from generators.plane.theorems.relation import equal, named, times
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure

# --- true by definition -----------------------------------------------------------------------------------------------


@PLANE.theorem("midpoint", weight=0)
def midpoint(figure: Figure) -> Iterator[Relation]:
    """A midpoint halves its segment."""
    for fact in figure.known("midpoint"):
        m, a, b = fact.args
        roles = named("MAB", m, a, b)
        yield equal(figure, "midpoint", length(a, m), length(m, b), [fact], roles)
        yield equal(figure, "midpoint", length(a, b), times(2, length(a, m)), [fact], roles)
        yield equal(figure, "midpoint", length(a, b), times(2, length(m, b)), [fact], roles)


@PLANE.theorem("equal_lengths", weight=0)
def equal_lengths(figure: Figure) -> Iterator[Relation]:
    """Segments stated (or defined) equal."""
    for fact in figure.known("equal_length"):
        if fact not in figure.facts and figure.implied[fact].kind == "midpoint":
            continue
        sides = [fact.args[i : i + 2] for i in range(0, len(fact.args), 2)]
        pairs = combinations(sides, 2) if len(sides) <= 4 else ((sides[0], other) for other in sides[1:])
        for p, q in pairs:
            yield equal(figure, "equal_lengths", length(*p), length(*q), [fact], named("ABCD", *p, *q))


@PLANE.theorem("equal_angles", weight=0)
def equal_angles(figure: Figure) -> Iterator[Relation]:
    """Angles stated (or defined) equal."""
    for fact in figure.known("equal_angle"):
        if fact not in figure.facts and figure.implied[fact].kind == "bisector":
            continue
        angles = [fact.args[i : i + 3] for i in range(0, len(fact.args), 3)]
        pairs = combinations(angles, 2) if len(angles) <= 4 else ((angles[0], other) for other in angles[1:])
        for p, q in pairs:
            yield equal(figure, "equal_angles", angle(*p), angle(*q), [fact], named("ABCDEF", *p, *q))


@PLANE.theorem("right_angle", weight=0)
def right_angle(figure: Figure) -> Iterator[Relation]:
    """A right angle measures 90 degrees."""
    for fact in figure.known("right_angle"):
        yield equal(figure, "right_angle", angle(*fact.args), 90, [fact], named("ABC", *fact.args))


@PLANE.theorem("perpendicular_lines", weight=0)
def perpendicular_lines(figure: Figure) -> Iterator[Relation]:
    """Where two lines meet at a right angle, every drawn angle is right."""
    known = incidence(figure)
    for fact in figure.known("right_angle"):
        a, v, b = fact.args
        for x, y in ((a, b), (b, a)):
            for back in known.back(v, x):
                if figure.holds("right_angle", back, v, y) is None:
                    roles = named("AVBC", x, v, y, back)
                    yield equal(
                        figure, "perpendicular_lines", angle(back, v, y), 90, [fact, *known.line(x, v, back)], roles
                    )


@PLANE.theorem("bisector", weight=0)
def bisector(figure: Figure) -> Iterator[Relation]:
    """A bisector splits its angle into two equal halves."""
    for fact in figure.known("bisector"):
        d, a, b, c = fact.args
        roles = named("DABC", d, a, b, c)
        yield equal(figure, "bisector", angle(a, b, d), angle(d, b, c), [fact], roles)
        yield equal(figure, "bisector", angle(a, b, c), times(2, angle(a, b, d)), [fact], roles)
        yield equal(figure, "bisector", angle(a, b, c), times(2, angle(d, b, c)), [fact], roles)


# --- addition ---------------------------------------------------------------------------------------------------------


@PLANE.theorem("segment_addition")
def segment_addition(figure: Figure) -> Iterator[Relation]:
    """The parts of a segment add up to the whole."""
    known = incidence(figure)
    for line in figure.lines:
        for p, m, q in combinations([x for x in line if not x.startswith("_")], 3):
            if known.drawn(p, m, q):
                premises = known.line(p, m, q)
                yield equal(
                    figure,
                    "segment_addition",
                    [length(p, m), length(m, q)],
                    length(p, q),
                    premises,
                    named("AMB", p, m, q),
                )


def _inside(figure: Figure) -> dict[tuple[Quantity, str], Fact]:
    """Facts that put a ray inside an angle, by (angle, ray)."""
    table: dict[tuple[Quantity, str], Fact] = {}
    for kind in ("bisector", "inside_angle"):
        for fact in figure.known(kind):
            d, a, b, c = fact.args
            table.setdefault((figure.canonical(angle(a, b, c)), figure.ray(b, d)), fact)
    return table


@once
def _fans(figure: Figure) -> Iterator[tuple[str, list[tuple[float, str]]]]:
    """From each ray of each vertex on, the rays counter-clockwise up to a straight angle, as (turn, ray)."""
    for v, rays in incidence(figure).rays.items():
        count = len(rays)
        if count < 2:
            continue
        for i in range(count):
            start = rays[i][0]
            fan = [(0.0, rays[i][1])]
            for j in range(i + 1, i + count):
                turn = (rays[j % count][0] - start) % 360
                if turn > 180 + EPSILON:
                    break
                fan.append((turn, rays[j % count][1]))
            if len(fan) > 2:
                yield v, fan


@PLANE.theorem("angle_addition")
def angle_addition(figure: Figure) -> Iterator[Relation]:
    """A ray inside an angle splits it into two that add up to it."""
    known = incidence(figure)
    inside = _inside(figure)
    for v, fan in _fans(figure):
        first = fan[0][1]
        for (_, m), (turn, last) in combinations(fan[1:], 2):
            if turn > 180 - EPSILON or known.right(first, v, last) is not None:
                continue
            fact = inside.get((figure.canonical(angle(first, v, last)), m))
            premises = (fact,) if fact else known.line(first, m, last) if figure.between(first, m, last) else ()
            roles = named("AVBM", first, v, last, m)
            yield equal(
                figure,
                "angle_addition",
                [angle(first, v, m), angle(m, v, last)],
                angle(first, v, last),
                premises,
                roles,
            )


@PLANE.theorem("complementary_angles")
def complementary_angles(figure: Figure) -> Iterator[Relation]:
    """A ray inside a right angle splits it into complementary angles."""
    known = incidence(figure)
    for v, fan in _fans(figure):
        first = fan[0][1]
        for (_, m), (turn, last) in combinations(fan[1:], 2):
            if abs(turn - 90) <= EPSILON and (facts := known.right(first, v, last)) is not None:
                roles = named("AVBM", first, v, last, m)
                yield equal(figure, "complementary_angles", [angle(first, v, m), angle(m, v, last)], 90, facts, roles)


@PLANE.theorem("linear_pair")
def linear_pair(figure: Figure) -> Iterator[Relation]:
    """Adjacent angles on a straight line add up to 180 degrees."""
    known = incidence(figure)
    for v, fan in _fans(figure):
        (_, first), (turn, last) = fan[0], fan[-1]
        if abs(turn - 180) > EPSILON or not figure.between(first, v, last):
            continue
        for _, m in fan[1:-1]:
            if known.right(first, v, m) is None:
                roles = named("AVBM", first, v, last, m)
                yield equal(
                    figure,
                    "linear_pair",
                    [angle(first, v, m), angle(m, v, last)],
                    180,
                    known.line(first, v, last),
                    roles,
                )


@PLANE.theorem("angles_on_a_line")
def angles_on_a_line(figure: Figure) -> Iterator[Relation]:
    """Three or more angles that fill a straight angle add up to 180 degrees."""
    known = incidence(figure)
    for v, fan in _fans(figure):
        (_, first), (turn, last) = fan[0], fan[-1]
        if len(fan) > 3 and abs(turn - 180) <= EPSILON and figure.between(first, v, last):
            parts = [angle(p, v, q) for (_, p), (_, q) in pairwise(fan)]
            yield equal(
                figure, "angles_on_a_line", [*parts], 180, known.line(first, v, last), named("AVB", first, v, last)
            )


@PLANE.theorem("angles_round_a_point")
def angles_round_a_point(figure: Figure) -> Iterator[Relation]:
    """Angles round a point add up to 360 degrees: all of them, or three that leave other rays inside."""
    for v, rays in incidence(figure).rays.items():
        if any(figure.between(p, v, q) for (_, p), (_, q) in combinations(rays, 2)):
            continue
        for count in sorted({3, len(rays)}) if len(rays) > 2 else ():
            for chosen in combinations(rays, count):
                ring = [*chosen, (chosen[0][0] + 360, chosen[0][1])]
                if all(b[0] - a[0] <= 180 - EPSILON for a, b in pairwise(ring)):
                    parts = [angle(p, v, q) for (_, p), (_, q) in pairwise(ring)]
                    yield equal(figure, "angles_round_a_point", [*parts], 360, (), named("V", v))


@PLANE.theorem("vertical_angles")
def vertical_angles(figure: Figure) -> Iterator[Relation]:
    """Vertical angles are equal."""
    known = incidence(figure)
    for v, rays in known.rays.items():
        if len(rays) < 4:
            continue
        crossing = [(p, q) for (_, p), (_, q) in combinations(rays, 2) if figure.between(p, v, q)]
        for (a, b), (c, d) in combinations(crossing, 2):
            if known.right(a, v, c) is None:
                premises = (*known.line(a, v, b), *known.line(c, v, d))
                for x, y in ((c, d), (d, c)):
                    yield equal(
                        figure,
                        "vertical_angles",
                        angle(a, v, x),
                        angle(b, v, y),
                        premises,
                        named("ABCDV", a, b, x, y, v),
                    )


# --- parallel lines ---------------------------------------------------------------------------------------------------


class _Crossing:
    """A transversal that meets two parallel lines at P and Q: the drawn rays along each, and past each."""

    def __init__(self, figure: Figure, fact: Fact, p: str, q: str) -> None:
        known = incidence(figure)
        a, b, c, d = fact.args
        self.p, self.q = p, q
        self.premises: Facts = (fact, *known.line(a, b, p), *known.line(c, d, q))
        self.roles = named("ABCDPQ", a, b, c, d, p, q)
        self.at_p = (_along(figure, a, b, p), _along(figure, b, a, p))
        self.at_q = (_along(figure, c, d, q), _along(figure, d, c, q))
        self.past_p = known.back(p, q)
        self.past_q = known.back(q, p)


def _along(figure: Figure, a: str, b: str, p: str) -> str | None:
    """Name of the drawn ray at P in the direction from A to B, where P is on line AB."""
    line = figure.line_through(a, b)
    i = line.index(p) + (1 if line.index(a) < line.index(b) else -1)
    if not 0 <= i < len(line) or not figure.joined(p, line[i]):
        return None
    name = figure.ray(p, line[i])
    return None if name.startswith("_") else name


@once
def _crossings(figure: Figure) -> Iterator[_Crossing]:
    known = incidence(figure)
    done: set[frozenset[tuple[str, ...]]] = set()
    for fact in figure.known("parallel"):
        a, b, c, d = fact.args
        one, two = figure.line_through(a, b), figure.line_through(c, d)
        if (both := frozenset((one, two))) in done:
            continue
        done.add(both)
        for p in one:
            for q in two:
                if known.drawn(p, q):
                    yield _Crossing(figure, fact, p, q)


@PLANE.theorem("alternate_angles")
def alternate_angles(figure: Figure) -> Iterator[Relation]:
    """Alternate interior angles between parallel lines are equal."""
    for x in _crossings(figure):
        for r, s in ((x.at_p[0], x.at_q[1]), (x.at_p[1], x.at_q[0])):
            if r and s:
                yield equal(figure, "alternate_angles", angle(r, x.p, x.q), angle(s, x.q, x.p), x.premises, x.roles)


@PLANE.theorem("co_interior_angles")
def co_interior_angles(figure: Figure) -> Iterator[Relation]:
    """Co-interior angles between parallel lines add up to 180 degrees."""
    for x in _crossings(figure):
        for r, s in zip(x.at_p, x.at_q, strict=True):
            if r and s:
                yield equal(
                    figure, "co_interior_angles", [angle(r, x.p, x.q), angle(s, x.q, x.p)], 180, x.premises, x.roles
                )


@PLANE.theorem("corresponding_angles")
def corresponding_angles(figure: Figure) -> Iterator[Relation]:
    """Corresponding angles at parallel lines are equal."""
    known = incidence(figure)
    for x in _crossings(figure):
        for r, s in zip(x.at_p, x.at_q, strict=True):
            if not (r and s):
                continue
            for past in x.past_p:
                premises = (*x.premises, *known.line(past, x.p, x.q))
                yield equal(figure, "corresponding_angles", angle(r, x.p, past), angle(s, x.q, x.p), premises, x.roles)
            for past in x.past_q:
                premises = (*x.premises, *known.line(past, x.q, x.p))
                yield equal(figure, "corresponding_angles", angle(r, x.p, x.q), angle(s, x.q, past), premises, x.roles)


@PLANE.theorem("zigzag_angles")
def zigzag_angles(figure: Figure) -> Iterator[Relation]:
    """A bend between parallel lines equals the sum of the angles it makes with them on its side."""
    known = incidence(figure)
    for fact in figure.known("parallel"):
        a, b, c, d = fact.args
        for p, q, ends in ((a, c, (b, d)), (b, d, (a, c))):
            for e in known.joined.get(p, ()):
                if e in (a, b, c, d) or not known.drawn(e, q) or not known.drawn(a, b) or not known.drawn(c, d):
                    continue
                if figure.collinear(p, e, q) or e in figure.line_through(a, b) or e in figure.line_through(c, d):
                    continue
                first, second, bend = angle(ends[0], p, e), angle(ends[1], q, e), angle(p, e, q)
                if abs(figure.measure(first) + figure.measure(second) - figure.measure(bend)) <= EPSILON:
                    yield equal(
                        figure,
                        "zigzag_angles",
                        [first, second],
                        bend,
                        [fact],
                        named("ABCDE", ends[0], p, ends[1], q, e),
                    )
