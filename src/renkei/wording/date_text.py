"""A text as an answer: a known word, a date, or one of them with something beside it."""

import re
from dataclasses import replace
from datetime import date

from renkei.wording import date_notes as notes
from renkei.wording.date_answer import Answer
from renkei.wording.date_grammar import LEFT_OVER, NOTHING_FOUND, ONLY_PART, read_span
from renkei.wording.date_parts import NotADate
from renkei.wording.date_statuses import date_before_undecided, status_of, undecided_because

_MORE_DATES = "there is more than one date"
_MORE_ANSWERS = "there is more than one answer"
_OTHER_DATE = "the remark beside the date holds another date"
_NOT_THE_END = "the date is not of the completion but of the start or the first dose"
_TAKEN_BACK = "the remark takes the completion back"
_ITEMS = re.compile("[、,・]")
_SPACE = re.compile(r"(?<!\d) | (?!\d)")


def read_text(raw: str, text: str, as_of: date) -> Answer:
    """Read a folded text as one answer, whole; `raw` is kept. Raises NotADate with the reason."""
    answer, reason = _read_core(raw, text, as_of)
    if answer:
        return answer
    for core, beside in notes.partings(text) if _is_general(reason) else ():
        answer, inner = _read_core(raw, core, as_of)
        if answer:
            return _read_beside(answer, core, beside, as_of)
        reason = reason if _is_general(inner) else inner
    compact = _without_spaces(text)
    before = date_before_undecided(compact)
    tentative = _read_core(raw, before, as_of)[0] if before else None
    if tentative and tentative.status == "dated":
        return Answer(raw, "undecided", flags=("date_mentioned",))
    if because := undecided_because(compact):
        flags = ("date_mentioned",) if notes.names_a_date(because) else ()
        return Answer(raw, "undecided", condition=because, flags=flags)
    raise NotADate(_MORE_DATES if _is_general(reason) and notes.has_more_dates(text) else reason)


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


def _read_beside(answer: Answer, core: str, beside: tuple[notes.Note, ...], as_of: date) -> Answer:
    """An answer with the remarks beside it: conditions, the same answer again, or notes.

    A remark that names another date or is another answer makes the cell unreadable, and so does
    one that is neither marked off (brackets, ※, ただし) nor a condition.
    """
    if answer.status == "dated":
        for note in beside:
            _refuse_other_date(answer, core, note, as_of)
    for note in beside:
        answer = _with_note(answer, core, note, as_of)
    return answer


def _with_note(answer: Answer, core: str, note: notes.Note, as_of: date) -> Answer:
    """An answer with one remark."""
    text, marked = note
    same = _read_core(answer.raw, text, as_of)[0]
    if same and (merged := _merged(answer, same, text)):
        return merged
    if answer.status == "dated" and marked and (continued := _continued(answer, core, text, as_of)):
        return _taking_over(answer, continued, answer.flags)
    carried = same is not None and same.status == "carry_forward"
    conditional = notes.is_condition(text) and not carried
    if not conditional and not (marked and notes.is_remark(text)):
        raise NotADate(f'"{text[:20]}" {LEFT_OVER}')
    if answer.status == "dated":
        return _dated_with(answer, text, conditional)
    return _word_with(answer, text, conditional)


def _merged(answer: Answer, same: Answer, note: str) -> Answer | None:
    """An answer and a remark that is an answer itself, as one; None where it is only a remark."""
    if same.status == answer.status:
        if same.status != "dated":
            return replace(answer, flags=_united(answer, same.flags))
        inner, outer = sorted((same, answer), key=_length)
        if None in (inner.latest, outer.latest) and inner.days != outer.days:
            raise NotADate(_MORE_DATES)
        if not _holds(outer, inner):
            raise NotADate(_MORE_DATES)
        return _taking_over(answer, inner, outer.flags)
    takes_over = answer.status == "carry_forward" and same.status != "no_answer"
    if takes_over or (same.status == "dated" and answer.status == "complete"):
        return _taking_over(answer, same, (*answer.flags, "note"))
    settled = answer.status == "dated" and answer.latest is not None
    if same.status == "undecided" and settled and not notes.is_unsettled(note):
        raise NotADate(_MORE_ANSWERS)
    if "dated" in (answer.status, same.status) or same.status == "carry_forward":
        if answer.status == "no_answer":
            raise NotADate(_MORE_ANSWERS)
        return None
    raise NotADate(_MORE_ANSWERS)


def _taking_over(answer: Answer, meant: Answer, flags: tuple[str, ...]) -> Answer:
    """The answer a remark turned out to mean, with the conditions read so far."""
    return replace(
        meant,
        raw=answer.raw,
        conditional=meant.status == "dated" and bool(answer.condition),
        condition=answer.condition,
        flags=_united(meant, flags),
    )


def _length(answer: Answer) -> int:
    """The days an answer spans; the most for an open end."""
    if answer.earliest is None or answer.latest is None:
        return 10**6
    return (answer.latest - answer.earliest).days


def _holds(outer: Answer, inner: Answer) -> bool:
    """Whether the days of one answer lie inside the other's (7月下旬 and 7月31日)."""
    if outer.earliest is None or inner.earliest is None:
        return False
    if outer.latest is None or inner.latest is None:
        return outer.days == inner.days
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _continued(answer: Answer, core: str, note: str, as_of: date) -> Answer | None:
    """7月（末）, 8月（以降）, 7月末（最短）: a word in brackets that belongs to the date."""
    if re.search(r"\d", note):
        return None
    for text in (core + note, note + core):
        joined = _read_core(answer.raw, text, as_of)[0]
        if joined and joined.status == "dated":
            meant = joined.days != answer.days or "approx" in set(joined.flags) - set(answer.flags)
            return joined if meant else None
    return None


def _refuse_other_date(answer: Answer, core: str, note: notes.Note, as_of: date) -> None:
    """Raise where a remark holds a date of its own: 8月末（供給があれば7月末）.

    A date that belongs to a condition is none (7月末（ワクチンが6月中に届けば）).
    """
    if not notes.names_a_date(note.text):
        return
    if same := _read_core(answer.raw, note.text, as_of)[0]:
        _merged(answer, same, note.text)
        return
    if note.marked and _continued(answer, core, note.text, as_of):
        return
    for part, _ in notes.partings(note.text):
        inside = _read_core(answer.raw, part, as_of)[0]
        if inside and inside.status == "dated" and inside.days != answer.days:
            raise NotADate(_MORE_DATES)
    if not notes.depends(note.text):
        marked = note.marked or notes.is_condition(note.text)
        raise NotADate(_OTHER_DATE if marked else f'"{note.text[:20]}" {LEFT_OVER}')


def _dated_with(answer: Answer, note: str, conditional: bool) -> Answer:
    """A date with a remark: a condition, or a note; not of a part and not of the start."""
    plain = [part for part in _ITEMS.split(note) if not notes.is_condition(part)]
    if any(map(notes.is_not_the_end, plain)):
        raise NotADate(_NOT_THE_END)
    if any(map(notes.is_partial, plain)):
        raise NotADate(ONLY_PART)
    if conditional:
        condition = "、".join(filter(None, (answer.condition, note)))
        return replace(answer, conditional=True, condition=condition)
    flags = ("note", "tentative") if notes.is_tentative(note) else ("note",)
    return replace(answer, flags=_united(answer, flags))


def _word_with(answer: Answer, note: str, conditional: bool) -> Answer:
    """A word with a remark: what is not yet so is not complete, what is partly so nearly.

    A mark of no answer with a number in its remark may well be answered there.
    """
    named = notes.names_a_date(note)
    if answer.status == "no_answer" and (named or notes.names_a_number(note)):
        raise NotADate(_MORE_ANSWERS)
    if answer.status == "complete" and (conditional or named or notes.is_open(note)):
        raise NotADate(_TAKEN_BACK)
    if answer.status == "near_complete" and notes.is_open(note) and not named:
        raise NotADate(_TAKEN_BACK)
    if answer.status == "complete" and notes.is_partial(note):
        answer = replace(answer, status="near_complete")
    flags = (*(() if conditional else ("note",)), *(("date_mentioned",) if named else ()))
    parts = filter(None, (answer.condition, note if conditional else ""))
    return replace(answer, condition="、".join(parts), flags=_united(answer, flags))


def _united(answer: Answer, flags: tuple[str, ...]) -> tuple[str, ...]:
    """An answer's flags and more, each once, in order."""
    return tuple(dict.fromkeys((*answer.flags, *flags)))


def _is_general(reason: str) -> bool:
    """Whether a reason only says that nothing was understood."""
    return reason == NOTHING_FOUND or reason.endswith(LEFT_OVER)


def _without_spaces(text: str) -> str:
    """The text without spaces, but for those between digits, which part two numbers."""
    return _SPACE.sub("", text)
