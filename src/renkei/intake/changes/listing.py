"""Who moved, one line an area, with both answers in Japanese as they were written."""

from typing import Any

import pandas as pd

from renkei import areas
from renkei.wording.dates import short

_LONGEST = 60  # characters of an answer that a page shows
_SAID_OTHERWISE = {"no_answer": "回答なし", "unreadable": "判読不能"}
_TOGETHER = {"lost": "回答なし", "no_longer_readable": "判読不能"}


def moved_areas(frame: pd.DataFrame, change: str) -> pd.DataFrame:
    """Who is in one class of the frame "changes": area, name, before, after, latest, days.

    Those in another bucket than before come first, then those whose end is open, then by days
    moved, farthest first. `latest` is the last day said, before and after (「R3.7.31→R3.8.10」,
    「R3.8.1以降」 for an open end), `days` is days_moved. Where nothing is there any more of every
    municipality of a prefecture (its file did not come, or is damaged), one line with the two
    digits of the prefecture stands for them all.
    """
    moved = frame[frame["change"] == change]
    whole = _whole_prefectures(frame, change) if change in _TOGETHER else {}
    moved = moved[~moved["area"].str[:2].isin(list(whole))]
    far = moved["days_moved"].abs().fillna(1e6)
    moved = moved.assign(far=far, stayed=moved["bucket_before"] == moved["bucket_after"])
    moved = moved.sort_values(["stayed", "far", "area"], ascending=[True, False, True])
    lines = pd.DataFrame(
        {
            "area": moved["area"],
            "name": [_name(code) for code in moved["area"]],
            "before": answer_written(moved, "before"),
            "after": answer_written(moved, "after"),
            "latest": _latest_days(moved),
            "days": moved["days_moved"],
        }
    )
    together = [
        {"area": code, "name": areas.label(code), "before": f"全{count}市区町村", "after": _TOGETHER[change],
         "latest": "", "days": pd.NA}
        for code, count in whole.items()
    ]  # fmt: skip
    first = pd.DataFrame(together, columns=lines.columns).astype({"days": "Int64"})
    return pd.concat([first, lines], ignore_index=True)


def answer_written(frame: pd.DataFrame, side: str) -> pd.Series:
    """The answer of a side ("before" or "after") in Japanese, as it was written.

    変更なし is followed by the words it stands for, a condition from a column of its own by 条件;
    回答なし and 判読不能 are said. Signs that are no text are spaces, long ones are cut with ….
    """
    raw, words, status, condition = (
        frame[f"{name}_{side}"].map(_plain) for name in ("raw", "words", "status", "condition")
    )
    shown = raw.where(raw == words, raw + "（" + words + "）")
    apart = [bool(one) and one not in text for one, text in zip(condition, shown, strict=True)]
    shown = shown.mask(
        pd.Series(apart, frame.index, dtype=bool), shown + "［条件：" + condition + "］"
    )
    instead = status.map(_SAID_OTHERWISE)
    quoted = instead + ("「" + raw + "」").where(raw.ne("") & status.eq("unreadable"), "")
    return quoted.fillna(shown)


def _plain(value: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _name(code: str) -> str:
    return f"{areas.label(code[:2])} {areas.label(code)}"


def _whole_prefectures(frame: pd.DataFrame, change: str) -> dict[str, int]:
    """The prefectures wholly in a class and without a word of any municipality; how many those are."""
    nothing = frame["change"].eq(change) & frame["raw_after"].eq("")
    by_prefecture = nothing.groupby(frame["area"].str[:2])
    count = by_prefecture.size()[by_prefecture.all() & (by_prefecture.size() > 1)]
    return {str(code): int(number) for code, number in count.items()}


def _latest_days(frame: pd.DataFrame) -> pd.Series:
    """The last day said on both sides, where there is one on either."""
    said = [_last_said(frame, side) for side in ("before", "after")]
    either = said[0].ne("") | said[1].ne("")
    both = said[0].replace("", "－") + "→" + said[1].replace("", "－")
    return both.where(either, "")


def _last_said(frame: pd.DataFrame, side: str) -> pd.Series:
    columns = (frame[f"{name}_{side}"] for name in ("status", "earliest", "latest"))
    told = [_last_day(*row) for row in zip(*columns, strict=True)]
    return pd.Series(told, frame.index, dtype="str")


def _last_day(status: str, earliest: Any, latest: Any) -> str:
    if status != "dated":
        return ""
    if not pd.isna(latest):
        return short(latest.date())
    return "" if pd.isna(earliest) else f"{short(earliest.date())}以降"
