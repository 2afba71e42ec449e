"""How theorems write their relations: sides are numbers, quantities, products, or lists of these (sums)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generators.plane.theorems.incidence import Incidence, incidence
from puma_data.symbolic.exact import ONE, Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation, Term
from puma_data.symbolic.figure import Figure

Part = int | Exact | Quantity
Side = Part | list[Any]


def times(*factors: int | Exact | Quantity) -> Term:
    """A product of numbers and quantities (a square is the quantity twice)."""
    coefficient = ONE
    quantities: list[Quantity] = []
    for factor in factors:
        if isinstance(factor, tuple):
            quantities.append(factor)
        else:
            coefficient = coefficient * factor
    return Term(coefficient, tuple(quantities))


def square(quantity: Quantity) -> Term:
    """The square of a quantity."""
    return Term(ONE, (quantity, quantity))


def named(letters: str, *points: str) -> dict[str, str]:
    """The letters of a theorem's wording with the points that play them."""
    return dict(zip(letters, points, strict=True))


def equal(
    figure: Figure,
    theorem: str,
    left: Side,
    right: Side,
    premises: Iterable[Fact] = (),
    roles: dict[str, Any] | None = None,
    *,
    guards: Iterable[tuple[Quantity, Any]] = (),
    ratio: bool = False,
    targets: Iterable[Quantity] = (),
) -> Relation:
    """The relation ``left = right``; facts by which an angle's rays carry other letters become premises."""
    known = incidence(figure)
    facts = list(premises)
    one, two = _side(known, left, facts), _side(known, right, facts)
    conditions = (
        tuple([(_key(known, q, facts), _key(known, v, facts) if isinstance(v, tuple) else v) for q, v in guards])
        if guards
        else ()
    )
    solvable = tuple([_key(known, q, facts) for q in targets]) if targets else ()
    reasons = tuple(dict.fromkeys(facts)) if len(facts) > 1 else tuple(facts)
    return Relation(theorem, one, two, reasons, tuple(roles.items()) if roles else (), conditions, ratio, solvable)


def _side(known: Incidence, items: Side, facts: list[Fact]) -> tuple[Term, ...]:
    """One side in canonical quantities; what their names rest on is added to the facts."""
    terms: list[Term] = []
    for item in items if isinstance(items, list) else (items,):
        if isinstance(item, Term):
            terms.append(Term(item.coefficient, tuple([_key(known, q, facts) for q in item.quantities])))
        elif isinstance(item, tuple):
            term, extra = known.term(item)
            terms.append(term)
            facts += extra
        else:
            terms.append(Term(Exact(item)))
    return tuple(terms)


def _key(known: Incidence, quantity: Quantity, facts: list[Fact]) -> Quantity:
    term, extra = known.term(quantity)
    facts += extra
    return term.quantities[0]
