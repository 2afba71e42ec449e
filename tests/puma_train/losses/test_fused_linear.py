"""The loss from hidden states: the same numbers as from logits, and what a training loop does with it."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor
from torch.utils.checkpoint import checkpoint

from puma_train.losses import (
    RowWeights,
    alignment_loss,
    alignment_terms,
    fused_linear_alignment_loss,
    fused_linear_row_loss,
    greedy_tokens,
    row_weights,
)
from tests.puma_train.losses.oracle import DEVICE, Setting, error

SETTING = Setting(temperature=2.0, alpha=0.3, lambda_kl=0.4)
OPTIONS: dict[str, Any] = {**SETTING.mix, **SETTING.shape}


@pytest.fixture(params=["torch", "triton", "reference"])
def backend(request: pytest.FixtureRequest) -> str:
    """Each backend; `reference` has all logits at once."""
    return str(request.param)


class Case:
    """Hidden states of two views, a head with a bias, and labels with one row that does not count."""

    def __init__(
        self, rows: int = 7, hidden: int = 16, vocabulary: int = 61, dtype: torch.dtype = torch.float64
    ) -> None:
        draw = torch.Generator().manual_seed(0)

        def normal(*shape: int, scale: float = 1.0) -> Tensor:
            return (torch.randn(*shape, generator=draw, dtype=torch.float64) * scale).to(DEVICE, dtype)

        self.active = normal(rows, hidden)
        self.reference = self.active + normal(rows, hidden, scale=0.2)
        self.weight = normal(vocabulary, hidden, scale=hidden**-0.5)
        self.bias = normal(vocabulary, scale=0.1)
        self.labels = torch.randint(vocabulary, (rows,), generator=draw).to(DEVICE)
        self.labels[rows // 2] = -100
        self.leaves = [self.active.requires_grad_(), self.weight.requires_grad_(), self.bias.requires_grad_()]

    def loss(self, **options: Any) -> Tensor:
        arguments = (self.active, self.reference.detach(), self.weight, self.labels)
        return fused_linear_alignment_loss(*arguments, bias=self.bias, **{**OPTIONS, **options})[0]

    def oracle(self) -> tuple[Tensor, ...]:
        """The loss and its gradients for the leaves, float64."""
        active, weight, bias = (leaf.detach().double().requires_grad_() for leaf in self.leaves)
        reference = self.reference.detach().double() @ weight.T + bias
        loss = SETTING.loss(active @ weight.T + bias, reference.detach(), self.labels)
        return loss.detach(), *torch.autograd.grad(loss, (active, weight, bias))


@pytest.mark.parametrize("chunk_rows", [1, 3, 7, 100, None])
def test_chunks_change_nothing(chunk_rows: int | None, backend: str) -> None:
    case = Case()
    loss = case.loss(chunk_rows=chunk_rows, backend=backend)
    found = (loss, *(gradient / 3 for gradient in torch.autograd.grad(3 * loss, case.leaves)))
    assert all(error(a, b) < 1e-13 for a, b in zip(found, case.oracle(), strict=True))


@pytest.mark.parametrize(("dtype", "bound"), [(torch.float32, 2e-5), (torch.bfloat16, 3e-3)], ids=str)
def test_lower_precision(dtype: torch.dtype, bound: float, backend: str) -> None:
    case = Case(rows=12, hidden=64, vocabulary=700, dtype=dtype)
    loss = case.loss(chunk_rows=5, backend=backend)
    gradients = torch.autograd.grad(loss, case.leaves)
    assert loss.dtype == torch.float32 and all(gradient.dtype == dtype for gradient in gradients)
    assert error(loss, case.oracle()[0]) < 2e-5
    assert all(error(a, b) < bound for a, b in zip(gradients, case.oracle()[1:], strict=True))


def test_rounding_the_logits_would_be_seen() -> None:
    """Views that nearly agree, in bfloat16: from logits rounded to it, the gradient is far more wrong."""
    case = Case(rows=8, hidden=64, vocabulary=2000, dtype=torch.bfloat16)
    case.reference = (case.active + 0.02 * torch.randn_like(case.active)).detach()
    setting = Setting(lambda_kl=1.0)
    options: dict[str, Any] = {**setting.mix, **setting.shape}
    wide = [part.detach().double() for part in (case.active, case.weight, case.reference)]
    _, wanted = setting.gradient(wide[0] @ wide[1].T, wide[2] @ wide[1].T, case.labels)
    loss, _ = fused_linear_alignment_loss(case.active, case.reference, case.weight, case.labels, **options)
    ours = torch.autograd.grad(loss, case.active)[0]
    rounded = (case.active @ case.weight.T).detach().requires_grad_()
    terms = alignment_terms(rounded, (case.reference @ case.weight.T).detach(), case.labels, **setting.shape)
    theirs = torch.autograd.grad(alignment_loss(terms, **setting.mix), rounded)[0].double() @ wide[1]
    assert error(ours, wanted @ wide[1]) < 1e-2
    assert error(theirs, wanted @ wide[1]) > 5e-2


def test_terms_are_those_of_the_logits_and_detached(backend: str) -> None:
    case = Case()
    _, terms = fused_linear_alignment_loss(
        case.active, case.reference.detach(), case.weight, case.labels, **OPTIONS, chunk_rows=2, backend=backend
    )
    logits = [view.detach() @ case.weight.detach().T for view in (case.active, case.reference)]
    wanted = alignment_terms(*logits, case.labels, **SETTING.shape)
    assert all(torch.allclose(a, b, atol=1e-12) for a, b in zip(terms, wanted, strict=True))
    assert not any(term.requires_grad for term in terms)


def test_weights_of_ones_own(backend: str) -> None:
    """A gate that closes the alignment of some rows, and a token that counts more."""
    case = Case()
    gate = torch.tensor([0.0, 1, 1, 1, 2.5, 0, 1], device=DEVICE)
    weights = row_weights(case.labels, **SETTING.mix, kl_weights=gate)
    loss, terms = fused_linear_row_loss(
        case.active, case.reference.detach(), case.weight, case.labels, weights, **SETTING.shape, backend=backend
    )
    kl = SETTING.alpha * terms.forward_kl + (1 - SETTING.alpha) * terms.reverse_kl
    wanted = (
        SETTING.lambda_kl * SETTING.temperature**2 * gate * kl + (1 - SETTING.lambda_kl) * terms.cross_entropy
    ).sum() / 6
    assert torch.allclose(loss, wanted, rtol=1e-6)
    active = case.active.detach().requires_grad_()
    logits = (active @ case.weight.T, case.reference.detach() @ case.weight.detach().T)
    by_hand = alignment_terms(*logits, case.labels, **SETTING.shape)
    loss_by_hand = sum((w * t).sum() for w, t in zip(weights, by_hand[:3], strict=True))
    assert error(torch.autograd.grad(loss, case.active)[0], torch.autograd.grad(loss_by_hand, active)[0]) < 1e-12


def test_without_a_reference_it_is_cross_entropy(backend: str) -> None:
    case = Case()
    loss, terms = fused_linear_alignment_loss(
        case.active, None, case.weight, case.labels, bias=case.bias, chunk_rows=3, backend=backend
    )
    leaves = [leaf.detach().requires_grad_() for leaf in case.leaves]
    wanted = torch.nn.functional.cross_entropy(torch.nn.functional.linear(*leaves), case.labels)
    assert error(loss, wanted.detach()) < 1e-13
    pairs = zip(torch.autograd.grad(loss, case.leaves), torch.autograd.grad(wanted, leaves), strict=True)
    assert all(error(a, b) < 1e-13 for a, b in pairs)
    assert not terms.forward_kl.any() and not terms.reverse_kl.any()


def test_a_frozen_head_gets_no_gradient() -> None:
    case = Case()
    case.weight.requires_grad_(False)
    loss, _ = fused_linear_alignment_loss(case.active, case.reference.detach(), case.weight, case.labels, **OPTIONS)
    saved = loss.grad_fn.saved_tensors  # type: ignore[union-attr]
    assert sum(tensor.numel() for tensor in saved) == case.active.numel()
    loss.backward()
    assert case.weight.grad is None and case.active.grad is not None


def test_a_trained_head_with_frozen_states() -> None:
    case = Case()
    wanted = case.oracle()
    case.active.requires_grad_(False)
    case.bias.requires_grad_(False)
    assert error(torch.autograd.grad(case.loss(), case.weight)[0], wanted[2]) < 1e-13


def test_without_gradients_nothing_is_kept() -> None:
    case = Case()
    with torch.no_grad():
        assert not case.loss().requires_grad
    assert error(case.loss().detach(), case.oracle()[0]) < 1e-13


@pytest.mark.parametrize("rows", [0, 3])
def test_no_answer_at_all_is_a_zero_that_keeps_the_graph(rows: int, backend: str) -> None:
    case = Case()
    hidden = torch.randn(rows, 16, dtype=torch.float64, device=DEVICE, requires_grad=True)
    labels = torch.full((rows,), -100, device=DEVICE)
    loss, _ = fused_linear_alignment_loss(hidden, hidden.detach(), case.weight, labels, bias=case.bias, backend=backend)
    gradients = torch.autograd.grad(loss, (hidden, case.weight, case.bias))
    assert loss == 0 and not any(gradient.any() for gradient in gradients)


def test_a_row_that_does_not_count_may_hold_anything(backend: str) -> None:
    case, clean = Case(), Case().oracle()
    with torch.no_grad():
        case.active[3], case.reference[3] = torch.nan, torch.inf
    found = (case.loss(backend=backend), *torch.autograd.grad(case.loss(backend=backend), case.leaves))
    assert all(error(a, b) < 1e-13 for a, b in zip(found, clean, strict=True))


def test_the_order_of_rows_changes_nothing() -> None:
    case = Case()
    order = torch.randperm(7, generator=torch.Generator().manual_seed(1)).to(DEVICE)
    shuffled = fused_linear_alignment_loss(
        case.active[order], case.reference[order].detach(), case.weight, case.labels[order], bias=case.bias, **OPTIONS
    )[0]
    pairs = zip(torch.autograd.grad(shuffled, case.leaves), torch.autograd.grad(case.loss(), case.leaves), strict=True)
    assert all(error(a, b) < 1e-13 for a, b in pairs)


def test_it_can_be_differentiated_twice_over() -> None:
    case = Case()
    loss = case.loss()
    first = torch.autograd.grad(loss, case.leaves, retain_graph=True)
    second = torch.autograd.grad(loss, case.leaves)
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


def test_accumulated_pieces_make_the_whole() -> None:
    case = Case()
    whole = torch.autograd.grad(case.loss(), case.leaves)
    for piece in (slice(0, 2), slice(2, 3), slice(3, 7)):
        fused_linear_alignment_loss(
            case.active[piece], case.reference[piece].detach(), case.weight, case.labels[piece], bias=case.bias,
            **OPTIONS, num_tokens=torch.tensor(6),
        )[0].backward()  # fmt: skip
    assert all(error(leaf.grad, wanted) < 1e-13 for leaf, wanted in zip(case.leaves, whole, strict=True))


@pytest.mark.parametrize("reentrant", [False, True])
def test_checkpointing_recomputes_to_the_same(reentrant: bool) -> None:
    case = Case()
    layer = torch.nn.Linear(16, 16, dtype=torch.float64, device=DEVICE)
    arguments = (case.reference.detach(), case.weight, case.labels)

    def step(states: Tensor) -> Tensor:
        return fused_linear_alignment_loss(layer(states), *arguments, **OPTIONS)[0]

    wanted = torch.autograd.grad(step(case.active), [case.active, case.weight, *layer.parameters()])
    checkpoint(step, case.active, use_reentrant=reentrant).backward()
    found = [case.active.grad, case.weight.grad, *(parameter.grad for parameter in layer.parameters())]
    assert all(torch.equal(a, b) for a, b in zip(found, wanted, strict=True))


def test_autocast_multiplies_in_its_type_and_sums_in_float32() -> None:
    case = Case(rows=9, hidden=64, vocabulary=500, dtype=torch.float32)
    with torch.autocast(DEVICE, dtype=torch.bfloat16):
        loss = case.loss()
    gradients = torch.autograd.grad(loss, case.leaves)
    assert loss.dtype == torch.float32 and all(gradient.dtype == torch.float32 for gradient in gradients)
    low = Case(rows=9, hidden=64, vocabulary=500, dtype=torch.bfloat16)
    low.bias = case.bias
    low.leaves = [low.active, low.weight, low.bias]
    assert error(loss.detach(), low.oracle()[0]) < 2e-5
    assert all(error(a, b) < 3e-3 for a, b in zip(gradients, low.oracle()[1:], strict=True))


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16], ids=str)
def test_greedy_tokens_are_the_likeliest(dtype: torch.dtype) -> None:
    case = Case(rows=9, hidden=32, vocabulary=300, dtype=dtype)
    wide = torch.nn.functional.linear(*(leaf.detach().double() for leaf in case.leaves))
    for chunk_rows in (1, 4, None):
        tokens = greedy_tokens(case.active, case.weight, bias=case.bias, chunk_rows=chunk_rows)
        assert torch.equal(tokens, wide.argmax(-1)) and not tokens.requires_grad


def test_row_weights_make_the_loss_of_the_terms() -> None:
    labels = torch.tensor([4, -100, 2, 0])
    terms = alignment_terms(torch.randn(4, 9), torch.randn(4, 9), labels)
    weights = row_weights(labels, **SETTING.mix, num_tokens=5)
    assert isinstance(weights, RowWeights) and all(weight.dtype == torch.float32 for weight in weights)
    mixed = sum((weight * term).sum() for weight, term in zip(weights, terms[:3], strict=True))
    assert torch.allclose(torch.as_tensor(mixed), alignment_loss(terms, **SETTING.mix, num_tokens=5))
