"""A campaign on an empty raw folder, and the means to send it returns and records."""

import datetime as dt
import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renkei import areas
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.issue import Issue, build, save
from renkei.intake.forms.page import Value
from renkei.intake.forms.returns import RETURNS, ReturnRow
from renkei.settings import Campaign, open_campaign

Edit = Callable[[Any], None]


@pytest.fixture
def opened(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Campaign]:
    """Open the sample's campaign at a day, on an empty raw folder of the test's own."""
    monkeypatch.setenv("RENKEI_HOME", str(project))
    (tmp_path / "raw").mkdir()

    def opening(as_of: str = "2021-05-16") -> Campaign:
        return open_campaign(
            "sample", as_of=as_of, raw=str(tmp_path / "raw"), processed=str(tmp_path / "kept")
        )

    return opening


@pytest.fixture
def campaign(opened: Callable[..., Campaign]) -> Campaign:
    """The campaign while its first round runs."""
    return opened()


@pytest.fixture
def rows() -> Callable[..., list[ReturnRow]]:
    """The rows of a prefecture, every municipality answering the same unless said by name."""

    def of_prefecture(
        prefecture: str = "16", answer: Value = "R3.7.31", **named: Value
    ) -> list[ReturnRow]:
        return [
            ReturnRow(
                code=area.code,
                prefecture=area.prefecture,
                name=area.name,
                answer=named.get(area.name, answer),
                wish_share=87.5,
                capacity=100,
                section="健康課",
                person="見本 一郎",
                phone="000-0000-0000",
            )
            for area in areas.municipalities(prefecture)
        ]

    return of_prefecture


@pytest.fixture
def send(tmp_path: Path, rows: Callable[..., list[ReturnRow]]) -> Callable[..., Path]:
    """Write a return where it arrives; `edit` changes the workbook before it is saved."""

    def sending(
        given: list[ReturnRow] | None = None,
        *,
        number: int = 1,
        received: str = "2021-05-11",
        name: str = "16_富山県.xlsx",
        edit: Edit | None = None,
        **other: Any,
    ) -> Path:
        form = Issue(
            form=RETURNS,
            campaign="sample",
            title="題",
            sample=True,
            round=number,
            as_of=dt.date(2021, 5, 12),
            prefecture_code="16",
            prefecture="富山県",
            rows=[row.values() for row in (rows() if given is None else given)],
        )
        book = build(replace(form, **other))
        if edit:
            edit(book)
        file = tmp_path / "raw" / "sample" / "returns" / f"round-{number}" / received / name
        save(file, book)
        return file

    return sending


@pytest.fixture
def change() -> Callable[..., Edit]:
    """An edit that sets cells of the sheet 回答 by address."""

    def changing(**cells: Value) -> Edit:
        def edit(book: Any) -> None:
            for address, value in cells.items():
                book[SHEET][address] = value

        return edit

    return changing


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[..., Path]:
    """Write a snapshot from CSV lines, or NDJSON from dictionaries; packed when named .gz."""

    def writing(name: str, lines: list[Any]) -> Path:
        texts = [one if isinstance(one, str) else json.dumps(one) for one in lines]
        content = ("\n".join(texts) + "\n").encode()
        file = tmp_path / "raw" / "sample" / "records" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return file

    return writing
