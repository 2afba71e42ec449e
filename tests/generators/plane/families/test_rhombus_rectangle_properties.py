"""Rhombi, rectangles and squares."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "rhombus_rectangle_properties"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)
