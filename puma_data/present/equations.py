"""Relations as formulas: with symbols, solved for a quantity, and with known values put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from puma_data.present.values import symbol, value
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity, Relation, Term
from puma_data.symbolic.problem import Problem

ONE = Exact(1)
FULL_TURN = Exact(360)

Values = Mapping[Quantity, Exact | Linear]
DIFFERENCES = ("run", "rise", "across", "above", "gap", "slope_gap")
"""Kinds whose symbol is a difference, in parentheses as a factor."""
SYMBOLS: Values = {}
"""No values: everything prints as its symbol."""


@dataclass(frozen=True, slots=True)
class Isolated:
    """``quantity ** power = sum(terms) / divisor``."""

    terms: tuple[Term, ...]
    divisor: Term | None
    power: int
    turn: bool = False
    """Whether the terms hold a factor of 360 that prints as a full turn."""


class Equations:
    """Prints the relations of one problem. An angle beside a length prints as its part of a full turn:
    ``\\frac{n}{360^\\circ}``."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.figure = problem.figure

    # --- whole equations --------------------------------------------------------------------------------------------

    def equation(self, relation: Relation, values: Values = SYMBOLS) -> str:
        """``left = right``, or ``a/b = c/d`` for a proportion."""
        if relation.ratio and (parts := self.proportion(relation)) is not None:
            a, b, c, d = (self._atom(quantity, values) for quantity in parts)
            return rf"\frac{{{a}}}{{{b}}} = \frac{{{c}}}{{{d}}}"
        if (squares := self._squared_ratio(relation)) is not None:
            a, b, c, d = (self._atom(quantity, values) for quantity in squares)
            return rf"\frac{{{a}}}{{{b}}} = \left(\frac{{{c}}}{{{d}}}\right)^2"
        if (proportion := self._known_ratio(relation)) is not None:
            top, bottom, ratio = (self._atom(quantity, values) for quantity in proportion)
            return rf"\frac{{{top}}}{{{bottom}}} = {ratio}"
        degrees = self.angular(relation) and not self._expressed(relation, values)
        bare = self._expressed(relation, values)
        return f"{self.sum(relation.left, values, degrees, bare)} = {self.sum(relation.right, values, degrees, bare)}"

    def proportion(self, relation: Relation) -> tuple[Quantity, Quantity, Quantity, Quantity] | None:
        """``a, b, c, d`` of ``a·d = c·b``, where both sides are plain products of two quantities."""
        if len(relation.left) != 1 or len(relation.right) != 1:
            return None
        left, right = relation.left[0], relation.right[0]
        if len(left.quantities) != 2 or len(right.quantities) != 2 or left.coefficient != 1 or right.coefficient != 1:
            return None
        (a, d), (c, b) = left.quantities, right.quantities
        return a, b, c, d

    def _squared_ratio(self, relation: Relation) -> tuple[Quantity, ...] | None:
        """``a, b, c, d`` of ``a·d² = c²·b``: areas in the squared ratio of lengths."""
        parts: list[tuple[Quantity, Quantity]] = []
        for side in (relation.left, relation.right):
            if len(side) != 1 or len(side[0].quantities) != 3 or side[0].coefficient != 1:
                return None
            twice = [q for q in side[0].quantities if side[0].quantities.count(q) == 2]
            once = [q for q in side[0].quantities if side[0].quantities.count(q) == 1]
            if len(twice) != 2 or len(once) != 1 or "quotient" in (twice[0][0], once[0][0]):
                return None
            parts.append((once[0], twice[0]))
        (a, d), (b, c) = parts
        return a, b, c, d

    def _known_ratio(self, relation: Relation) -> tuple[Quantity, Quantity, Quantity] | None:
        """``a, b, q`` of ``q·b = a``, where q is the ratio of two other quantities: a proportion too."""
        if len(relation.left) != 1 or len(relation.right) != 1:
            return None
        for product, single in ((relation.left[0], relation.right[0]), (relation.right[0], relation.left[0])):
            if len(product.quantities) == 2 and len(single.quantities) == 1 and product.coefficient == 1:
                ratio, bottom = sorted(product.quantities, key=lambda q: q[0] != "quotient")
                top = single.quantities[0]
                plain = "quotient" not in (top[0], bottom[0]) and single.coefficient == 1
                if plain and ratio[0] == "quotient" and ratio[1:] != (top, bottom):
                    return top, bottom, ratio
        return None

    def angular(self, relation: Relation) -> bool:
        """Whether an equation is between angles, so that its plain numbers are degrees."""
        terms = (*relation.left, *relation.right)
        return any(len(t.quantities) == 1 and self.figure.dimension(t.quantities[0]) == "degree" for t in terms)

    def _expressed(self, relation: Relation, values: Values) -> bool:
        """Whether values turn the whole relation into an equation in an unknown, written without degree signs."""
        quantities = relation.quantities()
        return all(q in values for q in quantities) and any(isinstance(values[q], Linear) for q in quantities)

    # --- solved for one quantity ------------------------------------------------------------------------------------

    def isolate(self, relation: Relation, target: Quantity) -> Isolated:
        """The relation solved for a quantity that stands in one of its terms."""
        left, right = relation.left, relation.right
        if not any(target in term.quantities for term in left):
            left, right = right, left
        subject = next(term for term in left if target in term.quantities)
        terms = [*right, *(Term(-t.coefficient, t.quantities) for t in left if t is not subject)]
        coefficient = subject.coefficient
        if coefficient < 0:
            coefficient, terms = -coefficient, [Term(-t.coefficient, t.quantities) for t in terms]
            terms.sort(key=lambda t: t.coefficient < 0)
        rest = tuple(q for q in subject.quantities if q != target)
        power = len(subject.quantities) - len(rest)
        scale = FULL_TURN if self._mixed(subject) else Exact(coefficient.complexity[0])
        divisor = Term(coefficient * scale, rest)
        if len(terms) == 1 and not rest and not self._mixed(subject) and coefficient.is_rational:
            only = terms[0]
            return Isolated((Term(only.coefficient / coefficient, only.quantities),), None, power)
        if scale != 1:
            terms = [Term(t.coefficient * scale, t.quantities) for t in terms]
        plain = not rest and divisor.coefficient == 1
        return Isolated(tuple(terms), None if plain else divisor, power, scale == FULL_TURN)

    def solved(self, isolated: Isolated, values: Values, degrees: bool) -> str:
        """The right-hand side of an isolated quantity, with values put in where they are known."""
        if isolated.turn and len(isolated.terms) == 1:
            (term,) = isolated.terms
            inner = self.sum((Term(term.coefficient / FULL_TURN, term.quantities),), values, False)
            text = rf"360^\circ \times {inner}"
        else:
            text = self.sum(isolated.terms, values, degrees)
        if isolated.divisor is not None:
            below = self.sum((isolated.divisor,), values, False)
            if r"\frac" not in below:
                text = rf"\frac{{{text}}}{{{below}}}"
            else:  # a fraction below a fraction is hard to read
                above = rf"\left({text}\right)" if len(isolated.terms) > 1 else text
                text = rf"{above} \div " + (
                    below if below.startswith(r"\frac") and self._single(isolated.divisor) else rf"\left({below}\right)"
                )
        root = {2: r"\sqrt", 3: r"\sqrt[3]"}.get(isolated.power)
        return rf"{root}{{{text}}}" if root else text

    def _single(self, term: Term) -> bool:
        """Whether a term prints as one factor."""
        return len(term.quantities) + (term.coefficient != 1) == 1

    # --- sums and products ------------------------------------------------------------------------------------------

    def sum(self, terms: Sequence[Term], values: Values, degrees: bool, bare: bool = False) -> str:
        """Signed terms in a row; ``degrees``: plain numbers are angles, ``bare``: angles go without their sign."""
        out = ""
        for term in terms:
            negative = term.coefficient < 0
            text = self._product(abs(term.coefficient), term.quantities, values, degrees, bare, len(terms) > 1)
            if negative and text.startswith("-"):
                text = f"({text})"
            out += (" - " if negative else " + ") + text if out else ("-" if negative else "") + text
        return out or "0"

    def _mixed(self, term: Term) -> bool:
        """An angle (or arc) multiplied with something that is no angle."""
        dimensions = [self.figure.dimension(q) for q in term.quantities]
        return "degree" in dimensions and len(dimensions) > 1

    def _product(
        self,
        coefficient: Exact,
        quantities: Sequence[Quantity],
        values: Values,
        degrees: bool,
        bare: bool,
        summed: bool,
    ) -> str:
        if not quantities:
            return self._number(coefficient, False) + (r"^\circ" if degrees else "")
        turn = ""
        if self._mixed(Term(coefficient, tuple(quantities))):
            part = next(q for q in quantities if self.figure.dimension(q) == "degree")
            turn = rf"\frac{{{self._atom(part, values)}}}{{360^\circ}}"
            quantities = [q for q in quantities if q != part]
            coefficient = coefficient * FULL_TURN
        factors: list[tuple[str, bool]] = (
            [(turn, True)] if turn else []
        )  # text, and whether it is written out as a number
        if coefficient != 1:
            factors.append((self._number(coefficient, True), True))
        for quantity in dict.fromkeys(quantities):
            power = sum(q == quantity for q in quantities)
            known = quantity in values
            alone = len(quantities) == 1 and coefficient == 1 and not turn and power == 1
            text = self._atom(quantity, values, factor=not alone or summed, power=power, bare=bare)
            factors.append((text, known))
        out = factors[0][0]
        for (_, before), (text, number) in pairwise(factors):
            adjacent = coefficient != 1 and out == factors[0][0] and not turn and not number
            out += (" " if adjacent else r" \times " if before and number else r" \cdot ") + text
        return out

    def _number(self, number: Exact, factor: bool) -> str:
        text = number.latex(decimal=self.problem.draft.unit is not None and not factor)
        return rf"({text})" if factor and number.complexity[3] > 1 and not text.startswith(r"\frac") else text

    def _atom(
        self, quantity: Quantity, values: Values, *, factor: bool = False, power: int = 1, bare: bool = False
    ) -> str:
        known = values.get(quantity)
        if known is None:
            text = symbol(self.problem, quantity)
            if power == 1:
                return f"({text})" if factor and quantity[0] in DIFFERENCES else text
            if r"\frac" in text:
                return rf"\left({text}\right)^{power}"
            return f"({text})^{power}" if text.startswith("\\") or " " in text or "_" in text else f"{text}^{power}"
        if isinstance(known, Linear):
            if not bare and self.figure.dimension(quantity) == "degree":
                return value(self.problem, quantity, known)
            text = known.latex()
            return f"({text})" if factor and (" " in text or power > 1) else text
        text = value(self.problem, quantity, known, unit=False)
        if bare:
            text = text.removesuffix(r"^\circ")
        if power > 1 and not text.replace(".", "").isdigit():
            return rf"\left({text}\right)^{power}" if r"\frac" in text else f"({text})^{power}"
        sum_like = known.complexity[3] > 1 and not text.startswith(r"\frac")
        text = f"({text})" if factor and (sum_like or known < 0) else text
        return text if power == 1 else f"{text}^{power}"
