"""The list of what could not be read, to be opened in Excel and sent back."""

import csv
import io

import pandas as pd

from renkei.intake.checking import in_japanese
from renkei.wording.spreadsheet import plain_cell

COLUMNS = {
    "round": "照会",
    "received": "受領日",
    "file": "ファイル",
    "sheet": "シート",
    "cell": "セル",
    "row": "行",
    "area": "団体コード",
    "raw": "書かれていたもの",
    "reason": "理由",
    "expected": "正しい形",
    "suggestion": "候補",
    "corrected": "訂正",
}


def refused_csv(rejections: pd.DataFrame) -> str:
    """The frame "rejections" as CSV with Japanese heads, those still open first.

    It begins with a byte order mark, by which Excel knows UTF-8; text that Excel would run as a
    formula is led by an apostrophe.
    """
    ordered = rejections.sort_values("corrected", kind="stable").reset_index(drop=True)
    japanese = in_japanese(ordered)
    of_forms = ordered["rule"].fillna("") != ""  # the messages of record files are English only
    shown = ordered[list(COLUMNS)].assign(
        reason=japanese["理由"].where(of_forms, ordered["reason"]),
        expected=japanese["正しい書き方"].where(of_forms, ordered["expected"]),
        received=ordered["received"].dt.strftime("%Y-%m-%d"),
        corrected=ordered["corrected"].map({True: "訂正済み", False: "未訂正"}),
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for row in shown.itertuples(index=False):
        writer.writerow([_safe(value) for value in row])
    return "\ufeff" + text.getvalue()


def _safe(value: object) -> str:
    return plain_cell("" if pd.isna(value) else str(value))  # type: ignore[call-overload]
