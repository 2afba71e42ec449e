"""Central and inscribed angle on the same arc."""

from __future__ import annotations

from random import Random

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, phase, reflex, unknown
from generators.plane.shapes import on_circle, seat
from puma_data.registry import Retry
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft


@family(
    "inscribed_central_angle",
    "Central and inscribed angle on the same arc",
    {"direct_half_or_double": 8, "reflex_or_minor_arc": 3, "two_chords_crossing_same_arc": 2},
    weight=2.29,
)
def inscribed_central_angle(figure: Figure, rng: Random, variant: str) -> Draft:
    """Inscribed angle ACB over arc AB; the vertex C is on the major arc, or on the minor arc for the obtuse variant."""
    inscribed = rng.choice([*range(24, 44), *range(47, 82)])
    if variant == "reflex_or_minor_arc":
        inscribed = rng.choice([*range(98, 134), *range(137, 156)])
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    start = rng.uniform(0, 360)
    end, free = start + 2 * inscribed, 360 - 2 * inscribed
    on_circle(figure, "c", A=start, B=end)
    figure.state("on_circle", "c", "A", "B")
    two = variant == "two_chords_crossing_same_arc"
    inscribe(figure, rng, "C", end + free * (0.12 if two else 0.2), end + free * (0.42 if two else 0.8))
    for name in "AB":
        figure.state("segment", "O", name)
    at_c, minor = angle("A", "C", "B"), angle("A", "O", "B")
    if variant == "reflex_or_minor_arc":
        pair = [at_c, rng.choice((minor, minor, reflex("A", "O", "B")))]
        return pose(figure, rng, pair, central=360 - 2 * inscribed, as_if_acute=inscribed // 2)
    if two:
        figure.next_step()
        inscribe(figure, rng, "D", end + free * 0.58, end + free * 0.88)
        return pose(figure, rng, [angle("A", "D", "B"), rng.choice((minor, at_c))])
    return pose(figure, rng, [at_c, minor])


def inscribe(figure: Figure, rng: Random, vertex: str, least: float, most: float) -> None:
    """A vertex on the arc from B to A, joined to both ends."""
    ends = tuple(phase(figure.at(name)) for name in "AB")
    on_circle(figure, "c", **{vertex: seat(rng, ends, least, most)})
    figure.state("on_arc", "c", vertex, "B", "A")
    for name in "AB":
        figure.state("segment", name, vertex)


def pose(figure: Figure, rng: Random, pair: list[Quantity], **named: int) -> Draft:
    """One angle of the pair gives the other, or both are written in x."""
    given, goal = rng.sample(pair, 2)
    values = [round(figure.measure(q)) for q in (given, goal)]
    if rng.random() < 0.4:
        x = rng.randrange(6, 40)
        figure.let("x", x)
        labels = expressions(rng, "x", x, *values)
        if labels[0].slope * values[1] == labels[1].slope * values[0]:
            raise Retry("the unknown drops out")
        asked = rng.choice((unknown("x"), unknown("x"), given, goal))
        wrong = angle_mistakes(figure, asked, x, values[0], value_of_x=x)
        return Draft(figure, dict(zip((given, goal), labels, strict=True)), asked, wrong=wrong, skin="x")
    return Draft(figure, {given: values[0]}, goal, wrong=angle_mistakes(figure, goal, values[0], **named))
