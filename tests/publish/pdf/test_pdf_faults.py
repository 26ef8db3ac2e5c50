"""A slide that does not fit stops the export, by its name."""

import re

import pytest

from renkei.errors import DataError
from renkei.publish.pdf import DeckPDFExporter


def export(nb):
    return DeckPDFExporter().from_notebook_node(nb)


def refusal(nb) -> str:
    with pytest.raises(DataError) as refused:
        export(nb)
    return str(refused.value)


def test_a_slide_whose_lines_run_over_its_page_is_refused_by_its_heading(make, notebook):
    lines = [[[f"{n}行目の長い説明" * 6, False]] for n in range(30)]
    told = refusal(notebook(make["cover"](), make["slide"]("あふれる", lines=lines)))
    assert told.startswith("slide 「あふれる」: it runs over its place; expected")


@pytest.mark.parametrize("kind", ["text", "quote"])
def test_text_without_end_is_refused(make, notebook, kind):
    lines = [[["長い説明が続く。" * 9, False]]] * 30
    blocks = [{"type": kind, "lines": lines}]
    assert "「長文」: it runs over" in refusal(notebook(make["slide"]("長文", blocks=blocks)))


def test_notes_that_leave_no_room_are_refused(make, notebook):
    slide = make["slide"]("注ばかり", notes=["とても長い注がここに続く。" * 12] * 12)
    assert "「注ばかり」: it runs over" in refusal(notebook(slide))


def test_a_cover_that_runs_over_is_refused(make, notebook):
    cover = make["cover"]() | {"lines": [[["行", False]]] * 30}
    assert "it runs over its place" in refusal(notebook(cover))


def test_a_short_table_that_cannot_stand_on_its_page_is_refused(make, notebook):
    rows = [[make["cell"]("\n".join(["行"] * 8))] for _ in range(12)]
    slide = make["slide"]("高い表", blocks=[{"type": "table", "rows": rows}])
    assert "「高い表」: it runs over" in refusal(notebook(slide))


def test_a_table_that_would_need_letters_below_11_points_is_refused(make, notebook):
    row = [make["cell"]("1,234,567（約12.3%）") for _ in range(12)]
    slide = make["slide"]("広い表", blocks=[{"type": "table", "rows": [row] * 20}])
    assert "「広い表」: its table fits only with text below" in refusal(notebook(slide))


def test_a_figure_whose_letters_come_out_too_small_is_refused(make, notebook):
    slide = make["answers"]()
    slide["blocks"][1]["svg"] = slide["blocks"][1]["svg"].replace("12px", "6px")
    assert "text in its figure is printed too small; expected: at least 9 pt" in refusal(
        notebook(slide)
    )


def test_one_card_too_long_for_a_page_is_refused(make, parts, notebook):
    cards = parts["cards"](1)
    cards["items"][0]["lines"] = [[["・長い取組の説明。" * 8, False]]] * 30
    assert "「大きな札」: it runs over" in refusal(
        notebook(make["slide"]("大きな札", blocks=[cards]))
    )


def test_every_slide_at_fault_is_named_at_once(make, notebook):
    lines = [[["長い説明" * 20, False]]] * 30
    told = refusal(notebook(*(make["slide"](name, lines=lines) for name in ("甲", "乙"))))
    assert re.findall("「(.)」", told) == ["甲", "乙"]


def test_a_rowspan_that_meets_a_colspan_is_refused_by_row(make, notebook):
    cell = make["cell"]
    rows = [[cell("a"), cell("b", rowspan=2)], [cell("c", colspan=2)]]
    slide = make["slide"]("見出し", blocks=[{"type": "table", "rows": rows}])
    assert "row 1: a cell meets one that reaches down from above" in refusal(notebook(slide))
