"""Composed problems: random figures from base figures and construction steps, any quantity asked."""

from generators.plane.compose.composer import COMPOSE

__all__ = ["COMPOSE"]
