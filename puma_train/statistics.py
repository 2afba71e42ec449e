"""What a sample of problems says: an interval for a rate, and for the difference of two rates on the same problems."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z_95 = 1.959963984540054
"""97.5 % quantile of the normal distribution."""
RESAMPLES = 10_000


def wilson(right: int, n: int) -> tuple[float, float]:
    """95 % score interval of a rate (Wilson, 1927): never leaves [0, 1], and is honest at 0 and n. (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    rate, z2 = right / n, Z_95**2
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 / (1 + z2 / n) * math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    return (0.0 if right == 0 else centre - half), (1.0 if right == n else centre + half)


@dataclass(frozen=True, slots=True)
class Gap:
    """Accuracy in one view minus accuracy in another, on the `n` problems asked in both.

    `low` and `high`: 95 % percentile interval of the paired bootstrap. `p`: exact two-sided p-value of McNemar's test
    that the two are right equally often.
    """

    n: int
    gap: float
    low: float
    high: float
    both: int
    first_only: int
    second_only: int
    neither: int
    p: float


def paired_gap(first: Sequence[bool], second: Sequence[bool], *, seed: int = 0) -> Gap:
    """The gap of two lists of outcomes, problem by problem in the same order. Raises ValueError if they are not of one
    length, or empty."""
    pairs = list(zip(first, second, strict=True))
    n = len(pairs)
    if n == 0:
        raise ValueError("no problem was asked in both views")
    both, first_only = pairs.count((True, True)), pairs.count((True, False))
    second_only, neither = pairs.count((False, True)), pairs.count((False, False))
    # To draw n problems with replacement is to draw how many of each kind there are: a multinomial.
    shares = np.array([first_only, second_only, both + neither]) / n
    draws = np.random.default_rng(seed).multinomial(n, shares, size=RESAMPLES)
    low, high = np.quantile((draws[:, 0] - draws[:, 1]) / n, (0.025, 0.975))
    p = mcnemar(first_only, second_only)
    return Gap(n, (first_only - second_only) / n, float(low), float(high), both, first_only, second_only, neither, p)


def mcnemar(first_only: int, second_only: int) -> float:
    """Exact two-sided p-value: of the problems right in one view only, each view has half by chance (binomial)."""
    n, least = first_only + second_only, min(first_only, second_only)
    ways = tail = 1
    for k in range(least):
        ways = ways * (n - k) // (k + 1)  # n choose k + 1
        tail += ways
    return min(1.0, 2 * tail / (1 << n))
