"""What is known of solids: for each kind of part the equations between its measures, with the name of the theorem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import lateral, surface, volume
from puma_data.symbolic.exact import ONE, PI, Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation, Term
from puma_data.symbolic.figure import Figure

Part = int | Exact | Quantity | Term
HALF, THIRD = Exact(1, 2), Exact(1, 3)


def times(*factors: int | Exact | Quantity) -> Term:
    """A product of numbers and quantities."""
    coefficient, quantities = ONE, []
    for factor in factors:
        if isinstance(factor, tuple):
            quantities.append(factor)
        else:
            coefficient = coefficient * factor
    return Term(coefficient, tuple(quantities))


def equal(
    theorem: str, left: Part, right: Part | Sequence[Part], premises: Sequence[Fact] = (), **roles: Any
) -> Relation:
    """The relation ``left = right`` (a list is a sum)."""

    def side(items: Any) -> tuple[Term, ...]:
        listed = items if isinstance(items, list) else [items]
        return tuple(item if isinstance(item, Term) else times(item) for item in listed)

    return Relation(theorem, side(left), side(right), tuple(premises), tuple(roles.items()))


def parts(figure: Figure, *kinds: str) -> Iterator[tuple[str, Fact]]:
    """The stated parts of some kinds."""
    for kind in kinds:
        for fact in figure.known(kind):
            yield fact.args[0], fact


def spoken(figure: Figure, *quantities: Quantity) -> bool:
    """Whether the problem gives or asks one of some quantities: rare measures are related only then."""
    return any(q in figure.asked for q in quantities)


# --- definitions ------------------------------------------------------------------------------------------------------

PRISMS = ("triangle_prism", "trapezoid_prism", "step_prism")


@SOLID.theorem("diameter", weight=0)
def diameter(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder", "cone", "frustum", "part_cylinder"):
        yield equal("diameter", ("base_diameter", s), times(2, ("base_radius", s)), [fact], solid=s)
    for s, fact in parts(figure, "sphere", "hemisphere"):
        yield equal("diameter", ("sphere_diameter", s), times(2, ("sphere_radius", s)), [fact], solid=s)


@SOLID.theorem("equal_edges", weight=0)
def equal_edges(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cube"):
        for role in ("width", "depth", "height"):
            if spoken(figure, (role, s)):
                yield equal("equal_edges", (role, s), ("edge", s), [fact], solid=s)


@SOLID.theorem("joined_radii", weight=0)
def joined_radii(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("same_radius"):
        one, other = (_radius(figure, s) for s in fact.args)
        yield equal("joined_radii", one, other, [fact], solid=fact.args[0], other=fact.args[1])


@SOLID.theorem("equal_heights", weight=0)
def equal_heights(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("same_height"):
        one, other = fact.args
        yield equal("equal_heights", ("height", one), ("height", other), [fact], solid=one, other=other)


@SOLID.theorem("joined_bases", weight=0)
def joined_bases(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("same_base"):
        box, top = fact.args
        for role in ("width", "depth"):
            yield equal("joined_bases", (role, box), ("side", top), [fact], solid=box, other=top)


@SOLID.theorem("cuboid_lateral")
def cuboid_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if figure.known("whole"):
            a, b, c = edges(s)
            yield equal("cuboid_lateral", lateral(s), [times(2, a, c), times(2, b, c)], [fact], solid=s)


def _radius(figure: Figure, part: str) -> Quantity:
    assert isinstance(figure, SolidFigure)
    return ("sphere_radius" if figure.parts[part].kind in ("sphere", "hemisphere") else "base_radius", part)


# --- cuboids and cubes ------------------------------------------------------------------------------------------------


@SOLID.theorem("cuboid_volume")
def cuboid_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        yield equal("cuboid_volume", volume(s), times(*edges(s)), [fact], solid=s)


@SOLID.theorem("cube_volume")
def cube_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cube"):
        a = ("edge", s)
        yield equal("cube_volume", volume(s), times(a, a, a), [fact], solid=s)


def edges(part: str) -> tuple[Quantity, Quantity, Quantity]:
    """Width, depth and height."""
    return ("width", part), ("depth", part), ("height", part)


@SOLID.theorem("cuboid_surface")
def cuboid_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        a, b, c = edges(s)
        yield equal("cuboid_surface", surface(s), [times(2, a, b), times(2, b, c), times(2, a, c)], [fact], solid=s)


@SOLID.theorem("cube_surface")
def cube_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cube"):
        a = ("edge", s)
        yield equal("cube_surface", surface(s), times(6, a, a), [fact], solid=s)


@SOLID.theorem("edge_sum")
def edge_sum(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if spoken(figure, ("edge_sum", s)):
            yield equal("edge_sum", ("edge_sum", s), [times(4, q) for q in edges(s)], [fact], solid=s)
    for s, fact in parts(figure, "cube"):
        if spoken(figure, ("edge_sum", s)):
            yield equal("edge_sum", ("edge_sum", s), times(12, ("edge", s)), [fact], solid=s)


@SOLID.theorem("face_area")
def face_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        a, b, c = edges(s)
        for name, one, other in (("base_area", a, b), ("front_area", a, c), ("side_area", b, c)):
            if spoken(figure, (name, s)):
                yield equal("face_area", (name, s), times(one, other), [fact], solid=s)


@SOLID.theorem("open_box")
def open_box(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if spoken(figure, ("open_surface", s)):
            a, b, c = edges(s)
            sides = [times(a, b), times(2, b, c), times(2, a, c)]
            yield equal("open_box", ("open_surface", s), sides, [fact], solid=s)


# --- prisms -----------------------------------------------------------------------------------------------------------


def _bases(figure: Figure, kind: str) -> Iterator[tuple[str, Fact]]:
    assert isinstance(figure, SolidFigure)
    for s, fact in parts(figure, *PRISMS):
        if figure.parts[s].kind == kind:
            yield s, fact


@SOLID.theorem("prism_volume")
def prism_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        yield equal("prism_volume", volume(s), times(("base_area", s), ("prism_length", s)), [fact], solid=s)


@SOLID.theorem("prism_lateral")
def prism_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        yield equal("prism_lateral", lateral(s), times(("base_perimeter", s), ("prism_length", s)), [fact], solid=s)


@SOLID.theorem("prism_surface")
def prism_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        yield equal("prism_surface", surface(s), [lateral(s), times(2, ("base_area", s))], [fact], solid=s)


@SOLID.theorem("triangle_area")
def triangle_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_triangle"):
        yield equal("triangle_area", ("base_area", s), times(HALF, ("leg", s), ("other_leg", s)), [fact], solid=s)
    for kind in ("isosceles", "triangle"):
        for s, fact in _bases(figure, kind):
            product = times(HALF, ("base_edge", s), ("base_height", s))
            yield equal("triangle_area", ("base_area", s), product, [fact], solid=s)


@SOLID.theorem("base_pythagoras")
def base_pythagoras(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_triangle"):
        c, a, b = ("hypotenuse", s), ("leg", s), ("other_leg", s)
        premises = [f for f in figure.known("right_base") if f.args[0] == s]
        yield equal("base_pythagoras", times(c, c), [times(a, a), times(b, b)], [fact, *premises], solid=s)
    for s, fact in _bases(figure, "isosceles"):
        c, a, t = ("equal_side", s), ("base_edge", s), ("base_height", s)
        premises = [f for f in figure.known("isosceles") if f.args[0] == s]
        parts_ = [times(Exact(1, 4), a, a), times(t, t)]
        yield equal("base_pythagoras", times(c, c), parts_, [fact, *premises], solid=s)
    for s, fact in _bases(figure, "right_trapezoid"):
        c, t = ("slanted_side", s), ("trapezoid_height", s)
        premises = [f for f in figure.known("right_base") if f.args[0] == s]
        d = ("overhang", s)
        yield equal("base_pythagoras", times(c, c), [times(d, d), times(t, t)], [fact, *premises], solid=s)


@SOLID.theorem("overhang", weight=0)
def overhang(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_trapezoid"):
        longer, shorter = ("parallel_side", s), ("other_parallel", s)
        yield equal("overhang", ("overhang", s), [longer, times(-1, shorter)], [fact], solid=s)


@SOLID.theorem("trapezoid_area")
def trapezoid_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "right_trapezoid"):
        a, c, t = ("parallel_side", s), ("other_parallel", s), ("trapezoid_height", s)
        yield equal("trapezoid_area", ("base_area", s), [times(HALF, a, t), times(HALF, c, t)], [fact], solid=s)


@SOLID.theorem("step_area")
def step_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in _bases(figure, "step"):
        a, b, c, d = step(s)
        yield equal("step_area", ("base_area", s), [times(a, b), times(-1, c, d)], [fact], solid=s)


def step(part: str) -> tuple[Quantity, Quantity, Quantity, Quantity]:
    """Width and height of a step-shaped base, and of the corner that is missing."""
    return ("base_width", part), ("base_rise", part), ("step_width", part), ("step_height", part)


@SOLID.theorem("base_perimeter")
def base_perimeter(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, *PRISMS):
        assert isinstance(figure, SolidFigure)
        rim: list[Part] = []
        match figure.parts[s].kind:
            case "right_triangle":
                rim = [("leg", s), ("other_leg", s), ("hypotenuse", s)]
            case "isosceles":
                rim = [("base_edge", s), times(2, ("equal_side", s))]
            case "right_trapezoid":
                rim = [(kind, s) for kind in ("parallel_side", "other_parallel", "trapezoid_height", "slanted_side")]
            case "step":
                rim = [times(2, ("base_width", s)), times(2, ("base_rise", s))]
        if rim:
            yield equal("base_perimeter", ("base_perimeter", s), rim, [fact], solid=s)


# --- pyramids ---------------------------------------------------------------------------------------------------------


@SOLID.theorem("square_area")
def square_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        yield equal("square_area", ("base_area", s), times(("side", s), ("side", s)), [fact], solid=s)


@SOLID.theorem("rectangle_area")
def rectangle_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "pyramid"):
        assert isinstance(figure, SolidFigure)
        if figure.parts[s].kind == "pyramid":
            yield equal("rectangle_area", ("base_area", s), times(("width", s), ("depth", s)), [fact], solid=s)


@SOLID.theorem("pyramid_volume")
def pyramid_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "pyramid"):
        yield equal("pyramid_volume", volume(s), times(THIRD, ("base_area", s), ("height", s)), [fact], solid=s)


@SOLID.theorem("pyramid_slant")
def pyramid_slant(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        apothem, h, a = ("slant", s), ("height", s), ("side", s)
        sides = [times(h, h), times(Exact(1, 4), a, a)]
        yield equal("pyramid_slant", times(apothem, apothem), sides, [fact], solid=s)


@SOLID.theorem("pyramid_lateral")
def pyramid_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        yield equal("pyramid_lateral", lateral(s), times(2, ("side", s), ("slant", s)), [fact], solid=s)


@SOLID.theorem("pyramid_surface")
def pyramid_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "square_base"):
        yield equal("pyramid_surface", surface(s), [("base_area", s), lateral(s)], [fact], solid=s)


# --- round solids -----------------------------------------------------------------------------------------------------


@SOLID.theorem("base_circle")
def base_circle(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder", "cone", "hemisphere", "frustum"):
        q = ("base_area", s)
        r = _radius(figure, s)
        if spoken(figure, q) or figure.known("whole"):
            yield equal("base_circle", q, times(PI, r, r), [fact], solid=s)


@SOLID.theorem("base_circumference")
def base_circumference(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder", "cone"):
        q = ("rim", s)
        if spoken(figure, q):
            yield equal("base_circumference", q, times(2, PI, _radius(figure, s)), [fact], solid=s)


@SOLID.theorem("cylinder_volume")
def cylinder_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        r, h = ("base_radius", s), ("height", s)
        yield equal("cylinder_volume", volume(s), times(PI, r, r, h), [fact], solid=s)


@SOLID.theorem("cylinder_lateral")
def cylinder_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        yield equal("cylinder_lateral", lateral(s), times(2, PI, ("base_radius", s), ("height", s)), [fact], solid=s)


@SOLID.theorem("cylinder_surface")
def cylinder_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        r, h = ("base_radius", s), ("height", s)
        sides = [times(2, PI, r, r), times(2, PI, r, h)]
        yield equal("cylinder_surface", surface(s), sides, [fact], solid=s)


@SOLID.theorem("open_cylinder")
def open_cylinder(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        if spoken(figure, ("open_surface", s)):
            r, h = ("base_radius", s), ("height", s)
            sides = [times(PI, r, r), times(2, PI, r, h)]
            yield equal("open_cylinder", ("open_surface", s), sides, [fact], solid=s)


@SOLID.theorem("cone_pythagoras")
def cone_pythagoras(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        r, h, apart = ("base_radius", s), ("height", s), ("slant", s)
        yield equal("cone_pythagoras", times(apart, apart), [times(r, r), times(h, h)], [fact], solid=s)


@SOLID.theorem("cone_volume")
def cone_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        r, h = ("base_radius", s), ("height", s)
        yield equal("cone_volume", volume(s), times(THIRD, PI, r, r, h), [fact], solid=s)


@SOLID.theorem("cone_lateral")
def cone_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        yield equal("cone_lateral", lateral(s), times(PI, ("base_radius", s), ("slant", s)), [fact], solid=s)


@SOLID.theorem("cone_surface")
def cone_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cone"):
        r = ("base_radius", s)
        sides = [times(PI, r, r), times(PI, r, ("slant", s))]
        yield equal("cone_surface", surface(s), sides, [fact], solid=s)


@SOLID.theorem("sphere_volume")
def sphere_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "sphere"):
        r = ("sphere_radius", s)
        yield equal("sphere_volume", volume(s), times(Exact(4, 3), PI, r, r, r), [fact], solid=s)


@SOLID.theorem("sphere_surface")
def sphere_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "sphere"):
        r = ("sphere_radius", s)
        yield equal("sphere_surface", surface(s), times(4, PI, r, r), [fact], solid=s)


@SOLID.theorem("hemisphere_volume")
def hemisphere_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "hemisphere"):
        r = ("sphere_radius", s)
        yield equal("hemisphere_volume", volume(s), times(Exact(2, 3), PI, r, r, r), [fact], solid=s)


@SOLID.theorem("hemisphere_lateral")
def hemisphere_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "hemisphere"):
        r = ("sphere_radius", s)
        yield equal("hemisphere_lateral", lateral(s), times(2, PI, r, r), [fact], solid=s)


@SOLID.theorem("hemisphere_surface")
def hemisphere_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "hemisphere"):
        r = ("sphere_radius", s)
        yield equal("hemisphere_surface", surface(s), times(3, PI, r, r), [fact], solid=s)


@SOLID.theorem("frustum_slant")
def frustum_slant(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        apart, h, d = ("slant", s), ("height", s), ("radius_difference", s)
        yield equal("frustum_slant", times(apart, apart), [times(h, h), times(d, d)], [fact], solid=s)


@SOLID.theorem("radius_difference", weight=0)
def radius_difference(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        d = [("base_radius", s), times(-1, ("top_radius", s))]
        yield equal("radius_difference", ("radius_difference", s), d, [fact], solid=s)


@SOLID.theorem("frustum_volume")
def frustum_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        r, t, h = ("base_radius", s), ("top_radius", s), ("height", s)
        third = [times(THIRD, PI, h, r, r), times(THIRD, PI, h, r, t), times(THIRD, PI, h, t, t)]
        yield equal("frustum_volume", volume(s), third, [fact], solid=s)


@SOLID.theorem("frustum_lateral")
def frustum_lateral(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        belt = [times(PI, (radius, s), ("slant", s)) for radius in ("base_radius", "top_radius")]
        yield equal("frustum_lateral", lateral(s), belt, [fact], solid=s)


@SOLID.theorem("frustum_surface")
def frustum_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "frustum"):
        ends = [times(PI, (radius, s), (radius, s)) for radius in ("base_radius", "top_radius")]
        yield equal("frustum_surface", surface(s), [lateral(s), *ends], [fact], solid=s)


@SOLID.theorem("part_cylinder_volume")
def part_cylinder_volume(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "part_cylinder"):
        r, h, share = ("base_radius", s), ("height", s), share_of(figure, s)
        yield equal("part_cylinder_volume", volume(s), times(*share, PI, r, r, h), [fact], solid=s)


@SOLID.theorem("part_cylinder_surface")
def part_cylinder_surface(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "part_cylinder"):
        r, h, share = ("base_radius", s), ("height", s), share_of(figure, s)
        sides = [times(2, *share, PI, r, r), times(2, *share, PI, r, h), times(2, r, h)]
        yield equal("part_cylinder_surface", surface(s), sides, [fact], solid=s)


def share_of(figure: Figure, part: str) -> tuple[Exact | Quantity, ...]:
    """The share of a full turn that a part of a cylinder makes: a number, or its angle over a full turn."""
    assert isinstance(figure, SolidFigure)
    if f"{part}.angle" in figure.extents:
        return (Exact(1, 360), ("sweep_angle", part))
    return (Exact(Fraction(round(figure.parts[part].sweep), 360)),)


# --- what is made of parts --------------------------------------------------------------------------------------------


@SOLID.theorem("whole_volume")
def whole_volume(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for w, fact in parts(figure, "whole"):
        terms: list[Part] = [times(factor, volume(s)) for factor, s in figure.parts[w].volume]
        minus = any(factor < 0 for factor, _ in figure.parts[w].volume)
        yield equal("removed_volume" if minus else "whole_volume", volume(w), terms, [fact], solid=w)


SOLID.theorem("removed_volume")(lambda figure: ())


@SOLID.theorem("whole_surface")
def whole_surface(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for w, fact in parts(figure, "whole"):
        terms: list[Part] = [times(factor, (what, s)) for factor, what, s in figure.parts[w].surface]
        if terms:
            yield equal("whole_surface", surface(w), terms, [fact], solid=w)


# --- lengths and angles between points --------------------------------------------------------------------------------


def boxes(figure: Figure) -> Iterator[tuple[Fact, dict[str, tuple[int, int, int]]]]:
    """Lettered boxes, with the place of each corner: 0 or 1 along each edge."""
    places = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))
    for kind in ("cuboid", "cube"):
        for fact in figure.known(kind):
            assert isinstance(figure, SolidFigure)
            corners = figure.parts[fact.args[0]].corners
            if not corners[0].startswith("_"):
                yield fact, dict(zip(corners, places, strict=True))


def between(figure: Figure, p: str, q: str) -> Quantity:
    """The length between two points, by its one key."""
    return figure.canonical(("length", p, q))


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
                    yield _right(figure, "face_diagonal", p, v, q, fact)


@SOLID.theorem("space_diagonal")
def space_diagonal(figure: Figure) -> Iterator[Relation]:
    for fact, places in boxes(figure):
        for p, q in combinations(places, 2):
            if _steps(places, p, q) == 3:
                for v in places:
                    if {_steps(places, p, v), _steps(places, v, q)} == {1, 2}:
                        yield _right(figure, "space_diagonal", p, v, q, fact)


def _steps(places: dict[str, tuple[int, int, int]], p: str, q: str) -> int:
    return sum(a != b for a, b in zip(places[p], places[q], strict=True))


def _right(figure: Figure, theorem: str, p: str, v: str, q: str, fact: Fact) -> Relation:
    one, two, far = between(figure, p, v), between(figure, v, q), between(figure, p, q)
    return equal(theorem, times(far, far), [times(one, one), times(two, two)], [fact], A=p, B=v, C=q)


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
                        yield from _ratios(figure, v, foot, far, fact)
    for fact in figure.known("foot"):
        _, foot, far, v = fact.args
        if any(q[0] in ("sine", "cosine", "tangent", "angle") for q in figure.asked):
            yield from _ratios(figure, v, foot, far, fact)


SPECIAL = {30: THIRD.sqrt(), 45: ONE, 60: Exact(3).sqrt()}


def _ratios(figure: Figure, v: str, foot: str, far: str, fact: Fact) -> Iterator[Relation]:
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


@SOLID.theorem("half_diagonal")
def half_diagonal(figure: Figure) -> Iterator[Relation]:
    """Half the diagonal of the base of a lettered pyramid over a square or rectangle."""
    for fact in figure.known("foot"):
        part, foot, apex, corner = fact.args
        assert isinstance(figure, SolidFigure)
        names = figure.parts[part].corners
        at = names.index(corner)
        before, after, across = names[(at - 1) % 4], names[(at + 1) % 4], names[(at + 2) % 4]
        whole, one, two = (between(figure, p, q) for p, q in ((corner, across), (corner, before), (corner, after)))
        yield equal(
            "half_diagonal", between(figure, corner, foot), times(HALF, whole), [fact], A=corner, B=foot, C=across
        )
        base = next(f for f in figure.known("pyramid") if f.args[0] == part)
        yield _right(figure, "base_diagonal", after, corner, before, base)._replace(
            left=(times(whole, whole),),
            right=(times(one, one), times(two, two)),
            roles=(("A", corner), ("B", after), ("C", across)),
        )
        yield _right(figure, "lateral_edge", corner, foot, apex, fact)


SOLID.theorem("base_diagonal")(lambda figure: ())
SOLID.theorem("lateral_edge")(lambda figure: ())


@SOLID.theorem("square_sides", weight=0)
def square_sides(figure: Figure) -> Iterator[Relation]:
    """The sides of the base of a lettered pyramid are equal."""
    for fact in figure.known("square_base"):
        assert isinstance(figure, SolidFigure)
        names = figure.parts[fact.args[0]].corners[:4]
        if not names[0].startswith("_"):
            sides = [between(figure, p, q) for p, q in zip(names, [*names[1:], names[0]], strict=True)]
            for one, other in combinations(sides, 2):
                yield equal("square_sides", one, other, [fact], solid=fact.args[0])


@SOLID.theorem("rectangle_sides", weight=0)
def rectangle_sides(figure: Figure) -> Iterator[Relation]:
    """Opposite sides of the base of a lettered pyramid are equal."""
    for fact in figure.known("rectangle_base"):
        assert isinstance(figure, SolidFigure)
        a, b, c, d = figure.parts[fact.args[0]].corners[:4]
        if not a.startswith("_"):
            for one, other in (((a, b), (d, c)), ((a, d), (b, c))):
                yield equal(
                    "rectangle_sides", between(figure, *one), between(figure, *other), [fact], solid=fact.args[0]
                )


@SOLID.theorem("rolled_slant", weight=0)
def rolled_slant(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("rolled"):
        paper, made = fact.args
        yield equal("rolled_slant", ("slant", made), ("sector_radius", paper), [fact], solid=made, other=paper)


@SOLID.theorem("unrolled")
def unrolled(figure: Figure) -> Iterator[Relation]:
    """The arc of the sector is the rim of the base."""
    for fact in figure.known("rolled"):
        paper, made = fact.args
        arc = times(2, PI, ("sector_radius", paper), ("sector_angle", paper), Exact(1, 360))
        yield equal("unrolled", arc, times(2, PI, ("base_radius", made)), [fact], solid=made, other=paper)


@SOLID.theorem("rod")
def rod(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        if spoken(figure, ("rod", s)):
            d, h, length = ("base_diameter", s), ("height", s), ("rod", s)
            yield equal("rod", times(length, length), [times(d, d), times(h, h)], [fact], solid=s)


@SOLID.theorem("pythagoras")
def pythagoras(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("right_angle"):
        p, v, q = fact.args
        legs = [("length", *sorted((v, end), key=figure.rank)) for end in (p, q)]
        far = ("length", *sorted((p, q), key=figure.rank))
        sides: list[Part] = [times(leg, leg) for leg in legs]
        yield equal("pythagoras", times(far, far), sides, [fact], A=p, B=v, C=q)


# --- stories ----------------------------------------------------------------------------------------------------------


@SOLID.theorem("mass")
def mass(figure: Figure) -> Iterator[Relation]:
    assert isinstance(figure, SolidFigure)
    for part in figure.parts:
        if spoken(figure, ("mass", part)):
            fact = next(f for f in figure.facts if f.args[0] == part)
            yield equal("mass", ("mass", part), times(("density", part), volume(part)), [fact], solid=part)


@SOLID.theorem("litres")
def litres(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid", "cylinder"):
        if spoken(figure, ("litres", s)):
            yield equal("litres", ("litres", s), times(Exact(1, 1000), volume(s)), [fact], solid=s)


@SOLID.theorem("level")
def level(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("poured"):
        full, empty = fact.args
        r = ("base_radius", empty)
        yield equal("level", times(PI, r, r, ("fill_height", empty)), volume(full), [fact], solid=full, other=empty)


def _alike(figure: Figure, theorem: str, kind: str, power: int) -> Iterator[Relation]:
    """Measures of similar parts in a power of the ratio of their lengths."""
    for fact in figure.known("similar_parts"):
        one, other = fact.args
        lengths = [q[0] for q in figure.asked if q[1:] in ((one,), (other,)) and figure.dimension(q) == 1]
        for length in dict.fromkeys(lengths):
            left = times((kind, other), *[(length, one)] * power)
            right = times((kind, one), *[(length, other)] * power)
            yield equal(theorem, left, right, [fact], solid=one, other=other)


@SOLID.theorem("volume_scale")
def volume_scale(figure: Figure) -> Iterator[Relation]:
    yield from _alike(figure, "volume_scale", "volume", 3)


@SOLID.theorem("area_scale")
def area_scale(figure: Figure) -> Iterator[Relation]:
    yield from _alike(figure, "area_scale", "surface", 2)


@SOLID.theorem("rotation", weight=0)
def rotation(figure: Figure) -> Iterator[Relation]:
    """What the sides of a turning triangle or rectangle become."""
    for fact in figure.known("rotated"):
        s, a, b, c, *_ = fact.args
        yield equal("rotation", ("base_radius", s), between(figure, b, c), [fact], solid=s, A=a, B=b, C=c)
        yield equal("rotation", ("height", s), between(figure, a, b), [fact], solid=s, A=a, B=b, C=c)
        if len(fact.args) == 4:
            yield equal("rotation", ("slant", s), between(figure, a, c), [fact], solid=s, A=a, B=b, C=c)


@SOLID.theorem("fitting", weight=0)
def fitting(figure: Figure) -> Iterator[Relation]:
    """A ball that touches the wall, the bottom and the lid."""
    for count, kind in enumerate(("fits_once", "fits_twice", "fits_thrice"), 1):
        for fact in figure.known(kind):
            inner, outer = fact.args
            r = ("sphere_radius", inner)
            yield equal("fitting", ("base_radius", outer), r, [fact], solid=inner, other=outer)
            yield equal("fitting", ("height", outer), times(2 * count, r), [fact], solid=inner, other=outer)
    for fact in figure.known("fits_cube"):
        inner, outer = fact.args
        yield equal("fitting", ("edge", outer), times(2, ("sphere_radius", inner)), [fact], solid=inner, other=outer)


@SOLID.theorem("unfolding")
def unfolding(figure: Figure) -> Iterator[Relation]:
    """The shortest way: straight in the best of all unfoldings."""
    for fact in figure.known("opposite_rims"):
        s = fact.args[0]
        path, around, h = ("path", s), ("rim", s), ("height", s)
        yield equal("unfolding", times(path, path), [times(Exact(1, 4), around, around), times(h, h)], [fact], solid=s)
    for fact, _ in boxes(figure):
        for crawl in figure.known("crawls"):
            s, a, g = crawl.args
            sides = [between(figure, *pair) for pair in (("A", "B"), ("B", "C"), ("C", "G"))]
            far = min(range(3), key=lambda i: -figure.measure(sides[i]))
            one, two = (side for i, side in enumerate(sides) if i != far)
            path, high = ("path", s), sides[far]
            total = [times(one, one), times(2, one, two), times(two, two), times(high, high)]
            yield equal("box_unfolding", times(path, path), total, [fact, crawl], solid=s, A=a, B=g)


@SOLID.theorem("box_unfolding")
def box_unfolding(figure: Figure) -> Iterator[Relation]:
    return iter(())


@SOLID.theorem("rolled_area")
def rolled_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cylinder"):
        if spoken(figure, ("rolled_area", s)):
            yield equal("rolled_area", ("rolled_area", s), times(("turns", s), lateral(s)), [fact], solid=s)


@SOLID.theorem("displacement")
def displacement(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "cuboid"):
        if spoken(figure, ("displaced", s)):
            risen = times(("width", s), ("depth", s), ("rise", s))
            yield equal("displacement", ("displaced", s), risen, [fact], solid=s)
