"""No answer above 1 % and no chain of theorems above 2 %: the promise, and that the table behind it is up to date."""

from __future__ import annotations

import pytest

from generators.calibrate import survey
from generators.solid.thinning import CHANCES
from puma_data.dataset.config import make_config
from puma_data.make import Maker


def test_chances_are_chances() -> None:
    assert all(0 < chance < 1 for chance in CHANCES.values())
    assert all(label.startswith(("answer ", "chain ")) for label in CHANCES)


@pytest.mark.slow
def test_no_chain_and_no_answer_is_too_common() -> None:
    """A survey of 3,000 problems, with three standard deviations of allowance for its size."""
    n = 3000
    for label, count in survey(Maker(make_config(n=n, seed=12, domain="solid")), n, seed=99).items():
        cap = {"chain": 0.02, "answer": 0.01}[label.split()[0]] * n
        assert count <= cap + 3 * cap**0.5, (label, count)
