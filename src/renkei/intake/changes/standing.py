"""What stands of every area in a round: its answer, whose words it is, and what was sent."""

from collections.abc import Collection

import pandas as pd

from renkei.errors import DataError

NO_ANSWER = {
    "status": "no_answer", "bucket": "not_answered", "conditional": False, "condition": "",
    "raw": "", "words": "", "file": "", "sheet": "", "streak": 0, "resubmissions": 0,
    "revised": False, "history": "",
}  # fmt: skip
"""What is so of an area that was not asked or sent nothing."""

_READING = ["status", "earliest", "latest", "conditional"]
_CELL = ["file", "sheet", "row", "condition"]
_RETURNED = ["round", "area", *_READING, *_CELL, "raw", "current"]


def standing(returns: pd.DataFrame, answers: pd.DataFrame, number: int) -> pd.DataFrame:
    """What stands of every area asked in a round, by area.

    `returns` and `answers` are the frames of those names with this round and all before it.
    Columns: status, bucket, earliest, latest, conditional and raw of the answer; `condition`;
    `words`, the answer as it was worded in the round `said_in`, which is an earlier one where `raw`
    says 変更なし; file, sheet and row of this round's own cell. `streak`: how many rounds in a row up
    to this one said 変更なし, or the very same words and condition again. `resubmissions`: answers
    accepted in this round beyond the first; `revised`: whether they differ in what they mean;
    `history`: all that was sent, in the order received, where that is more than one row. Raises
    DataError where the round is not there or an area stands twice.
    """
    return standings(returns, answers, [number])[number]


def standings(
    returns: pd.DataFrame, answers: pd.DataFrame, numbers: Collection[int]
) -> dict[int, pd.DataFrame]:
    """What `standing` gives of each of several rounds."""
    known = sorted(int(one) for one in answers["round"].dropna().unique())
    for number in numbers:
        if number not in known:
            listed = ", ".join(map(str, known)) or "none"
            raise DataError(
                f"no answers of round {number}", where="answers", expected=f"one of {listed}"
            )
    last = max(numbers)
    returns = returns.loc[returns["round"] <= last, _RETURNED]
    own = _own(returns, answers[answers["round"] <= last])
    held: pd.DataFrame | None = None
    stands = {}
    for one in known[: known.index(last) + 1]:
        now = own[own["round"] == one].drop(columns="round").set_index("area")
        before, held = held, _after(now, held, one)
        if one in numbers:
            sent = _sent(returns[returns["round"] == one], before)
            stands[one] = _blanks_filled(held.join(sent))
    return stands


def _blanks_filled(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with nothing missing but days, rows and rounds, and of the types it should be."""
    blank = [name for name in NO_ANSWER if name in frame and frame[name].hasnans]
    filled = frame.fillna({name: NO_ANSWER[name] for name in blank})
    return filled.astype(
        {"conditional": bool, "revised": bool, "streak": int, "resubmissions": int}
    )


def asked_in_either(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both with the areas of either, in code order; one not asked on a side has not answered."""
    every = before.index.union(after.index).sort_values()
    sides = [
        side if side.index.equals(every) else _blanks_filled(side.reindex(every))
        for side in (before, after)
    ]
    return sides[0], sides[1]


def _own(returns: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The answers of all rounds, each with the cell that was returned."""
    said = _once("answers", answers)[["round", "area", *_READING, "bucket", "raw"]]
    cells = _once("returns", returns[returns["current"]])
    sources = cells[["round", "area", *_CELL]].astype({"row": "Int64"})
    sources["carried"] = cells["status"] == "carry_forward"
    joined = said.merge(sources, how="left", on=["round", "area"])
    texts = ["raw", "file", "sheet", "condition"]
    return joined.fillna({**dict.fromkeys(texts, ""), "carried": False}).astype({"carried": bool})


def _once(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame; DataError where an area stands twice in a round."""
    twice = frame.loc[frame.duplicated(["round", "area"]), "area"]
    if len(twice):
        raise DataError(
            f"area {twice.iloc[0]} stands twice in one round",
            where=name,
            expected="one standing answer of an area and round",
        )
    return frame


def _after(now: pd.DataFrame, before: pd.DataFrame | None, number: int) -> pd.DataFrame:
    """A round's answers with the words that 変更なし stands for, and how often they were repeated."""
    said_in = pd.Series(number, now.index, dtype="Int64").where(now["raw"].ne(""))
    now = now.assign(words=now["raw"], said_in=said_in)
    if before is None:
        return now.assign(streak=0)
    earlier, carried = before.reindex(now.index), now["carried"]
    for column in ("words", "said_in"):
        now[column] = now[column].where(~carried, earlier[column])
    unsaid = carried & now["condition"].eq("")
    now["condition"] = now["condition"].where(~unsaid, earlier["condition"].fillna(""))
    now["words"] = now["words"].fillna("")
    same = now["words"].eq(earlier["words"]) & now["condition"].eq(earlier["condition"])
    again = carried | (now["words"].ne("") & same)
    return now.assign(streak=(earlier["streak"].fillna(0) + 1).where(again, 0).astype(int))


def _sent(rows: pd.DataFrame, before: pd.DataFrame | None) -> pd.DataFrame:
    """How often each area sent an answer in a round, whether they differ, and the whole history.

    A prefilled row left blank is no submission of an answer, but is part of the history.
    """
    answered = rows[rows["status"] != "no_answer"]
    differ = _resolved(answered, before).drop_duplicates(["area", *_READING])
    many = rows[rows["area"].duplicated(keep=False)]
    place = many["file"] + ", " + many["sheet"] + " 行" + many["row"].astype(str)
    told = place + ": " + many["raw"].where(many["raw"].ne(""), "－")
    return pd.DataFrame(
        {
            "resubmissions": answered.groupby("area").size() - 1,
            "revised": differ.groupby("area").size() > 1,
            "history": told.groupby(many["area"]).agg(" → ".join),
        }
    )


def _resolved(rows: pd.DataFrame, before: pd.DataFrame | None) -> pd.DataFrame:
    """The rows with the answer of the round before in place of 変更なし."""
    carried = rows["status"] == "carry_forward"
    if before is None or not carried.any():
        return rows
    held = before.reindex(rows["area"]).set_axis(rows.index)
    taken = {name: rows[name].where(~carried, held[name]) for name in _READING[:3]}
    condition = rows["conditional"] | (carried & held["conditional"].eq(True))
    return rows.assign(**taken, conditional=condition)
