"""Prisms over triangles, trapezoids and steps: volume and surface."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import prism
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from generators.solid.sizes import UNITS, decimal, oblique
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

THINGS = {
    "right_triangle": ("ramp", "doorstop", "wedge of cheese", "skateboard ramp"),
    "isosceles": ("tent", "roof", "chocolate bar", "glass prism"),
    "right_trapezoid": ("planter", "kerb stone", "garden shed", "trough"),
    "step": ("staircase block", "stage", "concrete step", "bookend"),
}


@family(
    "prism_volume_surface",
    "Triangular, trapezoidal and stepped prisms",
    {
        "volume_from_cross_section": 6,
        "triangular_surface": 3,
        "trapezoidal_surface": 3,
        "stepped_prism_surface": 2,
        "length_from_volume": 2,
    },
    weight=1.78,
)
def prism_volume_surface(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A prism that lies with its base towards the viewer."""
    kinds = {
        "triangular_surface": ("right_triangle", "isosceles"),
        "trapezoidal_surface": ("right_trapezoid",),
        "stepped_prism_surface": ("step",),
    }.get(variant, ("right_triangle", "isosceles", "right_trapezoid", "step"))
    kind = rng.choice(kinds)
    area_goal = variant.endswith("surface")
    thing = rng.choice(THINGS[kind]) if rng.random() < 0.35 else ""
    unit = rng.choice(("cm", "m", "dm")) if thing else rng.choice(UNITS)
    oblique(figure, rng)
    p, q, far = (Exact(x) for x in rng.choice(TRIPLES))
    if rng.random() < 0.5:
        p, q = q, p
    if unit is not None and rng.random() < 0.25:
        p, q, far = p / 2, q / 2, far / 2
    length = decimal(rng, 4, 30, unit, 0.15)
    given: dict[str, Exact] = {}
    extents: dict[str, Exact]
    spans: dict[str, tuple[int, int]]
    marks: list[tuple[str, tuple[int, int, int]]] = []
    pieces: tuple[tuple[int, ...], ...] = ()
    needs: dict[str, Exact] = {}
    if kind == "right_triangle":
        extents = {"leg": min(p, q), "other_leg": max(p, q)}
        flat = rng.random() < 0.7
        low, up = ("other_leg", "leg") if flat else ("leg", "other_leg")
        outline = [{}, {low: (1.0, 0.0)}, {up: (0.0, 1.0)}]
        spans = {low: (0, 1), up: (2, 0), "hypotenuse": (1, 2)}
        marks = [("right_base", (1, 0, 2))]
        base = p * q / 2
        rim = p + q + far
    elif kind == "isosceles":
        extents = {"base_edge": 2 * p, "base_height": q}
        outline = [{"base_edge": (-0.5, 0.0)}, {"base_edge": (0.5, 0.0)}, {"base_height": (0.0, 1.0)}]
        spans = {"base_edge": (0, 1), "equal_side": (2, 0)}
        marks = [("isosceles", (0, 2, 1))]
        base = p * q
        rim = 2 * p + 2 * far
    elif kind == "right_trapezoid":
        c = Exact(rng.randint(2, 12))
        extents = {"parallel_side": c + p, "other_parallel": c, "trapezoid_height": q}
        outline = [
            {},
            {"parallel_side": (1.0, 0.0)},
            {"other_parallel": (1.0, 0.0), "trapezoid_height": (0.0, 1.0)},
            {"trapezoid_height": (0.0, 1.0)},
        ]
        spans = {"parallel_side": (0, 1), "slanted_side": (1, 2), "other_parallel": (2, 3), "trapezoid_height": (3, 0)}
        marks = [("right_side", (1, 0, 3))]
        base = (2 * c + p) * q / 2
        rim = 2 * c + p + q + far
    else:
        a, b = decimal(rng, 6, 18, unit, 0.1), decimal(rng, 5, 16, unit, 0.1)
        c, d = decimal(rng, 2, 10, None), decimal(rng, 2, 9, None)
        if not (0.25 < float(c / a) < 0.75 and 0.25 < float(d / b) < 0.75):
            raise Retry("no step")
        extents = {"base_width": a, "base_rise": b, "step_width": c, "step_height": d}
        right = {"base_width": (1.0, 0.0)}
        inner = {"base_width": (1.0, 0.0), "step_width": (-1.0, 0.0)}
        low_top = {"base_rise": (0.0, 1.0), "step_height": (0.0, -1.0)}
        outline = [
            {},
            right,
            {**right, **low_top},
            {**inner, **low_top, "step_width": (-1.0, 0.0)},
            {**inner, "base_rise": (0.0, 1.0)},
            {"base_rise": (0.0, 1.0)},
        ]
        spans = {"base_width": (0, 1), "step_width": (2, 3), "step_height": (3, 4), "base_rise": (5, 0)}
        pieces = ((0, 1, 2, 3), (0, 3, 4, 5))
        base = a * b - c * d
        rim = 2 * (a + b)
    if max(map(float, extents.values())) > 3.4 * min(map(float, extents.values())) and kind != "right_trapezoid":
        raise Retry("too slender")
    largest = max(map(float, extents.values()))
    if not 0.5 < float(length) / largest < 2.2 or float(min(extents.values())) < 0.16 * largest:
        raise Retry("too short or too long")
    names = prism(
        figure,
        "s",
        kind,
        outline,
        extents,
        length,
        noun=thing or ("step block" if kind == "step" else "prism"),
        pieces=pieces,
    )
    n = len(outline)
    shapes = {"right_trapezoid": "trapezoid_prism", "step": "step_prism"}
    figure.state(shapes.get(kind, "triangle_prism"), "s")
    for fact, corners in marks:
        figure.state(fact, "s", *(names[i] for i in corners))
    for length_kind, (i, j) in spans.items():
        figure.span(length_kind, "s", names[i], names[j])
    figure.span("prism_length", "s", names[1], names[n + 1])
    lines = []
    if kind == "isosceles" and (not area_goal or rng.random() < 0.5):
        foot = figure.spot("_sF", {})
        figure.span("base_height", "s", names[2], foot)
        figure.square(foot, names[1], names[2], 0.06)
        lines = [(names[2], foot)]
        needs = {"base_edge": 2 * p, "base_height": q}
    elif kind == "isosceles":
        needs = {"base_edge": 2 * p, "equal_side": far}
        foot = figure.spot("_sF", {})
        figure.span("base_height", "s", names[2], foot, "")
    elif kind == "right_triangle" and area_goal and rng.random() < 0.4:
        needs = {"leg": min(p, q), "hypotenuse": far}
    elif kind == "right_trapezoid" and area_goal and rng.random() < 0.4:
        needs = {
            "parallel_side": extents["parallel_side"],
            "other_parallel": extents["other_parallel"],
            "slanted_side": far,
        }
    else:
        needs = dict(extents)
    figure.show(*lines)
    given = {**needs, "prism_length": length}
    givens: dict[Quantity, Exact] = {(name, "s"): value for name, value in given.items()}
    v, side = base * length, rim * length
    wrong: dict[str, Exact | Quantity]
    goal = volume("s")
    if variant == "length_from_volume":
        goal = ("prism_length", "s")
        del givens[goal]
        figure.anchors.pop(goal)
        givens[volume("s")] = v
        wrong = {"no_half": length / 2, "forgot_half": 2 * length, "area": base}
    elif area_goal:
        goal = surface("s") if rng.random() < 0.85 else lateral("s")
        wrong = {
            "one_base": side + base,
            "lateral_only": side,
            "no_half": side + 4 * base,
            "volume": v,
            "with_bases": side + 2 * base,
        }
    else:
        wrong = {"no_half": 2 * v, "area_only": base, "surface": side + 2 * base, "a_third": v / 3}
    return Draft(figure, givens, goal, unit=unit, wrong=wrong, skin=thing or kind)
