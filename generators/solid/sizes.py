"""Sizes as problems have them: whole numbers mostly, some with one decimal where there is a unit; and usual views."""

from __future__ import annotations

from random import Random

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.view import cabinet, orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact

UNITS = ("cm", "cm", "cm", "m", "mm", None)
"""Units of things that have no story."""


def decimal(rng: Random, low: int, high: int, unit: str | None, share: float = 0.3) -> Exact:
    """A length from a range; with one decimal now and then where there is a unit."""
    if unit is not None and rng.random() < share:
        return Exact(rng.randrange(10 * low, 10 * high + 1), 10)
    return Exact(rng.randint(low, high))


def rounded(rng: Random, places: int = 2, share: float = 0.75) -> int | None:
    """Decimals that are asked for (mostly two, after the books), or None: an exact answer."""
    if rng.random() >= share:
        return None
    return rng.choices((places, 1, 0, 3), (11, 3, 2, 1))[0]


def shapely(width: Exact, height: Exact, low: float = 0.5, high: float = 2.8) -> None:
    """Raise Retry for a solid that is too flat or too slender to be read."""
    if not low < float(height) / float(width) < high:
        raise Retry("too flat or too slender")


def upright(figure: SolidFigure, rng: Random) -> None:
    """See a round solid from a little above."""
    figure.projection = orthographic(0, rng.choice((16, 18, 20, 22, 24)))


def turned_away(figure: SolidFigure, rng: Random) -> None:
    """See a pyramid or a box from above and from one side."""
    figure.projection = orthographic(rng.choice((14, 17, 20, 23, 26)), rng.choice((16, 18, 20, 22)))


def oblique(figure: SolidFigure, rng: Random) -> None:
    """See a box or prism in cabinet projection."""
    figure.projection = cabinet(rng.choice((30, 35, 40, 45)), rng.choice((0.45, 0.5, 0.55)))


def plain(*values: Exact) -> None:
    """Raise Retry for a number that no school solution would show, such as the root of a large number."""
    if any(size > most for value in values for size, most in zip(value.complexity, SOLID.limits, strict=True)):
        raise Retry("a root of a large number")


def scale(rng: Random, unit: str | None, most: int = 5) -> Exact:
    """A factor for sizes that come from a table; halves only where there is a unit."""
    return Exact(rng.randint(1, most), 1 if unit is None else rng.choice((1, 1, 2)))
