"""Plans and wish shares: newest answer, open ends, weights."""

import datetime as dt

import pandas as pd
import pytest

from renkei.projection.answers import plan_dates, wish_shares

TOYAMA, TAKAOKA, TOKYO = "162019", "162027", "131016"


def test_a_plan_is_the_newest_answer_and_an_unanswered_round_keeps_the_one_before(
    answers, campaign
):
    plans = plan_dates(
        answers(
            (1, TOYAMA, "dated", "by_target", "2021-07-31", None),
            (2, TOYAMA, "dated", "next_month", "2021-08-15", None),
            (1, TAKAOKA, "dated", "by_target", "2021-07-20", None),
            (2, TAKAOKA, "no_answer", "not_answered", None, None),
        ),
        campaign(),
    )
    assert plans[TOYAMA] == pd.Timestamp("2021-08-15")
    assert plans[TAKAOKA] == pd.Timestamp("2021-07-20")
    assert plans["16"] == plans["00"] == pd.Timestamp("2021-08-15")


def test_an_undecided_municipality_leaves_its_prefecture_and_the_nation_without_a_plan(
    answers, campaign
):
    plans = plan_dates(
        answers(
            (2, TOYAMA, "dated", "by_target", "2021-07-31", None),
            (2, TAKAOKA, "undecided", "undecided", None, None),
            (2, TOKYO, "complete", "by_target", None, None),
        ),
        campaign(),
    )
    assert pd.isna(plans["16"])
    assert pd.isna(plans["00"])
    assert plans["13"] == pd.Timestamp("2021-05-05")  # complete: the day of the round


def test_a_round_not_yet_sent_out_does_not_count(answers, campaign):
    frame = answers(
        (2, TOYAMA, "dated", "by_target", "2021-07-31", 0.8),
        (3, TOYAMA, "dated", "later", "2021-12-31", 0.9),
    )
    settings = campaign(wish_share={"value": 0.7, "basis": "form"})
    assert plan_dates(frame, settings)[TOYAMA] == pd.Timestamp("2021-07-31")
    assert wish_shares(frame, pd.Series({TOYAMA: 10.0}), settings)[TOYAMA] == 0.8


def test_a_prefecture_wishes_as_its_municipalities_do_weighted_by_persons(answers, campaign):
    frame = answers(
        (1, TOYAMA, "dated", "by_target", "2021-07-31", 0.6),
        (2, TOYAMA, "dated", "by_target", "2021-07-31", 0.9),
        (2, TAKAOKA, "dated", "by_target", "2021-07-31", None),
    )
    persons = pd.Series({"16": 400.0, TOYAMA: 300.0, TAKAOKA: 100.0, "13": 50.0})
    shares = wish_shares(frame, persons, campaign(wish_share={"value": 0.5, "basis": "form"}))
    assert shares[[TOYAMA, TAKAOKA]].tolist() == [0.9, 0.5]
    assert shares["16"] == pytest.approx((300 * 0.9 + 100 * 0.5) / 400)
    assert shares["13"] == 0.5


def test_a_share_that_cannot_be_one_is_not_used(answers, campaign):
    frame = answers(
        (1, TOYAMA, "dated", "by_target", "2021-07-31", 0.9),
        (2, TOYAMA, "dated", "by_target", "2021-07-31", 90.0),
        (2, TAKAOKA, "dated", "by_target", "2021-07-31", 0.0),
    )
    persons = pd.Series({TOYAMA: 300.0, TAKAOKA: 100.0})
    shares = wish_shares(frame, persons, campaign(wish_share={"value": 0.5, "basis": "form"}))
    assert shares[[TOYAMA, TAKAOKA]].tolist() == [0.9, 0.5]


def test_an_assumed_share_holds_whatever_the_forms_say(answers, campaign):
    frame = answers((2, TOYAMA, "dated", "by_target", "2021-07-31", 0.9))
    settings = campaign(as_of=dt.date(2021, 5, 11))
    assert wish_shares(frame, pd.Series({TOYAMA: 10.0}), settings)[TOYAMA] == 0.8
