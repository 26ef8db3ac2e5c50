"""Records of a later dose by cohort: what is counted, what is refused, and what is told."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from renkei import processed
from renkei.errors import DataError
from renkei.intake import prefecture_table, read_population, read_records, sentences
from renkei.settings import Campaign, open_campaign

HEAD = "date,area,cohort,dose,count"
GOOD = "2022-01-11,162019,medical,3,5"
Put = Callable[..., None]


@pytest.fixture
def campaign(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """The third dose on 2022-02-10, on an empty raw folder."""
    monkeypatch.setenv("RENKEI_HOME", str(project))
    (tmp_path / "raw").mkdir()
    return open_campaign("third-dose-2022", raw=str(tmp_path / "raw"))


@pytest.fixture
def put(campaign: Campaign) -> Put:
    """Write a snapshot of these lines below the header, packed when named .gz."""

    def putting(name: str, *lines: str, head: str = HEAD) -> None:
        file = campaign.raw / "third-dose-2022" / "records" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        content = ("\n".join([head, *lines]) + "\n").encode()
        file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    return putting


def given(frame: pd.DataFrame) -> dict[tuple[str, int], int]:
    return frame.groupby(["cohort", "dose"])["count"].sum().to_dict()


def test_each_cohort_is_counted_by_itself_and_all_together(campaign: Campaign, put: Put) -> None:
    put(
        "2022-02-10.csv.gz",
        "2021-05-20,162019,medical,2,9",
        GOOD,
        "2022-01-11,162019,other-elderly,3,2",
        "2022-01-11,162027,medical,3,1",
    )
    records = read_records(campaign)
    assert given(records.accepted) == {
        ("all", 2): 9, ("all", 3): 8, ("medical", 2): 9, ("medical", 3): 6, ("other-elderly", 3): 2
    }  # fmt: skip
    together = records.accepted.query("cohort == 'all' and dose == 3").set_index("area")["count"]
    assert together.to_dict() == {"162019": 7, "162027": 1}
    pd.testing.assert_frame_equal(
        processed.check("records", records.accepted), records.accepted, check_dtype=False
    )
    assert records.rejected.empty
    tally = records.reconciliation.iloc[0]
    assert (tally["rows"], tally["accepted"], tally["notes"], tally["balanced"]) == (5, 4, 1, True)
    assert tally["cells_expected"] == tally["cells_read"] == 4 * 5


def test_earlier_doses_may_stand_in_an_older_snapshot_alone(campaign: Campaign, put: Put) -> None:
    put("2021-12-10.csv", "2021-05-20,162019,medical,2,9")
    put("2022-02-11.csv", GOOD)
    records = read_records(campaign)
    assert records.accepted.groupby("snapshot")["dose"].unique().map(list).tolist() == [[2], [3]]
    assert records.ledger.empty


def test_columns_in_another_order_and_a_blank_line_are_read(campaign: Campaign, put: Put) -> None:
    put(
        "2022-02-10.csv", "5,3,medical,162019,2022-01-11,x", "", head="count,Dose,cohort,area,date,"
    )
    records = read_records(campaign)
    assert given(records.accepted) == {("all", 3): 5, ("medical", 3): 5}
    assert records.reconciliation[["blank", "balanced"]].to_numpy().tolist() == [[1, True]]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "2022-01-11,162019,medicla,3,5",
            'line 3: cohort is "medicla"; expected medical, facility, other-elderly, general '
            "(nearest: medical)",
        ),
        ("2022-01-11,162019,,3,5", 'cohort is ""; expected medical, facility'),
        ("2022-01-11,162019,all,3,5", 'cohort is "all"; expected medical'),
        ("2022-01-11,162019,medical,1,5", 'dose is "1"; expected a dose this campaign counts'),
        ("2022-01-11,162019,medical,4,5", 'dose is "4"; expected a dose this campaign counts'),
        ("2022-01-11,162019,medical,三,5", 'dose is "三"'),
        ("2022-01-11,999999,medical,3,5", 'area is "999999"; expected the two digits of a pre'),
        ("2022-01-11,16201,medical,3,5", "(nearest: 162019)"),
        ("2022-01-11,162019,medical,3,-5", 'count is "-5"; expected a whole number from 0'),
        ("2022-01-11,162019,medical,3,", 'count is ""'),
        ("2022/01/11,162019,medical,3,5", 'date is "2022/01/11"; expected a day like'),
        ("2022-02-10,162019,medical,3,5", "expected a day before its snapshot"),
        (
            "2021-11-30,162019,medical,3,5",
            'date is "2021-11-30"; expected a day from which its cohort may have this dose',
        ),
        (
            "2021-02-16,162019,medical,2,5",
            'date is "2021-02-16"; expected a day from 2021-02-17, the first record day',
        ),
        ("2022-01-11,162019,medical,3", "line 3: 4 fields; expected 5 fields"),
        ('2022-01-11,162019,"medical,3,5', "line 3: a quote that does not close"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_stops_nothing(
    campaign: Campaign, put: Put, line: str, sentence: str
) -> None:
    put("2022-02-10.csv", GOOD, line, "2022-01-12,162019,medical,3,2")
    records = read_records(campaign)
    assert given(records.accepted) == {("all", 3): 7, ("medical", 3): 7}
    (said,) = sentences(records.rejected)
    assert said.startswith("2022-02-10.csv, line 3: ")
    assert sentence in said
    tally = records.reconciliation.iloc[0]
    assert (tally["rows"], tally["accepted"], tally["rejected"]) == (4, 2, 1)
    assert tally["balanced"]


def test_the_same_line_twice_counts_once_and_two_that_differ_not_at_all(
    campaign: Campaign, put: Put
) -> None:
    put("2022-02-10.csv", GOOD, GOOD, "2022-01-12,17,general,2,5", "2022-01-12,17,general,2,6")
    records = read_records(campaign)
    assert given(records.accepted) == {("all", 3): 5, ("medical", 3): 5}
    assert records.rejected["row"].tolist() == [4, 5]
    assert records.ledger["rule"].tolist() == ["the same line twice"]
    assert records.reconciliation["balanced"].all()


def test_days_after_the_as_of_date_are_not_counted(campaign: Campaign, put: Put) -> None:
    put("2022-02-11.csv", GOOD, "2022-02-10,162019,medical,3,2")
    earlier = campaign.model_copy(update={"as_of": campaign.as_of.replace(day=9)})
    records = read_records(earlier)
    assert given(records.accepted) == {("all", 3): 5, ("medical", 3): 5}
    assert records.ledger["rule"].tolist() == ["after the as-of date"]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("date,area,cohort,status,count", "no column dose among date, area, cohort, status, count"),
        ("date,area,dose,count", "no column cohort among date, area, dose, count"),
        ("date,area,cohort,dose,count,Dose", "a column stands twice"),
        ("", "no column date"),
    ],
)
def test_a_file_of_another_shape_is_refused_whole(
    campaign: Campaign, put: Put, head: str, said: str
) -> None:
    put("2022-02-10.csv", GOOD)
    put("2022-02-11.csv", GOOD, head=head)
    records = read_records(campaign)
    (sentence,) = sentences(records.rejected)
    assert sentence.startswith(f"2022-02-11.csv: {said}")
    assert "figures come from that of 2022-02-10" in sentence
    assert given(records.accepted) == {("all", 3): 5, ("medical", 3): 5}


def test_ndjson_and_names_that_are_no_day_are_refused(campaign: Campaign, put: Put) -> None:
    put("2022-02-10.csv", GOOD)
    put("newest.csv", GOOD)
    put("2022-02-09.ndjson", head='{"date": "2022-01-11", "area": "162019"}')
    said = " ".join(sentences(read_records(campaign).rejected))
    assert "newest.csv: the name is no date" in said
    assert "2022-02-09.ndjson: " in said
    assert "in the header; expected date, area, cohort, dose, count" in said


def test_the_newest_snapshot_without_the_later_dose_says_whose_figures_stand(
    campaign: Campaign, put: Put
) -> None:
    put("2022-02-10.csv", GOOD)
    put("2022-02-11.csv", "2021-05-20,162019,medical,2,9")
    records = read_records(campaign)
    (sentence,) = sentences(records.rejected)
    assert "no line of it counts for 3回目; the newest snapshot cannot be used" in sentence


def test_nothing_usable_at_all_stops_the_reading(campaign: Campaign, put: Put) -> None:
    put("2022-02-10.csv", "2022-01-11,162019,nobody,3,5")
    with pytest.raises(DataError, match="none of 1 snapshots can be used"):
        read_records(campaign)


def test_the_table_of_prefectures_prints_the_later_dose_under_its_own_name(
    campaign: Campaign, put: Put
) -> None:
    put("2022-02-11.csv", GOOD, "2021-05-20,162019,medical,2,9", "2022-01-11,17,general,3,50")
    lines = [f"{1 + one:02},{cohort},100" for one in range(47) for cohort in _ids(campaign)]
    population = campaign.population_file()
    population.write_text("\n".join(["area,cohort,eligible", *lines]), encoding="utf-8")
    table = prefecture_table(read_records(campaign), read_population(campaign)[0], campaign)
    assert table.columns.tolist() == ["3回目接種の対象者", "3回目", "市区町村"]
    assert table.loc["富山県"].tolist() == ["400", "5（約1.3%）", "1"]
    assert table.loc["石川県"].tolist() == ["400", "50（約13%）", "0"]


def _ids(campaign: Campaign) -> tuple[str, ...]:
    assert campaign.eligibility is not None
    return campaign.eligibility.ids
