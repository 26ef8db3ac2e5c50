"""The frame "changes" as a CSV that Excel opens and runs nothing of."""

import csv

import pandas as pd

from renkei import areas

# Excel runs a cell that begins with one of these as a formula.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def changes_csv(frame: pd.DataFrame) -> str:
    """The frame "changes" as CSV, all its columns by name, with prefecture and name of each area.

    It begins with a byte order mark, by which Excel knows UTF-8. Text that a spreadsheet would run
    as a formula is led by an apostrophe; `days_moved` is a number and keeps its minus. Days are
    ISO, blanks are what is not known.
    """
    named = frame.copy()
    named.insert(1, "prefecture", frame["area"].str[:2].map(areas.label))
    named.insert(2, "name", frame["area"].map(areas.label))
    for column, kind in named.dtypes.items():
        if kind.kind == "M":
            named[column] = named[column].dt.strftime("%Y-%m-%d")
        elif kind == "str":
            runs = named[column].str.startswith(_RUNS).eq(True)
            named[column] = named[column].mask(runs, "'" + named[column])
    # Text in quotes, so that no other separator of a spreadsheet begins a cell inside of it.
    text = named.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    return "\ufeff" + text
