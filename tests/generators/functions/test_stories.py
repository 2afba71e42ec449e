"""Statements to judge and stories: rechecked from the spec alone, and by formulas of this file."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy

from generators.functions import GENERATORS
from puma_data.present.naming import name_points
from puma_data.present.options import choices
from puma_data.present.solution import solution
from puma_data.present.wording import Wording
from puma_data.registry import Request, Retry
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.recompute import recompute
from puma_data.symbolic.spec import spec

FAMILIES = {generator.id: generator for generator in GENERATORS}
JUDGED = [
    ("context_graph_judgement", "pick_the_story"),
    ("context_graph_judgement", "find_mistake_in_drawn_graph"),
    ("linear_context_rate", "interpret_statement"),
    ("exponential_log_model", "decay_growth_context"),
    ("parabola_features", "context_statements"),
    ("graph_intersection_solutions", "meaning_of_intersection"),
    ("trig_context_reading", "meaning_of_highlighted_segment"),
    ("function_type_growth", "which_type"),
]


def made(family: str, variant: str, count: int) -> Iterator[Problem]:
    found = 0
    for seed in range(60 * count):
        rng = Random(f"story {variant} {seed}")
        try:
            problem = FAMILIES[family].invent(rng, Request(variant))
        except Retry:
            continue
        problem.names = name_points(problem, rng)
        yield problem
        found += 1
        if found == count:
            return
    raise AssertionError(f"only {found} of {variant}")


def at(problem: Problem, point: str) -> tuple[float, float]:
    x, y = problem.figure.coordinates(point)
    return x, y


@pytest.mark.parametrize(("family", "variant"), JUDGED)
def test_one_statement_is_true_by_the_spec_alone(family: str, variant: str) -> None:
    letters = set()
    for seed, problem in enumerate(made(family, variant, 12)):
        options = choices(problem, Random(f"letters {seed}"))
        assert options is not None
        letters.add(options.letter)
        entry = json.loads(json.dumps(spec(problem, set(problem.facts), set(), (), options.options)))
        assert entry["goal"]["kind"] == "statements"

        def number(side: Any, entry: dict[str, Any] = entry) -> float:
            if isinstance(side, str):
                return float(sympy.sympify(side))
            return recompute(side, entry["points"], entry["circles"], None, entry["curves"])

        def true(statement: Any) -> bool:
            signs = {"=": 0, "!=": 0, "<": -1, ">": 1}
            for left, sign, right in statement:
                gap = number(left) - number(right)
                way = 0 if abs(gap) < 1e-6 else int(math.copysign(1, gap))
                if (way == signs[sign]) == (sign == "!="):
                    return False
            return True

        verdicts = {option["letter"]: true(entry["goal"]["args"][option["claim"]]) for option in entry["options"]}
        assert [letter for letter, verdict in verdicts.items() if verdict] == [options.letter]
        assert all(bool(sympy.sympify(o["value"])) == verdicts[o["letter"]] for o in entry["options"])
        assert bool(sympy.sympify(entry["answer"]["sympy"])) is True
        said = solution(problem, Random(0), Wording(), options)
        assert said.endswith(f"Answer: {options.letter}")
    assert len(letters) > 1


def test_the_story_that_fits_names_the_durations_and_rates_of_the_graph() -> None:
    for problem in made("context_graph_judgement", "pick_the_story", 20):
        options = choices(problem, Random(1))
        assert options is not None
        told = sorted(map(float, re.findall(r"\$(\d+)\$", options.options["ABCD".index(options.letter)].printed)))
        corners = [at(problem, p) for p in sorted(problem.figure.position)]
        runs, rises = np.diff(corners, axis=0).T
        numbers = [*runs, *(abs(rise / run) for run, rise in zip(runs, rises, strict=True) if rise)]
        assert told == pytest.approx(sorted(numbers))


def test_values_of_waves_of_stories() -> None:
    for problem in made("trig_context_reading", "height_at_time", 20):
        (xa, ya), (xb, yb) = at(problem, "A"), at(problem, "B")
        t = float(sympy.sympify(problem.goal[2]))
        height = (ya + yb) / 2 + (ya - yb) / 2 * math.cos(math.pi * (t - xa) / (xb - xa))
        assert float(problem.answer) == pytest.approx(height)


def test_greatest_heights_by_a_fitted_parabola() -> None:
    for problem in made("parabola_features", "projectile_height_max", 20):
        xs, ys = zip(*(at(problem, p) for p in "ABP"), strict=True)
        a, b, c = np.polyfit(xs, ys, 2)
        assert float(problem.answer) == pytest.approx(c - b * b / (4 * a))


def test_equilibria_by_linear_equations() -> None:
    for problem in made("graph_intersection_solutions", "equilibrium_reading", 20):
        m, b = ([float(problem.figure.extents[f"{line}.{part}"]) for line in "gh"] for part in "mb")
        x, y = np.linalg.solve([[-m[0], 1.0], [-m[1], 1.0]], b)
        assert float(problem.answer) == pytest.approx(x if problem.goal[0] == "x" else y)


def test_sums_of_values_by_interpolation() -> None:
    for problem in made("piecewise_linear_graph", "evaluate", 20):
        total = 0.0
        for factor, f, place in zip(*(problem.goal[i::3] for i in (1, 2, 3)), strict=True):
            xs, ys = zip(*(at(problem, p) for p in ("ABC" if f == "f" else "PQR")), strict=True)
            total += float(factor) * float(np.interp(float(place), xs, ys))
        assert float(problem.answer) == pytest.approx(total)


def test_next_values_by_a_fitted_polynomial_or_ratio() -> None:
    for problem in made("function_type_growth", "next_value", 20):
        xs, ys = zip(*(at(problem, p) for p in "ABCD"), strict=True)
        following = xs[3] + xs[1] - xs[0]
        if problem.goal[1] == "exponential":
            expected = ys[0] * (ys[1] / ys[0]) ** 4
        else:
            expected = float(np.polyval(np.polyfit(xs, ys, 3), following))
        assert float(problem.answer) == pytest.approx(expected)


def test_average_rates_on_curves() -> None:
    for problem in made("linear_context_rate", "average_rate_on_curve", 10):
        (xa, ya), (xb, yb) = at(problem, "A"), at(problem, "B")
        assert float(problem.answer) == pytest.approx((yb - ya) / (xb - xa))
