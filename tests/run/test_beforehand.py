"""What comes up while a run still finds out what there is to do."""

from contextlib import ExitStack, nullcontext
from types import SimpleNamespace

import pytest

from renkei.run import cluster, crew, whole
from renkei.run.how import FEW, How

MANY = tuple(f"{number:02d}" for number in range(1, FEW + 1))


@pytest.fixture
def asked(monkeypatch):
    """How many decks a crew was begun for."""
    decks = []

    def begun(how, number):
        decks.append(number)
        return nullcontext("a crew")

    monkeypatch.setattr(crew, "crew", begun)
    return decks


@pytest.mark.parametrize(
    ("how", "areas", "sure"),
    [
        (How(only_failed=True), MANY, True),
        (How(force=True), MANY, True),
        (How(), MANY, False),
        (How(only_failed=True), MANY[1:], False),
        (How(only_failed=True), (), False),
    ],
)
def test_a_crew_comes_up_where_decks_will_be_made_whatever_is_found(asked, how, areas, sure):
    with ExitStack() as held:
        found = whole._beforehand(SimpleNamespace(areas=areas), how, held)
    assert asked == ([len(areas)] if sure else [])
    assert found == ("a crew" if sure else None)


def test_workers_come_up_while_the_caller_goes_on():
    with cluster.client_of(How(cluster="local", workers=2), FEW) as client:
        assert len(client.scheduler_info(n_workers=-1)["workers"]) < 2
        cluster.wait_for(client, 2)
        assert len(client.scheduler_info(n_workers=-1)["workers"]) == 2


def test_workers_that_do_not_come_are_told(monkeypatch):
    from renkei.errors import TryAgain

    monkeypatch.setattr(cluster, "_JOIN", 0.1)
    none = SimpleNamespace(
        wait_for_workers=lambda number, timeout: (_ for _ in ()).throw(TimeoutError)
    )
    with pytest.raises(TryAgain, match=r"not 2 workers in 0\.1 s"):
        cluster.wait_for(none, 2)
