"""Value and gradient against the float64 oracle: every backend, type, size, temperature and mixture."""

from __future__ import annotations

from itertools import product

import pytest
import torch
from torch import Tensor

from puma_train.losses import alignment_loss, alignment_terms
from tests.puma_train.losses.oracle import Setting, error, views

BOUND = {torch.float64: 1e-10, torch.float32: 2e-5, torch.bfloat16: 3e-3}
SETTINGS = [
    Setting(temperature, alpha, lambda_kl, standardize)
    for temperature, alpha, (lambda_kl, standardize) in product(
        (0.5, 1.0, 4.0), (0.0, 0.3, 1.0), ((0.1, True), (1.0, True), (0.7, False))
    )
]


def both(active: Tensor, reference: Tensor, labels: Tensor, setting: Setting, backend: str) -> tuple[Tensor, Tensor]:
    """Loss and gradient as the package has them."""
    active = active.detach().requires_grad_()
    terms = alignment_terms(active, reference, labels, **setting.shape, backend=backend)
    loss = alignment_loss(terms, **setting.mix)
    return loss.detach(), torch.autograd.grad(loss, active)[0]


def check(vocabulary: int, dtype: torch.dtype, setting: Setting, backend: str, rows: int = 3) -> None:
    active, reference, labels = views(rows, vocabulary, dtype=dtype)
    loss, gradient = both(active, reference, labels, setting, backend)
    wanted_loss, wanted = setting.gradient(active, reference, labels)
    assert loss.dtype == (torch.float64 if dtype == torch.float64 else torch.float32)
    assert gradient.dtype == dtype
    assert error(loss, wanted_loss) <= min(BOUND[dtype], 2e-5)
    assert error(gradient, wanted) <= BOUND[dtype]


@pytest.mark.parametrize("dtype", BOUND, ids=str)
@pytest.mark.parametrize("vocabulary", [2, 3, 64, 5003])
def test_every_setting(vocabulary: int, dtype: torch.dtype) -> None:
    for setting in SETTINGS:
        if vocabulary > 2 or not setting.standardize:  # two standardised logits are ±1/√2, always: nothing to compare
            check(vocabulary, dtype, setting, "torch")


@pytest.mark.parametrize("dtype", BOUND, ids=str)
@pytest.mark.parametrize("vocabulary", [3, 5003])
def test_the_kernels(vocabulary: int, dtype: torch.dtype) -> None:
    for setting in SETTINGS[::8]:
        check(vocabulary, dtype, setting, "triton")


@pytest.mark.parametrize("dtype", BOUND, ids=str)
@pytest.mark.parametrize("vocabulary", [32000, 152064])
def test_large_vocabularies(vocabulary: int, dtype: torch.dtype) -> None:
    for setting in SETTINGS[::8]:
        check(vocabulary, dtype, setting, "torch")


@pytest.mark.slow
@pytest.mark.parametrize("dtype", BOUND, ids=str)
@pytest.mark.parametrize("vocabulary", [151936, 152064])
def test_the_kernels_in_large_vocabularies(vocabulary: int, dtype: torch.dtype) -> None:
    for setting in SETTINGS[::8]:
        check(vocabulary, dtype, setting, "triton", rows=2)


def test_the_readable_backend() -> None:
    for setting in SETTINGS:
        check(64, torch.float64, setting, "reference")


@pytest.mark.parametrize("backend", ["reference", "torch", "triton"])
def test_each_term_alone(backend: str) -> None:
    active, reference, labels = views(4, 50)
    for index, wanted in enumerate(Setting(2.0).terms(active, reference, labels)):
        assert (
            error(alignment_terms(active, reference, labels, temperature=2.0, backend=backend)[index], wanted) < 1e-12
        )


@pytest.mark.parametrize("apart", [0.1, 0.01])
def test_views_that_nearly_agree(apart: float, backend: str) -> None:
    """Small KL are differences of large sums: what float32 leaves of them is bounded."""
    active, reference, labels = views(4, 5003, dtype=torch.float32, apart=apart)
    setting = Setting(lambda_kl=1.0)
    loss, gradient = both(active, reference, labels, setting, backend)
    wanted_loss, wanted = setting.gradient(active, reference, labels)
    assert 1e-6 < wanted_loss < 1e-2
    assert error(loss, wanted_loss) < 3e-7 / float(wanted_loss)
    assert error(gradient, wanted) < 2e-6 / apart**2
