"""The story of a round: every count is the number of rows it leads to."""

import re

import pandas as pd
import pytest

from renkei import intake, settings
from renkei.deck import story
from renkei.errors import DataError


@pytest.fixture(scope="module")
def told(sample_raw, project) -> story.Story:
    campaign = settings.open_campaign(
        str(project / "params" / "sample.yaml"), as_of="2021-06-01", raw=str(sample_raw)
    )
    returns = intake.read_returns(campaign)
    population, _ = intake.read_population(campaign)
    answers = intake.answers(returns.accepted, population, campaign, returns.rejected)
    return story.tell(answers, returns)


def test_the_newest_round_received_is_told(told: story.Story) -> None:
    assert told.round == 3
    assert list(told.overview.table.columns) == [
        "received", "accepted", "rejected", "changed", "missing",
    ]  # fmt: skip
    assert len(told.overview.table) >= 47


def test_every_count_is_the_number_of_rows_it_links_to(told: story.Story) -> None:
    shown = told.overview._repr_html_()
    links = dict(re.findall(r'<a href="#([^"]+)">([\d,]+)</a>', shown))
    assert links
    for pile in told.piles:
        page = told.rows(pile)._repr_html_()
        for link, body in re.findall(r'<table id="([^"]+)">.*?<tbody>(.*?)</tbody>', page, re.S):
            assert int(links.pop(link).replace(",", "")) == body.count("<tr>"), (pile, link)
    assert not links


def test_nobody_is_lost_between_the_piles(told: story.Story) -> None:
    stands = told.piles["accepted"].query("current and reading != 'no_answer'")
    missing = told.piles["missing"]
    answered = set(stands.loc[stands["reading"] != "unreadable", "area"])
    assert answered.isdisjoint(missing["area"])
    assert len(answered) + len(missing) == 1741


def test_what_was_written_is_shown_as_text_and_never_as_markup(told: story.Story) -> None:
    row = told.piles["rejected"].iloc[0].to_dict() | {"raw": "<script>alert(1)</script>"}
    hostile = story.Story(3, {"rejected": pd.DataFrame([row])})
    assert "<script>alert" not in hostile.rows("rejected")._repr_html_()
    assert "&lt;script&gt;alert" in hostile.rows("rejected")._repr_html_()


def test_a_pile_that_is_none_names_those_there_are(told: story.Story) -> None:
    with pytest.raises(DataError, match="no pile 'lost'; expected received, accepted"):
        told.rows("lost")


def test_no_person_is_in_the_story(told: story.Story) -> None:
    for rows in told.piles.values():
        texts = rows.astype(str).to_numpy().ravel()
        assert not [one for one in texts if "000-0000-" in one or "見本 太郎" in one]
