"""Quantities that stories speak of: average rates, and where a line reaches a height."""

from __future__ import annotations

from typing import Any

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import Name
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Args, Coordinates, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot, height


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


# --- segments and sums of values --------------------------------------------------------------------------------------


def intercept(curve: str, p: str, q: str) -> Quantity:
    """Intercept of the line that carries the segment from one corner of a chain to the next."""
    return ("intercept", curve, p, q)


def weighted_sum(*terms: tuple[int, str, Exact]) -> Quantity:
    """A sum of multiples of values of functions: (factor, curve, argument) each."""
    return ("weighted_sum", *(part for factor, f, at in terms for part in (str(factor), f, at.sympy())))


def _level(at: Coordinates, args: Args) -> Any:
    p = args[1]
    return at.extent(f"{p}.y") - _rate(at, args) * at.extent(f"{p}.x")


def _level_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    """Both values of the curve, weighted as a line through them has them at 0."""
    assert isinstance(figure, Plot)
    curve, p, q = args
    one, other = figure.exact[f"{p}.x"], figure.exact[f"{q}.x"]
    values = [{"kind": "value", "args": [curve, end.sympy()]} for end in (one, other)]
    return "combination", [[(other / (other - one)).sympy(), values[0]], [(-one / (other - one)).sympy(), values[1]]]


def _terms(args: Args) -> list[tuple[Exact, str, str]]:
    return [(Exact.parse(n), f, at) for n, f, at in zip(args[::3], args[1::3], args[2::3], strict=True)]


def _weighted(at: Coordinates, args: Args) -> Any:
    return sum(float(n) * height(at, f, float(Exact.parse(x))) for n, f, x in _terms(args))


def _weighted_symbol(name: Name, args: Args) -> str:
    out = ""
    for n, f, x in _terms(args):
        size = "" if abs(n) == 1 else f"{abs(n).latex()} "
        value = f"{size}{name(f)}({Exact.parse(x).latex()})"
        out += (" - " if n < 0 else " + ") + value if out else ("-" if n < 0 else "") + value
    return out


FUNCTIONS.add_quantity(QuantityKind("intercept", 0, _level, lambda n, a: f"b_{{{n(a[1])}{n(a[2])}}}", goal=_level_goal))
FUNCTIONS.add_quantity(
    QuantityKind(
        "weighted_sum",
        0,
        _weighted,
        _weighted_symbol,
        goal=lambda figure, a, name: (
            "combination",
            [[n.sympy(), {"kind": "value", "args": [f, x]}] for n, f, x in _terms(a)],
        ),
    )
)
