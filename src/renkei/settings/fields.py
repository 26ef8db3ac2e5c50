"""The kinds of value a params file is made of, and the strict model they stand in."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _iso_date(value: object) -> object:
    """Read `2021-06-02`; anything else is left for the model to refuse."""
    return iso_date(value) if isinstance(value, str) else value


def iso_date(text: str) -> dt.date:
    """The day `YYYY-MM-DD` names; ValueError says what was expected."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'{text!r} is no date of the calendar like "2021-06-02"') from None


def _inside_raw(value: str) -> str:
    """A source stays inside the raw folder: no absolute path, no `..`."""
    path = Path(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value:
        raise ValueError(f"{value!r} leaves the raw folder")
    if "**" in value:
        raise ValueError(f"{value!r} holds **; expected a folder, a file, or names with * in one")
    return value


Date = Annotated[dt.date, BeforeValidator(_iso_date)]
Source = Annotated[str, Field(min_length=1), BeforeValidator(_inside_raw)]
Share = Annotated[float, Field(gt=0, le=1)]
Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Checked(BaseModel):
    """A part of a params file: no unknown key, no value of another type, nothing set later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
