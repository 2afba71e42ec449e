"""Theorems about straight lines."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _number, parameter, x, y
from generators.functions.theorems.relation import (
    Side,
    asked_values,
    curves_of,
    plot_of,
    points_on,
    relation,
    spoken,
)
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("slope_formula")
def slope_formula(figure: Figure) -> Iterator[Relation]:
    """The slope is the rise over the run."""
    for line in curves_of(figure, "line"):
        m = parameter(line, "m")
        on = points_on(figure, line)
        for i, (p, one) in enumerate(on):
            for q, other in on[i + 1 :]:
                yield relation(
                    "slope_formula", [(1, (m, ("run", p, q)))], [(1, (("rise", p, q),))], (one, other), (m,), A=p, B=q
                )


@FUNCTIONS.theorem("point_on_line")
def point_on_line(figure: Figure) -> Iterator[Relation]:
    """The coordinates of a point on a line fulfil its equation."""
    things = plot_of(figure).things
    for line in curves_of(figure, "line"):
        m, b = parameter(line, "m"), parameter(line, "b")
        slope, level = things[f"{line}.m"][1], things[f"{line}.b"][1]
        said = f"$y = {slope}{' ' if '_' in slope else ''}x + {level}$"
        for p, fact in points_on(figure, line):
            right: Side = [(1, (m, x(p))), (1, (b,))]
            yield relation("point_on_line", [(1, (y(p),))], right, (fact,), P=p, line=said)


@FUNCTIONS.theorem("triangle_with_axes")
def triangle_with_axes(figure: Figure) -> Iterator[Relation]:
    """A line cuts a right triangle off the axes: half the product of its intercepts."""
    for quantity in spoken(figure):
        if quantity[0] == "corner_area":
            p, q = quantity[1:]
            sign = 1 if figure.measure(x(p)) * figure.measure(y(q)) > 0 else -1
            yield relation("triangle_with_axes", [(1, (quantity,))], [(Exact(sign) / 2, (x(p), y(q)))], A=p, B=q)


@FUNCTIONS.theorem("value_of_line")
def value_of_line(figure: Figure) -> Iterator[Relation]:
    """A value of a linear function from its equation."""
    for line in curves_of(figure, "line"):
        for at in asked_values(figure, line):
            f = ("value", line, at)
            yield relation(
                "value_of_line", [(1, (f,))], [(_number(at), (parameter(line, "m"),)), (1, (parameter(line, "b"),))]
            )
