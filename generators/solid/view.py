"""How a solid is seen: projections, convex pieces that hide what is behind them, and lines split into what is seen and
what is not.

A point of a line is hidden when the ray from it to the viewer runs through the inside of the solid. That one rule gives
the dashed edges of boxes, the back half of a base, the walls of a hole and the lines inside a solid alike.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Vector: TypeAlias = tuple[float, float, float]

THINNEST = 2e-3
"""Length inside a solid, as a share of its size, that a ray must run through to hide what is behind."""
_PIECES = 24
"""Pieces of a straight line and of a third of a turn that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A parallel projection: where x, y and z go in the picture, and the direction to the viewer.

    x runs to the right, y away from the viewer, z up.
    """

    kind: str
    right: Vector
    up: Vector
    view: Vector
    numbers: tuple[tuple[str, float], ...] = ()

    def place(self, point: Sequence[float]) -> complex:
        """Where a point of space is in the picture."""
        return complex(
            sum(a * b for a, b in zip(self.right, point, strict=True)),
            sum(a * b for a, b in zip(self.up, point, strict=True)),
        )

    def places(self, points: Array) -> list[complex]:
        """The same for an array of points."""
        flat = points @ np.array((self.right, self.up)).T
        return [complex(x, y) for x, y in flat.tolist()]


def cabinet(angle: float = 45.0, ratio: float = 0.5, *, left: bool = False) -> Projection:
    """Cabinet projection: the front is drawn in true size, lines away from the viewer are short and slanted."""
    x, z = ratio * math.cos(math.radians(angle)) * (-1 if left else 1), ratio * math.sin(math.radians(angle))
    return Projection(
        "cabinet", (1.0, x, 0.0), (0.0, z, 1.0), (x, -1.0, z), (("angle", angle), ("ratio", ratio), ("left", int(left)))
    )


def orthographic(azimuth: float, elevation: float) -> Projection:
    """Orthographic projection, seen from ``azimuth`` degrees right of the front and ``elevation`` degrees above."""
    a, e = math.radians(azimuth), math.radians(elevation)
    view = (math.cos(e) * math.sin(a), -math.cos(e) * math.cos(a), math.sin(e))
    up = (-math.sin(e) * math.sin(a), math.sin(e) * math.cos(a), math.cos(e))
    numbers = (("azimuth", azimuth), ("elevation", elevation))
    return Projection("orthographic", (math.cos(a), math.sin(a), 0.0), up, view, numbers)


# --- what hides -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A convex piece of a solid: half spaces ``normal · x <= offset`` and at most one round surface.

    ``cone`` is origin, axis, radius there, and growth of the radius along the axis; ``ball`` is centre and radius.
    ``hollow`` pieces are taken away.
    """

    normals: Array
    offsets: Array
    cone: tuple[Array, Array, float, float] | None = None
    ball: tuple[Array, float] | None = None
    hollow: bool = False

    def chord(self, points: Array, way: Array) -> tuple[Array, Array]:
        """Where rays from points enter and leave the piece, in lengths of ``way``; empty where they do not."""
        low, high = np.full(len(points), -np.inf), np.full(len(points), np.inf)
        if len(self.normals):
            speed = self.normals @ way
            gaps = self.offsets[:, None] - self.normals @ points.T
            for s, gap in zip(speed.tolist(), gaps, strict=True):
                if s > 1e-9:
                    high = np.minimum(high, gap / s)
                elif s < -1e-9:
                    low = np.maximum(low, gap / s)
                else:
                    high = np.where(gap < -1e-9, -np.inf, high)
        if self.ball is not None:
            centre, radius = self.ball
            away = points - centre
            a, b, c = way @ way, away @ way, (away * away).sum(axis=1) - radius * radius
            root = np.sqrt(np.maximum(b * b - a * c, 0.0))
            low, high = np.maximum(low, (-b - root) / a), np.minimum(high, (-b + root) / a)
        if self.cone is not None:
            origin, axis, start, growth = self.cone
            away = points - origin
            along, rise = away @ axis, float(way @ axis)
            flat, drift = away - along[:, None] * axis, way - rise * axis
            wide = start + growth * along
            lead = float(drift @ drift) - (growth * rise) ** 2
            b = flat @ drift - growth * rise * wide
            c = (flat * flat).sum(axis=1) - wide * wide
            root = np.sqrt(np.maximum(b * b - lead * c, 0.0))
            if lead > 1e-12:
                low, high = np.maximum(low, (-b - root) / lead), np.minimum(high, (-b + root) / lead)
            elif lead < -1e-12:  # the ray is steeper than the cone: it stays inside on one side of lead gap
                first, last = (-b + root) / lead, (-b - root) / lead
                below, above = np.minimum(high, first) - low, high - np.maximum(low, last)
                low, high = (
                    np.where(below > above, low, np.maximum(low, last)),
                    np.where(below > above, np.minimum(high, first), high),
                )
        return low, high


def hidden(points: Array, pieces: Sequence[Piece], view: Vector, size: float) -> npt.NDArray[np.bool_]:
    """Which points cannot be seen. Hollow pieces do not overlap one another."""
    way = np.array(view)
    way = way / np.sqrt(way @ way)
    least = THINNEST * size
    chords = [(piece.hollow, *piece.chord(points, way)) for piece in pieces]
    found = np.zeros(len(points), bool)
    for hollow, low, high in chords:
        if hollow:
            continue
        low = np.maximum(low, 0.0)
        inside = np.maximum(high - low, 0.0)
        for other, enter, leave in chords:
            if other:
                inside = inside - np.maximum(np.minimum(high, leave) - np.maximum(low, enter), 0.0)
        found |= inside > least
    return found


# --- lines ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a solid: straight from ``start`` to ``end``, or an arc around ``centre`` between two angles (radians).

    ``across`` and ``along`` are the radius vectors at 0 and 90 degrees of the arc. ``ends`` names the points of a
    straight line.
    """

    start: Array
    end: Array
    centre: Array | None = None
    across: Array | None = None
    along: Array | None = None
    first: float = 0.0
    last: float = 0.0
    ends: tuple[str, str] | None = None

    def at(self, t: Array) -> Array:
        """Points of the line at shares 0 to 1 of its way."""
        if self.centre is None or self.across is None or self.along is None:
            points: Array = self.start + t[:, None] * (self.end - self.start)
            return points
        turn = self.first + (self.last - self.first) * t
        points = self.centre + np.cos(turn)[:, None] * self.across + np.sin(turn)[:, None] * self.along
        return points

    @property
    def pieces(self) -> int:
        """How many pieces of the line are looked at."""
        return _PIECES if self.centre is None else max(8, math.ceil(abs(self.last - self.first) / math.tau * 72))

    def key(self, size: float) -> tuple[Any, ...]:
        """Equal for lines that are drawn over one another."""
        t = np.array((0.0, 0.25, 0.5, 0.75, 1.0))
        places = [tuple(p) for p in np.round(self.at(t) / size, 5).tolist()]
        whole = self.centre is not None and abs(self.last - self.first) > math.tau - 1e-6
        if whole and self.centre is not None:
            level = np.cross(self.across, self.along)  # type: ignore[arg-type]
            level = level if level.sum() > 0 else -level
            return ("circle", *(tuple(np.round(v, 5).tolist()) for v in (self.centre / size, level / size**2)))
        return ("line", min(places, places[::-1])[0], places[2], max(places, places[::-1])[0])


def straight(
    start: Sequence[float] | Array, end: Sequence[float] | Array, ends: tuple[str, str] | None = None
) -> Curve:
    """A straight line."""
    return Curve(np.array(start, float), np.array(end, float), ends=ends)


def arc(centre: Array, across: Array, along: Array, first: float, last: float) -> Curve:
    """An arc by its radius vectors, between two angles in radians."""
    return Curve(
        centre + math.cos(first) * across + math.sin(first) * along,
        centre + math.cos(last) * across + math.sin(last) * along,
        centre, across, along, first, last,
    )  # fmt: skip


@dataclass(slots=True)
class Seen:
    """A stretch of a line, from one share of its way to another, and whether it is seen."""

    curve: Curve
    start: float
    end: float
    visible: bool
    points: Array = field(default_factory=lambda: np.empty((0, 3)))


def look(curves: Sequence[Curve], pieces: Sequence[Piece], view: Vector, size: float) -> Iterator[Seen]:
    """Split lines into stretches that are seen and stretches that are not; equal lines come once."""
    distinct = list({curve.key(size): curve for curve in reversed(curves)}.values())[::-1]
    if not distinct:
        return
    steps = [(np.arange(curve.pieces) + 0.5) / curve.pieces for curve in distinct]
    behind = hidden(np.concatenate([c.at(t) for c, t in zip(distinct, steps, strict=True)]), pieces, view, size)
    bounds = np.cumsum([0, *(len(t) for t in steps)])
    states = [behind[a:b] for a, b in pairwise(bounds)]
    edges = [(i, k) for i, state in enumerate(states) for k in np.flatnonzero(state[1:] != state[:-1]).tolist()]
    low = np.array([steps[i][k] for i, k in edges])
    high = np.array([steps[i][k + 1] for i, k in edges])
    before = np.array([states[i][k] for i, k in edges], bool)
    for _ in range(7 if edges else 0):  # where the line goes behind: halve the way between the two states
        middle = (low + high) / 2
        points = np.concatenate([distinct[i].at(middle[n : n + 1]) for n, (i, _) in enumerate(edges)])
        same = hidden(points, pieces, view, size) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    cuts: dict[int, list[float]] = {}
    for (i, _), t in zip(edges, ((low + high) / 2).tolist() if edges else (), strict=True):
        cuts.setdefault(i, []).append(t)
    for i, curve in enumerate(distinct):
        ends = [0.0, *cuts.get(i, ()), 1.0]
        visible = not states[i][0]
        for start, end in pairwise(ends):
            count = 2 if curve.centre is None else max(3, math.ceil(curve.pieces * (end - start)) + 1)
            yield Seen(curve, start, end, visible, curve.at(np.linspace(start, end, count)))
            visible = not visible


def readable(places: Sequence[complex], edges: Sequence[tuple[int, int]]) -> bool:
    """Whether the corners of a solid, and its edges, can be told apart in the picture."""
    size = max(abs(a - b) for a, b in combinations(places, 2))
    if any(abs(a - b) < 0.07 * size for a, b in combinations(places, 2)):
        return False
    for i, j in edges:
        a, way = places[i], places[j] - places[i]
        if abs(way) < 0.09 * size:
            return False
        for k, p in enumerate(places):
            along = ((p - a) * way.conjugate()).real / abs(way) ** 2
            if k not in (i, j) and 0 < along < 1 and abs(((p - a) * way.conjugate()).imag) / abs(way) < 0.03 * size:
                return False
    return True


def apart(vertex: complex, others: Sequence[complex], least: float = 8.5) -> bool:
    """Whether lines from a vertex to other points can be told apart: directions that differ by some degrees."""
    ways = sorted(cmath.phase(p - vertex) for p in others)
    gaps = [b - a for a, b in zip(ways, [*ways[1:], ways[0] + math.tau], strict=True)]
    return min(gap for gap in gaps if gap > 1e-6) > math.radians(least)
