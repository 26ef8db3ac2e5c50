"""What stands beside a date in its cell: brackets, conditions and remarks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|「([^「」]*)」")
_CLAUSE = re.compile(
    r"(?:だが|ですが|ますが|であるが)、|[、,。;\s]*(?P<mark>※|\*|ただし|但し|なお)[、,]?|[、,。;\s]"
)
_EDGE = "、,。;※* "
_CONDITION_END = re.compile(
    r"(?:[えけげせてねべめれ]ば|たら|なら|場合は?|前提[でに](?:して)?|前提として|条件[でに]|条件として"
    r"|次第で?|次第だが|状況に(?:より|よって)|もとで|限り)、?"
)
_DEPENDS = re.compile(
    r"前提|条件|次第|場合(?!あり|有|が|も)|[えけげせてねべめれ]ば|たら|なら|限り|確保|必要|よる"
    r"|(?<!前回)(?<!当初)(?<!予定)(?<!計画)より|応じ|状況|供給|協力|仮定|もと"
)
_MAY_CHANGE = re.compile(
    r"可能性|おそれ|恐れ|場合(?:あり|有|が|も)|見直|変動"
    r"|(?:変更|遅れ|遅延|延期|前倒し?|ずれ込み?)(?:も|が|の)?(?:あり|あっ|有|可能|予定|見込)"
)
_SETTLED = re.compile(
    r"(?:確保|供給|調整|契約|手配)(?:は|を|が)?(?:完了)?済み?|(?:確保|供給|調整)完了"
    r"|(?:前提条件|条件|前提|必要)(?:は|等は?)?(?:特に)?(?:なし|無し?|ない|ありません)"
)
_DATE_LIKE = re.compile(
    r"\d月|月[末中上下初]|[上中下初]旬|\d+[/.]\d|[今来翌]月|年[度内末]|[一二三四五六七八九十]月|[RHS]\d|\d+日|第\d週"
)
_SAID_ON = re.compile(r"[RHS令和平成年月日/.\-\d]+(?:現在|時点)")
_ONE_DATE = re.compile(
    r"\d{1,2}(?:月|[/.](?=\d|末|[上中下初]旬))(?:\d{1,2}日?|[上中下初]旬|末日?)?(?:[/.]\d+)?"
)
_NOT_ALL = re.compile(r"概ね|おおむね|ほぼ|一部|除|残|のみ|だけ")
_A_SHARE = re.compile(r"(?<!10)[\d一二三四五六七八九](?:%|割)(?!.*(?:想定|仮定|見込))")
_NOT_WISHING = re.compile(r"希望|辞退|拒否")
_LEAD = re.compile(r"^(?:※|\*|ただし|但し|なお)[、,]?")
_NOT_THE_END = re.compile(r"開始|着手|(?<!\d)1回目?|一回目?|初回")
_TENTATIVE = re.compile(r"(?:調整|検討|協議|確認|精査)中|未定|未確定|要(?:調整|検討|確認|協議)|仮")
_UNSETTLED = re.compile(r"(?:調整|検討|協議|確認|精査)中(?:です)?|未確定")
_PLANNED = re.compile(r"予定|見込|目標|予想|計画|目指|つもり|はず")
_FOOTNOTE = re.compile(r"\d{0,2}|\d+(?:\.\d+)?%")
_LETTER = re.compile(r"[ぁ-んァ-ヶ一-鿿]")


class Note(NamedTuple):
    """A remark beside an answer; `marked` where brackets, ※, *, ただし or なお part it off."""

    text: str
    marked: bool


def partings(text: str) -> Iterator[tuple[str, tuple[Note, ...]]]:
    """Ways to part a folded text into an answer and the remarks beside it.

    A comma or a space alone parts a remark off without marking it, unless nothing follows.
    """
    inside = [next(filter(None, match.groups()), "") for match in _BRACKETS.finditer(text)]
    kept = tuple(Note(_LEAD.sub("", note.strip()), True) for note in inside if note.strip())
    bare = _BRACKETS.sub("", text).strip(" ")
    if not bare and len(kept) == 1:
        yield kept[0].text, ()
    if not bare:
        return
    if kept:
        yield bare, kept
    for match in _CLAUSE.finditer(bare):
        core, rest = bare[: match.start()].strip(_EDGE), bare[match.end() :].strip(_EDGE)
        if core and (rest or match["mark"] in ("※", "*")):
            yield core, (*kept, Note(rest, match["mark"] is not None)) if rest else kept
    compact = bare.replace(" ", "")
    for match in _CONDITION_END.finditer(compact):
        if match.start() and match.end() < len(compact):
            condition = compact[: match.end()].rstrip("、")
            yield compact[match.end() :], (Note(condition, True), *kept)


def is_condition(note: str) -> bool:
    """Whether a remark makes the answer depend on something (前提, 次第, …れば) or open to change."""
    return depends(note) or bool(_MAY_CHANGE.search(note))


def depends(note: str) -> bool:
    """Whether a remark states a condition, so that a date in it belongs to the condition."""
    return bool(_DEPENDS.search(_SETTLED.sub("", note)))


def is_remark(note: str) -> bool:
    """Whether a marked remark is words, a footnote's number or a share, and not stray characters."""
    return bool(_FOOTNOTE.fullmatch(note) or _LETTER.search(note))


def names_a_date(note: str) -> bool:
    """Whether a remark holds what looks like another date; 「5月12日現在」 is none."""
    return bool(_DATE_LIKE.search(_SAID_ON.sub("", note)))


def names_a_number(note: str) -> bool:
    """Whether a remark holds a digit beyond the number of a footnote."""
    return not _FOOTNOTE.fullmatch(note) and any(map(str.isdigit, note))


def has_more_dates(text: str) -> bool:
    """Whether a text holds two things that look like dates."""
    return len(_ONE_DATE.findall(text)) > 1


def is_tentative(note: str) -> bool:
    """Whether a remark says the date is still being settled (調整中, 仮)."""
    return bool(_TENTATIVE.search(note))


def is_unsettled(note: str) -> bool:
    """Whether a remark says no more than that a date is being settled (調整中, 未確定)."""
    return bool(_UNSETTLED.fullmatch(note))


def is_partial(note: str) -> bool:
    """Whether a remark takes some of a completion back (概ね, 一部除く, 8割) from who wishes."""
    not_all = _NOT_ALL.search(note) and not _NOT_WISHING.search(note)
    return bool(not_all or _A_SHARE.search(note))


def is_not_the_end(note: str) -> bool:
    """Whether a remark says that a date is of the start or of the first dose."""
    return bool(_NOT_THE_END.search(note))


def is_open(note: str) -> bool:
    """Whether a remark says that something is still to come or to be settled."""
    return bool(_PLANNED.search(note)) or is_tentative(note)
