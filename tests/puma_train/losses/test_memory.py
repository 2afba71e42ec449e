"""The fused loss holds a chunk of logits; eager code holds many times all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn.functional import linear

from benchmarks.alignment_loss import peak, published
from puma_train.losses import fused_linear_alignment_loss

pytestmark = pytest.mark.skipif(torch.cuda.is_available(), reason="counts the allocations of a CPU")
WORDS, WIDTH = 152064, 64  # small heads: what counts is the logits


def case(rows: int, vocabulary: int = WORDS, dtype: torch.dtype = torch.float32) -> tuple[Tensor, ...]:
    torch.manual_seed(0)
    active, weight = torch.randn(rows, WIDTH, dtype=dtype).requires_grad_(), torch.randn(vocabulary, WIDTH, dtype=dtype)
    return active, torch.randn_like(active).detach(), weight, torch.randint(vocabulary, (rows,))


def fused(rows: int, *, train: bool = False, dtype: torch.dtype = torch.float32, chunk_rows: int | None = None) -> int:
    """Peak bytes of the fused loss."""
    active, reference, weight, labels = case(rows, dtype=dtype)
    weight.requires_grad_(train)
    return peak(lambda: fused_linear_alignment_loss(active, reference, weight, labels, chunk_rows=chunk_rows)[0], "cpu")


def eager(rows: int, loss: Callable[[Tensor, Tensor, Tensor], Tensor] = published) -> int:
    """Peak bytes of a loss of whole logits."""
    active, reference, weight, labels = case(rows)
    with torch.no_grad():
        other = linear(reference, weight)
    return peak(lambda: loss(linear(active, weight), other, labels), "cpu") + other.nbytes


def test_the_measure_counts_what_is_held() -> None:
    states = torch.randn(1000, requires_grad=True)
    assert peak(lambda: (states + 1 + 2 + 3).sum(), "cpu") == pytest.approx(2 * states.nbytes, rel=0.02)
    assert peak(lambda: states.exp().exp().sum(), "cpu") == pytest.approx(3 * states.nbytes, rel=0.02)


def test_memory_is_that_of_the_chunk() -> None:
    """A chunk is two views of float32 logits, and some rows of temporaries; how many chunks there are costs nothing."""
    row = 4 * WORDS
    few, many = (fused(rows, chunk_rows=4) for rows in (4, 16))
    assert many < few * 1.02
    assert fused(16, chunk_rows=16) - many == pytest.approx(2 * 12 * row, rel=0.05)
    assert many < 20 * row


def test_bfloat16_does_not_widen_the_head_whole() -> None:
    wide = 4 * WORDS * WIDTH
    assert fused(4, dtype=torch.bfloat16, chunk_rows=2) - fused(4, chunk_rows=2) < wide


def test_eager_memory_grows_with_every_token() -> None:
    two, four = eager(2), eager(4)
    assert four == pytest.approx(2 * two, rel=0.01)
    assert two > 2 * 10 * 4 * WORDS


@pytest.mark.slow
@pytest.mark.parametrize("train", [False, True])
def test_an_eighth_of_the_published_loss(train: bool) -> None:
    """At 1,024 tokens; the eager loss, which would take ten gigabytes, is measured at 32 and is proportional."""
    head = 4 * WORDS * WIDTH if train else 0
    assert fused(1024, train=train) <= (32 * eager(32) + head) / 8
