"""Intervals and tests against their definitions: solved, enumerated or simulated another way."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puma_train.statistics import Z_95, mcnemar, paired_gap, wilson

OUTCOMES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


def test_the_quantile_is_the_one_of_95_percent():
    assert math.erf(Z_95 / math.sqrt(2)) == pytest.approx(0.95, abs=1e-15)


@given(st.integers(1, 3000), st.data())
def test_wilson_ends_are_the_rates_that_the_score_test_just_accepts(n, data):
    right = data.draw(st.integers(0, n))
    for end in wilson(right, n):
        score = (right / n - end) ** 2
        assert score == pytest.approx(Z_95**2 * end * (1 - end) / n, abs=1e-12)
    low, high = wilson(right, n)
    assert 0 <= low <= right / n <= high <= 1 and low < high


def test_wilson_of_published_and_empty_samples():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)  # Newcombe 1998, method 3
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("first", "second"), list(itertools.product(range(7), repeat=2)))
def test_mcnemar_counts_the_ways_that_are_at_least_as_one_sided(first, second):
    n = first + second
    ways = [sum(sides) for sides in itertools.product((0, 1), repeat=n)]
    extreme = sum(abs(2 * heads - n) >= abs(first - second) for heads in ways)
    assert mcnemar(first, second) == pytest.approx(float(Fraction(extreme, 2**n)))


def test_mcnemar_of_many_problems_stays_finite():
    assert mcnemar(4000, 4000) == 1.0 and 0 < mcnemar(2100, 1900) < 0.01


@settings(max_examples=30)
@given(OUTCOMES)
def test_the_four_counts_make_up_the_gap(outcomes):
    first, second = ([pair[side] for pair in outcomes] for side in (0, 1))
    found = paired_gap(first, second)
    assert found.both + found.first_only + found.second_only + found.neither == found.n == len(outcomes)
    assert found.gap == pytest.approx(sum(first) / found.n - sum(second) / found.n)
    assert found.both + found.first_only == sum(first) and found.both + found.second_only == sum(second)
    assert found.low <= found.gap <= found.high or found.low == pytest.approx(found.high)
    turned = paired_gap(second, first)
    assert turned.gap == -found.gap and turned.p == found.p


def test_the_interval_is_that_of_a_bootstrap_that_draws_problems():
    rng = np.random.default_rng(1)
    first = rng.random(150) < 0.7
    second = np.where(rng.random(150) < 0.7, first, rng.random(150) < 0.3)
    found = paired_gap(first.tolist(), second.tolist())
    drawn = rng.integers(0, 150, size=(20_000, 150))
    low, high = np.quantile(first[drawn].mean(1) - second[drawn].mean(1), (0.025, 0.975))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.011)  # one or two problems of 150
    assert found == paired_gap(first.tolist(), second.tolist(), seed=0)
    assert found.low > 0  # and not so unpaired, where the intervals of both overlap


def test_pairing_narrows_the_interval():
    first = [True] * 60 + [False] * 40
    found = paired_gap(first, [True] * 50 + [False] * 50)
    assert found.low > 0.03 and found.high < 0.17  # 10 % +- 6 %; unpaired it would be +- 14 %


def test_lists_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="zip"):
        paired_gap([True], [True, False])
    with pytest.raises(ValueError, match="no problem"):
        paired_gap([], [])
