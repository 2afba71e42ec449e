"""Breaking prose with formulas into lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import fonts
from .typeset import Segment, Text, line, space, units


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """Lines with their x and baseline in pixels from the top left corner of the paragraph."""

    lines: tuple[tuple[Text, float, float], ...]
    width: float
    height: float


def paragraph(source: str, size: float, face: str, width: float, *, leading: float = 1.45) -> Paragraph:
    r"""Set prose with $formulas$ into lines of at most `width` pixels, `leading` times the size apart or more.

    Lines break between words ("\n" always breaks), and inside a formula only if it is wider than the line, then after
    a relation. Tall formulas push their lines apart. Raises TypesetError like `layout`.
    """
    own = fonts.face(face)
    texts = [
        line(words, size, own)
        for part in source.split("\n")
        for words in _even(units(part, own), width / size, space(own))
    ]
    strut, depth, gap = 0.7 * size, 0.22 * size, 0.33 * size
    lines: list[tuple[Text, float, float]] = []
    baseline = bottom = 0.0
    for text in texts:
        if not lines:
            baseline = max(strut, text.ascent)
        else:
            baseline = max(baseline + leading * size, bottom + gap + text.ascent)
        baseline = float(round(baseline))
        lines.append((text, 0.0, baseline))
        bottom = baseline + max(depth, text.descent)
    return Paragraph(tuple(lines), max((text.width for text in texts), default=0.0), bottom)


def _even(words: tuple[tuple[Segment, ...], ...], width: float, gap: float) -> list[list[tuple[Segment, ...]]]:
    """Lines, set a little narrower where that fills a last line of hardly a word."""
    rows = list(_lines(words, width, gap))
    if len(rows) > 1 and sum(map(_width, rows[-1])) < 0.15 * width:
        narrower = list(_lines(words, 0.88 * width, gap))
        if len(narrower) == len(rows):
            return narrower
    return rows


def _lines(words: tuple[tuple[Segment, ...], ...], width: float, gap: float) -> Iterator[list[tuple[Segment, ...]]]:
    """First fit, in em."""
    row: list[tuple[Segment, ...]] = []
    used = 0.0
    for word in words:
        for part in [word] if _width(word) <= width else _broken(word):
            advance = _width(part)
            if row and used + gap + advance > width:
                yield row
                row, used = [], 0.0
            used += advance + (gap if row else 0.0)
            row.append(part)
    yield row


def _width(word: tuple[Segment, ...]) -> float:
    return sum(segment.width for segment in word)


def _broken(word: tuple[Segment, ...]) -> list[tuple[Segment, ...]]:
    """The pieces of a word wider than a line; what is attached to a formula stays with its nearest piece."""
    parts: list[list[Segment]] = [[]]
    for segment in word:
        first, *rest = segment.pieces or (segment,)
        parts[-1].append(first)
        parts.extend([piece] for piece in rest)
    return [tuple(part) for part in parts]
