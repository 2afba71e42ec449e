"""The shipped fonts: glyph metrics, outlines, shaping and OpenType MATH data, all in em units with y up.

Only files of this folder are ever read, so the same text has the same pixels on every machine.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb

FOLDER = Path(__file__).parent
FILES = {  # face: (font with a MATH table, font for prose)
    "stix": ("STIXTwoMath.otf", "STIXTwoText.otf"),
    "latin-modern": ("PumaModernMath.otf", "PumaModernRoman.otf"),
    "sans": ("FiraMath.otf", "FiraSans.ttf"),
}
BOLDER = {"PumaModernMath.otf": 0.016, "PumaModernRoman.otf": 0.016}  # em: hairlines made for print fade on a screen
Outline = tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


class Glyph(NamedTuple):
    """One glyph of one font with its metrics in em; `left` and `right` bound its ink."""

    font: Font
    gid: int
    advance: float
    ascent: float
    descent: float
    left: float
    right: float
    italic: float
    accent: float


class Part(NamedTuple):
    """A piece of a stretchy glyph: `extender` pieces repeat, neighbours overlap by at most their connectors."""

    glyph: Glyph
    start: float
    end: float
    length: float
    extender: bool


class Font:
    """One font file."""

    def __init__(self, filename: str) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(FOLDER / filename)))
        self.name = filename
        self.em = 1 / face.upem
        self.bolder = BOLDER.get(filename, 0.0)
        self.hb = hb.Font(face)
        self.constants: dict[str, float] = {}
        if face.has_math_data:
            for constant in hb.OTMathConstant:
                value = self.hb.get_math_constant(constant)
                self.constants[constant.name] = value / 100 if "PERCENT" in constant.name else value * self.em
        self._glyphs: dict[int, Glyph] = {}
        self._chars: dict[tuple[str, int], Glyph | None] = {}

    def glyph(self, gid: int) -> Glyph:
        found = self._glyphs.get(gid)
        if found is None:
            em, extents = self.em, self.hb.get_glyph_extents(gid)
            left, top, width, height = (
                (extents.x_bearing, extents.y_bearing, extents.width, extents.height) if extents else (0, 0, 0, 0)
            )
            found = self._glyphs[gid] = Glyph(
                self, gid, self.hb.get_glyph_h_advance(gid) * em, top * em, -(top + height) * em, left * em,
                (left + width) * em, self.hb.get_math_glyph_italics_correction(gid) * em,
                self.hb.get_math_glyph_top_accent_attachment(gid) * em,
            )  # fmt: skip
        return found

    def char(self, char: str, script: int = 0) -> Glyph | None:
        """The glyph of a character, drawn for script level 0, 1 or 2; None where the font lacks it."""
        try:
            return self._chars[char, script]
        except KeyError:
            gid = self.hb.get_nominal_glyph(ord(char))
            if gid and script:
                gid = self._shape(char, {"ssty": script})[0][0]
            found = self._chars[char, script] = self.glyph(gid) if gid else None
            return found

    def _shape(self, text: str, features: dict[str, int]) -> list[tuple[int, float]]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self.hb, buffer, features)
        return [
            (info.codepoint, position.x_advance * self.em)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def shape(self, text: str) -> tuple[list[tuple[Glyph, float]], float]:
        """Glyphs of a run with their x, kerned and with ligatures, and the run's advance."""
        placed, x = [], 0.0
        for gid, advance in self._shape(text, {}):
            placed.append((self.glyph(gid), x))
            x += advance
        return placed, x

    @lru_cache(maxsize=4096)  # noqa: B019  (fonts live as long as the process)
    def variants(self, gid: int, direction: str) -> list[tuple[Glyph, float]]:
        """Ever larger forms of a glyph with their extent along `direction` ("ttb" or "ltr")."""
        return [(self.glyph(v.glyph), v.advance * self.em) for v in self.hb.get_math_glyph_variants(gid, direction)]

    @lru_cache(maxsize=4096)  # noqa: B019
    def assembly(self, gid: int, direction: str) -> list[Part]:
        parts: list[Any] = self.hb.get_math_glyph_assembly(gid, direction)[0]
        em = self.em
        return [
            Part(self.glyph(p.glyph), p.start_connector_length * em, p.end_connector_length * em, p.full_advance * em,
                 bool(int(p.flags) & 1))
            for p in parts
        ]  # fmt: skip

    @lru_cache(maxsize=4096)  # noqa: B019
    def outline(self, gid: int) -> Outline:
        """Contours as (operation, points) with moveTo, lineTo, qCurveTo (one control point), curveTo, closePath."""
        pen = _Pen()
        self.hb.draw_glyph_with_pen(gid, pen)
        em = self.em
        return tuple((op, tuple((x * em, y * em) for x, y in points)) for op, points in pen.operations)


class _Pen:
    def __init__(self) -> None:
        self.operations: list[tuple[str, tuple[tuple[float, float], ...]]] = []

    def __getattr__(self, operation: str) -> Any:
        return lambda *points: self.operations.append((operation, points))


class Face(NamedTuple):
    """A pair of fonts that belong together: formulas and prose."""

    name: str
    math: Font
    text: Font


@cache
def _font(filename: str) -> Font:
    return Font(filename)


@cache
def face(name: str) -> Face:
    """The face of that name, one of `FILES`; KeyError otherwise."""
    math, text = FILES[name]
    return Face(name, _font(math), _font(text))
