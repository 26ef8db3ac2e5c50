"""The tile map: 47 squares that stand as on a map, each with its name, figure and mark."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from matplotlib.legend import Legend
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from renkei import areas
from renkei.deck import figures, labels, measures, theme
from renkei.deck.figures import looks
from renkei.deck.figures.steps import steps
from renkei.deck.tiles import COLUMNS, EMPTY, ROWS, TILES


def told_in(drawing):
    return [text.get_text() for text in drawing.figure.findobj(Text) if text.get_text()]


def legends(drawing):
    """The texts of each legend on the map: the marks, where there are any, then the steps."""
    axes = drawing.figure.axes[0]
    found = [axes.get_legend(), *axes.findobj(Legend)]
    return [[text.get_text() for text in one.get_texts()] for one in dict.fromkeys(found)]


@pytest.fixture(scope="module")
def nation(view):
    return view()


@pytest.fixture(scope="module")
def order(nation):
    return measures.prefectures_in_order(nation)


@pytest.fixture(scope="module")
def drawing(nation, order):
    return figures.tiles(nation, order)


def test_every_prefecture_has_a_place_of_its_own():
    assert set(TILES) == {one.short for one in areas.prefectures()}
    assert len(set(TILES.values())) == 47
    assert all(column < COLUMNS and row < ROWS for column, row in TILES.values())


@pytest.mark.parametrize(
    ("west", "east"), [("28", "26"), ("17", "16"), ("16", "15"), ("41", "40"), ("05", "03")]
)
def test_neighbours_are_neighbours(west, east):
    assert TILES[west] == (TILES[east][0] - 1, TILES[east][1])


def test_the_order_of_north_and_south_holds():
    rows = [TILES[code][1] for code in ("01", "02", "03", "04", "07", "08", "12", "13", "30", "47")]
    assert rows == sorted(rows)


def test_the_legend_stands_on_open_sea():
    columns, rows = EMPTY
    assert not [place for place in TILES.values() if place[0] < columns and place[1] < rows]


def test_every_square_has_its_name_and_the_share_of_the_bars(nation, drawing, order):
    told = told_in(drawing)
    for row in order.to_dict("records"):
        name = row["name"] if row["name"] == "北海道" else row["name"][:-1]
        assert name in told
        share = labels.ahead(nation, row["middle"]).removesuffix("%")
        assert looks.mark(nation, row["outlook"]) + share in told


def test_marks_and_steps_are_both_in_the_legend(nation, drawing):
    marks, names = legends(drawing)
    assert {"◎ 前倒し", "○ 計画どおり", "▲ 遅れ"} <= set(marks)
    assert len(names) >= 3
    assert all(name.endswith(("%未満", "%", "%以上")) for name in names)
    squares = drawing.figure.axes[0].findobj(Rectangle)
    assert len({one.get_facecolor() for one in squares}) >= 3


def test_a_map_of_one_outlook_is_shaded_by_its_shares(nation, order):
    late = order.assign(outlook="behind", middle=np.linspace(0.61, 0.67, len(order)))
    drawing = figures.tiles(nation, late)
    marks, names = legends(drawing)
    assert marks == ["▲ 遅れ"]
    assert names == ["62%未満", "62～64%", "64～66%", "66%以上"]


def test_a_map_without_marks_has_its_steps_once():
    shares = pd.Series({"01": 0.1, "13": 0.3, "16": 0.55, "47": 0.9})
    drawing = figures.share_tiles("割合", shares)
    drawn = drawing.figure.axes[0].get_children()
    assert len([one for one in drawn if isinstance(one, Legend)]) == 1


def test_bars_beside_the_map_have_its_shades(nation, order):
    beside = figures.prefectures(nation, order, beside_tiles=True)
    scale = steps(order["middle"])
    keys = [text.get_text() for text in beside.figure.legends[0].get_texts()]
    assert [name for name, _ in scale.named(order["middle"])] == keys[: len(keys) - 3]
    bars = [bar for axes in beside.figure.axes for bar in axes.patches]
    looks_of = {bar.get_width(): bar.get_facecolor() for bar in bars}
    for share in order["middle"]:
        assert looks_of[share * 100] == to_rgba(scale.look(share)["facecolor"])


def test_steps_are_quarters_unless_the_shares_lie_close():
    assert steps([0.1, 0.3, 0.6, 0.9]).limits == (250, 500, 750)
    assert steps([0.35, 0.42, 0.57]).limits[1] - steps([0.35, 0.42, 0.57]).limits[0] == 100
    assert steps([0.5, 0.5, float("nan")]).limits == (250, 500, 750)
    assert steps([]).limits == (250, 500, 750)


def test_a_share_is_in_the_step_of_what_is_printed():
    scale = steps([0.1, 0.3, 0.6, 0.9])
    assert scale.step(0.4951) == scale.step(0.5) == 2
    assert scale.step(0.4949) == 1
    assert scale.step(0.0449) == 0


def test_the_words_say_every_prefecture(drawing):
    assert all(one.name in drawing.alt for one in areas.prefectures())
    assert drawing.alt.startswith("期限（7月31日）の2回目接種率の見込み（%）の地図。")


def test_nothing_overlaps_and_nothing_leaves_its_square(drawing, overlaps):
    assert overlaps(drawing) == []
    with theme.style():
        drawing.figure.draw_without_rendering()
    axes = drawing.figure.axes[0]
    wide = axes.transData.transform([(0, 0), (1, 1)])[:, 0]
    for text in axes.texts:
        assert text.get_window_extent().width <= wide[1] - wide[0]


def test_prefectures_without_records_are_empty_and_the_legend_says_so(view, open_data, open_frames):
    shown = view(campaign=open_data, **open_frames)
    drawing = figures.tiles(shown, measures.prefectures_in_order(shown))
    assert labels.NO_RECORD in told_in(drawing)
    assert len(drawing.data["rows"]) == 37


def test_any_share_is_shaded_in_four_steps(cells):
    shares = pd.Series({"01": 0.1, "13": 0.3, "16": 0.55, "47": 0.9, "99": 0.5})
    drawing = figures.share_tiles("回答した市町村の割合", shares)
    assert cells(drawing) == [
        ["北海道", "10.0"],
        ["東京都", "30.0"],
        ["富山県", "55.0"],
        ["沖縄県", "90.0"],
    ]
    assert {"10", "30", "55", "90"} <= set(told_in(drawing))
    assert legends(drawing)[0] == ["25%未満", "25～50%", "50～75%", "75%以上", labels.NO_RECORD]


def test_bars_and_tiles_fit_one_page_together(nation, order, drawing):
    bars = figures.prefectures(nation, order, beside_tiles=True)
    # The page is 269 mm wide, 8 mm of it between two blocks.
    assert bars.figure.get_figwidth() + drawing.figure.get_figwidth() <= 261 / 25.4
    assert max(bars.figure.get_figheight(), drawing.figure.get_figheight()) <= theme.TALL


def test_names_beside_bars_do_not_meet(nation, order, overlaps):
    for beside in (True, False):
        assert overlaps(figures.prefectures(nation, order, beside_tiles=beside)) == []


def test_without_records_a_sentence_stands_in_the_maps_place(nation, order):
    assert figures.tiles(nation, order.head(0))["type"] == "text"
    assert figures.share_tiles("割合", pd.Series(dtype=float))["type"] == "text"


def test_a_hostile_name_is_printed_as_text(nation, order, hostile, printed):
    named = order.assign(name=[hostile, *order["name"][1:]])
    block = figures.prefectures(nation, named).block()
    assert printed(block["svg"], hostile)
    assert block["data"]["rows"][0][0]["text"] == hostile
    shares = figures.share_tiles(hostile, pd.Series({"16": 0.5})).block()
    assert (shares["caption"], shares["data"]["head"][0][1]["text"]) == (hostile, f"{hostile}（%）")
