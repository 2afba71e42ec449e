"""Quantities of plane geometry: how each is keyed, measured from coordinates, printed and recomputed by a reader.

Angles are in degrees. An arc runs counter-clockwise from its first point to its second, so that minor and major arc can
never be mixed up. Measures accept floats and arrays alike.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from generators.plane.domain import PLANE
from puma_data.symbolic.facts import Args, Coordinates, Quantity, QuantityKind
from puma_data.symbolic.figure import Edge, Figure

Name = Callable[[str], str]


# --- constructors: what generators and theorems write -----------------------------------------------------------------


def length(p: str, q: str) -> Quantity:
    """Length of segment PQ."""
    return ("length", p, q)


def angle(p: str, vertex: str, q: str) -> Quantity:
    """Angle PVQ in degrees, strictly between 0 and 180, vertex in the middle."""
    return ("angle", p, vertex, q)


def reflex(p: str, vertex: str, q: str) -> Quantity:
    """Reflex angle PVQ in degrees, between 180 and 360."""
    return ("reflex", p, vertex, q)


def area(*vertices: str) -> Quantity:
    """Area of a simple polygon, vertices in order."""
    return ("area", *vertices)


def perimeter(*vertices: str) -> Quantity:
    """Perimeter of a polygon, vertices in order."""
    return ("perimeter", *vertices)


def radius(circle: str) -> Quantity:
    """Radius of a circle."""
    return ("radius", circle)


def diameter(circle: str) -> Quantity:
    """Diameter of a circle."""
    return ("diameter", circle)


def circumference(circle: str) -> Quantity:
    """Circumference of a circle."""
    return ("circumference", circle)


def disk(circle: str) -> Quantity:
    """Area of a circle."""
    return ("disk", circle)


def arc(circle: str, p: str, q: str) -> Quantity:
    """Measure in degrees of the arc that runs counter-clockwise from P to Q."""
    return ("arc", circle, p, q)


def arc_length(circle: str, p: str, q: str) -> Quantity:
    """Length of the arc that runs counter-clockwise from P to Q."""
    return ("arc_length", circle, p, q)


def sector_area(circle: str, p: str, q: str) -> Quantity:
    """Area of the sector over the arc that runs counter-clockwise from P to Q."""
    return ("sector_area", circle, p, q)


def sector_perimeter(circle: str, p: str, q: str) -> Quantity:
    """Perimeter (arc and two radii) of the sector over the arc from P to Q."""
    return ("sector_perimeter", circle, p, q)


def region_area(region: str) -> Quantity:
    """Area of a named region."""
    return ("region_area", region)


def region_perimeter(region: str) -> Quantity:
    """Length of the whole boundary of a named region."""
    return ("region_perimeter", region)


def sine(p: str, vertex: str, q: str) -> Quantity:
    """Sine of angle PVQ."""
    return ("sine", p, vertex, q)


def cosine(p: str, vertex: str, q: str) -> Quantity:
    """Cosine of angle PVQ."""
    return ("cosine", p, vertex, q)


def tangent(p: str, vertex: str, q: str) -> Quantity:
    """Tangent of angle PVQ."""
    return ("tangent", p, vertex, q)


def quotient(top: Quantity, bottom: Quantity) -> Quantity:
    """Ratio of two quantities of one dimension."""
    return ("quotient", top, bottom)


def combination(*terms: tuple[Any, Quantity]) -> Quantity:
    """Sum of quantities with exact coefficients: ``combination((1, a), (-1, b))`` is a - b."""
    from puma_data.symbolic.exact import Exact

    return ("combination", *((Exact(coefficient), quantity) for coefficient, quantity in terms))


def unknown(symbol: str) -> Quantity:
    """An algebraic unknown such as x."""
    return ("unknown", symbol)


def sides(*vertices: str) -> Quantity:
    """Number of sides of a polygon."""
    return ("sides", *vertices)


# --- measures ---------------------------------------------------------------------------------------------------------


def phase(z: Any) -> Any:
    """Argument of a complex number or array, in degrees."""
    return math.degrees(cmath.phase(z)) if isinstance(z, complex) else np.degrees(np.angle(z))


def _length(at: Coordinates, args: Args) -> Any:
    return abs(at.at(args[0]) - at.at(args[1]))


def _angle(at: Coordinates, args: Args) -> Any:
    p, v, q = map(at.at, args)
    return abs(phase((p - v) * (q - v).conjugate()))


def _signed_area(at: Coordinates, args: Args) -> Any:
    z = [at.at(name) for name in args]
    return sum((a.conjugate() * b).imag for a, b in zip(z, z[1:] + z[:1], strict=True)) / 2


def _sweep(at: Coordinates, args: Args) -> Any:
    """Degrees from P counter-clockwise to Q, in (0, 360]."""
    o = at.at(at.centre(args[0]))
    turn = phase((at.at(args[2]) - o) * (at.at(args[1]) - o).conjugate())
    return turn + 360 * (turn <= 0)


def boundary(at: Coordinates, loop: tuple[Edge, ...]) -> tuple[Any, Any]:
    """Signed area (Green's theorem: positive counter-clockwise) and length of a closed loop of edges and arcs."""
    signed: Any = 0.0
    total: Any = 0.0
    for edge in loop:
        if edge[0] == "line":
            p, q = at.at(edge[1]), at.at(edge[2])
            signed = signed + (p.conjugate() * q).imag / 2
            total = total + abs(q - p)
            continue
        circle, turn = edge[1], edge[-1]
        r, o = at.radius(circle), at.at(at.centre(circle))
        if edge[0] == "circle":
            signed = signed + math.pi * r * r * turn
            total = total + 2 * math.pi * r
            continue
        first, last = (edge[2], edge[3]) if turn > 0 else (edge[3], edge[2])
        swept = _sweep(at, (circle, first, last)) * (math.pi / 180)
        chord = at.at(edge[3]) - at.at(edge[2])
        signed = signed + ((o.conjugate() * chord).imag + r * r * swept * turn) / 2
        total = total + r * swept
    return signed, total


def _region_area(at: Coordinates, args: Args) -> Any:
    return abs(sum(boundary(at, loop)[0] for loop in at.loops(args[0])))


def _region_perimeter(at: Coordinates, args: Args) -> Any:
    return sum(boundary(at, loop)[1] for loop in at.loops(args[0]))


def _measure(at: Coordinates, quantity: Quantity) -> Any:
    return PLANE.quantities[quantity[0]].measure(at, quantity[1:])


def _tangent(at: Coordinates, args: Args) -> Any:
    return np.tan(_angle(at, args) * (math.pi / 180))


# --- keys: one tuple for one quantity ---------------------------------------------------------------------------------


def _segment_key(figure: Figure, args: Args) -> Args:
    p, q = args
    return (p, q) if figure.rank(p) <= figure.rank(q) else (q, p)


def _angle_key(figure: Figure, args: Args) -> Args:
    p, v, q = args
    p, q = _segment_key(figure, (figure.ray(v, p), figure.ray(v, q)))
    return (p, v, q)


def polygon_key(figure: Figure, args: Args) -> Args:
    """Vertices that start at the earliest introduced one and go on to its earlier neighbour."""
    start = min(range(len(args)), key=lambda i: figure.rank(args[i]))
    turned = args[start:] + args[:start]
    return turned if figure.rank(turned[1]) < figure.rank(turned[-1]) else (turned[0], *reversed(turned[1:]))


def _swapped_ends(args: Args) -> Args:
    """The arc of a mirror image runs the other way."""
    return (args[0], args[2], args[1])


def _inner_key(figure: Figure, args: Args) -> Args:
    return tuple(figure.canonical(quantity) for quantity in args)


def _combination_key(figure: Figure, args: Args) -> Args:
    return tuple((coefficient, figure.canonical(quantity)) for coefficient, quantity in args)


# --- printing ---------------------------------------------------------------------------------------------------------


def letters(name: Name, args: Args) -> str:
    """Point names in a row: ``ABC``."""
    return "".join(map(name, args))


def latex(quantity: Quantity, name: Name) -> str:
    """LaTeX of a quantity, without dollars."""
    return PLANE.quantities[quantity[0]].symbol(name, quantity[1:])


def _polygon_subscript(name: Name, args: Args) -> str:
    return (r"\triangle " if len(args) == 3 else "") + letters(name, args)


def _of_circle(symbol: str) -> Callable[[Name, Args], str]:
    """A circle's symbol carries its centre's letter only where the figure has several circles (its name is empty
    otherwise).
    """
    return lambda name, args: symbol + (f"_{{{name(args[0])}}}" if name(args[0]) else "")


def _sector_symbol(symbol: str, name: Name, args: Args) -> str:
    """A sector by the ends of its arc: a figure may have several."""
    ends = letters(name, args[1:])
    return rf"{symbol}_{{\text{{sector }}{ends}}}" if ends else rf"{symbol}_{{\text{{sector}}}}"


def _combination_symbol(name: Name, args: Args) -> str:
    text = ""
    for coefficient, quantity in args:
        sign = "-" if coefficient < 0 else "+" if text else ""
        size = abs(coefficient)
        text += f" {sign} " if text else sign
        text += ("" if size == 1 else size.latex() + " ") + latex(quantity, name)
    return text


# --- what a reader recomputes -----------------------------------------------------------------------------------------


def goal_of(figure: Figure, quantity: Quantity, name: Name) -> dict[str, Any]:
    """The ``goal`` object of the dataset's spec: a kind and arguments from which points and circles give the value."""
    kind = PLANE.quantities[quantity[0]]
    if kind.goal is None:
        return {"kind": kind.name, "args": [name(arg) for arg in quantity[1:]]}
    label, args = kind.goal(figure, quantity[1:], name)
    return {"kind": label, "args": args}


def _loops_goal(kind: str) -> Callable[[Figure, Args, Name], tuple[str, Any]]:
    def goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
        def edge(e: Edge) -> list[Any]:
            circle = [figure.circles[e[1]] and e[1]] if e[0] != "line" else []
            ends = [name(p) for p in (e[1:3] if e[0] == "line" else e[2:4] if e[0] == "arc" else ())]
            return [e[0], *circle, *ends, *([e[-1]] if e[0] != "line" else [])]

        return kind, [[edge(e) for e in loop] for loop in figure.regions[args[0]]]

    return goal


def _circle_goal(kind: str) -> Callable[[Figure, Args, Name], tuple[str, Any]]:
    return lambda figure, args, name: (kind, [args[0], *map(name, args[1:])])


def _quotient_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    if args[0][0] == args[1][0] == "length":
        return "ratio", [[name(p) for p in quantity[1:]] for quantity in args]
    return "quotient", [goal_of(figure, quantity, name) for quantity in args]


def _combination_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    return "combination", [[coefficient.sympy(), goal_of(figure, quantity, name)] for coefficient, quantity in args]


def _unknown_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    """An unknown is recomputed from a quantity that some label writes as an expression in it."""
    from puma_data.symbolic.exact import Linear

    symbol = args[0]
    for fact in figure.facts:
        if isinstance(fact.value, Linear) and fact.value.symbol == symbol:
            return "unknown", [symbol, fact.value.sympy(), goal_of(figure, fact.args[0], name)]
    raise KeyError(f"no stated expression contains {symbol}")


# --- the kinds --------------------------------------------------------------------------------------------------------


def _define(
    name: str,
    dimension: Any,
    measure: Callable[[Coordinates, Args], Any],
    symbol: Callable[[Name, Args], str],
    **more: Any,
) -> None:
    PLANE.add_quantity(QuantityKind(name, dimension, measure, symbol, **more))


_define("length", 1, _length, letters, canonical=_segment_key)
_define("angle", "degree", _angle, lambda n, a: r"\angle " + letters(n, a), canonical=_angle_key)
_define(
    "reflex",
    "degree",
    lambda at, a: 360 - _angle(at, a),
    lambda n, a: r"\text{reflex } \angle " + letters(n, a),
    canonical=_angle_key,
)
_define(
    "area",
    2,
    lambda at, a: abs(_signed_area(at, a)),
    lambda n, a: f"S_{{{_polygon_subscript(n, a)}}}",
    canonical=polygon_key,
)
_define(
    "perimeter",
    1,
    lambda at, a: sum(abs(at.at(p) - at.at(q)) for p, q in zip(a, a[1:] + a[:1], strict=True)),
    lambda n, a: f"P_{{{_polygon_subscript(n, a)}}}",
    canonical=polygon_key,
)
_define("radius", 1, lambda at, a: at.radius(a[0]), _of_circle("r"), goal=_circle_goal("radius"))
_define("diameter", 1, lambda at, a: 2 * at.radius(a[0]), _of_circle("d"), goal=_circle_goal("diameter"))
_define(
    "circumference", 1, lambda at, a: 2 * math.pi * at.radius(a[0]), _of_circle("C"), goal=_circle_goal("circumference")
)
_define("disk", 2, lambda at, a: math.pi * at.radius(a[0]) ** 2, _of_circle("S"), goal=_circle_goal("circle_area"))
_define(
    "arc",
    "degree",
    _sweep,
    lambda n, a: rf"\overset{{\frown}}{{{letters(n, a[1:])}}}",
    goal=_circle_goal("arc"),
    mirror=_swapped_ends,
)
_define(
    "arc_length",
    1,
    lambda at, a: at.radius(a[0]) * _sweep(at, a) * (math.pi / 180),
    lambda n, a: rf"l_{{\overset{{\frown}}{{{letters(n, a[1:])}}}}}",
    goal=_circle_goal("arc_length"),
    mirror=_swapped_ends,
)
_define(
    "sector_area",
    2,
    lambda at, a: at.radius(a[0]) ** 2 * _sweep(at, a) * (math.pi / 360),
    lambda n, a: _sector_symbol("S", n, a),
    goal=_circle_goal("sector_area"),
    mirror=_swapped_ends,
)
_define(
    "sector_perimeter",
    1,
    lambda at, a: at.radius(a[0]) * (2 + _sweep(at, a) * (math.pi / 180)),
    lambda n, a: _sector_symbol("P", n, a),
    goal=_circle_goal("sector_perimeter"),
    mirror=_swapped_ends,
)
_define("region_area", 2, _region_area, lambda n, a: r"S_{\text{shaded}}", goal=_loops_goal("region_area"))
_define(
    "region_perimeter", 1, _region_perimeter, lambda n, a: r"P_{\text{shaded}}", goal=_loops_goal("region_perimeter")
)
_define(
    "sine",
    0,
    lambda at, a: np.sin(_angle(at, a) * (math.pi / 180)),
    lambda n, a: r"\sin \angle " + letters(n, a),
    canonical=_angle_key,
)
_define(
    "cosine",
    0,
    lambda at, a: np.cos(_angle(at, a) * (math.pi / 180)),
    lambda n, a: r"\cos \angle " + letters(n, a),
    canonical=_angle_key,
)
_define("tangent", 0, _tangent, lambda n, a: r"\tan \angle " + letters(n, a), canonical=_angle_key)
_define(
    "quotient",
    0,
    lambda at, a: _measure(at, a[0]) / _measure(at, a[1]),
    lambda n, a: rf"\frac{{{latex(a[0], n)}}}{{{latex(a[1], n)}}}",
    canonical=_inner_key,
    goal=_quotient_goal,
    parts=lambda a: a,
)
_define(
    "combination",
    None,
    lambda at, a: sum(float(c) * _measure(at, q) for c, q in a),
    _combination_symbol,
    canonical=_combination_key,
    goal=_combination_goal,
    parts=lambda a: tuple(q for _, q in a),
)
_define("unknown", 0, lambda at, a: at.unknown(a[0]), lambda n, a: a[0], goal=_unknown_goal)
_define("sides", 0, lambda at, a: len(a), lambda n, a: "n", canonical=polygon_key)
