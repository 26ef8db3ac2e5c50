"""Imported for what a first page leaves behind in a process that kernels are forked from.

Typefaces and the phrase model are opened, the register of areas is read, and libraries have done
what they put off until they are first used. Of the page itself nothing is kept.
"""

import datetime as dt

import pandas as pd

from renkei import areas, processed
from renkei.deck import theme
from renkei.deck.figures.axes import above, beside, day_axis, percent_axis, place
from renkei.deck.figures.keys import legend
from renkei.deck.markup import slide_html
from renkei.deck.tables.cells import block, cell, right
from renkei.deck.theme import Drawing
from renkei.wording import numbers

_DAY = dt.date(2021, 6, 2)


def _drawing() -> Drawing:
    start = _DAY - dt.timedelta(days=60)
    with theme.style():
        figure = theme.new_figure(theme.HALF, theme.HALF)
        axes = figure.add_subplot()
        (line,) = axes.plot([place(start), place(_DAY)], [0, 50], color=theme.INK)
        axes.fill_between([place(start), place(_DAY)], [0, 40], [0, 60], color=theme.PALE_INK)
        axes.barh(10, place(_DAY), hatch="////")
        percent_axis(axes, "対象者に占める割合")
        day_axis(axes, start, _DAY)
        above(axes, place(_DAY), "期限 6月2日", "bold")
        beside(axes, place(start), 50.0, "完了の水準", "left", theme.TEXT)
        legend(figure, [("実績（報告分）", line)], columns=2)
    return Drawing(figure, "接種率の推移", "折れ線")


def _page() -> str:
    names = [one.short for one in areas.prefectures()]
    frame = pd.DataFrame({"area": names, "count": range(len(names))})
    sums = frame.groupby(frame["area"].str[:1]).agg(count=("count", "sum"), areas=("area", "size"))
    rows = [
        [cell(areas.label(row["area"])), right(numbers.count(row["count"]))]
        for row in frame.merge(sums, on="count", how="left").to_dict("records")
    ]
    table = block("都道府県", [[cell("都道府県"), right("接種回数")]], rows)
    blocks = [table, _drawing().block()]
    deck = {"as_of": _DAY.isoformat(), "released": _DAY.isoformat(), "density": "handout"}
    return slide_html({"deck": deck, "kind": "slide", "heading": "見通し", "blocks": blocks})


theme.use_font("noto")
areas.code_readings("16")
processed.empty("changes")
_page()
