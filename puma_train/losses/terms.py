"""The three terms of each answer token, and the loss they are mixed into."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from puma_train.losses import reference as definition
from puma_train.losses.closed_form import IGNORED, accumulator
from puma_train.losses.ops import alignment_rows, check_labels, resolve


class AlignmentTerms(NamedTuple):
    """What each of N answer tokens adds to the loss, [N] each; rows that are not valid hold zeros."""

    forward_kl: Tensor
    """KL(reference‖active) of the tempered distributions, without the factor T², in nats."""
    reverse_kl: Tensor
    """KL(active‖reference), likewise."""
    cross_entropy: Tensor
    """of the raw active logits, neither standardised nor tempered, in nats."""
    valid: Tensor
    """bool: the label is not -100."""


class RowWeights(NamedTuple):
    """The factor of each term of each row in the loss: constants, [N] each."""

    forward_kl: Tensor
    reverse_kl: Tensor
    cross_entropy: Tensor


def alignment_terms(
    active: Tensor,
    reference: Tensor,
    labels: Tensor,
    *,
    temperature: float = 1.0,
    standardize: bool = True,
    eps: float = 1e-6,
    backend: str = "auto",
) -> AlignmentTerms:
    """Compare the active view's answer distributions with the reference view's (Math-PUMA, arXiv 2408.08640).

    Args:
        active: logits of the weak view, [N, V], in float32, bfloat16 or float64, one row per answer token.
        reference: logits of the strong view for the same tokens, [N, V], a constant.
        labels: the token that each row predicts, [N]; rows labelled -100 take no part.
        temperature: divides the (standardised) logits of both KL terms.
        standardize: z-score each row over the vocabulary first, (s − mean) / (std + eps), std unbiased.
        eps: added to the standard deviation, in logits.
        backend: `reference` (float64 autograd), `torch` (closed form, any device), `triton` (fused kernels), `auto`.

    Returns:
        Three differentiable vectors [N], float32 (float64 for float64 logits), and which rows are valid.

    Raises:
        ValueError: shapes, types, devices or options do not fit. Labels outside the vocabulary are refused on a CPU
            and make their row NaN on a GPU.
    """
    _check_logits(active, reference, labels)
    check_options(active.shape[1], temperature, standardize, eps)
    backend, labels = resolve(backend, active.device), labels.long()
    if backend == "reference":
        check_labels(labels, active.shape[1])
        terms = definition.terms(active, reference, labels, temperature, standardize, eps)
    else:
        terms, _ = alignment_rows(active, reference, labels, float(temperature), standardize, float(eps), backend)
    forward_kl, reverse_kl, cross_entropy = terms.to(accumulator(active.dtype)).unbind()
    return AlignmentTerms(forward_kl, reverse_kl, cross_entropy, labels != IGNORED)


def alignment_loss(
    terms: AlignmentTerms,
    *,
    alpha: float = 0.5,
    lambda_kl: float = 0.1,
    temperature: float = 1.0,
    num_tokens: int | Tensor | None = None,
) -> Tensor:
    """λ·T²·(α·forward_kl + (1 − α)·reverse_kl) + (1 − λ)·cross_entropy: the mean over the valid rows, a scalar.

    Args:
        terms: of `alignment_terms`, made at the same temperature.
        alpha: share of KL(reference‖active) in the alignment.
        lambda_kl: share of the alignment in the loss.
        temperature: T² makes up for the 1/T² by which softening shrinks the gradient.
        num_tokens: divide the sum by this instead: the answer tokens of all processes and accumulated batches.

    Raises:
        ValueError: alpha or lambda_kl is outside [0, 1], temperature is not positive, or num_tokens negative.
    """
    check_mix(alpha, lambda_kl, temperature)
    kl = alpha * terms.forward_kl + (1 - alpha) * terms.reverse_kl
    loss = lambda_kl * temperature**2 * kl + (1 - lambda_kl) * terms.cross_entropy
    return loss.sum() / _count(terms.valid, num_tokens)


def row_weights(
    labels: Tensor,
    *,
    alpha: float = 0.5,
    lambda_kl: float = 0.1,
    temperature: float = 1.0,
    num_tokens: int | Tensor | None = None,
    kl_weights: Tensor | None = None,
    dtype: torch.dtype = torch.float32,
) -> RowWeights:
    """The weights that make Σ weight·term the value of `alignment_loss`.

    ``kl_weights`` [N] scales the two KL terms of each row: 0 where the reference answers wrongly (correctness-gated
    alignment), more than 1 where a token spells a fact that moved to the picture. The divisor stays as it is.

    Raises:
        ValueError: as `alignment_loss`, or kl_weights does not have the shape of labels.
    """
    check_mix(alpha, lambda_kl, temperature)
    valid = labels != IGNORED
    share = valid.to(dtype) / _count(valid, num_tokens)
    aligned = lambda_kl * temperature**2 * share
    if kl_weights is not None:
        if kl_weights.shape != labels.shape:
            raise ValueError(
                f"kl_weights is {list(kl_weights.shape)}, labels {list(labels.shape)}: both are one number a row"
            )
        aligned = aligned * kl_weights.detach().to(dtype)
    return RowWeights(alpha * aligned, (1 - alpha) * aligned, (1 - lambda_kl) * share)


def check_options(vocabulary: int, temperature: float, standardize: bool, eps: float) -> None:
    """Refuse what the terms are not defined for."""
    if not temperature > 0:
        raise ValueError(f"temperature must be positive, not {temperature}")
    if not eps >= 0:
        raise ValueError(f"eps must not be negative, but is {eps}")
    if vocabulary < (2 if standardize else 1):
        raise ValueError(f"a vocabulary of {vocabulary} has no standard deviation" if vocabulary else "no vocabulary")


def check_mix(alpha: float, lambda_kl: float, temperature: float) -> None:
    """Refuse a mixture with a negative share."""
    for name, value in {"alpha": alpha, "lambda_kl": lambda_kl}.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must lie in [0, 1], not {value}")
    if not temperature > 0:
        raise ValueError(f"temperature must be positive, not {temperature}")


def check_rows(name: str, rows: Tensor, labels: Tensor) -> None:
    """Refuse rows of logits or hidden states that do not fit their labels, or come in a type too small to sum."""
    if rows.ndim != 2 or labels.shape != rows.shape[:1]:
        raise ValueError(f"{name} must be [N, ·] and labels [N], not {list(rows.shape)} and {list(labels.shape)}")
    if rows.dtype not in (torch.float32, torch.bfloat16, torch.float64):
        raise ValueError(
            f"{name} is {rows.dtype}; gradients of a large vocabulary underflow in it: use bfloat16 or float32"
        )
    if labels.is_floating_point() or labels.dtype == torch.bool:
        raise ValueError(f"labels must be token ids, not {labels.dtype}")
    if labels.device != rows.device:
        raise ValueError(f"labels are on {labels.device}, {name} on {rows.device}")


def check_reference(name: str, active: Tensor, reference: Tensor) -> None:
    """Refuse a reference of another shape, or one that would have to be trained."""
    if reference.shape != active.shape:
        raise ValueError(
            f"{name} is {list(reference.shape)}, the active view's {list(active.shape)}: "
            "both must hold the same tokens and the same vocabulary"
        )
    if reference.dtype != active.dtype or reference.device != active.device:
        raise ValueError(
            f"{name} is {reference.dtype} on {reference.device}, the active view's {active.dtype} on {active.device}"
        )
    if reference.requires_grad:
        raise ValueError(f"{name} is a constant here but requires grad: compute it under torch.no_grad(), or detach it")


def _check_logits(active: Tensor, reference: Tensor, labels: Tensor) -> None:
    check_rows("active", active, labels)
    check_reference("reference", active, reference)


def _count(valid: Tensor, num_tokens: int | Tensor | None) -> int | Tensor:
    """What the sum is divided by; at least one, so that no answer at all is a loss of zero."""
    if num_tokens is None:
        return valid.sum().clamp_min(1)
    if isinstance(num_tokens, Tensor):
        return num_tokens.clamp_min(1)
    if num_tokens < 0:
        raise ValueError(f"num_tokens must not be negative, but is {num_tokens}")
    return max(num_tokens, 1)
