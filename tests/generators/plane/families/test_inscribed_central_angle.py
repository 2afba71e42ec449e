"""Central and inscribed angle on the same arc."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "inscribed_central_angle"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_the_inscribed_angle_is_half_the_central_one() -> None:
    for problem in prove(ID, "direct_half_or_double"):
        if not problem.draft.skin:
            (given,) = problem.givens.values()
            assert problem.answer in (2 * given, given / 2)


def test_a_vertex_on_the_minor_arc_sees_an_obtuse_angle() -> None:
    for problem in prove(ID, "reflex_or_minor_arc"):
        assert problem.figure.measure(("angle", "A", "C", "B")) > 90
