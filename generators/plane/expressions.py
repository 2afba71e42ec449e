"""Labels with an unknown, in school style: small whole slopes and constants, such as 2x + 15 or 180 - 3x."""

from __future__ import annotations

from random import Random

from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear


def expression(rng: Random, symbol: str, x: int, value: int, *, slopes: tuple[int, ...] = (1, 2, 3, 4, 5, 6)) -> Linear:
    """An expression that takes this value where the unknown is ``x``, with a constant no larger than the value."""
    fitting = [slope for slope in slopes if abs(value - slope * x) <= min(value, 60)]
    if not fitting:
        raise Retry("no slope fits")
    slope = rng.choice(fitting)
    return Linear(symbol, Exact(slope), Exact(value - slope * x))


def expressions(rng: Random, symbol: str, x: int, *values: int) -> list[Linear]:
    """One expression for each value, no two of one slope: an equation between any two of them fixes the unknown."""
    found: list[Linear] = []
    for value in values:
        free = tuple(slope for slope in range(1, 8) if all(slope != abs(other.slope) for other in found))
        found.append(expression(rng, symbol, x, value, slopes=free))
    return found
