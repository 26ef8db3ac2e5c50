"""A table that keeps every rule, and the means to break one rule at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renkei.intake.lint import Finding, lint_file

CLEAN = [
    ["団体コード", "都道府県名", "市区町村名", "接種者数（人）", "時点", "体制"],
    ["162019", "富山県", "富山市", 100, "2021-07-31", "集団"],
    ["162027", "富山県", "高岡市", 200, "2021-07-31", "個別"],
    ["162043", "富山県", "魚津市", 300, "2021-07-31", "集団"],
    ["162051", "富山県", "氷見市", 400, "2021-07-31", "個別"],
    ["162060", "富山県", "滑川市", 500, "2021-07-31", "集団"],
    ["162078", "富山県", "黒部市", 600, "2021-07-31", "個別"],
]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write the clean table as a workbook, with cells changed by address and a last edit."""

    def writing(
        rows: list[list[Any]] | None = None,
        edit: Callable[[Any], None] | None = None,
        name: str = "表.xlsx",
        **cells: Any,
    ) -> Path:
        written = openpyxl.Workbook()
        sheet = written.active
        sheet.title = "表"
        for row in CLEAN if rows is None else rows:
            sheet.append(row)
        for address, value in cells.items():
            sheet[address] = value
        if edit:
            edit(sheet)
        written.save(tmp_path / name)
        return tmp_path / name

    return writing


@pytest.fixture
def check(book: Callable[..., Path]) -> Callable[..., list[Finding]]:
    """What is found in the clean table once it is changed."""

    def checking(*args: Any, **given: Any) -> list[Finding]:
        return list(lint_file(book(*args, **given)))

    return checking


@pytest.fixture
def told() -> Callable[[list[Finding]], list[tuple[str, str, str]]]:
    """Findings as rule number, severity and range."""

    def telling(findings: list[Finding]) -> list[tuple[str, str, str]]:
        return [(one.rule.number, one.severity, one.range) for one in findings]

    return telling
