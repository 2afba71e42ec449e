"""Plane geometry: facts, quantities, theorems, composed figures and problem families."""

from generators.plane import domain, kinds, quantities, theorems

__all__ = ["domain", "kinds", "quantities", "theorems"]
