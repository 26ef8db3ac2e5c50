"""Sources and dates, and what became of every row received."""

import datetime as dt

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.tables.cells import Block, block, cell, right
from renkei.deck.tables.municipal import own_answers
from renkei.wording import dates, numbers


def sources(briefing: Briefing) -> Block:
    """Where each number is from, as of when, released when."""
    campaign = briefing.campaign
    one, snapshot = briefing.round, briefing.snapshot
    asked = labels.NO_VALUE if one is None else dates.short(briefing.answers_as_of(one))
    told = labels.NO_VALUE
    if one is not None and one.published and one.published <= campaign.released:
        told = dates.short(one.published)
    rows = [
        ["回答", _answers_source(briefing), asked, told],
        [
            "接種記録",
            campaign.sources.records.system,
            dates.short(briefing.records_as_of),
            _day(snapshot),
        ],
        [
            "対象者数",
            campaign.sources.population.system,
            dates.short(campaign.sources.population.as_of),
            labels.NO_VALUE,
        ],
        ["この資料", campaign.office, dates.short(campaign.as_of), dates.short(campaign.released)],
    ]
    head = [cell("項目"), cell("出典"), cell("時点"), cell("公表")]
    return block("出典と時点", [head], [[cell(text) for text in row] for row in rows])


def _answers_source(briefing: Briefing) -> str:
    if briefing.round is None:
        return "照会前"
    source = {"returns": "調査票", "published": "公表値", "none": "公表なし"}[briefing.basis]
    return f"第{briefing.round.number}回照会（{source}）"


def reconciliation(briefing: Briefing) -> Block:
    """Every row of the returns received, round by round, and whether the sum agrees."""
    frame = measures.reconciliation(briefing)
    names = ["rows", "accepted", "rejected", "superseded", "subtotals"]
    rows = [
        [
            cell(f"第{row['round']}回"),
            *[right(numbers.count(int(row[name]))) for name in ["files", *names]],
            right(numbers.count(int(row["notes"] + row["blank"]))),
            cell("一致" if row["balanced"] else "不一致", "center", strong=not row["balanced"]),
        ]
        for row in frame.to_dict("records")
    ]
    words = ["ファイル", "行", "採用", "読み取れず", "差替え", "小計", "見出し等"]
    head = [cell("照会"), *[right(word) for word in words], cell("照合", "center")]
    if not rows:
        return labels.nothing("受け取った調査票", "この資料で照合する調査票はない。")
    return block("受け取った調査票の行の照合", [head], rows)


def received(briefing: Briefing) -> Block:
    """What became of what was received: by row, or for a municipality cell by cell."""
    if briefing.basis == "published":
        return published(briefing)
    return own_answers(briefing) if briefing.level == "municipality" else reconciliation(briefing)


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
