"""Damaged, edited and hostile returns: each read as its cells say, or refused; nothing silent."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from renkei.intake.sheets.submission import Submission

ROUNDS = 3  # of one file for each kind of mutation
SEED = 20210603


@pytest.fixture(scope="module")
def robustness(project: Path) -> Iterator[ModuleType]:
    """The benchmark of that name, which makes and judges the files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(project))
        patch.syspath_prepend(str(project / "benchmarks"))
        yield importlib.import_module("robustness")


@pytest.mark.parametrize("at", range(ROUNDS))
def test_mutated_returns_end_reconciled_or_refused(robustness: ModuleType, at: int) -> None:
    kinds = len(robustness.KINDS)
    cases = robustness.run_batch(range(at * kinds, (at + 1) * kinds), SEED)
    assert [case.kind.replace(" ", "_") for case in cases] == robustness.KINDS
    assert {case.number: case.faults for case in cases if case.faults} == {}
    assert {case.outcome for case in cases} <= set(robustness.OUTCOMES) - {"ERROR", "FAULT"}


def test_a_case_can_be_repeated_by_its_number(robustness: ModuleType) -> None:
    numbers = [robustness.KINDS.index(kind) for kind in ("several_at_once", "xml_values")]
    for number in numbers:
        first, again = (robustness.run_batch(range(number, number + 1), SEED + 1) for _ in range(2))
        assert first == again
    others = robustness.run_batch(range(numbers[0], numbers[0] + 1), SEED + 2)
    assert others[0].taken != first[0].taken


def _raw(brought: Submission) -> None:
    brought.rows[3]["raw"] = "8月末"


def _day(brought: Submission) -> None:
    brought.rows[3]["latest"] = None


def _area(brought: Submission) -> None:
    brought.rows[3]["area"] = brought.rows[4]["area"]


def _number(brought: Submission) -> None:
    brought.rows[3]["capacity"] = 1.0


def _text(brought: Submission) -> None:
    brought.rows[3]["issues"] = "別の課題"


def _contact(brought: Submission) -> None:
    brought.contacts[3]["phone"] = "1"


def _lost(brought: Submission) -> None:
    row = brought.rows.pop(3)
    brought.accounts[row["sheet"]].pile_of[row["row"] - 1] = "notes"


def _superseded(brought: Submission) -> None:
    row = brought.rows.pop(3)
    brought.accounts[row["sheet"]].supersede(row["row"] - 1)


def _uncounted(brought: Submission) -> None:
    brought.accounts["回答"].cells["read"] -= 1


def _untold(brought: Submission) -> None:
    brought.reject("cell", "unreadable cell", "", "", sheet="回答", cell="E9", row=9)


TAMPERED = {
    _raw: "raw is '8月末'",
    _day: "latest is None",
    _area: "was taken twice",
    _number: "capacity",
    _text: "issues",
    _contact: "the contact is '1'",
    _lost: "lies with the notes, though it names a municipality and answers",
    _superseded: "lies with the superseded, and nothing says so",
    _uncounted: "cells",
    _untold: "a rejection does not say what or what was expected",
}


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda one: one.__name__.strip("_"))
def test_the_check_notices_what_a_reading_hides(
    robustness: ModuleType, tmp_path: Path, tamper: Callable[[Submission], None]
) -> None:
    bases = sys.modules["mutated.bases"]
    right = next(
        one
        for seed in range(40)
        if (one := bases.right_return(robustness.random_of(seed, 0))).issue.rows[3].get("answer")
        and all(row.get("phone") for row in one.issue.rows)
    )
    base, _ = bases.read_right(right, tmp_path)
    brought, _ = bases.read_right(right, tmp_path)
    truth: Any = robustness.Truth(right, base, right.leaves, "")
    assert robustness.judge(truth, brought) == []
    tamper(brought)
    assert any(TAMPERED[tamper] in fault for fault in robustness.judge(truth, brought))
