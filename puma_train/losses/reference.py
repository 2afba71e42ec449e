"""The definition itself, in float64, differentiated by autograd: slow, large, and easy to read."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from puma_train.losses.closed_form import IGNORED


def terms(
    active: Tensor, reference: Tensor, labels: Tensor, temperature: float, standardize: bool, eps: float
) -> Tensor:
    """KL(reference‖active), KL(active‖reference) and cross-entropy of logits [N, V] as one float64 [3, N]."""
    rows = (labels != IGNORED).nonzero()[:, 0]
    logits = active[rows].double()
    log_a = _log_softmax(logits, temperature, standardize, eps)
    log_b = _log_softmax(reference[rows].double(), temperature, standardize, eps)
    forward_kl = (log_b.exp() * (log_b - log_a)).sum(-1)
    reverse_kl = (log_a.exp() * (log_a - log_b)).sum(-1)
    values = torch.stack((forward_kl, reverse_kl, cross_entropy(logits, labels[rows], reduction="none")))
    return values.new_zeros(3, len(labels)).index_add(1, rows, values)


def _log_softmax(logits: Tensor, temperature: float, standardize: bool, eps: float) -> Tensor:
    if standardize:
        var, mean = torch.var_mean(logits, -1, keepdim=True)
        std = var.clamp_min(torch.finfo(var.dtype).tiny).sqrt()  # no gradient where a row is constant
        logits = (logits - mean) / (std + eps)
    return torch.log_softmax(logits / temperature, -1)
