"""Theorems about symmetric and periodic graphs made of segments."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import x, y
from generators.functions.theorems.relation import plot_of, relation, spoken
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure

TOLD = {
    1: "every corner of the graph has its mirror image in the $y$-axis among the corners, so $f$ is even",
    -1: "a half turn about the origin carries every corner of the graph into a corner, so $f$ is odd",
    0: "one pair of values shows that $f$ is neither even nor odd",
}


@FUNCTIONS.theorem("parity")
def parity(figure: Figure) -> Iterator[Relation]:
    """f is even if f(-x) = f(x) throughout, odd if f(-x) = -f(x) throughout."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "mirror_ratio":
            continue
        f, at = q[1:]
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == f)
        there, here = ("value", f, (-Exact.parse(at)).sympy()), ("value", f, at)
        ratio = round(figure.measure(q), 9)
        symmetric = abs(ratio) == 1
        reason = TOLD[int(ratio) if symmetric else 0]
        made = relation("parity", [(1, (q, here))], [(1, (there,))], (fact,), (q,), reason=reason)
        if symmetric:
            guards = (
                (part(p), plot.exact[f"{p}.{axis}"]) for p in fact.args[1:] for part, axis in ((x, "x"), (y, "y"))
            )
            made = made._replace(guards=tuple(guards))
        yield made


@FUNCTIONS.theorem("middle_of_symmetric_graph")
def middle_of_symmetric_graph(figure: Figure) -> Iterator[Relation]:
    """A symmetry carries one end of a graph into the other: axis and centre are midway."""
    for kind in ("symmetric_in_line", "symmetric_in_point"):
        for fact in figure.known(kind):
            f = fact.args[0]
            corners = next(one.args[1:] for one in figure.known("chain") if one.args[0] == f)
            first, last = corners[0], corners[-1]
            for part, name in ((x, "symmetry_x"), (y, "symmetry_y")):
                goal = (name, f)
                yield relation(
                    "middle_of_symmetric_graph",
                    [(2, (goal,))],
                    [(1, (part(first),)), (1, (part(last),))],
                    (fact,),
                    (goal,),
                    A=first,
                    B=last,
                )


@FUNCTIONS.theorem("repeating_part")
def repeating_part(figure: Figure) -> Iterator[Relation]:
    """The period is the width of the part that repeats; values a whole number of periods apart are equal."""
    for fact in figure.known("repeats"):
        f, p, q = fact.args
        period = ("repeat", f)
        yield relation("repeating_part", [(1, (period,))], [(1, (x(q),)), (-1, (x(p),))], (fact,), (period,), A=p, B=q)
        for part in spoken(figure):
            if part[0] == "carried" and part[1] == f:
                times = round((float(Exact.parse(part[2])) - float(Exact.parse(part[3]))) / figure.measure(period))
                away = "one period" if abs(times) == 1 else f"{abs(times)} periods"
                there, here = (Exact.parse(at).latex() for at in part[2:])
                made = relation(
                    "periodicity",
                    [(1, (part,))],
                    [(1, (("value", f, part[3]),))],
                    (fact,),
                    (part,),
                    away=away,
                    there=f"${there}$",
                    here=f"${here}$",
                )
                yield made._replace(guards=((period, Exact(round(figure.measure(period)))),))


@FUNCTIONS.theorem("periodicity")
def periodicity(figure: Figure) -> Iterator[Relation]:
    """Emitted with the period."""
    return iter(())
