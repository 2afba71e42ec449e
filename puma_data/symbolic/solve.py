"""From a draft to a problem: solve it from its givens alone, drop what is redundant, prune what is not needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from puma_data.symbolic.closure import Closure, emit, weights
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure, points_of
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Composite, Draft, Graphs, Problem, Step


class Unsolvable(ValueError):
    """The goal does not follow from the givens by the theorems of the domain."""


def solve(draft: Draft, family: str) -> Problem:
    """Solve a draft. Raises `Unsolvable`; `FalseFact` and `UnsoundRelation` are faults of a generator or a theorem."""
    figure = draft.figure
    givens: dict[Quantity, Exact | Linear] = {}
    for quantity, given in draft.givens.items():
        exact = given if isinstance(given, Exact | Linear) else Exact(given)
        figure.check_value(quantity, exact)
        givens[figure.canonical(quantity)] = exact
    goal = figure.canonical(draft.goal)
    if isinstance(givens.get(goal), Exact):
        raise Unsolvable(f"the goal {goal} is given")
    figure.asked = (*givens, goal)
    graph = emit(figure)
    if goal[0] == "whole":
        closure = Closure(figure, graph, givens)
        if missing := [part for part in goal[1:] if part not in closure.known]:
            raise Unsolvable(f"{missing[0]} does not follow from {list(givens)}")
        if all(isinstance(givens.get(part), Exact) for part in goal[1:]):
            raise Unsolvable("every part of the goal is given")
        return assemble(draft, family, closure, givens, goal)
    closure = Closure(figure, graph, givens, goal)
    if goal not in closure.known:
        raise Unsolvable(f"{goal} does not follow from {list(givens)}")
    for quantity in list(givens) if len(givens) > 1 and not draft.keep_givens else ():
        fewer = {q: v for q, v in givens.items() if q != quantity}
        if needed(fewer, goal):
            attempt = Closure(figure, graph, fewer, goal)
            if goal in attempt.known:
                givens, closure = fewer, attempt
    for quantity, value in draft.among.items():
        figure.check_value(quantity, value)
    if draft.among and list(draft.among.values()).count(closure.known[goal].value) != 1:
        raise Unsolvable("not exactly one of the quantities to choose among equals the goal")
    return assemble(draft, family, closure, givens, goal)


def needed(givens: dict[Quantity, Exact | Linear], goal: Quantity) -> bool:
    """An unknown that is asked for must stay in at least one label, or the question would ask for nothing."""
    return goal[0] != "unknown" or any(isinstance(v, Linear) and v.symbol == goal[1] for v in givens.values())


def assemble(
    draft: Draft, family: str, closure: Closure, givens: dict[Quantity, Exact | Linear], goal: Quantity
) -> Problem:
    """Trace the goal back, keep the givens and construction steps it needs, and state everything that is kept."""
    parts = goal[1:] if goal[0] == "whole" else (goal,)
    steps = tuple({step.quantity: step for part in parts for step in closure.trace(part)}.values())
    used = {q for step in steps for q in step.parents}
    relations = [r for step in steps for r in (step.system or (step.relation,)) if r.theorem == "given_expression"]
    used.update(q for r in relations for q in r.quantities())
    if not draft.keep_givens:
        givens = {q: v for q, v in givens.items() if q in used or q in parts}
    figure = pruned(draft.figure, goal, givens, steps)
    last = figure.step
    for quantity, given in givens.items():
        figure.facts[Fact("value", (quantity,), given)] = last
    spoken = {q[1] for q in (goal, *used) if q[0] == "unknown"}
    figure.unknowns = {symbol: value for symbol, value in figure.unknowns.items() if symbol in spoken}
    draft.figure, draft.goal = figure, goal
    draft.givens = dict(givens)
    draft.aliases = {
        figure.canonical(q): text
        for q, text in draft.aliases.items()
        if set(points_of(q, figure)) <= set(figure.position)
    }
    weight = weights(figure.domain)
    theorems = [r.theorem for step in steps for r in (step.system or (step.relation,)) if weight[r.theorem]]
    found = [closure.known[part] for part in parts]
    problem = Problem(
        figure.domain.name,
        family,
        draft,
        tuple(figure.facts),
        found[-1].value,
        steps,
        max(one.depth for one in found),
        tuple(theorems),
        {name: "" if name.startswith("_") else name for name in figure.position},
    )
    if draft.whole is not None:
        problem.whole = draft.whole.build(tuple(one.value for one in found))
    if draft.claims:
        problem.known = {part: one.value for part, one in zip(parts, found, strict=True)}
        problem.whole = the_true_one(draft, problem.known)
    if draft.graphs is not None:
        problem.whole = the_fitting_one(draft, draft.graphs, [one.value for one in found])
    problem.features = features(problem, closure)
    return problem


def the_true_one(draft: Draft, known: Mapping[Quantity, Exact]) -> Composite:
    """The one statement that is true of the values found; `Unsolvable` where that is not the one meant."""
    if len({claim.parts for claim in draft.claims}) < len(draft.claims):
        raise Unsolvable("two statements say the same")
    true = [claim for claim in draft.claims if claim.holds(known)]
    if len(true) != 1 or true[0].error is not None:
        raise Unsolvable(f"{len(true)} of the statements are true, or not the one that was meant")
    text = true[0].sympy(known)
    return Composite("choice", rf"\text{{statement {draft.claims.index(true[0]) + 1}}}", text)


def the_fitting_one(draft: Draft, graphs: Graphs, found: list[Exact]) -> Composite:
    """The one graph that shows the values found; `Unsolvable` where that is not the one meant."""
    assert isinstance(draft.figure, Plot)
    wanted = [(part[2:], value) for part, value in zip(draft.goal[1:], found, strict=True)]
    fitting = [graph for graph in graphs.panels if [(q[2:], draft.givens[q]) for q in graph.read] == wanted]
    if len(fitting) != 1 or fitting[0].error is not None:
        raise Unsolvable(f"{len(fitting)} of the graphs fit, or not the one that was meant")
    return Composite("choice", fitting[0].curve, draft.figure.sympy(fitting[0].curve))


def pruned(figure: Figure, goal: Quantity, givens: Iterable[Quantity], steps: Sequence[Step]) -> Figure:
    """The figure without the construction steps that neither the question nor the solution needs.

    Needed are the points of every quantity and premise, the ink of every side and ray they speak of, and all that the
    steps which made these rest on.
    """
    keep: set[int] = set()
    queue: list[int] = []
    made: dict[int, list[tuple[Any, ...]]] = {}
    for fact, at in figure.facts.items():
        made.setdefault(at, []).append(fact.args)
        for line in figure.domain.facts[fact.kind].lines(fact.args):
            made[at].append(("ink", *line))
    for name, circle in figure.circles.items():
        made.setdefault(figure.made_in[name], []).append((circle.centre,))
    for stroke, at in figure.strokes.items():
        made.setdefault(at, []).append(stroke[1:])

    def need_step(step: int) -> None:
        if step not in keep:
            keep.add(step)
            queue.append(step)

    def need(args: Iterable[Any]) -> None:
        for arg in args:
            if isinstance(arg, tuple):
                need(arg)
            elif isinstance(arg, str) and arg in figure.made_in:
                need_step(figure.made_in[arg])

    def need_ink(points: Sequence[Any]) -> None:
        """Keep what draws the sides between neighbouring points, where they are drawn."""
        for p, q in pairwise(points):
            if p in figure.position and q in figure.position:
                for stroke_step in figure.drawn_by(p, q):
                    need_step(stroke_step)

    def need_quantity(quantity: Quantity) -> None:
        parts = figure.domain.quantities[quantity[0]].parts(quantity[1:])
        for part in parts:
            need_quantity(part)
        if not parts:
            need(quantity[1:])
            ring = quantity[0] in ("area", "perimeter")
            need_ink([*quantity[1:], quantity[1]] if ring else quantity[1:])

    need_quantity(goal)
    for quantity in givens:
        need_quantity(quantity)
    for step in steps:
        need_quantity(step.quantity)
        for relation in step.system or (step.relation,):
            for quantity in relation.quantities():
                need_quantity(quantity)
            for fact in relation.premises:
                stated = figure.stated(fact)
                need(stated.args)
                need_step(figure.facts[stated])
    while queue:
        for args in made.get(queue.pop(), ()):
            if args[0] == "ink":
                need_ink(args[1:])
            else:
                need(args)
    return figure.restricted(keep)


def features(problem: Problem, closure: Closure) -> dict[str, Any]:
    """What makes a problem hard, as numbers: chain, steps, givens, points, elimination, reverse use of a formula."""
    weight = weights(problem.figure.domain)
    main = [step for step in problem.steps if step.system or weight[step.relation.theorem]]
    return {
        "depth": problem.depth,
        "steps": len(main),
        "theorems": len(set(problem.theorems)),
        "givens": len(problem.givens),
        "points": sum(not name.startswith("_") for name in problem.figure.position),
        "facts": len(problem.facts),
        "system": any(step.system for step in problem.steps),
        "reverse": sum(not _forward(step) for step in main),
    }


def _forward(step: Step) -> bool:
    """Whether the quantity found is the formula's own subject (alone on the left)."""
    left = step.relation.left
    return not step.system and len(left) == 1 and left[0].quantities == (step.quantity,) and left[0].coefficient == 1


def level(features: dict[str, Any]) -> int:
    """Difficulty 1-5 from the features: thresholds on a weighted sum, calibrated on quantiles of a mixed dataset."""
    score: float = (
        features["depth"]
        + 0.3 * features["steps"]
        + 0.5 * features["theorems"]
        + 0.5 * features["reverse"]
        + 0.7 * features["system"]
        + 0.2 * max(features["points"] - 3, 0)
    )
    return 1 + sum(score > bound for bound in (2.5, 4.1, 5.3, 7.6))
