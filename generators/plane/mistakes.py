"""What pupils answer instead: values that wrong reasoning takes from the givens."""

from __future__ import annotations

import math
from collections.abc import Mapping

from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure


def angle_mistakes(figure: Figure, goal: Quantity, *given: int, **named: int | Exact) -> dict[str, Exact | Quantity]:
    """Usual slips with angles: a given angle itself, its supplement, complement, half or double, and ``named`` values.

    Values of the family's own (``named``) come first; values that are no angle, or happen to be right, are left out.
    """
    slips: dict[str, Exact] = {name: Exact(value) for name, value in named.items()}
    for value in given:
        plain = Exact(value)
        for name, slip in (
            ("supplement", 180 - plain),
            ("given_angle", plain),
            ("complement", 90 - plain),
            ("half", plain / 2),
            ("double", 2 * plain),
        ):
            slips.setdefault(name, slip)
    if len(given) == 2:
        slips.setdefault("sum", Exact(given[0] + given[1]))
        slips.setdefault("difference", Exact(abs(given[0] - given[1])))
    drawn = figure.measure(goal)
    top = 360 if drawn > 180 or goal[0] == "arc" else 180
    return {
        name: slip
        for name, slip in slips.items()
        if 0 < float(slip) < top and not math.isclose(float(slip), drawn, abs_tol=1e-6)
    }


def real_mistakes(figure: Figure, goal: Quantity, wrong: Mapping[str, Exact | Quantity]) -> dict[str, Exact | Quantity]:
    """The mistakes without those that lead to the right answer after all, or to no positive value."""
    right = figure.measure(goal)

    def misleads(slip: Exact | Quantity) -> bool:
        value = figure.measure(slip) if isinstance(slip, tuple) else float(slip)
        return value > 1e-9 and not math.isclose(value, right, rel_tol=1e-9)

    return {name: slip for name, slip in wrong.items() if misleads(slip)}
