"""Solutions as intersections: two lines given by their equations, and a graph cut by a horizontal line."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import chain, polyline
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, value, whole, x, y
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes, Guide
from puma_data.symbolic.problem import Claim, Comparison, Draft, Whole


@family(
    "graph_intersection_solutions",
    "Solutions read from and computed for graphs",
    {"intersection_point": 4, "count_solutions": 3, "meaning_of_intersection": 2, "equilibrium_reading": 2},
    weight=1.13,
)
def graph_intersection_solutions(scene: Scene, rng: Random, variant: str) -> Draft:
    """Where graphs meet, the equations have a common solution."""
    if variant == "count_solutions":
        return _count(scene, rng)
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
    px = rng.randint(2, 12)
    steep = 8 if story in ("tanks", "gym", "phone") else 5
    slopes = [Exact(sign * rng.randint(1, steep)) for sign in signs]
    first = rng.randint(least, most)
    py = slopes[0] * px + first
    levels = [py - m * px for m in slopes]
    if slopes[0] == slopes[1] or not all(least <= b <= most for b in levels) or py < 3:
        raise Retry("lines")
    end = (
        2.0 * px if story != "candles" else min(2.0 * px, *(float(b / -m) for m, b in zip(slopes, levels, strict=True)))
    )
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
    if abs(float(levels[0] - levels[1])) < 0.12 * top or float(py) < 0.06 * top:
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
