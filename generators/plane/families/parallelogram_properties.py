"""Parallelograms: angles, sides, diagonals, bisectors and altitudes."""

from math import atan2, degrees
from random import Random

from generators.plane.expressions import expression, expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, combination, length, perimeter, unknown
from generators.plane.shapes import foot, meet, polar, triangle_from_sides
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

RING = ("A", "B", "C", "D")
Values = dict[Quantity, Exact]


@family(
    "parallelogram_properties",
    "Parallelogram angles, sides, diagonals, perimeter",
    {
        "diagonal_angles": 4,
        "perimeter_with_perpendicular_bisector": 2,
        "opposite_adjacent_angles": 2,
        "condition_for_parallelogram": 1,
        "diagonal_lengths": 2,
        "angle_bisector_cuts_side": 2,
        "two_bisectors_overlap": 1,
        "altitude_angle": 1,
    },
    weight=2.31,
)
def parallelogram_properties(figure: Figure, rng: Random, variant: str) -> Draft:
    """Parallelogram ABCD with diagonals, a bisector, an altitude or a perpendicular from their meeting point."""
    build = {
        "diagonal_angles": _diagonal_angles,
        "perimeter_with_perpendicular_bisector": _perpendicular_bisector,
        "opposite_adjacent_angles": _corner_angles,
        "condition_for_parallelogram": _condition,
        "diagonal_lengths": _diagonal_lengths,
        "angle_bisector_cuts_side": _bisector,
        "two_bisectors_overlap": _two_bisectors,
        "altitude_angle": _altitude,
    }[variant]
    return build(figure, rng)


def _place(figure: Figure, base: float, side: float, corner: float) -> None:
    """Parallelogram ABCD with AB level, the angle at A in degrees."""
    d = polar(side, corner)
    figure.points(A=0, B=base, C=base + d, D=d)
    figure.state("polygon", *RING)
    figure.state("parallelogram", *RING)


def _condition(figure: Figure, rng: Random) -> Draft:
    """Two parts labelled in x, which is such that ABCD is a parallelogram: sides, angles or halves of a diagonal."""
    base, corner = rng.randint(6, 24), rng.choice([*range(50, 80), *range(101, 130)])
    side = round(base * rng.uniform(0.5, 0.9))
    angles = [angle(*triple) for triple in ("DAB", "ABC", "BCD", "CDA")]
    kind = rng.choice(("sides", "opposite angles", "adjacent angles", "diagonal"))
    if kind == "sides":
        pair = rng.choice(((length("A", "B"), length("D", "C")), (length("A", "D"), length("B", "C"))))
        sizes = [base if pair[0] == length("A", "B") else side] * 2
    elif kind == "opposite angles":
        first = rng.randrange(2)
        pair, sizes = (angles[first], angles[first + 2]), [corner if first == 0 else 180 - corner] * 2
    elif kind == "adjacent angles":
        pair, sizes = (angles[0], angles[1]), [corner, 180 - corner]
    else:
        pair, sizes = (length("A", "O"), length("O", "C")), [rng.randint(4, 20)] * 2
    scale = sizes[0] / abs(base + polar(side, corner)) * 2 if kind == "diagonal" else 1.0
    _place(figure, base * scale, side * scale, corner)
    if kind == "diagonal":
        figure.point("O", figure.at("C") / 2)
        figure.state("segment", "A", "C")
        figure.state("segment", "B", "D")
        figure.state("crossing", "O", "A", "C", "B", "D")
    x = rng.randint(2, max(3, min(sizes) // 2))
    figure.let("x", x)
    labels: list[Linear] = expressions(rng, "x", x, *sizes)
    phrase = Phrase("parallelogram_properties.condition.chosen", (figure.fact("parallelogram", *RING),))
    return Draft(figure, dict(zip(pair, labels, strict=True)), unknown("x"), phrases=(phrase,), skin="condition")


def _diagonal_angles(figure: Figure, rng: Random) -> Draft:
    """Angles that the diagonals make with the sides: triangle ABO has whole angles."""
    if rng.random() < 0.4:
        return _one_diagonal(figure, rng)
    alpha, beta = rng.randint(18, 70), rng.randint(18, 70)
    if not 35 <= alpha + beta <= 145 or abs(alpha - beta) < 4 or abs(alpha + beta - 90) < 4:
        raise Retry("thin, a rectangle or a rhombus")
    o = meet(0j, polar(1, alpha), 6 + 0j, 6 + polar(1, 180 - beta))
    figure.points(A=0, B=6, C=2 * o, D=2 * o - 6)
    corner = degrees(atan2(figure.at("D").imag, figure.at("D").real))
    if not 30 < corner < 150 or abs(corner - 90) < 5:
        raise Retry("thin, or nearly a rectangle")
    figure.state("polygon", *RING)
    figure.state("parallelogram", *RING)
    figure.state("segment", "A", "C")
    figure.point("O", o)
    figure.state("segment", "B", "D")
    figure.state("crossing", "O", "A", "C", "B", "D")
    oab, oba, aob, boc = (angle(*t) for t in ("OAB", "OBA", "AOB", "BOC"))
    ocd, odc = angle("O", "C", "D"), angle("O", "D", "C")
    values = {oab: alpha, oba: beta, aob: 180 - alpha - beta, boc: alpha + beta, ocd: alpha, odc: beta}
    goal, pair = rng.choice(
        (
            (boc, (oab, odc)), (boc, (ocd, oba)), (aob, (ocd, oba)), (aob, (oab, odc)), (odc, (oab, boc)),
            (odc, (oab, aob)),
            (ocd, (oba, aob)), (ocd, (oba, boc)), (angle("C", "O", "D"), (oab, oba)),
            (angle("A", "O", "D"), (ocd, odc)), (oab, (odc, boc)),
        )
    )  # fmt: skip
    values |= {angle("C", "O", "D"): 180 - alpha - beta, angle("A", "O", "D"): alpha + beta}
    wrong = angle_mistakes(figure, goal, *(values[q] for q in pair))
    return Draft(figure, {q: values[q] for q in pair}, goal, wrong=wrong, skin="both")


def _one_diagonal(figure: Figure, rng: Random) -> Draft:
    """Diagonal AC splits the angle at A into two whole angles."""
    first, second = rng.randint(18, 80), rng.randint(18, 80)
    if not 35 <= first + second <= 145 or abs(first - second) < 4 or abs(first + second - 90) < 4:
        raise Retry("thin, a rectangle or a rhombus")
    # in triangle ABC the angle at C is the alternate angle `second`
    c = meet(0j, polar(1, first), 6 + 0j, 6 + polar(1, first + second))
    figure.points(A=0, B=6, C=c, D=c - 6)
    figure.state("polygon", *RING)
    figure.state("parallelogram", *RING)
    figure.state("segment", "A", "C")
    bac, dac, acb, acd = (angle(*t) for t in ("BAC", "DAC", "ACB", "ACD"))
    abc, bad, bcd, adc = (angle(*t) for t in ("ABC", "BAD", "BCD", "ADC"))
    whole = first + second
    values = {
        bac: first,
        dac: second,
        acb: second,
        acd: first,
        abc: 180 - whole,
        adc: 180 - whole,
        bad: whole,
        bcd: whole,
    }
    goal, pair = rng.choice(
        (
            (adc, (bac, acb)), (abc, (acd, dac)), (acb, (bac, adc)), (dac, (bac, abc)), (bcd, (bac, acb)),
            (acd, (bad, acb)),
            (adc, (bac, dac)), (acb, (abc, acd)), (bad, (acd, acb)), (bac, (bcd, dac)),
        )
    )  # fmt: skip
    wrong = angle_mistakes(figure, goal, *(values[q] for q in pair))
    return Draft(figure, {q: values[q] for q in pair}, goal, wrong=wrong, skin="one")


def _corner_angles(figure: Figure, rng: Random) -> Draft:
    """Opposite and adjacent angles, as numbers or expressions; a sum or difference of two of them."""
    corner = rng.randint(32, 148)
    if abs(corner - 90) < 5:
        raise Retry("nearly a rectangle")
    _place(figure, 6.0, rng.uniform(3.2, 4.8), corner)
    a, b, c, d = (angle(*t) for t in ("DAB", "ABC", "BCD", "CDA"))
    way = rng.random()
    if way < 0.2:
        given, goal = rng.choice(((a, b), (b, c), (a, c), (d, a)))
        value = corner if given in (a, c) else 180 - corner
        return Draft(figure, {given: value}, goal, wrong=angle_mistakes(figure, goal, value), skin="number")
    if way < 0.45:
        pair = rng.choice(((a, c), (b, d)))
        value = corner if pair[0] == a else 180 - corner
        other = rng.choice([q for q in (a, b, c, d) if q not in pair] + [pair[0]])
        total = combination((1, pair[0]), (1, pair[1]))
        return Draft(figure, {total: 2 * value}, other, wrong=angle_mistakes(figure, other, 2 * value), skin="sum")
    if way < 0.6:
        small, large = (a, b) if corner < 90 else (b, a)
        gap = combination((1, large), (-1, small))
        value = abs(180 - 2 * corner)
        goal = rng.choice((a, b, c, d))
        return Draft(
            figure,
            {gap: value},
            goal,
            wrong=angle_mistakes(figure, goal, value, half_difference=value // 2),
            skin="difference",
        )
    x = rng.randint(5, 40)
    figure.let("x", x)
    first, second = rng.choice(((a, c), (a, b), (b, d), (c, d)))
    size = {a: corner, c: corner, b: 180 - corner, d: 180 - corner}
    one, two = expressions(rng, "x", x, size[first], size[second])
    goal = rng.choice((unknown("x"), unknown("x"), first, rng.choice((b, d))))
    wrong = (
        angle_mistakes(figure, goal, corner) if goal[0] == "angle" else {"confused": Exact(2 * x), "half": Exact(x, 2)}
    )
    return Draft(figure, {first: one, second: two}, goal, wrong=wrong, skin="x")


def _diagonal_lengths(figure: Figure, rng: Random) -> Draft:
    """The diagonals bisect each other: halves, expressions in x, perimeters of the small triangles."""
    p, q = rng.sample(range(3, 17), 2)
    low, high = max(1.3 * abs(p - q), 0.35 * (p + q)), 0.88 * (p + q)
    if low + 1 > high:
        raise Retry("thin")
    a = rng.randint(int(low) + 1, int(high))
    first, second, o = triangle_from_sides(q, p, a)
    figure.points(A=first, B=second, C=2 * o - first, D=2 * o - second, O=o)
    figure.state("polygon", *RING)
    figure.state("parallelogram", *RING)
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("crossing", "O", "A", "C", "B", "D")
    ac, bd, ao, bo, co, do, ab, cd = (length(*pair) for pair in ("AC", "BD", "AO", "BO", "CO", "DO", "AB", "CD"))
    around = perimeter("A", "B", "O")
    values = {ac: 2 * p, bd: 2 * q, ao: p, bo: q, co: p, do: q, ab: a, cd: a, around: p + q + a}
    way = rng.random()
    wrong: dict[str, Exact | Quantity]
    if way < 0.45:
        goal, given = rng.choice(
            (
                (around, (ac, bd, cd)), (around, (ac, bd, ab)), (perimeter("C", "D", "O"), (ao, bo, ab)),
                (around, (co, do, cd)),
                (ac, (around, bd, cd)), (cd, (around, ac, bd)), (bd, (around, ab, co)),
                (perimeter("C", "D", "O"), (ac, bd, ab)),
            )
        )  # fmt: skip
        wrong = {
            "whole_diagonals": Exact(2 * p + 2 * q + a),
            "one_half": Exact(2 * p + q + a),
            "diagonals_only": Exact(p + q),
            "half": Exact(p),
        }
        return Draft(
            figure,
            {q_: Exact(values[q_]) for q_ in given},
            goal,
            wrong=wrong,
            unit=rng.choice((None, "cm")),
            skin="triangle",
        )
    x = rng.randint(2, 9)
    figure.let("x", x)
    pair = rng.choice(((ao, co), (bo, do), (ao, ac), (do, bd)))
    one, two = expressions(rng, "x", x, values[pair[0]], values[pair[1]])
    if pair[1] in (ac, bd) and two.slope == 2 * one.slope:
        raise Retry("the unknown cancels")
    goal = rng.choice((unknown("x"), pair[0], ac if pair[0] in (ao,) else bd))
    wrong = {
        "half": Exact(values[pair[0]], 2),
        "double": Exact(2 * values[pair[1]]),
        "other": Exact(x + 1),
        "other_half": Exact(2 * x),
    }
    return Draft(figure, {pair[0]: one, pair[1]: two}, goal, wrong=wrong, skin="x")


def _perpendicular_bisector(figure: Figure, rng: Random) -> Draft:
    """OE is perpendicular to AC at O and meets AD at E: CE = AE, and triangle CDE has the perimeter AD + DC."""
    base = rng.randint(4, 18)
    side = rng.randint(int(1.3 * base) + 1, int(2.2 * base))
    corner = rng.uniform(58, 76)
    _place(figure, float(base), float(side), corner)
    a, c, d = figure.at("A"), figure.at("C"), figure.at("D")
    o = (a + c) / 2
    e = meet(o, o + (c - a) * 1j, a, d)
    along = abs(e - a) / abs(d - a)
    if not 0.2 < along < 0.88:
        raise Retry("E near a vertex")
    figure.points(O=o, E=e)
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("crossing", "O", "A", "C", "B", "D")
    figure.state("between", "E", "A", "D")
    figure.state("segment", "O", "E")
    figure.state("segment", "C", "E")
    figure.state("perpendicular", "O", "E", "A", "C", "O")
    whole, around = perimeter(*RING), perimeter("C", "D", "E")
    ab, ad, cd, bc = (length(*pair) for pair in ("AB", "AD", "CD", "BC"))
    values = {whole: 2 * (base + side), around: base + side, ab: base, cd: base, ad: side, bc: side}
    goal, given = rng.choice(
        (
            (around, (whole,)),
            (around, (ab, bc)),
            (around, (cd, ad)),
            (ad, (around, cd)),
            (bc, (around, ab)),
            (ab, (around, bc)),
            (around, (ab, ad)),
            (around, (bc, cd)),
        )
    )
    wrong: dict[str, Exact | Quantity] = {
        "whole_perimeter": Exact(2 * (base + side)),
        "half": Exact(base + side, 2),
        "other_side": Exact(base),
        "difference": Exact(side - base),
        "with_a_side": Exact(2 * base + side),
    }
    return Draft(figure, {q: Exact(values[q]) for q in given}, goal, wrong=wrong, unit=rng.choice((None, "cm")))


def _bisector(figure: Figure, rng: Random) -> Draft:
    """The bisector of angle BAD meets CD at E: triangle ADE is isosceles."""
    side = rng.randint(4, 18)
    rest = rng.randint(int(0.2 * side) + 1, int(1.3 * side))
    corner = 2 * rng.randint(25, 65)
    base = side + rest
    if abs(corner - 90) < 5:
        raise Retry("E near a vertex, or nearly a rectangle")
    _place(figure, float(base), float(side), corner)
    d = figure.at("D")
    figure.point("E", d + side)
    figure.state("between", "E", "C", "D")
    figure.state("segment", "A", "E")
    figure.state("bisector", "E", "B", "A", "D")
    ab, ad, bc, cd, ce, de = (length(*pair) for pair in ("AB", "AD", "BC", "CD", "CE", "DE"))
    whole = perimeter(*RING)
    if rng.random() < 0.4:
        aed, adc, abc, bad, aec = (angle(*t) for t in ("AED", "ADC", "ABC", "BAD", "AEC"))
        angles = {adc: 180 - corner, abc: 180 - corner, bad: corner}
        given = rng.choice(list(angles))
        goal = rng.choice((aed, aed, aec))
        return Draft(
            figure,
            {given: angles[given]},
            goal,
            wrong=angle_mistakes(figure, goal, angles[given], half_corner=corner // 2),
            skin="angle",
        )
    values = {ab: base, cd: base, ad: side, bc: side, de: side, ce: rest, whole: 2 * (base + side)}
    goal, pair = rng.choice(
        (
            (ce, (ab, ad)), (ce, (ab, bc)), (ce, (cd, bc)), (whole, (ab, ce)), (whole, (ad, ce)), (whole, (bc, ce)),
            (whole, (de, ce)),
            (ce, (whole, ad)), (ab, (bc, ce)), (bc, (ab, ce)), (ad, (whole, ce)), (de, (ab, whole)),
        )
    )  # fmt: skip
    wrong: dict[str, Exact | Quantity] = {
        "side": Exact(side),
        "base": Exact(base),
        "half_perimeter": Exact(base + side),
        "sum": Exact(base + rest),
        "forgot_a_side": Exact(2 * base + side),
    }
    return Draft(
        figure, {q: Exact(values[q]) for q in pair}, goal, wrong=wrong, unit=rng.choice((None, "cm")), skin="length"
    )


def _two_bisectors(figure: Figure, rng: Random) -> Draft:
    """The bisectors of the angles at A and B meet CD at E and F."""
    side = rng.randint(4, 18)
    lap = rng.randint(int(0.25 * side) + 1, int(0.75 * side))
    base = 2 * side - lap if rng.random() < 0.6 else 2 * side + lap
    overlap = base < 2 * side
    corner = rng.randint(55, 125)
    if abs(corner - 90) < 5:
        raise Retry("E and F close")
    _place(figure, float(base), float(side), corner)
    c, d = figure.at("C"), figure.at("D")
    figure.points(E=d + side, F=c - side)
    if overlap:
        figure.state("between", "E", "C", "D")
        figure.state("between", "F", "D", "E")
    else:
        figure.state("between", "F", "C", "D")
        figure.state("between", "E", "D", "F")
    figure.state("segment", "A", "E")
    figure.state("segment", "B", "F")
    figure.state("bisector", "E", "B", "A", "D")
    figure.state("bisector", "F", "A", "B", "C")
    ab, ad, bc, ef, whole = length("A", "B"), length("A", "D"), length("B", "C"), length("E", "F"), perimeter(*RING)
    values = {ab: base, ad: side, bc: side, ef: lap, whole: 2 * (base + side)}
    goal, pair = rng.choice(
        (
            (ef, (ab, ad)),
            (ef, (ab, bc)),
            (ef, (whole, ad)),
            (ab, (ad, ef)),
            (whole, (bc, ef)),
        )
    )
    wrong: dict[str, Exact | Quantity] = {
        "other_order": Exact(abs(base - side)),
        "doubled": Exact(2 * lap),
        "side": Exact(side),
        "sum": Exact(base + side),
    }
    return Draft(
        figure,
        {q: Exact(values[q]) for q in pair},
        goal,
        wrong=wrong,
        unit=rng.choice((None, "cm")),
        skin="overlap" if overlap else "gap",
    )


def _altitude(figure: Figure, rng: Random) -> Draft:
    """DE is perpendicular to AB at E: the angle ADE, and the corners of the parallelogram."""
    corner = rng.randint(40, 76)
    base, side = 6.0, rng.uniform(3.6, 5.4)
    _place(figure, base, side, corner)
    figure.point("E", foot(figure.at("D"), 0, base))
    if figure.at("E").real > 0.85 * base:
        raise Retry("E near B")
    figure.state("between", "E", "A", "B")
    figure.state("segment", "D", "E")
    figure.state("perpendicular", "D", "E", "A", "B", "E")
    ade, bcd, abc, adc = (angle(*t) for t in ("ADE", "BCD", "ABC", "ADC"))
    values = {ade: 90 - corner, bcd: corner, abc: 180 - corner, adc: 180 - corner}
    given, goal = rng.choice(((bcd, ade), (abc, ade), (adc, ade), (ade, bcd), (ade, abc), (ade, adc)))
    if rng.random() < 0.35:
        x = rng.randint(6, 30)
        figure.let("x", x)
        pair = rng.choice(((ade, bcd), (ade, abc)))
        one: Linear = expression(rng, "x", x, values[pair[0]])
        two: Linear = expression(rng, "x", x, values[pair[1]])
        if one.slope == two.slope:
            raise Retry("the unknown may cancel")
        goal = rng.choice((unknown("x"), pair[1]))
        return Draft(
            figure,
            {pair[0]: one, pair[1]: two},
            goal,
            wrong={"double": Exact(2 * x), "complement": Exact(90 - x)},
            skin="x",
        )
    return Draft(figure, {given: values[given]}, goal, wrong=angle_mistakes(figure, goal, values[given]))
