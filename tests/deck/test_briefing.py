"""One area's view of the processed frames."""

import pytest

from renkei import processed
from renkei.deck import slides
from renkei.deck.briefing import open_briefing
from renkei.errors import DataError, InputMissing
from renkei.settings import open_campaign


def test_the_level_follows_the_code(view):
    assert [view(code).level for code in ("00", "16", "162019")] == [
        "nation",
        "prefecture",
        "municipality",
    ]
    assert [len(view(code).municipalities) for code in ("00", "16", "162019")] == [1741, 15, 1]


def test_wards_are_counted_where_there_are_some(view):
    assert [view(code).unit for code in ("00", "13", "16", "131016")] == [
        "市区町村",
        "市区町村",
        "市町村",
        "市区町村",
    ]


@pytest.mark.parametrize("code", ["99", "162018", "", "富山", 16])
def test_a_code_that_is_no_area_is_refused(campaign, code):
    with pytest.raises(DataError, match="no area has the code") as refused:
        open_briefing(campaign, code)
    assert "two digits of a prefecture" in str(refused.value)


def test_a_mistyped_municipality_names_the_nearest(campaign):
    with pytest.raises(DataError, match=r"nearest: 162019"):
        open_briefing(campaign, "162018")


def test_a_frame_not_made_yet_says_which_notebook_makes_it(project, tmp_path):
    params = str(project / "params" / "sample.yaml")
    campaign = open_campaign(params, raw=str(tmp_path), processed=str(tmp_path))
    with pytest.raises(InputMissing, match="1_clean_returns"):
        slides.open_deck(campaign)


def test_a_written_campaign_opens_as_a_deck(project, tmp_path, frames):
    params = str(project / "params" / "sample.yaml")
    campaign = open_campaign(params, raw=str(tmp_path), processed=str(tmp_path))
    for name, frame in frames.items():
        processed.write(campaign.folder, name, frame)
    deck = slides.open_deck(campaign, "16")
    assert deck.briefing.name == "富山県"
    assert deck.briefing.records_as_of.isoformat() == "2021-06-02"
    assert deck.briefing.basis == "returns"


def test_the_nation_is_the_prefectures_present(view, open_data, open_frames):
    shown = view(campaign=open_data, **open_frames)
    assert shown.nation_name == "全国（記録のある37都道府県）"
    assert view().nation_name == "全国"


def test_answers_of_an_open_round_stand_for_today(view, campaign):
    early = campaign.model_copy(update={"as_of": campaign.rounds[2].opened})
    shown = view(campaign=early)
    assert shown.answers_as_of(shown.round).isoformat() == "2021-05-27"
    assert sorted(shown.answers["round"].unique()) == [1, 2, 3]
