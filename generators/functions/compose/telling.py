"""How a composed plot is said and shown: phrases for what is given, labels and notes, the window, what is shaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np

from generators.functions.compose.sketch import LINES, Sketch
from generators.functions.family import Scene
from generators.functions.quantities import x, y
from puma_data.present.templates import series
from puma_data.registry import Retry
from puma_data.symbolic.curves import FORMS
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.plot import Guide, Plot, height
from puma_data.symbolic.problem import Phrase, Problem

BARE, MARKED, VALUED = 0, 1, 2


def told(sketch: Sketch, problem: Problem, rng: Random) -> None:
    """Give a problem its phrases and its picture."""
    plot = problem.figure
    assert isinstance(plot, Plot)
    stated = set(problem.facts)
    phrases = []
    for phrase in sketch.phrases:
        if all(fact in stated for fact in phrase.covers):
            phrases.append(phrase)
        elif any(fact in stated for fact in phrase.covers):
            raise Retry("half a phrase")
    covered = {fact for phrase in phrases for fact in phrase.covers}
    if any(fact.value is None and fact not in covered for fact in stated):
        raise Retry("a fact without words")
    if "g" in plot.curves and "f" not in plot.curves:
        raise Retry("a second function without a first")
    given = list(_given(sketch, problem, plot))
    if any(q[0] == "parameter" and q[1] == "g" for q in plot.noted):
        raise Retry("a number of an equation that is not told")
    if any(q[0] == "parameter" and q[1] == "f" for q in plot.noted):  # a number of an equation that is to be told
        phrases = [
            replace(one, key="compose.curve_by_form") if one.key == "compose.curve_by_equation" else one
            for one in phrases
        ]
    problem.draft.phrases = (*phrases, *given)
    _notes(plot, problem)
    _framed(plot, problem, rng)
    _decorated(plot, problem)


# --- what is given ----------------------------------------------------------------------------------------------------


def _given(sketch: Sketch, problem: Problem, plot: Plot) -> Iterator[Phrase]:
    """Points with both coordinates together; then single numbers."""
    facts = {fact.args[0]: fact for fact in problem.facts if fact.value is not None}
    done: set[Quantity] = set()
    located, covers = [], []
    for p in sorted(plot.position):
        own = [q for q in (x(p), y(p)) if q in facts]
        on_axis = plot.holds("on_x_axis", p) or plot.holds("on_y_axis", p) or any(
            p in fact.args[1:] for fact in plot.known("zeros"))  # fmt: skip
        if len(own) == 2 or (own and on_axis):
            located.append(f"${p}({plot.exact[f'{p}.x'].latex()}, {plot.exact[f'{p}.y'].latex()})$")
            covers += [facts[q] for q in own]
            done.update(own)
            plot.labelled[p] = True
    if located:
        key = "plots.points" if len(located) > 1 else "compose.point"
        yield Phrase(key, tuple(covers), (("points", series(located)),))
    for curve in plot.curves:
        own = [q for q in facts if q[0] == "parameter" and q[1] == curve]
        if len(own) > 1 and len(own) == len(plot.values(curve)):
            made = FORMS[plot.curves[curve].form].latex(plot.values(curve))
            left = "y" if curve in LINES else f"{curve}(x)"
            plot.revise(curve, formula=f"{left} = {made}")
            words = (("thing", sketch.labels[curve]), ("formula", f"{left} = {made}"))
            key = "equation" if curve in LINES else "function"
            yield Phrase(f"compose.given.{key}", tuple(facts[q] for q in own), words)
            done.update(own)
    shifts = [q for q in facts if q[0] == "shift"]
    if shifts:
        yield _shift(plot, shifts, facts)
        done.update(shifts)
    for q, fact in facts.items():
        if q in done:
            continue
        assert isinstance(fact.value, Exact)
        plot.noted.add(q)
        amount = fact.value.latex()
        if q[0] in ("x", "y"):
            plot.notes.append((VALUED, f"${q[0]}_{q[1]} = {amount}$"))
            yield Phrase("compose.given.coordinate", (fact,), (("p", q[1]), ("axis", q[0]), ("amount", amount)))
        elif q[0] == "parameter" and q[1] in LINES:
            kind = "slope" if q[2] == "m" else "intercept"
            plot.notes.append(
                (
                    VALUED,
                    f"{'Slope' if kind == 'slope' else 'Intercept on the $y$-axis'} of ${LINES[q[1]]}$: ${amount}$",
                )
            )
            yield Phrase(f"compose.given.{kind}", (fact,), (("line", LINES[q[1]]), ("amount", amount)))
        elif q[0] == "parameter":
            name = plot.things[f"{q[1]}.{q[2]}"][1]
            plot.notes.append((VALUED, f"${name} = {amount}$"))
            yield Phrase("compose.given.number", (fact,), (("name", name), ("amount", amount)))
        else:
            raise Retry("no words")


def _shift(plot: Plot, shifts: list[Quantity], facts: dict[Quantity, Fact]) -> Phrase:
    """By how much the graph of g was moved."""
    words = []
    for q in shifts:
        amount = facts[q].value
        assert isinstance(amount, Exact)
        way = ("to the right", "to the left") if q[3] == "h" else ("up", "down")
        units = "unit" if abs(amount) == 1 else "units"
        words.append(f"${abs(amount).latex()}$ {units} {way[0] if amount > 0 else way[1]}")
    plot.noted.update(shifts)
    plot.notes.append((VALUED, "From $f$ to $g$: " + " and ".join(words)))
    return Phrase("compose.given.shift", tuple(facts[q] for q in shifts), (("way", " and ".join(words)),))


# --- the picture ------------------------------------------------------------------------------------------------------


def _notes(plot: Plot, problem: Problem) -> None:
    """Lines under the picture for what no line or dot can show."""
    for fact in problem.facts:
        a = [LINES.get(arg, arg) for arg in fact.args]
        match fact.kind:
            case "perpendicular":
                note = rf"${a[1]} \perp {a[0]}$"
            case "parallel":
                note = rf"${a[1]} \parallel {a[0]}$"
            case "midpoint":
                note = f"${a[0]}$ is the midpoint of ${a[1]}{a[2]}$"
            case "level":
                note = rf"${a[0]}{a[1]} \parallel x$-axis"
            case "upright":
                note = rf"${a[0]}{a[1]} \perp x$-axis"
            case "translated":
                note = "$g$ is a translation of $f$"
            case "reflected_in_x":
                note = "$g(x) = -f(x)$"
            case "reflected_in_y":
                note = "$g(x) = f(-x)$"
            case "inverse":
                note = "$g = f^{-1}$"
            case _:
                continue
        plot.notes.append((MARKED, note))


def _framed(plot: Plot, problem: Problem, rng: Random) -> None:
    """The window: all points, the origin, circles whole, and a good part of every curve."""
    xs = [plot.extents[f"{p}.x"] for p in plot.position]
    ys = [plot.extents[f"{p}.y"] for p in plot.position]
    for name, curve in plot.curves.items():
        if curve.form == "circle":
            h, k, r = (plot.extents[f"{name}.{part}"] for part in "hkr")
            xs += [h - r, h + r]
            ys += [k - r, k + r]
        elif curve.form == "quadratic":
            axis = -plot.extents[f"{name}.b"] / (2 * plot.extents[f"{name}.a"])
            if abs(axis) < 9 and abs(height(plot, name, axis)) > 13:
                raise Retry("far")
            if abs(axis) < 9:
                xs += [axis - 1, axis + 1]
                ys.append(height(plot, name, axis))
        elif curve.form in ("parabola", "absolute value"):
            h, k = plot.extents[f"{name}.h"], plot.extents[f"{name}.k"]
            if max(abs(h), abs(k)) > 14:
                raise Retry("far")
            xs += [h - 1.5, h + 1.5]
            ys.append(k)
        elif curve.form == "reciprocal":
            h, k = plot.extents[f"{name}.h"], plot.extents[f"{name}.k"]
            xs += [h - 3, h + 3]
            ys += [k - 3, k + 3]
        elif curve.form == "three zeros":
            zeros = [plot.extents[f"{name}.{part}"] for part in "pqr"]
            bends = [float(height(plot, name, t)) for t in np.linspace(min(zeros), max(zeros), 25)]
            ys += [min(bends), max(bends)]
            xs += [min(zeros) - 0.4, max(zeros) + 0.4]
        elif curve.form == "sine":
            a, b, k = (plot.extents[f"{name}.{part}"] for part in "abk")
            xs.append(2 * np.pi / b)
            ys += [k - a, k + a]
    if not xs:
        xs, ys = [-3, 3], [-3, 3]
    for line in (name for name, curve in plot.curves.items() if curve.form == "line"):
        if not any(fact.args[0] == line for fact in plot.known("passes")):  # shown where it crosses an axis
            m, b = plot.extents[f"{line}.m"], plot.extents[f"{line}.b"]
            xs += [0.0, -b / m if abs(b / m) < 9 else 0.0]
            ys += [b]
    if max(map(abs, ys)) > 16 or max(map(abs, xs)) > 16:
        raise Retry("far")
    scene = Scene("compose", rng)
    scene.plot = plot
    scene.window(xs, ys)
    scene.hide_numbers()
    low, high = plot.axes.y
    left, right = plot.axes.x
    for name, curve in plot.curves.items():
        if curve.form in FORMS:
            seen = [
                low <= float(height(plot, name, t)) <= high
                for t in np.linspace(left, right, 41)
                if _finite(plot, name, t)
            ]
            if sum(seen) < 6:
                raise Retry("out of sight")
    spots = [plot.coordinates(p) for p in plot.position]
    gap = 0.065 * max(right - left, high - low)
    for i, (px, py) in enumerate(spots):
        if any(abs(px - qx) < gap and abs(py - qy) < gap for qx, qy in spots[i + 1 :]):
            raise Retry("crowded")


def _finite(plot: Plot, curve: str, at: float) -> bool:
    return plot.curves[curve].form != "reciprocal" or abs(at - plot.extents[f"{curve}.h"]) > 1e-6


def _decorated(plot: Plot, problem: Problem) -> None:
    """Asymptotes, sides of what is measured, shaded regions, dashed segments between points that facts join."""
    for name, curve in plot.curves.items():
        if curve.form == "reciprocal":
            plot.guides += [
                Guide("x", (plot.extents[f"{name}.h"],), BARE),
                Guide("y", (plot.extents[f"{name}.k"],), BARE),
            ]
    goal = problem.goal
    if goal[0] == "triangle":
        a, b, c = goal[1:]
        for p, q in ((a, b), (b, c), (c, a)):
            if not _joined(plot, p, q):
                plot.guides.append(Guide("line", (*plot.coordinates(p), *plot.coordinates(q)), BARE))
    elif goal[0] == "region":
        f, line, p, q = goal[1:]
        plot.shades.append((f, None if line == "axis" else line, plot.extents[f"{p}.x"], plot.extents[f"{q}.x"]))
    elif goal[0] == "under":
        f, p, q = goal[1:]
        plot.shades.append((f, None, plot.extents[f"{p}.x"], plot.extents[f"{q}.x"]))
    for fact in problem.facts:
        joined = (
            fact.args[1:]
            if fact.kind in ("midpoint", "diameter_ends")
            else fact.args
            if fact.kind in ("level", "upright")
            else ()
        )
        if joined and not _joined(plot, *joined):
            p, q = joined
            plot.guides.append(Guide("dashed", (*plot.coordinates(p), *plot.coordinates(q)), BARE))
    if goal[0] == "distance" and not _joined(plot, *goal[1:]):
        plot.guides.append(Guide("dashed", (*plot.coordinates(goal[1]), *plot.coordinates(goal[2])), BARE))


def _joined(plot: Plot, p: str, q: str) -> bool:
    """Whether a line is drawn through two points already, or both lie on the x-axis."""
    if plot.extents[f"{p}.y"] == plot.extents[f"{q}.y"] == 0:
        return True
    on = {(fact.args[0], fact.args[1]) for fact in plot.known("passes")}
    return any(curve.form == "line" and (name, p) in on and (name, q) in on for name, curve in plot.curves.items())


__all__ = ["told"]
