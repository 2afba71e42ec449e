"""Arcs and the angles that stand on them: central, inscribed, between chords, secants and tangents.

Arcs run counter-clockwise. An inscribed angle stands on the arc that does not contain its vertex; an angle between a
tangent and a chord stands on the arc inside it. Which arc that is, the order of the points round the circle decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, arc, reflex
from generators.plane.theorems.incidence import EPSILON, Facts, Rim, incidence, mentioned, once, rotations
from generators.plane.theorems.relation import equal, named, times
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure

RIM_LIMIT = 7
"""Circles with more named points than this get no sums of arcs."""


def sweep(figure: Figure, rim: Rim, p: str, q: str) -> float:
    """Degrees counter-clockwise from P to Q."""
    return figure.measure(arc(rim.circle, p, q))


def opposite(figure: Figure, rim: Rim, p: str, q: str) -> bool:
    """Whether the drawing has P and Q at the ends of a diameter."""
    return abs(sweep(figure, rim, p, q) - 180) <= EPSILON


def away(rim: Rim, p: str, v: str, q: str) -> tuple[str, str]:
    """Ends, in order, of the arc between P and Q that does not contain V."""
    return (q, p) if rim.ordered(p, v, q) else (p, q)


def inscribed(figure: Figure, rim: Rim) -> Iterator[tuple[str, str, str]]:
    """Drawn angles PVQ with vertex and ends on a circle."""
    known = incidence(figure)
    for v in rim.points:
        ends = [p for p in rim.points if p != v and known.drawn(v, p)]
        for p, q in combinations(ends, 2):
            yield p, v, q


def _placed(figure: Figure, rim: Rim, *points: str) -> Facts:
    """The facts that put points on the circle, and those that say on which arc they lie."""
    order = tuple(
        fact for fact in figure.known("on_arc") if fact.args[0] == rim.circle and set(fact.args[1:]) <= set(points)
    )
    return (*rim.on(*points), *order)


# --- arcs -------------------------------------------------------------------------------------------------------------


@PLANE.theorem("arc_addition")
def arc_addition(figure: Figure) -> Iterator[Relation]:
    """Neighbouring arcs add up: two at a time, or all between two points."""
    for rim in incidence(figure).rims:
        ring = rim.points
        for start in range(len(ring)) if 2 < len(ring) <= RIM_LIMIT else ():
            turned = ring[start:] + ring[:start]
            for last in range(2, len(ring)):
                whole = arc(rim.circle, turned[0], turned[last])
                paths = [[turned[0], middle, turned[last]] for middle in turned[1:last]]
                for path in (*paths, turned[: last + 1]) if last > 2 else paths:
                    parts = [arc(rim.circle, p, q) for p, q in pairwise(path)]
                    yield equal(figure, "arc_addition", [*parts], whole, _placed(figure, rim, *path), {})


@PLANE.theorem("full_circle")
def full_circle(figure: Figure) -> Iterator[Relation]:
    """The arcs of a circle add up to 360 degrees: three of them, or all."""
    for rim in incidence(figure).rims:
        sizes = sorted({3, len(rim.points)}) if 2 < len(rim.points) <= RIM_LIMIT else ()
        for points in (chosen for size in sizes for chosen in combinations(rim.points, size)):
            parts = [arc(rim.circle, p, q) for p, q in pairwise([*points, points[0]])]
            yield equal(figure, "full_circle", [*parts], 360, _placed(figure, rim, *points), {})


@PLANE.theorem("major_arc")
def major_arc(figure: Figure) -> Iterator[Relation]:
    """The two arcs between two points of a circle add up to 360 degrees."""
    for rim in incidence(figure).rims:
        for p, q in combinations(rim.points, 2):
            parts = [arc(rim.circle, p, q), arc(rim.circle, q, p)]
            yield equal(figure, "major_arc", [*parts], 360, rim.on(p, q), named("AB", p, q))


@PLANE.theorem("equal_arcs", weight=0)
def equal_arcs(figure: Figure) -> Iterator[Relation]:
    """Arcs stated equal."""
    for fact in figure.known("equal_arc"):
        c, p, q, r, s = fact.args
        yield equal(figure, "equal_arcs", arc(c, p, q), arc(c, r, s), [fact], named("ABCD", p, q, r, s))


@PLANE.theorem("semicircle")
def semicircle(figure: Figure) -> Iterator[Relation]:
    """A diameter cuts off arcs of 180 degrees."""
    known = incidence(figure)
    for rim in known.rims:
        for p, q in combinations(rim.points, 2):
            if figure.between(p, rim.centre, q):
                premises = (*rim.on(p, q), *known.line(p, rim.centre, q))
                for ends in ((p, q), (q, p)):
                    yield equal(figure, "semicircle", arc(rim.circle, *ends), 180, premises, named("AB", p, q))


# --- central angles ---------------------------------------------------------------------------------------------------


def _central(figure: Figure, rim: Rim) -> Iterator[tuple[str, str]]:
    """Points P, Q joined to the centre with the minor arc running from P to Q."""
    known = incidence(figure)
    for p, q in combinations(rim.points, 2):
        if known.drawn(p, rim.centre, q) and not opposite(figure, rim, p, q):
            yield (p, q) if sweep(figure, rim, p, q) < 180 else (q, p)


@PLANE.theorem("central_angle")
def central_angle(figure: Figure) -> Iterator[Relation]:
    """An arc measures as much as its central angle: the minor arc as the angle, the major arc as the reflex angle."""
    for rim in incidence(figure).rims:
        for p, q in _central(figure, rim):
            roles = named("AOB", p, rim.centre, q)
            sides = angle(p, rim.centre, q), arc(rim.circle, p, q)
            yield equal(figure, "central_angle", *sides, rim.on(p, q), roles)
            wide = reflex(p, rim.centre, q)
            if figure.canonical(wide) in mentioned(figure):
                yield equal(figure, "central_angle", wide, arc(rim.circle, q, p), rim.on(p, q), roles)


@PLANE.theorem("major_central_angle")
def major_central_angle(figure: Figure) -> Iterator[Relation]:
    """A major arc measures 360 degrees less the central angle of the minor arc."""
    for rim in incidence(figure).rims:
        for p, q in _central(figure, rim):
            left = [angle(p, rim.centre, q), arc(rim.circle, q, p)]
            yield equal(figure, "major_central_angle", left, 360, rim.on(p, q), named("AOB", p, rim.centre, q))


@PLANE.theorem("reflex_angle")
def reflex_angle(figure: Figure) -> Iterator[Relation]:
    """An angle and its reflex angle add up to 360 degrees."""
    for rim in incidence(figure).rims:
        for p, q in _central(figure, rim):
            left = [angle(p, rim.centre, q), reflex(p, rim.centre, q)]
            yield equal(figure, "reflex_angle", left, 360, (), named("AOB", p, rim.centre, q))
    for kind, *points in mentioned(figure):
        if kind == "reflex":
            p, o, q = points
            yield equal(figure, "reflex_angle", [angle(p, o, q), reflex(p, o, q)], 360, (), named("AOB", p, o, q))


# --- inscribed angles -------------------------------------------------------------------------------------------------


@PLANE.theorem("inscribed_angle_arc")
def inscribed_angle_arc(figure: Figure) -> Iterator[Relation]:
    """An inscribed angle is half the arc it stands on."""
    for rim in incidence(figure).rims:
        for p, v, q in inscribed(figure, rim):
            stands = arc(rim.circle, *away(rim, p, v, q))
            premises = _placed(figure, rim, p, v, q)
            yield equal(
                figure, "inscribed_angle_arc", times(2, angle(p, v, q)), stands, premises, named("AVB", p, v, q)
            )


@PLANE.theorem("inscribed_angle")
def inscribed_angle(figure: Figure) -> Iterator[Relation]:
    """An inscribed angle is half the central angle on the same arc; a vertex on the minor arc sees the reflex angle."""
    known = incidence(figure)
    for rim in known.rims:
        o = rim.centre
        for p, v, q in inscribed(figure, rim):
            if not known.drawn(p, o, q) or opposite(figure, rim, p, q):
                continue
            premises = _placed(figure, rim, p, v, q)
            roles = named("AVBO", p, v, q, o)
            if sweep(figure, rim, *away(rim, p, v, q)) < 180:
                yield equal(figure, "inscribed_angle", times(2, angle(p, v, q)), angle(p, o, q), premises, roles)
            else:
                yield equal(figure, "inscribed_angle", times(2, angle(p, v, q)), reflex(p, o, q), premises, roles)


@PLANE.theorem("same_arc_angles")
def same_arc_angles(figure: Figure) -> Iterator[Relation]:
    """Inscribed angles on the same arc are equal."""
    for rim in incidence(figure).rims:
        standing: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        for p, v, q in inscribed(figure, rim):
            standing.setdefault(away(rim, p, v, q), []).append((p, v, q))
        for corners in standing.values():
            for (p, v, q), (_, w, _) in combinations(corners, 2):
                premises = _placed(figure, rim, p, v, w, q)
                roles = named("ABVW", p, q, v, w)
                yield equal(figure, "same_arc_angles", angle(p, v, q), angle(p, w, q), premises, roles)


@PLANE.theorem("angle_in_semicircle")
def angle_in_semicircle(figure: Figure) -> Iterator[Relation]:
    """An angle in a semicircle is right."""
    known = incidence(figure)
    for rim in known.rims:
        for p, v, q in inscribed(figure, rim):
            if figure.between(p, rim.centre, q) and known.right(p, v, q) is None:
                premises = (*rim.on(p, v, q), *known.line(p, rim.centre, q))
                yield equal(figure, "angle_in_semicircle", angle(p, v, q), 90, premises, named("AVB", p, v, q))


def _cyclic(figure: Figure, rim: Rim) -> Iterator[tuple[str, ...]]:
    """Inscribed quadrilaterals with drawn sides, vertices in order."""
    known = incidence(figure)
    if 4 <= len(rim.points) <= RIM_LIMIT:
        for ring in combinations(rim.points, 4):
            if known.drawn(*ring, ring[0]):
                yield ring


@PLANE.theorem("cyclic_quadrilateral")
def cyclic_quadrilateral(figure: Figure) -> Iterator[Relation]:
    """Opposite angles of a cyclic quadrilateral add up to 180 degrees."""
    for rim in incidence(figure).rims:
        for a, b, c, d in _cyclic(figure, rim):
            premises = _placed(figure, rim, a, b, c, d)
            roles = named("ABCD", a, b, c, d)
            yield equal(figure, "cyclic_quadrilateral", [angle(d, a, b), angle(b, c, d)], 180, premises, roles)
            yield equal(figure, "cyclic_quadrilateral", [angle(a, b, c), angle(c, d, a)], 180, premises, roles)


@PLANE.theorem("cyclic_exterior_angle")
def cyclic_exterior_angle(figure: Figure) -> Iterator[Relation]:
    """An exterior angle of a cyclic quadrilateral equals the opposite interior angle."""
    known = incidence(figure)
    for rim in known.rims:
        for ring in _cyclic(figure, rim):
            for a, b, c, d in (*rotations(ring), *rotations(ring[::-1])):
                for e in known.back(b, a):
                    premises = (*_placed(figure, rim, a, b, c, d), *known.line(a, b, e))
                    roles = named("ABCDE", a, b, c, d, e)
                    yield equal(figure, "cyclic_exterior_angle", angle(c, b, e), angle(a, d, c), premises, roles)


@PLANE.theorem("equal_arcs_angles")
def equal_arcs_angles(figure: Figure) -> Iterator[Relation]:
    """Equal arcs (or chords) subtend equal central and inscribed angles."""
    known = incidence(figure)
    for rim in known.rims:
        pairs = [
            ((f.args[1], f.args[2]), (f.args[3], f.args[4]), f)
            for f in figure.known("equal_arc")
            if f.args[0] == rim.circle
        ]
        for (p, q), (r, s), fact in pairs:
            if (
                known.drawn(p, rim.centre, q)
                and known.drawn(r, rim.centre, s)
                and sweep(figure, rim, p, q) < 180 - EPSILON
            ):
                sides = angle(p, rim.centre, q), angle(r, rim.centre, s)
                yield equal(figure, "equal_arcs_angles", *sides, [fact, *rim.on(p, q, r, s)], {})
            one = [c for c in inscribed(figure, rim) if away(rim, *c) == (p, q)]
            two = [c for c in inscribed(figure, rim) if away(rim, *c) == (r, s)]
            for x in one:
                for y in two:
                    if figure.canonical(angle(*x)) != figure.canonical(angle(*y)):
                        premises = (fact, *_placed(figure, rim, *dict.fromkeys((*x, *y))))
                        yield equal(figure, "equal_arcs_angles", angle(*x), angle(*y), premises, {})


# --- angles between chords, secants and tangents ----------------------------------------------------------------------


def secants(figure: Figure, rim: Rim) -> dict[str, list[tuple[str, str]]]:
    """For every named point off the circle (but not its centre), the chords on lines through it, nearer end first."""
    known = incidence(figure)
    found: dict[str, list[tuple[str, str]]] = {}
    for line in figure.lines:
        chord = [p for p in line if p in rim.fact and not p.startswith("_")]
        if len(chord) != 2:
            continue
        for x in line:
            if x not in chord and x != rim.centre and not x.startswith("_") and all(known.drawn(x, p) for p in chord):
                near, far = sorted(chord, key=lambda p: abs(figure.at(p) - figure.at(x)))
                found.setdefault(x, []).append((near, far))
    return found


def tangents(figure: Figure, rim: Rim) -> dict[str, list[tuple[str, Facts]]]:
    """For every point outside, the points of contact of its drawn tangents, with the facts that say so."""
    known = incidence(figure)
    found: dict[str, list[tuple[str, Facts]]] = {}
    for fact in figure.known("tangent"):
        c, t, p, _ = fact.args
        if c != rim.circle:
            continue
        for x in figure.line_through(t, p):
            if x != t and not x.startswith("_") and known.drawn(x, t) and all(s != t for s, _ in found.get(x, ())):
                found.setdefault(x, []).append((t, (fact, *known.line(t, p, x))))
    return found


@PLANE.theorem("chords_angle")
def chords_angle(figure: Figure) -> Iterator[Relation]:
    """The angle between two chords inside a circle is half the sum of the arcs it and its vertical angle cut off."""
    known = incidence(figure)
    for rim in known.rims:
        for x, chords in secants(figure, rim).items():
            inside = [chord for chord in chords if figure.between(chord[0], x, chord[1])]
            for (a, b), (c, d) in combinations(inside, 2):
                ring = sorted((a, b, c, d), key=rim.points.index)
                premises = (*_placed(figure, rim, a, b, c, d), *known.line(a, x, b), *known.line(c, x, d))
                for i in (0, 1):
                    p, q, r, s = (ring[(i + k) % 4] for k in range(4))
                    arcs = [arc(rim.circle, p, q), arc(rim.circle, r, s)]
                    roles = named("ABCDP", a, b, c, d, x)
                    yield equal(figure, "chords_angle", times(2, angle(p, x, q)), [*arcs], premises, roles)
                    yield equal(figure, "chords_angle", times(2, angle(r, x, s)), [*arcs], premises, roles)


def _between_arms(
    figure: Figure, rim: Rim, x: str, one: tuple[str, str], two: tuple[str, str]
) -> tuple[Quantity, Quantity]:
    """Far and near arc inside the angle at an outside point X with arms (near, far); a tangent has near = far."""
    v = figure.at(x)
    first, second = one[1], two[1]
    turn = ((figure.at(first) - v).conjugate() * (figure.at(second) - v)).imag
    if turn < 0:
        one, two = two, one
    return arc(rim.circle, one[1], two[1]), arc(rim.circle, two[0], one[0])


@PLANE.theorem("secants_angle")
def secants_angle(figure: Figure) -> Iterator[Relation]:
    """The angle at a point outside between secants or tangents is half the difference of the arcs inside it."""
    known = incidence(figure)
    for rim in known.rims:
        chords = secants(figure, rim)
        touching = tangents(figure, rim)
        for x in dict.fromkeys((*chords, *touching)):
            arms: list[tuple[str, str, Facts]] = [
                (near, far, (*rim.on(near, far), *known.line(x, near, far)))
                for near, far in chords.get(x, ())
                if figure.between(x, near, far)
            ]
            arms += [(t, t, facts) for t, facts in touching.get(x, ())]
            for one, two in combinations(arms, 2):
                far, near = _between_arms(figure, rim, x, one[:2], two[:2])
                left = [times(2, angle(one[1], x, two[1])), near]
                yield equal(figure, "secants_angle", left, far, (*one[2], *two[2]), named("P", x))


@PLANE.theorem("tangent_chord_angle")
def tangent_chord_angle(figure: Figure) -> Iterator[Relation]:
    """The angle between a tangent and a chord is half the arc inside it."""
    for rim, p, t, a, facts, inside in _tangent_chords(figure):
        premises = (*facts, *rim.on(t, a))
        sides = times(2, angle(p, t, a)), arc(rim.circle, *inside)
        yield equal(figure, "tangent_chord_angle", *sides, premises, named("PTA", p, t, a))


@PLANE.theorem("tangent_chord_inscribed")
def tangent_chord_inscribed(figure: Figure) -> Iterator[Relation]:
    """The angle between a tangent and a chord equals the inscribed angle on the arc inside it."""
    known = incidence(figure)
    for rim, p, t, a, facts, inside in _tangent_chords(figure):
        for b in rim.points:
            if b not in (t, a) and known.drawn(t, b, a) and away(rim, t, b, a) == inside:
                premises = (*facts, *_placed(figure, rim, t, b, a))
                roles = named("PTAB", p, t, a, b)
                yield equal(figure, "tangent_chord_inscribed", angle(p, t, a), angle(t, b, a), premises, roles)


@once
def _tangent_chords(figure: Figure) -> Iterator[tuple[Rim, str, str, str, Facts, tuple[str, str]]]:
    """Circle, P, T, A of an angle PTA between tangent TP and chord TA, the facts, and the arc inside the angle."""
    known = incidence(figure)
    for rim in known.rims:
        seen: set[tuple[str, str]] = set()
        for p, contacts in tangents(figure, rim).items():
            for t, facts in contacts:
                name = figure.ray(t, p)
                if (name, t) in seen or name.startswith("_"):
                    continue
                seen.add((name, t))
                for a in rim.points:
                    if a != t and known.drawn(t, a):
                        chord, arm = figure.at(a) - figure.at(t), figure.at(p) - figure.at(t)
                        right_of_chord = (chord.conjugate() * arm).imag < 0
                        yield rim, name, t, a, facts, (t, a) if right_of_chord else (a, t)
