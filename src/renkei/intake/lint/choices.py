"""Rules L2-04 and L2-05: answers chosen from a few, written one way, 「その他」 apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from renkei.intake.lint.columns import Column
from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Hit, by_column
from renkei.intake.lint.layout import Table
from renkei.intake.lint.sheet import Sheet
from renkei.wording.text import fold

_OTHER = re.compile(r"その他\s*[(:・,、=/「-].+|その他\s+\S.*", re.DOTALL)
_FEWEST_ROWS = 6
_MOST_CHOICES = 20
_LONGEST = 30
_MOST_LOOKED = 2_000_000  # cells; a hostile sheet may lay thousands of lists over all of them
_LOOK_ALIKE = str.maketrans({**dict.fromkeys("〇◯⭕o", "○"), **dict.fromkeys("✕✖╳xｘ", "×")})
_MEANS_THE_SAME = (
    ("有", "有り", "あり"), ("無", "無し", "なし"), ("済", "済み", "ずみ"),
    ("はい", "yes", "y"), ("いいえ", "no", "n"), ("○", "はい", "有", "あり"),
)  # fmt: skip


def check_standard(sheet: Sheet, table: Table | None) -> Iterator[Finding]:
    """L2-04: one choice written in two ways, and values that a drop-down list does not offer."""
    spellings, synonyms = [], []
    for column in table.columns if table else ():
        if is_choice(column):
            spellings += _variants(column)
            synonyms += _synonyms(column)
    fix = "1つの書き方にそろえてください（入力規則のリストを使うと、そろいます）"
    what = "同じ選択肢が、違う書き方（全角・半角、空白、記号など）で書かれています"
    yield from by_column("L2-04", VIOLATION, what, fix, spellings)
    what = "同じ意味と思われる選択肢が、違う語で書かれています"
    yield from by_column("L2-04", NOTICE, what, fix, synonyms)
    yield from _not_offered(sheet)


def check_other(table: Table) -> Iterator[Finding]:
    """L2-05: 「その他」 together with its detail in a column of choices."""
    for column in table.columns:
        texts = list(column.texts())
        hits = [one for one in texts if "その他" in one.value and _OTHER.fullmatch(fold(one.value))]
        rest = Counter(one.value for one in texts if one not in hits) if hits else Counter()
        chosen = any(count > 1 for count in rest.values())
        yield from by_column(
            "L2-05", VIOLATION if chosen else NOTICE, "「その他」と、その詳細が同じセルにあります",
            "この列は「その他」だけにし、詳細を書く列を別に設けてください",
            hits if rest else [],
        )  # fmt: skip


def is_choice(column: Column) -> bool:
    """Whether a column holds answers from a few choices: short texts, most of them more than once."""
    texts = [one.value for one in column.texts() if one.value]
    if len(texts) < _FEWEST_ROWS or len(texts) * 2 <= len(column.cells) or column.is_label:
        return False
    kinds = set(map(_key, texts))
    return (
        len(kinds) <= min(_MOST_CHOICES, len(texts) // 2)
        and max(map(len, texts)) <= _LONGEST
        and not any(re.search("[0-9]", key) for key in kinds)
    )


@lru_cache(maxsize=65536)
def _key(text: str) -> str:
    """A choice with its spelling evened out: spaces, width, case, full stop, look-alike signs."""
    return re.sub(r"[\s。.、]", "", fold(text)).lower().translate(_LOOK_ALIKE)


def _variants(column: Column) -> list[Hit]:
    """The cells that are not in the commonest spelling of their choice."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for hit in column.texts():
        written[_key(hit.value)][hit.value] += 1
    usual = {key: counts.most_common(1)[0][0] for key, counts in written.items()}
    return [hit for hit in column.texts() if hit.value != usual[_key(hit.value)]]


def _synonyms(column: Column) -> list[Hit]:
    """The cells of the rarer words, where two words of one meaning stand in a column."""
    counts = Counter(_key(hit.value) for hit in column.texts())
    rarer: set[str] = set()
    for words in _MEANS_THE_SAME:
        used = sorted((word for word in words if counts[word]), key=lambda word: -counts[word])
        rarer.update(used[1:])
    return [hit for hit in column.texts() if _key(hit.value) in rarer]


def _not_offered(sheet: Sheet) -> Iterator[Finding]:
    """Values that a drop-down list refuses when typed, pasted over it; mere suggestions are not."""
    pasted: dict[tuple[int, int], Hit] = {}
    looked = 0
    for one in sheet.choices:
        offered = set(one.values)
        for area in one.ranges if offered and one.strict and looked < _MOST_LOOKED else ():
            for row, column, cell in sheet.within(area):
                looked += 1
                if cell.text.strip() and cell.text not in offered:
                    pasted[row, column] = Hit(row, column, cell.text)
    yield from by_column(
        "L2-04", VIOLATION, "入力規則のリストにない値が入っています",
        "リストから選び直してください", pasted.values(),
    )  # fmt: skip
