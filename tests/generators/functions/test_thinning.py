"""What is common among functions is thinned, by a table that is up to date."""

from __future__ import annotations

from collections import Counter

import pytest

from generators.calibrate import survey
from generators.functions.thinning import CHANCES
from puma_data.dataset.config import make_config
from puma_data.make import Maker


def test_chances_are_chances() -> None:
    assert CHANCES
    assert all(0 < chance < 1 for chance in CHANCES.values())
    assert all(label.startswith(("answer ", "chain ")) for label in CHANCES)


@pytest.mark.slow
def test_no_chain_and_no_answer_is_too_common() -> None:
    """A survey of 2,000 problems, with three standard deviations of allowance for its size."""
    n = 2000
    counts: Counter[str] = survey(Maker(make_config(n=n, seed=12, domain="functions")), n, seed=99)
    for label, count in counts.items():
        cap = {"answer": 0.03, "chain": 0.02}[label.split()[0]] * n
        assert count <= cap + 3 * cap**0.5, (label, count)
