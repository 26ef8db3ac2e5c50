"""Which column of a sheet answers which question: found by header names, never by position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from renkei.errors import DataError
from renkei.intake.opening.parts import address
from renkei.intake.opening.workbook import Grid
from renkei.wording.text import fold

# Each question with the headers it is known by; the first is the form's own.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "code": ("団体コード", "コード", "市区町村コード", "市町村コード", "全国地方公共団体コード"),
    "prefecture": ("都道府県名", "都道府県", "県名"),
    "name": ("市区町村名", "市町村名", "市区町村", "市町村", "自治体名", "団体名"),
    "previous": ("前回の回答", "前回回答"),
    "answer": (
        "終了見込み", "完了見込み", "終了見込", "完了見込", "終了時期", "完了時期",
        "終了見込み時期", "完了見込み時期", "終了時期の見込み", "完了時期の見込み",
    ),
    "condition": ("前提条件", "条件", "前提"),
    "wish_share": ("希望者見込み", "希望者見込", "希望者の割合", "希望者割合", "希望率"),
    "capacity": ("1日の接種可能回数", "1日当たりの接種可能回数", "接種可能回数", "1日接種可能回数"),
    "issues": ("主な課題", "課題"),
    "section": ("担当課", "担当部署", "所属"),
    "person": ("担当者", "担当者名", "担当者氏名", "氏名"),
    "phone": ("電話番号", "電話", "連絡先", "TEL"),
}  # fmt: skip
SHEET = "回答"
GUIDE = "記入要領"
KEYS = ("code", "prefecture", "name")
_PREFILLED = ("previous",)  # the ministry's own copy of the last answer, which is not read back
CONTACT = ("section", "person", "phone")
_BY_HEADER = {header: question for question, known in QUESTIONS.items() for header in known}
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]|[※*]\d*|[\s:]")
_SEARCHED_ROWS = 40
EXPECTED = "団体コード or 市区町村名, and 終了見込み"


@dataclass(frozen=True)
class Header:
    """The header row of a sheet (from 0), the column of each question, its title as it stands."""

    row: int
    columns: dict[str, int]
    titles: dict[str, str]
    others: dict[str, str]

    @property
    def asked(self) -> list[str]:
        """The questions whose cells are read in every row of an area."""
        return [question for question in self.columns if question not in _PREFILLED]


def find_header(grid: Grid) -> Header | None:
    """The header row of a sheet, below any title rows; None where no row has the headers.

    Raises DataError where two columns claim one question.
    """
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        texts = grid.texts(row)
        if _is_header({question_of(text) for text in texts}):
            return _header(grid.sheet, row, texts)
    return None


def question_of(title: str) -> str:
    """The question a header asks: 希望者見込み（%） is "wish_share"; "" for none."""
    return _BY_HEADER.get(_BRACKETS.sub("", fold(title)), "")


def near_headers(grid: Grid) -> list[str]:
    """Texts of a sheet without headers that look like one: suggestions for the message."""
    rows = range(min(_SEARCHED_ROWS, len(grid.rows)))
    texts = [one for row in rows for one in grid.texts(row) if 2 < len(one) < 20]
    wanted = [QUESTIONS[one][0] for one in ("code", "name", "answer")]
    found = (process.extractOne(one, texts, scorer=fuzz.ratio, score_cutoff=60) for one in wanted)
    return list(dict.fromkeys(str(match[0]) for match in found if match))


def _is_header(questions: set[str]) -> bool:
    return "answer" in questions and bool(questions & {"code", "name"})


def _header(sheet: str, row: int, texts: Sequence[str]) -> Header:
    columns: dict[str, int] = {}
    others = {}
    for column, title in enumerate(texts):
        question = question_of(title)
        if question and question in columns:
            first, second = address(row, columns[question]), address(row, column)
            raise DataError(
                f"two columns ask for {QUESTIONS[question][0]}: {first} and {second}",
                where=sheet,
                expected="one column a question",
            )
        if question:
            columns[question] = column
        elif title:
            others[address(row, column)] = title
    return Header(row, columns, {q: texts[c] for q, c in columns.items()}, others)
