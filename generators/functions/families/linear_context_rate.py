"""Linear graphs of real things: the rate, the starting value, a later value, the model."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, tick
from generators.functions.quantities import parameter, value, whole
from generators.functions.rates import rate, reached
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Claim, Comparison, Draft, Whole

# story, title of each axis, sign of the rate, rates, start values, step of x
STORIES = {
    "tank": ("Time (min)", "Water (L)", -1, (2, 3, 4, 5, 8, 10), (40, 50, 60, 80, 90, 120), 2),
    "filling": ("Time (min)", "Water (L)", 1, (2, 3, 4, 5, 6, 8), (4, 5, 8, 10, 12, 20), 2),
    "taxi": ("Distance (km)", "Fare (dollars)", 1, (2, 3, 4, 5), (3, 4, 5, 6, 8, 10), 1),
    "candle": ("Time (h)", "Height (cm)", -1, (1, 2, 3, 4), (16, 18, 20, 24, 30), 1),
    "savings": ("Weeks", "Savings (dollars)", 1, (5, 8, 10, 12, 15, 20), (10, 20, 25, 30, 40, 50), 1),
    "plant": ("Weeks", "Height (cm)", 1, (2, 3, 4, 5), (3, 4, 5, 6, 8, 10), 1),
    "drive": ("Time (h)", "Distance to home (km)", -1, (40, 50, 60, 70, 80), (280, 320, 360, 400, 420, 480), 1),
}


@family(
    "linear_context_rate",
    "Linear graph in context: rate, start, model",
    {
        "slope_in_context": 7,
        "interpret_statement": 4,
        "intercept": 3,
        "model": 3,
        "later_value": 3,
        "average_rate_on_curve": 2,
    },
    weight=1.78,
)
def linear_context_rate(scene: Scene, rng: Random, variant: str) -> Draft:
    """Two points of a straight graph with titled axes."""
    if variant == "average_rate_on_curve":
        return _curved(scene, rng)
    story = rng.choice(list(STORIES))
    across, up, sign, rates, starts, unit = STORIES[story]
    m, b = Exact(sign * rng.choice(rates)), Exact(rng.choice(starts))
    zero = float(b / -m) if sign < 0 else 10.0 * unit
    end = int(min(zero, 10.0 * unit))
    if end < 4:
        raise Retry("short")
    first = rng.randint(1, end // 2) if variant != "slope_in_context" or rng.random() < 0.7 else 0
    second = rng.randint(first + 2, end) if first + 2 <= end else 0
    if not second:
        raise Retry("short")
    plot = scene.plot
    plot.curve("l", "line", {"m": m, "b": b}, domain=(0.0, float(end)))
    plot.things["l"] = ("line", "f")
    plot.place("A", first, m * first + b)
    plot.place("B", second, m * second + b)
    top = max(float(b), float(m * end + b))
    plot.framed(
        Axes(
            (0.0, 1.06 * end),
            (0.0, 1.12 * top),
            (tick(1.06 * end), tick(1.12 * top)),
            titles=(across, up),
            grid=rng.random() < 0.7,
            square=False,
        )
    )
    facts = scene.state("graph", "l"), scene.state("passes", "l", "A"), scene.state("passes", "l", "B")
    scene.tell(f"{story}.scene", *facts)
    scene.locate("A", "B")
    slope, height = parameter("l", "m"), parameter("l", "b")
    slips = {"total": m * second + b, "ratio_of_coordinates": (m * second + b) / second, "inverted": 1 / m}
    if variant == "interpret_statement":
        return scene.judge("true_statement", _statements(scene, rng, story, m, b, (first, second, end)), skin=story)
    if variant == "slope_in_context":
        if sign < 0:  # asked for as a positive amount
            return scene.ask(f"{story}.rate_signed", slope, wrong={**slips, "sign": -m}, skin=story)
        return scene.ask(f"{story}.rate", slope, wrong=slips, skin=story)
    if variant == "intercept":
        return scene.ask(
            f"{story}.start", height, wrong={"first_point": m * first + b, "rate": abs(m), "sum": b - m}, skin=story
        )
    if variant == "later_value":
        late = (
            end + rng.randint(1, 4)
            if sign > 0
            else rng.choice([t for t in range(1, end) if t not in (first, second)] or [0])
        )
        if not late:
            raise Retry("no time left")
        plot.things[str(late)] = ("number", str(late))
        wrong = {
            "forgot_start": abs(m * late),
            "proportional": (m * second + b) / second * late,
            "sign": abs(b - m * late),
        }
        return scene.ask(f"{story}.later", value("l", late), slots={"at": str(late)}, wrong=wrong, skin=story)
    models = {
        "swapped": answers.line(b, m),
        "sign": answers.line(-m, b),
        "proportional": answers.line((m * second + b) / second, Exact(0)),
        "first_point": answers.line(m, m * first + b),
        "inverted": answers.line(1 / m, b),
    }
    built = Whole("the model", lambda v: answers.line(*v), models)
    return scene.ask("model", whole(slope, height), whole=built, skin=story)


def _statements(scene: Scene, rng: Random, story: str, m: Exact, b: Exact, places: tuple[int, int, int]) -> list[Claim]:
    """What the line says of its rate, its start, a later value and when a value is reached: one true, others false."""
    first, second, end = places
    slope, start = parameter("l", "m"), parameter("l", "b")
    sign = 1 if m > 0 else -1
    times = [t for t in range(1, end + 1) if t not in (first, second)]
    empty = -b / m
    levels = [Exact(t) for t in times] if m > 0 else [empty] if empty.is_integer else []
    if not times or not levels:
        raise Retry("nothing to say")
    late, then = rng.choice(times), rng.choice(levels)
    level, height = m * then + b, m * late + b
    scene.plot.things[str(late)] = ("number", str(late))
    scene.plot.things[level.sympy()] = ("number", level.sympy())

    def says(kind: str, number: Exact, error: str | None) -> Claim:
        if kind == "rate":
            part = Comparison(slope, "=", sign * number)
        elif kind == "start":
            part = Comparison(start, "=", number)
        elif kind == "later":
            part = Comparison(value("l", late), "=", number)
        else:
            part = Comparison(reached("l", level), "=", number)
        fixed = {"at": str(late)} if kind == "later" else {"level": level.latex()}
        return scene.claim(f"{story}.says_{kind}", part, error=error, n=number.latex(), **fixed)

    right = {"rate": abs(m), "start": b, "later": height, "reached": then}
    slips = {
        "rate": {"inverted_rate": 1 / abs(m), "value_for_rate": m * second + b, "change_for_rate": abs(m) * second},
        "start": {"first_point_as_start": m * first + b, "rate_as_start": abs(m), "sign_of_change": b + m * first * 2},
        "later": {"forgot_start": abs(m) * late, "opposite_change": b - m * late, "start_as_value": b},
        "reached": {"rate_as_time": abs(m), "start_as_time": b, "one_step_early": then - 1, "last_time": Exact(second)},
    }
    kind = rng.choice(list(right))
    claims = [says(kind, right[kind], None)]
    for name, wrong in slips.items():
        errors = [
            (error, number)
            for error, number in wrong.items()
            if number != right[name] and number > 0 and (number.is_integer or name == "rate") and number < 400
        ]
        if errors:
            error, number = rng.choice(errors)
            claims.append(says(name, number, error))
    return claims


CURVES = {
    "car": ("Time (s)", "Distance (m)", 1),
    "ball": ("Time (s)", "Distance (m)", 1),
    "bacteria": ("Time (h)", "Bacteria (thousands)", 1),
    "followers": ("Time (weeks)", "Followers (hundreds)", 1),
    "tea": ("Time (min)", "Temperature (°C)", -1),
    "drain": ("Time (min)", "Water (L)", -1),
}
"""Stories of a curve: titles of the axes, and whether it rises."""


def _curved(scene: Scene, rng: Random) -> Draft:
    """A bent graph: the average rate of change between two of its points."""
    story = rng.choice(list(CURVES))
    across, up, sign = CURVES[story]
    a = Exact(rng.choice((1, 2, 3, 4))) / rng.choice((1, 2))
    end = rng.randint(6, 10)
    k = Exact({"car": 0, "ball": 0, "tea": 20}.get(story, rng.choice((2, 4, 5, 10, 12, 20))))
    h = 0 if sign > 0 else end
    plot = scene.plot
    plot.curve("f", "parabola", {"a": a, "h": h, "k": k}, domain=(0.0, float(end)))
    first = rng.randint(0, end - 3)
    second = rng.randint(first + 2, end - 1)
    heights = [a * (t - h) ** 2 + k for t in (first, second)]
    top = float(max(a * end * end + k, k))
    if not all(height.is_integer for height in heights) or top > (95 if story == "tea" else 260):
        raise Retry("heights")
    for name, t, height in zip("AB", (first, second), heights, strict=True):
        plot.place(name, t, height)
    near = [height for height in heights if 0 < float(height) < 0.05 * top]
    if near or abs(float(heights[1] - heights[0])) < 0.06 * top:
        raise Retry("flat")
    mean = (heights[1] - heights[0]) / (second - first)
    if not (2 * mean).is_integer:
        raise Retry("rate")
    axes = Axes(
        (0.0, 1.06 * end), (0.0, 1.12 * top), (tick(1.06 * end), tick(1.12 * top)),
        titles=(across, up), grid=rng.random() < 0.7, square=False,
    )  # fmt: skip
    plot.framed(axes)
    facts = scene.state("graph", "f"), scene.state("passes", "f", "A"), scene.state("passes", "f", "B")
    scene.tell(f"{story}.scene", *facts)
    scene.locate("A", "B")
    wrong = {
        "whole_change": heights[1] - heights[0],
        "inverted": (second - first) / (heights[1] - heights[0]),
        "ratio_of_coordinates": heights[1] / second,
        "mean_height": (heights[0] + heights[1]) / 2,
        "forgot_start": heights[1] / (second - first),
    }
    return scene.ask(f"{story}.rate", rate("f", "A", "B"), wrong=wrong, skin=story)
