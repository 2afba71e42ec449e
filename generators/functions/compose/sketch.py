"""A plot that grows by construction steps: names, phrases that tell what was built, numbers that may be given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from random import Random
from typing import cast

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, x, y
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, NotExact
from puma_data.symbolic.facts import Fact
from puma_data.symbolic.plot import Plot, height
from puma_data.symbolic.problem import Phrase

POINTS = "ABCDEPQRSTUVWKLMNFGH"
LINES = {"l": r"\ell", "t": "t", "n": "n", "s": "s", "d": "d", "u": "u", "w": "w"}
"""Ids of lines with what they print as."""
REACH = (11, 12)
"""Farthest coordinates of a named point."""
APART = 1.0
"""Least distance of two named points along one of the axes."""
Build = Callable[["Sketch", Random], None]


class Sketch:
    """A plot in the making."""

    def __init__(self) -> None:
        self.plot = Plot(FUNCTIONS)
        self.plot.composed = True
        self.phrases: list[Phrase] = []
        self.labels: dict[str, str] = {}
        """What a curve is called in sentences: "line $t$", "the parabola"."""
        self.idle: set[str] = set()
        """Curves of which nothing is asked: images are spoken of by what they are images of."""

    def copy(self) -> Sketch:
        """An independent copy, for trying a step."""
        sketch = Sketch.__new__(Sketch)
        sketch.plot = cast(Plot, self.plot.copy())
        sketch.phrases, sketch.labels, sketch.idle = list(self.phrases), dict(self.labels), set(self.idle)
        return sketch

    # --- points -------------------------------------------------------------------------------------------------------

    def letter(self, wanted: str = POINTS) -> str:
        """A letter that no point has, from the wanted ones if possible."""
        free = [letter for letter in wanted + POINTS if letter not in self.plot.position]
        if not free:
            raise Retry("letters")
        return free[0]

    def put(self, x: Exact | int, y: Exact | int, wanted: str = POINTS) -> str:
        """Place a point: not far out, not on top of another, with coordinates that one can read."""
        x, y = Exact(x), Exact(y)
        if max(x.denominator, y.denominator) > 4 or not (x.is_rational and y.is_rational):
            raise Retry("no lattice point")
        if abs(float(x)) > REACH[0] or abs(float(y)) > REACH[1]:
            raise Retry("far")
        for other in self.plot.position:
            across, up = (float(self.plot.exact[f"{other}.{v}"] - w) for v, w in (("x", x), ("y", y)))
            if max(abs(across), abs(up)) < APART:
                raise Retry("close")
        name = self.letter(wanted)
        self.plot.place(name, x, y)
        return name

    def at(self, point: str) -> tuple[Exact, Exact]:
        """Exact coordinates of a point."""
        return self.plot.exact[f"{point}.x"], self.plot.exact[f"{point}.y"]

    def give(self, *points: str) -> None:
        """Coordinates that may be given, but those that an axis says."""
        for p in points:
            for kind, axis in ((x, "on_y_axis"), (y, "on_x_axis")):
                if not self.plot.holds(axis, p):
                    self.plot.parameter(kind(p), self.plot.exact[f"{p}.{kind(p)[0]}"])

    def allow(self, curve: str, *names: str) -> None:
        """Parameters of a curve that may be given."""
        for name in names:
            self.plot.parameter(parameter(curve, name), self.plot.exact[f"{curve}.{name}"])

    # --- curves -------------------------------------------------------------------------------------------------------

    def line(self, m: Exact, b: Exact, wanted: str = "") -> str:
        """A new line, not too steep, which no other line is."""
        if m.denominator > 6 or b.denominator > 6 or abs(float(m)) > 6 or abs(float(b)) > 24:
            raise Retry("steep")
        for other in self.lines():
            if (self.plot.exact[f"{other}.m"], self.plot.exact[f"{other}.b"]) == (m, b):
                raise Retry("same line")
        free = [name for name in (*wanted, *LINES) if name not in self.plot.curves]
        if not free:
            raise Retry("lines")
        name: str = free[0]
        sign = LINES[name]
        self.plot.curve(name, "line", {"m": m, "b": b}, label=sign)
        self.plot.things[name] = ("line", sign)
        for number in "mb":
            self.plot.things[f"{name}.{number}"] = (
                "number",
                f"{number}_{{{sign}}}" if len(sign) > 1 else f"{number}_{sign}",
            )
        self.labels[name] = f"line ${sign}$"
        return name

    def through(self, p: str, q: str, wanted: str = "") -> str:
        """The line through two points, stated."""
        (x0, y0), (x1, y1) = self.at(p), self.at(q)
        if x0 == x1:
            raise Retry("upright")
        straight = [*self.lines(), *self.of_form("line", "absolute value")]
        if any({p, q} <= set(self.points_of(curve)) for curve in straight):
            raise Retry("drawn")
        m = (y1 - y0) / (x1 - x0)
        line = self.line(m, y0 - m * x0, wanted)
        self.state("graph", line)
        self.state("passes", line, p)
        self.state("passes", line, q)
        return line

    def function(self, form: str, values: Mapping[str, Exact | int], right: str, noun: str) -> str:
        """A curve y = f(x) of a form, with the right-hand side that its label shows; the second one is g."""
        name = "f" if "f" not in self.plot.curves else "g"
        if name in self.plot.curves:
            raise Retry("functions")
        exact = {number: Exact(value) for number, value in values.items()}
        if any(not v.is_rational or v.denominator > 6 or abs(float(v)) > 40 for v in exact.values() if not v.has_pi):
            raise Retry("coefficients")
        self.plot.curve(name, form, exact, label=f"{name}(x) = {right}" if right else f"y = {name}(x)")
        self.plot.things[name] = (noun, name)
        if name != "f":
            for number in exact:
                self.plot.things[f"{name}.{number}"] = ("number", f"{number}_{name}")
        self.labels[name] = noun
        return name

    def lines(self) -> list[str]:
        """Ids of all lines."""
        return [name for name, curve in self.plot.curves.items() if curve.form == "line" and name in LINES]

    def of_form(self, *forms: str) -> list[str]:
        """Ids of all curves of some forms that are functions f and g."""
        return [name for name, curve in self.plot.curves.items() if curve.form in forms and name not in LINES]

    def value(self, curve: str, at: Exact) -> Exact:
        """Exact height of a polynomial, absolute value or hyperbola."""
        v = self.plot.values(curve)
        match self.plot.curves[curve].form:
            case "line":
                return v["m"] * at + v["b"]
            case "parabola":
                return v["a"] * (at - v["h"]) * (at - v["h"]) + v["k"]
            case "quadratic":
                return (v["a"] * at + v["b"]) * at + v["c"]
            case "three zeros":
                return v["a"] * (at - v["p"]) * (at - v["q"]) * (at - v["r"])
            case "absolute value":
                return v["a"] * abs(at - v["h"]) + v["k"]
            case "reciprocal":
                return v["a"] / (at - v["h"]) + v["k"]
            case "exponential":
                n = int(float(at))
                return v["a"] * (v["b"] ** n if n >= 0 else 1 / v["b"] ** -n)
        raise Retry("no value")

    def slope(self, curve: str, at: Exact) -> Exact:
        """Exact derivative."""
        v = self.plot.values(curve)
        match self.plot.curves[curve].form:
            case "parabola":
                return 2 * v["a"] * (at - v["h"])
            case "quadratic":
                return 2 * v["a"] * at + v["b"]
            case "reciprocal":
                return -v["a"] / ((at - v["h"]) * (at - v["h"]))
            case "three zeros":
                p, q, r = (at - v[name] for name in "pqr")
                return v["a"] * (p * q + q * r + p * r)
        raise Retry("no slope")

    def points_of(self, curve: str) -> list[str]:
        """Points stated to be on a curve."""
        found = [
            fact.args[1]
            for kind in ("passes", "vertex", "peak")
            for fact in self.plot.known(kind)
            if fact.args[0] == curve
        ]
        found += [p for fact in self.plot.known("zeros") if fact.args[0] == curve for p in fact.args[1:]]
        return list(dict.fromkeys(found))

    def lattice(self, curve: str, rng: Random, low: int = -7, high: int = 8) -> tuple[int, Exact]:
        """A lattice point of a curve with no point near, in view."""
        taken = [self.at(p)[0] for p in self.points_of(curve)]
        found = []
        for at in range(low, high):
            try:
                up = self.value(curve, Exact(at))
            except (ZeroDivisionError, NotExact):
                continue
            if up.is_integer and abs(float(up)) <= 10 and all(abs(float(t - at)) >= 1 for t in taken):
                found.append((at, up))
        if not found:
            raise Retry("no lattice point")
        return rng.choice(found)

    # --- facts --------------------------------------------------------------------------------------------------------

    def state(self, *fact: str) -> Fact:
        """State a fact."""
        return self.plot.state(fact[0], *fact[1:])

    def tell(self, part: str, *facts: Fact, **slots: str) -> None:
        """Say facts of one information class by a phrase; slots that name points or lines come without dollars."""
        self.phrases.append(Phrase(f"compose.{part}", facts, tuple(slots.items())))

    def near(self, curve: str, point: str) -> bool:
        """Whether a point is so close to a curve, without being on it, that it looks as if it were."""
        px, py = self.plot.coordinates(point)
        form = self.plot.curves[curve].form
        if form == "circle" or (form == "reciprocal" and px == self.plot.extents[f"{curve}.h"]):
            return False
        return 1e-9 < abs(float(height(self.plot, curve, px)) - py) < 0.25


def pairs(sketch: Sketch) -> list[tuple[str, str]]:
    """All pairs of points."""
    return list(combinations(sketch.plot.position, 2))
