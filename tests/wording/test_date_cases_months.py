"""Months, their parts, weeks, years and relative words as municipal offices write them."""

from datetime import date

import pytest

JULY, AUGUST = "2021-07-01/2021-07-31", "2021-08-01/2021-08-31"
FIRST, MIDDLE = "2021-07-01/2021-07-10", "2021-07-11/2021-07-20"
LAST, END = "2021-07-21/2021-07-31", "2021-07-31"

ENDS = [
    ("7月末を目途", "2021-07-31 approx"),
    ("７月末目処", "2021-07-31 approx"),
    ("7月末メド", "2021-07-31 approx"),
    ("7月末をめどに完了予定", "2021-07-31 approx"),
    ("7月末（目途）", "2021-07-31 approx"),
    ("7月末（頃）", "2021-07-31 approx"),
    ("概ね7月末", "2021-07-31 approx"),
    ("おおむね７月末完了見込み", "2021-07-31 approx"),
    ("概ね7月末までに完了", "2021-07-31 approx"),
    ("だいたい7月末ごろ", "2021-07-31 approx"),
    ("7月末頃に完了の見込み", "2021-07-31 approx"),
    ("Ｒ３．７月末頃", "2021-07-31 approx"),
    ("R3.7末", END),
    ("R3/7/末", END),
    ("７／末", END),
    ("７末", END),
    ("7月（末）", END),
    ("7月月末", END),
    ("７月末日（土）", END),
    ("7月最終日", END),
    ("7月最終土曜日", END),
    ("七月末日", END),
    ("7月末以前", END),
    ("７月末まで に", END),
    ("～7月末", END),
    ("7月末までに完了できる見込み", END),
    ("7月末までには完了", END),
    ("7月末にて終了予定", END),
    ("7月末までに終えたい", END),
    ("7月末（接種率70%想定）", "2021-07-31 note"),
    ("7月末を目標に完了予定", "2021-07-31 approx"),
    ("7月末を目指している", "2021-07-31 approx"),
    ("7月末の完了を目指します。", END),
    ("7月末までに２回接種完了", END),
    ("7月末までに希望者全員の2回接種を完了する見込み", END),
    ("6５歳以上：７月末", "2021-07-31 note"),
    ("高齢者は7月末", "2021-07-31 note"),
    ("遅くとも7月末", END),
    ("令和3年7月末（7月31日）", END),
    ("・７月末", END),
    ("7月末 ※要調整", "2021-07-31 note tentative"),
    ("7月末（医師確保済み）", "2021-07-31 note"),
    ("7月末（前回より前倒し）", "2021-07-31 note"),
    ("7月末（変更）", "2021-07-31 note"),
    ("7月末（前提条件なし）", "2021-07-31 note"),
    ("7月末（希望者）", "2021-07-31 note"),
    ("7月末（65歳以上の希望者のみ）", "2021-07-31 note"),
    ("7月末（変更なし）", "2021-07-31 note"),
    ("変更なし（7月末）", "2021-07-31 note"),
    ("7月末（前回から変更なし）", "2021-07-31 note"),
    ("完了（7月31日）", "2021-07-31 note"),
    ("７月末※１", "2021-07-31 note"),
    ("７月末*", END),
    ("2月末", "2022-02-28"),
    ("R6.2末", "2024-02-29"),
    ("12月末", "2021-12-31"),
    ("十二月末", "2021-12-31"),
    ("今月末", "2021-06-30 relative"),
    ("翌月末", "2021-07-31 relative"),
]
PARTS = [
    ("7月上旬", FIRST),
    ("７月初旬頃", f"{FIRST} approx"),
    ("7月頭", f"{FIRST} approx"),
    ("7月初", f"{FIRST} approx"),
    ("７月はじめ", f"{FIRST} approx"),
    ("7月（上旬）", FIRST),
    ("7月中旬ごろまで", f"{MIDDLE} approx"),
    ("7月の中旬", MIDDLE),
    ("R3.7.中旬", MIDDLE),
    ("令和３年７月中旬", MIDDLE),
    ("7/中旬", MIDDLE),
    ("7月半ば頃", f"{MIDDLE} approx"),
    ("来月中旬", f"{MIDDLE} relative"),
    ("７月下旬", LAST),
    ("７月 下旬 予定", LAST),
    ("7月下旬頃", f"{LAST} approx"),
    ("７月下旬を目途に完了予定", f"{LAST} approx"),
    ("7月下旬までに", LAST),
    ("７／下旬", LAST),
    ("7下旬", LAST),
    ("7月終わり頃", f"{LAST} approx"),
    ("7月下旬（7月31日）", END),
    ("7月上中旬", "2021-07-01/2021-07-20 range"),
    ("7月中～下旬", "2021-07-11/2021-07-31 range"),
    ("7月後半頃", "2021-07-16/2021-07-31 approx"),
    ("８月第１週目", "2021-08-01/2021-08-07 week_rule_assumed"),
    ("8月1週目", "2021-08-01/2021-08-07 week_rule_assumed"),
    ("8月第一週", "2021-08-01/2021-08-07 week_rule_assumed"),
    ("8月の第２週頃", "2021-08-08/2021-08-14 approx week_rule_assumed"),
    ("7月第4土曜日", "2021-07-24"),
    ("7月最終週", "2021-07-25/2021-07-31 week_rule_assumed"),
]
MONTHS = [
    ("7月いっぱい", JULY),
    ("７月一杯", JULY),
    ("7月中", JULY),
    ("7月中に完了予定", JULY),
    ("7月中の完了を見込む", JULY),
    ("７月内", JULY),
    ("7月まで", JULY),
    ("遅くとも7月中", JULY),
    ("8月頃", f"{AUGUST} approx"),
    ("8月中目途", f"{AUGUST} approx"),
    ("R3.8月", AUGUST),
    ("R3.8.", AUGUST),
    ("R3年8月", AUGUST),
    ("R3/8", AUGUST),
    ("Ｒ３－８", AUGUST),
    ("令３．８", AUGUST),
    ("令和３．８", AUGUST),
    ("㋿3年㋇", AUGUST),
    ("2021.8", AUGUST),
    ("2021-08", AUGUST),
    ("2021年08月", AUGUST),
    ("2021年 8月中", AUGUST),
    ("3年8月", f"{AUGUST} era_inferred"),
    ("令和三年八月", AUGUST),
    ("八月中", AUGUST),
    ("8月（予定）", f"{AUGUST} note"),
    ("Aug-2021", AUGUST),
    ("来月", f"{JULY} relative"),
    ("再来月", f"{AUGUST} relative"),
    ("来年3月", "2022-03-01/2022-03-31 relative"),
    ("平成33年8月", f"{AUGUST} era_overrun"),
]
YEARS = [
    ("年内完了予定", "2021-01-01/2021-12-31"),
    ("年内目途", "2021-01-01/2021-12-31 approx"),
    ("今年中", "2021-01-01/2021-12-31 relative"),
    ("今年いっぱい", "2021-01-01/2021-12-31 relative"),
    ("令和３年末", "2021-12-31"),
    ("2021年末頃", "2021-12-31 approx"),
    ("年度内完了", "2021-04-01/2022-03-31"),
    ("本年度中", "2021-04-01/2022-03-31 relative"),
    ("今年度末", "2022-03-31 relative"),
    ("2021年度", "2021-04-01/2022-03-31"),
    ("R３年度末まで", "2022-03-31"),
    ("令和３年度第３四半期", "2021-10-01/2021-12-31"),
    ("R3年度下期", "2021-10-01/2022-03-31"),
    ("令和3年度3月", "2022-03-01/2022-03-31"),
    ("3年度末", "2022-03-31 era_inferred"),
]


@pytest.mark.parametrize(("written", "reading"), ENDS)
def test_the_end_of_a_month_in_an_offices_words(written, reading, expect):
    assert expect(written, reading).precision == "day"


@pytest.mark.parametrize(("written", "reading"), PARTS)
def test_a_part_of_a_month_in_an_offices_words(written, reading, expect):
    expect(written, reading)


@pytest.mark.parametrize(("written", "reading"), MONTHS)
def test_a_whole_month_in_an_offices_words(written, reading, expect):
    assert expect(written, reading).precision == "month"


@pytest.mark.parametrize(("written", "reading"), YEARS)
def test_a_year_or_fiscal_year_in_an_offices_words(written, reading, expect):
    expect(written, reading)


REFUSED = [
    ("7月未", "left over"),
    ("７月未まで", "left over"),
    ("7月末x", "left over"),
    ("7月末？", "left over"),
    ("7月末、", "left over"),
    ("7月末末", "left over"),
    ("7月8月末", "left over"),
    ("7月末（8月末）", "more than one date"),
    ("7月末（一部8月）", "holds another date"),
    ("7月末（一部除く）", "only of a part"),
    ("7月末に概ね完了", "only of a part"),
    ("7月末（概ね完了）", "only of a part"),
    ("7月末（施設入所者を除く）", "only of a part"),
    ("7月末（集団接種のみ）", "only of a part"),
    ("7月末（対象者の8割）", "only of a part"),
    ("7月末（希望者の８割）", "only of a part"),
    ("7月末（一部除く、供給次第）", "only of a part"),
    ("7月末（1回目、供給次第）", "not of the completion"),
    ("7月末（1回目）", "not of the completion"),
    ("7月末（接種開始予定）", "not of the completion"),
    ("7月末（未定）", "more than one answer"),
    ("7月末は難しい", "left over"),
    ("8月第6週", "has no 第6週"),
    ("7月第4週末", "left over"),
    ("月末", "no date"),
    ("下旬", "no date"),
    ("第３週", "no date"),
    ("来週中", "no date"),
    ("１．７月末", "no date"),
    ("令和０年７月", "an era has no year 0"),
    ("大正110年7月", "no date"),
    ("第3四半期", "no date"),
    ("8月お盆前", "left over"),
    ("7月まで目標だが", "left over"),
]


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_what_is_no_month_or_part_is_refused_with_the_reason(written, reason, expect):
    assert reason in expect(written, "unreadable").reason


@pytest.mark.parametrize(
    ("written", "as_of", "reading"),
    [
        ("10月末", date(2021, 11, 15), "2021-10-31"),
        ("9月末", date(2021, 11, 15), "2021-09-30"),
        ("1月末", date(2021, 11, 15), "2022-01-31"),
        ("２月末", date(2021, 3, 20), "2021-02-28"),
        ("3月末", date(2021, 4, 5), "2021-03-31"),
        ("2月末", date(2021, 4, 5), "2022-02-28"),
        ("年度末", date(2022, 2, 1), "2022-03-31"),
        ("来年度", date(2022, 2, 1), "2022-04-01/2023-03-31 relative"),
        ("来月末", date(2021, 12, 10), "2022-01-31 relative"),
        ("年内", date(2021, 12, 10), "2021-01-01/2021-12-31"),
    ],
)
def test_the_year_and_relative_words_follow_the_as_of_date(written, as_of, reading, expect):
    expect(written, reading, as_of=as_of)
