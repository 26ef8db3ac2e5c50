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
    told = "※{panic} ※{eval()} ※{doses} ※{change} ※{00000000}"
    ready, notes = numbered({"lines": [told, mark("doses")]}, TEXTS)
    assert ready["lines"] == [told, "※1"]
    assert notes == ["※1 分母"]


def test_marks_are_of_one_width_and_one_a_key():
    assert mark("doses") == mark("doses") != mark("change")
    assert len(mark("doses")) == len(mark("a key nobody has asked for"))


def test_a_mark_without_a_note_is_told_by_its_key():
    assert numbered({"lines": [mark("lost")]}, TEXTS) == ({"lines": ["※{lost}"]}, [])
