"""Returned files to be checked, and the workbooks that go back, opened as an office opens them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renkei.intake.checking.checked import Checked, check_arrivals
from renkei.intake.checking.corrections import Correction, corrections
from renkei.intake.checking.letter import write_correction
from renkei.intake.forms.form import SHEET
from renkei.intake.forms.returns import RETURNS
from renkei.intake.sheets.arrivals import read_arrivals
from renkei.intake.sheets.inquiry import Inquiry
from renkei.settings import Campaign


@pytest.fixture
def checked(campaign: Campaign) -> Callable[..., Checked]:
    """Check what was sent for the first round."""

    def checking(previous: dict[str, str] | None = None) -> Checked:
        one = campaign.rounds[0]
        folder = campaign.returns_folder(one)
        assert folder is not None
        inquiry = Inquiry(RETURNS, one.as_of, one.number, campaign.campaign)
        read = read_arrivals(folder, campaign.inputs(), campaign.as_of, inquiry)
        return check_arrivals(folder, read, campaign, one, previous or {})

    return checking


@pytest.fixture
def corrected(checked: Callable[..., Checked]) -> Callable[..., Correction]:
    """The one correction of what was sent."""

    def making(**other: Any) -> Correction:
        made = corrections(checked(**other))
        assert len(made) == 1, [one.file_name for one in made]
        return made[0]

    return making


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Correction], Any]:
    """Write a correction and open it as Excel does."""

    def writing(correction: Correction) -> Any:
        file = tmp_path / "back" / correction.file_name
        write_correction(file, correction)
        return openpyxl.load_workbook(file)

    return writing


@pytest.fixture
def coloured() -> Callable[..., dict[str, str]]:
    """The coloured cells of a sheet, by address, with the comment of each."""

    def looking(book: Any, sheet: str = SHEET) -> dict[str, str]:
        return {
            cell.coordinate: cell.comment.text if cell.comment else ""
            for row in book[sheet].iter_rows()
            for cell in row
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb.endswith("FFDCC8")
        }

    return looking
