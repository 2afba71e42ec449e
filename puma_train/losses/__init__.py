"""The alignment loss of Math-PUMA (arXiv 2408.08640): both KL of standardised logits, and cross-entropy."""

from puma_train.losses.fused_linear import fused_linear_alignment_loss, fused_linear_row_loss, greedy_tokens
from puma_train.losses.terms import AlignmentTerms, RowWeights, alignment_loss, alignment_terms, row_weights

__all__ = [
    "AlignmentTerms",
    "RowWeights",
    "alignment_loss",
    "alignment_terms",
    "fused_linear_alignment_loss",
    "fused_linear_row_loss",
    "greedy_tokens",
    "row_weights",
]
