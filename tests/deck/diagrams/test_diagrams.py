"""Diagrams of words: nothing overlaps, days are to scale, and a text is never markup."""

import datetime as dt
import itertools
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from renkei.deck import diagrams
from renkei.deck.diagrams.sheet import em, wrapped
from renkei.deck.theme import Drawing
from renkei.settings.content.facts import known
from renkei.settings.content.national import Event, National, Phase, read_national
from renkei.settings.content.parts import Arrow, Organisation

DAYS = ("2021-06-03", "2021-08-02", "2022-02-11", "2022-11-11", "2023-01-20")
HOSTILE = "</text><script>alert(1)</script> $x_1$ #read(1) {strong}"


@pytest.fixture(scope="module")
def every(project: Path) -> National:
    return read_national(project / "params" / "sample.yaml", "national-omicron-2022")


def timeline(facts: National, day: str) -> Drawing:
    made = diagrams.timeline(known(facts, dt.date.fromisoformat(day)), dt.date.fromisoformat(day))
    assert isinstance(made, Drawing)
    return made


def boxes(one: Drawing) -> list[Rectangle]:
    return [patch for patch in one.figure.axes[0].patches if isinstance(patch, Rectangle)]


def overlaps(first: Rectangle, second: Rectangle) -> bool:
    a, b = first.get_bbox(), second.get_bbox()
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def words(one: Drawing) -> list[Text]:
    return [text for text in one.figure.axes[0].texts if text.get_text()]


@pytest.mark.parametrize("day", DAYS)
def test_boxes_of_events_lie_on_the_sheet_and_not_on_each_other(every: National, day: str) -> None:
    made = timeline(every, day)
    axes = made.figure.axes[0]
    for first, second in itertools.combinations(boxes(made), 2):
        assert not overlaps(first, second)
    for one in boxes(made):
        assert one.get_x() >= 0
        assert one.get_x() + one.get_width() <= axes.get_xlim()[1]
        assert 0 <= one.get_y() < one.get_y() + one.get_height() <= axes.get_ylim()[0]


@pytest.mark.parametrize("day", DAYS)
def test_leader_lines_of_a_lane_do_not_cross(every: National, day: str) -> None:
    leaders = [
        line for line in timeline(every, day).figure.axes[0].lines if len(line.get_xdata()) == 3
    ]
    for way in (-1, 1):
        ends = [
            (float(x[0]), float(x[2]))
            for x, y in ((line.get_xdata(), line.get_ydata()) for line in leaders)
            if (y[2] - y[0]) * way > 0
        ]
        assert [far for _, far in sorted(ends)] == sorted(far for _, far in ends)


@pytest.mark.parametrize("day", DAYS)
def test_words_stay_inside_their_box(every: National, day: str) -> None:
    made = timeline(every, day)
    made.figure.canvas.draw()
    inverse = made.figure.axes[0].transData.inverted()
    for one in boxes(made):
        frame = one.get_bbox()
        for text in words(made):
            extent = text.get_window_extent().transformed(inverse)
            middle = (extent.y0 + extent.y1) / 2
            if frame.x0 <= extent.x0 <= frame.x1 and frame.y0 <= middle <= frame.y1:
                assert extent.x1 <= frame.x1 + 0.5, text.get_text()


def test_phases_are_as_long_as_they_lasted(every: National) -> None:
    made = timeline(every, "2023-01-20")
    shapes = [one for one in made.figure.axes[0].patches if isinstance(one, Polygon)]
    corners = [one.get_xy() for one in shapes]
    long = [corner[1][0] - corner[0][0] for corner in corners][:-1]  # the last one has no end
    starts = [one.start for one in every.history]
    days = [(b - a).days for a, b in itertools.pairwise(starts)]
    assert [one / long[0] for one in long] == pytest.approx([one / days[0] for one in days])


def test_the_present_phase_is_wide_enough_to_read_on_its_first_day(every: National) -> None:
    made = timeline(every, "2022-09-20")
    assert "⑤ オミ株対応" in [text.get_text() for text in words(made)]


def test_where_texts_do_not_fit_labels_stand_in_place_of_them(every: National) -> None:
    start = every.phases[0].start
    many = [
        Event(
            lane="ministry", date=start + dt.timedelta(days=n), label=f"短い{n}", text="長い" * 90
        )
        for n in range(9)
    ]
    phase = every.phases[0].model_copy(update={"events": many})
    made = diagrams.timeline(National(phases=[phase]), start + dt.timedelta(days=40))
    assert isinstance(made, Drawing)
    told = [text.get_text() for text in words(made)]
    assert "短い8" in told
    assert not [one for one in told if "長い" in one]


def test_no_letter_is_smaller_than_the_least(every: National) -> None:
    facts = known(every, dt.date(2023, 1, 20))
    for made in (timeline(every, "2023-01-20"), diagrams.organisation(facts.organisation)):
        assert isinstance(made, Drawing)
        assert min(float(text.get_fontsize()) for text in words(made)) >= 10


def test_the_table_behind_the_timeline_has_a_row_an_event(every: National) -> None:
    made = timeline(every, "2023-01-20")
    assert made.data
    assert len(made.data["rows"]) == 10
    assert [cell["text"] for cell in made.data["rows"][0]][:3] == [
        "①コロナ対応初期",
        "R2.2.25",
        "政府の動き",
    ]


def test_who_talks_to_whom_is_told_in_words_too(every: National) -> None:
    made = diagrams.organisation(known(every, dt.date(2022, 11, 11)).organisation)
    assert isinstance(made, Drawing)
    assert "自治体から総務省" in made.alt
    assert made.alt.count("「") == 3
    assert made.data
    roles = [row[1]["text"] for row in made.data["rows"]]
    assert roles.count("所掌") == 3
    assert sum(role.startswith("⇒") for role in roles) == 3


@pytest.mark.parametrize("day", DAYS)
def test_boxes_of_the_organisation_leave_room_for_the_arrows(every: National, day: str) -> None:
    made = diagrams.organisation(known(every, dt.date.fromisoformat(day)).organisation)
    assert isinstance(made, Drawing)
    frames = [one for one in boxes(made) if one.get_facecolor()[:3] == (1.0, 1.0, 1.0)]
    assert len(frames) == 3
    for first, second in itertools.combinations(frames, 2):
        assert not overlaps(first, second)


@pytest.mark.parametrize("day", DAYS)
def test_projected_diagrams_have_larger_letters_and_the_same_table(
    every: National, day: str
) -> None:
    until = dt.date.fromisoformat(day)
    facts = known(every, until)
    pairs = [
        (diagrams.timeline(facts, until), diagrams.timeline(facts, until, alone=True)),
        (
            diagrams.organisation(facts.organisation),
            diagrams.organisation(facts.organisation, alone=True),
        ),
    ]
    for paper, screen in pairs:
        assert isinstance(paper, Drawing) and isinstance(screen, Drawing)
        assert min(float(text.get_fontsize()) for text in words(screen)) >= 12
        across, height = screen.figure.get_size_inches()
        assert across <= 888 / 72 and height <= 5.0
        assert (screen.data, screen.alt) == (paper.data, paper.alt)


def test_a_list_too_long_for_a_screen_says_that_there_are_more(every: National) -> None:
    one = known(every, dt.date(2023, 1, 20)).organisation
    told = {}
    for alone in (False, True):
        made = diagrams.organisation(one, alone=alone)
        assert isinstance(made, Drawing)
        told[alone] = [text.get_text() for text in words(made)]
    assert not [text for text in told[False] if text.endswith("、ほか")]
    assert len([text for text in told[True] if text.endswith("、ほか")]) >= 2


def test_without_facts_nothing_is_drawn() -> None:
    assert diagrams.timeline(National(), dt.date(2021, 6, 2)) is None
    assert diagrams.organisation(None) is None


def test_the_same_facts_give_the_same_bytes(every: National) -> None:
    first, second = (timeline(every, "2022-11-11").block()["svg"] for _ in range(2))
    assert first == second


def test_hostile_words_are_drawn_as_words(every: National) -> None:
    one = every.organisations[-1]
    arrows = [Arrow(start="areas", end="headquarters", label=HOSTILE)]
    changed = one.model_copy(update={"arrows": arrows, "title": HOSTILE})
    for made in (diagrams.organisation(changed), _hostile_timeline(every.phases[0])):
        assert isinstance(made, Drawing)
        svg = made.block()["svg"]
        assert "<script" not in svg
        shown = "".join("".join(element.itertext()) for element in ET.fromstring(svg).iter())
        assert "alert(1)" in shown
        assert "$x_1$" in shown


def _hostile_timeline(phase: Phase) -> object:
    event = phase.events[0].model_copy(update={"text": HOSTILE})
    changed = phase.model_copy(update={"events": [event], "name": HOSTILE})
    return diagrams.timeline(National(phases=[changed]), phase.start)


@pytest.mark.parametrize("width", [3.0, 6.0, 12.0, 40.0])
def test_a_broken_text_is_the_text_in_lines_that_fit(width: float) -> None:
    text = (
        "ワクチン1・2回目接種開始（医療従事者等）、新型コロナウイルス感染症対策等地方連携推進室ABC"
    )
    lines = wrapped(text, width)
    assert "".join(lines) == text
    assert max(em(line) for line in lines) <= width


def test_numbers_of_doses_stay_together() -> None:
    assert wrapped("コロナワクチン1・2回目接種開始", 12.0) == ["コロナワクチン", "1・2回目接種開始"]


def test_an_organisation_without_members_is_its_names(every: National) -> None:
    one = every.organisations[0]
    bare = Organisation.model_validate(
        {
            "title": "図",
            "source": one.source,
            "headquarters": {"name": "本部"},
            "areas": {"name": "自治体"},
            "ministries": {"name": "省庁"},
            "arrows": [{"start": "areas", "end": "ministries", "label": "報告"}],
        }
    )
    made = diagrams.organisation(bare)
    assert isinstance(made, Drawing)
    assert [text.get_text() for text in words(made)][:3] == ["本部", "自治体", "省庁"]
