"""Solids in and around solids, cut, melted, filled and painted."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.theorems.boxes import edges
from generators.solid.theorems.relation import equal, parts, spoken, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Relation
from puma_data.symbolic.figure import Figure

BODIES = frozenset(
    ("cylinder", "cone", "frustum", "sphere", "hemisphere", "cuboid", "cube", "pyramid", "triangle_prism")
)
SHARED: dict[str, tuple[tuple[str, int, str], ...]] = {
    "cone_in_cylinder": (("base_radius", 1, "base_radius"), ("height", 1, "height")),
    "pyramid_in_box": (("side", 1, "width"), ("side", 1, "depth"), ("height", 1, "height")),
    "cone_in_box": (("base_diameter", 1, "width"), ("base_diameter", 1, "depth"), ("height", 1, "height")),
}
"""Lengths that a solid shares with the one around it."""


@SOLID.theorem("shared_lengths", weight=0)
def shared_lengths(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for kind, pairs in SHARED.items():
        for fact in figure.known(kind):
            inner, outer = fact.args[:2]
            for one, factor, other in pairs:
                name = "edge" if figure.parts[outer].kind == "cube" else other
                yield equal(
                    "shared_lengths", (one, inner), times(factor, (name, outer)), [fact], solid=inner, other=outer
                )


@SOLID.theorem("square_floor", weight=0)
def square_floor(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_floor"):
        yield equal("square_floor", ("depth", s), ("width", s), [fact], solid=s)


@SOLID.theorem("half_perimeter", weight=0)
def half_perimeter(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("ball_in_cone"):
        s = fact.args[1]
        sides = [("slant", s), ("base_radius", s)]
        yield equal("half_perimeter", ("half_perimeter", s), sides, [fact], solid=s)


@SOLID.theorem("ball_in_cone")
def ball_in_cone(figure: Figure) -> Iterator[Relation]:
    """The area of the axial section is half its perimeter times the radius of its inscribed circle."""
    for fact in figure.known("ball_in_cone"):
        ball, s = fact.args
        area = times(("base_radius", s), ("height", s))
        whole = times(("sphere_radius", ball), ("half_perimeter", s))
        yield equal("ball_in_cone", whole, area, [fact], solid=ball, other=s)


@SOLID.theorem("circumscribed_sphere")
def circumscribed_sphere(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for fact in figure.known("round_box"):
        ball, box = fact.args
        d = ("sphere_diameter", ball)
        cube = figure.parts[box].kind == "cube"
        squares = [times(3, ("edge", box), ("edge", box))] if cube else [times(q, q) for q in edges(box)]
        yield equal("circumscribed_sphere", times(d, d), squares, [fact], solid=ball, other=box)
    for fact in figure.known("round_cylinder"):
        ball, can = fact.args
        d, w, h = ("sphere_diameter", ball), ("base_diameter", can), ("height", can)
        yield equal("circumscribed_sphere", times(d, d), [times(w, w), times(h, h)], [fact], solid=ball, other=can)


@SOLID.theorem("sphere_round_cone")
def sphere_round_cone(figure: Figure) -> Iterator[Relation]:
    """The diameter through the apex is the hypotenuse of a right triangle: l² = 2R h."""
    for fact in figure.known("round_cone"):
        ball, cone = fact.args
        d, h, slant = ("sphere_diameter", ball), ("height", cone), ("slant", cone)
        yield equal("sphere_round_cone", times(slant, slant), times(d, h), [fact], solid=ball, other=cone)


@SOLID.theorem("similar_cut")
def similar_cut(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("cut_off"):
        tip, cone = fact.args
        for one, other in (("base_radius", "height"), ("slant", "height")):
            made = equal(
                "similar_cut", times((one, tip), (other, cone)), times((one, cone), (other, tip)), [fact],
                solid=tip, other=cone,
            )  # fmt: skip
            yield made._replace(ratio=True)


@SOLID.theorem("recast")
def recast(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for fact in (*figure.known("recast"), *figure.known("recast_many")):
        one, other = fact.args
        right = times(("count", other), volume(other)) if fact.kind == "recast_many" else volume(other)
        yield equal("recast", volume(one), right, [fact], solid=one, other=other)


@SOLID.theorem("paint")
def paint(figure: Figure) -> Iterator[Relation]:
    for s, fact in _all(figure):
        if spoken(figure, ("paint", s)):
            yield equal("paint", surface(s), times(("coverage", s), ("paint", s)), [fact], solid=s)


@SOLID.theorem("water")
def water(figure: Figure) -> Iterator[Relation]:
    """Water in an upright vessel has its shape, as high as the water stands."""
    for s, fact in parts(figure, "filled"):
        yield equal("water", ("water", s), times(("base_area", s), ("fill_height", s)), [fact], solid=s)


@SOLID.theorem("water_litres")
def water_litres(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "filled"):
        if spoken(figure, ("water_litres", s)):
            yield equal("litres", ("water_litres", s), times(Exact(1, 1000), ("water", s)), [fact], solid=s)


@SOLID.theorem("axial_section")
def axial_section(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone", "cylinder", "frustum"):
        q = ("axial_area", s)
        if spoken(figure, q):
            r, h = ("base_radius", s), ("height", s)
            area = {
                "cone": [times(r, h)],
                "cylinder": [times(2, r, h)],
                "frustum": [times(r, h), times(("top_radius", s), h)],
            }[fact.kind]
            yield equal("axial_section", q, area, [fact], solid=s)


def _all(figure: Figure) -> Iterator[tuple[str, Fact]]:
    """Every part with the fact that says what it is."""
    assert isinstance(figure, SolidFigure)
    for name in figure.parts:
        fact = next((f for f in figure.facts if f.args[:1] == (name,) and f.kind in BODIES), None)
        if fact is not None:
            yield name, fact
