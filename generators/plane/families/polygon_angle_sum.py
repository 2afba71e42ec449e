"""Angle sums of quadrilaterals, trapezoids, pentagons and regular polygons."""

from __future__ import annotations

from math import pi, sin
from random import Random

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, area, length, perimeter, unknown
from generators.plane.shapes import meet, polar, posed, unit
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase


@family(
    "polygon_angle_sum",
    "Angle sums of quadrilaterals, trapezoids and regular polygons",
    {
        "quadrilateral_or_trapezoid": 3,
        "regular_polygon": 2,
        "regular_polygon_length_or_area": 2,
        "pentagon_algebra": 1,
        "regular_hexagon_central_triangle": 1,
    },
    weight=2.1,
)
def polygon_angle_sum(figure: Figure, rng: Random, variant: str) -> Draft:
    """A polygon's angles add up to (n - 2) 180 degrees; parallel sides or regularity give more."""
    builds = {
        "quadrilateral_or_trapezoid": rng.choice((general, general, trapezoid, isosceles_trapezoid)),
        "regular_polygon": rng.choices(
            (regular_cut, regular_angles, regular_diagonals, regular_in_circle), (5, 1, 1, 1)
        )[0],
        "regular_polygon_length_or_area": rng.choices(
            (hexagon_measure, hexagon_diagonal, perimeter_of_regular), (1, 2, 3)
        )[0],
        "pentagon_algebra": pentagon,
        "regular_hexagon_central_triangle": central_triangle,
    }
    return builds[variant](figure, rng)


def ring_from_angles(rng: Random, sizes: list[int]) -> list[complex]:
    """Vertices of a convex polygon with these angles: sides of random length, the last two fitted."""
    directions = [0]
    for size in sizes[1:]:
        directions.append(directions[-1] + 180 - size)
    for _ in range(40):
        points = [0j]
        for direction in directions[:-2]:
            points.append(points[-1] + polar(rng.uniform(2.6, 5.6), direction))
        points.append(meet(points[-1], points[-1] + polar(1, directions[-2]), 0j, polar(1, directions[-1])))
        edges = [q - p for p, q in zip(points, points[1:] + points[:1], strict=True)]
        turns = [(u.conjugate() * v).imag for u, v in zip(edges, edges[1:] + edges[:1], strict=True)]
        if min(turns) > 0 and min(map(abs, edges)) > 1.6 and max(map(abs, edges)) < 9:
            return points
    raise Retry("sides of very unlike length")


def convex_angles(rng: Random, count: int) -> list[int]:
    """Different whole angles of a convex polygon, none nearly right or nearly straight."""
    total = (count - 2) * 180
    while True:
        sizes = [rng.randrange(52, 156) for _ in range(count - 1)]
        sizes.append(total - sum(sizes))
        if 52 <= sizes[-1] <= 155 and len(set(sizes)) == count and not any(86 <= size <= 94 for size in sizes):
            return sizes


def place(figure: Figure, rng: Random, points: list[complex]) -> tuple[str, ...]:
    """The polygon ABCD… in a random pose."""
    names = tuple("ABCDEFGHIJKL"[: len(points)])
    figure.points(**posed(rng, **dict(zip(names, points, strict=True))))
    figure.state("polygon", *names)
    return names


def corners_of(names: tuple[str, ...]) -> list[Quantity]:
    count = len(names)
    return [angle(names[i - 1], names[i], names[(i + 1) % count]) for i in range(count)]


def all_but_one(figure: Figure, rng: Random, corners: list[Quantity], sizes: list[int], *, algebra: float) -> Draft:
    """Every angle but one is given, or all of them with an unknown."""
    count = len(corners)
    if rng.random() < algebra:
        x = rng.randrange(10, 45)
        figure.let("x", x)
        order = rng.sample(range(count), count)
        wordy = min(count, rng.choice((2, 3)))
        labels = expressions(rng, "x", x, *(sizes[i] for i in order[:wordy]))
        givens: dict[Quantity, Exact | Linear | int] = {
            corners[i]: label for i, label in zip(order, labels, strict=False)
        }
        givens.update({corners[i]: sizes[i] for i in order[wordy:]})
        givens = {corner: givens[corner] for corner in corners}
        goal = rng.choice((unknown("x"), unknown("x"), corners[order[0]], corners[order[1]]))
        wrong = angle_mistakes(figure, goal, x, sizes[order[0]], value_of_x=x)
        return Draft(figure, givens, goal, wrong=wrong, skin="x")
    asked = rng.randrange(count)
    known = {corner: size for i, (corner, size) in enumerate(zip(corners, sizes, strict=True)) if i != asked}
    rest = sum(known.values())
    wrong_totals = {f"sum_of_{total}": total - rest for total in (360, 540, 720) if total != (count - 2) * 180}
    goal = corners[asked]
    wrong = angle_mistakes(
        figure, goal, next(iter(known.values())), exterior=180 - (count - 2) * 180 + rest, **wrong_totals
    )
    aliases = {goal: rng.choice(("x", r"\angle 1"))} if rng.random() < 0.3 else {}
    return Draft(figure, {**known}, goal, wrong=wrong, aliases=aliases)


def general(figure: Figure, rng: Random) -> Draft:
    """Convex quadrilateral ABCD, sometimes with an extended side."""
    sizes = convex_angles(rng, 4)
    points = ring_from_angles(rng, sizes)
    if rng.random() < 0.6:
        names = place(figure, rng, points)
        return all_but_one(figure, rng, corners_of(names), sizes, algebra=0.45)
    reach = points[2] + unit(points[2] - points[1]) * rng.uniform(1.4, 2)
    figure.points(**posed(rng, **dict(zip("ABCDE", [*points, reach], strict=True))))
    figure.state("polygon", *"ABCD")
    figure.state("beyond", "E", "B", "C")
    at_a, at_b, _, at_d = corners_of(tuple("ABCD"))
    outer = angle("D", "C", "E")
    corners = [at_a, at_b, at_d, outer]
    rng.shuffle(corners)
    *given, goal = corners
    values = [round(figure.measure(q)) for q in given]
    wrong = angle_mistakes(figure, goal, *values[:2], sum_minus_360=abs(360 - sum(values)))
    return Draft(figure, dict(zip(given, values, strict=True)), goal, wrong=wrong, skin="exterior")


def trapezoid(figure: Figure, rng: Random) -> Draft:
    """Trapezoid ABCD with AB parallel to DC: angles at a leg add up to 180 degrees."""
    a = rng.choice([*range(48, 86), *range(95, 118)])
    b = rng.choice([x for x in range(48, 86) if abs(x - a) > 4])
    height = rng.uniform(2.4, 3.2)
    d, base = polar(height / sin(a * pi / 180), a), rng.uniform(6, 8)
    c = base + polar(height / sin(b * pi / 180), 180 - b)
    if c.real - d.real < 1.8 or abs((c.real - d.real) - base) < 0.8:
        raise Retry("a base too short")
    figure.points(**posed(rng, A=0j, B=complex(base), C=c, D=d))
    figure.state("polygon", *"ABCD")
    figure.state("parallel", "A", "B", "D", "C")
    at_a, at_b, at_c, at_d = corners_of(tuple("ABCD"))
    legs = rng.choice(((at_a, at_d), (at_b, at_c)))
    one, two = rng.sample(legs, 2)
    values = round(figure.measure(one)), round(figure.measure(two))
    if rng.random() < 0.5:
        x = rng.randrange(8, 40)
        figure.let("x", x)
        labels = expressions(rng, "x", x, *values)
        goal = rng.choice((unknown("x"), unknown("x"), one, two))
        wrong = angle_mistakes(figure, goal, x, values[0], value_of_x=x)
        return Draft(figure, {one: labels[0], two: labels[1]}, goal, wrong=wrong, skin="trapezoid_x")
    wrong = angle_mistakes(figure, two, values[0], rest_of_360=360 - 2 * values[0])
    return Draft(figure, {one: values[0]}, two, wrong=wrong, skin="trapezoid")


def isosceles_trapezoid(figure: Figure, rng: Random) -> Draft:
    """Isosceles trapezoid ABCD: base angles are equal."""
    a = rng.choice([*range(48, 58), *range(62, 84)])
    height, base = rng.uniform(2.2, 3), rng.uniform(6, 8)
    shift = height / sin(a * pi / 180)
    d = polar(shift, a)
    c = complex(base - d.real, d.imag)
    if c.real - d.real < 1.8:
        raise Retry("a base too short")
    figure.points(**posed(rng, A=0j, B=complex(base), C=c, D=d))
    figure.state("polygon", *"ABCD")
    figure.state("isosceles_trapezoid", *"ABCD")
    corners = corners_of(tuple("ABCD"))
    given, goal = rng.sample(corners, 2)
    values = round(figure.measure(given)), round(figure.measure(goal))
    if rng.random() < 0.5:
        x = rng.randrange(8, 40)
        figure.let("x", x)
        labels = expressions(rng, "x", x, *values)
        asked = rng.choice((unknown("x"), unknown("x"), given, goal))
        wrong = angle_mistakes(figure, asked, x, values[0], value_of_x=x)
        return Draft(figure, {given: labels[0], goal: labels[1]}, asked, wrong=wrong, skin="isosceles_x")
    wrong = angle_mistakes(figure, goal, values[0], rest_of_360=360 - 2 * values[0])
    return Draft(figure, {given: values[0]}, goal, wrong=wrong, skin="isosceles")


def pentagon(figure: Figure, rng: Random) -> Draft:
    """Convex pentagon or hexagon with expressions at its vertices."""
    sizes = convex_angles(rng, rng.choice((5, 5, 6)))
    names = place(figure, rng, ring_from_angles(rng, sizes))
    return all_but_one(figure, rng, corners_of(names), sizes, algebra=0.75)


def regular(figure: Figure, rng: Random, count: int, side: float, *extra: complex) -> tuple[str, ...]:
    """A regular polygon with this side, its centre at the origin; ``extra`` positions are measured in its radius."""
    radius = side / (2 * sin(pi / count))
    names = tuple("ABCDEFGHIJKL"[:count])
    points = {name: polar(radius, 360 * i / count - 90 - 180 / count) for i, name in enumerate(names)}
    points.update({name: z * radius for name, z in zip("PQ", extra, strict=False)})
    figure.points(**posed(rng, **points))
    figure.state("polygon", *names)
    figure.state("regular_polygon", *names)
    return names


def regular_angles(figure: Figure, rng: Random) -> Draft:
    """Interior or exterior angle of a regular polygon."""
    count = rng.choice((5, 6, 8, 9, 10, 12))
    if rng.random() < 0.5:
        names = regular(figure, rng, count, 4)
        goal = rng.choice(corners_of(names))
    else:
        start = polar(1, -90 - 180 / count)
        names = regular(
            figure, rng, count, 4, start * polar(1, 360 / count) + (polar(1, 360 / count) - 1) * start * 0.7
        )
        figure.state("beyond", "P", "A", "B")
        goal = angle("P", "B", "C")
    interior = 180 - Exact(360) / count
    wrong = angle_mistakes(
        figure,
        goal,
        interior=interior,
        exterior=180 - interior,
        central_half=Exact(180) / count,
        interior_half=interior / 2,
    )
    return Draft(figure, {}, goal, wrong=wrong)


def regular_diagonals(figure: Figure, rng: Random) -> Draft:
    """A diagonal of a regular polygon cuts off an isosceles triangle."""
    count = rng.choice((5, 5, 6, 8, 9, 10, 12))
    names = regular(figure, rng, count, 4)
    a, b, c, d = names[:4]
    figure.state("segment", a, c)
    goals = [angle(b, a, c), angle(b, c, a), angle(a, c, d)]
    interior = 180 - Exact(360) / count
    goal = rng.choice(goals)
    wrong = angle_mistakes(
        figure,
        goal,
        interior=interior,
        exterior=180 - interior,
        interior_half=interior / 2,
        central_half=Exact(180) / count,
    )
    return Draft(figure, {}, goal, wrong=wrong, skin="diagonal")


def regular_cut(figure: Figure, rng: Random) -> Draft:
    """P on a side of a regular polygon, joined to a vertex: the triangle or quadrilateral cut off, and what is left."""
    count, step = rng.choice(((5, 1), (6, 1), (5, 2), (6, 2), (8, 2), (9, 2), (10, 2)))
    least, most = 180 * step // count - 180 // count + 5, 180 * step // count - 4
    u = rng.randrange(max(least, 12), most)
    names = regular(figure, rng, count, 4)
    b, c, d = (figure.at(name) for name in names[1:4])
    sense = 1 if ((c - b).conjugate() * (d - c)).imag > 0 else -1
    side = names[1 + step : 3 + step]
    p = meet(b, b + (c - b) * polar(1, sense * u), *(figure.at(name) for name in side))
    figure.point("P", p)
    cut = [figure.state("between", "P", *side), figure.state("segment", "B", "P")]
    if step == 2:
        cut.append(figure.state("polygon", "B", "C", "D", "P"))
        corners = [angle("C", "B", "P"), angle("B", "P", "D"), angle("A", "B", "P"), angle("B", "P", "E")]
    else:
        corners = [angle("C", "B", "P"), angle("B", "P", "C"), angle("A", "B", "P"), angle("B", "P", "D")]
    given, goal = rng.sample(corners, 2)
    while {given[2], goal[2]} == {"P"}:
        given, goal = rng.sample(corners, 2)
    value = round(figure.measure(given))
    wrong = angle_mistakes(figure, goal, value, interior=180 - Exact(360) / count, exterior=Exact(360) / count)
    phrase = Phrase(f"polygon_angle_sum.cut.{('triangle', 'quadrilateral')[step - 1]}", tuple(cut))
    return Draft(figure, {given: value}, goal, phrases=(phrase,), wrong=wrong, skin="cut")


def regular_in_circle(figure: Figure, rng: Random) -> Draft:
    """A regular polygon inscribed in a circle: its central angle and the triangles of its radii."""
    count = rng.choice((5, 6, 8, 9, 10, 12))
    figure.point("O", 0)
    names = regular(figure, rng, count, 4)
    figure.circle("c", "O", abs(figure.at("A")))
    figure.state("on_circle", "c", *names)
    i = rng.randrange(count)
    a, b = names[i], names[(i + 1) % count]
    for name in (a, b):
        figure.state("segment", "O", name)
    goal = rng.choice((angle(a, "O", b), angle(a, "O", b), angle("O", a, b)))
    central = Exact(360) / count
    wrong = angle_mistakes(figure, goal, interior=180 - central, central=central, half=central / 2, third=central * 2)
    return Draft(figure, {}, goal, wrong=wrong, skin="circle")


def lengths(figure: Figure, goal: Quantity, **named: Exact | int) -> dict[str, Exact | Quantity]:
    """Positive wrong values that differ from the drawn one."""
    drawn = figure.measure(goal)
    return {
        name: Exact(value) for name, value in named.items() if float(value) > 0 and abs(float(value) - drawn) > 1e-6
    }


def hexagon_measure(figure: Figure, rng: Random) -> Draft:
    """Area of a regular hexagon from its side, or its side from the perimeter."""
    side = rng.randrange(2, 25)
    names = regular(figure, rng, 6, side)
    goal = area(*names)
    root = Exact(3).sqrt()
    if rng.random() < 0.5:
        given, value = length("A", "B"), side
    else:
        given, value = perimeter(*names), 6 * side
    squared = Exact(side) * side
    wrong = lengths(
        figure,
        goal,
        one_triangle=squared * root / 4,
        twice=3 * squared * root,
        without_root=3 * squared / 2,
        perimeter=6 * side,
    )
    return Draft(figure, {given: value}, goal, wrong=wrong)


def in_x(
    figure: Figure, rng: Random, first: Quantity, second: Quantity, *goals: Quantity, plain: bool = False
) -> Draft:
    """Two lengths of one regular figure, at least one of them written in x: find x or a length."""
    x = rng.randrange(2, 13)
    values = [round(figure.measure(q)) for q in (first, second)]
    figure.let("x", x)
    labels = expressions(rng, "x", x, *values)
    if labels[0].slope * values[1] == labels[1].slope * values[0]:
        raise Retry("the unknown drops out")
    goal = rng.choice((unknown("x"), unknown("x"), first, *goals))
    wrong = lengths(
        figure, goal, value_of_x=x, first=values[0], second=values[1], double=2 * values[0], sum=values[0] + x
    )
    return Draft(
        figure, {first: labels[0], second: Exact(values[1]) if plain else labels[1]}, goal, wrong=wrong, skin="x"
    )


def hexagon_diagonal(figure: Figure, rng: Random) -> Draft:
    """Long or short diagonal of a regular hexagon from its side, or the reverse."""
    side = rng.randrange(2, 30)
    regular(figure, rng, 6, side)
    end, factor = rng.choice((("D", Exact(2)), ("C", Exact(3).sqrt())))
    figure.state("segment", "A", end)
    diagonal, edge = length("A", end), length("A", "B")
    if end == "D" and rng.random() < 0.6:
        return in_x(figure, rng, edge, diagonal, perimeter(*"ABCDEF"))
    root = Exact(3).sqrt()
    if rng.random() < 0.6:
        given, goal, value = edge, diagonal, Exact(side)
    else:
        given, goal, value = diagonal, edge, side * factor
        if rng.random() < 0.5:
            goal = perimeter(*"ABCDEF")
    wrong = lengths(
        figure,
        goal,
        same=value,
        double=2 * value,
        times_root=value * root,
        over_root=value / root,
        half=value / 2,
        six=6 * value,
    )
    return Draft(figure, {given: value}, goal, wrong=wrong, skin="diagonal")


def perimeter_of_regular(figure: Figure, rng: Random) -> Draft:
    """Perimeter of a regular polygon from its side, or the side from the perimeter."""
    count = rng.choice((5, 6, 7, 8, 9, 10, 12))
    side = rng.randrange(2, 41)
    names = regular(figure, rng, count, side)
    around, edge = perimeter(*names), length(names[0], names[1])
    if rng.random() < 0.5:
        return in_x(figure, rng, edge, around, plain=True)
    if rng.random() < 0.5:
        return in_x(figure, rng, edge, length(names[1], names[2]), around)
    given, goal = (around, edge) if rng.random() < 0.5 else (edge, around)
    value = Exact(count * side if given == around else side)
    miscounted = [value * n if goal == around else value / n for n in (count + 1, count - 1)]
    named = {"one_side_more": miscounted[0], "one_side_less": miscounted[1]}
    wrong = lengths(figure, goal, **named, double=2 * value, half=value / 2, same=value)
    return Draft(figure, {given: value}, goal, wrong=wrong, unit=rng.choice((None, "cm", "m")), skin="perimeter")


def central_triangle(figure: Figure, rng: Random) -> Draft:
    """Regular hexagon inscribed in a circle: two radii and a side make an equilateral triangle."""
    side = rng.randrange(2, 30)
    figure.point("O", 0)
    names = regular(figure, rng, 6, side)
    figure.circle("c", "O", abs(figure.at("A")))
    figure.state("on_circle", "c", *names)
    for name in "AB":
        figure.state("segment", "O", name)
    root = Exact(3).sqrt()
    edge, spoke = length("A", "B"), length("O", "A")
    if rng.random() < 0.7:
        return in_x(figure, rng, edge, spoke, perimeter(*names), perimeter("O", "A", "B"))
    if rng.random() < 0.4:
        given, goal = rng.sample([edge, spoke], 2)
        goal = rng.choice((goal, perimeter(*names))) if given == spoke else goal
    else:
        given, goal = rng.choice((edge, spoke)), area("O", "A", "B")
    wrong = lengths(
        figure, goal, double=2 * side, root=side * root, squared=side * side, half=Exact(side) / 2, six=6 * side
    )
    return Draft(figure, {given: side}, goal, wrong=wrong)
