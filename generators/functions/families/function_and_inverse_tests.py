"""Tests with lines: whether a drawing is the graph of a function, and whether that is one-to-one and has an inverse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from generators.functions import answers
from generators.functions.families.read_value_zeros_from_graph import polyline
from generators.functions.family import UNLIKE, Candidate, Scene, family
from generators.functions.quantities import parameter, value, whole
from puma_data.present.templates import series
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Draft, Graphs, Whole


@family(
    "function_and_inverse_tests",
    "Vertical and horizontal line tests: function, one-to-one, invertible",
    {
        "has_inverse": 7,
        "one_to_one": 4,
        "vertical_line_test": 5,
        "injective_surjective": 1,
        "inverse_equation": 2,
        "inverse_value": 3,
        "which_inverse": 3,
    },
    weight=2.37,
)
def function_and_inverse_tests(scene: Scene, rng: Random, variant: str) -> Draft:
    """A chain of segments that rises (or falls) all the way, or turns; or any drawing, for the vertical line."""
    if variant == "vertical_line_test":
        return rng.choice((_circle, _parabola, _parabola, _zigzag, _zigzag, _pieces, _pieces))(scene, rng)
    if variant == "which_inverse":
        return _which_inverse(scene, rng)
    if variant.startswith("inverse"):
        return _inverse(scene, rng, variant)
    plot = scene.plot
    count = rng.choice((3, 4, 5))
    steady = rng.random() < 0.5
    way = rng.choice((1, -1))
    px, py = rng.randint(-6, -3), rng.randint(-5, 5)
    xs, ys = [px], [py]
    for _ in range(count - 1):
        xs.append(xs[-1] + rng.choice((1, 2, 3)))
        ys.append(ys[-1] + (way if steady else rng.choice((1, -1))) * rng.choice((1, 2, 3, 4)))
    rises = [b > a for a, b in pairwise(ys)]
    slopes = [Exact(b - a) / (d - c) for a, b, c, d in zip(ys, ys[1:], xs, xs[1:], strict=False)]
    if max(map(abs, ys)) > 6 or xs[-1] > 7 or any(s == t for s, t in pairwise(slopes)):
        raise Retry("chain")
    if steady != (len(set(rises)) == 1):
        raise Retry("turns")
    names = list("ABCDE"[:count])
    for name, x, y in zip(names, xs, ys, strict=True):
        plot.place(name, x, y)
    plot.curve("f", "chain", nodes=tuple(names), ends=(True, True), label="y = f(x)")
    scene.window(xs, ys, margin=1.3)
    scene.tell("chain", scene.state("graph", "f"), scene.state("chain", "f", *names), segments=polyline(names))
    scene.locate(*names)
    if variant == "injective_surjective":
        return _onto(scene, rng, ys)
    goal = ("most_solutions", "f")
    most = round(plot.measure(goal))
    verdicts = scene.verdicts(goal, {1: "Yes", max(most, 2): "No"})
    return scene.ask(variant, goal, among=verdicts)


def _onto(scene: Scene, rng: Random, ys: list[int]) -> Draft:
    """The graph as that of a function from its domain to a stated interval."""
    wide = rng.random() < 0.5
    low, high = (
        Exact(min(ys) - (rng.choice((1, 2)) if wide else 0)),
        Exact(max(ys) + (rng.choice((0, 1)) if wide else 0)),
    )
    nodes = scene.plot.curves["f"].nodes
    left, right = (scene.plot.exact[f"{node}.x"].latex() for node in (nodes[0], nodes[-1]))
    scene.plot.things |= {end.sympy(): ("number", end.latex()) for end in (low, high)}
    goal = ("mapping", "f", low.sympy(), high.sympy())
    words = ("Neither injective nor surjective", "Surjective but not injective", "Injective but not surjective")
    among = scene.verdicts(goal, dict(enumerate((*words, "Both injective and surjective"))))
    slots = {"domain": f"[{left}, {right}]", "codomain": f"[{low.latex()}, {high.latex()}]"}
    return scene.ask("injective_surjective", goal, slots=slots, among=among)


# --- the vertical line ------------------------------------------------------------------------------------------------


def _ask(scene: Scene, *curves: str) -> Draft:
    goal = ("most_above", *curves)
    most = round(scene.plot.measure(goal))
    return scene.ask("vertical_line_test", goal, among=scene.verdicts(goal, {1: "Yes", max(most, 2): "No"}))


def _circle(scene: Scene, rng: Random) -> Draft:
    """A circle is the graph of no function."""
    h, k, r = rng.randint(-4, 4), rng.randint(-4, 4), rng.randint(2, 5)
    dx, dy = rng.choice(((r, 0), (-r, 0), (0, r), (0, -r)))
    plot = scene.plot
    plot.curve("c", "circle", {"h": h, "k": k, "r": r})
    plot.place("M", h, k)
    plot.place("P", h + dx, k + dy)
    scene.window([h - r, h + r], [k - r, k + r], square=True, margin=1.0)
    facts = (scene.state("graph", "c"), scene.state("centre", "c", "M"), scene.state("on_circle", "c", "P"))
    scene.tell("circle", *facts)
    scene.locate("M", "P")
    return _ask(scene, "c")


def _parabola(scene: Scene, rng: Random) -> Draft:
    """A parabola with a vertical or a horizontal axis."""
    sideways = rng.random() < 0.65
    a, wide = Exact(rng.choice((1, -1, 2, -2))) / rng.choice((1, 1, 2)), rng.choice((1, 2, 2, 3))
    h, k = rng.randint(-4, 4), rng.randint(-4, 4)
    rise = a * wide * wide
    if not rise.is_integer or abs(float(rise)) > 6 or abs(float(rise)) < 1:
        raise Retry("point")
    plot = scene.plot
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k}, sideways=sideways)
    places = {"V": (Exact(h), Exact(k)), "A": (Exact(h - wide), rise + k), "B": (Exact(h + wide), rise + k)}
    for name, (one, other) in places.items():
        plot.place(name, *((other, one) if sideways else (one, other)))
    across, up = [h - wide - 0.6, h + wide + 0.6], [k, k + float(rise)]
    scene.window(*((up, across) if sideways else (across, up)), margin=1.0)
    tip, on = ("tip", "passes_sideways") if sideways else ("vertex", "passes")
    facts = [scene.state("graph", "f"), scene.state(tip, "f", "V"), *(scene.state(on, "f", n) for n in "AB")]
    scene.tell("sideways_parabola" if sideways else "upright_parabola", *facts)
    scene.locate("V", "A", "B")
    return _ask(scene, "f")


def _zigzag(scene: Scene, rng: Random) -> Draft:
    """Segments upwards: back and forth like an S, or to one side all the way."""
    count, way = rng.choice((3, 4, 4, 5)), rng.choice((1, -1))
    steady = rng.random() < 0.6
    xs, ys = [rng.randint(-5, 0) * way], [rng.randint(-5, -3)]
    for _ in range(count - 1):
        xs.append(xs[-1] + (way if steady else rng.choice((1, -1))) * rng.choice((1, 2, 3)))
        ys.append(ys[-1] + rng.choice((1, 2, 3)))
    slopes = [Exact(b - a) / (d - c) for a, b, c, d in zip(ys, ys[1:], xs, xs[1:], strict=False)]
    if max(map(abs, xs)) > 6 or ys[-1] > 6 or any(s == t for s, t in pairwise(slopes)):
        raise Retry("chain")
    if steady != (len({b > a for a, b in pairwise(xs)}) == 1):
        raise Retry("turns")
    names = list("ABCDE"[:count])
    for name, x, y in zip(names, xs, ys, strict=True):
        scene.plot.place(name, x, y)
    scene.plot.curve("f", "chain", nodes=tuple(names), ends=(True, True), sideways=True)
    scene.window(xs, ys, margin=1.3)
    scene.tell("zigzag", scene.state("graph", "f"), scene.state("upward_chain", "f", *names), segments=polyline(names))
    scene.locate(*names)
    return _ask(scene, "f")


def _pieces(scene: Scene, rng: Random) -> Draft:
    """Two segments, the second of which starts above or below the end of the first."""
    left, middle = rng.randint(-6, -2), rng.randint(-1, 2)
    right = middle + rng.randint(2, 5)
    heights = [rng.randint(-5, 5) for _ in range(4)]
    if abs(heights[1] - heights[2]) < 2 or heights[0] == heights[1] == 0 or right > 7:
        raise Retry("pieces")
    plot = scene.plot
    shut = rng.choice(((True, True), (True, True), (True, False), (False, True), (False, False)))
    for name, x, y in zip("ABCD", (left, middle, middle, right), heights, strict=True):
        plot.place(name, x, y)
    plot.curve("f", "chain", nodes=("A", "B"), ends=(True, shut[0]), pen="curve0")
    plot.curve("g", "chain", nodes=("C", "D"), ends=(shut[1], True), pen="curve0")
    scene.window([left, right], heights, margin=1.3)
    facts = [scene.state("graph", "f"), scene.state("graph", "g"), scene.state("chain", "f", "A", "B")]
    facts.append(scene.state("chain", "g", "C", "D"))
    for curve, point, closed in (("f", "A", True), ("f", "B", shut[0]), ("g", "C", shut[1]), ("g", "D", True)):
        facts.append(scene.state("closed_end" if closed else "open_end", curve, point))
    names: dict[bool, list[str]] = {True: [], False: []}
    for point, closed in (("A", True), ("B", shut[0]), ("C", shut[1]), ("D", True)):
        names[closed].append(f"${point}$")
    scene.tell(
        "pieces" if names[False] else "closed_pieces", *facts, inside=series(names[True]), out=series(names[False])
    )
    scene.locate("A", "B", "C", "D")
    return _ask(scene, "f", "g")


def _which_inverse(scene: Scene, rng: Random) -> Draft:
    """The graph of the inverse function of a chain of two or three segments, which each panel shows dashed."""
    plot, count = scene.plot, rng.choice((3, 3, 4))
    plot.axes = Axes((-5.7, 5.7), (-5.7, 5.7))
    xs, ys = (sorted(rng.sample(range(-5, 6), count)) for _ in range(2))
    if rng.random() < 0.4:
        ys.reverse()
    slopes = [Exact(b - a) / (d - c) for (a, b), (c, d) in zip(pairwise(ys), pairwise(xs), strict=True)]
    if any(one == other for one, other in pairwise(slopes)):
        raise Retry("straight")
    corners = tuple((Exact(x), Exact(y)) for x, y in zip(xs, ys, strict=True))
    nodes = tuple(plot.place(f"_f{i}", *corner) for i, corner in enumerate(corners))
    plot.curve("f", "chain", nodes=nodes, ends=(True, True), pen="curve1", label="f")

    def candidate(image: Callable[[Exact, Exact], tuple[Exact, Exact]]) -> Candidate:
        made = tuple(sorted((image(*corner) for corner in corners), key=lambda place: float(place[0])))
        return Candidate(
            "chain",
            {},
            lambda curve: {value(curve, x): y for x, y in made},
            "solid",
            {"places": _through(made)},
            corners=made,
        )

    right = candidate(lambda x, y: (y, x))
    mistakes = {
        "reflected_in_x_axis": candidate(lambda x, y: (x, -y)),
        "reflected_in_y_axis": candidate(lambda x, y: (-x, y)),
        "turned_about_origin": candidate(lambda x, y: (-x, -y)),
        "other_diagonal": candidate(lambda x, y: (-y, -x)),
        "negative_of_the_inverse": candidate(lambda x, y: (y, -x)),
        "inverse_of_the_negative": candidate(lambda x, y: (-y, x)),
    }
    graphs = scene.offer(right, mistakes, "beside")
    if any(plot.apart("f", letter) < UNLIKE for letter in plot.panels):
        raise Retry("the function itself")
    scene.tell("drawn", scene.state("graph", "f"), scene.state("chain", "f", *nodes))
    given = scene.give({(axis, node): plot.exact[f"{node}.{axis}"] for node in nodes for axis in "xy"})
    scene.tell("pieces_of_f", *given, places=_through(corners))
    heights = sorted((corner[1] for corner in corners), key=float)
    plot.things |= {number.sympy(): ("number", number.sympy()) for number in heights}
    goal = whole(*(("inverse_value", "f", number.sympy()) for number in heights))
    return scene.ask("which_inverse", goal, graphs=Graphs("f", graphs, "inverse"))


def _through(places: Sequence[tuple[Exact, Exact]]) -> str:
    """The corners of a chain."""
    return series([f"$({x.latex()}, {y.latex()})$" for x, y in places])


# --- the inverse of a linear function ---------------------------------------------------------------------------------


def _inverse(scene: Scene, rng: Random, variant: str) -> Draft:
    """f(x) = mx + b by two points of its graph; g is its inverse."""
    plot = scene.plot
    m = Exact(rng.choice((2, -2, 3, -3, 4, 1, -1, 3, -3))) / rng.choice((1, 1, 2, 4))
    x0, y0, times = rng.randint(-6, 3), rng.randint(-6, 6), rng.randint(1, 4)
    x1, y1 = x0 + times * m.denominator, y0 + times * m.numerator
    b = y0 - m * x0
    if abs(m) == 1 or max(abs(x1), abs(y1)) > 9 or not b.is_integer or abs(b) > 9 or x1 - x0 < 2:
        raise Retry("line")
    plot.curve("f", "line", {"m": m, "b": b}, label="y = f(x)")
    plot.curve("g", "line", {"m": 1 / m, "b": -b / m}, drawn=False)
    plot.things |= {"f": ("line", "f"), "g": ("line", "g"), "g.m": ("number", "m_g"), "g.b": ("number", "b_g")}
    plot.place("A", x0, y0)
    plot.place("B", x1, y1)
    scene.window([x0, x1], [y0, y1])
    scene.tell("linear", scene.state("graph", "f"), *(scene.state("passes", "f", name) for name in "AB"))
    scene.tell("inverse", scene.state("inverse", "f", "g"))
    plot.notes.append((1, "$g = f^{-1}$"))
    scene.locate("A", "B")
    if variant == "inverse_value":
        at = Exact(y0 + m.numerator * rng.choice((-3, -2, -1, 5, 6, 7)))
        if (float(at) - y0) * (float(at) - y1) == 0 or abs(at) > 30:
            raise Retry("read off")
        plot.things[at.sympy()] = ("number", at.latex())
        back = (at - b) / m
        wrong = {"value_of_f": m * at + b, "sign": -back, "forgot_intercept": at / m, "reciprocal": 1 / (m * at + b)
                 if not (m * at + b).is_zero else back + 1}  # fmt: skip
        return scene.ask("inverse_value", value("g", at), slots={"at": at.latex()}, wrong=wrong)
    wrong_lines = {
        "f_itself": (m, b), "negative": (-m, -b), "reciprocal_of_both": (1 / m, 1 / b if not b.is_zero else Exact(1)),
        "kept_intercept": (1 / m, b if not b.is_zero else Exact(2)), "sign_of_intercept": (1 / m, b / m + 1),
    }  # fmt: skip
    wrong_lines = {name: line for name, line in wrong_lines.items() if line != (1 / m, -b / m)}
    equations = {name: answers.equation("line", {"m": n, "b": c}, "g(x)") for name, (n, c) in wrong_lines.items()}
    built = Whole("the inverse function", lambda v: answers.equation("line", {"m": v[0], "b": v[1]}, "g(x)"), equations)
    return scene.ask("inverse_equation", whole(parameter("g", "m"), parameter("g", "b")), whole=built)
