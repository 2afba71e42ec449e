"""Pythagoras: missing sides, chains, lengths out of doors."""

from __future__ import annotations

import math

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "pythagoras_length"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.1)


def test_the_third_side_is_the_root_of_a_sum_or_difference_of_squares() -> None:
    for problem in problems(ID, "single_triangle_side"):
        p, q = (float(v) for v in problem.givens.values())
        if problem.goal[0] == "length":
            assert float(problem.answer) == pytest.approx(math.sqrt(abs(p * p - q * q))) or float(
                problem.answer
            ) == pytest.approx(math.hypot(p, q))


def test_two_triangles_on_one_hypotenuse_have_equal_sums_of_squares() -> None:
    for problem in problems(ID, "two_triangles_shared_hypotenuse"):
        if problem.draft.skin == "shared" and problem.goal[0] == "length":
            side = {
                frozenset(q[1:]): float(v) ** 2 for q, v in (*problem.givens.items(), (problem.goal, problem.answer))
            }
            assert side[frozenset("AB")] + side[frozenset("BC")] == pytest.approx(
                side[frozenset("CD")] + side[frozenset("DA")]
            )


def test_the_square_on_the_hypotenuse_is_the_sum_of_the_others() -> None:
    for problem in problems(ID, "squares_on_the_sides_areas"):
        area = {
            len(set(q[1:]) & set("ABC")) and frozenset(set(q[1:]) & set("ABC")): float(v)
            for q, v in problem.givens.items()
        }
        answer = float(problem.answer)
        area[frozenset(set(problem.goal[1:]) & set("ABC"))] = answer if problem.goal[0] == "area" else answer * answer
        assert area[frozenset("AB")] == pytest.approx(area[frozenset("BC")] + area[frozenset("AC")])


def test_a_stretched_band_is_two_hypotenuses_less_its_old_length() -> None:
    for problem in problems(ID, "elastic_band_stretch"):
        given, lift = (float(v) for v in problem.givens.values())
        half = given / 2 if set(next(iter(problem.givens))[1:]) == {"A", "B"} else given
        assert float(problem.answer) == pytest.approx(2 * math.hypot(half, lift) - 2 * half)
