"""Similar triangles out of doors: shadows, sight lines, rivers, ladders, a lamp, a ball over a net.

Every story is one figure: triangle PBA with a segment CD parallel to BA inside it (C on PB, D on PA). Only a tree and a
stick side by side in the sun are two triangles apart.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from generators.plane.family import family
from generators.plane.quantities import length
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Draft, Phrase

NEAR, GAP, WHOLE = length("P", "C"), length("C", "B"), length("P", "B")
LOW, HIGH = length("C", "D"), length("A", "B")


@dataclass(frozen=True, slots=True)
class Story:
    """Ranges of a story in tenths of a metre, how it is drawn, and what may be asked (the goals with their weights)."""

    name: str
    low: range
    near: range
    factors: tuple[Fraction, ...]
    """The far height over the near one."""
    goals: dict[Quantity, int]
    icons: tuple[tuple[str, str, str], ...] = ()
    """Sketches: name, foot, top; ``{thing}`` stands for the story's own thing."""
    things: tuple[tuple[str, str], ...] = ()
    """What may stand at the far end: word and sketch."""


def _factors(*pairs: tuple[int, int]) -> tuple[Fraction, ...]:
    return tuple(Fraction(p, q) for p, q in pairs)


WIDE = _factors(
    (3, 2),
    (2, 1),
    (5, 2),
    (3, 1),
    (7, 2),
    (4, 1),
    (9, 2),
    (5, 1),
    (11, 2),
    (6, 1),
    (5, 4),
    (7, 4),
    (9, 4),
    (13, 5),
    (16, 5),
    (17, 5),
)
LOW_SMASH = _factors((5, 4), (6, 5), (7, 5), (3, 2), (8, 5), (13, 10), (27, 20))
TALL = (("tree", "tree"), ("flagpole", "flagpole"), ("tower", "tower"), ("building", "building"), ("lamp post", "lamp"))

SLANTED = ("ladder", "plank")
STORIES = {
    "pole_or_tree_height": (
        Story(
            "shadow_stick",
            range(10, 31),
            range(12, 45),
            WIDE,
            {HIGH: 5, LOW: 1, GAP: 1},
            (("pole", "C", "D"), ("{thing}", "B", "A")),
            TALL,
        ),
        Story(
            "shadow_person",
            range(14, 20),
            range(14, 40),
            WIDE,
            {HIGH: 5, NEAR: 1},
            (("person", "C", "D"), ("{thing}", "B", "A")),
            TALL,
        ),
        Story(
            "sight_line",
            range(10, 31),
            range(12, 45),
            WIDE,
            {HIGH: 5, GAP: 1, WHOLE: 1},
            (("pole", "C", "D"), ("{thing}", "B", "A")),
            TALL,
        ),
    ),
    "river_width_or_window_or_lever": (
        Story("river", range(60, 300, 5), range(100, 400, 5), WIDE[:5], {NEAR: 1}, ()),
        Story("plank", range(2, 10), range(5, 25), WIDE, {HIGH: 2, LOW: 1}),
    ),
    "ladder_on_wall": (Story("ladder", range(4, 16), range(5, 30), WIDE[:6], {HIGH: 1}),),
    "street_lamp_shadow": (
        Story(
            "lamp",
            range(14, 20),
            range(8, 40),
            WIDE,
            {HIGH: 3, NEAR: 2, GAP: 1},
            (("person", "C", "D"), ("lamp", "B", "A")),
        ),
    ),
    "ball_over_net": (
        Story(
            "volleyball", range(20, 25), range(40, 120), LOW_SMASH, {HIGH: 2, GAP: 1, WHOLE: 1}, (("pole", "C", "D"),)
        ),
        Story("tennis", range(8, 11), range(20, 80), WIDE[1:5], {HIGH: 3, GAP: 1, NEAR: 1}, (("pole", "C", "D"),)),
    ),
}

WINDOWS = [
    (low, wide, near)
    for low in range(8, 16)
    for wide in range(8, 26)
    for near in range(10, 40)
    if 2 * near * wide % low == 0 and 35 * near < 100 * low < 160 * near
]
"""Tenths of a metre: the wall below a window, the window, and how near the light comes to the wall."""


@family(
    "similar_shadow_ladder",
    "Applied similar triangles, A-shape (shadow, pole, ladder, ball, lever)",
    {
        "pole_or_tree_height": 7,
        "river_width_or_window_or_lever": 4,
        "ladder_on_wall": 3,
        "street_lamp_shadow": 2,
        "ball_over_net": 2,
    },
    weight=2.51,
    capacity=2900,
)
def similar_shadow_ladder(figure: Figure, rng: Random, variant: str) -> Draft:
    """Three lengths of the figure are given, a fourth is asked in the words of the story."""
    if variant == "pole_or_tree_height" and rng.random() < 0.25:
        return _two_shadows(figure, rng)
    if variant == "river_width_or_window_or_lever" and rng.random() < 0.34:
        return _window(figure, rng)
    story = rng.choice(STORIES[variant])
    low, near, factor = rng.choice(_sizes(variant, story.name))
    if story.name in SLANTED:
        return _along_the_slant(figure, rng, story, low, near, factor)
    high, whole = low * factor, near * factor
    lengths = {NEAR: Exact(near), WHOLE: Exact(whole), GAP: Exact(whole - near), LOW: Exact(low), HIGH: Exact(high)}
    thing, sketch = rng.choice(story.things) if story.things else ("", "")
    slots = (("thing", f"the {thing}"),) if thing else ()
    scene, upright = _place(figure, rng, story, float(near), float(low), float(factor), sketch)
    goal = rng.choices(list(story.goals), list(story.goals.values()))[0]
    if goal in (LOW, HIGH):
        known = [LOW if goal == HIGH else HIGH, *rng.sample([NEAR, GAP, WHOLE], 2)]
    else:
        known = [
            LOW,
            HIGH,
            rng.choice([q for q in ((GAP,) if story.name == "river" else (NEAR, GAP, WHOLE)) if q != goal]),
        ]
    key = f"similar_shadow_ladder.{story.name}"
    asked = {HIGH: "high", LOW: "low", NEAR: "near", GAP: "gap", WHOLE: "whole"}[goal]
    return Draft(
        figure,
        {q: lengths[q] for q in lengths if q in known},
        goal,
        phrases=(Phrase(f"{key}.scene", scene, slots), Phrase(f"{key}.upright", upright, slots)),
        question=Phrase(f"{key}.{asked}", (), slots),
        unit="m",
        wrong=_mistakes(lengths, goal),
        skin=f"{story.name}_{thing}".rstrip("_").replace(" ", "_"),
    )


@cache
def _sizes(variant: str, name: str) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Near height, distance (or part of the slant) and factor of a story: all lengths short decimals, in proportion."""
    story = next(story for story in STORIES[variant] if story.name == name)
    steepness = (0.22, 0.9) if name in SLANTED else (0.22, 2.4)
    return [
        (Fraction(low, 10), Fraction(near, 10), factor)
        for factor in story.factors
        for low in story.low
        if 2 * low * factor.numerator % factor.denominator == 0
        for near in story.near
        if 2 * near * factor.numerator % factor.denominator == 0 and steepness[0] * near < low < steepness[1] * near
    ]


def _place(
    figure: Figure, rng: Random, story: Story, near: float, low: float, factor: float, sketch: str
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Place the figure in the pose of its story; returns what the scene and what the right angles say."""
    pose = -1j if story.name in ("river", "ladder") else 1
    mirrored = rng.random() < 0.5

    def z(x: float, y: float) -> complex:
        turned = complex(x, y) * pose
        return complex(-turned.real, turned.imag) if mirrored else turned

    figure.points(P=0, C=z(near, 0), D=z(near, low), A=z(near * factor, low * factor), B=z(near * factor, 0))
    scene = (
        figure.state("polygon", "A", "B", "P"),
        figure.state("segment", "C", "D"),
        figure.state("between", "C", "P", "B"),
        figure.state("between", "D", "P", "A"),
    )
    upright = (figure.state("right_angle", "P", "C", "D"), figure.state("right_angle", "P", "B", "A"))
    for name, foot, top in story.icons:
        figure.draw("icon", name.format(thing=sketch), foot, top)
    if story.name == "ladder":
        figure.draw("icon", "ground" if mirrored else "wall", "B", "P")
    return scene, upright


def _mistakes(lengths: dict[Quantity, Exact], goal: Quantity) -> dict[str, Exact | Quantity]:
    """What the usual wrong proportions give."""
    low, high, near, gap, whole = (lengths[q] for q in (LOW, HIGH, NEAR, GAP, WHOLE))
    table: dict[Quantity, dict[str, Exact | Quantity]] = {
        HIGH: {
            "forgot_to_add_the_distances": low * gap / near,
            "inverse_ratio": low * near / whole,
            "added_the_difference": low + gap,
        },
        LOW: {"forgot_to_add_the_distances": high * near / gap, "inverse_ratio": high * whole / near},
        NEAR: {
            "forgot_to_add_the_distances": gap * low / high,
            "whole_distance": whole,
            "inverse_ratio": gap * high / low,
        },
        GAP: {"forgot_to_subtract": whole, "inverse_ratio": near * low / high},
        WHOLE: {"part_only": gap, "inverse_ratio": near * low / high},
    }
    return table[goal]


def _along_the_slant(
    figure: Figure, rng: Random, story: Story, low: Fraction, part: Fraction, factor: Fraction
) -> Draft:
    """Ladder and plank: the lengths along the slant PA are the round ones, not those along PB."""
    high, slant = low * factor, part * factor
    scene, upright = _place(figure, rng, story, math.sqrt(part * part - low * low), float(low), float(factor), "")
    pd, da, pa = length("P", "D"), length("D", "A"), length("P", "A")
    values = {pd: Exact(part), da: Exact(slant - part), pa: Exact(slant), LOW: Exact(low), HIGH: Exact(high)}
    asked = {pd: "part", da: "rest", pa: "slant", LOW: "low", HIGH: "high"}
    if story.name == "ladder":
        goal = rng.choice((pa, pa, pd, da))
        known = [LOW, HIGH, rng.choice([q for q in (pd, da, pa) if q != goal])]
    else:
        goal = rng.choice((HIGH, LOW))
        known = [LOW if goal == HIGH else HIGH, *rng.sample([pd, da, pa], 2)]
    along = {NEAR: values[pd], GAP: values[da], WHOLE: values[pa], LOW: values[LOW], HIGH: values[HIGH]}
    key = f"similar_shadow_ladder.{story.name}"
    return Draft(
        figure,
        {q: values[q] for q in values if q in known},
        goal,
        phrases=(Phrase(f"{key}.scene", scene), Phrase(f"{key}.upright", upright)),
        question=Phrase(f"{key}.{asked[goal]}"),
        unit="m",
        wrong=_mistakes(along, {pd: NEAR, da: GAP, pa: WHOLE}.get(goal, goal)),
        skin=story.name,
    )


def _window(figure: Figure, rng: Random) -> Draft:
    """Parallel sun rays AM and BN through a window AB in an upright wall, to the floor."""
    low, height, reach = rng.choice(WINDOWS)
    below, wide, near = Fraction(low, 10), Fraction(height, 10), Fraction(reach, 10)
    far = near * (below + wide) / below
    side = rng.choice((1, -1))
    figure.points(A=1j * float(below + wide), B=1j * float(below), C=0, N=side * float(near), M=side * float(far))
    scene = (
        figure.state("polygon", "A", "C", "M"),
        figure.state("segment", "B", "N"),
        figure.state("between", "B", "A", "C"),
        figure.state("between", "N", "C", "M"),
    )
    rays = (figure.state("right_angle", "A", "C", "M"), figure.state("parallel", "A", "M", "B", "N"))
    ab, bc, cn, nm, cm = length("A", "B"), length("B", "C"), length("C", "N"), length("N", "M"), length("C", "M")
    values = {bc: below, ab: wide, cn: near, nm: far - near, cm: far}
    goal = rng.choice((ab, ab, bc))
    known = [bc if goal == ab else ab, *rng.sample([cn, nm, cm], 2)]
    key = "similar_shadow_ladder.window"
    return Draft(
        figure,
        {q: Exact(values[q]) for q in values if q in known},
        goal,
        phrases=(Phrase(f"{key}.scene", scene), Phrase(f"{key}.rays", rays)),
        question=Phrase(f"{key}.{'window' if goal == ab else 'below'}"),
        unit="m",
        wrong={
            "inverse_ratio": Exact(below * near / far),
            "height_of_the_top": Exact(below + wide),
            "forgot_to_subtract": Exact(wide * far / (far - near)),
        },
        skin="window",
    )


def _two_shadows(figure: Figure, rng: Random) -> Draft:
    """A thing AB and a stick DE side by side in the sun, with their shadows BC and EF."""
    low, near, factor = rng.choice(
        [size for size in _sizes("pole_or_tree_height", "shadow_stick") if size[2] <= 5 and 0.5 * size[1] < size[0]]
    )
    high, whole = low * factor, near * factor
    thing, sketch = rng.choice(TALL)
    side = rng.choice((1, -1))
    start = float(whole) + 0.3 * float(whole + near)
    figure.points(A=1j * float(high), B=0, C=side * float(whole))
    figure.points(D=side * start + 1j * float(low), E=side * start, F=side * (start + float(near)))
    shadows = (
        figure.state("polygon", "A", "B", "C"),
        figure.state("polygon", "D", "E", "F"),
        figure.state("between", "C", "B", "E"),
        figure.state("between", "E", "C", "F"),
        figure.state("segment", "C", "E"),
    )
    same = (
        figure.state("right_angle", "A", "B", "C"),
        figure.state("right_angle", "D", "E", "F"),
        figure.state("parallel", "A", "C", "D", "F"),
    )
    figure.draw("icon", sketch, "B", "A")
    figure.draw("icon", "pole", "E", "D")
    tall, long, stick, short = length("A", "B"), length("B", "C"), length("D", "E"), length("E", "F")
    values = {stick: Exact(low), short: Exact(near), long: Exact(whole), tall: Exact(high)}
    goal = rng.choice((tall, tall, tall, long, short))
    known = [q for q in values if q != goal]
    slots = (("thing", f"the {thing}"),)
    key = "similar_shadow_ladder.two_shadows"
    wrong: dict[str, Exact | Quantity] = {}
    if goal == tall:
        wrong = {
            "inverse_ratio": Exact(low * near / whole),
            "added_the_difference": Exact(low + whole - near),
            "mixed_ratio": Exact(near * whole / low),
        }
    return Draft(
        figure,
        {q: values[q] for q in known},
        goal,
        phrases=(Phrase(f"{key}.scene", shadows, slots), Phrase(f"{key}.sun", same, slots)),
        question=Phrase(f"{key}.{ {tall: 'tall', long: 'long', short: 'short'}[goal] }", (), slots),
        unit="m",
        wrong=wrong,
        skin=f"two_shadows_{thing}".replace(" ", "_"),
    )
