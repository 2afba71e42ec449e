"""30-60-90 and 45-45-90 triangles."""

from __future__ import annotations

import math

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "special_right_triangle"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.05)


def test_a_side_follows_from_the_special_angle_by_trigonometry() -> None:
    for problem in problems(ID, "find_side_exact"):
        turns = {q[2]: float(v) for q, v in problem.givens.items() if q[0] == "angle"}
        a = math.radians(turns.get("A", 90 - turns.get("B", 45.0)))
        share = {("B", "C"): math.sin(a), ("A", "C"): math.cos(a), ("A", "B"): 1.0}
        (known, value), *_ = [(q, v) for q, v in problem.givens.items() if q[0] == "length"]
        long = float(value) / share[tuple(sorted(known[1:]))]
        sides = {pair: part * long for pair, part in share.items()}
        legs = sides["B", "C"], sides["A", "C"]
        expected = {
            "length": sides.get(tuple(sorted(problem.goal[1:3]))),
            "area": legs[0] * legs[1] / 2,
            "perimeter": sum(sides.values()),
        }
        assert math.isclose(float(problem.answer), expected[problem.goal[0]] or 0.0)


def test_only_special_angles_are_asked_for() -> None:
    assert {int(float(problem.answer)) for problem in problems(ID, "find_angle")} == {30, 45, 60}
