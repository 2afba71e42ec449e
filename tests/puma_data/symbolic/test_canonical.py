"""Keys are equal for the same problem however it is written, and differ as soon as anything that matters differs."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from puma_data.symbolic.canonical import keys
from puma_data.symbolic.exact import Exact, Linear, sqrt
from tests.puma_data.symbolic.sketches import SKETCHES, Sketch, mirrored, renamed, scaled, turned

SCALES = [Exact(2), Exact(1, 3), Exact(7, 2), sqrt(2), Exact(5) * sqrt(3)]


@pytest.mark.parametrize("name", SKETCHES)
def test_same_problem_same_keys(name: str) -> None:
    sketch = SKETCHES[name]
    expected = keys(sketch.problem())
    for seed in range(24):
        rng = Random(f"{name}/{seed}")
        other = renamed(sketch, rng)
        if seed % 2:
            other = mirrored(other)
        if seed % 3:
            other = scaled(other, rng.choice(SCALES))
        other = turned(other, rng.uniform(0, 360))
        assert keys(other.problem()) == expected, (seed, other)


def test_different_problems_different_keys() -> None:
    found = [keys(sketch.problem()) for sketch in SKETCHES.values()]
    assert len({k.problem for k in found}) == len(found)
    assert len({k.structure for k in found}) == len(found)


@pytest.mark.parametrize("name", SKETCHES)
def test_a_changed_value_changes_the_problem_and_not_the_structure(name: str) -> None:
    problem = SKETCHES[name].problem()
    expected = keys(problem)
    measured = [quantity for quantity in problem.givens if problem.figure.dimension(quantity) in (1, 2)]
    for at, fact in enumerate(problem.facts):
        if fact.value is None or [fact.args[0]] == measured:
            continue  # a length alone is only the scale
        value = fact.value
        other = replace(value, constant=value.constant + 1) if isinstance(value, Linear) else value + 1
        problem.facts = (*problem.facts[:at], replace(fact, value=other), *problem.facts[at + 1 :])
        changed = keys(problem)
        assert changed.problem != expected.problem
        assert changed.structure == expected.structure
        problem.facts = (*problem.facts[:at], fact, *problem.facts[at + 1 :])


@pytest.mark.parametrize("name", SKETCHES)
def test_a_dropped_fact_or_given_changes_both(name: str) -> None:
    problem = SKETCHES[name].problem()
    expected, facts = keys(problem), problem.facts
    for at in range(len(facts)):
        problem.facts = (*facts[:at], *facts[at + 1 :])
        changed = keys(problem)
        assert changed.problem != expected.problem
        assert changed.structure != expected.structure


@pytest.mark.parametrize("name", SKETCHES)
def test_another_goal_changes_both(name: str) -> None:
    sketch = SKETCHES[name]
    expected = keys(sketch.problem())
    p, q = list(sketch.points)[:2]
    for goal in [("length", p, q), ("combination", (Exact(1), ("length", p, q)), (Exact(2), sketch.givens[0][0]))]:
        if goal != sketch.goal:
            changed = keys(replace(sketch, goal=goal).problem())
            assert changed.problem != expected.problem
            assert changed.structure != expected.structure


def test_minor_and_major_arc_are_two_problems() -> None:
    minor = SKETCHES["arc_length"]
    major = replace(minor, goal=("arc_length", "c", "B", "A"), answer=Exact(1))
    assert keys(minor.problem()).structure != keys(major.problem()).structure


def test_mirror_images_of_arcs_agree_only_when_ends_swap() -> None:
    sketch = SKETCHES["sector"]
    assert keys(mirrored(sketch).problem()) == keys(sketch.problem())
    half = replace(mirrored(sketch), goal=sketch.goal)  # the facts mirrored, the question not: the other sector
    assert keys(half.problem()).structure != keys(sketch.problem()).structure


def test_story_and_rounding_count_and_the_unit_does_not() -> None:
    sketch = SKETCHES["right"]
    expected = keys(sketch.problem())
    assert keys(replace(sketch, skin="ladder").problem()).structure != expected.structure
    rounded = sketch.problem()
    rounded.draft.rounding = 2
    assert keys(rounded).problem != expected.problem
    metric = sketch.problem()
    metric.draft.unit = "cm"
    assert keys(metric) == expected


def test_symmetric_figures_are_canonical_and_quick() -> None:
    """Every vertex of a regular polygon looks alike; only individualisation tells positions apart."""
    from tests.puma_data.symbolic.sketches import polar

    letters = "ABCDEFGHIJKL"
    plain = Sketch(
        {name: polar(6, 30 * i) for i, name in enumerate(letters)},
        [("regular_polygon", *letters), ("polygon", *letters)],
        [(("length", "A", "B"), Exact(1))],
        ("area", *letters),
        Exact(1),
    )
    expected = keys(plain.problem())
    assert all(keys(renamed(plain, Random(seed)).problem()) == expected for seed in range(10))
    near, far = (replace(plain, goal=("length", "D", end)) for end in "FG")
    assert keys(near.problem()).structure != keys(far.problem()).structure


def test_the_chain_reads() -> None:
    assert keys(SKETCHES["right"].problem()).chain == "a > b"
