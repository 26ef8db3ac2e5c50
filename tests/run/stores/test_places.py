"""Runs sent to a store and fetched on another machine; faults at every step show no half run."""

import datetime as dt
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from renkei.errors import DataError, SettingsError, TryAgain, UsageError
from renkei.run.stores import Store, kept, kept_places, places

DAY = dt.date(2021, 6, 2)
NAME = "2021-06-02"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def make_run(found, text: str, name: str = NAME) -> Path:
    """A run of two decks, as one would put it in place."""
    folder = found.reports / "sample" / name
    frames = Path(found.processed) / "sample" / name
    files = {f"{area}/deck.{kind}": f"{text} {area}" for area in ["00", "16"] for kind in "ab"}
    for base, given in ((folder, files), (frames, {"answers.parquet": text})):
        for file, content in given.items():
            (base / file).parent.mkdir(parents=True, exist_ok=True)
            (base / file).write_text(content)
    manifest = {
        "outputs": {file: digest(content.encode()) for file, content in files.items()},
        "frames": {"answers.parquet": digest(text.encode())},
        "as_of": NAME,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def standing(store: Store, name: str = NAME) -> str:
    """What a reader of the store sees: the text of the whole run that stands; "" for none."""
    stands = kept.current(store, "sample", name)
    if stands is None:
        return ""
    folder = stands.folder("sample", name)
    manifest = store.read(f"{folder}/manifest.json")
    assert digest(manifest) == stands.manifest_sha256
    for file, expected in json.loads(manifest)["outputs"].items():
        assert digest(store.read(f"{folder}/{file}")) == expected
    return store.read(f"{folder}/00/deck.a").decode().split()[0]


@pytest.fixture
def machine(tmp_path: Path, address: str, monkeypatch) -> Callable:
    """The places of a run on a machine of this name, all in one store."""

    def on(name: str):
        for folder in ("params", "notebooks"):
            (tmp_path / name / folder).mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv("RENKEI_HOME", str(tmp_path / name))
        given = {part: f"{address}/{part}" for part in ("raw", "processed", "reports")}
        found = places(**given)
        found.fetch_runs("sample", DAY)
        return found

    return on


@pytest.fixture
def reports(address: str) -> Store:
    return Store(f"{address}/reports")


def test_a_run_sent_from_one_machine_is_whole_on_another(machine, reports):
    make_run(one := machine("one"), "first")
    one.send("sample", NAME)
    assert standing(reports) == "first"
    other = machine("other")
    for left, right in ((one.reports, other.reports), (Path(one.processed), Path(other.processed))):
        files = {file.relative_to(left): file.read_bytes() for file in left.glob("*/2*/**/*.*")}
        assert files
        assert {file: (right / file).read_bytes() for file in files} == files
    make_run(other, "second")
    other.send("sample", NAME)
    assert standing(reports) == "second"
    assert (machine("one").reports / "sample" / NAME / "16" / "deck.a").read_text() == "second 16"


def test_the_run_before_is_kept_for_who_reads_it_and_older_ones_go(machine, reports):
    for text in ("first", "second", "third"):
        make_run(here := machine("one"), text)
        here.send("sample", NAME)
    folders = [one for one in reports.folders("sample") if "@" in one]
    assert len(folders) == 2 and standing(reports) == "third"


def test_a_run_that_is_broken_off_anywhere_shows_the_one_before(
    tmp_path, machine, reports, monkeypatch
):
    make_run(here := machine("one"), "first")
    here.send("sample", NAME)
    make_run(here, "second")
    whole, seen = Store.write, []
    for steps in range(40):
        left = [steps]

        def fails(store, name, content, left=left):
            if not left[0]:
                raise TryAgain("no answer")
            left[0] -= 1
            whole(store, name, content)

        with monkeypatch.context() as patch:
            patch.setattr(Store, "write", fails)
            try:
                machine("one").send("sample", NAME)
            except TryAgain:
                seen.append(standing(reports))
                continue
        break
    assert seen[:8] == ["first"] * 8 and set(seen) == {"first", "second"}
    assert standing(reports) == "second" and 8 < steps < 39
    text = (machine("one").reports / "sample" / NAME / "00" / "deck.a").read_text()
    assert text == "second 00"


def test_who_sends_second_is_told_and_changes_nothing(machine, reports):
    one, other = machine("one"), machine("other")
    make_run(one, "first")
    make_run(other, "rival")
    one.send("sample", NAME)
    with pytest.raises(TryAgain, match="another run was sent meanwhile"):
        other.send("sample", NAME)
    assert standing(reports) == "first"


def test_another_process_does_not_touch_the_copy_a_run_works_with(machine, address):
    machine("one")
    script = (
        "import datetime as dt\nfrom renkei.run.stores import places\n"
        f"found = places(reports={f'{address}/reports'!r})\n"
        "found.fetch_runs('sample', dt.date(2021, 6, 2))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "TryAgain" in done.stderr and "another process of this machine" in done.stderr


def test_a_page_under_the_lasting_address_leads_to_the_run(machine, reports):
    make_run(here := machine("one"), "first")
    here.send("sample", NAME)
    folder = kept.current(reports, "sample", NAME).folder("sample", NAME)
    page = reports.read(f"sample/{NAME}/index.html").decode()
    assert f'url=../{folder.split("/")[1]}/index.html"' in page
    assert folder in reports.read("index.html").decode()  # named, as its manifest is made up


def test_of_a_date_the_newest_edition_comes_whole_and_of_the_others_the_manifest(machine):
    here = machine("one")
    for name in (NAME, f"{NAME}-correction-1"):
        make_run(here, name, name)
        here.send("sample", name)
    home = machine("other").reports / "sample"
    assert [file.name for file in (home / NAME).iterdir()] == ["manifest.json"]
    assert (home / f"{NAME}-correction-1" / "00" / "deck.a").is_file()


def test_a_release_goes_with_its_record(machine):
    make_run(here := machine("one"), "first")
    here.send("sample", NAME)
    home = here.reports / "sample"
    (home / "releases").mkdir()
    for file in (f"releases/{NAME}.json", f"releases/{NAME}.slides.json.gz", "releases.jsonl"):
        (home / file).write_text(file)
    (home / NAME / "prov.json").write_text("released")
    here.send_release("sample", NAME)
    there = machine("other").reports / "sample"
    assert (there / "releases.jsonl").read_text() == "releases.jsonl"
    assert (there / "releases" / f"{NAME}.json").read_text() == f"releases/{NAME}.json"
    assert (there / NAME / "prov.json").read_text() == "released"


def test_who_releases_second_is_told_and_the_log_keeps_the_first(machine, reports):
    make_run(here := machine("one"), "first")
    here.send("sample", NAME)
    other = machine("other")
    for found, line in ((here, "one"), (other, "other")):
        home = found.reports / "sample"
        (home / "releases").mkdir(exist_ok=True)
        (home / "releases.jsonl").write_text(line)
        (home / NAME / "prov.json").write_text(line)
    here.send_release("sample", NAME)
    with pytest.raises(TryAgain, match="another run was released meanwhile"):
        other.send_release("sample", NAME)
    assert reports.read("sample/releases.jsonl") == b"one"
    assert (machine("other").reports / "sample" / "releases.jsonl").read_text() == "one"


def test_only_what_the_sources_name_is_fetched_and_nobodys_files_are_removed(machine, address):
    raw = Store(f"{address}/raw")
    names = ["a/returns/x.xlsx", "a/juki.xls", "a/vrs/2.csv", "b/returns/y.xlsx", "a/other/z.txt"]
    for name in names:
        raw.write(name, b"1")
    found = machine("one")
    told = {"sources": {"r": {"path": "a/vrs/*.csv"}, "p": "a/juki.xls"}, "rounds": ["a/returns"]}
    found.fetch_raw(SimpleNamespace(model_dump=lambda **given: told))
    folder = Path(found.raw)
    there = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*.*"))
    assert there == sorted(names[:3])
    found.fetch_raw(SimpleNamespace(model_dump=lambda **given: {"sources": "b/returns"}))
    assert (folder / "b/returns/y.xlsx").is_file() and (folder / "a/juki.xls").is_file()


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"manifest_sha256": "../../x"}', b"null"])
def test_a_damaged_word_of_what_stands_stops_a_run(machine, reports, content):
    reports.write(f"sample/{NAME}/current.json", content)
    with pytest.raises(DataError, match="does not say which run stands"):
        machine("one")


def test_folders_stay_as_they_are_and_frames_need_reports(tmp_path, monkeypatch):
    found = places(raw="/srv/raw", reports="out")
    assert (found.raw, found.processed, found.reports) == ("/srv/raw", "", Path("out"))
    found.fetch_runs("sample", DAY)
    found.send("sample", NAME)
    assert kept_places("reports/x/y")[0] == "reports/x/y"
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    with pytest.raises(UsageError, match="--reports"):
        places(processed="memory://frames")
    with pytest.raises(UsageError, match="names no run"):
        kept_places("memory://reports")
    with pytest.raises(SettingsError):
        places(raw="s3://user:word@bucket")
