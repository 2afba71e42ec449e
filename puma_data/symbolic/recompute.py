"""A second way to measure: the value of a goal from the JSON spec alone.

None of this shares a formula with the domain's measures: angles come from three distances, polygons from shapely,
everything round from Gauss-Legendre integration along its boundary. A reader of a dataset may copy this file: it
imports none of ours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from shapely import MultiPoint, Polygon

Points = Mapping[str, Sequence[float]]
Circles = Sequence[Mapping[str, Any]]
Edges = Iterable[Sequence[Any]]

NODES: list[tuple[float, float]] = list(zip(*(a.tolist() for a in np.polynomial.legendre.leggauss(24)), strict=True))
"""Points and weights on [-1, 1]; for a circle's whole boundary they are exact to the last digits of a float."""


def recompute(
    goal: Mapping[str, Any],
    points: Points,
    circles: Circles,
    solid: Mapping[str, Any] | None = None,
    curves: Sequence[Mapping[str, Any]] = (),
) -> float:
    """Value of a goal (angles and arcs in degrees) from coordinates; ValueError for a kind it does not know.

    ================================================  ==============================================================
    kind                                              args
    ================================================  ==============================================================
    length                                            [A, B]
    angle, reflex, sine, cosine, tangent              [A, V, B], vertex in the middle
    area, perimeter, sides                            vertices in order
    ratio                                             [[A, B], [C, D]]
    radius, diameter, circumference, circle_area      [circle]
    arc, arc_length, sector_area, sector_perimeter    [circle, A, B], counter-clockwise from A to B
    region_area, region_perimeter                     boundary loops of edges: ["line", A, B], ["circle", circle, turn],
                                                      ["arc", circle, A, B, turn]; turn 1 counter-clockwise, else -1
    quotient                                          [goal, goal]
    combination                                       [[coefficient, goal], ...], their sum
    unknown                                           [symbol, expression, goal]: the symbol that gives the goal's value
    product                                           [goal, ...]
    section_area                                      corners of a plane polygon in space, in order
    space_length, space_angle                         [A, B], [A, V, B] in space
    section_through                                   [area, perimeter or sides, box, A, B, C]: of its section by ABC
    dihedral                                          [A, B, P, Q]: between the half planes of P and Q that end at AB
    plane_distance, line_distance                     [P, A, B, C], [P, A, B]: of P from the plane, from the line
    skew_distance                                     [A, B, C, D]: of the lines AB and CD
    wall_path                                         [cylinder]: half around its wall, from rim to rim
    cone_path                                         [cone]: from its rim by ``turn`` turns to ``reach`` from its apex
    box_path                                          [box, A, B]: over the surface, the best of all unfoldings
    volume, surface, lateral, base_area,              [part] of ``solid``
    base_perimeter
    any of a part's ``lengths`` or ``numbers``        [part]
    x, y                                              [point]
    value, slope                                      [curve, x]: of the curve, of its tangent
    difference                                        [curve, x, step, order]: finite difference over step**order
    extremum_x, extremum                              [curve, from, to]: place and value of the turning point between
    start                                             [curve]: where its domain begins
    zero, inflection_x                                [curve, from, to]
    crossing                                          [curve, curve, from, to]: x of the intersection between
    integral                                          [curve, curve or null, from, to]: of the difference of heights
    highest, lowest                                   [curve, from, to]
    period                                            [curve]
    ratio_of_values                                   [curve, x, x, level]: of the heights above a level
    far_value                                         [curve, x]: the level that the curve approaches there
    pole                                              [curve, from, to]: where the curve breaks off to infinity
    argument                                          [curve, height, from, to]: the x at which the curve is so high
    point_slope                                       [point, point]
    circle_x, circle_y, circle_r                      [circle]
    mirror_ratio                                      [curve, x, to]: f(-x) / f(x), where the whole graph up to ``to``
                                                      is clearly symmetric or clearly not
    symmetry_x, symmetry_y                            [curve, sign]: axis (1) or centre (-1) of its symmetry
    repeat                                            [curve]: shortest shift, in halves, that leaves it as it is
    domain_end                                        [curve, x, x]: from a place where it has a value to one without
    curve_length                                      [curve, from, to]
    area_beside                                       [curve, height, from, to]: between it and a horizontal line
    which_graph, which_inverse, which_derivative      [curve, curve, ...]: which of the others (1, 2, ...) is the first
                                                      curve itself, that of its inverse function, of its derivative
    sign, rounded                                     [goal]: -1, 0 or 1; to the nearest whole number
    most_above                                        curves: the most points of their drawing on one vertical line
    mapping                                           [curve, c, d, from, to]: 2 if it takes no value twice, and 1 more
                                                      if its values are all from c to d
    domain_start                                      [curve, from, to]: from where on it has values
    limit                                             [curves, x, side]: of the drawing, from the left (-1) or right (1)
    conic_x, conic_y                                  [conic]: centre, or vertex of a parabola
    conic_a, conic_b                                  [conic]: semi-axis parallel to the x-axis, to the y-axis
    conic_c, conic_p                                  [conic]: from the centre, from the vertex of a parabola to a focus
    conic_area                                        [conic]: enclosed by it
    ================================================  ==============================================================
    """
    kind, args = goal["kind"], goal["args"]
    if kind in _OF_POINTS:
        return _OF_POINTS[kind]([points[name] for name in args])
    if kind in _OF_BOUNDARY:
        return _OF_BOUNDARY[kind](args, points, {circle["id"]: circle for circle in circles})
    if kind == "ratio":
        top, bottom = (math.dist(points[p], points[q]) for p, q in args)
        return top / bottom
    if kind == "quotient":
        return recompute(args[0], points, circles, solid, curves) / recompute(args[1], points, circles, solid, curves)
    if kind == "combination":
        return math.fsum(_number(factor) * recompute(part, points, circles, solid, curves) for factor, part in args)
    if kind == "product":
        return math.prod(recompute(part, points, circles, solid, curves) for part in args)
    if kind == "sign":
        found = recompute(args[0], points, circles, solid, curves)
        return math.copysign(1.0, found) if abs(found) > 1e-9 else 0.0
    if kind == "rounded":
        return float(math.floor(recompute(args[0], points, circles, solid, curves) + 0.5))
    if kind == "unknown":
        symbol, expression, part = args
        constant, at_one = (_number(re.sub(rf"\b{symbol}\b", value, expression)) for value in ("0", "1"))
        return (recompute(part, points, circles, solid, curves) - constant) / (at_one - constant)
    if solid is None and kind in CURVED:
        return CURVED[kind](args, points, {curve["id"]: curve for curve in curves})
    if kind == "section_through" and solid is not None:
        part = next(part for part in solid["parts"] if part["id"] == args[1])
        return _section_through(args[0], part, [points[p] for p in args[2:]])
    if kind == "cone_path" and solid is not None:
        return _cone_path(next(part for part in solid["parts"] if part["id"] == args[0]))
    if kind in ("wall_path", "box_path") and solid is not None:
        part = next(part for part in solid["parts"] if part["id"] == args[0])
        return _wall_path(part) if kind == "wall_path" else _box_path(part, *(points[p] for p in args[1:]))
    if solid is not None:
        return measure(kind, {part["id"]: part for part in solid["parts"]}, *args)
    raise ValueError(f"no goal kind {kind!r}")


def _number(text: str) -> float:
    """Value of an exact number such as ``5*sqrt(3)/2``; ValueError for anything that is not one."""
    if not re.fullmatch(r"(?:[\d\s.+\-*/()]|sqrt|pi)+", text):
        raise ValueError(f"not a number: {text!r}")
    return float(eval(text, {"__builtins__": {}, "sqrt": math.sqrt, "pi": math.pi}))


# --- points -----------------------------------------------------------------------------------------------------------


def _angle(corner: Sequence[Sequence[float]]) -> float:
    """Law of cosines."""
    return math.degrees(math.acos(max(-1.0, min(1.0, _cosine(corner)))))


def _cosine(corner: Sequence[Sequence[float]]) -> float:
    p, v, q = corner
    a, b, c = math.dist(v, p), math.dist(v, q), math.dist(p, q)
    return (a * a + b * b - c * c) / (2 * a * b)


def _cross(corner: Sequence[Sequence[float]]) -> float:
    if len(corner[0]) == 3:
        p, v, q = (np.array(point, float) for point in corner)
        return float(np.linalg.norm(np.cross(p - v, q - v)))
    (px, py), (vx, vy), (qx, qy) = corner
    return abs((px - vx) * (qy - vy) - (py - vy) * (qx - vx))


def _sine(corner: Sequence[Sequence[float]]) -> float:
    p, v, q = corner
    return _cross(corner) / (math.dist(v, p) * math.dist(v, q))


def _tangent(corner: Sequence[Sequence[float]]) -> float:
    return _sine(corner) / _cosine(corner)


def _area(ring: Sequence[Sequence[float]]) -> float:
    return float(Polygon(_flattened(ring) if len(ring[0]) == 3 else ring).area)


def _flattened(ring: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """A plane polygon in space in coordinates of its own plane; ValueError where it is not plane."""
    z = np.array(ring, float)
    along = (z[1] - z[0]) / np.linalg.norm(z[1] - z[0])
    normal = np.cross(along, z[2] - z[0])
    normal /= np.linalg.norm(normal)
    away = z - z[0]
    if np.abs(away @ normal).max() > 1e-7 * np.abs(away).max():
        raise ValueError("the corners are not in one plane")
    return list(zip((away @ along).tolist(), (away @ np.cross(normal, along)).tolist(), strict=True))


def _perimeter(ring: Sequence[Sequence[float]]) -> float:
    return math.fsum(math.dist(p, q) for p, q in zip(ring, [*ring[1:], ring[0]], strict=True))


def _dihedral(places: Sequence[Sequence[float]]) -> float:
    """The angle between what is left of AP and AQ without their parts along AB, by the law of cosines."""
    a, b, p, q = (np.array(place, float) for place in places)
    along = (b - a) / np.linalg.norm(b - a)
    one, other = ((x - a) - ((x - a) @ along) * along for x in (p, q))
    return _angle([one.tolist(), [0.0, 0.0, 0.0], other.tolist()])


def _nearest(start: Any, target: Any, ways: Any) -> float:
    """Least distance between a point and what some directions reach from another, by least squares."""
    shares = np.linalg.lstsq(np.array(ways, float).T, target - start, rcond=None)[0]
    return float(np.linalg.norm(start + np.array(ways, float).T @ shares - target))


def _to_plane(places: Sequence[Sequence[float]]) -> float:
    p, a, b, c = (np.array(place, float) for place in places)
    return _nearest(a, p, [b - a, c - a])


def _to_line(places: Sequence[Sequence[float]]) -> float:
    """Twice the area (Heron) over the base."""
    p, a, b = places
    sides = math.dist(p, a), math.dist(p, b), math.dist(a, b)
    half = sum(sides) / 2
    return 2 * math.sqrt(max(0.0, half * math.prod(half - side for side in sides))) / sides[2]


def _between_lines(places: Sequence[Sequence[float]]) -> float:
    a, b, c, d = (np.array(place, float) for place in places)
    return _nearest(a, c, [b - a, c - d])


_OF_POINTS: dict[str, Callable[[list[Sequence[float]]], float]] = {
    "length": lambda ends: math.dist(*ends),
    "angle": _angle,
    "reflex": lambda corner: 360 - _angle(corner),
    "sine": _sine,
    "cosine": _cosine,
    "tangent": _tangent,
    "area": _area,
    "section_area": _area,
    "space_angle": _angle,
    "space_length": lambda ends: math.dist(*ends),
    "perimeter": _perimeter,
    "dihedral": _dihedral,
    "plane_distance": _to_plane,
    "line_distance": _to_line,
    "skew_distance": _between_lines,
    "sides": len,
}


# --- boundaries -------------------------------------------------------------------------------------------------------


def _directions(edge: Sequence[Any], points: Points, circle: Mapping[str, Any]) -> tuple[float, float]:
    """Direction of the start of an arc from its centre, and the angle swept (negative clockwise), in radians."""
    if edge[0] == "circle":
        return 0.0, math.tau * edge[-1]
    ox, oy = points[circle["center"]]
    first, last = (math.atan2(points[p][1] - oy, points[p][0] - ox) for p in edge[2:4])
    turn = edge[-1]
    return first, turn * ((turn * (last - first)) % math.tau)


def _walk(edges: Edges, points: Points, circles: Mapping[str, Mapping[str, Any]]) -> tuple[float, float]:
    """Area (the integral of x dy) and length of a boundary of straight edges and arcs."""
    areas: list[float] = []
    lengths: list[float] = []
    for edge in edges:
        if edge[0] == "line":
            (px, py), (qx, qy) = points[edge[1]], points[edge[2]]
            areas.append((px + qx) / 2 * (qy - py))
            lengths.append(math.dist((px, py), (qx, qy)))
            continue
        circle = circles[edge[1]]
        ox, r = points[circle["center"]][0], circle["radius"]
        start, swept = _directions(edge, points, circle)
        for node, weight in NODES:
            t = start + swept * (1 + node) / 2
            areas.append((ox + r * math.cos(t)) * r * math.cos(t) * swept / 2 * weight)
            lengths.append(r * abs(swept) / 2 * weight)
    return math.fsum(areas), math.fsum(lengths)


def _around(circle: str, *_: str) -> Edges:
    return [("circle", circle, 1)]


def _along(circle: str, p: str, q: str) -> Edges:
    return [("arc", circle, p, q, 1)]


def _sector(circles: Mapping[str, Mapping[str, Any]], circle: str, p: str, q: str) -> Edges:
    centre = circles[circle]["center"]
    return [("line", centre, p), ("arc", circle, p, q, 1), ("line", q, centre)]


_OF_BOUNDARY: dict[str, Callable[[Any, Points, Mapping[str, Mapping[str, Any]]], float]] = {
    "radius": lambda args, points, circles: float(circles[args[0]]["radius"]),
    "diameter": lambda args, points, circles: 2 * float(circles[args[0]]["radius"]),
    "circumference": lambda args, points, circles: _walk(_around(*args), points, circles)[1],
    "circle_area": lambda args, points, circles: _walk(_around(*args), points, circles)[0],
    "arc": lambda args, points, circles: math.degrees(_directions(("arc", *args, 1), points, circles[args[0]])[1]),
    "arc_length": lambda args, points, circles: _walk(_along(*args), points, circles)[1],
    "sector_area": lambda args, points, circles: _walk(_sector(circles, *args), points, circles)[0],
    "sector_perimeter": lambda args, points, circles: _walk(_sector(circles, *args), points, circles)[1],
    "region_area": lambda args, points, circles: abs(math.fsum(_walk(loop, points, circles)[0] for loop in args)),
    "region_perimeter": lambda args, points, circles: math.fsum(_walk(loop, points, circles)[1] for loop in args),
}


# --- curves -----------------------------------------------------------------------------------------------------------

Curves = Mapping[str, Mapping[str, Any]]
_MATH: dict[str, Any] = {name: getattr(math, name) for name in ("sin", "cos", "tan", "sqrt", "log", "exp", "pi")}
_MATH |= {
    "floor": math.floor,
    "sqrt": lambda value: math.sqrt(max(value, 0.0)) if value > -1e-9 else math.nan,
    "Abs": abs,
    "Piecewise": lambda *pieces: next(value for value, holds in pieces if holds),
    "__builtins__": {},
}


def _function(curves: Curves, name: str | None) -> Callable[[float], float]:
    """A curve's expression as a function; the x-axis where there is none."""
    if name is None:
        return lambda x: 0.0
    height = _compiled(curves[name]["sympy"], "x")
    return lambda x: float(height(x))


@lru_cache(maxsize=4096)
def _compiled(text: str, *names: str) -> Callable[..., Any]:
    """An expression as a function of its variables."""
    if strange := set(compile(text, "<curve>", "eval").co_names) - {*_MATH, *names}:
        raise ValueError(f"a curve speaks of {min(strange)}")
    function: Callable[..., Any] = eval(f"lambda {', '.join(names)}: {text}", _MATH)
    return function


def _bisect(f: Callable[[float], float], low: float, high: float) -> float:
    """Where a function changes sign."""
    start = f(low)
    if start == 0:
        return low
    for _ in range(200):
        middle = (low + high) / 2
        value = f(middle)
        if value == 0 or middle in (low, high):
            return middle
        low, high = (middle, high) if value * start > 0 else (low, middle)
    return (low + high) / 2


def _slope(f: Callable[[float], float], x: float) -> float:
    """Derivative by central differences, extrapolated to a step of zero (Richardson)."""
    wide, narrow = ((f(x + h) - f(x - h)) / (2 * h) for h in (2e-3, 1e-3))
    return (4 * narrow - wide) / 3


def _inverted(f: Callable[[float], float]) -> Callable[[float], float]:
    """1/f, which is 0 where f has a pole."""

    def inverted(x: float) -> float:
        try:
            return 1 / f(x)
        except ZeroDivisionError:
            return 0.0

    return inverted


def _simpson(f: Callable[[float], float], low: float, high: float) -> float:
    h = (high - low) / 240
    values = [f(low + i * h) for i in range(241)]
    return h / 3 * (values[0] + values[-1] + 4 * math.fsum(values[1:-1:2]) + 2 * math.fsum(values[2:-1:2]))


def _turning(f: Callable[[float], float], low: float, high: float) -> float:
    return _bisect(lambda x: _slope(f, x), low, high)


def _highest(f: Callable[[float], float], low: float, high: float) -> float:
    """The greatest value: the best of many samples, then ternary search around it."""
    count = 120
    step = (high - low) / count
    best = max(range(count + 1), key=lambda i: f(low + i * step))
    left, right = max(low, low + (best - 1) * step), min(high, low + (best + 1) * step)
    for _ in range(100):
        first, second = left + (right - left) / 3, right - (right - left) / 3
        left, right = (first, right) if f(first) < f(second) else (left, second)
    return max(f(left), f(right), f((left + right) / 2))


def _crossings(f: Callable[[float], float], level: float, low: float, high: float) -> float:
    """How often a function crosses a height, by its signs at many places."""
    above = [f(low + (high - low) * (i + 0.5) / 2000) > level for i in range(2000)]
    return float(sum(p != q for p, q in pairwise(above)))


def _most(f: Callable[[float], float], low: float, high: float) -> float:
    """The most places that share a height, by many heights."""
    heights = np.array([f(low + (high - low) * (i + 0.5) / 400) for i in range(400)])
    bottom, top = heights.min(), heights.max()
    levels = bottom + (top - bottom) * (np.arange(97) + 0.5) / 97
    above = heights > levels[:, None]
    return float((above[:, 1:] != above[:, :-1]).sum(axis=1).max())


def _most_above(curves: Iterable[Mapping[str, Any]]) -> float:
    """The most points of a drawing on a vertical line, by many lines and those through the ends of its pieces."""
    drawn = list(curves)
    middles: list[float] = []
    for curve in drawn:
        if "implicit" in curve:
            low, high = curve["window"][:2]
            middles += [low + (high - low) * (i + 0.413) / 97 for i in range(97)]
        elif curve.get("sideways"):
            g, (low, high) = _function({"g": curve}, "g"), curve["domain"]
            middles += [g(low + (high - low) * (i + 0.5) / 97) + 1e-6 for i in range(97)]
        else:
            low, high = curve["domain"]
            middles += [low, high, *(low + (high - low) * (i + 0.5) / 97 for i in range(97))]
    return float(max(sum(_above(curve, x) for curve in drawn) for x in middles))


def _above(curve: Mapping[str, Any], x: float) -> int:
    """How many points of a curve are on the vertical line through a number."""
    if "implicit" in curve:
        low, high = curve["window"][2:]
        inside = _implicit(curve["implicit"])(x + np.zeros(1001), np.linspace(low, high, 1001)) > 0
        return int(np.count_nonzero(inside[1:] != inside[:-1]))
    low, high = curve["domain"]
    if curve.get("sideways"):
        g = _function({"g": curve}, "g")
        sides = [g(low + (high - low) * i / 1000) > x for i in range(1001)]
        return sum(p != q for p, q in pairwise(sides))
    closed = curve.get("ends", (None, None))
    return int(
        (low < x or (x == low and closed[0] is not False)) and (x < high or (x == high and closed[1] is not False))
    )


def _domain_start(f: Callable[[float], float], low: float, high: float) -> float:
    """Where an expression starts to have values."""

    def defined(x: float) -> float:
        try:
            f(x)
        except ValueError:
            return -1.0
        return 1.0

    return _bisect(defined, low, high)


def _mapping(f: Callable[[float], float], c: float, d: float, low: float, high: float) -> float:
    onto = abs(-_highest(_negated(f), low, high) - c) < 1e-6 and abs(_highest(f, low, high) - d) < 1e-6
    return 2.0 * (_most(f, low, high) == 1) + onto


def _limit(curves: Curves, names: Sequence[str], x: float, side: float) -> float:
    """Value that the piece on one side of a number tends to there: from values ever nearer, on a line through them."""
    name = next(n for n in names if curves[n]["domain"][0] <= x + side * 1e-6 <= curves[n]["domain"][1])
    f = _function(curves, name)
    return 2 * f(x + side * 1e-5) - f(x + side * 2e-5)


def _negated(f: Callable[[float], float]) -> Callable[[float], float]:
    return lambda x: -f(x)


def _halfway(f: Callable[[float], float], low: float, high: float, *, sign: int) -> float:
    """Half the sum, or half the difference, of the greatest and the least value."""
    return (_highest(f, low, high) - sign * _highest(_negated(f), low, high)) / 2


def _extremum(f: Callable[[float], float], low: float, high: float) -> float:
    return f(_turning(f, low, high))


def _difference(f: Callable[[float], float], x: float, step: float, order: int) -> float:
    total = math.fsum((-1) ** (order - i) * math.comb(order, i) * f(x + i * step) for i in range(order + 1))
    return total / step**order


def _period(f: Callable[[float], float]) -> float:
    """The shortest of the candidate periods that carries the curve into itself: no symbolic rule is trusted."""
    marks = [0.137 + 0.311 * i for i in range(9)]
    for shift in _SHIFTS:
        if all(abs(f(x + shift) - f(x)) < 1e-9 * (1 + abs(f(x))) for x in marks):
            return shift
    raise ValueError("the curve has no period among the twelfths of pi and the quarters")


_SHIFTS = sorted({i * math.pi / 12 for i in range(1, 97)} | {i / 4 for i in range(1, 241)})


def _mirror_ratio(f: Callable[[float], float], at: float, reach: float) -> float:
    """f(-x) / f(x) at a place; ValueError where the graph is nearly symmetric, or the place tells another story."""
    places = [reach * (i + 0.5) / 200 for i in range(200)]
    even = max(abs(f(-x) - f(x)) for x in places) / max(abs(f(x)) for x in places)
    odd = max(abs(f(-x) + f(x)) for x in places) / max(abs(f(x)) for x in places)
    ratio = f(-at) / f(at)
    clear = {1.0: even < 1e-9 and odd > 0.2, -1.0: odd < 1e-9 and even > 0.2}
    if not clear.get(round(ratio, 9), even > 0.2 and odd > 0.2):
        raise ValueError("the place does not tell whether the graph is symmetric")
    return ratio


def _symmetry(f: Callable[[float], float], domain: Sequence[float], sign: int) -> tuple[float, float]:
    """Axis or centre of symmetry: it halves the domain, and it must carry every place of the graph into the graph."""
    middle, half = (domain[0] + domain[1]) / 2, (domain[1] - domain[0]) / 2
    level = f(middle) if sign < 0 else 0.0
    for i in range(200):
        away = half * (i + 0.5) / 200
        if abs(f(middle - away) - level - sign * (f(middle + away) - level)) > 1e-9:
            raise ValueError("the graph has no such symmetry")
    return middle, level


def _repeat(f: Callable[[float], float]) -> float:
    marks = [-7.3 + 0.317 * i for i in range(60)]
    for half in range(1, 60):
        if all(abs(f(x + half / 2) - f(x)) < 1e-9 for x in marks):
            return half / 2
    raise ValueError("the graph does not repeat")


def _domain_end(f: Callable[[float], float], within: float, beyond: float) -> float:
    """Where a function stops having values, by bisection."""
    if math.isnan(f(within)) or not math.isnan(f(beyond)):
        raise ValueError("the domain does not end between")
    for _ in range(100):
        middle = (within + beyond) / 2
        within, beyond = (within, middle) if math.isnan(f(middle)) else (middle, beyond)
    return within


def _length(f: Callable[[float], float], low: float, high: float) -> float:
    """Length of a graph by chords, ever closer towards its ends, extrapolated to chords of no length (Richardson)."""

    def chords(count: int) -> float:
        turns = [math.pi * i / count for i in range(count + 1)]
        xs = [(low + high) / 2 - (high - low) / 2 * math.cos(t) for t in turns]
        places = [(x, f(x)) for x in xs]
        return math.fsum(math.dist(p, q) for p, q in pairwise(places))

    return (4 * chords(600) - chords(300)) / 3


def _beside(f: Callable[[float], float], level: float, low: float, high: float) -> float:
    """Integral of the distance from a height, by Gauss-Legendre in the angle whose cosine runs over the interval: that
    takes the vertical tangents at the ends of an arc.
    """
    middle, half = (low + high) / 2, (high - low) / 2
    turns = [(math.pi / 2 * (1 + node), math.pi / 2 * weight) for node, weight in NODES]
    return math.fsum(w * half * math.sin(t) * abs(f(middle - half * math.cos(t)) - level) for t, w in turns)


def _numbers(args: Sequence[Any]) -> list[float]:
    return [_number(arg) if isinstance(arg, str) else float(arg) for arg in args]


def _height(curves: Curves, name: str, x: float) -> float:
    """A curve's height at x; nan outside its domain."""
    low, high = curves[name]["domain"]
    try:
        return _function(curves, name)(x) if low - 1e-9 <= x <= high + 1e-9 else math.nan
    except (ValueError, ZeroDivisionError):
        return math.nan


def _alike(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6) or (math.isnan(one) and math.isnan(other))


def _is_curve(curves: Curves, of: str, other: str, x: float) -> bool:
    return _alike(_height(curves, of, x), _height(curves, other, x))


def _is_inverse(curves: Curves, of: str, other: str, x: float) -> bool:
    """Whether the other curve leads back to x from the height of the first one there."""
    y = _height(curves, of, x)
    return math.isnan(y) or _alike(_height(curves, other, y), x)


def _is_derivative(curves: Curves, of: str, other: str, x: float) -> bool:
    return _alike(_slope(_function(curves, of), x), _height(curves, other, x))


def _which(fits: Callable[[Curves, str, str, float], bool]) -> Callable[[Any, Points, Curves], float]:
    """Which curve (1, 2, ...) goes with the first one wherever they are compared; nan if not exactly one does."""

    def found(args: Any, points: Points, curves: Curves) -> float:
        of, *others = args
        low, high = curves[of]["domain"]
        places = [low + (high - low) * (i + 0.5) / 61 for i in range(61)]
        fitting = [i for i, other in enumerate(others, 1) if all(fits(curves, of, other, x) for x in places)]
        return float(fitting[0]) if len(fitting) == 1 else math.nan

    return found


CURVED: dict[str, Callable[[Any, Points, Curves], float]] = {
    "which_graph": _which(_is_curve),
    "which_inverse": _which(_is_inverse),
    "which_derivative": _which(_is_derivative),
    "x": lambda a, points, curves: float(points[a[0]][0]),
    "y": lambda a, points, curves: float(points[a[0]][1]),
    "point_slope": lambda a, points, curves: (points[a[1]][1] - points[a[0]][1]) / (points[a[1]][0] - points[a[0]][0]),
    "run": lambda a, points, curves: points[a[1]][0] - points[a[0]][0],
    "rise": lambda a, points, curves: points[a[1]][1] - points[a[0]][1],
    "distance": lambda a, points, curves: math.dist(points[a[0]], points[a[1]]),
    "turn": lambda a, points, curves: _turning(_function(curves, a[0]), *_numbers(a[1:])),
    "slope_from_origin": lambda a, points, curves: points[a[0]][1] / points[a[0]][0],
    "corner_area": lambda a, points, curves: float(
        Polygon([(0.0, 0.0), tuple(points[a[0]]), tuple(points[a[1]])]).area
    ),
    "most_solutions": lambda a, points, curves: _most(_function(curves, a[0]), *_numbers(a[1:])),
    "most_above": lambda a, points, curves: _most_above(curves[name] for name in a),
    "mapping": lambda a, points, curves: _mapping(_function(curves, a[0]), *_numbers(a[1:])),
    "domain_start": lambda a, points, curves: _domain_start(_function(curves, a[0]), *_numbers(a[1:])),
    "limit": lambda a, points, curves: _limit(curves, a[0], _number(a[1]), float(a[2])),
    "solutions": lambda a, points, curves: _crossings(_function(curves, a[0]), _number(a[1]), *_numbers(a[2:])),
    "inflection_x": lambda a, points, curves: _bisect(
        lambda x: _difference(_function(curves, a[0]), x - 1, 1.0, 2), *_numbers(a[1:])
    ),
    "value": lambda a, points, curves: _function(curves, a[0])(_number(a[1])),
    "slope": lambda a, points, curves: _slope(_function(curves, a[0]), _number(a[1])),
    "difference": lambda a, points, curves: _difference(
        _function(curves, a[0]), _number(a[1]), _number(a[2]), int(a[3])
    ),
    "start": lambda a, points, curves: float(curves[a[0]]["domain"][0]),
    "stop": lambda a, points, curves: float(curves[a[0]]["domain"][1]),
    "extremum_x": lambda a, points, curves: _turning(_function(curves, a[0]), *_numbers(a[1:])),
    "extremum": lambda a, points, curves: _extremum(_function(curves, a[0]), *_numbers(a[1:])),
    "zero": lambda a, points, curves: _bisect(_function(curves, a[0]), *_numbers(a[1:])),
    "crossing": lambda a, points, curves: _bisect(
        lambda x: _function(curves, a[0])(x) - _function(curves, a[1])(x), *_numbers(a[2:])
    ),
    "integral": lambda a, points, curves: _simpson(
        lambda x: _function(curves, a[0])(x) - _function(curves, a[1])(x), *_numbers(a[2:])
    ),
    "highest": lambda a, points, curves: _highest(_function(curves, a[0]), *_numbers(a[1:])),
    "lowest": lambda a, points, curves: -_highest(_negated(_function(curves, a[0])), *_numbers(a[1:])),
    "middle": lambda a, points, curves: _halfway(_function(curves, a[0]), *_numbers(a[1:]), sign=1),
    "amplitude": lambda a, points, curves: _halfway(_function(curves, a[0]), *_numbers(a[1:]), sign=-1),
    "period": lambda a, points, curves: _period(_function(curves, a[0])),
    "frequency": lambda a, points, curves: math.tau / _period(_function(curves, a[0])),
    "ratio_of_values": lambda a, points, curves: (
        (_function(curves, a[0])(_number(a[2])) - _number(a[3]))
        / (_function(curves, a[0])(_number(a[1])) - _number(a[3]))
    ),
    "pole": lambda a, points, curves: _bisect(_inverted(_function(curves, a[0])), *_numbers(a[1:])),
    "far_value": lambda a, points, curves: _function(curves, a[0])(_number(a[1])),
    "argument": lambda a, points, curves: _bisect(
        lambda x: _function(curves, a[0])(x) - _number(a[1]), *_numbers(a[2:])
    ),
    "domain_end": lambda a, points, curves: _domain_end(_function(curves, a[0]), *_numbers(a[1:])),
    "curve_length": lambda a, points, curves: _length(_function(curves, a[0]), *_numbers(a[1:])),
    "area_beside": lambda a, points, curves: _beside(_function(curves, a[0]), *_numbers(a[1:])),
    "mirror_ratio": lambda a, points, curves: _mirror_ratio(_function(curves, a[0]), *_numbers(a[1:])),
    "symmetry_x": lambda a, points, curves: _symmetry(_function(curves, a[0]), curves[a[0]]["domain"], a[1])[0],
    "symmetry_y": lambda a, points, curves: _symmetry(_function(curves, a[0]), curves[a[0]]["domain"], a[1])[1],
    "repeat": lambda a, points, curves: _repeat(_function(curves, a[0])),
    "circle_x": lambda a, points, curves: _of_circle(curves[a[0]], "x"),
    "circle_y": lambda a, points, curves: _of_circle(curves[a[0]], "y"),
    "circle_r": lambda a, points, curves: _of_circle(curves[a[0]], "a"),
    "conic_x": lambda a, points, curves: _of_conic(curves[a[0]])["x"],
    "conic_y": lambda a, points, curves: _of_conic(curves[a[0]])["y"],
    "conic_a": lambda a, points, curves: _of_conic(curves[a[0]])["a"],
    "conic_b": lambda a, points, curves: _of_conic(curves[a[0]])["b"],
    "conic_c": lambda a, points, curves: _of_conic(curves[a[0]])["c"],
    "conic_p": lambda a, points, curves: _of_conic(curves[a[0]])["p"],
    "conic_area": lambda a, points, curves: _enclosed(curves[a[0]]),
}
"""What is measured of curves and of points by their coordinates."""


# --- conics -----------------------------------------------------------------------------------------------------------


LINES, STOPS, RAYS = 20, 60, 256
"""Lines of the grid each way, stops on a line, rays from inside a closed curve."""


def _implicit(text: str) -> Callable[[Any, Any], Any]:
    """The expression in x and y that is 0 on a conic, of numbers or arrays."""
    return _compiled(text, "x", "y")


def off_curve(curve: Mapping[str, Any], x: float, y: float) -> float:
    """How far a place is from a curve: its height above it, or its distance from a conic to first order."""
    if "sympy" in curve:
        x, y = (y, x) if curve.get("sideways") else (x, y)
        return y - _function({"": curve}, "")(x)
    f = _implicit(curve["implicit"])
    step = 1e-5
    slopes = f(x + step, y) - f(x - step, y), f(x, y + step) - f(x, y - step)
    return float(f(x, y) / (math.hypot(*slopes) / (2 * step)))


def _places(text: str, window: Sequence[float]) -> Any:
    """Where a conic crosses the lines of a grid over its window, by changes of sign and bisection: one place a row."""
    f = _implicit(text)
    x0, x1, y0, y1 = window
    share, stops = (np.arange(LINES)[:, None] + 0.4137) / LINES, np.linspace(0, 1, STOPS + 1)[None, :]
    starts, steps = [], []
    for flip in (False, True):  # lines along x, then along y
        x, y = (share, stops) if flip else (stops, share)
        grid = np.broadcast_arrays(x0 + (x1 - x0) * x, y0 + (y1 - y0) * y)
        values = f(*grid)
        row, column = np.nonzero(values[:, :-1] * values[:, 1:] < 0)
        ends = [np.stack([part[row, column + after] for part in grid]) for after in (0, 1)]
        starts.append(ends[0])
        steps.append(ends[1] - ends[0])
    start, step = np.concatenate(starts, axis=1), np.concatenate(steps, axis=1)
    low, width, before = np.zeros(start.shape[1]), 1.0, f(*start) > 0
    for _ in range(50):
        width /= 2
        low = np.where((f(*(start + (low + width) * step)) > 0) == before, low + width, low)
    return (start + low * step).T


def _of_conic(curve: Mapping[str, Any]) -> dict[str, float]:
    """Centre, semi-axes and focal distance of the conic through places on the curve."""
    return _fitted(curve["implicit"], tuple(curve["window"]))


@lru_cache(maxsize=256)
def _fitted(text: str, window: tuple[float, ...]) -> dict[str, float]:
    """Least squares: the conic through many places of the curve, then its invariants (axes parallel to x and y)."""
    places = _places(text, window)
    if len(places) < 8:
        raise ValueError("too little of the conic is in its window")
    middle, size = places.mean(axis=0), float(abs(places - places.mean(axis=0)).max())
    x, y = ((places - middle) / size).T
    powers = np.stack([x * x, y * y, x, y, np.ones_like(x), x * y], axis=1)
    _, singular, rows = np.linalg.svd(powers, full_matrices=False)
    if singular[-1] > 1e-9 * singular[0] or singular[-2] < 1e-6 * singular[0]:
        raise ValueError("the places lie on no conic, or on several")
    a, b, d, e, f, turned = (float(c) for c in rows[-1] / abs(rows[-1]).max())
    if abs(turned) > 1e-8:
        raise ValueError("the axes of the conic are not parallel to those of the plane")
    if min(abs(a), abs(b)) < 1e-8:
        upright = abs(b) < abs(a)
        square, own, other = (a, d, e) if upright else (b, e, d)
        vertex = (-own / (2 * square), (own * own / (4 * square) - f) / other)
        across, up = vertex if upright else vertex[::-1]
        return {"x": middle[0] + size * across, "y": middle[1] + size * up, "p": -other / square / 4 * size}
    across, up = -d / (2 * a), -e / (2 * b)
    level = f - a * across * across - b * up * up
    wide, tall = -level / a, -level / b  # squares of the semi-axes, negative for the one that meets no branch
    focus = math.sqrt(abs(wide - tall))
    way = np.array([1.0, 0.0] if wide > tall else [0.0, 1.0])
    ends = [np.hypot(*((np.stack([x, y], axis=1) - (across, up) + side * focus * way).T)) for side in (1, -1)]
    steady = ends[0] + ends[1] if wide * tall > 0 else abs(ends[0] - ends[1])
    if np.ptp(steady) > 1e-7:  # what the foci are: the sum or the difference of the distances stays the same
        raise ValueError("the foci of the conic are not where its axes put them")
    return {
        "x": middle[0] + size * across,
        "y": middle[1] + size * up,
        "a": size * math.sqrt(abs(wide)),
        "b": size * math.sqrt(abs(tall)),
        "c": size * focus,
    }


def _of_circle(curve: Mapping[str, Any], part: str) -> float:
    found = _of_conic(curve)
    if abs(found["a"] - found["b"]) > 1e-8 * found["a"]:
        raise ValueError("the curve is no circle")
    return found[part]


def _enclosed(curve: Mapping[str, Any]) -> float:
    """Area by the squares of the rays from a place inside to the curve: the trapezoid rule, exact for a closed curve
    but for rounding.
    """
    f, places = _implicit(curve["implicit"]), _places(curve["implicit"], tuple(curve["window"]))
    (x0, y0), reach = places.mean(axis=0), float(np.ptp(places, axis=0).max())
    turn = math.tau * np.arange(RAYS) / RAYS
    across, up, ray, width, inside = np.cos(turn), np.sin(turn), np.zeros(RAYS), reach, f(x0, y0) > 0
    for _ in range(50):
        width /= 2
        on = ray + width
        ray = np.where((f(x0 + on * across, y0 + on * up) > 0) == inside, on, ray)
    return float(math.pi / RAYS * (ray**2).sum())


# --- solids -----------------------------------------------------------------------------------------------------------


def measure(kind: str, parts: Mapping[str, Mapping[str, Any]], name: str, which: Any = 0) -> float:
    """A measure of one part of a solid: see `recompute`.

    A part has ``vertices`` and ``faces`` (loops that run counter-clockwise as seen from outside; ``bases`` are the
    numbers of its bases), or a ``profile`` that turns about the axis through ``sweep`` degrees: pieces
    ``["line", r, z, r, z]`` and ``["arc", z, radius, start, end]`` (degrees from the plane through the middle), which
    run with the solid on their left; or it is a sum: ``volume`` is a list of ``[factor, part]``, ``surface`` of
    ``[factor, measure, part]``. A stack of cubes has ``cells``, or only ``views``; what is counted in it is counted
    cube by cube, for views in every stack that has them. ``which`` is a layer, a
    height, or the letter of a square of a ``net``.
    """
    part = parts[name]
    if kind in part.get("numbers", ()):
        return float(part["numbers"][kind])
    if kind in part.get("lengths", ()):
        return math.dist(*part["lengths"][kind])
    if kind == "volume" and "volume" in part:
        return math.fsum(_number(factor) * measure("volume", parts, other) for factor, other in part["volume"])
    if kind == "surface" and "surface" in part:
        return math.fsum(_number(factor) * measure(what, parts, other) for factor, what, other in part["surface"])
    if "net" in part:
        return _of_net(kind, part, which)
    if kind in ("cut_area", "joint_area", "trimmed_area"):
        return _changed(kind, part)
    if "cells" in part:
        return float(_of_cells(kind, part, which))
    if "views" in part:
        return float(_of_views(kind, part["views"], which))
    if "small_edge" in part.get("lengths", ()) and kind in _PAINTED:
        return _of_painted(kind, part)
    if "faces" in part:
        return _of_faces(kind, np.array(part["vertices"], float), part["faces"], part["bases"])
    if "profile" in part:
        return _of_profile(kind, part["profile"], math.radians(part["sweep"]))
    raise ValueError(f"no measure {kind!r} of part {name!r}")


def _of_faces(kind: str, vertices: Any, faces: Sequence[Sequence[int]], bases: Sequence[int]) -> float:
    """Volume by signed tetrahedra from a point inside; areas by triangles."""
    middle = vertices.mean(axis=0)
    volume, areas = [], []
    for face in faces:
        ring = vertices[list(face)] - middle
        normals = [np.cross(ring[i] - ring[0], ring[i + 1] - ring[0]) / 2 for i in range(1, len(ring) - 1)]
        volume += [float(normal @ ring[0]) / 3 for normal in normals]
        areas.append(float(np.linalg.norm(sum(normals))))
    if kind == "base_perimeter":
        ring = vertices[list(faces[bases[0]])]
        return math.fsum(math.dist(p, q) for p, q in zip(ring, [*ring[1:], ring[0]], strict=True))
    return {
        "volume": math.fsum(volume),
        "surface": math.fsum(areas),
        "lateral": math.fsum(area for i, area in enumerate(areas) if i not in bases),
        "base_area": areas[bases[0]],
    }[kind]


def _of_profile(kind: str, profile: Sequence[Sequence[Any]], sweep: float) -> float:
    """Gauss-Legendre integration along the profile: discs for the volume, belts for the areas."""
    volume, round_area, flat, base, rim = [], [], [], [], 0.0
    for shape, *numbers in profile:
        for node, weight in NODES:
            t, w = (1 + node) / 2, weight / 2
            if shape == "line":
                r0, z0, r1, z1 = numbers
                r, dr, dz = r0 + (r1 - r0) * t, r1 - r0, z1 - z0
            else:
                _, radius, start, end = numbers
                turn, swept = math.radians(start + (end - start) * t), math.radians(end - start)
                r = radius * math.cos(turn)
                dr, dz = -radius * math.sin(turn) * swept, radius * math.cos(turn) * swept
            belt = sweep * r * math.hypot(dr, dz) * w
            volume.append(sweep * r * r / 2 * dz * w)
            flat.append(r * dz * w)
            if dz == 0:
                base.append(belt)
            else:
                round_area.append(belt)
        if shape == "line" and numbers[1] == numbers[3] and not rim:
            rim = sweep * max(numbers[0], numbers[2])
            bottom = math.fsum(base)
    whole = math.isclose(sweep, math.tau)
    walls = 0.0 if whole else 2 * math.fsum(flat)
    return {
        "volume": math.fsum(volume),
        "surface": math.fsum(round_area) + math.fsum(base) + walls,
        "lateral": math.fsum(round_area),
        "base_area": bottom if base else 0.0,
        "base_perimeter": rim,
    }[kind]


_AROUND = ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1))


def _of_cells(kind: str, part: Mapping[str, Any], layer: int) -> float:
    """Counts of unit cubes and of their squares, one by one."""
    cells = {tuple(cell) for cell in part["cells"]}
    open_sides = [
        (c, w) for c in cells for w in _AROUND if tuple(a + b for a, b in zip(c, w, strict=True)) not in cells
    ]
    seen = {  # what is seen from three sides, and upright squares that no side sees
        name: len({tuple(v for i, v in enumerate(c) if i != axis) for c in cells})
        for axis, name in enumerate(("side_squares", "front_squares", "top_squares"))
    }
    box = math.prod(1 + max(c[i] for c in cells) - min(c[i] for c in cells) for i in range(3))
    edge = math.dist(*part["lengths"]["edge"])
    ground = sum(c[2] == 0 and w[2] < 0 for c, w in open_sides)
    counts: dict[str, float] = {
        **seen,
        "cubes": len(cells),
        "layer_cubes": sum(c[2] == layer - 1 for c in cells),
        "box_cubes": box,
        "missing_cubes": box - len(cells),
        "squares": len(open_sides),
        "open_squares": len(open_sides) - ground,
        "inner_squares": len(open_sides) - 2 * sum(seen.values()),
        "stack_surface": len(open_sides) * edge**2,
        "stack_open_surface": (len(open_sides) - ground) * edge**2,
        "stack_volume": len(cells) * edge**3,
    }
    return counts[kind]


def _of_views(kind: str, views: Mapping[str, Any], high: int) -> int:
    """Counts in the stacks that have three views (squares from left to right, from front to back, and rows from front
    to back): all of them are made. ValueError where ``fixed`` counts differ."""
    width, depth = len(views["front"]), len(views["side"])
    stacks: list[list[list[int]]] = [[]]
    for y in range(depth):
        rows: list[list[int]] = [[]]
        for x in range(width):
            most = min(views["front"][x], views["side"][y])
            rows = [[*row, h] for row in rows for h in (range(1, most + 1) if views["top"][y][x] else (0,))]
        rows = [row for row in rows if max(row) == views["side"][y]]
        stacks = [[*stack, row] for stack in stacks for row in rows]
    stacks = [stack for stack in stacks if [max(column) for column in zip(*stack, strict=True)] == list(views["front"])]
    totals = [sum(map(sum, stack)) for stack in stacks]
    what, _, thing = kind.partition("_")
    wanted = min(totals) if what == "least" else max(totals)
    if what == "fixed" and len(stacks) != 1:
        raise ValueError("several stacks have these views")
    if thing == "cubes":
        return wanted
    counts = {
        sum(h == high for row in stack for h in row)
        for stack, total in zip(stacks, totals, strict=True)
        if total == wanted
    }
    if len(counts) != 1:
        raise ValueError("the number of columns of a height is not fixed")
    return counts.pop()


def _of_net(kind: str, part: Mapping[str, Any], letter: str) -> float:
    """What is written on the faces of a cube: the squares of its net are turned about their common edges, each taking
    along all that hangs on it, until every edge is bent by a right angle."""
    squares = {p: np.array([x + 0.5, y + 0.5, 0.0]) for p, (x, y) in part["net"].items()}
    numbers = part["face_numbers"]
    if kind == "face_number":
        return float(numbers[letter])
    flat = dict(squares)
    root, *_ = flat
    done, queue = {root}, [root]
    hangs: dict[str, str] = {}
    order = []
    while queue:
        at = queue.pop(0)
        for p in flat:
            if p not in done and math.isclose(math.dist(flat[p], flat[at]), 1.0):
                done.add(p)
                queue.append(p)
                hangs[p] = at
                order.append(p)
    for p in reversed(order):  # the outermost first, while what they hang on still lies flat
        hinge, way = (flat[p] + flat[hangs[p]]) / 2, flat[p] - flat[hangs[p]]
        for q in order:
            carried = q
            while carried != p and carried in hangs:
                carried = hangs[carried]
            if carried == p:
                away = squares[q] - hinge
                along = float(away @ way)
                squares[q] = squares[q] + (-along - away[2]) * way + np.array([0.0, 0.0, along - away[2]])
    middle = squares[root] + [0.0, 0.0, 0.5]
    across = {p: q for p in squares for q in squares if np.allclose(squares[p] + squares[q], 2 * middle)}
    if len(across) != 6:
        raise ValueError("the squares do not fold up to a cube")
    if kind == "opposite_number":
        return float(numbers[across[letter]])
    if kind == "pair_sum":
        (total,) = {numbers[p] + numbers[q] for p, q in across.items()}
        return float(total)
    meets = [(p, q, r) for p in across for q in across for r in across if p < q < r and across[p] not in (q, r)]
    return float(max(numbers[p] + numbers[q] + numbers[r] for p, q, r in meets if across[q] != r))


_PAINTED = (
    "painted_0", "painted_1", "painted_2", "painted_3", "small_cubes", "along_width", "along_depth", "along_height",
    "inside_along_width", "inside_along_depth", "inside_along_height",
)  # fmt: skip


def _of_painted(kind: str, part: Mapping[str, Any]) -> float:
    """Small cubes of a painted box by their painted faces, one by one."""
    small = math.dist(*part["lengths"]["small_edge"])
    counts = [round(math.dist(*part["lengths"][role]) / small) for role in ("width", "depth", "height")]
    if "along" in kind:
        number: int = counts[("width", "depth", "height").index(kind.rpartition("_")[2])]
        return number - 2 if kind.startswith("inside") else number
    if kind == "small_cubes":
        return math.prod(counts)
    faces = [
        sum((i in (0, n - 1)) for i, n in zip(cell, counts, strict=True))
        for cell in ((x, y, z) for x in range(counts[0]) for y in range(counts[1]) for z in range(counts[2]))
    ]
    return faces.count(int(kind[-1]))


def _section_through(what: str, part: Mapping[str, Any], three: Sequence[Sequence[float]]) -> float:
    """Of the section of a convex solid by the plane through three points: all edges are cut with the plane, and the
    hull of what is found is measured."""
    a, b, c = (np.array(p, float) for p in three)
    normal = np.cross(b - a, c - a)
    normal /= np.linalg.norm(normal)
    along = (b - a) / np.linalg.norm(b - a)
    across = np.cross(normal, along)
    vertices = [np.array(v, float) for v in part["vertices"]]
    size = max(float(np.linalg.norm(v - w)) for v in vertices for w in vertices)
    edges = {tuple(sorted(pair)) for face in part["faces"] for pair in zip(face, [*face[1:], face[0]], strict=True)}
    found = []
    for i, j in edges:
        p, q = vertices[i], vertices[j]
        start, end = float((p - a) @ normal), float((q - a) @ normal)
        if abs(start) < 1e-9 * size:
            found.append(p)
        if abs(end) < 1e-9 * size:
            found.append(q)
        if start * end < 0 and min(abs(start), abs(end)) > 1e-9 * size:
            found.append(p + (q - p) * start / (start - end))
    hull = MultiPoint([(float((p - a) @ along), float((p - a) @ across)) for p in found]).convex_hull
    if what == "sides":
        return len(hull.simplify(1e-7 * size).exterior.coords) - 1
    return float(hull.area if what == "area" else hull.length)


def _changed(kind: str, part: Mapping[str, Any]) -> float:
    """By how much the pieces of a bar (a box along x, a round one along its axis) have more surface together than it
    has, or a box has more than what is left of it: both are measured."""
    whole: float
    piece: float
    if kind == "trimmed_area":
        vertices = np.array(part["vertices"], float)
        lowered = vertices.copy()
        lowered[vertices[:, 2] > vertices[:, 2].mean(), 2] -= math.dist(*part["lengths"]["cut_off"])
        whole, piece = (_of_faces("surface", v, part["faces"], part["bases"]) for v in (vertices, lowered))
        return whole - piece
    count = next(float(part["numbers"][name]) for name in ("pieces", "cubes_in_row") if name in part["numbers"])
    if "faces" in part:
        vertices = np.array(part["vertices"], float)
        whole, piece = (
            _of_faces("surface", vertices * [1 / n, 1, 1], part["faces"], part["bases"]) for n in (1, count)
        )
        return count * piece - whole
    sweep = math.radians(part["sweep"])
    lines = [[(shape, r, z / n, s, w / n) for shape, r, z, s, w in part["profile"]] for n in (1, count)]
    whole, piece = (_of_profile("surface", profile, sweep) for profile in lines)
    return count * piece - whole


def _wall_path(part: Mapping[str, Any]) -> float:
    """Length of the steady way half around the wall of a cylinder from one rim to the other, step by step."""
    radius, height = math.dist(*part["lengths"]["base_radius"]), math.dist(*part["lengths"]["height"])
    turn = np.linspace(0, math.pi, 20_001)
    way = np.stack([radius * np.cos(turn), radius * np.sin(turn), height * turn / math.pi])
    return float(np.sqrt((np.diff(way, axis=1) ** 2).sum(axis=0)).sum())


def _cone_path(part: Mapping[str, Any]) -> float:
    """Shortest way on a cone: a chain of chords between lines to the apex, each of its corners free to move on its
    line. The length is convex, so Newton's method finds the least; two chains extrapolate to the way on the surface.
    """
    lengths = part["lengths"]
    radius, slant, reach = (math.dist(*lengths[kind]) for kind in ("base_radius", "slant", "reach"))

    def chain(count: int) -> float:
        step = math.tau * part["numbers"]["turn"] / count
        share = (radius / slant) ** 2
        cosine = share * math.cos(step) + 1 - share  # of the angle between neighbouring lines to the apex
        at = np.linspace(slant, reach, count + 1)

        def parts(s: Any) -> Any:
            return np.sqrt(s[:-1] ** 2 + s[1:] ** 2 - 2 * cosine * s[:-1] * s[1:])

        for _ in range(60):
            far = parts(at)
            left, right = (at[:-1] - cosine * at[1:]) / far, (at[1:] - cosine * at[:-1]) / far
            slope = left[1:] + right[:-1]
            bend = (1 - left**2) / far, (1 - right**2) / far, (-cosine - left * right) / far
            matrix = np.diag(bend[0][1:] + bend[1][:-1]) + np.diag(bend[2][1:-1], 1) + np.diag(bend[2][1:-1], -1)
            move = np.linalg.solve(matrix, slope)
            size, total = 1.0, float(far.sum())
            while size > 1e-6:
                tried = at.copy()
                tried[1:-1] -= size * move
                if (tried > 0).all() and float(parts(tried).sum()) <= total + 1e-13 * total:
                    break
                size /= 2
            at = tried
            if float(np.abs(move).max()) < 1e-11 * slant:
                break
        return float(parts(at).sum())

    short, long = chain(60), chain(120)
    return (4 * long - short) / 3


def _box_path(part: Mapping[str, Any], start: Sequence[float], end: Sequence[float]) -> float:
    """Shortest way over the surface between two corners: the faces are unfolded one after the other into the plane, in
    every order without a repetition, and the straight ways are compared. No way is shorter than the best of them, since
    it is straight when the faces that it crosses are unfolded."""
    vertices = [np.array(v, float) for v in part["vertices"]]
    faces = [list(face) for face in part["faces"]]
    first = min(range(len(vertices)), key=lambda i: float(np.linalg.norm(vertices[i] - np.array(start))))
    last = min(range(len(vertices)), key=lambda i: float(np.linalg.norm(vertices[i] - np.array(end))))
    best = math.inf
    stack: list[tuple[tuple[int, ...], dict[int, complex]]] = []
    for k, face in enumerate(faces):
        if first in face:
            a, b = face[0], face[1]
            stack.append(((k,), _laid(vertices, face, a, b, 0j, complex(math.dist(vertices[a], vertices[b])))))
    while stack:
        done, flat = stack.pop(0)
        face = faces[done[-1]]
        if last in face:
            best = min(best, abs(flat[last] - flat.get(-1 - first, flat.get(first, 0j))))
        origin = flat.get(-1 - first, flat.get(first, 0j))
        for k, other in enumerate(faces):
            shared = [v for v in face if v in other]
            if k not in done and len(shared) == 2:
                a, b = shared
                if _away(origin, flat[a], flat[b]) >= best:  # the way would have to cross this edge
                    continue
                inner = next(v for v in face if v not in shared)
                laid = _laid(vertices, other, a, b, flat[a], flat[b], flat[inner])
                stack.append(((*done, k), {**laid, -1 - first: origin}))
    return best


def _away(point: complex, a: complex, b: complex) -> float:
    """Distance of a point from a segment."""
    share = ((point - a) * (b - a).conjugate()).real / abs(b - a) ** 2
    return abs(point - a - min(1.0, max(0.0, share)) * (b - a))


def _laid(
    vertices: Sequence[Any], face: Sequence[int], a: int, b: int, at: complex, to: complex, away: complex | None = None
) -> dict[int, complex]:
    """Places in the plane of the corners of a face whose edge AB lies from ``at`` to ``to``, on the side that is away
    from a point."""
    way = (to - at) / abs(to - at)
    along = (vertices[b] - vertices[a]) / np.linalg.norm(vertices[b] - vertices[a])
    side = 1.0 if away is None or ((away - at) * way.conjugate()).imag < 0 else -1.0
    places = {}
    for v in face:
        offset = vertices[v] - vertices[a]
        x = float(offset @ along)
        places[v] = at + way * complex(x, side * float(np.linalg.norm(offset - x * along)))
    return places


def outline(loops: Sequence[Sequence[Sequence[Any]]], points: Points, circles: Circles) -> float:
    """Even-odd area of loops drawn with 96 to 192 chords a turn: a coarse third opinion that sees loops that cross or
    turn the wrong way. Larger circles get more chords, so that arcs that touch from inside do not cross.
    """
    shape = Polygon()
    table = {circle["id"]: circle for circle in circles}
    largest = max((circle["radius"] for circle in circles), default=1.0)
    for loop in loops:
        ring: list[tuple[float, float]] = []
        for edge in loop:
            if edge[0] == "line":
                ring.append((points[edge[1]][0], points[edge[1]][1]))
                continue
            circle = table[edge[1]]
            (ox, oy), r = points[circle["center"]], circle["radius"]
            start, swept = _directions(edge, points, circle)
            count = max(8, math.ceil(96 * (1 + r / largest) * abs(swept) / math.tau))
            turns = [start + swept * i / count for i in range(count)]
            ring += [(ox + r * math.cos(t), oy + r * math.sin(t)) for t in turns]
        polygon = Polygon(ring)
        if not polygon.is_valid:
            return math.nan
        shape = shape.symmetric_difference(polygon)
    return float(shape.area)
