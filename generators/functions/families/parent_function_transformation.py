"""The graph of a parent function moved and stretched: its equation from the image of the corner and one more point."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft, Whole

PARENTS = {
    "parabola_shift_scale": ("parabola", "x^{2}", 2),
    "absolute_value": ("absolute value", "|x|", 1),
    "cubic": ("shifted cubic", "x^{3}", 3),
}


@family(
    "parent_function_transformation",
    "Shifted and scaled parent functions",
    {"parabola_shift_scale": 6, "absolute_value": 5, "cubic": 3},
    weight=1.52,
)
def parent_function_transformation(scene: Scene, rng: Random, variant: str) -> Draft:
    """g(x) = a f(x - h) + k beside its parent f."""
    form, parent, power = PARENTS[variant]
    a = Exact(nonzero(rng, -3, 3)) / (rng.choice((1, 1, 2)) if power < 3 else rng.choice((1, 2, 4)))
    h, k = rng.randint(-4, 4), rng.randint(-4, 4)
    step = rng.choice((1, 2, -1, -2, 3)) if power < 3 else rng.choice((1, -1, 2, -2))
    rise = a * abs(step) if power == 1 else a * step**power
    if not rise.is_integer or abs(float(rise)) > 8 or (h == 0 and k == 0) or abs(float(rise + k)) > 8:
        raise Retry("point")
    plot = scene.plot
    plot.curve("f", form, {"a": 1, "h": 0, "k": 0}, label=f"y = {parent}", pen="curve1")
    plot.curve("g", form, {"a": a, "h": h, "k": k}, label="y = g(x)", pen="curve0")
    plot.place("V", h, k)
    plot.place("P", h + step, Exact(k) + rise)
    scene.window([h - 2.5, h + 2.5, h + step, 2.5, -2.5], [k, k + float(rise), 3])
    parent_fact, graph = scene.state("graph", "f"), scene.state("graph", "g")
    on, vertex = scene.state("passes", "g", "P"), scene.state("vertex", "g", "V")
    scene.tell(f"{'inflection' if power == 3 else 'corner'}", graph, vertex, on)
    del plot.facts[parent_fact]
    scene.tell("parent", scene.state("form", "g"), parent=f"y = {parent}", general=_general(power))
    scene.locate("V", "P")
    exact = {"a": a, "h": Exact(h), "k": Exact(k)}
    wrong = {
        "sign_of_h": answers.equation(form, exact | {"h": Exact(-h)}),
        "swapped": answers.equation(form, exact | {"h": Exact(k), "k": Exact(h)}),
        "sign_of_a": answers.equation(form, exact | {"a": -a}),
        "sign_of_k": answers.equation(form, exact | {"k": Exact(-k)}),
        "inverse_scale": answers.equation(form, exact | {"a": 1 / a if abs(a) != 1 else 2 * a}),
        "both_signs": answers.equation(form, exact | {"h": Exact(-h), "k": Exact(-k)}),
    }
    built = Whole("the equation of the transformed graph", answers.of(form, "a", "h", "k"), wrong)
    return scene.ask("equation", whole(*(parameter("g", name) for name in "ahk")), whole=built)


def _general(power: int) -> str:
    return "y = a|x - h| + k" if power == 1 else f"y = a(x - h)^{power} + k"
