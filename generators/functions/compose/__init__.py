"""Composed plots: chains of constructions on a base plot, any quantity asked."""

from generators.functions.compose.composer import COMPOSE

__all__ = ["COMPOSE"]
