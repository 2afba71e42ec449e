"""The sampling plan: what the problem of each index is to be. A function of the index alone, so quotas hold by
construction.

Each property (generator, variant, depth, goal, multiple choice) is read off its own Kronecker sequence, the fractional
parts of ``index * sqrt(prime)``: any run of consecutive indices has every share to within a few problems, jointly,
whatever was made before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from puma_data.dataset.config import GenerateConfig
from puma_data.errors import PumaError
from puma_data.registry import Generator, Request

STEPS = [math.sqrt(prime) % 1 for prime in (5, 2, 3, 7, 11)]
MIX_STEP = math.sqrt(13) % 1
DEPTHS: Mapping[int, float] = {1: 0.20, 2: 0.30, 3: 0.27, 4: 0.14, 5: 0.09}
"""Share of each depth among composed problems."""
FILL = 0.2
"""Part of a family's capacity that may be used: drawing more would mostly draw duplicates."""
ANY_VARIANT_AFTER, COMPOSED_AFTER = 4, 16
"""Attempts in vain before a request is loosened: a variant whose only answers are common must not hold an index for
ever.
"""
COMPOSE = "compose"
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Stratum:
    """What an index asks for."""

    generator: Generator
    request: Request
    multiple_choice: bool


class Plan:
    """The strata of a run, by index."""

    def __init__(self, config: GenerateConfig, generators: Sequence[Generator], n: float | None = None) -> None:
        """``n`` is how many problems these generators make, all of the run's unless said otherwise."""
        self.config, self.n = config, n or config.n
        rng = Random(f"{config.seed}/{config.domain}/plan")
        self._offsets = [rng.random() for _ in STEPS]
        self._generators = {generator.id: generator for generator in generators}
        self._weights = self._shares()
        low, high = config.depth
        self._depths = {depth: share for depth, share in DEPTHS.items() if low <= depth <= high}

    def _shares(self) -> dict[str, float]:
        """Share of each generator: as weighted, but no family asked for more than a part of what it has."""
        config = self.config
        asked = list(self._generators) if config.families == "all" else list(config.families)
        families = {id: self._generators[id].weight for id in asked if id != COMPOSE}
        composed = 0.0
        if COMPOSE in asked and COMPOSE in self._generators:
            composed = config.compose if families else 1.0
        if not families and not composed:
            raise PumaError(
                f"nothing to generate for {config.domain}: families={','.join(asked)} compose={config.compose}"
            )
        total = sum(families.values())
        shares = {id: (1 - composed) * weight / total for id, weight in families.items()}
        if composed:
            for id, share in shares.items():
                capacity = self._generators[id].capacity
                shares[id] = share if capacity is None else min(share, FILL * capacity / self.n)
            shares[COMPOSE] = 1 - sum(shares.values())
        return {id: share for id, share in shares.items() if share > 0}

    def at(self, index: int) -> Stratum:
        """What the problem of an index is to be."""
        points = [(offset + index * step) % 1 for offset, step in zip(self._offsets, STEPS, strict=True)]
        generator = self._generators[chosen(self._weights, points[0])]
        variant = chosen(generator.variants, points[1]) if generator.variants else None
        goal = chosen(generator.goals, points[3]) if generator.goals else None
        depth = self.config.depth
        if generator.id == COMPOSE:
            depth = (chosen(self._depths, points[2]),) * 2
        return Stratum(generator, Request(variant, depth, goal), points[4] < self.config.mcq)

    def relaxed(self, stratum: Stratum, attempt: int) -> Stratum:
        """What to ask for after so many attempts in vain: first any variant, then any composed problem of the run's
        depth.
        """
        if attempt >= COMPOSED_AFTER and COMPOSE in self._weights:
            return replace(stratum, generator=self._generators[COMPOSE], request=Request(depth=self.config.depth))
        if attempt >= ANY_VARIANT_AFTER:
            return replace(stratum, request=replace(stratum.request, variant=None, goal=None))
        return stratum


class Mixed:
    """The strata of a run over several domains: the domain is one more property of an index."""

    def __init__(self, config: GenerateConfig, generators: Sequence[Generator]) -> None:
        wanted = None if config.families == "all" else set(config.families)
        own = {
            column: [one for one in generators if one.domain == column and (wanted is None or one.id in wanted)]
            for column in config.shares
        }
        self._shares = {column: share for column, share in config.shares.items() if own[column]}
        if not self._shares:
            raise PumaError(f"nothing to generate for {config.domain}: no domain of the mix has the families asked for")
        total = sum(self._shares.values())
        self._plans = {
            column: Plan(
                config if wanted is None else config.model_copy(update={"families": tuple(g.id for g in own[column])}),
                own[column],
                config.n * share / total,
            )
            for column, share in self._shares.items()
        }
        self._offset = Random(f"{config.seed}/{config.domain}/mix").random()

    def at(self, index: int) -> Stratum:
        """What the problem of an index is to be."""
        return self._plans[chosen(self._shares, (self._offset + index * MIX_STEP) % 1)].at(index)

    def relaxed(self, stratum: Stratum, attempt: int) -> Stratum:
        """As `Plan.relaxed`, within the domain."""
        return self._plans[stratum.generator.domain].relaxed(stratum, attempt)


def chosen(weights: Mapping[K, float], point: float) -> K:
    """The key whose share of the unit interval holds the point."""
    rest = point * sum(weights.values())
    for key, weight in weights.items():
        rest -= weight
        if rest < 0:
            return key
    return list(weights)[-1]  # the sum fell short by a rounding error
