"""A figure in a coordinate plane: curves, points with coordinates, and the axes it is drawn in.

What facts speak of are numbers (`extents`): ``A.x``, ``A.y`` and the parameters of curves, ``f.m``. Positions only
place points in the picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from puma_data.symbolic.conics import CONICS, Path, clipped
from puma_data.symbolic.curves import FORMS, Form
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Coordinates, Domain, Quantity
from puma_data.symbolic.figure import FalseFact, Figure

SAMPLES = 160
"""Places at which curves are compared."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The window of a plot and how its axes are divided.

    ``step`` is the distance of ticks; ``per`` how it is written (``pi``: multiples of pi). ``titles`` are words along
    the axes instead of their letters, for graphs of real things.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    step: tuple[Exact, Exact] = (Exact(1), Exact(1))
    names: tuple[str, str] = ("x", "y")
    titles: tuple[str, str] = ("", "")
    grid: bool = True
    numbered: bool = True
    square: bool = True
    """Whether a unit is equally long on both axes."""
    flat: bool = False
    """Whether it is a number line: there is no second axis."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve: a form with parameters on a domain; or a chain of segments through ``nodes``; or a conic.

    ``ends`` says of each end whether the graph stops there with a closed dot (True), with an open one (False), or goes
    on past the window (None).
    """

    name: str
    form: str
    nodes: tuple[str, ...] = ()
    domain: tuple[float, float] | None = None
    ends: tuple[bool | None, bool | None] = (None, None)
    rays: bool = False
    """Whether the last segment of a chain goes on without end."""
    sideways: bool = False
    """Whether the form gives x from y: a parabola with a horizontal axis, a chain whose corners go upwards."""
    label: str = ""
    """What stands beside it in every drawing, as LaTeX."""
    formula: str = ""
    """What stands beside it where the numbers are shown: its equation, when that is given."""
    repeats: bool = False
    """Whether a chain is one period of a graph that goes on both ways."""
    drawn: bool = True
    pen: str = ""


@dataclass(slots=True)
class Guide:
    """Something drawn that helps to read: a dashed line ``x = c`` or ``y = c``, a dashed segment between two places, an
    angle from the positive x-axis, a highlighted double arrow (``arrow``) between two places."""

    kind: str
    at: tuple[float, ...]
    layer: int
    label: str = ""
    of: Quantity | None = None
    """The quantity whose value the label gives."""
    curve: str = ""
    """The curve it belongs to, where that is drawn in a panel of its own."""


class Plot(Figure):
    """A coordinate plane. Points are given by exact coordinates, curves by exact parameters."""

    flat = False

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)
        self.axes = Axes((-5.0, 5.0), (-5.0, 5.0))
        self.curves: dict[str, Curve] = {}
        self.exact: dict[str, Exact] = {}
        """The exact value behind each extent."""
        self.guides: list[Guide] = []
        self.shades: list[tuple[str, str | None, float, float]] = []
        """Regions between two curves (or a curve and the x-axis) over an interval."""
        self.half_planes: list[tuple[str, bool]] = []
        """Lines whose upper (True) or lower side is shaded."""
        self.labelled: dict[str, bool] = {}
        """Points whose coordinates are written beside them where numbers are shown."""
        self.plain: set[str] = set()
        """Points that carry no dot or letter: places that only the text names."""
        self.arrows: list[tuple[str, str]] = []
        self.panels: tuple[str, ...] = ()
        """Curves that are drawn in panels of their own, all with these axes and each with the other curves; a panel's
        letter is the name of its curve."""
        self.composed = False
        """Whether it grew step by step: then what a question does not need is pruned, and more theorems are tried."""
        self.notes: list[tuple[int, str]] = []
        """Layer and text of lines under the picture, for what has no place in it."""
        self.noted: set[Quantity] = set()
        """Quantities whose values such lines tell."""

    # --- construction -------------------------------------------------------------------------------------------------

    def place(self, name: str, x: Exact | int, y: Exact | int) -> str:
        """Add a point by its coordinates."""
        x, y = Exact(x), Exact(y)
        self.exact[f"{name}.x"], self.exact[f"{name}.y"] = x, y
        self.extents[f"{name}.x"], self.extents[f"{name}.y"] = float(x), float(y)
        return self.point(name, self.spot(float(x), float(y)))

    def curve(self, name: str, form: str, values: Mapping[str, Exact | int] | None = None, **more: Any) -> str:
        """Add a curve of a form with its parameters (none for a chain of segments)."""
        made = FORMS.get(form) or CONICS.get(form)
        if made is not None and set(made.parameters) != set(values or ()):
            raise FalseFact(f"{form} takes {made.parameters}")
        for parameter, value in (values or {}).items():
            self.exact[f"{name}.{parameter}"] = Exact(value)
            self.extents[f"{name}.{parameter}"] = float(Exact(value))
            self.things.setdefault(parameter, ("number", parameter))
            self.things[f"{name}.{parameter}"] = ("number", parameter)
        self.curves[name] = Curve(name, form, **more)
        self.made_in[name] = self.step
        self.things[name] = (form if made is None else made.noun, name)
        return name

    def revise(self, curve: str, **changes: Any) -> None:
        """Change how a curve is drawn or labelled."""
        self.curves[curve] = replace(self.curves[curve], **changes)

    def spot(self, x: float, y: float) -> complex:
        """Where coordinates are in the picture, whose larger side is 10."""
        (x0, x1), (y0, y1) = self.axes.x, self.axes.y
        if self.axes.square:
            scale = 10 / max(x1 - x0, y1 - y0)
            return complex((x - x0) * scale, (y - y0) * scale)
        return complex((x - x0) / (x1 - x0) * 10, (y - y0) / (y1 - y0) * 8.4)

    def framed(self, axes: Axes) -> None:
        """Take a window, and put every point where it then is."""
        self.axes = axes
        for name in self.position:
            self.position[name] = self.spot(self.extents[f"{name}.x"], self.extents[f"{name}.y"])

    def copy(self) -> Figure:
        """An independent plot with the same content, for trying a construction step."""
        figure = Plot(self.domain)
        for name in ("position", "unknowns", "extents", "things", "anchors", "curves", "exact", "labelled", "made_in"):
            setattr(figure, name, dict(getattr(self, name)))
        figure.axes, figure.step, figure.asked, figure.composed = self.axes, self.step, self.asked, self.composed
        figure.guides, figure.shades, figure.plain = list(self.guides), list(self.shades), set(self.plain)
        figure.arrows, figure.panels, figure.notes = list(self.arrows), self.panels, list(self.notes)
        figure.noted = set(self.noted)
        figure.half_planes = list(self.half_planes)
        figure.facts, figure.implied = dict(self.facts), dict(self.implied)
        figure.parameters, figure.parameter_step = dict(self.parameters), dict(self.parameter_step)
        return figure

    def restricted(self, steps: set[int]) -> Figure:
        """All of it, for a graph shows more than one question needs; a composed plot keeps what these steps made."""
        figure = self.copy()
        if self.composed:
            assert isinstance(figure, Plot)
            kept = {name for name, step in self.made_in.items() if step in steps}
            figure.made_in = {name: step for name, step in self.made_in.items() if name in kept}
            figure.position = {name: z for name, z in self.position.items() if name in kept}
            figure.curves = {name: curve for name, curve in self.curves.items() if name in kept}
            for table in (figure.extents, figure.exact):
                for number in [number for number in table if number.partition(".")[0] not in kept]:
                    del table[number]
            figure.facts = {fact: step for fact, step in self.facts.items() if step in steps}
            figure.implied = {}
        return figure

    # --- panels -------------------------------------------------------------------------------------------------------

    def alone(self, panel: str) -> Plot:
        """The plot of one panel: its curve with what belongs to it, and the curves that all panels show."""
        plot = self.restricted(set())
        assert isinstance(plot, Plot)
        away = set(self.panels) - {panel}
        plot.panels = ()
        plot.curves = {name: curve for name, curve in self.curves.items() if name not in away}
        plot.guides = [guide for guide in self.guides if guide.curve not in away]
        hidden = {node for name in away for node in self.curves[name].nodes}
        plot.position = {name: z for name, z in self.position.items() if name not in hidden}
        return plot

    def seen(self, curve: str) -> Any:
        """Places on the part of a curve inside the window, in shares of its width and height: an array of complex
        numbers."""
        (x0, x1), (y0, y1) = self.axes.x, self.axes.y
        low, high = self.span(self.curves[curve])
        xs = np.linspace(low, high, SAMPLES)
        with np.errstate(all="ignore"):
            ys = np.asarray(height(self, curve, xs), float)
            inside = np.isfinite(ys) & (y0 <= ys) & (ys <= y1) & (x0 <= xs) & (xs <= x1)
        return (xs[inside] - x0) / (x1 - x0) + 1j * (ys[inside] - y0) / (y1 - y0)

    def apart(self, one: str, other: str) -> float:
        """How far two curves part inside the window, as a share of its size: the greatest distance of a place on one of
        them from the whole other (Hausdorff)."""
        first, second = self.seen(one), self.seen(other)
        if not len(first) or not len(second):
            return 1.0 if len(first) or len(second) else 0.0
        away = abs(first[:, None] - second[None, :])
        return float(max(away.min(axis=0).max(), away.min(axis=1).max()))

    # --- what a reader needs ------------------------------------------------------------------------------------------

    def coordinates(self, point: str) -> tuple[float, ...]:
        """Coordinates of a point."""
        return (self.extents[f"{point}.x"], self.extents[f"{point}.y"])

    def values(self, curve: str) -> dict[str, Exact]:
        """The exact parameters of a curve."""
        return {name: self.exact[f"{curve}.{name}"] for name in parameters(self.curves[curve])}

    def described(self, name: Callable[[str], str], number: Callable[[float], float]) -> dict[str, Any]:
        """The curves as expressions in x, with the domain they are drawn on and whether its ends belong to it (a
        sideways one gives x from y, which its expression calls x too); conics as expressions in x and y that are 0 on
        them, with the window they are drawn in.
        """
        found = []
        for curve in self.curves.values():
            entry: dict[str, Any] = {"id": curve.name}
            if curve.form in CONICS:
                entry["implicit"] = CONICS[curve.form].sympy(self.values(curve.name))
                entry["window"] = [number(end) for end in (*self.axes.x, *self.axes.y)]
            else:
                entry["sympy"] = self.sympy(curve.name)
                entry["domain"] = [number(end) for end in self.span(curve)]
                if curve.sideways:
                    entry["sideways"] = True
                if curve.ends != (None, None):
                    entry["ends"] = list(curve.ends)
            found.append(entry)
        return {"curves": found}

    def span(self, curve: Curve) -> tuple[float, float]:
        """The part of the x-axis (of the y-axis for a sideways one) over which a curve is drawn."""
        axis = "y" if curve.sideways else "x"
        if curve.nodes and not curve.repeats:
            return self.extents[f"{curve.nodes[0]}.{axis}"], self.extents[f"{curve.nodes[-1]}.{axis}"]
        return curve.domain or (self.axes.y if curve.sideways else self.axes.x)

    def branches(self, curve: Curve) -> list[Path]:
        """A conic as it is drawn: its branches inside the window."""
        numbers = {part: self.extents[f"{curve.name}.{part}"] for part in parameters(curve)}
        (x0, x1), (y0, y1) = self.axes.x, self.axes.y
        away = max(abs(end - numbers["h"]) for end in (x0, x1)), max(abs(end - numbers["k"]) for end in (y0, y1))
        return [
            part
            for branch in CONICS[curve.form].branches(numbers, max(away))
            for part in clipped(branch, (x0, x1), (y0, y1))
        ]

    def traced(self) -> Iterator[tuple[str, float, float]]:
        """Places on the curves as they are drawn."""
        for curve in self.curves.values():
            if curve.form in CONICS:
                for branch in self.branches(curve):
                    inner = branch[1:-1]  # its ends are on the rim, cut off a chord
                    yield from ((curve.name, float(x), float(y)) for x, y in inner[5::29])
                continue
            low, high = self.span(curve)
            places = low + (high - low) * (np.arange(16) + 0.437) / 16
            with np.errstate(all="ignore"):
                heights = np.broadcast_to(height(self, curve.name, places), places.shape)
            bottom, top = self.axes.x if curve.sideways else self.axes.y
            for along, across in zip(places.tolist(), heights.tolist(), strict=True):
                if bottom < across < top:
                    yield (curve.name, across, along) if curve.sideways else (curve.name, along, across)

    def sympy(self, curve: str) -> str:
        """A curve as a string that sympy reads."""
        made = self.curves[curve]
        if made.form in FORMS:
            return FORMS[made.form].sympy(self.values(curve))
        pieces = []
        for p, q in zip(made.nodes, made.nodes[1:], strict=False):
            axes = "yx" if made.sideways else "xy"
            (x0, y0), (x1, y1) = ((self.exact[f"{n}.{axes[0]}"], self.exact[f"{n}.{axes[1]}"]) for n in (p, q))
            slope = (y1 - y0) / (x1 - x0)
            until = "True" if made.rays and q == made.nodes[-1] else f"x<={x1.sympy()}"
            pieces.append(f"(({slope.sympy()})*(x-({x0.sympy()}))+({y0.sympy()}),{until})")
        whole = f"Piecewise({','.join(pieces)})"
        if made.repeats:
            first, last = (self.exact[f"{node}.x"] for node in (made.nodes[0], made.nodes[-1]))
            start, period = f"({first.sympy()})", f"({(last - first).sympy()})"
            whole = re.sub(r"\bx\b", f"(x-{period}*floor((x-{start})/{period}))", whole)
        return whole

    def identity(self) -> tuple[str, ...]:
        """What makes two plots the same: their curves, and the points of chains, or points without a curve."""
        told = []
        if not self.curves:
            told = [f"{name} {value.sympy()}" for name, value in sorted(self.exact.items())]
        for curve in self.curves.values():
            if curve.name in self.panels:
                continue  # wrong graphs beside it make no other problem
            numbers = sorted((name, value.sympy()) for name, value in self.values(curve.name).items())
            told.append(
                f"{curve.form} {numbers} {curve.domain}{' sideways' if curve.sideways else ''}"
                + " repeats" * curve.repeats
            )
            told += [f"above {up}" for line, up in self.half_planes if line == curve.name]
            named = self.position if curve.form in CONICS else curve.nodes
            told += [f"{self.exact[f'{name}.x'].sympy()} {self.exact[f'{name}.y'].sympy()}" for name in named]
        return tuple(told)


def parameters(curve: Curve) -> tuple[str, ...]:
    """Names of the parameters of a curve."""
    if curve.form in CONICS:
        return CONICS[curve.form].parameters
    return FORMS[curve.form].parameters if curve.form in FORMS else ()


def height(at: Coordinates, curve: str, x: Any) -> Any:
    """Value of a curve at x (of a sideways one at y) in a figure or in a batch of disturbed ones."""
    made: Curve = at.plan.curves[curve]
    if made.form in FORMS:
        form: Form = FORMS[made.form]
        return form.value(x, {name: at.extent(f"{curve}.{name}") for name in form.parameters})
    across, up = ("y", "x") if made.sideways else ("x", "y")
    xs = [at.extent(f"{node}.{across}") for node in made.nodes]
    ys = [at.extent(f"{node}.{up}") for node in made.nodes]
    if made.repeats:
        x = xs[0] + np.mod(x - xs[0], xs[-1] - xs[0])
    return chain(xs, ys, x)


def chain(xs: Sequence[Any], ys: Sequence[Any], x: Any) -> Any:
    """Value of a chain of segments, each of whose numbers may be an array."""
    value = ys[0] + (ys[1] - ys[0]) / (xs[1] - xs[0]) * (x - xs[0])
    for i in range(1, len(xs) - 1):
        piece = ys[i] + (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) * (x - xs[i])
        value = np.where(np.asarray(x) > xs[i], piece, value)
    return value if np.ndim(value) else float(value)
