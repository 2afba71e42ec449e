"""Circumference and area of a circle, forwards and backwards, bare, as a thing of the world, or around a polygon."""

from fractions import Fraction
from random import Random

from generators.plane.family import family
from generators.plane.quantities import area, circumference, combination, diameter, disk, length, perimeter, radius
from generators.plane.shapes import on_circle, polar
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact, sqrt
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

THINGS = {
    "pond": ("m", 3, 40),
    "flower bed": ("m", 1, 12),
    "plate": ("cm", 8, 20),
    "pizza": ("cm", 10, 25),
    "coin": ("mm", 8, 20),
    "rug": ("m", 1, 4),
    "tabletop": ("cm", 30, 90),
    "clock face": ("cm", 8, 30),
    "lake": ("m", 20, 90),
    "swimming pool": ("m", 3, 15),
    "trampoline": ("m", 1, 4),
    "mirror": ("cm", 15, 60),
}
"""Round things with their unit and a sensible range of radii."""
TRIPLE_LEGS = (
    (3, 4),
    (4, 3),
    (6, 8),
    (8, 6),
    (5, 12),
    (12, 5),
    (9, 12),
    (8, 15),
    (15, 8),
    (12, 16),
    (15, 20),
    (20, 21),
    (10, 24),
    (24, 10),
    (18, 24),
    (7, 24),
)
ROLLING = {
    "bicycle wheel": ("cm", 25, 36),
    "toy car's wheel": ("cm", 1, 5),
    "cart wheel": ("cm", 20, 60),
    "roller": ("cm", 30, 80),
}


@family(
    "circle_circumference_area",
    "Circumference and area of a circle",
    {
        "circumference": 4,
        "area_exact_pi": 4,
        "area_numeric": 2,
        "radius_or_diameter_from_circumference": 2,
        "area_in_context": 2,
        "side_of_inscribed_square": 2,
    },
    weight=1.95,
    capacity=900,
)
def circle_circumference_area(figure: Figure, rng: Random, variant: str) -> Draft:
    """A circle by its radius, diameter, circumference or area; one of the others is asked."""
    if variant == "side_of_inscribed_square":
        return _around_polygon(figure, rng, rng.choice(("square", "rectangle", "rectangle", "triangle")))
    if variant in ("circumference", "area_in_context") and rng.random() < 0.35:
        return _rolling(figure, rng)
    if variant == "area_exact_pi" and rng.random() < 0.25:
        return _around_polygon(figure, rng, rng.choice(("rectangle", "triangle")))
    thing = rng.choice(list(THINGS)) if variant == "area_in_context" or rng.random() < 0.35 else ""
    unit, least, most = THINGS[thing] if thing else (rng.choice((None, "cm", "m", "mm", "cm")), 2, 30)
    r = _radius(rng, unit, least, most)
    if (r * r).numerator > 5000:
        raise Retry("a large multiple of pi")
    figure.point("O", 0)
    figure.circle("c", "O", r)
    goal: Quantity
    if variant == "circumference":
        goal = circumference("c")
    elif variant == "radius_or_diameter_from_circumference":
        goal = rng.choice((radius("c"), diameter("c"), radius("c")))
    else:
        goal = disk("c")
    whole = {circumference("c"): 2 * PI * r, disk("c"): PI * r * r}
    if goal[0] in ("radius", "diameter") or rng.random() < 0.2:
        given = rng.choice([q for q in whole if q != goal])
        value = whole[given]
    else:
        given, value = _shown(figure, rng, r, bool(thing))
    numeric = variant in ("area_numeric", "area_in_context") or (variant == "circumference" and rng.random() < 0.5)
    rounding = rng.choice((1, 2, 2)) if numeric and goal in whole else None
    unit = unit or ("cm" if rounding else None)
    wrong: dict[str, Exact | Quantity] = {
        "diameter_for_radius": 4 * PI * r * r if goal[0] == "disk" else 4 * PI * r,
        "radius_for_diameter": PI * r * r / 4 if goal[0] == "disk" else PI * r,
        "area_for_circumference": PI * r * r if goal[0] == "circumference" else 2 * PI * r,
    }
    if goal[0] in ("radius", "diameter"):
        wrong = {
            "diameter_for_radius": 2 * r,
            "radius_for_diameter": r,
            "halved_twice": r / 2,
            "forgot_square_root": r * r,
        }
    if not thing:
        return Draft(figure, {given: value}, goal, unit=unit, rounding=rounding, wrong=wrong)
    slots = (("thing", thing),)
    phrases = [Phrase("circle_circumference_area.thing.scene", (figure.fact("circle", "c", "O"),), slots)]
    if given[0] in ("circumference", "disk"):
        phrases.append(Phrase(f"circle_circumference_area.thing.{given[0]}", (Fact("value", (given,), value),), slots))
    question = Phrase(f"circle_circumference_area.ask.{goal[0]}", (), slots)
    return Draft(
        figure,
        {given: value},
        goal,
        phrases=tuple(phrases),
        question=question,
        unit=unit,
        rounding=rounding,
        wrong=wrong,
        skin=thing,
    )


def _radius(rng: Random, unit: str | None, least: int, most: int) -> Exact:
    """An integer, or with units now and then a half or tenths."""
    if unit is not None and rng.random() < 0.3:
        step = rng.choice((2, 10))
        return Exact(Fraction(rng.randint(step * least, step * most), step))
    return Exact(rng.randint(least, most))


def _shown(figure: Figure, rng: Random, r: Exact, thing: bool) -> tuple[Quantity, Exact]:
    """The radius or diameter: said of the circle, or as a drawn segment with letters."""
    way = rng.random()
    turn = rng.choice((0, 30, 45, 90, 135, 200, 240, 300))
    if way < 0.4:
        return radius("c"), r
    if way < 0.65:
        on_circle(figure, "c", A=turn)
        figure.state("on_circle", "c", "A")
        figure.state("segment", "O", "A")
        return length("O", "A"), r
    on_circle(figure, "c", A=turn, B=turn + 180)
    figure.state("diameter", "c", "A", "B", "O")
    return length("A", "B"), 2 * r


def _rolling(figure: Figure, rng: Random) -> Draft:
    """How far a wheel rolls in so many turns."""
    thing = rng.choice(list(ROLLING))
    unit, least, most = ROLLING[thing]
    r = Exact(rng.randint(2 * least, 2 * most), 2)
    turns = rng.choice((2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60))
    figure.point("O", 0)
    figure.circle("c", "O", r)
    way = combination((turns, circumference("c")))
    slots = (("thing", thing), ("turns", str(turns)))
    scene = Phrase("circle_circumference_area.thing.scene", (figure.fact("circle", "c", "O"),), slots)
    given, value = (radius("c"), r) if rng.random() < 0.5 else (diameter("c"), 2 * r)
    rounding = rng.choice((None, 1, 2))
    wrong: dict[str, Exact | Quantity] = {
        "one_turn": circumference("c"),
        "radius_for_diameter": PI * r * turns,
        "diameter_for_radius": 4 * PI * r * turns,
        "area": PI * r * r * turns,
    }
    question = Phrase("circle_circumference_area.roll.ask", (), slots)
    return Draft(
        figure,
        {given: value},
        way,
        phrases=(scene,),
        question=question,
        unit=unit,
        rounding=rounding,
        wrong=wrong,
        skin=f"{thing} {turns}",
    )


def _around_polygon(figure: Figure, rng: Random, shape: str) -> Draft:
    """A square, a rectangle or a right triangle on the circle: its diagonal or hypotenuse is a diameter."""
    if shape == "square":
        r = Exact(rng.randint(2, 25))
        a = b = r * sqrt(2)
    else:
        a, b = Exact(rng.randint(3, 20)), Exact(rng.randint(3, 20))
        if rng.random() < 0.5:
            a, b = map(Exact, rng.choice(TRIPLE_LEGS))
        if a == b or not 0.3 < float(a / b) < 3.3:
            raise Retry("thin")
        r = sqrt(a * a + b * b) / 2
    x, y = float(a) / 2, float(b) / 2
    turn = polar(1, rng.choice((0, 0, 0, 20, 45, 70)))
    figure.points(O=0, A=complex(-x, -y) * turn, B=complex(x, -y) * turn, C=complex(x, y) * turn)
    ring = ("A", "B", "C") if shape == "triangle" else ("A", "B", "C", "D")
    if shape != "triangle":
        figure.point("D", complex(-x, y) * turn)
    figure.circle("c", "O", r)
    figure.state("polygon", *ring)
    figure.state("on_circle", "c", *ring)
    if shape != "triangle":
        figure.state(shape, *ring)
    figure.state("diameter", "c", "A", "C", "O")
    circle: dict[Quantity, Exact] = {
        radius("c"): r,
        diameter("c"): 2 * r,
        circumference("c"): 2 * PI * r,
        disk("c"): PI * r * r,
    }
    polygon_goals = [length("A", "B"), area(*ring), perimeter(*ring)]
    if shape == "square":
        if rng.random() < 0.7:
            given, goal = rng.choice(list(circle)), rng.choice(polygon_goals)
            wrong: dict[str, Exact | Quantity] = {
                "radius_for_side": r,
                "diameter_for_side": 2 * r,
                "circumscribed": 4 * r * r,
                "half_diagonal_only": r * r,
            }
            return Draft(figure, {given: circle[given]}, goal, wrong=wrong)
        side = Exact(rng.randint(2, 30))
        return _squared(figure, rng, side, ring)
    pair: dict[Quantity, Exact] = {length("A", "B"): a, length("B", "C"): b}
    goal = rng.choice((circumference("c"), disk("c"), disk("c"), radius("c")))
    if r.is_rational and rng.random() < 0.6:
        drop = rng.choice(list(pair))
        goal = rng.choice((drop, area(*ring), perimeter(*ring)))
        del pair[drop]
        options = [q for q in circle if circle[q].has_pi or circle[q].is_integer]
        chosen = rng.choice(options)
        pair[chosen] = circle[chosen]
    wrong = {
        "diameter_for_radius": 4 * PI * r * r,
        "used_sides": PI * (a + b),
        "area_of_polygon": a * b,
        "diameter": 2 * r,
    }
    return Draft(figure, pair, goal, wrong=wrong)


def _squared(figure: Figure, rng: Random, side: Exact, ring: tuple[str, ...]) -> Draft:
    """The inscribed square is given: the figure is scaled so that its side is an integer."""
    factor = float(side) / abs(figure.at("B") - figure.at("A"))
    scaled = Figure(figure.domain)
    scaled.points(**{name: z * factor for name, z in figure.position.items()})
    scaled.circle("c", "O", figure.radius("c") * factor)
    scaled.state("polygon", *ring)
    scaled.state("on_circle", "c", *ring)
    scaled.state("square", *ring)
    scaled.state("diameter", "c", "A", "C", "O")
    given = rng.choice(((length("A", "B"), side), (area(*ring), side * side), (perimeter(*ring), 4 * side)))
    goal = rng.choice((circumference("c"), disk("c"), radius("c")))
    wrong: dict[str, Exact | Quantity] = {
        "side_for_diameter": PI * side * side / 4,
        "side_for_radius": PI * side * side,
        "circumference_on_side": PI * side,
    }
    if goal[0] == "radius":
        wrong = {"half_side": side / 2, "whole_diagonal": side * sqrt(2), "side": side}
    return Draft(scaled, {given[0]: given[1]}, goal, wrong=wrong)
