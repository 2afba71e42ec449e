"""Composed plots: a random base, a few construction steps, and whatever follows from them.

The plot is closed under the theorems; a quantity whose cheapest derivation has the requested depth is asked for, and
what that derivation uses is given. Sometimes a parameter is displaced: a quantity that depends on it is given in its
place, so the problem runs backwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from generators.functions.compose.bases import BASES
from generators.functions.compose.goals import ASKED_PARAMETERS, GOALS, built, kind_of_goal, measures, question, wholes
from generators.functions.compose.sketch import Sketch
from generators.functions.compose.steps import STEPS
from generators.functions.compose.telling import told
from generators.functions.domain import FUNCTIONS
from puma_data.registry import Generator, Request, Retry, pick
from puma_data.symbolic.closure import Closure, Hypergraph, emit
from puma_data.symbolic.determinacy import Equations, spare_givens
from puma_data.symbolic.exact import Exact, Linear, NotExact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Draft, Problem, Step
from puma_data.symbolic.solve import assemble, pruned

Givens = dict[Quantity, Exact | Linear]
PLOTS = 6
"""Plots tried for one request."""
DISPLACED = 0.3
"""Share of problems turned backwards."""
TURNS, TRIED = 3, 5
"""Displacements tried on one plot, and goals tried with one choice of givens."""
MOST_GIVENS = 9


def invent(rng: Random, request: Request) -> Problem:
    """A composed problem of the requested depth and kind of goal; `Retry` where no plot tried has one."""
    for _ in range(PLOTS):
        try:
            sketch = grow(rng, request.depth[1])
        except (Retry, ZeroDivisionError, NotExact):
            continue
        problem = ask(sketch, rng, request)
        if problem is not None:
            return problem
    raise Retry("no goal of that kind")


COMPOSE = Generator(
    "compose",
    "Composed plots: a curve and construction steps, any quantity asked",
    FUNCTIONS.name,
    invent,
    goals=GOALS,
)


def grow(rng: Random, depth: int) -> Sketch:
    """A plot: a base and as many construction steps as the depth calls for."""
    sketch = Sketch()
    BASES[pick(rng, {name: weight for name, (weight, _) in BASES.items()})][1](sketch, rng)
    wanted = rng.randint(0, 2) if depth <= 1 else rng.randint(1, 3) if depth == 2 else rng.randint(depth - 1, depth + 1)
    weights = {name: weight for name, (weight, _) in STEPS.items()}
    for _ in range(wanted):
        for _ in range(6):
            grown = sketch.copy()
            grown.plot.next_step()
            try:
                STEPS[pick(rng, weights)][1](grown, rng)
            except (Retry, ZeroDivisionError, NotExact):
                continue
            if not any(grown.near(curve, p) for curve in grown.plot.curves for p in grown.plot.position):
                sketch = grown
                break
    return sketch


def ask(sketch: Sketch, rng: Random, request: Request) -> Problem | None:
    """A problem about a plot, or None where nothing in it has the requested depth; a goal of another kind only where
    none has one of the requested kind.
    """
    plot = sketch.plot
    plot.asked = tuple(measures(sketch, rng))
    graph = emit(plot)
    givens: Givens = dict(plot.parameters)
    whole_goals = wholes(sketch)
    fitted = sum(p in plot.position for p in "ABC") == 3 and bool(sketch.of_form("quadratic"))
    built_up = Closure(plot, graph, givens, systems=fitted)  # a parabola through three points takes a system
    spare: tuple[Givens, Quantity] | None = None
    backwards = rng.random() < DISPLACED
    for turn in range(TURNS if backwards else 1):
        closure = displaced(plot, graph, built_up, rng) or built_up if backwards else built_up
        goals = reachable(closure, whole_goals, request.depth)
        wanted = [q for q in goals if not request.goal or kind_of_goal(q) == request.goal]
        own: Givens = {q: d.value for q, d in closure.known.items() if d.equation is None}
        for goal in rng.sample(wanted, min(TRIED, len(wanted))):
            if (problem := finish(sketch, closure, own, goal, rng, request)) is not None:
                return problem
        others = [q for q in goals if q not in wanted]
        if others and spare is None and turn == 0:
            spare = own, rng.choice(others)
            kept = closure
    return finish(sketch, kept, spare[0], spare[1], rng, request) if spare else None


def parts_of(goal: Quantity) -> tuple[Quantity, ...]:
    """The parts of a goal."""
    return goal[1:] if goal[0] == "whole" else (goal,)


def depth_of(closure: Closure, goal: Quantity) -> int:
    """Depth of a goal's cheapest derivation; -1 where it has none."""
    found = [closure.known.get(part) for part in parts_of(goal)]
    return max(one.depth for one in found if one) if all(found) else -1


def reachable(closure: Closure, whole_goals: list[Quantity], depth: tuple[int, int]) -> list[Quantity]:
    """Derived quantities of a depth whose values are fit to be answers."""
    single = [q for q in closure.known if kind_of_goal(q)]
    return [q for q in (*single, *whole_goals) if depth[0] <= depth_of(closure, q) <= depth[1] and fit(closure, q)]


def fit(closure: Closure, goal: Quantity) -> bool:
    """Whether a goal is worth asking for: no unwieldy number, nothing that a fact says as it stands."""
    plot = closure.figure
    assert isinstance(plot, Plot)
    for part in parts_of(goal):
        value = closure.known[part].value
        denominator, radicand, coefficient, terms = value.complexity
        if denominator > 24 or radicand > 200 or coefficient > 500 or terms > 1:
            return False
    if goal[0] == "parameter":
        return _worth(plot, goal[1], goal[2])
    if goal[0] in ("x", "y"):
        return not closure.known[goal].value.is_zero
    if goal[0] == "whole" and goal[1][0] == "x":
        return sum(closure.known[part].depth > 0 for part in goal[1:]) == 2
    return True


def _worth(plot: Plot, curve: str, name: str) -> bool:
    return curve != "g" and name in ASKED_PARAMETERS.get(plot.curves[curve].form, "")


def finish(
    sketch: Sketch, closure: Closure, givens: Givens, goal: Quantity, rng: Random, request: Request
) -> Problem | None:
    """The problem of a goal: as few givens and steps as it takes."""
    figure: Figure = sketch.plot
    givens = needed(closure, goal, givens)
    if not givens:
        return None
    steps = tuple(step for part in parts_of(goal) for step in closure.trace(part))
    figure = pruned(figure, goal, givens, steps)
    if idle(figure, steps):
        return None
    figure.asked = (*givens, goal)
    graph = emit(figure)
    systems = any(step.system for step in steps)
    closure = Closure(figure, graph, givens, goal if goal[0] != "whole" else None, systems=systems)
    if not request.depth[0] <= depth_of(closure, goal) <= request.depth[1]:
        return None
    givens = needed(closure, goal, givens)
    assert isinstance(figure, Plot)
    draft = Draft(
        figure, dict(givens), goal, question=question(sketch, figure, goal), keep_names=True,
        whole=built(figure, goal) if goal[0] == "whole" else None,
    )  # fmt: skip
    problem = assemble(draft, "compose", closure, dict(givens), goal)
    if not worth_asking(problem) or idle(problem.figure, problem.steps) or spare_givens(Equations(problem)):
        return None
    told(sketch, problem, rng)
    return problem


def needed(closure: Closure, goal: Quantity, givens: Givens) -> Givens:
    """The givens that a derivation uses, in order of construction."""
    used = {q for part in parts_of(goal) for q in closure.leaves(part)}
    used |= {part for part in parts_of(goal) if part in givens}
    return {q: v for q, v in givens.items() if q in used}


def displaced(plot: Plot, graph: Hypergraph, built: Closure, rng: Random) -> Closure | None:
    """The closure with a derived quantity given in place of a parameter it depends on."""
    candidates = [
        q
        for q, derivation in built.known.items()
        if derivation.depth >= 1
        and (q[0] in ("x", "y") or (q[0] == "parameter" and _worth(plot, q[1], q[2]) and q[2] != "r"))
        and derivation.value.complexity[0] <= 6
    ]
    if not candidates:
        return None
    given = rng.choice(candidates)
    used = built.leaves(given)
    if not used:
        return None
    replaced = rng.choice(used)
    givens: Givens = {q: d.value for q, d in built.known.items() if d.equation is None and q != replaced}
    return Closure(plot, graph, {**givens, given: built.known[given].value}, systems=False)


def worth_asking(problem: Problem) -> bool:
    """Not too much said, and the answer is not among what is given."""
    given = problem.depth == 1 and problem.whole is None and problem.answer in problem.givens.values()
    return len(problem.givens) <= MOST_GIVENS and not given and bool(problem.theorems)


def idle(figure: Figure, steps: Iterable[Step]) -> bool:
    """Whether some stated fact of a figure carries no step (what is merely drawn, and the form of a curve, may)."""
    used = {fact for step in steps for relation in (step.system or (step.relation,)) for fact in relation.premises}
    drawn = ("graph", "form", "turns", "value")
    return any(fact not in used and fact.kind not in drawn for fact in figure.facts)
