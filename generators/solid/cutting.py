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


# --- a pyramid cut parallel to its base -------------------------------------------------------------------------------

kinds.define(
    "parallel_cut",
    "descriptive",
    residuals=lambda at, a: (
        at.extent(f"{a[0]}.section")
        - at.extent(f"{a[0]}.side") * at.extent(f"{a[0]}.apex") / at.extent(f"{a[0]}.height"),
    ),
)
"""A plane parallel to the base cuts a square pyramid."""


def _apart(p: str, q: str) -> Any:
    """Recomputed as the distance of two points of the part."""
    return lambda figure, args, name: ("space_length", [name(f"_{args[0]}{end}") for end in (p, q)])


define("apex_distance", 1, extent("apex"), "d", goal=_apart("A", "C"))
define(
    "base_distance",
    1,
    lambda at, a: at.extent(f"{a[0]}.height") - at.extent(f"{a[0]}.apex"),
    "e",
    goal=_apart("C", "B"),
)
define("cut_side", 1, extent("section"), "s", goal=_apart("c0", "c1"))
define(
    "parallel_section",
    2,
    lambda at, a: at.extent(f"{a[0]}.section") ** 2,
    "T",
    goal=lambda figure, args, name: ("section_area", [name(f"_{args[0]}c{i}") for i in range(4)]),
)

# --- a sheet that is folded up ----------------------------------------------------------------------------------------

kinds.define("tray", "descriptive")
"""Equal squares are cut from the corners of a sheet, and its sides are folded up to an open box."""


def _sheet(role: str) -> tuple[Any, Any]:
    measured = lambda at, a: at.extent(f"{a[0]}.{role}") + 2 * at.extent(f"{a[0]}.height")  # noqa: E731
    parts = lambda figure, args, name: (  # noqa: E731
        "combination", [[n, {"kind": kind, "args": [name(args[0])]}] for n, kind in (("1", role), ("2", "height"))],
    )  # fmt: skip
    return measured, parts


for _kind, _role, _letter in (("sheet_length", "width", "l"), ("sheet_width", "depth", "w")):
    _measured, _goal = _sheet(_role)
    define(_kind, 1, _measured, _letter, goal=_goal)
define("corner", 1, extent("height"), "x", goal=quantities.scaled("height", "1"))
