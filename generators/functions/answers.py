"""Results of several numbers: points, intervals, equations, each with its LaTeX and its sympy form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from puma_data.symbolic.conics import CONICS
from puma_data.symbolic.curves import FORMS, polynomial_latex
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Composite

Numbers = tuple[Exact, ...]
Ends = tuple[str, str]


def point(x: Exact, y: Exact) -> Composite:
    """``(x, y)``."""
    return Composite("coordinate", f"({x.latex()}, {y.latex()})", f"({x.sympy()}, {y.sympy()})")


def interval(low: Exact | None, high: Exact | None, ends: Ends = ("(", ")")) -> Composite:
    """An interval with its brackets; None for infinity."""
    ends = ("(" if low is None else ends[0], ")" if high is None else ends[1])
    left = r"-\infty" if low is None else low.latex()
    right = r"\infty" if high is None else high.latex()
    opened = f"Interval({'-oo' if low is None else low.sympy()}, {'oo' if high is None else high.sympy()}, " \
             f"{low is None or ends[0] == '('}, {high is None or ends[1] == ')'})"  # fmt: skip
    return Composite("interval", f"{ends[0]}{left}, {right}{ends[1]}", opened)


def union(one: Composite, other: Composite) -> Composite:
    """Two intervals that do not meet."""
    return Composite("interval", rf"{one.latex} \cup {other.latex}", f"Union({one.sympy}, {other.sympy})")


def equation(form: str, values: Mapping[str, Exact], left: str = "y") -> Composite:
    """``y = ...`` of a form."""
    made = FORMS[form]
    return Composite("equation", f"{left} = {made.latex(values)}", f"Eq(y, {made.sympy(values)})")


def expression(form: str, values: Mapping[str, Exact], left: str) -> Composite:
    """``f(x) = ...``: compared as an equation for y."""
    return equation(form, values, left)


def line(m: Exact, b: Exact) -> Composite:
    """``y = m x + b``."""
    return equation("line", {"m": m, "b": b})


def conic(form: str, values: Mapping[str, Exact]) -> Composite:
    """The standard equation of a conic."""
    made = CONICS[form]
    return Composite("equation", made.latex(values), f"Eq({made.sympy(values)}, 0)")


def circle(h: Exact, k: Exact, r: Exact) -> Composite:
    """``(x - h)^2 + (y - k)^2 = r^2``."""
    return conic("circle", {"h": h, "k": k, "r": r})


def half_plane(m: Exact, b: Exact, sign: str) -> Composite:
    """``y > m x + b``; the sign is one of ``<``, ``<=``, ``>``, ``>=``."""
    told = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge"}[sign]
    right = FORMS["line"]
    values = {"m": m, "b": b}
    return Composite("inequality", f"y {told} {right.latex(values)}", f"(y{sign}{right.sympy(values)})")


def of(form: str, *names: str, left: str = "y", **fixed: Exact | int) -> Callable[[Numbers], Composite]:
    """The equation of a form from the values of some parameters, others fixed."""

    def build(values: Numbers) -> Composite:
        told = {name: Exact(value) for name, value in fixed.items()}
        return equation(form, told | dict(zip(names, values, strict=True)), left)

    return build


__all__ = [
    "circle",
    "conic",
    "equation",
    "expression",
    "half_plane",
    "interval",
    "line",
    "of",
    "point",
    "polynomial_latex",
    "union",
]
