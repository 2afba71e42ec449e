"""Options: distinct, plausible, named, and their letters balanced."""

from __future__ import annotations

from collections import Counter
from random import Random

from puma_data.present.options import choices
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Problem


def test_options_are_distinct_and_named(problems: list[Problem]) -> None:
    found = 0
    for seed, problem in enumerate(problems):
        result = choices(problem, Random(seed))
        if result is None:
            continue
        found += 1
        right = result.options["ABCD".index(result.letter)]
        assert right.value == problem.answer and right.error is None
        assert (
            len({option.value for option in result.options}) == len({option.printed for option in result.options}) == 4
        )
        assert all(option.error for option in result.options if option is not right)
        for option in result.options:
            assert float(option.value) > 0
            if problem.goal[0] == "angle":
                assert float(option.value) < 180
            if option is not right and not (option.value.is_integer and problem.answer.is_integer):
                assert abs(float(option.value) / float(problem.answer) - 1) >= 0.08
    assert found > 0.9 * len(problems)


def test_letters_are_balanced_and_half_ascend(handmade: list[Problem]) -> None:
    letters: Counter[str] = Counter()
    ascending = total = 0
    for problem in handmade:
        for seed in range(60):
            if result := choices(problem, Random(f"{seed}{problem.names}")):
                letters[result.letter] += 1
                values = [float(option.value) for option in result.options]
                ascending += values == sorted(values)
                total += 1
    assert all(0.2 < letters[letter] / total < 0.3 for letter in "ABCD"), letters
    assert 0.35 < ascending / total < 0.8


def test_the_authors_mistakes_come_first(handmade: list[Problem]) -> None:
    problem = next(p for p in handmade if p.family == "right_triangle")
    problem.draft.wrong = {
        "added_legs": Exact(7),
        "impossible": Exact(-3),
        "root_of_difference": Exact(7).sqrt(),
        "one_leg": ("length", "B", "A"),
    }
    try:
        seen = {option.error for seed in range(40) for option in (choices(problem, Random(seed)) or problem).options}
    finally:
        problem.draft.wrong = {}
    assert {"added_legs", "root_of_difference", "one_leg", None} <= seen and "impossible" not in seen
