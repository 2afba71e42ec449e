"""Right prisms: their bases, then what follows from base and length."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.theorems.relation import HALF, Part, equal, parts, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure

PRISMS = ("triangle_prism", "trapezoid_prism", "step_prism")


def _bases(figure: Figure, kind: str) -> Iterator[tuple[str, Fact]]:
    assert isinstance(figure, SolidFigure)
    for s, fact in parts(figure, *PRISMS):
        if figure.parts[s].kind == kind:
            yield s, fact


@SOLID.theorem("triangle_area")
def triangle_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_triangle"):
        yield equal("triangle_area", ("base_area", s), times(HALF, ("leg", s), ("other_leg", s)), [fact], solid=s)
    for kind in ("isosceles", "triangle"):
        for s, fact in _bases(figure, kind):
            product = times(HALF, ("base_edge", s), ("base_height", s))
            yield equal("triangle_area", ("base_area", s), product, [fact], solid=s)


@SOLID.theorem("base_pythagoras")
def base_pythagoras(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_triangle"):
        c, a, b = ("hypotenuse", s), ("leg", s), ("other_leg", s)
        premises = [f for f in figure.known("right_base") if f.args[0] == s]
        yield equal("base_pythagoras", times(c, c), [times(a, a), times(b, b)], [fact, *premises], solid=s)
    for s, fact in _bases(figure, "isosceles"):
        c, a, t = ("equal_side", s), ("base_edge", s), ("base_height", s)
        premises = [f for f in figure.known("isosceles") if f.args[0] == s]
        parts_ = [times(Exact(1, 4), a, a), times(t, t)]
        yield equal("base_pythagoras", times(c, c), parts_, [fact, *premises], solid=s)
    for s, fact in _bases(figure, "right_trapezoid"):
        c, t = ("slanted_side", s), ("trapezoid_height", s)
        premises = [f for f in figure.known("right_base") if f.args[0] == s]
        d = ("overhang", s)
        yield equal("base_pythagoras", times(c, c), [times(d, d), times(t, t)], [fact, *premises], solid=s)


@SOLID.theorem("overhang", weight=0)
def overhang(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_trapezoid"):
        longer, shorter = ("parallel_side", s), ("other_parallel", s)
        yield equal("overhang", ("overhang", s), [longer, times(-1, shorter)], [fact], solid=s)


@SOLID.theorem("trapezoid_area")
def trapezoid_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_trapezoid"):
        a, c, t = ("parallel_side", s), ("other_parallel", s), ("trapezoid_height", s)
        yield equal("trapezoid_area", ("base_area", s), [times(HALF, a, t), times(HALF, c, t)], [fact], solid=s)


@SOLID.theorem("step_area")
def step_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "step"):
        a, b, c, d = step(s)
        yield equal("step_area", ("base_area", s), [times(a, b), times(-1, c, d)], [fact], solid=s)


def step(part: str) -> tuple[Quantity, Quantity, Quantity, Quantity]:
    """Width and height of a step-shaped base, and of the corner that is missing."""
    return ("base_width", part), ("base_rise", part), ("step_width", part), ("step_height", part)


@SOLID.theorem("base_perimeter")
def base_perimeter(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        assert isinstance(figure, SolidFigure)
        rim: list[Part] = []
        match figure.parts[s].kind:
            case "right_triangle":
                rim = [("leg", s), ("other_leg", s), ("hypotenuse", s)]
            case "isosceles":
                rim = [("base_edge", s), times(2, ("equal_side", s))]
            case "right_trapezoid":
                rim = [(kind, s) for kind in ("parallel_side", "other_parallel", "trapezoid_height", "slanted_side")]
            case "step":
                rim = [times(2, ("base_width", s)), times(2, ("base_rise", s))]
        if rim:
            yield equal("base_perimeter", ("base_perimeter", s), rim, [fact], solid=s)


@SOLID.theorem("prism_volume")
def prism_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        yield equal("prism_volume", volume(s), times(("base_area", s), ("prism_length", s)), [fact], solid=s)


@SOLID.theorem("prism_lateral")
def prism_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        yield equal("prism_lateral", lateral(s), times(("base_perimeter", s), ("prism_length", s)), [fact], solid=s)


@SOLID.theorem("prism_surface")
def prism_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        yield equal("prism_surface", surface(s), [lateral(s), times(2, ("base_area", s))], [fact], solid=s)
