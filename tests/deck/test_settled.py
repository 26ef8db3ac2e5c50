"""Pages once records have reached the deadline: what became of it, and no chance of anything."""

import datetime as dt

import pytest

from renkei.deck import figures, headlines, lead, measures, notes, tables
from renkei.deck.marks import mark


@pytest.fixture
def over(view, campaign, frames):
    """A deadline of yesterday: prefectures and municipalities with a high code rank made it."""
    made = frames["projections"].copy()
    in_time = made["outlook"] != "behind"
    made["p_deadline"] = in_time.astype(float)
    made["outlook"] = in_time.map({True: "ahead", False: "behind"})
    made["flags"] = in_time.map({True: "complete", False: ""})
    made.loc[made["area"] == "162019", ["outlook", "p_deadline", "flags"]] = [
        "behind", 0.0, "complete"
    ]  # fmt: skip
    yesterday = campaign.model_copy(update={"deadline": dt.date(2021, 6, 1)})
    return lambda area: view(area, campaign=yesterday, projections=made)


def test_municipalities_are_told_as_completed_in_time_later_or_not(over):
    shown = over("16")
    listed = measures.municipal_list(shown)
    heading = headlines.municipalities(shown, listed)
    assert "期限後に完了1" in heading and "期限内に完了" in heading and "遅れ" not in heading
    block = tables.municipalities(shown, listed)
    assert {row[8]["text"] for row in block["rows"]} == {"－"}
    assert {row[7]["text"] for row in block["rows"]} <= {"未完了", "期限内に完了", "期限後に完了"}
    assert notes.by_key(shown)["outlook"]().startswith("期限（6月1日）までに完了の水準に")


def test_nobody_is_held_back_from_a_deadline_that_is_over(over):
    shown = over("16")
    assert headlines.constraints(shown, measures.municipal_list(shown)) == ""


def test_both_shares_on_the_deadline_stand_apart_with_their_names(over):
    shown = over("00")
    lines = lead.three_lines(shown, measures.answer_counts(shown))
    told = "".join(text for text, _ in lines[1])
    assert "6月1日の実績（報告分）は約" in told
    assert told.count("報告遅れ補正後（推計）は約") == 2
    said = measures.agreement(shown, measures.answer_counts(shown))
    labels = [row[1]["text"] for row in tables.plan_and_pace(shown, said)["rows"]]
    assert "期限の2回目接種率、実績（報告分）" in labels
    assert f"　報告遅れ補正後（推計）{mark('adjusted')}" in labels
    assert f"期限までの完了{mark('complete')}" in labels


def test_the_bars_of_a_settled_deadline_carry_no_probability(over):
    shown = over("00")
    told = figures.prefectures(shown, measures.prefectures_in_order(shown)).alt
    assert "未完了" in told and "期限内に完了" in told
    assert "未満）" not in told
