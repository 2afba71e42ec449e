"""Domain and range of a graph with closed and open ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import chain, polyline
from generators.functions.family import Scene, family
from generators.functions.quantities import whole
from puma_data.present.templates import series
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Composite, Draft, Whole


@family(
    "domain_range_from_graph",
    "Domain and range from a graph",
    {
        "domain": 4,
        "range": 5,
        "unbounded_domain": 1,
        "unbounded_range": 1,
        "disconnected_domain": 2,
        "disconnected_range": 1,
    },
    weight=1.38,
)
def domain_range_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """A chain of segments whose ends are closed or open dots."""
    if variant.startswith("disconnected"):
        return _disconnected(scene, rng, variant)
    if variant.startswith("unbounded"):
        return _unbounded(scene, rng, variant)
    names = chain(scene, rng, rng.choice((3, 3, 4)))
    plot = scene.plot
    first, last = names[0], names[-1]
    closed = rng.choice(((True, False), (False, True), (True, True), (False, False), (True, False), (False, True)))
    plot.revise("f", ends=closed)
    graph = scene.state("graph", "f"), scene.state("chain", "f", *names)
    ends = {True: "closed_end", False: "open_end"}
    marks = [scene.state(ends[shut], "f", point) for shut, point in zip(closed, (first, last), strict=True)]
    how = {(True, True): "both", (False, False): "neither"}.get(closed, "one")
    inside, out = (first, last) if closed[0] else (last, first)
    scene.tell(how, *graph, *marks, segments=polyline(names), inside=inside, out=out, first=first, last=last)
    scene.locate(*names)
    heights = {n: plot.exact[f"{n}.y"] for n in names}
    left, right = plot.exact[f"{first}.x"], plot.exact[f"{last}.x"]
    low, high = min(names, key=lambda n: float(heights[n])), max(names, key=lambda n: float(heights[n]))
    if [*heights.values()].count(heights[low]) > 1 or [*heights.values()].count(heights[high]) > 1:
        raise Retry("two extremes")

    def bracket(point: str, pair: str) -> str:
        shut = dict(zip((first, last), closed, strict=True)).get(point, True)
        return pair[0] if shut else pair[1]

    of_x = (bracket(first, "[("), bracket(last, "])"))
    of_y = (bracket(low, "[("), bracket(high, "])"))
    flip = {"[": "(", "(": "[", "]": ")", ")": "]"}
    true, other = (of_x, of_y) if variant == "domain" else (of_y, of_x)
    lows, highs = (left, right) if variant == "domain" else (heights[low], heights[high])
    low_end, high_end = sorted((heights[first], heights[last]), key=float)
    flat = (heights[low], heights[high]) if variant == "domain" else (left, right)
    wrong = {
        "both_brackets": answers.interval(lows, highs, (flip[true[0]], flip[true[1]])),
        "left_bracket": answers.interval(lows, highs, (flip[true[0]], true[1])),
        "right_bracket": answers.interval(lows, highs, (true[0], flip[true[1]])),
        "other_axis": answers.interval(flat[0], flat[1], other),
        "heights_of_ends": answers.interval(low_end, high_end, true),
    }
    if variant == "domain":
        goal = whole(("leftmost", "f", first), ("rightmost", "f", last))
    else:
        goal = whole(("lowest", "f", low), ("highest", "f", high))
    built = Whole(f"the {variant} of the function", lambda v: answers.interval(v[0], v[1], true), wrong)
    return scene.ask(variant, goal, whole=built)


def _unbounded(scene: Scene, rng: Random, variant: str) -> Draft:
    """The last segment goes on as a ray."""
    names = chain(scene, rng, 3)
    plot = scene.plot
    first, middle, last = names
    closed = rng.random() < 0.5
    plot.revise("f", ends=(closed, None), rays=True)
    heights = {n: plot.exact[f"{n}.y"] for n in names}
    rising = heights[last] > heights[middle]
    scene.tell(
        "ray_closed" if closed else "ray_open",
        scene.state("graph", "f"),
        scene.state("chain", "f", *names),
        scene.state("closed_end" if closed else "open_end", "f", first),
        scene.state("ray", "f", last),
        segment=f"${first}{middle}$",
        ray=f"${middle}{last}$",
        first=first,
    )
    scene.locate(*names)
    left = plot.exact[f"{first}.x"]
    extreme = min(names, key=lambda n: float(heights[n])) if rising else max(names, key=lambda n: float(heights[n]))
    if extreme == last or list(heights.values()).count(heights[extreme]) > 1:
        raise Retry("two extremes")
    at_end = "[(" if closed else "(["

    if variant == "unbounded_domain":
        wrong = {
            "bracket": answers.interval(left, None, (at_end[1], ")")),
            "other_side": answers.interval(None, left, ("(", "]" if closed else ")")),
            "stopped_at_corner": answers.interval(left, plot.exact[f"{last}.x"], (at_end[0], "]")),
            "height": answers.interval(heights[first], None, (at_end[0], ")")),
            "all": answers.interval(None, None),
        }
        built = Whole("the domain of the function", lambda v: answers.interval(v[0], None, (at_end[0], ")")), wrong)
        return scene.ask("domain", whole(("leftmost", "f", first)), whole=built)
    shut = closed or extreme != first
    bound = heights[extreme]

    def half(value: Exact, upward: bool, shut: bool) -> Composite:
        if upward:
            return answers.interval(value, None, ("[" if shut else "(", ")"))
        return answers.interval(None, value, ("(", "]" if shut else ")"))

    wrong = {
        "bracket": half(bound, rising, not shut),
        "other_side": half(bound, not rising, shut),
        "end": half(heights[first] if extreme != first else heights[middle], rising, shut),
        "domain": answers.interval(left, None, (at_end[0], ")")),
        "all": answers.interval(None, None),
    }
    goal = whole(("lowest" if rising else "highest", "f", extreme))
    return scene.ask("range", goal, whole=Whole("the range of the function", lambda v: half(v[0], rising, shut), wrong))


def _disconnected(scene: Scene, rng: Random, variant: str) -> Draft:
    """Two pieces with a gap between them: a union of intervals."""
    noun = variant.removeprefix("disconnected_")
    count = rng.choice((2, 2, 3)), rng.choice((2, 2, 3))
    xs, ys = [rng.randint(-7, -4)], [rng.randint(-5, 5)]
    level = rng.randint(-2, 2)
    for _ in range(1, sum(count)):
        xs.append(xs[-1] + rng.choice((1, 2, 3)))
        ys.append(rng.choice([h for h in range(-5, 6) if h != ys[-1]]))
    if noun == "range":  # one piece above a height, the other below it
        way = rng.choice((1, -1))
        ys = [level + (way if i < count[0] else -way) * rng.randint(1, 4) for i in range(sum(count))]
    slopes = [Exact(b - a) / (d - c) for a, b, c, d in zip(ys, ys[1:], xs, xs[1:], strict=False)]
    if xs[-1] > 7 or any(s == t for s, t in pairwise(slopes)) or max(abs(float(s)) for s in slopes) > 5:
        raise Retry("chain")
    plot = scene.plot
    names = list("ABCDEF"[: sum(count)])
    pieces = {"f": names[: count[0]], "g": names[count[0] :]}
    for name, px, py in zip(names, xs, ys, strict=True):
        plot.place(name, px, py)
    shut: dict[str, bool] = {}
    facts = []
    for curve, own in pieces.items():
        closed = rng.random() < 0.55, rng.random() < 0.55
        shut |= {own[0]: closed[0], own[-1]: closed[1]}
        label = "y = f(x)" if curve == "f" else ""
        plot.curve(curve, "chain", nodes=tuple(own), ends=closed, pen="curve0", label=label)
        facts += [scene.state("graph", curve), scene.state("chain", curve, *own)]
        facts += [scene.state("closed_end" if shut[n] else "open_end", curve, n) for n in (own[0], own[-1])]
    scene.window(xs, ys, margin=1.3)
    told = series([f"${n}$" for n, closed in shut.items() if closed])
    left_out = series([f"${n}$" for n, closed in shut.items() if not closed])
    how = "pieces_some" if told and left_out else "pieces_all" if told else "pieces_none"
    scene.tell(how, *facts, first=polyline(pieces["f"]), second=polyline(pieces["g"]), inside=told, out=left_out)
    scene.locate(*names)
    axis, kinds = ("x", ("piece_left", "piece_right")) if noun == "domain" else ("y", ("piece_low", "piece_high"))
    reach: list[tuple[list[Exact], list[bool], list[Quantity]]] = []
    for curve, own in pieces.items():
        values = {n: plot.exact[f"{n}.{axis}"] for n in own}
        low, high = min(own, key=lambda n: float(values[n])), max(own, key=lambda n: float(values[n]))
        if list(values.values()).count(values[low]) > 1 or list(values.values()).count(values[high]) > 1:
            raise Retry("two extremes")
        goals: list[Quantity] = [(kind, curve, point) for kind, point in zip(kinds, (low, high), strict=True)]
        reach.append(([values[low], values[high]], [shut.get(low, True), shut.get(high, True)], goals))
    reach.sort(key=lambda one: float(one[0][0]))
    true = [value for values, _, _ in reach for value in values]
    closed_ends = [shuts for _, closed, _ in reach for shuts in closed]
    asked = [goal for _, _, goals in reach for goal in goals]
    if float(true[2] - true[1]) < 1:
        raise Retry("no gap")

    def set_of(v: Sequence[Exact], shuts: Sequence[bool]) -> Composite:
        pairs = [("[" if shuts[i] else "(", "]" if shuts[i + 1] else ")") for i in (0, 2)]
        return answers.union(answers.interval(v[0], v[1], pairs[0]), answers.interval(v[2], v[3], pairs[1]))

    flips = {"all_brackets": (0, 1, 2, 3), "inner_brackets": (1, 2), "outer_brackets": (0, 3)}
    wrong = {
        error: set_of(true, [closed != (i in flipped) for i, closed in enumerate(closed_ends)])
        for error, flipped in flips.items()
    }
    wrong["forgot_the_gap"] = answers.interval(
        true[0], true[3], ("[" if closed_ends[0] else "(", "]" if closed_ends[3] else ")")
    )
    across = sorted((plot.exact[f"{n}.{'y' if noun == 'domain' else 'x'}"] for n in names), key=float)
    wrong["other_axis"] = answers.interval(across[0], across[-1], ("[", "]"))
    built = Whole(f"the {noun} of the function", lambda v: set_of(v, closed_ends), wrong)
    return scene.ask(f"union_{noun}", whole(*asked), whole=built)
