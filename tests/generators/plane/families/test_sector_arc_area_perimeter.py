"""Sectors and parts of a circle: area, arc, perimeter, and back to radius or angle."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "sector_arc_area_perimeter"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.2)
