"""How common answers and chains of theorems are, and the chances of keeping them that bring each below its cap.

    python -m generators.plane.calibrate [--n 10000] [--rounds 2]

Invents (nothing is drawn) the problems of a default run, counts answers and chains, and writes
`generators/plane/thinning.py`. Run it again when generators or theorems have changed;
`tests/generators/plane/test_thinning.py` tells when that is needed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from random import Random

from puma_data.dataset.config import make_config
from puma_data.make import ATTEMPTS, Maker, labels
from puma_data.registry import Retry
from puma_data.symbolic.solve import Unsolvable

CAPS = {"answer": 0.014, "chain": 0.0065}
"""Shares aimed at: below the promised 2 % and 1 %, for chance must not break the promise."""
TABLE = '''"""Chances to keep a problem by its answer or chain of theorems; written by generators/plane/calibrate.py."""

from generators.plane.domain import PLANE

CHANCES = {{
{rows}}}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {{PLANE.name: CHANCES}}
'''
OUT = Path(__file__).with_name("thinning.py")


def survey(maker: Maker, n: int, seed: int) -> Counter[str]:
    """Labels of the problems of n indices, thinned as the maker thins."""
    counts: Counter[str] = Counter()
    for index in range(n):
        planned = maker.plan.at(index)
        for attempt in range(ATTEMPTS):
            stratum = maker.plan.relaxed(planned, attempt)
            rng = Random(f"calibrate/{seed}/{index}/{attempt}")
            try:
                problem = stratum.generator.invent(rng, stratum.request)
            except (Retry, Unsolvable):
                continue
            if all(rng.random() < maker.thinning[problem.domain].get(label, 1.0) for label in labels(problem)):
                counts.update(labels(problem))
                break
    return counts


def write(chances: dict[str, float]) -> None:
    """The table as a module, one label a line, the rarest kept first."""
    rows = "".join(
        f"    {json.dumps(label)}: {chance:.3f},\n"
        for label, chance in sorted(chances.items(), key=lambda item: item[1])
    )
    OUT.write_text(TABLE.format(rows=rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    maker = Maker(make_config(n=options.n, seed=1))
    chances: dict[str, float] = {}
    for seed in range(options.rounds):
        maker.thinning = {"plane_geometry": chances}
        counts = survey(maker, options.n, seed)
        for label, count in counts.items():
            cap = CAPS[label.split()[0]] * options.n
            if count > cap:
                chances[label] = chances.get(label, 1.0) * cap / count
        print(f"round {seed}:", *(f"{count} {label}" for label, count in counts.most_common(6)), sep="\n  ")
    write(chances)


if __name__ == "__main__":
    main()
