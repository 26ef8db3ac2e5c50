"""The invented year of joint work: received before every meeting, with what went otherwise."""

import datetime as dt
from pathlib import Path

import pytest

from renkei import intake
from renkei.deck.work.progress import counts
from renkei.deck.work.register import standing
from renkei.sample.registers import BEFORE_MEETINGS
from renkei.settings import open_campaign


@pytest.fixture(scope="module")
def year(project: Path, sample_raw: Path):
    """The register of the joint work as received by the last meeting of the year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(project))
        campaign = open_campaign("sample-meeting", as_of="2022-01-28", raw=str(sample_raw))
    return intake.read_registers(campaign)


def test_every_version_is_read_whole_and_what_slipped_was_put_right(year) -> None:
    frame = year.work_plan
    assert sorted(frame["received"].dt.date.unique())[2:] == list(BEFORE_MEETINGS)
    assert year.rejected["corrected"].all()
    assert set(frame["area"]) == {"16"}


@pytest.mark.parametrize(
    ("day", "done", "otherwise"),
    [("2021-06-04", 4, 0), ("2021-08-27", 9, 0), ("2021-10-29", 11, 3), ("2022-01-28", 20, 3)],
)
def test_the_work_goes_on_from_meeting_to_meeting(
    year, day: str, done: int, otherwise: int
) -> None:
    told = counts(standing(year.work_plan, dt.date.fromisoformat(day)))
    assert (told["完了"], told["延期"] + told["中止"]) == (done, otherwise)


def test_nothing_is_done_that_waits_for_what_is_postponed_or_not_settled(year) -> None:
    told = standing(year.work_plan, dt.date(2022, 1, 28)).set_index("bar")["status"]
    assert told["総合防災訓練での広域避難"] == told["訓練の結果の共有"] == "延期"
    assert (told["方針の取りまとめ"], told["受給者への周知"]) == ("実施中", "未着手")
    before = standing(year.work_plan, dt.date(2021, 10, 29)).set_index("bar")["status"]
    assert (before["導入するシステムの比較"], before["仕様書の作成"]) == ("実施中", "未着手")


def test_no_outcome_claims_a_meeting_that_the_register_does_not_tell_of(year) -> None:
    told = year.work_plan["outcome"].replace("", None).dropna()
    assert not told.str.contains("部会|会議|協議会|検討会|計画どおり").any()


def test_everything_that_came_of_it_says_that_it_is_invented(year) -> None:
    assert year.work_plan["item"].str.startswith("見本").all()
    told = year.work_plan["outcome"].replace("", None).dropna()
    assert told.str.startswith("見本：").all()
