"""What is said and asked of ellipses, hyperbolas and parabolas: their facts and their quantities.

``a`` is the semi-axis parallel to the x-axis and ``b`` the one parallel to the y-axis, whichever is longer; ``c`` leads
from the centre to a focus, and ``p`` from the vertex of a parabola to its focus.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import Goal, Name
from puma_data.symbolic.facts import Args, Coordinates, FactKind, Mark, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot


def lies_across(plot: Plot, conic: str) -> bool:
    """Whether the foci of a conic lie on a line parallel to the x-axis."""
    form = plot.curves[conic].form
    if form == "ellipse":
        return plot.extents[f"{conic}.a"] > plot.extents[f"{conic}.b"]
    return form in ("hyperbola", "sideways parabola")


def focal(conic: str) -> Quantity:
    """Distance of a focus from the centre."""
    return ("focal", conic)


# --- facts ------------------------------------------------------------------------------------------------------------


def _away(at: Coordinates, conic: str, point: str) -> tuple[Any, Any]:
    return at.extent(f"{point}.x") - at.extent(f"{conic}.h"), at.extent(f"{point}.y") - at.extent(f"{conic}.k")


def _focal(at: Coordinates, conic: str) -> Any:
    a, b = at.extent(f"{conic}.a"), at.extent(f"{conic}.b")
    if at.plan.curves[conic].form != "ellipse":
        return (a * a + b * b) ** 0.5
    return np.abs(a * a - b * b) ** 0.5


def _side(at: Coordinates, conic: str, point: str, axis: str) -> int:
    """On which side of the middle a point is in the figure itself."""
    middle = at.plan.extents[f"{conic}.{'h' if axis == 'x' else 'k'}"]
    return 1 if at.plan.extents[f"{point}.{axis}"] > middle else -1


def _on_axis(at: Coordinates, conic: str, point: str, axis: str, reach: Any) -> tuple[Any, Any]:
    dx, dy = _away(at, conic, point)
    along, across = (dx, dy) if axis == "x" else (dy, dx)
    return along - _side(at, conic, point, axis) * reach, across


def _x_end(at: Coordinates, args: Args) -> Any:
    return _on_axis(at, args[0], args[1], "x", at.extent(f"{args[0]}.a"))


def _y_end(at: Coordinates, args: Args) -> Any:
    return _on_axis(at, args[0], args[1], "y", at.extent(f"{args[0]}.b"))


def _focus(at: Coordinates, args: Args) -> Any:
    conic, point = args
    axis = "x" if lies_across(at.plan, conic) else "y"
    if "parabola" not in at.plan.curves[conic].form:
        return _on_axis(at, conic, point, axis, _focal(at, conic))
    dx, dy = _away(at, conic, point)
    p = at.extent(f"{conic}.p")
    return (dx - p, dy) if axis == "x" else (dx, dy - p)


def _asymptote(at: Coordinates, args: Args) -> Any:
    conic, point = args
    dx, dy = _away(at, conic, point)
    rising = _side(at, conic, point, "x") * _side(at, conic, point, "y")
    return (at.extent(f"{conic}.a") * dy - rising * at.extent(f"{conic}.b") * dx,)


def _on_conic(at: Coordinates, args: Args) -> Any:
    conic, point = args
    dx, dy = _away(at, conic, point)
    form = at.plan.curves[conic].form
    if "parabola" in form:
        p = at.extent(f"{conic}.p")
        return (dx * dx - 4 * p * dy if form == "upright parabola" else dy * dy - 4 * p * dx,)
    across, up = (dx / at.extent(f"{conic}.a")) ** 2, (dy / at.extent(f"{conic}.b")) ** 2
    return ({"ellipse": across + up, "hyperbola": across - up, "upright hyperbola": up - across}[form] - 1,)


def _axis_ends(at: Coordinates, args: Args) -> Any:
    conic, p, q = args
    end = _x_end if abs(at.plan.extents[f"{p}.x"] - at.plan.extents[f"{q}.x"]) > 1e-9 else _y_end
    return (*end(at, (conic, p)), *end(at, (conic, q)))


def _foci(at: Coordinates, args: Args) -> Any:
    conic, p, q = args
    return (*_focus(at, (conic, p)), *_focus(at, (conic, q)))


def _focus_word(args: Args) -> tuple[Mark, ...]:
    return tuple(("word", point, "focus") for point in args[1:])


for _name, _roles, _residuals in (
    ("x_end", "eP", _x_end),  # P is an end of the axis that is parallel to the x-axis
    ("y_end", "eP", _y_end),
    ("axis_ends", "ePQ", _axis_ends),  # P and Q are both ends of one axis
    ("on_asymptote", "eP", _asymptote),
    ("on_conic", "eP", _on_conic),
):
    FUNCTIONS.add_fact(FactKind(_name, "descriptive", tuple(_roles), residuals=_residuals))
FUNCTIONS.add_fact(FactKind("focus", "implicit", tuple("eP"), residuals=_focus, marks=_focus_word))
FUNCTIONS.add_fact(FactKind("foci", "implicit", tuple("ePQ"), residuals=_foci, marks=_focus_word))


# --- quantities -------------------------------------------------------------------------------------------------------


def _times(factor: str, kind: str, conic: str) -> Goal:
    return "combination", [[factor, {"kind": kind, "args": [conic]}]]


def _ratio(top: str, bottom: str, conic: str) -> Goal:
    return "quotient", [{"kind": kind, "args": [conic]} for kind in (top, bottom)]


def _main(plot: Plot, conic: str) -> str:
    return "a" if lies_across(plot, conic) else "b"


def _eccentricity_goal(figure: Figure, args: Args, name: Name) -> Goal:
    assert isinstance(figure, Plot)
    return _ratio("conic_c", f"conic_{_main(figure, args[0])}", args[0])


FOCI = {"right_focus": ("x", 1), "left_focus": ("x", -1), "upper_focus": ("y", 1), "lower_focus": ("y", -1)}
"""A coordinate of a focus: that along the axis of the foci."""


def _focus_at(axis: str, side: int) -> Callable[[Coordinates, Args], Any]:
    def measure(at: Coordinates, args: Args) -> Any:
        return at.extent(f"{args[0]}.{'h' if axis == 'x' else 'k'}") + side * _focal(at, args[0])

    return measure


def _focus_goal(axis: str, side: int) -> Callable[[Figure, Args, Name], Goal]:
    def goal(figure: Figure, args: Args, name: Name) -> Goal:
        return "combination", [
            ["1", {"kind": f"conic_{axis}", "args": [args[0]]}],
            [str(side), {"kind": "conic_c", "args": [args[0]]}],
        ]

    return goal


def _directrix(at: Coordinates, args: Args) -> Any:
    across = at.plan.curves[args[0]].form == "sideways parabola"
    return at.extent(f"{args[0]}.{'h' if across else 'k'}") - at.extent(f"{args[0]}.p")


def _directrix_goal(figure: Figure, args: Args, name: Name) -> Goal:
    assert isinstance(figure, Plot)
    axis = "x" if figure.curves[args[0]].form == "sideways parabola" else "y"
    return "combination", [
        ["1", {"kind": f"conic_{axis}", "args": args[:1]}],
        ["-1", {"kind": "conic_p", "args": args[:1]}],
    ]


def _distances(at: Coordinates, args: Args) -> list[Any]:
    point, *ends = args
    return [
        (
            (at.extent(f"{point}.x") - at.extent(f"{end}.x")) ** 2
            + (at.extent(f"{point}.y") - at.extent(f"{end}.y")) ** 2
        )
        ** 0.5
        for end in ends
    ]


def _far_first(figure: Figure, args: Args) -> tuple[str, str]:
    """The two foci, that farther from the point first."""
    point, p, q = args[1:]
    near = _distances(figure, (point, p, q))
    return (p, q) if near[0] > near[1] else (q, p)


def _focal_sum(sign: int) -> Callable[[Coordinates, Args], Any]:
    def measure(at: Coordinates, args: Args) -> Any:
        far, near = _distances(at, (args[1], *_far_first(at.plan, args)))
        return far + sign * near

    return measure


def _focal_sum_goal(sign: int) -> Callable[[Figure, Args, Name], Goal]:
    def goal(figure: Figure, args: Args, name: Name) -> Goal:
        return "combination", [
            [factor, {"kind": "distance", "args": [name(args[1]), name(end)]}]
            for factor, end in zip(("1", str(sign)), _far_first(figure, args), strict=True)
        ]

    return goal


def _define(name: str, measure: Any, symbol: str, goal: Any) -> None:
    FUNCTIONS.add_quantity(QuantityKind(name, 0, measure, lambda n, a: symbol, goal=goal))


_define("focal", lambda at, a: _focal(at, a[0]), "c", lambda figure, a, name: ("conic_c", list(a)))
_define("focal_gap", lambda at, a: 2 * _focal(at, a[0]), "d", lambda figure, a, name: _times("2", "conic_c", a[0]))
_define(
    "eccentricity",
    lambda at, a: _focal(at, a[0]) / at.extent(f"{a[0]}.{_main(at.plan, a[0])}"),
    "e",
    _eccentricity_goal,
)
_define(
    "conic_area",
    lambda at, a: np.pi * at.extent(f"{a[0]}.a") * at.extent(f"{a[0]}.b"),
    "S",
    lambda figure, a, name: ("conic_area", list(a)),
)
_define(
    "asymptote_slope",
    lambda at, a: at.extent(f"{a[0]}.b") / at.extent(f"{a[0]}.a"),
    "m",
    lambda figure, a, name: _ratio("conic_b", "conic_a", a[0]),
)
_define("directrix", _directrix, "d", _directrix_goal)
"""Where the directrix of a parabola meets the axis of the plane that it crosses."""
_define(
    "latus_rectum",
    lambda at, a: abs(4 * at.extent(f"{a[0]}.p")),
    r"\ell",
    lambda figure, a, name: _times("4" if figure.extents[f"{a[0]}.p"] > 0 else "-4", "conic_p", a[0]),
)
"""Length of the chord of a parabola through its focus and parallel to the directrix."""
FUNCTIONS.add_quantity(
    QuantityKind(
        "axis_length",
        0,
        lambda at, a: 2 * at.extent(f"{a[0]}.{a[1]}"),
        lambda n, a: r"\ell",
        goal=lambda figure, a, name: _times("2", f"conic_{a[1]}", a[0]),
    )
)
for _name, (_axis, _way) in FOCI.items():
    _define(_name, _focus_at(_axis, _way), f"{_axis}_F", _focus_goal(_axis, _way))
FUNCTIONS.add_quantity(
    QuantityKind(
        "focal_sum",
        0,
        _focal_sum(1),
        lambda n, a: f"{n(a[1])}{n(a[2])} + {n(a[1])}{n(a[3])}",
        goal=_focal_sum_goal(1),
    )
)
FUNCTIONS.add_quantity(
    QuantityKind(
        "focal_difference",
        0,
        _focal_sum(-1),
        lambda n, a: rf"\left|{n(a[1])}{n(a[2])} - {n(a[1])}{n(a[3])}\right|",
        goal=_focal_sum_goal(-1),
    )
)
"""Of the distances of a point (after the conic's name) from the foci (after it)."""
