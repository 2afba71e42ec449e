"""Cones whose tip is cut off: slant height, lateral and total area, volume."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import frustum
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.sizes import UNITS, decimal, plain, rounded, shapely, upright
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

THINGS = {"lampshade": "cm", "pedestal": "cm", "cooling tower": "m", "cheese": "cm", "sand tower": "cm", "chimney": "m"}


@family(
    "frustum_and_sections",
    "Truncated cones: slant height, areas and volume",
    {"truncated_cone": 2, "truncated_volume": 2, "slant_of_frustum": 1},
    weight=0.38,
)
def frustum_and_sections(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A frustum of a cone by both radii and height or slant height."""
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
