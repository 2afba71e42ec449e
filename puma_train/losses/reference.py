"""The definition itself, in float64, differentiated by autograd: slow, large, and easy to read."""

from __future__ import annotations

import torch
from torch import Tensor

from puma_train.losses.closed_form import IGNORED


def terms(
    active: Tensor, reference: Tensor, labels: Tensor, temperature: float, standardize: bool, eps: float
) -> tuple[Tensor, Tensor, Tensor]:
    """KL(reference‖active), KL(active‖reference) and the cross-entropy of logits [N, V], float64 [N]."""
    rows = (labels != IGNORED).nonzero()[:, 0]
    log_a = _log_softmax(active[rows].double(), temperature, standardize, eps)
    log_b = _log_softmax(reference[rows].double(), temperature, standardize, eps)
    forward_kl = (log_b.exp() * (log_b - log_a)).sum(-1)
    reverse_kl = (log_a.exp() * (log_a - log_b)).sum(-1)
    cross_entropy = torch.nn.functional.cross_entropy(active[rows].double(), labels[rows], reduction="none")
    zeros = active.new_zeros(labels.shape, dtype=torch.float64)
    return (
        zeros.index_add(0, rows, forward_kl),
        zeros.index_add(0, rows, reverse_kl),
        zeros.index_add(0, rows, cross_entropy),
    )


def _log_softmax(logits: Tensor, temperature: float, standardize: bool, eps: float) -> Tensor:
    if standardize:
        var, mean = torch.var_mean(logits, -1, keepdim=True)
        std = var.clamp_min(torch.finfo(var.dtype).tiny).sqrt()  # a constant row has no direction in which std grows
        logits = (logits - mean) / (std + eps)
    return torch.log_softmax(logits / temperature, -1)
