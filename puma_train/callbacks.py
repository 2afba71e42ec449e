"""What a run tells while it runs: metrics.jsonl, progress, and the provenance beside each checkpoint."""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import torch
import yaml
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from puma_train.config import Stage

SETTINGS, SEAL = "puma.yaml", "environment.json"
PACKAGES = ("math-puma", "torch", "transformers", "accelerate", "peft", "datasets", "numpy", "triton")


def environment() -> dict[str, Any]:
    """Versions, machine and command: what one needs to make the same run again."""
    return {
        "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "command": sys.argv,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "devices": [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())] or ["cpu"],
        "processes": torch.distributed.get_world_size() if torch.distributed.is_initialized() else 1,
    }


def seal(folder: Path, stage: Stage) -> None:
    """Write the settings, then the environment, at one stroke: what has it is complete, whatever was killed."""
    settings = yaml.safe_dump(stage.model_dump(mode="json"), sort_keys=False, allow_unicode=True)
    (folder / SETTINGS).write_text(settings, encoding="utf-8")
    partial = folder / f"{SEAL}.tmp"
    partial.write_text(json.dumps(environment(), indent=2), encoding="utf-8")
    partial.replace(folder / SEAL)


@cache
def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


class MetricsFile(TrainerCallback):
    """metrics.jsonl: one line each time the engine logs. A resumed run takes back the lines it will write again."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        if not state.is_world_process_zero or not self.file.exists():
            return
        kept = [line for line in read_metrics(self.file) if line["step"] <= state.global_step and "loss" in line]
        self.file.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **kwargs: Any,
    ) -> None:
        if state.is_world_process_zero:
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"step": state.global_step, **(logs or {})}) + "\n")


def read_metrics(file: Path) -> list[dict[str, Any]]:
    """The lines of a metrics.jsonl; a last one that was cut by a kill is left out."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[:-1] if line]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a stage is: `phase` is its name, `done` of `total` steps (or rows, before the first step)."""

    phase: str
    done: int
    total: int
    told: str = ""


class Watched(TrainerCallback):
    """Tells `watch` of each step, with the figures logged last."""

    def __init__(self, phase: str, watch: Callable[[Progress], None]) -> None:
        self.phase, self.watch, self.told = phase, watch, ""

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **kwargs: Any,
    ) -> None:
        shown = {"loss": "loss", "cross_entropy": "ce", "forward_kl": "kl", "agreement": "agreement"}
        figures = [f"{short} {logs[name]:.3f}" for name, short in shown.items() if logs and name in logs]
        self.told = " · ".join(figures) or self.told

    def on_step_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        self.watch(Progress(self.phase, state.global_step, state.max_steps, self.told))

    on_train_end = on_step_begin
