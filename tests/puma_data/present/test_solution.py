"""Solutions: every equation that is printed is true, read by an evaluator of LaTeX that shares nothing with the
engine."""

from __future__ import annotations

import math
import re
from random import Random

import pytest

from puma_data.present.options import choices
from puma_data.present.solution import solution
from puma_data.present.values import symbol
from puma_data.present.wording import Wording
from puma_data.symbolic.problem import Problem

WORDING = Wording()
TOKEN = r"\\frac|\\sqrt|\\times|\\cdot|\\div|\\pi|\\circ|\\left|\\right|[0-9]+(?:\.[0-9]+)?|[-+^(){} ]"


class Reader:
    """Evaluates a side of an equation: sums of products with implicit multiplication."""

    def __init__(self, latex: str, symbols: dict[str, float]) -> None:
        names = sorted(symbols, key=len, reverse=True)
        reading = re.compile("|".join([*(re.escape(name) + "(?![A-Z])" for name in names), TOKEN]))
        tokens = reading.findall(latex)
        if "".join(tokens).replace(" ", "") != latex.replace(" ", ""):
            raise ValueError(f"cannot read {latex!r}")
        self.symbols = symbols
        self.tokens = [t for t in tokens if t not in (" ", r"\left", r"\right")]
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def read(self) -> float:
        total = self.sum()
        if self.at != len(self.tokens):
            raise ValueError(f"stopped at {self.tokens[self.at :]}")
        return total

    def sum(self) -> float:
        sign = -1.0 if self.peek() == "-" and self.take() else 1.0
        total = sign * self.product()
        while self.peek() in ("+", "-"):
            total += (1 if self.take() == "+" else -1) * self.product()
        return total

    def product(self) -> float:
        result = self.power()
        while self.peek() and self.peek() not in "+-)}":
            operator = self.take() if self.peek() in (r"\times", r"\cdot", r"\div") else r"\times"
            result = result / self.power() if operator == r"\div" else result * self.power()
        return result

    def power(self) -> float:
        base = self.factor()
        while self.peek() == "^":
            self.take()
            if self.peek() == r"\circ":
                self.take()
            else:
                base **= self.factor()
        return base

    def factor(self) -> float:
        token = self.take()
        if token in "({":
            inner = self.sum()
            assert self.take() in ")}"
            return inner
        if token == r"\frac":
            top = self.factor()
            return top / self.factor()
        if token == r"\sqrt":
            return math.sqrt(self.factor())
        if token == r"\pi":
            return math.pi
        return self.symbols[token] if token in self.symbols else float(token)


def symbols_of(problem: Problem) -> dict[str, float]:
    figure = problem.figure
    quantities = {problem.goal, *problem.givens}
    for step in problem.steps:
        quantities |= {step.quantity, *step.parents}
        for relation in (step.relation, *step.system):
            quantities |= set(relation.quantities())
    quantities |= {("unknown", name) for name in figure.unknowns}
    for quantity in list(quantities):
        quantities.update(figure.domain.quantities[quantity[0]].parts(quantity[1:]))
    table = {symbol(problem, q): figure.measure(q) for q in quantities if q[0] not in ("quotient", "combination")}
    points = [name for name, letter in problem.names.items() if letter]
    for p in points:
        for q in points:
            table[problem.names[p] + problem.names[q]] = abs(figure.at(p) - figure.at(q))
    return table


def check(problem: Problem, text: str) -> int:
    """Number of equations read and found true."""
    table, read = symbols_of(problem), 0
    for formula in re.findall(r"\$([^$]*)\$", text):
        if " = " not in formula:
            continue
        exact, _, rounded = re.sub(r"\\text\{ [^}]*\}(\^[0-9])?", "", formula).partition(r"\approx")
        parts = [Reader(part, table).read() for part in exact.split(" = ")]
        for part in parts[1:]:
            assert math.isclose(part, parts[0], rel_tol=1e-9, abs_tol=1e-9), (formula, parts, text)
        if rounded:
            places = problem.draft.rounding
            assert places is not None
            assert abs(Reader(rounded, table).read() - parts[-1]) <= 0.5000001 * 10**-places
        read += 1
    return read


def test_every_printed_equation_is_true(problems: list[Problem]) -> None:
    read = 0
    for seed, problem in enumerate(problems):
        text = solution(problem, Random(seed), WORDING)
        read += check(problem, text)
    assert read > len(problems)


def test_form(problems: list[Problem]) -> None:
    for seed, problem in enumerate(problems):
        text = solution(problem, Random(seed), WORDING)
        *steps, last = text.split("\n")
        assert [line.split(".")[0] for line in steps] == [str(i + 1) for i in range(len(steps))], text
        assert last.startswith("Answer: $") and last.endswith("$"), text
        prose = re.sub(r"\$[^$]*\$", "§", text)
        assert text.count("$") % 2 == 0 and not re.search(r"  |[{}_\\]| ,|\.\.|None|, \.|;\.", prose), text
        for line in steps:
            assert line.endswith(".") and (line.split(". ", 1)[1][0] == "$" or line.split(". ", 1)[1][0].isupper()), (
                line
            )


def test_multiple_choice_closes_with_the_letter(handmade: list[Problem]) -> None:
    for seed, problem in enumerate(handmade):
        if options := choices(problem, Random(seed)):
            assert solution(problem, Random(seed), WORDING, options).endswith(f"\nAnswer: {options.letter}")


def test_unit_and_rounding_stand_in_the_answer(handmade: list[Problem]) -> None:
    texts = [solution(p, Random(1), WORDING) for p in handmade if p.family == "circle_round"]
    assert texts and all(
        text.endswith(r"Answer: $43.98\text{ m}$") and r"14 \pi \approx 43.98" in text for text in texts
    )


def test_reader_sees_errors() -> None:
    assert Reader(r"\sqrt{3^2 + 4^2}", {}).read() == 5
    assert Reader(r"2 AB - \frac{1}{2} \times 60^\circ", {"AB": 20.0}).read() == 10
    with pytest.raises(ValueError):
        Reader(r"AB + CD", {"AB": 1.0}).read()
