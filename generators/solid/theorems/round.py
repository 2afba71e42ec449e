"""Cylinders and what is left of them, cones, frusta and balls."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.theorems.relation import THIRD, between, equal, parts, radius_of, spoken, times
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("diameter", weight=0)
def diameter(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder", "cone", "frustum", "part_cylinder"):
        yield equal("diameter", ("base_diameter", s), times(2, ("base_radius", s)), [fact], solid=s)
    for s, fact in parts(figure, "sphere", "hemisphere"):
        yield equal("diameter", ("sphere_diameter", s), times(2, ("sphere_radius", s)), [fact], solid=s)


@SOLID.theorem("base_circle")
def base_circle(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder", "cone", "hemisphere", "frustum"):
        q = ("base_area", s)
        r = radius_of(figure, s)
        if spoken(figure, q) or figure.known("whole"):
            yield equal("base_circle", q, times(PI, r, r), [fact], solid=s)


@SOLID.theorem("base_circumference")
def base_circumference(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder", "cone"):
        q = ("rim", s)
        if spoken(figure, q):
            yield equal("base_circumference", q, times(2, PI, radius_of(figure, s)), [fact], solid=s)


@SOLID.theorem("cylinder_volume")
def cylinder_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        r, h = ("base_radius", s), ("height", s)
        yield equal("cylinder_volume", volume(s), times(PI, r, r, h), [fact], solid=s)


@SOLID.theorem("cylinder_lateral")
def cylinder_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        yield equal("cylinder_lateral", lateral(s), times(2, PI, ("base_radius", s), ("height", s)), [fact], solid=s)


@SOLID.theorem("cylinder_surface")
def cylinder_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        r, h = ("base_radius", s), ("height", s)
        sides = [times(2, PI, r, r), times(2, PI, r, h)]
        yield equal("cylinder_surface", surface(s), sides, [fact], solid=s)


@SOLID.theorem("open_cylinder")
def open_cylinder(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        if spoken(figure, ("open_surface", s)):
            r, h = ("base_radius", s), ("height", s)
            sides = [times(PI, r, r), times(2, PI, r, h)]
            yield equal("open_cylinder", ("open_surface", s), sides, [fact], solid=s)


@SOLID.theorem("rod")
def rod(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        if spoken(figure, ("rod", s)):
            d, h, length = ("base_diameter", s), ("height", s), ("rod", s)
            yield equal("rod", times(length, length), [times(d, d), times(h, h)], [fact], solid=s)


@SOLID.theorem("cone_pythagoras")
def cone_pythagoras(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        r, h, apart = ("base_radius", s), ("height", s), ("slant", s)
        yield equal("cone_pythagoras", times(apart, apart), [times(r, r), times(h, h)], [fact], solid=s)


@SOLID.theorem("cone_volume")
def cone_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        r, h = ("base_radius", s), ("height", s)
        yield equal("cone_volume", volume(s), times(THIRD, PI, r, r, h), [fact], solid=s)


@SOLID.theorem("cone_lateral")
def cone_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        yield equal("cone_lateral", lateral(s), times(PI, ("base_radius", s), ("slant", s)), [fact], solid=s)


@SOLID.theorem("cone_surface")
def cone_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        r = ("base_radius", s)
        sides = [times(PI, r, r), times(PI, r, ("slant", s))]
        yield equal("cone_surface", surface(s), sides, [fact], solid=s)


@SOLID.theorem("sphere_volume")
def sphere_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "sphere"):
        r = ("sphere_radius", s)
        yield equal("sphere_volume", volume(s), times(Exact(4, 3), PI, r, r, r), [fact], solid=s)


@SOLID.theorem("sphere_surface")
def sphere_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "sphere"):
        r = ("sphere_radius", s)
        yield equal("sphere_surface", surface(s), times(4, PI, r, r), [fact], solid=s)


@SOLID.theorem("hemisphere_volume")
def hemisphere_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "hemisphere"):
        r = ("sphere_radius", s)
        yield equal("hemisphere_volume", volume(s), times(Exact(2, 3), PI, r, r, r), [fact], solid=s)


@SOLID.theorem("hemisphere_lateral")
def hemisphere_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "hemisphere"):
        r = ("sphere_radius", s)
        yield equal("hemisphere_lateral", lateral(s), times(2, PI, r, r), [fact], solid=s)


@SOLID.theorem("hemisphere_surface")
def hemisphere_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "hemisphere"):
        r = ("sphere_radius", s)
        yield equal("hemisphere_surface", surface(s), times(3, PI, r, r), [fact], solid=s)


@SOLID.theorem("frustum_slant")
def frustum_slant(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        apart, h, d = ("slant", s), ("height", s), ("radius_difference", s)
        yield equal("frustum_slant", times(apart, apart), [times(h, h), times(d, d)], [fact], solid=s)


@SOLID.theorem("radius_difference", weight=0)
def radius_difference(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        d = [("base_radius", s), times(-1, ("top_radius", s))]
        yield equal("radius_difference", ("radius_difference", s), d, [fact], solid=s)


@SOLID.theorem("frustum_volume")
def frustum_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        r, t, h = ("base_radius", s), ("top_radius", s), ("height", s)
        third = [times(THIRD, PI, h, r, r), times(THIRD, PI, h, r, t), times(THIRD, PI, h, t, t)]
        yield equal("frustum_volume", volume(s), third, [fact], solid=s)


@SOLID.theorem("frustum_lateral")
def frustum_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        belt = [times(PI, (radius, s), ("slant", s)) for radius in ("base_radius", "top_radius")]
        yield equal("frustum_lateral", lateral(s), belt, [fact], solid=s)


@SOLID.theorem("frustum_surface")
def frustum_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        ends = [times(PI, (radius, s), (radius, s)) for radius in ("base_radius", "top_radius")]
        yield equal("frustum_surface", surface(s), [lateral(s), *ends], [fact], solid=s)


@SOLID.theorem("part_cylinder_volume")
def part_cylinder_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "part_cylinder"):
        r, h, share = ("base_radius", s), ("height", s), share_of(figure, s)
        yield equal("part_cylinder_volume", volume(s), times(*share, PI, r, r, h), [fact], solid=s)


@SOLID.theorem("part_cylinder_surface")
def part_cylinder_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "part_cylinder"):
        r, h, share = ("base_radius", s), ("height", s), share_of(figure, s)
        sides = [times(2, *share, PI, r, r), times(2, *share, PI, r, h), times(2, r, h)]
        yield equal("part_cylinder_surface", surface(s), sides, [fact], solid=s)


def share_of(figure: Figure, part: str) -> tuple[Exact | Quantity, ...]:
    """The share of a full turn that a part of a cylinder makes: a number, or its angle over a full turn."""
    assert isinstance(figure, SolidFigure)
    if f"{part}.angle" in figure.extents:
        return (Exact(1, 360), ("sweep_angle", part))
    return (Exact(Fraction(round(figure.parts[part].sweep), 360)),)


@SOLID.theorem("rotation", weight=0)
def rotation(figure: Figure) -> Iterator[Relation]:
    """What the sides of a turning triangle or rectangle become."""
    for fact in figure.known("rotated"):
        s, a, b, c, *_ = fact.args
        yield equal("rotation", ("base_radius", s), between(figure, b, c), [fact], solid=s, A=a, B=b, C=c)
        yield equal("rotation", ("height", s), between(figure, a, b), [fact], solid=s, A=a, B=b, C=c)
        if len(fact.args) == 4:
            yield equal("rotation", ("slant", s), between(figure, a, c), [fact], solid=s, A=a, B=b, C=c)
