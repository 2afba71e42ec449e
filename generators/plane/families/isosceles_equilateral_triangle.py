"""Isosceles and equilateral triangles."""

from __future__ import annotations

from random import Random

from generators.plane.expressions import expression, expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, length, perimeter, unknown
from generators.plane.shapes import meet, polar, posed, triangle_from_angles, triangle_from_sides
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft


@family(
    "isosceles_equilateral_triangle",
    "Isosceles and equilateral triangles",
    {"equal_sides_equation": 5, "base_angles": 3, "perimeter": 1, "third_side_or_perimeter": 1},
    weight=2.38,
)
def isosceles_equilateral_triangle(figure: Figure, rng: Random, variant: str) -> Draft:
    """Triangle ABC with AB = AC, or all three sides equal: its angles, its sides, its perimeter."""
    builds = {
        "equal_sides_equation": rng.choice((sides_in_x, sides_in_x, equilateral_in_x, angles_in_x, sides_by_angles)),
        "base_angles": rng.choice(
            (apex_or_base, exterior_of_base, inner_isosceles, bisector_of_base, perpendicular_bisector, on_equilateral)
        ),
        "perimeter": rng.choice((perimeter_of_isosceles, perimeter_in_x, perimeter_of_equilateral)),
        "third_side_or_perimeter": rng.choice((side_from_perimeter, median_of_base)),
    }
    return builds[variant](figure, rng)


def isosceles_sides(rng: Random) -> tuple[int, int]:
    """Leg and base of an isosceles triangle that is clearly not equilateral."""
    leg = rng.randrange(4, 26)
    return leg, rng.choice([base for base in range(2, 2 * leg) if 0.45 <= base / leg < 0.9 or 1.12 < base / leg <= 1.7])


def place_sides(figure: Figure, rng: Random, leg: int, base: int) -> None:
    """Triangle ABC with AB = AC = leg and BC = base."""
    left, right, top = triangle_from_sides(leg, leg, base)
    figure.points(**posed(rng, A=top, B=left, C=right))
    figure.state("polygon", "A", "B", "C")


def apex_up(base_angle: float) -> tuple[complex, complex, complex]:
    """Vertices A (top), B, C of an isosceles triangle with this base angle."""
    left, right, top = triangle_from_angles(base_angle, base_angle)
    return top, left, right


BASE_ANGLES: tuple[int, ...] = (*range(28, 43), *range(47, 58), *range(63, 79))


def base_angle(rng: Random) -> int:
    """A base angle away from 60 and 45 degrees."""
    return rng.choice(BASE_ANGLES)


def length_mistakes(figure: Figure, goal: Quantity, **named: int | Exact) -> dict[str, Exact | Quantity]:
    """Positive wrong lengths that differ from the drawn one."""
    drawn = figure.measure(goal)
    return {
        name: Exact(value) for name, value in named.items() if float(value) > 0 and abs(float(value) - drawn) > 1e-6
    }


def sides_in_x(figure: Figure, rng: Random) -> Draft:
    """AB = AC with both legs (and perhaps the base) as expressions: find x or a side."""
    leg, base = isosceles_sides(rng)
    place_sides(figure, rng, leg, base)
    figure.state("equal_length", "A", "B", "A", "C")
    x = rng.randrange(2, 13)
    figure.let("x", x)
    one, two, third = expressions(rng, "x", x, leg, leg, base)
    givens: dict[Quantity, Exact | Linear | int] = {length("A", "B"): one, length("A", "C"): two}
    goal = rng.choice((unknown("x"), unknown("x"), length("A", "B"), length("B", "C"), perimeter("A", "B", "C")))
    if goal[0] == "perimeter" or goal == length("B", "C"):
        givens[length("B", "C")] = third if goal[0] == "length" or rng.random() < 0.5 else base
    wrong = length_mistakes(
        figure, goal, value_of_x=x, value_of_side=leg, value_of_base=base, double=2 * leg, legs_and_x=leg + x
    )
    return Draft(figure, givens, goal, wrong=wrong)


def equilateral_in_x(figure: Figure, rng: Random) -> Draft:
    """An equilateral triangle with two sides as expressions, or one side as an expression and another as a number."""
    side = rng.randrange(5, 31)
    left, right, top = triangle_from_sides(side, side, side)
    figure.points(**posed(rng, A=top, B=left, C=right))
    figure.state("polygon", "A", "B", "C")
    figure.state("equilateral", "A", "B", "C")
    x = rng.randrange(2, 13)
    figure.let("x", x)
    one, two = expressions(rng, "x", x, side, side)
    plain = rng.random() < 0.4
    goal = (
        unknown("x") if plain else rng.choice((unknown("x"), unknown("x"), length("B", "C"), perimeter("A", "B", "C")))
    )
    givens: dict[Quantity, Exact | Linear | int] = {
        length("A", "B"): one,
        length("A", "C"): Exact(side) if plain else two,
    }
    wrong = length_mistakes(figure, goal, value_of_x=x, value_of_side=side, double=2 * side, triple=3 * x)
    return Draft(figure, {**givens}, goal, wrong=wrong, skin="equilateral")


def angles_in_x(figure: Figure, rng: Random) -> Draft:
    """AB = AC with two angles as expressions in x."""
    base = base_angle(rng)
    top, left, right = apex_up(base)
    figure.points(**posed(rng, A=top, B=left, C=right))
    figure.state("polygon", "A", "B", "C")
    figure.state("equal_length", "A", "B", "A", "C")
    x = rng.randrange(6, 30)
    figure.let("x", x)
    at_a, at_b, at_c = angle("B", "A", "C"), angle("A", "B", "C"), angle("A", "C", "B")
    first, second = rng.choice(((at_b, at_c), (at_a, at_b), (at_a, at_c)))
    values = round(figure.measure(first)), round(figure.measure(second))
    labels = expressions(rng, "x", x, *values)
    goal = rng.choice((unknown("x"), unknown("x"), at_a, at_b))
    wrong = angle_mistakes(figure, goal, x, base, value_of_x=x, apex_angle=180 - 2 * base, base_angle=base)
    return Draft(figure, {first: labels[0], second: labels[1]}, goal, wrong=wrong, skin="angles")


def sides_by_angles(figure: Figure, rng: Random) -> Draft:
    """Two equal angles make the sides opposite them equal."""
    leg, base = isosceles_sides(rng)
    place_sides(figure, rng, leg, base)
    figure.state("equal_angle", "A", "B", "C", "A", "C", "B")
    x = rng.randrange(2, 13)
    figure.let("x", x)
    one, two = expressions(rng, "x", x, leg, leg)
    plain = rng.random() < 0.4
    goal = unknown("x") if plain else rng.choice((unknown("x"), length("A", "B"), length("A", "C")))
    givens: dict[Quantity, Exact | Linear | int] = {
        length("A", "B"): one,
        length("A", "C"): Exact(leg) if plain else two,
    }
    wrong = length_mistakes(figure, goal, value_of_x=x, value_of_side=leg, double=2 * leg, half=Exact(leg) / 2)
    return Draft(figure, {**givens}, goal, wrong=wrong, skin="by_angles")


def apex_or_base(figure: Figure, rng: Random) -> Draft:
    """AB = AC: the apex angle from a base angle, or the reverse."""
    apex = rng.choice([a for a in range(20, 131, 2) if abs(a - 90) > 4 and abs(a - 60) > 4])
    base = (180 - apex) // 2
    top, left, right = apex_up(base)
    figure.points(**posed(rng, A=top, B=left, C=right))
    figure.state("polygon", "A", "B", "C")
    figure.state("equal_length", "A", "B", "A", "C")
    at_a, at_b, at_c = angle("B", "A", "C"), angle("A", "B", "C"), angle("A", "C", "B")
    given, goal = rng.choice(((at_a, at_b), (at_a, at_c), (at_b, at_a), (at_c, at_a)))
    value = round(figure.measure(given))
    wrong = angle_mistakes(figure, goal, value, as_if_base=180 - 2 * value, as_if_apex=(180 - Exact(value)) / 2)
    return Draft(figure, {given: value}, goal, wrong=wrong)


def exterior_of_base(figure: Figure, rng: Random) -> Draft:
    """AB = AC with BC extended to D, or BA extended to D: an exterior angle and the angles inside."""
    base = base_angle(rng)
    top, left, right = apex_up(base)
    at_apex = rng.random() < 0.5
    d = top + (top - left) * rng.uniform(0.4, 0.7) if at_apex else right + (right - left) * rng.uniform(0.4, 0.6)
    figure.points(**posed(rng, A=top, B=left, C=right, D=d))
    figure.state("polygon", "A", "B", "C")
    figure.state("equal_length", "A", "B", "A", "C")
    outer = angle("C", "A", "D") if at_apex else angle("A", "C", "D")
    figure.state("beyond", "D", *("BA" if at_apex else "BC"))
    inner = rng.choice(
        (angle("A", "B", "C"), angle("A", "C", "B")) if at_apex else (angle("B", "A", "C"), angle("A", "B", "C"))
    )
    given, goal = (outer, inner) if rng.random() < 0.6 else (inner, outer)
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="exterior")


def inner_isosceles(figure: Figure, rng: Random) -> Draft:
    """AB = AC, and D on AC with BD = BC: two isosceles triangles share a base angle."""
    base = rng.randrange(63, 80)
    top, left, right = apex_up(base)
    figure.points(**posed(rng, A=top, B=left, C=right, D=meet(left, left + polar(1, 180 - 2 * base), top, right)))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("equal_length", "A", "B", "A", "C")
    figure.state("equal_length", "B", "D", "B", "C")
    corners = [
        angle("B", "A", "C"),
        angle("A", "B", "D"),
        angle("D", "B", "C"),
        angle("A", "D", "B"),
        angle("A", "C", "B"),
        angle("A", "B", "C"),
    ]
    given, goal = rng.sample(corners, 2)
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="inner")


def bisector_of_base(figure: Figure, rng: Random) -> Draft:
    """AB = AC, and the bisector of angle ABC meets AC at D."""
    base = rng.choice([*range(30, 44, 2), *range(48, 58, 2), *range(64, 80, 2)])
    top, left, right = apex_up(base)
    figure.points(**posed(rng, A=top, B=left, C=right, D=meet(left, left + polar(1, base / 2), top, right)))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("equal_length", "A", "B", "A", "C")
    figure.state("bisector", "D", "A", "B", "C")
    corners = [
        angle("B", "A", "C"),
        angle("A", "B", "D"),
        angle("A", "D", "B"),
        angle("B", "D", "C"),
        angle("A", "C", "B"),
    ]
    given, goal = rng.sample(corners, 2)
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="bisector")


def perpendicular_bisector(figure: Figure, rng: Random) -> Draft:
    """AB = AC, E the midpoint of AB, ED perpendicular to AB with D on AC: angle DBC."""
    base = rng.randrange(64, 81)
    apex = 180 - 2 * base
    top, left, right = apex_up(base)
    middle = (top + left) / 2
    d = meet(middle, middle + (left - top) * 1j, top, right)
    figure.points(**posed(rng, A=top, B=left, C=right, E=middle, D=d))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "A", "C")
    figure.state("segment", "D", "E")
    figure.state("segment", "B", "D")
    figure.state("equal_length", "A", "B", "A", "C")
    figure.state("midpoint", "E", "A", "B")
    figure.state("perpendicular", "D", "E", "A", "B", "E")
    small = angle("D", "B", "C")
    given, goal = (
        (angle("B", "A", "C"), rng.choice((small, angle("B", "D", "C"))))
        if rng.random() < 0.6
        else (angle("A", "C", "B"), small)
    )
    value = round(figure.measure(given))
    wrong = angle_mistakes(figure, goal, value, base_angle=base, apex_angle=apex)
    return Draft(figure, {given: value}, goal, wrong=wrong, skin="perpendicular_bisector")


def on_equilateral(figure: Figure, rng: Random) -> Draft:
    """Equilateral triangle ABC with D on BC, or D beyond C: one angle at A or D gives the other."""
    left, right, top = triangle_from_angles(60, 60)
    inside = rng.random() < 0.6
    u = rng.choice([*range(13, 27), *range(33, 48)]) if inside else rng.randrange(14, 40)
    d = meet(top, top + (left - top) * polar(1, u if inside else 60 + u), left, right)
    if not inside and abs(d - right) > 2.2 * abs(right - left):
        raise Retry("the extension is too long")
    figure.points(**posed(rng, A=top, B=left, C=right, D=d))
    figure.state("polygon", "A", "B", "C")
    figure.state("between" if inside else "beyond", "D", "B", "C")
    figure.state("segment", "A", "D")
    figure.state("equilateral", "A", "B", "C")
    if inside:
        at_a, at_d = ("BAD", "DAC"), ("ADB", "ADC")
        corners = [angle(*rng.choice(at_a)), angle(*rng.choice(at_d))]
    else:
        corners = [angle("C", "A", "D"), angle("A", "D", "C"), angle("B", "A", "D")]
    given, goal = rng.sample(corners, 2)
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="equilateral")


def perimeter_of_isosceles(figure: Figure, rng: Random) -> Draft:
    """AB = AC: perimeter from a leg and the base."""
    leg, base = isosceles_sides(rng)
    place_sides(figure, rng, leg, base)
    figure.state("equal_length", "A", "B", "A", "C")
    goal = perimeter("A", "B", "C")
    wrong = length_mistakes(
        figure, goal, one_leg=leg + base, two_bases=leg + 2 * base, three_legs=3 * leg, half=Exact(2 * leg + base) / 2
    )
    given = length(*rng.choice(("AB", "AC")))
    return Draft(
        figure, {given: leg, length("B", "C"): base}, goal, wrong=wrong, unit=rng.choice((None, "cm", "m", "in"))
    )


def perimeter_in_x(figure: Figure, rng: Random) -> Draft:
    """AB = AC with expressions in x at all sides: the perimeter."""
    leg, base = isosceles_sides(rng)
    place_sides(figure, rng, leg, base)
    figure.state("equal_length", "A", "B", "A", "C")
    x = rng.randrange(2, 13)
    figure.let("x", x)
    one, two, third = expressions(rng, "x", x, leg, leg, base)
    givens: dict[Quantity, Exact | Linear | int] = {
        length("A", "B"): one,
        length("A", "C"): two,
        length("B", "C"): third,
    }
    goal = perimeter("A", "B", "C")
    wrong = length_mistakes(
        figure, goal, value_of_x=x, one_leg=leg + base, three_legs=3 * leg, two_bases=leg + 2 * base
    )
    return Draft(figure, givens, goal, wrong=wrong, skin="x")


def perimeter_of_equilateral(figure: Figure, rng: Random) -> Draft:
    """Perimeter of an equilateral triangle from a side, or a side from the perimeter."""
    side = rng.randrange(3, 61)
    left, right, top = triangle_from_sides(side, side, side)
    figure.points(**posed(rng, A=top, B=left, C=right))
    figure.state("polygon", "A", "B", "C")
    figure.state("equilateral", "A", "B", "C")
    around, edge = perimeter("A", "B", "C"), length(*rng.choice(("AB", "BC", "AC")))
    given, goal = (around, edge) if rng.random() < 0.5 else (edge, around)
    value = 3 * side if given == around else side
    wrong = length_mistakes(
        figure,
        goal,
        double=2 * value,
        half=Exact(value) / 2,
        four_sides=4 * value,
        quarter=Exact(value) / 4,
        same=value,
    )
    return Draft(
        figure, {given: value}, goal, wrong=wrong, unit=rng.choice((None, "cm", "m", "in")), skin="equilateral"
    )


def side_from_perimeter(figure: Figure, rng: Random) -> Draft:
    """AB = AC: the third side from the perimeter and one side, or all sides as expressions."""
    leg, base = isosceles_sides(rng)
    place_sides(figure, rng, leg, base)
    figure.state("equal_length", "A", "B", "A", "C")
    around = perimeter("A", "B", "C")
    total = 2 * leg + base
    if rng.random() < 0.4:
        x = rng.randrange(2, 13)
        figure.let("x", x)
        givens: dict[Quantity, Exact | Linear | int] = {
            length("A", "B"): expression(rng, "x", x, leg),
            length("B", "C"): expression(rng, "x", x, base),
            around: Exact(total),
        }
        goal = rng.choice((unknown("x"), length("A", "B"), length("B", "C")))
        wrong = length_mistakes(figure, goal, value_of_x=x, value_of_leg=leg, value_of_base=base)
        return Draft(figure, givens, goal, wrong=wrong, skin="x")
    one, goal = rng.sample([length("A", "B"), length("B", "C")], 2)
    value = leg if one == length("A", "B") else base
    wrong = length_mistakes(
        figure, goal, not_halved=total - value, third=Exact(total) / 3, same=value, difference=abs(total - 2 * value)
    )
    return Draft(figure, {around: total, one: value}, goal, wrong=wrong)


def median_of_base(figure: Figure, rng: Random) -> Draft:
    """AB = AC and AD perpendicular to BC: half the base, and angles at A."""
    base = base_angle(rng)
    width = rng.randrange(4, 31)
    left, right, top = triangle_from_angles(base, base, width)
    figure.points(**posed(rng, A=top, B=left, C=right, D=complex(width / 2)))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "B", "C")
    figure.state("segment", "A", "D")
    figure.state("equal_length", "A", "B", "A", "C")
    if rng.random() < 0.5:
        figure.state("perpendicular", "A", "D", "B", "C", "D")
        whole, part = length("B", "C"), length(*rng.choice(("BD", "CD")))
        given, goal = rng.sample([whole, part], 2)
        value = Exact(width) if given == whole else Exact(width) / 2
        wrong = length_mistakes(figure, goal, half=value / 2, double=2 * value, same=value, triple=3 * value)
        return Draft(figure, {given: value}, goal, wrong=wrong, skin="altitude")
    if rng.random() < 0.5:
        figure.state("perpendicular", "A", "D", "B", "C", "D")
    else:
        figure.state("midpoint", "D", "B", "C")
    corners = [
        angle("B", "A", "C"),
        angle("B", "A", "D"),
        angle("C", "A", "D"),
        angle("A", "B", "C"),
        angle("A", "C", "B"),
    ]
    given, goal = rng.sample(corners, 2)
    value_of = round(figure.measure(given))
    return Draft(figure, {given: value_of}, goal, wrong=angle_mistakes(figure, goal, value_of), skin="median")
