"""Conics: answers by formulas of the test's own, and measures that come from the curve and not from its parameters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
import sympy

from generators.functions import GENERATORS
from puma_data.registry import Request, Retry
from puma_data.symbolic.conics import CONICS
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.recompute import recompute
from puma_data.symbolic.spec import drawing
from puma_data.symbolic.verify import verify

CONIC = next(generator for generator in GENERATORS if generator.id == "conic_equation")
CIRCLE = next(generator for generator in GENERATORS if generator.id == "circle_on_axes")


def invented(family: str, variant: str, count: int) -> Iterator[Problem]:
    generator = next(generator for generator in GENERATORS if generator.id == family)
    found = 0
    for seed in range(50 * count):
        try:
            problem = generator.invent(Random(seed), Request(variant))
        except Retry:
            continue
        yield problem
        found += 1
        if found == count:
            return


def coordinates(problem: Problem) -> dict[str, tuple[float, float]]:
    """What is told of the points, as numbers."""
    told: dict[str, dict[str, float]] = {}
    for quantity, value in problem.givens.items():
        if quantity[0] in "xy":
            told.setdefault(quantity[1], {})[quantity[0]] = float(value)  # type: ignore[arg-type]
    return {point: (both["x"], both["y"]) for point, both in told.items() if len(both) == 2}


@pytest.mark.parametrize("variant", ["ellipse", "hyperbola"])
def test_equations_fit_the_points_that_are_told(variant: str) -> None:
    x, y = sympy.symbols("x y")
    for problem in invented("conic_equation", variant, 60):
        if problem.whole is None or problem.whole.kind != "equation":
            continue
        curve = sympy.sympify(problem.whole.sympy).lhs
        squares = [sympy.Poly(curve, x, y).coeff_monomial(m) for m in (x**2, y**2)]
        assert (squares[0] * squares[1] > 0) == (variant == "ellipse")
        h, k = (-sympy.Poly(curve, x, y).coeff_monomial(v) / (2 * s) for v, s in zip((x, y), squares, strict=True))
        level = -curve.subs({x: h, y: k})
        semi = [float(level / s) for s in squares]  # squares of the semi-axes, with a sign
        told = coordinates(problem)
        roles = {fact.kind: fact.args for fact in problem.facts}
        c = math.sqrt(max(semi) - min(semi))
        focal_axis = (1, 0) if semi[0] > semi[1] else (0, 1)
        for kind, args in roles.items():
            for point in args[1:] if kind in ("x_end", "y_end", "axis_ends") else ():
                assert abs(float(curve.subs(dict(zip((x, y), told[point], strict=True))))) < 1e-9
            for point in args[1:] if kind in ("focus", "foci") else ():
                dx, dy = told[point][0] - float(h), told[point][1] - float(k)
                assert math.isclose(abs(dx * focal_axis[0] + dy * focal_axis[1]), c, rel_tol=1e-9)
                assert abs(dx * focal_axis[1] + dy * focal_axis[0]) < 1e-9
            if kind == "on_asymptote":
                dx, dy = told[args[1]][0] - float(h), told[args[1]][1] - float(k)
                assert abs(dx * dx / semi[0] + dy * dy / semi[1]) < 1e-9


def test_points_of_a_parabola_are_as_far_from_the_focus_as_from_the_directrix() -> None:
    x, y = sympy.symbols("x y")
    for problem in invented("conic_equation", "parabola", 60):
        told, (_, focus) = coordinates(problem), next(f.args for f in problem.facts if f.kind == "focus")
        if problem.whole is None or problem.whole.kind != "equation" or ("parameter", "e", "p") not in problem.goals:
            continue
        curve = sympy.sympify(problem.whole.sympy).lhs
        plot = problem.figure
        assert isinstance(plot, Plot)
        upright = plot.curves["e"].form == "upright parabola"
        given = problem.givens.get(("directrix", "e"))
        vertex = told.get("V")
        fx, fy = told[focus]
        line = float(given) if given is not None else 2 * vertex[upright] - (fx, fy)[upright]  # type: ignore[arg-type,index]
        free, bound = (x, y) if upright else (y, x)
        for at in (fx - 3, fx + 5) if upright else (fy - 3, fy + 5):
            other = sympy.solve(curve.subs(free, at), bound)[0]
            place = (float(at), float(other)) if upright else (float(other), float(at))
            assert math.isclose(math.dist(place, (fx, fy)), abs(place[upright] - line), rel_tol=1e-9)


@pytest.mark.parametrize("form", list(CONICS))
def test_what_is_measured_on_a_drawn_conic_is_what_shapes_it(form: str) -> None:
    rng = Random(form)
    for _ in range(5):
        values = {name: Exact(rng.randint(2, 5)) for name in CONICS[form].parameters}
        if form == "ellipse" and values["a"] == values["b"]:
            values["a"] = values["b"] + 2
        curve = {
            "id": "e",
            "implicit": CONICS[form].sympy(values),
            "window": [-13.0, 17.0, -12.0, 15.0],
        }
        for name, value in values.items():
            kind = "conic_" + {"h": "x", "k": "y", "r": "a"}.get(name, name)
            assert math.isclose(recompute({"kind": kind, "args": ["e"]}, {}, [], None, [curve]), float(value))
        if form == "ellipse":
            area = recompute({"kind": "conic_area", "args": ["e"]}, {}, [], None, [curve])
            assert math.isclose(area, math.pi * float(values["a"] * values["b"]))


@pytest.mark.parametrize(
    ("family", "variant"),
    [("conic_equation", v) for v in CONIC.variants] + [("circle_on_axes", v) for v in CIRCLE.variants],
)
def test_a_parameter_that_is_not_that_of_the_curve_is_noticed(family: str, variant: str) -> None:
    """A wrong number in the solution, in what is drawn, or in the equation of the curve: each fails the checks."""
    for problem in invented(family, variant, 8):
        assert verify(problem) == []
        wrong = tuple(
            replace(step, value=step.value + 1) if step.quantity[0] == "parameter" else step for step in problem.steps
        )
        if wrong != problem.steps:
            kept, problem.steps = problem.steps, wrong
            assert any(fault.startswith("measure:") for fault in verify(problem))
            problem.steps = kept
        plot = problem.figure
        assert isinstance(plot, Plot)
        curve = next(iter(plot.curves))
        for name in [key for key in plot.extents if key.startswith(f"{curve}.")]:
            plot.extents[name] += 0.25
            assert verify(problem), name
            plot.extents[name] -= 0.25
            exact = plot.exact[name]
            plot.exact[name] = exact + 1
            assert any(fault.startswith("drawn:") for fault in verify(problem)), name
            plot.exact[name] = exact
        assert verify(problem) == []


def test_the_spec_says_what_a_conic_is() -> None:
    x, y = sympy.symbols("x y")
    for problem in invented("conic_equation", "hyperbola", 3):
        for curve in drawing(problem.figure)["curves"]:
            assert sympy.sympify(curve["implicit"]).free_symbols == {x, y}
            assert len(curve["window"]) == 4


def test_half_circles_have_the_range_length_and_area_of_their_diameter() -> None:
    x = sympy.Symbol("x")
    for problem in invented("circle_on_axes", "semicircle", 60):
        told = coordinates(problem)
        (x0, k), (x1, _) = told["A"], told["B"]
        r = (x1 - x0) / 2
        upper = any("upper" in slot for phrase in problem.draft.phrases for _, slot in phrase.slots)
        peak = k + r if upper else k - r
        if problem.goal[0] == "length_of_arc":
            assert math.isclose(float(problem.answer), math.pi * r)
        elif problem.goal[0] == "half_disc":
            assert math.isclose(float(problem.answer), math.pi * r * r / 2)
        elif problem.whole is not None and problem.whole.kind == "interval":
            assert sympy.sympify(problem.whole.sympy) == sympy.Interval(int(min(k, peak)), int(max(k, peak)))
        else:
            assert problem.whole is not None
            graph = sympy.sympify(problem.whole.sympy).rhs
            assert [float(graph.subs(x, at)) for at in (x0, (x0 + x1) / 2, x1)] == [k, peak, k]


def test_a_translation_moves_every_point_of_a_circle_alike() -> None:
    x, y = sympy.symbols("x y")
    for problem in invented("circle_on_axes", "translation", 40):
        told = coordinates(problem)
        (cx, cy), (ax, ay), (bx, by) = (told[point] for point in "CAB")
        middle = (cx + bx - ax, cy + by - ay)
        assert problem.whole is not None
        if problem.whole.kind == "coordinate":
            assert tuple(map(float, sympy.sympify(problem.whole.sympy))) == middle
            continue
        curve = sympy.sympify(problem.whole.sympy).lhs
        assert float(curve.subs({x: bx, y: by})) == 0
        assert [float(sympy.diff(curve, v).subs({x: middle[0], y: middle[1]})) for v in (x, y)] == [0, 0]
