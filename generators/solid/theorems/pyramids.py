"""Pyramids over squares and rectangles, the apex above the middle of the base."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.theorems.relation import HALF, THIRD, between, equal, parts, right_triangle, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("square_area")
def square_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        yield equal("square_area", ("base_area", s), times(("side", s), ("side", s)), [fact], solid=s)


@SOLID.theorem("rectangle_area")
def rectangle_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "pyramid"):
        assert isinstance(figure, SolidFigure)
        if figure.parts[s].kind == "pyramid":
            yield equal("rectangle_area", ("base_area", s), times(("width", s), ("depth", s)), [fact], solid=s)


@SOLID.theorem("pyramid_volume")
def pyramid_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "pyramid"):
        yield equal("pyramid_volume", volume(s), times(THIRD, ("base_area", s), ("height", s)), [fact], solid=s)


@SOLID.theorem("pyramid_slant")
def pyramid_slant(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        apothem, h, a = ("slant", s), ("height", s), ("side", s)
        sides = [times(h, h), times(Exact(1, 4), a, a)]
        yield equal("pyramid_slant", times(apothem, apothem), sides, [fact], solid=s)


@SOLID.theorem("pyramid_lateral")
def pyramid_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        yield equal("pyramid_lateral", lateral(s), times(2, ("side", s), ("slant", s)), [fact], solid=s)


@SOLID.theorem("pyramid_surface")
def pyramid_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        yield equal("pyramid_surface", surface(s), [("base_area", s), lateral(s)], [fact], solid=s)


@SOLID.theorem("half_diagonal")
def half_diagonal(figure: Figure) -> Iterator[Relation]:
    """Half the diagonal of the base of a lettered pyramid over a square or rectangle."""
    for fact in figure.known("foot"):
        part, foot, apex, corner = fact.args
        assert isinstance(figure, SolidFigure)
        names = figure.parts[part].corners
        at = names.index(corner)
        before, after, across = names[(at - 1) % 4], names[(at + 1) % 4], names[(at + 2) % 4]
        whole, one, two = (between(figure, p, q) for p, q in ((corner, across), (corner, before), (corner, after)))
        yield equal(
            "half_diagonal", between(figure, corner, foot), times(HALF, whole), [fact], A=corner, B=foot, C=across
        )
        base = next(f for f in figure.known("pyramid") if f.args[0] == part)
        yield right_triangle(figure, "base_diagonal", after, corner, before, base)._replace(
            left=(times(whole, whole),),
            right=(times(one, one), times(two, two)),
            roles=(("A", corner), ("B", after), ("C", across)),
        )
        yield right_triangle(figure, "lateral_edge", corner, foot, apex, fact)


SOLID.theorem("base_diagonal")(lambda figure: ())
SOLID.theorem("lateral_edge")(lambda figure: ())


@SOLID.theorem("square_sides", weight=0)
def square_sides(figure: Figure) -> Iterator[Relation]:
    """The sides of the base of a lettered pyramid are equal."""
    for fact in figure.known("square_base"):
        assert isinstance(figure, SolidFigure)
        names = figure.parts[fact.args[0]].corners[:4]
        if not names[0].startswith("_"):
            sides = [between(figure, p, q) for p, q in zip(names, [*names[1:], names[0]], strict=True)]
            for one, other in combinations(sides, 2):
                yield equal("square_sides", one, other, [fact], solid=fact.args[0])


@SOLID.theorem("rectangle_sides", weight=0)
def rectangle_sides(figure: Figure) -> Iterator[Relation]:
    """Opposite sides of the base of a lettered pyramid are equal."""
    for fact in figure.known("rectangle_base"):
        assert isinstance(figure, SolidFigure)
        a, b, c, d = figure.parts[fact.args[0]].corners[:4]
        if not a.startswith("_"):
            for one, other in (((a, b), (d, c)), ((a, d), (b, c))):
                yield equal(
                    "rectangle_sides", between(figure, *one), between(figure, *other), [fact], solid=fact.args[0]
                )
