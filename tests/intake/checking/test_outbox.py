"""A folder of results replaces only what an earlier check wrote, as it wrote it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from renkei.errors import OutputError
from renkei.intake.checking.checked import Checked
from renkei.intake.checking.outbox import LISTING, refuse_others_files, write_results
from renkei.intake.forms.returns import ReturnRow


@pytest.fixture
def folder(
    tmp_path: Path,
    send: Callable[..., Path],
    rows: Callable[..., list[ReturnRow]],
    checked: Callable[..., Checked],
) -> Path:
    """A folder with one correction in it."""
    send(rows(富山市="13月"))
    (tmp_path / "out").mkdir()
    names = write_results(tmp_path / "out", [checked()], None)
    assert names == ["16_富山県_訂正依頼_第1回.xlsx"]
    return tmp_path / "out"


def test_a_folder_as_it_was_left_may_be_written_again(folder: Path, tmp_path: Path) -> None:
    refuse_others_files(folder)
    refuse_others_files(tmp_path / "not there yet")
    (tmp_path / "empty").mkdir()
    refuse_others_files(tmp_path / "empty")
    assert (folder / LISTING).is_file()


@pytest.mark.parametrize("name", ["memo.txt", "16_富山県_訂正依頼_第2回.xlsx", ".DS_Store"])
def test_a_file_that_is_not_ours_is_never_overwritten(folder: Path, name: str) -> None:
    (folder / name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is not of a check"):
        refuse_others_files(folder)


def test_a_correction_that_was_filled_in_is_no_longer_ours(folder: Path) -> None:
    file = folder / "16_富山県_訂正依頼_第1回.xlsx"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(OutputError, match="was changed since an earlier check wrote it"):
        refuse_others_files(folder)


@pytest.mark.parametrize("listing", ["", "[]", '{"memo.txt": 1}', "\x00"])
def test_a_listing_that_is_none_makes_nothing_ours(folder: Path, listing: str) -> None:
    (folder / LISTING).write_text(listing, encoding="utf-8")
    with pytest.raises(OutputError):
        refuse_others_files(folder)


def test_a_folder_inside_or_a_file_in_the_way_is_refused(folder: Path) -> None:
    with pytest.raises(OutputError, match="a file is in the way"):
        refuse_others_files(folder / LISTING)
    (folder / "more").mkdir()
    with pytest.raises(OutputError):
        refuse_others_files(folder)


def test_two_rounds_of_one_prefecture_do_not_share_a_name(
    folder: Path, tmp_path: Path, checked: Callable[..., Checked]
) -> None:
    (tmp_path / "twice").mkdir()
    names = write_results(tmp_path / "twice", [checked(), checked()], None)
    assert names == ["16_富山県_訂正依頼_第1回.xlsx", "16_富山県_訂正依頼_第1回_2.xlsx"]
