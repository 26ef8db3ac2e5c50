"""Every area asked is in exactly one class, and comparing backwards mirrors it."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from renkei import areas, processed
from renkei.errors import DataError
from renkei.intake.changes import CHANGES, change_table, changes

TOWNS = [area.code for area in areas.municipalities()]
MIRRORED = {
    "improved": {"slipped", "reverted"},
    "slipped": {"improved"},
    "reverted": {"improved"},
    "newly_conditional": {"no_longer_conditional"},
    "no_longer_conditional": {"newly_conditional"},
    "new": {"lost"},
    "lost": {"new"},
    "newly_readable": {"no_longer_readable"},
    "no_longer_readable": {"newly_readable"},
    **{same: {same} for same in ("not_comparable", "silent", "unchanged")},
}


def dated(latest: dt.date | None, earliest: dt.date, conditional: bool = False) -> dict[str, Any]:
    return {"status": "dated", "earliest": earliest, "latest": latest, "conditional": conditional}


JUNE, JULY, AUGUST = dt.date(2021, 6, 1), dt.date(2021, 7, 31), dt.date(2021, 8, 31)
ANSWERS: dict[str, dict[str, Any]] = {
    "complete": {"status": "complete"},
    "near": {"status": "near_complete"},
    "july": dated(JULY, JUNE),
    "july conditional": dated(JULY, JUNE, True),
    "late july": dated(JULY, dt.date(2021, 7, 21)),
    "august": dated(AUGUST, JUNE),
    "from august": dated(None, dt.date(2021, 8, 1)),
    "from september": dated(None, dt.date(2021, 9, 1)),
    "undecided": {"status": "undecided", "raw": "未定"},
    "unreadable": {"status": "unreadable", "raw": "R3.2.30"},
    "silent": {"status": "no_answer", "raw": ""},
}
PAIRS = [(before, after) for before in ANSWERS for after in ANSWERS]


@pytest.fixture(scope="module")
def every_pair(frames) -> dict[tuple[str, str], dict[str, Any]]:
    """What becomes of every answer followed by every other, an area each."""
    asked = dict(zip(TOWNS, PAIRS, strict=False))
    before = {area: ANSWERS[pair[0]] for area, pair in asked.items()}
    after = {area: ANSWERS[pair[1]] for area, pair in asked.items()}
    found = changes(*frames(before, after), 1, 2)
    assert len(found) == len(PAIRS)
    return dict(zip(PAIRS, found.to_dict("records"), strict=True))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("july", "august", "slipped"),
        ("august", "july", "improved"),
        ("july", "late july", "unchanged"),
        ("august", "from august", "slipped"),
        ("from august", "august", "improved"),
        ("from august", "from september", "slipped"),
        ("from september", "from august", "improved"),
        ("from august", "from august", "unchanged"),
        ("july", "complete", "improved"),
        ("near", "complete", "improved"),
        ("complete", "complete", "unchanged"),
        ("complete", "july", "reverted"),
        ("complete", "near", "reverted"),
        ("complete", "undecided", "reverted"),
        ("july", "undecided", "reverted"),
        ("near", "undecided", "reverted"),
        ("undecided", "from september", "improved"),
        ("undecided", "near", "improved"),
        ("undecided", "undecided", "unchanged"),
        ("july", "near", "not_comparable"),
        ("near", "july", "not_comparable"),
        ("july", "unreadable", "no_longer_readable"),
        ("undecided", "unreadable", "no_longer_readable"),
        ("unreadable", "from september", "newly_readable"),
        ("unreadable", "unreadable", "not_comparable"),
        ("july", "july conditional", "newly_conditional"),
        ("july conditional", "july", "no_longer_conditional"),
        ("july conditional", "july conditional", "unchanged"),
        ("august", "july conditional", "improved"),
        ("july conditional", "august", "slipped"),
        ("silent", "july", "new"),
        ("silent", "unreadable", "new"),
        ("july", "silent", "lost"),
        ("unreadable", "silent", "lost"),
        ("silent", "silent", "silent"),
    ],
)
def test_the_class_of_a_pair_of_answers(every_pair, before, after, expected):
    assert every_pair[before, after]["change"] == expected


@pytest.mark.parametrize("pair", PAIRS, ids="→".join)
def test_comparing_backwards_mirrors_every_pair(every_pair, pair):
    assert every_pair[pair[::-1]]["change"] in MIRRORED[every_pair[pair]["change"]]


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ("july", "august", 31),
        ("august", "july", -31),
        ("july", "late july", 0),
        ("august", "from august", None),
        ("from august", "from september", None),
        ("july", "complete", None),
        ("silent", "july", None),
    ],
)
def test_days_moved_are_known_only_between_two_days(every_pair, before, after, days):
    moved = every_pair[before, after]["days_moved"]
    assert pd.isna(moved) if days is None else moved == days


def test_both_sides_stand_beside_the_class(every_pair):
    row = every_pair["july conditional", "august"]
    assert (row["conditional_before"], row["conditional_after"]) == (True, False)
    assert (row["bucket_before"], row["bucket_after"]) == ("by_target", "next_month")
    assert (row["round_before"], row["round_after"]) == (1, 2)
    assert (row["file_after"], row["sheet_after"], row["row_after"]) == (
        "16_富山県.xlsx",
        "回答",
        6,
    )


_days = st.dates(dt.date(2021, 4, 1), dt.date(2022, 3, 31))
_answers = st.one_of(
    st.builds(dated, st.none() | _days, _days, st.booleans()),
    st.builds(
        lambda status, conditional: {"status": status, "conditional": conditional},
        st.sampled_from(sorted({one["status"] for one in ANSWERS.values()})),
        st.booleans(),
    ),
)


@trying(max_examples=30, deadline=None)
@given(pairs=st.lists(st.tuples(_answers, _answers), min_size=1, max_size=40))
def test_every_area_is_in_one_class_and_backwards_in_its_mirror(frames, pairs):
    before = {area: pair[0] for area, pair in zip(TOWNS, pairs, strict=False)}
    after = {area: pair[1] for area, pair in zip(TOWNS, pairs, strict=False)}
    there, back = changes(*frames(before, after), 1, 2), changes(*frames(after, before), 1, 2)
    assert there["area"].tolist() == back["area"].tolist() == sorted(before)
    assert there["change"].isin(CHANGES).all()
    assert change_table(there)["areas"].sum() == len(pairs)
    for forth, again in zip(there["change"], back["change"], strict=True):
        assert again in MIRRORED[forth]
    assert there["days_moved"].fillna(9999).tolist() == (-back["days_moved"]).fillna(9999).tolist()


def test_every_class_has_its_mirror():
    assert set(MIRRORED) == set(CHANGES)


def test_an_answer_nobody_resolved_is_refused(frames):
    returns, answers = frames({"162019": {"status": "carry_forward"}}, {"162019": {}})
    with pytest.raises(DataError, match="162019 is 'carry_forward'; expected complete, dated"):
        changes(returns, answers, 1, 2)


def test_a_round_that_is_not_there_names_those_that_are(frames):
    returns, answers = frames({"162019": {}}, {"162019": {}})
    with pytest.raises(DataError, match="no answers of round 4; expected one of 1, 2"):
        changes(returns, answers, 1, 4)


def test_an_area_that_stands_twice_is_refused(frames):
    returns, answers = frames({"162019": {}}, {"162019": {}})
    with pytest.raises(DataError, match="returns: area 162019 stands twice"):
        changes(pd.concat([returns, returns]), answers, 1, 2)


def test_frames_without_a_row_have_no_such_round():
    with pytest.raises(DataError, match="expected one of none"):
        changes(processed.empty("returns"), processed.empty("answers"), 1, 2)
