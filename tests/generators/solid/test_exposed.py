"""The exposed areas that make up a surface: summed again over small patches of every part, seen from both sides."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest

from generators.solid import GENERATORS
from generators.solid.bodies import frame
from generators.solid.figure import Part, SolidFigure, array
from generators.solid.quantities import surface
from generators.solid.view import Array, Piece
from puma_data.registry import Request, Retry
from puma_data.symbolic.solve import Unsolvable
from tests.generators.solid.families.proof import variants

SIDE = 72
"""Patches along each direction."""
Patches = tuple[Array, Array, Array]
"""Places, normals, areas."""


def within(piece: Piece, points: Array) -> Any:
    """Which points a convex piece contains."""
    found = np.ones(len(points), bool)
    if len(piece.normals):
        found &= (points @ piece.normals.T <= piece.offsets).all(axis=1)
    if piece.cone is not None:
        origin, axis, start, growth = piece.cone
        along = (points - origin) @ axis
        across = np.linalg.norm(points - origin - along[:, None] * axis, axis=1)
        found &= across <= start + growth * along
    if piece.ball is not None:
        found &= np.linalg.norm(points - piece.ball[0], axis=1) <= piece.ball[1]
    return found


def solid(pieces: list[Piece], points: Array) -> Any:
    """Which points the whole solid contains."""
    full, empty = np.zeros(len(points), bool), np.zeros(len(points), bool)
    for piece in pieces:
        found = within(piece, points)
        full, empty = (full, empty | found) if piece.hollow else (full | found, empty)
    return full & ~empty


def patches(figure: SolidFigure, part: Part) -> Iterator[Patches]:
    """The boundary of a part in small patches."""
    steps = (np.arange(SIDE) + 0.5) / SIDE
    if part.faces:
        for face in part.faces:
            ring = [array(figure.space(part.corners[i])) for i in face]
            for p, q in pairwise(ring[1:]):
                u, v = (grid.ravel() for grid in np.meshgrid(steps, steps))
                places = ring[0] + u[:, None] * ((p - ring[0]) + v[:, None] * (q - p))
                normal = np.cross(p - ring[0], q - ring[0])
                area = np.linalg.norm(normal)
                yield places, np.tile(normal / area, (len(u), 1)), u * area / SIDE**2
        return
    piece = part.pieces[0]
    if piece.cone is not None:
        origin, up = piece.cone[0], piece.cone[1]
    else:
        assert piece.ball is not None
        origin, up = piece.ball[0], array((0.0, 0.0, 1.0))
    one, two, up = frame(tuple(up.tolist()))  # type: ignore[arg-type]
    for shape, *numbers in part.profile:
        s, t = (grid.ravel() for grid in np.meshgrid(steps, steps * math.tau))
        if shape == "line":
            r0, z0, r1, z1 = numbers
            r, z = r0 + (r1 - r0) * s, z0 + (z1 - z0) * s
            dr, dz = np.full_like(s, r1 - r0), np.full_like(s, z1 - z0)
        else:
            middle, radius, start, end = numbers
            turn, sweep = np.radians(start + (end - start) * s), math.radians(end - start)
            r, z = radius * np.cos(turn), middle + radius * np.sin(turn)
            dr, dz = -radius * np.sin(turn) * sweep, radius * np.cos(turn) * sweep
        out = np.cos(t)[:, None] * one + np.sin(t)[:, None] * two
        normal = dz[:, None] * out - dr[:, None] * up
        length = np.hypot(dr, dz)
        yield origin + r[:, None] * out + z[:, None] * up, normal / length[:, None], r * length * math.tau / SIDE**2


def exposed(figure: SolidFigure) -> float:
    """Area of the boundary of the whole solid: of patches with the solid on one side alone."""
    parts = [part for part in figure.parts.values() if part.kind != "whole"]
    pieces = [piece for part in parts for piece in part.pieces]
    total = 0.0
    for part in parts:
        for places, normals, areas in patches(figure, part):
            step = 1e-6 * max(figure.extents.values()) * normals
            total += float(areas[solid(pieces, places + step) != solid(pieces, places - step)].sum())
    return total


@pytest.mark.parametrize(("family", "variant"), variants())
def test_the_exposed_areas_are_the_surface(family: str, variant: str) -> None:
    generator = next(g for g in GENERATORS if g.id == family)
    for seed in range(20):
        try:
            figure = generator.invent(Random(f"exposed {seed}"), Request(variant)).figure
        except (Retry, Unsolvable):
            continue
        if not isinstance(figure, SolidFigure):
            return
        for name, part in figure.parts.items():
            if part.kind == "whole" and part.surface and all(p.sweep == 360 for p in figure.parts.values()):
                if any(what == "open_surface" for _, what, _ in part.surface):
                    continue
                assert math.isclose(figure.measure(surface(name)), exposed(figure), rel_tol=0.01)
