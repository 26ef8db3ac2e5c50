"""The words around a completion date, and the words that stand for one."""

import re

Words = tuple[tuple[re.Pattern[str], str], ...]


def _words(*pairs: tuple[str, str]) -> Words:
    """Patterns with what each means."""
    return tuple((re.compile(pattern), meaning) for pattern, meaning in pairs)


ERA_NAMES = {"令和": "令和", "令": "令和", "R": "令和", "平成": "平成", "平": "平成", "H": "平成"}
ERA_NAMES |= {"昭和": "昭和", "昭": "昭和", "S": "昭和"}
_ERA = r"(?P<era>令和|平成|昭和|令|平|昭|[RHS])\.?(?P<eyear>元|\d+)"
_OTHER = r"(?:\((?P<other{n}>\d{{4}}|(?:令和|平成|昭和|[RHS])(?:元|\d+))年?\))?"
YEAR = re.compile(
    rf"(?:{_ERA}|(?P<western>\d{{4}})(?=[年(./-])){_OTHER.format(n=1)}"
    rf"(?P<sep>年度|年|[./-](?=\d)|){_OTHER.format(n=2)}[の、]?"
)
COMPACT_DAY = re.compile(r"(?:(?P<era>[RHS])(?P<eyear>\d\d)|(?P<western>\d{4}))(\d\d)(\d\d)(?!\d)")
THREE_NUMBERS = re.compile(r"(?P<first>\d{1,2})([./-])(?P<month>\d+)\2(?P<day>\d+)")
TWO_NUMBERS = re.compile(r"(?P<month>\d+)(?P<sep>[./-])(?P<day>\d+)(?![\d月])")
BARE_YEAR = re.compile(r"(?P<fiscal>年度)(?=末|内|中|いっぱい|一杯)|年(?=内|末|いっぱい|一杯)")
YEAR_WORDS = _words(
    ("[今本当]年度", "0"), ("[来翌]年度", "1"), ("[今本]年", "0"), ("[来翌]年(?!明)", "1")
)
MONTH_WORDS = _words(("[今当本]月", "0"), ("再来月", "2"), ("[来翌]月", "1"))
WEEKDAY = re.compile(
    r"\((?P<a>[月火水木金土日])(?:曜日?)?(?:[・,、/]?祝日?)?\)|(?P<b>[月火水木金土日])曜日?"
)
CLOCK = re.compile(r"[T ]?(?:\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?![\d:])|\d{1,2}時(?:\d{1,2}分|半)?)")
ISO_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(?:(\d{4}-\d\d-\d\d)|\.\.)")
# A meaning that begins with ≈ is approximate; {} takes what the pattern caught.
MONTH_PARTS = _words(
    (r"上[・、~]?中旬|上旬[・~]中旬", "上中旬"),
    (r"中[・、~]?下旬|中旬[・~]下旬", "中下旬"),
    (r"[上初]旬", "上旬"),
    (r"中旬", "中旬"),
    (r"下旬", "下旬"),
    (r"月?末日?", "末"),
    (r"初め|はじめ|始め|初頭|頭", "≈上旬"),
    (r"半ば|なかば|中頃|中ごろ|中盤", "≈中旬"),
    (r"終わり|おわり|終盤", "≈下旬"),
    (r"前半", "前半"),
    (r"後半", "後半"),
    (r"最終週", "最終週"),
    (r"第?([1-9])週目?", "第{}週"),
    (r"第([1-9])([月火水木金土日])曜日?", "第{}{}"),
    (r"中|内|いっぱい|一杯", ""),
)
YEAR_PARTS = _words(
    (r"末", "末"),
    (r"中|内|いっぱい|一杯", ""),
)
FISCAL_PARTS = _words(
    *((pattern.pattern, meaning) for pattern, meaning in YEAR_PARTS),
    (r"上半期|上期|前期|前半", "上半期"),
    (r"下半期|下期|後期|後半", "下半期"),
    (r"第([1-4])四半期", "{}"),
)
RANGE = re.compile(r"から|~|-|又は|または|もしくは|・")
BEFORE = _words(
    (
        r"(?:ワクチン)?(?:接種)?の?(?:完了|終了)の?(?:見込み?|予定|時期|目標|目途|年月日|日)*(?:は|が|:|=)?、?",
        "",
    ),
    (r"(?:予定|見込み?|目標)(?:は|:)", ""),
    (r"(?:希望者|高齢者|対象者)(?:全員)?(?:への|の)?接種(?:を|は|が)", ""),
    (r"約|概ね|おおむね|おおよそ|およそ|ほぼ|だいたい|大体", "approx"),
    (r"遅くとも|遅くても", ""),
    (r"早くても|早くて|早ければ|最短でも?|最速で", "open_end"),
)
AFTER = _words(
    (r"以降|以後", "open_end"),
    (r"頃|ころ|ごろ|前後|くらい|ぐらい|程度|目途|目処|めど|目安", "approx"),
    (r"まで|迄|予定|見込み?|見通し|想定|目標|順次|目指(?:す|し)|計画|以内", ""),
    (r"です|できます|できる|として(?:いる)?|とする|となります|となる|になる", ""),
    (r"(?:[にで]は|[にで]|[をのはがと](?=.))(?![にをでのはがと])|、(?=.)|。$", ""),
    (r"(?:全て|すべて)?の?(?:ワクチン)?接種(?=を|が|完了|終了|の|済)", ""),
    (r"(?:希望者|高齢者|対象者)(?:全員)?(?:への|の|に)?", ""),
    (r"完了|終了|終え(?:る|た)|終わ(?:る|り|った)|済み?", ""),
    (r"しました|します|する|した|可能", ""),
)
