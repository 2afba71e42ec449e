"""The drawing list: to scale, every stroke once, marks by class, nothing said that is not given."""

from __future__ import annotations

import cmath
import math
import random
from itertools import combinations

import pytest
from shapely.geometry import LineString

from generators.plane import quantities as q
from generators.plane.domain import PLANE
from puma_data.present import style
from puma_data.present.drawing import lay_out
from puma_data.present.icons import ICONS, UnknownIcon, sketch
from puma_data.present.scene import Ink, Scene, compose, fit, straight
from puma_data.present.shown import _FACT_WORDS, CannotLabel, Crowded, read
from puma_data.symbolic.facts import nothing
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.problem import Problem
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


def cevian(seed: int) -> Problem:
    """A triangle, a cevian from its widest angle, and both the whole angle and a part of it given."""
    rng = random.Random(seed)
    f = Figure(PLANE)
    f.points(D=complex(rng.uniform(3, 9), rng.uniform(2.5, 5)), E=0, F=12)
    f.point("G", rng.uniform(0.3, 0.7) * 12)
    f.state("polygon", "D", "E", "F")
    f.state("between", "G", "E", "F")
    f.state("segment", "D", "G")
    whole, part = q.angle("E", "D", "F"), q.angle("F", "D", "G")
    given = {whole: round(f.measure(whole)), part: round(f.measure(part))}
    return problem(f, given, q.angle("D", "G", "F"))


def angle_arcs(scene: Scene) -> list[Ink]:
    return [ink for ink in scene.ink if ink.pen in ("mark", "value") and ink.commands[0][0] == "A"]


@pytest.mark.parametrize("seed", range(40))
def test_arcs_of_angles_stay_near_their_vertex_and_cross_nothing_else(seed: int) -> None:
    made = cevian(seed)
    laid = lay_out(made, LOOK, random.Random(seed))
    strokes = [s for s in laid.scene.segments if min(abs(z - laid.scene.points["D"]) for z in s) > 1]
    for arc in angle_arcs(laid.scene):
        _, x, y, r, start, end = arc.commands[0]
        assert abs(complex(x, y) - laid.scene.points["D"]) < 1e-6
        assert r < (65 if end - start > 40 else 81)
        line = LineString([(z.real, z.imag) for piece in straight(arc.commands) for z in piece])
        for a, b in strokes:
            assert not line.intersects(LineString([(a.real, a.imag), (b.real, b.imag)]))


@pytest.mark.parametrize("seed", range(40))
def test_the_number_of_an_angle_stands_at_its_arc(seed: int) -> None:
    made = cevian(seed)
    laid = lay_out(made, LOOK, random.Random(seed))
    written = {source: centre for _, source, _, centre, _ in laid.written}
    for arc, quantity in zip(angle_arcs(laid.scene), sorted(made.givens, key=made.figure.measure), strict=True):
        source = rf"${made.givens[quantity]}^\circ$"
        if source in written:
            _, x, y, r, start, end = arc.commands[0]
            middle = complex(x, y) + r * cmath.exp(-1j * math.radians((start + end) / 2))
            assert abs(written[source] - middle) < 100


@pytest.mark.parametrize("size", [0.32, 0.4, 0.5])
def test_arcs_at_the_ends_of_a_short_side_do_not_meet(size: float) -> None:
    f = Figure(PLANE)
    shape = {"A": 0, "B": 10, "C": 10.6 + 3.2j, "D": 5 + 8j}
    f.points(**shape, **{p: 14 + size * z for p, z in zip("EFGH", shape.values(), strict=True)})
    for names in ("ABCD", "EFGH"):
        f.state("polygon", *names)
    for i in (1, 2, 3):
        one, two = ([n[i - 1], n[i], n[(i + 1) % 4]] for n in ("ABCD", "EFGH"))
        f.state("equal_angle", *one, *two)
    made = problem(f, {}, q.length("A", "B"))
    try:
        laid = lay_out(made, LOOK, random.Random(1))
    except CannotLabel:
        return
    arcs = [LineString([(z.real, z.imag) for s in straight(a.commands) for z in s]) for a in angle_arcs(laid.scene)]
    for one, two in combinations(arcs, 2):
        assert not one.intersects(two)


def test_a_number_and_a_class_of_equal_angles_have_different_arcs() -> None:
    f = Figure(PLANE)
    f.points(A=2 + 5j, B=0, C=4)
    f.state("polygon", "A", "B", "C")
    f.state("equal_angle", "A", "B", "C", "A", "C", "B")
    alone = read(problem(f, {}, q.length("A", "B")))
    assert [corner.count for corner in alone.corners] == [1, 1]
    numbered = read(problem(f, {q.angle("B", "A", "C"): 44}, q.length("A", "B")))
    assert sorted(corner.count for corner in numbered.corners) == [1, 2, 2]


def test_marks_without_room_are_written_in_the_last_frame() -> None:
    f = Figure(PLANE)
    f.points(A=0, B=40, C=40 + 2j, D=38 + 2j, E=20 + 20j)
    f.state("polygon", "A", "B", "C", "D", "E")
    f.state("equal_length", "B", "C", "C", "D")
    made = problem(f, {}, q.length("A", "B"))
    shown = read(made)
    frame = fit(shown, made, 1, False, 448, 448, 30)
    with pytest.raises(CannotLabel, match="no room"):
        compose(shown, made, frame, LOOK)
    scene = compose(shown, made, frame, LOOK, last=True)
    assert scene.captions == [(1, "$BC = CD$")]
    assert not any(ink.pen == "mark" for ink in scene.ink)
