"""Answers by round: buckets that always sum to the areas asked, changes, moves, non-response."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from renkei import areas, processed
from renkei.intake import BUCKETS, answers, moves, non_response, round_table
from renkei.settings import Campaign

TOWNS = [area.code for area in areas.municipalities()]
Given = dict[str, Any]


@pytest.fixture
def population() -> pd.DataFrame:
    """Three residents in 富山市, one everywhere else."""
    eligible = [3 if code == "162019" else 1 for code in TOWNS]
    return pd.DataFrame({"area": TOWNS, "cohort": "65-", "eligible": eligible, "source": "s"})


def returned(*rows: Given) -> pd.DataFrame:
    """Rows of the frame "returns", a plain dated answer where nothing else is said."""
    plain: Given = {
        "round": 1, "area": "162019", "received": pd.NaT, "file": "f", "sheet": "回答", "row": 6,
        "raw": "x", "status": "dated", "earliest": dt.date(2021, 7, 1),
        "latest": dt.date(2021, 7, 31), "precision": "day", "conditional": False, "condition": "",
        "flags": "", "wish_share": 0.9, "capacity": 1.0, "issues": "", "current": True,
    }  # fmt: skip
    return processed.check("returns", pd.DataFrame([plain | row for row in rows]))


def bucket(frame: pd.DataFrame, area: str = "162019", number: int = 1) -> str:
    chosen = frame[(frame["area"] == area) & (frame["round"] == number)]
    return str(chosen["bucket"].iloc[0])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"latest": dt.date(2021, 7, 31)}, "by_target"),
        ({"latest": dt.date(2021, 8, 1)}, "next_month"),
        ({"latest": dt.date(2021, 8, 31)}, "next_month"),
        ({"latest": dt.date(2021, 9, 1)}, "later"),
        ({"latest": None, "flags": "open_end"}, "later"),
        ({"status": "complete", "latest": None}, "by_target"),
        ({"status": "near_complete", "latest": None}, "near_complete"),
        ({"status": "undecided", "latest": None}, "undecided"),
        ({"status": "unreadable", "latest": None}, "unreadable"),
        ({"status": "no_answer", "latest": None}, "not_answered"),
    ],
)
def test_an_answer_goes_to_its_bucket_by_its_latest_day(
    campaign: Campaign, population: pd.DataFrame, row: Given, expected: str
) -> None:
    assert bucket(answers(returned(row), population, campaign)) == expected


def test_next_month_is_the_month_after_the_deadlines(
    campaign: Campaign, population: pd.DataFrame
) -> None:
    earlier = campaign.model_copy(update={"deadline": dt.date(2021, 7, 10)})
    rows = returned(
        {"latest": dt.date(2021, 7, 31)}, {"area": "162027", "latest": dt.date(2021, 8, 31)}
    )
    found = answers(rows, population, earlier)
    assert bucket(found) == "next_month"
    assert bucket(found, "162027") == "next_month"


def test_every_municipality_asked_has_a_row_in_every_round(
    opened: Callable[..., Campaign], population: pd.DataFrame
) -> None:
    found = answers(returned({}), population, opened("2021-06-02"))
    assert found.groupby("round").size().tolist() == [1741, 1741, 1741]
    assert found["area"].nunique() == 1741
    for number in (1, 2, 3):
        assert round_table(found, population, number)["count"].sum() == 1741


def test_superseded_rows_do_not_count(campaign: Campaign, population: pd.DataFrame) -> None:
    rows = returned({"latest": dt.date(2021, 8, 1), "current": False}, {"row": 7})
    assert bucket(answers(rows, population, campaign)) == "by_target"


def test_carry_forward_takes_the_previous_rounds_answer(
    opened: Callable[..., Campaign], population: pd.DataFrame
) -> None:
    rows = returned(
        {"latest": dt.date(2021, 8, 20), "conditional": True},
        *({"round": one, "status": "carry_forward", "raw": "〃", "wish_share": None,
           "earliest": None, "latest": None} for one in (2, 3)),
    )  # fmt: skip
    found = answers(rows, population, opened("2021-06-02"))
    third = found[(found["round"] == 3) & (found["area"] == "162019")].iloc[0]
    assert (third["bucket"], third["raw"], third["wish_share"]) == ("next_month", "〃", 0.9)
    assert third["conditional"]
    assert third["latest"] == third["previous_latest"] == pd.Timestamp("2021-08-20")
    assert third["previous_bucket"] == "next_month"


@pytest.mark.parametrize(("before", "now"), [(False, True), (True, False), (True, True)])
def test_unchanged_is_conditional_where_either_answer_sets_a_condition(
    opened: Callable[..., Campaign], population: pd.DataFrame, before: bool, now: bool
) -> None:
    carried: Given = {"status": "carry_forward", "earliest": None, "latest": None}
    rows = returned({"conditional": before}, {"round": 2, "conditional": now, **carried})
    found = answers(rows, population, opened("2021-05-26"))
    second = round_table(found, population, 2).set_index("bucket")
    assert second.loc["by_target", ["conditional", "unconditional"]].tolist() == [1, 0]


def test_a_new_answer_drops_the_condition_of_the_one_before(
    opened: Callable[..., Campaign], population: pd.DataFrame
) -> None:
    rows = returned({"conditional": True}, {"round": 2})
    found = answers(rows, population, opened("2021-05-26"))
    second = round_table(found, population, 2).set_index("bucket")
    assert second.loc["by_target", ["conditional", "unconditional"]].tolist() == [0, 1]


def test_the_round_table_counts_changes_and_shows_conditions_apart(
    opened: Callable[..., Campaign], population: pd.DataFrame
) -> None:
    rows = returned(
        {"latest": dt.date(2021, 8, 1)},
        {"round": 2, "conditional": True},
        {"round": 2, "area": "162027"},
    )
    found = answers(rows, population, opened("2021-05-26"))
    first = round_table(found, population, 1).set_index("bucket")
    assert first["change"].isna().all()
    assert first.loc["next_month", "pop_share"] == pytest.approx(3 / 1743)
    second = round_table(found, population, 2).set_index("bucket")
    assert list(second.index) == list(BUCKETS)
    assert second.loc["by_target", ["count", "change"]].tolist() == [2, 2]
    assert second.loc["next_month", "change"] == -1
    assert second.loc["not_answered", "change"] == -1
    assert second.loc["by_target", ["conditional", "unconditional"]].tolist() == [1, 1]
    assert second["share"].sum() == pytest.approx(1)
    assert second["pop_share"].sum() == pytest.approx(1)


def test_moves_count_areas_from_bucket_to_bucket(
    opened: Callable[..., Campaign], population: pd.DataFrame
) -> None:
    rows = returned({"latest": dt.date(2021, 8, 1)}, {"round": 2}, {"round": 2, "area": "162027"})
    found = answers(rows, population, opened("2021-05-26"))
    table = moves(found, 2)
    assert table.loc["next_month", "by_target"] == 1
    assert table.loc["not_answered", "by_target"] == 1
    assert table.to_numpy().sum() == 1741
    assert moves(found, 1).to_numpy().sum() == 0


def test_non_response_is_by_prefecture(campaign: Campaign, population: pd.DataFrame) -> None:
    rows = returned({}, {"area": "162027", "status": "unreadable", "latest": None})
    found = non_response(answers(rows, population, campaign), 1).set_index("area")
    assert len(found) == 47
    assert found.loc["16"].tolist() == [15, 13, 1]
    assert found["asked"].sum() == 1741


def test_rounds_whose_returns_are_not_collected_have_no_answers(
    campaign: Campaign, population: pd.DataFrame
) -> None:
    rounds = [one.model_copy(update={"returns": None}) for one in campaign.rounds]
    found = answers(returned({}), population, campaign.model_copy(update={"rounds": rounds}))
    assert found.empty
    table = round_table(found, population, 1)
    assert table["count"].tolist() == [0] * len(BUCKETS)
    assert table["pop_share"].isna().all()


def refused(*rows: Given) -> pd.DataFrame:
    """Rows of the frame "rejections", of the third round and not corrected."""
    plain: Given = {
        "round": 3, "received": pd.NaT, "file": "2021-05-31/16_富山県.xlsx", "sheet": "", "cell": "",
        "row": pd.NA, "kind": "file", "area": "", "raw": "", "reason": "damaged", "expected": "",
        "suggestion": "", "corrected": False, "rule": "", "question": "",
    }  # fmt: skip
    return processed.check("rejections", pd.DataFrame([plain | row for row in rows]))


def third(found: pd.DataFrame, bucket: str) -> set[str]:
    return set(found.loc[(found["round"] == 3) & (found["bucket"] == bucket), "area"])


TOYAMA = {area.code for area in areas.municipalities("16")}


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"file": "富山県（再提出）.xlsx"},
        {"file": "2021-05-31/送付.xlsx", "area": "16"},
        {"file": "05/31/16_toyama.xlsx"},
    ],
)
def test_a_file_refused_and_not_corrected_is_no_silence(
    opened: Callable[..., Campaign], population: pd.DataFrame, row: Given
) -> None:
    given = returned({"round": 3}, {"round": 3, "area": "162027", "status": "no_answer"})
    found = answers(given, population, opened("2021-06-02"), refused(row))
    assert third(found, "unreadable") == TOYAMA - {"162019"}
    assert set(found.loc[found["bucket"] == "unreadable", "status"]) == {"unreadable"}
    assert not third(found, "not_answered") & TOYAMA
    assert len(third(found, "not_answered")) == 1741 - len(TOYAMA)


def test_a_file_corrected_or_of_another_round_leaves_the_silent_silent(
    opened: Callable[..., Campaign], population: pd.DataFrame
) -> None:
    other = refused({"corrected": True}, {"round": 2}, {"round": pd.NA})
    found = answers(returned({"round": 3}), population, opened("2021-06-02"), other)
    assert third(found, "unreadable") == set()
    assert found.loc[found["round"] == 2, "bucket"].eq("unreadable").sum() == 15


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"area": "162027"}, {"162027"}),
        ({"area": "162019"}, set()),
        ({"raw": "162027 | 富山県 | 高岡市 | 7月末"}, {"162027"}),
        ({"raw": "162019 | 富山県 | 高岡市 | 7月末 | 16204"}, {"162027"}),
        ({"raw": "999999 | どこか | 7月末"}, set()),
    ],
)
def test_a_row_refused_is_unreadable_where_nothing_else_came(
    opened: Callable[..., Campaign], population: pd.DataFrame, row: Given, expected: set[str]
) -> None:
    rejected = refused({"kind": "row", "row": 9, "sheet": "回答"} | row)
    found = answers(returned({"round": 3}), population, opened("2021-06-02"), rejected)
    assert third(found, "unreadable") == expected
    assert found.groupby("round").size().tolist() == [1741, 1741, 1741]
