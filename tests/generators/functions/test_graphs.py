"""Questions that ask which of four graphs it is, by an oracle that shares nothing with the engine: sympy and shapely on
the spec of a row, and the text as it is read.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy
from shapely import LineString, MultiPoint

from generators.functions import GENERATORS
from puma_data.present import style
from puma_data.present.drawing import draw
from puma_data.present.naming import name_points
from puma_data.present.options import choices
from puma_data.present.plotting import plotted
from puma_data.present.scene import straight
from puma_data.present.shown import CannotLabel
from puma_data.present.wording import Wording
from puma_data.registry import Request, Retry
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.spec import Specs

ASKED = ("which_graph", "which_line", "which_inverse")
CASES = [(g, variant) for g in GENERATORS for variant in g.variants if variant in ASKED]
IDS = [f"{g.id}-{variant}" for g, variant in CASES]
X = sympy.Symbol("x")


def problems(generator, variant, count: int) -> list[Problem]:
    found = []
    for seed in range(60 * count):
        rng = Random(f"graphs {seed}")
        try:
            problem = generator.invent(rng, Request(variant))
        except Retry:
            continue
        problem.names = name_points(problem, rng)
        found.append(problem)
        if len(found) == count:
            break
    assert len(found) == count
    return found


def entry(problem: Problem) -> dict[str, Any]:
    options = choices(problem, Random(1))
    assert options is not None
    return json.loads(Specs(problem, options.options).text(set(problem.facts), set()))


@cache
def function(text: str) -> Any:
    return sympy.lambdify(X, sympy.sympify(text), "numpy")


def heights(text: str, places: np.ndarray) -> np.ndarray:
    """Heights of a curve; nan where it has none."""
    with np.errstate(all="ignore"):
        found = np.broadcast_to(np.asarray(function(text)(places), float), places.shape)
    return np.where(np.isfinite(found), found, np.nan)


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_exactly_one_graph_is_right_and_each_wrong_one_has_a_mistake_of_its_own(generator, variant) -> None:
    for problem in problems(generator, variant, 30):
        spec, options = entry(problem), choices(problem, Random(1))
        curves = {curve["id"]: curve for curve in spec["curves"]}
        of = curves[spec["goal"]["args"][0]]
        low, high = of["domain"]
        places = np.linspace(low + 1e-6, high - 1e-6, 41)
        wanted = heights(of["sympy"], places)
        fitting = []
        for option in spec["options"]:
            assert option["value"] == curves[option["letter"]]["sympy"]
            if spec["goal"]["kind"] == "which_graph":
                found, right = heights(option["value"], places), wanted
            elif spec["goal"]["kind"] == "which_inverse":
                found, right = heights(option["value"], wanted), places
            else:
                derived = str(sympy.diff(sympy.sympify(of["sympy"]), X))
                found, right = heights(option["value"], places), heights(derived, places)
            if np.allclose(found, right, atol=1e-7, equal_nan=True):
                fitting.append(option["letter"])
        errors = [option["error"] for option in spec["options"] if option["error"]]
        assert fitting == [options.letter] == [problem.whole.latex]
        assert len(set(errors)) == 3
        assert spec["answer"]["sympy"] == curves[fitting[0]]["sympy"]


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_graphs_differ_for_the_eye(generator, variant) -> None:
    for problem in problems(generator, variant, 20):
        assert isinstance(problem.figure, Plot)
        (x0, x1), (y0, y1) = problem.figure.axes.x, problem.figure.axes.y
        clouds = []
        for curve in entry(problem)["curves"]:
            if curve["id"] not in problem.figure.panels:
                continue
            places = np.linspace(*curve["domain"], 400)
            z = heights(curve["sympy"], places)
            real = [(x, y) for x, y in zip(places, z, strict=True) if y0 < y < y1]
            clouds.append(MultiPoint([((x - x0) / (x1 - x0), (y - y0) / (y1 - y0)) for x, y in real]))
        assert all(one.hausdorff_distance(other) > 0.07 for one, other in combinations(clouds, 2))


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
@pytest.mark.parametrize("size", [336, 448])
def test_panels_do_not_meet_and_each_has_its_letter_and_numbers(generator, variant, size: int) -> None:
    drawn = 0
    for seed, problem in enumerate(problems(generator, variant, 8)):
        try:
            plot = plotted(problem, problem.figure, style.pick(Random(seed), size), Random(seed), size)
        except CannotLabel:
            continue
        drawn += 1
        middle = size / 2
        for ink in plot.scene.ink:
            sides = {(z.real > middle, z.imag > middle) for p, q in straight(ink.commands) for z in (p, q)}
            assert len(sides) == 1, ink.pen
        corners: dict[tuple[bool, bool], list[str]] = {}
        for layer, source, text, centre, _ in plot.written:
            corners.setdefault((centre.imag > middle, centre.real > middle), []).append(source)
            if source in "ABCD":
                assert text.ink[3] - text.ink[1] >= 8 and layer == 0
        assert [[s for s in corners[key] if s in "ABCD"] for key in sorted(corners)] == [["A"], ["B"], ["C"], ["D"]]
        for sources in corners.values():
            assert sum(any(c.isdigit() for c in source) for source in sources) >= 4
        lines = [
            LineString([(p.real, p.imag), (q.real, q.imag)])
            for ink in plot.scene.ink
            if ink.pen.startswith("curve")
            for p, q in straight(ink.commands)
            if p != q
        ]
        assert lines
    assert drawn >= 6


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_text_views_describe_every_graph_and_picture_views_none(generator, variant) -> None:
    wording = Wording()
    for problem in problems(generator, variant, 12):
        options = choices(problem, Random(1))
        worded = wording.word(problem, Random(2), options, True)
        assert [option.printed for option in options.options] == [f"graph {letter}" for letter in "ABCD"]
        assert worded.answer in "ABCD" and worded.answer_kind == "choice"
        shared = [curve.formula for curve in problem.figure.curves.values() if curve.formula and not curve.drawn]
        curves, axes = {curve["id"]: curve for curve in entry(problem)["curves"]}, problem.figure.axes
        for view in ("text_only", "text_dominant", "text_lite", "vision_intensive"):
            stem = worded.questions[view].split("\n")[0]
            assert all(part in stem for formula in shared for part in formula.split(r",\; "))
            for letter in "ABCD":  # what is said of a graph is true of its curve
                sentence = next(s for s in re.split(r"(?<=\.) ", stem) if re.search(rf"\b{letter}\b", s) and "$" in s)
                points = re.findall(r"\$(?:\\left)?\(([^,$]+), ([^,$]+?)(?:\\right)?\)\$", sentence)
                assert points
                for x, y in points:
                    at, level = (float(sympy.sympify(_plain(number))) for number in (x, y))
                    there = heights(curves[letter]["sympy"], np.array([at]))[0]
                    assert math.isclose(there, level, abs_tol=1e-9), (letter, sentence)
                    for number, step, (low, high) in zip((at, level), axes.step, (axes.x, axes.y), strict=True):
                        assert math.isclose(number / float(step), round(number / float(step)), abs_tol=1e-9)
                        assert low + 0.04 * (high - low) < number < high - 0.04 * (high - low)
        for text in (worded.questions["vision_dominant"], worded.page_text):
            said = text.split("\n")[0].replace("f^{-1}", "g").replace("f(x)", "").replace("g(x)", "")
            assert not any(character.isdigit() or character == "(" for character in said)


def _plain(number: str) -> str:
    number = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)", number)
    return re.sub(r"(?<=[\d)]) ?(?=pi)", "*", number.replace(r"\pi", "pi").replace("{", "").replace("}", ""))


def test_the_page_shows_the_panels_as_its_options() -> None:
    generator, variant = CASES[0]
    for problem in problems(generator, variant, 3):
        drawings = draw(problem, Random(1), page_text="Which graph?", page_values=True, page_choices=None)
        assert drawings.page and drawings.bare
        written = [text for text, _ in drawings.page.labels]
        assert [text for text in written if text in "ABCD"] == list("ABCD")
        assert not any(c.isdigit() for text, _ in drawings.bare.labels for c in text)
