"""The map of the municipalities: shapes where they lie, shades with marks, names that do not meet."""

import numpy as np
import pytest
from matplotlib.text import Text

from renkei import areas
from renkei.deck import figures, headlines, measures, theme
from renkei.deck.figures import placenames
from renkei.deck.figures import windows as maps
from renkei.intake.boundaries import Boundaries, boundaries_of

SIDE = 0.2


@pytest.fixture(scope="module")
def outlines() -> Boundaries:
    """A square for each municipality of Toyama, in rows of five, and one for Naha."""
    codes = [one.short for one in areas.municipalities("16")] + ["472018"]
    corners = [(136.8 + SIDE * (n % 5), 36.3 + SIDE * (n // 5)) for n in range(15)] + [
        (127.7, 26.2)
    ]
    step = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * SIDE
    points = np.vstack([step + corner for corner in corners])
    starts = np.arange(0, 5 * len(codes) + 1, 5)
    return Boundaries(points, starts, {code: [(n,)] for n, code in enumerate(codes)})


@pytest.fixture(scope="module")
def toyama(view):
    return view("16")


@pytest.fixture(scope="module")
def drawing(toyama, outlines):
    return figures.municipal_map(toyama, measures.municipal_list(toyama), outlines)


def told_in(drawing):
    return [text.get_text() for text in drawing.figure.findobj(Text) if text.get_text()]


def test_every_municipality_has_its_mark_and_name(drawing):
    told = told_in(drawing)
    for one in areas.municipalities("16"):
        assert [text for text in told if text[1:] == one.name and text[0] in "◎○▲－"]


def test_the_legend_counts_each_outlook(toyama, drawing):
    counts = measures.municipal_list(toyama)["outlook"].value_counts()
    assert f"▲ 遅れ　{counts['behind']}市町村" in told_in(drawing)
    assert f"遅れ{counts['behind']}" in drawing.alt


def test_no_two_names_meet(drawing, overlaps):
    assert overlaps(drawing) == []


def test_there_is_a_row_a_municipality(drawing, cells, toyama):
    rows = cells(drawing)
    first = measures.municipal_list(toyama).iloc[0]
    assert len(rows) == 15
    assert (rows[0][0], rows[0][1]) == (first["name"], "遅れ")


def test_the_map_leaves_nothing_for_a_layout_to_move(drawing):
    assert drawing.figure.get_layout_engine() is None
    assert drawing.block() == drawing.block()


def test_the_nation_has_okinawa_in_an_inset(view, outlines):
    shown = view()
    drawing = figures.municipal_map(shown, measures.municipal_list(shown), outlines)
    assert "奄美・沖縄" in told_in(drawing)
    main, inset, _ = (maps.placed(outlines, one, theme.MAP) for one in maps.windows("00"))
    assert "472018" in inset.rings and "472018" not in main.rings
    left, bottom, right, top = inset.frame
    ring = inset.rings["472018"][0]
    assert left <= ring[:, 0].min() and ring[:, 0].max() <= right
    assert bottom <= ring[:, 1].min() and ring[:, 1].max() <= top


@pytest.mark.parametrize("area", ["13", "32", "42", "46", "47"])
def test_far_islands_stand_in_a_frame_of_their_own(area):
    main, *insets = maps.windows(area)
    assert not main.name and main.bounds
    assert all(one.name and one.bounds for one in insets)
    assert all(0 <= place <= 1 for one in insets for place in one.page)


def test_a_name_in_an_inset_stays_inside_of_its_frame():
    frame = (10.0, 10.0, 110.0, 60.0)
    for x, y in ((0.0, 0.0), (200.0, 200.0), (50.0, 40.0)):
        left, bottom, right, top = placenames.room("▲南大東村", x, y, frame)
        assert 10 <= left < right <= 110 and 10 <= bottom < top <= 60


def test_what_is_done_is_told_as_in_the_lists(toyama, outlines):
    listed = measures.municipal_list(toyama).assign(outlook="ahead")
    listed["done"] = [True, *[False] * 14]
    drawing = figures.municipal_map(toyama, listed, outlines)
    told, first = told_in(drawing), listed["name"].iloc[0]
    assert {"● 完了済み　1市町村", "◎ 前倒し　14市町村", f"●{first}"} <= set(told)
    assert "完了済み1、前倒し14" in drawing.alt.replace("● ", "").replace("◎ ", "")
    heading = headlines.municipal_map(toyama, listed, outlines)
    assert heading.endswith("記録のある15のうち15（完了済み1を含む）")


@pytest.fixture(scope="module")
def islands() -> Boundaries:
    """A large square, a small one in the sea beside it, and a speck far off: three of Okinawa's."""
    squares = {"473014": (128.2, 26.7, 0.2), "473022": (127.9, 26.75, 0.04)}
    squares["473600"] = (127.6, 26.9, 0.01)
    step = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    points = np.vstack([step * side + (x, y) for x, y, side in squares.values()])
    return Boundaries(points, np.arange(0, 16, 5), {c: [(n,)] for n, c in enumerate(squares)})


def test_a_name_stands_beside_a_small_island_and_on_a_large_area(islands):
    parts = [maps.placed(islands, maps.windows("47")[0], theme.MAP)]
    page = (0.0, 0.0, theme.MAP[0] * 72, theme.MAP[1] * 72)
    boxes = dict(placenames.names(parts, lambda code: (code, "-"), page))
    own = {code: (*ring.min(axis=0), *ring.max(axis=0)) for code, (ring,) in parts[0].rings.items()}
    assert set(boxes) == set(own)
    met = {code for code in own if placenames.meet(boxes[code], own[code])}
    assert met == {"473014"}


def test_an_area_too_small_to_see_has_a_dot(islands):
    parts = [maps.placed(islands, maps.windows("47")[0], theme.MAP)]
    assert set(placenames.specks(parts)) == {"473600"}


def test_the_frames_of_okinawa_and_its_far_islands_do_not_meet(islands):
    _, south, *far = (maps.placed(islands, one, theme.MAP) for one in maps.windows("47"))
    assert [one.window.name for one in far] == ["八重山", "宮古", "大東"]
    assert not {"473600"} & set(south.window.codes)
    for wide in (False, True):
        frames = [one.page for one in maps.windows("47", wide)]
        pairs = [(one, other) for one in frames for other in frames if one < other]
        assert not [pair for pair in pairs if placenames.meet(*pair)]


def test_shores_are_drawn_where_islands_would_be_lost(outlines):
    toyama = maps.placed(outlines, maps.windows("16")[0], theme.MAP)
    assert len(toyama.coast) == 15 and toyama.window.coast
    assert not maps.windows("00")[0].coast


def test_shared_lines_stay_shared_when_simplified():
    rng = np.random.default_rng(0)
    jagged = np.column_stack([np.linspace(0, 60, 400), rng.normal(0, 0.2, 400)])
    thin = maps._simplified(jagged, np.array([0, 400]))[0]
    assert len(thin) < 200
    assert np.allclose(thin[[0, -1]], jagged[[0, -1]], atol=0.06)
    assert np.abs(thin[:, 1]).max() > 0.1


def test_without_boundaries_or_outlooks_a_sentence_stands_in_its_place(view, outlines, frames):
    shown = view("16")
    listed = measures.municipal_list(shown)
    assert figures.municipal_map(shown, listed, None)["type"] == "text"
    unknown = listed.assign(outlook="no_data")
    assert figures.municipal_map(shown, unknown, outlines)["type"] == "text"


def test_the_real_nation_is_small_enough_for_a_page(view, shared):
    shown = view()
    outlines = boundaries_of(shared / "maps" / "ja_municipality_area.topojson")
    drawing = figures.municipal_map(shown, measures.municipal_list(shown), outlines)
    assert len(drawing.block()["svg"]) < 700_000
    assert len(drawing.data["rows"]) == 1741


@pytest.mark.parametrize("area", ["01", "13", "27", "46", "47"])
def test_names_never_meet_in_a_real_prefecture(view, shared, overlaps, area):
    shown = view(area)
    outlines = boundaries_of(shared / "maps" / "ja_municipality_area.topojson")
    drawing = figures.municipal_map(shown, measures.municipal_list(shown), outlines)
    assert overlaps(drawing) == []
