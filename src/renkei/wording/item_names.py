"""What the name of a column says: which unit its numbers have, or that they are no amounts."""

import re

from renkei.wording.text import fold

UNIT = (
    r"人|名|円|件|回分?|箱|本|枚|台|床|戸|棟|校|社|店|世帯|施設|か所|カ所|ヶ所|箇所|団体|市区?町村|都道府県|"
    r"自治体|日|時間|分|歳|週|月|年|点|倍|ポイント|バイアル|瓶|[kcm]?m2?|km2?|ha|[km]?g|t|[km]?[lL]|個|冊|便|隻|両|"
    r"平方メートル|キロ|メートル|トン|リットル|doses?|persons?|people|JPY|USD|yen"
)
_IN_BRACKETS = re.compile(rf"[(\[/][^)\]]*?(?:単位|%|‰|千|百万|億|{UNIT})\s*[)\]]?(?:$|\W)")
_ENDS = re.compile(
    r"(?<!総)(?<!最大)(?<!最小)数(?:の?合計|計|累計)?$|"
    r"(?:率|割合|構成比|比|%|‰|倍率|偏差値|金額|人口|年齢|得点|時間)$|percent|pct\b|rate$|ratio$|share$"
)
_FOOTNOTE = re.compile(r"(?:注?[0-9]{1,2}\)|[※*][0-9]*)$")
_LABEL = re.compile(
    r"コード|番号|連番|項番|順位|電話|TEL|FAX|郵便|〒|緯度|経度|日付|年月|曜日|"
    r"(?<![0-9元])(?:西暦|和暦|年|年度|年次|月|日|時点)$|^(?:No\.?|№|#|ID|順)$|"
    r"^[a-z]{0,3}_?id$|\b(?:id|code|year|month|day|date|phone|zip|lat|lon|lng)\b",
    re.IGNORECASE,
)


def names_unit(name: str) -> bool:
    """Whether an item name says what its numbers count: 65歳以上（人）, 市区町村数, 接種率."""
    name = fold(name)
    named = [_FOOTNOTE.sub("", part.strip()) for part in name.split("/")]
    parts = [piece.strip() for part in named for piece in re.split(r"[()\[\]]", part)]
    return bool(_IN_BRACKETS.search(name) or any(_ENDS.search(part) for part in parts))


def names_label(name: str) -> bool:
    """Whether an item name is that of codes, dates, ordinals or addresses: 順, 番号, 年度, 電話."""
    return bool(_LABEL.search(fold(name)))
