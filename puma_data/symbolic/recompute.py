"""A second way to measure: the value of a goal from the JSON spec alone.

None of this shares a formula with the domain's measures: angles come from three distances, polygons from shapely,
everything round from Gauss-Legendre integration along its boundary. A reader of a dataset may copy this file: it
imports none of ours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from shapely import Polygon

Points = Mapping[str, Sequence[float]]
Circles = Sequence[Mapping[str, Any]]
Edges = Iterable[Sequence[Any]]

NODES: list[tuple[float, float]] = list(zip(*(a.tolist() for a in np.polynomial.legendre.leggauss(24)), strict=True))
"""Points and weights on [-1, 1]; for a circle's whole boundary they are exact to the last digits of a float."""


def recompute(goal: Mapping[str, Any], points: Points, circles: Circles) -> float:
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
        return recompute(args[0], points, circles) / recompute(args[1], points, circles)
    if kind == "combination":
        return math.fsum(_number(factor) * recompute(part, points, circles) for factor, part in args)
    if kind == "unknown":
        symbol, expression, part = args
        constant, at_one = (_number(re.sub(rf"\b{symbol}\b", value, expression)) for value in ("0", "1"))
        return (recompute(part, points, circles) - constant) / (at_one - constant)
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
    (px, py), (vx, vy), (qx, qy) = corner
    return abs((px - vx) * (qy - vy) - (py - vy) * (qx - vx))


def _sine(corner: Sequence[Sequence[float]]) -> float:
    p, v, q = corner
    return _cross(corner) / (math.dist(v, p) * math.dist(v, q))


def _tangent(corner: Sequence[Sequence[float]]) -> float:
    return _sine(corner) / _cosine(corner)


def _area(ring: Sequence[Sequence[float]]) -> float:
    return float(Polygon(ring).area)


def _perimeter(ring: Sequence[Sequence[float]]) -> float:
    return math.fsum(math.dist(p, q) for p, q in zip(ring, [*ring[1:], ring[0]], strict=True))


_OF_POINTS: dict[str, Callable[[list[Sequence[float]]], float]] = {
    "length": lambda ends: math.dist(*ends),
    "angle": _angle,
    "reflex": lambda corner: 360 - _angle(corner),
    "sine": _sine,
    "cosine": _cosine,
    "tangent": _tangent,
    "area": _area,
    "perimeter": _perimeter,
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
