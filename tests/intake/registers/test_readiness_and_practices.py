"""Readiness, one row a municipality, and good practices, as many as there are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renkei import areas
from renkei.intake import Registers

Arrive = Callable[..., Path]
Read = Callable[[], Registers]


def rows(**named: dict[str, Any]) -> list[dict[str, Any]]:
    """富山県's municipalities, all of them ready unless said by name."""
    return [
        {
            "code": area.code, "prefecture": area.prefecture, "name": area.name,
            "doctors": "済", "nurses": "一部", "venues": "済", "booking": "済", "transport": "対象外",
            "off_hours": "未", "facilities": "済", "vouchers_sent": "R3.4.20",
            "booking_opened": "R3.5.6", "clinics": 12, "sites": "2か所", "capacity": "1,200回",
        } | named.get(area.name, {})
        for area in areas.municipalities("16")
    ]  # fmt: skip


def test_every_municipality_has_one_row_and_totals_are_checked(arrive: Arrive, read: Read) -> None:
    arrive("readiness", rows())
    registers = read()
    assert len(registers.readiness) == 15
    row = registers.readiness.set_index("area").loc["162019"]
    assert row[["doctors", "nurses", "transport", "off_hours"]].tolist() == [
        "済", "一部", "対象外", "未",
    ]  # fmt: skip
    assert row[["clinics", "sites", "capacity"]].tolist() == [12, 2, 1200]
    assert row["vouchers_sent"] == pd.Timestamp("2021-04-20")
    assert registers.reconciliation.loc[0, "subtotals"] == 1


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("nurses", "準備中"),
        ("doctors", "○"),
        ("vouchers_sent", "4月下旬"),
        ("booking_opened", "R3.4.31"),
        ("clinics", "多数"),
        ("capacity", "-5"),
        ("sites", "3回"),
    ],
)
def test_a_cell_that_cannot_be_read_falls_alone(
    arrive: Arrive, read: Read, question: str, written: str
) -> None:
    arrive("readiness", rows(富山市={question: written}))
    registers = read()
    refused = registers.rejected[registers.rejected["rule"] == "unreadable cell"]
    assert refused[["area", "question", "raw"]].to_numpy().tolist() == [
        ["162019", question, written]
    ]
    row = registers.readiness.set_index("area").loc["162019"]
    assert row["venues"] == "済"
    assert pd.isna(row[question]) or row[question] == ""


def test_a_resubmission_stands_and_its_blanks_take_nothing_away(arrive: Arrive, read: Read) -> None:
    arrive("readiness", rows(富山市={"nurses": "準備中"}), received="2021-05-21")
    blank = dict.fromkeys(("doctors", "capacity", "vouchers_sent"))
    later = rows(富山市={"nurses": "済", **blank})
    arrive("readiness", later, file="16_富山県_再提出.xlsx")
    registers = read()
    standing = registers.readiness[registers.readiness["current"]].set_index("area")
    row = standing.loc["162019"]
    assert (row["nurses"], row["doctors"], row["capacity"]) == ("済", "済", 1200)
    assert row["vouchers_sent"] == pd.Timestamp("2021-04-20")
    assert registers.rejected["corrected"].tolist() == [True]
    assert len(standing) == 15


def test_a_cell_still_blank_in_the_resubmission_stays_open(arrive: Arrive, read: Read) -> None:
    arrive("readiness", rows(富山市={"nurses": "準備中"}), received="2021-05-21")
    arrive("readiness", rows(富山市={"nurses": None}))
    assert read().rejected["corrected"].tolist() == [False]


def test_a_total_that_the_rows_do_not_make_is_reported(arrive: Arrive, read: Read) -> None:
    def edit(book: Any) -> None:
        sheet = book["回答"]
        row = next(cell.row for cell in sheet["C"] if cell.value == "県計")
        sheet.cell(row, 13, 181)

    arrive("readiness", rows(), edit=edit)
    refused = read().rejected
    assert refused["reason"].tolist() == [
        '県計 of 個別接種医療機関数 is "181" but the rows make 180'
    ]


def practice(**more: Any) -> dict[str, Any]:
    return {"prefecture": "富山県", "name": "富山市", "title": "見本の取組", "category": "接種会場",
            "summary": "一行目\n二行目", "source": "https://example.jp/", "date": "R3.5.10"} | more  # fmt: skip


def test_a_practice_is_read_as_it_was_told(arrive: Arrive, read: Read) -> None:
    arrive("practices", [practice(), practice(name=None)])
    registers = read()
    assert registers.rejected.empty
    row = registers.practices.iloc[0]
    assert (row["summary"], row["source"]) == ("一行目\n二行目", "https://example.jp/")
    assert registers.practices["area"].tolist() == ["162019", "16"]


@pytest.mark.parametrize(
    "source", ['=HYPERLINK("http://x")', "file:///etc/passwd", "../../x", "javascript:alert(1)"]
)
def test_a_source_is_text_whatever_it_looks_like(arrive: Arrive, read: Read, source: str) -> None:
    arrive("practices", [practice(source=source)])
    registers = read()
    assert registers.practices["source"].tolist() == [source]
    assert registers.rejected.empty


def test_a_practice_without_a_title_has_no_key(arrive: Arrive, read: Read) -> None:
    arrive("practices", [practice(title=None)])
    registers = read()
    assert registers.practices.empty
    assert registers.rejected.loc[0, ["rule", "question"]].tolist() == ["no key", "title"]


def test_titles_that_differ_only_in_spelling_are_one_practice(arrive: Arrive, read: Read) -> None:
    arrive("practices", [practice(title="ＡＩ 予約")], received="2021-05-21")
    arrive("practices", [practice(title="AI 予約", category="予約・受付")])
    registers = read()
    assert registers.practices["current"].tolist() == [False, True]
