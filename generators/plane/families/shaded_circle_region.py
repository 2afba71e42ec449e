"""Shaded regions made of circles, sectors and polygons, rings, and circles that touch each other."""

from random import Random

from generators.plane.family import family
from generators.plane.quantities import (
    area,
    circumference,
    diameter,
    disk,
    length,
    perimeter,
    quotient,
    radius,
    region_area,
    region_perimeter,
)
from generators.plane.shapes import on_circle
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact, sqrt
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Edge, Figure
from puma_data.symbolic.problem import Draft, Phrase

Values = dict[Quantity, Exact]
Wrong = dict[str, Exact | Quantity]
LEGS = ((3, 4, 5), (6, 8, 10), (5, 12, 13), (9, 12, 15), (8, 15, 17), (12, 16, 20), (20, 21, 29), (15, 20, 25))


@family(
    "shaded_circle_region",
    "Shaded regions and multi-circle figures",
    {
        "circle_minus_polygon_or_circles": 4,
        "semicircles_in_sector_or_logo": 3,
        "nested_or_overlapping_circle_lengths": 3,
        "annulus_rings": 2,
        "square_minus_quarter_circles": 1,
    },
    weight=1.88,
    capacity=1300,
)
def shaded_circle_region(figure: Figure, rng: Random, variant: str) -> Draft:
    """Areas added and taken away, perimeters along arcs, lengths between centres."""
    builds = {
        "circle_minus_polygon_or_circles": (
            _circle_minus_polygon,
            _circle_minus_polygon,
            _triangle_half,
            _segment,
            _square_minus_circle,
        ),
        "semicircles_in_sector_or_logo": (_arbelos, _arbelos, _wave, _semicircle_on_quarter, _lune),
        "nested_or_overlapping_circle_lengths": (_touching, _touching, _nested, _overlapping),
        "annulus_rings": (_ring, _ring, _tangent_chord),
        "square_minus_quarter_circles": (_four_corners, _two_corners),
    }[variant]
    return rng.choice(builds)(figure, rng)


def _length(rng: Random, low: int, high: int) -> tuple[Exact, str | None]:
    """A length with its unit: mostly an integer."""
    unit = rng.choice((None, "cm", "m", "cm"))
    if unit is not None and rng.random() < 0.2:
        return Exact(rng.randint(2 * low, 2 * high), 2), unit
    return Exact(rng.randint(low, high)), unit


def _asked(
    figure: Figure,
    rng: Random,
    name: str,
    parts: tuple[Fact, ...],
    givens: Values,
    goal: Quantity,
    unit: str | None,
    wrong: Wrong,
) -> Draft:
    """The draft with its arcs and its shading in words of their own."""
    key = f"shaded_circle_region.{name}"
    phrases = [Phrase(f"{key}.shaded", (figure.fact("shaded", "r"),))]
    if parts:
        drawn = tuple(fact for fact in figure.facts if fact.kind == "circle")
        phrases.insert(0, Phrase(f"{key}.arc", (*drawn, *parts)))
    rounding = rng.choice((None, 1, 2)) if unit is not None and goal[0].startswith("region") else None
    return Draft(
        figure, dict(givens), goal, phrases=tuple(phrases), unit=unit, rounding=rounding, wrong=wrong, skin=name
    )


def _shade(figure: Figure, *loops: list[Edge]) -> None:
    figure.region("r", *loops)
    figure.state("shaded", "r")


def _lines(ring: str) -> list[Edge]:
    return [("line", p, q) for p, q in zip(ring, ring[1:] + ring[0], strict=True)]


# --- circle and polygon -----------------------------------------------------------------------------------------------


def _circle_minus_polygon(figure: Figure, rng: Random) -> Draft:
    """A square, a rectangle or a right triangle inscribed in a circle: what is left of the circle."""
    shape = rng.choice(("square", "rectangle", "rectangle", "triangle", "triangle"))
    a, b, c = map(Exact, rng.choice(LEGS))
    unit = rng.choice((None, "cm", "m"))
    if shape == "square":
        a, unit = _length(rng, 2, 24)
        b, c = a, a * sqrt(2)
    x, y = float(a) / 2, float(b) / 2
    figure.points(O=0, A=complex(-x, -y), B=complex(x, -y), C=complex(x, y))
    ring = "ABC" if shape == "triangle" else "ABCD"
    if shape != "triangle":
        figure.point("D", complex(-x, y))
    figure.circle("c", "O", c / 2)
    figure.state("polygon", *ring)
    figure.state("on_circle", "c", *ring)
    figure.state("diameter", "c", "A", "C", "O")
    if shape != "triangle":
        figure.state(shape, *ring)
    _shade(figure, [("circle", "c", 1)], _lines(ring[::-1]))
    sides: Values = {length("A", "B"): a, length("B", "C"): b}
    if c.is_rational:
        sides |= dict([rng.choice(((radius("c"), c / 2), (diameter("c"), c), (length("A", "C"), c)))])
    chosen = rng.sample(list(sides), 2) if shape != "square" else [length("A", "B")]
    givens = {q: sides[q] for q in sides if q in chosen}
    if shape == "square" and rng.random() < 0.5:
        givens = {area(*ring): a * a}
    whole, inner = PI * c * c / 4, a * b if shape != "triangle" else a * b / 2
    wrong: Wrong = {
        "whole_circle": whole,
        "polygon_only": inner,
        "added": whole + inner,
        "diameter_for_radius": 4 * whole - inner,
    }
    return _asked(figure, rng, "circle_polygon", (), givens, region_area("r"), unit, wrong)


def _triangle_half(figure: Figure, rng: Random) -> Draft:
    """Right triangle ABC in the semicircle over its hypotenuse AB: the two segments outside the triangle."""
    a, b, c = rng.choice(LEGS)
    if rng.random() < 0.5:
        a, b = b, a
    unit = rng.choice((None, "cm", "m"))
    r = c / 2
    figure.points(O=0, A=-r, B=r)
    figure.circle("c", "O", r, drawn=False)
    figure.point("C", complex((b * b - a * a) / (2 * c), a * b / c))
    figure.state("polygon", "A", "B", "C")
    arc = figure.state("arc", "c", "B", "A")
    on = figure.state("on_arc", "c", "C", "B", "A")
    diameter_ = figure.state("diameter", "c", "A", "B", "O")
    _shade(figure, [("line", "A", "B"), ("arc", "c", "B", "A", 1)], _lines("ACB"))
    sides: Values = {length("B", "C"): Exact(a), length("A", "C"): Exact(b), length("A", "B"): Exact(c)}
    pair = rng.sample(list(sides), 2)
    half, inner = PI * c * c / 8, Exact(a * b, 2)
    wrong: Wrong = {
        "whole_circle": 2 * half - inner,
        "semicircle": half,
        "triangle_only": inner,
        "forgot_half": half - 2 * inner,
    }
    return _asked(figure, rng, "half", (arc, on, diameter_), {q: sides[q] for q in pair}, region_area("r"), unit, wrong)


def _segment(figure: Figure, rng: Random) -> Draft:
    """Sector AOB without triangle AOB, for 60, 90 and 120 degrees."""
    r, unit = _length(rng, 2, 24)
    sweep = rng.choice((60, 90, 90, 120))
    figure.point("O", 0)
    figure.circle("c", "O", r, drawn=rng.random() < 0.5)
    on_circle(figure, "c", A=-90 - sweep / 2, B=-90 + sweep / 2)
    figure.state("sector", "c", "A", "B", "O")
    figure.state("segment", "A", "B")
    _shade(figure, [("arc", "c", "A", "B", 1), ("line", "B", "A")])
    givens: Values = {length("O", "A"): r}
    if sweep == 90:
        figure.state("right_angle", "A", "O", "B")
    else:
        givens["angle", "A", "O", "B"] = Exact(sweep)
    goal = rng.choice((region_area("r"), region_area("r"), region_perimeter("r")))
    share = Exact(sweep, 360)
    wrong: Wrong = {"sector_only": PI * r * r * share, "whole_circle": PI * r * r, "triangle_for_segment": r * r / 2}
    if goal[0] == "region_perimeter":
        wrong = {"arc_only": 2 * PI * r * share, "with_radii": 2 * PI * r * share + 2 * r, "whole_circle": 2 * PI * r}
    return _asked(figure, rng, "segment", (), givens, goal, unit, wrong)


def _square_minus_circle(figure: Figure, rng: Random) -> Draft:
    """A circle that touches the sides of a square at E, F, G, H."""
    side, unit = _length(rng, 2, 30)
    s = float(side) / 2
    figure.points(A=complex(-s, -s), B=complex(s, -s), C=complex(s, s), D=complex(-s, s), O=0)
    figure.points(E=-1j * s, F=s, G=1j * s, H=-s)
    figure.circle("c", "O", s)
    figure.state("polygon", *"ABCD")
    figure.state("square", *"ABCD")
    on = tuple(figure.state("between", t, p, q) for t, p, q in ("EAB", "FBC", "GCD", "HDA"))
    touch = tuple(figure.state("tangent", "c", t, p, "O") for t, p in ("EA", "FB", "GC", "HD"))
    _shade(figure, _lines("ABCD"), [("circle", "c", -1)])
    whole, rim = area(*"ABCD"), perimeter(*"ABCD")
    circle: Values = {radius("c"): side / 2, diameter("c"): side, disk("c"): PI * side * side / 4}
    outer: Values = {length("A", "B"): side, whole: side * side, rim: 4 * side}
    goal: Quantity = region_area("r")
    pool = outer if rng.random() < 0.6 else circle | {circumference("c"): PI * side}
    given = rng.choice(list(pool))
    if rng.random() < 0.4:
        goal = rng.choice(list(outer) if pool is not outer else [disk("c"), circumference("c"), radius("c")])
    wrong: Wrong = {
        "circle_only": PI * side * side / 4,
        "diameter_for_radius": side * side * 2,
        "square_only": side * side,
        "side": side,
    }
    key = "shaded_circle_region.square_circle"
    draft = _asked(figure, rng, "square_circle", (), {given: pool[given]}, goal, unit, wrong)
    draft.phrases = (*draft.phrases, Phrase(f"{key}.points", on), Phrase(f"{key}.touch", touch))
    return draft


# --- semicircles ------------------------------------------------------------------------------------------------------


def _three_semicircles(figure: Figure, rng: Random, by_length: bool) -> tuple[Values, str | None, Exact, Exact]:
    """AB with C on it; M, N, P are the midpoints of AB, AC, CB and centres of circles over them."""
    unit = rng.choice((None, "cm", "m"))
    a, b = Exact(rng.randint(1, 12)), Exact(rng.randint(1, 12))
    if not 0.3 < float(a / b) < 3.3 or abs(float(a / b) - 1) < 0.25:
        raise Retry("crowded")
    x, y = float(a), float(b)
    figure.points(A=0, B=2 * (x + y), C=2 * x, M=x + y, N=x, P=2 * x + y)
    figure.circle("c", "M", x + y, drawn=False)
    figure.circle("d", "N", x, drawn=False)
    figure.circle("e", "P", y, drawn=False)
    figure.state("segment", "A", "B")
    figure.state("between", "C", "A", "B")
    for middle, p, q in ("MAB", "NAC", "PCB"):
        figure.state("midpoint", middle, p, q)
    values = {
        length("A", "B"): 2 * (a + b),
        length("A", "C"): 2 * a,
        length("C", "B"): 2 * b,
        length("N", "C"): a,
        length("M", "B"): a + b,
    }
    pair = (1, 2) if by_length else rng.choice(((0, 1), (0, 2), (1, 2), (1, 2), (2, 3), (1, 4), (2, 4)))
    names = list(values)
    return {names[i]: values[names[i]] for i in pair}, unit, a, b


def _arbelos(figure: Figure, rng: Random) -> Draft:
    """Semicircles over AB, AC and CB on one side: the region between them."""
    goal = rng.choice((region_area("r"), region_area("r"), region_perimeter("r")))
    givens, unit, a, b = _three_semicircles(figure, rng, goal[0] == "region_perimeter")
    arcs = (figure.state("arc", "c", "B", "A"), figure.state("arc", "d", "C", "A"), figure.state("arc", "e", "B", "C"))
    _shade(figure, [("arc", "c", "B", "A", 1), ("arc", "d", "A", "C", -1), ("arc", "e", "C", "B", -1)])
    r = a + b
    wrong: Wrong = {
        "large_semicircle": PI * r * r / 2,
        "whole_circles": 2 * PI * a * b,
        "added": PI * (r * r + a * a + b * b) / 2,
        "one_removed": PI * (r * r - a * a) / 2,
    }
    if goal[0] == "region_perimeter":
        wrong = {
            "large_arc": PI * r,
            "whole_circles": 4 * PI * r,
            "with_diameter": 2 * PI * r + 2 * r,
            "small_arcs_once": PI * (r + a),
        }
    return _asked(figure, rng, "arbelos", arcs, givens, goal, unit, wrong)


def _wave(figure: Figure, rng: Random) -> Draft:
    """The semicircle over AB without that over AC, with that over CB added below."""
    goal = rng.choice((region_area("r"), region_area("r"), region_perimeter("r")))
    givens, unit, a, b = _three_semicircles(figure, rng, goal[0] == "region_perimeter")
    arcs = (figure.state("arc", "c", "B", "A"), figure.state("arc", "d", "C", "A"), figure.state("arc", "e", "C", "B"))
    _shade(figure, [("arc", "c", "B", "A", 1), ("arc", "d", "A", "C", -1), ("arc", "e", "C", "B", 1)])
    r = a + b
    wrong: Wrong = {
        "large_semicircle": PI * r * r / 2,
        "all_added": PI * (r * r + a * a + b * b) / 2,
        "both_removed": PI * a * b,
        "whole_circles": PI * (r * r - a * a + b * b),
    }
    if goal[0] == "region_perimeter":
        wrong = {
            "large_arc": PI * r,
            "whole_circles": 4 * PI * r,
            "with_diameter": 2 * PI * r + 2 * r,
            "one_small_arc": PI * (r + b),
        }
    return _asked(figure, rng, "wave", arcs, givens, goal, unit, wrong)


def _semicircle_on_quarter(figure: Figure, rng: Random) -> Draft:
    """A quarter circle AOB without the semicircle over OA."""
    r, unit = _length(rng, 2, 24)
    x = float(r)
    figure.points(O=0, A=x, B=1j * x, M=x / 2)
    figure.circle("c", "O", r, drawn=False)
    figure.circle("d", "M", r / 2, drawn=False)
    figure.state("sector", "c", "A", "B", "O")
    figure.state("right_angle", "A", "O", "B")
    figure.state("midpoint", "M", "O", "A")
    arc = figure.state("arc", "d", "A", "O")
    _shade(figure, [("arc", "c", "A", "B", 1), ("line", "B", "O"), ("arc", "d", "O", "A", -1)])
    goal = rng.choice((region_area("r"), region_area("r"), region_perimeter("r")))
    given = rng.choice((length("O", "A"), length("O", "B"), length("O", "M")))
    wrong: Wrong = {"quarter_only": PI * r * r / 4, "added": 3 * PI * r * r / 8, "whole_small_circle": PI * r * r / 2}
    if goal[0] == "region_perimeter":
        wrong = {"arcs_only": PI * r, "quarter_perimeter": PI * r / 2 + 2 * r, "both_radii": PI * r + 2 * r}
    return _asked(figure, rng, "quarter", (arc,), {given: r / 2 if given[2] == "M" else r}, goal, unit, wrong)


def _lune(figure: Figure, rng: Random) -> Draft:
    """Right triangle ABC: semicircles over the legs outside, less the semicircle over AB (the lunes of Hippocrates)."""
    a, b, c = rng.choice(LEGS)
    if not 0.5 < a / b < 2:
        raise Retry("thin")
    if rng.random() < 0.5:
        a, b = b, a
    top = complex((b * b - a * a) / (2 * c), a * b / c)
    figure.points(A=-c / 2, B=c / 2, C=top, O=0, M=(top + c / 2) / 2, N=(top - c / 2) / 2)
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    for middle, p, q in ("OAB", "MBC", "NAC"):
        figure.state("midpoint", middle, p, q)
    figure.circle("c", "O", c / 2, drawn=False)
    figure.circle("d", "M", a / 2, drawn=False)
    figure.circle("e", "N", b / 2, drawn=False)
    arcs = (
        figure.state("arc", "c", "B", "A"),
        figure.state("on_arc", "c", "C", "B", "A"),
        figure.state("arc", "d", "B", "C"),
        figure.state("arc", "e", "C", "A"),
    )
    _shade(figure, [("arc", "d", "B", "C", 1), ("arc", "e", "C", "A", 1), ("arc", "c", "A", "B", -1)])
    sides: Values = {length("B", "C"): Exact(a), length("A", "C"): Exact(b), length("A", "B"): Exact(c)}
    pair = rng.sample(list(sides), 2)
    half = PI * c * c / 8
    wrong: Wrong = {
        "semicircles_only": half,
        "with_large_semicircle": half + Exact(a * b, 2),
        "forgot_half": Exact(a * b),
        "whole_figure": 2 * half + Exact(a * b, 2),
    }
    return _asked(
        figure, rng, "lune", arcs, {q: sides[q] for q in pair}, region_area("r"), rng.choice((None, "cm")), wrong
    )


# --- several circles --------------------------------------------------------------------------------------------------


def _touching(figure: Figure, rng: Random) -> Draft:
    """Three circles that touch one another: the triangle of their centres."""
    r = rng.randint(3, 12)
    s, t = (rng.randint(r // 2 + 2, 2 * r) for _ in range(2))
    x = ((r + s) ** 2 + (r + t) ** 2 - (s + t) ** 2) / (2 * (r + s))
    top = complex(x, ((r + t) ** 2 - x * x) ** 0.5)
    figure.points(A=0, B=r + s, C=top)
    for circle, centre, size in (("c", "A", r), ("d", "B", s), ("e", "C", t)):
        figure.circle(circle, centre, size)
    at = figure.at
    figure.points(D=r, E=at("B") + (top - at("B")) * s / (s + t), F=top * r / (r + t))
    figure.state("polygon", "A", "B", "C")
    on = [figure.state("between", *names) for names in ("DAB", "EBC", "FCA")]
    on += [figure.state("on_circle", circle, *names) for circle, names in (("c", "DF"), ("d", "DE"), ("e", "EF"))]
    sides = {length("A", "B"): r + s, length("B", "C"): s + t, length("C", "A"): t + r}
    radii = {length("A", "D"): r, length("B", "E"): s, length("C", "F"): t}
    radii_of = {radius("c"): r, radius("d"): s, radius("e"): t}
    around = perimeter("A", "B", "C")
    values = sides | radii | radii_of | {around: 2 * (r + s + t)}
    ab, bc, ca = sides
    ra, rb, rc = radii_of
    goal, given = rng.choice(
        (
            (around, (ra, rb, rc)), (ra, (ab, bc, rc)), (ca, (ab, bc, rb)), (rc, (ab, ra, bc)), (ab, (ra, bc, rc)),
            (bc, (ra, ab, rc)), (rb, (around, ra, rc)),
        )
    )  # fmt: skip
    wrong: Wrong = {
        "sum_of_radii": Exact(r + s + t),
        "difference": Exact(abs(r - s)),
        "diameter": Exact(2 * r),
        "sum_of_two": Exact(r + t),
    }
    key = "shaded_circle_region.touching"
    return Draft(
        figure,
        {q: Exact(values[q]) for q in given},
        goal,
        phrases=(Phrase(f"{key}.scene", tuple(f for f in figure.facts if f.kind == "circle" or f in on)),),
        unit=rng.choice((None, "cm", "mm")),
        wrong=wrong,
        skin="touching",
    )


def _nested(figure: Figure, rng: Random) -> Draft:
    """A circle inside another, touching it at T: centres, radii, and the area between."""
    big = rng.randint(5, 24)
    small = rng.randint(int(0.32 * big) + 1, int(0.8 * big))
    if abs(big - 2 * small) < 0.1 * big:
        raise Retry("the smaller circle passes close to O")
    figure.points(O=0, P=big - small, T=big)
    figure.circle("c", "O", big)
    figure.circle("d", "P", small)
    touch = (
        figure.state("on_circle", "c", "T"),
        figure.state("on_circle", "d", "T"),
        figure.state("between", "P", "O", "T"),
    )
    line = figure.state("segment", "O", "T")
    _shade(figure, [("circle", "c", 1)], [("circle", "d", -1)])
    values: Values = {
        length("O", "T"): Exact(big),
        length("P", "T"): Exact(small),
        length("O", "P"): Exact(big - small),
    }
    pair = rng.sample(list(values), 2)
    last = next(q for q in values if q not in pair)
    goal = rng.choice((region_area("r"), region_area("r"), last, quotient(disk("c"), disk("d")), region_perimeter("r")))
    wrong: Wrong = {
        "squared_difference": PI * (big - small) ** 2,
        "large_circle": PI * big * big,
        "added": PI * (big * big + small * small),
        "difference": PI * 2 * (big - small),
    }
    if goal[0] in ("length", "quotient"):
        wrong = {"sum": Exact(big + small), "not_squared": Exact(big, small), "double": Exact(2 * big)}
    del line
    return _asked(figure, rng, "nested", touch, {q: values[q] for q in pair}, goal, rng.choice((None, "cm")), wrong)


def _overlapping(figure: Figure, rng: Random) -> Draft:
    """Circles about O and P with the common chord AB: Pythagoras on both sides of it."""
    pairs = [(s, t) for s in LEGS for t in LEGS for s, t in ((s, t), (t, s), ((s[1], s[0], s[2]), t)) if s[1] == t[1]]
    (p, h, r), (q, _, s) = rng.choice(pairs)
    if not 0.3 < p / q < 3.3 or p + q < max(r, s) * 1.05 or p + q > 0.97 * (r + s):
        raise Retry("crowded")
    figure.points(O=0, P=p + q, A=complex(p, h), B=complex(p, -h), M=p)
    figure.circle("c", "O", r)
    figure.circle("d", "P", s)
    on = (figure.state("on_circle", "c", "A", "B"), figure.state("on_circle", "d", "A", "B"))
    figure.state("crossing", "M", "O", "P", "A", "B")
    figure.state("segment", "O", "P")
    figure.state("segment", "A", "B")
    figure.state("segment", "O", "A")
    figure.state("segment", "P", "A")
    figure.state("perpendicular", "O", "P", "A", "B", "M")
    op, ab, oa, pa, om = (length(*names) for names in ("OP", "AB", "OA", "PA", "OM"))
    values: Values = {op: Exact(p + q), ab: Exact(2 * h), oa: Exact(r), pa: Exact(s), om: Exact(p)}
    goal, given = rng.choice(
        (
            (op, (oa, pa, ab)),
            (op, (oa, pa, ab)),
            (ab, (om, oa)),
            (pa, (oa, om, op)),
            (oa, (pa, op, om)),
            (op, (om, oa, pa)),
        )
    )
    wrong: Wrong = {
        "sum_of_radii": Exact(r + s),
        "one_part": Exact(p),
        "half_chord": Exact(h),
        "difference_of_parts": Exact(abs(p - q)),
        "chord": Exact(2 * h),
    }
    del on
    return Draft(
        figure, {q_: values[q_] for q_ in given}, goal, unit=rng.choice((None, "cm")), wrong=wrong, skin="overlapping"
    )


# --- rings ------------------------------------------------------------------------------------------------------------


def _ring(figure: Figure, rng: Random) -> Draft:
    """The ring between two circles about O; A on the larger, B on the smaller, both on one radius."""
    inner, width = rng.randint(2, 20), rng.randint(1, 14)
    outer = inner + width
    if not 0.3 < inner / outer < 0.85:
        raise Retry("out of proportion")
    figure.points(O=0, A=outer, B=inner)
    figure.circle("c", "O", outer)
    figure.circle("d", "O", inner)
    on = (
        figure.state("on_circle", "c", "A"),
        figure.state("on_circle", "d", "B"),
        figure.state("between", "B", "O", "A"),
    )
    figure.state("segment", "O", "A")
    _shade(figure, [("circle", "c", 1)], [("circle", "d", -1)])
    values: Values = {length("O", "A"): Exact(outer), length("O", "B"): Exact(inner), length("A", "B"): Exact(width)}
    pair = rng.sample(list(values), 2)
    goal: Quantity = rng.choice(
        (region_area("r"), region_area("r"), region_perimeter("r"), quotient(disk("c"), disk("d")))
    )
    givens = {q: values[q] for q in pair}
    if rng.random() < 0.25:
        goal = rng.choice([q for q in values if q[1:] != ("O", "A")])
        givens = {length("O", "A"): Exact(outer), region_area("r"): PI * (outer * outer - inner * inner)}
    wrong: Wrong = {
        "squared_width": PI * width * width,
        "large_circle": PI * outer * outer,
        "added": PI * (outer * outer + inner * inner),
        "circumferences": 2 * PI * width,
    }
    if goal[0] in ("length", "quotient"):
        wrong = {"not_squared": Exact(outer, inner), "sum": Exact(outer + inner), "half": Exact(outer, 2)}
    return _asked(figure, rng, "ring", on, givens, goal, rng.choice((None, "cm", "m")), wrong)


def _tangent_chord(figure: Figure, rng: Random) -> Draft:
    """A chord AB of the larger of two concentric circles touches the smaller one at M."""
    h, d, r = rng.choice(LEGS)
    if rng.random() < 0.5:
        h, d = d, h
    figure.points(O=0, A=complex(-h, -d), B=complex(h, -d), M=-1j * d)
    figure.circle("c", "O", r)
    figure.circle("d", "O", d)
    figure.state("on_circle", "c", "A", "B")
    figure.state("segment", "A", "B")
    figure.state("between", "M", "A", "B")
    figure.state("tangent", "d", "M", "A", "O")
    figure.state("segment", "O", "M")
    figure.state("segment", "O", "A")
    _shade(figure, [("circle", "c", 1)], [("circle", "d", -1)])
    values: Values = {length("A", "B"): Exact(2 * h), length("O", "M"): Exact(d), length("O", "A"): Exact(r)}
    ab, om, oa = values
    goal: Quantity = region_area("r")
    pair = rng.choice(([ab], [ab], [om, oa]))
    if rng.random() < 0.3:
        goal = rng.choice((ab, om, oa))
        pair = [q for q in values if q != goal]
    wrong: Wrong = {
        "whole_chord": PI * 4 * h * h,
        "large_circle": PI * r * r,
        "small_circle": PI * d * d,
        "difference_of_radii": PI * (r - d) ** 2,
    }
    if goal[0] == "length":
        wrong = {"half_chord": Exact(h), "difference": Exact(abs(r - d)), "sum": Exact(r + d), "double": Exact(2 * r)}
    return _asked(figure, rng, "ring", (), {q: values[q] for q in pair}, goal, rng.choice((None, "cm")), wrong)


# --- squares with quarter circles -------------------------------------------------------------------------------------


def _square(figure: Figure, side: float) -> None:
    figure.points(A=0, B=side, C=side * (1 + 1j), D=side * 1j)
    figure.state("polygon", *"ABCD")
    figure.state("square", *"ABCD")


def _four_corners(figure: Figure, rng: Random) -> Draft:
    """A square without the quarter circles about its corners through the midpoints of its sides."""
    side, unit = _length(rng, 2, 30)
    s = float(side)
    _square(figure, s)
    figure.points(E=s / 2, F=s + 0.5j * s, G=s / 2 + 1j * s, H=0.5j * s)
    for middle, p, q in ("EAB", "FBC", "GCD", "HDA"):
        figure.state("midpoint", middle, p, q)
    arcs = []
    for circle, centre, p, q in (
        ("c", "A", "E", "H"),
        ("d", "B", "F", "E"),
        ("e", "C", "G", "F"),
        ("f", "D", "H", "G"),
    ):
        figure.circle(circle, centre, side / 2, drawn=False)
        arcs.append(figure.state("arc", circle, p, q))
    _shade(
        figure,
        [
            ("arc", "d", "E", "F", -1),
            ("arc", "e", "F", "G", -1),
            ("arc", "f", "G", "H", -1),
            ("arc", "c", "H", "E", -1),
        ],
    )
    goal = rng.choice((region_area("r"), region_area("r"), region_perimeter("r")))
    given = rng.choice(
        (
            (length("A", "B"), side),
            (length("A", "E"), side / 2),
            (area(*"ABCD"), side * side),
            (perimeter(*"ABCD"), 4 * side),
        )
    )
    wrong: Wrong = {
        "circle_only": PI * side * side / 4,
        "one_quarter": side * side - PI * side * side / 16,
        "diameter_for_radius": side * side * 2,
    }
    if goal[0] == "region_perimeter":
        wrong = {"one_arc": PI * side / 4, "perimeter_of_square": 4 * side, "diameter_for_radius": 2 * PI * side}
    return _asked(figure, rng, "four", tuple(arcs), {given[0]: given[1]}, goal, unit, wrong)


def _two_corners(figure: Figure, rng: Random) -> Draft:
    """A square without quarter circles about A and C, of equal or different radii."""
    side = Exact(rng.randint(4, 24))
    s = float(side)
    r, t = (Exact(rng.randint(int(0.28 * s) + 1, int(0.65 * s))) for _ in range(2))
    x, y = float(r), float(t)
    if x + y > 1.25 * s:
        raise Retry("out of proportion")
    _square(figure, s)
    figure.points(E=x, F=1j * x, G=s - y + 1j * s, H=s + (s - y) * 1j)
    figure.circle("c", "A", r, drawn=False)
    figure.circle("d", "C", t, drawn=False)
    on = tuple(figure.state("between", *names) for names in ("EAB", "FAD", "GCD", "HBC"))
    arcs = (figure.state("arc", "c", "E", "F"), figure.state("arc", "d", "G", "H"))
    loop: list[Edge] = [("line", "E", "B"), ("line", "B", "H"), ("arc", "d", "H", "G", -1)]
    loop += [("line", "G", "D"), ("line", "D", "F"), ("arc", "c", "F", "E", -1)]
    _shade(figure, loop)
    goal = rng.choice((region_area("r"), region_area("r"), region_perimeter("r")))
    first = rng.choice(((length("A", "E"), r), (length("E", "B"), side - r)))
    second = rng.choice(((length("C", "G"), t), (length("G", "D"), side - t)))
    givens: Values = {length("A", "B"): side, first[0]: first[1], second[0]: second[1]}
    wrong: Wrong = {
        "one_quarter": side * side - PI * r * r / 4,
        "half_circles": side * side - PI * (r * r + t * t) / 2,
        "quarters_only": PI * (r * r + t * t) / 4,
    }
    if goal[0] == "region_perimeter":
        wrong = {"square": 4 * side, "arcs_only": PI * (r + t) / 2, "arcs_added": 4 * side + PI * (r + t) / 2}
    return _asked(figure, rng, "two", (*on, *arcs), givens, goal, rng.choice((None, "cm", "m")), wrong)
