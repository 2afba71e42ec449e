"""Sectors and parts of a circle: area, arc, perimeter, and back to radius or angle."""

import math
from fractions import Fraction
from random import Random

from generators.plane.family import family
from generators.plane.quantities import (
    angle,
    arc_length,
    area,
    length,
    reflex,
    region_area,
    region_perimeter,
    sector_area,
    sector_perimeter,
)
from generators.plane.shapes import on_circle, polar
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Edge, Figure
from puma_data.symbolic.problem import Draft, Phrase

THINGS = {
    "pizza slice": ("cm", 10, 24, range(30, 91)),
    "slice of cheese": ("cm", 6, 15, range(30, 121)),
    "paper fan": ("cm", 15, 32, range(90, 171)),
    "flower bed": ("m", 2, 12, range(40, 171)),
    "stage": ("m", 4, 20, range(60, 171)),
    "skirt pattern": ("cm", 40, 90, range(60, 171)),
    "parking bay": ("m", 3, 9, range(40, 121)),
    "lampshade sheet": ("cm", 12, 40, range(60, 300)),
    "garden terrace": ("m", 2, 9, range(60, 300)),
    "region watered by a sprinkler": ("m", 4, 15, range(60, 320)),
}
"""Things shaped like a sector: unit, range of radii, range of angles."""
MOST = 2000
"""Largest coefficient that a school solution shows."""
PARTS = {90: "quarter circle", 180: "semicircle", 270: "three quarters of a circle"}
NICE = [a for a in range(20, 340) if a != 180 and 360 % math.gcd(a, 360) == 0 and 360 // math.gcd(a, 360) <= 24]
"""Angles that are a simple part of the full turn."""


@family(
    "sector_arc_area_perimeter",
    "Sectors and parts of a circle: area, arc, perimeter",
    {
        "sector_area": 7,
        "fraction_of_circle_area": 6,
        "sector_perimeter": 5,
        "arc_length": 3,
        "fraction_of_circle_perimeter": 1,
        "radius_from_area": 1,
        "annular_sector": 1,
        "quarter_circle_in_square": 1,
        "arc_on_equilateral_triangle": 1,
    },
    weight=3.49,
)
def sector_arc_area_perimeter(figure: Figure, rng: Random, variant: str) -> Draft:
    """A sector by radius and angle (or arc, area, perimeter); parts of circles, alone and joined to polygons."""
    if variant == "annular_sector":
        return _annular(figure, rng)
    if variant == "quarter_circle_in_square":
        return _in_square(figure, rng)
    if variant == "arc_on_equilateral_triangle":
        return _on_triangle(figure, rng)
    if variant.startswith("fraction_of_circle"):
        if rng.random() < 0.45:
            return rng.choice((_window, _window, _track, _cone))(figure, rng, variant.endswith("area"))
        return _part(figure, rng, variant.endswith("area"))
    return _sector(figure, rng, variant)


def _place(figure: Figure, rng: Random, sweep: float, r: float, thing: str) -> None:
    """Sector AOB over an arc of the given degrees, sometimes with the rest of its circle, sometimes filled."""
    turn = rng.choice((0, 0, 90, 180, 270, rng.randrange(0, 360, 5)))
    figure.point("O", 0)
    whole = not thing and rng.random() < 0.35
    figure.circle("c", "O", r, drawn=whole)
    on_circle(figure, "c", A=turn, B=turn + sweep)
    figure.state("sector", "c", "A", "B", "O")
    if whole or rng.random() < 0.5:
        _fill(figure, [("line", "O", "A"), ("arc", "c", "A", "B", 1), ("line", "B", "O")])


def _fill(figure: Figure, loop: list[Edge]) -> None:
    figure.region("tint", loop)
    figure.draw("fill", "tint")


def _size(sweep: float) -> Quantity:
    return angle("A", "O", "B") if sweep < 180 else reflex("A", "O", "B")


def _mistakes(goal: Quantity, sweep: Exact, r: Exact) -> dict[str, Exact | Quantity]:
    """The other measures of the sector, and those with one factor wrong."""
    arc, whole = PI * r * sweep / 180, PI * r * r
    slips: dict[str, Exact] = {
        "sector_area": {
            "theta_over_180": whole * sweep / 180,
            "arc_for_area": arc,
            "whole_circle": whole,
            "other_part": whole - whole * sweep / 360,
        },
        "arc_length": {
            "theta_over_180": 2 * arc,
            "area_for_arc": whole * sweep / 360,
            "with_radii": arc + 2 * r,
            "other_arc": 2 * PI * r - arc,
        },
        "sector_perimeter": {
            "forgot_radii": arc,
            "one_radius": arc + r,
            "area_for_perimeter": whole * sweep / 360,
            "half_arc": arc / 2 + 2 * r,
        },
        "length": {"diameter": 2 * r, "forgot_square_root": r * r, "half": r / 2},
    }.get(goal[0], {})
    return dict(slips)


def _sector(figure: Figure, rng: Random, variant: str) -> Draft:
    """One sector, two of its measures given and one asked."""
    thing = rng.choice(list(THINGS)) if rng.random() < 0.4 else ""
    unit, least, most, range_ = (
        THINGS[thing] if thing else (rng.choice(("cm", "cm", "m", "mm", None)), 2, 20, range(20, 346))
    )
    r = Exact(rng.randint(least, most))
    goal_of: dict[str, Quantity] = {
        "sector_area": sector_area("c", "A", "B"),
        "sector_perimeter": sector_perimeter("c", "A", "B"),
        "arc_length": arc_length("c", "A", "B"),
        "radius_from_area": length("O", "A"),
    }
    goal = goal_of[variant]
    if variant != "radius_from_area" and rng.random() < 0.12:
        return _by_arc(figure, rng, goal, r, thing, unit)
    rounding = (
        rng.choice((1, 2, 2)) if unit is not None and rng.random() < 0.55 and variant != "radius_from_area" else None
    )
    nice = [a for a in NICE if a in range_]
    sweep = rng.choice(nice) if rounding is None or rng.random() < 0.3 else rng.choice([a for a in range_ if a != 180])
    if rounding is not None and rng.random() < 0.3 and sweep % 5 == 0:
        r = r / 2
    _place(figure, rng, sweep, float(r), thing)
    share = Exact(Fraction(sweep, 360))
    if (r * r * share).numerator > MOST:
        raise Retry("awkward multiple of pi")
    arc, size = 2 * PI * r * share, _size(sweep)
    values: dict[Quantity, Exact] = {
        length("O", "A"): r,
        size: Exact(sweep),
        goal_of["arc_length"]: arc,
        goal_of["sector_area"]: PI * r * r * share,
        goal_of["sector_perimeter"]: arc + 2 * r,
    }
    lengths, arcs, areas, rims = (
        length("O", "A"),
        goal_of["arc_length"],
        goal_of["sector_area"],
        goal_of["sector_perimeter"],
    )
    ways: dict[Quantity, list[tuple[Quantity, Quantity]]] = {
        areas: [(lengths, size)] * 8 + [(lengths, arcs), (size, arcs), (lengths, rims)],
        rims: [(lengths, size)] * 8 + [(size, areas), (size, arcs), (lengths, areas)],
        arcs: [(lengths, size)] * 6 + [(lengths, areas), (size, areas), (lengths, rims)],
        lengths: [(size, areas), (size, areas), (size, arcs), (areas, arcs)],
    }
    pair = rng.choice(ways[goal])
    if variant == "radius_from_area" and rng.random() < 0.3:
        goal, pair = size, rng.choice(((lengths, areas), (lengths, arcs)))
    if any(values[q].has_pi and values[q].complexity[0] > 10 for q in pair):
        raise Retry("awkward multiple of pi")
    return _told(
        Draft(
            figure,
            {q: values[q] for q in pair},
            goal,
            unit=unit,
            rounding=rounding,
            wrong=_mistakes(goal, Exact(sweep), r),
        ),
        thing,
    )


def _by_arc(figure: Figure, rng: Random, goal: Quantity, r: Exact, thing: str, unit: str | None) -> Draft:
    """Radius and arc as plain numbers: no angle and no multiple of pi anywhere."""
    arc = Exact(rng.randint(2, 40))
    if not 0.5 < float(arc / r) < 2.9:
        raise Retry("too narrow or too wide")
    _place(figure, rng, math.degrees(float(arc / r)), float(r), thing)
    arcs, areas, rims = arc_length("c", "A", "B"), sector_area("c", "A", "B"), sector_perimeter("c", "A", "B")
    values = {length("O", "A"): r, arcs: arc, areas: arc * r / 2, rims: arc + 2 * r}
    givens = rng.sample([q for q in values if q != goal], 2)
    if set(givens) == {areas, rims}:
        raise Retry("a quadratic equation")
    wrong: dict[str, Exact | Quantity] = {"forgot_half": arc * r, "with_one_radius": arc + r, "arc": arc * 2}
    return _told(Draft(figure, {q: values[q] for q in givens}, goal, unit=unit, wrong=wrong), thing)


def _told(draft: Draft, thing: str) -> Draft:
    """The draft as a story about a thing, where there is one."""
    if thing:
        slots = (("thing", thing),)
        key = "sector_arc_area_perimeter.thing"
        covers = (draft.figure.fact("sector", "c", "A", "B", "O"),)
        scene = "scene" if draft.figure.measure(("arc", "c", "A", "B")) < 180 else "wide"
        draft.phrases = (Phrase(f"{key}.{scene}", covers, slots),)
        draft.skin = thing
        if draft.goal[0] not in ("angle", "reflex", "length"):
            draft.question = Phrase(f"{key}.{draft.goal[0]}", (), slots)
    return draft


# --- quarter, half and three quarters ---------------------------------------------------------------------------------


def _part(figure: Figure, rng: Random, by_area: bool) -> Draft:
    """A quarter, a half or three quarters of a circle: the angle is not written but seen."""
    sweep = rng.choice(list(PARTS))
    unit = rng.choice(("cm", "m", "cm", "mm", None))
    r = Exact(rng.randint(2, 30)) if unit is None or rng.random() < 0.6 else Exact(rng.randint(3, 40), 2)
    turn = rng.choice((0, 90, 180, 270)) if rng.random() < 0.7 else rng.randrange(0, 360, 5)
    figure.point("O", 0)
    figure.circle("c", "O", r, drawn=False)
    on_circle(figure, "c", A=turn, B=turn + sweep)
    sector = figure.state("sector", "c", "A", "B", "O")
    key = f"sector_arc_area_perimeter.part.{ {90: 'quarter', 180: 'half', 270: 'three_quarters'}[sweep] }"
    if sweep == 180:
        phrases: tuple[Phrase, ...] = (Phrase(key, (sector, figure.state("diameter", "c", "A", "B", "O"))),)
    else:
        figure.state("right_angle", "A", "O", "B")
        phrases = (Phrase(key, (sector,)),)
    if rng.random() < 0.6:
        _fill(figure, [("line", "O", "A"), ("arc", "c", "A", "B", 1), ("line", "B", "O")])
    share = Exact(Fraction(sweep, 360))
    arcs, areas, rims = arc_length("c", "A", "B"), sector_area("c", "A", "B"), sector_perimeter("c", "A", "B")
    arc = 2 * PI * r * share
    across = length("A", "B") if sweep == 180 else length("O", "A")
    shown = {across: 2 * r if sweep == 180 else r}
    values = {arcs: arc, areas: PI * r * r * share}
    goal = areas if by_area else rng.choice((rims, rims, rims, arcs))
    given, value = next(iter(shown.items()))
    if rng.random() < 0.25:
        given = rng.choice([q for q in values if q != goal])
        value = values[given]
        if rng.random() < 0.4:
            goal = across
    rounding = rng.choice((None, 1, 2)) if unit is not None and goal != across else None
    wrong = _mistakes(goal, Exact(sweep), r)
    part = PARTS[sweep]
    question = (
        Phrase(f"sector_arc_area_perimeter.part.{goal[0]}", (), (("part", part if sweep != 270 else "figure"),))
        if goal[0] != "length"
        else None
    )
    return Draft(
        figure,
        {given: value},
        goal,
        phrases=phrases,
        question=question,
        unit=unit,
        rounding=rounding,
        wrong=wrong,
        skin=part,
    )


# --- joined to polygons -----------------------------------------------------------------------------------------------


def _lengths(rng: Random, *ranges: tuple[int, int]) -> tuple[list[Exact], str | None]:
    """Lengths in one unit: integers, or all in halves."""
    unit = rng.choice(("cm", "m", "m", None))
    step = 2 if unit is not None and rng.random() < 0.2 else 1
    return [Exact(rng.randint(step * low, step * high), step) for low, high in ranges], unit


def _goal(rng: Random, by_area: bool, unit: str | None) -> tuple[Quantity, int | None]:
    return (region_area("r") if by_area else region_perimeter("r")), (
        rng.choice((None, 1, 2)) if unit is not None else None
    )


def _window(figure: Figure, rng: Random, by_area: bool) -> Draft:
    """Rectangle ABCD with a semicircle on CD: added outside, or cut out of it."""
    (width, height), unit = _lengths(rng, (2, 20), (2, 24))
    w, h = float(width), float(height)
    cut = rng.random() < 0.4
    if not 0.4 < h / w < 2.5 or (cut and h < 0.65 * w):
        raise Retry("out of proportion")
    figure.points(A=0, B=w, C=w + 1j * h, D=1j * h, M=w / 2 + 1j * h)
    figure.circle("c", "M", w / 2, drawn=False)
    first, last = ("D", "C") if cut else ("C", "D")
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    figure.state("midpoint", "M", "C", "D")
    arc = figure.state("arc", "c", first, last)
    loop: list[Edge] = [
        ("line", "A", "B"),
        ("line", "B", "C"),
        ("arc", "c", "C", "D", -1 if cut else 1),
        ("line", "D", "A"),
    ]
    _shade(figure, loop)
    return _composed(
        figure,
        rng,
        "cut" if cut else "window",
        (arc,),
        {length("A", "B"): width, length("B", "C"): height},
        by_area,
        unit,
        {
            "whole_circle": width * height + PI * width * width / 4,
            "rectangle_only": width * height,
            "diameter_for_radius": width * height + PI * width * width / 2,
        }
        if by_area
        else {
            "with_the_diameter": 2 * width + 2 * height + PI * width / 2,
            "rectangle_only": 2 * (width + height),
            "whole_circle": width + 2 * height + PI * width,
        },
    )


def _track(figure: Figure, rng: Random, by_area: bool) -> Draft:
    """Rectangle ABCD with semicircles on BC and DA: a running track or a table."""
    (long, wide), unit = _lengths(rng, (3, 40), (2, 24))
    w, h = float(long), float(wide)
    if not 0.8 < w / h < 3:
        raise Retry("out of proportion")
    figure.points(A=0, B=w, C=w + 1j * h, D=1j * h, M=w + 0.5j * h, N=0.5j * h)
    figure.circle("c", "M", h / 2, drawn=False)
    figure.circle("d", "N", h / 2, drawn=False)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("rectangle", "A", "B", "C", "D")
    figure.state("midpoint", "M", "B", "C")
    figure.state("midpoint", "N", "A", "D")
    arcs = (figure.state("arc", "c", "B", "C"), figure.state("arc", "d", "D", "A"))
    _shade(figure, [("line", "A", "B"), ("arc", "c", "B", "C", 1), ("line", "C", "D"), ("arc", "d", "D", "A", 1)])
    wrong = {
        "one_semicircle": long * wide + PI * wide * wide / 8,
        "rectangle_only": long * wide,
        "diameter_for_radius": long * wide + PI * wide * wide,
    }
    if not by_area:
        wrong = {
            "with_the_diameters": 2 * long + 2 * wide + PI * wide,
            "one_semicircle": 2 * long + PI * wide / 2,
            "diameter_for_radius": 2 * long + 2 * PI * wide,
        }
    return _composed(figure, rng, "track", arcs, {length("A", "B"): long, length("B", "C"): wide}, by_area, unit, wrong)


def _cone(figure: Figure, rng: Random, by_area: bool) -> Draft:
    """Right triangle ABC with a semicircle outside on one leg."""
    a, b, c = rng.choice(
        (
            (3, 4, 5),
            (6, 8, 10),
            (5, 12, 13),
            (9, 12, 15),
            (8, 15, 17),
            (12, 16, 20),
            (20, 21, 29),
            (10, 24, 26),
            (15, 20, 25),
            (7, 24, 25),
        )
    )
    if rng.random() < 0.5:
        a, b = b, a
    if not 0.4 < a / b < 2.5:
        raise Retry("thin")
    figure.points(C=0, B=a, A=1j * b, M=a / 2)
    figure.circle("c", "M", a / 2, drawn=False)
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    figure.state("midpoint", "M", "B", "C")
    arc = figure.state("arc", "c", "C", "B")
    _shade(figure, [("arc", "c", "C", "B", 1), ("line", "B", "A"), ("line", "A", "C")])
    sides = {length("B", "C"): Exact(a), length("A", "C"): Exact(b), length("A", "B"): Exact(c)}
    pair = rng.sample(list(sides), 2)
    half = Exact(a) * a / 8 * PI
    wrong = {
        "triangle_only": Exact(a) * b / 2,
        "whole_circle": Exact(a) * b / 2 + 2 * half,
        "forgot_half": Exact(a) * b + half,
    }
    if not by_area:
        wrong = {
            "with_the_diameter": a + b + c + PI * a / 2,
            "triangle_only": Exact(a + b + c),
            "whole_circle": b + c + PI * a,
        }
    return _composed(
        figure, rng, "cone", (arc,), {q: sides[q] for q in pair}, by_area, rng.choice(("cm", "m", None)), wrong
    )


def _shade(figure: Figure, loop: list[Edge]) -> None:
    """Shade the region inside a loop."""
    figure.region("r", loop)
    figure.state("shaded", "r")


def _composed(
    figure: Figure,
    rng: Random,
    name: str,
    arcs: tuple[Fact, ...],
    givens: dict[Quantity, Exact],
    by_area: bool,
    unit: str | None,
    wrong: dict[str, Exact],
) -> Draft:
    """A polygon with semicircles: the arcs and the shading in words of their own."""
    goal, rounding = _goal(rng, by_area, unit)
    key = f"sector_arc_area_perimeter.{name}"
    phrases = (Phrase(f"{key}.arc", arcs), Phrase(f"{key}.shaded", (figure.fact("shaded", "r"),)))
    return Draft(figure, givens, goal, phrases=phrases, unit=unit, rounding=rounding, wrong=dict(wrong), skin=name)


def _annular(figure: Figure, rng: Random) -> Draft:
    """Two sectors of one angle: the band between the arcs AB and CD (wiper, part of a ring road)."""
    (inner, band), unit = _lengths(rng, (2, 20), (2, 16))
    outer = inner + band
    if not 0.3 < float(inner / outer) < 0.8:
        raise Retry("out of proportion")
    rounding = rng.choice((None, 1, 2)) if unit is not None else None
    sweep = rng.choice([a for a in NICE if 40 <= a <= 160] if rounding is None else range(40, 161, 2))
    if (outer * outer * sweep / 360).numerator > MOST:
        raise Retry("awkward multiple of pi")
    turn = rng.choice((10, 20, 90 - sweep // 2, 180, 270 - sweep // 2))
    figure.point("O", 0)
    figure.circle("c", "O", outer, drawn=False)
    figure.circle("d", "O", inner, drawn=False)
    on_circle(figure, "c", A=turn, B=turn + sweep)
    on_circle(figure, "d", C=turn, D=turn + sweep)
    wide = figure.state("sector", "c", "A", "B", "O")
    narrow = figure.state("sector", "d", "C", "D", "O")
    sides = (figure.state("between", "C", "O", "A"), figure.state("between", "D", "O", "B"))
    _shade(figure, [("line", "C", "A"), ("arc", "c", "A", "B", 1), ("line", "B", "D"), ("arc", "d", "D", "C", -1)])
    key = "sector_arc_area_perimeter.annular"
    wiper = rng.random() < 0.4
    goal = region_area("r") if wiper or rng.random() < 0.6 else region_perimeter("r")
    lengths = {length("O", "A"): outer, length("O", "C"): inner, length("C", "A"): band}
    givens: dict[Quantity, Exact] = {q: lengths[q] for q in rng.sample(list(lengths), 2)}
    givens[angle("A", "O", "B")] = Exact(sweep)
    share = Exact(Fraction(sweep, 360))
    wrong: dict[str, Exact] = {
        "whole_sector": PI * outer * outer * share,
        "inner_sector": PI * inner * inner * share,
        "squared_difference": PI * band * band * share,
        "added": PI * (outer * outer + inner * inner) * share,
    }
    if goal[0] == "region_perimeter":
        arcs = 2 * PI * share * (outer + inner)
        wrong = {
            "arcs_only": arcs,
            "one_side": arcs + band,
            "outer_sector": 2 * PI * share * outer + 2 * outer,
            "all_radii": arcs + 2 * outer,
        }
    kind = "wiper" if wiper else "plain"
    phrases = (Phrase(f"{key}.{kind}", (wide, narrow, *sides)), Phrase(f"{key}.shaded", (figure.fact("shaded", "r"),)))
    return Draft(figure, givens, goal, phrases=phrases, unit=unit, rounding=rounding, wrong=dict(wrong), skin=kind)


def _in_square(figure: Figure, rng: Random) -> Draft:
    """Square ABCD with quarter circles about one vertex or two opposite ones."""
    (side,), unit = _lengths(rng, (2, 30))
    s = float(side)
    kind = rng.choice(("outside", "outside", "leaf", "smaller", "smaller"))
    figure.points(A=0, B=s, C=s + 1j * s, D=1j * s)
    figure.state("polygon", "A", "B", "C", "D")
    figure.state("square", "A", "B", "C", "D")
    key = f"sector_arc_area_perimeter.quarter.{kind}"
    given = rng.choice(
        (
            (length("A", "B"), side),
            (area("A", "B", "C", "D"), side * side),
            (("perimeter", "A", "B", "C", "D"), 4 * side),
        )
    )
    givens: dict[Quantity, Exact] = {given[0]: given[1]}
    shaded = Phrase(f"{key}.shaded")
    if kind == "smaller":
        r = Exact(rng.randint(1, 30))
        if not 0.3 < float(r / side) < 0.92:
            raise Retry("too small or too large")
        figure.points(E=float(r), F=1j * float(r))
        figure.circle("c", "A", r, drawn=False)
        on = (figure.state("between", "E", "A", "B"), figure.state("between", "F", "A", "D"))
        arc = figure.state("arc", "c", "E", "F")
        _shade(
            figure,
            [
                ("line", "E", "B"),
                ("line", "B", "C"),
                ("line", "C", "D"),
                ("line", "D", "F"),
                ("arc", "c", "F", "E", -1),
            ],
        )
        extra = rng.choice(((length("A", "E"), r), (length("E", "B"), side - r)))
        givens[extra[0]] = extra[1]
        phrases: tuple[Phrase, ...] = (Phrase(f"{key}.arc", (*on, arc)),)
        wrong = {
            "forgot_quarter": side * side - PI * r * r,
            "quarter_only": PI * r * r / 4,
            "arc_for_area": side * side - PI * r / 2,
        }
    else:
        figure.circle("c", "A", side, drawn=False)
        arcs = [figure.state("arc", "c", "B", "D")]
        loop: list[Edge] = [("line", "B", "C"), ("line", "C", "D"), ("arc", "c", "D", "B", -1)]
        wrong = {
            "quarter_only": PI * side * side / 4,
            "forgot_quarter": PI * side * side - side * side,
            "half": side * side - PI * side * side / 8,
        }
        if kind == "leaf":
            figure.circle("d", "C", side, drawn=False)
            arcs.append(figure.state("arc", "d", "D", "B"))
            loop = [("arc", "c", "B", "D", 1), ("arc", "d", "D", "B", 1)]
            wrong = {
                "one_segment": PI * side * side / 4 - side * side / 2,
                "outside": side * side * 2 - PI * side * side / 2,
                "quarter_only": PI * side * side / 4,
            }
        _shade(figure, loop)
        phrases = (Phrase(f"{key}.arc", tuple(arcs)),)
    shaded = Phrase(f"{key}.shaded", (figure.fact("shaded", "r"),))
    goal = region_area("r") if rng.random() < 0.65 else region_perimeter("r")
    rounding = rng.choice((None, 1, 2)) if unit is not None else None
    if goal[0] == "region_perimeter":
        wrong = {}
    return Draft(
        figure, givens, goal, phrases=(*phrases, shaded), unit=unit, rounding=rounding, wrong=dict(wrong), skin=kind
    )


def _on_triangle(figure: Figure, rng: Random) -> Draft:
    """Equilateral triangle ABC with an arc about A from B to C, or a sector in it."""
    (side,), unit = _lengths(rng, (2, 30))
    s = float(side)
    figure.points(A=0, B=s, C=polar(s, 60))
    figure.circle("c", "A", s, drawn=False)
    figure.state("polygon", "A", "B", "C")
    figure.state("equilateral", "A", "B", "C")
    arc = figure.state("arc", "c", "B", "C")
    kind = rng.choice(("segment", "segment", "sector"))
    loop: list[Edge] = [("arc", "c", "B", "C", 1), ("line", "C", "B")]
    if kind == "sector":
        loop = [("line", "A", "B"), ("arc", "c", "B", "C", 1), ("line", "C", "A")]
    _shade(figure, loop)
    key = f"sector_arc_area_perimeter.triangle.{kind}"
    phrases = (Phrase(f"{key}.arc", (arc,)), Phrase(f"{key}.shaded", (figure.fact("shaded", "r"),)))
    given = rng.choice(((length("A", "B"), side), (("perimeter", "A", "B", "C"), 3 * side)))
    goal = rng.choice((region_area("r"), region_perimeter("r"), region_perimeter("r")))
    rounding = rng.choice((None, 1, 2)) if unit is not None else None
    wrong: dict[str, Exact] = {
        "sector_only": PI * side * side / 6,
        "whole_circle": PI * side * side,
        "triangle_only": 3 * side,
        "arc_only": PI * side / 3,
    }
    return Draft(
        figure, {given[0]: given[1]}, goal, phrases=phrases, unit=unit, rounding=rounding, wrong=dict(wrong), skin=kind
    )
