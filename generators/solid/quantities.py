"""Quantities of solids: how each is measured from the extents of a figure, keyed, printed and recomputed by a reader.

A measure of a part has its name as the only argument; lengths and angles between points have the points.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from generators.solid.domain import SOLID
from generators.solid.figure import vector
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Args, Coordinates, Quantity, QuantityKind
from puma_data.symbolic.figure import Figure

Name = Callable[[str], str]


def length(p: str, q: str) -> Quantity:
    """Distance of two points."""
    return ("length", p, q)


def angle(p: str, vertex: str, q: str) -> Quantity:
    """Angle at a vertex, in degrees."""
    return ("angle", p, vertex, q)


def volume(part: str) -> Quantity:
    """Volume of a part."""
    return ("volume", part)


def surface(part: str) -> Quantity:
    """Total surface area of a part."""
    return ("surface", part)


def lateral(part: str) -> Quantity:
    """Lateral surface area of a part."""
    return ("lateral", part)


# --- measures ---------------------------------------------------------------------------------------------------------


def distance(at: Coordinates, args: Args) -> Any:
    """Distance of two points in space."""
    p, q = (vector(at, name) for name in args)
    return sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5


def _angle(at: Coordinates, args: Args) -> Any:
    p, v, q = (vector(at, name) for name in args)
    u, w = ([a - b for a, b in zip(end, v, strict=True)] for end in (p, q))
    cross = (u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0])
    dot = sum(a * b for a, b in zip(u, w, strict=True))
    return np.arctan2(sum(c * c for c in cross) ** 0.5, dot) * (180 / math.pi)


def polygon_area(at: Coordinates, args: Args) -> Any:
    """Area of a plane polygon in space: half the length of the sum of its cross products."""
    points = [vector(at, name) for name in args]
    total = [0.0, 0.0, 0.0]
    first = points[0]
    for p, q in itertools.pairwise(points):
        u, w = ([a - b for a, b in zip(end, first, strict=True)] for end in (p, q))
        for i in range(3):
            j, k = (i + 1) % 3, (i + 2) % 3
            total[i] = total[i] + u[j] * w[k] - u[k] * w[j]
    return sum(c * c for c in total) ** 0.5 / 2


def extent(role: str) -> Callable[[Coordinates, Args], Any]:
    """A measure that is an extent of its part."""
    return lambda at, args: at.extent(f"{args[0]}.{role}")


def _of(at: Coordinates, part: str, *roles: str) -> list[Any]:
    return [at.extent(f"{part}.{role}") for role in roles]


def _turn(at: Coordinates, part: str) -> Any:
    """The share of a full turn that a round part makes."""
    name = f"{part}.angle"
    return at.extent(name) / 360 if name in at.plan.extents else at.plan.parts[part].sweep / 360


def _base(at: Coordinates, args: Args) -> Any:
    (part,) = args
    kind, plan = at.plan.parts[part].kind, at.plan.parts[part]
    if kind in ("cylinder", "cone", "frustum"):
        return math.pi * at.extent(f"{part}.radius") ** 2 * _turn(at, part)
    if kind == "hemisphere":
        return math.pi * at.extent(f"{part}.radius") ** 2
    return polygon_area(at, tuple(plan.corners[i] for i in plan.faces[plan.bases[0]]))


def _rim(at: Coordinates, args: Args) -> Any:
    (part,) = args
    plan = at.plan.parts[part]
    if not plan.faces:
        return 2 * math.pi * at.extent(f"{part}.radius")
    ring = [plan.corners[i] for i in plan.faces[plan.bases[0]]]
    return sum(distance(at, pair) for pair in zip(ring, [*ring[1:], ring[0]], strict=True))


def _volume(at: Coordinates, args: Args) -> Any:
    (part,) = args
    plan = at.plan.parts[part]
    match plan.kind:
        case "whole":
            return sum(factor * _volume(at, (other,)) for factor, other in plan.volume)
        case "sphere":
            return 4 / 3 * math.pi * at.extent(f"{part}.radius") ** 3
        case "hemisphere":
            return 2 / 3 * math.pi * at.extent(f"{part}.radius") ** 3
        case "cone" | "pyramid" | "square_pyramid":
            return _base(at, args) * at.extent(f"{part}.height") / 3
        case "frustum":
            r, s, h = _of(at, part, "radius", "top_radius", "height")
            return math.pi * h * (r * r + r * s + s * s) / 3
        case "cylinder" | "cuboid" | "cube":
            return _base(at, args) * at.extent(f"{part}.height")
    return _base(at, args) * at.extent(f"{part}.length")


def slant_of(at: Coordinates, args: Args) -> Any:
    """Length of a straight line down the wall of a cone or frustum, or down the middle of a pyramid's face."""
    (part,) = args
    kind = at.plan.parts[part].kind
    if kind == "square_pyramid":
        return (at.extent(f"{part}.height") ** 2 + (at.extent(f"{part}.side") / 2) ** 2) ** 0.5
    top = at.extent(f"{part}.top_radius") if kind == "frustum" else 0
    return (at.extent(f"{part}.height") ** 2 + (at.extent(f"{part}.radius") - top) ** 2) ** 0.5


def _lateral(at: Coordinates, args: Args) -> Any:
    (part,) = args
    kind = at.plan.parts[part].kind
    if kind in ("sphere", "hemisphere"):
        return (4 if kind == "sphere" else 2) * math.pi * at.extent(f"{part}.radius") ** 2
    if kind == "cylinder":
        r, h = _of(at, part, "radius", "height")
        return 2 * math.pi * r * h * _turn(at, part)
    if kind == "cone":
        return math.pi * at.extent(f"{part}.radius") * slant_of(at, args)
    if kind == "frustum":
        return math.pi * (at.extent(f"{part}.radius") + at.extent(f"{part}.top_radius")) * slant_of(at, args)
    plan = at.plan.parts[part]
    walls = [face for i, face in enumerate(plan.faces) if i not in plan.bases]
    return sum(polygon_area(at, tuple(plan.corners[i] for i in face)) for face in walls)


def _surface(at: Coordinates, args: Args) -> Any:
    (part,) = args
    plan = at.plan.parts[part]
    match plan.kind:
        case "whole":
            return sum(factor * SOLID.quantities[what].measure(at, (other,)) for factor, what, other in plan.surface)
        case "sphere":
            return _lateral(at, args)
        case "frustum":
            r, s = _of(at, part, "radius", "top_radius")
            return _lateral(at, args) + math.pi * (r * r + s * s)
        case "cone" | "hemisphere" | "pyramid" | "square_pyramid":
            return _lateral(at, args) + _base(at, args)
        case "cylinder" if plan.sweep < 360:
            r, h = _of(at, part, "radius", "height")
            return _lateral(at, args) + 2 * _base(at, args) + 2 * r * h
    return _lateral(at, args) + 2 * _base(at, args)


def _measure(at: Coordinates, quantity: Quantity) -> Any:
    return SOLID.quantities[quantity[0]].measure(at, quantity[1:])


# --- keys and printing ------------------------------------------------------------------------------------------------


def _segment_key(figure: Figure, args: Args) -> Args:
    p, q = args
    return (p, q) if figure.rank(p) <= figure.rank(q) else (q, p)


def _angle_key(figure: Figure, args: Args) -> Args:
    p, v, q = args
    p, q = _segment_key(figure, (p, q))
    return (p, v, q)


def _ring_key(figure: Figure, args: Args) -> Args:
    start = min(range(len(args)), key=lambda i: figure.rank(args[i]))
    turned = args[start:] + args[:start]
    return turned if figure.rank(turned[1]) < figure.rank(turned[-1]) else (turned[0], *reversed(turned[1:]))


def letters(name: Name, args: Args) -> str:
    """Point names in a row."""
    return "".join(map(name, args))


def indexed(letter: str) -> Callable[[Name, Args], str]:
    """A letter with the label of its part as an index, where there are several parts."""
    return lambda name, args: letter + (f"_{{{name(args[0])}}}" if name(args[0]) else "")


def _unknown_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    symbol = args[0]
    for fact in figure.facts:
        if isinstance(fact.value, Linear) and fact.value.symbol == symbol:
            return "unknown", [symbol, fact.value.sympy(), goal_of(figure, fact.args[0], name)]
    raise KeyError(f"no stated expression contains {symbol}")


def goal_of(figure: Figure, quantity: Quantity, name: Name) -> dict[str, Any]:
    """Kind and arguments from which a reader recomputes a quantity."""
    kind = SOLID.quantities[quantity[0]]
    if kind.goal is None:
        return {"kind": kind.name, "args": [name(arg) for arg in quantity[1:]]}
    label, args = kind.goal(figure, quantity[1:], name)
    return {"kind": label, "args": args}


def _quotient_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    return "quotient", [goal_of(figure, quantity, name) for quantity in args]


def _measured(kind: str, args: Args, name: Name) -> dict[str, Any]:
    return {"kind": kind, "args": [name(args[0])]}


def define(
    name: str,
    dimension: Any,
    measure: Callable[[Coordinates, Args], Any],
    symbol: Callable[[Name, Args], str] | str,
    **more: Any,
) -> None:
    """Register a kind of quantity; a plain letter as its symbol is indexed by the part."""
    SOLID.add_quantity(
        QuantityKind(name, dimension, measure, indexed(symbol) if isinstance(symbol, str) else symbol, **more)
    )


def scaled(kind: str, factor: str) -> Callable[[Figure, Args, Name], tuple[str, Any]]:
    """Recomputed as a multiple of another measure of the part."""
    return lambda figure, args, name: ("combination", [[factor, {"kind": kind, "args": [name(args[0])]}]])


define(
    "length",
    1,
    distance,
    letters,
    canonical=_segment_key,
    goal=lambda figure, args, name: ("space_length", [name(p) for p in args]),
)
define(
    "angle",
    "degree",
    _angle,
    lambda n, a: r"\angle " + letters(n, a),
    canonical=_angle_key,
    goal=lambda figure, args, name: ("space_angle", [name(p) for p in args]),
)
define(
    "area",
    2,
    polygon_area,
    lambda n, a: f"S_{{{letters(n, a)}}}",
    canonical=_ring_key,
    goal=lambda figure, args, name: ("section_area", [name(p) for p in args]),
)
define("rod", 1, lambda at, a: (4 * at.extent(f"{a[0]}.radius") ** 2 + at.extent(f"{a[0]}.height") ** 2) ** 0.5, "x")
for _name, _ratio in (("sine", np.sin), ("cosine", np.cos), ("tangent", np.tan)):
    define(
        _name,
        0,
        (lambda ratio: lambda at, a: ratio(_angle(at, a) * (math.pi / 180)))(_ratio),
        (lambda name: lambda n, a: rf"\{name} \angle " + letters(n, a))(
            {"sine": "sin", "cosine": "cos", "tangent": "tan"}[_name]
        ),
        canonical=_angle_key,
    )
define("unknown", 0, lambda at, a: at.unknown(a[0]), lambda n, a: str(a[0]), goal=_unknown_goal)
define(
    "quotient",
    0,
    lambda at, a: _measure(at, a[0]) / _measure(at, a[1]),
    lambda n, a: rf"\frac{{{symbol_of(a[0], n)}}}{{{symbol_of(a[1], n)}}}",
    canonical=lambda figure, args: tuple(figure.canonical(q) for q in args),
    goal=_quotient_goal,
    parts=lambda a: a,
)


def symbol_of(quantity: Quantity, name: Name) -> str:
    """LaTeX of a quantity."""
    return SOLID.quantities[quantity[0]].symbol(name, quantity[1:])


LENGTHS: Mapping[str, tuple[str, str]] = {
    "base_radius": ("radius", "r"),
    "top_radius": ("top_radius", "t"),
    "sphere_radius": ("radius", "R"),
    "height": ("height", "h"),
    "edge": ("width", "a"),
    "width": ("width", "a"),
    "depth": ("depth", "b"),
    "side": ("side", "a"),
    "prism_length": ("length", "l"),
    "leg": ("leg", "a"),
    "other_leg": ("other_leg", "b"),
    "base_edge": ("base_edge", "a"),
    "base_height": ("base_height", "t"),
    "parallel_side": ("parallel_side", "a"),
    "other_parallel": ("other_parallel", "c"),
    "trapezoid_height": ("trapezoid_height", "t"),
    "step_width": ("step_width", "c"),
    "step_height": ("step_height", "d"),
    "base_width": ("base_width", "a"),
    "base_rise": ("base_rise", "b"),
}
"""Lengths that are extents of their part: kind, extent, letter."""
for _kind, (_role, _letter) in LENGTHS.items():
    define(_kind, 1, extent(_role), _letter)

DOUBLES = {"base_diameter": ("base_radius", "d"), "sphere_diameter": ("sphere_radius", "d")}
for _kind, (_single, _letter) in DOUBLES.items():
    define(
        _kind,
        1,
        (lambda single: lambda at, a: 2 * _measure(at, (single, a[0])))(_single),
        _letter,
        goal=scaled(_single, "2"),
    )
define("slant", 1, slant_of, "l")
define("hypotenuse", 1, lambda at, a: sum(x * x for x in _of(at, a[0], "leg", "other_leg")) ** 0.5, "c")
define(
    "equal_side",
    1,
    lambda at, a: (at.extent(f"{a[0]}.base_edge") ** 2 / 4 + at.extent(f"{a[0]}.base_height") ** 2) ** 0.5,
    "s",
)
define(
    "overhang",
    1,
    lambda at, a: at.extent(f"{a[0]}.parallel_side") - at.extent(f"{a[0]}.other_parallel"),
    "x",
    goal=lambda f, a, n: (
        "combination",
        [["1", _measured("parallel_side", a, n)], ["-1", _measured("other_parallel", a, n)]],
    ),
)
define(
    "slanted_side",
    1,
    lambda at, a: (_measure(at, ("overhang", a[0])) ** 2 + at.extent(f"{a[0]}.trapezoid_height") ** 2) ** 0.5,
    "d",
)
define(
    "radius_difference",
    1,
    lambda at, a: at.extent(f"{a[0]}.radius") - at.extent(f"{a[0]}.top_radius"),
    "x",
    goal=lambda f, a, n: (
        "combination",
        [["1", _measured("base_radius", a, n)], ["-1", _measured("top_radius", a, n)]],
    ),
)
define(
    "edge_sum",
    1,
    lambda at, a: 4 * sum(_of(at, a[0], "width", "depth", "height")),
    "L",
    goal=lambda f, a, n: ("combination", [["4", _measured(k, a, n)] for k in ("width", "depth", "height")]),
)
for _kind, _pair in (("front_area", ("width", "height")), ("side_area", ("depth", "height"))):
    define(
        _kind,
        2,
        (lambda pair: lambda at, a: math.prod(_of(at, a[0], *pair)))(_pair),
        "S",
        goal=(lambda pair: lambda f, a, n: ("product", [_measured(k, a, n) for k in pair]))(_pair),
    )
define(
    "open_surface",
    2,
    lambda at, a: _surface(at, a) - _base(at, a),
    "S",
    goal=lambda f, a, n: ("combination", [["1", _measured("surface", a, n)], ["-1", _measured("base_area", a, n)]]),
)
define("base_area", 2, _base, "B")
define("base_perimeter", 1, _rim, "P")
define("rim", 1, _rim, "C", goal=lambda f, a, n: ("base_perimeter", [n(a[0])]))
define("lateral", 2, _lateral, "L")
define("surface", 2, _surface, "S")
define("volume", 3, _volume, "V")
define("sweep_angle", "degree", extent("angle"), r"\theta")


def exactly(value: int | Exact) -> Exact:
    """A value as an exact number."""
    return value if isinstance(value, Exact) else Exact(value)


define("density", 0, extent("density"), r"\rho", unit="g/cm^3")
define(
    "mass",
    0,
    lambda at, a: at.extent(f"{a[0]}.density") * _volume(at, a),
    "m",
    unit="g",
    goal=lambda f, a, n: ("product", [_measured("density", a, n), _measured("volume", a, n)]),
)
define("sector_radius", 1, extent("radius"), "R")
define(
    "sector_angle",
    "degree",
    extent("angle"),
    r"\theta",
    goal=lambda f, a, n: (
        "combination",
        [["2", {"kind": "space_angle", "args": [n(f"_{a[0]}{letter}") for letter in "AOM"]}]],
    ),
)
"""Twice the angle between an end of the arc and its middle: a reader measures no more than half a turn."""
define("litres", 0, lambda at, a: _volume(at, a) / 1000, "C", unit="L", goal=scaled("volume", "1/1000"))


def _unrolled_angle(at: Coordinates, args: Args) -> Any:
    """Central angle of the sector that a cone unrolls to."""
    return 360 * at.extent(f"{args[0]}.radius") / slant_of(at, args)


def _way_angle(at: Coordinates, args: Args) -> Any:
    """Angle in the sector between the ends of a way around a cone."""
    return at.plan.parts[args[0]].numbers["turn"] * _unrolled_angle(at, args)


def _angle_goal(figure: Figure, args: Args, name: Name, share: float) -> tuple[str, Any]:
    part = name(args[0])
    arc = {"kind": "combination", "args": [[str(round(360 * share)), {"kind": "base_radius", "args": [part]}]]}
    return "quotient", [arc, {"kind": "slant", "args": [part]}]


define("reach", 1, extent("reach"), "d")
define("unrolled_angle", "degree", _unrolled_angle, r"\theta", goal=lambda f, a, n: _angle_goal(f, a, n, 1))
define(
    "way_angle",
    "degree",
    _way_angle,
    r"\varphi",
    goal=lambda f, a, n: _angle_goal(f, a, n, f.parts[a[0]].numbers["turn"]),
)


def _path(at: Coordinates, args: Args) -> Any:
    """Straight in the best unfolding."""
    (part,) = args
    if at.plan.parts[part].kind == "cone":
        far, near, turn = slant_of(at, args), at.extent(f"{part}.reach"), _way_angle(at, args) * (math.pi / 180)
        return (far**2 + near**2 - 2 * far * near * np.cos(turn)) ** 0.5
    if at.plan.parts[part].kind == "cylinder":
        return ((math.pi * at.extent(f"{part}.radius")) ** 2 + at.extent(f"{part}.height") ** 2) ** 0.5
    a, b, c = _of(at, part, "width", "depth", "height")
    ways = [((x + y) ** 2 + z * z) ** 0.5 for x, y, z in ((a, b, c), (b, c, a), (a, c, b))]
    return np.minimum(np.minimum(ways[0], ways[1]), ways[2])


def _path_goal(figure: Figure, args: Args, name: Name) -> tuple[str, Any]:
    """A box is crossed over an edge; the wall of a cylinder is unrolled by a reader who follows it."""
    if "cone" in {fact.kind for fact in figure.facts}:
        return "cone_path", [args[0]]
    if "cylinder" in {fact.kind for fact in figure.facts}:
        return "wall_path", [args[0]]
    return "box_path", [args[0], *(name(p) for p in ("A", "G"))]


define("path", 1, _path, "x", goal=_path_goal)
define("fill_height", 1, extent("fill"), "x")
define("turns", 0, extent("turns"), "n")
define(
    "rolled_area",
    2,
    lambda at, a: at.extent(f"{a[0]}.turns") * _lateral(at, a),
    "A",
    goal=lambda f, a, n: ("product", [_measured("turns", a, n), _measured("lateral", a, n)]),
)
define("rise", 1, extent("rise"), "x")
define(
    "displaced",
    3,
    lambda at, a: _base(at, a) * at.extent(f"{a[0]}.rise"),
    "V",
    goal=lambda f, a, n: ("product", [_measured(k, a, n) for k in ("width", "depth", "rise")]),
)
