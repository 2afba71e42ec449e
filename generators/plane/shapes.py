"""Where points go: the placements that families and construction steps share. Nothing here is stated, only placed."""

from __future__ import annotations

import cmath
import math
from random import Random

from puma_data.registry import Retry
from puma_data.symbolic.figure import Figure


def polar(radius: float, degrees: float) -> complex:
    """The complex number of a length and a direction in degrees."""
    return cmath.rect(radius, math.radians(degrees))


def on_circle(figure: Figure, circle: str, **directions: float) -> None:
    """Place points on a circle at the given directions from its centre, in degrees counter-clockwise from the right."""
    centre = figure.at(figure.centre(circle))
    for name, direction in directions.items():
        figure.point(name, centre + polar(figure.radius(circle), direction))


def triangle_from_sides(a: float, b: float, c: float) -> tuple[complex, complex, complex]:
    """Vertices A, B, C with BC = a, CA = b, AB = c; A at the origin, B to its right, C above."""
    x = (b * b + c * c - a * a) / (2 * c)
    return 0j, complex(c), complex(x, math.sqrt(b * b - x * x))


def triangle_from_angles(alpha: float, beta: float, base: float = 6.0) -> tuple[complex, complex, complex]:
    """Vertices A, B, C with the given angles at A and B (degrees) and AB = base; C above."""
    gamma = math.radians(180 - alpha - beta)
    side = base * math.sin(math.radians(beta)) / math.sin(gamma)
    return 0j, complex(base), polar(side, alpha)


def foot(p: complex, a: complex, b: complex) -> complex:
    """Foot of the perpendicular from P to line AB."""
    base = b - a
    return a + base * ((p - a) * base.conjugate()).real / abs(base) ** 2


def meet(a: complex, b: complex, c: complex, d: complex) -> complex:
    """Intersection of lines AB and CD."""
    u, w = b - a, d - c
    return a + u * ((c - a).conjugate() * w).imag / (u.conjugate() * w).imag


def unit(z: complex) -> complex:
    """The direction of a complex number."""
    return z / abs(z)


def seat(rng: Random, ends: tuple[float, ...], least: float, most: float) -> float:
    """A direction (degrees) for a point on a circle whose chords to the ends keep clear of the radii there."""
    for _ in range(60):
        direction = rng.uniform(least, most)
        if all(abs((direction - end) % 360 - 180) >= 20 for end in ends):
            return direction
    raise Retry("no room for a chord beside the radii")


def posed(rng: Random, **points: complex) -> dict[str, complex]:
    """The same points turned, mostly by quarter turns, and mirrored half of the time: one construction, many poses."""
    turn = polar(1, rng.choice((0, 90, 180, 270)) if rng.random() < 0.6 else rng.uniform(0, 360))
    mirrored = rng.random() < 0.5
    return {name: (z.conjugate() if mirrored else z) * turn for name, z in points.items()}
