"""What may be asked of a composed plot: areas, distances and values, points and equations, and the questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from random import Random

from generators.functions import answers
from generators.functions.compose.sketch import LINES, Sketch
from generators.functions.constructions import of, triangle, under
from generators.functions.quantities import parameter, value, whole, x, y
from puma_data.symbolic.exact import Exact, NotExact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Composite, Phrase, Whole

GOALS: Mapping[str, float] = {
    "area": 30,
    "equation": 18,
    "length": 16,
    "coordinate": 16,
    "coefficient": 10,
    "value": 10,
}
"""Kinds of goal the plan asks for, with their weights."""
KINDS: Mapping[str, str] = {
    "triangle": "area", "region": "area", "under": "area", "corner_area": "area", "disk": "area",
    "distance": "length", "around": "length", "x": "coordinate", "y": "coordinate", "value": "value", "of": "value",
    "period": "coefficient", "parameter": "coefficient",
}  # fmt: skip
"""The kind of goal that each quantity answers (a whole is a point or an equation)."""
ASKED_PARAMETERS = {
    "line": "mb", "parabola": "a", "quadratic": "abc", "three zeros": "a", "absolute value": "a", "exponential": "ab",
    "circle": "r", "reciprocal": "a", "sine": "abk",
}  # fmt: skip
"""Parameters of a form that are worth asking for."""
WHOLE_PARAMETERS = {
    **ASKED_PARAMETERS, "parabola": "ahk", "three zeros": "apqr", "absolute value": "ahk", "circle": "hkr",
    "reciprocal": "ahk",
}  # fmt: skip
"""Parameters that make the equation of a form."""
MOST = 4
"""Distances and triangles looked at in one plot."""


def kind_of_goal(quantity: Quantity) -> str:
    """The kind of goal that a quantity is."""
    if quantity[0] == "whole":
        return "coordinate" if quantity[1][0] == "x" else "equation"
    if quantity[0] == "parameter" and quantity[2] == "r":
        return "length"
    return KINDS.get(quantity[0], "")


def measures(sketch: Sketch, rng: Random) -> list[Quantity]:
    """Areas, distances and values that a plot offers; theorems speak of these only where they are named."""
    plot, points = sketch.plot, list(sketch.plot.position)
    found: list[Quantity] = []
    told = {p for p in points if _told(sketch, p)}
    pairs = [pair for pair in combinations(points, 2) if _skew(sketch, *pair) and not told.issuperset(pair)]
    found += [("distance", *pair) for pair in rng.sample(pairs, min(MOST, len(pairs)))]
    corners = [c for c in combinations(points, 3) if _wide(sketch, c) and not told.issuperset(c)]
    found += [triangle(*_base_first(sketch, c)) for c in rng.sample(corners, min(MOST, len(corners)))]
    for line in sketch.lines():
        on = sorted(sketch.points_of(line), key=lambda p: plot.extents[f"{p}.x"])
        for p, q in combinations(on, 2):
            heights = [plot.extents[f"{end}.y"] for end in (p, q)]
            if min(heights) >= 0 and max(heights) > 0:
                found.append(under(line, p, q))
            if plot.holds("on_x_axis", p) and plot.holds("on_y_axis", q):
                found.append(("corner_area", p, q))
            elif plot.holds("on_x_axis", q) and plot.holds("on_y_axis", p):
                found.append(("corner_area", q, p))
        for f in sketch.of_form("parabola", "quadratic"):
            common = [p for p in on if p in sketch.points_of(f)]
            if len(common) == 2:
                found.append(("region", f, line, *common))
    for f in sketch.of_form("parabola", "quadratic"):
        zeros = [p for p in sketch.points_of(f) if plot.holds("on_x_axis", p)]
        zeros.sort(key=lambda p: plot.extents[f"{p}.x"])
        plot.things["axis"] = ("axis", "x")
        if len(zeros) == 2:
            found.append(("region", f, "axis", *zeros))
    for f in sketch.of_form("quadratic"):
        on = sorted(sketch.points_of(f), key=lambda p: plot.extents[f"{p}.x"])
        for p, q in combinations(on, 2):
            low, high = (sketch.at(end)[0] for end in (p, q))
            inner = [sketch.value(f, low + (high - low) * i / 6) for i in range(7)]
            above = all(h >= 0 for h in inner) and any(h > 0 for h in inner[1:-1])
            if above and low != high and not (inner[0].is_zero and inner[-1].is_zero):
                found.append(under(f, p, q))
    if "c" in plot.curves:
        found += [("disk", "c"), ("around", "c")]
    found += _values(sketch, rng)
    found += [("period", f) for f in sketch.of_form("sine")]
    return found


def _values(sketch: Sketch, rng: Random) -> list[Quantity]:
    """Values of f at a whole number, and of f at g."""
    found: list[Quantity] = []
    functions = [f for f in sketch.of_form("line", "parabola", "quadratic", "exponential") if f in "fg"]
    for f in functions:
        taken = [sketch.at(p)[0] for p in sketch.points_of(f)]
        at = Exact(rng.choice([n for n in range(-4, 8) if all(t != n for t in taken)]))
        if (v := _value(sketch, f, at)) is not None:
            found.append(value(f, at))
            for g in functions:
                if g != f and _value(sketch, g, v) is not None and v != at:
                    found.append(of(g, f, at, v))
    for q in found:
        for number in q[2:] if q[0] == "value" else q[3:]:
            sketch.plot.things[number] = ("number", Exact.parse(number).latex())
    return found


def _value(sketch: Sketch, f: str, at: Exact) -> Exact | None:
    """A value small and simple enough to ask for."""
    if sketch.plot.curves[f].form == "exponential" and not (at.is_integer and abs(at) <= 4):
        return None
    try:
        found = sketch.value(f, at)
    except (NotExact, ZeroDivisionError):
        return None
    return found if found.denominator <= 4 and abs(found) <= 100 else None


def _told(sketch: Sketch, point: str) -> bool:
    """Whether the coordinates of a point are given or 0."""
    return all((part, point) in sketch.plot.parameters or sketch.plot.exact[f"{point}.{part}"].is_zero for part in "xy")


def _skew(sketch: Sketch, p: str, q: str) -> bool:
    """Whether two points are neither level nor upright, or else far apart."""
    (x0, y0), (x1, y1) = sketch.at(p), sketch.at(q)
    return x0 != x1 and y0 != y1


def _wide(sketch: Sketch, corners: tuple[str, ...]) -> bool:
    """Whether three points make a triangle that is not too narrow."""
    (ax, ay), (bx, by), (cx, cy) = (sketch.plot.coordinates(p) for p in corners)
    cross = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
    longest = max((bx - ax) ** 2 + (by - ay) ** 2, (cx - ax) ** 2 + (cy - ay) ** 2, (cx - bx) ** 2 + (cy - by) ** 2)
    return cross > 0.3 * longest


def _base_first(sketch: Sketch, corners: tuple[str, ...]) -> tuple[str, str, str]:
    """The corners with a side on the x-axis, or a level one, first."""
    for p, q in combinations(corners, 2):
        level = all(sketch.plot.holds("on_x_axis", end) for end in (p, q))
        if level or any({p, q} == set(fact.args) for fact in sketch.plot.known("level")):
            (r,) = set(corners) - {p, q}
            return p, q, r
    return corners[0], corners[1], corners[2]


def wholes(sketch: Sketch) -> list[Quantity]:
    """Points and equations that may be asked for as a whole."""
    found = [whole(x(p), y(p)) for p in sketch.plot.position]
    for name, curve in sketch.plot.curves.items():
        if names := WHOLE_PARAMETERS.get(curve.form):
            found.append(whole(*(parameter(name, n) for n in (names if curve.form != "line" else "mb"))))
    return found


def built(plot: Plot, goal: Quantity) -> Whole:
    """How the parts of a whole make a result, with what typical mistakes lead to."""
    if goal[1][0] == "x":
        px, py = (plot.exact[f"{goal[1][1]}.{part}"] for part in "xy")
        slips = {
            "swapped": (py, px), "sign_of_x": (-px, py), "sign_of_y": (px, -py), "both_signs": (-px, -py),
            "one_off": (px + 1, py), "one_up": (px, py + 1), "doubled": (2 * px, py),
        }  # fmt: skip
        wrong = {name: answers.point(*slip) for name, slip in slips.items() if slip != (px, py)}
        return Whole("the point", lambda v: answers.point(*v), wrong)
    curve, form = goal[1][1], plot.curves[goal[1][1]].form
    names = [part[2] for part in goal[1:]]
    right = plot.values(curve)
    left = "y" if form in ("line", "circle") and curve not in "fg" else f"{curve}(x)"
    build: Callable[[dict[str, Exact]], Composite]
    if form == "circle":

        def build(v: dict[str, Exact]) -> Composite:  # fmt: skip
            return answers.circle(v["h"], v["k"], v["r"])
    else:

        def build(v: dict[str, Exact]) -> Composite:  # fmt: skip
            return answers.equation(form, right | v, left)

    wrong = {}
    for name in names:
        if not right[name].is_zero and (form, name) != ("circle", "r") and (form, name) != ("exponential", "b"):
            wrong[f"sign_of_{name}"] = build(right | {name: -right[name]})
    first = names[0]
    wrong[f"one_off_in_{names[-1]}"] = build(right | {names[-1]: right[names[-1]] + 1})
    wrong[f"doubled_{first}"] = build(right | {first: 2 * right[first]})
    if form == "line" and not right["m"].is_zero:
        wrong["reciprocal"] = build(right | {"m": 1 / right["m"]})
    if form == "circle":
        wrong["diameter_for_radius"] = build(right | {"r": 2 * right["r"]})
    noun = "the equation of the " + ("line" if form == "line" and curve not in "fg" else
                                     "circle" if form == "circle" else "graph")  # fmt: skip
    return Whole(noun, lambda v: build(right | dict(zip(names, v, strict=True))), wrong)


def question(sketch: Sketch, plot: Plot, goal: Quantity) -> Phrase:
    """The words that ask for a goal."""
    words: dict[str, str] = {}
    key = goal[0]
    match goal:
        case ("whole", (_, p), _) if goal[1][0] == "x":
            key, words = "point", {"p": p}
        case ("whole", (_, curve, _), *_):
            key = "line_equation" if curve in LINES else "curve_equation"
            words = {"line": LINES.get(curve, ""), "curve": sketch.labels[curve]}
        case ("parameter", line, name) if line in LINES:
            key, words = ("slope" if name == "m" else "intercept"), {"line": LINES[line]}
        case ("parameter", _, "r"):
            key = "radius"
        case ("parameter", curve, name):
            words = {"name": plot.things[f"{curve}.{name}"][1]}
        case ("x" | "y" as part, p):
            words = {"p": p, "axis": part}
        case ("distance", p, q):
            words = {"p": p, "q": q}
        case ("triangle", *corners):
            words = {"corners": "".join(sorted(corners))}
        case ("region", f, line, p, q):
            other = "the $x$-axis" if line == "axis" else sketch.labels[line]
            words = {"curve": sketch.labels[f], "other": other}
        case ("under", f, p, q):
            words = {"curve": sketch.labels[f], "p": p, "q": q}
        case ("corner_area", p, q):
            line = next(name for name in sketch.lines() if {p, q} <= set(sketch.points_of(name)))
            words = {"line": LINES[line]}
        case ("value", f, at):
            words = {"f": f, "at": Exact.parse(at).latex()}
        case ("of", f, g, at, _):
            words = {"f": f, "g": g, "at": Exact.parse(at).latex()}
    return Phrase(f"compose.ask.{key}", (), tuple(words.items()))
