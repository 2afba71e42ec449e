"""Where a graph rises and falls, and its extreme values: a cubic with two turning points, a parabola, segments."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import chain, polyline
from generators.functions.family import Scene, family
from generators.functions.quantities import whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Composite, Draft, Whole


@family(
    "monotonicity_extrema_from_graph",
    "Increasing and decreasing intervals from a graph",
    {
        "cubic_intervals": 3,
        "parabola_intervals": 1,
        "local_absolute_extrema": 4,
        "max_value_number_only": 1,
        "where_does_it_start_decreasing": 1,
    },
    weight=1.8,
)
def monotonicity_extrema_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """The ends of the intervals are the abscissas of the turning points."""
    if variant == "parabola_intervals":
        return _parabola(scene, rng)
    if variant == "max_value_number_only" or (variant == "local_absolute_extrema" and rng.random() < 0.6):
        return _heights(scene, rng, variant)
    p, d = rng.randint(-5, 2), rng.choice((2, 3, 4, 5))
    q = p + d
    drop = rng.choice((2, 3, 4, 5, 6, 8)) * rng.choice((-1, 1))
    scale = Exact(drop) / d**3
    top = rng.randint(-3, 5)
    # f = scale (2x^3 - 3(p+q) x^2 + 6pq x) + c falls by `drop` from p to q
    c = Exact(top) - scale * (2 * p**3 - 3 * (p + q) * p * p + 6 * p * q * p)
    plot = scene.plot
    plot.curve("f", "cubic", {"a": 2 * scale, "b": -3 * (p + q) * scale, "c": 6 * p * q * scale, "d": c})
    plot.place("A", p, top)
    plot.place("B", q, top - drop)
    if max(abs(top), abs(top - drop), abs(q)) > 8:
        raise Retry("window")
    scene.window([p - 0.6 * d, q + 0.6 * d], [top - 0.6 * drop, top + 0.6 * drop, top - 1.6 * drop], margin=0.8)
    facts = [scene.state("graph", "f"), scene.state("turns", "f", "A"), scene.state("turns", "f", "B")]
    peak, trough = ("A", "B") if drop > 0 else ("B", "A")
    scene.tell("turns", *facts, peak=peak, trough=trough)
    scene.tell("cubic", scene.state("form", "f"))
    plot.revise("f", label="y = f(x)")
    scene.locate("A", "B")
    if not variant.endswith("intervals"):
        return _turning(scene, rng, peak, trough, variant)
    rising = rng.random() < 0.5
    inner = rising == (drop < 0)
    low, high, y0, y1 = Exact(p), Exact(q), Exact(min(top, top - drop)), Exact(max(top, top - drop))

    def between(v: tuple[Exact, ...]) -> Composite:
        return answers.interval(v[0], v[1])

    def outside(v: tuple[Exact, ...]) -> Composite:
        return answers.union(answers.interval(None, v[0]), answers.interval(v[1], None))

    ends = (low, high)
    wrong = {
        "other_direction": outside(ends) if inner else between(ends),
        "heights": between((y0, y1)) if inner else outside((y0, y1)),
        "one_side": answers.interval(None, low) if rng.random() < 0.5 else answers.interval(high, None),
        "other_side": answers.interval(None, high),
        "from_zero": answers.interval(low, None),
    }
    built = Whole(
        f"the graph {'rises' if rising else 'falls'} exactly on this set, which", between if inner else outside, wrong
    )
    goal = whole(("turn", "f", "A"), ("turn", "f", "B"))
    return scene.ask("increasing" if rising else "decreasing", goal, whole=built)


def _parabola(scene: Scene, rng: Random) -> Draft:
    a = Exact(rng.choice((1, -1, 2, -2))) / rng.choice((1, 1, 2))
    h, k, step = rng.randint(-5, 5), rng.randint(-5, 5), rng.choice((1, 2, -1, -2))
    if h == k or h == 0:
        raise Retry("same")
    height = a * step * step + k
    if not height.is_integer:
        raise Retry("point")
    plot = scene.plot
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k}, label="y = f(x)")
    plot.place("V", h, k)
    scene.window([h - 2.6, h + 2.6], [k, k + float(a) * 5], margin=0.8)
    scene.tell(
        "vertex", scene.state("graph", "f"), scene.state("turns", "f", "V"), shape="highest" if a < 0 else "lowest"
    )
    scene.tell("parabola", scene.state("form", "f"))
    scene.locate("V")
    rising = rng.random() < 0.5
    right = rising == (a > 0)
    turn = Exact(h)

    def side(v: Exact, to_right: bool) -> Composite:
        return answers.interval(v, None) if to_right else answers.interval(None, v)

    wrong = {
        "other_side": side(turn, not right),
        "height": side(Exact(k), right),
        "sign": side(-turn, right),
        "height_other_side": side(Exact(k), not right),
        "sign_other_side": side(-turn, not right),
    }
    built = Whole(
        f"the graph {'rises' if rising else 'falls'} exactly on this set, which", lambda v: side(v[0], right), wrong
    )
    return scene.ask("increasing" if rising else "decreasing", whole(("turn", "f", "V")), whole=built)


def _turning(scene: Scene, rng: Random, peak: str, trough: str, variant: str) -> Draft:
    """The place where a cubic turns, its local extreme value, or both."""
    top = rng.random() < 0.5
    point, other = (peak, trough) if top else (trough, peak)
    exact = scene.plot.exact
    across, up, far, level = (exact[f"{p}.{axis}"] for p in (point, other) for axis in "xy")
    if variant == "where_does_it_start_decreasing":
        wrong = {"height": up, "other_turn": far, "other_height": level, "sign": -across}
        return scene.ask(f"start_{'decreasing' if top else 'increasing'}", ("turn", "f", point), wrong=wrong)
    kind = "maximum" if top else "minimum"
    if rng.random() < 0.4:
        wrong = {"place": across, "other_extreme": level, "other_place": far, "sign": -up}
        return scene.ask("local_value", ("local_extreme", "f", point), slots={"kind": kind}, wrong=wrong)
    wholes = {
        "other_extreme": answers.point(far, level),
        "swapped": answers.point(up, across),
        "mixed": answers.point(across, level),
        "mixed_places": answers.point(far, up),
        "signs": answers.point(-across, -up),
    }
    built = Whole(f"the local {kind} point", lambda v: answers.point(*v), wholes)
    goal = whole(("turn", "f", point), ("local_extreme", "f", point))
    return scene.ask("local_point", goal, slots={"kind": kind}, whole=built)


def _heights(scene: Scene, rng: Random, variant: str) -> Draft:
    """The greatest or least value, or the one local extreme value inside, of a graph of segments."""
    names = chain(scene, rng, rng.choice((4, 5)))
    plot = scene.plot
    plot.revise("f", ends=(True, True))
    heights = {n: plot.exact[f"{n}.y"] for n in names}
    scene.tell("segments", scene.state("graph", "f"), scene.state("chain", "f", *names), segments=polyline(names))
    scene.locate(*names)
    top = rng.random() < 0.5 or variant == "max_value_number_only"
    sign, kind = (1, "maximum") if top else (-1, "minimum")
    order = sorted(heights.values(), key=lambda h: -sign * float(h))
    if order[0] == order[1]:
        raise Retry("two extremes")
    best = next(n for n in names if heights[n] == order[0])
    wrong = {
        "place": plot.exact[f"{best}.x"],
        "second": order[1],
        "other_extreme": order[-1],
        "right_end": heights[names[-1]],
    }
    if variant == "max_value_number_only" or rng.random() < 0.5:
        slots = {"kind": kind, "superlative": "greatest" if top else "least"}
        return scene.ask("absolute_value", ("highest" if top else "lowest", "f", best), slots=slots, wrong=wrong)
    local = [
        q
        for p, q, r in zip(names, names[1:], names[2:], strict=False)
        if sign * float(heights[q] - heights[p]) > 0 and sign * float(heights[q] - heights[r]) > 0
    ]
    if len(local) != 1:
        raise Retry("no single local extreme")
    wrong |= {"absolute": order[0], "place": plot.exact[f"{local[0]}.x"]}
    return scene.ask("inner_value", ("local_extreme", "f", local[0]), slots={"kind": kind}, wrong=wrong)
