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
    """What the gradient needs to know of a row, [N] each; the rows of one [11, N] tensor."""

    active_max: Tensor
    active_mean: Tensor  # less the maximum
    active_scale: Tensor  # 1 / (T·D)
    active_lse: Tensor  # log Σ exp(u − max u)
    reference_max: Tensor
    reference_scale: Tensor
    reference_lse: Tensor
    expected: Tensor  # E_a[d], each of u and v less its maximum
    forward_pull: Tensor  # T·κ of KL(reference‖active)
    reverse_pull: Tensor  # T·κ of KL(active‖reference)
    lse: Tensor  # log Σ exp(s − max s) of the raw logits; NaN where the label is no token


class RowTerms(NamedTuple):
    """The three terms, [N] each, and the eleven numbers a row, [11, N]."""

    forward_kl: Tensor
    reverse_kl: Tensor
    cross_entropy: Tensor
    stats: Tensor


def accumulator(*dtypes: torch.dtype) -> torch.dtype:
    """The type that sums are made in: float64 for float64 logits, else float32."""
    return torch.float64 if torch.float64 in dtypes else torch.float32


def empty_terms(active: Tensor, reference: Tensor | None) -> RowTerms:
    """Terms of all rows, zero."""
    dtype = accumulator(active.dtype, active.dtype if reference is None else reference.dtype)
    forward_kl, reverse_kl, cross_entropy = (active.new_zeros(len(active), dtype=dtype) for _ in range(3))
    stats = active.new_zeros(len(Stats._fields), len(active), dtype=dtype)
    return RowTerms(forward_kl, reverse_kl, cross_entropy, stats)


def forward(
    active: Tensor, reference: Tensor | None, labels: Tensor, temperature: float, standardize: bool, eps: float
) -> RowTerms:
    """The terms of logits [N, V] against labels [N]; without a reference, cross-entropy alone."""
    terms = empty_terms(active, reference)
    dtype = terms.stats.dtype
    for rows in _blocks(active):
        label = labels[rows]
        stats = Stats(*terms.stats[:, rows])
        s, mean, scale, gain = _moments(active[rows].to(dtype), stats.active_max, temperature, standardize, eps)
        lse = s.exp().sum(-1).log()
        known = (label >= 0) & (label < active.shape[1])
        stats.lse.copy_(torch.where(known, lse, torch.nan))
        picked = s.gather(-1, label.clamp(0, active.shape[1] - 1)[:, None])[:, 0]
        terms.cross_entropy[rows] = stats.lse - picked
        if reference is None:
            continue
        stats.active_mean.copy_(mean)
        stats.active_scale.copy_(scale)
        r, _, scale_r, _ = _moments(reference[rows].to(dtype), stats.reference_max, temperature, standardize, eps)
        stats.reference_scale.copy_(scale_r)
        u, v = s.mul_(scale[:, None]), r.mul_(scale_r[:, None])
        a, b, d = u.exp(), v.exp(), u - v
        mass_a, mass_b = a.sum(-1), b.sum(-1)
        stats.active_lse.copy_(mass_a.log())
        stats.reference_lse.copy_(mass_b.log())
        a /= mass_a[:, None]
        b /= mass_b[:, None]
        gap = stats.active_lse - stats.reference_lse
        terms.forward_kl[rows] = gap - (b * d).sum(-1)
        b *= u
        expected_u = (a * u).sum(-1)
        stats.forward_pull.copy_(gain * (expected_u - b.sum(-1)))
        a *= d
        stats.expected.copy_(a.sum(-1))
        terms.reverse_kl[rows] = stats.expected - gap
        a *= u
        stats.reverse_pull.copy_(gain * (a.sum(-1) - expected_u * stats.expected))
    for term in terms[:3]:  # what an ignored row holds, NaN included, is nobody's business
        term.masked_fill_(labels == IGNORED, 0)
    return terms


def backward(
    active: Tensor,
    reference: Tensor | None,
    labels: Tensor,
    stats: Tensor,
    forward_weight: Tensor,
    reverse_weight: Tensor,
    ce_weight: Tensor,
    out: Tensor,
) -> None:
    """Write the gradient of Σ weight·term for the active logits to ``out`` [N, V], which may be ``active``."""
    for rows in _blocks(active):
        label, ce = labels[rows, None], ce_weight[rows, None]
        of = Stats(*(column[:, None] for column in stats[:, rows]))
        s = active[rows].to(stats.dtype) - of.active_max
        gradient = (s - of.lse).exp_().mul_(ce)
        gradient.scatter_add_(-1, label.clamp(0, active.shape[1] - 1), -ce)
        if reference is not None:
            forward, reverse = forward_weight[rows, None], reverse_weight[rows, None]
            u = s * of.active_scale
            v = (reference[rows].to(stats.dtype) - of.reference_max).mul_(of.reference_scale)
            a = (u - of.active_lse).exp_()
            b = (v - of.reference_lse).exp_()
            q = u.sub_(v).sub_(of.expected).mul_(reverse).add_(forward).mul_(a).sub_(b.mul_(forward))
            pull = (forward * of.forward_pull + reverse * of.reverse_pull) * of.active_scale
            q.sub_((s - of.active_mean).mul_(pull)).mul_(of.active_scale)
            gradient.add_(q)
        out[rows].copy_(gradient.masked_fill_(label == IGNORED, 0))


def _moments(
    logits: Tensor, top: Tensor, temperature: float, standardize: bool, eps: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Logits less their maximum (kept in ``top``), the mean of that, 1/(T·D), and T²·(D/std)/(V − 1)."""
    top.copy_(logits.amax(-1))
    shifted = logits - top[:, None]
    if not standardize:
        zeros = torch.zeros_like(top)
        return shifted, zeros, zeros + 1 / temperature, zeros
    std, mean = torch.std_mean(shifted, -1)
    spread = std + eps
    gain = temperature**2 / (logits.shape[-1] - 1) * spread / std.clamp_min(torch.finfo(std.dtype).tiny)
    return shifted, mean, 1 / (temperature * spread), gain


def _blocks(logits: Tensor) -> Iterator[slice]:
    """Rows few enough that the temporaries of a block stay in the cache of a CPU, or small beside a GPU's memory."""
    entries = 2**24 if logits.is_cuda else 2**18
    step = max(1, entries // logits.shape[1])
    return (slice(start, start + step) for start in range(0, logits.shape[0], step))
