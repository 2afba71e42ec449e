"""Two processes give the step of one: DDP through the command, FSDP2 with `fully_shard` applied by hand (gloo, CPU).

accelerate's own FSDP falls back to DDP without a GPU, so the sharding itself is checked by running this file as a
script under torchrun: each rank compares its shards of the gradient with those of the whole model.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml
from accelerate import DistributedType, FullyShardedDataParallelPlugin
from accelerate.commands.config.config_args import load_config_from_file
from torch import nn

from puma_train import stages
from puma_train.callbacks import read_metrics
from tests.puma_train.toy import RATES, batch_of, pair_trainer, settings, write_toy

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy(tmp_path_factory.mktemp("toy"))


def torchrun(*command: str) -> subprocess.CompletedProcess[str]:
    launch = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--nproc-per-node=2",
        "--master-port=0",
        "--rdzv-backend=c10d",
    ]
    launch += ["--rdzv-endpoint=localhost:0", *command]
    return subprocess.run(launch, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


@pytest.mark.slow
def test_two_ranks_take_the_steps_of_one(toy: Path, tmp_path: Path) -> None:
    """Also a resumed one; answers differ in length, so that a mean of the ranks' means would be another number."""
    runs = {"one": {"per_device_train_batch_size": 8}, "two": {"per_device_train_batch_size": 4}}
    files = {}
    for name, training in runs.items():
        training = {**training, "max_steps": 3, "save_steps": 2}
        files[name] = tmp_path / f"{name}.yaml"
        files[name].write_text(yaml.safe_dump(settings(toy, tmp_path / name, training=training)))
    stages.run(files["one"])
    run = torchrun("-m", "puma_train.cli", "align", str(files["two"]), "--json")
    assert run.returncode == 0, run.stderr
    assert run.stdout.count('"model"') == 2, "one rank speaks: for the run and for its stage"
    lines = [
        [(x["loss"], x["grad_norm"], x["forward_kl"], x["agreement"]) for x in metrics(tmp_path / n)] for n in runs
    ]
    assert lines[0] == [pytest.approx(line, rel=1e-5) for line in lines[1]]


def metrics(output: Path) -> list[dict[str, Any]]:
    return [line for line in read_metrics(output / "2-align" / "metrics.jsonl") if "loss" in line]


@pytest.mark.slow
@pytest.mark.parametrize("head", ["root", "own"])
def test_shards_hold_the_gradient_of_the_whole(toy: Path, tmp_path: Path, head: str) -> None:
    run = torchrun(str(Path(__file__)), str(toy), str(tmp_path), head)
    assert run.returncode == 0, run.stderr[-3000:]
    assert run.stdout.count("same loss and gradients") == 2


def test_the_shipped_config_of_fsdp2_is_understood() -> None:
    settings: Any = load_config_from_file(str(ROOT / "docs" / "fsdp2.yaml"))
    assert settings.distributed_type == DistributedType.FSDP
    options = {name.removeprefix("fsdp_"): value for name, value in settings.fsdp_config.items()}
    version, offload, wrap = (options.pop(name) for name in ("version", "offload_params", "auto_wrap_policy"))
    plugin = FullyShardedDataParallelPlugin(
        fsdp_version=version, cpu_offload=offload, auto_wrap_policy=wrap.lower(), **options
    )
    assert plugin.fsdp_version == 2 and plugin.reshard_after_forward is True
    assert "FULL_STATE_DICT" in str(plugin.state_dict_type)


def untied(model: Any) -> Any:
    model.lm_head.weight = nn.Parameter(model.lm_head.weight.detach().clone())
    model.config.tie_word_embeddings = model.config.text_config.tie_word_embeddings = False
    return model


def compare(toy: Path, folder: Path, head: str) -> None:
    """On each of two ranks: the loss and gradients of four pairs in one process, and of two pairs each, sharded."""
    from torch.distributed.fsdp import fully_shard
    from torch.distributed.tensor import DTensor

    rates = {**RATES, "language_model": 1e-3}
    trainer = pair_trainer(toy, folder, rates=rates, change=untied)
    rank, tokens = trainer.args.process_index, int((batch_of(trainer, 0, 1, 2, 3)["labels"] != -100).sum())
    model = trainer.model
    whole = 0.5 * trainer.compute_loss(model, batch_of(trainer, 0, 1, 2, 3), num_items_in_batch=torch.tensor(tokens))
    whole.backward()
    expected = {name: weight.grad for name, weight in model.named_parameters()}
    largest = max(float(gradient.norm()) for gradient in expected.values() if gradient is not None)
    model.zero_grad()
    blocks = [*model.model.vision_tower.encoder.layers, *model.model.language_model.layers]
    for module in [*blocks, *([model.lm_head] if head == "own" else []), model]:
        fully_shard(module)
    mine = batch_of(trainer, *((0, 1) if rank == 0 else (2, 3)))
    loss = trainer.compute_loss(model, mine, num_items_in_batch=torch.tensor(tokens))
    loss.backward()
    mean = loss.detach().clone()
    torch.distributed.all_reduce(mean)
    assert torch.allclose(mean / 2, whole, rtol=1e-6), (mean / 2, whole)
    for name, weight in model.named_parameters():
        assert isinstance(weight, DTensor), name
        if expected[name] is None:
            assert weight.grad is None, name
            continue
        error = (weight.grad.full_tensor() - expected[name]).norm() / expected[name].norm().clamp_min(1e-3 * largest)
        assert error < 1e-5, (name, float(error))  # a bias of keys has no gradient but noise
    print("same loss and gradients", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    compare(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    torch.distributed.destroy_process_group()
