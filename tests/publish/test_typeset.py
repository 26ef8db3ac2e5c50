"""What Typst receives: pieces that may not be broken, and column widths."""

import pytest

from renkei.publish.blocks import Cell, Table
from renkei.publish.glyphs import em_width
from renkei.publish.typeset import Typesetter


@pytest.mark.parametrize(
    "text",
    ["1,718（+102）", "1,696(+240) (97.4%)", "約3万9千人", "98.7%", "−72", "59,333（約18%）"],
)
def test_a_number_with_its_change_and_unit_is_one_piece(text):
    assert Typesetter().spans(text) == [[text]]


def test_a_sentence_is_cut_between_phrases_only():
    (pieces,) = Typesetter().spans("記録の歩みでは34都道府県が7月末に届かない")
    assert "".join(pieces) == "記録の歩みでは34都道府県が7月末に届かない"
    assert any("都道府県" in piece for piece in pieces)
    assert any("7月末" in piece for piece in pieces)


@pytest.mark.parametrize("text", ["x" * 300, "ワクチン" * 40, "１" * 90, "「" * 50])
def test_no_piece_is_wider_than_a_column_can_be(text):
    (pieces,) = Typesetter().spans(text)
    assert "".join(pieces) == text
    assert max(em_width(piece) for piece in pieces) <= 50


@pytest.mark.parametrize("word", ["フィードバックセンターの", "デジタルトランスフォーメーション"])
def test_a_word_is_not_broken_where_a_column_can_be_widened_for_it(word):
    assert Typesetter().spans(word) == [[word]]


def test_no_piece_starts_with_a_closing_sign():
    (pieces,) = Typesetter().spans("非常に長い片仮名コロナウイルスワクチンセッシュ、。」）ーッ" * 5)
    assert not [piece for piece in pieces[1:] if piece[0] in "、。」）ーッ"]


def test_column_widths_come_from_body_and_single_head_cells():
    head = [
        [Cell(text="区分", rowspan=2), Cell(text="とても長い見出しが二列にかかる", colspan=2)],
        [Cell(text="数"), Cell(text="割合の列")],
    ]
    rows = [[Cell(text="7月末まで"), Cell(text="1"), Cell(text="2")]]
    table = Typesetter()._table(Table(type="table", head=head, rows=rows))
    assert table["columns"] == 3
    assert table["natural"] == [em_width("7月末まで"), 1.0, em_width("割合の列")]


def test_rules_outside_the_table_are_left_out():
    table = Table(type="table", rows=[[Cell(text="a")]], rules=[-1, 0, 7])
    assert Typesetter()._table(table)["rules"] == [0]
