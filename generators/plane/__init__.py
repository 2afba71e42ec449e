"""Plane geometry: facts, quantities, theorems, composed figures and problem families."""

from generators.plane import domain, kinds, quantities, theorems  # isort: skip  (the vocabulary before what is written in it)
from generators.plane.compose import COMPOSE
from generators.plane.families import FAMILIES
from generators.plane.thinning import THINNING

GENERATORS = [COMPOSE, *FAMILIES]
"""Every generator of the plane."""

__all__ = ["GENERATORS", "THINNING", "domain", "kinds", "quantities", "theorems"]
