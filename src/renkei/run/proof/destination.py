"""Where a run goes: its date's folder, or beside a released one as 訂正版 N, never over it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from renkei.errors import DataError
from renkei.run.proof.log import read_log

_CORRECTION = "-correction-"


@dataclass(frozen=True)
class Destination:
    """The folder a run is put into, and what stands there already.

    `correction` is 0 for a first edition, N for 訂正版 N; `corrects` is the released run it takes
    the place of. `standing` is the newest edition kept, whose decks a run of some areas carries.
    """

    folder: Path
    correction: int
    corrects: Path | None
    standing: Path

    @property
    def name(self) -> str:
        """The folder's name, which that of its frames in `data/processed/<campaign>` is too."""
        return self.folder.name


def destination(reports: Path, campaign: str, as_of: dt.date, finishing: str = "") -> Destination:
    """Where a run of a campaign and date goes; `reports` is the project's folder of that name.

    `finishing` is a run being released, whose record may be there before its entry in the log.
    Raises DataError where the log of releases is not whole: then nothing is known of what may be
    overwritten, and a run must not begin.
    """
    home = reports / campaign
    released = {str(one["run"]) for one in read_log(home, finishing)}
    first = home / as_of.isoformat()
    if first.name not in released:
        later = [name for name in released if name.startswith(f"{first.name}{_CORRECTION}")]
        if later:
            raise DataError(
                f"{later[0]} is released and {first.name}, which it corrects, is not",
                where=str(home),
                expected="the log as it was written",
            )
        return Destination(first, 0, None, first)
    number = 1
    while edition(first, number).name in released:
        number += 1
    folder = edition(first, number)
    before = edition(first, number - 1)
    return Destination(folder, number, before, folder if folder.exists() else before)


def edition(first: Path, number: int) -> Path:
    """The folder of an edition: the date itself, or 訂正版 `number` of it."""
    return first.with_name(f"{first.name}{_CORRECTION}{number}") if number else first


def number_of(name: str) -> int:
    """Which correction a folder's name says it is; 0 for a first edition."""
    _, sign, number = name.partition(_CORRECTION)
    return int(number) if sign and number.isdecimal() else 0


def edition_words(name: str) -> str:
    """What pages call it: 初版, 訂正版1."""
    number = number_of(name)
    return f"訂正版{number}" if number else "初版"
