"""The operators behind the closed-form backends, opaque to autograd and torch.compile, and the choice between them."""

# No postponed annotations here: torch reads the operators' schemas from them.
from typing import Any, Protocol

import torch
from torch import Tensor

from puma_train.losses import closed_form
from puma_train.losses.closed_form import IGNORED, RowTerms, Stats, accumulator

BACKENDS = ("auto", "reference", "torch", "triton")


class Rows(Protocol):
    """What a closed-form backend is: a module with these two functions, as documented in `closed_form`."""

    def forward(
        self,
        active: Tensor,
        reference: Tensor | None,
        labels: Tensor,
        temperature: float,
        standardize: bool,
        eps: float,
    ) -> RowTerms: ...

    def backward(
        self,
        active: Tensor,
        reference: Tensor | None,
        labels: Tensor,
        stats: Tensor,
        forward_weight: Tensor,
        reverse_weight: Tensor,
        ce_weight: Tensor,
        out: Tensor,
    ) -> None: ...


def resolve(backend: str, device: torch.device) -> str:
    """The backend's own name. `auto` goes by the device alone: what it picks runs, or says why not."""
    if backend not in BACKENDS:
        raise ValueError(f"unknown backend {backend!r}; known: {', '.join(BACKENDS)}")
    if backend != "auto":
        return backend
    return "triton" if device.type == "cuda" else "torch"


def implementation(backend: str, device: torch.device) -> Rows:
    """The module of a closed-form backend.

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
    active: Tensor,
    reference: Tensor,
    labels: Tensor,
    temperature: float,
    standardize: bool,
    eps: float,
    backend: str,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The three terms of each row, and the numbers that its gradient needs."""
    check_labels(labels, active.shape[1])
    rows = implementation(backend, active.device)
    terms = rows.forward(active, reference, labels, temperature, standardize, eps)
    return terms.forward_kl, terms.reverse_kl, terms.cross_entropy, terms.stats


@alignment_rows.register_fake
def _(
    active: Tensor,
    reference: Tensor,
    labels: Tensor,
    temperature: float,
    standardize: bool,
    eps: float,
    backend: str,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    dtype = accumulator(active.dtype, reference.dtype)
    a, b, c = (active.new_empty(active.shape[0], dtype=dtype) for _ in range(3))
    return a, b, c, active.new_empty(len(Stats._fields), active.shape[0], dtype=dtype)


@torch.library.custom_op("puma_train::alignment_rows_backward", mutates_args=())
def alignment_rows_backward(
    active: Tensor,
    reference: Tensor,
    labels: Tensor,
    stats: Tensor,
    forward_weight: Tensor,
    reverse_weight: Tensor,
    ce_weight: Tensor,
    backend: str,
) -> Tensor:
    """The gradient of Σ weight·term with respect to the active logits."""
    out = active.new_empty(active.shape)
    rows = implementation(backend, active.device)
    weights = (forward_weight.contiguous(), reverse_weight.contiguous(), ce_weight.contiguous())
    rows.backward(active, reference, labels, stats, *weights, out)
    return out


@alignment_rows_backward.register_fake
def _(
    active: Tensor,
    reference: Tensor,
    labels: Tensor,
    stats: Tensor,
    forward_weight: Tensor,
    reverse_weight: Tensor,
    ce_weight: Tensor,
    backend: str,
) -> Tensor:
    return active.new_empty(active.shape)


def _save(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
    active, reference, labels, *_, ctx.backend = inputs
    ctx.save_for_backward(active, reference, labels, output[3])


def _differentiate(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
    gradient = alignment_rows_backward(*ctx.saved_tensors, *gradients[:3], ctx.backend)
    return gradient, None, None, None, None, None, None


alignment_rows.register_autograd(_differentiate, setup_context=_save)
