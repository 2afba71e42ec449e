"""Two parallel lines cut by a transversal."""

from __future__ import annotations

from random import Random

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, unknown
from generators.plane.shapes import meet, polar, posed
from puma_data.registry import Retry
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase


@family(
    "parallel_transversal_angle",
    "Two parallel lines cut by a transversal",
    {"corresponding_alternate_cointerior_numeric": 11, "algebraic_equation": 2, "numbered_angle_grid": 2},
    weight=2.8,
)
def parallel_transversal_angle(figure: Figure, rng: Random, variant: str) -> Draft:
    """AB is parallel to CD; EF crosses them at G and H. An angle at one crossing is asked from one at the other."""
    if variant == "numbered_angle_grid":
        return grid(figure, rng)
    slope = rng.choice([*range(38, 87), *range(94, 143)])
    place_lines(figure, rng, slope)
    figure.state("parallel", "A", "B", "C", "D")
    scene = [figure.state("segment", *line) for line in ("AB", "CD", "EF")]
    scene += [figure.state("between", *order) for order in ("GAB", "HCD", "GEH", "HGF")]
    scene.append(figure.state("same_side", "A", "C", "E", "F"))
    cut = Phrase("parallel_transversal_angle.cut", tuple(scene))
    at_g = angle(rng.choice("AB"), "G", rng.choice("EH"))
    at_h = angle(rng.choice("CD"), "H", rng.choice("GF"))
    given, goal = rng.sample([at_g, at_h], 2)
    if variant == "algebraic_equation":
        return algebraic(figure, rng, cut, given, goal)
    if rng.random() < 0.35:
        return bisected(figure, rng, cut)
    value = round(figure.measure(given))
    aliases = {given: r"\angle 1", goal: r"\angle 2"} if rng.random() < 0.5 else {}
    return Draft(
        figure, {given: value}, goal, phrases=(cut,), wrong=angle_mistakes(figure, goal, value), aliases=aliases
    )


def place_lines(figure: Figure, rng: Random, slope: int) -> None:
    """Points of two horizontal lines and of a transversal with this direction, in a random pose."""
    along = polar(1, slope)
    gap = rng.uniform(2.6, 3.6)
    h = 0j
    g = along * (gap / along.imag)
    left, right = rng.uniform(2.4, 3.6), rng.uniform(2.4, 3.6)
    place = posed(
        rng,
        A=g - left,
        B=g + right,
        C=h - left - g.real * 0.5,
        D=h + right + g.real * 0.5,
        E=g + along * rng.uniform(1.3, 2),
        F=h - along * rng.uniform(1.3, 2),
        G=g,
        H=h,
    )
    figure.points(**place)


def algebraic(figure: Figure, rng: Random, cut: Phrase, first: Quantity, second: Quantity) -> Draft:
    """Both angles are expressions in x."""
    values = round(figure.measure(first)), round(figure.measure(second))
    x = rng.randrange(8, 36)
    figure.let("x", x)
    given = dict(zip((first, second), expressions(rng, "x", x, *values), strict=True))
    goal = unknown("x") if rng.random() < 0.6 else second
    wrong = angle_mistakes(figure, goal, values[0] if goal == second else x, value_of_x=x, value_of_angle=values[0])
    return Draft(figure, {**given}, goal, phrases=(cut,), wrong=wrong)


def bisected(figure: Figure, rng: Random, cut: Phrase) -> Draft:
    """The bisector of an interior angle at G meets CD at K."""
    end, far = rng.choice((("A", "C"), ("B", "D")))
    whole = round(figure.measure(angle(end, "G", "H")))
    turn = (figure.at("H") - figure.at("G")) / abs(figure.at("H") - figure.at("G"))
    arm = (figure.at(end) - figure.at("G")) / abs(figure.at(end) - figure.at("G"))
    k = meet(figure.at("G"), figure.at("G") + turn + arm, figure.at("C"), figure.at("D"))
    reach = abs(figure.at(far) - figure.at("H"))
    if whole % 2 or abs(k - figure.at("H")) > reach * 0.85 or whole in (60, 120):
        raise Retry("half a degree, or a bisector that leaves the picture")
    figure.point("K", k)
    figure.state("between", "K", "H", far)
    figure.state("segment", "G", "K")
    figure.state("bisector", "K", end, "G", "H")
    other = "D" if far == "C" else "C"
    at_h = rng.choice([angle("G", "H", far), angle("G", "H", other), angle(far, "H", "F"), angle(other, "H", "F")])
    at_k = rng.choice([angle("G", "K", "H"), angle("G", "K", far)])
    given, goal = rng.sample([at_h, at_k], 2)
    value = round(figure.measure(given))
    return Draft(
        figure, {given: value}, goal, phrases=(cut,), wrong=angle_mistakes(figure, goal, value), skin="bisected"
    )


def grid(figure: Figure, rng: Random) -> Draft:
    """Two pairs of parallel lines make sixteen numbered angles at P, Q, R, S."""
    slope = rng.choice([*range(40, 85), *range(96, 141)])
    along = polar(1, slope)
    height, width = rng.uniform(2.4, 3), rng.uniform(2.8, 3.6)
    up = along * (height / along.imag)
    corner = {"P": up, "Q": up + width, "R": 0j, "S": complex(width)}
    out = rng.uniform(1.5, 2)
    place = posed(
        rng,
        A=up - out, B=up + width + out, C=complex(-out), D=complex(width + out),
        E=up + along * out, F=-along * out, G=up + width + along * out, H=width - along * out, **corner,
    )  # fmt: skip
    figure.points(**place)
    figure.state("parallel", "A", "B", "C", "D")
    figure.state("parallel", "E", "F", "G", "H")
    scene = []
    for first, p, q, last in ("APQB", "CRSD", "EPRF", "GQSH"):
        scene += [
            figure.state("segment", first, last),
            figure.state("between", p, first, q),
            figure.state("between", q, p, last),
        ]
    names = {}
    corners = [
        angle(x, v, y)
        for v, sides, ends in (("P", "AQ", "ER"), ("Q", "PB", "GS"), ("R", "CS", "PF"), ("S", "RD", "QH"))
        for y in ends
        for x in sides
    ]
    for number, corner_angle in enumerate(corners, 1):
        names[corner_angle] = rf"\angle {number}"
    given, goal = rng.sample(corners, 2)
    while given[2] == goal[2]:
        given, goal = rng.sample(corners, 2)
    value = round(figure.measure(given))
    cut = Phrase("parallel_transversal_angle.grid", tuple(scene))
    return Draft(figure, {given: value}, goal, phrases=(cut,), wrong=angle_mistakes(figure, goal, value), aliases=names)
