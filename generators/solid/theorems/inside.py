"""Lengths, angles and sections between the corners of a lettered solid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.theorems.relation import THIRD, Part, between, equal, right_triangle, times
from puma_data.symbolic.exact import ONE, Exact
from puma_data.symbolic.facts import Fact, Relation
from puma_data.symbolic.figure import Figure


def boxes(figure: Figure) -> Iterator[tuple[Fact, dict[str, tuple[int, int, int]]]]:
    """Lettered boxes, with the place of each corner: 0 or 1 along each edge."""
    places = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))
    for kind in ("cuboid", "cube"):
        for fact in figure.known(kind):
            assert isinstance(figure, SolidFigure)
            corners = figure.parts[fact.args[0]].corners
            if not corners[0].startswith("_"):
                yield fact, dict(zip(corners, places, strict=True))


@SOLID.theorem("parallel_edges", weight=0)
def parallel_edges(figure: Figure) -> Iterator[Relation]:
    for fact, places in boxes(figure):
        edges_of: dict[int, list[tuple[str, str]]] = {0: [], 1: [], 2: []}
        for p, q in combinations(places, 2):
            differ = [i for i in range(3) if places[p][i] != places[q][i]]
            if len(differ) == 1:
                edges_of[differ[0]].append((p, q))
        classes = [[*edges_of[0], *edges_of[1], *edges_of[2]]] if fact.kind == "cube" else list(edges_of.values())
        for pairs in classes:
            for one, other in combinations(pairs, 2):
                yield equal(
                    "parallel_edges", between(figure, *one), between(figure, *other), [fact], solid=fact.args[0]
                )


@SOLID.theorem("face_diagonal")
def face_diagonal(figure: Figure) -> Iterator[Relation]:
    for fact, places in boxes(figure):
        for p, q in combinations(places, 2):
            if sum(a != b for a, b in zip(places[p], places[q], strict=True)) != 2:
                continue
            for v in places:
                if _steps(places, p, v) == 1 == _steps(places, v, q):
                    yield right_triangle(figure, "face_diagonal", p, v, q, fact)


@SOLID.theorem("space_diagonal")
def space_diagonal(figure: Figure) -> Iterator[Relation]:
    for fact, places in boxes(figure):
        for p, q in combinations(places, 2):
            if _steps(places, p, q) == 3:
                for v in places:
                    if {_steps(places, p, v), _steps(places, v, q)} == {1, 2}:
                        yield right_triangle(figure, "space_diagonal", p, v, q, fact)


def _steps(places: dict[str, tuple[int, int, int]], p: str, q: str) -> int:
    return sum(a != b for a, b in zip(places[p], places[q], strict=True))


@SOLID.theorem("diagonal_section")
def diagonal_section(figure: Figure) -> Iterator[Relation]:
    for fact, places in boxes(figure):
        for quantity in figure.asked:
            if quantity[0] == "area" and len(quantity) == 5 and set(quantity[1:]) <= set(places):
                a, b, c, d = quantity[1:]
                sides = times(between(figure, a, b), between(figure, b, c))
                yield equal("diagonal_section", quantity, sides, [fact], A=a, B=b, C=c, D=d)


@SOLID.theorem("inclination")
def inclination(figure: Figure) -> Iterator[Relation]:
    """The tangent, sine and cosine of the angle between a diagonal of a box and a face."""
    for fact, places in boxes(figure):
        for quantity in figure.asked:
            if quantity[0] in ("sine", "cosine", "tangent", "angle") and set(quantity[1:]) <= set(places):
                p, v, q = quantity[1:]
                for far, foot in ((p, q), (q, p)):
                    if _steps(places, far, foot) == 1 and _steps(places, v, far) == 3:
                        yield from ratios(figure, v, foot, far, fact)
    for fact in figure.known("foot"):
        _, foot, far, v = fact.args
        if any(q[0] in ("sine", "cosine", "tangent", "angle") for q in figure.asked):
            yield from ratios(figure, v, foot, far, fact)


SPECIAL = {30: THIRD.sqrt(), 45: ONE, 60: Exact(3).sqrt()}


def ratios(figure: Figure, v: str, foot: str, far: str, fact: Fact) -> Iterator[Relation]:
    """The right triangle with its right angle at the foot of a perpendicular: its ratios, and special angles."""
    up, along, slant = between(figure, foot, far), between(figure, v, foot), between(figure, v, far)
    for name, top, bottom in (("sine", up, slant), ("cosine", along, slant), ("tangent", up, along)):
        ratio = figure.canonical((name, foot, v, far))
        yield equal("inclination", times(ratio, bottom), top, [fact], A=v, B=foot, C=far)
    corner = figure.canonical(("angle", foot, v, far))
    tangent = figure.canonical(("tangent", foot, v, far))
    for degrees, value in SPECIAL.items():
        for target, amount, guard, known in (
            (corner, Exact(degrees), tangent, value),
            (tangent, value, corner, Exact(degrees)),
        ):
            yield_it = abs(figure.measure(corner) - degrees) < 1e-9
            if yield_it:
                made = equal("special_angle", target, amount, [fact], A=v, B=foot, C=far)
                yield made._replace(guards=((guard, known),))


SOLID.theorem("special_angle")(lambda figure: ())


@SOLID.theorem("pythagoras")
def pythagoras(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("right_angle"):
        p, v, q = fact.args
        legs = [("length", *sorted((v, end), key=figure.rank)) for end in (p, q)]
        far = ("length", *sorted((p, q), key=figure.rank))
        sides: list[Part] = [times(leg, leg) for leg in legs]
        yield equal("pythagoras", times(far, far), sides, [fact], A=p, B=v, C=q)
