"""What has to be known to make one deck, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from renkei.run.failure import Failure
from renkei.run.fingerprint import Made
from renkei.run.how import Limits

if TYPE_CHECKING:
    from renkei.run.proof.destination import Destination

ASIDE = ".making-"
"""How the folders begin in which decks are made, beside the place they are put into."""


@dataclass(frozen=True)
class Task:
    """All that has to be known to make one deck; folders are absolute and shared by all workers.

    `pages` gets a folder `<area>` with the deck, `executed` the executed notebook. `made` lists
    all that could be read; `roots` are the folders that its names are of.
    """

    area: str
    name: str
    notebook: Path
    parameters: Mapping[str, str]
    pages: Path
    executed: Path
    failed: Path
    inputs_sha256: str
    made: Made
    roots: Mapping[str, Path]
    place: "Destination"
    limits: Limits

    @property
    def file_name(self) -> str:
        """The name of the executed notebook."""
        return f"{self.area}_{self.notebook.name}"


@dataclass(frozen=True)
class Outcome:
    """What became of a task: the deck as the manifest tells it, or why there is none.

    `seconds` is all of its time, `export` that of exporting.
    """

    area: str
    seconds: float
    deck: Mapping[str, Any] | None = None
    failure: Failure | None = None
    export: float = 0.0
