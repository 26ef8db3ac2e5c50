"""出典: whose system a page's figures are from, with both dates."""

from typing import Literal

from renkei.deck import labels
from renkei.deck.briefing import Briefing
from renkei.wording import dates

Source = Literal["answers", "records", "population"]


def source(view: Briefing, *used: Source) -> str:
    """出典, with the dates of each source that a page uses; no answers where nobody is asked."""
    shown = [one for one in used if view.asks or one != "answers"]
    return "出典：" + "、".join(_source(view, one) for one in shown)


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
