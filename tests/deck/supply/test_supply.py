"""Deliveries of a campaign's register: what stands, what is planned, what is never made up."""

import pandas as pd
import pytest

from renkei import processed
from renkei.deck import supply
from renkei.deck.briefing import Briefing

DAYS = ("2021-05-10", "2021-05-24", "2021-06-07")


def deliveries(
    area: str = "16", name: str = "高齢者向け", boxes=(10, 20, 30), **more
) -> pd.DataFrame:
    """Three deliveries of boxes of 1,170 doses, the last after the as-of date."""
    frame = pd.DataFrame(
        {"day": pd.to_datetime(list(DAYS)), "boxes": [float(one) for one in boxes]}
    )
    rows = frame.assign(
        area=area,
        doses_per_box=1170.0,
        doses=frame["boxes"] * 1170,
        cumulative=(frame["boxes"] * 1170).cumsum(),
        current=True,
        received=pd.Timestamp("2021-06-01"),
        file="f.xlsx",
        sheet="回答",
        row=range(3),
        remarks="",
        **{"class": name},
    )
    return processed.check("supply", rows.assign(**more))


@pytest.fixture
def shown(campaign):
    """A briefing of an area with these deliveries, and with 50,000 eligible in each."""
    eligible = {"cohort": "65-", "eligible": 50_000, "source": "台帳"}
    population = pd.DataFrame([{"area": area, **eligible} for area in ("00", "16", "17")])

    def made(frame: pd.DataFrame, area: str = "16") -> Briefing:
        return Briefing(campaign, area, {"supply": frame, "population": population})

    return made


def texts(block) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_a_row_a_day_with_the_running_sum_and_what_is_planned_below_a_line(shown):
    block = supply.table(supply.of_area(shown(deliveries())))
    assert texts(block) == [
        ["5月10日", "10", "1,170", "11,700", "11,700"],
        ["5月24日", "20", "1,170", "23,400", "35,100"],
        ["6月7日（予定）", "30", "1,170", "35,100", "70,200"],
        ["計", "60", "", "70,200", ""],
    ]
    assert block["rules"] == [2, 3]
    assert block["caption"] == "高齢者向けの供給量（箱・回分）"


def test_what_came_and_what_is_planned_stand_in_the_heading(shown):
    view = shown(deliveries())
    frame = supply.of_area(view)
    told = supply.headline(view, frame)
    assert told.startswith(
        "富山県：6月1日までに35,100回分を供給（6月1日受領分）、6月7日までの予定を含め70,200回分"
    )
    assert supply.need(view, frame).doses == 100_000
    assert told.endswith("（対象者約5万人の2回分の約70%）")


def test_what_was_planned_when_the_register_came_is_not_told_as_made_when_its_day_has_gone_by(
    shown,
):
    view = shown(deliveries(received=pd.Timestamp("2021-05-12")))
    frame = supply.of_area(view)
    assert frame["planned"].tolist() == [False, True, True]
    told = supply.headline(view, frame)
    assert told.startswith(
        "富山県：5月12日までに11,700回分を供給（5月12日受領分）、6月7日までの予定"
    )
    rows = texts(supply.table(frame))
    assert [row[0] for row in rows[:3]] == ["5月10日", "5月24日（予定）", "6月7日（予定）"]
    assert "5月12日の受領時のもの" in supply.notes(view, frame)[1]


def test_of_several_areas_made_is_what_the_oldest_register_knows(shown):
    both = pd.concat([deliveries("16"), deliveries("17", received=pd.Timestamp("2021-05-20"))])
    view = shown(both, "00")
    frame = supply.of_area(view)
    assert frame["planned"].tolist() == [False, True, True]
    assert "5月20日までに23,400回分を供給（5月20日受領分）" in supply.headline(view, frame)


def test_a_register_of_the_day_itself_needs_no_day_of_its_own(shown):
    view = shown(deliveries(received=pd.Timestamp("2021-06-02")))
    frame = supply.of_area(view)
    assert supply.headline(view, frame).startswith("富山県：6月2日までに35,100回分を供給、")
    assert len(supply.notes(view, frame)) == 1


def test_without_deliveries_there_is_no_page(shown):
    view = shown(processed.empty("supply"))
    frame = supply.of_area(view)
    assert supply.headline(view, frame) == ""
    assert supply.notes(view, frame) == []
    assert supply.table(frame)["type"] == "text"
    assert supply.chart(frame)["type"] == "text"


def test_nothing_is_allocated_downwards(shown):
    assert supply.of_area(shown(deliveries(), "162019")).empty


def test_the_nation_is_the_sum_of_prefectures_unless_it_tells_its_own(shown):
    both = pd.concat([deliveries("16"), deliveries("17"), deliveries("162019")])
    assert supply.of_area(shown(both, "00"))["doses"].tolist() == [23_400, 46_800, 70_200]
    own = pd.concat([both, deliveries("00", boxes=(1, 1, 1))])
    assert supply.of_area(shown(own, "00"))["doses"].tolist() == [1_170] * 3


def test_rows_that_no_longer_stand_do_not_count(shown):
    old = deliveries(boxes=(99, 99, 99), current=False)
    assert supply.of_area(shown(pd.concat([old, deliveries()])))["boxes"].tolist() == [10, 20, 30]


def test_a_refused_number_of_doses_is_left_out_and_counted(shown):
    frame = deliveries()
    frame.loc[1, "doses"] = float("nan")
    view = shown(frame)
    rows = texts(supply.table(supply.of_area(view)))
    assert [row[-1] for row in rows] == ["11,700", "46,800", ""]
    assert supply.left_out(view) == 1
    assert "配送1件は含まない" in supply.notes(view, supply.of_area(view))[-1]


def test_boxes_that_hold_different_numbers_have_none_in_common(shown):
    both = pd.concat([deliveries("16"), deliveries("17", doses_per_box=975.0)])
    assert {row[2] for row in texts(supply.table(supply.of_area(shown(both, "00"))))[:-1]} == {"－"}


def test_classes_have_columns_and_are_not_held_against_the_eligible_of_one(shown):
    both = pd.concat([deliveries(), deliveries(name="医療従事者等", boxes=(1, 2, 3))])
    view = shown(both)
    frame = supply.of_area(view)
    block = supply.table(frame)
    assert [cell["text"] for cell in block["head"][0]] == [
        "週（初日）", "医療従事者等", "高齢者向け", "累計"
    ]  # fmt: skip
    assert texts(block)[0] == ["5月10日", "1,170", "11,700", "12,870"]
    assert texts(block)[-1] == ["計", "7,020", "70,200", "77,220"]
    assert supply.need(view, frame) is None
    assert "対象者" not in supply.headline(view, frame)


def test_the_chart_says_every_bar_and_carries_its_table(shown):
    view = shown(deliveries())
    frame = supply.of_area(view)
    drawing = supply.chart(frame, supply.need(view, frame))
    block = drawing.block()
    assert "5月24日 23,400（累計35,100）" in block["alt"]
    assert supply.need(view, frame).label in block["alt"]
    assert block["data"]["rows"][-1][1]["text"] == "60"
    assert "予定" in block["svg"]
    bars, running = drawing.figure.axes
    assert bars.get_ylim()[0] == running.get_ylim()[0] == 0


def test_long_numbers_over_bars_leave_their_unit_to_the_caption(shown):
    many = (8_000, 9_000, 12_820)  # boxes: the last are 14,999,400 doses
    told = supply.chart(supply.of_area(shown(deliveries(boxes=many)))).block()["svg"]
    assert "供給量（万回分）" in told and ">1,500<" in told and "1,500万" not in told
    assert "万回分" not in supply.chart(supply.of_area(shown(deliveries()))).block()["svg"]


def test_the_same_deliveries_give_the_same_bytes(shown):
    frame = supply.of_area(shown(deliveries()))
    assert supply.chart(frame).block()["svg"] == supply.chart(frame).block()["svg"]


def test_a_class_nobody_knows_is_text_and_drawn(shown):
    name = "<b>$x$ #panic()</b>"
    frame = supply.of_area(shown(deliveries(name=name)))
    assert name in supply.table(frame)["caption"]
    assert "&lt;b&gt;$x$" in supply.chart(frame).block()["svg"]
