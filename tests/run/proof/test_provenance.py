"""PROV-JSON: every relation names what is there, and another library reads it."""

import json

import pytest
from prov.model import ProvDocument, ProvEntity

from renkei.run.manifest import as_json
from renkei.run.proof import EXPORT, open_kept, prov_json, release, verify, write_export

RECORDS = {"entity", "activity", "agent"}


@pytest.fixture
def document(copied):
    release(open_kept(copied), "見本 花子", "2021-06-03T01:00:00+00:00")
    return json.loads((copied / EXPORT).read_text(encoding="utf-8"))


def test_every_file_is_an_entity_with_its_digest(copied, document):
    manifest = open_kept(copied).manifest
    digests = {one.get("renkei:sha256") for one in document["entity"].values()}
    assert set(manifest["outputs"].values()) <= digests
    assert set(manifest["inputs"]["inputs"].values()) <= digests
    assert document["entity"]["run:outputs/16/deck.pdf"]["prov:label"] == "outputs/16/deck.pdf"


def test_every_relation_leads_to_something_that_is_there(document):
    known = {name for kind in RECORDS for name in document[kind]}
    relations = set(document) - RECORDS - {"prefix"}
    ends = [end for kind in relations for one in document[kind].values() for end in one.values()]
    assert len(ends) > 500
    assert set(ends) <= known


def test_who_released_it_is_in_it(document):
    assert document["agent"]["run:releaser"]["prov:label"] == "見本 花子"
    made_by = document["wasGeneratedBy"].values()
    decks = {one["prov:activity"] for one in made_by if "16/deck" in one["prov:entity"]}
    assert decks == {"run:deck/16"}


def test_the_prov_library_reads_it_and_gives_it_back(document):
    text = as_json(document)
    read = ProvDocument.deserialize(content=text, format="json")
    again = ProvDocument.deserialize(content=read.serialize(format="json"), format="json")
    assert read == again
    assert len(list(read.get_records(ProvEntity))) == len(document["entity"])


def test_names_of_two_runs_do_not_meet_in_one_document(copied):
    manifest = open_kept(copied).manifest
    one, other = (prov_json(manifest, name)["prefix"]["run"] for name in ("2021-06-02", "x"))
    assert one == "urn:renkei:run:sample:2021-06-02:" and other != one


def test_a_correction_is_a_revision_of_what_it_corrects(copied):
    manifest = {**open_kept(copied).manifest, "corrects": "2021-06-02"}
    document = prov_json(manifest, "2021-06-02-correction-1")
    pairs = {
        (one["prov:generatedEntity"], one["prov:usedEntity"])
        for one in document["wasDerivedFrom"].values()
    }
    assert ("run:outputs/16/deck.pdf", "before:outputs/16/deck.pdf") in pairs
    ProvDocument.deserialize(content=as_json(document), format="json")


def test_an_export_that_says_something_else_is_found(copied):
    kept = open_kept(copied)
    file = write_export(copied, kept.manifest, kept.name)
    assert verify(kept).holds
    told = file.read_text(encoding="utf-8")
    file.write_text(told.replace("outputs/16/deck.pdf", "outputs/16/other.pdf"), encoding="utf-8")
    assert [one.part for one in verify(kept).findings if one.fails] == [EXPORT]
