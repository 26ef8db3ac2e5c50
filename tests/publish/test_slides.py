"""Reading slides from a notebook: the contract is checked where it is crossed."""

import pytest

from renkei.errors import DataError
from renkei.publish.publication import read_publication

NAMED = {"metadata": {"name": "briefing"}}


def test_slides_come_in_order_with_the_deck_and_digest(make, notebook):
    digest = "ab" * 32
    nb = notebook(make["cover"](), make["answers"](), renkei={"inputs_sha256": digest})
    publication = read_publication(nb, NAMED)
    assert [slide.kind for slide in publication.slides] == ["cover", "slide"]
    assert publication.deck.area_name == "全国"
    assert publication.inputs_sha256 == digest


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"version": 2}, "version"),
        ({"heading": ""}, "heading"),
        ({"blocks": [{"type": "video"}]}, "blocks.0"),
        ({"blocks": [{"type": "figure"}]}, "blocks.0.figure.svg"),
        ({"blocks": [{"type": "table", "rows": [[{"text": "a", "colspan": 10**9}]]}]}, "colspan"),
        ({"lines": [["no runs"]]}, "lines.0.0"),
    ],
)
def test_a_slide_against_the_contract_is_refused_by_cell_and_field(make, notebook, change, field):
    nb = notebook(make["cover"](), make["slide"]("見出し") | change)
    with pytest.raises(DataError) as refused:
        read_publication(nb, NAMED)
    assert refused.value.where == "briefing, cell 2"
    assert field in refused.value.what


def test_a_head_cell_stands_as_the_column_below_it(make, notebook):
    cell = make["cell"]
    table = {"type": "table", "head": [[cell("数")]], "rows": [[cell("1", "right")]]}
    nb = notebook(make["slide"]("見出し", blocks=[table]))
    assert read_publication(nb, NAMED).slides[0].blocks[0].head[0][0].align == "right"


def test_a_digest_that_is_none_is_refused(make, notebook):
    nb = notebook(make["cover"](), renkei={"inputs_sha256": "short"})
    with pytest.raises(DataError, match="inputs_sha256 'short'; expected 64 hexadecimal digits"):
        read_publication(nb, NAMED)
