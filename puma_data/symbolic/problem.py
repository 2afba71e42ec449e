"""What a generator hands over (a draft) and what the engine makes of it (a problem)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure


@dataclass(frozen=True, slots=True)
class Phrase:
    """Wording of a generator's own: a template key, the facts it says, and words for its slots.

    ``then`` are clauses that its slot ``{then}`` takes as a series: the parts of a story.

    ``covers`` are facts (all of one information class) that this phrase says in place of their default wording. Slots
    are plain words, point names stand in the template itself (``$AB$``) and follow the problem's renaming.
    """

    key: str
    covers: tuple[Fact, ...] = ()
    slots: tuple[tuple[str, str], ...] = ()
    then: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Composite:
    """A result made of several numbers: a point, an interval, an equation, an inequality, an expression.

    ``sympy`` reads with ``sympy.sympify`` and is what two results are compared by, never their print.
    """

    kind: Literal["coordinate", "interval", "equation", "inequality", "expression", "choice"]
    latex: str
    sympy: str


@dataclass(frozen=True, slots=True)
class Whole:
    """How the parts of a goal ``("whole", *quantities)`` make a result; ``noun`` names it ("the equation of the line").

    ``wrong`` names typical mistakes with what each leads to.
    """

    noun: str
    build: Callable[[tuple[Exact, ...]], Composite]
    wrong: Mapping[str, Composite] = field(default_factory=dict)


Sign = Literal["=", "!=", "<", ">"]


class Comparison(NamedTuple):
    """``left sign right``: a quantity beside a number or another quantity."""

    left: Quantity
    sign: Sign
    right: Exact | Quantity

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that are compared."""
        return (self.left,) if isinstance(self.right, Exact) else (self.left, self.right)

    def ends(self, known: Mapping[Quantity, Exact]) -> tuple[Exact, Exact]:
        """Both sides as numbers."""
        return known[self.left], self.right if isinstance(self.right, Exact) else known[self.right]

    def holds(self, known: Mapping[Quantity, Exact]) -> bool:
        """Whether it is true of the values found."""
        left, right = self.ends(known)
        return {"=": left == right, "!=": left != right, "<": left < right, ">": left > right}[self.sign]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about a figure that is to be judged: true when all of its comparisons are.

    ``error`` names the mistake behind a false one (None: it is meant to be true; whether it is, the engine finds out).
    """

    phrase: Phrase
    parts: tuple[Comparison, ...]
    error: str | None = None

    def holds(self, known: Mapping[Quantity, Exact]) -> bool:
        """Whether it is true of the values found."""
        return all(part.holds(known) for part in self.parts)

    def sympy(self, known: Mapping[Quantity, Exact]) -> str:
        """Its comparisons with the values put in, as a string that sympy reads as True or False."""
        name = {"=": "Eq", "!=": "Ne", "<": "Lt", ">": "Gt"}
        told = (f"{name[part.sign]}({', '.join(end.sympy() for end in part.ends(known))})" for part in self.parts)
        return f"And({', '.join(told)})"


def judging(claims: Iterable[Claim]) -> Quantity:
    """The goal of a problem that asks which statement is true: all that they compare."""
    return ("whole", *dict.fromkeys(q for claim in claims for part in claim.parts for q in part.quantities))


@dataclass(frozen=True, slots=True)
class Graph:
    """One of the graphs to choose among: a curve whose name is the letter of its panel.

    ``read`` are the quantities of the curve that tell it from the others; they are given. The graph is right when they
    have the places and values of the goal's parts, in that order. ``error`` names the mistake behind a wrong one (None:
    it is meant to be right; whether it is, the engine finds out).
    """

    curve: str
    read: tuple[Quantity, ...]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Graphs:
    """Four graphs, each in a panel of its own, of which one belongs to the curve ``of``: it is the curve itself, that
    of its inverse function or that of its derivative (``relation``)."""

    of: str
    panels: tuple[Graph, ...]
    relation: Literal["graph", "inverse", "derivative"] = "graph"


@dataclass(slots=True)
class Draft:
    """A generator's invention: a figure, what is given, what is asked. It holds no answer: the engine finds it.

    ``unit`` is the unit of length (None: bare numbers), ``rounding`` the decimals asked for (None: exact). ``wrong``
    names typical mistakes with the value each leads to (an `Exact`, or a quantity of the figure). ``skin`` tells
    otherwise equal stories apart. ``keep_names`` keeps the letters as written, for stories that rely on them.
    ``aliases`` print a quantity as a letter of its own (``x`` on a side, ``\\angle 1``): the bare drawing shows that
    letter in place. ``among`` asks which of some quantities the goal equals: they are the options, printed as symbols.
    ``whole`` makes a result of a goal with several parts. ``claims`` are statements of which one is true, the answer;
    the goal is then `judging` them. ``graphs`` asks which graph has the values found for the parts of the goal: the
    answer is its letter. ``keep_givens`` states all givens, needed or not: a graph shows more than one question takes.
    """

    figure: Figure
    givens: Mapping[Quantity, Exact | Linear | int]
    goal: Quantity
    variant: str = ""
    phrases: tuple[Phrase, ...] = ()
    question: Phrase | None = None
    unit: str | None = None
    rounding: int | None = None
    wrong: Mapping[str, Exact | Quantity] = field(default_factory=dict)
    skin: str = ""
    keep_names: bool = False
    aliases: dict[Quantity, str] = field(default_factory=dict)
    among: Mapping[Quantity, Exact] = field(default_factory=dict)
    whole: Whole | None = None
    claims: tuple[Claim, ...] = ()
    graphs: Graphs | None = None
    keep_givens: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One derivation: ``quantity = value`` by ``relation`` (or by a ``system`` together), from known ``parents``."""

    quantity: Quantity
    value: Exact
    relation: Relation
    parents: tuple[Quantity, ...]
    depth: int
    system: tuple[Relation, ...] = ()


@dataclass(slots=True)
class Problem:
    """A solved problem: what is stated, what is asked, the exact answer and the shortest honest way to it.

    ``facts`` are all that is stated, givens (kind ``value``) last. ``steps`` are in order of use, the last gives the
    goal. ``depth`` is the longest chain of theorems (definitions count 0).
    """

    domain: str
    family: str
    draft: Draft
    facts: tuple[Fact, ...]
    answer: Exact
    steps: tuple[Step, ...]
    depth: int
    theorems: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    """Printed letter of every point (filled in when the problem is named)."""
    features: dict[str, Any] = field(default_factory=dict)
    whole: Composite | None = None
    """The result where it is more than one number (``answer`` is then the number found last)."""
    known: Mapping[Quantity, Exact] = field(default_factory=dict)
    """The value of every quantity that the statements to judge compare."""

    @property
    def goals(self) -> tuple[Quantity, ...]:
        """The quantities to be found: the goal, or its parts where it is a whole."""
        return self.goal[1:] if self.goal[0] == "whole" else (self.goal,)

    @property
    def only_options(self) -> bool:
        """Whether the question makes no sense without its options."""
        return bool(self.draft.among or self.draft.claims or self.draft.graphs)

    @property
    def figure(self) -> Figure:
        """The figure, pruned to what the problem needs."""
        return self.draft.figure

    @property
    def goal(self) -> Quantity:
        """The quantity asked for, canonical."""
        return self.draft.goal

    @property
    def givens(self) -> dict[Quantity, Exact | Linear]:
        """Given quantities with their values, in order of statement."""
        return {fact.args[0]: fact.value for fact in self.facts if fact.kind == "value" and fact.value is not None}
