"""Deliveries as a table: boxes, doses and their running sum."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from renkei.deck import labels
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import dates, numbers


def table(frame: pd.DataFrame, width: float = 1.15) -> Block:
    """One row a day of `supply.of_area` or `supply.of_paper`, with the running sum.

    Where there are several classes each has a column of doses, and boxes are not told. An assumed
    day is marked ※, one not known as made 予定.
    """
    caption = "供給量"
    if frame.empty:
        return labels.nothing(caption, "供給の記録なし。")
    classes = list(dict.fromkeys(frame["class"]))
    several = len(classes) > 1
    caption = f"区分別の{caption}（回分）" if several else f"{classes[0]}の{caption}（箱・回分）"
    by_day: dict[Any, list[Mapping[Any, Any]]] = {}
    for row in frame.sort_values("day", kind="stable").to_dict("records"):
        by_day.setdefault(row["day"], []).append(row)
    days = list(by_day.values())
    rows = [_of_classes(own, classes) if several else _of_one(own) for own in days]
    planned = [bool(own[0]["planned"]) for own in days]
    changes = [at for at in range(1, len(days)) if planned[at] != planned[at - 1]]
    rows.append(_sums(frame, classes))
    return block(caption, [_head(classes)], rows, [*changes, len(rows) - 1], width)


def _head(classes: list[str]) -> list[Cell]:
    names = ["箱数", "回分/箱", "回分"] if len(classes) == 1 else classes
    return [cell("週（初日）"), *(right(name) for name in [*names, "累計"])]


def _of_one(own: Sequence[Mapping[Any, Any]]) -> list[Cell]:
    (one,) = own
    columns = ("boxes", "doses_per_box", "doses", "cumulative")
    return [cell(_day(one)), *(right(_count(one[name])) for name in columns)]


def _of_classes(own: Sequence[Mapping[Any, Any]], classes: list[str]) -> list[Cell]:
    """A day of several classes, the doses of each."""
    doses = {one["class"]: _count(one["doses"]) for one in own}
    return [
        cell(_day(own[0])),
        *(right(doses.get(name, labels.NO_VALUE)) for name in classes),
        right(_count(max(one["cumulative"] for one in own))),
    ]


def _day(one: Mapping[Any, Any]) -> str:
    day = dates.month_day(one["day"].date()) + ("※" if one["assumed"] else "")
    return f"{day}（予定）" if one["planned"] else day


def _sums(frame: pd.DataFrame, classes: list[str]) -> list[Cell]:
    """The sums of every column that has one; below the running sum, that of all doses."""
    doses = _count(frame["doses"].sum())
    if len(classes) == 1:
        told = [_count(frame["boxes"].sum(skipna=False)), "", doses, ""]
    else:
        of_class = frame.groupby("class")["doses"].sum()
        told = [*(_count(of_class[name]) for name in classes), doses]
    return [cell("計", strong=True), *(right(one, strong=True) for one in told)]


def _count(value: float) -> str:
    return labels.NO_VALUE if pd.isna(value) else numbers.count(value)
