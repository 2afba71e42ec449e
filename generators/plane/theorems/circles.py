"""Circles: radius and diameter, chords and the centre, tangents, power of a point, incircle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, arc, area, diameter, disk, length, perimeter, radius
from generators.plane.theorems.arcs import opposite, secants, sweep, tangents
from generators.plane.theorems.incidence import Facts, Rim, incidence, once, rotations
from generators.plane.theorems.relation import equal, named, square, times
from puma_data.symbolic.exact import PI
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@PLANE.theorem("radius", weight=0)
def radius_length(figure: Figure) -> Iterator[Relation]:
    """A segment from the centre to the circle is a radius."""
    known = incidence(figure)
    for rim in known.rims:
        for p in rim.points:
            if known.drawn(rim.centre, p):
                sides = length(rim.centre, p), radius(rim.circle)
                yield equal(figure, "radius", *sides, rim.on(p), named("OA", rim.centre, p))


@PLANE.theorem("radii_equal", weight=0)
def radii_equal(figure: Figure) -> Iterator[Relation]:
    """Radii of a circle are equal."""
    known = incidence(figure)
    for rim in known.rims:
        drawn = [p for p in rim.points if known.drawn(rim.centre, p)]
        for p, q in combinations(drawn, 2):
            sides = length(rim.centre, p), length(rim.centre, q)
            yield equal(figure, "radii_equal", *sides, rim.on(p, q), named("OAB", rim.centre, p, q))


@PLANE.theorem("diameter", weight=0)
def diameter_radius(figure: Figure) -> Iterator[Relation]:
    """The diameter is twice the radius."""
    for circle in figure.circles:
        yield equal(figure, "diameter", diameter(circle), times(2, radius(circle)), (), {})


@PLANE.theorem("diameter_chord", weight=0)
def diameter_chord(figure: Figure) -> Iterator[Relation]:
    """A chord through the centre is a diameter, twice the radius."""
    known = incidence(figure)
    for rim in known.rims:
        for p, q in combinations(rim.points, 2):
            if figure.between(p, rim.centre, q) and known.drawn(p, q):
                premises = (*rim.on(p, q), *known.line(p, rim.centre, q))
                roles = named("AB", p, q)
                yield equal(figure, "diameter_chord", length(p, q), diameter(rim.circle), premises, roles)
                yield equal(figure, "diameter_chord", length(p, q), times(2, radius(rim.circle)), premises, roles)
                for end in (p, q):
                    if known.drawn(rim.centre, end):
                        sides = length(p, q), times(2, length(rim.centre, end))
                        yield equal(figure, "diameter_chord", *sides, premises, roles)


# --- chords and the centre --------------------------------------------------------------------------------------------


def _distances(figure: Figure, rim: Rim) -> list[tuple[str, str, str, Facts]]:
    """Chords PQ with the foot M of a drawn perpendicular from the centre, and the facts for it."""
    known = incidence(figure)
    found = []
    for p, q in combinations(rim.points, 2):
        if known.drawn(p, q) and not figure.collinear(p, rim.centre, q):
            for m, facts in known.feet(rim.centre, p, q):
                if m not in (p, q):
                    found.append((p, q, m, (*facts, *rim.on(p, q))))
    return found


@PLANE.theorem("centre_perpendicular_chord")
def centre_perpendicular_chord(figure: Figure) -> Iterator[Relation]:
    """The perpendicular from the centre bisects a chord."""
    for rim in incidence(figure).rims:
        for p, q, m, facts in _distances(figure, rim):
            roles = named("ABMO", p, q, m, rim.centre)
            yield equal(figure, "centre_perpendicular_chord", length(p, m), length(m, q), facts, roles)
            for half in (length(p, m), length(m, q)):
                yield equal(figure, "centre_perpendicular_chord", length(p, q), times(2, half), facts, roles)


@PLANE.theorem("chord_and_rise")
def chord_and_rise(figure: Figure) -> Iterator[Relation]:
    """Half a chord and the height of the arc over it: AM^2 + MD^2 = 2 r MD (Pythagoras, multiplied out)."""
    known = incidence(figure)
    for rim in known.rims:
        for p, q, m, facts in _distances(figure, rim):
            for d in rim.points:
                if d not in (p, q) and figure.collinear(rim.centre, m, d) and known.drawn(m, d):
                    size = radius(rim.circle)
                    premises = (*facts, *rim.on(d), *known.line(rim.centre, m, d))
                    roles = named("AMDO", p, m, d, rim.centre)
                    left = [square(length(p, m)), square(length(m, d))]
                    right = times(2, size, length(m, d))
                    yield equal(figure, "chord_and_rise", left, right, premises, roles, targets=(size,))


@PLANE.theorem("centre_midpoint_chord")
def centre_midpoint_chord(figure: Figure) -> Iterator[Relation]:
    """The line from the centre to the midpoint of a chord is perpendicular to it."""
    known = incidence(figure)
    for rim in known.rims:
        for p, q in combinations(rim.points, 2):
            for m in figure.line_through(p, q):
                if not figure.between(p, m, q) or m == rim.centre or not known.drawn(rim.centre, m):
                    continue
                half = known.equal_length(p, m, m, q)
                if half is not None and known.right(rim.centre, m, p) is None:
                    premises = (*half, *known.line(p, m, q), *rim.on(p, q))
                    roles = named("ABMO", p, q, m, rim.centre)
                    for end in (p, q):
                        corner = angle(rim.centre, m, end)
                        yield equal(figure, "centre_midpoint_chord", corner, 90, premises, roles)


@PLANE.theorem("perpendicular_bisects_arc")
def perpendicular_bisects_arc(figure: Figure) -> Iterator[Relation]:
    """A radius perpendicular to a chord bisects its arc and its central angle."""
    known = incidence(figure)
    for rim in known.rims:
        for p, q, m, facts in _distances(figure, rim):
            for c in rim.points:
                if c in (p, q) or not figure.collinear(rim.centre, m, c):
                    continue
                first, last = (p, q) if rim.ordered(p, c, q) else (q, p)
                premises = (*facts, *rim.on(c), *known.line(rim.centre, m, c))
                roles = named("ABCO", p, q, c, rim.centre)
                halves = arc(rim.circle, first, c), arc(rim.circle, c, last)
                yield equal(figure, "perpendicular_bisects_arc", *halves, premises, roles)
                whole = arc(rim.circle, first, last)
                yield equal(figure, "perpendicular_bisects_arc", whole, times(2, halves[0]), premises, roles)
                if known.drawn(p, rim.centre, q) and sweep(figure, rim, first, last) < 180:
                    corners = angle(p, rim.centre, c), angle(c, rim.centre, q)
                    yield equal(figure, "perpendicular_bisects_arc", *corners, premises, roles)


@PLANE.theorem("equal_chords_distance")
def equal_chords_distance(figure: Figure) -> Iterator[Relation]:
    """Equal chords are equally far from the centre."""
    known = incidence(figure)
    for rim in known.rims:
        for (p, q, m, first), (r, s, n, second) in combinations(_distances(figure, rim), 2):
            one, two = length(p, q), length(r, s)
            if known.same(one, two):
                facts = known.equal_length(p, q, r, s)
                guards = () if facts is not None else ((one, two),)
                premises = (*first, *second, *(facts or ()))
                roles = named("ABCDMNO", p, q, r, s, m, n, rim.centre)
                sides = length(rim.centre, m), length(rim.centre, n)
                yield equal(figure, "equal_chords_distance", *sides, premises, roles, guards=guards)


@PLANE.theorem("equidistant_chords")
def equidistant_chords(figure: Figure) -> Iterator[Relation]:
    """Chords equally far from the centre are equal."""
    known = incidence(figure)
    for rim in known.rims:
        for (p, q, m, first), (r, s, n, second) in combinations(_distances(figure, rim), 2):
            one, two = length(rim.centre, m), length(rim.centre, n)
            if known.same(one, two):
                facts = known.equal_length(rim.centre, m, rim.centre, n)
                guards = () if facts is not None else ((one, two),)
                premises = (*first, *second, *(facts or ()))
                roles = named("ABCDMNO", p, q, r, s, m, n, rim.centre)
                yield equal(figure, "equidistant_chords", length(p, q), length(r, s), premises, roles, guards=guards)


@PLANE.theorem("equal_chords_arcs")
def equal_chords_arcs(figure: Figure) -> Iterator[Relation]:
    """Equal chords cut off equal arcs and have equal central angles."""
    known = incidence(figure)
    for rim in known.rims:
        chords = [(p, q) for p, q in combinations(rim.points, 2) if known.drawn(p, q)]
        for (p, q), (r, s) in combinations(chords, 2):
            facts = known.equal_length(p, q, r, s)
            if facts is None or opposite(figure, rim, p, q):
                continue
            one = (p, q) if sweep(figure, rim, p, q) < 180 else (q, p)
            two = (r, s) if sweep(figure, rim, r, s) < 180 else (s, r)
            premises = (*facts, *rim.on(p, q, r, s))
            roles = named("ABCD", p, q, r, s)
            yield equal(figure, "equal_chords_arcs", arc(rim.circle, *one), arc(rim.circle, *two), premises, roles)
            if known.drawn(p, rim.centre, q) and known.drawn(r, rim.centre, s):
                corners = angle(p, rim.centre, q), angle(r, rim.centre, s)
                yield equal(figure, "equal_chords_arcs", *corners, premises, roles)


@PLANE.theorem("equal_arcs_chords")
def equal_arcs_chords(figure: Figure) -> Iterator[Relation]:
    """Equal arcs have equal chords."""
    known = incidence(figure)
    for fact in figure.known("equal_arc"):
        _, p, q, r, s = fact.args
        if known.drawn(p, q) and known.drawn(r, s):
            yield equal(figure, "equal_arcs_chords", length(p, q), length(r, s), [fact], named("ABCD", p, q, r, s))


@PLANE.theorem("equal_central_angles_chords")
def equal_central_angles_chords(figure: Figure) -> Iterator[Relation]:
    """Equal central angles have equal chords."""
    known = incidence(figure)
    for rim in known.rims:
        o = rim.centre
        chords = [
            (p, q)
            for p, q in combinations(rim.points, 2)
            if known.drawn(p, q, o, p) and not opposite(figure, rim, p, q)
        ]
        for (p, q), (r, s) in combinations(chords, 2):
            one, two = figure.canonical(angle(p, o, q)), figure.canonical(angle(r, o, s))
            if known.same(one, two) and known.equal_length(p, q, r, s) is None:
                facts = known.equal_angle(one, two)
                guards = () if facts is not None else ((one, two),)
                premises = (*rim.on(p, q, r, s), *(facts or ()))
                roles = named("ABCDO", p, q, r, s, o)
                chord = length(p, q), length(r, s)
                yield equal(figure, "equal_central_angles_chords", *chord, premises, roles, guards=guards)


# --- tangents ---------------------------------------------------------------------------------------------------------


@PLANE.theorem("tangent_radius")
def tangent_radius(figure: Figure) -> Iterator[Relation]:
    """A tangent is perpendicular to the radius to its point of contact."""
    known = incidence(figure)
    for rim in known.rims:
        for p, contacts in tangents(figure, rim).items():
            for t, facts in contacts:
                if known.drawn(rim.centre, t) and figure.ray(t, p) == p:
                    roles = named("PTO", p, t, rim.centre)
                    yield equal(figure, "tangent_radius", angle(rim.centre, t, p), 90, facts, roles)


@once
def _two_tangents(figure: Figure) -> Iterator[tuple[Rim, str, str, str, Facts]]:
    for rim in incidence(figure).rims:
        for p, contacts in tangents(figure, rim).items():
            for (s, first), (t, second) in combinations(contacts, 2):
                yield rim, p, s, t, (*first, *second)


@PLANE.theorem("circle_between_parallels")
def circle_between_parallels(figure: Figure) -> Iterator[Relation]:
    """A circle that touches two opposite sides of a rectangle has the distance between them as its diameter."""
    known = incidence(figure)
    contacts = {fact: figure.line_through(fact.args[1], fact.args[2]) for fact in figure.known("tangent")}
    for rectangle in figure.known("rectangle"):
        for a, b, c, d in rotations(rectangle.args):
            for one, line in contacts.items():
                for two, other in contacts.items():
                    if one.args[0] == two.args[0] and {a, b} <= set(line) and {c, d} <= set(other):
                        premises = [rectangle, one, two, *known.line(a, b, one.args[1]), *known.line(c, d, two.args[1])]
                        sides = length(b, c), times(2, radius(one.args[0]))
                        roles = named("ABCD", a, b, c, d)
                        yield equal(figure, "circle_between_parallels", *sides, premises, roles)


@PLANE.theorem("ring_and_tangent_chord")
def ring_and_tangent_chord(figure: Figure) -> Iterator[Relation]:
    """A chord of the larger of two concentric circles that touches the smaller: their areas differ by pi AM^2."""
    known = incidence(figure)
    for fact in figure.known("tangent"):
        inner, m, _, o = fact.args
        for rim in known.rims:
            if rim.centre != o or rim.circle == inner:
                continue
            for p in rim.points:
                if figure.collinear(m, fact.args[2], p) and known.drawn(m, p):
                    premises = [fact, *rim.on(p), *known.line(m, fact.args[2], p)]
                    right = [disk(inner), times(PI, length(p, m), length(p, m))]
                    roles = named("AMO", p, m, o)
                    yield equal(figure, "ring_and_tangent_chord", disk(rim.circle), right, premises, roles)


@PLANE.theorem("tangents_equal")
def tangents_equal(figure: Figure) -> Iterator[Relation]:
    """The two tangents from a point to a circle are equal."""
    for _, p, s, t, facts in _two_tangents(figure):
        yield equal(figure, "tangents_equal", length(p, s), length(p, t), facts, named("PAB", p, s, t))


@PLANE.theorem("tangents_bisected")
def tangents_bisected(figure: Figure) -> Iterator[Relation]:
    """The line from a point to the centre bisects the angle of its two tangents and that of the radii."""
    known = incidence(figure)
    for rim, p, s, t, facts in _two_tangents(figure):
        o = rim.centre
        if known.drawn(o, p):
            roles = named("PABO", p, s, t, o)
            yield equal(figure, "tangents_bisected", angle(s, p, o), angle(o, p, t), facts, roles)
            yield equal(figure, "tangents_bisected", angle(s, p, t), times(2, angle(o, p, s)), facts, roles)
            if known.drawn(s, o, t):
                yield equal(figure, "tangents_bisected", angle(s, o, p), angle(p, o, t), facts, roles)


@PLANE.theorem("tangents_central_angle")
def tangents_central_angle(figure: Figure) -> Iterator[Relation]:
    """The angle of two tangents and the central angle of their points of contact add up to 180 degrees."""
    known = incidence(figure)
    for rim, p, s, t, facts in _two_tangents(figure):
        if known.drawn(s, rim.centre, t):
            parts = [angle(s, p, t), angle(s, rim.centre, t)]
            yield equal(figure, "tangents_central_angle", [*parts], 180, facts, named("PABO", p, s, t, rim.centre))


# --- power of a point -------------------------------------------------------------------------------------------------


@once
def _power(figure: Figure) -> Iterator[tuple[str, str, str, str, str, bool, Facts]]:
    known = incidence(figure)
    for rim in known.rims:
        for x, chords in secants(figure, rim).items():
            for (a, b), (c, d) in combinations(chords, 2):
                inside = figure.between(a, x, b)
                premises = (*rim.on(a, b, c, d), *known.line(a, x, b), *known.line(c, x, d))
                yield x, a, b, c, d, inside, premises


@PLANE.theorem("intersecting_chords")
def intersecting_chords(figure: Figure) -> Iterator[Relation]:
    """Chords that meet inside a circle have segments of equal product."""
    for x, a, b, c, d, inside, premises in _power(figure):
        if inside:
            sides = times(length(x, a), length(x, b)), times(length(x, c), length(x, d))
            yield equal(figure, "intersecting_chords", *sides, premises, named("ABCDP", a, b, c, d, x))


@PLANE.theorem("intersecting_secants")
def intersecting_secants(figure: Figure) -> Iterator[Relation]:
    """Secants from a point have equal products of whole and outer part."""
    for x, a, b, c, d, inside, premises in _power(figure):
        if not inside:
            sides = times(length(x, a), length(x, b)), times(length(x, c), length(x, d))
            yield equal(figure, "intersecting_secants", *sides, premises, named("ABCDP", a, b, c, d, x))


@PLANE.theorem("tangent_secant")
def tangent_secant(figure: Figure) -> Iterator[Relation]:
    """The square of a tangent is the product of a secant and its outer part."""
    known = incidence(figure)
    for rim in known.rims:
        chords = secants(figure, rim)
        for x, contacts in tangents(figure, rim).items():
            for t, facts in contacts:
                for near, far in chords.get(x, ()):
                    premises = (*facts, *rim.on(near, far), *known.line(x, near, far))
                    sides = square(length(x, t)), times(length(x, near), length(x, far))
                    yield equal(figure, "tangent_secant", *sides, premises, named("PTAB", x, t, near, far))


# --- incircle ---------------------------------------------------------------------------------------------------------


@PLANE.theorem("inradius_area")
def inradius_area(figure: Figure) -> Iterator[Relation]:
    """The area of a triangle is half the product of its perimeter and inradius."""
    for fact in figure.known("incircle"):
        c, *corners, _ = fact.args
        sides = times(2, area(*corners)), times(radius(c), perimeter(*corners))
        yield equal(figure, "inradius_area", *sides, [fact], named("ABC", *corners))


@PLANE.theorem("inradius_right_triangle")
def inradius_right_triangle(figure: Figure) -> Iterator[Relation]:
    """Twice the inradius of a right triangle is the sum of the legs less the hypotenuse."""
    known = incidence(figure)
    for fact in figure.known("incircle"):
        c, *corners, _ = fact.args
        for v, a, b in rotations(corners):
            if (facts := known.right(a, v, b)) is not None:
                legs = [length(v, a), length(v, b)]
                left = [times(2, radius(c)), length(a, b)]
                yield equal(figure, "inradius_right_triangle", left, [*legs], [fact, *facts], named("ABC", a, v, b))


@PLANE.theorem("incircle_tangent_length")
def incircle_tangent_length(figure: Figure) -> Iterator[Relation]:
    """The tangents from a vertex to the incircle are half the adjacent sides less the opposite one."""
    known = incidence(figure)
    for fact in figure.known("incircle"):
        c, *corners, _ = fact.args
        for a, b, d in rotations(corners):
            for p, q in ((b, d), (d, b)):
                for t in figure.line_through(a, p):
                    if figure.between(a, t, p) and figure.holds("on_circle", c, t) is not None:
                        premises = (fact, *known.line(a, t, p))
                        left = [times(2, length(a, t)), length(p, q)]
                        roles = named("ABCT", a, p, q, t)
                        right = [length(a, p), length(a, q)]
                        yield equal(figure, "incircle_tangent_length", left, [*right], premises, roles)
