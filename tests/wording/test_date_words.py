"""Answers that are no plain date: words, refusals, flags, conditions, a missing year."""

from datetime import date

import pytest

from renkei.wording.dates import EXPECTED, Answer, printed, read_answer, stored

AS_OF = date(2021, 6, 1)


def read(raw: object) -> Answer:
    return read_answer(raw, AS_OF)


STATUSES = {
    "undecided": ["未定", "検討中", "調整中", "不明", "見込めない", "未定です。", "現時点では未定",
                  "めどが立たない", "秋頃", "夏までに", "令和3年夏頃", "年明け", "早期に", "未 定"],
    "near_complete": ["概ね完了", "ほぼ終了", "おおむね完了", "ほぼ完了しています", "完了（一部除く）"],
    "complete": ["完了", "終了", "済", "済み", "接種完了", "完了しました", "完了済み", "完 了"],
    "carry_forward": ["変更なし", "〃", "前回同様", "前回と同じ", "前回から変更なし", "変更無し", '"'],
    "no_answer": ["", "  ", "－", "-", "―", "ー", "なし", "n/a", "N/A", "#N/A", "nan", "未回答"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "status"), [(word, status) for status in STATUSES for word in STATUSES[status]]
)
def test_words_that_are_no_date_have_their_status(written: str, status: str) -> None:
    answer = read(written)
    assert answer.status == status
    assert (answer.earliest, answer.latest) == (None, None)


UNREADABLE = [
    ("R3.2.30", "February has no 30th day"),
    ("R3.2.29", "February has no 29th day in 2021"),
    ("6月31日", "June has no 31st day"),
    ("R3.7.311", "there is no day 311"),
    ("R3.7.0", "there is no day 0"),
    ("令和0年", "an era has no year 0; its first year is 1 (元年)"),
    ("13月", "there is no month 13"),
    ("R3.0.1", "there is no month 0"),
    ("2月第5週", "February 2022 has no 第5週"),
    ("2021(R4)年7月", "the years 2021 and 2022 do not agree"),
    ("8月10日～7月31日", "the range ends before it begins"),
    ("R3.8.10～R3.7.31", "the range ends before it begins"),
    ("2021-08-10/2021-07-31", "the range ends before it begins"),
    ("7-8", "7-8 can be a day or a range of months"),
    ("12/31/2021", "the year 12 has no era"),
    ("8", "a number alone is not a date"),
    ("2021", "a number alone is not a date"),
    ("50%", "a number alone is not a date"),
    ("7月31日2", '"2" is left over after the date'),
    ("7月末×", '"×" is left over after the date'),
    ("7月末²", '"²" is left over after the date'),
    ("7月末の", '"の" is left over after the date'),
    ("7月末は困難", '"困難" is left over after the date'),
    ("7月末までに完了できない", "is left over after the date"),
    ("7月から", '"から" is left over after the date'),
    ("7月末 zzz", '"zzz" is left over after the date'),
    ("7月末、8月末", "there is more than one date"),
    ("7月31日 8月10日", "there is more than one date"),
    ("①7月末 ②8月末", "there is more than one date"),
    ("1回目7月末 2回目8月末", "there is more than one date"),
    ("7月末（8月中旬の可能性あり）", "the remark beside the date holds another date"),
    ("－※8月に回答", "there is more than one answer"),
    ("/※/二5※46/約上", "there is more than one answer"),
    ("なし※3日後", "there is more than one answer"),
    ("7月末（予備日8月10日）", "the remark beside the date holds another date"),
    ("なし（変更なし）", "there is more than one answer"),
    ("R3 7 31", '"7 31" is left over after the date'),
    ("7月3 1日", '"1日" is left over after the date'),
    ("同上", "no date, 旬 or known word was found"),
    ("令和3年から下旬", "the end of the range has no month"),
    ("7月未定×", "is left over after the date"),
    ("-未定", "no date, 旬 or known word was found"),
    ("接種中", "no date, 旬 or known word was found"),
    ("9999年度", "the year 9999 is out of range"),
    ("٣月", "the digits are of another script"),
    ("あ" * 500, "the text is too long for an answer"),
]


@pytest.mark.parametrize(("written", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_refused_with_the_reason(written: str, reason: str) -> None:
    answer = read(written)
    assert (answer.status, answer.earliest) == ("unreadable", None)
    assert reason in answer.reason
    assert answer.expected == EXPECTED == "a date, a 旬 or 未定"


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("令和3年7月末頃", "approx"),
        ("令和3年7月末ごろ", "approx"),
        ("令和3年7月末目途", "approx"),
        ("令和3年7月末をめどに", "approx"),
        ("令和3年7月半ば", "approx"),
        ("令和3年7月中頃", "approx"),
        ("概ね令和3年7月末", "approx"),
        ("7月末", "year_inferred"),
        ("年内", "year_inferred"),
        ("来月末", "relative"),
        ("令和3年7月第3週", "week_rule_assumed"),
        ("R4.7～8", "range"),
        ("平成33年7月", "era_overrun"),
        ("令和元年4月", "era_underrun"),
        ("3.7.31", "era_inferred"),
        ("令和3年7月31日(金)", "weekday_mismatch"),
        ("2003-07-31", "far_from_as_of"),
        ("令和3年7月末（予定）", "note"),
        ("令和3年7月末※1", "note"),
        ("令和3年7月末（調整中）", "tentative"),
        ("8月末で調整中", "date_mentioned"),
        ("秋頃", "season"),
        ("44408", "excel_serial"),
    ],
)
def test_what_was_assumed_is_flagged(written: str, flag: str) -> None:
    assert flag in read(written).flags


@pytest.mark.parametrize("written", ["R3.7.31", "令和3年7月31日(土)", "R3.8", "令和3年度", "完了"])
def test_a_plain_answer_has_no_flags(written: str) -> None:
    assert read(written).flags == ()


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("7月末（医療従事者の確保が前提）", "医療従事者の確保が前提"),
        ("7月末(ワクチン供給次第)まで", "ワクチン供給次第"),
        ("7月末 ※医師確保が前提", "医師確保が前提"),
        ("7月末、ただしワクチンの供給による", "ワクチンの供給による"),
        ("医療従事者が確保できれば7月末", "医療従事者が確保できれば"),
        ("ワクチン供給次第で7月末", "ワクチン供給次第で"),
        ("7月末（ワクチンが6月中に届けば）", "ワクチンが6月中に届けば"),
        ("7月末　集団接種会場の確保が条件", "集団接種会場の確保が条件"),
    ],
)
def test_a_condition_is_kept_as_text(written: str, condition: str) -> None:
    answer = read(written)
    assert (answer.conditional, answer.condition) == (True, condition)
    assert answer.latest == date(2021, 7, 31)


def test_a_remark_is_no_condition() -> None:
    answer = read("7月末（65歳以上）")
    assert (answer.status, answer.conditional, answer.condition) == ("dated", False, "")
    assert not read("未定（ワクチン供給次第）").conditional
    assert read("未定（ワクチン供給次第）").condition == "ワクチン供給次第"


@pytest.mark.parametrize(
    ("written", "as_of", "expected"),
    [
        ("3月末", date(2021, 5, 12), "2022-03-31"),
        ("4月末", date(2021, 6, 16), "2021-04-30"),
        ("5月末", date(2021, 6, 1), "2021-05-31"),
        ("12月末", date(2022, 1, 20), "2021-12-31"),
        ("2月末", date(2022, 1, 20), "2022-02-28"),
        ("3月末", date(2022, 4, 10), "2022-03-31"),
        ("年度内", date(2022, 1, 20), "2021-04-01/2022-03-31"),
        ("年度末", date(2022, 4, 1), "2023-03-31"),
    ],
)
def test_a_missing_year_is_inferred_from_the_as_of_date(
    written: str, as_of: date, expected: str
) -> None:
    answer = read_answer(written, as_of)
    assert answer.earliest is not None
    assert stored(answer.earliest, answer.latest) == expected
    assert "year_inferred" in answer.flags


def test_words_print_and_read_back_to_their_status() -> None:
    for status in STATUSES:
        assert read(printed(Answer("", status))).status == status
    assert printed(Answer("", "unreadable")) == "判読不能"
