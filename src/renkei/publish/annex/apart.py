"""What stands in one cell for looks, apart: a verdict before its words, a count and its whole."""

import re

from renkei.publish.annex.printed import MISSING, Column

VERDICT = re.compile(r"([◎○△▲×])[ \u3000]+(.+)", re.DOTALL)
OF_WHOLE = re.compile(r"([\d,]+)／([\d,]+)(?:[（(]([\d.,]+[%％])[）)])?")
VERDICTS, WHOLE, SHARE = "判定", "全体", "割合"


def verdicts(column: Column) -> list[Column]:
    """The marks before all texts of a column (○ 84万円, × 病院のみ) in a column 判定.

    A mark that stands before each of them says nothing and is none.
    """
    found = {place: VERDICT.fullmatch(text) for place, text in enumerate(column.cells) if text}
    matches = [match for match in found.values() if match]
    if len(matches) < len(found) or len({match[1] for match in matches}) < 2:
        return [column]
    marks, words = ([""] * len(column.cells) for _ in range(2))
    for place, match in found.items():
        if match:
            marks[place], words[place] = match[1], match[2]
    return [Column(f"{column.name}（{VERDICTS}）", marks), Column(column.name, words)]


def of_wholes(column: Column) -> list[Column]:
    """1,718／1,741（98.7%） as a count, what it is of, and its share, in three columns."""
    found = [OF_WHOLE.fullmatch(text) for text in column.cells]
    if not any(found):
        return [column]
    counts = [match[1] if match else text for match, text in zip(found, column.cells, strict=True)]
    wholes = [match[2] if match else MISSING for match in found]
    shares = [(match[3] if match else None) or MISSING for match in found]
    split = [Column(column.name, counts), Column(f"{column.name}（{WHOLE}）", wholes)]
    known = any(share != MISSING for share in shares)
    return [*split, Column(f"{column.name}（{SHARE}）", shares)] if known else split
