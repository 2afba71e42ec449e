"""Everything that follows from what is given, each quantity by its cheapest derivation.

Knuth's generalisation of Dijkstra's algorithm on the hypergraph of relations: a relation with one unknown left derives
it, and quantities are settled in order of cost. The first derivation found is therefore the cheapest, which is the one
a person would write, and the depth read off it is honest (a breadth-first search overstates it). What single relations
cannot reach, because two unknowns wait for each other, exact linear elimination does.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from puma_data.symbolic.exact import ONE, ZERO, Exact, Linear, NotExact
from puma_data.symbolic.facts import Domain, Quantity, Relation, Term
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Step

DEFINITION_COST = 1
"""Cost of a step by definition; a theorem of weight w costs w times `THEOREM_COST`, so definitions only break ties."""
THEOREM_COST = 20
SYSTEM_LIMIT = 5
"""Most relations solved together in one step: more is no step a person follows."""

Monomial = tuple[Exact, tuple[tuple[Quantity, int], ...]]
"""Coefficient, and quantities with their powers."""
MINUS_ONE = -ONE


class UnsoundRelation(AssertionError):
    """A theorem emitted an equation that the coordinates contradict, or an exact value differs from the drawing: a
    fault in a rule.
    """


@dataclass(slots=True)
class Equation:
    """A relation ready for solving: monomials that sum to zero, and what must be known before it may be used."""

    relation: Relation
    monomials: tuple[Monomial, ...]
    quantities: tuple[Quantity, ...]
    needs: tuple[Quantity, ...]
    """Quantities of the guards."""
    cost: int
    depth: int


class Hypergraph:
    """The equations of a figure, indexed once by the quantities they bind and need: what every closure of the figure
    runs on.
    """

    def __init__(self, equations: Sequence[Equation]) -> None:
        self.equations = list(equations)
        self.uses: dict[Quantity, list[int]] = {}
        self.guards: dict[Quantity, list[int]] = {}
        for index, equation in enumerate(self.equations):
            for quantity in equation.quantities:
                self.uses.setdefault(quantity, []).append(index)
            for quantity in equation.needs:
                self.guards.setdefault(quantity, []).append(index)
        self.missing = [len(equation.quantities) for equation in self.equations]
        self.unguarded = [len(equation.needs) for equation in self.equations]
        self.solved: dict[tuple[int, Quantity], Exact | None] = {}
        """What an equation gives for its last unknown (None: nothing fit to use). All that a closure knows is true, so
        each is worked out once for all closures of the figure."""
        self.ready = [i for i, (m, u) in enumerate(zip(self.missing, self.unguarded, strict=True)) if m == 1 and not u]

    def with_labels(self, labels: Sequence[Equation]) -> Hypergraph:
        """The same with the equations of labels written as expressions."""
        return Hypergraph([*self.equations, *labels]) if labels else self


def emit(figure: Figure) -> Hypergraph:
    """Run every theorem of the domain on a figure. Each relation is checked numerically at once."""
    equations: list[Equation] = []
    seen: dict[tuple[Any, ...], Relation] = {}
    for theorem in figure.domain.theorems.values():
        for relation in theorem.rule(figure):
            if seen.setdefault((relation.left, relation.right, relation.guards), relation) is relation:
                equations.append(compile_relation(figure, relation, theorem.weight))
    return Hypergraph(equations)


def compile_relation(figure: Figure, relation: Relation, weight: int) -> Equation:
    """Bring a relation to the form the solver works on; raise `UnsoundRelation` if the coordinates contradict it."""
    measure = figure.measure
    total = scale = 0.0
    monomials: list[Monomial] = []
    order: dict[Quantity, None] = {}
    for left, terms in ((True, relation.left), (False, relation.right)):
        for coefficient, quantities in terms:
            if not left:
                coefficient = MINUS_ONE if coefficient is ONE else -coefficient
            product = 1.0 if coefficient is ONE else -1.0 if coefficient is MINUS_ONE else float(coefficient)
            for quantity in quantities:
                product *= measure(quantity)
                order[quantity] = None
            total += product
            scale += abs(product)
            if len(quantities) == 1:
                powers: tuple[tuple[Quantity, int], ...] = ((quantities[0], 1),)
            else:
                powers = tuple([(q, quantities.count(q)) for q in dict.fromkeys(quantities)])
            monomials.append((coefficient, powers))
    if abs(total) > 1e-7 * max(scale, 1e-3):
        raise UnsoundRelation(f"{relation.theorem} is off by {total:.3g}: {relation.left} = {relation.right}")
    needs: dict[Quantity, None] = {}
    for quantity, other in relation.guards:
        needs[quantity] = None
        if isinstance(other, tuple):
            needs[other] = None
    cost = weight * THEOREM_COST + DEFINITION_COST
    return Equation(relation, tuple(monomials), tuple(order), tuple(needs), cost, 1 if weight else 0)


def expression(figure: Figure, quantity: Quantity, value: Linear) -> Equation:
    """The relation behind a label such as ``AB = 2x + 3``."""
    left = (Term(ONE, (quantity,)),)
    right = (Term(value.slope, (("unknown", value.symbol),)), *((Term(value.constant),) if value.constant != 0 else ()))
    return compile_relation(figure, Relation("given_expression", left, right), 0)


def nice(value: Exact, limits: tuple[int, int, int, int]) -> bool:
    """Whether a value is simple enough to stand in a school solution (see `Domain.limits`)."""
    denominator, radicand, coefficient, terms = value.complexity
    return bool(denominator <= limits[0] and radicand <= limits[1] and coefficient <= limits[2] and terms <= limits[3])


@dataclass(slots=True)
class Derivation:
    """How a quantity came to be known; ``equation`` is None for what is given."""

    value: Exact
    cost: int
    depth: int
    equation: Equation | None = None
    parents: tuple[Quantity, ...] = ()
    system: tuple[Equation, ...] = ()


class Closure:
    """All quantities that follow from ``givens`` by the equations, or as many as are needed to reach ``goal``.

    ``systems=False`` leaves linear elimination out: a quicker survey of what single relations reach.
    """

    def __init__(
        self,
        figure: Figure,
        graph: Hypergraph,
        givens: Mapping[Quantity, Exact | Linear],
        goal: Quantity | None = None,
        *,
        systems: bool = True,
    ) -> None:
        labels = [expression(figure, q, v) for q, v in givens.items() if isinstance(v, Linear)]
        self.figure = figure
        self.known: dict[Quantity, Derivation] = {}
        self._graph = graph.with_labels(labels)
        self._labels = len(labels)
        self.equations = self._graph.equations
        self._missing = self._graph.missing.copy()
        self._unguarded = self._graph.unguarded.copy()
        self._queue: list[tuple[int, int, int, Quantity]] = []
        self._pushed = 0
        for index in self._graph.ready:
            self._consider(index)
        for quantity, value in givens.items():
            if isinstance(value, Exact):
                self._settle(quantity, Derivation(value, 0, 0))
        self._propagate(goal)
        while systems and (goal is None or goal not in self.known) and self._eliminate():
            self._propagate(goal)

    def _consider(self, index: int) -> None:
        """Queue what an equation with one unknown left derives."""
        equation, known = self.equations[index], self.known
        target: Quantity = ()
        cost = equation.cost
        for quantity in equation.quantities:
            derivation = known.get(quantity)
            if derivation is None:
                target = quantity
            else:
                cost += derivation.cost
        for quantity in equation.needs:
            cost += known[quantity].cost
        if equation.relation.targets and target not in equation.relation.targets:
            return
        self._pushed += 1
        heapq.heappush(self._queue, (cost, self._pushed, index, target))

    def _settle(self, quantity: Quantity, derivation: Derivation) -> None:
        self.known[quantity] = derivation
        missing, unguarded = self._missing, self._unguarded
        for index in self._graph.uses.get(quantity, ()):
            left = missing[index] = missing[index] - 1
            if left == 1 and not unguarded[index]:
                self._consider(index)
        for index in self._graph.guards.get(quantity, ()):
            left = unguarded[index] = unguarded[index] - 1
            if not left and missing[index] == 1:
                self._consider(index)

    def _propagate(self, goal: Quantity | None) -> None:
        queue, known, equations, solved = self._queue, self.known, self.equations, self._graph.solved
        while queue:
            cost, _, index, target = heapq.heappop(queue)
            if target in known:
                continue
            equation = equations[index]
            if (index, target) in solved:
                value = solved[index, target]
            else:
                value = solved[index, target] = self._solve(equation, target) if self._guarded(equation) else None
                if value is not None:
                    self._compare(target, value, equation.relation.theorem)
            if value is None:
                continue
            bound = dict.fromkeys((*equation.needs, *equation.quantities)) if equation.needs else equation.quantities
            parents = tuple([q for q in bound if q != target])
            depth = equation.depth + max([known[q].depth for q in parents], default=0)
            self._settle(target, Derivation(value, cost, depth, equation, parents))
            if target == goal:
                return

    def _guarded(self, equation: Equation) -> bool:
        for quantity, other in equation.relation.guards:
            value = self.known[quantity].value
            if isinstance(other, tuple):
                if value != self.known[other].value:
                    return False
            elif other is not None and value != other:
                return False
        return True

    def _solve(self, equation: Equation, target: Quantity) -> Exact | None:
        """Value of the one unknown; None where it stands in several terms, to a high power, or is no exact or no nice
        number.
        """
        rest, factor, power = ZERO, ZERO, 0
        try:
            for product, powers in equation.monomials:
                exponent = 0
                for quantity, e in powers:
                    if quantity == target:
                        exponent = e
                    else:
                        known = self.known[quantity].value
                        product = product * (known if e == 1 else known**e)
                if exponent:
                    if power:
                        return None
                    factor, power = product, exponent
                else:
                    rest = rest + product
            if power > 3 or factor.is_zero:
                return None
            value = -rest / factor
            if power == 2:
                value = value.sqrt()
            elif power == 3:
                value = value.cbrt()
        except (NotExact, ValueError, ZeroDivisionError):
            return None
        return value if nice(value, self.figure.domain.limits) else None

    def _compare(self, quantity: Quantity, value: Exact, theorem: str) -> None:
        drawn = self.figure.measure(quantity)
        if not math.isclose(drawn, float(value), rel_tol=1e-7, abs_tol=1e-7):
            raise UnsoundRelation(f"{theorem} makes {quantity} {value!r}, the drawing has {drawn:.9g}")

    def _eliminate(self) -> bool:
        """One round of exact Gaussian elimination over the equations that are linear in what is unknown.

        Labels come first, so that every labelled quantity is written in its unknown and each theorem then is an
        equation in it; then the equations with the fewest unknowns that no label writes, as a person would try them.
        """
        first = len(self.equations) - self._labels
        rows = [row for index in range(len(self.equations)) if (row := self._linear_row(index)) is not None]
        written = {q for row in rows if row[2] >= first for q in row[0]}
        rows.sort(key=lambda row: (row[2] < first, len(row[0].keys() - written), self.equations[row[2]].cost))
        pivots: list[tuple[Quantity, dict[Quantity, Exact], Exact, frozenset[int]]] = []
        try:
            for coefficients, constant, index in rows:
                used = frozenset((index,))
                for pivot, other, other_constant, other_used in pivots:
                    factor = coefficients.get(pivot)
                    if factor is not None:
                        coefficients, constant = _subtract(coefficients, constant, other, other_constant, factor)
                        used |= other_used
                if not coefficients or len(used) > SYSTEM_LIMIT:
                    continue
                pivot = next((q for q in coefficients if q[0] != "unknown"), next(iter(coefficients)))
                lead = coefficients[pivot]
                coefficients = {q: c / lead for q, c in coefficients.items()}
                constant = constant / lead
                for at, (p, other, other_constant, other_used) in enumerate(pivots):
                    factor = other.get(pivot)
                    if factor is not None and len(other_used | used) <= SYSTEM_LIMIT:
                        reduced = _subtract(other, other_constant, coefficients, constant, factor)
                        pivots[at] = (p, *reduced, other_used | used)
                pivots.append((pivot, coefficients, constant, used))
        except NotExact:
            pass
        solved = [(len(used), at) for at, (_, row, _, used) in enumerate(pivots) if len(row) == 1 and len(used) > 1]
        for _, at in sorted(solved):
            pivot, _, constant, used = pivots[at]
            if pivot not in self.known and nice(constant, self.figure.domain.limits):
                self._settle_system(pivot, constant, sorted(used))
                return True
        return False

    def _linear_row(self, index: int) -> tuple[dict[Quantity, Exact], Exact, int] | None:
        """Unknown coefficients and right-hand side of an equation, if it is linear in two to four unknowns."""
        if not 2 <= self._missing[index] <= 4 or self._unguarded[index] or not self._guarded(self.equations[index]):
            return None
        if self.equations[index].relation.targets:
            return None
        coefficients: dict[Quantity, Exact] = {}
        constant = ZERO
        try:
            for product, powers in self.equations[index].monomials:
                target: Quantity | None = None
                for quantity, e in powers:
                    if quantity in self.known:
                        known = self.known[quantity].value
                        product = product * (known if e == 1 else known**e)
                    elif e > 1 or target is not None:
                        return None
                    else:
                        target = quantity
                if target is None:
                    constant = constant - product
                else:
                    coefficients[target] = coefficients.get(target, ZERO) + product
        except NotExact:
            return None
        coefficients = {q: c for q, c in coefficients.items() if not c.is_zero}
        return (coefficients, constant, index) if coefficients else None

    def _needed(self, target: Quantity, indices: Iterable[int]) -> list[int]:
        """A system without the equations that its result does not rest on, the dearest left out first."""
        rows = {index: row[0] for index in indices if (row := self._linear_row(index)) is not None}
        unknowns = list(dict.fromkeys(q for row in rows.values() for q in row))
        kept = sorted(rows)

        def decide(chosen: list[int]) -> bool:
            matrix = [[float(rows[index].get(q, ZERO)) for q in unknowns] for index in chosen]
            alone = [float(q == target) for q in unknowns]
            return bool(np.linalg.matrix_rank([*matrix, alone]) == np.linalg.matrix_rank(matrix))

        for index in sorted(kept, key=lambda index: (-self.equations[index].cost, index)):
            rest = [other for other in kept if other != index]
            if rest and decide(rest):
                kept = rest
        return kept

    def _settle_system(self, target: Quantity, value: Exact, indices: Iterable[int]) -> None:
        system = tuple(self.equations[index] for index in self._needed(target, indices))
        self._compare(target, value, "system of equations")
        quantities = dict.fromkeys(q for equation in system for q in (*equation.needs, *equation.quantities))
        parents = tuple(q for q in quantities if q in self.known)
        cost = sum(equation.cost for equation in system) + THEOREM_COST + sum(self.known[q].cost for q in parents)
        depth = 1 + max((self.known[q].depth for q in parents), default=0)
        self._settle(target, Derivation(value, cost, depth, system[0], parents, system))

    # --- trace-back ---------------------------------------------------------------------------------------------------

    def trace(self, goal: Quantity) -> tuple[Step, ...]:
        """The steps that derive the goal, in order of use (the goal last); givens are not steps."""
        steps: dict[Quantity, Step] = {}
        stack: list[tuple[Quantity, bool]] = [(goal, False)]
        while stack:
            quantity, done = stack.pop()
            derivation = self.known[quantity]
            if quantity in steps or derivation.equation is None:
                continue
            if done:
                system = tuple(equation.relation for equation in derivation.system)
                relation = derivation.equation.relation
                steps[quantity] = Step(
                    quantity, derivation.value, relation, derivation.parents, derivation.depth, system
                )
                continue
            stack.append((quantity, True))
            stack.extend((parent, False) for parent in reversed(derivation.parents))
        return tuple(steps.values())

    def leaves(self, goal: Quantity) -> list[Quantity]:
        """Given quantities that the goal's derivation uses, in order of use."""
        used: dict[Quantity, None] = {}
        for step in self.trace(goal):
            for quantity in step.parents:
                if self.known[quantity].equation is None:
                    used[quantity] = None
        return list(used)


def _subtract(
    row: dict[Quantity, Exact], constant: Exact, other: dict[Quantity, Exact], other_constant: Exact, factor: Exact
) -> tuple[dict[Quantity, Exact], Exact]:
    """``row - factor * other`` with zero coefficients dropped."""
    result = dict(row)
    for quantity, coefficient in other.items():
        difference = result.get(quantity, ZERO) - factor * coefficient
        if difference.is_zero:
            result.pop(quantity, None)
        else:
            result[quantity] = difference
    return result, constant - factor * other_constant


def weights(domain: Domain) -> dict[str, int]:
    """Weight of every theorem by name (labels written as expressions weigh nothing)."""
    return {"given_expression": 0, **{name: theorem.weight for name, theorem in domain.theorems.items()}}
