"""Curves that are no functions of x: circles, ellipses, hyperbolas and parabolas with any axis parallel to x or y.

A conic is drawn from its parameters as floats; a reader gets its equation, an expression in x and y that is 0 on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from puma_data.symbolic.curves import Values, shifted, times
from puma_data.symbolic.exact import ONE, Exact

Path = npt.NDArray[np.float64]
"""Places in order along a branch, one a row."""
_STEPS = 240


@dataclass(frozen=True, slots=True)
class Conic:
    """A family of conics: names of its parameters, its branches as far as ``reach`` from its middle, its equation as
    LaTeX, and the left side minus the right as a string for ``sympy.sympify``."""

    name: str
    noun: str
    parameters: tuple[str, ...]
    branches: Callable[[Mapping[str, float], float], list[Path]]
    latex: Callable[[Values], str]
    sympy: Callable[[Values], str]


def _path(x: Any, y: Any) -> Path:
    return np.stack(np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float)), axis=1)


def _round(p: Mapping[str, float], _: float) -> list[Path]:
    wide, tall = (p["r"], p["r"]) if "r" in p else (p["a"], p["b"])
    turn = np.linspace(0, 2 * np.pi, _STEPS + 1)
    return [_path(p["h"] + wide * np.cos(turn), p["k"] + tall * np.sin(turn))]


def _split(p: Mapping[str, float], reach: float, *, upright: bool) -> list[Path]:
    main, other = (p["b"], p["a"]) if upright else (p["a"], p["b"])
    end = max(float(np.arccosh(max(reach / main, 1.0))), float(np.arcsinh(reach / other)))
    turn = np.linspace(-end, end, _STEPS + 1)
    away, along = main * np.cosh(turn), other * np.sinh(turn)
    if upright:
        return [_path(p["h"] + along, p["k"] + side * away) for side in (1, -1)]
    return [_path(p["h"] + side * away, p["k"] + along) for side in (1, -1)]


def _bowl(p: Mapping[str, float], reach: float, *, upright: bool) -> list[Path]:
    along = np.linspace(-1, 1, _STEPS + 1) * reach
    away = along**2 / (4 * p["p"])
    return [_path(p["h"] + along, p["k"] + away) if upright else _path(p["h"] + away, p["k"] + along)]


def _over(top: str, square: Exact) -> str:
    return top if square == ONE else rf"\frac{{{top}}}{{{square.latex()}}}"


def _s(value: Exact) -> str:
    return f"({value.sympy()})"


def _squares(v: Values) -> tuple[str, str]:
    across, up = f"{shifted(v['h'])}^2", f"{shifted(v['k'], 'y')}^2"
    return _over(across, v["a"] * v["a"]), _over(up, v["b"] * v["b"])


def _shares(v: Values) -> tuple[str, str]:
    a, b = v["a"] * v["a"], v["b"] * v["b"]
    return f"(x-{_s(v['h'])})**2/{_s(a)}", f"(y-{_s(v['k'])})**2/{_s(b)}"


def _bowl_latex(v: Values, *, upright: bool) -> str:
    across, up = (v["h"], v["k"]) if upright else (v["k"], v["h"])
    one, other = ("x", "y") if upright else ("y", "x")
    return f"{shifted(across, one)}^2 = {times(4 * v['p'], shifted(up, other))}"


CONICS: dict[str, Conic] = {
    conic.name: conic
    for conic in (
        Conic("circle", "circle", ("h", "k", "r"), _round,
              lambda v: f"{shifted(v['h'])}^2 + {shifted(v['k'], 'y')}^2 = {(v['r'] * v['r']).latex()}",
              lambda v: f"(x-{_s(v['h'])})**2+(y-{_s(v['k'])})**2-{_s(v['r'] * v['r'])}"),
        Conic("ellipse", "ellipse", ("h", "k", "a", "b"), _round,
              lambda v: " + ".join(_squares(v)) + " = 1", lambda v: "+".join(_shares(v)) + "-1"),
        Conic("hyperbola", "hyperbola", ("h", "k", "a", "b"), lambda p, reach: _split(p, reach, upright=False),
              lambda v: " - ".join(_squares(v)) + " = 1", lambda v: "-".join(_shares(v)) + "-1"),
        Conic("upright hyperbola", "hyperbola", ("h", "k", "a", "b"), lambda p, reach: _split(p, reach, upright=True),
              lambda v: " - ".join(_squares(v)[::-1]) + " = 1", lambda v: "-".join(_shares(v)[::-1]) + "-1"),
        Conic("upright parabola", "parabola", ("h", "k", "p"), lambda p, reach: _bowl(p, reach, upright=True),
              lambda v: _bowl_latex(v, upright=True),
              lambda v: f"(x-{_s(v['h'])})**2-4*{_s(v['p'])}*(y-{_s(v['k'])})"),
        Conic("sideways parabola", "parabola", ("h", "k", "p"), lambda p, reach: _bowl(p, reach, upright=False),
              lambda v: _bowl_latex(v, upright=False),
              lambda v: f"(y-{_s(v['k'])})**2-4*{_s(v['p'])}*(x-{_s(v['h'])})"),
    )
}  # fmt: skip
"""Every conic by its name."""


def clipped(path: Path, xs: Sequence[float], ys: Sequence[float]) -> list[Path]:
    """The parts of a path inside a window, each ending on its rim."""
    (x0, x1), (y0, y1) = xs, ys
    inside = (path[:, 0] >= x0) & (path[:, 0] <= x1) & (path[:, 1] >= y0) & (path[:, 1] <= y1)
    parts: list[Path] = []
    edges = np.flatnonzero(np.diff(inside.astype(int)))
    bounds = [0, *(edges + 1).tolist(), len(path)]
    for start, end in pairwise(bounds):
        if not inside[start]:
            continue
        rows = [path[start:end]]
        if start:
            rows.insert(0, _rim(path[start], path[start - 1], xs, ys)[None])
        if end < len(path):
            rows.append(_rim(path[end - 1], path[end], xs, ys)[None])
        parts.append(np.concatenate(rows))
    return [part for part in parts if len(part) > 1]


def _rim(within: Path, beyond: Path, xs: Sequence[float], ys: Sequence[float]) -> Path:
    """Where the way from a place inside to one outside leaves the window."""
    share = 1.0
    for axis, (low, high) in enumerate((xs, ys)):
        step = beyond[axis] - within[axis]
        if beyond[axis] > high or beyond[axis] < low:
            share = min(share, ((high if step > 0 else low) - within[axis]) / step)
    edge: Path = within + share * (beyond - within)
    return edge
