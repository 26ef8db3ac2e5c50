"""Tables of a slide as sheets: halves as one, no row that sums up the rest, verdicts apart."""

import io

import openpyxl
import pytest

from renkei.intake.lint import lint_paths
from renkei.publish.annex import annex_bytes
from renkei.publish.annex.tables import joined, without_rest
from renkei.publish.annex.tidy import tidy
from renkei.publish.blocks import Cell, Table
from renkei.publish.publication import read_publication

HEAD = ["都道府県", "見込み"]


def cells(*lines: list[str]) -> list[list[Cell]]:
    return [[Cell(text=text) for text in line] for line in lines]


def table(*lines: list[str], head: list[str] = HEAD, caption: str = "") -> Table:
    return Table(type="table", caption=caption, head=cells(head), rows=cells(*lines))


def column(*texts: str) -> dict[str, list]:
    found = tidy(cells(["施設", "判定"]), cells(*([f"{n}", text] for n, text in enumerate(texts))))
    return {one.name: one.values for one in found[1:]}


def test_a_row_that_sums_up_the_rest_is_a_note():
    shown = table(["兵庫県", "21%"], ["ほか39", "45%～80%"])
    kept, notes = without_rest(shown, "見込みの低い順")
    assert [row[0].text for row in kept.rows] == ["兵庫県"]
    assert notes == ["見込みの低い順：ほか39（見込み 45%～80%）"]


@pytest.mark.parametrize("name", ["ほかにデータ不足", "ほかの都道府県の団体", "兵庫県"])
def test_a_row_about_something_else_stays(name):
    shown = table(["兵庫県", "21%"], [name, "1%"])
    assert without_rest(shown, "") == (shown, [])


def test_a_table_that_goes_on_beside_itself_is_one_sheet():
    first, second = table(["北海道", "1%"], caption="表"), table(["沖縄県", "2%"])
    (one,) = joined([first, second])
    assert [row[0].text for row in one.rows] == ["北海道", "沖縄県"]


def test_tables_with_captions_or_heads_of_their_own_stay_apart():
    first, named = table(["北海道", "1%"], caption="市町村"), table(["富山県", "2%"], caption="県")
    other = table(["富山県", "2%"], head=["都道府県", "実績"])
    assert list(joined([first, named, other])) == [first, named, other]


def test_a_verdict_before_the_words_is_a_column_and_never_lost():
    shown = column("○ 84万円\n週100回以上が4週", "× 病院のみ", "△ 重複")
    assert shown["判定（判定）"] == ["○", "×", "△"]
    assert shown["判定（1）"] == ["84万円", "病院のみ", "重複"]
    assert column("○ 84万円\n週100回", "○ 24万円\n週50回")["判定（1）"] == ["○ 84万円", "○ 24万円"]


def test_a_count_of_a_whole_is_three_columns():
    shown = column("1,718／1,741（98.7%）", "0／47（0%）", "26")
    assert shown == {
        "判定": [1718, 0, 26],
        "判定（全体）": [1741, 47, "－"],
        "判定（割合）（%）": [98.7, 0, "－"],
    }


def test_the_annex_of_a_ranking_passes_the_lint_and_tells_the_rest_in_its_notes(
    make, notebook, tmp_path
):
    cell = make["cell"]
    lines = [["兵庫県", "21%"], ["富山県", "35%"], ["ほか39", "45%～80%"]]
    rows = [[cell(text) for text in line] for line in lines]
    block = {"type": "table", "head": [[cell(name) for name in HEAD]], "rows": rows}
    slide = make["slide"]("見込みの低い順", blocks=[block])
    content = annex_bytes(read_publication(notebook(slide), {}))
    file = tmp_path / "annex.xlsx"
    file.write_bytes(content)
    assert [one.findings for one in lint_paths([file])] == [()]
    notes = openpyxl.load_workbook(io.BytesIO(content))["注記"]
    assert notes["B2"].value == "見込みの低い順：ほか39（見込み 45%～80%）"
