"""Cards, a statute and a year's schedule for the printed pages, and a deck with all of them."""

from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from renkei.publish.pdf import DeckPDFExporter


def card(number: int) -> dict[str, Any]:
    """A practice of one area."""
    return {
        "label": f"富山市　R3.{number}.14",
        "title": f"予約枠を分けて電話を減らす（{number}）",
        "lines": [
            [["・予約専用の窓口を年齢ごとに3日ずらした。", False]],
            [["⇒ ", True], ["人口10万人以上に向く", False]],
        ],
        "foot": f"聞き取り{number}",
    }


def cards(count: int = 4, **parts: Any) -> dict[str, Any]:
    """Practices as cards."""
    return {"type": "cards", "items": [card(n) for n in range(1, count + 1)]} | parts


def quote() -> dict[str, Any]:
    """Words of a statute."""
    text = "臨時に予防接種を行い、又は市町村長に行うよう指示することができる。"
    return {
        "type": "quote",
        "title": "（参考）予防接種法",
        "lines": [[[text, False]]],
        "source": "出典：e-Gov",
    }


@pytest.fixture(scope="session")
def schedule(make) -> dict[str, Any]:
    """A year as a table whose cells reach over rows and columns, with shaded bars."""
    cell = make["cell"]
    months = [cell(f"{month}月", "center") for month in range(4, 10)]
    head = [[cell("項目", rowspan=2), cell("前半", colspan=6), cell("次年度", rowspan=2)], months]
    empty = [cell("")] * 3
    rows = [
        [cell("接種", rowspan=2), cell("高齢者", colspan=3, shade=3), *empty, cell("1,234")],
        [*empty, cell("個別", colspan=3, shade=2), cell("継続")],
        [cell("税"), cell("準備", colspan=6, shade=1), cell("本番")],
    ]
    return {
        "type": "table",
        "caption": "年度の工程",
        "head": head,
        "rows": rows,
        "row_header": True,
    }


@pytest.fixture
def parts() -> dict[str, Callable[..., dict[str, Any]]]:
    """The block makers by name."""
    return {"cards": cards, "quote": quote}


@pytest.fixture(scope="session")
def whole_deck(make, notebook, schedule) -> nbformat.NotebookNode:
    """A deck with a slide of every kind of block."""
    return notebook(
        make["cover"](),
        make["answers"](),
        make["boxes"](),
        make["slide"]("好事例は4件", blocks=[cards()], notes=["※1 市町村の了解を得た。"]),
        make["slide"]("法律の定め", layout="stack", blocks=[quote(), cards(2)]),
        make["slide"]("年度の工程と分担", blocks=[schedule]),
        make["long_table"](),
    )


@pytest.fixture(scope="session")
def printed(whole_deck) -> bytes:
    """The PDF of that deck."""
    pdf, _ = DeckPDFExporter().from_notebook_node(whole_deck)
    return pdf
