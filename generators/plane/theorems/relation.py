"""How theorems write their relations: sides are numbers, quantities, products, or lists of these (sums)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from generators.plane.theorems.incidence import incidence
from puma_data.symbolic.exact import ONE, Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation, Term
from puma_data.symbolic.figure import Figure


class Product(NamedTuple):
    """A coefficient and the quantities it is multiplied with, as written."""

    coefficient: Exact
    quantities: tuple[Quantity, ...]


Part = int | Exact | Quantity
Side = Part | list[Any]


def times(*factors: int | Exact | Quantity) -> Product:
    """A product of numbers and quantities (a square is the quantity twice)."""
    coefficient = ONE
    quantities: list[Quantity] = []
    for factor in factors:
        if isinstance(factor, tuple):
            quantities.append(factor)
        else:
            coefficient = coefficient * factor
    return Product(coefficient, tuple(quantities))


def square(quantity: Quantity) -> Product:
    """The square of a quantity."""
    return Product(ONE, (quantity, quantity))


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
    facts = dict.fromkeys(premises)

    def key(quantity: Quantity) -> Quantity:
        term, extra = known.term(quantity)
        if extra:
            facts.update(dict.fromkeys(extra))
        return term.quantities[0]

    def part(item: Part) -> Term:
        if isinstance(item, Product):
            return Term(item.coefficient, tuple([key(q) for q in item.quantities]))
        if isinstance(item, tuple):
            term, extra = known.term(item)
            if extra:
                facts.update(dict.fromkeys(extra))
            return term
        return Term(Exact(item))

    def side(items: Side) -> tuple[Term, ...]:
        return tuple([part(item) for item in items]) if isinstance(items, list) else (part(items),)

    sides = side(left), side(right)
    conditions = tuple([(key(q), key(v) if isinstance(v, tuple) else v) for q, v in guards])
    solvable = tuple([key(q) for q in targets])
    return Relation(theorem, *sides, tuple(facts), tuple(roles.items()) if roles else (), conditions, ratio, solvable)
