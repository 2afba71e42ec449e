"""The operators under torch's own checks, and compiled whole for several numbers of tokens."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from puma_train.losses import alignment_loss, alignment_terms, fused_linear_alignment_loss
from puma_train.losses.fused_linear import fused_linear_rows
from puma_train.losses.ops import alignment_rows
from tests.puma_train.losses.oracle import DEVICE, views

OPTIONS = (1.3, True, 1e-6)
KERNELS = pytest.param("triton", marks=pytest.mark.slow)


@pytest.mark.parametrize("backend", ["torch", KERNELS])
@pytest.mark.parametrize("standardize", [True, False])
def test_gradcheck_of_each_term(standardize: bool, backend: str) -> None:
    active, reference, labels = views(2, 4)

    def terms(logits: Tensor) -> tuple[Tensor, ...]:
        options: dict[str, Any] = {"temperature": 1.3, "standardize": standardize, "backend": backend}
        return alignment_terms(logits, reference, labels, **options)[:3]

    assert torch.autograd.gradcheck(terms, active.requires_grad_())


def test_gradcheck_of_the_fused_loss() -> None:
    """For the hidden states with a reference; for the head without, for finite steps of it would move the reference."""
    active, reference, weight = (torch.randn(rows, 3, dtype=torch.float64, device=DEVICE) for rows in (3, 3, 5))
    bias, labels = torch.randn(5, dtype=torch.float64, device=DEVICE), torch.tensor([2, -100, 0], device=DEVICE)

    def aligned(active: Tensor) -> Tensor:
        return fused_linear_alignment_loss(active, reference, weight, labels, bias=bias, lambda_kl=0.6, chunk_rows=2)[0]

    def plain(active: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return fused_linear_alignment_loss(active, None, weight, labels, bias=bias, chunk_rows=2)[0]

    leaves = tuple(leaf.requires_grad_() for leaf in (active, weight, bias))
    assert torch.autograd.gradcheck(aligned, active)
    assert torch.autograd.gradcheck(plain, leaves)


def test_opcheck_of_the_terms(backend: str) -> None:
    active, reference, labels = views(5, 37)
    torch.library.opcheck(alignment_rows, (active.requires_grad_(), reference, labels, *OPTIONS, backend))


@pytest.mark.parametrize("backend", ["torch", KERNELS])
@pytest.mark.parametrize("with_reference", [True, False])
def test_opcheck_of_the_fused_loss(with_reference: bool, backend: str) -> None:
    active, reference, labels = views(5, 37)
    weight = torch.randn(41, 37, dtype=torch.float64, device=DEVICE, requires_grad=True)
    hidden = (active.requires_grad_(), reference if with_reference else None)
    weights = torch.rand(3, 5, dtype=torch.float64, device=DEVICE)
    arguments = (*hidden, weight, None, labels, weights, *OPTIONS, 2, backend, [True, True, False])
    torch.library.opcheck(fused_linear_rows, arguments)


def compiled_is_eager(engine: str) -> None:
    """One graph without a break, for the loss of logits and of hidden states, at three numbers of tokens."""

    def from_logits(active: Tensor, reference: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
        return alignment_loss(alignment_terms(active, reference, labels, temperature=2.0), temperature=2.0)

    def from_hidden(active: Tensor, reference: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
        return fused_linear_alignment_loss(2 * active, reference, weight, labels, lambda_kl=0.5)[0]

    weight = torch.randn(40, 33, dtype=torch.float64, device=DEVICE, requires_grad=True)
    for function in (from_logits, from_hidden):
        compiled = torch.compile(function, fullgraph=True, dynamic=True, backend=engine)
        for rows in (6, 5, 9):
            active, reference, labels = views(rows, 33)
            active.requires_grad_()
            found, wanted = (call(active, reference, labels, weight) for call in (compiled, function))
            assert torch.allclose(found, wanted)
            leaves = (active,) if function is from_logits else (active, weight)
            pairs = zip(torch.autograd.grad(found, leaves), torch.autograd.grad(wanted, leaves), strict=True)
            assert all(torch.allclose(a, b) for a, b in pairs)


def test_compiled_whole() -> None:
    compiled_is_eager("aot_eager")


@pytest.mark.slow
def test_compiled_to_code() -> None:
    compiled_is_eager("inductor")
