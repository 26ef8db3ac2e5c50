"""What holds for every text: reading never raises, never reads a part, never completes by half."""

import string
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkei.wording.dates import (
    interval,
    long,
    month_day,
    month_part,
    read_answer,
    short,
    stored,
    year_month,
)
from renkei.wording.numbers import read_number

AS_OF = date(2021, 6, 1)
EVERY = settings(deadline=None, derandomize=True, max_examples=300)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
PIECES = """
7月 ７月 末 上旬 中旬 下旬 頃 まで 以降 から ～ ・ 、 31日 31 R3 R3.7 令和 3年 2021 年 年度 内 第3週 （　）
完了 予定 済 未定 調整中 概ね ほぼ 一部 変更なし 前回 ワクチン 供給 次第 ならば 前提 ただし ※ 2回目 希望者
高齢者 接種 を の に は 8月 8/15 なし - ㋆ ① Jul 土曜 (土) 中 お盆 約 人 % 万 千 割 超 ▲ . 開始 最短 遅くとも
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=9).map("".join)
CELLS = st.one_of(
    ANY_TEXT, WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.binary(max_size=4),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(), st.decimals(), st.fractions(),
    st.complex_numbers(), st.lists(st.integers(), max_size=2),
)  # fmt: skip
FORMATS = st.none() | st.text(alphabet='ymdghsae[]$-411"月末年日頃;@0#,. /\\_*', max_size=14)


@EVERY
@given(CELLS, st.dates(date(1900, 1, 1), date(2199, 1, 1)), FORMATS, st.sampled_from([1900, 1904]))
def test_no_cell_of_any_kind_makes_the_date_reader_raise(raw, as_of, number_format, epoch):
    answer = read_answer(raw, as_of, number_format=number_format, epoch=epoch)
    assert (answer.status == "dated") == (answer.earliest is not None)
    assert (answer.status == "unreadable") == bool(answer.reason)
    assert answer.latest is None or answer.earliest <= answer.latest
    assert not (answer.conditional and answer.status != "dated")
    assert answer.conditional <= bool(answer.condition)
    assert (answer.latest is None) == ("open_end" in answer.flags) or answer.status != "dated"


@EVERY
@given(WORDS, st.sampled_from([AS_OF, date(2022, 1, 20)]))
def test_a_reading_depends_on_nothing_but_the_text_and_the_as_of_date(raw, as_of):
    answer = read_answer(raw, as_of)
    assert answer == read_answer(raw, as_of)
    spaced = read_answer(f"　{raw} \n", as_of)
    assert (spaced.status, spaced.earliest, spaced.latest) == (
        answer.status, answer.earliest, answer.latest
    )  # fmt: skip


@EVERY
@given(CELLS)
def test_no_cell_of_any_kind_makes_the_number_reader_raise(raw):
    number = read_number(raw)
    assert number.status in ("number", "blank", "dash", "unreadable")
    assert (number.value is not None) == (number.status == "number")
    assert (number.reason != "") == (number.status == "unreadable")


@pytest.mark.parametrize(
    "piece", ["、", "7月、", "れば", "場合", "1,", "a,", "※", "から", "1", "済", "次第", "~"]
)
def test_long_repetitive_texts_are_read_without_delay(piece):
    started = process_time()
    for text in (piece * 390, piece * 390 + "x"):
        assert read_answer(text[:399], AS_OF).status in ("unreadable", "undecided", "complete")
        assert read_number(text[:59] + "x").status == "unreadable"
    assert process_time() - started < 1


# ---- nothing after a whole date or number is left unread

NEAR = st.dates(date(2019, 5, 1), date(2030, 12, 31)).filter(lambda d: d.month > 1 and d.day > 9)
STRAY = st.text(alphabet=string.ascii_letters + "×人円個猫ヌ☆＝｜", min_size=1, max_size=4)
NUMERALS = st.text(alphabet="0123456789", min_size=1, max_size=3)
PRINTERS = [short, long, lambda d: long(d, weekday=True), month_day, month_part, year_month]


@EVERY
@given(NEAR, st.sampled_from(PRINTERS), STRAY, NUMERALS)
def test_a_date_with_stray_characters_behind_it_is_not_read(day, printer, stray, numerals):
    behind = [stray] if printer is year_month else [stray, numerals]  # 7月 and 1 is 7月1
    for one in behind:
        answer = read_answer(printer(day) + one, AS_OF)
        assert (answer.status, answer.earliest) == ("unreadable", None)


@EVERY
@given(NEAR, st.sampled_from(PRINTERS), STRAY)
def test_a_date_with_stray_characters_before_it_is_not_read(day, printer, stray):
    if not stray.upper().endswith(("R", "H", "S")):  # H3.7.31 is another date
        assert read_answer(stray + printer(day), AS_OF).status == "unreadable"


@EVERY
@given(st.integers(0, 10**9), st.sampled_from(["人", "回", "％", "割", "万人", "回/日"]), STRAY)
def test_a_number_with_stray_characters_around_it_is_not_read(n, unit, stray):
    for text in (f"{n:,}{unit}{stray}", f"{n:,}{unit}1", f"{stray}{n:,}{unit}"):
        assert read_number(text).status == "unreadable"


@pytest.mark.parametrize("written", ["R3.7.311", "7/31x", "7月31日1", "20210731x", "令和3年7月末x"])
def test_the_known_traps_of_looser_libraries_are_not_read(written):
    assert read_answer(written, AS_OF).status == "unreadable"


# ---- a condition or a plan never counts as done

DONE = st.sampled_from(
    ["完了", "終了", "済", "接種完了", "完了しました", "全て終了", "希望者全員完了"]
)
NOT_YET = st.sampled_from(
    ["ワクチン供給次第", "医療従事者の確保が前提", "ワクチンが届けば", "順調なら", "予定", "見込み",
     "目標", "変更の可能性あり", "8月に入る見込み", "供給があった場合", "計画"]
)  # fmt: skip
BESIDE = st.sampled_from(
    [
        "{0}（{1}）",
        "{0} ※{1}",
        "{0}。ただし{1}",
        "{1}{0}",
        "{1}、{0}",
        "{0}【{1}】",
        "{0}の{1}",
        "{0}{1}",
    ]
)


@EVERY
@given(DONE, NOT_YET, BESIDE)
def test_what_depends_on_something_or_is_planned_is_never_complete(done, beside, shape):
    assert read_answer(shape.format(done, beside), AS_OF).status != "complete"


DATED = st.sampled_from(["7月末", "R3.7.31", "7月下旬", "8月以降", "7月～8月", "8月中", "年度内"])
HARMLESS = st.sampled_from(
    ["（予定）", "（7月31日）", "（頃）", "（変更なし）", "※1", "（65歳以上）", ""]
)
CONDITION = st.sampled_from(
    ["（供給次第）", "（医師の確保が前提）", "【届いた場合】", "※供給による"]
)


@EVERY
@given(DATED, HARMLESS, CONDITION, HARMLESS)
def test_a_condition_is_never_lost_between_other_remarks(dated, before, condition, after):
    answer = read_answer(dated + before + condition + after, AS_OF)
    if answer.status == "dated":
        assert answer.conditional
        assert condition.strip("（）【】※") in answer.condition


# ---- what is printed reads back

DAYS = st.dates(date(1868, 1, 1), date(2116, 12, 31))
SOON = st.dates(date(2021, 6, 1), date(2022, 3, 31))


@EVERY
@given(DAYS, st.booleans())
def test_a_printed_or_stored_day_reads_back_to_itself(day, weekday):
    for text in (short(day), long(day, weekday), stored(day, day)):
        answer = read_answer(text, AS_OF)
        assert (answer.earliest, answer.latest, answer.precision) == (day, day, "day")
        assert set(answer.flags) <= {"far_from_as_of"}


@EVERY
@given(SOON)
def test_a_day_or_part_without_a_year_reads_back_from_the_round_it_belongs_to(day):
    assert read_answer(month_day(day), AS_OF).earliest == day
    part = read_answer(month_part(day), AS_OF)
    assert part.earliest <= day <= part.latest
    assert month_part(part.earliest) == month_part(day)
    month = read_answer(year_month(day), AS_OF)
    assert (month.earliest.day, month.precision) == (1, "month")
    assert month.earliest <= day <= month.latest


@EVERY
@given(SOON, SOON, st.booleans())
def test_a_printed_or_stored_interval_reads_back_to_its_ends(one, other, is_open):
    first, last = sorted((one, other))
    end = None if is_open else last
    for text in (interval(first, end), stored(first, end)):
        answer = read_answer(text, AS_OF)
        assert (answer.earliest, answer.latest) == (first, end)
