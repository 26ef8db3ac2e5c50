"""A table sent as text: read in the encodings and with the delimiters that offices use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.errors import DataError
from renkei.intake.opening.container import Limits
from renkei.intake.opening.text_table import read_text_table
from renkei.intake.opening.workbook import Workbook, open_workbook

Opened = Callable[..., Workbook]
TABLE = "団体コード,市区町村名,完了見込み\n162019,富山市,7月末\n162027,高岡市,未定\n"
ROWS = (
    ("団体コード", "市区町村名", "完了見込み"),
    ("162019", "富山市", "7月末"),
    ("162027", "高岡市", "未定"),
)


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    def opening(content: bytes, limits: Limits | None = None) -> Workbook:
        file = tmp_path / "16_富山県.csv"
        file.write_bytes(content)
        return open_workbook(file, limits or Limits())

    return opening


def refusal(opened: Opened, content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(DataError) as caught:
        opened(content, limits)
    assert str(caught.value).startswith("16_富山県.csv: ")
    assert caught.value.expected
    return str(caught.value)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp932", "cp932"),
        ("utf-16", "UTF-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_in_every_encoding_with_every_delimiter(
    opened: Opened, codec: str, encoding: str, delimiter: str, line_end: str
) -> None:
    text = TABLE.replace(",", delimiter).replace("\n", line_end)
    book = opened(text.encode(codec))
    assert (book.kind, book.encoding, book.sheets, book.epoch) == ("csv", encoding, ["CSV"], 1900)
    grid = book.grid("CSV")
    assert grid.rows == ROWS
    assert grid.height == 3
    assert book.number_format("CSV", 0, 0) is None


def test_quotes_hold_delimiters_and_line_ends(opened: Opened) -> None:
    grid = opened('名,課題\n"富山市, ほか","医師\r\n""不足"""\n高岡市,12" 画面\n'.encode()).grid(
        "CSV"
    )
    assert grid.rows[1] == ("富山市, ほか", '医師\r\n"不足"')
    assert grid.rows[2] == ("高岡市", '12" 画面')
    assert grid.height == 3


def test_rows_are_as_wide_as_the_widest_and_blank_lines_are_rows(opened: Opened) -> None:
    grid = opened("題名\n\nコード,名\n1,富山市\n2,高岡市".encode()).grid("CSV")
    assert grid.rows == (("題名", ""), ("", ""), ("コード", "名"), ("1", "富山市"), ("2", "高岡市"))
    assert grid.height == 5


def test_nothing_in_a_text_is_computed_or_read_as_a_number(opened: Opened) -> None:
    grid = opened(b"a,b\n=1+1,=cmd|' /c calc'!A0\n007,1e3\n").grid("CSV")
    assert grid.rows[1:] == (("=1+1", "=cmd|' /c calc'!A0"), ("007", "1e3"))
    assert not grid.formulas


def test_a_comma_within_numbers_does_not_outweigh_tabs(opened: Opened) -> None:
    text = "名\t人数\n富山市\t1,234\n高岡市\t2,345\n"
    assert opened(text.encode()).grid("CSV").rows[1] == ("富山市", "1,234")


def test_a_quoted_semicolon_divides_nothing(opened: Opened) -> None:
    text = 'a,b\n"x;y",1\n"z;w",2\n"q;r",3\n'
    assert opened(text.encode()).grid("CSV").rows[1] == ("x;y", "1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("拝啓\n回答を送ります。\n敬具\n".encode(), "the text is no table: no comma, tab or semi"),
        ("終了見込みは7月末です".encode("cp932"), "no table"),
        (
            "コード;名,県\n1;a,b\n2;c,d\n".encode(),
            "semicolon and comma divide the first rows equally",
        ),
        ("市町村,見込み\n".encode("euc_jp") * 3, "the text can be read as cp932 or euc_jp"),
        ("名,ﾃｽ\n".encode("cp932")[3:] * 3, "the text can be read as UTF-8 or cp932"),
        (b"\xff\xfe\x00\xd8a\x00", "the text is not the UTF-16 it says"),
        (b"\xef\xbb\xbfa,b\n\xff,1\n", "the text is not the UTF-8 it says"),
        (b"a,b\n\x82\xff,1\n", "the text is neither UTF-8 nor cp932"),
        ("\ufeffa,b\n1,\0\n".encode("utf-16-le"), r"line 2 holds the control sign '\x00'"),
        (b"a,b\n1,\x1b[31m\n", r"line 2 holds the control sign '\x1b'"),
        (b'a,b\n1,"x\n2,y\n', "row 2, which ends in line 3, is no CSV (unexpected end of data)"),
        (b'a,b\n1,"x"y\n2,y\n', "row 2, which ends in line 2, is no CSV"),
    ],
)
def test_what_is_no_table_or_has_two_readings_is_refused(
    opened: Opened, content: bytes, said: str
) -> None:
    assert said in refusal(opened, content)


def test_a_text_too_large_is_refused_before_it_is_laid_out(opened: Opened) -> None:
    rows = b"a,b\n" * 200
    assert "there are 200 rows; expected at most 99 rows" in refusal(opened, rows, Limits(rows=99))
    assert "200 lines; expected at most 99" in refusal(opened, rows, Limits(lines=99))
    wide = b"a,b\n" * 9 + b"," * 500
    assert "501 columns" in refusal(opened, wide, Limits(columns=400))
    assert "there are 5,010 cells" in refusal(opened, wide, Limits(cells=4_000))
    long = b"a,b\n1," + b"x" * 40_000 + b"\n"
    assert "B2 holds 40,000 characters; expected at most 32,767" in refusal(opened, long)


def test_the_sign_that_ended_files_on_old_systems_is_no_cell(opened: Opened) -> None:
    assert opened(b"a,b\r\n1,2\r\n\x1a").grid("CSV").rows == (("a", "b"), ("1", "2"))


CELLS = st.text(st.characters(exclude_categories=["C"], include_characters='\n\r,"'), max_size=8)


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=8),
    delimiter=st.sampled_from(",\t"),
)
def test_what_is_written_by_the_rules_reads_back(rows: list[list[str]], delimiter: str) -> None:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    text = "".join(delimiter.join(row) + "\r\n" for row in quoted)
    table = read_text_table(b"\xef\xbb\xbf" + text.encode())
    assert table.rows == rows
    assert table.height == len(rows)


@given(content=st.binary(max_size=300))
def test_any_bytes_end_in_a_table_or_a_refusal(content: bytes) -> None:
    try:
        table = read_text_table(content)
    except DataError as error:
        assert error.expected
    else:
        assert len(table.rows) == table.height
