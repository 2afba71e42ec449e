"""Nets of a cube: six squares that fold up, and which faces then lie opposite each other.

A square is its column and row, rows counted from below. Folding rolls a cube over the squares: each square is the face
that lies on it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from random import Random
from typing import Any

from generators.solid import kinds, quantities
from puma_data.symbolic.facts import Args, Coordinates

Square = tuple[int, int]
STEPS: tuple[Square, ...] = ((1, 0), (-1, 0), (0, 1), (0, -1))
LETTERS = "ABCDEF"


@cache
def hexominoes() -> tuple[tuple[Square, ...], ...]:
    """All 35 shapes of six squares, each once up to rotation and reflection."""
    shapes: set[tuple[Square, ...]] = {((0, 0),)}
    for _ in range(5):
        grown = {
            _usual((*shape, (x + a, y + b)))
            for shape in shapes
            for x, y in shape
            for a, b in STEPS
            if (x + a, y + b) not in shape
        }
        shapes = grown
    return tuple(sorted(shapes))


def _placed(shape: tuple[Square, ...]) -> tuple[Square, ...]:
    left, low = min(x for x, _ in shape), min(y for _, y in shape)
    return tuple(sorted((x - left, y - low) for x, y in shape))


def turned(shape: tuple[Square, ...]) -> list[tuple[Square, ...]]:
    """A shape in its eight positions."""
    found = []
    for _ in range(4):
        shape = tuple((-y, x) for x, y in shape)
        found += [_placed(shape), _placed(tuple((-x, y) for x, y in shape))]
    return found


def _usual(shape: tuple[Square, ...]) -> tuple[Square, ...]:
    return min(turned(shape))


def folded(shape: tuple[Square, ...]) -> dict[Square, int]:
    """The face of the cube that comes to lie on each square (0 to 5, opposite ones are 0-1, 2-3 and 4-5)."""
    faces = {shape[0]: (0, 1, 2, 3, 4, 5)}  # below, above, right, left, behind, before
    queue = [shape[0]]
    while queue:
        x, y = queue.pop()
        d, u, r, left, b, f = faces[x, y]
        rolled = {(1, 0): (r, left, u, d, b, f), (-1, 0): (left, r, d, u, b, f), (0, 1): (b, f, r, left, u, d),
                  (0, -1): (f, b, r, left, d, u)}  # fmt: skip
        for (a, c), state in rolled.items():
            beside = (x + a, y + c)
            if beside in shape and beside not in faces:
                faces[beside] = state
                queue.append(beside)
    return {square: state[0] for square, state in faces.items()}


@cache
def nets() -> tuple[tuple[Square, ...], ...]:
    """The eleven nets of a cube: the hexominoes whose squares come to lie on six different faces."""
    return tuple(shape for shape in hexominoes() if len(set(folded(shape).values())) == 6)


def opposite(net: dict[str, Square]) -> dict[str, str]:
    """Which letter lies opposite which on the folded cube."""
    return _opposite(tuple(net.items()))


@lru_cache(maxsize=64)
def _opposite(squares: tuple[tuple[str, Square], ...]) -> dict[str, str]:
    net = dict(squares)
    face = folded(tuple(net.values()))
    at = {face[square]: letter for letter, square in net.items()}
    return {letter: at[face[square] ^ 1] for letter, square in net.items()}


def lettered(rng: Random) -> dict[str, Square]:
    """A random net in a random position, with letters in random order."""
    shape = list(rng.choice(turned(rng.choice(nets()))))
    rng.shuffle(shape)
    return dict(zip(LETTERS, shape, strict=True))


kinds.define("net", "descriptive")
"""Six squares are the net of a cube; a family's phrase says how they lie."""


def _number(at: Coordinates, args: Args) -> Any:
    return at.extent(f"{args[0]}.{args[1]}")


def _net(at: Coordinates, args: Args) -> dict[str, Square]:
    net: dict[str, Square] = at.plan.parts[args[0]].net
    return net


def _opposite_number(at: Coordinates, args: Args) -> Any:
    part, letter = args
    return _number(at, (part, opposite(_net(at, args))[letter]))


def pairs(net: dict[str, Square]) -> list[tuple[str, str]]:
    """The three pairs of opposite letters."""
    return sorted((a, b) for a, b in opposite(net).items() if a < b)


def larger(at: Coordinates, part: str) -> list[str]:
    """Of each pair of opposite letters the one with the larger number."""
    extents = at.plan.extents
    return [max(couple, key=lambda p: extents[f"{part}.{p}"]) for couple in pairs(at.plan.parts[part].net)]


def _corner_sum(at: Coordinates, args: Args) -> Any:
    return sum(_number(at, (args[0], p)) for p in larger(at, args[0]))


def _pair_sum(at: Coordinates, args: Args) -> Any:
    return sum(_number(at, (args[0], p)) for p in pairs(_net(at, args))[0])


quantities.define("face_number", 0, _number, lambda name, args: f"n_{{{name(args[1])}}}", counted=True)
quantities.define("opposite_number", 0, _opposite_number, "x", counted=True)
quantities.define("corner_sum", 0, _corner_sum, "x", counted=True)
quantities.define("pair_sum", 0, _pair_sum, "s", counted=True)


def _unequal(at: Coordinates, args: Args) -> tuple[Any, ...]:
    sums = [_number(at, (args[0], p)) + _number(at, (args[0], q)) for p, q in pairs(_net(at, args))]
    return (sums[0] - sums[1], sums[0] - sums[2])


kinds.define("equal_sums", "implicit", residuals=_unequal)
"""The numbers on any two opposite faces of the cube have the same sum."""
