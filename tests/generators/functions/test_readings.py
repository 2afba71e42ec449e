"""What is read off drawings, by means of this file alone: the points of the picture, polygons of shapely, sampling."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import sympy
from shapely import LineString, Point

from generators.functions import GENERATORS
from puma_data.present.naming import name_points
from puma_data.registry import Request, Retry
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.spec import spec

X = sympy.Symbol("x")


def drawn(family: str, variant: str, count: int = 25) -> Iterator[tuple[Problem, dict[str, Any]]]:
    """Problems of a variant with their specs."""
    generator = next(generator for generator in GENERATORS if generator.id == family)
    made = 0
    for seed in range(4000):
        rng = Random(f"oracle {variant} {seed}")
        try:
            problem = generator.invent(rng, Request(variant))
        except Retry:
            continue
        problem.names = name_points(problem, rng)
        yield problem, json.loads(json.dumps(spec(problem, set(problem.facts), set())))
        made += 1
        if made == count:
            return


def places(entry: dict[str, Any], curve: str) -> list[tuple[float, float]]:
    """Corners of a chain, as its fact lists them."""
    fact = next(fact for fact in entry["facts"] if fact["kind"].endswith("chain") and fact["args"][0] == curve)
    return [tuple(entry["points"][name]) for name in fact["args"][1:]]


def ends(entry: dict[str, Any]) -> dict[str, bool]:
    """Which ends belong to the drawing."""
    return {fact["args"][1]: fact["kind"] == "closed_end" for fact in entry["facts"] if fact["kind"].endswith("_end")}


def test_vertical_lines_meet_drawings_as_often_as_shapely_says() -> None:
    for problem, entry in drawn("function_and_inverse_tests", "vertical_line_test", 60):
        kinds = {fact["kind"] for fact in entry["facts"]}
        if "on_circle" in kinds:
            assert problem.answer == 2
        elif "upward_chain" in kinds:
            line = LineString(places(entry, "f"))
            xs = sorted({x for x, _ in places(entry, "f")})
            most = 1
            for left, right in pairwise(xs):
                met = line.intersection(LineString([((left + right) / 2, -99), ((left + right) / 2, 99)]))
                most = max(most, len(getattr(met, "geoms", [met])))
            assert problem.answer == most
        elif "tip" in kinds:
            assert entry["points"]["A"][0] == entry["points"]["B"][0] and problem.answer == 2
        elif "vertex" in kinds:
            assert problem.answer == 1
        else:
            shut = ends(entry)
            assert entry["points"]["B"][0] == entry["points"]["C"][0]
            assert problem.answer == (2 if shut["B"] and shut["C"] else 1)


def test_injective_and_surjective_by_the_heights() -> None:
    for problem, entry in drawn("function_and_inverse_tests", "injective_surjective"):
        heights = [y for _, y in places(entry, "f")]
        c, d = (float(sympy.sympify(text)) for text in entry["goal"]["args"][1:3])
        steady = heights in (sorted(heights), sorted(heights)[::-1])
        assert problem.answer == 2 * steady + ((min(heights), max(heights)) == (c, d))


@pytest.mark.parametrize("noun", ["domain", "range"])
def test_unions_contain_just_the_numbers_of_the_drawing(noun: str) -> None:
    axis = 0 if noun == "domain" else 1
    for problem, entry in drawn("domain_range_from_graph", f"disconnected_{noun}"):
        assert problem.whole is not None
        found, shut = sympy.sympify(problem.whole.sympy), ends(entry)
        opened = [Point(entry["points"][name]) for name, closed in shut.items() if not closed]
        pieces = [LineString(places(entry, curve)) for curve in "fg"]
        for number in (Fraction(n, 4) for n in range(-36, 37)):
            x = float(number)
            line = LineString([(x, -99), (x, 99)] if axis == 0 else [(-99, x), (99, x)])
            met = [piece.intersection(line) for piece in pieces]
            points = [p for m in met if not m.is_empty for p in getattr(m, "geoms", [m])]
            inside = any(p.geom_type != "Point" or all(p.distance(o) > 1e-9 for o in opened) for p in points)
            assert bool(found.contains(sympy.Rational(number.numerator, number.denominator))) == inside


def test_inequalities_hold_on_the_shaded_side() -> None:
    for problem, entry in drawn("inequality_on_line_or_plane", "half_plane"):
        assert problem.whole is not None
        kinds = {fact["kind"] for fact in entry["facts"]}
        (ax, ay), (bx, by) = entry["points"]["A"], entry["points"]["B"]
        holds = sympy.lambdify(sympy.symbols("x y"), sympy.sympify(problem.whole.sympy))
        for x in (-3.0, 0.5, 4.0):
            level = ay + (by - ay) / (bx - ax) * (x - ax)
            assert bool(holds(x, level + 1)) == ("shaded_above" in kinds)
            assert bool(holds(x, level - 1)) == ("shaded_below" in kinds)
        assert bool(holds(sympy.Rational(ax), sympy.Rational(ay))) == ("line_included" in kinds)


def test_number_lines_contain_their_closed_dots() -> None:
    for problem, entry in drawn("inequality_on_line_or_plane", "number_line_interval"):
        assert problem.whole is not None
        found = sympy.sympify(problem.whole.sympy)
        for fact in entry["facts"]:
            if fact["kind"] in ("marked_from", "marked_to"):
                point = fact["args"][1]
                at, way = int(entry["points"][point][0]), 1 if fact["kind"] == "marked_from" else -1
                assert bool(found.contains(at)) == ends(entry)[point]
                assert bool(found.contains(at + way)) and not bool(found.contains(at - way))


@pytest.mark.parametrize("variant", ["zero", "solve"])
def test_the_curve_has_the_height_there_and_beyond_it_no_more(variant: str) -> None:
    for problem, entry in drawn("read_value_zeros_from_graph", variant):
        level, at = float(sympy.sympify(entry["goal"]["args"][1])), float(problem.answer)
        corners = places(entry, "f")
        line = LineString(corners)
        assert line.distance(Point(at, level)) < 1e-9
        met = line.intersection(LineString([(-99, level), (99, level)]))
        xs = sorted(p.x for p in getattr(met, "geoms", [met]))
        key = problem.draft.question.slots if problem.draft.question else ()
        assert math.isclose(at, xs[-1] if dict(key)["which"] == "greatest" else xs[0], abs_tol=1e-9)


def test_signs_hold_on_the_solution_set_alone() -> None:
    for problem, entry in drawn("read_value_zeros_from_graph", "sign_interval"):
        assert problem.whole is not None and problem.draft.question is not None
        found, sign = sympy.sympify(problem.whole.sympy), dict(problem.draft.question.slots)["sign"]
        corners = places(entry, "f")
        for n in range(-40, 41):
            at = Fraction(n, 4)
            span = next(((p, q) for p, q in pairwise(corners) if p[0] <= at <= q[0]), None)
            if span is None:
                assert not found.contains(sympy.Rational(n, 4))
                continue
            (x0, y0), (x1, y1) = ((Fraction(x), Fraction(y)) for x, y in span)
            height = y0 + (y1 - y0) / (x1 - x0) * (at - x0)
            holds = {">": height > 0, r"\ge": height >= 0, "<": height < 0, r"\le": height <= 0}[sign.split()[0]]
            assert bool(found.contains(sympy.Rational(n, 4))) == holds


def test_graphs_cross_next_to_the_rounded_place() -> None:
    for problem, entry in drawn("graph_intersection_solutions", "approximate_solution"):
        met = LineString(places(entry, "f")).intersection(LineString(places(entry, "g")))
        assert met.geom_type == "Point"
        assert abs(met.x - float(problem.answer)) < 0.4


def test_line_and_parabola_meet_where_sympy_solves() -> None:
    for problem, entry in drawn("graph_intersection_solutions", "line_and_parabola"):
        f, g = (sympy.sympify(curve["sympy"]) for curve in entry["curves"])
        roots = sorted(sympy.solve(f - g, X))
        if problem.whole is None:
            assert sympy.sympify(problem.answer.sympy()) in roots
            assert roots.index(sympy.sympify(problem.answer.sympy())) == (problem.goal[1] == "B")
        else:
            x, y = sympy.sympify(problem.whole.sympy)
            assert x in roots and f.subs(X, x) == y


@pytest.mark.parametrize("variant", ["one_sided_limit", "value_at_jump", "jump"])
def test_limits_are_values_nearby(variant: str) -> None:
    for problem, entry in drawn("limit_continuity_from_graph", variant):
        left, right = places(entry, "f"), places(entry, "g")
        at = left[-1][0]

        def near(corners: list[tuple[float, float]], x: float) -> float:
            (x0, y0), (x1, y1) = next((p, q) for p, q in pairwise(corners) if p[0] <= x <= q[0])
            return y0 + (y1 - y0) / (x1 - x0) * (x - x0)

        limits = {"from_left": near(left, at - 1e-9), "from_right": near(right, at + 1e-9)}
        if variant == "one_sided_limit":
            wanted = limits[problem.goal[5]]
        elif variant == "jump":
            wanted = limits["from_right"] - limits["from_left"]
        else:
            last = next(fact["args"][-1] for fact in entry["facts"] if fact["kind"] == "chain")
            wanted = left[-1][1] if ends(entry)[last] else right[0][1]
        assert math.isclose(float(problem.answer), wanted, abs_tol=1e-6)


@pytest.mark.parametrize("variant", ["square_root", "logarithm"])
def test_transformed_graphs_pass_through_their_points(variant: str) -> None:
    for problem, entry in drawn("parent_function_transformation", variant, 12):
        assert problem.whole is not None
        right = sympy.sympify(problem.whole.sympy).rhs
        for point in "VP":
            x, y = entry["points"][point]
            assert abs(float(right.subs(X, sympy.Rational(x))) - y) < 1e-9


def test_discriminants_and_coefficients_have_the_sign_of_the_expanded_form() -> None:
    for variant in ("discriminant_sign", "coefficient_sign"):
        for problem, entry in drawn("parabola_features", variant, 15):
            a, b, c = sympy.Poly(sympy.sympify(entry["curves"][0]["sympy"]), X).all_coeffs()
            numbers = {"discriminant": b * b - 4 * a * c, "coefficient_b": b, "coefficient_c": c}
            assert sympy.sign(numbers[problem.goal[1]]) == int(float(problem.answer))


def test_comparisons_of_a_graph_with_a_formula() -> None:
    for problem, entry in drawn("parabola_features", "compare_graph_with_formula"):
        f, g = (sympy.sympify(curve["sympy"]) for curve in entry["curves"])
        if problem.goal[-1] == "intercept":
            excess = f.subs(X, 0) - g.subs(X, 0)
        else:
            turns = [h.subs(X, sympy.solve(sympy.diff(h, X), X)[0]) for h in (f, g)]
            excess = turns[0] - turns[1]
        assert sympy.sympify(problem.answer.sympy()) == (sympy.sign(excess) if problem.goal[0] == "sign" else excess)


def test_coordinates_on_the_unit_circle_by_angles() -> None:
    functions = {
        "sin(pi-t)": lambda t: math.sin(math.pi - t),
        "cos(pi-t)": lambda t: math.cos(math.pi - t),
        "sin(pi+t)": lambda t: math.sin(math.pi + t),
        "cos(pi+t)": lambda t: math.cos(math.pi + t),
        "sin(-t)": lambda t: math.sin(-t),
        "cos(-t)": lambda t: math.cos(-t),
        "sin(pi/2-t)": lambda t: math.sin(math.pi / 2 - t),
        "cos(pi/2-t)": lambda t: math.cos(math.pi / 2 - t),
    }
    for variant, sign in (("coordinate_equals_which_ratio", 1), ("opposite_or_related_identity", -1)):
        for problem, entry in drawn("unit_circle_trig", variant, 15):
            x, y = entry["points"][problem.goal[1]]
            assert math.isclose(
                float(problem.answer), sign * functions[problem.goal[2]](math.atan2(y, x)), abs_tol=1e-9
            )


@pytest.mark.parametrize(
    "variant", ["local_absolute_extrema", "max_value_number_only", "where_does_it_start_decreasing"]
)
def test_extreme_values_by_sampling(variant: str) -> None:
    for problem, entry in drawn("monotonicity_extrema_from_graph", variant):
        curve = entry["curves"][0]
        f = sympy.lambdify(X, sympy.sympify(curve["sympy"]))
        low, high = curve["domain"]
        xs = [low + (high - low) * i / 4000 for i in range(4001)]
        ys = [float(f(x)) for x in xs]
        kind = (problem.goals[0][0], problem.goals[-1][0])
        if kind[0] in ("highest", "lowest"):
            assert math.isclose(float(problem.answer), (max if kind[0] == "highest" else min)(ys), abs_tol=2e-2)
            continue
        turns = [(xs[i], ys[i]) for i in range(1, 4000) if (ys[i] - ys[i - 1]) * (ys[i + 1] - ys[i]) <= 0]
        if kind[0] == "turn":
            at = problem.figure.measure(problem.goals[0])
            assert any(abs(x - at) < 1e-2 for x, _ in turns)
        if kind[1] == "local_extreme":
            level = problem.figure.measure(problem.goals[-1])
            assert any(abs(y - level) < 2e-2 for _, y in turns)
