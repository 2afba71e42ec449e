"""Even, odd, symmetric and periodic graphs made of segments."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import polyline
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Composite, Draft, Whole

Corners = list[tuple[int, int]]


@family(
    "parity_symmetry_period",
    "Even, odd, symmetric, periodic",
    {"even_odd": 2, "centre_of_symmetry": 1, "axis_of_symmetry": 1, "period": 0.7, "periodic_value": 1.3},
    weight=1.04,
)
def parity_symmetry_period(scene: Scene, rng: Random, variant: str) -> Draft:
    """A chain of segments with a symmetry (or clearly without one), or one period of a chain that goes on."""
    if variant == "even_odd":
        return _parity(scene, rng)
    if variant in ("period", "periodic_value"):
        return _periodic(scene, rng, variant)
    return _symmetric(scene, rng, -1 if variant == "centre_of_symmetry" else 1)


def _half(rng: Random, count: int) -> Corners:
    """Corners to the right of the middle, which is (0, 0) and no corner of theirs."""
    places, at = [], 0
    for _ in range(count):
        at += rng.choice((1, 2, 2, 3))
        places.append((at, nonzero(rng, -5, 5)))
    return places


def _mirrored(rng: Random, sign: int, count: int) -> Corners:
    """A chain with an axis (1) or a centre (-1) of symmetry at the origin."""
    right = _half(rng, count)
    left = [(-x, sign * y) for x, y in reversed(right)]
    middle = [(0, rng.randint(-4, 4))] if sign > 0 and rng.random() < 0.6 else []
    return [*left, *middle, *right]


def _bends(corners: Corners) -> bool:
    """Whether the direction changes at every corner."""
    slopes = [Exact(d - b) / (c - a) for (a, b), (c, d) in pairwise(corners)]
    return all(s != t for s, t in pairwise(slopes))


def _drawn(scene: Scene, corners: Corners, **more: Any) -> list[str]:
    names = list("ABCDEFGH"[: len(corners)])
    for name, (x, y) in zip(names, corners, strict=True):
        scene.plot.place(name, x, y)
    scene.plot.curve("f", "chain", nodes=tuple(names), label="y = f(x)", **more)
    return names


def _told(scene: Scene, names: list[str]) -> None:
    facts = scene.state("graph", "f"), scene.state("chain", "f", *names)
    scene.tell("chain", *facts, segments=polyline(names))


def _parity(scene: Scene, rng: Random) -> Draft:
    plot = scene.plot
    kind = rng.choice(("even", "odd", "neither"))
    count = rng.choice((2, 2, 3))
    corners = _mirrored(rng, -1 if kind == "odd" else 1 if kind == "even" else rng.choice((1, -1)), count)
    if kind == "neither":
        at = rng.choice([i for i, (x, _) in enumerate(corners) if x])
        x, old = corners[at]
        moved = [y for y in range(-5, 6) if y and abs(y - old) >= 2 and abs(y + old) >= 2]
        if not moved:
            raise Retry("no place")
        corners[at] = (x, rng.choice(moved))
        witness = abs(x)
    else:
        witness = rng.choice([x for x, _ in corners if x > 0])
    heights = dict(corners)
    if not _bends(corners) or corners[-1][0] > 7 or len({y for _, y in corners}) < 2:
        raise Retry("chain")
    if abs(Exact(heights[-witness]) / heights[witness]) == 1 and kind == "neither":
        raise Retry("witness")
    names = _drawn(scene, corners, ends=(True, True))
    scene.window([x for x, _ in corners], [y for _, y in corners], margin=1.2)
    _told(scene, names)
    scene.locate(*names)
    goal = ("mirror_ratio", "f", str(witness))
    ratio = Exact(heights[-witness]) / heights[witness]
    neither = ratio if kind == "neither" else Exact(2)
    plot.things[str(witness)] = ("number", str(witness))
    among = {}
    for name, word, value in (
        ("even", "Even", Exact(1)),
        ("odd", "Odd", Exact(-1)),
        ("neither", "Neither even nor odd", neither),
    ):
        plot.things[name] = ("word", word)
        plot.extents[name], plot.exact[name] = float(value), value
        among["verdict", name] = value
    return scene.ask("even_odd", goal, among=among)


def _symmetric(scene: Scene, rng: Random, sign: int) -> Draft:
    plot = scene.plot
    c, d = rng.randint(-4, 4), rng.randint(-4, 4)
    corners = [(x + c, y + (d if sign < 0 else 0)) for x, y in _mirrored(rng, sign, rng.choice((2, 2, 3)))]
    if c == 0 or not _bends(corners) or max(max(map(abs, corner)) for corner in corners) > 8:
        raise Retry("chain")
    names = _drawn(scene, corners, ends=(True, True))
    scene.window([x for x, _ in corners], [y for _, y in corners], margin=1.2)
    _told(scene, names)
    kind = "symmetric_in_point" if sign < 0 else "symmetric_in_line"
    scene.tell("in_point" if sign < 0 else "in_line", scene.state(kind, "f"))
    scene.locate(*names)
    x, y = Exact(c), Exact(d)
    first, last = (Exact(corners[i][0]) for i in (0, -1))
    if sign < 0:
        wrong = {
            "signs": answers.point(-x, -y),
            "swapped": answers.point(y, x),
            "origin": answers.point(Exact(0), Exact(0)),
            "sum": answers.point(2 * x, 2 * y),
            "one_sign": answers.point(x, -y),
            "half_width": answers.point((last - first) / 2, y),
        }
        built = Whole("the centre of symmetry", lambda v: answers.point(*v), wrong)
        return scene.ask("centre", whole(("symmetry_x", "f"), ("symmetry_y", "f")), whole=built)

    def line(at: Exact) -> Composite:
        return Composite("equation", f"x = {at.latex()}", f"Eq(x, {at.sympy()})")

    lines = {
        "sign": line(-x),
        "sum": line(2 * x),
        "y_axis": line(Exact(0)),
        "half_width": line((last - first) / 2),
        "end": line(last),
    }
    built = Whole("the axis of symmetry", lambda v: line(v[0]), lines)
    plot.things.pop("c", None)
    return scene.ask("axis", whole(("symmetry_x", "f")), whole=built)


def _periodic(scene: Scene, rng: Random, variant: str) -> Draft:
    period = rng.randint(3, 7)
    start = rng.randint(-3, 1)
    inner = sorted(rng.sample(range(1, period), rng.choice((1, 1, 2)) if period > 3 else 1))
    level = rng.randint(-3, 3)
    corners = [(start, level), *((start + at, rng.randint(-4, 5)) for at in inner), (start + period, level)]
    onward = [*corners, (corners[1][0] + period, corners[1][1])]
    if not _bends(onward) or max(y for _, y in corners) - min(y for _, y in corners) < 2:
        raise Retry("chain")
    names = _drawn(scene, corners, repeats=True)
    ys = [y for _, y in corners]
    scene.window([start - 0.8 * period, start + 2 * period], ys, square=False, margin=1.0)
    _told(scene, names)
    scene.tell("repeats", scene.state("repeats", "f", names[0], names[-1]), first=names[0], last=names[-1])
    scene.locate(*names)
    if variant == "period":
        wrong = {
            "half": Exact(period) / 2,
            "two": Exact(2 * period),
            "end": Exact(start + period),
            "height": Exact(max(ys)),
        }
        return scene.ask("period", ("repeat", "f"), wrong=wrong)
    base = rng.randint(start, start + period - 1)
    far = base + period * rng.choice((2, 3, 4, 5, -2, -3))
    below = max(corner for corner in corners if corner[0] <= base)
    above = min(corner for corner in corners if corner[0] > base)
    value = below[1] + Exact(above[1] - below[1]) * (base - below[0]) / (above[0] - below[0])
    wrong = {"neighbour": value + 1, "start": Exact(level), "top": Exact(max(ys)), "bottom": Exact(min(ys))}
    scene.plot.things |= {str(at): ("number", str(at)) for at in (far, base)}
    at = Exact(far).latex()
    return scene.ask("value", ("carried", "f", str(far), str(base)), slots={"at": at}, wrong=wrong)
