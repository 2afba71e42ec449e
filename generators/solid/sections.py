"""Plane sections of a lettered box through corners and midpoints of edges: where the plane cuts, and what is measured.

A kind of section is a ring of places in the unit box, 0, 1/2 or 1 along each edge; any symmetry of the box gives
another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from generators.solid import kinds, quantities
from generators.solid.figure import SolidFigure, Terms
from generators.solid.quantities import goal_of, polygon_area
from puma_data.symbolic.facts import Args, Coordinates
from puma_data.symbolic.figure import Figure

Place = tuple[float, float, float]
RINGS: dict[str, tuple[Place, ...]] = {
    "rectangle": ((0, 0, 0), (0, 1, 0), (1, 1, 0.5), (1, 0, 0.5)),
    "trapezoid": ((1, 0, 0), (0, 1, 0), (0.5, 1, 1), (1, 0.5, 1)),
    "rhombus": ((0, 0, 0), (1, 0, 0.5), (1, 1, 1), (0, 1, 0.5)),
    "hexagon": ((1, 0.5, 0), (0.5, 1, 0), (0, 1, 0.5), (0, 0.5, 1), (0.5, 0, 1), (1, 0, 0.5)),
}
"""A triangle cuts off a corner, wherever the three edges there are cut."""
LETTERS = "ABCDEFGH"
CORNERS = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))


@dataclass(frozen=True, slots=True)
class Section:
    """A plane section: its kind, its ring of points in order, and the three points that fix the plane."""

    kind: str
    ring: tuple[str, ...]
    through: tuple[str, str, str]
    midpoints: tuple[tuple[str, str, str], ...] = ()
    """Each lettered midpoint with the ends of its edge."""


def triangle(rng: Random) -> tuple[Place, ...]:
    """The ring of a triangle that cuts off the corner at the origin."""
    p, q, r = (rng.choice((1, 1, 0.5)) for _ in range(3))
    return ((p, 0, 0), (0, q, 0), (0, 0, r))


def mapped(ring: Sequence[Place], order: Sequence[int], flips: Sequence[bool]) -> tuple[Place, ...]:
    """The ring after an exchange of the edges' directions and reflections."""
    turned = [tuple(place[i] for i in order) for place in ring]
    return tuple(tuple(1 - x if flip else x for x, flip in zip(p, flips, strict=True)) for p in turned)  # type: ignore[misc]


def cut(figure: SolidFigure, name: str, kind: str, ring: Sequence[Place]) -> Section:
    """Place the ring's points on a lettered box: corners have their letters, midpoints M, N, K where they are told."""
    told = {"hexagon": (0, 2, 4)}.get(kind, tuple(range(len(ring))))
    spare = iter("MNK")
    points, midpoints = [], []
    for i, place in enumerate(ring):
        if 0.5 not in place:
            points.append(LETTERS[CORNERS.index(tuple(map(int, place)))])
            continue
        low, high = ([v if x == 0.5 else x for x in place] for v in (0, 1))
        ends = [LETTERS[CORNERS.index(tuple(map(int, end)))] for end in (low, high)]
        letter = next(spare) if i in told else f"_m{i}"
        terms: Terms = {}
        for axis, role in enumerate(("width", "depth", "height")):
            if place[axis]:
                terms[f"{name}.{role}"] = tuple(place[axis] * (j == axis) for j in range(3))  # type: ignore[assignment]
        points.append(figure.spot(letter, terms))
        if i in told:
            midpoints.append((letter, ends[0], ends[1]))
    corners = [p for p in points if p in LETTERS]
    three = points[::2] if kind == "hexagon" else points if len(points) == 3 else None
    if three is None:  # of four corners of a ring any three fix the plane: those with letters of the box first
        three = [*corners, *(p for p in points if p not in corners)][:3]
    section = Section(kind, tuple(points), (three[0], three[1], three[2]), tuple(midpoints))
    figure.parts[name].section = section
    return section


kinds.define("section", "descriptive", "sPQR")
"""A plane through three points cuts a solid."""


def _ring(at: Coordinates, args: Args) -> tuple[str, ...]:
    ring: tuple[str, ...] = at.plan.parts[args[0]].section.ring
    return ring


def _around(at: Coordinates, args: Args) -> Any:
    ring = _ring(at, args)
    return sum(quantities.distance(at, pair) for pair in zip(ring, (*ring[1:], ring[0]), strict=True))


def _height(at: Coordinates, args: Args) -> Any:
    long, short = parallel_sides(_ring(at, args))
    return polygon_area(at, _ring(at, args)) * 2 / (quantities.distance(at, long) + quantities.distance(at, short))


def parallel_sides(ring: tuple[str, ...]) -> tuple[tuple[str, str], tuple[str, str]]:
    """The parallel sides of a trapezoid, which come first and third."""
    return (ring[0], ring[1]), (ring[3], ring[2])


def _overhang(at: Coordinates, args: Args) -> Any:
    long, short = parallel_sides(_ring(at, args))
    return (quantities.distance(at, long) - quantities.distance(at, short)) / 2


def _through(what: str) -> Any:
    def goal(figure: Figure, args: Args, name: Any) -> tuple[str, Any]:
        assert isinstance(figure, SolidFigure)
        section = figure.parts[args[0]].section
        return "section_through", [what, name(args[0]), *(name(p) for p in section.through)]

    return goal


def _sides_goal(figure: Figure, args: Args, name: Any, signs: tuple[str, str]) -> Any:
    assert isinstance(figure, SolidFigure)
    pairs = parallel_sides(figure.parts[args[0]].section.ring)
    return [[sign, goal_of(figure, ("length", *pair), name)] for sign, pair in zip(signs, pairs, strict=True)]


def _word(word: str) -> Any:
    """A symbol that is no letter of a point."""
    return lambda name, args: rf"\text{{{word}}}"


quantities.define("section_area", 2, lambda at, a: polygon_area(at, _ring(at, a)), _word("area"), goal=_through("area"))
quantities.define("section_perimeter", 1, _around, _word("perimeter"), goal=_through("perimeter"))
quantities.define("section_sides", 0, lambda at, a: len(_ring(at, a)), "n", goal=_through("sides"), counted=True)
quantities.define(
    "section_height",
    1,
    _height,
    "h",
    goal=lambda figure, args, name: (
        "quotient",
        [
            goal_of(figure, ("section_area", args[0]), name),
            {"kind": "combination", "args": _sides_goal(figure, args, name, ("1/2", "1/2"))},
        ],
    ),
)
quantities.define(
    "section_edge",
    1,
    lambda at, a: quantities.distance(at, _ring(at, a)[:2]),
    "s",
    goal=lambda figure, args, name: (
        "combination",
        [["1/6", goal_of(figure, ("section_perimeter", args[0]), name)]],
    ),
)
quantities.define(
    "section_overhang",
    1,
    _overhang,
    "d",
    goal=lambda figure, args, name: ("combination", _sides_goal(figure, args, name, ("1/2", "-1/2"))),
)


def symmetries(rng: Random, kind: str, alike: str) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """A symmetry of the box: any for a cube; else one that keeps the two edges that must be equal (``alike`` names
    them) in their part."""
    orders = {
        "xyz": (0, 1, 2),
        "yxz": (1, 0, 2),
        "xzy": (0, 2, 1),
        "zxy": (2, 0, 1),
        "yzx": (1, 2, 0),
        "zyx": (2, 1, 0),
    }
    upright = kind in ("trapezoid", "rhombus") and alike != "xyz"
    free = [order for order in orders.values() if not upright or "xyz"[order.index(2)] not in alike]
    flips = rng.choice(list(product((False, True), repeat=3)))
    return rng.choice(free), flips
