"""Measures of solids: the domain's formulas against the reader's, and both against the plain shapes."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from generators.solid import GENERATORS
from generators.solid.bodies import ball, cone, cuboid, cylinder, frustum, prism, pyramid, turned
from generators.solid.figure import SolidFigure
from generators.solid.view import hidden, orthographic
from puma_data.registry import Request, Retry
from puma_data.symbolic.recompute import recompute
from puma_data.symbolic.solve import Unsolvable

KINDS = ("volume", "surface", "lateral", "base_area")


def make(kind: str) -> SolidFigure:
    figure = SolidFigure()
    figure.projection = orthographic(25, 15)
    match kind:
        case "cuboid":
            cuboid(figure, "s", 3, 4, 5)
        case "prism":
            outline = [{}, {"leg": (1, 0)}, {"other_leg": (0, 1)}]
            prism(figure, "s", "right_triangle", outline, {"leg": 3, "other_leg": 4}, 7)
        case "standing":
            outline = [{}, {"leg": (1, 0)}, {"other_leg": (0, 1)}]
            prism(figure, "s", "right_triangle", outline, {"leg": 3, "other_leg": 4}, 7, standing=True)
        case "pyramid":
            pyramid(figure, "s", 6, 6, 4, square=True)
        case "cylinder":
            cylinder(figure, "s", 2, 5)
        case "cone":
            cone(figure, "s", 3, 4)
        case "frustum":
            frustum(figure, "s", 5, 2, 4)
        case "sphere":
            ball(figure, "s", 3)
        case "hemisphere":
            ball(figure, "s", 3, half=1)
        case "bowl":
            ball(figure, "s", 3, half=-1)
        case "half":
            turned(
                figure,
                "s",
                "cylinder",
                noun="half",
                bottom="radius",
                top="radius",
                sweep=(200, 380),
                radius=2,
                height=5,
            )
    return figure


PI = math.pi
VALUES = {
    "cuboid": (60, 94, 70, 12), "prism": (42, 96, 84, 6), "standing": (42, 96, 84, 6), "pyramid": (48, 96, 60, 36),
    "cylinder": (20 * PI, 28 * PI, 20 * PI, 4 * PI), "cone": (12 * PI, 24 * PI, 15 * PI, 9 * PI),
    "frustum": (52 * PI, 64 * PI, 35 * PI, 25 * PI), "sphere": (36 * PI, 36 * PI, 36 * PI, None),
    "hemisphere": (18 * PI, 27 * PI, 18 * PI, 9 * PI), "bowl": (18 * PI, 27 * PI, 18 * PI, 9 * PI),
    "half": (10 * PI, 14 * PI + 20, 10 * PI, 2 * PI),
}  # fmt: skip


@pytest.mark.parametrize("kind", VALUES)
def test_three_ways_to_measure_agree(kind: str) -> None:
    figure = make(kind)
    solid = figure.described(str, float)["solid"]
    for measure, value in zip(KINDS, VALUES[kind], strict=True):
        if value is not None:
            assert figure.measure((measure, "s")) == pytest.approx(value, rel=1e-12)
            assert recompute({"kind": measure, "args": ["s"]}, {}, [], solid) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("kind", [kind for kind in VALUES if kind != "sphere"])
def test_the_pieces_that_hide_fill_the_volume(kind: str) -> None:
    """Share of a box's points from which a short ray runs through the inside."""
    figure = make(kind)
    corners = np.array([figure.space(p) for p in figure.terms])
    low, high = corners.min(axis=0) - 3, corners.max(axis=0) + 3
    rng = np.random.default_rng(1)
    points = low + (high - low) * rng.random((40_000, 3))
    inside = np.zeros(len(points), bool)
    for piece in figure.parts["s"].pieces:
        enter, leave = piece.chord(points, np.array([0.3, 0.4, 0.5]))
        inside |= (enter < 0) & (leave > 0)
    share = inside.mean() * float(np.prod(high - low))
    assert share == pytest.approx(VALUES[kind][0], rel=0.08)


def wholes(count: int) -> list[SolidFigure]:
    """Figures of solids that are made of parts and whose exposed surface is known."""
    found = []
    for generator in GENERATORS:
        if generator.id in ("composite_solid_sum", "solid_with_part_removed", "hollow_cylinder_pipe"):
            for variant in generator.variants:
                for seed in range(count):
                    try:
                        figure = generator.invent(Random(f"whole {variant} {seed}"), Request(variant)).figure
                    except (Retry, Unsolvable):
                        continue
                    if isinstance(figure, SolidFigure) and figure.parts["w"].surface:
                        found.append(figure)
    return found


def crossings(figure: SolidFigure, start: np.ndarray, way: np.ndarray) -> np.ndarray:
    """How often lines from some points in one direction pass through the surface of the whole solid."""
    pieces = [piece for part in figure.parts.values() for piece in part.pieces]
    chords = [piece.chord(start, way) for piece in pieces]
    ends = np.sort(np.array([np.where(np.isfinite(t), t, -1e9) for chord in chords for t in chord]), axis=0)
    middles = np.concatenate([ends[:1] - 1, (ends[1:] + ends[:-1]) / 2, ends[-1:] + 1])
    gaps = np.concatenate([np.ones((1, len(start))), ends[1:] - ends[:-1], np.ones((1, len(start)))]) > 1e-9

    def within(hollow: bool) -> np.ndarray:
        found = np.zeros(middles.shape, bool)
        for piece, (enter, leave) in zip(pieces, chords, strict=True):
            if piece.hollow == hollow:
                found |= (middles > enter) & (middles < leave)
        return found

    state = within(False) & ~within(True)
    count = np.zeros(len(start), int)
    last = np.zeros(len(start), bool)
    for row, real in zip(state, gaps, strict=True):  # stretches without length are no stretches
        count += real & (row != last)
        last = np.where(real, row, last)
    return count


def test_the_exposed_surface_is_what_random_lines_meet() -> None:
    """Cauchy-Crofton: random lines through a ball of radius R meet a surface on average S / (2 pi R^2) times."""
    rng = np.random.default_rng(2)
    figures = wholes(8)
    assert len(figures) > 12
    for figure in figures:
        corners = np.array([figure.space(p) for p in figure.terms])
        low, high = corners.min(axis=0), corners.max(axis=0)
        middle, radius = (low + high) / 2, 0.75 * float(np.linalg.norm(high - low))
        total = lines = 0
        for _ in range(300):
            way = rng.normal(size=3)
            way /= np.linalg.norm(way)
            across = np.cross(way, [0.123, 0.456, 0.789])
            across /= np.linalg.norm(across)
            spread, turn = radius * np.sqrt(rng.random(500)), rng.uniform(0, math.tau, 500)
            start = (
                middle
                + (spread * np.cos(turn))[:, None] * across
                + (spread * np.sin(turn))[:, None] * np.cross(way, across)
            )
            total += int(crossings(figure, start, way).sum())
            lines += 500
        estimate = 2 * math.pi * radius**2 * total / lines
        assert estimate == pytest.approx(figure.measure(("surface", "w")), rel=0.025), (figure.things, figure.extents)


def test_lines_inside_are_hidden() -> None:
    figure = make("cone")
    points = np.array([(0.0, 0.0, z) for z in (0.5, 1.5, 3.0)])
    assert hidden(points, figure.parts["s"].pieces, figure.projection.view, 6.0).all()
