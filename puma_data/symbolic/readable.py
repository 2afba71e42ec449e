"""Whether a plot can be read: what a picture carries fixes what is asked, and nothing in it looks like what it is not.

Three checks of every plot, each named. *window*: what is marked, and what the solution turns on, lies inside the
window with a margin. *decoy*: no such place, read off the grid, is nearly on a lattice point without being on it.
*readable*: the numbers written in the picture, and those that its grid gives, fix the goal to full rank, so that a
view whose text has no number can be solved.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from puma_data.symbolic.determinacy import Equations, determined
from puma_data.symbolic.facts import Fact
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem

NEAR = 0.25
"""Within this share of a unit of the grid a place looks as if it were on the lattice point."""
MARGIN = 0.02
"""Least distance from the rim of the window, as a share of its width or height."""
ON = 1e-9
"""Places closer than this are the same."""


def unreadable(problem: Problem) -> Iterator[str]:
    """Everything that keeps a plot from being read, each as ``check: what``; nothing for other figures."""
    plot = problem.figure
    if not isinstance(plot, Plot):
        return
    for what, place in _places(problem, plot):
        if not _inside(plot, place):
            yield f"window: {what} at ({place[0]:.3g}, {place[1]:.3g}) is on the rim of the window or beyond"
    if _gridded(plot):
        for what, place in _places(problem, plot):
            if _looks_like_another(plot, place) and not plot.labelled.get(what):
                yield f"decoy: {what} at ({place[0]:.5g}, {place[1]:.5g}) is almost on a lattice point"
    told = [fact for fact in problem.facts if fact.value is None or _written(plot, fact) or _on_grid(plot, fact)]
    if len(told) < len(problem.facts):
        equations = Equations(problem, told)
        for goal in problem.goals:
            equations.goal = goal
            if not determined(equations):
                lost = next(fact for fact in problem.facts if fact not in told)
                yield f"readable: the picture does not give {lost.args[0]}, which {goal} takes"


# --- the places that matter -------------------------------------------------------------------------------------------


def _places(problem: Problem, plot: Plot) -> Iterator[tuple[str, tuple[float, float]]]:
    """Marked points and corners of graphs, then the places that quantities of the question and the solution name."""
    for point in plot.position:
        if point.startswith("_"):
            continue  # where a ray leaves the window
        x, y = plot.coordinates(point)[:2]
        yield point, (x, y)
    for fact in problem.facts:
        if fact.kind == "on_circle":
            h, k, r = (plot.extents[f"{fact.args[0]}.{part}"] for part in "hkr")
            yield from ((fact.args[0], end) for end in ((h - r, k), (h + r, k), (h, k - r), (h, k + r)))
    for quantity in dict.fromkeys((*problem.goals, *(step.quantity for step in problem.steps))):
        kind = plot.domain.quantities[quantity[0]]
        yield from ((str(quantity[1]), place) for place in kind.places(plot, quantity[1:]))


def _inside(plot: Plot, place: tuple[float, float]) -> bool:
    """Whether a place is inside the window; on an axis at its rim is inside too, for pictures go on beyond axes."""
    for value, (low, high) in zip(place, (plot.axes.x, plot.axes.y), strict=True):
        margin = MARGIN * (high - low)
        on_axis = value == 0 and low <= 0
        if not (on_axis or low + margin <= value) or value > high - margin:
            return False
    return True


def _gridded(plot: Plot) -> bool:
    return plot.axes.grid and plot.axes.numbered


def _looks_like_another(plot: Plot, place: tuple[float, float]) -> bool:
    """Whether a place is near a lattice point of the grid and not on it."""
    away = [
        abs(value / float(step) - round(value / float(step))) for value, step in zip(place, plot.axes.step, strict=True)
    ]
    return ON < math.hypot(*away) < NEAR


# --- what the picture tells -------------------------------------------------------------------------------------------


def _written(plot: Plot, fact: Fact) -> bool:
    """Whether a value stands in the picture: coordinates beside their point, an equation beside its curve or line."""
    if any(guide.of == fact.args[0] for guide in plot.guides):
        return True
    kind, *args = fact.args[0]
    if fact.args[0] in plot.noted:
        return True
    if kind in ("x", "y"):
        return plot.labelled.get(args[0], False) and args[0] not in plot.plain
    if args and args[0] in plot.curves:
        return bool(plot.curves[args[0]].formula)
    return False


def _on_grid(plot: Plot, fact: Fact) -> bool:
    """Whether a coordinate of a marked point is a tick that a grid line, or the axis itself, leads to."""
    kind, *args = fact.args[0]
    if kind not in ("x", "y") or args[0] in plot.plain:
        return False
    own, other = (plot.exact[f"{args[0]}.{axis}"] for axis in (kind, "y" if kind == "x" else "x"))
    if own.is_zero:
        return True
    guided = plot.axes.grid or other.is_zero
    step: Any = plot.axes.step["xy".index(kind)]
    return plot.axes.numbered and guided and (own / step).is_integer
