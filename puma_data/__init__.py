"""Verified multimodal mathematics problems: one problem, six views from all text to all picture.

>>> import puma_data
>>> summary = puma_data.generate("geometry", n=100, out="outputs/geometry", seed=7)
>>> for made in puma_data.problems("geometry", n=3): print(made.rows[0]["question"])
>>> rows = puma_data.load("outputs/geometry", "problems", split="train")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from puma_data.dataset.config import GenerateConfig
    from puma_data.dataset.load import load
    from puma_data.dataset.schema import VIEWS, Made, Rejected
    from puma_data.errors import PumaError
    from puma_data.run import Summary, generate, problems

__version__ = "0.1.0"
__all__ = ["VIEWS", "GenerateConfig", "Made", "PumaError", "Rejected", "Summary", "generate", "load", "problems"]

# Importing the package costs nothing: each name is fetched from its home when it is first asked for.
_HOMES = {
    "GenerateConfig": "puma_data.dataset.config",
    "Made": "puma_data.dataset.schema",
    "PumaError": "puma_data.errors",
    "Rejected": "puma_data.dataset.schema",
    "Summary": "puma_data.run",
    "VIEWS": "puma_data.dataset.schema",
    "generate": "puma_data.run",
    "load": "puma_data.dataset.load",
    "problems": "puma_data.run",
}


if not TYPE_CHECKING:  # a type checker would take it for leave to ask for any name

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'puma_data' has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
