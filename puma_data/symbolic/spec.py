"""The ``spec`` of a row: all that is needed to check or redraw a problem without our code, as plain JSON.

Points go by their printed letters. A helper point that the picture does not name keeps a name that starts with ``_``,
which no printed letter does. Values are strings that ``sympy.sympify`` reads. Value facts and the goal share one
vocabulary of kinds and arguments, from which `puma_data.symbolic.recompute.recompute` measures them in ``points`` and
``circles`` alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Claim, Composite, Problem, Step

VERSION = 1
DIGITS = 13
"""Digits kept of a coordinate, counted from the figure's size: what is recomputed from them is good to 1e-9."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


Choice = tuple[Exact | Composite, str, str | None, int | None]
"""Value, print, the mistake that leads to it (None for the right one), and which statement to judge it is."""


def spec(
    problem: Problem,
    text: Collection[Fact],
    picture: Collection[Fact],
    labels: Iterable[tuple[str, Sequence[float]]] = (),
    options: Sequence[Choice] | None = None,
) -> dict[str, Any]:
    """The spec of one row.

    ``text`` and ``picture`` hold the stated facts that the row's text says and its picture shows. ``labels`` are the
    texts written in the image, each with its box (left, top, right, bottom) in pixels. ``options`` are the choices of a
    multiple choice question in order, each a `Choice`.
    ValueError for a fact that is carried by neither.
    """
    return Specs(problem, options).entry(text, picture, labels)


class Specs:
    """The specs of all rows of a problem (see `spec`): what the rows share is described once, and written once."""

    def __init__(self, problem: Problem, options: Sequence[Choice] | None = None) -> None:
        name = names(problem)
        self.stated = problem.facts
        self.head: dict[str, Any] = {"version": VERSION, **drawing(problem.figure, name)}
        self.facts = [_fact(problem, fact, name) for fact in problem.facts]
        self.middle: dict[str, Any] = {
            "goal": described(problem, problem.goal, name),
            "answer": {
                "sympy": problem.whole.sympy if problem.whole else problem.answer.sympy(),
                "value": None if problem.whole else float(problem.answer),
                "unit": unit(problem),
            },
            "steps": [_step(problem, step, name) for step in problem.steps],
        }
        self.tail: dict[str, Any] = {
            "family": problem.family,
            "variant": problem.draft.variant,
            "rounding": problem.draft.rounding,
            "features": dict(problem.features),
        }
        if options is not None:
            self.tail["options"] = [
                {"letter": letter, "value": _written(value), "text": printed, "error": error}
                | ({} if claim is None else {"claim": claim})
                for letter, (value, printed, error, claim) in zip(ascii_uppercase, options, strict=False)
            ]
        self._written = [dump(part) for part in (self.head, self.middle, self.tail)]
        self._facts = [dump(fact) for fact in self.facts]
        self._labels: tuple[Iterable[tuple[str, Sequence[float]]] | None, str] = None, ""

    def entry(
        self, text: Collection[Fact], picture: Collection[Fact], labels: Iterable[tuple[str, Sequence[float]]] = ()
    ) -> dict[str, Any]:
        """The spec of one row."""
        carried = self._carried(text, picture)
        facts = [{**fact, **flags} for fact, flags in zip(self.facts, carried, strict=True)]
        return {**self.head, "facts": facts, **self.middle, "labels": _labels(labels), **self.tail}

    def text(
        self, text: Collection[Fact], picture: Collection[Fact], labels: Iterable[tuple[str, Sequence[float]]] = ()
    ) -> str:
        """The same as `dump` writes it."""
        head, middle, tail = self._written
        ends = [_FLAGS[flags["text"], flags["picture"]] for flags in self._carried(text, picture)]
        facts = [f"{fact[:-1]},{end}" for fact, end in zip(self._facts, ends, strict=True)]
        if labels is not self._labels[0]:  # rows one after the other often share a picture
            self._labels = labels, dump(_labels(labels))
        between = f'"facts":[{",".join(facts)}],{middle[1:-1]},"labels":{self._labels[1]}'
        return f"{head[:-1]},{between},{tail[1:]}"

    def _carried(self, text: Collection[Fact], picture: Collection[Fact]) -> list[dict[str, bool]]:
        flags = [{"text": fact in text, "picture": fact in picture} for fact in self.stated]
        for fact, carried in zip(self.stated, flags, strict=True):
            if not any(carried.values()):
                raise ValueError(f"neither text nor picture carries {fact.kind} {fact.args}")
        return flags


def _written(value: Exact | Composite) -> str:
    return value.sympy if isinstance(value, Composite) else value.sympy()


def _labels(labels: Iterable[tuple[str, Sequence[float]]]) -> list[dict[str, Any]]:
    return [{"text": written, "box": [round(float(x), 2) for x in box]} for written, box in labels]


def dump(entry: Mapping[str, Any] | list[dict[str, Any]]) -> str:
    """Compact JSON, the same bytes for the same spec."""
    return _ENCODER.encode(entry)


_FLAGS = {(t, p): dump({"text": t, "picture": p})[1:] for t in (True, False) for p in (True, False)}
"""The end of a written fact: whether the text says it, whether the picture shows it."""


def names(problem: Problem) -> Callable[[str], str]:
    """The name of a point in the spec: its printed letter, or ``_name`` where nothing is printed. Other names stay."""

    def name(point: str) -> str:
        return problem.names.get(point, point) or (point if point.startswith("_") else f"_{point}")

    return name


def itself(name: str) -> str:
    """The figure's own name of a point."""
    return name


def drawing(figure: Figure, name: Callable[[str], str] = itself, *, exact: bool = False) -> dict[str, Any]:
    """Points, circles, curves and (where there are any) regions of a figure; ``exact`` keeps all digits."""
    places = 17 if exact else DIGITS - math.ceil(math.log10(figure.size or 1.0))

    def number(x: float) -> float:
        return x if exact else round(x, places) + 0.0  # + 0.0: no negative zero

    entry: dict[str, Any] = {
        "points": {name(p): [number(x) for x in figure.coordinates(p)] for p in figure.position},
        "circles": [
            {"id": c, "center": name(circle.centre), "radius": number(circle.radius)}
            for c, circle in figure.circles.items()
        ],
        "curves": [],
    }
    if figure.regions:
        entry["regions"] = [{"id": region, "loops": _loops(loops, name)} for region, loops in figure.regions.items()]
    entry.update(figure.described(name, number))
    return entry


def _loops(loops: Iterable[Iterable[tuple[Any, ...]]], name: Callable[[str], str]) -> list[list[list[Any]]]:
    return [[[edge[0], *(name(x) if isinstance(x, str) else x for x in edge[1:])] for edge in loop] for loop in loops]


def described(problem: Problem, quantity: Quantity, name: Callable[[str], str] = itself) -> dict[str, Any]:
    """Kind and arguments of a quantity, from which a reader recomputes it; an unknown is measured by a stated
    expression in it.
    """
    if quantity[0] == "unknown":
        for given, value in problem.givens.items():
            if isinstance(value, Linear) and value.symbol == quantity[1]:
                return {"kind": "unknown", "args": [quantity[1], value.sympy(), described(problem, given, name)]}
    if quantity[0] == "whole" and problem.draft.claims:
        return {"kind": "statements", "args": [_compared(problem, claim, name) for claim in problem.draft.claims]}
    if quantity[0] == "whole" and (graphs := problem.draft.graphs) is not None:
        return {"kind": f"which_{graphs.relation}", "args": [graphs.of, *(graph.curve for graph in graphs.panels)]}
    if quantity[0] == "whole":
        return {"kind": "whole", "args": [described(problem, part, name) for part in quantity[1:]]}
    kind = problem.figure.domain.quantities[quantity[0]]
    if kind.goal is None:
        return {"kind": kind.name, "args": [name(arg) for arg in quantity[1:]]}
    label, args = kind.goal(problem.figure, quantity[1:], name)
    return {"kind": label, "args": args}


def _compared(problem: Problem, claim: Claim, name: Callable[[str], str]) -> list[list[Any]]:
    """The comparisons of a statement: ``[goal, sign, number or goal]`` each."""
    return [
        [
            described(problem, part.left, name),
            part.sign,
            part.right.sympy() if isinstance(part.right, Exact) else described(problem, part.right, name),
        ]
        for part in claim.parts
    ]


def unit(problem: Problem) -> str | None:
    """Unit of the answer: ``degree``, ``cm``, ``cm^2``, or None for a bare number."""
    if problem.whole is not None:
        return None
    dimension = problem.figure.dimension(problem.goal)
    if dimension == "degree":
        return "degree"
    if own := problem.figure.domain.quantities[problem.goal[0]].unit:
        return own
    if problem.draft.unit is None or dimension == 0:
        return None
    return problem.draft.unit + (f"^{dimension}" if dimension != 1 else "")


def _fact(problem: Problem, fact: Fact, name: Callable[[str], str]) -> dict[str, Any]:
    """A stated fact without what carries it."""
    if fact.value is not None:
        said = described(problem, fact.args[0], name)
    else:
        said = {"kind": fact.kind, "args": [name(arg) for arg in fact.args]}
    return {
        **said,
        "class": problem.figure.domain.facts[fact.kind].info,
        "value": None if fact.value is None else fact.value.sympy(),
    }


def _step(problem: Problem, step: Step, name: Callable[[str], str]) -> dict[str, Any]:
    """Theorem, premises and result as lines such as ``right_angle A B C`` and ``AC = 5``."""
    given, reached = problem.givens, {s.quantity: s.value for s in problem.steps}

    def equation(quantity: Quantity) -> str:
        value = reached.get(quantity, given.get(quantity))
        symbol = problem.figure.domain.quantities[quantity[0]].symbol(name, quantity[1:])
        return symbol if value is None else f"{symbol} = {value.sympy()}"

    relations = step.system or (step.relation,)
    facts = dict.fromkeys(fact for relation in relations for fact in relation.premises)
    said = [" ".join((fact.kind, *map(name, fact.args))) for fact in facts if fact.value is None]
    entry: dict[str, Any] = {
        "theorem": step.relation.theorem,
        "premises": [*said, *(equation(parent) for parent in step.parents)],
        "result": equation(step.quantity),
    }
    if step.system:
        entry["system"] = [relation.theorem for relation in step.system]
    return entry
