"""The four drawings of a problem.

Bare, marked, valued and the page, layers of one raster with one placement of the labels.
"""

from __future__ import annotations

import cmath
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from puma_data.present import labels, style
from puma_data.present.canvas import Canvas, Command
from puma_data.present.page import Label, page
from puma_data.present.plotting import plotted
from puma_data.present.scene import Ink, Scene, compose, fit, straight
from puma_data.present.shown import BARE, MARKED, VALUED, CannotLabel, Crowded, Shown, read
from puma_data.present.style import Style
from puma_data.present.typeset import Text, layout
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem

ALL = frozenset({"bare", "marked", "valued", "page"})
_SMALLEST = 100
_EDGE = 10.0
_TRIES = 5


@dataclass(slots=True)
class Picture:
    """PNG bytes, size in pixels, and all that is written: source and pixel box."""

    png: bytes
    width: int
    height: int
    labels: list[Label]


@dataclass(slots=True)
class Drawings:
    """The drawings of one problem; None where one was not asked for."""

    bare: Picture | None = None
    marked: Picture | None = None
    valued: Picture | None = None
    page: Picture | None = None


@dataclass(slots=True)
class Layout:
    """A scene whose labels have their places, and the part of the plane it fills."""

    scene: Scene
    style: Style
    written: list[tuple[int, str, Text, complex, str]]
    """Layer, source, text, box centre and text role of every placed label."""
    captions: list[tuple[int, str]]
    window: tuple[int, int, int, int]
    """Left, top, width and height in pixels of what is shown."""


def draw(
    problem: Problem, rng: random.Random, *, size: int = 448, page_text: str, page_values: bool,
    page_choices: list[str] | None, pictures: frozenset[str] | set[str] = ALL, plain: bool = False,
) -> Drawings:  # fmt: skip
    """Draw a problem; the longest side of a figure is ``size`` pixels, captions may add to its height.

    ``page_text`` is what the page says above or beside the figure, which carries the values (``page_values``) or only
    the marks. Raises CannotLabel where no orientation gives a legible figure, TypesetError for a bad source.
    """
    look = style.plain(size) if plain else style.pick(rng, size)
    return paint(lay_out(problem, look, rng, size), rng, page_text, page_values, page_choices, pictures)


def lay_out(problem: Problem, look: Style, rng: random.Random, size: int = 448) -> Layout:
    """Fit the figure and place its labels, in another orientation or scale where the first does not do."""
    if isinstance(problem.figure, Plot):
        plot = plotted(problem, problem.figure, look, rng, size)
        window = _window(plot.scene, plot.written, size, size, plot.look)
        return Layout(plot.scene, plot.look, plot.written, plot.captions, window)
    shown = read(problem)
    reason = CannotLabel("no orientation tried")
    poses = _upright(shown, problem) if look.lattice else _orientations(shown, problem, rng)
    for attempt, (turn, mirror, margin) in enumerate(poses):
        last = attempt == (_TRIES - 1 if problem.figure.flat else 1)  # a solid has one pose: only its margin changes
        try:
            return _attempt(shown, problem, look, turn, mirror, margin * look.scale, size, last)
        except Crowded:
            raise
        except CannotLabel as error:
            reason = error
        if last:
            break
    raise reason


def _orientations(shown: Shown, problem: Problem, rng: random.Random) -> Iterator[tuple[complex, bool, float]]:
    """Turn, reflection and margin to try in order: books keep a base level most of the time, stories stay upright."""
    draft = problem.draft
    story = bool(shown.icons or draft.skin or draft.keep_names or not problem.figure.flat)
    for attempt in range(_TRIES):
        margin = 33.0 + 5.0 * attempt if problem.figure.flat else 40.0 + 14.0 * attempt
        if story:
            yield 1 + 0j, False, margin
            continue
        roll = rng.random() + 0.2 * attempt
        if roll < 0.72:
            turn = 1 + 0j
        elif roll < 0.86 and shown.runs:
            run = rng.choice(shown.runs)
            way = problem.figure.at(run.points[-1]) - problem.figure.at(run.points[0])
            turn = abs(way) / way * rng.choice((1, -1))
        else:
            turn = cmath.rect(1.0, math.radians(rng.uniform(-180, 180)))
        yield turn, rng.random() < 0.5, margin


def _upright(shown: Shown, problem: Problem) -> Iterator[tuple[complex, bool, float]]:
    """One pose for every figure of a kind: its first stroke runs level to the right, the rest is above."""
    figure, turn, mirror = problem.figure, 1 + 0j, False
    if shown.runs and not shown.icons:
        start, end = (figure.at(shown.runs[0].points[i]) for i in (0, -1))
        turn = abs(end - start) / (end - start)
        mirror = sum(((z - start) * turn).imag for z in figure.position.values()) < 0
        turn = turn.conjugate() if mirror else turn
    for attempt in range(_TRIES):
        yield turn, mirror, 33.0 - 5.0 * attempt


def _attempt(
    shown: Shown, problem: Problem, look: Style, turn: complex, mirror: bool, margin: float, size: int, last: bool
) -> Layout:
    below = _caption_height(shown.captions, look)
    frame = fit(shown, problem, turn, mirror, size, max(size - below, 0.7 * size), margin)
    scene = compose(shown, problem, frame, look, last)
    half_width = max(pen.width for pen in look.pens.values()) * look.scale / 2
    height = max(size - below, 0.7 * size)
    placed = labels.place(scene.requests, scene.obstacles(half_width), size, height, look.scale)
    captions = shown.captions + scene.captions
    for i in placed.missing:
        request = scene.requests[i]
        if request.fallback is None or not (last or request.ready):
            raise CannotLabel(f"no free place for the label {request.source}")
        captions.append((request.layer, request.fallback))
    if captions and look.lattice:
        raise CannotLabel("no room for a caption")
    written = []
    for request, k in zip(scene.requests, placed.chosen, strict=True):
        if k < 0:
            continue
        written.append((request.layer, request.source, request.text, complex(request.centres[k]), request.role))
        drawn = request.drawn(k)
        if drawn is not None and request.ink is not None:
            commands: list[Command] = []
            for p, q in drawn:
                commands += [("M", float(p.real), float(p.imag)), ("L", float(q.real), float(q.imag))]
            scene.ink.append(Ink(request.ink.pen, request.layer, commands))
    return Layout(
        scene, look, written, sorted(captions, key=lambda item: item[0]), _window(scene, written, size, height, look)
    )


def _window(
    scene: Scene, written: list[tuple[int, str, Text, complex, str]], size: float, height: float, look: Style
) -> tuple[int, int, int, int]:
    """The ink and labels of all layers with a narrow edge, so that every drawing shows the same window.

    In the plain look it is the whole picture, so that the same thing stands at the same place.

    Raises CannotLabel where ink leaves the picture.
    """
    xs: list[float] = []
    ys: list[float] = []
    for ink in scene.ink:
        bent = any(command[0] == "A" for command in ink.commands)
        corners = [z for piece in straight(ink.commands) for z in piece] if bent else None
        xs += [z.real for z in corners] if corners else [command[1] for command in ink.commands]
        ys += [z.imag for z in corners] if corners else [command[2] for command in ink.commands]
    for at, r in scene.dots:
        xs += (at.real - r, at.real + r)
        ys += (at.imag - r, at.imag + r)
    if min(xs) < 1 or min(ys) < 1 or max(xs) > size - 1 or max(ys) > height - 1:
        raise CannotLabel("the figure leaves the picture")
    if look.lattice:
        return 0, 0, round(size), round(size)
    for _, _, text, centre, _ in written:
        hx, hy = (text.ink[2] - text.ink[0]) / 2, (text.ink[3] - text.ink[1]) / 2
        xs += (centre.real - hx, centre.real + hx)
        ys += (centre.imag - hy, centre.imag + hy)
    edge = _EDGE * look.scale
    left, top = math.floor(min(xs) - edge), math.floor(min(ys) - edge)
    width, tall = math.ceil(max(xs) + edge) - left, math.ceil(max(ys) + edge) - top
    wider, taller = max(0, _SMALLEST - width), max(0, _SMALLEST - tall)
    return left - wider // 2, top - taller // 2, width + wider, tall + taller


def _caption_height(captions: list[tuple[int, str]], look: Style) -> float:
    size = look.size("caption")
    return sum(layout(source, size, look.face).height + 0.55 * size for _, source in captions)


# --- painting --------------------------------------------------------------------------------------------------------


def paint(
    laid: Layout, rng: random.Random, page_text: str, page_values: bool, page_choices: list[str] | None,
    pictures: frozenset[str] | set[str] = ALL,
) -> Drawings:  # fmt: skip
    """Paint the layers once each on one canvas, and encode every drawing as soon as its layer is there."""
    drawings = Drawings()
    canvas = Canvas(laid.window[2], laid.window[3], laid.style.background)
    written: list[Label] = []
    painted: Picture | None = None  # the drawing of the layers so far: a layer that adds nothing has the same
    for layer, name in ((BARE, "bare"), (MARKED, "marked"), (VALUED, "valued")):
        if _adds(laid, layer):
            written = written + _paint_layer(canvas, laid, layer)
            painted = None
        on_page = "page" in pictures and layer == (VALUED if page_values else MARKED)
        if name not in pictures and not on_page:
            continue
        figure, said = _captioned(canvas, written, laid, layer)
        if name in pictures:
            painted = painted or Picture(figure.png(), figure.width, figure.height, said)
            setattr(drawings, name, painted)
        if on_page:
            sheet, all_written = page(page_text, page_choices, figure, said, laid.style, rng)
            drawings.page = Picture(sheet.png(), sheet.width, sheet.height, all_written)
    return drawings


def _adds(laid: Layout, layer: int) -> bool:
    """Whether a layer has anything of its own."""
    said = (item[0] for item in (*laid.written, *laid.captions))
    return layer == BARE or any(ink.layer == layer for ink in laid.scene.ink) or layer in said


def _paint_layer(canvas: Canvas, laid: Layout, layer: int) -> list[Label]:
    """Fills, strokes by pen, dots, then text."""
    look = laid.style
    dx, dy = shift = -laid.window[0], -laid.window[1]
    own = [ink for ink in laid.scene.ink if ink.layer == layer]
    for ink in own:
        if ink.filled and ink.pen.startswith("fill"):
            canvas.path(ink.commands, fill=look.tone(ink.pen), closed=True, shift=shift)
    for (pen_name, filled), group in groupby(
        [i for i in own if not i.pen.startswith("fill")], key=lambda ink: (ink.pen, ink.filled)
    ):
        pen = look.pen(pen_name)
        if filled:
            if pen_name == "halo":
                for ink in group:
                    (_, x0, y0), _, (_, x1, y1), *_ = cast(Any, ink.commands)
                    canvas.blank(x0 + dx, y0 + dy, x1 + dx, y1 + dy)
                continue
            for ink in group:
                inside = look.fill if pen_name == "icon" else look.background if pen_name == "open" else pen.color
                canvas.path(ink.commands, pen.color, pen.width, fill=inside, closed=True, shift=shift)
        else:
            commands = [command for ink in group for command in _opened(ink.commands)]
            canvas.path(commands, pen.color, pen.width, dash=pen.dash, shift=shift)
    if layer == BARE:
        for at, r in laid.scene.dots:
            canvas.dot(at.real + dx, at.imag + dy, r, look.pen("stroke").color)
    written: list[Label] = []
    for at_layer, source, text, centre, role in laid.written:
        if at_layer == layer:
            x = round(centre.real + dx - (text.ink[0] + text.ink[2]) / 2)  # on whole pixels masks are kept and crisp
            baseline = centre.imag + dy - (text.ink[1] + text.ink[3]) / 2
            written.append((source, canvas.text(text, x, baseline, look.text[role])))
    return written


def _opened(commands: list[Command]) -> list[Command]:
    """A path whose first arc begins with a move, so that paths can be strung together."""
    name, *numbers = commands[0]
    if name == "A":
        x, y, r, start, _ = numbers
        turn = cmath.exp(-1j * math.radians(start)) * r
        return [("M", x + turn.real, y + turn.imag), *commands]
    return commands


def _captioned(canvas: Canvas, written: list[Label], laid: Layout, layer: int) -> tuple[Canvas, list[Label]]:
    """The figure with its lines of caption underneath, as far as the layer may say them."""
    captions = [source for at_layer, source in laid.captions if at_layer <= layer]
    if not captions:
        return canvas, written
    look = laid.style
    size = look.size("caption")
    texts = [layout(source, size, look.face) for source in captions]
    gap, edge = 0.55 * size, math.ceil(_EDGE * look.scale)
    width = max([canvas.width, *(math.ceil(text.width) + 2 * edge for text in texts)])
    sheet = Canvas(
        width,
        math.ceil(canvas.height + sum(text.height + gap for text in texts) + 0.2 * size + edge / 2),
        look.background,
    )
    left = (width - canvas.width) // 2
    sheet.paste(canvas, left, 0)
    said = [(source, (x0 + left, y0, x1 + left, y1)) for source, (x0, y0, x1, y1) in written]
    y = canvas.height + 0.2 * size
    for source, text in zip(captions, texts, strict=True):
        baseline = round(y + text.ascent)
        said.append((source, sheet.text(text, round((width - text.width) / 2), baseline, look.text["value"])))
        y += text.height + gap
    return sheet, said
