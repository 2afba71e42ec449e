"""Nets: the faces of a box, or of a cylinder, laid out flat with their lengths."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

from generators.solid.bodies import cuboid, cylinder
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import UNITS, decimal, rounded
from generators.solid.view import cabinet
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "net_to_dimensions"


@family(
    ID,
    "Net of a cuboid or cylinder, box from a sheet",
    {"net_of_cuboid": 2, "net_of_cylinder": 1, "box_from_sheet": 2},
    weight=0.27,
)
def net_to_dimensions(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """The net alone is drawn, in true size; the solid is what folds from it."""
    unit = rng.choice(UNITS)
    figure.projection = cabinet()
    if variant == "net_of_cylinder":
        return _cylinder(figure, rng, unit)
    if variant == "box_from_sheet":
        return _tray(figure, rng, unit)
    a, b, c = decimal(rng, 4, 16, unit, 0.15), decimal(rng, 3, 12, unit, 0.15), decimal(rng, 2, 9, unit, 0.15)
    if not 0.25 < float(c) / float(a) < 0.95 or not 0.4 < float(b) / float(a) < 1.5 or len({a, b, c}) < 3:
        raise Retry("faces too alike or too narrow")
    cuboid(figure, "s", a, b, c)
    _flat(figure)
    w, d, h = float(a), float(b), float(c)
    # base in the middle, walls around it, the top beyond the back wall
    rings = [
        (0.0, 0.0, w, d), (0.0, -h, w, 0.0), (0.0, d, w, d + h), (-h, 0.0, 0.0, d), (w, 0.0, w + h, d),
        (0.0, d + h, w, 2 * d + h),
    ]  # fmt: skip
    edges: dict[tuple[tuple[float, float], ...], None] = {}  # each once, though two faces share it
    for left, low, right, high in rings:
        corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
        edges.update({tuple(sorted(pair)): None for pair in pairwise(corners)})
    for pair in edges:
        figure.trace("stroke", [(x, 0.0, y) for x, y in pair])
    places = {"_n0": (0.0, -h), "_n1": (w, -h), "_n2": (w + h, 0.0), "_n3": (w + h, d), "_n4": (-h, d), "_n5": (0.0, d)}
    for name, (x, y) in places.items():
        figure.spot(name, {}, (x, 0.0, y))
    figure.anchors["width", "s"] = ("length", "_n0", "_n1")
    figure.anchors["depth", "s"] = ("length", "_n2", "_n3")
    figure.anchors["height", "s"] = ("length", "_n4", "_n5")
    fact = figure.state("cuboid", "s")
    givens: dict[Quantity, Exact] = {("width", "s"): a, ("depth", "s"): b, ("height", "s"): c}
    goal = rng.choice((volume("s"), surface("s")))
    space, area = a * b * c, 2 * (a * b + b * c + a * c)
    wrong: dict[str, Exact | Quantity] = {
        "surface_for_volume": area,
        "volume_for_surface": space,
        "half_the_faces": area / 2,
        "without_the_top": area - a * b,
        "edges": 4 * (a + b + c),
    }
    phrases = (Phrase(f"{ID}.cuboid.scene", (fact,)),)
    return Draft(figure, givens, goal, phrases=phrases, unit=unit, wrong=wrong, skin="net")


def _flat(figure: SolidFigure) -> None:
    """Leave the solid itself out of the picture: the net alone is drawn, in the plane of the front."""
    figure.anchors.clear()
    for name in list(figure.position):
        figure.position[name] = 0j


def _cylinder(figure: SolidFigure, rng: Random, unit: str | None) -> Draft:
    r, h = decimal(rng, 2, 9, unit, 0.2), decimal(rng, 4, 22, unit, 0.2)
    around = 2 * math.pi * float(r)
    if not 0.3 < float(h) / around < 1.1:
        raise Retry("too flat or too slender")
    cylinder(figure, "s", r, h)
    _flat(figure)
    x, y, size = around / 2, float(h), float(r)
    figure.trace("stroke", [(-x, 0, 0), (x, 0, 0), (x, 0, y), (-x, 0, y), (-x, 0, 0)])
    for middle in (-size, y + size):
        turns = [math.tau * i / 72 for i in range(73)]
        figure.trace("stroke", [(size * math.cos(t), 0, middle + size * math.sin(t)) for t in turns])
    for name, place in {"_n0": (x, 0.0), "_n1": (x, y), "_n2": (0.0, y + size), "_n3": (size, y + size)}.items():
        figure.spot(name, {}, (place[0], 0.0, place[1]))
    figure.draw("segment", "_n2", "_n3")
    figure.draw("dot", "_n2")
    figure.anchors["height", "s"] = ("length", "_n0", "_n1")
    figure.anchors["base_radius", "s"] = ("length", "_n2", "_n3")
    fact = figure.state("cylinder", "s")
    givens: dict[Quantity, Exact] = {("base_radius", "s"): r, ("height", "s"): h}
    goal = rng.choice((volume("s"), surface("s"), ("rim", "s")))
    side, base = 2 * PI * r * h, PI * r * r
    wrong: dict[str, Exact | Quantity] = {
        "one_base": side + base,
        "lateral_only": side,
        "volume_for_surface": base * h,
        "surface_for_volume": side + 2 * base,
        "half_around": PI * r,
    }
    phrases = (Phrase(f"{ID}.cylinder.scene", (fact,)),)
    return Draft(
        figure, givens, goal, phrases=phrases, unit=unit, rounding=rounded(rng, share=0.75), wrong=wrong, skin="net"
    )


def _tray(figure: SolidFigure, rng: Random, unit: str | None) -> Draft:
    """A sheet without its corners that is folded up to a box without a lid."""
    deep = decimal(rng, 10, 40, unit, 0.1)
    size = round(float(deep))
    wide, x = (
        Exact(rng.randint(size + 1, 7 * size // 4)),
        decimal(rng, size // 10 + 1, max(size // 10 + 2, size // 3), unit),
    )
    if not 0.08 < float(x) / float(deep) < 0.35:
        raise Retry("corners too small or too large")
    a, b = wide - 2 * x, deep - 2 * x
    cuboid(figure, "s", a, b, x, noun="box")
    _flat(figure)
    w, d, h = float(wide), float(deep), float(x)
    outline = [
        (h, 0), (w - h, 0), (w - h, h), (w, h), (w, d - h), (w - h, d - h), (w - h, d), (h, d), (h, d - h), (0, d - h),
        (0, h), (h, h), (h, 0),
    ]  # fmt: skip
    figure.trace("stroke", [(p, 0.0, q) for p, q in outline])
    figure.trace("dashed", [(p, 0.0, q) for p, q in ((h, h), (w - h, h), (w - h, d - h), (h, d - h), (h, h))])
    for left, low in ((0.0, 0.0), (w - h, 0.0), (0.0, d - h), (w - h, d - h)):
        ring = [(left, low), (left + h, low), (left + h, low + h), (left, low + h), (left, low)]
        figure.trace("fill", [(p, 0.0, q) for p, q in ring])
    figure.trace("thin", [(p, 0.0, q) for p, q in ((0, 0), (w, 0), (w, d), (0, d), (0, 0))])
    places = {"_n0": (0.0, 0.0), "_n1": (w, 0.0), "_n2": (w, d), "_n3": (0.0, d), "_n4": (0.0, d - h)}
    for name, (p, q) in places.items():
        figure.spot(name, {}, (p, 0.0, q))
    figure.anchors["sheet_length", "s"] = ("dimension", "_n0", "_n1")
    figure.anchors["sheet_width", "s"] = ("dimension", "_n1", "_n2")
    figure.anchors["corner", "s"] = ("length", "_n3", "_n4")
    facts = (figure.state("cuboid", "s"), figure.state("tray", "s"))
    long, broad, cut = ("sheet_length", "s"), ("sheet_width", "s"), ("corner", "s")
    givens: dict[Quantity, Exact] = {long: wide, broad: deep, cut: x}
    goal = rng.choice((volume("s"), volume("s"), ("open_surface", "s"), cut))
    sheet = wide * deep
    wrong: dict[str, Exact | Quantity] = {
        "one_corner_a_side": (wide - x) * (deep - x) * x,
        "whole_sheet": sheet * x,
        "base_only": a * b,
        "one_corner": sheet - x * x,
    }
    if goal == ("open_surface", "s"):
        wrong = {
            "one_corner": sheet - x * x,
            "whole_sheet": sheet,
            "base_only": a * b,
            "two_corners": sheet - 2 * x * x,
        }
    if goal == cut:
        figure.anchors.pop(cut)
        givens = {long: wide, broad: deep, ("open_surface", "s"): sheet - 4 * x * x}
        wrong = {"one_corner": 2 * x, "not_rooted": x * x, "half": x / 2}
    phrases: tuple[Phrase, ...] = (Phrase(f"{ID}.tray.scene", facts),)
    if goal == cut:
        rest = Fact("value", (("open_surface", "s"),), sheet - 4 * x * x)
        phrases += (Phrase(f"{ID}.tray.left", (rest,)),)
    question = Phrase(f"{ID}.tray.{goal[0]}")
    return Draft(figure, givens, goal, phrases=phrases, question=question, unit=unit, wrong=wrong, skin="tray")
