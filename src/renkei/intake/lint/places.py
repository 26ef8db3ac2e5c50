"""Rule 1-12: areas by their official code or name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from renkei import areas
from renkei.intake.lint.columns import Column
from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Hit, at_cells
from renkei.intake.lint.layout import Table
from renkei.wording.text import fold, fold_name

_CODES = re.compile(
    r"(?:団体|市区?町村|都道府県|地域|自治体)コード|^(?:コード|code|(?:area|pref(?:ecture)?|city)_?code)$",
    re.IGNORECASE,
)
_NAMES = re.compile(r"都道府県|市区?町村|自治体|団体名|^県名?$|^市名$|^prefecture$", re.IGNORECASE)
_SAMPLE, _MOST_NAMES = 200, 5_000  # looking for the nearest name of an unknown one takes time
_NOT_NAMES = re.compile(r"カナ|かな|ふりがな|英|ローマ|コード|数$|別$")


def check(table: Table) -> Iterator[Finding]:
    """Names cut short or read as no one area, and codes that fail or lost their leading zero.

    Names are left alone where a column of valid codes stands beside them.
    """
    coded = False
    for column in table.columns:
        if _CODES.search(fold(column.name)):
            coded = coded or _is_coded(column)
            yield from _codes(column)
    named = [column for column in table.columns if not coded and _is_named(column)]
    with_prefecture = any(_is_prefectures(column) for column in named)
    for column in named:
        yield from _names(column, with_prefecture)


def _is_coded(column: Column) -> bool:
    """Whether most codes of a column are codes of areas."""
    known = sum(bool(areas.code_readings(_digits(cell.text))) for _, cell in column.cells)
    return known * 2 > len(column.cells)


def _codes(column: Column) -> Iterator[Finding]:
    longest = max((len(_digits(cell.text)) for _, cell in column.cells), default=0)
    lost, wrong = [], []
    for row, cell in column.cells:
        digits, hit = _digits(cell.text), Hit(row, column.index, cell.text)
        if longest in (2, 5, 6) and cell.kind == "number" and len(digits) == longest - 1:
            lost.append(hit)
        elif len(digits) == 6 and not areas.is_valid_code(digits):
            wrong.append(hit)
    if lost:
        yield at_cells(
            "1-12", VIOLATION, "地域コードの先頭の0が失われています",
            "セルを文字列にし、先頭の0から入れてください（例：01202）", lost,
        )  # fmt: skip
    if wrong:
        yield at_cells(
            "1-12", VIOLATION, "地域コードの検査数字（6桁目）が合いません",
            "全国地方公共団体コード（6桁）を確かめてください", wrong,
        )  # fmt: skip


def _digits(text: str) -> str:
    digits = fold(text)
    return digits if re.fullmatch("[0-9]{1,6}", digits) else ""


def _is_named(column: Column) -> bool:
    """Whether a column holds names of areas: its item name says so, and most of its texts are."""
    name = fold(column.name)
    if not _NAMES.search(name) or _NOT_NAMES.search(name):
        return False
    distinct = list(dict.fromkeys(hit.value for hit in column.texts()))
    sample = distinct[:_SAMPLE]
    known = sum(_reading(text) in ("full", "short", "none") for text in sample)
    return len(distinct) <= _MOST_NAMES and known * 2 > len(sample)


def _is_prefectures(column: Column) -> bool:
    known = {fold_name(area.name) for area in areas.prefectures()}
    return any(fold_name(cell.text) in known for _, cell in column.cells)


def _names(column: Column, with_prefecture: bool) -> Iterator[Finding]:
    hits = {kind: [one for one in column.texts() if _reading(one.value) == kind] for kind in _KINDS}
    for kind, (severity, what, fix) in _KINDS.items():
        if hits[kind] and not (kind == "ambiguous" and with_prefecture):
            yield at_cells("1-12", severity, what, fix, hits[kind])


_KINDS = {
    "short": (
        VIOLATION, "地域の名称が省略されています（県・市などがない）",
        "正式な名称（例：富山県、富山市）か、地域コードを書いてください",
    ),
    "ambiguous": (
        NOTICE, "同じ名称の市区町村が複数あり、どこか決まりません",
        "都道府県名か地域コードの列を加えてください",
    ),
    "unknown": (
        NOTICE, "市区町村・都道府県の名称として確認できません",
        "正式な名称か地域コードを書いてください",
    ),
}  # fmt: skip


@lru_cache(maxsize=16384)
def _reading(text: str) -> str:
    """What a text is as the name of an area: full, short, ambiguous, unknown, or none."""
    if not text.strip() or len(text) > 60:
        return "none"
    if fold_name(text) in _short_names():
        return "short"
    try:
        areas.find(text)
    except areas.NotAnArea:
        return "none"
    except areas.AmbiguousArea:
        return "ambiguous"
    except areas.AreaError:
        return "unknown"
    return "full"


@lru_cache(maxsize=1)
def _short_names() -> frozenset[str]:
    """Names without their last character (県, 市 …) that are not themselves names of areas."""
    every = (*areas.prefectures(), *areas.municipalities())
    full = {fold_name(area.name) for area in every}
    cut = {fold_name(area.name[:-1]) for area in every if area.name != "北海道"}
    return frozenset(one for one in cut - full if len(one) > 1)
