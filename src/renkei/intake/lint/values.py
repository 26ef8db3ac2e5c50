"""Rules 1-2, 1-3 and 1-7: what stands in one cell of data."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from renkei.intake.lint.columns import Column, reads_as_number
from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Hit, by_column
from renkei.intake.lint.layout import Table
from renkei.intake.lint.sheet import Sheet
from renkei.wording.text import fold

_SEPARATOR = re.compile(r"[、，・;；\n]|\s*(?:及び|並びに)\s*|,\s")
_WITH_BRACKET = re.compile(r"([^()]{1,20})\(([^()]{1,20})\)")
_RANGE = re.compile(r"([0-9][0-9,.]*)\s*[~]\s*([0-9][0-9,.]*)\D{0,3}")
_DATE = re.compile(
    r"(?:(?:[0-9]{4}|[RHS][0-9]{1,2}|(?:令和|平成|昭和)(?:元|[0-9]{1,2}))[年./-])?"
    r"[0-9]{1,2}[月./-][0-9]{1,2}日?(?:\([月火水木金土日]\))?"
)
_DAY = re.compile(
    rf"(?:{_DATE.pattern}|(?:[0-9]{{4}}年|(?:令和|R)[0-9]{{1,2}}[年.])?[0-9]{{1,2}}月)\S{{0,4}}"
)
_TELEPHONE = re.compile(r"0[0-9]{1,4}[-(][0-9]{1,4}[-)][0-9]{3,4}")
_BULLET = re.compile(
    r"^[ \t\u3000]*(?:[・●○■◆◇※*-]|[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．、])", re.MULTILINE
)
_WITH_MARK = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:[※*†#]|注|\(注|r$|p$).{0,6}")
_SYMBOLS = {"", "-", "--", "---", "...", "…", "x", "*", "**", "***", "・", ".", "n/a", "na"}


def check_one_datum(table: Table) -> Iterator[Finding]:
    """1-2: several numbers, days, areas or answers in one cell, and numbers with a bracket."""
    lists, brackets, spans, provisos = [], [], [], []
    for column in table.columns:
        alone = {cell.text.strip() for _, cell in column.cells if cell.kind == "text"}
        for row, cell in column.cells:
            if cell.kind != "text" or column.is_label:
                continue
            hit = Hit(row, column.index, cell.text)
            if _is_list(cell.text) or _joins_answers(cell.text, alone):
                lists.append(hit)
            elif _has_bracket(cell.text):
                brackets.append(hit)
            elif _is_conditional(cell.text):
                provisos.append(hit)
            elif column.is_numeric and _RANGE.fullmatch(fold(cell.text)):
                spans.append(hit)
    yield from by_column(
        "1-2", VIOLATION, "1つのセルに複数のデータが入っています",
        "1つのデータを1つのセルに入れ、列か行を分けてください", lists,
    )  # fmt: skip
    yield from by_column(
        "1-2", VIOLATION, "1つのセルに、数値とかっこ書きの数値が入っています",
        "かっこの中の数値（割合など）は別の列に分けてください", brackets,
    )  # fmt: skip
    yield from by_column(
        "1-2", NOTICE, "1つのセルに、数値の範囲が入っています",
        "下限と上限を別の列に分けてください", spans,
    )  # fmt: skip
    yield from by_column(
        "1-2", NOTICE, "1つのセルに、日付とただし書きが入っています",
        "ただし書き（前提条件など）は別の列に書いてください", provisos,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _is_list(text: str) -> bool:
    """Whether a text is a list: each piece a number, a day or a telephone, or bulleted lines."""
    if "\n" in text and len(_BULLET.findall(text[:2_000])) > 1:
        return True
    pieces = [fold(piece) for piece in _SEPARATOR.split(text[:500])]
    if len(pieces) < 2 or not all(pieces) or reads_as_number(text):
        return False
    kinds: tuple[Callable[[str], object], ...]
    kinds = (reads_as_number, _DATE.fullmatch, _TELEPHONE.fullmatch)
    return any(all(kind(piece) for piece in pieces) for kind in kinds)


def _joins_answers(text: str, alone: set[str]) -> bool:
    """Whether a text joins answers that also stand alone in its column."""
    pieces = [piece.strip() for piece in re.split(r"[、，・;；\n/／]", text[:500])]
    return len(pieces) > 1 and all(pieces) and set(pieces) <= alone


@lru_cache(maxsize=65536)
def _has_bracket(text: str) -> bool:
    match = _WITH_BRACKET.fullmatch(fold(text[:100]))
    return bool(match and reads_as_number(match[1]) and reads_as_number(match[2]))


@lru_cache(maxsize=65536)
def _is_conditional(text: str) -> bool:
    match = re.fullmatch(r"([^()]{2,20})\(([^()]{2,})\)", fold(text[:200]))
    return bool(match and _DAY.fullmatch(match[1]) and not re.search(r"[0-9]", match[2]))


def check_numbers(table: Table) -> Iterator[Finding]:
    """1-3: numbers kept as text or with text added, words and error values in numeric columns."""
    decorated, as_text, words, errors = [], [], [], []
    for number, column in enumerate(table.columns):
        if not column.is_numeric or (number == 0 and _is_heading(column)):
            continue
        for row, cell in column.cells:
            hit = Hit(row, column.index, cell.text)
            if cell.kind == "error" and not cell.formula:
                errors.append(hit)
            elif cell.kind == "text":
                text = cell.text.strip()
                if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text):
                    as_text.append(hit)
                elif reads_as_number(text) or _WITH_MARK.fullmatch(fold(text)):
                    decorated.append(hit)
                elif _is_word(column, text):
                    words.append(hit)
    yield from by_column(
        "1-3", VIOLATION, "数値に、単位・コンマ・全角の数字・約・▲・注記などが混ざっています",
        "半角の数字だけにし、単位は項目名へ、注記は別の列へ（桁区切りや▲は表示形式で付ける）",
        decorated,
    )  # fmt: skip
    yield from by_column(
        "1-3", VIOLATION, "数値が文字列として入っています",
        "列を選び「データ」→「区切り位置」→「完了」などで、数値に変換してください", as_text,
    )  # fmt: skip
    yield from by_column(
        "1-3", VIOLATION, "数値の列にエラー値が入っています",
        "正しい数値に直すか、値がなければ空欄にしてください", errors,
    )  # fmt: skip
    yield from by_column(
        "1-3", NOTICE, "数値の列に文字が入っています",
        "数値以外の説明は、備考などの別の列に書いてください", words,
    )  # fmt: skip


def _is_heading(column: Column) -> bool:
    """Whether the first column heads its rows (0歳, 1歳, …): every text stands once."""
    texts = [cell.text for _, cell in column.cells]
    return len(set(texts)) == len(texts) and all(cell.kind == "text" for _, cell in column.cells)


def _is_word(column: Column, text: str) -> bool:
    """Whether a text stands among numbers, and is no symbol for "none" or "not published"."""
    few = len(column.cells) - column.numbers <= column.numbers / 4
    return few and column.numbers >= 4 and fold(text).lower() not in _SYMBOLS


def check_formulas(sheet: Sheet) -> Iterator[Finding]:
    """1-7: formulas; those that show an error apart. In CSV a cell that begins with = ."""
    values: list[Hit] = []
    errors: list[Hit] = []
    typed = []
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            hit = Hit(row, column, cell.text)
            if cell.formula:
                shown = Hit(row, column, cell.formula if len(cell.formula) > 1 else cell.text)
                (errors if cell.kind == "error" else values).append(shown)
            elif cell.kind == "text" and sheet.kind == "csv" and cell.text.startswith("="):
                typed.append(hit)
    fix = "コピーして「値の貼り付け」を行い、計算結果の値に置き換えてください"
    yield from by_column("1-7", VIOLATION, "数式が入っています", fix, values)
    yield from by_column(
        "1-7", VIOLATION, "数式がエラーになっています",
        "正しい値を入れてください（値がなければ空欄）", errors,
    )  # fmt: skip
    yield from by_column(
        "1-7", NOTICE, "「=」で始まり、Excelで開くと数式として扱われます",
        "値だけを書いてください", typed,
    )  # fmt: skip
