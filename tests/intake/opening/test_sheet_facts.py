"""What a sheet says beside its values: merged, hidden, noted, computed, broken."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from renkei.errors import DataError
from renkei.intake.opening.workbook import open_workbook

Written = Callable[..., Path]
Make = Callable[..., Path]
ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'


def filled(book: Workbook) -> None:
    for row in range(1, 5):
        for column in range(1, 5):
            book.active.cell(row, column, "x")


def test_every_cell_of_a_merged_range_knows_its_anchor(written: Written) -> None:
    def build(book: Workbook) -> None:
        filled(book)
        book.active.merge_cells("B2:C3")

    merged = open_workbook(written(build)).grid("Sheet").merged
    assert merged == {(1, 2): (1, 1), (2, 1): (1, 1), (2, 2): (1, 1)}


def test_a_merged_range_ends_where_the_sheet_does(sheet_of: Make) -> None:
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    grid = open_workbook(sheet_of(ROW, merge)).grid("Sheet")
    assert grid.merged == {(0, 1): (0, 0)}


@pytest.mark.parametrize("second", ["A1:B1", "B1:C9"])
def test_merged_ranges_that_overlap_are_refused(sheet_of: Make, second: str) -> None:
    merge = f'<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="{second}"/></mergeCells>'
    with pytest.raises(DataError, match=r"a\.xlsx, Sheet: merged ranges overlap"):
        open_workbook(sheet_of(ROW, merge)).grid("Sheet")


def test_hidden_rows_and_columns_are_told(written: Written) -> None:
    def build(book: Workbook) -> None:
        filled(book)
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["B"].hidden = True
        book.active.column_dimensions["Z"].hidden = True

    grid = open_workbook(written(build)).grid("Sheet")
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {1}


def test_rows_and_columns_without_height_or_width_are_hidden(sheet_of: Make) -> None:
    data = '<row r="1" ht="0" customHeight="1"><c r="A1"><v>1</v></c></row>'
    grid = open_workbook(
        sheet_of(data, before='<cols><col min="1" max="16384" width="0"/></cols>')
    ).grid("Sheet")
    assert (grid.hidden_rows, grid.hidden_columns) == ({0}, {0})


def test_notes_are_read_without_their_author(written: Written) -> None:
    def build(book: Workbook) -> None:
        filled(book)
        book.active["B2"].comment = Comment("山田:\n確認中\n8月に再提出", "山田")
        book.active["A1"].comment = Comment("時点: 5月12日", "山田")

    grid = open_workbook(written(build)).grid("Sheet")
    assert grid.comments == {(1, 1): "確認中\n8月に再提出", (0, 0): "時点: 5月12日"}


def test_a_thread_is_read_with_its_replies(written: Written, changed: Callable[..., Path]) -> None:
    def build(book: Workbook) -> None:
        filled(book)
        book.active["B2"].comment = Comment("[スレッド コメント] 古い版では表示できません", "t")

    def link(name: str, part: bytes) -> bytes:
        kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        target = b"../threadedComments/threadedComment1.xml"
        more = b'<Relationship Id="t1" Type="%b" Target="%b"/></Rel' % (kind, target)
        return part.replace(b"</Rel", more) if name.endswith("sheet1.xml.rels") else part

    thread = (
        '<ThreadedComments xmlns="urn:t"><threadedComment ref="B2"><text>いつですか</text>'
        '</threadedComment><threadedComment ref="B2"><text>8月です</text></threadedComment>'
        "</ThreadedComments>"
    )
    parts = {"xl/threadedComments/threadedComment1.xml": thread}
    grid = open_workbook(changed(written(build), link, parts=parts)).grid("Sheet")
    assert grid.comments == {(1, 1): "いつですか\n8月です"}


def test_formulas_are_told_and_their_last_values_read(sheet_of: Make) -> None:
    data = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c>'
        '<c r="B1"><v>2</v></c><c r="C1" t="str"><f>IF(B1,"","x")</f><v></v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c></row>'
    )
    rule = '<extLst><ext><x:f xmlns:x="urn:x">no formula of a cell</x:f></ext></extLst>'
    grid = open_workbook(sheet_of(data, rule)).grid("Sheet")
    assert grid.formulas == {(0, 0): "B1*2", (0, 2): 'IF(B1,"","x")', (1, 0): ""}
    assert grid.rows == ((4.0, 2.0, ""), (6.0, "", ""))


def test_the_cells_of_an_array_formula_are_computed_too(sheet_of: Make) -> None:
    data = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c>'
        '<c r="B1"><v>2</v></c></row>'
    )
    assert open_workbook(sheet_of(data)).grid("Sheet").formulas == {(0, 0): "C1:D1", (0, 1): ""}


def test_errors_and_uncomputed_formulas_do_not_pass_for_blanks(written: Written) -> None:
    def build(book: Workbook) -> None:
        book.active["A1"] = "=1/0"
        book.active["B1"] = "#REF!"
        book.active["B1"].data_type = "e"
        book.active["C1"] = "x"
        book.active["D2"] = "=1+1"

    grid = open_workbook(written(build)).grid("Sheet")
    assert grid.texts(0) == ["（計算されていない数式）", "#REF!", "x", ""]
    assert grid.texts(1) == ["", "", "", "（計算されていない数式）"]
    assert grid.formulas == {(0, 0): "1/0", (1, 3): "1+1"}


def test_nothing_is_told_of_a_plain_sheet(written: Written) -> None:
    grid = open_workbook(written(filled)).grid("Sheet")
    told = (grid.merged, grid.hidden_rows, grid.hidden_columns, grid.comments, grid.formulas)
    assert not any(told)


def test_rows_that_are_only_formatted_are_no_rows(sheet_of: Make) -> None:
    blank = "".join(f'<row r="{row}"><c r="XFD{row}" s="0"/></row>' for row in range(2, 3000))
    grid = open_workbook(sheet_of(ROW + blank)).grid("Sheet")
    assert (len(grid.rows), grid.height) == (1, 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('<row r="1"><c r="A1" t="s"><v>2</v></c></row>', "A1 points at text '2' of 2"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "A1 points at text '-1' of 2"),
        ('<row r="1"><c r="A1" t="s"><v> 1 </v></c></row>', "A1 points at text ' 1 ' of 2"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "A1 stands twice"),
        ('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>', "the value of A1 stands twice"),
        (ROW + ROW, "row 1 stands twice or out of order"),
        ('<row r="2"><c r="A1"><v>1</v></c></row>', "cell 'A1' stands in row 2"),
        ('<row r="1"><c r="壱1"><v>1</v></c></row>', "'壱' names no column"),
        ('<row r="１"><c r="A1"><v>1</v></c></row>', "'１' is no number of a row"),
        ('<row r="1"><c r="A1" r="C3"><v>1</v></c></row>', "duplicate attribute"),
        ('<row r="1"><c r="A1"><v>1e999</v></c></row>', "A1 holds inf"),
        ('<row r="1"><c r="A1" t="str"><v><![CDATA[x]]></v></c></row>', "holds CDATA"),
    ],
)
def test_what_a_lenient_reader_would_read_otherwise_is_refused(
    sheet_of: Make, data: str, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        open_workbook(sheet_of(data)).grid("Sheet")
    assert said in str(caught.value)
    assert str(caught.value).startswith("a.xlsx")


def test_a_cell_whose_style_is_missing_is_refused(sheet_of: Make) -> None:
    book = open_workbook(sheet_of('<row r="1"><c r="A1" s="7"><v>1</v></c></row>'))
    with pytest.raises(DataError, match=r"a\.xlsx, Sheet: A1 has style 7 of 1; expected"):
        book.number_format("Sheet", 0, 0)


def test_where_a_style_is_missing_no_cell_shows_its_neighbours(
    written: Written, changed: Make
) -> None:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b'<cellXfs count="1">', b'<cellXfs count="2">')

    book = open_workbook(changed(written(filled), change))
    with pytest.raises(DataError, match="there are 1 styles of cells where the workbook counts 2"):
        book.number_format("Sheet", 0, 0)


def test_shared_texts_are_read(sheet_of: Make) -> None:
    data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    assert open_workbook(sheet_of(data)).grid("Sheet").rows == (("s0", "s1"),)


@pytest.mark.parametrize(
    "cell",
    ['<c foo=">" r="XFD1048576">', '<c s=\' r="A1"\' r="XFD1048576">', '<y:c r="XFD1048576">'],
)
def test_a_far_cell_does_not_hide_behind_its_markup(sheet_of: Make, cell: str) -> None:
    name = cell[1:].partition(" ")[0]
    data = f'<row r="1048576" xmlns:y="urn:y">{cell}<v>1</v></{name}></row>'
    with pytest.raises(DataError, match="there are 1,048,576 rows; expected at most 200,000 rows"):
        open_workbook(sheet_of(data)).grid("Sheet")
