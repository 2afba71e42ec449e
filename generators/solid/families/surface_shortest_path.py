"""The shortest way over the surface of a box, around a cylinder or a cone: unfold it, and compare all unfoldings."""

from __future__ import annotations

import math
from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import cone, cuboid, cylinder
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import length
from generators.solid.sizes import decimal, plain, scale, shapely, upright
from generators.solid.view import apart, cabinet, orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "surface_shortest_path"
LETTERS = "ABCDEFGH"
CRAWLERS = ("ant", "beetle", "spider", "ladybug", "snail", "fly")


@family(
    ID,
    "Shortest path on a surface",
    {"unrolled_cylinder": 2, "cuboid_surface_path": 2, "cone_surface_path": 2},
    weight=0.35,
)
def surface_shortest_path(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """From a corner of a box to the opposite one, or from the rim of a can to the opposite point of the other rim."""
    words = (("crawler", rng.choice(CRAWLERS)),)
    question = Phrase(f"{ID}.question", (), words)
    unit = rng.choice(("cm", "cm", "dm", "m", None))
    if variant == "cone_surface_path":
        return _around_cone(figure, rng, unit, words, question)
    if variant == "unrolled_cylinder":
        size = scale(rng, unit)
        p, q, _ = (size * x for x in rng.choice(TRIPLES))
        around, h = (2 * p, q) if rng.random() < 0.5 else (2 * q, p)
        if rng.random() < 0.3:
            around, h = decimal(rng, 6, 48, None), decimal(rng, 3, 24, None)
        straight = (around * around / 4 + h * h).sqrt()
        plain(straight)
        r = float(around) / math.tau
        shapely(Exact(round(200 * r), 100), h, 0.5, 2.6)
        upright(figure, rng)
        cylinder(figure, "s", r, h)
        figure.anchors.clear()
        figure.spot("A", figure.terms["_sM"])
        figure.spot("B", figure.terms["_sQ"])
        figure.anchors["height", "s"] = ("length", "_sS", "_sT")
        turns = [math.pi * i / 48 for i in range(49)]
        figure.trace("dashed", [(-r * math.cos(t), -r * math.sin(t), float(h) * t / math.pi) for t in turns])
        figure.draw("dot", "A")
        figure.draw("dot", "B")
        facts = (figure.state("cylinder", "s"), figure.state("opposite_rims", "s", "A", "B"))
        figure.show()
        givens: dict[Quantity, Exact] = {("rim", "s"): around, ("height", "s"): h}
        wrong: dict[str, Exact | Quantity] = {
            "full_circumference": (around * around + h * h).sqrt(),
            "along_the_edges": around / 2 + h,
            "half_and_height_swapped": (around * around + h * h / 4).sqrt(),
        }
        phrases = (Phrase(f"{ID}.cylinder.scene", facts, words),)
        rounding = None if straight.is_rational else rng.choice((None, 1, 2))
        return Draft(
            figure, givens, ("path", "s"), phrases=phrases, question=question, unit=unit, rounding=rounding,
            wrong=wrong,
            skin="cylinder",
        )  # fmt: skip
    size = scale(rng, unit, 3)
    a, b, c = (size * rng.randint(2, 14) for _ in range(3))
    ways = sorted((x + y) * (x + y) + z * z for x, y, z in ((a, b, c), (b, c, a), (a, c, b)))
    if ways[0] == ways[1] or max(map(float, (a, b, c))) > 4 * min(map(float, (a, b, c))):
        raise Retry("two unfoldings as good as each other, or too slender")
    straight = ways[0].sqrt()
    if not straight.is_rational and rng.random() < 0.6:
        raise Retry("no whole path")
    plain(straight)
    figure.projection = cabinet(rng.choice((28, 34, 40)), rng.choice((0.45, 0.5, 0.58)))
    cuboid(figure, "s", a, b, c, letters=LETTERS)
    figure.state("cuboid", "s", *LETTERS)
    figure.anchors.clear()
    figure.show()
    route = _way(float(a), float(b), float(c))
    crossing = figure.projection.place(route[1])
    for corner, beside in (("A", "BDE"), ("G", "CFH")):
        if not apart(figure.at(corner), [*(figure.at(name) for name in beside), crossing]):
            raise Retry("the path runs along an edge in this view")
    figure.trace("dashed", route)
    givens = {length("A", "B"): a, length("B", "C"): b, length("C", "G"): c}
    wrong = {
        "other_unfolding": ways[1].sqrt(),
        "worst_unfolding": ways[2].sqrt(),
        "through_the_inside": (a * a + b * b + c * c).sqrt(),
        "along_the_edges": a + b + c,
    }
    crawl = figure.state("crawls", "s", "A", "G")
    phrases = (Phrase(f"{ID}.cuboid.scene", (crawl,), words),)
    rounding = None if straight.is_rational else rng.choice((None, 1, 2))
    return Draft(
        figure, givens, ("path", "s"), phrases=phrases, question=question, unit=unit, rounding=rounding,
            wrong=wrong,
        skin="cuboid",
    )  # fmt: skip


CONES = {("winds", 60): 6, ("winds", 90): 4, ("winds", 120): 3, ("crosses", 60): 3, ("crosses", 90): 2}
"""Slant height over radius for a way once, or half, around a cone, by the angle it makes in the sector."""
SIDES = {
    60: ((8, 3), (8, 5), (15, 7), (15, 8), (21, 5), (16, 6), (24, 9)),
    120: ((5, 3), (8, 7), (16, 5), (9, 6), (10, 6)),
}
"""Distances from the apex whose way is a whole number, by the same angle."""


def _around_cone(
    figure: SolidFigure, rng: Random, unit: str | None, words: tuple[tuple[str, str], ...], question: Phrase
) -> Draft:
    """From the rim of a cone around it to a point nearer to its apex."""
    kind, degrees = rng.choice(list(CONES))
    ratio = CONES[kind, degrees]
    if degrees == 90 and rng.random() < 0.6:
        p, q, _ = rng.choice(TRIPLES)
        far, near = (Exact(n) * rng.choice((1, 1, 2)) for n in (max(p, q), min(p, q)))
    elif degrees in SIDES and rng.random() < 0.6:
        size = scale(rng, unit, 3)
        far, near = (size * n for n in rng.choice(SIDES[degrees]))
    else:
        far, near = Exact(rng.randint(4, 36)), Exact(rng.randint(2, 24))
    r = far / ratio
    if not 0.3 < float(near) / float(far) < 0.85 or float(far) > 60 or (unit is None) > r.is_integer:
        raise Retry("the end is too near to the apex or to the rim")
    twice_cosine = {60: 1, 90: 0, 120: -1}[degrees]
    straight = (far * far + near * near - twice_cosine * far * near).sqrt()
    plain(straight)
    if not r.is_terminating:
        raise Retry("no plain radius")
    h = math.sqrt(float(far) ** 2 - float(r) ** 2)
    figure.projection = orthographic(0, 20)
    cone(figure, "s", r, h)
    figure.anchors.clear()
    figure.extents["s.reach"] = float(near)
    share = float(near / far)
    start = math.radians(-68.0 if kind == "winds" else -55.0)  # in front, on the right
    end = start if kind == "winds" else start + math.pi
    figure.spot("V", {"s.height": (0.0, 0.0, 1.0)})
    figure.spot("A", {}, (float(r) * math.cos(start), float(r) * math.sin(start), 0.0))
    rim = (float(r) * math.cos(end), float(r) * math.sin(end))
    figure.spot("_E", {}, (*rim, 0.0))
    figure.spot("B", {}, (rim[0] * share, rim[1] * share, h * (1 - share)))
    turn = 1.0 if kind == "winds" else 0.5
    figure.parts["s"].numbers["turn"] = turn
    figure.anchors["slant", "s"] = ("length", "_sS", "_sP")
    figure.anchors["base_radius", "s"] = ("length", "_sO", "_sM")
    figure.draw("dot", "_sO")
    figure.span("reach", "s", "V", "B", "")
    facts = (figure.state("cone", "s"), figure.state(kind, "s", "A", "B"))
    figure.show(("_sO", "_sM"), check=False)
    figure.trace("thin" if kind == "winds" else "dashed", [figure.space("_E"), figure.space("V")])
    _geodesic(figure, float(far), float(near), float(r), h, start, turn)
    figure.draw("dot", "A")
    figure.draw("dot", "B")
    given = (("base_radius", "s"), ("slant", "s"), ("reach", "s"))
    givens: dict[Quantity, Exact] = dict(zip(given, (r, far, near), strict=True))
    wrong: dict[str, Exact | Quantity] = {
        "as_if_right": (far * far + near * near).sqrt(),
        "along_the_line": far + near,
        "difference": far - near,
        "cosine_with_the_wrong_sign": (far * far + near * near + far * near).sqrt(),
    }
    away = Fact("value", (("reach", "s"),), near)
    phrases = (Phrase(f"{ID}.cone.{kind}", facts, words), Phrase(f"{ID}.cone.reach", (away,)))
    if kind == "winds":
        question = Phrase(f"{ID}.cone.once", (), words)
    rounding = None if straight.is_rational else rng.choice((None, 1, 2))
    return Draft(
        figure, givens, ("path", "s"), phrases=phrases, question=question, unit=unit, rounding=rounding, wrong=wrong,
        skin=f"cone {kind}",
    )  # fmt: skip


def _geodesic(figure: SolidFigure, far: float, near: float, r: float, h: float, start: float, turn: float) -> None:
    """The straight way in the unrolled sector, drawn on the cone."""
    angle = math.tau * turn * r / far
    one, other = complex(far), near * complex(math.cos(angle), math.sin(angle))
    places = []
    for i in range(97):
        z = one + (other - one) * i / 96
        share, around = abs(z) / far, start + math.atan2(z.imag, z.real) * far / r
        places.append((r * share * math.cos(around), r * share * math.sin(around), h * (1 - share)))
    figure.trace("dashed", places)


def _way(a: float, b: float, c: float) -> list[tuple[float, float, float]]:
    """The shortest way from the front left bottom corner to the opposite one, over the edge that it crosses."""
    far = max(a, b, c)
    if far == c:  # over the front and the right face
        middle = (a, 0.0, c * a / (a + b))
    elif far == a:  # over the front and the top face
        middle = (a * c / (b + c), 0.0, c)
    else:  # over the bottom and the right face
        middle = (a, b * a / (a + c), 0.0)
    return [(0.0, 0.0, 0.0), middle, (a, b, c)]
