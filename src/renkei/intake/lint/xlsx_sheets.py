"""The sheets of an .xlsx, read from its checked parts without laying anything out."""

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from renkei.errors import DataError
from renkei.intake.lint.sheet import Sheet, rectangle
from renkei.intake.lint.sheet_part import EXPECTED, SheetReader, Strings
from renkei.intake.lint.styles import read_styles
from renkei.intake.opening.container import Limits

_MOST_BYTES = 10_000_000  # of a part that is held whole: styles, the list of sheets
_MOST_LISTS = 500  # different drop-down lists of a workbook


def read_xlsx(parts: Mapping[str, bytes], limits: Limits) -> list[tuple[Sheet, str]]:
    """Every sheet of checked parts, with the name of the part that holds it.

    Raises DataError where a part is damaged or a sheet has more cells, rows or columns than
    `limits`; cells that hold nothing are not counted.
    """
    styles = read_styles(_root(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else None)
    strings = Strings(parts.get("xl/sharedStrings.xml", b"")).texts
    book = _root(parts["xl/workbook.xml"])
    settings = book.find("{*}workbookPr")
    late = settings is not None and settings.get("date1904", "") in ("1", "true")
    epoch = CALENDAR_MAC_1904 if late else CALENDAR_WINDOWS_1900
    read = []
    for entry, part in _places(book, parts):
        sheet = Sheet(entry.get("name", ""), "xlsx")
        sheet.visible = entry.get("state", "visible") == "visible"
        if part in parts:
            SheetReader(sheet, strings, styles, epoch, limits).read(parts[part])
        elif "chartsheets" not in part:
            raise DataError(f"sheet {sheet.name!r} has no part {part!r}", expected=EXPECTED)
        read.append((sheet, part))
    _resolve_choices([sheet for sheet, _ in read])
    return read


def _places(book: ET.Element, parts: Mapping[str, bytes]) -> Iterator[tuple[ET.Element, str]]:
    """Each sheet's entry in the workbook, with the part it names."""
    links = {
        one.get("Id", ""): one.get("Target", "")
        for one in _root(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    }
    for entry in book.iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in entry.items() if key.endswith("}id")), "")
        yield entry, posixpath.normpath(posixpath.join("/xl", links.get(link, ""))).lstrip("/")


def _resolve_choices(sheets: list[Sheet]) -> None:
    """Give each drop-down list the values it offers, written in it or standing in cells."""
    by_name = {sheet.name: sheet for sheet in sheets}
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for sheet in sheets:
        for number, one in enumerate(sheet.choices):
            key = (sheet.name, one.source)
            if key not in known:
                few = len(known) < _MOST_LISTS
                known[key] = _offered(one.source, sheet, by_name) if few else ()
            sheet.choices[number] = one._replace(values=known[key])


def _offered(source: str, sheet: Sheet, by_name: Mapping[str, Sheet]) -> tuple[str, ...]:
    if len(source) > 1 and source[0] == source[-1] == '"':
        return tuple(one.strip() for one in source[1:-1].split(","))
    name, _, reference = source.rpartition("!")
    place = by_name.get(name.strip("'")) if name else sheet
    area = rectangle(reference)
    if place is None or area is None:
        return ()
    return tuple(cell.text for _, _, cell in place.within(area))


def _root(content: bytes) -> ET.Element:
    if len(content) > _MOST_BYTES:
        raise DataError(
            f"a part beside the sheets has {len(content):,} bytes",
            expected=f"at most {_MOST_BYTES:,}",
        )
    try:
        return ET.fromstring(content)
    except ET.ParseError as error:
        raise DataError(f"a part is damaged ({error})", expected=EXPECTED) from None
