"""Whose row this is: the key of every row of a return, or why it cannot be decided."""

import contextlib
import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from renkei import areas
from renkei.areas import Area
from renkei.errors import DataError
from renkei.intake.forms.form import Form
from renkei.wording.text import fold

_MARK = re.compile(r"^[(\[]?(?:※|\*|注|備考|出典)(?:\d{1,2}(?=[\s:)\]]|$))?[\s:)\]]*")
_MARK_AFTER = re.compile(r"[\s(\[]*(?:※|\*)\d{0,2}[)\]]*$")
_EXAMPLE = re.compile(r"[(\[<【]?(?:記入|記載|入力)?例[)\]>】]?[:\d]*")
_REMARK = re.compile(
    r"以上$|(?:作成|担当|取りまとめ|お?問い?合わ?せ|照会|連絡)[^:]{0,8}(?::|\s|$)|別[表紙添]|資料|凡例|参考|単位|時点"
)
_HEADING = re.compile(r"[【<\[〈《■□●○◆◇].*|.*(?:地区|ブロック|圏域|管内|地域)")
_CODE = re.compile(r"\d+(?:\.0*)?|\d{5,6}\D.*")
_PREFECTURE_FILE = re.compile(r"^[\s_\-・]*(?:\d{1,2}[\s_\-.・]*)?(.{2,3}?[都道府県])")
_CODE_FILE = re.compile(r"^(\d{2})(?![\d\-])")


@dataclass(frozen=True)
class Key:
    """What a row is, by `kind`: record, rejected, subtotals, notes or blank.

    `others` are the parts of the key beside the area. `rule` names the reason of a refusal in a
    word and `question` whose cell it is; `marks` names the key cells whose mark of a note was left
    aside, each with what remained.
    """

    kind: str
    area: Area | None = None
    others: tuple[str, ...] = ()
    label: str = ""
    error: DataError | None = None
    candidates: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    question: str = ""


def row_key(
    form: Form, texts: Sequence[str], columns: Mapping[str, int], home: str, code: str | None = None
) -> Key:
    """Decide whose row this is, by the texts of its cells.

    `columns` are those of the header, `home` the two digits of the file's prefecture, or "";
    `code` is what the whole column of codes decided this cell to be, where it did.

    A mark of a note (※, *, 注, 備考) makes no note of a row that has a name or the digits of a code:
    the mark is left aside and the rest decides. A note is a row that begins with a mark, names
    nobody and answers nothing; where notes stand in the column of names, one that is no area.
    """
    if not any(texts):
        return Key("blank")
    answered = _answers(form, texts, columns)
    given = {one: texts[columns[one]] for one in form.keys if one in columns}
    if _is_example(given.values()):
        return Key("notes", label="example row")
    bare = {one: _unmarked(text) for one, text in given.items()}
    marks = tuple((one, bare[one]) for one in given if bare[one] != given[one])
    written, prefecture, name = (bare.get(one, "") for one in ("code", "prefecture", "name"))
    has_code = re.search(r"\d", fold(written)) is not None
    if "code" in dict(marks):
        has_code = _CODE.fullmatch(written) is not None
    is_note = _begins_with_mark(texts) and not has_code and not answered
    if is_note and not name:
        return Key("notes")
    if written and not has_code:
        # A label or a remark in the code's column: 県計, ※確認中, or a note without a mark.
        marks += (("code", ""),) if name and "code" not in dict(marks) else ()
        written, name = "", name or written
    key = _decide(code or written, prefecture, name, home, form.levels)
    alone = is_note and "name" in dict(marks) and not (written or prefecture)
    if key.kind == "rejected" and (alone or (not answered and _is_remark(texts))):
        return Key("notes")
    return replace(key, marks=marks) if marks else key


def _is_example(texts: Iterable[str]) -> bool:
    return any(_EXAMPLE.fullmatch(fold(text)) for text in texts if text)


def _is_remark(texts: Sequence[str]) -> bool:
    """Whether a row is a heading or a remark beside the table: 【富山地区】, 以上, 担当：…, 別表."""
    filled = [fold(text) for text in texts if text]
    return bool(_REMARK.match(filled[0])) or (
        len(filled) == 1 and bool(_HEADING.fullmatch(filled[0]))
    )


def _begins_with_mark(texts: Sequence[str]) -> bool:
    return bool(_MARK.match(fold(next(filter(None, texts)))))


def _answers(form: Form, texts: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Whether any column beside the keys holds an answer, not the mark itself."""
    others = [column for one, column in columns.items() if one not in form.keys]
    return any(texts[column] and not _MARK.match(fold(texts[column])) for column in others)


@functools.lru_cache(maxsize=16384)
def _unmarked(text: str) -> str:
    """A cell without the mark of a note before or after it; as it stands where it has none."""
    folded = fold(text)
    bare = _MARK_AFTER.sub("", _MARK.sub("", folded))
    return text if bare == folded else bare


@functools.lru_cache(maxsize=16384)
def _decide(code: str, prefecture: str, name: str, home: str, levels: tuple[str, ...]) -> Key:
    try:
        area = areas.find(
            name=name or None, code=code or None, prefecture=prefecture or home or None
        )
    except areas.NotAnArea:
        return _label_row(code, prefecture, name, home)
    except DataError as error:
        candidates = _candidates(error, name, home)
        # What is remembered of it must not hold the frames of the file it was met in.
        bare = error.with_traceback(None)
        return Key("rejected", error=bare, candidates=candidates, rule=_rule(error))
    if area.level == "prefecture" and "prefecture" not in levels:
        return _prefecture_row(code, name, area, home)
    if home and area.prefecture_code != home:
        strange = DataError(
            f"{area.full_name} ({area.code}) stands in the return of {areas.label(home)}",
            expected=f"a municipality of {areas.label(home)}",
        )
        return Key("rejected", area, error=strange, rule="another prefecture")
    return Key("record", area)


def _label_row(code: str, prefecture: str, name: str, home: str) -> Key:
    """A total, unless the code or the name beside the label is a municipality's."""
    for key in ({"code": code}, {"name": name}) if code and name else ():
        with contextlib.suppress(DataError):
            area = areas.find(**key, prefecture=prefecture or home or None)
            if area.level == "municipality":
                what = (
                    f'code {code[:60]} and name "{name[:60]}": one is {area.full_name}, one a total'
                )
                error = DataError(what, expected="a code and a name of the same area")
                return Key("rejected", area, error=error, rule="code and name differ")
    return Key("subtotals", label=fold(name or code))


def _prefecture_row(code: str, name: str, area: Area, home: str) -> Key:
    """A prefecture's own row is its total; a prefecture's name with nothing else is no key."""
    if (code or name) and home in ("", area.prefecture_code):
        return Key("subtotals", label=area.name)
    missing = DataError("neither a code nor a name", expected="a code of six digits or a name")
    return Key("rejected", error=missing, rule="no key")


def _rule(error: DataError) -> str:
    """The reason of a refused key, in a word."""
    kinds = {
        areas.AmbiguousArea: "ambiguous area",
        areas.CodeNameConflict: "code and name differ",
        areas.UnknownArea: "unknown area",
    }
    said = next((rule for kind, rule in kinds.items() if isinstance(error, kind)), "unknown area")
    return "no key" if error.what.startswith("neither") else said


def _candidates(error: DataError, name: str, home: str) -> tuple[str, ...]:
    """The municipalities a rejected row may have meant, so that a later row can correct it."""
    meant = {a.short for a in getattr(error, "candidates", ()) if a.level == "municipality"}
    with contextlib.suppress(DataError):
        meant.add(areas.find(name=name, prefecture=home or None).short)
    return tuple(sorted(key for key in meant if len(key) == 6 and home in ("", key[:2])))


def file_prefecture(file_name: str) -> str:
    """The two digits of the prefecture a file's name says: 16_富山県.xlsx is "16"; else ""."""
    name = fold(file_name)
    named = _PREFECTURE_FILE.match(name)
    if named:
        with contextlib.suppress(DataError):
            return areas.find(prefecture=named[1]).prefecture_code
    digits = _CODE_FILE.match(name)
    known = {area.prefecture_code for area in areas.prefectures()}
    return digits[1] if digits and digits[1] in known else ""
