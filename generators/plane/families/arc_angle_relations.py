"""Arcs, central angles, and angles between chords and secants."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, arc, unknown
from generators.plane.shapes import meet, on_circle, polar
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft


@family(
    "arc_angle_relations",
    "Arc and central-angle algebra; chord, secant and tangent angles from arcs",
    {"algebraic_central_angles": 4, "central_angles_with_diameters": 3, "intersecting_chords_or_secants": 2},
    weight=1.81,
)
def arc_angle_relations(figure: Figure, rng: Random, variant: str) -> Draft:
    """Circle c with centre O. Directions of points grow counter-clockwise, as arcs do."""
    builds = {
        "algebraic_central_angles": rng.choice((expressions_on_diameter, vertical_expressions)),
        "central_angles_with_diameters": rng.choice((two_diameters, diameter_and_radii, perpendicular_radius)),
        "intersecting_chords_or_secants": rng.choice((crossing_chords, two_secants)),
    }
    return builds[variant](figure, rng)


def disc(figure: Figure, rng: Random, **directions: float) -> None:
    """A circle round O and points on it in these directions, turned at random."""
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    turn = rng.uniform(0, 360)
    on_circle(figure, "c", **{name: direction + turn for name, direction in directions.items()})


def clear(*angles: int) -> bool:
    """Whether no angle is small, nearly straight or nearly right."""
    return all(16 <= angle <= 164 and not 85 <= angle <= 95 for angle in angles)


def radii(figure: Figure, *points: str) -> None:
    for point in points:
        figure.state("segment", "O", point)


def side_arcs(figure: Figure, *corners: tuple[str, str]) -> list[Quantity]:
    """For each pair of points (counter-clockwise) the central angle and the arc that mean the same."""
    return [quantity for p, q in corners for quantity in (angle(p, "O", q), arc("c", p, q))]


def expressions_on_diameter(figure: Figure, rng: Random) -> Draft:
    """Diameter AB, radii OC (and OD) on one side: the central angles as expressions in x."""
    three = rng.random() < 0.5
    cuts = sorted(rng.sample(range(20, 161), 2 if three else 1))
    sizes = [b - a for a, b in zip([0, *cuts], [*cuts, 180], strict=True)]
    if not clear(*sizes) or len(set(sizes)) < len(sizes):
        raise Retry("angles that are small, alike or nearly right")
    names = ("A", "C", "D", "B") if three else ("A", "C", "B")
    disc(figure, rng, **dict(zip(names, [0, *cuts, 180], strict=True)))
    figure.state("diameter", "c", "A", "B", "O")
    for before, name in pairwise(names[:-1]):
        figure.state("on_arc", "c", name, before, "B")
    radii(figure, *names[1:-1])
    x = rng.randrange(6, 38)
    figure.let("x", x)
    corners = list(pairwise(names))
    labels = expressions(rng, "x", x, *sizes)
    givens: dict[Quantity, Exact | Linear | int] = {
        angle(p, "O", q): label for (p, q), label in zip(corners, labels, strict=True)
    }
    if three and rng.random() < 0.4:
        at = rng.randrange(3)
        p, q = corners[at]
        givens[angle(p, "O", q)] = sizes[at]
        corners.pop(at)
    p, q = rng.choice(corners)
    goal = rng.choice((unknown("x"), unknown("x"), angle(p, "O", q), arc("c", p, q)))
    value = round(figure.measure(angle(p, "O", q)))
    return Draft(figure, givens, goal, wrong=angle_mistakes(figure, goal, x, value, value_of_x=x), skin="diameter")


def vertical_expressions(figure: Figure, rng: Random) -> Draft:
    """Diameters AC and BD: central angles (vertical, or next to each other) as expressions in x."""
    t = rng.choice([*range(24, 84), *range(97, 157)])
    disc(figure, rng, A=0, B=t, C=180, D=180 + t)
    figure.state("diameter", "c", "A", "C", "O")
    figure.state("diameter", "c", "B", "D", "O")
    one = ("A", "B")
    two = rng.choice((("C", "D"), ("B", "C"), ("D", "A")))
    values = t, t if two == ("C", "D") else 180 - t
    x = rng.randrange(6, 42)
    figure.let("x", x)
    labels = expressions(rng, "x", x, *values)
    given = [rng.choice((angle(one[0], "O", one[1]), arc("c", *one))), angle(two[0], "O", two[1])]
    asked = rng.choice((one, two, ("B", "C")))
    goal = rng.choice((unknown("x"), unknown("x"), arc("c", *asked), angle(asked[0], "O", asked[1])))
    wrong = angle_mistakes(figure, goal, x, values[0], value_of_x=x)
    return Draft(figure, dict(zip(given, labels, strict=True)), goal, wrong=wrong, skin="vertical")


def two_diameters(figure: Figure, rng: Random) -> Draft:
    """Diameters AC and BD and a radius OE: angles and arcs from two of them."""
    first = rng.randrange(24, 84)
    second = rng.randrange(16, 165 - first)
    if not clear(first, second, 180 - first - second) or first == second:
        raise Retry("angles that are small, alike or nearly right")
    disc(figure, rng, A=0, B=first, C=180, D=180 + first)
    figure.state("diameter", "c", "A", "C", "O")
    figure.state("diameter", "c", "B", "D", "O")
    figure.next_step()
    figure.point("E", figure.at("B") * polar(1, second))
    figure.state("on_arc", "c", "E", "B", "C")
    radii(figure, "E")
    near = side_arcs(figure, ("A", "B"), ("C", "D"))
    mid = side_arcs(figure, ("B", "E"))
    last = side_arcs(figure, ("E", "C"), ("E", "D"), ("A", "E"), ("D", "A"), ("B", "C"))
    kind = rng.random()
    if kind < 0.35:
        given = [rng.choice(near)]
        goal = rng.choice([q for q in side_arcs(figure, ("C", "D"), ("D", "A"), ("B", "C")) if figure.measure(q) < 360])
        if figure.canonical(given[0]) == figure.canonical(goal):
            raise Retry("the same quantity")
    else:
        given = [rng.choice(near), rng.choice(mid)]
        goal = rng.choice(last)
    values = [round(figure.measure(q)) for q in given]
    wrong = angle_mistakes(figure, goal, *values)
    return Draft(figure, dict(zip(given, values, strict=True)), goal, wrong=wrong, skin="two")


def diameter_and_radii(figure: Figure, rng: Random) -> Draft:
    """Diameter AB with OC on one side and OD on the other."""
    first, second = rng.randrange(20, 160), rng.randrange(20, 160)
    if not clear(first, second) or first == second or abs(first + second - 180) < 8:
        raise Retry("angles that are alike or nearly right")
    disc(figure, rng, A=0, C=first, B=180)
    figure.state("diameter", "c", "A", "B", "O")
    figure.state("on_circle", "c", "C")
    radii(figure, "C")
    figure.next_step()
    figure.point("D", figure.at("B") * polar(1, second))
    figure.state("on_circle", "c", "D")
    figure.state("opposite_sides", "C", "D", "A", "B")
    radii(figure, "D")
    left = side_arcs(figure, ("A", "C"), ("C", "B"))
    right = side_arcs(figure, ("B", "D"), ("D", "A"))
    one, two = rng.choice(left), rng.choice(right)
    if rng.random() < 0.3:
        goal = rng.choice([q for q in left if figure.measure(q) != figure.measure(one)])
        value = round(figure.measure(one))
        return Draft(figure, {one: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="one")
    goal = rng.choice((arc("c", "C", "D"), arc("c", "D", "C"), angle("C", "O", "D")))
    values = {one: round(figure.measure(one)), two: round(figure.measure(two))}
    return Draft(figure, {**values}, goal, wrong=angle_mistakes(figure, goal, *values.values()), skin="both_sides")


def perpendicular_radius(figure: Figure, rng: Random) -> Draft:
    """A radius OC perpendicular to chord AB bisects its arc."""
    half = rng.choice([*range(24, 43), *range(48, 78)])
    disc(figure, rng, A=0, C=half, B=2 * half)
    figure.state("on_circle", "c", "A", "B", "C")
    figure.state("on_arc", "c", "C", "A", "B")
    figure.state("segment", "A", "B")
    figure.point("D", (figure.at("A") + figure.at("B")) / 2)
    figure.state("segment", "O", "C")
    figure.state("crossing", "D", "A", "B", "O", "C")
    figure.state("segment", "O", "A")
    figure.state("segment", "O", "B")
    figure.state("perpendicular", "O", "C", "A", "B", "D")
    halves = side_arcs(figure, ("A", "C"), ("C", "B"))
    others = [*side_arcs(figure, ("A", "B")), angle("O", "A", "B")]
    given, goal = rng.choice(halves), rng.choice(others)
    if rng.random() < 0.5:
        given, goal = goal, given
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="perpendicular")


def even_arcs(rng: Random, least: int) -> list[int]:
    """Four arcs of a circle, opposite ones with an even sum and clearly different."""
    cuts = sorted(rng.sample(range(least, 361 - least), 3))
    arcs = [b - a for a, b in zip([0, *cuts], [*cuts, 360], strict=True)]
    if (
        min(arcs) < least
        or (arcs[0] + arcs[2]) % 2
        or abs(arcs[0] - arcs[2]) < 30
        or max(arcs) > 178
        or 170 <= arcs[0] + arcs[2] <= 190
    ):
        raise Retry("arcs that do not fit")
    return arcs


def crossing_chords(figure: Figure, rng: Random) -> Draft:
    """Chords AC and BD cross at E: their angle is half the sum of two opposite arcs."""
    for _ in range(20):
        try:
            arcs = even_arcs(rng, 30)
            break
        except Retry:
            continue
    else:
        raise Retry("arcs that do not fit")
    turns = [0, arcs[0], arcs[0] + arcs[1], arcs[0] + arcs[1] + arcs[2]]
    disc(figure, rng, **dict(zip("ABCD", turns, strict=True)))
    figure.point("E", meet(*(figure.at(p) for p in "ACBD")))
    if min(abs(turns[2] - 180), abs(turns[3] - turns[1] - 180)) < 18:
        raise Retry("a chord passes near the centre")
    figure.state("on_circle", "c", "A", "B", "C", "D")
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("crossing", "E", "A", "C", "B", "D")
    near, far = arc("c", "A", "B"), arc("c", "C", "D")
    inside = rng.choice((angle("A", "E", "B"), angle("C", "E", "D")))
    beside = rng.choice((angle("B", "E", "C"), angle("A", "E", "D")))
    kind = rng.random()
    given, goal = (
        ((near, far), inside) if kind < 0.45 else ((near, far), beside) if kind < 0.65 else ((near, inside), far)
    )
    values = [round(figure.measure(q)) for q in given]
    wrong = angle_mistakes(figure, goal, *values, half_difference=Exact(abs(values[0] - values[1])) / 2)
    return Draft(figure, dict(zip(given, values, strict=True)), goal, wrong=wrong, skin="chords")


def two_secants(figure: Figure, rng: Random) -> Draft:
    """Secants PBA and PCD: their angle is half the difference of the far and the near arc."""
    for _ in range(40):
        far, near = rng.randrange(66, 160), rng.randrange(18, 70)
        if (far - near) % 2 == 0 and 40 <= far - near <= 110:
            break
    else:
        raise Retry("arcs that do not fit")
    free = 360 - far - near
    left = round(free * rng.uniform(0.4, 0.6))
    disc(figure, rng, A=0, B=left, C=left + near, D=360 - far)
    figure.point("P", meet(*(figure.at(p) for p in "ABDC")))
    if abs(figure.at("P")) > 16:
        raise Retry("the secants meet far away")
    figure.state("on_circle", "c", "A", "B", "C", "D")
    figure.state("segment", "P", "A")
    figure.state("segment", "P", "D")
    figure.state("between", "B", "P", "A")
    figure.state("between", "C", "P", "D")
    outer, inner, at_p = arc("c", "D", "A"), arc("c", "B", "C"), angle("A", "P", "D")
    kind = rng.random()
    given, goal = (
        ((outer, inner), at_p) if kind < 0.55 else ((outer, at_p), inner) if kind < 0.8 else ((inner, at_p), outer)
    )
    values = [round(figure.measure(q)) for q in given]
    wrong = angle_mistakes(figure, goal, *values, half_sum=Exact(values[0] + values[1]) / 2)
    return Draft(figure, dict(zip(given, values, strict=True)), goal, wrong=wrong, skin="secants")
