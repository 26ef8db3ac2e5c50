"""Executed notebooks in, files an official opens out."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renkei.publish.exporting import Published, export

__all__ = ["Published", "export"]


def __getattr__(name: str) -> object:
    """The export, imported when it is first asked for: the pages that list decks need none."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("renkei.publish.exporting"), name)
