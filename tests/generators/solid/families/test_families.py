"""Every family of solids, variant by variant."""

from __future__ import annotations

from random import Random

import pytest

from puma_data.present.drawing import draw
from puma_data.present.shown import CannotLabel
from puma_data.present.wording import Wording
from tests.generators.solid.families.proof import problems, prove, variants


@pytest.mark.parametrize(("family", "variant"), variants())
def test_every_answer_is_what_another_path_gives(family: str, variant: str) -> None:
    prove(family, variant)


@pytest.mark.parametrize(("family", "variant"), variants())
def test_every_view_is_worded_and_drawn(family: str, variant: str) -> None:
    drawn = 0
    for seed, problem in enumerate(problems(family, variant, 4)):
        worded = Wording().word(problem, Random(seed), None, seed % 2 == 0)
        for text in worded.questions.values():
            assert text.count("$") % 2 == 0 and "{" not in text.replace(r"\text{", "").split("$")[0], text
        assert len(worded.questions["text_dominant"]) >= len(worded.questions["text_lite"]), problem.facts
        try:
            pictures = draw(problem, Random(seed), page_text=worded.page_text, page_values=True, page_choices=None)
        except CannotLabel:
            continue
        drawn += 1
        assert pictures.bare and pictures.marked and pictures.valued and pictures.page
        assert not any(any(c.isdigit() for c in text) for text, _ in pictures.bare.labels), (
            "a number in the bare drawing"
        )
    assert drawn >= 2
