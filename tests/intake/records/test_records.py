"""Dose records: what is counted, what is refused, and the real figures to the digit."""

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from renkei import areas, processed
from renkei.intake import read_records, sentences
from renkei.settings import Campaign, open_campaign

HEAD = "date,prefecture,gender,age,medical_worker,status,count"
Writer = Callable[..., Path]


@pytest.fixture
def real(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str], Campaign]:
    monkeypatch.setenv("RENKEI_HOME", str(project))

    def opening(shared: Path, as_of: str) -> Campaign:
        return open_campaign("elderly-2021-open-data", raw=str(shared), as_of=as_of)

    return opening


def total(frame: pd.DataFrame, area: str, cohort: str, dose: int) -> int:
    chosen = frame[(frame["area"] == area) & (frame["cohort"] == cohort) & (frame["dose"] == dose)]
    return int(chosen["count"].sum())


def test_the_figures_of_the_toyama_meeting_come_out_to_the_digit(
    shared: Path, real: Callable[[Path, str], Campaign]
) -> None:
    records = read_records(real(shared, "2021-06-02"))
    newest = records.accepted[records.accepted["snapshot"] == pd.Timestamp("2021-06-03")]
    assert [total(newest, "16", "programme", dose) for dose in (1, 2)] == [59_333, 2_817]
    assert [total(newest, "16", "65-", dose) for dose in (1, 2)] == [57_213, 2_654]
    present = sorted(newest["area"].unique())
    assert (len(present), {len(area) for area in present}) == (37, {2})
    assert sum(total(newest, area, "programme", 1) for area in present) == 4_854_185


def test_the_snapshot_of_5_july_equals_the_official_counts_in_all_37_prefectures(
    shared: Path, real: Callable[[Path, str], Campaign]
) -> None:
    campaign = real(shared, "2021-07-04")
    records = read_records(campaign)
    newest = records.accepted[records.accepted["snapshot"] == pd.Timestamp("2021-07-05")]
    with (shared / "kantei/senior_citizen/2021-07-04.csv").open(encoding="utf-8") as lines:
        official = {one["code"]: one for one in csv.DictReader(lines)}
    present = sorted(newest["area"].unique())
    assert len(present) == 37
    for area in present:
        counted = [total(newest, area, "programme", dose) for dose in (1, 2)]
        said = [int(official[area][name]) for name in ("1st_vaccinations", "2nd_vaccinations")]
        assert counted == said, area
    assert records.rejected.empty
    assert records.reconciliation["balanced"].all()


def test_csv_and_ndjson_packed_or_not_give_the_same_records(
    campaign: Campaign, snapshot: Writer
) -> None:
    given = [
        ("2021-05-10", "01", "65-", "1", 5),
        ("2021-05-10", "01", "-64", "1", 2),
        ("2021-05-11", "16", "UNK", "2", 3),
    ]
    text = ["date,area,age,status,count", *(",".join(map(str, one)) for one in given)]
    objects = [
        dict(zip(("date", "prefecture", "age", "status", "count"), one, strict=True))
        for one in given
    ]
    numbers = [one | {"status": int(str(one["status"]))} for one in objects]
    for name, lines in (
        ("2021-05-12.csv", text),
        ("2021-05-13.csv.gz", text),
        ("2021-05-14.ndjson", objects),
        ("2021-05-15.ndjson.gz", numbers),
    ):
        snapshot(name, lines)
    found = read_records(campaign).accepted.drop(columns="snapshot")
    quarter = len(found) // 4
    parts = [found.iloc[i * quarter : (i + 1) * quarter].reset_index(drop=True) for i in range(4)]
    for part in parts[1:]:
        pd.testing.assert_frame_equal(parts[0], part)
    assert total(parts[0], "01", "programme", 1) == 7
    assert total(parts[0], "01", "65-", 1) == 5
    assert total(parts[0], "16", "65-", 2) == 0


def test_a_code_stays_text(campaign: Campaign, snapshot: Writer) -> None:
    snapshot("2021-05-12.csv", [HEAD, "2021-05-11,01,F,65-,false,1,5"])
    accepted = read_records(campaign).accepted
    assert accepted["area"].tolist() == ["01", "01"]
    pd.testing.assert_frame_equal(processed.check("records", accepted), accepted)


def test_a_snapshot_published_after_the_release_is_not_used(
    opened: Callable[..., Campaign], snapshot: Writer
) -> None:
    campaign = opened("2021-05-16")
    snapshot("2021-05-17.csv", [HEAD, "2021-05-16,16,F,65-,false,1,5"])
    snapshot("2021-05-18.csv", [HEAD, "2021-05-16,16,F,65-,false,1,999"])
    records = read_records(campaign)
    assert campaign.released.isoformat() == "2021-05-17"
    assert records.accepted["count"].tolist() == [5, 5]
    assert records.reconciliation["file"].tolist() == ["2021-05-17.csv"]


def test_record_days_after_the_as_of_date_are_not_counted_and_said_so(
    campaign: Campaign, snapshot: Writer
) -> None:
    lines = ["2021-05-16,16,F,65-,false,1,5", "2021-05-17,16,F,65-,false,1,7"]
    snapshot("2021-05-17.csv", [HEAD, lines[0]])
    records = read_records(campaign)
    assert total(records.accepted, "16", "programme", 1) == 5
    later = campaign.model_copy(update={"as_of": campaign.as_of.replace(day=15)})
    held_back = read_records(later)
    assert held_back.accepted.empty
    assert held_back.reconciliation["superseded"].tolist() == [1]
    assert held_back.ledger["rule"].tolist() == ["after the as-of date"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "2021-05-11,99,F,65-,false,1,5",
            '2021-05-12.csv, line 3: area is "99"; expected the two digits of a prefecture or '
            "the six of a municipality",
        ),
        ("2021-05-11,1,F,65-,false,1,5", "(nearest: 01)"),
        ("2021-05-11,16201,F,65-,false,1,5", "(nearest: 162019)"),
        (
            "2021-04-11,16,F,65-,false,1,5",
            'date is "2021-04-11"; expected a day from 2021-04-12, the first record day',
        ),
        ("2021-05-11,16,F,65-,false,1,10000001", "a whole number from 0 to 10,000,000"),
        (f"2021-05-11,16,F,65-,false,1,{9**30}", 'count is "42391158275216203514294433201"'),
        (
            "2021-05-11,162018,F,65-,false,1,5",
            '2021-05-12.csv, line 3: area is "162018"; expected the two digits of a prefecture or '
            "the six of a municipality (nearest: 162019)",
        ),
        ("2021-02-30,16,F,65-,false,1,5", 'date is "2021-02-30"; expected a day like 2021-06-02'),
        ("2021-05-12,16,F,65-,false,1,5", "expected a day before its snapshot"),
        ("2021-05-11,16,F,65-,false,3,5", 'status is "3"; expected a dose this campaign counts'),
        ("2021-05-11,16,F,65-,false,1,-5", 'count is "-5"; expected a whole number from 0'),
        ("2021-05-11,16,F,65-,false,1,1.5", 'count is "1.5"'),
        ("2021-05-11,16,F,70-,false,1,5", 'age is "70-"; expected -64, 65- or UNK'),
        ("2021-05-11,16,F,65-", "line 3: 4 fields; expected 7 fields"),
        ("2021-05-11,#panic(),F,<script>,false,1,5", "<script>"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_stops_nothing(
    campaign: Campaign, snapshot: Writer, line: str, sentence: str
) -> None:
    good = ["2021-05-11,16,F,65-,false,1,5", "2021-05-11,16,M,65-,false,1,5"]
    snapshot("2021-05-12.csv", [HEAD, good[0], line, "", good[1]])
    records = read_records(campaign)
    assert total(records.accepted, "16", "programme", 1) == 10
    assert len(records.rejected) == 1
    assert sentence in sentences(records.rejected)[0]
    account = records.reconciliation.iloc[0]
    assert account["balanced"]
    assert (account["rows"], account["rejected"], account["blank"]) == (5, 1, 1)


def test_bad_ndjson_lines_are_rejected_one_by_one(campaign: Campaign, snapshot: Writer) -> None:
    good = {"date": "2021-05-11", "area": "16", "age": "65-", "status": 1, "count": 5}
    lines = [good, "{not json", good | {"area": 16}, good | {"count": 2.5}, "[1]", "", {"a": 1}]
    snapshot("2021-05-12.ndjson", [*lines, good | {"gender": "M"}])
    records = read_records(campaign)
    assert total(records.accepted, "16", "programme", 1) == 10
    assert records.rejected["row"].tolist() == [2, 3, 4, 5, 7]
    assert "area is 16, not text" in sentences(records.rejected)[1]
    assert records.reconciliation["balanced"].all()


def test_medical_workers_belong_to_another_programme(campaign: Campaign, snapshot: Writer) -> None:
    lines = [f'2021-05-11,16,F,65-,"{worker}",1,5' for worker in ("false", "true")]
    snapshot("2021-05-12.csv", [HEAD, *lines])
    records = read_records(campaign)
    assert total(records.accepted, "16", "programme", 1) == 5
    assert records.ledger["rule"].tolist() == ["medical workers not counted"]


def test_areas_are_those_of_the_source_and_never_summed_here(
    campaign: Campaign, snapshot: Writer
) -> None:
    head = "date,area,age,status,count"
    towns = ["2021-05-11,162019,65-,1,5", "2021-05-11,162027,-64,1,7", "2021-05-11,172014,65-,1,1"]
    snapshot("2021-05-12.csv", [head, *towns, "2021-05-11,17,65-,1,100"])
    records = read_records(campaign)
    assert set(records.accepted["area"]) == {"162019", "162027", "17", "172014"}
    assert total(records.accepted, "17", "programme", 1) == 100


def test_nothing_is_allocated_from_a_prefecture_to_its_municipalities(
    campaign: Campaign, snapshot: Writer
) -> None:
    snapshot("2021-05-12.csv", [HEAD, "2021-05-11,16,F,65-,false,1,5"])
    assert set(read_records(campaign).accepted["area"]) == {"16"}


@pytest.mark.parametrize(
    ("name", "lines", "reason"),
    [
        ("latest.csv", [HEAD], "the name is no date"),
        ("2021-05-10.csv", [HEAD], "no line of it can be used"),
        ("2021-05-10.csv", [HEAD, "x,y,z"], "no line of it can be used"),
        ("2021-05-10.csv", ["日付,件数", "x,1"], "no column date"),
        ("2021-05-10.csv", [], "no column date"),
        ("2021-05-10.csv", ["date,area,area,status,count"], "a column stands twice"),
    ],
)
def test_a_file_that_is_no_snapshot_is_rejected_and_the_next_is_read(
    campaign: Campaign, snapshot: Writer, name: str, lines: list[str], reason: str
) -> None:
    snapshot(name, lines)
    snapshot("2021-05-12.csv", [HEAD, "2021-05-11,16,F,65-,false,1,5"])
    records = read_records(campaign)
    assert total(records.accepted, "16", "programme", 1) == 5
    assert records.rejected["kind"].tolist().count("file") == 1
    assert reason in records.rejected["reason"].iloc[0]
    assert records.ledger.empty


def test_a_second_snapshot_of_one_day_is_rejected(campaign: Campaign, snapshot: Writer) -> None:
    snapshot("2021-05-12.csv", [HEAD, "2021-05-11,16,F,65-,false,1,5"])
    snapshot("2021-05-12.csv.gz", [HEAD, "2021-05-11,16,F,65-,false,1,6"])
    records = read_records(campaign)
    assert total(records.accepted, "16", "programme", 1) == 5
    assert records.rejected["reason"].tolist() == ["a second snapshot of one day"]


def test_a_snapshot_of_400_000_lines_is_read_at_once(campaign: Campaign, tmp_path: Path) -> None:
    towns = np.array([area.code for area in areas.municipalities()])
    days = pd.date_range("2021-04-12", periods=34).strftime("%Y-%m-%d").to_numpy()
    grid = pd.MultiIndex.from_product(
        [days, towns, ["-64", "65-"], ["1", "2"], ["F", "M"]],
        names=["date", "area", "age", "status", "gender"],
    ).to_frame()
    grid["count"] = 3
    content = grid.to_csv(index=False).encode()
    file = tmp_path / "raw/sample/records/2021-05-17.csv.gz"
    file.parent.mkdir(parents=True)
    file.write_bytes(gzip.compress(content, 1))
    records = read_records(campaign)
    assert records.reconciliation["accepted"].tolist() == [len(grid)] == [473_552]
    toyama = records.accepted["area"].str.startswith("16")
    programme = records.accepted["cohort"] == "programme"
    assert int(records.accepted.loc[toyama & programme, "count"].sum()) == (
        34 * len(areas.municipalities("16")) * 2 * 2 * 2 * 3
    )
