"""Eligible residents and doses as tables: reported and adjusted apart, each by its name."""

from collections.abc import Mapping, Sequence
from typing import Any

from renkei import areas
from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Group
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import dates, numbers


def doses(briefing: Briefing) -> Block:
    """Eligible residents and doses, the area above those around it (source B, page B4).

    An area has a row as reported and, where anything is adjusted, one as adjusted, of shares
    alone: its counts are estimates.
    """
    shown = list(dict.fromkeys([briefing.area, briefing.prefecture, areas.NATION]))
    rows: list[list[Cell]] = []
    rules = []
    for area in shown:
        if rows:
            rules.append(len(rows))
        rows += _area_rows(briefing, area)
    as_of = f"{dates.month_day(briefing.records_as_of)}現在"
    names = [right(one.name) for one in briefing.terms.doses]
    caption = f"{_what(briefing)}{mark('doses')}"
    if briefing.lag == "adjusted":
        head = [cell("区分"), cell(as_of), *names]
        return block(caption, [head], rows, rules, width=1.2)
    caption += f"　{labels.reported(briefing)}、{as_of}"
    return block(caption, [[cell("区分"), right("対象者数"), *names]], rows, width=1.2)


def _what(briefing: Briefing) -> str:
    """What the tables hold: 接種回数と接種率, 交付枚数と交付率."""
    return f"{briefing.terms.counts}と{briefing.terms.rates}"


def _area_rows(briefing: Briefing, area: str) -> list[list[Cell]]:
    one, strong = measures.outlook(briefing, area), area == briefing.area
    # The prefectures behind the nation go on a line of their own, or the column gets too wide.
    name = cell(briefing.name_of(area).replace("（記録のある", "\n（"), strong=strong)
    persons = _persons(briefing, area)
    if one is None:
        blank = [right(labels.NO_VALUE)] * (len(briefing.terms.doses) - 1)
        return [[name, right(persons), right(labels.NO_RECORD), *blank]]
    counts = [right(labels.dose(each.count, one.eligible), strong) for each in one.given]
    if briefing.lag != "adjusted":
        return [[name, right(persons), *counts]]
    late = _adjusted([each.adjusted_share for each in one.given], strong)
    return [
        [name, cell(labels.reported(briefing)), *counts],
        [cell(f"対象{persons}"), cell(labels.ADJUSTED_SHORT), *late],
    ]


def _persons(briefing: Briefing, area: str) -> str:
    one = measures.outlook(briefing, area)
    eligible = one.eligible if one else briefing.eligible.get(area)
    return labels.NO_VALUE if eligible is None else labels.people(int(eligible))


def _adjusted(shares: Sequence[float | None], strong: bool = False) -> list[Cell]:
    """Adjusted shares alone: their counts are estimates."""
    told = [labels.NO_VALUE if one is None or one != one else numbers.share(one) for one in shares]
    return [right(one, strong) for one in told]


def rates(briefing: Briefing) -> Block:
    """An area's doses by week (or by total), then those of parts of its people and of the nation."""
    one = measures.outlook(briefing, briefing.area)
    caption = f"{briefing.name_of(briefing.area)}の{_what(briefing)}{mark('doses')}"
    if one is None:
        return labels.nothing(caption, f"{labels.NO_RECORD}。")
    lately = measures.lately(briefing, briefing.area).to_dict("records")
    rows = [_dated(briefing, row) for row in lately]
    rules = [len(rows)]
    rows += _groups(briefing) + _nation(briefing)
    caption += f"　対象者{labels.people(one.eligible)}{_told_by(briefing)}"
    wide = 1.3 if briefing.campaign.eligibility else 1.0  # names of cohorts are long
    return block(caption, _head(briefing), rows, rules if len(rows) > len(lately) else [], wide)


def _told_by(briefing: Briefing) -> str:
    """Which publication tells all of the days: each later one adds to them."""
    late = briefing.snapshot and briefing.lag != "none"
    return f"、{dates.month_day(briefing.snapshot)}公表の記録" if briefing.snapshot and late else ""


def _head(briefing: Briefing) -> list[list[Cell]]:
    """The columns of each dose as reported, then as adjusted."""
    names = [one.name for one in briefing.terms.doses]
    groups = [cell(labels.reported(briefing), "center", colspan=len(names))]
    if briefing.lag == "adjusted":
        adjusted = labels.ADJUSTED + mark("adjusted")
        groups.append(cell(adjusted, "center", colspan=len(names)))
    return [[cell("区分", rowspan=2), *groups], [right(name) for _ in groups for name in names]]


def _dated(briefing: Briefing, row: Mapping[Any, Any]) -> list[Cell]:
    day, shown = row["date"].date(), briefing.terms.doses
    strong = day == briefing.records_as_of
    eligible = int(row["eligible"])
    counts = [right(labels.dose(int(row[one.column]), eligible), strong) for one in shown]
    late = [float(row[f"{one.column}_adjusted"]) for one in shown]
    adjusted = _adjusted(late, strong) if briefing.lag == "adjusted" else []
    # Of a total the source says when; a day of records gets more with each publication.
    until = "現在" if briefing.lag == "none" else "までの接種分"
    return [cell(f"{briefing.called(day)}{until}", strong=strong), *counts, *adjusted]


def _group(briefing: Briefing, group: Group, name: str) -> list[Cell]:
    counts = [right(labels.dose(count, group.eligible)) for count in group.counts]
    adjusted = _adjusted([None] * len(counts)) if briefing.lag == "adjusted" else []
    return [cell(name), *counts, *adjusted]


def _groups(briefing: Briefing) -> list[list[Cell]]:
    """Parts of the eligible on lines of their own; nothing is adjusted by part."""
    elderly = measures.elderly_alone(briefing)
    if elderly is not None:
        return [_group(briefing, elderly, f"{elderly.name}{mark('elderly')}")]
    return [
        _group(briefing, one, f"うち{one.name}{mark('cohorts')}")
        for one in measures.cohorts(briefing)
    ]


def _nation(briefing: Briefing) -> list[list[Cell]]:
    """The nation on the same day, in the deck of an area inside it."""
    one = measures.outlook(briefing, areas.NATION)
    if briefing.level == "nation" or one is None:
        return []
    counts = [right(labels.dose(each.count, one.eligible)) for each in one.given]
    late = [each.adjusted_share for each in one.given]
    adjusted = _adjusted(late) if briefing.lag == "adjusted" else []
    name = briefing.name_of(areas.NATION).replace("（記録のある", "\n（")
    return [[cell(f"参考：{name}"), *counts, *adjusted]]
