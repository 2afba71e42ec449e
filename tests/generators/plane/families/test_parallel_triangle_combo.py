"""Triangles between parallel lines."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "parallel_triangle_combo"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_a_right_angle_between_parallels_leaves_the_complement() -> None:
    for problem in prove(ID, "perpendicular_between_parallels"):
        (given,) = problem.givens.values()
        acute = min(given, 180 - given)
        assert problem.answer in (90 - acute, 90 + acute)


def test_seven_angles_are_numbered() -> None:
    for problem in prove(ID, "multi_numbered_angles"):
        assert len(problem.draft.aliases) == 7
