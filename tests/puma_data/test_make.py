"""One problem end to end: what a row promises, held against the row itself with code of its own."""

from __future__ import annotations

import io
import json
import math
import re
from itertools import combinations
from typing import Any

import pytest
import sympy
from PIL import Image

from puma_data.dataset.config import make_config
from puma_data.dataset.schema import PROBLEM_COLUMNS, VIEWS, Made, Rejected
from puma_data.make import ATTEMPTS, Maker
from puma_data.registry import Retry
from puma_data.symbolic.recompute import recompute

MUST = {  # after MathVerse: what the text of a view carries, and what it must not
    "text_only": ({"descriptive", "implicit", "essential"}, set()),
    "text_dominant": ({"descriptive", "implicit", "essential"}, set()),
    "text_lite": ({"implicit", "essential"}, set()),
    "vision_intensive": ({"essential"}, {"implicit"}),
    "vision_dominant": ({"implicit"}, {"essential"}),
    "vision_only": (set(), {"descriptive", "implicit", "essential"}),
}
Problem = dict[str, dict[str, Any]]


def made(n: int, seed: int, **settings: Any) -> list[Made]:
    maker = Maker(make_config(n=n, seed=seed, **settings))
    return [problem for index in range(n) if isinstance(problem := maker.make(index), Made)]


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    found = made(120, seed=21)
    assert len(found) >= 118
    return [{row["view"]: row for row in problem.rows} for problem in found]


def squeezed(text: str) -> str:
    return re.sub(r"\\[,;! ]|[\s{}$]", "", text)


def specs(problem: Problem) -> list[tuple[str, dict[str, Any]]]:
    return [(view, json.loads(row["spec"])) for view, row in problem.items()]


def test_a_problem_has_all_views_and_columns(problems: list[Problem]) -> None:
    for problem in problems:
        assert tuple(problem) == VIEWS
        for row in problem.values():
            assert set(row) == set(PROBLEM_COLUMNS)
            assert (row["image"] is None) == (row["view"] == "text_only")
        assert len({(r["answer"], r["solution"], r["statement"]) for r in problem.values()}) == 1


def test_every_fact_is_carried_where_its_view_says(problems: list[Problem]) -> None:
    for problem in problems:
        for view, spec in specs(problem):
            told, hidden = MUST[view]
            for fact in spec["facts"]:
                assert fact["text"] or fact["picture"]
                assert fact["text"] or fact["class"] not in told
                assert not (fact["text"] and fact["class"] in hidden)


def test_a_value_that_moves_to_the_picture_leaves_the_text(problems: list[Problem]) -> None:
    for problem in problems:
        spec = json.loads(problem["vision_dominant"]["spec"])
        if problem["text_only"]["choices"]:
            continue
        text = squeezed(problem["vision_dominant"]["question"])
        shown = " ".join(squeezed(label["text"]) for label in spec["labels"])
        for fact in spec["facts"]:
            if fact["class"] == "essential" and fact["value"] and "x" not in fact["value"]:
                printed = squeezed(sympy.latex(sympy.sympify(fact["value"])))
                if len(printed) > 1 and "frac" not in printed and "+" not in printed:
                    assert not re.search(rf"(?<![\d.]){re.escape(printed)}(?![\d.]*\d)", text), text
                    assert printed in shown or ":" in shown, (printed, shown)


def test_pictures_write_names_and_givens_only(problems: list[Problem]) -> None:
    """Neither the answer nor a value found on the way is ever written in a picture, unless it is given."""
    for problem in problems:
        for view, spec in specs(problem):
            if view in ("text_only", "vision_only"):
                continue
            given = {squeezed(sympy.latex(sympy.sympify(f["value"]))) for f in spec["facts"] if f["value"]}
            found = {squeezed(step["result"]).split("=")[-1] for step in spec["steps"]}
            for label in spec["labels"]:
                text = squeezed(label["text"])
                number = text.split("=")[-1]
                assert not (len(number) > 1 and number in found and number.removesuffix(r"^\circ") not in given)


def test_labels_lie_inside_and_apart(problems: list[Problem]) -> None:
    for problem in problems:
        for view, spec in specs(problem):
            if view == "text_only":
                assert spec["labels"] == []
                continue
            image = Image.open(io.BytesIO(problem[view]["image"]))
            boxes = [label["box"] for label in spec["labels"]]
            for x0, y0, x1, y1 in boxes:
                assert 0 <= x0 < x1 <= image.width
                assert 0 <= y0 < y1 <= image.height
            if view != "vision_only":
                for a, b in combinations(boxes, 2):
                    assert min(a[2], b[2]) <= max(a[0], b[0]) or min(a[3], b[3]) <= max(a[1], b[1])


def test_the_goal_is_recomputed_from_the_row_alone(problems: list[Problem]) -> None:
    for problem in problems:
        spec = json.loads(problem["text_only"]["spec"])
        value = recompute(spec["goal"], spec["points"], spec["circles"])
        assert math.isclose(value, problem["text_only"]["answer_value"], rel_tol=1e-9)
        assert math.isclose(float(sympy.sympify(spec["answer"]["sympy"])), value, rel_tol=1e-9)


def test_text_shrinks_with_what_it_leaves_to_the_picture(problems: list[Problem]) -> None:
    for problem in problems:
        lengths = [len(problem[view]["question"]) for view in ("text_dominant", "text_lite", "vision_intensive")]
        assert lengths == sorted(lengths, reverse=True)


def test_options_are_distinct_and_hold_the_answer_once(problems: list[Problem]) -> None:
    for problem in problems:
        row = problem["text_only"]
        if row["choices"] is None:
            continue
        options = json.loads(row["spec"])["options"]
        assert [option["text"] for option in options] == row["choices"]
        values = [sympy.sympify(option["value"]) for option in options]
        assert all(sympy.simplify(a - b) != 0 for a, b in combinations(values, 2))
        right = [option["letter"] for option in options if option["error"] is None]
        assert right == [row["answer"]]
        assert float(values["ABCD".index(row["answer"])]) == pytest.approx(row["answer_value"])


def test_an_index_gives_the_same_bytes_in_any_company() -> None:
    maker = Maker(make_config(n=30, seed=4))
    forwards = [maker.make(index) for index in range(12)]
    again = Maker(make_config(n=30, seed=4))
    backwards = [again.make(index) for index in reversed(range(12))][::-1]
    assert forwards == backwards


def test_settings_reach_the_rows() -> None:
    few = made(6, seed=1, views="text_only,vision_only", mcq=0.0, math="unicode", image_size=336)
    for problem in few:
        assert [row["view"] for row in problem.rows] == ["text_only", "vision_only"]
        assert all(row["choices"] is None for row in problem.rows)
        assert "\\" not in problem.rows[0]["question"]
        assert "$" not in problem.rows[0]["question"]
    deep = made(6, seed=1, views="text_only", depth="3-4", mcq=1.0)
    assert all(row["depth"] in (3, 4) and row["choices"] for problem in deep for row in problem.rows)


def test_what_never_passes_is_rejected_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in every attempt ends the index, not the run, and is named."""
    maker = Maker(make_config(n=5, seed=0))
    monkeypatch.setattr("puma_data.make.verify", lambda problem: ["determined: not fixed"])
    outcome = maker.make(0)
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "verify: determined"
    monkeypatch.undo()

    calls = []

    def fails(problem: object) -> list[str]:
        calls.append(problem)
        raise ZeroDivisionError("one line\nand another") if len(calls) % 2 else Retry("not this one")

    monkeypatch.setattr("puma_data.make.verify", fails)
    outcome = maker.make(1)
    assert isinstance(outcome, Rejected)
    assert "ZeroDivisionError: one line and another" in outcome.reason
    assert len(calls) <= ATTEMPTS


@pytest.mark.slow
def test_a_thousand_problems_keep_their_promises() -> None:
    """The invariants of the views over many problems, and the shares that the plan and the thinning promise."""
    found = made(1000, seed=5, views="text_only,text_lite,vision_intensive,vision_dominant", image_size=336)
    assert len(found) >= 985
    rows = [{row["view"]: row for row in problem.rows} for problem in found]
    for check in (test_a_value_that_moves_to_the_picture_leaves_the_text, test_pictures_write_names_and_givens_only):
        check(rows)
    for problem in rows:
        for view, spec in specs(problem):
            assert all(fact["text"] or fact["picture"] for fact in spec["facts"]), view
    letters = [problem["text_only"]["answer"] for problem in rows if problem["text_only"]["choices"]]
    assert all(0.18 < letters.count(letter) / len(letters) < 0.32 for letter in "ABCD")
