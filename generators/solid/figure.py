"""A figure in space: parts that are made of convex pieces, points that are sums of extents, and the view of them.

Every point is a sum of the figure's extents (edges, radii, heights) times fixed vectors, so that a solid is measured,
drawn and disturbed from its extents alone. Positions in the plane are where points go in the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from generators.solid.domain import SOLID
from generators.solid.view import Array, Curve, Piece, Vector, apart, look, orthographic, readable, straight
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Coordinates, Quantity
from puma_data.symbolic.figure import Figure

Terms = dict[str, Vector]
"""A point: for each extent the vector it is multiplied with."""


@dataclass(slots=True)
class Part:
    """A part of a solid: its kind, and how a reader measures it (see `recompute.measure`).

    ``volume`` and ``surface`` are set for a whole that is made of other parts.
    """

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    lengths: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    corners: list[str] = field(default_factory=list)
    faces: list[tuple[int, ...]] = field(default_factory=list)
    bases: tuple[int, ...] = (0,)
    profile: list[tuple[Any, ...]] = field(default_factory=list)
    sweep: float = 360.0
    volume: tuple[tuple[int, str], ...] = ()
    surface: tuple[tuple[int, str, str], ...] = ()
    cells: tuple[tuple[int, int, int], ...] = ()
    """Cubes of a stack by their places to the right, to the back and up."""
    section: Any = None
    """The plane section of a box, where it has one (see `sections`)."""
    net: Any = None
    """The squares of a net of a cube by their letters, each as column and row."""
    views: Any = None
    """What alone is known of a stack: its views from the front, from the side and from above."""


class SolidFigure(Figure):
    """Solids and what is drawn of them. All of it is one construction step: nothing is left out later."""

    flat = False

    def __init__(self, domain: Any = SOLID) -> None:
        super().__init__(domain)
        self.projection = orthographic(0, 20)
        self.parts: dict[str, Part] = {}
        self.terms: dict[str, Terms] = {}
        self.origin: dict[str, Vector] = {}

    # --- making -------------------------------------------------------------------------------------------------------

    def shape(self, part: str, noun: str, label: str, kind: str, **extents: int | Exact | float) -> Part:
        """Begin a part: its noun, its letters in formulas (``""`` for the only one), its extents."""
        for role, value in extents.items():
            self.extents[f"{part}.{role}"] = float(value)
        self.things[part] = (noun, rf"\text{{{label}}}" if label else "")
        self.parts[part] = Part(kind)
        self.made_in[part] = self.step
        return self.parts[part]

    def spot(self, name: str, terms: Terms, origin: Vector = (0.0, 0.0, 0.0)) -> str:
        """Place a point as a sum of extents, from an origin."""
        self.terms[name], self.origin[name] = terms, origin
        return self.point(name, self.projection.place(self.space(name)))

    def space(self, name: str) -> Vector:
        """Position of a point in space."""
        x, y, z = vector(self, name)
        return (float(x), float(y), float(z))

    def span(self, kind: str, part: str, p: str, q: str, label: str = "length") -> Quantity:
        """Say between which points a length of a part is measured; its value is written there, if ``label`` says how
        (``length`` or ``dimension``)."""
        self.parts[part].lengths[kind] = (p, q)
        if label:
            self.anchors[kind, part] = (label, p, q)
        return (kind, part)

    def number(self, kind: str, part: str, value: int | Exact) -> Quantity:
        """Give a part a number of its own, such as a density."""
        self.extents[f"{part}.{kind}"] = float(value)
        self.parts[part].numbers[kind] = float(value)
        return (kind, part)

    # --- the view -----------------------------------------------------------------------------------------------------

    def show(self, *lines: tuple[str, str], check: bool = True) -> None:
        """Draw all parts as they are seen, with further lines between points (heights, radii, diagonals)."""
        parts = list(self.parts.values())
        pieces = [piece for part in parts for piece in part.pieces]
        extra = [straight(self.space(p), self.space(q), (p, q)) for p, q in lines]
        curves = [*(curve for part in parts for curve in part.curves), *extra]
        corners = np.array([self.space(p) for p in self.terms])
        if check:
            for part in parts:
                self._readable(part)
        size = float(np.ptp(corners, axis=0).max())
        for seen in look(curves, pieces, self.projection.view, size):
            ends = seen.curve.ends
            if ends is not None and seen.start == 0 and seen.end == 1:
                self.draw("segment" if seen.visible else "dashed", *ends)
            else:
                pen = "stroke" if seen.visible else "dashed"
                self.draw("path", pen, tuple(self.projection.places(seen.points)))

    def _readable(self, part: Part) -> None:
        places = [self.position[p] for p in part.corners]
        at = {p: i for i, p in enumerate(part.corners)}
        edges = [(at[c.ends[0]], at[c.ends[1]]) for c in part.curves if c.ends is not None and set(c.ends) <= set(at)]
        if len(places) > 3 and not readable(places, edges):
            raise Retry("corners or edges of the solid coincide in this view")

    def part_ways(self, vertex: str, *others: str) -> None:
        """Raise Retry where lines from a vertex to other points run together in the picture."""
        if not apart(self.position[vertex], [self.position[p] for p in others]):
            raise Retry("two lines run together in this view")

    def trace(self, pen: str, points: Iterable[Sequence[float]]) -> None:
        """Draw a line through positions in space, as it is."""
        self.draw("path", pen, tuple(self.projection.place(p) for p in points))

    def square(self, vertex: str, p: str, q: str, share: float = 0.1) -> None:
        """A small right angle at a vertex, in the plane of its arms, seen as the solid is."""
        at, a, b = (np.array(self.space(name)) for name in (vertex, p, q))
        size = share * max(self.extents.values())
        one, two = ((end - at) / np.linalg.norm(end - at) * size for end in (a, b))
        self.trace("thin", [(at + one).tolist(), (at + one + two).tolist(), (at + two).tolist()])

    # --- what a figure is asked for -----------------------------------------------------------------------------------

    def coordinates(self, point: str) -> tuple[float, ...]:
        """Position in space."""
        return self.space(point)

    def described(self, name: Callable[[str], str], number: Callable[[float], float]) -> dict[str, Any]:
        """Parts and projection, for the spec."""

        def place(point: Sequence[float]) -> list[float]:
            return [number(float(x)) for x in point]

        parts = []
        for id, part in self.parts.items():
            entry: dict[str, Any] = {"id": id, "kind": part.kind, "noun": self.things[id][0]}
            if part.volume:
                entry["volume"] = [[str(factor), other] for factor, other in part.volume]
            if part.surface:
                entry["surface"] = [[str(factor), what, other] for factor, what, other in part.surface]
            if part.faces:
                entry["vertices"] = [place(self.space(p)) for p in part.corners]
                entry["faces"] = [list(face) for face in part.faces]
                entry["bases"] = list(part.bases)
            if part.profile:
                entry["profile"] = [[shape, *place(numbers)] for shape, *numbers in part.profile]
                entry["sweep"] = part.sweep
            if part.net:
                entry["net"] = {letter: list(square) for letter, square in part.net.items()}
                entry["face_numbers"] = {letter: self.extents[f"{id}.{letter}"] for letter in part.net}
            if part.views:
                entry["views"] = dict(zip(("front", "side", "top"), part.views, strict=True))
            elif part.cells:
                entry["cells"] = [list(cell) for cell in part.cells]
            entry["lengths"] = {
                kind: [place(self.space(p)), place(self.space(q))] for kind, (p, q) in part.lengths.items()
            }
            entry["numbers"] = part.numbers
            parts.append(entry)
        projection = {"kind": self.projection.kind, **dict(self.projection.numbers)}
        return {"solid": {"projection": projection, "parts": parts}}

    def copy(self) -> SolidFigure:
        """The same figure, to which facts may be added."""
        figure = copy(self)
        for name in ("facts", "implied", "parameters", "unknowns", "strokes"):
            setattr(figure, name, dict(getattr(self, name)))
        figure._measured, figure._keys, figure._rays = dict(self._measured), {}, {}
        return figure

    def restricted(self, steps: set[int]) -> SolidFigure:
        """All of it: solids are made in one step."""
        return self.copy()


def vector(at: Coordinates, name: str) -> tuple[Any, Any, Any]:
    """Position of a point in space, from the extents of a figure or of many variants of it at once."""
    plan = at.plan
    x, y, z = plan.origin[name]
    for extent, (dx, dy, dz) in plan.terms[name].items():
        value = at.extent(extent)
        x, y, z = x + value * dx, y + value * dy, z + value * dz
    return x, y, z


def array(point: Sequence[float]) -> Array:
    """A position as an array."""
    return np.array(point, float)
