"""The closure on a toy domain of bare numbers: every claim can be checked by hand or by sympy."""

from __future__ import annotations

from random import Random

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from puma_data.symbolic.closure import Closure, Equation, Hypergraph, UnsoundRelation, compile_relation
from puma_data.symbolic.exact import Exact, Linear, sqrt
from puma_data.symbolic.facts import Domain, QuantityKind, Relation, Term
from puma_data.symbolic.figure import Figure

TOY = Domain("toy")
VALUES: dict[str, float] = {}
TOY.add_quantity(QuantityKind("n", 1, lambda at, args: VALUES[args[0]], lambda name, args: args[0]))
TOY.add_quantity(QuantityKind("unknown", 0, lambda at, args: at.unknown(args[0]), lambda name, args: args[0]))


def figure(**values: float) -> Figure:
    VALUES.clear()
    VALUES.update(values)
    return Figure(TOY)


def term(coefficient: int, *names: str) -> Term:
    return Term(Exact(coefficient), tuple(("n", name) for name in names))


def equation(fig: Figure, name: str, left: list[Term], right: list[Term], weight: int = 1, **more: object) -> Equation:
    return compile_relation(fig, Relation(name, tuple(left), tuple(right), **more), weight)  # type: ignore[arg-type]


def n(name: str) -> tuple[str, str]:
    return ("n", name)


def test_the_cheapest_derivation_wins_over_the_first_found() -> None:
    """d follows from three theorems in a row, or from one that needs a definition first: the second is cheaper."""
    fig = figure(a=2, b=4, c=6, d=12, e=3)
    equations = [
        equation(fig, "double", [term(1, "b")], [term(2, "a")]),
        equation(fig, "triple", [term(1, "c")], [term(3, "a")]),
        equation(fig, "long", [term(2, "d")], [term(1, "b", "c")]),
        equation(fig, "definition", [term(2, "e")], [term(3, "a")], weight=0),
        equation(fig, "short", [term(1, "d")], [term(4, "e")]),
    ]
    closure = Closure(fig, Hypergraph(equations), {n("a"): Exact(2)})
    assert closure.known[n("d")].value == 12
    assert [step.relation.theorem for step in closure.trace(n("d"))] == ["definition", "short"]
    assert closure.known[n("d")].depth == 1, "a definition adds no depth"


def test_square_roots_are_taken_and_values_without_a_school_form_are_left_alone() -> None:
    fig = figure(a=3, b=5, c=34**0.5, d=(3 + 5**0.5) ** 0.5, e=5**0.5)
    equations = [
        equation(fig, "pythagoras", [term(1, "c", "c")], [term(1, "a", "a"), term(1, "b", "b")]),
        equation(fig, "nested", [term(1, "d", "d")], [term(1, "a"), term(1, "e")]),
    ]
    closure = Closure(fig, Hypergraph(equations), {n("a"): Exact(3), n("b"): Exact(5), n("e"): sqrt(5)})
    assert closure.known[n("c")].value == sqrt(34)
    # sqrt(3 + sqrt 5) denests: it is (sqrt 2 + sqrt 10) / 2
    assert closure.known[n("d")].value == (sqrt(2) + sqrt(10)) / 2


def test_two_unknowns_that_wait_for_each_other_are_solved_together() -> None:
    fig = figure(x=5, y=5, z=10)
    equations = [
        equation(fig, "equal", [term(1, "x")], [term(1, "y")]),
        equation(fig, "sum", [term(1, "x"), term(1, "y")], [term(1, "z")]),
    ]
    alone = Closure(fig, Hypergraph(equations), {n("z"): Exact(10)}, systems=False)
    assert n("x") not in alone.known
    together = Closure(fig, Hypergraph(equations), {n("z"): Exact(10)})
    (step,) = [s for s in together.trace(n("x")) if s.system]
    assert step.value == 5
    assert {relation.theorem for relation in step.system} == {"equal", "sum"}


def test_labels_written_as_expressions_give_the_unknown() -> None:
    fig = figure(a=23, b=67, s=90)
    fig.let("x", 9)
    equations = [equation(fig, "sum", [term(1, "a"), term(1, "b")], [term(1, "s")])]
    givens = {n("s"): Exact(90), n("a"): Linear("x", Exact(2), Exact(5)), n("b"): Linear("x", Exact(7), Exact(4))}
    closure = Closure(fig, Hypergraph(equations), givens)
    assert closure.known["unknown", "x"].value == 9
    assert closure.known[n("a")].value == 23


def test_a_guard_must_be_derived_and_match() -> None:
    fig = figure(a=60, b=4, c=8, d=8)
    equations = [
        equation(fig, "if sixty", [term(1, "c")], [term(2, "b")], guards=((n("a"), Exact(60)),)),
        equation(fig, "if thirty", [term(1, "d")], [term(2, "b")], guards=((n("a"), Exact(30)),)),
    ]
    assert n("c") not in Closure(fig, Hypergraph(equations), {n("b"): Exact(4)}).known
    closure = Closure(fig, Hypergraph(equations), {n("b"): Exact(4), n("a"): Exact(60)})
    assert n("c") in closure.known
    assert n("d") not in closure.known


def test_an_equation_that_the_drawing_contradicts_is_refused_at_once() -> None:
    fig = figure(a=1, b=3)
    with pytest.raises(UnsoundRelation, match="wrong rule"):
        equation(fig, "wrong rule", [term(1, "b")], [term(2, "a")])


def test_two_roots_never_pass_for_the_drawn_one() -> None:
    """Only the positive root is taken: a negative quantity shows as a contradiction, not as a wrong answer."""
    fig = figure(a=-2, b=4)
    square = equation(fig, "square", [term(1, "a", "a")], [term(1, "b")])
    with pytest.raises(UnsoundRelation):
        Closure(fig, Hypergraph([square]), {n("b"): Exact(4)})


@given(st.integers(0, 10_000))
def test_random_linear_systems_agree_with_sympy(seed: int) -> None:
    """Whatever the closure derives, sympy derives too; what sympy cannot determine, the closure does not claim."""
    rng = Random(seed)
    names = "abcdef"
    values = {name: rng.randint(1, 9) for name in names}
    fig = figure(**values)
    symbols = {name: sympy.Symbol(name) for name in names}
    equations, system = [], []
    for index in range(rng.randint(2, 5)):
        chosen = rng.sample(names, rng.randint(2, 3))
        coefficients = [rng.choice([1, 2, 3, -1, -2]) for _ in chosen]
        total = sum(c * values[name] for c, name in zip(coefficients, chosen, strict=True))
        left = [term(c, name) for c, name in zip(coefficients, chosen, strict=True)]
        equations.append(equation(fig, f"e{index}", left, [term(total)] if total else []))
        system.append(sum(c * symbols[name] for c, name in zip(coefficients, chosen, strict=True)) - total)
    given_name = rng.choice(names)
    closure = Closure(fig, Hypergraph(equations), {n(given_name): Exact(values[given_name])})
    solution = sympy.solve([*system, symbols[given_name] - values[given_name]], list(symbols.values()), dict=True)[0]
    determined = {name for name, s in symbols.items() if s in solution and solution[s].is_number}
    assert {q[1] for q in closure.known} <= determined
    assert all(closure.known[n(name)].value == values[name] for (_, name) in closure.known)
    if len(equations) <= 4:  # every system is then within the limit that a person follows
        assert {q[1] for q in closure.known} == determined


@given(st.integers(0, 2_000))
def test_the_order_of_equations_changes_no_value_and_no_cost(seed: int) -> None:
    rng = Random(seed)
    values = {name: rng.randint(1, 6) for name in "abcde"}
    fig = figure(**values)
    equations = []
    for index in range(8):
        p, q, r = rng.sample("abcde", 3)
        gap = values[p] * values[q] - values[r]
        equations.append(
            equation(
                fig,
                f"e{index}",
                [term(1, p, q)],
                [term(1, r), term(gap)] if gap else [term(1, r)],
                weight=rng.randint(0, 2),
            )
        )
    start = {n("a"): Exact(values["a"]), n("b"): Exact(values["b"])}
    first = Closure(fig, Hypergraph(equations), start, systems=False)
    rng.shuffle(equations)
    second = Closure(fig, Hypergraph(equations), start, systems=False)
    assert {q: (d.value, d.cost) for q, d in first.known.items()} == {
        q: (d.value, d.cost) for q, d in second.known.items()
    }


def test_steps_come_after_what_they_use() -> None:
    fig = figure(a=1, b=2, c=3, d=5)
    equations = [
        equation(fig, "b", [term(1, "b")], [term(2, "a")]),
        equation(fig, "c", [term(1, "c")], [term(1, "a"), term(1, "b")]),
        equation(fig, "d", [term(1, "d")], [term(1, "b"), term(1, "c")]),
    ]
    closure = Closure(fig, Hypergraph(equations), {n("a"): Exact(1)})
    steps = closure.trace(n("d"))
    seen = {n("a")}
    for step in steps:
        assert set(step.parents) <= seen
        seen.add(step.quantity)
    assert steps[-1].quantity == n("d")
    assert closure.leaves(n("d")) == [n("a")]
