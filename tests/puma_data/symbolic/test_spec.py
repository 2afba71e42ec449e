"""The spec alone is enough to recompute the goal, and it is plain, compact, parseable JSON."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from random import Random
from typing import Any

import pytest
import sympy

from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.recompute import recompute
from puma_data.symbolic.spec import Specs, dump, spec
from tests.puma_data.symbolic.sketches import SKETCHES, Sketch, renamed, scaled, turned


def written(problem: Problem) -> dict[str, Any]:
    """The spec after a round through JSON, everything said and drawn."""
    entry: dict[str, Any] = json.loads(dump(spec(problem, problem.facts, problem.facts)))
    return entry


@pytest.mark.parametrize("name", SKETCHES)
def test_the_goal_is_recomputed_from_the_json(name: str) -> None:
    for seed, factor in enumerate([Exact(1), Exact(1, 1000), Exact(40), sqrt(3) * 1000]):
        rng = Random(seed)
        sketch = scaled(turned(renamed(SKETCHES[name], rng), rng.uniform(0, 360)), factor)
        entry = written(sketch.problem())
        found = recompute(entry["goal"], entry["points"], entry["circles"])
        assert math.isclose(found, float(sympy.sympify(entry["answer"]["sympy"])), rel_tol=1e-9)
        assert math.isclose(found, entry["answer"]["value"], rel_tol=1e-9)


@pytest.mark.parametrize("name", SKETCHES)
def test_value_facts_share_the_vocabulary_of_goals(name: str) -> None:
    entry = written(SKETCHES[name].problem())
    unknowns = {symbol: value.sympy() for symbol, value in SKETCHES[name].unknowns.items()}
    for fact in entry["facts"]:
        assert list(fact) == ["kind", "args", "class", "value", "text", "picture"]
        assert (fact["value"] is not None) == (fact["class"] == "essential")
        if fact["value"] is not None:
            number = float(sympy.sympify(fact["value"]).subs(unknowns))
            assert math.isclose(recompute(fact, entry["points"], entry["circles"]), number, rel_tol=1e-9)


def test_printed_letters_and_helpers() -> None:
    problem = Sketch(
        {"A": 0j, "B": 4 + 0j, "_top": 3j}, [("segment", "A", "_top")], [], ("length", "A", "B"), Exact(4)
    ).problem()
    problem.names = {"A": "K", "B": "A", "_top": ""}
    entry = written(problem)
    assert entry["points"] == {"K": [0.0, 0.0], "A": [4.0, 0.0], "_top": [0.0, 3.0]}
    assert entry["goal"] == {"kind": "length", "args": ["K", "A"]}
    assert entry["facts"][0]["args"] == ["K", "_top"]
    unnamed = replace(SKETCHES["right"]).problem()
    unnamed.names = {"A": "", "B": "A", "C": "B"}
    assert set(written(unnamed)["points"]) == {"_A", "A", "B"}


def test_units() -> None:
    def unit(name: str, **change: Any) -> str | None:
        problem = replace(SKETCHES[name], **change).problem()
        problem.draft.unit = "cm"
        entry = written(problem)["answer"]["unit"]
        assert entry is None or isinstance(entry, str)
        return entry

    assert unit("right") == "cm"
    assert unit("right_area") == "cm^2"
    assert unit("diagonals") == "cm^2"
    assert unit("inscribed") == "degree"
    assert unit("right_sine") is None
    assert written(SKETCHES["right"].problem())["answer"]["unit"] is None


def test_labels_options_and_compact_bytes() -> None:
    problem = SKETCHES["right"].problem()
    wrong = [(Exact(7), "$7$", "added the legs", None), (sqrt(7), r"$\sqrt{7}$", "subtracted", None)]
    options = [(Exact(5), "$5$", None, None), *wrong]
    entry = spec(problem, problem.facts, (), [("$A$", (1, 2.0, 3.123456, 4))], options)
    text = dump(entry)
    assert text == dump(spec(problem, problem.facts, (), [("$A$", (1, 2.0, 3.123456, 4))], options))
    shared = Specs(problem, options)
    assert text == shared.text(problem.facts, (), [("$A$", (1, 2.0, 3.123456, 4))])
    assert dump(spec(problem, (), problem.facts)) == Specs(problem).text((), problem.facts)
    assert ": " not in text.replace('"answer": ', "") and "Exact" not in text and "Fact(" not in text
    again = json.loads(text)
    assert again["labels"] == [{"text": "$A$", "box": [1.0, 2.0, 3.12, 4.0]}]
    assert again["options"][1] == {"letter": "B", "value": "7", "text": "$7$", "error": "added the legs"}
    assert [fact["text"] for fact in again["facts"]] == [True] * len(problem.facts)
    with pytest.raises(ValueError, match="neither text nor picture"):
        spec(problem, problem.facts[1:], ())


def test_regions_are_listed_with_their_boundary() -> None:
    entry = written(SKETCHES["disk_in_square"].problem())
    assert entry["regions"] == [{"id": "r", "loops": entry["goal"]["args"]}]
    assert entry["goal"]["args"][1] == [["circle", "c", -1]]
    assert "regions" not in written(SKETCHES["right"].problem())


def test_steps_read_without_python() -> None:
    from tests.puma_data.symbolic.test_verify import solved

    steps = written(solved())["steps"]
    assert steps[0]["theorem"] == "pythagoras"
    assert steps[0]["premises"][0] == "right_angle B A C"
    assert set(steps[0]["premises"][1:]) == {"AB = 4", "AC = 3"}
    assert steps[0]["result"] == "BC = 5"
