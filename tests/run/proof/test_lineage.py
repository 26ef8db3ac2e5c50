"""The way back through a notebook: exact, because every name is bound once."""

import nbformat

from renkei.run.proof.lineage import lineage


def test_only_the_cells_a_slide_rests_on_are_followed(tmp_path):
    nb = nbformat.v4.new_notebook()
    sources = {
        "imports": "from renkei.deck import notes, tables",
        "open": "view = open_deck()",
        "counts": 'origin = notes.source(view, "answers", "population")',
        "other": 'stock = notes.register(view, "supply")',
        "slide": "deck.slide(tables.answers(view), source=origin)",
        "refused": "deck.slide(tables.refused(view), source=origin)",
    }
    nb.cells = [nbformat.v4.new_code_cell(text, id=name) for name, text in sources.items()]
    file = tmp_path / "one.ipynb"
    nbformat.write(nb, file)
    found = lineage(file, "slide")
    assert found.lines == (sources["open"], sources["counts"], sources["slide"])
    assert found.frames == ("answers", "returns", "population")
    assert "rejections" in lineage(file, "refused").frames
    assert lineage(file, "no such cell").lines == ()
