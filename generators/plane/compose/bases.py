"""Base figures: what a composed problem starts from. Each places points, states facts and records exact parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from generators.plane.quantities import angle, arc, length, radius
from generators.plane.shapes import on_circle, polar, triangle_from_angles, triangle_from_sides
from puma_data.registry import Retry
from puma_data.symbolic.exact import sqrt
from puma_data.symbolic.figure import Figure

Base = Callable[[Figure, Random], None]
BASES: dict[str, tuple[float, Base]] = {}
"""Base figures by name, each with its weight."""
TRIPLES = [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37)]


def base(weight: float = 1.0) -> Callable[[Base], Base]:
    """Decorator: register a base figure."""

    def register(function: Base) -> Base:
        BASES[function.__name__] = (weight, function)
        return function

    return register


def legs(rng: Random) -> tuple[int, int]:
    """Two legs of a right triangle: often from a Pythagorean triple, otherwise with a surd for hypotenuse."""
    if rng.random() < 0.6:
        a, b, _ = rng.choice(TRIPLES[:3])
        k = rng.choice([1, 1, 1, 2, 2, 3]) if a < 6 else 1
        a, b = a * k, b * k
    else:
        a, b = rng.randint(2, 12), rng.randint(2, 12)
    if not 1 / 3 <= a / b <= 3:
        raise Retry("flat")
    return (a, b) if rng.random() < 0.5 else (b, a)


def state_polygon(figure: Figure, *vertices: str) -> None:
    """State a polygon with its vertices in order."""
    figure.state("polygon", *vertices)


@base(1.3)
def right_triangle(figure: Figure, rng: Random) -> None:
    """Right triangle with the right angle at C; either its legs or an acute angle is a parameter."""
    if rng.random() < 0.7:
        a, b = legs(rng)
        figure.points(A=b, B=a * 1j, C=0)
        figure.parameter(length("A", "C"), b)
        figure.parameter(length("B", "C"), a)
    else:
        alpha, c = rng.randint(20, 70), rng.randint(4, 16)
        figure.points(A=0, B=polar(c, alpha), C=c * math.cos(math.radians(alpha)))
        figure.parameter(angle("B", "A", "C"), alpha)
        figure.parameter(length("A", "B"), c)
    state_polygon(figure, "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")


@base(1.2)
def special_right_triangle(figure: Figure, rng: Random) -> None:
    """30-60-90 or 45-45-90 triangle, right angle at C, one side a parameter."""
    alpha = rng.choice([30, 60, 45])
    c = rng.randint(2, 12) * (2 if rng.random() < 0.6 else 1)
    figure.points(A=0, B=polar(c, alpha), C=c * math.cos(math.radians(alpha)))
    state_polygon(figure, "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    figure.parameter(angle("B", "A", "C"), alpha)
    figure.parameter(length("A", "B"), c)


@base(1.5)
def triangle_by_angles(figure: Figure, rng: Random) -> None:
    """Triangle with two integer angles and no lengths."""
    alpha, beta = rng.randint(30, 88), rng.randint(30, 88)
    if not 28 <= 180 - alpha - beta <= 100:
        raise Retry("flat")
    figure.points(**dict(zip("ABC", triangle_from_angles(alpha, beta), strict=True)))
    state_polygon(figure, "A", "B", "C")
    figure.parameter(angle("C", "A", "B"), alpha)
    figure.parameter(angle("A", "B", "C"), beta)


@base(1.0)
def triangle_by_sides(figure: Figure, rng: Random) -> None:
    """Triangle with three integer sides."""
    a, b, c = (rng.randint(5, 16) for _ in range(3))
    if len({a, b, c}) < 3 or max(a, b, c) > 0.88 * (a + b + c - max(a, b, c)):
        raise Retry("flat")
    figure.points(**dict(zip("ABC", triangle_from_sides(a, b, c), strict=True)))
    state_polygon(figure, "A", "B", "C")
    for (p, q), value in zip((("B", "C"), ("A", "C"), ("A", "B")), (a, b, c), strict=True):
        figure.parameter(length(p, q), value)


@base(1.0)
def triangle_two_sides_angle(figure: Figure, rng: Random) -> None:
    """Triangle with two integer sides and a special angle between them."""
    b, c, alpha = rng.randint(3, 14), rng.randint(3, 14), rng.choice([30, 45, 60, 120, 135, 150])
    if not 0.5 <= b / c <= 2 or b == c:
        raise Retry("flat")
    figure.points(A=0, B=c, C=polar(b, alpha))
    state_polygon(figure, "A", "B", "C")
    figure.parameter(length("A", "B"), c)
    figure.parameter(length("A", "C"), b)
    figure.parameter(angle("B", "A", "C"), alpha)


@base(1.2)
def isosceles_triangle(figure: Figure, rng: Random) -> None:
    """Isosceles triangle with AB = AC, by its apex or base angle, or by its sides."""
    if rng.random() < 0.6:
        beta = rng.randint(36, 74)
        figure.points(**dict(zip("BCA", triangle_from_angles(beta, beta), strict=True)))
        which = angle("B", "A", "C") if rng.random() < 0.5 else angle("A", "B", "C")
        figure.parameter(which, 180 - 2 * beta if which[2] == "A" else beta)
    else:
        half, height = legs(rng)
        figure.points(B=-half, C=half, A=height * 1j)
        figure.parameter(length("B", "C"), 2 * half)
        figure.parameter(length("A", "B"), sqrt(half * half + height * height))
    state_polygon(figure, "A", "B", "C")
    figure.state("equal_length", "A", "B", "A", "C")


@base(0.8)
def equilateral_triangle(figure: Figure, rng: Random) -> None:
    """Equilateral triangle of integer side."""
    a = rng.randint(2, 16)
    figure.points(A=0, B=a, C=polar(a, 60))
    state_polygon(figure, "A", "B", "C")
    figure.state("equilateral", "A", "B", "C")
    figure.parameter(length("A", "B"), a)


@base(1.2)
def rectangle(figure: Figure, rng: Random) -> None:
    """Rectangle with integer sides."""
    a, b = legs(rng)
    if abs(a - b) < 0.15 * max(a, b):
        raise Retry("nearly square")
    a, b = max(a, b), min(a, b)
    figure.points(A=b * 1j, B=0, C=a, D=a + b * 1j)
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    figure.parameter(length("B", "C"), a)
    figure.parameter(length("A", "B"), b)


@base(0.9)
def square(figure: Figure, rng: Random) -> None:
    """Square of integer side."""
    a = rng.randint(2, 15)
    figure.points(A=a * 1j, B=0, C=a, D=a + a * 1j)
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("square", "A", "B", "C", "D")
    figure.parameter(length("A", "B"), a)


@base(1.2)
def parallelogram(figure: Figure, rng: Random) -> None:
    """Parallelogram by two sides and an angle."""
    a, b = rng.randint(4, 15), rng.randint(3, 12)
    beta = rng.choice([30, 45, 60, 120]) if rng.random() < 0.4 else rng.randint(46, 82)
    if a == b or not 0.4 <= b / a <= 1.4:
        raise Retry("shape")
    figure.points(A=polar(b, beta), B=0, C=a, D=a + polar(b, beta))
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("parallelogram", "A", "B", "C", "D")
    figure.parameter(length("B", "C"), a)
    figure.parameter(length("A", "B"), b)
    figure.parameter(angle("A", "B", "C"), beta)


@base(1.0)
def rhombus(figure: Figure, rng: Random) -> None:
    """Rhombus by its diagonals, or by side and angle."""
    if rng.random() < 0.5:
        p, q = legs(rng)
        figure.points(A=-p, C=p, B=-q * 1j, D=q * 1j, P=0)
        figure.parameter(length("A", "C"), 2 * p)
        figure.parameter(length("B", "D"), 2 * q)
        figure.state("segment", "A", "C")
        figure.state("segment", "B", "D")
        figure.state("crossing", "P", "A", "C", "B", "D")
    else:
        a, beta = rng.randint(3, 14), rng.choice([60, 120, 45, rng.randint(48, 78), rng.randint(102, 130)])
        figure.points(A=polar(a, beta), B=0, C=a, D=a + polar(a, beta))
        figure.parameter(length("A", "B"), a)
        figure.parameter(angle("A", "B", "C"), beta)
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("rhombus", "A", "B", "C", "D")


@base(0.9)
def isosceles_trapezoid(figure: Figure, rng: Random) -> None:
    """Isosceles trapezoid ABCD with AB parallel to DC, by bases and leg, or by a base angle."""
    top, overhang, height = rng.randint(2, 12), *legs(rng)
    bottom = top + 2 * overhang
    if bottom > 4 * height or overhang > 2 * height or height > 2 * bottom:
        raise Retry("flat")
    figure.points(A=-bottom / 2, B=bottom / 2, C=top / 2 + height * 1j, D=-top / 2 + height * 1j)
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("isosceles_trapezoid", "A", "B", "C", "D")
    figure.parameter(length("A", "B"), bottom)
    figure.parameter(length("C", "D"), top)
    figure.parameter(length("A", "D"), sqrt(overhang * overhang + height * height))


@base(0.9)
def right_trapezoid(figure: Figure, rng: Random) -> None:
    """Right trapezoid ABCD with AB parallel to DC and right angles at A and D."""
    top, (overhang, height) = rng.randint(2, 12), legs(rng)
    bottom = top + overhang
    if not 0.4 <= height / bottom <= 1.6:
        raise Retry("flat")
    figure.points(A=0, B=bottom, C=top + height * 1j, D=height * 1j)
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("trapezoid", "A", "B", "C", "D")
    figure.state("right_angle", "B", "A", "D")
    figure.parameter(length("A", "B"), bottom)
    figure.parameter(length("C", "D"), top)
    figure.parameter(length("A", "D"), height)


@base(0.7)
def kite(figure: Figure, rng: Random) -> None:
    """Kite ABCD with AB = AD and CB = CD, by its diagonals."""
    half, up, down = rng.randint(2, 8), rng.randint(2, 7), rng.randint(5, 14)
    if down - up < 2:
        raise Retry("nearly a rhombus")
    figure.points(A=up * 1j, B=-half, C=-down * 1j, D=half, P=0)
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("kite", "A", "B", "C", "D")
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("crossing", "P", "A", "C", "B", "D")
    figure.parameter(length("A", "C"), up + down)
    figure.parameter(length("B", "D"), 2 * half)


@base(1.2)
def semicircle_triangle(figure: Figure, rng: Random) -> None:
    """Circle with diameter AB and a point C on it."""
    figure.point("O", 0)
    if rng.random() < 0.5:
        beta, r = rng.randint(24, 66), rng.randint(2, 13)
        figure.circle("c", "O", r)
        on_circle(figure, "c", A=180, B=0, C=2 * (90 - beta) if rng.random() < 0.5 else 180 - 2 * beta)
        figure.parameter(angle("A", "B", "C"), round(figure.measure(angle("A", "B", "C"))))
        figure.parameter(radius("c"), r)
    else:
        a, b = legs(rng)
        diameter = sqrt(a * a + b * b)
        figure.circle("c", "O", diameter / 2)
        on_circle(figure, "c", A=180, B=0, C=180 - 2 * math.degrees(math.atan2(a, b)) * 1)
        figure.parameter(length("A", "B"), diameter)
        figure.parameter(length("A", "C"), round(figure.measure(length("A", "C"))))
    figure.state("diameter", "c", "A", "B", "O")
    figure.state("on_circle", "c", "C")
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "C")


@base(1.3)
def inscribed_triangle(figure: Figure, rng: Random) -> None:
    """Triangle inscribed in a circle, by the arcs its sides cut off."""
    first, second = rng.randint(60, 150), rng.randint(60, 150)
    if not 60 <= 360 - first - second <= 160:
        raise Retry("flat")
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    start = 270 - first / 2
    on_circle(figure, "c", A=start, B=start + first, C=start + first + second)
    figure.state("on_circle", "c", "A", "B", "C")
    state_polygon(figure, "A", "B", "C")
    figure.state("inside", "O", "A", "B", "C")  # each side cuts off its minor arc
    figure.parameter(arc("c", "A", "B"), first)
    figure.parameter(arc("c", "B", "C"), second)


@base(1.2)
def radii_and_chord(figure: Figure, rng: Random) -> None:
    """Circle with a chord AB and its two radii."""
    special = rng.random() < 0.5
    central = rng.choice([60, 90, 120]) if special else rng.randint(50, 150)
    r = rng.randint(2, 14)
    figure.point("O", 0)
    figure.circle("c", "O", r)
    on_circle(figure, "c", A=270 - central / 2, B=270 + central / 2)
    figure.state("on_circle", "c", "A", "B")
    for end in "AB":
        figure.state("segment", "O", end)
    figure.state("segment", "A", "B")
    figure.parameter(radius("c"), r)
    figure.parameter(angle("A", "O", "B"), central)


@base(1.2)
def tangent_line(figure: Figure, rng: Random) -> None:
    """Circle with a tangent PT and the line PO to the centre."""
    r, t = legs(rng) if rng.random() < 0.6 else (0, 0)
    figure.point("O", 0)
    if r:
        figure.circle("c", "O", r)
        figure.points(T=r * 1j, P=t + r * 1j)
        figure.parameter(radius("c"), r)
        figure.parameter(length("P", "T"), t)
    else:
        at_p, r = rng.randint(22, 58), rng.randint(2, 10)
        figure.circle("c", "O", r)
        figure.points(T=r * 1j, P=r / math.tan(math.radians(at_p)) + r * 1j)
        figure.parameter(radius("c"), r)
        figure.parameter(angle("O", "P", "T"), at_p)
    figure.state("tangent", "c", "T", "P", "O")
    figure.state("segment", "O", "T")
    figure.state("segment", "O", "P")


@base(1.1)
def two_tangents(figure: Figure, rng: Random) -> None:
    """Circle with two tangents from P touching at A and B, radii drawn."""
    half, r = rng.randint(20, 50), rng.randint(2, 12)
    figure.point("O", 0)
    figure.circle("c", "O", r)
    figure.point("P", r / math.sin(math.radians(half)))
    on_circle(figure, "c", A=90 - half, B=half - 90)
    for touch in "AB":
        figure.state("tangent", "c", touch, "P", "O")
        figure.state("segment", "O", touch)
    figure.parameter(radius("c"), r)
    figure.parameter(angle("A", "P", "B"), 2 * half)


@base(1.1)
def crossing_chords(figure: Figure, rng: Random) -> None:
    """Two chords AB and CD that meet at P inside a circle, by arcs or by segments."""
    first, gap, second = rng.randint(40, 110), rng.randint(50, 110), rng.randint(40, 110)
    figure.point("O", 0)
    figure.circle("c", "O", 6)
    if not 40 <= 360 - first - gap - second <= 130 or abs(first - second) < 6:
        raise Retry("flat")
    start = rng.randint(0, 359)
    on_circle(figure, "c", A=start, C=start + first, B=start + first + gap, D=start + first + gap + second)
    from generators.plane.shapes import meet

    figure.point("P", meet(*(figure.at(name) for name in "ABCD")))
    figure.state("on_circle", "c", "A", "B", "C", "D")
    figure.state("segment", "A", "B")
    figure.state("segment", "C", "D")
    figure.state("crossing", "P", "A", "B", "C", "D")
    figure.state("inside", "O", "A", "C", "B", "D")  # all four arcs are minor
    figure.parameter(arc("c", "A", "C"), first)
    figure.parameter(arc("c", "B", "D"), second)


@base(1.0)
def chords_by_products(figure: Figure, rng: Random) -> None:
    """Two chords AB and CD that meet at P, by three of the four pieces."""
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    choices = [c for c in range(2, 13) if (a * b) % c == 0 and c not in (a, b) and 2 <= a * b // c <= 13]
    if not choices:
        raise Retry("no product")
    c = rng.choice(choices)
    d = a * b // c
    turn = rng.uniform(50, 130)
    p = 0j
    points = {"A": complex(-a), "B": complex(b), "C": polar(c, turn), "D": -polar(d, turn)}
    centre, r = circumcircle(points["A"], points["B"], points["C"])
    figure.point("O", centre)
    figure.circle("c", "O", r)
    figure.points(**points, P=p)
    figure.state("on_circle", "c", "A", "B", "C", "D")
    figure.state("segment", "A", "B")
    figure.state("segment", "C", "D")
    figure.state("crossing", "P", "A", "B", "C", "D")
    for name, value in zip("ABC", (a, b, c), strict=True):
        figure.parameter(length("P", name), value)


@base(1.1)
def cyclic_quadrilateral(figure: Figure, rng: Random) -> None:
    """Quadrilateral inscribed in a circle, by three arcs."""
    arcs = [rng.randint(50, 120) for _ in range(3)]
    if not 50 <= 360 - sum(arcs) <= 130:
        raise Retry("flat")
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    start = rng.randint(200, 250)
    on_circle(figure, "c", A=start, B=start + arcs[0], C=start + sum(arcs[:2]), D=start + sum(arcs))
    figure.state("on_circle", "c", "A", "B", "C", "D")
    state_polygon(figure, "A", "B", "C", "D")
    figure.state("inside", "O", "A", "B", "C", "D")  # each side cuts off its minor arc
    for (p, q), value in zip((("A", "B"), ("B", "C"), ("C", "D")), arcs, strict=True):
        figure.parameter(arc("c", p, q), value)


@base(1.2)
def parallels(figure: Figure, rng: Random) -> None:
    """Parallel segments AB and CD joined by a transversal BC."""
    beta = rng.randint(40, 140)
    wide, tall = rng.uniform(5, 7), rng.uniform(3.5, 5)
    across = tall / math.tan(math.radians(beta))
    figure.points(A=tall * 1j, B=wide + tall * 1j, C=wide - across - 0j, D=2 * wide - across)
    figure.state("segment", "A", "B")
    figure.state("segment", "C", "D")
    figure.state("segment", "B", "C")
    figure.state("parallel", "A", "B", "C", "D")
    figure.state("opposite_sides", "A", "D", "B", "C")
    figure.parameter(angle("A", "B", "C"), round(figure.measure(angle("A", "B", "C"))))


@base(0.8)
def regular_hexagon(figure: Figure, rng: Random) -> None:
    """Regular hexagon with its centre."""
    a = rng.randint(2, 12)
    names = "ABCDEF"
    for k, name in enumerate(names):
        figure.point(name, polar(a, 240 + 60 * k))
    state_polygon(figure, *names)
    figure.state("regular_polygon", *names)
    figure.parameter(length("A", "B"), a)


@base(0.8)
def sector(figure: Figure, rng: Random) -> None:
    """Sector AOB."""
    central, r = rng.choice([30, 40, 45, 60, 72, 80, 90, 100, 120, 135, 150]), rng.randint(2, 18)
    figure.point("O", 0)
    figure.circle("c", "O", r, drawn=False)
    on_circle(figure, "c", A=90 - central / 2, B=90 + central / 2)
    figure.state("sector", "c", "A", "B", "O")
    figure.parameter(length("O", "A"), r)
    figure.parameter(angle("A", "O", "B"), central)


@base(1.0)
def triangle_with_incircle(figure: Figure, rng: Random) -> None:
    """Triangle with its inscribed circle, by its three sides."""
    a, b, c = rng.choice([(3, 4, 5), (5, 12, 13), (8, 15, 17), (13, 14, 15), (5, 5, 6), (10, 10, 12), (13, 13, 10)])
    k = rng.choice([1, 2, 3])
    a, b, c = (k * side for side in rng.sample((a, b, c), 3))
    z = triangle_from_sides(a, b, c)
    figure.points(**dict(zip("ABC", z, strict=True)))
    s = (a + b + c) / 2
    figure.point("I", (a * z[0] + b * z[1] + c * z[2]) / (2 * s))
    state_polygon(figure, "A", "B", "C")
    figure.circle("c", "I", math.sqrt((s - a) * (s - b) * (s - c) / s))
    figure.state("incircle", "c", "A", "B", "C", "I")
    for (p, q), value in zip((("B", "C"), ("A", "C"), ("A", "B")), (a, b, c), strict=True):
        figure.parameter(length(p, q), value)


def circumcircle(a: complex, b: complex, c: complex) -> tuple[complex, float]:
    """Centre and radius of the circle through three points."""
    w = (c - a) / (b - a)
    centre = (b - a) * (w - abs(w) ** 2) / (2j * w.imag) + a
    return centre, abs(centre - a)
