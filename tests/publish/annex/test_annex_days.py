"""Days of the annex: the year a page leaves out, ISO where a column is of days, words apart."""

import datetime as dt

import pytest

from renkei.publish.annex.days import dated, days_listed
from renkei.publish.annex.printed import Column
from renkei.publish.annex.tidy import tidy
from renkei.publish.blocks import Cell

AS_OF = dt.date(2021, 6, 2)


def cells(name: str, *texts: str, as_of: dt.date = AS_OF) -> dict[str, list[str]]:
    return {one.name: one.cells for one in dated(Column(name, list(texts)), as_of)}


@pytest.mark.parametrize(
    ("name", "printed", "iso"),
    [
        ("週（初日）", "4月5日", "2021-04-05"),
        ("完了日", "2月10日", "2022-02-10"),  # an answer lies ahead
        ("WG開催状況", "2月17日", "2021-02-17"),  # a meeting was held
        ("最後の接触", "11月26日", "2020-11-26"),
        ("接種券発送", "5/13", "2021-05-13"),
        ("今回", "7月末", "2021-07-31"),
        ("日付", "2021.4.27", "2021-04-27"),
        ("時点", "6月2日(水)", "2021-06-02"),
    ],
)
def test_a_day_gets_the_year_its_column_makes_plain(name, printed, iso):
    assert cells(name, printed) == {name: [iso]}


def test_what_is_said_beside_a_day_stands_beside_it():
    found = cells("週", "6月7日※（予定）", "5/24予", "6月2日現在", "計")
    assert found["週"] == ["2021-06-07", "2021-05-24", "2021-06-02", "計"]
    assert found["週（付記）"] == ["※ 予定", "予定", "現在", ""]


def test_spans_and_single_days_among_words_have_their_year_in_words():
    found = cells("終了の見込み", "7月末まで（条件付き）", "8月中", "9月以降", "8月上旬", "計")
    assert found["終了の見込み"] == [
        "2021年7月末まで", "2021年8月中", "2021年9月以降", "2021年8月上旬", "計",
    ]  # fmt: skip
    assert found["終了の見込み（付記）"] == ["条件付き", "", "", "", ""]
    assert cells("全国", "遅れ", "7月30日", "26")["全国"] == ["遅れ", "2021年7月30日", "26"]


@pytest.mark.parametrize(
    "text", ["3／14（21.4%）", "12.5", "5月分", "第2回", "2月30日頃から着手予定"]
)
def test_shares_numbers_and_prose_are_no_days(text):
    assert cells("値", text) == {"値": [text]}


def test_the_same_day_is_the_one_above_and_two_days_of_one_cell_are_two():
    assert cells("日付", "2021.7.1", "同日")["日付"] == ["2021-07-01", "2021-07-01"]
    assert days_listed("2022.1.12及び2.8") == ["2022.1.12", "2022.2.8"]
    assert days_listed("会場及び医師") == []


def test_the_words_of_a_return_are_quoted_and_not_changed():
    assert cells("回答の原文", "8月31日", "")["回答の原文"] == ["「8月31日」", ""]


def test_a_column_of_days_holds_dates():
    head, body = [[Cell(text="日")]], [[Cell(text="5/12")], [Cell(text="2021-05-24")]]
    (found,) = tidy(head, body, AS_OF)
    assert found.values == [dt.date(2021, 5, 12), dt.date(2021, 5, 24)]
    assert tidy(head, body)[0].values == ["5/12", dt.date(2021, 5, 24)]
