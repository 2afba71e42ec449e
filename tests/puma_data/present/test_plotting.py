"""The drawing of coordinate planes, by an oracle that shares nothing with the placement: shapely on boxes and paths."""

from __future__ import annotations

from random import Random

import pytest
from shapely import LineString, box

from generators.functions import GENERATORS
from puma_data.present import style
from puma_data.present.naming import name_points
from puma_data.present.plotting import Plotted, plotted
from puma_data.present.scene import straight
from puma_data.present.shown import CannotLabel
from puma_data.registry import Request, Retry
from puma_data.symbolic.plot import Plot
from puma_data.symbolic.problem import Problem

CASES = [(generator, variant) for generator in GENERATORS for variant in generator.variants]


def scenes(generator, variant, count: int) -> list[tuple[Problem, Plotted]]:
    found = []
    for seed in range(200):
        rng = Random(seed)
        try:
            problem = generator.invent(rng, Request(variant))
            problem.names = name_points(problem, rng)
            assert isinstance(problem.figure, Plot)
            found.append((problem, plotted(problem, problem.figure, style.pick(rng), rng, 448)))
        except (Retry, CannotLabel):
            continue
        if len(found) == count:
            break
    return found


def boxes(plot: Plotted):
    for _, source, text, centre, _ in plot.written:
        hx, hy = (text.ink[2] - text.ink[0]) / 2, (text.ink[3] - text.ink[1]) / 2
        yield source, box(centre.real - hx, centre.imag - hy, centre.real + hx, centre.imag + hy)


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=[f"{g.id}-{v}" for g, v in CASES])
def test_no_label_sits_on_a_curve_an_axis_or_another_label(generator, variant) -> None:
    for _, plot in scenes(generator, variant, 4):
        lines = [
            LineString([(p.real, p.imag), (q.real, q.imag)])
            for ink in plot.scene.ink
            if ink.pen.startswith("curve") or ink.pen in ("axis", "asymptote")
            for p, q in straight(ink.commands)
            if p != q
        ]
        written = list(boxes(plot))
        for i, (source, one) in enumerate(written):
            assert not any(one.intersects(line) for line in lines), source
            assert not any(one.intersects(other) for _, other in written[i + 1 :]), source


@pytest.mark.parametrize(("generator", "variant"), CASES, ids=[f"{g.id}-{v}" for g, v in CASES])
def test_what_is_read_off_is_written_or_on_ticks_and_inside_the_window(generator, variant) -> None:
    for problem, _ in scenes(generator, variant, 4):
        figure = problem.figure
        (x0, x1), (y0, y1) = figure.axes.x, figure.axes.y
        for quantity in problem.givens:
            written = figure.labelled.get(quantity[1]) or quantity in figure.noted
            if quantity[0] not in ("x", "y") or written:
                continue
            assert figure.axes.numbered
            step = figure.axes.step[quantity[0] == "y"]
            assert (figure.exact[f"{quantity[1]}.{quantity[0]}"] / step).is_integer
        for point in figure.position:
            x, y = figure.coordinates(point)
            assert x0 <= x <= x1 and y0 <= y <= y1
            if not any(figure.axes.titles):
                assert x0 + 0.01 * (x1 - x0) < x < x1 - 0.01 * (x1 - x0)


def test_several_curves_differ_in_dash_and_not_in_colour_alone() -> None:
    for seed in range(40):
        rng = Random(seed)
        from puma_data.present.plotting import pens

        look = pens(style.pick(rng), rng)
        assert len({look.pens[f"curve{i}"].dash for i in range(3)}) == 3
        assert all(style.contrast(look.pens[f"curve{i}"].color, look.background) >= 4.5 for i in range(3))
