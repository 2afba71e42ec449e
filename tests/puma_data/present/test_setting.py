"""How a figure is told: every fact once, in plain words, and nothing left open that a reader needs to draw it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from generators.plane.compose import COMPOSE
from generators.plane.domain import PLANE
from generators.plane.quantities import angle, arc, length
from puma_data.present.options import choices
from puma_data.present.solution import solution
from puma_data.present.values import symbol
from puma_data.present.wording import Wording
from puma_data.registry import Request, Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Problem
from puma_data.symbolic.solve import solve

WORDING = Wording()


def posed(figure: Figure, givens: dict[Quantity, int], goal: Quantity) -> Problem:
    problem = solve(Draft(figure, {**givens}, goal), "handmade")
    problem.names = {name: name for name in figure.position}
    return problem


def questions(problem: Problem, view: str = "text_only") -> Iterator[str]:
    for seed in range(24):
        yield WORDING.word(problem, Random(seed), None, True).questions[view]


def on_one_line() -> Problem:
    figure = Figure(PLANE)
    figure.points(K=0, M=2, N=5, L=9)
    figure.state("segment", "K", "L")
    figure.state("between", "M", "K", "N")
    figure.state("between", "N", "M", "L")
    return posed(figure, {length("K", "N"): 5, length("M", "L"): 7, length("K", "M"): 2}, length("N", "L"))


def two_shapes() -> Problem:
    figure = Figure(PLANE)
    figure.points(A=0, B=8, C=8 + 6j, D=6j, E=-3)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    figure.state("polygon", "A", "D", "E")
    figure.state("right_angle", "D", "A", "E")
    figure.state("opposite_sides", "B", "E", "A", "D")
    return posed(figure, {length("B", "C"): 6, length("A", "E"): 3}, length("D", "E"))


def right_trapezoid() -> Problem:
    figure = Figure(PLANE)
    figure.points(A=0, B=9, C=6 + 4j, D=4j)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("trapezoid", "A", "B", "C", "D")
    figure.state("right_angle", "B", "A", "D")
    return posed(figure, {length("A", "B"): 9}, angle("A", "D", "C"))


def kite() -> Problem:
    figure = Figure(PLANE)
    figure.points(A=0, B=3 + 4j, C=12, D=3 - 4j)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("kite", "A", "B", "C", "D")
    return posed(figure, {length("A", "B"): 5}, length("A", "D"))


def rhombus() -> Problem:
    figure = Figure(PLANE)
    figure.points(A=-4, B=-3j, C=4, D=3j, P=0)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rhombus", "A", "B", "C", "D")
    figure.state("crossing", "P", "A", "C", "B", "D")
    return posed(figure, {length("A", "C"): 8}, length("A", "P"))


def centroid() -> Problem:
    figure = Figure(PLANE)
    figure.points(A=0, B=6, C=9j, M=3, N=4.5j, G=2 + 3j)
    figure.state("polygon", "A", "B", "C")
    figure.state("midpoint", "M", "A", "B")
    figure.state("midpoint", "N", "A", "C")
    figure.state("crossing", "G", "B", "N", "C", "M")
    figure.state("centroid", "G", "A", "B", "C")
    return posed(figure, {length("A", "B"): 6}, length("A", "M"))


def altitude() -> Problem:
    figure = Figure(PLANE)
    figure.points(A=12j, B=-5, C=9, D=0)
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "B", "C")
    figure.state("perpendicular", "A", "D", "B", "C", "D")
    figure.state("segment", "A", "D")
    return posed(figure, {length("A", "D"): 12, length("B", "D"): 5}, length("A", "B"))


def arcs() -> Problem:
    figure = Figure(PLANE)
    turn = complex(0.6, 0.8)
    figure.points(O=0, A=5, B=5j, C=-5 * turn)
    figure.circle("c", "O", 5)
    figure.state("on_circle", "c", "A", "B", "C")
    figure.state("segment", "O", "A")
    figure.state("segment", "O", "B")
    return posed(figure, {angle("A", "O", "B"): 90}, arc("c", "B", "A"))


def test_points_of_one_line_are_told_in_their_order() -> None:
    for text in questions(on_one_line()):
        assert "$K$, $M$, $N$, $L$" in text and not re.search(r"on \$(KN|LM|ML|NK)\$", text), text


def test_two_shapes_on_a_common_side_make_one_clause() -> None:
    for text in questions(two_shapes()):
        assert text.count("opposite sides") == 1 and not re.search(r"points? \$[BE]\$ and \$[BE]\$", text), text
        assert text.count("with") == 1 and ("share" in text or "common" in text), text


def test_what_a_view_leaves_to_the_picture_is_not_told(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        texts = WORDING.word(problem, Random(seed), None, True).questions
        for view in ("text_lite", "vision_intensive", "vision_dominant"):
            assert not re.search("opposite sides? of|side of .* away|in the order|major arc .. lies", texts[view]), (
                texts
            )


@pytest.mark.parametrize(
    ("problem", "formulas"), [(right_trapezoid, [r"AB \parallel DC"]), (kite, ["AB = AD", "CB = CD"])]
)
def test_what_the_name_of_a_shape_leaves_open_is_told_once(problem: object, formulas: list[str]) -> None:
    assert callable(problem)
    for view in ("text_only", "text_lite", "vision_dominant"):
        for text in questions(problem(), view):
            assert all(text.count(formula) == 1 for formula in formulas), text
    for text in questions(problem(), "vision_intensive"):
        assert not any(formula in text for formula in formulas), text


def test_diagonals_and_medians_are_called_so() -> None:
    for text in questions(rhombus()):
        assert re.search("diagonals", text, re.I) and "its diagonals" not in text.lower(), text
        assert text.count("rhombus") == 1, text
    for text in questions(centroid()):
        assert re.search("medians", text, re.I) and "centroid" not in text, text
    assert all(re.search("centroid|medians", text) for text in questions(centroid(), "text_lite"))


def test_the_foot_of_a_perpendicular_is_told_with_its_place() -> None:
    for text in questions(altitude()):
        assert len(re.findall(r"\$D\$", text)) == 1, text


def test_no_filler_before_what_is_given(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        statement = WORDING.word(problem, Random(seed), None, True).statement
        assert not re.search(r"[Ii]t is (given|known) that|[Ss]uppose that|[Ww]e (have|know)", statement), statement
        assert not re.search(r"segment \$..\$ and segment|side \$..\$ and side|\b(\w+) \1\b", statement), statement


def test_a_side_is_told_by_a_point_that_is_known() -> None:
    found = 0
    for seed in range(60):
        try:
            problem = COMPOSE.invent(Random(seed), Request(depth=(2, 4)))
        except Retry:
            continue
        text = WORDING.word(problem, Random(seed), None, True).statement
        for side in re.finditer(r"sides? of \$..\$ (?:away )?from \$([A-Z])\$", text):
            assert side[1] in "".join(re.findall(r"\$[^$]*\$", text[: side.start()])), text
            found += 1
    assert found


def test_a_polygon_has_one_name(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        ordered = {fact.kind for fact in problem.facts} & {"similar", "congruent"}
        names: dict[str, str] = {}
        text = WORDING.word(problem, Random(seed), None, True).statement
        for name in (
            [] if ordered or problem.draft.phrases else re.findall(r"[a-z] \$([A-Z]{4})\$|S_\{([A-Z]{4})\}", text)
        ):
            letters = name[0] or name[1]
            assert names.setdefault("".join(sorted(letters)), letters) == letters, text


def test_a_long_arc_cannot_be_taken_for_the_short_one() -> None:
    problem = arcs()
    assert symbol(problem, ("arc", "c", "A", "B")) == r"\overset{\frown}{AB}"
    assert symbol(problem, ("arc", "c", "B", "A")) == r"\overset{\frown}{ACB}"
    problem.names["C"] = ""
    assert symbol(problem, ("arc", "c", "B", "A")) == r"\text{major }\overset{\frown}{AB}"


def test_a_system_rests_on_every_one_of_its_equations(problems: list[Problem]) -> None:
    seen = 0
    for problem in problems:
        known = {q for q, v in problem.givens.items() if isinstance(v, Exact)}
        for step in problem.steps:
            if len(step.system) > 1 and all(row is not None for row in rows(problem, step.system, known)):
                table = [row for row in rows(problem, step.system, known) if row is not None]
                assert decides(table, step.quantity)
                assert not any(decides(table[:i] + table[i + 1 :], step.quantity) for i in range(len(table))), step
                seen += 1
            known.add(step.quantity)
    assert seen


def rows(
    problem: Problem, system: tuple[Relation, ...], known: set[Quantity]
) -> Iterator[dict[Quantity, float] | None]:
    """Coefficients of the unknowns in each equation, measured in the drawing."""
    for relation in system:
        row: dict[Quantity, float] = {}
        for sign, side in ((1, relation.left), (-1, relation.right)):
            for term in side:
                unknown = [q for q in term.quantities if q not in known]
                if len(unknown) > 1:
                    yield None
                    break
                size = sign * float(term.coefficient)
                for quantity in term.quantities:
                    size *= problem.figure.measure(quantity) if quantity in known else 1
                if unknown:
                    row[unknown[0]] = row.get(unknown[0], 0) + size
        yield row


def decides(table: list[dict[Quantity, float]], target: Quantity) -> bool:
    columns = list(dict.fromkeys(q for row in table for q in row))
    matrix = [[row.get(q, 0.0) for q in columns] for row in table]
    alone = [float(q == target) for q in columns]
    return (
        bool(np.linalg.matrix_rank([*matrix, alone]) == np.linalg.matrix_rank(matrix)) if target in columns else False
    )


def test_solutions_name_what_they_speak_of(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        text = solution(problem, Random(seed), WORDING)
        assert not re.search(r"\bcentre|neighbouring|made up in this way|ratio means|special angle", text), text
        assert not re.search(r"right angle, \$\\angle \w+ = 90", text) and "; by" not in text, text
        assert r"\times 270^\circ" not in text or r"360 \times" not in text, text


def test_measured_options_print_alike(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        options = choices(problem, Random(seed))
        if options and problem.draft.unit and problem.answer.is_rational and problem.answer.is_terminating:
            assert not any(r"\frac" in option.printed for option in options.options if option.value.is_rational)
