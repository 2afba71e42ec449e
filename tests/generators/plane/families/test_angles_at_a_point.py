"""Angles formed by lines and rays at one point."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "angles_at_a_point"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    assert all(problem.answer.is_integer for problem in prove(ID, variant))


def test_a_fold_halves_what_is_left_of_the_straight_angle() -> None:
    for problem in prove(ID, "folded_corner_or_set_square_on_line"):
        if problem.draft.skin == "folded":
            (given,) = problem.givens.values()
            assert problem.answer in (180 - 2 * given, (180 - given) / 2)


def test_bearings_add_up_or_leave_the_rest_of_180_degrees() -> None:
    for problem in prove(ID, "bearing_style_angle_sum"):
        first, second = problem.givens.values()
        assert problem.answer in (first + second, 180 - first - second)
