"""Pythagoras: a missing side, chains of right triangles, and lengths out of doors."""

from fractions import Fraction
from random import Random

from generators.plane.family import family
from generators.plane.quantities import area, combination, length, perimeter
from generators.plane.shapes import posed
from generators.plane.triples import TRIPLES
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

SMALL_LEGS = [(a, b) for a in range(1, 16) for b in range(1, 16) if max(a, b) <= 5 * min(a, b)]


def legs(rng: Random, *, integer: float = 0.6) -> tuple[Exact, Exact]:
    """Two legs: a triple, or small integers whose hypotenuse is a surd; never thinner than 1 : 5."""
    if rng.random() < integer:
        a, b, _ = rng.choice(TRIPLES)
    else:
        a, b = rng.choice(SMALL_LEGS)
    return (Exact(a), Exact(b)) if rng.random() < 0.5 else (Exact(b), Exact(a))


def hypotenuse(a: Exact, b: Exact) -> Exact:
    """Length of the hypotenuse, exactly."""
    return sqrt(a * a + b * b)


def mistakes(a: Exact, b: Exact) -> dict[str, Exact | Quantity]:
    """What goes wrong with Pythagoras: adding or subtracting sides, the wrong sign, no square root."""
    low, high = sorted((a, b))
    return {
        "added_sides": a + b,
        "subtracted_sides": high - low,
        "added_squares": sqrt(a * a + b * b) if (a * a + b * b).is_rational else a + b,
        "subtracted_squares": sqrt(high * high - low * low),
        "forgot_square_root": a * a + b * b,
    }


@family(
    "pythagoras_length",
    "Pythagoras: missing side, chains, and applied lengths",
    {
        "applied_two_poles_cable_walk": 4,
        "single_triangle_side": 3,
        "two_triangles_shared_hypotenuse": 3,
        "squares_on_the_sides_areas": 1,
        "elastic_band_stretch": 1,
    },
    weight=2.05,
    capacity=1500,
)
def pythagoras_length(figure: Figure, rng: Random, variant: str) -> Draft:
    """One right triangle, two in a row, or one seen in a sketch of poles, a cable, a walk or a ladder."""
    if variant == "applied_two_poles_cable_walk":
        return rng.choices((_two_poles, _cable, _walk, _ladder, _sliding_ladder), (3, 2, 2, 1, 2))[0](figure, rng)
    if variant == "two_triangles_shared_hypotenuse":
        return rng.choice((_shared_hypotenuse, _chain, _altitude))(figure, rng)
    if variant == "squares_on_the_sides_areas":
        return _squares(figure, rng)
    if variant == "elastic_band_stretch":
        return _elastic(figure, rng)
    a, b = legs(rng)
    if rng.random() < 0.25:
        a, b = a / 10, b / 10
    elif rng.random() < 0.2:
        a, b = a * sqrt(rng.choice((2, 3, 5))), b
    figure.points(**posed(rng, A=float(b), B=1j * float(a), C=0))
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    sides = {length("B", "C"): a, length("A", "C"): b, length("A", "B"): hypotenuse(a, b)}
    pair = rng.sample(list(sides), 2)
    goal = next(q for q in sides if q not in pair)
    p, q = (sides[side] for side in pair)
    unit = "cm" if not (p.is_integer and q.is_integer) and p.is_terminating and q.is_terminating else None
    if unit and not sides[goal].is_terminating:
        raise Retry("a decimal problem with a surd")
    aliases = {goal: rng.choice("xabch")}
    wrong = mistakes(p, q)
    if rng.random() < 0.3:
        goal = rng.choice((area("A", "B", "C"), perimeter("A", "B", "C")))
        aliases, wrong = {}, {"product_of_the_two": p * q, "half_the_product": p * q / 2}
    return Draft(figure, {side: sides[side] for side in pair}, goal, aliases=aliases, wrong=wrong, unit=unit)


def _shared_hypotenuse(figure: Figure, rng: Random) -> Draft:
    """Quadrilateral ABCD with right angles at B and D on the common hypotenuse AC."""
    ab, bc = legs(rng)
    total = ab * ab + bc * bc
    square = int(float(total))
    others = [k for k in range(1, square) if 20 * square < 100 * k * k < 90 * square and k not in (ab, bc)]
    others = [k for k in others if sqrt(square - k * k).complexity[1] <= 300] or others
    if not others:
        raise Retry("no other leg")
    cd = Exact(rng.choice(others))
    da = sqrt(total - cd * cd)
    ac = float(sqrt(total))
    foot = float(da * da) / ac
    d = complex(foot, -float(cd * da) / ac)
    b = complex(float(ab * ab) / ac, float(ab * bc) / ac)
    if abs(d - b.conjugate()) < 0.05 * ac:
        raise Retry("looks like a kite")
    figure.points(**posed(rng, A=0, B=b, C=ac, D=d))
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("segment", "A", "C")
    figure.state("right_angle", "A", "B", "C")
    figure.state("right_angle", "A", "D", "C")
    sides = {length("A", "B"): ab, length("B", "C"): bc, length("C", "D"): cd, length("D", "A"): da}
    goal = rng.choice(list(sides))
    givens = {side: value for side, value in sides.items() if side != goal}
    aliases = {goal: rng.choice("xyd")} if rng.random() < 0.6 else {}
    wrong: dict[str, Exact | Quantity] = {"shared_hypotenuse": length("A", "C")}
    if rng.random() < 0.25:
        goal, aliases = area("A", "B", "C", "D"), {}
        wrong = {"one_triangle": area("A", "B", "C"), "other_triangle": area("A", "C", "D")}
    return Draft(figure, givens, goal, aliases=aliases, wrong=wrong, skin="shared")


def _chain(figure: Figure, rng: Random) -> Draft:
    """Right triangle ABC (right angle at B) and right triangle ACD on its hypotenuse, right angle at C."""
    ab, bc = legs(rng, integer=0.75)
    ac = hypotenuse(ab, bc)
    cd = Exact(rng.choice([k for k in range(1, 31) if 0.3 < k / float(ac) < 3]))
    ad = hypotenuse(ac, cd)
    a, c = complex(float(ab)), complex(0, float(bc))
    d = c + (c - a) * -1j * float(cd) / abs(c - a)
    figure.points(**posed(rng, A=a, B=0, C=c, D=d))
    figure.state("polygon", "A", "B", "C")
    figure.state("polygon", "A", "C", "D")
    figure.state("opposite_sides", "B", "D", "A", "C")
    figure.state("right_angle", "A", "B", "C")
    figure.state("right_angle", "A", "C", "D")
    sides = {length("A", "B"): ab, length("B", "C"): bc, length("C", "D"): cd, length("A", "D"): ad}
    goal = rng.choice(list(sides))
    givens = {side: value for side, value in sides.items() if side != goal}
    aliases = {goal: rng.choice("xyd")} if rng.random() < 0.6 else {}
    wrong: dict[str, Exact | Quantity] = {"shared_side": length("A", "C")}
    if goal == length("A", "D"):
        wrong |= {"added_all_sides": ab + bc + cd, "last_two_only": hypotenuse(bc, cd)}
    return Draft(figure, givens, goal, aliases=aliases, wrong=wrong, skin="chain")


def _altitude(figure: Figure, rng: Random) -> Draft:
    """Triangle ABC with altitude AD: two right triangles with a leg in common."""
    height, left = legs(rng, integer=0.75)
    right = Exact(rng.choice([k for k in range(1, 31) if k != left and height < 4 * k < 16 * height]))
    ab, ac = hypotenuse(height, left), hypotenuse(height, right)
    figure.points(**posed(rng, A=1j * float(height), B=-float(left), D=0, C=float(right)))
    figure.state("polygon", "A", "B", "C")
    figure.state("between", "D", "B", "C")
    figure.state("segment", "A", "D")
    figure.state("right_angle", "A", "D", "B")
    lengths = {length("A", "B"): ab, length("A", "C"): ac, length("B", "D"): left, length("D", "C"): right}
    goal = rng.choice([*lengths, length("B", "C"), area("A", "B", "C"), perimeter("A", "B", "C")])
    if goal in lengths:
        givens = {side: value for side, value in lengths.items() if side != goal}
    else:
        known = rng.choice((length("B", "D"), length("D", "C"), length("A", "D")))
        pool = lengths | {length("A", "D"): height}
        givens = {side: pool[side] for side in dict.fromkeys((length("A", "B"), length("A", "C"), known))}
    wrong: dict[str, Exact | Quantity] = {"the_altitude": length("A", "D"), "one_part_only": length("B", "D")}
    return Draft(figure, givens, goal, wrong=wrong, skin="altitude")


def _squares(figure: Figure, rng: Random) -> Draft:
    """Right triangle ABC (right angle at C) with squares on its sides, two areas known."""
    a, b = rng.randrange(4, 160), rng.randrange(4, 160)
    p, q = sqrt(a), sqrt(b)
    if not 0.35 < float(p / q) < 2.8:
        raise Retry("thin")
    ca, cb = complex(float(q)), complex(0, float(p))
    side = cb - ca
    points = {
        "A": ca,
        "B": cb,
        "C": 0j,
        "D": ca - side * 1j,
        "E": cb - side * 1j,
        "F": cb - float(p),
        "G": complex(-float(p)),
        "H": complex(0, -float(q)),
        "I": ca - 1j * float(q),
    }
    figure.points(**posed(rng, **points))
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    squares = {("A", "B", "E", "D"): Exact(a + b), ("B", "C", "G", "F"): Exact(a), ("A", "C", "H", "I"): Exact(b)}
    drawn = tuple(figure.state("polygon", *square) for square in squares)
    phrases = (
        Phrase("pythagoras_length.squares.drawn", drawn),
        Phrase("pythagoras_length.squares.shape", tuple(figure.state("square", *square) for square in squares)),
    )
    if rng.random() < 0.5:
        pair = rng.sample(list(squares), 2)
        goal = next(square for square in squares if square not in pair)
        x, y = (squares[square] for square in pair)
        wrong: dict[str, Exact | Quantity] = {"difference": abs(x - y), "sum": x + y, "product": x * y}
        wrong = {name: value for name, value in wrong.items() if value != squares[goal]}
        return Draft(
            figure, {area(*square): squares[square] for square in pair}, area(*goal), phrases=phrases, wrong=wrong
        )
    pair = rng.sample(list(squares), 2)
    goal = next(square for square in squares if square not in pair)
    x, y = (squares[square] for square in pair)
    return Draft(
        figure,
        {area(*square): squares[square] for square in pair},
        length(*goal[:2]),
        phrases=phrases,
        wrong={"forgot_square_root": squares[goal], "sum_of_sides": sqrt(x) + sqrt(y)},
    )


def _elastic(figure: Figure, rng: Random) -> Draft:
    """An elastic AB between two nails, its midpoint C pulled up to D: by how much is it longer?"""
    half, lift, long = rng.choice([t if rng.random() < 0.5 else (t[1], t[0], t[2]) for t in TRIPLES])
    if lift > 2.2 * half:
        raise Retry("thin")
    figure.points(A=-half, B=half, C=0, D=1j * lift)
    figure.state("segment", "A", "B")
    middle = figure.state("midpoint", "C", "A", "B")
    figure.state("segment", "A", "D")
    figure.state("segment", "B", "D")
    figure.state("segment", "C", "D")
    up = figure.state("right_angle", "A", "C", "D")
    scene = tuple(f for f in figure.facts if f.kind == "segment")
    stretch = combination((1, length("A", "D")), (1, length("B", "D")), (-1, length("A", "B")))
    key = "pythagoras_length.elastic"
    given = rng.choice((length("A", "B"), length("A", "C")))
    return Draft(
        figure,
        {given: 2 * half if given[2] == "B" else half, length("C", "D"): lift},
        stretch,
        phrases=(Phrase(f"{key}.scene", scene), Phrase(f"{key}.marks", (middle, up))),
        question=Phrase(f"{key}.question"),
        unit="cm",
        wrong={
            "total_length": combination((1, length("A", "D")), (1, length("B", "D"))),
            "one_half_only": Exact(long - half),
            "the_lift": Exact(lift),
            "twice_the_lift": Exact(2 * lift),
        },
        skin="elastic",
        keep_names=True,
    )


def _decimal(rng: Random, value: int) -> Exact:
    """A length out of doors: an integer, or tenths of it."""
    return Exact(value) if rng.random() < 0.6 else Exact(Fraction(value, 10))


def _two_poles(figure: Figure, rng: Random) -> Draft:
    """Upright poles AB and CD on level ground BD, CE horizontal: the way from top to top."""
    rise, gap, _ = rng.choice(TRIPLES)
    if rng.random() < 0.5:
        rise, gap = gap, rise
    short = rng.randrange(2, 13)
    scale = rng.choice((Exact(1), Exact(1), Exact(1, 2)))
    rise_, gap_, short_ = rise * scale, gap * scale, short * scale
    top = sqrt(rise_ * rise_ + gap_ * gap_)
    h, w, s = float(rise_), float(gap_), float(short_)
    if not 0.3 < (h + s) / w < 2.5 or h < 0.25 * w:
        raise Retry("out of proportion")
    w *= rng.choice((1, -1))
    figure.points(A=1j * (h + s), E=1j * s, B=0, C=w + 1j * s, D=w)
    thing, icon = rng.choice(
        (("pole", "pole"), ("tree", "tree"), ("tower", "tower"), ("building", "building"), ("lamp post", "lamp"))
    )
    drawn = [figure.state("segment", *pair) for pair in ("AB", "CD", "BD", "AC", "CE")]
    scene = (*drawn, figure.state("between", "E", "A", "B"))
    mark = (figure.state("rectangle", "E", "B", "D", "C"),)
    if icon != "pole":
        figure.draw("icon", icon, "B", "A")
        figure.draw("icon", icon, "D", "C")
    givens = {length("A", "B"): rise_ + short_, length("C", "D"): short_, length("B", "D"): gap_}
    slots = (("thing", thing), ("flier", "bird" if icon in ("tree", "pole", "lamp") else "drone"))
    key = "pythagoras_length.poles"
    goal = length("A", "C")
    question: Phrase | None = Phrase(f"{key}.question", (), slots)
    wrong: dict[str, Exact | Quantity] = {
        "forgot_second_height": sqrt((rise_ + short_) * (rise_ + short_) + gap_ * gap_),
        "sum": rise_ + gap_,
        "ground_distance": gap_,
    }
    if rng.random() < 0.4:
        goal = rng.choice(list(givens))
        givens = {q: v for q, v in givens.items() if q != goal} | {length("A", "C"): top}
        question = None
        wrong = {"difference_only": rise_, "distance_of_tops": top}
    return Draft(
        figure,
        givens,
        goal,
        phrases=(Phrase(f"{key}.scene", scene, slots), Phrase(f"{key}.level", mark, slots)),
        question=question,
        unit="m",
        wrong=wrong,
        skin=f"poles_{icon}",
    )


def _cable(figure: Figure, rng: Random) -> Draft:
    """A mast AB with a straight cable from its top A to the ground at C."""
    height, run, cable = rng.choice([t if rng.random() < 0.5 else (t[1], t[0], t[2]) for t in TRIPLES])
    scale = rng.choice((Exact(1), Exact(1), Exact(1, 2), Exact(1, 10), Exact(3, 10)))
    if not 0.4 < height / run < 3.5:
        raise Retry("out of proportion")
    sides = {length("A", "B"): height * scale, length("B", "C"): run * scale, length("A", "C"): cable * scale}
    direction = rng.choice((1, -1))
    figure.points(A=1j * float(height * scale), B=0, C=direction * float(run * scale))
    thing, icon = rng.choice(
        (("mast", "pole"), ("flagpole", "flagpole"), ("tower", "tower"), ("tree", "tree"), ("telegraph pole", "pole"))
    )
    scene = (figure.state("polygon", "A", "B", "C"),)
    right = (figure.state("right_angle", "A", "B", "C"),)
    if icon != "pole":
        figure.draw("icon", icon, "B", "A")
    return _story(figure, rng, "cable", scene, right, sides, (("thing", thing),), "m", icon)


def _walk(figure: Figure, rng: Random) -> Draft:
    """A walk from A to B and, after a quarter turn, on to C."""
    first, second, direct = rng.choice([t if rng.random() < 0.5 else (t[1], t[0], t[2]) for t in TRIPLES])
    far = rng.random() < 0.5
    scale = rng.choice((Exact(1), Exact(1, 2), Exact(1, 10), Exact(1, 5))) if far else Exact(rng.choice((5, 10, 20)))
    sides = {length("A", "B"): first * scale, length("B", "C"): second * scale, length("A", "C"): direct * scale}
    ways = {"north": 1j, "east": 1, "south": -1j, "west": -1}
    one, other = rng.choice([(p, q) for p in ways for q in ways if (ways[p] * ways[q]).imag])
    b = ways[one] * float(sides["length", "A", "B"])
    figure.points(A=0, B=b, C=b + ways[other] * float(sides["length", "B", "C"]))
    who, go = rng.choice(
        (("A hiker", "walks"), ("A ship", "sails"), ("A cyclist", "rides"), ("A drone", "flies"), ("A jogger", "runs"))
    )
    scene = (figure.state("polygon", "A", "B", "C"),)
    right = (figure.state("right_angle", "A", "B", "C"),)
    slots = (("who", who), ("who_later", who.replace("A ", "the ")), ("goes", go), ("first", one), ("second", other))
    return _story(figure, rng, "walk", scene, right, sides, slots, "km" if far else "m", go)


def _ladder(figure: Figure, rng: Random) -> Draft:
    """A ladder AC on the ground at C against an upright wall AB."""
    height, run, ladder = rng.choice([t if t[0] > t[1] else (t[1], t[0], t[2]) for t in TRIPLES])
    scale = rng.choice((Exact(1, 2), Exact(1, 10), Exact(1, 5), Exact(1, 4)))
    sides = {length("A", "B"): height * scale, length("B", "C"): run * scale, length("A", "C"): ladder * scale}
    direction = rng.choice((1, -1))
    figure.points(A=1j * float(height * scale), B=0, C=direction * float(run * scale))
    scene = (figure.state("polygon", "A", "B", "C"),)
    right = (figure.state("right_angle", "A", "B", "C"),)
    figure.draw("icon", "ladder", "C", "A")
    return _story(figure, rng, "ladder", scene, right, sides, (), "m", "ladder")


def _story(
    figure: Figure,
    rng: Random,
    name: str,
    scene: tuple[Fact, ...],
    right: tuple[Fact, ...],
    sides: dict[Quantity, Exact],
    slots: tuple[tuple[str, str], ...],
    unit: str,
    skin: str,
) -> Draft:
    """One right triangle ABC as a story: two sides given, the third asked in words of its own."""
    goal = rng.choice(list(sides))
    givens = {q: v for q, v in sides.items() if q != goal}
    key = f"pythagoras_length.{name}"
    p, q = givens.values()
    asked = {"AB": "first", "BC": "second", "AC": "slant"}["".join(goal[1:])]
    return Draft(
        figure,
        dict(givens),
        goal,
        phrases=(Phrase(f"{key}.scene", scene, slots), Phrase(f"{key}.right", right, slots)),
        question=Phrase(f"{key}.{asked}", (), slots),
        unit=unit,
        wrong={
            name: value for name, value in mistakes(p, q).items() if isinstance(value, Exact) and value.is_terminating
        },
        skin=f"{name}_{skin}",
    )


def _sliding_ladder(figure: Figure, rng: Random) -> Draft:
    """A ladder AB against a wall (corner O) slides down to CD."""
    ladder = rng.choice((5, 10, 13, 15, 17, 20, 25, 26, 29, 50, 65))
    ways = [(h, r) for h in range(1, ladder) for r in range(1, ladder) if h * h + r * r == ladder * ladder]
    pairs = [(p, q) for p in ways for q in ways if p[0] > q[0]]
    if not pairs:
        raise Retry("one position only")
    (high, near), (low, far) = rng.choice(pairs)
    if high - low < 0.1 * ladder or min(near, low) < 0.2 * ladder:
        raise Retry("crowded")
    scale = Exact(1, 10) if ladder > 20 else rng.choice((Exact(1, 2), Exact(1, 5), Exact(1, 10)))
    size = float(scale)
    direction = rng.choice((1, -1))
    figure.points(O=0, A=1j * high * size, B=direction * near * size, C=1j * low * size, D=direction * far * size)
    scene = (
        figure.state("segment", "O", "A"),
        figure.state("segment", "O", "D"),
        figure.state("segment", "A", "B"),
        figure.state("segment", "C", "D"),
        figure.state("between", "C", "O", "A"),
        figure.state("between", "B", "O", "D"),
    )
    marks = (figure.state("right_angle", "A", "O", "D"), figure.state("equal_length", "A", "B", "C", "D"))
    first = rng.choice(((length("A", "B"), ladder), (length("O", "A"), high)))
    givens: dict[Quantity, Exact] = {first[0]: first[1] * scale, length("O", "B"): near * scale}
    goal, other, moved = length("B", "D"), length("A", "C"), high - low
    if rng.random() < 0.4:
        goal, other, moved = length("A", "C"), length("B", "D"), far - near
    givens[other] = moved * scale
    key = "pythagoras_length.sliding"
    return Draft(
        figure,
        dict(givens),
        goal,
        phrases=(Phrase(f"{key}.scene", scene), Phrase(f"{key}.marks", marks)),
        question=Phrase(f"{key}.{'foot' if goal[1] == 'B' else 'top'}"),
        unit="m",
        wrong={
            "same_as_other_end": moved * scale,
            "whole_distance": length("O", "D") if goal[1] == "B" else length("O", "C"),
        },
        skin="sliding",
    )
