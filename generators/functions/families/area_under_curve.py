"""The region between a parabola and the x-axis, and the tangent at a point of a parabola."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, whole, x
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft, Whole


def _parabola(scene: Scene, a: Exact, h: int, k: Exact) -> None:
    """A parabola given by its equation."""
    plot = scene.plot
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k})
    formula = "y = " + answers.equation("parabola", plot.values("f")).latex.removeprefix("y = ")
    plot.revise("f", formula=formula)


@family(
    "area_under_curve",
    "Area between a parabola and the x-axis",
    {"parabola_and_axis": 1, "area_from_vertex": 1},
    weight=0.45,
)
def area_under_curve(scene: Scene, rng: Random, variant: str) -> Draft:
    """The zeros follow from the equation, the area by integration."""
    a = Exact(rng.choice((-1, -1, 1, -2, 2))) / rng.choice((1, 1, 2, 3))
    h, d = rng.randint(-4, 5), rng.choice((1, 2, 3, 4))
    k = -a * d * d
    if not k.is_integer or abs(float(k)) > 9:
        raise Retry("high")
    _parabola(scene, a, h, k)
    plot = scene.plot
    plot.place("A", h - d, 0)
    plot.place("B", h + d, 0)
    plot.shades.append(("f", None, float(h - d), float(h + d)))
    scene.window([h - d - 0.5, h + d + 0.5], [float(k)], margin=1.2)
    facts = [scene.state("graph", "f"), *(scene.state("passes", "f", n) for n in "AB")]
    facts += [*(scene.state("on_x_axis", n) for n in "AB"), scene.state("shaded", "f", "A")]
    scene.tell("crossings", *facts)
    width, high = Exact(2 * d), abs(k)
    wrong = {
        "triangle": width * high / 2,
        "rectangle": width * high,
        "third": width * high / 3,
        "sign": -width * high * 2 / 3,
    }
    plot.things["axis"] = ("axis", "x")
    area = ("region", "f", "axis", "A", "B")
    if variant == "area_from_vertex":
        step = rng.choice([t for t in (-4, -3, -2, -1, 1, 2, 3, 4) if abs(t) != d])
        height = a * step * step + k
        if not height.is_integer or abs(float(height)) > 9 or (h == 0 and step == 0):
            raise Retry("point")
        plot.revise("f", formula="")
        plot.place("V", h, k)
        plot.place("P", h + step, height)
        reach = max(d + 0.5, abs(step) + 0.3)
        scene.window([h - reach, h + reach], [float(k), float(height)], margin=1.0)
        scene.tell("vertex", scene.state("vertex", "f", "V"), scene.state("passes", "f", "P"))
        scene.locate("V", "P")
        scene.hide_numbers()
        return scene.ask("area", area, wrong=wrong)
    given = scene.give({parameter("f", name): number for name, number in plot.values("f").items()})
    scene.tell("formula", *given, formula=plot.curves["f"].formula)
    return scene.ask("area", area, wrong=wrong)


@family(
    "derivative_convexity_from_graph",
    "Tangent to a parabola",
    {"tangent_equation": 3, "tangent_slope": 2, "tangent_from_vertex": 3},
    weight=0.9,
)
def derivative_convexity_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """The slope of the tangent at A is the derivative there."""
    a = Exact(nonzero(rng, -2, 2)) / rng.choice((1, 1, 2))
    h, k, away = rng.randint(-3, 3), rng.randint(-5, 5), nonzero(rng, -3, 3)
    at = h + away
    height, m = a * away * away + k, 2 * a * away
    b = height - m * at
    if not height.is_integer or abs(float(height)) > 9 or not m.is_integer or abs(float(m)) > 6:
        raise Retry("point")
    _parabola(scene, a, h, Exact(k))
    plot = scene.plot
    plot.curve("t", "line", {"m": m, "b": b}, label="t", pen="stroke")
    plot.place("A", at, height)
    scene.window([h - 2.4, h + 2.4, at - 1, at + 1], [k, float(height)], margin=1.0)
    facts = [
        scene.state("graph", "f"),
        scene.state("graph", "t"),
        scene.state("passes", "f", "A"),
        scene.state("passes", "t", "A"),
    ]
    scene.tell("curve_and_line", *facts)
    scene.tell("tangent", scene.state("tangent", "f", "t", "A"))
    slope = parameter("t", "m")
    wrong = {
        "height_as_intercept": answers.line(m, height),
        "half_slope": answers.line(m / 2, height - m / 2 * at),
        "sign_of_intercept": answers.line(m, -b),
        "sign_of_slope": answers.line(-m, height + m * at),
        "normal": answers.line(-1 / m, height + Exact(at) / m),
        "through_origin": answers.line(m, Exact(0)),
    }
    built = Whole("the equation of the tangent", lambda v: answers.line(*v), wrong)
    if variant == "tangent_from_vertex":
        plot.revise("f", formula="")
        plot.place("V", h, k)
        scene.tell("vertex", scene.state("vertex", "f", "V"))
        scene.locate("V", "A")
        return scene.ask("equation", whole(slope, parameter("t", "b")), whole=built)
    given = scene.give(
        {parameter("f", name): number for name, number in plot.values("f").items()} | {x("A"): Exact(at)}
    )
    scene.tell("formula", *given, formula=plot.curves["f"].formula, at=str(at))
    plot.labelled["A"] = False
    scene.show_grid()
    if not scene.on_ticks("A"):
        raise Retry("off the ticks")
    if variant == "tangent_slope":
        return scene.ask("slope", slope, wrong={"height": height, "half": m / 2, "sign": -m, "twice": 2 * a * at})
    return scene.ask("equation", whole(slope, parameter("t", "b")), whole=built)
