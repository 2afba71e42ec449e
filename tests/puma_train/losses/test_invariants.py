"""What must hold whatever the logits are; no oracle needed."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from puma_train.losses import AlignmentTerms, alignment_loss, alignment_terms
from tests.puma_train.losses.oracle import error, views

CASES = given(
    rows=st.integers(1, 5),
    vocabulary=st.integers(2, 40),
    temperature=st.floats(0.5, 4),
    standardize=st.booleans(),
    seed=st.integers(0, 2**20),
)
FEW = settings(max_examples=30)


def gradients(
    active: Tensor, reference: Tensor, labels: Tensor, **options: object
) -> tuple[AlignmentTerms, list[Tensor]]:
    """The terms, and the gradient of the sum of each."""
    active = active.detach().requires_grad_()
    terms = alignment_terms(active, reference, labels, backend="torch", **options)  # type: ignore[arg-type]
    return terms, [torch.autograd.grad(term.sum(), active, retain_graph=True)[0] for term in terms[:3]]


@FEW
@CASES
def test_gradients_sum_to_zero_over_the_vocabulary(
    rows: int, vocabulary: int, temperature: float, standardize: bool, seed: int
) -> None:
    case = views(rows, vocabulary, seed=seed)
    for gradient in gradients(*case, temperature=temperature, standardize=standardize)[1]:
        assert gradient.sum(-1).abs().max() < 1e-12


@FEW
@CASES
def test_standardised_kl_cannot_see_scale_and_offset(
    rows: int, vocabulary: int, temperature: float, standardize: bool, seed: int
) -> None:
    active, reference, labels = views(rows, vocabulary, seed=seed)
    terms, (forward, reverse, _) = gradients(active, reference, labels, temperature=temperature, eps=0.0)
    deviation = active - active.mean(-1, keepdim=True)
    assert (forward * deviation).sum(-1).abs().max() < 1e-11
    assert (reverse * deviation).sum(-1).abs().max() < 1e-11
    moved = alignment_terms(3 * active - 7, reference, labels, temperature=temperature, eps=0.0)
    assert torch.allclose(moved.forward_kl, terms.forward_kl, atol=1e-12)
    assert torch.allclose(moved.reverse_kl, terms.reverse_kl, atol=1e-12)


@FEW
@CASES
def test_a_reference_that_says_the_same_teaches_nothing(
    rows: int, vocabulary: int, temperature: float, standardize: bool, seed: int
) -> None:
    active, _, labels = views(rows, vocabulary, seed=seed)
    reference = 3 * active - 1 if standardize else active - 1
    terms, (forward, reverse, _) = gradients(
        active, reference, labels, temperature=temperature, standardize=standardize, eps=0.0
    )
    for nothing in (terms.forward_kl, terms.reverse_kl, forward, reverse):
        assert nothing.abs().max() < 1e-12


@FEW
@CASES
def test_terms_are_not_negative(rows: int, vocabulary: int, temperature: float, standardize: bool, seed: int) -> None:
    terms, _ = gradients(*views(rows, vocabulary, seed=seed), temperature=temperature, standardize=standardize)
    assert all(term.min() >= -1e-14 for term in terms[:3])


@FEW
@CASES
def test_renaming_tokens_renames_the_gradient(
    rows: int, vocabulary: int, temperature: float, standardize: bool, seed: int
) -> None:
    active, reference, labels = views(rows, vocabulary, seed=seed)
    name = torch.randperm(vocabulary, generator=torch.Generator().manual_seed(seed)).to(active.device)
    place = torch.argsort(name)
    renamed = torch.where(labels == -100, labels, place[labels.clamp_min(0)])
    options = {"temperature": temperature, "standardize": standardize}
    terms, wanted = gradients(active, reference, labels, **options)
    found_terms, found = gradients(active[:, name], reference[:, name], renamed, **options)
    for a, b in zip([*terms[:3], *(g[:, name] for g in wanted)], [*found_terms[:3], *found], strict=True):
        assert torch.allclose(a, b, atol=1e-12)


@FEW
@CASES
def test_rows_know_nothing_of_each_other(
    rows: int, vocabulary: int, temperature: float, standardize: bool, seed: int
) -> None:
    active, reference, labels = views(rows, vocabulary, seed=seed)
    options = {"temperature": temperature, "standardize": standardize}
    together, _ = gradients(active, reference, labels, **options)
    for row in reversed(range(rows)):
        alone, _ = gradients(*(part[row : row + 1] for part in (active, reference, labels)), **options)
        assert all(torch.equal(a[row], b[0]) for a, b in zip(together, alone, strict=True))


def test_swapping_the_views_swaps_the_directions() -> None:
    active, reference, labels = views(5, 30)
    there = alignment_terms(active, reference, labels)
    back = alignment_terms(reference, active, labels)
    assert torch.allclose(there.forward_kl, back.reverse_kl)
    assert error(there.forward_kl, there.reverse_kl) > 1e-3


def test_the_mean_over_valid_rows_and_the_share_of_a_global_count() -> None:
    active, reference, labels = views(6, 30)
    terms = alignment_terms(active, reference, labels)
    assert int(terms.valid.sum()) == 5
    mean = alignment_loss(terms)
    parts = [
        alignment_loss(alignment_terms(active[half], reference[half], labels[half]), num_tokens=5)
        for half in (slice(0, 2), slice(2, 6))
    ]
    assert torch.allclose(mean, sum(parts))  # type: ignore[arg-type]
    assert torch.allclose(alignment_loss(terms, num_tokens=torch.tensor(5)), mean)
