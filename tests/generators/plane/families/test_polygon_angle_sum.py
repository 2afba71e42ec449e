"""Angle sums of polygons."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "polygon_angle_sum"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_numeric_angles_of_a_pentagon_or_hexagon_complete_the_sum() -> None:
    for problem in prove(ID, "pentagon_algebra"):
        if problem.draft.skin != "x":
            total = (len(problem.givens) - 1) * 180
            assert problem.answer == total - sum(problem.givens.values())


def test_the_area_of_a_regular_hexagon_is_six_equilateral_triangles() -> None:
    for problem in prove(ID, "regular_polygon_length_or_area"):
        if problem.goal[0] == "area":
            ((quantity, value),) = problem.givens.items()
            side = float(value) / (6 if quantity[0] == "perimeter" else 1)
            assert float(problem.answer) == pytest.approx(6 * 3**0.5 / 4 * side**2)
