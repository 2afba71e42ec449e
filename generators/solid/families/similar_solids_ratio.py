"""Two similar solids side by side: lengths, areas and volumes in the ratios k, k squared and k cubed."""

from __future__ import annotations

from random import Random

from generators.solid.bodies import cone, cuboid, cylinder
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import UNITS, shapely, upright
from generators.solid.view import cabinet
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "similar_solids_ratio"


@family(
    ID,
    "Similar solids: length, area and volume ratios",
    {"volume_ratio_cube_of_scale": 3, "length_from_volumes": 1, "area_ratio_square_of_scale": 1},
    weight=0.38,
)
def similar_solids_ratio(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A small and a large solid of one shape."""
    kind = rng.choice(("cylinder", "cone", "cuboid"))
    unit = rng.choice(UNITS)
    p, q = sorted(rng.sample(range(1, 7), 2))
    if not 0.35 < p / q < 0.86:
        raise Retry("too alike or too different")
    times = rng.choice((1, 1, 2, 3))
    small, large = Exact(p * times), Exact(q * times)
    k = large / small
    shape = Exact(rng.choice((2, 3, 4, 5, 6)), 2) * small
    shapely(2 * small if kind != "cuboid" else small, shape, 0.5, 1.9)
    if kind == "cuboid":
        figure.projection = cabinet(40, 0.5)
        depth = small * Exact(rng.choice((2, 3)), 2)
        cuboid(figure, "a", small, depth, shape, noun="small cuboid", label="small")
        cuboid(
            figure,
            "b",
            large,
            depth * k,
            shape * k,
            noun="large cuboid",
            label="large",
            at=(1.5 * float(small) + 0.9 * float(depth), 0.0, 0.0),
        )
        length = "width"
        true = small * depth * shape
    else:
        upright(figure, rng)
        make = cylinder if kind == "cylinder" else cone
        make(figure, "a", small, shape, noun=f"small {kind}", label="small")
        make(
            figure,
            "b",
            large,
            shape * k,
            noun=f"large {kind}",
            label="large",
            at=(1.5 * float(small + large), 0.0, 0.0),
        )
        length = rng.choice(("base_radius", "height"))
        true = PI * small * small * shape / (3 if kind == "cone" else 1)
    for part in ("a", "b"):
        for other in ("base_radius", "height", "slant", "width", "depth"):
            if other != length:
                figure.anchors.pop((other, part), None)
    facts = (figure.state(kind, "a"), figure.state(kind, "b"))
    figure.state("similar_parts", "a", "b")
    if kind == "cuboid":
        figure.show()
    elif length == "height" and kind == "cone":
        figure.show(("_aO", "_aP"), ("_bO", "_bP"))
    else:
        figure.show(*((f"_{s}O", f"_{s}R") for s in "ab" if length == "base_radius"))
    one, two = (length, "a"), (length, "b")
    sizes = (small, large) if length != "height" else (shape, shape * k)
    values: dict[Quantity, Exact] = {one: sizes[0], two: sizes[1], volume("a"): true, volume("b"): true * k * k * k}
    if variant == "length_from_volumes":
        goal, known = rng.choice(((one, two), (two, one)))
        figure.anchors.pop(goal)
        givens = {volume("a"): values[volume("a")], volume("b"): values[volume("b")], known: values[known]}
        ratio = k if goal == two else 1 / k
        wrong: dict[str, Exact | Quantity] = {
            "volume_ratio": values[known] * ratio**3,
            "area_ratio": values[known] * ratio**2,
            "inverted": values[known] / ratio,
        }
    else:
        area = variant == "area_ratio_square_of_scale"
        if area:
            if kind == "cuboid":
                amount = 2 * (small * shape + small * depth + depth * shape)
            elif kind == "cylinder":
                amount = 2 * PI * small * (small + shape)
            else:
                slant = (small * small + shape * shape).sqrt()
                if not slant.is_rational:
                    raise Retry("no whole slant height")
                amount = PI * small * (small + slant)
            first, second, power = surface("a"), surface("b"), 2
        else:
            amount, first, second, power = true, volume("a"), volume("b"), 3
        values[first], values[second] = amount, amount * k**power
        goal, known = rng.choice(((second, first), (first, second)))
        givens = {one: values[one], two: values[two], known: values[known]}
        ratio = k if goal == second else 1 / k
        base = values[known]
        wrong = {
            "k": base * ratio,
            "k_squared": base * ratio**2,
            "k_cubed": base * ratio**3,
            "inverted": base / ratio**power,
        }
    phrases = (Phrase(f"{ID}.pair.scene", facts, (("kind", kind),)),)
    return Draft(figure, givens, goal, phrases=phrases, unit=unit, wrong=wrong, skin=kind)
