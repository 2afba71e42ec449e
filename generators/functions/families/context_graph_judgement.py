"""Graphs of things that go up, rest and come down: which story fits, and which part of a drawn graph does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from generators.functions.families.read_value_zeros_from_graph import polyline
from generators.functions.family import Scene, family, tick
from generators.functions.rates import rate
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Claim, Comparison, Draft, Phrase


@dataclass(frozen=True, slots=True)
class Context:
    """Titles of the axes, rates, durations and heights to start from, and the greatest height that is natural."""

    across: str
    up: str
    rates: tuple[int, ...]
    times: tuple[int, ...]
    starts: tuple[int, ...]
    top: int


CONTEXTS = {
    "walk": Context("Time (h)", "Distance from home (km)", (2, 3, 4, 5, 6), (1, 2, 3), (0,), 24),
    "cyclist": Context("Time (h)", "Distance from camp (km)", (10, 12, 15, 18, 20), (1, 2, 3), (0, 10, 20), 90),
    "tank": Context("Time (min)", "Water (L)", (3, 4, 5, 6, 8, 10), (2, 3, 4, 5, 6), (0, 10, 20, 30), 90),
    "oven": Context("Time (min)", "Temperature (°C)", (8, 10, 12, 15, 20), (2, 3, 4, 5, 6), (20,), 220),
    "drone": Context("Time (s)", "Height (m)", (2, 3, 4, 5), (4, 5, 6, 8, 10), (0,), 80),
    "battery": Context("Time (h)", "Charge (%)", (5, 10, 15, 20), (1, 2, 3, 4), (10, 20, 30, 40), 100),
    "savings": Context("Time (weeks)", "Savings (dollars)", (5, 8, 10, 12, 15, 20), (2, 3, 4, 5), (0, 20, 40), 160),
    "snow": Context("Time (h)", "Snow depth (cm)", (1, 2, 3, 4), (2, 3, 4, 5), (0, 5, 10), 40),
    "lift": Context("Time (s)", "Height (m)", (1, 2, 3), (4, 5, 6, 8, 10), (0, 6), 50),
}

Phase = tuple[int, int]
"""Rate (with its sign; 0 for a rest) and duration."""


@family(
    "context_graph_judgement",
    "Match a story to a graph; find the mistake in a drawn graph",
    {"pick_the_story": 5, "find_mistake_in_drawn_graph": 2},
    weight=0.89,
)
def context_graph_judgement(scene: Scene, rng: Random, variant: str) -> Draft:
    """A chain of segments, each a phase of the story."""
    story = rng.choice(list(CONTEXTS))
    count = rng.choice((3, 3, 4)) if variant == "pick_the_story" else 4
    phases = _phases(rng, CONTEXTS[story], count)
    if variant == "pick_the_story":
        names = _drawn(scene, story, phases)
        told = [_claim(scene, story, names, phases)]
        told += [_claim(scene, story, names, other, error) for error, other in _mistold(phases, names, scene)]
        return scene.judge("pick", told, skin=story)
    place = rng.randrange(count)
    told_rate, time = phases[place]
    choices = [r for r in (0, *CONTEXTS[story].rates, *(-r for r in CONTEXTS[story].rates)) if r != told_rate]
    choices += [-told_rate] * 4 if told_rate else []
    drawn = list(phases)
    drawn[place] = (rng.choice(choices), time)
    if any(r == s for (r, _), (s, _) in pairwise(drawn)):
        raise Retry("a corner that is none")
    names = _drawn(scene, story, drawn)
    parts = list(zip(pairwise(names), phases, strict=True))
    claims = [
        scene.claim(
            "part",
            Comparison(rate("f", p, q), "!=", Exact(r)),
            error=None if i == place else "a_right_part",
            first=p,
            last=q,
        )
        for i, ((p, q), (r, _)) in enumerate(parts)
    ]
    question = Phrase(f"{scene.family}.mistake", (), (("story", _SUBJECTS[story]),), _words(scene, story, phases))
    return scene.judge("mistake", claims, question=question, skin=story)


_SUBJECTS = {
    "walk": "Mia",
    "cyclist": "a cyclist",
    "tank": "a tank",
    "oven": "an oven",
    "drone": "a drone",
    "battery": "a phone battery",
    "savings": "Leo",
    "snow": "the snow on a roof",
    "lift": "a lift",
}
"""Who a story is about."""


def _phases(rng: Random, context: Context, count: int) -> list[Phase]:
    """Phases that differ from their neighbours, and never lead below zero or past the top."""
    phases: list[Phase] = []
    for _ in range(count):
        last = phases[-1][0] if phases else None
        r = rng.choice((0, *context.rates, *(-r for r in context.rates))) if phases else rng.choice(context.rates)
        if r == last or (last is not None and r * last > 0):
            r = 0 if last else rng.choice(context.rates)
        phases.append((r, rng.choice(context.times)))
    if not any(r == 0 for r, _ in phases) or len({abs(r) for r, _ in phases if r}) < 2:
        raise Retry("dull")
    return phases


def _drawn(scene: Scene, story: str, phases: list[Phase]) -> list[str]:
    """The graph of the phases; returns the names of its corners."""
    context, plot, rng = CONTEXTS[story], scene.plot, scene.rng
    xs, ys = [0], [rng.choice(context.starts)]
    for r, time in phases:
        xs.append(xs[-1] + time)
        ys.append(ys[-1] + r * time)
    top = max(ys)
    if min(ys) < 0 or top > context.top or any(0 < abs(a - b) < 0.07 * top for a, b in pairwise(ys)):
        raise Retry("out of range")
    names = list("ABCDE"[: len(xs)])
    for name, px, py in zip(names, xs, ys, strict=True):
        plot.place(name, px, py)
    plot.curve("f", "chain", nodes=tuple(names), ends=(True, True))
    steps = tick(1.06 * xs[-1]), tick(1.12 * top)
    plot.framed(
        Axes(
            (0.0, 1.06 * xs[-1]), (0.0, 1.12 * top), steps,
            titles=(context.across, context.up), grid=rng.random() < 0.8, square=False,
        )
    )  # fmt: skip
    facts = scene.state("graph", "f"), scene.state("chain", "f", *names)
    scene.tell(f"{story}.graph", *facts, segments=polyline(names))
    scene.locate(*names)
    return names


def _words(scene: Scene, story: str, phases: list[Phase]) -> tuple[Phrase, ...]:
    kinds = ("up" if r > 0 else "down" if r else "rest" for r, _ in phases)
    return tuple(
        Phrase(f"{scene.family}.{story}.{kind}", (), (("rate", str(abs(r))), ("time", str(time))))
        for kind, (r, time) in zip(kinds, phases, strict=True)
    )


def _claim(scene: Scene, story: str, names: list[str], phases: list[Phase], error: str | None = None) -> Claim:
    """A story as a statement about every phase: its duration and its rate."""
    parts = [
        comparison
        for (p, q), (r, time) in zip(pairwise(names), phases, strict=True)
        for comparison in (
            Comparison(("run", p, q), "=", Exact(time)),
            Comparison(rate("f", p, q), "=", Exact(r)),
        )
    ]
    phrase = Phrase(f"{scene.family}.story", (), (("story", _SUBJECTS[story]),), _words(scene, story, phases))
    return Claim(phrase, tuple(parts), error)


def _mistold(phases: list[Phase], names: list[str], scene: Scene) -> Iterator[tuple[str, list[Phase]]]:
    """The story told wrongly."""
    count = len(phases)
    for i in range(count):
        for j in range(i + 1, count):
            swapped = list(phases)
            swapped[i], swapped[j] = phases[j], phases[i]
            (r, t), (s, u) = phases[i], phases[j]
            if r and s and abs(r) != abs(s):
                sign = 1 if r * s > 0 else -1
                yield "swapped_rates", _with(_with(phases, i, (sign * s, t)), j, (sign * r, u))
            if t != u:
                yield "swapped_durations", _with(_with(phases, i, (r, u)), j, (s, t))
            if j == i + 1 and i > 0 and r * s <= 0:
                yield "wrong_order", swapped
    for i, (r, t) in enumerate(phases):
        if i:
            end = scene.plot.exact[f"{names[i + 1]}.x"]
            yield "clock_time_for_duration", _with(phases, i, (r, int(float(end))))
        if i and r:
            yield "wrong_direction", _with(phases, i, (-r, t))


def _with(phases: list[Phase], place: int, phase: Phase) -> list[Phase]:
    return [*phases[:place], phase, *phases[place + 1 :]]
