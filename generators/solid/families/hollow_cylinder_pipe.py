"""Pipes: a cylinder without a narrower one around the same axis; volume, surface and mass."""

from __future__ import annotations

from random import Random

from generators.solid.bodies import cylinder, radius_or_diameter, whole
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import decimal, rounded, shapely
from generators.solid.view import orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "hollow_cylinder_pipe"
METALS = {
    "copper": Exact(89, 10),
    "iron": Exact(78, 10),
    "aluminum": Exact(27, 10),
    "brass": Exact(85, 10),
    "lead": Exact(113, 10),
}
"""Densities in grams per cubic centimeter."""
THINGS = ("pipe", "concrete pipe", "metal tube", "roll of tape", "clay ring", "pipe")


@family(
    ID, "Pipe or hollow cylinder: volume, surface and mass", {"volume": 4, "surface_area": 2, "mass": 1}, weight=0.76
)
def hollow_cylinder_pipe(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A standing or lying pipe by outer and inner radius (or diameter) and length."""
    mass = variant == "mass"
    unit = "cm" if mass else rng.choice(("cm", "cm", "m", "mm"))
    big, small = decimal(rng, 3, 14, unit, 0.25), decimal(rng, 2, 12, unit, 0.25)
    if not 0.38 < float(small) / float(big) < 0.78:
        raise Retry("no clear wall")
    h = decimal(rng, 4, 40, unit, 0.15)
    shapely(2 * big, h, 0.5, 2.2)
    lying = rng.random() < 0.35
    figure.projection = (
        orthographic(rng.choice((30, 36, 42)), rng.choice((14, 18, 22)))
        if lying
        else orthographic(0, rng.choice((20, 23, 26)))
    )
    axis = (1.0, 0.0, 0.0) if lying else (0.0, 0.0, 1.0)
    thing = rng.choice(THINGS)
    cylinder(figure, "o", big, h, noun="outer cylinder", label="outer", axis=axis)
    cylinder(figure, "i", small, h, noun="inner cylinder", label="inner", axis=axis, hollow=True)
    figure.anchors.pop(("height", "i"))
    facts = [figure.state("cylinder", "o"), figure.state("cylinder", "i"), figure.state("same_height", "o", "i")]
    diameters = rng.random() < 0.35
    one, first = radius_or_diameter(figure, "o", diameters)
    two, second = radius_or_diameter(figure, "i", diameters, above=True)
    areas = [(1, "lateral", "o"), (1, "lateral", "i"), (2, "base_area", "o"), (-2, "base_area", "i")]
    whole(figure, "w", thing, [(1, "o"), (-1, "i")], areas, label="")
    facts.append(figure.state("whole", "w"))
    figure.show()
    figure.draw("dashed", *first)
    figure.draw("dashed", *second)
    factor = 2 if diameters else 1
    givens: dict[Quantity, Exact] = {one: factor * big, two: factor * small, ("height", "o"): h}
    v = PI * (big * big - small * small) * h
    goal = volume("w")
    wrong: dict[str, Exact | Quantity] = {
        "squared_the_difference": PI * (big - small) * (big - small) * h,
        "outer_only": PI * big * big * h,
        "added": PI * (big * big + small * small) * h,
        "diameters_as_radii": 4 * v,
    }
    phrases = [Phrase(f"{ID}.pipe.scene", tuple(facts), (("thing", thing),))]
    question = None
    rounding = rounded(rng, share=0.85)
    if variant == "surface_area":
        goal = surface("w")
        walls, rings = 2 * PI * h * (big + small), 2 * PI * (big * big - small * small)
        wrong = {
            "outside_only": 2 * PI * big * h + rings,
            "forgot_the_rings": walls,
            "full_bases": walls + 2 * PI * big * big,
            "one_ring": walls + rings / 2,
        }
    elif mass:
        metal = rng.choice(list(METALS))
        density = figure.number("density", "w", METALS[metal])
        givens[density] = METALS[metal]
        goal = ("mass", "w")
        wrong = {"forgot_density": v, "divided": v / METALS[metal], "outer_only": PI * big * big * h * METALS[metal]}
        rounding = rounded(rng, share=1.0)
        phrases = [Phrase(f"{ID}.mass.scene", tuple(facts), (("thing", "pipe"), ("metal", metal)))]
        figure.things["w"] = ("pipe", "")
    return Draft(
        figure,
        givens,
        goal,
        phrases=tuple(phrases),
        question=question,
        unit=unit,
        rounding=rounding,
        wrong=wrong,
        skin=variant,
    )
