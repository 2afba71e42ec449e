"""Where the CPU time of a problem goes, and how many problems a CPU-second makes: one process, warm, all six views.

The whole job of a worker is timed: every attempt, whether kept or thrown away, to the finished Parquet files.

    python benchmarks/generate.py [--n 300] [--seed 1] [--domain geometry|functions|solid|all]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from puma_data import make
from puma_data.dataset.config import make_config
from puma_data.dataset.shards import PARTS, RECORDS, Cut, make_shard
from puma_data.present import drawing, png
from puma_data.present.wording import Wording

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


def main(n: int, seed: int, domain: str = "geometry", warm: int = 40) -> None:
    config = make_config(domain=domain, n=n + warm, seed=seed)
    maker = make.Maker(config)
    clock = Clock()
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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=300, help="problems to time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--domain", default="geometry")
    options = parser.parse_args()
    main(options.n, options.seed, options.domain)
