"""The gap in one picture: accuracy from all text to all picture, with intervals, and what a blank picture scores."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from puma_train.questions import VIEWS

if TYPE_CHECKING:
    from puma_train.report import Report

COLOURS: Final = ("#3b75af", "#e08a2c", "#519a60", "#8e6bb0", "#7a7a7a")
"""One for each report, told apart by colour-blind readers too."""
INK: Final = "#333333"


def gap_chart(reports: Mapping[str, Report], path: str | Path) -> None:
    """Draw the accuracy by view of one or several reports, by their labels, side by side as a PNG.

    The dotted line is the accuracy of the view with the most text; the bracket between it and a bar is the gap, written
    below in points. A diamond is the same questions with a blank picture. Upright lines are 95 % intervals.
    """
    views = [view for view in VIEWS if any(view in report.views for report in reports.values())]
    figure = Figure(figsize=(max(6.5, 1.8 + 1.2 * len(views)), 4.6), dpi=160, layout="constrained")
    axes = figure.add_subplot()
    width = min(0.8 / len(reports), 0.5)
    for number, report in enumerate(reports.values()):
        colour, shift = COLOURS[number % len(COLOURS)], (number - (len(reports) - 1) / 2) * width
        bar, top = 0.9 * width, report.views[report.reference].accuracy
        for view, tally in report.views.items():
            x = views.index(view) + shift
            axes.bar(x, tally.accuracy, bar, color=colour, alpha=0.85)
            axes.plot([x, x], [tally.low, tally.high], color=INK, linewidth=1.5, solid_capstyle="butt", zorder=3)
            if blank := report.blank.get(view):
                aside = x - 0.28 * bar
                axes.plot([aside, aside], [blank.low, blank.high], color=INK, linewidth=0.9, zorder=4)
                axes.plot(aside, blank.accuracy, marker="D", color="white", markeredgecolor=INK, markersize=5, zorder=5)
            if gap := report.gaps.get(view):
                aside = x + 0.28 * bar
                axes.plot([aside, aside], [tally.accuracy, top], color=INK, linewidth=0.8, marker="_", markersize=5)
                text = _points(gap.gap)
                if len(reports) == 1:
                    text += f"  [{_points(gap.low)}, {_points(gap.high)}]"
                below: dict[str, Any] = {
                    "transform": axes.get_xaxis_transform(),
                    "ha": "center",
                    "va": "top",
                    "fontsize": 9,
                }
                axes.text(x, -0.165, text, color=colour, fontweight="bold", **below)
        axes.plot(
            [views.index(report.reference) + shift, len(views) - 0.5],
            [top, top],
            color=colour,
            linewidth=1.2,
            linestyle=":",
        )
    axes.text(-0.06, -0.165, "gap", transform=axes.transAxes, ha="right", va="top", fontsize=9, color=INK)
    axes.set_xticks(range(len(views)), [view.replace("_", "\n") for view in views])
    axes.set_xlim(-0.55, len(views) - 0.45)
    axes.set_ylim(0, 1.02)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.set_ylabel("accuracy, %")
    axes.grid(axis="y", color="#e6e6e6", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    figure.legend(handles=_legend(list(reports)), loc="outside upper left", ncols=3, frameon=False, fontsize=9)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, facecolor="white")


def _legend(labels: list[str]) -> list[Patch | Line2D]:
    bars = [
        Patch(color=COLOURS[at % len(COLOURS)], alpha=0.85, label=label) for at, label in enumerate(labels) if label
    ]
    blank: dict[str, Any] = {"marker": "D", "markerfacecolor": "white", "markeredgecolor": INK, "markersize": 5}
    return [
        *bars,
        Line2D([], [], color=INK, linewidth=1.5, label="95 % interval"),
        Line2D([], [], color="none", label="with a blank picture", **blank),
        Line2D([], [], color=INK, linewidth=0.8, marker="_", label="gap to the view with most text, points"),
    ]


def _points(gap: float) -> str:
    return f"{round(100 * gap)}".replace("-", "−")
