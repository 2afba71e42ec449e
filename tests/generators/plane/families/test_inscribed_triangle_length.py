"""Triangles inscribed in a circle."""

from __future__ import annotations

import math

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "inscribed_triangle_length"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.2)


def test_a_chord_is_the_diameter_times_the_sine_of_its_angle() -> None:
    for problem in problems(ID, "chord_radius_angle"):
        figure = problem.figure
        a, b, c = map(figure.at, "ABC")
        sine = abs(((a - c).conjugate() * (b - c)).imag) / (abs(a - c) * abs(b - c))
        assert abs(a - b) == pytest.approx(2 * figure.radius("c") * sine)


def test_supplementary_chords_make_a_right_triangle_with_the_diameter() -> None:
    for problem in problems(ID, "supplementary_central_angles"):
        figure = problem.figure
        ab, cd = (abs(figure.at(p) - figure.at(q)) for p, q in ("AB", "CD"))
        assert math.hypot(ab, cd) == pytest.approx(2 * figure.radius("c"))
