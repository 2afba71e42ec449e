"""Theorems about points and their coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, permutations

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import x, y
from generators.functions.theorems.relation import (
    plot_of,
    points_on,
    relation,
    spoken,
)
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("coordinate_differences", weight=0)
def coordinate_differences(figure: Figure) -> Iterator[Relation]:
    """Differences of coordinates of points on one curve, or of a circle's centre and point."""
    pairs: dict[tuple[str, str], None] = {}
    for curve in plot_of(figure).curves:
        on = [point for point, _ in points_on(figure, curve)]
        pairs.update(dict.fromkeys((p, q) for i, p in enumerate(on) for q in on[i + 1 :]))
        if plot_of(figure).curves[curve].form == "absolute value":
            pairs.update(dict.fromkeys((q, p) for p, q in list(pairs)))
        if plot_of(figure).curves[curve].form == "quadratic":
            peaks = [fact.args[1] for fact in figure.known("peak") if fact.args[0] == curve]
            zeros = [p for p in on if figure.holds("on_x_axis", p)]
            pairs.update(dict.fromkeys((p, q) for p in zeros for q in (*on, *peaks) if q not in zeros))
    for centre in figure.known("centre"):
        for rim in figure.known("on_circle"):
            if rim.args[0] == centre.args[0]:
                pairs[centre.args[1], rim.args[1]] = None
        for beside in figure.known("on_asymptote"):
            pairs[centre.args[1], beside.args[1]] = None
    for kind in ("next_turns", "next_zeros", "diameter_ends", "highlighted"):
        pairs.update(dict.fromkeys((fact.args[1], fact.args[2]) for fact in figure.known(kind)))
    if figure.known("highlighted"):  # between extremes, upwards too
        pairs.update(dict.fromkeys((fact.args[2], fact.args[1]) for fact in figure.known("next_turns")))
    for fact in figure.known("zeros"):
        pairs.update(dict.fromkeys((zero, p) for p, _ in points_on(figure, fact.args[0]) for zero in fact.args[1:]))
        if plot_of(figure).composed:
            pairs.update(dict.fromkeys(permutations(fact.args[1:], 2)))
    for fact in figure.known("chain"):
        pairs.update(dict.fromkeys(pairwise(fact.args[1:])))
    for quantity in spoken(figure):
        if quantity[0] == "distance":
            pairs[quantity[1:]] = None
        elif quantity[0] in ("region", "under", "lens"):
            pairs[quantity[-2:]] = None
        elif quantity[0] == "triangle":
            a, b, c = quantity[1:]
            pairs.update(dict.fromkeys(((a, b), (b, a), (a, c))))
    for p, q in pairs:
        yield relation("coordinate_differences", [(1, (("run", p, q),))], [(1, (x(q),)), (-1, (x(p),))])
        yield relation("coordinate_differences", [(1, (("rise", p, q),))], [(1, (y(q),)), (-1, (y(p),))])


@FUNCTIONS.theorem("on_an_axis", weight=0)
def on_an_axis(figure: Figure) -> Iterator[Relation]:
    """Points on the axes have a coordinate 0."""
    for fact in figure.known("on_x_axis"):
        yield relation("on_an_axis", [(1, (y(fact.args[0]),))], [], (fact,), (y(fact.args[0]),), P=fact.args[0])
    for fact in figure.known("on_y_axis"):
        yield relation("on_an_axis", [(1, (x(fact.args[0]),))], [], (fact,), (x(fact.args[0]),), P=fact.args[0])
