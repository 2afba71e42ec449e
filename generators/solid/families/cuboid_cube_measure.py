"""Cuboids and cubes: volume, surface, edges; edges as expressions; frames of wire; water that rises."""

from __future__ import annotations

from random import Random

from generators.solid.bodies import cuboid
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import UNITS, decimal, oblique
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

THINGS = {
    "brick": ("cm", (18, 30), (9, 14), (6, 12)),
    "shoe box": ("cm", (26, 36), (16, 24), (10, 16)),
    "cereal box": ("cm", (16, 24), (6, 10), (26, 36)),
    "aquarium": ("cm", (40, 90), (25, 45), (30, 50)),
    "fridge": ("dm", (6, 9), (5, 8), (12, 20)),
    "shipping container": ("m", (5, 12), (2, 4), (2, 4)),
    "matchbox": ("mm", (46, 60), (30, 40), (12, 20)),
    "swimming pool": ("m", (12, 25), (6, 12), (2, 4)),
}
CUBES = ("sugar cube", "die", "storage box", "wooden block", "ice cube", "gift box")
EDGES = ("width", "depth", "height")


@family(
    "cuboid_cube_measure",
    "Cube and cuboid: volume, surface area, edges, algebra",
    {
        "volume": 3,
        "surface_area": 2,
        "algebraic_volume": 2,
        "edge_frame_wire": 1,
        "water_displacement": 1,
        "shaded_faces_area_to_width": 1,
        "edge_from_volume_or_surface": 1,
    },
    weight=1.79,
)
def cuboid_cube_measure(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A box in cabinet projection."""
    oblique(figure, rng)
    if variant == "water_displacement":
        return _water(figure, rng)
    if variant == "algebraic_volume":
        return _algebra(figure, rng)
    if variant == "shaded_faces_area_to_width":
        return _faces(figure, rng)
    if variant == "edge_from_volume_or_surface" or rng.random() < 0.3:
        return _cube(figure, rng, variant)
    thing = rng.choice(list(THINGS)) if rng.random() < 0.4 and variant != "edge_frame_wire" else ""
    unit, *ranges = THINGS[thing] if thing else (rng.choice(UNITS), (2, 20), (2, 14), (2, 16))
    sizes = [decimal(rng, *span, unit, 0.12) for span in ranges]
    _readable(sizes)
    cuboid(figure, "s", *sizes, noun=thing or "cuboid")
    fact = figure.state("cuboid", "s")
    figure.show()
    a, b, c = sizes
    givens: dict[Quantity, Exact] = {(kind, "s"): size for kind, size in zip(EDGES, sizes, strict=True)}
    area, space = 2 * (a * b + b * c + a * c), a * b * c
    wrong: dict[str, Exact | Quantity]
    if variant == "edge_frame_wire":
        phrase = Phrase("cuboid_cube_measure.wire.scene", (fact,))
        total = 4 * (a + b + c)
        wrong = {"three_edges": a + b + c, "two_of_each": total / 2, "surface": area}
        question = Phrase("cuboid_cube_measure.wire.question")
        if rng.random() < 0.4:
            kind = rng.choice(EDGES)
            givens = {q: v for q, v in givens.items() if q[0] != kind}
            givens["edge_sum", "s"] = total
            wrong = {"forgot_four": total - sum(givens[q] for q in list(givens)[:2])}
            return Draft(figure, givens, (kind, "s"), phrases=(phrase,), unit=unit, wrong=wrong, skin="wire")
        return Draft(
            figure, givens, ("edge_sum", "s"), phrases=(phrase,), question=question, unit=unit, wrong=wrong, skin="wire"
        )
    if variant == "surface_area":
        wrong = {
            "forgot_pairs": area / 2,
            "volume": space,
            "without_the_top": area - a * b,
            "four_faces": 2 * c * (a + b),
        }
        return Draft(figure, givens, surface("s"), unit=unit, wrong=wrong, skin=thing)
    wrong = {"surface": area, "added": a + b + c, "edges": 4 * (a + b + c), "half": space / 2}
    if rng.random() < 0.25:  # an edge from the volume
        kind = rng.choice(EDGES)
        edge = givens.pop((kind, "s"))
        figure.anchors.pop((kind, "s"))
        wrong = {"divided_once": edge * a, "sum": a + b + c - edge, "double": 2 * edge}
        return Draft(figure, {volume("s"): space, **givens}, (kind, "s"), unit=unit, wrong=wrong, skin=thing)
    return Draft(figure, givens, volume("s"), unit=unit, wrong=wrong, skin=thing)


def _readable(sizes: list[Exact]) -> None:
    a, b, c = map(float, sizes)
    if max(a, b, c) > 4.5 * min(a, b, c) or a < 0.3 * c or b > 2.5 * max(a, c) or b < 0.3 * max(a, c):
        raise Retry("too flat or too slender")


def _cube(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    thing = rng.choice(CUBES) if rng.random() < 0.4 else ""
    unit = "cm" if thing else rng.choice(UNITS)
    a = decimal(rng, 2, 20, unit, 0.35)
    names = cuboid(figure, "s", a, a, a, noun=thing or "cube", cube=True)
    fact = figure.state("cube", "s", names[0], names[1], names[2], names[4])
    figure.show()
    edge, space, area = ("edge", "s"), a * a * a, 6 * a * a
    skin = thing or "cube"
    if variant == "edge_frame_wire":
        phrase = Phrase("cuboid_cube_measure.wire.cube", (fact,))
        wrong: dict[str, Exact | Quantity] = {"surface": area, "eight_edges": 8 * a, "six_edges": 6 * a}
        if rng.random() < 0.5:
            goal = rng.choice((volume("s"), surface("s")))
            return Draft(figure, {("edge_sum", "s"): 12 * a}, goal, phrases=(phrase,), unit=unit, skin="wire")
        question = Phrase("cuboid_cube_measure.wire.question")
        return Draft(
            figure,
            {edge: a},
            ("edge_sum", "s"),
            phrases=(phrase,),
            question=question,
            unit=unit,
            wrong=wrong,
            skin="wire",
        )
    if variant == "edge_from_volume_or_surface":
        given, amount = rng.choice(((volume("s"), space), (surface("s"), area)))
        goal = rng.choice((edge, surface("s") if given[0] == "volume" else volume("s")))
        if goal == edge:
            figure.anchors.pop(edge)
        wrong = {"divided_by_three": amount / 3, "divided_by_six": amount / 6, "doubled": 2 * a}
        return Draft(figure, {given: amount}, goal, unit=unit, wrong=wrong, skin=skin)
    goal = surface("s") if variant == "surface_area" else volume("s")
    wrong = {"volume": space, "surface": area, "four_faces": 4 * a * a, "edges": 12 * a, "three_times": 3 * a}
    return Draft(figure, {edge: a}, goal, unit=unit, wrong=wrong, skin=skin)


def _algebra(figure: SolidFigure, rng: Random) -> Draft:
    """Edges as expressions in x; the total length of all edges is known."""
    unit = rng.choice(UNITS)
    x = rng.randint(2, 9)
    lines = [Linear("x", Exact(1), Exact(0)), Linear("x", Exact(rng.choice((1, 2, 2, 3))), Exact(rng.randint(-3, 5)))]
    third = Exact(rng.randint(2, 15)) if rng.random() < 0.5 else Linear("x", Exact(1), Exact(rng.randint(1, 8)))
    sizes = [line.at(x) if isinstance(line, Linear) else line for line in (*lines, third)]
    if lines[0] == lines[1] or any(size < 2 for size in sizes):
        raise Retry("no edge, or two equal ones")
    order = rng.sample(range(3), 3)
    exprs = [(*lines, third)[i] for i in order]
    sizes = [sizes[i] for i in order]
    _readable(sizes)
    cuboid(figure, "s", *sizes)
    figure.state("cuboid", "s")
    figure.show()
    figure.let("x", x)
    a, b, c = sizes
    givens: dict[Quantity, Exact | Linear] = {(kind, "s"): e for kind, e in zip(EDGES, exprs, strict=True)}
    givens["edge_sum", "s"] = 4 * (a + b + c)
    goal: Quantity = rng.choice((volume("s"), volume("s"), surface("s"), ("unknown", "x")))
    wrong: dict[str, Exact | Quantity] = {"surface": 2 * (a * b + b * c + a * c), "volume": a * b * c}
    return Draft(figure, givens, goal, unit=unit, wrong=wrong, skin="algebra")


def _faces(figure: SolidFigure, rng: Random) -> Draft:
    """The areas of two faces and an edge they share give the rest."""
    unit = rng.choice(UNITS)
    sizes = [decimal(rng, 2, high, None) for high in (16, 12, 14)]
    _readable(sizes)
    if len(set(sizes)) < 3:
        raise Retry("equal edges")
    cuboid(figure, "s", *sizes)
    figure.state("cuboid", "s")
    figure.show()
    a, b, c = sizes
    areas: dict[Quantity, Exact] = {("base_area", "s"): a * b, ("front_area", "s"): a * c, ("side_area", "s"): b * c}
    shared = {
        "width": ("base_area", "front_area"),
        "depth": ("base_area", "side_area"),
        "height": ("front_area", "side_area"),
    }
    kind = rng.choice(EDGES)
    size = dict(zip(EDGES, sizes, strict=True))[kind]
    pair = [(name, "s") for name in shared[kind]]
    givens: dict[Quantity, Exact] = {(kind, "s"): size, **{q: areas[q] for q in pair}}
    first, second = (areas[q] for q in pair)
    goal: Quantity = rng.choice((volume("s"), volume("s"), surface("s")))
    wrong: dict[str, Exact | Quantity] = {
        "multiplied_areas": first * second,
        "one_area_only": first * size,
        "other_area_only": second * size,
        "added_areas": 2 * (first + second),
    }
    return Draft(figure, givens, goal, unit=unit, wrong=wrong, skin="faces")


def _water(figure: SolidFigure, rng: Random) -> Draft:
    """A stone sinks in a tank of water: its volume is that of the box by which the water rises."""
    a, b = decimal(rng, 20, 50, None), decimal(rng, 15, 35, None)
    level, rise = decimal(rng, 8, 25, None), decimal(rng, 1, 6, "cm", 0.4)
    c = level + rise + rng.randint(4, 10)
    _readable([a, b, c])
    cuboid(figure, "s", a, b, c, noun="tank")
    fact = figure.state("cuboid", "s")
    x, y, _ = (figure.extents[f"s.{kind}"] for kind in EDGES)
    for height, pen in ((float(level), "dashed"), (float(level + rise), "stroke")):
        figure.trace(pen, [(0, 0, height), (x, 0, height), (x, y, height)])
    figure.show()
    low = figure.spot("_low", {}, (0.0, 0.0, float(level)))
    high = figure.spot("_high", {}, (0.0, 0.0, float(level + rise)))
    figure.anchors.pop(("height", "s"))
    figure.extents["s.rise"] = float(rise)
    rising = figure.span("rise", "s", low, high, "")
    givens = {("width", "s"): a, ("depth", "s"): b, rising: rise}
    things = ("stone", "metal statue", "rock", "lump of iron", "glass paperweight", "brass weight")
    words = (("thing", rng.choice(things)),)
    scene = Phrase("cuboid_cube_measure.water.scene", (fact,), words)
    question = Phrase("cuboid_cube_measure.water.question", (), words)
    wrong: dict[str, Exact | Quantity] = {
        "whole_water": a * b * (level + rise),
        "added": a + b + rise,
        "half": a * b * rise / 2,
    }
    return Draft(
        figure, givens, ("displaced", "s"), phrases=(scene,), question=question, unit="cm", wrong=wrong, skin="water"
    )
