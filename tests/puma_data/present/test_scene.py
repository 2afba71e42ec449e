"""The drawing list: to scale, every stroke once, marks by class, nothing said that is not given."""

from __future__ import annotations

import cmath
import math
import random
from itertools import combinations

import pytest

from generators.plane import quantities as q
from generators.plane.domain import PLANE
from puma_data.present import style
from puma_data.present.icons import ICONS, UnknownIcon, sketch
from puma_data.present.scene import compose, fit, straight
from puma_data.present.shown import _FACT_WORDS, CannotLabel, Crowded, read
from puma_data.symbolic.facts import nothing
from puma_data.symbolic.figure import Figure
from tests.puma_data.present.figures import FIGURES, polar, problem

LOOK = style.STYLES[0][0]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("mirror", [False, True])
def test_drawn_to_scale_inside_the_margins(name: str, mirror: bool) -> None:
    made = FIGURES[name](random.Random(name))
    shown = read(made)
    frame = fit(shown, made, cmath.rect(1, 0.7), mirror, 448, 400, 30)
    for p, r in combinations(made.figure.position, 2):
        here = abs(frame.pixel(made.figure.at(p)) - frame.pixel(made.figure.at(r)))
        assert here == pytest.approx(frame.scale * abs(made.figure.at(p) - made.figure.at(r)))
    try:
        scene = compose(shown, made, frame, LOOK)
    except CannotLabel:
        return
    for z in scene.points.values():
        assert 29.9 <= z.real <= 418.1 and 29.9 <= z.imag <= 370.1


@pytest.mark.parametrize("name", FIGURES)
def test_no_stroke_is_drawn_twice(name: str) -> None:
    made = FIGURES[name](random.Random(name))
    gaps = [frozenset(gap) for run in read(made).runs for gap in zip(run.points, run.points[1:], strict=False)]
    assert len(gaps) == len(set(gaps))


@pytest.mark.parametrize("mirror", [False, True])
def test_arcs_run_the_same_way_round_in_a_mirrored_picture(mirror: bool) -> None:
    made = FIGURES["sector"](random.Random(1))
    frame = fit(read(made), made, cmath.rect(1, 0.4), mirror, 448, 448, 30)
    scene = compose(read(made), made, frame, LOOK)
    (arc,) = [ink for ink in scene.ink if ink.pen == "circle"]
    _, x, y, r, start, end = arc.commands[0]
    angle = math.radians((start + end) / 2)
    sweep = math.degrees(cmath.phase(made.figure.at("B")))
    truth = frame.pixel(polar(4, sweep / 2))
    assert abs(complex(x + r * math.cos(angle), y - r * math.sin(angle)) - truth) < 1e-6
    fill = next(ink for ink in scene.ink if ink.pen == "fill")
    assert all(abs(z - frame.pixel(0)) < r + 1 for piece in straight(fill.commands) for z in piece)


def test_equal_segments_share_a_count_and_unequal_ones_do_not() -> None:
    shown = read(FIGURES["dense"](random.Random(2)))
    assert [sorted(map(sorted, group)) for group in shown.ticks] == [
        [["B", "D"], ["C", "D"]], [["A", "E"], ["C", "E"]], [["A", "F"], ["B", "F"]],
    ]  # fmt: skip


def test_a_chain_of_equal_segments_is_one_class() -> None:
    f = Figure(PLANE)
    f.points(A=0, M=2, B=4, C=4 + 2j)
    f.state("segment", "A", "B")
    f.state("midpoint", "M", "A", "B")
    f.state("segment", "B", "C")
    f.state("equal_length", "M", "B", "B", "C")
    assert [len(group) for group in read(problem(f, {}, q.length("B", "C"))).ticks] == [3]


def test_equality_of_a_divided_segment_is_written_not_ticked() -> None:
    f = Figure(PLANE)
    f.points(A=0, M=1, B=4, C=4 + 4j)
    f.state("segment", "A", "B")
    f.state("between", "M", "A", "B")
    f.state("segment", "B", "C")
    f.state("equal_length", "A", "B", "B", "C")
    shown = read(problem(f, {}, q.length("B", "C")))
    assert shown.ticks == [] and shown.captions == [(1, "$AB = BC$")]


def test_a_fourth_class_is_written() -> None:
    f = Figure(PLANE)
    for i in range(4):
        f.points(**{"ABCD"[i]: 5j * i, "EFGH"[i]: 4 + i + 5j * i, "KLMN"[i]: 2 * (4 + i) + 5j * i})
        f.state("segment", "ABCD"[i], "KLMN"[i])
        f.state("midpoint", "EFGH"[i], "ABCD"[i], "KLMN"[i])
    shown = read(problem(f, {}, q.length("A", "K")))
    assert len(shown.ticks) == 3 and shown.captions == [(1, "$DH = HN$")]


def test_one_square_a_corner() -> None:
    f = Figure(PLANE)
    f.points(A=2 + 3j, B=0, C=6, D=2)
    f.state("polygon", "A", "B", "C")
    f.state("between", "D", "B", "C")
    f.state("segment", "A", "D")
    f.state("right_angle", "A", "D", "B")
    f.state("right_angle", "A", "D", "C")
    assert len(read(problem(f, {}, q.length("A", "D"))).squares) == 1


def test_a_value_without_a_place_is_written_in_words() -> None:
    shown = read(FIGURES["parallelogram"](random.Random(1)))
    assert (2, "Perimeter of $ABCD = 28$") in shown.captions


def test_what_has_no_mark_is_written() -> None:
    f = Figure(PLANE)
    f.points(A=0, B=6, C=6j, G=2 + 2j)
    f.state("polygon", "A", "B", "C")
    f.state("centroid", "G", "A", "B", "C")
    assert read(problem(f, {}, q.length("A", "G"))).captions == [(1, r"$G$ is the centroid of $\triangle ABC$")]


def test_every_implicit_kind_has_a_mark_or_words() -> None:
    for kind in PLANE.facts.values():
        if kind.info == "implicit":
            assert kind.marks is not nothing or kind.name in _FACT_WORDS, kind.name


@pytest.mark.parametrize(("where", "reason"), [(0.05 + 0.05j, "coincide"), (3 + 0.05j, "nearly lies")])
def test_crowded_figures_are_rejected(where: complex, reason: str) -> None:
    f = Figure(PLANE)
    f.points(A=0, B=6, C=3 + 5j, D=where)
    f.state("polygon", "A", "B", "C")
    made = problem(f, {}, q.length("A", "B"))
    shown = read(made)
    with pytest.raises(Crowded, match=reason):
        compose(shown, made, fit(shown, made, 1, False, 448, 448, 30), LOOK)


@pytest.mark.parametrize("name", ICONS)
def test_sketches_reach_from_foot_to_top(name: str) -> None:
    open_lines, closed_lines = sketch(name, 100 + 300j, 100 + 100j, 1.0)
    points = [z for line in (*open_lines, *closed_lines) for z in line]
    assert min(abs(z.imag - 300) for z in points) < 12 and min(abs(z.imag - 100) for z in points) < 12
    assert all(-30 <= z.real <= 230 for z in points)
    assert all(abs(line[0] - line[-1]) < 1e-9 for line in closed_lines)


def test_an_unknown_sketch_is_named() -> None:
    with pytest.raises(UnknownIcon, match="unicorn.*tree"):
        sketch("unicorn", 0, 1, 1.0)
