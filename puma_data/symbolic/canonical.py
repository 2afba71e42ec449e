"""Keys that are equal exactly when two problems are the same up to names, order of statement, similarity and
reflection.

What is said and asked becomes a hypergraph: vertices are points, circles, regions, unknowns, quantities and rays,
hyperedges are facts. Colour refinement orders the vertices; where it leaves ties, each tied vertex is singled out in
turn and the smallest result is taken (with the automorphisms met on the way sparing equal branches), so that the form
is canonical and not only invariant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import permutations
from typing import Any, NamedTuple, cast

from puma_data.symbolic.exact import Exact, Linear, NotExact
from puma_data.symbolic.facts import Args, Fact, Quantity, unchanged
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem


class Keys(NamedTuple):
    """Fingerprints of a problem, 16 bytes each, and its chain of theorems."""

    problem: bytes
    """Equal for the same problem: facts, values up to scale, goal, story, rounding."""
    structure: bytes
    """Equal also where values differ: what splits are made by."""
    chain: str
    """Theorems in order of use."""


def keys(problem: Problem) -> Keys:
    """The keys of a problem; they do not depend on names, order of statement, size, or which way round it is drawn."""
    if isinstance(problem.figure, Plot):
        return _plotted(problem, problem.figure)
    readings = [_Reading(problem, mirrored=False)]
    if readings[0].oriented:
        readings.append(_Reading(problem, mirrored=True))
    structures, problems = zip(*(reading.forms() for reading in readings), strict=True)
    head = repr((problem.domain, problem.draft.skin, problem.draft.rounding))
    return Keys(_digest(head + min(problems)), _digest(head + min(structures)), " > ".join(problem.theorems))


def _plotted(problem: Problem, plot: Plot) -> Keys:
    """Keys of a problem on a plot: names are conventional there and coordinates mean what they are, so it is written
    as it stands. Problems on the same curves share their structure, whatever is asked of them.
    """
    said = sorted(
        repr((fact.kind, fact.args, fact.value and fact.value.sympy()))
        for fact in problem.facts
        if not set(plot.panels) & {*fact.args, *(fact.args[0] if fact.kind == "value" else ())}
    )
    head = (problem.domain, plot.identity())
    asked = [claim.sympy(problem.known) for claim in problem.draft.claims if claim.error is None] or problem.goal
    return Keys(
        _digest(repr((*head, said, asked, problem.draft.variant, problem.draft.skin, problem.draft.rounding))),
        _digest(repr(head)),
        " > ".join(problem.theorems),
    )


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


# --- values up to scale -----------------------------------------------------------------------------------------------


def _scaled(problem: Problem) -> dict[Quantity, Exact | Linear]:
    """Given values with the smallest given length as the unit (the smallest area's root where no length is given)."""
    figure, givens = problem.figure, problem.givens
    if not figure.domain.similar:
        return givens
    hidden = {q: v.at(figure.unknowns[v.symbol]) if isinstance(v, Linear) else v for q, v in givens.items()}
    dimensions = {q: figure.dimension(q) for q in givens}
    for power in (1, 2, 3):
        for size in sorted(v for q, v in hidden.items() if dimensions[q] == power and v.sign() > 0):
            try:
                return {q: _over(v, size, dimensions[q], power) for q, v in givens.items()}
            except NotExact:
                continue
    return givens


def _over(value: Exact | Linear, size: Exact, dimension: int | str, power: int) -> Exact | Linear:
    if not isinstance(dimension, int) or dimension == 0:
        return value
    if dimension % power:
        raise NotExact("a length among areas")
    divisor = size ** (dimension // power)
    if isinstance(value, Linear):
        return Linear(value.symbol, value.slope / divisor, value.constant / divisor)
    return value / divisor


def _written(value: Exact | Linear) -> str:
    return f"{value.slope.sympy()};{value.constant.sympy()}" if isinstance(value, Linear) else value.sympy()


# --- symmetry of the kinds --------------------------------------------------------------------------------------------


class _Sample:
    """Stands for a figure where a quantity kind's own symmetry is asked for: rank by position, no known lines."""

    def rank(self, name: int) -> int:
        return name

    def ray(self, vertex: int, through: int) -> int:
        return through

    def canonical(self, quantity: Any) -> Any:
        return quantity


Roles = tuple[tuple[int, ...], ...]
"""For slots i and j of a kind the class of the pair: equal for pairs that a symmetry of the kind exchanges."""


def _roles(size: int, key: Callable[[Sequence[int]], Any]) -> Roles:
    """Classes of the pairs of slots under the permutations that leave ``key`` unchanged."""
    start = tuple(range(size))
    same = key(start)
    kept = [p for p in (permutations(start) if size <= 5 else _likely(size)) if key(p) == same]
    parent = {(i, j): (i, j) for i in start for j in start}

    def root(pair: tuple[int, int]) -> tuple[int, int]:
        while parent[pair] != pair:
            pair = parent[pair]
        return pair

    for p in kept:
        for i, j in parent:
            a, b = sorted((root((i, j)), root((p[i], p[j]))))
            parent[b] = a
    return tuple(tuple(i * size + j for i, j in (root((i, j)) for j in start)) for i in start)


def _likely(size: int) -> Iterator[tuple[int, ...]]:
    """Permutations that generate the symmetries kinds have: of lists, rings, pairs and corners, after one or two fixed
    slots.
    """
    slots = list(range(size))
    for first in range(3):
        head, tail = slots[:first], slots[first:]
        yield (*head, *tail[1:], tail[0])
        yield (*head, *reversed(tail))
        for block in (1, 2, 3):
            for i in range(first, size - 2 * block + 1):
                swapped = [*slots[i + block : i + 2 * block], *slots[i : i + block]]
                yield (*slots[:i], *swapped, *slots[i + 2 * block :])
    for i in range(size - 2):
        yield (*slots[:i], i + 2, i + 1, i, *slots[i + 3 :])


_ROLES: dict[tuple[str, str, str, int], Roles] = {}
"""Roles by domain, "fact" or "quantity", kind and number of slots."""


@cache
def _plain(size: int) -> Roles:
    """Roles of slots that all differ."""
    return tuple(tuple(i * size + j for j in range(size)) for i in range(size))


# --- a problem as a hypergraph ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Term:
    """A hyperedge: a label, its value's text, and the vertices in its slots with their roles."""

    label: str
    value: str
    slots: tuple[int, ...]
    roles: Roles


class _Rays:
    """Stands for the figure where a quantity is keyed before points have an order: a ray is all of its points."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure

    def rank(self, name: Any) -> int:
        return 0

    def ray(self, vertex: str, through: str) -> Any:
        line = self.figure.line_through(vertex, through)
        if len(line) == 2:
            return through
        start, end = line.index(vertex), line.index(through)
        side = line[start + 1 :] if end > start else line[:start][::-1]
        return through if len(side) == 1 else ("", *side)

    def canonical(self, quantity: Quantity) -> Quantity:
        return quantity


class _Reading:
    """A problem, or its mirror image, as a coloured hypergraph."""

    def __init__(self, problem: Problem, *, mirrored: bool) -> None:
        figure = problem.figure
        self.figure, self.domain, self.mirrored = figure, figure.domain, mirrored
        self.oriented = False
        self.vertex: dict[Any, int] = {}
        self.sort: list[int] = []
        self.terms: list[_Term] = []
        self._rays = cast(Figure, _Rays(figure))
        values = _scaled(problem)
        self.facts = [self._mirror_fact(fact) for fact in problem.facts if fact.value is None]
        self.givens = [(self._mirror(q), _written(v), v) for q, v in values.items()]
        self.goal = self._mirror(problem.goal)
        for fact in self.facts:
            slots = tuple(self._name(arg) for arg in fact.args)
            self.terms.append(_Term(fact.kind, "", slots, self._fact_roles(fact.kind, len(slots))))
        for quantity, text, value in self.givens:
            ends = (self._quantity(quantity), *([self._name(value.symbol)] if isinstance(value, Linear) else ()))
            self.terms.append(_Term("given" * len(ends), text, ends, _plain(len(ends))))
        self.terms.append(_Term("goal", "", (self._quantity(self.goal),), _plain(1)))
        self.edges = [
            (region, *edge) for region in figure.regions if region in self.vertex for edge in self._edges(region)
        ]
        for region, label, *rim in self.edges:
            slots = tuple(self._name(arg) for arg in (region, *rim))
            both = _roles(3, lambda p: (p[0], *sorted(p[1:]))) if label == "line" else _plain(len(slots))
            self.terms.append(_Term(f"edge {label}", "", slots, both))
        self.centres = [(c, figure.circles[c].centre) for c in figure.circles if c in self.vertex]
        for c, centre in self.centres:
            self.terms.append(_Term("centre", "", (self._name(c), self._name(centre)), _plain(2)))
        self.named = [(name, v) for name, v in self.vertex.items() if isinstance(name, str)]

    # vertices

    def _name(self, name: str) -> int:
        """The vertex of a point, circle, region or unknown."""
        index = self.vertex.get(name)
        if index is None:
            index = self.vertex[name] = len(self.sort)
            figure = self.figure
            self.sort.append(
                0 if name in figure.position else 1 if name in figure.circles else 2 if name in figure.regions else 3
            )
        return index

    def _new(self, key: Any, sort: int) -> int:
        index = self.vertex[key] = len(self.sort)
        self.sort.append(sort)
        return index

    def _quantity(self, quantity: Quantity) -> int:
        """The vertex of a quantity, tied to its arguments by a hyperedge."""
        if quantity in self.vertex:
            return self.vertex[quantity]
        kind = self.domain.quantities[quantity[0]]
        args = kind.canonical(self._rays, quantity[1:])
        whole = self._new(quantity, 4)
        slots: list[int] = []
        for arg in args:
            if isinstance(arg, str):
                slots.append(self._name(arg))
            elif isinstance(arg[0], Exact):
                part = (self._quantity(arg[1]), whole)
                self.terms.append(_Term(f"part {arg[0].sympy()}", "", part, _plain(2)))
            elif arg[0]:
                slots.append(self._quantity(arg))
            else:
                slots.append(self._ray(arg))
        roles = self._quantity_roles(quantity[0], len(slots))
        self.terms.append(_Term(f"quantity {quantity[0]}", "", (whole, *slots), roles))
        return whole

    def _ray(self, ray: Args) -> int:
        if ray in self.vertex:
            return self.vertex[ray]
        index = self._new(ray, 5)
        slots = (*(self._name(p) for p in ray[1:]), index)
        self.terms.append(_Term("ray", "", slots, _plain(len(slots))))
        return index

    def _edges(self, region: str) -> Iterator[tuple[Any, ...]]:
        """Boundary pieces of a region, arcs with their ends counter-clockwise."""
        for loop in self.figure.regions[region]:
            for edge in loop:
                if edge[0] == "line":
                    yield ("line", edge[1], edge[2])
                elif edge[0] == "circle":
                    yield (f"circle {edge[2]}", edge[1])
                else:
                    self.oriented = True
                    _, c, p, q, turn = edge
                    yield (f"arc {turn}", c, *((p, q) if (turn > 0) != self.mirrored else (q, p)))

    # the mirror image

    def _mirror_fact(self, fact: Fact) -> Fact:
        mirror = self.domain.facts[fact.kind].mirror
        if mirror is unchanged:
            return fact
        self.oriented = True
        return Fact(fact.kind, mirror(fact.args)) if self.mirrored else fact

    def _mirror(self, quantity: Quantity) -> Quantity:
        kind = self.domain.quantities[quantity[0]]
        args = tuple(
            arg
            if isinstance(arg, str)
            else (arg[0], self._mirror(arg[1]))
            if isinstance(arg[0], Exact)
            else self._mirror(arg)
            for arg in quantity[1:]
        )
        if kind.mirror is not unchanged:
            self.oriented = True
            if self.mirrored:
                args = kind.mirror(args)
        return (quantity[0], *args)

    # symmetries

    def _fact_roles(self, kind: str, size: int) -> Roles:
        key = (self.domain.name, "fact", kind, size)
        if key not in _ROLES:
            canonical = self.domain.facts[kind].canonical
            _ROLES[key] = _roles(size, lambda p: canonical(tuple(f"{i:03}" for i in p)))
        return _ROLES[key]

    def _quantity_roles(self, kind: str, size: int) -> Roles:
        """Roles of the quantity itself (first slot) and its arguments."""
        key = (self.domain.name, "quantity", kind, size)
        if key not in _ROLES:
            canonical, sample = self.domain.quantities[kind].canonical, cast(Figure, _Sample())
            _ROLES[key] = _roles(size + 1, lambda p: (p[0], canonical(sample, tuple(p[1:])) if size else ()))
        return _ROLES[key]

    # canonical forms

    def forms(self) -> tuple[str, str]:
        """Canonical text without and with values."""
        structure = _Search(self, values=False)
        colours = structure.refine(self.sort)
        bare = structure.best(colours)
        order = structure.order(colours)
        if order is not None:
            return bare, self.text(order, values=True)
        search = _Search(self, values=True)
        return bare, search.best(search.refine(colours))

    def text(self, order: Sequence[int], *, values: bool) -> str:
        """Everything said and asked, with names by rank: the same text for the same problem."""
        names = {v: name for name, v in self.named}
        letters = {names[v]: f"{'PCRU'[self.sort[v]]}{i:02}" for i, v in enumerate(order)}
        figure = self.figure.reordered({names[v]: i for i, v in enumerate(order)})
        facts = self.domain.facts

        def renamed(args: Iterable[Any]) -> tuple[Any, ...]:
            done = [
                letters.get(a, a) if isinstance(a, str) else (a.sympy() if isinstance(a, Exact) else renamed(a))
                for a in args
            ]
            return tuple(sorted(done) if done and isinstance(done[0], tuple) and _weighted(args) else done)

        def keyed(quantity: Quantity) -> Args:
            key = figure.canonical(quantity)
            return (key[0], renamed(key[1:]))

        said = sorted((f.kind, facts[f.kind].canonical(tuple([letters[a] for a in f.args]))) for f in self.facts)
        given = sorted(
            repr((keyed(q), letters[v.symbol] if isinstance(v, Linear) else "", text if values else ""))
            for q, text, v in self.givens
        )
        rims = sorted((letters[r], label, *_ends(label, [letters[e] for e in ends])) for r, label, *ends in self.edges)
        centres = sorted((letters[c], letters[o]) for c, o in self.centres)
        return repr((said, given, keyed(self.goal), rims, centres))


def _weighted(args: Iterable[Any]) -> bool:
    """Whether arguments are the terms of a sum, whose order means nothing."""
    return all(isinstance(arg, tuple) and isinstance(arg[0], Exact) for arg in args)


def _ends(label: str, ends: list[str]) -> list[str]:
    return sorted(ends) if label == "line" else ends


class _Search:
    """Colour refinement and, where it ties, individualisation."""

    def __init__(self, reading: _Reading, *, values: bool) -> None:
        self.reading, self.values = reading, values
        terms = reading.terms
        labels = [f"{t.label}={t.value}" if values else t.label for t in terms]
        rank = {label: i for i, label in enumerate(sorted(set(labels)))}
        self.named = [v for _, v in reading.named]
        self.around: list[list[tuple[int, list[tuple[int, int]]]]] = [[] for _ in reading.sort]
        for label, term in zip(labels, terms, strict=True):
            for i, v in enumerate(term.slots):
                row = term.roles[i]
                others = [(row[j], u) for j, u in enumerate(term.slots) if j != i]
                self.around[v].append((rank[label] << 10 | row[i], others))

    def refine(self, colours: Sequence[int]) -> list[int]:
        """Split colours by what surrounds each vertex until nothing changes; ranks of colours are invariant."""
        current = list(colours)
        classes = len(set(current))
        while True:
            signatures = [
                (
                    current[v],
                    sorted(
                        [
                            (role, [(others[0][0], current[others[0][1]])])
                            if len(others) == 1
                            else (role, sorted([(r, current[u]) for r, u in others]))
                            for role, others in around
                        ]
                    ),
                )
                for v, around in enumerate(self.around)
            ]
            order = sorted(range(len(signatures)), key=signatures.__getitem__)
            last: Any = None
            count = -1
            for v in order:
                if signatures[v] != last:
                    last = signatures[v]
                    count += 1
                current[v] = count
            if count + 1 == classes:
                return current
            classes = count + 1

    def order(self, colours: Sequence[int]) -> list[int] | None:
        """The named vertices by colour, None where two share one."""
        if len({colours[v] for v in self.named}) < len(self.named):
            return None
        return sorted(self.named, key=colours.__getitem__)

    def best(self, colours: list[int]) -> str:
        """The smallest text over all orders that respect the colours."""
        return self._search(colours)[0]

    def _search(self, colours: list[int]) -> tuple[str, list[int]]:
        order = self.order(colours)
        if order is not None:
            return self.reading.text(order, values=self.values), order
        cells: dict[int, list[int]] = {}
        for v in self.named:
            cells.setdefault(colours[v], []).append(v)
        _, cell = min((len(members), colour) for colour, members in cells.items() if len(members) > 1)
        orbit = {v: v for v in self.named}

        def root(v: int) -> int:
            while orbit[v] != v:
                v = orbit[v]
            return v

        found: list[tuple[str, list[int]]] = []
        tried: set[int] = set()
        for v in cells[cell]:
            if root(v) in {root(u) for u in tried}:
                continue
            tried.add(v)
            single = [2 * colour for colour in colours]
            single[v] -= 1
            text, order = self._search(self.refine(single))
            for other, path in found:
                if other == text:
                    for a, b in zip(path, order, strict=True):  # the same text in another order: an automorphism
                        orbit[root(b)] = root(a)
                    break
            found.append((text, order))
        return min(found)
