"""Angles formed by lines and rays at one point."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from generators.plane.expressions import expressions
from generators.plane.family import family
from generators.plane.mistakes import angle_mistakes
from generators.plane.quantities import angle, unknown
from generators.plane.shapes import polar, posed, unit
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase


@family(
    "angles_at_a_point",
    "Angles formed by lines and rays at one point",
    {
        "angles_around_point_or_straight_line": 4,
        "perpendicular_and_vertical": 2,
        "bisector_ray": 2,
        "vertical_or_linear_pair": 1,
        "bisectors_of_angles_in_ratio": 1,
        "folded_corner_or_set_square_on_line": 1,
        "bearing_style_angle_sum": 1,
    },
    weight=2.0,
)
def angles_at_a_point(figure: Figure, rng: Random, variant: str) -> Draft:
    """Lines and rays through O: straight, full and right angles and bisectors give the angle that is asked."""
    builds = {
        "angles_around_point_or_straight_line": rng.choice((straight, straight, round_point)),
        "perpendicular_and_vertical": perpendicular,
        "bisector_ray": rng.choice((one_bisector, two_bisectors, bisected_vertical)),
        "vertical_or_linear_pair": rng.choice((two_lines, three_lines)),
        "bisectors_of_angles_in_ratio": bisectors_in_ratio,
        "folded_corner_or_set_square_on_line": set_square,
        "bearing_style_angle_sum": bearing,
    }
    return builds[variant](figure, rng)


def spread(figure: Figure, rng: Random, **directions: float) -> None:
    """O and points round it in these directions (degrees), at uneven distances, in a random pose."""
    places = {name: polar(rng.uniform(2.6, 3.6), degrees) for name, degrees in directions.items()}
    figure.points(**posed(rng, O=0j, **places))


def parts(rng: Random, total: int, count: int, least: int = 18, most: int = 165) -> list[int]:
    """Different whole numbers of degrees that add up to a total, none of them close to a right angle."""
    for _ in range(30):
        cuts = sorted(rng.sample(range(least, total - least + 1), count - 1))
        found = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
        if (
            min(found) >= least
            and max(found) <= most
            and not any(85 <= part <= 95 for part in found)
            and len(set(found)) == count
        ):
            return found
    raise Retry("angles that are small, alike or nearly right")


def line_with(figure: Figure, a: str, b: str) -> None:
    figure.state("segment", a, b)
    figure.state("between", "O", a, b)


def rays_on_line(figure: Figure, *rays: str) -> Phrase:
    """O on line AB with rays from it: one sentence for all of that."""
    facts = [figure.state("segment", "A", "B"), figure.state("between", "O", "A", "B")]
    facts += [figure.state("segment", "O", name) for name in rays]
    for first, second in pairwise(rays):
        facts += [
            figure.state("same_side", first, second, "A", "B"),
            figure.state("inside_angle", first, "A", "O", second),
        ]
    return Phrase(f"angles_at_a_point.on_line.{('one', 'two', 'three')[len(rays) - 1]}", tuple(facts))


def straight(figure: Figure, rng: Random) -> Draft:
    """Rays from O on one side of line AB: the angles add up to 180 degrees."""
    count = rng.choice((3, 3, 4))
    sizes = parts(rng, 180, count)
    turns = [sum(sizes[:i]) for i in range(count + 1)]
    names = ("A", *"CDE"[: count - 1], "B")
    spread(figure, rng, **dict(zip(names, turns, strict=True)))
    scene = rays_on_line(figure, *names[1:-1])
    corners = [angle(p, "O", q) for p, q in pairwise(names)]
    return partition(figure, rng, corners, sizes, scene)


def round_point(figure: Figure, rng: Random) -> Draft:
    """Rays from O all round: the angles add up to 360 degrees."""
    count = rng.choice((3, 3, 4))
    sizes = parts(rng, 360, count, 30, 165)
    turns = [sum(sizes[:i]) for i in range(count)]
    if any(abs((a - b) % 360 - 180) < 6 for a in turns for b in turns):
        raise Retry("two rays nearly in line")
    names = tuple("ABCD"[:count])
    spread(figure, rng, **dict(zip(names, turns, strict=True)))
    for name in names:
        figure.state("segment", "O", name)
    figure.state("inside", "O", *names)
    scene = Phrase(f"angles_at_a_point.round.{'three' if count == 3 else 'four'}", tuple(figure.facts))
    corners = [angle(p, "O", q) for p, q in zip(names, (*names[1:], names[0]), strict=True)]
    return partition(figure, rng, corners, sizes, scene)


def partition(figure: Figure, rng: Random, corners: list[Quantity], sizes: list[int], *phrases: Phrase) -> Draft:
    """All parts but one are given, or all of them as expressions in x."""
    if rng.random() < 0.45:
        x = rng.randrange(8, 42)
        figure.let("x", x)
        plain = rng.randrange(len(corners)) if rng.random() < 0.4 else None
        unknowns = [i for i in range(len(corners)) if i != plain]
        labels = expressions(rng, "x", x, *(sizes[i] for i in unknowns))
        givens: dict[Quantity, Exact | Linear | int] = {
            corners[i]: label for i, label in zip(unknowns, labels, strict=True)
        }
        if plain is not None:
            givens[corners[plain]] = sizes[plain]
        goal = rng.choice((unknown("x"), unknown("x"), corners[unknowns[0]], corners[unknowns[-1]]))
        wrong = angle_mistakes(figure, goal, x, *(sizes[i] for i in unknowns[:1]), value_of_x=x)
        return Draft(figure, givens, goal, phrases=phrases, wrong=wrong, skin="x")
    asked = rng.randrange(len(corners))
    goal = corners[asked]
    known = {corner: size for corner, size in zip(corners, sizes, strict=True) if corner != goal}
    total = sum(known.values())
    slips = {name: value for name, value in (("turn_of_180", 180 - total), ("turn_of_360", 360 - total)) if value > 0}
    wrong = angle_mistakes(figure, goal, *known.values(), **slips)
    aliases = {goal: rng.choice(("x", "y", r"\alpha", r"\angle 1"))} if rng.random() < 0.4 else {}
    return Draft(figure, {**known}, goal, phrases=phrases, wrong=wrong, aliases=aliases)


def acute(rng: Random) -> int:
    """A clearly acute whole number of degrees."""
    return rng.randrange(18, 73)


def oblique(rng: Random) -> int:
    """The angle of two lines that are far from perpendicular."""
    return rng.randrange(24, 84) if rng.random() < 0.5 else rng.randrange(97, 157)


def perpendicular(figure: Figure, rng: Random) -> Draft:
    """Lines AB and CD cross at O; the ray OE is perpendicular to AB."""
    t = acute(rng)
    spread(figure, rng, A=180, B=0, C=180 - t, D=-t, E=90 * rng.choice((1, -1)))
    line_with(figure, "A", "B")
    line_with(figure, "C", "D")
    scene = Phrase("angles_at_a_point.two_lines", tuple(figure.facts))
    figure.state("segment", "O", "E")
    side = "C" if figure.measure(angle("C", "O", "E")) < 90 else "D"
    figure.state("same_side", side, "E", "A", "B")
    figure.state("perpendicular", "O", "E", "A", "B", "O")
    other = "D" if side == "C" else "C"
    slanted = [angle("C", "O", "E"), angle("D", "O", "E")]
    level = [angle("A", "O", "C"), angle("B", "O", "D"), angle("A", "O", "D"), angle("B", "O", "C")]
    given, goal = rng.choice(slanted), rng.choice(level)
    if rng.random() < 0.5:
        given, goal = goal, given
    value = round(figure.measure(given))
    wrong = angle_mistakes(figure, goal, value)
    return Draft(figure, {given: value}, goal, phrases=(scene,), wrong=wrong, skin=f"{other} below")


def one_bisector(figure: Figure, rng: Random) -> Draft:
    """O on line AB; OD bisects angle AOC."""
    half = rng.choice([*range(14, 42), *range(49, 80)])
    spread(figure, rng, A=180, B=0, C=180 - 2 * half, D=180 - half)
    scene = rays_on_line(figure, "C")
    figure.state("segment", "O", "D")
    figure.state("bisector", "D", "A", "O", "C")
    corners = [angle("B", "O", "C"), rng.choice((angle("A", "O", "D"), angle("D", "O", "C"))), angle("B", "O", "D")]
    given, goal = rng.sample(corners, 2)
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal, phrases=(scene,), wrong=angle_mistakes(figure, goal, value))


def two_bisectors(figure: Figure, rng: Random) -> Draft:
    """O on line AB; OD bisects angle AOC, and OE bisects angle COB."""
    half = rng.choice([*range(16, 42), *range(49, 74)])
    spread(figure, rng, A=180, B=0, C=180 - 2 * half, D=180 - half, E=90 - half)
    scene = rays_on_line(figure, "C")
    figure.state("segment", "O", "D")
    figure.state("segment", "O", "E")
    figure.state("bisector", "D", "A", "O", "C")
    figure.state("bisector", "E", "C", "O", "B")
    left = [angle("A", "O", "C"), angle("A", "O", "D"), angle("D", "O", "C")]
    right = [
        angle("B", "O", "C"),
        angle("B", "O", "E"),
        angle("C", "O", "E"),
        angle("A", "O", "E"),
        angle("D", "O", "B"),
    ]
    given, goal = rng.choice(left), rng.choice(right)
    if rng.random() < 0.5:
        given, goal = goal, given
    value = round(figure.measure(given))
    return Draft(figure, {given: value}, goal, phrases=(scene,), wrong=angle_mistakes(figure, goal, value), skin="two")


def bisected_vertical(figure: Figure, rng: Random) -> Draft:
    """Lines AB and CD cross at O; OE bisects angle BOD."""
    half = rng.choice([*range(14, 42), *range(49, 78)])
    spread(figure, rng, A=180, B=0, C=180 - 2 * half, D=-2 * half, E=-half)
    line_with(figure, "A", "B")
    line_with(figure, "C", "D")
    scene = Phrase("angles_at_a_point.two_lines", tuple(figure.facts))
    figure.state("segment", "O", "E")
    figure.state("bisector", "E", "B", "O", "D")
    outer = [angle("A", "O", "C"), angle("B", "O", "C"), angle("A", "O", "D")]
    inner = [angle("B", "O", "E"), angle("E", "O", "D"), angle("C", "O", "E"), angle("A", "O", "E")]
    given, goal = rng.choice(outer), rng.choice(inner)
    if rng.random() < 0.4:
        given, goal = goal, given
    value = round(figure.measure(given))
    return Draft(
        figure, {given: value}, goal, phrases=(scene,), wrong=angle_mistakes(figure, goal, value), skin="vertical"
    )


def two_lines(figure: Figure, rng: Random) -> Draft:
    """Lines AB and CD cross at O: vertical angles and linear pairs, in degrees or in x."""
    t = oblique(rng)
    spread(figure, rng, A=180, B=0, C=180 - t, D=-t)
    line_with(figure, "A", "B")
    line_with(figure, "C", "D")
    scene = Phrase("angles_at_a_point.two_lines", tuple(figure.facts))
    one = rng.choice((angle("A", "O", "C"), angle("B", "O", "D")))
    two = rng.choice(
        [
            q
            for q in (angle("A", "O", "C"), angle("B", "O", "D"), angle("A", "O", "D"), angle("B", "O", "C"))
            if q != one
        ]
    )
    values = round(figure.measure(one)), round(figure.measure(two))
    if rng.random() < 0.5:
        x = rng.randrange(8, 42)
        figure.let("x", x)
        labels = expressions(rng, "x", x, *values)
        goal = rng.choice((unknown("x"), unknown("x"), one, two))
        wrong = angle_mistakes(figure, goal, x, values[0], value_of_x=x)
        return Draft(figure, {one: labels[0], two: labels[1]}, goal, phrases=(scene,), wrong=wrong, skin="x")
    aliases = {one: r"\angle 1", two: r"\angle 2"} if rng.random() < 0.5 else {}
    wrong = angle_mistakes(figure, two, values[0])
    return Draft(figure, {one: values[0]}, two, phrases=(scene,), wrong=wrong, aliases=aliases)


def three_lines(figure: Figure, rng: Random) -> Draft:
    """Lines AB, CD and EF through O."""
    first, second, _ = parts(rng, 180, 3, 22, 120)
    spread(figure, rng, A=180, C=180 - first, E=180 - first - second, B=0, D=-first, F=-first - second)
    for line in ("AB", "CD", "EF"):
        line_with(figure, *line)
    figure.state("same_side", "C", "E", "A", "B")
    figure.state("inside_angle", "C", "A", "O", "E")
    scene = Phrase("angles_at_a_point.three_lines", tuple(figure.facts))
    groups = [
        [angle("A", "O", "C"), angle("B", "O", "D")],
        [angle("C", "O", "E"), angle("D", "O", "F")],
        [angle("E", "O", "B"), angle("F", "O", "A")],
    ]
    rng.shuffle(groups)
    one, two, goal = (rng.choice(group) for group in groups)
    values = {one: round(figure.measure(one)), two: round(figure.measure(two))}
    wrong = angle_mistakes(figure, goal, *values.values())
    return Draft(figure, {**values}, goal, phrases=(scene,), wrong=wrong, skin="three")


def bisectors_in_ratio(figure: Figure, rng: Random) -> Draft:
    """Angle AOB is split by OC in a ratio (written with x); OD and OE bisect the parts."""
    on_line = rng.random() < 0.3
    m, n = rng.choice(
        [(m, n) for m in range(1, 9) for n in range(1, 9) if m != n and (not on_line or 180 % (m + n) == 0)]
    )
    sizes = [180 // (m + n)] if on_line else range(3, 172 // (m + n) + 1)
    x = rng.choice(
        [x for x in sizes if min(m, n) * x >= 28 and m * x % 2 == n * x % 2 == 0 and abs((m + n) * x - 90) > 4] or [0]
    )
    if not x:
        raise Retry("no fitting angles in this ratio")
    first, second = m * x, n * x
    whole = first + second
    spread(figure, rng, A=whole, C=second, B=0)
    if on_line:
        scene = rays_on_line(figure, "C")
    else:
        facts = [figure.state("segment", "O", name) for name in "ABC"]
        scene = Phrase("angles_at_a_point.split", (*facts, figure.state("inside_angle", "C", "A", "O", "B")))
    figure.let("x", x)
    givens: dict[Quantity, Exact | Linear | int] = {
        angle("A", "O", "C"): Linear("x", Exact(m), Exact(0)),
        angle("C", "O", "B"): Linear("x", Exact(n), Exact(0)),
    }
    if not on_line:
        givens[angle("A", "O", "B")] = whole
    for name, p, q in (("D", "A", "C"), ("E", "C", "B")):
        figure.next_step()
        figure.point(name, unit(unit(figure.at(p)) + unit(figure.at(q))) * rng.uniform(2.6, 3.4))
        figure.state("segment", "O", name)
        figure.state("bisector", name, p, "O", q)
    goals = [angle("D", "O", "B"), angle("A", "O", "E"), angle("A", "O", "D"), angle("C", "O", "E")]
    goal = rng.choice(goals)
    wrong = angle_mistakes(figure, goal, first, second, value_of_x=x)
    return Draft(figure, givens, goal, phrases=(scene,), wrong=wrong)


def set_square(figure: Figure, rng: Random) -> Draft:
    """The right-angled corner of a set square stands on a line, or a paper corner is folded over."""
    if rng.random() < 0.5:
        t = acute(rng)
        spread(figure, rng, A=180, B=0, C=180 - t, D=90 - t)
        line_with(figure, "A", "B")
        for name in "CD":
            figure.state("segment", "O", name)
        figure.state("same_side", "C", "D", "A", "B")
        figure.state("inside_angle", "C", "A", "O", "D")
        scene = Phrase("angles_at_a_point.set_square.scene", tuple(figure.facts))
        right = Phrase("angles_at_a_point.set_square.corner", (figure.state("right_angle", "C", "O", "D"),))
        corners = [angle("A", "O", "C"), angle("D", "O", "B"), angle("A", "O", "D"), angle("C", "O", "B")]
        given, goal = rng.sample(corners, 2)
        if (
            (given[1], given[3]) in (("A", "C"), ("C", "B"))
            and (goal[1], goal[3]) in (("A", "C"), ("C", "B"))
            and rng.random() < 0.7
        ):
            raise Retry("a mere linear pair")
        value = round(figure.measure(given))
        wrong = angle_mistakes(figure, goal, value)
        return Draft(figure, {given: value}, goal, phrases=(scene, right), wrong=wrong, skin="set_square")
    t = rng.choice([*range(16, 42), *range(49, 78)])
    spread(figure, rng, A=180, B=0, C=180 - t, D=180 - 2 * t)
    line_with(figure, "A", "B")
    for name in "CD":
        figure.state("segment", "O", name)
    scene = Phrase("angles_at_a_point.folded.scene", tuple(figure.facts))
    fold = Phrase("angles_at_a_point.folded.fold", (figure.state("bisector", "C", "A", "O", "D"),))
    corners = [angle("A", "O", "C"), angle("D", "O", "B")]
    given, goal = rng.sample(corners, 2)
    value = round(figure.measure(given))
    wrong = angle_mistakes(figure, goal, value)
    return Draft(figure, {given: value}, goal, phrases=(scene, fold), wrong=wrong, skin="folded")


def bearing(figure: Figure, rng: Random) -> Draft:
    """From O, the directions to A and B are given by their angles with north or south: find angle AOB."""
    first, second = rng.randrange(14, 77), rng.randrange(14, 77)
    opposite = rng.random() < 0.5
    pole = "N" if opposite else "S"
    whole = first + second if opposite else 180 - first - second
    if not 20 <= whole <= 165 or 85 <= whole <= 95 or first == second:
        raise Retry("a poor angle")
    at_b = 90 - second if opposite else second - 90
    far_a, far_b = rng.uniform(2.6, 3.6), rng.uniform(2.6, 3.6)
    at_a = 90 + first if opposite else 90 - first
    figure.points(O=0j, N=polar(2.6, 90), S=polar(2.6, -90), A=polar(far_a, at_a), B=polar(far_b, at_b))
    line_with(figure, "N", "S")
    for name in "AB":
        figure.state("segment", "O", name)
    figure.state("opposite_sides" if opposite else "same_side", "A", "B", "N", "S")
    things = rng.choice(
        (
            ("lighthouse", "ship", "buoy"),
            ("school", "library", "museum"),
            ("harbor", "fishing boat", "island"),
            ("camp", "lake", "tower"),
        )
    )
    words = tuple(zip(("place", "first", "second"), things, strict=True))
    layout = "opposite" if opposite else "same"
    near, far = figure.canonical(angle("N", "O", "A")), figure.canonical(angle(pole, "O", "B"))
    phrases = (
        Phrase(f"angles_at_a_point.bearing.{layout}", tuple(figure.facts), words),
        Phrase("angles_at_a_point.bearing.from_north_a", (Fact("value", (near,), Exact(first)),), words),
        Phrase(
            f"angles_at_a_point.bearing.{'from_north_b' if opposite else 'from_south_b'}",
            (Fact("value", (far,), Exact(second)),),
            words,
        ),
    )
    goal = angle("A", "O", "B")
    wrong = angle_mistakes(
        figure, goal, first, second, sum_of_both=first + second, supplement_of_sum=180 - first - second
    )
    givens = {near: first, far: second}
    return Draft(figure, {**givens}, goal, phrases=phrases, wrong=wrong, skin=f"{things[0]} {layout}", keep_names=True)
