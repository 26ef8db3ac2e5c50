"""All registers at once: what arrives when, what is kept, and which refusals were put right."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renkei import intake, processed
from renkei.errors import DataError
from renkei.intake import Records, Registers
from renkei.intake.registers import REGISTERS, no_registers
from renkei.settings import Campaign, open_campaign

Arrive = Callable[..., Path]
Read = Callable[[], Registers]
ENTRY = {
    "prefecture": "富山県",
    "name": "富山市",
    "number": 1,
    "text": "要望",
    "category": "水際対策",
}
PRACTICE = {"prefecture": "富山県", "title": "見本", "summary": "概要"}
PLAN = {"prefecture": "富山県", "item": "項目", "bar": "取組", "start": "R3.5"}
READY = {"code": "162019", "prefecture": "富山県", "name": "富山市", "doctors": "済"}
BOX = {"prefecture": "富山県", "day": "R3.4.5", "class": "高齢者向け", "boxes": 2, "doses": 1950}


def everything(arrive: Arrive) -> None:
    for name, row in zip(REGISTERS, (ENTRY, BOX, PLAN, READY, PRACTICE), strict=True):
        arrive(name, [row])


def test_each_register_becomes_the_frame_of_its_name(arrive: Arrive, read: Read) -> None:
    everything(arrive)
    registers = read()
    for name in REGISTERS:
        frame = getattr(registers, name)
        assert len(frame) == 1
        assert list(frame.columns) == list(processed.empty(name).columns)
    assert registers.rejected.empty
    assert registers.reconciliation["file"].tolist() == [
        f"{name}/2021-06-01/16_富山県.xlsx" for name in REGISTERS
    ]
    assert registers.reconciliation["balanced"].all()
    assert registers.reconciliation["round"].isna().all()


def test_registers_that_have_not_arrived_are_empty_frames(read: Read) -> None:
    registers = read()
    for name in REGISTERS:
        pd.testing.assert_frame_equal(getattr(registers, name), processed.empty(name))


def test_a_campaign_without_registers_has_empty_frames(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_HOME", str(project))
    (tmp_path / "raw").mkdir()
    campaign = open_campaign("elderly-2021-open-data", raw=str(tmp_path / "raw"))
    assert campaign.sources.registers == {}
    assert all(getattr(intake.read_registers(campaign), name).empty for name in REGISTERS)


def test_files_received_after_the_as_of_date_are_neither_read_nor_inputs(
    arrive: Arrive, opened: Callable[..., Campaign]
) -> None:
    arrive("practices", [PRACTICE], received="2021-05-16")
    arrive("practices", [PRACTICE | {"summary": "後"}], received="2021-05-17")
    campaign = opened("2021-05-16")
    assert intake.read_registers(campaign).practices["summary"].tolist() == ["概要"]
    assert [path.parent.name for path in campaign.inputs() if "practices" in path.parts] == [
        "2021-05-16"
    ]


def test_a_folder_that_names_no_day_is_refused_unread(arrive: Arrive, read: Read) -> None:
    arrive("practices", [PRACTICE], received="R3.6.1")
    registers = read()
    assert registers.practices.empty
    refused = registers.rejected.iloc[0]
    assert (refused["rule"], refused["file"]) == (
        "no day received", "practices/R3.6.1/16_富山県.xlsx",
    )  # fmt: skip


def test_a_form_of_another_kind_in_the_folder_is_refused(arrive: Arrive, read: Read) -> None:
    file = arrive("liaison", [ENTRY])
    other = file.parents[2] / "supply" / "2021-06-01" / file.name
    other.parent.mkdir(parents=True)
    other.write_bytes(file.read_bytes())
    refused = read().rejected
    assert refused["rule"].tolist() == ["no header"]
    assert refused["file"].tolist() == ["supply/2021-06-01/16_富山県.xlsx"]


def test_a_file_that_is_cut_short_stops_no_other_and_is_put_right_by_the_next(
    arrive: Arrive, read: Read
) -> None:
    broken = arrive("readiness", [READY], received="2021-05-21")
    broken.write_bytes(broken.read_bytes()[:3000])
    arrive("readiness", [READY | {"code": "172014", "prefecture": "石川県", "name": "金沢市"}],
           received="2021-05-21", file="17_石川県.xlsx")  # fmt: skip
    assert read().rejected["corrected"].tolist() == [False]
    arrive("readiness", [READY])
    registers = read()
    assert registers.rejected["corrected"].tolist() == [True]
    assert registers.readiness["area"].tolist() == ["172014", "162019"]


def test_a_row_whose_area_was_wrong_is_put_right_by_the_entry_it_meant(
    arrive: Arrive, read: Read
) -> None:
    wrong = ENTRY | {"code": "162019", "name": "高岡市"}
    arrive("liaison", [wrong, ENTRY | {"number": 2}], received="2021-05-21")
    assert read().rejected["corrected"].tolist() == [False]
    arrive("liaison", [ENTRY | {"number": 3}], received="2021-05-22")
    assert read().rejected["corrected"].tolist() == [False]
    arrive("liaison", [ENTRY | {"name": "高岡市"}])
    assert read().rejected["corrected"].tolist() == [True]


def test_the_same_file_twice_changes_nothing(arrive: Arrive, read: Read) -> None:
    everything(arrive)
    once = read()
    for name, row in zip(REGISTERS, (ENTRY, BOX, PLAN, READY, PRACTICE), strict=True):
        arrive(name, [row], received="2021-06-02")
    twice = read()
    for name in REGISTERS:
        before, after = getattr(once, name), getattr(twice, name)
        standing = after[after["current"]].reset_index(drop=True)
        told = ["file", "received"]
        pd.testing.assert_frame_equal(before.drop(columns=told), standing.drop(columns=told))


def test_what_is_read_twice_is_the_same(arrive: Arrive, read: Read) -> None:
    everything(arrive)
    first, second = read(), read()
    for name in (*REGISTERS, "rejected", "ledger", "reconciliation", "contacts"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


def _keep(campaign: Campaign, **more: Any) -> pd.DataFrame:
    records = Records(
        accepted=processed.empty("records"),
        rejected=processed.empty("rejections"),
        reconciliation=processed.empty("reconciliation"),
        ledger=processed.empty("ledger"),
    )
    empty = {name: processed.empty(name) for name in ("population", "published", "answers")}
    returns = intake.read_returns(campaign)
    return intake.keep(campaign, returns, records, population_notes=[], **empty, **more)


def test_registers_are_kept_beside_the_returns(
    arrive: Arrive, read: Read, campaign: Campaign
) -> None:
    everything(arrive)
    arrive("liaison", [ENTRY | {"number": None, "person": "見本 太郎"}, ENTRY | {"number": 5, "person": "見本 太郎"}],
           file="記録.xlsx")  # fmt: skip
    registers = read()
    kept = _keep(campaign, registers=registers)
    assert kept.loc[list(REGISTERS), "rows"].tolist() == [2, 1, 1, 1, 1]
    assert processed.read(campaign.folder, "rejections")["rule"].tolist() == ["no key"]
    assert processed.read(campaign.folder, "contacts")["person"].tolist() == ["見本 太郎"]
    assert len(processed.read(campaign.folder, "reconciliation")) == 6


def test_without_registers_their_frames_are_kept_empty(campaign: Campaign) -> None:
    assert _keep(campaign).loc[list(REGISTERS), "rows"].tolist() == [0] * 5
    assert processed.read(campaign.folder, "supply").empty


def test_a_register_whose_rows_do_not_add_up_keeps_nothing(campaign: Campaign) -> None:
    table = processed.empty("reconciliation")
    odd = dict.fromkeys(table.columns, 0) | {"file": "liaison/x.xlsx", "sheet": "回答", "rows": 3,
                                             "round": None, "received": None, "balanced": False}  # fmt: skip
    frame = processed.check("reconciliation", pd.DataFrame([odd]))
    with pytest.raises(DataError, match=r"liaison/x\.xlsx: 3 rows and 0 of them sorted"):
        _keep(campaign, registers=replace(no_registers(), reconciliation=frame))
    assert not campaign.folder.exists()


@pytest.mark.parametrize(
    "text", ["=1+1", "<script>alert(1)</script>", '#panic("x")', "\u202e逆", "{{x}}"]
)
def test_hostile_text_stays_text_in_every_register(arrive: Arrive, read: Read, text: str) -> None:
    arrive("liaison", [ENTRY | {"text": text, "reply": text, "officer": text}])
    arrive("work_plan", [PLAN | {"outcome": text, "item": f"項目{text}"}])
    registers = read()
    clean = text.replace("\u202e", "")
    assert registers.liaison.loc[0, ["text", "reply", "officer"]].tolist() == [clean] * 3
    assert registers.work_plan.loc[0, ["outcome", "item"]].tolist() == [clean, f"項目{clean}"]
    assert json.dumps(registers.liaison["text"].tolist(), ensure_ascii=False)
