"""Cones whose tip is cut off: slant height, areas, volume; pyramids cut parallel to their base."""

from __future__ import annotations

from math import gcd
from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import frustum, pyramid
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.sizes import UNITS, decimal, plain, rounded, shapely, turned_away, upright
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

THINGS = {"lampshade": "cm", "pedestal": "cm", "cooling tower": "m", "cheese": "cm", "sand tower": "cm", "chimney": "m"}


@family(
    "frustum_and_sections",
    "Truncated cones and pyramids cut parallel to the base",
    {"truncated_cone": 2, "truncated_volume": 2, "slant_of_frustum": 1, "pyramid_parallel_section": 2},
    weight=0.38,
)
def frustum_and_sections(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A frustum of a cone by both radii and height or slant height, or a pyramid that is cut parallel to its base."""
    if variant == "pyramid_parallel_section":
        return _pyramid(figure, rng)
    thing = rng.choice(list(THINGS)) if rng.random() < 0.35 else ""
    unit = THINGS[thing] if thing else rng.choice(UNITS)
    if variant == "truncated_volume" and rng.random() < 0.6:
        big, small, h = decimal(rng, 4, 15, unit), decimal(rng, 2, 10, unit), decimal(rng, 4, 24, unit)
    else:
        p, q, _ = rng.choice(TRIPLES)
        if rng.random() < 0.3:
            p, q = q, p
        small = Exact(rng.randint(2, 14))
        big, h = small + p, Exact(q)
    if not 0.3 < float(small) / float(big) < 0.85:
        raise Retry("ends too alike or too different")
    shapely(2 * big, h, 0.4, 1.7)
    slant = (h * h + (big - small) * (big - small)).sqrt()
    plain(slant)
    upright(figure, rng)
    frustum(figure, "s", big, small, h, noun=thing or "frustum")
    figure.state("frustum", "s")
    figure.draw("dot", "_sO")
    figure.draw("dot", "_sP")
    figure.show(("_sO", "_sR"), ("_sP", "_sQ"), ("_sO", "_sP"))
    low, top, tall, along = ("base_radius", "s"), ("top_radius", "s"), ("height", "s"), ("slant", "s")
    values: dict[Quantity, Exact] = {low: big, top: small, tall: h, along: slant}
    rounding = rounded(rng, share=0.8)
    third = tall if not slant.is_rational or rng.random() < 0.6 else along
    wrong: dict[str, Exact | Quantity]
    belt, ends = PI * (big + small) * slant, PI * (big * big + small * small)
    v = PI * h * (big * big + big * small + small * small) / 3
    if variant == "slant_of_frustum":
        goal, third = rng.choice(((along, tall), (tall, along))) if slant.is_rational else (along, tall)
        rounding = None if values[goal].is_rational else rng.choice((None, 1, 2))
        wrong = {
            "used_the_large_radius": (h * h + big * big).sqrt(),
            "difference": abs(h - big + small),
            "sum": h + big - small,
        }
    elif variant == "truncated_cone":
        goal = rng.choice((surface("s"), surface("s"), lateral("s")))
        wrong = {
            "missing_top": belt + PI * big * big,
            "lateral_only": belt,
            "height_as_slant": PI * (big + small) * h + ends,
            "with_ends": belt + ends,
        }
    else:
        goal = volume("s")
        wrong = {
            "forgot_third": 3 * v,
            "mean_radius": PI * h * (big + small) * (big + small) / 4,
            "without_middle_term": PI * h * (big * big + small * small) / 3,
        }
    return Draft(
        figure,
        {low: big, top: small, third: values[third]},
        goal,
        unit=unit,
        rounding=rounding,
        wrong=wrong,
        skin=thing,
    )


def _pyramid(figure: SolidFigure, rng: Random) -> Draft:
    """The upper part is similar to the whole: its base goes with the square of the distance from the apex."""
    unit = rng.choice(UNITS)
    over, under = rng.choice(
        [(m, n) for n in range(2, 8) for m in range(1, n) if gcd(m, n) == 1 and 0.25 < m / n < 0.8]
    )
    share = Exact(over, under)
    times = rng.randint(-(-4 // under), 40 // under)
    side, h = Exact(under * times), Exact(under * rng.randint(max(1, round(0.8 * times)), max(2, round(1.8 * times))))
    shapely(side, h, 0.7, 1.9)
    turned_away(figure, rng)
    near, small = h * share, side * share
    names = pyramid(figure, "s", side, side, h, square=True)
    figure.extents["s.section"], figure.extents["s.apex"] = float(small), float(near)
    up, down = {"s.height": (0.0, 0.0, 1.0)}, {"s.apex": (0.0, 0.0, -1.0)}
    figure.spot("_sA", {**up})
    figure.spot("_sB", {})
    figure.spot("_sC", {**up, **down})
    ring = []
    for i, (x, y) in enumerate(((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))):
        ring.append(figure.spot(f"_sc{i}", {"s.section": (x, y, 0.0), **up, **down}))
    figure.region("cut", tuple(("line", p, q) for p, q in zip(ring, (*ring[1:], ring[0]), strict=True)))
    figure.draw("fill", "cut")
    figure.anchors["side", "s"] = ("length", names[0], names[1])
    figure.anchors["height", "s"] = ("dimension", "_sA", "_sB")
    figure.anchors["apex_distance", "s"] = ("length", "_sA", "_sC")
    figure.anchors["base_distance", "s"] = ("length", "_sC", "_sB")
    figure.anchors["cut_side", "s"] = ("length", "_sc0", "_sc1")
    figure.state("pyramid", "s")
    figure.state("square_base", "s", *names[:3])
    figure.state("parallel_cut", "s")
    figure.show(*zip(ring, (*ring[1:], ring[0]), strict=True), ("_sA", "_sB"))
    base, tall, top, low = ("side", "s"), ("height", "s"), ("apex_distance", "s"), ("base_distance", "s")
    cut, area = ("cut_side", "s"), ("parallel_section", "s")
    values: dict[Quantity, Exact] = {base: side, tall: h, top: near, low: h - near, cut: small, area: small * small}
    pair = rng.choice(((tall, top), (tall, low), (top, low)))
    goal = rng.choice((area, area, area, cut, top, low, base))
    if goal in (area, cut):
        given = (base, *pair)
    elif goal == base:
        given = (rng.choice((cut, area)), *pair)
    else:
        given = (base, tall, rng.choice((cut, area)))
    share_of = side * side
    wrong: dict[str, Exact | Quantity] = {
        "linear_ratio": share_of * share,
        "distance_from_the_base": share_of * (1 - share) * (1 - share),
        "side_not_squared": small,
        "rest_of_the_base": share_of - small * small,
    }
    if goal == cut:
        wrong = {"other_end": side * (1 - share), "squared": side * share * share, "half": side / 2}
    elif goal == base:
        wrong = {"squared": small / share / share, "other_end": small / (1 - share), "the_section": small}
    elif goal in (top, low):
        wrong = {"squared_ratio": h * share * share, "other_end": h - values[goal], "half": h / 2}
    for quantity in (base, tall, top, low, cut):
        if quantity not in given:
            figure.anchors.pop(quantity)
    return Draft(figure, {q: values[q] for q in given}, goal, unit=unit, wrong=wrong, skin="pyramid")
