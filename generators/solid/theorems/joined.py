"""Solids made of parts, and parts that touch: what they share, and what adds up."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.theorems.relation import Part, equal, parts, radius_of, times
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("joined_radii", weight=0)
def joined_radii(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("same_radius"):
        one, other = (radius_of(figure, s) for s in fact.args)
        yield equal("joined_radii", one, other, [fact], solid=fact.args[0], other=fact.args[1])


@SOLID.theorem("equal_heights", weight=0)
def equal_heights(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("same_height"):
        one, other = fact.args
        yield equal("equal_heights", ("height", one), ("height", other), [fact], solid=one, other=other)


@SOLID.theorem("joined_bases", weight=0)
def joined_bases(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("same_base"):
        box, top = fact.args
        for role in ("width", "depth"):
            yield equal("joined_bases", (role, box), ("side", top), [fact], solid=box, other=top)


@SOLID.theorem("fitting", weight=0)
def fitting(figure: Figure) -> Iterator[Relation]:
    """A ball that touches the wall, the bottom and the lid."""
    for count, kind in enumerate(("fits_once", "fits_twice", "fits_thrice"), 1):
        for fact in figure.known(kind):
            inner, outer = fact.args
            r = ("sphere_radius", inner)
            yield equal("fitting", ("base_radius", outer), r, [fact], solid=inner, other=outer)
            yield equal("fitting", ("height", outer), times(2 * count, r), [fact], solid=inner, other=outer)
    for fact in figure.known("fits_cube"):
        inner, outer = fact.args
        yield equal("fitting", ("edge", outer), times(2, ("sphere_radius", inner)), [fact], solid=inner, other=outer)


@SOLID.theorem("whole_volume")
def whole_volume(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for w, fact in parts(figure, "whole"):
        terms: list[Part] = [times(factor, volume(s)) for factor, s in figure.parts[w].volume]
        minus = any(factor < 0 for factor, _ in figure.parts[w].volume)
        yield equal("removed_volume" if minus else "whole_volume", volume(w), terms, [fact], solid=w)


SOLID.theorem("removed_volume")(lambda figure: ())


@SOLID.theorem("whole_surface")
def whole_surface(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for w, fact in parts(figure, "whole"):
        terms: list[Part] = [times(factor, (what, s)) for factor, what, s in figure.parts[w].surface]
        if terms:
            yield equal("whole_surface", surface(w), terms, [fact], solid=w)
