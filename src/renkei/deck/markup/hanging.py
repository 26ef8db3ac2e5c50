"""Lines that begin with a mark: what follows the mark stands clear of it."""

import re
from collections.abc import Sequence
from typing import Any

MARK = re.compile(r"[　 ]*(?:※\d*|[・⇒○]|[①-⑳])[　 ]?")
NARROW = 0.56  # em a digit or a space is wide in the page's fonts


def hanging(line: str | Sequence[Sequence[Any]]) -> str:
    """The width in em of the mark a line begins with (「・」, 「①」, 「※1 」); "" where it has none.

    `line` is a note or the runs of a line.
    """
    first = line if isinstance(line, str) else next((str(run[0]) for run in line), "")
    mark = MARK.match(first)
    if not mark:
        return ""
    width = sum(NARROW if character.isascii() else 1.0 for character in mark.group())
    return f"{width:.2f}"
