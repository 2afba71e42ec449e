"""Forms of curves: how each is evaluated from its parameters, and how it is written.

A form is a family of functions with named parameters, ``a (x - h)^2 + k`` for one. Parameters are exact; evaluation is
in floats (or numpy arrays) and serves drawing and checking alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from puma_data.symbolic.exact import Exact

Values = Mapping[str, Exact]
ZERO, ONE = Exact(0), Exact(1)


@dataclass(frozen=True, slots=True)
class Form:
    """A family of curves: names of its parameters, its value at x, LaTeX
    and a string for ``sympy.sympify``, and what it is called."""

    name: str
    noun: str
    parameters: tuple[str, ...]
    value: Callable[[Any, Mapping[str, Any]], Any]
    latex: Callable[[Values], str]
    sympy: Callable[[Values], str]


def polynomial_latex(coefficients: list[Exact], variable: str = "x") -> str:
    """A polynomial from its highest coefficient down: ``2x^2 - x + 3``."""
    top = len(coefficients) - 1
    out = ""
    for index, coefficient in enumerate(coefficients):
        power = top - index
        if coefficient.is_zero:
            continue
        size = abs(coefficient)
        letter = "" if power == 0 else variable if power == 1 else f"{variable}^{{{power}}}"
        number = "" if size == 1 and letter else size.latex()
        sign = "-" if coefficient < 0 else "+"
        out += f" {sign} {number}{letter}" if out else ("-" if sign == "-" else "") + number + letter
    return out or "0"


def times(coefficient: Exact, what: str) -> str:
    """``-2 \\sin x``: a coefficient before a factor."""
    if coefficient == ONE:
        return what
    if coefficient == -ONE:
        return f"-{what}"
    return f"{coefficient.latex()}{what}"


def plus(text: str, constant: Exact) -> str:
    """A sum with a constant: ``... + 3``."""
    if constant.is_zero:
        return text
    return f"{text} {'-' if constant < 0 else '+'} {abs(constant).latex()}"


def shifted(h: Exact, variable: str = "x") -> str:
    """``x``, ``(x - 2)`` or ``(x + 2)``."""
    return variable if h.is_zero else f"({plus(variable, -h)})"


def _power(v: Values, n: int) -> str:
    return plus(times(v["a"], f"{shifted(v['h'])}^{n}"), v["k"])


def _wave(name: str) -> Callable[[Values], str]:
    def latex(v: Values) -> str:
        inner = times(v["b"], "x")
        inner = rf"\left({inner}\right)" if r"\frac" in inner else f" {inner}"
        return plus(times(v["a"], rf"\{name}{inner}"), v["k"])

    return latex


def _base(v: Values) -> str:
    base = v["b"].latex()
    return rf"\left({base}\right)" if "frac" in base else base


def _factored(names: str) -> Callable[[Values], str]:
    """``2(x - 1)(x + 3)``; equal zeros and a zero at the origin stay plain factors."""

    def latex(v: Values) -> str:
        zeros = sorted((v[name] for name in names), key=lambda zero: not zero.is_zero)
        return times(v["a"], "".join(shifted(zero) for zero in zeros))

    return latex


def _half_chord(x: Any, p: Mapping[str, Any]) -> Any:
    return np.sqrt(np.maximum(p["r"] ** 2 - (x - p["h"]) ** 2, 0.0))


def _arc_latex(v: Values) -> str:
    return rf"\sqrt{{{(v['r'] * v['r']).latex()} - {shifted(v['h'])}^2}}"


def _arc_sympy(v: Values) -> str:
    return f"sqrt({_s(v['r'] * v['r'])}-(x-{_s(v['h'])})**2)"


def _s(value: Exact) -> str:
    return f"({value.sympy()})"


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("line", "line", ("m", "b"), lambda x, p: p["m"] * x + p["b"],
             lambda v: polynomial_latex([v["m"], v["b"]]), lambda v: f"{_s(v['m'])}*x+{_s(v['b'])}"),
        Form("parabola", "parabola", ("a", "h", "k"), lambda x, p: p["a"] * (x - p["h"]) ** 2 + p["k"],
             lambda v: _power(v, 2), lambda v: f"{_s(v['a'])}*(x-{_s(v['h'])})**2+{_s(v['k'])}"),
        Form("quadratic", "parabola", ("a", "b", "c"), lambda x, p: (p["a"] * x + p["b"]) * x + p["c"],
             lambda v: polynomial_latex([v[n] for n in "abc"]),
             lambda v: f"{_s(v['a'])}*x**2+{_s(v['b'])}*x+{_s(v['c'])}"),
        Form("cubic", "cubic", ("a", "b", "c", "d"),
             lambda x, p: ((p["a"] * x + p["b"]) * x + p["c"]) * x + p["d"],
             lambda v: polynomial_latex([v[n] for n in "abcd"]),
             lambda v: "+".join(f"{_s(v[n])}*x**{3 - i}" for i, n in enumerate("abcd"))),
        Form("shifted cubic", "cubic", ("a", "h", "k"), lambda x, p: p["a"] * (x - p["h"]) ** 3 + p["k"],
             lambda v: _power(v, 3), lambda v: f"{_s(v['a'])}*(x-{_s(v['h'])})**3+{_s(v['k'])}"),
        Form(
            "two zeros",
            "parabola",
            ("a", "p", "q"),
            lambda x, v: v["a"] * (x - v["p"]) * (x - v["q"]),
            _factored("pq"),
            lambda v: f"{_s(v['a'])}*(x-{_s(v['p'])})*(x-{_s(v['q'])})",
        ),
        Form(
            "three zeros",
            "cubic",
            ("a", "p", "q", "r"),
            lambda x, v: v["a"] * (x - v["p"]) * (x - v["q"]) * (x - v["r"]),
            _factored("pqr"),
            lambda v: f"{_s(v['a'])}*(x-{_s(v['p'])})*(x-{_s(v['q'])})*(x-{_s(v['r'])})",
        ),
        Form("absolute value", "graph", ("a", "h", "k"), lambda x, p: p["a"] * abs(x - p["h"]) + p["k"],
             lambda v: plus(times(v["a"], f"|{plus('x', -v['h'])}|"), v["k"]),
             lambda v: f"{_s(v['a'])}*Abs(x-{_s(v['h'])})+{_s(v['k'])}"),
        Form("square root", "graph", ("a", "h", "k"),
             lambda x, p: p["a"] * np.sqrt(np.where(x < p["h"], np.nan, x - p["h"])) + p["k"],
             lambda v: plus(times(v["a"], rf"\sqrt{{{plus('x', -v['h'])}}}"), v["k"]),
             lambda v: f"{_s(v['a'])}*sqrt(x-{_s(v['h'])})+{_s(v['k'])}"),
        Form("sine", "curve", ("a", "b", "k"), lambda x, p: p["a"] * np.sin(p["b"] * x) + p["k"],
             _wave("sin"), lambda v: f"{_s(v['a'])}*sin({_s(v['b'])}*x)+{_s(v['k'])}"),
        Form("cosine", "curve", ("a", "b", "k"), lambda x, p: p["a"] * np.cos(p["b"] * x) + p["k"],
             _wave("cos"), lambda v: f"{_s(v['a'])}*cos({_s(v['b'])}*x)+{_s(v['k'])}"),
        Form("tangent", "curve", ("a", "b", "k"), lambda x, p: p["a"] * np.tan(p["b"] * x) + p["k"],
             _wave("tan"), lambda v: f"{_s(v['a'])}*tan({_s(v['b'])}*x)+{_s(v['k'])}"),
        Form("exponential", "curve", ("a", "b", "k"), lambda x, p: p["a"] * np.abs(p["b"]) ** x + p["k"],
             lambda v: plus(times(v["a"], (r" \cdot " if v["a"] not in (ONE, -ONE) else "") + f"{_base(v)}^{{x}}"),
                            v["k"]),
             lambda v: f"{_s(v['a'])}*{_s(v['b'])}**x+{_s(v['k'])}"),
        Form("logarithm", "curve", ("b", "h", "k"),
             lambda x, p: np.log(np.maximum(x - p["h"], 1e-300)) / np.log(np.abs(p["b"])) + p["k"],
             lambda v: plus(rf"\log_{{{v['b'].latex()}}} " + shifted(v["h"]), v["k"]),
             lambda v: f"log(x-{_s(v['h'])})/log{_s(v['b'])}+{_s(v['k'])}"),
        Form("binary logarithm", "curve", ("a", "h", "k"),
             lambda x, p: p["a"] * np.log2(np.maximum(x - p["h"], 1e-300)) + p["k"],
             lambda v: plus(times(v["a"], r"\log_{2} " + shifted(v["h"])), v["k"]),
             lambda v: f"{_s(v['a'])}*log(x-{_s(v['h'])})/log(2)+{_s(v['k'])}"),
        Form("upper semicircle", "semicircle", ("h", "k", "r"), lambda x, p: p["k"] + _half_chord(x, p),
             lambda v: plus(_arc_latex(v), v["k"]), lambda v: f"{_arc_sympy(v)}+{_s(v['k'])}"),
        Form("lower semicircle", "semicircle", ("h", "k", "r"), lambda x, p: p["k"] - _half_chord(x, p),
             lambda v: plus("-" + _arc_latex(v), v["k"]), lambda v: f"-{_arc_sympy(v)}+{_s(v['k'])}"),
        Form("reciprocal", "hyperbola", ("a", "h", "k"), lambda x, p: p["a"] / (x - p["h"]) + p["k"],
             lambda v: plus(("-" if v["a"] < 0 else "")
                            + rf"\frac{{{abs(v['a']).latex()}}}{{{plus('x', -v['h'])}}}", v["k"]),
             lambda v: f"{_s(v['a'])}/(x-{_s(v['h'])})+{_s(v['k'])}"),
    )
}  # fmt: skip
"""Every form by its name."""


def evaluate(text: str, x: float, y: float = 0.0) -> float:
    """Value of a sympy string in x (and y), by Python's own arithmetic and nothing of the forms above."""
    return float(eval(_compiled(text), {"__builtins__": {}, **_NAMES}, {"x": x, "y": y}))


def _piecewise(*pieces: tuple[float, bool]) -> float:
    return next((value for value, holds in pieces if holds), math.nan)


def _root(value: float) -> float:
    return math.sqrt(value) if value >= 0 else math.nan


def _logarithm(value: float) -> float:
    return math.log(value) if value > 0 else math.nan


_NAMES: dict[str, Any] = {
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "sqrt": _root, "log": _logarithm, "exp": math.exp,
    "pi": math.pi, "Abs": abs, "Piecewise": _piecewise, "True": True,
}  # fmt: skip


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Any:
    code = compile(text, "<curve>", "eval")
    if strange := set(code.co_names) - {*_NAMES, "x", "y"}:
        raise ValueError(f"a curve speaks of {min(strange)}")
    return code
