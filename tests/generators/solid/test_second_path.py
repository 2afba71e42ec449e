"""The second path is one: it follows the coordinates of the spec, and never a number that the solver has read."""

from __future__ import annotations

import copy
import math
from random import Random
from typing import Any

import pytest

from generators.solid import GENERATORS
from puma_data.present.naming import name_points
from puma_data.registry import Request, Retry
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.recompute import recompute
from puma_data.symbolic.solve import Unsolvable
from puma_data.symbolic.spec import described, drawing
from tests.generators.solid.families.proof import variants

GROWTH = 1.1
FREE = ("degree", 0)
"""Dimensions of what does not grow with the figure."""


def drawn(generator: Any, variant: str | None, count: int) -> list[Problem]:
    """Some problems of a generator."""
    found: list[Problem] = []
    for seed in range(40 * count):
        try:
            problem = generator.invent(Random(f"second {variant} {seed}"), Request(variant))
        except (Retry, Unsolvable):
            continue
        problem.names = name_points(problem, Random(seed))
        found.append(problem)
        if len(found) == count:
            break
    return found


def grown(place: Any) -> Any:
    """Coordinates, however nested, times the growth; angles of arcs stay."""
    if isinstance(place, int | float):
        return place * GROWTH
    return [grown(x) for x in place]


def enlarged(plan: dict[str, Any]) -> dict[str, Any]:
    """The spec's drawing with every coordinate enlarged, and every number of a story left alone."""
    plan = copy.deepcopy(plan)
    plan["points"] = {name: grown(place) for name, place in plan["points"].items()}
    for part in plan["solid"].get("parts", ()):
        for key in ("vertices", "profile", "lengths"):
            if key == "lengths":
                part["lengths"] = {kind: grown(ends) for kind, ends in part["lengths"].items()}
            elif key == "profile" and key in part:
                part["profile"] = [
                    [shape, *(x if shape == "arc" and i > 1 else x * GROWTH for i, x in enumerate(numbers))]
                    for shape, *numbers in part["profile"]
                ]
            elif key in part:
                part[key] = grown(part[key])
    return plan


def check(problem: Problem) -> str | None:
    """What does not follow the coordinates, if anything."""
    figure = problem.figure
    plan = drawing(figure, exact=True)
    if not plan.get("solid", {}).get("parts"):
        return None
    for quantity, value in ((step.quantity, float(step.value)) for step in problem.steps):
        dimension = figure.dimension(quantity)
        if quantity[0] == "unknown":
            continue
        goal = described(problem, quantity)
        power = STORIES.get(quantity[0], 0 if dimension in FREE else dimension)
        larger = enlarged(plan)
        found = recompute(goal, larger["points"], larger["circles"], larger["solid"], larger["curves"])
        if not math.isclose(found, value * GROWTH**power, rel_tol=1e-6):
            return f"{quantity} is {found:.6g} of an enlarged solid, was {value:.6g}"
    return None


STORIES = {"litres": 3, "mass": 3, "water_litres": 3, "paint": 2}
"""Numbers of a story that grow with a power of the lengths."""


@pytest.mark.parametrize(("family", "variant"), variants())
def test_a_corrupted_dimension_is_seen(family: str, variant: str) -> None:
    generator = next(g for g in GENERATORS if g.id == family)
    for problem in drawn(generator, variant, 5):
        assert check(problem) is None


def test_a_corrupted_dimension_is_seen_in_composed_problems() -> None:
    compose = next(g for g in GENERATORS if g.id == "compose")
    for problem in drawn(compose, None, 60):
        assert check(problem) is None, problem.draft.variant
