"""Composed problems about solids: every depth is reached, every answer is found a second way, nothing is idle."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from generators.solid.compose import COMPOSE
from generators.solid.compose.bases import BASES
from generators.solid.compose.steps import LINKS, NUMBERS
from puma_data.present.naming import name_points
from puma_data.present.wording import Wording
from puma_data.registry import Request, Retry
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.verify import verify


def composed(depth: int, count: int) -> list[Problem]:
    """So many problems of a depth."""
    found: list[Problem] = []
    for seed in range(12 * count):
        try:
            problem = COMPOSE.invent(Random(f"{depth} {seed}"), Request(None, (depth, depth)))
        except Retry:
            continue
        problem.names = name_points(problem, Random(seed))
        found.append(problem)
        if len(found) == count:
            break
    assert len(found) == count
    return found


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_every_depth_is_reached_and_honest(depth: int) -> None:
    problems = composed(depth, 20)
    assert {problem.depth for problem in problems} == {depth}
    thrown = ("crowded", "spare")  # such problems are made anew
    faults = [fault for problem in problems for fault in verify(problem) if not fault.startswith(thrown)]
    assert not faults
    assert len({(problem.draft.variant, problem.goal) for problem in problems}) >= 8


def test_every_base_and_step_is_used() -> None:
    skins: Counter[str] = Counter()
    for seed in range(700):
        try:
            depth = 1 + seed % 5
            problem = COMPOSE.invent(Random(f"skin {seed}"), Request(None, (depth, depth)))
        except Retry:
            continue
        skins.update(problem.draft.variant.split())
    assert not {*BASES, *LINKS, *NUMBERS} - {*skins}


def test_each_scene_is_worded() -> None:
    for depth in (2, 4):
        for seed, problem in enumerate(composed(depth, 12)):
            text = Wording().word(problem, Random(seed), None, False).statement
            assert "{" not in text.replace(r"\text{", "").split("$")[0] and text.count("$") % 2 == 0, text


def test_solids_of_one_problem_go_by_different_names() -> None:
    for depth in (3, 4, 5):
        for problem in composed(depth, 30):
            things = problem.figure.things
            told = [fact.args if fact.value is None else fact.args[0][1:] for fact in problem.facts]
            spoken = {arg for args in told for arg in args if isinstance(arg, str) and arg in things}
            assert len({things[name][0] for name in spoken}) == len(spoken)
