"""Theorems that find the graph of a given equation: shifts, asymptotes, periods, and values at chosen places."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import _number, parameter, value, x, y
from generators.functions.theorems.relation import Side, plot_of, relation, spoken
from puma_data.symbolic.curves import FORMS
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot

CORNERS = {
    "parabola": ("vertex", "x^2"),
    "absolute value": ("corner", "|x|"),
    "shifted cubic": ("centre of symmetry", "x^3"),
    "square root": ("starting point", r"\sqrt{x}"),
}
"""What the image of the origin is called, and the parent function."""


def equation(plot: Plot, curve: str) -> str:
    """``f(x) = ...`` of a curve."""
    return f"{curve}(x) = {FORMS[plot.curves[curve].form].latex(plot.values(curve))}"


@FUNCTIONS.theorem("horizontal_shift")
def horizontal_shift(figure: Figure) -> Iterator[Relation]:
    """In a f(x - h) + k the graph of f is moved by h along the x-axis and by k along the y-axis."""
    plot = plot_of(figure)
    for quantity in spoken(figure):
        if quantity[0] not in ("corner_x", "corner_y") or quantity[1] in plot.panels:
            continue
        curve = quantity[1]
        corner, parent = CORNERS[plot.curves[curve].form]
        theorem, name = ("horizontal_shift", "h") if quantity[0] == "corner_x" else ("vertical_shift", "k")
        told = {"corner": f"{corner} $V$", "parent": f"$y = {parent}$", "formula": f"${equation(plot, curve)}$"}
        yield relation(theorem, [(1, (quantity,))], [(1, (parameter(curve, name),))], (), (quantity,), **told)


@FUNCTIONS.theorem("asymptote_of_exponential")
def asymptote_of_exponential(figure: Figure) -> Iterator[Relation]:
    """a b^x + k comes as near to k as one likes; the logarithm of x - h ends at x = h."""
    plot = plot_of(figure)
    for quantity in spoken(figure):
        if quantity[0] not in ("level", "edge") or quantity[1] in plot.panels:
            continue
        curve = quantity[1]
        theorem, name = ("asymptote_of_exponential", "k") if quantity[0] == "level" else ("asymptote_of_logarithm", "h")
        told = {"formula": f"${equation(plot, curve)}$"}
        yield relation(theorem, [(1, (quantity,))], [(1, (parameter(curve, name),))], (), (quantity,), **told)


@FUNCTIONS.theorem("asymptote_of_logarithm")
def asymptote_of_logarithm(figure: Figure) -> Iterator[Relation]:
    """Emitted with that of the exponential."""
    return iter(())


@FUNCTIONS.theorem("period_of_equation")
def period_of_equation(figure: Figure) -> Iterator[Relation]:
    """A sine or cosine of bx has period 2 pi / b."""
    plot = plot_of(figure)
    for quantity in spoken(figure) if plot.panels else ():
        if quantity[0] == "period" and quantity[1] not in plot.panels:
            b = parameter(quantity[1], "b")
            yield relation("period_of_equation", [(1, (b, quantity))], [(2 * PI, ())], (), (quantity,))


@FUNCTIONS.theorem("value_by_substitution")
def value_by_substitution(figure: Figure) -> Iterator[Relation]:
    """A value of a function whose equation is known."""
    plot = plot_of(figure)
    for quantity in spoken(figure) if plot.panels else ():
        if quantity[0] != "value" or quantity[1] in plot.panels:
            continue
        curve, at = quantity[1], _number(quantity[2])
        known = plot.values(curve)
        told = {"place": f"$x = {at.latex()}$", "formula": f"${equation(plot, curve)}$"}
        parts: Side = [(number, ()) for number in summands(plot.curves[curve].form, known, at)]
        made = relation(
            "value_by_substitution", [(1, (value(curve, at),))], parts, (), (value(curve, at),), **told
        )  # fmt: skip
        yield made._replace(guards=tuple((parameter(curve, name), number) for name, number in known.items()))


def summands(form: str, known: dict[str, Exact], at: Exact) -> list[Exact]:
    """The two summands of a value: what the parent function contributes, and the constant."""
    if form == "parabola":
        return [known["a"] * (at - known["h"]) ** 2, known["k"]]
    if form == "shifted cubic":
        return [known["a"] * (at - known["h"]) ** 3, known["k"]]
    if form == "absolute value":
        return [known["a"] * abs(at - known["h"]), known["k"]]
    if form == "exponential":
        power = known["b"] ** int(float(at)) if at >= 0 else 1 / known["b"] ** int(float(-at))
        return [known["a"] * power, known["k"]]
    if form == "logarithm":
        return [Exact(round(math.log(float(at - known["h"]), float(known["b"])))), known["k"]]
    if form == "line":
        return [known["m"] * at, known["b"]]
    if form in ("sine", "cosine"):
        quarters = int(float(known["b"] * at / (PI / 2))) + (form == "cosine")
        return [known["a"] * (0, 1, 0, -1)[quarters % 4], known["k"]]
    if form == "square root":
        return [known["a"] * (at - known["h"]).sqrt(), known["k"]]
    raise KeyError(f"no value of a {form} by substitution")


@FUNCTIONS.theorem("vertical_shift")
def vertical_shift(figure: Figure) -> Iterator[Relation]:
    """Emitted with the horizontal shift."""
    return iter(())


@FUNCTIONS.theorem("inverse_of_a_value")
def inverse_of_a_value(figure: Figure) -> Iterator[Relation]:
    """If f(a) = b, the inverse function takes b back to a."""
    plot = plot_of(figure)
    for quantity in spoken(figure):
        if quantity[0] != "inverse_value":
            continue
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == quantity[1])
        level = _number(quantity[2])
        node = next(node for node in fact.args[1:] if plot.exact[f"{node}.y"] == level)
        place = plot.exact[f"{node}.x"]
        told = {"value": f"${quantity[1]}({place.latex()}) = {level.latex()}$"}
        made = relation("inverse_of_a_value", [(1, (quantity,))], [(place, ())], (fact,), (quantity,), **told)
        yield made._replace(guards=((x(node), place), (y(node), level)))
