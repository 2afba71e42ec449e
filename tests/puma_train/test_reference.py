"""Four references: each is what it says, and says so when it would not be."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from puma_data.errors import PumaError
from puma_train import stages
from puma_train.callbacks import read_metrics
from puma_train.reference import Base, Cached, Ema, Live, check_head
from puma_train.roles import add_lora, find_roles
from tests.puma_train.toy import batch_of, pair_trainer, settings, write_toy


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy(tmp_path_factory.mktemp("toy"))


WITH_TEXT_FROZEN = {"training": {"max_steps": 2, "save_strategy": "no", "warmup_steps": 0}}


def test_base_stays_where_the_stage_began(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path, reference=Base, rates={"language_model": 1e-2}, **WITH_TEXT_FROZEN)
    batch, live = batch_of(trainer, 0, 1), Live()
    assert trainer.reference is not None
    before = trainer.reference.states(trainer.model, batch)
    assert torch.equal(before, live.states(trainer.model, batch))
    with torch.no_grad():
        for weight in trainer.model.parameters():
            weight.add_(0.01)
    assert torch.equal(before, trainer.reference.states(trainer.model, batch))
    assert not torch.equal(before, live.states(trainer.model, batch))


def test_base_under_lora_is_the_model_without_adapters(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path)
    model, batch = trainer.model, batch_of(trainer, 0, 1)
    before = Live().states(model, batch)
    adapted = add_lora(model, find_roles(model), r=2, on=("language_model",))
    for name, weight in adapted.named_parameters():
        if "lora_B" in name:
            torch.nn.init.ones_(weight)
    base = Base(adapted)
    assert base.copy is None, "no second copy in memory"
    assert torch.equal(base.states(adapted, batch), before)
    assert not torch.equal(Live().states(adapted, batch), before)


def test_ema_is_the_average_of_the_steps(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path, reference=lambda model: Ema(model, 0.75), **WITH_TEXT_FROZEN)
    reference: Any = trainer.reference
    seen = [{name: mean.clone() for name, mean in reference.means().items()}]

    class Watch(stages.Watched):
        def on_step_end(self, args: Any, state: Any, control: Any, model: Any = None, **kwargs: Any) -> None:
            seen.append({name: weight.detach().clone() for name, weight in model.named_parameters()})

    trainer.add_callback(Watch("", lambda progress: None))
    trainer.train()
    for name, mean in reference.means().items():
        expected = 0.75 * (0.75 * seen[0][name] + 0.25 * seen[1][name]) + 0.25 * seen[2][name]
        assert torch.allclose(mean, expected, atol=1e-7), name
    assert any(not torch.equal(mean, seen[2][name]) for name, mean in reference.means().items())


def test_cached_gives_what_live_gives_while_nothing_that_it_reads_learns(toy: Path, tmp_path: Path) -> None:
    runs = {}
    for kind in ("live", "cached"):
        output = tmp_path / kind
        stages.run(settings(toy, output, reference=kind))
        lines = read_metrics(output / "2-align" / "metrics.jsonl")
        runs[kind] = [(line["loss"], line["forward_kl"], line["agreement"]) for line in lines if "loss" in line]
    assert len(runs["live"]) == 4
    assert runs["live"] == [pytest.approx(line, rel=1e-5) for line in runs["cached"]]
    assert (tmp_path / "cached" / "2-align" / "reference" / "part-0-of-1.bin").stat().st_size > 0


def test_cached_is_complete_only_with_every_part(tmp_path: Path) -> None:
    (tmp_path / "part-0-of-2.json").write_text("{}")
    assert not Cached(tmp_path).complete(2) and not Cached(tmp_path).complete(1)


def test_cached_is_refused_where_it_would_be_stale(toy: Path, tmp_path: Path) -> None:
    learns = {"align": {"learning_rates": {"language_model": 1e-3}}}
    with pytest.raises(PumaError, match="cached"):
        stages.run(settings(toy, tmp_path / "a", reference="cached", **learns))
    lora = {**learns, "lora": {"r": 2}}
    with pytest.raises(PumaError, match="cached would be stale, language_model is trained"):
        stages.run(settings(toy, tmp_path / "b", reference="cached", **lora))
    pictured = tmp_path / "pictured"
    shutil.copytree(toy, pictured)
    lines = (toy / "pairs.jsonl").read_text().replace('"image_url": ""', '"image_url": "0.png"')
    (pictured / "pairs.jsonl").write_text(lines)
    with pytest.raises(PumaError, match="a strong view among .* has a picture and what reads it is trained"):
        stages.run(settings(pictured, tmp_path / "c", reference="cached"))


@pytest.mark.parametrize("kind", ["base", "ema", "cached"])
def test_a_head_that_learns_needs_a_live_reference(toy: Path, kind: str) -> None:
    model, _ = stages.open_model(str(toy / "model"), "float32")
    with pytest.raises(PumaError, match=f"reference: {kind} needs an output head that is not trained"):
        check_head(kind, model)
    check_head("live", model)
    check_head(kind, model.requires_grad_(False))


@pytest.mark.parametrize(
    "changes",
    [
        {"reference": "ema"},
        {"reference": "base", "lora": {"r": 2}},
        pytest.param({"reference": "base"}, marks=pytest.mark.slow),
        pytest.param({"reference": "cached"}, marks=pytest.mark.slow),
    ],
)
def test_a_resumed_run_meets_the_same_reference(toy: Path, tmp_path: Path, changes: dict[str, Any]) -> None:
    """Four steps are two, a kill, and two more, whatever the reference remembers; under LoRA also the adapters."""
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    rates = (
        {"projector": 1e-3, "language_model": 1e-3} if "lora" in changes else {"vision_tower": 1e-3, "projector": 1e-3}
    )
    changes = {**changes, "ema_decay": 0.5, "align": {"learning_rates": rates}}
    stages.run(settings(toy, whole, **changes))
    shutil.copytree(whole, cut)
    for late in ("checkpoint-4", "model"):
        shutil.rmtree(cut / "2-align" / late)
    (cut / "2-align" / "stage.json").unlink()
    stages.run(settings(toy, cut, **changes), resume=True)
    lines = [read_metrics(output / "2-align" / "metrics.jsonl") for output in (whole, cut)]
    figures = [[(x["step"], x["loss"], x["grad_norm"]) for x in run if "loss" in x] for run in lines]
    assert figures[0] == [pytest.approx(line, rel=1e-5) for line in figures[1]]
    assert [step for step, *_ in figures[1]] == [1, 2, 3, 4]
