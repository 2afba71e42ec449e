"""The graph of a parent function moved and stretched: its equation from the image of the corner and one more point."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Candidate, Scene, family, nonzero
from generators.functions.quantities import parameter, value, whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes, Guide
from puma_data.symbolic.problem import Draft, Whole

PARENTS = {
    "parabola_shift_scale": ("parabola", "x^{2}", 2),
    "absolute_value": ("absolute value", "|x|", 1),
    "cubic": ("shifted cubic", "x^{3}", 3),
}


@family(
    "parent_function_transformation",
    "Shifted and scaled parent functions",
    {"parabola_shift_scale": 6, "absolute_value": 5, "cubic": 2, "square_root": 2, "logarithm": 2, "which_graph": 4},
    weight=1.52,
)
def parent_function_transformation(scene: Scene, rng: Random, variant: str) -> Draft:
    """g(x) = a f(x - h) + k beside its parent f; or its graph among four."""
    if variant == "which_graph":
        return _which_graph(scene, rng)
    if variant in ("square_root", "logarithm"):
        return _half_sided(scene, rng, variant)
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
    return _equation(scene, form, {"a": a, "h": Exact(h), "k": Exact(k)})


def _equation(scene: Scene, form: str, exact: dict[str, Exact]) -> Draft:
    """The question for the equation, with its mistakes."""
    a, h, k = (exact[name] for name in "ahk")
    wrong = {
        "sign_of_h": answers.equation(form, exact | {"h": -h}),
        "swapped": answers.equation(form, exact | {"h": k, "k": h}),
        "sign_of_a": answers.equation(form, exact | {"a": -a}),
        "sign_of_k": answers.equation(form, exact | {"k": -k}),
        "inverse_scale": answers.equation(form, exact | {"a": 1 / a if abs(a) != 1 else 2 * a}),
        "both_signs": answers.equation(form, exact | {"h": -h, "k": -k}),
    }
    built = Whole("the equation of the transformed graph", answers.of(form, "a", "h", "k"), wrong)
    return scene.ask("equation", whole(*(parameter("g", name) for name in "ahk")), whole=built)


def _half_sided(scene: Scene, rng: Random, variant: str) -> Draft:
    """A root curve from its starting point, a logarithm curve from the image of (1, 0), and one more point."""
    form, parent, general = {
        "square_root": ("square root", r"\sqrt{x}", r"y = a\sqrt{x - h} + k"),
        "logarithm": ("binary logarithm", r"\log_{2} x", r"y = a\log_{2}(x - h) + k"),
    }[variant]
    a, h, k = Exact(nonzero(rng, -3, 3)), rng.randint(-3, 3), rng.randint(-3, 3)
    run, steps = rng.choice(((1, 1), (4, 2), (4, 2), (9, 3)) if variant == "square_root" else ((1, 1), (3, 2), (7, 3)))
    rise = a * steps
    if abs(float(rise + k)) > 8 or (h == 0 and k == 0):
        raise Retry("point")
    first = h if variant == "square_root" else h + 1
    plot = scene.plot
    plot.curve("f", form, {"a": 1, "h": 0, "k": 0}, label=f"y = {parent}", pen="curve1")
    plot.curve("g", form, {"a": a, "h": h, "k": k}, label="y = g(x)", pen="curve0")
    plot.place("V", first, k)
    plot.place("P", first + run, rise + k)
    scene.window([h - 0.5, first + run + 1.5, 5], [k, float(rise + k), 2.5, -1])
    for curve, start in (("f", 0), ("g", h)):
        plot.revise(curve, domain=(float(start) + (1e-3 if variant == "logarithm" else 0), plot.axes.x[1]))
    graph = scene.state("graph", "f"), scene.state("graph", "g")
    if variant == "square_root":
        scene.tell("start", graph[1], scene.state("vertex", "g", "V"), scene.state("passes", "g", "P"))
    else:
        plot.guides.append(Guide("x", (float(h),), 0))
        scene.tell(
            "image", graph[1], scene.state("image_point", "g", "V"), *(scene.state("passes", "g", n) for n in "VP")
        )
    del plot.facts[graph[0]]
    scene.tell("parent", scene.state("form", "g"), parent=f"y = {parent}", general=general)
    scene.locate("V", "P")
    return _equation(scene, form, {"a": a, "h": Exact(h), "k": Exact(k)})


SHAPES = {"parabola": 2.0, "absolute value": 1.0, "shifted cubic": 3.0, "square root": 0.5}
"""Forms whose graph is to be chosen, by the power of their parent."""
REACH = 5
"""What is read of a graph lies in a square of this half side."""


def _which_graph(scene: Scene, rng: Random) -> Draft:
    """The graph of f(x) = a p(x - h) + k among four that differ by a typical mistake."""
    plot, form = scene.plot, rng.choices(list(SHAPES), (4, 3, 3, 3))[0]
    power = SHAPES[form]
    h, k = Exact(rng.randint(-4, 4)), Exact(rng.randint(-4, 4))
    a = Exact(nonzero(rng, -2, 2)) / (rng.choice((1, 1, 2)) if power != 3 else 1)
    step = {0.5: 4, 1.0: 2, 2.0: 2 if a.denominator > 1 else 1, 3.0: 1}[power]
    if h.is_zero and k.is_zero:
        raise Retry("the parent itself")
    plot.axes = Axes((-REACH - 0.7, REACH + 0.7), (-REACH - 0.7, REACH + 0.7), grid=rng.random() < 0.85)

    def candidate(a: Exact, h: Exact, k: Exact) -> Candidate | None:
        px, py = h + step, k + a * (Exact(step) ** int(power) if power != 0.5 else Exact(step).sqrt())
        if not py.is_integer or max(map(abs, map(float, (h, k, px, py)))) > REACH:
            return None
        slots = {"corner": f"({h.latex()}, {k.latex()})", "point": f"({px.latex()}, {py.latex()})"}
        return Candidate(
            form,
            {"a": a, "h": h, "k": k},
            lambda curve: {("corner_x", curve): h, ("corner_y", curve): k, value(curve, px): py},
            {
                "parabola": "graph_vertex",
                "absolute value": "graph_apex",
                "shifted cubic": "graph_centre",
                "square root": "graph_start",
            }[form],
            slots,
            (float(h), REACH + 0.7) if power == 0.5 else None,
        )

    right = candidate(a, h, k)
    if right is None:
        raise Retry("point")
    mistakes = {
        "sign_of_h": candidate(a, -h, k),
        "sign_of_k": candidate(a, h, -k),
        "both_signs": candidate(a, -h, -k),
        "swapped": candidate(a, k, h),
        "sign_of_a": candidate(-a, h, k),
        "forgot_scale": candidate(a / abs(a), h, k),
        "inverse_scale": candidate(1 / a, h, k),
        "sign_of_a_and_h": candidate(-a, -h, k),
    }
    return scene.choose(right, mistakes, (("corner_x", "f"), ("corner_y", "f"), value("f", h + step)))


def _general(power: int) -> str:
    return "y = a|x - h| + k" if power == 1 else f"y = a(x - h)^{power} + k"
