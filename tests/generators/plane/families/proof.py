"""How a family of angle problems is proved right: by coordinates and trigonometry alone, with no rule of the engine."""

from __future__ import annotations

import cmath
import math
from itertools import pairwise
from random import Random

from generators.plane import GENERATORS
from puma_data.registry import Request, Retry
from puma_data.symbolic.exact import Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Edge, Figure
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
    if kind in ("arc_length", "sector_area", "sector_perimeter"):
        r, share = figure.circles[names[0]].radius, measured(figure, ("arc", *names)) / 360
        arc = math.tau * r * share
        return {"arc_length": arc, "sector_area": math.pi * r * r * share, "sector_perimeter": arc + 2 * r}[kind]
    if kind in ("region_area", "region_perimeter"):
        rings = [outline(figure, loop) for loop in figure.regions[names[0]]]
        if kind == "region_area":
            return abs(sum((p.conjugate() * q).imag for ring in rings for p, q in pairwise(ring))) / 2
        return sum(abs(p - q) for ring in rings for p, q in pairwise(ring))
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


def outline(figure: Figure, loop: tuple[Edge, ...], pieces: int = 4000) -> list[complex]:
    """A loop of lines and arcs as a closed polygon; each arc by many chords."""
    points: list[complex] = []
    for edge in loop:
        if edge[0] == "line":
            points.append(figure.at(edge[1]))
            continue
        circle = figure.circles[edge[1]]
        o, turn = figure.at(circle.centre), edge[-1]
        start = figure.at(edge[2]) - o if edge[0] == "arc" else complex(circle.radius)
        sweep = math.tau
        if edge[0] == "arc":
            way = cmath.phase((figure.at(edge[3]) - o) / start)
            sweep = way * turn % math.tau
        points += [o + start * cmath.exp(1j * turn * sweep * i / pieces) for i in range(pieces)]
        if edge[0] == "circle":
            points.append(o + start)
    return points if abs(points[0] - points[-1]) < 1e-12 else [*points, points[0]]


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
        close = 1e-5 if problem.goal[0].startswith("region") else 1e-7
        assert math.isclose(answer, measured(figure, problem.goal), rel_tol=close), (problem.goal, answer)
        for quantity, value in problem.givens.items():
            number = value.at(figure.unknowns[value.symbol]) if isinstance(value, Linear) else value
            close = 1e-5 if quantity[0].startswith("region") else 1e-7
            assert math.isclose(float(number), measured(figure, quantity), rel_tol=close), (quantity, value)
        for name, wrong in problem.draft.wrong.items():
            value = measured(figure, wrong) if isinstance(wrong, tuple) else float(wrong)
            assert not math.isclose(value, answer, rel_tol=1e-9), f"the mistake {name} gives the answer"
    kinds = {(p.goal, tuple((q, str(v)) for q, v in p.givens.items()), tuple(f.kind for f in p.facts)) for p in found}
    assert len(kinds) >= distinct * len(found), f"only {len(kinds)} of {len(found)} differ"
    return found
