"""Balls that just fit into a can or a box: radii, and the space that is left."""

from __future__ import annotations

import math
from random import Random

from generators.solid.bodies import ball, cuboid, cylinder, whole
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import UNITS, decimal, rounded, upright
from generators.solid.view import orthographic
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "solid_inside_solid"


@family(ID, "Balls in a can or a box", {"sphere_and_cylinder": 2, "sphere_in_cube": 1}, weight=0.25)
def solid_inside_solid(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """One to three balls on one another in a cylinder, or one in a cube; they touch walls, bottom and lid."""
    unit = rng.choice(UNITS)
    r = decimal(rng, 2, 15, unit, 0.25)
    radius: Quantity = ("sphere_radius", "b")
    facts: tuple[Fact, ...]
    phrases: tuple[Phrase, ...]
    if variant == "sphere_in_cube":
        figure.projection = orthographic(rng.choice((18, 22, 26)), rng.choice((16, 19, 22)))
        side = 2 * r
        half = float(r)
        names = cuboid(figure, "c", side, side, side, noun="cube", label="cube", cube=True, at=(-half, -half, -half))
        ball(figure, "b", r, label="sphere", flat=False)
        facts = (figure.state("sphere", "b"), figure.state("fits_cube", "b", "c"))
        outer = figure.state("cube", "c", names[0], names[1], names[2], names[4])
        given: Quantity = ("edge", "c")
        size, n, full = side, 1, side * side * side
        phrases = (Phrase(f"{ID}.cube.outer", (outer,)), Phrase(f"{ID}.cube.scene", facts))
    else:
        upright(figure, rng)
        n = rng.choice((1, 1, 2, 3))
        h = 2 * n * r
        cylinder(figure, "c", r, h, label="cylinder")
        ball(figure, "b", r, noun="ball", label="ball", at=(0.0, 0.0, float(r)), flat=False)
        for i in range(1, n):
            ball(figure, f"b{i}", r, noun="ball", at=(0.0, 0.0, float((2 * i + 1) * r)), flat=False)
        kind = ("fits_once", "fits_twice", "fits_thrice")[n - 1]
        facts = (figure.state("cylinder", "c"), figure.state("sphere", "b"), figure.state(kind, "b", "c"))
        given = rng.choice((radius, ("height", "c"), ("base_radius", "c")))
        size = h if given[0] == "height" else r
        full = PI * r * r * h
        phrases = (Phrase(f"{ID}.{kind}.scene", facts),)
    whole(figure, "w", "empty space", [(1, "c"), (-n, "b")], label="empty")
    facts = (*facts, figure.state("whole", "w"))
    left = full - n * Exact(4, 3) * PI * r * r * r
    phrases = (*phrases[:-1], Phrase(phrases[-1].key, facts))
    for part in figure.parts:
        if part.startswith("b"):  # an equator touches the wall from inside, and is hidden all the same
            x, y, z = figure.space(f"_{part}O")
            turns = [math.tau * i / 72 for i in range(73)]
            figure.trace("dashed", [(x + float(r) * math.cos(t), y + float(r) * math.sin(t), z) for t in turns])
    shown = {radius: ("_bO", "_bR"), ("base_radius", "c"): ("_cO", "_cR")}
    if given in shown:
        figure.draw("dot", shown[given][0])
    figure.show(*([shown[given]] if given in shown else []))
    if given != radius:
        figure.anchors.pop(radius)
    for quantity in list(figure.anchors):
        if quantity not in (given, radius):
            figure.anchors.pop(quantity)
    goal = rng.choice((volume("w"), volume("w"), surface("b"), volume("b")))
    ball_volume = Exact(4, 3) * PI * r * r * r
    wrong: dict[str, Exact | Quantity] = {
        "diameter_as_radius": 8 * ball_volume if goal != surface("b") else 16 * PI * r * r,
        "container": full,
        "ball_only": ball_volume,
        "left_over": left,
    }
    if given == radius and goal[1] == "b":
        goal = volume("w")
    return Draft(
        figure,
        {given: size},
        goal,
        phrases=phrases,
        unit=unit,
        rounding=rounded(rng, share=0.85),
        wrong=wrong,
        skin=variant,
    )
