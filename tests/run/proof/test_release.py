"""Releasing: hashes in a chained log, a released run never in the way of another."""

import datetime as dt
import json

import pytest

from renkei import processed
from renkei.errors import DataError, OutputError, UsageError
from renkei.run import plan
from renkei.run.manifest import sha256
from renkei.run.proof import open_kept, read_log, read_record, release, verify
from renkei.run.proof.destination import destination
from renkei.settings import open_campaign

AT = "2021-06-03T01:00:00+00:00"
DAY = dt.date(2021, 6, 2)


@pytest.fixture
def released(copied):
    release(open_kept(copied), "見本 花子（連携推進室）", AT)
    return copied


def test_a_release_is_in_the_log_with_the_digest_of_the_manifest(released):
    (entry,) = read_log(released.parent)
    assert (entry["by"], entry["at"], entry["number"]) == ("見本 花子（連携推進室）", AT, 1)
    assert entry["manifest_sha256"] == sha256(released / "manifest.json")
    record = read_record(released.parent, released.name)
    assert record["outputs"]["16/deck.pdf"] == sha256(released / "16" / "deck.pdf")
    assert record["decks"][0]["area"] == "16"


def test_the_files_of_a_release_cannot_be_saved_over(released):
    for folder in (released, open_kept(released).frames):
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert files
        assert not any(path.stat().st_mode & 0o222 for path in files)
    assert verify(open_kept(released)).holds


def test_a_notebook_run_by_hand_does_not_write_over_the_frames_of_a_release(released):
    frames = open_kept(released).frames
    with pytest.raises(OutputError, match="frames of a released run"):
        processed.write(frames, "practices", processed.empty("practices"))
    assert verify(open_kept(released)).holds


def test_a_run_with_other_reports_does_not_replace_the_frames_of_a_release(
    released, tmp_path, monkeypatch
):
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    campaign = open_campaign("sample")
    with pytest.raises(OutputError, match="another folder of processed frames"):
        plan(campaign, "16", reports=tmp_path / "elsewhere")
    frames = str(tmp_path / "frames")
    elsewhere = open_campaign("sample", processed=frames)
    assert plan(elsewhere, "16", reports=tmp_path / "elsewhere").frames.is_relative_to(frames)
    assert plan(campaign, "16").frames.name == "2021-06-02-correction-1"


def test_a_released_run_is_not_released_again(released):
    with pytest.raises(UsageError, match="was released by 見本 花子"):
        release(open_kept(released), "見本 次郎", AT)


def test_a_run_that_is_not_what_its_manifest_says_is_not_released(copied):
    (copied / "16" / "deck.html").unlink()
    with pytest.raises(DataError, match=r"16/deck\.html missing"):
        release(open_kept(copied), "見本 花子", AT)
    assert read_log(copied.parent) == []
    assert not (copied.parent / "releases").exists()


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "花子\x1b[2J"])
def test_somebody_must_release_it(copied, name):
    with pytest.raises(UsageError, match="--by"):
        release(open_kept(copied), name, AT)


def test_a_manifest_changed_after_its_release_is_found(released):
    manifest = released / "manifest.json"
    manifest.chmod(0o644)
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"finished": "2', '"finished": "1'), encoding="utf-8")
    findings = verify(open_kept(released)).findings
    assert [one.part for one in findings if one.fails] == ["release", "prov.json"]


def test_a_run_goes_to_its_date_until_it_is_released_and_then_beside_it(copied):
    reports = copied.parents[1]
    before = destination(reports, "sample", DAY)
    assert (before.folder, before.correction, before.corrects) == (copied, 0, None)
    release(open_kept(copied), "見本 花子", AT)
    after = destination(reports, "sample", DAY)
    assert after.folder.name == "2021-06-02-correction-1"
    assert (after.correction, after.corrects, after.standing) == (1, copied, copied)
    after.folder.mkdir()
    assert destination(reports, "sample", DAY).standing == after.folder
    assert destination(reports, "sample", dt.date(2021, 6, 3)).folder.name == "2021-06-03"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("花子", "太郎"), "the entry was changed"),
        (lambda text: "no JSON\n" + text, "not an entry"),
        (lambda text: text + text, "the chain is broken"),
        (lambda text: "", "has a record and no entry"),
    ],
)
def test_a_log_that_was_changed_stops_every_run_of_the_campaign(released, change, said):
    log = released.parent / "releases.jsonl"
    log.write_text(change(log.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        destination(released.parents[1], "sample", DAY)


def test_a_log_that_is_gone_is_missed(released):
    (released.parent / "releases.jsonl").unlink()
    with pytest.raises(DataError, match="from a backup"):
        read_log(released.parent)


def test_a_release_broken_off_before_its_entry_is_finished_by_the_same_command(released):
    (released.parent / "releases.jsonl").write_text("", encoding="utf-8")
    entry = release(open_kept(released), "見本 花子", AT)
    assert entry["number"] == 1
    assert [one["sha256"] for one in read_log(released.parent)] == [entry["sha256"]]


def test_a_record_that_was_changed_is_not_believed(released):
    file = released.parent / "releases" / "2021-06-02.json"
    record = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**record, "by": "見本 太郎"}), encoding="utf-8")
    with pytest.raises(DataError, match="not the record that the log knows"):
        read_record(released.parent, "2021-06-02")


def test_only_the_folder_of_its_date_is_released(copied):
    elsewhere = copied.rename(copied.with_name("2021-06-02-old"))
    frames = elsewhere.parents[2] / "data" / "processed" / "sample"
    (frames / "2021-06-02").rename(frames / "2021-06-02-old")
    with pytest.raises(UsageError, match="not the folder of this campaign's run"):
        release(open_kept(elsewhere), "見本 花子", AT)
