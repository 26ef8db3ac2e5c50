"""Where to call today: people × days late × days since last heard, and why in one line."""

import pandas as pd
import pytest

from renkei.deck import headlines, measures, notes, tables


@pytest.fixture
def late(frames):
    """Projections in which two towns of Toyama finish after the deadline, and no other."""
    made = frames["projections"].copy()
    made["d50"] = pd.Timestamp("2021-07-20")
    for area, day in (("162019", "2021-08-10"), ("162027", "2021-08-20")):
        made.loc[made["area"] == area, "d50"] = pd.Timestamp(day)
    return made


@pytest.fixture
def still(frames):
    """Answers of 7月末 that nobody moved."""
    made = frames["answers"].assign(latest=pd.Timestamp("2021-07-31"), conditional=False)
    return made.assign(
        bucket="by_target", previous_bucket="by_target", previous_latest=made["latest"]
    )


def heard(kept, *rows):
    return kept("liaison", *({"number": str(place), **row} for place, row in enumerate(rows)))


def test_the_order_is_people_times_days_late_times_days_since_heard(view, late, still, kept):
    log = heard(kept, {"area": "162019", "contacted": pd.Timestamp("2021-06-01")})
    shown = view("16", projections=late, answers=still, liaison=log)
    found = measures.calls(shown)
    rows = found.order.set_index("area")
    assert rows["slip"].to_dict() == {"162027": 20, "162019": 10}
    assert rows["days"].to_dict() == {"162027": 27, "162019": 1}
    assert (rows["score"] == rows["eligible"] * rows["slip"] * rows["days"]).all()
    assert found.order["area"].tolist() == ["162027", "162019"]
    assert (found.asked, found.never) == (15, 14)
    assert headlines.calls(shown, found).startswith("富山県：まず連絡するのは高岡市、富山市（")


def test_who_was_heard_today_is_not_called_again(view, late, still, kept):
    log = heard(kept, {"area": "162027", "contacted": pd.Timestamp("2021-06-02")})
    found = measures.calls(view("16", projections=late, answers=still, liaison=log))
    assert found.order["area"].tolist() == ["162019"]


def test_an_answer_told_is_a_contact_and_one_of_tomorrow_is_not(view, late, still, kept):
    log = heard(
        kept,
        {
            "area": "162027",
            "contacted": pd.Timestamp("2021-05-20"),
            "returned": pd.Timestamp("2021-05-30"),
        },
        {"area": "162019", "contacted": pd.Timestamp("2021-06-09")},
    )
    found = measures.calls(view("16", projections=late, answers=still, liaison=log))
    rows = found.order.set_index("area")
    assert rows.loc["162027", "days"] == 3
    assert pd.isna(rows.loc["162019", "last"]) and found.never == 14


def test_an_answer_moved_back_counts_where_it_is_more(view, late, still):
    moved = still.copy()
    mine = (moved["area"] == "162019") & (moved["round"] == 3)
    moved.loc[mine, "previous_latest"] = pd.Timestamp("2021-06-30")
    shown = view("16", projections=late, answers=moved)
    row = measures.calls(shown).order.set_index("area").loc["162019"]
    assert (row["late"], row["later"], row["slip"]) == (10, 31, 31)
    assert (
        "前回から31日後ろへ" in tables.calls(shown, measures.calls(shown), 5)["rows"][0][-1]["text"]
    )


def test_without_records_the_answer_says_how_late(view, frames, still):
    unrecorded = frames["projections"].copy()
    unrecorded.loc[unrecorded["area"].str.len() == 6, "snapshot"] = pd.NaT
    moved = still.copy()
    mine = (moved["area"] == "162060") & (moved["round"] == 3)
    moved.loc[mine, ["latest", "previous_latest"]] = pd.Timestamp("2021-08-31")
    found = measures.calls(view("16", projections=unrecorded, answers=moved))
    assert found.order["area"].tolist() == ["162060"]
    assert found.order["slip"].tolist() == [31]


def test_who_is_in_no_order_is_counted(view, frames, still):
    unrecorded = frames["projections"].copy()
    unrecorded.loc[unrecorded["area"].str.len() == 6, "snapshot"] = pd.NaT
    silent = still.copy()
    mine = (silent["area"] == "162019") & (silent["round"] == 3)
    silent.loc[mine, "latest"] = pd.NaT
    shown = view("16", projections=unrecorded, answers=silent)
    found = measures.calls(shown)
    assert found.unknown == 1
    assert notes.calls(shown, found) == ["見込みも日付の回答もない1市町村は順に入らない。"]


def test_beyond_the_projected_days_is_at_least_so_late(view, late, still):
    never = late.copy()
    never.loc[never["area"] == "162019", "d50"] = pd.NaT
    shown = view("16", projections=never, answers=still)
    row = measures.calls(shown).order.set_index("area").loc["162019"]
    assert row["late_open"] and row["slip"] == 61
    cells = [one["text"] for one in tables.calls(shown, measures.calls(shown), 1)["rows"][0]]
    assert cells[3] == "61日超" and "見込み" not in cells[-1]
    assert "見込みが120日を超える1市町村は、遅れを61日として数えた。" in notes.calls(
        shown, measures.calls(shown)
    )


def test_who_is_late_by_projection_is_counted_apart_from_the_rest(view, late, still):
    moved = still.copy()
    mine = (moved["area"] == "162060") & (moved["round"] == 3)
    moved.loc[mine, "previous_latest"] = pd.Timestamp("2021-07-20")
    shown = view("16", projections=late, answers=moved)
    found = measures.calls(shown)
    assert found.order.set_index("area")["why"].to_dict() == {
        "162019": "projected", "162027": "projected", "162060": "moved"
    }  # fmt: skip
    assert "（遅れが見込まれる2市町村ほか1のうち影響の大きい順）" in headlines.calls(shown, found)
    assert notes.calls(shown, found) == [
        "遅れが見込まれる市町村のほかは、期限内だが回答を後ろへ動かした1市町村。"
    ]


def test_what_binds_is_the_reason_where_the_pace_would_do(view, late, still):
    slowing = late.assign(pace=late["required"] * 2, binding="pace")
    shown = view("16", projections=slowing, answers=still)
    reason = tables.calls(shown, measures.calls(shown), 1)["rows"][0][-1]["text"]
    assert reason.endswith("制約は接種ペース（鈍る見込み）")


def test_nobody_late_leaves_the_page_out(view, late, still):
    early = late.assign(d50=pd.Timestamp("2021-07-20"))
    shown = view("16", projections=early, answers=still)
    assert headlines.calls(shown, measures.calls(shown)) == ""


def test_a_reason_is_one_line_and_text_from_outside_is_cut(view, late, still, frames, kept):
    returns = frames["returns"].copy()
    returns["condition"] = "#panic() <b>=1+1</b>" + "条" * 90
    given = still.copy()
    given["conditional"] = True
    log = heard(
        kept,
        {"area": "162019", "contacted": pd.Timestamp("2021-05-20"), "category": "=cmd()" * 9},
    )
    shown = view("16", projections=late, answers=given, returns=returns, liaison=log)
    for row in tables.calls(shown, measures.calls(shown), 15)["rows"]:
        assert len(row[-1]["text"]) <= 40 and "\n" not in row[-1]["text"]
