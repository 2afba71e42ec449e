"""Circumference and area of a circle, forwards and backwards, bare, as a thing of the world, or around a polygon."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "circle_circumference_area"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.2)
