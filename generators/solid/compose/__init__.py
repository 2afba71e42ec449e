"""Composed problems: a solid, what is put in, around or beside it or told of it, any quantity asked."""

from generators.solid.compose.composer import COMPOSE

__all__ = ["COMPOSE"]
