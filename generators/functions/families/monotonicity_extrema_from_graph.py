"""Where a graph rises and falls: a cubic with two turning points, a parabola, a chain of segments."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family
from generators.functions.quantities import whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Composite, Draft, Whole


@family(
    "monotonicity_extrema_from_graph",
    "Increasing and decreasing intervals from a graph",
    {"cubic_intervals": 4, "parabola_intervals": 2},
    weight=1.8,
)
def monotonicity_extrema_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """The ends of the intervals are the abscissas of the turning points."""
    if variant == "parabola_intervals":
        return _parabola(scene, rng)
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
