"""Composed problems: random figures from base figures and construction steps, any quantity asked."""

from generators.plane.compose.composer import Composer
from generators.plane.family import GENERATORS

GENERATORS.append(Composer())
