"""How a family of plane geometry is written: one decorated function that drafts a figure, its givens and its goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from generators.plane.domain import PLANE
from generators.plane.mistakes import real_mistakes
from puma_data.registry import Generator, drafted
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft


def family(
    id: str, title: str, variants: Mapping[str, float], *, weight: float = 1.0, capacity: int | None = None
) -> Callable[[Callable[[Figure, Random, str], Draft]], Generator]:
    """Decorator: make ``build(figure, rng, variant) -> Draft`` a family. The figure comes empty.

    A package's families are those in its list ``GENERATORS``; in this one, those defined in a file of `families`.
    """

    def register(build: Callable[[Figure, Random, str], Draft]) -> Generator:
        def draft(rng: Random, variant: str) -> Draft:
            made = build(Figure(PLANE), rng, variant)
            if not isinstance(made, Draft):
                raise TypeError(f"the family returned {made!r:.40} and not a Draft")
            made.wrong = real_mistakes(made.figure, made.goal, made.wrong)
            return made

        invent = drafted(id, draft, variants)
        return Generator(id, title, PLANE.name, invent, variants, weight=weight, capacity=capacity)

    return register
