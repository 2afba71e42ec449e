"""Central and inscribed angle on the same arc."""

from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, reflex
from generators.plane.shapes import on_circle
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
    inscribed = rng.randrange(24, 82)
    if variant == "reflex_or_minor_arc":
        inscribed = rng.randrange(98, 150)
    figure.point("O", 0)
    figure.circle("c", "O", 5)
    start = rng.uniform(200, 340) - inscribed
    end = start + 2 * inscribed
    free = 360 - 2 * inscribed
    on_circle(figure, "c", A=start, B=end, C=end + free * rng.uniform(0.3, 0.7))
    figure.state("on_circle", "c", "A", "B")
    figure.state("on_arc", "c", "C", "B", "A")
    for end_point in "AB":
        figure.state("segment", "O", end_point)
        figure.state("segment", end_point, "C")
    central = angle("A", "O", "B") if inscribed < 90 else reflex("A", "O", "B")
    if variant == "two_chords_crossing_same_arc":
        on_circle(figure, "c", D=end + free * rng.uniform(0.15, 0.25))
        figure.state("on_arc", "c", "D", "B", "A")
        figure.state("segment", "A", "D")
        figure.state("segment", "B", "D")
        pair = [angle("A", "C", "B"), angle("A", "D", "B"), central]
        given, goal = rng.sample(pair, 2)
    elif variant == "reflex_or_minor_arc":
        pair = [angle("A", "C", "B"), angle("A", "O", "B")]
        given, goal = rng.sample(pair, 2)
    else:
        given, goal = rng.sample([angle("A", "C", "B"), central], 2)
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal)
