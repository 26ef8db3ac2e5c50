"""What every reader of a deck has to know before quoting a number."""

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.labels import Line, Strong, line
from renkei.deck.notes.by_key import adjusted
from renkei.deck.notes.definitions import cohorts, complete, method, rates
from renkei.wording import dates, numbers


def caveats(view: Briefing) -> list[Line]:
    """The lines of the last page: lag, shares, completion, what was refused, how far records go."""
    kept = [
        *_lag(view),
        line(Strong("割合"), f"：{rates(view)}"),
        line(Strong("見込み"), f"：{method(view).removeprefix('見込み：')}"),
        line(Strong("完了"), f"：{complete(view).removeprefix('完了：')}"),
    ]
    if view.campaign.eligibility:
        kept.append(line(Strong("対象"), f"：{cohorts(view)}。（ ）は接種を受けると仮定した割合。"))
    kept.append(_refused(view))
    kept += [line(Strong("出典の差"), f"：{told}") for told in view.source_differences]
    if view.basis == "published":
        told = "：市区町村ごとの回答は公表されていないため、公表された合計（公表値）を用いた。"
        kept.append(line(Strong("回答"), told))
    return kept + _records(view)


def _lag(view: Briefing) -> list[Line]:
    """What is done about doses that are reported late."""
    if view.lag == "none":
        return []
    if view.lag == "adjusted":
        told = adjusted(view).removeprefix(f"{labels.ADJUSTED}：")
        return [line(Strong(labels.ADJUSTED), f"：{told}見込みは補正後から求めた。")]
    told = (
        f"：使える公表分が1回分のため、{labels.UNADJUSTED}。"
        "直近の日ほど後から増え、見込みは低めに出る。"
    )
    return [line(Strong("報告遅れ"), told)]


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
    if view.lag == "none":
        told += f"{view.terms.records}の表に公表日の記載はない。"
    if view.records_as_of != view.campaign.as_of:
        told += f"{dates.month_day(view.records_as_of)}まで。"
    if view.absent and view.level == "nation":
        kinds = "".join(kind for kind in "都道府県" if any(n.endswith(kind) for n in view.absent))
        told += f"記録のない{len(view.absent)}{kinds}：{'、'.join(view.absent)}。"
    if view.municipal.empty:
        told += "都道府県別のみ。市区町村は「実績データなし」とし、按分しない。"
    return [line(Strong("記録"), f"：{told}")] if told else []


def sample(view: Briefing) -> list[str]:
    """That the figures are invented, where they are."""
    return [f"{labels.SAMPLE}：実在の自治体の数値ではない。"] if view.campaign.sample else []


def facts(view: Briefing) -> list[str]:
    """That a page holds published figures, in the deck of a campaign whose own are invented."""
    told = f"※ このページの数値は公表されたもので、{labels.SAMPLE}ではない。"
    return [told] if view.campaign.sample else []
