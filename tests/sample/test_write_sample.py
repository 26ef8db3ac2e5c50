"""Writing the sample: the same bytes each time, its folders, its marks, and refusals."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from renkei.errors import UsageError, WriteError
from renkei.intake.forms.form import SAMPLE_MARK, SHEET
from renkei.sample import write_sample
from renkei.sample.particulars import HOSTILE
from renkei.sample.plan import ROUNDS, SampleRound


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_writes_in_two_processes_have_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    code = (
        "import pathlib, sys; from renkei.sample import write_sample; "
        "print(write_sample(pathlib.Path(sys.argv[1])))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "again")],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo"},
    ).stdout
    assert _digests(tmp_path / "again") == _digests(folder)
    assert f"{len(list((folder / 'returns').rglob('*.xlsx')))} returns in 4 rounds" in told


def test_it_stays_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 32_000_000


def test_readme_says_in_both_languages_that_all_is_invented(folder: Path) -> None:
    text = (folder / "README.txt").read_text(encoding="utf-8")
    assert SAMPLE_MARK in text
    assert "invented" in text


@pytest.mark.parametrize("one", ROUNDS, ids=lambda one: f"round {one.number}")
def test_every_prefecture_returns_by_the_as_of_date_and_some_only_then(
    folder: Path, one: SampleRound
) -> None:
    base = folder / "returns" / f"round-{one.number}"
    first = {path.name[:2] for path in (base / one.first.isoformat()).iterdir()}
    last = {path.name[:2] for path in (base / one.as_of.isoformat()).iterdir()}
    assert len(first | last) == 47
    assert 1 <= 47 - len(first) <= 3
    assert sorted(path.name for path in base.iterdir()) == [
        one.first.isoformat(),
        one.as_of.isoformat(),
    ]


def test_toyama_resubmits_in_round_three(folder: Path) -> None:
    assert (folder / "returns/round-3/2021-06-01/16_富山県_再提出.xlsx").is_file()


def test_every_readable_page_is_marked_as_a_sample(folder: Path) -> None:
    unreadable = 0
    for file in sorted((folder / "returns" / "round-3").rglob("*.xlsx")):
        try:
            book = load_workbook(file)
        except Exception:
            unreadable += 1
            continue
        for sheet in book:
            assert sheet.oddHeader.center.text == SAMPLE_MARK, file
            assert any(
                SAMPLE_MARK in str(cell.value)
                for row in sheet.iter_rows(max_row=10)
                for cell in row
            ), (file, sheet.title)
    assert unreadable == 1


def test_contacts_are_plainly_invented(folder: Path) -> None:
    sheet = load_workbook(folder / "returns/round-1/2021-05-12" / _any_of(folder))[SHEET]
    people = {row[10].value for row in sheet.iter_rows(min_row=7) if row[10].value}
    phones = {row[11].value for row in sheet.iter_rows(min_row=7) if row[11].value}
    assert all(one == "担当者" or one.startswith("見本 ") for one in people)
    assert all(one == "電話番号" or one.startswith("000-0000-") for one in phones)


def _any_of(folder: Path) -> str:
    return sorted(path.name for path in (folder / "returns/round-1/2021-05-12").iterdir())[0]


def test_one_municipality_writes_hostile_looking_free_text(folder: Path) -> None:
    sheet = load_workbook(folder / "returns/round-3/2021-06-01/16_富山県_再提出.xlsx")[SHEET]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
    assert len(cells) == 1
    assert cells[0].data_type == "s"


def test_a_seed_below_zero_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="-1 is no seed; expected a whole number from 0"):
        write_sample(tmp_path, seed=-1)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="file/sample") as refused:
        write_sample(tmp_path / "file" / "sample")
    assert refused.value.exit_code == 74
