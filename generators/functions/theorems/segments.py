"""Theorems about graphs made of segments, and what is read off graphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _number, x, y
from generators.functions.theorems.relation import (
    asked_values,
    plot_of,
    relation,
    spoken,
)
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("read_at_corner")
def read_at_corner(figure: Figure) -> Iterator[Relation]:
    """The value at a corner is its height; between two corners the graph rises evenly."""
    plot = plot_of(figure)
    for fact in figure.known("chain"):
        f, *corners = fact.args
        for at in asked_values(figure, f):
            n, known = _number(at), ("value", f, at)
            for p in corners:
                if plot.exact[f"{p}.x"] == n:
                    made = relation("read_at_corner", [(1, (known,))], [(1, (y(p),))], (fact,), (known,), P=p)
                    yield made._replace(guards=((x(p), n),))
            for p, q in pairwise(corners):
                x0, x1 = plot.exact[f"{p}.x"], plot.exact[f"{q}.x"]
                if x0 < n < x1:
                    share = (n - x0) / (x1 - x0)
                    made = relation(
                        "between_corners",
                        [(1, (known,))],
                        [(1, (y(p),)), (share, (("rise", p, q),))],
                        (fact,),
                        (known,),
                        A=p,
                        B=q,
                    )
                    yield made._replace(guards=((x(p), x0), (x(q), x1)))
        for part in spoken(figure):
            if part[1:2] == (f,):
                if part[0] in ("lowest", "highest"):
                    yield relation("extreme_heights", [(1, (part,))], [(1, (y(part[2]),))], (fact,), (part,), P=part[2])
                elif part[0] in ("leftmost", "rightmost"):
                    yield relation(
                        "projection_to_axis", [(1, (part,))], [(1, (x(part[2]),))], (fact,), (part,), P=part[2]
                    )


for _name in ("between_corners", "extreme_heights", "projection_to_axis"):

    @FUNCTIONS.theorem(_name)
    def _with_corners(figure: Figure) -> Iterator[Relation]:
        return iter(())


@FUNCTIONS.theorem("horizontal_line")
def horizontal_line(figure: Figure) -> Iterator[Relation]:
    """A graph of segments takes a height once for every segment whose ends are on either side of it."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "solutions":
            continue
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == q[1])
        corners, level = fact.args[1:], _number(q[2])
        crossed = [
            f"{p}{r}" for p, r in pairwise(corners) if (plot.exact[f"{p}.y"] > level) != (plot.exact[f"{r}.y"] > level)
        ]
        told = ", ".join(f"${piece}$" for piece in crossed) or "no segment"
        made = relation("horizontal_line", [(1, (q,))], [(len(crossed), ())], (fact,), (q,), crossed=told)
        yield made._replace(guards=tuple((y(p), plot.exact[f"{p}.y"]) for p in corners))


@FUNCTIONS.theorem("horizontal_line_test")
def horizontal_line_test(figure: Figure) -> Iterator[Relation]:
    """A function has an inverse just when no horizontal line meets its graph more than once."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "most_solutions":
            continue
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == q[1])
        corners = fact.args[1:]
        most = round(figure.measure(q))
        heights = [plot.exact[f"{p}.y"] for p in corners]
        rising = [one < other for one, other in pairwise(heights)]
        shape = "rises all the way" if all(rising) else "falls all the way" if not any(rising) else "turns"
        line = "meets the graph at most once" if most == 1 else "can meet the graph more than once"
        result = "is one-to-one and has an inverse" if most == 1 else "is not one-to-one and has no inverse"
        made = relation(
            "horizontal_line_test", [(1, (q,))], [(most, ())], (fact,), (q,), shape=shape, line=line, result=result
        )
        yield made._replace(guards=tuple((y(p), plot.exact[f"{p}.y"]) for p in corners))


@FUNCTIONS.theorem("composition")
def composition(figure: Figure) -> Iterator[Relation]:
    """f(f(x)): the inner value is the argument of the outer one."""
    for q in spoken(figure):
        if q[0] == "twice":
            inner, outer = ("value", q[1], q[2]), ("value", q[1], q[3])
            made = relation("composition", [(1, (q,))], [(1, (outer,))], (), (q,))
            yield made._replace(guards=((inner, _number(q[3])),))


@FUNCTIONS.theorem("monotonicity")
def monotonicity(figure: Figure) -> Iterator[Relation]:
    """A graph changes between rising and falling at its turning points."""
    for part in spoken(figure):
        if part[0] == "turn":
            fact = next((f for f in figure.known("turns") if f.args == part[1:]), None)
            chain = next((f for f in figure.known("chain") if f.args[0] == part[1]), None)
            premise = fact or chain
            if premise is not None:
                yield relation("monotonicity", [(1, (part,))], [(1, (x(part[2]),))], (premise,), (part,), P=part[2])
