"""PROV-JSON: every relation names what is there, and another library reads it."""

import pytest

from renkei.run.manifest import as_json
from renkei.run.proof import open_kept, prov_json, release

RECORDS = {"entity", "activity", "agent"}


@pytest.fixture
def document(copied):
    release(open_kept(copied), "見本 花子", "2021-06-03T01:00:00+00:00")
    return prov_json(open_kept(copied))


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
    model = pytest.importorskip("prov.model")
    text = as_json(document)
    read = model.ProvDocument.deserialize(content=text, format="json")
    again = model.ProvDocument.deserialize(content=read.serialize(format="json"), format="json")
    assert read == again
    assert len(list(read.get_records(model.ProvEntity))) == len(document["entity"])
