"""Perimeters: read from labels, of joined shapes, backwards to a side or an unknown, and as fences, wires and walks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.generators.plane.families.proof import prove, variants

ID = "perimeter_polygon"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_the_words_tell_which_corner_of_an_outline_points_inward() -> None:
    """Six sides at right angles and a few lengths fit several outlines: every wording names the notch."""
    path = Path(__file__).parents[4] / "templates" / "en" / "families" / "perimeter_polygon.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))["notched"]["right"]
    assert len(words) >= 4
    assert all("$D$" in phrase and "inward" in phrase for phrase in words)
