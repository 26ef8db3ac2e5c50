"""What a file is by its content, whatever its name says, and what to do about what it is not."""

import io
import re
import zipfile

from renkei.errors import DataError
from renkei.intake.opening.compound_file import SIGNATURE, CompoundFile

ASKED = "an .xlsx or .xls workbook, or a CSV table"
_SAVE = "in Excel, ファイル→名前を付けて保存→Excel ブック (*.xlsx)"
_OPEN_AND_SAVE = f"{ASKED}: open the file and save it anew ({_SAVE})"
EXPECTED = "an .xlsx or .xls workbook saved from Excel, without a password"

# What each kind that is no workbook is called, and what to send instead.
REFUSED = {
    "empty": ("the file is empty", ASKED),
    "html": ("the file is HTML with the name of a workbook", _OPEN_AND_SAVE),
    "mhtml": ("the file is a web page (MHTML) with the name of a workbook", _OPEN_AND_SAVE),
    "xml-workbook": ("the file is an XML spreadsheet of Excel 2003", _OPEN_AND_SAVE),
    "xml": ("the file is XML, not a workbook", ASKED),
    "binary": ("the file is neither text nor a workbook", ASKED),
    "gzip": ("the file is a gzip archive", f"{ASKED}, unpacked"),
    "archive": ("the file is an archive (7z, RAR or LZH)", f"{ASKED}, unpacked"),
    "zip": ("the file is a zip package that is no workbook", f"{ASKED}, unpacked"),
    "encrypted": (
        "the workbook is protected by a password",
        f"{EXPECTED}: ファイル→情報→ブックの保護→パスワードを使用して暗号化, leave it blank, save again",
    ),
    "xlsb": ("the workbook is of the binary kind .xlsb", _OPEN_AND_SAVE),
    "ods": ("the workbook is of the kind .ods", _OPEN_AND_SAVE),
    "word": ("the file is a Word document", ASKED),
    "powerpoint": ("the file is a PowerPoint presentation", ASKED),
    "document": ("the file is an old Office document (Word, 一太郎, mail) and no workbook", ASKED),
    "pdf": ("the file is a PDF", f"{ASKED}: the one the PDF was printed from"),
    "image": ("the file is a picture", f"{ASKED}: the one the picture shows"),
    "rtf": ("the file is an RTF text", ASKED),
    "damaged": ("the workbook is damaged or cut short", f"{EXPECTED}: send the file again"),
}

_BEGINNINGS = {
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!\x1a\x07": "archive",
    b"%PDF": "pdf",
    b"\x89PNG\r\n": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\0": "image",
    b"MM\0*": "image",
    b"{\\rtf": "rtf",
}
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_MHTML = re.compile(rb"mime-version:|content-type:\s*multipart/related", re.IGNORECASE)
_SPREADSHEET = (b'progid="Excel.Sheet"', b"urn:schemas-microsoft-com:office:spreadsheet")
_IN_COMPOUND_FILE = {
    "encryptedpackage": "encrypted",
    "workbook": "xls",
    "book": "xls",
    "worddocument": "word",
    "powerpoint document": "powerpoint",
}


def content_kind(content: bytes) -> str:
    """Say what content is, whatever its name: "xlsx", "xls", "text", or a key of REFUSED."""
    if content.startswith(b"PK"):
        return _zip_kind(content)
    if content.startswith(SIGNATURE):
        return _compound_kind(content)
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if content[2:5] == b"-lh" or content[4:8] == b"ftyp":
        return "archive" if content[2:5] == b"-lh" else "image"
    return _text_kind(content)


def refused(kind: str) -> DataError:
    """The error for content of a kind that is no workbook: what it is, what to send instead."""
    what, expected = REFUSED[kind]
    return DataError(what, expected=expected)


def _text_kind(content: bytes) -> str:
    start = content[:4096]
    if start.startswith(_MARKS):
        start = start[2:].replace(b"\0", b"")
    elif b"\0" in start:
        return "binary"
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return "empty"
    if start.startswith(b"<"):
        if any(one in start for one in _SPREADSHEET):
            return "xml-workbook"
        if _HTML.search(start):
            return "html"
        return "xml" if start.startswith(b"<?xml") else "text"
    return "mhtml" if _MHTML.match(start) else "text"


def _compound_kind(content: bytes) -> str:
    try:
        names = [name.casefold() for name in CompoundFile(content).names]
    except DataError:
        return "damaged"
    kinds = (kind for name, kind in _IN_COMPOUND_FILE.items() if name in names)
    return next(kinds, "document")


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package_kind(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "damaged"


_IN_PACKAGE = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "word",
    "ppt/presentation.xml": "powerpoint",
    "content.xml": "ods",
}


def package_kind(names: list[str]) -> str:
    """What a zip package is by the names of its parts."""
    return next((kind for name, kind in _IN_PACKAGE.items() if name in names), "zip")
