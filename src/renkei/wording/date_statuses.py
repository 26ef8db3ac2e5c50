"""Answers that are no date: undecided, complete, as before, nothing."""

import re

_POLITE = r"(?:です|ます|でした|となって(?:いる|います)|の(?:ため|状況|見込み?|予定))?[。.!]*"
_NOW = (
    r"(?:(?:現時点|現段階|現在|今のところ|まだ|時期|日程|終了時期|完了時期|接種時期|具体的な時期)"
    r"(?:では|で|は|の|において)?、?)*"
)
_SEASON = (
    r"(?:(?:今年|本年|来年|翌年|令和(?:元|\d+)年|R\d+年?|\d{4}年)の?)?(?:早|初|晩|盛)?(?:春|夏|秋|冬)(?:季|期|場|口|先|休み)?"
    r"|お盆(?:前|明け)?|年明け|年度明け|連休(?:前|明け)?|GW(?:前|明け)?|夏休み"
)
_SEASON_AFTER = r"(?:の?(?:初め|半ば|終わり))?(?:中|以降|頃|ごろ|ころ|まで|に|には|を|目途|目処|めど|目標|予定|完了|終了|見込み?|前|後|から)*"
_STATUSES = {
    "no_answer": (
        r"-+|\.\.\.|/|nan|nat|none|null|<na>|#?n/?a|なし|無し|無|該当(?:なし|無し)|特に?なし|(?:無|未)回答|回答(?:なし|無し)|空欄|\(空白\)|未記入|未入力"
    ),
    "undecided": (
        r"未定|未確定|未決定|不明|不詳|(?:鋭意)?(?:検討|調整|協議|確認|精査|算定|集計|照会|計画策定)中|"
        r"見込めな(?:い|く)|見込みなし|見込み?(?:は|が)?立た(?:ない|ず)|見通せな(?:い|く)|見通し(?:は|が)?立た(?:ない|ず)|"
        r"(?:目途|目処|めど)(?:は|が)?(?:立た(?:ない|ず)|立って(?:い)?ない|つか(?:ない|ず))|"
        r"(?:分|わ)から(?:ない|ず)|決まって(?:い)?ない|(?:回答)?困難|回答できない|"
        r"(?:できる(?:だけ|限り)|可能な限り|なるべく)?早(?:期|急|く)(?:に|の)?(?:完了|終了)?|速やかに|随時|順次|当面|今後(?:検討|調整|決定)"
    ),
    "near_complete": (
        r"(?:概ね|おおむね|ほぼ|ほとんど|殆ど|大半|大部分|大体|だいたい)(?:の方?)?(?:が|は)?(?:接種)?(?:は|が|を)?(?:完了|終了|済|終わ)(?:済|み|り|した|しました|している|しています)*"
    ),
    "complete": (
        r"(?:(?:ワクチン)?接種)?(?:は|が|を)?(?:全て|すべて|既に|すでに)?(?:完了|終了)(?:済み?|した|しました|している|しています)?|"
        r"済み?|(?:接種|対応|実施)済み?|終わった|終わりました|終えた"
    ),
    "carry_forward": (
        r"[〃\"″]|(?:前回(?:の)?(?:回答|報告|照会)?(?:時点)?(?:から|より|と|の|に)?(?:の)?)?(?:変更|修正|変わり|異動)(?:は|点)?(?:なし|無し|無|ありません|ございません|ない)|"
        r"変わらず|変わらない|前回(?:の)?(?:回答|報告)?(?:と|に|の)?(?:同じ|同様|同一|おなじ|通り|とおり|どおり|同)|前回同様|同前"
    ),
}
_PATTERNS = {
    status: re.compile(
        words if status == "no_answer" else f"{_NOW}(?:{words}){_POLITE}", re.IGNORECASE
    )
    for status, words in _STATUSES.items()
}
_SEASONAL = re.compile(f"(?:{_SEASON}){_SEASON_AFTER}{_POLITE}")
_DATE_THEN_UNDECIDED = re.compile(r"(.+?)[でをにとは]?(?:未定|(?:検討|調整|協議)中)(?:です)?。?")


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
