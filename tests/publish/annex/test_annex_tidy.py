"""Printed tables as data: one head row, one datum a cell, numbers as numbers."""

import pytest

from renkei.publish.annex.printed import columns, plain
from renkei.publish.annex.tidy import tidy
from renkei.publish.blocks import Cell


def rows(*lines: list[str | Cell]) -> list[list[Cell]]:
    return [[one if isinstance(one, Cell) else Cell(text=one) for one in line] for line in lines]


def data(head: list[list[Cell]], body: list[list[Cell]]) -> dict[str, list]:
    return {one.name: one.values for one in tidy(head, body)}


def test_a_unit_goes_to_the_head_and_words_around_numbers_to_a_column_of_their_own():
    shown = data(
        rows(["市", "割合", "日数"]), rows(["あ", "約18%", "120日超"], ["い", "2.5%", "－"])
    )
    assert shown == {
        "市": ["あ", "い"],
        "割合（%）": [18, 2.5],
        "割合（付記）": ["約", ""],
        "日数（日）": [120, "－"],
        "日数（付記）": ["超", ""],
    }


def test_a_number_with_another_in_brackets_becomes_two_columns():
    body = rows(["7月末まで", "1,718(+102)"], ["8月中", "21(−72)"], ["未回答", "0(－)"])
    shown = data(rows(["終了時期", "市区町村数"]), body)
    first = data(rows(["終了時期", "数"]), rows(["7月末まで", "1,559(－)"], ["計", "－"]))
    assert first["数（かっこ内）"] == ["－", "－"]  # one way to write what is missing
    assert shown["市区町村数"] == [1718, 21, 0]
    assert shown["市区町村数（かっこ内）"] == [102, -72, "－"]


def test_a_cell_over_rows_is_in_each_of_them_and_a_title_row_beside_its_rows():
    title = [Cell(text="甲地区", colspan=3)]
    body = [title, *rows([Cell(text="接種", rowspan=2), "予約", "3"], ["会場", "4"])]
    shown = data(rows(["分野", "項目", "件数"]), body)
    assert shown["区分"] == ["甲地区", "甲地区"]
    assert shown["分野"] == ["接種", "接種"]
    assert shown["件数"] == [3, 4]


def test_doses_side_by_side_become_rows():
    above = [
        Cell(text="市", rowspan=2),
        Cell(text="1回目", colspan=2),
        Cell(text="2回目", colspan=2),
    ]
    head = [above, *rows(["回数", "割合", "回数", "割合"])]
    shown = data(head, rows(["あ", "10", "20%", "5", "10%"]))
    assert shown == {
        "市": ["あ", "あ"],
        "回・時点": ["1回目", "2回目"],
        "回数": [10, 5],
        "割合（%）": [20, 10],
    }


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["162019", "012025"], ["162019", "012025"]),
        (["7月", "8月"], ["7月", "8月"]),
        (["5/12", "5/24"], ["5/12", "5/24"]),
        (["○", "△"], ["○", "△"]),
        (["59,333（約18%）と別の語", "1"], ["59,333（約18%）と別の語", "1"]),
    ],
)
def test_codes_days_and_words_stay_as_printed(texts, kept):
    shown = data(rows(["市", "値"]), rows(["あ", texts[0]], ["い", texts[1]]))
    assert [str(one) for one in shown["値"]] == kept


def test_lists_and_marks_of_notes_get_columns_of_their_own():
    body = rows(["入善町※5", "・会場\n・医師"], ["富山市", "2/17、4/19"])
    shown = data(rows(["市町村", "内容"]), body)
    assert shown["市町村"] == ["入善町", "富山市"]
    assert shown["市町村（注）"] == ["※5", ""]
    assert shown["内容（1）"] == ["会場", "2/17"]
    assert shown["内容（2）"] == ["医師", "4/19"]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("①令和3年度末", "(1)2021年度末"),
        ("R3.4.27", "2021.4.27"),
        ("氏　名", "氏名"),
        ("　うち条件付き", "うち条件付き"),
        ("E8「R3.7.311」", "E8「R3.7.311」"),
        ("a\u202eb\x00", "a〓b〓"),
    ],
)
def test_texts_are_written_as_every_machine_reads_them(printed, written):
    assert plain(printed) == written


def test_every_column_has_a_name_of_its_own():
    found = columns(rows(["", "件数", "件数", ""]), rows(["あ", "1", "2", "x"]))
    assert [one.name for one in found] == ["区分", "件数", "件数（2）", "列4"]
