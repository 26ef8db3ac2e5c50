"""Workers of a real local cluster: decks in place whole, whoever ends on the way."""

import os
from pathlib import Path

import nbformat
import pytest
import yaml

from renkei.errors import InputMissing, SettingsError, TryAgain, UsageError
from renkei.run import cluster, crew
from renkei.run.crew import Here, Workers
from renkei.run.deck import make_deck
from renkei.run.fanout import fan_out
from renkei.run.fingerprint import Basis, Made, text_digest
from renkei.run.how import How, Limits
from renkei.run.kernels import forking
from renkei.run.manifest import code
from renkei.run.proof.destination import Destination
from renkei.run.task import Task

LIMITS = Limits(cell=30, tries=2, pause=0.1)
CELLS = {
    "good": "40 + 2",
    "bad": "1 / 0",
    "silent": "None",
    # the first time only: the kernel's parent is the worker
    "killer": "import os; from pathlib import Path; mark = Path(processed)\n"
    "if not mark.exists(): mark.touch(); os.kill(int(os.environ['JPY_PARENT_PID']), 9)\n"
    "'survived'",
    "slow": "import time; time.sleep(60)",
    "lazy": "import time; time.sleep(0.5); 1",
    "whose": "import os; os.getppid()",
}


def notebook(folder: Path, name: str) -> Path:
    """A notebook with the parameters of a deck and one cell."""
    first = 'density = "handout"\nprocessed = ""'
    cells = [
        nbformat.v4.new_code_cell(first, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(CELLS[name]),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    node = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(node, folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


@pytest.fixture(scope="module")
def basis() -> Basis:
    return Basis(text_digest(code()), None, "s")


@pytest.fixture
def task(tmp_path: Path, basis: Basis):
    """Makes the task of a deck from one of the notebooks above."""
    for name in ("pages", "executed", "failed"):
        (tmp_path / name).mkdir()

    def make(area: str, name: str, limits: Limits = LIMITS, basis: Basis = basis) -> Task:
        return Task(
            area=area,
            name=area,
            notebook=notebook(tmp_path, name),
            parameters={"density": "handout", "processed": str(tmp_path / "mark")},
            pages=tmp_path / "pages",
            executed=tmp_path / "executed",
            failed=tmp_path / "failed",
            inputs_sha256="0" * 64,
            made=Made(basis, "n"),
            roots={"raw": tmp_path / "raw"},
            place=Destination(tmp_path / "x", 0, None, tmp_path / "x"),
            limits=limits,
        )

    return make


@pytest.fixture(scope="module")
def client():
    """Two workers."""
    with cluster.client_of(How(cluster="local", workers=2), 8) as client:
        client.wait_for_workers(2)
        yield client


def in_place(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_deck_is_put_in_place_whole_and_nothing_lies_beside_it(task, tmp_path):
    outcome = make_deck(task("16", "good"))
    assert outcome.failure is None and outcome.deck["pages"] == 1
    assert in_place(tmp_path / "pages") == ["16"]
    assert in_place(tmp_path / "pages" / "16") == [
        "annex.xlsx",
        "deck.html",
        "deck.json",
        "deck.pdf",
    ]
    assert in_place(tmp_path / "executed") == ["16_good.ipynb"]


def test_a_failed_deck_leaves_nothing_but_its_notebook_and_its_cause(task, tmp_path):
    failure = make_deck(task("16", "bad")).failure
    assert (failure.area, failure.cell, failure.exit_code) == ("16", 3, 70)
    assert in_place(tmp_path / "pages") == in_place(tmp_path / "executed") == []
    assert in_place(tmp_path / "failed") == ["16_bad.ipynb"]


def test_a_notebook_that_cannot_be_published_is_kept(task, tmp_path):
    failure = make_deck(task("16", "silent")).failure
    assert (failure.cell, failure.exit_code) == (None, 65)
    assert failure.kept == str(tmp_path / "failed" / "16_silent.ipynb")
    assert in_place(tmp_path / "pages") == in_place(tmp_path / "executed") == []
    assert in_place(tmp_path / "failed") == ["16_silent.ipynb"]


def test_decks_are_begun_in_the_order_they_are_handed_over(client, task):
    hands = Workers(client)
    both = [task("00", "good"), task("10", "good")]
    assert len(list(fan_out(both, hands, lambda *told: None))) == 2
    tasks = [task(f"{number:02d}", "good") for number in (9, 3, 7, 1, 8, 2)]
    found = [one.area for one in fan_out(tasks, hands, lambda *told: None)]
    assert set(found[:2]) <= {"09", "03", "07"} and set(found[-2:]) <= {"01", "08", "02"}


def test_who_is_done_takes_the_next_deck_whoever_it_was_meant_for(client, task):
    hands = Workers(client)
    tasks = [task(f"{n:02d}", "lazy" if n % 2 else "good") for n in range(12)]
    found = [one.area for one in fan_out(tasks, hands, lambda *told: None)]
    where = [told["worker"] for _, told in client.get_events(hands._topic) if int(told["area"]) % 2]
    assert sorted(found) == [one.area for one in tasks]
    assert len(set(where)) == 2


def test_workers_fork_their_kernels_from_the_process_of_the_run(task, tmp_path):
    tasks = [task(f"{n:02d}", "whose") for n in range(4)]
    with crew.crew(How(cluster="local", workers=2), 4) as hands:
        found = list(fan_out(tasks, hands, lambda *told: None))
    assert [one.failure for one in found] == [None] * 4
    said = {
        nbformat.read(file, 4).cells[-1].outputs[0].data["text/plain"]
        for file in (tmp_path / "executed").iterdir()
    }
    mine = [kept.process.pid for kept in forking._zygotes.values()]
    assert said <= {str(pid) for pid in mine}


def test_a_cluster_that_is_let_go_leaves_nobody(task, gone):
    with crew.crew(How(cluster="local", workers=2), 4) as hands:
        assert len(list(fan_out([task("16", "good")], hands, lambda *told: None))) == 1
        info = hands._client.run(os.getpid)
    assert all(gone(pid) for pid in info.values())


def test_the_same_deck_made_twice_at_a_time_is_one_deck(task, tmp_path):
    for _ in range(2):
        assert make_deck(task("16", "good")).failure is None
    assert in_place(tmp_path / "pages") == ["16"]


def test_where_the_folder_of_the_run_is_gone_nothing_is_made(task, tmp_path):
    one = task("16", "good")
    (tmp_path / "pages").rmdir()
    failure = make_deck(one).failure
    assert failure.exit_code == 74
    assert not (tmp_path / "pages").exists()


def test_a_worker_that_is_killed_and_a_cell_that_fails_stop_nobody(client, task, tmp_path):
    hands = Workers(client)
    assert hands.workers == 2
    tasks = [task("01", "killer"), task("02", "bad"), task("03", "good"), task("04", "slow")]
    tasks[3] = task("04", "slow", Limits(cell=1, tries=1))
    found = {one.area: one for one in fan_out(tasks, hands, lambda *told: None)}
    assert {area for area, one in found.items() if one.deck} == {"01", "03"}
    assert found["02"].failure.cause == "ZeroDivisionError: division by zero"
    assert (found["04"].failure.cause, found["04"].failure.again) == (
        "the cell took more than 1 s",
        True,
    )
    visible = [name for name in in_place(tmp_path / "pages") if not name.startswith(".")]
    assert visible == ["01", "03"]


def test_a_worker_that_hangs_is_ended(client, task, monkeypatch):
    monkeypatch.setattr(crew, "GRACE", 0.0)
    hands = Workers(client)
    # The cell's own clock would stop it after 30 s; its worker is ended after one.
    stuck = task("01", "slow", Limits(cell=30, deck=1, tries=1))
    (outcome,) = list(fan_out([stuck], hands, lambda *told: None))
    assert outcome.failure.again
    assert "the deck took more than 1 s" in outcome.failure.cause


def test_a_worker_with_another_package_makes_no_deck(client, task):
    other = task("01", "good", basis=Basis("other", None, "s"))
    (outcome,) = list(fan_out([other], Workers(client), lambda *told: None))
    assert outcome.failure.exit_code == 78
    assert "another version of the package" in outcome.failure.cause


@pytest.mark.slow
def test_workers_that_import_while_tasks_arrive_make_every_deck(task):
    """Two threads of a worker that import the same rooms at a time would stop each other."""
    tasks = [task(f"{number:02}", "good") for number in range(1, 5)]
    with crew.crew(How(cluster="local", workers=2), 4) as hands:
        found = list(fan_out(tasks, hands, lambda *told: None))
    assert [one.failure for one in found] == [None] * 4


def test_others_on_the_machine_cannot_reach_the_cluster(client):
    assert client.scheduler.address.startswith("tls://127.0.0.1:")
    from distributed import Client

    plain = client.scheduler.address.replace("tls://", "tcp://")
    with pytest.raises((OSError, TimeoutError)):
        Client(plain, timeout=2)


def test_few_decks_and_one_worker_pay_for_no_cluster():
    assert cluster.is_here(How(), 1)
    assert cluster.is_here(How(), cluster.FEW - 1)
    assert cluster.is_here(How(workers=1), 48)
    assert cluster.is_here(How(cluster="none"), 48)
    assert not cluster.is_here(How(workers=2), 48)
    assert not cluster.is_here(How(cluster="tcp://host:8786"), 1)
    with crew.crew(How(cluster="none"), 48) as hands:
        assert isinstance(hands, Here)


def test_the_machine_decides_how_many_work(monkeypatch):
    free = type("Free", (), {"available": int(2.5 * cluster.NEED)})
    monkeypatch.setattr(cluster.psutil, "virtual_memory", free)
    cores = len(os.sched_getaffinity(0))
    assert cluster.room(decks=48) == min(2, cores)
    assert cluster.room(decks=1) == 1
    assert cluster.room(wanted=3, decks=48) == 3


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("tpc://host", UsageError, "names no cluster"),
        ("nowhere.yaml", InputMissing, "nowhere.yaml"),
        ("tcp://127.0.0.1:9", TryAgain, "no scheduler answers"),
    ],
)
def test_a_cluster_that_is_none_is_told(text, kind, said, monkeypatch):
    monkeypatch.setattr(cluster, "_ANSWER", 1)
    with pytest.raises(kind, match=said), cluster.client_of(How(cluster=text), 8):
        pass


def test_a_wrong_name_of_a_cluster_is_told_before_it_is_needed():
    with pytest.raises(
        UsageError, match=r"--cluster: 'foo' names no cluster; expected none, local"
    ):
        How(cluster="foo")


def test_a_file_names_a_scheduler_or_the_class_of_a_cluster(tmp_path):
    file = tmp_path / "cluster.yaml"
    kwargs = {"n_workers": 0, "processes": False, "dashboard_address": None}
    content = {"module": "distributed", "class": "LocalCluster", "kwargs": kwargs, "workers": 1}
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with cluster.client_of(How(cluster=str(file)), 8) as client:
        assert client.submit(sum, (1, 2)).result() == 3
    file.write_text("workers: 3", encoding="utf-8")
    with (
        pytest.raises(SettingsError, match="only workers"),
        cluster.client_of(How(cluster=str(file)), 8),
    ):
        pass
    file.write_text("{module: distributed, class: LocalClutser}", encoding="utf-8")
    with (
        pytest.raises(SettingsError, match="LocalClutser"),
        cluster.client_of(How(cluster=str(file)), 8),
    ):
        pass
