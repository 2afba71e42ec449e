"""Stacks of cubes: counts against every stack that fits, and what is drawn against rays through single cubes."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from shapely import Polygon

from generators.solid.figure import SolidFigure
from generators.solid.stacks import cells_of, columns, fitting, front, inner, invent, side, stack, views_of
from generators.solid.view import cabinet, orthographic
from puma_data.registry import Retry


def heights(seed: int) -> tuple[tuple[int, ...], ...]:
    rng = Random(seed)
    while True:
        try:
            return invent(rng, rng.randint(2, 4), rng.randint(2, 3), rng.randint(2, 3))
        except Retry:
            continue


@pytest.mark.parametrize("seed", range(40))
def test_least_and_most_are_those_of_all_stacks_with_the_views(seed: int) -> None:
    views = views_of(heights(seed))
    try:
        totals = [sum(map(sum, one)) for one in fitting(views)]
    except Retry:
        return
    assert sum(v * n for v, n in enumerate(columns(views, True), 1)) == min(totals)
    assert sum(v * n for v, n in enumerate(columns(views, False), 1)) == max(totals)


@pytest.mark.parametrize("seed", range(40))
def test_views_and_gaps_make_up_the_surface(seed: int) -> None:
    made = heights(seed)
    cells = set(cells_of(made))
    steps = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    outside = sum((x + a, y + b, z + c) not in cells for x, y, z in cells for a, b, c in steps)
    ground = sum(h > 0 for row in made for h in row)
    assert outside == 2 * (ground + sum(front(made)) + sum(side(made))) + inner(made)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_drawn_is_what_rays_reach(seed: int) -> None:
    figure = SolidFigure()
    figure.projection = cabinet(36, 0.5, left=seed % 4 == 0) if seed % 2 else orthographic((-34, 34)[seed % 4 // 2], 27)
    cells = cells_of(heights(seed))
    try:
        stack(figure, "s", cells, 1)
    except Retry:
        return
    drawn: dict[str, float] = {}
    for kind, *rest in figure.strokes:
        if kind == "path" and rest[0].startswith("fill"):
            drawn[rest[0]] = drawn.get(rest[0], 0.0) + Polygon([(z.real, z.imag) for z in rest[1]]).area
    view = np.array(figure.projection.view)
    right = 1 if view[0] > 0 else -1
    low = np.array(cells, float)
    ways = {"fill_light": (2, 1.0), "fill": (1, 0.0), "fill_dark": (0, float(right > 0))}
    grid = (np.arange(12) + 0.5) / 12
    for pen, (axis, level) in ways.items():
        corners = np.zeros((2, 3))
        corners[0, (axis + 1) % 3] = corners[1, (axis + 2) % 3] = 1
        flat = [figure.projection.place(corner) for corner in corners.tolist()]
        area = abs((flat[0].conjugate() * flat[1]).imag)
        seen = 0.0
        for cell in cells:
            points = np.empty((144, 3))
            points[:, axis] = level
            points[:, (axis + 1) % 3], points[:, (axis + 2) % 3] = np.repeat(grid, 12), np.tile(grid, 12)
            points += cell
            enter = (low[None] - points[:, None]) / view
            leave = (low[None] + 1 - points[:, None]) / view
            first, last = np.minimum(enter, leave).max(axis=2), np.maximum(enter, leave).min(axis=2)
            behind = (np.minimum(last, 1e9) - np.maximum(first, 0) > 1e-9).any(axis=1)
            seen += area * (1 - behind.mean())
        assert drawn.get(pen, 0.0) == pytest.approx(seen, abs=0.06 * len(cells) * area)
