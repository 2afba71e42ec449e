"""30-60-90 and 45-45-90 triangles: sides in exact form, angles from sides, figures put together from them."""

from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, area, length, perimeter
from generators.plane.shapes import posed
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft

LEGS = {30: (Exact(1), sqrt(3)), 45: (Exact(1), Exact(1)), 60: (sqrt(3), Exact(1))}
"""Leg opposite the angle and leg next to it, in one scale with the hypotenuse below."""
HYPOTENUSE = {30: Exact(2), 45: sqrt(2), 60: Exact(2)}
LETTERS = "xyhwta"


def side_value(rng: Random) -> Exact:
    """A side as a school problem gives it: mostly an integer, at times a surd or a half."""
    kind = rng.random()
    if kind < 0.62:
        return Exact(rng.randrange(2, 25))
    if kind < 0.92:
        return sqrt(rng.choice((2, 3))) * rng.randrange(1, 13)
    return Exact(2 * rng.randrange(1, 10) + 1, 2)


@family(
    "special_right_triangle",
    "30-60-90 and 45-45-90 triangles, exact values",
    {"find_side_exact": 20, "find_angle": 3, "composite_of_special_triangles": 4},
    weight=3.4,
    capacity=330,
)
def special_right_triangle(figure: Figure, rng: Random, variant: str) -> Draft:
    """A right triangle ABC with the right angle at C, or two such triangles with a side in common."""
    if variant == "composite_of_special_triangles":
        return rng.choice((_two_sides_of_an_altitude, _rectangle_and_triangle, _one_on_another))(figure, rng)
    a = rng.choice((30, 45, 60))
    sides = {length("B", "C"): LEGS[a][0], length("A", "C"): LEGS[a][1], length("A", "B"): HYPOTENUSE[a]}
    known = rng.choice(list(sides))
    factor = side_value(rng) / sides[known]
    sides = {side: ratio * factor for side, ratio in sides.items()}
    figure.points(**posed(rng, A=float(sides["length", "A", "C"]), B=1j * float(sides["length", "B", "C"]), C=0))
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    if variant == "find_angle":
        pair = rng.sample(list(sides), 2)
        goal = rng.choice((angle("B", "A", "C"), angle("A", "B", "C")))
        return Draft(
            figure,
            {q: sides[q] for q in pair},
            goal,
            wrong={"complement": Exact(90 - a), "other_special_angle": Exact(45 if a != 45 else 60)},
        )
    givens: dict[Quantity, Exact] = {known: sides[known]}
    if a == 45 and rng.random() < 0.4:
        figure.state("equal_length", "A", "C", "B", "C")
    elif rng.random() < 0.5:
        givens[angle("B", "A", "C")] = Exact(a)
    else:
        givens[angle("A", "B", "C")] = Exact(90 - a)
    goal = rng.choice([side for side in sides if side != known])
    value = sides[known]
    wrong: dict[str, Exact | Quantity] = {
        "times_root_two": value * sqrt(2),
        "times_root_three": value * sqrt(3),
        "doubled": value * 2,
        "halved": value / 2,
    }
    if rng.random() < 0.25:
        goal = rng.choice((area("A", "B", "C"), perimeter("A", "B", "C")))
        wrong = {"forgot_half": sides["length", "A", "C"] * sides["length", "B", "C"]} if goal[0] == "area" else {}
        return Draft(figure, givens, goal, wrong=wrong)
    aliases = {goal: rng.choice(LETTERS)} if rng.random() < 0.7 else {}
    return Draft(figure, givens, goal, aliases=aliases, wrong=wrong)


def _two_sides_of_an_altitude(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC with altitude AD and special angles at B and C."""
    b, c = rng.choice((30, 45, 60)), rng.choice((30, 45, 60))
    if b == c:
        raise Retry("isosceles: the two halves are one triangle")
    height = Exact(1)
    lengths = {
        length("A", "D"): height,
        length("B", "D"): LEGS[b][1] / LEGS[b][0],
        length("D", "C"): LEGS[c][1] / LEGS[c][0],
        length("A", "B"): HYPOTENUSE[b] / LEGS[b][0],
        length("A", "C"): HYPOTENUSE[c] / LEGS[c][0],
    }
    known = rng.choice(list(lengths))
    factor = side_value(rng) / lengths[known]
    lengths = {q: ratio * factor for q, ratio in lengths.items()}
    left, right = float(lengths["length", "B", "D"]), float(lengths["length", "D", "C"])
    figure.points(**posed(rng, A=1j * float(lengths["length", "A", "D"]), B=-left, D=0, C=right))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "B", "C")
    figure.state("segment", "A", "D")
    figure.state("right_angle", "A", "D", "B")
    left_side, right_side = {length("B", "D"), length("A", "B")}, {length("D", "C"), length("A", "C")}
    across = right_side if known in left_side else left_side if known in right_side else left_side | right_side
    goals = [*sorted(across), length("B", "C"), area("A", "B", "C"), perimeter("A", "B", "C")]
    goal = rng.choice(goals)
    givens = {angle("A", "B", "C"): Exact(b), angle("A", "C", "B"): Exact(c), known: lengths[known]}
    wrong: dict[str, Exact | Quantity] = {
        "times_root_two": lengths[known] * sqrt(2),
        "times_root_three": lengths[known] * sqrt(3),
    }
    if goal == length("B", "C"):
        wrong |= {"one_part_only": length("B", "D"), "other_part_only": length("D", "C")}
    aliases = (
        {goal: rng.choice(LETTERS)} if goal[0] == "length" and goal[1:] != ("B", "C") and rng.random() < 0.6 else {}
    )
    return Draft(figure, givens, goal, aliases=aliases, wrong=wrong, skin="altitude")


def _rectangle_and_triangle(figure: Figure, rng: Random) -> Draft:
    """A right trapezoid cut into rectangle AECD and triangle CEB with a special angle at B."""
    b = rng.choice((30, 45, 60))
    top = rng.randrange(3, 15)
    known = rng.choice((length("C", "E"), length("E", "B"), length("B", "C")))
    ratios = {length("C", "E"): LEGS[b][0], length("E", "B"): LEGS[b][1], length("B", "C"): HYPOTENUSE[b]}
    value = side_value(rng)
    factor = value / ratios[known]
    height, run = ratios["length", "C", "E"] * factor, ratios["length", "E", "B"] * factor
    if not 0.25 * top < float(height) < 3 * top or float(run) > 3 * top:
        raise Retry("flat or thin")
    h, e, w = float(height), float(top), float(run)
    figure.points(**posed(rng, A=0, B=e + w, C=e + 1j * h, D=1j * h, E=e))
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("between", "E", "A", "B")
    figure.state("segment", "C", "E")
    figure.state("rectangle", "A", "E", "C", "D")
    given_side = length("A", "D") if known == length("C", "E") else known
    goals = [
        length("A", "B"),
        area("A", "B", "C", "D"),
        perimeter("A", "B", "C", "D"),
        length("B", "C"),
        length("A", "D"),
    ]
    goal = rng.choice([g for g in goals if g != given_side])
    givens = {angle("A", "B", "C"): Exact(b), length("C", "D"): Exact(top), given_side: value}
    wrong: dict[str, Exact | Quantity] = {"forgot_rectangle": length("E", "B")} if goal == length("A", "B") else {}
    return Draft(figure, givens, goal, wrong=wrong | {"times_root_three": value * sqrt(3)}, skin="trapezoid")


def _one_on_another(figure: Figure, rng: Random) -> Draft:
    """Right triangle ABC (right angle at B) and right triangle ACD on its hypotenuse (right angle at C)."""
    first, second = rng.choice((30, 45, 60)), rng.choice((30, 45, 60))
    shared = Exact(1)
    lengths = {
        length("A", "B"): LEGS[first][1] / HYPOTENUSE[first],
        length("B", "C"): LEGS[first][0] / HYPOTENUSE[first],
        length("C", "D"): LEGS[second][0] / LEGS[second][1],
        length("A", "D"): HYPOTENUSE[second] / LEGS[second][1],
    }
    near, far = (length("A", "B"), length("B", "C")), (length("C", "D"), length("A", "D"))
    known, goal = rng.choice(near), rng.choice(far)
    if rng.random() < 0.5:
        known, goal = goal, known
    factor = side_value(rng) / lengths[known]
    ab, bc = (float(lengths[q] * factor) for q in near)
    cd, ac = float(lengths["length", "C", "D"] * factor), float(shared * factor)
    b, a = 0j, complex(ab)
    c = complex(0, bc)
    d = c + (c - a) * -1j * cd / ac
    figure.points(**posed(rng, A=a, B=b, C=c, D=d))
    figure.state("polygon", "A", "B", "C")
    figure.state("polygon", "A", "C", "D")
    figure.state("opposite_sides", "B", "D", "A", "C")
    figure.state("right_angle", "A", "B", "C")
    figure.state("right_angle", "A", "C", "D")
    givens = {angle("B", "A", "C"): Exact(first), angle("C", "A", "D"): Exact(second), known: lengths[known] * factor}
    wrong: dict[str, Exact | Quantity] = {
        "shared_side": length("A", "C"),
        "times_root_two": givens[known] * sqrt(2),
        "doubled": givens[known] * 2,
    }
    aliases = {goal: rng.choice(LETTERS)} if rng.random() < 0.6 else {}
    return Draft(figure, givens, goal, aliases=aliases, wrong=wrong, skin="stacked")
