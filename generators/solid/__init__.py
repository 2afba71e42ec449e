"""Solid geometry: facts, quantities, theorems, composed problems and problem families of solids."""

from generators.solid import domain, kinds, quantities, counting, cubenets, cutting, links, sections, spatial, theorems  # isort: skip  (the vocabulary before what is written in it)
from generators.solid.compose import COMPOSE
from generators.solid.families import FAMILIES
from generators.solid.thinning import THINNING

GENERATORS = [COMPOSE, *FAMILIES]
"""Every generator of solids."""

__all__ = [
    "GENERATORS",
    "THINNING",
    "counting",
    "cubenets",
    "cutting",
    "domain",
    "kinds",
    "links",
    "quantities",
    "sections",
    "spatial",
    "theorems",
]
