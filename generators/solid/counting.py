"""Facts and quantities of what is counted: the cubes of a stack, their squares, and what is painted of them.

A count has the stack as its first argument; a layer, a height or a number of painted faces follows it.
"""

from __future__ import annotations

import math
from typing import Any

from generators.solid import kinds, quantities
from generators.solid.stacks import columns, front, inner, side
from puma_data.symbolic.facts import Args, Coordinates

kinds.define("stack", "descriptive")
"""Equal cubes are stacked in columns, whose heights a family's phrase says."""
kinds.define("views", "descriptive")
"""The views of a stack from the front, from the side and from above are all that is known of it."""
kinds.define("painted", "descriptive", "st")
"""A box is painted on the outside and then cut into small cubes."""


def _cells(at: Coordinates, args: Args) -> tuple[tuple[int, int, int], ...]:
    cells: tuple[tuple[int, int, int], ...] = at.plan.parts[args[0]].cells
    return cells


def _heights(at: Coordinates, args: Args) -> tuple[tuple[int, ...], ...]:
    cells = _cells(at, args)
    width, depth = (1 + max(cell[i] for cell in cells) for i in (0, 1))
    return tuple(tuple(sum(c[:2] == (x, y) for c in cells) for x in range(width)) for y in range(depth))


def squares(at: Coordinates, args: Args) -> float:
    """Squares on the outside, those on the ground too."""
    heights = _heights(at, args)
    ground = sum(h > 0 for row in heights for h in row)
    return 2 * ground + 2 * sum(front(heights)) + 2 * sum(side(heights)) + inner(heights)


def open_squares(at: Coordinates, args: Args) -> float:
    """Squares on the outside but those on the ground."""
    return squares(at, args) - sum(cell[2] == 0 for cell in _cells(at, args))


def _count(at: Coordinates, args: Args, least: bool) -> float:
    views = at.plan.parts[args[0]].views
    return sum(v * count for v, count in enumerate(columns(views, least), 1))


def _raised(at: Coordinates, args: Args, least: bool) -> float:
    counts = columns(at.plan.parts[args[0]].views, least)
    return counts[args[1] - 1] if args[1] <= len(counts) else 0


def _numbered(letter: str) -> Any:
    return lambda name, args: f"{letter}_{{{args[1]}}}"


def _box(at: Coordinates, args: Args) -> float:
    cells = _cells(at, args)
    return math.prod(1 + max(cell[i] for cell in cells) for i in range(3))


define = quantities.define
define("cubes", 0, lambda at, a: len(_cells(at, a)), "N", counted=True)
define("layer_cubes", 0, lambda at, a: sum(c[2] == a[1] - 1 for c in _cells(at, a)), _numbered("n"))
define("box_cubes", 0, _box, "M")
define("missing_cubes", 0, lambda at, a: _box(at, a) - len(_cells(at, a)), "x", counted=True)
define("top_squares", 0, lambda at, a: sum(c[2] == 0 for c in _cells(at, a)), "t")
define("front_squares", 0, lambda at, a: sum(front(_heights(at, a))), "f")
define("side_squares", 0, lambda at, a: sum(side(_heights(at, a))), "s")
define("inner_squares", 0, lambda at, a: inner(_heights(at, a)), "g")
define("squares", 0, squares, "q")
define("open_squares", 0, open_squares, "q")
define("stack_surface", 2, lambda at, a: squares(at, a) * at.extent(f"{a[0]}.width") ** 2, "S")
define("stack_open_surface", 2, lambda at, a: open_squares(at, a) * at.extent(f"{a[0]}.width") ** 2, "S")
define("stack_volume", 3, lambda at, a: len(_cells(at, a)) * at.extent(f"{a[0]}.width") ** 3, "V")
define("fixed_cubes", 0, lambda at, a: _count(at, a, False), "N", counted=True)
define("most_cubes", 0, lambda at, a: _count(at, a, False), r"N_{\max}", counted=True)
define("least_cubes", 0, lambda at, a: _count(at, a, True), r"N_{\min}", counted=True)
define("fixed_columns", 0, lambda at, a: _raised(at, a, False), _numbered("c"))
define("most_columns", 0, lambda at, a: _raised(at, a, False), _numbered("c"))
define("least_columns", 0, lambda at, a: _raised(at, a, True), _numbered("c"))

ALONG = {"along_width": ("width", "p"), "along_depth": ("depth", "q"), "along_height": ("height", "r")}


def _along(at: Coordinates, args: Args, role: str) -> Any:
    return at.extent(f"{args[0]}.{role}") / at.extent(f"{args[0]}.small")


for _kind, (_role, _letter) in ALONG.items():
    define(_kind, 0, (lambda role: lambda at, a: _along(at, a, role))(_role), _letter)
    define(f"inside_{_kind}", 0, (lambda role: lambda at, a: _along(at, a, role) - 2)(_role), f"{_letter}'")
for _faces in range(4):
    define(
        f"painted_{_faces}",
        0,
        (lambda faces: lambda at, a: _painted(at, a, faces))(_faces),
        f"N_{{{_faces}}}",
        counted=True,
    )
define(
    "small_cubes", 0, lambda at, a: math.prod(_along(at, a, r) for r in ("width", "depth", "height")), "N", counted=True
)
define("small_edge", 1, lambda at, a: at.extent(f"{a[0]}.small"), "e")


def _painted(at: Coordinates, args: Args, faces: int) -> Any:
    """Inside numbers along the edges, and in how many ways a cube lies at the border of ``faces`` of them."""
    x, y, z = (_along(at, args, role) - 2 for role in ("width", "depth", "height"))
    return (x * y * z, 2 * (x * y + y * z + x * z), 4 * (x + y + z), 8 + 0 * x)[faces]
