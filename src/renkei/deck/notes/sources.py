"""出典: whose system a page's figures are from, with both dates."""

import datetime as dt
from typing import Literal

import pandas as pd

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.settings.content.ranking import Ranking
from renkei.wording import dates

Source = Literal["answers", "records", "population"]
Register = Literal["liaison", "supply", "work_plan", "readiness", "practices"]

_REGISTERS: dict[Register, str] = {
    "liaison": "リエゾン聞き取り記録",
    "supply": "ワクチン供給実績・予定",
    "work_plan": "連携推進項目の取組計画・進捗",
    "readiness": "接種体制の整備状況調査",
    "practices": "特徴的な取組事例",
}


def source(view: Briefing, *used: Source) -> str:
    """出典, with the dates of each source that a page uses; no answers where nobody is asked."""
    shown = [one for one in used if view.asks or one != "answers"]
    return "出典：" + "、".join(_source(view, one) for one in shown)


def register(view: Briefing, *used: Register, beside: str = "") -> str:
    """出典 of registers, each with the day its newest file was received; then `beside`, another 出典."""
    told = [f"{_title(view, one)}{_received(view, one)}" for one in used if len(view.frames[one])]
    return "出典：" + "、".join(filter(None, [*told, beside.removeprefix("出典：")]))


def refused(view: Briefing) -> str:
    """出典 of what could not be read: every source of which anything was refused, and no other."""
    found = set(measures.refused(view)["source"])
    told = [_source(view, "answers")] if "returns" in found and view.asks else []
    told += [_source(view, "records")] if "records" in found else []
    told += [f"{_title(view, one)}{_received(view, one)}" for one in _REGISTERS if one in found]
    return "出典：" + "、".join(told)


def origins(view: Briefing) -> str:
    """出典 of what was received: answers, records, population, and the registers accounted for.

    The nation accounts for every register; an area only tells what of one was refused.
    """
    nation, found = view.level == "nation", set(measures.refused(view)["source"])
    shown = [one for one in _REGISTERS if (nation and len(view.frames[one])) or one in found]
    told = [f"{_title(view, one)}{_received(view, one)}" for one in shown]
    return "、".join([source(view, "answers", "records", "population"), *told])


def _title(view: Briefing, one: Register) -> str:
    """What a register is called: readiness by the form the campaign asks with."""
    return measures.asked_with(view).title if one == "readiness" else _REGISTERS[one]


def _received(view: Briefing, one: Register) -> str:
    frame = view.frames[one]
    newest = frame.loc[frame["current"], "received"].max()
    return "" if pd.isna(newest) else f"（{dates.month_day(newest.date())}受領分まで）"


def _source(view: Briefing, one: Source) -> str:
    sources = view.campaign.sources
    if one == "records":
        late = view.snapshot and view.lag != "none"
        published = f"、{dates.month_day(view.snapshot)}公表分" if view.snapshot and late else ""
        as_of = dates.month_day(view.records_as_of)
        return f"{sources.records.system}（{as_of}現在{published}）"
    if one == "population":
        return f"{sources.population.system}（{dates.short(sources.population.as_of)}現在）"
    if view.round is None:
        return "照会（まだ行っていない）"
    if view.basis == "none":
        return "照会（市区町村別の回答は公表されていない）"
    published = "公表値" if view.basis == "published" else view.campaign.office
    return f"{labels.round_name(view.round, view)}の照会（{published}）"


def ranking(compared: Ranking | None) -> str:
    """出典 of a comparison of countries."""
    return f"出典：{compared.source}" if compared else ""


def ranking_notes(compared: Ranking | None, day: dt.date) -> list[str]:
    """What the countries' figures are of, and that the source tells no day of release."""
    table = compared.newest(day) if compared else None
    if table is None:
        return []
    of = f"割合の分母：各国の{table.of}。" if table.unit == "%" else f"{table.of}当たり。"
    return [f"{of}公表：出典の表に公表日の記載はなく、値は後日の改定を含む。"]


def boundaries(view: Briefing, beside: str = "") -> str:
    """出典 of a map: who made its boundaries, and as of when; then `beside`, another 出典."""
    source = view.campaign.sources.map
    if source is None:
        return beside
    as_of = f"（{dates.short(source.as_of)}現在）" if source.as_of else ""
    parts = [beside.removeprefix("出典："), f"{source.system}{as_of}"]
    return "出典：" + "、".join(part for part in parts if part)
