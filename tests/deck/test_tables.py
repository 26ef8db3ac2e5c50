"""Frames as tables."""

import datetime as dt

import pandas as pd
import pytest

from renkei import processed
from renkei.deck import lead, measures, notes, tables
from renkei.deck.marks import mark


def texts(block):
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_answers_follow_the_release(view):
    shown = view()
    block = tables.answers(shown, measures.answer_counts(shown))
    rows = {row[0]: row[1:] for row in texts(block)}
    assert rows["7月末まで"][:2] == ["1,718(+102)", "98.7%"]
    assert rows["　うち条件付き"][0] == "160(+20)"
    assert rows["　条件付きを除く"][0] == "1,558(+82)"
    assert rows["8月中"][:2] == ["21(−72)", "1.2%"]
    assert rows["計"] == ["1,741", "100%", "100%"]
    assert block["caption"] == "第3回（6月1日時点）の回答"


def test_every_kind_of_missing_answer_has_its_row_and_the_sum_holds(view, frames):
    answers = frames["answers"].copy()
    now = answers.index[answers["round"] == 3]
    for place, bucket in enumerate(("near_complete", "undecided", "unreadable", "not_answered")):
        answers.loc[now[place], ["bucket", "conditional"]] = [bucket, False]
    shown = view(answers=answers)
    rows = {row[0]: row[1] for row in texts(tables.answers(shown, measures.answer_counts(shown)))}
    assert [rows[one] for one in ("概ね完了", "未定", "読み取れず", "未回答")] == ["1(－)"] * 4
    counted = [int(rows[one].split("(")[0].replace(",", "")) for one in rows if "　" not in one]
    assert sum(counted[:-1]) == counted[-1] == 1741


def test_a_bucket_that_emptied_is_still_shown(view, frames):
    answers = frames["answers"].copy()
    before = answers.index[answers["round"] == 2]
    answers.loc[before[0], ["bucket", "conditional"]] = ["not_answered", False]
    shown = view(answers=answers)
    rows = {row[0]: row[1] for row in texts(tables.answers(shown, measures.answer_counts(shown)))}
    assert rows["未回答"] == "0(−1)"


def test_an_answer_that_stands_because_the_resubmission_was_refused_is_marked(view, frames):
    again = {"round": 3, "file": "2021-06-02/16_富山県_再提出.xlsx", "kind": "file", "area": ""}
    rejections = pd.DataFrame([again | {"corrected": False}]).reindex(
        columns=frames["rejections"].columns
    )
    marked = view("16", rejections=rejections)
    block = tables.municipalities(marked, measures.municipal_list(marked))
    assert all(row[1].endswith(f"{mark('unread')}") for row in texts(block))
    assert "再提出は読み取れず" in notes.by_key(marked)["unread"]()
    own = view("162019", rejections=rejections)
    said = "".join(text for text, _ in lead.three_lines(own, measures.answer_counts(own))[0])
    assert said.endswith("再提出は読み取れず。")
    put_right = view("16", rejections=rejections.assign(corrected=True))
    assert measures.unread_resubmissions(put_right) == set()


def test_a_cell_refused_beside_the_answer_is_no_resubmission(view):
    # The frames refuse a row of the very file whose rows stand.
    assert measures.unread_resubmissions(view("16")) == set()


def test_completed_areas_have_neither_interval_nor_pace(view, frames):
    projections = frames["projections"].copy()
    projections.loc[projections["area"] == "162019", ["flags", "required"]] = ["complete", 0.0]
    shown = view("16", projections=projections)
    rows = texts(tables.municipalities(shown, measures.municipal_list(shown)))
    row = next(row for row in rows if row[0] == "富山市")
    assert row[5:] == ["完了済み", "－", "完了済み", "－"]
    own = view("162019", projections=projections)
    said = measures.agreement(own, measures.answer_counts(own))
    told = {row[1]: row[2] for row in texts(tables.plan_and_pace(own, said))}
    assert told["完了する日"] == "完了済み"
    assert not [label for label in told if "80%区間" in label or "1日の回数" in label]


def test_published_totals_are_marked_and_weights_not_made_up(view, open_data, open_frames):
    shown = view(campaign=open_data, **open_frames)
    block = tables.answers(shown, measures.answer_counts(shown))
    assert block["caption"].endswith(f"公表値{mark('published')}")
    # Of this round no weights were published: a column of 「－」 is none.
    assert texts(block)[0] == ["7月末まで", "1,718(+102)", "98.7%"]
    first = open_data.model_copy(update={"as_of": dt.date(2021, 5, 14)})
    whole = open_frames["published"].assign(published=pd.Timestamp("2021-05-12"))
    earlier = view(campaign=first, **(open_frames | {"published": whole}))
    rows = texts(tables.answers(earlier, measures.answer_counts(earlier)))
    assert [row[-1] for row in rows] == ["84.5%", "－", "－", "100%"]


def test_the_piles_of_municipalities_add_up_to_all(view, frames):
    projections = frames["projections"].copy()
    own = projections.index[projections["area"].str.len() == 6]
    projections.loc[own[:3], "p_deadline"] = float("nan")
    projections.loc[own[3:5], "snapshot"] = pd.NaT
    shown = view(projections=projections)
    said = measures.agreement(shown, measures.answer_counts(shown))
    rows = {row[1]: row[2] for row in texts(tables.plan_and_pace(shown, said))}
    assert (rows["　ほかにデータ不足"], rows["　ほかに実績データなし"]) == ("3", "2")
    assert said.recorded + 3 + 2 == 1741


def test_doses_print_as_in_the_meeting_papers(view, frames):
    projections = frames["projections"].copy()
    toyama = projections["area"] == "16"
    projections.loc[toyama, ["eligible", "first", "second"]] = [335_123, 59_333, 2_817]
    projections.loc[toyama, ["first_share_adjusted", "second_share_adjusted"]] = [0.228, 0.01]
    block = tables.doses(view("16", projections=projections))
    assert [cell["text"] for cell in block["head"][0]] == ["区分", "6月2日現在", "1回目", "2回目"]
    assert texts(block)[:2] == [
        ["富山県", "実績（報告分）", "59,333（約18%）", "2,817（約0.8%）"],
        ["対象約33万5千人", "補正後（推計）", "約23%", "約1.0%"],
    ]
    assert texts(block)[2][0] == "全国"


def test_a_nation_of_37_prefectures_says_so(view, open_data, open_frames):
    block = tables.doses(view("16", campaign=open_data, **open_frames))
    assert texts(block)[2][0] == "全国\n（37都道府県）"


def test_doses_not_adjusted_have_one_row_an_area_and_say_what_they_are(view, one_snapshot):
    block = tables.doses(view("16", **one_snapshot))
    assert [row[1] for row in texts(block)] == ["約45万1千人", "約3,150万人"]
    assert block["caption"].endswith("　実績（報告分）、6月2日現在")
    assert "補正後" not in str(block)


def test_the_other_measure_stands_on_a_line_of_its_own(view):
    block = tables.rates(view())
    assert texts(block)[-1][0] == f"65歳以上のみ{mark('elderly')}"
    assert block["rules"] == [len(block["rows"]) - 1]


def test_days_of_records_say_which_publication_tells_them(view):
    block = tables.rates(view("16"))
    assert block["head"][0][0]["text"] == "区分"
    assert [row[0] for row in texts(block)[:2]] == ["6月2日までの接種分", "5月26日までの接種分"]
    assert block["caption"].endswith("、6月3日公表の記録")


@pytest.mark.parametrize("area", ["16", "162019"])
def test_where_the_pace_would_do_it_is_told_by_when_first_doses_have_to_end(view, frames, area):
    bound = frames["projections"].assign(binding="first_doses", pace=9e6, required=1e6)
    shown = view(area, projections=bound.assign(bound_since=pd.NaT))
    counts = measures.answer_counts(shown)
    told = "".join(text for one in lead.three_lines(shown, counts) for text, _ in one)
    assert "主な制約は1回目接種：1回目は7月10日（期限の21日前）までに終える必要。" in told
    rows = texts(tables.plan_and_pace(shown, measures.agreement(shown, counts)))
    named = {row[1]: row[2] for row in rows}
    assert named["主な制約"] == "1回目接種"  # no note about since when
    assert named.get("　1回目を終える必要") == (
        "7月10日（期限の21日前）まで" if area == "16" else None
    )


def test_an_interval_beyond_the_projected_days_says_so(view, frames):
    never = frames["projections"].assign(d10=pd.NaT, d50=pd.NaT, d90=pd.NaT)
    shown = view("16", projections=never)
    rows = texts(tables.municipalities(shown, measures.municipal_list(shown)))
    assert {tuple(row[5:7]) for row in rows} == {("120日超", "120日超")}


def test_plan_projection_and_need_stand_side_by_side(view):
    shown = view()
    said = measures.agreement(shown, measures.answer_counts(shown))
    groups = [row[0] for row in texts(tables.plan_and_pace(shown, said)) if row[0]]
    assert groups == ["計画", "見込み", "必要", "直近7日", "差", "制約", "目標"]
    rows = {row[1]: row[2] for row in texts(tables.plan_and_pace(shown, said))}
    assert rows[f"補正後（推計）{mark('adjusted')}"] == "約34万7千回"
    assert rows["実績（報告分）"] == "約25万2千回"
    assert rows["必要な数との差"] == "約46万6千回不足"
    assert rows[f"見通し（確率）{mark('complete')}"] == "遅れ（1%未満）"
    assert rows[f"主な制約{mark('binding')}"] == "1回目接種（当初から）"


def test_to_project_the_same_rows_stand_in_two_tables(view):
    shown = view()
    said = measures.agreement(shown, measures.answer_counts(shown))
    ahead, pace = tables.plan_then_pace(shown, said)
    assert texts(ahead) + texts(pace) == texts(tables.plan_and_pace(shown, said))
    assert texts(pace)[0][0] == "必要"
    assert (ahead["caption"], pace["caption"]) == ("計画と見込み", "必要な回数（1・2回目の計）")


def test_a_municipalitys_plan_is_its_own_answer(view):
    shown = view("162019")
    said = measures.agreement(shown, measures.answer_counts(shown))
    rows = texts(tables.plan_and_pace(shown, said))
    assert rows[0][:2] == ["計画", "終了の計画"]
    assert rows[1][:2] == ["", "　前回の回答"]


def test_municipalities_show_answer_record_projection_and_outlook(view):
    shown = view("16")
    block = tables.municipalities(shown, measures.municipal_list(shown))
    heads = [cell["text"] for cell in block["head"][0]]
    assert len(block["rows"]) == 15
    assert heads[:4] == [
        "市町村",
        "計画\n（前回→）",
        "条件",
        f"2回目{mark('doses')}{mark('adjusted')}",
    ]
    below = [cell["text"] for cell in block["head"][1]]
    assert below[-1:] == ["差\n（約）"]
    words = {row[7].partition("（")[0] for row in texts(block)}
    assert words <= {"前倒し", "計画どおり", "遅れ"}
    assert {len(row) for row in texts(block)} == {len(heads[:3]) + len(below)}


def test_a_municipality_with_too_little_data_says_why(view, frames):
    projections = frames["projections"].copy()
    mine = projections["area"] == "162019"
    projections.loc[mine, ["outlook", "flags", "p_deadline"]] = [
        "no_data", "not_enough_data", None
    ]  # fmt: skip
    shown = view("16", projections=projections)
    block = tables.municipalities(shown, measures.municipal_list(shown))
    assert texts(block)[-1][5:8] == [f"－{mark('few')}", "－", "データ不足"]
    own = view("162019", projections=projections)
    rows = texts(tables.plan_and_pace(own, measures.agreement(own, measures.answer_counts(own))))
    assert ["", "完了する日", f"データ不足{mark('few')}"] in [["", *row[1:]] for row in rows]


def test_flags_a_reader_must_know_are_marked_and_others_are_not(view, frames):
    projections = frames["projections"].copy()
    flags = "plan_earlier_than_q10;reporting_gap;lag_outlier"
    projections.loc[projections["area"] == "162019", "flags"] = flags
    shown = view("16", projections=projections)
    names = [row[0] for row in texts(tables.municipalities(shown, measures.municipal_list(shown)))]
    assert f"富山市{mark('gap')}{mark('late')}" in names
    gap = "差：直近7日の補正後（推計）の平均から、必要な数を引いた数。"
    assert notes.municipalities(shown) == [gap, "計画が見込みの80%区間より早い市町村：1。"]
    assert notes.municipalities(view("16")) == [gap]
    assert "報告が特に遅い" in notes.by_key(shown)["late"]()


def test_constraints_tell_both_paces_what_binds_and_since_when(view, frames):
    projections = frames["projections"].copy()
    mine = projections["area"] == "162019"
    late = {"binding": "supply", "flags": "supply_short;revised"}
    projections.loc[mine, list(late)] = list(late.values())
    projections.loc[mine, "bound_since"] = pd.Timestamp("2021-05-20")
    shown = view("16", projections=projections)
    block = tables.constraints(shown, measures.municipal_list(shown))
    row = next(row for row in texts(block) if row[0] == "富山市")
    assert row[-3:] == ["供給", "5月20日から", "供給不足、実績の下方修正あり"]
    assert [one["text"] for one in block["head"][1]] == [
        "実績（報告分）", f"補正後（推計）{mark('adjusted')}", "必要", "差"
    ]  # fmt: skip


def test_municipalities_without_records_are_not_given_any(view, open_data, open_frames):
    shown = view("16", campaign=open_data, **open_frames)
    block = tables.municipalities(shown, measures.municipal_list(shown))
    assert {row[-1] for row in texts(block)} == {"実績データなし"}
    assert {row[1] for row in texts(block)} == {"－"}


def test_free_text_is_data_and_is_cut_not_read(view, frames):
    returns = frames["returns"].copy()
    mine = (returns["area"] == "162019") & (returns["round"] == 3)
    returns.loc[mine, "condition"] = '#panic() <script>alert("長い条件")</script>' + "条" * 40
    answers = frames["answers"].copy()
    answers.loc[(answers["area"] == "162019") & (answers["round"] == 3), "conditional"] = True
    shown = view("16", returns=returns, answers=answers)
    block = tables.municipalities(shown, measures.municipal_list(shown))
    conditions = [row[2] for row in texts(block) if row[0] == "富山市"]
    assert conditions == ['#panic() <script>alert("長い条件")</script>…']


def test_reconciliation_says_where_every_row_went(view):
    block = tables.received(view())
    assert texts(block)[0] == ["第1回", "47", "2,117", "1,741", "0", "0", "376", "一致", "0"]


def test_an_unbalanced_round_is_told(view, frames):
    wrong = frames["reconciliation"].copy()
    wrong.loc[0, "balanced"] = False
    assert texts(tables.received(view(reconciliation=wrong)))[0][-2] == "不一致"


def test_where_there_were_no_returns_the_records_are_reconciled(view, open_data, open_frames):
    shown = view("16", campaign=open_data, **open_frames)
    assert tables.received(shown)["caption"] == "受け取った接種記録の行の照合"
    answers = texts(tables.sources(shown))[0]
    assert answers == ["回答", "第3回照会（公表なし）", "R3.6.1", "－"]


def test_sources_show_both_dates(view):
    rows = texts(tables.sources(view()))
    assert rows[1] == ["接種記録", "見本接種記録（架空）", "R3.6.2", "R3.6.3"]
    assert [row[0] for row in rows] == ["回答", "接種記録", "対象者数", "この資料"]


def test_before_the_first_round_nobody_is_missing(view, campaign):
    early = campaign.model_copy(update={"as_of": pd.Timestamp("2021-05-02").date()})
    shown = view(campaign=early, answers=processed.empty("answers"))
    block = tables.answers(shown, measures.answer_counts(shown))
    assert block["lines"][0][0][0] == "まだ照会していない。"
