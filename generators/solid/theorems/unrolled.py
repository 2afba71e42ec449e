"""Surfaces laid flat: sectors, labels and shortest ways."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.domain import SOLID
from generators.solid.quantities import lateral
from generators.solid.theorems.inside import boxes
from generators.solid.theorems.relation import between, equal, parts, spoken, times
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("rolled_slant", weight=0)
def rolled_slant(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("rolled"):
        paper, made = fact.args
        yield equal("rolled_slant", ("slant", made), ("sector_radius", paper), [fact], solid=made, other=paper)


@SOLID.theorem("unrolled")
def unrolled(figure: Figure) -> Iterator[Relation]:
    """The arc of the sector is the rim of the base."""
    for fact in figure.known("rolled"):
        paper, made = fact.args
        arc = times(2, PI, ("sector_radius", paper), ("sector_angle", paper), Exact(1, 360))
        yield equal("unrolled", arc, times(2, PI, ("base_radius", made)), [fact], solid=made, other=paper)


@SOLID.theorem("unfolding")
def unfolding(figure: Figure) -> Iterator[Relation]:
    """The shortest way: straight in the best of all unfoldings."""
    for fact in figure.known("opposite_rims"):
        s = fact.args[0]
        path, around, h = ("path", s), ("rim", s), ("height", s)
        yield equal("unfolding", times(path, path), [times(Exact(1, 4), around, around), times(h, h)], [fact], solid=s)
    for fact, _ in boxes(figure):
        for crawl in figure.known("crawls"):
            s, a, g = crawl.args
            sides = [between(figure, *pair) for pair in (("A", "B"), ("B", "C"), ("C", "G"))]
            far = min(range(3), key=lambda i: -figure.measure(sides[i]))
            one, two = (side for i, side in enumerate(sides) if i != far)
            path, high = ("path", s), sides[far]
            total = [times(one, one), times(2, one, two), times(two, two), times(high, high)]
            yield equal("box_unfolding", times(path, path), total, [fact, crawl], solid=s, A=a, B=g)


@SOLID.theorem("box_unfolding")
def box_unfolding(figure: Figure) -> Iterator[Relation]:
    return iter(())


@SOLID.theorem("rolled_area")
def rolled_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        if spoken(figure, ("rolled_area", s)):
            yield equal("rolled_area", ("rolled_area", s), times(("turns", s), lateral(s)), [fact], solid=s)
