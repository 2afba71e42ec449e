"""How a family of angle problems is proved right: by coordinates and trigonometry alone, with no rule of the engine."""

from __future__ import annotations

import math
from random import Random

from generators.plane import GENERATORS
from puma_data.registry import Request, Retry
from puma_data.symbolic.exact import Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Problem
from puma_data.symbolic.solve import Unsolvable


def measured(figure: Figure, quantity: Quantity) -> float:
    """A quantity from the coordinates by the law of cosines, distances and the shoelace formula."""
    kind, *names = quantity
    if kind == "unknown":
        return float(figure.unknowns[names[0]])
    if kind == "combination":
        return sum(float(c) * measured(figure, q) for c, q in names)
    if kind == "quotient":
        return measured(figure, names[0]) / measured(figure, names[1])
    if kind in ("radius", "diameter", "circumference", "disk"):
        r = figure.circles[names[0]].radius
        return {"radius": r, "diameter": 2 * r, "circumference": 2 * math.pi * r, "disk": math.pi * r * r}[kind]
    if kind == "arc":
        o = figure.at(figure.circles[names[0]].centre)
        p, q = (figure.at(name) - o for name in names[1:])
        return math.degrees(math.atan2(q.imag, q.real) - math.atan2(p.imag, p.real)) % 360
    at = [figure.at(name) for name in names]
    if kind == "length":
        return abs(at[0] - at[1])
    if kind in ("perimeter", "area"):
        pairs = list(zip(at, at[1:] + at[:1], strict=True))
        if kind == "perimeter":
            return sum(abs(p - q) for p, q in pairs)
        return abs(sum(p.real * q.imag - q.real * p.imag for p, q in pairs)) / 2
    p, v, q = at
    a, b, c = abs(p - v), abs(q - v), abs(p - q)
    cosine = (a * a + b * b - c * c) / (2 * a * b)
    if kind in ("sine", "cosine", "tangent"):
        sine = math.sqrt(1 - cosine * cosine)
        return {"sine": sine, "cosine": cosine, "tangent": sine / cosine}[kind]
    angle = math.degrees(math.acos(cosine))
    assert kind in ("angle", "reflex"), kind
    return angle if kind == "angle" else 360 - angle


def variants(family: str) -> list[str]:
    """The variants of a family."""
    return list(next(g for g in GENERATORS if g.id == family).variants)


def problems(family: str, variant: str, draws: int = 120) -> list[Problem]:
    """Solved problems of a variant; at least half of the draws are kept, and nine in ten of these are solvable."""
    generator = next(g for g in GENERATORS if g.id == family)
    solved: list[Problem] = []
    retried = unsolvable = 0
    for seed in range(draws):
        try:
            solved.append(generator.invent(Random(f"{family} {variant} {seed}"), Request(variant)))
        except Retry:
            retried += 1
        except Unsolvable:
            unsolvable += 1
    assert retried <= draws / 2, f"{retried} of {draws} thrown away"
    assert len(solved) >= 9 * unsolvable, f"{unsolvable} not solvable"
    return solved


def prove(family: str, variant: str, *, draws: int = 120, distinct: float = 0.5) -> list[Problem]:
    """Every answer and every given agrees with the coordinates, no mistake is the answer, and the problems differ."""
    found = problems(family, variant, draws)
    for problem in found:
        figure, answer = problem.figure, float(problem.answer)
        assert math.isclose(answer, measured(figure, problem.goal), rel_tol=1e-7), (problem.goal, answer)
        for quantity, value in problem.givens.items():
            number = value.at(figure.unknowns[value.symbol]) if isinstance(value, Linear) else value
            assert math.isclose(float(number), measured(figure, quantity), rel_tol=1e-7), (quantity, value)
        for name, wrong in problem.draft.wrong.items():
            value = measured(figure, wrong) if isinstance(wrong, tuple) else float(wrong)
            assert not math.isclose(value, answer, rel_tol=1e-9), f"the mistake {name} gives the answer"
    kinds = {(p.goal, tuple((q, str(v)) for q, v in p.givens.items()), tuple(f.kind for f in p.facts)) for p in found}
    assert len(kinds) >= distinct * len(found), f"only {len(kinds)} of {len(found)} differ"
    return found
