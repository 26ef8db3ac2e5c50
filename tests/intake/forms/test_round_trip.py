"""Every form, sent out blank, filled in by a script and read back: exactly what was filled in."""

import datetime as dt
import io
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from renkei import areas
from renkei.intake.forms import FORMS, Form
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.issue import HEADER_ROW, Issue, write_issue
from renkei.intake.forms.question import Question
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file
from renkei.intake.sheets.submission import Submission

EVERY = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
AS_OF = dt.date(2021, 6, 1)
TOWNS = areas.municipalities("16")
SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

TEXTS = (
    "二行に\nわたる内容", "=1+1", "+81-76", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "'引用",
    "<script>alert(1)</script>", "#REF!", "TRUE", "1e5", "2021/7/31", "７月末", "  間の  空白", "全角　空白",
    "\"引用符\"と,読点、", "絵文字😀", "髙﨑", "①②", "a\tb", "{{x}}", "％", "年度：Ｒ３", "x" * 500,
)  # fmt: skip
_PLAIN = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=40
)
PERIODS: tuple[tuple[Any, str, str], ...] = (
    ("R3.7", "2021-07-01", "2021-07-31"),
    ("R3.8下旬", "2021-08-21", "2021-08-31"),
    ("令和3年9月1日", "2021-09-01", "2021-09-01"),
    (dt.date(2021, 10, 5), "2021-10-05", "2021-10-05"),
    ("R4年度以降", "2022-04-01", "None"),
    ("未定", "None", "None"),
)


def clean(text: str) -> str:
    """A text as a cell is meant to hold it: no spaces around it, and no sign for "as above"."""
    return "" if text.strip() in ('"', "''", "〃", "々", "同上") else text.strip()


def values(question: Question) -> st.SearchStrategy[Any]:
    """What a person may fill into a question's cell."""
    text = (st.sampled_from(TEXTS) | _PLAIN).map(clean).map(lambda one: one or None)
    days = st.dates(dt.date(2019, 1, 1), dt.date(2023, 12, 31))
    numbers = st.integers(0, 10**7) | st.integers(0, 10**6).map(lambda one: one / 4)
    known = {
        "completion": days | st.just("未定"),
        "period": st.sampled_from([one[0] for one in PERIODS]),
        "day": days,
        "share": st.sampled_from((0, 2, 12.5, 50, 87.5, 99.9, 100)),
        "count": numbers,
        "choice": st.sampled_from(question.choices or ("",)),
        "text": text,
        "contact": text,
    }
    return known[question.kind]


def filled_rows(form: Form, count: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of a form, each of another municipality, with the parts of its key that it needs."""
    asked = [one for one in form.questions if one.name in form.answers]

    def row(number: int) -> st.SearchStrategy[dict[str, Any]]:
        own = {one.name: values(one) | st.none() for one in asked}
        for one in asked:
            if one.needed:
                own[one.name] = _needed(one, number)
        if "condition" in own:
            own["condition"] = st.sampled_from(("医療従事者の確保が前提", "=1+1", None))
        return st.fixed_dictionaries(own)

    return st.tuples(*(row(number) for number in range(count))).map(list)


def _needed(question: Question, number: int) -> st.SearchStrategy[Any]:
    if question.kind in ("day", "choice"):
        return values(question)
    return (
        st.just(number + 1)
        if question.name == "number"
        else _PLAIN.map(lambda one: f"{number + 1} {one}".strip())
    )


def fill(form: Form, rows: list[dict[str, Any]], file: Path) -> Submission:
    """Send a form out for 富山県, fill its cells in as Excel would, save it and read it back."""
    issued = file.with_name("16_富山県.xlsx")
    known = [
        {"code": a.code, "prefecture": a.prefecture, "name": a.name} for a in TOWNS[: len(rows)]
    ]
    out = known if form.rows == "areas" else []
    write_issue(
        issued, Issue(form, "sample", "題", AS_OF, out, prefecture_code="16", prefecture="富山県")
    )
    book = load_workbook(issued)
    sheet = book[SHEET]
    column = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
    for index, row in enumerate(rows):
        area = {name: value for name, value in known[index].items() if name in form.keys}
        for name, value in (area | row if form.rows == "open" else row).items():
            cell = sheet.cell(HEADER_ROW + 1 + index, column[form.by_name[name].title])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a person who types '=1+1 keeps the text
    saved = io.BytesIO()
    book.save(saved)
    issued.write_bytes(saved.getvalue())
    return read_file(issued, issued.name, AS_OF, 0, Inquiry(form, AS_OF, None, "sample"))


def expected(question: Question, value: Any) -> dict[str, Any]:
    """What the cell of a question is to be read as, by column."""
    name = question.name
    if question.kind == "completion":
        read = {"status": "dated" if isinstance(value, dt.date) else "undecided"}
        day = value if isinstance(value, dt.date) else None
        return (read | {"earliest": day, "latest": day}) if value else {"status": "no_answer"}
    if question.kind == "period":
        found = next((one for one in PERIODS if one[0] == value), ("", "None", "None"))
        return {name: str(found[0]), f"{name}_earliest": found[1], f"{name}_latest": found[2]}
    if question.kind == "share":
        return {name: None if value is None else round(value / 100, 6)}
    if question.kind == "count":
        return {name: None if value is None else float(value)}
    if question.kind == "day":
        return {name: value}
    return {name: "" if value is None else str(value)}


def seen(record: dict[str, Any], column: str, like: Any) -> Any:
    """A column of a record, blanks as None, days of a time as text."""
    value = record[column]
    if isinstance(value, float) and math.isnan(value):
        return None
    return str(value) if column.endswith(("_earliest", "_latest")) else value


def check(form: Form, rows: list[dict[str, Any]], submission: Submission) -> None:
    """Every cell of every row that was filled in reads as it was."""
    assert submission.rejections == []
    by_row = {record["row"]: record for record in submission.rows}
    people = {one["area"]: one for one in submission.contacts}
    for index, row in enumerate(rows):
        record = by_row[HEADER_ROW + 1 + index]
        assert record["area"] in (TOWNS[index].code, "16")
        for name, value in row.items():
            question = form.by_name[name]
            if question.kind == "contact":
                held = people.get(record["area"], {}).get(name, "")
                assert held == (value or ""), name
                continue
            for column, wanted in expected(question, value).items():
                assert seen(record, column, wanted) == wanted, column
    assert len(submission.rows) == len(rows)


@EVERY
def test_a_form_filled_in_reads_as_it_was_filled(form: Form, tmp_path: Path) -> None:
    @SLOW
    @given(filled_rows(form, 4))
    def tried(rows: list[dict[str, Any]]) -> None:
        if form.rows == "open":
            rows = [row for row in rows if any(value is not None for value in row.values())]
        check(form, rows, fill(form, rows, tmp_path / "x"))

    tried()


@EVERY
def test_every_choice_of_every_question_comes_back(form: Form, tmp_path: Path) -> None:
    closed = [one for one in form.questions if one.kind == "choice"]
    most = max((len(one.choices) for one in closed), default=0)
    for begin in range(0, most, len(TOWNS)):
        rows = []
        for number in range(begin, min(most, begin + len(TOWNS))):
            row = _least(form, number)
            rows.append(row | {one.name: one.choices[number % len(one.choices)] for one in closed})
        check(form, rows, fill(form, rows, tmp_path / "x"))


@EVERY
def test_every_awkward_text_comes_back(form: Form, tmp_path: Path) -> None:
    free = [one.name for one in form.questions if one.kind in ("text", "contact")]
    free = [name for name in free if name not in form.key and name != "condition"]
    for begin in range(0, len(TEXTS), len(TOWNS)):
        texts = [clean(text) for text in TEXTS[begin : begin + len(TOWNS)]]
        rows = [
            _least(form, number) | dict.fromkeys(free, text) for number, text in enumerate(texts)
        ]
        check(form, rows, fill(form, rows, tmp_path / "x"))


def _least(form: Form, number: int) -> dict[str, Any]:
    """The parts of the key that a row needs."""
    own = {"day": dt.date(2021, 4, 5), "class": "高齢者向け", "number": number + 1}
    needed = [one.name for one in form.questions if one.needed]
    return {name: own.get(name, f"見本{number + 1}") for name in needed}


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", "_x005F_x0041_", "_x41_"])
def test_text_that_looks_like_an_escape_is_sent_and_read_as_it_is(
    text: str, tmp_path: Path
) -> None:
    form = FORMS["practices"]
    row = {"prefecture": "富山県", "title": "見本", "summary": text}
    file = tmp_path / "a.xlsx"
    write_issue(file, Issue(form, "sample", "題", AS_OF, [row]))
    read = read_file(file, file.name, None, 0, Inquiry(form, AS_OF))
    assert read.rows[0]["summary"] == text
