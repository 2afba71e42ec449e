"""A polynomial of degree two or three from its zeros and one more point."""

from __future__ import annotations

from math import prod
from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family
from generators.functions.quantities import parameter, whole
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.problem import Draft, Whole


@family(
    "polynomial_from_zeros",
    "Polynomial from its zeros and a point",
    {"quadratic": 2, "cubic": 2, "leading_coefficient": 1},
    weight=0.38,
)
def polynomial_from_zeros(scene: Scene, rng: Random, variant: str) -> Draft:
    """y = a (x - p)(x - q) or a (x - p)(x - q)(x - r) through P."""
    count = {"quadratic": 2, "cubic": 3}.get(variant) or rng.choice((2, 3))
    zeros = sorted(rng.sample(range(-5, 6), count))
    at = rng.choice([t for t in range(-6, 7) if t not in zeros])
    product = Exact(1)
    for zero in zeros:
        product = product * (at - zero)
    factors = [Exact(sign * n) / d for sign in (1, -1) for n in (1, 2, 3) for d in (1, 2, 3, 4, 6)]
    factors = [a for a in factors if (a * product).is_integer and abs(float(a * product)) <= 9]
    if not factors or zeros[-1] - zeros[0] < 2:
        raise Retry("point")
    a = rng.choice(factors)
    height = a * product
    swings = [float(a) * prod(zeros[0] + (zeros[-1] - zeros[0]) * i / 40 - z for z in zeros) for i in range(41)]
    bumps = (max(swings), -min(swings)) if count == 3 else (max(map(abs, swings)),)
    if max(bumps) > 11 or min(bumps) < 0.6:
        raise Retry("steep or flat")
    names = "pqr"[:count]
    form = "two zeros" if count == 2 else "three zeros"
    exact = {"a": a, **{name: Exact(zero) for name, zero in zip(names, zeros, strict=True)}}
    plot = scene.plot
    plot.curve("f", form, exact, label="y = f(x)")
    points = "ABC"[:count]
    for point, zero in zip(points, zeros, strict=True):
        plot.place(point, zero, 0)
    plot.place("P", at, height)
    scene.window([zeros[0] - 0.5, zeros[-1] + 0.5, at], [float(height), min(swings), max(swings)], margin=1.2)
    scene.tell(
        "curve",
        scene.state("graph", "f"),
        scene.state("zeros", "f", *points),
        scene.state("passes", "f", "P"),
        points=", ".join(f"${p}$" for p in points[:-1]) + f" and ${points[-1]}$",
    )
    scene.tell("form", scene.state("form", "f"), degree=str(count))
    scene.locate(*points, "P")
    if variant == "leading_coefficient":
        wrong = {"sign": -a, "inverse": 1 / a, "height": height, "doubled": 2 * a}
        return scene.ask("coefficient", parameter("f", "a"), wrong=wrong)
    flipped = {name: -zero for name, zero in exact.items() if name != "a"}
    equations = {
        "signs_of_zeros": answers.equation(form, exact | flipped),
        "sign_of_a": answers.equation(form, exact | {"a": -a}),
        "no_coefficient": answers.equation(form, exact | {"a": Exact(1) if a != 1 else Exact(2)}),
        "inverse": answers.equation(form, exact | {"a": 1 / a if abs(a) != 1 else 3 * a}),
        "both": answers.equation(form, exact | flipped | {"a": -a}),
    }
    built = Whole("the equation of the graph", answers.of(form, "a", *names), equations)
    return scene.ask("equation", whole(*(parameter("f", name) for name in ("a", *names))), whole=built)
