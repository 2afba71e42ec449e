"""Theorems about parabolas y = ax^2 + bx + c, and about points of curves counted from an axis or a centre."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _number, parameter, x, y
from generators.functions.theorems.relation import Side, asked_values, curves_of, plot_of, points_on, relation, spoken
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure

CENTRED = ("parabola", "absolute value", "reciprocal")
"""Forms with an axis or centre (h, k), from which points are counted."""

# --- from the axis ----------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("counted_from_axis", weight=0)
def counted_from_axis(figure: Figure) -> Iterator[Relation]:
    """How far a point is from the axis or centre of its curve."""
    for curve in curves_of(figure, *CENTRED):
        for p, _ in points_on(figure, curve):
            for kind, part, name in (("across", x, "h"), ("above", y, "k")):
                quantity: Quantity = (kind, curve, p)
                right: Side = [(1, (part(p),)), (-1, (parameter(curve, name),))]
                yield relation("counted_from_axis", [(1, (quantity,))], right)


@FUNCTIONS.theorem("point_on_parabola")
def point_on_parabola(figure: Figure) -> Iterator[Relation]:
    """y - k = a (x - h)^2, and alike for absolute values: the height of a point of a curve whose equation is known."""
    for curve in curves_of(figure, "parabola", "absolute value"):
        a, k = parameter(curve, "a"), parameter(curve, "k")
        for p, fact in points_on(figure, curve):
            across, above = ("across", curve, p), ("above", curve, p)
            if plot_of(figure).curves[curve].form == "parabola":
                right: Side = [(1, (a, across, across)), (1, (k,))]
                yield relation("point_on_parabola", [(1, (y(p),))], right, (fact,), (y(p), k), P=p)
                continue
            side = figure.measure(across)
            if side and plot_of(figure).composed:
                sign = 1 if side > 0 else -1
                told = (above, across) if figure.holds("on_x_axis", p) else (above,)  # a zero is left or right by name
                yield relation("point_on_branch", [(1, (above,))], [(sign, (a, across))], (fact,), told, P=p)


@FUNCTIONS.theorem("point_on_branch")
def point_on_branch(figure: Figure) -> Iterator[Relation]:
    """Emitted with the point on a parabola."""
    return iter(())


@FUNCTIONS.theorem("point_on_hyperbola")
def point_on_hyperbola(figure: Figure) -> Iterator[Relation]:
    """(x - h)(y - k) = a."""
    if not plot_of(figure).composed:
        return
    for curve in curves_of(figure, "reciprocal"):
        a = parameter(curve, "a")
        for p, fact in points_on(figure, curve):
            across, above = ("across", curve, p), ("above", curve, p)
            yield relation("point_on_hyperbola", [(1, (across, above))], [(1, (a,))], (fact,), P=p)
        for fact in figure.known("tangent"):
            if fact.args[0] == curve:
                m, across = parameter(fact.args[1], "m"), ("across", curve, fact.args[2])
                yield relation(
                    "derivative_of_hyperbola", [(1, (m, across, across))], [(-1, (a,))], (fact,), (m,), P=fact.args[2]
                )


@FUNCTIONS.theorem("derivative_of_hyperbola")
def derivative_of_hyperbola(figure: Figure) -> Iterator[Relation]:
    """Emitted with the point on a hyperbola."""
    return iter(())


@FUNCTIONS.theorem("derivative_of_parabola")
def derivative_of_parabola(figure: Figure) -> Iterator[Relation]:
    """f'(x) = 2a (x - h), and 2ax + b of the general form."""
    for fact in figure.known("tangent"):
        curve, line, p = fact.args
        form, m, a = plot_of(figure).curves[curve].form, parameter(line, "m"), parameter(curve, "a")
        if form == "parabola":
            right: Side = [(2, (a, ("across", curve, p)))]
            yield relation("derivative_of_parabola", [(1, (m,))], right, (fact,), P=p)
        elif form == "quadratic":
            b = parameter(curve, "b")
            yield relation("derivative_of_quadratic", [(1, (m,))], [(2, (a, x(p))), (1, (b,))], (fact,), P=p)


@FUNCTIONS.theorem("derivative_of_quadratic")
def derivative_of_quadratic(figure: Figure) -> Iterator[Relation]:
    """Emitted with the derivative of a parabola."""
    return iter(())


# --- y = ax^2 + bx + c ------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("point_on_quadratic")
def point_on_quadratic(figure: Figure) -> Iterator[Relation]:
    """The coordinates of a point fulfil y = ax^2 + bx + c; where x = 0, y = c."""
    for curve in curves_of(figure, "quadratic"):
        a, b, c = (parameter(curve, name) for name in "abc")
        for p, fact in _on(figure, curve):
            axis = figure.holds("on_y_axis", p)
            if axis:
                yield relation("constant_term", [(1, (c,))], [(1, (y(p),))], (fact, axis), P=p)
            else:
                right: Side = [(1, (a, x(p), x(p))), (1, (b, x(p))), (1, (c,))]
                yield relation("point_on_quadratic", [(1, (y(p),))], right, (fact,), P=p)
        for at in asked_values(figure, curve):
            n, f = _number(at), ("value", curve, at)
            yield relation("value_of_quadratic", [(1, (f,))], [(n * n, (a,)), (n, (b,)), (1, (c,))], (), (f,))


def _on(figure: Figure, curve: str) -> list[tuple[str, Fact]]:
    """Points of a curve, its vertex among them."""
    peaks = [(fact.args[1], fact) for fact in figure.known("peak") if fact.args[0] == curve]
    return [*points_on(figure, curve), *peaks]


for _name in ("constant_term", "value_of_quadratic"):

    @FUNCTIONS.theorem(_name)
    def _with_quadratic(figure: Figure) -> Iterator[Relation]:
        return iter(())


@FUNCTIONS.theorem("vertex_formula")
def vertex_formula(figure: Figure) -> Iterator[Relation]:
    """The vertex of y = ax^2 + bx + c is at x = -b / 2a."""
    for fact in figure.known("peak"):
        curve, v = fact.args
        a, b = parameter(curve, "a"), parameter(curve, "b")
        yield relation("vertex_formula", [(2, (a, x(v)))], [(-1, (b,))], (fact,), P=v)


@FUNCTIONS.theorem("quadratic_formula")
def quadratic_formula(figure: Figure) -> Iterator[Relation]:
    """The zeros: the discriminant, then the formula; sum and product by Vieta where one zero is known."""
    for curve in curves_of(figure, "quadratic"):
        a, b, c = (parameter(curve, name) for name in "abc")
        zeros = [(p, (fact, axis)) for p, fact in points_on(figure, curve) if (axis := figure.holds("on_x_axis", p))]
        if len(zeros) != 2:
            continue
        (p, one), (q, other) = sorted(zeros, key=lambda zero: figure.measure(x(zero[0])))
        both = (*one, *other)
        root = ("root", curve, p, q)
        yield relation("discriminant", [(1, (root, root))], [(1, (b, b)), (-4, (a, c))], both, (root,))
        turn = 1 if figure.measure(a) > 0 else -1
        for zero, fact, sign in ((p, one, -turn), (q, other, turn)):
            yield relation(
                "quadratic_formula", [(2, (a, x(zero)))], [(-1, (b,)), (sign, (root,))], fact, (x(zero),), P=zero
            )
        yield relation("sum_of_zeros", [(1, (a, x(p))), (1, (a, x(q)))], [(-1, (b,))], both, (b, x(p), x(q)), A=p, B=q)
        for v, peak in (place for place in _on(figure, curve) if figure.holds("peak", curve, place[0])):
            yield relation(
                "axis_between_zeros", [(2, (x(v),))], [(1, (x(p),)), (1, (x(q),))], (*both, peak), (), A=p, B=q, P=v
            )
        for end, on in _on(figure, curve):
            if end not in (p, q):
                runs = (("run", p, end), ("run", q, end))
                yield relation("from_zeros", [(1, (y(end),))], [(1, (a, *runs))], (*both, on), (a, y(end)), P=end)
        yield relation("product_of_zeros", [(1, (a, x(p), x(q)))], [(1, (c,))], both, (c, a), A=p, B=q)


for _name in ("discriminant", "sum_of_zeros", "product_of_zeros", "axis_between_zeros", "from_zeros"):

    @FUNCTIONS.theorem(_name)
    def _with_zeros(figure: Figure) -> Iterator[Relation]:
        return iter(())


# --- parabolas and lines ----------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("second_intersection")
def second_intersection(figure: Figure) -> Iterator[Relation]:
    """The abscissas of the common points of a line and a parabola add up as Vieta says."""
    if not plot_of(figure).composed:
        return
    for line in curves_of(figure, "line"):
        shared = dict(points_on(figure, line))
        m = parameter(line, "m")
        for curve in curves_of(figure, "quadratic", "parabola"):
            common = [(p, fact) for p, fact in points_on(figure, curve) if p in shared]
            for i, (p, one) in enumerate(common):
                for q, other in common[i + 1 :]:
                    a = parameter(curve, "a")
                    facts = (one, other, shared[p], shared[q])
                    if plot_of(figure).curves[curve].form == "parabola":
                        left: Side = [(1, (a, ("across", curve, p))), (1, (a, ("across", curve, q)))]
                        right: Side = [(1, (m,))]
                        goals = (("across", curve, p), ("across", curve, q))
                    else:
                        left = [(1, (a, x(p))), (1, (a, x(q)))]
                        right = [(1, (m,)), (-1, (parameter(curve, "b"),))]
                        goals = (x(p), x(q))
                    yield relation("second_intersection", left, right, facts, goals, A=p, B=q)


@FUNCTIONS.theorem("area_between_curves")
def area_between_curves(figure: Figure) -> Iterator[Relation]:
    """The difference of two curves through A and B is a(x - x_A)(x - x_B); its integral is |a| (x_B - x_A)^3 / 6."""
    for quantity in spoken(figure):
        if quantity[0] != "lens":
            continue
        f, g, p, q = quantity[1:]
        a = parameter(f, "a")
        run = ("run", p, q)
        line = plot_of(figure).curves[g].form == "line"
        lead = figure.measure(a) - (0 if line else figure.measure(parameter(g, "a")))
        share = Exact(1 if lead > 0 else -1) / 6
        right: Side = [(share, (a, run, run, run))]
        if not line:
            right.append((-share, (parameter(g, "a"), run, run, run)))
        facts = tuple(fact for curve in (f, g) for end, fact in points_on(figure, curve) if end in (p, q))
        yield relation("area_between_curves", [(1, (quantity,))], right, facts, (quantity,), A=p, B=q)


@FUNCTIONS.theorem("area_under_line")
def area_under_line(figure: Figure) -> Iterator[Relation]:
    """A trapezoid under a line; under a parabola, an integral."""
    for quantity in spoken(figure):
        if quantity[0] != "under":
            continue
        curve, p, q = quantity[1:]
        run = ("run", p, q)
        if plot_of(figure).curves[curve].form == "line":
            half = Exact(1) / 2
            right: Side = [(half, (run, y(p))), (half, (run, y(q)))]
            yield relation("area_under_line", [(1, (quantity,))], right, (), (quantity,), A=p, B=q)
        else:
            right = [
                (sign * Exact(1) / power, (parameter(curve, name), *[x(end)] * power))
                for name, power in (("a", 3), ("b", 2), ("c", 1))
                for end, sign in ((q, 1), (p, -1))
                if plot_of(figure).exact[f"{end}.x"] != 0
            ]
            known = [end for end in (p, q) if plot_of(figure).exact[f"{end}.x"] == 0]
            made = relation("definite_integral", [(1, (quantity,))], right, (), (quantity,), A=p, B=q)
            yield made._replace(guards=tuple((x(end), Exact(0)) for end in known))


@FUNCTIONS.theorem("definite_integral")
def definite_integral(figure: Figure) -> Iterator[Relation]:
    """Emitted with the area under a line."""
    return iter(())


# --- cubics -----------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("value_of_factored")
def value_of_factored(figure: Figure) -> Iterator[Relation]:
    """A height from the factored form; the slope at a zero is a times its distances from the other zeros."""
    if not plot_of(figure).composed:
        return
    for fact in figure.known("zeros"):
        f, *zeros = fact.args
        a = parameter(f, "a")
        for p, on in points_on(figure, f):
            runs = tuple(("run", zero, p) for zero in zeros)
            yield relation("value_of_factored", [(1, (y(p),))], [(1, (a, *runs))], (fact, on), (y(p),), P=p)
        for touch in figure.known("tangent"):
            if touch.args[0] == f and touch.args[2] in zeros:
                p = touch.args[2]
                runs = tuple(("run", zero, p) for zero in zeros if zero != p)
                m = parameter(touch.args[1], "m")
                yield relation("slope_at_zero", [(1, (m,))], [(1, (a, *runs))], (fact, touch), (m, a), P=p)


@FUNCTIONS.theorem("slope_at_zero")
def slope_at_zero(figure: Figure) -> Iterator[Relation]:
    """Emitted with the value of the factored form."""
    return iter(())


# --- exponentials -----------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("height_on_exponential")
def height_on_exponential(figure: Figure) -> Iterator[Relation]:
    """y = a b^x at a whole x."""
    if not plot_of(figure).composed:
        return
    for curve in curves_of(figure, "exponential"):
        a, b = parameter(curve, "a"), parameter(curve, "b")
        for p, fact in points_on(figure, curve):
            at = plot_of(figure).exact[f"{p}.x"]
            if at.is_integer and at != 0:
                n = int(float(at))
                left, right = ((y(p), *[b] * max(-n, 0)), (a, *[b] * max(n, 0)))
                made = relation("height_on_exponential", [(1, left)], [(1, right)], (fact,), (y(p),), P=p)
                yield made._replace(guards=((x(p), at),))
