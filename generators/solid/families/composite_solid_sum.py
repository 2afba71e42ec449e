"""Solids that are joined: cones, hemispheres, cylinders and boxes on one another; volume and exposed surface."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import ball, cone, cuboid, cylinder, pyramid, radius_or_diameter
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.joined import across, joined, posed
from generators.solid.quantities import volume
from generators.solid.sizes import decimal, plain, shapely, turned_away, upright
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

DOWN = (0.0, 0.0, -1.0)
ID = "composite_solid_sum"


@family(
    ID,
    "Joined solids: total volume and exposed surface",
    {"cone_hemisphere_cylinder": 4, "boxes_and_cylinders_surface": 3, "stacked_cylinders": 3, "prism_on_prism": 2},
    weight=1.52,
)
def composite_solid_sum(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """Two parts on one axis, or one on top of the other."""
    if variant == "stacked_cylinders":
        return _stacked(figure, rng)
    if variant == "boxes_and_cylinders_surface":
        return _on_box(figure, rng)
    if variant == "prism_on_prism":
        return _house(figure, rng)
    return _round(figure, rng)


def _round(figure: SolidFigure, rng: Random) -> Draft:
    """A cone, a cylinder or a hemisphere on a hemisphere, cylinder or cone of the same radius."""
    kind = rng.choice(("ice", "silo", "tower", "toy"))
    unit, r = rng.choice((("cm", decimal(rng, 3, 12, "cm", 0.15)), ("m", decimal(rng, 2, 9, "m", 0.15))))
    if kind == "ice":
        unit, r = "cm", decimal(rng, 2, 6, "cm", 0.3)
    upright(figure, rng)
    area = rng.random() < 0.5
    slanted = kind in ("ice", "tower", "toy")
    tip = decimal(rng, 2, 24, unit, 0.1)
    if slanted and area:
        p, q, _ = rng.choice(TRIPLES)
        r, tip = Exact(p) / rng.choice((1, 2)), Exact(q) / rng.choice((1, 2))
        if rng.random() < 0.7 and not (r * r + tip * tip).sqrt().is_rational:
            raise Retry("no whole slant height")
    body = decimal(rng, 3, 24, unit, 0.15)
    if slanted:
        shapely(2 * r, tip, 0.45, 1.9)
    if kind in ("silo", "tower"):
        shapely(2 * r, body, 0.45, 1.8)
    if slanted and area:
        plain((r * r + tip * tip).sqrt())
    lines: list[tuple[str, str]] = []
    givens: dict[Quantity, Exact] = {}
    if kind == "ice":
        ball(figure, "h", r, half=1, noun="hemisphere", label="hemisphere")
        cone(figure, "c", r, tip, label="cone", axis=DOWN)
        width: Quantity = ("sphere_radius", "h")
        lines = [("_hO", "_hR"), ("_cO", "_cP")]
        figure.draw("dot", "_hO")
        givens = {width: r, ("height", "c"): tip}
        areas = [(1, "lateral", "h"), (1, "lateral", "c")]
    elif kind == "toy":
        ball(figure, "h", r, half=-1, noun="hemisphere", label="hemisphere")
        cone(figure, "c", r, tip, label="cone")
        lines = [("_hO", "_hR"), ("_cO", "_cP")]
        figure.draw("dot", "_hO")
        givens = {("sphere_radius", "h"): r, ("height", "c"): tip}
        areas = [(1, "lateral", "h"), (1, "lateral", "c")]
    elif kind == "silo":
        cylinder(figure, "c", r, body, label="cylinder")
        ball(figure, "h", r, half=1, noun="hemisphere", label="hemisphere", at=(0.0, 0.0, float(body)))
        width, line = radius_or_diameter(figure, "c", rng.random() < 0.3)
        lines = [line]
        givens = {width: across(width, r), ("height", "c"): body}
        areas = [(1, "lateral", "c"), (1, "base_area", "c"), (1, "lateral", "h")]
    else:
        cylinder(figure, "c", r, body, label="cylinder")
        cone(figure, "k", r, tip, label="cone", at=(0.0, 0.0, float(body)))
        width, line = radius_or_diameter(figure, "c", rng.random() < 0.3)
        lines = [line, ("_kO", "_kP")]
        givens = {width: across(width, r), ("height", "c"): body, ("height", "k"): tip}
        areas = [(1, "lateral", "c"), (1, "base_area", "c"), (1, "lateral", "k")]
    names = [name for name in ("h", "c", "k") if name in figure.parts]
    noun = {"ice": "solid", "toy": "toy", "silo": "silo", "tower": "tower"}[kind]
    facts = joined(figure, noun, dict.fromkeys(names, 1), areas, ("same_radius", names[0], names[1]))
    figure.show(*lines)
    wrong: dict[str, Exact | Quantity] = {"forgot_one_part": volume(names[0]), "other_part_only": volume(names[1])}
    if area:
        wrong = {"with_contact_areas": _contact(areas, names, r, figure), "one_part": ("lateral", names[0])}
    slant_whole = not slanted or (r * r + tip * tip).sqrt().is_rational
    scene, share = f"{ID}.{kind}.scene", 0.8 if slant_whole else 1.0
    return posed(figure, rng, scene, facts, givens, area, wrong, unit=unit, skin=kind, share=share)


def _contact(areas: list[tuple[int, str, str]], names: Sequence[str], r: Exact, figure: SolidFigure) -> Exact:
    """The surface with both sides of the circle where the parts touch."""
    total = Exact(0)
    for factor, what, part in areas:
        h = Exact(round(1000 * figure.extents.get(f"{part}.height", 0)), 1000)
        kind = figure.parts[part].kind
        if what == "base_area":
            total = total + PI * r * r
        elif kind == "hemisphere":
            total = total + 2 * PI * r * r
        else:
            total = total + factor * PI * r * (2 * h if kind == "cylinder" else (r * r + h * h).sqrt())
    return total + 2 * PI * r * r


def _stacked(figure: SolidFigure, rng: Random) -> Draft:
    """A small cylinder on a large one."""
    unit = rng.choice(("cm", "cm", "m"))
    cake = unit == "cm" and rng.random() < 0.5
    low, high = (8, 20) if cake else (3, 14)
    big, small = decimal(rng, low, high, unit, 0.1), decimal(rng, max(2, low // 2), high - 2, unit, 0.1)
    h, k = decimal(rng, 3, 14, unit, 0.1), decimal(rng, 3, 12, unit, 0.1)
    if not 0.3 < float(small) / float(big) < 0.82:
        raise Retry("radii too alike")
    shapely(2 * big, h, 0.25, 0.9)
    shapely(2 * small, k, 0.3, 1.3)
    upright(figure, rng)
    cylinder(figure, "a", big, h, noun="lower cylinder", label="lower")
    cylinder(figure, "b", small, k, noun="upper cylinder", label="upper", at=(0.0, 0.0, float(h)))
    one, first = radius_or_diameter(figure, "a", rng.random() < 0.3)
    two, second = radius_or_diameter(figure, "b", rng.random() < 0.3, above=True)
    area = rng.random() < 0.6
    areas = [(1, "lateral", "a"), (1, "lateral", "b"), (1 if cake else 2, "base_area", "a")]
    facts = joined(figure, "cake" if cake else "solid", {"a": 1, "b": 1}, areas)
    figure.show(first, second)
    givens = {one: across(one, big), ("height", "a"): h, two: across(two, small), ("height", "b"): k}
    name = "cake" if cake else "stack"
    question = Phrase(f"{ID}.cake.question") if cake and area else None
    sides = 2 * PI * (big * h + small * k)
    wrong: dict[str, Exact | Quantity] = {
        "forgot_one_part": volume("a"),
        "subtracted": PI * (big * big * h - small * small * k),
    }
    if area:
        wrong = {
            "counted_contact": sides + 2 * PI * (big * big + small * small),
            "lateral_only": sides,
            "with_the_bottom": sides + 2 * PI * big * big,
            "one_top": sides + PI * big * big,
        }
    scene = f"{ID}.{name}.scene"
    return posed(figure, rng, scene, facts, givens, area, wrong, unit=unit, skin=name, share=0.8, question=question)


def _on_box(figure: SolidFigure, rng: Random) -> Draft:
    """A cylinder (or a hemisphere) on the top of a box."""
    unit = rng.choice(("cm", "cm", "m", "mm"))
    a, b, c = decimal(rng, 8, 24, unit, 0.05), decimal(rng, 8, 20, unit, 0.05), decimal(rng, 3, 12, unit, 0.05)
    r, h = decimal(rng, 2, 8, unit, 0.1), decimal(rng, 3, 14, unit, 0.1)
    if not (0.45 < 2 * float(r) / float(min(a, b)) < 0.85 and float(max(a, b)) < 1.7 * float(min(a, b))):
        raise Retry("does not fit on the box")
    shapely(max(a, b), c, 0.25, 0.8)
    turned_away(figure, rng)
    dome = rng.random() < 0.3
    top = (float(a) / 2, float(b) / 2, float(c))
    cuboid(figure, "a", a, b, c, noun="cuboid", label="cuboid")
    if dome:
        ball(figure, "b", r, half=1, noun="hemisphere", label="hemisphere", at=top)
        wide: Quantity = ("sphere_radius", "b")
        line = ("_bO", "_bR")
    else:
        shapely(2 * r, h, 0.4, 1.5)
        cylinder(figure, "b", r, h, noun="cylinder", label="cylinder", at=top)
        wide, line = radius_or_diameter(figure, "b", rng.random() < 0.3, above=True)
    areas = [(1, "surface", "a"), (1, "lateral", "b")]
    if dome:
        areas.append((-1, "base_area", "b"))
    facts = joined(figure, "solid", {"a": 1, "b": 1}, areas)
    figure.show(line)
    givens: dict[Quantity, Exact] = {("width", "a"): a, ("depth", "a"): b, ("height", "a"): c}
    givens[wide] = across(wide, r)
    if not dome:
        givens["height", "b"] = h
    area = rng.random() < 0.7
    box = 2 * (a * b + b * c + a * c)
    side = 2 * PI * r * r if dome else 2 * PI * r * h
    wrong: dict[str, Exact | Quantity] = {"forgot_one_part": volume("a"), "other_part": volume("b")}
    if area:
        wrong = {"counted_contact": box + side + PI * r * r, "box_only": box, "both_whole": box + side + 2 * PI * r * r}
    scene = f"{ID}.{'dome' if dome else 'on_box'}.scene"
    return posed(figure, rng, scene, facts, givens, area, wrong, unit=unit, skin="box", share=0.9)


def _house(figure: SolidFigure, rng: Random) -> Draft:
    """A pyramid on a box with the same square base."""
    unit = rng.choice(("cm", "m", "m"))
    p, q, far = rng.choice(TRIPLES)
    if rng.random() < 0.5:
        p, q = q, p
    scale = Exact(1, rng.choice((1, 1, 2)))
    a, tip, slant = 2 * p * scale, q * scale, far * scale
    c = decimal(rng, 3, 24, unit, 0.1)
    shapely(a, c, 0.4, 1.8)
    shapely(a, tip, 0.4, 1.4)
    turned_away(figure, rng)
    half = float(a) / 2
    names = cuboid(figure, "a", a, a, c, noun="cuboid", label="cuboid", at=(-half, -half, 0.0))
    tops = pyramid(figure, "b", a, a, tip, noun="pyramid", label="pyramid", square=True, at=(0.0, 0.0, float(c)))
    areas = [(1, "lateral", "b"), (1, "lateral", "a"), (1, "base_area", "b")]
    facts = joined(figure, "solid", {"a": 1, "b": 1}, areas, ("same_base", "a", "b"))
    figure.state("square_base", "b", names[0], names[1], names[2])
    area = rng.random() < 0.5
    figure.part_ways(tops[4], *tops[:4], tops[5])
    figure.show((tops[4], tops[5]))
    figure.span("side", "b", names[0], names[1])
    givens: dict[Quantity, Exact] = {("side", "b"): a, ("height", "a"): c, ("height", "b"): tip}
    walls = 4 * a * c + 2 * a * slant + a * a
    wrong: dict[str, Exact | Quantity] = {
        "forgot_third": a * a * (c + tip),
        "forgot_one_part": a * a * c,
        "half": a * a * c + a * a * tip / 2,
    }
    if area:
        wrong = {
            "counted_contact": walls + 2 * a * a,
            "height_as_slant": walls - 2 * a * slant + 2 * a * tip,
            "no_floor": walls - a * a,
        }
    scene = f"{ID}.house.scene"
    return posed(figure, rng, scene, facts, givens, area, wrong, unit=unit, skin="house", share=0)
