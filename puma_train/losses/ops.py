"""The operator behind the closed-form backends, opaque to autograd and torch.compile, and the choice between them."""

# No postponed annotations here: torch reads the operators' schemas from them.
from types import ModuleType
from typing import Any

import torch
from torch import Tensor

from puma_train.losses import closed_form
from puma_train.losses.closed_form import IGNORED, Stats, accumulator

BACKENDS = ("auto", "reference", "torch", "triton")


def resolve(backend: str, device: torch.device) -> str:
    """The backend's own name. `auto` goes by the device alone: what it picks runs, or says why not."""
    if backend not in BACKENDS:
        raise ValueError(f"unknown backend {backend!r}; known: {', '.join(BACKENDS)}")
    if backend != "auto":
        return backend
    return "triton" if device.type == "cuda" else "torch"


def implementation(backend: str, device: torch.device) -> ModuleType:
    """The module with the `forward` and `backward` of a closed-form backend, documented in `closed_form`.

    Raises:
        ValueError: Triton is not installed, or the tensors are where it cannot run.
    """
    if backend == "torch":
        return closed_form
    try:
        from puma_train.losses import kernels
    except ModuleNotFoundError as error:
        raise ValueError("backend='triton' needs the package triton: install it, or ask for backend='torch'") from error
    if device.type != "cuda" and not kernels.INTERPRETED:
        raise ValueError(f"backend='triton' needs CUDA tensors, not {device.type}: ask for backend='torch'")
    return kernels


def check_labels(labels: Tensor, vocabulary: int) -> None:
    """Refuse labels that are no token. On a GPU, where looking would stall it, such a row becomes NaN instead."""
    if labels.device.type == "cpu":
        wrong = (labels != IGNORED) & ((labels < 0) | (labels >= vocabulary))
        if wrong.any():
            row = int(wrong.nonzero()[0])
            raise ValueError(f"label {int(labels[row])} of row {row} is no token of a vocabulary of {vocabulary}")


@torch.library.custom_op("puma_train::alignment_rows", mutates_args=())
def alignment_rows(
    active: Tensor, reference: Tensor, labels: Tensor, temperature: float, standardize: bool, eps: float, backend: str
) -> tuple[Tensor, Tensor]:
    """The three terms of each row [3, N], and the numbers that its gradient needs."""
    check_labels(labels, active.shape[1])
    rows = implementation(backend, active.device)
    terms, stats = rows.forward(active, reference, labels, temperature, standardize, eps)
    return terms, stats


@torch.library.custom_op("puma_train::alignment_rows_backward", mutates_args=())
def alignment_rows_backward(
    active: Tensor, reference: Tensor, labels: Tensor, stats: Tensor, weights: Tensor, backend: str
) -> Tensor:
    """The gradient of Σ weights·terms, both [3, N], with respect to the active logits."""
    out = active.new_empty(active.shape)
    rows = implementation(backend, active.device)
    rows.backward(active, reference, labels, stats, weights.contiguous(), out)
    return out


@alignment_rows.register_fake
def _(active: Tensor, *_: Any) -> tuple[Tensor, Tensor]:
    rows, dtype = active.shape[0], accumulator(active.dtype)
    return active.new_empty(3, rows, dtype=dtype), active.new_empty(len(Stats._fields), rows, dtype=dtype)


@alignment_rows_backward.register_fake
def _(active: Tensor, *_: Any) -> Tensor:
    return active.new_empty(active.shape)


def _save(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, Tensor]) -> None:
    active, reference, labels, *_, ctx.backend = inputs
    ctx.save_for_backward(active, reference, labels, output[1])


def _differentiate(ctx: Any, weights: Tensor, _: Tensor) -> tuple[Tensor | None, ...]:
    return alignment_rows_backward(*ctx.saved_tensors, weights, ctx.backend), *[None] * 6


alignment_rows.register_autograd(_differentiate, setup_context=_save)
