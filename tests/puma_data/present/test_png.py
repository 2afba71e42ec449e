from __future__ import annotations

import io
import random
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from puma_data.present.canvas import BLACK, Canvas
from puma_data.present.png import encode
from puma_data.present.typeset import layout


def decoded(data: bytes) -> np.ndarray:
    """By an independent decoder, checksums included."""
    with Image.open(io.BytesIO(data)) as image:
        image.verify()
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def test_rgb_is_lossless() -> None:
    rng = np.random.default_rng(3)
    for shape in ((1, 1, 3), (7, 5, 3), (64, 33, 4)):
        pixels = rng.integers(0, 256, shape, dtype=np.uint8)
        assert np.array_equal(decoded(encode(pixels, palette=False)), pixels[..., :3])
        assert np.abs(decoded(encode(pixels)).astype(int) - pixels[..., :3]).max() <= 15


@pytest.mark.parametrize("seed", range(12))
def test_few_colours_are_exact_at_any_width(seed: int) -> None:
    rng = random.Random(seed)
    colours = [tuple(16 * rng.randrange(16) + rng.randrange(16) for _ in range(3)) for _ in range(rng.randrange(1, 30))]
    colours = list({tuple(v >> 4 for v in colour): colour for colour in colours}.values())
    height, width = rng.randrange(1, 40), rng.randrange(1, 40)
    pixels = np.array([[rng.choice(colours) for _ in range(width)] for _ in range(height)], np.uint8)
    assert np.array_equal(decoded(encode(pixels, colours)), pixels)


def test_paper_and_a_fill_of_nearly_its_colour_stay_apart() -> None:
    canvas = Canvas(30, 21)
    canvas.polygon([(5, 5), (25, 5), (25, 15), (5, 15)], fill=(250, 250, 250))
    assert np.array_equal(decoded(canvas.png()), canvas.pixels())


def test_drawn_colours_are_exact_and_edges_near() -> None:
    canvas = Canvas(200, 150, (253, 251, 240))
    canvas.circle(100, 75, 60, (31, 93, 171), 3, (229, 238, 249))
    canvas.polygon([(20, 20), (60, 20), (60, 60), (20, 60)], (201, 33, 30), 4)
    canvas.text(layout(r"$\frac{5\sqrt{3}}{2}$", 24), 90, 80, (11, 22, 33))
    pixels, shown = canvas.pixels().astype(int), decoded(canvas.png()).astype(int)
    assert np.abs(pixels - shown).max() <= 15
    assert np.abs(pixels - shown).mean() < 0.5
    for colour in ((253, 251, 240), (31, 93, 171), (229, 238, 249), (201, 33, 30), (11, 22, 33)):
        where = (pixels == colour).all(axis=2)
        assert where.any()
        assert (shown[where] == colour).all()
    assert np.array_equal(decoded(canvas.png(palette=False)), canvas.pixels())


def test_line_art_is_indexed_and_small() -> None:
    canvas = Canvas(448, 448)
    canvas.circle(224, 224, 180, BLACK, 1.5)
    data = canvas.png()
    assert len(data) < 8000
    depth, kind = struct.unpack(">BB", data[24:26])
    assert (depth, kind) == (4, 3)


def test_the_same_without_isal(monkeypatch: pytest.MonkeyPatch) -> None:
    from puma_data.present import png

    canvas = Canvas(100, 100)
    canvas.circle(50, 50, 30, (200, 0, 0), 2)
    fast = decoded(canvas.png())
    monkeypatch.setattr(png, "_deflate", lambda data: zlib.compress(data, 6))
    assert np.array_equal(decoded(canvas.png()), fast)


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 2), (0, 4, 3), (4, 0, 3), (2, 2, 2, 3)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        encode(np.zeros(shape, np.uint8))


def test_shaded_areas_are_exact() -> None:
    for width in (200, 201):
        canvas = Canvas(width, 150)
        canvas.circle(100, 75, 70, BLACK, 1.5, (223, 234, 250))
        canvas.circle(100, 75, 30, BLACK, 1.5, (253, 232, 205))
        pixels, shown = canvas.pixels().astype(int), decoded(canvas.png()).astype(int)
        assert np.abs(pixels - shown).max() <= 15
        for colour in ((223, 234, 250), (253, 232, 205), (0, 0, 0), (255, 255, 255)):
            where = (pixels == colour).all(axis=2)
            assert where.any() and (shown[where] == colour).all()
