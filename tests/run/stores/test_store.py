"""Files behind an address: the same in memory, in a folder and on a real S3 server."""

from pathlib import Path

import pytest

from renkei.errors import DataError, InputMissing, OutputError, SettingsError, TryAgain
from renkei.run.stores import Store, is_address
from renkei.run.stores.mirror import mirror

NAMES = ["16/deck.html", "sample/2021-06-01_再提出/16_富山県 (1).xlsx", "top.txt"]


def test_what_is_put_there_is_listed_read_and_fetched(store, tmp_path):
    for name in NAMES:
        store.write(name, name.encode())
    assert sorted(store.names()) == NAMES
    assert list(store.names("16")) == ["16/deck.html"]
    assert store.folders() == ["16", "sample"]
    assert store.folders("sample") == ["2021-06-01_再提出"]
    assert store.read(NAMES[1]) == NAMES[1].encode()
    store.fetch(NAMES[1], tmp_path / "here" / "a.xlsx")
    assert (tmp_path / "here" / "a.xlsx").read_bytes() == NAMES[1].encode()
    store.remove("16")
    store.remove("gone")
    assert sorted(store.names()) == NAMES[1:]


def test_what_is_not_there_is_told_apart_from_a_store_that_fails(store, tmp_path):
    assert store.read("none") is None
    assert store.folders("none") == [] and store.names("none") == {}
    with pytest.raises(InputMissing, match="none: no such file"):
        store.fetch("none", tmp_path / "none")
    assert list(tmp_path.glob("none*")) == []


def test_a_mark_changes_with_the_content(store):
    store.write("a", b"12")
    before = store.names()["a"]
    store.write("a", b"13")
    assert store.names()["a"] != before


def test_a_mirror_fetches_only_what_changed_and_drops_what_is_gone(store, tmp_path, monkeypatch):
    for name in NAMES:
        store.write(name, b"1")
    folder, fetched = tmp_path / "raw", []
    whole = store.fetch
    monkeypatch.setattr(store, "fetch", lambda *given: (fetched.append(given[0]), whole(*given)))
    assert sorted(mirror(store, folder, lambda name: True)) == NAMES == sorted(fetched)
    fetched.clear()
    store.write("top.txt", b"22")
    store.remove("16")
    mirror(store, folder, lambda name: True)
    assert fetched == ["top.txt"]
    files = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
    assert sorted(files) == NAMES[1:]
    (folder / "top.txt").unlink()  # somebody cleaned up here
    mirror(store, folder, lambda name: True)
    assert (folder / "top.txt").read_bytes() == b"22"


def test_a_mirror_that_breaks_off_fetches_again_what_it_had_begun(tmp_path, monkeypatch):
    store = Store(f"memory://{tmp_path.name}")
    store.write("a", b"old")
    folder = tmp_path / "raw"
    mirror(store, folder, lambda name: True)
    store.write("a", b"new")

    def breaks(name: str, file: Path) -> None:
        file.write_bytes(b"ha")
        raise TryAgain("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(store, "fetch", breaks)
        with pytest.raises(TryAgain):
            mirror(store, folder, lambda name: True)
    mirror(store, folder, lambda name: True)
    assert (folder / "a").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/../../b", "a\\b", "a\nb"])
def test_a_name_that_leads_out_is_refused(name):
    store = Store("memory://hostile")
    with pytest.raises(DataError, match=r"a file is named '.*memory://|memory://hostile: a file"):
        store._name(f"/hostile/{name}")


@pytest.mark.parametrize(
    "text", ["s3://key:secret@bucket/a", "simplecache::s3://b", "s3://b/a?x=1", "nosuch://b/a"]
)
def test_an_address_with_secrets_or_of_no_kind_is_refused_without_repeating_them(text):
    with pytest.raises(SettingsError) as told:
        Store(text)
    assert "secret" not in str(told.value)


def test_a_server_that_does_not_answer_is_75(monkeypatch):
    for name, value in {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "k")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden-secret")
    with pytest.raises(TryAgain, match="s3://bucket/a") as told:
        Store("s3://bucket/a").names()
    assert "hidden-secret" not in str(told.value) and "\n" not in str(told.value)


def test_wrong_credentials_are_told_as_such(bucket, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(OutputError, match="credentials that may do this"):
        Store(f"s3://{bucket}/locked").names()
    with pytest.raises(InputMissing, match="credentials that may do this"):
        Store(f"s3://{bucket}/locked").fetch("a", tmp_path / "a")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("s3://b", True), ("memory://x", True), ("/srv/raw", False), ("C:/raw", False), ("", False)],
)
def test_an_address_is_told_from_a_path(text, is_one):
    assert is_address(text) is is_one


def test_an_address_without_a_bucket_is_refused_before_anything_is_made():
    with pytest.raises(SettingsError, match=r"s3://: names no bucket; expected s3://bucket/folder"):
        Store("s3://")
