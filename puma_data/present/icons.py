"""Simple line sketches of real things, for problems that tell a story.

Each sketch is drawn along the stroke from its foot to its top. A frame maps (across, up) to the picture: up runs from
0 at the foot to 1 at the top, across is in the same unit, positive to the right of the way up.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Line = list[complex]
Sketch = tuple[list[Line], list[Line]]
"""Open or closed polylines to stroke, and closed ones to fill with the tint and stroke."""
Along = Callable[[float, float], complex]


class UnknownIcon(ValueError):
    """No sketch of that name; the message lists the known ones."""


def sketch(name: str, foot: complex, top: complex, unit: float) -> Sketch:
    """The sketch between two pixel positions (y down); ``unit`` is a stroke-sized length for parts of fixed size.

    Raises UnknownIcon.
    """
    try:
        draw = ICONS[name]
    except KeyError:
        raise UnknownIcon(f"no icon {name!r}; there are {', '.join(sorted(ICONS))}") from None
    length = abs(top - foot)
    up = (top - foot) / length
    across = up * 1j  # y runs down: a quarter turn that takes up to the right
    return draw(lambda x, y: foot + across * x + up * y, length, unit)


def _curve(at: Along, points: Callable[[float], tuple[float, float]], pieces: int) -> Line:
    return [at(*points(i / pieces)) for i in range(pieces + 1)]


def _round(at: Along, x: float, y: float, r: float, pieces: int = 14, squeeze: float = 1.0) -> Line:
    return _curve(at, lambda t: (x + squeeze * r * math.cos(math.tau * t), y + r * math.sin(math.tau * t)), pieces)


def _tree(at: Along, h: float, u: float) -> Sketch:
    w = min(0.2 * h, 34 * u)

    def crown(t: float) -> tuple[float, float]:
        turn = math.tau * t
        bumps = 1 + 0.07 * math.cos(8 * turn)
        return w * bumps * math.sin(turn), 0.66 * h - 0.34 * h * bumps / 1.07 * math.cos(turn)

    trunk = min(0.03 * h, 4 * u)
    return [[at(-trunk, 0), at(-trunk, 0.34 * h)], [at(trunk, 0), at(trunk, 0.34 * h)]], [_curve(at, crown, 40)]


def _pole(at: Along, h: float, u: float) -> Sketch:
    w = 2.2 * u
    return [], [[at(-w, 0), at(-w, h), at(w, h), at(w, 0), at(-w, 0)]]


def _flagpole(at: Along, h: float, u: float) -> Sketch:
    w, top = min(0.22 * h, 30 * u), h
    flag = [at(0, top), at(w, top - 0.25 * w), at(0, top - 0.6 * w)]
    return [[at(0, 0), at(0, h)], [at(-5 * u, 0), at(5 * u, 0)]], [[*flag, flag[0]]]


def _lamp(at: Along, h: float, u: float) -> Sketch:
    w = min(0.07 * h, 9 * u)
    head = [at(-w, h - 1.6 * w), at(-0.5 * w, h), at(0.5 * w, h), at(w, h - 1.6 * w), at(-w, h - 1.6 * w)]
    return [[at(0, 0), at(0, h - 1.6 * w)], [at(-w, 0), at(w, 0)]], [head]


def _person(at: Along, h: float, u: float) -> Sketch:
    r = 0.11 * h
    body = [[at(0, h - 2 * r), at(0, 0.42 * h)], [at(-0.13 * h, 0), at(0, 0.42 * h), at(0.13 * h, 0)]]
    arms = [at(-0.16 * h, 0.46 * h), at(0, 0.7 * h), at(0.16 * h, 0.46 * h)]
    return [*body, arms], [_round(at, 0, h - r, r)]


def _tower(at: Along, h: float, u: float) -> Sketch:
    w = min(0.12 * h, 22 * u)
    side = [[at(s * w, 0), at(s * 0.25 * w, 0.86 * h), at(0, h)] for s in (-1, 1)]
    rungs = []
    for i, y in enumerate((0.0, 0.22, 0.42, 0.6, 0.76)):
        v = w * (1 - 0.75 * y / 0.86)
        y2 = (0.22, 0.42, 0.6, 0.76, 0.86)[i]
        v2 = w * (1 - 0.75 * y2 / 0.86)
        rungs += [[at(-v2, y2 * h), at(v2, y2 * h)], [at(-v, y * h), at(v2, y2 * h)]]
    return [*side, *rungs], []


def _building(at: Along, h: float, u: float) -> Sketch:
    w = min(0.24 * h, 36 * u)
    box = [at(-w, 0), at(-w, h), at(w, h), at(w, 0), at(-w, 0)]
    rows = max(2, min(5, round(h / (34 * u))))
    windows = []
    for i in range(rows):
        y0, y1 = (i + 0.55) / rows * h * 0.94, (i + 0.95) / rows * h * 0.94
        for x in (-0.55 * w, 0.55 * w):
            v = 0.22 * w
            windows.append([at(x - v, y0), at(x - v, y1), at(x + v, y1), at(x + v, y0), at(x - v, y0)])
    return windows, [box]


def _house(at: Along, h: float, u: float) -> Sketch:
    w = min(0.45 * h, 44 * u)
    outline = [at(-w, 0), at(-w, 0.58 * h), at(0, h), at(w, 0.58 * h), at(w, 0), at(-w, 0)]
    door = [at(-0.18 * w, 0), at(-0.18 * w, 0.34 * h), at(0.18 * w, 0.34 * h), at(0.18 * w, 0)]
    return [[at(-w, 0.58 * h), at(w, 0.58 * h)], door], [outline]


def _ladder(at: Along, h: float, u: float) -> Sketch:
    w = 4.5 * u
    rungs = max(4, round(h / (13 * u)))
    steps = [[at(-w, (i + 0.5) / rungs * h), at(w, (i + 0.5) / rungs * h)] for i in range(rungs)]
    return [[at(-w, 0), at(-w, h)], [at(w, 0), at(w, h)], *steps], []


def _hatched(side: float) -> Callable[[Along, float, float], Sketch]:
    """A straight edge with hatching on one side of it."""

    def draw(at: Along, h: float, u: float) -> Sketch:
        count = max(3, round(h / (10 * u)))
        depth = 6 * u * side
        hatch = [
            [at(0, (i + 0.6) / count * h), at(depth, (i + 0.6) / count * h - abs(depth) * 0.8)] for i in range(count)
        ]
        return [[at(0, 0), at(0, h)], *hatch], []

    return draw


def _water(at: Along, h: float, u: float) -> Sketch:
    waves = []
    for row, depth in enumerate((5 * u, 10 * u)):
        count = max(2, round(h / (26 * u)) - row)
        for i in range(count):
            a, b = (i + 0.2 + 0.3 * row) / (count + row) * h, (i + 0.75 + 0.3 * row) / (count + row) * h
            turns = [k / 10 for k in range(11)]
            waves.append([at(depth + 1.6 * u * math.sin(math.tau * t), a + (b - a) * t) for t in turns])
    return [[at(0, 0), at(0, h)], *waves], []


def _tent(at: Along, h: float, u: float) -> Sketch:
    w = 0.62 * h
    return [[at(-0.16 * w, 0), at(0, 0.55 * h), at(0.16 * w, 0)]], [[at(-w, 0), at(0, h), at(w, 0), at(-w, 0)]]


def _kite(at: Along, h: float, u: float) -> Sketch:
    """A kite at the top of its string, with a tail."""
    d = min(0.16 * h, 22 * u)
    body = [at(0, h), at(-0.6 * d, h + 0.9 * d), at(0, h + 1.5 * d), at(0.6 * d, h + 0.9 * d), at(0, h)]
    return [
        [at(0, 0), at(0, h)],
        [at(-0.6 * d, h + 0.9 * d), at(0.6 * d, h + 0.9 * d)],
        [at(0, h), at(0, h + 1.5 * d)],
    ], [body]


def _boat(at: Along, h: float, u: float) -> Sketch:
    w = 0.55 * h
    hull = [at(-w, 0.28 * h), at(-0.7 * w, 0), at(0.7 * w, 0), at(w, 0.28 * h), at(-w, 0.28 * h)]
    sail = [at(0.04 * w, 0.34 * h), at(0.04 * w, h), at(0.7 * w, 0.34 * h), at(0.04 * w, 0.34 * h)]
    return [[at(0, 0.28 * h), at(0, h)]], [hull, sail]


def _north(at: Along, h: float, u: float) -> Sketch:
    w = min(0.16 * h, 5 * u)
    return [[at(0, 0), at(0, h)], [at(-w, h - 2 * w), at(0, h), at(w, h - 2 * w)]], []


ICONS: dict[str, Callable[[Along, float, float], Sketch]] = {
    "tree": _tree,
    "pole": _pole,
    "flagpole": _flagpole,
    "lamp": _lamp,
    "person": _person,
    "tower": _tower,
    "building": _building,
    "house": _house,
    "ladder": _ladder,
    "wall": _hatched(-1.0),
    "ground": _hatched(1.0),
    "mirror": _hatched(1.0),
    "water": _water,
    "tent": _tent,
    "kite": _kite,
    "boat": _boat,
    "north": _north,
}
"""Sketches by name. Edges are hatched on the right of the way from foot to top (a wall: on its left)."""
