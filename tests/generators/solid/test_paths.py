"""Shortest ways over boxes: the best of all unfoldings is one over two faces."""

from __future__ import annotations

import math
from random import Random

import pytest

from generators.solid.bodies import cuboid
from generators.solid.figure import SolidFigure
from puma_data.symbolic.recompute import recompute


@pytest.mark.parametrize("seed", range(12))
def test_no_unfolding_is_shorter_than_the_best_over_two_faces(seed: int) -> None:
    rng = Random(seed)
    a, b, c = (rng.uniform(1, 5) for _ in range(3))
    figure = SolidFigure()
    cuboid(figure, "s", a, b, c, letters="ABCDEFGH")
    points = {p: list(figure.space(p)) for p in figure.position}
    found = recompute({"kind": "box_path", "args": ["s", "A", "G"]}, points, [], figure.described(str, float)["solid"])
    assert found == pytest.approx(min(math.hypot(x + y, z) for x, y, z in ((a, b, c), (b, c, a), (a, c, b))), rel=1e-12)
