"""One tangent to a circle."""

from __future__ import annotations

import pytest

from tests.generators.plane.families.proof import problems, prove, variants

ID = "tangent_radius_single"


@pytest.mark.parametrize("variant", variants(ID))
def test_every_answer_is_what_the_coordinates_say(variant: str) -> None:
    prove(ID, variant, distinct=0.2)


@pytest.mark.parametrize("variant", variants(ID))
def test_the_tangent_has_one_point_in_common_with_the_circle(variant: str) -> None:
    for problem in problems(ID, variant):
        o, p, t = map(problem.figure.at, "OPT")
        distance = abs(((t - p).conjugate() * (o - p)).imag) / abs(t - p)
        assert distance == pytest.approx(problem.figure.radius("c")) == abs(t - o)


def test_the_diameter_follows_from_tangent_and_near_point() -> None:
    for problem in problems(ID, "diameter_from_tangent"):
        tangent, near = (float(v) for v in problem.givens.values())
        r = (tangent * tangent - near * near) / (2 * near)
        expected = {
            "AB": 2 * r,
            "c": 2 * r,
            "OT": r,
            "PB": near + 2 * r,
            "OP": near + r,
            "BP": near + 2 * r,
            "PO": near + r,
        }
        assert float(problem.answer) == pytest.approx(expected["".join(problem.goal[1:])])
