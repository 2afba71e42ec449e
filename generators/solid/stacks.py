"""Stacks of cubes: heights of their columns, what is seen of them, and the picture without what is hidden.

Heights are rows from front to back, each from left to right. A cell ``(x, y, z)`` is a cube by its place to the right,
to the back and up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise, product
from random import Random
from typing import Any

from shapely import LineString, Polygon, get_parts, line_merge, set_precision, union_all

from generators.solid.figure import Part, SolidFigure
from generators.solid.view import Projection
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact

Heights = tuple[tuple[int, ...], ...]
Cell = tuple[int, int, int]
_CORNERS = {
    (0, 0, 1): ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)),
    (0, -1, 0): ((0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)),
    (1, 0, 0): ((1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 0, 1)),
    (-1, 0, 0): ((0, 0, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1)),
}
_PENS = {(0, 0, 1): "fill_light", (0, -1, 0): "fill", (1, 0, 0): "fill_dark", (-1, 0, 0): "fill_dark"}


def cells_of(heights: Heights) -> tuple[Cell, ...]:
    """The cubes of a stack, every one on the ground or on another."""
    return tuple((x, y, z) for y, row in enumerate(heights) for x, height in enumerate(row) for z in range(height))


def invent(rng: Random, width: int, depth: int, most: int) -> Heights:
    """Random heights that fill their rectangle: no empty row or column, and all in one piece."""
    heights = tuple(
        tuple(0 if rng.random() < 0.15 else rng.randint(1, most) for _ in range(width)) for _ in range(depth)
    )
    filled = {(x, y) for y, row in enumerate(heights) for x, height in enumerate(row) if height}
    if not all(map(any, heights)) or not all(map(any, zip(*heights, strict=True))):
        raise Retry("an empty row")
    reached, queue = set(), [min(filled)]
    while queue:
        x, y = queue.pop()
        if (x, y) in filled and (x, y) not in reached:
            reached.add((x, y))
            queue += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    if reached != filled:
        raise Retry("a stack in two pieces")
    return heights


# --- counting ---------------------------------------------------------------------------------------------------------


def front(heights: Heights) -> tuple[int, ...]:
    """Greatest heights as seen from the front, from left to right."""
    return tuple(map(max, zip(*heights, strict=True)))


def side(heights: Heights) -> tuple[int, ...]:
    """Greatest heights as seen from the side, from front to back."""
    return tuple(map(max, heights))


def inner(heights: Heights) -> int:
    """Upright squares that look into a gap of the stack: none of the views from outside shows them."""

    def walls(row: Sequence[int]) -> int:
        padded = (0, *row, 0)
        return sum(abs(a - b) for a, b in pairwise(padded)) - 2 * max(row)

    return sum(map(walls, heights)) + sum(map(walls, zip(*heights, strict=True)))


Views = tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, ...], ...]]
"""Front view, side view (front to back), and the view from above as rows of 0 and 1."""


def views_of(heights: Heights) -> Views:
    """What is seen of a stack from the front, from the side and from above."""
    return front(heights), side(heights), tuple(tuple(min(1, h) for h in row) for row in heights)


def fitting(views: Views, limit: int = 3000) -> list[Heights]:
    """All stacks that have these views, by trying every one; Retry where that would be more than ``limit``."""
    ahead, aside, above = views
    places = [(x, y) for y, row in enumerate(above) for x, full in enumerate(row) if full]
    most = {(x, y): min(ahead[x], aside[y]) for x, y in places}
    count = 1
    for height in most.values():
        count *= height
    if count > limit:
        raise Retry("too many stacks to try")
    found = []
    for chosen in product(*(range(1, most[place] + 1) for place in places)):
        at = dict(zip(places, chosen, strict=True))
        heights = tuple(tuple(at.get((x, y), 0) for x in range(len(ahead))) for y in range(len(aside)))
        if front(heights) == ahead and side(heights) == aside:
            found.append(heights)
    return found


@cache
def columns(views: Views, least: bool) -> tuple[int, ...]:
    """How many columns have height 1, 2, … in the tallest or the lowest stack with some views.

    In the tallest every column is as high as both views allow. In the lowest a column is raised only where a view
    needs it, and one column serves both views where their heights agree (a matching).
    """
    ahead, aside, above = views
    places = [(x, y) for y, row in enumerate(above) for x, full in enumerate(row) if full]
    top = max(ahead)
    if not least:
        heights = [min(ahead[x], aside[y]) for x, y in places]
        return tuple(heights.count(v) for v in range(1, top + 1))
    counts = []
    for v in range(2, top + 1):
        xs, ys = [x for x, h in enumerate(ahead) if h == v], [y for y, h in enumerate(aside) if h == v]
        partner: dict[int, int] = {}
        matched = sum(_match(x, ys, set(places), partner, set()) for x in xs)
        counts.append(len(xs) + len(ys) - matched)
    return (len(places) - sum(counts), *counts)


def _match(x: int, ys: Iterable[int], places: set[tuple[int, int]], partner: dict[int, int], tried: set[int]) -> bool:
    """One round of the search for a maximum matching."""
    for y in ys:
        if (x, y) in places and y not in tried:
            tried.add(y)
            if y not in partner or _match(partner[y], ys, places, partner, tried):
                partner[y] = x
                return True
    return False


# --- the picture ------------------------------------------------------------------------------------------------------


def stack(figure: SolidFigure, name: str, cells: Sequence[Cell], edge: int | Exact, *, noun: str = "stack") -> Part:
    """Add a stack of equal cubes and draw what is seen of it. Raises Retry where the top of a column is hidden."""
    part = figure.shape(name, noun, "", "stack", width=edge)
    part.cells = tuple(cells)
    size = float(edge)
    corners = [
        [c * size for c in corner]
        for corner in (map(min, zip(*cells, strict=True)), (m + 1 for m in map(max, zip(*cells, strict=True))))
    ]
    for i, place in enumerate(product(*zip(*corners, strict=True))):
        figure.spot(f"_{name}{i}", {}, place)
    first = min(
        (cell for cell in cells if cell[2] == 0),
        key=lambda c: (c[1], c[0] if figure.projection.right[1] < 0 else -c[0]),
    )
    low = figure.spot(f"_{name}a", {}, tuple(c * size for c in first))  # type: ignore[arg-type]
    high = figure.spot(f"_{name}b", {f"{name}.width": (1.0, 0.0, 0.0)}, tuple(c * size for c in first))  # type: ignore[arg-type]
    figure.span("edge", name, low, high)
    draw(figure, cells, size)
    return part


def draw(figure: SolidFigure, cells: Sequence[Cell], size: float) -> None:
    """Faces that are seen, by tone, and the edges between them; every face is cut by those before it."""
    filled = set(cells)
    sizes = tuple(1 + max(cell[i] for cell in cells) for i in range(3))
    if len(filled) == sizes[0] * sizes[1] * sizes[2]:
        _box(figure, sizes, size)
        return
    right = 1 if figure.projection.view[0] > 0 else -1
    order = sorted(cells, key=lambda c: (-right * c[0], c[1], -c[2]))  # what comes first is in front
    covered = Polygon()
    lines = []
    for x, y, z in order:
        for way in ((0, 0, 1), (0, -1, 0), (right, 0, 0)):
            if (x + way[0], y + way[1], z + way[2]) in filled:
                continue
            face = _face(figure.projection, (x, y, z), way)
            seen = set_precision(face.difference(covered), 1e-9) if face.intersects(covered) else face
            covered = union_all([covered, face], grid_size=1e-9)
            if way == (0, 0, 1) and seen.area < 0.3 * face.area:
                raise Retry("the top of a column is hidden")
            for piece in get_parts(seen):
                if piece.area < 1e-6 * face.area:
                    continue
                ring = [complex(a, b) * size for a, b in piece.exterior.coords]
                figure.draw("path", _PENS[way], tuple(ring))
                lines.append(LineString(piece.exterior.coords))
    for line in get_parts(line_merge(union_all(lines, grid_size=1e-9))):
        figure.draw("path", "stroke", tuple(complex(a, b) * size for a, b in line.coords))


def _box(figure: SolidFigure, counts: Sequence[int], size: float) -> None:
    """A full box: its three faces that are seen, and the lines of their grids."""
    right = 1 if figure.projection.view[0] > 0 else -1
    for way in ((0, 0, 1), (0, -1, 0), (right, 0, 0)):
        corners = [[c * n * size for c, n in zip(corner, counts, strict=True)] for corner in _CORNERS[way]]
        figure.trace(_PENS[way], corners)
        a, b, _, d = corners
        one, two = ([q - p for p, q in zip(a, end, strict=True)] for end in (b, d))
        for across, along in ((one, two), (two, one)):
            steps = round(max(map(abs, across)) / size)
            for i in range(steps + 1):
                start = [p + v * i / steps for p, v in zip(a, across, strict=True)]
                figure.trace("stroke", [start, [p + v for p, v in zip(start, along, strict=True)]])


def _face(projection: Projection, cell: Cell, way: Cell) -> Any:
    places = [projection.place([c + d for c, d in zip(cell, corner, strict=True)]) for corner in _CORNERS[way]]
    return Polygon([(z.real, z.imag) for z in places])


def distinct(projection: Projection, width: int, depth: int, height: int) -> None:
    """Raise Retry for a view in which two corners of the cubes fall together: each place seen is then one place."""
    corners = [projection.place(p) for p in product(range(width + 1), range(depth + 1), range(height + 1))]
    corners.sort(key=lambda z: (z.real, z.imag))
    for i, a in enumerate(corners):
        for b in corners[i + 1 :]:
            if b.real - a.real > 0.06:
                break
            if abs(b - a) < 0.06:
                raise Retry("two corners fall together in this view")
