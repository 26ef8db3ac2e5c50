"""What stands beside maps and bars: the largest behind, the lowest, countries by their figures."""

import datetime as dt

import pandas as pd
import pytest

from renkei.deck import headlines, labels, measures, notes, tables
from renkei.settings.content.ranking import Ranking


def texts(block):
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_the_largest_of_those_behind_come_first(view, frames):
    projections = frames["projections"].copy()
    projections["outlook"] = "ahead"
    projections.loc[projections["area"].isin(["162019", "162027", "162043"]), "outlook"] = "behind"
    shown = view("16", projections=projections)
    listed = measures.municipal_list(shown)
    size = shown.eligible
    order = sorted(["162019", "162027", "162043"], key=lambda one: -size[one])
    names = listed.set_index("area")["name"]
    found = texts(tables.largest_behind(shown, listed, 2))
    assert [row[0] for row in found] == [*(names[one] for one in order[:2]), "ほか1市町村"]
    assert len(texts(tables.largest_behind(shown, listed, 3))) == 3
    none = view("16", projections=projections.assign(outlook="ahead"))
    assert tables.largest_behind(none, measures.municipal_list(none), 2)["type"] == "text"


def test_the_lowest_prefectures_stand_with_share_and_outlook(view):
    order = measures.prefectures_in_order(view())
    rows = texts(tables.lowest(view(), order, 3))
    assert [row[0] for row in rows] == [*order["name"].head(3), f"ほか{len(order) - 3}"]
    assert all("（" in row[3] for row in rows[:3])
    known = order["middle"].iloc[3:]
    ends = [labels.ahead(view(), float(one)) for one in (known.min(), known.max())]
    assert rows[3][2] == "～".join(ends)
    assert len(texts(tables.lowest(view(), order, len(order)))) == len(order)
    assert tables.lowest(view(), order.head(0), 3)["type"] == "text"


@pytest.fixture
def compared():
    said = {"title": "接種率", "unit": "%", "of": "人口"}
    return Ranking.model_validate(
        {
            "source": "公表値",
            "own": "日本",
            "tables": [
                {**said, "as_of": "2021-05-01", "values": {"日本": 1.0, "甲": 5.0}},
                {**said, "as_of": "2021-06-01", "values": {"日本": 3.5, "甲": 9.0, "乙": 3.5}},
                {**said, "as_of": "2021-07-01", "values": {"日本": 9.0, "甲": 8.0}},
            ],
        }
    )


def test_countries_stand_by_the_newest_day_known(compared):
    day = dt.date(2021, 6, 2)
    told = headlines.ranks(compared, day)
    assert told == "接種率、日本は2位（3.5%、R3.6.1時点、比較した国は3）"
    block = tables.ranks(compared, day)
    assert texts(block) == [
        ["甲", "5.0", "9.0", "+5.5"],
        ["日本", "1.0", "3.5", "－"],
        ["乙", "－", "3.5", "+0.0"],
    ]
    assert notes.ranking_notes(compared, day) == [
        "割合の分母：各国の人口。公表：出典の表に公表日の記載はなく、値は後日の改定を含む。"
    ]
    assert notes.ranking_notes(None, day) == []
    assert headlines.ranks(None, day) == headlines.ranks(compared, dt.date(2021, 1, 1)) == ""


def test_a_map_has_a_finding_only_where_there_is_one(view):
    shown = view("16")
    listed = measures.municipal_list(shown)
    assert headlines.municipal_map(shown, listed, None) == ""
    likely = int(listed["outlook"].isin(["ahead", "on_plan"]).sum())
    told = headlines.municipal_map(shown, listed, object())
    assert told == f"富山県：期限までに完了する見込みの市町村は、記録のある15のうち{likely}"
    nothing = listed.assign(outlook="no_data", p_deadline=pd.NA)
    assert headlines.municipal_map(shown, nothing, object()) == ""
