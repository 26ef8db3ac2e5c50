"""Text as offices type it: folding it to one spelling, and where a line may break."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

import budoux

from renkei.wording.old_forms import OLD_FORMS, RADICALS, VARIANTS
from renkei.wording.seams import NOT_FIRST, NOT_LAST, words

_DASHES = dict.fromkeys("‐‑‒–—―−⁃﹘﹣－─━", "-")
_WAVES = dict.fromkeys("〜～∼∾∿〰", "~")
_INVISIBLE = dict.fromkeys(  # Windows copies dates with U+200E between their parts
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad",
    "",
)
_SIGNS = str.maketrans({**_DASHES, **_WAVES, **_INVISIBLE, "㋿": "令和"})
OTHER_DIGITS = re.compile(r"(?![0-9])\d")  # digits of another script, which NFKC leaves alone
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_KEPT_DIGITS = re.compile("([²³¹¼-¾⁰-⁹₀-₉①-⒛⓪-⓿❶-➓㉈-㉏㉑-㉟㊱-㊿])")
_LONG_VOWEL_AS_DASH = re.compile(r"(?<=\d)ー(?=\d)|^ー+$")

# One spelling for a name, by which names are compared.
_NAME_FORMS = str.maketrans(
    {
        **{pair[0]: pair[1] for pair in f"{OLD_FORMS} {VARIANTS} {RADICALS}".split()},
        **dict.fromkeys("ヶがガヵ", "ケ"),
        **dict.fromkeys("の之", "ノ"),
        **dict.fromkeys("ッ", "ツ"),
    }
)
_NAME_NOISE = re.compile(r"[\s*※†]+|[\[\]【】「」『』<>〈〉《》]")
_REMEMBERED = 200  # signs; longer texts are not remembered, for there may be many and of any length


def fold(text: str) -> str:
    """Bring text to one spelling: NFKC, one dash, one wave, single spaces, nothing invisible.

    Circled and raised digits (①, ²) keep their form: folded, a list mark or a footnote mark
    would run into the number beside it. The long vowel mark ー is a letter, and becomes a dash
    only between digits or standing alone.
    """
    return _known(text) if len(text) <= _REMEMBERED else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.split())
    pieces = _KEPT_DIGITS.split(_VARIATION.sub("", text).translate(_SIGNS))
    pieces[::2] = [unicodedata.normalize("NFKC", piece).translate(_SIGNS) for piece in pieces[::2]]
    return _LONG_VOWEL_AS_DASH.sub("-", " ".join("".join(pieces).split()))


_known = lru_cache(maxsize=16384)(_folded)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Bring the name of an area to the form names are compared in; never to be printed.

    Beyond `fold`: no spaces, brackets or note marks; ケ/ヶ/が, の/ノ/之 and old forms (髙, 惠, 龍, 澤,
    濱, 﨑 …) and radical look-alikes (⻄, ⻑ …) as one (cleaning-rules.md, "Names").
    """
    return _NAME_NOISE.sub("", fold(name)).translate(_NAME_FORMS)


_NUMBER = r"[+＋\-−－±▲△]?\d[\d,]*(?:\.\d+)?(?:兆|億|万|千|百)?"
_UNIT = (
    r"(?:市区町村|都道府県|市町村|団体|自治体|か所|カ所|ヶ所|箇所|回分|回|名|人|円|箱|件|日間|日|週間|週|"
    r"か月|ヶ月|時間|時|分|秒|年度|年|月|歳|世帯|施設|本|台|倍|割|%|％|‰|ポイント|区|市|町|村|県|社|社会|位|点|枚|組|項目|か国|校|戸|床)"
)
_TAIL = r"(?:超|以上|未満|以下|弱|強|余|程度|台|目|末|中|頃|ごろ)?"
_COUNT = rf"(?:約|計|第|各|全)?(?:{_NUMBER})+(?:{_UNIT}(?:/[日週月年回])?)*{_TAIL}"
_WEEKDAY = r"(?:[(（][月火水木金土日](?:・?祝)?[)）])?"
_DATE = (
    r"(?:(?:令和|平成|昭和|[RHS])(?:元|\d{1,2})|\d{4})"
    r"(?:年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?|[./-]\d{1,2}(?:[./-]\d{1,2})?)"
    rf"(?:[上中下初]旬|末|中|内)?{_WEEKDAY}"
    rf"|\d{{1,2}}月(?:\d{{1,2}}日{_WEEKDAY}|[上中下初]旬|第\d週|末日?|中)?|\d{{1,2}}時(?:\d{{1,2}}分)?"
)
_SAID = r"[^「」『』、。\s]{1,12}"
_SHORT = r"(?:[一-鿿]{1,3}|[ァ-ヶー]{1,4})"
_LETTER = r"[一-鿿々ァ-ヶー]"
_KATAKANA = r"[ァ-ヶー]{2,}(?:[化庁株]|[者型用等](?![一-鿿]))?"
_TORN = (  # words and forms the phrase model tears apart
    r"－（n<\d+）|(?:ワンチーム)?とやま|看護師等?|障がい者?|新型コロナ(?:ウイルス)?|再エネ|省エネ|のうち|のほか|最も[一-鿿ぁ-ん]{2}"
)
_UNBROKEN = re.compile(
    rf"\d+(?:・\d+)+{_UNIT}?{_TAIL}|\d+[%％]区間|(?:{_DATE})|{_COUNT}(?:／{_COUNT})?(?:[(（]{_COUNT}[)）])*"
    rf"|[一-鿿々]{{1,4}}：[+＋−]{_COUNT}|直近{_COUNT}(?:（[^（）]{{1,9}}）)?|{_TORN}|都道府県|市区町村|市町村|指定都市|「{_SAID}」|『{_SAID}』"
    rf"|(?<!{_LETTER}){_SHORT}・{_SHORT}(?!{_LETTER})|{_KATAKANA}"
    r"|[一-鿿々]{0,3}[ぁ-ん]{2,6}[市町村](?![一-鿿])"
    r"|[一-鿿々ヶケノ]{1,6}(?:ヶ|ケ|の|ノ)?[一-鿿々]{0,4}[都道府県市区町村](?![一-鿿])"
)
_OFFICE = re.compile(  # whole where its letters find room: カーボンニュートラル推進課
    r"[一-鿿々]{0,2}[ァ-ヶー]{2,}センター|[ァ-ヶー]{4,}(?:推進|対策|政策|振興|担当)[部局課室]"
)
_OVER = 2  # characters by which such a name may be longer than another piece
_LONGEST_PIECE = 12  # characters; a longer one may not fit a line of a title
_LEANING = re.compile(
    r"(?:うち|ほか|もの|こと|ため|とき|よう|とおり|いる|います|いない|[化者等的率](?![一-鿿]))"
)
_NOTE_MARK = re.compile(r"※\d")
_KANJI = re.compile(r"[一-鿿々]")
_ENDED = re.compile(r"(?<=[^\d：:][：:])(?=.)|(?<=：)(?=\D)|(?<=\u3000)(?=[^\u3000])")


def phrases(text: str, keep: Iterable[str] = (), longest: int = _LONGEST_PIECE) -> list[str]:
    """Split text where a line may break; joined again it is the text.

    Dates, numbers with their units and brackets, words in katakana, names in 「」 and names of
    areas and offices stay whole, as does every string in `keep`; no piece begins or ends with a sign that may
    not (kinsoku). A phrase of more than `longest` characters may also break between its words
    (新型コロナワクチン｜接種の), a longer name then too.
    """
    if not text:
        return []
    held = {i for start, end in _held_spans(text, keep) for i in range(start + 1, end)}
    held |= {mark.start() for mark in _NOTE_MARK.finditer(text)}
    pieces: list[str] = []
    at = 0
    for piece in _model_pieces(text):
        if pieces and (at in held or _belong_together(pieces[-1], piece, longest)):
            pieces[-1] += piece
        else:
            pieces.append(piece)
        at += len(piece)
    return list(_joined(_cut_in_words(pieces, held, longest), text, longest + _OVER))


def _model_pieces(text: str) -> Iterator[str]:
    """The phrases of the model, which ends none behind a colon or a space."""
    for piece in _segmenter().parse(text):
        yield from _ENDED.split(piece)


def _belong_together(piece: str, further: str, longest: int) -> bool:
    """Whether no line may end between two pieces: by kinsoku, or because the model tore a word."""
    if further[0] in NOT_FIRST or piece[-1] in NOT_LAST:
        return True
    if _KANJI.match(piece[-1]) and _KANJI.match(further):
        return True
    return bool(_LEANING.match(further)) and len(piece + further) <= longest


def _cut_in_words(pieces: Iterable[str], held: Collection[int], longest: int) -> Iterator[str]:
    at = 0
    for piece in pieces:
        if len(piece) > longest:
            yield from words(piece, longest, {place - at for place in held})
        else:
            yield piece
        at += len(piece)


def _joined(pieces: Iterable[str], text: str, most: int) -> Iterator[str]:
    """The pieces, those joined again between which the name of an office of `most` was cut."""
    names = [one.span() for one in _OFFICE.finditer(text) if len(one.group()) <= most]
    inside = {place for start, end in names for place in range(start + 1, end)}
    made, at = "", 0
    for piece in pieces:
        if made and at not in inside:
            yield made
            made = ""
        made += piece
        at += len(piece)
    if made:
        yield made


def _held_spans(text: str, keep: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Spans of the text in which no line may break."""
    for match in _UNBROKEN.finditer(text):
        yield match.span()
    for word in filter(None, keep):
        for match in re.finditer(re.escape(word), text):
            yield match.span()


@lru_cache(maxsize=1)
def _segmenter() -> budoux.Parser:
    """The Japanese phrase model, loaded once."""
    return budoux.load_default_japanese_parser()
