"""Eligible residents and doses as tables."""

from renkei import areas
from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.tables.cells import Block, Cell, block, cell, no_record, right
from renkei.wording import dates, numbers

_DOSE_HEAD = [cell("区分", rowspan=2), right("対象者数", rowspan=2)]
_DOSES = [right("1回目"), right("2回目")]


def _dose_head(told: str) -> list[list[Cell]]:
    return [[*_DOSE_HEAD, cell(f"実績（{told}）", "center", colspan=2)], _DOSES]


def _as_of(briefing: Briefing) -> str:
    return f"{dates.month_day(briefing.records_as_of)}現在"


def _dose_row(briefing: Briefing, area: str, label: str) -> list[Cell]:
    one, strong = measures.outlook(briefing, area), area == briefing.area
    if one is None:
        eligible = briefing.eligible.get(area)
        told = labels.NO_VALUE if eligible is None else numbers.rounded(int(eligible), unit="人")
        return [cell(label, strong=strong), right(told), *no_record(2)]
    return [
        cell(label, strong=strong),
        right(numbers.rounded(one.eligible, unit="人")),
        right(labels.dose(one.first, one.eligible), strong),
        right(labels.dose(one.second, one.eligible), strong),
    ]


def doses(briefing: Briefing) -> Block:
    """Eligible residents and doses, the area above those around it (source B, page B4)."""
    around = [briefing.area, briefing.prefecture, areas.NATION]
    shown = list(dict.fromkeys(around))
    # The prefectures behind the nation go on a line of their own, or the column gets too wide.
    names = [briefing.name_of(area).replace("（記録のある", "\n（") for area in shown]
    rows = [_dose_row(briefing, area, name) for area, name in zip(shown, names, strict=True)]
    head = _dose_head(_as_of(briefing))
    return block(f"接種回数と接種率{mark('doses')}", head, rows, width=0.9)


def rates(briefing: Briefing) -> Block:
    """An area's doses week by week, and on a line of its own those of the elderly alone."""
    rows = [_dose_row(briefing, briefing.area, _as_of(briefing))]
    for row in measures.weekly(briefing, briefing.area).iloc[1:].to_dict("records"):
        eligible = int(row["eligible"])
        rows.append(
            [
                cell(f"{dates.month_day(row['date'].date())}現在"),
                right(""),
                right(labels.dose(int(row["first"]), eligible)),
                right(labels.dose(int(row["second"]), eligible)),
            ]
        )
    rules = []
    elderly = measures.elderly_alone(briefing)
    if elderly is not None:
        rules.append(len(rows))
        rows.append(_elderly_row(elderly))
    caption = f"{briefing.name_of(briefing.area)}の接種回数と接種率{mark('doses')}"
    return block(caption, _dose_head("報告値"), rows, rules)


def _elderly_row(elderly: dict[str, int]) -> list[Cell]:
    return [
        cell(f"65歳以上のみ{mark('elderly')}"),
        right(numbers.rounded(elderly["eligible"], unit="人")),
        right(labels.dose(elderly["first"], elderly["eligible"])),
        right(labels.dose(elderly["second"], elderly["eligible"])),
    ]
