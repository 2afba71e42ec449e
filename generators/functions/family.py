"""How a family of plots is written: one decorated function that draws curves, states facts and asks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, whole, x, y
from puma_data.present.templates import series
from puma_data.registry import Generator, Retry, drafted
from puma_data.symbolic.curves import FORMS
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.plot import Axes, Guide, Plot
from puma_data.symbolic.problem import Claim, Comparison, Draft, Graph, Graphs, Phrase, judging

PANELS = "ABCD"
UNLIKE = 0.09
"""Least distance of two graphs that are offered, as a share of their panel."""
LETTERS = "ABPQMNCD"


def family(
    id: str, title: str, variants: Mapping[str, float], *, weight: float = 1.0, capacity: int | None = None
) -> Callable[[Callable[[Scene, Random, str], Draft]], Generator]:
    """Decorator: make ``build(scene, rng, variant) -> Draft`` a family. The scene comes empty."""

    def register(build: Callable[[Scene, Random, str], Draft]) -> Generator:
        def draft(rng: Random, variant: str) -> Draft:
            return build(Scene(id, rng), rng, variant)

        return Generator(
            id, title, FUNCTIONS.name, drafted(id, draft, variants), variants, weight=weight, capacity=capacity
        )

    return register


@dataclass(frozen=True, slots=True)
class Candidate:
    """A graph that may be offered: its curve, what is read off it (by the letter of its panel), and how that is said:
    a part of the family's phrases with its slots."""

    form: str
    values: Mapping[str, Exact]
    read: Callable[[str], Mapping[Quantity, Exact]]
    part: str
    slots: Mapping[str, str]
    domain: tuple[float, float] | None = None
    guides: tuple[Guide, ...] = ()
    """Its asymptotes."""
    corners: tuple[tuple[Exact, Exact], ...] = ()
    """Where a chain of segments has its ends and corners."""

    def draw(self, plot: Plot, letter: str) -> None:
        """Add its curve under the letter of a panel, in place of one that was tried there."""
        if not self.corners:
            plot.curve(letter, self.form, self.values, domain=self.domain)
            return
        nodes = tuple(f"_{letter}{i}" for i in range(len(self.corners)))
        for node, place in zip(nodes, self.corners, strict=True):
            plot.position.pop(node, None)
            plot.place(node, *place)
        plot.curve(letter, self.form, nodes=nodes, ends=(True, True), pen="curve0")


class Scene:
    """A plot in the making: what is stated is phrased at once, and the numbers are collected."""

    def __init__(self, family: str, rng: Random) -> None:
        self.family, self.rng = family, rng
        self.plot = Plot(FUNCTIONS)
        self.phrases: list[Phrase] = []
        self.givens: dict[Quantity, Exact] = {}

    def state(self, *fact: str) -> Fact:
        """State a fact."""
        return self.plot.state(fact[0], *fact[1:])

    def tell(self, part: str, *facts: Fact, **slots: str) -> None:
        """Say facts (of one information class) by a phrase of the family."""
        self.phrases.append(Phrase(f"{self.family}.{part}", facts, tuple(slots.items())))

    def give(self, quantities: Mapping[Quantity, Exact | int]) -> tuple[Fact, ...]:
        """Give values; returns the facts that say so."""
        exact = {quantity: Exact(number) for quantity, number in quantities.items()}
        self.givens.update(exact)
        return tuple(Fact("value", (quantity,), number) for quantity, number in exact.items())

    def pairs(self, points: Iterable[str]) -> list[str]:
        """Points with their coordinates, as formulas."""
        exact = self.plot.exact
        return [f"${p}({exact[f'{p}.x'].latex()}, {exact[f'{p}.y'].latex()})$" for p in points]

    def locate(self, *points: str, part: str = "") -> None:
        """Give the coordinates of points and say them together, in the family's words or the common ones."""
        facts = self.give(
            {kind(p): self.plot.exact[f"{p}.{axis}"] for p in points for kind, axis in ((x, "x"), (y, "y"))}
        )
        key = f"{self.family}.{part}" if part else "plots.points" if len(points) > 1 else "plots.point"
        self.phrases.append(Phrase(key, facts, (("points", series(self.pairs(points))),)))
        written = self.rng.random() < 0.5 or not self.plot.axes.grid  # nothing is read off without a grid
        for p in points:
            lattice = self.on_ticks(p)
            self.plot.labelled[p] = written or not lattice

    def hide_numbers(self) -> None:
        """No ticks and no grid: the coordinates of points are written beside them instead."""
        self.plot.axes = replace(self.plot.axes, numbered=False, grid=False)
        self.plot.labelled = dict.fromkeys(self.plot.labelled, True)

    def show_grid(self) -> None:
        """A grid, for what only it can tell."""
        self.plot.axes = replace(self.plot.axes, grid=True)

    def on_ticks(self, point: str) -> bool:
        """Whether both coordinates of a point can be read off the ticks."""
        return all(
            (self.plot.exact[f"{point}.{axis}"] / step).is_integer
            for axis, step in zip("xy", self.plot.axes.step, strict=True)
            if not self.plot.exact[f"{point}.{axis}"].is_zero
        )

    def window(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        square: bool | None = None,
        margin: float = 1.6,
        step: tuple[Exact | None, Exact | None] = (None, None),
    ) -> None:
        """A window that shows these numbers and the origin, with a margin, and ticks at round numbers."""
        ends = []
        for values in (xs, ys):
            low, high = min(0.0, *values), max(0.0, *values)
            pad = margin if high - low < 18 else 0.09 * (high - low)
            ends.append((low - pad, high + pad))
        (x0, x1), (y0, y1) = ends
        ratio = (x1 - x0) / (y1 - y0)
        wide = max(x1 - x0, y1 - y0)
        even = (0.45 < ratio < 2.2 and wide <= 26) if square is None else square
        if even:
            least = 0.62 * wide
            if x1 - x0 < least:
                x0, x1 = (x0 + x1 - least) / 2, (x0 + x1 + least) / 2
            if y1 - y0 < least:
                y0, y1 = (y0 + y1 - least) / 2, (y0 + y1 + least) / 2
        steps = tuple(given or tick(high - low) for given, (low, high) in zip(step, ((x0, x1), (y0, y1)), strict=True))
        if even and steps[0] != steps[1] and step == (None, None):
            steps = (max(steps), max(steps))
        grid = self.rng.random() < 0.75
        self.plot.framed(Axes((x0, x1), (y0, y1), (steps[0], steps[1]), grid=grid, square=even))

    def claim(self, part: str, *parts: Comparison, error: str | None = None, **slots: str) -> Claim:
        """A statement to judge, in the family's words."""
        return Claim(Phrase(f"{self.family}.{part}", (), tuple(slots.items())), parts, error)

    def judge(self, part: str, claims: Sequence[Claim], *, question: Phrase | None = None, skin: str = "") -> Draft:
        """The draft that asks which of four statements is true: the one without an error, and three of the others."""
        [right] = [claim for claim in claims if claim.error is None]
        others = {claim.parts: claim for claim in claims if claim.parts != right.parts}
        if len(others) < 3:
            raise Retry("too few statements")
        chosen = {right.parts, *(claim.parts for claim in self.rng.sample(list(others.values()), 3))}
        shown = (right, *others.values())
        kept = tuple(dict.fromkeys(claim for claim in claims if claim.parts in chosen and claim in shown))
        draft = self.ask(part, judging(kept), claims=kept, skin=skin)
        draft.question = question or draft.question
        return draft

    def choose(
        self, right: Candidate, wrong: Mapping[str, Candidate | None], goal: Sequence[Quantity], *, given: str = "",
        ask: str = "plots.which_graph", **slots: str,
    ) -> Draft:  # fmt: skip
        """The draft that asks which of four graphs is that of the curve f, whose equation is given: the right one and
        three that named mistakes lead to, all unlike each other. ``given`` is a phrase of the family's own for it."""
        plot, formula = self.plot, slots.get("formula", "")
        graphs = self.offer(right, {error: made for error, made in wrong.items() if made is not None})
        plot.curve("f", right.form, right.values, drawn=False, domain=right.domain)
        formula = formula or f"f(x) = {FORMS[right.form].latex(right.values)}"
        plot.revise("f", formula=formula)
        facts = self.give({parameter("f", name): number for name, number in right.values.items()})
        key = f"{self.family}.{given}" if given else "plots.function"
        self.phrases.append(Phrase(key, facts, tuple(({"formula": formula} | slots).items())))
        plot.things |= {q[2]: ("number", q[2]) for q in goal if len(q) > 2}
        draft = self.ask("", whole(*goal), graphs=Graphs("f", graphs))
        draft.question = Phrase(ask)
        return draft

    def offer(self, right: Candidate, wrong: Mapping[str, Candidate], part: str = "") -> tuple[Graph, ...]:
        """Four graphs in panels A to D, announced by a part of the family's phrases or in the common words."""
        plot, mistakes = self.plot, list(wrong.items())
        self.rng.shuffle(mistakes)
        chosen: list[tuple[str | None, Candidate]] = []
        for error, candidate in [(None, right), *mistakes]:
            if len(chosen) < len(PANELS):
                candidate.draw(plot, PANELS[len(chosen)])
                letters = PANELS[: len(chosen)]
                if all(plot.apart(letter, PANELS[len(chosen)]) > UNLIKE for letter in letters):
                    chosen.append((error, candidate))
        if len(chosen) < len(PANELS):
            raise Retry("too few graphs that differ")
        self.rng.shuffle(chosen)
        graphs = []
        for letter, (error, candidate) in zip(PANELS, chosen, strict=True):
            candidate.draw(plot, letter)
            plot.guides += [replace(guide, curve=letter) for guide in candidate.guides]
            read = candidate.read(letter)
            graphs.append(Graph(letter, tuple(read), error))
            plot.things |= {q[2]: ("number", q[2]) for q in read if len(q) > 2}
        plot.panels = tuple(PANELS)
        announced = f"{self.family}.{part}" if part else "plots.graphs"
        self.phrases.append(Phrase(announced, tuple(self.state("graph", letter) for letter in PANELS)))
        for letter, (_, candidate) in zip(PANELS, chosen, strict=True):
            self.tell(candidate.part, *self.give(candidate.read(letter)), letter=letter, **candidate.slots)
        return tuple(graphs)

    def verdicts(self, goal: Quantity, words: Mapping[int, str]) -> dict[Quantity, Exact]:
        """Verdicts to choose among, each by the value of the goal that leads to it."""
        among = {}
        for number, word in words.items():
            name = f"verdict{number}"
            self.plot.things[name] = ("word", word)
            self.plot.extents[name], self.plot.exact[name] = float(number), Exact(number)
            among["verdict", name] = Exact(number)
        if round(self.plot.measure(goal)) not in words:
            raise Retry("no such verdict")
        return among

    def ask(self, part: str, goal: Quantity, *, slots: Mapping[str, str] | None = None, **more: object) -> Draft:
        """The draft, with its question in the family's words."""
        if any(abs(value) > 400 for value in self.plot.extents.values()):
            raise Retry("large")
        question = Phrase(f"{self.family}.{part}", (), tuple((slots or {}).items()))
        return Draft(
            self.plot,
            dict(self.givens),
            goal,
            phrases=tuple(self.phrases),
            question=question,
            keep_names=True,
            keep_givens=True,
            **more,  # type: ignore[arg-type]
        )


def tick(span: float) -> Exact:
    """A round distance of ticks for an axis of this length: about six to fourteen ticks."""
    for step in (Exact(1), Exact(2), Exact(5), Exact(10), Exact(20), Exact(50), Exact(100)):
        if span / float(step) <= 15:
            return step
    return Exact(10 ** math.ceil(math.log10(span / 15)))


def nonzero(rng: Random, low: int, high: int) -> int:
    """A whole number in a range, not 0."""
    return rng.choice([n for n in range(low, high + 1) if n])
