"""Isosceles and equilateral triangles."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "isosceles_equilateral_triangle"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_the_apex_angle_and_twice_a_base_angle_make_180_degrees() -> None:
    for problem in prove(ID, "base_angles"):
        if not problem.draft.skin:
            (given,) = problem.givens.values()
            assert problem.answer in (180 - 2 * given, (180 - given) / 2)


def test_the_perimeter_is_two_legs_and_the_base() -> None:
    for problem in prove(ID, "perimeter"):
        if not problem.draft.skin:
            leg, base = problem.givens.values()
            assert problem.answer == 2 * leg + base
