"""A segment parallel to a side of a triangle, and transversals of three parallel lines."""

import math
from random import Random

from generators.plane.family import family
from generators.plane.quantities import length, quotient, unknown
from generators.plane.shapes import polar, posed
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft


def _school(a: int, b: int, c: int) -> bool:
    """Whether a : b = c : d gives a d with at most one decimal digit, no two parts alike and none tiny."""
    return (
        a not in (b, c)
        and 3 * max(a, b) <= 10 * min(a, b)
        and (10 * b * c) % a == 0
        and a <= b * c <= 30 * a
        and a <= 2 * c <= 4 * a
    )


PROPORTIONS = [(a, b, c) for a in range(2, 16) for b in range(2, 16) for c in range(2, 19) if _school(a, b, c)]


def parts(rng: Random, *, whole: float = 0.67) -> tuple[Exact, Exact, Exact, Exact]:
    """Four lengths in proportion, AD : DB = AE : EC; all of them integers in the given share of cases."""
    integers = rng.random() < whole
    while True:
        a, b, c = rng.choice(PROPORTIONS)
        if not integers or b * c % a == 0:
            return Exact(a), Exact(b), Exact(c), Exact(b * c, a)


@family(
    "basic_proportionality",
    "Segment parallel to a triangle side; parallel intercepts",
    {"triangle_side_splitter_numeric": 7, "triangle_side_splitter_algebraic": 3, "three_parallels_intercept": 2},
    weight=2.19,
    capacity=2500,
)
def basic_proportionality(figure: Figure, rng: Random, variant: str) -> Draft:
    """DE parallel to BC in triangle ABC (D on AB, E on AC), or three parallels cut by two transversals."""
    if variant == "three_parallels_intercept":
        return _three_parallels(figure, rng)
    if variant == "triangle_side_splitter_numeric" and rng.random() < 0.2:
        return _parallelogram(figure, rng)
    ad, db, ae, ec = parts(rng, whole=1 if variant == "triangle_side_splitter_algebraic" else 0.67)
    lengths = {
        length("A", "D"): ad,
        length("D", "B"): db,
        length("A", "B"): ad + db,
        length("A", "E"): ae,
        length("E", "C"): ec,
        length("A", "C"): ae + ec,
    }
    bc = _third_side(rng, ad, ad + db, ae + ec)
    if bc is not None:
        lengths |= {length("B", "C"): bc, length("D", "E"): bc * ad / (ad + db)}
    _triangle(figure, rng, lengths)
    figure.state("between", "D", "A", "B")
    figure.state("between", "E", "A", "C")
    figure.state("segment", "D", "E")
    figure.state("parallel", "D", "E", "B", "C")
    first = [length("A", "D"), length("D", "B"), length("A", "B")]
    second = [length("A", "E"), length("E", "C"), length("A", "C")]
    third = [length("D", "E"), length("B", "C")]
    if variant == "triangle_side_splitter_algebraic":
        return _algebraic(figure, rng, lengths)
    groups = [first, second, third] if bc is not None else [first, second]
    rng.shuffle(groups)
    if groups[0] is third and rng.random() < 0.5:
        groups[0], groups[1] = groups[1], groups[0]
    known = rng.sample(groups[0], 2)
    other, goal = rng.sample(groups[1], 2)
    givens: dict[Quantity, Exact] = {q: lengths[q] for q in (*known, other)}
    wrong: dict[str, Exact | Quantity] = {
        "inverse_ratio": lengths[other] * lengths[known[0]] / lengths[known[1]],
        "ratio_of_the_givens": lengths[other] * lengths[known[1]] / lengths[known[0]],
        "difference": lengths[other] + lengths[known[1]] - lengths[known[0]],
    }
    if groups[0] is first and rng.random() < 0.3:
        pair = quotient(*known)
        givens = {pair: lengths[known[0]] / lengths[known[1]], other: lengths[other]}
        wrong.pop("difference")
    elif rng.random() < 0.12:
        goal = quotient(*rng.choice((third, first[::2], second[::2])))
        givens = (
            {q: lengths[q] for q in known}
            if goal[1] not in groups[0]
            else {q: lengths[q] for q in rng.sample(groups[1], 2)}
        )
        wrong = {
            "part_to_part": lengths[known[0]] / lengths[known[1]],
            "inverse_ratio": lengths[known[1]] / lengths[known[0]],
        }
        if goal[1][1:] in (("A", "D"), ("A", "E")):
            goal = quotient(*third)
    wrong = {name: value for name, value in wrong.items() if not isinstance(value, Exact) or value.sign() > 0}
    aliases = {goal: "x"} if goal[0] == "length" and goal not in (first[2], second[2]) and rng.random() < 0.4 else {}
    return Draft(figure, dict(givens), goal, aliases=aliases, wrong=wrong, skin="triangle")


def _third_side(rng: Random, ad: Exact, ab: Exact, ac: Exact) -> Exact | None:
    """An integer side BC for a well-shaped triangle with DE of at most one decimal digit; None where none is."""
    p, q = float(ab), float(ac)
    choices = []
    for side in range(2, 31):
        cosine = (p * p + q * q - side * side) / (2 * p * q)
        if abs(cosine) < 0.87 and 10 % (ad * side / ab).denominator == 0 and min(p, q, side) > 0.4 * max(p, q, side):
            choices.append(side)
    return Exact(rng.choice(choices)) if choices else None


def _triangle(figure: Figure, rng: Random, lengths: dict[Quantity, Exact]) -> None:
    """Place triangle ABC with D and E on its sides; any angle at A where BC has no length of its own."""
    ab, ac = float(lengths["length", "A", "B"]), float(lengths["length", "A", "C"])
    bc = lengths.get(length("B", "C"))
    turn = (
        rng.uniform(38, 85)
        if bc is None
        else math.degrees(math.acos((ab * ab + ac * ac - float(bc) ** 2) / (2 * ab * ac)))
    )
    d, e = float(lengths["length", "A", "D"]), float(lengths["length", "A", "E"])
    figure.points(**posed(rng, A=0, B=ab, C=polar(ac, turn), D=d, E=polar(e, turn)))
    figure.state("polygon", "A", "B", "C")


def _written(rng: Random, value: Exact, hidden: int) -> Linear:
    """An integer length written in x, such as x, 2x, x + 3 or 2x - 1, with a constant that is not clumsy."""
    slopes = [k for k in (1, 2, 3, 4) if abs(value - k * hidden) <= 10] or [1]
    slope = rng.choice(slopes)
    return Linear("x", Exact(slope), value - slope * hidden)


def _algebraic(figure: Figure, rng: Random, lengths: dict[Quantity, Exact]) -> Draft:
    """Two of the four parts written in x, one on each side of the proportion; x or one of the parts is asked."""
    four = [length("A", "D"), length("D", "B"), length("A", "E"), length("E", "C")]
    if length("B", "C") in lengths and lengths[length("D", "E")].is_integer and rng.random() < 0.4:
        four = [length("A", "D"), length("A", "B"), length("D", "E"), length("B", "C")]
    hidden = rng.randrange(2, 13)
    figure.let("x", hidden)
    i = rng.randrange(4)
    lone = rng.random() < 0.35
    partner = rng.choice((i ^ 1, i ^ 2))
    expressed = [four[i]] if lone else [four[i], four[partner]]
    givens: dict[Quantity, Exact | Linear] = {q: lengths[q] for q in four}
    for q in expressed:
        givens[q] = _written(rng, lengths[q], hidden)
    goal = unknown("x") if lone or rng.random() < 0.6 else rng.choice(expressed)
    mistake: dict[str, Exact | Quantity] = (
        {"value_of_x": Exact(hidden)} if goal[0] == "length" else {"the_length": lengths[expressed[0]]}
    )
    return Draft(figure, dict(givens), goal, wrong=mistake | {"off_by_one": Exact(hidden + 1)}, skin="algebraic")


def _parallelogram(figure: Figure, rng: Random) -> Draft:
    """A parallelogram DBFE in the corner B of triangle ABC, E on AC."""
    ad, db, ae, ec = parts(rng)
    bc = _third_side(rng, ad, ad + db, ae + ec)
    if bc is None:
        raise Retry("no third side")
    bf = bc * ad / (ad + db)
    lengths = {
        length("A", "D"): ad,
        length("D", "B"): db,
        length("A", "B"): ad + db,
        length("A", "E"): ae,
        length("E", "C"): ec,
        length("A", "C"): ae + ec,
        length("B", "C"): bc,
        length("B", "F"): bf,
        length("F", "C"): bc - bf,
    }
    _triangle(figure, rng, lengths)
    b, c = figure.at("B"), figure.at("C")
    figure.point("F", b + (c - b) * float(bf / bc))
    for name, side in (("D", "AB"), ("E", "AC"), ("F", "BC")):
        figure.state("between", name, *side)
    figure.state("segment", "D", "E")
    figure.state("segment", "E", "F")
    figure.state("parallelogram", "D", "B", "F", "E")
    left, base = (
        [length("A", "D"), length("D", "B"), length("A", "B")],
        [length("B", "F"), length("F", "C"), length("B", "C")],
    )
    if rng.random() < 0.5:
        left, base = base, left
    known = rng.sample(left, 2)
    other, goal = rng.sample(base, 2)
    wrong: dict[str, Exact | Quantity] = {"inverse_ratio": lengths[other] * lengths[known[0]] / lengths[known[1]]}
    return Draft(figure, {q: lengths[q] for q in (*known, other)}, goal, wrong=wrong, skin="parallelogram")


def _three_parallels(figure: Figure, rng: Random) -> Draft:
    """Parallels AD, BE, CF cut by transversals AC and DF."""
    while True:
        ab, bc, de, ef = parts(rng)
        reach = float(de / ab)
        if 0.62 < reach < 1.6:
            break
    equal = rng.random() < 0.15
    if equal:
        bc, ef = ab, de
    sine = rng.uniform(max(0.6, 0.6 * reach), min(0.97, 0.97 * reach))
    slope, other = math.degrees(math.asin(sine)), math.degrees(math.asin(sine / reach))
    if rng.random() < 0.6:
        other = 180 - other
    lean, far = polar(1, -slope), polar(1, -other)
    widest = float(ab + bc)
    b, c = lean * float(ab), lean * widest
    e, f = far * float(de), far * float(de + ef)
    d = complex(rng.uniform(0.35, 0.8) * widest - min(0.0, (e - b).real, (f - c).real))
    a, e, f = 0j, d + e, d + f
    figure.points(**posed(rng, A=a, B=b, C=c, D=d, E=e, F=f))
    for pair in ("AC", "DF"):
        figure.state("segment", *pair)
    for pair in ("AD", "BE", "CF"):
        figure.state("line", *pair)
    figure.state("between", "B", "A", "C")
    figure.state("between", "E", "D", "F")
    figure.state("parallel", "A", "D", "B", "E")
    figure.state("parallel", "B", "E", "C", "F")
    lengths = {
        length("A", "B"): ab,
        length("B", "C"): bc,
        length("A", "C"): ab + bc,
        length("D", "E"): de,
        length("E", "F"): ef,
        length("D", "F"): de + ef,
    }
    first, second = list(lengths)[:3], list(lengths)[3:]
    if rng.random() < 0.5:
        first, second = second, first
    other_given, goal = rng.sample(second, 2)
    if equal:
        figure.state("equal_length", *first[0][1:], *first[1][1:])
        return Draft(
            figure,
            {other_given: lengths[other_given]},
            goal,
            wrong={"given_length": lengths[other_given]},
            skin="equal_parallels",
        )
    known = rng.sample(first, 2)
    wrong: dict[str, Exact | Quantity] = {
        "inverse_ratio": lengths[other_given] * lengths[known[0]] / lengths[known[1]],
        "ratio_of_the_givens": lengths[other_given] * lengths[known[1]] / lengths[known[0]],
    }
    return Draft(figure, {q: lengths[q] for q in (*known, other_given)}, goal, wrong=wrong, skin="parallels")
