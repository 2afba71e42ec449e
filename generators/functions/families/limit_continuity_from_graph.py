"""One-sided limits, the value and the jump at a place where a graph made of segments breaks off."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from generators.functions.families.read_value_zeros_from_graph import polyline
from generators.functions.family import Scene, family
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft


@family(
    "limit_continuity_from_graph",
    "Limits and continuity from a graph",
    {"one_sided_limit": 4, "value_at_jump": 2, "jump": 2},
    weight=0.56,
)
def limit_continuity_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """Two chains of segments, the second of which starts above or below the end of the first."""
    counts = rng.choice((2, 3, 3)), rng.choice((2, 3, 3))
    at = rng.randint(-2, 3)
    widths = [[rng.choice((1, 2, 3)) for _ in range(count - 1)] for count in counts]
    xs = [[at - sum(widths[0][i:]) for i in range(counts[0])], [at + sum(widths[1][:i]) for i in range(counts[1])]]
    ys = [[rng.randint(-5, 5) for _ in range(count)] for count in counts]
    for across, heights in zip(xs, ys, strict=True):
        slopes = [Exact(d - c) / (b - a) for a, b, c, d in zip(across, across[1:], heights, heights[1:], strict=False)]
        if any(s == t for s, t in pairwise(slopes)) or max(abs(float(s)) for s in slopes) > 4:
            raise Retry("chain")
    left, right = ys[0][-1], ys[1][0]
    if abs(left - right) < 2 or xs[0][0] < -7 or xs[1][-1] > 8 or at in (left, right):
        raise Retry("jump")
    plot = scene.plot
    names = list("ABCDEF"[: sum(counts)])
    pieces = {"f": names[: counts[0]], "g": names[counts[0] :]}
    for name, px, py in zip(names, (*xs[0], *xs[1]), (*ys[0], *ys[1]), strict=True):
        plot.place(name, px, py)
    closed = rng.choice("fg")
    ends = {"f": (True, closed == "f"), "g": (closed == "g", True)}
    facts = []
    for curve, own in pieces.items():
        label = "y = f(x)" if curve == "f" else ""
        plot.curve(curve, "chain", nodes=tuple(own), ends=ends[curve], pen="curve0", label=label)
        facts += [scene.state("graph", curve), scene.state("chain", curve, *own)]
        for point, shut in zip((own[0], own[-1]), ends[curve], strict=True):
            facts.append(scene.state("closed_end" if shut else "open_end", curve, point))
    scene.window([*xs[0], *xs[1]], [*ys[0], *ys[1]], margin=1.3)
    last, first = pieces["f"][-1], pieces["g"][0]
    inside, out = (last, first) if closed == "f" else (first, last)
    scene.tell("pieces", *facts, first=polyline(pieces["f"]), second=polyline(pieces["g"]), inside=inside, out=out)
    scene.locate(*names)
    place = Exact(at).sympy()
    plot.things |= {place: ("number", str(at)), "from_left": ("word", "left"), "from_right": ("word", "right")}
    slots = {"at": str(at)}
    if variant == "jump":
        wrong = {"other_way": Exact(left - right), "left_limit": Exact(left), "right_limit": Exact(right)}
        return scene.ask("jump", ("jump", "f", "g", last, first), slots=slots, wrong=wrong)
    if variant == "value_at_jump":
        wrong = {
            "open_dot": Exact(right if closed == "f" else left),
            "mean": Exact(left + right) / 2,
            "place": Exact(at),
        }
        return scene.ask("value", ("value_at_jump", closed, inside, place), slots=slots, wrong=wrong)
    side = rng.choice(("left", "right"))
    point, beyond = (last, right) if side == "left" else (first, left)
    wrong = {"other_side": Exact(beyond), "place": Exact(at), "mean": Exact(left + right) / 2}
    goal = ("one_sided_limit", "f", "g", point, place, f"from_{side}")
    return scene.ask(side, goal, slots=slots, wrong=wrong)
