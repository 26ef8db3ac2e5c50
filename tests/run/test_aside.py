"""Building aside: whole or not at all."""

import os
from pathlib import Path

import pytest

from renkei.errors import OutputError, TryAgain
from renkei.run.aside import building


def standing(target: Path) -> str:
    return (target / "page").read_text(encoding="ascii")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that an earlier run left."""
    folder = tmp_path / "reports" / "2021-06-02"
    folder.mkdir(parents=True)
    (folder / "page").write_text("old", encoding="ascii")
    return folder


def test_the_new_folder_takes_the_place_of_the_old(target):
    with building(target) as (folder,):
        (folder / "page").write_text("new", encoding="ascii")
        assert standing(target) == "old"
    assert standing(target) == "new"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_one_and_nothing_else(target, error):
    with pytest.raises(error), building(target) as (folder,):
        (folder / "page").write_text("half", encoding="ascii")
        raise error
    assert standing(target) == "old"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_two_targets_are_both_put_in_place(target, tmp_path):
    other = tmp_path / "frames" / "2021-06-02"
    with building(target, other) as folders:
        for folder in folders:
            (folder / "page").write_text("new", encoding="ascii")
    assert standing(target) == standing(other) == "new"


def test_a_second_run_of_the_same_target_is_told_to_try_again(target):
    with building(target) as (folder,):
        (folder / ".pid").write_text(str(os.getppid()), encoding="ascii")
        with pytest.raises(TryAgain, match="another run is building this"), building(target):
            pass
        assert folder.is_dir()


def test_what_a_killed_run_left_is_cleared(target):
    left = target.parent / f".building-{target.name}"
    left.mkdir()
    (left / ".pid").write_text("999999999", encoding="ascii")
    (left / "page").write_text("half", encoding="ascii")
    with building(target) as (folder,):
        assert not (folder / "page").exists()


def test_a_run_that_ended_between_its_two_moves_is_undone(target):
    target.rename(target.parent / f".previous-{target.name}")
    with pytest.raises(ValueError, match="later"), building(target):
        raise ValueError("later")
    assert standing(target) == "old"


def test_a_file_in_the_way_is_a_clear_refusal(tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="ascii")
    with pytest.raises(OutputError) as refusal, building(tmp_path / "reports" / "2021-06-02"):
        pass
    assert str(tmp_path / "reports") in str(refusal.value)
    assert refusal.value.exit_code == 73


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_a_clear_refusal(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"), building(tmp_path / "2021-06-02"):
        pass
