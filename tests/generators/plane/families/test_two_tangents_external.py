"""Two tangents from a point."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "two_tangents_external"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.1)


def test_a_third_tangent_cuts_off_twice_the_tangent() -> None:
    for problem in problems(ID, "equal_tangent_lengths"):
        if problem.draft.skin != "incircle":
            (given,) = problem.givens.values()
            assert problem.answer in (2 * given, given / 2)


def test_angles_at_the_tangents_follow_from_the_kite() -> None:
    for problem in problems(ID, "tangent_plus_diameter_angle"):
        p, a, b = map(problem.figure.at, "PAB")
        assert abs(p - a) == pytest.approx(abs(p - b))
