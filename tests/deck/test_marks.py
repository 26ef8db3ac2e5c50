"""Notes that number themselves."""

from renkei.deck.marks import mark, numbered

TEXTS = {"change": lambda: "増減", "doses": lambda: "分母", "unused": lambda: "使わない"}


def test_marks_are_numbered_in_order_of_appearance():
    page = {"lines": [[[f"2回目{mark('doses')}", False]]], "blocks": [{"caption": mark("change")}]}
    ready, notes = numbered(page, TEXTS)
    assert ready == {"lines": [[["2回目※1", False]]], "blocks": [{"caption": "※2"}]}
    assert notes == ["※1 分母", "※2 増減"]


def test_a_mark_used_twice_keeps_its_number():
    ready, notes = numbered({"lines": [mark("doses"), mark("change"), mark("doses")]}, TEXTS)
    assert ready["lines"] == ["※1", "※2", "※1"]
    assert len(notes) == 2


def test_a_mark_in_somebodys_data_stays_as_it_is():
    ready, notes = numbered({"lines": ["※{panic} ※{eval()}"]}, TEXTS)
    assert ready["lines"] == ["※{panic} ※{eval()}"]
    assert notes == []
