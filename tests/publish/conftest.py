"""Slides and notebooks made in code, as a run would hand them over."""

from collections.abc import Callable
from typing import Any

import nbformat
import pytest

MIME = "application/vnd.renkei.slide+json"
DECK = {
    "campaign": "vaccination",
    "title": "高齢者接種の終了時期の見込みと接種の歩み",
    "area": "00",
    "area_name": "全国",
    "as_of": "2021-06-02",
    "released": "2021-06-03",
    "office": "接種推進室",
    "sample": True,
}
SVG = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="432pt" height="288pt" viewBox="0 0 432 288"
 xmlns="http://www.w3.org/2000/svg" version="1.1">
 <defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>
 <clipPath id="p1"><rect x="40" y="20" width="380" height="230"/></clipPath>
 <path id="m1" d="M 0 0 L 0 3.5" style="stroke: #000000; stroke-width: 0.8"/></defs>
 <g id="figure_1"><path d="M 40 250 L 420 250" style="fill: none; stroke: #000000"/>
 <use xlink:href="#m1" x="60" y="250"/>
 <path d="M 60 230 L 160 200 L 260 120 L 400 60" clip-path="url(#p1)"
  style="fill: none; stroke: #0017c1; stroke-width: 2"/>
 <text style="font: 12px 'Noto Sans CJK JP'" x="60" y="270">5月1日</text>
 <text style="font: 12px 'Noto Sans CJK JP'" x="330" y="50">2回目（記録）</text></g></svg>
"""


def cell(text: str, align: str | None = None, strong: bool = False, **spans: int) -> dict[str, Any]:
    """One table cell of the slide contract."""
    return {"text": text, "align": align, "strong": strong, **spans}


def slide(heading: str, **parts: Any) -> dict[str, Any]:
    """One slide of the slide contract; `deck` adds to the usual deck."""
    return {
        "version": 1,
        "deck": DECK | parts.pop("deck", {}),
        "kind": "slide",
        "heading": heading,
        "lines": [],
        "blocks": [],
        "notes": [],
        "source": "",
    } | parts


def cover() -> dict[str, Any]:
    """The first page."""
    lines = [[["令和3年6月2日時点・令和3年6月3日公表", False]], [["接種推進室", True]]]
    return slide(DECK["title"], kind="cover", lines=lines)


def answers() -> dict[str, Any]:
    """A table beside a figure under three lines, as in the national briefing."""
    rows = [
        ("7月末まで", "1,718（+102）", "98.7%", "99.4%"),
        ("　うち条件付き", "212（+38）", "12.2%", "18.9%"),
        ("8月中", "21（−72）", "1.2%", "0.5%"),
        ("9月以降", "2（−30）", "0.1%", "0.1%"),
        ("未回答", "0（−7）", "0.0%", "0.0%"),
        ("計", "1,741", "100%", "100%"),
    ]
    table = {
        "type": "table",
        "caption": "今回の回答（終了時期の見込み）",
        "width": 1,
        "head": [
            [cell("終了時期"), *(cell(t, "right") for t in ("市区町村数", "割合", "人口割合"))]
        ],
        "rows": [
            [cell(row[0]), cell(row[1], "right", True), *(cell(t, "right") for t in row[2:])]
            for row in rows
        ],
        "rules": [5],
        "row_header": True,
    }
    figure = {
        "type": "figure",
        "caption": "計画と歩み：全国の高齢者接種率（%）",
        "width": 1.2,
        "svg": SVG,
        "alt": "接種率の折れ線。2回目は期限までに76%の見込み",
    }
    return slide(
        "98.7%の市区町村が7月末完了と回答、記録の歩みでは34都道府県が届かない",
        lines=[
            [
                ["7月末までに完了と答えたのは", False],
                ["1,718（+102）", True],
                ["市区町村、全体の", False],
                ["98.7%", True],
                ["（高齢者人口の99.4%）。うち条件付き212。", False],
            ],
            [
                ["接種記録から見た7月末の2回接種率は", False],
                ["76%", True],
                ["（80%区間72〜80%）。", False],
            ],
            [
                ["期限に届くには1日", False],
                ["110万回", True],
                ["が必要。1対1の連絡を続ける。", False],
            ],
        ],
        blocks=[table, figure],
        notes=["※1 分母は1,741市区町村、人口割合は65歳以上人口。", "※2 直近21日は報告遅れを補正。"],
        source="出典：照会第3回、VRS",
    )


def boxes() -> dict[str, Any]:
    """Four numbers in boxes."""
    items = [
        {"value": "1,718市区町村", "label": "7月末までに完了", "note": "前回から+102"},
        {"value": "約3,900万回", "label": "これまでの接種", "note": "6月1日まで"},
        {"value": "34都道府県", "label": "届かない見込み", "note": ""},
        {"value": "110万回/日", "label": "必要な歩み", "note": "直近7日は78万回"},
    ]
    return slide(
        "3つの数字で見る今回の照会", blocks=[{"type": "boxes", "width": 1, "items": items}]
    )


def every_block() -> dict[str, Any]:
    """A merged and shaded table, a drawing with its data, cards and a quotation."""
    head = [[cell(text) for text in ("分野", "項目", "状況", "目標")]]
    goal = "7月末までに、希望する高齢者への2回の接種を終える"
    rows = [
        [cell("接種", rowspan=2), cell("体制"), cell("○", "center", shade=1), cell(goal)],
        [cell("予約"), cell("△", "center", shade=2), cell("7月")],
        [cell("検査"), cell("会場"), cell("×", "center", shade=3), cell("未定")],
    ]
    drawn = answers()["blocks"][1]
    data = {"head": [[cell("月日"), cell("割合", "right")]], "rows": [[cell("5月1日"), cell("3%")]]}
    card = {
        "label": "富山県富山市　5月1日",
        "title": "夜間の会場を開いた",
        "lines": [[["・予約枠を前日に開放", False]]],
        "foot": "使えそうな団体：人口10万以上",
    }
    law = [[["第六条　都道府県知事は、臨時に予防接種を行う。", False]], [["①　一号", False]]]
    blocks = [
        {
            "type": "table",
            "caption": "作業班の状況",
            "head": head,
            "rows": rows,
            "row_header": True,
        },
        drawn | {"data": data},
        {"type": "cards", "caption": "先行事例", "columns": 0, "items": [card] * 3},
        {"type": "quote", "title": "（参考）予防接種法", "lines": law, "source": "出典：法令"},
    ]
    return slide("作業班の項目のうち予約と会場が遅れている", blocks=blocks, notes=["※1 注記"])


def long_table(count: int = 179) -> dict[str, Any]:
    """A row for every municipality of Hokkaido."""
    columns = ("65歳以上人口", "1回目", "2回目", "終了見込み", "判定")
    rows = [
        [
            cell(f"第{n}番目の町"),
            cell(f"{n * 137:,}", "right"),
            cell(f"{n % 90}.1%", "right"),
            cell(f"{n % 70}.3%", "right"),
            cell("7月下旬（前提条件あり）" if n % 3 else "7月末"),
            cell("計画どおり" if n % 2 else "遅れ"),
        ]
        for n in range(1, count + 1)
    ]
    table = {
        "type": "table",
        "caption": "市町村ごとの状況",
        "head": [[cell("市町村"), *(cell(text) for text in columns)]],
        "rows": rows,
        "row_header": True,
    }
    return slide("北海道の179市町村の終了見込み", blocks=[table], source="出典：照会第3回")


@pytest.fixture(scope="session")
def make() -> dict[str, Callable[..., dict[str, Any]]]:
    """The slide makers by name."""
    return {
        "slide": slide,
        "cell": cell,
        "cover": cover,
        "answers": answers,
        "boxes": boxes,
        "every_block": every_block,
        "long_table": long_table,
    }


def notebook_of(*slides: dict[str, Any], **metadata: Any) -> nbformat.NotebookNode:
    """An executed notebook showing these slides."""
    nb = nbformat.v4.new_notebook(metadata=metadata)
    for number, content in enumerate(slides, start=1):
        data = {MIME: content, "text/plain": "<Slide>", "text/html": "<p>never exported</p>"}
        output = nbformat.v4.new_output("display_data", data=data)
        code = nbformat.v4.new_code_cell("secret_input = 1", outputs=[output], id=f"c{number}")
        nb.cells.append(code)
    return nbformat.from_dict(nb)


@pytest.fixture(scope="session")
def notebook() -> Callable[..., nbformat.NotebookNode]:
    """Makes an executed notebook from slides."""
    return notebook_of
