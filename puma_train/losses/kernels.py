"""The terms and their gradient as Triton kernels: the formulas of `closed_form`, each row streamed three times.

The standard deviation sits inside the exponent, so a row is read once for its moments, once for its eight sums and once
for its gradient. The second reading runs backwards, the third forwards again: each begins with what the cache still
holds of the one before. Sums are kept a lane each and folded at the end, which costs registers instead of barriers and
keeps the digits of a long row.
"""

# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-decorators, allow-untyped-calls

import torch
import triton
import triton.language as tl
from torch import Tensor

from puma_train.losses.closed_form import IGNORED, empty

INTERPRETED = triton.knobs.runtime.interpret
"""Whether Triton's interpreter runs the kernels (TRITON_INTERPRET=1 when this module is imported), on any device."""

FORWARD = {"BLOCK": 2048, "STAGES": 3, "num_warps": 8}
"""Eight lanes a thread: 16-byte loads of bfloat16, and sums that fit the registers of two programs a multiprocessor."""
BACKWARD = {"BLOCK": 4096, "STAGES": 3, "num_warps": 8}
"""No sums to keep, so a wider tile."""

_IGNORED = tl.constexpr(IGNORED)


def forward(
    active: Tensor, reference: Tensor | None, labels: Tensor, temperature: float, standardize: bool, eps: float
) -> tuple[Tensor, Tensor]:
    """As `closed_form.forward`."""
    terms, stats = empty(active)
    active, other = _streamable(active), _streamable(active if reference is None else reference)
    rows, vocabulary = active.shape
    strides = active.stride(0), other.stride(0)
    options = {"V": vocabulary, "T": temperature, "EPS": eps, "STANDARDIZE": standardize, "KL": reference is not None}
    if rows:
        with torch.cuda.device_of(active):
            _forward[(rows,)](active, other, labels.contiguous(), terms, stats, *strides, rows, **options, **FORWARD)
    return terms, stats


def backward(
    active: Tensor, reference: Tensor | None, labels: Tensor, stats: Tensor, weights: Tensor, out: Tensor
) -> None:
    """As `closed_form.backward`."""
    active, other = _streamable(active), _streamable(active if reference is None else reference)
    rows, vocabulary = active.shape
    buffer = out.to(stats.dtype) if INTERPRETED else out  # the interpreter cuts down to bfloat16 where a GPU rounds
    tensors = active, other, labels.contiguous(), stats, weights, buffer
    strides = active.stride(0), other.stride(0), weights.stride(0), buffer.stride(0)
    if rows:
        with torch.cuda.device_of(active):
            _backward[(rows,)](*tensors, *strides, rows, V=vocabulary, KL=reference is not None, **BACKWARD)
    if buffer is not out:
        out.copy_(buffer)


def _streamable(logits: Tensor) -> Tensor:
    """Rows may lie anywhere, but the entries of one lie side by side."""
    return logits if logits.stride(-1) == 1 else logits.contiguous()


@triton.jit
def _moments(row, V: tl.constexpr, BLOCK: tl.constexpr, STAGES: tl.constexpr, ACC: tl.constexpr):
    """Maximum, mean less maximum, and sum of squared deviations of a row.

    Deviations are taken from the mean of the first tile. That tile is part of the row, so however unlike the rest it
    is, the squares exceed those about the true mean by no more than the number of tiles.
    """
    lanes = tl.arange(0, BLOCK)
    first = tl.load(row + lanes, mask=lanes < V, other=0.0).to(ACC)
    FIRST: tl.constexpr = BLOCK if BLOCK < V else V
    pivot = tl.sum(first, 0) / FIRST
    top = tl.full((BLOCK,), float("-inf"), ACC)
    linear = tl.zeros((BLOCK,), ACC)
    square = tl.zeros((BLOCK,), ACC)
    for tile in tl.range(0, tl.cdiv(V, BLOCK), num_stages=STAGES):
        columns = tile * BLOCK + lanes
        inside = columns < V
        x = tl.load(row + columns, mask=inside, other=float("-inf")).to(ACC)
        top = tl.maximum(top, x)
        x = tl.where(inside, x - pivot, 0.0)
        linear += x
        square += x * x
    highest = tl.max(top, 0)
    shift = tl.sum(linear, 0) / V
    return highest, (pivot - highest) + shift, tl.sum(square, 0) - shift * shift * V


@triton.jit
def _scale(square, V: tl.constexpr, T: tl.constexpr, EPS: tl.constexpr, STANDARDIZE: tl.constexpr, ACC: tl.constexpr):
    """1/(T·D), and T²·(D/std)/(V − 1)."""
    if STANDARDIZE:
        std = tl.sqrt(tl.maximum(square, 0.0) / (V - 1))
        spread = std + EPS
        return 1.0 / (T * spread), T * T / (V - 1) * spread / tl.maximum(std, 1e-37)
    else:
        return tl.full((), 1.0, ACC) / T, tl.full((), 0.0, ACC)


@triton.jit
def _forward(
    active,
    reference,
    labels,
    terms,
    stats,
    active_stride,
    reference_stride,
    N,
    V: tl.constexpr,
    T: tl.constexpr,
    EPS: tl.constexpr,
    STANDARDIZE: tl.constexpr,
    KL: tl.constexpr,
    BLOCK: tl.constexpr,
    STAGES: tl.constexpr,
):
    ACC: tl.constexpr = stats.dtype.element_ty
    index = tl.program_id(0).to(tl.int64)
    label = tl.load(labels + index)
    if label == _IGNORED:
        return
    active += index * active_stride
    reference += index * reference_stride
    s_max, s_mean, s_square = _moments(active, V, BLOCK, STAGES, ACC)
    s_scale, gain = _scale(s_square, V, T, EPS, STANDARDIZE, ACC)
    if KL:
        r_max, _, r_square = _moments(reference, V, BLOCK, STAGES, ACC)
        r_scale, _ = _scale(r_square, V, T, EPS, STANDARDIZE, ACC)

    lanes = tl.arange(0, BLOCK)
    mass = tl.zeros((BLOCK,), ACC)
    a_mass = tl.zeros((BLOCK,), ACC)
    a_u = tl.zeros((BLOCK,), ACC)
    a_d = tl.zeros((BLOCK,), ACC)
    a_ud = tl.zeros((BLOCK,), ACC)
    b_mass = tl.zeros((BLOCK,), ACC)
    b_u = tl.zeros((BLOCK,), ACC)
    b_d = tl.zeros((BLOCK,), ACC)
    TILES: tl.constexpr = (V + BLOCK - 1) // BLOCK
    for tile in tl.range(0, TILES, num_stages=STAGES):
        columns = (TILES - 1 - tile) * BLOCK + lanes
        inside = columns < V
        s = tl.load(active + columns, mask=inside, other=float("-inf")).to(ACC) - s_max
        mass += tl.exp(s)
        if KL:
            r = tl.load(reference + columns, mask=inside, other=float("-inf")).to(ACC) - r_max
            u = tl.where(inside, s * s_scale, 0.0)
            v = tl.where(inside, r * r_scale, 0.0)
            d = u - v
            a = tl.where(inside, tl.exp(u), 0.0)
            b = tl.where(inside, tl.exp(v), 0.0)
            a_mass += a
            a_u += a * u
            a_d += a * d
            a_ud += a * u * d
            b_mass += b
            b_u += b * u
            b_d += b * d

    known = (label >= 0) & (label < V)
    share = tl.where(known, 1.0 / tl.sum(mass, 0), float("nan"))
    picked = tl.load(active + label, mask=known, other=0.0).to(ACC) - s_max
    terms += index
    tl.store(terms + 2 * N, -tl.log(share) - picked)
    stats += index
    tl.store(stats, s_max)
    tl.store(stats + 10 * N, share)
    if KL:
        # Where the views nearly agree the terms are differences of these: a few float64 steps a row keep their digits.
        a_share = 1.0 / tl.sum(a_mass.to(tl.float64), 0)
        b_share = 1.0 / tl.sum(b_mass.to(tl.float64), 0)
        expected_u = tl.sum(a_u.to(tl.float64), 0) * a_share
        expected = tl.sum(a_d.to(tl.float64), 0) * a_share
        gap = tl.log(b_share / a_share)
        tl.store(terms, gap - tl.sum(b_d.to(tl.float64), 0) * b_share)
        tl.store(terms + N, expected - gap)
        tl.store(stats + N, s_mean)
        tl.store(stats + 2 * N, s_scale)
        tl.store(stats + 3 * N, a_share)
        tl.store(stats + 4 * N, r_max)
        tl.store(stats + 5 * N, r_scale)
        tl.store(stats + 6 * N, b_share)
        tl.store(stats + 7 * N, expected)
        tl.store(stats + 8 * N, gain * (expected_u - tl.sum(b_u.to(tl.float64), 0) * b_share))
        tl.store(stats + 9 * N, gain * (tl.sum(a_ud.to(tl.float64), 0) * a_share - expected_u * expected))


@triton.jit
def _backward(
    active,
    reference,
    labels,
    stats,
    weights,
    out,
    active_stride,
    reference_stride,
    weights_stride,
    out_stride,
    N,
    V: tl.constexpr,
    KL: tl.constexpr,
    BLOCK: tl.constexpr,
    STAGES: tl.constexpr,
):
    ACC: tl.constexpr = stats.dtype.element_ty
    index = tl.program_id(0).to(tl.int64)
    label = tl.load(labels + index)
    active += index * active_stride
    reference += index * reference_stride
    out += index * out_stride
    lanes = tl.arange(0, BLOCK)
    if label == _IGNORED:
        for tile in tl.range(0, tl.cdiv(V, BLOCK)):
            columns = tile * BLOCK + lanes
            tl.store(out + columns, tl.zeros((BLOCK,), ACC), mask=columns < V)
        return
    stats += index
    weights += index
    s_max = tl.load(stats)
    share = tl.load(stats + 10 * N)
    ce = tl.load(weights + 2 * weights_stride)
    if KL:
        s_mean = tl.load(stats + N)
        s_scale = tl.load(stats + 2 * N)
        a_share = tl.load(stats + 3 * N)
        r_max = tl.load(stats + 4 * N)
        r_scale = tl.load(stats + 5 * N)
        b_share = tl.load(stats + 6 * N)
        expected = tl.load(stats + 7 * N)
        forward = tl.load(weights)
        reverse = tl.load(weights + weights_stride)
        pull = (forward * tl.load(stats + 8 * N) + reverse * tl.load(stats + 9 * N)) * s_scale
    for tile in tl.range(0, tl.cdiv(V, BLOCK), num_stages=STAGES):
        columns = tile * BLOCK + lanes
        inside = columns < V
        s = tl.load(active + columns, mask=inside, other=0.0).to(ACC) - s_max
        gradient = ce * (tl.exp(s) * share - tl.where(columns == label, 1.0, 0.0))
        if KL:
            u = s * s_scale
            v = (tl.load(reference + columns, mask=inside, other=0.0).to(ACC) - r_max) * r_scale
            a = tl.exp(u) * a_share
            b = tl.exp(v) * b_share
            q = a * (reverse * (u - v - expected) + forward) - forward * b - pull * (s - s_mean)
            gradient += s_scale * q
        tl.store(out + columns, gradient.to(out.dtype.element_ty), mask=inside)
