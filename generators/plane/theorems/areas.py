"""Areas and perimeters of triangles and polygons: formulas, ratios, dissections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.plane.domain import PLANE
from generators.plane.quantities import area, length, perimeter
from generators.plane.theorems.incidence import EPSILON, Facts, incidence, once, rotations
from generators.plane.theorems.polygons import convex, polygon_name
from generators.plane.theorems.relation import equal, named, square, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure

ROOT_3 = Exact(3).sqrt()


# --- perimeter --------------------------------------------------------------------------------------------------------


def _boundary(ring: tuple[str, ...]) -> list[Quantity]:
    return [length(p, q) for p, q in pairwise((*ring, ring[0]))]


@once
def _polygons(figure: Figure) -> list[tuple[tuple[str, ...], tuple[Fact, ...]]]:
    """Drawn triangles and stated polygons."""
    known = incidence(figure)
    larger = [(f.args, (f,)) for f in figure.known("polygon") if len(f.args) > 3]
    found: list[tuple[tuple[str, ...], tuple[Fact, ...]]] = [(t, ()) for t in known.triangles()]
    return found + larger


@PLANE.theorem("perimeter")
def perimeter_sum(figure: Figure) -> Iterator[Relation]:
    """The perimeter of a polygon is the sum of its sides."""
    for ring, facts in _polygons(figure):
        words = {"polygon": polygon_name(len(ring))}
        yield equal(figure, "perimeter", perimeter(*ring), [*_boundary(ring)], facts, words)


@PLANE.theorem("perimeter_equal_sides")
def perimeter_equal_sides(figure: Figure) -> Iterator[Relation]:
    """The perimeter of a polygon with n equal sides is n times the side."""
    for kind in ("equilateral", "rhombus", "regular_polygon"):
        for fact in figure.known(kind):
            ring = fact.args
            words = {"polygon": polygon_name(len(ring)), "n": str(len(ring))}
            sides = perimeter(*ring), times(len(ring), length(ring[0], ring[1]))
            yield equal(figure, "perimeter_equal_sides", *sides, [fact], words)


@PLANE.theorem("perimeter_parallelogram")
def perimeter_parallelogram(figure: Figure) -> Iterator[Relation]:
    """The perimeter of a parallelogram is twice the sum of two adjacent sides."""
    for fact in figure.known("parallelogram"):
        if figure.holds("rhombus", *fact.args) is None:
            for a, b, c, d in rotations(fact.args):
                right = [times(2, length(a, b)), times(2, length(b, c))]
                roles = named("ABCD", a, b, c, d)
                yield equal(figure, "perimeter_parallelogram", perimeter(a, b, c, d), right, [fact], roles)


# --- triangles --------------------------------------------------------------------------------------------------------


@PLANE.theorem("right_triangle_area")
def right_triangle_area(figure: Figure) -> Iterator[Relation]:
    """The area of a right triangle is half the product of its legs."""
    for x in incidence(figure).corners():
        sides = times(2, area(x.a, x.v, x.b)), times(length(x.v, x.a), length(x.v, x.b))
        yield equal(figure, "right_triangle_area", *sides, x.premises, named("ABC", x.a, x.v, x.b), guards=x.guards)


@PLANE.theorem("triangle_area")
def triangle_area(figure: Figure) -> Iterator[Relation]:
    """The area of a triangle is half the product of a side and the height on it."""
    known = incidence(figure)
    for triangle in known.triangles():
        for a, b, c in rotations(triangle):
            for h, facts in known.feet(a, b, c):
                if h not in (b, c):
                    sides = times(2, area(a, b, c)), times(length(b, c), length(a, h))
                    yield equal(figure, "triangle_area", *sides, facts, named("ABCH", a, b, c, h))


@PLANE.theorem("equilateral_area")
def equilateral_area(figure: Figure) -> Iterator[Relation]:
    """The area of an equilateral triangle is sqrt 3 / 4 times the square of its side."""
    for fact in figure.known("equilateral"):
        a, b, c = fact.args
        sides = times(4, area(a, b, c)), times(ROOT_3, length(a, b), length(a, b))
        yield equal(figure, "equilateral_area", *sides, [fact], named("ABC", a, b, c))


@PLANE.theorem("shared_height_areas")
def shared_height_areas(figure: Figure) -> Iterator[Relation]:
    """Triangles with one height have areas as their bases."""
    known = incidence(figure)
    for triangle in known.triangles():
        for a, b, c in rotations(triangle):
            for d in figure.line_through(b, c):
                if figure.between(b, d, c) and known.drawn(a, d) and not d.startswith("_"):
                    premises = known.line(b, d, c)
                    roles = named("ABCD", a, b, c, d)
                    parts = (area(a, b, d), length(b, d)), (area(a, d, c), length(d, c)), (area(a, b, c), length(b, c))
                    for one, two in ((parts[0], parts[1]), (parts[0], parts[2]), (parts[1], parts[2])):
                        sides = times(one[0], two[1]), times(one[1], two[0])
                        yield equal(figure, "shared_height_areas", *sides, premises, roles, ratio=True)


@PLANE.theorem("median_areas")
def median_areas(figure: Figure) -> Iterator[Relation]:
    """A median halves the area of a triangle."""
    known = incidence(figure)
    for triangle in known.triangles():
        for a, b, c in rotations(triangle):
            for d in figure.line_through(b, c):
                if figure.between(b, d, c) and known.drawn(a, d) and not d.startswith("_"):
                    facts = known.equal_length(b, d, d, c)
                    if facts is not None:
                        premises = (*facts, *known.line(b, d, c))
                        roles = named("ABCD", a, b, c, d)
                        yield equal(figure, "median_areas", area(a, b, d), area(a, d, c), premises, roles)
                        for half in (area(a, b, d), area(a, d, c)):
                            yield equal(figure, "median_areas", area(a, b, c), times(2, half), premises, roles)


@PLANE.theorem("common_base_areas")
def common_base_areas(figure: Figure) -> Iterator[Relation]:
    """Triangles on one base with apexes on a parallel to it have equal areas."""
    known = incidence(figure)
    for fact in figure.known("parallel"):
        a, b, c, d = fact.args
        for p, q, r, s in ((a, b, c, d), (c, d, a, b)):
            if known.drawn(p, q):
                tips = [x for x in figure.line_through(r, s) if not x.startswith("_") and known.drawn(p, x, q)]
                for x, y in pairwise(tips):
                    premises = (fact, *known.line(r, s, x), *known.line(r, s, y))
                    roles = named("ABCD", p, q, x, y)
                    yield equal(figure, "common_base_areas", area(p, q, x), area(p, q, y), premises, roles)


# --- quadrilaterals ---------------------------------------------------------------------------------------------------


@PLANE.theorem("rectangle_area")
def rectangle_area(figure: Figure) -> Iterator[Relation]:
    """The area of a rectangle is the product of its sides."""
    for fact in figure.known("rectangle"):
        a, b, c, d = fact.args
        if figure.holds("square", *fact.args) is None:
            sides = area(a, b, c, d), times(length(a, b), length(b, c))
            yield equal(figure, "rectangle_area", *sides, [fact], named("ABCD", a, b, c, d))


@PLANE.theorem("square_area")
def square_area(figure: Figure) -> Iterator[Relation]:
    """The area of a square is the square of its side."""
    for fact in figure.known("square"):
        a, b, c, d = fact.args
        yield equal(figure, "square_area", area(a, b, c, d), square(length(a, b)), [fact], named("ABCD", a, b, c, d))


def _heights(figure: Figure, a: str, b: str, c: str, d: str) -> Iterator[tuple[Quantity, Facts]]:
    """Drawn perpendiculars between parallel lines AB and DC."""
    known = incidence(figure)
    for p in figure.line_through(a, b):
        if p in known.joined:
            for h, facts in known.feet(p, d, c):
                yield length(p, h), (*facts, *known.line(a, b, p))
    for p in figure.line_through(d, c):
        if p in known.joined:
            for h, facts in known.feet(p, a, b):
                yield length(p, h), (*facts, *known.line(d, c, p))


@PLANE.theorem("parallelogram_area")
def parallelogram_area(figure: Figure) -> Iterator[Relation]:
    """The area of a parallelogram is base times height."""
    for fact in figure.known("parallelogram"):
        if figure.holds("rectangle", *fact.args) is not None:
            continue
        for a, b, c, d in list(rotations(fact.args))[:2]:
            for height, facts in _heights(figure, a, b, c, d):
                for base in (length(a, b), length(c, d)):
                    sides = area(a, b, c, d), times(base, height)
                    yield equal(figure, "parallelogram_area", *sides, [fact, *facts], named("ABCD", a, b, c, d))


@PLANE.theorem("trapezoid_area")
def trapezoid_area(figure: Figure) -> Iterator[Relation]:
    """The area of a trapezoid is half the sum of its bases times its height."""
    for fact in figure.known("trapezoid"):
        a, b, c, d = fact.args
        for height, facts in _heights(figure, a, b, c, d):
            right = [times(length(a, b), height), times(length(c, d), height)]
            premises = (fact, *facts)
            yield equal(
                figure, "trapezoid_area", times(2, area(a, b, c, d)), right, premises, named("ABCD", a, b, c, d)
            )


@PLANE.theorem("diagonals_area")
def diagonals_area(figure: Figure) -> Iterator[Relation]:
    """The area of a quadrilateral with perpendicular diagonals (rhombus, kite) is half their product."""
    known = incidence(figure)
    done: set[frozenset[str]] = set()
    for kind in ("rhombus", "kite", "polygon"):
        for fact in figure.known(kind):
            ring = fact.args
            if len(ring) != 4 or frozenset(ring) in done:
                continue
            a, b, c, d = ring
            if not (known.drawn(a, c) and known.drawn(b, d)):
                continue
            facts: Facts | None = (fact,)
            if kind == "polygon":
                meet = next(
                    (x for x in figure.line_through(a, c) if figure.between(a, x, c) and figure.between(b, x, d)), None
                )
                right = known.right(a, meet, b) if meet is not None else None
                facts = (
                    None
                    if right is None or meet is None
                    else (fact, *right, *known.line(a, meet, c), *known.line(b, meet, d))
                )
            if facts is not None:
                done.add(frozenset(ring))
                sides = times(2, area(a, b, c, d)), times(length(a, c), length(b, d))
                yield equal(figure, "diagonals_area", *sides, facts, named("ABCD", a, b, c, d))


@PLANE.theorem("parallelogram_halves")
def parallelogram_halves(figure: Figure) -> Iterator[Relation]:
    """A triangle on one side of a parallelogram with its apex on the opposite side has half the area."""
    known = incidence(figure)
    for fact in figure.known("parallelogram"):
        for a, b, c, d in rotations(fact.args):
            for e in figure.line_through(c, d):
                if (e in (c, d) or figure.between(c, e, d)) and known.drawn(a, e, b) and known.drawn(a, b):
                    sides = area(a, b, c, d), times(2, area(a, b, e))
                    premises = (fact, *known.line(c, d, e))
                    yield equal(figure, "parallelogram_halves", *sides, premises, named("ABCDE", a, b, c, d, e))


@PLANE.theorem("regular_hexagon_area")
def regular_hexagon_area(figure: Figure) -> Iterator[Relation]:
    """The area of a regular hexagon is 3 sqrt 3 / 2 times the square of its side."""
    for fact in figure.known("regular_polygon"):
        if len(fact.args) == 6:
            side = length(fact.args[0], fact.args[1])
            yield equal(
                figure, "regular_hexagon_area", times(2, area(*fact.args)), times(3 * ROOT_3, side, side), [fact], {}
            )


@PLANE.theorem("apothem_area")
def apothem_area(figure: Figure) -> Iterator[Relation]:
    """The area of a regular polygon is half the product of perimeter and apothem."""
    known = incidence(figure)
    for fact in figure.known("regular_polygon"):
        ring = fact.args
        for rim in known.rims:
            if rim.centre in known.joined and all(p in rim.fact for p in ring):
                for p, q in pairwise((*ring, ring[0])):
                    for m, facts in known.feet(rim.centre, p, q):
                        sides = times(2, area(*ring)), times(perimeter(*ring), length(rim.centre, m))
                        words = {"polygon": polygon_name(len(ring)), **named("OM", rim.centre, m)}
                        yield equal(figure, "apothem_area", *sides, [fact, *facts, *rim.on(*ring)], words)


# --- dissections ------------------------------------------------------------------------------------------------------


@PLANE.theorem("area_addition")
def area_addition(figure: Figure) -> Iterator[Relation]:
    """The parts of a polygon cut by a segment between two boundary points add up to its area."""
    known = incidence(figure)
    for ring, facts in _polygons(figure):
        fine, lines = _outline(figure, ring)
        count = len(fine)
        for i in range(count):
            for j in range(i + 2, count):
                p, q = fine[i], fine[j]
                if (i == 0 and j == count - 1) or not known.drawn(p, q) or figure.collinear(p, fine[i + 1], q):
                    continue
                one, two = _corners(figure, fine[i : j + 1]), _corners(figure, fine[j:] + fine[: i + 1])
                if len(one) < 3 or len(two) < 3 or (len(ring) > 3 and not _crosses_inside(figure, ring, one, two)):
                    continue
                premises = (*facts, *(f for x in (p, q) for f in lines.get(x, ())))
                words = {"polygon": polygon_name(len(ring)), **named("PQ", p, q)}
                yield equal(figure, "area_addition", [area(*one), area(*two)], area(*ring), premises, words)


def _outline(figure: Figure, ring: tuple[str, ...]) -> tuple[list[str], dict[str, Facts]]:
    """Vertices and known points of the sides in order round the polygon, and the facts that put points on a side."""
    known = incidence(figure)
    fine: list[str] = []
    lines: dict[str, Facts] = {}
    for p, q in pairwise((*ring, ring[0])):
        line = figure.line_through(p, q)
        i, j = line.index(p), line.index(q)
        inner = line[i + 1 : j] if i < j else line[j + 1 : i][::-1]
        fine.append(p)
        for x in inner:
            if not x.startswith("_"):
                fine.append(x)
                lines[x] = known.line(p, x, q)
    return fine, lines


def _corners(figure: Figure, ring: list[str]) -> tuple[str, ...]:
    """The polygon without vertices where it runs straight on."""
    count = len(ring)
    return tuple(p for i, p in enumerate(ring) if not figure.collinear(ring[i - 1], p, ring[(i + 1) % count]))


def _crosses_inside(figure: Figure, ring: tuple[str, ...], one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether the cut runs inside: then the parts have the polygon's area between them."""
    whole, first, second = (figure.measure(area(*x)) for x in (ring, one, two))
    return abs(first + second - whole) <= EPSILON * whole and (
        len(ring) == 3 or convex(figure, ring) or _simple(figure, one, two)
    )


def _simple(figure: Figure, *rings: tuple[str, ...]) -> bool:
    from shapely.geometry import Polygon

    return all(Polygon([(figure.at(p).real, figure.at(p).imag) for p in ring]).is_valid for ring in rings)


@PLANE.theorem("area_fan")
def area_fan(figure: Figure) -> Iterator[Relation]:
    """The triangles from an inner point to the sides of a polygon add up to its area."""
    known = incidence(figure)
    for ring, facts in _polygons(figure):
        if not convex(figure, ring):
            continue
        for p, near in known.joined.items():
            if p in ring or len(near) < len(ring) or not all(known.drawn(p, v) for v in ring):
                continue
            parts = [area(p, v, w) for v, w in pairwise((*ring, ring[0])) if not figure.collinear(p, v, w)]
            total = sum(figure.measure(x) for x in parts)
            if len(parts) == len(ring) and abs(total - figure.measure(area(*ring))) <= EPSILON * total:
                words = {"polygon": polygon_name(len(ring)), **named("P", p)}
                inside = figure.holds("inside", p, *ring)
                premises = (*facts, inside) if inside else facts
                yield equal(figure, "area_fan", [*parts], area(*ring), premises, words)


@PLANE.theorem("equal_areas_congruent")
def equal_areas_congruent(figure: Figure) -> Iterator[Relation]:
    """Congruent polygons have equal areas."""
    for fact in figure.known("congruent"):
        half = len(fact.args) // 2
        first, second = fact.args[:half], fact.args[half:]
        yield equal(figure, "equal_areas_congruent", area(*first), area(*second), [fact], {})
