"""One cell of a return read as what its question asks for."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz, process

from renkei.intake.opening.workbook import Value, text
from renkei.wording.dates import Answer, read_answer, stored
from renkei.wording.numbers import Number, read_number
from renkei.wording.text import fold

_WAREKI = re.compile(r"令和|平成|昭和|(?<![A-Z])[RHS]\d", re.IGNORECASE)
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十]+(?=[年月日])")
_BLANKS = ("", "-")
_NOTHING = ("", "-", "なし", "無し", "特になし", "特に無し", "該当なし", "n/a", "N/A")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


T = TypeVar("T")


class Reading(NamedTuple, Generic[T]):
    """A cell's value, or why there is none, with the rule that led to it ("" for as it stands)."""

    value: T
    rule: str = ""
    problem: str = ""
    expected: str = ""
    nearest: str = ""


@functools.lru_cache(maxsize=4096, typed=True)
def read_date_answer(
    value: Value, as_of: dt.date, number_format: str | None, epoch: int
) -> tuple[Answer, str]:
    """Read a completion answer and name the rules that were applied, joined with "; ".

    A date whose year lies far from the as-of date's is a slip of the pen (2003-07-31 for R3.7.31)
    and is unreadable: it would otherwise count as done by the target.
    """
    if isinstance(value, str):
        answer = read_answer(value.strip(), as_of, epoch=epoch)
    else:
        raw = int(value) if isinstance(value, float) and value.is_integer() else value
        answer = read_answer(raw, as_of, number_format=number_format, epoch=epoch)
    if answer.earliest and "far_from_as_of" in answer.flags:
        answer = _unreadable(answer, abs(answer.earliest.year - as_of.year))
    return answer, "; ".join(_rules(value, answer))


def _unreadable(answer: Answer, years: int) -> Answer:
    return Answer(
        answer.raw,
        "unreadable",
        condition=answer.condition,
        flags=answer.flags,
        reason=f"{shown(answer)} lies {years} years from the as-of date",
    )


def shown(answer: Answer) -> str:
    """A reading in storage form: an ISO day, an interval start/end, or the status."""
    return stored(answer.earliest, answer.latest) if answer.earliest else answer.status


def _rules(value: Value, answer: Answer) -> list[str]:
    """What was done between the text that stands there and its reading."""
    if not isinstance(value, str):
        return ["date cell"] if answer.status == "dated" else []
    folded = fold(value)
    rules = ["full width"] if unicodedata.normalize("NFKC", value) != value else []
    if answer.status != "dated":
        return [*rules, "status word"] if folded else []
    rules += ["wareki"] if _WAREKI.search(folded) else []
    rules += ["kanji numeral"] if _KANJI_NUMBER.search(folded) else []
    rules += [f"month {word}" for word in ("end", "part") if _MONTH_WORDS[word].search(folded)]
    rules += [flag.replace("_", " ") for flag in answer.flags]
    rules += ["condition taken out"] if answer.conditional else []
    return rules or ([] if folded == shown(answer) else ["date text"])


_MONTH_WORDS = {"end": re.compile("末"), "part": re.compile("[上中下初]旬")}


def read_share(value: Value, number_format: str | None = None) -> Reading[float | None]:
    """Read a share asked in percent, as a fraction.

    A number that its cell shows in percent is a fraction. Of others, one above 1 is percent and one
    between 0 and 1 a fraction; exactly 1 could be either and is refused.
    """
    if isinstance(value, float) and "%" in (number_format or ""):
        value = f"{value * 100:.10g}%"
    number = read_number(value)
    if number.status in ("blank", "dash"):
        return Reading(None)
    expected = "a percentage from 0 to 100"
    if number.value is None or number.unit not in ("", "%", "割"):
        return Reading(
            None, problem=number.reason or f"the unit is {number.unit}", expected=expected
        )
    given = float(number.value)
    if number.unit:
        share, rule = given, f"{number.unit} sign"
    elif given == 1:
        return Reading(None, problem="1 may be 1 % or 100 %", expected=expected)
    else:
        share, rule = (given, "fraction") if 0 < given < 1 else (given / 100, "")
    if not 0 <= share <= 1:
        return Reading(None, problem="out of range", expected=expected)
    return Reading(round(share, 6), "; ".join(filter(None, (rule, *_number_rules(value, number)))))


def read_count(value: Value, unit: str) -> Reading[float | None]:
    """Read a number of 0 or more in the unit its column asks for."""
    number = read_number(value)
    if number.status in ("blank", "dash"):
        return Reading(None)
    units, expected = _UNITS.get(unit, (("", unit), f"a number ({unit})"))
    if number.value is None or number.unit not in units:
        return Reading(
            None, problem=number.reason or f"the unit is {number.unit}", expected=expected
        )
    if number.value < 0:
        return Reading(None, problem="below 0", expected=expected)
    return Reading(float(number.value), "; ".join(_number_rules(value, number)))


def units_of(unit: str) -> tuple[str, ...]:
    """The units that may stand in the cells of a column asked in `unit`."""
    return _UNITS.get(unit, (("", unit), ""))[0]


# Per unit of a column: the units that may stand in its cells, and what was expected.
_UNITS = {
    "回/日": (
        ("", "回", "人", "名", "回/日", "人/日", "名/日", "/日", "回分", "回分/日"),
        "a number of doses a day",
    ),
    "回": (("", "回", "回分"), "a number of doses"),
    "人": (("", "人", "名"), "a number of persons"),
    "箱": (("", "箱"), "a number of boxes"),
    "回/箱": (("", "回", "回分", "回/箱", "回分/箱"), "a number of doses a box"),
    "か所": (
        ("", "か所", "カ所", "ヶ所", "ヵ所", "箇所", "施設"),
        "a number of places",
    ),
}


def read_day(
    value: Value, as_of: dt.date, number_format: str | None, epoch: int
) -> Reading[dt.date | None]:
    """Read one day of the calendar; a month, a 旬 or an open end is refused, not narrowed."""
    answer, rule = read_date_answer(value, as_of, number_format, epoch)
    if answer.status == "no_answer":
        return Reading(None)
    exact = answer.earliest == answer.latest and answer.precision == "day"
    if answer.status == "dated" and exact and not answer.conditional:
        return Reading(answer.earliest, "" if rule == "date cell" else rule)
    problem = answer.reason or f"{shown(answer)} is not one day"
    return Reading(None, problem=problem, expected="one day, such as R3.6.4")


def read_period(
    value: Value, as_of: dt.date, number_format: str | None, epoch: int
) -> Reading[Answer]:
    """Read a time that may be as long as a year, or open at its end; 未定 is one not yet known."""
    answer, rule = read_date_answer(value, as_of, number_format, epoch)
    if answer.status in ("dated", "undecided", "no_answer"):
        return Reading(answer, rule)
    problem = answer.reason or f"{answer.status} is no time"
    return Reading(answer, problem=problem, expected="a month, a 旬, a day or 未定")


def read_choice(value: Value, choices: Sequence[str]) -> Reading[str]:
    """Read a closed answer: one of the choices as the form spells it, however it is typed."""
    return _choice(text(value), tuple(choices))


@functools.lru_cache(maxsize=4096)
def _choice(given: str, choices: tuple[str, ...]) -> Reading[str]:
    written = fold(given)
    if written in _BLANKS:
        return Reading("")
    for choice in choices:
        if written == fold(choice):
            return Reading(choice, "" if given == choice else "spelling of the form")
    near = process.extractOne(written[:80], choices, scorer=fuzz.ratio, score_cutoff=40)
    return Reading(
        "",
        problem="not one of the choices",
        expected=" / ".join(choices),
        nearest=str(near[0]) if near else "",
    )


def _number_rules(value: Value, number: Number) -> list[str]:
    if not isinstance(value, str):
        return []
    rules = ["full width"] if unicodedata.normalize("NFKC", value) != value else []
    rules += ["approx"] if number.approx else []
    rules += [f"bound {number.bound}"] if number.bound else []
    return rules or ["number as text"]


def read_free_text(value: Value) -> Reading[str]:
    """Free text as it stands, its lines kept, without control characters; it is never markup."""
    given = text(value).replace("\r\n", "\n")
    if not _CONTROL.search(given):
        return Reading(given)
    return Reading(_CONTROL.sub("", given).strip(), "control characters")


def says_none(written: str) -> bool:
    """Whether a text only says that there is nothing: なし, 特になし, －."""
    return fold(written) in _NOTHING
