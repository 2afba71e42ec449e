"""Proportion: parallels across a triangle, three parallels, similar and congruent figures.

The drawing proposes pairs of triangles; facts (and, where one angle is missing, a guard) must justify them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, area, length, perimeter
from generators.plane.theorems.angles import alternate_angles, corresponding_angles
from generators.plane.theorems.arcs import same_arc_angles
from generators.plane.theorems.incidence import EPSILON, Facts, Triangle, incidence, mentioned, once, rotations
from generators.plane.theorems.relation import equal, named, times
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure

POLYGONS = {3: "triangles", 4: "quadrilaterals", 5: "pentagons", 6: "hexagons", 7: "heptagons", 8: "octagons"}


# --- parallels and proportional segments ------------------------------------------------------------------------------


@PLANE.theorem("side_splitter")
def side_splitter(figure: Figure) -> Iterator[Relation]:
    """A line parallel to one side of a triangle divides the other two sides in one ratio."""
    known = incidence(figure)
    done: set[frozenset[tuple[str, ...]]] = set()
    for fact in figure.known("parallel"):
        p, q, r, s = fact.args
        one, two = figure.line_through(p, q), figure.line_through(r, s)
        if (both := frozenset((one, two))) in done:
            continue
        done.add(both)
        across = [
            (d, b, a)
            for d in one
            for b in two
            for a in figure.line_through(d, b)
            if a not in (d, b) and known.drawn(d, a, b)
        ]
        for (d, b, a), (e, c, apex) in combinations(across, 2):
            if apex != a or d == e or b == c:
                continue
            if abs(figure.at(d) - figure.at(a)) > abs(figure.at(b) - figure.at(a)):
                b, c, d, e = d, e, b, c
            premises = (fact, *known.line(a, d, b), *known.line(a, e, c))
            for ends in ((p, q), (r, s)):
                for point in (b, c, d, e):
                    if point in figure.line_through(*ends):
                        premises += known.line(*ends, point)
            roles = named("ABCDE", a, b, c, d, e)
            near, far, rest = (length(a, d), length(a, e)), (length(a, b), length(a, c)), (length(d, b), length(e, c))
            for x, y in ((near, rest), (near, far), (rest, far)):
                sides = times(x[0], y[1]), times(x[1], y[0])
                yield equal(figure, "side_splitter", *sides, premises, roles, ratio=True)


@PLANE.theorem("three_parallels")
def three_parallels(figure: Figure) -> Iterator[Relation]:
    """Three parallel lines cut proportional segments on any two transversals."""
    known = incidence(figure)
    facts = [(figure.line_through(*f.args[:2]), figure.line_through(*f.args[2:]), f) for f in figure.known("parallel")]
    for (a1, a2, f), (b1, b2, g) in combinations(facts, 2):
        shared = {a1, a2} & {b1, b2}
        lines = list(dict.fromkeys((a1, a2, b1, b2)))
        if not shared or len(lines) != 3:
            continue
        cuts: list[tuple[str, str, str]] = []
        for line in figure.lines:
            hits = [p for p in line if sum(p in x for x in lines) == 1]
            if line not in lines and len(hits) == 3 and all(any(p in x for p in hits) for x in lines):
                first, second, third = hits
                if known.drawn(first, second, third):
                    cuts.append((first, second, third))
        for cut, other in combinations(cuts, 2):
            ranks = [next(i for i, x in enumerate(lines) if p in x) for p in cut]
            match = {next(i for i, x in enumerate(lines) if p in x): p for p in other}
            d, e, k = (match[i] for i in ranks)
            a, b, c = cut
            if {a, b, c} & {d, e, k}:
                continue
            premises = (f, g, *known.line(a, b, c), *known.line(d, e, k))
            roles = named("ABCDEF", a, b, c, d, e, k)
            parts = (length(a, b), length(d, e)), (length(b, c), length(e, k)), (length(a, c), length(d, k))
            for x, y in combinations(parts, 2):
                sides = times(x[0], y[1]), times(x[1], y[0])
                yield equal(figure, "three_parallels", *sides, premises, roles, ratio=True)


# --- pairs of triangles -----------------------------------------------------------------------------------------------


@once
def _angle_equalities(figure: Figure) -> dict[frozenset[Quantity], Facts]:
    """Angles equal by parallels or by a common arc."""
    table: dict[frozenset[Quantity], Facts] = {}
    for rule in (alternate_angles, corresponding_angles, same_arc_angles):
        for relation in rule(figure):
            key = frozenset((relation.left[0].quantities[0], relation.right[0].quantities[0]))
            table.setdefault(key, relation.premises)
    return table


def _equal_corner(figure: Figure, first: Quantity, second: Quantity) -> Facts | None:
    facts = incidence(figure).equal_angle(first, second)
    return facts if facts is not None else _angle_equalities(figure).get(frozenset((first, second)))


@dataclass(frozen=True, slots=True)
class _Shape:
    """A triangle with its corners in order of size: angles and opposite sides (canonical), and their measures."""

    corners: Triangle
    angles: tuple[Quantity, ...]
    sides: tuple[Quantity, ...]
    sizes: tuple[float, ...]
    lengths: tuple[float, ...]

    @property
    def scalene(self) -> bool:
        return all(y - x > EPSILON for x, y in pairwise(self.sizes))


@once
def _shapes(figure: Figure) -> list[_Shape]:
    shapes = []
    for triangle in incidence(figure).triangles():
        rows = []
        for a, b, c in rotations(triangle):
            corner, side = figure.canonical(angle(b, a, c)), figure.canonical(length(b, c))
            rows.append((figure.measure(corner), a, corner, side, figure.measure(side)))
        rows.sort(key=lambda row: row[0])
        sizes, corners, angles, sides, lengths = zip(*rows, strict=True)
        shapes.append(_Shape(corners, angles, sides, sizes, lengths))
    return shapes


@dataclass(frozen=True, slots=True)
class _Match:
    """Two similar triangles with corresponding angles and sides, and why they are similar."""

    first: Triangle
    second: Triangle
    sides: tuple[tuple[Quantity, Quantity], ...]
    premises: Facts
    guards: tuple[tuple[Quantity, Quantity], ...] = ()


@once
def _similar(figure: Figure) -> list[_Match]:
    """Drawn triangles of different size that are similar by two equal pairs of angles."""
    found: list[_Match] = []
    for one, two in combinations(_shapes(figure), 2):
        if any(abs(x - y) > EPSILON for x, y in zip(one.sizes, two.sizes, strict=True)):
            continue
        if abs(one.lengths[0] - two.lengths[0]) <= EPSILON * one.lengths[0]:
            continue
        found.extend(_justified(figure, one, two))
    return found


def _justified(figure: Figure, one: _Shape, two: _Shape) -> list[_Match]:
    orders = [(0, 1, 2)]
    if one.sizes[1] - one.sizes[0] <= EPSILON:
        orders.append((1, 0, 2))
    if one.sizes[2] - one.sizes[1] <= EPSILON:
        orders.append((0, 2, 1))
    best: list[_Match] = []
    for order in orders:
        pairs = [(one.angles[i], two.angles[j]) for i, j in enumerate(order)]
        second: Triangle = (two.corners[order[0]], two.corners[order[1]], two.corners[order[2]])
        sides = tuple((one.sides[i], two.sides[j]) for i, j in enumerate(order))
        reasons = [_equal_corner(figure, *pair) for pair in pairs]
        given = [facts for facts in reasons if facts is not None]
        if len(given) >= 2:
            return [_Match(one.corners, second, sides, (*given[0], *given[1]))]
        if len(given) == 1 and one.scalene:
            best = [
                _Match(one.corners, second, sides, given[0], (pair,))
                for pair, facts in zip(pairs, reasons, strict=True)
                if facts is None
            ]
    return best


@PLANE.theorem("similar_triangles")
def similar_triangles(figure: Figure) -> Iterator[Relation]:
    """Corresponding sides of triangles with two equal pairs of angles are proportional."""
    for match in _similar(figure):
        roles = named("ABCDEF", *match.first, *match.second)
        for (a, b), (c, d) in combinations(match.sides, 2):
            if a != b and c != d:
                sides = times(a, d), times(c, b)
                premises, guards = match.premises, match.guards
                yield equal(figure, "similar_triangles", *sides, premises, roles, guards=guards, ratio=True)


@PLANE.theorem("similar_triangles_areas")
def similar_triangles_areas(figure: Figure) -> Iterator[Relation]:
    """Areas of similar triangles are as the squares of corresponding sides."""
    for match in _similar(figure):
        roles = named("ABCDEF", *match.first, *match.second)
        for a, b in match.sides:
            sides = times(area(*match.first), b, b), times(a, a, area(*match.second))
            premises, guards = match.premises, match.guards
            yield equal(figure, "similar_triangles_areas", *sides, premises, roles, guards=guards)


@PLANE.theorem("similar_triangles_perimeters")
def similar_triangles_perimeters(figure: Figure) -> Iterator[Relation]:
    """Perimeters of similar triangles are as corresponding sides."""
    if not any(q[0] == "perimeter" for q in mentioned(figure)):
        return
    for match in _similar(figure):
        roles = named("ABCDEF", *match.first, *match.second)
        for a, b in match.sides:
            sides = times(perimeter(*match.first), b), times(a, perimeter(*match.second))
            premises, guards = match.premises, match.guards
            yield equal(figure, "similar_triangles_perimeters", *sides, premises, roles, guards=guards, ratio=True)


@PLANE.theorem("congruent_triangles")
def congruent_triangles(figure: Figure) -> Iterator[Relation]:
    """Triangles congruent by three parts that facts make equal (SSS, SAS, ASA or AAS) agree in the other parts."""
    known = incidence(figure)
    for one, two in combinations(_shapes(figure), 2):
        if not one.scalene or any(abs(x - y) > EPSILON * x for x, y in zip(one.lengths, two.lengths, strict=True)):
            continue
        if figure.holds("congruent", *one.corners, *two.corners) or figure.holds(
            "congruent", *two.corners, *one.corners
        ):
            continue
        sides = [known.equal_length(*s[1:], *t[1:]) for s, t in zip(one.sides, two.sides, strict=True)]
        corners = [_equal_corner(figure, s, t) for s, t in zip(one.angles, two.angles, strict=True)]
        test, premises = _congruence(sides, corners)
        if test is None:
            continue
        roles = {**named("ABCDEF", *one.corners, *two.corners), "test": test}
        for facts, first, second in zip(
            (*sides, *corners), (*one.sides, *one.angles), (*two.sides, *two.angles), strict=True
        ):
            if facts is None:
                yield equal(figure, "congruent_triangles", first, second, premises, roles)


def _congruence(sides: list[Facts | None], corners: list[Facts | None]) -> tuple[str | None, Facts]:
    """The first congruence test that facts satisfy, with them. Corner i is opposite side i."""
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        tests: tuple[tuple[str, tuple[Facts | None, ...]], ...] = (
            ("SSS", (sides[0], sides[1], sides[2])),
            ("SAS", (sides[j], corners[i], sides[k])),
            ("ASA", (corners[j], sides[i], corners[k])),
            ("AAS", (corners[i], corners[j], sides[i])),
            ("AAS", (corners[i], corners[k], sides[i])),
        )
        for name, parts in tests:
            given = [facts for facts in parts if facts is not None]
            if len(given) == 3:
                return name, tuple(fact for facts in given for fact in facts)
    return None, ()


# --- stated similarity and congruence ---------------------------------------------------------------------------------


def _stated(figure: Figure, kind: str, theorem: str, build: Callable[..., Iterator[Relation]]) -> Iterator[Relation]:
    for fact in figure.known(kind):
        if kind == "similar" and fact not in figure.facts and figure.implied[fact].kind == "congruent":
            continue
        half = len(fact.args) // 2
        words = {"polygons": POLYGONS.get(half, "polygons")}
        yield from build(figure, theorem, fact, fact.args[:half], fact.args[half:], words)


def _sides(ring: tuple[str, ...]) -> list[Quantity]:
    return [length(p, q) for p, q in pairwise((*ring, ring[0]))]


def _corresponding_angles(
    figure: Figure, theorem: str, fact: Fact, first: tuple[str, ...], second: tuple[str, ...], words: dict[str, str]
) -> Iterator[Relation]:
    for one, two in zip(rotations(first), rotations(second), strict=True):
        x, y = angle(one[-1], one[0], one[1]), angle(two[-1], two[0], two[1])
        if figure.canonical(x) != figure.canonical(y):
            yield equal(figure, theorem, x, y, [fact], words)


@PLANE.theorem("similar_polygons_angles")
def similar_polygons_angles(figure: Figure) -> Iterator[Relation]:
    """Corresponding angles of similar polygons are equal."""
    yield from _stated(figure, "similar", "similar_polygons_angles", _corresponding_angles)


@PLANE.theorem("congruent_angles")
def congruent_angles(figure: Figure) -> Iterator[Relation]:
    """Corresponding angles of congruent polygons are equal."""
    yield from _stated(figure, "congruent", "congruent_angles", _corresponding_angles)


@PLANE.theorem("similar_polygons_sides")
def similar_polygons_sides(figure: Figure) -> Iterator[Relation]:
    """Corresponding sides of similar polygons are proportional."""

    def build(
        figure: Figure,
        theorem: str,
        fact: Fact,
        first: tuple[str, ...],
        second: tuple[str, ...],
        words: dict[str, str],
    ) -> Iterator[Relation]:
        for (a, b), (c, d) in combinations(zip(_sides(first), _sides(second), strict=True), 2):
            yield equal(figure, theorem, times(a, d), times(c, b), [fact], words, ratio=True)

    yield from _stated(figure, "similar", "similar_polygons_sides", build)


@PLANE.theorem("similar_polygons_perimeters")
def similar_polygons_perimeters(figure: Figure) -> Iterator[Relation]:
    """Perimeters of similar polygons are as corresponding sides."""

    def build(
        figure: Figure,
        theorem: str,
        fact: Fact,
        first: tuple[str, ...],
        second: tuple[str, ...],
        words: dict[str, str],
    ) -> Iterator[Relation]:
        for a, b in zip(_sides(first), _sides(second), strict=True):
            sides = times(perimeter(*first), b), times(a, perimeter(*second))
            yield equal(figure, theorem, *sides, [fact], words, ratio=True)

    yield from _stated(figure, "similar", "similar_polygons_perimeters", build)


@PLANE.theorem("similar_polygons_areas")
def similar_polygons_areas(figure: Figure) -> Iterator[Relation]:
    """Areas of similar polygons are as the squares of corresponding sides."""

    def build(
        figure: Figure,
        theorem: str,
        fact: Fact,
        first: tuple[str, ...],
        second: tuple[str, ...],
        words: dict[str, str],
    ) -> Iterator[Relation]:
        for a, b in zip(_sides(first), _sides(second), strict=True):
            yield equal(figure, theorem, times(area(*first), b, b), times(a, a, area(*second)), [fact], words)

    yield from _stated(figure, "similar", "similar_polygons_areas", build)
