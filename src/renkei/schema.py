"""The columns of every processed frame: their types, and what their values may be."""

import pandas as pd
import pandera.pandas as pa

from renkei.errors import DataError

_Text = pa.Column(str, nullable=True)
_CODE = r"^(\d{2}|\d{6})$"
_Area = pa.Column(str, pa.Check.str_matches(_CODE))
_Day = pa.Column("datetime64[ns]", nullable=True, coerce=True)
_Whole = pa.Column(int, pa.Check.ge(0), coerce=True)
_Round = pa.Column("Int64", nullable=True, coerce=True)
_Share = pa.Column(float, nullable=True, coerce=True)
_Flag = pa.Column(bool, coerce=True)

_PLACE = {"area": _Area, "received": _Day, "file": _Text, "sheet": _Text, "row": _Whole}


def _period(name: str) -> dict[str, pa.Column]:
    """A time as it was written, with its first and last day."""
    return {name: _Text, f"{name}_earliest": _Day, f"{name}_latest": _Day}


_QUANTILE_DAYS = ("d025", "d10", "d25", "d50", "d75", "d90", "d975")

COLUMNS: dict[str, dict[str, pa.Column]] = {
    "returns": {
        "round": _Round,
        "area": _Area,
        "received": _Day,
        "file": _Text,
        "sheet": _Text,
        "row": _Whole,
        "raw": _Text,
        "status": _Text,
        "earliest": _Day,
        "latest": _Day,
        "precision": _Text,
        "conditional": _Flag,
        "condition": _Text,
        "flags": _Text,
        "wish_share": _Share,
        "capacity": _Share,
        "issues": _Text,
        "current": _Flag,
    },
    "rejections": {
        "round": _Round,
        "received": _Day,
        "file": _Text,
        "sheet": _Text,
        "cell": _Text,
        "row": _Round,
        "kind": _Text,
        "rule": _Text,
        "question": _Text,
        "area": _Text,
        "raw": _Text,
        "reason": _Text,
        "expected": _Text,
        "suggestion": _Text,
        "corrected": _Flag,
    },
    "ledger": {
        "round": _Round,
        "file": _Text,
        "sheet": _Text,
        "cell": _Text,
        "area": _Text,
        "raw": _Text,
        "reading": _Text,
        "rule": _Text,
    },
    "reconciliation": {
        "round": _Round,
        "file": _Text,
        "received": _Day,
        "sheet": _Text,
        **dict.fromkeys(
            ("rows", "accepted", "rejected", "superseded", "subtotals", "notes", "blank"), _Whole
        ),
        "balanced": _Flag,
        **dict.fromkeys(("cells_expected", "cells_read", "cells_rejected"), _Whole),
    },
    "liaison": {
        **_PLACE,
        **dict.fromkeys(("number", "officer", "category", "text", "ministry", "reply"), _Text),
        **dict.fromkeys(("contacted", "forwarded", "replied", "returned", "closed"), _Day),
        "current": _Flag,
    },
    "supply": {
        **_PLACE,
        "day": _Day,
        "class": _Text,
        **dict.fromkeys(("boxes", "doses_per_box", "doses", "cumulative"), _Share),
        "remarks": _Text,
        "current": _Flag,
    },
    "work_plan": {
        **_PLACE,
        **dict.fromkeys(
            ("item", "proposers", "working_group", "departments", "group", "bar"), _Text
        ),
        **_period("start"),
        **_period("end"),
        "milestone": _Text,
        **_period("milestone_on"),
        "status": _Text,
        "actual": _Day,
        **dict.fromkeys(("outcome", "carry_over", "next_year"), _Text),
        "current": _Flag,
    },
    "readiness": {
        **_PLACE,
        **dict.fromkeys(
            ("doctors", "nurses", "venues", "booking", "transport", "off_hours", "facilities"),
            _Text,
        ),
        **dict.fromkeys(("vouchers_sent", "booking_opened"), _Day),
        **dict.fromkeys(("testing_sites", "self_test", "follow_up"), _Day),
        **dict.fromkeys(("clinics", "sites", "capacity"), _Share),
        "remarks": _Text,
        "current": _Flag,
    },
    "practices": {
        **_PLACE,
        **dict.fromkeys(("title", "category", "summary", "source"), _Text),
        "date": _Day,
        "current": _Flag,
    },
    "contacts": {
        "round": _Round,
        "area": _Area,
        "section": _Text,
        "person": _Text,
        "phone": _Text,
    },
    "answers": {
        "round": _Round,
        "area": _Area,
        "status": _Text,
        "bucket": _Text,
        "earliest": _Day,
        "latest": _Day,
        "conditional": _Flag,
        "raw": _Text,
        "wish_share": _Share,
        "previous_bucket": _Text,
        "previous_latest": _Day,
    },
    "changes": {
        "area": _Area,
        "change": _Text,
        "round_before": _Round,
        "round_after": _Round,
        **{
            f"{name}_{side}": kind
            for name, kind in {
                "status": _Text,
                "bucket": _Text,
                "earliest": _Day,
                "latest": _Day,
                "conditional": _Flag,
                "condition": _Text,
                "raw": _Text,
                "words": _Text,
                "said_in": _Round,
                "file": _Text,
                "sheet": _Text,
                "row": _Round,
            }.items()
            for side in ("before", "after")
        },
        "days_moved": _Round,
        "streak": _Whole,
        "resubmissions": _Whole,
        "revised": _Flag,
        "history": _Text,
        "arrived": _Whole,
    },
    "records": {
        "area": _Area,
        "snapshot": _Day,
        "date": _Day,
        "cohort": _Text,
        "dose": _Whole,
        "count": _Whole,
    },
    "totals": {
        "area": _Area,
        "snapshot": _Day,
        "date": _Day,
        "cohort": _Text,
        "dose": _Whole,
        "count": _Whole,
        "eligible": _Round,
        "eligible_as_of": _Day,
        "system": _Text,
        "file": _Text,
        "row": _Whole,
    },
    "population": {"area": _Area, "cohort": _Text, "eligible": _Whole, "source": _Text},
    "published": {
        "round": _Round,
        "as_of": _Day,
        "published": _Day,
        "bucket": _Text,
        "count": _Whole,
        "share": _Share,
        "pop_share": _Share,
        "source": _Text,
    },
    "projections": {
        "area": _Area,
        "cohort": _Text,
        "eligible": _Whole,
        "ceiling": _Share,
        "first": _Whole,
        "second": _Whole,
        "first_share": _Share,
        "second_share": _Share,
        "first_adjusted": _Whole,
        "second_adjusted": _Whole,
        "first_share_adjusted": _Share,
        "second_share_adjusted": _Share,
        "snapshot": _Day,
        "pace": _Share,
        "pace_reported": _Share,
        "required": _Share,
        "gap": _Share,
        **dict.fromkeys(_QUANTILE_DAYS, _Day),
        "p_deadline": _Share,
        "plan": _Day,
        "binding": _Text,
        "bound_since": _Day,
        "flags": _Text,
        "outlook": _Text,
    },
    "paths": {
        "area": _Area,
        "date": _Day,
        "dose": _Whole,
        "kind": _Text,
        **dict.fromkeys(("q10", "q25", "q50", "q75", "q90"), _Share),
    },
    "components": {
        "area": _Area,
        "dose": _Whole,
        "part": _Text,
        "day": _Day,
        "doses": _Share,
        "used": _Share,
    },
}


def empty(name: str) -> pd.DataFrame:
    """A frame of that name without rows, with its columns and types."""
    return check(name, pd.DataFrame({column: [] for column in COLUMNS[name]}))


def check(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the columns, order and types of its name.

    Raises DataError naming the column and the first value that does not fit.
    """
    columns = COLUMNS[name]
    missing = [column for column in columns if column not in frame]
    if missing:
        raise DataError(
            f"column {missing[0]!r} is missing", where=name, expected=", ".join(columns)
        )
    ready = frame[list(columns)].reset_index(drop=True)
    text = {
        column: "str"
        for column, kind in columns.items()
        if kind is _Area or (kind is _Text and ready[column].dtype != "str")
    }
    try:
        ready = ready.astype(text)
        open_ones = {one: kind for one, kind in columns.items() if not _settled(ready[one], kind)}
        return pa.DataFrameSchema(open_ones).validate(ready) if open_ones else ready
    except (pa.errors.SchemaError, pa.errors.SchemaErrors, ValueError, TypeError) as error:
        raise DataError(f"not the agreed shape: {error}", where=name) from None


def _settled(column: pd.Series, kind: pa.Column) -> bool:
    """Whether a column is plainly what it should be; of any other pandera says what it lacks."""
    if kind is _Whole:
        return column.dtype == "int64" and bool((column >= 0).all())
    if kind is _Area:
        return bool(column.str.fullmatch(_CODE).all())
    blanks = kind.nullable or column.dtype == bool
    return blanks and not kind.checks and (kind is _Text or column.dtype == kind.dtype.type)
