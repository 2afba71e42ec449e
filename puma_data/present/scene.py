"""From what is shown to a drawing list: ink in pixels by pen and layer, and the labels that still want a place.

The figure is turned, mirrored and scaled to fit; y then runs down. Nothing here paints.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from puma_data.present import icons, spots
from puma_data.present.canvas import Command
from puma_data.present.labels import Complexes, Floats, InkSpots, Obstacles, Request, Segment
from puma_data.present.shown import BARE, MARKED, VALUED, CannotLabel, Corner, Crowded, Run, Shown, Tag
from puma_data.present.spots import unit
from puma_data.present.style import Style
from puma_data.present.typeset import Text, layout
from puma_data.symbolic.problem import Problem

NEAREST_POINTS = 16.0
"""Pixels at 448 below which two points cannot be told apart."""
NEAREST_STROKE = 7.0
"""Pixels at 448 below which a point seems to lie on a line that it is not on."""
NARROWEST = 5.0
"""Degrees below which two strokes from one point run together."""
_OVERSHOOT = 0.16
"""How far lines run on past their points, as a share of the figure."""
_WIDEST = 64.0
"""Pixels at 448 of the longest radius of an angle's arc."""
_CHORD = 12.0
"""Longest chord in pixels that stands for an arc when labels keep clear of it."""


@dataclass(slots=True)
class Ink:
    """One path: pen, layer, canvas commands; ``filled`` paths are areas."""

    pen: str
    layer: int
    commands: list[Command]
    filled: bool = False


@dataclass(slots=True)
class Scene:
    """The drawing list of one problem in one frame."""

    ink: list[Ink] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    points: dict[str, complex] = field(default_factory=dict)
    dots: list[tuple[complex, float]] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    """Strokes, dashes and icons as straight pieces: what one cannot see through."""
    marks: list[tuple[Segment, float]] = field(default_factory=list)
    """Other ink as straight pieces with half its width."""
    circles: list[tuple[complex, float]] = field(default_factory=list)
    captions: list[tuple[int, str]] = field(default_factory=list)
    """What no mark had room to show: layer and source of a line under the figure."""

    def obstacles(self, half_width: float) -> Obstacles:
        """What labels keep clear of."""
        dots = [(p, p) for p, _ in self.dots]
        return Obstacles(
            [*self.segments, *(s for s, _ in self.marks), *dots],
            [half_width] * len(self.segments) + [w for _, w in self.marks] + [r for _, r in self.dots],
            self.segments,
            self.circles,
            list(self.points.values()),
        )


@dataclass(frozen=True, slots=True)
class Arc:
    """The arcs at an angle: as seen counter-clockwise from start, innermost and outermost radius."""

    corner: Corner
    start: float
    sweep: float
    radius: float
    outer: float
    aside: bool = False
    """Whether its number stands outside the angle, with a leader to the arc."""

    def meets(self, other: Arc) -> bool:
        """Whether the two angles have more than an arm in common."""
        return (other.start - self.start) % 360 < self.sweep - 0.01 or (
            self.start - other.start
        ) % 360 < other.sweep - 0.01

    def holds(self, other: Arc) -> bool:
        """Whether the other angle lies inside this one."""
        return (other.start - self.start + 0.01) % 360 + other.sweep <= self.sweep + 0.02


@dataclass(frozen=True, slots=True)
class Frame:
    """A similarity from the figure's plane to pixels."""

    turn: complex
    mirror: bool
    scale: float
    shift: complex

    def pixel(self, z: complex) -> complex:
        """Pixel position (y down) of a point of the plane."""
        return (self.turn * (z.conjugate() if self.mirror else z)).conjugate() * self.scale + self.shift


def fit(
    shown: Shown, problem: Problem, turn: complex, mirror: bool, width: float, height: float, margin: float
) -> Frame:
    """The frame that shows the whole figure as large as it goes inside the margins.

    Raises CannotLabel for a figure without extent.
    """
    figure = problem.figure
    flat = Frame(turn, mirror, 1.0, 0j)
    corners = [flat.pixel(z) for name, z in figure.position.items() if not name.startswith("_") or _inked(name, shown)]
    for circle in shown.circles:
        o, r = flat.pixel(figure.at(figure.centre(circle))), figure.radius(circle)
        corners += [o + r, o - r, o + r * 1j, o - r * 1j]
    for circle, p, q in shown.arcs:
        o, r = flat.pixel(figure.at(figure.centre(circle))), figure.radius(circle)
        start, sweep = _span(flat, figure.at(figure.centre(circle)), figure.at(p), figure.at(q))
        corners += [o + r * cmath.exp(-1j * math.radians(start + sweep * i / 16)) for i in range(17)]
    for region in shown.fills:
        for loop in figure.loops(region):
            for edge in loop:
                if edge[0] == "circle":
                    o, r = flat.pixel(figure.at(figure.centre(edge[1]))), figure.radius(edge[1])
                    corners += [o + r, o - r, o + r * 1j, o - r * 1j]
    for run in shown.runs:
        corners += [flat.pixel(z) for z in run_ends(run, problem)]
    corners += [flat.pixel(z) for _, path in shown.paths for z in path]
    for name, foot, top in shown.icons:
        lines = icons.sketch(name, flat.pixel(figure.at(foot)), flat.pixel(figure.at(top)), figure.size / 350)
        corners += [z for part in lines for line in part for z in line]
    xs, ys = [z.real for z in corners], [z.imag for z in corners]
    w, h = max(xs) - min(xs), max(ys) - min(ys)
    if max(w, h) <= 0:
        raise CannotLabel("the figure has no extent")
    scale = min((width - 2 * margin) / max(w, 1e-9), (height - 2 * margin) / max(h, 1e-9))
    middle = complex(min(xs) + w / 2, min(ys) + h / 2)
    return Frame(turn, mirror, scale, complex(width / 2, height / 2) - middle * scale)


def _inked(name: str, shown: Shown) -> bool:
    return any(name in run.points for run in shown.runs) or any(name in icon for icon in shown.icons)


def run_ends(run: Run, problem: Problem) -> tuple[complex, complex]:
    """Where a run begins and ends in the plane, its overshoot included."""
    a, b = problem.figure.at(run.points[0]), problem.figure.at(run.points[-1])
    reach = unit(b - a) * _OVERSHOOT * max(problem.figure.size, abs(b - a))
    return a - reach * run.before, b + reach * run.after


def _span(frame: Frame, centre: complex, p: complex, q: complex) -> tuple[float, float]:
    """Start and sweep, in degrees as seen, of the arc that runs counter-clockwise in the plane from P to Q."""
    if frame.mirror:
        p, q = q, p
    start, end = (_degrees(frame.pixel(z) - frame.pixel(centre)) for z in (p, q))
    sweep = (end - start) % 360
    return start, sweep if sweep > 1e-9 else 360.0


def _degrees(z: complex) -> float:
    """Direction of a pixel vector, counter-clockwise as seen."""
    return math.degrees(math.atan2(-z.imag, z.real))


def _feet(points: list[complex] | Complexes, segments: list[Segment] | Complexes) -> Floats:
    """Distances of points from segments, [segment, point]."""
    if not len(segments):
        return np.full((0, len(points)), np.inf)
    ends, z = np.asarray(segments), np.asarray(points)
    way = ends[:, 1] - ends[:, 0]
    away = z - ends[:, :1]
    along = (away * way.conjugate()[:, None]).real / np.maximum(abs(way) ** 2, 1e-12)[:, None]
    distances: Floats = abs(away - np.clip(along, 0, 1) * way[:, None])
    return distances


def compose(shown: Shown, problem: Problem, frame: Frame, style: Style, last: bool = False) -> Scene:
    """Lay out everything in pixels. Raises CannotLabel where the figure is too crowded to be read.

    In the ``last`` frame tried, marks that have no room are written under the figure.
    """
    return _Composer(shown, problem, frame, style, last).scene


class _Composer:
    def __init__(self, shown: Shown, problem: Problem, frame: Frame, style: Style, last: bool) -> None:
        self.shown, self.problem, self.figure, self.frame, self.style = shown, problem, problem.figure, frame, style
        self.last = last
        self.u = style.scale
        self.scene = Scene()
        self.place = {name: frame.pixel(z) for name, z in self.figure.position.items()}
        self.fills()
        self.paths()
        self.sketches()
        self.lines()
        self.rounds()
        self.points()
        self.check()
        self.squares()
        self.corners()
        self.ticks()
        self.arrows()
        self.arc_ticks()
        self.letters()
        self.tags()
        self.line_names()
        self.words()

    def add(self, pen: str, layer: int, commands: list[Command], filled: bool = False, solid: bool = False) -> None:
        """Add a path; ``solid`` ink hides what is behind it, fills are no obstacle."""
        self.scene.ink.append(Ink(pen, layer, commands, filled))
        pieces = list(straight(commands))
        if solid:
            self.scene.segments += pieces
        elif not pen.startswith("fill"):
            half_width = self.style.pen(pen).width / 2
            self.scene.marks += [(piece, half_width) for piece in pieces]

    # --- strokes -----------------------------------------------------------------------------------------------------

    def fills(self) -> None:
        for region in self.shown.fills:
            commands: list[Command] = []
            for loop in self.figure.loops(region):
                opened = False
                for edge in loop:
                    if edge[0] == "line":
                        p, q = self.place[edge[1]], self.place[edge[2]]
                        commands += [] if opened else [("M", p.real, p.imag)]
                        commands.append(("L", q.real, q.imag))
                        opened = True
                        continue
                    o, r = self.place[self.figure.centre(edge[1])], self.figure.radius(edge[1]) * self.frame.scale
                    if edge[0] == "circle":
                        commands += [("M", o.real + r, o.imag), ("A", o.real, o.imag, r, 0.0, 360.0)]
                        continue
                    p, q = self.place[edge[2]], self.place[edge[3]]
                    start, end = _degrees(p - o), _degrees(q - o)
                    ccw = (edge[4] > 0) != self.frame.mirror
                    end = start + ((end - start) % 360 if ccw else -((start - end) % 360))
                    commands += [] if opened else [("M", p.real, p.imag)]
                    commands.append(("A", o.real, o.imag, r, start, end))
                    opened = True
            self.add("fill", BARE, commands, filled=True)

    def lines(self) -> None:
        for run in self.shown.runs:
            a, b = (self.frame.pixel(z) for z in run_ends(run, self.problem))
            self.add(run.pen, run.layer, [("M", a.real, a.imag), ("L", b.real, b.imag)], solid=True)
            if self.style.arrow_ends:
                for end, way, there in ((a, unit(a - b), run.before), (b, unit(b - a), run.after)):
                    if there:
                        self.head(end, way, "stroke", run.layer)

    def paths(self) -> None:
        for pen, path in sorted(self.shown.paths, key=lambda item: not item[0].startswith("fill")):
            area = pen.startswith("fill")
            self.add(pen, BARE, _polyline(map(self.frame.pixel, path)), filled=area, solid=not area)

    def head(self, tip: complex, way: complex, pen: str, layer: int) -> None:
        """A filled arrowhead."""
        left, right = tip - way * (9 + 3.4j) * self.u, tip - way * (9 - 3.4j) * self.u
        path: list[Command] = [
            ("M", left.real, left.imag),
            ("L", tip.real, tip.imag),
            ("L", right.real, right.imag),
            ("L", left.real, left.imag),
        ]
        self.add(pen, layer, path, filled=True)

    def rounds(self) -> None:
        for circle in self.shown.circles:
            o, r = self.place[self.figure.centre(circle)], self.figure.radius(circle) * self.frame.scale
            self.scene.ink.append(
                Ink("circle", BARE, [("M", o.real + r, o.imag), ("A", o.real, o.imag, r, 0.0, 360.0)])
            )
            self.scene.circles.append((o, r))
        for circle, p, q in self.shown.arcs:
            o, r, start, sweep = self.arc(circle, p, q)
            self.add("circle", BARE, [("A", o.real, o.imag, r, start, start + sweep)], solid=True)

    def arc(self, circle: str, p: str, q: str) -> tuple[complex, float, float, float]:
        """Centre, radius, start and sweep in pixels and degrees of an arc."""
        centre = self.figure.at(self.figure.centre(circle))
        start, sweep = _span(self.frame, centre, self.figure.at(p), self.figure.at(q))
        return self.frame.pixel(centre), self.figure.radius(circle) * self.frame.scale, start, sweep

    def sketches(self) -> None:
        self.icon_widths: list[float] = []
        for name, foot, top in self.shown.icons:
            a, b = self.place[foot], self.place[top]
            open_lines, closed_lines = icons.sketch(name, a, b, self.u)
            across = [
                abs(((z - a) * unit(b - a).conjugate()).imag) for line in (*open_lines, *closed_lines) for z in line
            ]
            self.icon_widths.append(max(across))
            for line in closed_lines:
                self.add("icon", BARE, _polyline(line), filled=True, solid=True)
            strokes = [command for line in open_lines for command in _polyline(line)]
            if strokes:
                self.add("icon", BARE, strokes, solid=True)

    def points(self) -> None:
        """Dots: every point, or in sparing styles only centres, points that no stroke ends at, and those asked for."""
        radius = self.style.dot_radius * self.u
        inside = {p for _, p in self.shown.written}
        visible = [p for p in self.figure.position if not p.startswith("_") and p not in inside]
        centres = {self.figure.centre(c) for c in self.shown.circles}
        self.scene.points = {p: self.place[p] for p in visible}
        for p in visible:
            if p in self.shown.dots or p in centres or self.style.dots == "all" or not self.pinned(p):
                self.scene.dots.append((self.place[p], radius))
        self.scene.dots += [(self.place[p], 0.7 * radius) for p in self.shown.dots if p.startswith("_")]

    def pinned(self, point: str) -> bool:
        """Whether the strokes alone show where a point is: one ends there, or two meet."""
        through = sum(any(point == icon[end] for end in (1, 2)) for icon in self.shown.icons)
        through += sum(abs(abs(self.place[point] - o) - r) < 0.5 for o, r in self.scene.circles)
        for run in self.shown.runs:
            if run.layer == BARE and point in run.points:
                ends = (run.points[0] == point and not run.before) or (run.points[-1] == point and not run.after)
                through += 2 if ends else 1
        return through >= 2

    def check(self) -> None:
        """Reject what the eye cannot separate."""
        for p, q in combinations(self.scene.points, 2):
            if abs(self.place[p] - self.place[q]) < NEAREST_POINTS * self.u:
                raise Crowded(f"points {p} and {q} nearly coincide")
        arms: dict[str, list[tuple[float, str]]] = {}
        names = list(self.scene.points)
        for run, feet in zip(self.shown.runs, self.feet(names, self.shown.runs), strict=True):
            a, b = self.place[run.points[0]], self.place[run.points[-1]]
            line = self.figure.line_through(run.points[0], run.points[-1])
            for i in np.flatnonzero(feet < NEAREST_STROKE * self.u):
                if names[i] not in line and feet[i] > 1e-3:
                    raise Crowded(f"point {names[i]} nearly lies on line {run.points[0]}{run.points[-1]}")
            way = _degrees(b - a)
            for k, p in enumerate(run.points):
                if k or run.before:
                    arms.setdefault(p, []).append(((way + 180) % 360, run.points[0]))
                if k < len(run.points) - 1 or run.after:
                    arms.setdefault(p, []).append((way % 360, run.points[-1]))
        for p, around in arms.items():
            around.sort()
            for (one, q), (two, r) in zip(around, [*around[1:], (around[0][0] + 360, around[0][1])], strict=True):
                if len(around) > 1 and 1e-6 < two - one < NARROWEST:
                    raise Crowded(f"{p}{q} and {p}{r} nearly coincide")

    def feet(self, names: list[str], runs: list[Run]) -> Floats:
        """Distances of points from runs [run, point], overshoot left out."""
        return _feet(
            [self.place[p] for p in names], [(self.place[run.points[0]], self.place[run.points[-1]]) for run in runs]
        )

    def arms(self, points: list[complex]) -> list[list[complex]]:
        """Directions in which ink leaves each point."""
        found: list[list[complex]] = [[] for _ in points]
        for i, k in np.argwhere(_feet(points, self.scene.segments) < 1.0):
            found[k] += [unit(end - points[k]) for end in self.scene.segments[i] if abs(end - points[k]) > 2.0]
        for o, r in self.scene.circles:
            for k, point in enumerate(points):
                if abs(abs(point - o) - r) < 1.0:
                    found[k] += [unit(point - o) * 1j, unit(point - o) * -1j]
        return found

    # --- marks -------------------------------------------------------------------------------------------------------

    def room(self, vertex: str, p: str) -> float:
        """Pixels from a vertex to the next point on the ray towards P."""
        line = self.figure.line_through(vertex, p)
        step = 1 if line.index(p) > line.index(vertex) else -1
        return abs(self.place[line[line.index(vertex) + step]] - self.place[vertex])

    def squares(self) -> None:
        self.square_room: dict[str, float] = {}
        for p, v, q in self.shown.squares:
            side = min(12.0 * self.u, 0.36 * min(self.room(v, p), self.room(v, q)))
            if side < 5 * self.u:
                raise CannotLabel(f"no room for the right angle at {v}")
            at, a, b = self.place[v], unit(self.place[p] - self.place[v]), unit(self.place[q] - self.place[v])
            self.add("mark", MARKED, _polyline([at + a * side, at + (a + b) * side, at + b * side]))
            self.square_room[v] = side

    def corners(self) -> None:
        """Arcs of angles, narrowest first: a wider angle goes around the narrower ones inside it and their numbers.

        Where it would be drawn too wide for that, the numbers inside it stand aside.
        """
        by_vertex: dict[str, list[tuple[Corner, float, float]]] = {}
        for corner in self.shown.corners:
            by_vertex.setdefault(corner.ends[1], []).append((corner, *self.wedge(corner)))
        for vertex, found in by_vertex.items():
            found.sort(key=lambda item: item[2])
            laid = self.lay_arcs(vertex, found, [])
            wide = [arc for arc in laid if self.too_wide(vertex, arc)]
            if wide:
                aside = [a.corner for a in laid if a.corner.text is not None and any(w.meets(a) for w in wide)]
                laid = self.lay_arcs(vertex, found, [corner for corner in aside if corner is not wide[-1].corner])
            for arc in laid:
                self.draw_arc(self.place[vertex], arc)
            for arc in laid:
                if arc.corner.text is not None:
                    self.number(self.place[vertex], arc, laid)

    def number(self, at: complex, arc: Arc, laid: list[Arc]) -> None:
        """Ask for a place for the number or letter of an angle."""
        text = self.text(arc.corner)
        options, ink = spots.within(at, arc.start, arc.sweep, arc.outer, text, self.u)
        inside = ~np.isnan(options[2].real)
        others = np.array([z for z in self.scene.points.values() if abs(z - at) > 1])
        if len(others):  # beside another point it would seem to be an angle there
            rival = abs(options[0][:, None] - others).min(axis=1)
            options[1][(rival < 34 * self.u) & (rival < 0.8 * abs(options[0] - at))] += 12.0
        if arc.aside:
            options[1][inside] = np.inf
        around = [other.radius for other in laid if other.radius > arc.outer and other.holds(arc)]
        if around:  # the number belongs between its own arc and the next one around it
            options[1][inside & (abs(options[0] - at) > min(around))] = np.inf
        self.request(f"${arc.corner.text}$", arc.corner.text_layer, options, ink, arc.corner.caption)

    def reach(self, corner: Corner) -> float:
        """Length in pixels of the shorter arm, as far as it is free of points."""
        return min(self.room(corner.ends[1], corner.ends[0]), self.room(corner.ends[1], corner.ends[2]))

    def text(self, corner: Corner) -> Text:
        return layout(f"${corner.text}$", self.style.size("value"), self.style.face)

    def lay_arcs(self, vertex: str, found: list[tuple[Corner, float, float]], aside: list[Corner]) -> list[Arc]:
        laid: list[Arc] = []
        for corner, start, sweep in found:
            laid.append(self.lay_arc(vertex, corner, start, sweep, laid, any(corner is other for other in aside)))
        return laid

    def too_wide(self, vertex: str, arc: Arc) -> bool:
        """Whether an arc is so far from its vertex that it crosses strokes or is no longer seen as one."""
        room = self.reach(arc.corner)
        if arc.outer > max(0.75 * room, 16 * self.u) or (arc.sweep > 40 and arc.outer > _WIDEST * self.u):
            return True
        return self.crosses(vertex, arc)

    def crosses(self, vertex: str, arc: Arc) -> bool:
        """Whether an arc meets a stroke that does not come from its vertex."""
        at = self.place[vertex]
        near = _feet([at], self.scene.segments)[:, 0]
        foreign = [s for s, d in zip(self.scene.segments, near, strict=True) if 1.0 < d < arc.outer + self.u]
        if not foreign:
            return False
        z = at + arc.outer * np.exp(-1j * np.radians(arc.start + arc.sweep * np.arange(17) / 16))
        return bool((_feet(list(z), foreign) < arc.outer * math.radians(arc.sweep) / 24).any())

    def lay_arc(
        self, vertex: str, corner: Corner, start: float, sweep: float, laid: list[Arc], aside: bool = False
    ) -> Arc:
        """Choose the radius of an angle's arc: far enough out for its number to stand at it, around what is inside."""
        room = self.reach(corner)
        count = corner.count if corner.layer == MARKED else 1
        deep = self.step(room) * (count - 1)
        radius = 21 * self.u * min(max(math.sqrt(48 / sweep), 0.85), 2.1)
        radius = min(radius, max(0.42 * room - deep, 9 * self.u))
        if corner.text is not None and not aside and not laid and sweep < 40:
            middle = cmath.exp(-1j * math.radians(start + sweep / 2))
            hx, hy = spots.half(self.text(corner))
            across = abs(middle.imag) * hx + abs(middle.real) * hy + 4 * self.u
            fit = across / math.tan(math.radians(sweep) / 2)
            behind = fit - (abs(middle.real) * hx + abs(middle.imag) * hy) - 14 * self.u
            out = Arc(corner, start, sweep, radius, max(radius, min(behind, 80 * self.u, 0.42 * room)))
            if not self.crosses(vertex, out):
                radius = out.outer - deep
        for other in laid:
            if Arc(corner, start, sweep, radius, radius).meets(other):
                numbered = other.corner.text is not None and not other.aside
                middle = cmath.exp(-1j * math.radians(other.start + other.sweep / 2))
                hx, hy = spots.half(self.text(other.corner)) if numbered else (0.0, 0.0)
                wide = 2 * (abs(middle.real) * hx + abs(middle.imag) * hy) + 12 * self.u if numbered else 8 * self.u
                if numbered and other.sweep < 60:
                    across = abs(middle.imag) * hx + abs(middle.real) * hy + 4 * self.u
                    wide += max(0.0, across / math.tan(math.radians(other.sweep) / 2) - other.outer - wide / 2)
                radius = max(radius, other.outer + wide)
            elif abs(radius - other.outer) < 3 * self.u and (corner.layer, corner.count) != (
                MARKED,
                other.corner.count,
            ):
                radius = other.outer + 5 * self.u
        outer = radius + deep
        if vertex in self.square_room and radius < 1.5 * self.square_room[vertex]:
            radius, outer = (r + 1.5 * self.square_room[vertex] + 3 * self.u - radius for r in (radius, outer))
        return Arc(corner, start, sweep, radius, outer, aside)

    def step(self, room: float) -> float:
        """Pixels between the arcs of a class."""
        return (4.0 if room > 60 * self.u else 3.2) * self.u

    def draw_arc(self, at: complex, arc: Arc) -> None:
        """Raises CannotLabel where the arms are too short for the arc."""
        corner, room = arc.corner, self.reach(arc.corner)
        if arc.outer > max(0.75 * room, 16 * self.u) or arc.radius < 8 * self.u:
            raise CannotLabel(f"no room for the arc of angle {''.join(corner.ends)}")
        pen = "mark" if corner.layer == MARKED else "stroke" if corner.layer == BARE else "value"
        for i in range(corner.count if corner.layer == MARKED else 1):
            radius = arc.radius + self.step(room) * i
            self.add(pen, corner.layer, [("A", at.real, at.imag, radius, arc.start, arc.start + arc.sweep)])

    def wedge(self, corner: Corner) -> tuple[float, float]:
        """Start and sweep as seen of the angle's arc."""
        p, v, q = (self.place[name] for name in corner.ends)
        start, end = _degrees(p - v), _degrees(q - v)
        sweep = (end - start) % 360
        if (sweep > 180) != corner.reflex:
            start, sweep = end, 360 - sweep
        return start, sweep

    def ticks(self) -> None:
        for count, pairs in enumerate(self.shown.ticks, 1):
            self.mark_class((self.tick(count, p, q) for p, q in pairs), "ticks", count)

    def mark_class(self, marks: Iterable[list[Command]], kind: str, count: int) -> None:
        """Draw all marks of a class, or, in the last frame, write the class under the figure."""
        try:
            drawn = list(marks)
        except CannotLabel:
            caption = self.shown.spoken.get((kind, count))
            if not self.last or caption is None:
                raise
            self.scene.captions.append((MARKED, caption))
        else:
            for strokes in drawn:
                self.add("mark", MARKED, strokes)

    def tick(self, count: int, p: str, q: str) -> list[Command]:
        a, b = self.place[p], self.place[q]
        width = 4.4 * self.u * (count - 1)
        if abs(b - a) < width + 22 * self.u:
            raise CannotLabel(f"no room for ticks on {p}{q}")
        middle = self.clear(a, b, 0.5 * width + 2 * self.u)
        way = unit(b - a)
        strokes: list[Command] = []
        for i in range(count):
            foot = middle + way * (4.4 * self.u * i - width / 2)
            strokes += _polyline([foot + way * 5.8j * self.u, foot - way * 5.8j * self.u])
        return strokes

    def clear(self, a: complex, b: complex, reach: float) -> complex:
        """A place near the middle of a segment where a mark touches no other ink."""
        need = reach + 6 * self.u
        spots_along = [a + (b - a) * f for f in (0.5, 0.45, 0.55, 0.4, 0.6, 0.34, 0.66, 0.28, 0.72)]
        others = [*self.scene.segments, *(s for s, _ in self.scene.marks)]
        feet = _feet([a, b, *spots_along], others)
        foreign = (feet[:, :2] > 0.5).any(axis=1)
        marks = np.arange(len(others)) >= len(self.scene.segments)
        strokes = feet[foreign & ~marks, 2:].min(axis=0, initial=np.inf)
        apart = feet[foreign & marks, 2:].min(axis=0, initial=np.inf)
        for wish in (14 * self.u, 0.0):  # two marks on a segment stand well apart where there is room
            for z, gap, away in zip(spots_along, strokes, apart, strict=True):
                if min(gap, away - wish) > need and all(abs(abs(z - o) - r) > need for o, r in self.scene.circles):
                    return z
        raise CannotLabel("no room for a mark on a segment")

    def arrows(self) -> None:
        """Chevrons of parallel lines, all of a class pointing the same way."""
        for count, pairs in enumerate(self.shown.arrows, 1):
            first = self.place[pairs[0][1]] - self.place[pairs[0][0]]
            self.mark_class((self.chevrons(count, p, q, first) for p, q in pairs), "arrows", count)

    def chevrons(self, count: int, p: str, q: str, first: complex) -> list[Command]:
        a, b = self.place[p], self.place[q]
        if ((b - a) * first.conjugate()).real < 0:
            a, b = b, a
        way, width = unit(b - a), 6.0 * self.u * (count - 1)
        if abs(b - a) < width + 24 * self.u:
            raise CannotLabel(f"no room for arrows on {p}{q}")
        middle = self.clear(a, b, 0.5 * width + 6 * self.u)
        strokes: list[Command] = []
        for i in range(count):
            tip = middle + way * (4 * self.u + 6.0 * self.u * i - width / 2)
            strokes += _polyline([tip + way * (-8 + 5j) * self.u, tip, tip + way * (-8 - 5j) * self.u])
        return strokes

    def arc_ticks(self) -> None:
        for count, arcs in enumerate(self.shown.arc_ticks, 1):
            for circle, p, q in arcs:
                o, r, start, sweep = self.arc(circle, p, q)
                strokes: list[Command] = []
                for i in range(count):
                    turn = cmath.exp(-1j * (math.radians(start + sweep / 2) + 4.4 * self.u * (i - (count - 1) / 2) / r))
                    strokes += _polyline([o + turn * (r - 5.8 * self.u), o + turn * (r + 5.8 * self.u)])
                self.add("mark", MARKED, strokes)

    # --- labels ------------------------------------------------------------------------------------------------------

    def request(
        self, source: str, layer: int, options: spots.Spots, drawn: InkSpots | None = None, fallback: str | None = None,
        role: str = "value", owner: complex | None = None, ready: bool = False,
    ) -> None:  # fmt: skip
        centres, costs, starts = options
        if not len(centres):  # nowhere to stand: one spot outside the picture
            centres, costs, starts = np.array([-1e6 + 0j]), np.zeros(1), np.array([complex("nan")])
        text = layout(source, self.style.size(role), self.style.face)
        free = drawn.first(len(centres)) if drawn else len(centres)  # spots that draw nothing besides their text
        if self.style.lattice and role == "value" and free:
            options = (centres[:free], costs[:free], starts[:free])
            (centres, costs, starts), drawn = spots.snapped(options, text, self.style.lattice * self.u, self.u), None
        self.scene.requests.append(
            Request(source, text, layer, role, centres, costs, starts, owner, drawn, fallback, ready)
        )

    def letters(self) -> None:
        middle = sum(self.scene.points.values()) / max(len(self.scene.points), 1)
        dots = dict(self.scene.dots)
        sketched = [(self.place[foot], self.place[top]) for _, foot, top in self.shown.icons]
        for (p, at), arms in zip(self.scene.points.items(), self.arms(list(self.scene.points.values())), strict=True):
            letter = self.problem.names.get(p, p)
            if not letter:
                continue
            source = self.style.letters.format(letter)
            text = layout(source, self.style.size("letter"), self.style.face)
            outward = unit(at - middle) if abs(at - middle) > 1 else -1j
            options = spots.around(at, text, dots.get(at, 1.0 * self.u), spots.freest(arms, outward), self.u)
            if (_feet([at], sketched) < 1.0).any():  # inside its sketch a point is hidden on all sides
                options[2][:] = complex("nan")
            self.request(source, BARE, options, role="letter", owner=at)

    def tags(self) -> None:
        seen = self.scene.points if self.figure.flat else self.place
        middle = sum(seen.values()) / max(len(seen), 1)
        for tag in self.shown.tags:
            source = f"${tag.text}$"
            text = layout(source, self.style.size("value"), self.style.face)
            options, drawn = self.tag_spots(tag, text, middle)
            self.request(source, tag.layer, options, drawn, tag.caption, ready=tag.kind == "dimension")

    def tag_spots(self, tag: Tag, text: Text, middle: complex) -> tuple[spots.Spots, InkSpots | None]:
        if tag.kind in ("length", "dimension"):
            a, b = self.place[tag.args[0]], self.place[tag.args[1]]
            outward = (a + b) / 2 - middle
            if tag.kind == "length":
                sides = {
                    frozenset(icon[1:]): wide for icon, wide in zip(self.shown.icons, self.icon_widths, strict=True)
                }
                options = spots.beside(a, b, text, outward, self.u, sides.get(frozenset(tag.args), 0.0))
                options[1][self.nearer_others(a, b, options[0])] += 14.0
                return options, None
            return spots.dimension(a, b, text, outward, self.u)
        if tag.kind == "spot":
            return self.on(tag.args[0]), None
        if tag.kind == "radius":
            o = self.place[self.figure.centre(tag.args[0])]
            return spots.spokes(o, self.figure.radius(tag.args[0]) * self.frame.scale, text, self.arms([o])[0], self.u)
        o, r, start, sweep = self.arc(tag.args[0], tag.args[1], tag.args[2])
        return spots.along_arc(o, r, start, sweep, text, self.u), None

    def nearer_others(self, a: complex, b: complex, centres: Complexes) -> NDArray[np.bool_]:
        """Which spots for the number of segment AB are as near to another stroke."""
        way = unit(b - a).conjugate()
        segments = np.array(self.scene.segments)
        others = segments[abs(((segments - a) * way).imag).max(axis=1) > 1.0]
        if not len(others):
            return np.zeros(len(centres), bool)
        nearer: NDArray[np.bool_] = _feet(centres, others).min(axis=0) < 1.3 * abs(((centres - a) * way).imag)
        return nearer

    def line_names(self) -> None:
        for letter, p, q in self.shown.line_names:
            line = self.figure.line_through(p, q)
            run = next(
                (r for r in self.shown.runs if set(r.points) <= set(line) and len(set(line) & {p, q}) == 2), None
            )
            ends = (
                [self.place[p], self.place[q]]
                if run is None
                else [self.frame.pixel(z) for z in run_ends(run, self.problem)]
            )
            end = min(ends, key=lambda z: abs(z - self.place[q]))
            way = unit(end - (ends[0] if end == ends[1] else ends[1]))
            source = f"${letter}$"
            text = layout(source, self.style.size("letter"), self.style.face)
            self.request(source, BARE, spots.around(end - way * 3 * self.u, text, 1.0, way, self.u), role="letter")

    def words(self) -> None:
        """What is written on a place: a word, or the letter of the point itself."""
        for word, p in self.shown.written:
            source = word or self.style.letters.format(self.problem.names.get(p, p))
            self.request(source, BARE, self.on(p), role="letter")

    def on(self, point: str) -> spots.Spots:
        """The place of a point, and places close by."""
        nudges = np.array([0, -3j, 3j, -3, 3, 3 - 3j, 3 + 3j, -3 - 3j, -3 + 3j]) * self.u
        centres: Complexes = (self.place[point] + nudges).astype(np.complex128)
        return centres, abs(nudges) / self.u, np.full(len(nudges), complex("nan"))


def _polyline(points: Iterable[complex]) -> list[Command]:
    return [("L" if i else "M", z.real, z.imag) for i, z in enumerate(points)]


def straight(commands: list[Command]) -> Iterable[Segment]:
    """The straight pieces of a path, arcs as chords."""
    at = 0j
    fresh = True
    for name, *numbers in commands:
        if name == "A":
            x, y, r, start, end = numbers
            pieces = max(3, math.ceil(abs(math.radians(end - start)) * r / _CHORD))
            chain = [
                complex(x, y) + r * cmath.exp(-1j * math.radians(start + (end - start) * i / pieces))
                for i in range(pieces + 1)
            ]
            if not fresh and abs(chain[0] - at) > 1e-6:
                yield at, chain[0]
            yield from pairwise(chain)
            at = chain[-1]
        else:
            there = complex(*numbers)
            if name == "L":
                yield at, there
            at = there
        fresh = False


__all__ = ["BARE", "MARKED", "VALUED", "Frame", "Ink", "Scene", "compose", "fit", "straight"]
