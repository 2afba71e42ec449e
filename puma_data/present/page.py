"""The typeset page of the vision-only view: the whole question above or beside its figure, options included."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from puma_data.present.canvas import Canvas
from puma_data.present.paragraph import Paragraph, paragraph
from puma_data.present.style import Style
from puma_data.present.typeset import layout

Box = tuple[float, float, float, float]
Label = tuple[str, Box]

_LETTERS = ("{}.", "({})", "{})")
_MARGIN, _GUTTER = 24, 22


@dataclass(slots=True)
class _Block:
    """A paragraph (or an option) at its place on the page."""

    source: str
    set: Paragraph
    x: float
    y: float


def page(
    question: str,
    options: Sequence[str] | None,
    figure: Canvas,
    labels: Sequence[Label],
    style: Style,
    rng: random.Random,
) -> tuple[Canvas, list[Label]]:
    """Typeset a question and its options around a figure; returns the page and all that is written on it.

    The page is as high as it needs to be. A slim figure may stand beside the text. Raises TypesetError for a bad
    source.
    """
    size = style.size("page")
    u = style.scale
    margin, gutter = round(_MARGIN * u), round(_GUTTER * u)
    full = max(round(rng.uniform(520, 600) * u), figure.width + 2 * margin) - 2 * margin
    form = rng.choice(_LETTERS)
    lettered = [f"{form.format('ABCD'[i])} {option}" for i, option in enumerate(options or ())]
    beside = False
    if figure.width < 0.72 * full and rng.random() < 0.5 and len(question) > 90:
        wide = max(full, figure.width + gutter + round(300 * u))
        column = wide - figure.width - gutter
        text = _Block(question, paragraph(question, size, style.face, column), margin, margin)
        bottom = text.y + text.set.height
        rows = _options(lettered, size, style.face, column, margin, bottom + 0.8 * size)
        bottom = max([bottom, *(b.y + b.set.height for b in rows)])
        beside = bottom - margin > 0.45 * figure.height  # else the page would be mostly empty
    if beside:
        full, left, top = wide, margin + wide - figure.width, margin
        height = max(bottom, top + figure.height) + margin
    else:
        text = _Block(question, paragraph(question, size, style.face, full), margin, margin)
        left, top = margin + (full - figure.width) // 2, round(text.y + text.set.height + 0.7 * size)
        rows = _options(lettered, size, style.face, full, margin, top + figure.height + 0.7 * size)
        height = max([top + figure.height, *(b.y + b.set.height for b in rows)]) + margin
    sheet = Canvas(full + 2 * margin, round(height), style.background)
    sheet.paste(figure, left, top)
    written: list[Label] = []
    for block in (text, *rows):
        boxes = [
            sheet.text(text, block.x + x, block.y + line, style.text["letter"]) for text, x, line in block.set.lines
        ]
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        written.append((block.source, box))
    written += [(source, (x0 + left, y0 + top, x1 + left, y1 + top)) for source, (x0, y0, x1, y1) in labels]
    return sheet, written


def _options(lettered: list[str], size: float, face: str, width: float, x: float, y: float) -> list[_Block]:
    """Options in four, two or one columns, as many as their widths allow."""
    if not lettered:
        return []
    clear = {option: option.replace(r"\frac", r"\dfrac") for option in lettered}  # fractions of full size
    widest = max(layout(source, size, face).width for source in clear.values())
    columns = next((c for c in (4, 2) if widest + 1.8 * size <= width / c and c <= len(lettered)), 1)
    blocks: list[_Block] = []
    for first in range(0, len(lettered), columns):
        row = [
            _Block(option, paragraph(clear[option], size, face, width / columns), x + i * width / columns, y)
            for i, option in enumerate(lettered[first : first + columns])
        ]
        baseline = max(block.set.lines[0][2] for block in row)
        for block in row:  # options of a row share a baseline, whatever their height
            block.y = y + baseline - block.set.lines[0][2]
        blocks += row
        y = max(block.y + block.set.height for block in row) + 0.55 * size
    return blocks
