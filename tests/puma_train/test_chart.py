"""The chart shows what the reports say, and is a picture of a size fit for a page."""

import PIL.Image
import pytest

from puma_train.chart import gap_chart
from puma_train.report import Report, Tally
from puma_train.statistics import paired_gap, wilson

VIEWS = ("text_only", "text_lite", "vision_only")


def report(rights, n=40):
    outcomes = {view: [at < right for at in range(n)] for view, right in zip(VIEWS, rights, strict=True)}
    tallies = {v: Tally(n, sum(o), n - sum(o), 0, 0, sum(o) / n, *wilson(sum(o), n), 2.0) for v, o in outcomes.items()}
    gaps = {view: paired_gap(outcomes["text_only"], outcomes[view]) for view in VIEWS[1:]}
    blank = {"vision_only": Tally(n, 4, n - 4, 0, 0, 4 / n, *wilson(4, n), 2.0)}
    return Report("text_only", tallies, blank, gaps, {}, {}, {}, {}, {}, {}, {}, {})


def drawn(reports, monkeypatch, tmp_path):
    """The axes of a chart, kept from the moment it is saved."""
    from matplotlib.figure import Figure

    kept = []
    monkeypatch.setattr(Figure, "savefig", lambda figure, *args, **kwargs: kept.append(figure))
    gap_chart(reports, tmp_path / "a.png")
    return kept[0]


def test_bars_intervals_and_gaps_stand_for_the_numbers(monkeypatch, tmp_path):
    before, after = report((30, 24, 6)), report((30, 30, 20))
    figure = drawn({"before": before, "after": after}, monkeypatch, tmp_path)
    axes = figure.axes[0]
    heights = sorted(patch.get_height() for patch in axes.patches)
    assert heights == pytest.approx(sorted(t.accuracy for r in (before, after) for t in r.views.values()))
    lines = [tuple(sorted(line.get_ydata())) for line in axes.lines]
    for tally in before.views.values():
        assert (tally.low, tally.high) in lines
    assert (before.views["vision_only"].accuracy, before.views["text_only"].accuracy) in lines  # a bracket
    texts = [text.get_text() for text in axes.texts]
    assert {"15", "60", "0", "25"} <= set(texts)  # the gaps, in points
    assert {"before", "after"} <= {text.get_text() for text in figure.legends[0].get_texts()}


def test_one_report_tells_the_interval_of_its_gaps(monkeypatch, tmp_path):
    texts = [text.get_text() for text in drawn({"": report((30, 24, 6))}, monkeypatch, tmp_path).axes[0].texts]
    gap = report((30, 24, 6)).gaps["vision_only"]
    assert f"60  [{round(100 * gap.low)}, {round(100 * gap.high)}]" in texts


def test_the_picture_is_written_and_not_blank(tmp_path):
    gap_chart({"": report((30, 24, 6))}, tmp_path / "new" / "gap.png")
    image = PIL.Image.open(tmp_path / "new" / "gap.png").convert("L")
    assert 900 <= image.width <= 1600 and image.getextrema()[0] < 80
    assert sum(image.histogram()[:250]) > 0.03 * image.width * image.height
