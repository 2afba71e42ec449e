"""Problem families, one file a family or a close group. A file put here is registered by being here."""

from importlib import import_module
from pkgutil import iter_modules

from puma_data.registry import Generator

_files = [import_module(f"{__name__}.{module}") for module in sorted(module.name for module in iter_modules(__path__))]

FAMILIES = [made for file in _files for made in vars(file).values() if isinstance(made, Generator)]
"""Every family of functions, by file and in order of definition."""
