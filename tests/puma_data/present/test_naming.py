"""Letters of points: distinct, clear of unknowns, by convention."""

from __future__ import annotations

from collections import Counter
from random import Random

from puma_data.present.naming import name_points
from puma_data.symbolic.problem import Problem


def test_names_are_distinct_capitals(problems: list[Problem]) -> None:
    for problem in problems:
        for seed in range(20):
            names = name_points(problem, Random(seed))
            assert set(names) == set(problem.figure.position)
            printed = [letter for point, letter in names.items() if not point.startswith("_")]
            assert len(set(printed)) == len(printed) and all(len(x) == 1 and x.isupper() for x in printed), names
            assert all(letter == "" for point, letter in names.items() if point.startswith("_"))
            assert not set(printed) & (set(problem.figure.unknowns) | set(problem.draft.aliases.values()))


def test_no_zero_or_one_look_alikes_but_centres(problems: list[Problem]) -> None:
    for problem in problems:
        centres = {circle.centre for circle in problem.figure.circles.values()} | {
            f.args[-1] for f in problem.facts if f.kind == "incircle"
        }
        for seed in range(20):
            names = name_points(problem, Random(seed))
            if any(names[p] != p for p in names if not p.startswith("_")):
                assert not {names[p] for p in names if p not in centres} & {"O", "I"}


def test_mostly_the_authors_letters_and_kept_on_request(handmade: list[Problem]) -> None:
    problem = handmade[0]
    sets = Counter("".join(name_points(problem, Random(seed)).values()) for seed in range(400))
    assert 0.4 < sets["ABC"] / 400 < 0.75 and len(sets) >= 8
    problem.draft.keep_names = True
    try:
        assert all(name_points(problem, Random(seed))["A"] == "A" for seed in range(50))
    finally:
        problem.draft.keep_names = False
