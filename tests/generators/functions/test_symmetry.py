"""Parity, symmetry and periods of graphs, by tables of values of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random

import sympy

from generators.functions import GENERATORS
from puma_data.registry import Request, Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.verify import verify

FAMILY = next(generator for generator in GENERATORS if generator.id == "parity_symmetry_period")
Corners = list[tuple[Fraction, Fraction]]


def invented(variant: str, count: int) -> Iterator[tuple[Problem, Corners]]:
    found = 0
    for seed in range(20 * count):
        try:
            problem = FAMILY.invent(Random(seed), Request(variant))
        except Retry:
            continue
        told: dict[str, dict[str, Fraction]] = {}
        for (kind, point), value in problem.givens.items():
            told.setdefault(point, {})[kind] = Fraction(str(value.sympy()))
        yield problem, [(told[point]["x"], told[point]["y"]) for point in sorted(told)]
        found += 1
        if found == count:
            return


def height(corners: Corners, x: Fraction) -> Fraction:
    for (x0, y0), (x1, y1) in pairwise(corners):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    raise AssertionError(x)


def test_even_and_odd_are_told_apart() -> None:
    seen = set()
    for problem, corners in invented("even_odd", 60):
        end = corners[-1][0]
        places = [end * i / 24 for i in range(25)]
        even = all(height(corners, -x) == height(corners, x) for x in places)
        odd = all(height(corners, -x) == -height(corners, x) for x in places)
        right = next(quantity[1] for quantity, value in problem.draft.among.items() if value == problem.answer)
        assert right == ("even" if even else "odd" if odd else "neither")
        seen.add(right)
    assert seen == {"even", "odd", "neither"}


def test_graphs_turn_or_fold_onto_themselves() -> None:
    for problem, corners in invented("centre_of_symmetry", 40):
        assert problem.whole is not None
        c, d = (Fraction(str(part)) for part in sympy.sympify(problem.whole.sympy))
        assert sorted((2 * c - x, 2 * d - y) for x, y in corners) == corners
    for problem, corners in invented("axis_of_symmetry", 40):
        assert problem.whole is not None
        c = Fraction(str(sympy.sympify(problem.whole.sympy).rhs))
        assert sorted((2 * c - x, y) for x, y in corners) == corners


def test_values_come_back_after_a_period() -> None:
    for problem, corners in invented("periodic_value", 60):
        at, period = Fraction(problem.goal[2]), corners[-1][0] - corners[0][0]
        while at > corners[-1][0]:
            at -= period
        while at < corners[0][0]:
            at += period
        assert Fraction(str(problem.answer.sympy())) == height(corners, at)
    for problem, corners in invented("period", 20):
        assert Fraction(str(problem.answer.sympy())) == corners[-1][0] - corners[0][0]


def test_a_graph_that_is_nearly_even_fails_the_checks() -> None:
    for problem, _ in invented("even_odd", 40):
        plot = problem.figure
        assert isinstance(plot, Plot)
        if problem.answer == 1:
            last = plot.curves["f"].nodes[-1]
            plot.exact[f"{last}.y"] = plot.exact[f"{last}.y"] + Exact(1) / 10
            assert any(fault.startswith("measure:") for fault in verify(problem))
