"""One tangent to a circle: the right angle at the point of contact, and what follows for angles and lengths."""

import math
from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, area, diameter, length, radius
from generators.plane.shapes import on_circle, polar, posed
from puma_data.symbolic.exact import Exact, cos_degrees, sin_degrees, sqrt
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
    (7, 24, 25),
    (10, 24, 26),
    (20, 21, 29),
]


@family(
    "tangent_radius_single",
    "One tangent: angle or length",
    {
        "length_special_triangle": 7,
        "angle": 2,
        "tangent_chord_angle": 1,
        "tangent_length_pythagoras": 1,
        "diameter_from_tangent": 1,
    },
    weight=2.15,
    capacity=1100,
)
def tangent_radius_single(figure: Figure, rng: Random, variant: str) -> Draft:
    """PT touches the circle around O at T; the line PO meets it at A (near) and B (far)."""
    build = {
        "length_special_triangle": _special,
        "angle": _angle,
        "tangent_chord_angle": _tangent_chord,
        "tangent_length_pythagoras": _pythagoras,
        "diameter_from_tangent": _diameter,
    }[variant]
    return build(figure, rng)


def _place(figure: Figure, rng: Random, r: float, at_p: float, *, diameter: bool) -> None:
    """Circle, tangent PT with the given angle at P, radius OT, and on request the diameter AB on line PO."""
    out = r / math.sin(math.radians(at_p))
    touch = polar(r, 90 - at_p)
    figure.points(O=0, **posed(rng, P=out, T=touch, A=r, B=-r) if diameter else posed(rng, P=out, T=touch))
    figure.circle("c", "O", r)
    if diameter:
        figure.state("diameter", "c", "A", "B", "O")
        figure.state("beyond", "P", "B", "A")
    figure.state("tangent", "c", "T", "P", "O")
    figure.state("segment", "O", "T")
    if not diameter:
        figure.state("segment", "O", "P")


def _special(figure: Figure, rng: Random) -> Draft:
    """Angle P is 30, 45 or 60 degrees, said at P, at the centre or on the circle."""
    at_p = rng.choice((30, 30, 45, 60))
    with_diameter = at_p < 60 and rng.random() < 0.7
    r = Exact(1)
    out = r / sin_degrees(at_p)
    reach = out * cos_degrees(at_p)
    table = {length("O", "T"): r, length("P", "T"): reach, length("O", "P"): out}
    if with_diameter:
        table |= {length("P", "A"): out - r, length("P", "B"): out + r, length("A", "B"): 2 * r}
    known = rng.choice([q for q in table if table[q].complexity[3] == 1])
    value = Exact(rng.randrange(2, 21)) if rng.random() < 0.75 else sqrt(rng.choice((2, 3))) * rng.randrange(1, 11)
    factor = value / table[known]
    table = {q: ratio * factor for q, ratio in table.items()}
    _place(figure, rng, float(factor), at_p, diameter=with_diameter)
    corners = [(angle("O", "P", "T"), at_p), (angle("P", "O", "T"), 90 - at_p)]
    if with_diameter and rng.random() < 0.6:
        figure.state("segment", "B", "T")
        corners = [(angle("A", "B", "T"), (90 - at_p) // 2)] if at_p == 30 else corners
        if rng.random() < 0.3:
            figure.state("segment", "A", "T")
            if at_p == 30:
                table |= {length("A", "T"): factor, length("B", "T"): factor * sqrt(3)}
    corner, size = rng.choice(corners)
    goals = [
        q
        for q in table
        if q != known
        and not (known in (length("O", "T"), length("A", "B")) and q in (length("O", "T"), length("A", "B")))
    ]
    goal = rng.choice(goals)
    givens: dict[Quantity, Exact] = {
        corner: Exact(size),
        (radius("c") if known == length("O", "T") and rng.random() < 0.5 else known): value,
    }
    if not with_diameter and rng.random() < 0.2:
        goal = area("O", "T", "P")
    wrong: dict[str, Exact | Quantity] = {
        "times_root_three": value * sqrt(3),
        "doubled": value * 2,
        "times_root_two": value * sqrt(2),
        "halved": value / 2,
        "over_root_three": value / sqrt(3),
    }
    return Draft(figure, givens, goal, wrong=wrong, skin="diameter" if with_diameter else "")


def _angle(figure: Figure, rng: Random) -> Draft:
    """One of the angles at P, at the centre, at the ends of the diameter: another is asked."""
    at_p = rng.choice([a for a in range(16, 64) if a != 45 and (a % 2 == 0 or rng.random() < 0.25)])
    centre = 90 - at_p
    _place(figure, rng, 5.0, at_p, diameter=True)
    figure.state("segment", "B", "T")
    corners = {
        angle("O", "P", "T"): Exact(at_p),
        angle("A", "O", "T"): Exact(centre),
        angle("A", "B", "T"): Exact(centre, 2),
    }
    corners[angle("B", "T", "O")] = Exact(centre, 2)
    corners[angle("B", "T", "P")] = 90 + Exact(centre, 2)
    if rng.random() < 0.5:
        figure.state("segment", "A", "T")
        corners[angle("B", "A", "T")] = 90 - Exact(centre, 2)
        corners[angle("A", "T", "P")] = Exact(centre, 2)
    whole = [q for q in corners if corners[q].is_integer]
    known = rng.choice(whole)
    goal = rng.choice([q for q in corners if q != known])
    value = corners[known]
    wrong: dict[str, Exact | Quantity] = {
        "complement": 90 - value,
        "half_of_complement": (90 - value) / 2,
        "half": value / 2,
        "doubled": value * 2,
        "same": value,
    }
    wrong = {name: size for name, size in wrong.items() if isinstance(size, Exact) and size.sign() > 0}
    return Draft(figure, {known: value}, goal, wrong=wrong)


def _tangent_chord(figure: Figure, rng: Random) -> Draft:
    """The angle between tangent TP and chord TA equals the inscribed angle TCA on the other side of the chord."""
    size = rng.randrange(26, 84)
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    start = rng.choice((270.0, 270.0, 90.0, rng.uniform(0, 360)))
    sense = rng.choice((1, -1))
    thirds = [t for t in range(28, 151 - size) if 90 not in (size, t, 180 - size - t)]
    third = rng.choice(thirds)
    on_circle(figure, "c", T=start, A=start + sense * 2 * size, C=start + sense * (2 * size + 2 * third))
    figure.point("P", figure.at("T") * (1 + sense * 1j * rng.uniform(1.1, 1.5)))
    figure.point("Q", figure.at("T") * (1 - sense * 1j * rng.uniform(0.9, 1.3)))
    figure.state("polygon", "T", "A", "C")
    figure.state("on_circle", "c", "T", "A", "C")
    figure.state("tangent", "c", "T", "P", "O")
    figure.state("beyond", "Q", "P", "T")
    figure.state("opposite_sides", "P", "C", "T", "A")
    last = 180 - size - third
    one, two = (angle("P", "T", "A"), angle("T", "C", "A")), (angle("Q", "T", "C"), angle("T", "A", "C"))
    corners = {one[0]: size, one[1]: size, two[0]: last, two[1]: last, angle("A", "T", "C"): third}
    if rng.random() < 0.45:
        known, goal = rng.sample(rng.choice((one, two)), 2)
        givens = {known: corners[known]}
    else:  # one angle at the tangent and one inside, so that neither the triangle nor the line is enough
        at = rng.randrange(2)
        known, other, goal = rng.sample((one[at], two[1 - at], angle("A", "T", "C")), 3)
        givens = {known: corners[known], other: corners[other]}
    first = corners[known]
    wrong: dict[str, Exact | Quantity] = {
        "complement": Exact(abs(90 - first)),
        "supplement": Exact(180 - first),
        "doubled": Exact(2 * first),
        "half": Exact(first, 2),
    }
    return Draft(
        figure,
        dict(givens),
        goal,
        wrong={name: v for name, v in wrong.items() if isinstance(v, Exact) and v.sign() > 0},
    )


def _in_proportion(a: int, b: int) -> bool:
    """Whether a tangent and a radius of these lengths make a readable figure."""
    return 20 * max(a, b) < 44 * min(a, b)


def _sizes(rng: Random, *, surds: float = 0.3) -> tuple[Exact, Exact, Exact]:
    """Radius, tangent length and distance of P from the centre."""
    if rng.random() >= surds:
        a, b, _ = rng.choice([t for t in TRIPLES if _in_proportion(*t[:2])])
    else:
        a, b = rng.choice([(a, b) for a in range(2, 15) for b in range(2, 15) if _in_proportion(a, b)])
    r, t = (a, b) if rng.random() < 0.5 else (b, a)
    return Exact(r), Exact(t), sqrt(r * r + t * t)


def _pythagoras(figure: Figure, rng: Random) -> Draft:
    """Two of radius, tangent and distance; the near point A of the circle may take the place of the centre."""
    r, t, out = _sizes(rng)
    with_diameter = rng.random() < 0.5
    _place(figure, rng, float(r), math.degrees(math.asin(float(r / out))), diameter=with_diameter)
    table = {length("O", "T"): r, length("P", "T"): t, length("O", "P"): out}
    pair = rng.sample(list(table), 2)
    goals = [q for q in table if q not in pair]
    if with_diameter:
        table |= {length("P", "A"): out - r, length("P", "B"): out + r}
        goals += [length("P", "A"), length("P", "B")]
    goal = rng.choice(goals)
    p, q = (table[side] for side in pair)
    wrong: dict[str, Exact | Quantity] = {
        "sum": p + q,
        "difference": abs(p - q),
        "wrong_sign": sqrt(abs(p * p - q * q)) if length("O", "P") not in pair else sqrt(p * p + q * q),
    }
    return Draft(
        figure, {side: table[side] for side in pair}, goal, wrong=wrong, skin="diameter" if with_diameter else ""
    )


def _diameter(figure: Figure, rng: Random) -> Draft:
    """PT and PA give the diameter: the square of the tangent is PA times PB."""
    r, t, out = _sizes(rng, surds=0)
    scale = rng.choice((1, 1, 2, 3, Exact(1, 2)))
    r, t, out = r * scale, t * scale, out * scale
    _place(figure, rng, float(r), math.degrees(math.asin(float(r / out))), diameter=True)
    table = {length("P", "T"): t, length("P", "A"): out - r}
    goal = rng.choice((length("A", "B"), diameter("c"), length("O", "T"), length("P", "B"), length("O", "P")))
    wrong: dict[str, Exact | Quantity] = {
        "radius_for_diameter": r,
        "diameter_for_radius": 2 * r,
        "whole_secant": out + r,
        "difference": abs(t - out + r),
    }
    return Draft(figure, dict(table), goal, wrong=wrong)
