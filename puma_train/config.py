"""What a run is made of, checked at the door: YAML, overrides of the command line, and the settings of each stage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from puma_data.errors import PumaError, nearest

M = TypeVar("M", bound=BaseModel)
StageName = Literal["text", "align", "instruct"]
Role = Literal["vision_tower", "projector", "language_model"]
STAGES: tuple[StageName, ...] = get_args(StageName)

# Which roles each stage trains, and the learning rate of the released scripts (Math-PUMA, figure 3 and train_script).
TRAINED: dict[str, dict[str, float]] = {
    "text": {"language_model": 3e-5},
    "align": {"vision_tower": 3e-5, "projector": 3e-5},
    "instruct": {"vision_tower": 3e-5, "projector": 3e-5, "language_model": 3e-5},
}


class Strict(BaseModel):
    """Every key is known, or the error says which one is not."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Data(Strict):
    """Where the rows come from: a dataset folder of puma-gen, or Math-PUMA's six-key jsonl."""

    source: Path
    split: str = "train"
    target: Literal["solution", "answer"] = "solution"
    max_tokens: int | None = Field(default=None, ge=1)  # longer rows are left out and counted, never cut
    limit: int | None = Field(default=None, ge=1)  # use this many rows at most
    views: tuple[str, ...] | None = None  # stages text and instruct
    strong: tuple[str, ...] | None = None  # stage align: views the reference may see
    weak: tuple[str, ...] | None = None  # stage align: views the active pass may see
    unequal_answers: Literal["error", "prefix"] = "error"


class Loss(Strict):
    """λT²(α·KL(reference‖active) + (1−α)·KL(active‖reference)) + (1−λ)·CE, a mean over the answer tokens of a step."""

    alpha: float = Field(default=0.5, ge=0, le=1)
    lambda_kl: float = Field(default=0.1, ge=0, le=1)
    temperature: float = Field(default=1.0, gt=0)
    standardize: bool = True
    backend: Literal["auto", "torch", "triton"] = "auto"
    chunk_rows: int | None = Field(default=None, ge=1)
    correct_only: bool = False  # KL only where the reference's own greedy answer is right
    moved_weight: float = Field(default=1.0, ge=0)  # KL weight of tokens whose value moved from the text to the picture


class Lora(Strict):
    """Low-rank adapters instead of full weights, through peft."""

    r: int = Field(default=16, ge=1)
    alpha: float = Field(default=32, gt=0)
    dropout: float = Field(default=0.0, ge=0, lt=1)
    on: tuple[Role, ...] = ("language_model",)


class Settings(Strict):
    """What the stages share, and what each of them may override."""

    model: str
    data: Data
    seed: int = Field(default=0, ge=0)
    dtype: Literal["float32", "bfloat16"] = "float32"  # of the weights; bf16 arithmetic is `training.bf16`
    reference: Literal["live", "base", "ema", "cached"] = "live"
    ema_decay: float = Field(default=0.999, ge=0, lt=1)
    loss: Loss = Loss()
    lora: Lora | None = None
    roles: dict[str, str] | None = None  # patterns of parameter names
    training: dict[str, Any] = {}  # verbatim to transformers.TrainingArguments


class Stage(Settings):
    """One stage, everything decided."""

    name: StageName
    learning_rates: dict[str, float] = Field(min_length=1)  # of the roles that are trained; the others are frozen

    @field_validator("learning_rates", "roles")
    @classmethod
    def _roles(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        for role in value or ():
            if role not in get_args(Role):
                raise PumaError(f"unknown role {role!r}{nearest(role, get_args(Role))}")
        return value

    def differences(self, other: Mapping[str, Any]) -> list[str]:
        """`key: then -> now` for each setting in which `other` (a saved stage) is not this one."""
        now, then = _flat(self.model_dump(mode="json")), _flat(dict(other))
        absent = object()
        return [
            f"{key}: {then.get(key, 'unset')} -> {now.get(key, 'unset')}"
            for key in sorted(now.keys() | then.keys())
            if now.get(key, absent) != then.get(key, absent) and key.removeprefix("training.") not in FREE
        ]


# Where the engine's own defaults are not those of the released scripts.
DEFAULTS: dict[str, Any] = {
    "num_train_epochs": 1,
    "lr_scheduler_type": "cosine",
    "warmup_steps": 0.01,
    "weight_decay": 0.1,
    "logging_steps": 10,
}

# Arguments of the engine that change nothing a model learns: a run may be resumed with others.
FREE = ("report_to", "run_name", "logging_steps", "logging_first_step", "save_steps", "save_total_limit",
        "dataloader_num_workers", "dataloader_prefetch_factor", "dataloader_pin_memory",
        "dataloader_persistent_workers", "push_to_hub", "hub_model_id")  # fmt: skip


class Config(Settings):
    """A run: three stages, each the shared settings with its own over them."""

    output: Path
    stages: tuple[StageName, ...] = Field(default=STAGES, min_length=1)
    text: dict[str, Any] = {}
    align: dict[str, Any] = {}
    instruct: dict[str, Any] = {}

    @model_validator(mode="after")
    def _check_stages(self) -> Config:
        if list(self.stages) != sorted(set(self.stages), key=STAGES.index):
            raise PumaError(f"stages: {', '.join(self.stages)} is not in the order {', '.join(STAGES)}, each once")
        for name in STAGES:
            self.stage(name)
        return self

    def stage(self, name: StageName, model: str | None = None) -> Stage:
        """The settings of one stage; `model` is that of the predecessor, unless the stage names its own."""
        shared = self.model_dump(include=set(Settings.model_fields), exclude_unset=True)
        own = _with_source(getattr(self, name))
        start = {"model": model} if model else {}
        merged = _merge({"training": DEFAULTS}, shared, start, {"name": name, "learning_rates": TRAINED[name]}, own)
        merged["learning_rates"] = own.get("learning_rates", TRAINED[name])  # the roles listed are the roles trained
        return _validate(Stage, merged, f"{name}.")


def make_config(settings: Mapping[str, Any], overrides: Iterable[str] = ()) -> Config:
    """The config of a run, from a mapping and `key.sub=value` overrides; `PumaError` names the first thing wrong."""
    merged = _with_source(dict(settings))
    for override in overrides:
        path, sign, value = override.partition("=")
        if not sign or not path:
            raise PumaError(f"{override!r} is no override; write key=value, as in align.loss.alpha=0.3")
        _put(merged, path.split("."), _parse(value, override))
    return _validate(Config, merged)


def read_config(file: Path, overrides: Iterable[str] = ()) -> Config:
    """Read the YAML of a run."""
    try:
        settings = _parse(file.read_text(encoding="utf-8"), str(file)) or {}
    except OSError as error:
        raise PumaError(f"cannot read the config {file}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise PumaError(f"{file} is not text: {error}") from None
    if not isinstance(settings, dict):
        raise PumaError(f"{file} should hold settings, one `key: value` a line")
    return make_config(settings, overrides)


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """YAML 1.1 reads 3e-5 as text; everyone who writes it means a number."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"), list("-+0123456789")
)


def _parse(text: str, where: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise PumaError(f"{where} is not valid YAML: {' '.join(str(error).split())}") from None


def _with_source(settings: Mapping[str, Any]) -> dict[str, Any]:
    """`data: path` is short for `data: {source: path}`, so that a stage can override the rest of it."""
    data = settings.get("data")
    return {**settings, "data": {"source": data}} if isinstance(data, str | Path) else dict(settings)


def _put(settings: dict[str, Any], path: list[str], value: Any) -> None:
    for depth, key in enumerate(path[:-1]):
        inner = settings.get(key)
        if key == "data" and isinstance(inner, str):
            inner = {"source": inner}
        if not isinstance(inner, dict | None):
            raise PumaError(f"{'.'.join(path)}: {'.'.join(path[: depth + 1])} holds a value, not settings")
        settings[key] = dict(inner or {})
        settings = settings[key]
    settings[path[-1]] = {"source": value} if path[-1] == "data" and isinstance(value, str) else value


def _merge(*layers: Mapping[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            old = merged.get(key)
            merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _flat(settings: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in settings.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def _validate(model: type[M], settings: dict[str, Any], prefix: str = "") -> M:
    try:
        return model.model_validate(settings)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    where, kind, message = prefix + ".".join(map(str, first["loc"])), first["type"], first["msg"]
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, PumaError):
        raise PumaError(f"{where}: {cause}" if first["loc"] else str(cause))
    if kind == "missing":
        raise PumaError(f"{where} is not given; the config needs it")
    if kind == "extra_forbidden":
        raise PumaError(f"unknown key {where!r}{nearest(str(first['loc'][-1]), _keys(model, first['loc'][:-1]))}")
    raise PumaError(f"{where}: {message[0].lower()}{message[1:]} (given: {first['input']!r})")


def _keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Known keys of the mapping at `path`."""
    for part in path:
        annotation = model.model_fields[str(part)].annotation
        inner = [
            kind
            for kind in (annotation, *get_args(annotation))
            if isinstance(kind, type) and issubclass(kind, BaseModel)
        ]
        if not inner:
            return []
        model = inner[0]
    return [name for name in model.model_fields if name != "name"]
