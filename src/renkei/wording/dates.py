"""Reading the answer to "when do you expect to finish?" (cleaning-rules.md, "Completion dates")."""

from dataclasses import dataclass, replace
from datetime import date
from numbers import Real

from renkei.wording import date_cells, date_notes
from renkei.wording.date_forms import (
    interval,
    long,
    month_day,
    month_part,
    short,
    stored,
    ten_days_code,
    year_month,
)
from renkei.wording.date_grammar import LEFT_OVER, NOTHING_FOUND, read_span
from renkei.wording.date_parts import EARLIEST_YEAR, LATEST_YEAR, NotADate
from renkei.wording.date_statuses import date_before_undecided, status_of
from renkei.wording.text import fold

__all__ = [
    "EXPECTED",
    "Answer",
    "interval",
    "long",
    "month_day",
    "month_part",
    "printed",
    "read_answer",
    "short",
    "stored",
    "ten_days_code",
    "year_month",
]

EXPECTED = "a date, a 旬 or 未定"
_LONGEST = 400


@dataclass(frozen=True)
class Answer:
    """One reading of one answer; the raw text stays beside it.

    `status`: dated, undecided, near_complete, complete, carry_forward, no_answer or unreadable.
    `earliest` and `latest` bound a dated answer, both included; `latest` is None for an open end.
    `precision`: day, week, ten_days, half_month, month, quarter, half_year, year, fiscal_year or
    range. `condition` is what the answer depends on, as text. `flags`, in order of reading:
    approx, open_end, year_inferred, relative, range, week_rule_assumed, era_overrun,
    era_underrun, era_inferred, weekday_mismatch, far_from_as_of, excel_serial, number_format,
    season, note, tentative, date_mentioned. `reason` says why an answer is unreadable.
    """

    raw: str
    status: str
    earliest: date | None = None
    latest: date | None = None
    precision: str = ""
    conditional: bool = False
    condition: str = ""
    flags: tuple[str, ...] = ()
    reason: str = ""
    expected: str = EXPECTED


def read_answer(
    raw: object, as_of: date, *, number_format: str | None = None, epoch: int = 1900
) -> Answer:
    """Read one cell as an answer; never raises, and never reads only a part of a text.

    `as_of` is the round's as-of date, from which missing years are inferred; `number_format` and
    `epoch` are those of the cell and its workbook, for numbers that Excel shows as dates.
    """
    as_of = date_cells.day_of(as_of)
    try:
        return _read(raw, as_of, number_format, epoch)
    except (ValueError, OverflowError, TypeError, ArithmeticError) as problem:
        reason = str(problem) if isinstance(problem, NotADate) else "the cell holds no date"
        return Answer(_raw_text(raw), "unreadable", reason=reason)


def printed(answer: Answer) -> str:
    """A dated answer in the shortest form that reads back to the same days; else its status."""
    words = {
        "undecided": "未定",
        "near_complete": "概ね完了",
        "complete": "完了",
        "carry_forward": "変更なし",
        "no_answer": "－",
        "unreadable": "判読不能",
    }
    if answer.earliest is None:
        return words[answer.status]
    return interval(answer.earliest, answer.latest, answer.precision)


def _read(raw: object, as_of: date, number_format: str | None, epoch: int) -> Answer:
    """Read by the kind of value the cell holds."""
    if raw is None or type(raw).__name__ in ("NAType", "NaTType"):
        return Answer("", "no_answer")
    if isinstance(raw, bool | bytes | bytearray):
        raise NotADate("the cell holds no text and no date")
    if isinstance(raw, date):
        return _read_day(raw, date_cells.day_of(raw), number_format, as_of, ())
    if isinstance(raw, Real):
        return _read_number(raw, as_of, number_format, epoch)
    return _read_text(_raw_text(raw), as_of, epoch)


def _read_day(
    raw: object, day: date, number_format: str | None, as_of: date, flags: tuple[str, ...]
) -> Answer:
    """A date cell, or a serial that has become one, as finely as its format shows it."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise NotADate(f"the year {day.year} is out of range")
    earliest, latest, precision = date_cells.shown_days(day, number_format)
    flags += () if precision == "day" else ("number_format",)
    flags += ("far_from_as_of",) if abs(day.year - as_of.year) > 3 else ()
    return Answer(_raw_text(raw), "dated", earliest, latest, precision, flags=flags)


def _read_number(raw: Real, as_of: date, number_format: str | None, epoch: int) -> Answer:
    """A bare number: an Excel serial, or a day written 20210731."""
    value = float(raw)
    if value != value:
        return Answer("", "no_answer")
    if date_cells.is_serial(value):
        day = date_cells.serial_day(value, epoch)
        return _read_day(raw, day, number_format, as_of, ("excel_serial",))
    if value == int(value) and 19000101 <= value <= 22001231:
        return replace(_read_text(str(int(value)), as_of, epoch), raw=_raw_text(raw))
    raise NotADate("a number alone is not a date")


def _read_text(raw: str, as_of: date, epoch: int) -> Answer:
    """A text: a known word, a date, or one of them with something beside it."""
    text = fold(raw[: _LONGEST + 1])
    if len(text) > _LONGEST:
        raise NotADate("the text is too long for an answer")
    if any(c.isdecimal() and not c.isascii() for c in text):
        raise NotADate("the digits are of another script")
    if text.isascii() and text.isdigit() and len(text) == 5 and date_cells.is_serial(int(text)):
        day = date_cells.serial_day(int(text), epoch)
        return _read_day(raw, day, None, as_of, ("excel_serial",))
    answer, reason = _read_core(raw, text, as_of)
    if answer:
        return answer
    for core, note, marked in date_notes.partings(text) if _is_general(reason) else ():
        answer, inner = _read_core(raw, core, as_of)
        if answer:
            return _beside(answer, note, marked, as_of)
        reason = reason if _is_general(inner) else inner
    before = date_before_undecided(_without_spaces(text))
    tentative = _read_core(raw, before, as_of)[0] if before else None
    if tentative and tentative.status == "dated":
        return Answer(raw, "undecided", flags=("date_mentioned",))
    raise NotADate(reason)


def _read_core(raw: str, text: str, as_of: date) -> tuple[Answer | None, str]:
    """A text with nothing beside the answer; or None and the reason."""
    compact = _without_spaces(text)
    if known := status_of(compact):
        return Answer(raw, known[0], flags=known[1]), ""
    try:
        span = read_span(compact.upper(), as_of)
    except NotADate as problem:
        return None, str(problem)
    return Answer(raw, "dated", span.earliest, span.latest, span.precision, flags=span.flags), ""


def _beside(answer: Answer, note: str, marked: bool, as_of: date) -> Answer:
    """An answer with the remark beside it: a condition, the same answer again, or a note.

    A remark that names another date or is another answer makes the cell unreadable, and so does
    one that is neither marked off (brackets, ※, ただし) nor a condition.
    """
    if not note and marked:
        return answer
    same = _read_core(answer.raw, note, as_of)[0] if note else None
    if same and same.status == answer.status:
        if (same.earliest, same.latest) != (answer.earliest, answer.latest):
            raise NotADate("there is more than one date")
        return replace(answer, flags=tuple(dict.fromkeys((*answer.flags, *same.flags))))
    if same and "dated" not in (answer.status, same.status):
        raise NotADate("there is more than one answer")
    conditional = date_notes.is_condition(note)
    dated = answer.status == "dated"
    if not conditional and not (marked and date_notes.is_remark(note)):
        raise NotADate(f'"{note[:20]}" {LEFT_OVER}')
    named = date_notes.names_a_date(note)
    if dated and named and not date_notes.depends(note):
        raise NotADate("the remark beside the date holds another date")
    flags = (*answer.flags, *(() if conditional else ("note",)))
    flags += ("tentative",) if dated and date_notes.is_tentative(note) else ()
    flags += ("date_mentioned",) if named and not dated else ()
    if answer.status == "complete" and date_notes.is_partial(note):
        answer = replace(answer, status="near_complete")
    condition = note if conditional else ""
    return replace(answer, conditional=conditional and dated, condition=condition, flags=flags)


def _is_general(reason: str) -> bool:
    """Whether a reason only says that nothing was understood."""
    return reason == NOTHING_FOUND or reason.endswith(LEFT_OVER)


def _without_spaces(text: str) -> str:
    """The text without spaces, but for those between digits, which part two numbers."""
    kept = [
        c
        for i, c in enumerate(text)
        if c != " " or (text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit())
    ]
    return "".join(kept)


def _raw_text(raw: object) -> str:
    """The cell's text as received."""
    if isinstance(raw, str):
        return raw
    try:
        return str(raw)
    except Exception:  # a foreign object may fail in any way when printed
        return type(raw).__name__
