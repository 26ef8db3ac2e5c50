"""Publishing from Python and from the command line."""

import subprocess
import sys

import nbformat
import pytest

from renkei.errors import DataError, InputMissing, WriteError
from renkei.publish import export

DIGEST = "fe" * 32


def test_every_file_is_written_and_described(make, notebook, tmp_path):
    nb = notebook(make["cover"](), make["answers"]())
    published = export(nb, tmp_path / "00", inputs_sha256=DIGEST)
    assert published.html == tmp_path / "00" / "deck.html"
    assert published.pdf.read_bytes().startswith(b"%PDF-1.7")
    assert DIGEST in published.html.read_text(encoding="utf-8")
    assert published.annex.read_bytes().startswith(b"PK")
    assert published.pages == 2
    assert published.finding == make["answers"]()["heading"]
    assert "renkei" not in nb.metadata


def test_a_file_and_a_node_give_the_same_deck(make, notebook, tmp_path):
    nb = notebook(make["cover"](), make["boxes"]())
    nbformat.write(nb, tmp_path / "n.ipynb")
    one = export(tmp_path / "n.ipynb", tmp_path / "one", inputs_sha256=DIGEST)
    other = export(nb, tmp_path / "other", inputs_sha256=DIGEST)
    assert one.pdf.read_bytes() == other.pdf.read_bytes()
    assert one.html.read_bytes() == other.html.read_bytes()
    assert one.annex.read_bytes() == other.annex.read_bytes()


def test_a_notebook_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputMissing, match=r"none\.ipynb: cannot open the notebook"):
        export(tmp_path / "none.ipynb", tmp_path)


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    (tmp_path / "n.ipynb").write_text("nothing", encoding="utf-8")
    with pytest.raises(DataError, match=r"n\.ipynb: not a notebook"):
        export(tmp_path / "n.ipynb", tmp_path)


def test_a_folder_that_cannot_be_made_is_named(make, notebook, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="taken: cannot write the deck"):
        export(notebook(make["cover"]()), tmp_path / "taken")


ANNEX = "renkei.publish.annex.DeckAnnexExporter"


@pytest.mark.parametrize(
    ("name", "ending", "start"),
    [("renkei-pdf", "pdf", b"%PDF"), ("renkei-html", "html", b"<!DOCTYPE"), (ANNEX, "xlsx", b"PK")],
)
def test_nbconvert_knows_the_exporters_by_name(make, notebook, tmp_path, name, ending, start):
    nbformat.write(notebook(make["cover"](), make["answers"]()), tmp_path / "deck.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", name, "deck.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = tmp_path / f"deck.{ending}"
    assert made.read_bytes().startswith(start)
