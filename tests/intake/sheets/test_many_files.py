"""Many files in one folder: in order, each for itself, and none kept in memory."""

import datetime as dt
import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei import areas
from renkei.intake.forms.issue import Issue, write_issue
from renkei.intake.forms.returns import RETURNS
from renkei.intake.opening.workbook import Grid, Workbook
from renkei.intake.sheets.arrivals import read_arrivals
from renkei.intake.sheets.inquiry import Inquiry

DAY = dt.date(2021, 5, 12)
INQUIRY = Inquiry(RETURNS, DAY, 1)
Write = Callable[[int], list[Path]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a return of its own for each of the first municipalities of Toyama and its neighbours."""

    def writing(count: int) -> list[Path]:
        files = []
        for area in areas.municipalities()[:count]:
            row = {"code": area.code, "name": area.name, "answer": "7月末", "phone": "0"}
            file = tmp_path / "2021-05-11" / f"{area.code}.xlsx"
            write_issue(file, Issue(RETURNS, "sample", "題", DAY, [row], round=1))
            files.append(file)
        return files

    return writing


def test_many_files_follow_each_other_whatever_order_they_are_listed_in(
    write: Write, tmp_path: Path
) -> None:
    files = write(12)
    forwards = read_arrivals(tmp_path, files, DAY, INQUIRY)
    backwards = read_arrivals(tmp_path, reversed(files), DAY, INQUIRY)
    assert forwards == backwards
    assert [one.order for one in forwards] == list(range(12))
    assert [one.rows[0]["area"] for one in forwards] == [file.stem for file in files]


def test_a_file_that_cannot_be_read_leaves_the_others_as_they_are(
    write: Write, tmp_path: Path
) -> None:
    files = write(6)
    alone = read_arrivals(tmp_path, files, DAY, INQUIRY)
    content = files[2].read_bytes()
    files[2].write_bytes(content[: len(content) // 2])
    files[4].write_bytes(b"")
    beside = read_arrivals(tmp_path, files, DAY, INQUIRY)
    assert [one.refused for one in beside] == [False, False, True, False, True, False]
    assert [one for one in beside if not one.refused] == [alone[at] for at in (0, 1, 3, 5)]


def test_no_workbook_is_kept_once_its_rows_are_read(write: Write, tmp_path: Path) -> None:
    files = write(8)
    row = {"code": "011002", "name": "どこにもない町", "answer": "7月末"}
    write_issue(files[3], Issue(RETURNS, "sample", "題", DAY, [row], round=1))
    gc.collect()
    before = [id(one) for one in gc.get_objects() if isinstance(one, Workbook | Grid)]
    read = read_arrivals(tmp_path, files, DAY, INQUIRY)
    gc.collect()
    kept = [one for one in gc.get_objects() if isinstance(one, Workbook | Grid)]
    assert [len(one.rows) for one in read] == [1, 1, 1, 0, 1, 1, 1, 1]
    assert [one for one in kept if id(one) not in before] == []
