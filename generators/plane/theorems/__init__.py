"""Theorems of plane geometry: importing this package registers them all."""

from generators.plane.theorems import (
    angles,
    arcs,
    areas,
    circles,
    measures,
    polygons,
    quadrilaterals,
    ratios,
    right_triangles,
    similarity,
    triangles,
    trigonometry,
)

__all__ = [
    "angles",
    "arcs",
    "areas",
    "circles",
    "measures",
    "polygons",
    "quadrilaterals",
    "ratios",
    "right_triangles",
    "similarity",
    "triangles",
    "trigonometry",
]
