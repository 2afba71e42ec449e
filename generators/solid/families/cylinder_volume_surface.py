"""Cylinders: volume and surface from radius or diameter and height, and back."""

from __future__ import annotations

from random import Random

from generators.solid.bodies import cylinder, radius_or_diameter
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.sizes import UNITS, decimal, rounded, shapely, upright
from generators.solid.view import orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

CLOSED = {
    "tin can": ("cm", (3, 8), (6, 18)),
    "candle": ("cm", (2, 6), (5, 20)),
    "water tank": ("m", (1, 4), (2, 8)),
    "biscuit tin": ("cm", (6, 15), (8, 24)),
    "gas holder": ("m", (5, 20), (8, 30)),
    "oil drum": ("cm", (20, 35), (50, 90)),
    "wooden log": ("dm", (2, 5), (5, 14)),
}
OPEN = {
    "drinking glass": ("cm", (2, 5), (8, 14)),
    "bucket": ("cm", (10, 18), (20, 36)),
    "flower pot": ("cm", (6, 15), (10, 30)),
    "pencil holder": ("cm", (3, 6), (9, 14)),
    "saucepan": ("cm", (8, 14), (9, 20)),
    "swimming pool": ("m", (4, 10), (5, 9)),
}
"""Things by unit, range of radii and range of heights."""


@family(
    "cylinder_volume_surface",
    "Cylinder: volume and surface area, and back",
    {"volume": 4, "surface_area": 4, "height_from_surface_area": 4, "roller_area": 1, "open_cylinder": 1},
    weight=1.87,
)
def cylinder_volume_surface(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A cylinder by radius (or diameter) and height, or by an area or volume and one of them."""
    if variant == "roller_area":
        return _roller(figure, rng)
    things = OPEN if variant == "open_cylinder" else CLOSED
    thing = rng.choice(list(things)) if variant == "open_cylinder" or rng.random() < 0.4 else ""
    unit, radii, heights = things[thing] if thing else (rng.choice(UNITS), (2, 12), (3, 25))
    r, h = decimal(rng, *radii, unit), decimal(rng, *heights, unit)
    if variant == "height_from_surface_area" and not (r.is_integer and (2 * h).is_integer):
        raise Retry("no plain area")
    shapely(2 * r, h)
    upright(figure, rng)
    cylinder(figure, "s", r, h, noun=thing or "cylinder")
    shape = figure.state("cylinder", "s")
    phrases: tuple[Phrase, ...] = ()
    question = None
    back = variant == "height_from_surface_area"
    width, line = radius_or_diameter(figure, "s", rng.random() < 0.35, above=rng.random() < 0.4)
    figure.show(line)
    height: Quantity = ("height", "s")
    givens = {width: 2 * r if width[0] == "base_diameter" else r, height: h}
    v, side, base = PI * r * r * h, 2 * PI * r * h, PI * r * r
    goal, rounding = volume("s"), rounded(rng)
    wrong: dict[str, Exact | Quantity] = {
        "lateral_area": side,
        "diameter_as_radius": 4 * v,
        "forgot_square": PI * r * h,
        "a_third": v / 3,
    }
    if variant == "open_cylinder":
        goal = ("open_surface", "s")
        phrases = (Phrase("cylinder_volume_surface.open.scene", (shape,), (("thing", thing),)),)
        question = Phrase("cylinder_volume_surface.open.question", (), (("thing", thing),))
        wrong = {"with_a_lid": side + 2 * base, "lateral_only": side, "volume": v}
    elif back:
        rounding, goal = None, height
        amount, value = rng.choice(((surface("s"), side + 2 * base), (lateral("s"), side), (volume("s"), v)))
        wrong = {"forgot_the_bases": (side + 2 * base) / (2 * PI * r), "one_base": h + r / 2, "forgot_two": 2 * h}
        givens = {amount: value, width: givens[width]}
        if rng.random() < 0.3 and amount[0] != "surface":
            givens = {amount: value, height: h}
            goal = width
            wrong = {"halved": givens.get(width, r) / 2, "doubled": 2 * r}
        else:
            figure.anchors.pop(height, None)
    elif variant == "surface_area":
        goal = surface("s")
        wrong = {"lateral_only": side, "one_base": side + base, "diameter_as_radius": 2 * side + 8 * base, "volume": v}
    return Draft(
        figure, givens, goal, unit=unit, rounding=rounding, wrong=wrong, skin=thing, phrases=phrases, question=question
    )


def _roller(figure: SolidFigure, rng: Random) -> Draft:
    """A roller on its side covers its lateral area with every turn."""
    unit, radii, lengths = rng.choice((("m", (4, 9), (12, 28)), ("cm", (20, 60), (60, 190)), ("cm", (2, 9), (12, 34))))
    r, h = decimal(rng, *radii, None), decimal(rng, *lengths, None)
    if unit == "m":
        r, h = r / 10, h / 10
    shapely(2 * r, h, 0.9, 3.2)
    thing = "paint roller" if (unit, radii[0]) == ("cm", 2) else rng.choice(("garden roller", "road roller"))
    figure.projection = orthographic(rng.choice((24, 30, 36)), rng.choice((14, 18, 22)))
    cylinder(figure, "s", r, h, noun=thing, axis=(1.0, 0.0, 0.0))
    shape = figure.state("cylinder", "s")
    width, line = radius_or_diameter(figure, "s", rng.random() < 0.6, above=True)
    figure.show(line)
    turns = figure.number("turns", "s", rng.choice((5, 8, 10, 12, 15, 20, 25, 30, 40, 50)))
    count = Exact(round(figure.extents["s.turns"]))
    side = 2 * PI * r * h
    givens = {width: 2 * r if width[0] == "base_diameter" else r, ("height", "s"): h, turns: count}
    wrong = {"one_turn": side, "with_the_ends": count * (side + 2 * PI * r * r), "radius_as_diameter": count * side / 2}
    phrases = (Phrase("cylinder_volume_surface.roller.scene", (shape,), (("thing", thing),)),)
    question = Phrase("cylinder_volume_surface.roller.question")
    return Draft(
        figure,
        givens,
        ("rolled_area", "s"),
        unit=unit,
        rounding=rounded(rng, share=0.9),
        wrong=wrong,
        skin="roller",
        phrases=phrases,
        question=question,
    )
