"""The terms and their gradient in closed form, in plain torch: any device, nothing saved but eleven numbers a row.

With x the standardised active logits, u = x / T, v likewise of the reference, a = softmax(u), b = softmax(v), d = u − v
and D = std + eps, the gradients with respect to u are

    KL(reference‖active):  q = a − b                KL(active‖reference):  q = a·(d − E_a[d])

and standardising turns q into (q − κ·x) / (T·D), with κ = (D/std)·⟨q, x⟩ / (V − 1). Everything is kept relative to the
maximum of its row, so that a common offset of the logits costs no digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor

IGNORED = -100
"""The label of a row that takes no part in the loss."""


class Stats(NamedTuple):
    """What the gradient needs to know of a row: the rows of one [11, N] tensor."""

    active_max: Tensor
    active_mean: Tensor  # less the maximum
    active_scale: Tensor  # 1 / (T·D)
    active_share: Tensor  # 1 / Σ exp(u − max u); not its logarithm, whose rounding would tilt every probability
    reference_max: Tensor
    reference_scale: Tensor
    reference_share: Tensor
    expected: Tensor  # E_a[d], each of u and v less its maximum
    forward_pull: Tensor  # T·κ of KL(reference‖active)
    reverse_pull: Tensor  # T·κ of KL(active‖reference)
    share: Tensor  # 1 / Σ exp(s − max s) of the raw logits; NaN where the label is no token


def accumulator(dtype: torch.dtype) -> torch.dtype:
    """The type that sums are made in: float64 for float64 inputs, else float32."""
    return torch.float64 if dtype == torch.float64 else torch.float32


def empty(active: Tensor) -> tuple[Tensor, Tensor]:
    """Terms [3, N] and stats [11, N], all zero."""
    rows, dtype = active.shape[0], accumulator(active.dtype)
    return active.new_zeros(3, rows, dtype=dtype), active.new_zeros(len(Stats._fields), rows, dtype=dtype)


def forward(
    active: Tensor, reference: Tensor | None, labels: Tensor, temperature: float, standardize: bool, eps: float
) -> tuple[Tensor, Tensor]:
    """KL(reference‖active), KL(active‖reference) and cross-entropy of logits [N, V] as one [3, N]; and the stats.

    Without a reference both KL are zero. Rows labelled -100 are, whatever they hold.
    """
    terms, all_stats = empty(active)
    dtype, vocabulary = terms.dtype, active.shape[1]
    for rows in _blocks(active):
        label, (forward_kl, reverse_kl, cross_entropy) = labels[rows], terms[:, rows]
        stats = Stats(*all_stats[:, rows])
        s, mean, scale, gain = _moments(active[rows].to(dtype), stats.active_max, temperature, standardize, eps)
        known = (label == IGNORED) | (label >= 0) & (label < vocabulary)
        stats.share.copy_(torch.where(known, 1 / s.exp().sum(-1), torch.nan))
        cross_entropy.copy_(-stats.share.log() - s.gather(-1, label.clamp(0, vocabulary - 1)[:, None])[:, 0])
        if reference is None:
            continue
        r, _, scale_r, _ = _moments(reference[rows].to(dtype), stats.reference_max, temperature, standardize, eps)
        u, v = s.mul_(scale[:, None]), r.mul_(scale_r[:, None])
        a, b, d = u.exp(), v.exp(), u - v
        share_a, share_b = 1 / a.sum(-1), 1 / b.sum(-1)
        excess = (a - b).sum(-1) * share_b  # views that nearly agree: the difference has digits that the sums have not
        gap = torch.where(excess.abs() < 0.5, excess.log1p(), (share_b / share_a).log())
        a *= share_a[:, None]
        b *= share_b[:, None]
        forward_kl.copy_(gap - (b * d).sum(-1))
        expected = (a * d).sum(-1)
        reverse_kl.copy_(expected - gap)
        stats.active_mean.copy_(mean)
        stats.active_scale.copy_(scale)
        stats.active_share.copy_(share_a)
        stats.reference_scale.copy_(scale_r)
        stats.reference_share.copy_(share_b)
        stats.expected.copy_(expected)
        stats.forward_pull.copy_(gain * b.sub_(a).mul_(u).sum(-1).neg_())
        stats.reverse_pull.copy_(gain * a.mul_(d.sub_(expected[:, None])).mul_(u).sum(-1))
    return terms.masked_fill_(labels == IGNORED, 0), all_stats


def backward(
    active: Tensor, reference: Tensor | None, labels: Tensor, stats: Tensor, weights: Tensor, out: Tensor
) -> None:
    """Write the gradient of Σ weights·terms, both [3, N], for the active logits to ``out``, which may be ``active``."""
    for rows in _blocks(active):
        label, (forward, reverse, ce) = labels[rows, None], weights[:, rows, None]
        of = Stats(*stats[:, rows, None])
        s = active[rows].to(stats.dtype) - of.active_max
        gradient = s.exp().mul_(ce * of.share)
        gradient.scatter_add_(-1, label.clamp(0, active.shape[1] - 1), -ce)
        if reference is not None:
            u = s * of.active_scale
            v = (reference[rows].to(stats.dtype) - of.reference_max).mul_(of.reference_scale)
            a, b = u.exp().mul_(of.active_share), v.exp().mul_(of.reference_share * forward)
            q = u.sub_(v).sub_(of.expected).mul_(reverse).add_(forward).mul_(a).sub_(b)
            pull = (forward * of.forward_pull + reverse * of.reverse_pull) * of.active_scale
            gradient.add_(q.sub_(s.sub_(of.active_mean).mul_(pull)).mul_(of.active_scale))
        out[rows].copy_(gradient.masked_fill_(label == IGNORED, 0))


def _moments(
    logits: Tensor, top: Tensor, temperature: float, standardize: bool, eps: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Logits less their maximum (kept in ``top``), the mean of that, 1/(T·D), and T²·(D/std)/(V − 1)."""
    shifted = logits - top.copy_(logits.amax(-1))[:, None]
    if not standardize:
        zeros = torch.zeros_like(top)
        return shifted, zeros, zeros + 1 / temperature, zeros
    std, mean = torch.std_mean(shifted, -1)
    spread = std + eps
    gain = temperature**2 / (logits.shape[-1] - 1) * spread / std.clamp_min(torch.finfo(std.dtype).tiny)
    return shifted, mean, 1 / (temperature * spread), gain


def _blocks(logits: Tensor) -> Iterator[slice]:
    """Rows few enough that the temporaries of a block stay in the cache of a CPU, or small beside a GPU's memory."""
    step = max(1, (2**24 if logits.is_cuda else 2**18) // logits.shape[1])
    return (slice(start, start + step) for start in range(0, logits.shape[0], step))
