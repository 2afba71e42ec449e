"""Two parallel lines cut by a transversal."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove

ID = "parallel_transversal_angle"


@pytest.mark.parametrize(
    "variant", ["corresponding_alternate_cointerior_numeric", "algebraic_equation", "numbered_angle_grid"]
)
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_without_a_bisector_the_answer_is_the_given_angle_or_its_supplement() -> None:
    for problem in prove(ID, "corresponding_alternate_cointerior_numeric"):
        if problem.draft.skin != "bisected":
            (given,) = problem.givens.values()
            assert problem.answer in (given, 180 - given)


def test_sixteen_angles_are_numbered() -> None:
    for problem in prove(ID, "numbered_angle_grid", draws=20):
        assert sorted(problem.draft.aliases.values()) == sorted(rf"\angle {n}" for n in range(1, 17))
