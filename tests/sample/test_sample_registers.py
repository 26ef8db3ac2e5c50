"""The sample's registers: their sizes, their slips, and that nothing in them is about anyone."""

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from renkei import areas, intake
from renkei.intake import Registers
from renkei.intake.forms.form import SAMPLE_MARK
from renkei.intake.forms.liaison import CATEGORIES
from renkei.intake.registers import REGISTERS
from renkei.sample.registers_supply import DELIVERIES
from renkei.settings import Campaign, open_campaign


@pytest.fixture(scope="module")
def campaign(project: Path, sample_raw: Path) -> Campaign:
    """The sample's campaign as its params file gives it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(project))
        return open_campaign("sample", raw=str(sample_raw))


@pytest.fixture(scope="module")
def registers(campaign: Campaign) -> Registers:
    """All registers of the sample, read once."""
    return intake.read_registers(campaign)


def test_every_source_the_params_file_names_is_there(campaign: Campaign) -> None:
    campaign.check_inputs()
    assert list(campaign.sources.registers) == list(REGISTERS)


def test_sizes_are_those_of_a_nation(registers: Registers) -> None:
    standing = {name: int(getattr(registers, name)["current"].sum()) for name in REGISTERS}
    assert standing == {
        "liaison": 300, "supply": 47 * 9, "work_plan": 40, "readiness": 1741, "practices": 12,
    }  # fmt: skip
    assert registers.reconciliation["balanced"].all()


def test_every_prefecture_is_in_the_log_and_its_days_are_in_order(registers: Registers) -> None:
    log = registers.liaison[registers.liaison["current"]]
    assert log["area"].str[:2].nunique() == 47
    assert set(log["category"]) <= set(CATEGORIES)
    assert len(set(log["category"])) > 8
    steps = log[["contacted", "forwarded", "replied", "returned", "closed"]]
    assert steps.notna().sum().is_monotonic_decreasing
    assert log["closed"].notna().sum() > 100
    assert log["area"].str.len().isin([2, 6]).all()


def test_every_delivery_adds_up_and_is_enough_for_two_doses(registers: Registers) -> None:
    supply = registers.supply[registers.supply["current"]]
    assert sorted(supply["day"].dt.date.unique()) == list(DELIVERIES)
    assert (supply["doses"] == supply["boxes"] * supply["doses_per_box"]).all()
    supply = supply.sort_values("day")
    sums = supply.groupby("area")["doses"].cumsum()
    assert (supply["cumulative"] == sums).all()
    assert 1.0 < supply["doses"].sum() / (2 * 35_500_000) < 1.1


def test_the_plan_has_five_items_and_forty_bars(registers: Registers) -> None:
    plan = registers.work_plan[registers.work_plan["current"]]
    assert plan["item"].nunique() == 5
    assert set(plan["area"]) == {"16"}
    assert set(plan["status"]) == {"未着手", "実施中", "完了"}
    done = plan[plan["status"] == "完了"]
    assert done["actual"].notna().all()
    assert done["outcome"].ne("").all()


def test_what_slips_is_of_many_kinds_and_all_of_it_was_put_right(registers: Registers) -> None:
    assert Counter(registers.rejected["rule"]) == {
        "unreadable cell": 8,
        "stands twice": 2,
        "code and name differ": 2,
        "boxes and doses differ": 2,
        "doses per box differ": 1,
        "not the running sum": 1,
        "no key": 1,
        "days out of order": 2,
        "unknown area": 1,
        "unopened": 1,
    }
    assert registers.rejected["corrected"].all()
    assert set(registers.rejected["file"].str.split("/").str[0]) == set(REGISTERS)


def test_in_may_what_slipped_is_still_open(project: Path, sample_raw: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(project))
        campaign = open_campaign("sample", as_of="2021-05-21", raw=str(sample_raw))
    registers = intake.read_registers(campaign)
    assert not registers.rejected["corrected"].any()
    assert registers.readiness["area"].nunique() == 1741 - len(areas.municipalities("31")) - 1


def test_persons_are_plainly_invented(registers: Registers) -> None:
    assert len(registers.contacts) > 1741
    assert registers.contacts["person"].str.startswith("見本 ").all()
    assert registers.contacts["phone"].str.startswith("000-0000-").all()
    assert registers.liaison["officer"].str.startswith("見本リエゾン").all()


def test_items_and_practices_are_named_as_samples(registers: Registers) -> None:
    assert registers.work_plan["item"].str.startswith("見本").all()
    assert registers.practices["title"].str.startswith("見本").all()
    assert registers.practices["summary"].str.startswith("見本：").all()
    assert registers.practices["source"].str.startswith("https://example.jp/").all()


@pytest.mark.parametrize("name", [one for one in REGISTERS if one != "readiness"])
def test_every_page_says_that_it_is_a_sample(folder: Path, name: str) -> None:
    file = sorted((folder / name).rglob("*.xlsx"))[0]
    for sheet in load_workbook(file):
        assert sheet.oddHeader.center.text == SAMPLE_MARK
        assert any(SAMPLE_MARK in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_the_readme_names_every_register(folder: Path) -> None:
    text = (folder / "README.txt").read_text(encoding="utf-8")
    assert all(f"{name}/<received>/" in text for name in REGISTERS)
