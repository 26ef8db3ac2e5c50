"""Who has not answered, and in whose hands it is: municipality, then prefecture, then ministry."""

from pathlib import PurePosixPath

import pandas as pd

from renkei import areas
from renkei.intake.returns.rounds import Returns
from renkei.intake.sheets.keys import file_prefecture

NOT_ARRIVED, BLANK, REFUSED = "not_arrived", "blank", "refused"
STUCK = {
    NOT_ARRIVED: "都道府県から未着",
    BLANK: "市区町村が未記入",
    REFUSED: "差し戻し",
}
"""Where an answer is stuck, as the lists print it."""
_WAITING = ["area", "prefecture", "custody", "received"]


def custody(answers: pd.DataFrame, returns: Returns, number: int) -> pd.DataFrame:
    """By prefecture, how many answered a round and where the other answers are stuck.

    Columns: area (two digits), asked, answered, not_arrived (nothing of the prefecture arrived),
    blank (something did, and the municipality's row is blank or missing), refused (what was sent
    is put back), files, first and last (days received; NaT where none is known). `answers` is the
    frame of that name; asked = answered + not_arrived + blank + refused.
    """
    asked = answers.loc[answers["round"] == number, "area"].str[:2]
    stuck = waiting(answers, returns, number)
    counts = pd.crosstab(stuck["prefecture"], stuck["custody"])
    table = pd.DataFrame({"asked": asked.value_counts().sort_index()})
    for name in STUCK:
        known = counts[name] if name in counts else pd.Series(dtype="int64")
        table[name] = known.reindex(table.index, fill_value=0).astype("int64")
    table["answered"] = table["asked"] - table[list(STUCK)].sum(axis=1)
    table = table.join(_arrived(returns, number), how="left")
    table["files"] = table["files"].fillna(0).astype("int64")
    order = ["asked", "answered", *STUCK, "files", "first", "last"]
    return table[order].rename_axis("area").reset_index()


def waiting(answers: pd.DataFrame, returns: Returns, number: int) -> pd.DataFrame:
    """The municipalities without a valid answer in a round, in code order, and where it is stuck.

    Columns: area, prefecture (two digits), custody (a key of `STUCK`), received (the last day
    anything came of the prefecture; NaT where none is known).
    """
    of_round = answers["round"] == number
    missing = answers[of_round & answers["bucket"].isin(["not_answered", "unreadable"])]
    arrived = _arrived(returns, number)
    prefecture = missing["area"].str[:2]
    stuck = pd.Series(BLANK, missing.index).mask(~prefecture.isin(arrived.index), NOT_ARRIVED)
    stuck = stuck.mask(missing["bucket"] == "unreadable", REFUSED)
    received = arrived["last"].reindex(prefecture).to_numpy()
    frame = missing.assign(prefecture=prefecture, custody=stuck, received=received)
    return frame[_WAITING].sort_values("area").reset_index(drop=True)


def _arrived(returns: Returns, number: int) -> pd.DataFrame:
    """What came of each prefecture (two digits, index): files, first and last day received.

    A file is of the prefecture its name says, else of every prefecture that it has rows of.
    """
    files = returns.reconciliation
    files = files[files["round"] == number].drop_duplicates("file")[["file", "received"]]
    known = {area.short for area in areas.prefectures()}
    inside = _inside(returns, number)
    rows = [
        {"area": code, "file": file, "received": received}
        for file, received in zip(files["file"], files["received"], strict=True)
        for code in _whose(str(file)) or inside.get(str(file), ())
        if code in known
    ]
    frame = pd.DataFrame(rows, columns=["area", "file", "received"])
    frame["received"] = pd.to_datetime(frame["received"])
    return frame.groupby("area").agg(
        files=("file", "nunique"), first=("received", "min"), last=("received", "max")
    )


def _whose(file: str) -> tuple[str, ...]:
    named = file_prefecture(PurePosixPath(file).name)
    return (named,) if named else ()


def _inside(returns: Returns, number: int) -> dict[str, tuple[str, ...]]:
    """The prefectures that the rows of each file are of, read or refused."""
    both = [frame[["round", "file", "area"]] for frame in (returns.accepted, returns.rejected)]
    rows = pd.concat(both)
    rows = rows[(rows["round"] == number) & (rows["area"].fillna("") != "")]
    groups = rows["area"].str[:2].groupby(rows["file"]).unique()
    return {str(file): tuple(codes) for file, codes in groups.items()}
