"""Plan, projection and what is required, side by side."""

from renkei.deck import labels, measures, verdicts
from renkei.deck.briefing import Briefing
from renkei.deck.lead import first_doses_by
from renkei.deck.marks import mark
from renkei.deck.measures import Agreement, Outlook
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import dates, numbers

Row = tuple[str, str, bool]  # what is told, the figure, whether it stands out


def plan_and_pace(briefing: Briefing, said: Agreement) -> Block:
    """Plan, projection, required and present pace and what binds: side by side, never averaged."""
    groups = _ahead(briefing, said) | _a_day(briefing)
    plan = "計画・" if briefing.asks else ""
    return _table(briefing, f"{plan}見込み・{_needed(briefing)}", groups)


def plan_then_pace(briefing: Briefing, said: Agreement) -> list[Block]:
    """The same in two tables, for a projected page: plan and projection, then the pace it takes.

    Without the second where no pace is needed any more.
    """
    caption = "計画と見込み" if briefing.asks else "見込み"
    first, second = _table(briefing, caption, _ahead(briefing, said)), _a_day(briefing)
    return [first, _table(briefing, _needed(briefing), second)] if second else [first]


def _table(briefing: Briefing, caption: str, groups: dict[str, list[Row]]) -> Block:
    rows: list[list[Cell]] = []
    rules = []
    for name, told in groups.items():
        if rows and told and name in ("見込み", "必要"):
            rules.append(len(rows))
        for place, (label, value, strong) in enumerate(told):
            rows.append([cell(name if place == 0 else ""), cell(label), right(value, strong)])
    one = measures.outlook(briefing, briefing.area)
    known = verdicts.marks(briefing, briefing.area, one.flags) if one else ""
    head = [[cell("区分"), cell("項目"), right(briefing.name_of(briefing.area) + known)]]
    return block(caption, head, rows, rules, width=1.1)


def _needed(briefing: Briefing) -> str:
    return f"必要な{briefing.terms.unit}数{briefing.terms.together}"


def _ahead(briefing: Briefing, said: Agreement) -> dict[str, list[Row]]:
    one = measures.outlook(briefing, briefing.area)
    plan = _plan(briefing, said, one) if briefing.asks else []
    return {"計画": plan, "見込み": _projected(briefing, said, one)}


def _a_day(briefing: Briefing) -> dict[str, list[Row]]:
    """What is needed a day and what is done; nothing after the deadline or when all is done."""
    one = measures.outlook(briefing, briefing.area)
    return {} if one is None or briefing.past or one.done else _paces(briefing, one)


def _plan(briefing: Briefing, said: Agreement, one: Outlook | None) -> list[Row]:
    early = mark("early") if one and "plan_earlier_than_q10" in one.flags else ""
    if briefing.level != "municipality":
        label = f"{briefing.by_target}完了の{briefing.unit}"
        rows: list[Row] = [
            (label, _of(said.say, said.asked) if said.say is not None else "公表なし", True)
        ]
        if one and one.plan:
            told = dates.month_day(one.plan) + early
            rows.append((f"すべての{briefing.unit}が終える日", told, False))
        return rows
    mine = measures.municipal_list(briefing).iloc[0]
    previous = labels.answer(mine, "previous_")
    given = labels.answer(mine)
    if given == labels.NO_VALUE:
        return [("終了の計画", "公表なし", True)]
    rows = [("終了の計画", given + early, True)]
    return rows if previous == labels.NO_VALUE else [*rows, ("　前回の回答", previous, False)]


def _of(count: int, whole: int) -> str:
    """A count of areas with its denominator and share: 1,718／1,741（98.7%）."""
    share = labels.exact_share(count, whole)
    return f"{numbers.count(count)}／{numbers.count(whole)}（{share}）"


def _projected(briefing: Briefing, said: Agreement, one: Outlook | None) -> list[Row]:
    rows = [] if briefing.beyond else _areas_in_time(briefing, said)
    if one is None:
        return [*rows, (briefing.terms.records, labels.NO_RECORD, True)]
    if one.ahead:
        rows += _shares(briefing, one)
    if one.done:
        return [*rows, ("完了する日", labels.COMPLETED, True)]
    if one.outlook == "no_data":
        return [*rows, ("完了する日", verdicts.why_none(briefing, one), True)]
    rows += _days(one)
    if one.outlook == "beyond":
        return [*rows, ("見通し", verdicts.OUTLOOKS["beyond"], True)]
    label = "期限までの完了" if briefing.settled else "見通し（確率）"
    told = verdicts.outlook(briefing, one.outlook, one.p_deadline)
    return [*rows, (label + mark("complete"), told, True)]


def _areas_in_time(briefing: Briefing, said: Agreement) -> list[Row]:
    """How many areas below complete by the deadline."""
    rows: list[Row] = []
    if briefing.level != "municipality":
        label = f"期限までに完了{'した' if briefing.settled else 'する'}{briefing.unit}"
        noted = "" if briefing.settled or said.projected is None else mark("likely")
        told = labels.NO_RECORD
        if said.projected is not None:
            told = _of(said.projected, said.recorded)
        silent = len(briefing.municipalities) - said.recorded - said.unknown
        rows += [(label + noted, told, True), *_unprojected(said.unknown)]
        rows += _unrecorded(silent) if said.projected is not None else []
    if briefing.level == "nation" and len(briefing.prefectures):
        found = measures.prefecture_chances(briefing)
        count = _of(found.likely, found.known) if found.known else labels.NO_VALUE
        rows += [("同じく都道府県", count, False), *_unprojected(found.unknown)]
        rows += _unrecorded(len(briefing.absent))
    return rows


def _unrecorded(count: int) -> list[Row]:
    """How many areas have no record at all, so that the piles add up to all there are."""
    return [(f"　ほかに{labels.NO_RECORD}", numbers.count(count), False)] if count else []


def _unprojected(count: int) -> list[Row]:
    """How many areas have too few records for a projection, where there are any."""
    return (
        [(f"　ほかに{verdicts.OUTLOOKS['no_data']}", numbers.count(count), False)] if count else []
    )


def _shares(briefing: Briefing, one: Outlook) -> list[Row]:
    """The share on the day the pages tell; of a later dose also over the uptake."""
    assert one.ahead
    text, rate = labels.ahead(briefing, one.ahead[1]), briefing.terms.rate
    if briefing.settled:
        rows: list[Row] = [(f"期限の{rate}、{labels.reported(briefing)}", text, True)]
        late = measures.adjusted_at_deadline(briefing, briefing.area)
        told = labels.ADJUSTED + mark("adjusted")
        return rows if late is None else [*rows, (f"　{told}", numbers.share(late), False)]
    when = labels.day_ahead(briefing) if briefing.beyond else "期限"
    label = f"{when}の{rate}{mark('method')}"
    rows = [(label, f"{text}（{labels.share_span(one.ahead)}）", True)]
    span = measures.uptakes(briefing, one.area)
    if span:
        shares = "～".join(f"{share * 100:.0f}" for share in span)
        alone = _by_interval(briefing, one)
        rows.append((f"　接種間隔だけから見た率{mark('uptake')}", alone, False))
        rows.append(("　　受ける割合が±10ポイントなら", f"{shares}%", False))
    return rows


def _by_interval(briefing: Briefing, one: Outlook) -> str:
    """The share by the same method as the span over the uptake, at the uptake assumed."""
    parts = briefing.frames["components"]
    mine = parts[(parts["area"] == one.area) & (parts["part"] == "queue")]
    if mine.empty:
        return labels.NO_VALUE
    return numbers.percent(mine["doses"].iloc[0] / one.eligible, 0)


def _days(one: Outlook) -> list[Row]:
    """The projected day and its 80 % interval."""
    if one.date is None:
        told = f"{labels.BEYOND}（中央値）" if one.earliest else "120日以内には完了しない"
        rows: list[Row] = [("完了する日", told, True)]
    else:
        rows = [(f"完了する日{mark('method')}", dates.month_day(one.date), True)]
    span = labels.span(one.earliest, one.latest)
    return [*rows, ("　80%区間", span, False)] if one.earliest else rows


def _paces(briefing: Briefing, one: Outlook) -> dict[str, list[Row]]:
    unit, goal = briefing.terms.unit, briefing.campaign.daily_goal
    daily = f"1日の{briefing.terms.unit}数"
    groups: dict[str, list[Row]] = {
        "必要": [(daily, labels.pace(one.required, unit), True)],
        _recently(briefing): _present(briefing, one, unit),
        "差": [("必要な数との差", labels.gap(one.pace, one.required, unit), True)],
    }
    bound = verdicts.bound(briefing, one)
    if bound:
        noted = mark("binding") if "（" in bound else ""  # it tells what stands in the brackets
        groups["制約"] = [(f"主な制約{noted}", bound, True)]
    first = first_doses_by(briefing, one)
    if bound and first and briefing.level != "municipality":  # whose page tells it above
        groups["制約"].append(("　1回目を終える必要", f"{first}まで", False))
    if briefing.level == "nation" and goal:
        told = numbers.rounded(goal, unit=unit)
        groups["目標"] = [(f"{daily}{labels.of_all(briefing)}", told, False)]
    return groups


def _present(briefing: Briefing, one: Outlook, unit: str) -> list[Row]:
    """The pace of the last days, reported and adjusted on rows of their own."""
    if briefing.lag == "adjusted":
        adjusted = f"{labels.ADJUSTED_SHORT}{mark('adjusted')}"
        reported = labels.reported(briefing)
        return [
            (adjusted, labels.pace(one.pace, unit), True),
            (reported, labels.pace(one.pace_reported, unit), False),
        ]
    if briefing.lag == "none":
        told = f"{labels.period(briefing)}の平均"
    else:
        told = f"{labels.reported(briefing)}、{labels.UNADJUSTED}"
    return [(told, labels.pace(one.pace_reported, unit), True)]


def _recently(briefing: Briefing) -> str:
    return "直近" if briefing.lag == "none" else labels.period(briefing)
