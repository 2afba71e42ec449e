"""Linear graphs of real things: the rate, the starting value, a later value, the model."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family, tick
from generators.functions.quantities import parameter, value, whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.plot import Axes
from puma_data.symbolic.problem import Draft, Whole

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
    {"slope_in_context": 7, "intercept": 3, "model": 3, "later_value": 3},
    weight=1.78,
)
def linear_context_rate(scene: Scene, rng: Random, variant: str) -> Draft:
    """Two points of a straight graph with titled axes."""
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
