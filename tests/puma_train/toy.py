"""A folder with Math-PUMA's six keys and a miniature model: what the tests train, also in processes of their own."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import PIL.Image
import PIL.ImageDraw
import torch

from puma_train.collate import Encoder, PairCollator
from puma_train.config import Loss, Stage, make_config
from puma_train.reference import Live
from puma_train.roles import find_roles, freeze_unused, set_trainable
from puma_train.rows import read_pairs
from puma_train.stages import _shown, training_arguments
from puma_train.trainer import PumaTrainer
from tests.puma_train.architectures import ARCHITECTURES

gc.freeze()  # each training collects garbage, which would look at all that was imported

FAST = {"per_device_train_batch_size": 4, "max_steps": 4, "save_steps": 2, "logging_steps": 1, "use_cpu": True}
RATES = {"vision_tower": 1e-3, "projector": 1e-3}


def write_toy(folder: Path, rows: int = 24, architecture: str = "llava") -> Path:
    """`folder`/pairs.jsonl with answers of one to four digits, and `folder`/model."""
    folder.mkdir(parents=True, exist_ok=True)
    generator, lines = random.Random(0), []
    for row in range(rows):
        value = generator.randrange(10 ** (row % 4 + 1))
        image = PIL.Image.new("RGB", (32, 32), "white")
        PIL.ImageDraw.Draw(image).text((2, 8), str(value), fill="black")
        image.save(folder / f"{row}.png")
        output = f"The angle is {value}.\nAnswer: {value}"
        lines.append({"image_url": "", "instruction": f"The angle is {value}. What is it?", "output": output,
                      "image_url_2": f"{row}.png", "instruction_2": "What is it?", "output_2": output})  # fmt: skip
    (folder / "pairs.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    model, processor = ARCHITECTURES[architecture](line["instruction"] + line["output"] for line in lines)
    model.save_pretrained(folder / "model")
    processor.save_pretrained(folder / "model")
    return folder


def settings(toy: Path, output: Path, **changes: Any) -> dict[str, Any]:
    """The config of a run on the toy; `training` is merged over `FAST`."""
    training = {**FAST, **changes.pop("training", {})}
    return {"model": str(toy / "model"), "data": str(toy / "pairs.jsonl"), "output": str(output), "training": training,
            "stages": ["align"], "align": {"learning_rates": RATES}, **changes}  # fmt: skip


def pair_trainer(
    toy: Path,
    output: Path,
    *,
    training: dict[str, Any] | None = None,
    loss: Loss | None = None,
    rates: dict[str, float] = RATES,
    reference: Callable[[Any], Live] = lambda model: Live(),
    change: Callable[[Any], Any] = lambda model: model,
) -> PumaTrainer:
    """A trainer of the stage align, as `train_stage` makes it; `change` may alter the model first."""
    from puma_train.stages import open_model

    stage: Stage = make_config(settings(toy, output, training=training or {})).stage("align")
    torch.manual_seed(0)
    model, processor = open_model(stage.model, stage.dtype)
    model = change(model)
    rows = read_pairs(stage.data.source)
    roles, collator = find_roles(model), PairCollator(Encoder(processor))
    set_trainable(model, roles, rates)
    kept = reference(model)
    freeze_unused(model, roles, collator([_shown(rows)]))
    return PumaTrainer(
        model,
        replace(training_arguments(stage, output)),
        roles=roles,
        learning_rates=rates,
        loss=loss or Loss(),
        reference=kept,
        train_dataset=rows,
        data_collator=collator,
        processing_class=processor,
    )


def batch_of(trainer: PumaTrainer, *rows: int) -> dict[str, Any]:
    """A batch as the trainer's loop gives it."""
    dataset: Any = trainer.train_dataset
    batch: dict[str, Any] = trainer.data_collator([dataset[row] for row in rows])
    return batch


def losses(trainer: PumaTrainer) -> list[tuple[float, float]]:
    """(loss, gradient norm) of each step that was logged."""
    return [(line["loss"], line["grad_norm"]) for line in trainer.state.log_history if "loss" in line]


def trained(trainer: PumaTrainer) -> dict[str, torch.Tensor]:
    return {name: weight.detach().clone() for name, weight in trainer.model.named_parameters() if weight.requires_grad}
