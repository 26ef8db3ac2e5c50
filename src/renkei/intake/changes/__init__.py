"""What moved between two rounds, or between two runs: every area asked in exactly one class."""

from renkei.intake.changes.as_csv import changes_csv
from renkei.intake.changes.compare import CHANGES, changes, last_changes
from renkei.intake.changes.listing import answer_written, moved_areas
from renkei.intake.changes.runs import KeptRun, changes_between, new_rows, read_run
from renkei.intake.changes.tables import by_prefecture, change_table, repeated_answers

__all__ = [
    "CHANGES",
    "KeptRun",
    "answer_written",
    "by_prefecture",
    "change_table",
    "changes",
    "changes_between",
    "changes_csv",
    "last_changes",
    "moved_areas",
    "new_rows",
    "read_run",
    "repeated_answers",
]
