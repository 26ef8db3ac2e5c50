"""Whose row it is, in forms whose rows are not filled in before they go out."""

from dataclasses import replace

from renkei import areas
from renkei.intake.forms.returns import AREA

_CODE, _PREFECTURE, _NAME = AREA

PREFECTURE = replace(
    _PREFECTURE,
    prompt="都道府県名を一覧から選ぶ。",
    example="富山県",
    offered=tuple(one.name for one in areas.prefectures()),
)
OPEN_AREA = (
    replace(
        _CODE,
        prompt="6桁の団体コード。市区町村名を記入すれば空欄でよい。例：162019",
        example="162019",
    ),
    PREFECTURE,
    replace(_NAME, prompt="市区町村名。都道府県自身のことは空欄とする。", example="富山市"),
)
"""Code, prefecture and municipality; a row without a municipality is the prefecture's own."""
