"""The step: its loss against the definition in float64, its invariances, and what it does when something goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from torch import Tensor
from transformers import TrainerCallback

from puma_data.errors import PumaError
from puma_train.collate import answer_rows
from puma_train.config import Loss
from puma_train.reference import core
from puma_train.trainer import PumaTrainer
from tests.puma_train.toy import RATES, batch_of, losses, pair_trainer, trained, write_toy


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy(tmp_path_factory.mktemp("toy"))


def logits(trainer: PumaTrainer, inputs: Any, labels: Tensor) -> list[Tensor]:
    """Full float64 logits of each sequence at the rows that predict its answer: no row selection of ours."""
    whole = core(trainer.model)(**inputs).logits.double()
    places = [[at - 1 for at, label in enumerate(row.tolist()) if label != -100] for row in labels]
    return [sequence[rows] for sequence, rows in zip(whole, places, strict=True)]


def answers(labels: Tensor) -> list[Tensor]:
    return [row[row != -100] for row in labels]


def by_definition(trainer: PumaTrainer, batch: dict[str, Any], loss: Loss) -> float:
    """The formula of the paper, one sequence after the other, with torch.distributions and cross_entropy."""
    active, reference = (
        logits(trainer, batch[view], batch[labels])
        for view, labels in (("active", "labels"), ("reference", "reference_labels"))
    )
    total, tokens, row = 0.0, 0, 0
    for act, ref, ids in zip(active, reference, answers(batch["labels"]), strict=True):
        scaled = [
            (x - x.mean(1, True)) / (x.std(1, keepdim=True) + 1e-6) if loss.standardize else x for x in (act, ref)
        ]
        p, q = (torch.distributions.Categorical(logits=x / loss.temperature) for x in scaled)
        forward, reverse = torch.distributions.kl_divergence(q, p), torch.distributions.kl_divergence(p, q)
        final, moved = batch["final"][row : row + len(ids)], batch["moved"][row : row + len(ids)]
        weight = torch.where(moved, loss.moved_weight, 1.0) * batch["aligned"][row : row + len(ids)]
        if loss.correct_only:
            weight = weight * bool((ref.argmax(1) == ids)[final].all())
        mixed = loss.alpha * forward + (1 - loss.alpha) * reverse
        total += float((loss.lambda_kl * loss.temperature**2 * weight * mixed).sum())
        total += float((1 - loss.lambda_kl) * torch.nn.functional.cross_entropy(act, ids, reduction="sum"))
        tokens, row = tokens + len(ids), row + len(ids)
    return total / tokens


@pytest.mark.parametrize(
    "loss",
    [
        Loss(),
        Loss(alpha=0.2, lambda_kl=0.7, temperature=2.0, standardize=False, moved_weight=3.0),
        Loss(lambda_kl=0.5, correct_only=True),
    ],
)
def test_the_loss_is_the_definition(toy: Path, tmp_path: Path, loss: Loss) -> None:
    trainer = pair_trainer(toy, tmp_path, loss=loss)
    batch = batch_of(trainer, 0, 1, 2, 3)
    if loss.correct_only:  # a reference that is right on two of the four: let their answers be what it says
        said = [rows.argmax(1) for rows in logits(trainer, batch["reference"], batch["reference_labels"])]
        batch["final"] = torch.cat([torch.zeros(len(ids), dtype=torch.bool) for ids in said])
        wrong = torch.cat([ids != answer for ids, answer in zip(said, answers(batch["labels"]), strict=True)])
        first = sum(len(ids) for ids in said[:2])
        batch["final"][first:] = wrong[first:]
    elif loss.moved_weight != 1:
        assert batch["moved"].any() and not batch["moved"].all()
        batch["aligned"][5:9] = False  # where the targets of a pair part
    with torch.no_grad():
        found = trainer.compute_loss(trainer.model.train(), batch)
        assert float(found) == pytest.approx(by_definition(trainer, batch, loss), rel=2e-6)
    if loss.correct_only:
        aligned = dict(zip(("aligned", "tokens"), trainer._sums[[4, 3]].tolist(), strict=True))
        assert aligned == {"aligned": first, "tokens": len(batch["final"])}


def test_the_rows_of_both_views_predict_the_same_tokens(toy: Path, tmp_path: Path) -> None:
    batch = batch_of(pair_trainer(toy, tmp_path), 0, 1, 2, 3)
    assert batch["labels"].shape != batch["reference_labels"].shape
    ids = [batch[name].roll(-1, 1)[answer_rows(batch[name])] for name in ("labels", "reference_labels")]
    assert ids[0].tolist() == ids[1].tolist()


def test_how_a_batch_is_cut_changes_nothing(toy: Path, tmp_path: Path) -> None:
    once = {"max_steps": 2, "save_strategy": "no"}
    whole = pair_trainer(toy, tmp_path / "a", training={**once, "per_device_train_batch_size": 8})
    pieces = {"per_device_train_batch_size": 2, "gradient_accumulation_steps": 4}
    cut = pair_trainer(toy, tmp_path / "b", training={**once, **pieces})
    before = trained(whole)
    whole.train(), cut.train()
    assert losses(whole) == [pytest.approx(pair, rel=1e-5) for pair in losses(cut)]
    for (name, one), other in zip(trained(whole).items(), trained(cut).values(), strict=True):
        assert not torch.equal(one, before[name]), name
        assert torch.allclose(one, other, rtol=0, atol=5e-6), name  # of steps of 1e-3: Adam magnifies tiny gradients


def test_only_the_roles_with_a_rate_move(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path, rates={"projector": 1e-3}, training={"max_steps": 2, "save_strategy": "no"})
    before = {name: weight.detach().clone() for name, weight in trainer.model.named_parameters()}
    trainer.train()
    moved = {name for name, weight in trainer.model.named_parameters() if not torch.equal(weight, before[name])}
    assert moved and moved <= set(trainer.roles.names["projector"])


def test_each_role_has_its_learning_rate(toy: Path, tmp_path: Path) -> None:
    rates = {"vision_tower": 1e-5, "projector": 1e-3}
    groups = pair_trainer(toy, tmp_path, rates=rates).create_optimizer().param_groups
    assert {(group["role"], group["lr"]) for group in groups} == set(rates.items())
    assert {group["weight_decay"] for group in groups} == {0.0, 0.1}


def test_the_reference_hears_no_dropout_and_gives_no_gradient(toy: Path, tmp_path: Path) -> None:
    def noisy(model: Any) -> Any:
        for module in model.modules():
            if type(module).__name__.endswith("Attention"):
                module.attention_dropout = module.dropout = 0.5
        return model

    trainer = pair_trainer(toy, tmp_path, change=noisy)
    batch, model = batch_of(trainer, 0, 1), trainer.model.train()
    assert trainer.reference is not None
    first, again = (trainer.reference.states(model, batch) for _ in range(2))
    assert torch.equal(first, again) and not first.requires_grad
    assert all(module.training for module in model.modules())
    active = [trainer.compute_loss(model, batch) for _ in range(2)]
    assert active[0] != active[1]


def test_metrics_are_means_over_answer_tokens(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(
        toy, tmp_path, training={"max_steps": 1, "save_strategy": "no", "gradient_accumulation_steps": 2}
    )
    trainer.train()
    line = next(line for line in trainer.state.log_history if "loss" in line)
    mixed = 0.1 * (0.5 * line["forward_kl"] + 0.5 * line["reverse_kl"]) + 0.9 * line["cross_entropy"]
    assert line["loss"] == pytest.approx(mixed, rel=1e-5)
    assert 0 <= line["agreement"] <= 1 and line["gated_share"] == 0 and line["answer_tokens_per_second"] > 0


def test_agreement_is_one_where_both_views_are_the_same(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path, training={"max_steps": 1, "save_strategy": "no"})
    collate = trainer.data_collator
    same = {"active": "reference", "labels": "reference_labels"}
    trainer.data_collator = lambda rows: (batch := collate(rows)) | {key: batch[other] for key, other in same.items()}
    trainer.train()
    line = next(line for line in trainer.state.log_history if "loss" in line)
    assert line["agreement"] == 1.0
    assert line["forward_kl"] == pytest.approx(0, abs=1e-5)


class Poison(TrainerCallback):
    """From step 2 on, a gradient of the projector is infinite."""

    def on_step_begin(self, args: Any, state: Any, control: Any, model: Any = None, **kwargs: Any) -> None:
        if state.global_step == 1:
            model.model.multi_modal_projector.linear_1.weight.register_hook(lambda gradient: gradient * float("inf"))


@pytest.mark.parametrize("broken", ["loss", "gradient"])
def test_a_loss_that_is_not_finite_stops_before_the_weights_move(toy: Path, tmp_path: Path, broken: str) -> None:
    trainer = pair_trainer(toy, tmp_path, training={"save_steps": 1, "max_steps": 3})
    collate, seen = trainer.data_collator, []

    def poisoned(rows: Any) -> Any:
        batch = collate(rows)
        seen.append(batch["ids"])
        if broken == "loss" and len(seen) == 2:
            batch["active"]["pixel_values"][1] = float("nan")
        return batch

    trainer.data_collator = poisoned
    if broken == "gradient":
        trainer.add_callback(Poison())
    with pytest.raises(PumaError, match="not finite at step 2") as raised:
        trainer.train()
    named = [name for name in seen[1] if f"{name}," in f"{raised.value}," or f"{name};" in str(raised.value)]
    assert named == (seen[1][1:2] if broken == "loss" else seen[1])
    assert "checkpoint-1" in str(raised.value) and "\n" not in str(raised.value)
    kept = safetensors.torch.load_file(tmp_path / "checkpoint-1" / "model.safetensors")
    assert kept.keys() and all(weight.isfinite().all() for weight in kept.values())
    assert all(weight.isfinite().all() for weight in trained(trainer).values())


def test_logits_that_are_more_than_the_head_are_refused(toy: Path, tmp_path: Path) -> None:
    def capped(model: Any) -> Any:
        forward = model.forward

        def scaled(*args: Any, **kwargs: Any) -> Any:
            output = forward(*args, **kwargs)
            output.logits = output.logits * 0.5
            return output

        model.forward = scaled
        return model

    trainer = pair_trainer(toy, tmp_path, change=capped)
    with pytest.raises(PumaError, match="LlavaForConditionalGeneration changes its logits after the output head"):
        trainer.compute_loss(trainer.model, batch_of(trainer, 0))


def test_a_full_disk_is_one_line_and_leaves_the_last_checkpoint(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path)
    (tmp_path / "checkpoint-4").mkdir()
    (tmp_path / "checkpoint-4" / "optimizer.pt").symlink_to("/dev/full")
    with pytest.raises(PumaError, match=r"no space for .*checkpoint-4.*checkpoint-2\); free some space") as raised:
        trainer.train()
    assert "\n" not in str(raised.value)
    assert [path.name for path in tmp_path.glob("checkpoint-*")] == ["checkpoint-2"]


def test_space_is_looked_for_before_saving(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = pair_trainer(toy, tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1000}))
    with pytest.raises(PumaError, match=r"no space for .*checkpoint-2 .*0\.00 GB are free"):
        trainer.train()


def test_old_checkpoints_go_only_when_the_new_one_is_sealed(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path, training={"save_total_limit": 1})
    there: list[list[str]] = []
    trainer.seal = lambda folder: there.append(sorted(path.name for path in tmp_path.glob("checkpoint-*")))
    trainer.train()
    assert there == [["checkpoint-2"], ["checkpoint-2", "checkpoint-4"]]
    assert [path.name for path in tmp_path.glob("checkpoint-*")] == ["checkpoint-4"]


def test_the_best_model_is_really_loaded(toy: Path, tmp_path: Path) -> None:
    trainer = pair_trainer(toy, tmp_path)
    trainer.train()
    last = trained(trainer)
    trainer.state.best_model_checkpoint = str(tmp_path / "checkpoint-2")
    trainer._load_best_model()
    assert any(not torch.equal(weight, last[name]) for name, weight in trained(trainer).items())
    trainer.state.best_model_checkpoint = str(tmp_path / "checkpoint-4")
    trainer._load_best_model()
    assert all(torch.equal(weight, last[name]) for name, weight in trained(trainer).items())


def test_checkpoints_recompute_to_the_same_gradient(toy: Path, tmp_path: Path) -> None:
    plain, cheap = (
        pair_trainer(
            toy, tmp_path / str(on), training={"activation_checkpointing": on, "max_steps": 1, "save_strategy": "no"}
        )
        for on in (False, True)
    )
    plain.train(), cheap.train()
    assert losses(plain) == [pytest.approx(pair, rel=1e-6) for pair in losses(cheap)]


def test_bf16_is_near(toy: Path, tmp_path: Path) -> None:
    plain, half = (
        pair_trainer(toy, tmp_path / str(on), training={"bf16": on, "max_steps": 1, "save_strategy": "no"}, rates=RATES)
        for on in (False, True)
    )
    plain.train(), half.train()
    assert losses(plain)[0] == pytest.approx(losses(half)[0], rel=3e-2)
    assert losses(plain)[0] != losses(half)[0]
