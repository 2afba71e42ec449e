"""Checks of every problem before it is written, by code that uses no rule of the engine.

What is said must be true of the drawing, what is asked must be measurable in it a second way and fixed by what is said,
every number of the solution must be exact and true, and the picture must be one a person can read.
"""

from __future__ import annotations

import ast
import cmath
import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise
from random import Random
from typing import Any

from puma_data.symbolic.determinacy import Equations, consequences, determined, other_values, spare_givens
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Quantity, Relation, Term
from puma_data.symbolic.plot import SAMPLES, Plot
from puma_data.symbolic.problem import Comparison, Problem
from puma_data.symbolic.readable import unreadable
from puma_data.symbolic.recompute import CURVED, off_curve, outline, recompute
from puma_data.symbolic.spec import described, drawing

TOLERANCE = 1e-7
"""Relative tolerance of a comparison with the coordinates (they are good to about 1e-12)."""
CLOSEST = 0.05
"""Least distance of two named points, as a share of the figure's size."""
UNLIKE = 0.08
"""Least distance of two graphs to choose among, as a share of their panel."""
LEAST_SEEN = 0.15
"""Least part of a graph to choose that its panel shows."""
SHARPEST = 8.0
"""Least angle in degrees between two drawn lines that leave a point."""


def verify(problem: Problem) -> list[str]:
    """Everything that is wrong with a problem, each as ``check: what``; empty when all checks pass."""
    return [
        *_facts(problem),
        *_steps(problem),
        *_measured(problem),
        *_judged(problem),
        *_graphs(problem),
        *_drawn(problem),
        *_exact(problem),
        *_readable(problem),
        *unreadable(problem),
        *_determined(problem),
    ]


def audit(problem: Problem, *, tries: int = 20, seed: int = 0) -> list[str]:
    """`verify`, and a search for other figures that meet the same facts but have another answer. Slow: for samples and
    tests.
    """
    others = other_values(Equations(problem), Random(seed), tries=tries)
    return verify(problem) + [
        f"unique: another figure with the same facts has the answer {value:.6g}" for value in others[:1]
    ]


# --- what is said is true ---------------------------------------------------------------------------------------------


def _facts(problem: Problem) -> Iterator[str]:
    figure = problem.figure
    limit = TOLERANCE * max(figure.size, 1.0)
    for fact in consequences(figure, problem.facts):
        if fact.value is not None:
            value = fact.value.at(figure.unknowns[fact.value.symbol]) if isinstance(fact.value, Linear) else fact.value
            if not _close(figure.measure(fact.args[0]), float(value)):
                yield f"facts: {fact.args[0]} is {figure.measure(fact.args[0]):.9g}, stated as {fact.value.sympy()}"
            continue
        kind = figure.domain.facts[fact.kind]
        if any(abs(residual) > limit for residual in kind.residuals(figure, fact.args)):
            yield f"facts: {fact.kind} {fact.args} is false in the drawing"
        elif not kind.holds(figure, fact.args):
            yield f"facts: {fact.kind} {fact.args} has the wrong order or side"


def _close(x: float, y: float) -> bool:
    return math.isclose(x, y, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


# --- the solution is a chain from what is given to what is asked ------------------------------------------------------


def _steps(problem: Problem) -> Iterator[str]:
    if not problem.steps:
        yield "steps: there are none"
        return
    last = problem.steps[-1]
    if last.quantity not in problem.goals or (problem.whole is None and last.value != problem.answer):
        yield f"steps: the last step gives {problem.steps[-1].quantity}, not the goal and its answer"
    given = {quantity for quantity, value in problem.givens.items() if isinstance(value, Exact)}
    stated = set(problem.facts)
    stated |= {fact for fact in problem.figure.implied if problem.figure.stated(fact) in stated}
    depth: dict[Quantity, int] = dict.fromkeys(given, 0)
    labels = {quantity for quantity, value in problem.givens.items() if isinstance(value, Linear)}
    for step in problem.steps:
        if step.quantity in depth:
            yield f"steps: {step.quantity} is found twice or was given"
        unfounded = [parent for parent in step.parents if parent not in depth]
        if unfounded:
            yield f"steps: {step.quantity} uses {unfounded[0]} before it is known"
        relations = step.system or (step.relation,)
        used = {q for relation in relations for q in relation.quantities()}
        hidden = used - set(step.parents) - {step.quantity}
        if hidden and not step.system:
            yield f"steps: {step.quantity} uses {min(hidden, key=str)} without naming it"
        for relation in relations:
            if relation.theorem != "given_expression" and relation.theorem not in problem.figure.domain.theorems:
                yield f"steps: there is no theorem {relation.theorem}"
            missing = [fact for fact in relation.premises if fact not in stated]
            if missing:
                yield f"steps: {relation.theorem} rests on {missing[0].kind} {missing[0].args}, which is not stated"
            if relation.theorem == "given_expression" and not labels.intersection(relation.quantities()):
                yield f"steps: {step.quantity} uses an expression that is not given"
        weight = max(_weight(problem, relation) for relation in relations) or bool(step.system)
        depth[step.quantity] = int(weight) + max((depth.get(parent, 0) for parent in step.parents), default=0)
    if max(depth.get(goal, -1) for goal in problem.goals) != problem.depth:
        yield f"steps: the longest chain is {depth.get(problem.goals[-1])}, recorded as {problem.depth}"
    needed = set(problem.goals)
    for step in reversed(problem.steps):
        if step.quantity in needed:
            needed.update(step.parents)
        else:
            yield f"steps: {step.quantity} is found but never used"
    unused = given - needed
    if unused and not problem.draft.keep_givens:
        yield f"steps: {min(unused, key=str)} is given but never used"


def _weight(problem: Problem, relation: Relation) -> int:
    theorem = problem.figure.domain.theorems.get(relation.theorem)
    return 1 if theorem is not None and theorem.weight else 0


# --- every value along another path -----------------------------------------------------------------------------------


def _measured(problem: Problem) -> Iterator[str]:
    plan = drawing(problem.figure, exact=True)
    points, circles, solid = plan["points"], plan["circles"], plan.get("solid")
    curves = plan["curves"]
    for quantity, value in ((step.quantity, step.value) for step in problem.steps):
        number = float(value)
        goal = described(problem, quantity)
        if goal["kind"] == "unknown" and len(goal["args"]) == 1:
            yield f"measure: no stated expression contains {quantity[1]}"
            continue
        try:
            found = recompute(goal, points, circles, solid, curves)
        except ValueError as why:
            yield f"measure: {quantity} cannot be measured: {why}"
            continue
        if not _close(found, number):
            yield f"measure: {quantity} is {found:.9g} by another path, {value.sympy()} in the solution"
        if (fault := _range(quantity, goal["kind"], number)) is not None:
            yield fault
        if goal["kind"] == "region_area":
            drawn = outline(goal["args"], points, circles)
            if not math.isclose(drawn, number, rel_tol=0.02):
                yield f"measure: region {quantity[1]} drawn as polygons has area {drawn:.6g}, not {number:.6g}"


def _judged(problem: Problem) -> Iterator[str]:
    """Every statement must be as true in the drawing, measured by the other path, as the solver says."""
    if not problem.draft.claims:
        return
    plan = drawing(problem.figure, exact=True)
    shapes = plan["points"], plan["circles"], plan.get("solid"), plan["curves"]
    found = {quantity: recompute(described(problem, quantity), *shapes) for quantity in problem.goals}
    for claim in problem.draft.claims:
        if all(_compares(part, found) for part in claim.parts) != claim.holds(problem.known):
            yield f"judged: {claim.phrase.key} is not what the drawing shows"


def _compares(part: Comparison, found: dict[Quantity, float]) -> bool:
    left = found[part.left]
    right = float(part.right) if isinstance(part.right, Exact) else found[part.right]
    equal = _close(left, right)
    return {"=": equal, "!=": not equal, "<": not equal and left < right, ">": not equal and left > right}[part.sign]


def _graphs(problem: Problem) -> Iterator[str]:
    """One of the graphs to choose among fits, by its heights alone; all differ for the eye."""
    graphs, plot = problem.draft.graphs, problem.figure
    if graphs is None or not isinstance(plot, Plot):
        return
    letters = [graph.curve for graph in graphs.panels]
    found = recompute(described(problem, problem.goal), {}, (), None, drawing(plot, exact=True)["curves"])
    if math.isnan(found) or problem.whole is None or letters[int(found) - 1] != problem.whole.latex:
        yield f"graphs: number {found} fits by another path, {problem.whole and problem.whole.latex} in the solution"
    for one, other in combinations(letters, 2):
        if plot.apart(one, other) < UNLIKE:
            yield f"graphs: {one} and {other} look alike"
    for letter in letters:
        if len(plot.seen(letter)) < SAMPLES * LEAST_SEEN:
            yield f"graphs: hardly anything of {letter} is in its panel"


def _drawn(problem: Problem) -> Iterator[str]:
    """The curves that a reader recomputes with are those that the picture shows."""
    if not isinstance(problem.figure, Plot):
        return
    curves = {curve["id"]: curve for curve in drawing(problem.figure, exact=True)["curves"]}
    seen: set[str] = set()
    for name, x, y in problem.figure.traced():
        seen.add(name)
        if abs(off_curve(curves[name], x, y)) > TOLERANCE * max(1.0, abs(x), abs(y)):
            yield f"drawn: {name} is drawn through ({x:.9g}, {y:.9g}), its equation is not"
            return
    if missing := {name for name, curve in problem.figure.curves.items() if curve.drawn} - seen:
        yield f"drawn: nothing of {min(missing)} is in the window"


OPEN_RANGE = {"angle": (0.0, 180.0), "reflex": (180.0, 360.0), "arc": (0.0, 360.0), "sine": (0.0, 1.0 + TOLERANCE)}
SIGNED = ("cosine", "tangent", "combination", "unknown", "x", "y", "on curve", "sign", "rounded")
"""Kinds whose values may be negative."""


def _range(quantity: Quantity, kind: str, value: float) -> str | None:
    low, high = OPEN_RANGE.get(kind, (-math.inf if kind in SIGNED or kind in CURVED else 0.0, math.inf))
    return None if low < value < high else f"range: {quantity} = {value:.6g}"


# --- every value exact ------------------------------------------------------------------------------------------------


def _exact(problem: Problem) -> Iterator[str]:
    """Substitute the exact values in every relation that is used; sympy must find both sides equal."""
    values: dict[Quantity, Exact] = {("unknown", symbol): value for symbol, value in problem.figure.unknowns.items()}
    for quantity, given in problem.givens.items():
        values[quantity] = given.at(problem.figure.unknowns[given.symbol]) if isinstance(given, Linear) else given
    values.update((step.quantity, step.value) for step in problem.steps)
    for step in problem.steps:
        for quantity, other in (guard for r in (step.system or (step.relation,)) for guard in r.guards):
            wanted = values.get(other) if isinstance(other, tuple) else other
            if wanted is not None and values.get(quantity) != wanted:
                yield f"exact: {step.relation.theorem} needs {quantity} = {wanted}"
        if step.system and any(q not in values for relation in step.system for q in relation.quantities()):
            if not _solves(step.system, step.quantity, values):
                yield f"exact: the equations do not give {step.quantity} = {step.value.sympy()}"
            continue
        for relation in step.system or (step.relation,):
            unvalued = [q for q in relation.quantities() if q not in values]
            if unvalued:
                yield f"exact: {relation.theorem} contains {unvalued[0]}, which has no value"
            elif not _vanishes(_side(relation.left, values) - _side(relation.right, values)):
                yield f"exact: {relation.theorem} does not hold with the values found"


def _side(terms: Iterable[Term], values: dict[Quantity, Exact], unknowns: dict[Quantity, Any] | None = None) -> Any:
    total: Any = 0
    for term in terms:
        product = read(term.coefficient.sympy())
        for quantity in term.quantities:
            known = values.get(quantity)
            product = product * (read(known.sympy()) if known is not None else (unknowns or {})[quantity])
        total = total + product
    return total


def _vanishes(expression: Any) -> bool:
    if expression == 0:
        return True
    import sympy

    expanded = sympy.expand(expression)
    return bool(expanded == 0) or bool(abs(sympy.N(expanded, 50)) < sympy.Float("1e-40"))


def _solves(system: tuple[Relation, ...], target: Quantity, values: dict[Quantity, Exact]) -> bool:
    """Whether equations, some of whose quantities stay unknown, give the target its value and no other."""
    import sympy

    known = {q: v for q, v in values.items() if q != target}
    open_ones = dict.fromkeys(q for relation in system for q in relation.quantities() if q not in known)
    symbols = {
        quantity: sympy.Symbol(f"q{i}") for i, quantity in enumerate([target, *(q for q in open_ones if q != target)])
    }
    equations = [_side(r.left, known, symbols) - _side(r.right, known, symbols) for r in system]
    solutions = list(sympy.linsolve(equations, list(symbols.values())))
    return len(solutions) == 1 and _vanishes(solutions[0][0] - read(values[target].sympy()))


@lru_cache(maxsize=20_000)
def read(text: str) -> Any:
    """The sympy number of an exact value's text; a small walk of the syntax tree, since ``sympify`` takes 0.3 ms."""
    return _number(ast.parse(text, mode="eval").body)


def _number(node: ast.expr) -> Any:
    import sympy

    match node:
        case ast.Constant(value=int(value)):
            return sympy.Integer(value)
        case ast.Name(id="pi"):
            return sympy.pi
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand)
        case ast.Call(func=ast.Name(id="sqrt"), args=[argument]):
            return sympy.sqrt(_number(argument))
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _number(left), _number(right)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
                case ast.Pow():
                    return a**b
    raise ValueError(f"not an exact number: {ast.unparse(node)}")


# --- the picture can be read ------------------------------------------------------------------------------------------


def _readable(problem: Problem) -> Iterator[str]:
    figure = problem.figure
    known = {*figure.position, *figure.circles, *figure.regions, *figure.unknowns, *figure.things}
    strokes: set[str] = {arg for stroke in figure.strokes for arg in stroke[1:] if isinstance(arg, str)}
    stated = {name for fact in problem.facts if fact.value is None for name in _leaves(fact.args)}
    stated |= {circle.centre for name, circle in figure.circles.items() if name in stated}
    for fact in problem.facts:
        for name in _leaves(fact.args):
            if name not in known:
                yield f"names: {fact.kind} speaks of {name}, which is not in the figure"
    for name in _leaves(problem.goal[1:]):
        if name not in known:
            yield f"names: the question asks about {name}, which is not in the figure"
        elif name in figure.position and name not in stated and name not in strokes:
            yield f"names: the question asks about {name}, of which nothing is said"
    stale = [point for point in problem.names if point not in figure.position]
    if stale:
        yield f"names: {stale[0]} has a letter but was pruned"
    mute = [point for point in figure.position if not problem.names.get(point) and not point.startswith("_")]
    if mute:
        yield f"names: {mute[0]} has no letter"
    letters = [letter for letter in problem.names.values() if letter]
    if len(set(letters)) < len(letters):
        yield f"names: two points share a letter among {letters}"
    yield from _reflex_corners(problem)
    yield from _apart(problem)


def _leaves(args: Iterable[Any]) -> Iterator[str]:
    """Names anywhere in nested arguments; the kind that opens a quantity is not one."""
    for arg in args:
        if isinstance(arg, tuple):
            yield from _leaves(arg[1:] if isinstance(arg[0], str) else arg[1][1:])
        elif isinstance(arg, str):
            yield arg


def _reflex_corners(problem: Problem) -> Iterator[str]:
    """An angle at a corner of a polygon is read as the inner one; at a reflex corner the measure would be the outer
    one.
    """
    figure = problem.figure
    told = {problem.goal, *problem.givens}
    for fact in problem.facts:
        if fact.kind != "polygon" or len(fact.args) < 4:
            continue
        ring = fact.args
        z = [figure.at(name) for name in ring]
        turns = [((b - a).conjugate() * (c - b)).imag for a, b, c in zip([z[-1], *z], z, [*z[1:], z[0]], strict=False)]
        way = math.copysign(1.0, sum((a.conjugate() * b).imag for a, b in pairwise([*z, z[0]])))
        for i, turn in enumerate(turns):
            corner = ("angle", ring[i - 1], ring[i], ring[(i + 1) % len(ring)])
            if turn * way < 0 and figure.canonical(corner) in told:
                yield f"range: the polygon {ring} has more than 180 degrees at {ring[i]}, where an angle is stated"


def _apart(problem: Problem) -> Iterator[str]:
    figure = problem.figure
    spots = [(name, z) for name, z in figure.position.items() if not name.startswith("_")]
    rims = [figure.at(c.centre) + way * c.radius for c in figure.circles.values() for way in (1, -1, 1j, -1j)]
    reach = [z for _, z in spots] + rims
    if not reach:
        return
    width = max(z.real for z in reach) - min(z.real for z in reach)
    size = max(width, max(z.imag for z in reach) - min(z.imag for z in reach))
    for (p, a), (q, b) in combinations(spots, 2):
        if abs(a - b) < CLOSEST * size:
            yield f"crowded: {p} and {q} are {abs(a - b) / size:.1%} of the figure apart"
    ends: dict[str, set[str]] = {}
    for stroke in figure.strokes:
        if stroke[0] in ("segment", "dashed", "line", "ray"):
            line = figure.line_through(*stroke[1:3])
            first, last = sorted((line.index(stroke[1]), line.index(stroke[2])))
            for p, q in pairwise(line if stroke[0] == "line" else line[first : last + 1]):
                ends.setdefault(p, set()).add(q)
                ends.setdefault(q, set()).add(p)
    for vertex, others in ends.items():
        if vertex.startswith("_"):
            continue
        named = [end for end in others if not end.startswith("_")]
        ways = sorted(cmath.phase(figure.at(end) - figure.at(vertex)) for end in named)
        for way, following in pairwise([*ways, *(way + math.tau for way in ways[:1])]):
            if 1e-6 < following - way < math.radians(SHARPEST):
                yield f"crowded: two lines at {vertex} are {math.degrees(following - way):.1f} degrees apart"


# --- the facts fix the answer -------------------------------------------------------------------------------------


def _determined(problem: Problem) -> Iterator[str]:
    equations = Equations(problem)
    for goal in problem.goals:
        equations.goal = goal
        if not determined(equations):
            yield f"determined: {goal} is not fixed by the stated facts"
    for fact in spare_givens(equations) if not problem.draft.keep_givens and problem.whole is None else ():
        yield f"spare: {fact.args[0]} is given, and not needed"
