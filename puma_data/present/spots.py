"""Where a label may stand: candidate spots with costs for the letter of a point, the number of a side, an angle, an
arc.

Positions are complex pixels with y down, angles degrees counter-clockwise as seen. All return centres of the label's
box, costs, and the point from which the spot must be seen (nan where it need not).
"""

from __future__ import annotations

import cmath
import math

import numpy as np

from puma_data.present.labels import Complexes, Floats, InkSpots
from puma_data.present.typeset import Text

Spots = tuple[Complexes, Floats, Complexes]
_NAN = complex("nan")

_AROUND = np.exp(-2j * np.pi * np.arange(24) / 24)
_ACROSS, _ALONG = np.maximum(abs(_AROUND.real), 1e-6), np.maximum(abs(_AROUND.imag), 1e-6)
_AWAY = np.array([[3.2], [6.5], [11.0], [16.0], [22.0]])
_SIDE_FRACTIONS = np.array([0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74])
_SIDES = np.repeat([[1.0], [-1.0]], 4, axis=0)
_BESIDE = np.tile([[0.0], [3.5], [8.0], [13.0]], (2, 1))
_BESIDE_COSTS = np.repeat([[0.0], [2.5]], 4, axis=0) + 1.1 * _BESIDE + 24 * abs(_SIDE_FRACTIONS - 0.5)
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


def snapped(options: Spots, text: Text, lattice: float, u: float) -> Spots:
    """The same spots, each moved to where the text begins at a line of a square lattice and stands between two."""
    centres, costs, starts = options
    inset = u * 2 + (text.ink[0] + text.ink[2]) / 2
    x = np.round((centres.real - inset) / lattice) * lattice + inset
    y = (np.floor(centres.imag / lattice) + 0.5) * lattice
    moved = x + 1j * y
    return moved, costs + abs(moved - centres) / u, starts


def around(point: complex, text: Text, radius: float, preferred: complex, u: float) -> Spots:
    """Spots around a dot of a radius, cheapest in the preferred direction."""
    hx, hy = half(text)
    edge = np.minimum(hx / _ACROSS, hy / _ALONG)
    turn = 1 - (_AROUND * preferred.conjugate()).real
    centres = point + _AROUND * (edge + radius + _AWAY * u)
    costs = 7 * turn + 1.2 * (_AWAY - _AWAY[0])
    starts = np.tile(point + _AROUND * 1.5 * u, len(_AWAY))
    return centres.ravel(), costs.ravel(), starts


def beside(a: complex, b: complex, text: Text, outward: complex, u: float, wide: float = 0.0) -> Spots:
    """Spots on both sides of a segment (or of a sketch ``wide`` pixels to each side), best at its middle, outward."""
    hx, hy = half(text)
    normal = unit(b - a) * 1j
    if (normal * outward.conjugate()).real < 0:
        normal = -normal
    reach = abs(normal.real) * hx + abs(normal.imag) * hy
    feet = a + _SIDE_FRACTIONS * (b - a)
    sides = normal * _SIDES  # [side and distance, 1]
    centres = feet + sides * (reach + wide + (5.0 + _BESIDE) * u)
    starts = feet + sides * (wide + 2.0 * u)
    return centres.ravel(), _BESIDE_COSTS.flatten(), starts.ravel()


def within(vertex: complex, start: float, sweep: float, radius: float, text: Text, u: float) -> tuple[Spots, InkSpots]:
    """Spots for the number of an angle.

    Outside its arc between the arms; else outside the angle, with a leader to the arc.
    """
    hx, hy = half(text)
    directions = np.exp(-1j * np.radians(start + sweep * _WEDGE_FRACTIONS))
    across = abs(directions.imag) * hx + abs(directions.real) * hy + 4 * u
    fit = across / math.tan(math.radians(max(sweep, 4)) / 2) if sweep < 90 else np.zeros(len(directions))
    touching = radius + 3.5 * u + 0.92 * _support(directions, hx, hy)
    nearest = np.maximum(touching, np.minimum(fit, touching + 32 * u))  # further out it would not be seen as its number
    centres, costs, starts = [], [], []
    for extra in (0.0, 3.0, 7.0, 12.0, 18.0, 25.0, 33.0):
        centres.append(vertex + directions * (nearest + extra * u))
        costs.append(0.5 * extra + 10 * abs(_WEDGE_FRACTIONS - 0.5) + 0.12 * (nearest - radius) / u)
        starts.append(vertex + directions * (radius + 1.0 * u))
    aim = vertex + radius * cmath.exp(-1j * math.radians(start + sweep / 2))
    slanted = _AROUND[abs(_AROUND.imag) > 0.4]  # a level leader before a number would read as a minus sign
    lengths = np.repeat([20 * u, 34 * u, 48 * u], len(slanted))
    ways = np.tile(slanted, 3)
    led = aim + ways * (
        lengths + np.minimum(hx / np.maximum(abs(ways.real), 1e-6), hy / np.maximum(abs(ways.imag), 1e-6))
    )
    ends = np.stack([aim + ways * (lengths - 4 * u), aim + ways * 1.5 * u], axis=-1)[:, None]
    centres.append(led)
    costs.append(45 + 0.6 * lengths / u)
    starts.append(np.full(len(led), _NAN))
    return (np.concatenate(centres), np.concatenate(costs), np.concatenate(starts)), InkSpots("leader", ends)


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


def dimension(a: complex, b: complex, text: Text, outward: complex, u: float) -> tuple[Spots, InkSpots]:
    """Spots in the gap of a dimension line beside a segment that other points divide."""
    hx, hy = half(text)
    way = unit(b - a)
    normal = way * 1j
    if (normal * outward.conjugate()).real < 0:
        normal = -normal
    room = abs(way.real) * hx + abs(way.imag) * hy + 4 * u  # the gap that the text leaves in the line
    centres, costs, ends = [], [], []
    for side, price in ((normal, 10.0), (-normal, 22.0)):
        for away in (20.0, 27.0, 34.0, 42.0):
            p, q = a + side * away * u, b + side * away * u
            middle, cap = (p + q) / 2, side * 4.5 * u
            if abs(q - p) / 2 - room < 6 * u:
                continue
            tip, wing = way * 6 * u, side * 2.6 * u
            heads = ((p, p + tip + wing), (p, p + tip - wing), (q, q - tip + wing), (q, q - tip - wing))
            ends.append(
                ((p, middle - way * room), (middle + way * room, q), (p - cap, p + cap), (q - cap, q + cap), *heads)
            )
            centres.append(middle)
            costs.append(price + 0.5 * away)
    found = np.array(centres, complex)
    return (found, np.array(costs, float), np.full(len(found), _NAN)), InkSpots(
        "thin", np.array(ends, complex).reshape(len(found), -1, 2), (a, b)
    )


def spokes(centre: complex, radius: float, text: Text, taken: list[complex], u: float) -> tuple[Spots, InkSpots]:
    """Spots beside a dashed radius drawn for the label, in directions clear of other ink at the centre."""
    hx, hy = half(text)
    directions = np.exp(-2j * np.pi * (np.arange(18) + 0.5) / 18)
    clear = np.full(len(directions), math.pi)
    if taken:
        clear = abs(np.angle(directions[:, None] / np.array(taken))).min(axis=1)
    directions, clear = directions[clear > 0.3], clear[clear > 0.3]
    way = np.tile(directions, 4)
    fraction = np.repeat([0.5, 0.5, 0.62, 0.62], len(directions))
    normal = way * np.repeat([1j, -1j, 1j, -1j], len(directions))
    foot = centre + way * radius * fraction
    centres = foot + normal * (_support(normal, hx, hy) + 4 * u)
    costs = 8 + 6 * np.maximum(0.0, 0.8 - np.tile(clear, 4)) + 20 * abs(fraction - 0.5)
    ends = np.stack([np.full(len(way), centre), centre + way * radius], axis=-1)[:, None]
    return (centres, costs, foot + normal * 1.5 * u), InkSpots("radius", ends)
