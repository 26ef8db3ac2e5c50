"""Plan, projection and what is required, side by side."""

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import Agreement, Outlook
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import numbers

Row = tuple[str, str, bool]  # what is told, the figure, whether it stands out


def plan_and_pace(briefing: Briefing, said: Agreement) -> Block:
    """Plan, projection and what is required, side by side and never subtracted."""
    one = measures.outlook(briefing, briefing.area)
    groups = [
        ("計画", _plan(briefing, said)),
        ("見込み", _projected(briefing, said, one)),
        *([] if one is None or briefing.past or one.done else _paces(briefing, one)),
    ]
    rows: list[list[Cell]] = []
    rules = []
    for name, told in groups:
        if name in ("見込み", "必要"):
            rules.append(len(rows))
        for place, (label, value, strong) in enumerate(told):
            rows.append([cell(name if place == 0 else ""), cell(label), right(value, strong)])
    head = [[cell("区分"), cell("項目"), right(briefing.name_of(briefing.area))]]
    return block("計画・見込み・必要な回数（1・2回目の計）", head, rows, rules, width=1.1)


def _plan(briefing: Briefing, said: Agreement) -> list[Row]:
    if briefing.level != "municipality":
        label = f"{briefing.by_target}完了の{briefing.unit}"
        return [(label, _of(said.say, said.asked) if said.say is not None else "公表なし", True)]
    mine = measures.municipal_list(briefing).iloc[0]
    previous = labels.answer(mine, "previous_")
    given = labels.answer(mine)
    if given == labels.NO_VALUE:
        return [("終了の見込み（回答）", "公表なし", True)]
    told = f"{given}（前回 {previous}）" if previous != labels.NO_VALUE else given
    return [("終了の見込み（回答）", told, True)]


def _of(count: int, whole: int) -> str:
    """A count of areas with its denominator and share: 1,718／1,741（98.7%）."""
    share = labels.exact_share(count, whole)
    return f"{numbers.count(count)}／{numbers.count(whole)}（{share}）"


def _projected(briefing: Briefing, said: Agreement, one: Outlook | None) -> list[Row]:
    rows: list[Row] = []
    if briefing.level != "municipality":
        label = f"期限までに完了する{briefing.unit}"
        if said.projected is None:
            rows.append((label, labels.NO_RECORD, True))
        else:
            rows.append((label + mark("likely"), _of(said.projected, said.recorded), True))
    if briefing.level == "nation" and len(briefing.prefectures):
        count = _of(measures.likely_prefectures(briefing), len(briefing.prefectures))
        rows.append(("同じく都道府県", count, False))
    if one is None:
        return [*rows, ("接種の記録", labels.NO_RECORD, True)]
    if one.at_deadline:
        text = labels.deadline_share(briefing, one.at_deadline[1])
        text += "" if briefing.settled else f"（{labels.share_span(one.at_deadline)}）"
        rows.append((f"期限の2回目接種率{mark('method')}", text, True))
    day, between = _dates(one)
    told = "" if one.outlook != "no_data" else mark("outlook")
    rows.append((f"完了する日{mark('method')}", day + told, True))
    if not one.done:
        rows.append(("　80%区間", between, False))
    if not one.done:
        label = f"期限までに完了する確率{mark('complete')}"
        rows.append((label, labels.chance(one.p_deadline), False))
    return rows


def _dates(one: Outlook) -> tuple[str, str]:
    """The projected day and its 80 % interval."""
    return labels.dates_of(one.outlook, one.done, (one.earliest, one.date, one.latest))


def _paces(briefing: Briefing, one: Outlook) -> list[tuple[str, list[Row]]]:
    groups: list[tuple[str, list[Row]]] = [
        ("必要", [("1日の回数", labels.pace(one.required), True)]),
        ("現在", [("1日の回数（7日平均）", labels.pace(one.pace), True)]),
    ]
    if briefing.level == "nation" and briefing.campaign.daily_goal:
        goal = numbers.rounded(briefing.campaign.daily_goal, unit="回")
        groups.append(("目標", [(f"1日の回数{labels.of_all(briefing)}", goal, False)]))
    return groups
