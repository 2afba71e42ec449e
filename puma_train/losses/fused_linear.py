"""The loss straight from hidden states: logits exist for a chunk of rows at a time, and never in less than float32.

As the row weights are known beforehand, a chunk's gradient follows its forward pass while its logits are still there;
the backward pass only scales it. One workspace serves all chunks.
"""

# No postponed annotations here: torch reads the operator's schema from them.
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.distributed.tensor import DTensor, Partial

from puma_train.losses import reference as definition
from puma_train.losses.closed_form import IGNORED, accumulator
from puma_train.losses.ops import check_labels, implementation, resolve
from puma_train.losses.terms import AlignmentTerms, RowWeights, check_options, check_reference, check_rows, row_weights


def fused_linear_alignment_loss(
    active_hidden: Tensor,
    reference_hidden: Tensor | None,
    weight: Tensor,
    labels: Tensor,
    *,
    bias: Tensor | None = None,
    alpha: float = 0.5,
    lambda_kl: float = 0.1,
    temperature: float = 1.0,
    standardize: bool = True,
    eps: float = 1e-6,
    num_tokens: int | Tensor | None = None,
    chunk_rows: int | None = None,
    backend: str = "auto",
) -> tuple[Tensor, AlignmentTerms]:
    """`alignment_loss` of the logits hidden·weightᵀ + bias, which are never held whole.

    Args:
        active_hidden: the weak view's last hidden states at the rows that predict an answer token, [N, H].
        reference_hidden: the strong view's, [N, H], a constant; without it the loss is the plain cross-entropy.
        weight: of the output head, [V, H]; no gradient is computed for it, nor memory taken, unless it requires one.
        bias: of the output head, [V].
        chunk_rows: rows whose logits are held at once; by default as many as fit a fixed workspace.

    The other arguments are those of `alignment_terms` and `alignment_loss`.

    Returns:
        The loss, a scalar, and its terms, detached.

    Raises:
        ValueError: as `alignment_terms` and `alignment_loss`, or the head does not fit the hidden states.
    """
    dtype = accumulator(active_hidden.dtype)
    lambda_kl = 0.0 if reference_hidden is None else lambda_kl
    weights = row_weights(
        labels, alpha=alpha, lambda_kl=lambda_kl, temperature=temperature, num_tokens=num_tokens, dtype=dtype
    )
    return fused_linear_row_loss(
        active_hidden,
        reference_hidden,
        weight,
        labels,
        weights,
        bias=bias,
        temperature=temperature,
        standardize=standardize,
        eps=eps,
        chunk_rows=chunk_rows,
        backend=backend,
    )


def fused_linear_row_loss(
    active_hidden: Tensor,
    reference_hidden: Tensor | None,
    weight: Tensor,
    labels: Tensor,
    weights: RowWeights,
    *,
    bias: Tensor | None = None,
    temperature: float = 1.0,
    standardize: bool = True,
    eps: float = 1e-6,
    chunk_rows: int | None = None,
    backend: str = "auto",
) -> tuple[Tensor, AlignmentTerms]:
    """Σ weight·term over the rows, with weights of one's own: see `row_weights` and `fused_linear_alignment_loss`."""
    active_hidden, weight = _autocast(active_hidden), _whole(weight)
    check_rows("active_hidden", active_hidden, labels)
    if reference_hidden is not None:
        reference_hidden = _autocast(reference_hidden)
        check_reference("reference_hidden", active_hidden, reference_hidden)
    _check_head(active_hidden, weight, bias)
    check_options(weight.shape[0], temperature, standardize, eps)
    if any(column.shape != labels.shape for column in weights):
        raise ValueError(f"weights must be [N] each, as the labels {list(labels.shape)}")
    backend = resolve(backend, active_hidden.device)
    labels = labels.long()
    if backend == "reference":
        return _by_definition(
            active_hidden, reference_hidden, weight, bias, labels, weights, temperature, standardize, eps
        )
    head = (active_hidden, weight, bias)
    loss, terms, *_ = fused_linear_rows(
        active_hidden,
        reference_hidden,
        weight,
        bias,
        labels,
        torch.stack(weights).detach().to(accumulator(active_hidden.dtype)),
        float(temperature),
        standardize,
        float(eps),
        _check_chunk(chunk_rows),
        backend,
        [torch.is_grad_enabled() and tensor is not None and tensor.requires_grad for tensor in head],
    )
    forward_kl, reverse_kl, cross_entropy = terms.detach().unbind()
    return loss, AlignmentTerms(forward_kl, reverse_kl, cross_entropy, labels != IGNORED)


def _by_definition(
    active_hidden: Tensor,
    reference_hidden: Tensor | None,
    weight: Tensor,
    bias: Tensor | None,
    labels: Tensor,
    weights: RowWeights,
    temperature: float,
    standardize: bool,
    eps: float,
) -> tuple[Tensor, AlignmentTerms]:
    """All logits at once, in float64 and by autograd: what the chunks are held against."""
    check_labels(labels, weight.shape[0])
    dtype, valid = accumulator(active_hidden.dtype), labels != IGNORED
    with torch.autocast(active_hidden.device.type, enabled=False):
        offset = 0 if bias is None else bias.double()

        def logits(hidden: Tensor) -> Tensor:
            return torch.where(valid[:, None], hidden, 0).double() @ weight.double().T + offset

        active = logits(active_hidden)
        other = active.detach() if reference_hidden is None else logits(reference_hidden).detach()
        terms = definition.terms(active, other, labels, temperature, standardize, eps)
    loss = torch.stack([(term * share).sum() for term, share in zip(terms, weights, strict=True)]).sum().to(dtype)
    forward_kl, reverse_kl, cross_entropy = (term.detach().to(dtype) for term in terms)
    return loss, AlignmentTerms(forward_kl, reverse_kl, cross_entropy, valid)


@torch.no_grad()
def greedy_tokens(
    hidden: Tensor, weight: Tensor, *, bias: Tensor | None = None, chunk_rows: int | None = None
) -> Tensor:
    """The likeliest token of each row of hidden [N, H] under the head weight [V, H]: ids [N], no gradient."""
    hidden, weight = _autocast(hidden), _whole(weight)
    _check_head(hidden, weight, bias)
    step = _check_chunk(chunk_rows) or _default_chunk(hidden, weight)
    tokens = torch.empty(hidden.shape[0], dtype=torch.long, device=hidden.device)
    head = weight.to(hidden.dtype)
    logits = hidden.new_empty((min(step, hidden.shape[0]), head.shape[0]), dtype=accumulator(hidden.dtype))
    with torch.autocast(hidden.device.type, enabled=False):
        for start in range(0, hidden.shape[0], step):
            rows = hidden[start : start + step]
            tokens[start : start + step] = _logits(rows, head, bias, logits[: rows.shape[0]]).argmax(-1)
    return tokens


@torch.library.custom_op("puma_train::fused_linear_rows", mutates_args=())
def fused_linear_rows(
    active_hidden: Tensor,
    reference_hidden: Tensor | None,
    weight: Tensor,
    bias: Tensor | None,
    labels: Tensor,
    weights: Tensor,
    temperature: float,
    standardize: bool,
    eps: float,
    chunk_rows: int,
    backend: str,
    wanted: list[bool],
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """The loss, its terms [3, N], and its gradients for hidden states, weight and bias where wanted, else empty."""
    check_labels(labels, weight.shape[0])
    rows = implementation(backend, active_hidden.device)
    dtype, (n, h), vocabulary = accumulator(active_hidden.dtype), active_hidden.shape, weight.shape[0]
    want_hidden, want_weight, want_bias = wanted
    loss, terms = active_hidden.new_zeros((), dtype=dtype), active_hidden.new_zeros(3, n, dtype=dtype)
    d_hidden = active_hidden.new_empty((n, h) if want_hidden else 0)
    d_weight = active_hidden.new_zeros((vocabulary, h) if want_weight else 0, dtype=dtype)
    d_bias = active_hidden.new_zeros(vocabulary if want_bias else 0, dtype=dtype)

    views = [active_hidden] if reference_hidden is None else [active_hidden, reference_hidden]
    step = max(1, min(chunk_rows or _default_chunk(active_hidden, weight), n))
    head = weight.to(active_hidden.dtype)
    hidden = active_hidden.new_empty(len(views) * step, h)
    logits = active_hidden.new_empty((len(views) * step, vocabulary), dtype=dtype)
    gradients = logits if _in_place(active_hidden) else active_hidden.new_empty(step, vocabulary)
    with torch.autocast(active_hidden.device.type, enabled=False):
        for start in range(0, n, step):
            chunk = slice(start, min(start + step, n))
            label, weight_3c, size = labels[chunk], weights[:, chunk], chunk.stop - start
            # Rows that do not count are cleared: a NaN there, times 0, would reach the gradient of the weight.
            ignored = (label == IGNORED)[:, None]
            for first, view in enumerate(views):
                hidden[first * size : (first + 1) * size].copy_(view[chunk]).masked_fill_(ignored, 0)
            both = _logits(hidden[: len(views) * size], head, bias, logits[: len(views) * size])
            active, reference = both[:size], both[size:] if reference_hidden is not None else None
            terms[:, chunk], stats = rows.forward(active, reference, label, temperature, standardize, eps)
            loss += (weight_3c * terms[:, chunk]).sum()
            if any(wanted):
                gradient = gradients[:size]
                rows.backward(active, reference, label, stats, weight_3c, gradient)
            if want_hidden:
                _times_head(gradient, head, d_hidden[chunk])
            if want_weight:
                _add_outer(gradient, hidden[:size], d_weight)
            if want_bias:
                d_bias += gradient.sum(0, dtype=dtype)
    return loss, terms, d_hidden, d_weight.to(weight.dtype), d_bias.to(weight.dtype if bias is None else bias.dtype)


@fused_linear_rows.register_fake
def _(
    active_hidden: Tensor, reference_hidden: Tensor | None, weight: Tensor, bias: Tensor | None, *options: Any
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    want_hidden, want_weight, want_bias = options[-1]
    dtype = accumulator(active_hidden.dtype)
    return (
        active_hidden.new_empty((), dtype=dtype),
        active_hidden.new_empty(3, active_hidden.shape[0], dtype=dtype),
        active_hidden.new_empty(active_hidden.shape if want_hidden else 0),
        weight.new_empty(weight.shape if want_weight else 0),
        (weight if bias is None else bias).new_empty(weight.shape[0] if want_bias else 0),
    )


def _save(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
    ctx.set_materialize_grads(False)  # zeros for outputs that nobody differentiates would be as large as the head
    ctx.wanted = inputs[-1]
    ctx.save_for_backward(*output[2:])


def _scale(ctx: Any, upstream: Tensor | None, *_: Tensor | None) -> tuple[Tensor | None, ...]:
    d_hidden, d_weight, d_bias = (
        gradient * upstream if wanted and upstream is not None else None
        for gradient, wanted in zip(ctx.saved_tensors, ctx.wanted, strict=True)
    )
    return d_hidden, None, d_weight, d_bias, *[None] * 8


fused_linear_rows.register_autograd(_scale, setup_context=_save)


def _logits(hidden: Tensor, head: Tensor, bias: Tensor | None, out: Tensor) -> Tensor:
    """hidden·headᵀ + bias in the type of ``out``: rounded to bfloat16, small differences of the views would be lost."""
    if hidden.dtype == out.dtype:
        torch.mm(hidden, head.T, out=out)
    elif hidden.is_cuda:
        torch.mm(hidden, head.T, out_dtype=out.dtype, out=out)
    else:
        wide = hidden.to(out.dtype)
        for block in _blocks(head):
            torch.mm(wide, head[block].to(out.dtype).T, out=out[:, block])
    return out if bias is None else out.add_(bias)


def _times_head(gradient: Tensor, head: Tensor, out: Tensor) -> None:
    """gradient·head, the gradient of the hidden states."""
    if gradient.dtype == head.dtype:
        torch.mm(gradient, head, out=out)
    else:
        total = out.new_zeros(out.shape, dtype=gradient.dtype)
        for block in _blocks(head):
            total.addmm_(gradient[:, block], head[block].to(gradient.dtype))
        out.copy_(total)


def _add_outer(gradient: Tensor, hidden: Tensor, total: Tensor) -> None:
    """Add gradientᵀ·hidden to the gradient of the weight, in the type of ``total``."""
    if gradient.dtype == total.dtype:
        total.addmm_(gradient.T, hidden.to(total.dtype))
    else:
        torch.addmm(total, gradient.T, hidden, out_dtype=total.dtype, out=total)


def _in_place(hidden: Tensor) -> bool:
    """Whether the gradient may overwrite the logits; bfloat16 multiplication on a GPU needs it in bfloat16 instead."""
    return not (hidden.is_cuda and hidden.dtype == torch.bfloat16)


def _blocks(head: Tensor) -> Iterator[slice]:
    """Vocabulary blocks of the head small enough to be widened one at a time."""
    step = max(1, 2**22 // head.shape[1])
    return (slice(start, start + step) for start in range(0, head.shape[0], step))


def _default_chunk(hidden: Tensor, weight: Tensor) -> int:
    """The largest power of two of rows whose logits and gradients fit 2 GiB on a GPU, 256 MiB elsewhere.

    On a GPU, fewer rows would multiply less than they read of the head; on a CPU, more would not multiply faster.
    """
    row = 2 * accumulator(hidden.dtype).itemsize + (0 if _in_place(hidden) else hidden.element_size())
    rows = (2**31 if hidden.is_cuda else 2**28) // (row * weight.shape[0])
    return 1 << max(rows.bit_length() - 1, 0)


def _autocast(hidden: Tensor) -> Tensor:
    """The hidden states in the type in which autocast would multiply them; the head follows, once for all chunks."""
    device = hidden.device.type
    if hidden.dtype != torch.float64 and torch.is_autocast_enabled(device):
        return hidden.to(torch.get_autocast_dtype(device))
    return hidden


def _whole(weight: Tensor) -> Tensor:
    """The weight gathered once, not once a chunk; its gradient is averaged over the processes, as FSDP does."""
    if isinstance(weight, DTensor):
        return weight.full_tensor(grad_placements=[Partial("avg")] * weight.device_mesh.ndim)
    return weight


def _check_chunk(chunk_rows: int | None) -> int:
    """The chunk asked for; 0 for the default."""
    if chunk_rows is not None and chunk_rows < 1:
        raise ValueError(f"chunk_rows must be positive, not {chunk_rows}")
    return chunk_rows or 0


def _check_head(hidden: Tensor, weight: Tensor, bias: Tensor | None) -> None:
    if weight.ndim != 2 or hidden.ndim != 2 or weight.shape[1] != hidden.shape[1]:
        raise ValueError(
            f"the head's weight must be [V, H], whole, for hidden states [N, H]; got {list(weight.shape)} "
            f"and {list(hidden.shape)}"
        )
    if bias is not None and bias.shape != weight.shape[:1]:
        raise ValueError(f"the head's bias must be [V], not {list(bias.shape)} for a weight {list(weight.shape)}")
    if weight.device != hidden.device:
        raise ValueError(f"the head is on {weight.device}, the hidden states on {hidden.device}")
