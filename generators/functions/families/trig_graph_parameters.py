"""Sinusoids: midline, amplitude, period and formula from two neighbouring extremes; the period of a tangent."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Candidate, Scene, family, nonzero
from generators.functions.quantities import parameter, value, whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Draft, Whole

FREQUENCIES = tuple(Exact(n) / d for n, d in ((1, 1), (2, 1), (3, 1), (1, 2), (1, 3), (2, 3), (3, 2), (4, 1), (1, 4)))


@family(
    "trig_graph_parameters",
    "Sinusoid: midline, amplitude, period, formula",
    {"midline": 5, "amplitude": 5, "period": 4, "formula": 4, "tangent_period": 2, "which_graph": 4},
    weight=2.14,
)
def trig_graph_parameters(scene: Scene, rng: Random, variant: str) -> Draft:
    """A wave y = a cos(bx) + k or a sin(bx) + k with a highest point and the next lowest one."""
    if variant == "which_graph":
        return _which_graph(scene, rng)
    b = rng.choice(FREQUENCIES)
    if variant == "tangent_period":
        return _tangent(scene, rng, b)
    form = rng.choice(("sine", "cosine"))
    a = rng.choice((1, 2, 3, 4, 5)) if variant != "amplitude" else rng.randint(1, 8)
    k = rng.randint(-4, 4)
    if a == 1 and k > 2:
        raise Retry("flat")
    plot = scene.plot
    quarter = PI / (2 * b)
    start = 0 if form == "cosine" else 1
    shift = 4 * rng.choice((0, 0, 1)) if variant != "formula" else 0
    first = (start + shift + (rng.choice((0, 2)) if variant != "formula" else 0)) * quarter
    second = first + 2 * quarter
    high_first = float(first / quarter - start) % 4 == 0
    plot.curve("f", form, {"a": a, "b": b, "k": k})
    plot.place("A", first, k + a if high_first else k - a)
    plot.place("B", second, k - a if high_first else k + a)
    span = float(8 * quarter) if not shift else float(10 * quarter)
    scene.window([-0.12 * span, span], [k - a, k + a], square=False, margin=0.9, step=(quarter, None))
    if not high_first:
        high, low = "B", "A"
    else:
        high, low = "A", "B"
    facts = [scene.state("graph", "f"), scene.state("turns", "f", "A"), scene.state("turns", "f", "B")]
    facts.append(scene.state("next_turns", "f", "A", "B"))
    scene.tell("extremes", *facts, high=high, low=low, first="A", second="B")
    form_fact = scene.state("form", "f")
    name = {"sine": r"\sin", "cosine": r"\cos"}[form]
    general = rf"y = a {name} bx + k"
    scene.tell("form", form_fact, formula=general)
    plot.revise("f", label=general if variant == "formula" else "")
    if variant != "formula":
        plot.facts.pop(form_fact)
        scene.phrases.pop()
    scene.locate("A", "B")
    exact = {"a": Exact(a), "b": b, "k": Exact(k)}
    if variant == "amplitude":
        return scene.ask(
            "amplitude",
            parameter("f", "a"),
            wrong={"whole_range": Exact(2 * a), "maximum": Exact(k + a), "midline": Exact(k)},
        )
    if variant == "midline":
        wrong = {
            "amplitude": answers.line(Exact(0), Exact(a)),
            "maximum": answers.line(Exact(0), Exact(k + a)),
            "minimum": answers.line(Exact(0), Exact(k - a)),
            "sum": answers.line(Exact(0), Exact(2 * k)),
            "range": answers.line(Exact(0), Exact(2 * a)),
        }
        built = Whole("the equation of the midline", lambda v: answers.line(Exact(0), v[0]), wrong)
        return scene.ask("midline", whole(parameter("f", "k")), whole=built)
    if variant == "period":
        return scene.ask(
            "period",
            ("period", "f"),
            wrong={"half": 2 * quarter, "double": 8 * quarter, "frequency": 2 * PI * b, "quarter": quarter},
        )
    other = {"sine": "cosine", "cosine": "sine"}[form]
    wrong = {
        "other_function": answers.equation(other, exact),
        "period_as_frequency": answers.equation(form, exact | {"b": 1 / b if b != 1 else Exact(2)}),
        "half_period": answers.equation(form, exact | {"b": 2 * b}),
        "range_for_amplitude": answers.equation(form, exact | {"a": Exact(2 * a)}),
        "sign_of_midline": answers.equation(form, exact | {"k": Exact(-k)}),
    }
    built = Whole("the equation of the curve", answers.of(form, "a", "b", "k"), wrong)
    return scene.ask("formula", whole(*(parameter("f", name) for name in "abk")), whole=built)


def _tangent(scene: Scene, rng: Random, b: Exact) -> Draft:
    """y = tan bx between neighbouring zeros."""
    plot = scene.plot
    period = PI / b
    plot.curve("f", "tangent", {"a": 1, "b": b, "k": 0})
    start = rng.choice((0, 0, 1, -1)) * period
    plot.place("A", start, 0)
    plot.place("B", start + period, 0)
    low, high = float(start - period / 2), float(start + 3 * period / 2)
    scene.window([low, high], [-4, 4], square=False, margin=0.3, step=(period / 2, None))
    facts = [scene.state("graph", "f"), scene.state("passes", "f", "A"), scene.state("passes", "f", "B")]
    facts.append(scene.state("next_zeros", "f", "A", "B"))
    scene.tell("tangent", *facts)
    formula = scene.state("form", "f")
    scene.tell("form", formula, formula=r"y = \tan bx")
    plot.revise("f", label=r"y = \tan bx")
    scene.locate("A", "B")
    return scene.ask("constant", parameter("f", "b"), wrong={"two_pi": 2 * b, "period": period, "inverse": 1 / b})


PAIRS = tuple((Exact(n) / d, factor) for n, d in ((1, 1), (1, 2), (2, 1), (1, 3), (2, 3)) for factor in (2, 3))
"""A frequency, and by what the other one of a question is greater."""


def _which_graph(scene: Scene, rng: Random) -> Draft:
    """The graph of f(x) = a sin bx + k or a cos bx + k, by its period and two points a quarter of it apart."""
    low, factor = rng.choice(PAIRS)
    b, other = rng.sample((low, factor * low), 2)
    form = rng.choice(("sine", "cosine"))
    a, k = Exact(nonzero(rng, -3, 3)), Exact(rng.randint(-2, 2))
    step, end = PI / (2 * factor * low), float(2 * PI / low)
    scene.plot.axes = Axes(
        (-0.06 * end, 1.03 * end), (-5.6, 5.6), (step, Exact(1)), grid=rng.random() < 0.85, square=False
    )

    def candidate(a: Exact, b: Exact, k: Exact, form: str) -> Candidate | None:
        period = 2 * PI / b
        ends = (k, k + a) if form == "sine" else (k + a, k)
        if abs(float(k)) + abs(float(a)) > 5:
            return None
        quarter = period / 4
        slots = {
            "period": period.latex(),
            "start": f"(0, {ends[0].latex()})",
            "point": answers.point(quarter, ends[1]).latex,
        }
        return Candidate(
            form,
            {"a": a, "b": b, "k": k},
            lambda curve: {("period", curve): period, value(curve, 0): ends[0], value(curve, quarter): ends[1]},
            "wave",
            slots,
        )

    right = candidate(a, b, k, form)
    if right is None:
        raise Retry("high")
    mistakes = {
        "other_frequency": candidate(a, other, k, form),
        "sign_of_a": candidate(-a, b, k, form),
        "other_function": candidate(a, b, k, {"sine": "cosine", "cosine": "sine"}[form]),
        "sign_of_k": candidate(a, b, -k, form),
        "forgot_amplitude": candidate(a / abs(a), b, k, form),
        "double_amplitude": candidate(2 * a, b, k, form),
        "amplitude_as_midline": candidate(k, b, a, form) if not k.is_zero else None,
        "sign_and_frequency": candidate(-a, other, k, form),
    }
    return scene.choose(right, mistakes, (("period", "f"), value("f", 0), value("f", PI / (2 * b))))
