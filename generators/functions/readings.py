"""Facts and quantities of reading: what is seen of a graph rather than computed from its equation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from generators.functions.domain import FUNCTIONS
from generators.functions.kinds import _define as fact
from generators.functions.quantities import RELATED, _combined, _near, _number, _window
from generators.functions.quantities import _define as quantity
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Args, Coordinates, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot, height

Goal = tuple[str, Any]


def plot_of(figure: Figure) -> Plot:
    """The figure as the plot it is."""
    assert isinstance(figure, Plot)
    return figure


# --- what is drawn ----------------------------------------------------------------------------------------------------


def _beside(at: Coordinates, args: Args) -> Any:
    return (at.extent(f"{args[1]}.x") - height(at, args[0], at.extent(f"{args[1]}.y")),)


fact("tip", "descriptive", "fP", residuals=_beside)
"""P is the vertex of a parabola with a horizontal axis."""
fact("passes_sideways", "descriptive", "fP", residuals=_beside)
"""A curve that gives x from y goes through P."""
fact("upward_chain", "descriptive", "f")
"""A drawing made of segments: f, then its corners from the lowest to the highest."""


def _mirrored(x_sign: int, y_sign: int) -> Any:
    return lambda at, a: (
        at.extent(f"{a[1]}.x") - x_sign * at.extent(f"{a[0]}.x"),
        at.extent(f"{a[1]}.y") - y_sign * at.extent(f"{a[0]}.y"),
    )


MIRRORS = {"mirrored_in_y_axis": (-1, 1), "mirrored_in_origin": (-1, -1), "mirrored_in_x_axis": (1, -1)}
"""Reflections, with the signs that they give the coordinates."""
for _name, _signs in MIRRORS.items():
    fact(_name, "descriptive", "PQ", residuals=_mirrored(*_signs))
fact("shaded_above", "descriptive", "f")
fact("shaded_below", "descriptive", "f")
fact("line_included", "descriptive", "f")
"""The boundary of a half-plane belongs to it: it is drawn solid."""
fact("line_excluded", "descriptive", "f")
"""The boundary of a half-plane does not belong to it: it is drawn dashed."""


# --- tests with lines -------------------------------------------------------------------------------------------------


def points_above(figure: Plot, curve: str) -> int:
    """The most points that a vertical line has in common with one curve: between all neighbouring corners."""
    made = figure.curves[curve]
    if made.form == "circle" or (made.sideways and not made.nodes):
        return 2
    if not made.sideways:
        return 1
    across = [figure.exact[f"{node}.x"] for node in made.nodes]
    places = sorted(set(across), key=float)
    levels = [(low + high) / 2 for low, high in pairwise(places)]
    return max(sum((p > level) != (q > level) for p, q in pairwise(across)) for level in levels)


def shared_end(figure: Plot, curves: Sequence[str]) -> bool:
    """Whether two graphs that meet at one abscissa both have a point there."""
    first, second = (figure.curves[curve] for curve in curves)
    return first.ends[1] is not False and second.ends[0] is not False


def _most_above(at: Coordinates, args: Args) -> Any:
    if len(args) == 1:
        return float(points_above(at.plan, args[0]))
    return 2.0 if shared_end(at.plan, args) else 1.0


quantity("most_above", _most_above, lambda n, a: "n", lambda figure, a, name: ("most_above", list(a)))
"""The most points that a vertical line has in common with a drawing."""


def _mapping(at: Coordinates, args: Args) -> Any:
    nodes = [at.plan.extents[f"{node}.y"] for node in at.plan.curves[args[0]].nodes]
    ways = {q > p for p, q in pairwise(nodes)}
    return 2.0 * (len(ways) == 1) + (min(nodes) == float(_number(args[1])) and max(nodes) == float(_number(args[2])))


quantity(
    "mapping",
    _mapping,
    lambda n, a: "m",
    lambda figure, a, name: ("mapping", [*a, *_window(figure, a[0])]),
)
"""2 if a function takes no value twice, and 1 more if it takes all from c to d and no others."""


# --- the unit circle --------------------------------------------------------------------------------------------------

quantity(
    "opposite",
    lambda at, a: -RELATED[a[1]][1](at.extent(f"{a[0]}.x"), at.extent(f"{a[0]}.y")),
    lambda n, a: "-" + RELATED[a[1]][0],
    lambda f, a, n: _combined((f"-({RELATED[a[1]][2]})", (RELATED[a[1]][3], [n(a[0])]))),
)
"""The opposite number of a trigonometric value of a related angle."""


# --- parabolas --------------------------------------------------------------------------------------------------------


def _discriminant_goal(figure: Figure, args: Args, name: Any) -> Goal:
    f = args[0]
    slope = {"kind": "slope", "args": [f, "0"]}
    lead = {"kind": "combination", "args": [["1/2", {"kind": "difference", "args": [f, "0", "1", 2]}]]}
    level = {"kind": "value", "args": [f, "0"]}
    square, product = ({"kind": "product", "args": parts} for parts in ([slope, slope], [lead, level]))
    return "combination", [["1", square], ["-4", product]]


quantity(
    "discriminant",
    lambda at, a: -4 * at.extent(f"{a[0]}.a") * at.extent(f"{a[0]}.k"),
    lambda n, a: "b^2 - 4ac",
    _discriminant_goal,
)
quantity(
    "coefficient_b",
    lambda at, a: -2 * at.extent(f"{a[0]}.a") * at.extent(f"{a[0]}.h"),
    lambda n, a: "b",
    lambda figure, a, name: ("slope", [a[0], "0"]),
)
"""The coefficient of x of a quadratic function."""
quantity(
    "coefficient_c",
    lambda at, a: at.extent(f"{a[0]}.a") * at.extent(f"{a[0]}.h") ** 2 + at.extent(f"{a[0]}.k"),
    lambda n, a: "c",
    lambda figure, a, name: ("value", [a[0], "0"]),
)


def _inner(args: Args) -> tuple[QuantityKind, Args]:
    return FUNCTIONS.quantities[args[0]], args[1:]


def _sign_goal(figure: Figure, args: Args, name: Any) -> Goal:
    kind, own = _inner(args)
    assert kind.goal is not None
    label, told = kind.goal(figure, own, name)
    return "sign", [{"kind": label, "args": told}]


def _sign(at: Coordinates, args: Args) -> Any:
    kind, own = _inner(args)
    return np.sign(np.where(np.abs(kind.measure(at, own)) < 1e-9, 0.0, kind.measure(at, own))) + 0.0


def _sign_symbol(name: Any, args: Args) -> str:
    kind, own = _inner(args)
    return rf"\text{{sign of }}{kind.symbol(name, own)}"


quantity("sign", _sign, _sign_symbol, _sign_goal)
"""1, 0 or -1, as another quantity is positive, zero or negative."""


def of_extreme(curve: str) -> Quantity:
    """The greatest or least value of a quadratic function."""
    return ("parameter", curve, "k")


def of_start(curve: str) -> Quantity:
    """The y-intercept of a function."""
    return ("value", curve, "0")


COMPARED = {"extreme": of_extreme, "intercept": of_start}


def _excess(at: Coordinates, args: Args) -> Any:
    f, g, what = args
    values = []
    for curve in (f, g):
        kind, *own = COMPARED[what](curve)
        values.append(FUNCTIONS.quantities[kind].measure(at, tuple(own)))
    return values[0] - values[1]


def _excess_goal(figure: Figure, args: Args, name: Any) -> Goal:
    f, g, what = args
    terms = []
    for factor, curve in (("1", f), ("-1", g)):
        kind, *own = COMPARED[what](curve)
        measure = FUNCTIONS.quantities[kind].goal
        assert measure is not None
        terms.append((factor, measure(figure, tuple(own), name)))
    return _combined(*terms)


def _excess_symbol(name: Any, args: Args) -> str:
    f, g, what = args
    if what == "intercept":
        return f"{name(f)}(0) - {name(g)}(0)"
    return f"k_{name(f)} - k_{name(g)}"


quantity("excess", _excess, _excess_symbol, _excess_goal)
"""By how much an extreme value or the y-intercept of one function is greater than that of another."""


# --- heights and places -----------------------------------------------------------------------------------------------


def _near_goal(figure: Figure, args: Args, name: Any) -> Goal:
    plot = plot_of(figure)
    curve, point = args
    place = plot.extents[f"{point}.x"]
    if not plot.curves[curve].nodes:
        return "extremum", [curve, *_near(figure, point)]
    peak = height(plot, curve, place - 0.3) < plot.extents[f"{point}.y"]
    return ("highest" if peak else "lowest"), [curve, place - 0.413, place + 0.437]


quantity("local_extreme", lambda at, a: at.extent(f"{a[1]}.y"), lambda n, a: "y", _near_goal)
"""A local maximum or minimum: the height of the turning point."""


def _argument(at: Coordinates, args: Args) -> Any:
    _, level, p, q = args
    x0, y0, x1, y1 = (at.extent(f"{point}.{axis}") for point in (p, q) for axis in "xy")
    return x0 + (float(_number(level)) - y0) * (x1 - x0) / (y1 - y0)


def _argument_place(figure: Figure, args: Args) -> list[tuple[float, float]]:
    return [(float(_argument(figure, args)), float(_number(args[1])))]


FUNCTIONS.add_quantity(
    QuantityKind(
        "argument",
        0,
        _argument,
        lambda n, a: "x",
        goal=lambda figure, a, n: (
            "argument",
            [a[0], a[1], *(plot_of(figure).exact[f"{p}.x"].sympy() for p in a[2:])],
        ),
        places=_argument_place,
    )
)
"""The x at which segment PQ of a graph has a height: f, the height, P, Q."""


def exact_argument(plot: Plot, level: Exact, p: str, q: str) -> Exact:
    """The exact x at which segment PQ has a height."""
    x0, y0, x1, y1 = (plot.exact[f"{point}.{axis}"] for point in (p, q) for axis in "xy")
    return x0 + (level - y0) * (x1 - x0) / (y1 - y0)


# --- pieces and ends --------------------------------------------------------------------------------------------------

for _kind, _axis, _words in (
    ("piece_left", "x", r"\text{left end at }"),
    ("piece_right", "x", r"\text{right end at }"),
    ("piece_low", "y", r"\text{lowest height at }"),
    ("piece_high", "y", r"\text{highest height at }"),
):

    def _reach(at: Coordinates, args: Args, axis: str = _axis) -> Any:
        return at.extent(f"{args[1]}.{axis}")

    def _reach_symbol(name: Any, args: Args, words: str = _words) -> str:
        return words + str(name(args[1]))

    def _reach_goal(figure: Figure, args: Args, name: Any, kind: str = _kind) -> Goal:
        if kind in ("piece_left", "piece_right"):
            return "x", [name(args[1])]
        return ("lowest" if kind == "piece_low" else "highest"), [args[0], *_window(figure, args[0])]

    quantity(_kind, _reach, _reach_symbol, _reach_goal)
"""How far a piece of a graph reaches: f, and the point where it does."""

fact("marked_from", "descriptive", "fP")
"""The marked part of a number line starts at P."""
fact("marked_to", "descriptive", "fP")
"""The marked part of a number line ends at P."""
fact("image_point", "descriptive", "fP", residuals=lambda at, a: (
    at.extent(f"{a[1]}.x") - at.extent(f"{a[0]}.h") - 1, at.extent(f"{a[1]}.y") - at.extent(f"{a[0]}.k")
))  # fmt: skip
"""P is the image of (1, 0) on a shifted logarithm curve."""


# --- where graphs meet ------------------------------------------------------------------------------------------------


def _crossing(at: Coordinates, args: Args) -> Any:
    _, _, a, b, c, d = args
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = ((at.extent(f"{p}.x"), at.extent(f"{p}.y")) for p in (a, b, c, d))
    m, n = (by - ay) / (bx - ax), (dy - cy) / (dx - cx)
    return (cy - n * cx - ay + m * ax) / (m - n)


def _between(figure: Figure, args: Args) -> list[str]:
    """An interval that both segments run over."""
    exact = plot_of(figure).exact
    left = max((exact[f"{args[i]}.x"] for i in (2, 4)), key=float)
    right = min((exact[f"{args[i]}.x"] for i in (3, 5)), key=float)
    return [left.sympy(), right.sympy()]


def _crossing_place(figure: Figure, args: Args) -> list[tuple[float, float]]:
    place = float(_crossing(figure, args))
    return [(place, float(height(figure, args[0], place)))]


FUNCTIONS.add_quantity(
    QuantityKind(
        "crossing",
        0,
        _crossing,
        lambda n, a: "x",
        goal=lambda figure, a, n: ("crossing", [a[0], a[1], *_between(figure, a)]),
        places=_crossing_place,
    )
)
"""The x where segment AB of one graph meets segment CD of another: f, g, A, B, C, D."""
quantity(
    "nearest",
    lambda at, a: np.floor(np.asarray(_crossing(at, a)) + 0.5) + 0.0,
    lambda n, a: r"x_{\text{rounded}}",
    lambda figure, a, n: ("rounded", [{"kind": "crossing", "args": [a[0], a[1], *_between(figure, a)]}]),
)
"""That x to the nearest whole number."""


def _halves(sign: str) -> Any:
    return lambda figure, a, n: _combined(("1/2", ("x", [n(a[3])])), (f"{sign}1/2", ("x", [n(a[2])])))


quantity(
    "middle_of_roots",
    lambda at, a: at.extent(f"{a[0]}.h") + at.extent(f"{a[1]}.m") / (2 * at.extent(f"{a[0]}.a")),
    lambda n, a: "x_m",
    _halves(""),
)
"""Mean of the abscissas where a parabola and a line meet: f, g, and the two points from left to right."""
quantity(
    "half_gap",
    lambda at, a: (at.extent(f"{a[3]}.x") - at.extent(f"{a[2]}.x")) / 2,
    lambda n, a: "d",
    _halves("-"),
)
"""Half the difference of those abscissas."""


# --- limits -----------------------------------------------------------------------------------------------------------


def _limit_symbol(name: Any, args: Args) -> str:
    at, side = args[3], args[4]
    return rf"\lim_{{x \to {name(at)}^{{{'-' if side == 'from_left' else '+'}}}}} f(x)"


quantity(
    "one_sided_limit",
    lambda at, a: at.extent(f"{a[2]}.y"),
    _limit_symbol,
    lambda figure, a, n: ("limit", [[a[0], a[1]], a[3], -1 if a[4] == "from_left" else 1]),
)
"""f, g (the pieces), the end of a piece, its abscissa, and the side it is approached from."""
quantity(
    "value_at_jump",
    lambda at, a: at.extent(f"{a[1]}.y"),
    lambda n, a: f"f({n(a[2])})",
    lambda figure, a, n: ("value", [a[0], a[2]]),
)
"""The piece whose closed end P gives the value, P, and its abscissa."""
quantity(
    "jump",
    lambda at, a: at.extent(f"{a[3]}.y") - at.extent(f"{a[2]}.y"),
    lambda n, a: f"y_{n(a[3])} - y_{n(a[2])}",
    lambda figure, a, n: _combined(
        ("1", ("limit", [[a[0], a[1]], plot_of(figure).exact[f"{a[3]}.x"].sympy(), 1])),
        ("-1", ("limit", [[a[0], a[1]], plot_of(figure).exact[f"{a[2]}.x"].sympy(), -1])),
    ),
)
"""The limit from the right minus that from the left: f, g, the end of f, the start of g."""


__all__ = ["COMPARED", "MIRRORS", "exact_argument", "plot_of", "points_above", "shared_end"]
