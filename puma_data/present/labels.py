"""Label placement: choose one spot for every label so that nothing overlaps.

Every label brings candidate spots with costs (nearer and clearer is cheaper). Hard rules (no ink under a box, no ink between a label
and what it names, inside the picture, a letter nearest to its own point) strike spots out for all labels at once with numpy; then the
label with the fewest spots left chooses first. A label left without a spot moves to the front of the queue and all begin again
("squeaky wheel" optimisation), so that a placement is found in one pass nearly always.
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
"""Pixels at 448 between a label's box and any ink or other label."""
AIRY = 9.0
"""Ink nearer than this is allowed but costs."""
_CROWDED = 5.0
_QUEUES = 14


@dataclass(slots=True)
class Request:
    """A label to place: what is written and where it may stand.

    ``centres`` are candidate box centres (complex pixels, y down), ``starts`` the point each is seen from (nan: need not be seen),
    ``ink`` what a candidate draws besides its text (leader, dimension line), by candidate.
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
    ink: dict[int, tuple[str, tuple[Segment, ...]]] | None = None
    """Pen and segments."""
    fallback: str | None = None
    """Caption that says the same under the figure, if no spot is free."""


@dataclass(slots=True)
class Obstacles:
    """All ink of all layers: segments (with half their width) and circles; ``solid`` are the segments nothing is seen through."""

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
    near, crowd = _hits(x, y, hx, hy, obstacles, gap, AIRY * unit)
    free &= ~near
    cost = cost + _CROWDED * crowd
    starts = np.concatenate([request.starts for request in requests])
    seen = np.flatnonzero(free & ~np.isnan(starts.real))
    free[seen] &= ~_blocked(starts[seen], centre[seen], obstacles)
    _strike_ambiguous(free, cost, requests, bounds, centre, hx, hy, obstacles.points)
    for i, request in enumerate(requests):
        for k, (_, segments) in (request.ink or {}).items():
            at = bounds[i] + k
            if free[at] and any(_crosses(p, q, obstacles.solid) for p, q in segments):
                free[at] = False
    return _queue(requests, bounds, free, cost, x, y, hx + gap / 2, hy + gap / 2)


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
        dx = x.astype(np.float32)[:, None] - mx
        dy = y.astype(np.float32)[:, None] - my
        wx, wy = hx.astype(np.float32)[:, None] + grow, hy.astype(np.float32)[:, None] + grow
        # Separating axes of a box and a segment: horizontal, vertical, across the segment.
        slack = abs(dx)
        slack -= wx
        slack -= ax
        across_y = abs(dy)
        across_y -= wy
        across_y -= ay
        np.maximum(slack, across_y, out=slack)
        length = np.maximum(np.hypot(rx, ry), 1e-3)
        dx *= ry / length
        dy *= rx / length
        dx -= dy
        np.abs(dx, out=dx)
        dx -= wx * (ay / length)
        dx -= wy * (ax / length)
        np.maximum(slack, dx, out=slack)
        near |= (slack < gap).any(axis=1)
        crowd += (slack < airy).sum(axis=1)
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


def _crosses(p: complex, q: complex, walls: list[Segment]) -> bool:
    """Whether segment PQ properly crosses a wall or runs along it."""
    way = (q - p).conjugate()
    for a, b in walls:
        wall = (b - a).conjugate()
        sides = (way * (a - p)).imag * (way * (b - p)).imag
        ends = (wall * (p - a)).imag * (wall * (q - a)).imag
        if sides < 0 and ends < 0:
            return True
    return False


def _strike_ambiguous(
    free: NDArray[np.bool_], cost: Floats, requests: list[Request], bounds: NDArray[np.int64], centre: Complexes,
    hx: Floats, hy: Floats, points: list[complex],
) -> None:  # fmt: skip
    """A letter must be clearly nearer to its own point than to any other."""
    others = np.array(points)
    for i, request in enumerate(requests):
        if request.owner is None:
            continue
        part = slice(bounds[i], bounds[i + 1])
        apart = centre[part, None] - others
        gap = np.hypot(np.maximum(abs(apart.real) - hx[part, None], 0), np.maximum(abs(apart.imag) - hy[part, None], 0))
        own = abs(others - request.owner) < 1e-6
        mine, rival = gap[:, own].min(axis=1), np.where(own, np.inf, gap).min(axis=1)
        free[part] &= mine < 0.8 * rival
        cost[part] += 12 * (mine > 0.5 * rival)


def _queue(
    requests: list[Request], bounds: NDArray[np.int64], free: NDArray[np.bool_], cost: Floats,
    x: Floats, y: Floats, hx: Floats, hy: Floats,
) -> Placement:  # fmt: skip
    starts = bounds[:-1]
    open_counts = np.add.reduceat(free, starts)
    hopeless = [i for i, count in enumerate(open_counts) if count == 0]
    priced = np.where(free, cost, np.inf)
    urgency = np.zeros(len(requests), np.int64)
    best: Placement | None = None
    for _ in range(_QUEUES):
        left = priced.copy()
        chosen = [-1] * len(requests)
        waiting = [i for i in range(len(requests)) if i not in hopeless]
        missing = list(hopeless)
        drawn: list[Segment] = []
        while waiting:
            counts = np.add.reduceat(left < np.inf, starts)
            i = min(waiting, key=lambda i: (counts[i] > 0, -urgency[i], counts[i], i))
            waiting.remove(i)
            part = slice(bounds[i], bounds[i + 1])
            if requests[i].ink:
                _strike_ink(requests[i], left[part], drawn, chosen, bounds, x, y, hx, hy)
            k = int(np.argmin(left[part]))
            at = bounds[i] + k
            if left[at] == np.inf:
                missing.append(i)
                urgency[i] += 1
                continue
            chosen[i] = k
            left[(abs(x - x[at]) < hx + hx[at]) & (abs(y - y[at]) < hy + hy[at])] = np.inf
            for p, q in (requests[i].ink or {}).get(k, ("", ()))[1]:
                drawn.append((p, q))
                left[_touches(p, q, x, y, hx, hy)] = np.inf
        if best is None or len(missing) < len(best.missing):
            best = Placement(chosen, missing)
        if len(missing) == len(hopeless):
            break
    assert best is not None
    return best


def _strike_ink(
    request: Request, left: Floats, drawn: list[Segment], chosen: list[int], bounds: NDArray[np.int64],
    x: Floats, y: Floats, hx: Floats, hy: Floats,
) -> None:  # fmt: skip
    """Strike candidates whose own ink would run through a label or ink that is already placed."""
    taken = np.array([bounds[j] + k for j, k in enumerate(chosen) if k >= 0], np.int64)
    for k, (_, segments) in (request.ink or {}).items():
        if left[k] == np.inf:
            continue
        if len(taken) and any(_touches(p, q, x[taken], y[taken], hx[taken], hy[taken]).any() for p, q in segments):
            left[k] = np.inf
        elif drawn and any(_crosses(p, q, drawn) or min(abs((p + q - a - b) / 2) for a, b in drawn) < 6 for p, q in segments):
            left[k] = np.inf


def _touches(p: complex, q: complex, x: Floats, y: Floats, hx: Floats, hy: Floats) -> NDArray[np.bool_]:
    """Which boxes a segment touches."""
    middle, reach = (p + q) / 2, (q - p) / 2
    dx, dy = x - middle.real, y - middle.imag
    across = abs(dx * reach.imag - dy * reach.real) <= hx * abs(reach.imag) + hy * abs(reach.real)
    inside: NDArray[np.bool_] = (abs(dx) <= hx + abs(reach.real)) & (abs(dy) <= hy + abs(reach.imag)) & across
    return inside
