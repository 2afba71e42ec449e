"""Every check passes on sound problems and catches the fault it is there for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
import shapely
import sympy

from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Relation, Term
from puma_data.symbolic.problem import Problem, Step
from puma_data.symbolic.recompute import outline, recompute
from puma_data.symbolic.spec import described, drawing
from puma_data.symbolic.verify import audit, read, verify
from tests.puma_data.symbolic.sketches import SKETCHES, Sketch, renamed, turned

ONE = Exact(1)
AB, AC, BC = ("length", "A", "B"), ("length", "A", "C"), ("length", "B", "C")


def solved() -> Problem:
    """The right triangle with legs 3 and 4: hypotenuse, then perimeter as one more step."""
    problem = replace(SKETCHES["right"], goal=("perimeter", "A", "B", "C"), answer=Exact(12)).problem()
    figure = problem.figure
    ab, ac, bc = (figure.canonical(q) for q in (AB, AC, BC))
    right = figure.fact("right_angle", "B", "A", "C")
    squares = Relation(
        "pythagoras", (Term(ONE, (ab, ab)), Term(ONE, (ac, ac))), (Term(ONE, (bc, bc)),), premises=(right,)
    )
    total = Relation("perimeter", (Term(ONE, (problem.goal,)),), tuple(Term(ONE, (q,)) for q in (ab, bc, ac)))
    problem.steps = (
        Step(bc, Exact(5), squares, (ab, ac), 1),
        Step(problem.goal, Exact(12), total, (ab, bc, ac), 2),
    )
    problem.depth = 2
    return problem


def checks(problem: Problem) -> set[str]:
    return {fault.split(":")[0] for fault in verify(problem)}


def test_a_sound_problem_passes() -> None:
    assert verify(solved()) == []
    assert audit(solved()) == []


def wrong_answer(p: Problem) -> None:
    p.answer = Exact(13)
    p.steps = (p.steps[0], replace(p.steps[1], value=Exact(13)))


def wrong_step(p: Problem) -> None:
    p.steps = (replace(p.steps[0], value=Exact(6)), p.steps[1])


def nearly_right(p: Problem) -> None:
    """A rounded value is within no tolerance of exactness."""
    p.steps = (replace(p.steps[0], value=Exact(5) + Exact(1, 10**12)), p.steps[1])


def wrong_order(p: Problem) -> None:
    p.steps = p.steps[::-1]


def missing_step(p: Problem) -> None:
    p.steps = p.steps[1:]


def twice(p: Problem) -> None:
    p.steps = (p.steps[0], *p.steps)


def wrong_depth(p: Problem) -> None:
    p.depth = 3


def hidden_parent(p: Problem) -> None:
    p.steps = (replace(p.steps[0], parents=p.steps[0].parents[:1]), p.steps[1])


def unused_given(p: Problem) -> None:
    p.facts = (*p.facts, Fact("value", (p.figure.canonical(("angle", "B", "A", "C")),), Exact(90)))


def unused_step(p: Problem) -> None:
    area = p.figure.canonical(("area", "A", "B", "C"))
    step = p.steps[0]
    relation = Relation("area", (Term(Exact(2), (area,)),), (Term(ONE, step.parents),))
    p.steps = (Step(area, Exact(6), relation, step.parents, 0), *p.steps)


def unstated_premise(p: Problem) -> None:
    relation = p.steps[0].relation._replace(premises=(p.figure.fact("right_angle", "A", "B", "C"),))
    p.steps = (replace(p.steps[0], relation=relation), p.steps[1])


def unknown_theorem(p: Problem) -> None:
    p.steps = (replace(p.steps[0], relation=p.steps[0].relation._replace(theorem="folklore")), p.steps[1])


def unmet_guard(p: Problem) -> None:
    relation = p.steps[0].relation._replace(guards=((p.steps[0].parents[0], Exact(7)),))
    p.steps = (replace(p.steps[0], relation=relation), p.steps[1])


def false_value(p: Problem) -> None:
    p.facts = tuple(replace(f, value=Exact(9)) if f.value is not None else f for f in p.facts)


def false_fact(p: Problem) -> None:
    p.facts = (*p.facts, p.figure.fact("equal_length", "A", "B", "A", "C"))


def wrong_side(p: Problem) -> None:
    p.figure.point("D", 6 + 0j)
    p.facts = (*p.facts, p.figure.fact("between", "D", "A", "B"))


def unstated_right_angle(p: Problem) -> None:
    p.facts = tuple(f for f in p.facts if f.kind != "right_angle")


def unstated_length(p: Problem) -> None:
    p.facts = p.facts[:-1]


def shared_letter(p: Problem) -> None:
    p.names["B"] = "A"


def missing_letter(p: Problem) -> None:
    p.names["B"] = ""


def stale_letter(p: Problem) -> None:
    p.names["Z"] = "Z"


def pruned_point(p: Problem) -> None:
    p.facts = (*p.facts, Fact("segment", ("A", "Z")))


def close_points(p: Problem) -> None:
    p.figure.point("D", 4.1 + 0j)


def sharp_corner(p: Problem) -> None:
    p.figure.point("D", 4 + 0.3j)
    p.figure.state("segment", "A", "D")


FAULTS: list[tuple[Callable[[Problem], None], set[str]]] = [
    (wrong_answer, {"measure", "exact"}),
    (wrong_step, {"measure", "exact"}),
    (nearly_right, {"exact"}),
    (wrong_order, {"steps"}),
    (missing_step, {"steps", "exact"}),
    (twice, {"steps"}),
    (wrong_depth, {"steps"}),
    (hidden_parent, {"steps"}),
    (unused_given, {"steps"}),
    (unused_step, {"steps"}),
    (unstated_premise, {"steps"}),
    (unknown_theorem, {"steps"}),
    (unmet_guard, {"exact"}),
    (false_value, {"facts"}),
    (false_fact, {"facts"}),
    (wrong_side, {"facts"}),
    (unstated_right_angle, {"determined"}),
    (unstated_length, {"determined"}),
    (shared_letter, {"names"}),
    (missing_letter, {"names"}),
    (stale_letter, {"names"}),
    (pruned_point, {"names"}),
    (close_points, {"crowded"}),
    (sharp_corner, {"crowded"}),
]


@pytest.mark.parametrize(("spoil", "expected"), FAULTS, ids=[spoil.__name__ for spoil, _ in FAULTS])
def test_each_fault_is_caught_by_its_check(spoil: Callable[[Problem], None], expected: set[str]) -> None:
    problem = solved()
    if spoil is not pruned_point:
        spoil(problem)
        assert expected <= checks(problem)
        return
    from puma_data.symbolic.verify import _readable  # the equations of a fact about nobody cannot even be written

    spoil(problem)
    assert {fault.split(":")[0] for fault in _readable(problem)} == expected


def test_an_outer_angle_is_not_told_as_a_corner() -> None:
    """The dart's corner at C has more than 180 degrees inside, and 'angle BCD' would print the rest of it."""
    sketch = Sketch(
        {"A": 0j, "B": 8 + 2j, "C": 4 + 4j, "D": 2 + 8j},
        [("polygon", "A", "B", "C", "D")],
        [],
        ("angle", "B", "C", "D"),
        Exact(1),
    )
    problem = sketch.problem()
    assert any(fault.startswith("range: the polygon") for fault in verify(problem))
    other = replace(sketch, goal=("angle", "A", "B", "C")).problem()
    assert not any(fault.startswith("range: the polygon") for fault in verify(other))


def test_a_system_is_solved_again() -> None:
    """x + y = 10, x - y = 4 where y is never found: the two lines must give x and nothing else."""
    problem = solved()
    x, y = ("unknown", "x"), ("unknown", "y")
    sums = (
        Relation("sum", (Term(ONE, (x,)), Term(ONE, (y,))), (Term(Exact(10)),)),
        Relation("difference", (Term(ONE, (x,)), Term(-ONE, (y,))), (Term(Exact(4)),)),
    )
    from puma_data.symbolic.verify import _exact

    problem.figure.unknowns["x"] = Exact(7)
    problem.steps = (*problem.steps[:-1], Step(x, Exact(7), sums[0], (), 1, sums), problem.steps[-1])
    assert list(_exact(problem)) == []
    problem.steps = (problem.steps[0], replace(problem.steps[1], value=Exact(8)), problem.steps[2])
    assert any("equations" in fault for fault in _exact(problem))


@pytest.mark.parametrize("text", ["3/4", "-7", "5*sqrt(3)/2", "(2 + sqrt(3))/4", "2*pi + 3", "-pi**2/7", "3/(2*pi)"])
def test_exact_numbers_read_as_sympify_reads_them(text: str) -> None:
    value = Exact.parse(text)
    assert read(value.sympy()) == sympy.sympify(value.sympy())
    assert sympy.simplify(read(value.sympy()) - sympy.sympify(text)) == 0


def test_only_numbers_are_read() -> None:
    for text in ("x + 1", "__import__('os')", "sqrt(2", "1.5"):
        with pytest.raises((ValueError, SyntaxError)):
            read(text)


# --- the second way to measure ----------------------------------------------------------------------------------------


def value(sketch: Sketch, goal: Any = None) -> float:
    problem = sketch.problem()
    plan = drawing(problem.figure, exact=True)
    return recompute(described(problem, goal or problem.goal), plan["points"], plan["circles"])


@pytest.mark.parametrize("name", SKETCHES)
def test_recomputed_goals_agree_with_measures_and_answers(name: str) -> None:
    for seed in range(4):
        rng = Random(seed)
        sketch = turned(renamed(SKETCHES[name], rng), rng.uniform(0, 360))
        assert math.isclose(value(sketch), float(sketch.answer), rel_tol=1e-11)
        if sketch.goal[0] != "unknown":
            assert math.isclose(value(sketch), sketch.problem().figure.measure(sketch.goal), rel_tol=1e-11)


def test_every_kind_of_goal_is_known() -> None:
    from generators.plane.domain import PLANE

    sector, triangle = SKETCHES["sector"], SKETCHES["right"]
    goals: dict[str, tuple[Sketch, Any]]
    goals = {name: (sector, (name, "c", "A", "B")) for name in ("arc", "arc_length", "sector_area", "sector_perimeter")}
    goals |= {name: (sector, (name, "c")) for name in ("radius", "diameter", "circumference", "disk")}
    goals |= {name: (triangle, (name, "A", "C", "B")) for name in ("angle", "reflex", "sine", "cosine", "tangent")}
    goals |= {name: (triangle, (name, "A", "B", "C")) for name in ("area", "perimeter", "sides")}
    goals |= {name: (SKETCHES["quarter_gap"], (name, "r")) for name in ("region_area", "region_perimeter")}
    goals["length"] = (triangle, AB)
    goals["quotient"] = (sector, ("quotient", ("sector_area", "c", "A", "B"), ("disk", "c")))
    goals["combination"] = (
        sector,
        ("combination", (Exact.parse("2/3"), ("radius", "c")), (-ONE, ("length", "A", "B"))),
    )
    for name, (sketch, goal) in goals.items():
        assert math.isclose(value(sketch, goal), sketch.problem().figure.measure(goal), rel_tol=1e-11), name
    assert set(PLANE.quantities) == {*goals, "unknown"}
    with pytest.raises(ValueError, match="no goal kind"):
        recompute({"kind": "volume", "args": []}, {}, [])


def test_unknowns_are_read_off_their_expression() -> None:
    points = {"A": [0, 0], "B": [7, 0]}
    for text, expected in (("2*x + 1", 3), ("x", 7), ("13 - 2*x", 3), ("sqrt(49)*x/7", 7), ("-x + 9", 2)):
        goal = {"kind": "unknown", "args": ["x", text, {"kind": "length", "args": ["A", "B"]}]}
        assert math.isclose(recompute(goal, points, []), expected)
    with pytest.raises(ValueError, match="not a number"):
        recompute({"kind": "unknown", "args": ["x", "y + x", goal["args"][2]]}, points, [])


def test_regions_against_shapely() -> None:
    """A lens of two circles, a ring, a segment: boundaries integrated and drawn give one area."""
    r, points = 5.0, {"P": [0.0, 0.0], "Q": [6.0, 0.0], "A": [3.0, -4.0], "B": [3.0, 4.0]}
    circles = [{"id": "p", "center": "P", "radius": r}, {"id": "q", "center": "Q", "radius": r}]
    lens = [[["arc", "p", "A", "B", 1], ["arc", "q", "B", "A", 1]]]
    moon = [[["arc", "p", "B", "A", 1], ["arc", "q", "A", "B", -1]]]
    ring: list[Any] = [[["circle", "p", 1]], [["line", "A", "P"], ["line", "P", "B"], ["line", "B", "A"]]]
    p, q = (shapely.Point(x, 0).buffer(r, quad_segs=4000) for x in (0, 6))
    triangle = shapely.Polygon([(3, -4), (0, 0), (3, 4)])
    for loops, shape in ((lens, p & q), (moon, p - q), (ring, p - triangle)):
        area = recompute({"kind": "region_area", "args": loops}, points, circles)
        assert math.isclose(area, shape.area, rel_tol=1e-6)
        assert math.isclose(outline(loops, points, circles), area, rel_tol=0.01)
    length = recompute({"kind": "region_perimeter", "args": lens}, points, circles)
    assert math.isclose(length, (p & q).length, rel_tol=1e-6)
    crossed: list[Any] = [[["line", "A", "B"], ["line", "B", "P"], ["line", "P", "Q"], ["line", "Q", "A"]]]
    bow: list[Any] = [[["line", "P", "Q"], ["line", "Q", "B"], ["line", "B", "A"], ["line", "A", "P"]]]
    assert math.isnan(outline(bow, points, circles)) or math.isnan(outline(crossed, points, circles))


def test_linear_givens_hold_at_the_unknown() -> None:
    problem = SKETCHES["label"].problem()
    assert "facts" not in checks(problem)
    problem.facts = tuple(
        replace(f, value=Linear("x", Exact(2), Exact(2))) if isinstance(f.value, Linear) and f.value.slope == 2 else f
        for f in problem.facts
    )
    assert "facts" in checks(problem)
