"""Parallelograms, rectangles, rhombi, squares, trapezoids and kites: sides, angles, diagonals."""

from __future__ import annotations

from collections.abc import Iterator

from generators.plane.domain import PLANE
from generators.plane.quantities import angle, length
from generators.plane.theorems.incidence import Facts, incidence, rotations
from generators.plane.theorems.relation import equal, named, times
from generators.plane.theorems.triangles import midpoints
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


def _crossing(figure: Figure, a: str, b: str, c: str, d: str) -> tuple[str, Facts] | None:
    """The named point where diagonals AC and BD are known to meet, with the facts that put it there."""
    known = incidence(figure)
    for o in figure.line_through(a, c):
        if figure.between(a, o, c) and figure.between(b, o, d):
            return o, (*known.line(a, o, c), *known.line(b, o, d))
    return None


@PLANE.theorem("parallelogram_sides")
def parallelogram_sides(figure: Figure) -> Iterator[Relation]:
    """Opposite sides of a parallelogram are equal."""
    for fact in figure.known("parallelogram"):
        if figure.holds("rhombus", *fact.args) is None:
            a, b, c, d = fact.args
            roles = named("ABCD", a, b, c, d)
            yield equal(figure, "parallelogram_sides", length(a, b), length(c, d), [fact], roles)
            yield equal(figure, "parallelogram_sides", length(b, c), length(a, d), [fact], roles)


@PLANE.theorem("parallelogram_opposite_angles")
def parallelogram_opposite_angles(figure: Figure) -> Iterator[Relation]:
    """Opposite angles of a parallelogram are equal."""
    for fact in figure.known("parallelogram"):
        if figure.holds("rectangle", *fact.args) is None:
            a, b, c, d = fact.args
            roles = named("ABCD", a, b, c, d)
            yield equal(figure, "parallelogram_opposite_angles", angle(d, a, b), angle(b, c, d), [fact], roles)
            yield equal(figure, "parallelogram_opposite_angles", angle(a, b, c), angle(c, d, a), [fact], roles)


@PLANE.theorem("parallelogram_adjacent_angles")
def parallelogram_adjacent_angles(figure: Figure) -> Iterator[Relation]:
    """Adjacent angles of a parallelogram add up to 180 degrees."""
    for fact in figure.known("parallelogram"):
        if figure.holds("rectangle", *fact.args) is None:
            for a, b, c, d in rotations(fact.args):
                parts = [angle(d, a, b), angle(a, b, c)]
                yield equal(figure, "parallelogram_adjacent_angles", [*parts], 180, [fact], named("ABCD", a, b, c, d))


@PLANE.theorem("parallelogram_diagonals")
def parallelogram_diagonals(figure: Figure) -> Iterator[Relation]:
    """The diagonals of a parallelogram bisect each other."""
    for fact in figure.known("parallelogram"):
        a, b, c, d = fact.args
        if (meet := _crossing(figure, a, b, c, d)) is not None:
            o, facts = meet
            roles = named("ABCDO", a, b, c, d, o)
            for p, q in ((a, c), (b, d)):
                if figure.holds("midpoint", o, p, q) is None:
                    premises = (fact, *facts)
                    yield equal(figure, "parallelogram_diagonals", length(p, o), length(o, q), premises, roles)
                    for x in (p, q):
                        sides = length(p, q), times(2, length(x, o))
                        yield equal(figure, "parallelogram_diagonals", *sides, premises, roles)


@PLANE.theorem("rectangle_diagonals")
def rectangle_diagonals(figure: Figure) -> Iterator[Relation]:
    """The diagonals of a rectangle are equal, and so are their halves."""
    known = incidence(figure)
    for fact in figure.known("rectangle"):
        a, b, c, d = fact.args
        roles = named("ABCD", a, b, c, d)
        if known.drawn(a, c) and known.drawn(b, d):
            yield equal(figure, "rectangle_diagonals", length(a, c), length(b, d), [fact], roles)
            if (meet := _crossing(figure, a, b, c, d)) is not None:
                o, facts = meet
                for p, q in ((a, b), (b, c), (c, d), (d, a)):
                    yield equal(figure, "rectangle_diagonals", length(p, o), length(q, o), [fact, *facts], roles)


@PLANE.theorem("rectangle_isosceles")
def rectangle_isosceles(figure: Figure) -> Iterator[Relation]:
    """Half diagonals of a rectangle make an isosceles triangle with each side, an equilateral one at 60 degrees."""
    known = incidence(figure)
    for fact in figure.known("rectangle"):
        a, b, c, d = fact.args
        if figure.holds("square", *fact.args) is not None or not (known.drawn(a, c) and known.drawn(b, d)):
            continue
        if (meet := _crossing(figure, a, b, c, d)) is not None:
            o, facts = meet
            for p, q in ((a, b), (b, c), (c, d), (d, a)):
                roles, premises = named("ABO", p, q, o), (fact, *facts)
                base, apex = (angle(o, p, q), angle(o, q, p)), angle(p, o, q)
                yield equal(figure, "rectangle_isosceles", *base, premises, roles)
                for corner in base:
                    yield equal(figure, "rectangle_isosceles", [times(2, corner), apex], 180, premises, roles)
                if known.same(length(p, q), length(p, o)):
                    guards = ((apex, Exact(60)),)
                    yield equal(
                        figure, "rectangle_isosceles", length(p, q), length(p, o), premises, roles, guards=guards
                    )


@PLANE.theorem("rhombus_diagonals")
def rhombus_diagonals(figure: Figure) -> Iterator[Relation]:
    """The diagonals of a rhombus are perpendicular."""
    known = incidence(figure)
    for fact in figure.known("rhombus"):
        a, b, c, d = fact.args
        if (meet := _crossing(figure, a, b, c, d)) is not None:
            o, facts = meet
            for p, q in ((a, b), (b, c), (c, d), (d, a)):
                if known.drawn(p, o, q) and known.right(p, o, q) is None:
                    roles = named("ABCDO", a, b, c, d, o)
                    yield equal(figure, "rhombus_diagonals", angle(p, o, q), 90, [fact, *facts], roles)


@PLANE.theorem("rhombus_diagonal_bisects")
def rhombus_diagonal_bisects(figure: Figure) -> Iterator[Relation]:
    """A diagonal of a rhombus bisects the angles it joins."""
    known = incidence(figure)
    for fact in figure.known("rhombus"):
        for a, b, c, d in rotations(fact.args) if figure.holds("square", *fact.args) is None else ():
            if known.drawn(a, c):
                roles = named("ABCD", a, b, c, d)
                yield equal(figure, "rhombus_diagonal_bisects", angle(b, a, c), angle(c, a, d), [fact], roles)
                for half in (angle(b, a, c), angle(c, a, d)):
                    yield equal(figure, "rhombus_diagonal_bisects", angle(b, a, d), times(2, half), [fact], roles)


@PLANE.theorem("square_diagonal_angle")
def square_diagonal_angle(figure: Figure) -> Iterator[Relation]:
    """A diagonal of a square makes 45 degrees with the sides."""
    known = incidence(figure)
    for fact in figure.known("square"):
        for a, b, c, d in rotations(fact.args):
            if known.drawn(a, c):
                roles = named("ABCD", a, b, c, d)
                yield equal(figure, "square_diagonal_angle", angle(b, a, c), 45, [fact], roles)
                yield equal(figure, "square_diagonal_angle", angle(c, a, d), 45, [fact], roles)


@PLANE.theorem("square_diagonal")
def square_diagonal(figure: Figure) -> Iterator[Relation]:
    """The diagonal of a square is sqrt 2 times its side."""
    known = incidence(figure)
    for fact in figure.known("square"):
        a, b, c, d = fact.args
        for p, q in ((a, c), (b, d)):
            if known.drawn(p, q):
                sides = length(p, q), times(Exact(2).sqrt(), length(a, b))
                yield equal(figure, "square_diagonal", *sides, [fact], named("ABCD", a, b, c, d))


@PLANE.theorem("isosceles_trapezoid_angles")
def isosceles_trapezoid_angles(figure: Figure) -> Iterator[Relation]:
    """Base angles of an isosceles trapezoid are equal."""
    for fact in figure.known("isosceles_trapezoid"):
        a, b, c, d = fact.args
        roles = named("ABCD", a, b, c, d)
        yield equal(figure, "isosceles_trapezoid_angles", angle(d, a, b), angle(a, b, c), [fact], roles)
        yield equal(figure, "isosceles_trapezoid_angles", angle(a, d, c), angle(b, c, d), [fact], roles)


@PLANE.theorem("isosceles_trapezoid_feet")
def isosceles_trapezoid_feet(figure: Figure) -> Iterator[Relation]:
    """A height of an isosceles trapezoid cuts off half the difference of the bases."""
    known = incidence(figure)
    for fact in figure.known("isosceles_trapezoid"):
        a, b, c, d = fact.args
        ends = (a, b, c, d), (b, a, d, c), (c, d, a, b), (d, c, b, a)
        for near, far, above, apex in ends:
            if figure.measure(length(near, far)) < figure.measure(length(apex, above)):
                continue
            for h, facts in known.feet(apex, near, far):
                sides = length(near, far), [length(apex, above), times(2, length(near, h))]
                roles = named("ABCDH", near, far, above, apex, h)
                yield equal(figure, "isosceles_trapezoid_feet", *sides, [fact, *facts], roles)


@PLANE.theorem("isosceles_trapezoid_diagonals")
def isosceles_trapezoid_diagonals(figure: Figure) -> Iterator[Relation]:
    """The diagonals of an isosceles trapezoid are equal."""
    known = incidence(figure)
    for fact in figure.known("isosceles_trapezoid"):
        a, b, c, d = fact.args
        if known.drawn(a, c) and known.drawn(b, d):
            roles = named("ABCD", a, b, c, d)
            yield equal(figure, "isosceles_trapezoid_diagonals", length(a, c), length(b, d), [fact], roles)


@PLANE.theorem("trapezoid_midline")
def trapezoid_midline(figure: Figure) -> Iterator[Relation]:
    """The median of a trapezoid is half the sum of its bases."""
    known = incidence(figure)
    middle = midpoints(figure)
    for fact in figure.known("trapezoid"):
        a, b, c, d = fact.args
        if (a, d) in middle and (b, c) in middle:
            (e, first), (f, second) = middle[a, d], middle[b, c]
            if known.drawn(e, f):
                sides = times(2, length(e, f)), [length(a, b), length(c, d)]
                roles = named("ABCDEF", a, b, c, d, e, f)
                yield equal(figure, "trapezoid_midline", *sides, [fact, *first, *second], roles)


@PLANE.theorem("kite_angles")
def kite_angles(figure: Figure) -> Iterator[Relation]:
    """The angles of a kite between unequal sides are equal, and the axis bisects the other two."""
    known = incidence(figure)
    for fact in figure.known("kite"):
        a, b, c, d = fact.args
        roles = named("ABCD", a, b, c, d)
        yield equal(figure, "kite_angles", angle(a, b, c), angle(c, d, a), [fact], roles)
        if known.drawn(a, c):
            for p, q in ((a, c), (c, a)):
                yield equal(figure, "kite_angles", angle(b, p, q), angle(q, p, d), [fact], roles)


@PLANE.theorem("kite_diagonals")
def kite_diagonals(figure: Figure) -> Iterator[Relation]:
    """The axis of a kite is perpendicular to the other diagonal and bisects it."""
    known = incidence(figure)
    for fact in figure.known("kite"):
        a, b, c, d = fact.args
        if (meet := _crossing(figure, a, b, c, d)) is not None:
            o, facts = meet
            roles = named("ABCDO", a, b, c, d, o)
            premises = (fact, *facts)
            yield equal(figure, "kite_diagonals", length(b, o), length(o, d), premises, roles)
            yield equal(figure, "kite_diagonals", length(b, d), times(2, length(b, o)), premises, roles)
            for p, q in ((a, b), (b, c), (c, d), (d, a)):
                if known.drawn(p, o, q) and known.right(p, o, q) is None:
                    yield equal(figure, "kite_diagonals", angle(p, o, q), 90, premises, roles)
