"""The real records of 2021, end to end: the published table comes out to the digit."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from renkei.run import Finished, plan, run
from renkei.settings import open_campaign


@pytest.fixture(scope="module")
def finished(home: Path, shared: Path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(home))
        campaign = open_campaign("elderly-2021-open-data", raw=str(shared))
        yield run(plan(campaign, "00,16"))


def text(finished: Finished, area: str) -> str:
    reader = PdfReader(finished.reports / area / "deck.pdf")
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "")


def test_the_prefecture_shows_the_table_of_the_toyama_meeting(finished):
    """Source: ワンチームとやま連携推進本部会議, 4 June 2021, 資料1."""
    found = text(finished, "16")
    assert "59,333（約18%）" in found
    assert "2,817（約0.8%）" in found


def test_the_nation_is_the_prefectures_present_and_says_how_many(finished):
    assert "37都道府県" in text(finished, "00")


def test_published_totals_are_marked_and_no_municipality_is_called_unanswered(finished):
    found = text(finished, "00")
    assert "公表値" in found
    assert "1,718(+102)" in found
    assert "未回答" not in found


def test_municipalities_without_records_say_so(finished):
    assert "実績データなし" in text(finished, "16")


def test_real_pages_are_not_marked_as_sample(finished):
    assert "架空" not in text(finished, "00") + text(finished, "16")
    assert finished.warnings == []


def test_cards_are_briefed_though_their_deadline_is_out_of_view(home, shared, monkeypatch):
    monkeypatch.setenv("RENKEI_HOME", str(home))
    done = run(plan(open_campaign("mynumber-2021", raw=str(shared)), "00,16"))
    nation, toyama = text(done, "00"), text(done, "16")
    assert done.warnings == []
    assert "全国の交付率は約40%、120日後には" in nation
    assert "427,189（約41%）" in toyama
    assert not [word for word in ("接種", "回目", "照会", "データ不足") if word in nation + toyama]
    assert "見込みの範囲外" in (done.reports / "index.html").read_text(encoding="utf-8")
