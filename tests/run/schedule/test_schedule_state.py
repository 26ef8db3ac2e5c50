"""What the schedule keeps in mind: whole or not at all, and for one process at a time."""

import datetime as dt
import json

import pytest

from renkei.errors import DataError, OutputError, TryAgain, WriteError
from renkei.run.schedule.state import Again, Last, Memory, held, read_memory, write_memory

NOON = dt.datetime(2021, 6, 2, 3, 0, tzinfo=dt.UTC)


def test_what_is_kept_is_read_back(tmp_path):
    last = Last(due=NOON, started=NOON, ended=NOON, exit_code=65, step="run", log="a.log")
    memory = Memory(settled=NOON, retry=Again(due=NOON, tried=1, not_before=NOON), last=last)
    write_memory(tmp_path, "night", memory)
    assert read_memory(tmp_path, "night") == memory
    assert [path.name for path in tmp_path.iterdir()] == ["night.json"]


def test_nothing_is_remembered_of_an_entry_that_never_ran(tmp_path):
    assert read_memory(tmp_path, "night") == Memory()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"settled": "yesterday"}', '{"odd": 1}'])
def test_a_damaged_state_is_told_and_never_guessed(tmp_path, text):
    (tmp_path / "night.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"night\.json: not the state.*remove it to start anew"):
        read_memory(tmp_path, "night")


def test_a_write_that_fails_leaves_the_earlier_state(tmp_path, monkeypatch):
    write_memory(tmp_path, "night", Memory(settled=NOON))

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("renkei.run.schedule.state.os.fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        write_memory(tmp_path, "night", Memory())
    assert json.loads((tmp_path / "night.json").read_text())["settled"] == "2021-06-02T03:00:00Z"


def test_an_entry_is_run_by_one_process_at_a_time(tmp_path):
    with held(tmp_path, "night"):
        with pytest.raises(TryAgain, match="another process runs it"), held(tmp_path, "night"):
            pass
        with held(tmp_path, "other"):
            pass
    with held(tmp_path, "night"):
        pass


def test_a_file_where_the_state_should_go_is_told(tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="ascii")
    with pytest.raises(OutputError), held(tmp_path / "reports" / ".schedule", "night"):
        pass
