"""Answers that are no date: undecided, complete, as before, nothing."""

import re

from renkei.wording.date_notes import names_a_date

_POLITE = r"(?:です|ます|でした|となって(?:いる|います|おります)|の(?:ため|状況))?[。.!]*"
_DONE = r"(?:です|でした)?[。.!]*"
_NOW = (
    r"(?:(?:現時点|現段階|現在|今のところ|まだ|時期|日程|終了時期|完了時期|接種時期|具体的な時期)"
    r"(?:では|で|は|の|において)?、?)*"
)
_ABOUT_IT = r"(?:(?:接種)?(?:完了|終了)(?:予定|見込み?)(?:日|時期)?(?:は|:)?)?"
_SEASON = (
    r"(?:(?:今年|本年|来年|翌年|令和(?:元|\d+)年|R\d+年?|\d{4}年)の?)?[今来翌]?(?:早|初|晩|盛)?(?:春|夏|秋|冬)(?:季|期|場|口|先|休み)?"
    r"|お?盆(?:前|明け)?|年末年始|年明け|年度明け|(?:連休|ゴールデンウィーク|GW)(?:前|明け)?|夏休み"
)
_SEASON_AFTER = r"(?:の?(?:初め|半ば|終わり))?(?:早々|中|以降|頃|ごろ|ころ|まで|に|には|を|目途|目処|めど|目標|予定|完了|終了|見込み?|前|後|から)*"
_FINISHED = (
    r"(?:完了|終了)(?:済み?|(?:いた)?しました|した|して(?:いる|います|おります))?|済み?"
    r"|終わ(?:った|りました|っている|っています)|終えた|終えました"
)
_THOSE = (
    r"(?:(?:接種を?)?(?:希望する(?:方|者|人)|希望者|対象者|高齢者)(?:全員)?(?:への|の|は|が|に)?|全員(?:が|は)?)?"
    r"(?:[2二]回目?の?)?(?:(?:ワクチン)?接種(?:は|が|を)?)?(?:全て|すべて|既に|すでに)?"
)
_UNDECIDED = (
    r"(?:終了|完了)?(?:時期)?(?:は)?未定|未確定|未決定|不明|不詳|(?:鋭意)?(?:検討|調整|協議|確認|精査|算定|集計|照会|計画策定)中|"
    r"見込めな(?:い|く)|見込みなし|見込み?(?:は|が)?立た(?:ない|ず)|見通せな(?:い|く)|"
    r"(?:見通し|目途|目処|めど|メド)(?:は|が)?(?:[立た]た(?:ない|ず)|[立た]って(?:い)?ない|つか(?:ない|ず)|ついて(?:い)?ない)|"
    r"(?:分|わ)か(?:らない|らず|りません)|決まって(?:い)?ない|(?:回答)?困難|"
    r"(?:お?答え|回答)(?:られない|できない|できません|しかねる|しかねます)|回答不可"
)
_VAGUE = r"(?:できる(?:だけ|限り)|可能な限り|なるべく)?早(?:期|急|く)(?:に|の)?(?:完了|終了)?|速やかに|随時|順次|当面|今後(?:検討|調整|決定)"
_STATUSES = {
    "no_answer": (
        r"-+|\.\.\.|/|nan|nat|none|null|<na>|#?n/?a|なし|無し|無|該当(?:なし|無し)|特に?なし|(?:無|未)回答|回答(?:なし|無し)|"
        r"空欄|\(空白\)|未記入|未入力|対象外|非該当"
    ),
    "undecided": f"{_ABOUT_IT}{_NOW}(?:{_UNDECIDED}|{_VAGUE}){_POLITE}",
    "near_complete": (
        rf"{_NOW}(?:概ね|おおむね|ほぼ|ほとんど|殆ど|大半|大部分|大体|だいたい)(?:の方?)?(?:が|は)?(?:接種)?(?:は|が|を)?"
        rf"(?:{_FINISHED}){_DONE}"
    ),
    "complete": rf"{_NOW}(?:{_THOSE}(?:{_FINISHED})|実施済み?|対応済み?){_DONE}",
    "carry_forward": (
        rf"{_ABOUT_IT}{_NOW}(?:[〃\"″]|′′|(?:前回(?:の)?(?:回答|報告|照会)?(?:時点)?(?:から|より|と|の|に)?(?:の)?)?(?:変更|修正|変わり|異動)(?:は|点)?(?:なし|無し|無|ありません|ございません|ない)|"
        r"(?:前回(?:の)?(?:回答|報告)?(?:と|から)?)?(?:変わらず|変わらない|変わりません)|"
        rf"前回(?:の)?(?:回答|報告)?(?:と|に|の)?(?:同じ|同様|同一|おなじ|通り|とおり|どおり|同)|前回同様|同前){_POLITE}"
    ),
}
_PATTERNS = {status: re.compile(words, re.IGNORECASE) for status, words in _STATUSES.items()}
_SEASONAL = re.compile(f"(?:{_SEASON})(?:(?:から|~)(?:{_SEASON}))?{_SEASON_AFTER}{_POLITE}")
_DATE_THEN_UNDECIDED = re.compile(
    r"(.+?)(?:現在|時点|に向けて?|を?目指して)?[でをにとは、]{0,2}(?:未定|(?:検討|調整|協議)中)(?:です)?。?"
)
_BECAUSE = re.compile(
    rf"(.+(?:ため|ので|ことから|により|によって|次第))[、,で]*(?:{_UNDECIDED}){_POLITE}"
)
_RESTS_ON = re.compile(
    r".*(?:ワクチン|供給|配分|配送|入荷|確保|国|スケジュール|希望|予約|医師|人員|体制|状況).*(?:次第|によ(?:る|ります))(?:です)?。?"
)


def status_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The status and flags of a folded text without spaces that is no date; None for others.

    Seasons (秋頃, 夏までに) are undecided with the flag `season` (cleaning-rules.md).
    """
    if not text:
        return "no_answer", ()
    for status, pattern in _PATTERNS.items():
        if pattern.fullmatch(text):
            return status, ()
    return ("undecided", ("season",)) if _SEASONAL.fullmatch(text) else None


def date_before_undecided(text: str) -> str:
    """The text before 「…で調整中」; empty when the text does not end so."""
    match = _DATE_THEN_UNDECIDED.fullmatch(text)
    return match[1] if match else ""


def undecided_because(text: str) -> str:
    """What an answer without a date rests on: 「供給量が不明なため」未定, 「供給次第」; else empty."""
    if match := _BECAUSE.fullmatch(text):
        return match[1]
    return text.rstrip("。") if _RESTS_ON.fullmatch(text) and not names_a_date(text) else ""
