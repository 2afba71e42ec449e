"""Plane geometry: facts, quantities, theorems, composed figures and problem families."""

from generators.plane import domain, kinds, quantities, theorems  # isort: skip  (the vocabulary before what is written in it)
from generators.plane import compose, families
from generators.plane.family import GENERATORS

__all__ = ["GENERATORS", "compose", "domain", "families", "kinds", "quantities", "theorems"]
