"""Whether the stated facts fix the goal, by the coordinates alone and no theorem.

The facts are equations in the coordinates of the points, the radii and the unknowns. To first order the goal is fixed
when its gradient is a combination of theirs. That alone is fooled where the goal is at an extremum (the area between
legs 3 and 4 does not change to first order when their right angle opens), so the second order is tested too: with the
same multipliers, goal minus combination must be flat along every direction that the facts leave free. Rank is local;
`other_values` looks for far-away figures that meet the same facts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from puma_data.symbolic.exact import Linear
from puma_data.symbolic.facts import Fact, never
from puma_data.symbolic.figure import Circle, Edge, Figure
from puma_data.symbolic.problem import Problem

Array: TypeAlias = npt.NDArray[np.float64]

STEP = 1e-5
"""Step of the central differences, in units of the figure's size: gradients good to about 1e-10."""
BEND = 1e-3
"""Step of the second differences."""
RANK = 1e-6
"""Singular values below this share of the largest count as zero."""
FIRST_ORDER = 1e-5
"""Largest part of the (unit) goal gradient that may lie outside the row space."""
SECOND_ORDER = 4e-3
"""Largest second derivative of the goal along a free direction, in units of the goal and the figure's size."""


class Batch:
    """Many variants of one figure at once: every coordinate an array (the `Coordinates` protocol)."""

    def __init__(self, equations: Equations, x: Array) -> None:
        """``x`` holds a variant a column: all coordinates, then the radii, then the unknowns, in their own scales."""
        n, size = len(equations.points), equations.size
        z = size * (x[:n] + 1j * x[n : 2 * n])
        self._at = dict(zip(equations.points, z, strict=True))
        radii = size * x[2 * n : 2 * n + len(equations.circles)]
        self._radius = dict(zip(equations.circles, radii, strict=True))
        self._unknown = {
            symbol: scale * row
            for (symbol, scale), row in zip(equations.unknowns.items(), x[2 * n + len(radii) :], strict=False)
        }
        rows = x[len(x) - len(equations.extents) :]
        self._extent = {name: scale * row for (name, scale), row in zip(equations.extents.items(), rows, strict=True)}
        self._circles = equations.circles
        self._regions = equations.regions
        self.plan = equations.figure

    def at(self, point: str) -> Any:
        """Positions of a point."""
        return self._at[point]

    def radius(self, circle: str) -> Any:
        """Radii of a circle."""
        return self._radius[circle]

    def centre(self, circle: str) -> str:
        """Point at the centre of a circle."""
        return self._circles[circle].centre

    def unknown(self, symbol: str) -> Any:
        """Values of an algebraic unknown."""
        return self._unknown[symbol]

    def loops(self, region: str) -> tuple[tuple[Edge, ...], ...]:
        """Boundary loops of a region."""
        return self._regions[region]

    def extent(self, name: str) -> Any:
        """Values of a number that shapes the figure."""
        return self._extent[name]


class Single(Batch):
    """One variant, with plain numbers, as order facts want them."""

    def __init__(self, equations: Equations, x: Array) -> None:
        super().__init__(equations, x[:, None])
        self._at = {name: complex(z[0]) for name, z in self._at.items()}
        self._radius = {name: float(r[0]) for name, r in self._radius.items()}
        self._unknown = {name: float(v[0]) for name, v in self._unknown.items()}
        self._extent = {name: float(v[0]) for name, v in self._extent.items()}


class Equations:
    """The stated facts of a problem as equations in its coordinates.

    A kind's own residuals say all of its equation; a kind without residuals is said by what it implies.
    """

    def __init__(self, problem: Problem, facts: Sequence[Fact] | None = None) -> None:
        figure = problem.figure
        self.problem = problem
        self.domain = figure.domain
        self.goal = problem.goals[-1]
        self.points = list(figure.position) if figure.flat else []
        self.circles: dict[str, Circle] = figure.circles
        self.regions = figure.regions
        self.size = figure.size or 1.0
        self.unknowns = {symbol: abs(float(value)) or 1.0 for symbol, value in figure.unknowns.items()}
        self.extents = {name: abs(value) or 1.0 for name, value in figure.extents.items()}
        self.figure = figure
        self.stated = problem.facts if facts is None else facts
        self.facts = _said(figure, self.stated)
        z = np.array([figure.position[p] for p in self.points], complex) / self.size
        z -= z.mean() if len(z) else 0
        radii = [circle.radius / self.size for circle in figure.circles.values()]
        hidden = [float(v) / s for v, s in zip(figure.unknowns.values(), self.unknowns.values(), strict=True)]
        shape = [value / scale for value, scale in zip(figure.extents.values(), self.extents.values(), strict=True)]
        self.base: Array = np.concatenate([z.real, z.imag, radii, hidden, shape])

    def table(self, x: Array) -> Array:
        """Left minus right side of every equation, and the goal in the last row; a variant a column."""
        at = Batch(self, x)
        rows: list[Any] = []
        for fact in self.facts:
            if fact.value is None:
                rows.extend(self.domain.facts[fact.kind].residuals(at, fact.args))
                continue
            quantity, value = fact.args[0], fact.value
            stated: Any
            if isinstance(value, Linear):
                stated = float(value.slope) * at.unknown(value.symbol) + float(value.constant)
            else:
                stated = float(value)
            rows.append(self.domain.quantities[quantity[0]].measure(at, quantity[1:]) - stated)
        rows.append(self.domain.quantities[self.goal[0]].measure(at, self.goal[1:]))
        table = np.empty((len(rows), x.shape[1]))
        for i, row in enumerate(rows):
            table[i] = row
        return table

    def linear(self, x: Array) -> tuple[Array, Array]:
        """The table at a variant and its gradients (a row each), by central differences."""
        n = len(x)
        steps = STEP * np.eye(n)
        table = self.table(np.concatenate([steps, -steps, np.zeros((n, 1))], axis=1) + x[:, None])
        return table[:, 2 * n], (table[:, :n] - table[:, n : 2 * n]) / (2 * STEP)

    def holds(self, x: Array) -> bool:
        """Whether a variant meets the order facts (between, inside, on the other side) and keeps minor arcs minor."""
        at = Single(self, x)
        facts = [fact for fact in consequences(self.figure, self.stated) if fact.value is None]
        if not all(self.domain.facts[fact.kind].holds(at, fact.args) for fact in facts):
            return False
        base = Single(self, self.base)
        return all(self._sense(at, fact) == self._sense(base, fact) for fact in facts)

    def _sense(self, at: Single, fact: Fact) -> list[bool]:
        """For the arcs of a fact, whether each is minor: texts say minor or major, not which way round."""
        swapped = self.domain.facts[fact.kind].mirror(fact.args)
        ends = [at.at(p) for p, q in zip(fact.args, swapped, strict=True) if p != q]
        centre = at.at(at.centre(fact.args[0])) if ends else 0
        return [((p - centre).conjugate() * (q - centre)).imag > 0 for p, q in zip(ends[::2], ends[1::2], strict=True)]


def consequences(figure: Figure, facts: Iterable[Fact]) -> list[Fact]:
    """Facts and all that they imply by definition, each once."""
    found: dict[Fact, None] = {}
    queue = list(facts)[::-1]
    while queue:
        fact = queue.pop()
        if fact not in found:
            found[fact] = None
            implied = figure.domain.facts[fact.kind].implies(fact.args)
            queue.extend(figure.fact(other.kind, *other.args) for other in implied[::-1])
    return list(found)


def _said(figure: Figure, facts: Iterable[Fact]) -> list[Fact]:
    """Facts with equations of their own; the others replaced by what they imply."""
    kinds = figure.domain.facts
    found: dict[Fact, None] = {}
    queue = list(facts)[::-1]
    while queue:
        fact = queue.pop()
        if fact.value is not None or kinds[fact.kind].residuals is not never:
            found[fact] = None
        else:
            implied = kinds[fact.kind].implies(fact.args)
            queue.extend(figure.fact(other.kind, *other.args) for other in implied[::-1])
    return list(found)


def looseness(equations: Equations) -> tuple[float, float]:
    """How far the goal is from being fixed: to first order (0 to 1) and to second order; both zero but for rounding if
    it is.
    """
    x = equations.base
    base, gradients = equations.linear(x)
    jacobian, gradient = gradients[:-1], gradients[-1]
    magnitude = max(abs(float(base[-1])), 1.0)
    scale = math.sqrt(gradient @ gradient)
    if scale < 1e-9 * magnitude:  # an extremum, or a constant: only the second order speaks
        scale, gradient = magnitude, np.zeros(len(x))
    norms = np.sqrt((jacobian * jacobian).sum(axis=1))
    norms[norms < 1e-9 * equations.size] = math.inf
    gradient = gradient / scale
    u, s, vt = np.linalg.svd(jacobian / norms[:, None])
    rank = int((s > RANK * s[0]).sum()) if len(s) else 0
    along = vt[:rank] @ gradient
    first = gradient - along @ vt[:rank]
    multipliers = u[:, :rank] @ (along / s[:rank]) / norms
    free = vt[rank:]
    waves = np.cos(np.arange(1, 3 * len(free) + 1) ** 2).reshape(3, len(free))  # three directions without a pattern
    directions = (waves @ free).T
    directions *= BEND / np.maximum(np.sqrt((directions * directions).sum(axis=0)), 1e-12)
    table = equations.table(np.concatenate([directions, -directions, np.zeros((len(x), 1))], axis=1) + x[:, None])
    bends = table[-1] / scale - multipliers @ table[:-1]
    second = (bends[:3] + bends[3:6] - 2 * bends[6]) / BEND**2
    return float(np.sqrt(first @ first)), float(np.abs(second).max())


def determined(equations: Equations) -> bool:
    """Whether the facts fix the goal, to first and to second order."""
    first, second = looseness(equations)
    return first < FIRST_ORDER and second < SECOND_ORDER


def spare_givens(equations: Equations) -> list[Fact]:
    """Given values without which the stated facts fix the goal all the same: the question says more than it takes.

    First order decides which to look at: a row whose loss leaves the goal's gradient in the row space of the others.
    """
    values = [fact for fact in equations.facts if fact.value is not None]
    if len(values) < 2:
        return []
    _, gradients = equations.linear(equations.base)
    jacobian, gradient = gradients[:-1], gradients[-1]
    scale = math.sqrt(gradient @ gradient)
    if scale < 1e-9:
        return []
    spare = []
    first = len(jacobian) - len(values)  # values are stated last, one equation each
    for k, fact in enumerate(values):
        _, s, vt = np.linalg.svd(np.delete(jacobian, first + k, axis=0))
        basis = vt[: int((s > RANK * s[0]).sum())]
        rest = gradient - (basis @ gradient) @ basis
        if math.sqrt(rest @ rest) < FIRST_ORDER * scale:
            fewer = [other for other in equations.stated if other != fact]
            if determined(Equations(equations.problem, fewer)):
                spare.append(fact)
    return spare


def other_values(equations: Equations, rng: Random, *, tries: int = 20, noise: float = 0.3) -> list[float]:
    """Goal values of other figures that meet every stated fact, order facts included: Gauss-Newton from disturbed
    starts.
    """
    true = float(equations.table(equations.base[:, None])[-1, 0])
    found = []
    for _ in range(tries):
        x = equations.base + noise * np.array([rng.gauss(0, 0.4) for _ in equations.base])
        if (rebuilt := _settle(equations, x)) is None or not equations.holds(rebuilt):
            continue
        value = float(equations.table(rebuilt[:, None])[-1, 0])
        if not math.isclose(value, true, rel_tol=1e-6, abs_tol=1e-6):
            found.append(value)
    return found


def _settle(equations: Equations, x: Array) -> Array | None:
    """Gauss-Newton to a figure that meets the equations, None where it does not get there or collapses."""
    for _ in range(40):
        with np.errstate(all="ignore"):
            base, gradients = equations.linear(x)
        if not np.isfinite(gradients).all():
            return None
        if np.abs(base[:-1]).max(initial=0.0) < 1e-10 * max(equations.size, 1.0):
            return x if _spread(equations, x) else None
        move = np.linalg.lstsq(gradients[:-1], base[:-1], rcond=1e-8)[0]
        x = x - move * min(1.0, 0.5 / max(float(np.abs(move).max()), 1e-12))
    return None


def _spread(equations: Equations, x: Array) -> bool:
    """Not a collapsed figure: points apart, no triangle flat that was not, radii and unknowns positive."""
    n = len(equations.points)

    def triangles(x: Array) -> Array:
        z = x[:n] + 1j * x[n : 2 * n]
        to = z[None, :] - z[:, None]
        areas: Array = np.abs((to.conj()[:, :, None] * to[:, None, :]).imag)
        return areas

    z = x[:n] + 1j * x[n : 2 * n]
    gaps = np.abs(z[:, None] - z[None, :]) + np.eye(n)
    flat = (triangles(x) < 0.01) & (triangles(equations.base) > 0.03)
    return bool(gaps.min(initial=1.0) > 0.02 and not flat.any() and (x[2 * n :] > 0).all())
