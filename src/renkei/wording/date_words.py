"""The words around a completion date, and the words that stand for one."""

import re

Words = tuple[tuple[re.Pattern[str], str], ...]


def _words(*pairs: tuple[str, str]) -> Words:
    """Patterns with what each means."""
    return tuple((re.compile(pattern), meaning) for pattern, meaning in pairs)


PLAIN = "plain"


def _by_flag(*pairs: tuple[str, str]) -> re.Pattern[str]:
    """One pattern of words, its groups named by the flag they set, or PLAIN."""
    flags = dict.fromkeys(flag for _, flag in pairs)
    words = {flag: "|".join(pattern for pattern, of in pairs if of == flag) for flag in flags}
    return re.compile("|".join(f"(?P<{flag or PLAIN}>{words[flag]})" for flag in flags))


ERA_NAMES = {"令和": "令和", "令": "令和", "R": "令和", "平成": "平成", "平": "平成", "H": "平成"}
ERA_NAMES |= {"昭和": "昭和", "昭": "昭和", "S": "昭和"}
_ERA = r"(?P<era>令和|平成|昭和|令|平|昭|[RHS])\.?(?P<eyear>元|\d+)"
_OTHER = r"(?:\((?P<other{n}>\d{{4}}|(?:令和|平成|昭和|[RHS])(?:元|\d+))年?\))?"
YEAR = re.compile(
    rf"(?:{_ERA}|(?P<western>\d{{4}})(?=[年(./-])){_OTHER.format(n=1)}"
    rf"(?P<sep>年度|年|[./-](?=\d)|・(?=\d+・\d)|){_OTHER.format(n=2)}[の、]?"
)
SHORT_YEAR = re.compile(r"(?P<number>\d{1,2})年(?:(?P<fiscal>度)|(?=\d))[の、]?")
COMPACT_DAY = re.compile(r"(?:(?P<era>[RHS])(?P<eyear>\d\d)|(?P<western>\d{4}))(\d\d)(\d\d)(?!\d)")
THREE_NUMBERS = re.compile(r"(?P<first>\d{1,2})([./-])(?P<month>\d+)\2(?P<day>\d+)")
TWO_NUMBERS = re.compile(r"(?P<month>\d+)(?P<sep>[./・-])(?P<day>\d+)(?![\d月])")
LOST_ZERO = re.compile(r"\d{1,2}\.([123])")
BARE_YEAR = re.compile(r"(?P<fiscal>年度)(?=末|内|中|いっぱい|一杯)|年(?=内|末|いっぱい|一杯)")
YEAR_WORDS = _words(
    ("[今本当]年度", "0"), ("[来翌]年度", "1"), ("[今本]年", "0"), ("[来翌]年(?!明)", "1")
)
MONTH_WORDS = _words(("[今当本]月", "0"), ("再来月", "2"), ("[来翌]月", "1"))
_BRACKETED_WEEKDAY = r"\((?P<a>[月火水木金土日])(?:曜日?)?(?:[・,、/]?祝日?)?\)"
WEEKDAY_IN_BRACKETS = re.compile(_BRACKETED_WEEKDAY)
WEEKDAY = re.compile(rf"{_BRACKETED_WEEKDAY}|(?P<b>[月火水木金土日])曜日?")
CLOCK = re.compile(
    r"[T ]?(?:午前|午後)?(?:\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?![\d:])|\d{1,2}時(?:\d{1,2}分|半)?)"
)
ISO_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(?:(\d{4}-\d\d-\d\d)|\.\.)")
EDGES = re.compile(  # a bullet before the date, a full stop after it
    r"^[・•●■◆○□◇▪]|(?<=[./]\d)\.$|(?<=[./]\d\d)\.$|(?<=[日月末旬])\.$"
)
NUMBER, DAY_NUMBER = re.compile(r"\d+"), re.compile(r"(\d+)日")
MONTH = re.compile(r"(\d+)(?:月|[./](?=[上中下初末])|(?=末|[上中下初]旬))")
DAY_OF_MONTH = re.compile(r"(\d+)(?!\d|週)日?")
NUMBER_ALONE = re.compile(r"[\d.,]+(?:%|割|人)?")
YEAR_JOIN = re.compile("[の、]")
BEFORE_PART = re.compile(r"[./](?=[上中下初末])|月")
BETWEEN = re.compile(r"[の/](?=\d+日|[上中下初末前後半第最])")
BARE_NUMBER = re.compile(r"\d+(?=(?:[~\-・、,]|から|又は|または)\d+月)")
# A meaning that begins with ≈ is approximate; {} takes what the pattern caught.
MONTH_PARTS = _words(
    (r"上[・、~]?中旬|上旬[・~]中旬", "上中旬"),
    (r"中[・、~]?下旬|中旬[・~]下旬", "中下旬"),
    (r"[上初]旬", "上旬"),
    (r"中旬", "中旬"),
    (r"下旬", "下旬"),
    (r"月?末日?|最終日", "末"),
    (r"初め|はじめ|始め|初頭|初|頭", "≈上旬"),
    (r"半ば|なかば|中頃|中ごろ|中盤", "≈中旬"),
    (r"終わり|おわり|終盤", "≈下旬"),
    (r"前半", "前半"),
    (r"後半", "後半"),
    (r"最終週", "最終週"),
    (r"最終([月火水木金土日])曜日?", "最終{}"),
    (r"第?([1-9])週目?", "第{}週"),
    (r"第([1-9])([月火水木金土日])曜日?", "第{}{}"),
    (r"中|内|いっぱい|イッパイ|一杯", ""),
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
# The question asks about those who wish; a group by age is kept as a note.
_WISHING = r"(?:接種を?)?(?:希望する(?:方|者|人)?|希望者|対象者|対象の)(?:全員)?"
_ELDERLY = (
    r"(?:接種を?)?(?:希望する)?(?:65歳以上の?高齢者等?|65歳以上(?:の(?:方|者))?|高齢者等?)(?:全員)?"
)
_TWICE = r"(?:[2二]回目?の?)"
_RANGE_END = r"[、,]?遅くとも|[、,]?遅くても"
RANGE = re.compile(rf"から|~|-|又は|または|もしくは|か(?=\d)|OR|・|{_RANGE_END}")
LATEST_OF_RANGE = re.compile(_RANGE_END)
COMMA = re.compile(r"[、,]")
ABOUT_START = re.compile(r"(?:頃|ごろ|ころ)(?=から|~|-|又は|または)")
BEFORE = _by_flag(
    (
        rf"(?:{_WISHING}の?)?{_TWICE}?(?:ワクチン)?(?:接種)?の?(?:完了|終了)の?"
        r"(?:見込み?|予定|時期|目標|目途|年月日|日)*(?:は|が|:|=)?、?",
        "",
    ),
    (r"(?:当初の?)?(?:予定|計画)(?:どおり|通り)、?", ""),
    (r"(?:予定|見込み?|目標)(?:は|:)?", ""),
    (rf"{_WISHING}(?:への|の)?接種(?:を|は|が|:)", ""),
    (rf"{_ELDERLY}(?:(?:への|の)?接種)?(?:を|は|が|:)", "note"),
    (
        r"(?:約|概ね|おおむね|おおよそ|およそ|ほぼ|だいたい|大体)(?!(?:接種)?(?:完了|終了))",
        "approx",
    ),
    (r"遅くとも|遅くても", ""),
    (r"早くても|早くて|早ければ|最短でも?|最短|最速で", "open_end"),
)
AFTER = _by_flag(
    (r"以降|以後", "open_end"),
    (
        r"頃|ころ|ごろ|コロ|ゴロ|前後|くらい|ぐらい|程度|目途|目処|めど|メド|目安|を?目標(?:とする|に)?|を?目指す|を?目指して(?:いる|います)?",
        "approx",
    ),
    (
        r"まで|マデ|迄|以前|予定|ヨテイ|見込(?:む|まれ(?:る|ます)|んで(?:いる|います)|み)?|見通し|想定",
        "",
    ),
    (r"目標|順次|計画|以内|目指(?:して(?:いる|います|おります)|します|す|し)", ""),
    (
        r"です|であ(?:る|ります)|できます|できる|として(?:いる)?|とする|となります|となる|に?なる",
        "",
    ),
    (r"にて|をもって|にかけて", ""),
    (r"(?:[にで]は|[にで]|[をのはがと](?=.))(?![にをでのはがと])|、(?=.)|。$", ""),
    (rf"(?:全て|すべて)?の?{_TWICE}?(?:ワクチン)?接種(?=を|が|完了|終了|の|済)", ""),
    (rf"{_WISHING}(?:への|の|に)?", ""),
    (rf"{_ELDERLY}(?:への|の|に)?", "note"),
    (r"完了|終了|終え(?:る|たい|た)|終わ(?:る|り|った|らせる|らせたい)|かかる|済み?", ""),
    (r"し(?:ました|ます|たい|て(?:いる|います|おります))|いたします|する|した|可能(?!性)", ""),
)
