"""What holds of hand-made problems holds of invented ones: checks, keys and specs over composed problems."""

from __future__ import annotations

import json
import math
from functools import cache
from random import Random

import pytest

from generators.plane.compose.composer import COMPOSE
from puma_data.registry import Request, Retry
from puma_data.symbolic.canonical import keys
from puma_data.symbolic.determinacy import Equations, determined, other_values
from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.recompute import recompute
from puma_data.symbolic.solve import Unsolvable
from puma_data.symbolic.spec import dump, spec
from puma_data.symbolic.verify import audit, verify
from tests.puma_data.symbolic.sketches import mirrored, renamed, scaled, sketch_of, turned


@cache
def composed(seed: int) -> Problem:
    for attempt in range(50):
        try:
            problem = COMPOSE.invent(Random(f"{seed}/{attempt}"), Request())
        except (Retry, Unsolvable):
            continue
        if not any(fault.startswith(("spare", "crowded")) for fault in verify(problem)):  # what a maker turns down
            return problem
    raise AssertionError("fifty attempts gave no problem")


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_wrong_and_no_other_figure_fits(seed: int) -> None:
    assert audit(composed(seed), tries=4) == []


@pytest.mark.parametrize("seed", range(40))
def test_keys_do_not_see_names_order_size_or_side(seed: int) -> None:
    rng = Random(seed)
    sketch = sketch_of(composed(seed))
    expected = keys(sketch.problem())
    for factor in (Exact(3), Exact(2, 7), sqrt(5)):
        other = turned(scaled(renamed(sketch, rng), factor), rng.uniform(0, 360))
        assert keys(other.problem()) == expected
        assert keys(mirrored(other).problem()) == expected


@pytest.mark.parametrize("seed", range(40))
def test_the_spec_gives_the_answer(seed: int) -> None:
    problem = composed(seed)
    entry = json.loads(dump(spec(problem, problem.facts, ())))
    found = recompute(entry["goal"], entry["points"], entry["circles"])
    assert math.isclose(found, float(problem.answer), rel_tol=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_a_fact_whose_loss_frees_the_answer_is_missed(seed: int) -> None:
    """Other figures may still exist, a handful of them, where an order fact goes; a whole range of answers may not."""
    problem = composed(seed)
    for fact in problem.facts:
        fewer = Equations(problem, [other for other in problem.facts if other != fact])
        if determined(fewer):
            others = other_values(fewer, Random(1), noise=0.1, tries=6)
            assert len({round(value, 5) for value in others}) <= 2
