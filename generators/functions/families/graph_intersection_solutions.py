"""Solutions as intersections: two lines given by their equations, and a graph cut by a horizontal line."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from random import Random

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import chain, polyline
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, value, whole, x, y
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes, Guide
from puma_data.symbolic.problem import Claim, Comparison, Draft, Whole
from puma_data.symbolic.readable import NEAR


@family(
    "graph_intersection_solutions",
    "Solutions read from and computed for graphs",
    {
        "intersection_point": 4,
        "count_solutions": 3,
        "approximate_solution": 4,
        "line_and_parabola": 3,
        "meaning_of_intersection": 2,
        "equilibrium_reading": 2,
    },
    weight=1.13,
)
def graph_intersection_solutions(scene: Scene, rng: Random, variant: str) -> Draft:
    """Where graphs meet, the equations have a common solution."""
    if variant == "count_solutions":
        return _count(scene, rng)
    if variant == "approximate_solution":
        return _approximate(scene, rng)
    if variant == "line_and_parabola":
        return _line_and_parabola(scene, rng)
    if variant in ("meaning_of_intersection", "equilibrium_reading"):
        return _in_context(scene, rng, variant)
    px, py = rng.randint(-5, 5), rng.randint(-5, 5)
    slopes = [Exact(nonzero(rng, -4, 4)) / rng.choice((1, 1, 2)) for _ in range(2)]
    levels = [Exact(py) - m * px for m in slopes]
    if abs(float(slopes[0] - slopes[1])) < 0.8 or any(
        not b.is_integer or b.is_zero or abs(float(b)) > 12 for b in levels
    ):
        raise Retry("lines")
    if px == 0 or py == 0:
        raise Retry("on an axis")
    plot = scene.plot
    for name, m, b in zip("gh", slopes, levels, strict=True):
        formula = answers.line(m, b).latex
        plot.curve(name, "line", {"m": m, "b": b}, label=name, formula=formula)
        plot.things |= {f"{name}.{part}": ("number", f"{part}_{name}") for part in "mb"}
    plot.place("P", px, py)
    scene.window([px - 2, px + 2], [py - 2, py + 2], margin=1.8)
    facts = [
        scene.state(*fact) for fact in (("graph", "g"), ("graph", "h"), ("passes", "g", "P"), ("passes", "h", "P"))
    ]
    scene.tell("lines", *facts)
    given = scene.give({parameter(c, n): value for c in "gh" for n, value in plot.values(c).items()})
    scene.tell("equations", *given, first=plot.curves["g"].formula, second=plot.curves["h"].formula)
    scene.hide_numbers()
    a, b = Exact(px), Exact(py)
    wrong = {
        "swapped": answers.point(b, a),
        "signs": answers.point(-a, -b),
        "sign_of_x": answers.point(-a, b),
        "sign_of_y": answers.point(a, -b),
        "intercepts": answers.point(levels[0], levels[1]),
    }
    built = Whole("the point of intersection", lambda v: answers.point(*v), wrong)
    return scene.ask("intersection", whole(x("P"), y("P")), whole=built)


def _count(scene: Scene, rng: Random) -> Draft:
    """How often a chain of segments takes a height that is no height of a corner."""
    names = chain(scene, rng, rng.choice((4, 5, 5, 6)), steps=(1, 2, 3))
    plot = scene.plot
    plot.revise("f", ends=(True, True))
    heights = [plot.exact[f"{n}.y"] for n in names]
    levels = [level for level in range(-4, 5) if Exact(level) not in heights and level]
    if not levels:
        raise Retry("no level")
    level = rng.choice(levels)
    plot.things[Exact(level).sympy()] = ("number", str(level))
    plot.guides.append(Guide("y", (float(level),), 0))
    scene.tell("chain", scene.state("graph", "f"), scene.state("chain", "f", *names), segments=polyline(names))
    scene.locate(*names)
    goal = ("solutions", "f", Exact(level).sympy())
    count = round(plot.measure(goal))
    if not count:
        raise Retry("none")
    wrong = {f"{other}_solutions": Exact(other) for other in range(6) if other != count}
    return scene.ask("count", goal, slots={"level": str(level)}, wrong=wrong)


STORIES = {
    "gym": ("Visits", "Cost (dollars)", (1, 1), (5, 40)),
    "taxi": ("Distance (km)", "Fare (dollars)", (1, 1), (2, 20)),
    "phone": ("Calls (h)", "Cost (dollars)", (1, 1), (5, 30)),
    "hikers": ("Time (h)", "Distance from the hut (km)", (1, 1), (1, 12)),
    "tanks": ("Time (min)", "Water (L)", (1, -1), (5, 90)),
    "candles": ("Time (h)", "Height (cm)", (-1, -1), (10, 30)),
}
"""Titles of the axes, signs of both slopes, and the least and greatest start."""


def _in_context(scene: Scene, rng: Random, variant: str) -> Draft:
    """Two lines of a story: what their intersection means, or where supply and demand are equal."""
    story = rng.choice(list(STORIES)) if variant == "meaning_of_intersection" else "market"
    across, up, signs, (least, most) = STORIES.get(story, ("Quantity (thousands)", "Price (dollars)", (1, -1), (2, 60)))
    steep = 8 if story in ("tanks", "gym", "phone") else 5
    for _ in range(40):
        px = rng.randint(2, 12)
        slopes = [Exact(sign * rng.randint(1, steep)) for sign in signs]
        py = slopes[0] * px + rng.randint(least, most)
        levels = [py - m * px for m in slopes]
        if slopes[0] != slopes[1] and all(least <= b <= most for b in levels) and py >= 3:
            break
    else:
        raise Retry("lines")
    empty = [float(b / -m) for m, b in zip(slopes, levels, strict=True)]
    end = min(2.0 * px, *empty) if story == "candles" else 2.0 * px
    plot = scene.plot
    ends = [min(end, float(b / -m)) if m < 0 else end for m, b in zip(slopes, levels, strict=True)]
    if min(ends) < 1.3 * px:
        raise Retry("meet late")
    for name, m, b, last in zip("gh", slopes, levels, ends, strict=True):
        plot.curve(name, "line", {"m": m, "b": b}, label=name, formula=answers.line(m, b).latex, domain=(0.0, last))
        plot.things |= {f"{name}.{part}": ("number", f"{part}_{name}") for part in "mb"}
    plot.place("P", px, py)
    heights = [
        float(m * t + b) for m, b, last in zip(slopes, levels, ends, strict=True) for t in (0, Exact(round(last)))
    ]
    top = max(heights)
    if abs(float(levels[0] - levels[1])) < 0.16 * top or float(py) < 0.06 * top:
        raise Retry("close")
    plot.framed(
        Axes(
            (0.0, 1.06 * end), (0.0, 1.12 * top), titles=(across, up), grid=False, numbered=False, square=False,
        )
    )  # fmt: skip
    facts = [
        scene.state(*fact) for fact in (("graph", "g"), ("graph", "h"), ("passes", "g", "P"), ("passes", "h", "P"))
    ]
    scene.tell(f"{story}.lines", *facts)
    given = scene.give({parameter(c, n): number for c in "gh" for n, number in plot.values(c).items()})
    scene.tell("equations", *given, first=plot.curves["g"].formula, second=plot.curves["h"].formula)
    if story == "market":
        kind = rng.choice(("price", "quantity"))
        other = Exact(px) if kind == "price" else py
        wrong = {"other_coordinate": other, "start_of_supply": levels[0], "start_of_demand": levels[1]}
        return scene.ask(f"market.{kind}", (y if kind == "price" else x)("P"), wrong=wrong, skin=kind)
    return scene.judge("true_statement", _meanings(scene, rng, story, slopes, levels), skin=story)


def _meanings(scene: Scene, rng: Random, story: str, slopes: list[Exact], levels: list[Exact]) -> list[Claim]:
    """What the intersection could mean: where both are equal, how much that is, which is more before and after."""
    px, py = scene.plot.exact["P.x"], scene.plot.exact["P.y"]
    wide = int(float(px))
    at = rng.choice([t for t in range(max(1, wide // 2), wide + wide // 2 + 1) if t != wide])
    scene.plot.things[str(at)] = ("number", str(at))
    heights = [m * at + b for m, b in zip(slopes, levels, strict=True)]

    def equal(number: Exact, error: str | None) -> Claim:
        return scene.claim(f"{story}.says_where", Comparison(x("P"), "=", number), error=error, n=number.latex())

    def height(number: Exact, error: str | None) -> Claim:
        return scene.claim(f"{story}.says_height", Comparison(y("P"), "=", number), error=error, n=number.latex())

    def less(one: str, other: str, error: str | None) -> Claim:
        part = Comparison(value(one, at), "<", value(other, at))
        return scene.claim(f"{story}.says_less", part, error=error, one=one, other=other, at=str(at))

    smaller, greater = ("g", "h") if heights[0] < heights[1] else ("h", "g")
    right = rng.choice((equal(px, None), height(py, None), less(smaller, greater, None)))
    wrong = [less(greater, smaller, "wrong_side")]
    wrong += [equal(n, "y_for_x" if n == py else "start_for_meeting") for n in (py, *levels) if n != px]
    wrong += [height(n, "x_for_y" if n == px else "start_for_meeting") for n in (px, *levels) if n != py]
    return [right, *wrong]


def _approximate(scene: Scene, rng: Random) -> Draft:
    """Two graphs of segments that cross once, between whole numbers: the nearest whole number."""
    for _ in range(12):
        places = {"f": _corners(rng), "g": _corners(rng)}
        met = [(i, j) for i in range(len(places["f"]) - 1) for j in range(len(places["g"]) - 1) if _cross(places, i, j)]
        if len(met) == 1 and (found := _crossing(places, *met[0])) is not None:
            break
    else:
        raise Retry("not one crossing that can be read")
    plot, letters = scene.plot, iter("ABCDEFGH")
    chains = {curve: [plot.place(next(letters), *corner) for corner in corners] for curve, corners in places.items()}
    i, j = met[0]
    for curve, own in chains.items():
        plot.curve(curve, "chain", nodes=tuple(own), ends=(True, True), label=f"y = {curve}(x)")
    goal = ("nearest", "f", "g", *chains["f"][i : i + 2], *chains["g"][j : j + 2])
    (place, height_there), last = found, chains["f"][-1]
    corners = [*places["f"], *places["g"]]
    scene.window([one for one, _ in corners], [other for _, other in corners], margin=1.3)
    for curve, own in chains.items():
        facts = scene.state("graph", curve), scene.state("chain", curve, *own)
        scene.tell("graph_of_f" if curve == "f" else "graph_of_g", *facts, segments=polyline(own))
    scene.locate(*plot.position)
    wrong = {"rounded_the_other_way": Exact(round(place) + (1 if place > round(place) else -1))}
    wrong |= {"end": plot.exact[f"{last}.x"], "height": Exact(round(height_there)), "sign": Exact(-round(place))}
    wrong |= {f"miscounted_{n}": Exact(round(place) + n) for n in (1, -1, 2, -2)}
    return scene.ask("approximate", goal, wrong=wrong)


Places = list[tuple[int, int]]


def _crossing(places: dict[str, Places], i: int, j: int) -> tuple[Fraction, Fraction] | None:
    """Where two segments cross; None where that is half way between whole numbers, near a corner or a lattice point."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (*places["f"][i : i + 2], *places["g"][j : j + 2])
    m, n = Fraction(by - ay, bx - ax), Fraction(dy - cy, dx - cx)
    if m == n:
        return None
    x = (cy - n * cx - ay + m * ax) / (m - n)
    y = ay + m * (x - ax)
    aside, up = float(abs(x - round(x))), float(abs(y - round(y)))
    clear = 0 < aside < 0.36 and math.hypot(aside, up) >= NEAR
    apart = min(abs(float(x) - corner) for corner in (ax, bx, cx, dx)) >= 0.35
    return (x, y) if clear and apart and x.denominator <= 40 else None


def _corners(rng: Random) -> Places:
    """Two or three corners between lattice points, not in line."""
    px = rng.randint(-6, -2)
    places: Places = []
    for _ in range(rng.choice((2, 3, 3))):
        places.append((px, rng.choice([h for h in range(-5, 6) if not places or 0 < abs(h - places[-1][1]) < 8])))
        px += rng.choice((3, 4, 5))
    slopes = [Exact(d - b) / (c - a) for (a, b), (c, d) in pairwise(places)]
    if any(s == t for s, t in pairwise(slopes)):
        raise Retry("in line")
    return places


def _cross(places: dict[str, Places], i: int, j: int) -> bool:
    """Whether two segments have a point in common (ends count), or are in one line."""
    a, b, c, d = (complex(*corner) for corner in (*places["f"][i : i + 2], *places["g"][j : j + 2]))

    def side(o: complex, u: complex, v: complex) -> float:
        return ((u - o).conjugate() * (v - o)).imag

    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0


def _line_and_parabola(scene: Scene, rng: Random) -> Draft:
    """A parabola and a line by their equations, which meet at A on the left and B on the right."""
    a = Exact(nonzero(rng, -2, 2)) / rng.choice((1, 1, 2))
    first, gap, k = rng.randint(-5, 3), rng.choice((2, 3, 3, 4, 5)), rng.randint(-5, 5)
    second = first + gap
    h = rng.choice([n for n in range(-6, 9) if abs(first + second - 2 * n) <= 3])
    heights = [a * (n - h) * (n - h) + k for n in (first, second)]
    m = (heights[1] - heights[0]) / (second - first)
    b = heights[0] - m * first
    whole_numbers = all(n.is_integer for n in (*heights, b)) and (2 * m).is_integer
    if not whole_numbers or max(abs(float(n)) for n in (*heights, b)) > 9 or abs(float(m)) > 4 or second - first < 2:
        raise Retry("points")
    if m.is_zero and rng.random() < 0.7:
        raise Retry("level")
    plot = scene.plot
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k})
    plot.curve("g", "line", {"m": m, "b": b})
    for name, n, level in zip("AB", (first, second), heights, strict=True):
        plot.place(name, n, level)
    turn = float(k) if first < h < second else float(heights[0])
    scene.window([first - 0.7, second + 0.7], [turn, *(float(n) for n in heights)], margin=1.3)
    on = [scene.state("passes", curve, name) for curve in "fg" for name in "AB"]
    scene.tell("line_and_parabola", scene.state("graph", "f"), scene.state("graph", "g"), *on)
    formulas = {
        "f": f"f(x) = {answers.equation('parabola', plot.values('f')).latex.removeprefix('y = ')}",
        "g": f"g(x) = {answers.line(m, b).latex.removeprefix('y = ')}",
    }
    given = scene.give({parameter(c, n): value for c in "fg" for n, value in plot.values(c).items()})
    scene.tell("functions", *given, first=formulas["f"], second=formulas["g"])
    for curve, formula in formulas.items():
        plot.revise(curve, label=curve, formula=formula.replace(f"{curve}(x)", "y"))
    scene.hide_numbers()
    right = rng.random() < 0.5
    name, place, other = ("B", second, first) if right else ("A", first, second)
    up, down = (heights[1], heights[0]) if right else (heights[0], heights[1])
    if rng.random() < 0.5:
        wrong = {"other": Exact(other), "sign": Exact(-place), "height": up, "other_sign": Exact(-other)}
        which = "greater" if right else "smaller"
        return scene.ask("root", x(name), slots={"which": which}, wrong=wrong)
    there = Exact(place)
    wholes = {
        "other_intersection": answers.point(Exact(other), down),
        "swapped": answers.point(up, there),
        "sign_of_x": answers.point(-there, up),
        "sign_of_y": answers.point(there, -up),
        "mixed": answers.point(there, down),
        "one_off": answers.point(there + 1, up),
    }
    built = Whole(f"the point ${name}$", lambda v: answers.point(*v), wholes)
    return scene.ask("point_of_two", whole(x(name), y(name)), slots={"letter": name}, whole=built)
