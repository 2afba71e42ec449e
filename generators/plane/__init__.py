"""Plane geometry: facts, quantities, theorems, composed figures and problem families."""
