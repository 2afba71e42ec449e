"""What a kernel can get wrong and a formula cannot: memory, edges, extremes. The same tests for both backends."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

import pytest
import torch
from torch import Tensor

from puma_train.losses import alignment_loss, alignment_terms
from puma_train.losses.ops import implementation
from tests.puma_train.losses.oracle import DEVICE, Setting, error, views

SETTING = Setting(lambda_kl=0.5, alpha=0.3)


def raw(
    backend: str, active: Tensor, reference: Tensor, labels: Tensor, out: Tensor | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """Terms, stats and the gradient of their plain sum, without the checks of the public function."""
    module = implementation(backend, torch.device(DEVICE))
    out = torch.full(active.shape, torch.nan, device=DEVICE) if out is None else out
    terms, stats = module.forward(active, reference, labels, 1.0, True, 1e-6)
    module.backward(active, reference, labels, stats, torch.ones_like(terms), out)
    return terms, stats, out


def check(backend: str, active: Tensor, reference: Tensor, labels: Tensor, bound: float = 2e-5) -> None:
    leaf = active.detach().requires_grad_()
    loss = alignment_loss(alignment_terms(leaf, reference, labels, backend=backend), **SETTING.mix)
    wanted_loss, wanted = SETTING.gradient(active, reference, labels)
    assert error(loss, wanted_loss) < bound
    assert error(torch.autograd.grad(loss, leaf)[0], wanted) < bound


@pytest.mark.parametrize("vocabulary", [517, 2048, 2049, 4097])
def test_edges_of_tiles(vocabulary: int, backend: str) -> None:
    active, reference, labels = views(6, vocabulary, dtype=torch.float32)
    labels[0], labels[1], labels[2] = 0, vocabulary - 1, min(2047, vocabulary - 1)
    check(backend, active, reference, labels)


def test_every_entry_is_written_and_none_beside(backend: str) -> None:
    active, reference, labels = views(5, 2050, dtype=torch.float32)
    guarded = torch.full((7, 2060), torch.nan, device=DEVICE)
    out = guarded[1:6, 3:2053]
    raw(backend, active, reference, labels, out)
    assert torch.isfinite(out).all()
    out.fill_(torch.nan)
    assert guarded.isnan().all()


def test_nothing_beside_the_logits_is_read(backend: str) -> None:
    active, reference, labels = views(5, 2050, dtype=torch.float32)
    wide = [torch.full((5, 2063), torch.nan, device=DEVICE) for _ in range(2)]
    inside = [part[:, 5:2055].copy_(logits) for part, logits in zip(wide, (active, reference), strict=True)]
    assert not inside[0].is_contiguous()
    for found, wanted in zip(raw(backend, *inside, labels), raw(backend, active, reference, labels), strict=True):
        assert torch.equal(found, wanted)


def test_logits_stored_by_column(backend: str) -> None:
    active, reference, labels = views(5, 300, dtype=torch.float32)
    check(backend, active.T.contiguous().T, reference.T.contiguous().T, labels)


def test_in_place_is_bit_for_bit_the_same(backend: str) -> None:
    active, reference, labels = views(5, 2050, dtype=torch.float32)
    apart = raw(backend, active, reference, labels)[2]
    own = active.clone()
    assert torch.equal(raw(backend, own, reference, labels, own)[2], apart)


def test_inputs_are_left_alone_and_runs_agree(backend: str) -> None:
    active, reference, labels = views(5, 2050, dtype=torch.float32)
    before = [part.clone() for part in (active, reference, labels)]
    first, second = (raw(backend, active, reference, labels) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))
    assert all(torch.equal(a, b) for a, b in zip(before, (active, reference, labels), strict=True))


@pytest.mark.parametrize("rows", [1, 2, 9])
def test_any_number_of_rows(rows: int, backend: str) -> None:
    check(backend, *views(rows, 130, dtype=torch.float32))


@pytest.mark.parametrize("backend", ["reference", "torch", "triton"])
def test_ignored_rows_give_nothing_whatever_they_hold(backend: str) -> None:
    active, reference, labels = views(5, 40, dtype=torch.float32)
    active[2], reference[2] = torch.nan, torch.inf
    labels[2] = -100
    leaf = active.clone().requires_grad_()
    terms = alignment_terms(leaf, reference, labels, backend=backend)
    loss = alignment_loss(terms)
    (gradient,) = torch.autograd.grad(loss, leaf)
    assert [float(term[2]) for term in terms[:3]] == [0, 0, 0]
    assert not gradient[2].any()
    keep = [0, 1, 3, 4]
    others = alignment_loss(alignment_terms(active[keep], reference[keep], labels[keep], backend=backend))
    assert torch.allclose(loss, others)
    assert gradient[keep].abs().sum(-1).min() > 0


@pytest.mark.parametrize("backend", ["reference", "torch", "triton"])
@pytest.mark.parametrize("rows", [0, 3])
def test_no_answer_at_all_is_a_zero_that_keeps_the_graph(rows: int, backend: str) -> None:
    active = torch.randn(rows, 9, device=DEVICE, requires_grad=True)
    labels = torch.full((rows,), -100, device=DEVICE)
    loss = alignment_loss(alignment_terms(active, active.detach(), labels, backend=backend))
    (gradient,) = torch.autograd.grad(loss, active)
    assert loss == 0 and gradient.shape == active.shape and not gradient.any()


@pytest.mark.parametrize("backend", ["reference", "torch", "triton"])
def test_a_nan_in_a_row_that_counts_is_told(backend: str) -> None:
    active, reference, labels = views(4, 40, dtype=torch.float32)
    active[0, 3] = torch.nan
    terms = alignment_terms(active, reference, labels, backend=backend)
    assert all(term[0].isnan() and not term[1:].isnan().any() for term in terms[:3])


@pytest.mark.parametrize("label", [-1, 40, 2**40])
def test_a_label_that_is_no_token_poisons_its_row_where_it_cannot_be_refused(label: int, backend: str) -> None:
    active, reference, labels = views(4, 40, dtype=torch.float32)
    labels[0] = label
    terms, _, gradient = raw(backend, active, reference, labels)
    assert terms[2, 0].isnan() and gradient[0].isnan().all()
    assert torch.isfinite(terms[:, 1:]).all() and torch.isfinite(gradient[1:]).all()


@pytest.mark.parametrize("offset", [-1e3, 1e3])
def test_a_common_offset_costs_no_digits(offset: float, backend: str) -> None:
    active, reference, labels = views(4, 3000, dtype=torch.float32)
    check(backend, active + offset, reference - offset, labels)


def test_one_logit_that_dominates(backend: str) -> None:
    active, reference, labels = views(4, 3000, dtype=torch.float32)
    active[:, 7] += 300
    reference[:2, 7] += 200
    check(backend, active, reference, labels)


def test_a_first_tile_unlike_the_rest(backend: str) -> None:
    active, reference, labels = views(4, 9000, dtype=torch.float32)
    active[:, :2048] -= 1e4
    labels[labels >= 0] = 5000
    check(backend, active, reference, labels)


@pytest.mark.parametrize("backend", ["reference", "torch", "triton"])
@pytest.mark.parametrize("level", [0.0, 0.1, -1000.3])
def test_constant_rows_stay_finite(level: float, backend: str) -> None:
    _, reference, labels = views(3, 2100, dtype=torch.float32)
    for pair in ((torch.full_like(reference, level), reference), (reference, torch.full_like(reference, level))):
        active = pair[0].clone().requires_grad_()
        loss = alignment_loss(alignment_terms(active, pair[1], labels, backend=backend))
        assert torch.isfinite(loss) and torch.isfinite(torch.autograd.grad(loss, active)[0]).all()


@pytest.mark.slow
def test_the_interpreter_is_needed_for_triton_on_a_cpu() -> None:
    code = """
        import torch
        from puma_train.losses import alignment_terms
        logits = torch.zeros(1, 4)
        alignment_terms(logits, logits, torch.zeros(1, dtype=torch.long), backend="triton")
        """
    environment = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    done = subprocess.run([sys.executable, "-c", dedent(code)], env=environment, capture_output=True, text=True)
    assert "ValueError: backend='triton' needs CUDA tensors, not cpu" in done.stderr
