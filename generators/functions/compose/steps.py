"""Construction steps: what a composed plot grows by. Each chooses a place, adds points and curves and states facts; it
raises `Retry` where the plot offers no place for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from generators.functions.compose.bases import gentle
from generators.functions.compose.sketch import LINES, Build, Sketch, pairs
from generators.functions.family import nonzero
from generators.functions.quantities import x
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact

STEPS: dict[str, tuple[float, Build]] = {}
"""Construction steps by name, each with its weight."""
T = TypeVar("T")
PARABOLAS = ("parabola", "quadratic")


def step(weight: float = 1.0) -> Callable[[Build], Build]:
    """Decorator: register a construction step."""

    def register(function: Build) -> Build:
        STEPS[function.__name__] = (weight, function)
        return function

    return register


def some(rng: Random, options: Sequence[T]) -> T:
    """One of the options; `Retry` when there is none."""
    if not options:
        raise Retry("no place")
    return rng.choice(options)


def on(sketch: Sketch, line: str, point: str) -> bool:
    """Whether a point is stated to be on a line."""
    return sketch.plot.holds("passes", line, point) is not None


# --- where curves meet the axes ---------------------------------------------------------------------------------------


@step(1.6)
def x_intercept(sketch: Sketch, rng: Random) -> None:
    """Where a line crosses the x-axis."""
    free = [
        line for line in sketch.lines() if not any(sketch.plot.holds("on_x_axis", p) for p in sketch.points_of(line))
    ]
    line = some(rng, free)
    v = sketch.plot.values(line)
    if v["m"].is_zero:
        raise Retry("level")
    p = sketch.put(-v["b"] / v["m"], 0, "CDEFGH")
    facts = sketch.state("passes", line, p), sketch.state("on_x_axis", p)
    sketch.tell("x_intercept", *facts, p=p, line=LINES[line])


@step(1.6)
def y_intercept(sketch: Sketch, rng: Random) -> None:
    """Where a line crosses the y-axis."""
    free = [
        line for line in sketch.lines() if not any(sketch.plot.holds("on_y_axis", p) for p in sketch.points_of(line))
    ]
    line = some(rng, free)
    p = sketch.put(0, sketch.plot.exact[f"{line}.b"], "DEFGHK")
    facts = sketch.state("passes", line, p), sketch.state("on_y_axis", p)
    sketch.tell("y_intercept", *facts, p=p, line=LINES[line])


@step(0.8)
def curve_at_y_axis(sketch: Sketch, rng: Random) -> None:
    """Where a curve crosses the y-axis."""
    curves = sketch.of_form("parabola", "quadratic", "three zeros", "absolute value", "reciprocal")
    free = [f for f in curves if not any(sketch.at(p)[0].is_zero for p in sketch.points_of(f))]
    f = some(rng, free)
    p = sketch.put(0, sketch.value(f, Exact(0)), "DEFGHK")
    facts = sketch.state("passes", f, p), sketch.state("on_y_axis", p)
    sketch.tell("curve_at_y_axis", *facts, p=p, curve=sketch.labels[f])


@step(1.4)
def zeros(sketch: Sketch, rng: Random) -> None:
    """The two zeros of a parabola or of a V-shaped graph."""
    curves = sketch.of_form("parabola", "quadratic", "absolute value")
    f = some(rng, [f for f in curves if not any(sketch.at(p)[1].is_zero for p in sketch.points_of(f))])
    v = sketch.plot.values(f)
    match sketch.plot.curves[f].form:
        case "parabola":
            middle, square = v["h"], -v["k"] / v["a"]
        case "quadratic":
            middle = -v["b"] / (2 * v["a"])
            square = middle * middle - v["c"] / v["a"]
        case _:
            middle, apart = v["h"], -v["k"] / v["a"]
            square = apart * apart if apart > 0 else Exact(-1)
    if square <= 0 or not square.sqrt().is_rational:
        raise Retry("zeros")
    half = square.sqrt()
    p, q = sketch.put(middle - half, 0, "ABCD"), sketch.put(middle + half, 0, "BCDE")
    facts = [sketch.state(kind, *args) for z in (p, q) for kind, args in (("passes", (f, z)), ("on_x_axis", (z,)))]
    sketch.tell("zeros", *facts, p=p, q=q, curve=sketch.labels[f])


@step(0.7)
def curve_at_x_axis(sketch: Sketch, rng: Random) -> None:
    """Where a hyperbola crosses the x-axis."""
    f = some(rng, sketch.of_form("reciprocal"))
    v = sketch.plot.values(f)
    if v["k"].is_zero or any(sketch.at(p)[1].is_zero for p in sketch.points_of(f)):
        raise Retry("zero")
    p = sketch.put(v["h"] - v["a"] / v["k"], 0, "CDEF")
    facts = sketch.state("passes", f, p), sketch.state("on_x_axis", p)
    sketch.tell("curve_at_x_axis", *facts, p=p, curve=sketch.labels[f])


@step(1.0)
def circle_at_x_axis(sketch: Sketch, rng: Random) -> None:
    """Where a circle crosses the x-axis."""
    if "c" not in sketch.plot.curves or any(sketch.plot.holds("on_x_axis", p) for p in sketch.plot.position):
        raise Retry("circle")
    h, k, r = sketch.plot.values("c").values()
    square = r * r - k * k
    if square <= 0 or not square.sqrt().is_rational or k.is_zero:
        raise Retry("chord")
    p, q = sketch.put(h - square.sqrt(), 0, "CDEF"), sketch.put(h + square.sqrt(), 0, "DEFG")
    facts = [sketch.state(kind, *args) for z in (p, q) for kind, args in (("on_circle", ("c", z)), ("on_x_axis", (z,)))]
    sketch.tell("circle_at_x_axis", *facts, p=p, q=q)


# --- points -----------------------------------------------------------------------------------------------------------


@step(1.2)
def midpoint(sketch: Sketch, rng: Random) -> None:
    """The midpoint of two points."""
    p, q = some(rng, pairs(sketch))
    if any(p in f.args and q in f.args for f in sketch.plot.known("midpoint") + sketch.plot.known("diameter_ends")):
        raise Retry("there")
    (x0, y0), (x1, y1) = sketch.at(p), sketch.at(q)
    m = sketch.put((x0 + x1) / 2, (y0 + y1) / 2, "MNK")
    sketch.tell("midpoint", sketch.state("midpoint", m, p, q), p=p, q=q, m=m)


@step(1.2)
def vertex(sketch: Sketch, rng: Random) -> None:
    """The vertex of a parabola in general form."""
    f = some(
        rng, [f for f in sketch.of_form("quadratic") if not any(g.args[0] == f for g in sketch.plot.known("peak"))]
    )
    at = -sketch.plot.exact[f"{f}.b"] / (2 * sketch.plot.exact[f"{f}.a"])
    v = sketch.put(at, sketch.value(f, at), "V")
    sketch.tell("vertex", sketch.state("peak", f, v), v=v, curve=sketch.labels[f])


@step(0.9)
def point_at(sketch: Sketch, rng: Random) -> None:
    """A further point of a curve by its abscissa."""
    curves = sketch.of_form(
        "line", "parabola", "quadratic", "three zeros", "absolute value", "reciprocal", "exponential"
    )
    f = some(rng, [*curves, *sketch.lines()])
    p = sketch.put(*sketch.lattice(f, rng), "QRSTU")
    if sketch.at(p)[0].is_zero or sketch.at(p)[1].is_zero:
        raise Retry("axis")
    sketch.tell("point_on", sketch.state("passes", f, p), p=p, curve=sketch.labels[f])
    sketch.plot.parameter(x(p), sketch.at(p)[0])


@step(1.0)
def mirror_point(sketch: Sketch, rng: Random) -> None:
    """The other point of a parabola or V-shaped graph at the height of a point."""
    f = some(rng, sketch.of_form("parabola", "quadratic", "absolute value"))
    v = sketch.plot.values(f)
    axis = v["h"] if "h" in v else -v["b"] / (2 * v["a"])
    p = some(rng, [p for p in sketch.points_of(f) if sketch.at(p)[0] != axis and not sketch.at(p)[1].is_zero])
    if any(p in g.args for g in sketch.plot.known("level")):
        raise Retry("there")
    q = sketch.put(2 * axis - sketch.at(p)[0], sketch.at(p)[1], "QRSDE")
    on_curve = sketch.state("passes", f, q)
    sketch.tell("point_on", on_curve, p=q, curve=sketch.labels[f])
    sketch.tell("level", sketch.state("level", p, q), p=p, q=q)


@step(0.9)
def point_above(sketch: Sketch, rng: Random) -> None:
    """The point of another curve on the vertical line through a point."""
    curves = [*sketch.lines(), *sketch.of_form("parabola", "quadratic", "absolute value")]
    f = some(rng, curves)
    p = some(rng, [p for p in sketch.plot.position if p not in sketch.points_of(f)])
    at, _ = sketch.at(p)
    if at.is_zero or any(p in g.args for g in sketch.plot.known("upright")):
        raise Retry("axis")
    q = sketch.put(at, sketch.value(f, at), "QRSDE")
    if sketch.at(q)[1].is_zero:
        raise Retry("axis")
    on_curve = sketch.state("passes", f, q)
    sketch.tell("point_on", on_curve, p=q, curve=sketch.labels[f])
    sketch.tell("upright", sketch.state("upright", p, q), p=p, q=q)


@step(1.0)
def other_end(sketch: Sketch, rng: Random) -> None:
    """The other end of the diameter through a point of the circle."""
    rim = [fact.args[1] for fact in sketch.plot.known("on_circle")]
    if not sketch.plot.known("centre") or sketch.plot.known("diameter_ends") or "c" not in sketch.plot.curves:
        raise Retry("circle")
    p = some(rng, rim)
    (h, k), (px, py) = (sketch.plot.exact["c.h"], sketch.plot.exact["c.k"]), sketch.at(p)
    q = sketch.put(2 * h - px, 2 * k - py, "QRS")
    sketch.tell("other_end", sketch.state("diameter_ends", "c", p, q), p=p, q=q)


# --- lines ------------------------------------------------------------------------------------------------------------


@step(1.6)
def joining(sketch: Sketch, rng: Random) -> None:
    """The line through two points."""
    p, q = some(rng, pairs(sketch))
    if sketch.at(p)[1] == sketch.at(q)[1]:
        raise Retry("level")
    line = sketch.through(p, q, "sdl")
    facts = [fact for fact in sketch.plot.facts if fact.args[0] == line]
    sketch.tell("joining", *facts, p=p, q=q, line=LINES[line])


@step(2.4)
def tangent(sketch: Sketch, rng: Random) -> None:
    """The tangent at a point of a parabola, a hyperbola, or at a zero of a cubic."""
    f = some(rng, sketch.of_form("parabola", "quadratic", "reciprocal", "three zeros"))
    points = sketch.points_of(f)
    if sketch.plot.curves[f].form == "three zeros":
        points = [p for p in points if sketch.at(p)[1].is_zero]
    p = some(rng, points)
    at, up = sketch.at(p)
    m = sketch.slope(f, at)
    if m.is_zero:
        raise Retry("level")
    line = sketch.line(m, up - m * at, "t")
    facts = sketch.state("graph", line), sketch.state("passes", line, p)
    sketch.tell("line_at", *facts, p=p, line=LINES[line])
    sketch.tell("tangent", sketch.state("tangent", f, line, p), p=p, line=LINES[line], curve=sketch.labels[f])


@step(1.6)
def circle_tangent(sketch: Sketch, rng: Random) -> None:
    """The tangent at a point of the circle."""
    rim = [fact.args[1] for fact in sketch.plot.known("on_circle")]
    p = some(rng, rim if sketch.plot.known("centre") else [])
    (px, py), h, k = sketch.at(p), sketch.plot.exact["c.h"], sketch.plot.exact["c.k"]
    if px == h or py == k:
        raise Retry("level")
    m = -(px - h) / (py - k)
    line = sketch.line(m, py - m * px, "t")
    facts = sketch.state("graph", line), sketch.state("passes", line, p)
    sketch.tell("line_at", *facts, p=p, line=LINES[line])
    sketch.tell("circle_tangent", sketch.state("touches_circle", "c", line, p), p=p, line=LINES[line])


@step(1.5)
def perpendicular(sketch: Sketch, rng: Random) -> None:
    """The perpendicular to a line through a point of it or off it."""
    _related(sketch, rng, "perpendicular", "n")


@step(1.2)
def parallel(sketch: Sketch, rng: Random) -> None:
    """The parallel to a line through a point off it."""
    _related(sketch, rng, "parallel", "d")


def _related(sketch: Sketch, rng: Random, kind: str, name: str) -> None:
    line = some(rng, sketch.lines())
    old = list(sketch.plot.position)
    points = [p for p in old if kind == "perpendicular" or not on(sketch, line, p)]
    fresh = rng.random() < 0.3 or not points
    p = sketch.put(rng.randint(-7, 7), rng.randint(-7, 7), "RQSU") if fresh else some(rng, points)
    if fresh and sketch.near(line, p):
        raise Retry("near")
    slope = sketch.plot.exact[f"{line}.m"]
    if slope.is_zero:
        raise Retry("level")
    m = slope if kind == "parallel" else -1 / slope
    px, py = sketch.at(p)
    if py == sketch.value(line, px) and not on(sketch, line, p):
        raise Retry("on the line")
    if fresh:
        sketch.give(p)
    made = sketch.line(m, py - m * px, name)
    facts = sketch.state("graph", made), sketch.state("passes", made, p)
    sketch.tell("line_at", *facts, p=p, line=LINES[made])
    sketch.tell(kind, sketch.state(kind, line, made), line=LINES[made], other=LINES[line])


@step(1.4)
def second_line(sketch: Sketch, rng: Random) -> None:
    """Another line by its equation, or through a point with a slope."""
    point = some(rng, [*sketch.plot.position, ""])
    m = gentle(rng)
    if point and rng.random() < 0.6:
        px, py = sketch.at(point)
        line = sketch.line(m, py - m * px, "sdu")
        facts = sketch.state("graph", line), sketch.state("passes", line, point)
        sketch.tell("line_at", *facts, p=point, line=LINES[line])
        sketch.allow(line, "m")
        return
    line = sketch.line(m, Exact(nonzero(rng, -8, 8)), "sdu")
    sketch.tell("line", sketch.state("graph", line), line=LINES[line])
    sketch.allow(line, "m", "b")


@step(2.6)
def meeting(sketch: Sketch, rng: Random) -> None:
    """The common point of two lines."""
    lines = sketch.lines()
    if len(lines) < 2:
        raise Retry("lines")
    one, other = rng.sample(lines, 2)
    (m, b), (n, c) = (tuple(sketch.plot.values(line).values()) for line in (one, other))
    if m == n or any(on(sketch, other, p) for p in sketch.points_of(one)):
        raise Retry("meet")
    at = (c - b) / (m - n)
    p = sketch.put(at, m * at + b, "SQRUE")
    if sketch.at(p)[0].is_zero or sketch.at(p)[1].is_zero:
        raise Retry("axis")
    facts = sketch.state("passes", one, p), sketch.state("passes", other, p)
    sketch.tell("meeting", *facts, p=p, line=LINES[one], other=LINES[other])


@step(2.0)
def second_crossing(sketch: Sketch, rng: Random) -> None:
    """The other common point of a parabola and a line through one of its points."""
    curves = sketch.of_form(*PARABOLAS)
    places = [
        (f, line, p)
        for f in curves
        for line in sketch.lines()
        if len(common := [p for p in sketch.points_of(f) if on(sketch, line, p)]) == 1
        for p in common
    ]
    f, line, p = some(rng, places)
    if sketch.plot.holds("tangent", f, line, p):
        raise Retry("touches")
    v, w = sketch.plot.values(f), sketch.plot.values(line)
    total = 2 * v["h"] + w["m"] / v["a"] if "h" in v else (w["m"] - v["b"]) / v["a"]
    at = total - sketch.at(p)[0]
    if at == sketch.at(p)[0]:
        raise Retry("touches")
    q = sketch.put(at, sketch.value(line, at), "QRSBDE")
    if sketch.at(q)[0].is_zero or sketch.at(q)[1].is_zero:
        raise Retry("axis")
    facts = sketch.state("passes", line, q), sketch.state("passes", f, q)
    sketch.tell("second_crossing", *facts, p=p, q=q, line=LINES[line], curve=sketch.labels[f])


# --- images of curves -------------------------------------------------------------------------------------------------


def _image(sketch: Sketch, f: str, values: dict[str, Exact]) -> str:
    form = sketch.plot.curves[f].form
    noun = {"absolute value": "graph"}.get(form, sketch.plot.things[f][0].removeprefix("the "))
    g = sketch.function(form, values, "", noun)
    sketch.labels[g] = "the graph of $g$"
    return g


@step(1.0)
def translated(sketch: Sketch, rng: Random) -> None:
    """The graph of f moved right and up."""
    f = some(rng, sketch.of_form("parabola", "absolute value"))
    dx, dy = nonzero(rng, -6, 6), nonzero(rng, -6, 6)
    v = sketch.plot.values(f)
    g = _image(sketch, f, {**v, "h": v["h"] + dx, "k": v["k"] + dy})
    sketch.tell("image", sketch.state("graph", g))
    sketch.tell("translated", sketch.state("translated", f, g))
    for name, amount in (("h", dx), ("k", dy)):
        sketch.plot.parameter(("shift", f, g, name), amount)


@step(0.8)
def reflected(sketch: Sketch, rng: Random) -> None:
    """The graph of f reflected in an axis."""
    f = some(rng, sketch.of_form("parabola", "quadratic", "absolute value"))
    v = sketch.plot.values(f)
    if rng.random() < 0.5:
        kind, changed = "reflected_in_x", {name: value if name == "h" else -value for name, value in v.items()}
    else:
        turned = "b" if sketch.plot.curves[f].form == "quadratic" else "h"
        kind, changed = "reflected_in_y", {name: -value if name == turned else value for name, value in v.items()}
    if changed == v:
        raise Retry("symmetric")
    g = _image(sketch, f, changed)
    sketch.tell("image", sketch.state("graph", g))
    sketch.tell(kind, sketch.state(kind, f, g))


@step(1.2)
def inverse(sketch: Sketch, rng: Random) -> None:
    """The inverse of a linear function."""
    f = some(rng, sketch.of_form("line"))
    m, b = sketch.plot.values(f).values()
    if abs(m) == 1:
        raise Retry("own inverse")
    g = _image(sketch, f, {"m": 1 / m, "b": -b / m})
    sketch.tell("image", sketch.state("graph", g))
    sketch.tell("inverse", sketch.state("inverse", f, g))


@step(1.2)
def second_function(sketch: Sketch, rng: Random) -> None:
    """A linear function g besides f, by its equation."""
    some(rng, sketch.of_form("line", "parabola", "quadratic", "absolute value", "exponential"))
    m, b = gentle(rng), Exact(nonzero(rng, -6, 6))
    g = sketch.function("line", {"m": m, "b": b}, "", "line")
    sketch.labels[g] = "the graph of $g$"
    sketch.tell("second_function", sketch.state("graph", g))
    sketch.allow(g, "m", "b")
