"""What ties solids to one another and to a story: solids in solids, cuts, melting, water, paint.

Facts and quantities; the theorems about them are in `theorems.linked`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generators.solid.kinds import define as fact
from generators.solid.quantities import define, extent, polygon_area
from puma_data.symbolic.facts import Args, Coordinates, Fact
from puma_data.symbolic.figure import Figure

Same = tuple[str, str]


def _equal(*pairs: tuple[str, float, str]) -> Callable[[Coordinates, Args], tuple[Any, ...]]:
    """Extents of the first part that are multiples of extents of the second."""
    return lambda at, a: tuple(at.extent(f"{a[0]}.{x}") - k * at.extent(f"{a[1]}.{y}") for x, k, y in pairs)


# --- solids in solids -------------------------------------------------------------------------------------------------


def _ball_in_cone(at: Coordinates, args: Args) -> tuple[Any, ...]:
    ball, cone = args
    r, h = at.extent(f"{cone}.radius"), at.extent(f"{cone}.height")
    return (at.extent(f"{ball}.radius") * ((r * r + h * h) ** 0.5 + r) / h - r,)


def _round_box(at: Coordinates, args: Args) -> tuple[Any, ...]:
    ball, box = args
    edges = [at.extent(f"{box}.{role}") for role in ("width", "depth", "height")]
    return (2 * at.extent(f"{ball}.radius") - sum(x * x for x in edges) ** 0.5,)


def _round_cylinder(at: Coordinates, args: Args) -> tuple[Any, ...]:
    ball, can = args
    r, h = at.extent(f"{can}.radius"), at.extent(f"{can}.height")
    return (2 * at.extent(f"{ball}.radius") - (4 * r * r + h * h) ** 0.5,)


def _round_cone(at: Coordinates, args: Args) -> tuple[Any, ...]:
    ball, cone = args
    r, h, big = at.extent(f"{cone}.radius"), at.extent(f"{cone}.height"), at.extent(f"{ball}.radius")
    return ((r * r - h * (2 * big - h)) / big,)


def _cut_off(at: Coordinates, args: Args) -> tuple[Any, ...]:
    tip, cone = args
    r, h = at.extent(f"{cone}.radius"), at.extent(f"{cone}.height")
    return (at.extent(f"{tip}.radius") - r * at.extent(f"{tip}.height") / h,)


fact("ball_in_cone", "descriptive", "bc", residuals=_ball_in_cone)
"""A ball touches the base and the wall of a cone."""
fact("round_box", "descriptive", "bs", residuals=_round_box)
"""All corners of a box lie on a sphere."""
fact("round_cylinder", "descriptive", "bs", residuals=_round_cylinder)
"""Both rims of a cylinder lie on a sphere."""
fact("round_cone", "descriptive", "bs", residuals=_round_cone)
"""Apex and rim of a cone lie on a sphere."""
fact("cone_in_cylinder", "descriptive", "st", residuals=_equal(("radius", 1, "radius"), ("height", 1, "height")))
"""A cone and a cylinder share their base and their height."""
fact(
    "pyramid_in_box",
    "descriptive",
    "stABC",
    residuals=_equal(("side", 1, "width"), ("side", 1, "depth"), ("height", 1, "height")),
    implies=lambda a: (Fact("square_base", (a[0], *a[2:])),),
)
"""A square pyramid has the base of a box, with corners A, B, C in order, and its height."""
fact(
    "cone_in_box",
    "descriptive",
    "st",
    residuals=_equal(("radius", 0.5, "width"), ("radius", 0.5, "depth"), ("height", 1, "height")),
)
"""The base of a cone touches the four walls of a box, and the cone is as high."""
fact("cut_off", "descriptive", "st", residuals=_cut_off)
"""A plane parallel to the base cuts a small cone off a large one."""

fact(
    "square_floor", "implicit", "sABC",
    residuals=lambda at, a: (at.extent(f"{a[0]}.width") - at.extent(f"{a[0]}.depth"),),
    marks=lambda a: [("ticks", ((a[1], a[2]), (a[2], a[3])))],
)  # fmt: skip
"""The base of a box is a square; A, B, C are three corners in order."""
fact("filled", "descriptive", "s")
"""Water stands in an upright vessel."""

# --- one solid made into another --------------------------------------------------------------------------------------


def _recast(at: Coordinates, args: Args) -> tuple[Any, ...]:
    one, other = args
    measure = at.plan.domain.quantities["volume"].measure
    name = f"{other}.count"
    count = at.extent(name) if name in at.plan.extents else 1
    return ((measure(at, (one,)) / (count * measure(at, (other,)))) ** (1 / 3) - 1,)


for _kind in ("recast", "recast_many"):
    fact(_kind, "implicit", "st", residuals=_recast)
"""One solid is melted and cast into another, or into so many like the other."""


def _count_goal(figure: Figure, args: Args, name: Callable[[str], str]) -> tuple[str, Any]:
    """As often as the volume of what is made goes into that of what was melted."""
    one = next(fact.args[0] for fact in figure.facts if fact.kind == "recast_many")
    return "quotient", [{"kind": "volume", "args": [name(part)]} for part in (one, args[0])]


define("count", 0, extent("count"), "n", goal=_count_goal)

# --- numbers of a story -----------------------------------------------------------------------------------------------


def _product(*kinds: str) -> Callable[[Figure, Args, Callable[[str], str]], tuple[str, Any]]:
    return lambda figure, args, name: ("product", [{"kind": kind, "args": [name(args[0])]} for kind in kinds])


def _of(kind: str) -> Callable[[Coordinates, Args], Any]:
    return lambda at, args: at.plan.domain.quantities[kind].measure(at, args)


define("coverage", 0, extent("coverage"), "k", unit="m^2/L")
define(
    "paint", 0, lambda at, a: _of("surface")(at, a) / at.extent(f"{a[0]}.coverage"), "p", unit="L",
    goal=lambda f, a, n: ("quotient", [{"kind": kind, "args": [n(a[0])]} for kind in ("surface", "coverage")]),
)  # fmt: skip
define(
    "water",
    3,
    lambda at, a: _of("base_area")(at, a) * at.extent(f"{a[0]}.fill"),
    "W",
    goal=_product("base_area", "fill_height"),
)
define(
    "water_litres",
    0,
    lambda at, a: _of("water")(at, a) / 1000,
    "C",
    unit="L",
    goal=lambda f, a, n: (
        "combination",
        [
            [
                "1/1000",
                {"kind": "product", "args": [{"kind": k, "args": [n(a[0])]} for k in ("base_area", "fill_height")]},
            ]
        ],
    ),
)

# --- axial sections ---------------------------------------------------------------------------------------------------


def section_ring(part: str, kind: str) -> tuple[str, ...]:
    """The corners of the section through the axis of a cone, cylinder or frustum."""
    return tuple(f"_{part}{letter}" for letter in ("MRP" if kind == "cone" else "MRQN"))


def _section(at: Coordinates, args: Args) -> Any:
    ring = section_ring(args[0], at.plan.parts[args[0]].kind)
    return polygon_area(at, ring)


define(
    "axial_area", 2, _section, "A",
    goal=lambda f, a, n: ("section_area", [n(p) for p in section_ring(a[0], f.parts[a[0]].kind)]),
)  # fmt: skip
define(
    "half_perimeter",
    1,
    lambda at, a: _of("slant")(at, a) + at.extent(f"{a[0]}.radius"),
    "p",
    goal=lambda f, a, n: ("combination", [["1", {"kind": k, "args": [n(a[0])]}] for k in ("slant", "base_radius")]),
)
