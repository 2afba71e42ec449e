"""Angle chases with the angle sum of a triangle and its exterior angles."""

from __future__ import annotations

from collections.abc import Mapping
from math import radians, sin
from random import Random

import numpy as np

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, unknown
from generators.plane.shapes import meet, polar, posed, triangle_from_angles, unit
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

Chase = Mapping[Quantity, tuple[int, ...]]
"""Every angle of a figure as whole multiples of its free angles and (last) of 180 degrees."""


@family(
    "triangle_angle_sum_exterior",
    "Angle chase with triangle angle sum and exterior angles",
    {"chained_triangles": 9, "exterior_angle": 4, "broken_or_covered_triangle": 1},
    weight=2.23,
)
def triangle_angle_sum_exterior(figure: Figure, rng: Random, variant: str) -> Draft:
    """One figure of joined triangles; some of its angles are given and another one is asked."""
    if variant == "exterior_angle":
        return rng.choice((exterior, exterior, two_exteriors))(figure, rng)
    if variant == "broken_or_covered_triangle":
        return broken(figure, rng)
    return rng.choice((one_cevian, two_cevians, crossing_cevians, crossed_segments, altitude))(figure, rng)


def ask(figure: Figure, rng: Random, chase: Chase, count: int, *, skin: str = "") -> Draft:
    """Give ``count`` angles that fix another one, and ask for that one (chosen by rank, solved by the engine)."""
    angles = list(chase)
    for _ in range(40):
        *given, goal = rng.sample(angles, count + 1)
        rows = [chase[q] for q in given]
        constant = (*(0 for _ in chase[goal][:-1]), 1)
        rank = np.linalg.matrix_rank(np.array([constant, *rows]))
        fixed = np.linalg.matrix_rank(np.array([constant, *rows, chase[goal]])) == rank
        lean = all(
            np.linalg.matrix_rank(np.array([constant, *fewer, chase[goal]]))
            > np.linalg.matrix_rank(np.array([constant, *fewer]))
            for fewer in (rows[:i] + rows[i + 1 :] for i in range(count))
        )
        if fixed and lean:
            break
    else:
        raise Retry("nothing follows from so few angles")
    values = [round(figure.measure(q)) for q in given]
    wrong = angle_mistakes(figure, goal, *values)
    aliases = {goal: rng.choice(("x", r"\angle 1"))} if rng.random() < 0.3 else {}
    return Draft(figure, dict(zip(given, values, strict=True)), goal, wrong=wrong, aliases=aliases, skin=skin)


def part(rng: Random, whole: int, least: int = 14) -> int:
    """A whole number of degrees that leaves both parts of an angle readable."""
    if whole < 2 * least:
        raise Retry("an angle too small to split")
    return rng.randrange(least, whole - least + 1)


def triangle(rng: Random, least: int = 28) -> tuple[int, int, complex, complex, complex]:
    """Angles at B and C and the vertices A, B, C of a triangle that is neither right nor nearly so."""
    while True:
        b, c = rng.randrange(least, 110), rng.randrange(least, 110)
        if 180 - b - c >= least and not any(81 <= x <= 99 for x in (b, c, 180 - b - c)):
            left, right, top = triangle_from_angles(b, c)
            return b, c, top, left, right


def cevian(a: complex, b: complex, c: complex, degrees: float) -> complex:
    """Where the ray from A that makes this angle with AB meets BC (A, B, C counter-clockwise)."""
    return meet(a, a + (b - a) * polar(1, degrees), b, c)


def one_cevian(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC with D on BC."""
    b, c, top, left, right = triangle(rng)
    a = 180 - b - c
    u = part(rng, a)
    figure.points(**posed(rng, A=top, B=left, C=right, D=cevian(top, left, right, u)))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "B", "C")
    figure.state("segment", "A", "D")
    if abs(b + u - 90) < 6:
        raise Retry("nearly an altitude")
    chase = {
        angle("A", "B", "C"): (1, 0, 0, 0),
        angle("A", "C", "B"): (0, 1, 0, 0),
        angle("B", "A", "D"): (0, 0, 1, 0),
        angle("B", "A", "C"): (-1, -1, 0, 1),
        angle("D", "A", "C"): (-1, -1, -1, 1),
        angle("A", "D", "C"): (1, 0, 1, 0),
        angle("A", "D", "B"): (-1, 0, -1, 1),
    }
    return ask(figure, rng, chase, rng.choice((2, 3, 3)), skin="one_cevian")


def two_cevians(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC with D and E on BC."""
    b, c, top, left, right = triangle(rng, 24)
    a = 180 - b - c
    u = part(rng, a - 16, 15)
    v = part(rng, a - u, 15)
    if abs(b + u - 90) < 6 or abs(c + a - u - v - 90) < 6:
        raise Retry("nearly an altitude")
    figure.points(
        **posed(rng, A=top, B=left, C=right, D=cevian(top, left, right, u), E=cevian(top, left, right, u + v))
    )
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "B", "E")
    figure.state("between", "E", "D", "C")
    figure.state("segment", "A", "D")
    figure.state("segment", "A", "E")
    chase = {
        angle("A", "B", "C"): (1, 0, 0, 0, 0),
        angle("A", "C", "B"): (0, 1, 0, 0, 0),
        angle("B", "A", "D"): (0, 0, 1, 0, 0),
        angle("D", "A", "E"): (0, 0, 0, 1, 0),
        angle("E", "A", "C"): (-1, -1, -1, -1, 1),
        angle("B", "A", "C"): (-1, -1, 0, 0, 1),
        angle("A", "D", "E"): (1, 0, 1, 0, 0),
        angle("A", "D", "B"): (-1, 0, -1, 0, 1),
        angle("A", "E", "D"): (-1, 0, -1, -1, 1),
        angle("A", "E", "C"): (1, 0, 1, 1, 0),
    }
    return ask(figure, rng, chase, rng.choice((3, 4)), skin="two_cevians")


def crossing_cevians(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC, D on AC and E on AB; BD and CE cross at F."""
    b, c, top, left, right = triangle(rng, 36)
    u, v = part(rng, b, 14), part(rng, c, 14)
    d = meet(left, left + polar(1, b - u), top, right)
    e = meet(right, right + polar(1, 180 - c + v), top, left)
    figure.points(**posed(rng, A=top, B=left, C=right, D=d, E=e, F=meet(left, d, right, e)))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "A", "C")
    figure.state("between", "E", "A", "B")
    figure.state("segment", "B", "D")
    figure.state("segment", "C", "E")
    figure.state("crossing", "F", "B", "D", "C", "E")
    chase = {
        angle("B", "A", "C"): (-1, -1, 0, 0, 1),
        angle("A", "B", "C"): (1, 0, 0, 0, 0),
        angle("A", "C", "B"): (0, 1, 0, 0, 0),
        angle("A", "B", "D"): (0, 0, 1, 0, 0),
        angle("A", "C", "E"): (0, 0, 0, 1, 0),
        angle("D", "B", "C"): (1, 0, -1, 0, 0),
        angle("E", "C", "B"): (0, 1, 0, -1, 0),
        angle("B", "F", "C"): (-1, -1, 1, 1, 1),
        angle("B", "F", "E"): (1, 1, -1, -1, 0),
        angle("B", "D", "C"): (-1, -1, 1, 0, 1),
        angle("A", "E", "C"): (1, 1, 0, -1, 0),
    }
    return ask(figure, rng, chase, 3, skin="crossing_cevians")


def crossed_segments(figure: Figure, rng: Random) -> Draft:
    """Segments AC and BD cross at E; AB and CD are drawn."""
    a, b = rng.randrange(28, 90), rng.randrange(28, 90)
    at_e = 180 - a - b
    if at_e < 30 or 85 <= at_e <= 95:
        raise Retry("a poor crossing")
    c = rng.choice([c for c in range(28, 153 - at_e) if c not in (a, b)])
    pa, pb, pe = triangle_from_angles(a, b, 4)
    base = rng.uniform(3.2, 5)
    opposite_d, opposite_c = (base * sin(radians(x)) / sin(radians(at_e)) for x in (180 - at_e - c, c))
    pc = pe + unit(pe - pa) * opposite_d
    pd = pe + unit(pe - pb) * opposite_c
    if not 0.5 < abs(pc - pe) / abs(pa - pe) < 2 or not 0.5 < abs(pd - pe) / abs(pb - pe) < 2:
        raise Retry("one triangle dwarfs the other")
    figure.points(**posed(rng, A=pa, B=pb, C=pc, D=pd, E=pe))
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("crossing", "E", "A", "C", "B", "D")
    figure.state("segment", "A", "B")
    figure.state("segment", "C", "D")
    chase = {
        angle("B", "A", "C"): (1, 0, 0, 0),
        angle("A", "B", "D"): (0, 1, 0, 0),
        angle("A", "C", "D"): (0, 0, 1, 0),
        angle("B", "D", "C"): (1, 1, -1, 0),
        angle("A", "E", "B"): (-1, -1, 0, 1),
        angle("C", "E", "D"): (-1, -1, 0, 1),
        angle("A", "E", "D"): (1, 1, 0, 0),
    }
    return ask(figure, rng, chase, rng.choice((2, 3, 3, 3)), skin="crossed_segments")


def altitude(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC with altitude AD, right-angled at A half of the time."""
    right_angled = rng.random() < 0.5
    b = rng.choice([*range(24, 42), *range(49, 67)])
    c = 90 - b if right_angled else rng.choice([c for c in range(30, 76) if abs(b - c) > 5 and abs(b + c - 90) > 5])
    left, right, top = triangle_from_angles(b, c)
    figure.points(**posed(rng, A=top, B=left, C=right, D=complex(top.real)))
    figure.state("polygon", "A", "B", "C")
    if right_angled:
        figure.state("right_angle", "B", "A", "C")
    figure.state("between", "D", "B", "C")
    figure.state("segment", "A", "D")
    figure.state("perpendicular", "A", "D", "B", "C", "D")
    halves = {
        angle("A", "B", "C"): (2, 0, 0),
        angle("A", "C", "B"): (0, 2, 0),
        angle("B", "A", "D"): (-2, 0, 1),
        angle("C", "A", "D"): (0, -2, 1),
    }
    if right_angled:
        given, goal = rng.sample(list(halves), 2)
        value = round(figure.measure(given))
        return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="altitude_of_right")
    return ask(figure, rng, {**halves, angle("B", "A", "C"): (-2, -2, 2)}, rng.choice((1, 2, 2)), skin="altitude")


def exterior(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC with BC extended to D: two of the angles, or expressions in x, give a third."""
    b, c, top, left, right = triangle(rng)
    figure.points(**posed(rng, A=top, B=left, C=right, D=right + abs(right - left) * rng.uniform(0.35, 0.6)))
    figure.state("polygon", "A", "B", "C")
    figure.state("beyond", "D", "B", "C")
    a, outer = 180 - b - c, 180 - c
    at_a, at_b, at_d = angle("B", "A", "C"), angle("A", "B", "C"), angle("A", "C", "D")
    if rng.random() < 0.4:
        x = rng.randrange(6, 34)
        figure.let("x", x)
        labels = expressions(rng, "x", x, a, outer)
        if labels[0].slope == labels[1].slope:
            raise Retry("the unknown drops out")
        goal = rng.choice((unknown("x"), unknown("x"), at_a, at_d))
        givens: dict[Quantity, Exact | Linear | int] = {at_a: labels[0], at_b: b, at_d: labels[1]}
        return Draft(
            figure,
            givens,
            goal,
            wrong=angle_mistakes(figure, goal, a, value_of_x=x, angle_sum=180 - outer),
            skin="x",
        )
    chase = {
        at_a: (1, 0, 0),
        at_b: (0, 1, 0),
        at_d: (1, 1, 0),
        angle("A", "C", "B"): (-1, -1, 1),
    }
    return ask(figure, rng, chase, 2)


def two_exteriors(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC with BC extended to D and CA extended to E, or both ends of BC."""
    _, _, top, left, right = triangle(rng, 34)
    base = abs(right - left)
    if rng.random() < 0.5:
        e = top + (top - right) * rng.uniform(0.35, 0.5)
        figure.points(**posed(rng, A=top, B=left, C=right, D=right + base * rng.uniform(0.35, 0.5), E=e))
        figure.state("polygon", "A", "B", "C")
        figure.state("beyond", "D", "B", "C")
        figure.state("beyond", "E", "C", "A")
        chase = {
            angle("A", "B", "C"): (1, 0, 0),
            angle("A", "C", "D"): (0, -1, 1),
            angle("B", "A", "E"): (1, 1, 0),
            angle("B", "A", "C"): (-1, -1, 1),
            angle("A", "C", "B"): (0, 1, 0),
        }
        return ask(figure, rng, chase, 2, skin="two_exteriors")
    figure.points(
        **posed(
            rng, A=top, B=left, C=right, D=right + base * rng.uniform(0.3, 0.45), E=left - base * rng.uniform(0.3, 0.45)
        )
    )
    figure.state("polygon", "A", "B", "C")
    figure.state("beyond", "D", "B", "C")
    figure.state("beyond", "E", "C", "B")
    chase = {
        angle("A", "B", "E"): (-1, 0, 1),
        angle("A", "C", "D"): (0, -1, 1),
        angle("B", "A", "C"): (-1, -1, 1),
        angle("A", "B", "C"): (1, 0, 0),
    }
    return ask(figure, rng, chase, 2, skin="base_extended")


def broken(figure: Figure, rng: Random) -> Draft:
    """A corner of a triangle is broken off or covered; its angle follows from the other two."""
    a, b = rng.randrange(35, 90), rng.randrange(35, 90)
    if 180 - a - b < 25:
        raise Retry("a flat corner")
    pa, pb, pc = triangle_from_angles(a, b)
    p, q = pc + (pa - pc) * rng.uniform(0.3, 0.5), pc + (pb - pc) * rng.uniform(0.3, 0.5)
    figure.points(**posed(rng, A=pa, B=pb, C=pc, _P=p, _Q=q))
    for near, far in (("A", "B"), ("A", "_P"), ("B", "_Q"), ("_P", "_Q")):
        figure.state("segment", near, far)
    figure.state("between", "_P", "A", "C")
    figure.state("between", "_Q", "B", "C")
    figure.draw("dashed", "_P", "C")
    figure.draw("dashed", "_Q", "C")
    thing = rng.choice(("glass plate", "wooden board", "paper triangle", "metal sheet", "ceramic tile"))
    scene = Phrase("triangle_angle_sum_exterior.broken.scene", tuple(figure.facts), (("thing", thing),))
    question = Phrase("triangle_angle_sum_exterior.broken.question")
    goal = angle("A", "C", "B")
    wrong = angle_mistakes(figure, goal, a, b)
    givens = {angle("B", "A", "C"): a, angle("A", "B", "C"): b}
    return Draft(figure, {**givens}, goal, phrases=(scene,), question=question, wrong=wrong, skin=thing)
