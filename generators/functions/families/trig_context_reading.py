"""Waves of real things: what a highlighted arrow means, the period, mean and swing, the height at a time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from generators.functions.family import Scene, family, tick
from generators.functions.quantities import parameter, value
from generators.functions.theorems.wave_values import SINES
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.plot import Axes, Guide
from puma_data.symbolic.problem import Claim, Comparison, Draft


@dataclass(frozen=True, slots=True)
class Context:
    """Titles of the axes, periods, amplitudes, and how high the midline may be above the amplitude."""

    across: str
    up: str
    periods: tuple[int, ...]
    amplitudes: tuple[int, ...]
    above: tuple[int, ...]


CONTEXTS = {
    "tide": Context("Time (h)", "Water depth (m)", (12,), (1, 2, 3, 4), (1, 2, 3, 4, 5, 6)),
    "wheel": Context("Time (min)", "Height (m)", (8, 12, 16, 20, 24), (10, 12, 15, 20, 25, 30), (1, 2, 3, 4, 5)),
    "daylight": Context("Time (months)", "Daylight (h)", (12,), (2, 3, 4, 5, 6), (6, 7, 8, 9, 10)),
    "spring": Context("Time (s)", "Length (cm)", (4, 8, 12), (2, 3, 4, 5, 6, 8), (8, 10, 12, 15, 20)),
    "day": Context("Time (h)", "Temperature (°C)", (24,), (3, 4, 5, 6, 7, 8), (2, 3, 5, 6, 8, 10, 12)),
    "turbine": Context("Time (s)", "Height of the blade tip (m)", (4, 8, 12), (20, 25, 30, 40), (20, 25, 30, 40, 50)),
    "buoy": Context("Time (s)", "Height of the buoy (m)", (4, 8, 12, 16), (1, 2, 3), (2, 3, 4, 5, 6)),
}


@family(
    "trig_context_reading",
    "Sinusoid in a context",
    {"meaning_of_highlighted_segment": 4, "period_in_context": 1, "mean_or_swing": 2, "height_at_time": 3},
    weight=0.63,
)
def trig_context_reading(scene: Scene, rng: Random, variant: str) -> Draft:
    """A wave with a highest point A and a lowest point B next to each other."""
    story = rng.choice(list(CONTEXTS))
    context, plot = CONTEXTS[story], scene.plot
    period, a = rng.choice(context.periods), rng.choice(context.amplitudes)
    k = a + rng.choice(context.above)
    if story == "daylight":
        k = 12
    if k - a < 0.05 * (k + a):
        raise Retry("too low")
    form = rng.choice(("sine", "cosine"))
    if story == "wheel" and variant == "height_at_time":
        form = "cosine"
    quarter = Exact(period) / 4
    start = (Exact(0) if form == "cosine" else quarter) + (period if rng.random() < 0.3 else 0)
    fall = rng.random() < 0.6 or start < quarter * 2
    top, low = start, start + 2 * quarter * (1 if fall else -1)
    end = max(2.0 * period, float(start + 5 * quarter))
    plot.curve("f", form, {"a": a, "b": 2 * PI / period, "k": k}, domain=(0.0, end))
    plot.place("A", top, k + a)
    plot.place("B", low, k - a)
    arrow = _arrow(scene, rng, variant, (top, low, quarter), a, k)
    high = 1.14 * (k + a)
    step = Exact(next(s for s in (1, 2, 4, 6, 8) if 1.05 * end / s <= 16))
    plot.framed(
        Axes(
            (0.0, 1.05 * end), (0.0, high), (step, tick(high)),
            titles=(context.across, context.up), grid=rng.random() < 0.75, square=False,
        )
    )  # fmt: skip
    facts = [scene.state("graph", "f"), scene.state("turns", "f", "A"), scene.state("turns", "f", "B")]
    first, second = ("A", "B") if fall else ("B", "A")
    facts.append(scene.state("next_turns", "f", first, second))
    scene.tell(f"{story}.scene", *facts)
    if variant == "meaning_of_highlighted_segment":
        scene.tell("arrow", scene.state("highlighted", "f", *arrow), first=arrow[0], last=arrow[1])
        plot.guides.append(Guide("arrow", (*plot.coordinates(arrow[0]), *plot.coordinates(arrow[1])), 0))
        scene.locate(*plot.position)
        return scene.judge("meaning", _meanings(scene, story, arrow, (first, second), (a, k, period)), skin=story)
    if variant == "height_at_time":
        name = {"sine": r"\sin", "cosine": r"\cos"}[form]
        formula = rf"y = a {name} bx + k"
        scene.tell("form", scene.state("form", "f"), formula=formula)
        plot.revise("f", label=formula)
        scene.locate("A", "B")
        at, wrong = _time(rng, form, a, k, period)
        plot.things[at.sympy()] = ("number", at.latex())
        return scene.ask(f"{story}.at_time", value("f", at), slots={"at": at.latex()}, wrong=wrong, skin=story)
    scene.locate("A", "B")
    if variant == "period_in_context":
        half = 2 * quarter
        wrong = {"half_period": half, "double": 4 * half, "time_of_the_high": top or half / 2, "swing": Exact(2 * a)}
        return scene.ask(f"{story}.period", ("period", "f"), wrong=wrong, skin=story)
    if rng.random() < 0.5:
        wrong = {"swing": Exact(2 * a), "amplitude": Exact(a), "highest": Exact(k + a), "sum": Exact(2 * k)}
        return scene.ask(f"{story}.mean", parameter("f", "k"), wrong=wrong, skin=story)
    wrong = {"whole_swing": Exact(2 * a), "mean": Exact(k), "highest": Exact(k + a), "half": Exact(a) / 2}
    return scene.ask(f"{story}.swing", parameter("f", "a"), wrong=wrong, skin=story)


def _arrow(
    scene: Scene, rng: Random, variant: str, places: tuple[Exact, Exact, Exact], a: int, k: int
) -> tuple[str, str]:
    """Place the ends of the highlighted arrow; returns their names, the lower or left one first."""
    if variant != "meaning_of_highlighted_segment":
        return "A", "B"
    top, low, quarter = places
    plot = scene.plot
    kind = rng.choice(("amplitude", "mean", "range", "period", "half"))
    if kind in ("amplitude", "range") and top.is_zero:
        raise Retry("on the axis")
    if kind == "amplitude":
        return plot.place("P", top, k), "A"
    if kind == "mean":
        middle = (top + low) / 2
        return plot.place("P", middle, 0), plot.place("Q", middle, k)
    if kind == "range":
        return plot.place("P", top, k - a), "A"
    if kind == "period":
        return "A", plot.place("P", top + 4 * quarter, k + a)
    ends = sorted(((top, "A"), (low, plot.place("P", low, k + a))), key=lambda end: float(end[0]))
    return ends[0][1], ends[1][1]


def _meanings(
    scene: Scene, story: str, arrow: tuple[str, str], turns: tuple[str, str], numbers: tuple[int, int, int]
) -> list[Claim]:
    """What the length of the arrow could be: of all that the graph tells, one is that long."""
    upright = scene.plot.exact[f"{arrow[0]}.x"] == scene.plot.exact[f"{arrow[1]}.x"]
    length: Quantity = ("rise" if upright else "run", *arrow)
    a, k, period = numbers
    low, high = ("B", "A")
    meant: dict[str, tuple[Quantity, int]] = {
        "amplitude": (parameter("f", "a"), a),
        "mean": (parameter("f", "k"), k),
        "range": (("rise", low, high), 2 * a),
        "period": (("period", "f"), period),
        "half": (("run", *turns), period // 2),
    }
    size = round(scene.plot.measure(length))
    fitting = [kind for kind, (_, number) in meant.items() if number == size]
    if len(fitting) != 1:
        raise Retry("two things are as long")
    return [
        scene.claim(
            f"{story}.is_{kind}",
            Comparison(quantity, "=", length),
            error=None if kind in fitting else f"read_as_{kind}",
            n=str(size),
        )
        for kind, (quantity, _) in meant.items()
    ]


def _time(rng: Random, form: str, a: int, k: int, period: int) -> tuple[Exact, dict[str, Exact]]:
    """A time at which the value is rational, and what slips lead to."""
    first = 0 if form == "sine" else 3
    times = [Exact(period) * j / 12 for j in range(1, 30)]
    good = [
        (t, ratio)
        for j, t in enumerate(times, 1)
        if (ratio := SINES[(j + first) % 12]).is_rational and t.is_integer and not (ratio == 1 or ratio == -1)
    ]
    if not good:
        raise Retry("time")
    t, ratio = rng.choice(good)
    right = ratio * a + k
    other = SINES[(int(float(t * 12 / period)) + 3 - first) % 12]
    wrong = {"forgot_midline": ratio * a, "opposite_sign": k - ratio * a, "highest": Exact(k + a), "mean": Exact(k)}
    wrong |= {"other_function": other * a + k} if other.is_rational else {"lowest": Exact(k - a)}
    return t, {name: number for name, number in wrong.items() if number != right}
