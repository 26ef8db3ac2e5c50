"""The meetings of the year (source B, page B14)."""

from itertools import groupby
from typing import Any

from renkei.deck.meeting.agenda import entries
from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.deck.tables.cells import Block, Cell, block, cell
from renkei.settings.content.meeting import Meeting, Schedule, Session

_ADHOC = "※は臨時会議。"
_HERE = 1  # shade of the row of the meeting itself, which says so in words too


def schedule(meeting: Meeting | None) -> Page:
    """The year's meetings with their agendas: what was held, this meeting, and what is to come."""
    if meeting is None or meeting.schedule is None:
        return NOTHING
    one = meeting.schedule
    notes = [_ADHOC] if any(session.adhoc for session in one.sessions) else []
    return Page(
        _next(meeting, one),
        [_table(meeting, one)],
        notes=[*notes, *(f"注 {note}" for note in one.notes)],
        source=source(one.source),
    )


def _next(meeting: Meeting, one: Schedule) -> str:
    """The next meeting, and how many follow it in the fiscal year."""
    ahead = [session for session in one.sessions if session.days[0] > meeting.date]
    if not ahead:
        return f"{one.title}の会議はすべて終了"
    first, last = ahead[0], ahead[-1]
    what = _subject(first)
    then = f"、{last.when}まで計{len(ahead)}回を予定" if len(ahead) > 1 else ""
    return f"次回は{first.when}に{what}{then}"


def _subject(session: Session) -> str:
    """What a meeting is about: its first subject, or its title."""
    return session.items[0].text if session.items else session.title


def _table(meeting: Meeting, one: Schedule) -> Block:
    head = [cell(name) for name in ("年度", "日付", "会議・議題", "形式")]
    rows: list[list[Cell]] = []
    rules = []
    for (year, is_ahead), sessions in groupby(one.sessions, key=lambda one: _when(meeting, one)):
        together = list(sessions)
        rules += [len(rows)] if rows else []
        named = f"{_fiscal_year(year)}{'（予定）' if is_ahead else ''}"
        first = cell(named, rowspan=len(together))
        for number, session in enumerate(together):
            rows.append([*([first] if number == 0 else []), *_row(meeting, session)])
    return block("", [head], rows, rules)


def _when(meeting: Meeting, one: Session) -> tuple[int, bool]:
    """Its fiscal year, and whether it is still to come."""
    return one.fiscal_year, one.days[0] > meeting.date


def _row(meeting: Meeting, session: Session) -> list[Cell]:
    here = session.day == meeting.date
    look: dict[str, Any] = {"shade": _HERE} if here else {}
    title = f"{'※' if session.adhoc else ''}{session.title}{'（今回）' if here else ''}"
    held = "\n".join([title, *entries(session.items)])
    texts = (session.when, held, session.form)
    return [cell(text, strong=here, **look) for text in texts]


def _fiscal_year(year: int) -> str:
    """令和3年度: the fiscal year that begins in April of a year."""
    era = year - 2018
    return f"令和{'元' if era == 1 else era}年度"
