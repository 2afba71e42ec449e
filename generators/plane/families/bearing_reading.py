"""Bearings: read at one point, carried to another point by parallel north lines, changed by a turn."""

from random import Random

from generators.plane.family import family
from generators.plane.quantities import angle, reflex
from generators.plane.shapes import polar
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

CARDINALS = {"N": 0, "E": 90, "S": 180, "W": 270}


@family(
    "bearing_reading",
    "Read or convert a true / compass bearing",
    {"bearing_of_point": 6, "bearing_between_triangle_vertices": 6, "change_of_heading": 1},
    weight=1.65,
    capacity=1600,
)
def bearing_reading(figure: Figure, rng: Random, variant: str) -> Draft:
    """Bearings in degrees clockwise from north, as angles (or reflex angles) at a north ray."""
    if variant == "bearing_of_point":
        return _at_one_point(figure, rng)
    if variant == "change_of_heading":
        return _turned(figure, rng)
    return _next_leg(figure, rng)


def towards(bearing: float, distance: float = 1.0) -> complex:
    """The way of a bearing in the plane, north up."""
    return polar(distance, 90 - bearing)


def bearing_at(north: str, vertex: str, point: str, bearing: int) -> Quantity:
    """The bearing of a point as a quantity: a reflex angle west of north."""
    return angle(north, vertex, point) if bearing < 180 else reflex(north, vertex, point)


def _at_one_point(figure: Figure, rng: Random) -> Draft:
    """A compass cross at O and the point P: an angle from one of the four directions gives the bearing."""
    bearing = rng.choice([b for b in range(12, 349) if 12 <= b % 90 <= 78])
    quadrant = bearing // 90
    near, far = "NESW"[quadrant], "NESW"[(quadrant + 1) % 4]
    figure.point("O", 0)
    figure.points(**{name: towards(turn, 5) for name, turn in CARDINALS.items()})
    figure.point("P", towards(bearing, rng.uniform(3.5, 5)))
    cross = [
        figure.state("segment", "N", "S"),
        figure.state("segment", "W", "E"),
        figure.state("crossing", "O", "N", "S", "E", "W"),
    ]
    cross += [figure.state("segment", "O", "P"), figure.state("inside_angle", "P", near, "O", far)]
    right = (figure.state("right_angle", "N", "O", "E"),)
    for name in CARDINALS:
        figure.draw("icon", "north", "O", name)
    goal = bearing_at("N", "O", "P", bearing)
    known = far if near == "N" else rng.choice((near, far))
    size = abs((bearing - CARDINALS[known] + 180) % 360 - 180)
    quadrants = (
        ("sector", {"NE": "north-east", "ES": "south-east", "SW": "south-west", "WN": "north-west"}[near + far]),
    )
    key = "bearing_reading.point"
    return Draft(
        figure,
        {angle("P", "O", known): size},
        goal,
        phrases=(Phrase(f"{key}.cross", tuple(cross), quadrants), Phrase(f"{key}.right", right)),
        question=Phrase(f"{key}.question"),
        wrong={
            "from_the_wrong_axis": Exact(size),
            "anticlockwise": Exact(360 - bearing),
            "back_bearing": Exact((bearing + 180) % 360),
            "complement": Exact(90 - size),
        },
        keep_names=True,
        skin=near + far,
    )


def _norths(figure: Figure, a: complex, b: complex, reach: float) -> None:
    """A with its north N, B with its north M."""
    figure.points(A=a, B=b, N=a + 1j * reach, M=b + 1j * reach)


def _next_leg(figure: Figure, rng: Random) -> Draft:
    """The bearing of B from A and the angle ABC give the bearing of A, or of C, from B."""
    first = rng.choice([b for b in range(20, 131) if abs(b - 90) > 6])
    back = first + 180
    _norths(figure, 0j, towards(first, 5), 3)
    drawn = [figure.state("segment", "A", "N"), figure.state("segment", "B", "M"), figure.state("segment", "A", "B")]
    figure.draw("icon", "north", "A", "N")
    figure.draw("icon", "north", "B", "M")
    north = (figure.state("parallel", "A", "N", "B", "M"),)
    key = "bearing_reading.leg"
    if rng.random() < 0.4:
        one, other = angle("N", "A", "B"), reflex("M", "B", "A")
        known, goal, value = (one, other, first) if rng.random() < 0.6 else (other, one, back)
        return Draft(
            figure,
            {known: value},
            goal,
            phrases=(Phrase(f"{key}.back", tuple(drawn)), Phrase(f"{key}.north", north)),
            question=Phrase(f"{key}.{'a_from_b' if goal == other else 'b_from_a'}"),
            wrong={
                "the_same_bearing": Exact(value),
                "anticlockwise": Exact(360 - value),
                "supplement": Exact(abs(180 - value)),
            },
            keep_names=True,
            skin="back",
        )
    east = [t for t in range(30, 151) if 20 < back - t < 168 and back - t != 90]
    west = [t for t in range(30, 151) if back + t < 340 and back + t != 270]
    left = bool(west) and rng.random() < 0.4
    turn = rng.choice(west if left else east)
    bearing = back + turn if left else back - turn
    figure.point("C", figure.at("B") + towards(bearing, rng.uniform(3, 5)))
    drawn.append(figure.state("segment", "B", "C"))
    if bearing < 180:
        drawn.append(figure.state("opposite_sides", "A", "C", "B", "M"))
    else:
        drawn.append(figure.state("inside_angle", "C", "M", "B", "A"))
    wrong: dict[str, Exact | Quantity] = {
        "the_turn": Exact(turn),
        "anticlockwise": Exact(360 - bearing),
        "back_bearing": Exact((bearing + 180) % 360),
        "added": Exact(first + turn),
    }
    return Draft(
        figure,
        {angle("N", "A", "B"): first, angle("A", "B", "C"): turn},
        bearing_at("M", "B", "C", bearing),
        phrases=(Phrase(f"{key}.{'east' if bearing < 180 else 'west'}", tuple(drawn)), Phrase(f"{key}.north", north)),
        question=Phrase(f"{key}.c_from_b"),
        wrong=wrong,
        keep_names=True,
        skin="east" if bearing < 180 else "west",
    )


def _turned(figure: Figure, rng: Random) -> Draft:
    """A ship on a straight course AB turns at B by a given angle: the new bearing."""
    first = rng.choice([b for b in range(20, 161) if abs(b - 90) > 6])
    turn = rng.choice([t for t in range(-110, 111) if abs(t) >= 20 and 15 < first + t < 165])
    right, bearing, turn = turn > 0, first + turn, abs(turn)
    b = towards(first, 4)
    _norths(figure, 0j, b, 3)
    figure.points(C=b + towards(bearing, 4), D=b + towards(first, 3))
    drawn = [
        figure.state("segment", "A", "N"),
        figure.state("segment", "B", "M"),
        figure.state("segment", "A", "B"),
        figure.state("segment", "B", "C"),
    ]
    drawn.append(figure.state("beyond", "D", "A", "B"))
    drawn.append(
        figure.state("inside_angle", "C", "M", "B", "D")
        if not right
        else figure.state("inside_angle", "D", "M", "B", "C")
    )
    figure.draw("icon", "north", "A", "N")
    figure.draw("icon", "north", "B", "M")
    north = (figure.state("parallel", "A", "N", "B", "M"),)
    who = rng.choice(("A ship", "A plane", "A boat", "A drone"))
    slots = (("who", who), ("side", "right" if right else "left"))
    key = "bearing_reading.turn"
    return Draft(
        figure,
        {angle("N", "A", "B"): first, angle("D", "B", "C"): turn},
        bearing_at("M", "B", "C", bearing),
        phrases=(Phrase(f"{key}.scene", tuple(drawn), slots), Phrase(f"{key}.north", north)),
        question=Phrase(f"{key}.question"),
        wrong={
            "turned_the_other_way": Exact(abs(first - turn if right else first + turn)),
            "the_turn": Exact(turn),
            "old_course": Exact(first),
            "anticlockwise": Exact(360 - bearing),
        },
        keep_names=True,
        skin=who[2:],
    )
