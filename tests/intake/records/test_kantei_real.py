"""The Prime Minister's Office's real files: the figures counted by hand, and what is amiss."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from renkei.intake import ledger, read_records
from renkei.intake.records.prefectures import prefecture_table
from renkei.settings import Campaign

Open = Callable[..., Campaign]


def summed(frame: pd.DataFrame, cohort: str, dose: int) -> int:
    chosen = frame[(frame["cohort"] == cohort) & (frame["dose"] == dose)]
    return int(chosen["count"].sum())


# Counted by hand in the workbooks: KOREI D5:D22 and E5:E22, IRYO D5:D17 and E5:E17.
BY_HAND = {
    "programme": (18, 141_706, 0, dt.date(2021, 4, 12), dt.date(2021, 4, 29)),
    "medical": (13, 1_250_557, 504_939, dt.date(2021, 4, 12), dt.date(2021, 4, 28)),
}


@pytest.mark.parametrize("cohort", ["programme", "medical"])
def test_the_workbooks_give_the_figures_counted_by_hand(
    shared: Path, reading: Open, cohort: str
) -> None:
    records = read_records(reading("kantei", "programme", "kantei", raw=shared))
    mine = records.accepted[records.accepted["cohort"] == cohort]
    days, first, second, begin, end = BY_HAND[cohort]
    assert mine["area"].unique().tolist() == ["00"]
    assert mine["date"].nunique() == days
    assert [summed(mine, cohort, dose) for dose in (1, 2)] == [first, second]
    assert (mine["date"].min().date(), mine["date"].max().date()) == (begin, end)
    assert mine["snapshot"].unique().tolist() == [pd.Timestamp(end)]


def test_every_day_equals_its_cells(shared: Path, reading: Open) -> None:
    accepted = read_records(reading("kantei", "medical", "kantei", raw=shared)).accepted
    found = accepted.set_index(["cohort", "dose", "date"])["count"]
    for cohort, name, last in (("programme", "KOREI", 22), ("medical", "IRYO", 17)):
        book = openpyxl.load_workbook(shared / f"kantei/{name}-vaccination_data.xlsx")
        for day, _, _, *doses in book.active.iter_rows(min_row=5, max_row=last, max_col=5):
            for dose, cell in enumerate(doses, start=1):
                assert found[cohort, dose, day.value] == cell.value, cell.coordinate


def test_what_the_total_row_says_is_a_total_as_of_the_header_and_never_a_day(
    shared: Path, reading: Open
) -> None:
    totals = read_records(reading("kantei", "medical", "kantei", raw=shared)).totals
    medical = totals[totals["cohort"] == "medical"]
    assert medical["count"].tolist() == [2_352_255, 995_758]
    assert medical["date"].unique().tolist() == [pd.Timestamp("2021-04-28")]
    assert medical["system"].unique().tolist() == ["ワクチン接種円滑化システム（V-SYS）"]
    assert medical["row"].tolist() == [4, 4]
    programme = totals[(totals["cohort"] == "programme") & (totals["dose"] == 1)]
    assert programme["count"].tolist() == [141_706]
    assert programme["system"].tolist() == ["ワクチン接種記録システム（VRS）"]


def test_a_total_with_more_than_its_days_is_said_and_the_notes_are_kept(
    shared: Path, reading: Open
) -> None:
    said = read_records(reading("kantei", "medical", "kantei", raw=shared)).ledger
    more = said[said["rule"] == "a total with more than its days"]
    assert more["cell"].tolist() == ["C4", "D4", "E4"]
    assert more["reading"].tolist()[1:] == [
        "合計 of 内1回目 holds 1,101,698 more than the days, which make 1,250,557",
        "合計 of 内2回目 holds 490,819 more than the days, which make 504,939",
    ]
    notes = said[said["rule"] == "note of the source"]
    assert "土日祝日については、次の平日分に合わせて計上。" in set(notes["raw"])
    assert any("4月12日は" in raw and "差分を計上" in raw for raw in notes["raw"])


def test_the_formula_slip_of_korei_is_refused_and_not_mended(shared: Path, reading: Open) -> None:
    records = read_records(reading("kantei", "programme", "kantei", raw=shared))
    assert ledger.sentences(records.rejected) == [
        "kantei/KOREI-vaccination_data.xlsx, 高齢者等!E4: 合計 of 内2回目 leaves out E5 (0), E6 (0); "
        "expected the sum of E5:E22, 0"
    ]
    assert records.rejected["raw"].tolist() == ["=SUM(E7:E22) → 0"]
    second = (records.totals["cohort"] == "programme") & (records.totals["dose"] == 2)
    assert not second.any()


def test_the_as_of_of_the_header_is_read_and_its_year_said_to_be_inferred(
    shared: Path, reading: Open
) -> None:
    said = read_records(reading("kantei", "medical", "kantei", raw=shared)).ledger
    inferred = said[said["rule"] == "year_inferred"]
    assert inferred["raw"].tolist() == ["(4月28日時点)", "(4月29日時点)"]
    assert inferred["reading"].tolist() == ["2021-04-28", "2021-04-29"]


def test_every_row_of_the_workbooks_is_accounted_for(shared: Path, reading: Open) -> None:
    table = read_records(reading("kantei", "medical", "kantei", raw=shared)).reconciliation
    kept = table.set_index("sheet")
    piles = ["rows", "accepted", "rejected", "superseded", "subtotals", "notes", "blank"]
    assert kept.loc["高齢者等", piles].tolist() == [24, 18, 0, 0, 1, 4, 1]
    assert kept.loc["医療従事者", piles].tolist() == [23, 13, 0, 0, 1, 8, 1]
    assert kept["balanced"].all()
    assert kept["cells_read"].tolist() == [65, 90]


# Sums of the 46 rows of each table, counted with awk.
TABLES = {
    "medical": (10, "2021-07-02", 5_913_578, 4_933_357),
    "programme": (11, "2021-07-04", 25_401_913, 12_409_723),
}


@pytest.mark.parametrize("cohort", ["programme", "medical"])
def test_dated_tables_are_totals_of_their_own_system(
    shared: Path, reading: Open, cohort: str
) -> None:
    records = read_records(reading("kantei", cohort, "kantei/*/*.csv", raw=shared))
    assert records.accepted.empty
    totals = records.totals[records.totals["cohort"] == cohort]
    count, newest, first, second = TABLES[cohort]
    assert totals["snapshot"].nunique() == count
    last = totals[totals["date"] == pd.Timestamp(newest)]
    assert [summed(last, cohort, dose) for dose in (1, 2)] == [first, second]
    assert last["area"].nunique() == 46
    assert records.rejected.empty
    assert records.reconciliation["balanced"].all()


def test_what_the_tables_lack_and_where_their_totals_fall_is_said(
    shared: Path, reading: Open
) -> None:
    said = read_records(reading("kantei", "medical", "kantei/*/*.csv", raw=shared)).ledger
    absent = said[said["rule"] == "area not stated"]
    assert len(absent) == 21
    assert absent["reading"].unique().tolist() == ["no figure of 47 沖縄県"]
    fell = said[said["rule"] == "a total below the one before"]
    assert fell[["area", "raw", "reading"]].to_numpy().tolist() == [
        ["31", "19,495", "dose 1: it was 19,833 on 2021-05-14"],
        ["37", "143,141", "dose 1: it was 150,187 on 2021-06-20"],
        ["43", "299,887", "dose 1: it was 306,574 on 2021-06-20"],
    ]


def test_the_table_of_prefectures_names_how_many_make_its_sum(shared: Path, reading: Open) -> None:
    campaign = reading("kantei", "medical", "kantei/*/*.csv", raw=shared)
    records = read_records(campaign)
    nobody = pd.DataFrame({"area": ["16"], "cohort": "medical", "eligible": [39_366], "source": ""})
    table = prefecture_table(records, nobody, campaign)
    assert table.columns.name == "令和3年7月2日現在"
    assert table.index[0] == "46都道府県計"
    assert table.loc["46都道府県計"].tolist() == ["－", "5,913,578（－）", "4,933,357（－）"]
    assert table.loc["沖縄県"].tolist() == ["－", "－（－）", "－（－）"]
    assert table.loc["富山県", "対象者"] == "39,366"
