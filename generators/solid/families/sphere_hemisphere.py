"""Spheres and hemispheres: volume and surface, and back to the radius."""

from __future__ import annotations

from random import Random

from generators.solid.bodies import ball
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.sizes import UNITS, decimal, rounded, upright
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

SPHERES = {
    "ball": ("cm", 4, 15),
    "globe": ("cm", 10, 25),
    "balloon": ("cm", 8, 20),
    "marble": ("mm", 6, 14),
    "orange": ("cm", 3, 5),
    "planet model": ("cm", 5, 40),
    "gas tank": ("m", 3, 12),
    "snowball": ("cm", 4, 12),
    "lamp": ("cm", 10, 30),
    "steel ball": ("mm", 3, 20),
}
HALVES = {
    "bowl": ("cm", 6, 15),
    "dome": ("m", 4, 25),
    "igloo": ("m", 1, 4),
    "half melon": ("cm", 6, 12),
    "scoop of ice cream": ("cm", 2, 4),
    "greenhouse": ("m", 3, 15),
}


@family(
    "sphere_hemisphere",
    "Sphere and hemisphere: volume and surface area",
    {"volume": 6, "surface_area": 6, "hemisphere_volume": 3, "hemisphere_surface": 3, "radius_back": 2},
    weight=1.52,
)
def sphere_hemisphere(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A ball or half of one, by radius or diameter."""
    half = 0
    if variant.startswith("hemisphere") or (variant == "radius_back" and rng.random() < 0.3):
        half = rng.choice((1, 1, -1))
    things = {k: v for k, v in HALVES.items() if (k == "bowl") == (half < 0)} if half else SPHERES
    thing = rng.choice(list(things)) if rng.random() < 0.45 else ""
    unit, low, high = things[thing] if thing else (rng.choice(UNITS), 2, 18)
    r = decimal(rng, low, high, unit, 0.0 if variant == "radius_back" else 0.4)
    upright(figure, rng)
    ball(figure, "s", r, half=half, noun=thing or ("hemisphere" if half else "sphere"))
    figure.state("hemisphere" if half else "sphere", "s")
    figure.draw("dot", "_sO")
    across = rng.random() < 0.4
    line = ("_sL", "_sR") if across else ("_sO", "_sR")
    radius: Quantity = ("sphere_radius", "s")
    width = figure.span("sphere_diameter", "s", *line) if across else radius
    figure.show(line)
    value = 2 * r if across else r
    share = Exact(1, 2) if half else Exact(1)
    space, curved = Exact(4, 3) * PI * r * r * r * share, 4 * PI * r * r * share
    area = curved + (PI * r * r if half else 0)
    wrong: dict[str, Exact | Quantity]
    if variant == "radius_back":
        given, amount = rng.choice(((volume("s"), space), (surface("s"), area)))
        figure.anchors.pop(width)
        goal = width if rng.random() < 0.5 else (surface("s") if given[0] == "volume" else volume("s"))
        wrong = {"doubled": 2 * r, "square": r * r, "area_for_volume": curved, "volume_for_area": space}
        return Draft(figure, {given: amount}, goal, unit=unit, wrong=wrong, skin=thing)
    whole_number = (10 * r).is_integer and r.is_integer
    rounding = rounded(rng, share=0.8 if whole_number else 1.0)
    if variant in ("volume", "hemisphere_volume"):
        wrong = {
            "diameter_as_radius": 8 * space,
            "surface": area,
            "inverted_factor": space * 9 / 16,
            "forgot_third": 3 * space,
            "twice": 2 * space,
        }
        goal = volume("s")
    else:
        goal = surface("s") if not half or rng.random() < 0.65 else lateral("s")
        wrong = {
            "diameter_as_radius": 4 * area,
            "forgot_the_base": curved,
            "with_the_base": curved + PI * r * r,
            "volume": space,
            "a_circle": PI * r * r,
            "whole_sphere": 4 * PI * r * r,
        }
    return Draft(figure, {width: value}, goal, unit=unit, rounding=rounding, wrong=wrong, skin=thing)
