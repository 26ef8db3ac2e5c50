"""Building aside: whole or not at all."""

import fcntl
import os
from pathlib import Path

import pytest

from renkei.errors import OutputError, TryAgain, WriteError
from renkei.run import aside
from renkei.run.aside import building
from renkei.run.exchange import exchange


def standing(target: Path) -> str:
    return (target / "page").read_text(encoding="ascii")


def beside(target: Path) -> list[str]:
    """What stands beside a target, but for the lock."""
    return sorted(p.name for p in target.parent.iterdir() if not p.name.startswith(".lock-"))


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
    assert beside(target) == [target.name]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_one_and_nothing_else(target, error):
    with pytest.raises(error), building(target) as (folder,):
        (folder / "page").write_text("half", encoding="ascii")
        raise error
    assert standing(target) == "old"
    assert beside(target) == [target.name]


def test_there_is_no_moment_without_a_folder_in_place(target, monkeypatch):
    if not exchange(target, target):
        pytest.skip("this disk cannot let two folders change places")
    rename = Path.rename

    def seen(self: Path, to: Path) -> Path:
        assert standing(target) == "new"
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", seen)
    with building(target) as (folder,):
        (folder / "page").write_text("new", encoding="ascii")
    assert beside(target) == [target.name]


def test_where_folders_cannot_change_places_they_are_moved_one_after_the_other(target, monkeypatch):
    monkeypatch.setattr(aside, "exchange", lambda one, other: False)
    with building(target) as (folder,):
        (folder / "page").write_text("new", encoding="ascii")
    assert standing(target) == "new"
    assert beside(target) == [target.name]


def test_two_targets_are_both_put_in_place(target, tmp_path):
    other = tmp_path / "frames" / "2021-06-02"
    with building(target, other) as folders:
        for folder in folders:
            (folder / "page").write_text("new", encoding="ascii")
    assert standing(target) == standing(other) == "new"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_when_the_second_cannot_be_moved_the_first_is_moved_back(
    target, tmp_path, monkeypatch, error
):
    other = tmp_path / "frames" / "2021-06-02"
    rename = Path.rename

    def fails_for_the_other(self: Path, to: Path) -> Path:
        if to == other:
            raise error
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fails_for_the_other)
    with pytest.raises((WriteError, KeyboardInterrupt)), building(target, other) as folders:
        for folder in folders:
            (folder / "page").write_text("new", encoding="ascii")
    assert standing(target) == "old"
    assert not other.exists()
    assert beside(target) == [target.name]


def test_a_second_run_of_the_same_target_is_told_to_try_again(target):
    with (target.parent / f".lock-{target.name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(TryAgain, match="another run is building this"), building(target):
            pass
    with building(target):
        pass


def test_what_a_killed_run_left_is_cleared(target):
    left = target.parent / f".building-{target.name}"
    left.mkdir()
    (left / "page").write_text("half", encoding="ascii")
    with building(target) as (folder,):
        assert list(folder.iterdir()) == []


def test_a_run_killed_between_its_two_moves_is_undone(target):
    target.rename(target.parent / f".previous-{target.name}")
    with pytest.raises(ValueError, match="later"), building(target):
        raise ValueError("later")
    assert standing(target) == "old"


def test_a_run_killed_after_its_moves_does_not_stop_the_next(target):
    (target.parent / f".previous-{target.name}").mkdir()
    with building(target) as (folder,):
        (folder / "page").write_text("new", encoding="ascii")
    assert standing(target) == "new"
    assert beside(target) == [target.name]


def test_a_file_in_the_way_is_a_clear_refusal(tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="ascii")
    with pytest.raises(OutputError) as refusal, building(tmp_path / "reports" / "2021-06-02"):
        pass
    assert str(tmp_path / "reports") in str(refusal.value)
    assert refusal.value.exit_code == 73


def test_a_target_that_is_a_file_is_not_touched(tmp_path):
    (tmp_path / "2021-06-02").write_text("mine", encoding="ascii")
    with (
        pytest.raises(OutputError, match="a file is in the way"),
        building(tmp_path / "2021-06-02"),
    ):
        pass
    assert (tmp_path / "2021-06-02").read_text(encoding="ascii") == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_a_clear_refusal(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"), building(tmp_path / "2021-06-02"):
        pass


def test_a_full_disk_is_told_with_the_place_and_leaves_the_old_one(target):
    with pytest.raises(WriteError) as refusal, building(target):
        raise OSError(28, "No space left on device")
    assert f"{target}: No space left on device" in str(refusal.value)
    assert standing(target) == "old"
