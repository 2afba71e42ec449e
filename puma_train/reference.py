"""The reference of an aligned pair: what the strong view makes the model say, without gradient and without dropout.

`live` is the model itself at this step (Math-PUMA). `base` is the model as the stage found it, `ema` an average of the
steps so far, `cached` the states that the first model gave, stored once. All give last hidden states at answer rows;
one output head then turns both passes into logits, so any but `live` needs a head that is not trained.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import PreTrainedModel, TrainerCallback

from puma_data.errors import PumaError
from puma_train.collate import answer_rows

Batch = dict[str, Any]


def core(model: nn.Module) -> PreTrainedModel:
    """The transformers model, inside adapters or not."""
    inner = model.get_base_model() if isinstance(model, PeftModel) else model
    assert isinstance(inner, PreTrainedModel)
    return inner


def head_of(model: nn.Module) -> nn.Linear:
    """The output head: weight [V, H], bias [V] or none."""
    head: nn.Linear = core(model).get_output_embeddings()  # type: ignore[no-untyped-call]
    return head


def answer_states(model: nn.Module, inputs: Batch, labels: Tensor) -> Tensor:
    """Last hidden states [N, H] at the rows that predict the labelled tokens, batch-major."""
    states = core(model).base_model(**inputs, use_cache=False).last_hidden_state
    if states.shape[1] != labels.shape[1]:
        raise PumaError(f"{type(core(model)).__name__} turns {labels.shape[1]} input tokens into {states.shape[1]}: "
                        "a model that grows the sequence inside its forward cannot be trained")  # fmt: skip
    return states[answer_rows(labels)]  # type: ignore[no-any-return]


@contextmanager
def evaluating(model: nn.Module) -> Iterator[None]:
    """Dropout off and no gradient; afterwards each module is as it was."""
    training = [module for module in model.modules() if module.training]
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for module in training:
            module.training = True


class Live(TrainerCallback):
    """The model itself, at this step."""

    copy: nn.Module | None = None
    """A second model that the reference runs instead, if it does."""

    def states(self, model: nn.Module, batch: Batch) -> Tensor:
        """[N, H] of the strong views of a batch."""
        with evaluating(model):
            return answer_states(model, batch["reference"], batch["reference_labels"])

    def save(self, folder: Path) -> None:
        """Store beside a checkpoint what resuming needs."""

    def load(self, folder: Path) -> None:
        """Take back what `save` stored."""


class Base(Live):
    """The model as the stage found it: a frozen copy, or under LoRA the same weights with the adapters off."""

    def __init__(self, model: nn.Module) -> None:
        self.copy = None if isinstance(model, PeftModel) else _frozen(model)

    def states(self, model: nn.Module, batch: Batch) -> Tensor:
        with model.disable_adapter() if isinstance(model, PeftModel) else nullcontext():
            return super().states(self.copy or model, batch)


class Ema(Live):
    """Exponential moving average of the trained weights, moved after each optimizer step."""

    FILE = "ema.safetensors"

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.copy, self.decay = _frozen(model), decay
        self.names = {name for name, weight in model.named_parameters() if weight.requires_grad}

    def states(self, model: nn.Module, batch: Batch) -> Tensor:
        assert self.copy is not None
        return super().states(self.copy, batch)

    def means(self) -> dict[str, Tensor]:
        """The averages, by name of the weight."""
        assert self.copy is not None
        return {name: weight.data for name, weight in self.copy.named_parameters() if name in self.names}

    def on_step_end(self, args: Any, state: Any, control: Any, model: Any = None, **kwargs: Any) -> None:
        now, means = dict(model.named_parameters()), self.means()
        torch._foreach_lerp_(list(means.values()), [now[name].data for name in means], 1 - self.decay)

    def save(self, folder: Path) -> None:
        save_file({name: mean.contiguous() for name, mean in self.means().items()}, folder / self.FILE)

    def load(self, folder: Path) -> None:
        saved, means = load_file(folder / self.FILE), self.means()
        if saved.keys() != means.keys():
            raise PumaError(f"{folder / self.FILE} averages other weights than are trained now; use --overwrite")
        for name, mean in means.items():
            mean.copy_(saved[name])


class Cached(Live):
    """States of the model that the stage began with, stored once.

    `part-R-of-W.bin` holds what rank R saw, rows of H numbers; its json, written last, tells which are whose.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, tuple[Tensor, int, int]] = {}

    def complete(self, parts: int) -> bool:
        """Whether every rank's part is there."""
        return len(list(self.folder.glob(f"part-*-of-{parts}.json"))) == parts

    def open(self, parts: int) -> None:
        """Map the parts into memory."""
        for index in sorted(self.folder.glob(f"part-*-of-{parts}.json")):
            about = json.loads(index.read_text(encoding="utf-8"))
            shape = sum(count for _, count in about["rows"].values()), about["width"]
            table = torch.from_file(
                str(index.with_suffix(".bin")), size=math.prod(shape), dtype=getattr(torch, about["dtype"])
            ).view(shape)
            self.rows |= {name: (table, start, count) for name, (start, count) in about["rows"].items()}

    def states(self, model: nn.Module, batch: Batch) -> Tensor:
        found = [self.rows[name] for name in batch["ids"]]
        states = torch.cat([table[start : start + count] for table, start, count in found])
        return states.to(batch["reference_labels"].device)


def write_states(
    model: nn.Module, batches: Iterator[Batch], part: Path, *, autocast: Callable[[], Any], pictures_change: bool
) -> None:
    """Store the states of `batches`, which are on the model's device, for `Cached`.

    Raises `PumaError` where they would be stale: a strong view with a picture while what reads it is trained.
    """
    part.parent.mkdir(parents=True, exist_ok=True)
    rows: dict[str, tuple[int, int]] = {}
    done, about = 0, {"width": 0, "dtype": "float32"}
    with part.open("wb") as file, evaluating(model), autocast():
        for batch in batches:
            if pictures_change and has_picture(batch["reference"]):
                raise PumaError(
                    f"reference: cached would be stale, for a strong view among {few(batch['ids'])} has a "
                    "picture and what reads it is trained; use live or base, or data.strong: [text_only]"
                )
            states = answer_states(model, batch["reference"], batch["reference_labels"])
            for name, count in zip(batch["ids"], answer_rows(batch["reference_labels"]).sum(1).tolist(), strict=True):
                rows[name] = (done, count)
                done += count
            about = {"width": states.shape[1], "dtype": str(states.dtype).removeprefix("torch.")}
            file.write(states.cpu().contiguous().view(torch.uint8).numpy().tobytes())
    part.with_suffix(".json").write_text(json.dumps({**about, "rows": rows}), encoding="utf-8")


def has_picture(inputs: Batch) -> bool:
    """Whether the inputs of a batch hold any picture."""
    return any(key.startswith("pixel_values") and value is not None for key, value in inputs.items())


def check_head(kind: str, model: nn.Module) -> None:
    """One head serves both passes: a reference that does not follow the model needs one that stays as it is."""
    if kind != "live" and any(weight.requires_grad for weight in head_of(model).parameters()):
        raise PumaError(f"reference: {kind} needs an output head that is not trained; leave language_model out of "
                        "learning_rates, use lora, or reference: live")  # fmt: skip


def _frozen(model: nn.Module) -> nn.Module:
    return copy.deepcopy(model).eval().requires_grad_(False)


def few(ids: Sequence[str]) -> str:
    return ", ".join(ids[:8]) + (f" and {len(ids) - 8} more" if len(ids) > 8 else "")
