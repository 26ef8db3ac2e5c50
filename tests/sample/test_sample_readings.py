"""The written sample read back by the real readers: published totals, and every slip put right."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from renkei.intake.population import read_population
from renkei.intake.records.reading import read_records
from renkei.intake.returns.answers import answers as answers_of
from renkei.intake.returns.rounds import Returns, read_returns
from renkei.sample.answers import Meant
from renkei.sample.municipalities import Municipalities
from renkei.sample.particulars import HOSTILE, HOSTILE_AT
from renkei.sample.plan import BUCKETS, ROUNDS, SampleRound
from renkei.settings import open_campaign

Read = Callable[[str], tuple[Returns, pd.DataFrame]]


@pytest.fixture(scope="module")
def read(project: Path, raw: Path, folder: Path) -> Read:
    """Read the returns as of a day: both piles, and the answers of every round asked by then."""
    assert folder.parent == raw

    @cache
    def at(as_of: str) -> tuple[Returns, pd.DataFrame]:
        params = str(project / "params" / "sample.yaml")
        campaign = open_campaign(params, as_of=as_of, raw=str(raw))
        returns = read_returns(campaign)
        population, _ = read_population(campaign)
        return returns, answers_of(returns.accepted, population, campaign)

    return at


@pytest.mark.parametrize("one", ROUNDS, ids=lambda one: f"round {one.number}")
def test_as_read_on_its_as_of_date_each_round_has_the_published_totals(
    read: Read, one: SampleRound
) -> None:
    returns, answered = read(one.as_of.isoformat())
    counted = answered[answered["round"] == one.number]["bucket"].value_counts().to_dict()
    expected = zip(BUCKETS, one.totals, strict=True)
    assert counted == {bucket: total for bucket, total in expected if total}
    assert returns.rejected["corrected"].all()
    assert returns.reconciliation["balanced"].all()


def test_earlier_rounds_keep_their_totals_at_a_later_date(read: Read) -> None:
    _, answered = read("2021-06-16")
    by_target = answered[answered["bucket"] == "by_target"].groupby("round").size()
    assert by_target.to_dict() == {1: 1490, 2: 1616, 3: 1718, 4: 1741}


def test_the_day_before_the_corrections_shows_rejections_and_non_response(read: Read) -> None:
    returns, answered = read("2021-05-31")
    open_now = returns.rejected[~returns.rejected["corrected"]]
    assert set(open_now["round"]) == {3}
    assert set(open_now["kind"]) == {"file", "row", "cell"}
    bucket = answered[answered["round"] == 3]["bucket"].value_counts()
    assert bucket.sum() == 1741
    assert bucket["not_answered"] > 50
    assert bucket["undecided"] >= 8
    assert bucket["unreadable"] == 3


def test_each_planted_slip_is_refused_for_its_own_reason(read: Read) -> None:
    rejected = read("2021-05-31")[0].rejected
    third = rejected[rejected["round"] == 3]
    assert {"R3.2.30", "R3.7.311", "13月"} <= set(third["raw"])
    told = " / ".join(third["reason"])
    for word in ("check digit", "more than once", "damaged", "Sheet1", "but the name"):
        assert word in told, word
    assert (third["raw"] == "12345").sum() == 1


def test_every_answer_reads_as_the_day_it_means(
    read: Read, places: Municipalities, answers: dict[int, list[Meant]]
) -> None:
    _, answered = read("2021-06-16")
    for number, meant in answers.items():
        one = answered[answered["round"] == number].set_index("area").loc[places.codes]
        expected = pd.to_datetime([answer.latest for answer in meant])
        found = pd.DatetimeIndex(one["latest"])
        assert ((found == expected) | (found.isna() & expected.isna())).all()
        assert one["conditional"].tolist() == [bool(answer.condition) for answer in meant]


def test_wish_shares_and_capacities_read_as_numbers_of_their_size(read: Read) -> None:
    accepted = read("2021-06-16")[0].accepted
    assert accepted["wish_share"].dropna().between(0.80, 0.95).all()
    assert accepted["wish_share"].notna().mean() > 0.9
    assert accepted["capacity"].dropna().between(5, 30_000).all()


def test_the_hostile_text_arrives_as_it_was_written(read: Read) -> None:
    accepted = read("2021-06-16")[0].accepted
    hostile = accepted[accepted["issues"] == HOSTILE]
    assert set(hostile["area"]) == {HOSTILE_AT}


def test_contacts_are_read_and_all_invented(read: Read) -> None:
    contacts = read("2021-06-16")[0].contacts
    assert contacts["person"].str.startswith("見本 ").all()
    assert contacts["phone"].str.startswith("000-0000-").all()
    assert contacts["area"].nunique() == 1741


def test_records_read_whole_and_nothing_of_them_is_refused(project: Path, raw: Path) -> None:
    campaign = open_campaign(str(project / "params" / "sample.yaml"), raw=str(raw))
    records = read_records(campaign)
    assert records.rejected.empty
    last = records.accepted[records.accepted["snapshot"] == pd.Timestamp("2021-06-03")]
    assert set(last["cohort"]) == {"programme", "65-"}
    municipal = last[last["area"].str.len() == 6]
    assert municipal["area"].nunique() > 1700
    assert np.isin([1, 2], municipal["dose"]).all()
