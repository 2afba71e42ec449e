"""Graphs made of segments: the equation of one piece, and sums of values of one or two functions."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import polyline
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import whole
from generators.functions.rates import intercept, rate, weighted_sum
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft, Whole


@family(
    "piecewise_linear_graph",
    "Piecewise-linear graphs: write or evaluate",
    {"write_expression": 2, "evaluate": 1},
    weight=0.38,
)
def piecewise_linear_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """One chain of segments, or two."""
    plot = scene.plot
    if variant == "write_expression":
        names = _chain(scene, rng, "f", "ABCD"[: rng.choice((3, 4))], rng.randint(-6, -4))
        _frame(scene)
        _tell(scene, "f", names)
        scene.locate(*names)
        return _piece(scene, rng, names)
    first = _chain(scene, rng, "f", "ABC", rng.randint(-6, -3))
    second = _chain(scene, rng, "g", "PQR", rng.randint(-5, 0))
    places = [{float(plot.exact[f"{n}.{axis}"]) for n in first + second} for axis in "xy"]
    spots = [(plot.exact[f"{n}.x"], plot.exact[f"{n}.y"]) for n in first + second]
    if len(set(spots)) < 6 or len(places[1]) < 3 or _cross(scene, first, second) > 1:
        raise Retry("tangled")
    _frame(scene)
    for curve, names in (("f", first), ("g", second)):
        _tell(scene, curve, names)
    scene.locate(*first, *second)
    terms = []
    for curve, names in (("f", first), ("g", second)):
        at, _ = rng.choice(_whole_heights(scene, names))
        terms.append((nonzero(rng, -4, 5), curve, Exact(at)))
    values = [
        dict(_whole_heights(scene, names))[int(float(t[2]))] for names, t in zip((first, second), terms, strict=True)
    ]
    for number in {n for t in terms for n in (str(t[0]), t[2].sympy())}:
        plot.things[number] = ("number", number)
    (a, _, p), (b, _, q) = terms
    wrong = {
        "forgot_factors": values[0] + values[1],
        "sign": a * values[0] - b * values[1],
        "arguments_for_values": a * p + b * q,
        "swapped_factors": b * values[0] + a * values[1],
        "swapped_functions": a * values[1] + b * values[0],
    }
    goal = weighted_sum(*terms)
    told = plot.domain.quantities["weighted_sum"].symbol(lambda name: name, goal[1:])
    return scene.ask("evaluate", goal, slots={"sum": told}, wrong=wrong)


def _chain(scene: Scene, rng: Random, curve: str, names: str, start: int) -> list[str]:
    """A chain of segments through lattice points."""
    plot = scene.plot
    px, heights = start, [rng.randint(-5, 5)]
    places = [px]
    for _ in names[1:]:
        places.append(places[-1] + rng.choice((2, 3, 4)))
        heights.append(rng.choice([h for h in range(-5, 6) if h != heights[-1] and abs(h - heights[-1]) < 8]))
    slopes = [Exact(d - c) / (b - a) for (a, b), (c, d) in zip(pairwise(places), pairwise(heights), strict=True)]
    if places[-1] > 8 or any(s == t for s, t in pairwise(slopes)):
        raise Retry("chain")
    for name, x, y in zip(names, places, heights, strict=True):
        plot.place(name, x, y)
    plot.curve(curve, "chain", nodes=tuple(names), ends=(True, True), label=f"y = {curve}(x)")
    return list(names)


def _frame(scene: Scene) -> None:
    numbers = {axis: [float(scene.plot.exact[f"{n}.{axis}"]) for n in scene.plot.position] for axis in "xy"}
    scene.window(numbers["x"], numbers["y"], margin=1.3)


def _tell(scene: Scene, curve: str, names: list[str]) -> None:
    facts = scene.state("graph", curve), scene.state("chain", curve, *names)
    scene.tell("chain", *facts, segments=polyline(names), function=curve)


def _cross(scene: Scene, first: list[str], second: list[str]) -> int:
    """How often two chains cross, or run into a corner of one another."""
    figure = scene.plot

    def side(p: str, q: str, r: str) -> Exact:
        (ax, ay), (bx, by), (cx, cy) = ((figure.exact[f"{n}.x"], figure.exact[f"{n}.y"]) for n in (p, q, r))
        return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

    count = 0
    for p, q in pairwise(first):
        for r, s in pairwise(second):
            signs = [side(p, q, r).sign(), side(p, q, s).sign(), side(r, s, p).sign(), side(r, s, q).sign()]
            if signs[0] * signs[1] <= 0 and signs[2] * signs[3] <= 0:
                count += 1 if all(signs) else 2
    return count


def _whole_heights(scene: Scene, names: list[str]) -> list[tuple[int, Exact]]:
    """Whole places with whole heights: between corners, or where there are none, at corners."""
    exact, found = scene.plot.exact, []
    for p, q in pairwise(names):
        x0, x1 = exact[f"{p}.x"], exact[f"{q}.x"]
        for at in range(int(float(x0)) + 1, int(float(x1))):
            y = exact[f"{p}.y"] + (exact[f"{q}.y"] - exact[f"{p}.y"]) * (at - x0) / (x1 - x0)
            if y.is_integer:
                found.append((at, y))
    return found or [(int(float(exact[f"{n}.x"])), exact[f"{n}.y"]) for n in names]


def _piece(scene: Scene, rng: Random, names: list[str]) -> Draft:
    """The equation of the graph on the interval of one segment."""
    exact = scene.plot.exact
    p, q = rng.choice(list(pairwise(names)))
    (x0, y0), (x1, y1) = ((exact[f"{n}.x"], exact[f"{n}.y"]) for n in (p, q))
    m = (y1 - y0) / (x1 - x0)
    b = y0 - m * x0
    wrong = {
        "sign_of_slope": answers.line(-m, b),
        "inverted_slope": answers.line(1 / m, b),
        "first_height_as_intercept": answers.line(m, y0),
        "sign_of_intercept": answers.line(m, -b),
        "swapped": answers.line(b, m),
        "forgot_intercept": answers.line(m, Exact(0)),
    }
    built = Whole("the equation of this piece", lambda v: answers.line(*v), wrong)
    slots = {"low": x0.latex(), "high": x1.latex()}
    return scene.ask("piece", whole(rate("f", p, q), intercept("f", p, q)), slots=slots, whole=built)
