"""What a workbook must not hold: macros, and values taken from other files.

Objects in a sheet (pictures, charts, embedded files, controls), connections and queries are never
read, so that they are no reason to refuse a workbook. DDE is stored as a link and refused as one.
"""

import re
from collections.abc import Iterable, Mapping

from renkei.errors import DataError

WITHOUT_MACROS = (
    "a workbook without macros: in Excel, "
    "ファイル→名前を付けて保存→Excel ブック (*.xlsx), and agree to save without the macros"
)
WITHOUT_LINKS = (
    "a workbook that stands alone: in Excel, データ→リンクの編集→リンクの解除, and save it again"
)
_MACRO_PARTS = re.compile(
    r"(^|/)vbaProject[^/]*\.bin$|(^|/)vbaData\.xml$|^xl/(macrosheets|intlMacrosheets)/",
    re.IGNORECASE,
)
_LINK_PARTS = re.compile(r"^xl/externalLinks/", re.IGNORECASE)
# [1]Sheet!A1, '[1]a sheet'!A1 and 'C:\dir\[book.xlsx]Sheet'!A1, but not a table's column [1].
_FAR = re.compile(
    r"\[\d+\][^\[\]!'\"+\-*/^&=<>(),;:{} ]*!|'\[\d+\][^\[\]']*'!|\[[^\[\]]*\.xl\w*\]",
    re.IGNORECASE,
)
_NAME_FORMULA = re.compile(rb"<(?:\w+:)?definedName\b[^<>]*>([^<]*)<")


def refuse_macros(names: Iterable[str]) -> None:
    """Raise DataError where a package has parts that hold macros."""
    for name in names:
        if _MACRO_PARTS.search(name):
            raise DataError(f"the workbook holds macros ({name[:100]})", expected=WITHOUT_MACROS)


def refuse_links(names: Iterable[str], parts: Mapping[str, bytes]) -> None:
    """Raise DataError where a package is of the kind for macros, or links to other files."""
    if b"macroenabled" in parts.get("[Content_Types].xml", b"").lower():
        raise DataError("the workbook is of the kind that holds macros", expected=WITHOUT_MACROS)
    for name in names:
        if _LINK_PARTS.search(name):
            raise _linked(name[:100])
    book = parts.get("xl/workbook.xml", b"")
    if re.search(rb"<(?:\w+:)?externalReference\b", book):
        raise _linked("xl/workbook.xml")
    for found in _NAME_FORMULA.finditer(book):
        refuse_far(found[1].decode(errors="replace"), "a defined name")


def refuse_far(formula: str, where: str) -> None:
    """Raise DataError where a formula takes its value from another file."""
    if "[" in formula and _FAR.search(formula):
        raise _linked(f"{where} is ={formula[:100]}")


def _linked(where: str) -> DataError:
    return DataError(
        f"the workbook takes values from another file ({where})", expected=WITHOUT_LINKS
    )
