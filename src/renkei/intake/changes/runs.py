"""Two runs of a campaign compared by the frames they kept: what moved, and what had arrived."""

import datetime as dt
import difflib
import shlex
from dataclasses import dataclass

import pandas as pd

from renkei import processed
from renkei.errors import DataError, InputMissing
from renkei.intake.changes.compare import compare
from renkei.intake.changes.standing import standing
from renkei.settings import Campaign

_SAME_ROW = ["round", "area", "file", "sheet", "row", "raw", "condition"]


@dataclass(frozen=True)
class KeptRun:
    """The frames "returns" and "answers" that the run of one as-of date kept."""

    as_of: dt.date
    returns: pd.DataFrame
    answers: pd.DataFrame

    @property
    def round(self) -> int:
        """The latest round with answers. Raises DataError where there is none."""
        if self.answers.empty:
            raise DataError(
                "no round of this run has answers",
                where=f"the run of {self.as_of}",
                expected="a run with the returns of a round",
            )
        return int(self.answers["round"].max())


def read_run(campaign: Campaign, as_of: dt.date) -> KeptRun:
    """Read what the run of an as-of date kept; InputMissing says which command makes it.

    DataError where what is kept is damaged or of another shape.
    """
    runs = campaign.folder.parent
    folder = runs / as_of.isoformat()
    if not all((folder / f"{name}.parquet").is_file() for name in ("returns", "answers")):
        command = shlex.join(["renkei", "run", str(campaign.file), "--as-of", as_of.isoformat()])
        kept = [one.parent.name for one in runs.glob("*/answers.parquet")]
        raise InputMissing(
            "no run of this as-of date is kept",
            where=str(folder),
            expected=f"`{command}` to have run",
            nearest=difflib.get_close_matches(folder.name, sorted(kept), n=3, cutoff=0),
        )
    frames = {}
    for name in ("returns", "answers"):
        try:
            frames[name] = processed.check(name, processed.read(folder, name))
        except (OSError, ValueError) as error:
            raise DataError(
                f"cannot be read: {error}", where=str(folder / f"{name}.parquet")
            ) from None
    return KeptRun(as_of, frames["returns"], frames["answers"])


def changes_between(before: KeptRun, after: KeptRun) -> pd.DataFrame:
    """What became of every area's answer between two runs: frame "changes".

    The latest round of each is compared as `changes` does. `arrived` counts the answers of any
    round that the later run has and the earlier had not.
    """
    new = new_rows(before, after)
    rounds = before.round, after.round
    sides = [
        standing(one.returns, one.answers, number)
        for one, number in zip((before, after), rounds, strict=True)
    ]
    return compare(sides[0], sides[1], new[new["status"] != "no_answer"], rounds)


def new_rows(before: KeptRun, after: KeptRun) -> pd.DataFrame:
    """The rows of the frame "returns" that the later run has and the earlier had not.

    A row is the same where round, area, file, sheet, row, answer and condition are. With the runs
    exchanged these are the rows that are gone.
    """
    known = before.returns[_SAME_ROW].drop_duplicates()
    found = after.returns.merge(known, on=_SAME_ROW, how="left", indicator="seen")
    return found[found["seen"] == "left_only"].drop(columns="seen").reset_index(drop=True)
