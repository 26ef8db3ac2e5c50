"""What stands under a page: ※ notes, sources, dates and denominators."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.labels import Line, Strong, line
from renkei.projection.standing import LEAST_DAYS
from renkei.wording import dates, numbers

Source = Literal["answers", "records", "population"]


def by_key(view: Briefing) -> dict[str, Callable[[], str]]:
    """Every note a mark can refer to."""
    every: dict[str, Callable[[Briefing], str]] = {
        "change": _change,
        "denominator": _denominator,
        "weight": _weight,
        "doses": _doses,
        "elderly": _elderly,
        "complete": _complete,
        "likely": _likely,
        "method": _method,
        "outlook": _outlook,
        "unread": _unread,
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


def _weight(view: Briefing) -> str:
    """注3: how the shares are weighted."""
    if view.basis == "published":
        return "人口割合：公表された高齢者人口の割合。公表のない欄は「－」。"
    as_of = dates.short(view.campaign.sources.population.as_of)
    return f"人口割合：該当する{view.unit}の65歳以上人口（{as_of}現在）の割合。"


def _doses(view: Briefing) -> str:
    """Which measure a rate is, and what it is divided by."""
    as_of = dates.short(view.campaign.sources.population.as_of)
    if view.campaign.measure == "programme":
        given = "高齢者等（接種記録の全年齢）の回数"
    else:
        given = "65歳以上の回数"
    note = f"{given}を65歳以上人口（{as_of}現在）で割った割合。{labels.REPORTED}。"
    if view.nation_name != "全国":
        note += f"{view.nation_name}は、その住民のみを分母とする。"
    left_out = measures.left_out(view)
    if left_out:
        note += f"記録のない{numbers.count(left_out)}{view.unit}は分母に含めない。"
    return note


def _elderly(_: Briefing) -> str:
    """The other measure, where the page shows it."""
    return "参考：記録上の年齢が65歳以上の人のみ。高齢者等とは別の集計で、合算しない。"


def _complete(view: Briefing) -> str:
    """What counts as complete, and where the wish share is from."""
    rule, wish = view.campaign.complete, view.campaign.wish_share
    share = numbers.percent(rule.share)
    if rule.of == "eligible":
        return f"完了：2回目の接種が対象者の{share}に達すること。"
    note = f"完了：2回目の接種が希望者の{share}に達すること。"
    if wish.basis == "assumed":
        return note + f"希望者は対象者の{numbers.percent(wish.value)}と仮定。"
    return note + f"希望者は調査票による（回答のない所は{numbers.percent(wish.value)}）。"


def _likely(view: Briefing) -> str:
    """What "projected to complete" means, and that it is not to be subtracted from answers."""
    return (
        f"完了する確率が50%以上の{view.unit}。分母は記録のある{view.unit}。"
        "回答とは定義も分母も異なり、差し引きはできない。"
    )


def _method(_: Briefing) -> str:
    """The plain method behind a projection."""
    return (
        "直近7日の報告値のペースが続き、間隔をおいて2回目に進む見込み。（ ）内は80%区間。"
        "「120日超」は120日以内に完了しない。"
    )


def _outlook(view: Briefing) -> str:
    """What the words of an outlook stand for."""
    told = "期限までに完了する確率が90%以上は「前倒し」、50%以上「計画どおり」、50%未満「遅れ」。"
    own = view.prefectures if view.level == "nation" else view.municipal
    if (own["outlook"] == "no_data").any():
        told += f"「データ不足」は記録が{LEAST_DAYS}日未満など。"
    return told


def _unread(view: Briefing) -> str:
    """That an older answer stands, because what came after could not be read."""
    return "再提出は読み取れず、その前に届いた回答を示す。"


def bars(view: Briefing) -> list[str]:
    """How the bars of the prefectures are to be read: their words, and the level they are to reach."""
    return [f"見通し：{_outlook(view)}", _complete(view)]


def source(view: Briefing, *used: Source) -> str:
    """出典, with the dates of each source that a page uses."""
    return "出典：" + "、".join(_source(view, one) for one in used)


def _source(view: Briefing, one: Source) -> str:
    sources = view.campaign.sources
    if one == "records":
        published = f"、{dates.month_day(view.snapshot)}公表分" if view.snapshot else ""
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


def _refused(view: Briefing) -> Line:
    """How much could not be read, by kind, and how much of it a later return put right."""
    refused = measures.rejections(view)
    parts = []
    for kind, word in (("file", "ファイル"), ("row", "行"), ("cell", "セル")):
        some = refused[refused["kind"] == kind]
        if len(some):
            corrected = numbers.count(int(some["corrected"].sum()))
            parts.append(f"{word}{numbers.count(len(some))}（うち訂正済み{corrected}）")
    if not parts:
        return line(Strong("読み取れず"), "：なし。")
    told = "、".join(parts)
    return line(Strong("読み取れず"), f"：{told}。推測で補わず、理由を付けて除いた。")


def _records(view: Briefing) -> list[Line]:
    """How far the records go: to which day, of which prefectures, down to which level."""
    told = ""
    if view.records_as_of != view.campaign.as_of:
        told += f"{dates.month_day(view.records_as_of)}まで。"
    if view.absent and view.level == "nation":
        kinds = "".join(kind for kind in "都道府県" if any(n.endswith(kind) for n in view.absent))
        told += f"記録のない{len(view.absent)}{kinds}：{'、'.join(view.absent)}。"
    if view.municipal.empty:
        told += "都道府県別のみ。市区町村は「実績データなし」とし、按分しない。"
    return [line(Strong("記録"), f"：{told}")] if told else []


def caveats(view: Briefing) -> list[Line]:
    """What every reader of the deck has to know before quoting a number."""
    kept = [
        line(
            Strong("報告遅れ"),
            "：接種の回数は報告値で、報告遅れは未補正。直近の日ほど後から増え、"
            "見込みは低めに出る。",
        ),
        line(Strong("割合"), f"：{_doses(view)}"),
        line(Strong("完了"), f"：{_complete(view).removeprefix('完了：')}"),
    ]
    kept.append(_refused(view))
    kept += [line(Strong("出典の差"), f"：{told}") for told in view.source_differences]
    if view.basis == "published":
        told = "：市区町村ごとの回答は公表されていないため、公表された合計（公表値）を用いた。"
        kept.append(line(Strong("回答"), told))
    return kept + _records(view)


def sample(view: Briefing) -> list[str]:
    """That the figures are invented, where they are."""
    return [f"{labels.SAMPLE}：実在の自治体の数値ではない。"] if view.campaign.sample else []
