"""Chords and their distance from the centre: Pythagoras with radius and half chord; arches and tanks."""

import cmath
import math
from random import Random

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.quantities import area, circumference, diameter, disk, length, radius, unknown
from generators.plane.shapes import on_circle, polar
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact, sqrt
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

TRIPLES = (
    (3, 4, 5), (6, 8, 10), (5, 12, 13), (9, 12, 15), (8, 15, 17), (12, 16, 20), (15, 20, 25), (20, 21, 29),
    (7, 24, 25), (10, 24, 26),
)  # fmt: skip
Values = dict[Quantity, Exact]


@family(
    "chord_distance_pythagoras",
    "Chord, radius and distance from the centre; arch and tank problems",
    {"arch_tank_tunnel_applied": 4, "equal_chords_equal_distance": 4, "half_chord_distance_radius": 3},
    weight=1.73,
    capacity=1100,
)
def chord_distance_pythagoras(figure: Figure, rng: Random, variant: str) -> Draft:
    """A chord with its distance or its arch height, two equal chords, or a cross-section out of the world."""
    if variant == "arch_tank_tunnel_applied":
        return rng.choice((_tank, _tank, _arch, _arch))(figure, rng)
    if variant == "equal_chords_equal_distance":
        return rng.choice((_equal_chords, _equal_chords, _two_chords, _parallel_chords))(figure, rng)
    return rng.choice((_distance, _distance, _sagitta, _concentric))(figure, rng)


def _triple(rng: Random, share: float = 0.65) -> tuple[Exact, Exact, Exact]:
    """Half chord, distance and radius: integers, or two integers and a surd."""
    if rng.random() < share:
        h, d, r = map(Exact, rng.choice(TRIPLES))
        return (h, d, r) if rng.random() < 0.5 else (d, h, r)
    if rng.random() < 0.5:
        h, d = Exact(rng.randint(2, 14)), Exact(rng.randint(2, 14))
        r = sqrt(h * h + d * d)
    else:
        r, d = Exact(rng.randint(4, 16)), Exact(rng.randint(2, 12))
        if d >= r:
            raise Retry("outside")
        h = sqrt(r * r - d * d)
    if not 0.35 < float(d / r) < 0.92:
        raise Retry("thin")
    return h, d, r


def _chord(figure: Figure, circle: str, ends: str, foot: str, half: float, distance: float, turn: float) -> None:
    """Chord PQ at a distance from the centre O, M its midpoint in the given direction."""
    way = polar(1, turn)
    figure.points(
        **{foot: distance * way, ends[0]: (distance - 1j * half) * way, ends[1]: (distance + 1j * half) * way}
    )
    figure.state("on_circle", circle, *ends)


def _distance(figure: Figure, rng: Random) -> Draft:
    """Chord AB, OM perpendicular to it, the radius OA: two given, another asked."""
    h, d, r = _triple(rng)
    figure.point("O", 0)
    figure.circle("c", "O", r)
    _chord(figure, "c", "AB", "M", float(h), float(d), -90)
    figure.state("segment", "A", "B")
    figure.state("between", "M", "A", "B")
    figure.state("segment", "O", "M")
    if rng.random() < 0.3:
        figure.state("midpoint", "M", "A", "B")
    else:
        figure.state("perpendicular", "O", "M", "A", "B", "M")
    ab, am, om, oa = length("A", "B"), length("A", "M"), length("O", "M"), length("O", "A")
    figure.state("segment", "O", "A")
    size = rng.choice((oa, oa, oa, diameter("c"), radius("c")))
    lengths = {ab: 2 * h, am: h, om: d, size: 2 * r if size[0] == "diameter" else r}
    goal, pair = rng.choice(
        (
            (ab, (om, size)), (ab, (om, size)), (om, (ab, size)), (om, (ab, size)), (size, (ab, om)),
            (size, (ab, om)), (am, (om, size)), (om, (am, size)),
            (disk("c"), (ab, om)), (circumference("c"), (ab, om)), (area("O", "A", "M"), (ab, size)),
        )
    )  # fmt: skip
    givens = {q: lengths[q] for q in pair}
    wrong: dict[str, Exact | Quantity] = {
        "half_chord": h,
        "whole_chord": 2 * h,
        "whole_chord_as_leg": sqrt(r * r + 4 * h * h) if r.is_rational else r * 2,
        "difference": abs(r - d),
        "sum": r + d,
    }
    if goal[0] in ("disk", "circumference"):
        wrong = {
            "distance_as_radius": PI * d * d,
            "half_chord_as_radius": PI * h * h,
            "chord_as_radius": 4 * PI * h * h,
        }
    aliases = {goal: rng.choice("xdr")} if goal[0] == "length" and rng.random() < 0.3 else {}
    return Draft(figure, givens, goal, wrong=wrong, aliases=aliases, unit=_unit(rng, givens, goal, lengths))


def _unit(rng: Random, givens: Values, goal: Quantity, lengths: Values) -> str | None:
    """A unit now and then, never with surds."""
    values = [*givens.values(), *([lengths[goal]] if goal in lengths else [])]
    return rng.choice((None, None, "cm", "m")) if all(v.is_rational for v in values) else None


def _sagitta(figure: Figure, rng: Random) -> Draft:
    """Diameter CD perpendicular to chord AB at M: the pieces of the diameter, the chord and the radius."""
    h, d, r = _triple(rng, 1.0)
    if not 0.1 < float((r - d) / r) < 0.7 or float(d / r) < 0.25:
        raise Retry("crowded")
    figure.point("O", 0)
    figure.circle("c", "O", r)
    on_circle(figure, "c", C=-90, D=90)
    _chord(figure, "c", "AB", "M", float(h), float(d), -90)
    figure.state("diameter", "c", "C", "D", "O")
    figure.state("segment", "A", "B")
    figure.state("segment", "O", "A")
    figure.state("crossing", "M", "A", "B", "O", "C")
    figure.state("perpendicular", "C", "D", "A", "B", "M")
    ab, cm, dm, om, cd, oa = (length(*pair) for pair in ("AB", "CM", "DM", "OM", "CD", "OA"))
    lengths = {ab: 2 * h, cm: r - d, dm: r + d, om: d, cd: 2 * r, oa: r}
    goal, pair = rng.choice(
        (
            (ab, (cm, oa)), (ab, (cm, dm)), (ab, (cd, om)), (ab, (cd, cm)), (cm, (ab, oa)), (cm, (ab, cd)),
            (dm, (ab, oa)), (om, (ab, cd)),
            (oa, (ab, cm)), (cd, (ab, cm)), (oa, (ab, om)), (dm, (ab, cm)), (om, (ab, oa)),
        )
    )  # fmt: skip
    wrong: dict[str, Exact | Quantity] = {
        "half_chord": h,
        "distance": d,
        "radius": r,
        "other_piece": r + d,
        "piece": r - d,
        "diameter": 2 * r,
    }
    return Draft(figure, {q: lengths[q] for q in pair}, goal, wrong=wrong, unit=rng.choice((None, "cm", "m")))


def _concentric(figure: Figure, rng: Random) -> Draft:
    """A chord AB of the larger of two concentric circles cuts the smaller one at C and D."""
    triples = [*TRIPLES, *((b, a, c) for a, b, c in TRIPLES)]
    h, d, r = rng.choice(triples)
    inner = [t for t in triples if t[1] == d and t[0] < h]
    if not inner:
        raise Retry("no smaller triple")
    k, _, s = rng.choice(inner)
    if not 0.25 < k / h < 0.8 or math.atan2(h, d) - math.atan2(k, d) < 0.2 or k < 0.2 * d:
        raise Retry("crowded")
    figure.point("O", 0)
    figure.circle("c", "O", r)
    figure.circle("e", "O", s)
    _chord(figure, "c", "AB", "M", h, d, -90)
    figure.points(C=complex(-k, -d), D=complex(k, -d))
    figure.state("on_circle", "e", "C", "D")
    figure.state("segment", "A", "B")
    figure.state("between", "C", "A", "M")
    figure.state("between", "D", "M", "B")
    figure.state("between", "M", "A", "B")
    figure.state("segment", "O", "M")
    figure.state("perpendicular", "O", "M", "A", "B", "M")
    figure.state("segment", "O", "A")
    figure.state("segment", "O", "C")
    ab, cd, ac, om, oa, oc = (length(*pair) for pair in ("AB", "CD", "AC", "OM", "OA", "OC"))
    lengths = {ab: Exact(2 * h), cd: Exact(2 * k), ac: Exact(h - k), om: Exact(d), oa: Exact(r), oc: Exact(s)}
    goal, given = rng.choice(
        (
            (ac, (ab, cd)),
            (ac, (oa, oc, om)),
            (oc, (oa, ab, cd)),
            (cd, (ab, ac)),
            (om, (oa, cd, ac)),
            (oa, (oc, cd, ac)),
            (ab, (oa, oc, cd)),
        )
    )
    wrong: dict[str, Exact | Quantity] = {
        "difference": Exact(2 * (h - k)),
        "difference_of_radii": Exact(r - s),
        "half_chord": Exact(h),
        "chord": Exact(2 * h),
    }
    return Draft(figure, {q: lengths[q] for q in given}, goal, wrong=wrong, unit=rng.choice((None, "cm")))


# --- two chords -------------------------------------------------------------------------------------------------------


def _equal_chords(figure: Figure, rng: Random) -> Draft:
    """Equal chords AB and CD with their distances OM and ON, as numbers or expressions in x."""
    h, d, r = map(Exact, rng.choice(TRIPLES))
    if rng.random() < 0.5:
        h, d = d, h
    figure.point("O", 0)
    figure.circle("c", "O", r)
    spread = rng.uniform(115, 165)
    if spread < 2 * _half_angle(h, r) * 0.55:
        raise Retry("the chords cross")
    _chord(figure, "c", "AB", "M", float(h), float(d), 90 + spread / 2)
    _chord(figure, "c", "CD", "N", float(h), float(d), 90 - spread / 2)
    if abs(figure.at("A") - figure.at("D")) < 0.2 * float(r) or 2 * _half_angle(h, r) > spread - 12:
        raise Retry("the chords cross")
    figure.state("segment", "A", "B")
    figure.state("segment", "C", "D")
    feet = (("M", "A", "B"), ("N", "C", "D"))
    for foot, p, q in feet:
        figure.state("between", foot, p, q)
        figure.state("segment", "O", foot)
        figure.state("perpendicular", "O", foot, p, q, foot)
    om, on, ab, cd, oa = (length(*pair) for pair in ("OM", "ON", "AB", "CD", "OA"))
    by_distance = rng.random() < 0.5
    x = rng.randint(2, 9)
    if by_distance:  # the distances are equal, so are the chords
        figure.state("equal_length", "O", "M", "O", "N")
        same, value, told, other = (ab, cd), 2 * h, (om, on), d
    else:
        figure.state("equal_length", "A", "B", "C", "D")
        same, value, told, other = (om, on), d, (ab, cd), 2 * h
    way = rng.random()
    wrong: dict[str, Exact | Quantity] = {"half": value / 2, "double": 2 * value, "other_kind": other, "radius": r}
    if way < 0.45:
        figure.let("x", x)
        one, two = expressions(rng, "x", x, int(float(value)), int(float(value)))
        goal: Quantity = rng.choice((unknown("x"), unknown("x"), same[0]))
        return Draft(
            figure, {same[0]: one, same[1]: two}, goal, wrong=wrong | {"one_more": Exact(x + 1), "sum": Exact(2 * x)}
        )
    figure.state("segment", "O", "A")
    if way < 0.75:
        lengths = {oa: r, told[0]: other}
        return Draft(figure, lengths, same[1], wrong=wrong, unit=rng.choice((None, "cm")))
    lengths = {same[0]: value, told[1]: other}
    return Draft(figure, lengths, oa, wrong=wrong | {"sum": value + other}, unit=rng.choice((None, "cm")))


def _half_angle(h: Exact, r: Exact) -> float:
    """Half the central angle of a chord, in degrees."""
    return math.degrees(math.asin(float(h / r)))


def _two_chords(figure: Figure, rng: Random) -> Draft:
    """Two chords of one circle, with both distances: one from the other."""
    (h, d, r), (k, e, _) = _pair(rng)
    figure.point("O", 0)
    figure.circle("c", "O", r)
    _chord(figure, "c", "AB", "M", h, d, 90)
    lean = rng.uniform(-25, 25)
    _chord(figure, "c", "CD", "N", k, e, -90 + lean)
    straight = abs(math.degrees(cmath.phase(-figure.at("A") / figure.at("C")))) < 14
    if straight or min(abs(figure.at(p) - figure.at(q)) for p in "AB" for q in "CD") < 0.25 * r:
        raise Retry("crowded, or AOC nearly straight")
    figure.state("segment", "A", "B")
    figure.state("segment", "C", "D")
    for foot, p, q in (("M", "A", "B"), ("N", "C", "D")):
        figure.state("between", foot, p, q)
        figure.state("segment", "O", foot)
        figure.state("perpendicular", "O", foot, p, q, foot)
    figure.state("segment", "O", "A")
    figure.state("segment", "O", "C")
    ab, cd, om, on = (length(*pair) for pair in ("AB", "CD", "OM", "ON"))
    lengths = {ab: Exact(2 * h), cd: Exact(2 * k), om: Exact(d), on: Exact(e)}
    goal = rng.choice(list(lengths))
    wrong: dict[str, Exact | Quantity] = {
        "half": lengths[goal] / 2,
        "double": 2 * lengths[goal],
        "radius": Exact(r),
        "other_chord": Exact(2 * h),
    }
    return Draft(
        figure, {q: v for q, v in lengths.items() if q != goal}, goal, wrong=wrong, unit=rng.choice((None, "cm"))
    )


CIRCLES = {
    25: [(7, 24), (15, 20), (20, 15), (24, 7)],
    50: [(14, 48), (30, 40), (40, 30), (48, 14)],
    65: [(16, 63), (25, 60), (33, 56), (39, 52), (52, 39), (56, 33), (60, 25), (63, 16)],
    5: [(3, 4), (4, 3)],
    10: [(6, 8), (8, 6)],
    13: [(5, 12), (12, 5)],
    15: [(9, 12), (12, 9)],
    17: [(8, 15), (15, 8)],
    20: [(12, 16), (16, 12)],
    26: [(10, 24), (24, 10)],
    29: [(20, 21), (21, 20)],
}
"""Half chords and distances in integers for one radius."""


def _pair(rng: Random) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    r = rng.choice(list(CIRCLES))
    (h, d), (k, e) = rng.sample(CIRCLES[r], 2)
    return (h, d, r), (k, e, r)


def _parallel_chords(figure: Figure, rng: Random) -> Draft:
    """Parallel chords AB and CD on one line MN through the centre: on both sides of it, or on one."""
    (h, d, r), (k, e, _) = _pair(rng)
    apart = rng.random() < 0.65
    if not apart and d < e:
        h, d, k, e = k, e, h, d
    figure.point("O", 0)
    figure.circle("c", "O", r)
    _chord(figure, "c", "AB", "M", h, d, -90)
    _chord(figure, "c", "CD", "N", k, e, 90 if apart else -90)
    if min(abs(figure.at(p) - figure.at(q)) for p in "ABM" for q in "CDN") < 0.2 * r or min(d, e) < 0.15 * r:
        raise Retry("crowded")
    figure.state("segment", "A", "B")
    figure.state("segment", "C", "D")
    figure.state("between", "M", "A", "B")
    figure.state("between", "N", "C", "D")
    if apart:
        figure.state("segment", "M", "N")
        figure.state("between", "O", "M", "N")
    else:
        figure.state("segment", "O", "M")
        figure.state("between", "N", "O", "M")
    figure.state("perpendicular", "M", "N", "A", "B", "M")
    figure.state("perpendicular", "M", "N", "C", "D", "N")
    figure.state("segment", "O", "A")
    figure.state("segment", "O", "C")
    ab, cd, mn, oa = (length(*pair) for pair in ("AB", "CD", "MN", "OA"))
    lengths = {ab: Exact(2 * h), cd: Exact(2 * k), oa: Exact(r), mn: Exact(d + e if apart else d - e)}
    goal = rng.choice((mn, mn, mn, ab, cd))
    wrong: dict[str, Exact | Quantity] = {
        "other_side": Exact(abs(d - e) if apart else d + e),
        "difference_of_chords": Exact(abs(h - k)),
        "diameter": Exact(2 * r),
        "one_distance": Exact(d),
    }
    givens = {q: v for q, v in lengths.items() if q != goal}
    return Draft(figure, givens, goal, wrong=wrong, unit=rng.choice((None, "cm")), skin="apart" if apart else "near")


# --- cross-sections ---------------------------------------------------------------------------------------------------


VESSELS = (
    ("oil tank", "oil", "m", Exact(1, 10)),
    ("milk tank", "milk", "m", Exact(1, 10)),
    ("fuel tank", "fuel", "m", Exact(1, 5)),
    ("water pipe", "water", "cm", Exact(1)),
    ("drainpipe", "water", "cm", Exact(1)),
    ("sewer pipe", "water", "cm", Exact(5)),
    ("tunnel", "water", "m", Exact(1, 5)),
    ("barrel", "wine", "cm", Exact(2)),
)
"""What holds a liquid, the liquid, the unit, and the size of one unit of the right triangle."""


def _tank(figure: Figure, rng: Random) -> Draft:
    """The round cross-section of a tank or pipe with liquid: surface AB, deepest point D below its middle M."""
    h, d, r = rng.choice(TRIPLES)
    if rng.random() < 0.5:
        h, d = d, h
    if not 0.22 < d / r < 0.88:
        raise Retry("crowded")
    thing, liquid, unit, scale = rng.choice(VESSELS)
    size = float(scale)
    high = rng.random() < 0.35  # the surface lies above the centre
    figure.point("O", 0)
    figure.circle("c", "O", scale * r)
    _chord(figure, "c", "AB", "M", h * size, d * size, 90 if high else -90)
    on_circle(figure, "c", D=-90)
    figure.state("segment", "A", "B")
    figure.state("between", "M", "A", "B")
    figure.state("on_circle", "c", "D")
    if high:
        figure.state("segment", "M", "D")
        figure.state("between", "O", "M", "D")
    else:
        figure.state("segment", "O", "D")
        figure.state("between", "M", "O", "D")
    upright = figure.state("perpendicular", "M", "D", "A", "B", "M")
    figure.state("segment", "O", "A")
    first, last = ("A", "B") if figure.at("A").real < figure.at("B").real else ("B", "A")
    figure.region("liquid", [("arc", "c", first, last, 1), ("line", last, first)])
    figure.draw("fill", "liquid")
    depth = r + d if high else r - d
    ab, md, across = length("A", "B"), length("M", "D"), rng.choice((radius("c"), diameter("c")))
    lengths = {ab: scale * 2 * h, md: scale * depth, across: scale * (2 * r if across[0] == "diameter" else r)}
    goal = rng.choice((ab, md, across) if not high else (ab, md))
    givens = {q: v for q, v in lengths.items() if q != goal}
    slots = (("thing", thing), ("liquid", liquid))
    key = "chord_distance_pythagoras.tank"
    told = tuple(f for f in figure.facts if f.kind in ("segment", "on_circle", "circle", "between"))
    asked = {ab: "width", md: "depth"}.get(goal, across[0])
    wrong: dict[str, Exact | Quantity] = {
        "distance": scale * d,
        "half_width": scale * h,
        "other_part": scale * (2 * r - depth),
        "radius": scale * r,
    }
    return Draft(
        figure,
        givens,
        goal,
        phrases=(
            Phrase(f"{key}.{'high' if high else 'low'}", told, slots),
            Phrase(f"{key}.upright", (upright,), slots),
        ),
        question=Phrase(f"{key}.{asked}", (), slots),
        unit=unit,
        wrong=wrong,
        skin=thing,
    )


def _arch(figure: Figure, rng: Random) -> Draft:
    """An arch over AB: a circular arc less than a semicircle, M the middle of AB, D the highest point above it."""
    h, d, r = rng.choice(TRIPLES)
    if rng.random() < 0.5:
        h, d = d, h
    if not 0.25 < d / r < 0.85:
        raise Retry("flat or round")
    scale = rng.choice((Exact(1, 10), Exact(1, 5), Exact(1, 2), Exact(1)))
    size = float(scale)
    figure.point("O", 0)
    figure.circle("c", "O", scale * r, drawn=False)
    figure.points(A=complex(h, d) * size, B=complex(-h, d) * size, M=1j * d * size, D=1j * r * size)
    figure.state("arc", "c", "A", "B")
    figure.state("on_arc", "c", "D", "A", "B")
    figure.state("segment", "A", "B")
    figure.state("between", "M", "A", "B")
    figure.draw("dashed", "O", "D")
    figure.state("between", "M", "O", "D")
    upright = figure.state("perpendicular", "O", "D", "A", "B", "M")
    figure.draw("dashed", "O", "A")
    ab, md, oa = length("A", "B"), length("M", "D"), length("O", "A")
    lengths = {ab: scale * 2 * h, md: scale * (r - d), oa: scale * r}
    goal = rng.choice((ab, md, oa, oa))
    givens = {q: v for q, v in lengths.items() if q != goal}
    thing = rng.choice(("bridge", "stone bridge", "doorway", "tunnel entrance", "gate", "church window", "footbridge"))
    slots = (("thing", thing),)
    key = "chord_distance_pythagoras.arch"
    told = tuple(f for f in figure.facts if f.kind in ("segment", "arc", "on_arc", "between"))
    asked = {ab: "span", md: "rise", oa: "radius"}[goal]
    wrong: dict[str, Exact | Quantity] = {
        "distance": scale * d,
        "half_span": scale * h,
        "radius": scale * r,
        "diameter": 2 * scale * r,
        "sum": scale * (r + d),
    }
    return Draft(
        figure,
        givens,
        goal,
        phrases=(Phrase(f"{key}.scene", told, slots), Phrase(f"{key}.upright", (upright,), slots)),
        question=Phrase(f"{key}.{asked}", (), slots),
        unit="m",
        wrong=wrong,
        skin=thing,
    )
