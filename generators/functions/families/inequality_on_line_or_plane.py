"""Quadratic and linear inequalities solved with a graph: where a curve is above or below the x-axis, or another one."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, whole, x
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Composite, Draft, Whole


@family(
    "inequality_on_line_or_plane",
    "Inequalities solved with a graph",
    {"quadratic_from_equation": 3, "quadratic_from_points": 2, "two_lines": 2},
    weight=0.89,
)
def inequality_on_line_or_plane(scene: Scene, rng: Random, variant: str) -> Draft:
    """The ends of the solution set are zeros, or the abscissa of an intersection."""
    if variant == "two_lines":
        return _lines(scene, rng)
    a = Exact(nonzero(rng, -2, 2)) / rng.choice((1, 1, 2))
    h, d = rng.randint(-4, 5), rng.choice((1, 2, 3, 4))
    k = -a * d * d
    if not k.is_integer or abs(float(k)) > 9:
        raise Retry("high")
    plot = scene.plot
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k})
    plot.place("A", h - d, 0)
    plot.place("B", h + d, 0)
    scene.window([h - d - 0.7, h + d + 0.7], [float(k)], margin=1.2)
    facts = [scene.state("graph", "f"), *(scene.state("passes", "f", n) for n in "AB")]
    scene.tell("crossings", *facts, *(scene.state("on_x_axis", n) for n in "AB"))
    if variant == "quadratic_from_equation":
        formula = answers.equation("parabola", plot.values("f")).latex.removeprefix("y = ")
        plot.revise("f", formula=f"y = {formula}")
        given = scene.give({parameter("f", name): number for name, number in plot.values("f").items()})
        scene.tell("formula", *given, formula=f"f(x) = {formula}")
        scene.hide_numbers()
    else:
        step = rng.choice([t for t in (-3, -2, -1, 1, 2, 3) if abs(t) != d])
        height = a * step * step + k
        if not height.is_integer or abs(float(height)) > 9:
            raise Retry("point")
        plot.place("V", h, k)
        plot.place("P", h + step, height)
        reach = max(d + 0.6, abs(step) + 0.4)
        scene.window([h - reach, h + reach], [float(k), float(height)], margin=1.0)
        scene.tell("vertex", scene.state("vertex", "f", "V"), scene.state("passes", "f", "P"))
        scene.locate("V", "P")
        scene.hide_numbers()
    above, strict = rng.random() < 0.5, rng.random() < 0.6
    between = above == (a < 0)
    inner = ("(", ")") if strict else ("[", "]")
    swap = ("[", "]") if strict else ("(", ")")

    def solution(v: tuple[Exact, ...], inside: bool, ends: tuple[str, str]) -> Composite:
        if inside:
            return answers.interval(v[0], v[1], ends)
        return answers.union(answers.interval(None, v[0], ("(", ends[1])), answers.interval(v[1], None, (ends[0], ")")))

    true = (Exact(h - d), Exact(h + d))
    wrong = {
        "other_sign": solution(true, not between, inner),
        "brackets": solution(true, between, swap),
        "signs_of_zeros": solution((-true[1], -true[0]), between, inner),
        "other_sign_and_brackets": solution(true, not between, swap),
        "symmetric": solution((Exact(-d), Exact(d)), between, inner),
    }
    opens = "upward" if a > 0 else "downward"
    noun = f"as the parabola opens {opens}, the solution set"
    built = Whole(noun, lambda v: solution(v, between, inner), wrong)
    sign = (r"> 0" if strict else r"\ge 0") if above else (r"< 0" if strict else r"\le 0")
    return scene.ask("zero_level", whole(x("A"), x("B")), slots={"sign": sign}, whole=built)


def _lines(scene: Scene, rng: Random) -> Draft:
    """Where one line is above another."""
    px, py = nonzero(rng, -5, 5), nonzero(rng, -5, 5)
    slopes = [Exact(nonzero(rng, -3, 3)) / rng.choice((1, 1, 2)) for _ in range(2)]
    levels = [Exact(py) - m * px for m in slopes]
    if abs(float(slopes[0] - slopes[1])) < 0.9 or any(not b.is_integer or abs(float(b)) > 10 for b in levels):
        raise Retry("lines")
    if any(b.is_zero for b in levels):
        raise Retry("through the origin")
    plot = scene.plot
    for name, m, b in zip("fg", slopes, levels, strict=True):
        plot.curve(name, "line", {"m": m, "b": b}, label=f"y = {name}(x)")
        plot.things |= {f"{name}.{part}": ("number", f"{part}_{name}") for part in "mb"}
    formulas = [answers.line(m, b).latex.replace("y", f"{n}(x)") for n, m, b in zip("fg", slopes, levels, strict=True)]
    plot.place("P", px, py)
    scene.window([px - 2, px + 2], [py - 2, py + 2], margin=1.8)
    facts = [
        scene.state(*fact) for fact in (("graph", "f"), ("graph", "g"), ("passes", "f", "P"), ("passes", "g", "P"))
    ]
    scene.tell("lines", *facts)
    given = scene.give({parameter(c, n): value for c in "fg" for n, value in plot.values(c).items()})
    scene.tell("two_formulas", *given, first=formulas[0], second=formulas[1])
    for name, formula in zip("fg", formulas, strict=True):
        plot.revise(name, label=name, formula=formula)
    scene.hide_numbers()
    above = rng.random() < 0.5
    right = above == (slopes[0] > slopes[1])
    strict = rng.random() < 0.6
    ends = ("(", ")") if strict else ("[", "]")
    other = ("[", "]") if strict else ("(", ")")

    def side(v: Exact, to_right: bool, ends: tuple[str, str] = ends) -> Composite:
        return answers.interval(v, None, ends) if to_right else answers.interval(None, v, ends)

    at = Exact(px)
    wrong = {
        "other_side": side(at, not right),
        "height": side(Exact(py), right),
        "sign": side(-at, right),
        "bracket": side(at, right, other),
        "other_side_and_bracket": side(at, not right, other),
    }
    sign = (">" if strict else r"\ge") if above else ("<" if strict else r"\le")
    steeper = "greater" if slopes[0] > slopes[1] else "smaller"
    built = Whole(f"as $f$ has the {steeper} slope, the solution set", lambda v: side(v[0], right), wrong)
    return scene.ask("compare", whole(x("P")), slots={"sign": sign}, whole=built)
