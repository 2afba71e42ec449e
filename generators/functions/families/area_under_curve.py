"""Regions between parabolas, lines and the x-axis; the tangent and the normal at a point of a parabola."""

from __future__ import annotations

from dataclasses import replace
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
    "Area between curves, and between a curve and the x-axis",
    {"parabola_and_axis": 2, "area_from_vertex": 2, "parabola_and_line": 2, "two_parabolas": 1, "under_line": 2},
    weight=0.45,
)
def area_under_curve(scene: Scene, rng: Random, variant: str) -> Draft:
    """The zeros follow from the equation, the area by integration."""
    if variant in ("parabola_and_line", "two_parabolas"):
        return _between(scene, rng, parabolas=variant == "two_parabolas")
    if variant == "under_line":
        return _under_line(scene, rng)
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
    {"tangent_equation": 3, "tangent_slope": 2, "tangent_from_vertex": 3, "normal_equation": 2},
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
    if variant == "normal_equation":
        return _normal(scene, m, at, height)
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


def _normal(scene: Scene, m: Exact, at: int, height: Exact) -> Draft:
    """The line n through A at right angles to the tangent; the parabola by its vertex V and A."""
    plot = scene.plot
    n, b = -1 / m, height + at / m
    if b.denominator > 3 or abs(b) > 14:
        raise Retry("normal")
    plot.revise("f", formula="")
    plot.curve("n", "line", {"m": n, "b": b}, label="n")
    for line in "tn":
        for number in "mb":
            plot.things[f"{line}.{number}"] = ("number", f"{number}_{line}")
    plot.place("V", plot.exact["f.h"], plot.exact["f.k"])
    scene.tell("vertex", scene.state("vertex", "f", "V"))
    scene.tell("second_line", scene.state("graph", "n"), scene.state("passes", "n", "A"))
    scene.tell("normal", scene.state("perpendicular", "t", "n"))
    plot.notes.append((1, r"$n \perp t$"))
    scene.locate("V", "A")
    scene.hide_numbers()
    wrong = {
        "tangent": answers.line(m, height - m * at),
        "reciprocal": answers.line(1 / m, height - at / m),
        "negative": answers.line(-m, height + m * at),
        "height_as_intercept": answers.line(n, height if at else height + 1),
        "sign_of_intercept": answers.line(n, -b if not b.is_zero else Exact(1)),
    }
    built = Whole("the equation of the normal", lambda v: answers.line(*v), wrong)
    return scene.ask("normal_equation", whole(parameter("n", "m"), parameter("n", "b")), whole=built)


# --- between two curves, under a line ---------------------------------------------------------------------------------


def _between(scene: Scene, rng: Random, *, parabolas: bool) -> Draft:
    """The region between a parabola and a line, or between two parabolas, from A to B."""
    plot = scene.plot
    a = Exact(rng.choice((1, -1, 2, -2))) / rng.choice((1, 1, 2))
    other = Exact(rng.choice((1, -1, 2, -2))) / rng.choice((1, 2)) if parabolas else Exact(0)
    p, q = sorted(rng.sample(range(-4, 6), 2))
    m, c = rng.randint(-2, 2), rng.randint(-4, 4)
    if a == other or q - p < 2:
        raise Retry("flat")
    forms = []
    for lead in (a, other):  # lead (x - p)(x - q) + mx + c
        forms.append({"a": lead, "b": m - lead * (p + q), "c": lead * p * q + c})
    if any(not number.is_integer or abs(number) > 20 for form in forms for number in form.values()) and a.is_integer:
        raise Retry("coefficients")
    ends = [(at, Exact(m * at + c)) for at in (p, q)]
    middle = Exact(p + q) / 2
    depths = [form["a"] * middle * middle + form["b"] * middle + form["c"] for form in forms]
    if max(abs(height) for _, height in ends) > 9 or max(map(abs, depths)) > 9 or abs(depths[0] - depths[1]) < 1:
        raise Retry("window")
    plot.curve("f", "quadratic", forms[0])
    if parabolas:
        plot.curve("g", "quadratic", forms[1])
    else:
        plot.curve("g", "line", {"m": m, "b": c})
    for name, (at, height) in zip("AB", ends, strict=True):
        plot.place(name, at, height)
    for curve in "fg":
        values = plot.values(curve)
        plot.revise(curve, formula=answers.equation(plot.curves[curve].form, values).latex)
        for number in values if parabolas or curve == "g" else ():
            plot.things[f"{curve}.{number}"] = ("number", f"{number}_{1 if curve == 'f' else 2}")
    plot.shades.append(("f", "g", float(p), float(q)))
    scene.window([p - 0.8, q + 0.8], [*(float(height) for _, height in ends), *map(float, depths)], margin=1.2)
    facts = [scene.state("graph", "f"), scene.state("graph", "g")]
    facts += [scene.state("passes", curve, name) for curve in "fg" for name in "AB"]
    scene.tell("two_parabolas" if parabolas else "line_and_parabola", *facts)
    formulas = [plot.curves[curve].formula for curve in "fg"]
    given = scene.give({parameter(curve, n): v for curve in "fg" for n, v in plot.values(curve).items()})
    scene.tell("formulas" if parabolas else "formula_and_line", *given, first=formulas[0], second=formulas[1])
    scene.locate("A", "B")
    width = Exact(q - p)
    right = abs(a - other)
    wrong = {
        "third": right * width**3 / 3,
        "square": right * width * width / 6,
        "triangle": right * width**3 / 8,
        "added": (abs(a) + abs(other)) * width**3 / 6 if parabolas and a * other > 0 else right * width**3 / 2,
    }
    return scene.ask("area", ("lens", "f", "g", "A", "B"), wrong=wrong)


def _under_line(scene: Scene, rng: Random) -> Draft:
    """The triangle or trapezoid between a line and the x-axis, from P to Q."""
    plot = scene.plot
    m = Exact(rng.choice((1, -1, 2, -2, 3, -3))) / rng.choice((1, 1, 2))
    p, q, low = rng.randint(-5, 2), rng.randint(1, 6), rng.randint(0, 5)
    if q - p < 2 or p == 0:
        raise Retry("narrow")
    b = low - m * (p if m > 0 else q)
    heights = [m * at + b for at in (p, q)]
    if max(heights) > 10 or any(not height.is_integer for height in heights) or not b.is_integer or b.is_zero:
        raise Retry("high")
    plot.curve("l", "line", {"m": m, "b": b}, label="")
    for name, at, height in zip("PQ", (p, q), heights, strict=True):
        plot.place(name, at, height)
    plot.revise("l", formula=answers.line(m, b).latex)
    plot.shades.append(("l", None, float(p), float(q)))
    scene.window([p, q], [float(height) for height in heights])
    scene.tell("line", scene.state("graph", "l"), *(scene.state("passes", "l", name) for name in "PQ"))
    given = scene.give({parameter("l", "m"): m, parameter("l", "b"): b})
    scene.tell("line_formula", *given, formula=plot.curves["l"].formula)
    given = scene.give({x("P"): Exact(p), x("Q"): Exact(q)})
    scene.tell("ends", *given, first=str(p), second=str(q))
    plot.notes.append((2, f"$x_P = {p}$, $x_Q = {q}$"))
    plot.noted |= {x("P"), x("Q")}
    plot.axes = replace(plot.axes, numbered=False, grid=False)
    width = Exact(q - p)
    wrong = {
        "rectangle": width * max(heights),
        "difference": width * abs(heights[1] - heights[0]) / 2,
        "forgot_half": width * sum(heights, Exact(0)),
        "sum_of_sides": sum(heights, Exact(0)) + width,
    }
    return scene.ask("under", ("under", "l", "P", "Q"), wrong=wrong)
