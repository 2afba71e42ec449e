"""Whether a composed problem is one that a teacher would set: nothing idle in it, nothing left to guess."""

from __future__ import annotations

from collections.abc import Iterator

from generators.plane.quantities import arc
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Problem

OF_A_CIRCLE = frozenset({"radius", "diameter", "circumference", "disk"})
"""Measures that belong to a circle alone, whatever is drawn with it."""


def worth_asking(problem: Problem) -> bool:
    """No idle condition, no figure beside the point, no arc or angle that could lie on either side."""
    about = {q[0] for q in _quantities(problem)}
    doubts = (idle_facts(problem), unsure_arcs(problem), unsure_angles(problem))
    return not (about <= OF_A_CIRCLE or any(any(doubt) for doubt in doubts))


def idle_facts(problem: Problem) -> Iterator[Fact]:
    """Conditions that the solution never uses: implicit facts, and circles through points that nothing measures."""
    figure = problem.figure
    used = {
        figure.stated(fact)
        for step in problem.steps
        for relation in (step.system or (step.relation,))
        for fact in relation.premises
    }
    measured = {arg for quantity in _quantities(problem) for arg in quantity[1:] if isinstance(arg, str)}
    for fact in problem.facts:
        if fact in used:
            continue
        round_points = fact.kind in ("on_circle", "diameter") and fact.args[0] not in measured
        if round_points or figure.domain.facts[fact.kind].info == "implicit":
            yield fact


def unsure_arcs(problem: Problem) -> Iterator[Quantity]:
    """Arcs given or asked for, called minor or major, of which the words do not tell which other points lie on them.

    They tell it where the centre lies inside an inscribed polygon (each side then cuts off its minor arc), where a
    point is stated to be on the arc, and round a diameter; else only for a circle of two points.
    """
    figure = problem.figure
    for quantity in (*problem.givens, problem.goal):
        if quantity[0] != "arc":
            continue
        _, c, p, q = quantity
        others = [x for x in figure.points_on(c) if x not in (p, q) and not x.startswith("_")]
        on_it = [x for x in others if figure.measure(arc(c, p, x)) < figure.measure(quantity)]
        split = 0 < len(on_it) < len(others)
        if others and not _told(problem, c, p, q, split and quantity != problem.goal):
            yield quantity


def unsure_angles(problem: Problem) -> Iterator[Quantity]:
    """Angles found as what is left of others, where the same sizes also fit another order of the rays.

    With 168 degrees between the outer rays, a right angle and 60 degrees, the rest is 360 - 318 = 42 if they go all the
    way round, but 168 - 150 = 18 if they do not. A fact that puts a ray inside an angle settles it.
    """
    values = {step.quantity: float(step.value) for step in problem.steps}
    values.update({q: float(v) for q, v in problem.givens.items() if isinstance(v, Exact)})
    for step in problem.steps:
        for relation in step.system or (step.relation,):
            parts = [q for term in relation.left for q in term.quantities if q != step.quantity]
            if any(q not in values for q in (*parts, *relation.quantities())):
                continue
            known = [values[q] for q in parts]
            if relation.theorem == "angles_round_a_point":
                others = [2 * size - sum(known) for size in known]  # one of them spans the rest
            elif relation.theorem == "angle_addition" and not relation.premises and len(parts) < 2:
                (whole,) = (values[q] for term in relation.right for q in term.quantities)
                others = [360 - whole - sum(known)]
            else:
                continue
            if any(0 < other < 180 for other in others):
                yield step.quantity


def _told(problem: Problem, c: str, p: str, q: str, split: bool) -> bool:
    """Whether a fact settles on which side of chord PQ the other points are (``split``: there are some on both)."""
    centre = problem.figure.centre(c)
    for fact in problem.facts:
        if fact.kind == "on_arc" and fact.args[0] == c and (not split or {p, q} == set(fact.args[2:])):
            return True
        if fact.kind == "diameter" and fact.args[0] == c and not split:
            return True
        if fact.kind == "inside" and fact.args[0] == centre:
            ring = fact.args[1:]
            if not split or any({p, q} == {ring[i - 1], ring[i]} for i in range(len(ring))):
                return True
    return False


def _quantities(problem: Problem) -> Iterator[Quantity]:
    yield problem.goal
    yield from problem.givens
    for step in problem.steps:
        for relation in step.system or (step.relation,):
            yield from relation.quantities()
