"""Train a vision-language model to answer alike whether a problem is written or drawn (Math-PUMA, arXiv 2408.08640).

>>> import puma_train
>>> summary = puma_train.run("run.yaml")                               # the stages of a config, one after the other
>>> summary = puma_train.align({"model": ..., "data": ..., "output": ..., "stages": ["align"]})
>>> report = puma_train.evaluate(*puma_train.load_model(summary.model), "outputs/geometry")
>>> terms = puma_train.alignment_terms(active, reference, labels)      # the loss by itself
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from puma_train.chart import gap_chart
    from puma_train.evaluation import evaluate, load_model
    from puma_train.losses import AlignmentTerms, alignment_loss, alignment_terms, fused_linear_alignment_loss
    from puma_train.report import Report
    from puma_train.stages import Summary, align, run

__all__ = [
    "AlignmentTerms",
    "Report",
    "Summary",
    "align",
    "alignment_loss",
    "alignment_terms",
    "evaluate",
    "fused_linear_alignment_loss",
    "gap_chart",
    "load_model",
    "run",
]

# Importing the package costs nothing: torch and transformers are loaded when a name is first asked for.
_HOMES = {
    "AlignmentTerms": "puma_train.losses",
    "Report": "puma_train.report",
    "Summary": "puma_train.stages",
    "align": "puma_train.stages",
    "alignment_loss": "puma_train.losses",
    "alignment_terms": "puma_train.losses",
    "evaluate": "puma_train.evaluation",
    "fused_linear_alignment_loss": "puma_train.losses",
    "gap_chart": "puma_train.chart",
    "load_model": "puma_train.evaluation",
    "run": "puma_train.stages",
}


if not TYPE_CHECKING:  # a type checker would take it for leave to ask for any name

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'puma_train' has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
