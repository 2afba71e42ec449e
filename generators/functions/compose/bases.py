"""Base plots: what a composed problem starts from. Each draws a curve, states facts and records what may be given."""

from __future__ import annotations

from collections.abc import Callable
from math import gcd
from random import Random

from generators.functions.compose.sketch import LINES, Build, Sketch
from generators.functions.family import nonzero
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact

BASES: dict[str, tuple[float, Build]] = {}
"""Base plots by name, each with its weight."""
QUADRATIC, VERTEX, MODULUS = "ax^2 + bx + c", "a(x - h)^2 + k", "a|x - h| + k"
CUBIC, EXPONENTIAL = "a(x - p)(x - q)(x - r)", r"a \cdot b^{x}"
HYPERBOLA, WAVE = r"\frac{a}{x - h} + k", r"a\sin(bx) + k"


def base(weight: float = 1.0) -> Callable[[Build], Build]:
    """Decorator: register a base plot."""

    def register(function: Build) -> Build:
        BASES[function.__name__] = (weight, function)
        return function

    return register


def gentle(rng: Random) -> Exact:
    """A slope: mostly whole, some simple fractions."""
    q = rng.choice((1, 1, 1, 1, 2, 2, 3))
    p = rng.choice([n for n in range(-4, 5) if n and gcd(n, q) == 1])
    return Exact(p) / q


def bend(rng: Random) -> Exact:
    """The leading coefficient of a parabola."""
    return rng.choice((1, 1, 1, -1, -1, -1, 2, -2)) * rng.choice(
        (Exact(1), Exact(1), Exact(1), Exact(1) / 2, Exact(3) / 2)
    )


# --- lines ------------------------------------------------------------------------------------------------------------


@base(1.0)
def line_by_points(sketch: Sketch, rng: Random) -> None:
    """Line through A and B."""
    m = gentle(rng)
    x0, y0, t = rng.randint(-6, 4), rng.randint(-6, 6), rng.randint(1, 4)
    a = sketch.put(x0, y0)
    b = sketch.put(x0 + t * m.denominator, y0 + t * m.numerator)
    line = sketch.through(a, b)
    facts = [f for f in sketch.plot.facts if f.args[0] == line]
    sketch.tell("line_by_points", *facts, p=a, q=b, line=LINES[line])
    sketch.give(a, b)


@base(0.7)
def line_by_slope(sketch: Sketch, rng: Random) -> None:
    """Line through A of a given slope."""
    m, x0, y0 = gentle(rng), nonzero(rng, -6, 6), rng.randint(-6, 6)
    a = sketch.put(x0, y0)
    line = sketch.line(m, y0 - m * x0)
    facts = sketch.state("graph", line), sketch.state("passes", line, a)
    sketch.tell("line_by_slope", *facts, p=a, line=LINES[line])
    sketch.give(a)
    sketch.allow(line, "m")


@base(0.8)
def line_by_equation(sketch: Sketch, rng: Random) -> None:
    """Line by its equation."""
    line = sketch.line(gentle(rng), Exact(nonzero(rng, -8, 8)))
    sketch.tell("line", sketch.state("graph", line), line=LINES[line])
    sketch.allow(line, "m", "b")


@base(0.8)
def linear_function(sketch: Sketch, rng: Random) -> None:
    """A linear function f by two points of its graph."""
    m = gentle(rng)
    x0, y0, t = rng.randint(-6, 3), rng.randint(-6, 6), rng.randint(1, 3)
    f = sketch.function("line", {"m": m, "b": y0 - m * x0}, "mx + b", "the graph of $f$")
    a, b = sketch.put(x0, y0), sketch.put(x0 + t * m.denominator, y0 + t * m.numerator)
    facts = [sketch.state("graph", f), *(sketch.state("passes", f, p) for p in (a, b))]
    sketch.tell("linear_function", *facts, p=a, q=b)
    sketch.give(a, b)


# --- parabolas --------------------------------------------------------------------------------------------------------


@base(2.0)
def parabola_by_vertex(sketch: Sketch, rng: Random) -> None:
    """Parabola by its vertex V and a point P."""
    a, h, k = bend(rng), rng.randint(-4, 4), rng.randint(-6, 6)
    f = sketch.function("parabola", {"a": a, "h": h, "k": k}, VERTEX, "the parabola")
    v = sketch.put(h, k, "V")
    step = rng.choice((1, 2, -1, -2, 3, -3, 4))
    p = sketch.put(h + step, a * step * step + k, "P")
    facts = sketch.state("graph", f), sketch.state("vertex", f, v), sketch.state("passes", f, p)
    sketch.tell("parabola_by_vertex", *facts, p=p, v=v, right=VERTEX)
    sketch.give(v, p)


def _quadratic(rng: Random) -> tuple[Exact, Exact, Exact]:
    """Coefficients: zeros and vertex are often whole."""
    a = bend(rng)
    if rng.random() < 0.75:
        p, q = sorted(rng.sample(range(-6, 7), 2))
        return a, -a * (p + q), a * p * q
    return a, a * rng.choice((-6, -4, -2, 2, 4, 6)), Exact(rng.randint(-6, 8))


@base(1.6)
def parabola_by_points(sketch: Sketch, rng: Random) -> None:
    """Parabola through three points, one of them on the y-axis."""
    a, b, c = _quadratic(rng)
    f = sketch.function("quadratic", {"a": a, "b": b, "c": c}, QUADRATIC, "the parabola")
    on_axis = sketch.put(0, c, "C")
    first, second = (sketch.put(*sketch.lattice(f, rng), letter) for letter in "AB")
    facts = [sketch.state("graph", f), sketch.state("on_y_axis", on_axis)]
    facts += [sketch.state("passes", f, p) for p in (on_axis, first, second)]
    for p in (first, second):
        if self_on_axis(sketch, p):
            raise Retry("zero")
    sketch.tell("parabola_by_points", *facts, p=first, q=second, r=on_axis, right=QUADRATIC)
    sketch.give(on_axis, first, second)


def self_on_axis(sketch: Sketch, point: str) -> bool:
    """Whether a point lies on an axis."""
    return any(value.is_zero for value in sketch.at(point))


@base(1.6)
def parabola_by_zeros(sketch: Sketch, rng: Random) -> None:
    """Parabola by its zeros A and B and its intercept C."""
    a, (p, q) = bend(rng), sorted(rng.sample([n for n in range(-6, 7) if n], 2))
    f = sketch.function("quadratic", {"a": a, "b": -a * (p + q), "c": a * p * q}, QUADRATIC, "the parabola")
    left, right, top = sketch.put(p, 0, "A"), sketch.put(q, 0, "B"), sketch.put(0, a * p * q, "C")
    facts = [sketch.state("graph", f), sketch.state("on_y_axis", top)]
    facts += [sketch.state("on_x_axis", point) for point in (left, right)]
    facts += [sketch.state("passes", f, point) for point in (left, right, top)]
    sketch.tell("parabola_by_zeros", *facts, p=left, q=right, r=top, right=QUADRATIC)
    sketch.give(left, right, top)


@base(1.4)
def parabola_by_equation(sketch: Sketch, rng: Random) -> None:
    """Parabola by its equation."""
    a, b, c = _quadratic(rng)
    if b.is_zero:
        raise Retry("pure")
    f = sketch.function("quadratic", {"a": a, "b": b, "c": c}, QUADRATIC, "the parabola")
    sketch.tell("curve_by_equation", sketch.state("graph", f), noun="parabola", right=QUADRATIC)
    sketch.allow(f, "a", "b", "c")


# --- other curves -----------------------------------------------------------------------------------------------------


@base(1.0)
def cubic_by_zeros(sketch: Sketch, rng: Random) -> None:
    """Cubic by its zeros A, B, C and a point P."""
    p, q, r = sorted(rng.sample(range(-4, 5), 3))
    a = rng.choice((1, -1)) * rng.choice((Exact(1), Exact(1) / 2, Exact(1) / 3, Exact(1) / 4, Exact(2)))
    f = sketch.function("three zeros", {"a": a, "p": p, "q": q, "r": r}, CUBIC, "the cubic curve")
    heights = [abs(float(sketch.value(f, Exact(p) + Exact(r - p) * i / 12))) for i in range(13)]
    if not 1 < max(heights) < 11:
        raise Retry("steep or flat")
    zeros = [sketch.put(zero, 0) for zero in (p, q, r)]
    point = sketch.put(*sketch.lattice(f, rng, p - 1, r + 2), "P")
    facts = sketch.state("graph", f), sketch.state("zeros", f, *zeros), sketch.state("passes", f, point)
    sketch.tell("cubic_by_zeros", *facts, p=point, a=zeros[0], b=zeros[1], c=zeros[2], right=CUBIC)
    sketch.give(*zeros, point)
    for zero in zeros:
        del sketch.plot.parameters["y", zero]
        del sketch.plot.parameter_step["y", zero]


@base(1.2)
def modulus_by_vertex(sketch: Sketch, rng: Random) -> None:
    """V-shaped graph by its vertex and a point."""
    a = rng.choice((1, -1)) * rng.choice((Exact(1), Exact(2), Exact(1) / 2, Exact(3), Exact(3) / 2))
    h, k = rng.randint(-4, 4), nonzero(rng, -6, 6)
    f = sketch.function("absolute value", {"a": a, "h": h, "k": k}, MODULUS, "the V-shaped graph")
    v = sketch.put(h, k, "V")
    step = rng.choice((1, -1)) * rng.randint(1, 3) * a.denominator
    p = sketch.put(h + step, a * abs(step) + k, "P")
    facts = sketch.state("graph", f), sketch.state("vertex", f, v), sketch.state("passes", f, p)
    sketch.tell("modulus_by_vertex", *facts, p=p, v=v, right=MODULUS)
    sketch.give(v, p)


@base(1.2)
def exponential_by_points(sketch: Sketch, rng: Random) -> None:
    """Exponential curve through A on the y-axis and B."""
    b = rng.choice((Exact(2), Exact(3), Exact(1) / 2, Exact(1) / 3, Exact(3) / 2))
    n = rng.choice((1, 1, 2, 3, -1, -2)) if b > 1 else rng.choice((1, 1, -1, -2, 2))
    a = Exact(rng.randint(1, 4)) * (b.denominator**n if n > 0 else b.numerator**-n)
    f = sketch.function("exponential", {"a": a, "b": b, "k": 0}, EXPONENTIAL, "the curve")
    first, second = sketch.put(0, a, "A"), sketch.put(n, sketch.value(f, Exact(n)), "B")
    facts = [sketch.state("graph", f), sketch.state("on_y_axis", first)]
    facts += [sketch.state("passes", f, p) for p in (first, second)]
    sketch.tell("exponential_by_points", *facts, p=first, q=second)
    sketch.tell("exponential_form", sketch.state("form", f), right=EXPONENTIAL)
    sketch.give(first, second)


@base(1.3)
def circle_by_centre(sketch: Sketch, rng: Random) -> None:
    """Circle by its centre M and a point P."""
    _circle(sketch, rng)


@base(1.0)
def circle_by_diameter(sketch: Sketch, rng: Random) -> None:
    """Circle by the ends of a diameter."""
    _circle(sketch, rng, diameter=True)


def _circle(sketch: Sketch, rng: Random, *, diameter: bool = False) -> None:
    h, k = rng.randint(-4, 4), rng.randint(-4, 4)
    dx, dy = rng.choice(
        ((3, 4), (4, 3), (1, 2), (2, 1), (2, 3), (3, 2), (1, 3), (3, 1), (1, 1), (2, 2), (4, 1), (2, 4))
    )
    dx, dy = dx * rng.choice((1, -1)), dy * rng.choice((1, -1))
    if min(abs(h + dx), abs(k + dy)) < 1 or abs(h) + 5 > 11:
        raise Retry("axis")
    sketch.plot.curve("c", "circle", {"h": h, "k": k, "r": Exact(dx * dx + dy * dy).sqrt()})
    sketch.plot.things["c"] = ("circle", "c")
    sketch.labels["c"] = "the circle"
    graph = sketch.state("graph", "c")
    if diameter:
        a, b = sketch.put(h - dx, k - dy, "A"), sketch.put(h + dx, k + dy, "B")
        sketch.tell("circle_by_diameter", graph, sketch.state("diameter_ends", "c", a, b), p=a, q=b)
        sketch.give(a, b)
        return
    m, p = sketch.put(h, k, "M"), sketch.put(h + dx, k + dy, "P")
    facts = graph, sketch.state("centre", "c", m), sketch.state("on_circle", "c", p)
    sketch.tell("circle_by_centre", *facts, p=p, m=m)
    sketch.give(m, p)


@base(1.2)
def hyperbola_by_centre(sketch: Sketch, rng: Random) -> None:
    """Hyperbola by the crossing of its asymptotes and a point."""
    h, k = rng.randint(-4, 4), rng.randint(-4, 4)
    dx, dy = (rng.choice((1, 2, 3, 4)) * rng.choice((1, -1)) for _ in range(2))
    f = sketch.function("reciprocal", {"a": dx * dy, "h": h, "k": k}, HYPERBOLA, "the hyperbola")
    m, p = sketch.put(h, k, "M"), sketch.put(h + dx, k + dy, "P")
    if self_on_axis(sketch, p):
        raise Retry("axis")
    facts = sketch.state("graph", f), sketch.state("centre", f, m), sketch.state("passes", f, p)
    sketch.tell("hyperbola_by_centre", *facts, p=p, m=m, right=HYPERBOLA)
    sketch.give(m, p)


@base(0.7)
def wave_by_extremes(sketch: Sketch, rng: Random) -> None:
    """Sine curve by a highest point A and the lowest one that follows."""
    n, a, k = 2 * rng.randint(1, 3), rng.randint(1, 5), rng.randint(-3, 3)
    f = sketch.function("sine", {"a": a, "b": PI / n, "k": k}, WAVE, "the curve")
    top, low = sketch.put(Exact(n) / 2, k + a, "A"), sketch.put(Exact(3 * n) / 2, k - a, "B")
    facts = [sketch.state("graph", f), sketch.state("next_turns", f, top, low)]
    facts += [sketch.state("turns", f, p) for p in (top, low)]
    sketch.tell("wave_by_extremes", *facts, p=top, q=low, right=WAVE)
    sketch.give(top, low)
