"""A point on the unit circle: sine, cosine and tangent of its angle, and of related angles."""

from __future__ import annotations

import math
from random import Random

from generators.functions.family import Scene, family
from generators.functions.quantities import RELATED, x, y
from generators.functions.readings import MIRRORS
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.plot import Guide
from puma_data.symbolic.problem import Draft

_TRIPLES = (
    (3, 4, 5),
    (5, 12, 13),
    (8, 15, 17),
    (7, 24, 25),
    (20, 21, 29),
    (12, 35, 37),
    (9, 40, 41),
    (28, 45, 53),
)
_ROOTS = ((1, 1, 2), (1, 3, 4), (5, 4, 9), (1, 8, 9), (1, 15, 16), (9, 7, 16))
PAIRS = (
    *((Exact(a) / c, Exact(b) / c) for p, q, c in _TRIPLES for a, b in ((p, q), (q, p))),
    *((sqrt(Exact(a) / c), sqrt(Exact(b) / c)) for p, q, c in _ROOTS for a, b in ((p, q), (q, p))),
)
"""Cosine and sine of acute angles: Pythagorean fractions, and square roots of fractions."""
NAMES = {"sine": "sin", "cosine": "cos", "tangent": "tan"}


@family(
    "unit_circle_trig",
    "Unit circle: coordinates, trigonometric values, related angles",
    {
        "ratio_of_terminal_point": 11,
        "coordinate_equals_which_ratio": 6,
        "opposite_or_related_identity": 3,
        "related_angle": 3,
    },
    weight=2.54,
    capacity=1200,
)
def unit_circle_trig(scene: Scene, rng: Random, variant: str) -> Draft:
    """P on the unit circle belongs to the angle theta."""
    c, s = rng.choice(PAIRS)
    c, s = c * rng.choice((-1, 1)), s * rng.choice((-1, 1))
    p = "A" if variant == "coordinate_equals_which_ratio" else rng.choice("PPPABQMT")
    plot = scene.plot
    plot.curve("c", "circle", {"h": 0, "k": 0, "r": 1})
    plot.place(p, c, s)
    if variant == "coordinate_equals_which_ratio":
        for image, kind in zip("BCD", MIRRORS, strict=True):
            plot.place(image, *(sign * number for sign, number in zip(MIRRORS[kind], (c, s), strict=True)))
    scene.window([-1, 1], [-1, 1], square=True, margin=0.3)
    turn = math.degrees(math.atan2(float(s), float(c))) % 360
    plot.guides.append(Guide("line", (0.0, 0.0, float(c), float(s)), 0))
    plot.guides.append(Guide("angle", (0.0, turn), 0, r"\theta"))
    scene.tell("circle", scene.state("graph", "c"), scene.state("on_circle", "c", p), letter=p)
    if variant == "coordinate_equals_which_ratio":
        scene.tell("images", *(scene.state(kind, p, image) for image, kind in zip("BCD", MIRRORS, strict=True)))
    scene.locate(p)
    scene.hide_numbers()
    cases = {"sine": s, "cosine": c, "tangent": s / c}
    if variant == "ratio_of_terminal_point":
        kind = rng.choice(list(cases))
        wrong = {f"took_{name}": amount for name, amount in cases.items() if name != kind}
        wrong |= {"inverted": 1 / cases[kind], "sign": -cases[kind]}
        ratio = rf"\{NAMES[kind]}\theta"
        return scene.ask("ratio", (kind, p), slots={"ratio": ratio}, wrong=wrong)
    key = rng.choice(list(RELATED))
    plot.things[key] = ("angle", key)
    if variant == "coordinate_equals_which_ratio":
        return _coordinate(scene, rng, key)
    if variant == "opposite_or_related_identity":
        return _opposite(scene, rng, p, key)
    wrong = {"sign": s, "cofunction": c, "cofunction_sign": -c, "opposite": -s}
    return scene.ask("ratio", ("related", p, key), slots={"ratio": RELATED[key][0]}, wrong=wrong)


def _coordinate(scene: Scene, rng: Random, key: str) -> Draft:
    """One coordinate of each of the values c, s, -c, -s, at one of the four points."""
    goal = ("related", "A", key)
    among: dict[Quantity, Exact] = {}
    for kind in (x, y):
        for pair in (("A", "D"), ("B", "C")) if kind is x else (("A", "B"), ("C", "D")):
            point = rng.choice(pair)
            among[kind(point)] = scene.plot.exact[f"{point}.{(kind is x and 'x') or 'y'}"]
    if len(set(among.values())) < 4:
        raise Retry("equal coordinates")
    return scene.ask("coordinate", goal, slots={"ratio": RELATED[key][0]}, among=among)


def _opposite(scene: Scene, rng: Random, p: str, key: str) -> Draft:
    """The opposite of one trigonometric value among others."""
    plot = scene.plot
    c, s = plot.exact[f"{p}.x"], plot.exact[f"{p}.y"]
    if abs(c) == abs(s):
        raise Retry("equal coordinates")
    values = {"y": s, "x": c}
    table = {other: Exact(int(factor)) * values[part] for other, (_, _, factor, part) in RELATED.items()}
    keys = [other for other in table if other != key]
    rng.shuffle(keys)
    among: dict[Quantity, Exact] = {}
    for wanted in (-table[key], table[key], *(v for v in (c, s, -c, -s) if abs(v) != abs(table[key]))):
        other = next((other for other in keys if table[other] == wanted), None)
        if other is None:
            raise Retry("no such value")
        plot.things[other] = ("angle", other)
        among["related", p, other] = wanted
    plot.things[key] = ("angle", key)
    return scene.ask("opposite", ("opposite", p, key), slots={"ratio": RELATED[key][0]}, among=among)
