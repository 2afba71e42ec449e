"""Label placement: choose one spot for every label so that nothing overlaps.

Every label brings candidate spots with costs (nearer and clearer is cheaper). Hard rules (no ink under a box, no ink
between a label and what it names, inside the picture, a letter nearest to its own point) strike spots out for all
labels at once with numpy; then the label with the fewest good spots left chooses first. A label left without a spot
moves to the front of the queue and all begin again ("squeaky wheel" optimisation), so that a placement is found in one
pass nearly always.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from puma_data.present.typeset import Text

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]
Segment = tuple[complex, complex]

CLEARANCE = 3.0
"""Pixels at 448 between a label's box and any ink."""
BETWEEN = 10.0
"""Pixels at 448 between two labels side by side, half of it above each other: neighbours must not be read as one."""
AIRY = 9.0
"""Ink nearer than this is allowed but costs."""
_CROWDED = 5.0
_APART = 8.0
_STACKED = 12.0
_GOOD = 8.0
_QUEUES = 14


@dataclass(slots=True)
class InkSpots:
    """What the last candidates of a request draw: pen, and the ends of their segments [candidate, segment, 2]."""

    pen: str
    ends: Complexes
    base: Segment | None = None
    """The segment that a dimension line measures."""

    def first(self, count: int) -> int:
        """Index of the first candidate with ink among ``count``."""
        return count - len(self.ends)


@dataclass(slots=True)
class Request:
    """A label to place: what is written and where it may stand.

    ``centres`` are candidate box centres (complex pixels, y down), ``starts`` the point each is seen from (nan: need
    not be seen). The last candidates may draw ``ink`` besides their text (leader, dimension line, radius).
    """

    source: str
    text: Text
    layer: int
    role: str
    centres: Complexes
    costs: Floats
    starts: Complexes
    owner: complex | None = None
    """The point a letter names."""
    ink: InkSpots | None = None
    fallback: str | None = None
    """Caption that says the same under the figure, if no spot is free."""
    ready: bool = False
    """Whether the caption is as good: no other orientation need be tried for a spot."""

    def drawn(self, k: int) -> Complexes | None:
        """Ends [segment, 2] of what candidate k draws besides its text."""
        if self.ink is None or k < self.ink.first(len(self.centres)):
            return None
        ends: Complexes = self.ink.ends[k - self.ink.first(len(self.centres))]
        return ends


@dataclass(slots=True)
class Obstacles:
    """All ink of all layers.

    Segments (with half their width) and circles; ``solid`` are the segments nothing is seen through.
    """

    segments: list[Segment]
    widths: list[float]
    solid: list[Segment]
    circles: list[tuple[complex, float]]
    points: list[complex]


@dataclass(slots=True)
class Placement:
    """Candidate chosen for each request, or -1."""

    chosen: list[int]
    missing: list[int]


def place(requests: list[Request], obstacles: Obstacles, width: float, height: float, unit: float) -> Placement:
    """Choose a spot for every request; those that no queue could place are ``missing``."""
    if not requests:
        return Placement([], [])
    counts = [len(request.centres) for request in requests]
    bounds = np.cumsum([0, *counts])
    centre = np.concatenate([request.centres for request in requests])
    cost = np.concatenate([request.costs for request in requests])
    half = np.array([((t.ink[2] - t.ink[0]) / 2, (t.ink[3] - t.ink[1]) / 2) for t in (r.text for r in requests)])
    hx, hy = np.repeat(half[:, 0], counts), np.repeat(half[:, 1], counts)
    gap = CLEARANCE * unit
    x, y = centre.real, centre.imag
    free = (x - hx > gap) & (x + hx < width - gap) & (y - hy > gap) & (y + hy < height - gap)
    free &= np.isfinite(cost)
    near, crowd = _hits(x, y, hx, hy, obstacles, gap, AIRY * unit)
    free &= ~near
    cost = cost + _CROWDED * crowd
    starts = np.concatenate([request.starts for request in requests])
    seen = np.flatnonzero(free & ~np.isnan(starts.real))
    free[seen] &= ~_blocked(starts[seen], centre[seen], obstacles)
    _strike_ambiguous(free, cost, requests, bounds, centre, hx, hy, obstacles.points)
    for i, request in enumerate(requests):
        if request.ink is not None and len(request.ink.ends):
            _strike_crossing(request.ink, free[bounds[i] : bounds[i + 1]], obstacles)
    apart = BETWEEN * unit / 2
    sights = np.stack([starts, centre], axis=-1)
    values = np.repeat([request.role == "value" for request in requests], counts)
    return _queue(requests, bounds, free, cost, sights, hx + apart, hy + 0.5 * apart, values, unit)


def _hits(
    x: Floats, y: Floats, hx: Floats, hy: Floats, obstacles: Obstacles, gap: float, airy: float
) -> tuple[NDArray[np.bool_], Floats]:
    """Whether ink touches each box grown by ``gap``, and how many pieces of ink are within ``airy`` of it."""
    near = np.zeros(len(x), bool)
    crowd = np.zeros(len(x))
    if obstacles.segments:
        ends = np.array(obstacles.segments)
        grow = np.array(obstacles.widths, np.float32)
        middle, reach = (ends[:, 0] + ends[:, 1]) / 2, (ends[:, 1] - ends[:, 0]) / 2
        mx, my = middle.real.astype(np.float32), middle.imag.astype(np.float32)
        rx, ry = reach.real.astype(np.float32), reach.imag.astype(np.float32)
        ax, ay = abs(rx), abs(ry)
        bx, by, wx, wy = (part.astype(np.float32) for part in (x, y, hx, hy))
        # Most ink is far from most boxes: only pairs whose bounding boxes are near each other are looked at.
        about = airy + 0.1
        beside = abs(bx[:, None] - mx) < wx[:, None] + (grow + ax + about)
        beside &= abs(by[:, None] - my) < wy[:, None] + (grow + ay + about)
        box, wall = np.divmod(np.flatnonzero(beside), len(ends))  # several times faster than np.nonzero
        dx, dy = bx[box] - mx[wall], by[box] - my[wall]
        wx, wy = wx[box] + grow[wall], wy[box] + grow[wall]
        # Separating axes of a box and a segment: horizontal, vertical, across the segment.
        length = np.maximum(np.hypot(rx, ry), 1e-3)
        slack = np.maximum(abs(dx) - wx - ax[wall], abs(dy) - wy - ay[wall])
        across = abs(dx * (ry / length)[wall] - dy * (rx / length)[wall])
        slack = np.maximum(slack, across - wx * (ay / length)[wall] - wy * (ax / length)[wall])
        near[box[slack < gap]] = True
        crowd += np.bincount(box[slack < airy], minlength=len(x))
    for centre, radius in obstacles.circles:
        dx, dy = abs(x - centre.real), abs(y - centre.imag)
        inner = np.hypot(np.maximum(dx - hx, 0), np.maximum(dy - hy, 0))
        outer = np.hypot(dx + hx, dy + hy)
        near |= (inner < radius + gap) & (outer > radius - gap)
        crowd += (inner < radius + airy) & (outer > radius - airy)
    return near, crowd


def _blocked(starts: Complexes, ends: Complexes, obstacles: Obstacles) -> NDArray[np.bool_]:
    """Whether solid ink lies between start and end."""
    blocked = np.zeros(len(starts), bool)
    if obstacles.solid and len(starts):
        solid = np.array(obstacles.solid)
        a, b = solid[:, 0], solid[:, 1]
        way, wall = (ends - starts)[:, None], b - a
        to_a, to_b = a - starts[:, None], b - starts[:, None]
        side_a, side_b = (way.conjugate() * to_a).imag, (way.conjugate() * to_b).imag
        near, far = (wall.conjugate() * -to_a).imag, (wall.conjugate() * (ends[:, None] - a)).imag
        blocked |= ((side_a * side_b <= 0) & (near * far <= 0)).any(axis=1)
    for centre, radius in obstacles.circles:
        blocked |= (abs(starts - centre) - radius) * (abs(ends - centre) - radius) < 0
    return blocked


def _strike_crossing(ink: InkSpots, free: NDArray[np.bool_], obstacles: Obstacles) -> None:
    """Strike candidates whose ink crosses strokes; dimension lines keep clear of circles too.

    Leaders may enter their angle across one arm, and are a last resort.
    """
    first = ink.first(len(free))
    if ink.pen == "leader" and free[:first].any():
        free[first:] = False
        return
    some = np.flatnonzero(free[first:])
    if not len(some):
        return
    ends = ink.ends[some]
    if obstacles.solid:
        crossings = _crossings(ends, np.array(obstacles.solid)).sum(axis=(1, 2))
        free[first + some] &= crossings <= (1 if ink.pen == "leader" else 0)
    if ink.pen == "leader" and len(obstacles.segments) > len(obstacles.solid):  # nor the arc of another angle
        marks = np.array(obstacles.segments[len(obstacles.solid) :])
        free[first + some] &= ~_crossings(ends, marks).any(axis=(1, 2))
    if ink.pen == "thin":
        for centre, radius in obstacles.circles:
            beyond = abs(ends - centre) - radius
            free[first + some] &= ~(beyond[..., 0] * beyond[..., 1] < 0).any(axis=1)


def _crossings(ends: Complexes, walls: Complexes) -> NDArray[np.bool_]:
    """Which segments [candidate, segment, 2] properly cross which walls [wall, 2]."""
    p, q = ends[..., 0, None], ends[..., 1, None]
    a, b = walls[:, 0], walls[:, 1]
    way, wall = (q - p).conjugate(), (b - a).conjugate()
    crossed: NDArray[np.bool_] = ((way * (a - p)).imag * (way * (b - p)).imag < 0) & (
        (wall * (p - a)).imag * (wall * (q - a)).imag < 0
    )
    return crossed


def _strike_ambiguous(
    free: NDArray[np.bool_], cost: Floats, requests: list[Request], bounds: NDArray[np.int64], centre: Complexes,
    hx: Floats, hy: Floats, points: list[complex],
) -> None:  # fmt: skip
    """A letter must be clearly nearer to its own point than to any other."""
    others = np.array(points)
    for i, request in enumerate(requests):
        if request.owner is None:
            continue
        part = bounds[i] + np.flatnonzero(free[bounds[i] : bounds[i + 1]])
        if not len(part):
            continue
        apart = centre[part, None] - others
        gap = np.hypot(np.maximum(abs(apart.real) - hx[part, None], 0), np.maximum(abs(apart.imag) - hy[part, None], 0))
        own = abs(others - request.owner) < 1e-6
        mine, rival = gap[:, own].min(axis=1), np.where(own, np.inf, gap).min(axis=1)
        free[part] &= mine < 0.8 * rival
        cost[part] += 12 * (mine > 0.5 * rival)


def _queue(
    requests: list[Request],
    bounds: NDArray[np.int64],
    free: NDArray[np.bool_],
    cost: Floats,
    sights: Complexes,
    hx: Floats,
    hy: Floats,
    values: NDArray[np.bool_],
    unit: float,
) -> Placement:
    """Choose spots one label after the other; ``sights`` run from what a label names to the label.

    ``values`` are numbers: two of them close together, or one between a dimension line and its segment, cost.
    """
    x, y = sights[:, 1].real, sights[:, 1].imag
    starts = bounds[:-1]
    open_counts = np.add.reduceat(free, starts)
    hopeless = [i for i, count in enumerate(open_counts) if count == 0]
    priced = np.where(free, cost, np.inf)
    urgency = np.zeros(len(requests), np.int64)
    good = np.repeat(np.minimum.reduceat(priced, starts) + _GOOD, np.diff(bounds))
    best: Placement | None = None
    for _ in range(_QUEUES):
        left = priced.copy()
        chosen = [-1] * len(requests)
        waiting = [i for i in range(len(requests)) if i not in hopeless]
        missing = list(hopeless)
        drawn: list[Segment] = []
        while waiting:
            counts = np.add.reduceat(left < good, starts)  # few good spots: choose before others take them
            i = min(waiting, key=lambda i: (counts[i] > 0, -urgency[i], counts[i], i))
            waiting.remove(i)
            part = slice(bounds[i], bounds[i + 1])
            ink = requests[i].ink
            if ink is not None:
                taken = [bounds[j] + k for j, k in enumerate(chosen) if k >= 0]
                _strike_ink(ink, left[part], drawn, sights[taken], hx[taken], hy[taken])
            k = int(np.argmin(left[part]))
            at = bounds[i] + k
            if left[at] == np.inf:
                missing.append(i)
                urgency[i] += 1
                continue
            chosen[i] = k
            dx, dy = abs(x - x[at]) - hx - hx[at], abs(y - y[at]) - hy - hy[at]
            if values[at]:
                left[values & (dx < 6 * unit) & (dy < 8 * unit)] += _STACKED
            left[(dx < 0) & (dy < 0)] = np.inf
            own = requests[i].drawn(k)
            if own is not None:
                if ink is not None and ink.base is not None:
                    left[values & _between(ink.base, sights[at, 1], sights[:, 1])] += _STACKED
                drawn += [(p, q) for p, q in own]
                left[_touches(own, x, y, hx, hy).any(axis=0) | _crossings(own, sights).any(axis=0)] = np.inf
        if best is None or len(missing) < len(best.missing):
            best = Placement(chosen, missing)
        if len(missing) == len(hopeless):
            break
    assert best is not None
    return best


def _between(base: Segment, middle: complex, spots: Complexes) -> NDArray[np.bool_]:
    """Which spots are between a segment and its dimension line, which has its number in the middle."""
    a, b = base
    way = (b - a).conjugate() / abs(b - a) ** 2
    at, there = (spots - a) * way, ((middle - a) * way).imag
    inside: NDArray[np.bool_] = (at.real > 0) & (at.real < 1) & (at.imag * there > 0) & (abs(at.imag) < abs(there))
    return inside


def _strike_ink(ink: InkSpots, left: Floats, drawn: list[Segment], sights: Complexes, hx: Floats, hy: Floats) -> None:
    """Strike candidates whose own ink would run through a placed label or its sight, or through or along placed ink."""
    first = ink.first(len(left))
    some = np.flatnonzero(left[first:] < np.inf)
    if not len(some):
        return
    ends = ink.ends[some]
    struck = np.zeros(len(some), bool)
    if len(sights):
        touched = _touches(ends.reshape(-1, 2), sights[:, 1].real, sights[:, 1].imag, hx, hy).any(axis=1)
        struck |= touched.reshape(len(some), -1).any(axis=1) | _crossings(ends, sights).any(axis=(1, 2))
    if drawn:
        others = np.array(drawn)
        way = ends[..., 1] - ends[..., 0]
        length = np.maximum(abs(way), 1e-9)
        turned = (others - ends[..., 0, None, None]) * (way.conjugate() / length)[..., None, None]
        beside = (abs(turned.imag) < _APART).all(axis=-1)
        over = (turned.real.min(axis=-1) < length[..., None] - 2) & (turned.real.max(axis=-1) > 2)
        struck |= ((beside & over) | _crossings(ends, others)).any(axis=(1, 2))
    left[first + some[struck]] = np.inf


def _touches(ends: Complexes, x: Floats, y: Floats, hx: Floats, hy: Floats) -> NDArray[np.bool_]:
    """Which segments [segment, 2] touch which boxes."""
    middle, reach = (ends[:, 0] + ends[:, 1]) / 2, (ends[:, 1] - ends[:, 0]) / 2
    dx, dy = x - middle.real[:, None], y - middle.imag[:, None]
    rx, ry = reach.real[:, None], reach.imag[:, None]
    across = abs(dx * ry - dy * rx) <= hx * abs(ry) + hy * abs(rx)
    inside: NDArray[np.bool_] = (abs(dx) <= hx + abs(rx)) & (abs(dy) <= hy + abs(ry)) & across
    return inside
