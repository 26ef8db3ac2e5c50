"""What a file is by its content, and a copy of it that is safe to open."""

import gzip
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from renkei.errors import DataError, InputMissing


@dataclass(frozen=True)
class Limits:
    """How large an input may be before it is refused; sizes in bytes."""

    file_bytes: int = 50_000_000
    expanded_bytes: int = 400_000_000
    ratio: int = 200
    ratio_from_bytes: int = 20_000_000
    parts: int = 2_000
    rows: int = 200_000
    columns: int = 2_000
    cells: int = 4_000_000
    text_bytes: int = 400_000_000
    lines: int = 5_000_000


LIMITS = Limits()

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
# Only what values need. Macros, external links, pictures and embedded objects stay behind.
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/custom\.xml|xl/workbook\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/(sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)


def read_bytes(file: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file; InputMissing where it cannot be read, DataError where it is too large."""
    try:
        size = file.stat().st_size
        if size > limits.file_bytes:
            raise DataError(
                f"the file has {size:,} bytes",
                where=file.name,
                expected=f"at most {limits.file_bytes:,}",
            )
        return file.read_bytes()
    except OSError as error:
        raise InputMissing(
            error.strerror or "cannot be read", where=file.name, expected="a readable file"
        ) from None


def content_kind(content: bytes) -> str:
    """Say what content is, whatever its name.

    xlsx, xlsb, ods, zip, damaged, xls, encrypted, html, xml, gzip, text or empty.
    """
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"PK"):
        return _zip_kind(content)
    if content.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in content else "xls"
    if content.startswith(b"\x1f\x8b"):
        return "gzip"
    if not start:
        return "empty"
    if _HTML.search(start[:1024]):
        return "html"
    return "xml" if start.startswith(b"<?xml") else "text"


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "damaged"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    return "ods" if "content.xml" in names else "zip"


def safe_parts(content: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """The parts of an .xlsx that values need, expanded within the limits.

    Sizes are counted while expanding, never taken from what the package says of itself. Raises
    DataError where it is damaged, encrypted, too large, or declares XML entities.
    """
    parts: dict[str, bytes] = {}
    left = limits.expanded_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if len(package.infolist()) > limits.parts:
                raise DataError(
                    f"the package has {len(package.infolist()):,} parts",
                    expected=f"at most {limits.parts:,}",
                )
            for info in package.infolist():
                if not _NEEDED.fullmatch(info.filename):
                    continue
                parts[info.filename] = _expand(package, info, left, limits)
                left -= len(parts[info.filename])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise DataError(f"the package is damaged ({error})", expected=EXPECTED) from None
    except (RuntimeError, NotImplementedError) as error:
        raise DataError(f"the package cannot be opened ({error})", expected=EXPECTED) from None
    return parts


EXPECTED = "an .xlsx or .xls workbook saved from Excel, without a password"


def _expand(package: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    with package.open(info) as stream:
        part = stream.read(left + 1)
    large = len(part) > limits.ratio_from_bytes
    if len(part) > left or (large and len(part) > limits.ratio * max(info.compress_size, 1)):
        raise DataError(
            f"{info.filename} expands to more than {min(len(part), left):,} bytes",
            expected=f"at most {limits.expanded_bytes:,} bytes and {limits.ratio} times its size",
        )
    if b"<!DOCTYPE" in part[:4096].upper() or b"<!ENTITY" in part:
        raise DataError(f"{info.filename} declares XML entities", expected=EXPECTED)
    if b"\0" in part[:200]:
        raise DataError(f"{info.filename} is not UTF-8", expected=EXPECTED)
    return part


def repack(parts: dict[str, bytes]) -> io.BytesIO:
    """A package of exactly these parts, stored, so that no reader meets anything unchecked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    stream.seek(0)
    return stream


def plain_text(content: bytes, name: str, limits: Limits = LIMITS) -> bytes:
    """Unpack gzip where content is gzip and give UTF-8 without a mark; cp932 is turned into it.

    Raises DataError naming the file where it is damaged, too large, has too many lines, or is
    neither UTF-8 nor cp932; all before anything is parsed.
    """
    if content.startswith(b"\x1f\x8b"):
        content = _unpacked(content, name, limits)
    if len(content) > limits.expanded_bytes:
        raise _too_large(name, len(content), limits)
    lines = count_lines(content)
    if lines > limits.lines:
        raise DataError(
            f"the text has {lines:,} lines", where=name, expected=f"at most {limits.lines:,}"
        )
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    raise DataError("the text is neither UTF-8 nor cp932", where=name, expected="UTF-8 text")


def count_lines(content: bytes) -> int:
    """How many lines the bytes hold, whatever reads them later; the last may lack its end."""
    return content.count(b"\n") + (1 if content and not content.endswith(b"\n") else 0)


_STEP = 4_000_000


def _unpacked(content: bytes, name: str, limits: Limits) -> bytes:
    """Expand gzip step by step, so that nothing larger than the limits is ever held."""
    allowed = max(limits.ratio * len(content), limits.ratio_from_bytes)
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            while part := stream.read(_STEP):
                parts.append(part)
                size += len(part)
                if size > min(allowed, limits.expanded_bytes):
                    raise _too_large(name, size, limits)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            f"the gzip file is damaged ({error})", where=name, expected="a gzip file"
        ) from None
    return b"".join(parts)


def _too_large(name: str, size: int, limits: Limits) -> DataError:
    return DataError(
        f"the text expands to {size:,} bytes or more",
        where=name,
        expected=f"at most {limits.expanded_bytes:,} bytes and {limits.ratio} times its size",
    )
