"""Angles between planes and distances in lettered boxes and pyramids, each by one right triangle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.theorems.inside import boxes, ratios
from generators.solid.theorems.relation import HALF, between, equal, right_triangle, times
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure


def _solids(figure: Figure) -> Iterator[tuple[Fact, frozenset[str]]]:
    """Lettered solids with their points."""
    for fact, places in boxes(figure):
        yield fact, frozenset(places)
    for fact in figure.known("foot"):
        yield fact, frozenset(p for p in figure.position if not p.startswith("_"))


def _square(figure: Figure, p: str, v: str, q: str) -> bool:
    """Whether there is a right angle at V in space."""
    assert isinstance(figure, SolidFigure)
    at = [np.array(figure.space(name)) for name in (p, v, q)]
    one, two = at[0] - at[1], at[2] - at[1]
    return bool(abs(one @ two) < 1e-9 * np.linalg.norm(one) * np.linalg.norm(two))


@SOLID.theorem("dihedral_angle")
def dihedral_angle(figure: Figure) -> Iterator[Relation]:
    """The plane angle of two planes: between lines in them that are perpendicular to their common line."""
    for fact, points in _solids(figure):
        for quantity in figure.asked:
            if quantity[0] == "dihedral" and set(quantity[1:]) <= points:
                a, b, p, q = quantity[1:]
                middles = [f.args[0] for f in figure.known("midpoint_of") if set(f.args[1:]) == {a, b}]
                for v in (*middles, a, b):
                    if _square(figure, a if v != a else b, v, p) and _square(figure, a if v != a else b, v, q):
                        corner = figure.canonical(("angle", p, v, q))
                        yield equal("dihedral_angle", quantity, corner, [fact], A=p, B=v, C=q, D=a, E=b)
                        foot, far = (p, q) if _square(figure, v, p, q) else (q, p)
                        if _square(figure, v, foot, far):
                            yield from ratios(figure, v, foot, far, fact)
                        break


@SOLID.theorem("half_side")
def half_side(figure: Figure) -> Iterator[Relation]:
    """From the center of a rectangle to the middle of a side it is half the other side; and the slant height there."""
    for foot in figure.known("foot"):
        part, o, apex, _ = foot.args
        assert isinstance(figure, SolidFigure)
        ring = figure.parts[part].corners[:4]
        for fact in figure.known("midpoint_of"):
            m, p, q = fact.args
            before = (
                ring[(ring.index(p) - 1) % 4] if ring[(ring.index(p) + 1) % 4] == q else ring[(ring.index(p) + 1) % 4]
            )
            whole = between(figure, before, p)
            yield equal("half_side", between(figure, o, m), times(HALF, whole), [foot, fact], A=o, B=m, C=before, D=p)
            yield right_triangle(figure, "lateral_edge", apex, o, m, foot)


def _altitude(figure: Figure, quantity: Quantity, p: str, a: str, b: str, fact: Fact) -> Relation:
    """The altitude from the right angle at P on AB: altitude times hypotenuse equals the product of the legs."""
    legs = times(between(figure, p, a), between(figure, p, b))
    return equal(quantity[0], times(quantity, between(figure, a, b)), legs, [fact], A=p, B=a, C=b)


@SOLID.theorem("plane_distance")
def plane_distance(figure: Figure) -> Iterator[Relation]:
    """The altitude of a right triangle that is perpendicular to the plane is the distance from it."""
    assert isinstance(figure, SolidFigure)
    for fact, points in _solids(figure):
        for quantity in figure.asked:
            if quantity[0] not in ("plane_distance", "skew_distance") or not set(quantity[1:]) <= points:
                continue
            # right triangles whose altitude it is: the right angle at P, the hypotenuse in the plane
            distance = figure.measure(quantity)
            for p, ground in _over(figure, quantity, points):
                for a, b in combinations(ground, 2):
                    if _square(figure, a, p, b) and abs(_height(figure, p, a, b) - distance) < 1e-9 * distance:
                        yield _altitude(figure, quantity, p, a, b, fact)


def _over(figure: SolidFigure, quantity: Quantity, points: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Points whose distance is asked for, with points in what it is measured from: a plane, or for a vertical line
    the upright plane through another line."""
    kind, *args = quantity
    if kind == "plane_distance":
        p, *plane = args
        yield p, [*plane, *(f.args[0] for f in figure.known("midpoint_of") if set(f.args[1:]) <= set(plane))]
        return
    for line, other in ((args[:2], args[2:]), (args[2:], args[:2])):
        if _below(figure, line[0], line[1:]):
            for p in line:
                yield p, sorted(x for x in points if _level(figure, p, x) and _below(figure, x, other))


SOLID.theorem("skew_distance")(lambda figure: ())


def _height(figure: Figure, p: str, a: str, b: str) -> float:
    return figure.measure(("length", p, a)) * figure.measure(("length", p, b)) / figure.measure(("length", a, b))


def _level(figure: SolidFigure, p: str, x: str) -> bool:
    return abs(figure.space(p)[2] - figure.space(x)[2]) < 1e-9


def _below(figure: SolidFigure, x: str, ends: Sequence[str]) -> bool:
    """Whether X is on the vertical through one of some points."""
    return any(all(abs(figure.space(x)[i] - figure.space(e)[i]) < 1e-9 for i in (0, 1)) for e in ends)


@SOLID.theorem("line_distance")
def line_distance(figure: Figure) -> Iterator[Relation]:
    for fact, points in _solids(figure):
        for quantity in figure.asked:
            if quantity[0] == "line_distance" and set(quantity[1:]) <= points:
                p, a, b = quantity[1:]
                if _square(figure, a, p, b):
                    yield _altitude(figure, quantity, p, a, b, fact)
