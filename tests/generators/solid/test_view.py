"""Projections and hidden lines against rules of their own."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from generators.solid.bodies import ball, cone, cuboid, cylinder, prism, pyramid, silhouette
from generators.solid.figure import SolidFigure, array
from generators.solid.view import Projection, cabinet, look, orthographic
from puma_data.registry import Retry

VIEWS = [cabinet(45), cabinet(30, 0.4), orthographic(25, 20), orthographic(-35, 15), orthographic(60, 40)]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.kind}{view.numbers[0][1]}")
def test_the_direction_to_the_viewer_is_not_seen(view: Projection) -> None:
    assert abs(view.place(view.view)) < 1e-12


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.kind}{view.numbers[0][1]}")
@pytest.mark.parametrize("solid", ["box", "pyramid", "prism"])
def test_an_edge_of_a_convex_solid_is_hidden_when_no_face_at_it_is_seen(view: Projection, solid: str) -> None:
    figure = SolidFigure()
    figure.projection = view
    if solid == "box":
        cuboid(figure, "s", 4, 3, 5)
    elif solid == "pyramid":
        pyramid(figure, "s", 4, 5, 6)
    else:
        prism(
            figure, "s", "right_triangle", [{}, {"leg": (1, 0)}, {"other_leg": (0, 1)}], {"leg": 3, "other_leg": 4}, 7
        )
    part = figure.parts["s"]
    places = [array(figure.space(p)) for p in part.corners]
    towards = []
    for face in part.faces:
        normal = np.cross(places[face[1]] - places[face[0]], places[face[2]] - places[face[1]])
        towards.append(float(normal @ np.array(view.view)))
    assert all(abs(t) > 1e-6 for t in towards)
    for seen in look(part.curves, part.pieces, view.view, 7.0):
        assert seen.curve.ends is not None
        at = {part.corners.index(p) for p in seen.curve.ends}
        faces = [t for face, t in zip(part.faces, towards, strict=True) if at <= set(face)]
        assert (seen.start, seen.end) == (0.0, 1.0) and seen.visible == any(t > 0 for t in faces)


def test_the_back_half_of_a_base_is_hidden_up_to_the_outline() -> None:
    figure = SolidFigure()
    figure.projection = orthographic(0, 20)
    cylinder(figure, "s", 3, 5)
    stretches = list(look(figure.parts["s"].curves, figure.parts["s"].pieces, figure.projection.view, 6.0))
    rims = [s for s in stretches if s.curve.centre is not None]
    top = [s for s in rims if s.curve.centre is not None and s.curve.centre[2] == 5]
    bottom = [s for s in rims if s.curve.centre is not None and s.curve.centre[2] == 0]
    assert [s.visible for s in top] == [True]
    hidden = sum(s.end - s.start for s in bottom if not s.visible)
    assert hidden == pytest.approx(0.5, abs=2e-3)
    assert all(s.visible for s in stretches if s.curve.centre is None), "the outline itself is seen"


def test_the_outline_of_a_cone_touches_its_base() -> None:
    """The picture of the outline is tangent to the ellipse: no point of the rim lies outside the two lines."""
    for seed in range(20):
        rng = Random(seed)
        figure = SolidFigure()
        figure.projection = orthographic(rng.uniform(-40, 40), rng.uniform(8, 30))
        r, h = rng.uniform(1, 4), rng.uniform(3, 9)
        try:
            cone(figure, "s", r, h)
        except Retry:
            continue
        apex, right = figure.at("_sP"), figure.at("_sS")
        way = (right - apex) / abs(right - apex)
        rim = [figure.projection.place((r * math.cos(t), r * math.sin(t), 0)) for t in np.linspace(0, math.tau, 400)]
        sides = [((z - apex) * way.conjugate()).imag for z in rim]
        assert min(sides) > -1e-6 or max(sides) < 1e-6


def test_the_outline_of_a_sphere_is_a_circle_and_its_equator_half_hidden() -> None:
    figure = SolidFigure()
    figure.projection = orthographic(0, 20)
    ball(figure, "s", 2)
    stretches = list(look(figure.parts["s"].curves, figure.parts["s"].pieces, figure.projection.view, 4.0))
    outline = [s for s in stretches if abs(s.curve.at(np.array([0.25]))[0, 2]) > 0.1]
    assert len(outline) == 1 and outline[0].visible
    assert all(abs(abs(figure.projection.place(p)) - 2) < 1e-9 for p in outline[0].points.tolist())
    hidden = sum(s.end - s.start for s in stretches if not s.visible)
    assert hidden == pytest.approx(0.5, abs=5e-3)


def test_what_is_seen_through_a_hole_is_solid() -> None:
    figure = SolidFigure()
    figure.projection = orthographic(0, 60)
    cuboid(figure, "o", 10, 10, 2, at=(-5.0, -5.0, 0.0))
    cylinder(figure, "i", 3, 2, hollow=True)
    pieces = [piece for part in figure.parts.values() for piece in part.pieces]
    rims = [
        s for s in look(figure.parts["i"].curves, pieces, figure.projection.view, 10.0) if s.curve.centre is not None
    ]
    low = [s for s in rims if s.curve.centre is not None and s.curve.centre[2] == 0]
    assert {s.visible for s in low} == {True, False}, "part of the lower rim is seen through the hole"
    assert all(s.visible for s in rims if s.curve.centre is not None and s.curve.centre[2] == 2)


def test_a_flat_cone_seen_from_above_has_no_outline() -> None:
    figure = SolidFigure()
    figure.projection = orthographic(0, 60)
    with pytest.raises(Retry, match="outline"):
        silhouette(figure, (0.0, 0.0, 1.0), -3.0)
