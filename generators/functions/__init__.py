"""Functions and the coordinate plane: curves, points, axes, and what is read and computed of them."""

from generators.functions import domain, kinds, quantities  # isort: skip  (the vocabulary before what is written in it)
from generators.functions import arcs, conics, constructions, patterns, rates, readings, symmetry, theorems  # isort: skip
from generators.functions.compose import COMPOSE
from generators.functions.families import FAMILIES
from generators.functions.thinning import THINNING

GENERATORS = [COMPOSE, *FAMILIES]
"""Every generator of functions."""

__all__ = [
    "GENERATORS",
    "THINNING",
    "arcs",
    "conics",
    "constructions",
    "domain",
    "kinds",
    "patterns",
    "quantities",
    "rates",
    "readings",
    "symmetry",
    "theorems",
]
