"""Labels: the striking rules against shapely, and no overlap in any figure, judged from the drawing list alone."""

from __future__ import annotations

import math
import random
from itertools import combinations

import numpy as np
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import unary_union

from puma_data.present import labels, style
from puma_data.present.drawing import Layout, lay_out
from puma_data.present.labels import InkSpots, Obstacles, Request
from puma_data.present.shown import CannotLabel
from puma_data.present.typeset import layout
from tests.puma_data.present.figures import FIGURES

Area = Polygon | MultiPolygon


def flattened(commands: list[tuple[str, *tuple[float, ...]]]) -> list[list[tuple[float, float]]]:
    """Canvas commands as fine polylines, written from the canvas's documentation."""
    chains: list[list[tuple[float, float]]] = []
    for name, *numbers in commands:
        if name == "M":
            chains.append([(numbers[0], numbers[1])])
        elif name == "L":
            chains[-1].append((numbers[0], numbers[1]))
        else:
            x, y, r, start, end = numbers
            angles = np.radians(np.linspace(start, end, 120))
            points = [(x + r * math.cos(a), y - r * math.sin(a)) for a in angles]
            chains[-1].extend(points) if chains else chains.append(points)
    return chains


def inked(laid: Layout) -> Area:
    """Everything drawn but fills and text, with the width of its pen."""
    areas = []
    for ink in laid.scene.ink:
        if ink.pen == "fill":
            continue
        for chain in flattened(ink.commands):
            if len(chain) > 1:
                areas.append(LineString(chain).buffer(laid.style.pen(ink.pen).width / 2, cap_style="flat"))
            if ink.filled and len(chain) > 3:
                areas.append(Polygon(chain).buffer(0))
    areas += [Point(at.real, at.imag).buffer(r) for at, r in laid.scene.dots]
    return unary_union(areas)


def boxes(laid: Layout) -> list[tuple[str, Polygon]]:
    found = []
    for _, source, text, centre, _ in laid.written:
        hx, hy = (text.ink[2] - text.ink[0]) / 2, (text.ink[3] - text.ink[1]) / 2
        found.append((source, box(centre.real - hx, centre.imag - hy, centre.real + hx, centre.imag + hy)))
    return found


@pytest.mark.parametrize("name", FIGURES)
def test_labels_touch_nothing(name: str) -> None:
    drawn = 0
    for seed in range(6):
        rng = random.Random(f"{name}{seed}")
        problem = FIGURES[name](rng)
        try:
            laid = lay_out(problem, style.pick(rng), rng)
        except CannotLabel:
            continue
        drawn += 1
        ink, written = inked(laid), boxes(laid)
        left, top, width, height = laid.window
        for source, area in written:
            assert ink.distance(area) > 0.5, f"{name} {seed}: {source} touches ink"
            assert box(left, top, left + width, top + height).buffer(-1).contains(area), (
                f"{name} {seed}: {source} is cut"
            )
        for (one, a), (two, b) in combinations(written, 2):
            assert a.distance(b) > 1.5, f"{name} {seed}: {one} touches {two}"
        assert len(written) + len(laid.captions) >= len(problem.givens)
    assert drawn >= 4, f"{name}: only {drawn} of 6 can be drawn"


@pytest.mark.parametrize("name", FIGURES)
def test_a_letter_is_nearest_to_its_own_point(name: str) -> None:
    rng = random.Random(name)
    try:
        laid = lay_out(FIGURES[name](rng), style.pick(rng), rng)
    except CannotLabel:
        pytest.skip("crowded")
    letters = {source.strip("$"): area for source, area in boxes(laid) if source.strip("$") in laid.scene.points}
    assert set(letters) == set(laid.scene.points)
    for name_, area in letters.items():
        gaps = {p: area.distance(Point(z.real, z.imag)) for p, z in laid.scene.points.items()}
        assert min(gaps, key=lambda p: gaps[p]) == name_


def test_struck_spots_are_those_that_shapely_finds() -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        segments = [(complex(*rng.uniform(0, 200, 2)), complex(*rng.uniform(0, 200, 2))) for _ in range(12)]
        circles = [(complex(*rng.uniform(50, 150, 2)), float(rng.uniform(10, 90)))]
        obstacles = Obstacles(segments, [1.0] * 12, segments, circles, [])
        x, y = rng.uniform(10, 190, 300), rng.uniform(10, 190, 300)
        hx, hy = rng.uniform(2, 20, 300), rng.uniform(2, 12, 300)
        near, _ = labels._hits(x, y, hx, hy, obstacles, 3.0, 9.0)
        lines = [LineString([(p.real, p.imag), (q.real, q.imag)]) for p, q in segments]
        ring = Point(circles[0][0].real, circles[0][0].imag).buffer(circles[0][1], 200).exterior
        for i in range(300):
            area = box(x[i] - hx[i], y[i] - hy[i], x[i] + hx[i], y[i] + hy[i])
            truth = min([ring.distance(area), *(line.distance(area) - 1.0 for line in lines)])
            if truth < 2.8:
                assert near[i]
            if truth > 3.0 * math.sqrt(2) + 1.0:  # the rule grows the box to a rectangle, so corners reach further
                assert not near[i]


def test_sight_is_blocked_where_segments_cross() -> None:
    rng = np.random.default_rng(6)
    walls = [(complex(*rng.uniform(0, 100, 2)), complex(*rng.uniform(0, 100, 2))) for _ in range(3)]
    starts, ends = (rng.uniform(0, 100, 400) + 1j * rng.uniform(0, 100, 400) for _ in range(2))
    blocked = labels._blocked(starts, ends, Obstacles(walls, [1.0] * 3, walls, [], []))
    lines = [LineString([(p.real, p.imag), (q.real, q.imag)]) for p, q in walls]
    for start, end, found in zip(starts, ends, blocked, strict=True):
        sight = LineString([(start.real, start.imag), (end.real, end.imag)])
        assert found == any(sight.intersects(line) for line in lines)


def spot(centres: list[complex], costs: list[float], ink: InkSpots | None = None) -> Request:
    text = layout("$A$", 20.0, "stix")
    return Request(
        "$A$", text, 0, "letter", np.array(centres), np.array(costs), np.full(len(centres), complex("nan")), None, ink
    )


def test_the_label_with_least_choice_goes_first() -> None:
    free = Obstacles([], [], [], [], [])
    picky, easy = spot([50 + 50j], [9.0]), spot([50 + 50j, 150 + 50j], [0.0, 5.0])
    assert labels.place([easy, picky], free, 200, 100, 1.0).chosen == [1, 0]


def test_two_labels_for_one_spot_leave_one_missing() -> None:
    free = Obstacles([], [], [], [], [])
    placement = labels.place([spot([50 + 50j], [1.0]), spot([52 + 50j], [1.0])], free, 200, 100, 1.0)
    assert sorted(placement.chosen) == [-1, 0] and len(placement.missing) == 1


def test_ink_of_a_label_keeps_clear_of_other_labels() -> None:
    free = Obstacles([], [], [], [], [])
    leader = InkSpots("thin", np.array([[[100 + 10j, 100 + 90j]]]))
    placement = labels.place(
        [spot([160 + 50j], [1.0], leader), spot([100 + 50j, 40 + 50j], [0.0, 1.0])], free, 200, 100, 1.0
    )
    assert placement.chosen == [0, 1]


def test_a_dimension_line_does_not_cross_a_circle() -> None:
    ring = Obstacles([], [], [], [(100 + 50j, 30.0)], [])
    inside, through = np.array([[[90 + 50j, 110 + 50j]]]), np.array([[[60 + 50j, 110 + 50j]]])
    assert labels.place([spot([20 + 20j], [1.0], InkSpots("thin", through))], ring, 200, 100, 1.0).missing == [0]
    assert labels.place([spot([20 + 20j], [1.0], InkSpots("thin", inside))], ring, 200, 100, 1.0).missing == []


def test_a_letter_is_not_seen_through_a_dimension_line() -> None:
    free = Obstacles([], [], [], [], [])
    line = spot([160 + 50j], [1.0], InkSpots("thin", np.array([[[20 + 50j, 140 + 50j]]])))
    letter = spot([80 + 80j, 80 + 10j], [0.0, 1.0])
    letter.starts = np.array([80 + 30j, 80 + 30j])
    assert labels.place([line, letter], free, 200, 100, 1.0).chosen == [0, 1]


def test_nothing_to_place() -> None:
    assert labels.place([], Obstacles([], [], [], [], []), 100, 100, 1.0).missing == []


def test_two_numbers_do_not_stand_close_together() -> None:
    free = Obstacles([], [], [], [], [])
    one, two = spot([50 + 40j], [1.0]), spot([50 + 65j, 150 + 65j], [0.0, 5.0])
    one.role = two.role = "value"
    assert labels.place([one, two], free, 200, 100, 1.0).chosen == [0, 1]


def test_a_number_does_not_stand_between_a_segment_and_its_dimension_line() -> None:
    free = Obstacles([], [], [], [], [])
    dimension = spot([100 + 80j], [1.0], InkSpots("thin", np.zeros((1, 0, 2), complex), (20 + 20j, 180 + 20j)))
    number = spot([50 + 50j, 50 + 5.5j], [0.0, 4.0])
    number.centres = np.array([50 + 50j, 50 + 8j])
    number.text = layout("$.$", 6.0, "stix")
    dimension.role = number.role = "value"
    assert labels.place([dimension, number], free, 200, 100, 1.0).chosen == [0, 1]


def test_a_leader_crosses_no_arc() -> None:
    arc = ((100 + 30j), (100 + 70j))
    through, past = [[[80 + 50j, 120 + 50j]]], [[[80 + 90j, 120 + 90j]]]
    marks = Obstacles([arc], [0.5], [], [], [])
    assert labels.place([spot([20 + 20j], [1.0], InkSpots("leader", np.array(through)))], marks, 200, 100, 1.0).missing
    assert not labels.place([spot([20 + 20j], [1.0], InkSpots("leader", np.array(past)))], marks, 200, 100, 1.0).missing
