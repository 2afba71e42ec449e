"""Rhombi, rectangles and squares: angles, sides and diagonals."""

from math import atan, degrees, radians, tan
from random import Random

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, area, length, perimeter, unknown
from generators.plane.shapes import foot, polar
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft

RING = ("A", "B", "C", "D")
Values = dict[Quantity, Exact]
Wrong = dict[str, Exact | Quantity]
LEGS = (
    (3, 4, 5),
    (6, 8, 10),
    (5, 12, 13),
    (9, 12, 15),
    (8, 15, 17),
    (12, 16, 20),
    (15, 20, 25),
    (20, 21, 29),
    (7, 24, 25),
)


@family(
    "rhombus_rectangle_properties",
    "Rhombus, rectangle, square: angles, sides, diagonals",
    {
        "rhombus_angles": 3,
        "rectangle_plus_rhombus": 2,
        "rhombus_sides_equation": 2,
        "diagonals_to_side_pythagoras": 2,
        "rectangle_diagonal_60_degrees": 1,
        "rectangle_diagonals": 2,
        "rhombus_altitude": 1,
        "square_diagonal_45": 1,
    },
    weight=1.92,
)
def rhombus_rectangle_properties(figure: Figure, rng: Random, variant: str) -> Draft:
    """One special parallelogram with its diagonals, or two that share a side."""
    build = {
        "rhombus_angles": _rhombus_angles,
        "rectangle_plus_rhombus": _glued,
        "rhombus_sides_equation": _equation,
        "diagonals_to_side_pythagoras": _pythagoras,
        "rectangle_diagonal_60_degrees": _sixty,
        "rectangle_diagonals": _rectangle,
        "rhombus_altitude": _altitude,
        "square_diagonal_45": _square,
    }[variant]
    return build(figure, rng)


def _rhombus(figure: Figure, corner: float, side: float = 6.0) -> None:
    """Rhombus ABCD with the angle at A in degrees."""
    d = polar(side, corner)
    figure.points(A=0, B=side, C=side + d, D=d)
    figure.state("polygon", *RING)
    figure.state("rhombus", *RING)


def _diagonals(figure: Figure) -> None:
    figure.point("O", (figure.at("A") + figure.at("C")) / 2)
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "D")
    figure.state("crossing", "O", "A", "C", "B", "D")


def _rhombus_angles(figure: Figure, rng: Random) -> Draft:
    """Angles of a rhombus at its corners, its sides and its diagonals."""
    half = rng.randint(17, 73)
    if abs(half - 45) < 3:
        raise Retry("nearly a square")
    corner = 2 * half
    _rhombus(figure, corner)
    if rng.random() < 0.65:
        _diagonals(figure)
    else:
        figure.state("segment", "A", "C")
    names = {
        "BAC": half, "DAC": half, "ACB": half, "ACD": half,
        "BAD": corner, "BCD": corner, "ABC": 180 - corner, "ADC": 180 - corner,
    }  # fmt: skip
    if "O" in figure.position:
        names |= {"ABD": 90 - half, "CBD": 90 - half, "ADB": 90 - half, "BDC": 90 - half}
    values = {angle(*name): value for name, value in names.items()}
    given, goal = rng.sample(list(values), 2)
    if values[given] == values[goal] and rng.random() < 0.75:
        raise Retry("equal angles")
    if rng.random() < 0.35:
        x = rng.randint(4, 30)
        figure.let("x", x)
        one, two = expressions(rng, "x", x, values[given], values[goal])
        ask = rng.choice((unknown("x"), given))
        return Draft(
            figure, {given: one, goal: two}, ask, wrong={"double": Exact(2 * x), "other": Exact(90 - x)}, skin="x"
        )
    aliases = {}
    if rng.random() < 0.3:
        aliases = {given: r"\angle 1", goal: r"\angle 2"}
    wrong = angle_mistakes(figure, goal, values[given], half_angle=half)
    return Draft(figure, {given: values[given]}, goal, aliases=aliases, wrong=wrong, skin="angle")


def _glued(figure: Figure, rng: Random) -> Draft:
    """Rectangle ABCD and rhombus CDEF share the side CD."""
    corner = 2 * rng.choice([*range(20, 42), *range(49, 71)])
    a = rng.randint(3, 18)
    b = rng.randint(a // 2 + 1, 2 * a)
    if a == b:
        raise Retry("two squares")
    side = polar(a, corner)
    figure.points(A=0, B=a, C=a + 1j * b, D=1j * b, E=1j * b + side, F=a + 1j * b + side)
    figure.state("polygon", *RING)
    figure.state("rectangle", *RING)
    upper = ("D", "C", "F", "E")
    figure.state("polygon", *upper)
    figure.state("rhombus", *upper)
    figure.state("opposite_sides", "A", "E", "C", "D")
    if rng.random() < 0.5:
        edc, dcf, cfe = angle("E", "D", "C"), angle("D", "C", "F"), angle("C", "F", "E")
        values = {edc: corner, dcf: 180 - corner, cfe: corner}
        figure.state("segment", "C", "E")
        inner = {
            angle("D", "C", "E"): 90 - Exact(corner, 2),
            angle("E", "C", "F"): 90 - Exact(corner, 2),
            angle("D", "E", "C"): 90 - Exact(corner, 2),
        }
        pool = {q: Exact(v) for q, v in values.items()} | inner
        given, goal = rng.sample(list(pool), 2)
        if pool[given] == pool[goal]:
            raise Retry("equal angles")
        return Draft(
            figure,
            {given: pool[given]},
            goal,
            wrong=angle_mistakes(figure, goal, int(float(pool[given]))),
            skin="angle",
        )
    ab, bc, ef, de = length("A", "B"), length("B", "C"), length("E", "F"), length("D", "E")
    lower, top, around = perimeter(*RING), perimeter(*upper), area(*RING)
    pool = {
        ab: Exact(a),
        bc: Exact(b),
        ef: Exact(a),
        de: Exact(a),
        lower: Exact(2 * a + 2 * b),
        top: Exact(4 * a),
        around: Exact(a * b),
    }
    goal, pair = rng.choice(
        (
            (top, (lower, bc)), (top, (around, bc)), (lower, (top, bc)), (bc, (top, lower)), (bc, (de, lower)),
            (de, (lower, bc)), (around, (top, bc)),
            (around, (ef, lower)), (ef, (around, bc)), (bc, (top, around)), (around, (top, lower)),
        )
    )  # fmt: skip
    wrong: Wrong = {
        "other_side": Exact(b),
        "half": Exact(a + b),
        "side": Exact(a),
        "four_times": Exact(4 * b),
        "difference": Exact(abs(a - b)),
    }
    return Draft(
        figure, {q: pool[q] for q in pair}, goal, wrong=wrong, unit=rng.choice((None, "cm", "m")), skin="length"
    )


def _equation(figure: Figure, rng: Random) -> Draft:
    """Sides, diagonals or halves of diagonals as expressions in x."""
    x = rng.randint(2, 12)
    kind = rng.choice(("rhombus", "rhombus", "rectangle", "square"))
    s = rng.randint(4, 30)
    figure.let("x", x)
    if kind == "rhombus":
        _rhombus(figure, rng.choice((50, 56, 62, 68, 110, 118, 124)), float(s))
        sides = [length(*pair) for pair in ("AB", "BC", "CD", "DA")]
        first, second = rng.sample(sides, 2)
        one, two = expressions(rng, "x", x, s, s)
        goal = rng.choice((unknown("x"), first, perimeter(*RING), perimeter(*RING)))
        return Draft(
            figure,
            {first: one, second: two},
            goal,
            wrong={"one_side": Exact(s), "two_sides": Exact(2 * s), "unknown": Exact(x), "double": Exact(2 * x)},
            skin=kind,
        )
    half = s
    tilt = rng.choice((25, 28, 32, 35, 40, 52)) if kind == "rectangle" else 45
    corner = polar(half, tilt)
    figure.points(A=-corner, B=corner.conjugate(), C=corner, D=-corner.conjugate())
    figure.state("polygon", *RING)
    figure.state(kind, *RING)
    _diagonals(figure)
    ac, bd, ao, bo, co, do = (length(*pair) for pair in ("AC", "BD", "AO", "BO", "CO", "DO"))
    values = {ac: 2 * s, bd: 2 * s, ao: s, bo: s, co: s, do: s}
    first, second = rng.choice(((ac, bd), (ao, bo), (ao, co), (ac, bo), (bo, do), (ac, do), (co, do)))
    one, two = expressions(rng, "x", x, values[first], values[second])
    if values[first] != values[second] and one.slope == 2 * two.slope:
        raise Retry("the unknown cancels")
    goal = rng.choice((unknown("x"), first, ac, bd))
    return Draft(
        figure,
        {first: one, second: two},
        goal,
        wrong={"half": Exact(s), "whole": Exact(2 * s), "unknown": Exact(x), "double": Exact(2 * x)},
        skin=kind,
    )


def _pythagoras(figure: Figure, rng: Random) -> Draft:
    """Rhombus: diagonals and side; perimeter and area."""
    if rng.random() < 0.65:
        p, q, s = map(Exact, rng.choice(LEGS))
    else:
        p, q = Exact(rng.randint(2, 14)), Exact(rng.randint(2, 14))
        s = sqrt(p * p + q * q)
    if rng.random() < 0.5:
        p, q = q, p
    if p == q or not 0.4 < float(p / q) < 2.5:
        raise Retry("thin, or a square")
    x, y = float(p), float(q)
    figure.points(A=-x, B=-1j * y, C=x, D=1j * y)
    figure.state("polygon", *RING)
    figure.state("rhombus", *RING)
    _diagonals(figure)
    ac, bd, ao, bo, ab, whole, surface = (
        length("A", "C"),
        length("B", "D"),
        length("A", "O"),
        length("B", "O"),
        length("A", "B"),
        perimeter(*RING),
        area(*RING),
    )
    values = {ac: 2 * p, bd: 2 * q, ao: p, bo: q, ab: s, whole: 4 * s, surface: 2 * p * q}
    ways = [(ab, (ac, bd)), (ab, (ao, bd)), (whole, (ac, bd)), (whole, (ao, bo)), (ab, (ac, surface)), (ab, (ao, bo))]
    if s.is_rational:
        ways += [
            (bd, (ab, ac)),
            (ac, (whole, bd)),
            (bo, (ab, ao)),
            (surface, (ab, ac)),
            (surface, (whole, bd)),
            (bd, (whole, ao)),
        ]
    goal, pair = rng.choice(ways)
    wrong: Wrong = {
        "whole_diagonals": 2 * s,
        "half_sum": p + q,
        "product": 4 * p * q,
        "half_diagonal": p,
        "forgot_half": q,
    }
    return Draft(
        figure,
        {w: values[w] for w in pair},
        goal,
        wrong=wrong,
        unit=rng.choice((None, "cm")) if s.is_rational else None,
    )


def _sixty(figure: Figure, rng: Random) -> Draft:
    """A rectangle whose diagonals meet at 60 (or 120) degrees: triangle AOB is equilateral."""
    short = Exact(rng.randint(2, 24))
    if rng.random() < 0.2:
        short = short * sqrt(3)
    s = float(short)
    figure.points(A=0, B=s, C=s + s * 3**0.5 * 1j, D=s * 3**0.5 * 1j)
    figure.state("polygon", *RING)
    figure.state("rectangle", *RING)
    _diagonals(figure)
    given, size = rng.choice(
        (
            (angle("A", "O", "B"), 60),
            (angle("B", "O", "C"), 120),
            (angle("C", "O", "D"), 60),
            (angle("A", "O", "D"), 120),
            (angle("B", "A", "C"), 60),
            (angle("C", "A", "D"), 30),
        )
    )
    ab, bc, ac, bd, ao = (length(*pair) for pair in ("AB", "BC", "AC", "BD", "AO"))
    values = {ab: short, bc: short * sqrt(3), ac: 2 * short, bd: 2 * short, ao: short}
    known, goal = rng.choice(
        (
            (ac, ab),
            (bd, ab),
            (ab, ac),
            (ab, bd),
            (ao, ab),
            (ab, bc),
            (ac, bc),
            (bc, ac),
            (ac, area(*RING)),
            (ab, area(*RING)),
            (ab, perimeter(*RING)),
        )
    )
    wrong: Wrong = {
        "double": 4 * short,
        "half": short / 2,
        "root_three": short * sqrt(3),
        "root_two": short * sqrt(2),
        "whole": 2 * short,
    }
    return Draft(figure, {given: Exact(size), known: values[known]}, goal, wrong=wrong)


def _rectangle(figure: Figure, rng: Random) -> Draft:
    """Rectangle with diagonals: angles between diagonals and sides, or lengths by Pythagoras."""
    if rng.random() < 0.5:
        tilt = rng.randint(18, 72)
        if abs(tilt - 45) < 3:
            raise Retry("nearly a square")
        figure.points(A=0, B=6, C=6 + 6j * tan(radians(tilt)), D=6j * tan(radians(tilt)))
        figure.state("polygon", *RING)
        figure.state("rectangle", *RING)
        _diagonals(figure)
        names = {
            "BAC": tilt,
            "ABD": tilt,
            "ACD": tilt,
            "BDC": tilt,
            "CAD": 90 - tilt,
            "ADB": 90 - tilt,
            "ACB": 90 - tilt,
            "CBD": 90 - tilt,
            "AOB": 180 - 2 * tilt,
            "BOC": 2 * tilt,
            "AOD": 2 * tilt,
            "COD": 180 - 2 * tilt,
        }
        values = {angle(*name): value for name, value in names.items()}
        given, goal = rng.sample(list(values), 2)
        if values[given] == values[goal] and rng.random() < 0.7:
            raise Retry("equal angles")
        return Draft(
            figure,
            {given: values[given]},
            goal,
            wrong=angle_mistakes(figure, goal, values[given], tilt=tilt),
            skin="angle",
        )
    a, b, d = map(Exact, rng.choice(LEGS))
    if rng.random() < 0.4:
        a, b = Exact(rng.randint(2, 14)), Exact(rng.randint(2, 14))
        d = sqrt(a * a + b * b)
    if a == b or not 0.35 < float(a / b) < 2.9:
        raise Retry("thin, or a square")
    x, y = float(a), float(b)
    figure.points(A=0, B=x, C=x + 1j * y, D=1j * y)
    figure.state("polygon", *RING)
    figure.state("rectangle", *RING)
    _diagonals(figure)
    ab, bc, ac, bd, ao, bo = (length(*pair) for pair in ("AB", "BC", "AC", "BD", "AO", "BO"))
    values_: Values = {ab: a, bc: b, ac: d, bd: d, ao: d / 2, bo: d / 2}
    ways: list[tuple[Quantity, tuple[Quantity, ...]]] = [
        (bd, (ab, bc)),
        (bo, (ab, bc)),
        (perimeter("A", "O", "B"), (ab, bc)),
        (ao, (ab, bc)),
    ]
    if d.is_rational:
        ways += [
            (bc, (ab, bd)),
            (bc, (ab, bo)),
            (perimeter(*RING), (ac, bc)),
            (area(*RING), (ao, ab)),
            (perimeter("A", "O", "B"), (ab, ac)),
            (perimeter("A", "O", "D"), (bd, bc)),
        ]
    goal, pair = rng.choice(ways)
    wrong: Wrong = {
        "whole_diagonal": d,
        "half_diagonal": d / 2,
        "sum": a + b,
        "difference": abs(a - b),
        "product": a * b,
    }
    return Draft(
        figure,
        {q: values_[q] for q in pair},
        goal,
        wrong=wrong,
        unit=rng.choice((None, "cm")) if d.is_rational else None,
        skin="length",
    )


def _altitude(figure: Figure, rng: Random) -> Draft:
    """Rhombus with the height DE on AB: angles, or lengths by Pythagoras and the diagonals."""
    if rng.random() < 0.45:
        corner = 2 * rng.randint(20, 40)
        _rhombus(figure, corner)
        figure.point("E", foot(figure.at("D"), 0, 6))
        figure.state("segment", "B", "D")
        ade, edb, adb, abd, bcd, abc = (angle(*name) for name in ("ADE", "EDB", "ADB", "ABD", "BCD", "ABC"))
        half = 90 - Exact(corner, 2)
        values = {
            ade: Exact(90 - corner),
            edb: Exact(corner, 2),
            adb: half,
            abd: half,
            bcd: Exact(corner),
            abc: Exact(180 - corner),
        }
        _height(figure)
        given, goal = rng.choice(
            (
                (bcd, ade),
                (abc, ade),
                (bcd, edb),
                (ade, abd),
                (ade, bcd),
                (edb, bcd),
                (abd, ade),
                (abc, edb),
                (ade, edb),
                (edb, ade),
            )
        )
        slips = angle_mistakes(figure, goal, int(float(values[given])))
        return Draft(figure, {given: values[given]}, goal, wrong=slips, skin="angle")
    run, rise, side = map(Exact, rng.choice(LEGS))
    if rng.random() < 0.5:
        run, rise = rise, run
    if not 0.3 < float(run / side) < 0.82:
        raise Retry("E near a vertex")
    _rhombus(figure, degrees(atan(float(rise / run))), float(side))
    figure.point("E", complex(float(run)))
    _height(figure)
    ab, ad, ae, de, eb = (length(*pair) for pair in ("AB", "AD", "AE", "DE", "EB"))
    whole, surface = perimeter(*RING), area(*RING)
    values = {ab: side, ad: side, ae: run, de: rise, eb: side - run, whole: 4 * side, surface: side * rise}
    goal, pair = rng.choice(
        (
            (de, (ab, ae)), (de, (whole, ae)), (surface, (ad, ae)), (surface, (ab, de)), (surface, (whole, ae)),
            (ab, (surface, de)), (de, (surface, ab)),
            (ae, (whole, de)), (eb, (ab, de)), (whole, (ae, de)), (surface, (ae, de)), (ae, (surface, ab)),
            (de, (ad, eb)), (surface, (whole, eb)),
        )
    )  # fmt: skip
    wrong: Wrong = {
        "side_squared": side * side,
        "run": run,
        "rest": side - run,
        "half": rise / 2,
        "double": 2 * side,
        "sum": side + rise,
    }
    return Draft(
        figure, {q: values[q] for q in pair}, goal, wrong=wrong, unit=rng.choice((None, "cm", "m")), skin="length"
    )


def _height(figure: Figure) -> None:
    figure.state("between", "E", "A", "B")
    figure.state("segment", "D", "E")
    figure.state("perpendicular", "D", "E", "A", "B", "E")


def _square(figure: Figure, rng: Random) -> Draft:
    """Square with a diagonal: lengths, and the angle to a point E on a side or on the diagonal."""
    way = rng.random()
    if way < 0.4:
        side = Exact(rng.randint(2, 30))
        if rng.random() < 0.4:
            side = side * sqrt(2) / 2
        s = float(side)
        figure.points(A=0, B=s, C=s + 1j * s, D=1j * s)
        figure.state("polygon", *RING)
        figure.state("square", *RING)
        _diagonals(figure)
        ab, ac, ao, whole, surface = length("A", "B"), length("A", "C"), length("A", "O"), perimeter(*RING), area(*RING)
        values = {ab: side, ac: side * sqrt(2), ao: side * sqrt(2) / 2, whole: 4 * side, surface: side * side}
        given, goal = rng.sample(list(values), 2)
        wrong: Wrong = {"root_three": side * sqrt(3), "double": 2 * side, "half": side / 2, "squared": side * side}
        return Draft(figure, {given: values[given]}, goal, wrong=wrong, skin="length")
    # E on BC: AE makes a whole angle with AB
    tilt = rng.randint(12, 38)
    figure.points(A=0, B=6, C=6 + 6j, D=6j)
    figure.state("polygon", *RING)
    figure.state("square", *RING)
    figure.state("segment", "B", "D")
    figure.point("E", 6 + 6j * tan(radians(tilt)))
    figure.state("between", "E", "B", "C")
    figure.state("segment", "A", "E")
    t = tan(radians(tilt))
    figure.point("F", 6 / (1 + t) * (1 + t * 1j))
    figure.state("crossing", "F", "A", "E", "B", "D")
    names = {
        "BAE": tilt,
        "AEB": 90 - tilt,
        "AEC": 90 + tilt,
        "DAE": 90 - tilt,
        "AFD": 45 + tilt,
        "AFB": 135 - tilt,
        "BFE": 45 + tilt,
        "DFE": 135 - tilt,
    }
    angles = {angle(*name): value for name, value in names.items()}
    given, goal = rng.sample(list(angles), 2)
    if angles[given] == angles[goal]:
        raise Retry("equal angles")
    return Draft(
        figure,
        {given: angles[given]},
        goal,
        wrong=angle_mistakes(figure, goal, angles[given], from_45=45, sum_with_45=tilt + 45),
        skin="angle",
    )
