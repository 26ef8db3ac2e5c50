"""The files of one folder of returns, in the order they were received."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from renkei.errors import DataError
from renkei.intake.sheets.cores import read_each
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.keys import file_prefecture
from renkei.intake.sheets.submission import Submission
from renkei.settings.received import received_on

_LEADS_OUT = "the link leads out of the raw folder, and is not followed"
_COPIED = "the file itself, copied here"


def read_arrivals(
    folder: Path,
    files: Iterable[Path],
    until: dt.date,
    inquiry: Inquiry,
    unfollowed: Iterable[Path] = (),
) -> list[Submission]:
    """Read those of `files` that lie in `folder` and were received by the day `until`.

    They follow each other by the day their folder is named by, files without one first; within a
    day by folder and by file name without its ending, in natural order: 16_富山県, 16_富山県 (1),
    16_富山県_2, 16_富山県_再提出. A file whose folder names no day is rejected unread, as are the
    `unfollowed`, links that lead elsewhere.

    Of a form that has no round, files are named with its register first, and years that are not
    written are inferred from the day received rather than from the inquiry's.
    """
    shelf = "" if inquiry.round is not None else f"{inquiry.form.register}/"
    arrived: list[tuple[Path, dt.date | None]] = []
    unplaced: list[tuple[Path, DataError]] = []
    for file in files:
        try:
            if file.is_relative_to(folder):
                arrived.append((file, received_on(file, folder)))
        except DataError as nameless:
            unplaced.append((file, nameless))
    arrived = [(file, day) for file, day in arrived if day is None or day <= until]
    arrived.sort(key=lambda one: (one[1] or dt.date.min, _place(one[0].relative_to(folder))))
    read = read_each(
        [
            (file, shelf + shown_name(file, folder), day, order, _as_of(inquiry, day))
            for order, (file, day) in enumerate(arrived)
        ]
    )
    unplaced += [(link, DataError(_LEADS_OUT, expected=_COPIED)) for link in unfollowed]
    for file, error in unplaced:
        # Last, so that no file read counts as its correction: it may itself be the newest.
        name = shelf + shown_name(file, folder)
        refused = Submission(inquiry.round, name, None, len(read))
        refused.prefecture = file_prefecture(file.name)
        refused.refuse(error, "leads out" if error.what == _LEADS_OUT else "no day received")
        read.append(refused)
    return read


def _as_of(inquiry: Inquiry, received: dt.date | None) -> Inquiry:
    if inquiry.round is not None or received is None:
        return inquiry
    return replace(inquiry, as_of=received)


def shown_name(file: Path, folder: Path) -> str:
    """The name a file is told by, from its round's folder; bytes that are no UTF-8 become U+FFFD."""
    inside = file.relative_to(folder).as_posix()
    return inside.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _place(inside: Path) -> tuple[Any, ...]:
    """Where a file stands within its day: by its first folder, its stem, then the whole path."""
    first = inside.parts[0] if len(inside.parts) > 1 else ""
    return natural(first), natural(inside.stem), natural(inside.as_posix())


def natural(name: str) -> list[tuple[int, str]]:
    """A name as it is compared: runs of digits by their number, so that _9 comes before _10."""
    pieces = re.split(r"(\d+)", name)
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]
