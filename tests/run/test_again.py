"""The run after a run: what is unchanged stays, what failed is made, what was ended goes on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from renkei.errors import RenkeiError, TryAgain
from renkei.run import Finished, last, making, plan, run
from renkei.run.how import How, Limits
from renkei.settings import open_campaign

AREAS = "16,162019,17"
MEETING = "4_prefecture_briefing"


@pytest.fixture(scope="module")
def own_home(sample_raw: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own whose notebooks are short: the same readings, three cells a deck."""
    root = tmp_path_factory.mktemp("again")
    (root / "notebooks").mkdir()
    shutil.copytree(project / "params", root / "params")
    (root / "data" / "raw").mkdir(parents=True)
    for name in ("1_clean_returns", "2_project_completion", MEETING):
        node = nbformat.read(project / "notebooks" / f"{name}.ipynb", as_version=4)
        nbformat.write(
            _short(node) if name == MEETING else node, root / "notebooks" / f"{name}.ipynb"
        )
    return root


def _short(node: nbformat.NotebookNode) -> nbformat.NotebookNode:
    kept = [cell for cell in node.cells if cell.cell_type == "code"][:3]
    shown = nbformat.v4.new_code_cell('deck.slide("見出し", lines=[[("本文", False)]])')
    node.cells = [*kept, shown]
    return node


@pytest.fixture(scope="module")
def go(own_home: Path, sample_raw: Path):
    """Runs the campaign; gives what was finished."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(own_home))

        def start(areas: str = AREAS, **how: object) -> Finished:
            told = {"limits": Limits(tries=2, pause=0.01), "cluster": "none", **how}
            campaign = open_campaign("sample", raw=str(sample_raw))
            return run(plan(campaign, areas), how=How(**told))

        yield start


@pytest.fixture(scope="module")
def first(go: Callable[..., Finished]) -> Finished:
    return go()


@pytest.fixture
def edited(own_home: Path):
    """Puts a cell at the end of the decks' notebook, for one test."""
    file = own_home / "notebooks" / f"{MEETING}.ipynb"
    sound = file.read_text(encoding="utf-8")

    def put(cell: str) -> None:
        node = nbformat.reads(sound, as_version=4)
        node.cells.append(nbformat.v4.new_code_cell(cell))
        nbformat.write(node, file)

    yield put
    file.write_text(sound, encoding="utf-8")


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def beside(finished: Finished) -> list[str]:
    names = (path.name for path in finished.reports.parent.iterdir())
    return sorted(name for name in names if not name.startswith(".lock"))


def test_where_nothing_has_changed_nothing_is_touched(first, go):
    before = stamps(first.reports)
    again = go()
    assert (again.made, again.unchanged) == ([], AREAS.split(","))
    assert stamps(first.reports) == before
    assert again.decks == first.decks and again.counts == first.counts


def test_a_run_that_has_nothing_to_make_removes_what_an_ended_one_left(first, go):
    (left := first.reports.with_name(".left-2021-06-02-1")).mkdir()
    assert go().made == []
    assert not left.exists()


def test_only_the_deck_whose_file_was_spoilt_is_made_again(first, go):
    (first.reports / "17" / "deck.html").write_text("spoilt", encoding="ascii")
    again = go()
    assert (again.made, sorted(again.unchanged)) == (["17"], ["16", "162019"])
    assert "spoilt" not in (first.reports / "17" / "deck.html").read_text(encoding="utf-8")


def test_another_density_makes_the_deck_again(first, go, sample_raw):
    campaign = open_campaign("sample", raw=str(sample_raw))
    again = run(plan(campaign, "17", "projected"), how=How(cluster="none"))
    assert again.made == ["17"]
    assert {deck["area"]: deck["density"] for deck in again.decks}["17"] == "projected"
    assert go("17").made == ["17"]


FAILING = "int(area) // (area != '17')"


def test_one_failed_deck_stops_nobody_and_only_failed_makes_it(first, go, edited, own_home):
    old = (first.reports / "17" / "deck.pdf").read_bytes()
    edited(FAILING)
    failed = go()
    assert sorted(failed.made) == ["16", "162019"]
    (failure,) = failed.failed
    assert (failure.area, failure.cell, failure.exit_code) == ("17", 6, 70)
    assert failed.exit_code == 70
    assert (first.reports / "17" / "deck.pdf").read_bytes() == old
    told = json.loads((first.reports / "manifest.json").read_text(encoding="utf-8"))
    assert [one["area"] for one in told["failed"]] == ["17"]
    assert {deck["area"]: deck["carried"] for deck in told["decks"]}["17"]
    assert Path(failure.kept).is_file()
    edited("int(area)")
    again = go(only_failed=True)
    assert again.made == ["17"]
    assert not Path(failure.kept).exists()
    assert not again.failed
    assert go(only_failed=True).made == []


def test_where_every_deck_fails_all_stays_as_it_was(first, go, edited):
    before = stamps(first.reports)
    edited("import os; os.kill(os.getpid(), 9)")
    with pytest.raises(TryAgain, match=r"17 石川県.*the kernel ended.*tried 2 times") as failure:
        go("17")
    assert failure.value.exit_code == 75
    assert stamps(first.reports) == before


def test_what_an_ended_run_had_finished_is_taken_over(first, go, edited, monkeypatch, own_home):
    edited("'otherwise'")
    before = stamps(first.reports)
    heard = making._heard

    def ended_after_the_second(work, outcome):
        heard(work, outcome)
        if len(work.made) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(making, "_heard", ended_after_the_second)
    with pytest.raises(KeyboardInterrupt):
        go()
    assert stamps(first.reports) == before
    assert beside(first) == [".left-2021-06-02-1", "2021-06-02", "failed"]
    monkeypatch.undo()
    monkeypatch.setenv("RENKEI_HOME", str(own_home))
    again = go()
    assert (again.made, sorted(again.unchanged)) == (["162019"], ["16", "17"])
    assert [name for name in beside(first) if name.startswith(".")] == []


def test_what_failed_is_kept_in_mind_while_others_are_made(first, sample_raw):
    campaign = open_campaign("sample", raw=str(sample_raw))
    whole, one = plan(campaign, AREAS), plan(campaign, "16")
    last.begin(whole, ["17", "162019"])
    last.begin(one, ["16"])
    (left := first.reports.with_name(".left-2021-06-02-1")).mkdir()
    last.settle(one, ())
    assert (last.unfinished(one), set(last.unfinished(whole))) == ((), {"17", "162019"})
    assert left.is_dir()
    last.settle(whole, ())
    assert (last.unfinished(whole), left.exists(), whole.failed.exists()) == ((), False, False)


def test_only_failed_after_an_ended_run_makes_what_it_did_not(first, go, sample_raw, monkeypatch):
    campaign = open_campaign("sample", raw=str(sample_raw))
    planned = plan(campaign, AREAS)
    planned.failed.mkdir(parents=True, exist_ok=True)
    note = planned.failed / "last.json"
    note.write_text(json.dumps({"areas": ["17", "13"], "failed": []}), encoding="utf-8")
    assert last.unfinished(planned) == ("17",)
    note.unlink()
    assert last.unfinished(planned) == ()


def test_frames_that_fail_stop_the_run_with_their_own_error(first, go, own_home):
    file = own_home / "notebooks" / "2_project_completion.ipynb"
    sound = file.read_text(encoding="utf-8")
    node = nbformat.reads(sound, as_version=4)
    node.cells.insert(3, nbformat.v4.new_code_cell("1 / 0"))
    nbformat.write(node, file)
    before = stamps(first.reports)
    try:
        with pytest.raises(RenkeiError, match="2_project_completion, cell 4: ZeroDivisionError"):
            go()
    finally:
        file.write_text(sound, encoding="utf-8")
    assert stamps(first.reports) == before
