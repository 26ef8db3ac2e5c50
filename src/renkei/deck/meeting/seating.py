"""Who sits where (source B, page B3), drawn from the places of the seats."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from renkei.deck import theme
from renkei.deck.figures.data import behind
from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.deck.theme import Drawing
from renkei.settings.content.meeting import Meeting, Seat, Seating

_SEAT = (0.94, 0.86)  # of the distance between two seats
_INCHES = (1.3, 0.62)  # from one seat to the next, where there is room
_MOST = (theme.FULL, 5.2)
_LINES = 2  # of a role; what is cut stands in the list of those present
_POINTS = 72  # to an inch


def seating(meeting: Meeting | None) -> Page:
    """The seating chart; left out where the papers keep no places (the chart is often a picture)."""
    if meeting is None or meeting.seating is None:
        return NOTHING
    one = meeting.seating
    made = "自動で割り付けた案であり、実際の配席ではない。"
    return Page(
        f"配席図{'（案）' if one.generated else ''}：{len(one.seats)}席",
        [seating_chart(one)],
        notes=[made] if one.generated else [],
        source=source(f"{meeting.session}{meeting.body} {one.source}"),
    )


def seating_chart(one: Seating, width: float = 1.0) -> Drawing:
    """Every seat as a box with role and name; x goes from left to right, y from the front back."""
    caption = "配席図（案）" if one.generated else "配席図"
    xs, ys = [seat.x for seat in one.seats], [seat.y for seat in one.seats]
    across, down = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    size = (min(across * _INCHES[0], _MOST[0]), min(down * _INCHES[1], _MOST[1]))
    with theme.style():
        figure = theme.new_figure(*size)
        axes = figure.add_subplot()
        axes.set_xlim(min(xs) - 0.5, max(xs) + 0.5)
        axes.set_ylim(max(ys) + 0.5, min(ys) - 0.5)
        axes.set_axis_off()
        room = size[0] / across * _SEAT[0] * _POINTS
        for seat in one.seats:
            _place(axes, seat, room)
    ordered = sorted(one.seats, key=lambda seat: (seat.y, seat.x))
    said = "、".join(f"{seat.role}{seat.name}" for seat in ordered)
    data = behind(["役職", "氏名"], [[seat.role, seat.name] for seat in ordered], words=2)
    return Drawing(figure, caption, f"{caption}。前から、左から順に：{said}。", width, data)


def _place(axes: Axes, seat: Seat, room: float) -> None:
    """One seat of so many points' width: the role on up to two lines, the name below."""
    across, down = _SEAT
    corner = (seat.x - across / 2, seat.y - down / 2)
    box: dict[str, Any] = {"facecolor": theme.PAPER, "edgecolor": theme.INK, "linewidth": 0.9}
    axes.add_patch(Rectangle(corner, across, down, **box))
    role = _within(seat.role, int(room // theme.LEAST), _LINES)
    name = _within(seat.name, int(room // theme.SMALL), 1)
    centred: dict[str, Any] = {"ha": "center", "linespacing": 1.1}
    if role:
        between = seat.y + (0.14 if "\n" in role else 0.0)
        axes.text(seat.x, between, role, va="bottom", fontsize=theme.LEAST, **centred)
        axes.text(seat.x, between, name, va="top", fontsize=theme.SMALL, **centred)
    else:
        axes.text(seat.x, seat.y, name, va="center", fontsize=theme.SMALL, **centred)


def _within(text: str, characters: int, lines: int) -> str:
    """A text on so many lines of so many characters; what does not fit is cut."""
    parts: Sequence[str] = [text[at : at + characters] for at in range(0, len(text), characters)]
    if len(parts) <= lines:
        return "\n".join(parts)
    return "\n".join([*parts[: lines - 1], parts[lines - 1][:-1] + "…"])
