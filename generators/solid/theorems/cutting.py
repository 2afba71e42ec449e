"""How the surface changes where solids are cut, joined or trimmed."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.quantities import volume
from generators.solid.theorems.relation import equal, parts, times
from puma_data.symbolic.exact import PI
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("cuts_and_pieces", weight=0)
def cuts_and_pieces(figure: Figure) -> Iterator[Relation]:
    for kind, count in (("sliced", "pieces"), ("joined_cubes", "cubes_in_row")):
        theorem = "cuts_and_pieces" if kind == "sliced" else "joints_and_pieces"
        for s, fact in parts(figure, kind):
            yield equal(theorem, ("cuts", s), [(count, s), times(-1)], [fact], solid=s)


SOLID.theorem("joints_and_pieces", weight=0)(lambda figure: ())


@SOLID.theorem("cut_area")
def cut_area(figure: Figure) -> Iterator[Relation]:
    """Twice the area of each cut."""
    for s, fact in parts(figure, "sliced"):
        assert isinstance(figure, SolidFigure)
        cut = ("cut_face", s)
        if figure.parts[s].kind == "cylinder":
            body, long = figure.known("cylinder")[0], ("height", s)
            yield equal("cut_face", cut, times(PI, ("base_radius", s), ("base_radius", s)), [body, fact], solid=s)
        else:
            body, long = figure.known("cuboid")[0], ("width", s)
            yield equal("cut_face", cut, times(("depth", s), ("height", s)), [body, fact], solid=s)
        yield equal("cut_area", ("cut_area", s), times(2, ("cuts", s), cut), [fact], solid=s)
        yield equal("bar_volume", volume(s), times(cut, long), [body, fact], solid=s)
    for s, fact in parts(figure, "joined_cubes"):
        edge = ("piece_edge", s)
        yield equal("joint_area", ("joint_area", s), times(2, ("cuts", s), edge, edge), [fact], solid=s)


for _name in ("cut_face", "bar_volume", "joint_area"):
    SOLID.theorem(_name)(lambda figure: ())


@SOLID.theorem("row_of_cubes", weight=0)
def row_of_cubes(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "joined_cubes"):
        yield equal("row_of_cubes", ("width", s), times(("cubes_in_row", s), ("piece_edge", s)), [fact], solid=s)
        for role in ("depth", "height"):
            yield equal("row_of_cubes", (role, s), ("piece_edge", s), [fact], solid=s)


@SOLID.theorem("trimmed_edges", weight=0)
def trimmed_edges(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "trimmed"):
        yield equal("trimmed_edges", ("depth", s), ("width", s), [fact], solid=s)
        yield equal("trimmed_edges", ("height", s), [("width", s), ("cut_off", s)], [fact], solid=s)


@SOLID.theorem("trimmed_area")
def trimmed_area(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "trimmed"):
        strips = times(4, ("width", s), ("cut_off", s))
        yield equal("trimmed_area", ("trimmed_area", s), strips, [fact], solid=s)


@SOLID.theorem("parallel_cut")
def parallel_cut(figure: Figure) -> Iterator[Relation]:
    """The part above a cut parallel to the base is similar to the whole pyramid."""
    for s, fact in parts(figure, "parallel_cut"):
        base = next(f for f in figure.known("square_base") if f.args[0] == s)
        side, cut = ("side", s), ("cut_side", s)
        near, far = times(cut, ("height", s)), times(side, ("apex_distance", s))
        yield equal("parallel_cut", near, far, [base, fact], solid=s)
        yield equal("section_square", ("parallel_section", s), times(cut, cut), [base, fact], solid=s)


SOLID.theorem("section_square")(lambda figure: ())


@SOLID.theorem("cut_levels", weight=0)
def cut_levels(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "parallel_cut"):
        both = [("apex_distance", s), ("base_distance", s)]
        yield equal("cut_levels", ("height", s), both, [fact], solid=s)


@SOLID.theorem("tray_edges")
def tray_edges(figure: Figure) -> Iterator[Relation]:
    """What is left of the sides of a sheet, and of its area."""
    for s, fact in parts(figure, "tray"):
        x = ("corner", s)
        for edge, side in (("width", "sheet_length"), ("depth", "sheet_width")):
            yield equal("tray_edges", (edge, s), [(side, s), times(-2, x)], [fact], solid=s)
        sheet = [times(("sheet_length", s), ("sheet_width", s)), times(-4, x, x)]
        yield equal("sheet_rest", ("open_surface", s), sheet, [fact], solid=s)


SOLID.theorem("sheet_rest")(lambda figure: ())


@SOLID.theorem("tray_height", weight=0)
def tray_height(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "tray"):
        yield equal("tray_height", ("height", s), ("corner", s), [fact], solid=s)
