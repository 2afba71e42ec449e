"""Solids from which a part is drilled, scooped or cut: remaining volume, and the surface with its new wall."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import ball, cone, cuboid, cylinder, radius_or_diameter
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.joined import across, joined, posed
from generators.solid.sizes import decimal, plain, shapely, turned_away
from generators.solid.view import orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

ID = "solid_with_part_removed"


@family(
    ID,
    "Drilled, scooped or cut solids",
    {"drilled_or_scooped": 4, "surface_with_hole": 2},
    weight=0.51,
)
def solid_with_part_removed(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A box with a hole, a box with a bowl, a cylinder with a bowl or a conical hollow in its top."""
    kind = rng.choice(("drilled", "scooped", "bowl", "funnel"))
    unit = rng.choice(("cm", "cm", "m", "mm"))
    area = variant == "surface_with_hole"
    if kind in ("drilled", "scooped"):
        return _box(figure, rng, kind, unit, area)
    r = decimal(rng, 3, 12, unit, 0.1)
    h = decimal(rng, 5, 24, unit, 0.1)
    figure.projection = orthographic(0, rng.choice((22, 25, 28)))
    deep = h
    if kind == "funnel":
        p, q, _ = rng.choice(TRIPLES)
        if area:
            r, deep = Exact(p), Exact(q)
        h = deep
        shapely(2 * r, h, 0.6, 1.7)
    elif not float(r) * 1.1 < float(h) < 4.5 * float(r):
        raise Retry("the bowl does not fit")
    if kind == "funnel" and area:
        plain((r * r + h * h).sqrt())
    cylinder(figure, "o", r, h, label="cylinder")
    top = (0.0, 0.0, float(h))
    if kind == "funnel":
        cone(figure, "i", r, deep, label="cone", axis=(0.0, 0.0, -1.0), at=top, hollow=True)
        figure.anchors.pop(("height", "i"))
        figure.anchors.pop(("slant", "i"))
        ties = [("same_radius", "o", "i"), ("same_height", "o", "i")]
    else:
        ball(figure, "i", r, half=-1, noun="hemisphere", label="hemisphere", at=top, hollow=True)
        figure.anchors.pop(("sphere_radius", "i"))
        ties = [("same_radius", "o", "i")]
    areas = [(1, "lateral", "o"), (1, "base_area", "o"), (1, "lateral", "i")]
    facts = joined(figure, "solid", {"o": 1, "i": -1}, areas, *ties)
    wide, line = radius_or_diameter(figure, "o", rng.random() < 0.35)
    figure.show(line)
    givens: dict[Quantity, Exact] = {wide: across(wide, r), ("height", "o"): h}
    full, hollow = PI * r * r * h, PI * r * r * (h / 3 if kind == "funnel" else Exact(2, 3) * r)
    wrong: dict[str, Exact | Quantity] = {"added": full + hollow, "forgot_to_subtract": full, "hollow_only": hollow}
    if area:
        inner = PI * r * (r * r + h * h).sqrt() if kind == "funnel" else 2 * PI * r * r
        outside = 2 * PI * r * h + PI * r * r
        wrong = {
            "forgot_inner_surface": outside,
            "kept_the_top": outside + inner + PI * r * r,
            "subtracted": abs(outside - inner),
        }
    scene = f"{ID}.{kind}.scene"
    return posed(figure, rng, scene, facts, givens, area, wrong, unit=unit, skin=kind, share=0.85)


def _box(figure: SolidFigure, rng: Random, kind: str, unit: str, area: bool) -> Draft:
    a, b, c = decimal(rng, 8, 24, unit, 0.05), decimal(rng, 8, 20, unit, 0.05), decimal(rng, 4, 16, unit, 0.05)
    r = decimal(rng, 2, 8, unit, 0.15)
    if not (0.4 < 2 * float(r) / float(min(a, b)) < 0.8 and float(max(a, b)) < 1.7 * float(min(a, b))):
        raise Retry("the hole does not fit the box")
    if kind == "scooped" and float(r) > 0.85 * float(c):
        raise Retry("the bowl would break through")
    shapely(max(a, b), c, 0.3, 0.9)
    turned_away(figure, rng)
    figure.projection = orthographic(dict(figure.projection.numbers)["azimuth"] + 8, rng.choice((22, 25, 28)))
    middle = (float(a) / 2, float(b) / 2)
    cuboid(figure, "o", a, b, c, label="cuboid")
    if kind == "drilled":
        cylinder(figure, "i", r, c, noun="hole", label="hole", at=(*middle, 0.0), hollow=True)
        figure.anchors.pop(("height", "i"))
        ties = [("same_height", "o", "i")]
        wide, line = radius_or_diameter(figure, "i", rng.random() < 0.6, above=True)
        areas = [(1, "surface", "o"), (-2, "base_area", "i"), (1, "lateral", "i")]
        hollow = PI * r * r * c
    else:
        ball(figure, "i", r, half=-1, noun="hemisphere", label="hemisphere", at=(*middle, float(c)), hollow=True)
        ties = []
        wide, line = ("sphere_radius", "i"), ("_iO", "_iR")
        if rng.random() < 0.5:
            line = ("_iL", "_iR")
            figure.anchors.pop(wide)
            wide = figure.span("sphere_diameter", "i", *line)
        areas = [(1, "surface", "o"), (-1, "base_area", "i"), (1, "lateral", "i")]
        hollow = Exact(2, 3) * PI * r * r * r
    facts = joined(figure, "solid", {"o": 1, "i": -1}, areas, *ties)
    figure.show()
    figure.draw("dashed", *line)
    givens: dict[Quantity, Exact] = {("width", "o"): a, ("depth", "o"): b, ("height", "o"): c}
    givens[wide] = across(wide, r)
    box, space = 2 * (a * b + b * c + a * c), a * b * c
    wrong: dict[str, Exact | Quantity] = {"added": space + hollow, "forgot_to_subtract": space, "hollow_only": hollow}
    if area:
        wall = 2 * PI * r * (c if kind == "drilled" else r)
        openings = PI * r * r * (2 if kind == "drilled" else 1)
        wrong = {
            "forgot_inner_surface": box - openings,
            "kept_the_openings": box + wall,
            "box_only": box,
            "subtracted_wall": box - wall,
        }
    scene = f"{ID}.{kind}.scene"
    return posed(figure, rng, scene, facts, givens, area, wrong, unit=unit, skin=kind, share=0.9)
