"""A figure: points in float coordinates, what is drawn and known of it, and the incidence structure that theorems ask
for.

Coordinates are complex numbers and carry no exact value; exact values live in the parameters that built them.
Everything stated is checked against the coordinates at once, so a figure cannot hold a false fact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Args, Domain, Fact, Quantity, Stroke

TOLERANCE = 1e-7
"""Relative tolerance of every comparison of an exact statement with the coordinates."""

Edge = tuple[Any, ...]
"""Boundary piece of a region: ``("line", P, Q)``, ``("arc", c, P, Q, turn)`` or ``("circle", c, turn)``; turn is +1
counter-clockwise,
-1 clockwise. Outer loops run counter-clockwise, holes clockwise."""


class FalseFact(ValueError):
    """Something stated of a figure does not hold in its coordinates: a fault of the generator, never of the user."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by its centre (a point of the figure) and radius (in the problem's units)."""

    centre: str
    radius: float


class Figure:
    """Points, lines, circles, regions and facts, made step by step.

    >>> figure = Figure(plane)                                   # doctest: +SKIP
    >>> figure.points(A=0, B=4, C=3j)                            # doctest: +SKIP
    >>> figure.state("polygon", "A", "B", "C")                   # doctest: +SKIP
    >>> figure.given(("length", "A", "B"), 4)                    # doctest: +SKIP
    """

    flat = True
    """Whether positions are the coordinates that facts speak of; else they only place points in the picture, and
    `extents` say all of the figure."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.position: dict[str, complex] = {}
        self.circles: dict[str, Circle] = {}
        self.unknowns: dict[str, Exact] = {}
        self.regions: dict[str, tuple[tuple[Edge, ...], ...]] = {}
        self.facts: dict[Fact, int] = {}
        """Stated facts in the order of statement, each with the construction step that made it."""
        self.implied: dict[Fact, Fact] = {}
        """Facts true by definition, each with the stated or implied fact it follows from."""
        self.parameters: dict[Quantity, Exact | Linear] = {}
        """Quantities whose exact value the construction fixed: what may be given."""
        self.strokes: dict[Stroke, int] = {}
        self.lines: list[tuple[str, ...]] = []
        """Maximal known collinear sets, each in order along the line."""
        self.made_in: dict[str, int] = {}
        """Construction step of each point, circle and region."""
        self.parameter_step: dict[Quantity, int] = {}
        self.extents: dict[str, float] = {}
        """Numbers that shape a figure besides its points and circles: the edges and radii of solids."""
        self.things: dict[str, tuple[str, str]] = {}
        """What has a name in facts but is neither point nor circle: its noun, and its letter or word in formulas."""
        self.anchors: dict[Quantity, tuple[str, ...]] = {}
        """Where the value of a quantity stands in the picture: ``length`` or ``dimension`` and two points,
        ``corner`` and the three points of an angle, or ``spot`` and the point that it stands on."""
        self.asked: tuple[Quantity, ...] = ()
        """Quantities that the problem gives or asks for: sums, ratios and other measures are related only where they
        are named.
        """
        self.step = 0
        self._measured: dict[Quantity, float] = {}
        self._keys: dict[Quantity, Quantity] = {}
        self._rays: dict[tuple[str, str], str] = {}

    # --- construction -------------------------------------------------------------------------------------------------

    def points(self, **positions: complex) -> None:
        """Add points at the given complex coordinates."""
        for name, z in positions.items():
            self.point(name, z)

    def point(self, name: str, z: complex) -> str:
        """Add one point and return its name; two points of one name are an error."""
        if name in self.position:
            raise FalseFact(f"point {name} is placed twice")
        self.position[name] = complex(z)
        self.made_in[name] = self.step
        return name

    def circle(self, name: str, centre: str, radius: float | Exact, *, drawn: bool = True) -> str:
        """Add a circle around a point that exists; ``drawn=False`` keeps it out of the picture and the text (arcs
        only).
        """
        self.circles[name] = Circle(centre, float(radius))
        self.made_in[name] = self.step
        if drawn:
            self.state("circle", name, centre)
        return name

    def region(self, name: str, *loops: Sequence[Edge]) -> str:
        """Name a region by its boundary loops (even-odd), for shading and for its area."""
        self.regions[name] = tuple(tuple(loop) for loop in loops)
        self.made_in[name] = self.step
        return name

    def let(self, symbol: str, value: Exact | int) -> str:
        """Introduce an algebraic unknown with its hidden value."""
        self.unknowns[symbol] = Exact(value)
        self._measured.pop(("unknown", symbol), None)
        return symbol

    def next_step(self) -> int:
        """Start the next construction step: what is added from here on is kept or pruned together."""
        self.step += 1
        return self.step

    def draw(self, *stroke: Any) -> None:
        """Add something to the bare drawing that no fact draws."""
        self.strokes.setdefault(tuple(stroke), self.step)
        self._forget()

    def state(self, kind: str, *args: Any) -> Fact:
        """State a fact; checked at once. Returns the canonical fact."""
        fact = self.fact(kind, *args)
        if fact in self.facts:
            return fact
        self._check(fact)
        self.facts[fact] = self.step
        self.implied.pop(fact, None)
        self._absorb(fact)
        return fact

    def fact(self, kind: str, *args: Any) -> Fact:
        """The fact with canonical arguments, not stated."""
        try:
            definition = self.domain.facts[kind]
        except KeyError:
            raise FalseFact(f"no fact kind {kind!r} in domain {self.domain.name}") from None
        return Fact(kind, definition.canonical(tuple(args)))

    def parameter(self, quantity: Quantity, value: Exact | Linear | int) -> None:
        """Record the exact value that the construction gave to a quantity; checked at once, not stated."""
        exact = value if isinstance(value, Exact | Linear) else Exact(value)
        self.check_value(quantity, exact)
        self.parameters[quantity] = exact
        self.parameter_step.setdefault(quantity, self.step)

    def check_value(self, quantity: Quantity, value: Exact | Linear) -> None:
        """Raise `FalseFact` unless the coordinates give the quantity this value."""
        number = value.at(self.unknowns[value.symbol]) if isinstance(value, Linear) else value
        drawn = self.measure(quantity)
        if not math.isclose(drawn, float(number), rel_tol=TOLERANCE, abs_tol=TOLERANCE):
            raise FalseFact(f"{quantity} is {drawn:.9g} in the drawing, not {value!r}")

    def _check(self, fact: Fact) -> None:
        kind = self.domain.facts[fact.kind]
        size = self.size
        for residual in kind.residuals(self, fact.args):
            if abs(residual) > TOLERANCE * max(size, 1.0):
                raise FalseFact(f"{fact.kind}{fact.args} does not hold: residual {residual:.3g}")
        if not kind.holds(self, fact.args):
            raise FalseFact(f"{fact.kind}{fact.args} does not hold: order or side")

    def _absorb(self, fact: Fact) -> None:
        """Take in what a fact draws, puts on a line and implies."""
        kind = self.domain.facts[fact.kind]
        for stroke in kind.strokes(fact.args):
            self.strokes.setdefault(stroke, self.step)
        for line in kind.lines(fact.args):
            self._collinear(line)
        for other in kind.implies(fact.args):
            consequence = self.fact(other.kind, *other.args)
            if consequence not in self.facts and consequence not in self.implied:
                self._check(consequence)
                self.implied[consequence] = fact
                self._absorb(consequence)
        self._forget()

    def _collinear(self, points: Sequence[str]) -> None:
        """Merge points into the line that already holds two of them; repeat until lines are maximal."""
        merged = set(points)
        rest: list[tuple[str, ...]] = []
        for line in self.lines:
            if len(merged.intersection(line)) >= 2:
                merged.update(line)
            else:
                rest.append(line)
        if len(rest) != len(self.lines):
            while True:
                joined = [line for line in rest if len(merged.intersection(line)) >= 2]
                if not joined:
                    break
                for line in joined:
                    merged.update(line)
                    rest.remove(line)
        order = [name for name in self.position if name in merged]
        start = self.position[order[0]]
        far = max(order, key=lambda name: abs(self.position[name] - start))
        direction = self.position[far] - start
        order.sort(key=lambda name: ((self.position[name] - start) * direction.conjugate()).real)
        rest.append(tuple(order))
        self.lines = rest

    def _forget(self) -> None:
        self._keys.clear()
        self._rays.clear()
        for name in ("_line_of", "drawn_gaps", "_rank", "triangles", "by_kind"):
            self.__dict__.pop(name, None)

    def copy(self) -> Figure:
        """An independent figure with the same content, for trying a construction step."""
        figure = Figure(self.domain)
        for name in (
            "position",
            "circles",
            "unknowns",
            "regions",
            "facts",
            "implied",
            "parameters",
            "strokes",
            "made_in",
            "parameter_step",
        ):
            setattr(figure, name, dict(getattr(self, name)))
        figure.lines = list(self.lines)
        figure.step = self.step
        figure._measured = dict(self._measured)
        return figure

    def restricted(self, steps: set[int]) -> Figure:
        """The same figure with only the given construction steps: other points, facts, strokes and names are gone."""
        figure = Figure(self.domain)
        for name, z in self.position.items():
            if self.made_in[name] in steps:
                figure.position[name] = z
        for name, circle in self.circles.items():
            if self.made_in[name] in steps:
                figure.circles[name] = circle
        figure.regions = {name: loops for name, loops in self.regions.items() if self.made_in[name] in steps}
        figure.unknowns = dict(self.unknowns)
        figure.made_in = {name: step for name, step in self.made_in.items() if step in steps}
        for fact, step in self.facts.items():
            if step in steps:
                figure.step = step
                figure.facts[fact] = step
                figure._absorb(fact)
        for stroke, step in self.strokes.items():
            if step in steps:
                figure.strokes.setdefault(stroke, step)
        for quantity, value in self.parameters.items():
            if self.parameter_step[quantity] in steps:
                figure.parameters[quantity] = value
                figure.parameter_step[quantity] = self.parameter_step[quantity]
        return figure

    # --- coordinates (the `Coordinates` protocol) ---------------------------------------------------------------------

    def at(self, point: str) -> complex:
        """Position of a point."""
        return self.position[point]

    def radius(self, circle: str) -> float:
        """Radius of a circle."""
        return self.circles[circle].radius

    def centre(self, circle: str) -> str:
        """Point at the centre of a circle."""
        return self.circles[circle].centre

    def unknown(self, symbol: str) -> float:
        """Value of an algebraic unknown."""
        return float(self.unknowns[symbol])

    def loops(self, region: str) -> tuple[tuple[Edge, ...], ...]:
        """Boundary loops of a region."""
        return self.regions[region]

    def extent(self, name: str) -> float:
        """A number that shapes the figure."""
        return self.extents[name]

    @property
    def plan(self) -> Figure:
        """What the figure is made of, whatever its measures."""
        return self

    def measure(self, quantity: Quantity) -> float:
        """Value of a quantity from the coordinates (lengths in the problem's units, angles in degrees)."""
        value = self._measured.get(quantity)
        if value is None:
            value = self._measured[quantity] = float(self.domain.quantities[quantity[0]].measure(self, quantity[1:]))
        return value

    def dimension(self, quantity: Quantity) -> int | str:
        """Power of length of a quantity (0: a number), or ``"degree"``."""
        kind = self.domain.quantities[quantity[0]]
        return self.dimension(kind.parts(quantity[1:])[0]) if kind.dimension is None else kind.dimension

    def coordinates(self, point: str) -> tuple[float, ...]:
        """Position of a point as numbers, as a reader measures with them."""
        z = self.position[point]
        return (z.real, z.imag)

    def described(self, name: Callable[[str], str], number: Callable[[float], float]) -> dict[str, Any]:
        """What a reader needs besides points, circles and regions, as plain JSON."""
        return {}

    @property
    def size(self) -> float:
        """Largest extent of the points."""
        xs = [z.real for z in self.position.values()]
        ys = [z.imag for z in self.position.values()]
        return max(max(xs) - min(xs), max(ys) - min(ys)) if xs else 0.0

    # --- incidence ----------------------------------------------------------------------------------------------------

    def canonical(self, quantity: Quantity) -> Quantity:
        """The one key of a quantity: same length, same angle (by its rays), same polygon give the same tuple."""
        key = self._keys.get(quantity)
        if key is None:
            kind = quantity[0]
            key = self._keys[quantity] = (kind, *self.domain.quantities[kind].canonical(self, quantity[1:]))
        return key

    def rank(self, name: str) -> int:
        """Order of introduction of a point (or circle)."""
        return self._rank[name]

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {
            name: index for index, name in enumerate([*self.position, *self.circles, *self.regions, *self.unknowns])
        }

    @cached_property
    def _line_of(self) -> dict[tuple[str, str], tuple[str, ...]]:
        table: dict[tuple[str, str], tuple[str, ...]] = {}
        for line in self.lines:
            for p, q in combinations(line, 2):
                table[p, q] = table[q, p] = line
        return table

    def reordered(self, rank: dict[str, int]) -> Figure:
        """The same figure (nothing is copied) with its points counted in another order, for keys that ignore names."""
        figure = copy(self)
        figure.__dict__["_rank"] = rank
        figure._keys, figure._rays = {}, {}
        return figure

    def line_through(self, p: str, q: str) -> tuple[str, ...]:
        """All known points of line PQ in order (P and Q alone when no third point is known to be on it)."""
        return self._line_of.get((p, q)) or (p, q)

    def ray(self, vertex: str, through: str) -> str:
        """The earliest introduced known point on the ray from ``vertex`` through a point: the ray's one name."""
        name = self._rays.get((vertex, through))
        if name is None:
            line = self._line_of.get((vertex, through))
            name = through
            if line is not None:
                start, end = line.index(vertex), line.index(through)
                name = min(line[start + 1 :] if end > start else line[:start], key=self._rank.__getitem__)
            self._rays[vertex, through] = name
        return name

    def collinear(self, p: str, q: str, r: str) -> bool:
        """Whether three points are known to be on one line."""
        line = self._line_of.get((p, q))
        return line is not None and r in line

    def between(self, p: str, m: str, q: str) -> bool:
        """Whether M is known to lie strictly between P and Q."""
        line = self._line_of.get((p, q))
        if line is None or m not in line or m in (p, q):
            return False
        a, b, c = line.index(p), line.index(m), line.index(q)
        return a < b < c or c < b < a

    @cached_property
    def drawn_gaps(self) -> dict[tuple[str, str], int]:
        """Neighbouring points of a line (both orders) with ink between them, each with the first step that drew it."""
        gaps: dict[tuple[str, str], int] = {}
        for stroke, step in self.strokes.items():
            if stroke[0] not in ("segment", "dashed", "line", "ray"):
                continue
            p, q = stroke[1], stroke[2]
            line = self.line_through(p, q)
            first, last = sorted((line.index(p), line.index(q)))
            if stroke[0] == "line":
                first, last = 0, len(line) - 1
            elif stroke[0] == "ray":
                first, last = (first, len(line) - 1) if line.index(p) == first else (0, last)
            for a, b in zip(line[first:last], line[first + 1 : last + 1], strict=True):
                gaps.setdefault((a, b), step)
                gaps.setdefault((b, a), step)
        return gaps

    def drawn_by(self, p: str, q: str) -> list[int]:
        """Construction steps whose ink makes up segment PQ; empty where it is not drawn whole."""
        if not self.joined(p, q):
            return []
        line = self.line_through(p, q)
        first, last = sorted((line.index(p), line.index(q)))
        return [self.drawn_gaps[pair] for pair in pairwise(line[first : last + 1])]

    def joined(self, p: str, q: str) -> bool:
        """Whether the whole segment PQ is drawn (possibly in pieces)."""
        if p == q:
            return False
        gaps = self.drawn_gaps
        line = self._line_of.get((p, q))
        if line is None:
            return (p, q) in gaps
        first, last = sorted((line.index(p), line.index(q)))
        return all((a, b) in gaps for a, b in zip(line[first:last], line[first + 1 : last + 1], strict=True))

    @cached_property
    def triangles(self) -> list[tuple[str, str, str]]:
        """Every triangle whose three sides are drawn, vertices in order of introduction."""
        names = list(self.position)
        edges = {(p, q) for p, q in combinations(names, 2) if self.joined(p, q)}
        return [
            (p, q, r)
            for p, q, r in combinations(names, 3)
            if (p, q) in edges and (q, r) in edges and (p, r) in edges and not self.collinear(p, q, r)
        ]

    @cached_property
    def by_kind(self) -> Mapping[str, list[Fact]]:
        """Stated and implied facts by kind, stated first."""
        table: dict[str, list[Fact]] = {}
        for fact in (*self.facts, *self.implied):
            table.setdefault(fact.kind, []).append(fact)
        return table

    def known(self, kind: str) -> list[Fact]:
        """Stated and implied facts of one kind."""
        return self.by_kind.get(kind, [])

    def holds(self, kind: str, *args: Any) -> Fact | None:
        """The stated or implied fact, or None when the figure does not know it."""
        fact = self.fact(kind, *args)
        return fact if fact in self.facts or fact in self.implied else None

    def stated(self, fact: Fact) -> Fact:
        """The stated fact that a fact follows from by definition (itself when stated)."""
        while fact not in self.facts:
            fact = self.implied[fact]
        return fact

    def points_on(self, circle: str) -> Iterator[str]:
        """Points known to lie on a circle, in order of introduction."""
        seen = {p for fact in self.known("on_circle") if fact.args[0] == circle for p in fact.args[1:]}
        return (name for name in self.position if name in seen)


def points_of(args: Args, figure: Figure) -> Iterator[str]:
    """The names of points that occur anywhere in (nested) arguments; circles count as their centre."""
    for arg in args:
        if isinstance(arg, tuple):
            yield from points_of(arg, figure)
        elif isinstance(arg, str):
            if arg in figure.position:
                yield arg
            elif arg in figure.circles:
                yield figure.circles[arg].centre
