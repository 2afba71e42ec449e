"""A circle on axes: its radius, centre and equation from its centre, a point or a diameter."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family
from generators.functions.quantities import parameter, whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft, Whole

STEPS = (
    *((0, n) for n in (2, 3, 4, 5, 6)),
    *((n, 0) for n in (2, 3, 4, 5, 6)),
    *((3, 4), (4, 3), (1, 1), (2, 3), (3, 2), (2, 4), (4, 2), (4, 4), (2, 5), (5, 2)),
)


@family(
    "circle_on_axes",
    "Circle drawn on axes",
    {"radius_or_diameter": 6, "centre": 5, "equation": 4, "equation_from_diameter": 2},
    weight=2.65,
)
def circle_on_axes(scene: Scene, rng: Random, variant: str) -> Draft:
    """A circle by its centre and a point, or by the ends of a diameter."""
    h, k = rng.randint(-5, 5), rng.randint(-5, 5)
    dx, dy = rng.choice(STEPS)
    dx, dy = dx * rng.choice((-1, 1)), dy * rng.choice((-1, 1))
    r = Exact(dx * dx + dy * dy).sqrt()
    plot = scene.plot
    plot.curve("c", "circle", {"h": h, "k": k, "r": r})
    parts = parameter("c", "h"), parameter("c", "k"), parameter("c", "r")
    xs, ys = [h - float(r), h + float(r)], [k - float(r), k + float(r)]
    if max(map(abs, (*xs, *ys))) > 10:
        raise Retry("window")
    x, y = Exact(h), Exact(k)
    signs = {"signs_of_centre": answers.circle(-x, -y, r), "swapped": answers.circle(y, x, r)}
    if variant in ("radius_or_diameter", "equation"):
        plot.place("C", h, k)
        plot.place("A", h + dx, k + dy)
        scene.window(xs, ys, square=True, margin=0.8)
        facts = scene.state("graph", "c"), scene.state("centre", "c", "C"), scene.state("on_circle", "c", "A")
        scene.tell("centre_and_point", *facts)
        scene.locate("C", "A")
        if variant == "radius_or_diameter":
            return scene.ask(
                "radius", parts[2], wrong={"squared": r * r, "diameter": 2 * r, "sum": Exact(abs(dx) + abs(dy))}
            )
        wrong = signs | {
            "radius_not_squared": answers.circle(x, y, r.sqrt() if r.is_integer and r in (4, 9) else 2 * r),
            "diameter": answers.circle(x, y, r * 3),
            "one_sign": answers.circle(-x, y, r),
            "other_sign": answers.circle(x, -y, r),
        }
        built = Whole("the equation of the circle", lambda v: answers.circle(*v), wrong)
        return scene.ask("equation", whole(*parts), whole=built)
    plot.place("A", h - dx, k - dy)
    plot.place("B", h + dx, k + dy)
    scene.window(xs, ys, square=True, margin=0.8)
    scene.tell("diameter", scene.state("graph", "c"), scene.state("diameter_ends", "c", "A", "B"))
    scene.locate("A", "B")
    if variant == "centre":
        wrong = {
            "signs": answers.point(-x, -y),
            "swapped": answers.point(y, x),
            "not_halved": answers.point(2 * x, 2 * y),
            "half_difference": answers.point(Exact(dx), Exact(dy)),
            "one_sign": answers.point(x, -y),
        }
        built = Whole("the centre of the circle", lambda v: answers.point(*v), wrong)
        return scene.ask("centre", whole(*parts[:2]), whole=built)
    wrong = signs | {
        "diameter_for_radius": answers.circle(x, y, 2 * r),
        "one_sign": answers.circle(-x, y, r),
        "other_sign": answers.circle(x, -y, r),
    }
    built = Whole("the equation of the circle", lambda v: answers.circle(*v), wrong)
    return scene.ask("equation", whole(*parts), whole=built)
