"""Faults of the loss in the released code of Math-PUMA, each shown by its formula, and that none of them happens here.

The numbers are those of a list of twelve; the others concern rows, sequences and roles.
"""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn.functional import kl_div

from puma_train.collate import answer_rows
from puma_train.losses import alignment_loss, alignment_terms, fused_linear_alignment_loss
from tests.puma_train.losses.oracle import Setting, distribution, error, views

PROMPT, PATCHES, ANSWER, WORDS = 4, 9, 3, 30


def released(active: Tensor, reference: Tensor, labels: Tensor, temperature: float = 1.0, alpha: float = 0.5) -> Tensor:
    """The KL of one sequence [L, V] by the released formulas: rows at the labels, summed over tokens, T² twice."""
    rows = labels != -100
    log_a, log_r = (distribution(logits[rows], temperature, True) for logits in (active, reference))
    first = kl_div(log_r, log_a.exp(), reduction="sum") * temperature**2
    second = kl_div(log_a, log_r.exp(), reduction="sum") * temperature**2
    return temperature**2 * (alpha * first + (1 - alpha) * second)


def ours(active: Tensor, reference: Tensor, labels: Tensor, **options: float) -> Tensor:
    """The same as the package has it: the rows that predict the labelled tokens."""
    rows = answer_rows(labels[None])[0]
    terms = alignment_terms(active[rows], reference[rows], labels[labels != -100])
    return alignment_loss(terms, lambda_kl=1.0, **options)


def sequence() -> tuple[Tensor, Tensor, Tensor]:
    """Logits of two views of one sequence, prompt, answer and a word after it; and its labels."""
    length = PROMPT + ANSWER + 1
    active, reference, _ = views(length, WORDS)
    labels = torch.full((length,), -100)
    labels[PROMPT : PROMPT + ANSWER] = torch.tensor([5, 6, 7])
    return active.cpu(), reference.cpu(), labels


def touched(loss: Tensor, active: Tensor) -> list[int]:
    """The rows of the logits that a loss depends on."""
    return torch.autograd.grad(loss, active)[0].abs().sum(-1).nonzero()[:, 0].tolist()


def test_1_the_kl_is_that_of_the_answer() -> None:
    """Labels of a sequence whose image has not yet grown point at patches, not at the answer."""
    length = PROMPT + PATCHES + ANSWER
    active, reference, _ = (part.cpu() for part in views(length, WORDS))
    labels = torch.full((length,), -100)
    labels[-ANSWER:] = torch.tensor([5, 6, 7])
    unmerged = torch.cat((labels[:1], labels[1 + PATCHES :], labels.new_full((PATCHES,), -100)))
    other = active.clone()
    other[-ANSWER - 1 :] += torch.randn(ANSWER + 1, WORDS)
    assert torch.equal(released(active, reference, unmerged), released(other, reference, unmerged))
    assert not torch.allclose(ours(active, reference, labels), ours(other, reference, labels))


def test_3_from_the_first_token_of_the_answer_to_its_last() -> None:
    """Row t predicts token t + 1: the released rows miss the first token of the answer and add what follows its end."""
    active, reference, labels = sequence()
    active.requires_grad_()
    predicting = list(range(PROMPT - 1, PROMPT + ANSWER - 1))
    assert touched(ours(active, reference, labels), active) == predicting
    assert touched(released(active, reference, labels), active) == [row + 1 for row in predicting]


def test_4_a_longer_answer_weighs_no_more() -> None:
    active, reference, _ = views(1, WORDS)
    once, many = (torch.full((n,), 5) for n in (1, 200))
    repeated = active.expand(200, -1), reference.expand(200, -1)
    short = alignment_loss(alignment_terms(active.cpu(), reference.cpu(), once))
    long = alignment_loss(alignment_terms(*(part.cpu() for part in repeated), many))
    assert torch.allclose(short, long)
    assert torch.allclose(released(*repeated, many), 200 * released(active, reference, once))


@pytest.mark.parametrize("standardize", [True, False])
def test_5_temperature_does_not_blow_the_gradient_up(standardize: bool) -> None:
    """KL shrinks as 1/T²: with T² once its gradient settles as T grows, with T² twice it grows on as T²."""
    active, reference, labels = (part.cpu() for part in views(2, WORDS))
    norms, blown = [], []
    for temperature in (8.0, 16.0, 32.0):
        leaf = active.clone().requires_grad_()
        terms = alignment_terms(leaf, reference, labels, temperature=temperature, standardize=standardize)
        loss = alignment_loss(terms, lambda_kl=1.0, temperature=temperature)
        norms.append(float(torch.autograd.grad(loss, leaf)[0].norm()))
        blown.append(float(torch.autograd.grad(released(leaf, reference, labels, temperature), leaf)[0].norm()))
    assert norms[1] == pytest.approx(norms[2], rel=0.1)
    assert blown[2] / blown[1] > 3.5


def test_6_forward_kl_is_that_of_the_reference_against_the_active_view() -> None:
    active, reference, labels = (part.cpu() for part in views(2, WORDS, apart=2.0))
    strong, weak = (torch.distributions.Categorical(logits=distribution(x, 1.0, True)) for x in (reference, active))
    terms = alignment_terms(active, reference, labels)
    assert error(terms.forward_kl, torch.distributions.kl_divergence(strong, weak)) < 1e-12
    assert error(terms.reverse_kl, torch.distributions.kl_divergence(weak, strong)) < 1e-12
    everything_forward = released(active, reference, labels, alpha=1.0)
    assert torch.allclose(everything_forward, torch.distributions.kl_divergence(weak, strong).sum())
    assert error(terms.forward_kl.sum(), everything_forward) > 1e-2


@pytest.mark.parametrize("standardize", [True, False])
@pytest.mark.parametrize("temperature", [1.0, 3.0])
@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("lambda_kl", [0.0, 0.1, 1.0])
def test_9_the_fused_loss_is_the_naive_one(
    lambda_kl: float, alpha: float, temperature: float, standardize: bool
) -> None:
    setting = Setting(temperature, alpha, lambda_kl, standardize)
    states, others, labels = (part.cpu() for part in views(6, 12))
    weight = torch.randn(WORDS, 12, dtype=torch.float64)
    labels = labels.clamp_max(WORDS - 1)
    naive, fused = (states.clone().requires_grad_() for _ in range(2))
    wanted = setting.loss(naive @ weight.T, others @ weight.T, labels)
    found, _ = fused_linear_alignment_loss(
        fused, others, weight, labels, **setting.mix, standardize=standardize, chunk_rows=4
    )
    assert error(found, wanted.detach()) < 1e-12
    assert error(torch.autograd.grad(found, fused)[0], torch.autograd.grad(wanted, naive)[0]) < 1e-11


def test_an_infinite_logit_is_told_and_underflow_is_not_a_nan() -> None:
    """The released mask of infinities comes after the standardisation, and xlogy(0, 0) has no gradient."""
    active, reference, labels = (part.cpu() for part in views(2, WORDS))
    active[:, 3] += 1e4
    active.requires_grad_()
    loss = alignment_loss(alignment_terms(active, reference, labels, temperature=0.02), temperature=0.02)
    assert torch.isfinite(torch.autograd.grad(loss, active)[0]).all()
    with torch.no_grad():
        active[0, 4] = -torch.inf
    assert alignment_loss(alignment_terms(active, reference, labels)).isnan()
