"""What stands beside a date in its cell: brackets, conditions and remarks."""

import re
from collections.abc import Iterator

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|「([^「」]*)」")
_CLAUSE = re.compile(r"[、,。;\s]*(?P<mark>※|\*|ただし|但し|なお)[、,]?|[、,。;\s]")
_EDGE = "、,。;※* "
_LEADING = re.compile(
    r"(.+?(?:[えけげせてねべめれ]ば|たら|なら|場合は?|前提[でに](?:して)?|前提として|条件[でに]|条件として|次第で?|次第だが|もとで|限り))、?(.+)"
)
_DEPENDS = re.compile(
    r"前提|条件|次第|場合(?!あり|有|が|も)|[えけげせてねべめれ]ば|たら|なら|限り|確保|必要|よる|より|応じ|状況|供給|協力|仮定|もと"
)
_MAY_CHANGE = re.compile(r"可能性|場合(?:あり|有|が|も)|見直|変動|変更|遅れ|前倒")
_DATE_LIKE = re.compile(
    r"\d月|月[末中上下初]|[上中下初]旬|\d+[/.]\d|[今来翌]月|年[度内末]|[一二三四五六七八九十]月|[RHS]\d|\d+日"
)
_NOT_ALL = re.compile(r"概ね|おおむね|ほぼ|一部|除|残")
_TENTATIVE = re.compile(r"調整中|検討中|協議中|未定|未確定|確認中|仮")
_FOOTNOTE = re.compile(r"\d{0,2}")
_LETTER = re.compile(r"[ぁ-んァ-ヶ一-鿿]")


def partings(text: str) -> Iterator[tuple[str, str, bool]]:
    """Ways to part a folded text: the core, what stands beside it, and whether a sign marks it.

    Marks are brackets, ※, *, ただし and なお; a comma or a space alone is none.
    """
    notes = [next(filter(None, match.groups()), "").strip() for match in _BRACKETS.finditer(text)]
    notes = [note for note in notes if note]
    bare = _BRACKETS.sub("", text).strip(" ")
    if not bare and len(notes) == 1:
        yield notes[0], "", True
    if not bare:
        return
    if notes:
        yield bare, "、".join(notes), True
    for match in _CLAUSE.finditer(bare):
        core, rest = bare[: match.start()].strip(_EDGE), bare[match.end() :].strip(_EDGE)
        if core:
            yield core, "、".join(filter(None, [*notes, rest])), match["mark"] is not None
    if leading := _LEADING.fullmatch(bare.replace(" ", "")):
        yield leading[2], "、".join([leading[1], *notes]), True


def is_condition(note: str) -> bool:
    """Whether a remark makes the answer depend on something (前提, 次第, …れば) or open to change."""
    return bool(_DEPENDS.search(note) or _MAY_CHANGE.search(note))


def depends(note: str) -> bool:
    """Whether a remark states a condition, so that a date in it belongs to the condition."""
    return bool(_DEPENDS.search(note))


def is_remark(note: str) -> bool:
    """Whether a marked remark is words or a footnote's number, and not stray characters."""
    return bool(_FOOTNOTE.fullmatch(note) or _LETTER.search(note))


def names_a_date(note: str) -> bool:
    """Whether a remark holds something that looks like another date."""
    return bool(_DATE_LIKE.search(note))


def is_tentative(note: str) -> bool:
    """Whether a remark says the date is still being settled (調整中, 仮)."""
    return bool(_TENTATIVE.search(note))


def is_partial(note: str) -> bool:
    """Whether a remark beside 完了 takes some of it back (概ね, 一部除く)."""
    return bool(_NOT_ALL.search(note))
