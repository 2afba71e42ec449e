"""Quantities that stories speak of: average rates, and where a line reaches a height."""

from __future__ import annotations

from typing import Any

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import Name
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Args, Coordinates, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot


def rate(curve: str, p: str, q: str) -> Quantity:
    """Average rate of change of a curve from one of its points to another."""
    return ("rate", curve, p, q)


def reached(line: str, level: Exact | int) -> Quantity:
    """Where a line reaches a height."""
    return ("reached", line, Exact(level).sympy())


def _rate(at: Coordinates, args: Args) -> Any:
    _, p, q = args
    return (at.extent(f"{q}.y") - at.extent(f"{p}.y")) / (at.extent(f"{q}.x") - at.extent(f"{p}.x"))


def _rate_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    """From two values of the curve itself."""
    assert isinstance(figure, Plot)
    curve, p, q = args
    ends = figure.exact[f"{p}.x"], figure.exact[f"{q}.x"]
    share = (1 / (ends[1] - ends[0])).sympy()
    values = [{"kind": "value", "args": [curve, end.sympy()]} for end in ends]
    return "combination", [[share, values[1]], [f"-({share})", values[0]]]


def _reached(at: Coordinates, args: Args) -> Any:
    line, level = args
    return (float(Exact.parse(level)) - at.extent(f"{line}.b")) / at.extent(f"{line}.m")


def _reached_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    line, level = args
    place = figure.measure(("reached", *args))
    return "argument", [line, level, place - 3.7, place + 4.1]


FUNCTIONS.add_quantity(QuantityKind("rate", 0, _rate, lambda n, a: f"m_{{{n(a[1])}{n(a[2])}}}", goal=_rate_goal))
FUNCTIONS.add_quantity(
    QuantityKind("reached", 0, _reached, lambda n, a: f"x_{{{Exact.parse(a[1]).latex()}}}", goal=_reached_goal)
)
