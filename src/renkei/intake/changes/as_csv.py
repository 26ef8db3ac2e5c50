"""The frame "changes" as a CSV that Excel opens and runs nothing of."""

import csv

import pandas as pd

from renkei import areas
from renkei.wording.spreadsheet import plain_cell


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
            named[column] = named[column].map(plain_cell, na_action="ignore")
    # Text in quotes, so that no other separator of a spreadsheet begins a cell inside of it.
    text = named.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    return "\ufeff" + text
