"""Measures of circles, sectors and regions, and what sums and ratios mean."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from generators.plane.domain import PLANE
from generators.plane.quantities import (
    arc,
    arc_length,
    area,
    circumference,
    diameter,
    disk,
    length,
    quotient,
    radius,
    region_area,
    region_perimeter,
    sector_area,
    sector_perimeter,
)
from generators.plane.theorems.incidence import EPSILON, Facts, incidence, mentioned
from generators.plane.theorems.relation import equal, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity, Relation, Term
from puma_data.symbolic.figure import Edge, Figure

PI = Exact.parse("pi")


@PLANE.theorem("circumference")
def circumference_formula(figure: Figure) -> Iterator[Relation]:
    """C = 2 pi r = pi d."""
    for c in figure.circles:
        yield equal(figure, "circumference", circumference(c), times(2 * PI, radius(c)), (), {})
        yield equal(figure, "circumference", circumference(c), times(PI, diameter(c)), (), {})


@PLANE.theorem("circle_area")
def circle_area(figure: Figure) -> Iterator[Relation]:
    """S = pi r^2."""
    for c in figure.circles:
        yield equal(figure, "circle_area", disk(c), times(PI, radius(c), radius(c)), (), {})


def _arcs(figure: Figure) -> dict[tuple[str, str, str], Facts]:
    """Arcs that a sector, a region's edge or a measure names, and minor arcs with both radii drawn."""
    known = incidence(figure)
    found: dict[tuple[str, str, str], Facts] = {}
    for kind in ("sector", "arc"):
        for fact in figure.known(kind):
            c, p, q, *_ = fact.args
            found.setdefault((c, p, q), (fact,))
    for quantity in mentioned(figure):
        if quantity[0] in ("arc_length", "sector_area", "sector_perimeter"):
            _, c, p, q = quantity
            found.setdefault((c, p, q), ())
    for loops in figure.regions.values():
        for loop in loops:
            for edge in loop:
                if edge[0] == "arc":
                    _, c, p, q, turn = edge
                    found.setdefault((c, p, q) if turn > 0 else (c, q, p), ())
    for rim in known.rims:
        for p, q in combinations(rim.points, 2):
            if known.drawn(p, rim.centre, q) and len(rim.points) <= 4:
                minor = figure.measure(arc(rim.circle, p, q)) <= 180 + EPSILON
                found.setdefault((rim.circle, p, q) if minor else (rim.circle, q, p), rim.on(p, q))
    return found


@PLANE.theorem("arc_length")
def arc_length_formula(figure: Figure) -> Iterator[Relation]:
    """An arc's length is its share of 360 degrees of the circumference."""
    for (c, p, q), facts in _arcs(figure).items():
        sides = arc_length(c, p, q), times(PI / 180, arc(c, p, q), radius(c))
        yield equal(figure, "arc_length", *sides, facts, {})


@PLANE.theorem("sector_area")
def sector_area_formula(figure: Figure) -> Iterator[Relation]:
    """A sector's area is its share of 360 degrees of the circle."""
    for (c, p, q), facts in _arcs(figure).items():
        sides = sector_area(c, p, q), times(PI / 360, arc(c, p, q), radius(c), radius(c))
        yield equal(figure, "sector_area", *sides, facts, {})


@PLANE.theorem("sector_area_from_arc")
def sector_area_from_arc(figure: Figure) -> Iterator[Relation]:
    """A sector's area is half the product of arc length and radius."""
    for (c, p, q), facts in _arcs(figure).items():
        sides = times(2, sector_area(c, p, q)), times(arc_length(c, p, q), radius(c))
        yield equal(figure, "sector_area_from_arc", *sides, facts, {})


@PLANE.theorem("sector_perimeter")
def sector_perimeter_sum(figure: Figure) -> Iterator[Relation]:
    """A sector's perimeter is its arc and two radii."""
    for (c, p, q), facts in _arcs(figure).items():
        right = [arc_length(c, p, q), times(2, radius(c))]
        yield equal(figure, "sector_perimeter", sector_perimeter(c, p, q), right, facts, {})


# --- regions ----------------------------------------------------------------------------------------------------------


@PLANE.theorem("region_area")
def region_area_sum(figure: Figure) -> Iterator[Relation]:
    """A region's area: polygons through the centres of its arcs, sectors added or taken away, less its holes."""
    for region, loops in figure.regions.items():
        parts = _dissected(figure, loops)
        if parts is not None:
            yield equal(figure, "region_area", region_area(region), [*parts], (), {})


@PLANE.theorem("region_perimeter")
def region_perimeter_sum(figure: Figure) -> Iterator[Relation]:
    """A region's perimeter is the sum of its edges."""
    for region, loops in figure.regions.items():
        parts = [_edge_length(edge) for loop in loops for edge in loop]
        yield equal(figure, "region_perimeter", region_perimeter(region), [*parts], (), {})


def _edge_length(edge: Edge) -> Quantity:
    if edge[0] == "line":
        return length(edge[1], edge[2])
    if edge[0] == "circle":
        return circumference(edge[1])
    _, c, p, q, turn = edge
    return arc_length(c, p, q) if turn > 0 else arc_length(c, q, p)


def _dissected(figure: Figure, loops: tuple[tuple[Edge, ...], ...]) -> list[Term] | None:
    """Signed polygons, sectors and disks that make up a region; like parts collected."""
    total: dict[Quantity, int] = {}
    for loop in loops:
        pieces = _loop_parts(figure, loop, through_centres=True) or _loop_parts(figure, loop, through_centres=False)
        if pieces is None:
            return None
        for sign, quantity in pieces:
            key = figure.canonical(quantity)
            total[key] = total.get(key, 0) + sign
    terms = [times(sign, quantity) for quantity, sign in total.items() if sign]
    terms.sort(key=lambda term: term.coefficient.sign() < 0)
    return terms or None


def _loop_parts(figure: Figure, loop: tuple[Edge, ...], *, through_centres: bool) -> list[tuple[int, Quantity]] | None:
    """One loop as a polygon and sectors; None where the polygon would cross itself."""
    parts: list[tuple[int, Quantity]] = []
    ring: list[str] = []
    for edge in loop:
        if edge[0] == "circle":
            parts.append((edge[2], disk(edge[1])))
            continue
        if edge[0] == "line":
            ring.append(edge[1])
            continue
        _, c, p, q, turn = edge
        ends = (p, q) if turn > 0 else (q, p)
        centre = figure.centre(c)
        parts.append((turn, sector_area(c, *ends)))
        ring.append(p)
        if through_centres:
            ring.append(centre)
        elif not _straight(figure, p, centre, q):
            wide = figure.measure(arc(c, *ends)) > 180
            parts.append((turn if wide else -turn, area(p, centre, q)))
    polygon = _without_flat(figure, ring)
    if len(polygon) >= 3:
        if not _is_simple(figure, polygon):
            return None
        parts.insert(0, (1 if _signed(figure, polygon) > 0 else -1, area(*polygon)))
    return parts


def _straight(figure: Figure, p: str, q: str, r: str) -> bool:
    u, w = figure.at(q) - figure.at(p), figure.at(r) - figure.at(q)
    return abs((u.conjugate() * w).imag) <= EPSILON * max(abs(u) * abs(w), EPSILON)


def _without_flat(figure: Figure, ring: list[str]) -> tuple[str, ...]:
    """The polygon without vertices where it runs straight on or back, and without immediate repeats."""
    points = list(ring)
    changed = True
    while changed and len(points) >= 3:
        changed = False
        for i in range(len(points)):
            p, q, r = points[i - 1], points[i], points[(i + 1) % len(points)]
            if p in (q, r) or _straight(figure, p, q, r):
                del points[i]
                changed = True
                break
    return tuple(points) if len(points) >= 3 else ()


def _signed(figure: Figure, ring: tuple[str, ...]) -> float:
    z = [figure.at(p) for p in ring]
    return sum((a.conjugate() * b).imag for a, b in zip(z, z[1:] + z[:1], strict=True)) / 2


def _is_simple(figure: Figure, ring: tuple[str, ...]) -> bool:
    from shapely.geometry import Polygon

    if len(set(ring)) != len(ring):
        return False
    return len(ring) == 3 or bool(Polygon([(figure.at(p).real, figure.at(p).imag) for p in ring]).is_valid)


# --- what sums and ratios mean ----------------------------------------------------------------------------------------


@PLANE.theorem("combination", weight=0)
def combination_sum(figure: Figure) -> Iterator[Relation]:
    """A sum or difference that is named is the sum or difference of its parts."""
    for quantity in mentioned(figure):
        if quantity[0] == "combination":
            parts: list[Any] = [times(coefficient, part) for coefficient, part in quantity[1:]]
            yield equal(figure, "combination", quantity, parts, (), {})


@PLANE.theorem("quotient", weight=0)
def quotient_product(figure: Figure) -> Iterator[Relation]:
    """A ratio times its second term is its first."""
    for quantity in ratios_spoken_of(figure):
        top, bottom = quantity[1:]
        yield equal(figure, "quotient", times(quantity, bottom), top, (), {})


def ratios_spoken_of(figure: Figure) -> list[Quantity]:
    """Ratios that are given or asked for, and those of parts of one segment that follow from them."""
    found = {q: None for q in mentioned(figure) if q[0] == "quotient"}
    if found:
        for relation in ratio_of_parts(figure):
            found.update(dict.fromkeys(figure.canonical(q) for q in relation.quantities() if q[0] == "quotient"))
    return list(found)


@PLANE.theorem("ratio_of_parts")
def ratio_of_parts(figure: Figure) -> Iterator[Relation]:
    """Ratios of the parts of one segment: with AD : DB goes AB : DB, with AD : AB goes DB : AB."""
    for line, ratios in _ratios_on_lines(figure).items():
        for p, q, m in line_triples(line):
            first, second, whole = length(p, m), length(m, q), length(p, q)
            if any(
                {figure.canonical(x) for x in (a, b)} <= {figure.canonical(y) for y in (first, second, whole)}
                for a, b in ratios
            ):
                premises = incidence(figure).line(p, m, q)
                for part, other in ((first, second), (second, first)):
                    yield equal(
                        figure, "ratio_of_parts", quotient(whole, part), [1, quotient(other, part)], premises, {}
                    )
                shares = [quotient(first, whole), quotient(second, whole)]
                yield equal(figure, "ratio_of_parts", shares, 1, premises, {})


@PLANE.theorem("reciprocal_ratio", weight=0)
def reciprocal_ratio(figure: Figure) -> Iterator[Relation]:
    """A ratio and the ratio turned round multiply to 1."""
    pairs: dict[frozenset[Quantity], tuple[Quantity, Quantity]] = {}
    for quantity in mentioned(figure):
        if quantity[0] == "quotient":
            pairs.setdefault(frozenset(quantity[1:]), (quantity[1], quantity[2]))
    for relation in ratio_of_parts(figure):
        for quantity in relation.quantities():
            pairs.setdefault(frozenset(quantity[1:]), (quantity[1], quantity[2]))
    for top, bottom in pairs.values():
        if top != bottom:
            yield equal(figure, "reciprocal_ratio", times(quotient(top, bottom), quotient(bottom, top)), 1, (), {})


@PLANE.theorem("area_ratio_of_similar")
def area_ratio_of_similar(figure: Figure) -> Iterator[Relation]:
    """The ratio of areas of similar triangles is the square of the ratio of corresponding sides."""
    from generators.plane.theorems.similarity import similar_triangles_areas

    named_ratios = [q for q in mentioned(figure) if q[0] == "quotient"]
    if not named_ratios:
        return
    for relation in similar_triangles_areas(figure):
        one, side = relation.left[0].quantities[0], relation.left[0].quantities[1]
        base, two = relation.right[0].quantities[0], relation.right[0].quantities[2]
        for a, b, s, t in ((one, two, base, side), (two, one, side, base)):
            shape = quotient(s, t)
            yield equal(
                figure,
                "area_ratio_of_similar",
                quotient(a, b),
                times(shape, shape),
                relation.premises,
                dict(relation.roles),
                guards=relation.guards,
            )


@PLANE.theorem("area_ratio_of_bases")
def area_ratio_of_bases(figure: Figure) -> Iterator[Relation]:
    """The ratio of areas of triangles with one height is the ratio of their bases."""
    from generators.plane.theorems.areas import shared_height_areas

    if not any(q[0] == "quotient" for q in mentioned(figure)):
        return
    for relation in shared_height_areas(figure):
        (one, second), (first, two) = relation.left[0].quantities, relation.right[0].quantities
        for a, b, s, t in ((one, two, first, second), (two, one, second, first)):
            ratios = quotient(a, b), quotient(s, t)
            yield equal(figure, "area_ratio_of_bases", *ratios, relation.premises, dict(relation.roles))


def _ratios_on_lines(figure: Figure) -> dict[tuple[str, ...], list[tuple[Quantity, Quantity]]]:
    """Named ratios of two segments of one line, by line."""
    found: dict[tuple[str, ...], list[tuple[Quantity, Quantity]]] = {}
    for quantity in mentioned(figure):
        if quantity[0] == "quotient" and quantity[1][0] == quantity[2][0] == "length":
            line = figure.line_through(*quantity[1][1:])
            if len(line) > 2 and set(quantity[2][1:]) <= set(line):
                found.setdefault(line, []).append((quantity[1], quantity[2]))
    return found


def line_triples(line: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Points P, Q of a line with a point M between them, as (P, Q, M)."""
    for p, m, q in combinations(line, 3):
        yield p, q, m
