"""One problem from its index: invent, verify, word, draw. The same index gives the same bytes, whoever asks and
whenever.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import Any

from puma_data.dataset.config import GenerateConfig
from puma_data.dataset.plan import Mixed, Plan, Stratum
from puma_data.dataset.schema import Made, Rejected
from puma_data.present.drawing import Drawings, draw
from puma_data.present.naming import name_points
from puma_data.present.options import Choices, choices
from puma_data.present.shown import CannotLabel
from puma_data.present.solution import solution
from puma_data.present.views import VIEWS, route
from puma_data.present.wording import Plainly, Worded, Wording
from puma_data.registry import Retry, generators, thinning
from puma_data.symbolic.canonical import Keys, keys
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.solve import Unsolvable, level
from puma_data.symbolic.spec import Specs
from puma_data.symbolic.verify import verify

ATTEMPTS = 60
"""Tries before an index is given up; an index after ``n`` then takes its place."""
DRAWING = {
    "text_dominant": "bare",
    "text_lite": "bare",
    "vision_intensive": "marked",
    "vision_dominant": "valued",
    "vision_only": "page",
}


class Unfit(Exception):
    """A problem that must not be written; the message says why, for the count of rejects."""


@dataclass(slots=True)
class Presented:
    """A verified problem with everything a reader sees of it."""

    problem: Problem
    keys: Keys
    worded: Worded
    solution: str
    choices: Choices | None
    drawings: Drawings | None
    page_values: bool


class Maker:
    """Makes the problems of one run, each from its index."""

    def __init__(self, config: GenerateConfig) -> None:
        self.config = config
        installed = [generator for generator in generators() if generator.domain in config.shares]
        self.plan = Mixed(config, installed) if len(config.shares) > 1 else Plan(config, installed)
        self.thinning = {domain: thinning(domain) for domain in config.shares}
        self.wording = Wording(config.lang, config.math)
        self.pictures = {DRAWING[view] for view in config.views if view in DRAWING}

    def make(self, index: int) -> Made | Rejected:
        """The problem of an index; `Rejected` when no attempt gave one that passes every check."""
        planned = self.plan.at(index)
        rejected: Counter[str] = Counter()
        thrown = ""
        for attempt in range(ATTEMPTS):
            stratum = self.plan.relaxed(planned, attempt)
            rng = Random(f"{self.config.seed}/{self.config.domain}/{index}/{attempt}")
            try:
                presented = self.present(stratum, rng)
            except (Retry, Unsolvable) as unmade:
                thrown = _one_line(unmade)
            except Unfit as unfit:
                rejected[str(unfit)] += 1
            except (
                Exception,
                SystemExit,
            ) as fault:  # a generator's or a rule's: named, counted, survived
                rejected[f"{stratum.generator.id}: {type(fault).__name__}: {_one_line(fault)}"] += 1
            else:
                return Made(
                    index,
                    self.rows(index, presented),
                    presented.keys.problem,
                    presented.keys.structure,
                    presented.keys.chain,
                    stratum.generator.id,
                    presented.worded.answer,
                    dict(rejected),
                )
        reason = rejected.most_common(1)[0][0] if rejected else f"{planned.generator.id}: {thrown}"
        return Rejected(index, reason, planned.generator.id)

    def present(self, stratum: Stratum, rng: Random) -> Presented:
        """Invent, verify, word and draw one problem; raises where it fails."""
        problem = stratum.generator.invent(rng, stratum.request)
        if self.config.givens is not None and len(problem.givens) > self.config.givens:
            raise Retry("more values than asked for")
        for label in labels(problem):
            if rng.random() >= self.thinning[problem.domain].get(label, 1.0):
                raise Retry("common")
        plain = self.config.style == "plain"
        if plain and problem.draft.graphs:
            raise Retry("four graphs with their numbers have no room in the plain look")
        words = Plainly() if plain else rng
        if plain:
            problem.draft.aliases = {}
        problem.names = name_points(problem, words)
        if faults := verify(problem):
            raise Unfit(f"verify: {faults[0].split(':')[0]}")
        options = choices(problem, rng, self.config.lang) if stratum.multiple_choice or problem.only_options else None
        page_values = rng.random() < 0.5 or problem.draft.graphs is not None  # graphs are read by their ticks
        worded = self.wording.word(problem, words, options, page_values)
        lengths = [len(worded.questions[view]) for view in ("text_dominant", "text_lite", "vision_intensive")]
        if lengths != sorted(lengths, reverse=True):
            raise Unfit("wording: a view that tells less came out longer")
        drawings = None
        if self.pictures:
            try:
                drawings = draw(
                    problem,
                    rng,
                    size=self.config.image_size,
                    page_text=worded.page_text,
                    page_values=page_values,
                    page_choices=[option.printed for option in options.options]
                    if options and not problem.draft.graphs  # the panels are the options
                    else None,
                    pictures=self.pictures,
                    plain=plain,
                )
            except CannotLabel as reason:
                raise Unfit(f"drawing: {reason}") from None
        return Presented(
            problem,
            keys(problem),
            worded,
            solution(problem, words, self.wording, options),
            options,
            drawings,
            page_values,
        )

    def rows(self, index: int, presented: Presented) -> list[dict[str, Any]]:
        """The dataset rows of a problem, one a requested view."""
        problem, worded, options = presented.problem, presented.worded, presented.choices
        problem_id = f"{problem.domain}-{self.config.seed}-{index:08d}"
        common = {
            "problem_id": problem_id,
            "domain": problem.domain,
            "family": problem.family,
            "language": self.config.lang,
            "statement": worded.statement,
            "choices": [self.wording.shown(option.printed) for option in options.options] if options else None,
            "answer": worded.answer,
            "answer_value": None if problem.whole else float(problem.answer),
            "answer_kind": worded.answer_kind,
            "answer_unit": worded.answer_unit,
            "solution": presented.solution,
            "depth": problem.depth,
            "steps": problem.features["steps"],
            "level": level(problem.features),
            "theorems": list(problem.theorems),
        }
        rows = []
        specs = Specs(problem, options.options if options else None)
        for view in VIEWS:
            if view not in self.config.views:
                continue
            picture = presented.drawings and view in DRAWING and getattr(presented.drawings, DRAWING[view])
            routing = route(problem, view, presented.page_values)
            labels = picture.labels if picture else []
            rows.append(
                {
                    "id": f"{problem_id}/{view}",
                    **common,
                    "view": view,
                    "question": worded.questions[view],
                    "image": picture.png if picture else None,
                    "spec": specs.text(routing.text, routing.picture, labels),
                }
            )
        return rows


def labels(problem: Problem) -> tuple[str, str]:
    """What a problem is counted by where no answer and no chain of theorems may be too common."""
    answer = problem.whole.sympy if problem.whole else problem.answer.sympy()
    return "answer " + answer, "chain " + " > ".join(problem.theorems)


def _one_line(fault: BaseException) -> str:
    """What went wrong, numbers masked: one fault is one reason, whatever the problem."""
    return re.sub(r"\d+(\.\d+)?", "#", " ".join(str(fault).split()))[:80]
