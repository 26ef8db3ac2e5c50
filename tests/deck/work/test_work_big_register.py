"""A register of forty items: no list of a page grows with it, and nothing of it is lost."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from renkei import processed
from renkei.deck import work
from renkei.deck.slides import Slide
from renkei.deck.theme import Drawing
from renkei.deck.work.gantt import gantt_fy
from renkei.deck.work.items import Bar, Row
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.spread import TALLEST
from renkei.settings import open_campaign
from renkei.settings.content import read_content
from renkei.settings.content.work import WorkContent

ITEMS, ROOM = 40, 7
APRIL = dt.date(2021, 4, 1)


@pytest.fixture(scope="module")
def plan(project: Path, big_register: Callable[[int], pd.DataFrame], tmp_path_factory) -> WorkPlan:
    """Forty items at the second meeting of the invented year."""
    folder = str(tmp_path_factory.mktemp("big"))
    params = str(project / "params" / "sample-meeting.yaml")
    campaign = open_campaign(params, as_of="2021-10-29", raw=folder, processed=folder)
    campaign.folder.mkdir(parents=True)
    processed.write(campaign.folder, "work_plan", big_register(ITEMS))
    content = read_content(campaign.content_file("sample-work-2021"), WorkContent)
    return WorkPlan(campaign, content, big_register(ITEMS), content.meetings[2])


def texts(table: dict[str, Any]) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_the_first_page_has_the_worst_items_and_the_sums_of_all_others(plan: WorkPlan) -> None:
    whole, capped = texts(work.overview(plan)), texts(work.overview(plan, ROOM))
    assert (len(whole), len(capped)) == (ITEMS, ROOM)
    assert capped[-1][0] == f"ほか{ITEMS - ROOM + 1}項目"
    for column in range(2, 9):
        sums = [sum(int(row[column]) for row in rows) for rows in (whole, capped)]
        assert sums[0] == sums[1]
    overdue = sorted((int(row[8]) for row in whole), reverse=True)
    assert sorted((int(row[8]) for row in capped[:-1]), reverse=True) == overdue[: ROOM - 1]
    assert work.headlines.every(plan, ROOM).startswith("連携推進40項目の一覧：予定超過は")
    assert work.headlines.every(plan, ITEMS) == ""


def test_few_items_all_stand_on_the_first_page(plan: WorkPlan) -> None:
    assert texts(work.overview(plan, ITEMS)) == texts(work.overview(plan))


def test_the_line_of_groups_that_have_not_met_names_some_and_counts_the_others(
    plan: WorkPlan,
) -> None:
    told = "".join(text for text, _ in work.lines(plan)[-1])
    silent = work.not_met(plan, work.since(plan))
    assert f"WGは{len(silent)}組（" in told
    assert told.count("項目0") == 4
    assert f"、ほか{len({one.item for one in silent}) - 4}項目）。" in told


def test_a_card_of_the_next_year_has_a_few_bars_and_counts_the_others(plan: WorkPlan) -> None:
    cards = work.next_year_cards(work.next_year(plan))["items"]
    assert max(len(card["lines"]) for card in cards) == 6
    longest = next(card for card in cards if len(card["lines"]) == 6)
    of_it = work.carried(plan)[lambda rows: rows["item"].str.startswith(longest["title"][:4])]
    (last,) = longest["lines"][-1]
    assert last[0] == f"・ほか{of_it['next_year'].notna().sum() - 5}の取組"
    assert max(len(text) for card in cards for one in card["lines"] for text, _ in one) <= 61


def test_every_item_and_every_bar_has_its_place(plan: WorkPlan) -> None:
    pages = [
        page for page in work.item_pages(work.open_deck(plan), plan) if isinstance(page, Slide)
    ]
    charts = [one for page in pages for one in page.content["blocks"] if one["type"] == "figure"]
    drawn = [row for chart in charts for row in chart["data"]["rows"]]
    bars = [row for row in drawn if row[2]["text"] == "取組"]
    assert len(bars) == len(plan.now)
    headings = [page.content["heading"] for page in pages]
    assert all(len(one) < 110 for one in headings)


def test_a_group_of_many_bars_goes_on_in_further_charts_under_its_name() -> None:
    day = dt.date(2021, 5, 1)
    bars = tuple(Bar(f"取組{n}", day, dt.date(2022, 3, 31)) for n in range(70))
    charts = gantt_fy([Row("組", bars)], APRIL, dt.date(2021, 6, 2))
    assert len(charts) > 2
    assert all(one.figure.get_figheight() < TALLEST + 1 for one in charts)
    rows = [
        [cell["text"] for cell in row] for one in charts if one.data for row in one.data["rows"]
    ]
    assert [row[1] for row in rows] == [one.label for one in bars]
    assert {row[0] for row in rows} == {"組", "組（続き）"}


def test_rows_of_one_item_that_are_many_name_it_again(plan: WorkPlan) -> None:
    table = work.outcome_table(work.outcomes(plan))
    heads = [row[0] for row in table["rows"] if len(row) == 5]
    assert max(cell["rowspan"] for cell in heads) <= 12
    assert any(cell["text"].endswith("（続き）") for cell in heads)
    assert sum(cell["rowspan"] for cell in heads) == len(work.outcomes(plan))


def test_what_changed_and_what_is_overdue_share_a_page_only_when_both_are_short(
    plan: WorkPlan,
) -> None:
    deck = work.open_deck(plan)
    slides = [one for one in work.change_pages(deck, plan) if isinstance(one, Slide)]
    assert len(slides) == 2
    assert not any(isinstance(one, Drawing) for one in slides[0].content["blocks"])
