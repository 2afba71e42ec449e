"""Theorems about what is constructed in a plot: parallels, perpendiculars, midpoints, triangles, images of curves."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, x, y
from generators.functions.theorems.relation import Side, curves_of, kind_of, plot_of, points_on, relation, spoken
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Fact, Relation
from puma_data.symbolic.figure import Figure

# --- lines ------------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("perpendicular_slopes")
def perpendicular_slopes(figure: Figure) -> Iterator[Relation]:
    """The slopes of perpendicular lines multiply to -1."""
    for fact in figure.known("perpendicular"):
        one, other = (parameter(line, "m") for line in fact.args)
        yield relation(
            "perpendicular_slopes", [(1, (one, other))], [(-1, ())], (fact,), (), one=fact.args[0], other=fact.args[1]
        )


@FUNCTIONS.theorem("parallel_slopes")
def parallel_slopes(figure: Figure) -> Iterator[Relation]:
    """Parallel lines have the same slope."""
    for fact in figure.known("parallel"):
        one, other = (parameter(line, "m") for line in fact.args)
        yield relation(
            "parallel_slopes", [(1, (other,))], [(1, (one,))], (fact,), (), one=fact.args[0], other=fact.args[1]
        )


@FUNCTIONS.theorem("common_point")
def common_point(figure: Figure) -> Iterator[Relation]:
    """At a common point two lines have the same height: (m - n) x = c - b."""
    on: dict[str, list[tuple[str, Fact]]] = {}
    for line in curves_of(figure, "line") if plot_of(figure).composed else ():
        for p, fact in points_on(figure, line):
            on.setdefault(p, []).append((line, fact))
    for p, lines in on.items():
        for i, (one, first) in enumerate(lines):
            for other, second in lines[i + 1 :]:
                gap = ("slope_gap", one, other)
                heights: Side = [(1, (parameter(other, "b"),)), (-1, (parameter(one, "b"),))]
                yield relation(
                    "common_point", [(1, (gap, x(p)))], heights, (first, second), (x(p),), P=p, one=one, other=other
                )


@FUNCTIONS.theorem("slope_gap", weight=0)
def slope_gap(figure: Figure) -> Iterator[Relation]:
    """The difference of the slopes of two lines that meet."""
    for found in common_point(figure):
        _, one, other = found.left[0].quantities[0]
        gap = ("slope_gap", one, other)
        slopes: Side = [(1, (parameter(one, "m"),)), (-1, (parameter(other, "m"),))]
        yield relation("slope_gap", [(1, (gap,))], slopes, (), (gap,))


# --- points -----------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("midpoint_of_segment")
def midpoint_of_segment(figure: Figure) -> Iterator[Relation]:
    """The coordinates of a midpoint are the means of those of the ends."""
    for fact in figure.known("midpoint"):
        m, p, q = fact.args
        for part in (x, y):
            yield relation(
                "midpoint_of_segment", [(2, (part(m),))], [(1, (part(p),)), (1, (part(q),))], (fact,), M=m, A=p, B=q
            )


@FUNCTIONS.theorem("level_points", weight=0)
def level_points(figure: Figure) -> Iterator[Relation]:
    """Points at the same height, and points on a vertical line."""
    for kind, part in (("level", y), ("upright", x)):
        for fact in figure.known(kind):
            p, q = fact.args
            yield relation("level_points", [(1, (part(q),))], [(1, (part(p),))], (fact,), A=p, B=q)


@FUNCTIONS.theorem("symmetric_points")
def symmetric_points(figure: Figure) -> Iterator[Relation]:
    """Points of a parabola at the same height lie symmetrically to its axis."""
    for fact in figure.known("level"):
        p, q = fact.args
        for curve in curves_of(figure, "parabola", "quadratic", "absolute value"):
            on = dict(points_on(figure, curve))
            if p in on and q in on:
                facts = (on[p], on[q], fact)
                if plot_of(figure).curves[curve].form == "quadratic":
                    a, b = parameter(curve, "a"), parameter(curve, "b")
                    left: Side = [(1, (a, x(p))), (1, (a, x(q)))]
                    yield relation("symmetric_points", left, [(-1, (b,))], facts, (x(p), x(q), b), A=p, B=q)
                else:
                    left = [(1, (x(p),)), (1, (x(q),))]
                    yield relation("symmetric_points", left, [(2, (parameter(curve, "h"),))], facts, (), A=p, B=q)


@FUNCTIONS.theorem("distance_of_points")
def distance_of_points(figure: Figure) -> Iterator[Relation]:
    """The Pythagorean theorem for the differences of coordinates."""
    for quantity in spoken(figure):
        if quantity[0] == "distance":
            p, q = quantity[1:]
            run, rise = kind_of("run", p, q), kind_of("rise", p, q)
            yield relation(
                "distance_of_points",
                [(1, (quantity, quantity))],
                [(1, (run, run)), (1, (rise, rise))],
                (),
                (quantity,),
                A=p,
                B=q,
            )


@FUNCTIONS.theorem("triangle_by_coordinates")
def triangle_by_coordinates(figure: Figure) -> Iterator[Relation]:
    """Half the cross product of two sides; half base times height where a side is level or upright."""
    for quantity in spoken(figure):
        if quantity[0] != "triangle":
            continue
        a, b, c = quantity[1:]
        run, rise, across, up = ((kind, a, end) for end in (b, c) for kind in ("run", "rise"))
        product = figure.measure(run) * figure.measure(up) - figure.measure(across) * figure.measure(rise)
        half = Exact(1 if product > 0 else -1) / 2
        right: Side = [(half, (run, up)), (-half, (across, rise))]
        yield relation("triangle_by_coordinates", [(1, (quantity,))], right, (), (quantity,), A=a, B=b, C=c)
        if figure.holds("level", a, b) or (figure.holds("on_x_axis", a) and figure.holds("on_x_axis", b)):
            base = ("run", a, b) if figure.measure(("run", a, b)) > 0 else ("run", b, a)
            tall = ("rise", a, c)
            half = Exact(1 if figure.measure(tall) > 0 else -1) / 2
            yield relation(
                "base_and_height", [(1, (quantity,))], [(half, (base, tall))], (), (quantity,), A=a, B=b, C=c
            )


@FUNCTIONS.theorem("base_and_height")
def base_and_height(figure: Figure) -> Iterator[Relation]:
    """Emitted with the area by coordinates."""
    return iter(())


# --- circles ----------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("tangent_of_circle")
def tangent_of_circle(figure: Figure) -> Iterator[Relation]:
    """A tangent is perpendicular to the radius to its point of contact."""
    for fact in figure.known("touches_circle"):
        c, line, p = fact.args
        for centre in figure.known("centre"):
            if centre.args[0] == c:
                o = centre.args[1]
                yield relation(
                    "tangent_of_circle",
                    [(1, (parameter(line, "m"), ("rise", o, p)))],
                    [(-1, (("run", o, p),))],
                    (fact, centre),
                    (parameter(line, "m"),),
                    A=o,
                    P=p,
                )


@FUNCTIONS.theorem("area_of_circle")
def area_of_circle(figure: Figure) -> Iterator[Relation]:
    """Area and circumference from the radius."""
    for quantity in spoken(figure):
        if quantity[0] == "disk":
            r = parameter(quantity[1], "r")
            yield relation("area_of_circle", [(1, (quantity,))], [(PI, (r, r))], (), (quantity,))
        elif quantity[0] == "around":
            r = parameter(quantity[1], "r")
            yield relation("circumference_of_circle", [(1, (quantity,))], [(2 * PI, (r,))], (), (quantity,))


@FUNCTIONS.theorem("circumference_of_circle")
def circumference_of_circle(figure: Figure) -> Iterator[Relation]:
    """Emitted with the area."""
    return iter(())


@FUNCTIONS.theorem("half_chord")
def half_chord(figure: Figure) -> Iterator[Relation]:
    """Half the chord on the x-axis, the distance of the centre from it and the radius make a right triangle."""
    if not plot_of(figure).composed:
        return
    for circle in curves_of(figure, "circle"):
        ends = [
            (fact.args[1], fact)
            for fact in figure.known("on_circle")
            if fact.args[0] == circle and figure.holds("on_x_axis", fact.args[1])
        ]
        if len(ends) != 2:
            continue
        (p, one), (q, other) = sorted(ends, key=lambda end: figure.measure(x(end[0])))
        k, r = parameter(circle, "k"), parameter(circle, "r")
        d = ("half_chord", circle, p, q)
        yield relation("half_chord", [(1, (d, d))], [(1, (r, r)), (-1, (k, k))], (one, other), (d,), A=p, B=q)


@FUNCTIONS.theorem("ends_of_chord", weight=0)
def ends_of_chord(figure: Figure) -> Iterator[Relation]:
    """The ends of the chord are h - d and h + d."""
    for found in half_chord(figure):
        _, circle, p, q = d = found.targets[0]
        for end, sign in ((p, -1), (q, 1)):
            right: Side = [(1, (parameter(circle, "h"),)), (sign, (d,))]
            yield relation("ends_of_chord", [(1, (x(end),))], right, (), (x(end),))


# --- images of curves -------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("translation")
def translation(figure: Figure) -> Iterator[Relation]:
    """A translation moves the vertex (of a line, the intercept) and keeps the shape."""
    for fact in figure.known("translated"):
        f, g = fact.args
        for name in ("b",) if plot_of(figure).curves[f].form == "line" else ("h", "k"):
            right: Side = [(1, (parameter(f, name),)), (1, (("shift", f, g, name),))]
            yield relation("translation", [(1, (parameter(g, name),))], right, (fact,))


@FUNCTIONS.theorem("same_shape", weight=0)
def same_shape(figure: Figure) -> Iterator[Relation]:
    """Parameters that a translation or reflection leaves as they are."""
    for fact in (*figure.known("translated"), *figure.known("reflected_in_x"), *figure.known("reflected_in_y")):
        f, g = fact.args
        for name in KEPT[fact.kind].get(plot_of(figure).curves[f].form, ""):
            yield relation("same_shape", [(1, (parameter(g, name),))], [(1, (parameter(f, name),))], (fact,))


KEPT = {
    "translated": {"line": "m", "parabola": "a", "absolute value": "a"},
    "reflected_in_x": {"parabola": "h", "absolute value": "h"},
    "reflected_in_y": {"line": "b", "quadratic": "ac", "parabola": "ak", "absolute value": "ak"},
}
"""Parameters that stay, by image and form."""


@FUNCTIONS.theorem("reflection_in_x_axis")
def reflection_in_x_axis(figure: Figure) -> Iterator[Relation]:
    """g(x) = -f(x): every coefficient changes its sign, h stays."""
    for fact in figure.known("reflected_in_x"):
        f, g = fact.args
        for name in plot_of(figure).values(f):
            if name != "h":
                right: Side = [(-1, (parameter(f, name),))]
                yield relation("reflection_in_x_axis", [(1, (parameter(g, name),))], right, (fact,))


@FUNCTIONS.theorem("reflection_in_y_axis")
def reflection_in_y_axis(figure: Figure) -> Iterator[Relation]:
    """g(x) = f(-x)."""
    for fact in figure.known("reflected_in_y"):
        f, g = fact.args
        name = {"quadratic": "b", "line": "m"}.get(plot_of(figure).curves[f].form, "h")
        right: Side = [(-1, (parameter(f, name),))]
        yield relation("reflection_in_y_axis", [(1, (parameter(g, name),))], right, (fact,))


@FUNCTIONS.theorem("inverse_of_linear")
def inverse_of_linear(figure: Figure) -> Iterator[Relation]:
    """Solving y = mx + b for x: the inverse has slope 1/m, and maps b to 0."""
    for fact in figure.known("inverse"):
        f, g = fact.args
        m, b, n, c = (parameter(curve, name) for curve in (f, g) for name in "mb")
        yield relation("inverse_of_linear", [(1, (m, n))], [(1, ())], (fact,))
        yield relation("inverse_intercept", [(1, (c,))], [(-1, (n, b))], (fact,), (c,))


@FUNCTIONS.theorem("inverse_intercept")
def inverse_intercept(figure: Figure) -> Iterator[Relation]:
    """Emitted with the slope of the inverse."""
    return iter(())


@FUNCTIONS.theorem("composed_value")
def composed_value(figure: Figure) -> Iterator[Relation]:
    """f(g(x)): the inner value is the argument of the outer function."""
    for q in spoken(figure):
        if q[0] == "of":
            _, f, g, at, inner = q
            made = relation("composed_value", [(1, (q,))], [(1, (("value", f, inner),))], (), (q,))
            yield made._replace(guards=((("value", g, at), Exact.parse(inner)),))
