"""Facts of solids: what each says, what follows, and what it draws.

The kind of a part is seen by looking; that edges are equal or an angle is right needs a mark. A part is named by its
id, which comes first; points by their letters, or by names with an underscore where they have none. Residuals are
lengths.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generators.solid.domain import SOLID
from generators.solid.figure import vector
from puma_data.symbolic.facts import Args, Coordinates, Fact, FactKind


def define(name: str, info: Any, roles: str = "s", **parts: Callable[..., Any]) -> None:
    """Register a kind of fact."""
    SOLID.add_fact(FactKind(name, info, tuple(roles), **parts))


def _same(one: str, other: str) -> Callable[[Coordinates, Args], tuple[Any, ...]]:
    return lambda at, a: (at.extent(f"{a[0]}.{one}") - at.extent(f"{a[1]}.{other}"),)


def _right(at: Coordinates, args: Args) -> tuple[Any, ...]:
    """Cosine of angle PVQ times the shorter arm: a length that vanishes at a right angle."""
    p, v, q = (vector(at, name) for name in args)
    u, w = ([a - b for a, b in zip(end, v, strict=True)] for end in (p, q))
    return (sum(a * b for a, b in zip(u, w, strict=True)) / sum(c * c for c in w) ** 0.5,)


SOLID.add_fact(FactKind("value", "essential", ("quantity",)))

for _kind in (
    "cylinder",
    "cone",
    "frustum",
    "sphere",
    "hemisphere",
    "cuboid",
    "pyramid",
    "part_cylinder",
    "triangle_prism",
    "trapezoid_prism",
    "step_prism",
):
    define(_kind, "descriptive", "sABCDEFGH")
define("whole", "descriptive", "w")
"""Parts make up a whole; a family's phrase says how."""
define("segment", "descriptive", "AB", canonical=lambda a: tuple(sorted(a)))
define("shaded", "descriptive", "r", strokes=lambda a: [("fill", a[0])])
define(
    "midpoint_of",
    "implicit",
    "MAB",
    canonical=lambda a: (a[0], *sorted(a[1:])),
    residuals=lambda at, a: tuple(m - (p + q) / 2 for m, p, q in zip(*(vector(at, name) for name in a), strict=True)),
    lines=lambda a: [(a[1], a[0], a[2])],
    marks=lambda a: [("ticks", ((a[1], a[0]), (a[0], a[2])))],
)
define(
    "cube",
    "implicit",
    "sABCD",
    residuals=lambda at, a: (
        at.extent(f"{a[0]}.width") - at.extent(f"{a[0]}.depth"),
        at.extent(f"{a[0]}.width") - at.extent(f"{a[0]}.height"),
    ),
    marks=lambda a: [("ticks", ((a[1], a[2]), (a[2], a[3]), (a[1], a[4])))],
)
"""A box with equal edges: the part, the end of three edges on the left and what they lead to (A-B, B-C, A-D)."""
define("square_base", "implicit", "sABC", marks=lambda a: [("ticks", ((a[1], a[2]), (a[2], a[3])))])
"""The base of a pyramid is a square; A, B, C are three corners in order."""
define("rectangle_base", "implicit", "sABC", marks=lambda a: [("square", a[1], a[2], a[3])])
"""The base of a pyramid is a rectangle; A, B, C are three corners in order."""
define("isosceles", "implicit", "sABC", marks=lambda a: [("ticks", ((a[1], a[2]), (a[2], a[3])))])
"""The triangular base of a prism has AB = BC."""
define("right_base", "implicit", "sABC", marks=lambda a: [("square", a[1], a[2], a[3])])
"""The base of a prism has a right angle at B."""
define("right_side", "implicit", "sABC", marks=lambda a: [("square", a[1], a[2], a[3])])
"""One side of the trapezoidal base of a prism is at right angles with the parallel ones."""
define("same_radius", "descriptive", "st", residuals=_same("radius", "radius"))
"""Two round parts that are joined have the same radius: seen where their rims are one."""
define(
    "same_base",
    "descriptive",
    "st",
    residuals=lambda at, a: (
        at.extent(f"{a[0]}.width") - at.extent(f"{a[1]}.side"),
        at.extent(f"{a[0]}.depth") - at.extent(f"{a[1]}.side"),
    ),
)
"""A box and the square pyramid on it have the same base."""
define("foot", "descriptive", "sOVA")
"""O is the middle of the base of a pyramid, below its apex V; A is a corner of the base."""
define("sector", "descriptive", "p")
"""A sector of paper, by its radius and angle."""
define(
    "rolled",
    "descriptive",
    "pc",
    residuals=lambda at, a: (
        at.extent(f"{a[0]}.radius") * at.extent(f"{a[0]}.angle") / 360 - at.extent(f"{a[1]}.radius"),
        at.extent(f"{a[0]}.radius") - (at.extent(f"{a[1]}.radius") ** 2 + at.extent(f"{a[1]}.height") ** 2) ** 0.5,
    ),
)
"""A sector is rolled up into the lateral surface of a cone."""
define(
    "poured",
    "implicit",
    "st",
    residuals=lambda at, a: (
        SOLID.quantities["volume"].measure(at, a[:1]) / SOLID.quantities["base_area"].measure(at, a[1:])
        - at.extent(f"{a[1]}.fill"),
    ),
)
"""All that fills one vessel is poured into another, empty one."""


def _similar(at: Coordinates, args: Args) -> tuple[Any, ...]:
    one, other = args
    roles = [name.split(".")[1] for name in at.plan.extents if name.startswith(f"{one}.")]
    first = roles[0]
    scale = at.extent(f"{other}.{first}") / at.extent(f"{one}.{first}")
    return tuple(at.extent(f"{other}.{role}") - scale * at.extent(f"{one}.{role}") for role in roles[1:])


define("similar_parts", "implicit", "st", residuals=_similar)
"""Two parts are similar."""
define(
    "rotated",
    "descriptive",
    "sABCD",
    implies=lambda a: (Fact("cone" if len(a) == 4 else "cylinder", a[:1]),),
)
"""A triangle ABC or rectangle ABCD turns about its side AB and makes the solid."""
define(
    "rectangle",
    "implicit",
    "ABCD",
    residuals=lambda at, a: (*_right(at, (a[3], a[0], a[1])), *_right(at, (a[0], a[1], a[2]))),
    marks=lambda a: [("square", a[(i - 1) % 4], a[i], a[(i + 1) % 4]) for i in range(4)],
)
for _count, _kind in enumerate(("fits_once", "fits_twice", "fits_thrice"), 1):
    define(
        _kind,
        "descriptive",
        "bc",
        residuals=(
            lambda count: (
                lambda at, a: (
                    at.extent(f"{a[0]}.radius") - at.extent(f"{a[1]}.radius"),
                    at.extent(f"{a[1]}.height") - 2 * count * at.extent(f"{a[0]}.radius"),
                )
            )
        )(_count),
    )
define(
    "fits_cube",
    "descriptive",
    "bc",
    residuals=lambda at, a: (at.extent(f"{a[1]}.width") - 2 * at.extent(f"{a[0]}.radius"),),
)
"""A ball touches all faces of a cube."""
define("opposite_rims", "descriptive", "sAB")
"""A lies on the bottom rim of a cylinder, B on the top rim on the other side."""
define("winds", "descriptive", "sAB")
"""A way leads from A on the rim of a cone once around it to B on the line from A to the apex."""
define("crosses", "descriptive", "sAB")
"""A way leads from A on the rim of a cone to B on the line from the apex to the opposite point of the rim."""
define("crawls", "descriptive", "sAB")
"""A way over the surface of a box leads from corner A to the opposite corner B."""
define("same_height", "descriptive", "st", residuals=_same("height", "height"))
"""Two parts reach equally high."""
define(
    "right_angle",
    "implicit",
    "ABC",
    canonical=lambda a: (*sorted((a[0], a[2])), a[1]) and ((a[0], a[1], a[2]) if a[0] <= a[2] else (a[2], a[1], a[0])),
    residuals=_right,
    marks=lambda a: [("square", *a)],
)
