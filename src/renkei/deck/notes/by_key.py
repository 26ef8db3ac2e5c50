"""The ※ notes by their key: what a mark in a text, table or figure refers to."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from renkei.deck import labels
from renkei.deck.briefing import Briefing
from renkei.deck.notes.definitions import complete, elderly, method, rates, uptake
from renkei.deck.notes.registers import REGISTERS
from renkei.projection.standing import LEAST_DAYS, LEAST_DOSES
from renkei.projection.triangle import LAGS
from renkei.wording import dates, numbers


def by_key(view: Briefing) -> dict[str, Callable[[], str]]:
    """Every note a mark can refer to."""
    every: dict[str, Callable[[Briefing], str]] = {
        "change": _change,
        "denominator": _denominator,
        "published": _published,
        "weight": _weight,
        "doses": rates,
        "adjusted": adjusted,
        "elderly": elderly,
        "cohorts": _cohorts,
        "complete": complete,
        "likely": _likely,
        "method": method,
        "uptake": uptake,
        "outlook": _outlook,
        "binding": _binding,
        "few": few,
        "unread": _unread,
        **_OF_FLAGS,
        **REGISTERS,
    }
    return {key: partial(note, view) for key, note in every.items()}


def _change(view: Briefing) -> str:
    """注1 of the release: what the change is against."""
    if view.previous_round is None:
        return "増減：初回の照会のため、前回はない。"
    if view.collecting:
        return "増減：回収途中のため前回と比べない。"
    return f"増減：前回の{labels.round_name(view.previous_round, view)}との差。"


def _denominator(view: Briefing) -> str:
    """注2: what the shares are of."""
    return f"割合の分母：{numbers.count(len(view.municipalities))}{view.unit}。"


def _published(_: Briefing) -> str:
    """That a published total holds conditional answers, which no source counts apart."""
    return "公表値：「医療従事者の確保が前提」などの条件付きの回答を含む（内数は示されていない）。"


def _weight(view: Briefing) -> str:
    """注3: how the shares are weighted."""
    elderly_alone = view.campaign.projection_kind == "doses"
    if view.basis == "published":
        whose = "高齢者人口" if elderly_alone else "人口"
        return f"人口割合：公表された{whose}の割合。公表のない欄は「－」。"
    whose = "65歳以上人口" if elderly_alone else view.campaign.cohort_label
    as_of = dates.short(view.campaign.sources.population.as_of)
    return f"人口割合：該当する{view.unit}の{whose}（{as_of}現在）の割合。"


def adjusted(_: Briefing) -> str:
    """What the adjusted figures are, and that they are not the reported ones."""
    later = f"今後報告される分（直近{LAGS}日分）を、これまでの増え方から推計して加えた値"
    return f"{labels.ADJUSTED}：{later}。実績（報告分）とは別の数値。"


def _cohorts(_: Briefing) -> str:
    """What the shares of cohorts are of."""
    return "区分別は実績（報告分）で、その区分の対象者に対する割合。"


def _likely(view: Briefing) -> str:
    """What "projected to complete" means, and that it is not to be subtracted from answers."""
    told = f"完了する確率が50%以上の{view.unit}。分母は見込みのある{view.unit}"
    return told + ("で、回答とは定義も分母も異なる。" if view.asks else "。")


def _outlook(view: Briefing) -> str:
    """What the words of an outlook stand for."""
    if view.settled:
        return f"期限（{view.called(view.campaign.deadline)}）までに完了の水準に達したかどうか。"
    return "期限までに完了する確率が90%以上は「前倒し」、50%以上「計画どおり」、50%未満「遅れ」。"


def _binding(view: Briefing) -> str:
    """What a constraint is, and from when it counts."""
    told = "「…から」はペースが必要な水準を下回り始めた時期、"
    told += "「鈍る見込み」は今のペースなら足りるが続かない見込み、"
    return f"主な制約：期限までの完了を最も妨げるもの。{told}「－」は今のペースが下回っていない。"


def few(view: Briefing) -> str:
    """Why nothing is projected where there is little to project from."""
    least = f"{LEAST_DOSES}{view.terms.unit}"
    return f"データ不足：記録が{LEAST_DAYS}日未満、または{least}未満のため、見込みを示さない。"


def _unread(_: Briefing) -> str:
    """That an older answer stands, because what came after could not be read."""
    return "再提出は読み取れず、その前に届いた回答を示す。"


def _late(_: Briefing) -> str:
    return "報告が特に遅い：補正で加えた割合が、ほかの団体より特に大きい。"


def _revised(_: Briefing) -> str:
    return "実績の下方修正あり：報告された数が、後の公表で減っている。"


def _gap(_: Briefing) -> str:
    return "直近の3日以上、報告がない。その間は、途切れる前のペースで補った。"


def _plateau(view: Briefing) -> str:
    return f"頭打ち：{view.terms.pace}が最も多かった週の2割を下回り、完了の水準に届いていない。"


def _short(_: Briefing) -> str:
    return "供給不足：届いた分と今後の供給予定では、見込みの途中で足りなくなる。"


def _ceiling(view: Briefing) -> str:
    return f"{view.terms.doses[0].name}が、すでに希望者数に達している。"


def _early(_: Briefing) -> str:
    return "計画は、見込みの80%区間より早い。"


def _of_parts(told: str, flag: str) -> Callable[[Briefing], str]:
    """A note of a sum: how many of the deck's municipalities have the flag."""
    return lambda view: f"{told}{view.unit}：{numbers.count(flagged(view.municipal, flag))}。"


_OF_FLAGS: dict[str, Callable[[Briefing], str]] = {
    "late": _late,
    "revised": _revised,
    "gap": _gap,
    "plateau": _plateau,
    "short": _short,
    "ceiling": _ceiling,
    "early": _early,
    "gaps": _of_parts("直近の3日以上、報告のない", "reporting_gap"),
    "revisions": _of_parts("実績の下方修正のあった", "revised"),
}


def flagged(rows: pd.DataFrame, flag: str) -> int:
    """How many rows of projections carry a flag."""
    return int(rows["flags"].fillna("").str.split(";").map(lambda one: flag in one).sum())


def bars(view: Briefing) -> list[str]:
    """How the bars of the prefectures are to be read: their words, or the level they are to reach.

    One line: bars and tile map take the page. What complete is stands on the page before.
    """
    return [complete(view)] if view.beyond else [f"見通し：{_outlook(view)}"]


def municipalities(view: Briefing) -> list[str]:
    """What the paces are the mean of, and how many plan to finish earlier than is to be expected."""
    if view.municipal.empty:
        return []
    adjusted = f"の{labels.ADJUSTED_SHORT}" if view.lag == "adjusted" else ""
    told = [f"差：{labels.period(view)}{adjusted}の平均から、必要な数を引いた数。"]
    early = flagged(view.municipal, "plan_earlier_than_q10")
    if early:
        told.append(f"計画が見込みの80%区間より早い{view.unit}：{numbers.count(early)}。")
    return told
