"""Domain and range of a graph with closed and open ends."""

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
    "domain_range_from_graph",
    "Domain and range from a graph",
    {"domain": 4, "range": 5, "unbounded_domain": 2, "unbounded_range": 2},
    weight=1.38,
)
def domain_range_from_graph(scene: Scene, rng: Random, variant: str) -> Draft:
    """A chain of segments whose ends are closed or open dots."""
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
