"""Headings and leading lines are computed from the data."""

import datetime as dt

import pandas as pd
import pytest

from renkei.deck import headlines, lead, measures, notes, tables
from renkei.deck.marks import mark


def told(lines):
    return ["".join(text for text, _ in line) for line in lines]


def test_the_first_heading_says_both_what_is_said_and_what_is_likely(view):
    shown = view()
    heading = headlines.briefing(shown, measures.answer_counts(shown))
    likely = measures.prefecture_chances(shown).likely
    assert heading == (
        f"98.7%の市区町村が7月末完了と回答、期限までに完了する見込みは47都道府県中{likely}"
    )


def test_an_unfinished_round_is_not_told_as_a_fall(view, frames):
    answers = frames["answers"].copy()
    now = answers.index[answers["round"] == 3][:200]
    answers.loc[now, ["bucket", "conditional"]] = ["not_answered", False]
    shown = view(answers=answers)
    heading = headlines.answers(shown, measures.answer_counts(shown))
    assert "未回答200" in heading
    assert "減" not in heading


def test_the_three_lines_carry_the_releases_form(view):
    shown = view()
    first, second, third = told(lead.three_lines(shown, measures.answer_counts(shown)))
    assert f"1,718(+102){mark('change')}、98.7%{mark('denominator')}" in first
    assert "うち条件付き160" in first
    assert "2回目の実績（報告分）は" in second and "80%区間" in second
    assert f"、報告遅れ補正後（推計）は約1.1%{mark('adjusted')}。" in second
    assert "確率は1%未満（遅れ）" in second
    assert "期限に間に合わせるには1日約" in third
    assert third.endswith("回不足。主な制約は1回目接種（当初から）。")
    assert "目標" not in third


def test_published_totals_are_said_to_be(view, open_data, open_frames):
    shown = view(campaign=open_data, **open_frames)
    first = told(lead.three_lines(shown, measures.answer_counts(shown)))[0]
    assert first.endswith(f"（公表値{mark('published')}）。")
    assert "条件付きの回答を含む" in notes.by_key(shown)["published"]()
    third = told(lead.three_lines(shown, measures.answer_counts(shown)))[2]
    assert third.endswith("目標の1日約100万回は全47都道府県の計。")


def test_figures_of_some_prefectures_never_stand_for_the_nation(view, open_data, open_frames):
    shown = view(campaign=open_data, **open_frames)
    counts = measures.answer_counts(shown)
    assert told(lead.three_lines(shown, counts))[1].startswith("記録のある37都道府県の2回目の実績")
    assert "記録のある37都道府県" in headlines.briefing(shown, counts)
    for heading in (headlines.rates(shown), headlines.plan_against_pace(shown)):
        assert heading.startswith("記録のある37都道府県：")
    labels = [one["label"] for one in lead.boxes(shown, measures.agreement(shown, counts))["items"]]
    assert "2回目接種率（37都道府県）" in labels
    assert "（37都道府県）" not in str(lead.boxes(view(), measures.agreement(view(), counts)))


def test_a_prefecture_without_records_or_answers_of_its_own_has_no_list(
    view, open_data, open_frames
):
    unrecorded = open_frames["projections"].copy()
    unrecorded.loc[unrecorded["area"].str.len() == 6, "snapshot"] = pd.NaT
    shown = view("16", campaign=open_data, **(open_frames | {"projections": unrecorded}))
    assert headlines.municipalities(shown, measures.municipal_list(shown)) == ""
    asked = view("16", projections=unrecorded)
    assert headlines.municipalities(asked, measures.municipal_list(asked)).endswith(
        "市町村別の実績データなし"
    )


@pytest.mark.parametrize("area", ["16", "162019"])
def test_without_returns_or_records_nothing_is_claimed(view, open_data, open_frames, area):
    kept = open_frames | {"projections": open_frames["projections"].assign(snapshot=pd.NaT)}
    shown = view(area, campaign=open_data, **kept)
    lines = told(lead.three_lines(shown, measures.answer_counts(shown)))
    assert lines[-1].startswith("照会の回答は市町村別に公表されていない")
    assert "実績データなし" in lines[0]
    assert "未回答" not in "".join(lines)
    assert "実績データなし" in headlines.briefing(shown, measures.answer_counts(shown))


def test_a_municipality_tells_its_own_answer_and_chance(view):
    shown = view("162019")
    heading = headlines.briefing(shown, measures.answer_counts(shown))
    assert heading.startswith("富山市の回答は「7月末」、期限までに完了する確率は")


def test_the_pace_heading_compares_need_and_pace(view, frames):
    heading = headlines.plan_against_pace(view())
    assert heading.startswith("直近7日は1日約34万7千回（報告遅れ補正後）、期限に間に合わせるには約")
    faster = frames["projections"].assign(pace=frames["projections"]["required"] * 2)
    quick = faster.assign(outlook="ahead", p_deadline=0.95)
    assert headlines.plan_against_pace(view(projections=quick)).endswith("を上回る")
    late = headlines.plan_against_pace(view(projections=faster))
    assert late.endswith("を上回るが、期限までに完了する確率は1%未満")


def test_a_pace_expected_to_slow_is_not_said_to_be_too_slow_since_a_day(view, frames):
    faster = frames["projections"].assign(
        pace=frames["projections"]["required"] * 2, binding="pace"
    )
    shown = view(projections=faster)
    third = told(lead.three_lines(shown, measures.answer_counts(shown)))[2]
    assert "回上回る。主な制約は接種ペース（鈍る見込み）。" in third


def test_a_constraint_is_told_since_the_day_it_holds(view, frames):
    later = frames["projections"].assign(bound_since=pd.Timestamp("2021-05-20"))
    shown = view(projections=later)
    third = told(lead.three_lines(shown, measures.answer_counts(shown)))[2]
    assert third.endswith("主な制約は1回目接種（5月20日から）。")


def test_from_one_snapshot_every_page_says_that_nothing_is_adjusted(view, one_snapshot):
    shown = view(**one_snapshot)
    second = told(lead.three_lines(shown, measures.answer_counts(shown)))[1]
    assert f"（約0.8%）{mark('doses')}で、報告遅れは補正していない。" in second
    assert "（報告分）" in headlines.plan_against_pace(shown)
    assert "補正後" not in headlines.rates(shown)
    assert any(
        one.startswith("使える公表分が1回分")
        for word, one in notes.meanings(shown)
        if word == "報告遅れ"
    )


def test_reported_and_adjusted_rates_have_a_name_each(view):
    heading = headlines.rates(view())
    assert heading.startswith("6月2日現在の実績（報告分）は1回目約12%・2回目約0.8%、")
    assert heading.endswith("報告遅れ補正後（推計）は約14%・約1.1%")
    assert headlines.rates(view("16")).startswith("富山県：6月2日現在の実績（報告分）は")


def test_what_holds_back_those_behind_is_counted_or_nothing_is_said(view, frames):
    shown = view("16")
    heading = headlines.constraints(shown, measures.municipal_list(shown))
    behind = int((measures.municipal_list(shown)["outlook"] == "behind").sum())
    assert heading == f"富山県で遅れている{behind}市町村の制約は、1回目接種{behind}"
    free = view("16", projections=frames["projections"].assign(binding="none"))
    assert headlines.constraints(free, measures.municipal_list(free)) == ""


def test_nobody_in_time_is_said_as_all_late(view, frames):
    late = frames["projections"].assign(p_deadline=0.05, outlook="behind")
    shown = view(projections=late)
    heading = headlines.prefectures(shown, measures.prefectures_in_order(shown))
    assert heading.startswith(
        "47都道府県すべてが期限までに完了しない見込み、2回目接種率の見込みが最も低いのは"
    )


def test_municipal_heading_counts_every_municipality(view):
    shown = view("16")
    heading = headlines.municipalities(shown, measures.municipal_list(shown))
    counts = [
        int("".join(filter(str.isdigit, part))) for part in heading.split("：")[1].split("、")
    ]
    assert sum(counts) == 15


def test_data_notes_count_refusals_and_corrections(view):
    assert headlines.data_notes(view()).endswith("読み取れない箇所は3件（うち訂正済み2件）")
    assert headlines.data_notes(view("162019")).endswith("読み取れない箇所は1件（うち訂正済み1件）")


def test_nothing_refused_is_said_plainly(view, frames):
    shown = view("16", rejections=frames["rejections"].head(0))
    assert headlines.data_notes(shown).endswith("読み取れない箇所はない")
    assert told(notes.received(shown)) == ["読み取れず：なし。"]


def test_a_prefecture_says_whose_chance_it_is(view):
    shown = view("16")
    heading = headlines.briefing(shown, measures.answer_counts(shown))
    assert heading.startswith("富山県：")
    assert "、県全体が期限までに完了する確率は" in heading


@pytest.fixture
def halfway(view, frames):
    """The nation while 200 are silent and 30 of the returns could not be read."""
    answers = frames["answers"].copy()
    now = answers.index[answers["round"] == 3]
    answers.loc[now[:200], ["bucket", "conditional"]] = ["not_answered", False]
    answers.loc[now[200:230], ["bucket", "conditional"]] = ["unreadable", False]
    return view(answers=answers)


def test_a_return_received_but_not_read_is_told_apart_from_silence(halfway):
    counts = measures.answer_counts(halfway)
    assert headlines.answers(halfway, counts).endswith("、未回答200、読み取れず30")
    first = told(lead.three_lines(halfway, counts))[0]
    assert first.endswith("未回答200、提出あり・読み取れず30。")
    assert "回答は1,741市区町村中1,511、" in headlines.data_notes(halfway)


def test_while_answers_come_in_nothing_is_compared_with_the_round_before(halfway, view, campaign):
    first = told(lead.three_lines(halfway, measures.answer_counts(halfway)))[0]
    assert f"(－){mark('change')}" in first
    assert notes.by_key(halfway)["change"]() == "増減：回収途中のため前回と比べない。"
    early = view(campaign=campaign.model_copy(update={"as_of": dt.date(2021, 5, 31)}))
    assert early.collecting and not view().collecting


def test_meanings_say_how_far_the_records_go(view, campaign, open_data, open_frames):
    later = campaign.model_copy(update={"as_of": dt.date(2021, 6, 3)})
    assert ("記録", "6月2日まで。") in notes.meanings(view(campaign=later))
    assert "記録" not in dict(notes.meanings(view()))
    shown = view(campaign=open_data, **open_frames)
    assert dict(notes.meanings(shown))["記録"].startswith("記録のない10県：愛媛県、高知県、")


def test_an_area_that_is_complete_is_said_to_be(view, frames):
    done = frames["projections"].assign(flags="complete", required=0.0)
    shown = view("16", projections=done)
    heading = headlines.briefing(shown, measures.answer_counts(shown))
    assert heading.endswith("県全体が完了の水準に達している")
    assert headlines.plan_against_pace(shown) == "富山県：完了の水準に達している"


def test_the_words_of_an_outlook_say_their_thresholds(view):
    told_once = notes.by_key(view("16"))["outlook"]()
    assert "90%以上は「前倒し」" in told_once and "データ不足" not in told_once
    assert notes.by_key(view())["few"]().startswith("データ不足：記録が14日未満、または30回未満")
    assert notes.bars(view())[0] == "見通し：" + notes.by_key(view())["outlook"]()


def test_meanings_say_what_is_adjusted_assumed_or_missing(view, open_data, open_frames):
    shown = view(campaign=open_data, **open_frames)
    text = str(notes.meanings(shown))
    assert "実績（報告分）とは別の数値。見込みは補正後から求めた。" in text
    assert "希望者は対象者の85%と仮定" in text
    assert "全国（記録のある37都道府県）は、その住民のみを分母とする" in text
    assert "按分しない" in text
    assert "474人の差がある" in text
    assert notes.sample(shown) == []
    assert notes.sample(view()) == ["見本（架空のデータ）：実在の自治体の数値ではない。"]


def test_the_words_of_a_deck_stand_on_a_page_and_for_a_municipality_in_lines(view):
    whole, town = view(), view("162019")
    words = [row[0]["text"] for row in tables.meanings(whole)["rows"]]
    assert words[-2:] == ["見通し", "主な制約"] and {"割合", "見込み", "完了"} < set(words)
    assert headlines.meanings(whole).endswith("分母は65歳以上人口、見込みの（　）内は80%区間")
    assert [one.partition("：")[0] for one in told(notes.received(whole))] == ["読み取れず"]
    lines = [one.partition("：")[0] for one in told(notes.received(town))]
    assert lines == [*dict(notes.meanings(town)), "読み取れず"]


def test_sources_carry_as_of_and_release(view):
    source = notes.source(view(), "answers", "records", "population")
    assert source == (
        "出典：第3回（6月1日時点）の照会（見本省 地方連携推進室）、見本接種記録（架空）"
        "（6月2日現在、6月3日公表分）、見本住民台帳（架空）（R2.1.1現在）"
    )
