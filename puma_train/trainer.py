"""One optimizer step of any stage: `transformers.Trainer` with the alignment loss in place of the model's own.

Shapes: B sequences of T tokens, N answer tokens in the batch, H the model's width, V its vocabulary.
"""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoConfig, PreTrainedModel, Trainer, TrainerCallback, TrainingArguments
from transformers.trainer_utils import PREFIX_CHECKPOINT_DIR, rotate_checkpoints

from puma_data.errors import PumaError
from puma_train.collate import answer_rows
from puma_train.config import Loss
from puma_train.losses import AlignmentTerms, fused_linear_row_loss, greedy_tokens, row_weights
from puma_train.reference import Batch, Live, answer_states, core, evaluating, few, has_picture, head_of
from puma_train.roles import Roles, parameter_groups

TRAINED = "trained.safetensors"  # in a checkpoint under peft: every weight that learns, adapter or not
METRICS = ("forward_kl", "reverse_kl", "cross_entropy", "tokens", "aligned", "agreed", "compared")


class PumaTrainer(Trainer):
    """Trains on pairs (with a `reference`) or on single views (without: cross-entropy alone).

    The loss of a step is a sum over answer tokens divided by their number over all ranks and micro-batches, so how a
    batch is cut changes nothing. `seal` is called on each finished checkpoint and writes what marks it as complete.

    Raises `PumaError` when a loss is not finite (before the optimizer moves), when a checkpoint finds no space, and
    when the model's logits are more than its output head applied to its last hidden states.
    """

    def __init__(
        self,
        model: PreTrainedModel | PeftModel,
        args: TrainingArguments,
        *,
        roles: Roles,
        learning_rates: dict[str, float],
        loss: Loss,
        reference: Live | None,
        seal: Callable[[Path], None] = lambda folder: None,
        callbacks: list[TrainerCallback] | None = None,
        **options: Any,
    ) -> None:
        callbacks = [*(callbacks or []), *([reference] if reference else [])]
        super().__init__(model, args, callbacks=callbacks, **options)
        self.model: Any  # a transformers model, within peft, or sharded
        self.folder = Path(str(args.output_dir))
        self.roles, self.learning_rates, self.loss, self.reference, self.seal = (
            roles, learning_rates, loss, reference, seal)  # fmt: skip
        # The engine then counts the answer tokens of a step over all ranks, and leaves scaling to us.
        self.model_accepts_loss_kwargs = self._loss_shifts_labels = self.loss_is_scaled_for_ga = True
        if reference and reference.copy:
            reference.copy.to(args.device)
        self._head_is_plain = False
        self._sums = torch.zeros(len(METRICS), device=args.device)
        self._since = time.monotonic()
        self._losses: list[tuple[list[str], Tensor, Tensor]] = []

    # ---- the loss ----

    def compute_loss(
        self,
        model: nn.Module,
        inputs: Batch,
        return_outputs: bool = False,
        num_items_in_batch: Tensor | int | None = None,
    ) -> Any:
        """Scalar loss of a micro-batch, times the number of ranks: the engine averages gradients over them."""
        self._check_pictures(inputs)
        tokens = None if num_items_in_batch is None else num_items_in_batch / self.accelerator.num_processes
        inner = self.accelerator.unwrap_model(model, keep_torch_compile=False)
        loss = run_as_forward(model, inner, self._forward, batch=inputs, num_tokens=tokens)
        return (loss, {}) if return_outputs else loss

    def _forward(self, batch: Batch, num_tokens: Tensor | float | None) -> Tensor:
        """Both passes and the loss, run inside the forward of the (wrapped) model."""
        model = self.accelerator.unwrap_model(self.model, keep_torch_compile=False)
        head = head_of(model)
        with self.accelerator.autocast():
            if not self._head_is_plain:
                self._check_head(model, head, batch)
            reference_NH = self.reference.states(model, batch) if self.reference else None
            active_NH = answer_states(model, batch["active"], batch["labels"])
            # The loss takes the head's weight and is run as the head's own forward, so that an engine which keeps the
            # head in pieces gathers it, and reduces its gradient, as for any layer.
            loss = run_as_forward(
                head, head, self._head_loss, active_NH, reference_NH, head=head, batch=batch, num_tokens=num_tokens
            )
        if torch.is_grad_enabled() and not loss.requires_grad:  # no picture in the batch, and only what reads it learns
            loss = loss + 0 * next(weight for weight in model.parameters() if weight.requires_grad).sum()
        return loss

    def _head_loss(
        self, active_NH: Tensor, reference_NH: Tensor | None, *, head: Any, batch: Batch, num_tokens: Any
    ) -> Tensor:
        rows_BT = answer_rows(batch["labels"])
        labels_N = batch["labels"].roll(-1, 1)[rows_BT]
        sequence_N = torch.arange(len(rows_BT), device=rows_BT.device).repeat_interleave(rows_BT.sum(1))
        reference_N = None
        if reference_NH is not None and (self.loss.correct_only or self._is_logged()):
            reference_N = greedy_tokens(reference_NH, head.weight, bias=head.bias, chunk_rows=self.loss.chunk_rows)
        kl_weights = None if reference_NH is None else self._kl_weights(batch, labels_N, reference_N, sequence_N)
        weights = row_weights(
            labels_N,
            alpha=self.loss.alpha,
            lambda_kl=self.loss.lambda_kl if reference_NH is not None else 0.0,
            temperature=self.loss.temperature,
            num_tokens=num_tokens,
            kl_weights=kl_weights,
        )
        loss, terms = fused_linear_row_loss(
            active_NH,
            reference_NH,
            head.weight,
            labels_N,
            weights,
            bias=head.bias,
            temperature=self.loss.temperature,
            standardize=self.loss.standardize,
            chunk_rows=self.loss.chunk_rows,
            backend=self.loss.backend,
        )
        if head.training:
            self._remember(batch["ids"], loss.detach(), terms, sequence_N)
            agreed = None
            if reference_N is not None and self._is_logged():
                active_N = greedy_tokens(active_NH, head.weight, bias=head.bias, chunk_rows=self.loss.chunk_rows)
                agreed = active_N == reference_N
            self._measure(terms, kl_weights, agreed)
        return loss

    def _kl_weights(self, batch: Batch, labels_N: Tensor, reference_N: Tensor | None, sequence_N: Tensor) -> Tensor:
        """[N] weight of the KL at each row: the weight of moved tokens, 0 where targets part or the gate is shut."""
        weights_N: Tensor = torch.where(batch["moved"], self.loss.moved_weight, 1.0) * batch["aligned"]
        if self.loss.correct_only:
            assert reference_N is not None
            wrong_N = (batch["final"] & (reference_N != labels_N)).float()
            wrong_B = torch.zeros(len(batch["labels"]), device=labels_N.device).index_add(0, sequence_N, wrong_N)
            weights_N = weights_N * (wrong_B == 0)[sequence_N]
        return weights_N

    def _check_head(self, model: nn.Module, head: nn.Linear, batch: Batch) -> None:
        """Once: the logits are the head applied to the last hidden states, or this trainer would optimise others."""
        rows = answer_rows(batch["labels"])
        keep = rows & (rows.flatten().cumsum(0).view_as(rows) <= 8)
        with evaluating(model):
            own = core(model)(**batch["active"], use_cache=False, logits_to_keep=keep).logits.flatten(0, -2).float()
            ours = head(core(model).base_model(**batch["active"], use_cache=False).last_hidden_state[keep]).float()
        if not len(own):
            return
        exact = head.weight.dtype == torch.float32 and not torch.is_autocast_enabled(own.device.type)
        if (ours - own).abs().max() > (1e-4 if exact else 3e-2) * own.abs().max():
            raise PumaError(f"{type(core(model)).__name__} changes its logits after the output head (a softcap or a "
                            "scale), which the fused loss does not know; use another model")  # fmt: skip
        self._head_is_plain = True

    def _check_pictures(self, inputs: Batch) -> None:
        """A rank whose batch has no picture skips the vision tower, and an engine that shards it then hangs."""
        if not self.is_sharded or self.accelerator.num_processes == 1:
            return
        views = [inputs["active"], inputs.get("reference", {})]
        have = torch.tensor([float(has_picture(view)) for view in views], device=self.args.device)
        total = self.accelerator.reduce(have, "sum")
        if ((total > 0) & (total < self.accelerator.num_processes)).any():
            raise PumaError(f"under FSDP and DeepSpeed the batches of all ranks need pictures, or none may (here "
                            f"{few(inputs['ids'])}); choose by data.views, data.strong, data.weak")  # fmt: skip

    # ---- a loss that is not finite ----

    def _remember(self, ids: list[str], loss: Tensor, terms: AlignmentTerms, sequence_N: Tensor) -> None:
        odd_N = ~(terms.forward_kl + terms.reverse_kl + terms.cross_entropy).isfinite()
        odd_B = torch.zeros(len(ids), device=loss.device).index_add(0, sequence_N, odd_N.float())
        self._losses.append((ids, loss, odd_B))

    def _get_grad_norm(self, model: nn.Module, grad_norm: Any = None) -> Any:
        """Called on every rank when a step's gradients are complete, before the optimizer: the place to stop."""
        norm = super()._get_grad_norm(model, grad_norm)  # type: ignore[no-untyped-call]
        losses, self._losses = self._losses, []
        finite = torch.stack([loss for _, loss, _ in losses]).isfinite().all()
        if self.accelerator.scaler is None and norm is not None:  # a scaler may overflow and skips the step by itself
            finite = finite & torch.as_tensor(norm, device=finite.device).isfinite()
        ranks = self.accelerator.reduce(finite.float(), "sum")
        if ranks == self.accelerator.num_processes:
            return norm
        rows = [name for ids, _, odd in losses for name, count in zip(ids, odd.tolist(), strict=True) if count]
        where = (
            f"at rows {few(rows)}" if rows else f"in a step with rows {few([n for ids, _, _ in losses for n in ids])}"
        )
        raise PumaError(f"the loss is not finite at step {self.state.global_step + 1} {where}; stopped before the "
                        f"weights moved, the last checkpoint is kept{self._last()}; look at these rows, or lower the "
                        "learning rates")  # fmt: skip

    # ---- metrics: summed on the device, read when they are logged ----

    def _is_logged(self) -> bool:
        step, args = self.state.global_step + 1, self.args
        return (args.logging_first_step and step == 1) or (
            args.logging_strategy == "steps" and step % max(self.state.logging_steps, 1) == 0
        )

    def _measure(self, terms: AlignmentTerms, kl_weights: Tensor | None, agreed: Tensor | None) -> None:
        nothing = terms.valid.new_zeros((), dtype=torch.float32)
        aligned = nothing if kl_weights is None else (terms.valid & (kl_weights > 0)).sum()
        compared = nothing if agreed is None else terms.valid.sum()
        agreement = nothing if agreed is None else (agreed & terms.valid).sum()
        sums = (terms.forward_kl.sum(), terms.reverse_kl.sum(), terms.cross_entropy.sum(), terms.valid.sum(), aligned,
                agreement, compared)  # fmt: skip
        self._sums += torch.stack([value.to(self._sums) for value in sums])

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        if "loss" in logs:
            logs |= self._metrics()
        super().log(logs, start_time)

    def _metrics(self) -> dict[str, float]:
        total = dict(zip(METRICS, self.accelerator.reduce(self._sums, "sum").tolist(), strict=True))
        seconds, self._since = time.monotonic() - self._since, time.monotonic()
        self._sums.zero_()
        tokens = max(total["tokens"], 1.0)
        means = {
            "cross_entropy": total["cross_entropy"] / tokens,
            "answer_tokens_per_second": total["tokens"] / seconds,
        }
        if self.reference:
            means |= {"forward_kl": total["forward_kl"] / tokens, "reverse_kl": total["reverse_kl"] / tokens,
                      "gated_share": 1 - total["aligned"] / tokens}  # fmt: skip
        if total["compared"]:
            means["agreement"] = total["agreed"] / total["compared"]
        return means

    def floating_point_ops(self, inputs: Batch) -> int:
        """Not counted: the engine's estimate knows neither pairs nor pictures."""
        return 0

    # ---- optimizer ----

    def create_optimizer(self, model: nn.Module | None = None) -> torch.optim.Optimizer:
        """One group a role and weight decay, each with its learning rate."""
        if self.optimizer is None:
            groups = parameter_groups(model or self.model, self.roles, self.learning_rates, self.args.weight_decay)
            kind, options = self.get_optimizer_cls_and_kwargs(self.args)
            self.optimizer = kind(groups, **options)
        return self.optimizer

    # ---- checkpoints ----

    def _save_checkpoint(self, model: nn.Module, trial: Any) -> None:
        """As the engine does, but older checkpoints go only when this one is sealed, and no half of one stays."""
        folder = self.folder / f"{PREFIX_CHECKPOINT_DIR}-{self.state.global_step}"
        limit, self.args.save_total_limit = self.args.save_total_limit, None
        try:
            self._check_space(folder)
            super()._save_checkpoint(model, trial)
            if self.args.should_save and isinstance(self.model, PeftModel) and not self.is_sharded:
                # peft saves its adapters and nothing else, also where a role is trained whole beside them
                save_file(
                    {name: weight.contiguous() for name, weight in _trained(self.model).items()}, folder / TRAINED
                )
            if self.args.should_save and self.reference:
                self.reference.save(folder)
            self.accelerator.wait_for_everyone()
            if self.args.should_save:
                self.seal(folder)
        except Exception as error:  # torch and safetensors each have their own kind for a full disk
            shutil.rmtree(folder, ignore_errors=True)
            if not is_full(error):
                raise
            why = f"no space for {folder} ({one_line(error)}); it was removed, the last one is kept{self._last()}"
            mend = "free some space and continue with --resume, or keep fewer with training.save_total_limit=1"
            raise PumaError(f"{why}; {mend}") from None
        finally:
            self.args.save_total_limit = limit
        if self.args.should_save:
            rotate_checkpoints(output_dir=str(self.folder), save_total_limit=limit, use_mtime=True,
                               best_model_checkpoint=self.state.best_model_checkpoint)  # fmt: skip

    def _check_space(self, folder: Path) -> None:
        weights = list(self.model.parameters())
        if isinstance(self.model, PeftModel):
            weights = [weight for weight in weights if weight.requires_grad]
        adam = 0 if self.args.save_only_model else 8 * sum(w.numel() for w in weights if w.requires_grad)
        need, free = sum(w.nbytes for w in weights) + adam, shutil.disk_usage(folder.parent).free
        if need > free:
            raise OSError(errno.ENOSPC, f"it needs {need / 1e9:.2f} GB, {free / 1e9:.2f} GB are free")

    def _last(self) -> str:
        kept = sorted(self.folder.glob(f"{PREFIX_CHECKPOINT_DIR}-*"), key=lambda p: int(p.name[11:]))
        return f" ({kept[-1]})" if kept else ""

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: nn.Module | None = None) -> None:
        """Restore the weights. The engine's own loads hub-style names into other ones and, finding none, goes on."""
        model = model or self.model
        if self.is_sharded:
            super()._load_from_checkpoint(resume_from_checkpoint, model)
        else:
            try:
                self._load(Path(resume_from_checkpoint), model)
            except (RuntimeError, ValueError, OSError) as error:
                why = one_line(error)
                raise PumaError(f"{resume_from_checkpoint} is not a checkpoint of this model: {why}") from None
        if self.reference:
            self.reference.load(Path(resume_from_checkpoint))

    def _load_best_model(self) -> None:
        if self.is_sharded:
            super()._load_best_model()
        else:
            self._load(Path(str(self.state.best_model_checkpoint)), self.model)

    def _load(self, folder: Path, model: Any) -> None:
        if isinstance(model, PeftModel):
            saved, weights = load_file(folder / TRAINED), _trained(model)
            if saved.keys() != weights.keys():
                raise ValueError(f"it trained {len(saved)} tensors, and this model trains {len(weights)} others")
            for name, weight in weights.items():
                weight.copy_(saved[name])
        else:
            kind = AutoConfig.from_pretrained(folder).model_type
            if kind != model.config.model_type:
                raise ValueError(f"it is one of {kind}, and the model is {model.config.model_type}")
            model.load_state_dict(type(model).from_pretrained(folder, dtype=model.dtype).state_dict())

    @property
    def is_sharded(self) -> bool:
        return self.is_fsdp_enabled or self.is_deepspeed_enabled


def _trained(model: nn.Module) -> dict[str, Tensor]:
    return {name: weight.data for name, weight in model.named_parameters() if weight.requires_grad}


def run_as_forward(
    wrapper: nn.Module, module: nn.Module, function: Callable[..., Tensor], *args: Any, **kwargs: Any
) -> Tensor:
    """Call `function` as the forward of `module`, reached through `wrapper`, so that hooks on either of them fire."""
    before = vars(module).get("forward")

    def restore() -> None:
        if before is None:
            vars(module).pop("forward", None)
        else:
            module.forward = before

    def once(*args: Any, **kwargs: Any) -> Tensor:
        restore()  # what is called inside sees the module as it was
        return function(*args, **kwargs)

    module.forward = once
    try:
        return wrapper(*args, **kwargs)  # type: ignore[no-any-return]
    finally:
        restore()


def is_full(error: Exception) -> bool:
    """Whether a write failed for want of space, as Python and safetensors say, or as torch hints."""
    words = ("No space left", "os error 28", "iostream error", "inline_container", "file write failed")
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return full or any(part in str(error) for part in words)


def one_line(error: Exception) -> str:
    """The first line of a message that may have many."""
    return " ".join(str(error).split())[:300]
