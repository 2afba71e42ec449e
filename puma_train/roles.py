"""Which parameters are the vision tower, the projector and the language model, and what each of them learns.

The encoder and the decoder are those that a model of transformers names itself; the projector is what is left, and the
mergers that Qwen keeps inside its tower. Nothing depends on the architecture.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from rich.table import Table
from torch import Tensor, nn

from puma_data.errors import PumaError, nearest
from puma_train.collate import answer_rows

ROLES = ("vision_tower", "projector", "language_model")
MERGERS = ("merger", "deepstack_merger_list")  # Qwen-VL: inside the tower, but they write in the decoder's language
ADAPTER = ".lora_"  # in the name of every parameter that peft adds


@dataclass(frozen=True, slots=True)
class Roles:
    """Names of parameters by role, as `model.named_parameters()` gives them; a parameter may have no role."""

    model: Any
    names: dict[str, tuple[str, ...]]

    def parameters(self, role: str) -> dict[str, nn.Parameter]:
        """The parameters of a role as they are now: FSDP2 and others replace the ones a model began with."""
        names = {*self.names[role]}
        return {name: parameter for name, parameter in self.model.named_parameters() if name in names}

    def table(self, learning_rates: Mapping[str, float] | None = None) -> Table:
        """What a person checks before a run: each role, its size, and how much of it learns how fast."""
        table = Table("role", "tensors", "parameters", "trainable", "learning rate")
        for column in table.columns[1:]:
            column.justify = "right"
        for role in self.names:
            parameters = self.parameters(role).values()
            count, trained = (sum(p.numel() for p in parameters if p.requires_grad >= only) for only in (False, True))
            rate = (learning_rates or {}).get(role)
            table.add_row(role, f"{len(parameters):,}", f"{count:,}", f"{trained:,}", f"{rate:g}" if rate else "–")
        return table


def find_roles(model: Any, patterns: Mapping[str, str] | None = None) -> Roles:
    """The roles of a model, bare or inside peft. A regular expression in `patterns` names a role's parameters itself.

    Parameters that a pattern takes leave the role they had; those it passes over have none, and are never trained.
    Raises `PumaError` for a model without a vision tower, a role that is empty, a pattern that matches nothing.
    """
    base: Any = model.get_base_model() if isinstance(model, PeftModel) else model
    tower, decoder, head = base.get_encoder(modality="image"), base.get_decoder(), base.get_output_embeddings()
    if tower is base or tower is decoder:
        raise PumaError(f"{type(base).__name__} has no vision tower; a model that reads images and text is needed")
    mergers = [child for name, child in tower.named_children() if name in MERGERS]
    owners: dict[nn.Parameter, str] = {}
    for role, module in [("vision_tower", tower), *[("projector", merger) for merger in mergers],
                         ("language_model", decoder), ("language_model", head)]:  # fmt: skip
        owners |= dict.fromkeys(module.parameters() if module is not None else (), role)
    roles = {name: owners.get(parameter, "projector") for name, parameter in model.named_parameters()}
    roles |= _from_patterns(roles, patterns or {})
    found = {role: tuple(name for name, owner in roles.items() if owner == role) for role in ROLES}
    if empty := [role for role, names in found.items() if not names]:
        raise PumaError(f"{type(base).__name__} has no parameters for {empty[0]}; name them by a pattern under roles")
    return Roles(model, found)


def _from_patterns(roles: Mapping[str, str], patterns: Mapping[str, str]) -> dict[str, str]:
    """Name to role, "" for none, wherever a pattern changes it."""
    changed = {name: "" for name, role in roles.items() if role in patterns}
    for role, pattern in patterns.items():
        if role not in ROLES:
            raise PumaError(f"there is no role {role!r}{nearest(role, ROLES)}")
        matched = [name for name in roles if re.search(pattern, name)]
        if not matched:
            raise PumaError(f"roles.{role}: no parameter is named like {pattern!r}; one is {next(iter(roles))!r}")
        if twice := [name for name in matched if changed.get(name)]:
            raise PumaError(f"roles.{role}: {twice[0]} is already {changed[twice[0]]}; let the patterns not overlap")
        changed |= dict.fromkeys(matched, role)
    return changed


def set_trainable(model: Any, roles: Roles, learning_rates: Mapping[str, float]) -> None:
    """Train the roles that have a learning rate, freeze the rest; of a role with adapters, only those are trained."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    for role in learning_rates:
        trained = dict(_learnable(roles, role))
        if not sum(parameter.numel() for parameter in trained.values()):
            raise PumaError(f"role {role} has nothing to train")
        for parameter in trained.values():
            parameter.requires_grad_(True)


def _learnable(roles: Roles, role: str) -> Iterator[tuple[str, nn.Parameter]]:
    if role not in roles.names:
        raise PumaError(f"there is no role {role!r}{nearest(role, roles.names)}")
    parameters = roles.parameters(role)
    adapted = any(ADAPTER in name for name in parameters)
    return ((name, parameter) for name, parameter in parameters.items() if ADAPTER in name or not adapted)


def parameter_groups(
    model: Any, roles: Roles, learning_rates: Mapping[str, float], weight_decay: float
) -> list[dict[str, Any]]:
    """Groups for an optimizer, two a role: matrices decay, vectors (biases, the scales of norms) do not."""
    groups: list[dict[str, Any]] = []
    for role, rate in learning_rates.items():
        trained = [parameter for parameter in roles.parameters(role).values() if parameter.requires_grad]
        for matrix, decay in ((True, weight_decay), (False, 0.0)):
            if parameters := [parameter for parameter in trained if (parameter.ndim > 1) == matrix]:
                groups.append({"params": parameters, "lr": rate, "weight_decay": decay, "role": role})
    grouped = {id(parameter) for group in groups for parameter in group["params"]}
    assert grouped == {id(p) for p in model.parameters() if p.requires_grad}, "a trained parameter without a role"
    return groups


def freeze_unused(model: Any, roles: Roles, batch: Mapping[str, Any]) -> list[str]:
    """Freeze the parameters that `batch` (of a collator) gives no gradient, and name them: DDP would wait for them.

    LLaVA computes the last norm of its tower and does not use it. Costs one forward and backward, without dropout. The
    batch must show all that is to be trained: `PumaError` if a whole role seems unused, as a tower does without images.
    """
    inputs = {k: v.to(model.device) if isinstance(v, Tensor) else v for k, v in batch["active"].items()}
    rows, training = answer_rows(batch["labels"]).to(model.device), model.training
    model.eval()
    with torch.enable_grad():
        logits = model(**inputs, logits_to_keep=rows, use_cache=False).logits
    if logits.requires_grad:
        logits.float().sum().backward()
    model.train(training)
    unused: list[str] = []
    for role in roles.names:
        trained = {name: p for name, p in roles.parameters(role).items() if p.requires_grad}
        idle = [name for name, parameter in trained.items() if parameter.grad is None]
        if trained and len(idle) == len(trained):
            raise PumaError(f"role {role} is to be trained, but the first batch does not use it; are there no images?")
        for name, parameter in trained.items():
            parameter.requires_grad_(name not in idle)
            parameter.grad = None
        unused += idle
    return unused


def add_lora(
    model: Any,
    roles: Roles,
    *,
    r: int = 16,
    alpha: float = 32,
    dropout: float = 0.0,
    on: Collection[str] = ("language_model",),
) -> Any:
    """A `PeftModel` with low-rank adapters on every linear layer of the roles in `on`, the output head left out.

    The names of parameters change: find the roles of the model returned anew.
    """
    weights: set[str] = set()
    for role in on:
        if role not in roles.names:
            raise PumaError(f"there is no role {role!r}{nearest(role, roles.names)}")
        linear = {
            name
            for name, module in model.named_modules()
            if isinstance(module, nn.Linear)
            and module is not model.get_output_embeddings()
            and f"{name}.weight" in roles.names[role]
        }
        if not linear:
            raise PumaError(f"role {role} has no linear layer for an adapter")
        weights |= linear
    config = LoraConfig(r=r, lora_alpha=alpha, lora_dropout=dropout, target_modules=sorted(weights))  # type: ignore[arg-type]
    adapted: Any = get_peft_model(model, config)
    return adapted
