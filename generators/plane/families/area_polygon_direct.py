"""Areas of triangles and quadrilaterals: from the formula, with a height to be found first, and back to a side."""

from dataclasses import dataclass
from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, area, length, perimeter, region_area
from puma_data.registry import Retry
from puma_data.symbolic.exact import ZERO, Exact, sqrt
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Edge, Figure
from puma_data.symbolic.problem import Draft, Phrase

Values = dict[Quantity, Exact]
TRIPLES = (
    (3, 4, 5), (6, 8, 10), (5, 12, 13), (9, 12, 15), (8, 15, 17), (12, 16, 20), (15, 20, 25), (20, 21, 29),
    (10, 24, 26), (7, 24, 25), (15, 8, 17), (4, 3, 5), (8, 6, 10), (12, 5, 13), (12, 9, 15), (16, 12, 20),
    (24, 7, 25), (24, 10, 26), (18, 24, 30),
)  # fmt: skip
"""Right triangles in integers, as (run, rise, slant)."""
THINGS = {
    (3, "m"): ("sail", "flower bed", "lawn", "gable"),
    (3, "cm"): ("pennant", "tile", "set square", "traffic sign"),
    (4, "m"): ("field", "garden", "plot of land", "terrace"),
    (4, "cm"): ("tile", "tabletop", "board", "sheet of paper"),
}
"""Flat things by number of sides and unit."""


@dataclass(slots=True)
class Made:
    """A polygon that has been built: its vertices, values, the sets of labels that give its area, and mistakes."""

    ring: tuple[str, ...]
    values: Values
    ways: list[tuple[Quantity, ...]]
    wrong: dict[str, Exact | Quantity]
    indirect: tuple[Quantity, ...] = ()
    """Labels that do not lead back from the area to a side, but can be found after it."""
    phrases: tuple[Phrase, ...] = ()
    closed: bool = False
    """Whether the direct labels fix the whole figure, so that indirect lengths can be asked for."""


@family(
    "area_polygon_direct",
    "Area of triangle, rectangle, parallelogram, trapezoid, rhombus, kite",
    {
        "rectangle_parallelogram": 3,
        "triangle": 2,
        "trapezoid_rhombus_kite": 2,
        "side_or_height_from_area": 1.5,
        "shaded_part_of_rectangle": 1.5,
        "diagonal_from_rhombus_area": 1,
    },
    weight=2.29,
    capacity=2400,
)
def area_polygon_direct(figure: Figure, rng: Random, variant: str) -> Draft:
    """One polygon with its height or diagonals, or a rectangle with a part taken away."""
    if variant == "shaded_part_of_rectangle":
        return rng.choice((_half, _corner, _corner, _frame))(figure, rng)
    builders = {
        "rectangle_parallelogram": (_rectangle, _parallelogram, _parallelogram),
        "triangle": (_triangle, _triangle, _right_triangle),
        "trapezoid_rhombus_kite": (_trapezoid, _trapezoid, _right_trapezoid, _rhombus, _kite),
        "side_or_height_from_area": (
            _rectangle,
            _parallelogram,
            _triangle,
            _right_triangle,
            _trapezoid,
            _right_trapezoid,
            _kite,
        ),
        "diagonal_from_rhombus_area": (_rhombus,),
    }[variant]
    unit = rng.choice((None, "cm", "m", "cm"))
    made = rng.choice(builders)(figure, rng, unit)
    whole = area(*made.ring)
    if variant in ("side_or_height_from_area", "diagonal_from_rhombus_area"):
        return _backwards(figure, rng, made, unit)
    way = rng.choice(made.ways)
    skin = ""
    phrases = made.phrases
    question = None
    if unit is not None and rng.random() < 0.3:
        skin = rng.choice(THINGS[len(made.ring), unit])
        slots = (("thing", skin),)
        phrases += (Phrase(f"area_polygon_direct.thing.scene{len(made.ring)}", (), slots),)
        question = Phrase("area_polygon_direct.thing.ask", (), slots)
    return Draft(
        figure,
        {q: made.values[q] for q in way},
        whole,
        phrases=phrases,
        question=question,
        unit=unit,
        wrong=made.wrong,
        skin=skin,
    )


def _backwards(figure: Figure, rng: Random, made: Made, unit: str | None) -> Draft:
    """The area is given, one of the labels is asked; now and then a further length or the perimeter."""
    whole = area(*made.ring)
    direct = [way for way in made.ways if not set(way) & set(made.indirect) and all(q[0] != "angle" for q in way)]
    if not direct:
        raise Retry("no way back")
    way = rng.choice(direct)
    goal = rng.choice(way[:2])
    rest = [q for q in way if q != goal]
    further = [q for q in made.indirect if q[0] == "length"]
    if made.closed and further and rng.random() < 0.35:
        goal = rng.choice(further)
    total = _area(figure, made)
    given = {q: made.values[q] for q in rest} | {whole: total}
    value = made.values.get(goal, Exact(1))
    wrong: dict[str, Exact | Quantity] = {"forgot_half": value / 2, "forgot_double": 2 * value, "product": value * 4}
    if rest:
        wrong |= {"divided_only_once": total / made.values[rest[0]], "difference": abs(total - made.values[rest[0]])}
    aliases = {goal: rng.choice("xhd")} if rng.random() < 0.4 else {}
    return Draft(figure, dict(given), goal, phrases=made.phrases, unit=unit, wrong=wrong, aliases=aliases)


def _area(figure: Figure, made: Made) -> Exact:
    """The exact area: a whole number of quarters, as every label is a multiple of a half."""
    quarters = 4 * figure.measure(area(*made.ring))
    if abs(quarters - round(quarters)) > 1e-6:
        raise Retry("a surd area")
    return Exact(round(quarters), 4)


def _size(rng: Random, unit: str | None, low: int, high: int) -> Exact:
    """An integer, or with a unit now and then a half."""
    if unit is not None and rng.random() < 0.2:
        return Exact(rng.randint(2 * low, 2 * high), 2)
    return Exact(rng.randint(low, high))


# --- parallelograms ---------------------------------------------------------------------------------------------------


def _rectangle(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Rectangle by two sides, a side and the diagonal, or a side and the perimeter; square by its diagonal."""
    if rng.random() < 0.6:
        a, b, d = map(Exact, rng.choice(TRIPLES))
    else:
        a, b = _size(rng, unit, 2, 25), _size(rng, unit, 2, 25)
        d = sqrt(a * a + b * b)
    if not 0.3 < float(a / b) < 3.3:
        raise Retry("thin")
    x, y = float(a), float(b)
    figure.points(A=0, B=x, C=x + 1j * y, D=1j * y)
    ring = ("A", "B", "C", "D")
    figure.state("polygon", *ring)
    figure.state("square" if a == b else "rectangle", *ring)
    ab, bc, ac = length("A", "B"), length("B", "C"), length("A", "C")
    values = {ab: a, bc: b, perimeter(*ring): 2 * (a + b)}
    ways: list[tuple[Quantity, ...]] = [(ab,)] if a == b else [(ab, bc), (ab, perimeter(*ring)), (bc, perimeter(*ring))]
    if d.is_rational and rng.random() < 0.6:
        figure.state("segment", "A", "C")
        values[ac] = d
        ways = [(ab, bc), (ab, ac), (ab, ac), (bc, ac), (bc, ac)]
    wrong: dict[str, Exact | Quantity] = {
        "perimeter": 2 * (a + b),
        "half": a * b / 2,
        "sum": a + b,
        "side_times_diagonal": a * d,
    }
    return Made(ring, values, ways, wrong, (perimeter(*ring), *([ac] if ac in values else [])), closed=True)


def _parallelogram(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Parallelogram ABCD with the height DE on AB (or on its extension)."""
    base = _size(rng, unit, 4, 26)
    special = rng.random() < 0.25
    if special:
        size = rng.choice((30, 45, 60))
        slant = Exact(rng.randint(3, 20))
        rise = slant * {30: Exact(1), 45: sqrt(2), 60: sqrt(3)}[size] / 2
        run = slant * {30: sqrt(3), 45: sqrt(2), 60: Exact(1)}[size] / 2
    else:
        run, rise, slant = map(Exact, rng.choice(TRIPLES))
        size = 0
    x, u, h = float(base), float(run), float(rise)
    if abs(x - u) < 0.15 * x or not 0.25 < h / x < 2.2 or u > 1.6 * x:
        raise Retry("thin, or the foot near a vertex")
    figure.points(A=0, B=x, C=x + u + 1j * h, D=u + 1j * h, E=u)
    ring = ("A", "B", "C", "D")
    figure.state("polygon", *ring)
    figure.state("parallelogram", *ring)
    figure.state("between" if u < x else "beyond", "E", "A", "B")
    figure.draw("dashed", "D", "E")
    figure.state("perpendicular", "D", "E", "A", "B", "E")
    ab, de, ad, ae = length("A", "B"), length("D", "E"), length("A", "D"), length("A", "E")
    values = {ab: base, de: rise, ad: slant, ae: run, angle("D", "A", "B"): Exact(size)}
    ways: list[tuple[Quantity, ...]] = (
        [(ab, ad, angle("D", "A", "B"))] if special else [(ab, de), (ab, de, ad), (ab, ad, ae), (ab, ad, ae)]
    )
    if not special and u < x:
        values[length("E", "B")] = base - run
        ways.append((length("E", "B"), ad, ae))
    wrong: dict[str, Exact | Quantity] = {
        "product_of_sides": base * slant,
        "forgot_to_double": base * rise / 2,
        "perimeter": 2 * (base + slant),
    }
    return Made(ring, values, ways, wrong, (ad,))


# --- triangles --------------------------------------------------------------------------------------------------------


def _triangle(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Triangle ABC with the height AD on BC, or on BC extended beyond C."""
    first, rise, slant = map(Exact, rng.choice(TRIPLES))
    equal = rng.random() < 0.2
    match = [t for t in TRIPLES if t[1] == rise and t[0] != first]
    second, _, other = (
        map(Exact, rng.choice(match)) if match and rng.random() < 0.5 else (_size(rng, unit, 2, 20), ZERO, ZERO)
    )
    if equal:
        second, other = first, slant
    outside = not equal and rng.random() < 0.25
    if outside and float(second) > 0.75 * float(first):
        raise Retry("the foot near a vertex")
    base = first - second if outside else first + second
    u, v, h = float(first), float(second), float(rise)
    if not 0.25 < h / float(base) < 2.5 or min(u, v) < 0.12 * (u + v):
        raise Retry("thin")
    figure.points(A=u + 1j * h, B=0, C=float(base), D=u)
    ring = ("A", "B", "C")
    figure.state("polygon", *ring)
    figure.state("beyond" if outside else "between", "D", "B", "C")
    figure.draw("dashed", "A", "D")
    if equal:
        figure.state("equal_length", "A", "B", "A", "C")
    figure.state("perpendicular", "A", "D", "B", "C", "D")
    bc, ad, ab, bd, dc, ac = (length(*pair) for pair in ("BC", "AD", "AB", "BD", "DC", "AC"))
    values = {bc: base, ad: rise, ab: slant, bd: first, dc: second}
    ways: list[tuple[Quantity, ...]] = [(bc, ad), (bc, ab, bd), (ab, bd, dc)]
    if equal:
        ways = [(bc, ad), (ab, bc), (ab, bc), (ab, ad)]
    elif other:
        values[ac] = other
        ways += [(ab, ac, ad), (bc, ab, bd)]
    wrong: dict[str, Exact | Quantity] = {
        "forgot_half": base * rise,
        "slanted_side": base * slant / 2,
        "sum": base + rise,
    }
    return Made(ring, values, ways, wrong, (ab,))


def _right_triangle(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Right triangle ABC with its right angle at C."""
    if rng.random() < 0.6:
        a, b, c = map(Exact, rng.choice(TRIPLES))
    else:
        a, b = _size(rng, unit, 2, 24), _size(rng, unit, 2, 24)
        c = sqrt(a * a + b * b)
    if not 0.3 < float(a / b) < 3.3:
        raise Retry("thin")
    figure.points(A=float(a), B=1j * float(b), C=0)
    ring = ("A", "B", "C")
    figure.state("polygon", *ring)
    figure.state("right_angle", "A", "C", "B")
    ca, cb, ab = length("A", "C"), length("B", "C"), length("A", "B")
    values = {ca: a, cb: b, ab: c}
    ways: list[tuple[Quantity, ...]] = [(ca, cb)]
    if c.is_rational:
        ways += [(ca, ab), (cb, ab)]
    wrong: dict[str, Exact | Quantity] = {"forgot_half": a * b, "with_hypotenuse": a * c / 2, "perimeter": a + b + c}
    return Made(ring, values, ways, wrong, (ab,) if c.is_rational else (), closed=True)


# --- trapezoids, rhombi, kites ----------------------------------------------------------------------------------------


def _trapezoid(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Trapezoid ABCD, AB parallel to DC, with the height DE on AB; isosceles half of the time."""
    run, rise, slant = map(Exact, rng.choice(TRIPLES))
    top = _size(rng, unit, 4, 20)
    equal = rng.random() < 0.5
    base = top + 2 * run if equal else top + run + _size(rng, unit, 1, 10)
    u, t, w, h = float(run), float(top), float(base), float(rise)
    right = w - u - t
    if not 0.2 < h / w < 1.6 or t < 0.15 * w or u < 0.1 * w or (not equal and abs(right - u) < 0.1 * w):
        raise Retry("thin, or nearly isosceles")
    figure.points(A=0, B=w, C=u + t + 1j * h, D=u + 1j * h, E=u)
    ring = ("A", "B", "C", "D")
    figure.state("polygon", *ring)
    bases = figure.state("isosceles_trapezoid" if equal else "trapezoid", *ring)
    figure.state("between", "E", "A", "B")
    figure.draw("dashed", "D", "E")
    figure.state("perpendicular", "D", "E", "A", "B", "E")
    ab, cd, de, ad, ae = (length(*pair) for pair in ("AB", "CD", "DE", "AD", "AE"))
    values = {ab: base, cd: top, de: rise, ad: slant, ae: run}
    ways: list[tuple[Quantity, ...]] = [(ab, cd, de), (ab, cd, ad, ae)]
    if equal:
        ways = [(ab, cd, de), (ab, cd, ad), (ab, cd, ad), (cd, ad, ae), (ab, ad, ae)]
    wrong: dict[str, Exact | Quantity] = {
        "forgot_half": (base + top) * rise,
        "one_base": base * rise / 2,
        "slanted_side": (base + top) * slant / 2,
        "other_base": top * rise,
    }
    kind = Phrase(f"area_polygon_direct.trapezoid.{'isosceles' if equal else 'plain'}", (bases,))
    return Made(ring, values, ways, wrong, (ad, ae), (kind,))


def _right_trapezoid(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Trapezoid ABCD with right angles at A and D: side AD is its height."""
    base, top, rise = _size(rng, unit, 4, 24), _size(rng, unit, 2, 20), _size(rng, unit, 3, 18)
    w, t, h = float(base), float(top), float(rise)
    if not 0.3 < t / w < 0.85 or not 0.3 < h / w < 1.6:
        raise Retry("out of proportion")
    figure.points(A=0, B=w, C=t + 1j * h, D=1j * h)
    ring = ("A", "B", "C", "D")
    figure.state("polygon", *ring)
    bases = figure.state("trapezoid", *ring)
    figure.state("right_angle", "D", "A", "B")
    ab, cd, ad = length("A", "B"), length("C", "D"), length("A", "D")
    wrong: dict[str, Exact | Quantity] = {
        "forgot_half": (base + top) * rise,
        "rectangle": base * rise,
        "inner_rectangle": top * rise,
    }
    kind = Phrase("area_polygon_direct.trapezoid.plain", (bases,))
    return Made(ring, {ab: base, cd: top, ad: rise}, [(ab, cd, ad)], wrong, phrases=(kind,))


def _rhombus(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Rhombus ABCD with its diagonals, which meet at O."""
    if rng.random() < 0.5:
        p, q, side = map(Exact, rng.choice(TRIPLES))
    else:
        p, q = _size(rng, unit, 2, 16), _size(rng, unit, 2, 16)
        side = sqrt(p * p + q * q)
    if p == q or not 0.35 < float(p / q) < 2.8:
        raise Retry("thin, or a square")
    ring = _diagonals(figure, "rhombus", float(p), float(q), float(p))
    ac, bd, ao, bo, ab = (length(*pair) for pair in ("AC", "BD", "AO", "BO", "AB"))
    values = {ac: 2 * p, bd: 2 * q, ao: p, bo: q}
    ways: list[tuple[Quantity, ...]] = [(ac, bd), (ac, bd), (ao, bo), (ac, bo), (ao, bd)]
    if side.is_rational:
        values |= {ab: side, perimeter(*ring): 4 * side}
        ways += [(ac, ab), (bd, ab), (ao, ab), (ac, perimeter(*ring)), (bo, ab), (bd, perimeter(*ring))]
    wrong: dict[str, Exact | Quantity] = {
        "forgot_half": 4 * p * q,
        "half_diagonals": p * q,
        "sum": 2 * (p + q),
        "quarter": p * q / 2,
    }
    return Made(ring, values, ways, wrong, (ab, perimeter(*ring)) if side.is_rational else (), closed=True)


def _kite(figure: Figure, rng: Random, unit: str | None) -> Made:
    """Kite ABCD with AB = AD and its diagonals, which meet at O."""
    p, q, r = _size(rng, unit, 2, 12), _size(rng, unit, 2, 14), _size(rng, unit, 3, 20)
    a, b, c = float(p), float(q), float(r)
    if not 0.3 < a / c < 0.85 or not 0.35 < 2 * b / (a + c) < 2.2 or b < 0.35 * c:
        raise Retry("out of proportion")
    ring = _diagonals(figure, "kite", a, b, c)
    ac, bd, ao, bo, co = (length(*pair) for pair in ("AC", "BD", "AO", "BO", "CO"))
    values = {ac: p + r, bd: 2 * q, ao: p, bo: q, co: r}
    ways: list[tuple[Quantity, ...]] = [(ac, bd), (ac, bd), (ac, bo), (ao, co, bo), (ao, co, bd)]
    wrong: dict[str, Exact | Quantity] = {
        "forgot_half": 2 * (p + r) * q,
        "half_diagonal": (p + r) * q / 2,
        "sum": p + r + 2 * q,
    }
    return Made(ring, values, ways, wrong)


def _diagonals(figure: Figure, kind: str, up: float, across: float, down: float) -> tuple[str, ...]:
    figure.points(A=1j * up, B=-across, C=-1j * down, D=across, O=0)
    ring = ("A", "B", "C", "D")
    figure.state("polygon", *ring)
    figure.state(kind, *ring)
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("crossing", "O", "A", "C", "B", "D")
    return ring


# --- parts of a rectangle ---------------------------------------------------------------------------------------------


def _frame_of(figure: Figure, rng: Random, unit: str | None) -> tuple[Exact, Exact]:
    """Rectangle ABCD with sides AB and BC."""
    a, b = _size(rng, unit, 8, 26), _size(rng, unit, 7, 24)
    if not 0.45 < float(a / b) < 2.2 or a == b:
        raise Retry("thin")
    x, y = float(a), float(b)
    figure.points(A=0, B=x, C=x + 1j * y, D=1j * y)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    return a, b


def _half(figure: Figure, rng: Random) -> Draft:
    """Rectangle ABCD with E on CD: triangle ABE, or what is left of the rectangle, is shaded."""
    unit = rng.choice((None, "cm", "m"))
    a, b = _frame_of(figure, rng, unit)
    share = rng.uniform(0.2, 0.8)
    figure.point("E", complex(share * float(a), float(b)))
    figure.state("between", "E", "C", "D")
    figure.state("segment", "A", "E")
    figure.state("segment", "B", "E")
    ab, bc, whole, part = length("A", "B"), length("B", "C"), area("A", "B", "C", "D"), area("A", "B", "E")
    values = {ab: a, bc: b, whole: a * b, part: a * b / 2}
    pairs: list[tuple[tuple[Quantity, ...], Quantity]] = [
        ((ab, bc), part),
        ((ab, bc), part),
        ((ab, part), bc),
        ((bc, part), ab),
        ((ab, part), perimeter("A", "B", "C", "D")),
    ]
    givens, goal = rng.choice(pairs)
    wrong: dict[str, Exact | Quantity] = {
        "whole_rectangle": a * b,
        "quarter": a * b / 4,
        "perimeter": 2 * (a + b),
        "third": a * b / 3,
    }
    if goal[0] == "length":
        wrong = {"forgot_half": values[goal] / 2, "doubled": 2 * values[goal]}
    loop: list[Edge] = [("line", "A", "B"), ("line", "B", "E"), ("line", "E", "A")]
    figure.region("tint", loop)
    figure.draw("fill", "tint")
    return Draft(figure, {q: values[q] for q in givens}, goal, unit=unit, wrong=wrong, skin="half")


def _corner(figure: Figure, rng: Random) -> Draft:
    """Rectangle ABCD without the corner triangle at C (E on BC, F on CD) or with two such cuts."""
    unit = rng.choice((None, "cm", "m"))
    a, b = _frame_of(figure, rng, unit)
    u, v = (Exact(rng.randint(int(0.25 * size) + 1, int(0.75 * size))) for size in (float(a), float(b)))
    x, y = float(a), float(b)
    figure.points(E=complex(x, y - float(v)), F=complex(x - float(u), y))
    figure.state("between", "E", "B", "C")
    figure.state("between", "F", "C", "D")
    figure.state("segment", "E", "F")
    ring = tuple("ABEFD")
    figure.region("r", _lines("ABEFD"))
    shaded = figure.state("shaded", "r")
    figure.state("polygon", *ring)
    along = rng.choice(((length("C", "F"), u), (length("D", "F"), a - u)))
    upward = rng.choice(((length("C", "E"), v), (length("B", "E"), b - v)))
    givens = {length("A", "B"): a, length("B", "C"): b, along[0]: along[1], upward[0]: upward[1]}
    wrong: dict[str, Exact | Quantity] = {
        "forgot_half": a * b - u * v,
        "whole_rectangle": a * b,
        "only_the_corner": u * v / 2,
        "added": a * b + u * v / 2,
    }
    phrases = (Phrase("area_polygon_direct.corner.shaded", (shaded,)),)
    return Draft(figure, dict(givens), area(*ring), phrases=phrases, unit=unit, wrong=wrong, skin="corner")


def _frame(figure: Figure, rng: Random) -> Draft:
    """Rectangle ABCD with a smaller rectangle EFGH inside: the frame between them."""
    unit = rng.choice((None, "cm", "m"))
    a, b = _frame_of(figure, rng, unit)
    m = Exact(rng.randint(1, 4), 2) if unit else Exact(rng.randint(1, 3))
    u, v = a - 2 * m, b - 2 * m
    if float(min(u, v)) < 0.3 * float(min(a, b)) or float(m) < 0.05 * float(max(a, b)):
        raise Retry("out of proportion")
    e = complex(float(m), float(m))
    w, h = float(u), float(v)
    figure.points(E=e, F=e + w, G=e + w + 1j * h, H=e + 1j * h)
    figure.state("polygon", "E", "F", "G", "H")
    figure.state("rectangle", "E", "F", "G", "H")
    for corner in "EFGH":
        figure.state("inside", corner, "A", "B", "C", "D")
    figure.region("r", _lines("ABCD"), _lines("HGFE"))
    shaded = figure.state("shaded", "r")
    outer, hole = area("A", "B", "C", "D"), area("E", "F", "G", "H")
    givens: Values = {length("A", "B"): a, length("B", "C"): b, length("E", "F"): u, length("F", "G"): v}
    if rng.random() < 0.3:
        givens = (
            {outer: a * b, length("E", "F"): u, length("F", "G"): v}
            if rng.random() < 0.5
            else {length("A", "B"): a, length("B", "C"): b, hole: u * v}
        )
    wrong: dict[str, Exact | Quantity] = {
        "outer": a * b,
        "inner": u * v,
        "added": a * b + u * v,
        "perimeters": 2 * (a + b) - 2 * (u + v),
    }
    inside = tuple(fact for fact in figure.facts if fact.kind == "inside")
    phrases = (
        Phrase("area_polygon_direct.frame.inside", inside),
        Phrase("area_polygon_direct.frame.shaded", (shaded,)),
    )
    return Draft(figure, dict(givens), region_area("r"), phrases=phrases, unit=unit, wrong=wrong, skin="frame")


def _lines(ring: str) -> list[Edge]:
    return [("line", p, q) for p, q in zip(ring, ring[1:] + ring[0], strict=True)]
