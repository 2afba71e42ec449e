"""Theorems about parabolas, absolute values and polynomials by their zeros."""

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


@FUNCTIONS.theorem("vertex_form", weight=0)
def vertex_form(figure: Figure) -> Iterator[Relation]:
    """The vertex gives h and k."""
    for fact in (*figure.known("vertex"), *figure.known("centre")):
        curve, p = fact.args
        for name, coordinate in (("h", x(p)), ("k", y(p))):
            yield relation("vertex_form", [(1, (parameter(curve, name),))], [(1, (coordinate,))], (fact,), P=p)


@FUNCTIONS.theorem("point_on_curve")
def point_on_curve(figure: Figure) -> Iterator[Relation]:
    """A second point fixes the factor a of a curve whose vertex (or centre of symmetry) is known."""
    powers = {"parabola": 2, "shifted cubic": 3}
    for fact in figure.known("vertex"):
        curve, v = fact.args
        form = plot_of(figure).curves[curve].form
        for p, on in points_on(figure, curve):
            if p == v:
                continue
            a, run, rise = parameter(curve, "a"), ("run", v, p), ("rise", v, p)
            if form in powers:
                yield relation(
                    "point_on_curve", [(1, (a, *[run] * powers[form]))], [(1, (rise,))], (fact, on), (a,), P=p
                )
            elif form == "absolute value":
                away = run if figure.measure(run) > 0 else ("run", p, v)
                yield relation("point_on_curve", [(1, (a, away))], [(1, (rise,))], (fact, on), (a,), P=p)


@FUNCTIONS.theorem("zeros_as_constants", weight=0)
def zeros_as_constants(figure: Figure) -> Iterator[Relation]:
    """The zeros are the constants of the factored form, and lie on the x-axis."""
    for fact in figure.known("zeros"):
        f, *points = fact.args
        for p, name in zip(points, "pqr", strict=False):
            yield relation("zeros_as_constants", [(1, (parameter(f, name),))], [(1, (x(p),))], (fact,), P=p)


@FUNCTIONS.theorem("factored_form")
def factored_form(figure: Figure) -> Iterator[Relation]:
    """A further point fixes the leading coefficient of a polynomial with known zeros."""
    for fact in figure.known("zeros"):
        f, *points = fact.args
        a = parameter(f, "a")
        for p, on in points_on(figure, f):
            runs = tuple(("run", zero, p) for zero in points)
            yield relation("factored_form", [(1, (a, *runs))], [(1, (y(p),))], (fact, on), (a,), P=p)


@FUNCTIONS.theorem("value_of_parabola")
def value_of_parabola(figure: Figure) -> Iterator[Relation]:
    """A value from the vertex form."""
    for curve in curves_of(figure, "parabola"):
        for at in asked_values(figure, curve):
            f, gap = ("value", curve, at), ("gap", curve, at)
            right: Side = [(1, (parameter(curve, "a"), gap, gap)), (1, (parameter(curve, "k"),))]
            yield relation("value_of_parabola", [(1, (f,))], right, (), (f,))


@FUNCTIONS.theorem("argument_from_axis", weight=0)
def argument_from_axis(figure: Figure) -> Iterator[Relation]:
    """How far an argument is from the axis of a parabola."""
    for curve in curves_of(figure, "parabola"):
        for at in asked_values(figure, curve):
            gap = ("gap", curve, at)
            right: Side = [(_number(at), ()), (-1, (parameter(curve, "h"),))]
            yield relation("argument_from_axis", [(1, (gap,))], right, (), (gap,))


@FUNCTIONS.theorem("zeros_of_parabola")
def zeros_of_parabola(figure: Figure) -> Iterator[Relation]:
    """The zeros lie symmetrically to the axis: a d^2 = -k."""
    for curve in curves_of(figure, "parabola"):
        zeros = [(p, fact, axis) for p, fact in points_on(figure, curve) if (axis := figure.holds("on_x_axis", p))]
        if len(zeros) != 2:
            continue
        (p, *one), (q, *other) = sorted(zeros, key=lambda zero: figure.measure(x(zero[0])))
        a, k, d = parameter(curve, "a"), parameter(curve, "k"), ("half_width", curve, p, q)
        yield relation("zeros_of_parabola", [(1, (a, d, d))], [(-1, (k,))], (*one, *other), (d,))


@FUNCTIONS.theorem("symmetry_of_parabola", weight=0)
def symmetry_of_parabola(figure: Figure) -> Iterator[Relation]:
    """The zeros of a parabola are h - d and h + d."""
    for found in zeros_of_parabola(figure):
        _, curve, p, q = found.targets[0]
        h, d = parameter(curve, "h"), found.targets[0]
        for point, sign in ((p, -1), (q, 1)):
            yield relation("symmetry_of_parabola", [(1, (x(point),))], [(1, (h,)), (sign, (d,))], (), (x(point),))


@FUNCTIONS.theorem("axis_of_symmetry")
def axis_of_symmetry(figure: Figure) -> Iterator[Relation]:
    """The axis of a parabola is midway between its zeros."""
    for curve in curves_of(figure, "parabola"):
        on = points_on(figure, curve)
        for i, (p, one) in enumerate(on):
            for q, other in on[i + 1 :]:
                axes = figure.holds("on_x_axis", p), figure.holds("on_x_axis", q)
                if axes[0] and axes[1]:
                    h = parameter(curve, "h")
                    yield relation(
                        "axis_of_symmetry",
                        [(2, (h,))],
                        [(1, (x(p),)), (1, (x(q),))],
                        (one, other, axes[0], axes[1]),
                        (h,),
                        A=p,
                        B=q,
                    )


@FUNCTIONS.theorem("area_by_integration")
def area_by_integration(figure: Figure) -> Iterator[Relation]:
    """Between a parabola and a line through two of its points: |a| (q - p)^3 / 6."""
    for quantity in spoken(figure):
        if quantity[0] != "region":
            continue
        curve, _, p, q = quantity[1:]
        sign = 1 if figure.measure(parameter(curve, "a")) > 0 else -1
        run = ("run", p, q)
        yield relation(
            "area_by_integration",
            [(1, (quantity,))],
            [(Exact(sign) / 6, (parameter(curve, "a"), run, run, run))],
            tuple(fact for end in (p, q) if quantity[2] == "axis" and (fact := figure.holds("on_x_axis", end))),
            (quantity,),
            A=p,
            B=q,
        )
