"""How many make it: three piles, words no surer than the chances, and records that are old."""

import datetime as dt

import pandas as pd
import pytest

from renkei.deck import figures, headlines, labels, lead, measures, notes, tables

UNKNOWN = float("nan")


@pytest.fixture
def shown(view, frames, campaign):
    """A deck whose 47 prefectures have these chances in turn; UNKNOWN is データ不足."""

    def made(*chances, area="00", as_of=""):
        projections = frames["projections"].copy()
        many = (projections["area"].str.len() == 2) & (projections["area"] != "00")
        given = [chances[place % len(chances)] for place in range(int(many.sum()))]
        projections.loc[many, "p_deadline"] = given
        words = ["behind" if one == one else "no_data" for one in given]
        projections.loc[many, "outlook"] = words
        day = dt.date.fromisoformat(as_of) if as_of else campaign.as_of
        released = day + dt.timedelta(days=1)
        opened = campaign.model_copy(update={"as_of": day, "released": released})
        return view(area, campaign=opened, projections=projections)

    return made


def heading(view):
    return headlines.prefectures(view, measures.prefectures_in_order(view))


def test_the_piles_add_up(shown):
    found = measures.prefecture_chances(shown(0.9, 0.2, UNKNOWN))
    assert (found.likely, found.unlikely, found.unknown) == (16, 16, 15)
    assert found.known == 32


def test_nobody_with_a_projection_is_no_success(shown):
    view = shown(UNKNOWN)
    assert heading(view).startswith("見込みを示せる都道府県はまだない")
    told = headlines.briefing(view, measures.answer_counts(view))
    assert "すべて" not in told and "見込みを示せる都道府県はまだない" in told
    results = lead.boxes(view, measures.agreement(view, measures.answer_counts(view)))
    assert "都道府県" not in str([one["label"] for one in results["items"]])


def test_those_nobody_can_tell_are_counted_apart(shown):
    view = shown(0.9, 0.2, UNKNOWN)
    assert "期限までに完了する確率が50%未満は32都道府県中16（データ不足15）" in heading(view)
    said = measures.agreement(view, measures.answer_counts(view))
    rows = {row[1]["text"]: row[2]["text"] for row in tables.plan_and_pace(view, said)["rows"]}
    assert rows["同じく都道府県"] == "16／32（50.0%）"
    assert rows["　ほかにデータ不足"] == "15"


def test_middling_chances_are_not_told_as_failure(shown):
    assert heading(shown(0.38, 0.47)).startswith(
        "期限までに完了する確率が50%以上の都道府県はない（最高47%）"
    )
    assert heading(shown(0.01)).startswith("47都道府県すべてが期限までに完了しない見込み")
    assert heading(shown(0.8, 0.02)).startswith("期限までに完了しない見込みは47都道府県中23")
    assert heading(shown(0.8)).startswith("47都道府県すべてが期限までに完了する見込み")


def test_after_the_deadline_nothing_is_expected_by_it(shown):
    view = shown(0.9, 0.2, as_of="2021-08-10")
    told = headlines.briefing(view, measures.answer_counts(view))
    assert told.endswith("期限を過ぎ、記録は6月2日まで")
    assert heading(view).startswith("期限を過ぎ、記録は6月2日まで：")


def test_old_records_carry_their_days(shown):
    view = shown(0.4, as_of="2021-06-16")
    assert labels.period(view) == "5月27日～6月2日"
    second = "".join(text for text, _ in lead.three_lines(view, measures.answer_counts(view))[1])
    assert "（記録は6月2日まで、14日前）" in second
    assert labels.period(shown(0.4)) == "直近7日"
    bars = figures.paces(view, measures.outlook(view, "00")).data
    assert [row[0]["text"] for row in bars["rows"][:2]] == [
        "5月27日～6月2日、実績（報告分）", "5月27日～6月2日、報告遅れ補正後（推計）"
    ]  # fmt: skip


def test_a_median_beyond_the_projected_days_is_no_never(view, frames):
    projections = frames["projections"].copy()
    mine = projections["area"] == "00"
    projections.loc[mine, "d50"] = pd.NaT
    one = view(projections=projections)
    said = measures.agreement(one, measures.answer_counts(one))
    rows = {row[1]["text"]: row[2]["text"] for row in tables.plan_and_pace(one, said)["rows"]}
    assert rows["完了する日"] == "120日超（中央値）"


def test_a_projection_says_that_the_plan_is_in_it(view, open_data, open_frames):
    assert "回答の計画を最大2割加味" in notes.by_key(view())["method"]()
    shown = view(campaign=open_data, **open_frames)
    assert "計画" not in notes.by_key(shown)["method"]()
