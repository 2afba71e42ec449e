"""What the parts of the alignment loss do to a tiny model: the align stage from one shared text model, several seeds.

Every setting sees the same pairs in the same order for the same steps; a seed changes that order alone. The table has
the mean over the seeds and, in brackets, their least and greatest value.

    python benchmarks/ablation.py --demo outputs/demo --steps 650 --seeds 3

takes data and text model from a finished demonstration. Finished runs are kept, so it can be stopped and started again.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean
from typing import Any

from puma_train.demo import DRAWN, TRAINING, quietly
from puma_train.evaluation import evaluate, load_model
from puma_train.report import Report
from puma_train.stages import run

SETTINGS: dict[str, dict[str, Any]] = {
    "cross-entropy only": {"lambda_kl": 0.0},
    "plain KL, mixed": {},
    "plain KL, forward": {"alpha": 1.0},
    "plain KL, reverse": {"alpha": 0.0},
    "plain KL, gated": {"correct_only": True},
    "standardised KL, mixed": {"standardize": True},
    "as published (λ 0.1)": {"standardize": True, "lambda_kl": 0.1},
    "plain KL alone (λ 1)": {"lambda_kl": 1.0},
}


def measured(demo: Path, name: str, seed: int, steps: int, batch: int) -> Report:
    """The evaluation of one run; trained first if it is not there."""
    out = demo / "ablation" / f"{name} {seed}".replace(" ", "-")
    if not (out / "measured/report.json").exists():
        config = {
            "model": str(demo / "text/1-text/model"),
            "data": {"source": str(demo / "data"), "target": "answer"},
            "output": str(out),
            "stages": ["align"],
            "seed": seed,
            "reference": "cached",
            "loss": {"standardize": False, "lambda_kl": 0.5, **SETTINGS[name]},
            "training": {**TRAINING, "per_device_train_batch_size": batch, "max_steps": steps},
            "align": {
                "learning_rates": {"vision_tower": 2e-3, "projector": 2e-3},
                "data": {"strong": ["text_only"], "weak": [DRAWN]},
            },
        }
        model = run(config, overwrite=True).model
        evaluate(*load_model(model), demo / "data", split="test", out=out / "measured", batch_size=64,
                 max_new_tokens=6, target="answer")  # fmt: skip
    return Report.read(out / "measured/report.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--demo", type=Path, default=Path("outputs/demo"))
    parser.add_argument("--steps", type=int, default=650)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=list(SETTINGS), choices=list(SETTINGS))
    asked = parser.parse_args()
    if not (asked.demo / "text/1-text/model").is_dir():
        print(f"{asked.demo} holds no demonstration; make one with: puma-train demo --out {asked.demo}")
        return
    quietly()
    reports: dict[str, list[Report]] = {name: [] for name in asked.only}
    for seed in range(asked.seeds):  # a whole table from the first seed on
        for name in asked.only:
            reports[name].append(measured(asked.demo, name, seed, asked.steps, asked.batch))
            tally = reports[name][-1].views[DRAWN]
            print(f"seed {seed}, {name}: {DRAWN} {tally.accuracy:.3f} [{tally.low:.3f}, {tally.high:.3f}]", flush=True)
    print(f"\n| loss | {DRAWN}, % | blank picture, % | NLL | KL from text |\n|---|---|---|---|---|")
    for name, of in reports.items():
        cells = [
            spread([100 * report.views[DRAWN].accuracy for report in of], 0),
            spread([100 * report.blank[DRAWN].accuracy for report in of], 0),
            spread([report.likelihood[DRAWN].nll for report in of], 2),
            spread([report.likelihood[DRAWN].forward_kl for report in of], 2),
        ]
        print(f"| {name} | {' | '.join(cells)} |")


def spread(values: list[float], places: int) -> str:
    """Mean, and least and greatest value where there are several."""
    ends = f" [{min(values):.{places}f}, {max(values):.{places}f}]" if len(values) > 1 else ""
    return f"{mean(values):.{places}f}{ends}"


if __name__ == "__main__":
    main()
