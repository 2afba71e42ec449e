"""Every family of functions: it builds, is verified, is worded and drawn; its answers are right by other means."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
import sympy

from generators.functions import GENERATORS
from generators.functions.domain import FUNCTIONS
from puma_data.present.drawing import draw
from puma_data.present.naming import name_points
from puma_data.present.options import choices, distinct
from puma_data.present.shown import CannotLabel
from puma_data.present.solution import solution
from puma_data.present.templates import phrases, theorems
from puma_data.present.views import VIEWS, route
from puma_data.present.wording import Wording
from puma_data.registry import Generator, Request, Retry
from puma_data.symbolic.problem import Composite, Problem
from puma_data.symbolic.solve import Unsolvable
from puma_data.symbolic.spec import spec
from puma_data.symbolic.verify import verify

CASES = [(generator, variant) for generator in GENERATORS for variant in generator.variants]
IDS = [f"{generator.id}-{variant}" for generator, variant in CASES]


def made(generator: Generator, variant: str, count: int) -> list[Problem]:
    """The first problems of a variant that its family does not turn down itself."""
    found: list[Problem] = []
    for seed in range(40 * count):
        rng = Random(f"{variant} {seed}")
        try:
            problem = generator.invent(rng, Request(variant))
        except Retry:
            continue
        problem.names = name_points(problem, rng)
        found.append(problem)
        if len(found) == count:
            return found
    raise AssertionError(f"only {len(found)} problems of {variant}")


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_every_problem_passes_every_check(generator: Generator, variant: str) -> None:
    for problem in made(generator, variant, 25):
        assert verify(problem) == []
        assert problem.theorems and problem.depth >= 1


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_most_attempts_give_a_problem_and_none_is_unsolvable(generator: Generator, variant: str) -> None:
    kept = 0
    for seed in range(120):
        try:
            generator.invent(Random(seed), Request(variant))
            kept += 1
        except Retry:
            continue
        except Unsolvable as fault:
            raise AssertionError(seed) from fault
    assert kept >= 24


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_views_carry_every_fact_and_no_text_gives_away_a_given_of_the_picture(
    generator: Generator, variant: str
) -> None:
    wording = Wording()
    for problem in made(generator, variant, 4):
        worded = wording.word(problem, Random(1), None, True)
        for view in VIEWS:
            routing = route(problem, view, True)
            assert routing.text | routing.picture == set(problem.facts)
        lengths = [len(worded.questions[view]) for view in ("text_dominant", "text_lite", "vision_intensive")]
        assert lengths == sorted(lengths, reverse=True)
        text = worded.questions["vision_dominant"]
        for point in problem.figure.position:
            assert f"{point}(" not in text
        said = solution(problem, Random(1), wording)
        assert said.splitlines()[-1].startswith("Answer: $")
        assert "--" not in said and "None" not in said


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_answers_are_what_sympy_reads_and_options_differ_by_mathematics(generator: Generator, variant: str) -> None:
    offered = 0
    for problem in made(generator, variant, 6):
        entry = json.loads(json.dumps(spec(problem, set(problem.facts), set())))
        sympy.sympify(entry["answer"]["sympy"])
        for curve in entry["curves"]:
            if "sympy" in curve:
                sympy.sympify(curve["sympy"])
        options = choices(problem, Random(2))
        if options is None:
            continue
        offered += 1
        values = [option.value for option in options.options]
        assert len({option.printed for option in options.options}) == len(values)
        if isinstance(values[0], Composite):
            assert all(distinct(a, b) for i, a in enumerate(values) for b in values[i + 1 :])  # type: ignore[arg-type]
        else:
            assert len(set(values)) == len(values)
        assert options.options["ABCD".index(options.letter)].error is None
    assert offered >= 3


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=IDS)
def test_drawings_have_room_for_their_labels(generator: Generator, variant: str) -> None:
    drawn = 0
    for problem in made(generator, variant, 6):
        try:
            drawings = draw(problem, Random(3), page_text="What?", page_values=True, page_choices=None)
        except CannotLabel:
            continue
        drawn += 1
        assert drawings.bare and drawings.valued
        boxes = [box for _, box in drawings.valued.labels]
        for i, one in enumerate(boxes):
            for other in boxes[i + 1 :]:
                assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])
        bare = [text for text, _ in drawings.bare.labels]
        digits = [text for text in bare if any(c.isdigit() for c in text) and "^" not in text and "log" not in text]
        assert not digits, bare
    assert drawn >= 4


def test_no_variant_repeats_itself() -> None:
    from puma_data.symbolic.canonical import keys

    for generator, variant in CASES:
        problems = Counter(keys(problem).problem for problem in made(generator, variant, 25))
        assert len(problems) >= 10, (generator.id, variant)


def test_every_theorem_has_at_least_four_wordings_or_a_clause() -> None:
    wording = theorems("en", FUNCTIONS.name)
    for theorem in FUNCTIONS.theorems.values():
        entry = wording[theorem.name]
        assert entry["title"]
        assert len(entry["reasons"]) >= 4 if theorem.weight else True, theorem.name


def test_every_phrase_has_at_least_four_wordings() -> None:
    for family in (*(generator.id for generator in GENERATORS), "plots"):
        for key, paraphrases in phrases("en", family).items():
            assert len(set(paraphrases)) >= 4, key
