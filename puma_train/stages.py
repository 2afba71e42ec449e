"""The three stages: text, align, instruct. Each starts from the model of the one before and leaves a model.

OUTPUT/1-text, 2-align, 3-instruct hold checkpoint-N (complete when environment.json is there), metrics.jsonl, model/
(weights and processor, which the next stage opens) and stage.json, written last: a stage that has it is finished.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, cast

import datasets
import torch
import yaml
from accelerate import PartialState  # type: ignore[import-untyped]
from peft import PeftModel
from torch.utils.data import DataLoader
from transformers import (
    AutoConfig,
    AutoModelForImageTextToText,
    AutoProcessor,
    PreTrainedModel,
    PrinterCallback,
    TrainingArguments,
    set_seed,
)
from transformers.models.auto.modeling_auto import MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES
from transformers.utils import logging

from puma_data.errors import PumaError, nearest
from puma_train.callbacks import SEAL, SETTINGS, MetricsFile, Progress, Watched, seal
from puma_train.collate import Encoder, ExampleCollator, PairCollator, fit
from puma_train.config import STAGES, Config, Stage, StageName, make_config, read_config
from puma_train.reference import Base, Cached, Ema, Live, check_head, write_states
from puma_train.roles import add_lora, find_roles, freeze_unused, set_trainable
from puma_train.rows import IMAGE_VIEWS, TEXT_VIEWS, Pair, Rows, read_examples, read_pairs
from puma_train.trainer import PumaTrainer, is_full, one_line

METRICS, FINISHED, MODEL = "metrics.jsonl", "stage.json", "model"

# Arguments of the engine that are decided here, and why another value would be wrong.
FIXED: dict[str, tuple[Any, str]] = {
    "remove_unused_columns": (False, "the model's forward does not know the columns of a pair"),
    "logging_nan_inf_filter": (False, "a loss that is not finite stops the run"),
    "average_tokens_across_devices": (True, "the loss is a mean over the answer tokens of all ranks"),
    "label_names": (["labels"], "the collators name them so"),
    "use_cache": (False, "training keeps no cache"),
    "disable_tqdm": (True, "progress is shown by puma-train"),
    "eval_strategy": ("no", "puma-train eval measures a finished model"),
    "label_smoothing_factor": (0.0, "the alignment loss has none"),
    "torch_compile": (False, "the loss is run inside the model's forward, which is exchanged for it"),
}
ELSEWHERE = {
    "output_dir": "`output`",
    "seed": "`seed`",
    "learning_rate": "`learning_rates`, one for each role",
    "resume_from_checkpoint": "--resume",
}


@dataclass(frozen=True, slots=True)
class StageSummary:
    """What one stage did. `trained` is False where a finished stage was found and kept."""

    name: str
    folder: str
    model: str
    rows: int
    dropped: int
    steps: int
    seconds: float
    metrics: dict[str, float]
    trained: bool = True


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, and where its last model is."""

    output: str
    stages: tuple[StageSummary, ...]

    @property
    def model(self) -> str:
        return self.stages[-1].model

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "model": self.model}


def run(
    config: Config | Path | str | Mapping[str, Any],
    *,
    only: StageName | None = None,
    resume: bool = False,
    overwrite: bool = False,
    watch: Callable[[Progress], None] = lambda progress: None,
    tell: Callable[[Any], None] = lambda said: None,
) -> Summary:
    """Train the stages of a config, or `only` one of them.

    `watch` is told of each step, `tell` of what is worth a line (text, or a rich table). Raises `PumaError` for all
    that the user can mend; checkpoints are kept whatever happens, and `resume` goes on from the last complete one.
    """
    if isinstance(config, Path | str):
        config = read_config(Path(config))
    elif not isinstance(config, Config):
        config = make_config(config)
    if resume and overwrite:
        raise PumaError("--resume and --overwrite exclude each other: continue the run or replace it")
    if only and only not in config.stages:
        raise PumaError(f"stage {only} is not in stages ({', '.join(config.stages)}); add it")
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    datasets.disable_progress_bars()
    names = (only,) if only else config.stages
    todo = [(config.stage(name, _predecessor(config, name, names)), _folder(config, name)) for name in names]
    for stage, folder in todo:  # everything that can be refused is refused before the first step
        training_arguments(stage, folder)
        if not stage.data.source.exists():
            raise PumaError(f"{stage.name}: data {stage.data.source} does not exist; make a dataset with puma-gen")
        if not (resume or overwrite) and _begun(folder):
            raise PumaError(f"{folder} has {_state(folder)}; --resume goes on from there, --overwrite starts it again")
        if resume and _begun(folder):
            _check_same(stage, folder / SETTINGS)
    check_model(todo[0][0].model)
    if overwrite:
        _on_main(lambda: _clear(folder for _, folder in todo))
    done = []
    for stage, folder in todo:
        if (folder / FINISHED).exists():
            done.append(_finished(folder))
            tell(f"{stage.name}: finished before, {done[-1].steps:,} steps; kept")
            continue
        try:
            done.append(train_stage(stage, folder, watch, tell))
        except PumaError as error:  # a worker of the data loader wraps it in its traceback
            last = str(error).strip().splitlines()[-1]
            raise PumaError(last.removeprefix("puma_data.errors.PumaError: ")) from None
        except OSError as error:
            if not is_full(error):
                raise
            raise PumaError(f"no space in {folder} ({one_line(error)}); free some and continue with --resume") from None
    return Summary(str(config.output), tuple(done))


def align(config: Config | Path | str | Mapping[str, Any], **options: Any) -> Summary:
    """Stage 2 alone, the alignment of pairs, with the options of `run`."""
    return run(config, only="align", **options)


def train_stage(
    stage: Stage, folder: Path, watch: Callable[[Progress], None], tell: Callable[[Any], None]
) -> StageSummary:
    """Train one stage, from its last complete checkpoint if there is one."""
    begun = time.monotonic()
    set_seed(stage.seed)
    args = training_arguments(stage, folder)
    if args.n_gpu > 1:
        raise PumaError(f"one process sees {args.n_gpu} GPUs; start one each, with torchrun --nproc-per-node "
                        f"{args.n_gpu} -m puma_train.cli ..., or choose one with CUDA_VISIBLE_DEVICES")  # fmt: skip
    model, processor = open_model(stage.model, stage.dtype)
    encoder = Encoder(processor, max_tokens=stage.data.max_tokens)
    rows, dropped = _rows(stage, encoder)
    tell(f"{stage.name}: {len(rows):,} rows" + (f", {dropped:,} left out as too long" if dropped else ""))
    learner: PreTrainedModel | PeftModel = model
    if stage.lora:
        learner = add_lora(model, find_roles(model, stage.roles), **stage.lora.model_dump())
    roles = find_roles(learner, stage.roles)
    set_trainable(learner, roles, stage.learning_rates)
    reference = _reference(stage, learner, folder) if stage.name == "align" else None
    _on_main(lambda: _prepare(stage, folder))
    trainer = PumaTrainer(
        learner,
        args,
        roles=roles,
        learning_rates=stage.learning_rates,
        loss=stage.loss,
        reference=reference,
        seal=lambda checkpoint: seal(checkpoint, stage),
        train_dataset=rows,
        data_collator=_collator(stage, encoder),
        processing_class=processor,
        callbacks=[MetricsFile(folder / METRICS), Watched(stage.name, watch)],
    )
    trainer.remove_callback(PrinterCallback)
    if not _is_sharded(stage, trainer):
        freeze_unused(learner, roles, trainer.data_collator([_shown(rows)]))
    tell(roles.table(stage.learning_rates))
    if isinstance(reference, Cached):
        _store(stage, trainer, reference)
    last = _checkpoints(folder)[-1] if _checkpoints(folder) else None
    if last:
        tell(f"{stage.name}: goes on from {last}")
    result = trainer.train(resume_from_checkpoint=str(last) if last else None)
    _save(trainer, folder / MODEL)
    logged = [line for line in trainer.state.log_history if "loss" in line]
    summary = StageSummary(stage.name, str(folder), str(folder / MODEL), len(rows), dropped, result.global_step,
                           round(time.monotonic() - begun, 1), logged[-1] if logged else {})  # fmt: skip
    _on_main(lambda: (folder / FINISHED).write_text(json.dumps(asdict(summary), indent=2), encoding="utf-8"))
    return summary


def training_arguments(stage: Stage, folder: Path) -> TrainingArguments:
    """The engine's arguments: the user's verbatim, with ours. Raises `PumaError` for unknown and contradicting ones."""
    known = {field.name for field in fields(TrainingArguments) if field.init}
    # YAML reads an unquoted `no` as False; and three of the engine's arguments are said so.
    given = {
        key: "no" if key.endswith("_strategy") and value is False else value for key, value in stage.training.items()
    }
    for key, value in given.items():
        if key in ELSEWHERE:
            raise PumaError(f"training.{key} is set by {ELSEWHERE[key]}; give it there")
        if key not in known:
            raise PumaError(f"unknown key 'training.{key}'{nearest(key, known)} (see transformers.TrainingArguments)")
        if key in FIXED and value != FIXED[key][0]:
            raise PumaError(f"training.{key}: {value} cannot be had: {FIXED[key][1]}; leave it out")
    # A batch of views without pictures leaves the tower without gradient on one rank; so do layers a model never uses.
    ours = {
        "ddp_find_unused_parameters": True,
        "dataloader_pin_memory": torch.cuda.is_available(),
        "activation_checkpointing_kwargs": {"use_reentrant": False},
    }
    fixed = {key: value for key, (value, _) in FIXED.items()}
    try:
        return TrainingArguments(**{**ours, **given, **fixed, "output_dir": str(folder), "seed": stage.seed})
    except (ValueError, TypeError, ImportError, RuntimeError) as error:
        raise PumaError(f"{stage.name}: training: {one_line(error)}") from None


def check_model(path: str) -> None:
    """`PumaError` unless the model there, by path or name, is an image-text-to-text model."""
    if path.startswith((".", "/", "~")) and not Path(path).is_dir():
        raise PumaError(f"model {path} does not exist")
    try:
        kind = AutoConfig.from_pretrained(path).model_type
    except (OSError, ValueError) as error:
        raise PumaError(f"model {path} cannot be opened: {one_line(error)}") from None
    if kind not in MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES:
        raise PumaError(f"model {path} ({kind}) has no vision tower; give an image-text-to-text model")


def open_model(path: str, dtype: str) -> tuple[PreTrainedModel, Any]:
    """The model and its processor, to train."""
    check_model(path)
    try:
        model = AutoModelForImageTextToText.from_pretrained(path, dtype=dtype)
        return model, AutoProcessor.from_pretrained(path)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, KeyError) as error:
        raise PumaError(f"model {path} cannot be opened: {one_line(error)}") from None


# Rows and reference


def _rows(stage: Stage, encoder: Encoder) -> tuple[Rows[Any], int]:
    data = stage.data
    if stage.name == "align":
        rows: Rows[Any] = read_pairs(
            data.source, split=data.split, strong=data.strong, weak=data.weak, target=data.target
        )
    else:
        views = data.views or (TEXT_VIEWS if stage.name == "text" else IMAGE_VIEWS)
        rows = read_examples(data.source, split=data.split, views=views, target=data.target)
    kept, dropped = fit(rows, encoder)
    return rows.select(kept[: data.limit]), dropped


def _collator(stage: Stage, encoder: Encoder) -> ExampleCollator | PairCollator:
    if stage.name == "align":
        return PairCollator(encoder, unequal_answers=stage.data.unequal_answers)
    return ExampleCollator(encoder)


def _shown(rows: Rows[Any]) -> Any:
    """A row whose view has a picture, if one of the first has: it uses all of the model that will be used."""
    some = (rows[at] for at in range(min(len(rows), 1000)))
    return next((row for row in some if (row.weak if isinstance(row, Pair) else row.view).image), rows[0])


def _reference(stage: Stage, model: PreTrainedModel | PeftModel, folder: Path) -> Live:
    check_head(stage.reference, model)
    if stage.reference == "cached":
        if "language_model" in stage.learning_rates:
            raise PumaError("reference: cached would be stale, language_model is trained; use live, base or ema")
        return Cached(folder / "reference")
    if stage.reference == "ema":
        return Ema(model, stage.ema_decay)
    return Base(model) if stage.reference == "base" else Live()


def _is_sharded(stage: Stage, trainer: PumaTrainer) -> bool:
    """Whether FSDP or DeepSpeed cuts the model into pieces; a copy for the reference would stay whole on every rank."""
    sharded: bool = trainer.is_sharded
    copies = stage.name == "align" and stage.reference != "live" and not (stage.reference == "base" and stage.lora)
    if sharded and copies:
        raise PumaError(f"reference: {stage.reference} is not for FSDP or DeepSpeed; use live, or base with lora")
    return sharded


def _store(stage: Stage, trainer: PumaTrainer, reference: Cached) -> None:
    """Each rank writes the states of its share of the pairs; a resumed stage finds them."""
    args, rows = trainer.args, cast(Any, trainer.train_dataset)
    if not reference.complete(args.world_size):
        share = rows.select(range(args.process_index, len(rows), args.world_size))
        loader: DataLoader[Any] = DataLoader(share, args.per_device_train_batch_size, collate_fn=trainer.data_collator)
        write_states(
            trainer.model,
            (trainer._prepare_inputs(batch) for batch in loader),
            reference.folder / f"part-{args.process_index}-of-{args.world_size}.bin",
            autocast=trainer.accelerator.autocast,
            pictures_change=not {"vision_tower", "projector"}.isdisjoint(stage.learning_rates),
        )
    trainer.accelerator.wait_for_everyone()
    reference.open(args.world_size)


# The output folder


def _folder(config: Config, name: StageName) -> Path:
    return config.output / f"{STAGES.index(name) + 1}-{name}"


def _predecessor(config: Config, name: StageName, names: Sequence[StageName]) -> str | None:
    """Where the stage before leaves its model; None where this stage starts from `model`."""
    before = config.stages[: config.stages.index(name)]
    if not before or "model" in getattr(config, name):
        return None
    model = _folder(config, before[-1]) / MODEL
    if before[-1] not in names and not (model.parent / FINISHED).exists():
        raise PumaError(f"stage {name} starts from stage {before[-1]}, whose {model} is not there; run puma-train "
                        f"{before[-1]} first, give {name}.model, or leave {before[-1]} out of stages")  # fmt: skip
    return str(model)


def _begun(folder: Path) -> bool:
    """Whether something would be lost; a run that failed before its first step left nothing of worth."""
    return any((folder / name).exists() for name in (FINISHED, METRICS)) or bool(_checkpoints(folder))


def _state(folder: Path) -> str:
    if (folder / FINISHED).exists():
        return "a finished stage"
    return f"a run up to {_checkpoints(folder)[-1].name}" if _checkpoints(folder) else "a run without a checkpoint"


def _checkpoints(folder: Path) -> list[Path]:
    """Complete checkpoints, oldest first."""
    return sorted((seal.parent for seal in folder.glob(f"checkpoint-*/{SEAL}")), key=lambda path: int(path.name[11:]))


def _prepare(stage: Stage, folder: Path) -> None:
    """Clear what a kill left half written, and say in the folder what runs here."""
    if not _begun(folder):
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    complete = _checkpoints(folder)
    for checkpoint in folder.glob("checkpoint-*"):
        if checkpoint not in complete:
            shutil.rmtree(checkpoint)
    for checkpoint in complete:
        _check_same(stage, checkpoint / SETTINGS)
    seal(folder, stage)


def _check_same(stage: Stage, saved: Path) -> None:
    if changed := stage.differences(yaml.safe_load(saved.read_text(encoding="utf-8"))):
        raise PumaError(f"{saved.parent} was made with other settings ({'; '.join(changed[:4])}); restore them, choose "
                        "another output, or start again with --overwrite")  # fmt: skip


def _save(trainer: PumaTrainer, folder: Path) -> None:
    """Write the model whole, adapters merged, so that what stands at `folder` always opens."""
    partial = folder.with_name(f"{folder.name}.partial")
    _on_main(lambda: _clear((partial, folder)))
    if trainer.is_fsdp_enabled:
        trainer.accelerator.state.fsdp_plugin.set_state_dict_type("FULL_STATE_DICT")
    if isinstance(trainer.model, PeftModel) and not trainer.is_sharded:
        trainer.model = trainer.model.merge_and_unload()
    try:
        trainer.save_model(str(partial))
    except Exception as error:
        shutil.rmtree(partial, ignore_errors=True)
        if not is_full(error):
            raise
        raise PumaError(f"no space for {folder} ({one_line(error)}); free some and continue with --resume") from None
    _on_main(lambda: partial.rename(folder))


def _clear(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _finished(folder: Path) -> StageSummary:
    return StageSummary(**{**json.loads((folder / FINISHED).read_text(encoding="utf-8")), "trained": False})


def _on_main(action: Callable[[], Any]) -> None:
    """Do it in one process; the others wait until it is done."""
    state = PartialState()
    if state.is_main_process:
        action()
    state.wait_for_everyone()
