"""What a file is, its content says; what is no workbook is called by its name."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from renkei.errors import DataError
from renkei.intake.opening.compound_file import packed
from renkei.intake.opening.container import content_kind
from renkei.intake.opening.kinds import REFUSED
from renkei.intake.opening.workbook import open_workbook


def package(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return target.getvalue()


CONTENTS = {
    "empty": [b"", b"\xef\xbb\xbf\r\n  ", b"\xff\xfe"],
    "html": [
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"\xef\xbb\xbf <!DOCTYPE html><p>",
        b"<?xml version='1.0'?><!-- x --><html xmlns='urn:x'>",
        "<html><body>".encode("utf-16"),
    ],
    "mhtml": [b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"],
    "xml-workbook": [
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
    "xml": [b'<?xml version="1.0"?><kml/>'],
    "binary": [b"a,b\n1,\x00\n", bytes(5000), b"\x09\x08\x10\x00\x00\x06"],
    "gzip": [gzip.compress(b"a,b\n", mtime=0)],
    "archive": [b"7z\xbc\xaf\x27\x1c\0\0", b"Rar!\x1a\x07\x01\0", b"!\x00-lh5-"],
    "zip": [package("memo.txt", "16_富山県.xlsx")],
    "encrypted": [packed("EncryptedPackage", bytes(5000))],
    "xlsb": [package("xl/workbook.bin")],
    "ods": [package("mimetype", "content.xml")],
    "word": [package("word/document.xml"), packed("WordDocument", bytes(5000))],
    "powerpoint": [package("ppt/presentation.xml"), packed("PowerPoint Document", bytes(5000))],
    "document": [packed("JtdDocument", bytes(5000))],
    "pdf": [b"%PDF-1.7\n"],
    "image": [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"\0\0\0\x18ftypheic"],
    "rtf": [b"{\\rtf1\\ansi"],
    "damaged": [b"PK\x03\x04 cut short", packed("Workbook", b"x")[:600]],
}


def test_every_kind_that_is_refused_is_tried() -> None:
    assert CONTENTS.keys() == REFUSED.keys()


@pytest.mark.parametrize(
    ("kind", "content"), [(kind, one) for kind, several in CONTENTS.items() for one in several]
)
def test_what_is_no_workbook_is_said_with_where_and_what_to_send(
    tmp_path: Path, kind: str, content: bytes
) -> None:
    assert content_kind(content) == kind
    file = tmp_path / "16_富山県.xlsx"
    file.write_bytes(content)
    with pytest.raises(DataError) as caught:
        open_workbook(file)
    what, expected = REFUSED[kind]
    assert str(caught.value).startswith(f"16_富山県.xlsx: {what}")
    assert caught.value.expected == expected
    assert expected.startswith("an .xlsx or .xls workbook")


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", "あ,い\n".encode("cp932"), "a\tb".encode("utf-16"), b"<1,000\t2\n"]
)
def test_text_is_text(content: bytes) -> None:
    assert content_kind(content) == "text"


def test_a_cell_that_says_another_programs_name_misleads_nobody(tmp_path: Path) -> None:
    stream = "WordDocument EncryptedPackage".encode("utf-16-le")
    assert content_kind(packed("Workbook", stream)) == "xls"
