"""Angle chases with the angle sum of a triangle."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove

ID = "triangle_angle_sum_exterior"


@pytest.mark.parametrize("variant", ["chained_triangles", "exterior_angle", "broken_or_covered_triangle"])
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    found = prove(ID, variant)
    assert all(problem.answer.is_integer for problem in found)


def test_the_missing_corner_completes_180_degrees() -> None:
    for problem in prove(ID, "broken_or_covered_triangle"):
        a, b = problem.givens.values()
        assert problem.answer == 180 - a - b


def test_chains_use_more_than_one_triangle() -> None:
    found = prove(ID, "chained_triangles")
    assert sum(problem.depth > 1 for problem in found) > len(found) / 2
    assert len({problem.theorems for problem in found}) >= 8
