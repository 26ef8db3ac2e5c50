"""The proof of a run: verified, traced, released, corrected, and told in the words of PROV."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renkei.run.proof.correction import corrected, write_errata
    from renkei.run.proof.destination import Destination
    from renkei.run.proof.differences import Erratum, errata, numbers_moved
    from renkei.run.proof.export import EXPORT, write_export
    from renkei.run.proof.kept import Kept, open_kept
    from renkei.run.proof.log import read_log, standing_of
    from renkei.run.proof.places import Sources
    from renkei.run.proof.provenance import prov_json
    from renkei.run.proof.releasing import read_record, release
    from renkei.run.proof.search import Match
    from renkei.run.proof.trace import Origin, Place, find_figure, find_number, origin
    from renkei.run.proof.verifying import Finding, Verified, verify
    from renkei.run.proof.views import Views

_ROOMS = {
    "correction": ("corrected", "write_errata"),
    "destination": ("Destination",),
    "differences": ("Erratum", "errata", "numbers_moved"),
    "export": ("EXPORT", "write_export"),
    "kept": ("Kept", "open_kept"),
    "log": ("read_log", "standing_of"),
    "places": ("Sources",),
    "provenance": ("prov_json",),
    "releasing": ("read_record", "release"),
    "search": ("Match",),
    "trace": ("Origin", "Place", "find_figure", "find_number", "origin"),
    "verifying": ("Finding", "Verified", "verify"),
    "views": ("Views",),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "EXPORT",
    "Destination",
    "Erratum",
    "Finding",
    "Kept",
    "Match",
    "Origin",
    "Place",
    "Sources",
    "Verified",
    "Views",
    "corrected",
    "errata",
    "find_figure",
    "find_number",
    "numbers_moved",
    "open_kept",
    "origin",
    "prov_json",
    "read_log",
    "read_record",
    "release",
    "standing_of",
    "verify",
    "write_errata",
    "write_export",
]


def __getattr__(name: str) -> object:
    """What a proof needs, imported when it is first asked for: a run asks for little of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
