"""Plane sections: known areas, every symmetric image, and the section as the plane itself cuts the edges."""

from __future__ import annotations

import math
from random import Random

import pytest

from generators.solid.bodies import cuboid
from generators.solid.figure import SolidFigure
from generators.solid.sections import LETTERS, RINGS, cut, mapped, symmetries
from puma_data.symbolic.recompute import recompute

CORNER = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
KNOWN = {  # in a cube of edge 4
    "hexagon": (12 * math.sqrt(3), 12 * math.sqrt(2), 6),
    "trapezoid": (18, 6 * math.sqrt(2) + 4 * math.sqrt(5), 4),
    "rhombus": (8 * math.sqrt(6), 8 * math.sqrt(5), 4),
    "rectangle": (8 * math.sqrt(5), 8 + 4 * math.sqrt(5), 4),
    "triangle": (8 * math.sqrt(3), 12 * math.sqrt(2), 3),
}


@pytest.mark.parametrize("kind", KNOWN)
@pytest.mark.parametrize("seed", range(6))
def test_sections_of_a_cube(kind: str, seed: int) -> None:
    figure = SolidFigure()
    cuboid(figure, "s", 4, 4, 4, letters=LETTERS, cube=True)
    ring = mapped(RINGS.get(kind, CORNER), *symmetries(Random(seed), kind, "xyz"))
    section = cut(figure, "s", kind, ring)
    solid = figure.described(str, float)["solid"]
    points = {p: list(figure.space(p)) for p in figure.position}
    for what, value in zip(("area", "perimeter", "sides"), KNOWN[kind], strict=True):
        assert figure.measure((f"section_{what}", "s")) == pytest.approx(value, rel=1e-12)
        goal = {"kind": "section_through", "args": [what, "s", *section.through]}
        assert recompute(goal, points, [], solid) == pytest.approx(value, rel=1e-9)
