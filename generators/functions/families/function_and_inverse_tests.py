"""The horizontal line test: whether a graph belongs to a one-to-one function, one that has an inverse."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from generators.functions.families.read_value_zeros_from_graph import polyline
from generators.functions.family import Scene, family
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft


@family(
    "function_and_inverse_tests",
    "Horizontal line test: one-to-one, invertible",
    {"has_inverse": 7, "one_to_one": 4},
    weight=2.37,
)
def function_and_inverse_tests(scene: Scene, rng: Random, variant: str) -> Draft:
    """A chain of segments that rises (or falls) all the way, or turns."""
    plot = scene.plot
    count = rng.choice((3, 4, 5))
    steady = rng.random() < 0.5
    way = rng.choice((1, -1))
    px, py = rng.randint(-6, -3), rng.randint(-5, 5)
    xs, ys = [px], [py]
    for _ in range(count - 1):
        xs.append(xs[-1] + rng.choice((1, 2, 3)))
        ys.append(ys[-1] + (way if steady else rng.choice((1, -1))) * rng.choice((1, 2, 3, 4)))
    rises = [b > a for a, b in pairwise(ys)]
    slopes = [Exact(b - a) / (d - c) for a, b, c, d in zip(ys, ys[1:], xs, xs[1:], strict=False)]
    if max(map(abs, ys)) > 6 or xs[-1] > 7 or any(s == t for s, t in pairwise(slopes)):
        raise Retry("chain")
    if steady != (len(set(rises)) == 1):
        raise Retry("turns")
    names = list("ABCDE"[:count])
    for name, x, y in zip(names, xs, ys, strict=True):
        plot.place(name, x, y)
    plot.curve("f", "chain", nodes=tuple(names), ends=(True, True), label="y = f(x)")
    scene.window(xs, ys, margin=1.3)
    scene.tell("chain", scene.state("graph", "f"), scene.state("chain", "f", *names), segments=polyline(names))
    scene.locate(*names)
    goal = ("most_solutions", "f")
    most = Exact(round(plot.measure(goal)))
    other = Exact(1) if most != 1 else Exact(2)
    verdicts = {("verdict", "yes"): Exact(1), ("verdict", "no"): most if most != 1 else other}
    plot.things |= {"yes": ("word", "Yes"), "no": ("word", "No")}
    plot.extents["no"], plot.exact["no"] = float(verdicts["verdict", "no"]), verdicts["verdict", "no"]
    return scene.ask(variant, goal, among=verdicts)
