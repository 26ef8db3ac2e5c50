"""The workbooks that go out: one for each prefecture, with the previous answer beside the new."""

import datetime as dt
import re
from collections.abc import Hashable, Iterable, Mapping

import pandas as pd

from renkei import areas
from renkei.errors import SettingsError
from renkei.intake.forms.form import Form
from renkei.intake.forms.issue import Issue
from renkei.intake.forms.page import Value
from renkei.intake.returns.rounds import read_returns
from renkei.settings import Campaign, Round, open_campaign
from renkei.wording.dates import interval

_DATE_CELL = re.compile(r"\d{4}-\d{2}-\d{2}")


def round_of(campaign: Campaign, number: int) -> Round:
    """The round of that number. Raises SettingsError naming the rounds there are."""
    for one in campaign.rounds:
        if one.number == number:
            return one
    known = ", ".join(str(one.number) for one in campaign.rounds)
    expected = f"one of {known}" if known else "a campaign that has rounds"
    raise SettingsError(f"no round {number}", where=str(campaign.file), expected=expected)


def outgoing(
    campaign: Campaign, form: Form, number: int | None, codes: Iterable[str]
) -> dict[str, Issue]:
    """The workbooks of a form, by file name, one for each prefecture of `codes` (two digits).

    A round's form shows each municipality what it answered last before the round was opened; the
    other forms have no round. Rows of a form of areas come with code, prefecture and name.
    """
    one = None if number is None else round_of(campaign, number)
    before = _standing(campaign, one) if one and "previous" in form.by_name else {}
    issues = {}
    for code in codes:
        name = areas.label(code)
        issues[f"{code}_{name}.xlsx"] = Issue(
            form=form,
            campaign=campaign.campaign,
            title=campaign.title,
            as_of=one.as_of if one else campaign.as_of,
            rows=_rows(code, before) if form.rows == "areas" else [],
            sample=campaign.sample,
            round=one.number if one else None,
            prefecture_code=code,
            prefecture=name,
        )
    return issues


def _rows(prefecture: str, before: Mapping[str, str]) -> list[dict[str, Value]]:
    return [
        {
            "code": area.code,
            "prefecture": area.prefecture,
            "name": area.name,
            "previous": before.get(area.code),
        }
        for area in areas.municipalities(prefecture)
    ]


def _standing(campaign: Campaign, one: Round) -> dict[str, str]:
    """What each municipality had answered by the day a round was opened, as it reads best."""
    earlier = [other for other in campaign.rounds if other.number < one.number and other.returns]
    if not earlier:
        return {}
    as_known = open_campaign(
        str(campaign.file),
        as_of=max(one.opened, campaign.sources.records.start).isoformat(),
        raw=str(campaign.raw),
        processed=str(campaign.processed),
    )
    accepted = read_returns(as_known).accepted
    return _last_answers(accepted[accepted["round"] < one.number])


def _last_answers(accepted: pd.DataFrame) -> dict[str, str]:
    """The last valid answer of each area, as text; 変更なし leaves the one before it."""
    told = accepted["status"].isin(["no_answer", "unreadable", "carry_forward"])
    standing = accepted[accepted["current"] & ~told].sort_values("round", kind="stable")
    rows = standing.to_dict("records")
    return {row["area"]: _shown(row) for row in rows}


def _shown(row: Mapping[Hashable, object]) -> str:
    """An answer as it was written, with its condition; a date cell as the form prints dates."""
    shown, condition = str(row["raw"]), str(row["condition"])
    earliest, latest = _day(row["earliest"]), _day(row["latest"])
    if _DATE_CELL.fullmatch(shown) and earliest:
        shown = interval(earliest, latest, str(row["precision"]))
    return shown if not condition or condition in shown else f"{shown}（{condition}）"


def _day(value: object) -> dt.date | None:
    return value.date() if isinstance(value, pd.Timestamp) and not pd.isna(value) else None
