"""What is known of solids: for each kind of part the equations between its measures, with the name of the theorem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
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
        return tuple(
            item if isinstance(item, Term) else times(item) for item in listed
        )

    return Relation(theorem, side(left), side(right), tuple(premises), tuple(roles.items()))


def parts(figure: Figure, *kinds: str) -> Iterator[tuple[str, Fact]]:
    """The stated parts of some kinds."""
    for kind in kinds:
        for fact in figure.known(kind):
            yield fact.args[0], fact


def spoken(figure: Figure, *quantities: Quantity) -> bool:
    """Whether the problem gives or asks one of some quantities: measures that are rarely meant are related only then."""
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
        q = ("base_perimeter", s)
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


@SOLID.theorem("pythagoras")
def pythagoras(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("right_angle"):
        p, v, q = fact.args
        legs = [("length", *sorted((v, end), key=figure.rank)) for end in (p, q)]
        far = ("length", *sorted((p, q), key=figure.rank))
        sides: list[Part] = [times(leg, leg) for leg in legs]
        yield equal("pythagoras", times(far, far), sides, [fact], A=p, B=v, C=q)


# --- stories ----------------------------------------------------------------------------------------------------------


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
