"""Bars that are cut into pieces, cubes that are joined, boxes that are trimmed: how the surface changes."""

from __future__ import annotations

import math
from random import Random

from generators.solid.bodies import cuboid, cylinder
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import UNITS, decimal, oblique, rounded, upright
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "cut_join_solids"
BARS = ("wooden beam", "bar of soap", "block of butter", "stone block", "block of tofu", "steel bar")
LOGS = ("log", "candle", "steel rod", "round bar", "roll of dough", "chalk stick")


@family(
    ID,
    "Cutting and joining solids: how the surface changes",
    {"cut_cuboid": 3, "cut_cylinder": 2, "join_cubes": 2, "trim_to_cube": 2},
    weight=0.4,
)
def cut_join_solids(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A solid with the lines along which it is cut or joined."""
    if variant == "cut_cylinder":
        return _log(figure, rng)
    oblique(figure, rng)
    return {"cut_cuboid": _bar, "join_cubes": _row, "trim_to_cube": _trimmed}[variant](figure, rng)


def _pieces(
    figure: SolidFigure, quantity: Quantity, count: int, words: tuple[tuple[str, str], ...], key: str
) -> Phrase:
    """The phrase that says how many pieces there are."""
    return Phrase(f"{ID}.{key}", (Fact("value", (quantity,), Exact(count)),), words)


def _rings(figure: SolidFigure, name: str, count: int, pen: str = "dashed") -> None:
    """Where a box is cut or joined: lines over its front and its top."""
    width, depth, height = (figure.extents[f"{name}.{role}"] for role in ("width", "depth", "height"))
    for i in range(1, count):
        x = width * i / count
        figure.trace(pen, [(x, 0, 0), (x, 0, height), (x, depth, height)])


def _bar(figure: SolidFigure, rng: Random) -> Draft:
    thing = rng.choice(BARS) if rng.random() < 0.6 else "block"
    unit = "cm" if thing != "block" else rng.choice(UNITS)
    count = rng.randint(2, 6)
    a, b, c = decimal(rng, 8, 40, unit, 0.1), decimal(rng, 3, 14, unit, 0.15), decimal(rng, 3, 14, unit, 0.15)
    if not 1.2 < float(a) / float(max(b, c, key=float)) < 4.5 or not 0.4 < float(b) / float(c) < 2.5:
        raise Retry("too flat or too slender")
    cuboid(figure, "s", a, b, c, noun=thing)
    body, cut = figure.state("cuboid", "s"), figure.state("sliced", "s")
    figure.show()
    _rings(figure, "s", count)
    pieces = figure.number("pieces", "s", count)
    face = b * c
    more = 2 * (count - 1) * face
    amounts: dict[Quantity, Exact] = {
        ("width", "s"): a, ("depth", "s"): b, ("height", "s"): c, ("cut_area", "s"): more, volume("s"): a * face,
    }  # fmt: skip
    return _asked(figure, rng, thing, unit, (body, cut), pieces, count, amounts, face, a, "bar")


def _log(figure: SolidFigure, rng: Random) -> Draft:
    thing = rng.choice(LOGS) if rng.random() < 0.6 else "rod"
    unit = "cm" if thing != "rod" else rng.choice(UNITS)
    count = rng.randint(2, 5)
    r, h = decimal(rng, 2, 12, unit, 0.15), decimal(rng, 8, 50, unit, 0.1)
    if not 0.8 < float(h) / (2 * float(r)) < 3:
        raise Retry("too flat or too slender")
    upright(figure, rng)
    cylinder(figure, "s", r, h, noun=thing)
    body, cut = figure.state("cylinder", "s"), figure.state("sliced", "s")
    figure.draw("dot", "_sO")
    figure.show(("_sO", "_sR"))
    for i in range(1, count):
        turns = [math.pi * (1 + t / 36) for t in range(37)]
        z = float(h) * i / count
        figure.trace("dashed", [(float(r) * math.cos(t), float(r) * math.sin(t), z) for t in turns])
    pieces = figure.number("pieces", "s", count)
    face = PI * r * r
    amounts: dict[Quantity, Exact] = {
        ("base_radius", "s"): r, ("height", "s"): h, ("cut_area", "s"): 2 * (count - 1) * face, volume("s"): face * h,
    }  # fmt: skip
    draft = _asked(figure, rng, thing, unit, (body, cut), pieces, count, amounts, face, h, "log")
    if (
        not any(value.has_pi for value in draft.givens.values() if isinstance(value, Exact))
        and draft.goal[0] != "height"
    ):
        draft.rounding = rounded(rng, share=0.6)
    return draft


def _asked(
    figure: SolidFigure, rng: Random, thing: str, unit: str | None, facts: tuple[Fact, Fact], pieces: Quantity,
    count: int, amounts: dict[Quantity, Exact], face: Exact, long: Exact, kind: str,
) -> Draft:  # fmt: skip
    """Ask for the new area, or from it for the volume or a length."""
    words = (("thing", thing),)
    more, space = ("cut_area", "s"), volume("s")
    along = ("width", "s") if kind == "bar" else ("height", "s")
    area = amounts[more]
    wrong: dict[str, Exact | Quantity]
    roll = rng.random()
    if roll < 0.45:
        goal: Quantity = more
        givens = {q: v for q, v in amounts.items() if q not in (more, space, along)}
        wrong = {"one_face_a_cut": area / 2, "cuts_as_pieces": 2 * count * face, "one_cut": 2 * face}
    elif roll < 0.8:
        goal = space
        givens = {along: long, more: area}
        wrong = {
            "one_face_a_cut": 2 * amounts[space],
            "cuts_as_pieces": area / (2 * count) * long,
            "area_times_length": area * long,
            "area_by_pieces": area / count * long,
        }
    else:
        side = rng.choice([q for q in amounts if q not in (more, space, along)])
        goal = side
        givens = {q: v for q, v in amounts.items() if q not in (side, more, space, along)}
        givens[more] = area
        if kind == "log" and (area / PI).is_integer is False:
            raise Retry("no simple area")
        wrong = {
            "double": 2 * amounts[side],
            "half": amounts[side] / 2,
            "forgot_a_piece": amounts[side] * (count - 1) / count,
        }
    figure.anchors.pop(goal, None)
    given = [q for q in figure.anchors if q in amounts and q not in givens]
    for q in given:
        figure.anchors.pop(q)
    givens[pieces] = Exact(count)
    phrases: tuple[Phrase, ...] = (
        Phrase(f"{ID}.{kind}.scene", facts, words),
        _pieces(figure, pieces, count, words, f"{kind}.pieces"),
    )
    if more in givens:
        phrases += (Phrase(f"{ID}.{kind}.more", (Fact("value", (more,), area),), words),)
    question = Phrase(f"{ID}.{kind}.question", (), words)
    if goal != more:
        noun = {"base_radius": "base radius"}.get(goal[0], str(goal[0]))
        question = Phrase(f"{ID}.{kind}.other", (), (*words, ("noun", noun)))
    return Draft(figure, givens, goal, phrases=phrases, question=question, unit=unit, wrong=wrong, skin=thing)


def _row(figure: SolidFigure, rng: Random) -> Draft:
    """Equal cubes in a row."""
    unit = rng.choice(UNITS)
    count = rng.randint(2, 6)
    e = decimal(rng, 2, 15, unit, 0.2)
    cuboid(figure, "s", count * e, e, e)
    body = figure.state("cuboid", "s")
    pieces = figure.number("cubes_in_row", "s", count)
    joined = figure.state("joined_cubes", "s")
    figure.anchors.clear()
    figure.show()
    _rings(figure, "s", count, "stroke")
    right = figure.parts["s"].lengths["depth"]
    edge = figure.span("piece_edge", "s", *right)
    less = ("joint_area", "s")
    area, space = 2 * (count - 1) * e * e, count * e * e * e
    total = 2 * e * e + 4 * count * e * e
    goal = rng.choice((less, edge, volume("s"), surface("s"), volume("s"), surface("s")))
    givens: dict[Quantity, Exact] = {edge: e}
    wrong: dict[str, Exact | Quantity]
    if goal == less:
        wrong = {"one_face_a_joint": area / 2, "joints_as_pieces": 2 * count * e * e, "all_faces": 6 * e * e}
    elif goal == edge or rng.random() < 0.75:
        figure.anchors.clear()
        givens = {less: area}
        wrong = {"forgot_the_root": e * e, "double": 2 * e} if goal == edge else {}
    else:
        wrong = {}
    if goal == volume("s"):
        wrong |= {"one_cube": e * e * e, "surface": total, "joints": (count - 1) * e * e * e}
    if goal == surface("s"):
        wrong |= {"all_cubes": 6 * count * e * e, "one_joint_less": total + 2 * e * e, "volume": space}
    givens[pieces] = Exact(count)
    phrases: tuple[Phrase, ...] = (
        Phrase(f"{ID}.row.scene", (body, joined)),
        _pieces(figure, pieces, count, (), "row.pieces"),
    )
    if less in givens:
        phrases += (Phrase(f"{ID}.row.less", (Fact("value", (less,), area),)),)
    question = Phrase(f"{ID}.row.{goal[0]}")
    return Draft(figure, givens, goal, phrases=phrases, question=question, unit=unit, wrong=wrong, skin="row")


def _trimmed(figure: SolidFigure, rng: Random) -> Draft:
    """A layer is cut off a box, and a cube remains."""
    unit = rng.choice(UNITS)
    a, x = decimal(rng, 3, 16, unit, 0.2), decimal(rng, 1, 8, unit, 0.2)
    if not 0.12 < float(x) / float(a) < 1.2:
        raise Retry("the layer is too thin or too thick")
    h = a + x
    cuboid(figure, "s", a, a, h)
    body = figure.state("cuboid", "s")
    figure.extents["s.cut_off"] = float(x)
    cut = figure.state("trimmed", "s")
    figure.anchors.clear()
    figure.show()
    low, high = float(a), float(h)
    figure.trace("dashed", [(0, 0, low), (low, 0, low), (low, low, low)])
    right = figure.projection.right[1] >= 0
    figure.anchors["width", "s"] = ("length", *figure.parts["s"].lengths["width"])
    side = low if not right else 0.0
    ends = [figure.spot(f"_x{i}", {}, (side, 0.0, z)) for i, z in enumerate((low, high))]
    off = figure.span("cut_off", "s", *ends)
    less = ("trimmed_area", "s")
    area = 4 * a * x
    space, total = a * a * h, 2 * a * a + 4 * a * h
    goal = rng.choice((volume("s"), surface("s"), ("width", "s"), volume("s"), less))
    givens: dict[Quantity, Exact] = {off: x}
    wrong: dict[str, Exact | Quantity]
    if goal == less:
        givens["width", "s"] = a
        wrong = {"with_the_top": area + a * a, "one_strip": a * x, "two_strips": 2 * a * x}
    else:
        figure.anchors.pop(("width", "s"))
        givens[less] = area
        wrong = {"one_face": area / x, "double": 2 * a} if goal[0] == "width" else {
            "the_cube": a * a * a if goal[0] == "volume" else 6 * a * a,
            "the_layer": a * a * x,
            "lost_twice": total - 2 * area,
            "swapped": total if goal[0] == "volume" else space,
        }  # fmt: skip
    phrases: tuple[Phrase, ...] = (
        Phrase(f"{ID}.trim.scene", (body, cut)),
        Phrase(f"{ID}.trim.layer", (Fact("value", (off,), x),)),
    )
    if less in givens:
        phrases += (Phrase(f"{ID}.trim.less", (Fact("value", (less,), area),)),)
    else:
        phrases += (Phrase(f"{ID}.trim.base", (Fact("value", (("width", "s"),), a),)),)
    question = Phrase(f"{ID}.trim.{goal[0]}")
    return Draft(figure, givens, goal, phrases=phrases, question=question, unit=unit, wrong=wrong, skin="trim")
