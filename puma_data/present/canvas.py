"""A drawing surface: antialiased strokes and fills by matplotlib's Agg renderer, text from cached coverage masks.

Agg is called directly: no figure, no artists, no rcParams. Coordinates are pixels with y down; (0, 0) is the corner of
the first pixel and (0.5, 0.5) its centre. Angles are degrees counter-clockwise as seen on screen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform
from numpy.typing import NDArray

from . import png
from .fonts import Glyph
from .typeset import Arch, Mark, Rule, Segment, Text

Color = tuple[int, int, int] | tuple[int, int, int, int]
Point = tuple[float, float]
Command = tuple[str, float, float, *tuple[float, ...]]
BLACK: Color = (0, 0, 0)
WHITE: Color = (255, 255, 255)

_Agg: Any = RendererAgg
_MOVE, _LINE, _QUADRATIC, _CUBIC, _CLOSE = map(
    int, (Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE4, Path.CLOSEPOLY)
)
_IDENTITY = IdentityTransform()


# Surfaces of canvases that are gone, by size: fresh memory costs more than drawing the background. Sizes are rounded
# up, so that there are few.
_spare: dict[tuple[int, int], list[tuple[Any, NDArray[np.uint8]]]] = {}
_STEP = 64, 256


def _surface(width: int, height: int) -> tuple[Any, NDArray[np.uint8]]:
    """An Agg renderer and its pixels, [H, 4 W], of at least width by height pixels."""
    size = (math.ceil(width / _STEP[0]) * _STEP[0], math.ceil(height / _STEP[1]) * _STEP[1])
    if spare := _spare.get(size):
        return spare.pop()
    agg = _Agg(*size, 72)
    return agg, np.asarray(agg.buffer_rgba()).reshape(size[1], -1)


@lru_cache(maxsize=4096)
def _pen(color: Color, width: float, dash: tuple[float, ...] | None) -> GraphicsContextBase:
    gc = GraphicsContextBase()
    gc.set_foreground((color[0] / 255, color[1] / 255, color[2] / 255))
    gc.set_linewidth(width)  # points are pixels at 72 dpi
    gc.set_antialiased(True)
    gc.set_capstyle("butt" if dash else "round")
    gc.set_joinstyle("round")
    gc.set_snap(False)
    gc.set_alpha(color[3] / 255 if len(color) == 4 else 1.0)
    if dash:
        gc.set_dashes(0, dash)
    return gc


class Canvas:
    """An RGB picture being drawn."""

    def __init__(self, width: int, height: int, background: Color = WHITE) -> None:
        """A canvas of `width` by `height` pixels filled with an opaque background."""
        self.width, self.height = width, height
        self._background = background[:3]
        self._colors: dict[Color, None] = {self._background: None}  # kept exact by the encoder
        self._open()
        r, g, b = self._background  # clearing through Agg would leave it transparent
        self._rows.view("<u4").fill(r | g << 8 | b << 16 | 255 << 24)

    def _open(self) -> None:
        """Take the upper left part of a surface."""
        self._surface = _surface(self.width, self.height)
        self._agg, whole = self._surface
        self._rows = whole[: self.height, : 4 * self.width]
        self._flip = Affine2D(np.array([[1.0, 0.0, 0.0], [0.0, -1.0, len(whole)], [0.0, 0.0, 1.0]]))

    def __del__(self) -> None:
        height, width = self._surface[1].shape
        spare = _spare.setdefault((width // 4, height), [])
        if len(spare) < 8:
            spare.append(self._surface)

    def copy(self) -> Canvas:
        """An independent canvas with the same pixels, to draw one more layer on."""
        other = Canvas.__new__(Canvas)
        other.width, other.height = self.width, self.height
        other._background, other._colors = self._background, dict(self._colors)
        other._open()
        other._rows[:] = self._rows
        return other

    # Strokes and fills

    def lines(
        self, segments: Sequence[tuple[Point, Point]], color: Color, width: float, dash: Sequence[float] | None = None
    ) -> None:
        """Separate straight segments in one go; `dash` alternates lengths of ink and gap in pixels."""
        if len(segments):
            vertices = np.asarray(segments, float).reshape(-1, 2)
            self._draw(vertices, [_MOVE, _LINE] * (len(vertices) // 2), color, width, None, dash)

    def path(
        self, commands: Sequence[Command], color: Color | None = None, width: float = 0, fill: Color | None = None,
        dash: Sequence[float] | None = None, closed: bool = False, shift: Point = (0.0, 0.0),
    ) -> None:  # fmt: skip
        """Stroke and fill, moved by `shift`, subpaths of ("M", x, y), ("L", x, y) and ("A", cx, cy, r, start, end).

        An arc runs from start to end, clockwise if end < start, and is joined to what came before it by a line.
        `closed` closes every subpath. Fills are even-odd for subpaths that do not cross: a ring is two
        circles, each an arc of 360 degrees, which is a subpath of its own.
        """
        vertices: list[Point] = []
        codes: list[int] = []
        starts: list[int] = []
        whole = False  # whether the last command was a full circle: it stands alone
        dx, dy = shift
        for name, x, y, *bend in commands:
            turned, whole = whole, name == "A" and abs(bend[2] - bend[1]) >= 360
            if name == "M" or turned or whole or not codes:
                starts.append(len(codes))
            if name == "A":
                arc = _arc(x + dx, y + dy, *bend)
                joined = codes and starts[-1] != len(codes)
                vertices += arc
                codes += [_LINE if joined else _MOVE] + [_CUBIC] * (len(arc) - 1)
            else:
                vertices.append((x + dx, y + dy))
                codes.append(_LINE if name == "L" and starts[-1] != len(codes) else _MOVE)
        if not codes:
            return
        points = np.array(vertices)
        if fill is not None and len(starts) > 1:
            points = _even_odd(points, codes, starts)
        if closed:
            for start in reversed([*starts[1:], len(codes)]):
                points = np.insert(points, start, (0.0, 0.0), axis=0)
                codes.insert(start, _CLOSE)
        self._draw(points, codes, color, width, fill, dash)

    def circle(
        self, x: float, y: float, r: float, color: Color | None = None, width: float = 0, fill: Color | None = None,
        dash: Sequence[float] | None = None,
    ) -> None:  # fmt: skip
        self._draw(_CIRCLE * r + (x, y), _CIRCLE_CODES, color, width, fill, dash)

    def arc(
        self, x: float, y: float, r: float, start: float, end: float, color: Color, width: float,
        dash: Sequence[float] | None = None,
    ) -> None:  # fmt: skip
        vertices = _arc(x, y, r, start, end)
        self._draw(np.array(vertices), [_MOVE] + [_CUBIC] * (len(vertices) - 1), color, width, None, dash)

    def polygon(
        self, points: Sequence[Point], color: Color | None = None, width: float = 0, fill: Color | None = None
    ) -> None:
        vertices = np.array([*points, points[0]], float)
        self._draw(vertices, [_MOVE] + [_LINE] * (len(points) - 1) + [_CLOSE], color, width, fill, None)

    def blank(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Fill a box, rounded to whole pixels, with the background."""
        left, right = max(round(x0), 0), min(round(x1), self.width)
        top, bottom = max(round(y0), 0), min(round(y1), self.height)
        if left < right and top < bottom:
            self._rows[top:bottom, 4 * left : 4 * right] = np.array((*self._background, 255) * (right - left), np.uint8)

    def dot(self, x: float, y: float, r: float, color: Color, fill: Color | None = None) -> None:
        """A point: a disc, or with `fill` a ring of one pixel filled with that colour."""
        if fill is None:
            self.circle(x, y, r, fill=color)
        else:
            self.circle(x, y, r - 0.5, color, 1.0, fill)

    def _draw(
        self, vertices: NDArray[np.float64], codes: Sequence[int] | NDArray[np.uint8], color: Color | None,
        width: float, fill: Color | None, dash: Sequence[float] | None,
    ) -> None:  # fmt: skip
        stroke = color is not None and width > 0
        if not stroke and fill is None:
            return
        path = Path(vertices, np.asarray(codes, Path.code_type))
        path.should_simplify = False  # else it would depend on rcParams
        if fill is not None:
            face = tuple(c / 255 for c in fill)
            self._note(fill)
            alpha = (0, 0, 0, fill[3]) if len(fill) == 4 else BLACK  # Agg takes it from the pen
            self._agg.draw_path(_pen(alpha, 0.0, None), path, self._flip, face)
        if stroke and color:
            self._note(color)
            self._agg.draw_path(_pen(color, width, tuple(dash) if dash else None), path, self._flip, None)

    def _note(self, color: Color) -> None:
        if len(color) == 4 and color[3] < 255:
            a = color[3] / 255
            r, g, b = (round(c * a + p * (1 - a)) for c, p in zip(color[:3], self._background, strict=True))
            color = (r, g, b)
        self._colors.setdefault(color[:3])

    # Text

    def text(self, text: Text, x: float, baseline: float, color: Color = BLACK) -> tuple[float, float, float, float]:
        """Draw a laid-out line from x on the pixel row nearest to the baseline; returns its ink box."""
        self._colors.setdefault(color[:3])
        row = round(baseline)
        parts: list[Mask] = []
        for segment, offset in text.segments:
            quarter = math.floor((x + offset) * 4 + 0.5)
            mask, left, top = _segment(segment, text.size, quarter & 3)
            if mask.size:
                parts.append((mask, (quarter >> 2) + left, row + top))
        if parts:
            self._blend(*(parts[0] if len(parts) == 1 else _joined(parts)), color)
        x0, y0, x1, y1 = text.ink
        return x + x0, row + y0, x + x1, row + y1

    def _blend(self, mask: NDArray[np.uint8], left: int, top: int, color: Color) -> None:
        """Mix a colour in where the mask, [h, w], covers."""
        height, width = mask.shape
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + width, self.width), min(top + height, self.height)
        if x0 >= x1 or y0 >= y1:
            return
        if x1 - x0 < width or y1 - y0 < height:
            mask = mask[y0 - top : y1 - top, x0 - left : x1 - left]
        if len(color) == 4 and color[3] < 255:
            mask = (mask * np.uint16(color[3]) // np.uint16(255)).astype(np.uint8)
        under = self._rows[y0:y1, 4 * x0 : 4 * x1]
        pixels = under.view("<u4")
        ramp = _ramp(color[:3], self._background)
        if (pixels == ramp[0]).all():  # on plain paper, as most text is, every pixel is one of 256
            pixels[:] = ramp.take(mask)
            return
        mask = np.repeat(mask, 4, axis=1)
        mask[:, 3::4] = 0
        under[:] = _mixed(under, mask, _ink(color[:3], mask.shape[1]))

    # Pixels

    def paste(self, other: Canvas, x: int, y: int) -> None:
        """Copy another canvas with its corner at (x, y), cropped to this one."""
        x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + other.width, self.width), min(y + other.height, self.height)
        if x0 < x1 and y0 < y1:
            self._rows[y0:y1, 4 * x0 : 4 * x1] = other._rows[y0 - y : y1 - y, 4 * (x0 - x) : 4 * (x1 - x)]
            self._colors |= other._colors

    def pixels(self) -> NDArray[np.uint8]:
        """A copy of the picture, [height, width, 3]."""
        return self._pixels()[..., :3].copy()

    def png(self, palette: bool = True) -> bytes:
        """The picture as PNG bytes: indexed (edges to 4 bits a channel, drawn colours exact) or lossless RGB."""
        return png.encode(self._pixels(), self._colors, palette=palette)

    def _pixels(self) -> NDArray[np.uint8]:
        """A view of the picture, [height, width, 4]."""
        height, width = self._surface[1].shape
        return self._surface[1].reshape(height, width // 4, 4)[: self.height, : self.width]


@lru_cache(maxsize=1024)
def _ink(color: Color, length: int) -> NDArray[np.uint8]:
    """A row of pixels of one colour."""
    return np.resize(np.array((*color[:3], 0), np.uint8), length)


@lru_cache(maxsize=1024)
def _ramp(color: Color, background: Color) -> NDArray[np.uint32]:
    """Pixels of a colour on a background by coverage."""
    mask = np.repeat(np.arange(256, dtype=np.uint8), 4)
    mask[3::4] = 0
    mixed = _mixed(np.resize(np.array((*background, 255), np.uint8), 1024), mask, _ink(color, 1024))
    return mixed.astype(np.uint8).view("<u4")


def _mixed(under: NDArray[np.uint8], mask: NDArray[np.uint8], ink: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Ink over what is there; full coverage gives the ink and none leaves what is there, exactly."""
    mixed = np.multiply(under, ~mask, dtype=np.uint16)
    mixed += np.multiply(mask, ink, dtype=np.uint16)
    mixed += 255
    mixed >>= 8
    return mixed


# Curves --------------------------------------------------------------------------------------------------------------


def _arc(x: float, y: float, r: float, start: float, end: float) -> list[Point]:
    """Cubic Bézier points of a circular arc, an eighth of a turn each (error below 1e-5 r)."""
    pieces = max(1, math.ceil(abs(end - start) / 45))
    step = math.radians(end - start) / pieces
    k = 4 / 3 * math.tan(step / 4)
    angle = math.radians(start)
    c, s = math.cos(angle), math.sin(angle)
    points = [(x + r * c, y - r * s)]
    for i in range(1, pieces + 1):
        angle = math.radians(start) + i * step
        c1, s1 = math.cos(angle), math.sin(angle)
        points.append((x + r * (c - k * s), y - r * (s + k * c)))
        points.append((x + r * (c1 + k * s1), y - r * (s1 - k * c1)))
        points.append((x + r * c1, y - r * s1))
        c, s = c1, s1
    return points


_CIRCLE: NDArray[np.float64] = np.array([*_arc(0, 0, 1, 0, 360), (1, 0)])
_CIRCLE_CODES: NDArray[np.uint8] = np.array([_MOVE] + [_CUBIC] * (len(_CIRCLE) - 2) + [_CLOSE], Path.code_type)


def _even_odd(points: NDArray[np.float64], codes: list[int], starts: list[int]) -> NDArray[np.float64]:
    """Turn subpaths so that Agg's non-zero rule fills as even-odd would: direction alternates with nesting depth.

    A subpath lies in a larger one if its middle does: its vertices may all be on the larger one's rim.
    """
    loops = [points[a:b] for a, b in zip(starts, [*starts[1:], len(points)], strict=True)]
    areas = [float(np.sum(p[:, 0] * np.roll(p[:, 1], -1) - p[:, 1] * np.roll(p[:, 0], -1))) for p in loops]
    for i, (loop, area) in enumerate(zip(loops, areas, strict=True)):
        middle = loop.mean(axis=0)
        depth = sum(abs(areas[j]) > abs(area) and _inside(middle, other) for j, other in enumerate(loops) if j != i)
        if (area > 0) == bool(depth % 2):
            a, b = starts[i], starts[i] + len(loop)
            loop[:] = loop[::-1].copy()
            codes[a + 1 : b] = codes[a + 1 : b][::-1]
    return points


def _inside(point: NDArray[np.float64], loop: NDArray[np.float64]) -> bool:
    """Whether a point is inside a polygon, by crossings of a ray."""
    x, y = point
    ax, ay = loop[:, 0], loop[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    across = (ay > y) != (by > y)
    return bool(np.count_nonzero(x < ax[across] + (y - ay[across]) / (by - ay)[across] * (bx - ax)[across]) % 2)


# Coverage masks of text ----------------------------------------------------------------------------------------------

Mask = tuple[NDArray[np.uint8], int, int]  # coverage 0..255, and the pixel of its corner relative to the origin
_EMPTY: Mask = np.zeros((0, 0), np.uint8), 0, 0


class _Scratch:
    """A grow-only Agg surface that turns outlines into coverage."""

    def __init__(self) -> None:
        self.side = 0

    def cover(self, path: Path, width: int, height: int, bolder: float = 0.0) -> NDArray[np.uint8]:
        """Coverage of a path given in pixels with y up, in [0, width] x [0, height]: filled, and stroked if bolder."""
        if max(width, height) > self.side:
            self.side = max(64, 2 * max(width, height))
            self.agg = _Agg(self.side, self.side, 72)
            self.buffer = np.asarray(self.agg.buffer_rgba())
            self.buffer[:] = 0
        path.should_simplify = False
        self.agg.draw_path(_pen(BLACK, bolder, None), path, _IDENTITY, (0.0, 0.0, 0.0))
        window = self.buffer[self.side - height :, :width]
        cover: NDArray[np.uint8] = window[..., 3].copy()
        window[:] = 0
        return cover


_scratch = _Scratch()
_CODES = {
    "moveTo": [_MOVE], "lineTo": [_LINE], "qCurveTo": [_QUADRATIC] * 2, "curveTo": [_CUBIC] * 3, "closePath": [_CLOSE],
}  # fmt: skip


@lru_cache(maxsize=32768)
def _outline(glyph: Glyph) -> tuple[NDArray[np.float64], list[int]]:
    vertices: list[Point] = []
    codes: list[int] = []
    for operation, points in glyph.font.outline(glyph.gid):
        vertices += points or ((0.0, 0.0),)
        codes += _CODES[operation]
    return np.array(vertices, float).reshape(-1, 2), codes


@lru_cache(maxsize=32768)
def _glyph(glyph: Glyph, size: float, x: float, y: float) -> Mask:
    """A glyph with its origin at the fraction (x, y up) of a pixel."""
    left, right = math.floor(glyph.left * size + x) - 1, math.ceil(glyph.right * size + x) + 1
    bottom, top = math.floor(-glyph.descent * size + y) - 1, math.ceil(glyph.ascent * size + y) + 1
    vertices, codes = _outline(glyph)
    if not codes:
        return _EMPTY
    path = Path(vertices * size + (x - left, y - bottom), codes)
    return _scratch.cover(path, right - left, top - bottom, glyph.font.bolder * size), left, -top


@lru_cache(maxsize=4096)
def _segment(segment: Segment, size: float, quarter: int) -> Mask:
    """A word or formula whose origin lies at a quarter of a pixel. Baselines and bars are snapped to whole pixels."""
    parts: list[Mask] = []
    phase = quarter / 4
    for item in segment.items:
        if type(item) is Mark:
            x, y, scale, glyph, flush = item
            scale *= size
            at = math.floor((x * size + phase) * 4 + 0.5)
            row, fraction = math.floor(y * size + 0.5), 0.0
            if flush:  # the top of the ink goes to the boundary nearest to it
                origin = math.floor(y * size + glyph.ascent * scale + 0.5) - glyph.ascent * scale
                row = math.floor(origin)
                fraction = origin - row
            mask, left, top = _glyph(glyph, scale, (at & 3) / 4, fraction)
            left, top = left + (at >> 2), top - row
        elif type(item) is Rule:
            mask, left, top = _rule(item, size, phase)
        elif type(item) is Arch:
            mask, left, top = _arch(item, size, phase)
        if mask.size:
            parts.append((mask, left, top))
    return _joined(parts) if parts else _EMPTY


def _joined(parts: list[Mask]) -> Mask:
    """One mask of several."""
    x0, y0 = min(left for _, left, _ in parts), min(top for _, _, top in parts)
    x1 = max(left + mask.shape[1] for mask, left, _ in parts)
    y1 = max(top + mask.shape[0] for mask, _, top in parts)
    whole = np.zeros((y1 - y0, x1 - x0), np.uint8)
    for mask, left, top in parts:
        window = whole[top - y0 : top - y0 + mask.shape[0], left - x0 : left - x0 + mask.shape[1]]
        np.maximum(window, mask, out=window)
    return whole, x0, y0


def _rule(rule: Rule, size: float, phase: float) -> Mask:
    """A bar: whole pixels high, antialiased at its ends."""
    x0, x1 = rule.x0 * size + phase, rule.x1 * size + phase
    left, right = math.floor(x0), math.ceil(x1)
    cover = np.full((max(1, round(rule.thickness * size)), right - left), 255, np.uint8)
    cover[:, 0] = round(255 * (left + 1 - x0))
    cover[:, -1] = round(255 * (x1 - right + 1))
    return cover, left, -math.floor(rule.top * size + 0.5)


def _arch(arch: Arch, size: float, phase: float) -> Mask:
    """A crescent: full thickness in the middle, half of it at the ends."""
    x0, x1, y, rise = arch.x0 * size + phase, arch.x1 * size + phase, arch.y * size, arch.rise * size
    thick = max(1.1, arch.thickness * size)
    middle, thin = (x0 + x1) / 2, 0.55 * thick
    left, bottom = math.floor(x0) - 1, math.floor(y) - 1
    right, top = math.ceil(x1) + 1, math.ceil(y + rise) + 1
    outer, inner = 2 * (y + rise) - (y + thin), 2 * (y + rise - thick) - y  # control heights of the two parabolas
    points = [(x0, y), (x0, y + thin), (middle, outer), (x1, y + thin), (x1, y), (middle, inner), (x0, y), (x0, y)]
    codes = [_MOVE, _LINE, _QUADRATIC, _QUADRATIC, _LINE, _QUADRATIC, _QUADRATIC, _CLOSE]
    path = Path(np.array(points) - (left, bottom), codes)
    return _scratch.cover(path, right - left, top - bottom), left, -top
