"""Stacks of cubes: layers, squares seen from six sides, columns that views allow, painted faces."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.counting import ALONG
from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.stacks import columns
from generators.solid.theorems.relation import equal, parts, spoken, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


def _constant(figure: Figure, name: str, part: str, *more: int) -> Exact:
    """What is read off a stack: a whole number."""
    return Exact(round(figure.measure((name, part, *more))))


@SOLID.theorem("layers")
def layers(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "stack"):
        yield equal("layers", ("cubes", s), [("layer_cubes", s, k) for k in _levels(figure, s)], [fact], solid=s)


@SOLID.theorem("layer_count", weight=0)
def layer_count(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "stack"):
        for k in _levels(figure, s):
            count = _constant(figure, "layer_cubes", s, k)
            yield equal("layer_count", ("layer_cubes", s, k), count, [fact], solid=s, layer=str(k))


def _levels(figure: Figure, part: str) -> range:
    """The layers of a stack, from 1."""
    assert isinstance(figure, SolidFigure)
    return range(1, 2 + max(cell[2] for cell in figure.parts[part].cells))


@SOLID.theorem("box_count")
def box_count(figure: Figure) -> Iterator[Relation]:
    """The smallest box that holds the stack."""
    for s, fact in parts(figure, "stack"):
        if spoken(figure, ("missing_cubes", s)):
            assert isinstance(figure, SolidFigure)
            a, b, c = (1 + max(cell[i] for cell in figure.parts[s].cells) for i in range(3))
            sizes = {"across": str(a), "deep": str(b), "high": str(c)}
            yield equal("box_count", ("box_cubes", s), Exact(a * b * c), [fact], solid=s, **sizes)
            rest = [("box_cubes", s), times(-1, ("cubes", s))]
            yield equal("missing_cubes", ("missing_cubes", s), rest, [fact], solid=s)


SOLID.theorem("missing_cubes")(lambda figure: ())


@SOLID.theorem("six_sides")
def six_sides(figure: Figure) -> Iterator[Relation]:
    """The surface of a stack by what is seen from six sides, and what looks into gaps."""
    for s, fact in parts(figure, "stack"):
        gaps = _constant(figure, "inner_squares", s)
        for goal, count, ground in (("stack_surface", "squares", 2), ("stack_open_surface", "open_squares", 1)):
            if not spoken(figure, (goal, s)):
                continue
            sides = [times(ground, ("top_squares", s)), times(2, ("front_squares", s)), times(2, ("side_squares", s))]
            if gaps != 0:
                sides.append(times(1, ("inner_squares", s)))
            yield equal("six_sides" if ground == 2 else "five_sides", (count, s), sides, [fact], solid=s)
            edge = ("edge", s)
            yield equal("square_count", (goal, s), times((count, s), edge, edge), [fact], solid=s)


@SOLID.theorem("seen_squares", weight=0)
def seen_squares(figure: Figure) -> Iterator[Relation]:
    """What is counted in the views of a stack."""
    for s, fact in parts(figure, "stack"):
        for view, side in (("top", "from above"), ("front", "from the front"), ("side", "from the side")):
            seen = _constant(figure, f"{view}_squares", s)
            yield equal("seen_squares", (f"{view}_squares", s), seen, [fact], solid=s, view=side)
        if (gaps := _constant(figure, "inner_squares", s)) != 0:
            yield equal("gap_squares", ("inner_squares", s), gaps, [fact], solid=s)


SOLID.theorem("gap_squares", weight=0)(lambda figure: ())
for _name in ("five_sides", "square_count"):
    SOLID.theorem(_name)(lambda figure: ())


@SOLID.theorem("cube_count")
def cube_count(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "stack"):
        if spoken(figure, ("stack_volume", s)):
            edge = ("edge", s)
            yield equal("cube_count", ("stack_volume", s), times(("cubes", s), edge, edge, edge), [fact], solid=s)


@SOLID.theorem("columns_add")
def columns_add(figure: Figure) -> Iterator[Relation]:
    """Columns by their heights, as the views fix or allow them."""
    for s, fact in parts(figure, "views"):
        for kind in ("fixed", "most", "least"):
            if not spoken(figure, (f"{kind}_cubes", s)):
                continue
            assert isinstance(figure, SolidFigure)
            counts = columns(figure.parts[s].views, kind == "least")
            terms = []
            for v, count in enumerate(counts, 1):
                if count:
                    q = (f"{kind}_columns", s, v)
                    yield equal(f"{kind}_heights", q, Exact(count), [fact], solid=s, high=str(v))
                    terms.append(times(v, q))
            yield equal("columns_add", (f"{kind}_cubes", s), terms, [fact], solid=s)


for _name in ("fixed_heights", "most_heights", "least_heights"):
    SOLID.theorem(_name)(lambda figure: ())


@SOLID.theorem("painted_cubes")
def painted_cubes(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("painted"):
        s = fact.args[0]
        box = next(f for kind in ("cuboid", "cube") for f in figure.known(kind) if f.args[0] == s)
        if box.kind == "cube":
            yield equal("along", times(("along_width", s), ("small_edge", s)), ("edge", s), [box], solid=s)
        else:
            for kind, (role, _) in ALONG.items():
                yield equal("along", times((kind, s), ("small_edge", s)), (role, s), [box], solid=s)
        p, q, r = ((kind, s) for kind in ALONG)
        x, y, z = (("inside_" + kind, s) for kind in ALONG)
        if box.kind == "cube":
            q = r = p
            y = z = x
        yield equal("small_cubes", ("small_cubes", s), times(p, q, r), [fact], solid=s)
        yield equal("painted_0", ("painted_0", s), times(x, y, z), [fact], solid=s)
        once = [times(6, x, x)] if x == y else [times(2, x, y), times(2, y, z), times(2, x, z)]
        twice = [times(12, x)] if x == y else [times(4, x), times(4, y), times(4, z)]
        yield equal("painted_1", ("painted_1", s), once, [fact], solid=s)
        yield equal("painted_2", ("painted_2", s), twice, [fact], solid=s)


@SOLID.theorem("within", weight=0)
def within(figure: Figure) -> Iterator[Relation]:
    """Small cubes along an edge, without those at its ends."""
    for fact in figure.known("painted"):
        for kind in ALONG:
            inside, along = ("inside_" + kind, fact.args[0]), (kind, fact.args[0])
            yield equal("within", inside, [along, times(-2)], [fact], solid=fact.args[0])


for _name in ("along", "small_cubes", "painted_0", "painted_1", "painted_2"):
    SOLID.theorem(_name)(lambda figure: ())
