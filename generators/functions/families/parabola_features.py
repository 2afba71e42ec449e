"""A parabola with its vertex and a point: equation, zeros, the y-intercept; its axis from two zeros."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, value, whole, x
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft, Whole


@family(
    "parabola_features",
    "Features of a parabola",
    {"equation": 6, "zero": 4, "y_intercept": 3, "extreme_from_zeros": 3},
    weight=1.4,
)
def parabola_features(scene: Scene, rng: Random, variant: str) -> Draft:
    """y = a (x - h)^2 + k with whole h and k."""
    a = Exact(nonzero(rng, -3, 3)) / rng.choice((1, 1, 1, 2))
    h = rng.randint(-4, 5)
    plot = scene.plot
    if variant in ("zero", "extreme_from_zeros"):
        d = rng.choice((1, 2, 3, 4))
        k = -a * d * d
    else:
        k = Exact(rng.randint(-6, 6))
    if abs(float(k)) > 10 or not k.is_integer:
        raise Retry("high")
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k})
    exact = {"a": a, "h": Exact(h), "k": k}
    step = rng.choice((1, 2, -1, -2, 3))
    px = h + step
    py = a * step * step + k
    if not py.is_integer or abs(float(py)) > 12 or (py.is_zero and variant == "zero"):
        raise Retry("point")
    if variant == "extreme_from_zeros":
        return _from_zeros(scene, rng, exact, d, px, py)
    plot.place("V", h, k)
    plot.place("P", px, py)
    reach = 2.6 if variant != "zero" else max(d + 0.5, 2.0)
    scene.window([h - reach, h + reach, px], [float(k), float(py), 0])
    facts = [scene.state("graph", "f"), scene.state("vertex", "f", "V"), scene.state("passes", "f", "P")]
    scene.tell("vertex", *facts)
    if variant == "zero":
        for name, side in (("A", -1), ("B", 1)):
            plot.place(name, h + side * d, 0)
        more = [
            scene.state(kind, *args)
            for name in "AB"
            for kind, args in (("passes", ("f", name)), ("on_x_axis", (name,)))
        ]
        scene.tell("zeros", *more)
        scene.locate("V", "P")
        scene.hide_numbers()
        right = rng.random() < 0.5
        other = Exact(h - d if right else h + d)
        return scene.ask(
            "zero",
            x("B" if right else "A"),
            slots={"zero": "B" if right else "A"},
            wrong={"other_zero": other, "distance": Exact(d), "sign": -Exact(h + d if right else h - d)},
        )
    scene.locate("V", "P")
    if variant == "y_intercept":
        if h == 0 or px == 0 or abs(float(a * h * h + k)) > 60:
            raise Retry("known")
        plot.things["0"] = ("number", "0")
        return scene.ask(
            "y_intercept", value("f", 0), wrong={"k": k, "sign_of_square": k - a * h * h, "forgot_k": a * h * h}
        )
    wrong = {
        "sign_of_h": answers.equation("parabola", exact | {"h": Exact(-h)}),
        "sign_of_a": answers.equation("parabola", exact | {"a": -a}),
        "swapped": answers.equation("parabola", exact | {"h": k, "k": Exact(h)}),
        "sign_of_k": answers.equation("parabola", exact | {"k": -k}),
        "doubled_a": answers.equation("parabola", exact | {"a": 2 * a}),
        "both_signs": answers.equation("parabola", exact | {"h": Exact(-h), "k": -k}),
    }
    built = Whole("the equation of the parabola", answers.of("parabola", "a", "h", "k"), wrong)
    return scene.ask("equation", whole(*(parameter("f", name) for name in "ahk")), whole=built)


def _from_zeros(scene: Scene, rng: Random, exact: dict[str, Exact], d: int, px: int, py: Exact) -> Draft:
    """The axis lies midway between the zeros A and B."""
    plot = scene.plot
    h = exact["h"]
    for name, side in (("A", -1), ("B", 1)):
        plot.place(name, h + side * d, 0)
    scene.window([float(h) - d - 0.6, float(h) + d + 0.6], [float(exact["k"])])
    facts = [scene.state("graph", "f")]
    facts += [
        scene.state(kind, *args) for name in "AB" for kind, args in (("passes", ("f", name)), ("on_x_axis", (name,)))
    ]
    scene.tell("two_zeros", *facts)
    scene.tell("is_parabola", scene.state("form", "f"))
    given = scene.give({x(name): plot.exact[f"{name}.x"] for name in "AB"})
    scene.tell("zeros_at", *given, first=plot.exact["A.x"].latex(), second=plot.exact["B.x"].latex())
    plot.revise("f", label="y = f(x)")
    if scene.rng.random() < 0.5:
        plot.labelled = {"A": True, "B": True}
    low, high = h - d, h + d
    wrong = {"half_distance": Exact(d), "sum": low + high, "sign": -h, "zero": high}
    return scene.ask("axis", parameter("f", "h"), wrong=wrong)
