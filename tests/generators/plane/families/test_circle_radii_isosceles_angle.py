"""Angles in a circle from isosceles triangles of radii."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "circle_radii_isosceles_angle"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_the_far_angle_of_the_secant_is_three_times_the_angle_outside() -> None:
    for problem in prove(ID, "secant_with_equal_radius"):
        ((quantity, given),) = problem.givens.items()
        if quantity == problem.figure.canonical(("angle", "A", "P", "D")) and problem.goal[2] == "O":
            assert problem.answer == 3 * given


def test_two_base_angles_add_up_to_the_inscribed_angle() -> None:
    for problem in prove(ID, "two_radii_triangles"):
        if not problem.draft.skin:
            total = sum(problem.givens.values())
            assert problem.answer in (total, 2 * total)
