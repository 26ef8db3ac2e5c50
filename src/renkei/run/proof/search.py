"""Where in the frames a number stands, or how many rows make it: found by value and by words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from renkei import areas
from renkei.run.proof.amounts import Amount
from renkei.run.proof.scope import Scope
from renkei.run.proof.views import GROUPS, SUMS, Views
from renkei.run.proof.vocabulary import COLUMNS, word

How = Literal["value", "count", "share", "sum", "rows"]

_MOST_SHARES = 2  # a share printed larger than this is none
_NOT_PRINTED = {"row", "round", "dose", "streak", "resubmissions", "arrived"}


@dataclass(frozen=True)
class Match:
    """Rows of a frame that give a number: one `value`, a `count` of rows, their `share`, a `sum`.

    `filter` says which rows of the frame they are; `agrees` counts the words of the page that say
    the same. Without any it is the same number and no more. `rows` are all it may be computed from.
    """

    frame: str
    how: How
    column: str
    filter: Mapping[str, str]
    rows: pd.DataFrame = field(repr=False)
    agrees: int = 0


def search(views: Views, frames: tuple[str, ...], amount: Amount, scope: Scope) -> list[Match]:
    """The matches of the frames a slide names, those with most words in common alone.

    Where no words agree all matches are given, as no more than the same number.
    """
    found = []
    for name in (one for one in frames if views.has(one)):
        found += list(_values(views, name, amount, scope))
        found += list(_counts(views, name, amount, scope))
        found += list(_sums(views, name, amount, scope))
    best = max((one.agrees for one in found), default=0)
    told: dict[object, Match] = {}
    for one in (one for one in found if one.agrees == best):
        # The same rows under two filters are told once, by the fuller one.
        same = (one.frame, one.column, tuple(one.rows.index))
        if same not in told or len(one.filter) > len(told[same].filter):
            told[same] = one
    return list(told.values())


def whole(views: Views, frames: tuple[str, ...], scope: Scope) -> Iterator[Match]:
    """All rows of the frames a slide names, of the place's area, round and dose."""
    for name in frames:
        table = views.standing(name, scope)
        table = table[~table.index.duplicated()]
        told = {"area": scope.area}
        if "round" in table and table["round"].nunique() == 1:
            told["round"] = str(table["round"].iloc[0])
        told |= {"dose": str(scope.dose)} if scope.dose and "dose" in table else {}
        if len(table):
            yield Match(name, "rows", "", told, table)


def _values(views: Views, name: str, amount: Amount, scope: Scope) -> Iterator[Match]:
    """Single cells: the rows of the area itself, and of the day where one is named."""
    table = views.standing(name, scope)
    if name in ("records", "answers", "rejections", "reconciliation") or "area" not in table:
        return
    table = table[table["area"] == scope.area]
    days = [one for one in ("date", "day") if one in table]
    if scope.day and days:
        table = table[table[days[0]] == pd.Timestamp(scope.day)]
    numeric = table.select_dtypes("number").columns
    for column in (one for one in numeric if one not in _NOT_PRINTED):
        hits = table[[_is(amount, value) for value in table[column]]]
        if len(hits) and len(hits) <= max(3, len(table) // 4):
            agrees = _agreeing(COLUMNS.get(column, ()), scope)
            about = {"area": scope.area}
            about |= {days[0]: str(scope.day)} if scope.day and days else {}
            yield Match(name, "value", column, about, hits, agrees)


def _is(amount: Amount, value: Any) -> bool:
    if pd.isna(value):
        return False
    exact = Fraction(float(value))
    is_share = amount.share and abs(exact) <= _MOST_SHARES
    return (is_share or not amount.share) and amount.stands_for(abs(exact))


def _counts(views: Views, name: str, amount: Amount, scope: Scope) -> Iterator[Match]:
    """Groups of rows whose number, or share of all rows, is the amount."""
    groups = GROUPS.get(name)
    if groups is None:
        return
    table = views.standing(name, scope)
    for kind, part in _levels(name, table):
        asked = part["area"].nunique() if name == "returns" else len(part)
        for columns in groups:
            for where, rows in _grouped(part, columns):
                how: How = "share" if amount.share else "count"
                size = Fraction(len(rows), asked or 1) if amount.share else len(rows)
                if not len(rows) or not amount.stands_for(size):
                    continue
                words = [word(key, value, views.deadline) for key, value in where.items()]
                agrees = _agreeing(tuple(words), scope, every=True)
                told = {"area": kind.format(scope.area), **{k: str(v) for k, v in where.items()}}
                yield Match(name, how, "rows", told, rows, agrees)


def _levels(name: str, table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of a frame; of projections, which hold all levels, one level after another."""
    if name != "projections":
        yield "{}", table
        return
    known = table[table["p_deadline"].notna()]
    digits = known["area"].str.len()
    yield "{}, municipalities", known[digits == 6]
    yield "{}, prefectures", known[(digits == 2) & (known["area"] != areas.NATION)]


def _grouped(
    table: pd.DataFrame, columns: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    if not columns:
        yield {}, table
        return
    for values, rows in table.groupby(list(columns), sort=True):
        yield dict(zip(columns, values, strict=True)), rows


def _sums(views: Views, name: str, amount: Amount, scope: Scope) -> Iterator[Match]:
    """Columns added up: over the area, and by day, line or register."""
    if amount.share or name not in SUMS:
        return
    table = views.standing(name, scope)
    if name == "population":
        table = table[table["area"].str.len() == 6]
    for where, rows in _parts(name, table, scope):
        for column in SUMS[name]:
            if len(rows) and amount.stands_for(Fraction(float(rows[column].sum()))):
                words = (*COLUMNS.get(column, ()), *where.values())
                agrees = _agreeing(words, scope)
                told = {"area": scope.area, **where}
                yield Match(name, "sum", column, told, rows, agrees)


def _parts(
    name: str, table: pd.DataFrame, scope: Scope
) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """The parts of a frame whose sums pages tell."""
    if name == "supply" and scope.day:
        day = pd.Timestamp(scope.day)
        yield {"day": str(scope.day)}, table[table["day"] == day]
        yield {"day": f"up to {scope.day}"}, table[table["day"] <= day]
    elif name == "reconciliation":
        for values, rows in table.groupby(["source", "round"], dropna=False):
            yield {"source": str(values[0]), "round": str(values[1])}, rows
    elif name == "records" and "dose" in table:
        for dose, rows in table.groupby("dose"):
            until = f"up to {rows['date'].max().date()}"
            newest = str(rows["snapshot"].max().date())
            yield {"dose": f"{dose}回目", "date": until, "snapshot": newest}, rows
    else:
        yield {}, table


def _agreeing(words: tuple[str, ...], scope: Scope, every: bool = False) -> int:
    """How many of these words stand beside the number; with `every`, none unless all but one do."""
    found = sum(one in scope.words for one in words if one)
    return 0 if every and found < len(words) - 1 else found
