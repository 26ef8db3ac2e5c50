"""Where a run goes: its date's folder, or beside a released one as 訂正版 N, never over it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from renkei.errors import DataError
from renkei.run.editions import edition, edition_of
from renkei.run.proof.log import read_log


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
        told = {name: edition_of(name) for name in sorted(released)}
        later = [name for name, one in told.items() if one and one[0] == as_of]
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
