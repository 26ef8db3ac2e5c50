"""Rounds of answers written down in a line each, as the frames that are compared."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

Given = dict[str, Any]
Frames = tuple[pd.DataFrame, pd.DataFrame]
_PLAIN: Given = {
    "received": pd.NaT, "file": "16_富山県.xlsx", "sheet": "回答", "row": 6, "raw": "7月末",
    "status": "dated", "earliest": None, "latest": None, "precision": "", "conditional": False,
    "condition": "", "flags": "", "wish_share": None, "capacity": None, "issues": "",
    "current": True,
}  # fmt: skip
_DAYS = ("received", "earliest", "latest")


@pytest.fixture(scope="session")
def day() -> Callable[..., Given]:
    """A dated answer by its last day; "open" leaves the end open."""

    def dated(latest: str, earliest: str = "2021-06-01", **more: Any) -> Given:
        end = None if latest == "open" else dt.date.fromisoformat(latest)
        start = dt.date.fromisoformat(earliest)
        return {"earliest": start, "latest": end, "raw": latest, **more}

    return dated


@pytest.fixture(scope="session")
def frames() -> Callable[..., Frames]:
    """Frames "returns" and "answers" of rounds: each says what every area sent, one or several.

    Of several the last is current. An area that a round leaves out has not answered in it.
    """

    def of_rounds(*rounds: dict[str, Given | list[Given]], first: int = 1) -> Frames:
        every = sorted({area for one in rounds for area in one})
        returns: list[Given] = []
        answers: list[Given] = []
        before: dict[str, Given] = {}
        for number, sent in enumerate(rounds, first):
            for area, given in sent.items():
                several = given if isinstance(given, list) else [given]
                rows = [{"round": number, "area": area, **_PLAIN, **row} for row in several]
                returns += [row | {"current": row is rows[-1]} for row in rows]
            current = {row["area"]: row for row in returns if row["round"] == number}
            before = {area: _answer(area, number, current, before) for area in every}
            answers += before.values()
        return _typed(returns, _PLAIN), _typed(answers, {"bucket": ""})

    return of_rounds


def _answer(area: str, number: int, current: dict[str, Given], before: dict[str, Given]) -> Given:
    """What `intake.answers` makes of an area's current return: 変更なし is the answer before."""
    row = current.get(area, {**_PLAIN, "status": "no_answer", "raw": ""})
    held = before[area] if row["status"] == "carry_forward" and before else row
    said = {name: held[name] for name in ("status", "earliest", "latest")}
    conditional = row["conditional"] or held["conditional"]
    answer = {"round": number, "area": area, "raw": row["raw"], "conditional": conditional, **said}
    return answer | {"bucket": _bucket(said)}


def _bucket(said: Given) -> str:
    if said["status"] != "dated":
        return {"complete": "by_target", "no_answer": "not_answered"}.get(
            said["status"], said["status"]
        )
    if said["latest"] is None or said["latest"] > dt.date(2021, 8, 31):
        return "later"
    return "by_target" if said["latest"] <= dt.date(2021, 7, 31) else "next_month"


def _typed(rows: list[Given], empty: Given) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=None if rows else ["round", "area", *empty])
    days = {name: pd.to_datetime(frame[name]) for name in _DAYS if name in frame}
    flags = [name for name in ("conditional", "current") if name in frame]
    texts = [name for name in frame if name in ("area", "raw", "status", "condition", "file")]
    typed = frame.assign(**days).astype({**dict.fromkeys(flags, bool), "round": "Int64"})
    return typed.astype(dict.fromkeys(texts, "str"))
