"""The letters that points are printed as: mostly the author's own, otherwise another conventional set."""

from __future__ import annotations

from random import Random
from typing import Final

from puma_data.symbolic.problem import Problem

KEEP: Final = 0.5
"""Share of problems that keep their author's letters."""
SETS: Final = {
    3: ("ABC", "PQR", "XYZ", "DEF", "KLM", "RST", "MNP", "UVW", "EFG", "JKL"),
    4: ("ABCD", "PQRS", "WXYZ", "EFGH", "KLMN", "MNPQ", "RSTU", "JKLM"),
}
CENTRES: Final = "OOOOPQSCTK"
MIDPOINTS: Final = "MNKPQRL"
OTHERS: Final = "DEFGHKLMNPQRSTUVWXYZABCJ"


def name_points(problem: Problem, rng: Random) -> dict[str, str]:
    """Printed letter of every point of the figure: no two alike, none an unknown's or an alias's letter; helpers
    print as nothing.

    Triangles and quadrilaterals take conventional sets (PQR, WXYZ), circle centres O or the like, midpoints M and N.
    ``O`` and ``I``,
    easily read as digits, name nothing but centres. Drafts that keep their names are left alone.
    """
    figure, draft = problem.figure, problem.draft
    names = {point: "" if point.startswith("_") else point for point in figure.position}
    points = [point for point in names if names[point]]
    taken = set(figure.unknowns) | set(draft.aliases.values())
    taken |= {stroke[1] for stroke in figure.strokes if stroke[0] == "line_name"}
    if draft.keep_names or (rng.random() < KEEP and not taken & set(points)):
        return names
    centres = dict.fromkeys(circle.centre for circle in figure.circles.values() if names[circle.centre])
    base = next(
        (fact.args for fact in problem.facts if fact.kind == "polygon"), tuple(p for p in points if p not in centres)
    )
    renamed: dict[str, str] = {}

    def give(point: str, letters: str) -> None:
        if point not in renamed:
            free = [letter for letter in letters + OTHERS if letter not in taken]
            renamed[point] = free[0]
            taken.add(free[0])

    midpoints = [fact.args[0] for fact in problem.facts if fact.kind == "midpoint"]
    special = {fact.args[-1]: "I" for fact in problem.facts if fact.kind == "incircle"}
    special |= {fact.args[0]: "G" for fact in problem.facts if fact.kind == "centroid"}
    for centre in centres:
        common = [letter for letter in CENTRES if letter not in taken]
        give(centre, special.get(centre, "") + (rng.choice(common) if common else ""))
    vertices = [point for point in base if point not in renamed and names.get(point)]
    size = min(max(len(vertices), 3), 4)
    fitting = [letters for letters in SETS[size] if not taken & set(letters)] or [OTHERS]
    alphabet = rng.choice(fitting)
    for point, letter in zip(vertices, alphabet, strict=False):
        give(point, letter)
    for point in points:
        give(point, special.get(point, "") or (MIDPOINTS if point in midpoints else _following(alphabet)))
    return {point: renamed.get(point, "") for point in names}


def _following(alphabet: str) -> str:
    """The letters after a set, in order: after PQR come S, T, U, …"""
    start = ord(max(alphabet))
    return "".join(letter for letter in (chr(c) for c in range(start + 1, ord("Z") + 1)) if letter not in "OI")
