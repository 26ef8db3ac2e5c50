"""Words on the pages."""

import datetime as dt

import pandas as pd
import pytest

from renkei.deck import labels


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (dt.date(2021, 7, 31), ["7月末まで", "8月中", "9月以降"]),
        (dt.date(2021, 11, 30), ["11月末まで", "12月中", "1月以降"]),
        (dt.date(2021, 7, 20), ["7月中旬まで", "その後8月末まで", "9月以降"]),
    ],
)
def test_buckets_are_named_after_the_deadline(view, campaign, deadline, words):
    moved = campaign.model_copy(update={"deadline": deadline})
    shown = view(campaign=moved)
    names = ("by_target", "next_month", "later")
    assert [labels.bucket(shown, name) for name in names] == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"status": "dated", "bucket": "by_target", "latest": pd.Timestamp("2021-07-31")}, "7月末"),
        (
            {"status": "dated", "bucket": "by_target", "latest": pd.Timestamp("2021-07-20")},
            "7月中旬",
        ),
        (
            {"status": "dated", "bucket": "by_target", "latest": pd.Timestamp("2021-07-25")},
            "7月25日",
        ),
        ({"status": "dated", "bucket": "later", "latest": pd.NaT}, "終期なし"),
        ({"status": "complete", "bucket": "by_target", "latest": pd.NaT}, "完了"),
        ({"status": "near_complete", "bucket": "near_complete", "latest": pd.NaT}, "概ね完了"),
        ({"status": "no_answer", "bucket": "not_answered", "latest": pd.NaT}, "未回答"),
        ({"status": None, "bucket": None, "latest": pd.NaT}, "－"),
        ({"status": "", "bucket": "", "latest": pd.NaT}, "－"),
    ],
)
def test_an_answer_is_printed_as_read(row, words):
    assert labels.answer(row) == words


@pytest.mark.parametrize(
    ("p", "words"),
    [
        *((0.0, "1%未満"), (0.004, "1%未満"), (0.38, "38%"), (1.0, "99%超"), (None, "－")),
        *((0.494, "49%"), (0.496, "50%未満"), (0.4999, "50%未満"), (0.5, "50%"), (0.504, "50%")),
        *((0.894, "89%"), (0.896, "90%未満"), (0.9, "90%"), (0.991, "99%超")),
    ],
)
def test_a_chance_is_printed_neither_as_certainty_nor_as_the_threshold_it_misses(p, words):
    assert labels.chance(p) == words


def test_shares_of_areas_have_one_decimal_and_all_is_100():
    assert labels.exact_share(1718, 1741) == "98.7%"
    assert labels.exact_share(15, 15) == "100%"
    assert labels.exact_share(0, 15) == "0%"
    assert labels.exact_share(0, 0) == "－"
    assert labels.exact_share(0.9999, 1) == "99.9%超"
    assert labels.exact_share(0.0001, 1) == "0.1%未満"


def test_what_is_missing_is_never_printed_as_all():
    assert labels.part_of(39, 100) == "39%"
    assert labels.part_of(996, 1000) == "99%"


def test_no_line_begins_with_a_sign_that_closes():
    parts = labels.line("1日", labels.Strong("約10回"), "。主な制約は", "供給", "", "。")
    assert parts == [("1日", False), ("約10回。", True), ("主な制約は供給。", False)]


def test_an_open_interval_says_that_it_goes_beyond_the_projected_days():
    assert labels.span(dt.date(2021, 8, 3), dt.date(2021, 9, 20)) == "8月3日～9月20日"
    assert labels.span(dt.date(2021, 8, 3), None) == "8月3日～120日超"
    assert labels.span(None, None) == "120日超"


def test_changes_are_in_the_releases_brackets(view):
    assert [labels.brackets(view(), n) for n in (102, -72, 0, None)] == [
        "(+102)",
        "(−72)",
        "(±0)",
        "",
    ]


def test_a_pace_is_never_more_exact_than_a_mean_of_a_week():
    assert labels.pace(1_102_345.6) == "約110万回"
    assert labels.pace(6_359.2) == "約6,360回"
    assert labels.pace(9_996) == "約1万回"
    assert labels.pace(34_031, "枚") == "約3万4千枚"
    assert labels.pace(588) == "約590回"
    assert labels.pace(48.2) == "約48回"
    assert [labels.daily(one) for one in (1_039, 12_345)] == ["1,040", "1万2千"]
    assert labels.pace(float("nan")) == labels.daily(float("nan")) == "－"


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (35_500_004, "約3,550万人"),
        (35_494_674, "約3,550万人"),
        (126_654_244, "約1億2,700万人"),
        (258_432, "約25万8千人"),
        (433, "433人"),
    ],
)
def test_totals_of_the_eligible_that_differ_by_one_area_read_alike(count, told):
    assert labels.people(count) == told


@pytest.mark.parametrize(
    ("now", "needed", "words", "figure"),
    [
        (563_052, 856_748, "約29万4千回不足", "−29万4千"),
        (521_881, 409_722, "約11万2千回上回る", "+11万2千"),
        (1_041, 1_061, "約20回不足", "−20"),
        (11, 10, "約1回上回る", "+1"),
        (80.2, 79.9, "ほぼ同じ", "±0"),
        (100, float("nan"), "－", "－"),
    ],
)
def test_a_gap_is_the_difference_of_the_printed_paces(now, needed, words, figure):
    assert labels.gap(now, needed) == words
    assert labels.signed_gap(now, needed) == figure
