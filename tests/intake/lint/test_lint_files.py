"""Rule 1-1: what a file is, whatever its name says; hostile files are findings, never crashes."""

import os
import zipfile

import pytest

from renkei.errors import InputMissing
from renkei.intake.lint import lint_file, lint_paths
from renkei.settings.limits import Limits

V, N = "violation", "notice"
CSV = "市区町村名,接種者数\n富山市,100\n高岡市,200\n"


def only(findings):
    (one,) = findings
    assert one.rule.number == "1-1"
    return one


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.xlsx", b"<html><body><table></table></body></html>", "HTML"),
        ("a.xlsx", b"", "空のファイル"),
        ("a.xlsx", b"PK\x03\x04 cut short", "壊れた"),
        ("a.csv", b"\x1f\x8b\x08\x00rest", "圧縮ファイル"),
        ("a.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), ""),
        ("a.csv", "名\n".encode() + b"\xff\xfe\x00\xd8\n", ""),
    ],
)
def test_a_file_that_is_no_table_is_one_finding(name, content, what, tmp_path):
    (tmp_path / name).write_bytes(content)
    found = only(lint_file(tmp_path / name))
    assert found.severity == V
    assert what in found.what
    assert found.fix


def test_a_name_that_says_another_kind(book, tmp_path):
    disguised = book().rename(tmp_path / "表.csv")
    found = only(lint_file(disguised))
    assert found.what == "名前は「.csv」ですが、中身はExcelブック（.xlsx）です"
    (tmp_path / "b.xlsx").write_text(CSV, encoding="utf-8")
    assert "テキスト（CSV）" in only(lint_file(tmp_path / "b.xlsx")).what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_of_either_encoding_is_fine(encoding, tmp_path):
    (tmp_path / "a.csv").write_text(CSV, encoding=encoding)
    assert lint_file(tmp_path / "a.csv") == ()


def test_the_rules_for_values_hold_in_a_csv(tmp_path):
    text = '市区町村名,接種者数,時点\n富山市,"1,234",令和3年7月\n高岡市,200,2021-07\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    found = [(one.rule.number, one.range, one.sheet) for one in lint_file(tmp_path / "a.csv")]
    assert found == [("1-3", "B2", ""), ("1-11", "C2", "")]


def test_a_file_over_the_limits_is_refused_with_the_reason(book):
    found = only(lint_file(book(), Limits(cells=10)))
    assert "at most 10" in found.places[0].value
    assert "ファイルを開けません" in found.what
    small = only(lint_file(book(), Limits(file_bytes=100)))
    assert "at most 100" in small.places[0].value


def repacked(file, part, change):
    """Write a workbook again with one part changed."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file


def test_entities_are_refused(book):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    file = repacked(book(), "xl/worksheets/sheet1.xml", lambda _: bomb)
    assert only(lint_file(file)).severity == V


def test_a_sheet_cut_short_is_refused(book):
    file = repacked(book(), "xl/worksheets/sheet1.xml", lambda part: part[: len(part) // 2])
    assert "ファイルを開けません" in only(lint_file(file)).what


def test_a_cell_at_the_far_corner_lays_nothing_out(book):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    file = repacked(
        book(), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", far)
    )
    assert "rows" in only(lint_file(file)).places[0].value


def test_merged_ranges_over_everything_many_times_are_only_told(book):
    merged = b"".join(b'<mergeCell ref="A1:XFD1048576"/>' for _ in range(3000))
    file = repacked(
        book(),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(
            b"</sheetData>", b"</sheetData><mergeCells>%s</mergeCells>" % merged
        ),
    )
    assert {one.rule.number for one in lint_file(file)} >= {"1-4"}


def test_a_million_empty_elements_need_no_memory(book):
    empty = b"</sheetData>" + b"<x/>" * 1_000_000
    file = repacked(
        book(), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", empty)
    )
    assert lint_file(file) == ()


@pytest.mark.parametrize("at", range(0, 4000, 97))
def test_flipped_bytes_never_raise(at, book):
    file = book()
    content = bytearray(file.read_bytes())
    content[at % len(content)] ^= 0x5A
    file.write_bytes(content)
    assert all(one.what and one.fix for one in lint_file(file))


def test_folders_are_walked_and_only_tables_taken(book, tmp_path):
    book(name="b.xlsx")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.csv").write_text(CSV, encoding="utf-8")
    for other in ("~$b.xlsx", ".a.csv", "README.txt", "図.png"):
        (tmp_path / other).write_text("x", encoding="utf-8")
    names = [one.file.relative_to(tmp_path).as_posix() for one in lint_paths([tmp_path])]
    assert names == ["b.xlsx", "sub/a.csv"]


def test_a_file_named_twice_is_checked_once(book):
    file = book()
    assert len(list(lint_paths([file, file.parent]))) == 1


def test_a_missing_path_and_an_empty_folder_are_told_before_anything(book, tmp_path):
    with pytest.raises(InputMissing, match="no such file or folder"):
        lint_paths([book(), tmp_path / "nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputMissing, match="no workbook or CSV here"):
        lint_paths([tmp_path / "empty"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(InputMissing):
        lint_paths([tmp_path / "a.csv"])
