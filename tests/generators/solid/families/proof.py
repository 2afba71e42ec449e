"""What is proved of every family of solids: it builds, solves and passes every check, and its mistakes are mistakes."""

from __future__ import annotations

import math
from random import Random

from generators.solid import GENERATORS
from puma_data.present.naming import name_points
from puma_data.registry import Request, Retry
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.solve import Unsolvable
from puma_data.symbolic.verify import verify


def variants() -> list[tuple[str, str]]:
    """Every family with every variant."""
    return [(generator.id, variant) for generator in GENERATORS for variant in generator.variants]


def problems(family: str, variant: str, draws: int) -> list[Problem]:
    """Solved problems of one variant; of what is not thrown away at once nine in ten must be solvable."""
    generator = next(g for g in GENERATORS if g.id == family)
    solved: list[Problem] = []
    unsolvable = 0
    for seed in range(12 * draws):
        try:
            problem = generator.invent(Random(f"{family} {variant} {seed}"), Request(variant))
        except Retry:
            continue
        except Unsolvable:
            unsolvable += 1
            continue
        problem.names = name_points(problem, Random(seed))
        solved.append(problem)
        if len(solved) == draws:
            break
    assert len(solved) == draws and len(solved) >= 9 * unsolvable, f"{unsolvable} of {len(solved)} not solvable"
    return solved


def prove(family: str, variant: str, draws: int = 25) -> None:
    """No check finds a fault (but figures too crowded to read, which are thrown away), and problems differ."""
    found = problems(family, variant, draws)
    fine = 0
    for problem in found:
        faults = [fault for fault in verify(problem) if not fault.startswith("crowded")]
        assert not faults, faults
        fine += not verify(problem)
        for name, wrong in problem.draft.wrong.items():
            value = problem.figure.measure(wrong) if isinstance(wrong, tuple) else float(wrong)
            assert not math.isclose(value, float(problem.answer), rel_tol=1e-9), f"the mistake {name} gives the answer"
    assert fine >= 0.6 * len(found), "too many crowded figures"
    kinds = {(p.goal, p.draft.skin, tuple((q, str(v)) for q, v in p.givens.items())) for p in found}
    assert len(kinds) >= 0.5 * len(found), f"only {len(kinds)} of {len(found)} differ"
