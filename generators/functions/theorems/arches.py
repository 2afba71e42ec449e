"""The top of a parabola from its zeros and a further point."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, x, y
from generators.functions.theorems.relation import curves_of, kind_of, points_on, relation, spoken
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("top_of_parabola")
def top_of_parabola(figure: Figure) -> Iterator[Relation]:
    """With zeros a distance d from the axis, k = -a d^2; a from the factored form at a further point."""
    for f in curves_of(figure, "parabola"):
        k, a = parameter(f, "k"), parameter(f, "a")
        on = points_on(figure, f)
        zeros = [(p, fact) for p, fact in on if figure.holds("on_x_axis", p)]
        if k not in spoken(figure) or len(zeros) != 2:
            continue
        (p, one), (q, other) = sorted(zeros, key=lambda zero: figure.measure(x(zero[0])))
        d = ("half_width", f, p, q)
        for r, fact in on:
            if r not in (p, q):
                runs = kind_of("run", p, r), kind_of("run", q, r)
                yield relation("factored_form", [(1, (a, *runs))], [(1, (y(r),))], (one, other, fact), (a,), P=r)
        half: list[tuple[Exact | int, tuple[tuple[str, ...], ...]]] = [(Exact(1) / 2, (kind_of("run", p, q),))]
        yield relation("half_width", [(1, (d,))], half, (one, other), (d,), A=p, B=q)
        yield relation("top_of_parabola", [(1, (k,))], [(-1, (a, d, d))], (), (k,), A=p, B=q)


@FUNCTIONS.theorem("half_width")
def half_width(figure: Figure) -> Iterator[Relation]:
    """Emitted with the top."""
    return iter(())
