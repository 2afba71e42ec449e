"""How a family of solids is written: one decorated function that drafts a figure, its givens and its goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from generators.plane.mistakes import real_mistakes
from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from puma_data.registry import Generator, drafted
from puma_data.symbolic.problem import Draft


def family(
    id: str, title: str, variants: Mapping[str, float], *, weight: float = 1.0, capacity: int | None = None
) -> Callable[[Callable[[SolidFigure, Random, str], Draft]], Generator]:
    """Decorator: make ``build(figure, rng, variant) -> Draft`` a family. The figure comes empty."""

    def register(build: Callable[[SolidFigure, Random, str], Draft]) -> Generator:
        def draft(rng: Random, variant: str) -> Draft:
            made = build(SolidFigure(), rng, variant)
            made.wrong = real_mistakes(made.figure, made.goal, made.wrong)
            return made

        return Generator(
            id, title, SOLID.name, drafted(id, draft, variants), variants, weight=weight, capacity=capacity
        )

    return register
