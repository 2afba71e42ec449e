"""Texts of every view: invariants, grammar that can be checked, and every paraphrase of every template."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from generators.plane.domain import PLANE
from puma_data.present import templates
from puma_data.present.clauses import SHAPES
from puma_data.present.options import choices
from puma_data.present.unicode_math import unicode_text
from puma_data.present.values import value
from puma_data.present.views import TOLD, VIEWS, info_class, route
from puma_data.present.wording import Worded, Wording
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Problem

WORDING = Wording()


def worded(problem: Problem, seed: int = 0) -> Worded:
    rng = Random(seed)
    return WORDING.word(problem, rng, choices(problem, rng) if seed % 2 else None, bool(seed % 3))


def texts(problem: Problem, seed: int) -> list[str]:
    result = worded(problem, seed)
    return [*result.questions.values(), result.statement, result.page_text]


def prose(text: str) -> str:
    return re.sub(r"\$[^$]*\$", "§", text)


def test_texts_are_clean(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        for text in texts(problem, seed):
            assert text.count("$") % 2 == 0, text
            assert "  " not in prose(text) and not re.search(
                r"[{}_\\]|\bNone\b| [,.;]|\.\.|,,| the the |\?\.", prose(text)
            ), text
            stem = text.split("\n")[0]
            assert stem[0] == "$" or stem[0].isupper(), text
            assert stem.endswith((".", "?")), text
            assert not re.search(r"\b[Aa] [aeio]\w", prose(text)), text
            assert not re.search(r"\b[Aa]n [bcdfgjklmnpqrstvwxyz]\w", prose(text)), text
            assert not re.search(r"(?<=[.?] )[a-z]", prose(text).replace("e.g. ", "")), text


def test_statement_speaks_of_no_figure(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        statement = worded(problem, seed).statement
        assert not re.search(r"\b((in|from|to) the (figure|diagram)|picture|image|shown)\b", prose(statement)), seed


def test_text_shrinks_with_the_views(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        q = worded(problem, seed).questions
        assert len(q["text_dominant"]) >= len(q["text_lite"]) >= len(q["vision_intensive"]), q


def test_moved_values_left_the_text_and_others_stand_in_it(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        result = worded(problem, 2 * seed)
        for quantity, amount in problem.givens.items():
            printed = value(problem, quantity, amount)
            pattern = rf"(?<![\d.]){re.escape(printed)}(?![\d.]*\d)"
            if isinstance(amount, Exact) and quantity[0] == "quotient":
                continue
            for view in ("text_only", "text_dominant", "text_lite", "vision_intensive"):
                assert re.search(pattern, result.questions[view]), (printed, result.questions[view])
            if len(printed) > 1:
                assert not re.search(pattern, result.questions["vision_dominant"]), (
                    printed,
                    result.questions["vision_dominant"],
                )


def test_answer_is_in_no_text(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        result = worded(problem, 2 * seed)
        if len(result.answer) > 2 and all(result.answer not in value(problem, q, v) for q, v in problem.givens.items()):
            for text in result.questions.values():
                assert not re.search(
                    rf"(?<![\d.]){re.escape(result.answer)}(?![\d.]*\d)", text.replace(r"90^\circ", "")
                ), text


def test_every_point_of_the_question_has_a_letter(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        letters = {letter for letter in problem.names.values() if letter}
        allowed = letters | set("SPCV") | {"r", "d", "n"} | set(problem.figure.unknowns)
        for formula in re.findall(r"\$([^$]*)\$", worded(problem, 2 * seed).statement):
            bare = re.sub(r"\\text\{[^}]*\}|\\[A-Za-z]+", " ", formula)
            assert set(re.findall(r"[A-Z]", bare)) <= allowed, (formula, problem.names)


def test_text_and_picture_carry_every_fact(problems: list[Problem]) -> None:
    for problem in problems:
        result = worded(problem)
        for view in VIEWS:
            routing = route(problem, view, True)
            assert routing.text | routing.picture == set(problem.facts)
            assert {info_class(problem, fact) for fact in routing.text} <= TOLD[view]
            assert result.in_text[view] == routing.text


def test_same_seed_same_words(problems: list[Problem]) -> None:
    for problem in problems[:40]:
        assert worded(problem, 5) == worded(problem, 5)


def test_vision_only_is_one_of_few_instructions(problems: list[Problem]) -> None:
    seen = {worded(problem, seed).questions["vision_only"] for seed, problem in enumerate(problems)}
    assert seen <= set(templates.load("en", "frames")["instruction"]) and len(seen) <= 8


def test_page_asks_and_tells_values_only_where_the_figure_does_not(handmade: list[Problem]) -> None:
    for problem in handmade:
        shown = WORDING.word(problem, Random(1), None, True).page_text
        typeset = WORDING.word(problem, Random(1), None, False).page_text
        for quantity, amount in problem.givens.items():
            printed = value(problem, quantity, amount)
            assert printed in typeset
            assert not re.search(rf"(?<![\d.]){re.escape(printed)}(?![\d.]*\d)", shown)


def test_measured_shares_of_openings(problems: list[Problem]) -> None:
    verbs: Counter[str] = Counter()
    lengths = []
    for seed in range(3):
        for problem in problems:
            statement = WORDING.word(problem, Random(f"{seed}{problem.names}"), None, False).statement
            lengths.append(len(statement.split()))
            verbs["find"] += bool(re.search(r"\b[Ff]ind\b", statement))
    assert 0.3 < verbs["find"] / len(lengths) < 0.75
    assert 14 <= sorted(lengths)[len(lengths) // 2] <= 45


def test_options_stand_under_the_question(handmade: list[Problem]) -> None:
    for seed, problem in enumerate(handmade):
        rng = Random(seed)
        if (options := choices(problem, rng)) is None:
            continue
        result = WORDING.word(problem, rng, options, True)
        assert result.answer == options.letter and result.answer_kind == "choice"
        for view in VIEWS[:-1]:
            assert all(option.printed in result.questions[view] for option in options.options)
        assert not any(option.printed in result.questions["vision_only"] for option in options.options)


# --- templates ------------------------------------------------------------------------------------------------------


def test_every_kind_has_four_paraphrases() -> None:
    facts = templates.load("en", "facts")
    for kind in PLANE.facts:
        if kind == "value":
            continue
        for form, paraphrases in facts["shape" if kind in SHAPES else kind].items():
            assert len(paraphrases) >= 4 and len(set(paraphrases)) >= 4, (kind, form)
    for kind in PLANE.quantities:
        assert len(set(templates.load("en", "numbers")[kind])) >= 3, kind
        assert len(templates.load("en", "numbers")[kind]) >= 4, kind
        assert len(templates.load("en", "questions")[kind]) >= 4, kind


@pytest.mark.parametrize("name", ["facts", "numbers", "questions"])
def test_every_paraphrase_instantiates(name: str) -> None:
    slots = """
    symbol value what polygon circle arc sector region top bottom ratio letters a_shape shape points lie are
    named_points first second first_symbol second_symbol segment segment' segments points_joined side apex chain items
    adjective order thing noun a_noun other a_thing
    """
    words = dict.fromkeys(slots.split(), "w")
    for key, entry in templates.load("en", name).items():
        forms = [entry] if isinstance(entry, list) else entry.values()
        for paraphrase in (p for form in forms for p in form):
            text = templates.fill(paraphrase, lambda role: "Z", words)
            assert text.count("$") % 2 == 0 and "{" not in re.sub(r"\\[a-z]+(\{[^}]*\})+", "", text), (key, paraphrase)
            assert not text.endswith(".") and (text[0] == "$" or text[0].islower()), (key, paraphrase)


def test_missing_role_or_slot_is_an_error() -> None:
    with pytest.raises(templates.TemplateError, match="no role Q"):
        templates.fill("$Q$ is here", lambda role: None, {})
    with pytest.raises(templates.TemplateError, match="nothing fills"):
        templates.fill("{thing} is here", lambda role: "A", {})
    with pytest.raises(templates.TemplateError, match="no templates for language"):
        templates.folder("xx")


@pytest.mark.parametrize(
    ("noun", "article"),
    [
        ("equilateral triangle", "an"),
        ("rectangle", "a"),
        ("isosceles trapezoid", "an"),
        ("8-sided polygon", "an"),
        ("12-gon", "a"),
    ],
)
def test_articles(noun: str, article: str) -> None:
    assert templates.with_article(noun) == f"{article} {noun}"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$\angle ABC = 60^\circ$", "∠ABC = 60°"),
        (r"$\frac{5 \sqrt{3}}{2}$", "5√3/2"),
        (r"$\triangle ABC \sim \triangle DEF$", "△ABC ∼ △DEF"),
        (r"$AB \parallel CD$ and $EF \perp GH$", "AB ∥ CD and EF ⊥ GH"),
        (r"$\odot O$", "⊙O"),
        (r"$5\text{ cm}^2$", "5 cm²"),
        (r"$\overset{\frown}{AB} = 4 \pi$", "arc AB = 4π"),
        (r"$\sqrt{3^2 + 4^2}$", "√(3² + 4²)"),
        (r"$S_{\triangle ABC}$", "S(△ABC)"),
        (r"$\sin \angle A = \frac{3}{5}$", "sin ∠A = 3/5"),
    ],
)
def test_unicode(latex: str, text: str) -> None:
    assert unicode_text(latex) == text


def test_unicode_leaves_no_latex(problems: list[Problem]) -> None:
    wording = Wording("en", "unicode")
    for seed, problem in enumerate(problems):
        for text in wording.word(problem, Random(seed), None, True).questions.values():
            assert not re.search(r"[$\\{}]", text), text


def test_no_phrase_is_written_twice_in_a_file() -> None:
    """YAML keeps the last of two equal keys in silence."""
    for path in (Path(__file__).parents[3] / "templates").rglob("*.yaml"):
        keys = re.findall(r"^[\w-]+(?=:)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(set(keys)) == len(keys), path
