"""Two kept runs: the latest round of each compared, and what had arrived between them."""

import datetime as dt

import pandas as pd
import pytest

from renkei import processed
from renkei.errors import DataError, InputMissing
from renkei.intake.changes import KeptRun, changes_between, new_rows, read_run

TOYAMA, TAKAOKA = "162019", "162027"
FIRST, SECOND = dt.date(2021, 5, 31), dt.date(2021, 6, 1)


@pytest.fixture
def kept(frames):
    """A run of rounds as they were known on a day."""

    def run(as_of, *rounds):
        return KeptRun(as_of, *frames(*rounds))

    return run


def test_what_came_between_is_counted_where_it_came(kept, day):
    july, august = day("2021-07-31", file="a.xlsx"), day("2021-08-31", file="b.xlsx")
    before = kept(FIRST, {TOYAMA: july, TAKAOKA: july})
    after = kept(SECOND, {TOYAMA: [july, august], TAKAOKA: july})
    assert new_rows(before, after)[["area", "file"]].to_numpy().tolist() == [[TOYAMA, "b.xlsx"]]
    assert new_rows(after, before).empty
    found = changes_between(before, after).set_index("area")
    assert found.loc[TOYAMA, ["change", "arrived", "days_moved"]].tolist() == ["slipped", 1, 31]
    assert found.loc[TAKAOKA, ["change", "arrived"]].tolist() == ["unchanged", 0]


def test_a_file_replaced_under_its_name_arrived_and_the_old_one_is_gone(kept, day):
    before = kept(FIRST, {TOYAMA: day("2021-07-31")})
    after = kept(SECOND, {TOYAMA: day("2021-08-31")})
    assert len(new_rows(before, after)) == len(new_rows(after, before)) == 1


def test_the_latest_round_of_each_run_is_compared(kept, day):
    july = {TOYAMA: day("2021-07-31")}
    carried = {TOYAMA: {"status": "carry_forward", "raw": "〃"}}
    row = changes_between(kept(FIRST, july), kept(SECOND, july, carried)).iloc[0]
    assert (row["round_before"], row["round_after"], row["change"]) == (1, 2, "unchanged")
    assert (row["words_after"], row["said_in_after"], row["arrived"]) == ("2021-07-31", 1, 1)


def test_an_area_asked_in_one_run_only_is_silent_in_the_other(kept, day):
    before = kept(FIRST, {TOYAMA: day("2021-07-31")})
    after = kept(SECOND, {TAKAOKA: day("2021-07-31")})
    found = changes_between(before, after).set_index("area")["change"]
    assert found.to_dict() == {TOYAMA: "lost", TAKAOKA: "new"}


def test_a_run_without_answers_is_refused(kept, day):
    none = KeptRun(FIRST, processed.empty("returns"), processed.empty("answers"))
    with pytest.raises(DataError, match="run of 2021-05-31: no round of this run has answers"):
        changes_between(none, kept(SECOND, {TOYAMA: day("2021-07-31")}))


def test_a_run_that_is_not_kept_names_the_command_and_its_neighbours(opened):
    campaign = opened("2021-06-02")
    for name in ("returns", "answers"):
        processed.write(campaign.folder, name, processed.empty(name))
    assert read_run(campaign, campaign.as_of).answers.empty
    with pytest.raises(InputMissing, match="2021-06-01: no run of this as-of date") as missing:
        read_run(campaign, SECOND)
    assert "sample.yaml --as-of 2021-06-01` to have run" in str(missing.value)
    assert missing.value.nearest == ("2021-06-02",)


def test_a_damaged_frame_is_told_by_its_file(opened):
    campaign = opened("2021-06-02")
    processed.write(campaign.folder, "answers", processed.empty("answers"))
    (campaign.folder / "returns.parquet").write_bytes(b"no parquet")
    with pytest.raises(DataError, match=r"returns\.parquet: cannot be read"):
        read_run(campaign, campaign.as_of)


def test_a_frame_of_another_shape_is_told_by_its_column(opened):
    campaign = opened("2021-06-02")
    processed.write(campaign.folder, "answers", processed.empty("answers"))
    pd.DataFrame({"area": [TOYAMA]}).to_parquet(campaign.folder / "returns.parquet")
    with pytest.raises(DataError, match="returns: column 'round' is missing"):
        read_run(campaign, campaign.as_of)
