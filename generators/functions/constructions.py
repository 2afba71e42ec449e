"""Facts and quantities of what is constructed in a plot: tangents, perpendiculars, midpoints, images, areas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from generators.functions.domain import FUNCTIONS
from generators.functions.kinds import _slope
from generators.functions.quantities import Goal, Name, _combined, _number, _parameter_goal
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Args, Coordinates, FactKind, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot, height, parameters

# --- facts ------------------------------------------------------------------------------------------------------------


def _fact(name: str, info: Any, roles: str, residuals: Callable[[Coordinates, Args], Any]) -> None:
    FUNCTIONS.add_fact(FactKind(name, info, tuple(roles), residuals=residuals))


def _differences(at: Coordinates, args: Args, changed: Mapping[str, Callable[[Any], Any]]) -> tuple[Any, ...]:
    """Parameters of g less those that f would have after a change."""
    f, g = args
    names = parameters(at.plan.curves[f])
    return tuple(at.extent(f"{g}.{n}") - changed.get(n, lambda v: v)(at.extent(f"{f}.{n}")) for n in names)


def _translated(at: Coordinates, args: Args) -> Any:
    f, g = args
    form = at.plan.curves[f].form
    shape = "m" if form == "line" else "a"
    return (at.extent(f"{g}.{shape}") - at.extent(f"{f}.{shape}"),)


def _inverse(at: Coordinates, args: Args) -> Any:
    f, g = args
    return (
        at.extent(f"{f}.m") * at.extent(f"{g}.m") - 1,
        at.extent(f"{f}.m") * at.extent(f"{g}.b") + at.extent(f"{f}.b"),
    )


def _touches_circle(at: Coordinates, args: Args) -> Any:
    c, t, p = args
    run, rise = at.extent(f"{p}.x") - at.extent(f"{c}.h"), at.extent(f"{p}.y") - at.extent(f"{c}.k")
    return (run + at.extent(f"{t}.m") * rise,)


def _minus(value: Any) -> Any:
    return -value


UPSIDE_DOWN = {"a": _minus, "b": _minus, "c": _minus, "k": _minus, "m": _minus}
"""How parameters change where a curve is reflected in the x-axis; those that stay are left out."""
SIDEWAYS = {"h": _minus, "m": _minus}
"""How they change where it is reflected in the y-axis; of a quadratic, b."""

_fact("perpendicular", "implicit", "fg", lambda at, a: (at.extent(f"{a[0]}.m") * at.extent(f"{a[1]}.m") + 1,))
_fact("parallel", "implicit", "fg", lambda at, a: (at.extent(f"{a[0]}.m") - at.extent(f"{a[1]}.m"),))
_fact("touches_circle", "implicit", "cgP", _touches_circle)
_fact("translated", "implicit", "fg", _translated)
_fact("reflected_in_x", "implicit", "fg", lambda at, a: _differences(at, a, UPSIDE_DOWN))
_fact(
    "reflected_in_y",
    "implicit",
    "fg",
    lambda at, a: _differences(at, a, {"b": _minus} if at.plan.curves[a[0]].form == "quadratic" else SIDEWAYS),
)
_fact("inverse", "implicit", "fg", _inverse)
_fact(
    "midpoint",
    "implicit",
    "MAB",
    lambda at, a: tuple(
        2 * at.extent(f"{a[0]}.{v}") - at.extent(f"{a[1]}.{v}") - at.extent(f"{a[2]}.{v}") for v in "xy"
    ),
)
_fact("level", "implicit", "PQ", lambda at, a: (at.extent(f"{a[0]}.y") - at.extent(f"{a[1]}.y"),))
"""Two points at the same height."""
_fact("upright", "implicit", "PQ", lambda at, a: (at.extent(f"{a[0]}.x") - at.extent(f"{a[1]}.x"),))
"""Two points on a vertical line."""
_fact(
    "peak",
    "descriptive",
    "fP",
    lambda at, a: (
        at.extent(f"{a[1]}.y") - height(at, a[0], at.extent(f"{a[1]}.x")),
        _slope(at, a[0], at.extent(f"{a[1]}.x")),
    ),
)
"""The vertex of a parabola in general form."""

# --- quantities -------------------------------------------------------------------------------------------------------


def _define(
    name: str,
    measure: Callable[[Coordinates, Args], Any],
    symbol: Callable[[Name, Args], str],
    goal: Callable[[Figure, Args, Name], Goal] | None = None,
) -> None:
    FUNCTIONS.add_quantity(QuantityKind(name, 0, measure, symbol, goal=goal))


def _from_axis(coordinate: str, parameter: str) -> None:
    def goal(figure: Figure, args: Args, name: Name) -> Goal:
        f, p = args
        return _combined(("1", (coordinate, [name(p)])), ("-1", _parameter_goal(figure, (f, parameter), name)))

    _define(
        {"x": "across", "y": "above"}[coordinate],
        lambda at, a: at.extent(f"{a[1]}.{coordinate}") - at.extent(f"{a[0]}.{parameter}"),
        lambda n, a: f"{coordinate}_{n(a[1])} - {n(f'{a[0]}.{parameter}')}",
        goal,
    )


_from_axis("x", "h")
"""How far a point is to the right of the axis (or centre) of a curve."""
_from_axis("y", "k")


def _triangle(at: Coordinates, args: Args) -> Any:
    (ax, ay), (bx, by), (cx, cy) = ((at.extent(f"{p}.x"), at.extent(f"{p}.y")) for p in args)
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


_define(
    "triangle",
    _triangle,
    lambda n, a: rf"S_{{\triangle {''.join(map(n, a))}}}",
    lambda figure, a, name: ("area", [name(p) for p in a]),
)
"""Area of a triangle of three points."""


def _under(at: Coordinates, args: Args) -> Any:
    """Simpson's rule, exact for cubics."""
    f, p, q = args
    low, high = at.extent(f"{p}.x"), at.extent(f"{q}.x")
    ends = height(at, f, low) + height(at, f, high)
    return (high - low) / 6 * (ends + 4 * height(at, f, (low + high) / 2))


def _under_goal(figure: Figure, args: Args, name: Name) -> Goal:
    assert isinstance(figure, Plot)
    f, p, q = args
    return "integral", [f, None, figure.exact[f"{p}.x"].sympy(), figure.exact[f"{q}.x"].sympy()]


_define("under", _under, lambda n, a: "S", _under_goal)
"""Area between a curve and the x-axis from one point of the curve to another."""


def _lens(at: Coordinates, args: Args) -> Any:
    """Between two curves with a difference of the second degree, from one common point to the other."""
    f, g, p, q = args
    lead = at.extent(f"{f}.a") - (at.extent(f"{g}.a") if at.plan.curves[g].form != "line" else 0)
    return abs(lead) * (at.extent(f"{q}.x") - at.extent(f"{p}.x")) ** 3 / 6


def _lens_goal(figure: Figure, args: Args, name: Name) -> Goal:
    assert isinstance(figure, Plot)
    f, g, p, q = args
    middle = (figure.extents[f"{p}.x"] + figure.extents[f"{q}.x"]) / 2
    upper, lower = (f, g) if height(figure, f, middle) > height(figure, g, middle) else (g, f)
    return "integral", [upper, lower, figure.exact[f"{p}.x"].sympy(), figure.exact[f"{q}.x"].sympy()]


_define("lens", _lens, lambda n, a: "S", _lens_goal)
"""Area between a parabola and a line, or between two parabolas, from one common point to the other."""


def _disk_goal(figure: Figure, args: Args, name: Name) -> Goal:
    radius = {"kind": "circle_r", "args": [args[0]]}
    return _combined(("pi", ("product", [radius, radius])))


_define("disk", lambda at, a: math.pi * at.extent(f"{a[0]}.r") ** 2, lambda n, a: "S", _disk_goal)
_define(
    "around",
    lambda at, a: 2 * math.pi * at.extent(f"{a[0]}.r"),
    lambda n, a: "C",
    lambda figure, a, name: _combined(("2*pi", ("circle_r", [a[0]]))),
)
"""Circumference of a circle."""
_define(
    "of",
    lambda at, a: height(at, a[0], height(at, a[1], float(_number(a[2])))),
    lambda n, a: f"{n(a[0])}({n(a[1])}({_number(a[2]).latex()}))",
    lambda figure, a, name: ("value", [a[0], a[3]]),
)
"""f(g(x)): f, g, x, and the inner value."""


def _root(at: Coordinates, args: Args) -> Any:
    a, b, c = (at.extent(f"{args[0]}.{name}") for name in "abc")
    return (b * b - 4 * a * c) ** 0.5


def _root_goal(figure: Figure, args: Args, name: Name) -> Goal:
    f, p, q = args
    sign = "1" if figure.extents[f"{f}.a"] > 0 else "-1"
    kind, numbers = _parameter_goal(figure, (f, "a"), name)
    apart = {"kind": "run", "args": [name(p), name(q)]}
    return _combined((sign, ("product", [{"kind": kind, "args": numbers}, apart])))


_define("root", _root, lambda n, a: r"\sqrt{\Delta}", _root_goal)
"""Root of the discriminant of a quadratic function with zeros at two points, the left one first."""
_define(
    "half_chord",
    lambda at, a: (at.extent(f"{a[0]}.r") ** 2 - at.extent(f"{a[0]}.k") ** 2) ** 0.5,
    lambda n, a: "d",
    lambda figure, a, name: _combined(("1/2", ("run", [name(p) for p in a[1:]]))),
)
"""Half the chord that a circle cuts from the x-axis between two points, the left one first."""
_define(
    "shift",
    lambda at, a: at.extent(f"{a[1]}.{a[2]}") - at.extent(f"{a[0]}.{a[2]}"),
    lambda n, a: r"\Delta x" if a[2] == "h" else r"\Delta y",
    lambda figure, a, name: _combined(
        ("1", _parameter_goal(figure, (a[1], a[2]), name)), ("-1", _parameter_goal(figure, (a[0], a[2]), name))
    ),
)
"""How far a translation moves a curve to the right (``h``) or up (``k``; of a line, ``b``)."""
_define(
    "gap",
    lambda at, a: float(_number(a[1])) - at.extent(f"{a[0]}.h"),
    lambda n, a: f"{_number(a[1]).latex()} - {n(f'{a[0]}.h')}",
    lambda figure, a, name: _combined((a[1], ("product", [])), ("-1", _parameter_goal(figure, (a[0], "h"), name))),
)
"""How far an argument is to the right of the axis of a parabola."""
_define(
    "slope_gap",
    lambda at, a: at.extent(f"{a[0]}.m") - at.extent(f"{a[1]}.m"),
    lambda n, a: f"{n(f'{a[0]}.m')} - {n(f'{a[1]}.m')}",
    lambda figure, a, name: _combined(("1", ("slope", [a[0], "0"])), ("-1", ("slope", [a[1], "0"]))),
)


# --- constructors -----------------------------------------------------------------------------------------------------


def triangle(a: str, b: str, c: str) -> Quantity:
    """Area of triangle ABC."""
    return ("triangle", a, b, c)


def under(curve: str, p: str, q: str) -> Quantity:
    """Area between a curve and the x-axis from P to Q."""
    return ("under", curve, p, q)


def of(f: str, g: str, at: Exact, inner: Exact) -> Quantity:
    """f(g(at))."""
    return ("of", f, g, at.sympy(), inner.sympy())
