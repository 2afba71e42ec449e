"""A worked solution: numbered steps that name the theorem, show the equation, the values put in and the result.

A theorem is a step of its own; what holds by definition is said in the step that first uses it. Nothing is rounded
before the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from puma_data.present import answer, templates
from puma_data.present.clauses import Clauses, no_role
from puma_data.present.equations import SYMBOLS, Equations, Isolated
from puma_data.present.options import Choices
from puma_data.present.templates import capitalised, fill, series
from puma_data.present.values import ring, symbol, value
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.problem import Comparison, Problem, Step

if TYPE_CHECKING:
    from puma_data.present.wording import Wording

EXPRESSION = "given_expression"
"""The relation behind a given expression such as AB = 2x + 3."""
RADII = frozenset(("radius", "radii_equal"))
"""Relations that are better justified in their own words than by the facts that put points on a circle."""
FORMULAS = ("sine", "cosine", "tangent", "quotient", "parameter", "period", "rate", "growth")
"""Kinds that are better known as a quotient than by the equation they come from."""
PLAIN = ("on_x_axis", "on_y_axis", "vertex", "centre", "diameter_ends", "passes", "level", "upright")
"""Kinds of fact that theorems say in their own words where no clause does."""
DEGREE = r"^\circ"
APPROXIMATELY = r" \approx "


def solution(problem: Problem, rng: Random, wording: Wording, choices: Choices | None = None) -> str:
    """Numbered steps ``1. …``, a line each, closed by ``Answer: $…$`` (with its unit) or ``Answer: B``."""
    steps = _Solution(problem, rng, wording.language, choices).steps()
    lines = [f"{number}. {text}" for number, text in enumerate(steps, 1)]
    final = choices.letter if choices else f"${answer.printed(problem, problem.whole or problem.answer, unit=True)}$"
    lines.append(f"Answer: {final}")
    return wording.shown("\n".join(lines))


class _Solution:
    """The steps of one problem in words."""

    def __init__(self, problem: Problem, rng: Random, language: str, choices: Choices | None) -> None:
        self.problem = problem
        self.rng = rng
        shown = {
            option.claim: letter for option, letter in zip(choices.options if choices else (), "ABCD", strict=False)
        }
        self.letters = [shown.get(number, "ABCD"[number]) for number in range(len(problem.draft.claims))]
        self.language = language
        self.joints = templates.load(language, "solution")
        self.theorems = templates.theorems(language, problem.domain)
        self.clauses = Clauses(problem, rng, language)
        self.equations = Equations(problem)
        weighty = problem.figure.domain.theorems
        self.weight = {name: theorem.weight for name, theorem in weighty.items()}
        self.values: dict[Quantity, Exact | Linear] = dict(problem.givens)
        self.pending: dict[Quantity, tuple[str, str]] = {}  # by definition, not said yet: premises and equation
        self.premised: dict[Quantity, tuple[Quantity, ...]] = {}

    def steps(self) -> list[str]:
        """The text of every numbered step."""
        texts: list[str] = []
        last = self.problem.steps[-1]
        for step in self.problem.steps:
            defined = not step.system and self.weight.get(step.relation.theorem, 0) == 0
            final = step is last and self.problem.whole is None
            if defined and self.values.get(step.quantity) == step.value:
                continue  # an unknown that a system has found already
            if defined and step.quantity[0] == "unknown":
                texts.append(self._expression(step, final))
            elif defined and not final:
                self._define(step)
            elif defined:
                texts.append(self._definition(step))
            else:
                texts.append(self._theorem(step, final))
            self.values[step.quantity] = step.value
        whole = self.problem.draft.whole
        if whole is not None and self.problem.whole is not None:
            opening = " ".join([*self._spoken(self.problem.goals), ""])
            texts.append(opening + self._say("whole", noun=whole.noun, result=f"${self.problem.whole.latex}$"))
        if self.problem.draft.claims:
            opening = " ".join([*self._spoken(self.problem.goals), ""])
            texts.append(opening + self._judgement())
        if self.problem.draft.graphs is not None and self.problem.whole is not None:
            opening = " ".join([*self._spoken(self.problem.goals), ""])
            texts.append(opening + self._say("graph", letter=self.problem.whole.latex))
        return texts

    def _judgement(self) -> str:
        """Which statement holds, and why the others do not, by the letters of the options."""
        told: dict[str, list[tuple[str, str]]] = {"holds": [], "fails": []}
        for letter, claim in zip(self.letters, self.problem.draft.claims, strict=True):
            failing = [part for part in claim.parts if not part.holds(self.problem.known)]
            shown = failing[:1] or claim.parts
            reason = series([f"${self._compared(part)}$" for part in dict.fromkeys(shown)])
            told["fails" if failing else "holds"].append((letter, reason))
        [(letter, reason)] = told["holds"]
        verdict = self._say("true_statement", letter=letter, reason=reason)
        item = self.rng.choice(self.joints["false_statement"])
        others = [fill(item, no_role, {"letter": name, "reason": why}) for name, why in sorted(told["fails"])]
        return f"{verdict} {self._say('false_statements', items=series(others))}"

    def _compared(self, part: Comparison) -> str:
        """A comparison as it really is: ``m_{AB} = 30 \ne 20``."""
        left, right = part.ends(self.problem.known)
        sign = {"=": r"\ne", "!=": "=", "<": r"\ge", ">": r"\le"}[part.sign]
        if part.holds(self.problem.known):
            sign = {"=": "=", "!=": r"\ne", "<": "<", ">": ">"}[part.sign]
        name, number = symbol(self.problem, part.left), self._value(part.left, left)
        if isinstance(part.right, Exact):
            other = self._value(part.left, right)
            return f"{name} = {number}" if sign == "=" else f"{name} = {number} {sign} {other}"
        other = symbol(self.problem, part.right)
        if sign == "=":
            return f"{name} = {number} = {other}"
        return f"{name} = {number} {sign} {self._value(part.right, right)} = {other}"

    # --- the kinds of step ------------------------------------------------------------------------------------------

    def _theorem(self, step: Step, final: bool) -> str:
        opening = self._definitions(step)
        if step.system:
            return opening + self._system(step, final)
        relation = step.relation
        reason = self._reason(relation)
        isolated = self.equations.isolate(relation, step.quantity)
        degrees = self.equations.angular(relation)
        name = symbol(self.problem, step.quantity)
        known = {q: v for q, v in self.values.items() if q != step.quantity}
        put_in = self.equations.solved(isolated, known, degrees)
        result = self._value(step.quantity, step.value)
        chain = [name]
        if not relation.ratio and (
            self._is_subject(relation, step.quantity) or self._is_formula(isolated, step.quantity)
        ):
            chain += [
                self.equations.solved(isolated, SYMBOLS, degrees),
                put_in,
                *self._root(step, isolated.power),
                result,
            ]
            return opening + self._say("direct", reason=reason, equation=_chain(chain, self._approximate(step, final)))
        chain += [put_in, *self._root(step, isolated.power), result]
        equation = f"${self.equations.equation(relation)}$"
        return opening + self._say(
            "so", reason=reason, equation=equation, result=_chain(chain, self._approximate(step, final))
        )

    def _system(self, step: Step, final: bool) -> str:
        """Equations solved together. Where they hold a given expression, its unknown is what they are solved for."""
        expressed = [
            q for relation in step.system for q in relation.quantities() if isinstance(self.values.get(q), Linear)
        ]
        relations = [r for r in step.system if r.theorem != EXPRESSION]
        values = {q: v for q, v in self.values.items() if q != step.quantity or isinstance(v, Linear)}
        told = [self._told(relation, values) for relation in relations]
        found = _chain(
            [symbol(self.problem, step.quantity), self._value(step.quantity, step.value)],
            self._approximate(step, final),
        )
        if not expressed or step.quantity[0] == "unknown":
            return self._solved(told, found)
        given = self.values[expressed[0]]
        assert isinstance(given, Linear)
        unknown = ("unknown", given.symbol)
        self.values[unknown] = self.problem.figure.unknowns[given.symbol]
        result = (
            f"${symbol(self.problem, unknown)} = {self._value(unknown, self.problem.figure.unknowns[given.symbol])}$"
        )
        own = self.values.get(step.quantity)
        if isinstance(own, Linear):
            found = _chain(
                [
                    symbol(self.problem, step.quantity),
                    value(self.problem, step.quantity, own, unit=False),
                    self._value(step.quantity, step.value),
                ],
                self._approximate(step, final),
            )
        if self._needed_after(step, unknown):
            result = series([result, found])
        return self._solved(told, result)

    def _told(self, relation: Relation, values: dict[Quantity, Exact | Linear]) -> tuple[str, str]:
        """An equation of a system with its reason, and with the known values put in (if that changes it)."""
        by_definition = not self.weight.get(relation.theorem, 0)
        meant = next((q for q in relation.quantities() if q[0] == relation.theorem), None)  # a named ratio or sum
        if by_definition and meant is not None and meant in values:
            formula = f"${symbol(self.problem, meant)} = {value(self.problem, meant, values[meant], unit=False)}$"
            if meant[0] == "quotient":
                right = self.equations.solved(self.equations.isolate(relation, meant[1]), {meant: values[meant]}, False)
                equation = f"${symbol(self.problem, meant[1])} = {right}$"
                return f"{self.joints['premise']} {formula}, {equation}", ""
            formula = fill(self.joints["given"], no_role, {"equation": formula})
            others = {q: v for q, v in values.items() if q != meant}
            changed = self.equations.equation(relation) != self.equations.equation(relation, others)
            return formula, self.equations.equation(relation, values) if changed else ""
        with_symbols, with_values = self.equations.equation(relation), self.equations.equation(relation, values)
        stated = by_definition and not self._premises(relation)
        formula = f"${with_symbols}$"
        given = fill(self.joints["given"], no_role, {"equation": formula})
        text = given if stated else f"{self._reason(relation)}, {formula}"
        return text, "" if with_values == with_symbols else with_values

    def _solved(self, told: Sequence[tuple[str, str]], result: str) -> str:
        """One equation and its solution; or several with their reasons, then with the known values, then solved."""
        put_in = [f"${equation}$" for _, equation in told if equation]
        if len(told) == 1:
            text = ", that is, ".join([told[0][0], *put_in])
            return self._say("one_equation", equations=text, result=result)
        reasons = " ".join(capitalised(text) + "." for text, _ in told)
        joint = "system" if put_in else "system_plain"
        return self._say(joint, reasons=reasons, equations=series(put_in), result=result)

    def _needed_after(self, step: Step, unknown: Quantity) -> bool:
        """Whether a step's result is asked for, or used for more than its unknown."""
        later = self.problem.steps[self.problem.steps.index(step) + 1 :]
        return step.quantity == self.problem.goal or any(
            step.quantity in s.parents for s in later if s.quantity != unknown
        )

    def _expression(self, step: Step, final: bool) -> str:
        """An unknown from an expression whose value is known by now."""
        opening = self._definitions(step)
        quantity = next((q for q in step.relation.quantities() if q != step.quantity), None)
        if quantity is None:
            return self._theorem(step, final)
        given, amount = self.problem.givens[quantity], self.values[quantity]
        assert isinstance(amount, Exact)
        name = symbol(self.problem, quantity)
        words = {
            "given": f"${name} = {value(self.problem, quantity, given, unit=False)}$",
            "known": f"${name} = {self._value(quantity, amount)}$",
            "equation": f"${given.latex()} = {self._value(quantity, amount).removesuffix(DEGREE)}$",
            "result": _chain(
                [symbol(self.problem, step.quantity), self._value(step.quantity, step.value)],
                self._approximate(step, final),
            ),
        }
        return opening + self._say("expression", **words)

    def _definition(self, step: Step) -> str:
        """The goal itself by definition: a step of its own, with all definitions that lead to it."""
        self._define(step, final=True)
        return " ".join(self._spoken([step.quantity])).strip()

    # --- definitions ------------------------------------------------------------------------------------------------

    def _define(self, step: Step, final: bool = False) -> None:
        """Keep what holds by definition until a step uses it."""
        self.premised[step.quantity] = step.parents
        premises, equation = self._premises(step.relation), self._defined(step, final)
        if (ratio := self._meaning(step)) is not None:
            premises = f"${symbol(self.problem, ratio)} = {value(self.problem, ratio, self.values[ratio])}$"
        if premises == equation and not final:
            return  # the text says so in as many words
        if premises.endswith("$") and equation.startswith(premises[:-1]):
            premises = ""
        self.pending[step.quantity] = premises, equation

    def _defined(self, step: Step, final: bool) -> str:
        """``AM = MB = 3``: symbols, values put in where that shows something, result."""
        isolated = self.equations.isolate(step.relation, step.quantity)
        degrees = self.equations.angular(step.relation)
        name, result = symbol(self.problem, step.quantity), self._value(step.quantity, step.value)
        if step.relation.theorem == EXPRESSION:
            given = self.problem.givens[step.quantity]
            chain = [name, value(self.problem, step.quantity, given, unit=False), result]
        elif (ratio := self._meaning(step)) is not None:
            known = {q: v for q, v in self.values.items() if q != step.quantity}
            first = self.equations.solved(isolated, {ratio: known[ratio]}, degrees)
            chain = [name, first, self.equations.solved(isolated, known, degrees), result]
        else:
            known = {q: v for q, v in self.values.items() if q != step.quantity}
            chain = [
                name,
                self.equations.solved(isolated, SYMBOLS, degrees),
                self.equations.solved(isolated, known, degrees),
                result,
            ]
        return _chain(chain, self._approximate(step, final))

    def _meaning(self, step: Step) -> Quantity | None:
        """The known ratio from whose meaning one of its terms follows."""
        ratio = next((q for q in step.relation.quantities() if q[0] == "quotient"), None)
        named = step.relation.theorem == "quotient" and ratio is not None
        return ratio if named and ratio != step.quantity and ratio in self.values else None

    def _premises(self, relation: Relation) -> str:
        """What a definition rests on, as a clause: the stated facts themselves, else the theorem's own wording."""
        figure = self.problem.figure
        if right := self._right_angle(relation):
            return right
        decided = [
            f"${symbol(self.problem, q)} = {self._value(q, amount)}$"
            for q, amount in relation.guards
            if isinstance(amount, Exact)
        ]
        if decided and not self.weight.get(relation.theorem, 0):
            return series(decided)
        clause = (self.theorems.get(relation.theorem) or {}).get("clause")
        stated = dict.fromkeys(figure.stated(fact) for fact in relation.premises)
        telling = [f for f in stated if figure.domain.facts[f.kind].info == "implicit"] or list(stated)
        telling = [f for f in telling if f.kind != "on_circle"] or telling
        telling = [f for f in telling if f.kind in self.clauses.facts or f.kind not in PLAIN]
        if any(f.kind in ("equal_length", "equal_angle") for f in telling):
            return ""  # an equality is its own reason
        if clause and (relation.theorem in RADII or (telling and telling[0].args[0] in figure.things)):
            return self._filled(
                self.rng.choice(clause), relation
            )  # "OA is a radius" rather than "A lies on the circle"
        if telling:
            return series([self.clauses.clause(f, self.problem.facts) for f in telling[:2]])
        return self._filled(self.rng.choice(clause), relation) if clause else ""

    def _right_angle(self, relation: Relation) -> str:
        """Why an angle is right: its sides are on the sides of a stated right angle."""
        target = next((q for q in relation.quantities() if q[0] == "angle"), None)
        stated = [self.problem.figure.stated(fact) for fact in relation.premises]
        right = next((fact for fact in stated if fact.kind == "right_angle"), None)
        if target is None or right is None or right.args[1] != target[2]:
            return ""
        p, vertex, q = right.args
        letter = self.clauses.letter
        parts = [rf"${letter(p)}{letter(vertex)} \perp {letter(vertex)}{letter(q)}$"]
        for end in (target[1], target[3]):
            if end not in (p, q):
                other = p if p in self.problem.figure.line_through(vertex, end) else q
                words = {"point": f"${letter(end)}$", "line": f"${letter(vertex)}{letter(other)}$"}
                parts.append(fill(self.joints["on_line"], no_role, words))
        return series(parts)

    def _definitions(self, step: Step) -> str:
        spoken = " ".join(self._spoken(step.parents))
        return spoken + " " if spoken else ""

    def _spoken(self, quantities: Sequence[Quantity]) -> list[str]:
        """Sentences for the pending definitions that some quantities rest on, those of one premise together."""
        order: dict[Quantity, None] = {}

        def visit(quantity: Quantity) -> None:
            if quantity in self.pending and quantity not in order:
                for parent in self.premised[quantity]:
                    visit(parent)
                order[quantity] = None

        for quantity in quantities:
            visit(quantity)
        grouped: dict[str, list[str]] = {}
        for quantity in order:
            premises, equation = self.pending.pop(quantity)
            grouped.setdefault(premises, []).append(equation)
        sentences = []
        for premises, equations in grouped.items():
            name = "since" if premises else "plain"
            sentences.append(self._say(name, premises=premises, equations=series(equations)))
        return sentences

    # --- words ------------------------------------------------------------------------------------------------------

    def _reason(self, relation: Relation) -> str:
        entry = self.theorems.get(relation.theorem)
        if not self.weight.get(relation.theorem, 0) and (premises := self._premises(relation)):
            return f"{self.joints['premise']} {premises}"
        if entry is None or "reasons" not in entry:
            title = entry["title"].lower() if entry else relation.theorem.replace("_", " ")
            return fill(self.joints["theorem"][0], no_role, {"title": title})
        return self._filled(self.rng.choice(entry["reasons"]), relation)

    def _filled(self, template: str, relation: Relation) -> str:
        """A wording of a theorem with the roles of a relation: points by their letters, circles and quantities by
        their names."""
        letters: dict[str, str] = {}
        words: dict[str, str] = {}
        formulas: dict[str, str] = {}
        corners = [dict(relation.roles).get(role) for role in "ABCD"]
        if all(isinstance(corner, str) for corner in corners):
            shape = self.clauses.shape_of([str(corner) for corner in corners])
            for plain in ("parallelogram", "rectangle", "rhombus"):
                words[plain] = shape or str(self.clauses.nouns["shapes"][plain])
        for role, filler in relation.roles:
            if isinstance(filler, tuple) and filler and filler[0] in self.problem.figure.domain.quantities:
                formulas[role] = symbol(self.problem, filler)
            elif isinstance(filler, tuple):
                formulas[role] = self.clauses.letters(filler)
            elif filler in self.problem.figure.circles:
                words[role] = self.clauses.circle(filler)
            elif filler in self.problem.figure.things:
                words[role] = self.clauses.thing(filler)
            elif filler in self.problem.figure.position:
                letters[role] = self.clauses.letter(filler)
            else:
                words[role] = str(filler)
        if "n" in words:
            words["count"] = str(self.joints["counts"].get(int(words["n"]), words["n"]))
        text = fill(template, letters.get, words, formulas)
        return re.sub(
            r"(?<=[a-z] )\$([A-Z]{4})\$", lambda found: f"${''.join(ring(self.problem, found[1], str))}$", text
        )

    def _say(self, joint: str, **words: str) -> str:
        template = self.rng.choice(self.joints[joint])
        return ". ".join(capitalised(part) for part in fill(template, no_role, words).split(". "))

    def _value(self, quantity: Quantity, amount: Exact) -> str:
        return value(self.problem, quantity, amount, unit=False)

    def _root(self, step: Step, power: int) -> list[str]:
        """``\\sqrt{25}`` between the substitution and the result, where a root is drawn of a rational."""
        if power == 1:
            return []
        inside = step.value**power
        root = r"\sqrt" if power == 2 else r"\sqrt[3]"
        return [f"{root}{{{inside.latex(decimal=self.problem.draft.unit is not None)}}}"] if inside.is_rational else []

    def _is_subject(self, relation: Relation, quantity: Quantity) -> bool:
        """Whether a quantity stands alone on one side."""
        return any(
            len(side) == 1 and side[0].quantities == (quantity,) and side[0].coefficient == 1
            for side in (relation.left, relation.right)
        )

    def _is_formula(self, isolated: Isolated, quantity: Quantity) -> bool:
        """Whether the solved form is better known than the equation: a half of something, a ratio of two sides."""
        if isolated.power != 1 or len(isolated.terms) != 1:
            return False
        return isolated.divisor is None or quantity[0] in FORMULAS

    def _approximate(self, step: Step, final: bool) -> str:
        """The rounded value, after the last exact one, where it differs."""
        places = self.problem.draft.rounding
        if not final or places is None or step.value == step.value.round(places):
            return ""
        return answer.printed(self.problem, step.value)


def _chain(parts: Sequence[str], approximate: str) -> str:
    """``$a = b = c \\approx d$`` without repetitions."""
    kept = list(dict.fromkeys(parts))
    return f"${' = '.join(kept)}{APPROXIMATELY + approximate if approximate else ''}$"
