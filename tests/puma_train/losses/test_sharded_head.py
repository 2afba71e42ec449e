"""A head sharded over processes: gathered once, and its gradient averaged back, as FSDP does."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.tensor import DTensor, Shard, distribute_tensor

from puma_train.losses import fused_linear_alignment_loss, greedy_tokens
from tests.puma_train.losses.oracle import Setting, error

RANKS, WIDTH, WORDS = 2, 8, 21


def batch(rank: int) -> tuple[torch.Tensor, ...]:
    draw = torch.Generator().manual_seed(rank)
    hidden = [torch.randn(4 + rank, WIDTH, generator=draw, dtype=torch.float64) for _ in range(2)]
    return *hidden, torch.randint(WORDS, (4 + rank,), generator=draw)


def one_rank(rank: int, weight: torch.Tensor, meeting: str) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=RANKS)
    sharded = distribute_tensor(weight, init_device_mesh("cpu", (RANKS,)), [Shard(0)]).requires_grad_()
    active, reference, labels = batch(rank)
    active.requires_grad_()
    loss, _ = fused_linear_alignment_loss(active, reference, sharded, labels, chunk_rows=2)
    loss.backward()  # type: ignore[no-untyped-call]
    wanted = torch.zeros_like(weight)
    for other in range(RANKS):
        states, references, theirs = batch(other)
        head = weight.clone().requires_grad_()
        value = Setting().loss(states @ head.T, references @ head.T, theirs)
        wanted += torch.autograd.grad(value, head)[0] / RANKS
        if other == rank:
            assert error(loss, value.detach()) < 1e-12
    assert isinstance(sharded.grad, DTensor) and sharded.grad.placements == (Shard(0),)
    assert error(sharded.grad.full_tensor(), wanted) < 1e-12
    assert torch.equal(greedy_tokens(active, sharded), (active @ weight.T).argmax(-1))
    dist.destroy_process_group()


@pytest.mark.slow
def test_the_gradient_of_a_sharded_head_is_the_mean_of_the_ranks(tmp_path: Path) -> None:
    weight = torch.randn(WORDS, WIDTH, dtype=torch.float64)
    mp.spawn(one_rank, (weight, f"file://{tmp_path / 'meeting'}"), nprocs=RANKS)  # type: ignore[no-untyped-call]
