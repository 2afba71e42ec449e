"""Construction steps: what a composed figure grows by. Each chooses a place, adds points and facts, records exact
parameters.

A step raises `Retry` where the figure offers no place for it. Side and order facts are stated wherever the words alone
would allow two configurations.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from random import Random

from generators.plane.quantities import angle, arc, length, quotient
from generators.plane.shapes import foot, meet, polar, unit
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.figure import Figure

Step = Callable[[Figure, Random], None]
STEPS: dict[str, tuple[float, Step]] = {}
"""Construction steps by name, each with its weight."""
LETTERS = "ABCDEFGHKLMNPQRSTUVW"


def step(weight: float = 1.0) -> Callable[[Step], Step]:
    """Decorator: register a construction step."""

    def register(function: Step) -> Step:
        STEPS[function.__name__] = (weight, function)
        return function

    return register


# --- choosing a place -------------------------------------------------------------------------------------------------


def fresh(figure: Figure, wanted: str = LETTERS) -> str:
    """A letter that no point has, from the wanted ones if possible."""
    free_letters = [letter for letter in wanted + LETTERS if letter not in figure.position]
    if not free_letters:
        raise Retry("no letter left")
    return free_letters[0]


def some(rng: Random, options: Sequence[tuple[str, ...]], why: str) -> tuple[str, ...]:
    """One of the options; `Retry` when there is none."""
    if not options:
        raise Retry(why)
    return rng.choice(options)


def vertex_and_side(figure: Figure, rng: Random) -> tuple[str, str, str]:
    """A drawn triangle, read as vertex and opposite side; the side has no point between its ends."""
    options = [
        (a, b, c) for p, q, r in figure.triangles for a, b, c in ((p, q, r), (q, p, r), (r, p, q)) if free(figure, b, c)
    ]
    a, b, c = some(rng, options, "no triangle")
    return (a, b, c) if rng.random() < 0.5 else (a, c, b)


def free(figure: Figure, p: str, q: str) -> bool:
    """Whether segment PQ is drawn and carries no point between its ends."""
    line = figure.line_through(p, q)
    return figure.joined(p, q) and abs(line.index(p) - line.index(q)) == 1


def free_segments(figure: Figure) -> list[tuple[str, ...]]:
    """Drawn segments without a point between their ends."""
    return [(p, q) for p, q in combinations(figure.position, 2) if free(figure, p, q)]


def outer_sides(figure: Figure) -> list[tuple[str, ...]]:
    """Free segments with all other points on one side, each with such a point: where a shape may be erected outward."""
    sides: list[tuple[str, ...]] = []
    for p, q in free_segments(figure):
        base = figure.at(q) - figure.at(p)
        offsets = {
            name: (base.conjugate() * (z - figure.at(p))).imag / abs(base) ** 2
            for name, z in figure.position.items()
            if not figure.collinear(p, q, name) and name not in (p, q)
        }
        reach = [r.radius / abs(base) for r in figure.circles.values()]
        if not offsets or min(map(abs, offsets.values())) < 1e-6 or reach:
            continue
        if all(v > 0 for v in offsets.values()):
            sides.append((p, q, _neighbour(figure, p, q) or max(offsets, key=lambda n: offsets[n])))
        elif all(v < 0 for v in offsets.values()):
            sides.append((q, p, _neighbour(figure, p, q) or min(offsets, key=lambda n: offsets[n])))
    return sides


def _neighbour(figure: Figure, p: str, q: str) -> str | None:
    """A vertex of the first polygon with side PQ: the point by which one tells the polygon's side of PQ."""
    rings = [fact.args for fact in figure.known("polygon") if {p, q} <= set(fact.args)]
    return next((x for x in rings[0] if x not in (p, q)), None) if rings else None


def interior(figure: Figure, a: str, v: str, b: str) -> float:
    """Angle AVB in degrees."""
    return figure.measure(angle(a, v, b))


def known_length(figure: Figure, p: str, q: str) -> Exact | None:
    """The exact length of PQ where the construction gave it."""
    for key in (length(p, q), length(q, p)):
        value = figure.parameters.get(key)
        if isinstance(value, Exact):
            return value
    return None


def put(figure: Figure, letter: str, z: complex) -> str:
    """Place a new point, not on top of another."""
    limit = 0.07 * figure.size
    if any(abs(z - other) < limit for other in figure.position.values()):
        raise Retry("too close")
    return figure.point(letter, z)


def along(figure: Figure, p: str, q: str, share: float) -> complex:
    """The point that divides PQ in a share of its length from P."""
    return figure.at(p) + (figure.at(q) - figure.at(p)) * share


def left_of(figure: Figure, p: str, q: str) -> complex:
    """Unit normal on the right-hand side of PQ: outward for a side from `outer_sides`."""
    return -1j * unit(figure.at(q) - figure.at(p))


# --- points on segments -----------------------------------------------------------------------------------------------


@step(1.0)
def median(figure: Figure, rng: Random) -> None:
    """The median from a vertex of a triangle."""
    a, b, c = vertex_and_side(figure, rng)
    m = put(figure, fresh(figure, "MND"), along(figure, b, c, 0.5))
    figure.state("midpoint", m, b, c)
    figure.state("segment", a, m)


@step(1.2)
def altitude(figure: Figure, rng: Random) -> None:
    """The altitude from a vertex onto the opposite side, foot inside the side."""
    a, b, c = vertex_and_side(figure, rng)
    if interior(figure, a, b, c) > 80 or interior(figure, a, c, b) > 80:
        raise Retry("foot outside")
    h = put(figure, fresh(figure, "HDE"), foot(figure.at(a), figure.at(b), figure.at(c)))
    figure.state("between", h, b, c)
    figure.state("perpendicular", a, h, b, c, h)
    figure.state("segment", a, h)


@step(1.2)
def bisector(figure: Figure, rng: Random) -> None:
    """The bisector of an angle of a triangle, up to the opposite side."""
    a, b, c = vertex_and_side(figure, rng)
    ab, ac = figure.measure(length(a, b)), figure.measure(length(a, c))
    d = put(figure, fresh(figure, "DEF"), along(figure, b, c, ab / (ab + ac)))
    figure.state("between", d, b, c)
    figure.state("bisector", d, b, a, c)
    figure.state("segment", a, d)


@step(1.0)
def cevian_ratio(figure: Figure, rng: Random) -> None:
    """A cevian that divides the opposite side in a ratio of small integers."""
    a, b, c = vertex_and_side(figure, rng)
    m, n = rng.choice([(1, 2), (2, 1), (1, 3), (2, 3), (3, 2), (3, 4), (3, 1), (4, 3)])
    d = put(figure, fresh(figure, "DEF"), along(figure, b, c, m / (m + n)))
    figure.state("between", d, b, c)
    figure.state("segment", a, d)
    figure.parameter(quotient(length(b, d), length(d, c)), Exact(m, n))


@step(1.0)
def cevian_angle(figure: Figure, rng: Random) -> None:
    """A cevian that splits an angle into a given number of degrees."""
    a, b, c = vertex_and_side(figure, rng)
    whole = interior(figure, b, a, c)
    if whole < 45:
        raise Retry("narrow")
    part = rng.randint(18, math.floor(whole) - 18)
    sense = 1 if ((figure.at(c) - figure.at(a)) * (figure.at(b) - figure.at(a)).conjugate()).imag > 0 else -1
    ray = (figure.at(b) - figure.at(a)) * polar(1, sense * part)
    d = put(figure, fresh(figure, "DEF"), meet(figure.at(a), figure.at(a) + ray, figure.at(b), figure.at(c)))
    figure.state("between", d, b, c)
    figure.state("segment", a, d)
    figure.parameter(angle(b, a, d), part)


@step(0.8)
def point_on_side(figure: Figure, rng: Random) -> None:
    """A point on a side of known integer length, at an integer distance, joined to another vertex."""
    a, b, c = vertex_and_side(figure, rng)
    whole = known_length(figure, b, c)
    if whole is None or not whole.is_integer or whole < 4:
        raise Retry("no integer side")
    part = rng.randint(1, int(whole.as_fraction()) - 1)
    d = put(figure, fresh(figure, "DEF"), along(figure, b, c, part / float(whole)))
    figure.state("between", d, b, c)
    figure.state("segment", a, d)
    figure.parameter(length(b, d), part)


@step(1.0)
def midsegment(figure: Figure, rng: Random) -> None:
    """The midsegment of a triangle."""
    a, b, c = vertex_and_side(figure, rng)
    if not (free(figure, a, b) and free(figure, a, c)):
        raise Retry("side divided")
    m = put(figure, fresh(figure, "MDE"), along(figure, a, b, 0.5))
    n = put(figure, fresh(figure, "NEF"), along(figure, a, c, 0.5))
    figure.state("midpoint", m, a, b)
    figure.state("midpoint", n, a, c)
    figure.state("segment", m, n)


@step(1.2)
def parallel_to_side(figure: Figure, rng: Random) -> None:
    """A segment parallel to a side of a triangle, between the other two, in a ratio."""
    a, b, c = vertex_and_side(figure, rng)
    if not (free(figure, a, b) and free(figure, a, c)):
        raise Retry("side divided")
    m, n = rng.choice([(1, 2), (2, 1), (2, 3), (3, 2), (3, 1), (3, 4), (4, 3)])
    d = put(figure, fresh(figure, "DEF"), along(figure, a, b, m / (m + n)))
    e = put(figure, fresh(figure, "EFG"), along(figure, a, c, m / (m + n)))
    figure.state("between", d, a, b)
    figure.state("between", e, a, c)
    figure.state("parallel", d, e, b, c)
    figure.state("segment", d, e)
    figure.parameter(quotient(length(a, d), length(d, b)), Exact(m, n))


@step(0.9)
def perpendicular_bisector(figure: Figure, rng: Random) -> None:
    """A point of one side equidistant from the ends of another."""
    a, b, c = vertex_and_side(figure, rng)
    za, zb, zc = (figure.at(name) for name in (a, b, c))
    middle = (za + zb) / 2
    if not free(figure, a, b):
        raise Retry("side divided")
    d_at = meet(middle, middle + 1j * (zb - za), zb, zc)
    share = ((d_at - zb) * (zc - zb).conjugate()).real / abs(zc - zb) ** 2
    if not 0.15 < share < 0.85:
        raise Retry("outside")
    d = put(figure, fresh(figure, "DEF"), d_at)
    figure.state("between", d, b, c)
    figure.state("equal_length", d, a, d, b)
    figure.state("segment", a, d)


@step(0.8)
def foot_on_side(figure: Figure, rng: Random) -> None:
    """The perpendicular from a point on one side to another side of the triangle."""
    a, b, c = vertex_and_side(figure, rng)
    inner = [p for p in figure.line_through(b, c) if figure.between(b, p, c)] + [
        p for p in figure.line_through(a, b) if figure.between(a, p, b)
    ]
    if not inner or not free(figure, a, c):
        raise Retry("no point on a side")
    d = rng.choice(inner)
    f_at = foot(figure.at(d), figure.at(a), figure.at(c))
    share = ((f_at - figure.at(a)) * (figure.at(c) - figure.at(a)).conjugate()).real / abs(
        figure.at(c) - figure.at(a)
    ) ** 2
    if not 0.12 < share < 0.88:
        raise Retry("outside")
    f = put(figure, fresh(figure, "FEK"), f_at)
    figure.state("between", f, a, c)
    figure.state("perpendicular", d, f, a, c, f)
    figure.state("segment", d, f)


# --- extensions -------------------------------------------------------------------------------------------------------


@step(1.0)
def exterior_angle(figure: Figure, rng: Random) -> None:
    """A side of a triangle extended, to show the exterior angle."""
    _, b, c = vertex_and_side(figure, rng)
    once_only(figure, c)
    e = put(figure, fresh(figure, "DEF"), along(figure, b, c, rng.uniform(1.35, 1.6)))
    outside_circles(figure, e)
    figure.state("beyond", e, b, c)


@step(0.9)
def extension_by_length(figure: Figure, rng: Random) -> None:
    """A segment of known length extended by an integer length, its new end joined to a vertex."""
    a, b, c = vertex_and_side(figure, rng)
    once_only(figure, c)
    whole = known_length(figure, b, c)
    if whole is None or float(whole) < 2:
        raise Retry("no known side")
    more = rng.randint(1, max(2, int(float(whole))))
    e = put(figure, fresh(figure, "EFD"), along(figure, b, c, 1 + more / float(whole)))
    outside_circles(figure, e)
    figure.state("beyond", e, b, c)
    figure.state("segment", a, e)
    figure.parameter(length(c, e), more)


@step(0.8)
def isosceles_on_extension(figure: Figure, rng: Random) -> None:
    """A side BC extended beyond C to E with CE = CA, and AE joined."""
    a, b, c = vertex_and_side(figure, rng)
    once_only(figure, c)
    reach = figure.measure(length(a, c)) / figure.measure(length(b, c))
    if not 0.3 < reach < 1.6:
        raise Retry("shape")
    e = put(figure, fresh(figure, "EFD"), along(figure, b, c, 1 + reach))
    outside_circles(figure, e)
    figure.state("beyond", e, b, c)
    figure.state("equal_length", c, e, c, a)
    figure.state("segment", a, e)


@step(0.9)
def parallel_through_vertex(figure: Figure, rng: Random) -> None:
    """The line through a vertex parallel to the opposite side, on the side of one of its ends."""
    a, b, c = vertex_and_side(figure, rng)
    e = put(figure, fresh(figure, "EFD"), figure.at(a) + (figure.at(c) - figure.at(b)) * rng.uniform(0.45, 0.7))
    outside_circles(figure, e)
    figure.state("segment", a, e)
    figure.state("parallel", a, e, b, c)
    figure.state("opposite_sides", e, b, a, c)


def once_only(figure: Figure, end: str) -> None:
    """Refuse to extend an extension: the point between would stand for nothing."""
    if any(fact.args[0] == end for fact in figure.known("beyond")):
        raise Retry("extended already")


def outside_circles(figure: Figure, point: str) -> None:
    """Refuse an extension that ends inside or near a circle."""
    for circle in figure.circles.values():
        if abs(figure.at(point) - figure.at(circle.centre)) < circle.radius * 1.05:
            raise Retry("inside a circle")


# --- shapes on a side -------------------------------------------------------------------------------------------------


@step(1.0)
def equilateral_outward(figure: Figure, rng: Random) -> None:
    """An equilateral triangle erected outward on a side."""
    p, q, inner = some(rng, outer_sides(figure), "no outer side")
    side = abs(figure.at(q) - figure.at(p))
    e = put(figure, fresh(figure, "EFG"), along(figure, p, q, 0.5) + left_of(figure, p, q) * side * math.sqrt(3) / 2)
    figure.state("polygon", p, q, e)
    figure.state("equilateral", p, q, e)
    figure.state("opposite_sides", e, inner, p, q)


@step(1.0)
def square_outward(figure: Figure, rng: Random) -> None:
    """A square erected outward on a side."""
    p, q, inner = some(rng, outer_sides(figure), "no outer side")
    rise = left_of(figure, p, q) * abs(figure.at(q) - figure.at(p))
    r = put(figure, fresh(figure, "EGK"), figure.at(q) + rise)
    s = put(figure, fresh(figure, "FHL"), figure.at(p) + rise)
    figure.state("polygon", p, q, r, s)
    figure.state("square", p, q, r, s)
    figure.state("opposite_sides", r, inner, p, q)


@step(1.0)
def rectangle_outward(figure: Figure, rng: Random) -> None:
    """A rectangle of integer height erected outward on a side."""
    p, q, inner = some(rng, outer_sides(figure), "no outer side")
    side = abs(figure.at(q) - figure.at(p))
    height = rng.randint(1, 15)
    if not 0.35 < height / side < 1.5 or abs(height / side - 1) < 0.12:
        raise Retry("shape")
    rise = left_of(figure, p, q) * height
    r = put(figure, fresh(figure, "EGK"), figure.at(q) + rise)
    s = put(figure, fresh(figure, "FHL"), figure.at(p) + rise)
    figure.state("polygon", p, q, r, s)
    figure.state("rectangle", p, q, r, s)
    figure.state("opposite_sides", r, inner, p, q)
    figure.parameter(length(q, r), height)


@step(1.2)
def right_triangle_outward(figure: Figure, rng: Random) -> None:
    """A right triangle erected outward on a side as a leg, by its other leg or by an angle."""
    p, q, inner = some(rng, outer_sides(figure), "no outer side")
    if rng.random() < 0.5:
        p, q = q, p
        normal = -left_of(figure, p, q)
    else:
        normal = left_of(figure, p, q)
    side = abs(figure.at(q) - figure.at(p))
    e = fresh(figure, "EFG")
    if rng.random() < 0.55:
        other = second_leg(figure, rng, p, q)
        put(figure, e, figure.at(q) + normal * other)
        figure.parameter(length(q, e), other)
    else:
        beta = rng.choice([30, 45, 60, rng.randint(24, 62)])
        put(figure, e, figure.at(q) + normal * side * math.tan(math.radians(beta)))
        figure.parameter(angle(q, p, e), beta)
    figure.state("polygon", p, q, e)
    figure.state("right_angle", p, q, e)
    figure.state("opposite_sides", e, inner, p, q)


def second_leg(figure: Figure, rng: Random, p: str, q: str) -> int:
    """An integer leg beside PQ, making a whole hypotenuse where PQ allows it."""
    side = abs(figure.at(q) - figure.at(p))
    square = round(side * side)
    whole = [
        k
        for k in range(1, 40)
        if abs(side * side - square) < 1e-9 and math.isqrt(square + k * k) ** 2 == square + k * k
    ]
    fitting = [k for k in whole if 0.35 < k / side < 1.8] or [k for k in range(1, 20) if 0.35 < k / side < 1.6]
    if not fitting:
        raise Retry("shape")
    return rng.choice(fitting)


@step(0.9)
def isosceles_outward(figure: Figure, rng: Random) -> None:
    """An isosceles triangle erected outward on a side as its base, by its base or apex angle."""
    p, q, inner = some(rng, outer_sides(figure), "no outer side")
    beta = rng.randint(32, 68)
    rise = abs(figure.at(q) - figure.at(p)) / 2 * math.tan(math.radians(beta))
    e = put(figure, fresh(figure, "EFG"), along(figure, p, q, 0.5) + left_of(figure, p, q) * rise)
    figure.state("polygon", p, q, e)
    figure.state("equal_length", e, p, e, q)
    figure.state("opposite_sides", e, inner, p, q)
    if rng.random() < 0.5:
        figure.parameter(angle(p, e, q), 180 - 2 * beta)
    else:
        figure.parameter(angle(e, p, q), beta)


@step(0.8)
def parallelogram_completed(figure: Figure, rng: Random) -> None:
    """The parallelogram that has two sides of a triangle for neighbouring sides."""
    a, b, c = vertex_and_side(figure, rng)
    d_at = figure.at(b) + figure.at(c) - figure.at(a)
    if figure.circles:
        raise Retry("circle in the way")
    d = put(figure, fresh(figure, "DEF"), d_at)
    figure.state("polygon", a, b, d, c)
    figure.state("parallelogram", a, b, d, c)


@step(0.8)
def trapezoid_outward(figure: Figure, rng: Random) -> None:
    """A right trapezoid erected outward on a side as its longer base."""
    p, q, inner = some(rng, outer_sides(figure), "no outer side")
    side = abs(figure.at(q) - figure.at(p))
    whole = known_length(figure, p, q)
    height = rng.randint(1, 14)
    if whole is None or not whole.is_integer or side < 4 or not 0.3 < height / side < 1.2:
        raise Retry("shape")
    top = rng.randint(max(1, round(side * 0.3)), max(1, round(side * 0.7)))
    rise = left_of(figure, p, q) * height
    r = put(figure, fresh(figure, "EGK"), along(figure, p, q, top / side) + rise)
    s = put(figure, fresh(figure, "FHL"), figure.at(p) + rise)
    figure.state("polygon", p, q, r, s)
    figure.state("trapezoid", p, q, r, s)
    figure.state("right_angle", q, p, s)
    figure.state("opposite_sides", r, inner, p, q)
    figure.parameter(length(s, r), top)
    figure.parameter(length(p, s), height)


# --- diagonals and segments -------------------------------------------------------------------------------------------


def quadrilaterals(figure: Figure) -> list[tuple[str, ...]]:
    """Stated convex quadrilaterals."""
    return [fact.args for fact in figure.known("polygon") if len(fact.args) == 4]


@step(1.3)
def diagonals(figure: Figure, rng: Random) -> None:
    """Both diagonals of a quadrilateral and the point where they meet."""
    a, b, c, d = some(rng, quadrilaterals(figure), "no quadrilateral")
    p = put(figure, fresh(figure, "PEM"), meet(figure.at(a), figure.at(c), figure.at(b), figure.at(d)))
    figure.state("segment", a, c)
    figure.state("segment", b, d)
    figure.state("crossing", p, a, c, b, d)


@step(1.0)
def diagonal(figure: Figure, rng: Random) -> None:
    """One diagonal of a quadrilateral."""
    a, b, c, d = some(rng, quadrilaterals(figure), "no quadrilateral")
    p, q = (a, c) if rng.random() < 0.5 else (b, d)
    if figure.joined(p, q):
        raise Retry("drawn already")
    figure.state("segment", p, q)


@step(0.8)
def hexagon_diagonal(figure: Figure, rng: Random) -> None:
    """A diagonal of a regular polygon."""
    rings = [fact.args for fact in figure.known("regular_polygon") if len(fact.args) > 4]
    ring = some(rng, rings, "no regular polygon")
    i, gap = rng.randrange(len(ring)), rng.choice([2, 3])
    figure.state("segment", ring[i], ring[(i + gap) % len(ring)])


@step(0.9)
def join_points(figure: Figure, rng: Random) -> None:
    """Two points joined by a segment that crosses nothing."""
    options = [
        (p, q)
        for p, q in combinations(figure.position, 2)
        if not figure.joined(p, q) and not figure.line_through(p, q)[2:] and uncrossed(figure, p, q)
    ]
    figure.state("segment", *some(rng, options, "nothing to join"))


def uncrossed(figure: Figure, p: str, q: str) -> bool:
    """Whether segment PQ would cross no drawn segment."""
    z, w = figure.at(p), figure.at(q)
    for stroke in figure.strokes:
        if stroke[0] in ("segment", "dashed") and not {p, q} & {stroke[1], stroke[2]}:
            a, b = figure.at(stroke[1]), figure.at(stroke[2])
            side = [((w - z).conjugate() * (u - z)).imag for u in (a, b)]
            other = [((b - a).conjugate() * (u - a)).imag for u in (z, w)]
            if side[0] * side[1] < 0 and other[0] * other[1] < 0:
                return False
    return True


@step(0.7)
def centroid(figure: Figure, rng: Random) -> None:
    """Two medians of a triangle and the centroid where they meet."""
    a, b, c = vertex_and_side(figure, rng)
    if not free(figure, a, c):
        raise Retry("side divided")
    m = put(figure, fresh(figure, "MDE"), along(figure, b, c, 0.5))
    figure.state("midpoint", m, b, c)
    figure.state("segment", a, m)
    figure.next_step()  # one median may be all that is needed
    n = put(figure, fresh(figure, "NEF"), along(figure, a, c, 0.5))
    g = put(figure, fresh(figure, "GKP"), (figure.at(a) + figure.at(b) + figure.at(c)) / 3)
    figure.state("midpoint", n, a, c)
    figure.state("segment", b, n)
    figure.state("crossing", g, a, m, b, n)
    figure.state("centroid", g, a, b, c)


# --- circles ----------------------------------------------------------------------------------------------------------


def circle_points(figure: Figure, rng: Random) -> tuple[str, list[str]]:
    """A drawn circle with the points on it, counter-clockwise."""
    names = [fact.args[0] for fact in figure.known("circle")]
    if not names:
        raise Retry("no circle")
    c = rng.choice(names)
    o = figure.at(figure.centre(c))
    points = sorted(figure.points_on(c), key=lambda p: _turn(figure.at(p) - o))
    return c, points


def _turn(z: complex) -> float:
    return math.atan2(z.imag, z.real)


@step(1.0)
def radius_drawn(figure: Figure, rng: Random) -> None:
    """A radius to a point of the circle."""
    c, points = circle_points(figure, rng)
    o = figure.centre(c)
    options = [(o, p) for p in points if not figure.joined(o, p)]
    figure.state("segment", *some(rng, options, "radii drawn"))


@step(0.9)
def two_radii(figure: Figure, rng: Random) -> None:
    """Two radii that make a central angle."""
    c, points = circle_points(figure, rng)
    o = figure.centre(c)
    options = [(p, q) for p, q in combinations(points, 2) if not figure.joined(o, p) and not figure.joined(o, q)]
    p, q = some(rng, options, "radii drawn")
    figure.state("segment", o, p)
    figure.state("segment", o, q)


@step(1.3)
def point_on_arc(figure: Figure, rng: Random) -> None:
    """A point on the arc between two neighbours on a circle, joined to two points of the circle."""
    c, points = circle_points(figure, rng)
    if len(points) < 2:
        raise Retry("few points")
    i = rng.randrange(len(points))
    a, b = points[i], points[(i + 1) % len(points)]
    sweep = figure.measure(arc(c, a, b))
    if sweep < 80:
        raise Retry("short arc")
    part = sweep * rng.uniform(0.35, 0.65)
    o = figure.at(figure.centre(c))
    d = put(figure, fresh(figure, "DEC"), o + (figure.at(a) - o) * polar(1, part))
    figure.state("on_arc", c, d, a, b)
    figure.state("segment", a, d)
    figure.state("segment", d, b)


@step(0.8)
def arc_midpoint(figure: Figure, rng: Random) -> None:
    """The midpoint of an arc, joined to the ends of the arc."""
    c, points = circle_points(figure, rng)
    if len(points) < 2:
        raise Retry("few points")
    i = rng.randrange(len(points))
    a, b = points[i], points[(i + 1) % len(points)]
    sweep = figure.measure(arc(c, a, b))
    if not 70 < sweep < 200:
        raise Retry("arc")
    o = figure.at(figure.centre(c))
    d = put(figure, fresh(figure, "DEC"), o + (figure.at(a) - o) * polar(1, sweep / 2))
    figure.state("on_arc", c, d, a, b)
    figure.state("equal_arc", c, a, d, d, b)
    figure.state("segment", a, d)
    figure.state("segment", d, b)


@step(0.9)
def distance_from_centre(figure: Figure, rng: Random) -> None:
    """The perpendicular from the centre to a chord."""
    c, points = circle_points(figure, rng)
    o = figure.centre(c)
    options = [(p, q) for p, q in combinations(points, 2) if free(figure, p, q) and not figure.collinear(p, o, q)]
    p, q = some(rng, options, "no chord")
    h = put(figure, fresh(figure, "HME"), along(figure, p, q, 0.5))
    figure.state("between", h, p, q)
    figure.state("perpendicular", o, h, p, q, h)
    figure.state("segment", o, h)


@step(0.9)
def diameter_through(figure: Figure, rng: Random) -> None:
    """The diameter from a point of the circle."""
    c, points = circle_points(figure, rng)
    o = figure.centre(c)
    (p,) = some(rng, [(p,) for p in points if not figure.joined(o, p)], "no point")
    d = put(figure, fresh(figure, "DEC"), 2 * figure.at(o) - figure.at(p))
    figure.state("diameter", c, p, d, o)
    others = [x for x in points if x != p and uncrossed(figure, d, x)]
    if others and rng.random() < 0.7:
        figure.state("segment", d, rng.choice(others))


@step(0.9)
def tangent_at_point(figure: Figure, rng: Random) -> None:
    """The tangent at a point of the circle."""
    c, points = circle_points(figure, rng)
    o = figure.centre(c)
    p = rng.choice(points) if points else ""
    if not p:
        raise Retry("no point")
    reach = figure.radius(c) * rng.uniform(0.9, 1.3) * rng.choice([1j, -1j])
    e = put(figure, fresh(figure, "PEQ"), figure.at(p) + unit(figure.at(p) - figure.at(o)) * reach)
    figure.state("tangent", c, p, e, o)
    side = [x for x in points if x != p and abs(_offset(figure, x, o, p)) > 0.2 * figure.radius(c)]
    if side:
        x = rng.choice(side)
        same = _offset(figure, x, o, p) * _offset(figure, e, o, p) > 0
        figure.state("same_side" if same else "opposite_sides", e, x, o, p)


def _offset(figure: Figure, p: str, a: str, b: str) -> float:
    base = figure.at(b) - figure.at(a)
    return (base.conjugate() * (figure.at(p) - figure.at(a))).imag / abs(base)


@step(0.8)
def chord_joined(figure: Figure, rng: Random) -> None:
    """Two points of a circle joined by a chord that crosses nothing."""
    c, points = circle_points(figure, rng)
    o = figure.centre(c)
    options = [
        (p, q)
        for p, q in combinations(points, 2)
        if not figure.joined(p, q)
        and uncrossed(figure, p, q)
        and abs(_offset(figure, o, p, q)) > 0.15 * figure.radius(c)
    ]
    figure.state("segment", *some(rng, options, "no chord"))


@step(0.8)
def circumscribed_circle(figure: Figure, rng: Random) -> None:
    """The circle on the hypotenuse of a right triangle as its diameter."""
    if figure.circles:
        raise Retry("one circle is enough")
    options = [
        (fact.args[0], fact.args[1], fact.args[2])
        for fact in figure.known("right_angle")
        if free(figure, fact.args[0], fact.args[2])
    ]
    a, right, b = some(rng, options, "no right triangle")
    o = put(figure, fresh(figure, "OQM"), along(figure, a, b, 0.5))
    figure.circle("c", o, figure.measure(length(a, b)) / 2)
    figure.state("diameter", "c", a, b, o)
    figure.state("on_circle", "c", right)


@step(0.7)
def quarter_circle_in_square(figure: Figure, rng: Random) -> None:
    """The quarter circle around a vertex of a square through its neighbours."""
    squares = [fact.args for fact in figure.known("square")]
    if figure.circles or not squares:
        raise Retry("no square")
    a, b, _, d = rng.choice(squares)
    first, last = (b, d) if _offset(figure, d, a, b) > 0 else (d, b)
    figure.circle("c", a, figure.measure(length(a, b)), drawn=False)
    figure.state("arc", "c", first, last)


@step(0.6)
def secant_from_outside(figure: Figure, rng: Random) -> None:
    """A chord extended to a point outside the circle, by an integer length."""
    c, points = circle_points(figure, rng)
    o = figure.centre(c)
    options = [
        (p, q) for p in points for q in points if p != q and free(figure, p, q) and not figure.collinear(p, q, o)
    ]
    p, q = some(rng, options, "no chord")
    chord = abs(figure.at(q) - figure.at(p))
    more = rng.randint(1, max(1, round(chord)))
    if not 0.3 < more / chord < 1.3:
        raise Retry("shape")
    e = put(figure, fresh(figure, "PEQ"), along(figure, p, q, 1 + more / chord))
    figure.state("beyond", e, p, q)
    figure.parameter(length(q, e), more)
