"""What a figure's drawing offers a theorem: rays at a point, right angles, equal sides, points round a circle.

Computed once per state of a figure and shared by all theorems, so that no theorem walks through all points again.
Everything here rests on facts (which are returned as premises); coordinates only decide order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from itertools import combinations, pairwise
from typing import Any

from generators.plane.quantities import phase
from puma_data.symbolic.exact import ONE, Exact
from puma_data.symbolic.facts import Fact, Quantity, Term
from puma_data.symbolic.figure import Figure

Facts = tuple[Fact, ...]
Triangle = tuple[str, str, str]
ANGULAR = frozenset({"angle", "reflex", "sine", "cosine", "tangent"})
EPSILON = 1e-6
"""Degrees (or relative length) within which the drawing proposes an equality; a fact or a guard must justify it."""


@dataclass(frozen=True, slots=True)
class RightCorner:
    """A right angle AVB: known by facts, or (``guards``) to be derived first."""

    a: str
    v: str
    b: str
    premises: Facts
    guards: tuple[tuple[Quantity, Exact], ...] = ()


@dataclass(slots=True)
class Rim:
    """The named points of a circle, counter-clockwise, each with the fact that puts it there."""

    circle: str
    centre: str
    points: list[str]
    fact: dict[str, Fact]

    def on(self, *points: str) -> Facts:
        """The facts that put points on the circle."""
        return tuple(dict.fromkeys(self.fact[p] for p in points))

    def ordered(self, p: str, q: str, r: str) -> bool:
        """Whether P, Q, R follow each other counter-clockwise."""
        i, j, k = map(self.points.index, (p, q, r))
        return (i < j < k) or (j < k < i) or (k < i < j)


@dataclass(slots=True)
class Incidence:
    """The drawn and known structure of a figure at one moment."""

    figure: Figure
    joined: dict[str, list[str]] = field(default_factory=dict)
    """Points joined to each point by ink all the way."""
    rays: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    """Drawn rays at each point as (direction in degrees, the ray's name), counter-clockwise."""
    rims: list[Rim] = field(default_factory=list)
    mentioned: tuple[object, dict[Quantity, None]] | None = None
    """Quantities that the construction or the question names."""
    memory: dict[Any, Any] = field(default_factory=dict)
    """What `once` has found."""
    _edges: set[tuple[str, str]] = field(default_factory=set)
    _right: dict[Quantity, Facts] = field(default_factory=dict)
    _corners: list[RightCorner] | None = None
    _triangles: list[Triangle] | None = None
    _equal: dict[frozenset[Quantity], Fact] = field(default_factory=dict)
    _equal_angle: dict[frozenset[Quantity], Fact] = field(default_factory=dict)
    _sources: list[tuple[frozenset[str], Fact]] = field(default_factory=list)
    _lines: dict[tuple[str, ...], Facts] = field(default_factory=dict)
    _keys: dict[Quantity, tuple[Term, Facts]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        figure = self.figure
        names = [p for p in figure.position if not p.startswith("_")]
        self.joined = {p: [] for p in names}
        for p, q in combinations(names, 2):
            if figure.joined(p, q):
                self.joined[p].append(q)
                self.joined[q].append(p)
                self._edges |= {(p, q), (q, p)}
        for v in names:
            seen = {figure.ray(v, q) for q in self.joined[v]}
            at = figure.at(v)
            self.rays[v] = sorted((phase(figure.at(q) - at), q) for q in seen if not q.startswith("_"))
        definitions = figure.domain.facts
        for kind, facts in figure.by_kind.items():
            lines = definitions[kind].lines
            self._sources.extend((frozenset(line), fact) for fact in facts for line in lines(fact.args))
        for fact in figure.known("equal_length"):
            sides = [figure.canonical(("length", *fact.args[i : i + 2])) for i in range(0, len(fact.args), 2)]
            for pair in combinations(sides, 2):
                self._equal.setdefault(frozenset(pair), fact)
        for fact in figure.known("equal_angle"):
            angles = [figure.canonical(("angle", *fact.args[i : i + 3])) for i in range(0, len(fact.args), 3)]
            for pair in combinations(angles, 2):
                self._equal_angle.setdefault(frozenset(pair), fact)
        for fact in figure.known("right_angle"):
            a, v, b = fact.args
            backs = [
                (a, b, ()),
                *((x, b, self.line(a, v, x)) for x in self.back(v, a)),
                *((a, y, self.line(b, v, y)) for y in self.back(v, b)),
            ]
            backs += [
                (x, y, (*self.line(a, v, x), *self.line(b, v, y))) for x in self.back(v, a) for y in self.back(v, b)
            ]
            for x, y, extra in backs:
                self._right.setdefault(figure.canonical(("angle", x, v, y)), (fact, *extra))
        self._find_rims()

    def _find_rims(self) -> None:
        figure = self.figure
        found: dict[str, dict[str, Fact]] = {}
        for fact in figure.known("on_circle"):
            for p in fact.args[1:]:
                found.setdefault(fact.args[0], {}).setdefault(p, fact)
        for kind in ("arc", "sector"):
            for fact in figure.known(kind):
                for p in fact.args[1:3]:
                    found.setdefault(fact.args[0], {}).setdefault(p, fact)
        for circle, facts in found.items():
            centre = figure.centre(circle)
            o = figure.at(centre)
            points = sorted((p for p in facts if not p.startswith("_")), key=lambda p: phase(figure.at(p) - o))
            self.rims.append(Rim(circle, centre, points, facts))

    # --- lines --------------------------------------------------------------------------------------------------------

    def drawn(self, *path: str) -> bool:
        """Whether each point of a path is joined to the next by ink."""
        edges = self._edges
        return all(pair in edges for pair in pairwise(path))

    def back(self, v: str, p: str) -> tuple[str, ...]:
        """The ray opposite to VP, if it is drawn: its name alone in a tuple, else an empty tuple."""
        line = self.figure.line_through(v, p)
        if len(line) < 3:
            return ()
        i, j = line.index(v), line.index(p)
        k = i - 1 if j > i else i + 1
        if not 0 <= k < len(line) or (v, line[k]) not in self._edges:
            return ()
        name = self.figure.ray(v, line[k])
        return () if name.startswith("_") else (name,)

    def line(self, *points: str) -> Facts:
        """The facts that put three or more points on one line: one fact where one says it, else those that join up."""
        known = self._lines.get(points)
        if known is None:
            known = self._lines[points] = self._line(frozenset(points))
        return known

    def _line(self, points: frozenset[str]) -> Facts:
        if len(points) < 3:
            return ()
        for line, fact in self._sources:
            if points <= line:
                return (fact,)
        whole = set(self.figure.line_through(*sorted(points)[:2]))
        near = [(line, fact) for line, fact in self._sources if line <= whole]
        for (line, fact), (other, second) in combinations(near, 2):
            if len(line & other) >= 2 and points <= line | other:
                return (fact, second)
        return tuple(dict.fromkeys(fact for _, fact in near))

    # --- quantities ---------------------------------------------------------------------------------------------------

    def term(self, quantity: Quantity) -> tuple[Term, Facts]:
        """The canonical quantity as a term, with the facts by which its rays carry other letters."""
        found = self._keys.get(quantity)
        if found is None:
            figure = self.figure
            key = figure.canonical(quantity)
            premises: Facts = ()
            if quantity[0] in ANGULAR:
                _, p, v, q = quantity
                for x in (p, q):
                    name = figure.ray(v, x)
                    if name != x:
                        premises += self.line(v, x, name)
            found = self._keys[quantity] = (Term(ONE, (key,)), premises)
        return found

    def same(self, first: Quantity, second: Quantity) -> bool:
        """Whether the drawing shows two quantities equal: a proposal, never a reason."""
        x, y = self.figure.measure(first), self.figure.measure(second)
        return abs(x - y) <= EPSILON * max(abs(x), abs(y), 1e-9)

    def equal_length(self, p: str, q: str, r: str, s: str) -> Facts | None:
        """Facts by which PQ = RS: the same segment, marked equal, or radii of one circle; None when no fact says so."""
        first, second = self.figure.canonical(("length", p, q)), self.figure.canonical(("length", r, s))
        if first == second:
            return ()
        fact = self._equal.get(frozenset((first, second)))
        if fact is not None:
            return (fact,)
        for o in {p, q} & {r, s}:
            x, y = (q if p == o else p), (s if r == o else r)
            for rim in self.rims:
                if rim.centre == o and x in rim.fact and y in rim.fact:
                    return rim.on(x, y)
        return None

    def equal_angle(self, first: Quantity, second: Quantity) -> Facts | None:
        """Facts by which two angles are equal (same rays, marked equal, vertical, both right), or None."""
        (a,), (b,) = self.term(first)[0].quantities, self.term(second)[0].quantities
        if a == b:
            return (*self.term(first)[1], *self.term(second)[1])
        fact = self._equal_angle.get(frozenset((a, b)))
        if fact is not None:
            return (fact,)
        if a in self._right and b in self._right:
            return (*self._right[a], *self._right[b])
        (_, p, v, q), (_, r, w, s) = a, b
        if v == w:
            for x, y in ((r, s), (s, r)):
                if self.figure.between(p, v, x) and self.figure.between(q, v, y):
                    return (*self.line(p, v, x), *self.line(q, v, y))
        return None

    # --- right angles -------------------------------------------------------------------------------------------------

    def right(self, a: str, v: str, b: str) -> Facts | None:
        """Facts by which angle AVB is right (also on the far side of a line), or None."""
        return self._right.get(self.figure.canonical(("angle", a, v, b)))

    def corners(self) -> list[RightCorner]:
        """The right-angled corner of every drawn triangle that has one."""
        if self._corners is None:
            self._corners = []
            figure = self.figure
            for triangle in self.triangles():
                for i in range(3):
                    v, a, b = triangle[i], triangle[i - 2], triangle[i - 1]
                    key = figure.canonical(("angle", a, v, b))
                    if abs(figure.measure(key) - 90) > EPSILON:
                        continue
                    facts = self._right.get(key)
                    if facts is not None:
                        self._corners.append(RightCorner(a, v, b, facts))
                    else:
                        self._corners.append(RightCorner(a, v, b, (), ((key, Exact(90)),)))
        return self._corners

    # --- shapes -------------------------------------------------------------------------------------------------------

    def triangles(self) -> list[Triangle]:
        """Drawn triangles of named points."""
        if self._triangles is None:
            joined, rank = self.joined, self.figure.rank
            self._triangles = [
                (p, q, r)
                for p, near in joined.items()
                for q, r in combinations([x for x in near if rank(x) > rank(p)], 2)
                if (q, r) in self._edges and not self.figure.collinear(p, q, r)
            ]
        return self._triangles

    def feet(self, apex: str, p: str, q: str) -> Iterator[tuple[str, Facts]]:
        """Feet H of drawn perpendiculars from a point to line PQ, with the facts that make AH perpendicular to PQ."""
        for h in self.joined.get(apex, ()):
            if h in (p, q) or self.figure.collinear(p, q, h):
                x = q if h == p else p
                facts = self._right.get(self.figure.canonical(("angle", apex, h, x))) if x != h else None
                if facts is not None:
                    yield h, (*facts, *self.line(p, q, h))


_latest: list[Any] = [None, None]
"""State and structure of the figure asked for last: theorems come in long runs on one figure."""


def incidence(figure: Figure) -> Incidence:
    """The structure of a figure as it stands now (`by_kind` is a new object whenever something was stated or drawn)."""
    state = figure.by_kind
    if _latest[0] is not state:
        _latest[:] = state, Incidence(figure)
    found: Incidence = _latest[1]
    return found


def once(rule: Callable[[Figure], Any]) -> Callable[[Figure], Any]:
    """Compute what several theorems share once per state of a figure."""

    @wraps(rule)
    def remembered(figure: Figure) -> Any:
        memory = incidence(figure).memory
        if rule not in memory:
            found = rule(figure)
            memory[rule] = list(found) if isinstance(found, Iterator) else found
        return memory[rule]

    return remembered


def mentioned(figure: Figure) -> dict[Quantity, None]:
    """Every quantity whose value the construction fixed or that is asked for, with the parts of quotients and sums."""
    known = incidence(figure)
    state = (len(figure.parameters), figure.asked)
    if known.mentioned is None or known.mentioned[0] != state:
        found: dict[Quantity, None] = {}
        queue = [figure.canonical(q) for q in (*figure.parameters, *figure.asked)]
        while queue:
            quantity = queue.pop(0)
            found[quantity] = None
            queue.extend(figure.domain.quantities[quantity[0]].parts(quantity[1:]))
        known.mentioned = (state, found)
    return known.mentioned[1]


def rotations(ring: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cyclic rotations of a polygon's vertices."""
    points = tuple(ring)
    for i in range(len(points)):
        yield points[i:] + points[:i]
