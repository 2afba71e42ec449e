"""Perimeters: read from labels, of joined shapes, backwards to a side or an unknown, and as fences, wires and walks."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import prove, variants

ID = "perimeter_polygon"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)
