"""Symmetry and periods of graphs made of segments: facts and quantities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import Goal, Name
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Args, Coordinates, FactKind, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot, height


def _level(at: Coordinates, args: Args) -> Any:
    return (at.extent(f"{args[1]}.y") - at.extent(f"{args[2]}.y"),)


FUNCTIONS.add_fact(FactKind("repeats", "descriptive", tuple("fPQ"), residuals=_level))
"""The part of the graph from P to Q repeats without end, both ways."""
for _name in ("symmetric_in_line", "symmetric_in_point"):
    FUNCTIONS.add_fact(FactKind(_name, "descriptive", ("f",)))


def _number(text: str) -> float:
    return float(Exact.parse(text))


def _define(name: str, measure: Any, symbol: Callable[[Name, Args], str], goal: Any) -> None:
    FUNCTIONS.add_quantity(QuantityKind(name, 0, measure, symbol, goal=goal))


def _middle(axis: str) -> Callable[[Coordinates, Args], Any]:
    def measure(at: Coordinates, args: Args) -> Any:
        nodes = at.plan.curves[args[0]].nodes
        return (at.extent(f"{nodes[0]}.{axis}") + at.extent(f"{nodes[-1]}.{axis}")) / 2

    return measure


def _symmetry_goal(axis: str) -> Callable[[Figure, Args, Name], Goal]:
    def goal(figure: Figure, args: Args, name: Name) -> Goal:
        in_line = any(fact.args == args for fact in figure.known("symmetric_in_line"))
        return f"symmetry_{axis}", [args[0], 1 if in_line else -1]

    return goal


def _ratio_goal(figure: Figure, args: Args, name: Name) -> Goal:
    assert isinstance(figure, Plot)
    return "mirror_ratio", [*args, figure.span(figure.curves[args[0]])[1]]


_define("symmetry_x", _middle("x"), lambda n, a: "c", _symmetry_goal("x"))
_define("symmetry_y", _middle("y"), lambda n, a: "d", _symmetry_goal("y"))
_define(
    "mirror_ratio",
    lambda at, a: height(at, a[0], -_number(a[1])) / height(at, a[0], _number(a[1])),
    lambda n, a: "q",
    _ratio_goal,
)
"""f(-x) / f(x): 1 for an even function, -1 for an odd one."""
_define(
    "repeat",
    lambda at, a: at.extent(f"{at.plan.curves[a[0]].nodes[-1]}.x") - at.extent(f"{at.plan.curves[a[0]].nodes[0]}.x"),
    lambda n, a: "T",
    lambda figure, a, name: ("repeat", list(a)),
)
_define(
    "carried",
    lambda at, a: height(at, a[0], _number(a[1])),
    lambda n, a: f"{n(a[0])}({Exact.parse(a[1]).latex()})",
    lambda figure, a, name: ("value", list(a[:2])),
)
"""Value of a periodic function at a number: f, the number, and the number brought back into one period."""
