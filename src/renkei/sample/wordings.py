"""How offices write a date: each keeps its habit, and every wording reads as the day meant."""

import calendar
import datetime as dt
from typing import NamedTuple

from renkei.intake.forms.page import Shown, Value
from renkei.sample.answers import Meant
from renkei.sample.chance import Chance

_WIDE = str.maketrans("0123456789R.", "０１２３４５６７８９Ｒ．")
_REIWA_CELL = '[$-411]ggge"年"m"月"d"日"'

# How often an office has each habit.
_HABITS = {
    "part": 40.0,
    "part wide": 8.0,
    "part day": 5.0,
    "part until": 7.0,
    "part about": 6.0,
    "part aim": 3.0,
    "reiwa short": 9.0,
    "reiwa short wide": 2.0,
    "reiwa long": 6.0,
    "reiwa long wide": 2.0,
    "plain": 4.0,
    "within": 2.0,
    "third": 3.0,
    "range": 1.5,
    "cell": 4.0,
    "cell reiwa": 1.0,
    "cell month": 1.0,
}
_CARRIED = {"変更なし": 6.0, "〃": 2.0, "前回同様": 2.0}
_WITH_PART = {
    "part day": "末日",
    "part until": "末まで",
    "part about": "末頃",
    "part aim": "末目途",
}


class Written(NamedTuple):
    """What an office puts into the cells 終了見込み and 前提条件."""

    answer: Value
    condition: Value


def draw_habits(count: int, chance: Chance) -> list[str]:
    """One habit for each office; it keeps it from round to round."""
    return [str(one) for one in chance.pick(_HABITS, count)]


def draw_carried(count: int, chance: Chance) -> list[str]:
    """How each office would say that nothing changed."""
    return [str(one) for one in chance.pick(_CARRIED, count)]


def write_answer(meant: Meant, habit: str, carried: str, in_brackets: bool) -> Written:
    """Write one answer by an office's habit; a condition in brackets or in its own column."""
    if meant.carried:
        return Written(carried, None)
    value = _day(meant, habit)
    if not meant.condition:
        return Written(value, None)
    if in_brackets and isinstance(value, str):
        return Written(f"{value}（{meant.condition}）", None)
    return Written(value, meant.condition)


def _day(meant: Meant, habit: str) -> Value:
    if meant.complete:
        return "完了"
    if meant.latest is None:
        assert meant.open_from is not None
        return f"{meant.open_from.month}月以降"
    if meant.latest == dt.date(meant.latest.year, 12, 31):
        return "年内"
    if habit.startswith("cell"):
        return _cell(meant.latest, habit)
    if habit.startswith("reiwa") or habit == "plain":
        return _exact(meant.latest, habit)
    if _ends_month(meant.latest):
        return _month_end(meant.latest, habit)
    return _third(meant.latest, habit)


def _ends_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _cell(day: dt.date, habit: str) -> Value:
    """A true date; typing 「7月」 makes Excel keep the first of the month under a month format."""
    if habit == "cell month" and _ends_month(day):
        return Shown(day.replace(day=1), 'm"月"')
    return Shown(day, _REIWA_CELL) if habit == "cell reiwa" else day


def _exact(day: dt.date, habit: str) -> str:
    reiwa = day.year - 2018
    if habit.startswith("reiwa short"):
        text = f"R{reiwa}.{day.month}.{day.day}"
    elif habit.startswith("reiwa long"):
        text = f"令和{reiwa}年{day.month}月{day.day}日"
    else:
        text = f"{day.month}月{day.day}日"
    return text.translate(_WIDE) if habit.endswith("wide") else text


def _month_end(day: dt.date, habit: str) -> str:
    month = f"{day.month}月"
    if habit == "within":
        return f"{month}中"
    if habit == "third":
        return f"{month}下旬"
    if habit == "range":
        return f"R{day.year - 2018}.{day.month}.20～R{day.year - 2018}.{day.month}.{day.day}"
    if habit == "part wide":
        return f"{month}末".translate(_WIDE)
    return month + _WITH_PART.get(habit, "末")


def _third(day: dt.date, habit: str) -> str:
    """The tenth and the twentieth are written as 上旬 and 中旬, other days as they are."""
    part = {10: "上旬", 20: "中旬"}.get(day.day)
    text = f"{day.month}月{part}" if part else f"{day.month}月{day.day}日"
    if habit in ("part about", "part aim"):
        return f"{text}{'頃' if habit == 'part about' else '目途'}"
    if habit == "part until":
        return f"{text}まで"
    return text.translate(_WIDE) if habit == "part wide" else text
