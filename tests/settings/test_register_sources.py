"""Registers in a params file: optional, checked, and part of what a run reads."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei import settings
from renkei.errors import InputMissing, SettingsError
from renkei.settings.model import SupplySource

SOURCES = """  supply:
    path: own/supply
    doses_per_box:
      - {from: 2021-03-29, doses: 975}
      - {from: 2021-05-10, doses: 1170}
  practices:
    path: own/practices
"""
Changed = Callable[..., str]


@pytest.fixture
def changed(project: Path, tmp_path: Path) -> Changed:
    """A params file with two registers, one text of it replaced."""
    text = (project / "params" / "elderly-2021-open-data.yaml").read_text(encoding="utf-8")
    text = text.replace("sources:\n", f"sources:\n{SOURCES}")
    shutil.copytree(project / "params" / "content", tmp_path / "content")

    def write(old: str = "", new: str = "") -> str:
        assert old in text
        file = tmp_path / "own.yaml"
        file.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        return str(file)

    return write


def test_the_sources_given_are_registers_and_the_others_are_not(
    changed: Changed, tmp_path: Path
) -> None:
    campaign = settings.open_campaign(changed(), raw=str(tmp_path))
    assert list(campaign.sources.registers) == ["supply", "practices"]
    assert campaign.register_folder("supply") == tmp_path / "own" / "supply"
    assert campaign.register_folder("liaison") is None


@pytest.mark.parametrize(
    ("day", "doses"),
    [("2021-03-28", None), ("2021-03-29", 975), ("2021-05-09", 975), ("2021-05-10", 1170)],
)
def test_a_box_holds_the_doses_of_its_day(
    changed: Changed, tmp_path: Path, day: str, doses: int | None
) -> None:
    supply = settings.open_campaign(changed(), raw=str(tmp_path)).sources.registers["supply"]
    assert isinstance(supply, SupplySource)
    assert supply.doses_on(dt.date.fromisoformat(day)) == doses


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: 2021-05-10", "from: 2021-03-29", "2021-03-29 does not follow 2021-03-29"),
        ("doses: 975", "doses: 0", "sources.supply.doses_per_box.0.doses is 0"),
        ("from: 2021-03-29", "from: 2021-02-29", "is no date of the calendar"),
        ("from: 2021-03-29", "form: 2021-03-29", "(nearest: from)"),
        ("path: own/supply", "path: ../supply", "'../supply' leaves the raw folder"),
        ("  practices:", "  practises:", "unknown key 'sources.practises' (nearest: practices)"),
        ("path: own/practices", "paht: own/practices", "(nearest: path)"),
    ],
)
def test_a_wrong_register_is_refused_with_its_place(
    changed: Changed, old: str, new: str, said: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        settings.open_campaign(changed(old, new))
    assert said in str(refusal.value)


def test_supply_without_its_doses_per_box_is_refused(changed: Changed) -> None:
    lines = SOURCES.partition("    doses_per_box")[2].partition("  practices")[0]
    with pytest.raises(SettingsError, match=r"key 'sources\.supply\.doses_per_box' is missing"):
        settings.open_campaign(changed(f"    doses_per_box{lines}", ""))


def test_a_register_that_is_named_but_not_there_is_missing(
    changed: Changed, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    for name in ("vrs/2021-06-01.csv.gz", "population/juki-2020-000701583.xls",
                 "survey/published_rounds.csv", "own/supply"):  # fmt: skip
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text("x", encoding="ascii")
    campaign = settings.open_campaign(changed(), raw=str(raw))
    with pytest.raises(InputMissing, match="a file where a folder is expected") as missing:
        campaign.check_inputs()
    assert "sources.supply.path" in str(missing.value)
    (raw / "own" / "supply").unlink()
    with pytest.raises(InputMissing, match="no such file or folder"):
        campaign.check_inputs()


def test_register_files_are_inputs_up_to_the_as_of_date(changed: Changed, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for received in ("2021-06-02", "2021-06-03"):
        file = raw / "own" / "practices" / received / "a.xlsx"
        file.parent.mkdir(parents=True)
        file.write_text("x", encoding="ascii")
    campaign = settings.open_campaign(changed(), raw=str(raw))
    found = [path.parent.name for path in campaign.inputs() if path.name == "a.xlsx"]
    assert found == ["2021-06-02"]
