"""Where the CPU time of a problem goes, and how many problems a CPU-second makes: one process, warm, all six views.

The whole job of a worker is timed: every attempt, whether kept or thrown away, to the finished Parquet files. As
seconds depend on the machine, pyplot draws the four pictures of some of the same problems in the same run (a figure
and savefig each, mathtext for the labels, the page's text in lines, nothing laid out).

    python benchmarks/generate.py [--n 300] [--seed 1] [--domain geometry|functions|solid|all]
"""

from __future__ import annotations

import argparse
import io
import math
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import cache, wraps
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
from matplotlib.mathtext import MathTextParser

from puma_data import make
from puma_data.dataset.config import make_config
from puma_data.dataset.shards import PARTS, RECORDS, Cut, make_shard
from puma_data.present import drawing, png
from puma_data.present.drawing import Layout
from puma_data.present.scene import Ink, straight
from puma_data.present.shown import BARE, MARKED, VALUED
from puma_data.present.wording import Wording
from puma_data.workers import settle

STAGES: list[tuple[str, Any, str]] = [
    ("invent", make.Maker, "present"),  # what is left of it when the stages below are taken off
    ("verify", make, "verify"),
    ("word", make, "choices"),
    ("word", Wording, "word"),
    ("word", make, "solution"),
    ("lay out", drawing, "lay_out"),
    ("rasterise", drawing, "paint"),
    ("encode", png, "encode"),
    ("key", make, "keys"),
    ("spec", make.Maker, "rows"),
]
"""What is timed, each without the stages inside it; the rest of the job is "write"."""
DRAWING = ("lay out", "rasterise", "encode")


class Clock:
    """CPU seconds by stage; time spent in a stage inside another one counts for the inner one alone."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.stack = ["write"]
        self.last = time.process_time()

    def tick(self) -> None:
        """Book the time since the last tick for the stage that is running."""
        now = time.process_time()
        self.seconds[self.stack[-1]] += now - self.last
        self.last = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, booked for a stage."""

        @wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            self.tick()
            self.stack.append(stage)
            try:
                return function(*args, **options)
            finally:
                self.tick()
                self.stack.pop()

        return call


def polyline(ink: Ink) -> tuple[list[float], list[float]]:
    """An ink's path, gaps as nan, which pyplot leaves out."""
    pieces = list(straight(ink.commands))
    path = list(pieces[0]) if pieces else []
    for (_, end), (start, there) in pairwise(pieces):
        path += [there] if start == end else [complex(math.nan, math.nan), start, there]
    return [z.real for z in path], [z.imag for z in path]


@cache
def mathtext(source: str) -> str:
    """A source as pyplot can print it."""
    try:
        MathTextParser("path").parse(source)
    except ValueError:
        return source.replace("$", "").replace("\\", "")
    return source


def naive(laid: Layout, text: str) -> None:
    """The four pictures of a problem by pyplot: the layers so far on a figure of their own, and all under the text."""
    left, top, width, height = laid.window
    for layer, above in ((BARE, 0), (MARKED, 0), (VALUED, 0), (VALUED, 180)):
        figure = plt.figure(figsize=(width / 100, (height + above) / 100), dpi=100)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(left, left + width)
        axes.set_ylim(top + height, top - above)
        axes.set_axis_off()
        for ink in laid.scene.ink:
            if ink.layer <= layer and ink.filled:
                axes.fill(*polyline(ink), color="0.9")
            elif ink.layer <= layer:
                axes.plot(*polyline(ink), "--" if laid.style.pen(ink.pen).dash else "-", color="black", linewidth=1.2)
        for z, radius in laid.scene.dots:
            axes.plot([z.real], [z.imag], "o", color="black", markersize=1.44 * radius)
        for at, source, line, z, _ in laid.written:
            if at <= layer:
                axes.text(z.real, z.imag, mathtext(source), fontsize=0.72 * line.size, ha="center", va="center")
        words = text.split(" ") if above else []
        for i in range(0, len(words), 9):  # a formula that a line cuts in two is printed as it stands
            axes.text(left + 10, top - above + 14 * i / 9 + 14, mathtext(" ".join(words[i : i + 9])), fontsize=9)
        figure.savefig(io.BytesIO(), format="png", dpi=100)
        plt.close(figure)


def cpu_ms(draw: Callable[..., Any], scenes: list[tuple[Layout, str]]) -> float:
    """CPU milliseconds a problem of drawing scenes, the second time over: fonts and caches are there."""
    for scene in scenes:
        draw(*scene)
    start = time.process_time()
    for scene in scenes:
        draw(*scene)
    return 1000 * (time.process_time() - start) / len(scenes)


def main(n: int, seed: int, domain: str = "geometry", warm: int = 200, drawn: int = 8) -> None:
    settle()
    config = make_config(domain=domain, n=n + warm, seed=seed)
    maker = make.Maker(config)
    clock = Clock()
    scenes: list[tuple[Layout, str]] = []
    paint = drawing.paint

    def kept(laid: Layout, rng: Any, text: str, *rest: Any) -> Any:
        if len(scenes) < drawn:
            scenes.append((laid, text))
        return paint(laid, rng, text, *rest)

    drawing.paint = kept
    for stage, place, name in STAGES:
        setattr(place, name, clock.timed(stage, getattr(place, name)))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for part in (PARTS, RECORDS):
            (out / part).mkdir(parents=True)
        make_shard(maker, config, out, Cut(0, 0, warm), lambda *counts: None)
        clock.tick()
        clock.seconds.clear()
        record = make_shard(maker, config, out, Cut(1, warm, warm + n), lambda *counts: None)
        clock.tick()
    total = clock.seconds.total()
    print(f"{'stage':<10} {'ms a problem':>12} {'share':>7}")
    for stage in dict.fromkeys([*(stage for stage, _, _ in STAGES), "write"]):
        print(
            f"{stage:<10} {1000 * clock.seconds[stage] / record.problems:>12.2f} {clock.seconds[stage] / total:>7.1%}"
        )
    print(f"{'all':<10} {1000 * total / record.problems:>12.2f}")
    print(
        f"\n{record.problems} problems in {total:.1f} CPU seconds: {record.problems / total:.1f} problems a CPU second"
    )
    print(f"{sum(record.rejected.values())} attempts rejected, {record.duplicates} duplicates")
    ours = 1000 * sum(clock.seconds[stage] for stage in DRAWING) / record.problems
    theirs = cpu_ms(naive, scenes)
    share = ours * record.problems / total / 1000
    print(f"Four pictures a problem, labels placed: {ours:.1f} ms, {share:.0%} of the time")
    print(f"Pyplot, the same four with the places given: {theirs:.0f} ms, {theirs / ours:.0f} times as long")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=300, help="problems to time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--domain", default="geometry")
    options = parser.parse_args()
    main(options.n, options.seed, options.domain)
