"""Arcs, central angles, chords and secants."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "arc_angle_relations"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_chords_take_half_the_sum_and_secants_half_the_difference_of_arcs() -> None:
    for problem in prove(ID, "intersecting_chords_or_secants"):
        kinds = [quantity[0] for quantity in problem.givens]
        if kinds == ["arc", "arc"]:
            first, second = problem.givens.values()
            if problem.draft.skin == "secants":
                assert problem.answer == (first - second) / 2
            else:
                assert problem.answer in ((first + second) / 2, 180 - (first + second) / 2)
