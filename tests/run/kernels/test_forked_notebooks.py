"""Every notebook gives the same with a forked kernel, byte for byte, up to the deck."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from renkei.publish import export
from renkei.run.execute import execute
from renkei.run.kernels import SETTING, forking, kernel_environment, provisioner
from renkei.settings import open_campaign

NOTEBOOKS = sorted(path.name for path in Path(__file__).parents[3].glob("notebooks/*.ipynb"))
LONG = {"3", "5", "b"}  # no other kind of output than the rest
CASES = [
    pytest.param(name, marks=[pytest.mark.slow] if name[0] in LONG else []) for name in NOTEBOOKS
]
TOLD = {"4": {"area": "16"}, "b": {"as_of": "2021-06-16", "origins": "2021-05-27"}}


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the notebooks of this file leave their frames for the next ones."""
    return tmp_path_factory.mktemp("processed")


def outputs(file: Path) -> str:
    """What the cells hold, without the times and names papermill adds."""
    node = nbformat.read(file, as_version=4)
    cells: list[dict[str, Any]] = [
        {name: cell.get(name) for name in ("cell_type", "source", "outputs", "execution_count")}
        for cell in node.cells
    ]
    return json.dumps(cells, ensure_ascii=False, indent=1)


def needed(name: str, folder: Path) -> list[str]:
    """The notebooks whose frames this one reads and that no case of this file has left yet."""
    reads = {"2": ["records"], "3": ["records", "projections"], "5": ["records"]}
    reads["4"] = reads["3"]
    wanted = zip(NOTEBOOKS, reads.get(name[0], []), strict=False)
    return [one for one, frame in wanted if not list(folder.rglob(f"{frame}.parquet"))]


def frames(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the kernels that were really forked."""
    numbers: list[int] = []

    def counted(*asked: Any) -> forking.ForkedKernel:
        kernel = forking.fork_kernel(*asked)
        numbers.append(kernel.pid)
        return kernel

    monkeypatch.setattr(provisioner, "fork_kernel", counted)
    return numbers


@pytest.mark.parametrize("name", CASES)
def test_a_notebook_gives_the_same(
    name, project, sample_raw, processed, tmp_path, forks, monkeypatch
):
    campaign = open_campaign("sample-meeting" if name.startswith("5") else "sample")
    told = {"params": str(campaign.file), "raw": str(sample_raw), "processed": str(processed)}
    monkeypatch.setenv(SETTING, "ordinary")
    for earlier in needed(name, processed / campaign.campaign):
        execute(project / "notebooks" / earlier, told, tmp_path / "earlier.ipynb", tmp_path)
    told |= TOLD.get(name[0], {})
    left = {}
    for kind in ("ordinary", "forked"):
        monkeypatch.setenv(SETTING, kind)
        with kernel_environment():
            execute(project / "notebooks" / name, told, tmp_path / f"{kind}.ipynb", tmp_path)
        left[kind] = frames(processed)
    assert len(forks) == 1
    assert outputs(tmp_path / "forked.ipynb") == outputs(tmp_path / "ordinary.ipynb")
    assert left["forked"] == left["ordinary"]
    if name.startswith("4"):
        same_deck(tmp_path)


def same_deck(folder: Path) -> None:
    """Both executed notebooks make the same files, byte for byte."""
    decks = {}
    for kind in ("ordinary", "forked"):
        (folder / kind).mkdir()
        source = (folder / f"{kind}.ipynb").rename(folder / kind / "deck.ipynb")
        made = export(source, folder / kind / "out", inputs_sha256="0" * 64)
        decks[kind] = [file.read_bytes() for file in (made.html, made.pdf, made.annex)]
    assert decks["forked"] == decks["ordinary"]
    assert all(len(one) > 1000 for one in decks["forked"])
