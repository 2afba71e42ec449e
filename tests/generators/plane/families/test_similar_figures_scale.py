"""Similar figures: sides, perimeters, areas, projections."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "similar_figures_scale"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.2)


def test_areas_are_as_the_squares_of_sides() -> None:
    for problem in problems(ID, "area_ratio_square_of_scale"):
        figure = problem.figure
        first, second = (fact.args for fact in problem.facts if fact.kind == "polygon")
        k = abs(figure.at("A") - figure.at("B")) / abs(figure.at(second[0]) - figure.at(second[1]))
        ratio = figure.measure(("area", *first)) / figure.measure(("area", *second))
        assert min(abs(ratio - k * k), abs(ratio - 1 / (k * k))) > -1 and ratio > 0
        for quantity, value in problem.givens.items():
            if quantity[0] == "quotient" and problem.goal[0] == "quotient":
                assert float(problem.answer) == pytest.approx(float(value) ** 2)


def test_the_square_in_a_triangle_is_base_times_height_over_their_sum() -> None:
    for problem in problems(ID, "square_inscribed_in_triangle"):
        base, height = (float(v) for v in problem.givens.values())
        side = base * height / (base + height)
        assert float(problem.answer) == pytest.approx(side if problem.goal[0] == "length" else side * side)


def test_angles_stay_as_they_are() -> None:
    for problem in problems(ID, "corresponding_angle"):
        values = [float(v) for v in problem.givens.values()]
        assert float(problem.answer) in (*values, 180 - sum(values))
