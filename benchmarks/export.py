"""How long a deck of 20 slides takes to become PDF and HTML, and how large both are.

Run by `make bench`; needs no data. Three times are told: the first deck of a process, another deck
after it (every number differs: what a run pays for each further area), and a deck exported again.
The bars hold for the last, as an analyst who exports again waits for it: BARS seconds, SIZE bytes
and the same bytes. Past a bar the exit code is 1. Read times as ratios: they drift on a shared
machine, so the best of ROUNDS counts.
"""

import os
import platform
import sys
import time
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode
from rich.console import Console
from rich.table import Table

from renkei.deck.markup import MIME
from renkei.deck.tables import cells
from renkei.deck.theme import FULL, HALF, INK, Drawing, new_figure, style
from renkei.publish.html import DeckHTMLExporter
from renkei.publish.pdf import DeckPDFExporter

SLIDES, ROUNDS, SIZE = 20, 5, 2_000_000
BARS = {"pdf": 0.3, "html": 0.5}
DECK = {"title": "書き出しの速さ", "area": "00", "area_name": "全国", "as_of": "2021-06-02"}
DECK |= {"released": "2021-06-03", "office": "見本省", "sample": True}
Block = dict[str, Any]


def figure(seed: int, width: float) -> Block:
    """Lines of three curves over a hundred days."""
    with style():
        drawn = new_figure(width, 4.2)
        axes = drawn.add_subplot()
        for curve in (1, 2, 3):
            days = range(100)
            axes.plot(days, [min(100, day * curve / 3 + seed % 7) for day in days], color=INK)
        axes.set_ylabel("接種率（%）")
    return Drawing(drawn, "接種率の推移（%）", "三本の線が右へ上がる").block()


def table(seed: int, rows: int) -> Block:
    """A name, three numbers and a remark in each row."""
    head = [[cells.cell("市町村"), *(cells.right(name) for name in ("人口", "1回目", "2回目"))]]
    head[0].append(cells.cell("留意点"))
    made = [
        [
            cells.cell(f"第{row}番の町"),
            cells.right(f"{row * 137 + seed:,}", strong=True),
            cells.right(f"{(row * 7 + seed) % 100}.3%"),
            cells.right(f"{(row * 5 + seed) % 100}.1%"),
            cells.cell("計画が80%区間より早い" if row % 3 else "－"),
        ]
        for row in range(rows)
    ]
    return cells.block("市町村ごとの状況", head, made)


def cards(seed: int) -> Block:
    """Four practices."""
    text = f"予約専用の窓口を年齢ごとに{seed}日ずらし、初日の電話を減らした。"
    item = {"label": "富山市", "title": "予約枠を分ける", "lines": [[[f"・{text}", False]]] * 2}
    return {"type": "cards", "items": [item] * 4}


def boxes(seed: int) -> Block:
    """Four numbers in boxes."""
    items = [{"value": f"{seed + n}.{n}%", "label": "接種率", "note": "前回から"} for n in range(4)]
    return {"type": "boxes", "items": items}


MAKERS: dict[str, Callable[[int], list[Block]]] = {
    "beside": lambda seed: [table(seed, 8), figure(seed, HALF)],
    "counted": lambda seed: [boxes(seed), figure(seed, HALF)],
    "wide": lambda seed: [figure(seed, FULL)],
    "told": lambda seed: [cards(seed)],
    "long": lambda seed: [table(seed, 60)],
}
KINDS = ("beside", "counted", "wide", "told", "beside", "counted", "wide", "told", "beside", "long")


def slides(seed: int) -> list[Block]:
    """The deck as the slide contract has it; another seed gives other numbers everywhere."""
    made = []
    for number in range(SLIDES):
        kind = KINDS[number % len(KINDS)]
        lead = [[[f"{seed + number}市町村が7月末までに完了と回答。", True]]] * 2
        made.append(
            {
                "version": 1,
                "deck": DECK,
                "kind": "slide",
                "heading": f"{seed}のうち{number}の町が期限までに完了する見込み",
                "lines": [] if kind == "long" else lead,
                "blocks": MAKERS[kind](seed + number),
                "notes": ["※1 分母は1,741市区町村。"],
                "source": "出典：第3回照会",
            }
        )
    return made


def notebook(seed: int) -> NotebookNode:
    """An executed notebook that shows this deck."""
    outputs = [nbformat.v4.new_output("display_data", data={MIME: one}) for one in slides(seed)]
    made = [
        nbformat.v4.new_code_cell("", outputs=[one], id=f"c{n}") for n, one in enumerate(outputs)
    ]
    return nbformat.v4.new_notebook(cells=made)


def timed(exporter: Any, deck: NotebookNode) -> tuple[float, Any]:
    """Seconds and what was made."""
    begun = time.perf_counter()
    made, _ = exporter.from_notebook_node(deck)
    return time.perf_counter() - begun, made


def measure(kind: str, exporter: Any) -> tuple[list[tuple[str, float]], int, bool]:
    """The three times, the size in bytes, and whether the same deck gave the same bytes."""
    first, made = timed(exporter, notebook(100))
    others = [timed(exporter, notebook(1000 * n)) for n in range(1, ROUNDS + 1)]
    again = [timed(exporter, notebook(100)) for _ in range(ROUNDS)]
    rows = [
        (f"{kind}: the first deck of the process", first),
        (f"{kind}: another deck", min(seconds for seconds, _ in others)),
        (f"{kind}: the same deck again (bar)", min(seconds for seconds, _ in again)),
    ]
    return rows, len(made), all(one == made for _, one in again)


def main() -> int:
    """Measure, print the table, and say whether the bars are met."""
    console, met = Console(), True
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    about = f"{cores} cores, {platform.machine()}, Python {platform.python_version()}{load}"
    told = Table(
        "what", "seconds", "of the bar", title="Renkei: export of 20 slides", caption=about
    )
    told.columns[1].justify = told.columns[2].justify = "right"
    for kind, exporter in (("pdf", DeckPDFExporter()), ("html", DeckHTMLExporter())):
        rows, size, same = measure(kind, exporter)
        for name, seconds in rows:
            told.add_row(name, f"{seconds:.3f}", f"{seconds / BARS[kind]:.0%}")
        told.add_row(
            f"{kind}: {size / 1e6:.2f} MB; same bytes twice: {same}", "", f"{size / SIZE:.0%}"
        )
        told.add_section()
        met = met and rows[2][1] < BARS[kind] and size < SIZE and same
    console.print(told)
    console.print(
        f"bars: pdf {BARS['pdf']} s, html {BARS['html']} s, {SIZE / 1e6:.0f} MB: "
        f"{'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
