"""A parabola with its vertex and a point: equation, zeros, the y-intercept; its axis from two zeros."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, nonzero, tick
from generators.functions.quantities import parameter, value, whole, x
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Claim, Comparison, Draft, Whole


@family(
    "parabola_features",
    "Features of a parabola",
    {
        "equation": 6,
        "zero": 4,
        "y_intercept": 3,
        "extreme_from_zeros": 3,
        "discriminant_sign": 3,
        "coefficient_sign": 2,
        "compare_graph_with_formula": 6,
        "context_statements": 2,
        "projectile_height_max": 2,
    },
    weight=1.4,
)
def parabola_features(scene: Scene, rng: Random, variant: str) -> Draft:
    """y = a (x - h)^2 + k with whole h and k."""
    if variant == "compare_graph_with_formula":
        return _compared(scene, rng)
    if variant.endswith("sign"):
        return _sign(scene, rng, variant)
    if variant in ("context_statements", "projectile_height_max"):
        return _in_context(scene, rng, variant)
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


def _drawn(scene: Scene, rng: Random, a: Exact, h: int, k: int) -> None:
    """The graph of f with its vertex V and a further point P."""
    step = rng.choice([s for s in (-3, -2, -1, 1, 2, 3) if (a * s * s).is_integer and abs(float(a * s * s + k)) < 9])
    plot = scene.plot
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k}, label="y = f(x)")
    plot.place("V", h, k)
    plot.place("P", h + step, a * step * step + k)
    reach = max(2.2, abs(step) + 0.3)
    scene.window([h - reach, h + reach], [k, k + float(a * step * step)], margin=1.3)
    scene.tell("vertex", *(scene.state(*fact) for fact in (("graph", "f"), ("vertex", "f", "V"), ("passes", "f", "P"))))
    scene.locate("V", "P")


def _numbers(rng: Random) -> tuple[Exact, int, int]:
    a = Exact(nonzero(rng, -2, 2)) / rng.choice((1, 1, 2))
    return a, rng.randint(-4, 4), rng.choice((0, *range(-6, 7)))


def _sign(scene: Scene, rng: Random, variant: str) -> Draft:
    """The sign of the discriminant, or of b or c, in a x^2 + b x + c."""
    a, h, k = _numbers(rng)
    if variant == "discriminant_sign" and rng.random() < 0.25:
        k = 0
    _drawn(scene, rng, a, h, k)
    kind = "discriminant" if variant == "discriminant_sign" else rng.choice(("coefficient_b", "coefficient_c"))
    goal = ("sign", kind, "f")
    scene.plot.things[kind] = ("number", kind)
    among = scene.verdicts(goal, {1: "Positive", 0: "Zero", -1: "Negative"})
    return scene.ask(kind, goal, among=among)


def _compared(scene: Scene, rng: Random) -> Draft:
    """Function f by its graph, g by its formula: extreme values or y-intercepts."""
    (a, h, k), (b, m, n) = _numbers(rng), _numbers(rng)
    what = rng.choice(("extreme", "intercept"))
    if what == "extreme" and (a > 0) != (b > 0):
        b = -b
    if (a, h, k) == (b, m, n) or (what == "intercept" and h == 0 == m):
        raise Retry("nothing to compute")
    plot = scene.plot
    _drawn(scene, rng, a, h, k)
    values = {"a": b, "h": Exact(m), "k": Exact(n)}
    formula = f"g(x) = {answers.equation('parabola', values).latex.removeprefix('y = ')}"
    plot.curve("g", "parabola", values, drawn=False, formula=formula)
    given = scene.give({parameter("g", name): number for name, number in values.items()})
    scene.tell("other_function", *given, formula=formula)
    plot.things |= {f"{c}.{name}": ("number", f"{name}_{c}") for c in "fg" for name in "ahk"}
    plot.things |= {"0": ("number", "0"), what: ("word", what)}
    extreme = "maximum" if a < 0 else "minimum"
    goal = ("excess", "f", "g", what)
    if rng.random() < 0.5:
        subject = f"{extreme} value" if what == "extreme" else "$y$-intercept"
        sign = ("sign", *goal)
        plot.things["excess"] = ("word", "excess")
        among = scene.verdicts(sign, {1: "Function f", -1: "Function g", 0: "Neither: they are equal"})
        return scene.ask("which_greater", sign, slots={"what": subject}, among=among)
    subject = f"{extreme} value" if what == "extreme" else "$y$-intercept"
    one = scene.plot.measure(goal)
    if one == 0:
        raise Retry("equal")
    wrong = {"of_f": k if what == "extreme" else a * h * h + k, "of_g": n if what == "extreme" else b * m * m + n}
    return scene.ask("difference", goal, slots={"what": subject}, wrong={error: Exact(v) for error, v in wrong.items()})


STORIES = {
    "ball": ("Time (s)", "Height (m)", 14),
    "jet": ("Distance (m)", "Height (m)", 14),
    "rocket": ("Time (s)", "Height (m)", 90),
    "arch": ("Distance (m)", "Height (m)", 40),
    "dolphin": ("Distance (m)", "Height (m)", 10),
    "profit": ("Price (dollars)", "Profit (hundred dollars)", 60),
}
"""Titles of the axes and the greatest height."""


def _in_context(scene: Scene, rng: Random, variant: str) -> Draft:
    """A path that rises and falls: statements about it, and its greatest height from where it starts and ends."""
    story = rng.choice(list(STORIES))
    across, up, most = STORIES[story]
    plot = scene.plot
    a = -Exact(rng.choice((1, 1, 2, 3, 4, 5))) / rng.choice((1, 1, 2, 4))
    from_zeros = variant == "projectile_height_max"
    if from_zeros:
        first = rng.choice((0, 0, 1, 2)) if story in ("arch", "dolphin", "profit", "jet") else 0
        first = max(first, 1) if story == "profit" else first
        wide = rng.choice((2, 4, 6, 8, 10, 12))
        h, k = Exact(first + wide // 2), -a * (wide // 2) ** 2
        start, end = Exact(first), Exact(first + wide)
    else:
        story = rng.choice(("ball", "jet", "rocket", "profit"))
        across, up, most = STORIES[story]
        h = Exact(rng.randint(1, 6))
        k = -a * h * h + rng.choice((0, 1, 2, 3, 4, 5, 8, 10))
        start, end = Exact(0), 2 * h
        if not k.is_integer or float(k) > most:
            raise Retry("height")
    top, wide = 1.12 * float(k), int(float(end - start))
    if float(k) > most or float(k) < 2 or k.denominator > 2:
        raise Retry("height")
    inner = [
        t
        for t in range(int(float(start)), int(float(end)) + 1)
        if (y := a * (t - h) ** 2 + k).is_integer
        and float(abs(y)) > 0.06 * top
        and t != h
        and not (from_zeros and y <= 0)
    ]
    if len(inner) < (1 if from_zeros else 2):
        raise Retry("no points")
    at = rng.choice(inner)
    low = 0.0
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k}, domain=(float(start), float(end)))
    names = ("A", "B", "P") if from_zeros else ("V", "P")
    if from_zeros:
        plot.place("A", start, 0)
        plot.place("B", end, 0)
    else:
        plot.place("V", h, k)
    plot.place("P", at, a * (at - h) ** 2 + k)
    axes = Axes(
        (low, 1.08 * float(end)), (0.0, top), (tick(1.08 * float(end)), tick(top)),
        titles=(across, up), grid=rng.random() < 0.75, square=False,
    )  # fmt: skip
    plot.framed(axes)
    facts = [scene.state("graph", "f")]
    if from_zeros:
        for name in "AB":
            facts += [scene.state("passes", "f", name), scene.state("on_x_axis", name)]
    else:
        facts.append(scene.state("vertex", "f", "V"))
    facts.append(scene.state("passes", "f", "P"))
    scene.tell(f"{story}.{'zeros' if from_zeros else 'vertex'}", *facts)
    scene.tell("curve_is_parabola", scene.state("form", "f"))
    plot.notes.append((1, "The curve is a parabola."))
    scene.locate(*names)
    if not from_zeros:
        return scene.judge("true_statement", _statements(scene, rng, story, (a, h, k), inner), skin=story)
    wrong = {"place_of_the_top": h, "width": Exact(wide), "half_width": Exact(wide) / 2, "forgot_square": -a * wide / 2}
    wrong["whole_width_squared"] = -a * wide * wide
    return scene.ask(f"{story}.highest", parameter("f", "k"), wrong=wrong, skin=story)


def _statements(
    scene: Scene, rng: Random, story: str, form: tuple[Exact, Exact, Exact], inner: list[int]
) -> list[Claim]:
    """What the path says of its top, its start and a height in between: one true, the others false."""
    a, h, k = form
    px = int(float(scene.plot.exact["P.x"]))
    at = rng.choice([t for t in inner if t != px and t] or [px])
    height = a * (at - h) ** 2 + k
    if at == px or not height.is_integer:
        raise Retry("no place")
    scene.plot.things[Exact(at).sympy()] = ("number", str(at))

    def says(kind: str, number: Exact, error: str | None) -> Claim:
        quantity = {"top": parameter("f", "k"), "place": parameter("f", "h"), "later": value("f", at)}[kind]
        part = Comparison(quantity, "=", number)
        return scene.claim(f"{story}.says_{kind}", part, error=error, n=number.latex(), at=str(at))

    right = {"top": k, "place": h, "later": height}
    slips = {
        "top": {"x_for_y": h, "y_of_the_point": scene.plot.exact["P.y"], "start_for_top": a * h * h + k},
        "place": {"y_for_x": k, "end_for_top": 2 * h, "x_of_the_point": Exact(px)},
        "later": {
            "straight_line": k * at / h,
            "forgot_square": k + a * abs(at - h),
            "forgot_to_shift": a * at * at + k,
            "half": k / 2,
        },
    }
    kind = rng.choice(list(right))
    claims = [says(kind, right[kind], None)]
    for name, wrong in slips.items():
        errors = [(error, n) for error, n in wrong.items() if n != right[name] and n.is_integer and n > 0]
        claims += [says(name, n, error) for error, n in rng.sample(errors, min(2, len(errors)))]
    return claims
