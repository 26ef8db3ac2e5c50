"""The issues areas name: how each is called, and by which words a free text names it."""

from dataclasses import dataclass

from renkei.wording.text import fold


@dataclass(frozen=True)
class Issue:
    """An issue: its name, the words of a return that name it, and who else calls it how.

    `liaison` and `practices` are the categories of those forms that are about it.
    """

    name: str
    words: tuple[str, ...]
    liaison: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()


ISSUES = (
    Issue(
        "医療従事者の確保",
        ("医療従事者", "看護師", "医師", "打ち手", "歯科医"),
        ("医療従事者の確保",),
        ("医療従事者の確保",),
    ),
    Issue("ワクチンの供給量・時期", ("供給", "配分", "配送"), ("ワクチン供給",)),
    Issue("会場の確保", ("会場",), practices=("接種会場",)),
    Issue(
        "予約の受付体制",
        ("予約の受付", "予約受付", "予約の電話", "予約システム", "二重予約", "コールセンター"),
        practices=("予約・受付",),
    ),
    Issue("接種券の発送", ("接種券",)),
    Issue("移動手段の確保", ("移動手段", "移動支援", "送迎"), practices=("移動支援",)),
    Issue(
        "個別接種の拡大",
        ("個別接種", "診療所", "かかりつけ"),
        practices=("巡回・個別接種",),
    ),
    Issue("巡回・訪問接種", ("巡回", "訪問", "在宅", "施設入所"), practices=("巡回・個別接種",)),
    Issue("記録システムへの入力", ("VRS", "入力"), practices=("デジタル化",)),
    Issue("余剰ワクチンの扱い", ("余剰", "余った", "キャンセル")),
    Issue(
        "周知・相談",
        ("周知", "広報", "相談"),
        ("情報提供・相談体制の強化", "追加接種・交互接種の有効性等の周知"),
        ("周知・広報", "相談窓口"),
    ),
)
"""In the order of the form of a round; a text may name several, 「供給が未定で会場も不足」 two."""

OTHER = "その他"
_NONE = {"特になし", "なし", "無し", "特に無し", "ありません", "-", "特にありません", "該当なし"}


def named(text: str) -> tuple[str, ...]:
    """The issues a text of a return names: several, 「その他」 where no word is known, or none.

    >>> named("供給が未定で会場も不足")
    ('ワクチンの供給量・時期', '会場の確保')
    """
    plain = fold(text).strip("。 ")
    if not plain or plain in _NONE:
        return ()
    found = tuple(one.name for one in ISSUES if any(word in plain for word in one.words))
    return found or (OTHER,)


def of_liaison(category: str) -> str:
    """The issue a category of the liaison log is about; the category itself where it is another."""
    for one in ISSUES:
        if category in one.liaison:
            return one.name
    return category or OTHER


def of_practice(category: str) -> tuple[str, ...]:
    """The issues that practices of a category are an answer to."""
    return tuple(one.name for one in ISSUES if category in one.practices)
