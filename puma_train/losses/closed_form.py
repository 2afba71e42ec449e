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
    for rows, (s, r, a, b, t) in _blocks(active, terms.dtype, 5):
        label, (forward_kl, reverse_kl, cross_entropy) = labels[rows], terms[:, rows]
        stats = Stats(*all_stats[:, rows])
        top, mean, scale, gain = _moments(active[rows], s, t, temperature, standardize, eps)
        stats.active_max.copy_(top)
        known = (label == IGNORED) | (label >= 0) & (label < active.shape[1])
        stats.share.copy_(torch.where(known, 1 / torch.exp(s, out=t).sum(-1), torch.nan))
        cross_entropy.copy_(-stats.share.log() - s.gather(-1, label.clamp(0, active.shape[1] - 1)[:, None])[:, 0])
        if reference is None:
            continue
        top_r, _, scale_r, _ = _moments(reference[rows], r, t, temperature, standardize, eps)
        u, v = s.mul_(scale[:, None]), r.mul_(scale_r[:, None])
        torch.exp(u, out=a)
        torch.exp(v, out=b)
        d = torch.sub(u, v, out=v)
        share_a, share_b = 1 / a.sum(-1), 1 / b.sum(-1)
        # Where the views nearly agree, the sum of differences has digits that the difference of sums has not.
        excess = torch.sub(a, b, out=t).sum(-1) * share_b
        gap = torch.where(excess.abs() < 0.5, excess.log1p(), (share_b / share_a).log())
        a *= share_a[:, None]
        b *= share_b[:, None]
        expected = torch.mul(a, d, out=t).sum(-1)
        forward_kl.copy_(gap - torch.mul(b, d, out=t).sum(-1))
        reverse_kl.copy_(expected - gap)
        stats.active_mean.copy_(mean)
        stats.active_scale.copy_(scale)
        stats.active_share.copy_(share_a)
        stats.reference_max.copy_(top_r)
        stats.reference_scale.copy_(scale_r)
        stats.reference_share.copy_(share_b)
        stats.expected.copy_(expected)
        stats.forward_pull.copy_(gain * torch.sub(a, b, out=t).mul_(u).sum(-1))
        stats.reverse_pull.copy_(gain * a.mul_(d.sub_(expected[:, None])).mul_(u).sum(-1))
    return terms.masked_fill_(labels == IGNORED, 0), all_stats


def backward(
    active: Tensor, reference: Tensor | None, labels: Tensor, stats: Tensor, weights: Tensor, out: Tensor
) -> None:
    """Write the gradient of Σ weights·terms, both [3, N], for the active logits to ``out``, which may be ``active``."""
    for rows, (gradient, s, u, v, a, b) in _blocks(active, stats.dtype, 6):
        label, (forward, reverse, ce) = labels[rows, None], weights[:, rows, None]
        of = Stats(*stats[:, rows, None])
        torch.sub(active[rows], of.active_max, out=s)
        torch.exp(s, out=gradient).mul_(ce * of.share)
        gradient.scatter_add_(-1, label.clamp(0, active.shape[1] - 1), -ce)
        if reference is not None:
            torch.mul(s, of.active_scale, out=u)
            torch.sub(reference[rows], of.reference_max, out=v).mul_(of.reference_scale)
            torch.exp(u, out=a).mul_(of.active_share)
            torch.exp(v, out=b).mul_(of.reference_share * forward)
            q = u.sub_(v).sub_(of.expected).mul_(reverse).add_(forward).mul_(a).sub_(b)
            pull = (forward * of.forward_pull + reverse * of.reverse_pull) * of.active_scale
            gradient.add_(q.sub_(s.sub_(of.active_mean).mul_(pull)).mul_(of.active_scale))
        out[rows].copy_(gradient.masked_fill_(label == IGNORED, 0))


def _moments(
    logits: Tensor, out: Tensor, free: Tensor, temperature: float, standardize: bool, eps: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Put the logits less their maximum into ``out``; their maximum, mean less it, 1/(T·D), and T²·(D/std)/(V − 1)."""
    top, degrees = logits.amax(-1).to(out.dtype), logits.shape[-1] - 1
    torch.sub(logits, top[:, None], out=out)
    if not standardize:
        zeros = torch.zeros_like(top)
        return top, zeros, zeros + 1 / temperature, zeros
    mean = out.mean(-1)
    std = (torch.sub(out, mean[:, None], out=free).square_().sum(-1) / degrees).sqrt_()
    spread = std + eps
    gain = temperature**2 / degrees * spread / std.clamp_min(torch.finfo(std.dtype).tiny)
    return top, mean, 1 / (temperature * spread), gain


def _blocks(logits: Tensor, dtype: torch.dtype, buffers: int) -> Iterator[tuple[slice, Tensor]]:
    """Rows few enough for the cache of a CPU, or small beside a GPU's memory; and buffers for them, made only once."""
    rows, vocabulary = logits.shape
    step = max(1, (2**24 if logits.is_cuda else 2**18) // vocabulary)
    memory = logits.new_empty((buffers, min(step, rows), vocabulary), dtype=dtype)
    for start in range(0, rows, step):
        yield slice(start, start + step), memory[:, : min(step, rows - start)]
