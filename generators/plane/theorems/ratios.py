"""Proportions in which a ratio itself is given or asked for, and lemmas about lengths in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import Any

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, combination, length, perimeter, quotient, radius
from generators.plane.theorems.areas import shared_height_areas
from generators.plane.theorems.incidence import EPSILON, Facts, incidence
from generators.plane.theorems.measures import ratios_spoken_of
from generators.plane.theorems.relation import equal, named, square, times
from generators.plane.theorems.similarity import (
    side_splitter,
    similar_polygons_areas,
    similar_polygons_perimeters,
    similar_polygons_sides,
    similar_triangles,
    three_parallels,
)
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure

PROPORTIONS: tuple[Callable[[Figure], Iterable[Relation]], ...] = (
    shared_height_areas,
    side_splitter,
    three_parallels,
    similar_triangles,
    similar_polygons_sides,
    similar_polygons_perimeters,
)


@PLANE.theorem("ratio_in_proportion")
def ratio_in_proportion(figure: Figure) -> Iterator[Relation]:
    """A proportion a : b = c : d read with one of its ratios as a number (by the theorem that gives the proportion)."""
    ratios = ratios_spoken_of(figure)
    if not ratios:
        return
    for rule in PROPORTIONS:
        for relation in rule(figure):
            (a, d), (c, b) = relation.left[0].quantities, relation.right[0].quantities
            equalities = [((a, b), (c, d)), ((a, c), (b, d)), ((b, a), (d, c)), ((c, a), (d, b))]
            for ratio in ratios:
                for one, two in equalities:
                    for (top, bottom), other in ((one, two), (two, one)):
                        if ratio[1:] == (top, bottom) and other != (top, bottom):
                            forms: list[tuple[Any, Any]] = [(times(ratio, other[1]), other[0])]
                            if (same := figure.canonical(quotient(*other))) in ratios:
                                forms.append((ratio, same))
                            for sides in forms:
                                yield equal(
                                    figure,
                                    relation.theorem,
                                    *sides,
                                    relation.premises,
                                    dict(relation.roles),
                                    guards=relation.guards,
                                )


@PLANE.theorem("ratio_of_similar_areas")
def ratio_of_similar_areas(figure: Figure) -> Iterator[Relation]:
    """Areas of similar polygons in proportion, with the ratio of the areas or of the sides as a number."""
    ratios = set(ratios_spoken_of(figure))
    if not ratios:
        return
    for relation in similar_polygons_areas(figure):
        (first, small, _), (large, _, second) = relation.left[0].quantities, relation.right[0].quantities
        words, premises = dict(relation.roles), relation.premises
        for one, two, x, y in ((first, second, large, small), (second, first, small, large)):
            areas, sides = figure.canonical(quotient(one, two)), figure.canonical(quotient(x, y))
            if areas in ratios:
                yield equal(figure, relation.theorem, times(areas, y, y), square(x), premises, words)
            if sides in ratios:
                yield equal(figure, relation.theorem, times(sides, sides, two), one, premises, words)
            if areas in ratios and sides in ratios:
                yield equal(figure, relation.theorem, areas, times(sides, sides), premises, words)


@PLANE.theorem("supplementary_chords")
def supplementary_chords(figure: Figure) -> Iterator[Relation]:
    """Chords over central angles that add up to 180 degrees are the legs of a right triangle on a diameter."""
    known = incidence(figure)
    for rim in known.rims:
        chords = [(p, q) for p, q in combinations(rim.points, 2) if known.drawn(p, q) and known.drawn(p, rim.centre, q)]
        for (a, b), (c, d) in combinations(chords, 2):
            if {a, b} & {c, d}:
                continue
            one, two = angle(a, rim.centre, b), angle(c, rim.centre, d)
            if abs(figure.measure(one) + figure.measure(two) - 180) > EPSILON:
                continue
            sums = combination((1, one), (1, two)), combination((1, two), (1, one))
            left = [square(length(a, b)), square(length(c, d))]
            roles = named("ABCDO", a, b, c, d, rim.centre)
            premises = rim.on(a, b, c, d)
            right = times(4, radius(rim.circle), radius(rim.circle))
            for guards in ([(sums[0], Exact(180))], [(sums[1], Exact(180))], [(one, None), (two, None)]):
                yield equal(figure, "supplementary_chords", left, right, premises, roles, guards=guards)


@PLANE.theorem("arc_midpoint_chord")
def arc_midpoint_chord(figure: Figure) -> Iterator[Relation]:
    """The bisector of angle BAC meets chord BC at E and the circle again at D: then BD squared is DE times DA."""
    for a, b, c, d, premises in _bisected_arcs(figure):
        for e in figure.line_through(a, d):
            if figure.between(a, e, d) and figure.between(b, e, c) and incidence(figure).drawn(a, d):
                lines = (*premises, *incidence(figure).line(a, e, d), *incidence(figure).line(b, e, c))
                yield equal(
                    figure,
                    "arc_midpoint_chord",
                    square(length(b, d)),
                    times(length(d, e), length(a, d)),
                    lines,
                    named("ABCDE", a, b, c, d, e),
                )


@PLANE.theorem("incentre_arc_midpoint")
def incentre_arc_midpoint(figure: Figure) -> Iterator[Relation]:
    """Where the bisector of angle BAC meets the circumcircle again is equally far from B, C and the incentre."""
    known = incidence(figure)
    for a, b, c, d, premises in _bisected_arcs(figure):
        for i in figure.line_through(a, d):
            half = figure.between(a, i, d) and figure.holds("bisector", i, a, b, c)
            if half:
                facts = (*premises, half, *known.line(a, i, d))
                yield equal(
                    figure, "incentre_arc_midpoint", length(d, i), length(b, d), facts, named("ABCDI", a, b, c, d, i)
                )


def _bisected_arcs(figure: Figure) -> Iterator[tuple[str, str, str, str, Facts]]:
    """Points A, B, C, D of a circle where AD is drawn and bisects angle BAC; B and C in both orders."""
    known = incidence(figure)
    for fact in figure.known("bisector"):
        d, b, a, c = fact.args
        for rim in known.rims:
            if {a, b, c, d} <= set(rim.points) and known.drawn(a, d):
                yield a, b, c, d, (fact, *rim.on(a, b, c, d))
                yield a, c, b, d, (fact, *rim.on(a, b, c, d))


@PLANE.theorem("third_tangent")
def third_tangent(figure: Figure) -> Iterator[Relation]:
    """A tangent that meets tangents PA and PB between P and the circle cuts off a triangle of perimeter 2 PA."""
    known = incidence(figure)
    facts = figure.known("tangent")
    for one, two in combinations(facts, 2):
        if one.args[0] != two.args[0] or one.args[2] != two.args[2]:
            continue
        a, b, p = one.args[1], two.args[1], one.args[2]
        for third in facts:
            e = third.args[1]
            if third.args[0] != one.args[0] or e in (a, b):
                continue
            line = figure.line_through(e, third.args[2])
            for c, d in product(line, line):
                if figure.between(p, c, a) and figure.between(p, d, b) and figure.between(c, e, d):
                    lines = (*known.line(p, c, a), *known.line(p, d, b), *known.line(c, e, d))
                    words = named("PABCD", p, a, b, c, d)
                    for end in (a, b):
                        sides = perimeter(p, c, d), times(2, length(p, end))
                        yield equal(figure, "third_tangent", *sides, (one, two, third, *lines), words)


@PLANE.theorem("similar_altitudes")
def similar_altitudes(figure: Figure) -> Iterator[Relation]:
    """A parallel DE to side BC at the height DX cuts off a similar triangle ADE with the altitude AF - DX."""
    known = incidence(figure)
    done: set[tuple[str, ...]] = set()
    for relation in side_splitter(figure):
        letters = dict(relation.roles)
        a, b, c, d, e = (letters[role] for role in "ABCDE")
        if figure.between(a, b, d):
            b, c, d, e = d, e, b, c
        if (a, d, e) in done or not figure.between(a, d, b) or not known.drawn(d, e) or not known.drawn(b, c):
            continue
        done.add((a, d, e))
        drops = [(x, y, facts) for x in (d, e) for y, facts in known.feet(x, b, c)]
        for (foot, facts), (x, y, drop) in product(known.feet(a, b, c), drops):
            left = [times(length(d, e), length(a, foot)), times(length(b, c), length(x, y))]
            premises = (*relation.premises, *facts, *drop)
            words = named("ABCDEFXY", a, b, c, d, e, foot, x, y)
            yield equal(figure, "similar_altitudes", left, times(length(b, c), length(a, foot)), premises, words)


@PLANE.theorem("equal_intercepts")
def equal_intercepts(figure: Figure) -> Iterator[Relation]:
    """Three parallel lines that cut equal segments on one transversal cut equal segments on every other."""
    known = incidence(figure)
    for relation in three_parallels(figure):
        (a, d), (c, b) = relation.left[0].quantities, relation.right[0].quantities
        for (one, two), (x, y) in (((a, c), (b, d)), ((b, d), (a, c)), ((a, b), (c, d)), ((c, d), (a, b))):
            facts = known.equal_length(*one[1:], *two[1:])
            if facts is not None:
                yield equal(figure, "equal_intercepts", x, y, (*relation.premises, *facts), dict(relation.roles))
