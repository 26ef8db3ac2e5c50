"""Rates by day: events on rows of their own, groups with their own denominators."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import pytest
from matplotlib.text import Annotation

from renkei.deck import figures, measures
from renkei.wording import numbers


@pytest.fixture(scope="module")
def nation(view):
    return view()


@dataclass(frozen=True)
class Happened:
    date: dt.date
    label: str


EVENTS = [
    Happened(dt.date(2021, 5, 7), "1日100万回目標"),
    (dt.date(2021, 4, 12), "高齢者接種開始"),
    (dt.date(2021, 4, 13), "翌日のできごと"),
    (dt.date(2021, 5, 24), "大規模接種開始"),
    (dt.date(2021, 6, 2), "最後の日"),
    (dt.date(2021, 7, 1), "まだ先のこと"),
]


def words_in(drawing):
    return [one.get_text() for one in drawing.figure.findobj(Annotation)]


def test_events_of_the_days_shown_are_marked_and_said(nation):
    drawing = figures.rates(nation, events=EVENTS)
    told = words_in(drawing)
    assert {"4月12日 高齢者接種開始", "5月7日 1日100万回目標", "6月2日 最後の日"} <= set(told)
    assert not [one for one in told if "まだ先" in one]
    assert "できごと：4月12日 高齢者接種開始、4月13日" in drawing.alt


def test_labels_of_events_never_meet_one_another_nor_the_lines_names(nation, overlaps):
    assert overlaps(figures.rates(nation, events=EVENTS)) == []
    assert overlaps(figures.rates_by_group(nation, events=EVENTS)) == []


def test_events_stand_above_the_curves(nation):
    drawing = figures.rates(nation, events=EVENTS)
    axes = drawing.figure.axes[0]
    highest = max(line.get_ydata().max() for line in axes.lines if len(line.get_ydata()) > 10)
    heights = [one.xy[1] for one in axes.findobj(Annotation) if "月" in one.get_text()]
    assert len(heights) == 5 and min(heights) > highest
    assert max(heights) < axes.get_ylim()[1]


def test_without_events_nothing_changes(nation):
    assert figures.rates(nation, events=[]).block() == figures.rates(nation).block()


def test_a_hostile_event_is_printed_as_text(nation, hostile, printed):
    drawing = figures.rates(nation, events=[(dt.date(2021, 5, 1), hostile)])
    assert printed(drawing.block()["svg"], hostile)


@pytest.fixture(scope="module")
def grown(view, frames):
    """Toyama's records of two days, as a share of its eligible."""
    return view("16")


def test_each_group_is_shared_by_its_own_eligible(grown):
    days = measures.group_days(grown)
    assert list(dict.fromkeys(days["group"])) == ["高齢者等", "65歳以上のみ"]
    last = days[(days["group"] == "65歳以上のみ") & (days["date"] == "2021-06-02")]
    eligible = measures.outlook(grown, "16").eligible
    # 100 first and 200 second doses a day in the fixture's records, on the last two days.
    assert last.set_index("dose")["share"].to_dict() == pytest.approx(
        {1: 200 / eligible, 2: 400 / eligible}
    )


def test_groups_have_a_panel_a_dose_and_a_row_a_point(grown, cells):
    drawing = figures.rates_by_group(grown)
    assert len(drawing.figure.axes) == 2
    assert len(cells(drawing)) == len(measures.group_days(grown))
    days = measures.group_days(grown)
    share = days[(days["group"] == "65歳以上のみ") & (days["dose"] == 2)]["share"].iloc[-1]
    assert f"65歳以上のみ{numbers.share(share)}" in drawing.alt


def test_records_that_tell_no_groups_apart_leave_the_figure_out(view, frames):
    plain = frames["records"]
    shown = view(records=plain[plain["cohort"] == "programme"])
    assert measures.group_days(shown).empty
    assert figures.rates_by_group(shown)["type"] == "text"


def test_a_group_without_eligible_is_left_out(view, frames):
    none = frames["projections"].assign(eligible=0)
    shown = view(projections=none)
    assert isinstance(measures.group_days(shown), pd.DataFrame)
    assert measures.group_days(shown).empty
