"""Bearings of points, of back bearings, and after a turn."""

from __future__ import annotations

import math

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "bearing_reading"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_the_clockwise_turn_from_north(variant: str) -> None:
    for problem in problems(ID, variant):
        north, vertex, point = problem.goal[1:]
        if point in ("N", "M"):
            north, point = point, north
        way = problem.figure.at(point) - problem.figure.at(vertex)
        assert problem.figure.at(north).imag > problem.figure.at(vertex).imag
        assert float(problem.answer) == pytest.approx(math.degrees(math.atan2(way.real, way.imag)) % 360)
