"""How common answers and chains of theorems are, and the chances of keeping them that bring each below its cap.

    python -m generators.calibrate plane [--n 10000] [--rounds 2]

Invents (nothing is drawn) the problems of a default run of a domain, counts answers and chains, and writes its
``thinning.py``. Run it again when generators or theorems have changed; the domain's ``test_thinning.py`` tells when
that is needed.
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

DOMAINS = {
    "plane": ("geometry", "plane_geometry", "PLANE"),
    "functions": ("functions", "functions", "FUNCTIONS"),
    "solid": ("solid", "solid_geometry", "SOLID"),
}
"""For each package its command, its column and the name of its domain."""
CAPS = {
    "plane": {"answer": 0.014, "chain": 0.0065},
    "functions": {"answer": 0.018, "chain": 0.012},
    "solid": {"answer": 0.0085, "chain": 0.015},
}
"""Shares aimed at: below those promised (of the plane 2 % and 1 %, of functions 3 % and 2 %, of solids 1 % and 2 %),
for chance must not break the promise."""
TABLE = '''"""Chances to keep a problem by its answer or chain of theorems; written by generators/calibrate.py."""

from generators.{package}.domain import {name}

CHANCES = {{
{rows}}}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {{{name}.name: CHANCES}}
'''


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


def write(package: str, chances: dict[str, float]) -> None:
    """The table as a module, one label a line, the rarest kept first."""
    rows = "".join(
        f"    {json.dumps(label)}: {chance:.3f},\n"
        for label, chance in sorted(chances.items(), key=lambda item: item[1])
    )
    out = Path(__file__).parent / package / "thinning.py"
    out.write_text(TABLE.format(package=package, name=DOMAINS[package][2], rows=rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=list(DOMAINS))
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    command, column, _ = DOMAINS[options.package]
    maker = Maker(make_config(n=options.n, seed=1, domain=command))
    chances: dict[str, float] = {}
    for seed in range(options.rounds):
        maker.thinning = {column: chances}
        counts = survey(maker, options.n, seed)
        for label, count in counts.items():
            cap = CAPS[options.package][label.split()[0]] * options.n
            if count > cap:
                chances[label] = chances.get(label, 1.0) * cap / count
        print(f"round {seed}:", *(f"{count} {label}" for label, count in counts.most_common(12)), sep="\n  ")
    write(options.package, chances)


if __name__ == "__main__":
    main()
