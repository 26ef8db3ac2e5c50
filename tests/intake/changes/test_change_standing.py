"""変更なし is followed to the words it stands for; repetitions and resubmissions are counted."""

from typing import Any

import pandas as pd

from renkei import areas
from renkei.intake.changes import changes

TOYAMA = "162019"
CARRIED: dict[str, Any] = {"status": "carry_forward", "raw": "変更なし"}
BLANK: dict[str, Any] = {"status": "no_answer", "raw": ""}


def only(frames, *answers: Any, before: int = 1, after: int = 0) -> dict[Any, Any]:
    """The row of one area that sent these, a round each; the last round is the later one."""
    returns, asked = frames(*({TOYAMA: one} for one in answers))
    found = changes(returns, asked, before, after or len(answers))
    assert len(found) == 1
    return found.to_dict("records")[0]


def test_unchanged_stands_for_the_words_of_an_earlier_round(frames, day):
    row = only(frames, day("2021-07-31"), CARRIED, CARRIED, day("2021-08-31"), before=3)
    assert row["change"] == "slipped"
    assert (row["raw_before"], row["words_before"], row["said_in_before"]) == (
        "変更なし",
        "2021-07-31",
        1,
    )
    assert (row["raw_after"], row["words_after"], row["said_in_after"]) == (
        "2021-08-31",
        "2021-08-31",
        4,
    )
    assert row["days_moved"] == 31


def test_the_condition_of_an_answer_is_carried_with_it(frames, day):
    conditional = day("2021-07-31", conditional=True, condition="医師の確保")
    row = only(frames, conditional, CARRIED)
    assert row["change"] == "unchanged"
    assert (row["conditional_after"], row["condition_after"]) == (True, "医師の確保")


def test_a_condition_added_to_unchanged_is_new(frames, day):
    row = only(frames, day("2021-07-31"), CARRIED | {"conditional": True, "condition": "供給"})
    assert (row["change"], row["condition_after"]) == ("newly_conditional", "供給")


def test_a_streak_counts_rounds_of_unchanged_and_of_the_very_same_words(frames, day):
    july = day("2021-07-31")
    assert only(frames, july, CARRIED, july, CARRIED)["streak"] == 3
    assert only(frames, july, CARRIED, july, CARRIED, after=2)["streak"] == 1
    assert only(frames, july, july | {"raw": "7月末日"})["streak"] == 0
    assert only(frames, day("2021-06-30"), july, july)["streak"] == 1


def test_silence_and_another_condition_end_a_streak(frames, day):
    july = day("2021-07-31")
    assert only(frames, july, BLANK, july)["streak"] == 0
    assert only(frames, july, BLANK, BLANK)["streak"] == 0
    assert only(frames, july, july | {"condition": "供給"})["streak"] == 0


def test_resubmissions_are_counted_with_their_history(frames, day):
    sent = [
        day("2021-08-31", file="2021-05-31/16_富山県.xlsx", row=6),
        day("2021-07-31", file="2021-06-01/16_富山県_再提出.xlsx", row=9),
    ]
    row = only(frames, day("2021-08-31"), sent)
    assert (row["change"], row["resubmissions"], row["revised"]) == ("improved", 1, True)
    assert row["history"] == (
        "2021-05-31/16_富山県.xlsx, 回答 行6: 2021-08-31 → "
        "2021-06-01/16_富山県_再提出.xlsx, 回答 行9: 2021-07-31"
    )
    assert (row["file_after"], row["row_after"], row["arrived"]) == (
        "2021-06-01/16_富山県_再提出.xlsx",
        9,
        2,
    )


def test_the_same_answer_sent_again_is_no_other_answer(frames, day):
    july = day("2021-07-31")
    assert not only(frames, july, [july, july | {"raw": "7月末日"}])["revised"]
    again = only(frames, july, [CARRIED, july])
    assert (again["resubmissions"], again["revised"]) == (1, False)
    assert only(frames, july, [CARRIED, day("2021-08-31")])["revised"]


def test_a_blank_row_before_the_answer_is_no_resubmission(frames, day):
    row = only(frames, day("2021-07-31"), [BLANK, day("2021-07-31")])
    assert (row["resubmissions"], row["revised"], row["arrived"]) == (0, False, 1)
    assert "行6: － → " in row["history"]


def test_one_submission_has_no_history(frames, day):
    row = only(frames, day("2021-07-31"), day("2021-07-31"))
    assert (row["resubmissions"], row["history"], row["arrived"]) == (0, "", 1)


def test_a_refused_file_leaves_no_cell(frames, day):
    returns, answers = frames({TOYAMA: day("2021-07-31")}, {TOYAMA: BLANK})
    refused = answers["round"].eq(2)
    answers["status"] = answers["status"].mask(refused, "unreadable")
    row = changes(returns[returns["round"] == 1], answers, 1, 2).to_dict("records")[0]
    assert row["change"] == "no_longer_readable"
    assert (row["file_after"], row["raw_after"], row["history"]) == ("", "", "")
    assert (row["said_in_before"], row["words_after"]) == (1, "")
    assert pd.isna(row["row_after"]) and pd.isna(row["said_in_after"])


def test_all_1741_areas_asked_are_there_in_code_order(frames, day):
    towns = [area.code for area in areas.municipalities()]
    returns, answers = frames({town: day("2021-07-31") for town in towns}, {TOYAMA: CARRIED})
    found = changes(returns, answers, 1, 2)
    assert found["area"].tolist() == towns
    assert found["change"].value_counts().to_dict() == {"lost": 1740, "unchanged": 1}
