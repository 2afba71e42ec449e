"""Theorems of plane geometry: importing this package registers them all."""

from generators.plane.theorems import angles, right_triangles, triangles

__all__ = ["angles", "right_triangles", "triangles"]
