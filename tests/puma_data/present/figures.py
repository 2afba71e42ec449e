"""Hand-made problems with random measures for the tests of the drawings: every stroke, mark and label occurs."""

from __future__ import annotations

import cmath
import math
import random
from collections.abc import Callable

import generators.plane.kinds  # noqa: F401  (registers the fact kinds)
from generators.plane import quantities as q
from generators.plane.domain import PLANE
from puma_data.symbolic.exact import Exact, Linear, sqrt
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Problem


def polar(r: float, degrees: float) -> complex:
    return cmath.rect(r, math.radians(degrees))


def problem(figure: Figure, givens: dict[Quantity, object], goal: Quantity, **draft: object) -> Problem:
    """A problem without a solution: the drawings need none. Values need not be true here."""
    values = [
        Fact("value", (figure.canonical(k),), v if isinstance(v, Exact | Linear) else Exact(v))
        for k, v in givens.items()
    ]  # type: ignore[arg-type]
    aliases = {figure.canonical(k): v for k, v in draft.pop("aliases", {}).items()}  # type: ignore[attr-defined]
    made = Draft(figure, {}, figure.canonical(goal), aliases=aliases, **draft)  # type: ignore[arg-type]
    facts = (*figure.facts, *values)
    names = {p: "" if p.startswith("_") else p for p in figure.position}
    return Problem("plane_geometry", "test", made, facts, Exact(1), (), 1, (), names=names)


def triangle(rng: random.Random, figure: Figure | None = None) -> Figure:
    f = figure or Figure(PLANE)
    b, c = rng.uniform(38, 80), rng.uniform(38, 80)
    base = rng.uniform(6, 12)
    height = base / (1 / math.tan(math.radians(b)) + 1 / math.tan(math.radians(c)))
    f.points(A=complex(height / math.tan(math.radians(b)), height), B=0, C=base)
    f.state("polygon", "A", "B", "C")
    return f


def cevians(rng: random.Random) -> Problem:
    f = triangle(rng)
    f.point("D", f.at("B") + (f.at("C") - f.at("B")) * rng.uniform(0.35, 0.65))
    f.state("between", "D", "B", "C")
    f.state("segment", "A", "D")
    f.point("E", (f.at("A") + f.at("C")) / 2)
    f.state("midpoint", "E", "A", "C")
    f.state("segment", "B", "E")
    return problem(
        f, {q.angle("A", "B", "C"): 62, q.length("B", "D"): sqrt(13) * 3, q.length("D", "C"): 5}, q.length("A", "D")
    )


def altitude(rng: random.Random) -> Problem:
    f = triangle(rng)
    f.point("D", f.at("A").real)
    f.state("between", "D", "B", "C")
    f.state("segment", "A", "D")
    f.state("right_angle", "A", "D", "B")
    return problem(
        f, {q.length("A", "B"): 10, q.length("B", "C"): 14, q.area("A", "B", "C"): 84}, q.length("A", "D"), unit="cm"
    )


def right_triangle(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(C=0, A=complex(0, rng.uniform(3, 9)), B=rng.uniform(5, 12))
    f.state("polygon", "A", "B", "C")
    f.state("right_angle", "A", "C", "B")
    f.state("bisector", _bisect(f, "D", "C", "A", "B"), "C", "A", "B")
    f.state("between", "D", "C", "B")
    f.state("segment", "A", "D")
    return problem(
        f,
        {q.length("A", "C"): 6, q.length("B", "C"): sqrt(3) * 6},
        q.angle("C", "A", "D"),
        aliases={q.length("C", "D"): "x"},
    )


def _bisect(f: Figure, name: str, p: str, v: str, r: str) -> str:
    a, b, o = f.at(p), f.at(r), f.at(v)
    t = abs(a - o) / (abs(a - o) + abs(b - o))
    return f.point(name, a + (b - a) * t)


def isosceles(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(A=complex(0, rng.uniform(5, 9)), B=-4, C=4)
    f.state("polygon", "A", "B", "C")
    f.state("equal_length", "A", "B", "A", "C")
    f.point("D", 8 + rng.uniform(0, 1.5))
    f.state("beyond", "D", "B", "C")
    return problem(
        f,
        {q.angle("A", "C", "D"): 118},
        q.angle("B", "A", "C"),
        aliases={q.angle("A", "B", "C"): r"\angle 1", q.angle("B", "A", "C"): r"\angle 2"},
    )


def inscribed(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(O=0)
    f.circle("c", "O", 5)
    start = rng.uniform(190, 215)
    for name, turn in zip("ABC", (start, start + rng.uniform(95, 130), rng.uniform(70, 110)), strict=True):
        f.point(name, polar(5, turn))
    f.state("on_circle", "c", "A", "B", "C")
    for p, r in ("CA", "CB", "OA", "OB"):
        f.state("segment", p, r)
    return problem(f, {q.angle("A", "O", "B"): 112, q.radius("c"): 5}, q.angle("A", "C", "B"))


def cyclic(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(O=0)
    f.circle("c", "O", 5)
    for name, turn in zip("ABCD", (200, 330, 30 + rng.uniform(-15, 15), 120 + rng.uniform(-15, 15)), strict=True):
        f.point(name, polar(5, turn))
    f.state("on_circle", "c", "A", "B", "C", "D")
    f.state("polygon", "A", "B", "C", "D")
    f.state("segment", "A", "C")
    return problem(
        f,
        {q.angle("D", "A", "B"): 70, q.arc("c", "A", "B"): 130, q.angle("C", "A", "B"): 30, q.diameter("c"): 10},
        q.angle("B", "C", "D"),
    )


def tangents(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(O=0)
    f.circle("c", "O", 3)
    d = rng.uniform(6, 9)
    half = math.degrees(math.acos(3 / d))
    f.points(P=d, A=polar(3, half), B=polar(3, -half))
    f.state("tangent", "c", "A", "P", "O")
    f.state("tangent", "c", "B", "P", "O")
    f.state("equal_length", "P", "A", "P", "B")
    f.point("C", polar(3, 180 + rng.uniform(-30, 30)))
    f.state("on_circle", "c", "C")
    f.state("segment", "A", "C")
    f.state("segment", "B", "C")
    return problem(
        f, {q.angle("A", "P", "B"): 48, q.radius("c"): 3}, q.angle("A", "C", "B"), aliases={q.angle("A", "C", "B"): "x"}
    )


def transversal(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(A=-3, B=4, C=-3 + 3j, D=4 + 3j, E=0, F=complex(rng.uniform(0.8, 2.0), 3))
    f.state("line", "A", "B")
    f.state("line", "C", "D")
    f.state("between", "E", "A", "B")
    f.state("between", "F", "C", "D")
    f.state("line", "E", "F")
    f.state("parallel", "A", "B", "C", "D")
    f.draw("line_name", "m", "A", "B")
    f.draw("line_name", "n", "C", "D")
    top = f.at("F") + (f.at("F") - f.at("E")) * 0.5
    f.point("G", top)
    f.state("beyond", "G", "E", "F")
    return problem(
        f, {q.angle("G", "F", "D"): 68}, q.angle("F", "E", "B"),
        aliases={
            q.angle("F", "E", "B"): r"\angle 1",
            q.angle("C", "F", "E"): r"\angle 2",
            q.angle("F", "E", "A"): r"\angle 3",
        },
    )  # fmt: skip


def zigzag(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(A=0, B=6, C=complex(0, 4), D=complex(6, 4), P=complex(rng.uniform(2.4, 3.6), rng.uniform(1.4, 2.4)))
    for p, r in ("AB", "CD", "AP", "CP"):
        f.state("segment", p, r)
    f.state("parallel", "A", "B", "C", "D")
    return problem(
        f,
        {
            q.angle("B", "A", "P"): Linear("x", Exact(2), Exact(3)),
            q.angle("D", "C", "P"): 35,
            q.reflex("A", "P", "C"): 280,
        },
        q.angle("A", "P", "C"),
    )


def parallelogram(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    d = complex(rng.uniform(1.5, 3), rng.uniform(4, 6))
    f.points(A=d, B=0, C=8, D=8 + d)
    f.state("polygon", "A", "B", "C", "D")
    f.state("parallelogram", "A", "B", "C", "D")
    f.point("O", (8 + d) / 2)
    f.state("segment", "A", "C")
    f.state("segment", "B", "D")
    f.state("crossing", "O", "A", "C", "B", "D")
    return problem(
        f, {q.length("A", "C"): 9, q.perimeter("A", "B", "C", "D"): 28, q.angle("A", "B", "C"): 65}, q.length("O", "C")
    )


def squares(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    s = 6.0
    f.points(A=complex(0, s), B=0, C=s, D=complex(s, s), E=complex(s, rng.uniform(2.0, 4.0)))
    f.state("polygon", "A", "B", "C", "D")
    f.state("square", "A", "B", "C", "D")
    f.state("between", "E", "C", "D")
    f.state("segment", "A", "E")
    f.state("segment", "B", "E")
    f.region("r", (("line", "A", "B"), ("line", "B", "E"), ("line", "E", "A")))
    f.state("shaded", "r")
    return problem(f, {q.length("A", "B"): 6, q.region_area("r"): 18}, q.length("B", "E"), unit="cm")


def sector(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(O=0, A=4, B=polar(4, rng.uniform(55, 140)))
    f.circle("c", "O", 4, drawn=False)
    f.state("sector", "c", "A", "B", "O")
    f.region("r", (("line", "O", "A"), ("arc", "c", "A", "B", 1), ("line", "B", "O")))
    f.state("shaded", "r")
    return problem(
        f,
        {q.angle("A", "O", "B"): 80, q.length("O", "A"): 4, q.arc_length("c", "A", "B"): Exact(3)},
        q.sector_area("c", "A", "B"),
        unit="cm",
    )


def holes(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(A=complex(0, 6), B=0, C=8, D=complex(8, 6), O=complex(3, 3), P=complex(6.2, 3))
    f.state("polygon", "A", "B", "C", "D")
    f.state("rectangle", "A", "B", "C", "D")
    f.circle("c", "O", rng.uniform(1.2, 1.7))
    f.circle("d", "P", rng.uniform(0.9, 1.1))
    f.region(
        "r",
        (("line", "A", "B"), ("line", "B", "C"), ("line", "C", "D"), ("line", "D", "A")),
        (("circle", "c", -1),),
        (("circle", "d", -1),),
    )
    f.state("shaded", "r")
    return problem(
        f,
        {q.length("A", "B"): 6, q.length("B", "C"): 8, q.radius("c"): Exact.parse("3/2"), q.radius("d"): 1},
        q.region_area("r"),
        unit="m",
    )


def lens(rng: random.Random) -> Problem:
    """A square with two quarter circles; the leaf between them is shaded."""
    f = Figure(PLANE)
    f.points(A=complex(0, 4), B=0, C=4, D=4 + 4j)
    f.state("polygon", "A", "B", "C", "D")
    f.state("square", "A", "B", "C", "D")
    f.circle("b", "B", 4, drawn=False)
    f.circle("d", "D", 4, drawn=False)
    f.state("arc", "b", "C", "A")
    f.state("arc", "d", "A", "C")
    f.region("r", (("arc", "b", "C", "A", 1), ("arc", "d", "A", "C", 1)))
    f.state("shaded", "r")
    return problem(f, {q.length("B", "C"): 4}, q.region_area("r"), unit="cm")


def dense(rng: random.Random) -> Problem:
    """Nine points: a triangle, its midpoints, centroid, an outer point and a foot."""
    f = triangle(rng)
    a, b, c = f.at("A"), f.at("B"), f.at("C")
    f.points(D=(b + c) / 2, E=(a + c) / 2, F=(a + b) / 2, G=(a + b + c) / 3)
    f.state("midpoint", "D", "B", "C")
    f.state("midpoint", "E", "A", "C")
    f.state("midpoint", "F", "A", "B")
    for p, r, m in ("ADG", "BEG", "CFG"):
        f.state("segment", p, r)
        f.state("between", m, p, r)
    f.point("H", c + (c - b) * 0.4)
    f.state("beyond", "H", "B", "C")
    f.state("segment", "A", "H")
    f.point("K", (a + f.at("H")) / 2)
    f.state("between", "K", "A", "H")
    f.state("segment", "C", "K")
    return problem(
        f,
        {
            q.length("B", "C"): 10,
            q.length("A", "G"): 6,
            q.angle("A", "C", "B"): 58,
            q.quotient(q.length("A", "K"), q.length("K", "H")): 1,
        },
        q.length("G", "D"),
    )


def sharp(rng: random.Random) -> Problem:
    """Tiny angles at one vertex."""
    f = Figure(PLANE)
    tilt = rng.uniform(9, 14)
    f.points(A=0, B=10, C=polar(10.2, tilt), D=polar(10, 2.2 * tilt))
    for p, r in ("AB", "AC", "AD", "BC", "CD"):
        f.state("segment", p, r)
    return problem(
        f, {q.angle("B", "A", "C"): 11, q.angle("C", "A", "D"): 13, q.length("A", "D"): 10}, q.length("C", "D")
    )


def ladder(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    h = rng.uniform(4, 7)
    f.points(A=complex(0, h), B=rng.uniform(1.8, 3.5), C=0)
    f.points(_W=complex(0, h + 1), _G=complex(f.at("B").real + 1.5, 0), _g=complex(-0.6, 0))
    f.draw("icon", "wall", "C", "_W")
    f.draw("icon", "ground", "_g", "_G")
    f.draw("icon", "ladder", "B", "A")
    f.state("right_angle", "A", "C", "B")
    return problem(f, {q.length("A", "B"): 5, q.length("B", "C"): 3}, q.length("A", "C"), unit="m", skin="ladder")


def shadow(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    k = rng.uniform(0.3, 0.45)
    f.points(A=complex(0, 6), B=0, C=9, E=9 - 9 * k, D=complex(9 - 9 * k, 6 * k))
    f.draw("icon", rng.choice(("tree", "tower", "building", "flagpole")), "B", "A")
    f.draw("icon", rng.choice(("person", "pole", "lamp")), "E", "D")
    f.points(_l=-1.2, _r=10)
    f.draw("icon", "ground", "_l", "_r")
    f.state("between", "E", "B", "C")
    f.state("between", "D", "A", "C")
    f.draw("dashed", "A", "C")
    return problem(
        f,
        {q.length("D", "E"): 2, q.length("E", "C"): 3, q.length("B", "E"): 6},
        q.length("A", "B"),
        unit="m",
        skin="shadow",
    )


def similar(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    top = complex(rng.uniform(1, 3), 3.6)
    k = rng.uniform(0.55, 0.75)
    f.points(A=top, B=0, C=5, D=7 + top * k, E=7, F=7 + 5 * k)
    f.state("polygon", "A", "B", "C")
    f.state("polygon", "D", "E", "F")
    f.state("similar", "A", "B", "C", "D", "E", "F")
    return problem(f, {q.length("A", "B"): 9, q.length("D", "E"): 6, q.length("B", "C"): 12}, q.length("E", "F"))


def kite(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    w = rng.uniform(2, 3)
    f.points(A=complex(0, 2.2), B=-w, C=-5j, D=w, O=0)
    f.state("polygon", "A", "B", "C", "D")
    f.state("kite", "A", "B", "C", "D")
    f.state("segment", "A", "C")
    f.state("segment", "B", "D")
    f.state("crossing", "O", "A", "C", "B", "D")
    f.state("perpendicular", "A", "C", "B", "D", "O")
    return problem(
        f, {q.length("A", "O"): 2, q.length("B", "D"): sqrt(5) * 2, q.angle("B", "A", "D"): 96}, q.length("A", "B")
    )


def chords(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(O=0)
    f.circle("c", "O", 5)
    for name, turn in zip("ABCD", (165, 345, 70 + rng.uniform(-10, 20), 290), strict=True):
        f.point(name, polar(5, turn))
    a, b, c, d = (f.at(p) for p in "ABCD")
    t = ((c - a).conjugate() * (d - c)).imag / ((b - a).conjugate() * (d - c)).imag
    f.point("P", a + (b - a) * t)
    f.state("on_circle", "c", "C", "D")
    f.state("diameter", "c", "A", "B", "O")
    f.state("segment", "C", "D")
    f.state("crossing", "P", "A", "B", "C", "D")
    return problem(f, {q.length("C", "P"): 6, q.length("P", "D"): 4, q.diameter("c"): 10}, q.length("O", "P"))


def hexagon(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    for i, name in enumerate("ABCDEF"):
        f.point(name, polar(5, 60 * i))
    f.state("polygon", *"ABCDEF")
    f.state("regular_polygon", *"ABCDEF")
    f.state("segment", "A", "C")
    return problem(f, {q.length("A", "B"): sqrt(3) * 4}, q.length("A", "C"))


def concentric(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(O=0)
    f.circle("c", "O", 5)
    f.circle("d", "O", rng.uniform(2.4, 3.4))
    f.region("r", (("circle", "c", 1),), (("circle", "d", -1),))
    f.state("shaded", "r")
    return problem(f, {q.radius("c"): 5, q.radius("d"): 3}, q.region_area("r"), unit="cm")


def arcs(rng: random.Random) -> Problem:
    f = Figure(PLANE)
    f.points(O=0)
    f.circle("c", "O", 5)
    for name, turn in zip("ABCD", (20, 80, 170, 230), strict=True):
        f.point(name, polar(5, turn))
    f.state("on_circle", "c", "A", "B", "C", "D")
    f.state("segment", "A", "B")
    f.state("segment", "C", "D")
    f.state("equal_arc", "c", "A", "B", "C", "D")
    return problem(f, {q.arc("c", "A", "B"): 60, q.arc("c", "B", "C"): 90}, q.arc("c", "D", "A"))


FIGURES: dict[str, Callable[[random.Random], Problem]] = {
    make.__name__: make
    for make in (
        cevians, altitude, right_triangle, isosceles, inscribed, cyclic, tangents, transversal, zigzag, parallelogram,
        squares, sector, holes, lens, dense, sharp, ladder, shadow, similar, kite, chords, hexagon, concentric, arcs,
    )
}  # fmt: skip
