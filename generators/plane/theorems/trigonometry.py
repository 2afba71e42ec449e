"""Sine, cosine and tangent: definitions in right triangles, special values, sine and cosine rules, area by two sides.

Away from right triangles a ratio is only of use where its angle is special or the ratio itself is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, area, cosine, length, radius, sine, tangent
from generators.plane.theorems.incidence import EPSILON, incidence, mentioned, once, rotations
from generators.plane.theorems.relation import equal, named, square, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure

HALF, ROOT_2, ROOT_3 = Exact(1, 2), Exact(2).sqrt(), Exact(3).sqrt()
SINES = {30: HALF, 45: ROOT_2 / 2, 60: ROOT_3 / 2, 120: ROOT_3 / 2, 135: ROOT_2 / 2, 150: HALF}
COSINES = {30: ROOT_3 / 2, 45: ROOT_2 / 2, 60: HALF, 120: -HALF, 135: -ROOT_2 / 2, 150: -ROOT_3 / 2}


def _special(figure: Figure, corner: Quantity) -> int | None:
    """The special angle that the drawing shows at a corner."""
    size = figure.measure(corner)
    nearest = round(size)
    return nearest if nearest in SINES and abs(size - nearest) <= EPSILON else None


def _useful(figure: Figure, function: str, corner: Quantity) -> bool:
    key = figure.canonical(corner)
    return _special(figure, corner) is not None or (function, *key[1:]) in mentioned(figure)


@PLANE.theorem("sine_definition")
def sine_definition(figure: Figure) -> Iterator[Relation]:
    """Sine: opposite leg over hypotenuse."""
    for x in incidence(figure).corners():
        for a, b in ((x.a, x.b), (x.b, x.a)):
            roles = named("ABC", a, x.v, b)
            sides = times(sine(x.v, a, b), length(a, b)), length(x.v, b)
            yield equal(figure, "sine_definition", *sides, x.premises, roles, guards=x.guards)


@PLANE.theorem("cosine_definition")
def cosine_definition(figure: Figure) -> Iterator[Relation]:
    """Cosine: adjacent leg over hypotenuse."""
    for x in incidence(figure).corners():
        for a, b in ((x.a, x.b), (x.b, x.a)):
            roles = named("ABC", a, x.v, b)
            sides = times(cosine(x.v, a, b), length(a, b)), length(x.v, a)
            yield equal(figure, "cosine_definition", *sides, x.premises, roles, guards=x.guards)


@PLANE.theorem("tangent_definition")
def tangent_definition(figure: Figure) -> Iterator[Relation]:
    """Tangent: opposite leg over adjacent leg."""
    for x in incidence(figure).corners():
        for a, b in ((x.a, x.b), (x.b, x.a)):
            roles = named("ABC", a, x.v, b)
            sides = times(tangent(x.v, a, b), length(x.v, a)), length(x.v, b)
            yield equal(figure, "tangent_definition", *sides, x.premises, roles, guards=x.guards)


@PLANE.theorem("special_values", weight=0)
def special_values(figure: Figure) -> Iterator[Relation]:
    """Exact ratios of 30, 45, 60 degrees and their supplements."""
    for corner in _corners(figure):
        size = _special(figure, corner)
        if size is not None:
            guards = ((corner, Exact(size)),)
            p, v, q = corner[1:]
            roles = named("AVB", p, v, q)
            ratios = (sine, SINES[size]), (cosine, COSINES[size]), (tangent, SINES[size] / COSINES[size])
            for ratio, value in ratios:
                yield equal(figure, "special_values", ratio(p, v, q), value, (), roles, guards=guards)


@PLANE.theorem("angle_from_ratio", weight=0)
def angle_from_ratio(figure: Figure) -> Iterator[Relation]:
    """The angle of a special ratio; a sine decides only an acute angle of a right triangle."""
    acute = {
        figure.canonical(angle(x.v, a, b)): x.premises
        for x in incidence(figure).corners()
        if x.premises
        for a, b in ((x.a, x.b), (x.b, x.a))
    }
    for corner in _corners(figure):
        size = _special(figure, corner)
        if size is None:
            continue
        p, v, q = corner[1:]
        roles = named("AVB", p, v, q)
        ratios = [(cosine, COSINES[size]), (tangent, SINES[size] / COSINES[size])]
        if corner in acute:
            ratios.append((sine, SINES[size]))
        for ratio, value in ratios:
            guards = ((ratio(p, v, q), value),)
            premises = acute.get(corner, ()) if ratio is sine else ()
            yield equal(figure, "angle_from_ratio", corner, size, premises, roles, guards=guards)


@once
def _corners(figure: Figure) -> list[Quantity]:
    """The angles of the drawn triangles, each once."""
    found = (figure.canonical(angle(b, a, c)) for t in incidence(figure).triangles() for a, b, c in rotations(t))
    return list(dict.fromkeys(found))


@PLANE.theorem("pythagorean_identity")
def pythagorean_identity(figure: Figure) -> Iterator[Relation]:
    """The squares of sine and cosine of an angle add up to 1."""
    for p, v, q in _acute_with_ratio(figure):
        left = [square(sine(p, v, q)), square(cosine(p, v, q))]
        yield equal(figure, "pythagorean_identity", left, 1, (), named("AVB", p, v, q))


@PLANE.theorem("tangent_quotient")
def tangent_quotient(figure: Figure) -> Iterator[Relation]:
    """Tangent is sine over cosine."""
    for p, v, q in _acute_with_ratio(figure):
        sides = times(tangent(p, v, q), cosine(p, v, q)), sine(p, v, q)
        yield equal(figure, "tangent_quotient", *sides, (), named("AVB", p, v, q))


@PLANE.theorem("complementary_ratios")
def complementary_ratios(figure: Figure) -> Iterator[Relation]:
    """In a right triangle the sine of one acute angle is the cosine of the other."""
    if not any(q[0] in ("sine", "cosine", "tangent") for q in mentioned(figure)):
        return
    for x in incidence(figure).corners():
        for a, b in ((x.a, x.b), (x.b, x.a)) if x.premises else ():
            roles = named("ABC", a, x.v, b)
            yield equal(figure, "complementary_ratios", sine(x.v, a, b), cosine(x.v, b, a), x.premises, roles)


def _acute_with_ratio(figure: Figure) -> list[tuple[str, str, str]]:
    """Acute angles of right triangles in which a ratio is mentioned, as canonical triples."""
    given = {q[1:] for q in mentioned(figure) if q[0] in ("sine", "cosine", "tangent")}
    found: list[tuple[str, str, str]] = []
    for x in incidence(figure).corners() if given else ():
        acute = [figure.canonical(angle(x.v, x.a, x.b))[1:], figure.canonical(angle(x.v, x.b, x.a))[1:]]
        if any(corner in given for corner in acute):
            found += [(p, v, q) for p, v, q in acute]
    return list(dict.fromkeys(found))


@PLANE.theorem("sine_rule")
def sine_rule(figure: Figure) -> Iterator[Relation]:
    """Sides of a triangle are as the sines of the opposite angles."""
    for triangle in incidence(figure).triangles():
        for a, b, c in rotations(triangle):
            if _useful(figure, "sine", angle(b, a, c)) and _useful(figure, "sine", angle(a, b, c)):
                sides = times(length(b, c), sine(a, b, c)), times(length(a, c), sine(b, a, c))
                yield equal(figure, "sine_rule", *sides, (), named("ABC", a, b, c), ratio=True)


@PLANE.theorem("circumdiameter")
def circumdiameter(figure: Figure) -> Iterator[Relation]:
    """A side of an inscribed triangle is the diameter times the sine of the opposite angle."""
    known = incidence(figure)
    for triangle in known.triangles() if known.rims else ():
        for rim in known.rims:
            if all(p in rim.fact for p in triangle):
                for a, b, c in rotations(triangle):
                    if _useful(figure, "sine", angle(b, a, c)):
                        sides = length(b, c), times(2, radius(rim.circle), sine(b, a, c))
                        yield equal(figure, "circumdiameter", *sides, rim.on(a, b, c), named("ABC", a, b, c))


@PLANE.theorem("cosine_rule")
def cosine_rule(figure: Figure) -> Iterator[Relation]:
    """The square of a side by the other two and the cosine of their angle; solved for the side or for the cosine."""
    for triangle in incidence(figure).triangles():
        for a, b, c in rotations(triangle):
            if _useful(figure, "cosine", angle(b, a, c)):
                ratio = cosine(b, a, c)
                right = [square(length(a, b)), square(length(a, c)), times(-2, length(a, b), length(a, c), ratio)]
                roles = named("ABC", a, b, c)
                opposite = length(b, c)
                yield equal(figure, "cosine_rule", square(opposite), right, (), roles, targets=(opposite, ratio))


@PLANE.theorem("triangle_area_sine")
def triangle_area_sine(figure: Figure) -> Iterator[Relation]:
    """The area of a triangle is half the product of two sides and the sine of their angle."""
    for triangle in incidence(figure).triangles():
        for a, b, c in rotations(triangle):
            if _useful(figure, "sine", angle(b, a, c)):
                sides = times(2, area(a, b, c)), times(length(a, b), length(a, c), sine(b, a, c))
                yield equal(figure, "triangle_area_sine", *sides, (), named("ABC", a, b, c))


@PLANE.theorem("parallelogram_area_sine")
def parallelogram_area_sine(figure: Figure) -> Iterator[Relation]:
    """The area of a parallelogram is the product of two sides and the sine of their angle."""
    known = incidence(figure)
    for fact in figure.known("parallelogram"):
        for a, b, c, d in rotations(fact.args):
            if known.drawn(d, a, b) and _useful(figure, "sine", angle(d, a, b)):
                sides = area(a, b, c, d), times(length(a, b), length(a, d), sine(d, a, b))
                yield equal(figure, "parallelogram_area_sine", *sides, [fact], named("ABCD", a, b, c, d))
