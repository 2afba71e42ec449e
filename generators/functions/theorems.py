"""Theorems about lines, parabolas, circles, waves and other curves: each a polynomial equation between quantities."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _RELATED, _number, parameter, value, x, y
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation, Term
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot

Side = list[tuple[Exact | int, tuple[Quantity, ...]]]


def _relation(
    theorem: str,
    left: Side,
    right: Side,
    premises: tuple[Fact, ...] = (),
    targets: tuple[Quantity, ...] = (),
    **roles: str,
) -> Relation:
    def terms(side: Side) -> tuple[Term, ...]:
        return tuple(Term(Exact(coefficient), quantities) for coefficient, quantities in side if coefficient != 0)

    return Relation(theorem, terms(left), terms(right), premises, tuple(roles.items()), (), False, targets)


def _plot(figure: Figure) -> Plot:
    assert isinstance(figure, Plot)
    return figure


def _on(figure: Figure, curve: str) -> list[tuple[str, Fact]]:
    """Points known to be on a curve, with the fact that says so."""
    kinds = ("vertex", "passes", "turns")
    return [(fact.args[1], fact) for kind in kinds for fact in figure.known(kind) if fact.args[0] == curve]


def _curves(figure: Figure, *forms: str) -> list[str]:
    return [name for name, curve in _plot(figure).curves.items() if curve.form in forms]


def _spoken(figure: Figure) -> list[Quantity]:
    """The quantities given and asked for, a whole by its parts."""
    return [part for q in figure.asked for part in (q[1:] if q[0] == "whole" else (q,))]


def _asked_values(figure: Figure, curve: str) -> list[str]:
    """Arguments at which values of a curve are spoken of, those of its value included."""
    asked = [q[2] for q in _spoken(figure) if q[0] == "value" and q[1] == curve]
    for q in _spoken(figure):
        if q[0] == "twice" and q[1] == curve:
            asked += [q[2], q[3]]
    return asked


# --- points -----------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("coordinate_differences", weight=0)
def coordinate_differences(figure: Figure) -> Iterator[Relation]:
    """Differences of coordinates of points on one curve, or of a circle's centre and point."""
    pairs: dict[tuple[str, str], None] = {}
    for curve in _plot(figure).curves:
        on = [point for point, _ in _on(figure, curve)]
        pairs.update(dict.fromkeys((p, q) for i, p in enumerate(on) for q in on[i + 1 :]))
        if _plot(figure).curves[curve].form == "absolute value":
            pairs.update(dict.fromkeys((q, p) for p, q in list(pairs)))
    for centre in figure.known("centre"):
        for rim in figure.known("on_circle"):
            if rim.args[0] == centre.args[0]:
                pairs[centre.args[1], rim.args[1]] = None
    for fact in (*figure.known("next_turns"), *figure.known("next_zeros"), *figure.known("diameter_ends")):
        pairs[fact.args[1], fact.args[2]] = None
    for fact in figure.known("zeros"):
        pairs.update(dict.fromkeys((zero, p) for p, _ in _on(figure, fact.args[0]) for zero in fact.args[1:]))
    for fact in figure.known("chain"):
        pairs.update(dict.fromkeys(pairwise(fact.args[1:])))
    for p, q in pairs:
        yield _relation("coordinate_differences", [(1, (("run", p, q),))], [(1, (x(q),)), (-1, (x(p),))])
        yield _relation("coordinate_differences", [(1, (("rise", p, q),))], [(1, (y(q),)), (-1, (y(p),))])


@FUNCTIONS.theorem("on_an_axis", weight=0)
def on_an_axis(figure: Figure) -> Iterator[Relation]:
    """Points on the axes have a coordinate 0."""
    for fact in figure.known("on_x_axis"):
        yield _relation("on_an_axis", [(1, (y(fact.args[0]),))], [], (fact,), (y(fact.args[0]),), P=fact.args[0])
    for fact in figure.known("on_y_axis"):
        yield _relation("on_an_axis", [(1, (x(fact.args[0]),))], [], (fact,), (x(fact.args[0]),), P=fact.args[0])


# --- lines ------------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("slope_formula")
def slope_formula(figure: Figure) -> Iterator[Relation]:
    """The slope is the rise over the run."""
    for line in _curves(figure, "line"):
        m = parameter(line, "m")
        on = _on(figure, line)
        for i, (p, one) in enumerate(on):
            for q, other in on[i + 1 :]:
                yield _relation(
                    "slope_formula", [(1, (m, ("run", p, q)))], [(1, (("rise", p, q),))], (one, other), (m,), A=p, B=q
                )


@FUNCTIONS.theorem("point_on_line")
def point_on_line(figure: Figure) -> Iterator[Relation]:
    """The coordinates of a point on a line fulfil its equation."""
    things = _plot(figure).things
    for line in _curves(figure, "line"):
        m, b = parameter(line, "m"), parameter(line, "b")
        slope, level = things[f"{line}.m"][1], things[f"{line}.b"][1]
        said = f"$y = {slope}{' ' if '_' in slope else ''}x + {level}$"
        for p, fact in _on(figure, line):
            right: Side = [(1, (m, x(p))), (1, (b,))]
            yield _relation("point_on_line", [(1, (y(p),))], right, (fact,), P=p, line=said)


@FUNCTIONS.theorem("triangle_with_axes")
def triangle_with_axes(figure: Figure) -> Iterator[Relation]:
    """A line cuts a right triangle off the axes: half the product of its intercepts."""
    for quantity in _spoken(figure):
        if quantity[0] == "corner_area":
            p, q = quantity[1:]
            sign = 1 if figure.measure(x(p)) * figure.measure(y(q)) > 0 else -1
            yield _relation("triangle_with_axes", [(1, (quantity,))], [(Exact(sign) / 2, (x(p), y(q)))], A=p, B=q)


@FUNCTIONS.theorem("value_of_line")
def value_of_line(figure: Figure) -> Iterator[Relation]:
    """A value of a linear function from its equation."""
    for line in _curves(figure, "line"):
        for at in _asked_values(figure, line):
            f = ("value", line, at)
            yield _relation(
                "value_of_line", [(1, (f,))], [(_number(at), (parameter(line, "m"),)), (1, (parameter(line, "b"),))]
            )


# --- parabolas and absolute values ------------------------------------------------------------------------------------


@FUNCTIONS.theorem("vertex_form", weight=0)
def vertex_form(figure: Figure) -> Iterator[Relation]:
    """The vertex gives h and k."""
    for fact in (*figure.known("vertex"), *figure.known("centre")):
        curve, p = fact.args
        for name, coordinate in (("h", x(p)), ("k", y(p))):
            yield _relation("vertex_form", [(1, (parameter(curve, name),))], [(1, (coordinate,))], (fact,), P=p)


@FUNCTIONS.theorem("point_on_curve")
def point_on_curve(figure: Figure) -> Iterator[Relation]:
    """A second point fixes the factor a of a curve whose vertex (or centre of symmetry) is known."""
    powers = {"parabola": 2, "shifted cubic": 3}
    for fact in figure.known("vertex"):
        curve, v = fact.args
        form = _plot(figure).curves[curve].form
        for p, on in _on(figure, curve):
            if p == v:
                continue
            a, run, rise = parameter(curve, "a"), ("run", v, p), ("rise", v, p)
            if form in powers:
                yield _relation(
                    "point_on_curve", [(1, (a, *[run] * powers[form]))], [(1, (rise,))], (fact, on), (a,), P=p
                )
            elif form == "absolute value":
                away = run if figure.measure(run) > 0 else ("run", p, v)
                yield _relation("point_on_curve", [(1, (a, away))], [(1, (rise,))], (fact, on), (a,), P=p)


@FUNCTIONS.theorem("zeros_as_constants", weight=0)
def zeros_as_constants(figure: Figure) -> Iterator[Relation]:
    """The zeros are the constants of the factored form, and lie on the x-axis."""
    for fact in figure.known("zeros"):
        f, *points = fact.args
        for p, name in zip(points, "pqr", strict=False):
            yield _relation("zeros_as_constants", [(1, (parameter(f, name),))], [(1, (x(p),))], (fact,), P=p)


@FUNCTIONS.theorem("factored_form")
def factored_form(figure: Figure) -> Iterator[Relation]:
    """A further point fixes the leading coefficient of a polynomial with known zeros."""
    for fact in figure.known("zeros"):
        f, *points = fact.args
        a = parameter(f, "a")
        for p, on in _on(figure, f):
            runs = tuple(("run", zero, p) for zero in points)
            yield _relation("factored_form", [(1, (a, *runs))], [(1, (y(p),))], (fact, on), (a,), P=p)


@FUNCTIONS.theorem("value_of_parabola")
def value_of_parabola(figure: Figure) -> Iterator[Relation]:
    """A value from the vertex form (the argument counted from the axis must be known)."""
    for curve in _curves(figure, "parabola"):
        for at in _asked_values(figure, curve):
            a, h, k = (parameter(curve, name) for name in "ahk")
            n = _number(at)
            square: Side = [(1, (a, h, h)), (-2 * n, (a, h)), (n * n, (a,)), (1, (k,))]
            f = ("value", curve, at)
            yield _relation("value_of_parabola", [(1, (f,))], [t for t in square if t[0] != 0], (), (f,))


@FUNCTIONS.theorem("zeros_of_parabola")
def zeros_of_parabola(figure: Figure) -> Iterator[Relation]:
    """The zeros lie symmetrically to the axis: a d^2 = -k."""
    for curve in _curves(figure, "parabola"):
        zeros = [p for p, _ in _on(figure, curve) if figure.holds("on_x_axis", p)]
        if len(zeros) != 2:
            continue
        p, q = sorted(zeros, key=lambda name: figure.measure(x(name)))
        a, k, d = parameter(curve, "a"), parameter(curve, "k"), ("half_width", curve, p, q)
        yield _relation("zeros_of_parabola", [(1, (a, d, d))], [(-1, (k,))], (), (d,))


@FUNCTIONS.theorem("symmetry_of_parabola", weight=0)
def symmetry_of_parabola(figure: Figure) -> Iterator[Relation]:
    """The zeros of a parabola are h - d and h + d."""
    for relation in zeros_of_parabola(figure):
        _, curve, p, q = relation.targets[0]
        h, d = parameter(curve, "h"), relation.targets[0]
        for point, sign in ((p, -1), (q, 1)):
            yield _relation("symmetry_of_parabola", [(1, (x(point),))], [(1, (h,)), (sign, (d,))], (), (x(point),))


@FUNCTIONS.theorem("axis_of_symmetry")
def axis_of_symmetry(figure: Figure) -> Iterator[Relation]:
    """The axis of a parabola is midway between its zeros."""
    for curve in _curves(figure, "parabola"):
        on = _on(figure, curve)
        for i, (p, one) in enumerate(on):
            for q, other in on[i + 1 :]:
                if figure.holds("on_x_axis", p) and figure.holds("on_x_axis", q):
                    h = parameter(curve, "h")
                    yield _relation(
                        "axis_of_symmetry", [(2, (h,))], [(1, (x(p),)), (1, (x(q),))], (one, other), (h,), A=p, B=q
                    )


@FUNCTIONS.theorem("derivative_of_parabola")
def derivative_of_parabola(figure: Figure) -> Iterator[Relation]:
    """f'(x) = 2a (x - h)."""
    for curve in _curves(figure, "parabola"):
        for fact in figure.known("tangent"):
            if fact.args[0] == curve:
                line, p = fact.args[1:]
                m, a, h = parameter(line, "m"), parameter(curve, "a"), parameter(curve, "h")
                yield _relation(
                    "derivative_of_parabola", [(1, (m,))], [(2, (a, x(p))), (-2, (a, h))], (fact,), (m,), P=p
                )


@FUNCTIONS.theorem("point_on_parabola")
def point_on_parabola(figure: Figure) -> Iterator[Relation]:
    """The height of a point of a parabola whose equation is known."""
    for curve in _curves(figure, "parabola"):
        a, h, k = (parameter(curve, name) for name in "ahk")
        for p, fact in _on(figure, curve):
            square: Side = [(1, (a, x(p), x(p))), (-2, (a, x(p), h)), (1, (a, h, h)), (1, (k,))]
            yield _relation("point_on_parabola", [(1, (y(p),))], square, (fact,), (y(p),), P=p)


@FUNCTIONS.theorem("area_by_integration")
def area_by_integration(figure: Figure) -> Iterator[Relation]:
    """Between a parabola and a line through two of its points: |a| (q - p)^3 / 6."""
    for quantity in _spoken(figure):
        if quantity[0] != "region":
            continue
        curve, _, p, q = quantity[1:]
        sign = 1 if figure.measure(parameter(curve, "a")) > 0 else -1
        run = ("run", p, q)
        yield _relation(
            "area_by_integration",
            [(1, (quantity,))],
            [(Exact(sign) / 6, (parameter(curve, "a"), run, run, run))],
            (),
            (quantity,),
            A=p,
            B=q,
        )


# --- circles ----------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("distance_formula")
def distance_formula(figure: Figure) -> Iterator[Relation]:
    """The radius is the distance of a point from the centre."""
    for centre in figure.known("centre"):
        for rim in figure.known("on_circle"):
            if rim.args[0] == centre.args[0]:
                r = parameter(rim.args[0], "r")
                run, rise = (kind_of(part, centre.args[1], rim.args[1]) for part in ("run", "rise"))
                yield _relation(
                    "distance_formula",
                    [(1, (r, r))],
                    [(1, (run, run)), (1, (rise, rise))],
                    (centre, rim),
                    (r,),
                    A=centre.args[1],
                    B=rim.args[1],
                )
    for fact in figure.known("diameter_ends"):
        d, run, rise = (kind_of(part, *fact.args[1:]) for part in ("distance", "run", "rise"))
        yield _relation(
            "distance_formula",
            [(1, (d, d))],
            [(1, (run, run)), (1, (rise, rise))],
            (fact,),
            (d,),
            A=fact.args[1],
            B=fact.args[2],
        )


def kind_of(kind: str, p: str, q: str) -> Quantity:
    """A quantity of two points."""
    return (kind, p, q)


@FUNCTIONS.theorem("radius_from_diameter", weight=0)
def radius_from_diameter(figure: Figure) -> Iterator[Relation]:
    """The radius is half the diameter."""
    for fact in figure.known("diameter_ends"):
        d = kind_of("distance", *fact.args[1:])
        yield _relation("radius_from_diameter", [(2, (parameter(fact.args[0], "r"),))], [(1, (d,))], (fact,))


@FUNCTIONS.theorem("midpoint_formula")
def midpoint_formula(figure: Figure) -> Iterator[Relation]:
    """The centre is the midpoint of a diameter."""
    for fact in figure.known("diameter_ends"):
        c, p, q = fact.args
        for name, one, other in (("h", x(p), x(q)), ("k", y(p), y(q))):
            yield _relation(
                "midpoint_formula", [(2, (parameter(c, name),))], [(1, (one,)), (1, (other,))], (fact,), A=p, B=q
            )


@FUNCTIONS.theorem("unit_circle")
def unit_circle(figure: Figure) -> Iterator[Relation]:
    """Cosine and sine are the coordinates of the point on the unit circle, the tangent is their ratio."""
    for q in _spoken(figure):
        if q[0] in ("sine", "cosine"):
            yield _relation("unit_circle", [(1, (q,))], [(1, ((y if q[0] == "sine" else x)(q[1]),))], P=q[1])
        if q[0] == "tangent":
            yield _relation("tangent_ratio", [(1, (q, x(q[1])))], [(1, (y(q[1]),))], (), (q,), P=q[1])
        if q[0] == "related":
            _, _, factor, part = _RELATED[q[2]]
            base: Quantity = (("sine" if part == "y" else "cosine"), q[1])
            yield _relation("unit_circle", [(1, (base,))], [(1, ((y if part == "y" else x)(q[1]),))], P=q[1])
            yield _relation("related_angles", [(1, (q,))], [(int(factor), (base,))])


@FUNCTIONS.theorem("tangent_ratio")
def tangent_ratio(figure: Figure) -> Iterator[Relation]:
    """Emitted with the unit circle."""
    return iter(())


@FUNCTIONS.theorem("related_angles")
def related_angles(figure: Figure) -> Iterator[Relation]:
    """Emitted with the unit circle."""
    return iter(())


# --- waves ------------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("amplitude")
def amplitude(figure: Figure) -> Iterator[Relation]:
    """Half the difference of the greatest and the least value; the midline is their mean."""
    for fact in figure.known("next_turns"):
        f, top, low = fact.args
        if figure.measure(y(top)) < figure.measure(y(low)):
            top, low = low, top
        a, k = parameter(f, "a"), parameter(f, "k")
        yield _relation("amplitude", [(2, (a,))], [(1, (y(top),)), (-1, (y(low),))], (fact,), (a,), A=top, B=low)
        yield _relation("midline", [(2, (k,))], [(1, (y(top),)), (1, (y(low),))], (fact,), (k,), A=top, B=low)


@FUNCTIONS.theorem("midline")
def midline(figure: Figure) -> Iterator[Relation]:
    """Emitted with the amplitude."""
    return iter(())


@FUNCTIONS.theorem("half_period")
def half_period(figure: Figure) -> Iterator[Relation]:
    """From a highest point to the next lowest one is half a period; from one zero of a tangent to the next a whole."""
    for fact in figure.known("next_turns"):
        f, p, q = fact.args
        t = ("period", f)
        yield _relation("half_period", [(1, (t,))], [(2, (("run", p, q),))], (fact,), (t,), A=p, B=q)
        yield _relation("period_formula", [(1, (parameter(f, "b"), t))], [(2 * PI, ())], (), (parameter(f, "b"), t))
    for fact in figure.known("next_zeros"):
        f, p, q = fact.args
        t = ("period", f)
        yield _relation("whole_period", [(1, (t,))], [(1, (("run", p, q),))], (fact,), (t,), A=p, B=q)
        yield _relation("period_of_tangent", [(1, (parameter(f, "b"), t))], [(PI, ())], (), (parameter(f, "b"), t))


for _name in ("period_formula", "whole_period", "period_of_tangent"):

    @FUNCTIONS.theorem(_name)
    def _with_half_period(figure: Figure) -> Iterator[Relation]:
        return iter(())


# --- exponentials and logarithms --------------------------------------------------------------------------------------


@FUNCTIONS.theorem("point_on_exponential")
def point_on_exponential(figure: Figure) -> Iterator[Relation]:
    """y = a b^x at whole x; at x = 0 it gives a."""
    for curve in _curves(figure, "exponential"):
        a, b = parameter(curve, "a"), parameter(curve, "b")
        for p, fact in _on(figure, curve):
            at = _plot(figure).exact[f"{p}.x"]
            if at.is_integer and 0 <= float(at) <= 3:
                n = int(float(at))
                unknown = (b,) if n else (a,)
                made = _relation("point_on_exponential", [(1, (a, *[b] * n))], [(1, (y(p),))], (fact,), unknown, P=p)
                yield made._replace(guards=((x(p), at),))
        for text in _asked_values(figure, curve):
            at, f = _number(text), value(curve, _number(text))
            n = int(float(at))
            if n >= 0:
                yield _relation("value_of_exponential", [(1, (f,))], [(1, (a, *[b] * n))], (), (f,))
            else:
                yield _relation("value_of_exponential", [(1, (f, *[b] * -n))], [(1, (a,))], (), (f,))
    for curve in _curves(figure, "logarithm"):
        b = parameter(curve, "b")
        for p, fact in _on(figure, curve):
            at = _plot(figure).exact[f"{p}.y"]
            if at.is_integer and 1 <= float(at) <= 3:
                n = int(float(at))
                made = _relation("point_on_logarithm", [(1, (b,) * n)], [(1, (x(p),))], (fact,), (b,), P=p)
                yield made._replace(targets=(b,), left=(Term(Exact(1), (b,) * n),), guards=((y(p), at),))


for _name in ("value_of_exponential", "point_on_logarithm"):

    @FUNCTIONS.theorem(_name)
    def _with_exponential(figure: Figure) -> Iterator[Relation]:
        return iter(())


# --- graphs made of segments ------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("read_at_corner")
def read_at_corner(figure: Figure) -> Iterator[Relation]:
    """The value at a corner is its height; between two corners the graph rises evenly."""
    plot = _plot(figure)
    for fact in figure.known("chain"):
        f, *corners = fact.args
        for at in _asked_values(figure, f):
            n, known = _number(at), ("value", f, at)
            for p in corners:
                if plot.exact[f"{p}.x"] == n:
                    made = _relation("read_at_corner", [(1, (known,))], [(1, (y(p),))], (fact,), (known,), P=p)
                    yield made._replace(guards=((x(p), n),))
            for p, q in pairwise(corners):
                x0, x1 = plot.exact[f"{p}.x"], plot.exact[f"{q}.x"]
                if x0 < n < x1:
                    share = (n - x0) / (x1 - x0)
                    made = _relation(
                        "between_corners",
                        [(1, (known,))],
                        [(1, (y(p),)), (share, (("rise", p, q),))],
                        (fact,),
                        (known,),
                        A=p,
                        B=q,
                    )
                    yield made._replace(guards=((x(p), x0), (x(q), x1)))
        for part in _spoken(figure):
            if part[1:2] == (f,):
                if part[0] in ("lowest", "highest"):
                    yield _relation(
                        "extreme_heights", [(1, (part,))], [(1, (y(part[2]),))], (fact,), (part,), P=part[2]
                    )
                elif part[0] in ("leftmost", "rightmost"):
                    yield _relation(
                        "projection_to_axis", [(1, (part,))], [(1, (x(part[2]),))], (fact,), (part,), P=part[2]
                    )


for _name in ("between_corners", "extreme_heights", "projection_to_axis"):

    @FUNCTIONS.theorem(_name)
    def _with_corners(figure: Figure) -> Iterator[Relation]:
        return iter(())


@FUNCTIONS.theorem("horizontal_line")
def horizontal_line(figure: Figure) -> Iterator[Relation]:
    """A graph of segments takes a height once for every segment whose ends are on either side of it."""
    plot = _plot(figure)
    for q in _spoken(figure):
        if q[0] != "solutions":
            continue
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == q[1])
        corners, level = fact.args[1:], _number(q[2])
        crossed = [
            f"{p}{r}" for p, r in pairwise(corners) if (plot.exact[f"{p}.y"] > level) != (plot.exact[f"{r}.y"] > level)
        ]
        told = ", ".join(f"${piece}$" for piece in crossed) or "no segment"
        made = _relation("horizontal_line", [(1, (q,))], [(len(crossed), ())], (fact,), (q,), crossed=told)
        yield made._replace(guards=tuple((y(p), plot.exact[f"{p}.y"]) for p in corners))


@FUNCTIONS.theorem("horizontal_line_test")
def horizontal_line_test(figure: Figure) -> Iterator[Relation]:
    """A function has an inverse just when no horizontal line meets its graph more than once."""
    plot = _plot(figure)
    for q in _spoken(figure):
        if q[0] != "most_solutions":
            continue
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == q[1])
        corners = fact.args[1:]
        most = round(figure.measure(q))
        heights = [plot.exact[f"{p}.y"] for p in corners]
        rising = [one < other for one, other in pairwise(heights)]
        shape = "rises all the way" if all(rising) else "falls all the way" if not any(rising) else "turns"
        line = "meets the graph at most once" if most == 1 else "can meet the graph more than once"
        result = "is one-to-one and has an inverse" if most == 1 else "is not one-to-one and has no inverse"
        made = _relation(
            "horizontal_line_test", [(1, (q,))], [(most, ())], (fact,), (q,), shape=shape, line=line, result=result
        )
        yield made._replace(guards=tuple((y(p), plot.exact[f"{p}.y"]) for p in corners))


@FUNCTIONS.theorem("composition")
def composition(figure: Figure) -> Iterator[Relation]:
    """f(f(x)): the inner value is the argument of the outer one."""
    for q in _spoken(figure):
        if q[0] == "twice":
            inner, outer = ("value", q[1], q[2]), ("value", q[1], q[3])
            made = _relation("composition", [(1, (q,))], [(1, (outer,))], (), (q,))
            yield made._replace(guards=((inner, _number(q[3])),))


@FUNCTIONS.theorem("monotonicity")
def monotonicity(figure: Figure) -> Iterator[Relation]:
    """A graph changes between rising and falling at its turning points."""
    for part in _spoken(figure):
        if part[0] == "turn":
            fact = next((f for f in figure.known("turns") if f.args == part[1:]), None)
            chain = next((f for f in figure.known("chain") if f.args[0] == part[1]), None)
            premise = fact or chain
            if premise is not None:
                yield _relation("monotonicity", [(1, (part,))], [(1, (x(part[2]),))], (premise,), (part,), P=part[2])
