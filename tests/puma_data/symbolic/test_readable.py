"""The readability gate: what it lets through can be read; every planted fault is caught, by its name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from generators.functions import GENERATORS, answers
from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, whole
from puma_data.present.naming import name_points
from puma_data.registry import Generator, Request, Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Draft, Problem, Whole
from puma_data.symbolic.readable import MARGIN, NEAR, unreadable
from puma_data.symbolic.solve import solve
from puma_data.symbolic.verify import verify

VARIANTS = [(generator, variant) for generator in GENERATORS for variant in generator.variants]


def line(px: Exact | int, py: Exact | int, qx: Exact | int, qy: Exact | int) -> Problem:
    """A line through two given points on a numbered grid, whose equation is asked for."""
    plot = Plot(FUNCTIONS)
    x0, y0, x1, y1 = map(Exact, (px, py, qx, qy))
    m = (y1 - y0) / (x1 - x0)
    plot.curve("f", "line", {"m": m, "b": y0 - m * x0})
    plot.place("A", x0, y0)
    plot.place("B", x1, y1)
    for fact in (("graph", "f"), ("passes", "f", "A"), ("passes", "f", "B")):
        plot.state(*fact)
    givens = {(axis, point): plot.exact[f"{point}.{axis}"] for point in "AB" for axis in "xy"}
    goal = whole(parameter("f", "m"), parameter("f", "b"))
    built = Whole("the line", lambda v: answers.line(*v))
    problem = solve(Draft(plot, givens, goal, whole=built, keep_names=True, keep_givens=True), "test")
    problem.names = name_points(problem, Random(0))
    return problem


def named(problem: Problem) -> Counter[str]:
    """How often each check of the gate fails."""
    return Counter(fault.split(":")[0] for fault in unreadable(problem))


def test_points_on_the_grid_can_be_read() -> None:
    assert not named(line(-2, 1, 3, 4))


@pytest.mark.parametrize("off", ["1/10", "1/5", "2/9", "-1/8"])
def test_a_planted_decoy_is_caught(off: str) -> None:
    problem = line(-2, Exact(1) + Exact.parse(off), 3, 4)
    assert named(problem)["decoy"]
    assert any(fault.startswith("decoy: A") for fault in verify(problem))
    assert isinstance(problem.figure, Plot)
    problem.figure.labelled["A"] = True  # its coordinates stand beside it
    assert not named(problem)


def test_a_place_between_lattice_points_is_no_decoy_but_cannot_be_read() -> None:
    assert set(named(line(-2, Exact(3) / 2, 3, 4))) == {"readable"}


def test_a_number_that_the_picture_does_not_carry_is_caught() -> None:
    problem = line(-2, 1, 3, 4)
    plot = problem.figure
    assert isinstance(plot, Plot)
    plot.axes = replace(plot.axes, grid=False)
    assert named(problem)["readable"]
    plot.labelled |= {"A": True, "B": True}
    assert not named(problem)
    plot.axes = replace(plot.axes, numbered=False)
    assert not named(problem)
    plot.labelled["B"] = False
    assert named(problem)["readable"]


def test_a_point_on_the_rim_of_the_window_is_caught() -> None:
    problem = line(-2, 1, 3, 4)
    plot = problem.figure
    assert isinstance(plot, Plot)
    plot.axes = replace(plot.axes, x=(-5.0, 3.0))
    assert named(problem) == {"window": 1}
    plot.axes = replace(plot.axes, x=(-5.0, 2.0))
    assert named(problem) == {"window": 1}


@pytest.mark.parametrize(("generator", "variant"), VARIANTS, ids=lambda thing: getattr(thing, "id", thing))
def test_what_a_family_makes_can_nearly_always_be_read(generator: Generator, variant: str) -> None:
    """At most one draw in twenty is turned down; in the others every marked place is where a reader takes it to be."""
    made = turned_down = 0
    for seed in range(400):
        try:
            problem = generator.invent(Random(f"{variant} {seed}"), Request(variant))
        except Retry:
            continue
        made += 1
        if any(unreadable(problem)):
            turned_down += 1
            continue
        plot = problem.figure
        assert isinstance(plot, Plot)
        for point in (name for name in plot.position if not name.startswith("_")):
            place = plot.coordinates(point)
            for value, (low, high) in zip(place, (plot.axes.x, plot.axes.y), strict=True):
                assert low <= value <= high - MARGIN * (high - low)
            if plot.axes.grid and plot.axes.numbered and not plot.labelled.get(point):
                units = [value / float(step) for value, step in zip(place, plot.axes.step, strict=True)]
                away = sum((unit - round(unit)) ** 2 for unit in units) ** 0.5
                assert away < 1e-9 or away >= NEAR
        if made == 30:
            break
    assert made >= 20
    assert turned_down <= 0.05 * made
