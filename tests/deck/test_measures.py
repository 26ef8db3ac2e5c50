"""What is counted for the pages."""

import datetime as dt

import pandas as pd
import pytest

from renkei import areas, processed
from renkei.deck import measures, notes


def test_answers_of_a_round_sum_to_every_area_asked(view):
    counts = measures.answer_counts(view())
    buckets = counts[counts["bucket"] != "conditional"].groupby("round")["count"].sum()
    assert buckets.to_dict() == {1: 1741, 2: 1741, 3: 1741}


def test_this_round_has_count_change_and_both_shares(view):
    now = measures.this_round(view(), measures.answer_counts(view()))
    target = now["by_target"]
    assert (target.count, target.change, target.asked) == (1718, 102, 1741)
    assert target.share == pytest.approx(1718 / 1741)
    assert target.pop_share is not None and 0.9 < target.pop_share < 1
    assert now["next_month"].change == 21 - 93


def test_first_round_has_no_change(view, frames):
    first = frames["answers"][frames["answers"]["round"] == 1]
    counts = measures.answer_counts(view(answers=first))
    assert counts["change"].isna().all()


def test_conditional_answers_can_be_left_out(view):
    now = measures.this_round(view(), measures.answer_counts(view()))
    rest = now["by_target"].without(now["conditional"])
    assert rest.count == 1718 - 160
    assert rest.change == 102 - 20
    assert rest.share == pytest.approx(1558 / 1741)


def test_weights_are_the_residents_of_the_areas_in_the_bucket(view, frames):
    own = [one.short for one in areas.municipalities("16")]
    answers = frames["answers"][frames["answers"]["area"].isin(own)].copy()
    answers.loc[answers["area"] != own[0], "bucket"] = "later"
    answers.loc[answers["area"] == own[0], "bucket"] = "by_target"
    now = measures.this_round(
        view("16", answers=answers), measures.answer_counts(view("16", answers=answers))
    )
    eligible = view("16").eligible
    assert now["by_target"].pop_share == pytest.approx(eligible[own[0]] / eligible[own].sum())


def test_published_totals_are_counted_once(view, open_data, open_frames):
    shown = view(campaign=open_data, **open_frames)
    counts = measures.answer_counts(shown)
    assert shown.basis == "published"
    assert set(counts["bucket"]) == {"by_target", "next_month", "later"}
    assert set(counts["asked"]) == {1741}
    assert measures.this_round(shown, counts)["by_target"].change == 102


def test_totals_released_after_the_release_date_are_not_known_yet(view, open_data, open_frames):
    late = open_frames["published"].assign(published=pd.Timestamp("2021-06-04"))
    shown = view(campaign=open_data, **open_frames | {"published": late})
    assert shown.basis == "none"
    assert measures.answer_counts(shown).empty


def test_no_returns_source_gives_no_false_non_response(view, open_data, open_frames):
    shown = view("16", campaign=open_data, **open_frames)
    counts = measures.answer_counts(shown)
    assert counts.empty
    assert measures.agreement(shown, counts).say is None


def test_agreement_keeps_both_denominators(view, frames):
    projections = frames["projections"].copy()
    projections.loc[projections["area"] == "162019", "snapshot"] = pd.NaT
    shown = view("16", projections=projections)
    said = measures.agreement(shown, measures.answer_counts(shown))
    assert (said.asked, said.recorded) == (15, 14)
    assert said.projected is not None and 0 <= said.projected <= 14


def test_agreement_says_nothing_projected_where_only_prefectures_report(
    view, open_data, open_frames
):
    shown = view(campaign=open_data, **open_frames)
    assert measures.agreement(shown, measures.answer_counts(shown)).projected is None


def test_outlook_of_an_area_without_records_is_none(view, open_data, open_frames):
    assert measures.outlook(view("16", campaign=open_data, **open_frames), "162019") is None


def test_outlook_reads_dates_shares_and_target(view):
    one = measures.outlook(view("16"), "16")
    assert one is not None
    assert one.target == pytest.approx(0.95 * 0.87, abs=1e-3)
    low, middle, high = one.ahead
    assert low < middle < high
    assert isinstance(one.date, dt.date)


def test_share_on_the_deadline_is_the_reported_one_once_records_reach_it(view, frames):
    deadline = pd.Timestamp("2021-07-31")
    rows = [
        {"area": "16", "date": deadline, "dose": 2, "kind": "reported", "q50": 0.77},
        {"area": "16", "date": deadline, "dose": 2, "kind": "adjusted", "q50": 0.8},
        {"area": "16", "date": deadline, "dose": 2, "kind": "projected", "q50": 0.9},
    ]
    paths = pd.concat([processed.empty("paths"), pd.DataFrame(rows)])
    shown = view("16", paths=paths)
    assert shown.settled
    assert measures.share_ahead(shown, "16") == (0.77, 0.77, 0.77)
    assert measures.adjusted_at_deadline(shown, "16") == 0.8


def test_weekly_counts_start_with_the_records_own_totals(view):
    shown = view("16")
    frame = measures.lately(shown, "16")
    one = measures.outlook(shown, "16")
    assert frame.loc[0, "second"] == one.last.count
    adjusted = frame["second_adjusted"]
    assert adjusted[0] > frame["second_share"][0] and pd.isna(adjusted[3])
    assert list(frame["date"].dt.day) == [2, 26, 19, 12]
    assert frame["first"].is_monotonic_decreasing


def test_elderly_alone_are_counted_from_the_newest_snapshot_once(view):
    assert measures.elderly_alone(view()).counts[0] == 400
    own = processed.empty("records")
    assert measures.elderly_alone(view(records=own)) is None


def test_a_prefectures_own_rows_stand_for_its_municipalities(view, frames):
    records = frames["records"]
    doubled = pd.concat([records, records[records["area"] == "16"].assign(area="162019")])
    assert measures.elderly_alone(view(records=doubled)).counts[1] == 800


def test_municipalities_left_out_of_a_denominator_are_counted_and_said(view, frames):
    projections = frames["projections"].copy()
    silent = projections["area"].isin(["162019", "162027", "172014"])
    projections.loc[silent, "snapshot"] = pd.NaT
    projections.loc[projections["area"] == "16", "flags"] = "partial_records;lag_unadjusted"
    nation, toyama, city = (view(one, projections=projections) for one in ("00", "16", "162035"))
    assert (measures.left_out(nation), measures.left_out(toyama)) == (2, 2)
    assert measures.left_out(city) == 0
    assert measures.left_out(view("16")) == 0
    assert "記録のない2市町村は分母に含めない。" in notes.by_key(toyama)["doses"]()
    assert "分母に含めない" not in notes.by_key(view("16"))["doses"]()


def test_prefectures_come_least_likely_first(view):
    order = measures.prefectures_in_order(view())
    assert len(order) == 47
    assert order["middle"].is_monotonic_increasing


def test_municipalities_of_concern_come_first(view):
    listed = measures.municipal_list(view("16"))
    behind = (listed["outlook"] == "behind").tolist()
    assert len(listed) == 15
    assert behind == sorted(behind, reverse=True)


def test_a_superseded_return_does_not_lend_its_condition(view, frames):
    returns = frames["returns"]
    old = returns[(returns["area"] == "162019") & (returns["round"] == 3)]
    old = old.assign(condition="古い条件", current=False)
    listed = measures.municipal_list(view("16", returns=pd.concat([returns, old])))
    assert "古い条件" not in set(listed["condition"])
    assert len(listed) == 15


def test_a_file_refused_whole_belongs_to_its_prefecture(view):
    assert len(measures.rejections(view("16"))) == 2
    assert len(measures.rejections(view("162019"))) == 1
    assert len(measures.rejections(view("17"))) == 1
    assert len(measures.rejections(view())) == 3


def test_reconciliation_adds_up_for_every_round(view):
    frame = measures.reconciliation(view("16"))
    parts = ["accepted", "rejected", "superseded", "subtotals", "notes", "blank"]
    assert list(frame["round"]) == [1, 2, 3]
    assert (frame[parts].sum(axis=1) == frame["rows"]).all()


def test_a_municipalitys_answers_lead_to_their_cells(view):
    frame = measures.own_answers(view("162019"))
    assert list(frame["round"]) == [1, 2, 3]
    assert set(frame["file"]) == {"16_富山県.xlsx"}
    assert set(frame["row"]) == {6}


def test_areas_without_a_projection_come_last(view, frames):
    projections = frames["projections"].copy()
    projections.loc[projections["area"] == "162019", ["outlook", "p_deadline"]] = ["no_data", 0.0]
    listed = measures.municipal_list(view("16", projections=projections))
    assert list(listed["area"])[-1] == "162019"
    assert listed["outlook"].iloc[0] == "behind"


def test_a_file_named_after_its_prefecture_alone_belongs_to_it(view, frames):
    rejections = frames["rejections"].assign(file="送付/富山県（再提出）.xlsx", area="")
    assert len(measures.rejections(view("16", rejections=rejections))) == 3
    assert measures.rejections(view("17", rejections=rejections)).empty
