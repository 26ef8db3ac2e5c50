"""Rule 1-5: spaces and line breaks that are there only for looks."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Hit, by_column
from renkei.intake.lint.layout import Table
from renkei.wording.text import fold

_SPACE = "[ \t\u00a0\u2000-\u200a\u3000]"
_SPREAD = re.compile(rf"[^\W\d_A-Za-z](?:{_SPACE}+[^\W\d_A-Za-z])+(?=$|[（(])")
_PERSON = re.compile("氏名|担当|名前|代表者|責任者|記入者|職員|委員|医師|会長")
_KINDS = {
    "only": ("スペースだけが入っています", "空欄にするか、値を入れてください"),
    "lead": ("先頭にスペースがあります（字下げ）", "スペースを消し、字下げは書式で付けてください"),
    "trail": ("末尾にスペースがあります", "末尾のスペースを消してください"),
    "spread": (
        "文字の間にスペースを入れて体裁を整えています",
        "スペースを消してください（例：「氏　　名」は「氏名」）",
    ),
    "break": (
        "項目名が改行されています",
        "改行を消し、「折り返して全体を表示する」を使ってください",
    ),
}


def check(table: Table) -> Iterator[Finding]:
    """Spaces before, after and between letters, and line breaks; in data a break is a notice."""
    hits: dict[str, list[Hit]] = defaultdict(list)
    breaks = []
    persons = {column.index for column in table.columns if _PERSON.search(fold(column.name))}
    for row, column, cell in table.texts():
        hit = Hit(row, column, cell.text)
        is_name = row in table.header
        if "\n" in cell.text.strip("\n"):
            hits["break"].append(hit) if is_name else breaks.append(hit)
        kind = _kind(cell.text)
        if kind and not (kind == "spread" and column in persons and not is_name):
            hits[kind].append(hit)
    for kind, (what, fix) in _KINDS.items():
        yield from by_column("1-5", VIOLATION, what, fix, hits[kind])
    yield from by_column(
        "1-5", NOTICE, "セルの中で改行しています",
        "体裁のための改行は消し、別のデータなら列か行を分けてください", breaks,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _kind(text: str) -> str:
    """Which of the kinds a text is; "" for none."""
    if not text:
        return ""
    if not text.strip():
        return "only"
    if re.match(_SPACE, text):
        return "lead"
    if re.search(_SPACE + "$", text):
        return "trail"
    doubled = re.search(rf"\S{_SPACE}{{2,}}\S", text[:1000])
    return "spread" if doubled or _SPREAD.match(text[:1000]) else ""
