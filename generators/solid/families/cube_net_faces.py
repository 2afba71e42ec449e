"""Nets of a cube with numbers: what lies opposite, equal sums of opposite faces, the largest corner."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from generators.solid.cubenets import LETTERS, Square, lettered, opposite, pairs
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.view import cabinet
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "cube_net_faces"


@family(
    ID,
    "Net of a cube: opposite faces and their numbers",
    {"opposite_number": 2, "equal_opposite_sums": 2, "largest_corner_sum": 1},
    weight=0.3,
)
def cube_net_faces(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """One of the eleven nets in any position; its squares have letters, and numbers are written on them."""
    net = lettered(rng)
    couples = pairs(net)
    if variant == "equal_opposite_sums":
        total = rng.randint(8, 40)
        firsts = rng.sample(range(1, (total + 1) // 2), min(3, (total - 1) // 2))
        numbers = {}
        for (a, b), first in zip(couples, firsts, strict=True):
            small, large = (a, b) if rng.random() < 0.5 else (b, a)
            numbers[small], numbers[large] = first, total - first
    else:
        numbers = dict(zip(LETTERS, rng.sample(range(1, rng.choice((7, 10, 20, 31))), 6), strict=True))
    _draw(figure, net, numbers)
    fact = figure.state("net", "s")
    phrases: tuple[Phrase, ...] = (Phrase(f"{ID}.scene", (fact,), (("rows", _rows(net)),)),)
    givens: dict[Quantity, Exact] = {("face_number", "s", p): Exact(numbers[p]) for p in LETTERS}
    beyond = opposite(net)
    asked = rng.choice(LETTERS)
    beside = [p for p in LETTERS if p not in (asked, beyond[asked])]
    wrong: dict[str, Exact | Quantity]
    if variant == "opposite_number":
        goal: Quantity = ("opposite_number", "s", asked)
        near = [p for p in beside if _steps(net[p], net[asked]) == 1]
        wrong = {f"beside_{p}": Exact(numbers[p]) for p in dict.fromkeys((*near, *rng.sample(beside, 4)))}
        question = Phrase(f"{ID}.opposite", (), (("letter", asked),))
    elif variant == "equal_opposite_sums":
        phrases += (Phrase(f"{ID}.sums", (figure.state("equal_sums", "s"),)),)
        goal = ("face_number", "s", asked)
        del givens[goal]
        others = [couple for couple in couples if asked not in couple]
        hidden = rng.choice(rng.choice(others))  # one more number is left out, of a pair that is not needed
        if rng.random() < 0.5:
            del givens["face_number", "s", hidden]
        total = numbers[asked] + numbers[beyond[asked]]
        wrong = {
            "the_sum": Exact(total),
            "same_as_opposite": Exact(numbers[beyond[asked]]),
            **{f"beside_{p}": Exact(abs(total - numbers[p])) for p in beside},
        }
        question = Phrase(f"{ID}.missing", (), (("letter", asked),))
    else:
        goal = ("corner_sum", "s")
        three = sorted(numbers.values())[-3:]
        best = sum(max(numbers[a], numbers[b]) for a, b in couples)
        if sum(three) == best and rng.random() < 0.6:
            raise Retry("the three greatest numbers meet")
        wrong = {
            "three_greatest": Exact(sum(three)),
            "least_corner": Exact(sum(min(numbers[a], numbers[b]) for a, b in couples)),
            "all_but_three": Exact(sum(numbers.values()) - sum(three)),
            "greatest_pair": Exact(max(numbers[a] + numbers[b] for a, b in couples)),
        }
        question = Phrase(f"{ID}.corner")
    values = tuple(Fact("value", (q,), v) for q, v in givens.items())
    phrases += (Phrase(f"{ID}.numbers{len(values)}", values, tuple((f"p{i}", q[2]) for i, q in enumerate(givens))),)
    return Draft(
        figure, givens, goal, phrases=phrases, question=question, wrong=wrong, skin=repr(sorted(net.items())),
        keep_names=True, keep_givens=True,
    )  # fmt: skip


def _steps(one: Square, other: Square) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _rows(net: dict[str, Square]) -> str:
    """``row 1 has $A$ in column 2, row 2 has ...``, from the top."""
    top = max(y for _, y in net.values())
    items = []
    for y in range(top, -1, -1):
        row = sorted((x, p) for p, (x, row) in net.items() if row == y)
        letters, places = ", ".join(p for _, p in row), ", ".join(str(x + 1) for x, _ in row)
        items.append(f"${letters}$ in column{'s' * (len(row) > 1)} ${places}$ of row ${top - y + 1}$")
    return ", ".join(items[:-1]) + f" and {items[-1]}"


def _draw(figure: SolidFigure, net: dict[str, Square], numbers: dict[str, int]) -> None:
    """The net in true size, a letter in the corner of each square and room for its number."""
    figure.projection = cabinet()
    part = figure.shape("s", "cube", "", "net", **{p: numbers[p] for p in LETTERS})
    part.net = net
    edges: dict[tuple[tuple[int, int], ...], None] = {}
    for p, (x, y) in net.items():
        ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        edges.update({tuple(sorted(pair)): None for pair in pairwise(ring)})
        figure.draw("written", "", figure.spot(p, {}, (x + 0.24, 0.0, y + 0.75)))
        figure.anchors["face_number", "s", p] = ("spot", figure.spot(f"_{p}", {}, (x + 0.56, 0.0, y + 0.4)))
    inside = {pair for pair in edges if _shared(net, pair)}
    for pair in edges:
        figure.trace("dashed" if pair in inside else "stroke", [(x, 0.0, y) for x, y in pair])


def _shared(net: dict[str, Square], pair: tuple[tuple[int, int], ...]) -> bool:
    """Whether two squares meet in an edge: there the net is folded."""
    (x, y), (a, _) = pair
    beside = ((x, y), (x, y - 1)) if a != x else ((x, y), (x - 1, y))
    return all(square in net.values() for square in beside)
