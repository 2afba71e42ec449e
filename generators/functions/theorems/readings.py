"""Theorems about what is read off drawings: line tests, signs, comparisons, symmetric points, half-planes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import RELATED, _number, parameter, x, y
from generators.functions.readings import COMPARED, MIRRORS, plot_of, points_above, shared_end
from generators.functions.theorems.relation import curves_of, relation, spoken
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot


def emitted_with(names: tuple[str, ...]) -> None:
    """Register theorems whose relations another rule emits."""
    for name in names:
        FUNCTIONS.theorem(name)(lambda figure: iter(()))


def about(figure: Figure, curve: str) -> tuple[Fact, ...]:
    """What is stated of a curve."""
    return tuple(fact for fact in figure.facts if fact.value is None and fact.kind != "form" and curve in fact.args)


# --- tests with lines -------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("vertical_line_test")
def vertical_line_test(figure: Figure) -> Iterator[Relation]:
    """A drawing is the graph of a function of x just when no vertical line meets it more than once."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "most_above":
            continue
        curves = q[1:]
        most = points_above(plot, curves[0]) if len(curves) == 1 else 1 + shared_end(plot, curves)
        told = _crossed(plot, curves) if most > 1 else "no vertical line meets the drawing more than once"
        result = "it is the graph of a function" if most == 1 else "it is not the graph of a function"
        premises = tuple(dict.fromkeys(fact for curve in curves for fact in about(figure, curve)))
        points = dict.fromkeys(p for fact in premises for p in fact.args if p in figure.position)
        made = relation("vertical_line_test", [(1, (q,))], [(most, ())], premises, (q,), line=told, result=result)
        yield made._replace(guards=tuple((x(p), plot.exact[f"{p}.x"]) for p in points))


def _crossed(plot: Plot, curves: tuple[str, ...]) -> str:
    """A vertical line that meets a drawing more than once, in words."""
    made = plot.curves[curves[0]]
    if len(curves) == 2:
        p, q = made.nodes[-1], plot.curves[curves[1]].nodes[0]
        return f"the line $x = {plot.exact[f'{p}.x'].latex()}$ meets the drawing at ${p}$ and at ${q}$"
    if made.form == "circle":
        return "every vertical line through the inside of the circle meets it twice"
    if not made.nodes:
        return "$A$ and $B$ lie on one vertical line"
    ways = [plot.exact[f"{q}.x"] > plot.exact[f"{p}.x"] for p, q in pairwise(made.nodes)]
    turn = next(made.nodes[i + 1] for i, (one, other) in enumerate(pairwise(ways)) if one != other)
    return f"the drawing turns back at ${turn}$, so that a vertical line near ${turn}$ meets it more than once"


@FUNCTIONS.theorem("injective_and_surjective")
def injective_and_surjective(figure: Figure) -> Iterator[Relation]:
    """Injective: no horizontal line meets the graph twice; surjective: every one through the codomain meets it."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "mapping":
            continue
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == q[1])
        heights = [plot.exact[f"{p}.y"] for p in fact.args[1:]]
        steady = len({one < other for one, other in pairwise(heights)}) == 1
        low, high = min(heights, key=float), max(heights, key=float)
        onto = low == _number(q[2]) and high == _number(q[3])
        made = relation(
            "injective_and_surjective",
            [(1, (q,))],
            [(2 * steady + onto, ())],
            (fact,),
            (q,),
            shape="never turns" if steady else "turns",
            injective="is injective" if steady else "is not injective",
            range=f"$[{low.latex()}, {high.latex()}]$",
            surjective="is surjective" if onto else "is not surjective",
        )
        yield made._replace(guards=tuple((y(p), plot.exact[f"{p}.y"]) for p in fact.args[1:]))


# --- the unit circle --------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("reflected_point")
def reflected_point(figure: Figure) -> Iterator[Relation]:
    """A reflection in an axis or in the origin changes signs of coordinates."""
    for kind, signs in MIRRORS.items():
        for fact in figure.known(kind):
            p, q = fact.args
            for axis, sign in zip((x, y), signs, strict=True):
                yield relation(
                    "reflected_point", [(1, (axis(q),))], [(sign, (axis(p),))], (fact,), (axis(q),), P=p, Q=q
                )


@FUNCTIONS.theorem("opposite_number")
def opposite_number(figure: Figure) -> Iterator[Relation]:
    """The opposite of a trigonometric value of a related angle."""
    for q in spoken(figure):
        if q[0] == "opposite":
            _, _, factor, part = RELATED[q[2]]
            value, related = (("sine" if part == "y" else "cosine"), q[1]), ("related", q[1], q[2])
            yield relation("unit_circle", [(1, (value,))], [(1, ((y if part == "y" else x)(q[1]),))], P=q[1])
            yield relation("related_angles", [(1, (related,))], [(int(factor), (value,))])
            yield relation("opposite_number", [(1, (q,))], [(-1, (related,))])


# --- parabolas --------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("expanded_form")
def expanded_form(figure: Figure) -> Iterator[Relation]:
    """a (x - h)^2 + k = a x^2 + b x + c, with b = -2ah and c = a h^2 + k, and b^2 - 4ac = -4ak."""
    for f in curves_of(figure, "parabola"):
        a, h, k = (parameter(f, name) for name in "ahk")
        b, c, d = (kind for kind in (("coefficient_b", f), ("coefficient_c", f), ("discriminant", f)))
        yield relation("expanded_form", [(1, (b,))], [(-2, (a, h))], (), (b,))
        yield relation("expanded_form", [(1, (c,))], [(1, (a, h, h)), (1, (k,))], (), (c,))
        yield relation("discriminant_from_vertex", [(1, (d,))], [(-4, (a, k))], (), (d,))


@FUNCTIONS.theorem("sign_of_a_number")
def sign_of_a_number(figure: Figure) -> Iterator[Relation]:
    """Positive, zero or negative."""
    for q in spoken(figure):
        if q[0] == "sign":
            inner: Quantity = q[1:]
            number = round(figure.measure(q))
            told = {1: "positive", 0: "zero", -1: "negative"}[number]
            made = relation("sign_of_a_number", [(1, (q,))], [(number, ())], (), (q,), sign=told)
            yield made._replace(guards=((inner, None),), roles=(("sign", told), ("inner", inner)))


@FUNCTIONS.theorem("comparison")
def comparison(figure: Figure) -> Iterator[Relation]:
    """One value minus the other."""
    asked = [q[1:] if q[0] == "sign" else q for q in spoken(figure)]
    for q in asked:
        if q[0] == "excess":
            f, g, what = q[1:]
            one, other = (COMPARED[what](curve) for curve in (f, g))
            yield relation("comparison", [(1, (q,))], [(1, (one,)), (-1, (other,))], (), (q,))
            if what == "intercept":
                for curve, value in ((f, one), (g, other)):
                    a, h, k = (parameter(curve, name) for name in "ahk")
                    square = [(1, (a, h, h)), (1, (k,))]
                    yield relation("value_of_parabola", [(1, (value,))], square, (), (value,))  # type: ignore[arg-type]


emitted_with(("discriminant_from_vertex",))
