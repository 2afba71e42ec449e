"""Solid geometry: facts, quantities, theorems and problem families of solids."""

from generators.solid import domain, kinds, quantities, counting, cubenets, sections, theorems  # isort: skip  (the vocabulary before what is written in it)
from generators.solid.families import FAMILIES

GENERATORS = [*FAMILIES]
"""Every generator of solids."""

__all__ = ["GENERATORS", "counting", "cubenets", "domain", "kinds", "quantities", "sections", "theorems"]
