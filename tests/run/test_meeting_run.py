"""The deck of a coordination meeting, from its facts alone and from a register."""

from pathlib import Path

import pytest

from renkei import cli
from renkei.errors import UsageError
from renkei.run import plan, run
from renkei.settings import open_campaign


@pytest.fixture(autouse=True)
def own_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is read from and written to a project of its own."""
    monkeypatch.setenv("RENKEI_HOME", str(home))
    (home / "data" / "raw").mkdir(parents=True, exist_ok=True)


def test_the_toyama_meeting_is_made_without_a_single_input(home: Path) -> None:
    planned = plan(open_campaign("one-team-toyama-2021"), "all")
    assert (planned.areas, planned.frame_notebooks, planned.steps) == (("16",), (), 1)
    assert planned.density == "handout"
    finished = run(planned)
    (deck,) = finished.decks
    assert deck["pages"] > 20
    assert deck["density"] == "handout"
    assert not finished.warnings
    assert finished.counts["rejections_open"] == 0
    page = (planned.reports / "16" / "deck.html").read_text(encoding="utf-8")
    text = page.replace("<wbr>", "")
    for told in (
        "連携推進5項目",
        "WG等は8組で延べ15回開催",
        "時期は原資料から読み取れない",
        "滑川市",
    ):
        assert told in text
    assert "架空" not in text  # nothing invented stands in the paper of a real meeting
    listed = (planned.reports / "inputs.json").read_text(encoding="utf-8")
    assert "content/toyama-work-2021.yaml" in listed
    assert "content/toyama-2021-06-04.yaml" in listed
    assert cli.main(["lint", str(planned.reports / "16" / "annex.xlsx")]) == 0


def test_a_meeting_has_one_deck_its_prefectures(home: Path) -> None:
    with pytest.raises(UsageError, match="which is a meeting of 富山県"):
        plan(open_campaign("one-team-toyama-2021"), "00")
    assert plan(open_campaign("one-team-toyama-2021"), "16").areas == ("16",)


def test_a_meeting_with_a_register_cleans_it_first_and_projects_nothing(
    home: Path, sample_raw: Path
) -> None:
    campaign = open_campaign("sample-meeting", as_of="2021-08-27", raw=str(sample_raw))
    planned = plan(campaign, "all")
    assert planned.frame_notebooks == ("1_clean_returns",)
    assert planned.notebook_for("16") == "5_coordination_meeting"
    assert str(campaign.released) == "2021-08-27"
