"""Draw the picture of the README: one problem in its six views, and the solution they share.

python docs/images/views.py [--seed 4] [--index 80] [--family NAME]
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image, ImageDraw

from puma_data.dataset.config import make_config
from puma_data.dataset.schema import Made
from puma_data.make import Maker
from puma_data.present.canvas import Canvas
from puma_data.present.paragraph import paragraph

INNER, PAD, GAP = 616, 26, 22
INK, QUIET, PAPER, DESK, RULE = (29, 29, 31), (120, 118, 126), (255, 255, 255), (243, 242, 239), (222, 220, 214)
TELLS = {
    "text_only": "everything in the text, no picture",
    "text_dominant": "everything in the text, bare figure",
    "text_lite": "what the figure shows is not said",
    "vision_intensive": "marks in the figure, values in the text",
    "vision_dominant": "values in the figure",
    "vision_only": "everything in the picture",
}


def prose(source: str, size: float, color: tuple[int, int, int], width: int = INNER) -> Image.Image:
    """Text with formulas, typeset as on a page of the dataset."""
    block = paragraph(source, size, "stix", width)
    canvas = Canvas(width, round(block.height) + 6)
    for text, x, baseline in block.lines:
        canvas.text(text, x, baseline, color)
    return Image.fromarray(canvas.pixels())


def stacked(parts: list[Image.Image], gap: int, width: int = INNER) -> Image.Image:
    """Pictures one below the other."""
    sheet = Image.new("RGB", (width, sum(part.height + gap for part in parts) - gap), PAPER)
    top = 0
    for part in parts:
        sheet.paste(part, (0, top))
        top += part.height + gap
    return sheet


def sheet(made: Made) -> Image.Image:
    """Six cards in two rows, and a broad one with the solution."""
    heads, pictures = [], []
    for row in made.rows:
        title = stacked([prose(row["view"].replace("_", " "), 34, INK), prose(TELLS[row["view"]], 22, QUIET)], 2)
        heads.append(stacked([title, prose(row["question"], 25, INK)], 16))
        pictures.append(Image.open(io.BytesIO(row["image"])).convert("RGB") if row["image"] else None)
    rows = [range(3), range(3, 6)]
    heights = [
        max(heads[i].height + (picture.height + 22 if (picture := pictures[i]) else 0) for i in row) + 2 * PAD
        for row in rows
    ]
    broad = 3 * (INNER + 2 * PAD) + 2 * GAP
    solution = prose(made.rows[0]["solution"], 25, INK, broad - 2 * PAD)
    below = stacked([prose("the same solution for all", 34, INK, broad - 2 * PAD), solution], 14, broad - 2 * PAD)
    whole = Image.new("RGB", (broad + 2 * GAP, sum(heights) + below.height + 2 * PAD + 4 * GAP), DESK)
    draw, top = ImageDraw.Draw(whole), GAP
    for row, height in zip(rows, heights, strict=True):
        for column, i in enumerate(row):
            left = GAP + column * (INNER + 2 * PAD + GAP)
            draw.rounded_rectangle((left, top, left + INNER + 2 * PAD, top + height), 14, PAPER, RULE, 2)
            whole.paste(heads[i], (left + PAD, top + PAD))
            if picture := pictures[i]:
                room = height - 2 * PAD - heads[i].height
                space = (room - picture.height) // 2
                at = (left + PAD + (INNER - picture.width) // 2, top + PAD + heads[i].height + space)
                whole.paste(picture, at)
        top += height + GAP
    draw.rounded_rectangle((GAP, top, GAP + broad, top + below.height + 2 * PAD), 14, PAPER, RULE, 2)
    whole.paste(below, (GAP + PAD, top + PAD))
    return whole


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--index", type=int, default=80)
    parser.add_argument("--family", default="compose")
    options = parser.parse_args()
    made = Maker(make_config(n=1, seed=options.seed, families=(options.family,), mcq=0)).make(options.index)
    if not isinstance(made, Made):
        raise SystemExit(f"index {options.index} gave no problem: {made.reason}")
    target = Path(__file__).with_name("views.png")
    sheet(made).quantize(255, kmeans=2).save(target, optimize=True)
    print(made.rows[0]["statement"], f"{target}: {target.stat().st_size / 1000:.0f} kB", sep="\n")
