"""The loss once more, from its definition, in float64, by autograd and without a line of the package."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def distribution(logits: Tensor, temperature: float, standardize: bool, eps: float = 1e-6) -> Tensor:
    """Log-probabilities of tempered, perhaps standardised logits."""
    if standardize:
        centred = logits - logits.sum(-1, keepdim=True) / logits.shape[-1]
        deviation = torch.sqrt(centred.square().sum(-1, keepdim=True) / (logits.shape[-1] - 1))
        logits = centred / (deviation + eps)
    scaled = logits / temperature
    return scaled - torch.logsumexp(scaled, -1, keepdim=True)


@dataclass
class Setting:
    """How the loss is mixed."""

    temperature: float = 1.0
    alpha: float = 0.5
    lambda_kl: float = 0.1
    standardize: bool = True

    def terms(self, active: Tensor, reference: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """KL(reference‖active), KL(active‖reference), cross-entropy: [N] each, zero where the label is -100."""
        active, reference = active.double(), reference.double().detach()
        log_active = distribution(active, self.temperature, self.standardize)
        log_reference = distribution(reference, self.temperature, self.standardize)
        counts = labels != -100
        forward = torch.sum(torch.exp(log_reference) * (log_reference - log_active), -1)
        reverse = torch.sum(torch.exp(log_active) * (log_active - log_reference), -1)
        surprise = -distribution(active, 1.0, False)[torch.arange(len(labels)), labels.clamp_min(0)]
        zero = torch.zeros_like(forward)
        return (
            torch.where(counts, forward, zero),
            torch.where(counts, reverse, zero),
            torch.where(counts, surprise, zero),
        )

    def loss(self, active: Tensor, reference: Tensor, labels: Tensor) -> Tensor:
        """The scalar."""
        forward, reverse, surprise = (term.sum() for term in self.terms(active, reference, labels))
        alignment = self.temperature**2 * (self.alpha * forward + (1 - self.alpha) * reverse)
        return (self.lambda_kl * alignment + (1 - self.lambda_kl) * surprise) / (labels != -100).sum()

    def gradient(self, active: Tensor, reference: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Loss and gradient for the active logits, float64."""
        active = active.detach().double().requires_grad_()
        loss = self.loss(active, reference, labels)
        return loss.detach(), torch.autograd.grad(loss, active)[0]

    @property
    def mix(self) -> dict[str, float]:
        """The arguments of `alignment_loss`."""
        return {"alpha": self.alpha, "lambda_kl": self.lambda_kl, "temperature": self.temperature}

    @property
    def shape(self) -> dict[str, float | bool]:
        """The arguments of `alignment_terms`."""
        return {"temperature": self.temperature, "standardize": self.standardize}


def views(
    rows: int, vocabulary: int, *, dtype: torch.dtype = torch.float64, apart: float = 0.3, seed: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    """Logits of two views that agree on a few likely tokens of each row, and labels among those, one of them -100."""
    draw = torch.Generator().manual_seed(seed)
    active = torch.randn(rows, vocabulary, generator=draw, dtype=torch.float64)
    likely = torch.randint(vocabulary, (rows, 5), generator=draw)
    raised = torch.linspace(4, 9, 5, dtype=torch.float64) * min(1, vocabulary / 50)
    active.scatter_add_(1, likely, raised.expand(rows, 5))
    reference = active + apart * torch.randn(rows, vocabulary, generator=draw, dtype=torch.float64)
    labels = likely[:, 0].clone()
    if rows > 2:
        labels[rows // 2] = -100
    return active.to(DEVICE, dtype), reference.to(DEVICE, dtype), labels.to(DEVICE)


def error(found: Tensor, wanted: Tensor) -> float:
    """Relative error of a whole tensor; NaN is an infinite one."""
    off = (found.detach().double() - wanted.double()).norm() / wanted.double().norm()
    return float(off) if torch.isfinite(off) else float("inf")
