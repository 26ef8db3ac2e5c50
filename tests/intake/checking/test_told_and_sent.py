"""What a file says of itself, and in which order files are taken."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renkei.errors import InputMissing
from renkei.intake.checking.checked import check_files
from renkei.intake.checking.sent import sent, visible
from renkei.intake.checking.told import told_by
from renkei.intake.forms import FORMS
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.forms.returns import RETURNS, ReturnRow

Send = Callable[..., Path]
Rows = Callable[..., list[ReturnRow]]
DAY = dt.date(2021, 6, 1)


def bare(file: Path, *lines: list[Any]) -> Path:
    """A workbook of an office's own, with nothing of the form but what is given."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)
    return file


def test_a_form_of_ours_says_everything_of_itself(send: Send) -> None:
    told = told_by(send())
    assert (told.form, told.campaign, told.prefecture, told.round) == (RETURNS, "sample", "16", 1)
    assert (told.as_of, told.basis) == (dt.date(2021, 5, 12), "property")
    assert told.title and told.is_sample


def test_the_title_says_it_where_the_properties_are_lost(tmp_path: Path) -> None:
    file = bare(
        tmp_path / "16.xlsx",
        ["高齢者の見通し　終了時期の見込み調査（第３回照会）"],
        ["時点：令和３年６月１日　都道府県：富山県"],
        [],
        ["市区町村名", "終了見込み"],
        ["富山市", "7月末"],
    )
    told = told_by(file)
    assert (told.as_of, told.basis, told.round) == (DAY, "title", 3)
    assert (told.title, told.prefecture) == ("高齢者の見通し", "16")


@pytest.mark.parametrize("stated", ["時点：6月1日", "時点：令和3年6月", "時点：", "6月1日現在"])
def test_a_day_without_its_year_is_not_taken_from_a_title(tmp_path: Path, stated: str) -> None:
    file = bare(tmp_path / "a.xlsx", [stated], ["市区町村名", "終了見込み"], ["富山市", "7月末"])
    assert told_by(file).as_of is None
    found = check_files(sent([str(file)]), None, dt.date(2022, 2, 3))[0]
    assert (found.as_of, found.arrivals[0].basis) == (dt.date(2022, 2, 3), "today")
    given = check_files(sent([str(file)]), DAY, dt.date(2022, 2, 3))[0]
    assert (given.as_of, given.arrivals[0].basis) == (DAY, "given")


@pytest.mark.parametrize("name", list(FORMS))
def test_a_form_is_known_by_its_headers_alone(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    file = bare(tmp_path / "a.xlsx", ["題"], list(form.headers), ["x"] * len(form.headers))
    assert told_by(file).form is form
    write_issue(tmp_path / "b.xlsx", Issue(form, "c", "題", DAY, []))
    assert told_by(tmp_path / "b.xlsx").form is form


@pytest.mark.parametrize("content", [b"", b"PK", b"\xff\xfe", b"<html>", b"a,b\n1,2\n"])
def test_what_cannot_be_opened_says_nothing_and_is_taken_for_a_return(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    told = told_by(tmp_path / "a.xlsx")
    assert (told.form, told.campaign, told.round, told.as_of) == (None, "", None, None)
    found = check_files(sent([str(tmp_path / "a.xlsx")]), None, DAY)
    assert found[0].form is RETURNS and found[0].submissions[0].refused


def test_a_form_that_is_none_of_ours_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    write_issue(file, Issue(RETURNS, "c", "題", DAY, [], round=1))
    book = openpyxl.load_workbook(file)
    book.custom_doc_props["renkei_form"].value = "../etc"
    book.save(file)
    found = check_files(sent([str(file)]), None, DAY)[0]
    assert "renkei_form is '../etc'" in found.submissions[0].rejections[0]["reason"]


def test_files_follow_each_other_as_named_and_by_day_within_a_folder(tmp_path: Path) -> None:
    for name in ("2021-05-12/16_富山県.xlsx", "2021-05-11/16_富山県_10.xlsx", "16_富山県.xlsx",
                 "2021-05-11/16_富山県_9.xlsx", ".hidden.xlsx", "~$16_富山県.xlsx", ".x/a.xlsx"):  # fmt: skip
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(b"x")
    (tmp_path / "later.xlsx").write_bytes(b"x")
    folder, later = str(tmp_path / "in"), str(tmp_path / "later.xlsx")
    files = sent([folder, later, later])
    assert [one.name for one in files] == [
        "16_富山県.xlsx",
        "2021-05-11/16_富山県_9.xlsx",
        "2021-05-11/16_富山県_10.xlsx",
        "2021-05-12/16_富山県.xlsx",
        "later.xlsx",
    ]
    assert [one.received for one in files] == [
        None, dt.date(2021, 5, 11), dt.date(2021, 5, 11), dt.date(2021, 5, 12), None,
    ]  # fmt: skip


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.xlsx").write_bytes(b"x")
    names = [one.name for one in sent([str(tmp_path / "a"), str(tmp_path / "b/x.xlsx")])]
    assert names[0] == "x.xlsx" and names[1].endswith("/b/x.xlsx")


def test_a_path_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no such file or folder"):
        sent([str(tmp_path / "nowhere")])


def test_signs_that_steer_a_terminal_are_never_shown() -> None:
    assert visible("a\x1b[31m\u202eb\r\n\u200b\udcff") == "a□[31m□b□□□□"


def test_a_file_that_says_nothing_joins_the_only_round_there_is(send: Send, rows: Rows) -> None:
    broken = send(name="16_富山県.xlsx")
    broken.write_bytes(b"PK")
    good = send(received="2021-05-12")
    found = check_files(sent([str(broken), str(good)]), None, DAY)
    assert len(found) == 1 and found[0].as_of == dt.date(2021, 5, 12)
    assert [file for _, file in found[0].made_good()] == [found[0].submissions[1].file]
    assert not list(found[0].open())


def test_rounds_are_settled_apart(send: Send, rows: Rows) -> None:
    first = send(rows(富山市="13月"))
    second = send(number=2, round=2, received="2021-05-20", as_of=dt.date(2021, 5, 21))
    found = check_files(sent([str(first), str(second)]), None, DAY)
    assert [(one.round, len(list(one.open()))) for one in found] == [(1, 1), (2, 0)]


def test_without_the_round_before_as_before_is_taken_at_its_word(send: Send, rows: Rows) -> None:
    first = send(rows(富山市="変更なし"))
    second = send(rows(富山市="変更なし"), number=2, round=2, received="2021-05-20")
    found = check_files(sent([str(first), str(second)]), None, DAY)
    assert [len(list(one.open())) for one in found] == [1, 0]
    assert SHEET in found[0].submissions[0].accounts
