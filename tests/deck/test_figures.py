"""Figures: readable at the size they are printed, and the same twice."""

import re
import xml.etree.ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Annotation, Text

from renkei import processed
from renkei.deck import figures, measures, theme
from renkei.deck.figures import looks
from renkei.deck.figures.rounds import STYLES, round_parts
from renkei.deck.theme import Drawing

NAMES = ("rounds", "paces", "rates", "fan", "prefectures")


def drawn(shown):
    one = measures.outlook(shown, shown.area)
    return {
        "rounds": figures.rounds(shown, measures.answer_counts(shown)),
        "paces": figures.paces(shown, one),
        "rates": figures.rates(shown),
        "fan": figures.fan(shown, one),
        "prefectures": figures.prefectures(shown, measures.prefectures_in_order(shown)),
    }


@pytest.fixture(scope="module")
def every(view):
    return drawn(view())


@pytest.mark.parametrize("name", NAMES)
def test_text_stays_text_in_the_packaged_font_at_nine_points_or_more(every, name):
    root = ET.fromstring(every[name].block()["svg"])
    styles = [one.get("style", "") for one in root.iter("{http://www.w3.org/2000/svg}text")]
    sizes = [float(size) for style in styles for size in re.findall(r"([\d.]+)px", style)]
    assert styles and all(theme.FONT in style for style in styles)
    assert min(sizes) >= 9


def test_drawn_twice_gives_the_same_bytes(view, every):
    for name, again in drawn(view()).items():
        assert again.block() == every[name].block()
        assert "<dc:date>" not in again.block()["svg"]


@pytest.mark.parametrize("name", NAMES)
def test_the_alt_text_tells_the_numbers(every, name):
    assert re.search(r"\d", every[name].alt)
    assert every[name].alt.startswith(("回答", "1日", "全国", "期限"))
    assert "※{" not in every[name].alt


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_off(every, name):
    figure = every[name].figure
    with theme.style():
        figure.canvas.draw()
    for axes in figure.axes:
        low, high = sorted(axes.get_ylim())
        beyond = [
            tick.label1
            for tick in axes.yaxis.get_major_ticks()
            if not low <= tick.get_loc() <= high
        ]
        for text in axes.findobj(Text):
            if text.get_visible() and text.get_text() and text not in beyond:
                box = text.get_window_extent()
                inside = figure.bbox.padded(1)
                assert inside.x0 <= box.x0 and box.x1 <= inside.x1, text.get_text()
                assert inside.y0 <= box.y0 and box.y1 <= inside.y1, text.get_text()


@pytest.mark.parametrize("second", [0.008, 0.12, 0.43, 0.7])
def test_no_label_crosses_the_deadline_or_the_level(view, frames, second):
    drawing = figures.fan(*nation_at(view, frames, second))
    axes = drawing.figure.axes[0]
    with theme.style():
        drawing.figure.canvas.draw()
    boxes = [one.get_window_extent() for one in axes.findobj(Annotation) if one.get_text()]
    *_, deadline, level = (line.get_window_extent() for line in axes.lines)
    assert boxes
    for box in boxes:
        assert box.x1 < deadline.x0
        assert not box.y0 < level.y0 < box.y1


def nation_at(view, frames, second):
    """The nation with its second doses at a share, and how it stands."""
    projections, paths = frames["projections"].copy(), frames["paths"].copy()
    projections.loc[projections["area"] == "00", "second_share"] = second
    mine = (paths["area"] == "00") & (paths["dose"] == 2)
    past = mine & paths["kind"].isin(["reported", "adjusted"])
    paths.loc[past, "q50"] *= second / paths.loc[mine & (paths["kind"] == "reported"), "q50"].max()
    bands = ["q10", "q25", "q50", "q75", "q90"]
    lifted = np.minimum(paths.loc[mine & ~past, bands] - 0.008 + second, 0.87)
    paths.loc[mine & ~past, bands] = lifted
    shown = view(projections=projections, paths=paths)
    return shown, measures.outlook(shown, "00")


def test_the_adjusted_line_bridges_the_reported_and_the_projected(view, frames):
    """Else the projection would seem to begin with a jump."""
    drawing = figures.fan(*nation_at(view, frames, 0.3))
    projected, adjusted, reported, *_ = (line.get_xydata() for line in drawing.figure.axes[0].lines)
    assert adjusted[-1][0] == reported[-1][0]
    assert adjusted[-1][1] > reported[-1][1]
    assert tuple(projected[0]) == tuple(adjusted[-1])
    assert {"実績（報告分）", "報告遅れ補正後（推計）", "見込み（中央値）"} <= said_in(drawing)


def test_from_one_snapshot_nothing_adjusted_is_drawn_and_the_figure_says_so(view, one_snapshot):
    shown = drawn(view(**one_snapshot))
    assert "実績（報告分）、報告遅れは補正していない" in said_in(shown["fan"])
    for name in ("rates", "fan", "paces"):
        assert not [one for one in said_in(shown[name]) if "補正後" in one]


def test_both_paces_are_named_where_the_lag_is_adjusted(every):
    told = said_in(every["paces"])
    assert {"直近7日、実績（報告分）", "直近7日、報告遅れ補正後（推計）"} <= told


def test_an_outlook_stands_with_its_probability(every):
    told = said_in(every["prefectures"])
    assert [one for one in told if re.search(r"　遅れ（(1%未満|\d+%(未満)?)）$", one)]
    assert not [one for one in told if "（0%）" in one or "（100%）" in one]


def test_line_names_stand_apart_when_both_doses_are_close(view, frames):
    paths = frames["paths"].copy()
    ends = (paths["area"] == "00") & (paths["kind"] == "reported")
    paths.loc[ends, "q50"] = 0.7
    drawing = figures.rates(view(paths=paths))
    axes = drawing.figure.axes[0]
    with theme.style():
        drawing.figure.canvas.draw()
    first, second = (one.get_window_extent() for one in axes.findobj(Annotation))
    assert not first.overlaps(second)


def test_outlooks_differ_in_grey(every):
    def grey(look):
        red, green, blue = to_rgb(look["facecolor"])
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for styles in (looks.OUTLOOKS, STYLES):
        every = list(styles.values())
        for number, one in enumerate(every):
            for other in every[number + 1 :]:
                apart = abs(grey(one) - grey(other)) > 0.12
                assert apart or one.get("hatch") != other.get("hatch")


def test_a_figure_is_not_left_open(every):
    assert all(isinstance(one, Drawing) for one in every.values())
    assert plt.get_fignums() == []


def test_drawing_leaves_the_sessions_own_look(view):
    before = plt.rcParams["font.family"]
    figures.rates(view()).block()
    assert plt.rcParams["font.family"] == before


def test_bars_start_at_nought(every):
    for name in ("rounds", "paces", "prefectures"):
        assert all(axes.get_xlim()[0] == 0 for axes in every[name].figure.axes)


def test_parts_of_a_round_sum_to_all_asked(view):
    parts = round_parts(measures.answer_counts(view()))
    assert (parts.sum(axis=1) == 1741).all()
    assert parts.loc[3, "conditional"] == 160


def test_without_data_a_sentence_stands_in_the_figures_place(view, frames):
    shown = view(
        answers=processed.empty("answers"),
        paths=processed.empty("paths"),
        projections=frames["projections"].assign(snapshot=pd.NaT),
    )
    for block in drawn(shown).values():
        assert block["type"] == "text"
        assert "なし" in block["lines"][0][0][0]


def said_in(drawing):
    return {text.get_text() for text in drawing.figure.findobj(Text)}


def test_the_goal_of_all_47_is_not_drawn_beside_the_pace_of_some(view, open_data, open_frames):
    some = view(campaign=open_data, **open_frames)
    assert "目標" in said_in(drawn(view())["paces"])
    assert not [one for one in said_in(drawn(some)["paces"]) if "目標" in one]


def test_every_look_of_the_bars_is_named_in_the_figure(every):
    rounds, prefectures = said_in(every["rounds"]), said_in(every["prefectures"])
    assert {"7月末まで（条件なし）", "7月末まで（条件付き）", "8月中", "9月以降"} <= rounds
    assert {"前倒し", "計画どおり", "遅れ", "80%区間", "完了の水準"} <= prefectures
    assert "6月2日の実績（報告分）" in prefectures


def test_the_share_by_the_target_stands_over_no_single_part_of_its_bar(every):
    assert "第3回（6月1日時点）　7月末まで 98.7%" in said_in(every["rounds"])
    assert "98.7%" not in said_in(every["rounds"])


def test_where_conditions_are_not_published_none_is_claimed(view, open_data, open_frames):
    told = said_in(drawn(view(campaign=open_data, **open_frames))["rounds"])
    assert "7月末まで" in told
    assert not [one for one in told if "条件" in one]
