"""What decides whether a deck is made again, and how that is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from renkei.run.fingerprint import Basis, Made, really, reasons
from renkei.run.record import DECK, Record, files_of, read_record

BASIS = Basis(code="c", lock="l", settings="s")
MADE = Made(BASIS, "n", {"area": "16"}, {"raw/a.csv": "1", "frames/answers.parquet": "2"})


def changed(**read: str) -> Made:
    return replace(MADE, read={**MADE.read, **{f"raw/{k}.csv": v for k, v in read.items()}})


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (MADE, []),
        (replace(MADE, basis=replace(BASIS, code="other")), ["package changed"]),
        (replace(MADE, basis=replace(BASIS, lock=None)), ["lock changed"]),
        (replace(MADE, basis=replace(BASIS, settings="x")), ["settings changed"]),
        (replace(MADE, notebook="m"), ["notebook changed"]),
        (replace(MADE, parameters={"area": "16", "density": "projected"}), ["density changed"]),
        (changed(a="9"), ["raw/a.csv changed"]),
        (replace(MADE, read={"frames/answers.parquet": "2"}), ["raw/a.csv is gone"]),
        (changed(b="9"), []),
    ],
)
def test_only_what_was_read_counts(now, why):
    assert reasons(MADE, now) == why


def test_a_new_file_counts_where_a_whole_folder_is_looked_through():
    assert reasons(MADE, changed(b="9"), listed=("raw/",)) == ["raw/b.csv is new"]
    assert reasons(MADE, changed(b="9"), listed=("content/",)) == []


def test_many_changed_inputs_are_counted_not_listed():
    many = {f"raw/{n}.csv": "1" for n in range(9)}
    now = {name: "2" for name in many}
    told = reasons(replace(MADE, read=many), replace(MADE, read=now))
    assert told[-1] == "6 more inputs changed"
    assert len(told) == 4


def test_what_was_never_made_is_a_first_run():
    assert reasons(None, MADE) == ["first run"]


def test_of_all_that_could_be_read_the_opened_files_are_kept(tmp_path):
    roots = {"raw": tmp_path / "raw", "frames": tmp_path / "made"}
    opened = [tmp_path / "raw" / "a.csv", tmp_path / "made" / "answers.parquet", Path("/etc/x")]
    could = replace(MADE, read={**MADE.read, "raw/b.csv": "3", "frames/records.parquet": "4"})
    assert set(really(could, opened, roots).read) == {"raw/a.csv", "frames/answers.parquet"}


def test_where_no_frame_was_seen_to_be_read_all_count_as_read(tmp_path):
    could = replace(MADE, read={**MADE.read, "frames/records.parquet": "4"})
    found = really(could, [], {"raw": tmp_path}, always=())
    assert set(found.read) == {"frames/answers.parquet", "frames/records.parquet"}


def test_a_note_comes_back_as_it_was_written_and_notices_a_changed_file(tmp_path):
    (tmp_path / "deck.html").write_text("page", encoding="ascii")
    record = Record(MADE, files_of(tmp_path), {"area": "16"})
    record.write(tmp_path / DECK)
    again = read_record(tmp_path / DECK)
    assert again == record
    assert again.holds(tmp_path)
    (tmp_path / "deck.html").write_text("other", encoding="ascii")
    assert not again.holds(tmp_path)
    (tmp_path / "deck.html").unlink()
    assert not again.holds(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"made_of": 1, "files": {}}', '{"made_of": {}, "files": []}']
)
def test_a_note_that_is_none_is_no_note(tmp_path, text):
    (tmp_path / DECK).write_text(text, encoding="ascii")
    assert read_record(tmp_path / DECK) is None


def test_a_note_never_leads_out_of_its_folder(tmp_path):
    content = {"made_of": MADE.data(), "files": {"../secret": "1"}}
    (tmp_path / DECK).write_text(json.dumps(content), encoding="ascii")
    assert read_record(tmp_path / DECK) is None
