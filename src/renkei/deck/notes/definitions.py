"""What the figures are: what a rate is of, what counts as complete, how a projection is made."""

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.settings.eligibility import Cohort
from renkei.wording import dates, numbers


def rates(view: Briefing) -> str:
    """Which measure a rate is, and what it is divided by."""
    note = f"{_given(view)}で割った割合。"
    if view.lag == "unadjusted":
        note += f"{labels.UNADJUSTED}。"
    if view.nation_name != "全国":
        note += f"{view.nation_name}は、その住民のみを分母とする。"
    left_out = measures.left_out(view)
    if left_out:
        note += f"記録のない{numbers.count(left_out)}{view.unit}は分母に含めない。"
    return note


def _given(view: Briefing) -> str:
    as_of = f"（{dates.short(view.campaign.sources.population.as_of)}現在）"
    if view.campaign.measure == "programme":
        return f"高齢者等（接種記録の全年齢）の回数を65歳以上人口{as_of}"
    if view.campaign.measure == "65-":
        return f"65歳以上の回数を65歳以上人口{as_of}"
    return f"{view.terms.counts}を{view.campaign.cohort_label}{as_of}"


def elderly(_: Briefing) -> str:
    """The other measure, where the page shows it."""
    return "参考：記録上の年齢が65歳以上の人のみ。高齢者等とは別の集計で、合算しない。"


def complete(view: Briefing) -> str:
    """What counts as complete, and where the wish share is from."""
    rule, wish = view.campaign.complete, view.campaign.wish_share
    share = numbers.percent(rule.share)
    if rule.of == "eligible":
        told = f"完了：{view.terms.reached}が{view.campaign.cohort_label}の{share}に達すること"
        return f"{told}（{share}は出典になく、この資料での仮定）。"
    note = f"完了：{view.terms.reached}が希望者の{share}に達すること。"
    if view.campaign.eligibility:
        return note + "希望者は、対象者の区分ごとに仮定。"
    if wish.basis == "assumed":
        return note + f"希望者は対象者の{numbers.percent(wish.value)}と仮定。"
    return note + f"希望者は調査票による（回答のない所は{numbers.percent(wish.value)}）。"


_METHODS = {
    "doses": "1回目と接種間隔から見た進み方と、過去の接種のペースの変化から見た進み方の平均",
    "eligibility": "接種間隔を過ぎて対象となる人数と、過去の接種のペースの変化から見た進み方の平均",
    "stock": "過去の施策のペースの変化から見た進み方",
    None: "",
}


def method(view: Briefing) -> str:
    """How a projection is made, and what stands in brackets behind it."""
    planned = "に、回答の計画を最大2割加味" if view.basis == "returns" else ""
    return f"見込み：{_METHODS[view.campaign.projection_kind]}{planned}。（　）内は80%区間。"


def uptake(view: Briefing) -> str:
    """What the span over the uptake is of."""
    when = labels.day_ahead(view)
    assumed = "接種を受ける人の割合を、区分ごとの仮定より10ポイント低く、または高くしたとき"
    told = f"接種間隔だけから見た{when}の接種率と、{assumed}の値"
    return f"{told}。見込みとは求め方が異なる。"


def cohorts(view: Briefing) -> str:
    """Who may have a later dose after how many months, and the share expected to."""
    parts = []
    for one in view.campaign.eligibility.cohorts if view.campaign.eligibility else []:
        months = one.months_on(view.campaign.as_of, known_by=view.campaign.released)
        wait = f"{months}か月後" if months else f"{view.called(one.starts)}から"
        wait += _shortened(view, one) if months else ""
        share = numbers.percent(view.campaign.uptake(one.id))
        parts.append(f"{one.label}は{wait}（{share}）")
    return "、".join(parts)


def _shortened(view: Briefing, one: Cohort) -> str:
    """The intervals that are known already and will hold later: →R4.3.1から6か月後."""
    day, released = view.campaign.as_of, view.campaign.released
    coming = [rule for rule in one.rules if rule.effective > day and rule.known_from <= released]
    return "".join(f"→{dates.short(rule.effective)}から{rule.months}か月後" for rule in coming)
