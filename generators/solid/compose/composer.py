"""Composed problems about solids: a base solid, perhaps one more in, around or beside it, perhaps a number of a story.

The figure is closed under the theorems; a quantity whose cheapest derivation has the requested depth is asked for, and
what that derivation uses is given. Often a dimension is displaced: a measure that depends on it is given in its place,
so that the problem runs backwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from generators.solid.compose.bases import BASES
from generators.solid.compose.scene import Scene
from generators.solid.compose.steps import LINKS, NUMBERS
from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.sizes import UNITS
from puma_data.registry import Generator, Request, Retry, pick
from puma_data.symbolic.closure import Closure, Hypergraph, emit
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Problem
from puma_data.symbolic.solve import assemble

GOALS: Mapping[str, tuple[str, ...]] = {
    "length": (
        "base_radius", "base_diameter", "sphere_radius", "sphere_diameter", "height", "slant", "edge", "side", "width",
        "depth", "rod", "fill_height", "prism_length", "leg", "other_leg", "hypotenuse", "top_radius", "edge_sum",
    ),
    "area": ("surface", "lateral", "base_area", "axial_area", "front_area", "side_area"),
    "volume": ("volume", "water", "water_litres"),
    "story": ("mass", "paint", "count", "water_litres"),
}  # fmt: skip
"""Kinds of goal the plan asks for, with the quantities that answer each."""
ASKABLE = frozenset(kind for group in GOALS.values() for kind in group)
GIVABLE = ASKABLE - {"paint", "mass", "edge_sum", "count"} | {"rim"}
FIGURES, EXACTLY = 14, 4
"""Scenes tried for one request, and how many of them for its own kind of goal before any kind will do."""
TURNS = 10
"""Displacements tried on one scene."""
DISPLACED = 0.55
"""Share of problems that run backwards where the depth does not call for it."""
GOALS_TRIED = 5
BASES_TRIED = 8
STEPS_TRIED = 3
"""Goals tried on one choice of givens, sizes of one base, and steps on one solid."""
LINKED: Mapping[int, float] = {1: 0.15, 2: 0.45, 3: 0.7, 4: 0.85, 5: 0.95}
"""Share of scenes with a second solid, by depth."""
ONLY_RECAST = frozenset(("sphere", "hemisphere", "frustum"))
"""Base solids that nothing is put in or around."""
NUMBERED = 0.5
"""Share of scenes with a number of a story."""


def invent(rng: Random, request: Request) -> Problem:
    """A composed problem of the requested depth and kind of goal; `Retry` where no scene tried has one."""
    for tried in range(FIGURES):
        if tried == EXACTLY:
            request = replace(request, goal=None)
        try:
            scene = grow(rng, min(request.depth[1], 5), request.goal)
        except Retry:
            continue
        problem = ask(scene, request)
        if problem is not None:
            return problem
    raise Retry("no goal of that kind")


COMPOSE = Generator(
    "compose",
    "Composed solids: a solid, what is in, around or beside it, any measure asked",
    SOLID.name,
    invent,
    goals={"length": 34, "area": 30, "volume": 24, "story": 12},
)


def grow(rng: Random, depth: int, goal: str | None = None) -> Scene:
    """A scene: a base, a second solid and a number of a story as the depth calls for them."""
    unit = rng.choice((*UNITS, "m", "cm"))
    name = pick(rng, {name: weight for name, (weight, _) in BASES.items()})
    scene = based(rng, unit, name)
    for chance, table in ((LINKED[depth], LINKS), (1.0 if goal == "story" else NUMBERED, NUMBERS)):
        if rng.random() < chance * (0.4 if table is LINKS and scene.kind in ONLY_RECAST else 1.0):
            weights = {name: weight for name, (weight, kinds, _) in table.items() if scene.kind in kinds}
            for _ in range(STEPS_TRIED if weights else 0):
                name = pick(rng, weights)
                before = len(scene.figure.parts)
                try:
                    table[name][2](scene)
                except Retry:
                    if len(scene.figure.parts) > before:
                        raise  # half made
                    continue
                scene.steps.append(name)
                break
    if len(scene.figure.things) == 1:
        noun, _ = scene.figure.things["s"]
        scene.figure.things["s"] = (noun if scene.told else scene.kind, "")
    if not scene.phrase and scene.told:
        scene.phrase = "alone"
    for fact in scene.late:
        scene.figure.state(*fact)
    return scene


def based(rng: Random, unit: str | None, name: str) -> Scene:
    """A base solid of one kind, so that kinds with more bad draws are no rarer."""
    for _ in range(BASES_TRIED):
        scene = Scene(SolidFigure(), rng, unit)
        try:
            BASES[name][1](scene)
        except Retry:
            continue
        scene.steps.append(name)
        return scene
    raise Retry("no base")


def ask(scene: Scene, request: Request) -> Problem | None:
    """A problem about a scene, or None where nothing in it has the requested depth."""
    figure, rng = scene.figure, scene.rng
    figure.asked = tuple(scene.spoken)
    graph = emit(figure)
    givens: dict[Quantity, Exact | Linear] = {figure.canonical(q): value for q, value in figure.parameters.items()}
    built = Closure(figure, graph, givens, systems=False)
    ways = [] if rng.random() < DISPLACED else [built]
    for _ in range(TURNS):
        closure = ways.pop() if ways else displaced(figure, graph, built, rng)
        if closure is None:
            continue
        wanted = [
            q
            for q, derivation in closure.known.items()
            if request.depth[0] <= derivation.depth <= request.depth[1]
            and q[0] in (GOALS[request.goal] if request.goal else ASKABLE)
            and derivation.equation is not None
            and derivation.equation.depth
            and askable(derivation.value)
        ]
        for goal in rng.sample(wanted, min(GOALS_TRIED, len(wanted))):
            problem = finish(scene, graph, closure, goal, request)
            if problem is not None:
                return problem
    return None


def finish(scene: Scene, graph: Hypergraph, closure: Closure, goal: Quantity, request: Request) -> Problem | None:
    """The problem of a goal with as few givens as it takes; None where something in the scene is idle."""
    figure = scene.figure
    givens = {q: closure.known[q].value for q in closure.leaves(goal)}
    closure = Closure(figure, graph, givens, goal)
    for quantity in list(givens) if len(givens) > 1 else ():
        fewer = {q: v for q, v in givens.items() if q != quantity}
        attempt = Closure(figure, graph, fewer, goal)
        if goal in attempt.known:
            givens, closure = fewer, attempt
    derivation = closure.known[goal]
    if not request.depth[0] <= derivation.depth <= request.depth[1]:
        return None
    if any(v == derivation.value and figure.dimension(q) == figure.dimension(goal) for q, v in givens.items()):
        return None  # an answer that stands in the question teaches nothing
    if any(idle(scene, closure, goal, givens)):
        return None
    drawn = figure.copy()
    shown = [lengths for q in givens if (lengths := figure.parts[q[1]].lengths.get(q[0])) and q in figure.anchors]
    for start, _ in shown:
        if start.startswith("_") and start.endswith("O"):
            drawn.draw("dot", start)
    drawn.show(*shown)
    draft = Draft(
        drawn,
        dict(givens),
        goal,
        phrases=scene.phrases(),
        unit=scene.unit,
        rounding=_rounding(scene, derivation.value),
        variant=" ".join(scene.steps),
    )
    return assemble(draft, "compose", closure, dict(givens), goal)


def idle(scene: Scene, closure: Closure, goal: Quantity, givens: Mapping[Quantity, Exact]) -> list[Fact | str]:
    """Facts and parts that the solution never uses."""
    figure = scene.figure
    steps = closure.trace(goal)
    relations = [r for step in steps for r in (step.system or (step.relation,))]
    used = {figure.stated(fact) for relation in relations for fact in relation.premises}
    spoken = {q[1] for relation in relations for q in relation.quantities()}
    found: list[Fact | str] = [part for part in figure.parts if part not in spoken]
    for fact in figure.facts:
        ties = len(fact.args) > 1 and fact.args[1] in figure.parts
        if (ties or fact.kind in ("filled", "whole", "right_base", "square_floor")) and fact not in used:
            found.append(fact)
    return found


def askable(value: Exact) -> bool:
    """Whether a value is worth asking for: no unwieldy number."""
    denominator, radicand, coefficient, terms = value.complexity
    return bool(denominator <= 20 and radicand <= 60 and coefficient <= 20000 and terms <= 2)


def displaced(figure: SolidFigure, graph: Hypergraph, built: Closure, rng: Random) -> Closure | None:
    """The closure with a derived quantity given in place of a parameter it depends on, by preference a deep one."""
    candidates = {
        q: 1.0 + derivation.depth
        for q, derivation in built.known.items()
        if q[0] in GIVABLE and derivation.depth >= 1 and plain(derivation.value)
    }
    if not candidates:
        return None
    given = rng.choices(list(candidates), list(candidates.values()))[0]
    needed = [q for q in built.leaves(given) if q[0] not in ("density", "coverage")]
    if not needed:
        return None
    replaced = rng.choice(needed)
    givens: dict[Quantity, Exact | Linear] = {
        q: d.value for q, d in built.known.items() if d.equation is None and q != replaced
    }
    return Closure(figure, graph, {**givens, given: built.known[given].value}, systems=False)


def plain(value: Exact) -> bool:
    """Whether a value may be given: a whole number, a short decimal or a simple fraction, perhaps times π."""
    denominator, radicand, coefficient, terms = value.complexity
    return bool(denominator in (1, 2, 3, 4, 5, 10) and radicand == 1 and coefficient <= 20000 and terms == 1)


def _rounding(scene: Scene, value: Exact) -> int | None:
    """Decimals asked for: where there is π or a root, now and then."""
    if value.is_integer or (value.is_rational and value.complexity[0] in (2, 4, 5, 10, 20)):
        return None
    if value.is_rational or scene.rng.random() < 0.4:
        return scene.rng.choice((1, 2, 2))
    return None
