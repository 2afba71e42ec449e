"""Angles between planes, and distances of points, lines and planes in space."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from generators.solid.figure import vector
from generators.solid.quantities import Name, define
from puma_data.symbolic.facts import Args, Coordinates
from puma_data.symbolic.figure import Figure


def _minus(p: Any, q: Any) -> tuple[Any, ...]:
    return tuple(a - b for a, b in zip(p, q, strict=True))


def _cross(u: Any, w: Any) -> tuple[Any, Any, Any]:
    return (u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0])


def _dot(u: Any, w: Any) -> Any:
    return sum(a * b for a, b in zip(u, w, strict=True))


def _dihedral(at: Coordinates, args: Args) -> Any:
    a, b, p, q = (vector(at, name) for name in args)
    along = _minus(b, a)
    one, other = _cross(along, _minus(p, a)), _cross(along, _minus(q, a))
    turn = _cross(one, other)
    return np.arctan2(_dot(turn, turn) ** 0.5, _dot(one, other)) * (180 / math.pi)


def _plane_distance(at: Coordinates, args: Args) -> Any:
    p, a, b, c = (vector(at, name) for name in args)
    normal = _cross(_minus(b, a), _minus(c, a))
    return abs(_dot(normal, _minus(p, a))) / _dot(normal, normal) ** 0.5


def _line_distance(at: Coordinates, args: Args) -> Any:
    p, a, b = (vector(at, name) for name in args)
    area, along = _cross(_minus(p, a), _minus(b, a)), _minus(b, a)
    return (_dot(area, area) / _dot(along, along)) ** 0.5


def _skew_distance(at: Coordinates, args: Args) -> Any:
    a, b, c, d = (vector(at, name) for name in args)
    normal = _cross(_minus(b, a), _minus(d, c))
    return abs(_dot(normal, _minus(c, a))) / _dot(normal, normal) ** 0.5


def _ordered(figure: Figure, *points: str) -> tuple[str, ...]:
    return tuple(sorted(points, key=figure.rank))


def _dihedral_key(figure: Figure, args: Args) -> Args:
    return (*_ordered(figure, *args[:2]), *_ordered(figure, *args[2:]))


def _plane_key(figure: Figure, args: Args) -> Args:
    return (args[0], *_ordered(figure, *args[1:]))


def _skew_key(figure: Figure, args: Args) -> Args:
    one, other = _ordered(figure, *args[:2]), _ordered(figure, *args[2:])
    first, second = sorted((one, other), key=lambda pair: tuple(map(figure.rank, pair)))
    return (*first, *second)


def _dihedral_symbol(n: Name, a: Args) -> str:
    return rf"\angle {n(a[2])}\text{{-}}{n(a[0])}{n(a[1])}\text{{-}}{n(a[3])}"


define("dihedral", "degree", _dihedral, _dihedral_symbol, canonical=_dihedral_key)
"""Angle between the half planes that end at line AB and contain P, Q: [A, B, P, Q]."""
define(
    "plane_distance", 1, _plane_distance, lambda n, a: f"d({n(a[0])}, {''.join(map(n, a[1:]))})", canonical=_plane_key
)
"""Distance of a point from the plane through three others: [P, A, B, C]."""
define("line_distance", 1, _line_distance, lambda n, a: f"d({n(a[0])}, {n(a[1])}{n(a[2])})", canonical=_plane_key)
"""Distance of a point from a line: [P, A, B]."""
define(
    "skew_distance", 1, _skew_distance, lambda n, a: f"d({n(a[0])}{n(a[1])}, {n(a[2])}{n(a[3])})", canonical=_skew_key
)
"""Distance of two lines that do not meet: [A, B, C, D]."""
