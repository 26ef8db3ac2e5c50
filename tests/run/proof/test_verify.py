"""Verifying: a sound run holds, and every kind of change to it is found and named."""

import json

import pytest
from pypdf import PdfReader, PdfWriter

from renkei.errors import DataError, InputMissing
from renkei.run.manifest import as_json, sha256
from renkei.run.proof import open_kept, verify


def found(folder):
    return {(one.part, one.name, one.problem) for one in verify(open_kept(folder)).findings}


def test_a_run_as_it_was_made_holds(sound):
    verified = verify(open_kept(sound))
    assert verified.findings == ()
    assert verified.holds
    assert verified.checked["inputs"] > 100
    assert verified.checked["pdf"] == 1


def test_a_changed_a_missing_and_an_extra_file_are_told_apart(copied):
    (copied / "16" / "annex.xlsx").write_bytes(b"other")
    (copied / "16" / "deck.html").unlink()
    (copied / "16" / "notes.txt").write_text("mine")
    frames = open_kept(copied).frames
    (frames / "answers.parquet").write_bytes(b"")
    assert found(copied) == {
        ("outputs", "16/annex.xlsx", "differs"),
        ("outputs", "16/deck.html", "missing"),
        ("outputs", "16/notes.txt", "extra"),
        ("frames", "answers.parquet", "differs"),
    }


def test_another_deck_in_the_place_of_a_pdf_is_found_by_the_digest_it_carries(copied):
    pdf = copied / "16" / "deck.pdf"
    writer = PdfWriter()
    writer.append(PdfReader(pdf))
    writer.add_metadata({"/Keywords": f"sample, inputs-sha256:{'0' * 64}"})
    writer.write(pdf)
    assert ("pdf", "16/deck.pdf, properties", "differs") in found(copied)
    assert ("pdf", "16/deck.pdf, last page", "differs") not in found(copied)
    pdf.write_bytes(b"no PDF")
    assert ("pdf", "16/deck.pdf", "differs") in found(copied)


def test_a_list_of_inputs_put_right_afterwards_fits_neither_digest_nor_manifest(copied):
    listed = json.loads((copied / "inputs.json").read_text(encoding="utf-8"))
    listed["lock"] = None
    (copied / "inputs.json").write_text(as_json(listed), encoding="utf-8")
    assert {
        ("inputs.json", "inputs.json", "differs"),
        ("inputs.json", "manifest.json", "differs"),
    } < found(copied)


def test_params_and_facts_changed_since_are_found_and_code_is_only_told(copied):
    root = open_kept(copied).root
    for name in ("params/sample.yaml", "params/content/national-2021.yaml"):
        with (root / name).open("a", encoding="utf-8") as stream:
            stream.write("# one more line\n")
    with (root / "notebooks" / "3_national_briefing.ipynb").open("a") as stream:
        stream.write(" ")
    verified = verify(open_kept(copied))
    assert {(one.part, one.problem) for one in verified.findings} == {
        ("params", "differs"),
        ("content", "differs"),
        ("notebooks", "changed since"),
    }
    assert [one.part for one in verified.findings if not one.fails] == ["notebooks"]


def test_reports_alone_can_be_verified_and_what_is_elsewhere_is_no_fault(copied, tmp_path):
    kept = open_kept(copied, raw=str(tmp_path / "no"), processed=str(tmp_path / "none"))
    verified = verify(kept)
    assert verified.holds
    assert {(one.part, one.problem) for one in verified.findings} == {
        ("frames", "not here"),
        ("inputs", "not here"),
    }


def test_a_manifest_cannot_make_us_read_outside_of_the_run(copied):
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    outside = copied.parent / "outside.txt"
    outside.write_text("secret")
    manifest["outputs"]["../outside.txt"] = sha256(outside)
    (copied / "manifest.json").write_text(as_json(manifest), encoding="utf-8")
    assert ("outputs", "../outside.txt", "missing") in found(copied)


@pytest.mark.parametrize("text", ["", "[]", '{"campaign": "sample"}', "no JSON"])
def test_what_is_no_manifest_is_refused(copied, text):
    (copied / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="manifest"):
        open_kept(copied)


def test_a_folder_without_a_run_is_told(tmp_path):
    with pytest.raises(InputMissing, match="no run is kept here"):
        open_kept(tmp_path)
