"""Theorems about the segments of a graph: the line that carries one, and sums of values."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _number, value, x, y
from generators.functions.rates import rate
from generators.functions.theorems.relation import relation, spoken
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("level_of_segment")
def level_of_segment(figure: Figure) -> Iterator[Relation]:
    """b = y - m x at a corner."""
    chains = {fact.args[0]: fact for fact in figure.known("chain")}
    for q in spoken(figure):
        if q[0] == "intercept":
            _, f, one, other = q
            slope = rate(f, one, other)
            yield relation(
                "level_of_segment",
                [(1, (q,))],
                [(1, (y(one),)), (-1, (slope, x(one)))],
                (chains[f],),
                (q,),
                A=one,
                B=other,
            )


@FUNCTIONS.theorem("weighted_sum")
def weighted_sum(figure: Figure) -> Iterator[Relation]:
    """A sum of multiples of values, from the values."""
    for q in spoken(figure):
        if q[0] == "weighted_sum":
            terms: list[tuple[Exact | int, tuple[Quantity, ...]]] = [
                (_number(n), (value(f, _number(at)),)) for n, f, at in zip(q[1::3], q[2::3], q[3::3], strict=True)
            ]
            yield relation("weighted_sum", [(1, (q,))], terms, (), (q,))
