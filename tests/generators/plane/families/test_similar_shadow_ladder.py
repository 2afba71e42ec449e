"""Similar triangles out of doors."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "similar_shadow_ladder"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


@pytest.mark.parametrize("variant", variants(ID))
def test_heights_are_as_distances_from_the_tip(variant: str) -> None:
    for problem in problems(ID, variant):
        figure = problem.figure
        skin = problem.draft.skin
        near, far = (
            (("B", "N"), ("A", "M"))
            if skin == "window"
            else (("D", "E"), ("A", "B"))
            if skin.startswith("two_shadows")
            else (("C", "D"), ("B", "A"))
        )
        tip = ("C", "C") if skin == "window" else ("F", "C") if skin.startswith("two_shadows") else ("P", "P")
        ratio = abs(figure.at(far[0]) - figure.at(far[1])) / abs(figure.at(near[0]) - figure.at(near[1]))
        start = {"window": ("B", "A")}.get(skin, ("E", "B") if skin.startswith("two_shadows") else ("C", "B"))
        assert abs(figure.at(start[1]) - figure.at(tip[1])) / abs(
            figure.at(start[0]) - figure.at(tip[0])
        ) == pytest.approx(ratio)


def test_lengths_have_at_most_three_decimals_and_a_story() -> None:
    for variant in variants(ID):
        for problem in problems(ID, variant):
            assert problem.draft.unit == "m" and problem.draft.question is not None and problem.draft.phrases
            assert all((1000 * value).is_integer for value in problem.givens.values())
