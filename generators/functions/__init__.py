"""Functions and the coordinate plane: curves, points, axes, and what is read and computed of them."""

from generators.functions import domain, kinds, quantities, conics, rates, readings, theorems  # isort: skip  (the vocabulary before what is written in it)
from generators.functions.families import FAMILIES

GENERATORS = [*FAMILIES]
"""Every generator of functions."""

__all__ = ["GENERATORS", "conics", "domain", "kinds", "quantities", "rates", "readings", "theorems"]
