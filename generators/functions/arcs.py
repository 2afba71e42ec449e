"""Half circles as graphs of functions, and circles that are moved: their facts and quantities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import Goal, Name
from puma_data.symbolic.facts import Args, Coordinates, FactKind, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot


def _moved(at: Coordinates, args: Args) -> Any:
    image, circle, p, q = args
    return (
        *(
            at.extent(f"{image}.{name}")
            - at.extent(f"{circle}.{name}")
            - at.extent(f"{q}.{axis}")
            + at.extent(f"{p}.{axis}")
            for name, axis in (("h", "x"), ("k", "y"))
        ),
        at.extent(f"{image}.r") - at.extent(f"{circle}.r"),
    )


FUNCTIONS.add_fact(FactKind("semicircle", "descriptive", ("f",)))
"""The graph of f is half a circle, on or above (on or below) its horizontal diameter."""
FUNCTIONS.add_fact(FactKind("circle_moved", "implicit", ("d", "c", "A", "B"), residuals=_moved))
"""Circle d is circle c, moved as A moves to B."""


def _ends(figure: Figure, curve: str) -> list[float]:
    assert isinstance(figure, Plot)
    h, r = figure.extents[f"{curve}.h"], figure.extents[f"{curve}.r"]
    return [h - r, h + r]


def _upper(at: Coordinates, curve: str) -> bool:
    return bool(at.plan.curves[curve].form == "upper semicircle")


def _up(side: int) -> Callable[[Coordinates, Args], Any]:
    """The greatest (1) or least (-1) value."""

    def measure(at: Coordinates, args: Args) -> Any:
        bulges = _upper(at, args[0]) == (side > 0)
        return at.extent(f"{args[0]}.k") + side * (at.extent(f"{args[0]}.r") if bulges else 0)

    return measure


def _define(name: str, measure: Any, symbol: str, goal: Callable[[Figure, Args, Name], Goal]) -> None:
    FUNCTIONS.add_quantity(QuantityKind(name, 0, measure, lambda n, a: symbol, goal=goal))


_define("least_value", _up(-1), r"y_{\min}", lambda figure, a, name: ("lowest", [a[0], *_ends(figure, a[0])]))
_define("greatest_value", _up(1), r"y_{\max}", lambda figure, a, name: ("highest", [a[0], *_ends(figure, a[0])]))
_define(
    "length_of_arc",
    lambda at, a: np.pi * at.extent(f"{a[0]}.r"),
    r"\ell",
    lambda figure, a, name: ("curve_length", [a[0], *_ends(figure, a[0])]),
)
_define(
    "half_disc",
    lambda at, a: np.pi * at.extent(f"{a[0]}.r") ** 2 / 2,
    "S",
    lambda figure, a, name: ("area_beside", [a[0], figure.extents[f"{a[0]}.k"], *_ends(figure, a[0])]),
)
"""Area between half a circle and its diameter."""
