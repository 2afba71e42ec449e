"""Theorems about rates: average rates of change, and when a line reaches a height."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter
from generators.functions.theorems.relation import kind_of, points_on, relation, spoken
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("rate_of_change")
def rate_of_change(figure: Figure) -> Iterator[Relation]:
    """The average rate of change is the change over the time (or other run) that it takes."""
    chains = {fact.args[0]: fact for fact in figure.known("chain")}
    for q in spoken(figure):
        if q[0] == "rate":
            _, f, one, other = q
            on = dict(points_on(figure, f))
            premises = (chains[f],) if f in chains else (on[one], on[other])
            run, rise = (kind_of(part, one, other) for part in ("run", "rise"))
            yield relation("rate_of_change", [(1, (q, run))], [(1, (rise,))], premises, (q,), A=one, B=other)


@FUNCTIONS.theorem("line_reaches")
def line_reaches(figure: Figure) -> Iterator[Relation]:
    """A line y = mx + b has height c where mx + b = c."""
    for q in spoken(figure):
        if q[0] == "reached":
            m, b = parameter(q[1], "m"), parameter(q[1], "b")
            level = Exact.parse(q[2])
            yield relation(
                "line_reaches", [(1, (m, q)), (1, (b,))], [(level, ())], (), (q,), level=f"${level.latex()}$"
            )
