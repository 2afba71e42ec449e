"""Composed problems: every base and step does what it says, and every problem passes checks that use no rule of the
engine.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from generators.plane.compose.askable import unsure_arcs
from generators.plane.compose.bases import BASES
from generators.plane.compose.composer import COMPOSE, GOALS, grow, written
from generators.plane.compose.quality import readable
from generators.plane.compose.steps import STEPS
from generators.plane.domain import PLANE
from generators.plane.quantities import arc
from generators.plane.shapes import on_circle
from puma_data.registry import Request, Retry
from puma_data.symbolic.closure import Closure, emit
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Problem
from puma_data.symbolic.solve import solve
from puma_data.symbolic.verify import audit, verify


def invented(seed: int, request: Request) -> Problem | None:
    try:
        return COMPOSE.invent(Random(seed), request)
    except Retry:
        return None


def test_there_are_enough_bases_and_steps() -> None:
    assert len(BASES) >= 15
    assert len(STEPS) >= 25


@pytest.mark.parametrize("name", BASES)
def test_a_base_draws_readable_figures_with_true_parameters(name: str) -> None:
    """Many draws of a base give a readable figure; the parameters are what the coordinates say."""
    made = 0
    for seed in range(60):
        figure = Figure(PLANE)
        try:
            BASES[name][1](figure, Random(seed))
        except Retry:
            continue
        made += readable(figure)
        assert figure.parameters
        for quantity, value in figure.parameters.items():
            assert isinstance(value, Exact)
            assert float(value) == pytest.approx(PLANE.quantities[quantity[0]].measure(figure, quantity[1:]), rel=1e-9)
    assert made >= 10


@pytest.mark.parametrize("name", STEPS)
def test_a_step_finds_a_place_in_some_base(name: str) -> None:
    """Each step adds to at least one kind of base figure, and what it adds keeps the figure readable at least once."""
    for base, (_, build) in BASES.items():
        for seed in range(8):
            rng = Random(f"{name} {base} {seed}")
            figure = Figure(PLANE)
            try:
                build(figure, rng)
                facts = len(figure.facts)
                figure.next_step()
                STEPS[name][1](figure, rng)
            except (Retry, ZeroDivisionError):
                continue
            if readable(figure):
                assert len(figure.facts) > facts
                assert all(step >= 1 for step in list(figure.facts.values())[facts:])
                return
    # the remaining steps build on what other steps draw: they must turn up in grown figures
    for seed in range(400):
        try:
            figure = grow(Random(seed), 5)
        except Retry:
            continue
        figure.next_step()
        try:
            STEPS[name][1](figure, Random(seed))
        except (Retry, ZeroDivisionError):
            continue
        return
    pytest.fail(f"{name} never finds a place")


def test_grown_figures_are_readable_by_an_oracle_of_its_own() -> None:
    """No two points nearer than 7 % of the figure, measured here by plain distances."""
    for seed in range(60):
        try:
            figure = grow(Random(seed), 1 + seed % 5)
        except Retry:
            continue
        points = list(figure.position.values())
        size = max(abs(z - w) for z, w in combinations(points, 2))
        assert min(abs(z - w) for z, w in combinations(points, 2)) > 0.05 * size


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_problems_have_the_depth_asked_for_and_pass_every_check(depth: int) -> None:
    """No problem is wrong; few are turned down for being crowded or for a given that only the rank test finds spare."""
    made = refused = 0
    for seed in range(24):
        problem = invented(1000 * depth + seed, Request(depth=(depth, depth)))
        if problem is None:
            continue
        made += 1
        problem.names = {name: name for name in problem.figure.position}
        assert problem.depth == depth
        faults = {fault.split(":")[0] for fault in verify(problem)}
        assert faults <= {"crowded", "spare"}, (seed, faults)
        refused += bool(faults)
    assert made >= 12
    assert refused <= made / 5


def test_no_other_figure_meets_the_stated_facts_with_another_answer() -> None:
    """Gauss-Newton from disturbed starts: every figure found that obeys the text has the same answer.

    Arcs are left out: the text names the minor or the major one, the equations cannot.
    """
    for seed in range(24):
        problem = invented(seed, Request(depth=(2, 4)))
        if problem is not None and problem.goal[0] != "arc":
            problem.names = {name: name for name in problem.figure.position}
            assert not [fault for fault in audit(problem) if fault.startswith("unique")], seed


def test_the_goal_is_of_the_kind_asked_for_where_the_figure_has_one() -> None:
    hits = Counter()
    for seed in range(120):
        kind = list(GOALS)[seed % len(GOALS)]
        problem = invented(seed, Request(depth=(1, 3), goal=kind))
        if problem is not None and problem.goal[0] != "unknown":
            hits[problem.goal[0] in GOALS[kind]] += 1
    assert hits[True] > hits[False]


def test_a_problem_depends_on_its_seed_alone() -> None:
    request = Request(depth=(1, 5))
    for seed in range(10):
        first, second = invented(seed, request), invented(seed, request)
        assert (first is None) == (second is None)
        if first is not None and second is not None:
            assert (first.facts, first.goal, first.answer) == (second.facts, second.goal, second.answer)


def test_pruned_construction_leaves_no_trace() -> None:
    """Every point of a problem is spoken of by a stated fact; no construction step survives that nothing needs."""
    for seed in range(60):
        problem = invented(seed, Request(depth=(1, 4)))
        if problem is None:
            continue
        spoken = {arg for fact in problem.facts for arg in _names(fact.args)}
        assert set(problem.figure.position) <= spoken | {c.centre for c in problem.figure.circles.values()}


def _names(args: tuple[object, ...]) -> set[str]:
    found: set[str] = set()
    for arg in args:
        found |= _names(arg) if isinstance(arg, tuple) else {arg} if isinstance(arg, str) else set()
    return found


def test_expressions_take_the_value_they_stand_for() -> None:
    rng = Random(0)
    for _ in range(300):
        value, x = rng.randint(3, 150), rng.randint(2, 24)
        label = written(value, x, rng)
        if label is not None:
            assert isinstance(label, Linear)
            assert label.at(Exact(x)) == value
            assert label != Linear("x", Exact(1), Exact(0))


def test_every_condition_is_used() -> None:
    """An equality, a parallel or a circle that no step of the solution rests on would mislead: none is left."""
    for seed in range(60):
        problem = invented(seed, Request(depth=(1, 4)))
        if problem is None:
            continue
        stated = problem.figure.stated
        premises = {stated(f) for s in problem.steps for r in (s.system or (s.relation,)) for f in r.premises}
        for fact in problem.facts:
            assert PLANE.facts[fact.kind].info != "implicit" or fact in premises, (seed, fact)


def test_an_arc_that_could_lie_on_either_side_is_turned_down() -> None:
    """The minor arc KM of a quadrilateral KLMN may hold L or N; the minor arc of a side may not, the centre inside."""
    figure = Figure(PLANE)
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    on_circle(figure, "c", K=0, L=104, M=190, N=243)
    figure.state("on_circle", "c", "K", "L", "M", "N")
    figure.state("polygon", "K", "L", "M", "N")
    figure.state("inside", "O", "K", "L", "M", "N")
    givens = {arc("c", "M", "K"): 170, arc("c", "M", "N"): 53, arc("c", "K", "L"): 104}
    problem = solve(Draft(figure.copy(), givens, arc("c", "N", "L")), "compose")
    assert list(unsure_arcs(problem)) == [arc("c", "M", "K")]
    sides = {arc("c", "L", "M"): 86, arc("c", "M", "N"): 53}
    assert not list(unsure_arcs(solve(Draft(figure.copy(), sides, arc("c", "L", "N")), "compose")))


def test_a_ratio_is_reached_the_short_way() -> None:
    """Two lengths known, their ratio is a division, not a detour by the areas of similar triangles."""
    for seed in range(40):
        problem = invented(seed, Request(depth=(1, 4), goal="ratio"))
        if problem is not None and problem.goal[0] == "quotient" and problem.goal[1][0] == "length":
            assert "area_ratio_of_similar" not in problem.theorems, seed


def test_nothing_pruned_made_the_way_longer() -> None:
    """Solved afresh from its own figure and givens, a problem takes no shorter chain of theorems."""
    for seed in range(60):
        problem = invented(7000 + seed, Request(depth=(2, 5)))
        if problem is None:
            continue
        figure = problem.figure
        figure.asked = (*problem.givens, problem.goal)
        afresh = Closure(figure, emit(figure), problem.givens, problem.goal)
        assert afresh.known[problem.goal].depth == problem.depth, seed


def test_the_words_tell_which_way_parallel_segments_run() -> None:
    """Two parallel segments that a third joins make a Z or a C: a fact about sides must say which."""
    for seed in range(40):
        figure = Figure(PLANE)
        BASES["parallels"][1](figure, Random(seed))
        assert figure.holds("opposite_sides", "A", "D", "B", "C")
        figure = Figure(PLANE)
        try:
            BASES["triangle_by_angles"][1](figure, Random(seed))
            STEPS["parallel_through_vertex"][1](figure, Random(seed))
        except Retry:
            continue
        new = next(name for name in figure.position if name not in "ABC")
        assert any(fact.kind == "opposite_sides" and new in fact.args[:2] for fact in figure.facts)


@pytest.mark.slow
def test_no_second_figure_for_many_problems() -> None:
    """The same over many more, for ambiguities are rare: what the words leave open must not change the answer."""
    tried = 0
    for seed in range(200):
        problem = invented(20_000 + seed, Request(depth=(1, 4)))
        # a text says minor or major arc, or sector for the smaller one, which the equations do not
        if problem is None or any(q[0].startswith(("arc", "sector")) for q in (problem.goal, *problem.givens)):
            continue
        problem.names = {name: name for name in problem.figure.position}
        faults = audit(problem, tries=10)
        if not any(fault.startswith(("crowded", "spare")) for fault in faults):
            tried += 1
            assert not faults, (seed, faults)
    assert tried > 120
