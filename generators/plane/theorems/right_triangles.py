"""Right triangles: Pythagoras, acute angles, special triangles, altitude and median to the hypotenuse."""

from __future__ import annotations

from collections.abc import Iterator

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, length
from generators.plane.theorems.incidence import EPSILON, incidence
from generators.plane.theorems.relation import equal, named, square, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure

ROOT_2 = Exact(2).sqrt()
ROOT_3 = Exact(3).sqrt()


@PLANE.theorem("pythagoras")
def pythagoras(figure: Figure) -> Iterator[Relation]:
    """The squares of the legs add up to the square of the hypotenuse."""
    for x in incidence(figure).corners():
        left = [square(length(x.v, x.a)), square(length(x.v, x.b))]
        roles = named("ABC", x.a, x.v, x.b)
        yield equal(figure, "pythagoras", left, square(length(x.a, x.b)), x.premises, roles, guards=x.guards)


@PLANE.theorem("acute_angles")
def acute_angles(figure: Figure) -> Iterator[Relation]:
    """The acute angles of a right triangle add up to 90 degrees."""
    for x in incidence(figure).corners():
        if x.premises:
            left = [angle(x.v, x.a, x.b), angle(x.v, x.b, x.a)]
            yield equal(figure, "acute_angles", left, 90, x.premises, named("ABC", x.a, x.v, x.b))


@PLANE.theorem("triangle_30_60_90")
def triangle_30_60_90(figure: Figure) -> Iterator[Relation]:
    """Sides of a 30-60-90 triangle are as 1 : sqrt 3 : 2."""
    for x in incidence(figure).corners():
        for a, b in ((x.a, x.b), (x.b, x.a)):
            if abs(figure.measure(angle(x.v, a, b)) - 30) > EPSILON:
                continue
            short, long, hypotenuse = length(x.v, b), length(x.v, a), length(a, b)
            for known in ((angle(x.v, a, b), Exact(30)), (angle(x.v, b, a), Exact(60))):
                guards = (*x.guards, known)
                roles = named("ABC", a, x.v, b)
                yield equal(figure, "triangle_30_60_90", hypotenuse, times(2, short), x.premises, roles, guards=guards)
                yield equal(figure, "triangle_30_60_90", long, times(ROOT_3, short), x.premises, roles, guards=guards)
                yield equal(
                    figure,
                    "triangle_30_60_90",
                    times(2, long),
                    times(ROOT_3, hypotenuse),
                    x.premises,
                    roles,
                    guards=guards,
                )


@PLANE.theorem("triangle_45_45_90")
def triangle_45_45_90(figure: Figure) -> Iterator[Relation]:
    """Legs of a 45-45-90 triangle are equal, the hypotenuse is sqrt 2 times as long."""
    for x in incidence(figure).corners():
        if abs(figure.measure(angle(x.v, x.a, x.b)) - 45) > EPSILON:
            continue
        for a, b in ((x.a, x.b), (x.b, x.a)):
            guards = (*x.guards, (angle(x.v, a, b), Exact(45)))
            roles = named("ABC", a, x.v, b)
            yield equal(figure, "triangle_45_45_90", length(x.v, a), length(x.v, b), x.premises, roles, guards=guards)
            for leg in (length(x.v, a), length(x.v, b)):
                yield equal(
                    figure, "triangle_45_45_90", length(a, b), times(ROOT_2, leg), x.premises, roles, guards=guards
                )


@PLANE.theorem("altitude_mean")
def altitude_mean(figure: Figure) -> Iterator[Relation]:
    """The altitude on the hypotenuse is the geometric mean of the segments it cuts off."""
    known = incidence(figure)
    for x in known.corners():
        for h, foot in known.feet(x.v, x.a, x.b):
            if h not in (x.a, x.b):
                roles = named("ABCH", x.a, x.v, x.b, h)
                segments = times(length(x.a, h), length(h, x.b))
                premises = (*x.premises, *foot)
                yield equal(figure, "altitude_mean", square(length(x.v, h)), segments, premises, roles, guards=x.guards)


@PLANE.theorem("leg_mean")
def leg_mean(figure: Figure) -> Iterator[Relation]:
    """A leg is the geometric mean of the hypotenuse and its own projection on it."""
    known = incidence(figure)
    for x in known.corners():
        for h, foot in known.feet(x.v, x.a, x.b):
            if h not in (x.a, x.b):
                for a, b in ((x.a, x.b), (x.b, x.a)):
                    sides = square(length(x.v, a)), times(length(a, h), length(a, b))
                    premises = (*x.premises, *foot)
                    yield equal(figure, "leg_mean", *sides, premises, named("ABCH", a, x.v, b, h), guards=x.guards)


@PLANE.theorem("altitude_product")
def altitude_product(figure: Figure) -> Iterator[Relation]:
    """Legs multiply to the same as hypotenuse and altitude on it (twice the area)."""
    known = incidence(figure)
    for x in known.corners():
        for h, foot in known.feet(x.v, x.a, x.b):
            if h not in (x.a, x.b):
                sides = times(length(x.v, x.a), length(x.v, x.b)), times(length(x.a, x.b), length(x.v, h))
                premises = (*x.premises, *foot)
                yield equal(
                    figure, "altitude_product", *sides, premises, named("ABCH", x.a, x.v, x.b, h), guards=x.guards
                )


@PLANE.theorem("median_to_hypotenuse")
def median_to_hypotenuse(figure: Figure) -> Iterator[Relation]:
    """The median to the hypotenuse is half the hypotenuse."""
    known = incidence(figure)
    for x in known.corners():
        for m in known.joined[x.v]:
            if figure.between(x.a, m, x.b) and (half := known.equal_length(x.a, m, m, x.b)) is not None:
                roles = named("ABCM", x.a, x.v, x.b, m)
                premises = (*x.premises, *half, *known.line(x.a, m, x.b))
                yield equal(
                    figure,
                    "median_to_hypotenuse",
                    times(2, length(x.v, m)),
                    length(x.a, x.b),
                    premises,
                    roles,
                    guards=x.guards,
                )
                for end in (x.a, x.b):
                    yield equal(
                        figure, "median_to_hypotenuse", length(x.v, m), length(m, end), premises, roles, guards=x.guards
                    )
