"""Exponential and logarithmic curves through lattice points: equation, value, base."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Candidate, Scene, family, nonzero, tick
from generators.functions.quantities import parameter, value, whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes, Guide
from puma_data.symbolic.problem import Claim, Comparison, Draft, Whole


@family(
    "exponential_log_model",
    "Exponential and logarithmic curves",
    {
        "decay_growth_context": 5,
        "exponential_equation": 4,
        "exponential_value": 4,
        "logarithm_base": 2,
        "which_graph": 3,
    },
    weight=1.02,
)
def exponential_log_model(scene: Scene, rng: Random, variant: str) -> Draft:
    """y = a b^x through A on the y-axis and B; y = log_b x through B."""
    plot = scene.plot
    if variant == "which_graph":
        return _which_exponential(scene, rng) if rng.random() < 0.6 else _which_logarithm(scene, rng)
    if variant == "decay_growth_context":
        return _in_context(scene, rng)
    if variant == "logarithm_base":
        return _logarithm(scene, rng)
    b = rng.choice((Exact(2), Exact(3), Exact(1) / 2, Exact(3) / 2, Exact(4), Exact(5), Exact(1) / 3))
    a = Exact(rng.choice((1, 2, 3, 4, 5, 6, 8, 9, 12)))
    n = rng.choice((1, 2, 3))
    end = a * b**n
    if not end.is_integer or float(max(end, a)) > 40:
        raise Retry("point")
    plot.curve("f", "exponential", {"a": a, "b": b, "k": 0})
    plot.place("A", 0, a)
    plot.place("B", n, end)
    top = float(max(end, a))
    scene.window([-2.2, n + 1.2], [0, top], margin=0.7)
    facts = [scene.state("graph", "f"), scene.state("passes", "f", "A"), scene.state("passes", "f", "B")]
    scene.tell("curve", *facts)
    scene.tell("form", scene.state("form", "f"), formula=r"y = a \cdot b^{x}")
    plot.revise("f", label=r"y = a \cdot b^{x}")
    scene.locate("A", "B")
    if variant == "exponential_value":
        at = rng.choice([t for t in (-2, -1, 2, 3, 4) if t != n])
        target = a * (b**at if at > 0 else 1 / b**-at)
        if target.denominator > 27 or float(target) > 700:
            raise Retry("value")
        plot.things[Exact(at).sympy()] = ("number", str(at))
        wrong = {"linear": a + (end - a) / n * at, "product": a * b * at, "forgot_factor": target / a}
        return scene.ask("value", value("f", at), slots={"at": str(at)}, wrong=wrong)
    exact = {"a": a, "b": b, "k": Exact(0)}
    equations = {
        "swapped": answers.equation("exponential", exact | {"a": b, "b": a if a != 1 else b * 2}),
        "inverse_base": answers.equation("exponential", exact | {"b": 1 / b}),
        "took_ratio": answers.equation("exponential", exact | {"b": end / a if n > 1 else b + 1}),
        "end_as_factor": answers.equation("exponential", exact | {"a": end}),
        "linear": answers.line((end - a) / n, a),
    }
    built = Whole("the equation of the curve", answers.of("exponential", "a", "b", k=0), equations)
    return scene.ask("equation", whole(parameter("f", "a"), parameter("f", "b")), whole=built)


def _logarithm(scene: Scene, rng: Random) -> Draft:
    plot = scene.plot
    b, n = rng.choice([(base, power) for power in (1, 2, 3) for base in range(2, 17) if base**power <= 81])
    plot.curve("f", "logarithm", {"b": b, "h": 0, "k": 0}, label=r"y = \log_b x")
    plot.place("A", 1, 0)
    plot.place("B", b**n, n)
    scene.window([0, b**n + 1], [-2, n + 0.5], margin=0.6)
    plot.guides.append(Guide("x", (0.0,), 1)) if rng.random() < 0 else None
    facts = [scene.state("graph", "f"), scene.state("passes", "f", "A"), scene.state("passes", "f", "B")]
    scene.tell("curve", *facts)
    scene.tell("form", scene.state("form", "f"), formula=r"y = \log_b x")
    scene.locate("A", "B")
    return scene.ask(
        "base",
        parameter("f", "b"),
        wrong={
            "abscissa": Exact(b**n) if n > 1 else Exact(b + 1),
            "quotient": Exact(b**n) / (n + 1),
            "power": Exact(b * b),
            "height": Exact(n + b),
        },
    )


REACH = 5.7
"""Half the width of the window of a panel."""


def _which_exponential(scene: Scene, rng: Random) -> Draft:
    """The graph of f(x) = a b^x + k, by its asymptote and two points."""
    scene.plot.axes = Axes((-REACH, REACH), (-REACH, REACH), grid=rng.random() < 0.85)
    bases = (Exact(2), Exact(3), Exact(4), Exact(1) / 2, Exact(1) / 3)

    def candidate(a: Exact, b: Exact, k: Exact) -> Candidate | None:
        at = 1 if b > 1 else -1
        start, end = a + k, a * (b if b > 1 else 1 / b) + k
        if max(abs(float(start)), abs(float(end)), abs(float(k))) > 5:
            return None
        slots = {"level": k.latex(), "start": f"(0, {start.latex()})", "point": f"({at}, {end.latex()})"}
        return Candidate(
            "exponential",
            {"a": a, "b": b, "k": k},
            lambda curve: {("level", curve): k, value(curve, 0): start, value(curve, at): end},
            "asymptote",
            slots,
            guides=() if k.is_zero else (Guide("y", (float(k),), 1),),
        )

    a, b, k = Exact(nonzero(rng, -2, 2)), rng.choice(bases), Exact(rng.randint(-4, 4))
    right = candidate(a, b, k)
    if right is None:
        raise Retry("point")
    mistakes = {
        "inverse_base": candidate(a, 1 / b, k),
        "sign_of_a": candidate(-a, b, k),
        "sign_of_k": candidate(a, b, -k),
        "forgot_shift": candidate(a, b, Exact(0)),
        "factor_as_shift": candidate(k if abs(float(k)) in (1, 2) else a, b, a),
        "sign_of_a_and_k": candidate(-a, b, -k),
        "other_direction": candidate(-a, 1 / b, k),
        "inverse_base_and_sign_of_k": candidate(a, 1 / b, -k),
    }
    goal = ("level", "f"), value("f", 0), value("f", 1 if b > 1 else -1)
    return scene.choose(right, mistakes, goal)


def _which_logarithm(scene: Scene, rng: Random) -> Draft:
    """The graph of f(x) = log_b (x - h) + k, by its asymptote and two points."""
    scene.plot.axes = Axes((-REACH, REACH), (-REACH, REACH), grid=rng.random() < 0.85)

    def candidate(b: Exact, h: Exact, k: Exact) -> Candidate | None:
        rising = b > 1
        first, second = h + 1, h + (b if rising else 1 / b)
        level = k + (1 if rising else -1)
        if max(abs(float(n)) for n in (h, second, k, level)) > 5:
            return None
        slots = {
            "edge": h.latex(),
            "start": f"({first.latex()}, {k.latex()})",
            "point": f"({second.latex()}, {level.latex()})",
        }
        return Candidate(
            "logarithm",
            {"b": b, "h": h, "k": k},
            lambda curve: {("edge", curve): h, value(curve, first): k, value(curve, second): level},
            "vertical_asymptote",
            slots,
            (float(h), REACH),
            () if h.is_zero else (Guide("x", (float(h),), 1),),
        )

    b, h, k = Exact(rng.choice((2, 3, 4))), Exact(rng.randint(-4, 3)), Exact(rng.randint(-4, 4))
    right = candidate(b, h, k)
    if right is None:
        raise Retry("point")
    mistakes = {
        "sign_of_h": candidate(b, -h, k),
        "sign_of_k": candidate(b, h, -k),
        "both_signs": candidate(b, -h, -k),
        "swapped": candidate(b, k, h),
        "inverse_base": candidate(1 / b, h, k),
        "inverse_base_and_sign_of_h": candidate(1 / b, -h, k),
        "forgot_shift": candidate(b, Exact(0), k),
        "forgot_constant": candidate(b, h, Exact(0)),
    }
    goal = ("edge", "f"), value("f", h + 1), value("f", h + b)
    return scene.choose(right, mistakes, goal)


STORIES = {
    "bacteria": ("Time (h)", "Bacteria (thousands)", ("2", "3", "3/2"), (1, 60)),
    "duckweed": ("Time (weeks)", "Duckweed (square metres)", ("2", "3", "3/2"), (1, 40)),
    "account": ("Time (years)", "Balance (dollars)", ("11/10", "6/5", "5/4"), (100, 800)),
    "followers": ("Time (months)", "Followers", ("2", "3/2", "6/5", "5/4"), (20, 400)),
    "car": ("Time (years)", "Value (thousand dollars)", ("4/5", "3/4", "9/10", "1/2"), (16, 80)),
    "medicine": ("Time (h)", "Medicine (mg)", ("1/2", "3/4", "4/5", "3/5"), (40, 400)),
    "isotope": ("Time (days)", "Mass (g)", ("1/2", "4/5", "9/10", "3/4"), (16, 400)),
    "leak": ("Time (min)", "Pressure (kPa)", ("1/2", "4/5", "3/5", "9/10"), (100, 400)),
}
"""Titles of the axes, growth factors, and the least and greatest amount at the start."""


def _in_context(scene: Scene, rng: Random) -> Draft:
    """Statements about an amount that grows or shrinks by the same factor in every unit of time."""
    story = rng.choice(list(STORIES))
    across, up, factors, (least, most) = STORIES[story]
    b = Exact.parse(rng.choice(factors))
    n = rng.choice((1, 2, 2, 3))
    base = b.denominator**n
    starts = [base * i for i in range(1, most // base + 1) if base * i >= least]
    if not starts:
        raise Retry("start")
    a = Exact(rng.choice(starts))
    last = a * b**n
    if float(last) > 1500:
        raise Retry("large")
    plot = scene.plot
    end = n + 2
    top = 1.12 * float(max(a, a * b**end))
    if float(min(a, last)) < 0.05 * top:
        raise Retry("low")
    plot.curve("f", "exponential", {"a": a, "b": b, "k": 0}, domain=(0.0, float(end)))
    plot.place("A", 0, a)
    plot.place("B", n, last)
    axes = Axes(
        (0.0, 1.05 * end), (0.0, top), (Exact(1), tick(top)), titles=(across, up), grid=rng.random() < 0.7, square=False
    )
    plot.framed(axes)
    scene.tell(
        f"{story}.scene", scene.state("graph", "f"), scene.state("passes", "f", "A"), scene.state("passes", "f", "B")
    )
    scene.tell("form", scene.state("form", "f"), formula=r"y = a \cdot b^{x}")
    plot.revise("f", label=r"y = a \cdot b^{x}")
    scene.locate("A", "B")
    return scene.judge("true_statement", _statements(scene, rng, story, (a, b, n)), skin=story)


def _statements(scene: Scene, rng: Random, story: str, numbers: tuple[Exact, Exact, int]) -> list[Claim]:
    """What the curve says of the percentage, the factor and a later amount: one true, the others false."""
    a, b, n = numbers
    last = a * b**n
    growing = b > 1
    times = [t for t in (1, 2, 3, 4) if t != n and (a * b**t).denominator <= 10]
    if not times:
        raise Retry("no later amount")
    at = rng.choice(times)
    later = a * b**at
    scene.plot.things[str(at)] = ("number", str(at))

    def says(kind: str, number: Exact, error: str | None) -> Claim:
        part = Comparison(parameter("f", "b"), "=", 1 + number / 100 if growing else 1 - number / 100)
        if kind == "factor":
            part = Comparison(parameter("f", "b"), "=", number)
        if kind == "later":
            part = Comparison(value("f", at), "=", number)
        return scene.claim(f"{story}.says_{kind}", part, error=error, n=number.latex(decimal=True), at=str(at))

    right = {"percent": abs(100 * (b - 1)), "factor": b}
    if later.is_integer:
        right["later"] = later
    total = abs(100 * (last / a - 1))
    slips = {
        "percent": {
            "factor_as_percent": 100 * b,
            "whole_change": total,
            "shared_whole_change": total / n,
            "close_percentage": right["percent"] + rng.choice((5, 10)),
            "close_percentage_below": right["percent"] - 5,
        },
        "factor": {"inverted": 1 / b, "change_as_factor": abs(b - 1), "whole_factor": last / a},
        "later": {"linear": a + (last - a) / n * at, "same_factor_once": a * b, "product": a * b * at},
    }
    kind = rng.choice(list(right))
    claims = [says(kind, right[kind], None)]
    for name, wrong in slips.items():
        errors = [
            (error, number)
            for error, number in wrong.items()
            if number != right.get(name, later)
            and number > 0
            and number.is_terminating
            and (name == "factor" or number.is_integer)
            and (name != "percent" or growing or number < 100)
            and not (name == "factor" and number == 1)
        ]
        claims += [says(name, number, error) for error, number in rng.sample(errors, min(2, len(errors)))]
    return claims
