"""Areas between curves, normals, parallels and inverses, by sympy's own algebra."""

from __future__ import annotations

from random import Random

import pytest
import sympy

from generators.functions import GENERATORS
from puma_data.registry import Request, Retry
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem

FAMILIES = {generator.id: generator for generator in GENERATORS}
X = sympy.Symbol("x")


def some(family: str, variant: str, count: int = 12) -> list[tuple[Problem, Plot]]:
    found = []
    for seed in range(40 * count):
        try:
            problem = FAMILIES[family].invent(Random(seed), Request(variant))
        except Retry:
            continue
        assert isinstance(problem.figure, Plot)
        found.append((problem, problem.figure))
        if len(found) == count:
            break
    assert len(found) == count
    return found


@pytest.mark.parametrize("variant", ["parabola_and_line", "two_parabolas"])
def test_areas_between_curves(variant: str) -> None:
    for problem, plot in some("area_under_curve", variant):
        gap = sympy.sympify(plot.sympy("f")) - sympy.sympify(plot.sympy("g"))
        area = abs(sympy.integrate(gap, (X, *sorted(sympy.solve(gap, X)))))
        assert area == sympy.sympify(problem.answer.sympy())


def test_areas_under_lines() -> None:
    for problem, plot in some("area_under_curve", "under_line"):
        ends = [sympy.sympify(plot.exact[f"{p}.x"].sympy()) for p in "PQ"]
        assert sympy.integrate(sympy.sympify(plot.sympy("l")), (X, *ends)) == sympy.sympify(problem.answer.sympy())


def test_normals_parallels_and_inverses() -> None:
    for problem, plot in some("derivative_convexity_from_graph", "normal_equation"):
        f, at = sympy.sympify(plot.sympy("f")), sympy.sympify(plot.exact["A.x"].sympy())
        normal = f.subs(X, at) - (X - at) / sympy.diff(f, X).subs(X, at)
        assert problem.whole and sympy.expand(sympy.sympify(problem.whole.sympy).rhs - normal) == 0
    for problem, plot in some("line_slope_equation_intercept", "parallel"):
        slope = sympy.diff(sympy.sympify(plot.sympy("l")), X)
        x, y = (sympy.sympify(plot.exact[f"R.{part}"].sympy()) for part in "xy")
        assert problem.whole and sympy.expand(sympy.sympify(problem.whole.sympy).rhs - y - slope * (X - x)) == 0
    for problem, plot in some("function_and_inverse_tests", "inverse_equation"):
        f = sympy.sympify(plot.sympy("f"))
        assert problem.whole
        assert sympy.expand(f.subs(X, sympy.sympify(problem.whole.sympy).rhs) - X) == 0
    for problem, plot in some("function_and_inverse_tests", "inverse_value"):
        f = sympy.sympify(plot.sympy("f"))
        assert f.subs(X, sympy.sympify(problem.answer.sympy())) == sympy.sympify(problem.goal[2])
