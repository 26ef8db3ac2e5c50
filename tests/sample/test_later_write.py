"""The files of a later dose: read whole, seen late, the same each time, and refused when odd."""

import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from renkei import areas
from renkei.cli import console, main
from renkei.errors import SettingsError, UsageError, WriteError
from renkei.intake import read_population, read_records
from renkei.intake.forms.form import SAMPLE_MARK
from renkei.intake.population import eligible_by_area
from renkei.intake.registers import read_registers
from renkei.sample import LATER, write_later_sample
from renkei.settings import Campaign, Params, open_campaign, read_params


@pytest.fixture(scope="module", params=list(LATER))
def campaign(request: pytest.FixtureRequest, project: Path, later_raw: Path) -> Campaign:
    params = str(project / "params" / f"{request.param}.yaml")
    return open_campaign(params, raw=str(later_raw))


@pytest.fixture
def third(project: Path) -> Params:
    return read_params(project / "params" / "third-dose-2022.yaml")


def _rows(campaign: Campaign, day: str) -> pd.DataFrame:
    file = campaign.raw / campaign.campaign / "records" / f"{day}.csv.gz"
    return pd.read_csv(file, dtype={"area": str}, parse_dates=["date"])


def test_every_line_is_read_and_the_population_is_whom_the_records_know(
    campaign: Campaign,
) -> None:
    campaign.check_inputs()
    records = read_records(campaign)
    population, notes = read_population(campaign)
    assert records.rejected.empty
    assert records.reconciliation["balanced"].all()
    assert (records.reconciliation["superseded"] == 0).all()
    assert notes == []
    assert campaign.eligibility is not None
    assert set(records.accepted["cohort"]) == {"all", *campaign.eligibility.ids}
    assert set(records.accepted["dose"]) == set(campaign.recorded_doses)
    earliest = records.accepted[records.accepted["dose"] == campaign.eligibility.earlier[0]]
    for cohort in campaign.eligibility.ids:
        had = earliest[earliest["cohort"] == cohort].groupby("area")["count"].sum()
        eligible = eligible_by_area(population, cohort)
        towns = eligible[eligible.index.str.len() == 6]
        assert (towns == had.reindex(towns.index).fillna(0)).all()


def test_earlier_doses_stand_in_the_first_snapshot_and_the_later_one_in_all(
    campaign: Campaign,
) -> None:
    assert campaign.eligibility is not None
    files = campaign.snapshots()
    for file in (files[0], files[-1]):
        rows = _rows(campaign, file.name[:10])
        earlier = campaign.eligibility.earlier if file == files[0] else ()
        assert set(rows["dose"]) == {*earlier, campaign.eligibility.dose}
        assert rows["date"].max() == pd.Timestamp(file.name[:10]) - pd.Timedelta(days=1)
        assert rows["count"].min() == 1
        assert not rows.duplicated(["date", "area", "cohort", "dose"]).any()


def test_a_later_snapshot_never_shows_less_of_a_day_and_the_last_days_come_late(
    campaign: Campaign,
) -> None:
    assert campaign.eligibility is not None
    key = ["date", "area", "cohort", "dose"]
    days = [file.name[:10] for file in campaign.snapshots()]
    middle = days[days.index(campaign.released.isoformat())]
    seen, final = (_rows(campaign, day).set_index(key)["count"] for day in (middle, days[-1]))
    assert (final.reindex(seen.index).fillna(0) >= seen).all()
    by_day = [one.groupby("date").sum() for one in (seen, final)]
    share = (by_day[0] / by_day[1]).dropna()
    assert share.iloc[-1] == pytest.approx(0.5, abs=0.06)  # one day late of 22 days' lateness
    assert share.iloc[-8] == pytest.approx(0.84, abs=0.06)
    assert share.iloc[-8:].is_monotonic_decreasing


def test_reported_doses_never_exceed_the_doses_before_them(campaign: Campaign) -> None:
    population, _ = read_population(campaign)
    newest = _rows(campaign, campaign.snapshots()[-1].name[:10])
    for cohort, rows in newest.groupby("cohort"):
        had = rows.groupby("area")["count"].sum()
        assert (had <= eligible_by_area(population, str(cohort)).reindex(had.index)).all()


def test_it_stays_small_and_says_that_all_is_invented(campaign: Campaign) -> None:
    folder = campaign.raw / campaign.campaign
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    assert sum(sizes) < 20_000_000
    text = (folder / "README.txt").read_text(encoding="utf-8")
    assert SAMPLE_MARK in text
    assert "invented" in text
    assert f"renkei sample --campaign {campaign.campaign}" in text


def test_the_fourth_dose_has_a_form_of_the_days_prefectures_are_ready_to_test(
    project: Path, later_raw: Path
) -> None:
    params = str(project / "params" / "fourth-dose-2022.yaml")
    one = open_campaign(params, raw=str(later_raw))
    registers = read_registers(one)
    assert registers.rejected.empty
    ready = registers.readiness
    assert list(ready["area"]) == [each.short for each in areas.prefectures()]
    assert ready["testing_sites"].notna().all()
    assert 0 < ready["follow_up"].isna().sum() < 15
    assert ready["doctors"].fillna("").eq("").all()
    assert (registers.reconciliation["balanced"]).all()
    (form,) = (later_raw / one.campaign / "readiness").rglob("*.xlsx")
    assert SAMPLE_MARK in str(load_workbook(form).worksheets[0].oddHeader.center.text)


def test_the_command_in_another_process_writes_the_same_bytes(
    project: Path, later_raw: Path, tmp_path: Path
) -> None:
    odd = {"PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo", "RENKEI_HOME": str(project)}
    code = "import sys; from renkei.cli import main; sys.exit(main(sys.argv[1:]))"
    asked = ["sample", "--campaign", "omicron-2022", "--out", str(tmp_path / "omicron")]
    told = subprocess.run(
        [sys.executable, "-c", code, *asked],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **odd},
    ).stdout
    assert "made the omicron-2022 campaign (all invented): 1," in told
    written = sorted(path for path in (tmp_path / "omicron").rglob("*") if path.is_file())
    assert {"README.txt", "population.csv"} < {path.name for path in written}
    for file in written:
        other = later_raw / "omicron-2022" / file.relative_to(tmp_path / "omicron")
        assert file.read_bytes() == other.read_bytes(), file.name


def test_the_records_are_the_same_on_every_machine(later_raw: Path) -> None:
    """Change the digest together with the sample, and say so in the changelog."""
    with gzip.open(later_raw / "third-dose-2022" / "records" / "2022-02-11.csv.gz") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    assert found == "6c8fa21115537d701b457baa42e26e5bb060cc6c1fea4a7b0fa49d9badbebaa2"


def test_odd_asks_are_refused(third: Params, project: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="-1 is no seed"):
        write_later_sample(tmp_path, third, seed=-1)
    elderly = read_params(project / "params" / "sample.yaml")
    with pytest.raises(SettingsError, match="nothing is invented of the campaign 'sample'"):
        write_later_sample(tmp_path, elderly)
    assert third.eligibility is not None
    fewer = third.eligibility.model_copy(update={"cohorts": third.eligibility.cohorts[:2]})
    with pytest.raises(SettingsError, match="the cohorts are medical, facility; expected those"):
        write_later_sample(tmp_path, third.model_copy(update={"eligibility": fewer}))
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="file/third"):
        write_later_sample(tmp_path / "file" / "third", third)


def test_the_command_names_the_nearest_campaign(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(home))
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    folder = tmp_path / "fourth"
    assert main(["sample", "--campaign", "forth-dose-2022", "--out", str(folder)]) == 64
    assert "(nearest: fourth-dose-2022)" in capsys.readouterr().err
    assert not folder.exists()
