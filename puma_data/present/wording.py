"""What a problem says: the full statement, the question of each view, the text of the typeset page.

One plan serves every view: facts are told in order of construction, several clauses a sentence, then what is given, then what is
asked. A view tells only its own information classes; what it does not tell leaves no trace in its text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile
from random import Random
from typing import Any, Literal

from puma_data.present import answer, templates
from puma_data.present.clauses import SHAPES, Clauses, no_role, sides_of
from puma_data.present.options import Choices
from puma_data.present.templates import articles_fitted, capitalised, fill, series, uncapitalised
from puma_data.present.unicode_math import unicode_text
from puma_data.present.values import printed_name, symbol, value
from puma_data.present.views import TOLD, VIEWS, View, info_class, route
from puma_data.symbolic.facts import Fact, InfoClass, Quantity
from puma_data.symbolic.problem import Phrase, Problem

CLAUSES_A_SENTENCE = 3
WORDS_A_SENTENCE = 26


@dataclass(frozen=True, slots=True)
class Worded:
    """The texts of one problem.

    ``statement`` is the full text form without options. ``questions`` holds for each view all the text the model gets, options
    included (`vision_only`: a fixed instruction; statement and options are typeset on the page, whose text without the options is
    ``page_text``). ``answer`` is LaTeX without dollars: the number, with a degree sign for angles, without any other unit (named by
    ``answer_unit``); for multiple choice the letter. ``in_text`` are the facts whose content each question tells.
    """

    statement: str
    questions: dict[str, str]
    page_text: str
    answer: str
    answer_kind: str
    answer_unit: str | None
    in_text: dict[str, frozenset[Fact]]


class Wording:
    """Words problems in a language, with formulas as ``$LaTeX$`` or in Unicode."""

    def __init__(self, language: str = "en", math: Literal["latex", "unicode"] = "latex") -> None:
        self.language = language
        self.math = math
        self.frames = templates.load(language, "frames")
        self.asked = templates.load(language, "questions")

    def word(self, problem: Problem, rng: Random, choices: Choices | None, page_values: bool) -> Worded:
        """Word a named problem. ``page_values``: the page shows its essential facts as labels, so its text only asks."""
        text = _Text(self, problem, rng, choices is not None)
        figure = rng.choice(self.frames["figure"])
        options = self.options(choices, rng) if choices else ""
        page: set[InfoClass] = set() if page_values else {"essential"}
        instruction = rng.choice(self.frames["instruction"])
        stems = {view: text.sentences(TOLD[view], "" if view == "text_only" else figure) for view in VIEWS[:-1]}
        statement = self.shown(stems["text_only"])
        questions = {view: self.shown(stem) + options for view, stem in stems.items()}
        questions["vision_only"] = instruction
        return Worded(
            statement,
            questions,
            text.sentences(page, ""),
            choices.letter if choices else answer.printed(problem, problem.answer),
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
        self.own_question = self._phrase(question) if question else None
        self.ask = self._ask(rng)
        self.closing = self._closing(rng)
        self.compact = rng.random()
        self.inscribes = rng.random() < 0.7

    def sentences(self, classes: Collection[InfoClass], opening: str) -> str:
        """The text that tells these information classes and asks the question, after an opening such as "in the figure, "."""
        told = [fact for fact in self.problem.facts if info_class(self.problem, fact) in classes]
        lead, parts = self._setting(told, classes)
        parts += self._asking(told, classes, lead)
        if opening:
            parts[0] = opening + uncapitalised(parts[0])
        return " ".join(map(capitalised, parts))

    # --- what the figure is ---------------------------------------------------------------------------------------------------

    def _setting(self, told: list[Fact], classes: Collection[InfoClass]) -> tuple[str, list[str]]:
        """A lead for the question's sentence ("in triangle ABC, ") where nothing else needs it, and the sentences before it."""
        clauses = self.clauses
        plain = [fact for fact in told if fact.kind != "value" and fact not in self.covered]
        heads = self._heads(plain)
        spoken: list[str | tuple[str, ...]] = []  # a clause, or a whole sentence as a 1-tuple
        if "descriptive" in classes:
            spoken += [self._sentence(phrase) for phrase in self.problem.draft.phrases if not phrase.covers]
        done: set[Any] = set()
        for head in [*heads]:
            if self._named_elsewhere(head, plain):
                heads.remove(head)
        lead_head = None
        drawn = self._drawn(told, heads)
        for index, fact in enumerate(told):
            if fact.kind == "value" or fact in done:
                continue
            phrase = self.covered.get(fact)
            if phrase is not None:
                if phrase not in done:
                    done.add(phrase)
                    spoken.append(self._sentence(phrase))
                continue
            if fact.kind == "polygon" or fact.kind in SHAPES:
                head = next((h for h in heads if set(h.args) == set(fact.args)), None)
                if head is None or head in done:
                    continue
                done.add(head)
                circle = self._circumscribed(head, plain)
                if circle is not None:
                    done.add(circle)
                    spoken.append(clauses.inscribed(head, circle.args[0], told))
                elif lead_head is None and not spoken:
                    lead_head = head
                elif lead_head is not None and not spoken and (side := _shared_side(lead_head, head)) is not None:
                    spoken.append(clauses.sharing(lead_head, head, side, told))
                    lead_head = None
                elif head.kind != "polygon":
                    spoken.append(clauses.clause(head, told))
                elif not all(_covers(self.problem, drawn - set(sides_of(head.args)), side) for side in sides_of(head.args)):
                    spoken.append(clauses.clause(head, told))
                continue
            if fact.kind == "segment":
                run = list(takewhile(lambda f: f.kind == "segment" and f not in self.covered, told[index:]))
                done.update(run)
                rest = [f.args for f in run if not _covers(self.problem, drawn, frozenset(f.args)) and len(clauses.named(f.args)) == 2]
                spoken += [clauses.joined(rest)] if rest else []
                continue
            if fact.kind == "circle" and self._circle_named(fact, told):
                continue
            if fact.kind in ("on_circle", "on_arc") and len(clauses.named(p for p in fact.args[1:] if p in self.problem.figure.position)) == 0:
                continue
            partner = next((f for f in told[index + 1 :] if f.kind == fact.kind and f not in done and f not in self.covered), None)
            both = clauses.pair(fact, partner) if partner is not None else None
            if both is not None:
                done.add(partner)
                spoken.append(both)
            else:
                spoken.append(clauses.clause(fact, told))
        lead = ""
        if lead_head is not None:
            first = spoken[0] if spoken else None
            letters = {clauses.letter(p) for p in lead_head.args}
            if self.compact < 0.72 and (first is None or (isinstance(first, str) and any(letter in first for letter in letters))):
                lead = f"in {clauses.polygon(lead_head.args, told)}, "
            else:
                opening = clauses.alone(lead_head, told)
                if isinstance(first, str) and _is_formula(first):
                    opening += " with " + first
                    spoken.pop(0)
                spoken.insert(0, (opening + ".",))
        sentences = self._joined(spoken, lead)
        if "descriptive" in classes:
            sentences += self._aliases()
        return (lead, sentences) if not spoken else ("", sentences)

    def _joined(self, spoken: Sequence[str | tuple[str, ...]], lead: str) -> list[str]:
        """Clauses joined to sentences, up to three each; the lead opens the first."""
        sentences: list[str] = []
        group: list[str] = []

        def close() -> None:
            if group:
                opening = lead if not sentences else self._frame("have") if _is_formula(group[0]) else ""
                sentences.append(opening + clause_series(group) + ".")
                group.clear()

        for part in spoken:
            if isinstance(part, tuple):
                close()
                sentences.append(part[0])
                continue
            if len(group) == CLAUSES_A_SENTENCE or sum(len(c.split()) for c in (*group, part)) > WORDS_A_SENTENCE:
                close()
            group.append(part)
        close()
        return sentences

    def _heads(self, told: Sequence[Fact]) -> list[Fact]:
        """One fact for each polygon that is told: the most special shape where there is one."""
        heads: dict[frozenset[str], Fact] = {}
        for fact in told:
            if fact.kind == "polygon" or fact.kind in SHAPES:
                key = frozenset(fact.args)
                if key not in heads or heads[key].kind == "polygon":
                    heads[key] = fact
        return list(heads.values())

    def _named_elsewhere(self, head: Fact, told: Sequence[Fact]) -> bool:
        """Whether another clause names the polygon by its shape ("triangles ABC and DEF are similar")."""
        size = len(head.args)
        for fact in told:
            if fact.kind in ("similar", "congruent"):
                if set(head.args) in (set(fact.args[:size]), set(fact.args[size:])) and len(fact.args) == 2 * size:
                    return True
            elif fact.kind in ("inside", "centroid", "incircle") and set(head.args) <= set(fact.args) and size >= len(fact.args) - 2:
                return True
        return False

    def _circumscribed(self, head: Fact, told: Sequence[Fact]) -> Fact | None:
        """The fact that puts all vertices of a polygon, and no other point, on a circle."""
        if not self.inscribes:
            return None
        return next((f for f in told if f.kind == "on_circle" and set(f.args[1:]) == set(head.args)), None)

    def _circle_named(self, circle: Fact, told: Sequence[Fact]) -> bool:
        """Whether another clause that is told names the circle together with its centre (or it has no name to tell)."""
        name = circle.args[0]
        noun, centre = self.clauses.circle(name), self.clauses.letter(circle.args[1])
        if centre and centre not in noun:
            return False
        kinds = ("on_circle", "diameter", "on_arc", "tangent", "equal_arc", "incircle")
        if any(fact.kind in kinds and fact.args[0] == name and fact not in self.covered for fact in told):
            return True
        return any(
            fact.kind == "value" and fact.args[0][0] in ("radius", "diameter", "circumference", "disk") and fact.args[0][1] == name
            for fact in told
        )

    def _drawn(self, told: Sequence[Fact], heads: Sequence[Fact]) -> set[frozenset[str]]:
        """The segments that clauses about other things mention."""
        drawn = {side for head in heads for side in sides_of(head.args)}
        for fact in told:
            kind, args = fact.kind, fact.args
            if fact in self.covered:
                continue
            if kind in ("between", "midpoint", "beyond"):
                drawn.add(frozenset(args[1:3]))
                if kind == "beyond":
                    drawn.add(frozenset((args[0], args[1])))
            elif kind in ("crossing", "perpendicular", "parallel"):
                pairs = args[1:] if kind == "crossing" else args[:4]
                drawn |= {frozenset(pairs[:2]), frozenset(pairs[2:4])}
            elif kind == "equal_length":
                drawn |= {frozenset(args[i : i + 2]) for i in range(0, len(args), 2)}
            elif kind == "bisector":
                drawn.add(frozenset((args[0], args[2])))
            elif kind in ("tangent", "diameter"):
                drawn.add(frozenset(args[1:3]))
            elif kind in ("similar", "congruent"):
                half = len(args) // 2
                drawn |= {*sides_of(args[:half]), *sides_of(args[half:])}
            elif kind in ("inside", "incircle", "centroid"):
                drawn |= {*sides_of(args[1:] if kind != "incircle" else args[1:4])}
            elif kind == "sector":
                drawn |= {frozenset((args[3], args[1])), frozenset((args[3], args[2]))}
            elif kind == "value" and args[0][0] == "length":
                drawn.add(frozenset(args[0][1:]))
        return drawn

    def _aliases(self) -> list[str]:
        """Sentences that define the letters by which quantities are printed."""
        draft, problem = self.problem.draft, self.problem
        used = {problem.goal, *problem.givens, *(q for step in problem.steps for q in (step.quantity, *step.parents))}
        frame, item = self.clauses.choose("alias", self.frames["alias"])
        items = []
        for quantity, alias in draft.aliases.items():
            if quantity in used or any(quantity in part for part in problem.goal[1:] if isinstance(part, tuple)):
                own = problem.figure.domain.quantities[quantity[0]].symbol(lambda name: printed_name(problem, name), quantity[1:])
                items.append(fill(item, no_role, {"own": own, "alias": alias}))
        return [fill(frame, no_role, {"items": series(items)})] if items else []

    # --- what is given and asked ------------------------------------------------------------------------------------------------

    def _asking(self, told: list[Fact], classes: Collection[InfoClass], lead: str) -> list[str]:
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
                text = self._phrase(phrase)
                if _is_sentence(text):
                    sentences.append(text)
                else:
                    conditions.append(text)
        if sentences and lead:
            sentences[0], lead = lead + sentences[0], ""
        own = self.own_question
        if own is not None and _is_sentence(own):
            if conditions:
                sentences.append(lead + self._frame("conditions", conditions=clause_series(conditions)))
                lead = ""
            return [*sentences, lead + own, *self.closing]
        while len(conditions) > 4:
            sentences.append(lead + self._frame("conditions", conditions=clause_series(conditions[:3])))
            conditions, lead = conditions[3:], ""
        what = own if own is not None else self._what(self.problem.goal, told)
        gap = self.ask == "blank"
        question = self._frame("blank", what=what) if gap else fill(self.ask, no_role, {"what": what})
        if conditions:
            words = {"conditions": clause_series(conditions), "question": question, "Question": capitalised(question)}
            question = self._frame("lead", **words, then="then " if gap else "")
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
        return self.clauses.say(self.clauses.choose(("what", quantity), self.wording.asked[kind]), roles, **words)

    def _ask(self, rng: Random) -> str:
        """The sentence that asks, by its measured share."""
        shares = self.frames["ask"]["choice" if self.multiple_choice else "free"]
        asks = {template: share for share, template in shares.items() if template != "blank" or self.problem.draft.rounding is None}
        return rng.choices(list(asks), list(asks.values()))[0]

    def _closing(self, rng: Random) -> list[str]:
        """The request to round, or now and then to stay exact."""
        places = self.problem.draft.rounding
        if places is not None:
            return [rng.choice(self.frames["rounding"][places])]
        exact = self.problem.answer
        if self.multiple_choice or exact.is_rational or rng.random() > (0.5 if exact.has_pi else 0.25):
            return []
        return [rng.choice(self.frames["exact"]["pi" if exact.has_pi else "surd"])]

    # --- a family's own phrases ---------------------------------------------------------------------------------------------------

    def _phrase(self, phrase: Phrase) -> str:
        """A phrase of a family, its slots filled; ``{value}``, ``{value2}``, … print the values that it covers."""
        problem = self.problem
        family = phrase.key.split(".")[0]
        try:
            paraphrases = templates.phrases(self.wording.language, family)[phrase.key]
        except KeyError:
            raise templates.TemplateError(f"no phrase {phrase.key} in families/{family}.yaml") from None
        values = [fact for fact in phrase.covers if fact.kind == "value" and fact.value is not None]
        formulas = {}
        for index, fact in enumerate(values, 1):
            assert fact.value is not None
            formulas["value" + (str(index) if index > 1 else "")] = value(problem, fact.args[0], fact.value)
            formulas["symbol" + (str(index) if index > 1 else "")] = symbol(problem, fact.args[0])
        return articles_fitted(fill(self.clauses.choose(phrase, paraphrases), problem.names.get, dict(phrase.slots), formulas))

    def _sentence(self, phrase: Phrase) -> str | tuple[str, ...]:
        text = self._phrase(phrase)
        return (text,) if _is_sentence(text) else text


def _is_sentence(text: str) -> bool:
    """Whether a text closes itself."""
    return text.endswith((".", "?", "!"))


def _shared_side(first: Fact, second: Fact) -> tuple[str, ...] | None:
    """The one side that two polygons with no other common point share."""
    common = set(first.args) & set(second.args)
    if frozenset(common) in sides_of(first.args) and frozenset(common) in sides_of(second.args):
        return tuple(sorted(common))
    return None


def _is_formula(clause: str) -> bool:
    """Whether a clause is nothing but one formula."""
    return clause.startswith("$") and clause.endswith("$") and clause.count("$") == 2


def clause_series(clauses: Sequence[str]) -> str:
    """Clauses joined to a sentence, with a comma before "and" where a clause has an "and" of its own."""
    if len(clauses) == 2 and any(" and " in clause for clause in clauses):
        return ", and ".join(clauses)
    return series(list(clauses))


def _covers(problem: Problem, drawn: Collection[frozenset[str]], segment: frozenset[str]) -> bool:
    """Whether some drawn segment contains a segment."""
    if segment in drawn:
        return True
    p, q = sorted(segment)
    line = problem.figure.line_through(p, q)
    first, last = sorted((line.index(p), line.index(q)))
    for other in drawn:
        if all(end in line for end in other):
            low, high = sorted(line.index(end) for end in other)
            if low <= first and last <= high:
                return True
    return False
