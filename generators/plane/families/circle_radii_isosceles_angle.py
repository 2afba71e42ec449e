"""Angles in a circle found with the isosceles triangles that radii make."""

from __future__ import annotations

from random import Random

from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle
from generators.plane.shapes import on_circle, polar, seat
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft


@family(
    "circle_radii_isosceles_angle",
    "Circle angle using isosceles triangles of radii",
    {
        "inscribed_from_base_angle": 5,
        "two_radii_triangles": 3,
        "with_parallel_chord_or_right_angle": 2,
        "equilateral_or_base_angle": 2,
        "secant_with_equal_radius": 1,
        "chord_parallel_to_radius": 1,
    },
    weight=2.1,
)
def circle_radii_isosceles_angle(figure: Figure, rng: Random, variant: str) -> Draft:
    """Circle c with centre O: two radii and their chord make equal base angles, and these give the rest."""
    builds = {
        "inscribed_from_base_angle": rng.choice((inscribed, inscribed, on_minor_arc, with_diameter)),
        "two_radii_triangles": rng.choice((two_triangles, two_triangles, quadrilateral)),
        "with_parallel_chord_or_right_angle": rng.choice((parallel_chord, perpendicular_radii, diameter_and_chord)),
        "equilateral_or_base_angle": rng.choice((one_triangle, equilateral)),
        "secant_with_equal_radius": secant,
        "chord_parallel_to_radius": parallel_radius,
    }
    return builds[variant](figure, rng)


def circle(figure: Figure, rng: Random, *names: str, **directions: float) -> None:
    """A circle round O with points in these directions, turned at random; ``names`` are joined to the centre."""
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    turn = rng.uniform(0, 360)
    on_circle(figure, "c", **{name: direction + turn for name, direction in directions.items()})
    figure.state("on_circle", "c", *directions)
    for name in names:
        figure.state("segment", "O", name)


def join(figure: Figure, *segments: str) -> None:
    for ends in segments:
        figure.state("segment", *ends)


def finish(figure: Figure, given: Quantity, goal: Quantity, skin: str = "", **named: int | Exact) -> Draft:
    value = round(figure.measure(given))
    if abs(value - figure.measure(given)) > 1e-6:
        raise Retry("half a degree given")
    return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value, **named), skin=skin)


BASE_ANGLES: tuple[int, ...] = (*range(14, 43), *range(47, 58), *range(62, 71))


def base_angle(rng: Random) -> int:
    """A base angle away from 45 and 60 degrees."""
    return rng.choice(BASE_ANGLES)


def inscribed(figure: Figure, rng: Random) -> Draft:
    """Base angle OAB and inscribed angle ACB with C on the major arc."""
    base = base_angle(rng)
    central = 180 - 2 * base
    circle(
        figure,
        rng,
        "A",
        "B",
        A=0,
        B=central,
        C=seat(rng, (0, central), central + (360 - central) * 0.25, 360 - (360 - central) * 0.25),
    )
    figure.state("on_arc", "c", "C", "B", "A")
    join(figure, "AB", "AC", "BC")
    at_chord = angle("O", *rng.choice(("AB", "BA")))
    given, goal = (at_chord, angle("A", "C", "B")) if rng.random() < 0.65 else (angle("A", "C", "B"), at_chord)
    return finish(figure, given, goal, central=central)


def on_minor_arc(figure: Figure, rng: Random) -> Draft:
    """Base angle OAB and the obtuse angle ACB with C on the minor arc."""
    base = rng.choice([*range(14, 43), *range(47, 56)])
    central = 180 - 2 * base
    circle(figure, rng, "A", "B", A=0, B=central, C=central * rng.uniform(0.35, 0.65))
    figure.state("on_arc", "c", "C", "A", "B")
    join(figure, "AB", "AC", "BC")
    at_chord = angle("O", *rng.choice(("AB", "BA")))
    given, goal = (at_chord, angle("A", "C", "B")) if rng.random() < 0.65 else (angle("A", "C", "B"), at_chord)
    return finish(figure, given, goal, "minor", central=central, acute=90 - base)


def with_diameter(figure: Figure, rng: Random) -> Draft:
    """Diameter AB and radius OC: angle BOC is twice angle OAC; D on the other arc sees chord BC (or AC)."""
    base = base_angle(rng)
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    turn = rng.uniform(0, 360)
    on_circle(figure, "c", A=turn, B=turn + 180, C=turn + 180 - 2 * base)
    figure.state("diameter", "c", "A", "B", "O")
    figure.state("on_circle", "c", "C")
    join(figure, "OC", "AC")
    central, at_a, at_c = angle("B", "O", "C"), angle("O", "A", "C"), angle("A", "C", "O")
    if rng.random() < 0.5:
        given, goal = rng.choice(((central, at_a), (at_a, central), (at_c, central), (central, at_c)))
        return finish(figure, given, goal, "diameter")
    on_circle(figure, "c", D=turn + seat(rng, (0, 180, 180 - 2 * base), 215, 325))
    figure.state("on_circle", "c", "D")
    figure.state("opposite_sides", "C", "D", "A", "B")
    join(figure, "AD", "CD")
    at_d = angle("A", "D", "C")
    given, goal = (at_d, rng.choice((at_a, at_c))) if rng.random() < 0.5 else (rng.choice((at_a, at_c, central)), at_d)
    return finish(figure, given, goal, "diameter_and_point", inscribed_of_wrong_arc=base)


def two_triangles(figure: Figure, rng: Random) -> Draft:
    """O inside triangle ABC: base angles OAC and OBC add up to angle ACB, half of angle AOB."""
    first, second = rng.randrange(14, 43), rng.randrange(14, 43)
    if not 30 <= first + second <= 76 or first == second:
        raise Retry("the centre is not inside")
    circle(figure, rng, "A", "B", "C", A=180 + 2 * first, B=180 - 2 * second, C=0)
    figure.state("on_arc", "c", "C", "A", "B")
    join(figure, "AC", "BC")
    figure.state("opposite_sides", "A", "B", "O", "C")
    at_a, at_b, at_c, central = angle("O", "A", "C"), angle("O", "B", "C"), angle("A", "C", "B"), angle("A", "O", "B")
    kind = rng.randrange(4)
    if kind < 2:
        goal = (at_c, central)[kind]
        wrong = angle_mistakes(figure, goal, first, second, rest=180 - first - second)
        return Draft(figure, {at_a: first, at_b: second}, goal, wrong=wrong)
    known, goal = rng.choice(((at_a, at_b), (at_b, at_a)))
    whole = rng.choice((at_c, central))
    values = {known: round(figure.measure(known)), whole: round(figure.measure(whole))}
    wrong = angle_mistakes(figure, goal, *values.values())
    return Draft(figure, {**values}, goal, wrong=wrong, skin="reverse")


def quadrilateral(figure: Figure, rng: Random) -> Draft:
    """Radii OA, OB, OC with B on the minor arc AC: angle ABC from the base angles or the central angle."""
    first, second = rng.randrange(48, 73), rng.randrange(48, 73)
    if first == second or first + second < 105:
        raise Retry("no convex quadrilateral")
    u, v = 180 - 2 * first, 180 - 2 * second
    circle(figure, rng, "A", "B", "C", A=0, B=u, C=u + v)
    figure.state("on_arc", "c", "B", "A", "C")
    join(figure, "AB", "BC")
    at_a, at_c, at_b, central = angle("O", "A", "B"), angle("O", "C", "B"), angle("A", "B", "C"), angle("A", "O", "C")
    kind = rng.randrange(4)
    if kind == 0:
        return finish(figure, central, at_b, "quadrilateral", inscribed=(u + v) // 2)
    if kind == 1:
        return finish(figure, at_b, central, "quadrilateral")
    goal = (at_b, central)[kind - 2]
    wrong = angle_mistakes(figure, goal, first, second)
    return Draft(figure, {at_a: first, at_c: second}, goal, wrong=wrong, skin="quadrilateral")


def parallel_chord(figure: Figure, rng: Random) -> Draft:
    """Diameter AB parallel to chord CD; the radius OC makes equal alternate and base angles."""
    base = rng.choice([*range(20, 43), *range(47, 58), *range(62, 71)])
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    turn = rng.uniform(0, 360)
    on_circle(figure, "c", A=turn + 180, B=turn, C=turn + 180 - base, D=turn + base)
    figure.state("diameter", "c", "A", "B", "O")
    figure.state("on_circle", "c", "D")
    figure.state("on_arc", "c", "C", "D", "A")
    join(figure, "CD", "OC", "OD")
    figure.state("parallel", "A", "B", "C", "D")
    left, right = angle("A", "O", "C"), angle("B", "O", "D")
    inner = [angle("O", "C", "D"), angle("C", "O", "D"), angle("O", "D", "C")]
    given, goal = (
        (rng.choice((left, right)), rng.choice([*inner[:2], right]))
        if rng.random() < 0.6
        else (rng.choice(inner), left)
    )
    if given == goal:
        raise Retry("the same angle")
    return finish(figure, given, goal, "parallel_chord")


def perpendicular_radii(figure: Figure, rng: Random) -> Draft:
    """OA perpendicular to OB and C on the major arc: angles OAC and OBC add up to 45 degrees."""
    first = rng.choice([x for x in range(12, 34) if abs(2 * x - 45) > 4])
    circle(figure, rng, "A", "B", A=180 + 2 * first, B=90 + 2 * first, C=0)
    figure.state("on_arc", "c", "C", "A", "B")
    join(figure, "AC", "BC", "OC")
    figure.state("opposite_sides", "A", "B", "O", "C")
    figure.state("right_angle", "A", "O", "B")
    given, goal = rng.sample([angle("O", "A", "C"), angle("O", "B", "C")], 2)
    if rng.random() < 0.4:
        goal = rng.choice((angle("A", "O", "C"), angle("B", "O", "C")))
    return finish(figure, given, goal, "perpendicular_radii", forty_five=45)


def diameter_and_chord(figure: Figure, rng: Random) -> Draft:
    """Diameter AB, chord BC and radius OC: the right angle at C is split into two base angles."""
    base = rng.choice([*range(16, 43), *range(47, 58), *range(62, 75)])
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    turn = rng.uniform(0, 360)
    on_circle(figure, "c", A=turn, B=turn + 180, C=turn + 180 - 2 * base)
    figure.state("diameter", "c", "A", "B", "O")
    figure.state("on_circle", "c", "C")
    join(figure, "AC", "BC", "OC")
    left = [angle("O", "A", "C"), angle("A", "C", "O"), angle("B", "O", "C")]
    right = [angle("O", "B", "C"), angle("O", "C", "B"), angle("A", "O", "C")]
    given, goal = rng.choice(left), rng.choice(right)
    if rng.random() < 0.5:
        given, goal = goal, given
    return finish(figure, given, goal, "diameter_and_chord")


def one_triangle(figure: Figure, rng: Random) -> Draft:
    """Chord AB with its radii: base angle and central angle."""
    base = base_angle(rng)
    circle(figure, rng, "A", "B", A=0, B=180 - 2 * base)
    join(figure, "AB")
    corners = [angle("O", "A", "B"), angle("A", "B", "O"), angle("A", "O", "B")]
    given, goal = rng.choice([(p, q) for p in corners for q in corners if (p[2] == "O") != (q[2] == "O")])
    value = round(figure.measure(given))
    return finish(figure, given, goal, "one_triangle", as_if_base=180 - 2 * value, as_if_apex=(180 - Exact(value)) / 2)


def equilateral(figure: Figure, rng: Random) -> Draft:
    """A chord as long as the radius makes an equilateral triangle; a further point or radius gives the question."""
    split = rng.choice([x for x in range(14, 47) if abs(x - 30) > 3])
    circle(figure, rng, "A", "B", A=0, B=60, C=60 + 2 * split)
    figure.state("on_arc", "c", "C", "B", "A")
    join(figure, "AB", "BC")
    figure.state("segment", "O", "C")
    figure.state("opposite_sides", "A", "C", "O", "B")
    figure.state("equal_length", "A", "B", "O", "A")
    known = rng.choice((angle("B", "O", "C"), angle("O", "C", "B")))
    goal = rng.choice((angle("A", "O", "C"), angle("A", "B", "C")))
    return finish(figure, known, goal, "equilateral", sixty=60)


def secant(figure: Figure, rng: Random) -> Draft:
    """Secant PCA with PC equal to the radius, and P on the extended diameter: the far angle is three times angle P."""
    small = rng.randrange(13, 29)
    turn = rng.uniform(0, 360)
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    c = polar(5, turn + 180 - small)
    p = c + polar(5, turn + 180 + small)
    on_circle(figure, "c", B=turn + 180, D=turn, A=turn + 3 * small)
    figure.point("C", c)
    figure.point("P", p)
    figure.state("diameter", "c", "B", "D", "O")
    figure.state("on_circle", "c", "A", "C")
    figure.state("beyond", "P", "D", "B")
    figure.state("segment", "P", "A")
    figure.state("between", "C", "P", "A")
    join(figure, "OC", "OA")
    figure.state("equal_length", "P", "C", "O", "C")
    at_p, central, at_a, at_c = angle("A", "P", "D"), angle("A", "O", "D"), angle("O", "A", "C"), angle("A", "C", "O")
    given, goal = rng.choice(
        ((at_p, central), (at_p, central), (at_p, at_a), (at_p, at_c), (at_a, at_p), (at_c, at_p), (at_a, central))
    )
    value = round(figure.measure(given))
    return finish(figure, given, goal, "secant", triple=3 * value, third=Exact(value) / 3)


def parallel_radius(figure: Figure, rng: Random) -> Draft:
    """Diameter AB and chord AC parallel to radius OD: the angles at O, A and C are equal."""
    base = rng.choice([*range(20, 43), *range(47, 58), *range(62, 71)])
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    turn = rng.uniform(0, 360)
    on_circle(figure, "c", A=turn + 180, B=turn, C=turn + 2 * base, D=turn + base)
    figure.state("diameter", "c", "A", "B", "O")
    figure.state("on_circle", "c", "C")
    figure.state("on_arc", "c", "D", "B", "C")
    join(figure, "AC", "OC", "OD")
    figure.state("parallel", "A", "C", "O", "D")
    at_d = [angle("B", "O", "D"), angle("C", "O", "D")]
    rest = [angle("O", "A", "C"), angle("A", "C", "O"), angle("B", "O", "C"), angle("A", "O", "C")]
    given, goal = rng.choice(at_d), rng.choice([*rest, *at_d])
    while goal == given:
        goal = rng.choice(rest)
    if rng.random() < 0.5:
        given, goal = goal, given
    return finish(figure, given, goal)
