"""Theorems about sine, cosine and tangent curves."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, y
from generators.functions.theorems.relation import (
    relation,
)
from puma_data.symbolic.exact import PI
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("amplitude")
def amplitude(figure: Figure) -> Iterator[Relation]:
    """Half the difference of the greatest and the least value; the midline is their mean."""
    for fact in figure.known("next_turns"):
        f, top, low = fact.args
        if figure.measure(y(top)) < figure.measure(y(low)):
            top, low = low, top
        a, k = parameter(f, "a"), parameter(f, "k")
        yield relation("amplitude", [(2, (a,))], [(1, (y(top),)), (-1, (y(low),))], (fact,), (a,), A=top, B=low)
        yield relation("midline", [(2, (k,))], [(1, (y(top),)), (1, (y(low),))], (fact,), (k,), A=top, B=low)


@FUNCTIONS.theorem("midline")
def midline(figure: Figure) -> Iterator[Relation]:
    """Emitted with the amplitude."""
    return iter(())


@FUNCTIONS.theorem("half_period")
def half_period(figure: Figure) -> Iterator[Relation]:
    """From a highest point to the next lowest one is half a period; from one zero of a tangent to the next a whole."""
    for fact in figure.known("next_turns"):
        f, p, q = fact.args
        t = ("period", f)
        yield relation("half_period", [(1, (t,))], [(2, (("run", p, q),))], (fact,), (t,), A=p, B=q)
        yield relation("period_formula", [(1, (parameter(f, "b"), t))], [(2 * PI, ())], (), (parameter(f, "b"), t))
    for fact in figure.known("next_zeros"):
        f, p, q = fact.args
        t = ("period", f)
        yield relation("whole_period", [(1, (t,))], [(1, (("run", p, q),))], (fact,), (t,), A=p, B=q)
        yield relation("period_of_tangent", [(1, (parameter(f, "b"), t))], [(PI, ())], (), (parameter(f, "b"), t))


for _name in ("period_formula", "whole_period", "period_of_tangent"):

    @FUNCTIONS.theorem(_name)
    def _with_half_period(figure: Figure) -> Iterator[Relation]:
        return iter(())
