"""How a theorem of solids is written: the equation it gives, and the stated parts it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generators.solid.figure import SolidFigure
from puma_data.symbolic.exact import ONE, Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation, Term
from puma_data.symbolic.figure import Figure

Part = int | Exact | Quantity | Term
HALF, THIRD = Exact(1, 2), Exact(1, 3)


def times(*factors: int | Exact | Quantity) -> Term:
    """A product of numbers and quantities."""
    coefficient, quantities = ONE, []
    for factor in factors:
        if isinstance(factor, tuple):
            quantities.append(factor)
        else:
            coefficient = coefficient * factor
    return Term(coefficient, tuple(quantities))


def equal(
    theorem: str, left: Part, right: Part | Sequence[Part], premises: Sequence[Fact] = (), **roles: Any
) -> Relation:
    """The relation ``left = right`` (a list is a sum)."""

    def side(items: Any) -> tuple[Term, ...]:
        listed = items if isinstance(items, list) else [items]
        return tuple(item if isinstance(item, Term) else times(item) for item in listed)

    return Relation(theorem, side(left), side(right), tuple(premises), tuple(roles.items()))


def parts(figure: Figure, *kinds: str) -> Iterator[tuple[str, Fact]]:
    """The stated parts of some kinds."""
    for kind in kinds:
        for fact in figure.known(kind):
            yield fact.args[0], fact


def spoken(figure: Figure, *quantities: Quantity) -> bool:
    """Whether the problem gives or asks one of some quantities: rare measures are related only then."""
    return any(q in figure.asked for q in quantities)


def radius_of(figure: Figure, part: str) -> Quantity:
    """The radius of a round part, or of a ball or half of one."""
    assert isinstance(figure, SolidFigure)
    return ("sphere_radius" if figure.parts[part].kind in ("sphere", "hemisphere") else "base_radius", part)


def between(figure: Figure, p: str, q: str) -> Quantity:
    """The length between two points, by its one key."""
    return figure.canonical(("length", p, q))


def right_triangle(figure: Figure, theorem: str, p: str, v: str, q: str, fact: Fact) -> Relation:
    """The theorem of Pythagoras between three points, with the right angle at ``v``."""
    one, two, far = between(figure, p, v), between(figure, v, q), between(figure, p, q)
    return equal(theorem, times(far, far), [times(one, one), times(two, two)], [fact], A=p, B=v, C=q)
