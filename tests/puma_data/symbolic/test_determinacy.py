"""The rank test finds every missing fact, and nothing to complain of where none is missing."""

from __future__ import annotations

from random import Random

import pytest

from generators.plane.domain import PLANE
from puma_data.symbolic.determinacy import FIRST_ORDER, SECOND_ORDER, Equations, determined, looseness, other_values
from puma_data.symbolic.facts import never
from tests.puma_data.symbolic.sketches import SKETCHES, renamed, scaled, turned


@pytest.mark.parametrize("name", SKETCHES)
def test_every_sketch_is_determined_wherever_it_lies(name: str) -> None:
    sketch = SKETCHES[name]
    for seed in range(5):
        rng = Random(seed)
        factor = sketch.answer.parse(["1", "1/50", "300", "sqrt(2)", "7"][seed])
        moved = scaled(turned(renamed(sketch, rng), rng.uniform(0, 360)), factor)
        first, second = looseness(Equations(moved.problem()))
        assert first < FIRST_ORDER / 10
        assert second < SECOND_ORDER / 10


@pytest.mark.parametrize("name", SKETCHES)
def test_no_other_figure_meets_the_facts(name: str) -> None:
    assert other_values(Equations(SKETCHES[name].problem()), Random(3), tries=8) == []


@pytest.mark.parametrize("name", SKETCHES)
def test_a_missing_given_is_flagged(name: str) -> None:
    problem = SKETCHES[name].problem()
    for fact in problem.facts:
        if fact.value is not None:
            assert not determined(Equations(problem, [other for other in problem.facts if other != fact]))


@pytest.mark.parametrize("name", SKETCHES)
def test_a_missing_fact_is_flagged_wherever_another_figure_exists(name: str) -> None:
    """The oracle moves points about and rebuilds; it knows nothing of ranks."""
    problem = SKETCHES[name].problem()
    for fact in problem.facts:
        fewer = Equations(problem, [other for other in problem.facts if other != fact])
        if other_values(fewer, Random(1), noise=0.1, tries=10):
            assert not determined(fewer), fact


def test_an_extremum_does_not_pass_for_determined() -> None:
    """Legs 3 and 4 without their right angle: the area is flat at 90 degrees and its gradient says nothing."""
    problem = SKETCHES["right_area"].problem()
    loose = Equations(problem, [fact for fact in problem.facts if fact.kind != "right_angle"])
    first, second = looseness(loose)
    assert first < FIRST_ORDER
    assert second > 10 * SECOND_ORDER
    assert other_values(loose, Random(0))


def test_every_equation_has_a_gradient() -> None:
    """A residual such as a distance that vanishes would constrain nothing; those met in the sketches all do."""
    seen = set()
    for sketch in SKETCHES.values():
        equations = Equations(sketch.problem())
        _, gradients = equations.linear(equations.base)
        kinds = [
            fact.kind
            for fact in equations.facts
            for _ in (fact.value,)
            if fact.value is not None or PLANE.facts[fact.kind].residuals is not never
        ]
        assert (abs(gradients[:-1]).max(axis=1) > 1e-3).all()
        seen.update(kinds)
    assert {"midpoint", "centroid", "tangent", "equal_arc", "parallel", "on_arc"} <= seen
