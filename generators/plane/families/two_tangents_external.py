"""Two tangents from one point: equal lengths, angles at the kite, the triangle that a third tangent cuts off."""

import math
from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, length, perimeter, radius
from generators.plane.shapes import meet, polar, posed, triangle_from_sides
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, sin_degrees, sqrt, tan_degrees
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft

TRIPLES = [
    (3, 4, 5),
    (6, 8, 10),
    (5, 12, 13),
    (9, 12, 15),
    (8, 15, 17),
    (12, 16, 20),
    (15, 20, 25),
    (10, 24, 26),
    (20, 21, 29),
]


@family(
    "two_tangents_external",
    "Two tangents from a point; incircle; tangential polygons",
    {"angle": 3, "chord_radius_or_distance": 3, "equal_tangent_lengths": 2, "tangent_plus_diameter_angle": 1},
    weight=1.69,
    capacity=1500,
)
def two_tangents_external(figure: Figure, rng: Random, variant: str) -> Draft:
    """PA and PB touch the circle around O at A and B."""
    build = {
        "angle": _angle,
        "chord_radius_or_distance": _length,
        "equal_tangent_lengths": _third_tangent,
        "tangent_plus_diameter_angle": _diameter,
    }[variant]
    return build(figure, rng)


def _place(figure: Figure, rng: Random, r: float, at_p: float, *more: str, **points: complex) -> None:
    """Circle and tangents PA, PB with the angle APB; further points in the pose where PO runs to the left from P."""
    out = r / math.sin(math.radians(at_p / 2))
    turn = 90 - at_p / 2
    figure.points(O=0, **posed(rng, P=out, A=polar(r, turn), B=polar(r, -turn), **points))
    figure.circle("c", "O", r)
    figure.state("tangent", "c", "A", "P", "O")
    figure.state("tangent", "c", "B", "P", "O")
    for pair in more:
        figure.state("segment", *pair)


def _angle(figure: Figure, rng: Random) -> Draft:
    """One of angle P, the central angle, the angles at chord AB, an inscribed angle: another is asked."""
    at_p = rng.choice([a for a in range(24, 131) if a not in (60, 90) and (a % 2 == 0 or rng.random() < 0.2)])
    centre = 180 - at_p
    inscribed = rng.random() < 0.45
    extra = {"C": polar(5, 180 + rng.choice((-1, 1)) * rng.uniform(0.2, 0.9) * (70 - at_p / 2))} if inscribed else {}
    _place(figure, rng, 5, at_p, "OA", "OB", "AB", **extra)
    corners = {
        angle("A", "P", "B"): Exact(at_p),
        angle("A", "O", "B"): Exact(centre),
        angle("P", "A", "B"): Exact(centre, 2),
    }
    corners[angle("O", "A", "B")] = Exact(at_p, 2)
    if inscribed:
        figure.state("on_circle", "c", "C")
        figure.state("opposite_sides", "C", "P", "A", "B")
        figure.state("segment", "A", "C")
        figure.state("segment", "B", "C")
        corners[angle("A", "C", "B")] = Exact(centre, 2)
    whole = [q for q, size in corners.items() if size.is_integer]
    known = rng.choice(whole)
    goal = rng.choice([q for q in corners if q != known])
    size = corners[known]
    wrong: dict[str, Exact | Quantity] = {
        "supplement": 180 - size,
        "half": size / 2,
        "complement": 90 - size,
        "doubled": 2 * size,
        "the_given_angle": size,
    }
    return Draft(figure, {known: size}, goal, wrong=wrong, skin="inscribed" if inscribed else "kite")


def _length(figure: Figure, rng: Random) -> Draft:
    """Angle P is 60, 90 or 120 degrees, or lengths make a Pythagorean triple: chord, radius, tangent or distance."""
    if rng.random() < 0.6:
        at_p = rng.choice((60, 60, 90, 120))
        half = Exact(at_p // 2)
        lengths = {
            length("O", "A"): tan_degrees(half),
            length("P", "A"): Exact(1),
            length("O", "P"): 1 / sin_degrees(90 - half),
            length("A", "B"): 2 * sin_degrees(half),
        }
        known, goal = rng.sample(list(lengths), 2)
        value = Exact(rng.randrange(2, 21)) if rng.random() < 0.75 else sqrt(rng.choice((2, 3))) * rng.randrange(1, 11)
        factor = value / lengths[known]
        drawn = ("OA", "OP", "AB") if length("A", "B") in (known, goal) else ("OA", "OP")
        _place(figure, rng, float(lengths[length("O", "A")] * factor), at_p, *drawn)
        wrong: dict[str, Exact | Quantity] = {
            "doubled": 2 * value,
            "halved": value / 2,
            "times_root_three": value * sqrt(3),
            "times_root_two": value * sqrt(2),
        }
        return Draft(figure, {angle("A", "P", "B"): at_p, known: value}, goal, wrong=wrong, skin="special")
    a, b, c = rng.choice(TRIPLES)
    r, t = (a, b) if rng.random() < 0.5 and 2 * b > a else (b, a)
    _place(figure, rng, r, 2 * math.degrees(math.atan(r / t)), "OP", "OA")
    reach = length("O", "A") if rng.random() < 0.5 else radius("c")
    table = {reach: Exact(r), length("P", "A"): Exact(t), length("O", "P"): Exact(c)}
    pair = rng.sample(list(table), 2)
    goal = next(q for q in table if q not in pair)
    if goal == length("P", "A") or rng.random() < 0.5:
        table[length("P", "B")] = Exact(t)
        goal = length("P", "B") if goal == length("P", "A") else goal
    givens = {
        length("P", "B") if q == length("P", "A") and rng.random() < 0.5 else q: Exact(t)
        if q == length("P", "A")
        else table[q]
        for q in pair
    }
    u, w = givens.values()
    return Draft(
        figure,
        dict(givens),
        goal,
        wrong={"sum": u + w, "difference": abs(u - w), "forgot_square_root": u * u + w * w},
        skin="triple",
    )


def _touching_sides(figure: Figure, rng: Random) -> Draft:
    """The sides of triangle ABC touch the circle at D, E and F: tangents from each vertex are equal."""
    x, y, z = (rng.randrange(2, 13) for _ in range(3))
    if max(x, y, z) > 3 * min(x, y, z):
        raise Retry("thin")
    a, b, c = triangle_from_sides(y + z, z + x, x + y)
    centre = (a * (y + z) + b * (z + x) + c * (x + y)) / (2 * (x + y + z))
    d, e, f = a + (b - a) * x / (x + y), b + (c - b) * y / (y + z), c + (a - c) * z / (z + x)
    figure.points(**posed(rng, A=a, B=b, C=c, O=centre, D=d, E=e, F=f))
    figure.circle("c", "O", abs(d - centre))
    figure.state("polygon", "A", "B", "C")
    for touch, p, q in ("DAB", "EBC", "FCA"):
        figure.state("between", touch, p, q)
        figure.state("tangent", "c", touch, p, "O")
    table = {
        length("A", "B"): x + y,
        length("B", "C"): y + z,
        length("C", "A"): z + x,
        length("A", "D"): x,
        length("B", "E"): y,
        length("C", "F"): z,
    }
    sides, parts = list(table)[:3], list(table)[3:]
    goal = rng.choice([*sides, perimeter("A", "B", "C")])
    known = rng.choice((parts, [*[side for side in sides if side != goal][:2], rng.choice(parts)]))
    if goal[0] == "length" and known is parts:
        goal = perimeter("A", "B", "C")
    givens = {q: table[q] for q in known}
    wrong: dict[str, Exact | Quantity] = {"sum_of_the_givens": Exact(sum(givens.values()))}
    return Draft(figure, dict(givens), goal, wrong=wrong, skin="incircle")


def _third_tangent(figure: Figure, rng: Random) -> Draft:
    """A third tangent CD (C on PA, D on PB) touches the circle at E: triangle PCD has the perimeter 2 PA."""
    if rng.random() < 0.85:
        return _touching_sides(figure, rng)
    at_p = rng.uniform(45, 80)
    turn = 90 - at_p / 2
    long = rng.randrange(4, 26)
    r = long * math.tan(math.radians(at_p / 2))
    out = r / math.sin(math.radians(at_p / 2))
    touch = rng.choice((-1, 1)) * rng.uniform(0.12, 0.4) * turn
    e = polar(r, touch)
    along = e + 1j * e
    a, b = polar(r, turn), polar(r, -turn)
    c, d = meet(out, a, e, along), meet(out, b, e, along)
    _place(figure, rng, r, at_p, C=c, D=d, E=e)
    figure.state("between", "C", "P", "A")
    figure.state("between", "D", "P", "B")
    figure.state("segment", "C", "D")
    figure.state("between", "E", "C", "D")
    figure.state("tangent", "c", "E", "C", "O")
    known, goal, value = length("P", "A"), perimeter("P", "C", "D"), Exact(long)
    if rng.random() < 0.4:
        known, goal, value = goal, known, Exact(2 * long)
    return Draft(
        figure,
        {known: value},
        goal,
        wrong={"the_given_length": value, "half": value / 2, "three_times": 3 * value, "doubled": 2 * value},
    )


def _diameter(figure: Figure, rng: Random) -> Draft:
    """AC is a diameter: angle BAC and angle P give each other."""
    at_p = 2 * rng.choice([a for a in range(12, 66) if a not in (30, 45)])
    turn = 90 - at_p / 2
    _place(figure, rng, 5, at_p, "AB", C=polar(5, turn + 180))
    figure.state("diameter", "c", "A", "C", "O")
    corners = {
        angle("A", "P", "B"): Exact(at_p),
        angle("B", "A", "C"): Exact(at_p, 2),
        angle("P", "A", "B"): 90 - Exact(at_p, 2),
    }
    if rng.random() < 0.5:
        figure.state("segment", "B", "C")
        corners[angle("A", "C", "B")] = 90 - Exact(at_p, 2)
    known, goal = rng.sample(list(corners), 2)
    size = corners[known]
    wrong: dict[str, Exact | Quantity] = {
        "half": size / 2,
        "doubled": 2 * size,
        "complement": 90 - size,
        "supplement": 180 - size,
        "the_given_angle": size,
    }
    return Draft(figure, {known: size}, goal, wrong=wrong)
