"""The dose records: how much, how fast, and how late they are seen."""

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pytest

from renkei import areas
from renkei.sample.municipalities import START, Municipalities
from renkei.sample.plan import SNAPSHOTS
from renkei.sample.records import COLUMNS, Doses, visible
from renkei.sample.write import SEED

JUNE_3 = dt.date(2021, 6, 3)


def _day(year_day: str) -> int:
    return (dt.date.fromisoformat(year_day) - START).days


def _rows(folder: Path, snapshot: str) -> list[dict[str, str]]:
    with gzip.open(folder / "records" / snapshot, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def june_3(folder: Path) -> list[dict[str, str]]:
    return _rows(folder, "2021-06-03.csv.gz")


def test_there_is_one_file_for_each_snapshot_and_one_kind_is_ndjson(folder: Path) -> None:
    names = sorted(path.name for path in (folder / "records").iterdir())
    assert [name[:10] for name in names] == [day.isoformat() for day in SNAPSHOTS]
    assert {name[10:] for name in names} == {".csv.gz", ".ndjson.gz"}


def test_csv_and_ndjson_rows_have_the_same_columns(
    folder: Path, june_3: list[dict[str, str]]
) -> None:
    with gzip.open(folder / "records" / "2021-06-02.ndjson.gz", "rt", encoding="utf-8") as file:
        first = json.loads(file.readline())
    assert tuple(first) == tuple(june_3[0]) == COLUMNS
    assert isinstance(first["count"], int)


def test_rows_name_municipalities_ages_and_doses_and_never_a_zero(
    june_3: list[dict[str, str]],
) -> None:
    known = {area.code for area in areas.municipalities()}
    assert {row["area"] for row in june_3} <= known
    assert {row["age"] for row in june_3} == {"65-", "-64"}
    assert {row["status"] for row in june_3} == {"1", "2"}
    assert min(int(row["count"]) for row in june_3) == 1


def test_the_records_are_the_same_on_every_machine(folder: Path) -> None:
    """Change the digest together with the sample, and say so in the changelog."""
    with gzip.open(folder / "records" / "2021-06-03.csv.gz") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    assert found == "01c710652012d94d2a00a9fd98945365da9167d6283e903d753484621c3a5802"


def test_a_snapshot_holds_record_days_to_the_day_before(june_3: list[dict[str, str]]) -> None:
    days = {row["date"] for row in june_3}
    assert (min(days), max(days)) == ("2021-04-12", "2021-06-02")


def test_no_row_stands_twice(june_3: list[dict[str, str]]) -> None:
    keys = {(row["date"], row["area"], row["age"], row["status"]) for row in june_3}
    assert len(keys) == len(june_3)


def test_the_nation_on_3_june_is_where_the_real_one_was(
    june_3: list[dict[str, str]], places: Municipalities
) -> None:
    share = {
        dose: sum(int(row["count"]) for row in june_3 if row["status"] == dose)
        / places.eligible.sum()
        for dose in ("1", "2")
    }
    assert 0.17 <= share["1"] <= 0.185
    assert 0.013 <= share["2"] <= 0.018


def test_by_the_end_of_july_three_quarters_have_two_doses(
    doses: Doses, places: Municipalities
) -> None:
    second = doses.given[0, 1, :, : _day("2021-08-01")].sum() / places.eligible.sum()
    assert 0.75 <= second <= 0.80


def test_some_finish_in_early_july_and_some_in_september(
    doses: Doses, places: Municipalities
) -> None:
    share = doses.given[0, 1].cumsum(axis=-1) / (places.eligible * places.wish)[:, None]
    done = share >= 0.95
    assert 20 <= done[:, _day("2021-07-10")].sum() <= 200
    assert 20 <= (~done[:, _day("2021-09-01")]).sum() <= 200
    assert done[places.early, _day("2021-06-01")]


def test_nobody_gets_a_second_dose_without_a_first(doses: Doses) -> None:
    total = doses.given.cumsum(axis=-1)
    assert (total[0, 1] <= total[0, 0] + 1).all()
    assert (doses.given >= 0).all()


def test_first_doses_never_exceed_those_who_wish(doses: Doses, places: Municipalities) -> None:
    assert (doses.given[0, 0].sum(axis=-1) <= places.eligible * places.wish + 1).all()


@pytest.mark.parametrize(
    ("days", "nation", "low"),
    [(1, 0.47, 0.22), (4, 0.70, 0.46), (7, 0.78, 0.59), (14, 0.87, 0.79), (28, 0.95, 0.90)],
)
def test_the_records_show_a_day_as_late_as_the_real_ones(
    doses: Doses, places: Municipalities, days: int, nation: float, low: float
) -> None:
    given = Doses(doses.given[..., : (SNAPSHOTS[-1] - START).days])
    record_days = [(JUNE_3 - START).days - days - back for back in range(3)]
    seen, final = np.zeros(len(places.areas)), np.zeros(len(places.areas))
    for record_day in record_days:
        snapshot = START + dt.timedelta(days=record_day + days)
        seen += visible(places, given, snapshot, SEED)[0, 0, :, record_day]
        final += given.given[0, 0, :, record_day]
    prefecture = np.array([area.prefecture_code for area in places.areas])
    shares = [
        seen[prefecture == one].sum() / final[prefecture == one].sum()
        for one in np.unique(prefecture)
    ]
    assert seen.sum() / final.sum() == pytest.approx(nation, abs=0.03)
    assert np.percentile(shares, 5) == pytest.approx(low, abs=0.06)


def test_a_later_snapshot_never_shows_less_of_a_day(folder: Path) -> None:
    def counts(name: str) -> dict[tuple[str, ...], int]:
        rows = _rows(folder, name)
        return {
            (row["date"], row["area"], row["age"], row["status"]): int(row["count"]) for row in rows
        }

    earlier, later = counts("2021-06-01.csv.gz"), counts("2021-06-10.csv.gz")
    assert all(later[key] >= count for key, count in earlier.items())


def test_a_town_without_records_for_days_has_them_in_a_later_snapshot(folder: Path) -> None:
    def days(name: str) -> set[str]:
        return {row["date"] for row in _rows(folder, name) if row["area"] == "163422"}

    assert max(days("2021-06-03.csv.gz")) <= "2021-05-27"
    assert "2021-06-01" in days("2021-06-10.csv.gz")


def test_population_lists_every_municipality_once(folder: Path) -> None:
    text = (folder / "population.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["area"] for row in rows] == [area.code for area in areas.municipalities()]
    assert sum(int(row["eligible"]) for row in rows) == pytest.approx(35_500_000, rel=1e-4)
    assert min(int(row["eligible"]) for row in rows) > 0
