"""The drawing of a coordinate plane: grid, axes, curves, dots, ticks whose numbers sit on no curve, and labels.

The bare drawing has axes, grid, curves and the letters of points; the marked one adds the asymptotes and other lines
that implicit facts speak of; the valued one adds the numbers: ticks, coordinates, equations.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, cast

import numpy as np

from puma_data.present import labels, spots
from puma_data.present.canvas import Color, Command
from puma_data.present.labels import Request, Segment
from puma_data.present.scene import Ink, Scene
from puma_data.present.shown import BARE, MARKED, VALUED, CannotLabel
from puma_data.present.style import Pen, Style
from puma_data.present.typeset import Text, layout
from puma_data.symbolic.conics import CONICS
from puma_data.symbolic.curves import FORMS
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Curve, Plot, height
from puma_data.symbolic.problem import Problem

Box = tuple[float, float, float, float]
Box3 = tuple[float, float, float]
Written = list[tuple[int, str, Text, complex, str]]
_SAMPLES = 240
_COARSE = 8
_WAVES = ("sine", "cosine", "tangent")
"""Every so many samples of a curve make one piece that labels keep clear of; waves bend too much for that."""
_STEEP = ("logarithm", "square root")
"""Forms that are steepest where their domain begins."""
_REACH = 15.0
"""Pixels at 448 that axes run on past the window."""
_GUTTER = 10.0
"""Pixels at 448 between panels."""
_SMALL = 0.8
"""Size of the letters of a panel, compared with those of a plot."""
_INSET = (8.0, 10.0, 27.0)
"""Pixels at 448 left of, below, and above and right of the window of a panel."""
_READ = 2
"""Least number of ticks with a number on each axis of a panel."""


@dataclass(slots=True)
class Plotted:
    """A scene with its labels placed, and the look with the pens of a plot."""

    scene: Scene
    written: Written
    captions: list[tuple[int, str]]
    look: Style
    numbers: tuple[int, int] = (0, 0)
    """How many ticks of each axis have their number."""


def plotted(problem: Problem, plot: Plot, style: Style, rng: random.Random, size: float) -> Plotted:
    """Draw a plot; the longer side is ``size`` pixels. Raises CannotLabel where a label has no place."""
    look = pens(style, rng)
    if plot.panels:
        return _panels(problem, plot, look, size)
    return _Plotter(problem, plot, look, size).result()


def _panels(problem: Problem, plot: Plot, look: Style, size: float) -> Plotted:
    """Panels two by two, each a plot of its own with its letter in the corner; below them the equations that are
    given."""
    u, side = look.scale, (size - _GUTTER * look.scale) / 2
    given = [(VALUED, f"${c.formula}$") for c in plot.curves.values() if c.formula and not c.drawn]
    whole = Plotted(Scene(), [], given, look)
    small = replace(look, cap=_SMALL * look.cap)
    for place, panel in enumerate(plot.panels):
        drawn = _Plotter(problem, plot.alone(panel), small, side, inset=_INSET, letter=panel).result()
        for axis, least in ((0, _READ), (1, _READ)):
            if plot.axes.numbered and drawn.numbers[axis] < least:
                raise CannotLabel("too few numbers on an axis of a panel")
        row, column = divmod(place, 2)
        by = complex(column, row) * (side + _GUTTER * u)
        whole.scene.ink += [replace(ink, commands=moved(ink.commands, by)) for ink in drawn.scene.ink]
        whole.scene.dots += [(z + by, r) for z, r in drawn.scene.dots]
        whole.written += [(layer, source, text, z + by, role) for layer, source, text, z, role in drawn.written]
        if set(drawn.captions) - set(given):
            raise CannotLabel("no room for a label in a panel")
    return whole


def moved(commands: Sequence[Command], by: complex) -> list[Command]:
    """A path somewhere else."""
    return [cast(Command, (name, x + by.real, y + by.imag, *rest)) for name, x, y, *rest in cast(Any, commands)]


def pens(style: Style, rng: random.Random) -> Style:
    """The look with pens for grid, axes and curves; curves differ in dash as well as in colour."""
    back = style.background
    stroke = style.pens["stroke"]
    dark = back[0] < 128

    def mixed(share: float) -> Color:
        ink = stroke.color
        return (
            round(back[0] + (ink[0] - back[0]) * share),
            round(back[1] + (ink[1] - back[1]) * share),
            round(back[2] + (ink[2] - back[2]) * share),
        )

    mono = stroke.color == (0, 0, 0) and style.pens["circle"].color == (0, 0, 0)
    palette: list[Color] = [(0, 0, 0)] * 3 if mono else _CURVES_DARK if dark else list(_CURVES)
    if not mono and not dark:
        first = rng.randrange(len(palette))
        palette = palette[first:] + palette[:first]
    dashes = (None, (8.0, 4.0), (2.5, 3.0))
    own = {
        "grid": Pen(mixed(0.17), 0.8),
        "axis": Pen(stroke.color, 1.2),
        "tick": Pen(stroke.color, 1.0),
        "guide": Pen(mixed(0.72), 1.1, (5.0, 3.5)),
        "halo": Pen(back, 0.1),
        "open": Pen(palette[0], 1.6),
        "marked": Pen(palette[0], 4.0),
        **{
            f"curve{i}": Pen(color, max(stroke.width, 1.7) + 0.2, dashes[i])
            for i, color in enumerate(palette[:3])
        },
        "asymptote": Pen(mixed(0.8), 1.2, (6.0, 4.0)),
        "highlight": Pen((0, 0, 0) if mono else (255, 140, 130) if dark else (208, 30, 40), 2.4),
    }  # fmt: skip
    return replace(style, pens={**style.pens, **own})


_CURVES: tuple[Color, ...] = ((26, 86, 180), (190, 24, 40), (14, 110, 60), (104, 44, 160), (184, 10, 140))
_CURVES_DARK: list[Color] = [(250, 236, 170), (255, 200, 170), (190, 226, 250)]


class _Plotter:
    def __init__(
        self, problem: Problem, plot: Plot, look: Style, size: float, inset: Box3 | None = None, letter: str = ""
    ) -> None:
        self.problem, self.plot, self.size, self.look, self.letter = problem, plot, size, look, letter
        self.u = look.scale
        self.scene = Scene()
        self.written: Written = []
        self.captions: list[tuple[int, str]] = list(plot.notes)
        axes = plot.axes
        (x0, x1), (y0, y1) = axes.x, axes.y
        titled = any(axes.titles)
        inset = inset or (62.0 if titled else 30.0, 56.0 if titled else 30.0, 34.0)
        left, low, far = (margin * self.u for margin in inset)
        wide, tall = size - left - far, (size - low - far) * (1.0 if axes.square else 0.84)
        sx, sy = wide / (x1 - x0), tall / (y1 - y0)
        if axes.square:
            sx = sy = min(sx, sy)
        self.sx, self.sy = sx, sy
        self.left, self.bottom = left, size - low
        self.axis_x = min(max(0.0, x0), x1)
        self.axis_y = min(max(0.0, y0), y1)
        self.walls: list[Segment] = []
        self.halos: list[Ink] = []
        self.rings: list[complex] = []
        self.numbers = [0, 0]
        self.sizes = np.zeros((6, 0))
        """Middles, half extents and their absolute values of all walls so far, for `free`."""

    def at(self, x: float, y: float) -> complex:
        """Pixel of a place in the plane."""
        (x0, _), (y0, _) = self.plot.axes.x, self.plot.axes.y
        return complex(self.left + (x - x0) * self.sx, self.bottom - (y - y0) * self.sy)

    def result(self) -> Plotted:
        self.shades()
        if self.plot.axes.grid:
            self.grid()
        self.axes()
        self.curves()
        self.guides()
        self.dots()
        self.axis_names()
        self.panel_letter()
        if self.plot.axes.numbered:
            self.ticks()
        self.letters()
        self.words()
        self.curve_labels()
        self.place()
        self.scene.ink += self.halos
        return Plotted(self.scene, self.written, self.captions, self.look, (self.numbers[0], self.numbers[1]))

    def stroke(self, pen: str, layer: int, path: Sequence[complex], solid: bool = True) -> None:
        commands: list[Command] = [("L" if i else "M", z.real, z.imag) for i, z in enumerate(path)]
        self.scene.ink.append(Ink(pen, layer, commands))
        if solid:
            self.walls += pairwise(path)

    # --- the plane ---------------------------------------------------------------------------------------------------

    def grid(self) -> None:
        (x0, x1), (y0, y1) = self.plot.axes.x, self.plot.axes.y
        for x in self.marks(0):
            self.stroke("grid", BARE, (self.at(x, y0), self.at(x, y1)), solid=False)
        for y in self.marks(1):
            self.stroke("grid", BARE, (self.at(x0, y), self.at(x1, y)), solid=False)

    def marks(self, axis: int) -> Iterator[float]:
        """Multiples of the tick step inside the window."""
        low, high = self.plot.axes.y if axis else self.plot.axes.x
        step = float(self.plot.axes.step[axis])
        for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
            yield k * step

    def axes(self) -> None:
        (x0, x1), (y0, y1) = self.plot.axes.x, self.plot.axes.y
        reach = _REACH * self.u
        back = 0.0 if self.plot.axes.x[0] >= 0 else 6 * self.u
        down = 0.0 if self.plot.axes.y[0] >= 0 else 6 * self.u
        start, end = self.at(x0, self.axis_y) - back, self.at(x1, self.axis_y) + reach
        self.stroke("axis", BARE, (start, end))
        self.head(end, 1 + 0j)
        if self.plot.axes.flat:
            return
        start, end = self.at(self.axis_x, y0) + 1j * down, self.at(self.axis_x, y1) - 1j * reach
        self.stroke("axis", BARE, (start, end))
        self.head(end, -1j)

    def head(self, tip: complex, way: complex, pen: str = "axis", layer: int = BARE) -> None:
        left, right = tip - way * (9 + 3.3j) * self.u, tip - way * (9 - 3.3j) * self.u
        corners = (left, tip, right, left)
        path: list[Command] = [("L" if i else "M", z.real, z.imag) for i, z in enumerate(corners)]
        self.scene.ink.append(Ink(pen, layer, path, filled=True))
        self.walls += pairwise(corners)

    # --- curves ------------------------------------------------------------------------------------------------------

    def curves(self) -> None:
        self.paths: dict[str, list[list[complex]]] = {}
        drawn = [curve for curve in self.plot.curves.values() if curve.drawn]
        for index, curve in enumerate(drawn):
            pen = curve.pen or f"curve{index % 3}"
            pieces = list(self.pieces(curve))
            self.paths[curve.name] = pieces
            for piece in pieces:
                self.stroke(pen, BARE, piece, solid=False)
                every = 1 if curve.nodes else 2 if curve.form in _WAVES else _COARSE if curve.form in FORMS else 4
                coarse = [*piece[:-1:every], piece[-1]]
                self.walls += pairwise(coarse)
            self.ends(curve, pen)

    def pieces(self, curve: Curve) -> Iterator[list[complex]]:
        """The parts of a curve inside the window, as pixel paths."""
        if curve.form in CONICS:
            yield from ([self.at(x, y) for x, y in branch.tolist()] for branch in self.plot.branches(curve))
            return
        if curve.repeats:
            yield self.periods(curve)
            return
        if curve.nodes:
            path = [self.at(*self.plot.coordinates(node)) for node in curve.nodes]
            if curve.rays:
                path.append(self.beyond(curve))
            yield path
            return
        low, high = self.plot.span(curve)
        (y0, y1) = self.plot.axes.x if curve.sideways else self.plot.axes.y
        xs = np.linspace(low, high, _SAMPLES + 1)
        if curve.form.endswith("semicircle"):  # upright at both ends
            xs = (low + high) / 2 - (high - low) / 2 * np.cos(np.linspace(0, np.pi, _SAMPLES + 1))
        elif curve.domain and curve.form in _STEEP:
            xs = low + (high - low) * np.linspace(0, 1, _SAMPLES + 1) ** 3
        with np.errstate(all="ignore"):
            ys = np.asarray(height(self.plot, curve.name, xs), float)
            steady = abs(np.diff(ys)) < 3 * (y1 - y0)  # from each sample to the next: no pole, no jump
            across, up = (ys, xs) if curve.sideways else (xs, ys)
            (left, _), (bottom, _) = self.plot.axes.x, self.plot.axes.y
            path = (self.left + (across - left) * self.sx + 1j * (self.bottom - (up - bottom) * self.sy)).tolist()
        at = (lambda x, y: self.at(y, x)) if curve.sideways else self.at
        low, high = y0 - 0.012 * (y1 - y0), y1 + 0.012 * (y1 - y0)
        inside = (low <= ys) & (ys <= high)
        within = steady & inside[:-1] & inside[1:]
        firsts = np.flatnonzero(inside & ~np.append(False, within)).tolist()
        lasts = np.flatnonzero(inside & ~np.append(within, False)).tolist()
        places = list(zip(xs.tolist(), ys.tolist(), strict=True))
        for first, last in zip(firsts, lasts, strict=True):
            piece = path[first : last + 1]
            if first and steady[first - 1]:
                piece.insert(0, at(*_edge(places[first - 1], places[first], low, high)))
            if last < _SAMPLES and steady[last]:
                piece.append(at(*_edge(places[last], places[last + 1], low, high)))
            if len(piece) > 1:
                yield piece

    def periods(self, curve: Curve) -> list[complex]:
        """A graph that repeats, from rim to rim of the window."""
        low, high = self.plot.axes.x
        corners = [self.plot.coordinates(node)[0] for node in curve.nodes]
        period = corners[-1] - corners[0]
        first, last = math.floor((low - corners[0]) / period), math.ceil((high - corners[0]) / period)
        inner = [x + k * period for k in range(first, last + 1) for x in corners[:-1]]
        xs = [low, *(x for x in inner if low < x < high), high]
        return [self.at(x, float(height(self.plot, curve.name, x))) for x in xs]

    def beyond(self, curve: Curve) -> complex:
        """Where the ray at the end of a chain leaves the window."""
        (x0, y0), (x1, y1) = (self.plot.coordinates(node) for node in curve.nodes[-2:])
        _, right = self.plot.axes.x
        low, high = self.plot.axes.y
        rim = high if y1 > y0 else low
        reach = min((right - x1) / (x1 - x0), (rim - y1) / (y1 - y0))
        return self.at(x1 + reach * (x1 - x0), y1 + reach * (y1 - y0))

    def ends(self, curve: Curve, pen: str) -> None:
        """Closed and open dots at the ends of a graph; an arrowhead where it goes on."""
        pieces = self.paths[curve.name]
        if not pieces or curve.ends == (None, None):
            return
        radius = 4.0 * self.u
        for closed, path in zip(curve.ends, (pieces[0], pieces[-1][::-1]), strict=True):
            z = path[0]
            if closed is None:
                back = next(p for p in path[1:] if abs(p - z) > 6 * self.u)
                way = (z - back) / abs(z - back)
                corners = (z - way * (9 + 4j) * self.u, z, z - way * (9 - 4j) * self.u)
                self.scene.ink.append(Ink(pen, BARE, [("L" if i else "M", p.real, p.imag) for i, p in
                                                      enumerate((*corners, corners[0]))], filled=True))  # fmt: skip
                continue
            ring: list[Command] = [("M", z.real + radius, z.imag), ("A", z.real, z.imag, radius, 0.0, 360.0)]
            if closed:
                self.scene.dots.append((z, radius))
            else:
                self.scene.ink.append(Ink("open", BARE, ring, filled=True))
                self.rings.append(z)
            self.walls += [(z - radius, z + radius), (z - radius * 1j, z + radius * 1j)]

    def shades(self) -> None:
        for line, above in self.plot.half_planes:
            corners = [self.at(x, y) for x, y in _half(self.plot, line, above)]
            half: list[Command] = [("L" if i else "M", z.real, z.imag) for i, z in enumerate(corners)]
            self.scene.ink.append(Ink("fill", BARE, half, filled=True))
        for first, second, low, high in self.plot.shades:
            xs = np.linspace(low, high, 90)
            top = [self.at(float(x), float(height(self.plot, first, float(x)))) for x in xs]
            under = [self.at(float(x), float(height(self.plot, second, float(x))) if second else 0.0) for x in xs[::-1]]
            path: list[Command] = [("L" if i else "M", z.real, z.imag) for i, z in enumerate([*top, *under])]
            self.scene.ink.append(Ink("fill", BARE, path, filled=True))

    def guides(self) -> None:
        (x0, x1), (y0, y1) = self.plot.axes.x, self.plot.axes.y
        for guide in self.plot.guides:
            if guide.kind == "angle":
                self.angle(guide.at[0], guide.at[1], guide.label, guide.layer)
                continue
            if guide.kind == "x":
                path = (self.at(guide.at[0], y0), self.at(guide.at[0], y1))
            elif guide.kind == "y":
                path = (self.at(x0, guide.at[0]), self.at(x1, guide.at[0]))
            else:
                path = (self.at(*guide.at[:2]), self.at(*guide.at[2:]))
            pen = _GUIDE_PENS.get(guide.kind, "guide")
            self.stroke(pen, guide.layer, path)
            if guide.kind == "vector":
                self.head(path[1], (path[1] - path[0]) / abs(path[1] - path[0]), pen, guide.layer)
            if guide.kind == "arrow":
                way = (path[1] - path[0]) / abs(path[1] - path[0])
                self.head(path[1], way, pen, guide.layer)
                self.head(path[0], -way, pen, guide.layer)
            if guide.label:
                text = layout(f"${guide.label}$", self.look.size("value"), self.look.face)
                self.request(f"${guide.label}$", text, VALUED, spots.beside(*path, text, 1 - 1j, self.u))

    def angle(self, start: float, end: float, label: str, layer: int) -> None:
        """An arc around the origin from one direction to another, in degrees."""
        o, r = self.at(0, 0), 30 * self.u
        self.scene.ink.append(Ink("mark", layer, [("A", o.real, o.imag, r, start, end)]))
        turns = np.linspace(start, end, 24)
        rim = [o + r * complex(math.cos(math.radians(t)), -math.sin(math.radians(t))) for t in turns]
        self.walls += pairwise(rim)
        if label:
            text = layout(f"${label}$", self.look.size("value"), self.look.face)
            middle = rim[len(rim) // 2]
            way = (middle - o) / abs(middle - o)
            self.request(f"${label}$", text, BARE, spots.around(o + way * r, text, 2 * self.u, way, self.u))

    def dots(self) -> None:
        radius = max(self.look.dot_radius, 3.0) * self.u
        ended = {node for curve in self.plot.curves.values() for node in _ended(curve)}
        for point in self.plot.position:
            z = self.at(*self.plot.coordinates(point))
            if point in self.plot.plain or point.startswith("_"):
                continue
            self.scene.points[point] = z
            if point not in ended:
                self.scene.dots.append((z, radius))
        for z, r in self.scene.dots:
            self.walls += [(z - r, z + r), (z - 1j * r, z + 1j * r)]

    # --- fixed text --------------------------------------------------------------------------------------------------

    def write(self, source: str, text: Text, layer: int, centre: complex, role: str = "value") -> None:
        self.written.append((layer, source, text, centre, role))
        x0, y0, x1, y1 = _box(text, centre)
        self.walls += [(complex(x0, y0), complex(x1, y1)), (complex(x0, y1), complex(x1, y0)),
                       (complex(x0, (y0 + y1) / 2), complex(x1, (y0 + y1) / 2))]  # fmt: skip
        self.halo(text, centre, layer)

    def halo(self, text: Text, centre: complex, layer: int) -> None:
        """Paper under a label, so that the grid does not run through it."""
        if not self.plot.axes.grid:
            return
        x0, y0, x1, y1 = _box(text, centre)
        edge = 1.5 * self.u
        corners = [(x0 - edge, y0 - edge), (x1 + edge, y0 - edge), (x1 + edge, y1 + edge), (x0 - edge, y1 + edge)]
        path: list[Command] = [("L" if i else "M", x, y) for i, (x, y) in enumerate([*corners, corners[0]])]
        self.halos.append(Ink("halo", layer, path, filled=True))

    def axis_names(self) -> None:
        axes = self.plot.axes
        size = self.look.size("value")
        (x0, x1), (y0, y1) = axes.x, axes.y
        gap = 5 * self.u
        if any(axes.titles):
            across, up = (layout(title, 0.92 * size, self.look.face) for title in axes.titles)
            hx, hy = spots.half(across)
            centre = complex((self.left + self.at(x1, y0).real) / 2, self.bottom + 34 * self.u)
            self.write(axes.titles[0], across, BARE, centre)
            hx, hy = spots.half(up)
            top = self.at(self.axis_x, y1) - 1j * (_REACH + 4) * self.u
            self.write(axes.titles[1], up, BARE, complex(max(top.real, hx + 6 * self.u), top.imag - hy - 2 * self.u))
            return
        tips = (self.at(x1, self.axis_y) + _REACH * self.u, self.at(self.axis_x, y1) - 1j * _REACH * self.u)
        for name, tip, upright in zip(axes.names, tips[: 1 if axes.flat else 2], (False, True), strict=False):
            text = layout(f"${name}$", size, self.look.face)
            hx, hy = spots.half(text)
            away = complex(hx + gap, 0.3 * (hy + gap)) if upright else complex(-0.2 * hx, hy + gap + 2 * self.u)
            other = complex(-away.real, away.imag) if upright else away.conjugate()
            place = next((tip + way for way in (away, other) if self.free(text, tip + way)), None)
            if place is None:
                raise CannotLabel("no room for the name of an axis")
            self.write(f"${name}$", text, BARE, place)
        if x0 < 0 < x1 and y0 < 0 < y1 and not axes.flat:
            text = layout("$O$", 0.92 * size, self.look.face)
            hx, hy = spots.half(text)
            o = self.at(0, 0)
            for way in (-1 + 1j, 1 + 1j, -1 - 1j, 1 - 1j):
                centre = o + complex(way.real * (hx + 4 * self.u), way.imag * (hy + 4 * self.u))
                if self.free(text, centre):
                    self.write("$O$", text, BARE, centre)
                    break

    def panel_letter(self) -> None:
        """The letter of a panel in its upper corner, on the side that is free."""
        if not self.letter:
            return
        text = layout(self.letter, self.look.size("letter") / _SMALL, self.look.face)
        hx, hy = spots.half(text)
        gap = 4 * self.u
        for x in (hx + gap, self.size - hx - gap):
            if self.free(text, centre := complex(x, hy + gap)):
                return self.write(self.letter, text, BARE, centre, "letter")
        raise CannotLabel("no room for the letter of a panel")

    def ticks(self) -> None:
        """Small strokes and numbers; a number moves off a curve, or is left out."""
        size = 0.86 * self.look.size("value")
        length = 3.2 * self.u
        placed: list[Box] = []
        for axis in (0,) if self.plot.axes.flat else (0, 1):
            step = self.plot.axes.step[axis]
            marks = [(round(x / float(step)), x) for x in self.marks(axis)]
            off_axis = self.plot.axes.flat or (self.axis_x if axis == 0 else self.axis_y) != 0
            own = [(k, x) for k, x in marks if k or off_axis or (any(self.plot.axes.titles) and axis == 1)]
            sources = {k: self.number(step * Exact(k)) for k, _ in own}
            texts = {k: layout(source, size, self.look.face) for k, source in sources.items()}
            room = (self.sx if axis == 0 else self.sy) * float(step)
            need = (
                max((2 * spots.half(t)[axis] for t in texts.values()), default=0.0) + (9 if axis == 0 else 6) * self.u
            )
            every = max(1, math.ceil(need / room))
            if self.letter:
                every = max(every, 2 if len(own) > 5 else 1, round(len(own) / 4) if step.has_pi else 1)
            for k, x in own:
                z = self.at(x, self.axis_y) if axis == 0 else self.at(self.axis_x, x)
                across = 1j * length if axis == 0 else length + 0j
                if all(abs(z - ring) > 7 * self.u for ring in self.rings):  # an open dot stays empty
                    self.stroke("tick", VALUED, (z - across, z + across), solid=False)
                if k % every:
                    continue
                text = texts[k]
                hx, hy = spots.half(text)
                gap = length + 3 * self.u
                for centre in self.beside_tick(z, axis, hx, hy, gap):
                    if self.free(text, centre) and not any(_overlap(_box(text, centre), box) for box in placed):
                        self.written.append((VALUED, sources[k], text, centre, "value"))
                        placed.append(_box(text, centre))
                        self.numbers[axis] += 1
                        self.halo(text, centre, VALUED)
                        break
        for x0, y0, x1, y1 in placed:
            self.walls += [(complex(x0, y0), complex(x1, y1)), (complex(x0, y1), complex(x1, y0))]

    def number(self, value: Exact) -> str:
        """What stands at a tick; fractions on one line in a panel, where they would be too small to read."""
        source = f"${value.latex(decimal=True)}$"
        return re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", source) if self.letter else source

    def beside_tick(self, z: complex, axis: int, hx: float, hy: float, gap: float) -> list[complex]:
        """Where the number of a tick may stand, best first. In a panel, where a number aside is soon at another tick,
        it rather stands on the other side of the axis, and in a square one nowhere else."""
        if axis == 0:
            places = [z + complex(dx * (hx + 2), side * (gap + hy)) for side in (1, -1) for dx in (0, 1, -1)]
        else:
            places = [z + complex(side * (gap + hx), dy * (hy + 2)) for side in (-1, 1) for dy in (0, 1, -1)]
        if not self.letter:
            return places
        return places[::3] if self.plot.axes.square else [places[i] for i in (0, 3, 1, 2, 4, 5)]

    def free(self, text: Text, centre: complex) -> bool:
        """Whether no ink of the drawing (grid apart) touches a text."""
        x0, y0, x1, y1 = _box(text, centre)
        pad = 1.6 * self.u
        if x0 < pad or y0 < pad or x1 > self.size - pad or y1 > self.size - pad:
            return False
        known = self.sizes.shape[1]
        if known < len(self.walls):
            walls = np.array(self.walls[known:])
            mids, reach = (walls[:, 0] + walls[:, 1]) / 2, (walls[:, 1] - walls[:, 0]) / 2
            rx, ry = reach.real, reach.imag
            self.sizes = np.concatenate([self.sizes, [mids.real, mids.imag, rx, ry, abs(rx), abs(ry)]], axis=1)
        hx, hy = (x1 - x0) / 2 + pad, (y1 - y0) / 2 + pad
        near = abs(self.sizes[0] - centre.real) <= hx + self.sizes[4]
        near &= abs(self.sizes[1] - centre.imag) <= hy + self.sizes[5]
        few = np.flatnonzero(near)
        if not len(few):
            return True
        mx, my, rx, ry, ax, ay = self.sizes[:, few]
        across = abs((mx - centre.real) * ry - (my - centre.imag) * rx)
        return not bool((across <= hx * ay + hy * ax).any())

    # --- labels that look for a place --------------------------------------------------------------------------------

    def request(
        self, source: str, text: Text, layer: int, options: spots.Spots, owner: complex | None = None,
        role: str = "value", fallback: str | None = None,
    ) -> None:  # fmt: skip
        centres, costs, _ = options
        starts = np.full(len(centres), complex("nan"))
        self.scene.requests.append(
            Request(source, text, layer, role, centres, costs, starts, owner, None, fallback, fallback is not None)
        )

    def letters(self) -> None:
        radius = max(self.look.dot_radius, 3.0) * self.u
        middle = self.at(sum(self.plot.axes.x) / 2, sum(self.plot.axes.y) / 2)
        for point, z in self.scene.points.items():
            letter = self.problem.names.get(point, "")
            outward = (z - middle) / abs(z - middle) if abs(z - middle) > 1 else 1 - 1j
            if letter:
                source = self.look.letters.format(letter)
                text = layout(source, self.look.size("letter"), self.look.face)
                self.request(source, text, BARE, spots.around(z, text, radius, outward, self.u), z, "letter")
            if self.plot.labelled.get(point):
                x, y = (self.plot.exact[f"{point}.{part}"].latex() for part in "xy")
                source = f"$({x}, {y})$"
                text = layout(source, 0.9 * self.look.size("value"), self.look.face)
                self.request(source, text, VALUED, spots.around(z, text, radius, outward, self.u), z)

    def words(self) -> None:
        """What a point is, where a fact says so in a word beside it."""
        kinds = self.plot.domain.facts
        for fact in self.problem.facts:
            for kind, *what in kinds[fact.kind].marks(fact.args):
                if kind == "word":
                    z = self.scene.points[what[0]]
                    text = layout(what[1], 0.9 * self.look.size("value"), self.look.face)
                    radius = max(self.look.dot_radius, 3.0) * self.u
                    self.request(what[1], text, MARKED, spots.around(z, text, radius, 1j, self.u), z)

    def curve_labels(self) -> None:
        for curve in self.plot.curves.values():
            if not curve.drawn:
                if curve.formula:  # known by its equation alone
                    self.captions.append((VALUED, f"${curve.formula}$"))
                continue
            for source, layer in ((curve.label, BARE), (curve.formula, VALUED)):
                if not source:
                    continue
                written = f"${source}$"
                text = layout(written, self.look.size("value"), self.look.face)
                found = [spots.beside(a, b, text, b - a, self.u) for a, b in self.stretches(curve)]
                options = tuple(np.concatenate(part) for part in zip(*found, strict=True))
                costs = options[1] + np.repeat([3.0 * i for i in range(len(found))], [len(one[1]) for one in found])
                self.request(written, text, layer, (options[0], costs, options[2]), fallback=written)

    def stretches(self, curve: Curve) -> list[Segment]:
        """Pieces of a curve where its label may stand, the outer ones first."""
        found: list[Segment] = []
        for path in sorted(self.paths[curve.name], key=len, reverse=True)[:2]:
            count = len(path)
            if count < 6:
                found += pairwise(path)
                continue
            width = max(2, count // 14)
            starts = [int(share * (count - 1 - width)) for share in (0.97, 0.03, 0.85, 0.15, 0.72, 0.28, 0.5)]
            found += [(path[i], path[i + width]) for i in starts if abs(path[i] - path[i + width]) > 1]
        if not found:
            raise CannotLabel(f"nothing of curve {curve.name} is in the window")
        return found

    def place(self) -> None:
        self.scene.segments += self.walls
        obstacles = self.scene.obstacles(0.9 * self.u)
        obstacles.points = list(self.scene.points.values())
        found = labels.place(self.scene.requests, obstacles, self.size, self.size, self.u)
        for index, (request, k) in enumerate(zip(self.scene.requests, found.chosen, strict=True)):
            if k < 0:
                if request.fallback is None:
                    raise CannotLabel(f"no free place for the label {self.scene.requests[index].source}")
                self.captions.append((request.layer, request.fallback))
                continue
            centre = complex(request.centres[k])
            self.halo(request.text, centre, request.layer)
            self.written.append((request.layer, request.source, request.text, centre, request.role))
        self.captions.sort()


_GUIDE_PENS = {
    "x": "asymptote",
    "y": "asymptote",
    "asymptote": "asymptote",
    "line": "stroke",
    "arrow": "highlight",
    "vector": "highlight",
}


def _ended(curve: Curve) -> Iterator[str]:
    """Nodes of a chain that have a dot as its ends."""
    if curve.nodes:
        for end, node in zip(curve.ends, (curve.nodes[0], curve.nodes[-1]), strict=True):
            if end is not None:
                yield node


def _edge(p: tuple[float, float], q: tuple[float, float], low: float, high: float) -> tuple[float, float]:
    """Where a piece of a curve crosses the rim of the window."""
    rim = high if max(p[1], q[1]) > high else low
    share = (rim - p[1]) / (q[1] - p[1])
    return p[0] + share * (q[0] - p[0]), rim


def _half(plot: Plot, line: str, above: bool) -> Iterator[tuple[float, float]]:
    """Corners of the part of the window above (or below) a line: the rectangle cut along the line."""
    (x0, x1), (y0, y1) = plot.axes.x, plot.axes.y
    ring = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    over = [(y - float(height(plot, line, x))) * (1 if above else -1) for x, y in ring]
    for i, (p, side) in enumerate(zip(ring, over, strict=True)):
        q, other = ring[(i + 1) % 4], over[(i + 1) % 4]
        if side >= 0:
            yield p
        if side * other < 0:
            share = side / (side - other)
            yield p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])


def _box(text: Text, centre: complex) -> Box:
    hx, hy = spots.half(text)
    return centre.real - hx, centre.imag - hy, centre.real + hx, centre.imag + hy


def _overlap(one: Box, other: Box) -> bool:
    gap = 2.0
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap


__all__ = ["MARKED", "Plotted", "plotted"]
