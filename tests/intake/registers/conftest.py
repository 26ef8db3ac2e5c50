"""Filled registers put where they arrive, and one reading of all of them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from renkei import intake
from renkei.intake import Registers
from renkei.intake.forms import FORMS
from renkei.intake.forms.issue import Issue, build, save
from renkei.intake.forms.page import Value
from renkei.settings import Campaign

Row = Mapping[str, Value]


@pytest.fixture
def campaign(opened: Callable[..., Campaign]) -> Campaign:
    """The sample's campaign in June, on a raw folder with nothing but what a test sends."""
    return opened("2021-06-30")


@pytest.fixture
def arrive(tmp_path: Path) -> Callable[..., Path]:
    """Write a filled form of a register where it arrives; `edit` changes it before it is saved."""

    def arriving(
        name: str,
        rows: Sequence[Row],
        received: str = "2021-06-01",
        file: str = "16_富山県.xlsx",
        edit: Callable[[Any], None] | None = None,
    ) -> Path:
        issue = Issue(FORMS[name], "sample", "題", dt.date(2021, 6, 1), rows)
        book = build(issue)
        if edit:
            edit(book)
        path = tmp_path / "raw" / "sample" / name / received / file
        save(path, book)
        return path

    return arriving


@pytest.fixture
def read(campaign: Campaign) -> Callable[[], Registers]:
    """Read all registers that have arrived."""
    return lambda: intake.read_registers(campaign)


@pytest.fixture
def said() -> Callable[[Registers], list[str]]:
    """Every refusal in a sentence, without the file."""

    def saying(registers: Registers) -> list[str]:
        return [one.split(".xlsx, ")[-1] for one in intake.sentences(registers.rejected)]

    return saying
