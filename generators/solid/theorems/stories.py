"""What is poured, weighed and sunk, and solids of one shape."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import volume
from generators.solid.theorems.relation import equal, parts, spoken, times
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("mass")
def mass(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for part in figure.parts:
        if spoken(figure, ("mass", part)):
            fact = next(f for f in figure.facts if f.args[0] == part)
            yield equal("mass", ("mass", part), times(("density", part), volume(part)), [fact], solid=part)


@SOLID.theorem("litres")
def litres(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid", "cylinder"):
        if spoken(figure, ("litres", s)):
            yield equal("litres", ("litres", s), times(Exact(1, 1000), volume(s)), [fact], solid=s)


@SOLID.theorem("level")
def level(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("poured"):
        full, empty = fact.args
        r = ("base_radius", empty)
        yield equal("level", times(PI, r, r, ("fill_height", empty)), volume(full), [fact], solid=full, other=empty)


@SOLID.theorem("displacement")
def displacement(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if spoken(figure, ("displaced", s)):
            risen = times(("width", s), ("depth", s), ("rise", s))
            yield equal("displacement", ("displaced", s), risen, [fact], solid=s)


def _alike(figure: Figure, theorem: str, kind: str, power: int) -> Iterator[Relation]:
    """Measures of similar parts in a power of the ratio of their lengths."""
    for fact in figure.known("similar_parts"):
        one, other = fact.args
        lengths = [q[0] for q in figure.asked if q[1:] in ((one,), (other,)) and figure.dimension(q) == 1]
        for length in dict.fromkeys(lengths):
            left = times((kind, other), *[(length, one)] * power)
            right = times((kind, one), *[(length, other)] * power)
            yield equal(theorem, left, right, [fact], solid=one, other=other)


@SOLID.theorem("volume_scale")
def volume_scale(figure: Figure) -> Iterator[Relation]:
    yield from _alike(figure, "volume_scale", "volume", 3)


@SOLID.theorem("area_scale")
def area_scale(figure: Figure) -> Iterator[Relation]:
    yield from _alike(figure, "area_scale", "surface", 2)
