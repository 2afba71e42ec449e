"""Theorems of functions and the coordinate plane, one file a subject. A file put here is registered by being here."""

from importlib import import_module
from pkgutil import iter_modules

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
