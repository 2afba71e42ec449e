"""Solids made of parts on, in or beside one another: stated, added up and asked about in one way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from generators.solid.bodies import whole
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import rounded
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Phrase

STATED = {"square_pyramid": "pyramid"}
"""Facts that state a part, where they are not called like its kind."""


def joined(
    figure: SolidFigure,
    noun: str,
    parts: Mapping[str, int],
    areas: Sequence[tuple[int, str, str]],
    *ties: tuple[str, str, str],
) -> tuple[Fact, ...]:
    """Make parts one whole ``w``: each counted once or taken away (-1). ``areas`` are those that are exposed, ``ties``
    the facts that hold between two parts. Returns all that is stated, for one phrase to say."""
    facts = [figure.state(STATED.get(kind := figure.parts[part].kind, kind), part) for part in parts]
    facts += [figure.state(*tie) for tie in ties]
    whole(figure, "w", noun, [(factor, part) for part, factor in parts.items()], areas, label="")
    return (*facts, figure.state("whole", "w"))


def across(wide: Quantity, radius: Exact) -> Exact:
    """The value of a width that is a radius or a diameter."""
    return 2 * radius if wide[0].endswith("diameter") else radius


def posed(
    figure: SolidFigure,
    rng: Random,
    scene: str,
    facts: tuple[Fact, ...],
    givens: Mapping[Quantity, Exact],
    area: bool,
    wrong: Mapping[str, Exact | Quantity],
    *,
    unit: str | None,
    skin: str,
    share: float = 0.85,
    question: Phrase | None = None,
) -> Draft:
    """Ask for the surface of a whole, or for its volume; rounded in a share of problems."""
    return Draft(
        figure,
        givens,
        surface("w") if area else volume("w"),
        phrases=(Phrase(scene, facts),),
        question=question,
        unit=unit,
        rounding=rounded(rng, share=share) if share else None,
        wrong=wrong,
        skin=skin,
    )
