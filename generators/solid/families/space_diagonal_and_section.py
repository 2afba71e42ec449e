"""Diagonals of boxes, a rod in a cylinder, the area of a diagonal section."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import cuboid, cylinder
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import length
from generators.solid.sizes import UNITS, decimal, plain, scale, shapely, upright
from generators.solid.view import cabinet
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "space_diagonal_and_section"
LETTERS = "ABCDEFGH"
QUADRUPLES = (
    (1, 2, 2),
    (2, 3, 6),
    (1, 4, 8),
    (4, 4, 7),
    (2, 6, 9),
    (6, 6, 7),
    (3, 4, 12),
    (2, 5, 14),
    (2, 10, 11),
    (8, 9, 12),
    (1, 12, 12),
    (3, 6, 6),
    (6, 10, 15),
    (5, 10, 10),
    (4, 6, 12),
    (4, 5, 20),
    (7, 14, 22),
    (6, 13, 18),
    (9, 12, 20),
)
"""Edges of boxes whose diagonal is a whole number."""


@family(
    ID,
    "Space diagonal, rod in a can, diagonal section",
    {"cuboid_or_cube_diagonal": 4, "divider_in_box_area": 3, "rod_in_cylinder": 2},
    weight=1.14,
)
def space_diagonal_and_section(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A lettered box with a diagonal, or a cylinder with a slanted rod."""
    if variant == "rod_in_cylinder":
        return _rod(figure, rng)
    unit = rng.choice(UNITS)
    section = variant == "divider_in_box_area"
    cube = rng.random() < 0.25
    if cube:
        a = b = c = decimal(rng, 2, 24, unit)
    elif section and rng.random() < 0.7:
        p, q, _ = rng.choice(TRIPLES)
        size = scale(rng, unit, 3)
        a, b, c = size * p, size * q, size * rng.randint(3, 20)
    elif rng.random() < 0.6:
        size = scale(rng, unit)
        a, b, c = (size * x for x in rng.sample(rng.choice(QUADRUPLES), 3))
    else:
        a, b, c = (decimal(rng, 2, 12, None) for _ in range(3))
    if rng.random() < 0.5:
        a, b = b, a
    if max(map(float, (a, b, c))) > 4 * min(map(float, (a, b, c))):
        raise Retry("too flat or too slender")
    plain((a * a + b * b + c * c).sqrt(), (a * a + b * b).sqrt(), (b * b + c * c).sqrt(), (a * a + c * c).sqrt())
    figure.projection = cabinet(rng.choice((28, 32, 38)), rng.choice((0.42, 0.48, 0.55)))
    cuboid(figure, "s", a, b, c, letters=LETTERS, noun="cube" if cube else "cuboid", cube=cube)
    fact = figure.state("cube", "s", "A", "B", "C", "E") if cube else figure.state("cuboid", "s", *LETTERS)
    figure.anchors.clear()
    wrong: dict[str, Exact | Quantity]
    phrases: tuple[Phrase, ...] = ()
    if cube:
        phrases = (Phrase(f"{ID}.cube", (fact,)),)
    face = (a * a + b * b).sqrt()
    if section:
        first, last, low, high = rng.choice((("A", "C", "E", "G"), ("B", "D", "F", "H")))
        ring = (first, last, high, low)
        figure.region("divider", tuple(("line", p, q) for p, q in zip(ring, (*ring[1:], ring[0]), strict=True)))
        shade = figure.state("shaded", "divider")
        for end in (first, last, low, high):
            figure.part_ways(
                end,
                *(p for p in LETTERS if _steps(figure, end, p) == 1),
                *{first: last, last: first, low: high, high: low}[end],
            )
        figure.show((first, last), (low, high))
        goal: Quantity = ("area", *ring)
        wrong = {"product_of_sides": a * b * c, "wrong_diagonal": face * face, "a_face": a * c, "sum": face + c}
        phrases += (Phrase(f"{ID}.section", (shade,)),)
    else:
        first, last = rng.choice((("A", "G"), ("B", "H"), ("D", "F")))
        segments = [(first, last)]
        foot = {"A": "C", "B": "D", "D": "B"}[first]
        if rng.random() < 0.4 and not cube:
            segments.append((first, foot))
        for ends in segments:
            figure.state("segment", *ends)
        figure.part_ways(first, *(p for p in LETTERS if _steps(figure, first, p) == 1), *(q for _, q in segments))
        figure.show(*segments)
        goal = length(first, last)
        wrong = {"face_diagonal_only": face, "sum_of_edges": a + b + c, "forgot_the_root": a * a + b * b + c * c}
    if cube:
        givens: dict[Quantity, Exact] = {length("A", "B"): a}
    else:
        path = {"A": "BCG", "B": "CDH", "D": "ABF"}[first]  # edges that lead from end to end
        way = [length(p, q) for p, q in zip((first, path[0], path[1]), path, strict=True)]
        if section:
            other = {"A": "B", "B": "C"}[first]
            way = [length(first, other), length(other, last), length(first, low)]
        givens = {q: _edge(figure, q, a, b, c) for q in way}
    if not section and not cube and rng.random() < 0.2:  # an edge from the diagonal
        far = (a * a + b * b + c * c).sqrt()
        if far.is_rational:
            goal = way[2]
            givens = {way[0]: givens[way[0]], way[1]: givens[way[1]], length(first, last): far}
            wrong = {"subtracted": abs(far - givens[way[0]] - givens[way[1]]), "added": far}
    exact = figure.measure(goal)
    whole = abs(exact - round(exact)) < 1e-9
    rounding = None if whole or rng.random() < 0.4 else rng.choice((1, 2, 2))
    return Draft(figure, givens, goal, phrases=phrases, unit=unit, rounding=rounding, wrong=wrong)


def _steps(figure: SolidFigure, p: str, q: str) -> int:
    """Along how many directions two corners of the box differ."""
    return sum(abs(a - b) > 1e-9 for a, b in zip(figure.space(p), figure.space(q), strict=True))


def _edge(figure: SolidFigure, quantity: Quantity, a: Exact, b: Exact, c: Exact) -> Exact:
    """The exact length of an edge."""
    drawn = figure.measure(quantity)
    return min((a, b, c), key=lambda size: abs(float(size) - drawn))


def _rod(figure: SolidFigure, rng: Random) -> Draft:
    unit = "cm" if rng.random() < 0.8 else "m"
    if rng.random() < 0.6:
        p, q, _ = rng.choice(TRIPLES)
        r, h = Exact(min(p, q), 2), Exact(max(p, q))
    else:
        r, h = decimal(rng, 3, 9, unit, 0.1), decimal(rng, 8, 26, unit, 0.1)
    shapely(2 * r, h, 0.8, 2.8)
    upright(figure, rng)
    plain((4 * r * r + h * h).sqrt())
    thing = rng.choice(("can", "glass", "vase", "cardboard tube", "tin"))
    cylinder(figure, "s", r, h, noun=thing)
    fact = figure.state("cylinder", "s")
    wide = figure.span("base_diameter", "s", "_sM", "_sR") if rng.random() < 0.5 else ("base_radius", "s")
    line = ("_sM", "_sR") if wide[0] == "base_diameter" else ("_sO", "_sR")
    figure.span("rod", "s", "_sM", "_sQ", "")
    figure.show(line, ("_sM", "_sQ"))
    givens: dict[Quantity, Exact] = {wide: 2 * r if wide[0] == "base_diameter" else r, ("height", "s"): h}
    stick = rng.choice(("stick", "straw", "pencil", "rod", "spoon"))
    words = (("thing", thing), ("stick", stick))
    exact = (4 * r * r + h * h).sqrt()
    wrong: dict[str, Exact | Quantity] = {
        "radius_for_diameter": (r * r + h * h).sqrt(),
        "sum": 2 * r + h,
        "height_only": h,
    }
    return Draft(
        figure,
        givens,
        ("rod", "s"),
        phrases=(Phrase(f"{ID}.rod.scene", (fact,), words),),
        question=Phrase(f"{ID}.rod.question", (), words),
        unit=unit,
        rounding=None if exact.is_rational else rng.choice((1, 2)),
        wrong=wrong,
        skin="rod",
    )
