"""What a problem says: the full statement, the question of each view, the text of the typeset page.

One plan serves every view: facts are told in order of construction, several clauses a sentence, then what is given,
then what is
asked. A view tells only its own information classes; what it does not tell leaves no trace in its text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from puma_data.present import answer, templates
from puma_data.present.clauses import Clauses, no_role
from puma_data.present.options import Choices
from puma_data.present.setting import Setting, clause_series, is_sentence
from puma_data.present.templates import capitalised, fill, series, uncapitalised
from puma_data.present.unicode_math import unicode_text
from puma_data.present.values import printed_name
from puma_data.present.views import TOLD, VIEWS, info_class, route
from puma_data.symbolic.facts import Fact, InfoClass, Quantity
from puma_data.symbolic.problem import Phrase, Problem

COMPACT = 0.72
"""Share of problems in which a polygon opens a sentence ("In triangle ABC, …") instead of making one of its own."""


@dataclass(frozen=True, slots=True)
class Worded:
    """The texts of one problem.

    ``statement`` is the full text form without options. ``questions`` holds for each view all the text the model
    gets, options
    included (`vision_only`: a fixed instruction; statement and options are typeset on the page, whose text without
    the options is
    ``page_text``). ``answer`` is LaTeX without dollars: the number, with a degree sign for angles, without any other
    unit (named by
    ``answer_unit``); for multiple choice the letter. ``in_text`` are the facts whose content each question tells.
    """

    statement: str
    questions: dict[str, str]
    page_text: str
    answer: str
    answer_kind: str
    answer_unit: str | None
    in_text: dict[str, frozenset[Fact]]


class Plainly(Random):
    """Takes the first of everything: one wording, and the letters that the author chose."""

    def random(self) -> float:
        return 0.0

    def choice(self, seq: Any) -> Any:
        return seq[0]

    def choices(self, population: Any, *args: Any, **options: Any) -> list[Any]:
        return [population[0]]


class Wording:
    """Words problems in a language, with formulas as ``$LaTeX$`` or in Unicode."""

    def __init__(self, language: str = "en", math: Literal["latex", "unicode"] = "latex") -> None:
        self.language = language
        self.math = math
        self.frames = templates.load(language, "frames")
        self.asked = templates.load(language, "questions")

    def word(self, problem: Problem, rng: Random, choices: Choices | None, page_values: bool) -> Worded:
        """Word a named problem. ``page_values``: the page shows its essential facts as labels, so its text only
        asks."""
        text = _Text(self, problem, rng, choices is not None)
        figure = rng.choice(self.frames["figure"])
        options = self.options(choices, rng) if choices else ""
        page: set[InfoClass] = set() if page_values else {"essential"}
        instruction = rng.choice(self.frames["instruction"])
        stems = {view: text.sentences(TOLD[view], "" if view == "text_only" else figure) for view in VIEWS[:-1]}
        statement = self.shown(stems["text_only"])
        questions: dict[str, str] = {view: self.shown(stem) + options for view, stem in stems.items()}
        questions["vision_only"] = instruction
        return Worded(
            statement,
            questions,
            text.sentences(page, ""),
            choices.letter if choices else answer.printed(problem, problem.whole or problem.answer),
            "choice" if choices else answer.kind(problem),
            answer.unit(problem),
            {view: route(problem, view, page_values).text for view in VIEWS},
        )

    def shown(self, text: str) -> str:
        """The text with its formulas in the notation of this wording."""
        return unicode_text(text) if self.math == "unicode" else text

    def options(self, choices: Choices, rng: Random) -> str:
        """The options, a line each, after their stem."""
        mark = rng.choice(("{}. ", "{}. ", "({}) ", "{}) "))
        lines = [mark.format("ABCD"[i]) + self.shown(option.printed) for i, option in enumerate(choices.options)]
        return "\n" + "\n".join(lines)


class _Text:
    """The sentences of one problem."""

    def __init__(self, wording: Wording, problem: Problem, rng: Random, multiple_choice: bool) -> None:
        self.wording = wording
        self.frames = wording.frames
        self.problem = problem
        self.multiple_choice = multiple_choice
        self.clauses = Clauses(problem, rng, wording.language)
        self.covered = {fact: phrase for phrase in problem.draft.phrases for fact in phrase.covers}
        question = problem.draft.question
        self.own_question = self.clauses.phrase(question) if question else None
        self.alias: list[str] = rng.choice(self.frames["alias"])
        self.ask = self._ask(rng)
        self.closing = self._closing(rng)
        self.compact = rng.random() < COMPACT
        self._parts: dict[frozenset[InfoClass], list[str]] = {}

    def sentences(self, classes: Collection[InfoClass], opening: str) -> str:
        """The text that tells these information classes and asks the question, after an opening such as "in the
        figure, "."""
        key = frozenset(classes)
        if key not in self._parts:  # several views tell the same
            self._parts[key] = self._sentences(key)
        first, *rest = self._parts[key]
        if opening:
            first = opening + uncapitalised(first)
        return " ".join(map(capitalised, (first, *rest)))

    def _sentences(self, classes: frozenset[InfoClass]) -> list[str]:
        told = [fact for fact in self.problem.facts if info_class(self.problem, fact) in classes]
        scene = (
            [phrase for phrase in self.problem.draft.phrases if not phrase.covers] if "descriptive" in classes else []
        )
        letters = self._aliases() if "descriptive" in classes else []
        lead_allowed = self.compact and not letters  # letters for quantities come between
        openings = self._frame("have"), self._frame("let")
        lead, parts = Setting(self.clauses, told, self.covered, scene, lead_allowed, *openings).sentences()
        parts += [*letters, *self._asking(told, lead)]
        return parts

    # --- letters for quantities -------------------------------------------------------------------------------------

    def _aliases(self) -> list[str]:
        """Sentences that define the letters by which quantities are printed."""
        draft, problem = self.problem.draft, self.problem
        used = {problem.goal, *problem.givens, *(q for step in problem.steps for q in (step.quantity, *step.parents))}
        frame, item = self.alias
        items = []
        for quantity, alias in draft.aliases.items():
            if quantity in used or any(quantity in part for part in problem.goal[1:] if isinstance(part, tuple)):
                own = problem.figure.domain.quantities[quantity[0]].symbol(
                    lambda name: printed_name(problem, name), quantity[1:]
                )
                items.append(fill(item, no_role, {"own": own, "alias": alias}))
        return [fill(frame, no_role, {"items": series(items)})] if items else []

    # --- what is given and asked ------------------------------------------------------------------------------------

    def _asking(self, told: list[Fact], lead: str) -> list[str]:
        """The sentences with the conditions and the question."""
        conditions: list[str] = []
        sentences: list[str] = []
        done: set[Phrase] = set()
        for fact in told:
            if fact.kind != "value":
                continue
            phrase = self.covered.get(fact)
            if phrase is None:
                conditions.append(self.clauses.given(fact, told))
            elif phrase not in done:
                done.add(phrase)
                text = self.clauses.phrase(phrase)
                if is_sentence(text):
                    sentences.append(text)
                else:
                    conditions.append(text)
        if lead and any(lead[3:-2] in text for text in (*sentences, *conditions)):
            lead = ""  # what is given names the figure itself
        if sentences and lead:
            sentences[0], lead = lead + sentences[0], ""
        own = self.own_question
        if own is not None and is_sentence(own):
            if conditions and len(conditions) < 6 and not re.search(r"[.?!] ", own):
                question = own[:1].lower() + own[1:]
                own = self._frame("lead", conditions=clause_series(conditions), question=question, then="")
            elif conditions:
                sentences.append(lead + self._frame("conditions", conditions=clause_series(conditions)))
                lead = ""
            return [*sentences, lead + own, *self.closing]
        while len(conditions) > 5:
            sentences.append(lead + self._frame("conditions", conditions=clause_series(conditions[:3])))
            conditions, lead = conditions[3:], ""
        what = own if own is not None else self._what(self.problem.goal, told)
        gap = self.ask == "blank"
        question = self._frame("blank", what=what) if gap else fill(self.ask, no_role, {"what": what})
        if conditions:
            then = "then " if gap else ""
            question = self._frame("lead", conditions=clause_series(conditions), question=question, then=then)
        return [*sentences, lead + question, *self.closing]

    def _frame(self, name: str, **words: str) -> str:
        return fill(self.clauses.choose(name, self.frames[name]), no_role, words)

    def _what(self, quantity: Quantity, told: Collection[Fact]) -> str:
        """A quantity as a noun phrase."""
        kind = quantity[0]
        if quantity in self.problem.draft.aliases:
            dimension = self.problem.figure.dimension(quantity)
            kind = {1: "alias_length", "degree": "alias_angle"}.get(dimension, "alias")
        elif kind == "length" and self.clauses.is_side(*quantity[1:]):
            kind = "length_side"
        roles, words = self.clauses.parts(quantity, told)
        if "thing" in words and kind not in self.wording.asked:
            kind = "measure"
        return self.clauses.say(self.clauses.choose(("what", quantity), self.wording.asked[kind]), roles, **words)

    def _ask(self, rng: Random) -> str:
        """The sentence that asks, by its measured share."""
        shares = self.frames["ask"]["choice" if self.multiple_choice else "free"]
        asks = {
            template: share
            for share, template in shares.items()
            if template != "blank" or self.problem.draft.rounding is None
        }
        return str(rng.choices(list(asks), list(asks.values()))[0])

    def _closing(self, rng: Random) -> list[str]:
        """The request to round, or now and then to stay exact."""
        places = self.problem.draft.rounding
        if places is not None:
            return [str(rng.choice(self.frames["rounding"][places]))]
        exact = self.problem.answer
        if (
            self.problem.whole
            or self.multiple_choice
            or exact.is_rational
            or rng.random() > (0.5 if exact.has_pi else 0.25)
        ):
            return []
        return [rng.choice(self.frames["exact"]["pi" if exact.has_pi else "surd"])]
