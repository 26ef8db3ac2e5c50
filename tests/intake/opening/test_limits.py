"""Limits: each has a unit and a reason, can be set, and is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from pydantic import ValidationError

from renkei.errors import DataError
from renkei.intake.opening.container import LIMITS, Limits
from renkei.intake.opening.sheet_xml import read_facts, string_lengths
from renkei.intake.opening.workbook import open_workbook

Written = Callable[..., Path]


def refusal(file: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(DataError) as caught:
        book = open_workbook(file, limits)
        for sheet in book.sheets:
            book.grid(sheet)
    return str(caught.value)


def test_every_limit_can_be_set_and_none_may_be_nothing() -> None:
    assert len(Limits.model_fields) == 14
    for name in Limits.model_fields:
        assert getattr(Limits(**{name: 7}), name) == 7
        with pytest.raises(ValidationError, match="greater than 0"):
            Limits(**{name: 0})


def test_a_large_file_is_refused_unread(written: Written) -> None:
    assert "expected at most 100" in refusal(written(), Limits(file_bytes=100))


def test_one_far_cell_is_refused_before_a_reader_lays_the_sheet_out(written: Written) -> None:
    file = written(lambda book: book.active.cell(1_048_576, 16_384, "x"))
    assert "there are 1,048,576 rows; expected at most 200,000 rows" in refusal(file)


def test_columns_without_end_are_refused(written: Written) -> None:
    file = written(lambda book: book.active.cell(1, 16_384, "x"))
    assert "there are 16,384 columns; expected at most 2,000 columns" in refusal(file)


def test_rows_numbered_without_cell_addresses_are_counted_too(
    sheet_of: Callable[..., Path],
) -> None:
    file = sheet_of('<row r="900000"><c><v>1</v></c></row>')
    assert "there are 900,000 rows" in refusal(file)


def test_ten_million_rows_are_refused_at_the_first_too_many(sheet_of: Callable[..., Path]) -> None:
    file = sheet_of("<row><c><v>1</v></c></row>" * 300_000)
    assert "there are 200,001 rows; expected at most 200,000 rows" in refusal(file)


def test_markup_without_end_is_refused(sheet_of: Callable[..., Path]) -> None:
    file = sheet_of("<x/>" * 5_000)
    assert "cells; expected at most 100 cells" in refusal(file, Limits(cells=100))


def test_a_text_longer_than_a_cell_holds_is_refused(written: Written) -> None:
    def build(book: Workbook) -> None:
        book.active["C2"] = "x" * 32_767

    file = written(build)
    assert len(open_workbook(file).grid("Sheet").rows[1][2]) == 32_767  # type: ignore[arg-type]
    said = refusal(file, Limits(text_length=30_000))
    assert "a.xlsx, Sheet: C2 holds 32,767 characters; expected at most 30,000" in said


def test_hundreds_of_sheets_are_refused(written: Written) -> None:
    def build(book: Workbook) -> None:
        for number in range(20):
            book.create_sheet(f"{number}")

    assert "there are 21 sheets; expected at most 20" in refusal(written(build), Limits(sheets=20))


def test_a_shared_text_laid_out_many_times_is_counted() -> None:
    cells = "".join(f'<row r="{row}"><c t="s"><v>1</v></c></row>' for row in range(1, 100))
    sheet = f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()
    assert read_facts(sheet, [9, 1_000], Limits(expanded_bytes=99_000)).rows == 99
    with pytest.raises(DataError, match="there are 99,000 bytes of text; expected at most 98,999"):
        read_facts(sheet, [9, 1_000], Limits(expanded_bytes=98_999))


def test_a_shared_text_cannot_hide_its_length() -> None:
    strings = b"<sst><si><t>short</t></si><si><t>" + b"x" * 500 + b"</t></si></sst>"
    short, long = string_lengths(strings, LIMITS)
    assert short < 30 < 500 < long
    hidden = strings.replace(b"<si><t>s", b"<!--<si><si>--><si><t>s")
    assert min(string_lengths(hidden, LIMITS)) > 500
    with pytest.raises(DataError, match="there are 2 shared texts; expected at most 1"):
        string_lengths(strings, Limits(cells=1))


def test_styles_without_end_are_refused(written: Written) -> None:
    said = refusal(written(), Limits(side_part_bytes=1_000))
    assert "bytes; expected at most 1,000" in said


def test_too_many_parts_are_refused(written: Written) -> None:
    assert "parts; expected at most 5" in refusal(written(), Limits(parts=5))


def test_a_shared_text_of_two_texts_is_refused_and_how_it_is_read_aloud_is_not() -> None:
    aloud = b'<sst><si><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></si><si><r><t>c</t></r><r><t>d</t></r></si></sst>'
    assert len(string_lengths(aloud, LIMITS)) == 2
    with pytest.raises(DataError, match="shared text 1 holds two texts; expected one text a cell"):
        string_lengths(b"<sst><si><t>a</t></si><si><t>b</t><t>b</t></si></sst>", LIMITS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<si><t>b</t></si>", "", "there are 1 shared texts where the workbook counts 2"),
        ("</sst>", "<si/></sst>", "there are 3 shared texts where the workbook counts 2"),
        ("b</t></si>", "b</t></s7>", "the sheet is damaged (mismatched tag"),
        ("</sst>", "", "the sheet is damaged (no element found"),
    ],
)
def test_where_a_shared_text_is_missing_no_cell_shows_its_neighbours(
    old: str, new: str, said: str
) -> None:
    whole = '<sst count="9" uniqueCount="2"><si><t>a</t></si><si><t>b</t></si></sst>'
    assert len(string_lengths(whole.encode(), LIMITS)) == 2
    with pytest.raises(DataError) as caught:
        string_lengths(whole.replace(old, new, 1).encode(), LIMITS)
    assert said in str(caught.value)
