"""A triangle, a right angle or equal sides between parallel lines."""

from __future__ import annotations

from math import radians, sin
from random import Random

from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle
from generators.plane.shapes import polar, posed, triangle_from_angles
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase


@family(
    "parallel_triangle_combo",
    "Triangle or perpendicular sitting between parallel lines",
    {
        "perpendicular_between_parallels": 3,
        "isosceles_between_parallels": 3,
        "line_parallel_to_triangle_side": 2,
        "multi_numbered_angles": 1,
        "rectangle_crossed_by_parallels": 1,
    },
    weight=1.7,
)
def parallel_triangle_combo(figure: Figure, rng: Random, variant: str) -> Draft:
    """AB is parallel to CD; E on AB and further points on CD make a triangle."""
    builds = {
        "perpendicular_between_parallels": rng.choice((right_at_top, right_at_bottom)),
        "isosceles_between_parallels": rng.choice((isosceles_from_top, isosceles_on_transversal)),
        "line_parallel_to_triangle_side": rng.choice((inner_parallel, parallel_through_vertex)),
        "multi_numbered_angles": numbered,
        "rectangle_crossed_by_parallels": strip,
    }
    return builds[variant](figure, rng)


def between_lines(figure: Figure, rng: Random, first: int, second: int) -> Phrase:
    """E on AB, F and G on CD with angles AEF and BEG as given; FE and GE are the sides of a triangle."""
    height = rng.uniform(2.6, 3.4)
    f = polar(height / sin(radians(first)), first - 180)
    g = polar(height / sin(radians(second)), -second)
    out = rng.uniform(1.3, 1.9)
    low, high = min(f.real, g.real), max(f.real, g.real)
    if not 1.6 < high - low < 9:
        raise Retry("a poor triangle")
    figure.points(
        **posed(
            rng,
            A=complex(min(low, -1.6) - out * 0.6),
            B=complex(max(high, 1.6) + out * 0.6),
            C=complex(low - out, -height),
            D=complex(high + out, -height),
            E=0j,
            F=f,
            G=g,
        )
    )
    figure.state("parallel", "A", "B", "C", "D")
    scene = [figure.state("segment", *pair) for pair in ("AB", "CD")]
    scene += [figure.state("between", *order) for order in ("EAB", "FCG", "GFD")]
    scene += [figure.state("segment", *pair) for pair in ("EF", "EG")]
    scene.append(figure.state("same_side", "A", "C", "E", "F"))
    return Phrase("parallel_triangle_combo.between", tuple(scene))


def finish(
    figure: Figure, rng: Random, given: Quantity, goal: Quantity, *phrases: Phrase, skin: str = "", **named: int | Exact
) -> Draft:
    value = round(figure.measure(given))
    if abs(value - figure.measure(given)) > 1e-6:
        raise Retry("half a degree given")
    aliases = {given: r"\angle 1", goal: r"\angle 2"} if rng.random() < 0.5 else {}
    return Draft(
        figure,
        {given: value},
        goal,
        phrases=phrases,
        wrong=angle_mistakes(figure, goal, value, **named),
        aliases=aliases,
        skin=skin,
    )


ACROSS = [
    (angle(*top), angle(*bottom)) for top, low in (("AEF", ("EGF", "DGE")), ("BEG", ("EFG", "CFE"))) for bottom in low
]
"""Pairs of one angle at each parallel, on different sides of the triangle."""


def right_at_top(figure: Figure, rng: Random) -> Draft:
    """EF perpendicular to EG, E on AB, F and G on CD."""
    first = rng.choice([*range(26, 43), *range(48, 65)])
    scene = between_lines(figure, rng, first, 90 - first)
    figure.state("right_angle", "F", "E", "G")
    given, goal = rng.choice(ACROSS)
    if rng.random() < 0.5:
        given, goal = goal, given
    return finish(figure, rng, given, goal, scene)


def right_at_bottom(figure: Figure, rng: Random) -> Draft:
    """EG perpendicular to EF's partner: the right angle is at G on the transversal from F."""
    slope = rng.choice([*range(28, 43), *range(48, 65)])
    height = rng.uniform(2.6, 3.4)
    e, f = 0j, polar(height / sin(radians(slope)), slope - 180)
    k = f + (e - f) * rng.uniform(0.4, 0.65)
    g_on = k + (e - f) * 1j * ((-height - k.imag) / ((e - f) * 1j).imag)
    out = rng.uniform(1.3, 1.9)
    if not 1.2 < abs(g_on - f) < 8:
        raise Retry("a poor triangle")
    low, high = min(f.real, g_on.real), max(f.real, g_on.real)
    figure.points(
        **posed(
            rng,
            A=complex(min(low, -1.6) - out * 0.6),
            B=complex(max(high, 1.6) + out * 0.6),
            C=complex(low - out, -height),
            D=complex(high + out, -height),
            E=e,
            F=f,
            G=g_on,
            K=k,
        )
    )
    figure.state("parallel", "A", "B", "C", "D")
    scene = [figure.state("segment", *pair) for pair in ("AB", "CD", "EF", "GK")]
    scene += [figure.state("between", *order) for order in ("EAB", "FCG", "GFD", "KEF")]
    scene.append(figure.state("same_side", "A", "C", "E", "F"))
    figure.state("perpendicular", "G", "K", "E", "F", "K")
    top = [angle("A", "E", "F"), angle("B", "E", "F")]
    low_corner = [angle("K", "G", "F"), angle("K", "G", "D")]
    given, goal = rng.choice(top), rng.choice(low_corner)
    if rng.random() < 0.5:
        given, goal = goal, given
    return finish(figure, rng, given, goal, Phrase("parallel_triangle_combo.foot", tuple(scene)), skin="foot")


def isosceles_from_top(figure: Figure, rng: Random) -> Draft:
    """EF = EG (or FE = FG) with E on AB, F and G on CD."""
    if rng.random() < 0.5:
        base = rng.choice([*range(30, 43), *range(47, 58), *range(62, 75)])
        scene = between_lines(figure, rng, base, base)
        figure.state("equal_length", "E", "F", "E", "G")
    else:
        base = rng.choice([*range(38, 43), *range(47, 58), *range(62, 75)])
        scene = between_lines(figure, rng, 180 - 2 * base, base)
        figure.state("equal_length", "F", "E", "F", "G")
    top = angle("F", "E", "G")
    given, goal = rng.choice([(angle("A", "E", "F"), top), (angle("B", "E", "G"), top), *ACROSS])
    if rng.random() < 0.4:
        given, goal = goal, given
    return finish(figure, rng, given, goal, scene)


def isosceles_on_transversal(figure: Figure, rng: Random) -> Draft:
    """EG bisects angle BEF with G on CD: triangle EFG is isosceles."""
    base = rng.choice([*range(28, 43), *range(47, 58), *range(62, 74)])
    scene = between_lines(figure, rng, 180 - 2 * base, base)
    figure.state("bisector", "G", "B", "E", "F")
    one = [angle("A", "E", "F"), angle("C", "F", "E"), angle("E", "F", "G")]
    two = [angle("E", "G", "F"), angle("D", "G", "E")]
    given, goal = rng.choice(one), rng.choice(two)
    if rng.random() < 0.4:
        given, goal = goal, given
    return finish(figure, rng, given, goal, scene, skin="bisector")


def mixed(rng: Random, groups: list[list[Quantity]], *sides: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """One angle of each group in random order, so that each side (parallel line) has one of them."""
    while True:
        found = [rng.choice(group) for group in groups]
        if all(any(q in side for q in found) for side in sides):
            return tuple(rng.sample(found, len(found)))


def inner_parallel(figure: Figure, rng: Random) -> Draft:
    """DE parallel to BC with D on AB, E on AC: two angles of the figure give another."""
    b, c = rng.randrange(30, 85), rng.randrange(30, 85)
    a = 180 - b - c
    if not 30 <= a <= 110 or any(84 <= x <= 96 for x in (a, b, c)) or len({a, b, c}) < 3:
        raise Retry("a poor triangle")
    left, right, top = triangle_from_angles(b, c)
    part = rng.uniform(0.4, 0.65)
    figure.points(**posed(rng, A=top, B=left, C=right, D=top + (left - top) * part, E=top + (right - top) * part))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "A", "B")
    figure.state("between", "E", "A", "C")
    figure.state("segment", "D", "E")
    figure.state("parallel", "D", "E", "B", "C")
    groups = [
        [angle("A", "B", "C"), angle("A", "D", "E"), angle("B", "D", "E")],
        [angle("A", "C", "B"), angle("A", "E", "D"), angle("C", "E", "D")],
        [angle("B", "A", "C")],
    ]
    one, two, goal = mixed(rng, groups, (groups[0][0], groups[1][0]), (*groups[0][1:], *groups[1][1:]))
    values = [round(figure.measure(q)) for q in (one, two)]
    return Draft(figure, {one: values[0], two: values[1]}, goal, wrong=angle_mistakes(figure, goal, *values))


def parallel_through_vertex(figure: Figure, rng: Random) -> Draft:
    """Line DE through A parallel to BC, or CE parallel to AB at an extended side."""
    b, c = rng.randrange(30, 85), rng.randrange(30, 85)
    a = 180 - b - c
    if not 30 <= a <= 110 or any(84 <= x <= 96 for x in (a, b, c)) or len({a, b, c}) < 3:
        raise Retry("a poor triangle")
    left, right, top = triangle_from_angles(b, c)
    if rng.random() < 0.5:
        figure.points(**posed(rng, A=top, B=left, C=right, D=top - rng.uniform(2, 3), E=top + rng.uniform(2, 3)))
        figure.state("polygon", "A", "B", "C")
        figure.state("between", "A", "D", "E")
        figure.state("segment", "D", "E")
        figure.state("opposite_sides", "C", "D", "A", "B")
        figure.state("parallel", "D", "E", "B", "C")
        groups = [
            [angle("A", "B", "C"), angle("D", "A", "B")],
            [angle("A", "C", "B"), angle("E", "A", "C")],
            [angle("B", "A", "C")],
        ]
    else:
        figure.points(
            **posed(
                rng, A=top, B=left, C=right, D=right + rng.uniform(2, 3), E=right + (top - left) * rng.uniform(0.6, 0.9)
            )
        )
        figure.state("polygon", "A", "B", "C")
        figure.state("beyond", "D", "B", "C")
        figure.state("segment", "C", "E")
        figure.state("same_side", "A", "E", "B", "C")
        figure.state("parallel", "B", "A", "C", "E")
        groups = [
            [angle("A", "B", "C"), angle("E", "C", "D")],
            [angle("B", "A", "C"), angle("A", "C", "E")],
            [angle("A", "C", "B"), angle("A", "C", "D")],
        ]
    one, two, goal = mixed(rng, groups, (groups[0][0], groups[1][0]), (groups[0][1], groups[1][1]))
    values = [round(figure.measure(q)) for q in (one, two)]
    return Draft(
        figure, {one: values[0], two: values[1]}, goal, wrong=angle_mistakes(figure, goal, *values), skin="vertex"
    )


def numbered(figure: Figure, rng: Random) -> Draft:
    """A triangle between the lines with its seven angles numbered: two of them give a third."""
    first, second = rng.choice([*range(34, 84), *range(97, 112)]), rng.randrange(34, 84)
    third = 180 - first - second
    if third < 26 or 84 <= third <= 96 or len({first, second, third}) < 3:
        raise Retry("a poor triangle")
    scene = between_lines(figure, rng, first, second)
    corners = [
        angle("A", "E", "F"), angle("F", "E", "G"), angle("B", "E", "G"), angle("C", "F", "E"),
        angle("E", "F", "G"), angle("E", "G", "F"), angle("D", "G", "E"),
    ]  # fmt: skip
    groups = [[corners[0], corners[3], corners[4]], [corners[2], corners[5], corners[6]], [corners[1]]]
    one, two, goal = mixed(rng, groups, (corners[0], corners[2]), tuple(corners[3:]))
    values = [round(figure.measure(q)) for q in (one, two)]
    aliases = {corner: rf"\angle {number}" for number, corner in enumerate(corners, 1)}
    wrong = angle_mistakes(figure, goal, *values)
    return Draft(figure, {one: values[0], two: values[1]}, goal, phrases=(scene,), wrong=wrong, aliases=aliases)


def strip(figure: Figure, rng: Random) -> Draft:
    """Rectangle ABCD with E on AB and F, G on CD: a right angle FEG between two parallel sides."""
    first = rng.choice([*range(30, 43), *range(48, 62)])
    height = rng.uniform(2.6, 3.2)
    f, g = polar(height / sin(radians(first)), first - 180), polar(height / sin(radians(90 - first)), first - 90)
    left, right = f.real - rng.uniform(0.9, 1.6), g.real + rng.uniform(0.9, 1.6)
    figure.points(
        **posed(
            rng, A=complex(left), B=complex(right), C=complex(right, -height), D=complex(left, -height), E=0j, F=f, G=g
        )
    )
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    scene = [figure.state("between", *order) for order in ("EAB", "FDG", "GFC")]
    scene += [figure.state("segment", *pair) for pair in ("EF", "EG")]
    figure.state("right_angle", "F", "E", "G")
    given, goal = rng.choice(
        [(angle(*top), angle(*low)) for top, lows in (("AEF", ("EGF", "CGE")), ("BEG", ("EFG", "DFE"))) for low in lows]
    )
    if rng.random() < 0.5:
        given, goal = goal, given
    return finish(figure, rng, given, goal, Phrase("parallel_triangle_combo.strip", tuple(scene)))
