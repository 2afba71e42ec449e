"""Marked points at equal steps: linear, quadratic, exponential or periodic, and the value that comes next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from generators.functions.family import Scene, family, nonzero
from generators.functions.patterns import bend, following, growth
from generators.functions.quantities import y
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Claim, Comparison, Draft

KINDS = ("linear", "quadratic", "exponential", "periodic")
POINTS = ("A", "B", "C", "D")


@family(
    "function_type_growth",
    "Identify the function type by its growth",
    {"which_type": 3, "next_value": 2},
    weight=0.78,
)
def function_type_growth(scene: Scene, rng: Random, variant: str) -> Draft:
    """Four points of a function at equal steps of x."""
    plot = scene.plot
    kind = rng.choice(KINDS if variant == "which_type" else KINDS[:3])
    heights = _heights(rng, kind)
    start, step = rng.randint(-3, 2), rng.choice((1, 1, 2))
    if max(map(abs, heights)) > 60 or 0 in heights or len(set(heights)) < (2 if kind == "periodic" else 4):
        raise Retry("heights")
    if max(heights) - min(heights) < 3 or (variant == "which_type" and min(heights) < 0):
        raise Retry("flat")
    xs = [start + i * step for i in range(4)]
    for name, px, py in zip(POINTS, xs, heights, strict=True):
        plot.place(name, px, py)
    scene.window([*xs, xs[-1] + step], heights, margin=1.2)
    steps = scene.state("equal_steps", *POINTS)
    scene.tell("points", steps, step=str(step))
    scene.locate(*POINTS)
    if variant == "which_type":
        return scene.judge("which", list(_claims(scene, kind)))
    plot.things[kind] = ("pattern", kind)
    plot.notes.append((1, f"The function is {kind}."))
    scene.tell("pattern", scene.state("pattern", kind, *POINTS), kind=kind)
    d, e, f, g = (Exact(h) for h in heights)
    by_kind = {"linear": 2 * g - f, "quadratic": 3 * g - 3 * f + e, "exponential": g * g / f}
    wrong = {f"as_if_{other}": number for other, number in by_kind.items() if other != kind}
    wrong |= {"repeated_the_first_change": g + e - d, "the_change_alone": g - f}
    at = xs[-1] + step
    return scene.ask("next", following(kind, *POINTS), slots={"at": str(at)}, wrong=wrong)


def _heights(rng: Random, kind: str) -> list[int]:
    """Whole heights of the four points."""
    if kind == "linear":
        first, change = rng.randint(-6, 30), nonzero(rng, -7, 9)
        return [first + i * change for i in range(4)]
    if kind == "quadratic":
        first, change, more = rng.randint(-4, 30), rng.randint(-9, 9), nonzero(rng, -4, 5)
        return [first + i * change + i * (i - 1) // 2 * more for i in range(4)]
    if kind == "exponential":
        top, bottom = rng.choice(((2, 1), (3, 1), (1, 2), (3, 2), (2, 3), (1, 3)))
        first = bottom**3 * rng.choice((1, 2, 3, 4, 5, 6, 7))
        return [first * top**i // bottom**i for i in range(4)]
    one, other = rng.randint(1, 20), rng.randint(1, 20)
    return [one, other, one, other]


def _claims(scene: Scene, right: str) -> Iterator[Claim]:
    """One statement a type, by its differences or ratios."""
    a, b, c, d = POINTS
    rises: list[Quantity] = [("rise", p, q) for p, q in pairwise(POINTS)]
    bends = bend(a, b, c), bend(b, c, d)
    factors = [growth(p, q) for p, q in pairwise(POINTS)]
    parts = {
        "linear": [Comparison(p, "=", q) for p, q in pairwise(rises)],
        "quadratic": [Comparison(bends[0], "=", bends[1]), Comparison(bends[0], "!=", Exact(0))],
        "exponential": [Comparison(p, "=", q) for p, q in pairwise(factors)],
        "periodic": [Comparison(y(a), "=", y(c)), Comparison(y(b), "=", y(d))],
    }
    for kind, told in parts.items():
        yield scene.claim(f"is_{kind}", *told, error=None if kind == right else f"taken_for_{kind}")
