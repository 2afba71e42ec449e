"""Right triangles inside boxes and pyramids: the angle between a line and the base, and lengths that are not drawn on
the outside."""

from __future__ import annotations

from random import Random

from generators.plane.triples import TRIPLES
from generators.solid.bodies import cuboid, pyramid
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import length
from generators.solid.sizes import UNITS, plain, scale
from generators.solid.view import Projection, apart, cabinet, orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, sqrt
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft

ID = "right_triangle_inside_solid"
LETTERS = "ABCDEFGH"
QUADRUPLES = (
    (1, 2, 2),
    (2, 3, 6),
    (1, 4, 8),
    (4, 4, 7),
    (2, 6, 9),
    (6, 6, 7),
    (3, 4, 12),
    (2, 3, 4),
    (2, 3, 5),
    (3, 4, 5),
)
"""Edges of boxes, most of them with a whole space diagonal."""


@family(
    ID,
    "Angles and hidden lengths inside solids",
    {
        "line_plane_angle": 5,
        "hidden_length": 3,
        "dihedral_angle": 2,
        "point_plane_distance": 1,
        "point_line_distance": 1,
        "skew_lines_distance": 1,
    },
    weight=1.02,
)
def right_triangle_inside_solid(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A lettered box with its diagonal over the base, or a lettered pyramid with its height."""
    if rng.random() < {"dihedral_angle": 0.5, "point_plane_distance": 0.3}.get(variant, 0.0):
        return _face_of_pyramid(figure, rng, distance=variant != "dihedral_angle")
    if variant in ("dihedral_angle", "point_plane_distance", "point_line_distance", "skew_lines_distance"):
        return _planes_of_box(figure, rng, variant)
    angle_goal = variant == "line_plane_angle"
    return _box(figure, rng) if angle_goal and rng.random() < 0.6 else _pyramid(figure, rng, angle_goal)


def _box(figure: SolidFigure, rng: Random) -> Draft:
    p, q, far = rng.choice(TRIPLES)
    unit = rng.choice(UNITS)
    size = scale(rng, unit, 3)
    a, b, flat = (size * x for x in (p, q, far))
    if rng.random() < 0.5:
        a, b = b, a
    kind = rng.choice(("angle", "angle", "tangent", "sine", "cosine"))
    if kind == "angle":
        c = flat * rng.choice((Exact(1), sqrt(3), 1 / sqrt(3)))
    else:
        up = [x for t in TRIPLES for x in (t[0], t[1]) if sorted((far, x)) == sorted(t[:2])]
        if kind == "tangent" or not up:
            kind, c = "tangent", size * rng.randint(2, 24)
        else:
            c = size * rng.choice(up)
    if not 0.35 < float(c) / float(max(a, b)) < 2.2 or float(max(a, b)) > 2.6 * float(min(a, b)):
        raise Retry("too flat or too slender")
    figure.projection = cabinet(rng.choice((28, 32, 38)), rng.choice((0.45, 0.5, 0.6)))
    cuboid(figure, "s", a, b, c, letters=LETTERS)
    figure.state("cuboid", "s", *LETTERS)
    figure.anchors.clear()
    first, foot, last, corner = rng.choice((("A", "C", "G", "B"), ("B", "D", "H", "C"), ("D", "B", "F", "A")))
    for ends in ((first, foot), (first, last)):
        figure.state("segment", *ends)
    figure.part_ways(first, *(p for p in LETTERS if _neighbours(figure, first, p)), foot, last)
    figure.show((first, foot), (first, last))
    goal: Quantity = (kind, foot, first, last)
    way = [length(first, corner), length(corner, foot), length(foot, last)]
    sizes = [min((a, b, c), key=lambda size: abs(float(size) - figure.measure(q))) for q in way]
    givens = dict(zip(way, sizes, strict=True))
    wrong: dict[str, Exact | Quantity] = {}
    if kind == "angle":
        right = round(figure.measure(goal))
        wrong = {
            "complement": Exact(90 - right),
            "other": Exact(45 if right != 45 else 60),
            "third": Exact(30 if right != 30 else 60),
        }
    elif kind == "tangent":
        wrong = {"inverted": flat / c, "with_the_edge": c / a, "with_the_other_edge": c / b}
    else:
        slant = (flat * flat + c * c).sqrt()
        wrong = {"sine": c / slant, "cosine": flat / slant, "tangent": c / flat}
    return Draft(figure, givens, goal, unit=unit, wrong=wrong, skin="box")


def _view(rng: Random, a: float, b: float, h: float) -> Projection:
    """A view in which the edges, the height and a diagonal of a pyramid over a rectangle are apart."""
    ground = [(x * a / 2, y * b / 2, 0.0) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    views = [orthographic(azimuth, elevation) for azimuth in (10, 14, 18, 22, 26) for elevation in (18, 21, 24, 28, 32)]
    for view in rng.sample(views, len(views)):
        corners, apex, middle = [view.place(p) for p in ground], view.place((0.0, 0.0, h)), view.place((0.0, 0.0, 0.0))
        if apart(apex, [*corners, middle]) and all(
            apart(corner, [*(p for p in corners if p != corner), apex]) for corner in corners[:2]
        ):
            return view
    raise Retry("no view shows this pyramid well")


def _neighbours(figure: SolidFigure, p: str, q: str) -> bool:
    """Whether two corners of a box share an edge."""
    return sum(abs(a - b) > 1e-9 for a, b in zip(figure.space(p), figure.space(q), strict=True)) == 1


def _pyramid(figure: SolidFigure, rng: Random, angle_goal: bool) -> Draft:
    unit = rng.choice(UNITS)
    letters = "ABCDVO"
    half = Exact(rng.randint(2, 20))
    rectangle = not angle_goal and rng.random() < 0.5
    if rectangle:
        p, q, far = rng.choice(TRIPLES)
        a, b, half = Exact(p), Exact(q), Exact(far, 2)
        h = Exact(round(float(max(a, b)) * rng.uniform(0.6, 1.6)))
        up = [x for t in TRIPLES for x in t[:2] if sorted((far // 2, x)) == sorted(t[:2]) and far % 2 == 0]
        if up:
            h = Exact(rng.choice(up))
    else:
        a = b = half * sqrt(2)
        h = half * rng.choice((Exact(1), sqrt(3), 1 / sqrt(3)))
        if not angle_goal:
            a = b = 2 * half
            half = half * sqrt(2)
            h = Exact(round(2 * float(half) * rng.uniform(0.45, 1.1)))
    if not 0.5 < float(h) / float(max(a, b)) < 1.9 or float(max(a, b)) > 1.9 * float(min(a, b)):
        raise Retry("too flat or too slender")
    figure.projection = _view(rng, float(a), float(b), float(h))
    names = pyramid(figure, "s", a, b, h, letters=letters, square=not rectangle)
    figure.state("pyramid", "s", *names[:5])
    figure.state("rectangle_base" if rectangle else "square_base", "s", *names[:3])
    figure.anchors.clear()
    corner, across = rng.choice((("A", "C"), ("B", "D")))
    figure.state("foot", "s", "O", "V", corner)
    figure.state("segment", corner, across)
    figure.part_ways("V", *"ABCDO")
    figure.part_ways(corner, *(p for p in "ABCD" if p != corner), "V")
    figure.show(("V", "O"), (corner, across))
    figure.square("O", corner, "V", 0.07)
    edge = (half * half + h * h).sqrt()
    plain(edge)
    side, lateral, tall = length("A", "B"), length("V", corner), length("V", "O")
    wrong: dict[str, Exact | Quantity]
    if angle_goal:
        goal: Quantity = ("angle", "O", corner, "V")
        right = round(figure.measure(goal))
        pair = rng.choice(((side, tall), (side, lateral), (lateral, tall)))
        if (side, tall) == pair and not a.is_rational:
            pair = (lateral, tall)
        values = {side: a, tall: h, lateral: edge}
        wrong = {
            "complement": Exact(90 - right),
            "other": Exact(45 if right != 45 else 60),
            "third": Exact(30 if right != 30 else 60),
        }
        return Draft(figure, {q: values[q] for q in pair}, goal, unit=unit, wrong=wrong, skin="pyramid")
    sides = {side: a, length("B", "C"): b} if rectangle else {side: a}
    goal, given = rng.choice(((tall, lateral), (lateral, tall)))
    values = {tall: h, lateral: edge}
    wrong = {
        "whole_diagonal": (4 * half * half + h * h).sqrt(),
        "half_side": (a * a / 4 + h * h).sqrt(),
        "sum": h + half,
    }
    rounding = None if values[goal].is_rational or rng.random() < 0.4 else rng.choice((1, 2))
    return Draft(
        figure, {**sides, given: values[given]}, goal, unit=unit, rounding=rounding, wrong=wrong, skin="pyramid"
    )


def _legs(rng: Random, unit: str | None) -> tuple[Exact, Exact, Exact]:
    """Legs and hypotenuse of a right triangle; a root now and then."""
    if rng.random() < 0.75:
        size = scale(rng, unit, 4)
        p, q, far = (size * x for x in rng.choice(TRIPLES[:8]))
        return (p, q, far) if rng.random() < 0.5 else (q, p, far)
    p, q = Exact(rng.randint(2, 12)), Exact(rng.randint(2, 12))
    far = (p * p + q * q).sqrt()
    plain(far)
    return p, q, far


def _planes_of_box(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """Around corner P of the base, with its neighbors X and Y in the base and the corners above them."""
    unit = rng.choice(UNITS)
    p, q, far = _legs(rng, unit)
    c = Exact(rng.randint(3, 20))
    if variant == "dihedral_angle":
        c = p * rng.choice((Exact(1), sqrt(3), 1 / sqrt(3)))
    elif variant == "point_line_distance":
        size = scale(rng, unit, 4)
        p, q, c = (size * x for x in rng.sample(rng.choice(QUADRUPLES), 3))
        far = (p * p + q * q).sqrt()
        plain(far, (q * q + c * c).sqrt(), (p * p + q * q + c * c).sqrt())
    turn = rng.randrange(4)
    a, b = (p, q) if turn % 2 == 0 else (q, p)  # so that PX = p and PY = q
    sizes = [float(x) for x in (a, b, c)]
    if min(sizes) < 0.36 * max(sizes):
        raise Retry("too flat or too slender")
    figure.projection = cabinet(rng.choice((28, 32, 38)), rng.choice((0.5, 0.6)))
    cuboid(figure, "s", a, b, c, letters=LETTERS)
    figure.state("cuboid", "s", *LETTERS)
    figure.anchors.clear()
    at, x, y = (LETTERS[i % 4] for i in (turn, turn + 1, turn + 3))
    up = dict(zip("ABCD", "EFGH", strict=True))
    opposite = LETTERS[(turn + 2) % 4]
    lines: list[tuple[str, str]]
    givens: dict[Quantity, Exact]
    wrong: dict[str, Exact | Quantity]
    if variant == "dihedral_angle":
        # the plane through edge P Y and the edge above X and its other neighbor: P X is at right angles to P Y
        goal: Quantity = ("dihedral", at, y, x, up[x])
        lines = [(at, up[x]), (y, up[opposite])]
        along, slant = length(at, x), length(at, up[x])
        values = {along: p, length(x, up[x]): c, slant: (p * p + c * c).sqrt()}
        givens = {key: values[key] for key in rng.sample(list(values), 2)}
        right = round(figure.measure(goal))
        wrong = {
            "complement": Exact(90 - right),
            "other": Exact(45 if right != 45 else 60),
            "third": Exact(30 if right != 30 else 60),
        }
    elif variant == "point_line_distance":
        goal = ("line_distance", at, x, up[y])
        lines = [(x, up[y]), (at, up[y])]
        givens = {length(at, x): p, length(at, y): q, length(at, up[at]): c}
        wrong = {"legs": p * q / far, "edge": c, "mean": (p + q) / 2}
    else:
        lines = [(x, y)]
        givens = {length(at, x): p, length(at, y): q}
        if variant == "point_plane_distance":
            goal = ("plane_distance", at, x, y, rng.choice((up[x], up[y])))
            lines.append((up[x], up[y]))
        else:
            other = rng.choice(((x, y), (x, up[y]), (y, up[x])))
            goal = ("skew_distance", at, up[at], *other)
            lines = [(x, y), other] if other != (x, y) else [other]
        if rng.random() < 0.4:
            givens.pop(rng.choice(list(givens)))
            givens[length(x, y)] = far
        wrong = {"half_the_diagonal": far / 2, "diagonal": far, "longer_leg": max(p, q), "shorter_leg": min(p, q)}
    for ends in dict.fromkeys(lines):
        figure.state("segment", *ends)
    for start in dict.fromkeys(start for start, _ in lines):
        others = [end for s, end in lines if s == start]
        figure.part_ways(start, *(n for n in LETTERS if _neighbours(figure, start, n)), *others)
    figure.show(*lines)
    return Draft(figure, givens, goal, unit=unit, wrong=wrong, skin="box")


def _face_of_pyramid(figure: SolidFigure, rng: Random, *, distance: bool) -> Draft:
    """Between the base and a face of a square pyramid, by the midpoint of their common edge."""
    unit = rng.choice(UNITS)
    if distance:
        half, h, slant = _legs(rng, unit)
    else:
        half = Exact(rng.randint(2, 24), 1 if unit is None else rng.choice((1, 1, 2)))
        h = half * rng.choice((Exact(1), sqrt(3), 1 / sqrt(3)))
        slant = (half * half + h * h).sqrt()
    a = 2 * half
    if not 0.45 < float(h / a) < 1.9:
        raise Retry("too flat or too slender")
    figure.projection = _view(rng, float(a), float(a), float(h))
    names = pyramid(figure, "s", a, a, h, letters="ABCDVO", square=True)
    figure.spot("M", {"s.side": (0.5, 0.0, 0.0)})
    figure.state("pyramid", "s", *names[:5])
    figure.state("square_base", "s", "B", "A", "D")
    figure.anchors.clear()
    figure.state("foot", "s", "O", "V", "A")
    figure.state("midpoint_of", "M", "B", "C")
    for ends in (("O", "M"), ("M", "V")):
        figure.state("segment", *ends)
    figure.part_ways("V", *"ABCDOM")
    figure.part_ways("M", *"BCOV")
    figure.show(("V", "O"), ("O", "M"), ("M", "V"))
    figure.square("O", "M", "V", 0.07)
    plain(slant)
    side, tall, down = length("A", "B"), length("V", "O"), length("V", "M")
    values = {side: a, tall: h, down: slant}
    wrong: dict[str, Exact | Quantity]
    if distance:
        goal: Quantity = ("plane_distance", "O", "V", "B", "C")
        wrong = {"half_side": half, "whole_side": 2 * half * h / slant, "half_the_slant": slant / 2, "height": h}
    else:
        goal = ("dihedral", "B", "C", "O", "V")
        right = round(figure.measure(goal))
        wrong = {
            "complement": Exact(90 - right),
            "other": Exact(45 if right != 45 else 60),
            "third": Exact(30 if right != 30 else 60),
        }
    kept = rng.sample(list(values), 2)
    return Draft(figure, {q: values[q] for q in values if q in kept}, goal, unit=unit, wrong=wrong, skin="face")
