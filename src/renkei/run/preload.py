"""Imported by the process that this machine's workers are forked from: once for all of them.

Without the collector, which would walk through all that is imported again and again, and in a
worker through what it shares with the others.
"""

import gc
import importlib

_IMPORTED = (
    *("distributed", "renkei.run.crew", "renkei.run.deck", "renkei.run.proof.correction"),
    "renkei.publish.first_page",
)

gc.disable()
try:
    for _name in _IMPORTED:
        importlib.import_module(_name)
    importlib.import_module("renkei.run.crew").code_digest()
finally:  # the process goes on without what could not be imported
    gc.freeze()
    gc.enable()
