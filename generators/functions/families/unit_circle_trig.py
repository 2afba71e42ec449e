"""A point on the unit circle: sine, cosine and tangent of its angle, and of related angles."""

from __future__ import annotations

import math
from random import Random

from generators.functions.family import Scene, family
from generators.functions.quantities import _RELATED
from puma_data.symbolic.exact import Exact, sqrt
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
    *((Exact(a) / c, Exact(b) / c) for x, y, c in _TRIPLES for a, b in ((x, y), (y, x))),
    *((sqrt(Exact(a) / c), sqrt(Exact(b) / c)) for x, y, c in _ROOTS for a, b in ((x, y), (y, x))),
)
"""Cosine and sine of acute angles: Pythagorean fractions, and square roots of fractions."""
NAMES = {"sine": "sin", "cosine": "cos", "tangent": "tan"}


@family(
    "unit_circle_trig",
    "Unit circle: coordinates, trigonometric values, related angles",
    {"ratio_of_terminal_point": 11, "related_angle": 6},
    weight=2.54,
    capacity=600,
)
def unit_circle_trig(scene: Scene, rng: Random, variant: str) -> Draft:
    """P on the unit circle belongs to the angle theta."""
    c, s = rng.choice(PAIRS)
    c, s = c * rng.choice((-1, 1)), s * rng.choice((-1, 1))
    p = rng.choice("PPPABQMT")
    plot = scene.plot
    plot.curve("c", "circle", {"h": 0, "k": 0, "r": 1})
    plot.place(p, c, s)
    scene.window([-1, 1], [-1, 1], square=True, margin=0.3)
    turn = math.degrees(math.atan2(float(s), float(c))) % 360
    plot.guides.append(Guide("line", (0.0, 0.0, float(c), float(s)), 0))
    plot.guides.append(Guide("angle", (0.0, turn), 0, r"\theta"))
    scene.tell("circle", scene.state("graph", "c"), scene.state("on_circle", "c", p), letter=p)
    scene.locate(p)
    scene.hide_numbers()
    cases = {"sine": s, "cosine": c, "tangent": s / c}
    if variant == "ratio_of_terminal_point":
        kind = rng.choice(list(cases))
        wrong = {f"took_{name}": amount for name, amount in cases.items() if name != kind}
        wrong |= {"inverted": 1 / cases[kind], "sign": -cases[kind]}
        ratio = rf"\{NAMES[kind]}\theta"
        return scene.ask("ratio", (kind, p), slots={"ratio": ratio}, wrong=wrong)
    key = rng.choice(list(_RELATED))
    plot.things[key] = ("angle", key)
    wrong = {"sign": s, "cofunction": c, "cofunction_sign": -c, "opposite": -s}
    return scene.ask("ratio", ("related", p, key), slots={"ratio": _RELATED[key][0]}, wrong=wrong)
