"""Shaded regions of circles and polygons."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "shaded_circle_region"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)
