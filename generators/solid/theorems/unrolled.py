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


@SOLID.theorem("unrolled_angle")
def unrolled_angle(figure: Figure) -> Iterator[Relation]:
    """The sector of an unrolled cone, and the law of cosines in it for a nice angle."""
    for kind in ("winds", "crosses"):
        for fact in figure.known(kind):
            s, a, b = fact.args
            body = next(f for f in figure.known("cone") if f.args[0] == s)
            far, near, path = ("slant", s), ("reach", s), ("path", s)
            arc = times(2, PI, far, ("unrolled_angle", s), Exact(1, 360))
            yield equal("unrolled_angle", arc, times(2, PI, ("base_radius", s)), [body, fact], solid=s)
            for degrees, twice_cosine in ((60, 1), (90, 0), (120, -1)):
                if abs(figure.measure(("way_angle", s)) - degrees) < 1e-9:
                    squares = [times(far, far), times(near, near)]
                    if twice_cosine:
                        squares.append(times(-twice_cosine, far, near))
                    name = "way_right" if degrees == 90 else "way_cosine"
                    made = equal(name, times(path, path), squares, [body, fact], solid=s, A=a, B=b)
                    yield made._replace(guards=((("way_angle", s), Exact(degrees)),))


for _name in ("way_right", "way_cosine"):
    SOLID.theorem(_name)(lambda figure: ())


@SOLID.theorem("way_angle", weight=0)
def way_angle(figure: Figure) -> Iterator[Relation]:
    """The part of the sector that a way goes through."""
    for kind, share in (("winds", Exact(1)), ("crosses", Exact(1, 2))):
        for fact in figure.known(kind):
            s = fact.args[0]
            theorem = "whole_turn" if kind == "winds" else "half_turn"
            yield equal(theorem, ("way_angle", s), times(share, ("unrolled_angle", s)), [fact], solid=s)


for _name in ("whole_turn", "half_turn"):
    SOLID.theorem(_name, weight=0)(lambda figure: ())


@SOLID.theorem("rolled_area")
def rolled_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        if spoken(figure, ("rolled_area", s)):
            yield equal("rolled_area", ("rolled_area", s), times(("turns", s), lateral(s)), [fact], solid=s)
