"""Cuboids and cubes by their edges: volume, surface, faces, sum of edges."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.domain import SOLID
from generators.solid.quantities import lateral, surface, volume
from generators.solid.theorems.relation import equal, parts, spoken, times
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("equal_edges", weight=0)
def equal_edges(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cube"):
        for role in ("width", "depth", "height"):
            if spoken(figure, (role, s)):
                yield equal("equal_edges", (role, s), ("edge", s), [fact], solid=s)


@SOLID.theorem("cuboid_lateral")
def cuboid_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if figure.known("whole"):
            a, b, c = edges(s)
            yield equal("cuboid_lateral", lateral(s), [times(2, a, c), times(2, b, c)], [fact], solid=s)


@SOLID.theorem("cuboid_volume")
def cuboid_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        yield equal("cuboid_volume", volume(s), times(*edges(s)), [fact], solid=s)


@SOLID.theorem("cube_volume")
def cube_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cube"):
        a = ("edge", s)
        yield equal("cube_volume", volume(s), times(a, a, a), [fact], solid=s)


def edges(part: str) -> tuple[Quantity, Quantity, Quantity]:
    """Width, depth and height."""
    return ("width", part), ("depth", part), ("height", part)


@SOLID.theorem("cuboid_surface")
def cuboid_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        a, b, c = edges(s)
        yield equal("cuboid_surface", surface(s), [times(2, a, b), times(2, b, c), times(2, a, c)], [fact], solid=s)


@SOLID.theorem("cube_surface")
def cube_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cube"):
        a = ("edge", s)
        yield equal("cube_surface", surface(s), times(6, a, a), [fact], solid=s)


@SOLID.theorem("edge_sum")
def edge_sum(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if spoken(figure, ("edge_sum", s)):
            yield equal("edge_sum", ("edge_sum", s), [times(4, q) for q in edges(s)], [fact], solid=s)
    for s, fact in parts(figure, "cube"):
        if spoken(figure, ("edge_sum", s)):
            yield equal("edge_sum", ("edge_sum", s), times(12, ("edge", s)), [fact], solid=s)


@SOLID.theorem("face_area")
def face_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        a, b, c = edges(s)
        for name, one, other in (("base_area", a, b), ("front_area", a, c), ("side_area", b, c)):
            if spoken(figure, (name, s)):
                yield equal("face_area", (name, s), times(one, other), [fact], solid=s)


@SOLID.theorem("open_box")
def open_box(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if spoken(figure, ("open_surface", s)):
            a, b, c = edges(s)
            sides = [times(a, b), times(2, b, c), times(2, a, c)]
            yield equal("open_box", ("open_surface", s), sides, [fact], solid=s)
