"""A graph made of segments between lattice points: values at corners and between them, values of values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family
from generators.functions.quantities import value, whole
from generators.functions.readings import exact_argument
from puma_data.present.templates import series
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Composite, Draft, Whole


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


def crossing_chain(scene: Scene, rng: Random) -> list[str]:
    """A chain that crosses the x-axis at one or two whole numbers, in the middle of segments; its corners' names."""
    side, twice = rng.choice((1, -1)), rng.random() < 0.6
    z = rng.randint(-5, 0)
    m, u, v = rng.choice((1, 1, 2, 3)), rng.choice((1, 2)), rng.choice((1, 2, 3))
    places = [(z - u, side * m * u), (z + v, -side * m * v)]
    if twice:
        n, w, t = rng.choice((1, 1, 2, 3)), rng.choice((1, 2, 3)), rng.choice((1, 2))
        other = z + v + w + rng.choice((1, 2, 2))
        places += [(other - w, -side * n * w), (other + t, side * n * t)]
    else:
        places.append((z + v + rng.choice((1, 2)), -side * rng.randint(1, 4)))
    if rng.random() < 0.5:
        places.insert(0, (places[0][0] - rng.choice((1, 2)), side * rng.randint(1, 5)))
    slopes = [Exact(d - b) / (c - a) for (a, b), (c, d) in pairwise(places)]
    if max(abs(y) for _, y in places) > 6 or places[-1][0] > 8 or any(s == t for s, t in pairwise(slopes)):
        raise Retry("chain")
    names = list("ABCDEF"[: len(places)])
    for name, place in zip(names, places, strict=True):
        scene.plot.place(name, *place)
    scene.plot.curve("f", "chain", nodes=tuple(names), label="y = f(x)")
    scene.window([x for x, _ in places], [y for _, y in places], margin=1.3)
    return names


def polyline(points: Sequence[str]) -> str:
    """``$AB$, $BC$ and $CD$``."""
    return series([f"${p}{q}$" for p, q in pairwise(points)])


@family(
    "read_value_zeros_from_graph",
    "Values read from a graph",
    {"value_between": 4, "value_of_value": 2, "zero": 3, "solve": 3, "sign_interval": 3},
    weight=1.79,
)
def read_value_zeros_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """f(x) at whole x, and f(f(x)); the x where f takes a value, and where f is positive or negative."""
    crossing = variant in ("zero", "sign_interval")
    names = crossing_chain(scene, rng) if crossing else chain(scene, rng, rng.choice((3, 4, 4)))
    plot = scene.plot
    plot.revise("f", ends=(True, True))
    heights = {}
    xs = [int(float(plot.exact[f"{n}.x"])) for n in names]
    for at in range(xs[0], xs[-1] + 1):
        i = max(j for j, left in enumerate(xs[:-1]) if left <= at)
        y0, y1 = (plot.exact[f"{names[j]}.y"] for j in (i, i + 1))
        heights[at] = y0 + (y1 - y0) * (at - xs[i]) / (xs[i + 1] - xs[i])
    read = {at: height for at, height in heights.items() if height.is_integer}
    scene.tell("chain", scene.state("graph", "f"), scene.state("chain", "f", *names), segments=polyline(names))
    scene.locate(*names)
    if variant in ("zero", "solve"):
        return _solve(scene, rng, names, variant)
    if variant == "sign_interval":
        return _sign_interval(scene, rng, names)
    if variant == "value_between":
        inner = [at for at in read if at not in xs]
        if not inner:
            raise Retry("no lattice point between corners")
        at = rng.choice(inner)
        plot.things[Exact(at).sympy()] = ("number", str(at))
        near = {f"corner_{i}": plot.exact[f"{n}.y"] for i, n in enumerate(names)}
        return scene.ask("value", value("f", at), slots={"at": str(at)}, wrong=near)
    pairs = [(at, int(float(height))) for at, height in read.items() if int(float(height)) in read and at != height]
    pairs = [pair for pair in pairs if read[pair[1]] != pair[1]]
    if not pairs:
        raise Retry("no inner value in the domain")
    at, inner_value = rng.choice(pairs)
    for number in {at, inner_value}:
        plot.things[Exact(number).sympy()] = ("number", str(number))
    goal = ("twice", "f", Exact(at).sympy(), Exact(inner_value).sympy())
    wrong = {"stopped_early": Exact(inner_value), "squared": Exact(inner_value) ** 2, "doubled": 2 * Exact(inner_value)}
    return scene.ask("twice", goal, slots={"at": str(at)}, wrong=wrong)


def crossings(plot: Plot, names: Sequence[str], level: Exact) -> list[tuple[Exact, str, str]]:
    """Where a chain takes a height, each place with the ends of a segment that holds it."""
    found: dict[Exact, tuple[Exact, str, str]] = {}
    for p, q in pairwise(names):
        low, high = plot.exact[f"{p}.y"], plot.exact[f"{q}.y"]
        if (low - level).sign() * (high - level).sign() <= 0:
            place = exact_argument(plot, level, p, q)
            found.setdefault(place, (place, p, q))
    return list(found.values())


def _solve(scene: Scene, rng: Random, names: Sequence[str], variant: str) -> Draft:
    """The x with f(x) = c: the only one, or the least or greatest."""
    plot = scene.plot
    levels = [Exact(0)] if variant == "zero" else [Exact(n) for n in range(-4, 5) if n]
    rng.shuffle(levels)
    for level in levels:
        places = crossings(plot, names, level)
        if 1 <= len(places) <= 3 and all(place.is_integer for place, *_ in places):
            break
    else:
        raise Retry("no solution to read")
    greatest = rng.random() < 0.5
    place, p, q = places[-1 if greatest else 0]
    plot.things[level.sympy()] = ("number", level.latex())
    wrong = {f"other_{i}": other for i, (other, *_) in enumerate(places) if other != place}
    wrong |= {"sign": -place, "height": plot.exact[f"{p}.y"], "end": plot.exact[f"{names[-1]}.x"]}
    slots = {"level": level.latex(), "which": "greatest" if greatest else "least"}
    part = f"{variant}_{'only' if len(places) == 1 else 'of_several'}"
    return scene.ask(part, ("argument", "f", level.sympy(), p, q), slots=slots, wrong=wrong)


def _sign_interval(scene: Scene, rng: Random, names: Sequence[str]) -> Draft:
    """Where f is positive or negative, for a graph that crosses the x-axis twice."""
    plot = scene.plot
    zeros = crossings(plot, names, Exact(0))
    first, last = plot.exact[f"{names[0]}.x"], plot.exact[f"{names[-1]}.x"]
    heights = [plot.exact[f"{n}.y"] for n in names]
    if len(zeros) != 2 or not all(z.is_integer and first < z < last for z, *_ in zeros):
        raise Retry("zeros")
    between = {
        h.sign() for n, h in zip(names, heights, strict=True) if zeros[0][0] < plot.exact[f"{n}.x"] < zeros[1][0]
    }
    start = heights[0].sign()
    if heights[-1].sign() != start or between != {-start}:
        raise Retry("touches")
    plot.things["0"] = ("number", "0")
    positive = rng.random() < 0.5
    inner = (start < 0) == positive
    strict = rng.random() < 0.6

    def solution(v: tuple[Exact, ...], inside: bool, open_ends: bool = strict) -> Composite:
        left, right = ("(", ")") if open_ends else ("[", "]")
        if inside:
            return answers.interval(v[0], v[1], (left, right))
        return answers.union(answers.interval(first, v[0], ("[", right)), answers.interval(v[1], last, (left, "]")))

    true = (zeros[0][0], zeros[1][0])
    wrong = {
        "other_sign": solution(true, not inner),
        "brackets": solution(true, inner, not strict),
        "other_sign_and_brackets": solution(true, not inner, not strict),
        "without_ends_of_the_domain": answers.union(
            answers.interval(None, true[0], ("(", ")")), answers.interval(true[1], None, ("(", ")"))
        ),
        "heights": answers.interval(min(heights, key=float), max(heights, key=float), ("[", "]")),
    }
    sign = (r"> 0" if strict else r"\ge 0") if positive else (r"< 0" if strict else r"\le 0")
    goal = whole(*(("argument", "f", "0", p, q) for _, p, q in zeros))
    side = "above" if positive else "below"
    built = Whole(f"as the graph is {side} the $x$-axis there, the solution set", lambda v: solution(v, inner), wrong)
    return scene.ask("sign", goal, slots={"sign": sign}, whole=built)
