"""Inequalities and drawings: where a curve is above or below the x-axis or another one, half-planes, number lines."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, nonzero
from generators.functions.quantities import parameter, whole, x
from puma_data.present.templates import series
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Composite, Draft, Whole


@family(
    "inequality_on_line_or_plane",
    "Inequalities and graphs, half-planes, number lines",
    {
        "quadratic_from_equation": 3,
        "quadratic_from_points": 2,
        "two_lines": 2,
        "half_plane": 5,
        "number_line_interval": 2,
    },
    weight=0.89,
    capacity=1800,
)
def inequality_on_line_or_plane(scene: Scene, rng: Random, variant: str) -> Draft:
    """The ends of the solution set are zeros, or the abscissa of an intersection."""
    if variant == "two_lines":
        return _lines(scene, rng)
    if variant == "half_plane":
        return _half_plane(scene, rng)
    if variant == "number_line_interval":
        return _number_line(scene, rng)
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


def _half_plane(scene: Scene, rng: Random) -> Draft:
    """A line through A and B, dashed or solid, with one side shaded."""
    px, py = rng.randint(-5, 2), rng.randint(-5, 5)
    run, rise = rng.choice((1, 2, 3, 4)), rng.choice([n for n in range(-6, 7) if n])
    m = Exact(rise) / run
    b = Exact(py) - m * px
    if not b.is_integer or abs(float(b)) > 7 or abs(py + rise) > 7 or abs(float(m)) > 4:
        raise Retry("line")
    above, included = rng.random() < 0.5, rng.random() < 0.5
    plot = scene.plot
    plot.curve("f", "line", {"m": m, "b": b}, pen="curve0" if included else "curve1")
    plot.place("A", px, py)
    plot.place("B", px + run, py + rise)
    plot.half_planes.append(("f", above))
    scene.window([px - 1, px + run + 1], [py, py + rise, float(b)], margin=1.6)
    shaded = scene.state("shaded_above" if above else "shaded_below", "f")
    edge = scene.state("line_included" if included else "line_excluded", "f")
    facts = (scene.state("graph", "f"), scene.state("passes", "f", "A"), scene.state("passes", "f", "B"), shaded, edge)
    scene.tell("solid" if included else "dashed", *facts, side="above" if above else "below")
    scene.locate("A", "B")
    strict, wide = (">", ">=") if above else ("<", "<=")
    under, under_wide = ("<", "<=") if above else (">", ">=")
    sign, other = (wide, strict) if included else (strict, wide)
    flipped, both = (under_wide, under) if included else (under, under_wide)
    wrong = {
        "flipped_sign": answers.half_plane(m, b, flipped),
        "strictness": answers.half_plane(m, b, other),
        "sign_of_slope": answers.half_plane(-m, b, sign),
        "inverted_slope": answers.half_plane(1 / m if abs(m) != 1 else 2 * m, b, sign),
        "sign_of_intercept": answers.half_plane(m, -b if not b.is_zero else Exact(1), sign),
        "flipped_sign_and_strictness": answers.half_plane(m, b, both),
    }
    how = "with" if included else "without"
    noun = f"as the side {'above' if above else 'below'} the line is shaded, {how} the line itself, the inequality"
    built = Whole(noun, lambda v: answers.half_plane(v[0], v[1], sign), wrong)
    return scene.ask("half_plane", whole(parameter("f", "m"), parameter("f", "b")), whole=built)


def _number_line(scene: Scene, rng: Random) -> Draft:
    """A part of a number line between two dots, or from one dot on."""
    kind = rng.choice(("between", "between", "from", "to"))
    low = rng.randint(-8, 5)
    high = low + rng.randint(2, 9)
    shut = rng.random() < 0.5, rng.random() < 0.5
    plot = scene.plot
    if high > 9:
        raise Retry("long")
    rim = min(low, 0) - 2, max(high, 0) + 2
    plot.framed(Axes((float(rim[0]), float(rim[1])), (-1.2, 1.2), grid=False, flat=True))
    ends: dict[str, bool | None]
    if kind == "between":
        plot.place("A", low, 0)
        plot.place("B", high, 0)
        ends = {"A": shut[0], "B": shut[1]}
    elif kind == "from":
        plot.place("A", low, 0)
        plot.place("_end", rim[1], 0)
        ends = {"A": shut[0], "_end": None}
    else:
        plot.place("_end", rim[0], 0)
        plot.place("A", high, 0)
        ends = {"_end": None, "A": shut[1]}
    (first, opens), (last, closes) = ends.items()
    plot.curve("f", "chain", nodes=(first, last), ends=(opens, closes), pen="marked")
    dots = [point for point in (first, last) if point != "_end"]
    facts = [scene.state("graph", "f")]
    for point, closed in ends.items():
        if closed is not None:
            facts.append(scene.state("marked_from" if point == first else "marked_to", "f", point))
            facts.append(scene.state("closed_end" if closed else "open_end", "f", point))
    included = ["included" if ends[point] else "not included" for point in dots]
    scene.tell(f"line_{kind}", *facts, first=included[0], second=included[-1])
    given = scene.give({x(point): plot.exact[f"{point}.x"] for point in dots})
    scene.tell("places", *given, places=series([f"$x_{p} = {plot.exact[f'{p}.x'].latex()}$" for p in dots]))
    left, right = (None if kind == "to" else Exact(low)), (None if kind == "from" else Exact(high))
    brackets = ("[" if opens else "(", "]" if closes else ")")
    flip = {"[": "(", "(": "[", "]": ")", ")": "]"}
    below, over = (None if end is None else -end for end in (right, left))
    turned = ("[" if closes else "(", "]" if opens else ")")
    wrong = {
        "both_brackets": answers.interval(left, right, (flip[brackets[0]], flip[brackets[1]])),
        "left_bracket": answers.interval(left, right, (flip[brackets[0]], brackets[1])),
        "right_bracket": answers.interval(left, right, (brackets[0], flip[brackets[1]])),
        "signs": answers.interval(below, over, turned),
        "signs_and_brackets": answers.interval(below, over, (flip[turned[0]], flip[turned[1]])),
    }
    if kind != "between":
        wrong["other_way"] = answers.interval(right, left, turned)
    goals = [
        *([("piece_left", "f", first)] if opens is not None else []),
        *([("piece_right", "f", last)] if closes is not None else []),
    ]

    def build(v: tuple[Exact, ...]) -> Composite:
        return answers.interval(None if kind == "to" else v[0], None if kind == "from" else v[-1], brackets)

    return scene.ask("interval", whole(*goals), whole=Whole("the marked set", build, wrong))
