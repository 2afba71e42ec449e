"""Composed plots: the depth asked for is honest, every check passes, and answers agree with sympy's own algebra."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
import sympy

from generators.functions.compose.bases import BASES
from generators.functions.compose.composer import COMPOSE, depth_of
from generators.functions.compose.goals import GOALS, kind_of_goal
from generators.functions.compose.steps import STEPS
from generators.functions.domain import FUNCTIONS
from puma_data.present.drawing import draw
from puma_data.present.options import choices
from puma_data.present.shown import CannotLabel
from puma_data.present.solution import solution
from puma_data.present.templates import phrases, theorems
from puma_data.present.wording import Wording
from puma_data.registry import Request, Retry
from puma_data.symbolic.closure import Closure, emit
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.verify import verify


@cache
def made() -> tuple[Problem, ...]:
    """Problems of every depth and kind of goal."""
    found = []
    for seed in range(100):
        depth, goal = 1 + seed % 5, list(GOALS)[seed // 5 % len(GOALS)]
        try:
            problem = COMPOSE.invent(Random(f"compose {seed}"), Request(None, (depth, depth), goal))
        except Retry:
            continue
        assert problem.depth == depth
        problem.names = {p: p for p in problem.figure.position}
        found.append(problem)
    return tuple(found)


def test_there_are_many_bases_and_steps_and_most_requests_are_met() -> None:
    assert len(BASES) >= 10
    assert len(STEPS) >= 20
    assert len(made()) >= 65
    assert len({problem.theorems for problem in made()}) >= 45
    assert len({kind_of_goal(problem.goal) for problem in made()}) == len(GOALS)


def test_every_problem_passes_every_check() -> None:
    for problem in made():
        assert verify(problem) == []


def test_the_depth_is_that_of_the_cheapest_derivation() -> None:
    for problem in made():
        figure = problem.figure
        figure.asked = (*problem.givens, problem.goal)
        assert depth_of(Closure(figure, emit(figure), problem.givens), problem.goal) == problem.depth


def test_nothing_idle_is_stated() -> None:
    for problem in made():
        used = {q for step in problem.steps for q in step.parents}
        assert set(problem.givens) <= used | set(problem.goals)


def test_answers_agree_with_the_curves_themselves() -> None:
    """Coordinates by sympy's solution of the equations of the curves a point lies on, areas by its integrals."""
    t = sympy.Symbol("x")
    seen = 0
    for problem in made():
        plot = problem.figure
        assert isinstance(plot, Plot)
        answer = problem.whole.sympy if problem.whole else problem.answer.sympy()
        formulas = {name: sympy.sympify(plot.sympy(name)) for name in plot.curves if plot.curves[name].form != "circle"}
        match problem.goal:
            case ("region", f, line, p, q):
                gap = formulas[f] - (0 if line == "axis" else formulas[line])
                roots = sorted(sympy.solve(gap, t))
                assert sympy.simplify(sympy.Abs(sympy.integrate(gap, (t, *roots))) - sympy.sympify(answer)) == 0
                assert [plot.extents[f"{end}.x"] for end in (p, q)] == pytest.approx([float(root) for root in roots])
            case ("under", f, p, q):
                ends = [sympy.sympify(plot.exact[f"{end}.x"].sympy()) for end in (p, q)]
                assert sympy.integrate(formulas[f], (t, *ends)) == sympy.sympify(answer)
            case ("triangle", *corners):
                at = [sympy.Point(*(sympy.sympify(plot.exact[f"{c}.{v}"].sympy()) for v in "xy")) for c in corners]
                assert abs(sympy.Triangle(*at).area) == sympy.sympify(answer)
            case ("x", p):
                on = [fact.args[0] for fact in plot.known("passes") if fact.args[1] == p]
                if len(on) < 2:
                    continue
                meet = sympy.solve(formulas[on[0]] - formulas[on[1]], t)
                assert sympy.sympify(answer) in meet
            case ("value", f, at):
                assert sympy.simplify(formulas[f].subs(t, sympy.sympify(at)) - sympy.sympify(answer)) == 0
            case ("of", f, g, at, _):
                inner = formulas[g].subs(t, sympy.sympify(at))
                assert sympy.simplify(formulas[f].subs(t, inner) - sympy.sympify(answer)) == 0
            case ("whole", ("parameter", curve, _), *_) if curve in formulas:
                assert sympy.simplify(sympy.sympify(answer).rhs - formulas[curve]) == 0
            case _:
                continue
        seen += 1
    assert seen >= 15


def test_all_is_worded_and_drawn() -> None:
    wording = Wording()
    drawn = 0
    for seed, problem in enumerate(made()[::2]):
        rng = Random(seed)
        options = choices(problem, rng) if seed % 2 else None
        worded = wording.word(problem, rng, options, True)
        lengths = [len(worded.questions[view]) for view in ("text_dominant", "text_lite", "vision_intensive")]
        assert lengths == sorted(lengths, reverse=True)
        assert "{" not in worded.statement.replace("\\frac{", "").split("$")[0]
        assert solution(problem, rng, wording, options).count("\n") >= 1
        try:
            draw(problem, rng, page_text=worded.page_text, page_values=True, page_choices=None)
        except CannotLabel:
            continue
        drawn += 1
    assert drawn >= 0.9 * len(made()[::2])


def test_every_step_and_theorem_has_words() -> None:
    said = phrases("en", "compose")
    assert all(len(set(texts)) >= 4 for texts in said.values())
    wording = theorems("en", FUNCTIONS.name)
    for name, theorem in FUNCTIONS.theorems.items():
        assert name in wording
        assert not theorem.weight or len(wording[name]["reasons"]) >= 4


def test_every_number_of_an_equation_that_is_spoken_of_is_told() -> None:
    wording = Wording()
    for problem in made():
        figure = problem.figure
        assert isinstance(figure, Plot)
        text = wording.word(problem, Random(1), None, True).questions["text_only"]
        assert "g" not in figure.curves or "f" in figure.curves
        single = {q for q in problem.givens if q in figure.noted} | {problem.goal}
        for q in single:
            if q[0] == "parameter" and q[1] == "f":
                right = text.partition("f(x) = ")[2].partition("$")[0]
                assert q[2] in right, text
            assert q[:2] != ("parameter", "g"), text
