"""Cones: volume, lateral and total area, and the right triangle of radius, height and slant height."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import cone, radius_or_diameter
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.sizes import UNITS, decimal, plain, rounded, shapely, upright
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

THINGS = {
    "tent": ("m", 1, 4),
    "party hat": ("cm", 5, 12),
    "traffic cone": ("cm", 12, 30),
    "heap of sand": ("m", 2, 8),
    "paper cup": ("cm", 3, 6),
    "sawdust pile": ("m", 2, 6),
    "tower roof": ("m", 2, 6),
    "ice cream cone": ("cm", 2, 5),
    "funnel": ("cm", 4, 10),
    "spinning top": ("cm", 2, 6),
}
"""Things like a cone: unit and range of radii."""


@family(
    "cone_volume_surface",
    "Cone: radius, height and slant height, volume, lateral and total area",
    {"lateral_or_total_area": 6, "volume": 5, "radius_slant_height_relation": 3},
    weight=1.96,
)
def cone_volume_surface(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A cone by two of radius (diameter), height and slant height."""
    thing = rng.choice(list(THINGS)) if rng.random() < 0.4 else ""
    unit, low, high = THINGS[thing] if thing else (rng.choice(UNITS), 2, 12)
    if rng.random() < 0.6:
        a, b, _ = rng.choice(TRIPLES)
        scale = Exact(rng.choice((1, 1, 2, 3, 4, 5)), 1 if unit is None else rng.choice((1, 1, 2, 5)))
        r, h = (scale * x for x in rng.choice(((a, b), (b, a))))
    else:
        r, h = decimal(rng, low, high, unit), decimal(rng, 2 * low, 3 * high, unit)
    if thing and not low <= float(r) <= high:
        r, h = (x * round((low + high) / 2) / r for x in (r, h))
        if not (10 * r).is_integer or not (10 * h).is_integer:
            r, h = decimal(rng, low, high, unit), decimal(rng, 2 * low, 3 * high, unit)
    shapely(2 * r, h, 0.55, 2.2)
    slant = (r * r + h * h).sqrt()
    plain(slant)
    upright(figure, rng)
    cone(figure, "s", r, h, noun=thing or "cone")
    figure.state("cone", "s")
    width, line = radius_or_diameter(figure, "s", rng.random() < 0.3)
    figure.show(line, ("_sO", "_sP"))
    figure.square("_sO", "_sR", "_sP", 0.07)
    wide, tall, along = width, ("height", "s"), ("slant", "s")
    pair: tuple[Quantity, ...]
    amounts: dict[Quantity, Exact] = {wide: 2 * r if wide[0] == "base_diameter" else r, tall: h, along: slant}
    rounding = rounded(rng)
    if variant == "volume":
        pair = (wide, tall) if rng.random() < 0.55 or not slant.is_rational else (wide, along)
        if rng.random() < 0.12 and slant.is_rational:
            pair = (tall, along)
        goal = volume("s")
        v = PI * r * r * h / 3
        wrong: dict[str, Exact | Quantity] = {
            "forgot_third": 3 * v,
            "slant_as_height": PI * r * r * slant / 3,
            "diameter_as_radius": 4 * v,
            "lateral_area": PI * r * slant,
        }
    elif variant == "lateral_or_total_area":
        pair = (wide, along) if slant.is_rational and rng.random() < 0.5 else (wide, tall)
        side, base = PI * r * slant, PI * r * r
        if rng.random() < 0.5:
            goal = lateral("s")
            wrong = {"height_as_slant": PI * r * h, "with_the_base": side + base, "twice": 2 * side, "base": base}
        else:
            goal = surface("s")
            wrong = {"forgot_the_base": side, "height_as_slant": PI * r * h + base, "volume": base * h / 3}
        if rng.random() < 0.15 and slant.is_rational:  # from an area back
            goal, amounts[lateral("s")] = rng.choice((along, tall)), side
            pair, rounding = (lateral("s"), wide), None
            wrong = {"halved": slant / 2, "doubled": 2 * slant}
    else:
        goal = rng.choice((wide, tall, along))
        pair = tuple(q for q in (wide, tall, along) if q != goal)
        rounding = None if slant.is_rational else rng.choice((None, 1, 2))
        others = [amounts[q] if q != wide else r for q in pair]
        wrong = {"added": others[0] + others[1], "subtracted": abs(others[0] - others[1])}
        if width[0] == "base_diameter" and goal == wide:
            wrong["gave_the_radius"] = r
    if any(not amounts[q].is_rational for q in pair):
        rounding = None
    givens = {q: amounts[q] for q in pair}
    return Draft(figure, givens, goal, unit=unit, rounding=rounding, wrong=wrong, skin=thing)
