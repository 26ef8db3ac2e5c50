"""The lists for the ministry's desk: who has not answered, and, kept inside, whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from renkei import areas
from renkei.intake.checking.custody import BLANK, NOT_ARRIVED, REFUSED, STUCK
from renkei.intake.forms.form import SAMPLE_MARK
from renkei.intake.forms.issue import save
from renkei.intake.forms.page import Value, add_styles, fit_height, print_on_a4, put
from renkei.intake.opening.parts import column_letters
from renkei.settings import Campaign, Round
from renkei.wording.dates import long

UNANSWERED = "未回答一覧.xlsx"
CALL_LIST = "内部_連絡先一覧.xlsx"
INTERNAL = "内部限り"
_NEXT = {
    NOT_ARRIVED: "省から都道府県へ督促",
    BLANK: "都道府県から市区町村へ督促",
    REFUSED: "訂正用の調査票を都道府県へ送付",
}
_HEADER_ROW = 5
_BY_PREFECTURE = (
    ("コード", 8), ("都道府県", 12), ("照会した市区町村", 11), ("回答済み", 10), ("未回答", 10),
    (f"うち{STUCK[NOT_ARRIVED]}", 14), (f"うち{STUCK[BLANK]}", 14), (f"うち{STUCK[REFUSED]}", 12),
    ("受領ファイル", 9), ("最初の受領日", 13), ("最後の受領日", 13),
)  # fmt: skip
_BY_MUNICIPALITY = (
    ("団体コード", 11), ("都道府県", 12), ("市区町村", 18), ("どこで止まっているか", 22),
    ("次にすること", 32), ("都道府県からの最後の受領日", 16),
)  # fmt: skip
_CALLS = (
    ("団体コード", 11), ("都道府県", 12), ("市区町村", 18), ("どこで止まっているか", 22),
    ("担当課", 24), ("担当者", 16), ("電話番号", 18), ("連絡先の出所", 14),
)  # fmt: skip
Columns = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Desk:
    """What a list is about: the campaign, its round, and who waits.

    `table` is what `custody` gives, `waiting` what `waiting` gives.
    """

    campaign: Campaign
    round: Round
    table: pd.DataFrame
    waiting: pd.DataFrame

    def head(self, title: str) -> list[str]:
        """The lines above a list."""
        counts = self.table[["asked", "answered", *STUCK]].sum()
        parts = "、".join(f"{STUCK[name]} {counts[name]:,}" for name in STUCK)
        missing = counts["asked"] - counts["answered"]
        return [
            f"{title}\u3000{self.campaign.title}（第{self.round.number}回照会）",
            f"時点：{long(self.round.as_of)}\u3000受領：{long(self.campaign.as_of)}まで",
            f"照会した市区町村 {counts['asked']:,}、回答済み {counts['answered']:,}、"
            f"未回答 {missing:,}（{parts}）",
        ]


def write_unanswered(path: Path, desk: Desk) -> None:
    """Write who has not answered: the counts of each prefecture, then every municipality."""
    book = _new_book("未回答一覧")
    _write(
        book.active, desk, desk.head("未回答一覧"), _BY_PREFECTURE, _prefectures(desk), "", "sum"
    )
    book.active.title = "都道府県別"
    listed = book.create_sheet("市区町村別")
    _write(listed, desk, desk.head("未回答の市区町村"), _BY_MUNICIPALITY, _municipalities(desk), "")
    save(path, book)


def write_call_list(path: Path, desk: Desk, contacts: pd.DataFrame) -> None:
    """Write whom to call about each of them: the latest contacts of this and earlier rounds.

    `contacts` is the frame of that name. Every page says that it stays inside the office.
    """
    book = _new_book("連絡先一覧")
    book.active.title = "連絡先"
    rows = _calls(desk, contacts)
    head = desk.head(f"【{INTERNAL}】連絡先一覧")
    _write(book.active, desk, head, _CALLS, rows, INTERNAL)
    save(path, book)


def _new_book(title: str) -> Workbook:
    book = Workbook()
    add_styles(book)
    book.properties.creator, book.properties.title = "Renkei", title
    return book


def _write(
    sheet: Any,
    desk: Desk,
    head: Sequence[str],
    columns: Columns,
    rows: Sequence[Sequence[Value]],
    mark: str,
    last: str = "in",
) -> None:
    """Write a list; its head and `mark` stand on every page that is printed."""
    sample = SAMPLE_MARK if desk.campaign.sample else ""
    for row, line in enumerate([*head, *([sample] if sample else [])], start=1):
        put(sheet, row, 1, line, "renkei title" if row == 1 else "renkei note")
    for column, (title, width) in enumerate(columns, start=1):
        put(sheet, _HEADER_ROW, column, title, "renkei header")
        sheet.column_dimensions[column_letters(column - 1)].width = width
    fit_height(sheet, _HEADER_ROW)
    for index, values in enumerate(rows, start=1):
        style = f"renkei {last if index == len(rows) else 'in'}"
        for column, value in enumerate(values, start=1):
            put(sheet, _HEADER_ROW + index, column, value, style)
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"1:{_HEADER_ROW}"
    print_on_a4(sheet, "\u3000".join(filter(None, (mark, sample))))


def _prefectures(desk: Desk) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for one in desk.table.to_dict("records"):
        counts = [int(one[name]) for name in ("asked", "answered", *STUCK, "files")]
        rows.append([one["area"], areas.label(one["area"]), *_with_missing(counts),
                     _day(one["first"]), _day(one["last"])])  # fmt: skip
    total = desk.table[["asked", "answered", *STUCK, "files"]].sum()
    rows.append([None, "全国", *_with_missing([int(count) for count in total]), None, None])
    return rows


def _with_missing(counts: list[int]) -> list[int]:
    asked, answered, *rest = counts
    return [asked, answered, asked - answered, *rest]


def _municipalities(desk: Desk) -> list[list[Value]]:
    return [
        [*_named(one), _NEXT[one["custody"]], _day(one["received"])]
        for one in desk.waiting.to_dict("records")
    ]


def _named(one: dict[Any, Any]) -> list[Value]:
    prefecture = areas.label(one["prefecture"])
    return [one["area"], prefecture, areas.label(one["area"]), STUCK[one["custody"]]]


def _calls(desk: Desk, contacts: pd.DataFrame) -> list[list[Value]]:
    known = contacts[contacts["round"] <= desk.round.number].sort_values("round", kind="stable")
    latest = {row["area"]: row for row in known.to_dict("records")}
    rows: list[list[Value]] = []
    for one in desk.waiting.to_dict("records"):
        found = latest.get(one["area"], {})
        told = [found.get(name) or None for name in ("section", "person", "phone")]
        source = f"第{found['round']}回照会" if found else "連絡先なし"
        rows.append([*_named(one), *told, source])
    return rows


def _day(value: Any) -> Value:
    return None if pd.isna(value) else value.date()
