"""Whether a figure can be read: nothing too close, too narrow, or crossing where no point is named."""

from __future__ import annotations

import cmath
import math
from itertools import combinations, pairwise

from puma_data.symbolic.figure import Figure

POINT_GAP = 0.075
"""Least distance of two points, as a part of the figure's size."""
LINE_GAP = 0.04
"""Least distance of a point from a segment or circle it does not lie on."""
NARROWEST = math.radians(13)
"""Least angle between two drawn rays at a point."""


def readable(figure: Figure) -> bool:
    """True if every point, segment and circle can be told apart and every crossing has a name."""
    points = list(figure.position.items())
    size = max(figure.size, 2 * max((c.radius for c in figure.circles.values()), default=0.0))
    if any(abs(z - w) < POINT_GAP * size for (_, z), (_, w) in combinations(points, 2)):
        return False
    segments = _segments(figure)
    for p, q in segments:
        a, b = figure.at(p), figure.at(q)
        line = figure.line_through(p, q)
        for name, z in points:
            if name not in line and _distance(z, a, b) < LINE_GAP * size:
                return False
    on: dict[str, set[str]] = {name: set(figure.points_on(name)) for name in figure.circles}
    for name, circle in figure.circles.items():
        centre = figure.at(circle.centre)
        for point, z in points:
            if point not in on[name] and abs(abs(z - centre) - circle.radius) < LINE_GAP * size:
                return False
    return _rays_apart(figure, segments) and _crossings_named(figure, segments)


def _segments(figure: Figure) -> list[tuple[str, str]]:
    """Drawn pieces between neighbouring points."""
    return [(p, q) for p, q in figure.drawn_gaps if figure.rank(p) < figure.rank(q)]


def _distance(z: complex, a: complex, b: complex) -> float:
    """Distance of a point from a segment."""
    base = b - a
    share = ((z - a) * base.conjugate()).real / abs(base) ** 2
    return abs(z - (a + base * min(1.0, max(0.0, share))))


def _rays_apart(figure: Figure, segments: list[tuple[str, str]]) -> bool:
    rays: dict[str, list[float]] = {}
    for p, q in segments:
        direction = cmath.phase(figure.at(q) - figure.at(p))
        rays.setdefault(p, []).append(direction)
        rays.setdefault(q, []).append(direction + math.pi if direction < 0 else direction - math.pi)
    for directions in rays.values():
        ordered = sorted(directions)
        if any(b - a < NARROWEST for a, b in pairwise(ordered)):
            return False
        if len(ordered) > 1 and ordered[0] + 2 * math.pi - ordered[-1] < NARROWEST:
            return False
    return True


def _crossings_named(figure: Figure, segments: list[tuple[str, str]]) -> bool:
    for (p, q), (r, s) in combinations(segments, 2):
        if {p, q} & {r, s}:
            continue
        a, b, c, d = figure.at(p), figure.at(q), figure.at(r), figure.at(s)
        first = ((b - a).conjugate() * (c - a)).imag * ((b - a).conjugate() * (d - a)).imag
        second = ((d - c).conjugate() * (a - c)).imag * ((d - c).conjugate() * (b - c)).imag
        if first < 0 and second < 0:
            return False
    return True
