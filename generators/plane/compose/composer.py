"""Composed problems: a random base figure, a few construction steps, and whatever follows from them.

The figure is closed under the theorems; a quantity whose cheapest derivation has the requested depth is asked for, and
the parameters that derivation uses are given. Sometimes a parameter is displaced (a quantity that depends on it is
given in its place, so the problem runs backwards), sometimes two values are written as expressions in x.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random

from generators.plane.compose.askable import worth_asking
from generators.plane.compose.bases import BASES
from generators.plane.compose.quality import readable
from generators.plane.compose.steps import STEPS
from generators.plane.domain import PLANE
from generators.plane.quantities import length, quotient
from puma_data.registry import Generator, Request, Retry, pick
from puma_data.symbolic.closure import Closure, Hypergraph, emit
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Problem
from puma_data.symbolic.solve import assemble, pruned

GOALS: Mapping[str, tuple[str, ...]] = {
    "angle": ("angle", "reflex"),
    "length": ("length", "radius", "diameter"),
    "area": ("area", "disk", "sector_area", "region_area"),
    "perimeter": ("perimeter", "circumference", "arc_length", "sector_perimeter", "region_perimeter"),
    "ratio": ("quotient", "sine", "cosine", "tangent"),
    "arc": ("arc",),
}
"""Kinds of goal the plan asks for, with the quantities that answer each."""
ASKABLE = frozenset(kind for group in GOALS.values() for kind in group)
GIVABLE = ("length", "angle", "area", "perimeter", "radius", "diameter", "circumference", "disk", "arc", "quotient")
_ANGLES_ONLY = {"triangle_by_angles", "inscribed_triangle", "cyclic_quadrilateral", "parallels", "crossing_chords"}
_LENGTHS_ONLY = {"triangle_by_sides", "right_trapezoid", "kite", "chords_by_products", "triangle_with_incircle"}
_CIRCLES = {"semicircle_triangle", "radii_and_chord", "two_tangents", "sector"}
BARREN: Mapping[str | None, Collection[str]] = {
    "angle": _LENGTHS_ONLY,
    "length": _ANGLES_ONLY,
    "area": _ANGLES_ONLY | {"chords_by_products", "triangle_with_incircle"},
    "perimeter": _ANGLES_ONLY | {"chords_by_products"},
    "ratio": _ANGLES_ONLY - {"triangle_by_angles"},
    "arc": set(BASES) - _CIRCLES - (_ANGLES_ONLY - {"triangle_by_angles", "parallels"}),
}
"""Bases on which a kind of goal is hardly ever found: figures grown from them would only be thrown away."""
DEEP = 5
SHALLOW = {"triangle_by_angles", "parallels", "kite", "chords_by_products", "triangle_with_incircle"}
"""Bases that are not grown for goals so deep: fewer than one figure in ten has one."""
FIGURES = 6
"""Figures tried for one request."""
DISPLACED, ALGEBRAIC, SYSTEMS = 0.4, 0.12, 0.25
"""Share of problems turned backwards, of problems with an unknown, and of figures surveyed with systems of equations.
"""
SCALE_ONLY = 0.85
"""Share of figures on which a problem is passed over whose one given only sets the scale: up to similarity there is one
for each figure."""
TURNS = 8
"""Displacements tried on one figure."""
GOALS_TRIED = 2
"""Goals tried on one figure with one choice of givens."""


def invent(rng: Random, request: Request) -> Problem:
    """A composed problem of the requested depth and kind of goal; `Retry` where no figure tried has one."""
    for _ in range(FIGURES):
        try:
            figure = grow(rng, request.depth[1], BARREN.get(request.goal, ()))
        except Retry:
            continue
        problem = ask(figure, rng, request)
        if problem is not None:
            return problem
    raise Retry("no goal of that kind")


COMPOSE = Generator(
    "compose",
    "Composed figures: a base figure and construction steps, any quantity asked",
    PLANE.name,
    invent,
    goals={"angle": 34, "length": 34, "area": 14, "perimeter": 8, "ratio": 6, "arc": 4},
)


def grow(rng: Random, depth: int, barren: Collection[str] = ()) -> Figure:
    """A readable figure: a base (none of the barren ones) and as many construction steps as the depth calls for."""
    figure = Figure(PLANE)
    barren = {*barren, *SHALLOW} if depth >= DEEP else barren
    name = pick(rng, {name: weight for name, (weight, _) in BASES.items() if name not in barren})
    BASES[name][1](figure, rng)
    wanted = rng.randint(0, 2) if depth <= 2 else rng.randint(2, 3) if depth == 3 else rng.randint(3, 5)
    weights = {name: weight for name, (weight, _) in STEPS.items()}
    for _ in range(wanted):
        for _ in range(4):
            grown = figure.copy()
            grown.next_step()
            try:
                STEPS[pick(rng, weights)][1](grown, rng)
            except (Retry, ZeroDivisionError):  # no place for it, or lines that should meet are parallel
                continue
            if readable(grown):
                figure = grown
                break
    if not readable(figure):
        raise Retry("unreadable")
    return figure


def ask(figure: Figure, rng: Random, request: Request) -> Problem | None:
    """A problem about a figure, or None where nothing in it has the requested depth.

    The figure as built is looked at first, then a few times with a parameter displaced; a goal of another kind is taken
    only where none of these has one of the requested kind.
    """
    varied = rng.random() < SCALE_ONLY
    if varied and len(figure.parameters) == 1 and sets_the_scale(figure, next(iter(figure.parameters))):
        return None
    figure.asked = proportions(figure) if request.goal == "ratio" else ()
    graph = emit(figure)
    givens: dict[Quantity, Exact | Linear] = {figure.canonical(q): value for q, value in figure.parameters.items()}
    built = Closure(figure, graph, givens, systems=rng.random() < SYSTEMS)
    ways = [] if rng.random() < DISPLACED else [built]
    spare: tuple[Closure, Quantity] | None = None
    for turn in range(TURNS + 1):
        closure = ways.pop() if ways else displaced(figure, graph, built, rng) if turn < TURNS else built
        if closure is None:
            continue
        goals = [q for q in reachable(closure, request.depth) if not (varied and only_scaled(closure, q))]
        wanted = [q for q in goals if not request.goal or q[0] in GOALS[request.goal]]
        for goal in rng.sample(wanted, min(GOALS_TRIED, len(wanted))):
            problem = finish(figure, graph, closure, goal, rng, request, varied)
            if problem is not None:
                return problem
        if goals and spare is None:
            spare = closure, rng.choice(goals)
    return finish(figure, graph, *spare, rng, request, varied) if spare else None


def finish(
    figure: Figure, graph: Hypergraph, closure: Closure, goal: Quantity, rng: Random, request: Request, varied: bool
) -> Problem | None:
    """The problem of a goal: as few givens as it takes, perhaps written with an unknown; where it is to be varied, None
    for one that only its scale sets apart."""
    looked_at = figure.asked
    figure.asked = (*looked_at, *(q for q in (goal, *closure.leaves(goal)) if q[0] == "quotient"))
    if set(figure.asked) != set(looked_at):
        graph = emit(figure)  # now that theorems know which ratios are spoken of, a shorter way may appear
    figure.asked = looked_at
    givens, closure = fewest(figure, graph, closure, goal)
    if rng.random() < ALGEBRAIC:
        labelled = algebraic(figure, graph, closure, givens, goal, rng)
        if labelled is not None:
            givens, closure, goal = labelled
    value = closure.known[goal].value
    if varied and len(givens) == 1 and sets_the_scale(figure, next(iter(givens))):
        return None
    if any(given == value and figure.dimension(q) == figure.dimension(goal) for q, given in givens.items()):
        return None  # an answer that stands in the question teaches nothing
    figure, closure = without_detours(figure, closure, givens, goal)
    if goal not in closure.known or not request.depth[0] <= closure.known[goal].depth <= request.depth[1]:
        return None
    problem = assemble(Draft(figure, dict(givens), goal), "compose", closure, dict(givens), goal)
    return problem if worth_asking(problem) else None


def without_detours(
    figure: Figure, closure: Closure, givens: Mapping[Quantity, Exact | Linear], goal: Quantity
) -> tuple[Figure, Closure]:
    """The figure without what the question does not need, and what follows in it: a way past points and rays that are
    gone may be shorter, and only this makes the depth honest."""
    small = pruned(figure, goal, givens, closure.trace(goal))
    if len(small.facts) == len(figure.facts):
        return figure, closure
    small.asked = (*givens, goal)
    return small, Closure(small, emit(small), givens, goal)


def sets_the_scale(figure: Figure, quantity: Quantity) -> bool:
    """Whether a quantity grows with the figure (an angle and a ratio do not)."""
    return quantity[0] != "quotient" and figure.dimension(quantity) != "degree"


def only_scaled(closure: Closure, goal: Quantity) -> bool:
    """Whether a goal rests on one given, which only sets the scale."""
    used = closure.leaves(goal)
    return len(used) == 1 and sets_the_scale(closure.figure, used[0])


def proportions(figure: Figure) -> tuple[Quantity, ...]:
    """Ratios that one may ask for: of parallel segments, and of a divided segment to its parts."""
    found: list[Quantity] = []
    for fact in figure.known("parallel"):
        a, b, c, d = fact.args
        if figure.joined(a, b) and figure.joined(c, d):
            found.append(quotient(length(a, b), length(c, d)))
    for name, *parts in figure.parameters:
        if name == "quotient":
            (_, p, m), (_, n, q) = parts
            ends = {p, m} ^ {n, q}
            found.extend(quotient(length(*sorted(ends)), part) for part in parts if len(ends) == 2)
    return tuple(figure.canonical(q) for q in found)


def reachable(closure: Closure, depth: tuple[int, int]) -> list[Quantity]:
    """Derived quantities of a depth whose values are fit to be answers. Where a parameter was displaced, only those
    that need what
    was given in its place would be new, but any is fair."""
    low, high = depth
    return [
        q
        for q, derivation in closure.known.items()
        if low <= derivation.depth <= high
        and q[0] in ASKABLE
        and derivation.equation is not None
        and askable(q, derivation.value)
        and (q[0] != "quotient" or q[1][0] == "area" or q in closure.figure.asked)
    ]


def askable(quantity: Quantity, value: Exact) -> bool:
    """Whether a value is worth asking for: no right or straight angle, no ratio of one, no unwieldy number."""
    if quantity[0] in ("angle", "arc"):
        return value.is_integer and value not in (90, 180)
    if quantity[0] in ("quotient", "sine", "cosine", "tangent") and value == 1:
        return False
    denominator, radicand, coefficient, terms = value.complexity
    return denominator <= 20 and radicand <= 200 and coefficient <= 500 and terms <= 2


def displaced(figure: Figure, graph: Hypergraph, built: Closure, rng: Random) -> Closure | None:
    """The closure with a derived quantity given in place of a parameter it depends on, by preference a deep one."""
    candidates = {
        q: float(derivation.depth)
        for q, derivation in built.known.items()
        if q[0] in GIVABLE
        and derivation.depth >= 1
        and askable(q, derivation.value)
        and derivation.value.complexity[3] == 1
    }
    if not candidates:
        return None
    given = rng.choices(list(candidates), list(candidates.values()))[0]
    needed = built.leaves(given)
    if not needed:
        return None
    replaced = rng.choice(needed)
    givens = {q: d.value for q, d in built.known.items() if d.equation is None and q != replaced}
    return Closure(figure, graph, {**givens, given: built.known[given].value}, systems=False)


def fewest(
    figure: Figure,
    graph: Hypergraph,
    closure: Closure,
    goal: Quantity,
) -> tuple[dict[Quantity, Exact | Linear], Closure]:
    """Only the givens that the derivation uses, and of those only what it cannot do without."""
    givens: dict[Quantity, Exact | Linear] = {q: closure.known[q].value for q in closure.leaves(goal)}
    closure = Closure(figure, graph, givens, goal)
    for quantity in list(givens) if len(givens) > 1 else ():
        fewer = {q: v for q, v in givens.items() if q != quantity}
        attempt = Closure(figure, graph, fewer, goal, systems=False)  # systems are slow; the rank test finds the rest
        if goal in attempt.known:
            givens, closure = fewer, attempt
    return givens, closure


def algebraic(
    figure: Figure,
    graph: Hypergraph,
    closure: Closure,
    givens: dict[Quantity, Exact | Linear],
    goal: Quantity,
    rng: Random,
) -> tuple[dict[Quantity, Exact | Linear], Closure, Quantity] | None:
    """Write two quantities of one linear relation of the solution as expressions in x; ask for x or for the goal."""
    for step in reversed(closure.trace(goal)):
        relation = step.relation
        linear = all(len(term.quantities) <= 1 for term in (*relation.left, *relation.right))
        if not linear or step.system:
            continue
        names = [q for q in relation.quantities() if q[0] in ("length", "angle") and closure.known[q].value.is_integer]
        if len(names) < 2:
            continue
        first, second = rng.sample(names, 2)
        values = [int(closure.known[q].value.as_fraction()) for q in (first, second)]
        x = rng.randint(2, 24)
        expressions = [written(value, x, rng) for value in values]
        if None in expressions or expressions[0] == expressions[1]:
            continue
        figure.let("x", x)
        labelled = {q: v for q, v in givens.items() if q not in (first, second)}
        labelled.update({q: e for q, e in zip((first, second), expressions, strict=True) if e is not None})
        target: Quantity = ("unknown", "x") if rng.random() < 0.4 or goal in (first, second) else goal
        solved = Closure(figure, graph, labelled, target)
        if target in solved.known and {first, second} <= set(_labels(solved, target)):
            return labelled, solved, target
        del figure.unknowns["x"]
    return None


def _labels(closure: Closure, goal: Quantity) -> list[Quantity]:
    """Quantities whose expression labels a derivation uses."""
    relations = [r for step in closure.trace(goal) for r in (step.system or (step.relation,))]
    return [r.left[0].quantities[0] for r in relations if r.theorem == "given_expression"]


def written(value: int, x: int, rng: Random) -> Linear | None:
    """An integer as ``ax + b`` in school style, or None where it does not fit."""
    options = [(a, value - a * x) for a in (1, 2, 3, 4, 5) if a * x < 2 * value and abs(value - a * x) <= 60]
    options = [(a, b) for a, b in options if (a, b) != (1, 0)]
    if not options:
        return None
    a, b = rng.choice(options)
    return Linear("x", Exact(a), Exact(b))
