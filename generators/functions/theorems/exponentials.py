"""Theorems about exponential and logarithmic curves."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _number, parameter, value, x, y
from generators.functions.theorems.relation import (
    asked_values,
    curves_of,
    plot_of,
    points_on,
    relation,
)
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("point_on_exponential")
def point_on_exponential(figure: Figure) -> Iterator[Relation]:
    """y = a b^x at whole x; at x = 0 it gives a."""
    for curve in curves_of(figure, "exponential"):
        a, b = parameter(curve, "a"), parameter(curve, "b")
        for p, fact in points_on(figure, curve):
            at = plot_of(figure).exact[f"{p}.x"]
            if at.is_integer and 0 <= float(at) <= 3:
                n = int(float(at))
                unknown = (b,) if n else (a,)
                made = relation("point_on_exponential", [(1, (a, *[b] * n))], [(1, (y(p),))], (fact,), unknown, P=p)
                yield made._replace(guards=((x(p), at),))
        for text in asked_values(figure, curve):
            at, f = _number(text), value(curve, _number(text))
            n = int(float(at))
            if n >= 0:
                yield relation("value_of_exponential", [(1, (f,))], [(1, (a, *[b] * n))], (), (f,))
            else:
                yield relation("value_of_exponential", [(1, (f, *[b] * -n))], [(1, (a,))], (), (f,))
    for curve in curves_of(figure, "logarithm"):
        b = parameter(curve, "b")
        for p, fact in points_on(figure, curve):
            at = plot_of(figure).exact[f"{p}.y"]
            if at.is_integer and 1 <= float(at) <= 3:
                n = int(float(at))
                made = relation("point_on_logarithm", [(1, (b,) * n)], [(1, (x(p),))], (fact,), (b,), P=p)
                yield made._replace(guards=((y(p), at),))


for _name in ("value_of_exponential", "point_on_logarithm"):

    @FUNCTIONS.theorem(_name)
    def _with_exponential(figure: Figure) -> Iterator[Relation]:
        return iter(())
