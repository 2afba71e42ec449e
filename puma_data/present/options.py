"""The options of a multiple choice question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from puma_data.symbolic.exact import Exact


class Option(NamedTuple):
    """An option: its value, its print, and the mistake that leads to it (None for the answer)."""

    value: Exact
    printed: str
    error: str | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Four options in the order they are shown, and the letter of the right one."""

    options: list[Option]
    letter: str
