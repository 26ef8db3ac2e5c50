"""What every reader of a deck has to know before quoting a number."""

from renkei.deck import labels, measures
from renkei.deck.briefing import Briefing
from renkei.deck.labels import Line, Strong, line
from renkei.deck.notes.by_key import adjusted, by_key
from renkei.deck.notes.definitions import cohorts, complete, method, rates
from renkei.intake.registers import REGISTERS
from renkei.wording import dates, numbers

Meaning = tuple[str, str]


def meanings(view: Briefing) -> list[Meaning]:
    """The words of a deck and what they mean here: lag, shares, projection, completion, records."""
    told = [
        *_asked(view),
        *_lag(view),
        ("割合", rates(view)),
        ("見込み", method(view).removeprefix("見込み：")),
        ("完了", complete(view).removeprefix("完了：")),
    ]
    if view.campaign.eligibility:
        told.append(("対象", f"{cohorts(view)}。（　）は接種を受けると仮定した割合。"))
    told += [("出典の差", one) for one in view.source_differences]
    return told + _records(view)


def glossary(view: Briefing) -> list[Meaning]:
    """`meanings`, and the words of an outlook and of what stands in the way of it."""
    words = by_key(view)
    told = [("見通し", words["outlook"]())]
    if not view.settled:
        told.append(("主な制約", words["binding"]().removeprefix("主な制約：")))
    return meanings(view) + told


def received(view: Briefing) -> list[Line]:
    """What could not be read; for a municipality, whose deck has two pages, also `meanings`."""
    told = meanings(view) if view.level == "municipality" else []
    return [*(line(Strong(word), f"：{one}") for word, one in told), _unread(view)]


def _asked(view: Briefing) -> list[Meaning]:
    """What an answer is, where the answers of each area are not public."""
    if view.basis != "published":
        return []
    told = "市区町村ごとの回答は公表されていないため、公表された合計（公表値）を用いた。"
    return [("回答", told)]


def _lag(view: Briefing) -> list[Meaning]:
    """What is done about doses that are reported late."""
    if view.lag == "none":
        return []
    if view.lag == "adjusted":
        told = adjusted(view).removeprefix(f"{labels.ADJUSTED}：")
        return [(labels.ADJUSTED, f"{told}見込みは補正後から求めた。")]
    told = (
        f"使える公表分が1回分のため、{labels.UNADJUSTED}。"
        "直近の日ほど後から増え、見込みは低めに出る。"
    )
    return [("報告遅れ", told)]


def _unread(view: Briefing) -> Line:
    """How much could not be read, by kind, and how much of it a later return put right.

    A prefecture's page has a table of that.
    """
    refused = measures.rejections(view)
    if view.level == "prefecture" and len(refused):
        return line(Strong("読み取れず"), "：推測で補わず、理由を付けて除いた。")
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


def _records(view: Briefing) -> list[Meaning]:
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
    return [("記録", told)] if told else []


def unaccounted(view: Briefing) -> list[str]:
    """Why rows of registers have no counts in the deck of one prefecture, where some are shown."""
    if view.level != "prefecture" or set(measures.refused_places(view)).isdisjoint(REGISTERS):
        return []
    return ["「－」：全国をまとめたファイルのため、この都道府県だけの行数は数えない。"]


def sample(view: Briefing) -> list[str]:
    """That the figures are invented, where they are."""
    return [f"{labels.SAMPLE}：実在の自治体の数値ではない。"] if view.campaign.sample else []


def facts(view: Briefing) -> list[str]:
    """That a page holds published figures, in the deck of a campaign whose own are invented."""
    told = f"※ このページの数値は公表されたもので、{labels.SAMPLE}ではない。"
    return [told] if view.campaign.sample else []
