"""Facts of plane geometry: what each says, how it is checked, what follows from it by definition, and what it draws.

Information classes after MathVerse: *descriptive* facts are seen by looking, *implicit* ones need a mark, *essential*
ones are values. Arguments are point names; a circle is named first. Residuals are lengths (so one tolerance serves all)
unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from generators.plane.domain import PLANE
from generators.plane.quantities import _sweep, phase
from puma_data.symbolic.facts import Args, Coordinates, Fact, FactKind, Mark, Stroke

Points = tuple[str, ...]


# --- equations in coordinates -----------------------------------------------------------------------------------------


def _side(at: Coordinates, p: str, a: str, b: str) -> Any:
    """Signed distance of P from line AB (positive on the left)."""
    base = at.at(b) - at.at(a)
    return (base.conjugate() * (at.at(p) - at.at(a))).imag / abs(base)


def _along(at: Coordinates, p: str, a: str, b: str) -> Any:
    """Position of P's projection on AB: 0 at A, 1 at B."""
    base = at.at(b) - at.at(a)
    return ((at.at(p) - at.at(a)) * base.conjugate()).real / abs(base) ** 2


def _gap(at: Coordinates, p: str, q: str) -> Any:
    return abs(at.at(p) - at.at(q))


def _right(at: Coordinates, a: str, v: str, b: str) -> Any:
    """Cosine of angle AVB times the shorter arm: a length that vanishes at a right angle."""
    u, w = at.at(a) - at.at(v), at.at(b) - at.at(v)
    return (u * w.conjugate()).real / abs(w)


def _both(z: Any) -> tuple[Any, Any]:
    """Both components of a vector that vanishes (its length has no gradient there)."""
    return z.real, z.imag


def _parallel(at: Coordinates, a: str, b: str, c: str, d: str) -> Any:
    u, w = at.at(b) - at.at(a), at.at(d) - at.at(c)
    return (u.conjugate() * w).imag / abs(w)


def _turn(at: Coordinates, a: str, v: str, b: str) -> Any:
    return abs(phase((at.at(a) - at.at(v)) * (at.at(b) - at.at(v)).conjugate()))


def _same_direction(at: Coordinates, a: str, b: str, c: str, d: str) -> bool:
    return bool(((at.at(b) - at.at(a)) * (at.at(d) - at.at(c)).conjugate()).real > 0)


def _convex(at: Coordinates, args: Args) -> bool:
    """Every interior angle below 180 degrees: the polygon turns one way all round."""
    z = [at.at(p) for p in args]
    turns = [((b - a).conjugate() * (c - b)).imag for a, b, c in zip(z, z[1:] + z[:1], z[2:] + z[:2], strict=True)]
    return all(t > 0 for t in turns) or all(t < 0 for t in turns)


def _simple(at: Coordinates, args: Args) -> bool:
    """No two sides cross and no vertex is flat."""
    from shapely.geometry import Polygon

    if len(args) <= 4 and _convex(at, args):
        return True
    return bool(Polygon([(at.at(p).real, at.at(p).imag) for p in args]).is_valid)


# --- canonical arguments ----------------------------------------------------------------------------------------------


def _pairs(args: Args) -> list[tuple[str, str]]:
    return [(args[i], args[i + 1]) for i in range(0, len(args), 2)]


def _triples(args: Args) -> list[tuple[str, str, str]]:
    return [(args[i], args[i + 1], args[i + 2]) for i in range(0, len(args), 3)]


def _corner(args: Args) -> Args:
    """Angle ABC is angle CBA."""
    a, b, c = args
    return (a, b, c) if a <= c else (c, b, a)


def _ends(args: Args) -> Args:
    """The last two points in alphabetical order (a segment has no direction)."""
    *head, p, q = args
    return (*head, *sorted((p, q)))


def _ring(args: Args) -> Args:
    """A polygon from its alphabetically first vertex towards that vertex's earlier neighbour."""
    start = args.index(min(args))
    turned = args[start:] + args[:start]
    return turned if turned[1] < turned[-1] else (turned[0], *reversed(turned[1:]))


def _sides(args: Args) -> list[tuple[str, str]]:
    return list(pairwise((*args, args[0])))


def _side_strokes(args: Args) -> Sequence[Stroke]:
    return [("segment", p, q) for p, q in _sides(args)]


def _define(name: str, info: Any, roles: str, **parts: Callable[..., Any]) -> None:
    PLANE.add_fact(FactKind(name, info, tuple(roles), **parts))


# --- essential: a value -----------------------------------------------------------------------------------------------


def _value_residual(at: Any, args: Args) -> Sequence[Any]:
    """Only the equation's left side; the verifier subtracts the stated value."""
    return (PLANE.quantities[args[0][0]].measure(at, args[0][1:]),)


PLANE.add_fact(FactKind("value", "essential", ("quantity",)))


# --- descriptive: seen by looking -------------------------------------------------------------------------------------

_define("polygon", "descriptive", "", holds=_simple, canonical=_ring, strokes=_side_strokes)
_define("segment", "descriptive", "AB", canonical=_ends, strokes=lambda a: [("segment", *a)])
_define("line", "descriptive", "AB", canonical=_ends, strokes=lambda a: [("line", *a)])
_define("ray", "descriptive", "AB", strokes=lambda a: [("ray", *a)])
_define(
    "between",
    "descriptive",
    "DAB",
    canonical=_ends,
    residuals=lambda at, a: (_side(at, *a),),
    holds=lambda at, a: bool(0 < _along(at, *a) < 1),
    lines=lambda a: [(a[1], a[0], a[2])],
)
"""D lies on segment AB, strictly between its ends."""
_define(
    "beyond",
    "descriptive",
    "EAB",
    residuals=lambda at, a: (_side(at, *a),),
    holds=lambda at, a: bool(_along(at, *a) > 1),
    lines=lambda a: [(a[1], a[2], a[0])],
    strokes=lambda a: [("segment", a[2], a[0])],
)
"""E lies on the extension of AB beyond B (drawn from B to E)."""
_define(
    "crossing",
    "descriptive",
    "PABCD",
    canonical=lambda a: (a[0], *(x for pair in sorted((tuple(sorted(a[1:3])), tuple(sorted(a[3:5])))) for x in pair)),
    residuals=lambda at, a: (_side(at, a[0], a[1], a[2]), _side(at, a[0], a[3], a[4])),
    implies=lambda a: (Fact("between", (a[0], a[1], a[2])), Fact("between", (a[0], a[3], a[4]))),
)
"""Segments AB and CD meet at P, inside both."""
_define(
    "opposite_sides",
    "descriptive",
    "CDAB",
    canonical=lambda a: (*sorted(a[:2]), *sorted(a[2:])),
    holds=lambda at, a: bool(_side(at, a[0], a[2], a[3]) * _side(at, a[1], a[2], a[3]) < 0),
)
"""C and D are on opposite sides of line AB."""
_define(
    "same_side",
    "descriptive",
    "CDAB",
    canonical=lambda a: (*sorted(a[:2]), *sorted(a[2:])),
    holds=lambda at, a: bool(_side(at, a[0], a[2], a[3]) * _side(at, a[1], a[2], a[3]) > 0),
)
"""C and D are on the same side of line AB."""
_define(
    "inside_angle",
    "descriptive",
    "DABC",
    canonical=lambda a: (a[0], *_corner(a[1:])),
    holds=lambda at, a: (
        abs(_turn(at, a[1], a[2], a[0]) + _turn(at, a[0], a[2], a[3]) - _turn(at, a[1], a[2], a[3])) < 1e-6
    ),
)
"""D lies inside angle ABC, so that ray BD splits it."""


def _inside(at: Coordinates, a: Args) -> bool:
    from shapely.geometry import Point, Polygon

    return bool(
        Polygon([(at.at(p).real, at.at(p).imag) for p in a[1:]]).contains(Point(at.at(a[0]).real, at.at(a[0]).imag))
    )


_define("inside", "descriptive", "P", canonical=lambda a: (a[0], *_ring(a[1:])), holds=_inside)
"""P lies inside a polygon."""
_define("circle", "descriptive", "cO", strokes=lambda a: [("circle", a[0])])
_define(
    "on_circle",
    "descriptive",
    "c",
    canonical=lambda a: (a[0], *sorted(a[1:])),
    residuals=lambda at, a: tuple(_gap(at, p, at.centre(a[0])) - at.radius(a[0]) for p in a[1:]),
)
"""All the points lie on the circle."""
_define(
    "diameter",
    "descriptive",
    "cABO",
    canonical=lambda a: (a[0], *sorted(a[1:3]), a[3]),
    implies=lambda a: (Fact("on_circle", (a[0], a[1], a[2])), Fact("between", (a[3], a[1], a[2]))),
    strokes=lambda a: [("segment", a[1], a[2])],
)
"""AB is a diameter of the circle with centre O."""
_define(
    "on_arc",
    "descriptive",
    "cPAB",
    residuals=lambda at, a: (_gap(at, a[1], at.centre(a[0])) - at.radius(a[0]),),
    holds=lambda at, a: bool(0 < _sweep(at, (a[0], a[2], a[1])) < _sweep(at, (a[0], a[2], a[3]))),
    mirror=lambda a: (a[0], a[1], a[3], a[2]),
    implies=lambda a: (Fact("on_circle", (a[0], a[1])),),
)
"""P lies on the arc that runs counter-clockwise from A to B (worded as minor or major)."""
_define(
    "arc",
    "descriptive",
    "cAB",
    residuals=lambda at, a: tuple(_gap(at, p, at.centre(a[0])) - at.radius(a[0]) for p in a[1:]),
    mirror=lambda a: (a[0], a[2], a[1]),
    implies=lambda a: (Fact("on_circle", a),),
    strokes=lambda a: [("arc", *a)],
)
"""An arc drawn without its circle, counter-clockwise from A to B around the circle's centre."""
_define(
    "sector",
    "descriptive",
    "cABO",
    residuals=lambda at, a: tuple(_gap(at, p, at.centre(a[0])) - at.radius(a[0]) for p in a[1:3]),
    mirror=lambda a: (a[0], a[2], a[1], a[3]),
    implies=lambda a: (Fact("on_circle", a[:3]),),
    strokes=lambda a: [("arc", *a[:3]), ("segment", a[3], a[1]), ("segment", a[3], a[2])],
)
"""Sector AOB over the arc counter-clockwise from A to B."""
_define("shaded", "descriptive", "r", strokes=lambda a: [("fill", a[0])])
"""A region is shaded."""


# --- implicit: needs a mark -------------------------------------------------------------------------------------------


def _ticks(*pairs: tuple[str, str]) -> Mark:
    return ("ticks", pairs)


def _equal_sides(args: Args) -> Fact:
    return Fact("equal_length", tuple(p for side in _sides(args) for p in side))


def _right_corners(args: Args) -> list[Fact]:
    return [
        Fact("right_angle", (a, b, c))
        for (a, b), (_, c) in zip(_sides(args), _sides(args)[1:] + _sides(args)[:1], strict=True)
    ]


def _opposite_parallel(a: Args) -> list[Fact]:
    return [Fact("parallel", (a[0], a[1], a[3], a[2])), Fact("parallel", (a[0], a[3], a[1], a[2]))]


def _parallel_key(args: Args) -> Args:
    """AB parallel to CD, in the same sense: reversed together, or exchanged."""
    a, b, c, d = args
    return min((a, b, c, d), (b, a, d, c), (c, d, a, b), (d, c, b, a))


_define(
    "right_angle",
    "implicit",
    "ABC",
    canonical=_corner,
    residuals=lambda at, a: (_right(at, *a),),
    marks=lambda a: [("square", *a)],
)
"""Angle ABC is a right angle."""
_define(
    "perpendicular",
    "implicit",
    "ABCDP",
    residuals=lambda at, a: (_right_lines(at, *a[:4]),),
    implies=lambda a: [Fact("right_angle", (x, a[4], y)) for x in a[:2] if x != a[4] for y in a[2:4] if y != a[4]],
    marks=lambda a: [("square", next(x for x in a[:2] if x != a[4]), a[4], next(y for y in a[2:4] if y != a[4]))],
)
"""Line AB is perpendicular to line CD at P (P may be one of the four)."""


def _right_lines(at: Coordinates, a: str, b: str, c: str, d: str) -> Any:
    u, w = at.at(b) - at.at(a), at.at(d) - at.at(c)
    return (u * w.conjugate()).real / abs(w)


_define(
    "parallel",
    "implicit",
    "ABCD",
    canonical=_parallel_key,
    residuals=lambda at, a: (_parallel(at, *a),),
    holds=lambda at, a: _same_direction(at, *a),
    marks=lambda a: [("arrows", (a[:2], a[2:]))],
)
"""AB is parallel to CD, both running the same way."""
_define(
    "equal_length",
    "implicit",
    "",
    canonical=lambda a: tuple(p for pair in sorted(tuple(sorted(pair)) for pair in _pairs(a)) for p in pair),
    residuals=lambda at, a: tuple(_gap(at, *p) - _gap(at, *q) for p, q in pairwise(_pairs(a))),
    marks=lambda a: [("ticks", tuple(_pairs(a)))],
)
"""Two or more segments are equal: A, B, C, D, … pairwise."""
_define(
    "equal_angle",
    "implicit",
    "",
    canonical=lambda a: tuple(p for triple in sorted(_corner(t) for t in _triples(a)) for p in triple),
    residuals=lambda at, a: tuple(_turn(at, *p) - _turn(at, *q) for p, q in pairwise(_triples(a))),
    marks=lambda a: [("arcs", tuple(_triples(a)))],
)
"""Two or more angles are equal: triples with the vertex in the middle (residual in degrees)."""
_define(
    "midpoint",
    "implicit",
    "MAB",
    canonical=_ends,
    residuals=lambda at, a: _both(2 * at.at(a[0]) - at.at(a[1]) - at.at(a[2])),
    implies=lambda a: (Fact("between", a), Fact("equal_length", (a[1], a[0], a[0], a[2]))),
    marks=lambda a: [_ticks((a[1], a[0]), (a[0], a[2]))],
)
_define(
    "bisector",
    "implicit",
    "DABC",
    canonical=lambda a: (a[0], *_corner(a[1:])),
    implies=lambda a: (Fact("equal_angle", (a[1], a[2], a[0], a[0], a[2], a[3])), Fact("inside_angle", a)),
    marks=lambda a: [("arcs", ((a[1], a[2], a[0]), (a[0], a[2], a[3])))],
)
"""BD bisects angle ABC."""
_define(
    "tangent",
    "implicit",
    "cTPO",
    residuals=lambda at, a: (_right(at, a[3], a[1], a[2]), _gap(at, a[1], a[3]) - at.radius(a[0])),
    implies=lambda a: (Fact("on_circle", (a[0], a[1])), Fact("right_angle", (a[3], a[1], a[2]))),
    strokes=lambda a: [("segment", a[1], a[2])],
    marks=lambda a: [("dashed", a[3], a[1]), ("square", a[3], a[1], a[2])],
)
"""PT touches the circle (centre O) at T. Its mark draws the radius OT where the figure does not."""
_define(
    "equilateral",
    "implicit",
    "ABC",
    canonical=lambda a: tuple(sorted(a)),
    implies=lambda a: (_equal_sides(a),),
    marks=lambda a: [("ticks", tuple(_sides(a)))],
)
_define(
    "parallelogram",
    "implicit",
    "ABCD",
    canonical=_ring,
    implies=_opposite_parallel,
    marks=lambda a: [("arrows", (x.args[:2], x.args[2:])) for x in _opposite_parallel(a)],
)
_define(
    "rectangle",
    "implicit",
    "ABCD",
    canonical=_ring,
    implies=lambda a: (Fact("parallelogram", a), *_right_corners(a)),
    marks=lambda a: [("square", *x.args) for x in _right_corners(a)],
)
_define(
    "square",
    "implicit",
    "ABCD",
    canonical=_ring,
    implies=lambda a: (Fact("rectangle", a), Fact("rhombus", a)),
    marks=lambda a: [("ticks", tuple(_sides(a))), *(("square", *x.args) for x in _right_corners(a))],
)
_define(
    "rhombus",
    "implicit",
    "ABCD",
    canonical=_ring,
    implies=lambda a: (Fact("parallelogram", a), _equal_sides(a)),
    marks=lambda a: [("ticks", tuple(_sides(a)))],
)
_define(
    "kite",
    "implicit",
    "ABCD",
    implies=lambda a: (Fact("equal_length", (a[0], a[1], a[0], a[3])), Fact("equal_length", (a[2], a[1], a[2], a[3]))),
    marks=lambda a: [_ticks((a[0], a[1]), (a[0], a[3])), _ticks((a[2], a[1]), (a[2], a[3]))],
)
"""Kite ABCD with AB = AD and CB = CD: A and C on the axis."""
_define(
    "trapezoid",
    "implicit",
    "ABCD",
    implies=lambda a: (Fact("parallel", (a[0], a[1], a[3], a[2])),),
    marks=lambda a: [("arrows", ((a[0], a[1]), (a[3], a[2])))],
)
"""Trapezoid ABCD with AB parallel to DC."""
_define(
    "isosceles_trapezoid",
    "implicit",
    "ABCD",
    implies=lambda a: (Fact("trapezoid", a), Fact("equal_length", (a[1], a[2], a[3], a[0]))),
    marks=lambda a: [("arrows", ((a[0], a[1]), (a[3], a[2]))), _ticks((a[1], a[2]), (a[3], a[0]))],
)
"""Trapezoid ABCD with AB parallel to DC and equal legs BC, DA."""
_define(
    "regular_polygon",
    "implicit",
    "",
    canonical=_ring,
    implies=lambda a: (_equal_sides(a), Fact("equal_angle", tuple(p for x in _right_corners(a) for p in x.args))),
    marks=lambda a: [("ticks", tuple(_sides(a))), ("arcs", tuple(x.args for x in _right_corners(a)))],
)


def _halves(args: Args) -> tuple[Args, Args]:
    return args[: len(args) // 2], args[len(args) // 2 :]


def _shape_residuals(at: Coordinates, a: Args) -> Sequence[Any]:
    """Similar polygons: every side of the second is the first's times one factor."""
    first, second = _halves(a)
    lengths = [(_gap(at, *s), _gap(at, *t)) for s, t in zip(_sides(first), _sides(second), strict=True)]
    (p, q), *rest = lengths
    angles = (
        [_turn(at, *_corner_at(first, i)) - _turn(at, *_corner_at(second, i)) for i in range(len(first))]
        if len(first) > 3
        else []
    )
    return [*(s * q / p - t for s, t in rest), *angles]


def _corner_at(ring: Args, i: int) -> Args:
    return (ring[i - 1], ring[i], ring[(i + 1) % len(ring)])


def _corresponding_arcs(a: Args) -> list[Mark]:
    first, second = _halves(a)
    return [("arcs", (_corner_at(first, i), _corner_at(second, i))) for i in range(len(first))]


_define("similar", "implicit", "", residuals=_shape_residuals, marks=_corresponding_arcs)
"""Polygons A1…An and B1…Bn are similar, vertices in corresponding order."""
_define(
    "congruent",
    "implicit",
    "",
    residuals=lambda at, a: [
        _gap(at, *s) - _gap(at, *t) for s, t in zip(_sides(_halves(a)[0]), _sides(_halves(a)[1]), strict=True)
    ],
    implies=lambda a: (
        Fact("similar", a),
        *(
            Fact("equal_length", (*s, *t))
            for s, t in zip(_sides(_halves(a)[0]), _sides(_halves(a)[1]), strict=True)
            if set(s) != set(t)
        ),
    ),
    marks=lambda a: [
        _ticks(s, t) for s, t in zip(_sides(_halves(a)[0]), _sides(_halves(a)[1]), strict=True) if set(s) != set(t)
    ],
)
_define(
    "equal_arc",
    "implicit",
    "cABCD",
    residuals=lambda at, a: (_sweep(at, (a[0], a[1], a[2])) - _sweep(at, (a[0], a[3], a[4])),),
    mirror=lambda a: (a[0], a[2], a[1], a[4], a[3]),
    marks=lambda a: [("arc_ticks", a[0], (a[1:3], a[3:5]))],
)
"""The arcs A to B and C to D (counter-clockwise) of a circle are equal (residual in degrees)."""
_define(
    "incircle",
    "implicit",
    "cABCO",
    residuals=lambda at, a: tuple(abs(_side(at, a[4], p, q)) - at.radius(a[0]) for p, q in _sides(a[1:4])),
    implies=lambda a: tuple(
        Fact("bisector", (a[4], x, v, y)) for x, v, y in ((a[3], a[1], a[2]), (a[1], a[2], a[3]), (a[2], a[3], a[1]))
    ),
)
"""The circle with centre O touches all three sides of triangle ABC."""
_define(
    "centroid",
    "implicit",
    "GABC",
    canonical=lambda a: (a[0], *sorted(a[1:])),
    residuals=lambda at, a: _both(3 * at.at(a[0]) - at.at(a[1]) - at.at(a[2]) - at.at(a[3])),
)
"""G is the centroid of triangle ABC."""
