"""Readiness as a matrix: capability × area, a mark with its shade, and the day all are ready."""

from collections.abc import Sequence

from renkei.deck import labels
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Prepared, Standing, asked_with
from renkei.deck.tables.cells import Block, Cell, block, cell
from renkei.intake.forms.readiness import days, states
from renkei.wording import numbers

SILENT = "…"
"""Not answered; － is not needed, or no day set yet."""
_MARKS = {"all": "◎", "most": "○", "few": "△", "none": labels.NO_VALUE, "silent": SILENT}
_SHADES = {"all": 0, "most": 1, "few": 2, "none": 0, "silent": 0}
_HEADS = {
    "doctors": "医師",
    "nurses": "看護\n師等",
    "venues": "会場",
    "booking": "予約\n体制",
    "transport": "移動\n手段",
    "off_hours": "時間外\n休日",
    "facilities": "施設\n巡回",
    "vouchers_sent": "接種券\n発送",
    "booking_opened": "予約\n開始",
    "testing_sites": "臨時\n検査拠点",
    "self_test": "自己検査\nの登録",
    "follow_up": "健康フォロー\nアップセンター",
}
_BESIDE = 30  # rows from which the matrix stands in two halves beside each other


def readiness(briefing: Briefing, found: Sequence[Prepared]) -> list[Block]:
    """The matrix (measures.readiness): one table, or two beside each other for a nation's 47."""
    if not found:
        return []
    if len(found) <= _BESIDE or briefing.level != "nation":
        return [_matrix(briefing, found, any(map(_measured, found)))]
    half = (len(found) + 1) // 2
    measured = any(map(_measured, found))
    return [_matrix(briefing, part, measured) for part in (found[:half], found[half:])]


def _matrix(briefing: Briefing, found: Sequence[Prepared], measured: bool) -> Block:
    form = asked_with(briefing)
    marks = {"vouchers_sent": mark("ready")}
    asked = (*states(form), *days(form))
    heads = [cell(_HEADS[one] + marks.get(one, ""), "center") for one in asked]
    area = "都道府県" if briefing.level == "nation" else briefing.unit
    capacity = [cell(f"能力\n{mark('capacity')}", "center")] if measured else []
    rows = [_row(briefing, one, measured) for one in found]
    return block("", [[cell(area), *heads, *capacity]], rows)


def _row(briefing: Briefing, one: Prepared, measured: bool) -> list[Cell]:
    form = asked_with(briefing)
    told = [_state(one.standings[name]) for name in states(form)]
    dated = [_day(one.standings[name]) for name in days(form)]
    capacity = [_capacity(one)] if measured else []
    return [cell(one.name), *told, *dated, *capacity]


def _state(one: Standing) -> Cell:
    return cell(_MARKS[one.mark], "center", shade=_SHADES[one.mark])


def _day(one: Standing) -> Cell:
    """The day all are ready, with 予 where it is still to come; else the mark."""
    if one.ready is None:
        return _state(one)
    told = f"{one.ready.month}/{one.ready.day}{'予' if one.planned else ''}"
    return cell(told, "center", shade=1 if one.planned else 0)


def _measured(one: Prepared) -> bool:
    """Whether its capacity can be held against a need."""
    return one.need > 0 and one.capacity == one.capacity


def _capacity(one: Prepared) -> Cell:
    """The capacity a day over the pace the deadline needs; short of it shaded."""
    if not _measured(one):
        return cell(labels.NO_VALUE if one.capacity == one.capacity else SILENT, "center")
    share = one.capacity / one.need
    told = "10倍超" if share > 10 else numbers.percent(int(share * 100) / 100)
    return cell(told, "center", shade=2 if share < 1 else 0)
