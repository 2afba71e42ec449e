"""Diagonals of boxes, a rod in a cylinder, diagonal sections and sections by a plane through three points."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import cuboid, cylinder
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import length
from generators.solid.sections import RINGS, Section, cut, mapped, symmetries, triangle
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
    {"cuboid_or_cube_diagonal": 4, "divider_in_box_area": 3, "plane_section": 4, "rod_in_cylinder": 2},
    weight=1.14,
)
def space_diagonal_and_section(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A lettered box with a diagonal, or a cylinder with a slanted rod."""
    if variant == "rod_in_cylinder":
        return _rod(figure, rng)
    if variant == "plane_section":
        return _plane(figure, rng)
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


def _plane(figure: SolidFigure, rng: Random) -> Draft:
    """A plane through corners and midpoints of edges cuts a box or a cube."""
    unit = rng.choice(UNITS)
    kind = rng.choices(("triangle", "rectangle", "trapezoid", "rhombus", "hexagon"), (4, 2, 3, 2, 1))[0]
    cube = kind == "hexagon" or rng.random() < 0.35
    alike = "xyz" if cube else rng.choice(("xy", "xz", "yz"))
    if cube:
        a = b = c = Exact(rng.randint(2, 20))
    else:
        two, one = Exact(rng.randint(2, 12)), Exact(rng.randint(2, 14))
        sizes = {axis: two if axis in alike else one for axis in "xyz"}
        if kind in ("triangle", "rectangle"):
            sizes = {axis: Exact(rng.randint(2, 12)) for axis in "xyz"}
        a, b, c = sizes["x"], sizes["y"], sizes["z"]
        if kind == "rectangle" and rng.random() < 0.7:  # so that its slanted side is a whole number
            p, q, _ = rng.choice(TRIPLES)
            a, b, c = rng.sample([Exact(p), Exact(2 * q), Exact(rng.randint(3, 12))], 3)
    if max(map(float, (a, b, c))) > 2.5 * min(map(float, (a, b, c))) or (not cube and len({a, b, c}) == 1):
        raise Retry("too flat or too slender")
    figure.projection = cabinet(rng.choice((28, 32, 38)), rng.choice((0.42, 0.48, 0.55)))
    cuboid(figure, "s", a, b, c, letters=LETTERS, noun="cube" if cube else "cuboid", cube=cube)
    box = figure.state("cube", "s", "A", "B", "C", "E") if cube else figure.state("cuboid", "s", *LETTERS)
    figure.anchors.clear()
    ring = triangle(rng) if kind == "triangle" else RINGS[kind]
    section = cut(figure, "s", kind, mapped(ring, *symmetries(rng, kind, alike)))
    if kind in ("trapezoid", "rhombus") and not _fits(figure, section):
        raise Retry("the section is not what it should be")
    for midpoint in section.midpoints:
        figure.state("midpoint_of", *midpoint)
    figure.state("section", "s", *section.through)
    sides = [(p, q) for p, q in zip(section.ring, (*section.ring[1:], section.ring[0]), strict=True)]
    figure.region("cut", tuple(("line", p, q) for p, q in sides))
    figure.draw("fill", "cut")
    for point in section.ring:
        if not point.startswith("_"):
            ends = [q if point == r else r for q, r in sides if point in (q, r)]
            own = next(((x, y) for m, x, y in section.midpoints if m == point), None)
            corners = own or tuple(q for q in LETTERS if _steps(figure, point, q) == 1)
            figure.part_ways(point, *dict.fromkeys((*ends, *corners)))
    figure.show(*sides)
    goal = (rng.choices(("section_area", "section_perimeter", "section_sides"), (6, 3, 0.6))[0], "s")
    if cube:
        given: dict[Quantity, Exact] = {("edge", "s"): a} if kind == "hexagon" else {length("A", "B"): a}
        if kind == "hexagon":
            figure.anchors["edge", "s"] = ("length", "A", "B")
    else:
        given = {length("A", "B"): a, length("B", "C"): b, length("C", "G"): c}
    phrases = (Phrase(f"{ID}.cube", (box,)),) if cube else ()
    face = (a * a + b * b).sqrt()
    wrong: dict[str, Exact | Quantity] = {
        "a_face": a * b,
        "diagonal_section": face * c,
        "edges": 4 * (a + b),
        "half_the_diagonal_section": face * c / 2,
    }
    if goal[0] == "section_sides":
        wrong = {f"{n}_sides": Exact(n) for n in (3, 4, 5, 6, 7)}
        given = {}
    surd = not _rational(figure.measure(goal))
    rounding = rng.choice((1, 2)) if surd and rng.random() < 0.35 else None
    question = Phrase(f"{ID}.plane.{goal[0]}")
    return Draft(
        figure, given, goal, phrases=phrases, question=question, unit=unit, rounding=rounding, wrong=wrong,
        skin=f"{kind} {'cube' if cube else 'cuboid'}",
    )  # fmt: skip


def _fits(figure: SolidFigure, section: Section) -> bool:
    """Whether the legs of a trapezoid, or all sides of a rhombus, are equal."""
    p, q, r, s = section.ring
    one, other = (figure.measure(length(*pair)) for pair in ((q, r), (s, p)))
    third = figure.measure(length(p, q)) if section.kind == "rhombus" else one
    return abs(one - other) < 1e-9 and abs(one - third) < 1e-9


def _rational(x: float) -> bool:
    return any(abs(x * n - round(x * n)) < 1e-9 for n in (1, 2, 4, 8))


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
