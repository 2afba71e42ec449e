"""A graph made of segments between lattice points: values at corners and between them, values of values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from generators.functions.family import Scene, family
from generators.functions.quantities import value
from puma_data.present.templates import series
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft


def chain(scene: Scene, rng: Random, count: int, low: int = -6, *, steps: Sequence[int] = (1, 2, 3, 4)) -> list[str]:
    """A chain of segments through lattice points, no three in a row on one line; returns the names of its corners."""
    x = rng.randint(low, low + 2)
    xs: list[int] = []
    ys: list[int] = []
    for _ in range(count):
        xs.append(x)
        ys.append(rng.choice([h for h in range(-5, 6) if not ys or h != ys[-1]]))
        x += rng.choice(steps)
    slopes = [Exact(b - a) / (d - c) for a, b, c, d in zip(ys, ys[1:], xs, xs[1:], strict=False)]
    if xs[-1] > 8 or any(s == t for s, t in pairwise(slopes)) or max(map(abs, map(float, slopes))) > 5:
        raise Retry("chain")
    names = list("ABCDEFGH"[:count])
    for name, px, py in zip(names, xs, ys, strict=True):
        scene.plot.place(name, px, py)
    scene.plot.curve("f", "chain", nodes=tuple(names), label="y = f(x)")
    scene.window(xs, ys, margin=1.3)
    return names


def polyline(points: Sequence[str]) -> str:
    """``$AB$, $BC$ and $CD$``."""
    return series([f"${p}{q}$" for p, q in pairwise(points)])


@family(
    "read_value_zeros_from_graph",
    "Values read from a graph",
    {"value_between": 4, "value_of_value": 3},
    weight=1.79,
)
def read_value_zeros_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """f(x) at whole x, and f(f(x))."""
    names = chain(scene, rng, rng.choice((3, 4, 4)))
    plot = scene.plot
    plot.revise("f", ends=(True, True))
    heights = {}
    xs = [int(float(plot.exact[f"{n}.x"])) for n in names]
    for at in range(xs[0], xs[-1] + 1):
        i = max(j for j, left in enumerate(xs[:-1]) if left <= at)
        y0, y1 = (plot.exact[f"{names[j]}.y"] for j in (i, i + 1))
        heights[at] = y0 + (y1 - y0) * (at - xs[i]) / (xs[i + 1] - xs[i])
    whole = {at: height for at, height in heights.items() if height.is_integer}
    scene.tell("chain", scene.state("graph", "f"), scene.state("chain", "f", *names), segments=polyline(names))
    scene.locate(*names)
    if variant == "value_between":
        inner = [at for at in whole if at not in xs]
        if not inner:
            raise Retry("no lattice point between corners")
        at = rng.choice(inner)
        plot.things[Exact(at).sympy()] = ("number", str(at))
        near = {f"corner_{i}": plot.exact[f"{n}.y"] for i, n in enumerate(names)}
        return scene.ask("value", value("f", at), slots={"at": str(at)}, wrong=near)
    pairs = [(at, int(float(height))) for at, height in whole.items() if int(float(height)) in whole and at != height]
    pairs = [pair for pair in pairs if whole[pair[1]] != pair[1]]
    if not pairs:
        raise Retry("no inner value in the domain")
    at, inner_value = rng.choice(pairs)
    for number in {at, inner_value}:
        plot.things[Exact(number).sympy()] = ("number", str(number))
    goal = ("twice", "f", Exact(at).sympy(), Exact(inner_value).sympy())
    wrong = {"stopped_early": Exact(inner_value), "squared": Exact(inner_value) ** 2, "doubled": 2 * Exact(inner_value)}
    return scene.ask("twice", goal, slots={"at": str(at)}, wrong=wrong)
