"""Solids that a right triangle or a rectangle sweeps when it turns about one of its sides."""

from __future__ import annotations

import math
from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import cone, cylinder
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, length, surface, volume
from generators.solid.sizes import UNITS, decimal, rounded, scale, shapely, upright
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "solid_of_revolution"
FRONT = (math.cos(math.radians(-38)), math.sin(math.radians(-38)), 0.0)
"""The way from the axis in which the turning figure is drawn: to the right, and a little to the front."""


@family(
    ID,
    "Solid from rotating a triangle or rectangle",
    {"right_triangle_about_leg": 2, "rectangle_about_side": 1},
    weight=0.37,
)
def solid_of_revolution(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """The turning figure is shaded inside the solid that it makes."""
    unit = rng.choice(UNITS)
    upright(figure, rng)
    if variant == "rectangle_about_side":
        return _rectangle(figure, rng, unit)
    size = scale(rng, unit)
    p, q, far = (size * x for x in rng.choice(TRIPLES))
    r, h = (p, q) if rng.random() < 0.5 else (q, p)
    shapely(2 * r, h, 0.45, 2.2)
    cone(figure, "s", r, h, noun="solid")
    figure.anchors.clear()
    figure.spot("A", {"s.height": (0.0, 0.0, 1.0)})
    figure.spot("B", {})
    figure.spot("C", {"s.radius": FRONT})
    _shade(figure, "ABC")
    figure.state("right_angle", "A", "B", "C")
    made = figure.state("rotated", "s", "A", "B", "C")
    figure.show(("A", "B"), ("B", "C"), ("A", "C"))
    sides = {length("A", "B"): h, length("B", "C"): r, length("A", "C"): far}
    kept = rng.sample(list(sides), 2)
    givens: dict[Quantity, Exact] = {side: sides[side] for side in sides if side in kept}
    goal = rng.choice((volume("s"), volume("s"), surface("s"), lateral("s")))
    v, side, base = PI * r * r * h / 3, PI * r * far, PI * r * r
    right = {"volume": v, "surface": side + base, "lateral": side}[goal[0]]
    wrong: dict[str, Exact | Quantity] = {
        "other_axis": PI * h * h * r / 3,
        "forgot_third": 3 * v,
        "forgot_the_base": side,
        "with_the_base": side + base,
        "height_as_slant": PI * r * h,
    }
    wrong = {name: value for name, value in wrong.items() if value != right}
    phrases = (Phrase(f"{ID}.triangle.scene", (made,)),)
    return Draft(
        figure, givens, goal, phrases=phrases, unit=unit, rounding=rounded(rng, share=0.6), wrong=wrong, skin="triangle"
    )


def _shade(figure: SolidFigure, ring: str) -> None:
    edges = tuple(("line", p, q) for p, q in zip(ring, ring[1:] + ring[:1], strict=True))
    figure.region("turning", edges)
    figure.draw("fill", "turning")


def _rectangle(figure: SolidFigure, rng: Random, unit: str | None) -> Draft:
    r, h = decimal(rng, 2, 12, unit, 0.2), decimal(rng, 3, 20, unit, 0.2)
    shapely(2 * r, h, 0.45, 2.2)
    cylinder(figure, "s", r, h, noun="solid")
    figure.anchors.clear()
    figure.spot("A", {"s.height": (0.0, 0.0, 1.0)})
    figure.spot("B", {})
    figure.spot("C", {"s.radius": FRONT})
    figure.spot("D", {"s.radius": FRONT, "s.height": (0.0, 0.0, 1.0)})
    _shade(figure, "ABCD")
    figure.state("rectangle", "A", "B", "C", "D")
    made = figure.state("rotated", "s", "A", "B", "C", "D")
    figure.show(("A", "B"), ("B", "C"), ("A", "D"), ("C", "D"))
    givens: dict[Quantity, Exact] = {length("A", "B"): h, length("B", "C"): r}
    goal = rng.choice((volume("s"), volume("s"), surface("s"), lateral("s")))
    side = 2 * PI * r * h
    wrong: dict[str, Exact | Quantity] = {
        "other_axis": PI * h * h * r,
        "half_the_radius": PI * r * r * h / 4,
        "lateral_only": side,
        "with_the_bases": side + 2 * PI * r * r,
        "one_base": side + PI * r * r,
    }
    phrases = (Phrase(f"{ID}.rectangle.scene", (made,)),)
    return Draft(
        figure,
        givens,
        goal,
        phrases=phrases,
        unit=unit,
        rounding=rounded(rng, share=0.7),
        wrong=wrong,
        skin="rectangle",
    )
