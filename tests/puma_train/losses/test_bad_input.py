"""What the loss is not defined for is refused in one clear line."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import torch

from puma_train.losses import (
    alignment_loss,
    alignment_terms,
    fused_linear_alignment_loss,
    fused_linear_row_loss,
    greedy_tokens,
    row_weights,
)

LOGITS = torch.randn(3, 8)
LABELS = torch.tensor([1, -100, 7])
WEIGHT = torch.randn(8, 8)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"backend": "cuda"}, "unknown backend 'cuda'; known: auto, reference, torch, triton"),
        ({"reference": torch.randn(3, 9)}, r"reference is \[3, 9\].* same tokens and the same vocabulary"),
        ({"reference": torch.randn(2, 8)}, r"reference is \[2, 8\]"),
        ({"reference": torch.randn(3, 8).double()}, "reference is torch.float64 on cpu"),
        ({"reference": torch.randn(3, 8, requires_grad=True)}, "requires grad: .*no_grad"),
        ({"labels": torch.tensor([1, 2])}, r"labels \[N\], not \[3, 8\] and \[2\]"),
        ({"labels": torch.tensor([[1], [2], [3]])}, r"labels \[N\]"),
        ({"labels": torch.tensor([1.0, 2, 3])}, "labels must be token ids, not torch.float32"),
        ({"labels": torch.tensor([1, 2, 8])}, "label 8 of row 2 is no token of a vocabulary of 8"),
        ({"labels": torch.tensor([1, -1, 2])}, "label -1 of row 1 is no token"),
        ({"active": torch.randn(8)}, r"active must be \[N, ·\]"),
        ({"active": LOGITS.half(), "reference": LOGITS.half()}, "use bfloat16 or float32"),
        ({"temperature": 0.0}, "temperature must be positive, not 0.0"),
        ({"temperature": float("nan")}, "temperature must be positive"),
        ({"eps": -1.0}, "eps must not be negative"),
        ({"active": torch.randn(3, 1), "reference": torch.randn(3, 1)}, "vocabulary of 1 has no standard deviation"),
        ({"active": torch.randn(3, 0), "reference": torch.randn(3, 0), "standardize": False}, "no vocabulary"),
    ],
)
@pytest.mark.parametrize("backend", ["auto", "reference", "triton"])
def test_terms(changed: dict[str, Any], told: str, backend: str) -> None:
    given = {"active": LOGITS, "reference": LOGITS, "labels": LABELS, "backend": backend} | changed
    with pytest.raises(ValueError, match=told):
        alignment_terms(**given)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"alpha": 1.5}, r"alpha must lie in \[0, 1\], not 1.5"),
        ({"lambda_kl": -0.1}, r"lambda_kl must lie in \[0, 1\], not -0.1"),
        ({"temperature": -1.0}, "temperature must be positive"),
        ({"num_tokens": -1}, "num_tokens must not be negative"),
    ],
)
def test_mixtures(options: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        alignment_loss(alignment_terms(LOGITS, LOGITS, LABELS), **options)
    with pytest.raises(ValueError, match=told):
        row_weights(LABELS, **options)
    with pytest.raises(ValueError, match=told):
        fused_linear_alignment_loss(LOGITS, LOGITS, WEIGHT, LABELS, **options)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"weight": torch.randn(64)}, r"weight must be \[V, H\], whole"),
        ({"weight": torch.randn(0)}, r"weight must be \[V, H\], whole"),
        ({"weight": torch.randn(8, 7)}, r"weight must be \[V, H\].*\[8, 7\] and \[3, 8\]"),
        ({"bias": torch.randn(7)}, r"bias must be \[V\]"),
        ({"reference_hidden": torch.randn(2, 8)}, r"reference_hidden is \[2, 8\]"),
        ({"reference_hidden": LOGITS.clone().requires_grad_()}, "requires grad"),
        ({"labels": torch.tensor([1, 2, 8])}, "label 8 of row 2"),
        ({"chunk_rows": 0}, "chunk_rows must be positive, not 0"),
        ({"backend": "fast"}, "unknown backend 'fast'"),
        ({"active_hidden": LOGITS.half(), "reference_hidden": LOGITS.half()}, "use bfloat16 or float32"),
        ({"eps": -1.0}, "eps must not be negative"),
    ],
)
def test_fused(changed: dict[str, Any], told: str) -> None:
    given = {"active_hidden": LOGITS, "reference_hidden": LOGITS, "weight": WEIGHT, "labels": LABELS} | changed
    with pytest.raises(ValueError, match=told):
        fused_linear_alignment_loss(**given)


def test_fp16_autocast_is_refused_as_well() -> None:
    with torch.autocast("cpu", dtype=torch.float16), pytest.raises(ValueError, match="use bfloat16 or float32"):
        fused_linear_alignment_loss(LOGITS, LOGITS, WEIGHT, LABELS)


def test_weights_of_another_length() -> None:
    with pytest.raises(ValueError, match=r"weights must be \[N\]"):
        fused_linear_row_loss(LOGITS, LOGITS, WEIGHT, LABELS, row_weights(LABELS[:2]))
    with pytest.raises(ValueError, match=r"kl_weights is \[2\], labels \[3\]"):
        row_weights(LABELS, kl_weights=torch.ones(2))


def test_greedy_tokens() -> None:
    with pytest.raises(ValueError, match=r"weight must be \[V, H\]"):
        greedy_tokens(LOGITS, torch.randn(8, 7))


def test_triton_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "puma_train.losses.kernels", raising=False)
    monkeypatch.delattr("puma_train.losses.kernels", raising=False)
    monkeypatch.setitem(sys.modules, "triton", None)
    with pytest.raises(ValueError, match="needs the package triton: install it, or ask for backend='torch'"):
        alignment_terms(LOGITS, LOGITS, LABELS, backend="triton")


@pytest.mark.slow
def test_the_terms_need_no_triton() -> None:
    code = "import sys; sys.modules['triton'] = None\nfrom puma_train.losses import alignment_terms"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
