"""Problems to word: some made by hand, some from every family that is installed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from generators.plane import GENERATORS
from generators.plane.domain import PLANE
from generators.plane.quantities import (
    angle,
    arc,
    area,
    circumference,
    cosine,
    length,
    perimeter,
    quotient,
    radius,
    unknown,
)
from puma_data.present.naming import name_points
from puma_data.registry import Request, Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Problem
from puma_data.symbolic.solve import Unsolvable, solve

ROOT_3 = Exact(3).sqrt()


def right_triangle() -> Draft:
    figure = Figure(PLANE)
    figure.points(A=3j, B=0, C=4)
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "B", "C")
    return Draft(figure, {length("A", "B"): 3, length("B", "C"): 4}, length("A", "C"))


def altitude() -> Draft:
    figure = Figure(PLANE)
    figure.points(A=12j, B=-5, C=9, D=0)
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "B", "C")
    figure.state("perpendicular", "A", "D", "B", "C", "D")
    figure.state("segment", "A", "D")
    return Draft(figure, {length("A", "D"): 12, length("B", "D"): 5, length("A", "C"): 15}, length("D", "C"), unit="cm")


def angle_sum() -> Draft:
    figure = Figure(PLANE)
    figure.points(B=0, C=4, A=2 + 2j * 3**0.5)
    figure.state("polygon", "A", "B", "C")
    x = figure.let("x", 20)
    given = {
        angle("B", "A", "C"): Linear(x, Exact(2), Exact(20)),
        angle("A", "B", "C"): Linear(x, Exact(3), Exact(0)),
        angle("A", "C", "B"): Linear(x, Exact(4), Exact(-20)),
    }
    return Draft(figure, given, unknown("x"))


def midpoints() -> Draft:
    figure = Figure(PLANE)
    figure.points(A=1 + 6j, B=0, C=10, M=0.5 + 3j, N=5.5 + 3j)
    figure.state("polygon", "A", "B", "C")
    figure.state("midpoint", "M", "A", "B")
    figure.state("midpoint", "N", "A", "C")
    figure.state("segment", "M", "N")
    return Draft(figure, {length("B", "C"): 10}, length("M", "N"))


def rectangle() -> Draft:
    figure = Figure(PLANE)
    figure.points(A=0, B=8, C=8 + 6j, D=6j)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    figure.state("segment", "A", "C")
    return Draft(figure, {length("A", "B"): 8, length("B", "C"): 6}, length("A", "C"))


def rectangle_perimeter() -> Draft:
    draft = rectangle()
    draft.goal = perimeter("A", "B", "C", "D")
    return draft


def equilateral_area() -> Draft:
    figure = Figure(PLANE)
    figure.points(A=3j * 3**0.5, B=-3, C=3)
    figure.state("polygon", "A", "B", "C")
    figure.state("equilateral", "A", "B", "C")
    return Draft(figure, {length("B", "C"): 6}, area("A", "B", "C"))


def circle_round() -> Draft:
    figure = Figure(PLANE)
    figure.point("O", 0)
    figure.circle("c", "O", 7)
    return Draft(figure, {radius("c"): 7}, circumference("c"), unit="m", rounding=2)


def tangent_length() -> Draft:
    figure = Figure(PLANE)
    figure.points(O=0, T=5, P=5 + 12j)
    figure.circle("c", "O", 5)
    figure.state("tangent", "c", "T", "P", "O")
    figure.state("segment", "O", "T")
    figure.state("segment", "O", "P")
    return Draft(figure, {length("O", "P"): 13, length("O", "T"): 5}, length("P", "T"))


def aliased() -> Draft:
    draft = right_triangle()
    draft.aliases = {length("A", "C"): "x", angle("B", "A", "C"): r"\angle 1"}
    return draft


def ratio_of_sides() -> Draft:
    draft = right_triangle()
    draft.goal = quotient(length("A", "B"), length("A", "C"))
    return draft


def cosine_of_angle() -> Draft:
    draft = right_triangle()
    draft.goal = cosine("B", "A", "C")
    return draft


def arc_measure() -> Draft:
    figure = Figure(PLANE)
    figure.points(O=0, A=5, B=5 * complex(0.5, 3**0.5 / 2))
    figure.circle("c", "O", 5)
    figure.state("on_circle", "c", "A", "B")
    figure.state("segment", "O", "A")
    figure.state("segment", "O", "B")
    return Draft(figure, {angle("A", "O", "B"): 60}, arc("c", "A", "B"))


MADE: list[Callable[[], Draft]] = [
    right_triangle,
    altitude,
    angle_sum,
    midpoints,
    rectangle,
    rectangle_perimeter,
    equilateral_area,
    circle_round,
    tangent_length,
    aliased,
    ratio_of_sides,
    cosine_of_angle,
    arc_measure,
]


def named(problem: Problem, rng: Random) -> Problem:
    problem.names = name_points(problem, rng)
    return problem


def made(seeds: int) -> list[Problem]:
    """Each hand-made problem under several namings (those that the theorems at hand solve)."""
    problems = []
    for draft in MADE:
        for seed in range(seeds):
            try:
                problems.append(named(solve(draft(), draft.__name__), Random(f"{draft.__name__}/{seed}")))
            except Unsolvable:
                break
    return problems


def invented(seeds: int) -> list[Problem]:
    """Problems of every generator."""
    problems = []
    for generator in GENERATORS:
        for seed in range(seeds):
            rng = Random(f"{generator.id}/{seed}")
            try:
                problems.append(named(generator.invent(rng, Request()), rng))
            except (Retry, Unsolvable):
                continue
    return problems


@pytest.fixture(scope="session")
def problems() -> list[Problem]:
    return made(6) + invented(12)


@pytest.fixture(scope="session")
def handmade() -> list[Problem]:
    return made(6)
