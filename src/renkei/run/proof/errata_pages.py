"""The 正誤表 as a CSV, as a page, and as a slide of a corrected deck."""

import csv
import html
import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from renkei import areas
from renkei.deck.markup import MIME
from renkei.deck.tables.cells import block, cell, right
from renkei.publish.policy import policy
from renkei.publish.site.index import long_date
from renkei.run.proof.differences import Erratum, numbers_moved
from renkei.run.proof.said import Page
from renkei.wording.spreadsheet import plain_cell

KINDS = {"number": "数値", "words": "字句", "added": "追加", "removed": "削除"}
HEAD = ("資料", "旧スライド", "新スライド", "箇所", "訂正前", "訂正後", "区分")
ON_A_SLIDE = 8
_LONGEST = 40
_STYLE = (
    "body{font-family:'Noto Sans CJK JP','Noto Sans JP','BIZ UDPGothic',Meiryo,sans-serif;"
    "margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1a1a1c;line-height:1.6}"
    "h1{font-size:1.5rem}table{border-collapse:collapse;width:100%}caption{text-align:left}"
    "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "thead th{background:#e8f1fe}td:nth-child(n+4):nth-child(-n+6){overflow-wrap:anywhere}"
    "td:nth-child(1),td:nth-child(7),th{white-space:nowrap}"
)


def errata_csv(rows: Sequence[Erratum]) -> str:
    """The whole 正誤表 for Excel: no cell is taken for a formula, lines end as Excel wants."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in rows:
        writer.writerow([plain_cell(text) for text in _texts(one)])
    return "\ufeff" + stream.getvalue()


def _texts(one: Erratum) -> list[str]:
    pages = [str(number) if number else "－" for number in (one.page_before, one.page_after)]
    return [areas.label(one.area), *pages, one.place, one.before, one.after, KINDS[one.kind]]


def errata_html(rows: Sequence[Erratum], manifest: Mapping[str, Any], edition: str) -> str:
    """The 正誤表 as a page of its own, which asks nothing of any other machine."""
    title = f"正誤表　{manifest.get('title', '')}（{long_date(manifest['as_of'])}時点、{edition}）"
    sample = "<p><strong>見本（架空のデータ）</strong></p>" if manifest.get("sample") else ""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in HEAD)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in _texts(one)) + "</tr>"
        for one in rows
    )
    return (
        '<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(_STYLE))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{html.escape(title)}</h1>\n{sample}<p>{html.escape(summary(rows))}</p>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        "</main>\n</body>\n</html>\n"
    )


def summary(rows: Sequence[Erratum]) -> str:
    """How much moved, in a sentence."""
    if not rows:
        return "公表済みの版から変わった箇所はない。"
    decks = len({one.area for one in rows})
    moved = numbers_moved(rows)
    return f"{decks:,}資料の{len(rows):,}か所を訂正、うち数値{moved:,}か所。"


def errata_slide(rows: Sequence[Erratum], deck: Mapping[str, Any], edition: str) -> dict[str, Any]:
    """The 正誤表 of one deck as a slide (slide contract, version 1); `deck` is its stamp.

    Headings and tables come first, figures' data last, at most 8; the note says how many more the CSV has.
    """
    ordered = sorted(rows, key=lambda one: (_is_drawn(one), one.kind == "words"))
    shown = ordered[:ON_A_SLIDE]
    told = [
        [
            right(str(one.page_after or one.page_before)),
            cell(_short(one.place)),
            cell(_short(one.before)),
            cell(_short(one.after), strong=one.kind != "words"),
        ]
        for one in shown
    ]
    head = [right("スライド"), cell("箇所"), cell("訂正前"), cell("訂正後")]
    more = len(rows) - len(shown)
    notes = [f"ほか{more:,}か所は正誤表（errata.csv）による。"] if more else []
    drawn = sum(_is_drawn(one) for one in rows)
    found = f"{edition}：{len(rows):,}か所を訂正" + (
        f"（うち図のデータ{drawn:,}か所）" if drawn else ""
    )
    return {
        "version": 1,
        "deck": dict(deck),
        "kind": "slide",
        "layout": "row",
        "heading": found if rows else f"{edition}：この資料に訂正はない",
        "lines": [],
        "blocks": [dict(block("正誤表", [head], told))] if rows else [],
        "notes": [*notes, "スライドの番号は訂正後の資料のもの。"] if rows else [],
        "source": "出典：公表済みの版と訂正後の版の、各スライドの表・図のデータと文",
    }


def _is_drawn(one: Erratum) -> bool:
    return one.place.startswith("図")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def with_errata(
    notebook: Path, pages: Sequence[Page], rows: Sequence[Erratum], edition: str
) -> NotebookNode:
    """The executed notebook with the 正誤表 as a slide after the cover, to be exported."""
    nb: NotebookNode = deepcopy(nbformat.read(notebook, as_version=4))  # type: ignore[no-untyped-call]
    if not pages:
        return nb
    slide = errata_slide(rows, pages[0].content["deck"], edition)
    shown = nbformat.v4.new_output("display_data", {MIME: slide})  # type: ignore[no-untyped-call]
    added = nbformat.v4.new_code_cell("", outputs=[shown], id="errata")  # type: ignore[no-untyped-call]
    places = [place for place, one in enumerate(nb.cells) if one.get("id") == pages[0].cell]
    nb.cells.insert(places[0] + 1 if places else 0, added)
    return nb
