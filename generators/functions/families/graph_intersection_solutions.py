"""Solutions as intersections: two lines given by their equations, and a graph cut by a horizontal line."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import chain, polyline
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, whole, x, y
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Guide
from puma_data.symbolic.problem import Draft, Whole


@family(
    "graph_intersection_solutions",
    "Solutions read from and computed for graphs",
    {"intersection_point": 4, "count_solutions": 3},
    weight=1.13,
)
def graph_intersection_solutions(scene: Scene, rng: Random, variant: str) -> Draft:
    """Where graphs meet, the equations have a common solution."""
    if variant == "count_solutions":
        return _count(scene, rng)
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
