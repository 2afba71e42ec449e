"""Hand-made problems of many kinds as plain data, and the changes that leave a problem the same."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import generators.plane  # noqa: F401  (fills the domain)
from generators.plane.domain import PLANE
from puma_data.symbolic.exact import Exact, Linear, sqrt
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Problem

E = Exact
PI = Exact.parse("pi")


@dataclass(frozen=True)
class Sketch:
    """A problem without its solution. Every given is needed, every answer follows."""

    points: dict[str, complex]
    facts: list[tuple[Any, ...]]
    givens: list[tuple[Quantity, Any]]
    goal: Quantity
    answer: Exact
    circles: dict[str, tuple[str, float]] = field(default_factory=dict)
    regions: dict[str, Any] = field(default_factory=dict)
    unknowns: dict[str, Exact] = field(default_factory=dict)
    skin: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def problem(self) -> Problem:
        figure = Figure(PLANE)
        figure.points(**self.points)
        for name, (centre, radius) in self.circles.items():
            figure.circle(name, centre, radius, drawn=False)
        for name, loops in self.regions.items():
            figure.region(name, *loops)
        for symbol, value in self.unknowns.items():
            figure.let(symbol, value)
        for kind, *args in self.facts:
            figure.state(kind, *args)
        for quantity, value in self.givens:
            figure.facts[
                Fact("value", (figure.canonical(quantity),), value if isinstance(value, Linear) else E(value))
            ] = 0
        goal = figure.canonical(self.goal)
        draft = Draft(figure, {}, goal, skin=self.skin)
        names = {name: "" if name.startswith("_") else name for name in self.points}
        return Problem(PLANE.name, "sketch", draft, tuple(figure.facts), self.answer, (), 1, ("a", "b"), names)


def sketch_of(problem: Problem) -> Sketch:
    """A solved problem as data again."""
    figure = problem.figure
    return Sketch(
        dict(figure.position),
        [(fact.kind, *fact.args) for fact in problem.facts if fact.value is None],
        list(problem.givens.items()),
        problem.goal,
        problem.answer,
        {name: (circle.centre, circle.radius) for name, circle in figure.circles.items()},
        dict(figure.regions),
        dict(figure.unknowns),
        problem.draft.skin,
    )


def polar(r: float, degrees: float) -> complex:
    return cmath.rect(r, math.radians(degrees))


def _sketches() -> dict[str, Sketch]:
    triangle = {"A": 0j, "B": 4 + 0j, "C": 3j}
    hexagon = {name: polar(6, 60 * i) for i, name in enumerate("ABCDEF")}
    x = Linear("x", E(2), E(1))
    s: dict[str, Sketch] = {}
    s["right"] = Sketch(
        triangle,
        [("polygon", "A", "B", "C"), ("right_angle", "B", "A", "C")],
        [(("length", "A", "B"), 4), (("length", "A", "C"), 3)],
        ("length", "B", "C"),
        E(5),
    )
    s["right_area"] = replace(s["right"], goal=("area", "A", "B", "C"), answer=E(6))
    s["right_sine"] = replace(s["right"], goal=("sine", "A", "B", "C"), answer=E(3, 5))
    s["right_tangent"] = replace(s["right"], goal=("tangent", "A", "C", "B"), answer=E(4, 3))
    s["sides"] = Sketch(
        triangle,
        [("polygon", "A", "B", "C")],
        [(("length", "A", "B"), 4), (("length", "A", "C"), 3), (("length", "B", "C"), 5)],
        ("angle", "B", "A", "C"),
        E(90),
    )
    s["midline"] = Sketch(
        {"A": 0j, "B": 8 + 0j, "C": 2 + 6j, "M": 1 + 3j, "N": 5 + 3j},
        [("polygon", "A", "B", "C"), ("midpoint", "M", "A", "C"), ("midpoint", "N", "B", "C"), ("segment", "M", "N")],
        [(("length", "A", "B"), 8)],
        ("length", "M", "N"),
        E(4),
    )
    s["centroid"] = Sketch(
        {"A": 0j, "B": 8 + 0j, "C": 4 + 6j, "M": 4 + 0j, "G": 4 + 2j},
        [
            ("polygon", "A", "B", "C"),
            ("midpoint", "M", "A", "B"),
            ("segment", "C", "M"),
            ("centroid", "G", "A", "B", "C"),
            ("between", "G", "C", "M"),
        ],
        [(("length", "C", "M"), 6)],
        ("length", "C", "G"),
        E(4),
    )
    s["section"] = Sketch(
        {"A": 0j, "B": 6 + 0j, "C": 1 + 9j, "D": 4 + 0j, "E": 4 / 6 * (1 + 9j)},
        [
            ("polygon", "A", "B", "C"),
            ("between", "D", "A", "B"),
            ("between", "E", "A", "C"),
            ("segment", "D", "E"),
            ("parallel", "D", "E", "B", "C"),
        ],
        [(("length", "A", "D"), 4), (("length", "D", "B"), 2)],
        ("quotient", ("length", "D", "E"), ("length", "B", "C")),
        E(2, 3),
    )
    s["transversal"] = replace(
        s["section"],
        givens=[
            (("angle", "A", "B", "C"), Linear("x", E(2), E(4))),
            (("angle", "A", "D", "E"), Linear("x", E(3), E(-24))),
        ],
        goal=("unknown", "x"),
        answer=E(28),
        unknowns={"x": E(28)},
        points={"A": 0j, "B": 6 + 0j, "C": 6 + polar(5, 120), "D": 4 + 0j, "E": 4 + polar(10 / 3, 120)},
    )
    s["label"] = Sketch(
        {"A": 0j, "B": 7 + 0j, "C": 7 + polar(7, 100)},
        [("polygon", "A", "B", "C"), ("equal_length", "A", "B", "B", "C")],
        [(("length", "A", "B"), x), (("length", "B", "C"), Linear("x", E(1), E(4)))],
        ("unknown", "x"),
        E(3),
        unknowns={"x": E(3)},
    )
    s["inscribed"] = Sketch(
        {"O": 0j, "A": polar(5, 210), "B": polar(5, 320), "C": polar(5, 80)},
        [
            ("circle", "c", "O"),
            ("on_circle", "c", "A", "B"),
            ("on_arc", "c", "C", "B", "A"),
            ("segment", "O", "A"),
            ("segment", "O", "B"),
            ("segment", "A", "C"),
            ("segment", "B", "C"),
        ],
        [(("angle", "A", "C", "B"), 55)],
        ("angle", "A", "O", "B"),
        E(110),
        {"c": ("O", 5.0)},
    )
    s["sector"] = Sketch(
        {"O": 0j, "A": 6 + 0j, "B": polar(6, 120)},
        [("sector", "c", "A", "B", "O")],
        [(("radius", "c"), 6), (("arc", "c", "A", "B"), 120)],
        ("sector_area", "c", "A", "B"),
        12 * PI,
        {"c": ("O", 6.0)},
    )
    s["major_sector"] = replace(
        s["sector"],
        facts=[("sector", "c", "B", "A", "O")],
        givens=[(("radius", "c"), 6), (("arc", "c", "B", "A"), 240)],
        goal=("sector_perimeter", "c", "B", "A"),
        answer=12 + 8 * PI,
    )
    s["arc_length"] = replace(s["sector"], goal=("arc_length", "c", "A", "B"), answer=4 * PI)
    s["equal_arcs"] = Sketch(
        {"O": 0j, "A": polar(5, 0), "B": polar(5, 70), "C": polar(5, 120), "D": polar(5, 190)},
        [
            ("circle", "c", "O"),
            ("on_circle", "c", "A", "B", "C", "D"),
            ("equal_arc", "c", "A", "B", "C", "D"),
            ("segment", "A", "B"),
            ("segment", "C", "D"),
        ],
        [(("length", "A", "B"), Exact(5))],
        ("length", "C", "D"),
        E(5),
        {"c": ("O", 5.0)},
    )
    s["equal_arcs"] = replace(
        s["equal_arcs"], points={"O": 0j, "A": 5 + 0j, "B": polar(5, 60), "C": polar(5, 120), "D": polar(5, 180)}
    )
    s["disk_in_square"] = Sketch(
        {"A": 0j, "B": 8 + 0j, "C": 8 + 8j, "D": 8j, "O": 4 + 4j, "M": 4 + 0j},
        [
            ("square", "A", "B", "C", "D"),
            ("polygon", "A", "B", "C", "D"),
            ("circle", "c", "O"),
            ("midpoint", "M", "A", "B"),
            ("on_circle", "c", "M"),
            ("equal_length", "O", "A", "O", "B", "O", "C"),
            ("shaded", "r"),
        ],
        [(("length", "A", "B"), 8)],
        ("region_area", "r"),
        64 - 16 * PI,
        {"c": ("O", 4.0)},
        {
            "r": (
                (("line", "A", "B"), ("line", "B", "C"), ("line", "C", "D"), ("line", "D", "A")),
                (("circle", "c", -1),),
            )
        },
    )
    s["quarter_gap"] = Sketch(
        {"A": 0j, "B": 6 + 0j, "C": 6 + 6j, "D": 6j},
        [("square", "A", "B", "C", "D"), ("polygon", "A", "B", "C", "D"), ("arc", "c", "B", "D"), ("shaded", "r")],
        [(("length", "A", "B"), 6)],
        ("region_perimeter", "r"),
        12 + 3 * PI,
        {"c": ("A", 6.0)},
        {"r": ((("line", "B", "C"), ("line", "C", "D"), ("arc", "c", "D", "B", -1)),)},
    )
    s["hexagon"] = Sketch(
        hexagon,
        [("regular_polygon", *"ABCDEF"), ("polygon", *"ABCDEF")],
        [(("length", "A", "B"), 6)],
        ("area", *"ABCDEF"),
        54 * sqrt(3),
    )
    s["ring"] = Sketch(
        {"O": 0j, "A": 3 + 0j, "B": 5j},
        [("circle", "c", "O"), ("circle", "d", "O"), ("on_circle", "c", "A"), ("on_circle", "d", "B"), ("shaded", "r")],
        [(("length", "O", "A"), 3), (("circumference", "d"), 10 * PI)],
        ("region_area", "r"),
        16 * PI,
        {"c": ("O", 3.0), "d": ("O", 5.0)},
        {"r": ((("circle", "d", 1),), (("circle", "c", -1),))},
    )
    s["diagonals"] = Sketch(
        {"A": 0j, "B": 7 + 0j, "C": 10 + 4j, "D": 3 + 4j, "P": 5 + 2j},
        [
            ("parallelogram", "A", "B", "C", "D"),
            ("polygon", "A", "B", "C", "D"),
            ("segment", "A", "C"),
            ("segment", "B", "D"),
            ("crossing", "P", "A", "C", "B", "D"),
        ],
        [(("area", "A", "B", "P"), 7)],
        ("combination", (E(1), ("area", "A", "B", "C")), (E(1), ("area", "C", "D", "P"))),
        E(21),
    )
    s["tangent"] = Sketch(
        {"O": 0j, "T": 5j, "P": 12 + 5j},
        [("circle", "c", "O"), ("tangent", "c", "T", "P", "O"), ("segment", "O", "P")],
        [(("radius", "c"), 5), (("length", "P", "T"), 12)],
        ("length", "O", "P"),
        E(13),
        {"c": ("O", 5.0)},
    )
    s["exterior"] = Sketch(
        {"A": 0j, "B": 5 + 0j, "C": 2 + 4j, "D": 9 + 0j},
        [("polygon", "A", "B", "C"), ("beyond", "D", "A", "B")],
        [(("angle", "C", "A", "D"), Exact(1)), (("angle", "A", "C", "B"), Exact(1))],
        ("angle", "C", "B", "D"),
        E(2),
    )
    a, b = 50, 60
    top = polar(5 * math.sin(math.radians(b)) / math.sin(math.radians(a + b)), a)
    s["exterior"] = replace(
        s["exterior"],
        points={"A": 0j, "B": 5 + 0j, "C": top, "D": 9 + 0j},
        givens=[(("angle", "C", "A", "D"), a), (("angle", "A", "C", "B"), 180 - a - b)],
        answer=E(180 - b),
    )
    return s


SKETCHES = _sketches()


# --- changes that leave a problem the same ---


def mapped(args: Any, change: Callable[[str], str]) -> Any:
    """Nested arguments with every name changed."""
    return tuple(change(a) if isinstance(a, str) else mapped(a, change) if isinstance(a, tuple) else a for a in args)


def renamed(sketch: Sketch, rng: Random) -> Sketch:
    """Other letters, other order of everything."""
    letters = rng.sample("ABCDEFGHIJKLMNOPQRSTUVWXYZ", len(sketch.points))
    table = dict(zip(sketch.points, letters, strict=True))
    table.update(zip(sketch.circles, rng.sample(["c", "c1", "k", "m", "w"], len(sketch.circles)), strict=True))
    table.update(zip(sketch.regions, rng.sample(["r", "s", "t"], len(sketch.regions)), strict=True))
    table.update(zip(sketch.unknowns, rng.sample(["x", "y", "z"], len(sketch.unknowns)), strict=True))

    def change(name: str) -> str:
        return table.get(name, name)

    def quantity(q: Quantity) -> Quantity:
        return (q[0], *(a if isinstance(a, Exact) else change(a) if isinstance(a, str) else part(a) for a in q[1:]))

    def part(a: Any) -> Any:
        return (a[0], quantity(a[1])) if isinstance(a[0], Exact) else quantity(a)

    def shuffled(items: Any) -> list[Any]:
        return rng.sample(list(items), len(items))

    return replace(
        sketch,
        points={change(p): z for p, z in shuffled(sketch.points.items())},
        facts=[(kind, *mapped(args, change)) for kind, *args in shuffled(sketch.facts)],
        givens=[
            (quantity(q), Linear(change(v.symbol), v.slope, v.constant) if isinstance(v, Linear) else v)
            for q, v in shuffled(sketch.givens)
        ],
        goal=quantity(sketch.goal),
        circles={change(c): (change(o), r) for c, (o, r) in sketch.circles.items()},
        regions={
            change(r): tuple(tuple((e[0], *mapped(e[1:], change)) for e in loop) for loop in loops)
            for r, loops in sketch.regions.items()
        },
        unknowns={change(s): v for s, v in sketch.unknowns.items()},
    )


def scaled(sketch: Sketch, factor: Exact) -> Sketch:
    """The same figure ``factor`` times as large."""
    figure = sketch.problem().figure

    def grown(q: Quantity, v: Any) -> Any:
        dimension = figure.dimension(q)
        k = factor**dimension if isinstance(dimension, int) else E(1)
        return Linear(v.symbol, v.slope * k, v.constant * k) if isinstance(v, Linear) else E(v) * k

    return replace(
        sketch,
        points={p: z * float(factor) for p, z in sketch.points.items()},
        circles={c: (o, r * float(factor)) for c, (o, r) in sketch.circles.items()},
        givens=[(q, grown(q, v)) for q, v in sketch.givens],
        answer=grown(sketch.goal, sketch.answer),
    )


def mirrored(sketch: Sketch) -> Sketch:
    """The figure seen in a mirror."""

    def quantity(q: Quantity) -> Quantity:
        args = tuple(
            a if isinstance(a, str) else (a[0], quantity(a[1])) if isinstance(a[0], Exact) else quantity(a)
            for a in q[1:]
        )
        return (q[0], *PLANE.quantities[q[0]].mirror(args))

    def edge(e: tuple[Any, ...]) -> tuple[Any, ...]:
        return e if e[0] == "circle" else ("line", e[2], e[1]) if e[0] == "line" else ("arc", e[1], e[3], e[2], e[4])

    return replace(
        sketch,
        points={p: -z.conjugate() for p, z in sketch.points.items()},
        facts=[(kind, *PLANE.facts[kind].mirror(tuple(args))) for kind, *args in sketch.facts],
        givens=[(quantity(q), v) for q, v in sketch.givens],
        goal=quantity(sketch.goal),
        regions={
            r: tuple(tuple(edge(e) for e in reversed(loop)) for loop in loops) for r, loops in sketch.regions.items()
        },
    )


def turned(sketch: Sketch, degrees: float) -> Sketch:
    """The figure turned about the origin and moved."""
    return replace(sketch, points={p: z * polar(1, degrees) + 3 - 2j for p, z in sketch.points.items()})
