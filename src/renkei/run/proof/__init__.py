"""The proof of a run: verified, traced, released, corrected, and told in the words of PROV."""

from renkei.run.proof.correction import corrected, write_errata
from renkei.run.proof.destination import Destination, destination, edition_words
from renkei.run.proof.errata import Erratum, errata, numbers_moved
from renkei.run.proof.kept import Kept, open_kept
from renkei.run.proof.log import read_log
from renkei.run.proof.places import Sources
from renkei.run.proof.provenance import prov_json
from renkei.run.proof.release import read_record, release
from renkei.run.proof.search import Match
from renkei.run.proof.trace import Origin, Place, find_figure, find_number, origin
from renkei.run.proof.verify import EXPORT, Finding, Verified, verify
from renkei.run.proof.views import Views

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
    "destination",
    "edition_words",
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
    "verify",
    "write_errata",
]
