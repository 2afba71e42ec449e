"""Sine, cosine and tangent of an acute angle from the sides of a right triangle, and back from a ratio to a side."""

from random import Random

from generators.plane.family import family
from generators.plane.quantities import cosine, length, quotient, sine, tangent
from generators.plane.shapes import posed
from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

TRIPLES = [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (28, 45, 53), (12, 35, 37)]
SURD_LEGS = [
    (a, b) for a in range(1, 16) for b in range(a + 1, 16) if 5 * a >= b and 1 < sqrt(a * a + b * b).complexity[1] <= 60
]
"""Legs of right triangles whose hypotenuse is a surd with a small radicand."""
RATIOS = (sine, cosine, tangent)
FUNCTIONS = {sine: "sin", cosine: "cos", tangent: "tan"}


def legs(rng: Random, *, surds: float) -> tuple[int, int]:
    """Legs of a right triangle: a Pythagorean triple, or in the given share of cases two with a surd hypotenuse."""
    if rng.random() >= surds:
        a, b, c = rng.choices(TRIPLES, (8, 5, 3, 2, 1, 1, 1))[0]
        scale = rng.choice([k for k in (1, 2, 3, 4, 5) if k == 1 or k * c <= 60])
        a, b = a * scale, b * scale
    else:
        a, b = rng.choice(SURD_LEGS)
    return (a, b) if rng.random() < 0.5 else (b, a)


@family(
    "right_triangle_trig_ratio",
    "sin / cos / tan of an acute angle from sides",
    {"ratio_from_two_sides": 12, "ratio_from_coordinates": 1, "name_the_side": 1, "side_from_ratio": 2},
    weight=2.56,
    capacity=510,
)
def right_triangle_trig_ratio(figure: Figure, rng: Random, variant: str) -> Draft:
    """Triangle ABC with the right angle at C, or a point P(m, n); a ratio is asked, or given to find a side."""
    a, b = legs(rng, surds=0 if variant == "side_from_ratio" else 0.33)
    if variant == "ratio_from_coordinates":
        return _from_coordinates(figure, rng, a, b)
    figure.points(**posed(rng, A=b, B=1j * a, C=0))
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    sides = {length("B", "C"): Exact(a), length("A", "C"): Exact(b), length("A", "B"): sqrt(a * a + b * b)}
    corner = rng.choice((("B", "A", "C"), ("A", "B", "C")))
    ratio = rng.choice(RATIOS)
    opposite, adjacent = (Exact(a), Exact(b)) if corner[1] == "A" else (Exact(b), Exact(a))
    hypotenuse = sides["length", "A", "B"]
    if variant == "side_from_ratio":
        value = {sine: opposite / hypotenuse, cosine: adjacent / hypotenuse, tangent: opposite / adjacent}[ratio]
        known, goal = rng.sample(list(sides)[:2] if ratio is tangent else list(sides), 2)
        wrong: dict[str, Exact | Quantity] = {
            "inverse_ratio": sides[known] / value,
            "times_ratio": sides[known] * value,
        }
        return Draft(figure, {ratio(*corner): value, known: sides[known]}, goal, wrong=wrong)
    if variant == "name_the_side":
        return _name_the_sides(figure, rng, sides)
    pair = rng.sample(list(sides), 2)
    wrong = {
        "opposite_over_hypotenuse": opposite / hypotenuse,
        "adjacent_over_hypotenuse": adjacent / hypotenuse,
        "opposite_over_adjacent": opposite / adjacent,
        "adjacent_over_opposite": adjacent / opposite,
    }
    return Draft(figure, {q: sides[q] for q in pair}, ratio(*corner), wrong=wrong)


def _name_the_sides(figure: Figure, rng: Random, sides: dict[Quantity, Exact]) -> Draft:
    """Which ratio of sides a function of angle A is: the options are ratios, named and not counted out."""
    across, along, longest = sides
    ratio, pair = rng.choice(((sine, (across, longest)), (cosine, (along, longest)), (tangent, (across, along))))
    inverse = quotient(*rng.choice(((longest, across), (longest, along), (along, across))))
    among = [quotient(across, longest), quotient(along, longest), quotient(across, along), inverse]
    return Draft(
        figure,
        {side: sides[side] for side in pair},
        ratio("B", "A", "C"),
        question=Phrase("right_triangle_trig_ratio.name.ask", slots=(("function", f"\\{FUNCTIONS[ratio]}"),)),
        among={q: sides[q[1]] / sides[q[2]] for q in among},
        skin="name",
    )


def _from_coordinates(figure: Figure, rng: Random, height: int, run: int) -> Draft:
    """The point P(run, height) and its foot H on the x-axis: the angle between OP and the axis."""
    figure.points(
        O=0, P=complex(run, height), H=run, _right=1.25 * run + 0.15 * height, _top=1j * (1.2 * height + 0.1 * run)
    )
    polygon = figure.state("polygon", "O", "H", "P")
    right = figure.state("right_angle", "O", "H", "P")
    for end, name in (("_right", "x"), ("_top", "y")):
        figure.draw("icon", "north", "O", end)
        figure.draw("line_name", name, "O", end)
    ratio = rng.choice(RATIOS)
    horizontal, vertical = length("O", "H"), length("H", "P")
    key = "right_triangle_trig_ratio.coordinates"
    values = tuple(Fact("value", (figure.canonical(q),), Exact(v)) for q, v in ((horizontal, run), (vertical, height)))
    phrases = (Phrase(f"{key}.scene", (polygon,)), Phrase(f"{key}.foot", (right,)), Phrase(f"{key}.values", values))
    far = sqrt(height * height + run * run)
    wrong: dict[str, Exact | Quantity] = {
        "opposite_over_hypotenuse": height / far,
        "adjacent_over_hypotenuse": run / far,
        "opposite_over_adjacent": Exact(height, run),
        "adjacent_over_opposite": Exact(run, height),
    }
    return Draft(
        figure,
        {horizontal: run, vertical: height},
        ratio("P", "O", "H"),
        phrases=phrases,
        wrong=wrong,
        skin="coordinates",
        keep_names=True,
    )
