"""Sources and dates, and what became of every row received."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from renkei.deck import labels, measures, refusals
from renkei.deck.briefing import Briefing
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.deck.tables.municipal import own_answers
from renkei.wording import dates, numbers


def sources(briefing: Briefing) -> Block:
    """Where each number is from, as of when, released when."""
    campaign, snapshot = briefing.campaign, briefing.snapshot
    population = campaign.sources.population
    rows = [
        *([_answers_row(briefing)] if briefing.asks else []),
        [
            briefing.terms.records,
            campaign.sources.records.system,
            dates.short(briefing.records_as_of),
            _day(snapshot if briefing.lag != "none" else None),
        ],
        ["対象者数", population.system, dates.short(population.as_of), labels.NO_VALUE],
        ["この資料", campaign.office, dates.short(campaign.as_of), dates.short(campaign.released)],
    ]
    head = [cell("項目"), cell("出典"), cell("時点"), cell("公表")]
    return block("出典と時点", [head], [[cell(text) for text in row] for row in rows])


def _answers_row(briefing: Briefing) -> list[str]:
    one, campaign = briefing.round, briefing.campaign
    asked = labels.NO_VALUE if one is None else dates.short(briefing.answers_as_of(one))
    published = one.published if one and briefing.basis != "none" else None
    told = _day(published if published and published <= campaign.released else None)
    return ["回答", _answers_source(briefing), asked, told]


def _answers_source(briefing: Briefing) -> str:
    if briefing.round is None:
        return "照会前"
    source = {"returns": "調査票", "published": "公表値", "none": "公表なし"}[briefing.basis]
    return f"第{briefing.round.number}回照会（{source}）"


_PILES = {"rows": "行", "accepted": "採用", "rejected": "除外", "superseded": "差替え"}


def reconciliation(briefing: Briefing) -> Block:
    """Every row of the returns received, round by round, and whether the sum agrees."""
    places = measures.refused_places(briefing)
    rows = [
        _accounted(f"第{row['round']}回", row, places.pop(str(row["round"]), 0))
        for row in measures.reconciliation(briefing).to_dict("records")
    ]
    asked = len(rows)
    if briefing.level == "nation":
        rows += [
            _accounted(refusals.source(row["register"]), row, places.pop(row["register"], 0))
            for row in measures.register_reconciliation(briefing).to_dict("records")
        ]
    if not rows:
        return labels.nothing("受け取った調査票", "この資料で照合する調査票はない。")
    rows += [_unaccounted(briefing, name, count) for name, count in places.items()]
    words = ["ファイル", *_PILES.values(), "見出し等"]
    head = [cell("照会・記録"), *[right(word) for word in words], cell("照合", "center")]
    head.append(right("読み取れず"))
    rules = [asked] if 0 < asked < len(rows) else []
    return block("受け取った調査票等の行の照合", [head], rows, rules)


def _accounted(name: str, row: Mapping[Any, Any], places: int) -> list[Cell]:
    """Rows by what became of them, then the files, rows and cells that could not be read."""
    counts = [right(numbers.count(int(row[one]))) for one in ["files", *_PILES]]
    return [cell(name), *counts, *_rest(row), right(numbers.count(places))]


def _unaccounted(briefing: Briefing, name: str, places: int) -> list[Cell]:
    """Places in files that are not of this area alone, whose rows it cannot account for."""
    word = f"第{name}回" if name.isdigit() else refusals.source(name, briefing.terms.records)
    blank = [right(labels.NO_VALUE)] * (len(_PILES) + 2)
    return [cell(word), *blank, cell(labels.NO_VALUE, "center"), right(numbers.count(places))]


def refused(briefing: Briefing, rows: int) -> Block:
    """What could not be read, by source and reason: how many, put right since, and one example."""
    return _refused(briefing, measures.refused(briefing), rows)


def _refused(briefing: Briefing, found: pd.DataFrame, rows: int, caption: str = "") -> Block:
    lines = [
        [
            cell(refusals.source(row["source"], briefing.terms.records)),
            cell(f"{refusals.why(row['rule'], row['kind'])}（{refusals.KINDS[row['kind']]}）"),
            right(numbers.count(int(row["count"]))),
            right(numbers.count(int(row["corrected"]))),
            right(numbers.count(int(row["waiting"])), strong=bool(row["waiting"])),
            cell(_example(row)),
        ]
        for row in found.head(rows).to_dict("records")
    ]
    rest = found.iloc[rows:]
    if len(rest):
        counts = [right(numbers.count(int(rest[one].sum()))) for one in _COUNTED]
        lines.append([cell("ほか"), cell(f"{len(rest)}種類"), *counts, cell("")])
    head = [cell("資料"), cell("理由"), right("件数"), right("訂正済み"), right("訂正待ち")]
    return block(caption, [[*head, cell("例")]], lines)


_COUNTED = ("count", "corrected", "waiting")


def _example(row: Mapping[Any, Any]) -> str:
    """Where the first of them stands, and what is written there: 16_富山県.xlsx E8「13月」."""
    file = str(row["file"] or "").rpartition("/")[2]
    written = labels.cut(str(row["raw"] or ""), 16) if row["kind"] == "cell" else ""
    place = " ".join(part for part in (file, str(row["cell"] or "")) if part)
    return f"{place}「{written}」" if written else place


def records(briefing: Briefing, frame: pd.DataFrame) -> Block:
    """Every row of the record files used, all of them and the newest, and whether the sum agrees.

    `frame` is that of measures.records_reconciliation.
    """
    caption = f"受け取った{briefing.terms.records}の行の照合"
    if frame.empty:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    piles = [name for name in _PILES if name != "superseded" or frame[name].any()]
    names = [f"全{numbers.count(int(frame['files'].iloc[0]))}ファイル", "うち最新"]
    rows = [
        [cell(name), *[right(numbers.count(int(row[pile]))) for pile in piles], *_rest(row)]
        for name, row in zip(names, frame.to_dict("records"), strict=True)
    ]
    head = [cell("範囲"), *[right(_PILES[pile]) for pile in piles], right("見出し等")]
    return block(caption, [[*head, cell("照合", "center")]], rows)


def _rest(row: Mapping[Any, Any]) -> list[Cell]:
    """The last columns: rows that are no data, and whether everything is accounted for."""
    balanced = bool(row["balanced"])
    told = cell("一致" if balanced else "不一致", "center", strong=not balanced)
    return [right(numbers.count(int(row["subtotals"] + row["notes"] + row["blank"]))), told]


def received(briefing: Briefing) -> Block:
    """What became of what was received: by row, or for a municipality cell by cell."""
    if not briefing.asks or (briefing.basis == "none" and briefing.level == "prefecture"):
        return records(briefing, measures.records_reconciliation(briefing))
    if briefing.basis == "published":
        return published(briefing)
    return own_answers(briefing) if briefing.level == "municipality" else reconciliation(briefing)


def trace(briefing: Briefing, room: int = 0) -> tuple[Block, ...]:
    """What became of what was received: returns and registers, records.

    A prefecture has what could not be read besides, where all of it is within the `room` for rows
    of a page; a municipality its sources and the cell of each answer.
    """
    if briefing.level == "municipality":
        return sources(briefing), received(briefing)
    told = _accounts(briefing)
    if briefing.level == "prefecture":
        found = measures.refused(briefing)
        if 0 < len(found) <= room - _lines(told):
            told += (_refused(briefing, found, len(found), "読み取れなかった箇所"),)
    return told


def refused_apart(briefing: Briefing, rows: int, room: int = 0) -> tuple[Block, ...]:
    """What could not be read in a prefecture, for a page of its own where `trace` has no room."""
    if briefing.level != "prefecture":
        return ()
    found = measures.refused(briefing)
    apart = len(found) and len(found) > room - _lines(_accounts(briefing))
    return (_refused(briefing, found, rows),) if apart else ()


@lru_cache(maxsize=1)  # the page after it asks how long it was
def _accounts(briefing: Briefing) -> tuple[Block, ...]:
    """What became of every row of returns and registers, then of the records."""
    told = [received(briefing)]
    if briefing.basis == "returns":
        frame = measures.records_reconciliation(briefing)
        told += [] if frame.empty else [records(briefing, frame)]
    return tuple(told)


def _lines(told: Sequence[Block]) -> int:
    return sum(len(one["rows"]) for one in told)


def _day(day: dt.date | None) -> str:
    return labels.NO_VALUE if day is None else dates.short(day)


def published(briefing: Briefing) -> Block:
    """Where each round's published totals are from."""
    rounds = briefing.published.drop_duplicates("round").sort_values("round")
    rows = [
        [
            cell(f"第{row['round']}回"),
            cell(_day(measures.day(row["published"]))),
            cell(str(row["source"]).removeprefix("https://")),
        ]
        for row in rounds.to_dict("records")
    ]
    head = [cell("照会"), cell("公表"), cell("公表値の出典")]
    return block("公表された合計の出典", [head], rows)
