"""When a return was received: the day that the folder it lies in is named by."""

import datetime as dt
import re
from pathlib import Path

from renkei.errors import DataError
from renkei.settings.fields import iso_date

_BEGINS_WITH_A_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?!\d)")


def received_on(path: Path, folder: Path) -> dt.date | None:
    """The day a return was received, by the first folder below its round's `folder`.

    That folder's name begins with the ISO day, alone (2021-05-12) or before anything that is no
    digit (2021-05-12_再提出). A file directly in `folder` has no day (None) and counts as received
    before all others. Any other name (R3.5.20, 0512) raises DataError: whoever lists the files
    keeps such a file among the inputs, and whoever reads them refuses it unread, because what is
    in it may have arrived after the as-of date.
    """
    parts = path.relative_to(folder).parts
    if len(parts) == 1:
        return None
    begun = _BEGINS_WITH_A_DAY.match(parts[0])
    try:
        if begun:
            return iso_date(begun[1])
    except ValueError:
        pass
    raise DataError(f'the folder "{parts[0]}" names no day received', expected="YYYY-MM-DD")
