"""The wrong problems that other generators are known to ship, each made impossible here and looked for all the same."""

from __future__ import annotations

import cmath
import json
import math
import re
from itertools import combinations
from typing import Any

import pytest
import sympy

from generators.plane.domain import PLANE
from generators.plane.quantities import angle
from puma_data.dataset.config import make_config
from puma_data.dataset.schema import Made
from puma_data.make import Maker
from puma_data.symbolic.closure import emit
from puma_data.symbolic.figure import FalseFact, Figure
from puma_data.symbolic.recompute import recompute

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[tuple[Row, dict[str, Any]]]:
    """The text form and spec of 250 problems."""
    maker = Maker(make_config(n=250, seed=33, views="text_only", mcq=0.0))
    found = [made for index in range(250) if isinstance(made := maker.make(index), Made)]
    return [(made.rows[0], json.loads(made.rows[0]["spec"])) for made in found]


def turn(spec: dict[str, Any], circle: str, p: str, q: str) -> float:
    """Degrees counter-clockwise from P to Q, by plain trigonometry."""
    centre = next(c["center"] for c in spec["circles"] if c["id"] == circle)
    (ox, oy), (px, py), (qx, qy) = (spec["points"][name] for name in (centre, p, q))
    return math.degrees(math.atan2(qy - oy, qx - ox) - math.atan2(py - oy, px - ox)) % 360


def test_no_polygon_has_an_angle_of_180_degrees_or_more(rows: list[tuple[Row, dict[str, Any]]]) -> None:
    """Seen elsewhere: a "convex polygon" whose missing angle is reflex, in 38 of 100 items."""
    for row, spec in rows:
        for fact in spec["facts"]:
            if fact["kind"] == "polygon" and ("convex" in row["statement"] or len(fact["args"]) == 4):
                z = [complex(*spec["points"][name]) for name in fact["args"]]
                turns = [
                    ((b - a).conjugate() * (c - b)).imag
                    for a, b, c in zip(z, z[1:] + z[:1], z[2:] + z[:2], strict=True)
                ]
                assert all(t > 0 for t in turns) or all(t < 0 for t in turns), row["id"]
        assert all(0 < float(f["value"]) < 180 for f in spec["facts"] if f["kind"] == "angle" and _number(f["value"]))


def _number(text: str | None) -> bool:
    return bool(text and re.fullmatch(r"\d+(\.\d+)?", text))


def test_an_arc_is_called_minor_or_major_as_it_is(rows: list[tuple[Row, dict[str, Any]]]) -> None:
    """Seen elsewhere: theorems applied to the minor and the major arc of one chord alike."""
    seen = 0
    for row, spec in rows:
        arcs = [f["args"] for f in spec["facts"] if f["kind"] in ("arc", "on_arc")]
        if spec["goal"]["kind"] == "arc":
            arcs.append(spec["goal"]["args"])
        for circle, *points in arcs:
            sweep = turn(spec, circle, points[-2], points[-1])
            p, q = points[-2:]
            words = re.findall(rf"(minor|major) arc \$(?:{p}{q}|{q}{p})\$", row["statement"])
            if len(words) == 1:  # where both arcs of a chord are spoken of, the words cannot be matched to one
                seen += 1
                assert words == ["minor" if sweep < 180 else "major"], row["statement"]
    assert seen > 5


def test_a_vertex_on_the_other_arc_is_refused() -> None:
    figure = Figure(PLANE)
    figure.point("O", 0)
    figure.circle("c", "O", 1)
    figure.points(A=1, B=1j, C=-1, D=complex(math.sqrt(0.5), math.sqrt(0.5)))
    figure.state("on_circle", "c", "A", "B", "C", "D")
    figure.state("on_arc", "c", "D", "A", "B")
    with pytest.raises(FalseFact):
        figure.state("on_arc", "c", "C", "A", "B")
    for p, q in combinations("ABCD", 2):
        figure.state("segment", p, q)
    inscribed = [e.relation for e in emit(figure).equations if e.relation.theorem == "inscribed_angle_arc"]
    assert inscribed
    for relation in inscribed:
        quantities = {q[0]: q[1:] for q in relation.quantities()}
        (p, v, q), (_, first, last) = quantities["angle"], quantities["arc"]
        a, b, c = (figure.at(name) for name in (p, v, q))
        size = abs(math.degrees(cmath.phase((a - b) / (c - b))))
        sweep = math.degrees(cmath.phase(figure.at(last) / figure.at(first))) % 360
        at_vertex = math.degrees(cmath.phase(b / figure.at(first))) % 360
        assert math.isclose(2 * size, sweep)
        assert at_vertex > sweep, "an inscribed angle stands on the arc that does not hold its vertex"


def test_what_is_said_to_be_on_the_other_side_is_drawn_there(rows: list[tuple[Row, dict[str, Any]]]) -> None:
    """Seen elsewhere: a shape "outward" of a side, drawn inward."""
    for row, spec in rows:
        for fact in spec["facts"]:
            if fact["kind"] in ("opposite_sides", "same_side"):
                c, d, a, b = (complex(*spec["points"][name]) for name in fact["args"])
                sides = [((b - a).conjugate() * (z - a)).imag for z in (c, d)]
                assert (sides[0] * sides[1] < 0) == (fact["kind"] == "opposite_sides"), row["id"]
    figure = Figure(PLANE)
    figure.points(A=0, B=2, C=1 + 1j, D=1 + 2j)
    with pytest.raises(FalseFact, match="opposite_sides"):
        figure.state("opposite_sides", "C", "D", "A", "B")


def test_values_are_rounded_once_at_the_very_end(rows: list[tuple[Row, dict[str, Any]]]) -> None:
    """Seen elsewhere: rounding at every step, so that no answer can be checked."""
    rounded = 0
    for row, spec in rows:
        steps = [line for line in row["solution"].splitlines() if not line.startswith("Answer")]
        assert not any("approx" in line for line in steps[:-1]), row["solution"]
        if spec["rounding"] is not None:
            rounded += 1
            exact = spec["answer"]["value"]
            assert abs(float(row["answer"]) - exact) <= 0.5 * 10 ** -spec["rounding"] + 1e-12
    assert rounded > 3


def test_every_figure_is_to_scale(rows: list[tuple[Row, dict[str, Any]]]) -> None:
    """Every given value is what the points have, by the formulas a reader of the dataset would use."""
    for row, spec in rows:
        for fact in spec["facts"]:
            if fact["class"] == "essential" and fact["value"] and "x" not in fact["value"]:
                value = float(sympy.sympify(fact["value"]))
                goal = {"kind": fact["kind"], "args": fact["args"]}
                assert math.isclose(recompute(goal, spec["points"], spec["circles"]), value, rel_tol=1e-8), row["id"]


def test_no_text_names_a_point_that_is_not_there(rows: list[tuple[Row, dict[str, Any]]]) -> None:
    """Seen elsewhere: letters of points that were pruned from the figure."""
    for row, spec in rows:
        names = {name for name in spec["points"] if len(name) == 1}
        for text in (row["statement"], row["solution"]):
            formulas = " ".join(re.findall(r"\$([^$]*)\$", text))
            plain = re.sub(r"\\text\{[^{}]*\}|\\[A-Za-z]+|[SPCV]_", " ", formulas)
            letters = set(re.findall(r"[A-Z]", plain)) - {"C", "S", "P"}
            assert letters <= names, (row["id"], letters - names)


def test_an_angle_has_one_key_whatever_points_name_its_arms() -> None:
    """Seen elsewhere: angle ABC and angle ABD of one corner as two facts."""
    figure = Figure(PLANE)
    figure.points(A=0, B=4, C=3j, D=2, E=1.5j)
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "A", "B")
    figure.state("between", "E", "A", "C")
    names = {figure.canonical(angle(p, "A", q)) for p in "BD" for q in "CE"}
    assert names == {("angle", "B", "A", "C")}
    keys = [q for e in emit(figure).equations for q in e.quantities if q[0] == "angle"]
    assert all(figure.canonical(key) == key for key in keys)
