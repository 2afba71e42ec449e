"""Pyramids over squares and rectangles: volume and surface from edges and height (or slant height)."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import pyramid
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.sizes import UNITS, decimal, plain, rounded, turned_away
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

THINGS = {
    "roof": ("m", 4, 16),
    "tent": ("m", 2, 6),
    "monument": ("m", 10, 60),
    "paperweight": ("cm", 4, 9),
    "candle": ("cm", 5, 12),
    "chocolate": ("mm", 18, 30),
    "tower cap": ("m", 3, 10),
    "lampshade": ("cm", 20, 40),
}


@family(
    "pyramid_volume_surface",
    "Square and rectangular pyramids: volume and surface",
    {"volume": 3, "surface_area": 2, "slant_or_height": 1},
    weight=0.63,
)
def pyramid_volume_surface(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A right pyramid seen from one side and above."""
    thing = rng.choice(list(THINGS)) if rng.random() < 0.4 else ""
    unit, low, high = THINGS[thing] if thing else (rng.choice(UNITS), 3, 20)
    square = variant != "volume" or rng.random() < 0.6
    a, b = decimal(rng, low, high, unit), decimal(rng, low, high, unit)
    h = decimal(rng, low, high, unit)
    if variant != "volume" or rng.random() < 0.3:
        p, q, _ = rng.choice(TRIPLES)
        scale = Exact(rng.choice((1, 1, 2, 3)), 1 if unit is None else rng.choice((1, 1, 2, 5)))
        half, h = (scale * x for x in rng.choice(((p, q), (q, p))))
        a = 2 * half
    if square:
        b = a
    elif a == b:
        raise Retry("a square")
    if not 0.55 < float(h) / float(max(a, b)) < 2.2 or float(max(a, b)) > 1.9 * float(min(a, b)):
        raise Retry("too flat or too slender")
    if thing and not low * 0.6 <= float(a) <= high * 1.7:
        raise Retry("too large for the thing")
    turned_away(figure, rng)
    *names, middle = pyramid(figure, "s", a, b, h, square=square, noun=thing or "pyramid")
    figure.state("pyramid", "s")
    slant = (h * h + a * a / 4).sqrt() if square else h
    plain(slant)
    foot = "_sF"
    lines = [(names[4], middle)]
    along: Quantity = ("slant", "s")
    if square and variant != "volume":
        lines += [(names[4], foot), (middle, foot)]
        figure.span("slant", "s", names[4], foot)
        figure.square(middle, foot, names[4], 0.07)
    if square:  # ticks on edges that the foot of the slant height does not divide
        ticked = (names[1], names[0], names[3]) if len(lines) > 1 else names[:3]
        figure.state("square_base", "s", *ticked)
    else:
        figure.state("rectangle_base", "s", *names[:3])
    figure.part_ways(names[4], *names[:4], *(end for start, end in lines if start == names[4]))
    figure.draw("dot", middle)
    figure.show(*lines)
    side, tall = ("side", "s"), ("height", "s")
    base = a * b
    v = base * h / 3
    wrong: dict[str, Exact | Quantity] = {"forgot_third": 3 * v, "half": base * h / 2, "added": base + h}
    givens: dict[Quantity, Exact] = {side: a, tall: h} if square else {("width", "s"): a, ("depth", "s"): b, tall: h}
    rounding = None if v.is_integer else rounded(rng, share=0.7)
    goal = volume("s")
    if variant == "surface_area":
        if slant.is_rational and rng.random() < 0.5:
            givens = {side: a, along: slant}
        goal = surface("s") if rng.random() < 0.7 else lateral("s")
        walls = 2 * a * slant
        rounding = None if slant.is_rational else rounded(rng, share=0.8)
        wrong = {
            "forgot_the_base": walls,
            "height_as_slant": base + 2 * a * h,
            "no_half": base + 2 * walls,
            "volume": v,
            "with_the_base": walls + base,
        }
    elif variant == "slant_or_height":
        goal = rng.choice((along, tall, volume("s"))) if slant.is_rational else along
        givens = {side: a, along: slant} if goal != along else {side: a, tall: h}
        rounding = None if slant.is_rational else rounded(rng, share=0.7)
        if goal == volume("s"):
            rounding = None if v.is_integer else rounded(rng, share=0.7)
            wrong = {"slant_as_height": base * slant / 3, "forgot_third": 3 * v}
        else:
            wrong = {"used_the_whole_edge": (h * h + a * a).sqrt(), "added": h + a / 2}
    return Draft(figure, givens, goal, unit=unit, rounding=rounding, wrong=wrong, skin=thing)
