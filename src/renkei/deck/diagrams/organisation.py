"""Who talks to whom: a headquarters above, the areas and the ministries below, arrows between."""

from dataclasses import dataclass

from renkei.deck import theme
from renkei.deck.diagrams.sheet import PAPER, SCREEN, Row, Sheet, em, height, point, rows, wrapped
from renkei.deck.tables import cells
from renkei.deck.theme import Drawing, Shown
from renkei.settings.content.parts import Arrow, Member, Organisation

SIZES = (20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_LARGE = 14.0  # on a screen, where long lists are cut before letters are smaller
_PAD, _APART = 9.0, 40.0
_FLOW, _NARROW_FLOW, _MOST_FLOW = 58.0, 46.0, 190.0  # between the boxes
_AREAS = 0.6  # of the width below the headquarters; the ministries have the rest
_MORE = "、ほか"
_ROLE = 8.0  # em; a longer role has a line of its own


@dataclass(frozen=True)
class _Box:
    """A box of words under its title."""

    title: list[Row]
    body: list[Row]

    def high(self, size: float) -> float:
        body = height(self.body, size) + _PAD if self.body else 0.0
        return height(self.title, size) + _PAD + body


def organisation(one: Organisation | None, width: float = 1.0, alone: bool = False) -> Shown | None:
    """The headquarters with its members, the areas and the ministries; None where none is told.

    The words stand in the largest size with which the page is not too high. `alone` fills a
    projected page, where letters stay large: of people beyond a line it says that there are more.
    """
    if one is None:
        return None
    across, most = SCREEN if alone else PAPER
    least = _NARROW_FLOW if alone else _FLOW
    tries = [(size, False) for size in SIZES if not alone or size >= _LARGE]
    for size, brief in [*tries, *((size, True) for size in SIZES if alone)]:
        top, areas, ministries = _boxes(one, size, across, brief)
        bottom = max(areas.high(size), ministries.high(size))
        high = top.high(size) + bottom + 2
        if high + least <= most:
            break
    flow = min(max(most - high, least), _MOST_FLOW)
    with theme.style():
        sheet = Sheet(across, high + flow)
        edge = top.high(size) + 1
        _draw(sheet, top, (1, 1, across - 2), size, theme.INK)
        left, right = _sides(across)
        _draw(sheet, areas, (1, edge + flow, left - 1), size, theme.GREY)
        _draw(sheet, ministries, (right, edge + flow, across - right - 1), size, theme.GREY)
        _flows(sheet, one, (edge, edge + flow), ((1.0, left), (right, across - 1)), size)
    return Drawing(sheet.figure, "", _words(one), width, data=_data(one))


def _sides(across: float) -> tuple[float, float]:
    """Where the areas end and the ministries begin."""
    return (across - _APART) * _AREAS, across * _AREAS + _APART * (1 - _AREAS)


def _boxes(one: Organisation, size: float, across: float, brief: bool) -> tuple[_Box, _Box, _Box]:
    """The three boxes with their words broken to their width; `brief`: a role has one line."""
    whole = (across - 2 * _PAD - 2) / size
    left = ((across - _APART) * _AREAS - 2 * _PAD) / size
    right = ((across - _APART) * (1 - _AREAS) - 2 * _PAD) / size
    top = one.headquarters
    short = [em(each.role) for each in top.members if em(each.role) <= _ROLE]
    indent = max(short, default=0.0) + 1.5
    members = [row for each in top.members for row in _member(each, whole, indent, brief)]
    tasks = [row for task in top.tasks for row in point(task, whole)]
    groups = [row for group in one.areas.groups for row in point("、".join(group), left)]
    return (
        _Box(rows(top.name, whole, strong=True), [*members, *tasks]),
        _Box(rows(one.areas.name, left, strong=True), groups),
        _Box(rows(one.ministries.name, right, strong=True), []),
    )


def _member(one: Member, width: float, indent: float, brief: bool) -> list[Row]:
    """A role and its people, who stand under each other beside a role that is short."""
    named = f"{one.role}："
    room = width - indent - (em(_MORE) if brief else 0)
    first, *others = wrapped("、".join(one.people), room, keep=one.people)
    if brief and others:
        first, others = f"{first.removesuffix('、')}{_MORE}", []
    below = [Row(line, indent=indent) for line in others]
    if em(one.role) > _ROLE:
        return [*rows(named, width, strong=True), Row(first, indent=indent), *below]
    return [Row(first, indent=indent, lead=named), *below]


def _draw(
    sheet: Sheet, box: _Box, place: tuple[float, float, float], size: float, edge: str
) -> None:
    """A box at x, y and of a width, its title on a band of its own."""
    x, y, wide = place
    band = height(box.title, size) + _PAD
    sheet.box(x, y, wide, box.high(size), "white", edge)
    sheet.box(x, y, wide, band, edge, edge)
    sheet.write(box.title, x + _PAD, y + _PAD / 2, size, "white")
    sheet.write(box.body, x + _PAD, y + band + _PAD / 2, size)


def _flows(
    sheet: Sheet,
    one: Organisation,
    edges: tuple[float, float],
    sides: tuple[tuple[float, float], tuple[float, float]],
    size: float,
) -> None:
    """An arrow for everything that goes between the headquarters and one side, with its label."""
    between = dict(zip(("areas", "ministries"), sides, strict=True))
    for side, (start, end) in between.items():
        arrows = [arrow for arrow in one.arrows if side in (arrow.start, arrow.end)]
        room = (end - start) / max(len(arrows), 1)
        for number, arrow in enumerate(arrows):
            _flow(sheet, arrow, start + number * room, edges, room, size)


def _flow(
    sheet: Sheet, arrow: Arrow, x: float, edges: tuple[float, float], room: float, size: float
) -> None:
    """One arrow up to the headquarters or down from it; its label stands to its right."""
    top, bottom = edges[0] + 4, edges[1] - 4
    up = arrow.end == "headquarters"
    sheet.arrow((x + 14, bottom if up else top), (x + 14, top if up else bottom), theme.INK)
    label = rows(arrow.label, (room - 36) / size)
    sheet.write(label, x + 28, (top + bottom - height(label, size)) / 2, size)


def _words(one: Organisation) -> str:
    names = {node: getattr(one, node).name for node in ("headquarters", "areas", "ministries")}
    told = [f"{names[a.start]}から{names[a.end]}へ「{a.label}」" for a in one.arrows]
    return f"{one.title}の図。{'、'.join(told)}。"


def _data(one: Organisation) -> theme.Data:
    """The table behind: who, in which role, who they are; then what goes from whom to whom."""
    top = one.headquarters
    told = [(top.name, member.role, "、".join(member.people)) for member in top.members]
    told += [(top.name, "所掌", task) for task in top.tasks]
    told += [(one.areas.name, "", "、".join(group)) for group in one.areas.groups]
    told.append((one.ministries.name, "", ""))
    for arrow in one.arrows:
        start, end = (getattr(one, node).name for node in (arrow.start, arrow.end))
        told.append((start, f"⇒ {end}", arrow.label))
    head = [[cells.cell(name) for name in ("名称", "区分", "内容")]]
    return {"head": head, "rows": [[cells.cell(word) for word in row] for row in told]}
