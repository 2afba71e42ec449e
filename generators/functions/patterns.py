"""Points at equal steps: differences of differences, growth factors, and the value that comes next."""

from __future__ import annotations

from typing import Any

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import Name
from puma_data.symbolic.facts import Args, Coordinates, FactKind, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure


def bend(p: str, q: str, r: str) -> Quantity:
    """Second difference of the heights of three points."""
    return ("bend", p, q, r)


def growth(p: str, q: str) -> Quantity:
    """Ratio of the heights of two points."""
    return ("growth", p, q)


def following(pattern: str, *points: str) -> Quantity:
    """The height that comes next after four points, by their pattern."""
    return ("following", pattern, *points)


def _ys(at: Coordinates, points: Args) -> list[Any]:
    return [at.extent(f"{p}.y") for p in points]


def _bend(at: Coordinates, args: Args) -> Any:
    one, two, three = _ys(at, args)
    return (three - two) - (two - one)


def _growth(at: Coordinates, args: Args) -> Any:
    one, two = _ys(at, args)
    return two / one


def _following(at: Coordinates, args: Args) -> Any:
    _, two, three, four = _ys(at, args[1:])
    if args[0] == "exponential":
        return four * four / three
    return 2 * four - three if args[0] == "linear" else 3 * four - 3 * three + two


def _height(name: Name, point: str) -> dict[str, Any]:
    return {"kind": "y", "args": [name(point)]}


def _following_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    """From the first points too: the first change, all four differences, or the first ratio."""
    one, two, three, four = (_height(name, p) for p in args[1:])
    if args[0] == "exponential":
        return "quotient", [{"kind": "product", "args": [four, two]}, one]
    if args[0] == "linear":
        return "combination", [["1", four], ["1", two], ["-1", one]]
    return "combination", [["-1", one], ["4", two], ["-6", three], ["4", four]]


def _evenly(at: Coordinates, args: Args) -> Any:
    xs = [at.extent(f"{p}.x") for p in args]
    return tuple(c - 2 * b + a for a, b, c in zip(xs, xs[1:], xs[2:], strict=False))


FUNCTIONS.add_fact(FactKind("equal_steps", "descriptive", (), residuals=_evenly))
"""The points belong to one function, at equal steps of x."""
FUNCTIONS.add_fact(FactKind("pattern", "implicit", ("f",)))
"""The heights of the points follow a pattern: linear, quadratic or exponential."""
FUNCTIONS.add_quantity(
    QuantityKind(
        "bend",
        0,
        _bend,
        lambda n, a: rf"\Delta_{{{n(a[0])}{n(a[1])}{n(a[2])}}}",
        goal=lambda figure, a, name: (
            "combination",
            [[factor, _height(name, p)] for factor, p in zip(("1", "-2", "1"), a, strict=True)],
        ),
    )
)
FUNCTIONS.add_quantity(
    QuantityKind(
        "growth",
        0,
        _growth,
        lambda n, a: f"q_{{{n(a[0])}{n(a[1])}}}",
        goal=lambda figure, a, name: ("quotient", [_height(name, a[1]), _height(name, a[0])]),
    )
)
FUNCTIONS.add_quantity(QuantityKind("following", 0, _following, lambda n, a: "y", goal=_following_goal))
