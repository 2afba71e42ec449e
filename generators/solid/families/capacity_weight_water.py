"""Capacity in liters, mass from density, and water that is poured from one vessel into another."""

from __future__ import annotations

import math
from random import Random

from generators.solid.bodies import cone, cuboid, cylinder, radius_or_diameter
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import volume
from generators.solid.sizes import decimal, oblique, rounded, shapely, upright
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "capacity_weight_water"
TANKS = {
    "aquarium": (40, 120),
    "water trough": (50, 160),
    "storage tank": (60, 200),
    "cooler": (30, 70),
    "sandbox": (90, 190),
}
DRUMS = {
    "rain barrel": (20, 40),
    "bucket": (10, 18),
    "cooking pot": (9, 20),
    "oil drum": (22, 35),
    "water cooler": (12, 20),
}
BLOCKS = {
    "oak": Exact(7, 10),
    "iron": Exact(78, 10),
    "marble": Exact(27, 10),
    "silver": Exact(105, 10),
    "ice": Exact(9, 10),
    "gold": Exact(193, 10),
}

POURINGS = {
    conical: [
        (r, h, big)
        for r in range(3, 13)
        for h in range(max(6, 6 * r // 5), min(30, 22 * r // 5) + 1)
        for big in range(4, 16)
        if big != r and 10 * r * r * h % ((3 if conical else 1) * big * big) == 0
    ]
    for conical in (True, False)
}
"""Radius and height of the full vessel and radius of the other, where the water stands a multiple of 0.1 high."""


@family(
    ID,
    "Capacity, mass and pouring",
    {"mass_or_litres": 2, "transfer_or_leak": 2},
    weight=0.51,
)
def capacity_weight_water(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A tank or drum in liters, a block by its density, or water from a cone or cylinder into a wider cylinder."""
    if variant == "transfer_or_leak":
        return _poured(figure, rng)
    return _liters(figure, rng) if rng.random() < 0.6 else _block(figure, rng)


def _liters(figure: SolidFigure, rng: Random) -> Draft:
    givens: dict[Quantity, Exact]
    if rng.random() < 0.5:
        thing, (low, high) = rng.choice(list(TANKS.items()))
        a, b, c = (
            Exact(5 * rng.randint(low // 5, high // 5)) * Exact(share, 10)
            for share in (10, rng.randint(4, 8), rng.randint(4, 9))
        )
        if max(a, c) > 3 * min(a, c):
            raise Retry("too flat or too slender")
        oblique(figure, rng)
        cuboid(figure, "s", a, b, c, noun=thing)
        fact = figure.state("cuboid", "s")
        figure.show()
        givens = {("width", "s"): a, ("depth", "s"): b, ("height", "s"): c}
        space, form = a * b * c, "cuboid"
        rounding = None
        wrong: dict[str, Exact | Quantity] = {
            "forgot_to_convert": space,
            "factor_100": space / 100,
            "factor_10000": space / 10000,
            "surface": 2 * (a * b + b * c + a * c) / 1000,
        }
    else:
        thing, (low, high) = rng.choice(list(DRUMS.items()))
        r, h = decimal(rng, low, high, "cm", 0.2), decimal(rng, 2 * low, 5 * high // 2, "cm", 0.1)
        shapely(2 * r, h, 0.5, 2.2)
        upright(figure, rng)
        cylinder(figure, "s", r, h, noun=thing)
        fact = figure.state("cylinder", "s")
        wide, line = radius_or_diameter(figure, "s", rng.random() < 0.4, above=rng.random() < 0.5)
        figure.show(line)
        givens = {wide: 2 * r if wide[0] == "base_diameter" else r, ("height", "s"): h}
        space, form = PI * r * r * h, "right circular cylinder"
        rounding = rounded(rng, share=1.0)
        wrong = {
            "forgot_to_convert": space,
            "factor_100": space / 100,
            "diameter_as_radius": space / 250,
            "factor_10": space / 10000,
        }
    words = (("thing", thing), ("form", form))
    return Draft(
        figure,
        givens,
        ("litres", "s"),
        phrases=(Phrase(f"{ID}.liters.scene", (fact,), words),),
        question=Phrase(f"{ID}.liters.question", (), words),
        unit="cm",
        rounding=rounding,
        wrong=wrong,
        skin="liters",
    )


def _block(figure: SolidFigure, rng: Random) -> Draft:
    metal = rng.choice(list(BLOCKS))
    density = BLOCKS[metal]
    if rng.random() < 0.5:
        a, b, c = decimal(rng, 4, 24, "cm", 0.1), decimal(rng, 3, 14, "cm", 0.1), decimal(rng, 3, 16, "cm", 0.1)
        if max(a, c) > 3 * min(a, c) or not 0.3 < float(b) / float(max(a, c)) < 2:
            raise Retry("too flat or too slender")
        oblique(figure, rng)
        cuboid(figure, "s", a, b, c, noun="block")
        fact = figure.state("cuboid", "s")
        figure.show()
        givens: dict[Quantity, Exact] = {("width", "s"): a, ("depth", "s"): b, ("height", "s"): c}
        space, form, rounding = a * b * c, "cuboid", None
    else:
        r, h = decimal(rng, 2, 9, "cm", 0.2), decimal(rng, 3, 24, "cm", 0.2)
        shapely(2 * r, h, 0.5, 2.4)
        upright(figure, rng)
        cylinder(figure, "s", r, h, noun="block")
        fact = figure.state("cylinder", "s")
        wide, line = radius_or_diameter(figure, "s", rng.random() < 0.4, above=rng.random() < 0.5)
        figure.show(line)
        givens = {wide: 2 * r if wide[0] == "base_diameter" else r, ("height", "s"): h}
        space, form, rounding = PI * r * r * h, "right circular cylinder", rounded(rng, 1, share=1.0)
    given = figure.number("density", "s", density)
    givens[given] = density
    words = (("metal", metal), ("form", form))
    wrong: dict[str, Exact | Quantity] = {
        "volume": space,
        "divided": space / density,
        "kilograms": space * density / 1000,
    }
    return Draft(
        figure,
        givens,
        ("mass", "s"),
        phrases=(Phrase(f"{ID}.block.scene", (fact,), words),),
        unit="cm",
        rounding=rounding,
        wrong=wrong,
        skin="block",
    )


def _poured(figure: SolidFigure, rng: Random) -> Draft:
    """A full cone or cylinder is emptied into a wider empty cylinder; how high does the water stand?"""
    conical = rng.random() < 0.6
    r, h, big = (Exact(size) for size in rng.choice(POURINGS[conical]))
    level = r * r * h / (big * big) / (3 if conical else 1)
    tall = Exact(round(float(level) * rng.uniform(1.4, 2.6)) + 1)
    shapely(2 * r, h, 0.6, 2.2)
    shapely(2 * big, tall, 0.4, 1.9)
    if not 0.4 < float(h) / float(tall) < 2.5 or big == r or not 0.15 < float(level) / float(tall) < 0.8:
        raise Retry("the vessels do not go together")
    upright(figure, rng)
    name = "cone" if conical else "cylinder"
    if conical:
        cone(figure, "a", r, h, noun="conical vessel", label="cone", axis=(0.0, 0.0, -1.0), at=(0.0, 0.0, float(h)))
        figure.anchors.pop(("slant", "a"))
        lines = [("_aO", "_aP"), ("_aO", "_aR")]
    else:
        cylinder(figure, "a", r, h, noun="narrow vessel" if r < big else "full vessel", label="full")
        lines = [radius_or_diameter(figure, "a", False, above=True)[1]]
    away = (float(r) + float(big) + 0.35 * float(r + big), 0.0, 0.0)
    cylinder(
        figure,
        "b",
        big,
        tall,
        noun="cylindrical vessel" if conical else "empty vessel",
        label="b" if conical else "empty",
        at=away,
    )
    figure.things["b"] = (figure.things["b"][0], r"\text{cylinder}" if conical else r"\text{empty}")
    figure.anchors.pop(("height", "b"))
    figure.extents["b.fill"] = float(level)
    water = figure.spot("_water", {}, (away[0], 0.0, float(level)))
    figure.span("fill_height", "b", "_bO", water, "")
    facts = (figure.state(name, "a"), figure.state("cylinder", "b"))
    figure.state("poured", "a", "b")
    figure.show(*lines, radius_or_diameter(figure, "b", False, above=True)[1])
    edge = [
        (away[0] + float(big) * math.cos(t), float(big) * math.sin(t), float(level))
        for t in (math.pi + math.pi * i / 36 for i in range(37))
    ]
    back = [(x, -y, z) for x, y, z in edge]
    figure.trace("stroke", edge)
    figure.trace("dashed", back)
    givens: dict[Quantity, Exact] = {("base_radius", "a"): r, ("height", "a"): h, ("base_radius", "b"): big}
    goal: Quantity = ("fill_height", "b")
    wrong: dict[str, Exact | Quantity] = {
        "forgot_third": 3 * level,
        "same_height": h,
        "radius_ratio": r * h / big,
        "inverted": big * big * h / (r * r),
        "volume": volume("a"),
    }
    phrases = (Phrase(f"{ID}.{name}.scene", facts),)
    return Draft(
        figure,
        givens,
        goal,
        phrases=phrases,
        question=Phrase(f"{ID}.poured.question", (), (("vessel", figure.things["b"][0]),)),
        unit="cm",
        wrong=wrong,
        skin="poured",
    )
