"""A circle on axes: its radius, centre and equation from its centre, a point or a diameter; half of it as the graph
of a function; its image under a translation."""

from __future__ import annotations

from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family
from generators.functions.quantities import parameter, whole
from puma_data.present.shown import MARKED
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.plot import Guide
from puma_data.symbolic.problem import Draft, Whole

STEPS = (
    *((0, n) for n in (2, 3, 4, 5, 6)),
    *((n, 0) for n in (2, 3, 4, 5, 6)),
    *((3, 4), (4, 3), (1, 1), (2, 3), (3, 2), (2, 4), (4, 2), (4, 4), (2, 5), (5, 2)),
)


@family(
    "circle_on_axes",
    "Circle drawn on axes",
    {
        "radius_or_diameter": 6,
        "centre": 5,
        "equation": 4,
        "equation_from_diameter": 2,
        "semicircle": 4,
        "translation": 1,
    },
    weight=2.65,
)
def circle_on_axes(scene: Scene, rng: Random, variant: str) -> Draft:
    """A circle by its centre and a point, or by the ends of a diameter."""
    if variant == "semicircle":
        return _semicircle(scene, rng)
    if variant == "translation":
        return _translation(scene, rng)
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


def _semicircle(scene: Scene, rng: Random) -> Draft:
    """The upper or lower half of a circle, by the ends of its diameter."""
    plot = scene.plot
    h, k, r = rng.randint(-6, 6), rng.randint(-6, 6), rng.randint(2, 6)
    if abs(h) + r > 9:
        raise Retry("window")
    upper = rng.random() < 0.6
    sign = 1 if upper else -1
    form = "upper semicircle" if upper else "lower semicircle"
    values = {"h": Exact(h), "k": Exact(k), "r": Exact(r)}
    plot.curve("f", form, values, domain=(float(h - r), float(h + r)), label="y = f(x)")
    plot.place("A", h - r, k)
    plot.place("B", h + r, k)
    scene.window([h - r, h + r], [k, k + sign * r], square=True, margin=1.0)
    facts = scene.state("graph", "f"), scene.state("semicircle", "f"), scene.state("diameter_ends", "f", "A", "B")
    scene.tell("half", *facts, half="upper" if upper else "lower")
    scene.locate("A", "B")
    x, y, radius = values["h"], values["k"], values["r"]
    goal = rng.choice(("equation", "equation", "range", "area", "arc"))
    if goal == "equation":
        other = "lower semicircle" if upper else "upper semicircle"
        wrong = {
            "other_half": answers.equation(other, values),
            "sign_of_h": answers.equation(form, values | {"h": -x}),
            "sign_of_k": answers.equation(form, values | {"k": -y}),
            "diameter": answers.equation(form, values | {"r": 2 * radius}),
            "swapped": answers.equation(form, values | {"h": y, "k": x}),
            "radius_not_squared": answers.equation(form, values | {"r": radius.sqrt()}),
        }
        built = Whole("the equation of the graph", answers.of(form, "h", "k", "r"), wrong)
        return scene.ask("half_equation", whole(*(parameter("f", name) for name in "hkr")), whole=built)
    if goal == "area":
        area = PI * radius * radius / 2
        mistakes = {"whole_disc": 2 * area, "arc": PI * radius, "half_too_many": area / 2, "no_pi": radius * radius / 2}
        return scene.ask("half_area", ("half_disc", "f"), wrong=mistakes)
    if goal == "arc":
        arc = PI * radius
        mistakes = {
            "whole_circle": 2 * arc,
            "with_diameter": arc + 2 * radius,
            "area": arc * radius / 2,
            "half": arc / 2,
        }
        return scene.ask("half_arc", ("length_of_arc", "f"), wrong=mistakes)
    low, high = (y, y + radius) if upper else (y - radius, y)
    closed = ("[", "]")
    intervals = {
        "domain": answers.interval(x - radius, x + radius, closed),
        "open": answers.interval(low, high),
        "from_origin": answers.interval(-radius, radius, closed),
        "other_half": answers.interval(2 * y - high, 2 * y - low, closed),
        "whole_circle": answers.interval(y - radius, y + radius, closed),
        "diameter_for_radius": answers.interval(low - radius * (not upper), high + radius * upper, closed),
    }
    built = Whole("the range", lambda v: answers.interval(v[0], v[1], closed), intervals)
    return scene.ask("half_range", whole(("least_value", "f"), ("greatest_value", "f")), whole=built)


def _translation(scene: Scene, rng: Random) -> Draft:
    """A circle by its centre and a point A, moved so that A goes to B."""
    plot = scene.plot
    h, k = (0, 0) if rng.random() < 0.4 else (rng.randint(-4, 4), rng.randint(-4, 4))
    dx, dy = rng.choice([step for step in STEPS if max(step) <= 4])
    dx, dy = dx * rng.choice((-1, 1)), dy * rng.choice((-1, 1))
    r = Exact(dx * dx + dy * dy).sqrt()
    p, q = rng.randint(-6, 6), rng.randint(-6, 6)
    if p * p + q * q < 6 or (p, q) == (-dx, -dy) or abs((h + dx + p) - h) + abs(dy + q) < 2:
        raise Retry("small")
    plot.curve("c", "circle", {"h": h, "k": k, "r": r})
    plot.curve("d", "circle", {"h": h + p, "k": k + q, "r": r}, drawn=False)
    plot.things |= {f"d.{name}": ("number", f"{name}'") for name in "hkr"}
    plot.place("C", h, k)
    plot.place("A", h + dx, k + dy)
    plot.place("B", h + dx + p, k + dy + q)
    xs = [h - float(r), h + float(r), h + p - float(r), h + p + float(r)]
    ys = [k - float(r), k + float(r), k + q - float(r), k + q + float(r)]
    if max(map(abs, (*xs, *ys))) > 10:
        raise Retry("window")
    scene.window(xs, ys, square=True, margin=0.8)
    if plot.axes.step[0] != 1 and not r.is_integer:
        raise Retry("the rim looks as if it met the lattice")
    facts = scene.state("graph", "c"), scene.state("centre", "c", "C"), scene.state("on_circle", "c", "A")
    scene.tell("centre_and_point", *facts)
    scene.tell("moved", scene.state("circle_moved", "d", "c", "A", "B"))
    plot.guides.append(Guide("vector", (*plot.coordinates("A"), *plot.coordinates("B")), MARKED))
    scene.locate("C", "A", "B")
    x, y = Exact(h + p), Exact(k + q)
    parts = tuple(parameter("d", name) for name in "hkr")
    if rng.random() < 0.3:
        places = {
            "other_way": answers.point(Exact(h - p), Exact(k - q)),
            "vector": answers.point(Exact(p), Exact(q)),
            "image_of_the_point": answers.point(x + dx, y + dy),
            "signs": answers.point(-x, -y),
            "one_way": answers.point(x, Exact(k - q)),
            "old_centre": answers.point(Exact(h), Exact(k)),
        }
        built = Whole("the centre of the image", lambda v: answers.point(*v), places)
        return scene.ask("image_centre", whole(*parts[:2]), whole=built)
    wrong = {
        "other_way": answers.circle(Exact(h - p), Exact(k - q), r),
        "signs": answers.circle(-x, -y, r),
        "one_sign": answers.circle(-x, y, r),
        "other_sign": answers.circle(x, -y, r),
        "image_of_the_point": answers.circle(x + dx, y + dy, r),
        "diameter": answers.circle(x, y, 2 * r),
    }
    built = Whole("the equation of the image", lambda v: answers.circle(*v), wrong)
    return scene.ask("image_equation", whole(*parts), whole=built)
