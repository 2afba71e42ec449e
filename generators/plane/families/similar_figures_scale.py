"""Similar figures: sides, angles, perimeters, areas, the scale factor, a lamp's projection, a square in a triangle."""

import cmath
import math
from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, area, length, perimeter, quotient
from generators.plane.shapes import polar, posed, triangle_from_angles, triangle_from_sides
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

SCALES = [(p, q) for q in range(1, 6) for p in range(q + 1, 10) if math.gcd(p, q) == 1 and 5 * q < 4 * p <= 12 * q]
"""Scale factors p : q between 5 : 4 and 3 : 1."""

SHORT_SCALES = [f for p, q in SCALES for f in (Exact(p, q), Exact(q, p)) if 10 % f.denominator == 0]
"""Factors, up or down, that turn integers into numbers of one decimal digit."""
BASES_AND_HEIGHTS = [
    (b, h) for b in range(4, 91) for h in range(4, 91) if (10 * b * h) % (b + h) == 0 and b != h and b < 2 * h < 4 * b
]
"""Bases and heights of triangles whose inscribed square has a side of at most one decimal digit."""


@family(
    "similar_figures_scale",
    "Similar polygons: side, perimeter, area, scale factor, homothety",
    {
        "area_ratio_square_of_scale": 4,
        "corresponding_side": 4,
        "perimeter_or_scale_factor": 2,
        "square_inscribed_in_triangle": 1,
        "homothety_projection": 1,
        "corresponding_angle": 1,
    },
    weight=2.1,
    capacity=1900,
)
def similar_figures_scale(figure: Figure, rng: Random, variant: str) -> Draft:
    """Two similar polygons side by side, or one seen from a centre, or a square that cuts off a similar triangle."""
    build = {
        "area_ratio_square_of_scale": _areas,
        "corresponding_side": _side,
        "perimeter_or_scale_factor": _perimeters,
        "square_inscribed_in_triangle": _square,
        "homothety_projection": _projection,
        "corresponding_angle": _angle,
    }[variant]
    return build(figure, rng)


def _scale(rng: Random) -> Exact:
    """Factor from the first figure to the second, up or down."""
    p, q = rng.choice(SCALES)
    return Exact(p, q) if rng.random() < 0.5 else Exact(q, p)


def _place(figure: Figure, rng: Random, shape: list[complex], factor: Exact) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Place a polygon A, B, … and its image under the scale factor to its right, and state that they are similar."""
    count = len(shape)
    first, second = tuple("ABCDE"[:count]), tuple("PQRST"[:count]) if count > 3 else tuple("DEF")
    k = float(factor)
    turn = polar(1, rng.choice((0, 0, 0, rng.uniform(-25, 25))))
    image = [z * k * turn for z in shape]
    width = max(z.real for z in shape)
    gap = 0.25 * max(width - min(z.real for z in shape), max(z.real for z in image) - min(z.real for z in image))
    shift = width + gap - min(z.real for z in image)
    drop = min(z.imag for z in shape) - min(z.imag for z in image)
    for name, z in zip((*first, *second), (*shape, *(z + complex(shift, drop) for z in image)), strict=True):
        figure.point(name, z)
    figure.state("polygon", *first)
    figure.state("polygon", *second)
    figure.state("similar", *first, *second)
    return first, second


def _sides(ring: tuple[str, ...]) -> list[Quantity]:
    return [length(p, q) for p, q in zip(ring, (*ring[1:], ring[0]), strict=True)]


def _integer_triangle(rng: Random) -> tuple[int, int, int]:
    """Sides BC, CA, AB of a scalene triangle without very small angles."""
    while True:
        a, b, c = (rng.randrange(4, 17) for _ in range(3))
        low, middle, high = sorted((a, b, c))
        if (
            low < middle < high
            and high < 0.93 * (low + middle)
            and low * 5 > high * 2
            and low * low + middle * middle != high * high
        ):
            return a, b, c


def _quadrilateral(rng: Random) -> tuple[list[complex], list[Exact]]:
    """A convex quadrilateral with integer sides AB, BC, CD, and a last side of any length."""
    while True:
        ab, bc, cd = (rng.randrange(3, 13) for _ in range(3))
        b, c = rng.uniform(65, 125), rng.uniform(65, 125)
        z = [0j, complex(ab)]
        z.append(z[1] + polar(bc, 180 - b))
        z.append(z[2] + polar(cd, 360 - b - c))
        turns = [cmath.phase((r - q) / (q - p)) for p, q, r in zip(z, z[1:] + z[:1], z[2:] + z[:2], strict=True)]
        if all(0.5 < t < 2.3 for t in turns) and abs(z[3] - z[0]) > 2 and len({ab, bc, cd}) == 3:
            return z, [Exact(ab), Exact(bc), Exact(cd)]


def _side(figure: Figure, rng: Random) -> Draft:
    """Two sides of one figure and one of the other: the fourth in proportion."""
    factor = rng.choice(SHORT_SCALES) if rng.random() < 0.6 else _scale(rng)
    if rng.random() < 0.6:
        a, b, c = _integer_triangle(rng)
        z = list(triangle_from_sides(a, b, c))
        values = [Exact(c), Exact(a), Exact(b)]
    else:
        z, values = _quadrilateral(rng)
    first, second = _place(figure, rng, z, factor)
    i, j = rng.sample(range(len(values)), 2)
    one, two = _sides(first), _sides(second)
    quad = {one[i]: values[i], two[i]: values[i] * factor, one[j]: values[j], two[j]: values[j] * factor}
    if any(10 % v.denominator for v in quad.values()):
        raise Retry("too many decimals")
    goal = rng.choice((one[j], two[j]))
    other = two[j] if goal == one[j] else one[j]
    ratio = factor if goal == two[j] else 1 / factor
    wrong: dict[str, Exact | Quantity] = {
        "inverse_ratio": quad[other] / ratio,
        "additive_difference": abs(quad[other] + (quad[two[i]] - quad[one[i]]) * (1 if goal == two[j] else -1)),
        "squared_ratio": quad[other] * ratio * ratio,
    }
    aliases = {goal: rng.choice("xya")} if rng.random() < 0.5 else {}
    if rng.random() < 0.2:
        scale = quotient(one[i], two[i]) if rng.random() < 0.5 else quotient(two[i], one[i])
        givens: dict[Quantity, Exact] = {scale: 1 / factor if scale[1] == one[i] else factor, other: quad[other]}
    else:
        givens = {q: v for q, v in quad.items() if q != goal}
    return Draft(figure, dict(givens), goal, aliases=aliases, wrong=wrong, skin=f"{len(z)}-gon")


def _areas(figure: Figure, rng: Random) -> Draft:
    """Areas are as the squares of corresponding sides: one of the four is asked, or the ratio itself."""
    p, q = rng.choice(SCALES)
    factor = Exact(p, q) if rng.random() < 0.5 else Exact(q, p)
    unit = q if factor > 1 else p
    larger = max(p, q) ** 2
    shapes = [
        (s, t) for s in range(1, 7) for t in range(1, 35) if 9 * s * s < 40 * t < 38 * s * s and t * larger <= 500
    ]
    if not shapes:
        raise Retry("large areas")
    s, t = rng.choice(shapes)
    base, first_area = Exact(s * unit), Exact(t * unit * unit)
    second_area = first_area * factor * factor
    height = 2 * float(first_area) / float(base)
    apex = complex(rng.uniform(0.1, 0.9) * float(base), height)
    z = [0j, complex(float(base)), apex]
    if rng.random() < 0.3:
        lean = complex(rng.uniform(-0.3, 0.3) * float(base), height)
        narrow = rng.uniform(0.45, 0.85)
        tall = 2 / (1 + narrow)
        lean = complex(lean.real, height * tall / 2)
        z = [0j, complex(float(base)), lean + narrow * float(base), lean]
        if max(lean.real + narrow * float(base), float(base)) - min(0, lean.real) > 1.6 * float(base):
            raise Retry("slanted")
    first, second = _place(figure, rng, z, factor)
    i = 0
    one, two = _sides(first)[i], _sides(second)[i]
    values = {one: base, two: base * factor, area(*first): first_area, area(*second): second_area}
    kind = rng.random()
    if kind < 0.2:
        goal = quotient(area(*first), area(*second))
        return Draft(
            figure,
            {one: base, two: base * factor} if rng.random() < 0.6 else {quotient(one, two): 1 / factor},
            goal,
            wrong={"used_k": 1 / factor, "inverse_ratio": factor * factor},
            skin=f"{len(z)}-gon",
        )
    if kind < 0.35:
        return Draft(
            figure,
            {area(*first): first_area, area(*second): second_area},
            quotient(one, two),
            wrong={"ratio_of_areas": first_area / second_area, "inverse_ratio": factor},
            skin=f"{len(z)}-gon",
        )
    goal = rng.choice(list(values))
    givens: dict[Quantity, Exact] = {key: value for key, value in values.items() if key != goal}
    if goal[0] == "area" and rng.random() < 0.3:
        other = area(*(first if goal == area(*second) else second))
        givens = {quotient(one, two): 1 / factor, other: values[other]}
    up = goal in (two, area(*second))
    k = factor if up else 1 / factor
    partner = values[{one: two, two: one, area(*first): area(*second), area(*second): area(*first)}[goal]]
    wrong: dict[str, Exact | Quantity] = {"inverse_ratio": partner / (k * k if goal[0] == "area" else k)}
    wrong |= {"used_k_for_k_squared": partner * k} if goal[0] == "area" else {"used_k_squared_for_k": partner * k * k}
    return Draft(figure, dict(givens), goal, wrong=wrong, skin=f"{len(z)}-gon")


def _perimeters(figure: Figure, rng: Random) -> Draft:
    """Perimeters are as corresponding sides; or three sides of one and one of the other: perimeter, scale factor."""
    a, b, c = _integer_triangle(rng)
    factor = rng.choice(SHORT_SCALES)
    first, second = _place(figure, rng, list(triangle_from_sides(a, b, c)), factor)
    one, two = _sides(first), _sides(second)
    values = [Exact(c), Exact(a), Exact(b)]
    i = rng.randrange(3)
    total = Exact(a + b + c)
    if 10 % (values[i] * factor).denominator or 10 % (total * factor).denominator:
        raise Retry("too many decimals")
    kind = rng.random()
    if kind < 0.35:
        table = {
            one[i]: values[i],
            two[i]: values[i] * factor,
            perimeter(*first): total,
            perimeter(*second): total * factor,
        }
        goal = rng.choice(list(table))
        givens: dict[Quantity, Exact] = {q: v for q, v in table.items() if q != goal}
        partner = {
            one[i]: two[i],
            two[i]: one[i],
            perimeter(*first): perimeter(*second),
            perimeter(*second): perimeter(*first),
        }[goal]
        ratio = factor if goal in (two[i], perimeter(*second)) else 1 / factor
        return Draft(
            figure,
            dict(givens),
            goal,
            wrong={"inverse_ratio": table[partner] / ratio, "squared_ratio": table[partner] * ratio * ratio},
        )
    if kind < 0.7:
        givens = {**dict(zip(one, values, strict=True)), two[i]: values[i] * factor}
        return Draft(
            figure,
            dict(givens),
            perimeter(*second),
            wrong={
                "first_perimeter": total,
                "inverse_ratio": total / factor,
                "additive_difference": total + 3 * (factor - 1) * values[i],
            },
        )
    goal = quotient(one[i], two[i]) if rng.random() < 0.5 else quotient(perimeter(*first), perimeter(*second))
    if goal[1][0] == "length":
        return Draft(
            figure,
            {perimeter(*first): total, perimeter(*second): total * factor},
            goal,
            wrong={"inverse_ratio": factor, "squared": 1 / (factor * factor)},
        )
    return Draft(
        figure,
        {one[i]: values[i], two[i]: values[i] * factor},
        goal,
        wrong={"inverse_ratio": factor, "squared": 1 / (factor * factor)},
    )


def _angle(figure: Figure, rng: Random) -> Draft:
    """Angles of one figure give those of the other."""
    alpha, beta = rng.randrange(34, 100), rng.randrange(34, 100)
    gamma = 180 - alpha - beta
    if gamma < 28 or len({alpha, beta, gamma}) < 3 or 90 in (alpha, beta, gamma):
        raise Retry("no general triangle")
    first, second = _place(figure, rng, list(triangle_from_angles(alpha, beta)), _scale(rng))
    sizes = [alpha, beta, gamma]

    def corner(ring: tuple[str, ...], i: int) -> Quantity:
        return angle(ring[i - 1], ring[i], ring[(i + 1) % 3])

    i, j, k = rng.sample(range(3), 3)
    here, there = rng.sample((first, second), 2)
    givens = {corner(here, i): sizes[i], corner(rng.choice((here, there)), j): sizes[j]}
    goal = corner(there, k)
    wrong: dict[str, Exact | Quantity] = {
        "a_given_angle": Exact(sizes[i]),
        "other_given_angle": Exact(sizes[j]),
        "sum_of_the_givens": Exact(sizes[i] + sizes[j]),
    }
    if rng.random() < 0.25:
        givens, goal = {corner(here, i): sizes[i], corner(here, j): sizes[j]}, corner(there, rng.choice((i, j)))
    return Draft(figure, givens, goal, wrong=wrong)


def _seen_apart(rng: Random) -> list[complex]:
    """A triangle whose corners are seen from the origin in directions well apart, none along a side."""
    while True:
        turn, place = polar(1, rng.uniform(0, 360)), complex(1.2, rng.uniform(-0.2, 0.2))
        z = [
            (w - 0.5 - 0.25j) * turn + place
            for w in triangle_from_angles(rng.randrange(40, 80), rng.randrange(40, 80), 1)
        ]
        lines = [*z, z[1] - z[0], z[2] - z[1], z[0] - z[2]]
        crossings = [cmath.phase(u / w) % math.pi for i, u in enumerate(lines) for w in lines[:i]]
        if all(0.25 < t < math.pi - 0.25 for t in crossings):
            return z


def _projection(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC and its projection DEF from a lamp O: AB is parallel to DE, and so on."""
    p, q = rng.choice([s for s in SCALES if 8 * s[1] <= 5 * s[0] <= 13 * s[1]])
    factor = Exact(p, q)
    z = _seen_apart(rng)
    ab = Exact(q * rng.randrange(1, 13))
    size = float(ab) / abs(z[1] - z[0])
    k = float(factor)
    pose = posed(
        rng,
        **{near: w * size for near, w in zip("ABC", z, strict=True)},
        **{far: w * size * k for far, w in zip("DEF", z, strict=True)},
    )
    figure.points(O=0, **pose)
    scene = [figure.state("polygon", "A", "B", "C"), figure.state("polygon", "D", "E", "F")]
    for near, far in zip("ABC", "DEF", strict=True):
        scene.append(figure.state("segment", "O", far))
        scene.append(figure.state("between", near, "O", far))
    rays = (figure.state("parallel", "A", "B", "D", "E"), figure.state("parallel", "B", "C", "E", "F"))
    ratio = (
        quotient(length("O", "A"), length("O", "D"))
        if rng.random() < 0.5
        else quotient(length("O", "A"), length("A", "D"))
    )
    share = 1 / factor if ratio[2] == length("O", "D") else 1 / (factor - 1)
    key = "similar_figures_scale.projection"
    phrases = (Phrase(f"{key}.scene", tuple(scene)), Phrase(f"{key}.parallel", rays))
    givens: dict[Quantity, Exact] = {ratio: share, length("A", "B"): ab}
    goal = length("D", "E")
    wrong: dict[str, Exact | Quantity] = {"inverse_ratio": ab / factor, "squared_ratio": ab * factor * factor}
    if rng.random() < 0.4:
        givens, goal = {ratio: share, length("D", "E"): ab * factor}, length("A", "B")
        wrong = {"inverse_ratio": ab * factor * factor, "part_to_part": ab * factor * share}
    return Draft(figure, dict(givens), goal, phrases=phrases, wrong=wrong, skin="lamp")


def _square(figure: Figure, rng: Random) -> Draft:
    """Square EFGH with EF on side BC of triangle ABC, H on AB, G on AC; AD is the altitude."""
    base, height = rng.choice(BASES_AND_HEIGHTS)
    side = Exact(base * height, base + height)
    s = float(side)
    foot = rng.uniform(0.25, 0.75) * base
    apex = complex(foot, height)
    left, right = apex * (s / height), base + (apex - base) * (s / height)
    if (
        min(abs(foot - left.real), abs(right.real - foot)) < 0.06 * base
        or min(left.real, base - right.real) < 0.05 * base
    ):
        raise Retry("crowded")
    figure.points(A=apex, B=0, C=base, D=foot, E=left.real, F=right.real, G=right, H=left)
    figure.state("polygon", "A", "B", "C")
    scene = [figure.state("segment", "A", "D"), figure.state("polygon", "E", "F", "G", "H")]
    scene += [
        figure.state("between", name, *side) for name, side in zip("DEFGH", ("BC", "BC", "BC", "AC", "AB"), strict=True)
    ]
    marks = (figure.state("right_angle", "A", "D", "B"), figure.state("square", "E", "F", "G", "H"))
    key = "similar_figures_scale.square"
    phrases = (Phrase(f"{key}.scene", tuple(scene)), Phrase(f"{key}.marks", marks))
    goal = area("E", "F", "G", "H") if side.is_integer and rng.random() < 0.35 else length("E", "F")
    wrong: dict[str, Exact | Quantity] = {"half_the_base": Exact(base, 2), "half_the_height": Exact(height, 2)}
    if goal[0] == "area":
        wrong = {"side_for_area": side, "half_the_triangle": Exact(base * height, 4)}
    return Draft(
        figure, {length("B", "C"): base, length("A", "D"): height}, goal, phrases=phrases, wrong=wrong, skin="square"
    )
