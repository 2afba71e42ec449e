"""Facts and quantities of what is cut into pieces or joined from them."""

from __future__ import annotations

from typing import Any

from generators.solid import kinds, quantities
from generators.solid.domain import SOLID
from generators.solid.quantities import extent
from puma_data.symbolic.facts import Args, Coordinates

kinds.define("sliced", "descriptive")
"""A bar is cut across into equal pieces."""
kinds.define(
    "joined_cubes",
    "descriptive",
    residuals=lambda at, a: (
        at.extent(f"{a[0]}.width") - at.extent(f"{a[0]}.cubes_in_row") * at.extent(f"{a[0]}.depth"),
        at.extent(f"{a[0]}.height") - at.extent(f"{a[0]}.depth"),
    ),
)
"""Equal cubes are joined in a row to a box."""
kinds.define(
    "trimmed",
    "descriptive",
    residuals=lambda at, a: (
        at.extent(f"{a[0]}.width") - at.extent(f"{a[0]}.depth"),
        at.extent(f"{a[0]}.height") - at.extent(f"{a[0]}.cut_off") - at.extent(f"{a[0]}.width"),
    ),
)
"""A layer is cut off the top of a box, and a cube remains."""


def _base(at: Coordinates, args: Args) -> Any:
    """Area of a cut across: the side face of a box, the base of a round bar."""
    (part,) = args
    if at.plan.parts[part].kind == "cylinder":
        return SOLID.quantities["base_area"].measure(at, args)
    return at.extent(f"{part}.depth") * at.extent(f"{part}.height")


def _cuts(at: Coordinates, args: Args) -> Any:
    """Cuts, or joints: one fewer than there are pieces."""
    name = f"{args[0]}.pieces"
    return at.extent(name if name in at.plan.extents else f"{args[0]}.cubes_in_row") - 1


def _between(at: Coordinates, args: Args) -> Any:
    return 2 * _cuts(at, args) * _base(at, args)


def _cut_face(figure: Any, args: Args, name: Any) -> tuple[str, Any]:
    part = name(args[0])
    if figure.parts[args[0]].kind == "cylinder":
        return "combination", [["1", {"kind": "base_area", "args": [part]}]]
    return "product", [{"kind": kind, "args": [part]} for kind in ("depth", "height")]


define = quantities.define
define("pieces", 0, extent("pieces"), "n", counted=True)
define("cubes_in_row", 0, extent("cubes_in_row"), "n", counted=True)
define(
    "cuts",
    0,
    _cuts,
    "k",
    goal=lambda figure, args, name: (
        "quotient",
        [
            {"kind": "cut_area", "args": [name(args[0])]},
            {"kind": "combination", "args": [["2", quantities.goal_of(figure, ("cut_face", *args), name)]]},
        ],
    ),
)
define("cut_face", 2, _base, "A", goal=_cut_face)
define("cut_area", 2, _between, r"\Delta S")
define("joint_area", 2, _between, r"\Delta S")
define("piece_edge", 1, extent("depth"), "e", goal=quantities.scaled("depth", "1"))
define("cut_off", 1, extent("cut_off"), "x")
define(
    "trimmed_area",
    2,
    lambda at, a: 2 * at.extent(f"{a[0]}.cut_off") * (at.extent(f"{a[0]}.width") + at.extent(f"{a[0]}.depth")),
    r"\Delta S",
)
