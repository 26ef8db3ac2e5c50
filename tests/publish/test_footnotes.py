"""Which notes go to which page when the blocks of a slide are parted."""

from renkei.publish.footnotes import referred
from renkei.publish.slides import Slide


def slide(heading: str = "見出し", notes: tuple[str, ...] = (), **parts) -> Slide:
    deck = {"as_of": "2021-06-02"}
    return Slide.model_validate(
        {"version": 1, "deck": deck, "heading": heading, "notes": list(notes), **parts}
    )


def test_each_block_has_the_notes_whose_marks_stand_in_it():
    figure = {"type": "figure", "caption": "見込み※2", "svg": "<text>水準※3</text>", "alt": "※1"}
    table = {"type": "table", "rows": [[{"text": "割合※1"}], [{"text": "約※12"}]]}
    shown = slide(notes=("※1 い", "※2 ろ", "※3 は"), blocks=[table, figure])
    assert referred(shown) == ([], [], [[0], [1, 2]])


def test_notes_nothing_refers_to_stand_with_the_opening():
    table = {"type": "table", "rows": [[{"text": "計※"}]]}
    shown = slide(
        "98.7%※1が完了",
        ("※1 い", "※ 計は足したもの", "注"),
        lines=[[["計※", False]]],
        blocks=[table],
    )
    assert referred(shown) == ([1, 2], [0], [[1]])
