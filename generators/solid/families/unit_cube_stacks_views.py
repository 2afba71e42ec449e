"""Stacks of equal cubes: how many there are, what is outside, three views, a painted box that is cut up."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from generators.solid.bodies import cuboid
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.stacks import Heights, cells_of, distinct, draw, fitting, invent, stack, views_of
from generators.solid.view import Projection, cabinet, orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "unit_cube_stacks_views"


@family(
    ID,
    "Stacks of cubes: number, surface, views, painted faces",
    {
        "count_cubes": 2,
        "surface_of_stack": 3,
        "complete_the_box": 1.5,
        "three_views": 2,
        "least_or_most_cubes": 1.5,
        "painted_faces": 2,
    },
    weight=0.4,
)
def unit_cube_stacks_views(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A stack as it is seen, its views as small grids, or a painted box."""
    if variant == "painted_faces":
        return _painted(figure, rng)
    if variant in ("three_views", "least_or_most_cubes"):
        return _views(figure, rng, variant)
    heights = invent(rng, rng.randint(2, 4), rng.randint(2, 3), rng.choice((2, 3, 3, 4)))
    if max(map(max, heights)) < 2:
        raise Retry("a flat stack")
    projection = _projection(rng)
    figure.projection = projection
    distinct(projection, len(heights[0]), len(heights), max(map(max, heights)))
    return _stack(figure, rng, variant, heights)


def _projection(rng: Random) -> Projection:
    if rng.random() < 0.5:
        return cabinet(rng.choice((32, 36, 40)), rng.choice((0.46, 0.5, 0.55)), left=rng.random() < 0.3)
    return orthographic(rng.choice((-38, -34, -30, 30, 34, 38)), rng.choice((24, 27, 30)))


def _stack(figure: SolidFigure, rng: Random, variant: str, heights: Heights) -> Draft:
    unit = rng.choice(("cm", "cm", "cm", "dm", "mm"))
    edge = Exact(rng.choice((1, 2, 2, 3, 4, 5, 6, 8, 10)))
    cells = cells_of(heights)
    stack(figure, "s", cells, edge)
    fact = figure.state("stack", "s")
    skin = repr(heights)
    words = (("heights", _spoken(heights)), ("zero", _zero(heights)))
    phrases: tuple[Phrase, ...] = (Phrase(f"{ID}.stack.scene", (fact,), words),)
    count, rows = Exact(len(cells)), len(heights)
    wrong: dict[str, Exact | Quantity] = {}
    if variant == "count_cubes":
        goal: Quantity = ("cubes", "s")
        top = sum(1 for row in heights for h in row if h)
        hidden = sum(1 for x, y, z in cells if _hidden(figure, heights, x, y, z))
        wrong = {"missed_the_hidden": count - hidden, "columns": Exact(top), "one_row_too_many": count + rows}
        question = Phrase(f"{ID}.stack.count")
        return Draft(figure, {}, goal, phrases=phrases, question=question, wrong=wrong, skin=skin)
    if variant == "complete_the_box":
        box = len(heights[0]) * rows * max(map(max, heights))
        if box == len(cells):
            raise Retry("a box already")
        wrong = {"whole_box": Exact(box), "the_stack": count, "one_layer": abs(Exact(len(heights[0]) * rows) - count)}
        question = Phrase(f"{ID}.stack.complete")
        return Draft(figure, {}, ("missing_cubes", "s"), phrases=phrases, question=question, wrong=wrong, skin=skin)
    open_below = rng.random() < 0.45
    goal = ("stack_open_surface" if open_below else "stack_surface", "s")
    amount = Exact(round(figure.measure(goal)))
    space = count * edge * edge * edge
    given: Quantity = ("edge", "s")
    roll = rng.random()
    wrong = {
        "all_faces_of_all_cubes": 6 * count * edge * edge,
        "half": amount / 2,
        "volume": space,
        "squares_not_areas": amount / edge,
    }
    if roll < 0.2:
        wrong = {"surface": amount, "one_row_less": space - edge * edge * edge, "area_of_a_face": count * edge * edge}
        goal = ("stack_volume", "s")
    givens: dict[Quantity, Exact] = {given: edge}
    if 0.2 < roll < 0.5:
        givens = {goal: amount}
        if roll < 0.35:
            goal = ("edge", "s")
            figure.anchors.pop(goal)
            wrong = {"forgot_the_root": edge * edge, "double": 2 * edge}
        else:
            goal = ("stack_volume", "s")
            wrong = {"number_of_cubes": count, "area": count * edge * edge}
        if edge == 1:
            raise Retry("nothing to find")
    question = Phrase(f"{ID}.stack.{goal[0]}")
    if given not in givens:
        figure.anchors.pop(given, None)
        (asked,) = givens
        covers = (Fact("value", (asked,), amount),)
        phrases += (Phrase(f"{ID}.stack.given_{asked[0]}", covers),)
    else:
        phrases += (Phrase(f"{ID}.stack.given_edge", (Fact("value", (given,), edge),)),)
    return Draft(figure, givens, goal, phrases=phrases, question=question, unit=unit, wrong=wrong, skin=skin)


def _hidden(figure: SolidFigure, heights: Heights, x: int, y: int, z: int) -> bool:
    """Whether a cube has no face that looks towards the viewer."""
    right = x + (1 if figure.projection.view[0] > 0 else -1)
    beside = heights[y][right] if 0 <= right < len(heights[0]) else 0
    before = heights[y - 1][x] if y else 0
    return z < heights[y][x] - 1 and z < beside and z < before


ORDINALS = ("front", "second", "third", "fourth")


def _row_names(count: int) -> list[str]:
    return [f"{ORDINALS[i]} row" if i < count - 1 else "back row" for i in range(count)]


def _spoken(heights: Heights) -> str:
    """``$3, 1, 2$ in the front row and $2, 0, 1$ in the back row``."""
    items = [
        f"${', '.join(map(str, row))}$ in the {name}"
        for row, name in zip(heights, _row_names(len(heights)), strict=True)
    ]
    return ", ".join(items[:-1]) + f" and {items[-1]}"


def _zero(heights: Heights) -> str:
    return " (a $0$ stands for no cube)" if any(h == 0 for row in heights for h in row) else ""


# --- views ------------------------------------------------------------------------------------------------------------


def _views(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    heights = invent(rng, rng.randint(2, 4), rng.randint(2, 3), rng.choice((2, 3, 3, 4)))
    views = views_of(heights)
    stacks = fitting(views)
    totals = {sum(map(sum, one)) for one in stacks}
    if (len(stacks) == 1) != (variant == "three_views") or max(views[0]) < 2:
        raise Retry("the views say too much or too little")
    if variant != "three_views" and len(totals) == 1:
        raise Retry("all stacks have as many cubes")
    figure.projection = cabinet()
    part = figure.shape("s", "stack", "", "stack", width=1)
    part.cells, part.views = cells_of(heights), views
    left = rng.random() < 0.35
    _grids(figure, views, "left" if left else "right")
    fact = figure.state("views", "s")
    ahead, aside, above = views
    words = (
        ("ahead", _listed(ahead)),
        ("aside", _listed(aside[::-1] if left else aside)),
        ("side", "left" if left else "right"),
        ("above", _above(above)),
    )
    phrases = (Phrase(f"{ID}.views.scene", (fact,), words),)
    kind = "fixed" if variant == "three_views" else rng.choice(("least", "most"))
    few, many = min(totals), max(totals)
    squares = sum(map(sum, above))
    wrong: dict[str, Exact | Quantity] = {
        "other_extreme": Exact(few if kind == "most" else many),
        "all_squares": Exact(sum(ahead) + sum(aside) + squares),
        "front_times_depth": Exact(sum(ahead) * len(aside)),
        "squares_of_two_views": Exact(sum(ahead) + sum(aside)),
        "full_columns": Exact(squares * max(ahead)),
    }
    if kind == "fixed":
        wrong.pop("other_extreme")
    goal = (f"{kind}_cubes", "s")
    amount = {"fixed": many, "most": many, "least": few}[kind]
    wrong = {name: value for name, value in wrong.items() if value != amount}
    question = Phrase(f"{ID}.views.{kind}")
    return Draft(figure, {}, goal, phrases=phrases, question=question, wrong=wrong, skin=f"{kind} {views} {left}")


def _listed(columns: tuple[int, ...]) -> str:
    return f"${', '.join(map(str, columns))}$"


def _above(rows: tuple[tuple[int, ...], ...]) -> str:
    """``the columns 1, 2 of the front row and the column 2 of the back row``."""
    items = []
    for row, name in zip(rows, _row_names(len(rows)), strict=True):
        places = [str(x) for x, full in enumerate(row, 1) if full]
        what = "all places" if len(places) == len(row) else f"place{'s' * (len(places) > 1)} ${', '.join(places)}$"
        items.append(f"{what} of the {name}")
    return ", ".join(items[:-1]) + f" and {items[-1]}"


def _grids(
    figure: SolidFigure, views: tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, ...], ...]], side: str
) -> None:
    """The three views side by side on one ground line, each with its name below."""
    ahead, aside, above = views
    aside = aside if side == "right" else aside[::-1]
    grids = [
        ("front", [(x, z) for x, h in enumerate(ahead) for z in range(h)], len(ahead)),
        (side, [(y, z) for y, h in enumerate(aside) for z in range(h)], len(aside)),
        ("top", [(x, y) for y, row in enumerate(above) for x, full in enumerate(row) if full], len(ahead)),
    ]
    start = 0.0
    for name, squares, width in grids:
        edges: dict[tuple[tuple[float, float], ...], None] = {}
        for x, z in squares:
            ring = [(start + x + a, float(z + b)) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
            figure.trace("fill_light", [(a, 0.0, b) for a, b in ring])
            edges.update({tuple(sorted(pair)): None for pair in pairwise(ring)})
        for pair in edges:
            figure.trace("stroke", [(a, 0.0, b) for a, b in pair])
        figure.draw("written", name, figure.spot(f"_{name}", {}, (start + width / 2, 0.0, -0.55)))
        start += width + 1.1


# --- painted ----------------------------------------------------------------------------------------------------------


def _painted(figure: SolidFigure, rng: Random) -> Draft:
    """A painted box that is cut into equal small cubes."""
    small = Exact(rng.choice((1, 1, 2, 3, 5)))
    cube = rng.random() < 0.4
    counts = [rng.randint(3, 8)] * 3 if cube else [rng.randint(3, 9), rng.randint(3, 6), rng.randint(3, 7)]
    if not cube and len(set(counts)) == 1:
        raise Retry("a cube")
    sizes = [n * small for n in counts]
    figure.projection = cabinet(rng.choice((34, 38, 42)), rng.choice((0.45, 0.5)))
    unit = rng.choice(("cm", "cm", "dm"))
    names = cuboid(figure, "s", *sizes, noun="cube" if cube else "cuboid", cube=cube)
    fact = figure.state("cube", "s", names[0], names[1], names[2], names[4]) if cube else figure.state("cuboid", "s")
    figure.extents["s.small"] = float(small)
    figure.parts["s"].curves.clear()
    if cube:  # for the marks of equal edges
        for p, q in ((0, 1), (1, 2), (0, 4)):
            figure.draw("segment", names[p], names[q])
    draw(figure, cells_of(tuple((counts[2],) * counts[0] for _ in range(counts[1]))), float(small))
    low, high = figure.spot("_o", {}), figure.spot("_e", {"s.small": (1.0, 0.0, 0.0)})
    figure.span("small_edge", "s", low, high, "")
    painted = figure.state("painted", "s", "s")
    edges = [("edge", "s")] if cube else [(kind, "s") for kind in ("width", "depth", "height")]
    givens: dict[Quantity, Exact] = dict(zip(edges, sizes, strict=False))
    givens["small_edge", "s"] = small
    x, y, z = (Exact(n - 2) for n in counts)
    amounts = {0: x * y * z, 1: 2 * (x * y + y * z + x * z), 2: 4 * (x + y + z)}
    faces = rng.choice((0, 1, 2, 2))
    goal: Quantity = (f"painted_{faces}", "s")
    a, b, c = (Exact(n) for n in counts)
    wrong: dict[str, Exact | Quantity] = {
        "corners_counted_too": 4 * (a + b + c),
        "whole_faces": 2 * (a * b + b * c + a * c),
        "one_end_left_out": 4 * (a + b + c - 3),
        "all_cubes": a * b * c,
        "other_kind": amounts[(faces + 1) % 3],
        "yet_another_kind": amounts[(faces + 2) % 3],
    }
    if cube and rng.random() < 0.4:
        given, other = (f"painted_{faces}", "s"), rng.choice([k for k in range(3) if k != faces])
        goal = rng.choice((("small_cubes", "s"), (f"painted_{other}", "s")))
        givens = {given: amounts[faces]}
        figure.anchors.pop(("edge", "s"), None)
        if amounts[faces] == 0 or (faces != 2 and counts[0] == 3):
            raise Retry("nothing inside")
        wrong = {"corners_forgotten": x * y * z, "cubes_along": 12 * a, "wrong_root": 6 * a * a}
    phrases: tuple[Phrase, ...] = (
        Phrase(f"{ID}.painted.{'cube' if cube else 'box'}", (fact,)),
        Phrase(f"{ID}.painted.scene", (painted,)),
    )
    for quantity, amount in givens.items():
        if quantity[0].startswith("painted"):
            said = Fact("value", (quantity,), amount)
            phrases += (Phrase(f"{ID}.painted.given", (said,), (("faces", _FACES[int(quantity[0][-1])]),)),)
    if goal[0] == "small_cubes":
        question = Phrase(f"{ID}.painted.all")
    else:
        question = Phrase(f"{ID}.painted.question", (), (("faces", _FACES[int(goal[0][-1])]),))
    return Draft(figure, givens, goal, phrases=phrases, question=question, unit=unit, wrong=wrong, skin="painted")


_FACES = {0: "no painted face", 1: "exactly one painted face", 2: "exactly two painted faces"}
