"""Small figures, each made for a few theorems, and a plain way to write relations."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable

from generators.plane.domain import PLANE
from generators.plane.quantities import combination, length, perimeter, quotient, sine
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity, Relation, Term
from puma_data.symbolic.figure import Figure

Build = Callable[[], Figure]


def turn(degrees: float, size: float = 1.0) -> complex:
    """The point at an angle and a distance from the origin."""
    return size * cmath.exp(1j * math.radians(degrees))


def start(**points: complex) -> Figure:
    figure = Figure(PLANE)
    figure.points(**points)
    return figure


def triangle(**points: complex) -> Figure:
    figure = start(**points)
    figure.state("polygon", *points)
    return figure


def foot(figure: Figure, name: str, apex: str, p: str, q: str) -> None:
    base = figure.at(q) - figure.at(p)
    t = ((figure.at(apex) - figure.at(p)) * base.conjugate()).real / abs(base) ** 2
    figure.point(name, figure.at(p) + t * base)
    figure.state("between", name, p, q)
    figure.state("segment", apex, name)
    figure.state("right_angle", apex, name, p)


def halves() -> Figure:
    f = triangle(A=0, B=6, C=1 + 4j)
    f.point("M", 3)
    f.state("midpoint", "M", "A", "B")
    f.point("N", 0.5 + 2j)
    f.state("midpoint", "N", "A", "C")
    f.state("segment", "M", "N")
    f.state("segment", "C", "M")
    f.state("segment", "B", "N")
    f.point("G", (7 + 4j) / 3)
    f.state("crossing", "G", "B", "N", "C", "M")
    return f


def altitude() -> Figure:
    f = triangle(A=0, B=7, C=2 + 4j)
    foot(f, "H", "C", "A", "B")
    return f


def right() -> Figure:
    f = triangle(A=4, B=0, C=3j)
    f.state("right_angle", "A", "B", "C")
    foot(f, "H", "B", "A", "C")
    f.point("M", 2 + 1.5j)
    f.state("midpoint", "M", "A", "C")
    f.state("segment", "B", "M")
    f.asked = (sine("B", "A", "C"),)
    return f


def thirty() -> Figure:
    f = triangle(A=0, B=3, C=3 + 1j * math.sqrt(3))
    f.state("right_angle", "A", "B", "C")
    return f


def forty_five() -> Figure:
    f = triangle(A=0, B=3, C=3 + 3j)
    f.state("right_angle", "A", "B", "C")
    return f


def sixty() -> Figure:
    return triangle(A=0, B=3, C=turn(60, 8))


def equilateral() -> Figure:
    f = triangle(A=0, B=6, C=turn(60, 6))
    f.state("equilateral", "A", "B", "C")
    return f


def nearly_equilateral() -> Figure:
    f = triangle(A=0, B=6, C=turn(60, 6))
    f.state("equal_length", "A", "B", "A", "C")
    return f


def isosceles(kind: str) -> Build:
    def build() -> Figure:
        f = triangle(A=4j, B=-3, C=3)
        f.state("equal_length", "A", "B", "A", "C")
        if kind == "altitude":
            foot(f, "D", "A", "B", "C")
        elif kind:
            f.point("D", 0)
            f.state("between", "D", "B", "C")
            f.state("segment", "A", "D")
            if kind == "median":
                f.state("midpoint", "D", "B", "C")
            else:
                f.state("bisector", "D", "B", "A", "C")
        return f

    return build


def equal_base() -> Figure:
    f = triangle(A=4j, B=-3, C=3)
    f.state("equal_angle", "A", "B", "C", "A", "C", "B")
    return f


def bisector() -> Figure:
    f = triangle(A=0, B=6, C=turn(70, 9))
    f.point("D", f.at("B") + 0.4 * (f.at("C") - f.at("B")))
    f.state("between", "D", "B", "C")
    f.state("segment", "A", "D")
    f.state("bisector", "D", "B", "A", "C")
    foot(f, "E", "D", "A", "B")
    foot(f, "F", "D", "A", "C")
    return f


def perpendicular_bisector() -> Figure:
    f = triangle(P=5j, A=-2, B=2)
    f.point("M", 0)
    f.state("midpoint", "M", "A", "B")
    f.state("segment", "P", "M")
    f.state("right_angle", "P", "M", "A")
    return f


def exterior() -> Figure:
    f = triangle(A=1 + 3j, B=0, C=4)
    f.point("D", 6)
    f.state("beyond", "D", "B", "C")
    return f


def rays(*degrees: float) -> Figure:
    f = start(V=0)
    for name, direction in zip("ABCDE", degrees, strict=False):
        f.point(name, turn(direction, 3))
        f.state("segment", "V", name)
    return f


def right_rays() -> Figure:
    f = rays(0, 35, 90)
    f.state("right_angle", "A", "V", "C")
    return f


def line_rays() -> Figure:
    f = start(A=3, B=-3, V=0, C=turn(50, 3), D=turn(110, 3))
    f.state("segment", "A", "B")
    f.state("between", "V", "A", "B")
    f.state("segment", "V", "C")
    f.state("segment", "V", "D")
    return f


def cross() -> Figure:
    f = start(A=3, B=-3, C=turn(50, 3), D=turn(230, 3), V=0)
    f.state("segment", "A", "B")
    f.state("segment", "C", "D")
    f.state("crossing", "V", "A", "B", "C", "D")
    return f


def parallels() -> Figure:
    f = start(A=0, B=8, C=3j, D=8 + 3j, E=2 - 1j, F=5 + 5j)
    for p, q in ("AB", "CD", "EF"):
        f.state("segment", p, q)
    f.state("parallel", "A", "B", "C", "D")
    f.point("G", 2.5)
    f.point("H", 4 + 3j)
    f.state("crossing", "G", "A", "B", "E", "F")
    f.state("crossing", "H", "C", "D", "E", "F")
    return f


def zigzag() -> Figure:
    f = start(A=6, B=0, C=6 + 4j, D=4j, E=2 + 1j)
    for p, q in ("AB", "CD", "BE", "DE"):
        f.state("segment", p, q)
    f.state("parallel", "B", "A", "D", "C")
    return f


def section() -> Figure:
    f = triangle(A=1 + 5j, B=0, C=6)
    for name, end in (("D", "B"), ("E", "C")):
        f.point(name, f.at("A") + 0.6 * (f.at(end) - f.at("A")))
        f.state("between", name, "A", end)
    f.state("segment", "D", "E")
    f.state("parallel", "D", "E", "B", "C")
    f.asked = (
        quotient(length("A", "D"), length("D", "B")),
        quotient(("area", "A", "D", "E"), ("area", "A", "B", "C")),
        perimeter("A", "D", "E"),
        combination((1, length("A", "D")), (1, length("A", "E"))),
    )
    return f


def three_parallels() -> Figure:
    f = start(A=0, B=1 + 2j, C=2.5 + 5j, D=6, E=5 + 2j, F=3.5 + 5j)
    for p, q in ("AC", "DF", "AD", "BE", "CF"):
        f.state("segment", p, q)
    f.state("between", "B", "A", "C")
    f.state("between", "E", "D", "F")
    f.state("parallel", "A", "D", "B", "E")
    f.state("parallel", "B", "E", "C", "F")
    return f


def equal_intercepts() -> Figure:
    f = start(A=0, B=1 + 2j, C=2 + 4j, D=6, E=5 + 2j, F=4 + 4j)
    for p, q in ("AC", "DF", "AD", "BE", "CF"):
        f.state("segment", p, q)
    f.state("between", "E", "D", "F")
    f.state("midpoint", "B", "A", "C")
    f.state("parallel", "A", "D", "B", "E")
    f.state("parallel", "B", "E", "C", "F")
    return f


def two_triangles(kind: str, factor: float) -> Build:
    def build() -> Figure:
        f = start(A=0, B=4, C=1 + 3j)
        for name, p in zip("DEF", "ABC", strict=True):
            f.point(name, 9 + turn(40) * factor * f.at(p))
        f.state("polygon", "A", "B", "C")
        f.state("polygon", "D", "E", "F")
        if kind:
            f.state(kind, *"ABCDEF")
        else:
            f.state("equal_length", "A", "B", "D", "E")
            f.state("equal_length", "A", "C", "D", "F")
            f.state("equal_angle", *"BACEDF")
        f.asked = (quotient(("area", "A", "B", "C"), ("area", "D", "E", "F")),)
        return f

    return build


SHAPES: dict[str, tuple[complex, complex, complex, complex]] = {
    "parallelogram": (0, 5, 7 + 3j, 2 + 3j),
    "rectangle": (0, 5, 5 + 3j, 3j),
    "rhombus": (0, 5, 8 + 4j, 3 + 4j),
    "square": (0, 4, 4 + 4j, 4j),
    "kite": (0, 3 + 2j, 8, 3 - 2j),
    "isosceles_trapezoid": (0, 8, 6 + 3j, 2 + 3j),
}


def quadrilateral(kind: str) -> Build:
    def build() -> Figure:
        a, b, c, d = SHAPES[kind]
        f = start(A=a, B=b, C=c, D=d)
        f.state("polygon", *"ABCD")
        f.state(kind, *"ABCD")
        f.state("segment", "A", "C")
        f.state("segment", "B", "D")
        u, w = f.at("C") - f.at("A"), f.at("D") - f.at("B")
        t = ((f.at("B") - f.at("A")).conjugate() * w).imag / (u.conjugate() * w).imag
        f.point("O", f.at("A") + t * u)
        f.state("crossing", "O", *"ACBD")
        if kind in ("parallelogram", "isosceles_trapezoid"):
            foot(f, "H", "D", "A", "B")
        if kind == "isosceles_trapezoid":
            f.point("E", (f.at("A") + f.at("D")) / 2)
            f.point("F", (f.at("B") + f.at("C")) / 2)
            f.state("midpoint", "E", "A", "D")
            f.state("midpoint", "F", "B", "C")
            f.state("segment", "E", "F")
        return f

    return build


def special_parallelogram() -> Figure:
    f = start(A=0, B=5, C=5 + turn(60, 4), D=turn(60, 4))
    f.state("polygon", *"ABCD")
    f.state("parallelogram", *"ABCD")
    return f


def pentagon() -> Figure:
    f = start(A=0, B=4, C=5 + 3j, D=2 + 5j, E=-1 + 3j)
    f.state("polygon", *"ABCDE")
    for i in range(5):
        p, q = "ABCDE"[i - 1], "ABCDE"[i]
        name = "VWXYZ"[i]
        f.point(name, f.at(q) + 0.3 * (f.at(q) - f.at(p)))
        f.state("beyond", name, p, q)
    return f


def hexagon() -> Figure:
    f = start(O=0)
    f.circle("c", "O", 3)
    for i, name in enumerate("ABCDEF"):
        f.point(name, turn(60 * i, 3))
    f.state("polygon", *"ABCDEF")
    f.state("regular_polygon", *"ABCDEF")
    f.state("on_circle", "c", *"ABCDEF")
    f.state("diameter", "c", "A", "D", "O")
    f.state("segment", "O", "B")
    f.state("segment", "A", "C")
    f.point("Z", f.at("B") + 0.5 * (f.at("B") - f.at("A")))
    f.state("beyond", "Z", "A", "B")
    foot(f, "M", "O", "A", "B")
    return f


def rim(radius: float = 5, drawn: str = "", **degrees: float) -> Figure:
    """A circle with named points and drawn segments, given as pairs of letters."""
    f = start(O=0)
    f.circle("c", "O", radius)
    for name, direction in degrees.items():
        f.point(name, turn(direction, radius))
    f.state("on_circle", "c", *degrees)
    for pair in drawn.split():
        f.state("segment", *pair)
    return f


def inscribed() -> Figure:
    return rim(drawn="AV VB AO BO AW WB", A=-30, B=70, V=160, W=220)


def on_minor_arc() -> Figure:
    return rim(drawn="AV VB AO BO", A=-30, B=70, V=20)


def thales() -> Figure:
    f = rim(A=0, B=180, V=70)
    f.state("diameter", "c", "A", "B", "O")
    f.state("segment", "A", "V")
    f.state("segment", "V", "B")
    return f


def cyclic() -> Figure:
    f = rim(drawn="AB BC CD DA", A=0, B=80, C=170, D=260)
    f.point("E", f.at("B") + 0.5 * (f.at("B") - f.at("A")))
    f.state("beyond", "E", "A", "B")
    return f


def special_inscribed() -> Figure:
    return rim(drawn="AB BC CA", A=0, B=60, C=150)


def equal_arcs() -> Figure:
    f = rim(drawn="AB CD AO BO CO DO AC BD AD", A=0, B=70, C=150, D=220)
    f.state("equal_arc", "c", "A", "B", "C", "D")
    return f


def equal_chords() -> Figure:
    f = rim(drawn="AB CD AO BO CO DO", A=0, B=70, C=150, D=220)
    f.state("equal_length", *"ABCD")
    foot(f, "M", "O", "A", "B")
    foot(f, "N", "O", "C", "D")
    return f


def equidistant() -> Figure:
    f = rim(drawn="AB CD", A=0, B=70, C=150, D=220)
    foot(f, "M", "O", "A", "B")
    foot(f, "N", "O", "C", "D")
    f.state("equal_length", *"OMON")
    return f


def equal_central() -> Figure:
    f = rim(drawn="AB CD AO BO CO DO", A=0, B=70, C=150, D=220)
    f.state("equal_angle", *"AOBCOD")
    return f


def sagitta() -> Figure:
    f = rim(drawn="AB AO BO CO", A=30, B=150, C=90)
    f.point("M", 2.5j)
    f.state("crossing", "M", *"ABOC")
    f.state("right_angle", *"OMA")
    return f


def notched() -> Figure:
    f = start(A=0, B=6, C=6 + 2j, D=4 + 2j, E=4 + 5j, F=5j)
    f.state("polygon", *"ABCDEF")
    for corner in ("FAB", "ABC", "BCD", "CDE", "DEF", "EFA"):
        f.state("right_angle", *corner)
    return f


def bisected_parallelogram() -> Figure:
    d = turn(70, 4)
    f = start(A=0, B=7, C=7 + d, D=d, E=4 + d)
    f.state("polygon", *"ABCD")
    f.state("parallelogram", *"ABCD")
    f.state("between", *"ECD")
    f.state("segment", "A", "E")
    f.state("bisector", *"EBAD")
    return f


def circle_in_rectangle() -> Figure:
    f = start(A=0, B=7, C=7 + 4j, D=4j, O=3 + 2j, S=3, T=3 + 4j)
    f.circle("c", "O", 2)
    f.state("polygon", *"ABCD")
    f.state("rectangle", *"ABCD")
    f.state("between", *"SAB")
    f.state("between", *"TCD")
    f.state("tangent", "c", *"SAO")
    f.state("tangent", "c", *"TCO")
    return f


def ring() -> Figure:
    f = start(O=0, A=-4 - 3j, B=4 - 3j, M=-3j)
    f.circle("c", "O", 5)
    f.circle("d", "O", 3)
    f.state("on_circle", "c", "A", "B")
    f.state("between", *"MAB")
    f.state("segment", "A", "B")
    f.state("tangent", "d", *"MAO")
    return f


def chord_midpoint() -> Figure:
    f = rim(drawn="AB", A=30, B=150)
    f.point("M", 2.5j)
    f.state("midpoint", *"MAB")
    f.state("segment", "O", "M")
    return f


def crossing_chords() -> Figure:
    f = rim(drawn="AB CD", A=0, B=160, C=70, D=250)
    a, b, c, d = (f.at(p) for p in "ABCD")
    t = ((c - a).conjugate() * (d - c)).imag / ((b - a).conjugate() * (d - c)).imag
    f.point("P", a + t * (b - a))
    f.state("crossing", "P", *"ABCD")
    return f


def outside() -> Figure:
    """Tangents PS and PT, secants PAB and PCD from one point."""
    f = rim(A=160, B=40, C=195, D=320)
    a, b, c, d = (f.at(p) for p in "ABCD")
    t = ((c - a).conjugate() * (d - c)).imag / ((b - a).conjugate() * (d - c)).imag
    p = a + t * (b - a)
    f.point("P", p)
    f.state("between", "A", "P", "B")
    f.state("between", "C", "P", "D")
    f.state("segment", "P", "B")
    f.state("segment", "P", "D")
    half = math.degrees(math.acos(5 / abs(p)))
    for name, side in (("S", -1), ("T", 1)):
        f.point(name, turn(math.degrees(cmath.phase(p)) + side * half, 5))
        f.state("tangent", "c", name, "P", "O")
        f.state("segment", "O", name)
    f.state("segment", "O", "P")
    f.state("segment", "S", "B")
    f.state("segment", "S", "D")
    f.state("segment", "B", "D")
    return f


def incircle() -> Figure:
    f = triangle(A=4, B=0, C=3j)
    f.state("right_angle", *"ABC")
    f.point("I", 1 + 1j)
    f.circle("c", "I", 1)
    f.state("incircle", "c", *"ABC", "I")
    f.point("T", 1)
    f.state("between", "T", "A", "B")
    f.state("on_circle", "c", "T")
    return f


def sector() -> Figure:
    f = rim(A=0, B=80)
    f.state("sector", "c", "A", "B", "O")
    f.state("segment", "A", "B")
    f.region("s", [("arc", "c", "A", "B", 1), ("line", "B", "A")])
    return f


def fan() -> Figure:
    f = triangle(A=0, B=6, C=1 + 5j)
    f.point("P", 2 + 1.5j)
    for name in "ABC":
        f.state("segment", "P", name)
    f.state("inside", "P", *"ABC")
    return f


def bisected_arc() -> Figure:
    f = rim(drawn="AB BC CA AD BD", A=100, B=220, C=320, D=270)
    f.state("bisector", *"DBAC")
    a, d = f.at("A"), f.at("D")
    b, c = f.at("B"), f.at("C")
    t = ((b - a).conjugate() * (c - b)).imag / ((d - a).conjugate() * (c - b)).imag
    f.point("E", a + t * (d - a))
    f.state("crossing", "E", *"ADBC")
    return f


def incentre() -> Figure:
    f = rim(drawn="AB BC CA AD BD", A=100, B=220, C=320, D=270)
    a, b, c = (f.at(p) for p in "ABC")
    f.state("bisector", *"DBAC")
    x, y, z = abs(b - c), abs(c - a), abs(a - b)
    f.point("I", (x * a + y * b + z * c) / (x + y + z))
    f.state("between", "I", "A", "D")
    f.state("segment", "B", "I")
    f.state("bisector", *"IABC")
    return f


def supplementary_chords() -> Figure:
    return rim(drawn="AB CD AO BO CO DO", A=0, B=70, C=150, D=260)


def three_tangents() -> Figure:
    """Tangents from P to A and B, and a third at E that meets them at C and D."""
    f = start(O=0)
    f.circle("c", "O", 3)
    half = math.radians(60)
    f.point("P", 3 / math.cos(half) + 0j)
    f.point("A", cmath.rect(3, half))
    f.point("B", cmath.rect(3, -half))
    for name, side in (("C", 1), ("D", -1)):
        middle = (half * side + math.radians(10)) / 2
        f.point(name, cmath.rect(3 / math.cos(abs(half * side - math.radians(10)) / 2), middle))
    f.point("E", cmath.rect(3, math.radians(10)))
    f.state("tangent", "c", "A", "P", "O")
    f.state("tangent", "c", "B", "P", "O")
    f.state("between", "C", "P", "A")
    f.state("between", "D", "P", "B")
    f.state("segment", "C", "D")
    f.state("between", "E", "C", "D")
    f.state("tangent", "c", "E", "C", "O")
    return f


def section_altitude() -> Figure:
    f = section()
    foot(f, "F", "A", "B", "C")
    foot(f, "X", "E", "B", "C")
    return f


def cevian() -> Figure:
    f = triangle(A=1 + 5j, B=0, C=6)
    f.point("D", 2)
    f.state("between", "D", "B", "C")
    f.state("segment", "A", "D")
    f.asked = (quotient(length("B", "D"), length("D", "C")),)
    return f


# --- writing relations ------------------------------------------------------------------------------------------------


def name(quantity: Quantity) -> str:
    kind, *args = quantity
    if kind in ("quotient", "combination"):
        parts = [name(a) if isinstance(a[0], str) else f"{_number(a[0])}{name(a[1])}" for a in args]
        return f"({(' : ' if kind == 'quotient' else ' + ').join(parts)})"
    letters = "".join(args)
    return letters if kind == "length" else f"∠{letters}" if kind == "angle" else f"{kind}({letters})"


def _number(value: Exact) -> str:
    return "" if value == 1 else value.plain().replace(" ", "")


def _term(term: Term) -> str:
    return "·".join(filter(None, (_number(term.coefficient), *map(name, term.quantities)))) or "1"


def written(relation: Relation) -> str:
    """``AB² = …`` in plain characters."""
    return " = ".join(" + ".join(map(_term, side)) for side in (relation.left, relation.right))
