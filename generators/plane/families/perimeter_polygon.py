"""Perimeters: read from labels, of joined shapes, backwards to a side or an unknown, and as fences, wires and walks."""

import math
from random import Random

from generators.plane.expressions import expression, expressions
from generators.plane.family import family
from generators.plane.quantities import area, combination, length, perimeter, unknown
from generators.plane.shapes import polar, triangle_from_sides
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

Values = dict[Quantity, Exact]
UNITS = (None, None, "cm", "m", "mm")
SKINS = {
    "garden": "m",
    "park": "m",
    "field": "m",
    "playground": "m",
    "courtyard": "m",
    "pasture": "m",
    "picture frame": "cm",
    "tabletop": "cm",
}
"""Things with an outline, and their unit."""


@family(
    "perimeter_polygon",
    "Perimeter read from labels, unit cost, equation",
    {
        "read_labels_and_add": 5,
        "joined_shapes": 2,
        "equation_from_perimeter": 2,
        "fence_against_a_wall": 1,
        "cut_or_joined_rectangles": 1,
    },
    weight=3.14,
)
def perimeter_polygon(figure: Figure, rng: Random, variant: str) -> Draft:
    """One polygon or two joined ones; sides are read, marked equal, or follow from right angles."""
    if variant == "joined_shapes":
        return _joined(figure, rng)
    if variant == "equation_from_perimeter":
        return _equation(figure, rng)
    if variant == "fence_against_a_wall":
        return _fence(figure, rng)
    if variant == "cut_or_joined_rectangles":
        return rng.choice((_notched, _notched, _divided))(figure, rng)
    return _single(figure, rng)


def _number(rng: Random, unit: str | None, low: int, high: int) -> Exact:
    """An integer, or with a unit now and then tenths."""
    if unit is not None and rng.random() < 0.25:
        return Exact(rng.randint(10 * low, 10 * high), 10)
    return Exact(rng.randint(low, high))


# --- single polygons --------------------------------------------------------------------------------------------------


def shape(figure: Figure, rng: Random, kind: str, unit: str | None) -> tuple[tuple[str, ...], Values]:
    """Build a polygon of a kind; return its vertices and the labels that give its perimeter."""
    a, b = _number(rng, unit, 3, 25), _number(rng, unit, 3, 25)
    x, y = float(a), float(b)
    if kind in ("rectangle", "parallelogram", "kite") and not (0.3 < x / y < 3.3 and abs(x / y - 1) > 0.12):
        raise Retry("thin, or nearly equal sides")
    ring: tuple[str, ...] = ("A", "B", "C", "D")
    if kind == "triangle":
        c = _number(rng, unit, 3, 25)
        _triangle(figure, x, y, float(c))
        ring = ("A", "B", "C")
        figure.state("polygon", *ring)
        return ring, {length("B", "C"): a, length("C", "A"): b, length("A", "B"): c}
    if kind == "isosceles":
        _triangle(figure, x, x, y)
        ring = ("A", "B", "C")
        figure.state("polygon", *ring)
        figure.state("equal_length", "A", "C", "B", "C")
        return ring, {length("A", "C"): a, length("A", "B"): b}
    if kind == "quadrilateral":
        return _quadrilateral(figure, rng)
    if kind in ("rectangle", "square"):
        y = x if kind == "square" else y
        figure.points(A=0, B=x, C=x + 1j * y, D=1j * y)
    elif kind in ("parallelogram", "rhombus"):
        side = polar(x if kind == "rhombus" else y, rng.choice((50, 55, 62, 68, 110, 120, 128)))
        figure.points(A=0, B=x, C=x + side, D=side)
    elif kind == "kite":
        half = min(x, y) * rng.uniform(0.6, 0.9)
        up, down = math.sqrt(x * x - half * half), math.sqrt(y * y - half * half)
        figure.points(A=1j * up, B=-half, C=-1j * down, D=half)
    else:
        count = {"equilateral": 3, "pentagon": 5, "hexagon": 6, "octagon": 8}[kind]
        ring = tuple("ABCDEFGH"[:count])
        r = x / 2 / math.sin(math.pi / count)
        figure.points(**{p: polar(r, -90 - 180 / count + 360 / count * i) for i, p in enumerate(ring)})
        figure.state("polygon", *ring)
        figure.state("equilateral" if count == 3 else "regular_polygon", *ring)
        return ring, {length("A", "B"): a}
    figure.state("polygon", *ring)
    figure.state(kind, *ring)
    if kind in ("square", "rhombus"):
        return ring, {length("A", "B"): a}
    if kind == "kite":
        return ring, {length("A", "B"): a, length("B", "C"): b}
    return ring, {length("A", "B"): a, length("B", "C"): b}


def _triangle(figure: Figure, a: float, b: float, c: float) -> None:
    low, middle, high = sorted((a, b, c))
    if high > 0.93 * (low + middle) or high > 4 * low:
        raise Retry("thin")
    figure.points(**dict(zip("ABC", triangle_from_sides(a, b, c), strict=True)))


def _quadrilateral(figure: Figure, rng: Random) -> tuple[tuple[str, ...], Values]:
    """Four integer sides: two triangles with integer sides on a common diagonal."""
    p, q, r, s, d = (rng.randint(4, 22) for _ in range(5))
    for x, y in ((p, q), (r, s)):
        if not (d < 0.9 * (x + y) and abs(x - y) < 0.85 * d):
            raise Retry("thin")
    a, c, b = triangle_from_sides(q, p, d)
    _, _, e = triangle_from_sides(r, s, d)
    figure.points(A=a, B=b, C=c, D=e.conjugate())
    figure.state("polygon", "A", "B", "C", "D")
    if not figure.domain.facts["polygon"].holds(figure, ("A", "B", "C", "D")):
        raise Retry("not simple")
    z = [figure.at(v) for v in "ABCD"]
    turns = [((z[i] - z[i - 1]).conjugate() * (z[(i + 1) % 4] - z[i])).imag for i in range(4)]
    if not (all(t > 0 for t in turns) or all(t < 0 for t in turns)):
        raise Retry("not convex")
    return ("A", "B", "C", "D"), {
        length("A", "B"): Exact(p),
        length("B", "C"): Exact(q),
        length("C", "D"): Exact(r),
        length("D", "A"): Exact(s),
    }


KINDS = (
    "triangle",
    "triangle",
    "isosceles",
    "quadrilateral",
    "quadrilateral",
    "rectangle",
    "parallelogram",
    "kite",
    "rhombus",
    "square",
    "equilateral",
    "pentagon",
    "hexagon",
    "octagon",
)


def _single(figure: Figure, rng: Random) -> Draft:
    """One polygon: its perimeter from the labels, or a side from the perimeter."""
    kind = rng.choice(KINDS)
    skin = rng.choice(list(SKINS)) if rng.random() < 0.35 else ""
    unit = SKINS[skin] if skin else rng.choice(UNITS)
    ring, labels = shape(figure, rng, kind, unit)
    whole = perimeter(*ring)
    total = sum((value for value in labels.values()), Exact(0))
    goal: Quantity = whole
    givens: Values = dict(labels)
    wrong: dict[str, Exact | Quantity] = {"labelled_sides_only": total}
    if kind in ("rectangle", "parallelogram", "isosceles"):
        x, y = labels.values()
        wrong |= {"area": x * y, "one_pair_twice": 2 * x + y, "other_pair_twice": 2 * y + x}
    if rng.random() < 0.3:
        drop = rng.choice(list(labels))
        full = Exact(len(ring)) * total if len(labels) == 1 else total if len(labels) == len(ring) else 2 * total
        if kind == "isosceles":
            full = 2 * labels["length", "A", "C"] + labels["length", "A", "B"]
        givens = {q: v for q, v in labels.items() if q != drop} | {whole: full}
        goal = drop
        bent = kind not in ("triangle", "quadrilateral") and not skin and rng.random() < 0.5
        if bent:
            skin, unit = "wire", unit or "cm"
        wrong = {"forgot_equal_sides": full - total + labels[drop], "half_perimeter": full / 2, "quarter": full / 4}
    return _told(Draft(figure, givens, goal, unit=unit, wrong=wrong), ring, skin)


def _told(draft: Draft, ring: tuple[str, ...], skin: str) -> Draft:
    """As the outline of a thing, where there is one."""
    if skin == "wire":
        fact = Fact("value", (perimeter(*ring),), draft.givens[perimeter(*ring)])  # type: ignore[arg-type]
        draft.phrases = (Phrase("perimeter_polygon.wire.bent", (fact,), (("letters", "".join(ring)),)),)
        draft.skin, draft.keep_names = skin, True
    elif skin:
        slots = (("thing", skin), ("letters", "".join(ring)))
        draft.phrases = (Phrase("perimeter_polygon.thing.scene", (), slots),)
        draft.skin = skin
        draft.keep_names = True
        if draft.goal[0] == "perimeter":
            draft.question = Phrase("perimeter_polygon.thing.ask", (), slots)
    return draft


# --- an unknown in the labels -----------------------------------------------------------------------------------------


def _equation(figure: Figure, rng: Random) -> Draft:
    """Sides as expressions in x and the perimeter given, or equal sides as two expressions."""
    kind = rng.choice(
        (
            "triangle",
            "triangle",
            "isosceles",
            "rectangle",
            "parallelogram",
            "kite",
            "quadrilateral",
            "rhombus",
            "pentagon",
            "hexagon",
        )
    )
    ring, labels = shape(figure, rng, kind, None)
    x = rng.randint(2, 12)
    figure.let("x", x)
    whole = perimeter(*ring)
    sides = list(labels)
    full = Exact(0)
    for i, p in enumerate(ring):
        full = full + Exact(round(figure.measure(length(p, ring[(i + 1) % len(ring)]))))
    expressed = rng.sample(sides, rng.randint(1, len(sides)))
    lines: dict[Quantity, Exact | Linear | int] = dict(labels)
    for side in expressed:
        lines[side] = expression(rng, "x", x, int(float(labels[side])))
    slope = sum((v.slope for v in lines.values() if isinstance(v, Linear)), Exact(0))
    if slope.is_zero:
        raise Retry("the unknown cancels")
    goal: Quantity = unknown("x") if rng.random() < 0.65 else rng.choice(expressed)
    if kind in ("rhombus", "kite", "isosceles") and rng.random() < 0.4:
        return _equal_expressions(figure, rng, kind, ring, labels, x, whole)
    wrong: dict[str, Exact | Quantity] = {
        "half_perimeter": full / 2,
        "added_one": Exact(x + 1),
        "lost_sign": Exact(x + 3),
        "doubled": Exact(2 * x),
    }
    return Draft(figure, lines | {whole: full}, goal, wrong=wrong)


def _equal_expressions(
    figure: Figure, rng: Random, kind: str, ring: tuple[str, ...], labels: Values, x: int, whole: Quantity
) -> Draft:
    """Two equal sides as expressions: the unknown first, then the perimeter."""
    first, second = {
        "rhombus": (length("A", "B"), length("B", "C")),
        "kite": (length("A", "B"), length("A", "D")),
        "isosceles": (length("A", "C"), length("B", "C")),
    }[kind]
    value = int(float(labels[next(iter(labels))]))
    one, two = expressions(rng, "x", x, value, value)
    givens: dict[Quantity, Exact | Linear | int] = {first: one, second: two}
    givens |= {q: v for q, v in labels.items() if q not in (first, second)}
    goal: Quantity = rng.choice((unknown("x"), whole, whole))
    return Draft(figure, givens, goal, wrong={"one_side": Exact(value), "unknown_only": Exact(x)})


# --- joined shapes ----------------------------------------------------------------------------------------------------


def _joined(figure: Figure, rng: Random) -> Draft:
    """A square or rectangle ABCD with a triangle or a second square on CD: the outline of both."""
    unit = rng.choice(UNITS)
    a, b = _number(rng, unit, 3, 20), _number(rng, unit, 3, 20)
    base = rng.choice(("square", "rectangle", "rectangle"))
    x, y = float(a), float(a) if base == "square" else float(b)
    if not 0.35 < x / y < 2.8 or (base == "rectangle" and abs(x / y - 1) < 0.12):
        raise Retry("out of proportion")
    c, d = x + 1j * y, 1j * y
    top = rng.choice(("equilateral", "isosceles", "scalene"))
    figure.points(A=0, B=x, C=c, D=d)
    left = _number(rng, unit, 3, 20)
    right = left if top == "isosceles" else a if top == "equilateral" else _number(rng, unit, 3, 20)
    if top == "equilateral":
        left = a
    p, q = float(left), float(right)
    if max(p, q, x) > 0.93 * (p + q + x - max(p, q, x)):
        raise Retry("thin")
    _, _, apex = triangle_from_sides(q, p, x)
    figure.point("E", d + apex)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("polygon", "C", "D", "E")
    figure.state("opposite_sides", "A", "E", "C", "D")
    figure.state(base, "A", "B", "C", "D")
    givens: Values = {length("A", "B"): a}
    if base == "rectangle":
        givens[length("B", "C")] = b
    if top == "equilateral":
        figure.state("equilateral", "C", "D", "E")
    elif top == "isosceles":
        figure.state("equal_length", "C", "E", "D", "E")
        givens[length("D", "E")] = left
    else:
        givens |= {length("D", "E"): left, length("C", "E"): right}
    outline = [("line", *pair) for pair in ("AB", "BC", "CE", "ED", "DA")]
    figure.region("r", outline)
    figure.state("shaded", "r")
    goal = ("region_perimeter", "r")
    height = a if base == "square" else b
    inner = 2 * a + 2 * height + left + right
    wrong: dict[str, Exact | Quantity] = {
        "counted_common_side": inner,
        "counted_it_twice": inner + a,
        "labelled_sides_only": sum(givens.values(), Exact(0)),
    }
    phrases = (Phrase("perimeter_polygon.joined.shaded", (figure.fact("shaded", "r"),)),)
    chosen: dict[Quantity, Exact] = givens
    if rng.random() < 0.25:
        drop = rng.choice(list(givens))
        if drop == length("A", "B") and top != "equilateral":
            drop = list(givens)[-1]
        chosen = {q: v for q, v in givens.items() if q != drop} | {goal: inner - a}
        goal, wrong = drop, {"counted_common_side": inner / 4, "half": inner / 2}
    return Draft(figure, dict(chosen), goal, phrases=phrases, unit=unit, wrong=wrong, skin=top)


# --- stories ----------------------------------------------------------------------------------------------------------


def _fence(figure: Figure, rng: Random) -> Draft:
    """A rectangular plot against a wall along AB: the fence has three sides."""
    a, b = _number(rng, "m", 4, 40), _number(rng, "m", 3, 25)
    if not 0.35 < float(a / b) < 3 or abs(float(a / b) - 1) < 0.12:
        raise Retry("out of proportion")
    figure.points(A=0, B=float(a), C=float(a) + 1j * float(b), D=1j * float(b))
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    thing = rng.choice(
        ("garden", "vegetable patch", "chicken run", "car park", "sheep pen", "dog run", "playground", "terrace")
    )
    fence = combination((1, length("B", "C")), (1, length("C", "D")), (1, length("D", "A")))
    total = a + 2 * b
    slots = (("thing", thing),)
    key = "perimeter_polygon.fence"
    scene = Phrase(f"{key}.scene", (), slots)
    way = rng.random()
    room = {area("A", "B", "C", "D"): a * b}
    wrong: dict[str, Exact | Quantity]
    if way < 0.5:
        pair = (
            {length("A", "B"): a, length("B", "C"): b}
            if rng.random() < 0.6
            else rng.choice(({length("A", "B"): a}, {length("B", "C"): b})) | room
        )
        wrong = {"whole_perimeter": 2 * a + 2 * b, "two_sides": a + b, "other_wall": 2 * a + b, "area": a * b}
        return Draft(
            figure,
            dict(pair),
            fence,
            phrases=(scene,),
            question=Phrase(f"{key}.ask", (), slots),
            unit="m",
            wrong=wrong,
            skin=thing,
            keep_names=True,
        )
    told = Phrase(f"{key}.given", (Fact("value", (fence,), total),), slots)
    given, goal = rng.choice(((length("A", "B"), length("B", "C")), (length("B", "C"), length("A", "B"))))
    value = a if given == length("A", "B") else b
    wrong = {"whole_perimeter": total / 2 - value, "forgot_half": total - value, "other_wall": (total - b) / 2}
    if rng.random() < 0.5:
        goal, wrong = (
            area("A", "B", "C", "D"),
            {"product": total * value, "half": a * b / 2, "forgot_half": (total - a) * a},
        )
    return Draft(
        figure,
        {fence: total, given: value},
        goal,
        phrases=(scene, told),
        unit="m",
        wrong=wrong,
        skin=thing,
        keep_names=True,
    )


# --- right-angled outlines --------------------------------------------------------------------------------------------


def _notched(figure: Figure, rng: Random) -> Draft:
    """An L-shaped hexagon ABCDEF with right angles: the corner of a rectangle is cut out."""
    unit = rng.choice(UNITS)
    w, h = rng.randint(5, 24), rng.randint(5, 24)
    u, v = rng.randint(2, w - 2), rng.randint(2, h - 2)
    if not 0.4 < w / h < 2.5 or not (0.2 < u / w < 0.8 and 0.2 < v / h < 0.8):
        raise Retry("out of proportion")
    figure.points(A=0, B=w, C=w + 1j * v, D=u + 1j * v, E=u + 1j * h, F=1j * h)
    ring = ("A", "B", "C", "D", "E", "F")
    figure.state("polygon", *ring)
    corners = [figure.state("right_angle", ring[i - 1], ring[i], ring[(i + 1) % 6]) for i in range(6)]
    sides = {
        length("A", "B"): w,
        length("B", "C"): v,
        length("C", "D"): w - u,
        length("D", "E"): h - v,
        length("E", "F"): u,
        length("F", "A"): h,
    }
    across, upward = (
        (length("A", "B"), length("C", "D"), length("E", "F")),
        (length("B", "C"), length("D", "E"), length("F", "A")),
    )
    goal = perimeter(*ring)
    chosen = [*rng.sample(across, 2), *rng.sample(upward, 2)]
    if rng.random() < 0.4:
        chosen = [length("A", "B"), length("F", "A")]
    givens = {q: Exact(sides[q]) for q in sides if q in chosen}
    wrong: dict[str, Exact | Quantity] = {
        "labelled_sides_only": sum(givens.values(), Exact(0)),
        "without_the_notch": Exact(2 * (u + v)),
        "half": Exact(w + h),
    }
    phrases = (Phrase("perimeter_polygon.notched.right", tuple(corners)),)
    return Draft(figure, dict(givens), goal, phrases=phrases, unit=unit, wrong=wrong, skin="notched")


def _divided(figure: Figure, rng: Random) -> Draft:
    """Rectangle ABCD cut by EF into a square AEFD and a rectangle EBCF."""
    a, b = rng.randint(2, 20), rng.randint(2, 20)
    if not 0.3 < b / a < 2.5 or a == b:
        raise Retry("out of proportion")
    figure.points(A=0, E=a, B=a + b, C=a + b + 1j * a, F=a + 1j * a, D=1j * a)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    figure.state("between", "E", "A", "B")
    figure.state("between", "F", "C", "D")
    figure.state("polygon", "A", "E", "F", "D")
    figure.state("square", "A", "E", "F", "D")
    rest = ("E", "B", "C", "F")
    figure.state("polygon", *rest)
    figure.state("rectangle", *rest)
    pool = {
        length("A", "B"): a + b,
        length("A", "D"): a,
        length("E", "B"): b,
        perimeter("A", "B", "C", "D"): 2 * (2 * a + b),
        perimeter("A", "E", "F", "D"): 4 * a,
        perimeter(*rest): 2 * (a + b),
        area("A", "E", "F", "D"): a * a,
    }
    goal, *given = rng.sample(list(pool), 3)
    if goal[0] == "area":
        raise Retry("an area is not asked here")
    wrong: dict[str, Exact | Quantity] = {
        "both_perimeters": Exact(6 * a + 2 * b),
        "half": Exact(2 * a + b),
        "difference": Exact(2 * b),
    }
    return Draft(
        figure,
        {q: Exact(pool[q]) for q in given},
        goal,
        unit=rng.choice(UNITS),
        wrong=wrong,
        skin="divided",
    )
