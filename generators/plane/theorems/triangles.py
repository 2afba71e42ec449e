"""Triangles: angle sum, exterior angle, isosceles and equilateral triangles, special lines, congruence."""

from __future__ import annotations

from collections.abc import Iterator

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, length
from generators.plane.theorems.incidence import EPSILON, Facts, incidence, once, rotations
from generators.plane.theorems.relation import equal, named, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure

Guards = tuple[tuple[Quantity, Quantity], ...]


@PLANE.theorem("triangle_angle_sum")
def triangle_angle_sum(figure: Figure) -> Iterator[Relation]:
    """The angles of a triangle add up to 180 degrees."""
    for a, b, c in incidence(figure).triangles():
        parts = [angle(b, a, c), angle(a, b, c), angle(a, c, b)]
        yield equal(figure, "triangle_angle_sum", [*parts], 180, (), named("ABC", a, b, c))


@PLANE.theorem("exterior_angle")
def exterior_angle(figure: Figure) -> Iterator[Relation]:
    """An exterior angle of a triangle equals the sum of the two remote interior angles."""
    known = incidence(figure)
    for triangle in known.triangles():
        for a, b, c in (*rotations(triangle), *rotations(triangle[::-1])):
            for d in known.back(c, b):
                premises = known.line(b, c, d)
                roles = named("ABCD", a, b, c, d)
                yield equal(figure, "exterior_angle", angle(a, c, d), [angle(b, a, c), angle(a, b, c)], premises, roles)


@once
def _isosceles(figure: Figure) -> Iterator[tuple[str, str, str, Facts, Guards]]:
    """Triangles ABC with AB = AC, by facts or (guards) by lengths to be derived first."""
    known = incidence(figure)
    for triangle in known.triangles():
        for a, b, c in rotations(triangle):
            if not known.same(length(a, b), length(a, c)):
                continue
            facts = known.equal_length(a, b, a, c)
            if facts is not None:
                yield a, b, c, facts, ()
            else:
                yield a, b, c, (), ((length(a, b), length(a, c)),)


@PLANE.theorem("isosceles_base_angles")
def isosceles_base_angles(figure: Figure) -> Iterator[Relation]:
    """Base angles of an isosceles triangle are equal; with the apex angle they make 180 degrees."""
    for a, b, c, facts, guards in _isosceles(figure):
        roles = named("ABC", a, b, c)
        base = angle(a, b, c), angle(a, c, b)
        yield equal(figure, "isosceles_base_angles", *base, facts, roles, guards=guards)


@PLANE.theorem("isosceles_apex_angle")
def isosceles_apex_angle(figure: Figure) -> Iterator[Relation]:
    """In an isosceles triangle the apex angle and twice a base angle add up to 180 degrees."""
    for a, b, c, facts, guards in _isosceles(figure):
        roles = named("ABC", a, b, c)
        for base in (angle(a, b, c), angle(a, c, b)):
            yield equal(
                figure, "isosceles_apex_angle", [angle(b, a, c), times(2, base)], 180, facts, roles, guards=guards
            )


@PLANE.theorem("equal_angles_equal_sides")
def equal_angles_equal_sides(figure: Figure) -> Iterator[Relation]:
    """Sides opposite equal angles of a triangle are equal."""
    known = incidence(figure)
    for triangle in known.triangles():
        for a, b, c in rotations(triangle):
            base = figure.canonical(angle(a, b, c)), figure.canonical(angle(a, c, b))
            if not known.same(*base) or known.equal_length(a, b, a, c) is not None:
                continue
            facts = known.equal_angle(*base)
            guards = () if facts is not None else (base,)
            roles = named("ABC", a, b, c)
            yield equal(
                figure, "equal_angles_equal_sides", length(a, b), length(a, c), facts or (), roles, guards=guards
            )


@once
def _equilateral(figure: Figure) -> Iterator[tuple[str, str, str, Facts]]:
    known = incidence(figure)
    for a, b, c in known.triangles():
        fact = figure.holds("equilateral", a, b, c)
        if fact is not None:
            yield a, b, c, (fact,)
            continue
        pairs = [known.equal_length(x, y, y, z) for x, y, z in rotations((a, b, c))]
        equal_pairs = [facts for facts in pairs if facts is not None]
        if len(equal_pairs) > 1:
            yield a, b, c, tuple(dict.fromkeys((*equal_pairs[0], *equal_pairs[1])))


@PLANE.theorem("equilateral_angles")
def equilateral_angles(figure: Figure) -> Iterator[Relation]:
    """Each angle of an equilateral triangle is 60 degrees."""
    for a, b, c, facts in _equilateral(figure):
        for x, y, z in rotations((a, b, c)):
            yield equal(figure, "equilateral_angles", angle(x, y, z), 60, facts, named("ABC", x, y, z))


@PLANE.theorem("isosceles_with_60")
def isosceles_with_60(figure: Figure) -> Iterator[Relation]:
    """An isosceles triangle with an angle of 60 degrees is equilateral."""
    equilateral = {frozenset(found[:3]) for found in _equilateral(figure)}
    for a, b, c, facts, guards in _isosceles(figure):
        if frozenset((a, b, c)) in equilateral or not facts:
            continue
        for corner in ((b, a, c), (a, b, c), (a, c, b)):
            sixty = angle(*corner)
            if abs(figure.measure(sixty) - 60) <= EPSILON:
                conditions = (*guards, (sixty, Exact(60)))
                for side in (length(a, b), length(a, c)):
                    yield equal(
                        figure, "isosceles_with_60", length(b, c), side, facts, named("ABC", a, b, c), guards=conditions
                    )


# --- the line from the apex of an isosceles triangle ------------------------------------------------------------------


@PLANE.theorem("isosceles_altitude")
def isosceles_altitude(figure: Figure) -> Iterator[Relation]:
    """The altitude to the base of an isosceles triangle bisects the base and the apex angle."""
    known = incidence(figure)
    for a, b, c, facts, guards in _isosceles(figure):
        for d, foot in known.feet(a, b, c):
            if d in (b, c):
                continue
            roles = named("ABCD", a, b, c, d)
            premises = (*facts, *foot)
            yield equal(figure, "isosceles_altitude", length(b, d), length(d, c), premises, roles, guards=guards)
            yield equal(
                figure, "isosceles_altitude", length(b, c), times(2, length(b, d)), premises, roles, guards=guards
            )
            yield equal(figure, "isosceles_altitude", angle(b, a, d), angle(d, a, c), premises, roles, guards=guards)
            yield equal(
                figure, "isosceles_altitude", angle(b, a, c), times(2, angle(b, a, d)), premises, roles, guards=guards
            )


@PLANE.theorem("isosceles_median")
def isosceles_median(figure: Figure) -> Iterator[Relation]:
    """The median to the base of an isosceles triangle is perpendicular to it and bisects the apex angle."""
    known = incidence(figure)
    for a, b, c, facts, guards in _isosceles(figure):
        for d in known.joined[a]:
            if figure.between(b, d, c) and (half := known.equal_length(b, d, d, c)) is not None:
                roles = named("ABCD", a, b, c, d)
                premises = (*facts, *half, *known.line(b, d, c))
                if known.right(a, d, b) is None:
                    yield equal(figure, "isosceles_median", angle(a, d, b), 90, premises, roles, guards=guards)
                    yield equal(figure, "isosceles_median", angle(a, d, c), 90, premises, roles, guards=guards)
                yield equal(figure, "isosceles_median", angle(b, a, d), angle(d, a, c), premises, roles, guards=guards)
                yield equal(
                    figure, "isosceles_median", angle(b, a, c), times(2, angle(b, a, d)), premises, roles, guards=guards
                )


@PLANE.theorem("isosceles_bisector")
def isosceles_bisector(figure: Figure) -> Iterator[Relation]:
    """The bisector of the apex angle of an isosceles triangle is perpendicular to the base and bisects it."""
    known = incidence(figure)
    for a, b, c, facts, guards in _isosceles(figure):
        for d in known.joined[a]:
            if figure.between(b, d, c) and (half := known.equal_angle(angle(b, a, d), angle(d, a, c))) is not None:
                roles = named("ABCD", a, b, c, d)
                premises = (*facts, *half, *known.line(b, d, c))
                yield equal(figure, "isosceles_bisector", angle(a, d, b), 90, premises, roles, guards=guards)
                yield equal(figure, "isosceles_bisector", angle(a, d, c), 90, premises, roles, guards=guards)
                yield equal(figure, "isosceles_bisector", length(b, d), length(d, c), premises, roles, guards=guards)
                yield equal(
                    figure, "isosceles_bisector", length(b, c), times(2, length(b, d)), premises, roles, guards=guards
                )


@PLANE.theorem("perpendicular_bisector")
def perpendicular_bisector(figure: Figure) -> Iterator[Relation]:
    """A point of the perpendicular bisector of a segment is equally far from its ends."""
    known = incidence(figure)
    for line in figure.lines:
        for m in line:
            for p in known.joined.get(m, ()):
                if p in line:
                    continue
                for a in line[: line.index(m)]:
                    for b in line[line.index(m) + 1 :]:
                        if not known.drawn(a, p, b) or (right := known.right(p, m, a)) is None:
                            continue
                        half = known.equal_length(a, m, m, b) or _diagonal_halved(figure, a, m, b)
                        if half is not None and known.equal_length(p, a, p, b) is None:
                            premises = (*right, *half, *known.line(a, m, b))
                            roles = named("PMAB", p, m, a, b)
                            yield equal(figure, "perpendicular_bisector", length(p, a), length(p, b), premises, roles)


def _diagonal_halved(figure: Figure, a: str, m: str, b: str) -> Facts | None:
    """The facts by which M halves AB as a diagonal of a parallelogram, if it does."""
    for fact in figure.known("parallelogram"):
        ring = fact.args
        if {a, b} in ({ring[0], ring[2]}, {ring[1], ring[3]}):
            p, q = (v for v in ring if v not in (a, b))
            if figure.between(p, m, q):
                return fact, *incidence(figure).line(p, m, q)
    return None


@PLANE.theorem("bisector_and_parallel")
def bisector_and_parallel(figure: Figure) -> Iterator[Relation]:
    """A bisector of an angle and a parallel to one of its arms cut off an isosceles triangle."""
    known = incidence(figure)
    for fact in figure.known("bisector"):
        e, p, v, q = fact.args
        for arm, other in ((p, q), (q, p)):
            for parallel in figure.known("parallel"):
                for first, second in ((parallel.args[:2], parallel.args[2:]), (parallel.args[2:], parallel.args[:2])):
                    line = figure.line_through(*second)
                    if e not in line or not {v, arm} <= set(figure.line_through(*first)):
                        continue
                    for d in line:
                        on_arm = d == other or (
                            figure.collinear(v, other, d) and figure.ray(v, d) == figure.ray(v, other)
                        )
                        if d != e and on_arm and known.drawn(v, d, e):
                            premises = (fact, parallel, *known.line(v, d, other), *known.line(second[0], second[1], e))
                            roles = named("ABDE", v, arm, d, e)
                            yield equal(figure, "bisector_and_parallel", length(v, d), length(d, e), premises, roles)


@PLANE.theorem("perpendicular_bisector_angles")
def perpendicular_bisector_angles(figure: Figure) -> Iterator[Relation]:
    """A point of the perpendicular bisector of a segment sees equal angles at its ends."""
    for relation in perpendicular_bisector(figure):
        p, m, a, b = (point for _, point in relation.roles)
        yield equal(
            figure,
            "perpendicular_bisector_angles",
            angle(p, a, b),
            angle(p, b, a),
            relation.premises,
            named("PMAB", p, m, a, b),
        )


@PLANE.theorem("bisector_equidistant")
def bisector_equidistant(figure: Figure) -> Iterator[Relation]:
    """A point of an angle's bisector is equally far from its sides."""
    known = incidence(figure)
    for fact in figure.known("bisector"):
        d, a, b, c = fact.args
        for p in figure.line_through(b, d):
            if p == b or p.startswith("_") or figure.between(p, b, d):
                continue
            for e, first in known.feet(p, b, a):
                for f, second in known.feet(p, b, c):
                    if e != b and f != b and e != f:
                        premises = (fact, *known.line(b, d, p), *first, *second)
                        roles = named("PEFABC", p, e, f, a, b, c)
                        yield equal(figure, "bisector_equidistant", length(p, e), length(p, f), premises, roles)


# --- medians, midsegments, bisectors ----------------------------------------------------------------------------------


@once
def midpoints(figure: Figure) -> dict[tuple[str, str], tuple[str, Facts]]:
    """Midpoint of each segment (both orders) that a fact halves."""
    table: dict[tuple[str, str], tuple[str, Facts]] = {}
    for fact in figure.known("midpoint"):
        m, a, b = fact.args
        table[a, b] = table[b, a] = (m, (fact,))
    for fact in figure.known("equal_length"):
        a, b, c, d = fact.args[:4]
        if len(fact.args) > 4 or len({a, b, c, d}) != 3:
            continue
        m = ({a, b} & {c, d}).pop()
        p, q = (b if a == m else a), (d if c == m else c)
        if figure.between(p, m, q):
            table.setdefault((p, q), (m, (fact, *incidence(figure).line(p, m, q))))
            table.setdefault((q, p), (m, (fact, *incidence(figure).line(p, m, q))))
    return table


@PLANE.theorem("midsegment")
def midsegment(figure: Figure) -> Iterator[Relation]:
    """The segment that joins the midpoints of two sides of a triangle is half the third side and parallel to it."""
    known = incidence(figure)
    middle = midpoints(figure)
    for triangle in known.triangles() if middle else ():
        for a, b, c in rotations(triangle):
            if (a, b) not in middle or (a, c) not in middle:
                continue
            (d, first), (e, second) = middle[a, b], middle[a, c]
            if known.drawn(d, e):
                roles = named("ABCDE", a, b, c, d, e)
                premises = (*first, *second)
                yield equal(figure, "midsegment", times(2, length(d, e)), length(b, c), premises, roles)
                yield equal(figure, "midsegment", angle(a, d, e), angle(a, b, c), premises, roles)
                yield equal(figure, "midsegment", angle(a, e, d), angle(a, c, b), premises, roles)


@PLANE.theorem("centroid")
def centroid(figure: Figure) -> Iterator[Relation]:
    """The centroid divides every median in the ratio 2 to 1 from the vertex."""
    known = incidence(figure)
    middle = midpoints(figure)
    found: list[tuple[str, tuple[str, ...], Facts]] = [(f.args[0], f.args[1:], (f,)) for f in figure.known("centroid")]
    for triangle in known.triangles() if len(middle) > 2 else ():
        for a, b, c in rotations(triangle):
            if (b, c) in middle and (a, c) in middle:
                (d, first), (e, second) = middle[b, c], middle[a, c]
                for g in figure.line_through(a, d):
                    if (
                        g not in (a, d)
                        and g in figure.line_through(b, e)
                        and figure.holds("centroid", g, a, b, c) is None
                    ):
                        found.append((g, triangle, (*first, *second, *known.line(a, g, d), *known.line(b, g, e))))
    for g, corners, facts in found:
        for a, b, c in rotations(corners):
            for d in figure.line_through(b, c)[1:-1]:
                if figure.between(a, g, d) and figure.between(b, d, c):
                    premises = (*facts, *known.line(a, g, d), *known.line(b, d, c))
                    roles = named("GABCD", g, a, b, c, d)
                    yield equal(figure, "centroid", length(a, g), times(2, length(g, d)), premises, roles)
                    yield equal(figure, "centroid", length(a, d), times(3, length(g, d)), premises, roles)
                    yield equal(figure, "centroid", times(3, length(a, g)), times(2, length(a, d)), premises, roles)
                    if (b, c) not in middle:
                        yield equal(figure, "centroid", length(b, d), length(d, c), premises, roles)


@PLANE.theorem("angle_bisector_theorem")
def angle_bisector_theorem(figure: Figure) -> Iterator[Relation]:
    """An angle bisector of a triangle divides the opposite side in the ratio of the adjacent sides."""
    known = incidence(figure)
    for triangle in known.triangles():
        for a, b, c in rotations(triangle):
            for d in figure.line_through(b, c):
                if not figure.between(b, d, c) or not known.drawn(a, d):
                    continue
                facts = known.equal_angle(angle(b, a, d), angle(d, a, c))
                if facts is not None:
                    premises = (*facts, *known.line(b, d, c))
                    sides = times(length(a, b), length(d, c)), times(length(b, d), length(a, c))
                    yield equal(
                        figure, "angle_bisector_theorem", *sides, premises, named("ABCD", a, b, c, d), ratio=True
                    )
