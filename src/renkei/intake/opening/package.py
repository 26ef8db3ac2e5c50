"""The package of an .xlsx: what it must not be, and the parts that are read from it."""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence

from renkei.errors import DataError
from renkei.intake.opening.forbidden import refuse_links, refuse_macros
from renkei.intake.opening.kinds import EXPECTED, REFUSED, package_kind, refused
from renkei.settings.limits import LIMITS, Limits

# Only what values and their notes need. Pictures, controls, embedded objects, connections and
# printer settings stay behind unread.
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/custom\.xml|xl/workbook\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/(sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml"
    r"|xl/worksheets/_rels/[^/]+\.rels|xl/comments(/[^/]+|\d*)\.xml|xl/threadedComments/[^/]+\.xml",
    re.IGNORECASE,
)
_SIDE = re.compile(r"(?!xl/(sharedStrings|worksheets/[^/]+)\.xml).+\.(xml|rels)", re.IGNORECASE)
_NO_NAME = re.compile(r"[\\\0]|^/|^[A-Za-z]:|(^|/)\.\.(/|$)|^$")
_STORED, _DEFLATED = 0, 8
_LOCAL_HEADER = 30
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")
_SAVED = f"{EXPECTED}: save it anew from Excel"


def safe_parts(content: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """The parts of an .xlsx that values and notes need, expanded within the limits.

    The package's own directory is checked before anything is expanded, and sizes are counted
    again while expanding: what a package says of itself is only a claim. Raises DataError where it
    is no workbook, damaged, encrypted, too large, holds macros, links to other workbooks or XML
    entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            kind = package_kind([one.filename for one in entries])
            if kind != "xlsx":
                raise refused(kind)
            _check_directory(entries, limits)
            refuse_macros([one.filename for one in entries])
            parts = _expanded(package, entries, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        what, expected = REFUSED["damaged"]
        raise DataError(f"{what} ({error})", expected=expected) from None
    except (RuntimeError, NotImplementedError) as error:
        raise DataError(f"the package cannot be opened ({error})", expected=_SAVED) from None
    refuse_links([one.filename for one in entries], parts)
    return parts


def repack(parts: dict[str, bytes]) -> io.BytesIO:
    """A package of exactly these parts, stored, so that no reader meets anything unchecked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    stream.seek(0)
    return stream


def _check_directory(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse by what the package's directory says, before anything is expanded."""
    if len(entries) > limits.parts:
        raise DataError(
            f"the package has {len(entries):,} parts", expected=f"at most {limits.parts:,}"
        )
    met: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _NO_NAME.search(name):
            raise DataError(f"a part is named {name[:100]!r}", expected=_SAVED)
        if name.lower() in met:
            raise DataError(f"part {name[:100]} stands twice", expected=_SAVED)
        met.add(name.lower())
        if entry.flag_bits & 1:
            raise DataError(f"part {name[:100]} is encrypted", expected=EXPECTED)
        if entry.compress_type not in (_STORED, _DEFLATED):
            raise DataError(f"part {name[:100]} is packed as Excel never does", expected=_SAVED)
        _refuse_bomb(entry, entry.file_size, limits.expanded_bytes, limits)
    total = sum(entry.file_size for entry in entries)
    if total > limits.expanded_bytes:
        raise _expands("the package", total, limits)
    _refuse_overlaps(entries)


def _refuse_overlaps(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse parts that lie within each other: so a few bytes would be expanded many times."""
    end, before = 0, "another file"
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise DataError(
                f"part {entry.filename[:100]} lies within {before[:100]}", expected=_SAVED
            )
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
        before = entry.filename


def _refuse_bomb(entry: zipfile.ZipInfo, size: int, left: int, limits: Limits) -> None:
    large = size > limits.ratio_from_bytes
    if size > left or (large and size > limits.ratio * max(entry.compress_size, 1)):
        raise _expands(entry.filename[:100], min(size, left), limits)
    if size > limits.side_part_bytes and _SIDE.fullmatch(entry.filename):
        raise DataError(
            f"{entry.filename[:100]} has {size:,} bytes",
            expected=f"at most {limits.side_part_bytes:,}",
        )


def _expands(what: str, size: int, limits: Limits) -> DataError:
    return DataError(
        f"{what} expands to more than {size:,} bytes",
        expected=f"at most {limits.expanded_bytes:,} bytes and {limits.ratio} times its size",
    )


def _expanded(
    package: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], limits: Limits
) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = limits.expanded_bytes
    for entry in entries:
        if not _NEEDED.fullmatch(entry.filename):
            continue
        with package.open(entry) as stream:
            part = stream.read(left + 1)
        _refuse_bomb(entry, len(part), left, limits)
        _refuse_markup(entry.filename, part)
        parts[entry.filename] = part
        left -= len(part)
    return parts


def _refuse_markup(name: str, part: bytes) -> None:
    """Refuse what XML can do beyond naming values: entities, and encodings that would hide them."""
    told = _ENCODING.match(part[:200])
    plain = told is None or told[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    if not plain or b"\0" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError(f"{name} is not UTF-8", expected=_SAVED)
    if b"!" not in part:
        return
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise DataError(f"{name} declares XML entities", expected=_SAVED)
    if b"<![CDATA[" in part:
        raise DataError(f"{name} holds CDATA, as Excel never saves it", expected=_SAVED)
