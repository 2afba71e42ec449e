"""The final answer in print. One place, so that answer, options and the solution's last line agree.

The bare number: an angle without its degree sign, a length or area without its unit; the unit is named beside it
(``degree``, ``cm``, ``cm^2``). Options and solutions print the unit too. Where rounding is asked for, the answer is the
decimal with exactly that many places.
"""

from __future__ import annotations

from puma_data.present.values import unit_of
from puma_data.symbolic.exact import PI, Exact, NotExact
from puma_data.symbolic.problem import Composite, Problem


def printed(problem: Problem, amount: Exact | Composite, *, unit: bool = False) -> str:
    """LaTeX of a value of the goal, as the answer prints it; with its unit or degree sign on request."""
    if isinstance(amount, Composite):
        return amount.latex
    places = problem.draft.rounding
    if places is not None:
        text = amount.decimal_string(places)
    else:
        text = amount.latex(decimal=problem.draft.unit is not None)
    if not unit:
        return text
    return text + (r"^\circ" if is_degree(problem) else unit_of(problem, problem.goal))


def is_degree(problem: Problem) -> bool:
    """Whether the answer is an angle or the measure of an arc."""
    return problem.whole is None and problem.figure.dimension(problem.goal) == "degree"


def kind(problem: Problem) -> str:
    """integer, fraction, decimal, surd, pi_multiple, degree or expression (several powers of pi, or surds with pi)."""
    if problem.whole is not None:
        return "expression" if problem.whole.kind == "inequality" else problem.whole.kind
    answer = problem.answer
    if is_degree(problem):
        return "degree"
    if problem.draft.rounding is not None:
        return "decimal" if problem.draft.rounding else "integer"
    if answer.is_integer:
        return "integer"
    if answer.is_rational:
        return "decimal" if problem.draft.unit is not None and answer.is_terminating else "fraction"
    if not answer.has_pi:
        return "surd"
    return "pi_multiple" if _is_pi_multiple(answer) else "expression"


def _is_pi_multiple(answer: Exact) -> bool:
    try:
        return (answer / PI).is_rational
    except NotExact:
        return False


def unit(problem: Problem) -> str | None:
    """``degree``, ``cm``, ``cm^2``, or None for bare numbers."""
    if problem.whole is not None:
        return None
    dimension = problem.figure.dimension(problem.goal)
    if dimension == "degree":
        return "degree"
    if own := problem.figure.domain.quantities[problem.goal[0]].unit:
        return own
    if problem.draft.unit is None or dimension == 0:
        return None
    return problem.draft.unit if dimension == 1 else f"{problem.draft.unit}^{dimension}"
