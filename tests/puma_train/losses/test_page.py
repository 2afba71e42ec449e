"""The page about the loss and its benchmark are true and run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch

from benchmarks import alignment_loss as benchmark
from puma_train.losses import closed_form
from tests.puma_train.losses.oracle import Setting, views

PAGE = (Path(__file__).parents[3] / "docs/alignment-loss.md").read_text(encoding="utf-8")


def test_the_example_runs() -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    exec(example, {})


def test_the_number_of_stats_is_the_one_told() -> None:
    assert len(closed_form.Stats._fields) == 11 and "Eleven numbers a row" in PAGE


def test_the_baselines_compute_the_same_loss() -> None:
    """At T = 1 and α = ½, and one row a token, where most faults of the published loss do not show."""
    active, reference, _ = views(4, 50)
    labels = torch.tensor([1, 2, 3, 4], device=active.device)
    wanted = Setting(alpha=benchmark.ALPHA, lambda_kl=benchmark.LAMBDA).loss(active, reference, labels)
    for loss in (benchmark.published, benchmark.lean, benchmark.ours):
        assert torch.allclose(loss(active, reference, labels).double(), wanted, rtol=1e-5)


@pytest.mark.slow
def test_the_benchmark_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.main(8, 8, 50, 1)
    told = capsys.readouterr().out
    assert told.count("published") >= 3 and told.count("ours, fused") >= 2
