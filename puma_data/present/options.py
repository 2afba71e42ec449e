"""The options of a multiple choice question: the answer and three values that named mistakes lead to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Final, NamedTuple

from puma_data.present import answer
from puma_data.present.clauses import Clauses
from puma_data.present.equations import Equations, Isolated
from puma_data.present.templates import capitalised
from puma_data.present.values import symbol
from puma_data.symbolic.curves import evaluate
from puma_data.symbolic.exact import PI, ZERO, Exact, NotExact
from puma_data.symbolic.facts import Quantity, Term
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Composite, Graphs, Problem

COUNT: Final = 4
ASCENDING: Final = 0.6
"""Share of questions whose options are sorted by size."""
APART: Final = 0.08
"""Least relative distance of a distractor from the answer, unless both are whole numbers."""
LARGEST: Final = {"angle": 180, "arc": 360, "reflex": 360, "sine": 1, "cosine": 1}
LEAST: Final = {"reflex": 180, "sides": 2}
ROOTS: Final = (Exact(2).sqrt(), Exact(3).sqrt(), Exact(5).sqrt())


class Option(NamedTuple):
    """An option: its exact value, its print (a formula between dollars, or a sentence), the mistake behind it (None: it
    is the answer), and which of the statements to judge it is."""

    value: Exact | Composite
    printed: str
    error: str | None
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Four options in the order they are shown, distinct in value and in print, and the letter of the right one."""

    options: list[Option]
    letter: str


def choices(problem: Problem, rng: Random, language: str = "en") -> Choices | None:
    """The options of a problem; None where there are fewer than three good distractors.

    The author's own mistakes come first, then mistakes in the derivation, then common slips. The place of the answer
    is drawn first
    and evenly; where the options are sorted, distractors are taken from below and above to fit it.
    """
    if problem.draft.among:
        return _named(problem, rng)
    if problem.draft.claims:
        return _judged(problem, rng, language)
    if problem.draft.graphs is not None:
        return _graphs(problem, problem.draft.graphs)
    if problem.whole is not None:
        return _wholes(problem, problem.whole, rng)
    place = rng.randrange(COUNT)
    good = list(_distractors(problem, rng))
    if len(good) < COUNT - 1:
        return None
    right = Option(problem.answer, _printed(problem, problem.answer), None)
    below = [option for option in good if _size(option) < float(problem.answer)][:place]
    above = [option for option in good if _size(option) > float(problem.answer)][: COUNT - 1 - place]
    if rng.random() < ASCENDING and len(below) + len(above) == COUNT - 1:
        options = sorted([right, *below, *above], key=_size)
    else:
        options = good[: COUNT - 1]
        rng.shuffle(options)
        options.insert(place, right)
    return Choices(options, "ABCD"[place])


def _size(option: Option) -> float:
    """The number by which options are sorted."""
    assert isinstance(option.value, Exact)
    return float(option.value)


def _named(problem: Problem, rng: Random) -> Choices:
    """Quantities to choose among, by their symbols: the one that equals the goal is right."""
    options = [
        Option(value, _in_words(symbol(problem, quantity)), None if value == problem.answer else "another_quantity")
        for quantity, value in problem.draft.among.items()
    ]
    rng.shuffle(options)
    return Choices(options, "ABCD"[[option.error for option in options].index(None)])


def _judged(problem: Problem, rng: Random, language: str) -> Choices:
    """The statements to judge, in words."""
    clauses = Clauses(problem, rng, language)
    options = []
    for number, claim in enumerate(problem.draft.claims):
        judged = Composite("choice", repr(claim.parts), claim.sympy(problem.known))
        options.append(Option(judged, capitalised(clauses.phrase(claim.phrase, alike=True)), claim.error, number))
    rng.shuffle(options)
    return Choices(options, "ABCD"[[option.error for option in options].index(None)])


def _graphs(problem: Problem, graphs: Graphs) -> Choices:
    """The graphs by the letters of their panels."""
    assert isinstance(problem.figure, Plot)
    options = [
        Option(Composite("choice", graph.curve, problem.figure.sympy(graph.curve)), f"graph {graph.curve}", graph.error)
        for graph in graphs.panels
    ]
    return Choices(options, "ABCD"[[option.error for option in options].index(None)])


def _wholes(problem: Problem, right: Composite, rng: Random) -> Choices | None:
    """The whole and three that named mistakes lead to, each another one by mathematics and not only in print."""
    options = [Option(right, f"${right.latex}$", None)]
    mistakes = list(problem.draft.whole.wrong.items()) if problem.draft.whole else []
    rng.shuffle(mistakes)
    for error, wrong in mistakes:
        if len(options) < COUNT and all(distinct(wrong, one.value) for one in options):  # type: ignore[arg-type]
            options.append(Option(wrong, f"${wrong.latex}$", error))
    if len(options) < COUNT:
        return None
    rng.shuffle(options)
    return Choices(options, "ABCD"[[option.error for option in options].index(None)])


def distinct(one: Composite, other: Composite) -> bool:
    """Whether two wholes of one kind differ: as functions or curves at some places, else in their parts."""
    if one.kind == "choice":
        return one.latex != other.latex  # the statements themselves
    if one.kind in ("equation", "expression"):
        pairs = zip(_sampled(one), _sampled(other), strict=True)
        return any(math.isnan(a) != math.isnan(b) or abs(a - b) > 1e-9 for a, b in pairs)
    return one.sympy.replace(" ", "") != other.sympy.replace(" ", "")


def _sampled(whole: Composite) -> list[float]:
    """Left minus right side at a few places, up to a factor; nan where there is no value."""
    text = whole.sympy
    if whole.kind == "equation":
        left, _, right = text.removeprefix("Eq(").removesuffix(")").partition(",")
        text = f"({left})-({right})"
    values = [evaluate(text, x, y) for x, y in _PLACES]
    unit = next((value for value in values if not math.isnan(value)), 1.0)
    return [value / unit for value in values] if whole.kind == "equation" else values


_PLACES: Final = (
    *((3.7, -7.3), (11.3, 2.9), (6.1, 13.7), (5.3, -0.7)),
    *((-9.3 + 1.7 * i, 4.9 - 0.3 * i) for i in range(12)),  # close enough for graphs that end
)


def _in_words(text: str) -> str:
    """A symbol as a formula, or as words where it is nothing but words."""
    words = re.fullmatch(r"\\text\{([^{}]*)\}", text)
    return words[1] if words else f"${text}$"


def _printed(problem: Problem, value: Exact) -> str:
    return f"${answer.printed(problem, value, unit=True)}$"


# --- what makes a distractor ----------------------------------------------------------------------------------------


def _distractors(problem: Problem, rng: Random) -> Iterator[Option]:
    """Good distractors, best first, each of another value and print."""
    seen = {_printed(problem, problem.answer)}
    for error, value in _mistakes(problem, rng):
        if _plausible(problem, value):
            printed = _printed(problem, value)
            if printed not in seen:
                seen.add(printed)
                yield Option(value, printed, error)


def _plausible(problem: Problem, value: Exact) -> bool:
    """Whether a reader could take a value for the answer: in range, of simple form, not too close."""
    right, kind = problem.answer, problem.goal[0]
    number, true = float(value), float(right)
    signed = isinstance(problem.figure, Plot)
    if not (abs(number) if signed else number) < 1e6 or value == right or not (signed or number > 0):
        return False
    if number >= LARGEST.get(kind, math.inf) or number <= LEAST.get(kind, 0):
        return False
    counted = kind == "sides" or problem.figure.domain.quantities[kind].counted
    if counted and not value.is_integer:
        return False
    if answer.is_degree(problem) and right.is_integer and not value.is_integer:
        return False
    if problem.draft.rounding is None and value.complexity > (60, 60, 2000, 2) and value.complexity > right.complexity:
        return False
    if problem.draft.unit is not None and not _as_decimal(value, right):
        return False
    if not signed and not 0.05 < number / true < 20:
        return False
    if signed and right.is_rational and not value.is_rational:
        return False
    whole = value.is_integer and right.is_integer
    return whole or abs(number - true) >= APART * abs(true)


def _as_decimal(value: Exact, right: Exact) -> bool:
    """Whether a measured value prints as the right one does: a decimal of hardly more places, not a fraction."""
    if not (right.is_rational and right.is_terminating and value.is_rational):
        return True
    return value.is_terminating and (value * 10 ** (_places(right) + 1)).is_integer


def _places(value: Exact) -> int:
    places = 0
    while not (value * 10**places).is_integer:
        places += 1
    return places


def _mistakes(problem: Problem, rng: Random) -> Iterator[tuple[str, Exact]]:
    """Names of mistakes and the values they lead to, in order of preference."""
    known: dict[Quantity, Exact] = {q: v for q, v in problem.givens.items() if isinstance(v, Exact)}
    known |= {step.quantity: step.value for step in problem.steps}
    for error, value in problem.draft.wrong.items():
        if isinstance(value, Exact):
            yield error, value
        elif (quantity := problem.figure.canonical(value)) in known:
            yield error, known[quantity]
    derived = list(_wrong_derivations(problem))
    rng.shuffle(derived)
    yield from derived
    slips = list(_slips(problem, known))
    rng.shuffle(slips)
    yield from slips
    yield from _last_resort(problem, rng)


# --- mistakes in the derivation -------------------------------------------------------------------------------------


def _wrong_derivations(problem: Problem) -> Iterator[tuple[str, Exact]]:
    """One step done wrong, the rest done right; or a step left out."""
    equations = Equations(problem)
    ways = [None if step.system else equations.isolate(step.relation, step.quantity) for step in problem.steps]
    start = {q: v for q, v in problem.givens.items() if isinstance(v, Exact)}
    for index, way in enumerate(ways):
        if way is None:
            continue
        for error, wrong in _mutations(way):
            values = dict(start)
            for at, step in enumerate(problem.steps):
                right = ways[at]
                value = (
                    step.value if right is None or at < index else _evaluated(wrong if at == index else right, values)
                )
                if value is None:
                    break
                values[step.quantity] = value
            else:
                yield error, values[problem.goal]
    goal = problem.figure.dimension(problem.goal)
    for step in problem.steps[:-1]:
        if problem.figure.dimension(step.quantity) == goal and step.quantity[0] != "unknown":
            yield "stopped_early", step.value


def _mutations(way: Isolated) -> Iterator[tuple[str, Isolated]]:
    """Typical slips in solving for a quantity."""
    terms, divisor, power = way.terms, way.divisor, way.power
    if power == 3:
        yield "forgot_cube_root", Isolated(terms, divisor, 1)
    if power == 2:
        yield "forgot_square_root", Isolated(terms, divisor, 1)
        if len(terms) > 1:
            yield "left_out_squares", Isolated(tuple(Term(t.coefficient, t.quantities[:1]) for t in terms), divisor, 1)
    if len(terms) == 2:
        (first, second) = terms
        error = "subtracted_instead_of_added" if second.coefficient > 0 else "added_instead_of_subtracted"
        yield error, Isolated((first, Term(-second.coefficient, second.quantities)), divisor, power)
    if len(terms) > 2:
        yield "left_out_a_term", Isolated(terms[:-1], divisor, power)
    for index, term in enumerate(terms):
        if not term.quantities:
            continue
        for error, factor in _factors(term.coefficient):
            changed = (*terms[:index], Term(factor, term.quantities), *terms[index + 1 :])
            yield error, Isolated(changed, divisor, power)
    if divisor is not None:
        if divisor.coefficient != 1 and divisor.quantities:
            yield "forgot_coefficient", Isolated(terms, Term(Exact(1), divisor.quantities), power)
        if len(terms) == 1 and len(terms[0].quantities) == 2 and len(divisor.quantities) == 1:
            top, other = terms[0].quantities
            for up, down in ((top, other), (other, top)):
                swapped = Isolated(
                    (Term(terms[0].coefficient, (up, divisor.quantities[0])),),
                    Term(divisor.coefficient, (down,)),
                    power,
                )
                yield "inverted_ratio", swapped


def _factors(coefficient: Exact) -> Iterator[tuple[str, Exact]]:
    """Wrong coefficients for a right one."""
    size = abs(coefficient)
    sign = Exact(coefficient.sign())
    if size != 1:
        yield ("forgot_half" if size == Exact(1) / 2 else "forgot_coefficient"), sign
        if size.is_rational:
            yield "inverted_coefficient", sign / size
    if size == ROOTS[1] or size == Exact(2):
        yield "mixed_up_sides", sign * (Exact(2) if size == ROOTS[1] else ROOTS[1])
    if size == ROOTS[0]:
        yield "mixed_up_triangles", sign * ROOTS[1]
    for numerator in (Exact(1), *ROOTS[:2]):  # sine, cosine: 1/2, sqrt(2)/2, sqrt(3)/2
        if size == numerator / 2:
            yield "sine_for_cosine", sign * (ROOTS[1] / 2 if numerator == 1 else Exact(1) / 2)


def _evaluated(way: Isolated, values: Mapping[Quantity, Exact]) -> Exact | None:
    """Value of a solved relation; None where it is no exact positive number."""

    def product(term: Term) -> Exact:
        result = term.coefficient
        for quantity in term.quantities:
            result = result * values[quantity]
        return result

    try:
        total = ZERO
        for term in way.terms:
            total = total + product(term)
        if way.divisor is not None:
            total = total / product(way.divisor)
        if total.sign() <= 0:
            return None
        return total.sqrt() if way.power == 2 else total.cbrt() if way.power == 3 else total
    except (NotExact, ZeroDivisionError, ValueError, KeyError):
        return None


# --- common slips ---------------------------------------------------------------------------------------------------


def _slips(problem: Problem, known: Mapping[Quantity, Exact]) -> Iterator[tuple[str, Exact]]:
    """What misreading the figure leads to: a given, the supplement, the double, a sum of givens."""
    right = problem.answer
    if isinstance(problem.figure, Plot):
        yield "sign", -right
    dimension = problem.figure.dimension(problem.goal)
    givens = [v for q, v in problem.givens.items() if isinstance(v, Exact) and problem.figure.dimension(q) == dimension]
    yield "doubled", right * 2
    yield "halved", right / 2
    for given in givens:
        yield "gave_a_given", given
        yield "doubled_a_given", given * 2
        yield "halved_a_given", given / 2
        if dimension == "degree":
            yield "supplement_of_a_given", 180 - given
            yield "complement_of_a_given", 90 - given
    if dimension == "degree":
        yield "supplement", 180 - right
        yield "complement", 90 - right
        for slip in (5, 10, -5, -10):
            yield "arithmetic_slip", right + slip
    for first, second in pairwise(givens):
        yield "added_givens", first + second
        yield "subtracted_givens", abs(first - second)
        if dimension == 1:
            yield "multiplied_givens", first * second
    if right.is_integer and dimension != "degree":
        for slip in (1, 2, -1, -2) if right < 40 else (10, -10, 20, -20):
            yield "arithmetic_slip", right + slip
    if problem.goal[0] in ("sine", "cosine", "tangent"):
        for numerator in (Exact(1), *ROOTS[:2]):
            yield "other_special_angle", numerator / 2
        yield "inverted_ratio", 1 / right
    elif right.is_surd:
        for root in ROOTS:
            yield "other_radical", _scaled_to(right, root)
    if right.has_pi:
        yield from _about_pi(right)


def _scaled_to(right: Exact, root: Exact) -> Exact:
    """A surd's rational part with another root: 4 sqrt 3 becomes 4 sqrt 2."""
    radicand = right.complexity[1]
    try:
        return right / Exact(radicand).sqrt() * root
    except NotExact:
        return right


def _about_pi(right: Exact) -> Iterator[tuple[str, Exact]]:
    """A multiple of pi next to the right one."""
    try:
        factor = right / PI
    except NotExact:
        return
    if factor.is_rational:
        yield "squared_or_not", factor * factor * PI
        for slip in (1, 2, -1, -2):
            yield "arithmetic_slip", (factor + slip) * PI


def _last_resort(problem: Problem, rng: Random) -> Iterator[tuple[str, Exact]]:
    """Simple multiples of the answer, where nothing better is left."""
    parts = [(2, 3), (3, 2), (3, 4), (4, 3), (1, 3), (3, 1), (5, 4), (4, 5)]
    rng.shuffle(parts)
    for numerator, denominator in parts:
        yield "wrong_factor", problem.answer * numerator / denominator
