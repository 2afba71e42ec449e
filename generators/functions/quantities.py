"""Quantities of plots: coordinates, parameters of curves, values, areas. Each is measured from the numbers that shape
the figure, and described so that a reader measures it another way: on the curve itself, by differences and bisection.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from generators.functions.domain import FUNCTIONS
from puma_data.symbolic.conics import CONICS
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Args, Coordinates, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot, chain, height

Name = Callable[[str], str]
Goal = tuple[str, Any]


# --- constructors -----------------------------------------------------------------------------------------------------


def x(point: str) -> Quantity:
    """Abscissa of a point."""
    return ("x", point)


def y(point: str) -> Quantity:
    """Ordinate of a point."""
    return ("y", point)


def parameter(curve: str, name: str) -> Quantity:
    """A number in the equation of a curve."""
    return ("parameter", curve, name)


def value(curve: str, at: Exact | int) -> Quantity:
    """Value of a function at a number."""
    return ("value", curve, Exact(at).sympy())


def whole(*parts: Quantity) -> Quantity:
    """A goal of several parts."""
    return ("whole", *parts)


# --- what a reader measures -------------------------------------------------------------------------------------------


def _combined(*terms: tuple[str, Goal]) -> Goal:
    return "combination", [[factor, {"kind": kind, "args": args}] for factor, (kind, args) in terms]


def _around(plot: Plot, curve: str, place: float) -> list[float]:
    """An interval that holds one turning point."""
    return [place - 0.813, place + 0.729]


def _waves(plot: Plot, curve: str) -> list[float]:
    """Four whole periods."""
    return [0.0, 8 * math.pi / plot.extents[f"{curve}.b"]]


def ends_of_arc(figure: Figure, curve: str) -> tuple[Goal, Goal]:
    """Where the domain of half a circle ends: left and right."""
    h, r = (figure.extents[f"{curve}.{name}"] for name in "hr")
    return ("domain_end", [curve, h, h - r - 1.3]), ("domain_end", [curve, h, h + r + 1.3])


CENTRE = {"h": "conic_x", "k": "conic_y"}


def _parameter_goal(figure: Figure, args: Args, name: Name) -> Goal:
    assert isinstance(figure, Plot)
    curve, what = args
    form = figure.curves[curve].form
    numbers = {part: figure.extents.get(f"{curve}.{part}", 0.0) for part in ("a", "b", "h", "k")}
    level = figure.exact[f"{curve}.k"].sympy() if f"{curve}.k" in figure.exact else "0"
    match form, what:
        case "circle", _:
            return "circle_" + {"h": "x", "k": "y", "r": "r"}[what], [curve]
        case (("upper semicircle" | "lower semicircle"), "k"):
            low, high = numbers["h"] - figure.extents[f"{curve}.r"], numbers["h"] + figure.extents[f"{curve}.r"]
            return ("lowest" if form == "upper semicircle" else "highest"), [curve, low, high]
        case (("upper semicircle" | "lower semicircle"), _):
            left, right = ends_of_arc(figure, curve)
            return _combined(("1/2", right), ("1/2" if what == "h" else "-1/2", left))
        case _, _ if form in CONICS:
            return CENTRE.get(what, f"conic_{what}"), [curve]
        case (("two zeros" | "three zeros"), "a"):
            order = 2 if form == "two zeros" else 3
            return _combined((f"1/{order * (order - 1)}", ("difference", [curve, "0", "1", order])))
        case (("two zeros" | "three zeros"), _):
            place = figure.extents[f"{curve}.{what}"]
            return "zero", [curve, place - 0.413, place + 0.437]
        case "line", "m":
            return "slope", [curve, "0"]
        case "line", "b":
            return "value", [curve, "0"]
        case "parabola", "a":
            return _combined(("1/2", ("difference", [curve, "0", "1", 2])))
        case "quadratic", "a":
            return _combined(("1/2", ("difference", [curve, "0", "1", 2])))
        case "quadratic", "b":
            return "slope", [curve, "0"]
        case "quadratic", "c":
            return "value", [curve, "0"]
        case "reciprocal", "h":
            return "pole", [curve, numbers["h"] - 1e-3, numbers["h"] + 1.3e-3]
        case "reciprocal", "k":
            return "far_value", [curve, "10000000000"]
        case "reciprocal", "a":
            beside = (figure.exact[f"{curve}.h"] + 1).sympy()
            return _combined(("1", ("value", [curve, beside])), ("-1", ("far_value", [curve, "10000000000"])))
        case (("parabola" | "absolute value"), "h"):
            return "extremum_x", [curve, *_around(figure, curve, numbers["h"])]
        case "square root", "a":
            begin, beyond = ((figure.exact[f"{curve}.h"] + n).sympy() for n in (0, 1))
            return _combined(("1", ("value", [curve, beyond])), ("-1", ("value", [curve, begin])))
        case "square root", "h":
            return "start", [curve]
        case "square root", "k":
            return "value", [curve, figure.exact[f"{curve}.h"].sympy()]
        case (("parabola" | "absolute value"), "k"):
            return "extremum", [curve, *_around(figure, curve, numbers["h"])]
        case "absolute value", "a":
            return "slope", [curve, (figure.exact[f"{curve}.h"] + 2).sympy()]
        case "binary logarithm", "a":
            root = figure.exact[f"{curve}.h"]
            ends = [("value", [curve, (root + n).sympy()]) for n in (2, 1)]
            return _combined(("1", ends[0]), ("-1", ends[1]))
        case "binary logarithm", "k":
            return "value", [curve, (figure.exact[f"{curve}.h"] + 1).sympy()]
        case (("square root" | "binary logarithm"), "h"):
            return "domain_start", [curve, numbers["h"] - 3.13, numbers["h"] + 2.71]
        case "shifted cubic", "a":
            return _combined(("1/6", ("difference", [curve, "0", "1", 3])))
        case "shifted cubic", "h":
            return "inflection_x", [curve, numbers["h"] - 2.3, numbers["h"] + 2.9]
        case "shifted cubic", "k":
            return "value", [curve, figure.exact[f"{curve}.h"].sympy()]
        case (("sine" | "cosine"), "a"):
            return "amplitude", [curve, *_waves(figure, curve)]
        case (("sine" | "cosine"), "k"):
            return "middle", [curve, *_waves(figure, curve)]
        case (("sine" | "cosine"), "b"):
            return "frequency", [curve]
        case "tangent", "b":
            return _combined(("1/2", ("frequency", [curve])))
        case "exponential", "b":
            return "ratio_of_values", [curve, "0", "1", level]
        case "exponential", "a":
            return _combined(("1", ("value", [curve, "0"])), ("-1", ("far_value", [curve, _far(numbers["b"])])))
        case "exponential", "k":
            return "far_value", [curve, _far(numbers["b"])]
        case "logarithm", "b":
            top = (figure.exact[f"{curve}.k"] + 1).sympy()
            low = numbers["h"] + 1e-6
            return _combined(
                ("1", ("argument", [curve, top, low, low + 99])),
                (
                    f"-({figure.exact[f'{curve}.h'].sympy()})",
                    ("value", [curve, (figure.exact[f"{curve}.h"] + 1).sympy()]),
                )
                if level != "0"
                else ("0", ("value", [curve, (figure.exact[f"{curve}.h"] + 1).sympy()])),
            )
        case "logarithm", "h":
            return "start", [curve]
        case "logarithm", "k":
            return "value", [curve, (figure.exact[f"{curve}.h"] + 1).sympy()]
    raise KeyError(f"no way to measure {what} of a {form}")


def _far(base: float) -> str:
    return "-600" if base > 1 else "600"


# --- the kinds --------------------------------------------------------------------------------------------------------


def _define(
    name: str,
    measure: Callable[[Coordinates, Args], Any],
    symbol: Callable[[Name, Args], str],
    goal: Callable[[Figure, Args, Name], Goal] | None = None,
) -> None:
    FUNCTIONS.add_quantity(QuantityKind(name, 0, measure, symbol, goal=goal))


def _points(kind: str) -> Callable[[Figure, Args, Name], Goal]:
    return lambda figure, args, name: (kind, [name(arg) for arg in args])


def _number(text: str) -> Exact:
    return Exact.parse(text)


def _at(at: Coordinates, point: str) -> tuple[Any, Any]:
    return at.extent(f"{point}.x"), at.extent(f"{point}.y")


def _distance(at: Coordinates, args: Args) -> Any:
    (x0, y0), (x1, y1) = _at(at, args[0]), _at(at, args[1])
    return ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5


def _lengths(args: Args, part: str) -> Callable[[Name], str]:
    return lambda name: f"{part}_{name(args[1])} - {part}_{name(args[0])}"


_define("x", lambda at, a: at.extent(f"{a[0]}.x"), lambda n, a: f"x_{n(a[0])}", _points("x"))
_define("y", lambda at, a: at.extent(f"{a[0]}.y"), lambda n, a: f"y_{n(a[0])}", _points("y"))
_define(
    "run",
    lambda at, a: at.extent(f"{a[1]}.x") - at.extent(f"{a[0]}.x"),
    lambda n, a: _lengths(a, "x")(n),
    _points("run"),
)
_define(
    "rise",
    lambda at, a: at.extent(f"{a[1]}.y") - at.extent(f"{a[0]}.y"),
    lambda n, a: _lengths(a, "y")(n),
    _points("rise"),
)
_define("distance", _distance, lambda n, a: n(a[0]) + n(a[1]), _points("distance"))
_define("parameter", lambda at, a: at.extent(f"{a[0]}.{a[1]}"), lambda n, a: n(f"{a[0]}.{a[1]}"), _parameter_goal)
for _kind, _parameter, _symbol in (
    ("corner_x", "h", "x_V"),
    ("corner_y", "k", "y_V"),
    ("level", "k", "c"),
    ("edge", "h", "c"),
):
    _define(
        _kind,
        lambda at, a, part=_parameter: at.extent(f"{a[0]}.{part}"),  # type: ignore[misc]
        lambda n, a, symbol=_symbol: symbol,  # type: ignore[misc]
        lambda figure, a, name, part=_parameter: _parameter_goal(figure, (a[0], part), name),  # type: ignore[misc]
    )
"""What a graph shows of its equation: the vertex (corner, centre, start), the level of its asymptote, or the place of a
vertical one."""
_define(
    "value",
    lambda at, a: height(at, a[0], float(_number(a[1]))),
    lambda n, a: f"{n(a[0])}({_number(a[1]).latex()})",
    lambda figure, a, name: ("value", list(a)),
)
_define(
    "twice",
    lambda at, a: height(at, a[0], height(at, a[0], float(_number(a[1])))),
    lambda n, a: f"{n(a[0])}({n(a[0])}({_number(a[1]).latex()}))",
    lambda figure, a, name: ("value", [a[0], a[2]]),
)
"""Value at the value: f, x, and the inner value."""
_define(
    "slope",
    lambda at, a: (
        (height(at, a[0], float(_number(a[1])) + 1e-4) - height(at, a[0], float(_number(a[1])) - 1e-4)) / 2e-4
    ),
    lambda n, a: f"{n(a[0])}'({_number(a[1]).latex()})",
    lambda figure, a, name: ("slope", list(a)),
)
_define(
    "period",
    lambda at, a: (1 if at.plan.curves[a[0]].form == "tangent" else 2) * math.pi / at.extent(f"{a[0]}.b"),
    lambda n, a: "T",
    lambda figure, a, name: ("period", list(a)),
)


def _inverse_value(at: Coordinates, args: Args) -> Any:
    """Where a chain of segments that rises or falls all the way has a height."""
    nodes = at.plan.curves[args[0]].nodes
    if at.plan.extents[f"{nodes[0]}.y"] > at.plan.extents[f"{nodes[-1]}.y"]:
        nodes = nodes[::-1]
    xs, ys = ([at.extent(f"{node}.{axis}") for node in nodes] for axis in "xy")
    return chain(ys, xs, float(_number(args[1])))


_define(
    "inverse_value",
    _inverse_value,
    lambda n, a: f"{n(a[0])}^{{-1}}({_number(a[1]).latex()})",
    lambda figure, a, name: ("argument", [a[0], a[1], *_window(figure, a[0])]),
)


def _solutions(at: Coordinates, args: Args) -> Any:
    """How many segments of a chain cross a height."""
    level = float(_number(args[1]))
    nodes = at.plan.curves[args[0]].nodes
    sides = [np.asarray(at.extent(f"{node}.y")) > level for node in nodes]
    return sum(np.where(p != q, 1.0, 0.0) for p, q in pairwise(sides))


_define(
    "solutions",
    _solutions,
    lambda n, a: "n",
    lambda figure, a, name: ("solutions", [a[0], a[1], *_window(figure, a[0])]),
)
"""Number of solutions of f(x) = c."""


def _most_solutions(at: Coordinates, args: Args) -> Any:
    """The most segments of a chain that one horizontal line crosses: tried between all neighbouring heights."""
    figure = at.plan
    heights = sorted({figure.extents[f"{node}.y"] for node in figure.curves[args[0]].nodes})
    levels = [(low + high) / 2 for low, high in pairwise(heights)]
    nodes = [figure.extents[f"{node}.y"] for node in figure.curves[args[0]].nodes]
    return float(max(sum((p > level) != (q > level) for p, q in pairwise(nodes)) for level in levels))


_define(
    "most_solutions",
    _most_solutions,
    lambda n, a: "n",
    lambda figure, a, name: ("most_solutions", [a[0], *_window(figure, a[0])]),
)
"""The most points that a horizontal line has in common with a graph."""
_define(
    "verdict",
    lambda at, a: at.plan.extents[a[0]],
    lambda n, a: rf"\text{{{n(a[0])}}}",
    lambda figure, a, name: ("verdict", list(a)),
)
_define(
    "half_width",
    lambda at, a: (-at.extent(f"{a[0]}.k") / at.extent(f"{a[0]}.a")) ** 0.5,
    lambda n, a: "d",
    lambda figure, a, name: _combined(("1/2", ("run", [name(p) for p in a[1:]]))),
)
"""Distance of the zeros of a parabola (at two points) from its axis."""


def _region(at: Coordinates, args: Args) -> Any:
    """Area between a parabola and the x-axis or a line, between their intersections: a third of a cubed width."""
    wide = at.extent(f"{args[3]}.x") - at.extent(f"{args[2]}.x")
    return abs(at.extent(f"{args[0]}.a")) * wide**3 / 6


def _region_goal(figure: Figure, args: Args, name: Name) -> Goal:
    assert isinstance(figure, Plot)
    upper, lower, p, q = args
    ends = [figure.exact[f"{p}.x"].sympy(), figure.exact[f"{q}.x"].sympy()]
    line = None if lower == "axis" else lower
    first, second = (upper, line) if figure.extents[f"{upper}.a"] < 0 else (line, upper)
    return "integral", [first, second, *ends]


_define("region", _region, lambda n, a: "S", _region_goal)
_define(
    "corner_area",
    lambda at, a: abs(at.extent(f"{a[0]}.x") * at.extent(f"{a[1]}.y")) / 2,
    lambda n, a: rf"S_{{\triangle {n(a[0])}{n(a[1])}O}}",
    lambda figure, a, name: ("corner_area", [name(p) for p in a]),
)
_define(
    "lowest",
    lambda at, a: at.extent(f"{a[1]}.y"),
    lambda n, a: r"y_{\min}",
    lambda figure, a, name: ("lowest", [a[0], *_window(figure, a[0])]),
)
_define(
    "highest",
    lambda at, a: at.extent(f"{a[1]}.y"),
    lambda n, a: r"y_{\max}",
    lambda figure, a, name: ("highest", [a[0], *_window(figure, a[0])]),
)
_define(
    "leftmost",
    lambda at, a: at.extent(f"{a[1]}.x"),
    lambda n, a: r"x_{\min}",
    lambda figure, a, name: ("start", [a[0]]),
)
_define(
    "rightmost",
    lambda at, a: at.extent(f"{a[1]}.x"),
    lambda n, a: r"x_{\max}",
    lambda figure, a, name: ("stop", [a[0]]),
)
_define(
    "turn",
    lambda at, a: at.extent(f"{a[1]}.x"),
    lambda n, a: "x",
    lambda figure, a, name: ("turn", [a[0], *_near(figure, a[1])]),
)
"""Where a graph turns from rising to falling or back."""
_define("sine", lambda at, a: at.extent(f"{a[0]}.y"), lambda n, a: r"\sin\theta", lambda f, a, n: ("y", [n(a[0])]))
_define("cosine", lambda at, a: at.extent(f"{a[0]}.x"), lambda n, a: r"\cos\theta", lambda f, a, n: ("x", [n(a[0])]))
_define(
    "tangent",
    lambda at, a: at.extent(f"{a[0]}.y") / at.extent(f"{a[0]}.x"),
    lambda n, a: r"\tan\theta",
    lambda f, a, n: ("slope_from_origin", [n(a[0])]),
)
_define(
    "related",
    lambda at, a: RELATED[a[1]][1](at.extent(f"{a[0]}.x"), at.extent(f"{a[0]}.y")),
    lambda n, a: RELATED[a[1]][0],
    lambda f, a, n: ("combination", [[RELATED[a[1]][2], {"kind": RELATED[a[1]][3], "args": [n(a[0])]}]]),
)
"""A trigonometric value of an angle related to that of a point on the unit circle."""
RELATED: dict[str, tuple[str, Callable[[Any, Any], Any], str, str]] = {
    "sin(pi-t)": (r"\sin(\pi - \theta)", lambda c, s: s, "1", "y"),
    "cos(pi-t)": (r"\cos(\pi - \theta)", lambda c, s: -c, "-1", "x"),
    "sin(pi+t)": (r"\sin(\pi + \theta)", lambda c, s: -s, "-1", "y"),
    "cos(pi+t)": (r"\cos(\pi + \theta)", lambda c, s: -c, "-1", "x"),
    "sin(-t)": (r"\sin(-\theta)", lambda c, s: -s, "-1", "y"),
    "cos(-t)": (r"\cos(-\theta)", lambda c, s: c, "1", "x"),
    "sin(pi/2-t)": (r"\sin\left(\frac{\pi}{2} - \theta\right)", lambda c, s: c, "1", "x"),
    "cos(pi/2-t)": (r"\cos\left(\frac{\pi}{2} - \theta\right)", lambda c, s: s, "1", "y"),
}
FUNCTIONS.add_quantity(QuantityKind("whole", 0, lambda at, a: 0.0, lambda n, a: "", parts=lambda a: a))


def _window(figure: Figure, curve: str) -> list[float]:
    assert isinstance(figure, Plot)
    return [*figure.span(figure.curves[curve])]


def _near(figure: Figure, point: str) -> list[float]:
    assert isinstance(figure, Plot)
    place = figure.extents[f"{point}.x"]
    return [place - 0.413, place + 0.437]
