"""A triangle inscribed in a circle: chords, radii, diameters, and lengths by similar triangles."""

import math
from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, area, circumference, combination, diameter, disk, length, radius
from generators.plane.shapes import meet, on_circle, polar
from generators.plane.triples import TRIPLES
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, sin_degrees, sqrt
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft


def _meets(pa: int, pb: int, pc: int, ac: int) -> bool:
    """Whether chords with these parts make a well-shaped figure in round numbers (the fourth part is pa pb / pc)."""
    pd, cosine = pa * pb / pc, (pa * pa + pc * pc - ac * ac) / (2 * pa * pc)
    round_parts = 2 * pa * pb % pc == 0 and 2 * ac * pb % pc == 0
    return (
        round_parts
        and 1 < pd < 19
        and pa not in (pc, pd)
        and pb != pc
        and abs(cosine) < 0.8
        and 0.4 < pa / pb < 2.5
        and 0.4 < pc / pd < 2.5
    )


CROSSING_CHORDS = [
    (pa, pb, pc, ac)
    for pa in range(2, 13)
    for pb in range(2, 13)
    for pc in range(2, 13)
    for ac in range(2, 15)
    if _meets(pa, pb, pc, ac)
]
ALTITUDES = [
    (ab, ac, ah)
    for ab in range(4, 21)
    for ac in range(4, 21)
    for ah in range(3, 19)
    if abs(ab - ac) > 1
    and 100 * ah < 93 * min(ab, ac)
    and 2 * ab * ac % ah == 0
    and max(ab, ac) < 0.9 * ab * ac / ah
    and 2 * ah > max(ab, ac)
]
"""Sides AB, AC and altitude AH for which the diameter AB AC / AH is round."""


@family(
    "inscribed_triangle_length",
    "Triangle or rectangle inscribed in a circle: lengths",
    {
        "chord_radius_angle": 5,
        "similar_or_incentre_composite": 4,
        "diameter_right_triangle": 4,
        "supplementary_central_angles": 2,
    },
    weight=2.35,
    capacity=750,
)
def inscribed_triangle_length(figure: Figure, rng: Random, variant: str) -> Draft:
    """Circle c around O with triangle ABC (or two chords) in it."""
    if variant == "chord_radius_angle":
        return _chord_and_angle(figure, rng)
    if variant == "diameter_right_triangle":
        return _on_diameter(figure, rng)
    if variant == "supplementary_central_angles":
        return _supplementary(figure, rng)
    return rng.choice((_crossing_chords, _altitude_and_diameter, _arc_midpoint, _incentre))(figure, rng)


def _size(rng: Random) -> Exact:
    """A radius or chord as a school problem gives it: mostly an integer, at times a surd."""
    return Exact(rng.randrange(2, 21)) if rng.random() < 0.75 else sqrt(rng.choice((2, 3))) * rng.randrange(1, 11)


def _chord_and_angle(figure: Figure, rng: Random) -> Draft:
    """Chord AB, the inscribed angle ACB over it and the radius: two of them give the third."""
    turn = rng.choice((30, 45, 60, 60, 45, 30, 120, 135, 150))
    sine = sin_degrees(turn)
    from_chord = rng.random() < 0.45
    size = _size(rng)
    r = size / (2 * sine) if from_chord else size
    chord = 2 * r * sine
    figure.point("O", 0)
    figure.circle("c", "O", r)
    start = rng.uniform(0, 360)
    arc = 2 * turn
    rest = 180 - turn
    at_a = rng.choice(
        [
            a
            for a in range(rest)
            if min(a, rest - a) >= min(20, 0.4 * rest) and min(abs(a - 90), abs(rest - a - 90)) > 10
        ]
    )
    on_circle(figure, "c", A=start, B=start + arc, C=start + arc + 2 * at_a)
    figure.state("polygon", "A", "B", "C")
    figure.state("on_circle", "c", "A", "B", "C")
    drawn = turn < 90 and rng.random() < 0.5
    if drawn:
        figure.state("segment", "O", "A")
        figure.state("segment", "O", "B")
    ab = length("A", "B")
    reach = length("O", "A") if drawn and rng.random() < 0.5 else radius("c")
    givens: dict[Quantity, Exact] = {angle("A", "C", "B"): Exact(turn)}
    if drawn and rng.random() < 0.4:
        givens = {angle("A", "O", "B"): Exact(2 * turn)}
    wrong: dict[str, Exact | Quantity]
    if from_chord:
        givens[ab] = chord
        goal = rng.choice((reach, reach, diameter("c"), circumference("c"), disk("c")))
        wrong = {"the_chord": chord, "root_two": chord * sqrt(2), "root_three": chord * sqrt(3)}
        if goal[0] in ("radius", "length"):
            wrong |= {"diameter_for_radius": 2 * r, "half_the_chord": chord / 2}
        elif goal[0] == "diameter":
            wrong |= {"radius_for_diameter": r, "doubled_chord": chord * 2}
        else:
            wrong = {"circumference": circumference("c")} if goal[0] == "disk" else {"area": disk("c")}
    else:
        givens[reach] = r
        goal = ab
        wrong = {
            "the_radius": r,
            "doubled_radius": r * 2,
            "root_two": r * sqrt(2),
            "root_three": r * sqrt(3),
            "half_the_chord": chord / 2,
        }
    return Draft(figure, dict(givens), goal, wrong=wrong, skin="radii" if drawn else "")


def _on_diameter(figure: Figure, rng: Random) -> Draft:
    """AB is a diameter, C on the circle: a right angle at C by Thales."""
    kind = rng.random()
    if kind < 0.4:
        turn = rng.choice((30, 45, 60))
        ab = _size(rng) * rng.choice((1, 2))
        lengths = {
            length("A", "B"): ab,
            length("B", "C"): ab * sin_degrees(turn),
            length("A", "C"): ab * sin_degrees(90 - turn),
        }
        slope = float(turn)
    else:
        if rng.random() < 0.7:
            p, q, r = rng.choice(TRIPLES)
            ab, bc, ac = Exact(r), Exact(p), Exact(q)
        else:
            bc, ac = Exact(rng.randrange(2, 13)), Exact(rng.randrange(2, 13))
            ab = sqrt(bc * bc + ac * ac)
        if bc == ac or not 0.27 < float(bc / ac) < 3.7:
            raise Retry("thin")
        if rng.random() < 0.5:
            bc, ac = ac, bc
        lengths = {length("A", "B"): ab, length("B", "C"): bc, length("A", "C"): ac}
        slope = math.degrees(math.asin(float(bc / ab)))
    figure.point("O", 0)
    figure.circle("c", "O", float(ab) / 2)
    start = rng.choice((180.0, 180.0, rng.uniform(0, 360)))
    side = rng.choice((1, -1))
    on_circle(figure, "c", A=start, B=start + 180, C=start + 180 + side * 2 * slope)
    figure.state("diameter", "c", "A", "B", "O")
    figure.state("on_circle", "c", "C")
    figure.state("segment", "A", "C")
    figure.state("segment", "B", "C")
    sides = list(lengths)
    rounds: list[Quantity] = [radius("c"), circumference("c"), disk("c")]
    if kind < 0.4:
        known = rng.choice([*sides, radius("c")])
        value = lengths[known] if known in lengths else ab / 2
        corner, size = rng.choice(((angle("B", "A", "C"), turn), (angle("A", "B", "C"), 90 - turn)))
        pool = [q for q in (*sides, *rounds) if q != known]
        if known in (length("A", "B"), radius("c")):
            pool = [length("B", "C"), length("A", "C"), area("A", "B", "C")]
        goal = rng.choice(pool)
        return Draft(
            figure,
            {corner: Exact(size), known: value},
            goal,
            wrong={
                "times_root_three": value * sqrt(3),
                "times_root_two": value * sqrt(2),
                "doubled": value * 2,
                "halved": value / 2,
            },
            skin="angle",
        )
    if kind < 0.65:
        base, top = figure.at("B") - figure.at("A"), figure.at("C") - figure.at("A")
        along = (top * base.conjugate()).real / abs(base) ** 2
        if abs(along - 0.5) < 0.08:
            raise Retry("foot at the centre")
        figure.point("D", figure.at("A") + base * along)
        figure.state("segment", "C", "D")
        figure.state("between", "D", "A", "B")
        figure.state("right_angle", "C", "D", "B")
        bc, ac = lengths[length("B", "C")], lengths[length("A", "C")]
        more = {
            length("A", "D"): ac * ac / ab,
            length("D", "B"): bc * bc / ab,
            length("C", "D"): ac * bc / ab,
            **lengths,
            radius("c"): ab / 2,
        }
        pairs = [
            (length("A", "D"), length("D", "B")),
            (length("A", "C"), length("B", "C")),
            (length("A", "D"), length("A", "C")),
            (length("C", "D"), length("A", "D")),
            (length("A", "B"), length("A", "D")),
            (length("A", "B"), length("A", "C")),
        ]
        pair = rng.choice(pairs)
        goal = rng.choice([q for q in more if q not in pair])
        if any(more[q].complexity[0] > 10 for q in pair):
            raise Retry("clumsy givens")
        return Draft(
            figure,
            {q: more[q] for q in pair},
            goal,
            wrong={"sum": more[pair[0]] + more[pair[1]], "diameter": length("A", "B")},
            skin="altitude",
        )
    two = rng.sample(sides, 2)
    goal = rng.choice(
        [*(q for q in sides if q not in two), *rounds]
        if length("A", "B") not in two
        else [*(q for q in sides if q not in two), area("A", "B", "C")]
    )
    table = {**lengths, radius("c"): ab / 2}
    use_radius = length("A", "B") in two and rng.random() < 0.5
    givens = {radius("c") if use_radius and q == length("A", "B") else q: table[q] for q in two}
    if use_radius:
        givens[radius("c")] = ab / 2
    u, w = (table[side] for side in two)
    wrong: dict[str, Exact | Quantity] = {
        "sum": u + w,
        "difference": abs(u - w),
        "diameter_for_radius": length("A", "B"),
    }
    return Draft(figure, dict(givens), goal, wrong=wrong, skin="sides")


def _supplementary(figure: Figure, rng: Random) -> Draft:
    """Chords AB and CD whose central angles add up to 180 degrees: with the diameter they make a right triangle."""
    p, q, _ = rng.choice(TRIPLES)
    if rng.random() < 0.4:
        p, q = rng.randrange(2, 17), rng.randrange(2, 17)
    ab, cd = Exact(p), Exact(q)
    d = sqrt(ab * ab + cd * cd)
    if not 0.4 < p / q < 2.5 or p == q:
        raise Retry("alike or too different")
    figure.point("O", 0)
    figure.circle("c", "O", d / 2)
    first = 2 * math.degrees(math.asin(float(ab / d)))
    second = 180 - first
    start = rng.uniform(0, 360)
    gap = rng.uniform(0.3, 0.7) * 180
    if min(gap, 180 - gap) < 30:
        raise Retry("chords too near")
    on_circle(figure, "c", A=start, B=start + first, C=start + first + gap, D=start + first + gap + second)
    figure.state("on_circle", "c", "A", "B", "C", "D")
    for pair in ("OA", "OB", "OC", "OD", "AB", "CD"):
        figure.state("segment", *pair)
    total = combination((1, angle("A", "O", "B")), (1, angle("C", "O", "D")))
    table = {length("A", "B"): ab, length("C", "D"): cd, radius("c"): d / 2}
    goal = rng.choice(list(table))
    givens: dict[Quantity, Exact] = {total: Exact(180), **{key: value for key, value in table.items() if key != goal}}
    wrong: dict[str, Exact | Quantity] = (
        {"diameter": d, "sum": ab + cd}
        if goal[0] == "radius"
        else {"the_other_chord": cd if goal[1] == "A" else ab, "twice_the_radius": d}
    )
    if rng.random() < 0.4:
        asked = rng.choice(("AB", "CD"))
        foot = (figure.at(asked[0]) + figure.at(asked[1])) / 2
        figure.point("M", foot)
        figure.state("segment", "O", "M")
        figure.state("between", "M", *asked)
        figure.state("right_angle", "O", "M", asked[0])
        other = "CD" if asked == "AB" else "AB"
        goal = length("O", "M")
        givens = {total: Exact(180), length(*other): table[length(*other)], radius("c"): d / 2}
        wrong = {"half_of_other_distance": table[length(*asked)] / 2, "the_other_chord": table[length(*other)]}
    return Draft(figure, givens, goal, wrong=wrong)


def _crossing_chords(figure: Figure, rng: Random) -> Draft:
    """Chords AB and CD meet at P: triangles APC and DPB are similar."""
    pa, pb, pc, across = rng.choice(CROSSING_CHORDS)
    pd, ac = Exact(pa * pb, pc), Exact(across)
    db = ac * pb / pc
    cosine = (pa * pa + pc * pc - across * across) / (2 * pa * pc)
    turn = math.degrees(math.acos(cosine))
    lean = rng.uniform(0, 360)
    a, b = polar(pa, lean), polar(pb, lean + 180)
    c, d = polar(pc, lean + turn), polar(float(pd), lean + turn + 180)
    centre = _circumcentre(a, b, c)
    r = abs(a - centre)
    figure.points(O=0, A=a - centre, B=b - centre, C=c - centre, D=d - centre)
    figure.circle("c", "O", r)
    figure.point("P", -centre)
    if abs(centre) < 0.1 * r:
        raise Retry("chords meet at the centre")
    figure.state("on_circle", "c", "A", "B", "C", "D")
    for pair in ("AB", "CD", "AC", "DB"):
        figure.state("segment", *pair)
    figure.state("crossing", "P", "A", "B", "C", "D")
    table = {
        length("P", "A"): Exact(pa),
        length("P", "B"): Exact(pb),
        length("P", "C"): Exact(pc),
        length("P", "D"): pd,
        length("A", "C"): ac,
        length("B", "D"): db,
    }
    pairs = [
        (length("P", "A"), length("P", "D")),
        (length("P", "C"), length("P", "B")),
        (length("A", "C"), length("B", "D")),
    ]
    one, two = rng.sample(pairs, 2)
    goal, partner = rng.sample(two, 2)
    wrong: dict[str, Exact | Quantity] = {
        "inverse_ratio": table[partner]
        * (table[one[0]] / table[one[1]] if goal == two[1] else table[one[1]] / table[one[0]]),
        "difference": table[partner] + abs(table[one[0]] - table[one[1]]),
    }
    return Draft(figure, {q: table[q] for q in (*one, partner)}, goal, wrong=wrong, skin="chords")


def _circumcentre(a: complex, b: complex, c: complex) -> complex:
    u, w = b - a, c - a
    return a + 1j * (u * abs(w) ** 2 - w * abs(u) ** 2) / (2 * (u.conjugate() * w).imag)


def _altitude_and_diameter(figure: Figure, rng: Random) -> Draft:
    """Altitude AH of the inscribed triangle ABC and diameter AD: AB times AC is AH times AD."""
    ab, ac, ah = map(Exact, rng.choice(ALTITUDES))
    ad = ab * ac / ah
    left, right = math.sqrt(float(ab * ab - ah * ah)), math.sqrt(float(ac * ac - ah * ah))
    r = float(ad) / 2
    a, b, c = 1j * float(ah), complex(-left), complex(right)
    middle = (right - left) / 2
    centre = complex(middle, float(ah) - math.sqrt(max(r * r - middle * middle, 0)))
    if abs(abs(b - centre) - r) > 1e-9 * r:
        centre = complex(middle, float(ah) + math.sqrt(max(r * r - middle * middle, 0)))
    d = 2 * centre - a
    if min(abs(d - b), abs(d - c)) < 0.3 * r or abs(middle) < 0.12 * r:
        raise Retry("crowded")
    pose = rng.choice((1, 1, 1j, -1, -1j))
    figure.points(O=0, **{name: (z - centre) * pose for name, z in (("A", a), ("B", b), ("C", c), ("D", d), ("H", 0j))})
    figure.circle("c", "O", r)
    figure.state("polygon", "A", "B", "C")
    figure.state("on_circle", "c", "A", "B", "C")
    figure.state("diameter", "c", "A", "D", "O")
    figure.state("segment", "A", "H")
    figure.state("between", "H", "B", "C")
    figure.state("right_angle", "A", "H", "C")
    figure.state("segment", "B", "D")
    table = {
        length("A", "B"): ab,
        length("A", "C"): ac,
        length("A", "H"): ah,
        length("A", "D"): ad,
        radius("c"): ad / 2,
    }
    goal = rng.choice((length("A", "D"), radius("c"), length("A", "B"), length("A", "C"), length("A", "H")))
    drop = length("A", "D") if goal in (radius("c"),) or rng.random() < 0.5 else radius("c")
    if goal == length("A", "D"):
        drop = radius("c")
    givens = {q: v for q, v in table.items() if q not in (goal, drop)}
    return Draft(
        figure,
        dict(givens),
        goal,
        wrong={"diameter_for_radius": length("A", "D"), "inverse_ratio": ab * ah / ac, "other_inverse": ac * ah / ab},
        skin="altitude",
    )


def _bisected(figure: Figure, rng: Random, r: float, half: float, tilt: float) -> None:
    """Inscribed triangle ABC with angle A = 2 half, angle B = tilt, and D the midpoint of the arc BC without A."""
    start = rng.uniform(0, 360)
    sense = rng.choice((1, -1))
    figure.point("O", 0)
    figure.circle("c", "O", r)
    on_circle(
        figure,
        "c",
        B=start,
        D=start + sense * 2 * half,
        C=start + sense * 4 * half,
        A=start + sense * (4 * half + 2 * tilt),
    )


def _arc_midpoint(figure: Figure, rng: Random) -> Draft:
    """The bisector of angle A meets BC at E and the circle at D: BD squared is DE times DA."""
    if rng.random() < 0.6:
        k, (low, high) = rng.randrange(1, 6), rng.choice(((1, 2), (2, 3), (3, 4), (3, 5), (2, 5), (4, 5)))
        de, da, bd = Exact(k * low * low), Exact(k * high * high), Exact(k * low * high)
    else:
        de = Exact(rng.randrange(2, 13))
        da = de + rng.randrange(int(0.6 * float(de)) + 1, int(4 * float(de)))
        bd = sqrt(de * da)
    pairs = []
    for half in range(22, 50):
        lift = float(da / bd) * math.sin(math.radians(half))
        for turn in (math.degrees(math.asin(lift)), 180 - math.degrees(math.asin(lift))) if lift < 0.98 else ():
            tilt = turn - half
            if 28 < tilt < 152 - 2 * half and abs(2 * tilt - (180 - 2 * half)) > 6:
                pairs.append((half, tilt))
    if not pairs:
        raise Retry("no such triangle")
    half, tilt = rng.choice(pairs)
    r = float(bd) / (2 * math.sin(math.radians(half)))
    _bisected(figure, rng, r, half, tilt)
    figure.point("E", meet(figure.at("A"), figure.at("D"), figure.at("B"), figure.at("C")))
    figure.state("polygon", "A", "B", "C")
    figure.state("on_circle", "c", "A", "B", "C", "D")
    figure.state("segment", "A", "D")
    figure.state("crossing", "E", "A", "D", "B", "C")
    figure.state("bisector", "D", "B", "A", "C")
    figure.state("segment", "B", "D")
    table = {length("D", "E"): de, length("A", "D"): da, length("B", "D"): bd, length("A", "E"): da - de}
    if rng.random() < 0.5:
        figure.state("segment", "C", "D")
    goal = rng.choice(list(table))
    ways = {
        length("B", "D"): [(length("D", "E"), length("A", "D")), (length("D", "E"), length("A", "E"))],
        length("A", "D"): [(length("D", "E"), length("B", "D"))],
        length("A", "E"): [(length("D", "E"), length("B", "D")), (length("A", "D"), length("B", "D"))],
        length("D", "E"): [(length("A", "D"), length("B", "D"))],
    }
    pair = rng.choice(ways[goal])
    return Draft(
        figure,
        {q: table[q] for q in pair},
        goal,
        wrong={"sum": table[pair[0]] + table[pair[1]], "difference": abs(table[pair[0]] - table[pair[1]])},
        skin="arc_midpoint",
    )


def _incentre(figure: Figure, rng: Random) -> Draft:
    """I is the incentre of triangle ABC, AI meets the circle again at D: DI equals DB and DC."""
    half, r = rng.choice((30, 45)), _size(rng)
    tilt = 90 - half + rng.choice((-1, 1)) * rng.uniform(6, 60 - half)
    _bisected(figure, rng, float(r), half, tilt)
    figure.state("polygon", "A", "B", "C")
    figure.state("on_circle", "c", "A", "B", "C", "D")
    a, d = figure.at("A"), figure.at("D")
    db = abs(d - figure.at("B"))
    figure.point("I", d + (a - d) / abs(a - d) * db)
    figure.state("segment", "A", "D")
    figure.state("between", "I", "A", "D")
    figure.state("bisector", "D", "B", "A", "C")
    figure.state("segment", "B", "I")
    figure.state("bisector", "I", "A", "B", "C")
    figure.state("segment", "B", "D")
    bd = 2 * r * sin_degrees(half)
    di = length("D", "I")
    corner = angle("B", "A", "C")
    if rng.random() < 0.5:
        return Draft(
            figure,
            {corner: Exact(2 * half), radius("c"): r},
            di,
            wrong={"radius": r, "diameter": 2 * r, "root_three": r * sqrt(3)},
            skin="incentre",
        )
    return Draft(
        figure,
        {corner: Exact(2 * half), di: bd},
        rng.choice((radius("c"), diameter("c"))),
        wrong={"same_length": bd, "root_three": bd * sqrt(3), "doubled": bd * 2},
        skin="incentre",
    )
