"""Facts about curves and points of a plot. Residuals are differences of coordinates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generators.functions.domain import FUNCTIONS
from puma_data.symbolic.facts import Args, Coordinates, FactKind
from puma_data.symbolic.plot import height


def _define(name: str, info: Any, roles: str, **parts: Callable[..., Any]) -> None:
    FUNCTIONS.add_fact(FactKind(name, info, tuple(roles), **parts))


def _on(at: Coordinates, args: Args) -> Any:
    return (at.extent(f"{args[1]}.y") - height(at, args[0], at.extent(f"{args[1]}.x")),)


def _slope(at: Coordinates, curve: str, place: Any) -> Any:
    """Derivative by central differences, exact for cubics (Richardson)."""
    wide, narrow = ((height(at, curve, place + h) - height(at, curve, place - h)) / (2 * h) for h in (4e-3, 2e-3))
    return (4 * narrow - wide) / 3


def _touches(at: Coordinates, args: Args) -> Any:
    return (_slope(at, args[0], at.extent(f"{args[2]}.x")) - at.extent(f"{args[1]}.m"),)


FIXED = {
    "exponential": (("k", 0),),
    "logarithm": (("h", 0), ("k", 0)),
    "tangent": (("a", 1), ("k", 0)),
}
"""Parameters of a form that the equation on its label leaves out."""


def _form(at: Coordinates, args: Args) -> Any:
    fixed = FIXED.get(at.plan.curves[args[0]].form, ())
    return tuple(at.extent(f"{args[0]}.{name}") - value for name, value in fixed)


def _turns(at: Coordinates, args: Args) -> Any:
    """On the curve, and level there."""
    place = at.extent(f"{args[1]}.x")
    level = _slope(at, args[0], place)
    return (*_on(at, args), level if at.plan.curves[args[0]].form != "absolute value" else 0 * level)


def _vertex(at: Coordinates, args: Args) -> Any:
    curve, point = args
    return (at.extent(f"{point}.x") - at.extent(f"{curve}.h"), at.extent(f"{point}.y") - at.extent(f"{curve}.k"))


def _zeros(at: Coordinates, args: Args) -> Any:
    curve, *points = args
    heights = [at.extent(f"{point}.y") for point in points]
    return (*heights, *(at.extent(f"{p}.x") - at.extent(f"{curve}.{n}") for p, n in zip(points, "pqr", strict=False)))


def _on_circle(at: Coordinates, args: Args) -> Any:
    c, p = args
    away = (at.extent(f"{p}.x") - at.extent(f"{c}.h")) ** 2 + (at.extent(f"{p}.y") - at.extent(f"{c}.k")) ** 2
    return (away**0.5 - at.extent(f"{c}.r"),)


def _diameter(at: Coordinates, args: Args) -> Any:
    c, p, q = args
    return (
        *_on_circle(at, (c, p)),
        at.extent(f"{p}.x") + at.extent(f"{q}.x") - 2 * at.extent(f"{c}.h"),
        at.extent(f"{p}.y") + at.extent(f"{q}.y") - 2 * at.extent(f"{c}.k"),
    )


FUNCTIONS.add_fact(FactKind("value", "essential", ("quantity",)))
_define("graph", "descriptive", "f")
"""A curve is drawn; its shape is seen."""
_define("passes", "descriptive", "fP", residuals=_on)
_define("vertex", "descriptive", "fP", residuals=_vertex)
_define("turns", "descriptive", "fP", residuals=_turns)
"""A local maximum or minimum."""
_define("on_x_axis", "descriptive", "P", residuals=lambda at, a: (at.extent(f"{a[0]}.y"),))
_define("on_y_axis", "descriptive", "P", residuals=lambda at, a: (at.extent(f"{a[0]}.x"),))
_define("centre", "descriptive", "cP", residuals=_vertex)
_define("on_circle", "descriptive", "cP", residuals=_on_circle)
_define("diameter_ends", "descriptive", "cPQ", residuals=_diameter)
_define("chain", "descriptive", "f")
"""A graph made of segments: f, then its corners in order."""
_define("next_turns", "descriptive", "fPQ")
"""P and Q are a highest and a lowest point of a wave that follow each other."""
_define("next_zeros", "descriptive", "fPQ")
_define("highlighted", "descriptive", "fPQ")
"""A double arrow stands out between P and Q."""
_define("shaded", "descriptive", "fg")
"""The region between two curves is shaded."""
_define("form", "implicit", "f", residuals=_form)
"""A curve is exactly of the form that its label shows."""
_define("zeros", "descriptive", "f", residuals=_zeros)
"""The curve meets the x-axis at the points and nowhere else."""
_define("closed_end", "descriptive", "fP")
"""The graph ends at P, which belongs to it."""
_define("open_end", "descriptive", "fP")
"""The graph ends at P, which does not belong to it."""
_define("ray", "descriptive", "fP")
"""The last segment of the graph goes on past P without end."""
_define("tangent", "implicit", "fgP", residuals=_touches)
"""Line g touches curve f at P."""
