"""Sine, cosine and tangent of an acute angle."""

from __future__ import annotations

import math

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "right_triangle_trig_ratio"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.3)


def test_ratios_satisfy_the_identities_of_their_angle() -> None:
    for problem in problems(ID, "ratio_from_two_sides"):
        sides = {frozenset(q[1:]): float(v) for q, v in problem.givens.items()}
        a, b, c = (sides.get(frozenset(pair)) for pair in ("BC", "AC", "AB"))
        c = c or math.hypot(a or 0, b or 0)
        a = a or math.sqrt(c * c - (b or 0) ** 2)
        b = b or math.sqrt(c * c - a * a)
        opposite, adjacent = (a, b) if problem.goal[2] == "A" else (b, a)
        expected = {"sine": opposite / c, "cosine": adjacent / c, "tangent": opposite / adjacent}[problem.goal[0]]
        assert math.isclose(float(problem.answer), expected)


def test_a_point_of_the_plane_gives_the_ratios_of_its_direction() -> None:
    for problem in problems(ID, "ratio_from_coordinates"):
        direction = math.atan2(problem.figure.at("P").imag, problem.figure.at("P").real)
        expected = {"sine": math.sin, "cosine": math.cos, "tangent": math.tan}[problem.goal[0]](direction)
        assert math.isclose(float(problem.answer), expected)
