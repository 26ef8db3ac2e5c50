"""The checker's findings as a page: facilities by schemes, each with its reason."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from renkei.deck import labels
from renkei.deck.meeting.claims import claims, example_doses, total
from renkei.deck.meeting.page import NOTHING, Page, source
from renkei.deck.meeting.support import yen
from renkei.deck.slides import NotShown, Slide
from renkei.deck.tables.cells import Block, Cell, block, cell, right
from renkei.settings.content.meeting import Meeting
from renkei.settings.content.support import Thresholds
from renkei.wording import dates, numbers

_PALE = 1


def claims_page(meeting: Meeting | None) -> Page:
    """What the invented facilities of the facts may claim, to show how the thresholds are read."""
    if meeting is None or meeting.support is None or not meeting.support.examples:
        return NOTHING
    one = meeting.support
    found = claims(example_doses(one), one.thresholds)
    facilities = found.groupby("facility")["claimed"].any()
    return Page(
        f"架空の{len(facilities)}施設で判定すると、{int(facilities.sum())}施設が追加支援の対象",
        [claims_table(found, one.thresholds)],
        notes=reading(one.thresholds),
        source=f"{source(one.source)}の基準による判定（施設と回数は見本（架空））",
    )


def invented(page: Slide | NotShown) -> Slide | NotShown:
    """The page with the badge of invented data, in a deck that is otherwise not invented."""
    if isinstance(page, NotShown):
        return page
    return Slide(page.content | {"deck": page.content["deck"] | {"sample": True}})


def claims_table(found: pd.DataFrame, rules: Thresholds) -> Block:
    """What each facility may claim: a row a facility, a column a scheme (`meeting.claims`)."""
    marks = [(rule.mark, f"週{rule.least}回以上") for rule in rules.weekly]
    marks += [
        (rules.daily.mark, f"1日{rules.daily.least}回以上"),
        (rules.staffed.mark, "特別な体制"),
    ]
    head = [cell("施設"), *(cell(f"{mark} {name}") for mark, name in marks), right("支給額（円）")]
    rows = [
        [cell(str(name)), *(_verdict(one) for one in own.to_dict("records")), _total(own)]
        for name, own in found.groupby("facility", sort=False)
    ]
    return block("", [head], rows)


def _verdict(one: Mapping[Any, Any]) -> Cell:
    """Whether it is paid, by mark and shade, how much, and why (not)."""
    if not one["claimed"]:
        return cell(f"{'△' if one['met'] else '×'} {_on_lines(one['reason'])}")
    amount = "時間数による" if pd.isna(one["amount"]) else yen(one["amount"])
    return cell(f"○ {amount}\n{_on_lines(one['reason'])}", shade=_PALE)


def _on_lines(reason: str) -> str:
    """A reason with what is in brackets, and what follows a comma, on a line of its own."""
    return reason.replace("（", "\n（").replace("、", "、\n")


def _total(own: pd.DataFrame) -> Cell:
    amount = total(own)
    if math.isnan(amount):
        return right(labels.NO_VALUE)
    return right(numbers.count(round(amount)), strong=amount > 0)


def reading(rules: Thresholds) -> list[str]:
    """How the marks are read, and how the paper was read where it is silent."""
    daily = rules.daily
    until = dates.month_part(max(rule.until for rule in rules.weekly))
    return [
        f"○支給の対象、△基準には達するが{daily.mark}と{daily.not_with}は重複しないため多い方を支給、×基準に達しない。",
        f"原資料に定めのない点の読み方：週は月曜日から日曜日（{until}まで数える）、連続を要しない、各週は達した最も高い単価で一度だけ数える。",
    ]
