"""The rules by their numbers, and a finding: where, what stands there and how to mend it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl.utils import get_column_letter

VIOLATION = "violation"
NOTICE = "notice"
LONGEST = 200  # characters kept of what stands in a cell


@dataclass(frozen=True)
class Rule:
    """A rule by its official number; `slug` is its stable English name, `name` its Japanese one."""

    number: str
    slug: str
    name: str


# 1-1 to 1-12: MIC, 2020-12-18, 統計表における機械判読可能なデータの表記方法の統一ルール.
# L…: 2026-03-31, 行政データにおける機械可読性に関するルール.
RULES = {
    number: Rule(number, slug, name)
    for number, slug, name in (
        ("1-1", "file-format", "ファイル形式はExcelかCSV"),
        ("1-2", "one-datum-per-cell", "1セル1データ"),
        ("1-3", "numbers-without-text", "数値データに文字を含めない"),
        ("1-4", "merged-cells", "セルを結合しない"),
        ("1-5", "layout-spaces", "スペースや改行で体裁を整えない"),
        ("1-6", "omitted-names", "項目名等を省略しない"),
        ("1-7", "formulas", "数式は値に直す"),
        ("1-8", "objects", "オブジェクトを使わない"),
        ("1-9", "units", "データの単位を書く"),
        ("1-10", "platform-characters", "機種依存文字を使わない"),
        ("1-11", "western-year", "西暦、又は和暦に西暦を併記"),
        ("1-12", "area-names", "地域コード又は地域名称を書く"),
        ("L1-09", "blank-and-zero", "空白とゼロを区別する"),
        ("L1-11", "format-as-data", "書式でデータの違いを表さない"),
        ("L1-13", "hidden-rows-columns", "行や列を非表示のまま残さない"),
        ("L2-04", "standard-choices", "選択肢の書き方をそろえる"),
        ("L2-05", "other-detail", "「その他」の詳細を別の列に"),
        ("L3-09", "long-format", "縦持ちにする"),
    )
}


class Place(NamedTuple):
    """Where something stands ("E6", "B2:D4", "D:D", "5:7"; "" for the whole) and what it is."""

    where: str
    value: str


class Hit(NamedTuple):
    """One cell found, counted from 0, and what stands there."""

    row: int
    column: int
    value: str


@dataclass(frozen=True)
class Finding:
    """Equal breaches of one rule; `what` and `fix` are Japanese, for who prepares the workbook.

    `severity` is VIOLATION where the sheet shows it, NOTICE (参考) where it can only be supposed.
    `range` joins the places; `places` keeps every one of them with what stands there.
    """

    rule: Rule
    severity: str
    what: str
    fix: str
    places: tuple[Place, ...]
    range: str
    sheet: str = ""
    file: str = ""


def found(number: str, severity: str, what: str, fix: str, places: Iterable[Place]) -> Finding:
    """A finding at places named as they are."""
    kept = tuple(Place(place.where, place.value[:LONGEST]) for place in places)
    joined = ",".join(dict.fromkeys(place.where for place in kept if place.where))
    return Finding(RULES[number], severity, what, fix, kept, joined)


def at_cells(number: str, severity: str, what: str, fix: str, hits: Iterable[Hit]) -> Finding:
    """A finding at cells, their addresses joined into ranges: E6:E20,E24."""
    cells = sorted(hits, key=lambda hit: (hit.column, hit.row))
    places = tuple(Place(address(hit.row, hit.column), hit.value[:LONGEST]) for hit in cells)
    ranges = [one for _, alike in _alike(cells) for one in _rectangles(alike)]
    return Finding(RULES[number], severity, what, fix, places, ",".join(ranges))


def by_column(
    number: str, severity: str, what: str, fix: str, hits: Iterable[Hit]
) -> Iterator[Finding]:
    """One finding for each column that has hits, or for columns that have them in the same rows.

    1,741 equal rows are one finding, and so are the item names of one row.
    """
    for _, alike in _alike(hits):
        yield at_cells(number, severity, what, fix, alike)


def _alike(hits: Iterable[Hit]) -> list[tuple[tuple[int, ...], list[Hit]]]:
    """Hits by the rows their column has them in, from the left."""
    columns: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        columns[hit.column].append(hit)
    alike: dict[tuple[int, ...], list[Hit]] = defaultdict(list)
    for column in sorted(columns):
        alike[tuple(sorted({hit.row for hit in columns[column]}))] += columns[column]
    return list(alike.items())


def _rectangles(hits: list[Hit]) -> Iterator[str]:
    """The addresses of cells that lie in the same rows of some columns."""
    rows, columns = {hit.row for hit in hits}, {hit.column for hit in hits}
    for left, right in runs(columns):
        for top, bottom in runs(rows):
            yield span(top, left, bottom, right)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def address(row: int, column: int) -> str:
    """The address of a cell counted from 0: (13, 3) is D14."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def span(row: int, column: int, last_row: int, last_column: int) -> str:
    """The address of a rectangle counted from 0: B2:D4, or B2 for one cell."""
    first, last = address(row, column), address(last_row, last_column)
    return first if first == last else f"{first}:{last}"
