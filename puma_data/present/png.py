"""A PNG encoder for line art: a palette of the colours in use, no row filters, one fast deflate.

Line art has few colours and long runs, so an indexed file without filters is both smaller and several times faster to
write than a general encoder's true-colour file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

try:  # Intel's deflate is several times faster; it is optional, and the pixels are the same without it
    from isal import isal_zlib

    def _deflate(data: memoryview) -> bytes:
        return bytes(isal_zlib.compress(data, 1))

except ImportError:

    def _deflate(data: memoryview) -> bytes:
        stream = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)  # runs are all there is to find
        return stream.compress(data) + stream.flush()


_INDEXED, _RGB = 3, 2


def encode(pixels: NDArray[np.uint8], exact: Collection[Sequence[int]] = (), *, palette: bool = True) -> bytes:
    """PNG bytes of an [H, W, 3 or 4] image; alpha is dropped.

    With `palette`, colours are kept to 4 bits a channel, but for those of `exact`, which stay as they are: other
    pixels, antialiased edges, are off by at most 15 of 255. An image of more than 256 such colours, or `palette=False`,
    is written as lossless RGB. Raises ValueError for another shape.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or 0 in pixels.shape:
        raise ValueError(f"an image has the shape [height, width, 3 or 4], not {list(pixels.shape)}")
    height, width = pixels.shape[:2]
    found = _quantise(pixels, exact) if palette else None
    if found is None:
        full = np.zeros((height, 1 + 3 * width), np.uint8)
        full[:, 1:] = pixels[..., :3].reshape(height, 3 * width)
        return _file(width, height, 8, _RGB, b"", full)
    pairs, indices, colours = found
    half = (width + 1) // 2
    if len(colours) <= 16:
        rows = _scratch("rows", height * (1 + half))
        rows.fill(0)
        rows[pairs + pairs // half + 1] = indices[:, 0] << 4 | indices[:, 1]
        return _file(width, height, 4, _INDEXED, colours.tobytes(), rows)
    flat = _scratch("indices", 2 * height * half)
    flat.fill(0)
    flat.view("<u2")[pairs] = indices.view("<u2")[:, 0]
    rows = _scratch("rows", height * (1 + width)).reshape(height, 1 + width)
    rows[:, 0] = 0
    rows[:, 1:] = flat.reshape(height, 2 * half)[:, :width]
    return _file(width, height, 8, _INDEXED, colours.tobytes(), rows)


def _quantise(
    pixels: NDArray[np.uint8], exact: Collection[Sequence[int]]
) -> tuple[NDArray[np.intp], NDArray[np.uint8], NDArray[np.uint8]] | None:
    """Where a pair of pixels is not background, their indices [pair, 2] and colours [N, 3]; None if 256 do not do.

    The corner is background: most of the picture, and skipped, two pixels at a time. Rows are padded to whole pairs.
    """
    height, width, channels = pixels.shape
    half = (width + 1) // 2
    picture = _scratch("pixels", 8 * height * half).view("<u4").reshape(height, 2 * half)
    if channels == 4 and pixels.strides[1:] == (4, 1):
        picture[:, :width] = pixels.view("<u4")[..., 0]
    else:
        full = picture.view(np.uint8).reshape(height, 2 * half, 4)
        full[:, :width, :3], full[:, :width, 3] = pixels[..., :3], 255
    paper = int(picture[0, 0])
    picture[:, width:] = paper
    ground = paper & 255, paper >> 8 & 255, paper >> 16 & 255
    flat = picture.view("<u8").reshape(-1)
    pairs = np.flatnonzero(np.not_equal(flat, paper << 32 | paper, out=_scratch("inked", flat.size).view(bool)))
    words = flat[pairs]
    colour = _CENTRES.copy()
    kept = [(c[0], c[1], c[2]) for c in exact if tuple(c[:3]) != ground]
    for red, green, blue in reversed(kept):  # the first of two in one cell wins
        colour[_code(red, green, blue)] = red, green, blue
    used = np.zeros(4096, bool)
    plain: list[tuple[NDArray[np.intp], int]] = []
    if len(pairs) > flat.size // 8:  # shaded areas are one colour: skipped like the background
        for c in kept:
            whole = words == (_word(*c) << 32 | _word(*c))
            if np.count_nonzero(whole) > len(words) // 8:
                plain.append((pairs[whole], _code(*c)))
                pairs, words = pairs[~whole], words[~whole]
                used[_code(*c)] = True
    codes = _codes(words.view("<u4"))
    used[codes] = True
    # The faintest edges are background too: black on white fits into 4 bits a pixel.
    mixed = any(_code(*c) == _code(*ground) for c in kept)
    used[_code(*ground)] &= mixed
    present = np.flatnonzero(used)
    if len(present) > 255:
        return None
    index = np.zeros(4096, np.uint8)
    index[present] = np.arange(1, len(present) + 1)
    found = index.take(codes)
    if mixed:
        found[words.view("<u4") == paper] = 0
    indices = found.reshape(-1, 2)
    for where, code in plain:
        pairs = np.concatenate([pairs, where])
        indices = np.concatenate([indices, np.full((len(where), 2), index[code], np.uint8)])
    return pairs, indices, np.concatenate([np.array([ground], np.uint8), colour[present]])


@lru_cache(maxsize=16)
def _scratch(purpose: str, size: int) -> NDArray[np.uint8]:
    """Working memory, used again for every picture of that size: fresh pages cost more than the work in them."""
    return np.empty(size, np.uint8)


def _codes(words: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Twelve bits of each pixel, the upper four of every channel."""
    return ((words >> 4 & 0xF) | (words >> 8 & 0xF0) | (words >> 12 & 0xF00)).astype(np.intp)


def _word(red: int, green: int, blue: int) -> int:
    """A pixel as a number."""
    return red | green << 8 | blue << 16 | 255 << 24


def _code(red: int, green: int, blue: int) -> int:
    return red >> 4 | (green >> 4) << 4 | (blue >> 4) << 8


_CENTRES: NDArray[np.uint8] = np.array(
    [[min(255, (code >> shift & 15) * 16 + 8) for shift in (0, 4, 8)] for code in range(4096)], np.uint8
)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _file(width: int, height: int, bits: int, colour_type: int, palette: bytes, rows: NDArray[np.uint8]) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    return b"".join((
        b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", header), _chunk(b"PLTE", palette) if palette else b"",
        _chunk(b"IDAT", _deflate(rows.data)), _chunk(b"IEND", b""),
    ))  # fmt: skip
