"""The one error a user is meant to read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class PumaError(ValueError):
    """One clear line: what is wrong, where, and what to do. The command line prints it and exits with code 2."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """``"; did you mean 'text_only'?"``, or the valid names when none is near."""
    names = list(valid)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known: {', '.join(names)}" if names else ""
