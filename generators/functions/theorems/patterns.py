"""Theorems about points at equal steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.functions.domain import FUNCTIONS
from generators.functions.patterns import bend, growth
from generators.functions.quantities import x, y
from generators.functions.theorems.relation import Side, kind_of, relation, spoken
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("differences_of_heights", weight=0)
def differences_of_heights(figure: Figure) -> Iterator[Relation]:
    """How much the function changes at each step."""
    for fact in figure.known("equal_steps"):
        for p, q in pairwise(fact.args):
            for kind, coordinate in (("rise", y), ("run", x)):
                left = (kind_of(kind, p, q),)
                yield relation("differences_of_heights", [(1, left)], [(1, (coordinate(q),)), (-1, (coordinate(p),))])


@FUNCTIONS.theorem("second_difference")
def second_difference(figure: Figure) -> Iterator[Relation]:
    """How much the change itself changes."""
    for fact in figure.known("equal_steps"):
        for p, q, r in zip(fact.args, fact.args[1:], fact.args[2:], strict=False):
            rises = kind_of("rise", q, r), kind_of("rise", p, q)
            target = bend(p, q, r)
            yield relation(
                "second_difference", [(1, (target,))], [(1, rises[:1]), (-1, rises[1:])], (fact,), (target,), A=p, C=r
            )


@FUNCTIONS.theorem("growth_factor")
def growth_factor(figure: Figure) -> Iterator[Relation]:
    """By which factor the function changes at a step."""
    for fact in figure.known("equal_steps"):
        for p, q in pairwise(fact.args):
            factor = growth(p, q)
            yield relation("growth_factor", [(1, (factor, y(p)))], [(1, (y(q),))], (fact,), (factor,), A=p, B=q)


@FUNCTIONS.theorem("pattern_goes_on")
def pattern_goes_on(figure: Figure) -> Iterator[Relation]:
    """The next value by the last change, the last change and its change, or the last factor."""
    pattern = {fact.args: fact for fact in figure.known("pattern")}
    for q in spoken(figure):
        if q[0] == "following":
            kind, _, two, three, four = q[1:]
            rise = kind_of("rise", three, four)
            told = {
                "linear": "equal steps add equal amounts",
                "quadratic": "the second differences are equal",
                "exponential": "equal steps multiply by equal factors",
            }[kind]
            right: Side
            if kind == "exponential":
                right = [(1, (y(four), growth(three, four)))]
            elif kind == "linear":
                right = [(1, (y(four),)), (1, (rise,))]
            else:
                right = [(1, (y(four),)), (1, (rise,)), (1, (bend(two, three, four),))]
            yield relation("pattern_goes_on", [(1, (q,))], right, (pattern[q[1:]],), (q,), told=told)
