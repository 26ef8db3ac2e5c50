"""What holds for every form: one meaning a header, closed answers closed, examples that read."""

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from renkei import processed
from renkei.intake.forms import FORMS, Form
from renkei.intake.forms.choices import CHOICES
from renkei.intake.forms.form import GUIDE, SAMPLE_MARK, SHEET
from renkei.intake.forms.issue import HEADER_ROW, Issue, write_issue
from renkei.intake.sheets import cells

EVERY = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
AS_OF = dt.date(2021, 6, 1)


def written(folder: Path, form: Form, **more: Any) -> Any:
    """The workbook of a form as it goes out to a prefecture, with one row where it has areas."""
    area = {"code": "162019", "prefecture": "富山県", "name": "富山市"}
    rows = [area] if form.rows == "areas" else []
    issue = Issue(
        form, "sample", "題", AS_OF, rows, prefecture_code="16", prefecture="富山県", **more
    )
    write_issue(folder / "form.xlsx", issue)
    return load_workbook(folder / "form.xlsx")


def _width(text: str) -> int:
    """How wide a text stands, in characters of half width."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)


def test_there_are_seven_forms_by_name() -> None:
    assert list(FORMS) == [
        "returns", "liaison", "supply", "work_plan", "readiness", "testing", "practices",
    ]  # fmt: skip
    assert all(form.name == name for name, form in FORMS.items())


@EVERY
def test_no_header_asks_two_questions(form: Form) -> None:
    for one in form.questions:
        for header in (one.title, *one.known_as):
            assert form.question_of(header) == one.name, header


@EVERY
def test_what_identifies_a_row_and_a_header_is_asked(form: Form) -> None:
    assert set(form.key) - {"area"} <= set(form.by_name)
    assert {name for group in form.core for name in group} <= set(form.by_name)
    assert set(form.related) <= set(form.by_name)
    assert form.keys == tuple(one.name for one in form.questions[: len(form.keys)])


@EVERY
def test_prompts_and_titles_fit_what_excel_shows(form: Form) -> None:
    for one in form.questions:
        assert len(one.title) <= 32
        assert len(one.prompt) <= 255
        assert _width(one.prompt) <= 84  # one line of the guide
        assert _width(one.example) <= 46
        assert one.prompt or one.is_locked, one.name
        assert len(set(one.choices or one.offered)) == len(one.choices or one.offered)


@EVERY
def test_every_question_that_is_answered_has_a_column_in_its_frame(form: Form) -> None:
    columns = set(processed.empty(form.register).columns)
    own = [one for one in form.questions if one.name in form.answers and one.kind != "contact"]
    assert {one.name for one in own if one.kind != "completion"} <= columns
    assert {f"{one.name}_latest" for one in own if one.kind == "period"} <= columns
    assert not columns & set(form.contacts)


@EVERY
def test_examples_read_without_a_problem(form: Form) -> None:
    for one in form.questions:
        if not one.example or one.name in form.keys:
            continue
        if one.kind == "day":
            assert cells.read_day(one.example, AS_OF, None, 1900).value, one.name
        elif one.kind == "period":
            assert cells.read_period(one.example, AS_OF, None, 1900).value.earliest, one.name
        elif one.kind == "count":
            assert cells.read_count(one.example, one.unit).value, one.name
        elif one.kind == "choice":
            assert cells.read_choice(one.example, one.choices).value == one.example


@EVERY
def test_closed_answers_are_drop_downs_that_refuse_others(form: Form, tmp_path: Path) -> None:
    book = written(tmp_path, form)
    rules = {rule.promptTitle: rule for rule in book[SHEET].data_validations.dataValidation}
    kinds = {"choice": "list", "day": "date", "count": "decimal", "share": "decimal"}
    for one in form.questions:
        if one.is_locked and form.rows == "areas":
            continue
        rule = rules[one.title]
        assert rule.prompt == (one.prompt or "自由に記入。")
        if one.kind in kinds:
            assert rule.type == kinds[one.kind]
            assert rule.showErrorMessage
        if one.kind == "choice":
            sheet, cells_of = rule.formula1.replace("'", "").replace("$", "").split("!")
            assert [row[0].value for row in book[sheet][cells_of]] == list(one.choices)


@EVERY
def test_the_guide_explains_every_column_with_its_example(form: Form, tmp_path: Path) -> None:
    guide = written(tmp_path, form)[GUIDE]
    told = {row[0]: row[1:3] for row in guide.iter_rows(values_only=True) if row[0]}
    for one in form.questions:
        if not (one.is_locked and form.rows == "areas"):
            assert told[one.title] == (one.prompt, one.example or None)
    assert all(line in told for line in form.guide)


@EVERY
def test_the_workbook_says_which_form_it_is_and_prints_on_a4(form: Form, tmp_path: Path) -> None:
    book = written(tmp_path, form, sample=True)
    said = {one.name: one.value for one in book.custom_doc_props.props}
    assert (said["renkei_form"], said["renkei_prefecture"]) == (form.name, "16")
    assert [cell.value for cell in book[SHEET][HEADER_ROW]] == list(form.headers)
    for sheet in book:
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.oddHeader.center.text == SAMPLE_MARK
    assert book[SHEET].protection.sheet
    assert book[CHOICES].protection.sheet


@EVERY
def test_a_column_of_answers_is_open_and_what_is_filled_in_is_locked(
    form: Form, tmp_path: Path
) -> None:
    sheet = written(tmp_path, form)[SHEET]
    for column, one in enumerate(form.questions, start=1):
        locked = sheet.cell(HEADER_ROW + 1, column).protection.locked
        assert locked == (one.is_locked and form.rows == "areas"), one.name


@EVERY
def test_rows_can_be_added_where_a_form_has_as_many_as_are_needed(
    form: Form, tmp_path: Path
) -> None:
    protection = written(tmp_path, form)[SHEET].protection
    assert protection.insertRows == (form.rows == "areas")  # True: Excel does not allow it


@EVERY
def test_every_list_stands_on_the_sheet_of_choices(form: Form, tmp_path: Path) -> None:
    book = written(tmp_path, form)
    heads = [cell.value for cell in book[CHOICES][2]]
    assert heads == [one.title for one in form.questions if one.choices or one.offered]
