"""Manifests that anybody may have written: told in a sentence, never a fault of the program."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from renkei.errors import RenkeiError
from renkei.run.proof import open_kept, prov_json, release, verify

BAD: tuple[Any, ...] = (7, "../../../etc/passwd\x1b[2J", {"x": [None]})
PROVED = ("outputs", "frames", "executed", "inputs", "inputs_sha256")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every part of a manifest; of what a proof reads, two of each kind inside too."""
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    for key, one in pairs if not path else pairs[:3]:
        yield (*path, key)
        if isinstance(one, dict | list) and {*path, key} & {*PROVED, "decks", "times"}:
            yield from places(one, (*path, key))


def changed(manifest: dict[str, Any], path: tuple[Any, ...], bad: Any) -> str:
    copy = json.loads(json.dumps(manifest))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = bad
    return json.dumps(copy)


def test_no_change_of_a_manifest_is_a_fault_of_the_program(copied):
    file = copied / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["outputs"] = {name: manifest["outputs"][name] for name in ["16/deck.pdf"]}
    manifest["frames"] = dict(list(manifest["frames"].items())[:1])
    manifest["executed"] = dict(list(manifest["executed"].items())[:1])
    listed = manifest["inputs"]
    for part in ("inputs", "code", "notebooks", "content"):
        listed[part] = dict(list(listed[part].items())[:1])
    for frame in (copied.parents[2] / "data" / "processed" / "sample").rglob("*"):
        if frame.is_file() and frame.name not in manifest["frames"] | manifest["executed"]:
            frame.unlink()
    for path in places(manifest):
        for bad in BAD:
            file.write_text(changed(manifest, path, bad), encoding="utf-8")
            try:
                kept = open_kept(copied)
                holds = verify(kept).holds
                prov_json(kept.manifest, kept.name)
                assert not (holds and path[0] in PROVED)
            except RenkeiError as error:
                assert str(copied) in str(error)


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "\ud800", '{"decks": [{}]}', "9" * 5000])
def test_what_is_no_manifest_is_told_with_its_place(copied, text):
    file = copied / "manifest.json"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(RenkeiError, match=r"manifest\.json"):
        verify(open_kept(copied))


@pytest.mark.parametrize("as_of", ["", "2021-13-01", "latest", "２０２１-06-02"])
def test_a_run_of_no_date_is_not_released(copied, as_of):
    file = copied / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(manifest | {"as_of": as_of}), encoding="utf-8")
    with pytest.raises(RenkeiError):
        release(open_kept(copied), "見本 花子", "2021-06-03T01:00:00+00:00")
    assert not (copied.parent / "releases.jsonl").exists()
