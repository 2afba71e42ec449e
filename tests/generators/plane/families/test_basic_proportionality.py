"""A parallel to a side of a triangle, three parallels."""

from __future__ import annotations

import pytest

from puma_data.symbolic.exact import Linear
from tests.generators.plane.families.proof import problems, prove, variants

ID = "basic_proportionality"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant)


def test_parts_of_two_sides_are_in_proportion() -> None:
    for problem in problems(ID, "triangle_side_splitter_numeric"):
        figure = problem.figure
        a, b, c, d, e = map(figure.at, "ABCDE")
        assert abs(d - a) / abs(d - b) == pytest.approx(abs(e - a) / abs(e - c))
        assert abs(d - e) / abs(b - c) == pytest.approx(abs(d - a) / abs(b - a))


def test_the_unknown_makes_the_labels_true() -> None:
    for problem in problems(ID, "triangle_side_splitter_algebraic"):
        hidden = problem.figure.unknowns["x"]
        for (_, p, q), value in problem.givens.items():
            size = value.at(hidden) if isinstance(value, Linear) else value
            assert float(size) == pytest.approx(abs(problem.figure.at(p) - problem.figure.at(q)))
