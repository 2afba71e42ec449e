"""Values of sines and cosines at multiples of 30 degrees."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _number, parameter, value
from generators.functions.theorems.relation import asked_values, curves_of, plot_of, relation
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure

_HALF, _ROOT = Exact(1) / 2, Exact(3).sqrt() / 2
SINES = (Exact(0), _HALF, _ROOT, Exact(1), _ROOT, _HALF, Exact(0), -_HALF, -_ROOT, Exact(-1), -_ROOT, -_HALF)
"""The sines of the multiples of 30 degrees."""


@FUNCTIONS.theorem("value_of_wave")
def value_of_wave(figure: Figure) -> Iterator[Relation]:
    """a sin(bt) + k where bt is a multiple of 30 degrees."""
    plot = plot_of(figure)
    for form, first in (("sine", 0), ("cosine", 3)):
        for f in curves_of(figure, form):
            b = plot.exact[f"{f}.b"]
            for at in asked_values(figure, f):
                turned = b * _number(at) * 6 / PI
                if not turned.is_integer:
                    continue
                ratio = SINES[(int(float(turned)) + first) % 12]
                name = "sin" if form == "sine" else "cos"
                angle = (b * _number(at)).latex()
                told = rf"$\{name}\left({angle}\right) = {ratio.latex()}$"
                f_at = value(f, _number(at))
                a, k = parameter(f, "a"), parameter(f, "k")
                made = relation("value_of_wave", [(1, (f_at,))], [(1, (k,)), (ratio, (a,))], (), (f_at,), angle=told)
                yield made._replace(guards=((parameter(f, "b"), b),))
