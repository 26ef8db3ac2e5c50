"""One execution: inputs to frames to decks, built aside and moved into place whole."""

import importlib
import sys
from typing import TYPE_CHECKING

from renkei.run.plan import Plan, plan

# jsonschema, which nbformat brings along, would build a grammar of web addresses that no notebook
# needs: a second or more in every process. Where it finds no such module it does without.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

if TYPE_CHECKING:
    from renkei.run.whole import REFUSED, Finished, run

__all__ = ["REFUSED", "Finished", "Plan", "plan", "run"]


def __getattr__(name: str) -> object:
    """What executes a plan, imported when it is first asked for.

    A service that waits for its hour imports rooms below this one, and not papermill with them.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("renkei.run.whole"), name)
