"""Cones rolled from a sector: the arc becomes the rim of the base, the radius the slant height."""

from __future__ import annotations

import math
from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import cone
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral
from generators.solid.sizes import UNITS, rounded, upright
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "cone_sector_unroll"
ANGLES = [angle for angle in range(72, 289) if 360 // math.gcd(angle, 360) <= 40]


@family(
    ID,
    "Cone made from a sector",
    {
        "area_or_base_perimeter": 3,
        "base_radius_or_diameter": 3,
        "cone_height": 2,
        "sector_radius": 2,
        "sector_angle": 2,
    },
    weight=1.38,
)
def cone_sector_unroll(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A sector of paper beside the cone that is rolled from it."""
    unit = rng.choice(("cm", "cm", *UNITS))
    if variant == "cone_height" and rng.random() < 0.7:
        p, q, far = rng.choice(TRIPLES)
        r, big = Exact(p), Exact(far)
        if rng.random() < 0.3:
            r = Exact(q)
    else:
        step = rng.choice(ANGLES)
        least = 360 // math.gcd(step, 360)  # the radius is a multiple of half of it, so that the base has a plain one
        big = Exact(least * rng.randint(1, max(1, 80 // least)), 1 if unit is None else 2)
        r = big * step / 360
    if not r < big:
        raise Retry("the sector is no more than a circle")
    sweep = 360 * r / big
    if not sweep.is_integer or not 70 <= float(sweep) <= 290 or big > 60:
        raise Retry("no whole angle, or too large")
    h = (big * big - r * r).sqrt()
    upright(figure, rng)
    cone(figure, "c", r, h, label="cone")
    figure.anchors.clear()
    # the sector lies in the plane of the picture, to the left of the cone
    size, turn = float(big), math.radians(float(sweep))
    reach = size * (math.sin(turn / 2) if turn < math.pi else 1.0)
    centre = complex(-reach - 1.35 * float(r) - 0.12 * size, figure.projection.place((0, 0, float(h))).real)
    below = size * max(0.0, -math.cos(turn / 2))
    part = figure.shape("p", "sector", "sector", "paper", radius=big, angle=sweep)
    places = {
        "O": 0j,
        "A": complex(math.cos(math.pi / 2 + turn / 2), math.sin(math.pi / 2 + turn / 2)) * size,
        "B": complex(math.cos(math.pi / 2 - turn / 2), math.sin(math.pi / 2 - turn / 2)) * size,
    }
    places["M"] = complex(0.0, size)
    right, up = figure.projection.right, figure.projection.up

    def space(z: complex) -> tuple[float, float, float]:
        """In the plane of the picture, in true size."""
        z = z + complex(centre.real, below)
        x, y, z_ = (z.real * a + z.imag * b for a, b in zip(right, up, strict=True))
        return (x, y, z_)

    for letter, z in places.items():
        figure.spot(f"_p{letter}", {}, space(z))
    rim = [places["B"] * complex(math.cos(t), math.sin(t)) for t in (turn * i / 60 for i in range(61))]
    figure.trace("stroke", [space(z) for z in rim])
    part.lengths["sector_radius"] = ("_pO", "_pB")
    facts = (figure.state("sector", "p"), figure.state("cone", "c"), figure.state("rolled", "p", "c"))
    figure.draw("dot", "_cO")
    figure.show(("_cO", "_cP"), ("_cO", "_cR"))
    figure.draw("segment", "_pO", "_pA")
    figure.draw("segment", "_pO", "_pB")
    radius: Quantity = ("sector_radius", "p")
    angle: Quantity = ("sector_angle", "p")
    figure.anchors[radius] = ("length", "_pO", "_pB")
    if float(sweep) < 175:
        figure.anchors[angle] = ("corner", "_pA", "_pO", "_pB")
    base: Quantity = ("base_radius", "c")
    figure.anchors[base] = ("length", "_cO", "_cR")
    wide: Quantity = ("base_diameter", "c")
    givens: dict[Quantity, Exact] = {radius: big, angle: sweep}
    rounding = None
    wrong: dict[str, Exact | Quantity]
    side = PI * r * big
    if variant == "area_or_base_perimeter":
        goal: Quantity = rng.choice((lateral("c"), ("rim", "c"), ("base_area", "c")))
        givens = rng.choice((givens, {radius: big, base: r}))
        if goal[0] != "lateral":
            givens = {radius: big, angle: sweep}
        rounding = rounded(rng, share=0.4)
        wrong = {
            "whole_circle": PI * big * big,
            "half": side / 2,
            "radius_for_diameter": PI * r,
            "twice": 2 * side,
            "square": 2 * PI * big,
        }
    elif variant == "base_radius_or_diameter":
        goal = rng.choice((base, wide))
        wrong = {"diameter_for_radius": 2 * r, "radius_for_diameter": r, "half_the_radius": big / 2}
    elif variant == "cone_height":
        goal = ("height", "c")
        givens = rng.choice((givens, {radius: big, base: r}))
        rounding = None if h.is_rational or rng.random() < 0.7 else rng.choice((1, 2))
        wrong = {"sector_radius_as_height": big, "sum": (big * big + r * r).sqrt(), "difference": big - r}
    elif variant == "sector_radius":
        goal = radius
        givens = {angle: sweep, base: r}
        wrong = {"half": big / 2, "double": 2 * big, "diameter": 2 * r}
    else:
        goal = angle
        givens = {radius: big, base: r}
        wrong = {"half": sweep / 2, "supplement": 360 - sweep, "straight": Exact(180)}
    if goal == base:
        figure.anchors.pop(base)
    phrases = (Phrase(f"{ID}.rolled.scene", facts),)
    return Draft(figure, givens, goal, phrases=phrases, unit=unit, rounding=rounding, wrong=wrong, skin="sector")
