"""Workbooks of doses by day that are not as they should be: said, refused, never mended."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renkei.errors import DataError
from renkei.intake import ledger, read_records
from renkei.intake.opening.workbook import Grid
from renkei.intake.records.daily_head import as_of_day, read_head
from renkei.intake.records.daily_rows import sort_rows
from renkei.intake.records.daily_sums import check_sums, formula_notes
from renkei.intake.records.reading import Records
from renkei.settings import Campaign

Open = Callable[..., Campaign]
TITLE = "これまでのワクチン総接種回数（高齢者等）"
HEAD = ["　接種日", "曜日", "接種回数", "内１回目", "内２回目"]
NOTE = "注：ワクチン接種記録システム(VRS)への報告を、接種日ごとに集計。"
DAYS = [
    [dt.date(2021, 4, 13), "(火)", 7, 5, 2],
    [dt.date(2021, 4, 12), "(月)", 4, 4, 0],
]


def lines(*days: list[Any], total: list[Any] | None = None, **changed: str) -> list[list[Any]]:
    """The rows of a sheet as published, with other days, another total, title, as-of or note."""
    said = {"title": TITLE, "as_of": "（4月13日時点）", "note": NOTE} | changed
    total = total or ["合計", None, 11, 9, 2]
    given = list(days) or DAYS
    return [[said["title"]], [None] * 4 + [said["as_of"]], HEAD, total, *given, [], [said["note"]]]


@pytest.fixture
def read(tmp_path: Path, reading: Open) -> Callable[..., Records]:
    """Read one workbook of these rows as a campaign's only record file."""

    def reading_rows(
        rows: list[list[Any]], as_of: str = "2021-12-01", measure: str = "programme"
    ) -> Records:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.active.title = "高齢者等"
        campaign = reading("kantei", measure, "daily", as_of=as_of)
        (campaign.raw / "daily").mkdir(exist_ok=True)
        book.save(campaign.raw / "daily" / "KOREI.xlsx")
        return read_records(campaign)

    return reading_rows


def said(records: Records) -> list[str]:
    return ledger.sentences(records.rejected)


def counts(records: Records) -> list[tuple[str, int, int]]:
    return [
        (f"{day:%m-%d}", dose, count)
        for day, dose, count in records.accepted[["date", "dose", "count"]].to_numpy().tolist()
    ]


def test_a_sound_sheet_is_read_whole(read: Callable[..., Records]) -> None:
    records = read(lines())
    assert said(records) == []
    assert counts(records) == [("04-12", 1, 4), ("04-12", 2, 0), ("04-13", 1, 5), ("04-13", 2, 2)]
    assert records.totals["count"].tolist() == [9, 2]
    assert records.reconciliation["balanced"].all()


@pytest.mark.parametrize(
    ("rows", "sentence", "kept"),
    [
        (
            lines(DAYS[0], [dt.date(2021, 4, 12), "(火)", 4, 4, 0]),
            '曜日 is "火" but 2021-04-12 is a 月曜日; expected a day and a weekday that agree',
            ["04-13"],
        ),
        (
            lines(DAYS[0], ["4月31日", "(月)", 4, 4, 0]),
            '接種日 is "4月31日"; expected a day, 合計 or a note',
            ["04-13"],
        ),
        (
            lines(DAYS[0], [dt.date(2021, 4, 12), "(月)", 4, None, 0]),
            '高齢者等!D6: 内1回目 is ""; expected a whole number',
            ["04-12", "04-13"],
        ),
        (
            lines(DAYS[0], [dt.date(2021, 4, 12), "(月)", 4, "－", 0]),
            '内1回目 is "－"; expected a whole number',
            ["04-12", "04-13"],
        ),
        (
            lines(DAYS[0], [dt.date(2021, 4, 12), "(月)", 5, 4, 0]),
            "高齢者等!C6: 接種回数 is 5 but the doses make 4; expected the sum of both doses",
            ["04-12", "04-13"],
        ),
        (
            lines(DAYS[0], [dt.date(2021, 4, 12), None, 4, 4, 0]),
            '高齢者等!B6: 曜日 is ""; expected 月',
            ["04-12", "04-13"],
        ),
        (
            lines(*DAYS, [dt.date(2021, 4, 13), "(火)", 4, 4, 0]),
            "2021-04-13 stands 2 times; expected one row a day",
            ["04-12"],
        ),
        (
            lines(DAYS[1], [dt.date(2021, 4, 14), "(水)", 4, 4, 0]),
            "接種日 is 2021-04-14; expected a day from 2016-01-01 to 2021-04-13",
            ["04-12"],
        ),
        (
            lines(total=["合計", None, 11, 8, 2]),
            "高齢者等!D4: 合計 of 内1回目 is 8 but the days make 9; expected the sum of D5:D6, 9",
            ["04-12", "04-13"],
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_cell_and_the_rest_stands(
    read: Callable[..., Records], rows: list[list[Any]], sentence: str, kept: list[str]
) -> None:
    records = read(rows)
    assert any(sentence in one for one in said(records)), said(records)
    assert sorted({day for day, _, _ in counts(records)}) == kept
    assert records.reconciliation["balanced"].all()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": "接種回数"}, 'the title is "接種回数 (4月13日時点)"'),
        ({"as_of": "（1021年4月13日時点）"}, "no row of it can be used"),
        ({"note": "注：ワクチン接種円滑化システム（V-SYS）"}, "but the notes name V-SYS"),
        (
            {"title": "高齢者等・医療従事者等"},
            'the title is "高齢者等・医療従事者等 (4月13日時点)"',
        ),
    ],
)
def test_a_sheet_that_does_not_say_whom_it_counts_is_refused(
    read: Callable[..., Records], changed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(DataError, match="none of 1 snapshots can be used") as caught:
        read(lines(**changed))
    assert sentence in str(caught.value)
    assert "at least one workbook of doses by day" in str(caught.value)


def test_days_after_the_as_of_date_are_set_aside_with_a_line_in_the_ledger(
    read: Callable[..., Records],
) -> None:
    records = read(lines(as_of="（4月12日時点）"), as_of="2021-04-12")
    assert any("接種日 is 2021-04-13" in one for one in said(records))
    late = read(lines(), as_of="2021-04-12")
    assert late.accepted.empty
    assert late.totals.empty
    assert late.reconciliation["superseded"].tolist() == [2]
    assert "2 days not counted" in late.ledger["reading"].tolist()


def test_a_workbook_without_days_is_refused_by_name(tmp_path: Path, reading: Open) -> None:
    campaign = reading("kantei", "programme", "daily")
    folder = campaign.raw / "daily"
    folder.mkdir()
    book = openpyxl.Workbook()
    book.active.append(["団体コード", "人口"])
    book.save(folder / "人口.xlsx")
    book.active.delete_rows(1)
    book.save(folder / "空.xlsx")
    (folder / "2021-04-13.csv").write_text(
        "code,prefecture,total_vaccinations,1st_vaccinations,2nd_vaccinations\n16,富山県,3,2,1\n"
    )
    assert said(read_records(campaign)) == [
        "daily/人口.xlsx, Sheet: no header row of doses by day; "
        "expected 接種日, 曜日, 接種回数, 内1回目, 内2回目",
        "daily/空.xlsx: no sheet holds anything; expected a sheet of doses by day",
    ]


@pytest.mark.parametrize(
    ("written", "newest", "day"),
    [
        ("（4月29日時点）", "2021-04-29", "2021-04-29"),
        ("(1月3日現在)", "2021-12-30", "2022-01-03"),
        ("（令和3年12月31日時点）", "2022-01-05", "2021-12-31"),
        ("2021年4月29日現在", "2021-04-29", "2021-04-29"),
        ("（2月30日時点）", "2021-04-29", None),
        ("4月末", "2021-04-29", None),
    ],
)
def test_the_year_of_an_as_of_is_the_one_nearest_its_days(
    written: str, newest: str, day: str | None
) -> None:
    found, _ = as_of_day(
        written.replace("（", "(").replace("）", ")"), dt.date.fromisoformat(newest)
    )
    assert (found.isoformat() if found else None) == day


def grid(formulas: dict[tuple[int, int], str]) -> Grid:
    """The sound sheet as a grid, with these formulas behind its values."""
    rows = [[*row, *[None] * (5 - len(row))] for row in lines()]
    filled = tuple(tuple("" if one is None else one for one in row) for row in rows)
    return Grid("高齢者等", filled, len(filled), formulas=formulas)


@pytest.mark.parametrize(
    ("formula", "left_out"),
    [
        ("SUM(E6:E6)", "E5 (2)"),
        ("=sum(E$6:$E6)", "E5 (2)"),
        ("SUM(E5:E6)", None),
        ("SUM(C4:D4)", None),
        ("", None),
    ],
)
def test_a_total_whose_formula_leaves_out_a_day_is_no_total(
    formula: str, left_out: str | None
) -> None:
    sheet = grid({(3, 4): formula})
    head = read_head(sheet)
    rows = sort_rows(sheet, head, 1900)
    check_sums(sheet, head, rows)
    reasons = [one["reason"] for one in rows.sums[0].refused]
    assert reasons == ([f"合計 of 内2回目 leaves out {left_out}"] if left_out else [])
    assert rows.sums[0].counts["second"] == (None if left_out else 2)


def test_values_computed_by_formulas_are_flagged_once_a_column() -> None:
    noted = formula_notes(grid({(4, 2): "SUM(D5:E5)", (5, 2): "SUM(D6:E6)", (4, 1): "TEXT(A5)"}))
    assert [(one["cell"], one["rule"]) for one in noted] == [("B5", "formula"), ("C5", "formula")]
    assert noted[1]["reading"] == (
        "2 cells of column C are formulas; their values as last saved are read"
    )
