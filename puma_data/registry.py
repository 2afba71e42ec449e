"""The generators that are installed: the plug-ins of the entry-point group ``puma_data.generators``.

An entry point names a module (or object) with a list ``GENERATORS`` and, where its families have phrases of their own,
the folder ``TEMPLATES`` that holds ``en/families/*.yaml``. The engine never imports a generator by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from random import Random
from typing import Any

from puma_data.errors import PumaError
from puma_data.present import templates
from puma_data.symbolic.problem import Draft, Problem
from puma_data.symbolic.solve import Unsolvable, solve

GROUP = "puma_data.generators"


class Retry(Exception):
    """A generator's word for "not this one": the attempt is thrown away and counted, and another is made."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the sampling plan asks of one problem: a variant, a range of depth, a kind of goal (None: any)."""

    variant: str | None = None
    depth: tuple[int, int] = (1, 99)
    goal: str | None = None


Invent = Callable[[Random, Request], Problem]
Build = Callable[[Random, str], Draft]


@dataclass(frozen=True, slots=True)
class Generator:
    """Anything that invents solved problems: a family, or the composer.

    ``invent(rng, request)`` raises `Retry` (or `Unsolvable`) where an attempt gives none. ``variants`` and ``goals``
    are what the plan may ask for, with weights. ``weight`` is the share among the generators of its domain;
    ``capacity`` about how many distinct problems there are (None: it never runs dry).
    """

    id: str
    title: str
    domain: str
    invent: Invent
    variants: Mapping[str, float] = field(default_factory=dict)
    goals: Mapping[str, float] = field(default_factory=dict)
    weight: float = 1.0
    capacity: int | None = None


def drafted(id: str, build: Build, variants: Mapping[str, float]) -> Invent:
    """The `Generator.invent` of a family: ``build(rng, variant)`` drafts a problem, the engine solves it."""

    def invent(rng: Random, request: Request) -> Problem:
        variant = request.variant or pick(rng, variants)
        draft = build(rng, variant)
        draft.variant = variant
        problem = solve(draft, id)
        if not request.depth[0] <= problem.depth <= request.depth[1]:
            raise Retry("depth")
        return problem

    return invent


def pick(rng: Random, weights: Mapping[str, float]) -> str:
    """One key, drawn by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


@cache
def generators() -> tuple[Generator, ...]:
    """Every installed generator, in the order of the entry points' names. Two of one domain and id are an error."""
    found: dict[tuple[str, str], Generator] = {}
    for entry in sorted(set(entry_points(group=GROUP)), key=lambda entry: (entry.name, entry.value)):
        named = f"the generator plug-in {entry.name!r} ({entry.value})"
        try:
            plugin = entry.load()
        except (Exception, SystemExit) as error:
            raise PumaError(f"{named} does not load: {' '.join(str(error).split())}") from error
        if folder := getattr(plugin, "TEMPLATES", None):
            templates.look_in(Path(folder))
        offered: Any = getattr(plugin, "GENERATORS", None)
        if not isinstance(offered, list | tuple) or not all(isinstance(one, Generator) for one in offered):
            raise PumaError(f"{named} has no list GENERATORS of generators; see docs/writing-a-generator.md")
        for generator in offered:
            if found.setdefault((generator.domain, generator.id), generator) is not generator:
                raise PumaError(f"two generators are called {generator.id!r}; rename the one of plug-in {entry.name!r}")
    return tuple(found.values())


def thinning(domain: str) -> Mapping[str, float]:
    """Chance to keep a problem by its answer or chain of theorems, for those that would else be too common (see the
    plug-ins).
    """
    tables = [getattr(entry.load(), "THINNING", {}).get(domain, {}) for entry in set(entry_points(group=GROUP))]
    return {label: chance for table in tables for label, chance in table.items()}


@dataclass(frozen=True, slots=True)
class Description:
    """A generator as shown to a reader: its variants, the theorems seen in samples of them, an example."""

    id: str
    title: str
    domain: str
    variants: tuple[str, ...]
    theorems: tuple[str, ...]
    example: str


def describe(generator: Generator, samples: int = 3) -> Description:
    """Make a few problems of every variant and tell what they are about."""
    from puma_data.present.naming import name_points
    from puma_data.present.wording import Wording

    theorems: dict[str, None] = {}
    example = ""
    for variant in generator.variants or (None,):
        made = attempt = 0
        while made < samples and attempt < 40:
            attempt += 1
            try:
                problem = generator.invent(Random(f"{generator.id} {variant} {attempt}"), Request(variant))
                if not example:
                    problem.names = name_points(problem, Random(0))
                    example = Wording().word(problem, Random(0), None, True).statement
            except (Retry, Unsolvable):
                continue
            except (Exception, SystemExit) as fault:  # a family that fails must not hide the others
                example = example or f"fails: {type(fault).__name__}: {fault}"
                break
            made += 1
            theorems.update(dict.fromkeys(problem.theorems))
    variants = tuple(generator.variants)
    return Description(generator.id, generator.title, generator.domain, variants, tuple(theorems), example)
