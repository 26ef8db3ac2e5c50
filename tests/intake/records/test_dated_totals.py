"""Tables of totals by prefecture: whose they are, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from renkei.intake import ledger, read_records
from renkei.intake.records.reading import Records
from renkei.intake.records.totals import fallen, totals_frame
from renkei.settings import Campaign

Open = Callable[..., Campaign]
HEAD = "code,prefecture,total_vaccinations,1st_vaccinations,2nd_vaccinations"


@pytest.fixture
def put(reading: Open) -> Callable[..., Campaign]:
    """Write tables into a folder, by name, and open a campaign that reads it."""

    def putting(
        folder: str = "vsys", measure: str = "medical", as_of: str = "2021-12-01", **tables: str
    ) -> Campaign:
        campaign = reading("kantei", measure, folder, as_of=as_of)
        (campaign.raw / folder).mkdir(exist_ok=True)
        for name, content in tables.items():
            day = name.removeprefix("of_").replace("_", "-")
            (campaign.raw / folder / f"{day}.csv").write_text(content, encoding="utf-8")
        return campaign

    return putting


def table(*lines: str) -> str:
    return "\n".join([HEAD, *lines]) + "\n"


def said(records: Records) -> list[str]:
    return ledger.sentences(records.rejected)


@pytest.mark.parametrize(
    ("folder", "measure", "cohort"),
    [
        ("medical_workers", "medical", "medical"),
        ("medical_workers", "programme", "medical"),
        ("senior_citizen", "programme", "programme"),
        ("vsys", "medical", "medical"),
    ],
)
def test_the_folder_says_whose_the_totals_are_and_else_the_measure(
    put: Callable[..., Campaign], folder: str, measure: str, cohort: str
) -> None:
    records = read_records(put(folder, measure, of_2021_06_04=table("16,富山県,3,2,1")))
    assert records.totals["cohort"].unique().tolist() == [cohort]
    assert records.totals["count"].tolist() == [2, 1]
    assert records.totals["file"].tolist() == [f"{folder}/2021-06-04.csv"] * 2
    assert records.totals["row"].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("line", "sentence", "counts"),
    [
        ("17,富山県,3,2,1", 'code is "17" but the prefecture is 富山県; expected 16 富山県', []),
        ("16,富山,3,2,1", "", [2, 1]),
        ("16,遠山県,3,2,1", '"遠山県" is not a prefecture', []),
        ("16,富山県,4,2,1", "total_vaccinations is 4 but the doses make 3", [2, 1]),
        ("16,富山県,3,2,", '2nd_vaccinations is ""; expected a whole number', [2]),
        ("16,富山県,3,2,-", '2nd_vaccinations is "-"', [2]),
        ("16,富山県,3,2,-1", '2nd_vaccinations is "-1"', [2]),
        ('16,富山県,"1,003","1,002",1', "", [1002, 1]),
        ("16,富山県,3,2", "4 cells; expected 5 cells", []),
        ('16,富山県,3,2,"1', "no line of CSV: unexpected end of data", []),
        ("16,富山県,3,2,9" + "9" * 20, "expected a whole number from 0 to 1,000,000,000", [2]),
    ],
)
def test_a_line_falls_only_when_its_area_is_not_certain_else_its_cell(
    put: Callable[..., Campaign], line: str, sentence: str, counts: list[int]
) -> None:
    records = read_records(put(of_2021_06_04=table("01,北海道,9,5,4", line)))
    mine = records.totals[records.totals["area"] == "16"]
    assert mine["count"].tolist() == counts
    assert len(records.totals) == 2 + len(counts)
    assert sentence in " ".join(said(records))
    assert bool(said(records)) == bool(sentence)
    assert all("vsys/2021-06-04.csv, line 3: " in one for one in said(records))
    assert records.reconciliation["balanced"].all()


def test_an_area_that_stands_twice_counts_once_or_not_at_all(put: Callable[..., Campaign]) -> None:
    same, other = "16,富山県,3,2,1", "16,富山県,5,3,2"
    once = read_records(put(of_2021_06_04=table(same, same)))
    assert once.totals["count"].tolist() == [2, 1]
    assert once.reconciliation["superseded"].tolist() == [1]
    assert "the same line twice" in set(once.ledger["rule"])
    none = read_records(put(of_2021_06_04=table("01,北海道,9,5,4", same, other)))
    assert none.totals["area"].unique().tolist() == ["01"]
    assert said(none)[0] == (
        "vsys/2021-06-04.csv, line 3: 富山県 stands in lines 3, 4 and they differ; "
        "expected one line an area"
    )
    assert none.rejected["area"].tolist() == ["16", "16"]


def test_a_line_of_the_nation_is_compared_with_the_prefectures(
    put: Callable[..., Campaign],
) -> None:
    lines = ("01,北海道,9,5,4", "16,富山県,3,2,1", ",合計,12,7,5")
    assert said(read_records(put(of_2021_06_04=table(*lines)))) == []
    records = read_records(put(of_2021_06_04=table(*lines[:2], ",合計,13,8,5")))
    assert said(records) == [
        "vsys/2021-06-04.csv, line 4: 全国 is 8 but its lines make 7; expected the sum of its lines"
    ]
    assert records.reconciliation["subtotals"].tolist() == [1]
    assert records.totals["area"].unique().tolist() == ["01", "16"]


def test_files_of_another_kind_are_refused_by_name_and_the_others_are_read(
    put: Callable[..., Campaign],
) -> None:
    campaign = put(
        of_2021_06_04=table("16,富山県,3,2,1"),
        of_2021_05_28="date,prefecture,status,count\n2021-05-27,16,1,5\n",
        readme=table("16,富山県,3,2,1"),
    )
    (campaign.raw / "vsys" / "2021-05-21.csv").write_bytes(b"%PDF-1.7 \x00\xff")
    records = read_records(campaign)
    assert records.totals["count"].tolist() == [2, 1]
    assert said(records)[0].startswith("vsys/2021-05-21.csv: the file is ")
    assert said(records)[1:] == [
        "vsys/2021-05-28.csv: no column code among date, prefecture, status, count; "
        f"expected {HEAD.replace(',', ', ')}",
        "vsys/readme.csv: the name is no date; expected a workbook, or a name like 2021-06-04.csv",
    ]


def test_the_newest_table_that_cannot_be_used_says_whose_figures_stand(
    put: Callable[..., Campaign],
) -> None:
    records = read_records(
        put(of_2021_05_28=table("16,富山県,3,2,1"), of_2021_06_04=table("99,富山県,5,3,2"))
    )
    assert "figures come from that of 2021-05-28" in said(records)[0]
    assert records.ledger.iloc[-1]["rule"] == "older snapshot used"
    assert records.totals["count"].tolist() == [2, 1]


def test_totals_after_the_as_of_date_are_not_used(put: Callable[..., Campaign]) -> None:
    tables = {"of_2021_05_28": table("16,富山県,3,2,1"), "of_2021_06_04": table("16,富山県,5,3,2")}
    assert read_records(put(**tables, as_of="2021-06-03")).totals["count"].tolist() == [2, 1]


def test_a_table_between_the_as_of_date_and_the_release_is_set_aside_whole(
    put: Callable[..., Campaign],
) -> None:
    lines = ("01,北海道,9,5,4", "16,富山県,3,2,", ",合計,12,7,5")
    campaign = put(
        of_2021_05_28=table("16,富山県,3,2,1"), of_2021_06_04=table(*lines), as_of="2021-06-03"
    )
    records = read_records(campaign.model_copy(update={"released": campaign.deadline}))
    assert records.totals["count"].tolist() == [2, 1]
    assert said(records) == []
    assert records.reconciliation["superseded"].tolist() == [0, 2]
    assert records.ledger.query("rule == 'after the as-of date'")["reading"].tolist() == [
        "2 lines not counted"
    ]


def test_a_total_of_the_nation_is_compared_dose_by_dose_where_a_cell_is_refused(
    put: Callable[..., Campaign],
) -> None:
    lines = ("01,北海道,9,,4", "16,富山県,3,2,1", ",合計,12,2,5")
    assert [
        one.split(": ", 1)[1][:20] for one in said(read_records(put(of_2021_06_04=table(*lines))))
    ] == [
        "1st_vaccinations is ",
        "total_vaccinations i",
    ]


def test_two_tables_of_one_day_and_system_are_not_both_used(
    put: Callable[..., Campaign],
) -> None:
    campaign = put(of_2021_06_04=table("16,富山県,3,2,1"))
    other = campaign.raw / "vsys" / "2021-06-04.txt"
    other.write_text(table("16,富山県,5,3,2"), encoding="utf-8")
    records = read_records(campaign)
    assert records.totals["count"].tolist() == [2, 1]
    assert said(records) == [
        "vsys/2021-06-04.txt: a second table of one day and system; expected one of each"
    ]


def test_totals_before_the_first_record_day_are_refused(put: Callable[..., Campaign]) -> None:
    records = read_records(
        put(of_2015_06_04=table("16,富山県,3,2,1"), of_2021_06_04=table("16,富山県,3,2,1"))
    )
    assert said(records) == [
        "vsys/2015-06-04.csv: totals as of 2015-06-04; expected a day from 2016-01-01"
    ]


def test_a_total_below_the_one_before_is_said_and_counted_as_it_stands() -> None:
    shared = {"cohort": "medical", "dose": 1, "system": "", "file": "a.csv", "row": 2}
    totals = totals_frame(
        {**shared, "area": "16", "snapshot": day, "date": pd.Timestamp(day), "count": count}
        for day, count in (("2021-05-28", 1_000), ("2021-06-04", 999), ("2021-06-11", 999))
    )
    assert [(one["raw"], one["reading"]) for one in fallen(totals)] == [
        ("999", "dose 1: it was 1,000 on 2021-05-28")
    ]
    assert fallen(totals_frame()) == []


def test_records_of_days_and_totals_of_one_campaign_stay_apart(shared: Path, reading: Open) -> None:
    records = read_records(reading("kantei", "medical", "kantei", raw=shared))
    assert list(records.accepted.columns) == ["area", "snapshot", "date", "cohort", "dose", "count"]
    assert len(records.accepted) == 2 * (13 + 18)
    assert set(records.totals["area"]) == {"00"}
