"""Issues heard as tables: those of the returns beside delay, those of the log by stage, replies."""

import datetime as dt
from collections.abc import Sequence

from renkei import areas
from renkei.deck import arrivals, labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.marks import mark
from renkei.deck.measures import FEWEST, Delay, Heard, Logged, Response
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.wording import dates, numbers

_FIRST = 4  # municipalities named beside an issue
_LONGEST = 70  # characters of what was heard, and of a reply
SUPPRESSED = f"－（n<{FEWEST}）"
_STEPS = {
    "heard": "照会前",
    "forwarded": "照会中",
    "replied": "府省が回答",
    "returned": "団体に回答",
    "closed": "完了",
}


def issues(briefing: Briefing, found: Sequence[Heard], rows: int) -> Block:
    """Who names which issue (several answers), and the share behind among them and the others.

    A difference beyond chance is set in bold; a share of fewer than ten is not shown.
    """
    caption = "調査票で挙がった課題"
    if not found:
        return labels.nothing(caption, "課題を挙げた団体はない。")
    asked = len(measures.naming(briefing))
    told = any(one.delay and one.delay.shown for one in found)
    by_name = briefing.level != "nation" and not told
    lines = [
        [
            cell(one.name),
            right(numbers.count(len(one.areas))),
            right(labels.exact_share(len(one.areas), asked)),
            *(_delays(one.delay) if told else []),
            *([cell(_names(one.areas))] if by_name else []),
        ]
        for one in found[:rows]
    ]
    first = [cell("課題（複数回答）"), right(f"挙げた\n{briefing.unit}")]
    first.append(right(f"割合{mark('returned')}"))
    if not told:
        head = [[*first, *([cell("挙げた団体")] if by_name else [])]]
    else:
        above = cell(f"遅れの割合{mark('delay')}", "center", colspan=3)
        below = [right("挙げた\n団体"), right("ほかの\n団体"), right("差\n（ポイント）")]
        head = [[*(one | {"rowspan": 2} for one in first), above], below]
    return block(caption, head, lines, width=1.05)


def _names(keys: Sequence[str]) -> str:
    """The first of the municipalities by name: 高岡市、氷見市 など."""
    names = "、".join(areas.label(key) for key in keys[:_FIRST])
    return f"{names} など" if len(keys) > _FIRST else names


def _delays(delay: Delay | None) -> list[Cell]:
    if delay is None:
        return [right(labels.NO_VALUE)] * 3
    if not delay.shown:
        return [right(SUPPRESSED), right(SUPPRESSED), right(labels.NO_VALUE)]
    points = int(delay.difference * 100 + (0.5 if delay.difference > 0 else -0.5))
    return [
        right(labels.exact_share(delay.behind, delay.naming), delay.clear),
        right(labels.exact_share(delay.others_behind, delay.others)),
        right(numbers.signed(points), delay.clear),
    ]


def logged(briefing: Briefing, found: Sequence[Logged], rows: int) -> Block:
    """The liaison log by issue: entries, those not closed, and how old the oldest of them is.

    As of the day the log was received, which the caption tells where it is not the as-of date.
    """
    log = measures.heard(briefing)
    until = arrivals.until(briefing, log)
    old = f"（{briefing.called(until)}受領時点）" if until < briefing.campaign.as_of else ""
    caption = f"リエゾンが聞き取った課題{old}"
    if not found:
        return labels.nothing(caption, "聞き取りの記録はない。")
    lines = [_logged(briefing, one, until) for one in found[:rows]]
    rest = found[rows:]
    if rest:
        entries, waiting = (sum(getattr(one, name) for one in rest) for name in ("entries", "open"))
        counts = [right(numbers.count(entries)), right(numbers.count(waiting))]
        lines.append([cell(f"ほか{len(rest)}分類"), *counts, right(labels.NO_VALUE)])
    head = [cell("聞き取りの課題"), right("件数"), right("未完了"), right("最も古い未完了")]
    return block(caption, [head], lines)


def _logged(briefing: Briefing, one: Logged, until: dt.date) -> list[Cell]:
    age = labels.NO_VALUE
    if one.oldest:
        days = max((until - one.oldest).days, 0)
        where = one.oldest_area[:2] if briefing.level == "nation" else one.oldest_area
        age = f"{days}日前（{areas.label(where)}）"
    counts = [right(numbers.count(one.entries)), right(numbers.count(one.open), strong=True)]
    return [cell(one.name), *counts, right(age)]


def stages(found: Sequence[Logged]) -> dict[str, int]:
    """Entries of the whole log by stage in words, those farthest from being closed first."""
    return {word: sum(one.stages[name] for one in found) for name, word in _STEPS.items()}


def responses(found: Sequence[Response], log: Sequence[Logged], rows: int) -> Block:
    """Issue ⇒ response: what is heard most often, how often, and the newest reply to it.

    Of `rows` texts those of one issue stand together, under the sums of that issue in the log; the
    same reply again is 〃. What has no room, or no text, is summed: the rows add up to the log.
    """
    shown = _of_issues(found, log, rows)
    sums = {one.name: f"{one.name}\n（{_sums(one)}）" for one in log}
    lines: list[list[Cell]] = []
    rules, above = [], None
    for one in shown:
        same = above is not None and above.issue == one.issue
        if lines and not same:
            rules.append(len(lines))
        again = same and above is not None and one.reply and _reply(above) == _reply(one)
        lines.append(
            [
                cell("" if same else sums[one.issue]),
                cell(labels.cut(one.text, _LONGEST)),
                right(numbers.count(one.entries)),
                right(numbers.count(one.open)),
                right(numbers.count(one.unanswered), strong=one.unanswered > 0),
                cell("〃" if again else _reply(one)),
            ]
        )
        above = one
    rest = _rest(found, log, shown)
    if rest:
        rules.append(len(lines))
        lines.append(rest)
    head = [
        cell("課題"),
        cell("聞き取った内容"),
        right("件数"),
        right("未\n完了"),
        right("回答\n待ち"),
    ]
    return block("", [[*head, cell("⇒ 府省の回答（最新）")]], lines, rules)


def _of_issues(found: Sequence[Response], log: Sequence[Logged], rows: int) -> list[Response]:
    """So many texts: the first of each issue with most open, then those heard most often."""
    order = [one.name for one in log]
    first = {one.issue: one for one in reversed(found)}
    kept = [first[name] for name in order if name in first][: (rows + 1) // 2]
    kept += [one for one in found if one not in kept][: rows - len(kept)]
    return sorted(kept, key=lambda one: (order.index(one.issue), -one.entries))


def _sums(one: Logged) -> str:
    return f"計{numbers.count(one.entries)}、未完了{numbers.count(one.open)}"


def _rest(
    found: Sequence[Response], log: Sequence[Logged], shown: Sequence[Response]
) -> list[Cell]:
    """What the log holds beside the texts shown, in one row; nothing where that is nothing."""
    entries = sum(one.entries for one in log) - sum(one.entries for one in shown)
    waiting = sum(one.open for one in log) - sum(one.open for one in shown)
    unanswered = sum(one.unanswered for one in found if one not in shown)
    if not entries:
        return []
    kinds = len(found) - len(shown)
    told = f"ほか{numbers.count(kinds)}種類の内容" if kinds else "内容の記載なし"
    counts = [right(numbers.count(one)) for one in (entries, waiting, unanswered)]
    return [cell("ほか"), cell(told), *counts, cell("")]


def _reply(one: Response) -> str:
    if not one.reply:
        return "（回答待ち）"
    day = dates.short(one.replied) if one.replied else ""
    by = "、".join(part for part in (one.ministry, day) if part)
    told = labels.cut(one.reply, _LONGEST)
    return f"{told}（{by}）" if by else told
