"""Notebooks without slides: their text, drawings and tables, read as data."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import mistune
from bs4 import BeautifulSoup, Tag

from renkei.publish.blocks import Table
from renkei.publish.slides import exported_cells

Blocks = list[dict[str, Any]]
Runs = list[tuple[str, bool]]
Rows = list[list[dict[str, Any]]]

DEFAULT_ALT = "図（説明なし）"
NUMBER = re.compile(r"\s*[¥△▲+＋−-]?[\d,.]+\s*[%％]?\s*")
_markdown = mistune.create_markdown(renderer="ast", plugins=["table", "strikethrough"])


def plain_blocks(nb: Mapping[str, Any]) -> Blocks:
    """Markdown and outputs of all cells but checks, in order; no code."""
    return _level_headings([block for _, cell in exported_cells(nb) for block in _cell(cell)])


def _level_headings(blocks: Blocks) -> Blocks:
    """Headings renumbered to start at 1 and skip no level, as PDF/UA asks."""
    open_levels: list[int] = []
    for block in blocks:
        if block["type"] == "heading":
            while open_levels and open_levels[-1] >= block["level"]:
                open_levels.pop()
            open_levels.append(block["level"])
            block["level"] = len(open_levels)
    return blocks


def _cell(cell: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if cell["cell_type"] == "markdown":
        yield from _markdown_blocks(cell["source"])
    for output in cell.get("outputs", ()):
        yield from _output(output, str(cell.get("metadata", {}).get("alt") or DEFAULT_ALT))


def _output(output: Mapping[str, Any], alt: str) -> Iterator[dict[str, Any]]:
    """The richest form of an output that can be printed; what a program wrote to stderr is not."""
    if output["output_type"] == "stream":
        if output.get("name") == "stdout":
            yield {"type": "code", "text": output["text"]}
        return
    data = output.get("data", {})
    tables = list(_tables(data.get("text/html", "")))
    if "image/svg+xml" in data:
        yield {"type": "figure", "svg": data["image/svg+xml"], "alt": alt}
    elif "image/png" in data:
        picture = "".join(data["image/png"].split())
        yield {"type": "picture", "png": picture, "alt": alt}
    elif tables:
        yield from tables
    elif "text/markdown" in data:
        yield from _markdown_blocks(data["text/markdown"])
    elif "text/plain" in data:
        yield {"type": "code", "text": data["text/plain"]}


def _tables(html: str) -> Iterator[dict[str, Any]]:
    """The tables of a piece of HTML as pandas writes it; all else in it is left out."""
    for table in BeautifulSoup(html, "html.parser").find_all("table"):
        rows = table.find_all("tr")
        head = [row for row in rows if row.find_parent("thead")]
        body = [row for row in rows if not row.find_parent("thead")]
        yield _table(
            [[_html_cell(cell) for cell in row.find_all(["th", "td"])] for row in head],
            _without_rowspans([row.find_all(["th", "td"]) for row in body]),
            row_header=any(row.find("th") for row in body),
        )


def _table(head: Rows, rows: Rows, row_header: bool) -> dict[str, Any]:
    content = {"type": "table", "head": head, "rows": rows, "row_header": row_header}
    return Table.model_validate(content).model_dump()


def _without_rowspans(rows: list[list[Tag]]) -> Rows:
    """Body rows in which a cell reaching down is followed by empty cells below it."""
    reaching: dict[int, int] = {}
    full: Rows = []
    for row in rows:
        cells: list[dict[str, Any]] = []
        for tag in row:
            while reaching.get(len(cells), 0) > 0:
                reaching[len(cells)] -= 1
                cells.append({})
            reaching[len(cells)] = _span(tag, "rowspan") - 1
            cells.append(_html_cell(tag) | {"rowspan": 1})
        full.append(cells)
    return full


def _html_cell(cell: Tag) -> dict[str, Any]:
    text = cell.get_text("\n", strip=True)
    number = cell.name == "td" and NUMBER.fullmatch(text)
    return {
        "text": text,
        "align": "right" if number else None,
        "colspan": _span(cell, "colspan"),
        "rowspan": _span(cell, "rowspan"),
    }


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _markdown_blocks(source: str) -> Iterator[dict[str, Any]]:
    tokens = _markdown(source)
    assert isinstance(tokens, list)
    for token in tokens:
        yield from _block(token)


def _block(token: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    kind, children = token["type"], token.get("children", [])
    if kind == "heading":
        level = token["attrs"]["level"]
        yield {"type": "heading", "level": level, "runs": _runs(children)}
    elif kind in ("paragraph", "block_text"):
        yield {"type": "paragraph", "runs": _runs(children)}
    elif kind == "block_quote":
        for child in children:
            yield from _block(child)
    elif kind == "list":
        items = [
            [block for part in item["children"] for block in _block(part)] for item in children
        ]
        yield {"type": "list", "ordered": token["attrs"]["ordered"], "items": items}
    elif kind == "table":
        yield _markdown_table(children)
    elif kind in ("block_code", "block_html"):
        yield {"type": "code", "text": token["raw"].rstrip("\n")}


def _markdown_table(parts: list[dict[str, Any]]) -> dict[str, Any]:
    head, *body = parts
    rows = [row["children"] for part in body for row in part["children"]]

    def cell(token: Mapping[str, Any]) -> dict[str, Any]:
        text = "".join(text for text, _ in _runs(token["children"]))
        return {"text": text, "align": token["attrs"].get("align")}

    return _table(
        [[cell(token) for token in head["children"]]],
        [[cell(token) for token in row] for row in rows],
        row_header=False,
    )


def _runs(tokens: list[dict[str, Any]], strong: bool = False) -> Runs:
    """The words of a paragraph; links keep their words, and raw HTML is printed as it stands."""
    runs: Runs = []
    for token in tokens:
        if token["type"] in ("softbreak", "linebreak"):
            runs.append(("\n", strong))
        elif "children" in token:
            runs += _runs(token["children"], strong or token["type"] == "strong")
        else:
            runs.append((token.get("raw", ""), strong))
    return runs
