"""The page `renkei diff` prints: by class, by prefecture, and who moved, within 100 columns."""

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from renkei import areas
from renkei.cli.console import out

if TYPE_CHECKING:
    import pandas as pd

_WIDTH = 100
_MOST_LISTED = 40
_WORSE = ("reverted", "no_longer_readable", "lost", "slipped")
_STILL = ("unchanged", "silent")


def tell(heads: list[str], frame: "pd.DataFrame", every: bool) -> None:
    """Print the page of the frame "changes" under its heads.

    Listed are those whose answer became worse, at most 40 a class; with `every` all that moved.
    """
    for head in heads:
        out.print(Text(head))
    _show(_summary(frame))
    for remark in _remarks(frame):
        out.print(Text(remark))
    prefectures = _prefectures(frame)
    if prefectures.row_count:
        _show(prefectures)
    moved = [one for one in frame["change"].unique() if one not in _STILL]
    better = sorted(set(moved) - set(_WORSE)) if every else []
    for change in (*(one for one in _WORSE if one in moved), *better):
        _list(change, frame, every)


def _show(table: Table) -> None:
    out.print(table, soft_wrap=False, width=_WIDTH)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False)


def _numbers(table: Table, *heads: str) -> Table:
    for head in heads:
        table.add_column(_words(head), justify="right")
    return table


def _words(change: str) -> str:
    return change.replace("_", " ")


def _summary(frame: "pd.DataFrame") -> Table:
    """Every class with its areas, also those that hold none."""
    from renkei.intake.changes import change_table

    table = _table()
    table.add_column("change", no_wrap=True)
    _numbers(table, "areas", "other bucket", "conditional before", "conditional after")
    counted = change_table(frame).set_index("change")
    for change, *counts in counted.itertuples():
        style = "" if counts[0] else "dim"
        table.add_row(_words(change), *(f"{count:,}" for count in counts), style=style)
    table.add_section()
    table.add_row("asked", *(f"{count:,}" for count in counted.sum()))
    return table


def _remarks(frame: "pd.DataFrame") -> list[str]:
    """Who answered twice, and who said the same again."""
    from renkei.intake.changes import repeated_answers

    again = frame["resubmissions"] > 0
    other = again & frame["revised"]
    remarks = [
        f"resubmitted in the later round: {again.sum():,} areas, {other.sum():,} of them with "
        "another answer"
    ]
    repeated = [
        f"{areas_counted:,} for {rounds} round{'s' * (rounds > 1)}"
        for rounds, areas_counted in repeated_answers(frame).itertuples(index=False)
    ]
    if repeated:
        remarks.append(f"変更なし or the very same words, not yet complete: {', '.join(repeated)}")
    return remarks


def _prefectures(frame: "pd.DataFrame") -> Table:
    """The prefectures in which anything moved, by the classes that hold any."""
    from renkei.intake.changes import CHANGES, by_prefecture

    found = set(frame["change"]) - set(_STILL)
    shown = [change for change in CHANGES if change in found]
    table = _table()
    table.add_column("prefecture", no_wrap=True)
    _numbers(table, "asked", *shown)
    for row in by_prefecture(frame).to_dict("records"):
        counts = [f"{row[change]:,}" if row[change] else "" for change in shown]
        if any(counts):
            table.add_row(Text(areas.label(row["area"])), f"{row['asked']:,}", *counts)
    return table


def _list(change: str, frame: "pd.DataFrame", every: bool) -> None:
    """Who is in a class, with both answers as written."""
    from renkei.intake.changes import moved_areas

    moved = moved_areas(frame, change)
    listed = moved if every else moved.head(_MOST_LISTED)
    table = _table()
    table.add_column(f"{_words(change)}: {frame['change'].eq(change).sum():,}", no_wrap=True)
    table.add_column("before", overflow="fold")
    table.add_column("after", overflow="fold")
    table.add_column("latest day", no_wrap=True)
    table.add_column("days", justify="right", no_wrap=True)
    for row in listed.fillna({"days": 0}).to_dict("records"):
        told = (Text(row[name]) for name in ("name", "before", "after", "latest"))
        table.add_row(*told, f"{row['days']:+d}" if row["days"] else "")
    _show(table)
    if len(listed) < len(moved):
        out.print(f"… and {len(moved) - len(listed):,} more: --areas and --out show them all")
