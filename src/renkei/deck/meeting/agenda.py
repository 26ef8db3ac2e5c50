"""The agenda, and who came (source B, pages B1 and B2)."""

from collections.abc import Iterator, Sequence

from renkei.deck import labels
from renkei.deck.labels import Line
from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.deck.tables.cells import Block, Cell, block, cell
from renkei.settings.content.meeting import Agenda, AgendaItem, Attendee, Delegation, Meeting, Proxy
from renkei.wording import dates

_INDENT = "　"


def agenda(meeting: Meeting | None) -> Page:
    """When, where, the agenda as a tree, and the papers handed out."""
    if meeting is None or meeting.agenda is None:
        return NOTHING
    one = meeting.agenda
    head = [[cell("番号"), cell("次第")]]
    tree = block("", head, list(_tree(one)), rules=_parts(one))
    return Page(
        _subjects(one) or f"{meeting.session}{meeting.body}の次第",
        (tree, _place(meeting, one)),
        source=source(f"{meeting.session}{meeting.body} {one.source}"),
    )


def _subjects(one: Agenda) -> str:
    """Which subjects there are: the entries one level below the parts."""
    subjects = [item for part in one.items for item in part.items]
    named = "／".join(item.text.removesuffix("について") for item in subjects)
    return f"議事：{named}" if subjects else ""


def _tree(one: Agenda) -> Iterator[list[Cell]]:
    """A row an entry: the number of its part, then its text, indented by its depth."""
    for depth, item in one.lines():
        if depth == 0:
            yield [cell(item.mark, strong=True), cell(item.text, strong=True)]
        else:
            yield [cell(""), cell(f"{_INDENT * 2 * (depth - 1)}{item.mark}{_INDENT}{item.text}")]


def _parts(one: Agenda) -> list[int]:
    """Rows at which a part of the agenda begins, after the first."""
    return [at for at, (depth, _) in enumerate(one.lines()) if at and depth == 0]


def _place(meeting: Meeting, one: Agenda) -> Block:
    """Day and time, place, and the papers handed out, on a card each."""
    day = dates.long(meeting.date, weekday=True)
    cards = [_card("日時", day, [labels.line(_clock(meeting))]), _card("場所", meeting.venue)]
    papers = [labels.line(f"・{paper.mark}　{paper.title}") for paper in one.handouts]
    if papers:
        cards.append(_card("", "配布資料", papers))
    return {"type": "cards", "caption": "", "width": 1.0, "columns": 1, "items": cards}


def _card(label: str, title: str, lines: Sequence[Line] = ()) -> Block:
    return {"label": label, "title": title, "lines": list(lines), "foot": ""}


def _clock(meeting: Meeting) -> str:
    """15時30分～17時15分."""
    ends = (meeting.starts, meeting.ends)
    return "～".join(
        f"{one.hour}時{one.minute}分" if one.minute else f"{one.hour}時" for one in ends
    )


def attendees(meeting: Meeting | None) -> Page:
    """Who came, a table for each side; proxies as the paper prints them."""
    if meeting is None or meeting.attendance is None:
        return NOTHING
    groups = meeting.attendance.groups
    total = sum(one.count for one in groups)
    sides = "、".join(_side(one) for one in groups)
    return Page(
        f"出席者は{total}名：{sides}",
        [_members(one) for one in groups],
        notes=[note for one in groups for note in _unplaced(one)],
        source=source(f"{meeting.session}{meeting.body} {meeting.attendance.source}"),
    )


def _side(one: Delegation) -> str:
    came_for = f"（うち代理{one.proxy_count}名）" if one.proxy_count else ""
    return f"{one.label}{one.count}名{came_for}"


def _members(one: Delegation) -> Block:
    noted = any(member.proxy for member in one.members)
    head = [cell("役職"), cell("氏名"), *([cell("代理")] if noted else [])]
    rows = [_member(member, noted) for member in one.members]
    return block(f"{one.label}（{one.count}名）", [head], rows)


def _member(one: Attendee, noted: bool) -> list[Cell]:
    came = [cell(_proxy(one.proxy) if one.proxy else "")] if noted else []
    return [cell(one.role), cell(_read(one.name, one.kana)), *came]


def _read(name: str, kana: str) -> str:
    """A name, and how it is read where the paper says so: 上坂（かみさか）."""
    return f"{name}（{kana}）" if kana else name


def _proxy(one: Proxy) -> str:
    return f"{_read(one.name, one.kana)}{one.role}"


def _unplaced(one: Delegation) -> list[str]:
    """Proxies of whom the paper does not tell whom they came for."""
    return [
        f"※ 代理：{_proxy(proxy)}（{one.label}のうち誰の代理かは、原資料の文字起こしからは判別できない）"
        for proxy in one.proxies
    ]


def entries(items: Sequence[AgendaItem], indent: str = "") -> Iterator[str]:
    """An agenda inside a cell: a line for each entry, those below it indented."""
    for one in items:
        yield f"{indent}{one.mark}{' ' if one.mark else ''}{one.text}"
        yield from entries(one.items, indent + _INDENT)
