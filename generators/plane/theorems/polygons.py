"""Polygons of four and more sides: angle sums and regular polygons."""

from __future__ import annotations

from collections.abc import Iterator

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, length, perimeter, sides
from generators.plane.theorems.incidence import incidence, rotations
from generators.plane.theorems.relation import equal, named, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure

NAMES = {
    3: "triangle",
    4: "quadrilateral",
    5: "pentagon",
    6: "hexagon",
    7: "heptagon",
    8: "octagon",
    9: "nonagon",
    10: "decagon",
}


def polygon_name(count: int) -> str:
    """What a polygon of so many sides is called."""
    return NAMES.get(count, f"polygon with {count} sides")


def convex(figure: Figure, ring: tuple[str, ...]) -> bool:
    """Whether a polygon turns one way at every vertex, with no flat one."""
    z = [figure.at(p) for p in ring]
    turns = [((b - a).conjugate() * (c - b)).imag for a, b, c in zip(z, z[1:] + z[:1], z[2:] + z[:2], strict=True)]
    return all(t > 0 for t in turns) or all(t < 0 for t in turns)


def _interior(ring: tuple[str, ...]) -> list[Quantity]:
    return [angle(x[-1], x[0], x[1]) for x in rotations(ring)]


@PLANE.theorem("quadrilateral_angle_sum")
def quadrilateral_angle_sum(figure: Figure) -> Iterator[Relation]:
    """The angles of a quadrilateral add up to 360 degrees."""
    for fact in figure.known("polygon"):
        if len(fact.args) == 4 and convex(figure, fact.args):
            yield equal(
                figure, "quadrilateral_angle_sum", [*_interior(fact.args)], 360, [fact], named("ABCD", *fact.args)
            )


@PLANE.theorem("polygon_angle_sum")
def polygon_angle_sum(figure: Figure) -> Iterator[Relation]:
    """The angles of an n-gon add up to (n - 2) times 180 degrees."""
    for fact in figure.known("polygon"):
        count = len(fact.args)
        if count > 4 and convex(figure, fact.args):
            words = {"polygon": polygon_name(count), "n": str(count)}
            yield equal(figure, "polygon_angle_sum", [*_interior(fact.args)], (count - 2) * 180, [fact], words)


@PLANE.theorem("exterior_angle_sum")
def exterior_angle_sum(figure: Figure) -> Iterator[Relation]:
    """The exterior angles of a convex polygon, one at each vertex, add up to 360 degrees."""
    known = incidence(figure)
    for fact in figure.known("polygon"):
        if not convex(figure, fact.args):
            continue
        for ring in (fact.args, fact.args[::-1]):
            parts: list[Quantity] = []
            premises: list[Fact] = [fact]
            for x in rotations(ring):
                for beyond in known.back(x[0], x[-1]):
                    parts.append(angle(beyond, x[0], x[1]))
                    premises += known.line(x[-1], x[0], beyond)
            if len(parts) == len(ring):
                words = {"polygon": polygon_name(len(ring))}
                yield equal(figure, "exterior_angle_sum", [*parts], 360, premises, words)


def _regular(figure: Figure) -> Iterator[tuple[Fact, tuple[str, ...], dict[str, str]]]:
    for fact in figure.known("regular_polygon"):
        yield fact, fact.args, {"polygon": polygon_name(len(fact.args)), "n": str(len(fact.args))}


@PLANE.theorem("regular_polygon_interior")
def regular_polygon_interior(figure: Figure) -> Iterator[Relation]:
    """Each angle of a regular n-gon is (n - 2) 180 / n degrees."""
    for fact, ring, words in _regular(figure):
        for corner in _interior(ring):
            yield equal(
                figure, "regular_polygon_interior", corner, Exact((len(ring) - 2) * 180, len(ring)), [fact], words
            )


@PLANE.theorem("regular_polygon_exterior")
def regular_polygon_exterior(figure: Figure) -> Iterator[Relation]:
    """Each exterior angle of a regular n-gon is 360 / n degrees."""
    known = incidence(figure)
    for fact, ring, words in _regular(figure):
        for x in (*rotations(ring), *rotations(ring[::-1])):
            for beyond in known.back(x[0], x[-1]):
                premises = (fact, *known.line(x[-1], x[0], beyond))
                outer = angle(beyond, x[0], x[1])
                yield equal(figure, "regular_polygon_exterior", outer, Exact(360, len(ring)), premises, words)


@PLANE.theorem("regular_polygon_central")
def regular_polygon_central(figure: Figure) -> Iterator[Relation]:
    """Radii to neighbouring vertices of a regular n-gon make 360 / n degrees."""
    known = incidence(figure)
    for fact, ring, words in _regular(figure):
        for rim in known.rims:
            if all(p in rim.fact for p in ring):
                for x in rotations(ring):
                    if known.drawn(x[0], rim.centre, x[1]):
                        middle = angle(x[0], rim.centre, x[1])
                        premises = (fact, *rim.on(*ring))
                        yield equal(figure, "regular_polygon_central", middle, Exact(360, len(ring)), premises, words)


@PLANE.theorem("regular_polygon_sides")
def regular_polygon_sides(figure: Figure) -> Iterator[Relation]:
    """The number of sides of a regular polygon from its interior or exterior angle."""
    known = incidence(figure)
    for fact, ring, words in _regular(figure):
        count = sides(*ring)
        corner = _interior(ring)[0]
        yield equal(
            figure,
            "regular_polygon_sides",
            times(180, count),
            [times(count, corner), 360],
            [fact],
            words,
            targets=(count,),
        )
        for x in (*rotations(ring), *rotations(ring[::-1])):
            for beyond in known.back(x[0], x[-1]):
                premises = (fact, *known.line(x[-1], x[0], beyond))
                product = times(count, angle(beyond, x[0], x[1]))
                yield equal(figure, "regular_polygon_sides", product, 360, premises, words, targets=(count,))


@PLANE.theorem("regular_hexagon_diagonals")
def regular_hexagon_diagonals(figure: Figure) -> Iterator[Relation]:
    """A regular hexagon's long diagonal is twice its side, its short one sqrt 3 times."""
    known = incidence(figure)
    for fact, ring, words in _regular(figure):
        for i in range(6) if len(ring) == 6 else ():
            for step, factor in ((3, Exact(2)), (2, Exact(3).sqrt())):
                p, q = ring[i], ring[(i + step) % 6]
                if known.drawn(p, q) and (step == 2 or i < 3):
                    diagonal = length(p, q), times(factor, length(ring[0], ring[1]))
                    yield equal(figure, "regular_hexagon_diagonals", *diagonal, [fact], words)


@PLANE.theorem("right_angled_outline")
def right_angled_outline(figure: Figure) -> Iterator[Relation]:
    """Where a polygon has only right-angled corners, sides that run one way add up to those that run back.

    So its perimeter is twice the sides that run one way.
    """
    known = incidence(figure)
    for fact in figure.known("polygon"):
        ring = fact.args
        if len(ring) < 6 or len(ring) % 2:
            continue
        corners = [known.right(ring[i - 1], v, ring[(i + 1) % len(ring)]) for i, v in enumerate(ring)]
        if any(facts is None for facts in corners):
            continue
        premises = [fact, *(f for facts in corners for f in facts or ())]
        steps = list(zip(ring, (*ring[1:], ring[0]), strict=True))
        words = {"polygon": polygon_name(len(ring))}
        whole: list[Quantity] = []
        for start in (0, 1):
            way = figure.at(steps[start][1]) - figure.at(steps[start][0])
            runs: tuple[list[Quantity], list[Quantity]] = ([], [])
            for p, q in steps[start::2]:
                runs[((figure.at(q) - figure.at(p)) * way.conjugate()).real < 0].append(length(p, q))
            there, back = sorted(runs, key=len)
            whole += there
            yield equal(figure, "right_angled_outline", [*there], [*back], premises, words)
        double = [times(2, side) for side in whole]
        yield equal(figure, "right_angled_outline", perimeter(*ring), [*double], premises, words)
