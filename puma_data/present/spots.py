"""Where a label may stand: candidate spots with costs for the letter of a point, the number of a side, an angle, an arc.

Positions are complex pixels with y down, angles degrees counter-clockwise as seen. All return centres of the label's box, costs, and the
point from which the spot must be seen (nan where it need not).
"""

from __future__ import annotations

import cmath
import math

import numpy as np

from puma_data.present.labels import Complexes, Floats, Segment
from puma_data.present.typeset import Text

Spots = tuple[Complexes, Floats, Complexes]
Drawn = dict[int, tuple[str, tuple[Segment, ...]]]

_AROUND = np.exp(-2j * np.pi * np.arange(24) / 24)
_SIDE_FRACTIONS = np.array([0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74])
_WEDGE_FRACTIONS = np.array([0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82])


def half(text: Text) -> tuple[float, float]:
    """Half width and half height of the ink of a text."""
    return (text.ink[2] - text.ink[0]) / 2, (text.ink[3] - text.ink[1]) / 2


def unit(z: complex) -> complex:
    """Direction of a vector."""
    return z / abs(z)


def _support(direction: Complexes, hx: float, hy: float) -> Floats:
    """Distance from a box's centre to its furthest corner along a direction."""
    return abs(direction.real) * hx + abs(direction.imag) * hy


def freest(arms: list[complex], outward: complex) -> complex:
    """The middle of the widest gap between the ink directions at a point; outward where nothing is drawn."""
    angles = sorted(cmath.phase(arm) for arm in arms)
    if not angles:
        return outward
    gaps = [(b - a, a) for a, b in zip(angles, [*angles[1:], angles[0] + math.tau], strict=True)]
    widest = max(gap for gap, _ in gaps)
    middles = [cmath.rect(1, a + gap / 2) for gap, a in gaps if gap > widest - 0.05]
    return max(middles, key=lambda m: (m * outward.conjugate()).real)


def around(point: complex, text: Text, radius: float, preferred: complex, u: float) -> Spots:
    """Spots around a dot of a radius, cheapest in the preferred direction."""
    hx, hy = half(text)
    edge = np.minimum(hx / np.maximum(abs(_AROUND.real), 1e-6), hy / np.maximum(abs(_AROUND.imag), 1e-6))
    turn = 1 - (_AROUND * preferred.conjugate()).real
    gaps = (radius + 3.2 * u, radius + 6.5 * u, radius + 11 * u)
    centres = np.concatenate([point + _AROUND * (edge + gap) for gap in gaps])
    costs = np.concatenate([7 * turn + 1.2 * (gap - gaps[0]) / u for gap in gaps])
    starts = np.tile(point + _AROUND * 1.5 * u, 3)
    return centres, costs, starts


def beside(a: complex, b: complex, text: Text, outward: complex, u: float) -> Spots:
    """Spots on both sides of a segment, best at its middle and on its outward side."""
    hx, hy = half(text)
    normal = unit(b - a) * 1j
    if (normal * outward.conjugate()).real < 0:
        normal = -normal
    reach = abs(normal.real) * hx + abs(normal.imag) * hy
    centres, costs, starts = [], [], []
    for side, price in ((normal, 0.0), (-normal, 2.5)):
        for extra in (0.0, 3.5, 8.0, 13.0):
            foot = a + _SIDE_FRACTIONS * (b - a)
            centres.append(foot + side * (reach + (4.0 + extra) * u))
            costs.append(price + 1.1 * extra + 24 * abs(_SIDE_FRACTIONS - 0.5))
            starts.append(foot + side * 2.0 * u)
    return np.concatenate(centres), np.concatenate(costs), np.concatenate(starts)


def within(vertex: complex, start: float, sweep: float, radius: float, reach: float, text: Text, u: float) -> tuple[Spots, Drawn]:
    """Spots for the number of an angle: outside its arc between the arms; else outside the angle, with a leader to the arc."""
    hx, hy = half(text)
    directions = np.exp(-1j * np.radians(start + sweep * _WEDGE_FRACTIONS))
    fit = math.hypot(hx, hy) if sweep >= 90 else 0.9 * (hy + 3 * u) / math.sin(math.radians(max(sweep, 4)) / 2)
    nearest = np.maximum(radius + 3.5 * u + 0.92 * _support(directions, hx, hy), min(fit, 90 * u))
    centres, costs, starts = [], [], []
    for extra in (0.0, 3.0, 7.0, 12.0, 18.0, 25.0, 33.0):
        centres.append(vertex + directions * (nearest + extra * u))
        costs.append(0.5 * extra + 10 * abs(_WEDGE_FRACTIONS - 0.5) + 0.12 * (nearest - radius) / u)
        starts.append(vertex + directions * (radius + 1.0 * u))
    aim = vertex + radius * cmath.exp(-1j * math.radians(start + sweep / 2))
    led, drawn = [], {}
    first = len(_WEDGE_FRACTIONS) * 7
    for direction in _AROUND:
        for length in (20 * u, 34 * u, 48 * u):
            edge = min(hx / max(abs(direction.real), 1e-6), hy / max(abs(direction.imag), 1e-6))
            centre = aim + direction * (length + edge)
            if abs(centre - vertex) > reach + 60 * u:
                continue
            drawn[first + len(led)] = ("thin", ((aim + direction * (length - 2 * u), aim + direction * 1.5 * u),))
            led.append((centre, 45 + 0.6 * length / u))
    centres.append(np.array([c for c, _ in led], complex))
    costs.append(np.array([c for _, c in led], float))
    starts.append(np.full(len(led), complex("nan")))
    return (np.concatenate(centres), np.concatenate(costs), np.concatenate(starts)), drawn


def along_arc(centre: complex, radius: float, start: float, sweep: float, text: Text, u: float) -> Spots:
    """Spots beside an arc, outside first."""
    hx, hy = half(text)
    directions = np.exp(-1j * np.radians(start + sweep * _WEDGE_FRACTIONS))
    centres, costs, starts = [], [], []
    for side, price in ((1, 0.0), (-1, 4.0)):
        for extra in (0.0, 4.0, 9.0):
            away = radius + side * (_support(directions, hx, hy) + (4.5 + extra) * u)
            centres.append(centre + directions * away)
            costs.append(price + extra + 16 * abs(_WEDGE_FRACTIONS - 0.5))
            starts.append(centre + directions * (radius + side * 2.0 * u))
    return np.concatenate(centres), np.concatenate(costs), np.concatenate(starts)


def dimension(a: complex, b: complex, text: Text, outward: complex, u: float) -> tuple[Spots, Drawn]:
    """Spots in the gap of a dimension line beside a segment that other points divide."""
    hx, hy = half(text)
    way = unit(b - a)
    normal = way * 1j
    if (normal * outward.conjugate()).real < 0:
        normal = -normal
    room = abs(way.real) * hx + abs(way.imag) * hy + 4 * u  # the gap that the text leaves in the line
    centres, costs, drawn = [], [], {}
    for side, price in ((normal, 10.0), (-normal, 22.0)):
        for away in (20.0, 27.0, 34.0, 42.0):
            p, q = a + side * away * u, b + side * away * u
            middle, cap = (p + q) / 2, side * 4.5 * u
            near, far = middle - way * room, middle + way * room
            if (abs(q - p) / 2 - room) < 6 * u:
                continue
            tip, wing = way * 6 * u, side * 2.6 * u
            heads = ((p, p + tip + wing), (p, p + tip - wing), (q, q - tip + wing), (q, q - tip - wing))
            drawn[len(centres)] = ("thin", ((p, near), (far, q), (p - cap, p + cap), (q - cap, q + cap), *heads))
            centres.append(middle)
            costs.append(price + 0.5 * away)
    return (np.array(centres, complex), np.array(costs, float), np.full(len(centres), complex("nan"))), drawn


def spokes(centre: complex, radius: float, text: Text, taken: list[complex], u: float) -> tuple[Spots, Drawn]:
    """Spots beside a dashed radius drawn for the label, in directions clear of other ink at the centre."""
    centres, costs, starts, drawn = [], [], [], {}
    hx, hy = half(text)
    for i in range(24):
        direction = cmath.exp(-2j * math.pi * (i + 0.5) / 24)
        clear = min((abs(cmath.phase(direction / arm)) for arm in taken), default=math.pi)
        if clear < 0.3:
            continue
        for side in (1j, -1j):
            normal = direction * side
            reach = abs(normal.real) * hx + abs(normal.imag) * hy
            for fraction in (0.5, 0.62, 0.38):
                foot = centre + direction * radius * fraction
                drawn[len(centres)] = ("radius", ((centre, centre + direction * radius),))
                centres.append(foot + normal * (reach + 4 * u))
                costs.append(8 + 6 * max(0.0, 0.8 - clear) + 20 * abs(fraction - 0.5))
                starts.append(foot + normal * 1.5 * u)
    return (np.array(centres, complex), np.array(costs, float), np.array(starts, complex)), drawn
