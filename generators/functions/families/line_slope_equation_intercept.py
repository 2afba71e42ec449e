"""A line through two lattice points: its slope, equation and intercepts, and the triangle it cuts off the axes."""

from __future__ import annotations

from math import gcd
from random import Random

from generators.functions import answers
from generators.functions.family import Candidate, Scene, family
from generators.functions.quantities import parameter, value, whole, x
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Draft, Whole


@family(
    "line_slope_equation_intercept",
    "Straight line on axes: slope, equation, intercept",
    {
        "equation": 9,
        "slope": 4,
        "intercept": 3,
        "triangle_area_with_axes": 2,
        "value": 1,
        "perpendicular": 2,
        "parallel": 2,
        "which_line": 3,
    },
    weight=2.03,
)
def line_slope_equation_intercept(scene: Scene, rng: Random, variant: str) -> Draft:
    """Two points A and B fix the line."""
    if variant == "which_line":
        return _which_line(scene, rng)
    if variant in ("intercept", "triangle_area_with_axes"):
        return _intercepts(scene, rng, variant)
    q = 1 if variant == "value" else rng.choice((1, 1, 2, 3, 4, 5))
    p = rng.choice([n for n in range(-5, 6) if gcd(n, q) == 1 and n])
    whole_intercept = variant != "slope"
    x0 = q * rng.randint(-4 // q, 4 // q) if whole_intercept else rng.randint(-5, 4)
    y0 = rng.randint(-5, 5)
    times = rng.choice([t for t in (1, 2, 3) if t * q >= 2 and x0 + t * q <= 9 and abs(y0 + t * p) <= 9] or [1])
    x1, y1 = x0 + q * times, y0 + p * times
    if max(abs(x1), abs(y1)) > 9 or x1 - x0 < 2:
        raise Retry("window")
    m = Exact(p) / q
    b = Exact(y0) - m * x0
    if variant != "slope" and (b.denominator > 1 or abs(float(b)) > 12):
        raise Retry("intercept")
    plot = scene.plot
    a, c = rng.choice(("AB", "PQ", "MN", "AB"))
    plot.curve("l", "line", {"m": m, "b": b}, label=r"\ell" if rng.random() < 0.6 else "")
    plot.place(a, x0, y0)
    plot.place(c, x1, y1)
    scene.window([x0, x1], [y0, y1, float(b)] if abs(float(b)) < 9 else [y0, y1])
    graph, on, on2 = scene.state("graph", "l"), scene.state("passes", "l", a), scene.state("passes", "l", c)
    scene.tell("named_line" if variant == "parallel" else "line", graph, on, on2, first=a, second=c)
    scene.locate(a, c)
    slope, height = parameter("l", "m"), parameter("l", "b")
    mistakes = {"reciprocal": 1 / m, "sign": -m, "negative_reciprocal": -1 / m}
    if variant == "slope":
        return scene.ask("slope", slope, wrong=mistakes)
    if variant == "value":
        at = Exact(x1 + rng.randint(1, 6))
        plot.things[at.sympy()] = ("number", at.latex())
        plot.things["l"] = ("line", "f")
        return scene.ask("value", value("l", at), slots={"at": at.latex()})
    if variant == "perpendicular":
        return _perpendicular(scene, m, b)
    if variant == "parallel":
        return _parallel(scene, rng, m, b)
    wrong = {name: answers.line(other, b) for name, other in mistakes.items()}
    wrong |= {
        "sign_of_intercept": answers.line(m, -b),
        "swapped": answers.line(b, m) if not b.is_zero else answers.line(m, m),
        "took_x_intercept": answers.line(m, -b / m),
    }
    return scene.ask(
        "equation",
        whole(slope, height),
        whole=Whole("the equation of the line", lambda v: answers.line(*v), wrong),
    )


def _perpendicular(scene: Scene, m: Exact, b: Exact) -> Draft:
    """The line at right angles through the point where the line meets the y-axis."""
    wrong = {
        "parallel": answers.line(m, b),
        "sign": answers.line(1 / m, b),
        "negative": answers.line(-m, b),
        "sign_of_intercept": answers.line(-1 / m, -b),
        "both": answers.line(1 / m, -b),
    }
    built = Whole(
        r"the perpendicular has slope $-\frac{1}{m}$, and its equation", lambda v: answers.line(-1 / v[0], v[1]), wrong
    )
    return scene.ask("perpendicular", whole(parameter("l", "m"), parameter("l", "b")), whole=built)


def _parallel(scene: Scene, rng: Random, m: Exact, b: Exact) -> Draft:
    """The line d through R that is parallel to the line."""
    plot = scene.plot
    px, py = rng.randint(-6, 6), rng.randint(-6, 6)
    other = py - m * px
    if other == b or abs(other - b) < 2 or other.denominator > 2 or abs(other) > 14:
        raise Retry("parallel")
    if any(abs(px - x0) < 1 and abs(py - y0) < 1 for x0, y0 in map(plot.coordinates, plot.position)):
        raise Retry("close")
    plot.revise("l", label=r"\ell")
    plot.things["l"] = ("line", r"\ell")
    for number in "mb":
        plot.things[f"l.{number}"] = ("number", rf"{number}_{{\ell}}")
    plot.curve("d", "line", {"m": m, "b": other}, label="d")
    for number in "mb":
        plot.things[f"d.{number}"] = ("number", f"{number}_d")
    plot.place("R", px, py)
    spots = [plot.coordinates(name) for name in plot.position]
    scene.window([spot[0] for spot in spots], [spot[1] for spot in spots])
    scene.tell("second_line", scene.state("graph", "d"), scene.state("passes", "d", "R"))
    scene.tell("is_parallel", scene.state("parallel", "l", "d"))
    plot.notes.append((1, r"$d \parallel \ell$"))
    scene.locate("R")
    scene.hide_numbers()
    wrong = {
        "same_intercept": answers.line(m, b),
        "perpendicular": answers.line(-1 / m, py + Exact(px) / m),
        "sign": answers.line(m, -other) if not other.is_zero else answers.line(-m, b),
        "height_as_intercept": answers.line(m, Exact(py)) if px else answers.line(m, Exact(py + 1)),
        "negative_slope": answers.line(-m, py + m * px),
    }
    built = Whole("the equation of the line", lambda v: answers.line(*v), wrong)
    return scene.ask("parallel", whole(parameter("d", "m"), parameter("d", "b")), whole=built)


def _intercepts(scene: Scene, rng: Random, variant: str) -> Draft:
    """The axis crossings P and Q follow from two other points, or bound a triangle with the origin."""
    px, qy = (rng.choice([n for n in range(-8, 9) if abs(n) > 1]) for _ in range(2))
    m, b = Exact(-qy) / px, Exact(qy)
    plot = scene.plot
    plot.curve("l", "line", {"m": m, "b": b})
    step = abs(px) // gcd(abs(px), abs(qy))
    lattice = [t * step for t in range(-9, 10) if t and t * step != px]
    lattice = [t for t in lattice if abs(t) <= 10 and abs(float(m * t + b)) <= 10]
    if len(lattice) < 2 and variant == "intercept":
        raise Retry("window")
    start, second = sorted(rng.sample(lattice, 2)) if variant == "intercept" else (0, 0)
    if variant == "triangle_area_with_axes":
        names = {"A": (Exact(px), Exact(0)), "B": (Exact(0), Exact(qy))}
        for name, place in names.items():
            plot.place(name, *place)
        scene.window([px], [qy])
        facts = [scene.state("graph", "l"), *(scene.state("passes", "l", n) for n in names)]
        facts += [scene.state("on_x_axis", "A"), scene.state("on_y_axis", "B")]
        scene.tell("crossings", *facts)
        formula = f"y = {answers.polynomial_latex([m, b])}"
        given = scene.give({parameter("l", "m"): m, parameter("l", "b"): b})
        scene.tell("formula", *given, formula=formula)
        plot.revise("l", formula=formula)
        s = abs(Exact(px) * qy) / 2
        return scene.ask(
            "area", ("corner_area", "A", "B"), wrong={"forgot_half": 2 * s, "sum": Exact(abs(px) + abs(qy))}
        )
    for name, t in (("A", start), ("B", second)):
        plot.place(name, t, m * t + b)
    plot.place("C", px, 0)
    scene.window([start, second, px], [float(plot.exact["A.y"]), float(plot.exact["B.y"]), qy])
    graph, on, on2 = scene.state("graph", "l"), scene.state("passes", "l", "A"), scene.state("passes", "l", "B")
    scene.tell("line", graph, on, on2, first="A", second="B")
    cross, axis = scene.state("passes", "l", "C"), scene.state("on_x_axis", "C")
    scene.tell("crossing", cross, axis)
    scene.locate("A", "B")
    scene.hide_numbers()
    zero = Exact(0)
    wrong = {
        "y_intercept": answers.point(zero, b),
        "swapped": answers.point(b, zero),
        "sign": answers.point(-Exact(px), zero),
        "order": answers.point(zero, Exact(px)),
        "slope": answers.point(m, zero),
    }
    built = Whole("the point", lambda v: answers.point(v[0], Exact(0)), wrong)
    return scene.ask("x_intercept", whole(x("C")), whole=built)


def _which_line(scene: Scene, rng: Random) -> Draft:
    """The line y = mx + b, by where it meets the y-axis and one more lattice point."""
    scene.plot.axes = Axes((-5.7, 5.7), (-5.7, 5.7), grid=rng.random() < 0.85)

    def candidate(m: Exact, b: Exact) -> Candidate | None:
        run = Exact(m.denominator)
        places = [(at, m * at + b) for at in (run, -run) if abs(float(m * at + b)) <= 5]
        if not b.is_integer or abs(float(b)) > 5 or float(run) > 5 or not places:
            return None
        at, level = places[0]
        slots = {"start": f"(0, {b.latex()})", "point": f"({at.latex()}, {level.latex()})"}
        return Candidate(
            "line",
            {"m": m, "b": b},
            lambda curve: {value(curve, 0): b, value(curve, at): level},
            "through",
            slots,
        )

    q = rng.choice((1, 1, 2, 3, 4, 5))
    m = Exact(rng.choice([n for n in range(-5, 6) if gcd(n, q) == 1 and n])) / q
    b = Exact(rng.randint(-4, 4))
    right = candidate(m, b)
    if right is None:
        raise Retry("point")
    mistakes = {
        "reciprocal": candidate(1 / m, b),
        "sign_of_slope": candidate(-m, b),
        "negative_reciprocal": candidate(-1 / m, b),
        "sign_of_intercept": candidate(m, -b),
        "swapped": candidate(b, m) if not b.is_zero else None,
        "took_x_intercept": candidate(m, -m * b),
        "both_signs": candidate(-m, -b),
        "reciprocal_and_sign": candidate(1 / m, -b),
    }
    goal = tuple(("value", "f", quantity[2]) for quantity in right.read("f"))
    if rng.random() < 0.5:
        return scene.choose(right, mistakes, goal)
    formula = rf"m = {m.latex()},\; b = {b.latex()}"
    return scene.choose(right, mistakes, goal, given="slope_and_intercept", formula=formula, m=m.latex(), b=b.latex(),
                        ask="line_slope_equation_intercept.which_line")  # fmt: skip
